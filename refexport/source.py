"""Source: a TOML file as tables with the lines they stand on; its mistakes in words, all of them in one run.

The one reader of TOML, so that no file means two things (knowledge: tomllib, tomlkit and tomli differ on some).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import tomli

from refexport.errors import InputError, Problem
from refexport.lines import COMMENT, PART, STRING, Lines

MAX_BYTES = 50_000_000
MAX_PARTS = 16
"""Dotted parts of one key: tomli's time grows with their square."""
SHOWN = 80
"""Characters of a value that a message repeats."""

DOTTED = re.compile(rf"(?<![\w.-])(?:{PART}[ \t]*+\.[ \t]*+){{{MAX_PARTS}}}")
STRINGS = re.compile(rf"{STRING}|{COMMENT}", re.DOTALL)

NO_FIELD = ("Invalid statement", "Expected '='", "Expected ']'", "Invalid initial")
SEEN_LATE = ("Unclosed", 'Expected "\'"')
AFTER = "Expected newline"
WORDS = (
    (
        "Illegal character '\\n'",
        "",
        "a string is not closed",
        'end it with "; a text of several lines stands in """ … """',
    ),
    ('Expected "\'"', "", "a string is not closed", "end it with '"),
    (
        "Unterminated string",
        "",
        "a string of several lines is not closed",
        "end it with the three quotes it starts with",
    ),
    ("Unescaped", "", "a backslash in double quotes must be doubled", r"write \\\\, or put the value in single quotes"),
    (
        "Invalid hex",
        "",
        "a backslash in double quotes must be doubled",
        r"write \\\\, or put the value in single quotes",
    ),
    ("Illegal character", "", "a control character in a string", "remove it"),
    (AFTER, r"[\"'\]}\w]\s*,\s*(?:#.*)?$", "a comma after the value", "remove the comma"),
    (AFTER, r"=\s*'(.*)'\s*$", "the string ends at its second apostrophe", r'write it in double quotes: "\1"'),
    (AFTER, r"=\s*\"(.*)\"\s*$", 'the string ends at its second "', r"put it in single quotes: '\1'"),
    (AFTER, r"^\s*([^=]+?)\s*=\s*(0\d+)\s*$", "a number cannot start with 0", r'write it in quotes: \1 = "\2"'),
    ("", r"=\s*[“”„‘’«»`]", "typographic quotes around a value", 'write straight ones: "…"'),
    ("Invalid value", r"=\s*(?:#.*)?$", "a field without a value", "write a value, or remove the line"),
    ("Invalid value", r",\s*,", "a list with a gap", "remove one of the two commas"),
    ("Invalid value", r"^\s*([^=]+?)\s*=\s*([^\"'\[{]+?)\s*$", "a text without quotes", r'write \1 = "\2"'),
    (AFTER, r"^\s*([^=]+?)\s*=\s*([^\"'\[{]+?)\s*$", "a value without quotes", r'write \1 = "\2"'),
    ("Expected '='", r"^\s*([\w-]+)\s*:", "a colon where = belongs", r"write \1 = …"),
    ("Invalid statement", "^@", "this is BibTeX, not TOML", "refexport import reads .bib files"),
    ("Expected '='", "", "neither a header, a field nor a comment", 'write field = "…"'),
    ("Invalid statement", "", "neither a header, a field nor a comment", 'write field = "…"'),
    ("Expected ']'", r"^\s*\[(.*)\]", "a header that cannot be read", r'write it in quotes: ["\1"]'),
    ("Expected ']'", "", "a header without its closing bracket", "write [key]"),
    ("Invalid initial", r"^\s*\[", "a header without a cite key", "write [key]"),
    ("Invalid initial", "", "a name that cannot be read", 'write field = "…"'),
    ("Invalid value", "", "a value that cannot be read", 'write it in quotes: "…"'),
    (AFTER, "", "something after the end of a header or value", "write one header or field a line"),
    ("Unclosed array", "", "a list that is not closed, or lacks a comma", 'write ["…", "…"]'),
    ("Unclosed inline", "", "a table that is not closed, or lacks a comma", 'write { family = "…", given = "…" }'),
    ("Cannot", "", "this was given before in another way", "keep one of the two"),
    ("TOML inline", "", "lists are nested too deeply", "a value is a list of strings at most"),
    ("Exceeds the limit", "", "a number of thousands of digits", "write it in quotes"),
)
"""(start of tomli's message, pattern of the line, our message, hint made from the pattern's groups); the first wins."""


class Source(NamedTuple):
    """What a file says: its text with LF, its tables, their lines, and what could not be read."""

    text: str
    tables: Mapping[str, object]
    lines: Lines
    problems: tuple[Problem, ...] = ()


def parse_toml(data: bytes, name: str, number: Callable[[str], object] = float) -> Source:
    """The tables of a TOML file; ``number`` makes the value of a float from its spelling.

    Tables that cannot be read are left out and are problems; InputError for a file that is no UTF-8 or beyond a limit.
    """
    text = decode(data, name)
    lines = Lines(text)
    _refuse_deep(text, name)
    try:
        return Source(text, tomli.loads(text, parse_float=number), lines)
    except (ValueError, RecursionError):
        return _parse_pieces(text, name, lines, number)


def decode(data: bytes, name: str) -> str:
    """The text of a UTF-8 file without byte order mark, lines ending in LF; InputError names each wrong line."""
    if len(data) > MAX_BYTES:
        raise InputError([Problem(name, 1, f"the file is larger than {MAX_BYTES // 1_000_000} MB")])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError([Problem(name, 1, "the file is UTF-16, not UTF-8", "save it as UTF-8")])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(_wrong_bytes(data, name)) from None


def shown(value: object) -> str:
    """A value as a message may repeat it: one line, no control characters, not long."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[: SHOWN + 1])
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _wrong_bytes(data: bytes, name: str) -> Iterator[Problem]:
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            meant = line.decode("cp1252", errors="replace")
            message = f"byte 0x{line[error.start]:02X} is not UTF-8"
            yield Problem(
                name, number, message, "save the file as UTF-8; it looks like Windows-1252", value=shown(meant)
            )


def _refuse_deep(text: str, name: str) -> None:
    dotted = (line for line in text.split("\n") if line.count(".") >= MAX_PARTS)
    if any(map(DOTTED.search, dotted)) and (deep := DOTTED.search(STRINGS.sub(_blank, text))):
        line = text.count("\n", 0, deep.start()) + 1
        raise InputError([Problem(name, line, f"a key of more than {MAX_PARTS} dotted parts", 'quote the key: "a.b"')])


def _blank(found: re.Match[str]) -> str:
    """Something as long as a string or comment, with its line ends; a quoted part of a key stays a part."""
    return re.sub(r"[^\n]", " " if found[0].startswith("#") else "x", found[0])


# --- broken files: each table is read alone, so that one mistake does not hide the next


class _Piece(NamedTuple):
    path: tuple[str, ...]
    line: int
    text: str


def _parse_pieces(text: str, name: str, lines: Lines, number: Callable[[str], object]) -> Source:
    tables: dict[str, object] = {}
    problems: list[Problem] = []
    first: dict[tuple[str, ...], int] = {}
    for piece in _pieces(text, lines):
        if piece.path in first:
            problems.append(_twice(piece, name, first[piece.path]))
            continue
        if piece.path:
            first[piece.path] = piece.line
        try:
            _join(tables, tomli.loads(piece.text, parse_float=number))
        except (ValueError, RecursionError) as error:
            problems.append(_explained(error, piece, name))
    return Source(text, tables, lines, tuple(problems))


def _pieces(text: str, lines: Lines) -> Iterator[_Piece]:
    headers = [s for s in lines.statements if s.is_header]
    cuts = [*(s.start for s in headers), len(text)]
    yield _Piece((), 1, text[: cuts[0]])
    for header, start, end in zip(headers, cuts, cuts[1:], strict=False):
        yield _Piece(header.path, header.line, text[start:end])


def _join(tables: dict[str, object], more: Mapping[str, object]) -> None:
    """Puts tables read alone together; a clash is a table that was given as a value before."""
    for key, value in more.items():
        held = tables.setdefault(key, value)
        if held is not value:
            if not (isinstance(held, dict) and isinstance(value, dict)):
                raise ValueError(f"{key} is given twice, once as a value and once as a table")
            _join(held, value)


def _twice(piece: _Piece, name: str, first: int) -> Problem:
    key = ".".join(piece.path)
    return Problem(
        name, piece.line, f"[{key}] stands twice, first in line {first}", "one of the two needs another key", key
    )


def _explained(error: Exception, piece: _Piece, name: str) -> Problem:
    """The reader's message in words that say what to write."""
    said, position = (error.msg, error.pos) if isinstance(error, tomli.TOMLDecodeError) else (str(error), 0)
    position = _place(said, piece.text, position)
    line = piece.text.count("\n", 0, position) + 1
    fields = [s for s in Lines(piece.text).statements if s.start <= position and not s.is_header]
    if said == "Cannot overwrite a value" and fields:
        line, first = fields[-1].line, next(s.line for s in fields if s.path == fields[-1].path)
        message, hint = f"the field stands twice, first in line {piece.line + first - 1}", "keep one of the two"
    else:
        message, hint = _in_words(said, piece.text.split("\n")[line - 1])
    field = ".".join(fields[-1].path[len(piece.path) :]) if fields and not said.startswith(NO_FIELD) else ""
    return Problem(name, piece.line + line - 1, message, hint, ".".join(piece.path), field)


def _place(said: str, text: str, position: int) -> int:
    """Where the mistake was made: the reader sees an open string or list only where the next thing starts."""
    if said == "Unterminated string":
        return max(text.rfind('"""'), text.rfind("'''"))
    if said.startswith(SEEN_LATE):
        return len(text[:position].rstrip()) - 1
    return min(position, len(text))


def _in_words(said: str, line: str) -> tuple[str, str]:
    for seen, pattern, message, hint in WORDS:
        if said.startswith(seen) and (found := re.search(pattern, line)):
            return message, shown(found.expand(hint))
    return said[0].lower() + shown(said[1:]), ""
