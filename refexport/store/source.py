"""Source: a TOML file as tables with the lines they stand on; its mistakes in words, all of them in one run.

The one reader of TOML, so that no file means two things: readers of TOML differ on some.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import tomli

from refexport.data.patterns import regex
from refexport.errors import Finding, InputError
from refexport.store.conflicts import RESOLVE, UNRESOLVED, find_conflicts
from refexport.store.lines import COMMENT, PART, STRING, Lines
from refexport.store.mistakes import explain
from refexport.text.messages import MOST_SHOWN, shorten

RESERVED = "refexport"
"""The table of the settings; all others are entries."""
MAX_BYTES = 1_000_000_000
MAX_PARTS = 16
"""Dotted parts of one key: tomli's time grows with their square."""
MAX_WORDS = 300
"""Characters of a message."""

DOTTED = regex(rf"(?<![\w.-])(?:{PART}[ \t]*+\.[ \t]*+){{{MAX_PARTS}}}")
STRINGS = regex(rf"{STRING}|{COMMENT}", re.DOTALL)


class Source(NamedTuple):
    """What a file says: its text with LF, its tables, their lines, and what could not be read."""

    text: str
    tables: Mapping[str, object]
    lines: Lines
    problems: tuple[Finding, ...] = ()


def parse_toml(data: bytes, name: str, number: Callable[[str], object] = float) -> Source:
    """The tables of a TOML file; ``number`` makes the value of a float from its spelling.

    Tables that cannot be read are left out and are problems; InputError for a file that is no UTF-8, beyond a limit or
    in the middle of a merge.
    """
    text = decode(data, name)
    lines = Lines(text)
    _refuse_conflicts(text, name)
    _refuse_deep(text, name)
    try:
        return Source(text, tomli.loads(text, parse_float=number), lines)
    except (ValueError, RecursionError):
        return _parse_pieces(text, name, lines, number)


def decode(data: bytes, name: str) -> str:
    """The text of a UTF-8 file without byte order mark, lines ending in LF; InputError names each wrong line."""
    if len(data) > MAX_BYTES:
        raise InputError(
            [Finding(name, 1, f"the file is larger than {MAX_BYTES // 1_000_000} MB", rule="unreadable-file")]
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            [Finding(name, 1, "the file is UTF-16, not UTF-8", "save it as UTF-8", rule="unreadable-file")]
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(_wrong_bytes(data, name)) from None


def tamed(problem: Finding) -> Finding:
    """The same problem, none of its words able to steer a terminal or to fill it."""
    message, hint, key, field = (shown(word, MAX_WORDS) for word in problem[2:6])
    return problem._replace(message=message, hint=hint, key=key, field=field, value=shown(problem.value))


def shown(value: object, most: int = MOST_SHOWN) -> str:
    """A value as a message may repeat it: characters that print, and not too many."""
    text = (value if isinstance(value, str) else repr(value))[: most + 1]
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return shorten(text, most)


def _wrong_bytes(data: bytes, name: str) -> Iterator[Finding]:
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            meant = line.decode("cp1252", errors="replace")
            message = f"byte 0x{line[error.start]:02X} is not UTF-8"
            hint = "save the file as UTF-8; it looks like Windows-1252"
            yield Finding(name, number, message, hint, value=shown(meant), rule="unreadable-file")


def _refuse_conflicts(text: str, name: str) -> None:
    """Markers within a string are TOML, and yet nobody means them."""
    problems: list[Finding] = []
    line, place = 1, 0
    for conflict in find_conflicts(text):
        line += text.count("\n", place, conflict.start)
        place = conflict.start
        problems.append(Finding(name, line, UNRESOLVED, RESOLVE, rule="merge-conflict"))
    if problems:
        raise InputError(problems)


def _refuse_deep(text: str, name: str) -> None:
    dotted = (STRINGS.sub(_blank, line) for line in text.split("\n") if line.count(".") >= MAX_PARTS)
    if any(map(DOTTED.search, dotted)) and (deep := DOTTED.search(STRINGS.sub(_blank, text))):
        line = text.count("\n", 0, deep.start()) + 1
        message, hint = f"a key of more than {MAX_PARTS} dotted parts", 'quote the key: "a.b"'
        raise InputError([Finding(name, line, message, hint, rule="unreadable-file")])


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
    problems: list[Finding] = []
    first: dict[tuple[str, ...], int] = {}
    broken: set[str] = set()
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
            broken.update(piece.path[:1])
    whole = {key: table for key, table in tables.items() if key not in broken}
    return Source(text, whole, lines, tuple(map(tamed, problems)))


def _pieces(text: str, lines: Lines) -> Iterator[_Piece]:
    headers = [s for s in lines.statements if s.is_header]
    cuts = [*(s.start for s in headers), len(text)]
    yield _Piece((), 1, text[: cuts[0]])
    for header, start, end in zip(headers, cuts, cuts[1:], strict=False):
        yield _Piece(header.path, header.line, text[start:end])


def _join(tables: dict[str, object], more: Mapping[str, object]) -> None:
    """Puts tables read alone together; a clash is a table that was given as a value before."""
    for key, value in more.items():
        known = tables.setdefault(key, value)
        if known is not value:
            if not (isinstance(known, dict) and isinstance(value, dict)):
                raise ValueError(f"{key} is given twice, once as a value and once as a table")
            _join(known, value)


def _twice(piece: _Piece, name: str, first: int) -> Finding:
    key = ".".join(piece.path)
    message = f"[{key}] stands twice, first in line {first}"
    return Finding(name, piece.line, message, "one of the two needs another key", key, rule="duplicate-key")


def _explained(error: ValueError | RecursionError, piece: _Piece, name: str) -> Finding:
    reason, position = str(error), _culprit(piece.text)
    if isinstance(error, tomli.TOMLDecodeError):
        reason, position = error.msg, min(error.pos, len(piece.text))
    line, field, message, hint, typed = explain(reason, position, piece.text, piece.line)
    rule = "merge-conflict" if message == UNRESOLVED else "toml-syntax"
    return Finding(name, line, message, hint, ".".join(piece.path), field, typed, rule=rule)


def _culprit(text: str) -> int:
    """Where the first header or field starts that cannot be read, for errors that do not say."""
    starts = [statement.start for statement in Lines(text).statements]
    for start, end in itertools.pairwise([*starts, len(text)]):
        try:
            tomli.loads(text[start:end])
        except (ValueError, RecursionError):
            return start
    return 0
