"""Cite keys: which characters they may have, for whom."""

import re
import unicodedata

from refexport.data.patterns import regex

CITE_KEY = regex(r"[^\s,{}%#\\~\x00-\x1f\x7f-\x9f]+")
r"""What ``\cite`` hands on unharmed: commas separate keys, LaTeX reads the other signs itself, BibTeX takes no blanks.

BibTeX 0.99d takes all of it in the key of an entry, too (bibtex.web: up to a comma, a blank or the brace)."""

NOT_BIBERS = frozenset("\"'()=")
"""Characters of it that biber takes in ``ids`` and in citations, but in the key of an entry ends at (btparse)."""

MAX_KEY = 250
"""Characters of a cite key; BibTeX 0.99d cuts nothing below that."""


def is_cite_key(key: str) -> bool:
    """Whether a text is a cite key as it stands: `CITE_KEY`, no longer than `MAX_KEY`, and nothing in it is unseen."""
    return len(key) <= MAX_KEY and bool(CITE_KEY.fullmatch(key)) and key.isprintable()


def usable_key(key: str) -> str:
    """The key itself if it is a cite key, else `plain_key`."""
    return key if is_cite_key(key) else plain_key(key)


def plain_key(key: str) -> str:
    """The letters and digits of a key and the marks that no program minds; empty if nothing of it can stay."""
    composed = unicodedata.normalize("NFC", key)
    return re.sub(r"^[\W_]+|[^\w:./+-]+", "", composed)[:MAX_KEY]


def folded_key(key: str) -> str:
    """What is equal for keys that are the same: BibTeX minds no case, biber not how a letter is composed."""
    return unicodedata.normalize("NFC", key).lower()
