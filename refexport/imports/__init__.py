"""Imports: other people's lists as entries."""
