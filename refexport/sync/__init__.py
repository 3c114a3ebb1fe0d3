"""A Zotero library and entries.toml kept alike: what each says, how the two differ, what is sent and what is taken."""
