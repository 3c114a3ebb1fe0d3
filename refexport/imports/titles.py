"""Titles: what can be one, and where one ends in running text."""

import re

from refexport.imports.dates import YEAR, has_date
from refexport.imports.names import HAN
from refexport.imports.venue import is_venue
from refexport.text.clean import is_organisation

EMPHASIS = re.compile(r"(\*\*|__|~~)(.+?)\1|`([^`]+)`|(?<![\w*\\])([*_])(?=\S)([^*_]+?)(?<=\S)\4(?![\w*])")
PARENTHESIS = re.compile(r"\((?P<inside>[^()]*)\)|\[(?P<square>[^\[\]]*)\]")
QUOTED = re.compile(r"[\"“「《](?P<inside>[^\"“”]+)[\"”」》]")
END = re.compile(r"[.?!](?=\s+(?:[\"“(A-Z0-9\u4e00-\u9fff]|arXiv|in\b|doi))|[,;](?=\s)|\s[-–—|]+(?=\s)|。|\s(?=[(\[])")
"""Where a title may end."""

NO_END = re.compile(r"(?:\b[^\W\d_]|\b(?:vs|al|St|Dr|Jr|No|Vol|Proc|Int|Eq|Fig|cf|etc|e\.g|i\.e))$")
"""What a full stop belongs to that ends no sentence."""

VENUE_AND_YEAR = re.compile(rf"[A-Z][\w&.-]*(?:\s+(?:of|on|in|the|and|for|[A-Z][\w&.-]*)){{0,6}}\s*\(?{YEAR}\)?\.?")
FULL_STOPS, ASKING = (".", "。"), ("?", "!")

FEWEST_LETTERS = 3
FEWEST_WORDS = 4
"""So many words behind a question go on with the title."""


def plain(text: str) -> str:
    """A text on one line without emphasis."""
    for _ in range(2):
        text = EMPHASIS.sub(lambda found: found[2] or found[3] or found[5], text)
    return " ".join(text.split())


def clean_title(text: str) -> str:
    """A title without the punctuation and quotation marks around it."""
    stripped = re.sub(r"[,;:，；：]+$", "", text.strip(" \t\n-–—|*_`·")).strip()
    if quoted := QUOTED.fullmatch(stripped):
        stripped = quoted["inside"].strip()
    return stripped if stripped.endswith("..") else stripped.rstrip("., 。")


def is_title(text: str, *, is_backed: bool = True) -> bool:
    """Whether a text can be a title; where no date backs it, one of several words and no organisation's name."""
    letters = sum(char.isalpha() for char in text)
    if HAN.search(text):
        return letters > 1
    return letters >= FEWEST_LETTERS and (is_backed or (len(text.split()) > 2 and not is_organisation(text)))


def cut_title(text: str, *, after_comma: bool = False) -> tuple[str, str]:
    """A text that begins with a title cut in two: the title, and what follows it.

    ``after_comma``: commas part the pieces, and a name with a year is a venue (``Title, Neural Computation (2012)``).
    """
    text = text.strip(" \t\n,.:;-–—·|。")
    asked: tuple[str, str] | None = None
    for stop in END.finditer(text):
        head, mark, tail = text[: stop.start()], stop[0].strip(), text[stop.end() :].strip()
        if len(head) < FEWEST_LETTERS or (mark in FULL_STOPS and NO_END.search(head)):
            continue
        cut = clean_title(head + mark if mark in ASKING else head), tail
        if _ends_title(mark, tail, after_comma=after_comma):
            return cut
        if mark in ASKING and not asked and (len(tail.split()) < FEWEST_WORDS or has_date(tail)):
            asked = cut
    return asked or (clean_title(text), "")


def _ends_title(mark: str, tail: str, *, after_comma: bool) -> bool:
    """Whether a title ends at a mark: at a full stop, at others where a venue or date follows."""
    is_last = after_comma and mark == "," and bool(VENUE_AND_YEAR.fullmatch(tail))
    return mark in FULL_STOPS or not tail or is_last or _is_publication(tail)


def _is_publication(text: str) -> bool:
    """Whether a text is a venue or a date; so must be what stands in parentheses at its beginning."""
    found = PARENTHESIS.match(text)
    return is_venue(text) if not found else has_date(found[0]) or is_venue(found[0][1:-1])
