"""Lines: where the tables and fields of a TOML text stand, broken ones included."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from refexport.data.patterns import regex

MULTILINE = r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}|' + r"'''(?:[^']|'(?!''))*+'{3,5}"
BASIC, LITERAL = r'"(?:[^"\\\n]|\\.)*+"', r"'[^'\n]*+'"
STRING = rf"{MULTILINE}|{BASIC}|{LITERAL}"
PART = rf"(?:[A-Za-z0-9_-]++|{BASIC}|{LITERAL})"
KEY = rf"{PART}(?:[ \t]*+\.[ \t]*+{PART})*+"
COMMENT = r"\#[^\n]*+"
INSIDE = rf"(?:[^\[\]{{}}\"'#]|{STRING}|{COMMENT})*+"
STATEMENT = regex(
    rf"^[ \t]*+(?:\[\[?[ \t]*+({KEY})[ \t]*+\]|({KEY})[ \t]*+=[ \t]*+(?:{MULTILINE}|[\[{{]{INSIDE})?)",
    re.MULTILINE | re.DOTALL,
)
"""A header, or a field with as much of its value as may span lines (TOML 1.1, "Keys", "String", "Array")."""
ONE_PART = regex(PART)


class Statement(NamedTuple):
    """A header or a field: its path from the top of the file, and where it starts."""

    path: tuple[str, ...]
    line: int
    start: int
    is_header: bool


class Lines:
    """On which line each table and field of a text stands; nothing is looked up before it is asked for."""

    def __init__(self, text: str) -> None:
        """Takes a text whose lines end in LF."""
        self._text = text

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All headers and fields in order."""
        return tuple(self._statements())

    @cached_property
    def headers(self) -> frozenset[tuple[str, ...]]:
        """The paths of all headers."""
        return frozenset(statement.path for statement in self.statements if statement.is_header)

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, int]]:
        """First part of a path -> the rest, joined by dots -> line; the rest of a header ``[x]`` is empty."""
        tables: dict[str, dict[str, int]] = {}
        fields: dict[str, int] | None = None
        within = ""
        for header, field, line, _ in _scan(self._text):
            if header or fields is None:
                first, *rest = key_parts(header or field)
                lines, name = tables.setdefault(first, {}), ".".join(rest)
                if header:
                    fields, within = lines, name and f"{name}."
            else:
                lines, name = fields, within + (field if field.isidentifier() else ".".join(key_parts(field)))
            lines.setdefault(name, line)
        return tables

    def line(self, table: str, *path: str) -> int:
        """The line of a field, else of what holds it; 1 if nothing does."""
        fields = self.tables.get(table, {})
        steps = (".".join(path[:end]) for end in range(len(path), -1, -1))
        return next((fields[step] for step in steps if step in fields), 1)

    def _statements(self) -> Iterator[Statement]:
        table: tuple[str, ...] = ()
        for header, field, line, start in _scan(self._text):
            table = key_parts(header) if header else table
            yield Statement(table if header else table + key_parts(field), line, start, bool(header))


def _scan(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(header, field, line, start) of each statement; the header or the field is empty."""
    line, seen = 1, 0
    for found in STATEMENT.finditer(text):
        start = found.start()
        line += text.count("\n", seen, start)
        seen = start
        yield found[1] or "", found[2] or "", line, start


def key_parts(key: str) -> tuple[str, ...]:
    """The parts of a dotted key, without their quotes."""
    if key.isidentifier():
        return (key,)
    return tuple(_unquoted(part) for part in ONE_PART.findall(key))


def _unquoted(part: str) -> str:
    if part[0] == '"' and "\\" in part:
        try:
            return str(json.loads(part))
        except ValueError:
            return part
    return part[1:-1] if part[0] in "\"'" else part
