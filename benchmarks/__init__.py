"""Measurements, run by `make bench`; ratios against peers in the same run, never asserted."""
