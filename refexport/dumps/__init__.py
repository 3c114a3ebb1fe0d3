"""Dumps: works by the million, as registries and reference managers give them, turned into files shard by shard."""
