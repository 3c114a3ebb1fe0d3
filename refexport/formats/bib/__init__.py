"""The .bib formats: their syntax, their values, and the two dialects."""
