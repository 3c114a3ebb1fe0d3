"""Facts: every table of the package against a second source (the specification, another program, real data)."""
