"""Data: tables of facts, each with its source; no other package says them again."""
