"""Values of MEDLINE's tags both ways: names, dates, pages, titles, numbers, languages.

Source: the National Library of Medicine's "MEDLINE/PubMed Data Element (Field) Descriptions".
"""

import re
from collections.abc import Callable, Sequence

from refexport.data.datamodel import BABEL
from refexport.data.languages import MEDLINE
from refexport.data.patterns import regex
from refexport.formats.format import Partly, date_of
from refexport.formats.readback import is_same
from refexport.formats.tagged import words
from refexport.model.date import MONTHS, SEASON_NUMBERS, Date, month_number, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_doi
from refexport.model.name import Name, name_of_parts
from refexport.model.pages import normal_pages
from refexport.model.text import Text, collapse, literal_text
from refexport.text.dates import date_or_literal

Read = Callable[[Sequence[str]], "Value | None"]
Codec = tuple[Callable[[Entry, str], object], Read]
"""Both ways of a value; what is read are the values of all lines of a tag."""

SUFFIXES = frozenset({"Jr", "Sr", "2nd", "3rd", "4th", "5th", "6th", "II", "III", "IV"})
"""What NLM puts behind the initials of a name (field AU)."""


def codec(lay: Callable[[Entry, str], str | list[str]], read: Read, why: str) -> Codec:
    """What a tag holds of a field, and why not all of it where it is read as something else."""

    def encode(entry: Entry, field: str) -> object:
        laid = lay(entry, field)
        if not laid:
            return None
        back = read([laid] if isinstance(laid, str) else laid)
        return laid if is_same(field, entry.fields[field], back) else Partly(laid, why)

    return encode, read


def line(text: str) -> str:
    """A value on one line, without blanks at its ends."""
    return " ".join(text.split())


def _plain(entry: Entry, field: str) -> str:
    return line(entry.plain(field))


def parse_text(values: Sequence[str]) -> Text:
    """The text of a value, in which no character means anything but itself."""
    return collapse(literal_text(words(values)))


def _joined(values: Sequence[str]) -> Text:
    return collapse(literal_text("; ".join(map(line, values))))


NO_MARKUP = "MEDLINE has no markup and no lists of such names"
WORD = codec(_plain, words, "MEDLINE keeps no such white space")
TEXT = codec(_plain, parse_text, NO_MARKUP)
JOINED = codec(_plain, _joined, NO_MARKUP)

# --- titles

FULL_STOP = regex(r"(?<=[^.])(\.?)\.$")
"""MEDLINE ends every title with one, but for those that end in another mark."""


def parse_title(values: Sequence[str]) -> Text:
    """The title without the full stop behind it."""
    return collapse(literal_text(FULL_STOP.sub(r"\1", words(values))))


def _print_title(entry: Entry, field: str) -> str:
    title = _plain(entry, field)
    return title if title.endswith(("?", "!", "...")) or not title else f"{title}."


TITLE = codec(_print_title, parse_title, NO_MARKUP)

# --- names


def parse_author(value: str) -> Name:
    """The name of ``Doe, Jane M Jr`` or, without a comma, of ``Doe JM Jr``."""
    family, comma, given = (part.strip() for part in value.partition(","))
    rest = given.split() if comma else value.split()
    suffix = rest.pop() if len(rest) > 1 and rest[-1].removesuffix(".") in SUFFIXES else ""
    if comma:
        return name_of_parts(family, " ".join(rest), suffix)
    initials = rest.pop() if len(rest) > 1 and re.fullmatch(r"[^\W\d_]{1,4}", rest[-1]) and rest[-1].isupper() else ""
    return name_of_parts(" ".join(rest), " ".join(f"{initial}." for initial in initials), suffix)


def print_author(name: Name) -> str:
    """``van der Berg, Jan Q Jr``: with a comma even where nothing follows it."""
    family, rest = f"{name.particle} {name.family}".replace(",", " "), f"{name.given} {name.suffix}".replace(",", " ")
    return line(f"{line(family)}, {rest}")


def print_initials(name: Name) -> str:
    """``van der Berg JQ Jr``, as AU has the name that FAU has in full."""
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name.given)).upper()
    return line(f"{name.particle} {name.family} {initials} {name.suffix}".replace(",", " "))


# --- dates


def parse_dp(value: str) -> Date:
    """The date of ``2019 Mar 5``, ``2019 Mar-Apr``, ``2019 Dec-2020 Jan``, ``2019 Spring``; ValueError for others."""
    start, _, end = value.partition("-")
    if not end:
        return parse_date(_iso(start.split()))
    first, last = start.split(), end.split()
    if not last[0].isdecimal():  # another month of the same year
        last = [first[0], *last]
    elif len(first) > len(last):  # another day of the same month, or the next year
        last = [*first[:-1], *last] if len(last[0]) <= 2 else last
    return parse_date(f"{_iso(first)}/{_iso(last)}")


def _iso(parts: Sequence[str]) -> str:
    """``2019-03-05`` of a year, the name of a month or season, and a day."""
    if len(parts) > 3 or not parts or not re.fullmatch(r"\d{4}", parts[0]):
        raise ValueError("not a date of MEDLINE (2019 Mar 5)")
    if len(parts) == 1:
        return parts[0]
    number = SEASON_NUMBERS.get(parts[1].lower()) or month_number(parts[1])
    if number is None:
        raise ValueError("neither a month nor a season")
    return "-".join([parts[0], f"{number:02d}", *(day.zfill(2) for day in parts[2:])])


def _parse_date(values: Sequence[str]) -> Date | None:
    """A date of MEDLINE, or of other databases (``20190305``, ``March 2019``); the words where it is none."""
    try:
        return parse_dp(words(values))
    except (ValueError, IndexError):
        return date_or_literal(words(values))


def _print_date(entry: Entry, field: str) -> str:
    date = date_of(entry, field)
    if date.is_literal:
        return line(date.literal)
    first = _print_one(date)
    return f"{first}-{_print_one(date.end)}" if date.end and first else first


def _print_one(date: Date) -> str:
    if date.year is None or not 0 < date.year <= 9999:
        return ""
    month = date.season.capitalize() or (MONTHS[date.month - 1][:3].capitalize() if date.month else "")
    return " ".join(filter(None, (f"{date.year:04d}", month, str(date.day or ""))))


DATE = codec(_print_date, _parse_date, "MEDLINE has years, months, seasons and days, and ranges of them")

# --- numbers

CUT_RANGE = regex(r"([A-Za-z]*)(\d+)-(\d+)", re.ASCII)


def parse_pages(value: str) -> str:
    """``1123--1129`` of ``1123-9``: NLM leaves out the digits and letters that the last page shares with the first."""
    pages = []
    for part in re.split(r"[,;]\s*", value):
        found = CUT_RANGE.fullmatch(part.strip())
        shared = found[2][: max(0, len(found[2]) - len(found[3]))] if found else ""
        pages.append(normal_pages(f"{found[1]}{found[2]}-{found[1]}{shared}{found[3]}" if found else part.strip()))
    return ", ".join(pages)


PAGES = codec(
    lambda entry, field: _plain(entry, field).replace("--", "-"),
    lambda values: parse_pages(words(values)),
    "MEDLINE has one hyphen in pages",
)


def _parse_number(values: Sequence[str]) -> str:
    """The number; its sort in parentheses, ``(Electronic)``, is no part of it."""
    return re.sub(r"\s*\(.*\)$", "", words(values))


NUMBER = codec(_plain, _parse_number, "MEDLINE has the medium there in parentheses")


def parse_doi(values: Sequence[str]) -> str:
    """The DOI without an address or a word before it."""
    try:
        return values[0] if values[0].startswith("10.") else normal_doi(values[0])
    except ValueError:
        return values[0]


DOI = codec(_plain, parse_doi, "MEDLINE has a DOI without its address")

# --- words of lists

OF_TAG = {tag: code for code, tag in MEDLINE.items() if tag}


def read_language(word: str) -> str:
    """The tag of ``eng`` and of ``English``; the word where it is neither."""
    return MEDLINE.get(word.lower()) or BABEL.get(word.lower()) or word


LANGUAGE = codec(
    lambda entry, field: OF_TAG.get(entry.plain(field), _plain(entry, field)),
    lambda values: read_language(words(values)),
    "MEDLINE has codes of three letters",
)


def _parse_keywords(values: Sequence[str]) -> tuple[str, ...]:
    """Headings and authors' words; an asterisk, which marks a major topic, is no part of one."""
    return tuple(filter(None, (line(value.replace("*", "")) for value in values)))


KEYWORDS = codec(
    lambda entry, field: list(map(line, entry.words(field))),
    _parse_keywords,
    "an asterisk marks a major topic in MEDLINE",
)
