"""Output: which entries a file gets, in which order and shape, and writing it."""
