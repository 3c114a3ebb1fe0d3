"""Shapes: the ways in which people write references, each with a line of that shape."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from refexport.imports.dates import YEAR, has_date, take_date
from refexport.imports.marks import read_marked
from refexport.imports.names import HAN, PLACE, SURE, WEAK, has_initials
from refexport.imports.parts import Parts, beside, rest_of
from refexport.imports.people import parse_people, strength
from refexport.imports.runs import Found, find_people, runs_of_people
from refexport.imports.titles import PARENTHESIS, clean_title, cut_title, is_title, plain
from refexport.imports.venue import begins_with_venue, is_venue
from refexport.model.date import Date
from refexport.model.name import OTHERS, Name


class Shape(NamedTuple):
    """A way to write a reference: an example, what reads it (None: not this shape), and whether emphasis tells it."""

    example: str
    read: Callable[[str], Parts | None]
    is_marked: bool = False


GB_TYPES = {"D": "thesis", "M": "book", "P": "patent", "R": "report", "S": "standard"}
"""GB/T 7714-2015, table B.1: marks of documents that say more than the venue does."""

GB_MARK = re.compile(
    r"(?P<before>.{4,}?)\s*\[(?P<mark>J|C|M|D|R|N|P|S|G|A|Z|DB|CP|EB)(?:/(?:OL|CD|MT|DK))?\][./]*(?P<after>.*)"
)
TAG = re.compile(r"(?:\[|\(|`)(?P<tag>[^\[\]()`]{2,40})(?:\]|\)|`)[\s:,.-]*(?P<rest>\S.*)", re.DOTALL)
MANY_TAGS = re.compile(r"(?:[\[(`][^\[\]()`]{2,40}[\])`][\s:,.-]*){5}")
"""More brackets in a row than any reference begins with: each is read as one more level."""
YEAR_SENTENCE = re.compile(rf"(?P<people>.{{3,}}?)[.,]\s+\(?(?P<year>{YEAR})[a-z]?\)?[.:]\s+(?P<rest>\S.*)")
NO_TITLE = re.compile(r"(?:and|by|et al|for|in|of|on|the|to|with)\b")
"""What follows names that are part of a title themselves (``Describing Clothing by …``)."""

FEWEST_NAMES = 3
"""So many names in one style are all names: the last of them is no title."""

MOST_PARENTHESES = 12
"""No reference has more parentheses with a date or people than these."""


def read_shape(text: str) -> Parts | None:
    """The parts of a reference by the first shape that fits; None when none does."""
    bare = plain(text)
    return next((parts for shape in SHAPES if (parts := shape.read(text if shape.is_marked else bare))), None)


def _gb(text: str) -> Parts | None:
    """People, title, mark of the document, venue."""
    found = GB_MARK.fullmatch(text)
    if not found:
        return None
    head = next(_people_first(found["before"], PLACE, is_dated=True), None) or Parts(clean_title(found["before"]))
    return head._replace(type=GB_TYPES.get(found["mark"], "")).or_else(rest_of(found["after"]))


def _tagged(text: str) -> Parts | None:
    """Venue or date in brackets, then any other shape."""
    found = TAG.fullmatch(text)
    if not found or MANY_TAGS.match(text) or not (is_venue(found["tag"]) or has_date(found["tag"])):
        return None
    return (read_shape(found["rest"]) or Parts(clean_title(found["rest"]))).or_else(rest_of(found["tag"]))


def _parenthesised(text: str) -> Parts | None:
    """The first parentheses with a date or people between or behind what is title and what is people."""
    for found in islice(PARENTHESIS.finditer(text), MOST_PARENTHESES):
        before, after = text[: found.start()].rstrip(" ,;:"), text[found.end() :].lstrip(" ,.;:")
        inside = found["inside"] if found["square"] is None else found["square"]
        if parts := _after_people(before, inside, after) or _after_title(before, inside, after):
            return parts
    return None


def _after_people(before: str, inside: str, after: str) -> Parts | None:
    """``A. Ng (2017). Title``"""
    date = _date_in(before, inside, after)
    if not date.is_dated or date.rest or not after or parse_people(after, WEAK):
        return None
    people = parse_people(before, WEAK)
    title, venue = cut_title(after)
    return Parts(title, people).or_else(date).or_else(rest_of(venue)) if people and is_title(title) else None


def _after_title(before: str, inside: str, after: str) -> Parts | None:
    """``Title, (2017), A. Ng``, ``Title (A. Ng and B. Li, ICML 2017)``"""
    title, date = clean_title(before), _date_in(before, inside, after)
    inside_date = beside(take_date(inside).text)
    if not is_title(title) or not (date.is_dated or inside_date.people):
        return None
    rest = inside_date.or_else(date._replace(rest=())).or_else(beside(after))
    own = next(_people_first(before, WEAK), None)
    is_own = own is not None and strength(own.people) > strength(rest.people)
    return Parts(title).or_else(rest) if rest.people and not is_own else None


def _date_in(before: str, inside: str, after: str) -> Parts:
    """The date in parentheses, unless it is an issue (``36 (12)``) or a second date follows (``(KDD 2017) (2017)``)."""
    dated = rest_of(inside)
    more = PARENTHESIS.match(after)
    is_other = (dated.odd and before[-1:].isdigit()) or (more and has_date(more[0]))
    return Parts() if is_other else dated


def _year_sentence(text: str) -> Parts | None:
    """People, year, title and venue, each as a sentence."""
    found = YEAR_SENTENCE.fullmatch(text)
    people = parse_people(found["people"]) if found else None
    if not found or not people:
        return None
    title, venue = cut_title(found["rest"])
    return Parts(title, people, Date(int(found["year"]))).or_else(rest_of(venue)) if is_title(title) else None


def _with_people(text: str) -> Parts | None:
    """People before or behind the title, whichever reads more like names."""
    found = find_people(text)
    first = next(_people_first(text, WEAK), None)
    last = _title_first(found) if found else None
    if first and last:
        return last if strength(last.people) > strength(first.people) else first
    return first or last


def _people_first(text: str, least: int, *, is_dated: bool = False) -> Iterator[Parts]:
    """The parts of a text that begins with names, the longest list first; ``is_dated``: its date stands elsewhere."""
    may_shrink = True
    for found in runs_of_people(text, least):
        if not may_shrink:
            return
        may_shrink = len(found.people) < FEWEST_NAMES or not _is_uniform(found.people)
        parts = _before_title(found)
        if parts and is_title(parts.title, is_backed=is_dated or parts.is_dated):
            yield parts


def _before_title(found: Found) -> Parts | None:
    """People with the title that follows them; None if none does (``Sliding Sketches: A Framework`` is a title)."""
    after = found.after.lstrip()
    if after.startswith(":") and not _is_uniform(found.people):
        return None
    title, venue = cut_title(after, after_comma=after.startswith(","))
    if begins_with_venue(title) or NO_TITLE.match(title) or find_people(title, SURE):
        return None
    return Parts(title, found.people).or_else(rest_of(venue))


def _is_uniform(people: tuple[Name, ...]) -> bool:
    """Whether all are full names or have initials, and the last is written as the others are."""
    names = [name for name in people if name != OTHERS]
    is_full = all(name.given or name.literal or HAN.search(name.family) for name in names)
    is_other = len(names) > 1 and all(map(has_initials, names[:-1])) and not has_initials(names[-1])
    return is_full and not is_other and strength(people) >= SURE


def _title_first(found: Found) -> Parts | None:
    title, venue = cut_title(found.before)
    return Parts(title, found.people).or_else(rest_of(f"{venue} {found.after}")) if is_title(title) else None


def _dated(text: str) -> Parts | None:
    """Title, venue and date, the last two perhaps in parentheses; a line that begins with names has no title."""
    if next(runs_of_people(text, SURE), None):
        return None
    for found in reversed(list(islice(PARENTHESIS.finditer(text), MOST_PARENTHESES))):
        title, rest = clean_title(text[: found.start()]), rest_of(text[found.start() :])
        if rest_of(found[0][1:-1]).is_dated and is_title(title):
            return Parts(title).or_else(rest)
    title, venue = cut_title(text)
    rest = rest_of(venue)
    return Parts(title).or_else(rest) if rest.is_dated and is_title(title) else None


SHAPES: tuple[Shape, ...] = (
    Shape("LIN Y, LIU Z, SUN M. Neural relation extraction[C]//ACL, 2017: 34-43.", _gb),
    Shape("S. Ioffe and C. Szegedy, “Batch normalization,” in Proc. ICML, 2015.", read_marked, is_marked=True),
    Shape("[ICLR 2018] Graph Attention Networks, P. Veličković, G. Cucurull", _tagged, is_marked=True),
    Shape("Prototypical Networks for Few-shot Learning, (2017), Jake Snell, Kevin Swersky.", _parenthesised),
    Shape("Peixiang Zhong and Di Wang. 2020. Towards Empathetic Models. In EMNLP.", _year_sentence),
    Shape("A. Ng, B. Li. Mixed Nets for Two Images. NIPS, 2017.", _with_people),
    Shape("How Powerful are Graph Neural Networks? (ICLR 2019)", _dated),
)
"""Tried in order."""
