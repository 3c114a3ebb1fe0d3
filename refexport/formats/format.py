"""Format: functions between entries and a file's text; rows of a table say which field goes where."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from refexport.data.datamodel import BOOKKEEPING, FIELDS, NAMES
from refexport.errors import Problem
from refexport.formats.bib.groups import is_sayable
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name
from refexport.model.text import Span, Text, plain_text


class Loss(NamedTuple):
    """A value that a format has no place for, why, and the field that says (some of) it instead, if one does."""

    key: str
    field: str
    why: str
    where: str = ""


class Written(NamedTuple):
    """A file's text, and what it could not carry."""

    text: str
    lost: tuple[Loss, ...] = ()


class Read(NamedTuple):
    """The entries of a file, and what was wrong with it."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()


class Format(NamedTuple):
    """A way to write entries, and perhaps to read them from a text and the name of its file."""

    name: str
    suffix: str
    write: Callable[[Sequence[Entry]], Written]
    read: Callable[[str, str], Read] | None = None


class Partly(NamedTuple):
    """What a target holds of a value, and why that is not all of it."""

    held: object
    why: str


Encode = Callable[[Entry, str], object]
"""What a target holds of a field; `Partly` that; ``""`` if the file says it without a field; None for nothing."""


class Row(NamedTuple):
    """One line of a field map: ``field`` of the entry goes to ``target`` as ``encode`` says, for some types only.

    ``also`` names fields that the target holds besides; ``joined`` one that it holds as part of the same words;
    ``reads`` the field that readers take the target for, where it is another.
    """

    field: str
    target: str
    encode: Encode
    types: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    joined: str = ""
    reads: str = ""

    def is_for(self, type_: str) -> bool:
        """Whether the row speaks of entries of this type."""
        return type_ not in self.but and (self.types is None or type_ in self.types)

    def taken_for(self, field: str) -> "Row":
        """The row, told which field readers take its target for."""
        return self._replace(reads=field) if field and field != self.field else self


NO_PLACE = "the format has no such field"
JOINED = "the format has one field for both"
STEERING = "it holds characters that steer programs"

Table = dict[str, list[tuple[int, Row]]]
"""field -> its rows with their places in the file."""


def table_of(rows: Iterable[Row], type_: str) -> Table:
    """The rows that speak of a type, by field."""
    table: Table = {}
    for place, row in enumerate(rows):
        if row.is_for(type_):
            table.setdefault(row.field, []).append((place, row))
    return table


def lay_out(entry: Entry, table: Table, ignored: frozenset[str] = BOOKKEEPING) -> tuple[dict[str, Any], list[Loss]]:
    """What each target holds, in the order of the rows (the first of equal targets wins), and what has no place."""
    held: dict[str, Any] = {}
    kept: set[str] = set()
    lost: list[Loss] = []
    for _, row in sorted(placed for field, value in entry.fields.items() if value for placed in table.get(field, ())):
        value = None if row.target in held else row.encode(entry, row.field)
        if value is None:
            continue
        lost += _losses(entry, row, value)
        kept.update((row.field, *row.also) if not row.reads else ())
        value = value.held if isinstance(value, Partly) else value
        if value != "":
            held[row.target] = value
    lost = [one for one in dict.fromkeys(lost) if one.field not in kept or one.why != NO_PLACE]
    named = kept | ignored | {one.field for one in lost}
    return held, lost + [Loss(entry.key, f, NO_PLACE) for f, v in entry.fields.items() if v and f not in named]


def _losses(entry: Entry, row: Row, value: object) -> Iterator[Loss]:
    """What of a value its row does not say in so many words."""
    if isinstance(value, Partly):
        yield Loss(entry.key, row.field, value.why, (row.reads or row.field) if value.held else "")
    elif row.reads:
        yield Loss(entry.key, row.field, NO_PLACE, row.reads)
    elif FIELDS.get(row.field) == NAMES and any(name.orcid or name.latin for name in entry.names(row.field)):
        yield Loss(entry.key, row.field, "the format has no other spellings and no ORCID iDs of names", row.field)
    if row.joined and entry.has(row.joined):
        yield Loss(entry.key, row.joined, JOINED, row.field)


Move = tuple[str, str, frozenset[str]]
"""(field, other field, types): where a type has no place for a field, another may hold it if it is free."""


def moved(entry: Entry, moves: Iterable[Move]) -> tuple[Entry, list[Loss]]:
    """The entry with its fields where its type has places for them, and which ones were moved."""
    lost: list[Loss] = []
    for field, other, types in moves:
        if entry.type in types and entry.has(field) and not entry.has(other):
            entry = entry.without(field).replace(**{other: entry.fields[field]})
            lost.append(Loss(entry.key, field, f"{entry.type} has no such field", other))
    return entry, lost


def join_title(entry: Entry, title: str, subtitle: str) -> Text:
    """A title and its subtitle as one text, a colon between unless the title ends in a mark of its own."""
    first, second = entry.text(title), entry.text(subtitle)
    if not second:
        return first
    return (*first, Span(" " if plain_text(first).endswith((":", "?", "!", ".")) else ": "), *second)


def date_of(entry: Entry, field: str) -> Date:
    """The value of a date field that a row says the entry has."""
    return cast("Date", entry.fields[field])


def between_commas(entry: Entry, field: str, held: str) -> str | Partly:
    """A list as a format with commas holds it: not whole if a word has a comma of its own."""
    return Partly(held, "a word of the list holds a comma") if any("," in w for w in entry.words(field)) else held


Item = TypeVar("Item")


def each(
    entries: Iterable[Entry], write: Callable[[Entry], tuple[Item, list[Loss]]]
) -> tuple[list[Item], tuple[Loss, ...]]:
    """What ``write`` makes of every entry, cleaned before, and all that is lost."""
    items: list[Item] = []
    lost: list[Loss] = []
    for entry in entries:
        cleaned, cut = clean_entry(entry)
        item, missing = write(cleaned)
        items.append(item)
        lost += (*cut, *missing)
    return items, tuple(lost)


def unsaid_in_bib(entry: Entry) -> Iterator[Loss]:
    """What a .bib of either dialect cannot hold, whatever the fields of a block."""
    if not all(map(is_sayable, entry.words("groups"))):
        yield Loss(entry.key, "groups", "JabRef's groups have none of ; : \\ { } @ in their names")
    if entry.has("booktitle") and entry.text("booktitle") == entry.text("eventtitle"):
        yield Loss(entry.key, "booktitle", "the same words as the event's, which are written so too", "eventtitle")


def clean_entry(entry: Entry) -> tuple[Entry, list[Loss]]:
    """The entry without characters that steer a program instead of being printed: control, direction, zero width."""
    cleaned = {field: _clean_value(value) for field, value in entry.fields.items()}
    if cleaned == entry.fields:
        return entry, []
    lost = [Loss(entry.key, f, STEERING, f) for f, value in entry.fields.items() if cleaned[f] != value]
    return Entry(entry.key, entry.type, cleaned), lost


def clean(text: str) -> str:
    """The text without such characters; line ends and other steering white space become one blank."""
    if text.isprintable():
        return text
    return re.sub(" {2,}", " ", "".join(map(_clean_character, text)))


def _clean_character(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cf":
            return ""
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case "Cn" if ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
            return ""  # no characters at all, whatever Unicode will add (chapter 23.7)
    return character


def _clean_value(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Date):
        return value
    return cast("Value", tuple(map(_clean_part, value)))


def _clean_part(part: Span | Name | str) -> Span | Name | str:
    if isinstance(part, str):
        return clean(part)
    if isinstance(part, Span):
        return part if part.text.isprintable() else Span(clean(part.text), part.styles)
    words = {word: getattr(part, word) for word in Name.__struct_fields__}
    cleaned = {word: clean(text).strip(" ") for word, text in words.items()}  # four blanks are code in Markdown
    return part if cleaned == words else Name(**cleaned)
