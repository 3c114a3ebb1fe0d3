"""CITATION.cff, the Citation File Format."""
