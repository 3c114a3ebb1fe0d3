"""References: the text of one reference taken apart by weighed evidence."""
