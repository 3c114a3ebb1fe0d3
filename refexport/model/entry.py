"""Entry, Record and Merged: one algebra for what was typed, what a service said, and what is exported."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import msgspec

from refexport.data.datamodel import DATE, FIELDS, LIST, LISTED, LITERAL, NAMES, TEXT, TYPES, datatype_of
from refexport.data.kinds import kind_of
from refexport.data.patterns import regex
from refexport.model.date import Date, parse_date, print_date
from refexport.model.ids import SCHEMES, Scheme, typed_fields
from refexport.model.name import OTHERS, Name, name_from_table, parse_listed, print_name
from refexport.model.text import (
    Text,
    collapse,
    has_markup,
    items_of,
    join_items,
    literal_text,
    parse_text,
    plain_text,
    print_text,
    raw_tex,
)

ESCAPED_TEX = regex(r"(\\*)<tex>((?:(?!</?tex>).)*)</tex>", re.DOTALL)
"""A literal that is raw TeX, or, behind backslashes, one of these characters."""

Value = str | Text | Date | tuple[Name, ...] | tuple[str, ...]
"""One of five kinds, fixed for each field by `datamodel.FIELDS`; a literal that is raw TeX is a text of one run."""

Raw = str | int | list[str | dict[str, str]]
"""How a value stands in entries.toml and in the lock."""

REFERENCE = "reference"
"""What a work was cited as in a list, whole: a text that stands in ``cited-as`` only, and in entries to be resolved."""


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
        value: Any = self.fields.get(field, "")
        return value if isinstance(value, str) else plain_text(value)

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
        """The first year that the date names, or None."""
        date = self.date()
        return date.first_year if date else None

    def replace(self, **changes: Value) -> "Entry":
        """The same entry with some fields set."""
        return msgspec.structs.replace(self, fields={**self.fields, **changes})

    def without(self, *fields: str) -> "Entry":
        """The same entry without some fields."""
        return msgspec.structs.replace(self, fields={f: v for f, v in self.fields.items() if f not in fields})


class Record(msgspec.Struct, frozen=True):
    """What one service said about one identifier; `entry` is None when the registry says that it does not exist.

    ``instead_of`` names the service that should have answered and did not: it is asked again.
    """

    id: str
    service: str
    updated: str = ""
    entry: Entry | None = None
    raw: Mapping[str, str] = {}
    links: Mapping[str, tuple[str, ...]] = {}
    instead_of: str = ""

    def standing_in(self, service: str) -> "Record":
        """The same record, of which a service was asked in vain that should have answered."""
        return msgspec.structs.replace(self, instead_of=service)


class Merged(msgspec.Struct, frozen=True):
    """An entry ready for use, and where each field came from: ``"hand"`` or a record's id.

    ``aside`` are the hand's fields (``type``, too) that are not used, each with the reason (`works.publication`);
    ``cited`` is what the user or their list said of the work before it had an identifier (``cited-as``).
    """

    entry: Entry
    origin: Mapping[str, str]
    records: tuple[Record, ...] = ()
    hand: Entry | None = None
    aside: Mapping[str, str] = {}
    cited: Entry | None = None

    @property
    def witness(self) -> Entry:
        """What a person said of the work, which every record is held against: by hand, else as it was cited."""
        hand = self.hand or self.entry
        return attested(hand, self.cited) if self.cited else hand


def attested(hand: Entry, cited: Entry) -> Entry:
    """The hand's entry with what it does not say itself (any more) as it was cited."""
    return msgspec.structs.replace(hand, fields={**cited.fields, **hand.fields})


def has_required(entry: Entry) -> bool:
    """Whether the entry has a type and all that this type requires (`datamodel.TYPES`)."""
    needs = TYPES.get(entry.type, ())
    return bool(needs) and all(any(map(entry.has, one)) for one in needs)


def entry_of_identifier(text: str, schemes: Iterable[Scheme]) -> Entry | None:
    """The entry of an identifier that is typed as ``scheme:value``, or of a bare ISBN; None if it is none.

    An ISBN needs no scheme before it: its check digit tells it from other numbers.
    """
    name, _, value = text.strip().partition(":")
    for scheme in schemes:
        if scheme.name not in (name.lower(), "isbn"):
            continue
        try:
            fields = scheme.fields(scheme.normal(value if name.lower() == scheme.name else text))
        except ValueError:
            continue
        return Entry("", "", {field: parse_value(field, given) for field, given in fields.items()})
    return None


def why_no_identifier(text: str, schemes: Iterable[Scheme]) -> str:
    """What is wrong with an identifier that names its scheme, or that looks like an ISBN; empty for anything else."""
    name, _, value = text.strip().partition(":")
    is_like_isbn = bool(re.fullmatch(r"[\d\s-]{9,}[\dXx]", text.strip()))
    for scheme in schemes:
        if scheme.name == name.lower() or (scheme.name == "isbn" and is_like_isbn):
            try:
                scheme.normal(value if scheme.name == name.lower() else text)
            except ValueError as error:
                return str(error)
    return ""


def typed_identifier(entry: Entry, identifier: str, schemes: Iterable[Scheme]) -> dict[str, str]:
    """What to write into entries.toml for one of the entry's ids, in the entry's own spelling (hyphens of an ISBN)."""
    return {field: entry.plain(field) or value for field, value in typed_fields(identifier, schemes).items()}


def identifiers(entry: Entry, schemes: Iterable[Scheme] = SCHEMES.values()) -> tuple[str, ...]:
    """The ids to ask services for: ``("arxiv:1703.03400", "doi:10.1000/x")``; malformed ones are left out.

    A spare one (an ISBN, a PubMed id) is among them only where it is the first and the entry lacks what its type
    requires: with a DOI, or complete by hand, a work is not asked for twice.
    """
    found = _identifiers(entry, schemes)
    best = [one for one, scheme in found.items() if not scheme.is_spare]
    return tuple(best) if best or has_required(entry) else tuple(found)[:1]


def all_identifiers(entry: Entry, schemes: Iterable[Scheme] = SCHEMES.values()) -> tuple[str, ...]:
    """The ids of the work, those too that no service is asked for; malformed ones are left out."""
    return tuple(_identifiers(entry, schemes))


def _identifiers(entry: Entry, schemes: Iterable[Scheme]) -> dict[str, Scheme]:
    """The ids of the work, each with the scheme under which it stands in the entry."""
    found: dict[str, Scheme] = {}
    for scheme in schemes:
        written = entry.plain(scheme.field)
        if not written or (scheme.eprinttype and scheme.eprinttype != entry.plain("eprinttype").lower()):
            continue
        if scheme.of_wholes and (kind_of(entry.type).is_part or entry.has("booktitle")):
            continue
        try:
            found.setdefault(scheme.work_id(written), scheme)
        except ValueError:
            continue
    return found


def parse_value(field: str, given: object) -> Value:
    """A field's value from its spelling in entries.toml or the lock; ValueError says what is wrong.

    A list of strings is a literal list where the field may be one; one string is never split.
    """
    if field in LISTED and isinstance(given, list):
        return join_items(map(_parse_text, given))
    return PARSERS[FIELDS.get(field, TEXT)](given)


def print_value(field: str, value: Value) -> Raw:
    """How a value stands in a file; `parse_value` gives it back if its words have single blanks between them."""
    match datatype_of(field):
        case "names":
            return ["others" if name == OTHERS else print_name(name) for name in cast("tuple[Name, ...]", value)]
        case "list":
            return list(cast("tuple[str, ...]", value))
        case "date":
            return print_date(cast("Date", value))
        case "literal":
            return _print_literal(value) if isinstance(value, str) else print_text(cast("Text", value))
    if field in LISTED and len(items := items_of(cast("Text", value))) > 1:
        return [print_text(item) for item in items]
    return print_text(cast("Text", value))


def _print_literal(value: str) -> str:
    """The characters, a backslash before those that would be taken for raw TeX."""
    return f"\\{value}" if "<tex>" in value and ESCAPED_TEX.fullmatch(value) else value


def _parse_names(given: object) -> tuple[Name, ...]:
    if not isinstance(given, list):
        raise ValueError("expected a list of names")  # noqa: TRY004 - one kind of error for all wrong values
    return tuple([parse_listed(one) if isinstance(one, str) else _name_from_table(one) for one in given])


def _name_from_table(given: object) -> Name:
    if not isinstance(given, dict):
        raise ValueError("a name is a string or a table of parts")  # noqa: TRY004 - as above
    return name_from_table(given)


def _parse_list(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        raise ValueError("expected a list of strings")
    return tuple(words for word in given if (words := " ".join(word.split())))


def _parse_date(given: object) -> Date:
    if isinstance(given, bool) or not isinstance(given, str | int | dt.date):
        raise ValueError("expected a date")  # noqa: TRY004 - as above
    return parse_date(given)


def _parse_literal(given: object) -> str:
    """Characters with single blanks; a whole number or a day is what it is written as."""
    if isinstance(given, bool) or not isinstance(given, str | int | dt.date):
        raise ValueError("expected a string")  # noqa: TRY004 - as above
    return " ".join(str(given).split())


def _parse_characters(given: object) -> Value:
    """Characters without markup, but for a whole that is marked as raw TeX."""
    words = _parse_literal(given)
    if "<tex>" not in words or not (found := ESCAPED_TEX.fullmatch(words)):
        return words
    return words[1:] if found[1] else raw_tex(found[2])


def _parse_text(given: object) -> Text:
    words = _parse_literal(given)
    return collapse(parse_text(words)) if has_markup(words) else literal_text(words)


PARSERS: Mapping[str, Callable[[object], Value]] = {
    NAMES: _parse_names,
    LIST: _parse_list,
    DATE: _parse_date,
    LITERAL: _parse_characters,
    TEXT: _parse_text,
}
"""datatype -> how its spelling is read."""
