"""Text: letters, markup and languages, turned and compared."""
