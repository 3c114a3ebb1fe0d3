"""Lists: documents that hold references, and what each of their lines stands for."""
