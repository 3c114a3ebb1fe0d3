"""Runs: where in a text names stand, and what stands before and after them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.words import SHORT_WORDS
from refexport.model.name import Name
from refexport.references.names import SHORTENED, SURE, WEAK, is_initials
from refexport.references.people import ET_AL, can_be_names, parse_people, strength
from refexport.references.venue import IN_VENUE

BETWEEN = regex(
    r"\s*(?:[,;|、，]|[.:](?=\s|$)|[()\[\]]|(?<=\s)[-–—]+(?=\s)|--+|\n|(?<!\w)by(?=\s)|作者\s*:|"
    rf"(?<!\w){IN_VENUE})\s*",
    re.IGNORECASE,
)
"""What may stand before and after a name."""

LEAD = regex(r"(?:\b(?:(?:written|presented|given) )?by|作者\s*:)\s*$", re.IGNORECASE)
MOST_TRIMS = 7
"""Pieces that are taken off a run of possible names in search of names."""

Span = tuple[int, int]


class Found(NamedTuple):
    """Names in a text, and what stands before and after them."""

    before: str
    people: tuple[Name, ...]
    after: str
    text: str = ""


def find_people(text: str, least: int = WEAK) -> Found | None:
    """The run of names in a text that reads most like one, of equal ones the first; None if there is none."""
    found = [one for run in _runs(text) if (one := next(filter(_is_list, _names_in(text, run, least)), None))]
    return max(found, key=lambda one: strength(one.people)) if found else None


def _is_list(found: Found) -> bool:
    """Whether names are more than two words that a comma parts (``…, Fairness, Accountability, …``)."""
    is_one_comma = len(found.people) == 1 and not found.text.startswith(found.people[0].given)
    return not (is_one_comma and found.before.strip(" -–—|;,.")) or strength(found.people) >= SURE


def _names_in(text: str, run: Sequence[Span], least: int) -> Iterator[Found]:
    """The names in a run, the longest stretch first and of equal ones the strongest."""
    for off in range(min(len(run), MOST_TRIMS)):
        found: list[Found] = []
        for left in range(off + 1):
            start, end = run[left][0], run[len(run) - 1 - off + left][1]
            if people := parse_people(text[start:end], least):
                found.append(Found(LEAD.sub("", text[:start]), people, text[end:], text[start:end]))
        yield from sorted(found, key=lambda one: -strength(one.people))


def _runs(text: str) -> Iterator[tuple[Span, ...]]:
    """Stretches of pieces that can all be names, each with its start and end; only commas and the like join them."""
    run: list[Span] = []
    for start, end, joins in _pieces(text):
        piece = text[start:end]
        is_names = can_be_names(piece) or bool(run and ET_AL.fullmatch(piece))
        is_names = is_names and not _is_journal(piece, text[:start], text[end:])
        if is_names:
            run.append((start, end))
        if run and not (is_names and joins):
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _is_journal(piece: str, before: str, after: str) -> bool:
    """Whether a piece ends in a word cut short (``Mach.``) or begins a sentence ``In …``."""
    is_cut_short = after.startswith(".") and piece.rsplit(maxsplit=1)[-1].lower() in SHORT_WORDS
    return is_cut_short or (piece.startswith("In ") and before.rstrip().endswith((".", "*", "_")))


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of what stands between delimiters, and whether the one behind it joins names."""
    start = 0
    for stop in BETWEEN.finditer(text):
        piece = text[start : stop.start()]
        is_alone = not text[:start].rstrip().endswith(".")
        is_abbreviated = stop[0].startswith(".") and _ends_in_initial(piece, is_alone=is_alone)
        joins = stop[0].strip() in (",", ";", "、", "，", "") or stop[0].strip().startswith(",") or is_abbreviated
        if piece.strip():
            yield start, stop.start() + is_abbreviated, joins
        start = stop.end()
    if text[start:].strip():
        yield start, len(text), False


def _ends_in_initial(piece: str, *, is_alone: bool) -> bool:
    """Whether a full stop behind a piece belongs to its last word; ``is_alone``: no initial stands before the piece."""
    last = piece.strip().rpartition(" ")[2]
    is_first = is_alone and last == piece.strip()
    is_initial = bool(re.search(r"(?:^|[.-])[^\W\d_]$", last)) or (is_first and is_initials(last + "."))
    return is_initial or last == "al" or last.lower() in SHORTENED
