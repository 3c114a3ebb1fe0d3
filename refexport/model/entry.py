"""Entry, Record and Merged: one algebra for what was typed, what a service said, and what is exported."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import cast

import msgspec

from refexport.data.datamodel import DATE, FIELDS, LIST, LITERAL, NAMES, TEXT, datatype_of
from refexport.model.date import Date, parse_date, print_date
from refexport.model.ids import work_id
from refexport.model.name import OTHERS, Name, name_from_table, parse_listed, print_name
from refexport.model.text import Text, collapse, has_markup, literal_text, parse_text, plain_text, print_text

Value = str | Text | Date | tuple[Name, ...] | tuple[str, ...]
"""One of five kinds, fixed for each field by `datamodel.FIELDS`."""

Spelled = str | int | list[str | dict[str, str]]
"""How a value stands in entries.toml and in the lock."""

FETCHED = ("doi", "dblp")
"""Fields whose value is an identifier that a service answers for; arXiv's is ``eprint`` with its ``eprinttype``."""


class Entry(msgspec.Struct, frozen=True):
    """A citeable work, perhaps partial: ``type`` may be empty, any field may be missing."""

    key: str
    type: str = ""
    fields: Mapping[str, Value] = {}

    def has(self, field: str) -> bool:
        """Whether the field holds anything."""
        return bool(self.fields.get(field))

    def text(self, field: str) -> Text:
        """The value of a text field; empty if missing."""
        return cast("Text", self.fields.get(field, ()))

    def plain(self, field: str) -> str:
        """The characters of a text or literal field; empty if missing."""
        value = self.fields.get(field, "")
        return value if isinstance(value, str) else plain_text(cast("Text", value))

    def names(self, field: str) -> tuple[Name, ...]:
        """The value of a name field; empty if missing."""
        return cast("tuple[Name, ...]", self.fields.get(field, ()))

    def date(self, field: str = "date") -> Date | None:
        """The value of a date field; None if missing."""
        return cast("Date | None", self.fields.get(field))

    def words(self, field: str) -> tuple[str, ...]:
        """The value of a list field; empty if missing."""
        return cast("tuple[str, ...]", self.fields.get(field, ()))

    @property
    def arxiv(self) -> str:
        """The arXiv id, or nothing."""
        return self.plain("eprint") if self.plain("eprinttype").lower() == "arxiv" else ""

    @property
    def year(self) -> int | None:
        """The year of the date, or None."""
        date = self.date()
        return date.year if date else None

    def replace(self, **changes: Value) -> "Entry":
        """The same entry with some fields set."""
        return msgspec.structs.replace(self, fields={**self.fields, **changes})

    def without(self, *fields: str) -> "Entry":
        """The same entry without some fields."""
        return msgspec.structs.replace(self, fields={f: v for f, v in self.fields.items() if f not in fields})


class Record(msgspec.Struct, frozen=True):
    """What one service said about one identifier; `entry` is None when the registry says that it does not exist."""

    id: str
    service: str
    updated: str = ""
    entry: Entry | None = None
    raw: Mapping[str, str] = {}
    links: Mapping[str, tuple[str, ...]] = {}


class Merged(msgspec.Struct, frozen=True):
    """An entry ready for use, and where each field came from: ``"hand"`` or a record's id."""

    entry: Entry
    origin: Mapping[str, str]
    records: tuple[Record, ...] = ()
    hand: Entry | None = None


def identifiers(entry: Entry) -> tuple[str, ...]:
    """The ids to ask services for: ``("arxiv:1703.03400", "doi:10.1000/x")``; malformed ones are left out."""
    pairs = [("arxiv", entry.arxiv), *((field, entry.plain(field)) for field in FETCHED)]
    found: list[str] = []
    for scheme, value in pairs:
        try:
            found.append(work_id(scheme, value))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def parse_value(field: str, spelled: object) -> Value:
    """A field's value from its spelling in entries.toml or the lock; ValueError says what is wrong."""
    return PARSERS[FIELDS.get(field, TEXT)](spelled)


def print_value(field: str, value: Value) -> Spelled:
    """How a value stands in a file; `parse_value` gives it back if its words have single blanks between them."""
    match datatype_of(field):
        case "names":
            return ["others" if name == OTHERS else print_name(name) for name in cast("tuple[Name, ...]", value)]
        case "list":
            return list(cast("tuple[str, ...]", value))
        case "date":
            return print_date(cast("Date", value))
        case datatype:
            return cast("str", value) if datatype == LITERAL else print_text(cast("Text", value))


def _parse_names(spelled: object) -> tuple[Name, ...]:
    if not isinstance(spelled, list):
        raise ValueError("expected a list of names")  # noqa: TRY004 - one kind of error for all wrong values
    return tuple([parse_listed(one) if isinstance(one, str) else _name_from_table(one) for one in spelled])


def _name_from_table(spelled: object) -> Name:
    if not isinstance(spelled, dict):
        raise ValueError("a name is a string or a table of parts")  # noqa: TRY004 - as above
    return name_from_table(spelled)


def _parse_list(spelled: object) -> tuple[str, ...]:
    if not isinstance(spelled, list) or not all(isinstance(word, str) for word in spelled):
        raise ValueError("expected a list of strings")
    return tuple(words for word in spelled if (words := " ".join(word.split())))


def _parse_date(spelled: object) -> Date:
    if isinstance(spelled, bool) or not isinstance(spelled, str | int | dt.date):
        raise ValueError("expected a date")  # noqa: TRY004 - as above
    return parse_date(spelled)


def _parse_literal(spelled: object) -> str:
    """Characters with single blanks; a whole number or a day is what it is written as."""
    if isinstance(spelled, bool) or not isinstance(spelled, str | int | dt.date):
        raise ValueError("expected a string")  # noqa: TRY004 - as above
    return " ".join(str(spelled).split())


def _parse_text(spelled: object) -> Text:
    words = _parse_literal(spelled)
    return collapse(parse_text(words)) if has_markup(words) else literal_text(words)


PARSERS: Mapping[str, Callable[[object], Value]] = {
    NAMES: _parse_names,
    LIST: _parse_list,
    DATE: _parse_date,
    LITERAL: _parse_literal,
    TEXT: _parse_text,
}
"""datatype -> how its spelling is read."""
