"""Marks: titles that a link sets apart from what stands around them."""

from refexport.data.patterns import regex
from refexport.references.dates import take_date
from refexport.references.names import HAN, SURE, WEAK
from refexport.references.parts import Parts, beside, is_venue_line
from refexport.references.people import parse_people
from refexport.references.reference import read_reference
from refexport.references.titles import clean_title, plain
from refexport.references.venue import is_venue, tidy

OWN_YEAR = regex(r"(?P<title>.+?)[,.]?\s*\((?P<inside>[^()]*)\)")
FEWEST = 3
"""Words of a linked title after people's names."""

FEWEST_ALONE = 2
FEWEST_OF_VENUE = 4
"""A venue's name of so many words can be a title."""

LONGEST_LEAD = 40
"""Characters of Chinese words before a title that is set apart."""


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
    found = _with_own_year(head._replace(title=title).or_else(beside(after)))
    read = read_reference(f"{lead} “{found.title}” {after}")
    is_better = read is not None and read.title == found.title and read.fields and (read.people or not found.people)
    return read.or_else(Parts(date=found.date, odd=found.odd)) if read and is_better else found


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
