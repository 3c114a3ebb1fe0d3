"""Dates as the fields of a .bib say them, in either dialect; what people write for a year that is none.

Sources: btxdoc, section 3.2 (``year``, ``month``), and the biblatex manual 3.18, section 2.3.8 (``date``).
"""

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from refexport.data.patterns import regex
from refexport.formats.bib.expansion import MACROS
from refexport.model.date import MONTHS, Date, literal_date
from refexport.model.entry import Value
from refexport.model.text import plain_text
from refexport.text.dates import RANGE, Reading, read_date
from refexport.text.latex import from_latex
from refexport.text.messages import shorten

Note = Callable[[str, str, str], None]
"""Takes a problem: field, message, value."""

READABLE_YEAR = regex(r"-?[0-9]{1,4}(?![0-9])")
"""How a year begins that Rust's biblatex crate reads (0.11, Typst 0.15)."""

READABLE_MONTH = regex(r"[A-Za-z]*|[1-9]|1[0-2]")

DATE_PARTS = frozenset({"date", "year", "month", "day"})
"""Fields that make up the date together."""

ORDER = regex(r"\{?\\(?:noop|no|sort)*sort(?:noop)?\s*\{([^{}]*)\}\s*\}?", re.IGNORECASE)
"""``{\\noopsort{1973b}}`` of plain.bst's documentation: BibTeX sorts by it and TeX prints nothing."""

SWITCHED = regex(r"\{?\\switchargs\s*\{([^{}]*)\}\s*\{([^{}]*)\}\s*\}?")
"""``\\switchargs{--90}{1968}`` prints 1968--90 (xampl.bib)."""


NEIGHBOURS = regex(rf"\b((?:{'|'.join(MACROS)})[a-z]*)\.?\s*[,;]\s*((?:{'|'.join(MACROS)})[a-z]*)\b", re.IGNORECASE)
"""Two months with a comma between them."""

DASHED = regex(r"[^\W\d_]+\.?\s*[-–—]{1,3}\s*[^\W\d_]+\.?")
"""A range of months as the writer spells it, whatever its dash."""


def is_unreadable(year: str, month: str) -> bool:
    """Whether Typst, and all who read with Rust's biblatex crate, may refuse the whole file for a year or month.

    They take any words of a ``date``, which BibTeX's styles do not print, and look at no year and month then.
    """
    return not (READABLE_YEAR.match(year) and READABLE_MONTH.fullmatch(month))


def parsed_date(raw: str, field: str, note: Note) -> Date | None:
    """The date that a field holds; a literal, and a note, for what is none; None if it says that there is none."""
    reading = _reading(raw)
    if reading.note:
        note(field, reading.note, raw)
    return literal_date(_plain(raw)) if reading.state else reading.date


def date_values(fields: Mapping[str, str], note: Note) -> Iterable[tuple[str, Value]]:
    """``date`` from itself or from year, month and day; what people write for a year is the state of publication."""
    field = "date" if fields.get("date") else "year"
    raw = fields.get(field, "")
    if field == "date" and (year := fields.get("year")) and not _is_in(year, raw):
        note("year", f"the date is also given, as {shorten(raw)!r}; left out", year)
    if order := ORDER.search(raw):
        yield "sortyear", order[1]
    reading = _reading(SWITCHED.sub(r"\2\1", ORDER.sub("", raw)))
    if reading.note:
        note(field, reading.note, raw)
    if reading.state:
        yield "pubstate", reading.state
    date = reading.date
    month, day = ("", "") if date and date.month else (_plain(fields.get("month", "")), _plain(fields.get("day", "")))
    if not (month or day):
        found = date
    elif date:
        found = _with_month(date, month, day, note)
    elif not (found := _known(f"{day} {month}")):
        note("month" if month else "day", "a date begins with a year; left out", month or day)
    if found:
        yield "date", found
    if found and not found.is_literal and not day and (kept := _kept_month(found, month)):
        yield "bibmonth", kept


def _kept_month(date: Date, month: str) -> str:
    """What BibTeX prints for the month, macros for names, if it is more than a name or a range (btxdoc, 3.2)."""
    if not (date.day or date.end):
        return ""
    words = re.sub(r"[^\W\d_]+", _macro, month)
    is_more = date.day or (date.end and (date.end.day or not DASHED.fullmatch(words)))
    return words if is_more and any(name in words for name in MACROS) else ""


def _macro(word: re.Match[str]) -> str:
    """``jan`` for ``January`` and ``Jan``."""
    name = word[0].lower()
    return name[:3] if name in (*MONTHS, *MACROS, "sept") else word[0]


def _is_in(year: str, date: str) -> bool:
    """Whether a year stands in a date as well."""
    digits = re.findall(r"[0-9]+", ORDER.sub("", year))
    return all(one in date for one in digits)


def _plain(raw: str) -> str:
    return plain_text(from_latex(raw))


def _reading(raw: str) -> Reading:
    """What a value says of a date as it stands (a tilde is EDTF's), or without its LaTeX."""
    reading = read_date(raw)
    return reading if not raw or (reading.date and not reading.date.is_literal) else read_date(_plain(raw))


def _known(words: str) -> Date | None:
    """The date that words are, if they are one."""
    date = read_date(words).date
    return None if date is None or date.is_literal else date


def _with_month(date: Date, month: str, day: str, note: Note) -> Date:
    """The date with its month, and day if there is one: ``mar``, ``March 5``, ``5 mar``, ``3``, ``June--July``."""
    if date.is_literal:
        return literal_date(f"{day} {re.sub('[A-Za-z]+', _whole_name, month)} {date.literal}")
    if month in MACROS and not day and date == Date(date.year):
        return Date(date.year, MACROS.index(month) + 1)
    if (own := _known(f"{day} {month}")) and own.year == date.year:
        return own
    words = re.sub(r"(?<![\w.])(\d{1,2})(?![\w.])", _named, month) if re.fullmatch(r"[\d\s/–-]+", month) else month
    words = NEIGHBOURS.sub(_as_range, words)
    if whole := _known(_phrase(date, words, day)):
        return _as_doubtful(whole, date)
    if day and (whole := _known(_phrase(date, words, ""))):
        note("day", read_date(_phrase(date, words, day)).note.replace("kept as it is written", "left out"), day)
        return _as_doubtful(whole, date)
    note("month", "not a month from 1 to 12; left out", month)
    return date


def _as_range(months: re.Match[str]) -> str:
    """Two months in a row as a range: ``November, December``; others are none."""
    first, second = (MACROS.index(name[:3].lower()) for name in months.groups())
    return f"{months[1]}--{months[2]}" if second == first + 1 else months[0]


def _named(number: re.Match[str]) -> str:
    """A month's name for its number."""
    return MONTHS[int(number[1]) - 1] if 1 <= int(number[1]) <= len(MONTHS) else number[1]


def _whole_name(word: re.Match[str]) -> str:
    """``January`` for BibTeX's macro ``jan``."""
    return MONTHS[MACROS.index(word[0])].capitalize() if word[0] in MACROS else word[0]


def _phrase(date: Date, month: str, day: str) -> str:
    """Day, month and year in words; both months of a range with their years."""
    months = RANGE.split(month)
    if date.end and date.end.year is not None and len(months) == 2:
        return f"{months[0]} {date.year} -- {months[1]} {date.end.year}"
    return f"{day} {month} {date.year:04d}".strip() if date.year is not None and not date.end else ""


def _as_doubtful(whole: Date, date: Date) -> Date:
    return msgspec.structs.replace(whole, mark=whole.mark or date.mark)
