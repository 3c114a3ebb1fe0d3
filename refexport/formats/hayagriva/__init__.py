"""Hayagriva, Typst's own format."""
