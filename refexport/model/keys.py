"""Cite keys: which characters they may have."""

import re
import unicodedata

CITE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:./+-]*")
"""What BibTeX, biber, LaTeX and every shell carry unharmed."""
MAX_KEY = 250
"""Characters of a cite key; BibTeX 0.99d cuts nothing below that."""


def usable_key(key: str) -> str:
    """The nearest cite key; empty if nothing of the key can stay."""
    letters = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    return re.sub(r"^[^A-Za-z0-9]+|[^A-Za-z0-9_:./+-]+", "", letters)[:MAX_KEY]
