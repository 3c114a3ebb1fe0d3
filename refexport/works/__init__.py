"""Works: which records and entries speak of the same work, and what is made of them."""
