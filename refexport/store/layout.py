"""Layout: a text of entries.toml cut into its entries, tables and fields, with every blank line and comment.

For texts that can be read as TOML, whose lines end in LF, the last one too. Joined again the pieces are the text, but
for an entry whose tables stand apart (they move to the first one) and the blank lines at the start and end.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, cast

from refexport.data.patterns import regex
from refexport.store.lines import COMMENT, STATEMENT, STRING, key_parts

Path = tuple[str, ...]
TOKEN = regex(rf"{STRING}|{COMMENT}|[\[{{}}\]\n]", re.DOTALL)
"""What decides where a statement ends: at its line's end, unless a bracket is open (TOML 1.1)."""


class Loose(NamedTuple):
    """What a comment between statements is known by: its lines, and how many equal ones stand before it."""

    lines: str
    number: int


Name = Path | Loose
"""What an entry, a table, a field or a comment is known by within the thing that holds it."""


class Piece(NamedTuple):
    """A header, a field, or a comment between them.

    ``gap`` has the blank lines above and ``comment`` the lines of comment directly above, both with their line ends;
    ``statement`` may take several lines; ``remark`` is the comment behind it, with the blanks before.
    """

    gap: str = ""
    comment: str = ""
    statement: str = ""
    remark: str = ""

    @property
    def line(self) -> str:
        """The statement and its remark with a line end; empty for a comment between statements."""
        return f"{self.statement}{self.remark}\n" if self.statement else ""

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.gap}{self.comment}{self.line}"

    @property
    def content(self) -> object:
        """Equal where nothing but blank lines changed."""
        return self[1:]


@dataclass
class Table:
    """A header with its fields, by their paths below it, and the comments between them.

    The header of fields that stand above every header is empty; an array of tables is a header of many lines.
    """

    header: Piece
    fields: dict[Name, Piece] = field(default_factory=dict)

    @property
    def gap(self) -> str:
        """The blank lines above."""
        first = self.header if self.header.statement else next(iter(self.fields.values()))
        return first.gap

    @property
    def text(self) -> str:
        """All of it."""
        return self.header.text + "".join(piece.text for piece in self.fields.values())

    @property
    def content(self) -> object:
        """Equal where nothing but blank lines and the order changed."""
        return self.header.content, {name: piece.content for name, piece in self.fields.items()}


@dataclass
class Block:
    """An entry, or the settings: its tables, by the paths of their headers."""

    tables: dict[Name, Table] = field(default_factory=dict)

    @property
    def gap(self) -> str:
        """The blank lines above."""
        return next(iter(self.tables.values())).gap

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(table.text for table in self.tables.values())

    @property
    def content(self) -> object:
        """Equal where nothing but blank lines and the order changed."""
        return {name: table.content for name, table in self.tables.items()}


Layout = dict[Name, Block | Piece]
"""The entries by ``(key,)`` and the comments between them; fields above every header are the entry ``("",)``."""


def parse_layout(text: str) -> Layout:
    """The pieces of a text that is known to be TOML."""
    builder = _Builder()
    for piece in _pieces(text if text.startswith("\n") else f"\n{text}"):
        builder.add(piece)
    return builder.finish()


class _Builder:
    """Puts each piece where it belongs; comments wait for the statement below them, which decides about their place."""

    def __init__(self) -> None:
        self._layout: Layout = {}
        self._table: Table | None = None
        self._path: Path = ()
        self._comments: list[Piece] = []

    def add(self, piece: Piece) -> None:
        """Takes up the next piece of the file: a header, a field, or a comment that waits for its place."""
        if not piece.statement:
            self._comments.append(piece)
        elif piece.statement.lstrip().startswith("["):
            self._place_comments()
            self._add_header(piece)
        else:
            self._add_field(piece)

    def finish(self) -> Layout:
        self._place_comments()
        return self._layout

    def _place_comments(self) -> None:
        """Above a header or at the end: a comment directly below a table is part of it, others are between entries."""
        for comment in self._comments:
            if self._table and not comment.gap and comment is self._comments[0]:
                self._append(self._table, comment)
            else:
                self._layout[_loose(comment, self._layout)] = comment
        self._comments = []

    def _add_header(self, piece: Piece) -> None:
        path = _path(piece)
        if self._table and _is_array(self._table) and path[: len(self._path)] == self._path:
            self._append(self._table, piece)
        else:
            self._table = self._open(path, piece)
            self._path = path

    def _add_field(self, piece: Piece) -> None:
        if self._table is None:
            self._place_comments()
            self._table = self._open((), Piece())
        for comment in self._comments:
            self._append(self._table, comment)
        self._comments = []
        self._append(self._table, piece)

    def _open(self, path: Path, header: Piece) -> Table:
        tables = cast("Block", self._layout.setdefault(path[:1] or ("",), Block())).tables
        known = tables.setdefault(path, Table(header))
        if known.header is not header:
            self._append(known, header)
        return known

    def _append(self, table: Table, piece: Piece) -> None:
        if _is_array(table):
            table.header = table.header._replace(statement=f"{table.header.line}{piece.text}"[:-1], remark="")
        else:
            table.fields[_path(piece) if piece.statement else _loose(piece, table.fields)] = piece


def _is_array(table: Table) -> bool:
    return table.header.statement.lstrip().startswith("[[")


def _path(piece: Piece) -> Path:
    """The path in a header or of a field."""
    header, name = cast("re.Match[str]", STATEMENT.match(piece.statement)).groups()
    return key_parts(header or name)


def _loose(comment: Piece, among: Collection[Name]) -> Loose:
    number = 0
    while Loose(comment.comment, number) in among:
        number += 1
    return Loose(comment.comment, number)


def _pieces(text: str) -> Iterator[Piece]:
    """The statements with what is directly above them, and the comments between; blank lines at the end go."""
    above: list[str] = []
    for statement, remark in _lines(text):
        if not statement:
            above.append(f"{remark}\n")
            continue
        *comments, own = _paragraphs(above)
        yield from comments
        yield own._replace(statement=statement, remark=remark)
        above = []
    yield from (comment for comment in _paragraphs(above) if comment.comment)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line in two, where the blanks before its comment start; a value of many lines is one."""
    start = depth = 0
    comment = None
    for token in TOKEN.finditer(text):
        first, place = token[0][0], token.start()
        depth += (first in "[{") - (first in "]}")
        if first == "#" and not depth:
            comment = place
        elif first == "\n" and not depth:
            statement = text[start : place if comment is None else comment].rstrip()
            yield statement, text[start + len(statement) : place]
            start, comment = place + 1, None


def _paragraphs(lines: Iterable[str]) -> list[Piece]:
    """Each comment with the blank lines above it; the last one is empty where blank lines or nothing follow it."""
    paragraphs = [Piece()]
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        words = "".join(group)
        if is_blank:
            paragraphs.append(Piece(gap=words))
        else:
            paragraphs[-1] = paragraphs[-1]._replace(comment=words)
    return paragraphs if paragraphs[0].comment or len(paragraphs) == 1 else paragraphs[1:]
