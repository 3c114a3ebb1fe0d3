"""EndNote's own files: XML and tagged (.enw), two spellings of the same generic fields and reference types."""
