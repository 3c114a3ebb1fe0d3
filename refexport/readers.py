"""Readers: every kind of file that `refexport import` understands, as lines with their entries."""

from collections.abc import Callable
from typing import NamedTuple

from refexport.imports.reading_list import Line, read_list
from refexport.model.entry import Entry, Spelled, print_value


class Reader(NamedTuple):
    """What reads a kind of file: text and name in, lines out; the suffixes that tell the kind."""

    read: Callable[[str, str], list[Line]]
    suffixes: frozenset[str]


READERS: dict[str, Reader] = {
    "list": Reader(lambda text, _name: read_list(text), frozenset({".md", ".markdown", ".txt", ".rst", ".org"})),
}
"""name (as in ``--from``) -> reader."""


def table_of(entry: Entry) -> dict[str, Spelled]:
    """An entry as a table of entries.toml: type first, arXiv's id by its shorthand."""
    fields = {field: print_value(field, value) for field, value in entry.fields.items() if value}
    if entry.arxiv:
        fields = {"arxiv": entry.arxiv, **{f: v for f, v in fields.items() if f not in ("eprint", "eprinttype")}}
    return ({"type": entry.type} if entry.type else {}) | fields
