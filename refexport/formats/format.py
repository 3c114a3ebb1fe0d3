"""Format: functions between entries and a file's text; rows of a table say which field goes where."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self, TypeVar, cast

import msgspec

from refexport.data.datamodel import BABEL, BOOKKEEPING, FIELDS, LISTED, NAMES
from refexport.data.kinds import KINDS
from refexport.errors import FORMAT_LOSS, Finding
from refexport.formats.content import Recognise, unrecognised
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name
from refexport.model.text import AND, Span, Text, normal_text, plain_text


def loss(key: str, field: str, why: str, instead: str = "") -> Finding:
    """A value that a format has no place for, why, and the field that says (some of) it instead, if one does."""
    return Finding("", 0, why, "", key, field, level="note", rule=FORMAT_LOSS, instead=instead)


class Written(NamedTuple):
    """A file's text, and what it could not carry."""

    text: str
    lost: tuple[Finding, ...] = ()


class Unread(NamedTuple):
    """A part of a file that gave no entry: where it starts, its text, and why."""

    line: int
    text: str
    why: str


class Placed(tuple[Entry, ...]):  # noqa: SLOT001 - a tuple has no room for slots
    """Entries that know the lines on which they start, and the parts of their file that gave none."""

    lines: tuple[int, ...]
    unread: tuple[Unread, ...]

    def __new__(cls, placed: Iterable[tuple[int, Entry]], unread: Iterable[Unread] = ()) -> Self:
        """Takes each entry with its line."""
        pairs = tuple(placed)
        self = super().__new__(cls, (entry for _, entry in pairs))
        self.lines = tuple(line for line, _ in pairs)
        self.unread = tuple(unread)
        return self


class Read(NamedTuple):
    """The entries of a file, and what was wrong with it."""

    entries: tuple[Entry, ...]
    problems: tuple[Finding, ...] = ()


def nothing_more(_entries: Sequence["Entry"]) -> str:
    """What a file says of its entries together where it says nothing."""
    return ""


class Frame(NamedTuple):
    """How a file of some entries is put together of one block for each; no block depends on the other entries.

    What stands between two blocks stands in none of them. An entry with other keys (``ids``) may have several blocks.
    ``together`` is what the file says of all entries behind the last block.
    """

    start: str
    between: str
    end: str
    together: Callable[[Sequence["Entry"]], str] = nothing_more

    def joined(self, blocks: Iterable[str], entries: Sequence["Entry"]) -> str:
        """The file of the blocks of some entries, at least one."""
        return f"{self.start}{self.between.join(blocks)}{self.end}{self.together(entries)}"

    def split(self, text: str, entries: Sequence["Entry"]) -> list[str]:
        """The blocks of a file of these entries."""
        return text.removeprefix(self.start).removesuffix(self.end + self.together(entries)).split(self.between)


class Format(NamedTuple):
    """A way to write entries, and perhaps to read them from a text and the name of its file.

    ``kind`` is what `refexport import --from` calls its files, with the suffixes that tell them; empty where another
    format reads the same files. ``frame`` is there if a file is the sum of its blocks.
    """

    name: str
    suffix: str
    write: Callable[[Sequence[Entry]], Written]
    read: Callable[[str, str], Read] | None = None
    kind: str = ""
    suffixes: tuple[str, ...] = ()
    recognises: Recognise = unrecognised
    frame: Frame | None = None


class Source(NamedTuple):
    """A kind of files that are read and not written: what ``--from`` calls them, and what tells them."""

    kind: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], Read]
    recognises: Recognise = unrecognised


class Partly(NamedTuple):
    """What a target holds of a value, and why that is not all of it."""

    content: object
    why: str


Encode = Callable[[Entry, str], object]
"""What a target holds of a field; `Partly` that; ``""`` if the file says it without a field; None for nothing."""

Decode = Callable[[Any], "Value | None"]
"""The value of what a target holds, as the format's reader hands it over; None for nothing.

TypeError, ValueError, AttributeError or LookupError: the format has no such thing there."""


class Types(NamedTuple):
    """Some types, or all but some."""

    names: frozenset[str] = frozenset()
    is_all_but: bool = True

    def include(self, type_: str) -> bool:
        """Whether this type is one of them."""
        return (type_ in self.names) != self.is_all_but


def only(*types: str | frozenset[str]) -> Types:
    """The types, named or in sets."""
    return Types(frozenset().union(*({one} if isinstance(one, str) else one for one in types)), is_all_but=False)


def but(*types: str | frozenset[str]) -> Types:
    """All types but those named or in sets."""
    return Types(only(*types).names)


ALL, NEVER = but(), only()


class Row(NamedTuple):
    """One line of a field map, both ways.

    ``field`` of the entry goes to ``target`` as ``encode`` says, for ``types``; ``decode`` makes the field of what the
    target holds, for ``read_for`` (the same types, if it does not say).
    ``also`` names fields that the target holds besides; ``joined`` one that it holds as part of the same words;
    ``reads`` the field that readers take the target for, where it is another and the rows do not say so;
    ``has_variants``: the target holds ORCID iDs of names, and ``encode`` says what it does not hold.
    """

    field: str
    target: str
    encode: Encode
    decode: Decode | None = None
    types: Types = ALL
    read_for: Types | None = None
    also: tuple[str, ...] = ()
    joined: str = ""
    reads: str = ""
    has_variants: bool = False

    def is_read_for(self, type_: str) -> bool:
        """Whether readers of an entry of this type take the target for the field."""
        return self.decode is not None and (self.types if self.read_for is None else self.read_for).include(type_)


NO_PLACE = "the format has no such field"
JOINED = "the format has one field for both"
LISTED_AS_ONE = "the format has one text for the list"
BETWEEN = Span("; ")
NAME_FIELDS = frozenset(field for field, datatype in FIELDS.items() if datatype == NAMES)
NO_VARIANTS = "the format has no other spellings and no ORCID iDs of names"
STEERING = "it holds characters that steer programs"

Table = dict[str, list[tuple[int, Row]]]
"""field -> its rows with their places in the file."""

Reading = Mapping[str, Row]
"""target -> the row by which it is read."""


def reading_of(rows: Iterable[Row], type_: str) -> Reading:
    """How the targets of an entry of a type are read: the first row for a target counts."""
    found: dict[str, Row] = {}
    for row in rows:
        if row.is_read_for(type_):
            found.setdefault(row.target, row)
    return found


def table_of(rows: Iterable[Row], type_: str, reading: Reading | None = None) -> Table:
    """The rows that speak of a type, by field, each with the field that readers take it for if it is another."""
    table: Table = {}
    for place, row in enumerate(rows):
        if row.types.include(type_):
            read = reading.get(row.target) if reading else None
            taken = row.reads or (read.field if read else "")
            placed = row._replace(reads="" if taken == row.field else taken)
            table.setdefault(row.field, []).append((place, placed))
    return table


class TypeMap(NamedTuple):
    """entry type -> the format's type, and the format's types -> the entry type that they mostly are."""

    written: Mapping[str, str]
    read: Mapping[str, str]


def type_map(column: str) -> TypeMap:
    """The map in a column of `KINDS`: ``= its type, others read as it``; ``>`` if its type is read as another."""
    written: dict[str, str] = {}
    read: dict[str, str] = {}
    for type_, kind in KINDS.items():
        sign, target, *others = getattr(kind, column).split()
        written[type_] = target
        read |= dict.fromkeys([*([target] if sign == "=" else []), *others], type_)
    return TypeMap(written, read)


def by_persons(type_: str, *, author: bool, editor: bool) -> str:
    """What an entry is by its persons: part of a collection has an editor, a whole collection no author."""
    if type_ == "incollection" and not editor:
        return "inbook"
    return "collection" if type_ == "book" and editor and not author else type_


def lay_out(given: Entry, table: Table, *, has_lists: bool = False) -> tuple[dict[str, Any], list[Finding]]:
    """What each target holds, in the order of the rows (the first of equal targets wins), and what has no place.

    Without lists, a format has one text for the publishers or places of a literal list.
    """
    entry, joined = (given, []) if has_lists else _with_joined_lists(given)
    content: dict[str, Any] = {}
    kept: set[str] = set()
    lost: list[Finding] = []
    for _, row in sorted(placed for field, value in entry.fields.items() if value for placed in table.get(field, ())):
        value = None if row.target in content else row.encode(entry, row.field)
        if value is None:
            continue
        if isinstance(value, Partly) or row.reads or row.joined or row.field in NAME_FIELDS:
            lost += _losses(entry, row, value)
        kept.update((row.field, *row.also) if not row.reads else ())
        value = value.content if isinstance(value, Partly) else value
        if value != "":
            content[row.target] = value
    lost = [one for one in dict.fromkeys(lost) if one.field not in kept or one.message != NO_PLACE]
    lost += [one for one in joined if one.field in kept and one.field not in {other.field for other in lost}]
    named = kept | BOOKKEEPING | {one.field for one in lost}
    without = [field for field, value in entry.fields.items() if value and field not in named]
    if is_one_language(entry):
        without = [field for field in without if field != "languages"]
    return content, lost + [loss(entry.key, field, NO_PLACE) for field in without]


def _with_joined_lists(entry: Entry) -> tuple[Entry, list[Finding]]:
    """The entry with each literal list as one text, its items between semicolons as pandoc has them, and the losses."""
    several = [field for field in entry.fields if field in LISTED and AND in entry.text(field)]
    texts: dict[str, Value] = {
        field: normal_text(BETWEEN if span == AND else span for span in entry.text(field)) for field in several
    }
    return entry.replace(**texts) if texts else entry, [
        loss(entry.key, field, LISTED_AS_ONE, field) for field in several
    ]


def is_one_language(entry: Entry) -> bool:
    """Whether the languages that a bibliography prints are the one that the work has anyway."""
    printed = entry.plain("languages").lower()
    return bool(printed) and BABEL.get(printed, printed) == entry.plain("language")


def _losses(entry: Entry, row: Row, value: object) -> Iterator[Finding]:
    """What of a value its row does not say in so many words."""
    if isinstance(value, Partly):
        yield loss(entry.key, row.field, value.why, (row.reads or row.field) if value.content else "")
    elif row.reads:
        yield loss(entry.key, row.field, NO_PLACE, row.reads)
    elif (
        row.field in NAME_FIELDS
        and not row.has_variants
        and any(name.orcid or name.latin for name in entry.names(row.field))
    ):
        yield loss(entry.key, row.field, NO_VARIANTS, row.field)
    if row.joined and entry.has(row.joined):
        yield loss(entry.key, row.joined, JOINED, row.field)


Move = tuple[str, str, frozenset[str]]
"""(field, other field, types): where a type has no place for a field, another may hold it if it is free."""


def moved(entry: Entry, moves: Iterable[Move]) -> tuple[Entry, list[Finding]]:
    """The entry with its fields where its type has places for them, and which ones were moved."""
    lost: list[Finding] = []
    for field, other, types in moves:
        if entry.type in types and entry.has(field) and not entry.has(other):
            entry = entry.without(field).replace(**{other: entry.fields[field]})
            lost.append(loss(entry.key, field, f"{entry.type} has no such field", other))
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


def between_commas(entry: Entry, field: str, content: str) -> str | Partly:
    """A list as a format with commas holds it: not whole if a word has a comma of its own."""
    return Partly(content, "a word of the list holds a comma") if any("," in w for w in entry.words(field)) else content


Item = TypeVar("Item")


def each(
    entries: Iterable[Entry], write: Callable[[Entry], tuple[Item, list[Finding]]]
) -> tuple[list[Item], tuple[Finding, ...]]:
    """What ``write`` makes of every entry, cleaned before, and all that is lost."""
    items: list[Item] = []
    lost: list[Finding] = []
    for entry in entries:
        cleaned, cut = clean_entry(entry)
        item, missing = write(cleaned)
        items.append(item)
        lost += (*cut, *missing)
    return items, tuple(lost)


def clean_entry(entry: Entry) -> tuple[Entry, list[Finding]]:
    """The entry without characters that steer a program instead of being printed: control, direction, zero width."""
    if all(map(_is_clean, entry.fields.values())):
        return entry, []
    cleaned = {field: _clean_value(value) for field, value in entry.fields.items()}
    lost = [loss(entry.key, f, STEERING, f) for f, value in entry.fields.items() if cleaned[f] != value]
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
        return msgspec.structs.replace(value, literal=clean(value.literal)) if value.literal else value
    return cast("Value", tuple(map(_clean_part, value)))


def _is_clean(value: Value) -> bool:
    """Whether `_clean_value` would surely change nothing: so it is of nearly all values."""
    if isinstance(value, str):
        return value.isprintable()
    if isinstance(value, Date):
        return value.literal.isprintable()
    return all(map(_is_clean_part, value))


def _is_clean_part(part: Span | Name | str) -> bool:
    if isinstance(part, str):
        return part.isprintable()
    if isinstance(part, Span):
        return part.text.isprintable()
    words = f"|{'|'.join(msgspec.structs.astuple(part))}|"
    return words.isprintable() and "| " not in words and " |" not in words


def _clean_part(part: Span | Name | str) -> Span | Name | str:
    if isinstance(part, str):
        return clean(part)
    if _is_clean_part(part):
        return part
    if isinstance(part, Span):
        return Span(clean(part.text), part.styles)
    words = {word: getattr(part, word) for word in Name.__struct_fields__}
    cleaned = {word: clean(text).strip(" ") for word, text in words.items()}  # four blanks are code in Markdown
    return part if cleaned == words else Name(**cleaned)
