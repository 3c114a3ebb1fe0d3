"""Readers: every kind of file that `refexport import` understands, as lines with their entries."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from refexport.errors import InputError, Problem
from refexport.formats import FORMATS
from refexport.formats.format import Format
from refexport.imports.reading_list import Line, read_list
from refexport.model.entry import Entry, Spelled, print_value


class Imported(NamedTuple):
    """What became of a file's lines, and what was wrong with it (some of it, if anything was read at all)."""

    lines: list[Line]
    problems: tuple[Problem, ...] = ()


class Reader(NamedTuple):
    """What reads a kind of file: text and name in, lines out; the suffixes that tell the kind."""

    read: Callable[[str, str], Imported]
    suffixes: frozenset[str]


def _format_reader(form: Format, *suffixes: str) -> Reader:
    def read(text: str, name: str) -> Imported:
        if form.read is None:
            raise InputError([Problem(name, 1, f"{form.name} files cannot be read")])
        found = form.read(text, name)
        return Imported(list(_lines(text, found.entries)), found.problems)

    return Reader(read, frozenset(suffixes))


def _lines(text: str, entries: Iterable[Entry]) -> Iterator[Line]:
    """Each entry at the line where its key stands, searched from the entry before it on."""
    at, number = 0, 1
    for entry in entries:
        found = max(text.find(entry.key, at), at)
        number += text.count("\n", at, found)
        at = found
        yield Line(number, f"{entry.key}: {entry.plain('title')}", "", entry)


READERS: dict[str, Reader] = {
    "list": Reader(
        lambda text, _name: Imported(read_list(text)), frozenset({".md", ".markdown", ".txt", ".rst", ".org"})
    ),
    "bib": _format_reader(FORMATS["biblatex"], ".bib", ".bibtex"),
    "ris": _format_reader(FORMATS["ris"], ".ris"),
    "csl-json": _format_reader(FORMATS["csl-json"], ".json"),
    "csl-yaml": _format_reader(FORMATS["csl-yaml"], ".yaml"),
    "hayagriva": _format_reader(FORMATS["hayagriva"], ".yml"),
}
"""name (as in ``--from``) -> reader."""


def table_of(entry: Entry) -> dict[str, Spelled]:
    """An entry as a table of entries.toml: type first, arXiv's id by its shorthand, a year as a number."""
    fields = {field: print_value(field, value) for field, value in entry.fields.items() if value}
    year = str(fields.get("date", ""))
    fields |= {"date": int(year)} if year.isdecimal() else {}
    if entry.arxiv:
        fields = {"arxiv": entry.arxiv, **{f: v for f, v in fields.items() if f not in ("eprint", "eprinttype")}}
    return ({"type": entry.type} if entry.type else {}) | fields
