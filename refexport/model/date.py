"""Date: EDTF as far as bibliographies use it (ISO 8601-2:2019, levels 0 and 1; biblatex manual 3.18, section 2.3.8).

``2018``, ``2018-08``, ``2018-08-06``, seasons ``2018-21`` (spring) to ``2018-24``, ``2018~`` (about), ``2018?``
(uncertain), ``2018%`` (both), ranges ``2017-08-06/2017-08-11``, open ``2004/..`` and unknown ends ``/2004``, digits
that are not known (``199X``, ``1999-XX``), ``-0043`` (44 BCE), ``Y17000``, ``2004-04-25T14:34:00Z``; and what stands
for a date but is none: ``{Hilary Term 1998}``, in braces as a literal name is.
"""

import calendar
import datetime as dt
import re
from functools import lru_cache

import msgspec

from refexport.data.patterns import regex

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
"""EDTF level 1, section 2 (seasons in place of months)."""

SEASON_NUMBERS = {name: number for number, name in SEASONS.items()} | {"fall": 23}

MONTHS = tuple("january february march april may june july august september october november december".split())
YEAR = r"-?[0-9]{4}|Y-?[1-9][0-9]{4,16}"
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-][0-9]{2}:[0-5][0-9])?"
ONE = regex(rf"({YEAR})(?:-([0-9]{{2}})(?:-([0-9]{{2}})(?:T({TIME}))?)?)?([?~%]?)")
UNSPECIFIED = regex(r"(?:([0-9]{3})(X)|([0-9]{2})(XX)|([0-9]{4}(?:-[0-9]{2})?)(-XX)|([0-9]{4})(-XX-XX))([?~%]?)")
"""Known digits and those that are not: of a decade, a century, a month or day, both (EDTF level 1)."""
LITERAL = regex(r"\{([^\s](?:.*[^\s])?)\}")
WORDED_YEAR = regex(r"(?<![\w.,-])(?:1[0-9]|20)[0-9]{2}(?![\w-])", re.ASCII)


class Date(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A day, month, season or year, perhaps uncertain, perhaps the start of a range; or a literal in its place.

    ``year`` is astronomical (-43 is 44 BCE), None for a literal and for an end of a range that is `UNKNOWN` or `OPEN`.
    ``time`` is ``14:34:00`` with ``Z`` or an offset, ``unspecified`` what stands for digits that are not known:
    ``X`` and ``XX`` those at the end of the year (``199X`` has the year 1990), ``-XX`` and ``-XX-XX`` what follows.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    mark: str = ""
    end: "Date | None" = None
    time: str = ""
    unspecified: str = ""
    literal: str = ""

    @property
    def is_literal(self) -> bool:
        """Whether words stand in place of a date."""
        return bool(self.literal) and self.end is None

    @property
    def season(self) -> str:
        """The season's English name, or nothing."""
        return SEASONS.get(self.month or 0, "")

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month, day as far as they are known; a season is no month."""
        if self.year is None:
            return ()
        if self.month is None or self.season:
            return (self.year,)
        return (self.year, self.month) if self.day is None else (self.year, self.month, self.day)

    @property
    def first_year(self) -> int | None:
        """The first year that it names: that of the end if the start is unknown, the only one in a literal."""
        if self.year is not None or self.end:
            return self.end.year if self.year is None and self.end else self.year
        years = WORDED_YEAR.findall(self.literal)
        return int(years[0]) if len(years) == 1 else None


UNKNOWN, OPEN = Date(), Date(literal="..")
"""Ends of a range: ``/2004``, ``2004/``; ``../2004``, ``2004/..`` (EDTF level 1)."""


def parse_date(value: str | int | dt.date) -> Date:
    """The date that a string, a whole year or a calendar date stands for; ValueError says what is wrong."""
    if isinstance(value, dt.date):
        return parse_date(_iso(value)) if isinstance(value, dt.datetime) else Date(value.year, value.month, value.day)
    if isinstance(value, int):
        if not 1000 <= value <= 9999:
            raise ValueError(f"{value} is not a year of four digits")
        return Date(value)
    text = value.strip()
    if found := LITERAL.fullmatch(text):
        return literal_date(found[1])
    start, slash, end = text.partition("/")
    return _range(_end(start), _end(end)) if slash else _parse_one(start)


def literal_date(words: str) -> Date:
    """Words in place of a date, with single blanks; ValueError if there are none."""
    text = " ".join(words.split())
    if text in ("", OPEN.literal):
        raise ValueError("not a date")
    return Date(literal=text)


@lru_cache(maxsize=16_384)
def print_date(date: Date) -> str:
    """The EDTF string of a date: ``parse_date(print_date(d)) == d``."""
    if date.year is not None:
        text = print_year(date.year)
    else:
        text = date.literal if date in (OPEN, UNKNOWN) or not date.is_literal else f"{{{date.literal}}}"
    if date.month is not None:
        text += f"-{date.month:02d}"
    if date.day is not None:
        text += f"-{date.day:02d}"
    if date.unspecified.startswith("X"):
        text = text[: -len(date.unspecified)]
    text += f"T{date.time}" if date.time else ""
    text += date.unspecified + date.mark
    return text if date.end is None else f"{text}/{print_date(date.end)}"


def with_mark(date: Date, mark: str) -> Date:
    """The date, and the end of its range, with a doubt."""
    end = with_mark(date.end, mark) if date.end and date.end.year is not None else date.end
    return msgspec.structs.replace(date, mark=mark if date.year is not None else "", end=end)


def print_year(year: int) -> str:
    """``0476``, ``-0043``, ``Y17000``."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def month_number(word: str) -> int | None:
    """1 to 12 for ``jan``, ``Jan.``, ``January`` or ``1``; None for anything else."""
    text = word.strip().strip(".").lower()
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= len(MONTHS) else None
    if len(text) < 3:
        return None
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(text)), None)


def _iso(value: dt.datetime) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


def _range(first: Date, last: Date) -> Date:
    """A range; one end at least is known, and the end is not before the start."""
    if first.year is None and last.year is None:
        raise ValueError("not a date")
    is_exact = not (first.unspecified or last.unspecified)
    if is_exact and last.parts and last.parts < first.parts[: len(last.parts)]:
        raise ValueError("the range ends before it starts")
    return msgspec.structs.replace(first, end=last)


def _end(text: str) -> Date:
    """An end of a range."""
    return {"": UNKNOWN, OPEN.literal: OPEN}.get(text.strip()) or _parse_one(text)


def _parse_one(text: str) -> Date:
    if found := UNSPECIFIED.fullmatch(text.strip()):
        *pairs, mark = found.groups()
        known, unspecified = filter(None, pairs)
        year, _, month = known.partition("-")
        whole = int(year.ljust(4, "0"))
        return _checked(Date(whole, int(month) if month else None, None, mark, unspecified=unspecified))
    found = ONE.fullmatch(text.strip())
    if not found or found[1] == "-0000":
        raise ValueError("not a date")
    year, month, day, time, mark = found.groups()
    if year.startswith("Y") and month:
        raise ValueError("a year beyond 9999 has no months")
    whole = int(year.removeprefix("Y"))
    return _checked(Date(whole, int(month) if month else None, int(day) if day else None, mark, time=time or ""))


def _checked(date: Date) -> Date:
    year, month, day = date.year, date.month, date.day
    if month is not None and not (1 <= month <= 12 or (month in SEASONS and not date.unspecified)):
        raise ValueError(f"there is no month {month}")
    if day is not None and (month in SEASONS or not 1 <= day <= calendar.monthrange(year or 4, month or 1)[1]):
        raise ValueError(f"there is no day {day} in that month")
    return date
