"""Readers: every kind of file that `refexport import` understands, as lines with their entries."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from refexport.errors import Finding, InputError
from refexport.formats import FORMATS
from refexport.formats.format import Format
from refexport.imports.reading_list import Line, read_list
from refexport.model.entry import Entry, Raw, Value, parse_value, print_value
from refexport.store.typed import is_identified
from refexport.text.markup import without_controls


class Imported(NamedTuple):
    """What became of a file's lines, and what was wrong with it (some of it, if anything was read at all)."""

    lines: list[Line]
    problems: tuple[Finding, ...] = ()


class Reader(NamedTuple):
    """What reads a kind of file: text and name in, lines out; the suffixes that tell the kind."""

    read: Callable[[str, str], Imported]
    suffixes: frozenset[str]


def _format_reader(form: Format) -> Reader:
    def read(text: str, name: str) -> Imported:
        if form.read is None:
            raise InputError([Finding(name, 1, f"{form.name} files cannot be read")])
        found = form.read(text, name)
        return Imported(list(_lines(text, found.entries)), found.problems)

    return Reader(read, frozenset(form.suffixes))


def _lines(text: str, entries: Iterable[Entry]) -> Iterator[Line]:
    """Each entry at the line where its key stands, searched from the entry before it on."""
    at, number = 0, 1
    for entry in entries:
        found = max(text.find(entry.key, at), at)
        number += text.count("\n", at, found)
        at = found
        yield _line(number, entry)


def _line(number: int, entry: Entry) -> Line:
    """The entry as entries.toml can hold it, and what of it that could not."""
    fields: dict[str, Value] = {}
    notes: list[str] = []
    for field, value in entry.fields.items():
        raw = print_value(field, value)
        bare = _bare(raw)
        if bare != raw:
            notes.append(f"{field}: control characters are left out")
        try:
            fields[field] = parse_value(field, bare)
        except ValueError as error:
            notes.append(f"{field}: {error}; left out")
    kept = Entry(entry.key, entry.type, {field: value for field, value in fields.items() if value})
    words = f"{entry.key}: {entry.plain('title')}"
    if not is_identified(kept):
        return Line(number, words, "", None, "nothing to identify the work by")
    return Line(number, words, "", kept, notes=tuple(notes))


def _bare(raw: Any) -> Any:  # noqa: ANN401 - strings in lists and tables
    match raw:
        case str():
            return without_controls(raw)
        case list():
            return [_bare(one) for one in raw]
        case dict():
            return {part: _bare(one) for part, one in raw.items()}
    return raw


READERS: dict[str, Reader] = {
    "list": Reader(
        lambda text, _name: Imported(read_list(text)), frozenset({".md", ".markdown", ".txt", ".rst", ".org"})
    ),
    **{form.kind: _format_reader(form) for form in FORMATS.values() if form.kind},
}
"""name (as in ``--from``) -> reader."""


def table_of(entry: Entry) -> dict[str, Raw]:
    """An entry as a table of entries.toml: type first, arXiv's id by its shorthand, a year as a number."""
    fields = {field: print_value(field, value) for field, value in entry.fields.items() if value}
    year = str(fields.get("date", ""))
    fields |= {"date": int(year)} if re.fullmatch("[1-9][0-9]{3}", year) else {}
    if entry.arxiv:
        fields = {"arxiv": entry.arxiv, **{f: v for f, v in fields.items() if f not in ("eprint", "eprinttype")}}
    return ({"type": entry.type} if entry.type else {}) | fields
