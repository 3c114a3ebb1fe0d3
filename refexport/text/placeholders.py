"""Placeholders: whether a title is a work's own, or that of an error page or of a gap (`data.placeholders`)."""

import re

from refexport.data import placeholders as data
from refexport.text.fold import fold

PAGES = frozenset(map(fold, data.PAGES))
HEADWORDS = frozenset(map(fold, data.HEADWORDS))
WORDS = frozenset(map(fold, data.WORDS))
REASONS = {status: fold(phrase) for status, phrase in data.REASONS.items()}
SPARE_PHRASES = frozenset(map(fold, data.SPARE_PHRASES))


def is_placeholder(title: str) -> bool:
    """Whether the whole title is one that error pages or gaps have, perhaps with the site's name behind it."""
    words = _parts(title, data.SITE)
    return bool(words & (HEADWORDS | WORDS)) or any(map(_is_page, words))


def is_implausible(title: str, *, has_people: bool, is_part: bool = False) -> bool:
    """Whether a registry's title cannot be its work's.

    Words that are titles of works, too, are believed of a work that has an author or editor; "Error" only of one that
    is part of a book besides (``is_part``), as the entry of an encyclopedia.
    """
    words = _parts(title, data.SITE if has_people else data.LOOSE_SITE)
    doubtful = (frozenset() if has_people else WORDS) | (frozenset() if has_people and is_part else HEADWORDS)
    return bool(words & doubtful) or any(map(_is_page, words))


def _parts(title: str, between: str) -> set[str]:
    """The title, and what stands before or behind the name of a site, folded."""
    if len(title) > data.LONGEST:
        return set()
    ends = [found.span() for found in re.finditer(between, title)]
    return set(map(fold, (title, *(title[:start] for start, _ in ends), *(title[end:] for _, end in ends))))


def _is_page(words: str) -> bool:
    if words in PAGES or data.COUNTED.fullmatch(words):
        return True
    found = data.STATUS.fullmatch(words)
    return found is not None and found["phrase"] in {REASONS.get(int(found["status"])), *SPARE_PHRASES}
