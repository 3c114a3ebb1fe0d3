"""Codecs: values of entries as EndNote has them, both ways; what does not read back the same is named as a loss.

Source: the EndNote manual ("Entering author names", "Entering keywords", "Dates"): ``Last, First, Suffix``; a comma at
the end marks an organisation, two commas stand for one within its name; keywords stand on lines of their own or
between semicolons; year and date are free text.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from refexport.data.patterns import regex
from refexport.formats.format import Decode, Encode, Partly, date_of
from refexport.formats.readback import is_same
from refexport.formats.ris.codecs import ET_AL
from refexport.formats.ris.codecs import parse_text as parse_ris_text
from refexport.formats.ris.dialects import split_names
from refexport.formats.ris.rows import DECODE as RIS_DECODE
from refexport.model.date import Date, print_date
from refexport.model.entry import Entry, Value
from refexport.model.name import OTHERS, Name, name_of_parts, parse_name, without_variants
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text, plain_text


class Item(NamedTuple):
    """A value of a file: the path of its generic field, its line, and its runs; dollars round maths are characters."""

    target: str
    line: int
    text: Text

    @property
    def value(self) -> str:
        """The characters on one line."""
        return word(plain_text(self.text))

    @property
    def words(self) -> str:
        """The value as a message repeats it."""
        return self.value


Codec = tuple[Encode, Decode]
"""Both ways of a value; what is decoded are the `Item`s that hold the field."""


def word(text: str) -> str:
    """The characters on one line, without blanks at its ends."""
    return " ".join(text.split())


def items_of(content: object) -> list[Item]:
    """What a reader finds of what was laid out: a list, a text of runs, or characters."""
    values = content if isinstance(content, list) else [content]
    return [Item("", 0, literal_text(value) if isinstance(value, str) else cast("Text", value)) for value in values]


def checked(encode: Encode, decode: Callable[[Sequence[Item]], Value | None], why: str) -> Codec:
    """A codec whose values read back as they were, or are named as lost in part."""

    def encoded(entry: Entry, field: str) -> object:
        content = encode(entry, field)
        if content is None or isinstance(content, Partly):
            return content
        return content if _reads_back(entry, field, content, decode) else Partly(content, why)

    return encoded, decode


def _reads_back(entry: Entry, field: str, content: object, decode: Callable[[Sequence[Item]], Value | None]) -> bool:
    try:
        return is_same(field, entry.fields[field], decode(items_of(content)))
    except ValueError:
        return False


# --- texts


def parse_runs(text: Text) -> Text:
    """The text of runs, with mathematics between dollars."""
    return collapse(normal_text([piece for span in text for piece in _pieces(span)]))


def _pieces(span: Span) -> list[Span]:
    """The prose and the mathematics of a run, blanks at its ends kept."""
    ends = [" " if span.text[at].isspace() else "" for at in (0, -1)]
    inner = parse_ris_text(span.text)
    pieces = [Span(ends[0]), *inner, Span(ends[1])] if inner else [Span(" ")]
    return [
        Span(one.text, one.styles if one.has(Style.MATH) else one.styles | span.styles) for one in pieces if one.text
    ]


def parse_text(items: Sequence[Item]) -> Text:
    """The text of the first value."""
    return parse_runs(items[0].text)


def lay_text(text: Text, kept: frozenset[Style]) -> object:
    """The runs with the styles that the file can say, mathematics between dollars."""
    marked = (Span(f"${one.text}$" if one.has(Style.MATH) else one.text, one.styles & kept) for one in text)
    laid = collapse(normal_text(marked))
    if any(span.styles - kept - {Style.NOCASE, Style.MATH, Style.AND} for span in text):
        return Partly(laid, "EndNote has no such markup")
    wanted = normal_text(Span(span.text, span.styles - {Style.NOCASE}) for span in text)
    return laid if parse_runs(laid) == wanted else Partly(laid, "EndNote tells no maths, lists or runs of blanks apart")


# --- persons


def parse_author(value: str) -> Name:
    """The name of ``Last, First, Suffix``, ``First Last`` or ``Organisation,``. ValueError as `parse_name`."""
    bare = value.strip(", ")
    if not bare:
        raise ValueError("an empty name")
    if ET_AL.fullmatch(bare):
        return OTHERS
    if ",," in bare or ("," not in bare and value.rstrip().endswith(",")):
        return Name(literal=word(bare.replace(",,", ",", 1)))
    family, *parts = (part.strip() for part in bare.split(",", 2))
    return name_of_parts(family, *parts) if parts else parse_name(bare)


def _names(items: Sequence[Item]) -> tuple[Name, ...]:
    return tuple(parse_author(line) for item in items for line in split_names(item.value))


def _author(name: Name) -> str:
    """``van Last, First, Suffix``, ``Organisation,``, ``Institute,, City``."""
    if name.literal:
        return word(name.literal).rstrip(", ").replace(",", ",,", 1) + ","
    parts = (f"{name.particle} {name.family}", name.given, *([name.suffix] if name.suffix else []))
    line = ", ".join(word(part.replace(",", " ")) for part in parts)
    return line.removesuffix(", ")


def _persons(entry: Entry, field: str) -> object:
    names = entry.names(field)
    laid = [line for name in names if name != OTHERS and (line := _author(name)).strip(", ")]
    if OTHERS in names:
        return Partly(laid, "EndNote has no 'and others'") if laid else None
    if not _come_back(laid, names):
        return Partly(laid, "EndNote tells the parts of a name by commas only") if laid else None
    return laid


def _come_back(laid: Sequence[str], names: Sequence[Name]) -> bool:
    try:
        return _names(items_of(list(laid))) == tuple(map(without_variants, names))
    except ValueError:
        return False


PERSONS: Codec = (_persons, _names)


# --- dates


def _is_plain(date: Date) -> bool:
    """Whether a year and words for month and day, or a season, say all of a date."""
    is_year = date.year is not None and 999 < date.year <= 9999
    return is_year and not (date.end or date.mark or date.unspecified or date.is_literal)


def _year(entry: Entry, field: str) -> object:
    """``2017``, or the whole date where its parts do not say it: ``199X``, ``1850~``, ``2017/2018``."""
    date = date_of(entry, field)
    if date.time:
        return Partly(f"{date.year}", "EndNote has no time of day")
    return f"{date.year}" if _is_plain(date) else print_date(date)


def _day(entry: Entry, field: str) -> str | None:
    """``Mar``, ``Mar 5``, ``Spring``."""
    date = date_of(entry, field)
    if not date.month or not _is_plain(date):
        return None
    name = SEASONS[date.month - 21] if date.season else ABBREVIATIONS[date.month - 1]
    return f"{name} {date.day}" if date.day else name


SEASONS = ("Spring", "Summer", "Fall", "Winter")
ABBREVIATIONS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _date(items: Sequence[Item]) -> Value | None:
    return RIS_DECODE["date"](list(dict.fromkeys(item.value for item in items)))


def _accessed(entry: Entry, field: str) -> object:
    return print_date(date_of(entry, field))


WHY_DATE = "EndNote has no such date"
YEAR: Codec = (_year, _date)
DAY: Codec = (_day, _date)
ACCESSED: Codec = checked(_accessed, _date, WHY_DATE)


# --- keywords

BETWEEN = regex(r"\s*(?:;|\\(?=\s|$))\s*")
"""What stands between keywords on one line."""
ENTITY = regex(r"&#?\w+;")
"""A semicolon that stands between no keywords."""


def _keywords(items: Sequence[Item]) -> tuple[str, ...]:
    """The keywords, each in an element or line of its own, or several between semicolons."""
    lines = [line for item in items for line in re.split(r"[\r\n]+", plain_text(item.text)) if word(line)]
    parts = lines if len(lines) > 1 or ENTITY.search(lines[0]) else BETWEEN.split(lines[0]) if lines else []
    return tuple(one for part in parts if (one := word(part)))


KEYWORDS: Codec = checked(
    lambda entry, field: [line for one in entry.words(field) if (line := word(one))] or None,
    _keywords,
    "EndNote cuts its only keyword at a semicolon",
)
