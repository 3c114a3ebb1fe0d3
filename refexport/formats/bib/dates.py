"""Dates as the fields of a .bib say them, in either dialect; what people write for a year that is none.

Sources: btxdoc, section 3.2 (``year``, ``month``), and the biblatex manual 3.18, section 2.3.8 (``date``).
"""

import re
from collections.abc import Callable, Iterable, Mapping

from refexport.data.datamodel import PUBSTATE_KEYS
from refexport.model.date import SEASON_NUMBERS, Date, month_number, parse_date
from refexport.model.entry import Value

Note = Callable[[str, str, str], None]
"""Takes a problem: field, message, value."""

STATES = PUBSTATE_KEYS | {"to appear": "forthcoming"}
"""What people write for a year -> ``pubstate``."""

UNDATED = frozenset({"n.d", "n. d", "no date", "undated"})
"""What people write for no year."""

DATE_PARTS = frozenset({"date", "year", "month", "day"})
"""Fields that make up the date together."""


def parsed_date(raw: str, field: str, note: Note) -> Date | None:
    """The date that a field holds, in EDTF; None, and a note, if it holds none."""
    try:
        return parse_date(raw)
    except ValueError as problem:
        note(field, f"{problem}; left out", raw)
        return None


def date_values(fields: Mapping[str, str], note: Note) -> Iterable[tuple[str, Value]]:
    """``date`` from itself or from year, month and day; what people write for a year is the state of publication."""
    field = "date" if fields.get("date") else "year"
    raw = fields.get(field, "")
    stated = raw.lower().strip(".")
    date = parsed_date(raw, field, note) if stated and stated not in UNDATED and stated not in STATES else None
    if stated in STATES:
        yield "pubstate", STATES[stated]
    month, day = ("", "") if date and date.month else (fields.get("month", ""), fields.get("day", ""))
    if date:
        yield "date", _with_month(date, month, day, note) if month or day else date
    elif month or day:
        note("month" if month else "day", "a date begins with a year; left out", month or day)


def _with_month(date: Date, month: str, day: str, note: Note) -> Date:
    """The date with its month, and day if there is one: ``mar``, ``March 5``, ``5~mar``, ``3``, ``spring``."""
    words = sorted(re.findall(r"[A-Za-z]+|\d+", month), key=str.isdecimal)
    number = next((n for word in words if (n := SEASON_NUMBERS.get(word.lower()) or month_number(word))), None)
    if number is None:
        note("month", "not a month; left out", month)
        return date
    days = [word for word in words if word.isdecimal()] if len(words) > 1 else []
    iso = f"{date.year:04d}-{number:02d}"
    for end in (f"-{int(one):02d}" for one in (day, *days) if one.isdecimal()):
        try:
            return parse_date(iso + end)
        except ValueError as problem:
            note("day", f"{problem}; left out", end[1:])
    return parse_date(iso)
