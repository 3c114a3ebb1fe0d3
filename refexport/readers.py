"""Readers: every kind of file that `refexport import` understands, as lines with their entries."""

from collections.abc import Callable
from typing import NamedTuple

from refexport.imports.reading_list import Line, read_list


class Reader(NamedTuple):
    """What reads a kind of file: text and name in, lines out; the suffixes that tell the kind."""

    read: Callable[[str, str], list[Line]]
    suffixes: frozenset[str]


READERS: dict[str, Reader] = {
    "list": Reader(lambda text, _name: read_list(text), frozenset({".md", ".markdown", ".txt", ".rst", ".org"})),
}
"""name (as in ``--from``) -> reader."""
