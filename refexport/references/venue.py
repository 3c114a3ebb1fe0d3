"""Venue: where a work appeared, as a line of a list says it, put into fields as far as that is certain.

A value in entries.toml wins over what a registry says. So only a journal or proceedings spelled out becomes a field;
an abbreviation ("ICML", "Phys. Rev. D 99") is kept as a remark, in the field ``annotation``, which no style prints.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from refexport.data.words import VENUE_WORDS, VENUES
from refexport.model.entry import Value
from refexport.model.pages import normal_pages
from refexport.model.text import literal_text


class VenueFields(NamedTuple):
    """A type and fields that a venue makes certain, or a remark."""

    type: str = ""
    fields: Mapping[str, Value] = {}
    remark: str = ""


class VenuePattern(NamedTuple):
    """A way to name a venue: an example, the pattern, the type and what is known beyond the pattern's groups."""

    example: str
    pattern: re.Pattern[str]
    type: str
    fields: Mapping[str, Value] = {}


def _row(example: str, pattern: str, type_: str, **fields: str) -> VenuePattern:
    return VenuePattern(
        example, re.compile(pattern), type_, {field: literal_text(value) for field, value in fields.items()}
    )


PAGES = r"(?P<pages>[A-Z]?\d+\s*(?:[-–]+\s*[A-Z]?\d+)?)"
JOURNAL = (
    r"(?=[^\d.,:;()]*\b(?:Annals|Bulletin|Communications|Journal|Letters|Magazine|Nature|Proceedings|Reports|Research|"
    r"Reviews?|Science|Transactions|学报))(?P<journaltitle>[^\W\d_][^\d.,:;()]{3,})"
)
"""A journal's name without abbreviations, known by one of its words."""

BOOK = (
    r"(?P<booktitle>(?=(?:\S+\s+){3})(?:(?:Proceedings|Advances in|Conference)\b[^.,;()]*|"
    r"[A-Z][^.;()]*?\b(?:Proceedings|Conference|Workshop|Symposium|Advances)\b[^.,;()]*))"
)
"""The name of proceedings without abbreviations, four words at least."""

ROWS = (
    _row(
        "Biophysical Journal 87 (1), 521-533",
        rf"{JOURNAL}[,\s]\s*(?P<volume>\d+)\s*(?:\((?P<number>[\d–-]+)\))?\s*[,:]\s*(?:pp?\.\s*)?{PAGES}",
        "article",
    ),
    _row(
        "Nature, vol. 529, no. 7587, pp. 484–489",
        rf"{JOURNAL}, vol\. (?P<volume>\d+)(?:, no\. (?P<number>[\d–-]+))?(?:, pp?\. ?{PAGES})?",
        "article",
    ),
    _row(
        "In Proceedings of the 54th Annual Meeting of the ACL, pp. 2124-2133",
        rf"(?:[Ii]n:?\s+)?{BOOK}(?:[,:]?\s*\(?(?:pp?\.|pages)?\s*{PAGES}\)?)?",
        "inproceedings",
    ),
    _row(
        "PhD thesis, MIT",
        r"(?:Ph\.?D\.?|Doctoral)\s+[Tt]hesis(?:,\s*(?P<institution>.+))?",
        "thesis",
        genre="phdthesis",
    ),
    _row(
        "Master's thesis, ETH Zurich",
        r"M(?:aster['’]?s?|Sc)\s+[Tt]hesis(?:,\s*(?P<institution>.+))?",
        "thesis",
        genre="mathesis",
    ),
)
"""Venues spelled out, the first row that fits the whole text."""

NORMAL: Mapping[str, Callable[[str], Value]] = {"pages": normal_pages, "volume": str, "number": str}
"""Fields of digits; the others are text."""

IN_VENUE = (
    r"in(?=:?\s+[*_]*(?-i:[A-Z]{3,}|Proc|Adv|NeurIPS|Nature|Science|Conf|International|Findings|Journal|[A-Z][a-z]*\.))"
)
"""``In`` before a venue; ``In Defense of …`` is a title."""

DETAIL = re.compile(
    rf"{IN_VENUE}|proc|arxiv|corr\b|pp?\.|pages|vol|doi|url|available|accessed|in prep|in press|to appear|submitted|"
    r"under review|forthcoming|accepted|unpublished|https?:|\d+\s*[,(:]",
    re.IGNORECASE,
)
ABBREVIATED = re.compile(r"(?:[A-Z][a-z]{0,6}\.\s*){2,}|[A-Z][a-z]+\s+(?:[A-Z][a-z]*\.?\s+)*\d+[,:(\s]")
"""``Phys. Rev. D``; ``Phys Lett B 428:``"""

FIRST_WORD = re.compile(r"[^\W\d_][\w&-]*")
FURTHEST = 80
"""Characters of a sentence in which a venue shows itself."""

EMPTY = re.compile(r"\(\s*[,.;:]*\s*\)|\[\s*[,.;:]*\s*\]")
TIDYING = (
    (re.compile(r"\s+([,.;:)\]])"), r"\1"),
    (re.compile(r"(?<!\b[A-Z])([,.;:])(?:\s*[,.;:])+"), r"\1"),
    (re.compile(r"([(\[])\s*[,.;:]\s*|\s*[,;:]\s*(?=[)\]])"), r"\1"),
)
"""Punctuation that is left over, and what stays of it."""


def read_venue(text: str) -> VenueFields:
    """The type and fields of a venue (its date taken off), or the remark that it is."""
    bare = tidy(text)
    for row in ROWS:
        if found := row.pattern.fullmatch(bare):
            found_fields = {field: _value(field, value) for field, value in found.groupdict().items() if value}
            return VenueFields(row.type, {**row.fields, **found_fields})
    return VenueFields(remark=bare)


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


def _value(field: str, raw: str) -> Value:
    raw = raw.strip(" ,:")
    return NORMAL[field](raw) if field in NORMAL else literal_text(raw)
