"""Dates: the year of a reference, with its month where that is written, or what stands in the year's place instead."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.words import VENUES
from refexport.model.date import Date, month_number, parse_date

YEAR = r"(?:1[5-9]|20)\d\d"
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (example, regex(pattern, re.IGNORECASE))
    for example, pattern in (
        ("2020年9月1日", rf"(?P<year>{YEAR})\s*年(?:\s*(?P<month>\d{{1,2}})\s*月)?(?:\s*(?P<day>\d{{1,2}})\s*日)?"),
        (
            "2017-06-12",
            rf"(?<![\d-])(?P<year>{YEAR})[-/.](?P<month>0[1-9]|1[0-2])(?:[-/.](?P<day>[0-2]\d|3[01]))?(?![\d-])",
        ),
        ("20170612", rf"(?<!\d)(?P<year>{YEAR})(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)"),
        ("12 June 2017", rf"\b(?P<day>{DAY})\.?\s+(?P<month>{MONTH})\s+(?P<year>{YEAR})\b"),
        ("June 12, 2017", rf"\b(?P<month>{MONTH})\s*(?:(?P<day>{DAY})\s*)?,?\s*(?P<year>{YEAR})\b"),
        ("2016, December", rf"\b(?P<year>{YEAR}),?\s+(?P<month>{MONTH})(?:\s+(?P<day>{DAY})\b)?"),
        ("2017a", rf"(?<![\d.:/–-])(?P<year>{YEAR})[a-z]?(?![\d\w])(?!\s*[-–]+\s*\d)"),
        ("NeurIPS2018", rf"(?<=[a-zA-Z])(?P<year>{YEAR})\b"),
        ("ICLR'18", r"(?:(?<=\w)|\b)\s?['’](?P<short>\d\d)\b"),
        ("CVPR18", r"\b(?P<venue>[a-z]{2,8})-?(?P<short>\d\d)\b"),
    )
)
"""Ways to write a date, with an example of each; the first way that is found counts, and of two the later."""

ODD = regex(r"\((?P<paren>\d{2,5})[a-z]?\)|(?:^|(?<=[,.;]))\s*(?P<last>\d{3,5})\s*(?=[.;\s]*$)")
"""A number in the year's place that is no year: ``(206)``."""

CENTURY_FROM = 50
"""'49 is 2049, '50 is 1950."""


class Dated(NamedTuple):
    """A text without its date; the date, or the number in its place that is none."""

    text: str
    date: Date | None = None
    odd: str = ""


def take_date(text: str) -> Dated:
    """The date that a text of venue and date holds."""
    for _, pattern in PATTERNS:
        dates = [(found, date) for found in pattern.finditer(text) if (date := _date(found))]
        if dates:
            found, date = next((one for one in dates if _is_in_parentheses(text, one[0])), dates[-1])
            return Dated(_without(text, found), date)
    odd = ODD.search(text)
    return Dated(_without(text, odd), None, odd["paren"] or odd["last"]) if odd else Dated(text)


def _date(found: re.Match[str]) -> Date | None:
    """The date of a match; None when two digits follow another word than a venue's."""
    parts = found.groupdict()
    if (venue := parts.get("venue")) and venue.lower() not in VENUES:
        return None
    if parts.get("short"):
        short = int(parts["short"])
        return Date(short + (2000 if short < CENTURY_FROM else 1900))
    iso = "-".join(_iso_parts(parts))
    try:
        return parse_date(iso)
    except ValueError:
        return Date(int(parts["year"]))


def _iso_parts(parts: dict[str, str | None]) -> Iterator[str]:
    """Year, month and day as far as they are there, two digits each."""
    yield parts["year"] or ""
    if month := month_number(parts.get("month") or ""):
        yield f"{month:02d}"
        if day := re.match(r"\d+", parts.get("day") or ""):
            yield f"{int(day[0]):02d}"


def _is_in_parentheses(text: str, found: re.Match[str]) -> bool:
    return text[: found.start()].rstrip().endswith("(") and text[found.end() :].lstrip().startswith(")")


def _without(text: str, found: re.Match[str]) -> str:
    start = found.end("venue") if "venue" in found.groupdict() else found.start()
    return f"{text[:start]} {text[found.end() :]}"
