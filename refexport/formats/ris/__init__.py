"""RIS, in a module for its field map, one for the lines of its files, and one for what their writers mean by them."""
