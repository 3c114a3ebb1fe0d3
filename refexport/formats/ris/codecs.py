"""RIS values: both ways of names, dates, texts and pages of a line.

Sources: the RIS format specification (Research Information Systems, 2001) and what Zotero, bibutils, citation-js and
rispy make of its values.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from refexport.data.datamodel import GENRE_KEYS, GENRES
from refexport.data.patterns import regex
from refexport.formats.format import Decode, Encode, Partly, date_of, join_title
from refexport.formats.ris.dialects import split_names
from refexport.model.date import Date, literal_date, print_date
from refexport.model.entry import Entry
from refexport.model.ids import normal_doi
from refexport.model.name import OTHERS, Name, name_of_parts, without_variants
from refexport.model.pairs import INSIDE_DOLLARS
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text
from refexport.text.dates import date_or_literal

Codec = tuple[Encode, Decode]
"""Both ways of a value; what is decoded are the values of all tags that hold the field."""


def one_line(text: str) -> str:
    """A value on one line, without blanks at its ends."""
    return " ".join(text.split())


def first_of(values: Sequence[str]) -> str:
    """The value of a field that holds one."""
    return values[0]


WORD: Codec = (lambda entry, field: one_line(entry.plain(field)) or None, first_of)


def _without_markup(text: Text) -> object:
    """The characters; mathematics keeps its dollars."""
    laid = one_line("".join(f"${span.text}$" if span.has(Style.MATH) else span.text for span in text))
    if any(span.styles - {Style.NOCASE, Style.MATH, Style.AND} for span in text):
        return Partly(laid, "RIS has no markup")
    kept = normal_text(Span(span.text, span.styles - {Style.NOCASE}) for span in text)
    return laid if "$" not in laid or parse_text(laid) == kept else Partly(laid, "RIS cannot tell dollars from maths")


LONGEST = 10_000
"""Characters of a text in which an escaped dollar may begin maths."""


def parse_text(value: str) -> Text:
    """The characters, and mathematics between dollars."""
    escaped = r"(?<!\\)" if len(value) > LONGEST else ""  # thousands of them would take the square of the time
    parts = re.split(rf"{escaped}\$({INSIDE_DOLLARS})\$(?!\d)", value)
    spans = (Span(part, frozenset({Style.MATH}) if n % 2 else frozenset()) for n, part in enumerate(parts))
    return collapse(normal_text(spans))


def _text(entry: Entry, field: str) -> object:
    return _without_markup(entry.text(field))


def _parse_first(values: Sequence[str]) -> Text:
    return parse_text(values[0])


TEXT: Codec = (_text, _parse_first)
NOTES: Codec = (_text, lambda values: parse_text("; ".join(values)))


def with_subtitle(subtitle: str) -> Codec:
    """A title with its subtitle behind a colon."""
    return lambda entry, field: _without_markup(join_title(entry, field, subtitle)), _parse_first


def _names(entry: Entry, field: str) -> object:
    names = entry.names(field)
    laid = [line for name in names if name != OTHERS and (line := _name(name))]
    if OTHERS in names:
        return Partly(laid, "RIS has no 'and others'")
    if _parse_names([one for line in laid for one in split_names(line)]) != tuple(map(without_variants, names)):
        return Partly(laid, "RIS tells the parts of a name, and groups from people, by commas only")
    return laid


def _name(name: Name) -> str:
    """``van Last, First, Suffix``; a comma would make a group a person."""
    if name.literal:
        return one_line(name.literal.replace(",", " "))
    parts = (f"{name.particle} {name.family}", name.given, *([name.suffix] if name.suffix else []))
    return ", ".join(one_line(part.replace(",", " ")) for part in parts).removesuffix(", ")


@lru_cache(maxsize=100_000)
def parse_name(line: str) -> Name:
    """The name of ``Last, First, Suffix``; without a comma and initials it is a group's, as Zotero reads it."""
    family, *parts = (part.strip() for part in line.split(",", 2))
    given, suffix = [*parts, "", ""][:2]
    if parts:
        return name_of_parts(family, given, suffix)
    if found := INITIALS_FIRST.fullmatch(family) or INITIALS_LAST.fullmatch(family):
        return name_of_parts(found["family"], found["given"], "")
    return Name(literal=family)


INITIALS_FIRST = regex(r"(?P<given>(?:[^\W\d_]\.[ -]?)+)(?P<family>(?:\w+ ){0,3}[^\W\d_][\w'’-]+)")
INITIALS_LAST = regex(r"(?P<family>(?:\w+ ){0,3}[^\W\d_][\w'’-]+) (?P<given>(?:[^\W\d_]\.[ -]?)+)")
"""A person without a comma, as IEEE Xplore (``R. B. Girshick``) and Embase (``Smith J.A.``) write one."""


def _parse_names(values: Sequence[str]) -> tuple[Name, ...]:
    named = (value for value in values if re.search(r"\w", value))
    return tuple(OTHERS if ET_AL.fullmatch(value) else parse_name(value) for value in named)


ET_AL = regex(r"et\.? al\.?|and others|others", re.IGNORECASE)
"""What databases write for the other authors."""

PERSONS: Codec = (_names, _parse_names)


CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}Z?"


def _is_worded(date: Date) -> bool:
    """Whether only the other information of ``YYYY/MM/DD/other`` can say a date."""
    return date.year is None or not 0 < date.year <= 9999 or bool(date.unspecified)


def _year(entry: Entry, field: str) -> object:
    date = date_of(entry, field)
    return None if _is_worded(date) else _whole(date, f"{date.year:04d}")


def _whole(date: Date, laid: str) -> object:
    """What is held of a date, with what is not."""
    why = next((why for is_lost, why in NOT_IN_RIS if is_lost(date)), "")
    return Partly(laid, why) if why and not _is_worded(date) else laid


NOT_IN_RIS: tuple[tuple[Callable[[Date], bool], str], ...] = (
    (lambda date: bool(date.end), "RIS has no range of dates"),
    (lambda date: bool(date.mark), "RIS has no uncertain dates"),
    (lambda date: bool(date.time), "RIS has no time of day"),
)


def _slashed(date: Date) -> str:
    """``2017/03/05``, ``2017/03//``, ``2017///spring``, ``///199X``, ``///Hilary Term 1998``"""
    if _is_worded(date):
        return f"///{one_line(date.literal) if date.is_literal else print_date(date)}"
    month, day = ([f"{part:02d}" for part in date.parts[1:]] + ["", ""])[:2]
    return f"{date.year:04d}/{month}/{day}" + ("" if day else f"/{date.season}")


def _parse_date(value: str) -> Date | None:
    """The date of ``YYYY/MM/DD/other``, other being a season, month or time; or of what else stands there."""
    year, month, day, other = [*(part.strip() for part in value.split("/", 3)), "", "", ""][:4]
    if not year and not month and not day:
        return date_or_literal(other)
    if not re.fullmatch(r"[0-9]{4}(?:/[0-9]*){2,}(?:/.*)?", value.replace(" ", "")):
        return date_or_literal(value)
    if int(month or 0) > 12:  # or 2001-13 were the years to 2013
        return literal_date("-".join(filter(None, (year, month, day))))
    if other and not month:
        return date_or_literal(f"{other} {year}")
    time = f"T{other}" if re.fullmatch(CLOCK, other) and day else ""
    return date_or_literal("-".join([year, *(f"{int(part):02d}" for part in (month, day) if part.strip("0"))]) + time)


def unread_part(value: str) -> str:
    """The other information of ``YYYY/MM/DD/other`` that is not read: it is no time, and the month is given."""
    found = re.fullmatch(r"[0-9]{4}/[0-9]+/[0-9 ]*/\s*(.+)", value)
    return found[1] if found and not re.fullmatch(CLOCK, found[1]) else ""


def _most_precise(values: Sequence[str]) -> Date | None:
    """The date that says most; words that are none, with the year that another tag says."""
    dates = [date for date in map(_parse_date, values) if date]
    worded = next((date.literal for date in dates if date.is_literal), "")
    known = [date for date in dates if not date.is_literal]
    if worded and known:
        year = known[0].first_year
        return date_or_literal(worded if str(year) in worded else f"{worded} {year}")
    return max(known, key=lambda date: len(date.parts) + bool(date.season), default=dates[0] if dates else None)


def _day(entry: Entry, field: str) -> object:
    """``YYYY/MM/DD/other`` where PY does not say it all; for CONF always: citation-js takes its PY for the event's."""
    date = date_of(entry, field)
    return _slashed(date) if date.month or entry.type == "inproceedings" or _is_worded(date) else None


YEAR: Codec = (_year, _most_precise)
DAY: Codec = (_day, _most_precise)
ACCESSED: Codec = (lambda entry, field: _whole(date_of(entry, field), _slashed(date_of(entry, field))), _most_precise)


def parse_doi_of(values: Sequence[str]) -> str:
    """The DOI without what programs put before it (Scopus: "https://doi.org/…", Mendeley: "doi: …")."""
    try:
        return values[0] if values[0].startswith("10.") else normal_doi(values[0])
    except ValueError:
        return values[0]


def last_page(entry: Entry, field: str) -> str | None:
    """The end of the range, and what follows it: ``10`` of ``1--10``, ``10, 15`` of ``1--10, 15``."""
    return one_line(entry.plain(field)).partition("--")[2].replace("--", "-") or None


def _parse_genre(values: Sequence[str]) -> Text:
    return literal_text(GENRE_KEYS.get(values[0].lower(), "")) or parse_text(values[0])


GENRE: Codec = (lambda entry, field: GENRES.get(entry.plain(field)) or _text(entry, field), _parse_genre)


def write_keywords(entry: Entry, field: str) -> object:
    """One line a keyword."""
    words = [line for word in entry.words(field) if (line := one_line(word))]
    if len(words) == 1 and len(parse_keywords(words)) > 1:
        return Partly(
            words, f"a {'semicolon' if SEMICOLONS.sub('', words[0]).count(';') else 'comma'} in the only keyword"
        )
    return words


SEMICOLONS = regex(r"&#?\w+;")
"""Semicolons that stand between no keywords."""


def parse_keywords(values: Sequence[str]) -> tuple[str, ...]:
    """One keyword a tag; those of the only tag are cut at semicolons, or else at commas, as Zotero does."""
    if len(values) > 1:
        return tuple(values)
    words = re.findall(rf"(?:{SEMICOLONS.pattern}|[^;])+", values[0])
    return tuple(word for one in words if (word := one.strip())) if len(words) > 1 else _at_commas(values[0])


def _at_commas(value: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s*,\s*", value))
