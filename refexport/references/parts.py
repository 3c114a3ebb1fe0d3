"""Parts: a reference taken apart, and what may stand beside its title."""

from collections.abc import Mapping
from typing import NamedTuple

from refexport.model.date import Date
from refexport.model.entry import Value
from refexport.model.name import Name
from refexport.references.dates import take_date
from refexport.references.names import WEAK
from refexport.references.runs import Found, find_people
from refexport.references.titles import plain
from refexport.references.venue import is_venue, tidy

LONGEST_VENUE = 40
"""Characters of a venue's name; more is a sentence."""


class Parts(NamedTuple):
    """A reference taken apart: ``odd`` is the number in the year's place that is none, ``rest`` venues and remarks.

    ``is_undated``: words in the date's place say that there is none (``n.d.``), or not yet (``in press``).
    """

    title: str = ""
    people: tuple[Name, ...] = ()
    date: Date | None = None
    odd: str = ""
    type: str = ""
    rest: tuple[str, ...] = ()
    fields: Mapping[str, Value] = {}
    is_undated: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether there is a date, or something in its place."""
        return bool(self.date or self.odd or self.is_undated)

    def or_else(self, other: "Parts") -> "Parts":
        """These parts, the other's where these have none, and what rests of both."""
        date = self.date or other.date
        return Parts(
            self.title or other.title,
            self.people or other.people,
            date,
            "" if date else self.odd or other.odd,
            self.type or other.type,
            (*self.rest, *other.rest),
            {**other.fields, **self.fields},
            self.is_undated or other.is_undated,
        )


def beside(text: str) -> Parts:
    """What stands beside a title: people, date, venue and remarks, in any order."""
    text = plain(text).strip(" -–—·|,.:;")
    found = find_people(text) or Found("", (), text)
    return rest_of(f"{found.before} {found.after}")._replace(people=found.people)


def people_line(text: str, least: int = WEAK) -> Parts | None:
    """What a line of people, perhaps with venue and date, says; None if it says more."""
    bare = plain(text)
    found = find_people(bare, least)
    if not found or not is_venue_line(found.before):
        return None
    beside_people = rest_of(f"{found.before} {found.after}")._replace(people=found.people)
    return beside_people if len(" ".join(beside_people.rest)) <= LONGEST_VENUE else None


def is_venue_line(text: str) -> bool:
    """Whether a text is a venue and date only, or empty."""
    return all(map(is_venue, rest_of(text).rest))


def rest_of(text: str) -> Parts:
    """The date of a text without people, and what is left of it: a venue or a remark."""
    dated = take_date(text)
    left = tidy(dated.text)
    return Parts(date=dated.date, odd=dated.odd, rest=(left,) if left else ())
