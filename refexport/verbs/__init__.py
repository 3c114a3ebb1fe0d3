"""Verbs: what people do to entries day by day: rename, merge, look for them, compare two states of them."""
