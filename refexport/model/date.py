"""Date: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that bibliographies use.

``2018``, ``2018-08``, ``2018-08-06``, seasons ``2018-21`` (spring) to ``2018-24``, ``2018~`` (about), ``2018?``
(uncertain), ``2018%`` (both), ranges ``2017-08-06/2017-08-11``.
"""

import calendar
import datetime as dt
import re

import msgspec

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
"""EDTF level 1, section 2 (seasons in place of months)."""

SEASON_NUMBERS = {name: number for number, name in SEASONS.items()} | {"fall": 23}

MONTHS = tuple("january february march april may june july august september october november december".split())
ONE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")


class Date(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A day, month, season or year, perhaps uncertain, perhaps the start of a range."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""
    end: "Date | None" = None

    @property
    def season(self) -> str:
        """The season's English name, or nothing."""
        return SEASONS.get(self.month or 0, "")

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month, day as far as they are known; a season is no month."""
        if self.month is None or self.season:
            return (self.year,)
        return (self.year, self.month) if self.day is None else (self.year, self.month, self.day)


def parse_date(value: str | int | dt.date) -> Date:
    """The date that a string, a whole year or a calendar date stands for; ValueError says what is wrong."""
    if isinstance(value, dt.datetime):
        raise ValueError("a time of day is not kept")  # noqa: TRY004 - one kind of error for all wrong values
    if isinstance(value, dt.date):
        return Date(value.year, value.month, value.day)
    if isinstance(value, int):
        return _checked(value, None, None, "")
    text = value.strip()
    if text.startswith("-"):
        raise ValueError("years before the common era are not supported")
    start, slash, end = text.partition("/")
    first = _parse_one(start)
    if not slash:
        return first
    last = _parse_one(end)
    if last.parts < first.parts[: len(last.parts)]:
        raise ValueError("the range ends before it starts")
    return msgspec.structs.replace(first, end=last)


def print_date(date: Date) -> str:
    """The EDTF string of a date: ``parse_date(print_date(d)) == d``."""
    text = f"{date.year:04d}"
    if date.month is not None:
        text += f"-{date.month:02d}"
    if date.day is not None:
        text += f"-{date.day:02d}"
    text += date.mark
    return text if date.end is None else f"{text}/{print_date(date.end)}"


def month_number(word: str) -> int | None:
    """1 to 12 for ``jan``, ``Jan.``, ``January`` or ``1``; None for anything else."""
    text = word.strip().strip(".").lower()
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= len(MONTHS) else None
    if len(text) < 3:
        return None
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(text)), None)


def _parse_one(text: str) -> Date:
    found = ONE.fullmatch(text.strip())
    if not found:
        raise ValueError("not a date")
    year, month, day, mark = found.groups()
    return _checked(int(year), int(month) if month else None, int(day) if day else None, mark, four_digits=True)


def _checked(year: int, month: int | None, day: int | None, mark: str, *, four_digits: bool = False) -> Date:
    if not (0 if four_digits else 1000) <= year <= 9999:
        raise ValueError(f"{year} is not a year of four digits")
    if month is not None and not (1 <= month <= 12 or month in SEASONS):
        raise ValueError(f"there is no month {month}")
    if day is not None and (month in SEASONS or not 1 <= day <= calendar.monthrange(year or 4, month or 1)[1]):
        raise ValueError(f"there is no day {day} in that month")
    return Date(year, month, day, mark)
