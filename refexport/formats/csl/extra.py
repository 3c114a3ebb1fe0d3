"""Zotero's field "Extra", which CSL-JSON has as ``note``: lines that are fields of their own, and words.

Sources: Zotero's documentation, "Citing Fields from Extra" (``Original Date: 1886``, ``original-date: 1886``, names as
``Editor: Doe || Jane``); Better BibTeX's, "Extra fields" (``tex.field: value``, ``Citation Key: key``).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from refexport.data.datamodel import LISTED, TYPES, datatype_of, field_of
from refexport.data.patterns import regex
from refexport.formats.csl.markup import parse_markup, print_markup
from refexport.formats.csl.rows import (
    BY_FIELD,
    FIELD_OF,
    KEYWORDS,
    LABELS,
    LIKE_FIELDS,
    NAMED,
    PERSONS,
    ROWS,
    parse_name,
    squeezed,
)
from refexport.model.date import Date, print_date
from refexport.model.entry import Value
from refexport.model.name import Name, parse_names, print_name, split_names, without_variants
from refexport.model.text import Text, items_of, join_items
from refexport.text.dates import date_or_literal

TEX = regex(r"\s*(?:tex|bibtex|biblatex)\.([A-Za-z](?:[A-Za-z+:_-]*[A-Za-z_-])?)\s*[:=]\s*(\S.*?)\s*")
LABELLED = regex(r"\s*(?P<brace>\{:)?(?P<label>[A-Za-z][A-Za-z _-]*):\s*(?P<value>\S.*?)\s*(?(brace)\})")
"""``Label: value``, or in braces as citeproc-js has it."""

ARXIV = regex(r"(\S+?)(?:\s*\[([^\]\s]+)\])?")
"""What Zotero's and Better BibTeX's ``arXiv:`` lines hold: the id, and perhaps its class."""

PEOPLE = frozenset(row.target for row in ROWS if row.encode is PERSONS[0])

FREE = frozenset({"note", "annote", "custom", "keyword"})
"""Variables that no line is taken for."""

VARIABLES = (
    NAMED
    | {name: BY_FIELD[name] for name in LIKE_FIELDS}
    | {squeezed(name): name for name in FIELD_OF if name not in FREE}
    | {squeezed(label): name for label, name in LABELS.items()}
)
"""Label in small letters without blanks and hyphens -> CSL variable."""

TYPE_LINES = frozenset({"entrytype", "referencetype"})
"""``tex.…`` lines that name the entry type (Better BibTeX)."""


class Line(NamedTuple):
    """A line of Extra: for a CSL ``variable`` or an entry's ``field``, or neither; its value, and the whole of it."""

    variable: str
    field: str
    value: str
    text: str


def lines_of(extra: str) -> Iterator[Line]:
    """The lines of Extra that hold something."""
    for text in re.split(r"\r\n|\r|\n", extra):
        if found := TEX.fullmatch(text):
            name = found[1].lower()
            yield Line("", "entrytype" if name in TYPE_LINES else field_of(name), found[2], text)
        elif (found := LABELLED.fullmatch(text)) and (variable := VARIABLES.get(squeezed(found["label"]))):
            yield Line(variable, "", found["value"], text)
        elif text.strip():
            yield Line("", "", "", text)


def read_line(line: Line) -> Value | str | None:
    """The value of a line for a field, the type of one for that; None if it holds nothing of the sort."""
    if line.field == "entrytype":
        return line.value if line.value in TYPES else None
    try:
        return _value(line.field, line.value)
    except ValueError:
        return None


def _value(field: str, words: str) -> Value | None:
    match datatype_of(field):
        case "names":
            return parse_names(words)
        case "date":
            return date_or_literal(words)
        case "list":
            return cast("Value", KEYWORDS[1](words))
        case "literal":
            return words
    if field in LISTED:
        return join_items(parse_markup(_bare(item)) for item in split_names(words))
    return parse_markup(words)


def _bare(item: str) -> str:
    return item[1:-1] if item.startswith("{") and item.endswith("}") else item


class OwnFields:
    """What lines of Extra say in refexport's own words: fields, and the entry type; the first line for one counts."""

    def __init__(self) -> None:
        self.type = ""
        self.values: dict[str, Value] = {}

    def take(self, line: Line) -> bool:
        """Whether a line is a field with a value, and the first for it."""
        value = read_line(line) if line.field else None
        is_type = line.field == "entrytype"
        if not value or line.field in self.values or (is_type and self.type):
            return False
        if is_type:
            self.type = str(value)
        else:
            self.values[line.field] = value
        return True


def print_line(field: str, value: Value) -> str:
    """The line for a field; empty if none can hold the value."""
    words = _words(field, value)
    line = f"tex.{field}: {words}"
    return line if words and "\n" not in line else ""


def _words(field: str, value: Value) -> str:
    match datatype_of(field):
        case "names":
            spelled = [print_name(without_variants(name)) for name in cast("tuple[Name, ...]", value)]
            return " and ".join(map(str, spelled)) if all(isinstance(one, str) for one in spelled) else ""
        case "date":
            date = cast("Date", value)
            return date.literal if date.is_literal else print_date(date)
        case "list":
            return "; ".join(cast("tuple[str, ...]", value)) + ";"
        case "literal":
            return cast("str", value)
    if field in LISTED:
        items = [print_markup(item) for item in items_of(cast("Text", value))]
        return " and ".join(f"{{{item}}}" if re.search(r"\band\b", item) else item for item in items)
    return print_markup(cast("Text", value))


def name_of_line(words: str) -> Name:
    """The name in a line: ``Doe || Jane``, or one that is not split."""
    family, bars, given = words.partition("||")
    return parse_name({"family": family.strip(), "given": given.strip()} if bars else {"literal": words.strip()})
