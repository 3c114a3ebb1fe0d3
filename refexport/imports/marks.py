"""Marks: titles that are set apart from what stands around them, by quotation marks, emphasis or a link."""

import re
from typing import NamedTuple

from refexport.imports.dates import take_date
from refexport.imports.names import HAN, SURE, WEAK
from refexport.imports.parts import Parts, beside, is_venue_line
from refexport.imports.people import parse_people
from refexport.imports.titles import clean_title, plain
from refexport.imports.venue import is_venue, tidy


class Mark(NamedTuple):
    """A way to set a title apart: an example, the pattern, and the fewest words after people's names.

    Fewer words there are a journal's name: ``A. Ng. Title. *Neural Computation*, 2017``.
    """

    example: str
    pattern: re.Pattern[str]
    fewest: int


MARKS = tuple(
    Mark(example, re.compile(pattern, re.IGNORECASE), fewest)
    for example, pattern, fewest in (
        ("《Title of the Paper》", r"《(?P<title>[^《》]{2,})》", 1),
        (
            "“Title of the Paper,” in",
            r"[\"“„](?P<title>[^\"“”„]{8,}?)(?:[,.]\s*[\"”]|[\"”](?=\s*(?:$|[,.;(\[–—-]|(?:in|by)\b)))",
            2,
        ),
        ("**Title of the Paper**", r"(?<!\*)\*\*(?P<title>(?:(?!\*\*).)+)\*\*", 4),
        ("__Title of the Paper__", r"__(?P<title>(?:(?!__).)+)__", 4),
        ("*Title of the Paper*", r"(?<![\w*])[*_](?=\S)(?P<title>[^*_]+)(?<=\S)[*_](?![\w*])", 4),
    )
)

OWN_YEAR = re.compile(r"(?P<title>.+?)[,.]?\s*\((?P<inside>[^()]*)\)")
FEWEST = 3
"""Words of a linked title after people's names."""

FEWEST_ALONE = 2
FEWEST_OF_VENUE = 4
"""A venue's name of so many words can be a title."""

LONGEST_LEAD = 40
"""Characters of Chinese words before a title that is set apart."""


def read_marked(text: str) -> Parts | None:
    """The parts of a reference whose title is set apart; None if none is."""
    for mark in MARKS:
        for found in mark.pattern.finditer(text):
            if parts := around(text[: found.start()], found["title"], text[found.end() :], fewest=mark.fewest):
                return parts
    return None


def around(before: str, title: str, after: str, *, fewest: int = FEWEST) -> Parts | None:
    """A title that is set apart with what stands around it: before it nothing, people, a venue or a date."""
    lead = plain(before) if tidy(before) else ""
    title = clean_title(plain(title))
    goes_on = after.lstrip("*_ ").startswith(":")
    if goes_on or not _is_title(title, fewest if lead else min(fewest, FEWEST_ALONE)):
        return None
    people = parse_people(lead, WEAK) if lead else ()
    if people is None and not _is_lead(lead):
        return None
    head = Parts(people=people) if people else beside(lead)
    return _with_own_year(head._replace(title=title).or_else(beside(after)))


def _is_title(title: str, fewest: int) -> bool:
    """Whether what is set apart is a title, and not people's names, a venue or a label."""
    words = title.split()
    is_short_venue = is_venue(title) and len(words) < FEWEST_OF_VENUE
    is_other = is_short_venue or title.endswith(":") or parse_people(take_date(title).text, SURE)
    return bool(HAN.search(title)) or (len(words) >= fewest and not is_other)


def _is_lead(text: str) -> bool:
    """Whether words before a title are a venue, a date, or a few Chinese ones."""
    return is_venue_line(text) or (bool(HAN.search(text)) and len(text) <= LONGEST_LEAD)


def _with_own_year(parts: Parts) -> Parts:
    """``[Title (Snell et al., 2017)](address)``: a year in parentheses at the title's end is the date."""
    found = OWN_YEAR.fullmatch(parts.title)
    if found and not parts.date and take_date(found["inside"]).date:
        return beside(found["inside"]).or_else(parts)._replace(title=clean_title(found["title"]))
    return parts
