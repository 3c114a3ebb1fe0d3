"""Store: the files a person or refexport keeps: entries.toml, the lock, and how they are read and written."""
