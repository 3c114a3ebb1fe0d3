"""Runs: where in a text names stand, and what stands before and after them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refexport.imports.people import ET_AL, WEAK, can_be_names, is_initials, parse_people, strength
from refexport.model.name import Name

BETWEEN = re.compile(
    r"\s*(?:[,;|、，]|[.:](?=\s|$)|[()\[\]]|\s[-–—]+(?=\s)|\n|(?<!\w)by(?=\s)|作者\s*:|"
    r"(?<!\w)in(?=:?\s+[*_]*(?-i:[A-Z]{3,}|Proc|Adv|NeurIPS|Nature|Science|Conf|International|Findings|Journal)))\s*",
    re.IGNORECASE,
)
"""What may stand before and after a name."""

LEAD = re.compile(r"(?:\b(?:(?:written|presented|given) )?by|作者\s*:)\s*$", re.IGNORECASE)
ABBREVIATED = re.compile(r"(?:[^\W\d_]\.\s+)*(?:[A-Z]{4}\s+)?[A-Z][a-z]+\.\s+[A-Z][a-z]{1,9}\.")
"""``J. Mach. Learn.``, ``IEEE Trans. Inf.``: a journal, not a person."""

MOST_TRIMS = 7
"""Pieces that are taken off a run of possible names in search of names."""

Span = tuple[int, int]


class Found(NamedTuple):
    """Names in a text, and what stands before and after them."""

    before: str
    people: tuple[Name, ...]
    after: str


def find_people(text: str, least: int = WEAK) -> Found | None:
    """The run of names in a text that reads most like one, of equal ones the first; None if there is none."""
    found = [one for run in _runs(text) if (one := next(_names_in(text, run, least), None))]
    return max(found, key=lambda one: strength(one.people)) if found else None


def runs_of_people(text: str, least: int = WEAK) -> Iterator[Found]:
    """The names that a text begins with, the longest list first."""
    run = next(_runs(text), ())
    if run and not text[: run[0][0]].strip():
        yield from (found for found in _names_in(text, run, least) if not found.before.strip())


def _names_in(text: str, run: Sequence[Span], least: int) -> Iterator[Found]:
    """The names in a run, the longest stretch first and of equal ones the strongest."""
    for off in range(min(len(run), MOST_TRIMS)):
        found: list[Found] = []
        for left in range(off + 1):
            start, end = run[left][0], run[len(run) - 1 - off + left][1]
            if people := parse_people(text[start:end], least):
                found.append(Found(LEAD.sub("", text[:start]), people, text[end:]))
        yield from sorted(found, key=lambda one: -strength(one.people))


def _runs(text: str) -> Iterator[tuple[Span, ...]]:
    """Stretches of pieces that can all be names, each with its start and end; only commas and the like join them."""
    run: list[Span] = []
    for start, end, joins in _pieces(text):
        piece = text[start:end]
        is_names = not ABBREVIATED.match(text, start) and (can_be_names(piece) or bool(run and ET_AL.fullmatch(piece)))
        if is_names:
            run.append((start, end))
        if run and not (is_names and joins):
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of what stands between delimiters, and whether the one behind it joins names."""
    start = 0
    for stop in BETWEEN.finditer(text):
        piece = text[start : stop.start()]
        is_abbreviated = stop[0].startswith(".") and _ends_in_initial(piece)
        joins = stop[0].strip() in (",", ";", "、", "，", "") or stop[0].strip().startswith(",") or is_abbreviated
        if piece.strip():
            yield start, stop.start() + is_abbreviated, joins
        start = stop.end()
    if text[start:].strip():
        yield start, len(text), False


def _ends_in_initial(piece: str) -> bool:
    """Whether a full stop behind a piece belongs to its last word."""
    last = piece.split()[-1] if piece.split() else ""
    return bool(re.fullmatch(r"[JS]r|al", last)) or is_initials(last + ".") or bool(re.search(r"(?:^|[.-])[^\W\d_]$", last))
