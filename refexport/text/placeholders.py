"""Placeholders: whether a title is a work's own, or that of an error page or of a gap (`data.placeholders`)."""

import re

from refexport.data import placeholders as data
from refexport.text.fold import fold

PAGES = frozenset(map(fold, data.PAGES))
HEADWORDS = frozenset(map(fold, data.HEADWORDS))
WORDS = frozenset(map(fold, data.WORDS))
UNTITLED = HEADWORDS | WORDS
REASONS = {status: fold(phrase) for status, phrase in data.REASONS.items()}
SPARE_PHRASES = frozenset(map(fold, data.SPARE_PHRASES))


def is_placeholder(title: str) -> bool:
    """Whether the whole title is one that error pages or gaps have, perhaps with the site's name behind it."""
    return any(words in UNTITLED or _is_page(words) for words in _parts(title, data.SITE))


def is_implausible(title: str, *, has_people: bool, is_part: bool = False) -> bool:
    """Whether a registry's title cannot be its work's.

    Words that are titles of works, too, are believed of a work that has an author or editor; "Error" only of one that
    is part of a book besides (``is_part``), as the entry of an encyclopedia.
    """
    doubtful = UNTITLED if not has_people else frozenset() if is_part else HEADWORDS
    parts = _parts(title, data.SITE if has_people else data.LOOSE_SITE)
    return any(words in doubtful or _is_page(words) for words in parts)


def _parts(title: str, between: re.Pattern[str]) -> set[str]:
    """The title, and what stands before or behind the name of a site, folded."""
    if len(title) > data.LONGEST:
        return set()
    ends = [found.span() for found in between.finditer(title)]
    return {fold(title), *(fold(part) for start, end in ends for part in (title[:start], title[end:]))}


def _is_page(words: str) -> bool:
    if words in PAGES or data.COUNTED.fullmatch(words):
        return True
    found = data.STATUS.fullmatch(words)
    return found is not None and found["phrase"] in {REASONS.get(int(found["status"])), *SPARE_PHRASES}
