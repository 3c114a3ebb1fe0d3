"""Venue: whether words begin like where a work appeared, and what is left of them without stray punctuation."""

import re

from refexport.data.patterns import regex
from refexport.data.words import VENUE_WORDS, VENUES

IN_VENUE = (
    r"in(?=:?\s+[*_]*(?-i:[A-Z]{3,}|Proc|Adv|NeurIPS|Nature|Science|Conf|International|Findings|Journal|[A-Z][a-z]*\.))"
)
"""``In`` before a venue; ``In Defense of …`` is a title."""

DETAIL = regex(
    rf"{IN_VENUE}|proc|arxiv|corr\b|pp?\.|pages|vol|doi|url|available|accessed|in prep|in press|to appear|submitted|"
    r"under review|forthcoming|accepted|unpublished|https?:|\d+\s*[,(:]",
    re.IGNORECASE,
)
ABBREVIATED = regex(r"(?:[A-Z][a-z]{0,6}\.\s*){2,}|[A-Z][a-z]+\s+(?:[A-Z][a-z]*\.?\s+)*\d+[,:(\s]")
"""``Phys. Rev. D``; ``Phys Lett B 428:``"""

FIRST_WORD = regex(r"[^\W\d_][\w&-]*")
FURTHEST = 80
"""Characters of a sentence in which a venue shows itself."""

EMPTY = regex(r"\(\s*[,.;:]*\s*\)|\[\s*[,.;:]*\s*\]")
TIDYING = (
    (regex(r"\s+([,.;:)\]])"), r"\1"),
    (regex(r"(?<!\b[A-Z])([,.;:])(?:\s*[,.;:])+"), r"\1"),
    (regex(r"([(\[])\s*[,.;:]\s*|\s*[,;:]\s*(?=[)\]])"), r"\1"),
)
"""Punctuation that is left over, and what stays of it."""


def is_venue(text: str) -> bool:
    """Whether a text begins like the name of a venue, a date or details of a publication."""
    sentence = text.split(". ", maxsplit=1)[0]
    return begins_with_venue(text) or bool(VENUE_WORDS.search(sentence[:FURTHEST]))


def begins_with_venue(text: str) -> bool:
    """Whether the first word of a text can only be that of a venue or of details of a publication."""
    first = FIRST_WORD.search(text)
    is_name = first is None or first[0].lower().rstrip("-0123456789") in VENUES
    return is_name or bool(DETAIL.match(text) or ABBREVIATED.match(text))


def tidy(text: str) -> str:
    """A venue or remark without the punctuation that is left when names, links and dates are taken off."""
    text = " ".join(EMPTY.sub(" ", text).split())
    for pattern, kept in TIDYING:
        text = pattern.sub(kept, text)
    text = text.strip(" \t\n,;:·|-–—*_/。、").lstrip(". ")
    text = text if re.search(r"\b[A-Z][a-z]*\. [A-Z]", text) else text.rstrip(". ")
    bare = text[1:-1].strip(" ,.;") if re.fullmatch(r"\([^()]*\)|\[[^\[\]]*\]", text) else text
    return bare if re.search(r"\w", bare) else ""
