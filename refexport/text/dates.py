"""Dates as people and programs write them: ``c. 1850``, ``June 5, 2009``, ``1978/79``, ``300 BC``, ``[199-]``.

Nothing is guessed: a day and month that could be either, and what is no date, are kept as literals with the reason.
Sources: AACR2 and ISBD (brackets, ``ca.``, ``[199-]``), EDTF and its draft of 2012 (``open``, ``y17000``, ``?~``).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from refexport.data.datamodel import PUBSTATE_KEYS
from refexport.data.months import MONTH_NAMES, SEASON_NAMES
from refexport.data.patterns import regex
from refexport.model.date import OPEN, Date, literal_date, parse_date, print_year, with_mark
from refexport.text.fold import without_accents

STATES = PUBSTATE_KEYS | {
    "to appear": "forthcoming",
    "to be published": "forthcoming",
    "inpress": "inpress",
    "in print": "inpress",
    "im druck": "inpress",
    "im erscheinen": "forthcoming",
    "sous presse": "inpress",
    "en prensa": "inpress",
    "in prep": "inpreparation",
}
"""What people write for a year -> ``pubstate``."""

UNDATED = frozenset(
    {"n.d", "n. d", "nd", "no date", "undated", "s.d", "s. d", "sine dato", "o.j", "o. j", "sans date", "sin fecha"}
)
"""What people write for no year, without the last full stop."""

KEPT = "kept as it is written"


class Reading(NamedTuple):
    """What words say of a date: the date, the state of publication, and what to tell of it that is not in the two."""

    date: Date | None = None
    state: str = ""
    note: str = ""


class Part(NamedTuple):
    """Year, month or season, and day as far as some words name them."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def filled(self, other: "Part") -> "Part":
        """The part of a range with what only its other end says: the year, and the month of a day."""
        month = other.month if self.day and not self.month else self.month
        return Part(other.year if self.year is None else self.year, month, self.day)

    def iso(self) -> str:
        """The date in EDTF; ValueError without a year, or with a day but no month."""
        if self.year is None or (self.day and not self.month):
            raise ValueError("not a date")
        return "-".join([print_year(self.year), *(f"{part:02d}" for part in self[1:] if part is not None)])


NUMBER_OF = {
    without_accents(name).lower(): number
    for number, names in chain(MONTH_NAMES.items(), SEASON_NAMES.items())
    for name in names.split()
}
"""name of a month or season without accents -> its number in EDTF."""

SMALL = frozenset("of de del di do da den der the le el a o i st nd rd th e er".split())
"""Words that stand between the parts of a date, and endings of ordinals."""

RANGE = regex(r"\s*(?:-{1,3}|[–—−/&+]|\b(?:to|bis|and|und|et|y)\b)\s*", re.IGNORECASE)
ABOUT = regex(
    r"(?:c\.|ca\b\.?|circa\b|cca\b\.?|approx\b\.?|approximately|about|around|um\s|vers\s|hacia\s|~)\s*", re.IGNORECASE
)
UNCERTAIN = regex(r"\s*(?:\?|\(\?\)|\[\?\])$")
COPYRIGHT = regex(r"^(?:©|\(c\)|c|cop\.?|p)\s*(?=[0-9]{4})", re.IGNORECASE)
BEFORE = regex(r"(?<![^\W\d_])(?:b\.?\s?c\.?(?:\s?e\.?)?|v\.\s?chr\.?|av\.\s?j\.?-c\.?|a\.\s?c\.)(?!\w)", re.IGNORECASE)
SINCE = regex(r"(?<![^\W\d_])(?:a\.?d\.?|c\.?e\.?|n\.\s?chr\.?)(?!\w)", re.IGNORECASE)
DAY_TIME = regex(r"(.*[0-9]{2})(?:T|\s+)([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.[0-9]+)?(\s?Z|[+-][0-9]{2}:?[0-9]{2})?")
LETTERED = regex(r"([0-9]{4})(?!(?<=0)s)[a-z]")
LONGEST = 100
"""Characters: nobody writes a date with more."""
CJK = regex(r"([0-9]{4})\s*[年년]\s*(?:([0-9]{1,2})\s*[月월]\s*(?:([0-9]{1,2})\s*[日일号])?)?")


@lru_cache(maxsize=65_536)
def read_date(words: str) -> Reading:
    """The date that words stand for; none for ``n.d.``; a literal and a note for what is no date."""
    text = " ".join(words.split())
    if len(text) > LONGEST or (date := _edtf(text)):
        return Reading(_literal(text), "", f"not a date; {KEPT}") if len(text) > LONGEST else Reading(date)
    bare = re.sub(r"^[\[(](.*)[\])]$", r"\1", text).strip().rstrip(".,;").strip()
    if not bare or bare.lower() in UNDATED:
        return Reading(None, "", "" if bare or not text else "not a date; left out")
    state, rest = _state(bare)
    if state:
        return read_date(rest)._replace(state=state) if rest else Reading(None, state)
    if lettered := LETTERED.fullmatch(bare):
        return Reading(Date(int(lettered[1])), "", "the letter after the year is left out; styles add their own")
    try:
        return Reading(_read(bare), "", "" if bare == text.rstrip(".,;") else _dropped(text))
    except ValueError as problem:
        return Reading(_literal(text), "", f"{problem}; {KEPT}")


def date_or_literal(words: str) -> Date | None:
    """The date that words are, the words where they say more or something else; `date_fields` takes these apart."""
    reading = read_date(words)
    return _literal(" ".join(words.split())) if reading.state or reading.note else reading.date


def date_fields(field: str, date: Date) -> tuple[dict[str, Date | str], str]:
    """The fields that a date of another format gives: itself, or what its literal says; and what to tell of it."""
    if not date.is_literal:
        return {field: date}, ""
    reading = read_date(date.literal)
    if reading.state and field != "date":
        return {field: date}, ""
    fields: dict[str, Date | str] = {field: reading.date} if reading.date else {}
    return fields | ({"pubstate": reading.state} if reading.state else {}), reading.note


def _literal(text: str) -> Date | None:
    try:
        return literal_date(text)
    except ValueError:
        return None


def _dropped(text: str) -> str:
    return "" if text.startswith("(") else "the brackets round the date are left out"


def _state(text: str) -> tuple[str, str]:
    """The state of publication that words name, alone or beside a date, and the other words."""
    low = text.lower()
    for words, state in STATES.items():
        form = rf"(?:^|[\s,;]+)[\[(]?{re.escape(words)}\.?[\])]?(?:$|[\s,;:]+)"
        if words in low and (found := re.search(form, text, re.IGNORECASE)):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;").removeprefix("in ")
            return (state, rest) if not rest or any(map(str.isdecimal, rest)) else ("", text)
    return "", text


def _read(text: str) -> Date:
    """The date; ValueError if there is none."""
    if date := _edtf(text):
        return date
    if text.isdecimal() and len(text) < 8:
        raise ValueError(f"{text} is not a year of four digits")
    marks = ("~" if ABOUT.match(text) else "") + ("?" if UNCERTAIN.search(text) else "")
    mark = "%" if len(marks) == 2 else marks
    bare = UNCERTAIN.sub("", COPYRIGHT.sub("", ABOUT.sub("", text, count=1) if "~" in marks else text)).strip("[] ")
    if plain := _edtf(bare):
        return with_mark(plain, mark) if mark else plain
    for way in WAYS:
        if iso := way(bare):
            return with_mark(parse_date(iso), mark) if mark else parse_date(iso)
    return parse_date(text)  # which says what is wrong


def _edtf(text: str) -> Date | None:
    """A date in EDTF, in that of 2012 too, or with a time as programs write it."""
    for spelling in (text, _renewed(text)):
        try:
            date = parse_date(spelling)
        except ValueError:
            continue
        return None if date.year is None and not date.end else date
    return None


def _renewed(text: str) -> str:
    """``open``, ``unknown``, ``y17000``, ``?~`` and ``xx`` of older EDTF as of 2019; a time with its T and colon."""
    text = re.sub(r"\?~|~\?", "%", text).replace("unknown", "").replace("open", OPEN.literal)
    if re.fullmatch(r"[0-9xXuU/-]+|y-?[0-9]+", text):
        text = text.upper().replace("U", "X")
    if timed := DAY_TIME.fullmatch(text):
        zone = (timed[4] or "").strip()
        zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) > 1 else zone
        text = f"{timed[1]}T{timed[2]}{timed[3] or ':00'}{zone}"
    return text


def _in_figures(text: str) -> str:
    """``2009/6/5``, ``2009-6``, ``20090605``, ``5.6.2009``, ``6/2009``, ``2020年9月1日``; a day 00 says nothing."""
    if found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text) or CJK.fullmatch(text):
        return _iso(*found.groups())
    if found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?/*", text):
        year, second, third = found.groups()
        return _iso(year, second, third) if third or not _is_next_year(year, second, text) else ""
    if found := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{4})", text):
        return _iso(found[2], found[1])
    if found := re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", text):
        first, mark, second, year = found.groups()
        if mark != "." and first != second and int(first) <= 12 and int(second) <= 12:
            raise ValueError("the day or the month first")
        return _iso(year, first, second) if mark != "." and int(second) > 12 else _iso(year, second, first)
    return ""


def _is_next_year(year: str, second: str, text: str) -> bool:
    """Whether ``1999/00`` or ``1987-88`` names a second year; ``2001/02`` could be a month."""
    if len(second) == 2 and second == f"{(int(year) + 1) % 100:02d}" and second != "00" and int(second) <= 12:
        raise ValueError(f"{text} is a month or two years")
    return len(second) == 2 and (int(second) > 12 or (second == "00" and year.endswith("99")))


def _iso(year: str, month: str | None = None, day: str | None = None) -> str:
    parts = [year, *(f"{int(part):02d}" for part in (month, day) if part and int(part))]
    return "-".join(parts)


def _years(text: str) -> str:
    """``1978/79``, ``1978--1979``, ``1999/2000``, ``1990--``, ``--1990``."""
    found = re.fullmatch(r"([0-9]{4})?\s*(-{1,3}|[–—−/]|\bto\b)\s*([0-9]{4}|[0-9]{2})?", text)
    if not found or not (found[1] or len(found[3] or "") == 4):
        return ""
    first, last = found[1] or OPEN.literal, found[3] or OPEN.literal
    if last.isdecimal() and len(last) == 2:
        is_next = int(last) == (int(first) + 1) % 100
        if int(last) <= int(first[2:]) and not is_next:
            raise ValueError("not a date")
        last = str(int(first) // 100 * 100 + int(last) + (100 if int(last) < int(first[2:]) else 0))
    return f"{first}/{last}"


def _in_decades(text: str) -> str:
    """``199-``, ``19--`` and ``1990s``: digits that are not known."""
    if found := re.fullmatch(r"([0-9]{3})(?:-|0'?s)", text):
        return f"{found[1]}X"
    return f"{text[:2]}XX" if re.fullmatch(r"[0-9]{2}--", text) else ""


def _by_era(text: str) -> str:
    """``300 BC``, ``AD 79``, ``384--322 BC``, ``44 BC--``; the year before 1 is 0."""
    ends = RANGE.split(SINCE.sub(" AD ", BEFORE.sub(" BC ", text)))
    if len(ends) > 2 or not any("BC" in end or "AD" in end for end in ends):
        return ""
    found = [re.fullmatch(r"\s*(AD|BC)?\s*([0-9]{1,17})?\s*(AD|BC)?\s*", end) for end in ends]
    eras = [(one[1] or one[3] or "") if one else "" for one in found]
    years = [_astronomical(one[2], era or eras[-1]) if one else "" for one, era in zip(found, eras, strict=True)]
    return "/".join(years) if all(years) else ""


def _astronomical(year: str | None, era: str) -> str:
    if year is None:
        return OPEN.literal
    return print_year(1 - int(year) if era == "BC" else int(year))


def _in_words(text: str) -> str:
    """``5 June 2009``, ``Jun-2009``, ``Fall 2009``, ``June--July 2009``, ``5--7 June 2009``, ``Dec 2009/Jan 2010``."""
    if not re.search(r"[^\W\d_]", text):
        return ""
    for part in _parts(text):
        return part.iso()
    for found in RANGE.finditer(text):
        for first in _parts(text[: found.start()]):
            for last in _parts(text[found.end() :]):
                if (start := first.filled(last)) and (end := last.filled(first)):
                    return f"{start.iso()}/{end.iso()}"
    return ""


def _parts(text: str) -> Iterator[Part]:
    """The one date without a range that words name, each part once; nothing if there is another word."""
    found: dict[str, int] = {}
    for word in re.findall(r"[^\W\d_]+|\d+|[^\w\s,.'’°/-]|_", without_accents(text).lower()):
        named = _named(word)
        if named is None or found.get(named[0]):
            return
        found[named[0]] = named[1]
    found.pop("", None)
    if found:
        yield Part(**found)


def _named(word: str) -> tuple[str, int] | None:
    """What a word of a date says: ``("month", 6)``, ``("year", 2009)``, ``("day", 5)``, ``("", 0)`` for a small one."""
    if word in SMALL:
        return "", 0
    if word in NUMBER_OF:
        return "month", NUMBER_OF[word]
    if re.fullmatch("[0-9]{4}", word):
        return "year", int(word)
    return ("day", int(word)) if re.fullmatch("[0-9]{1,2}", word) and int(word) <= 31 else None


WAYS: Iterable[Callable[[str], str]] = (_in_figures, _years, _in_decades, _by_era, _in_words)
"""Ways to write a date, each as EDTF; nothing for what is written otherwise."""
