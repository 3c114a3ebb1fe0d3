"""Imports: other people's files become entries, and what changed in them since."""
