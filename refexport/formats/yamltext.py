"""YAML as text: mappings and lists that every reader takes alike, and the same from what others wrote.

Readers of YAML 1.1 and 1.2 differ in what is a number, a date or a truth value (``no``, ``1e5``, ``2017-05-04``).
So strings are written in double quotes, as JSON writes them (JSON is YAML 1.2: its specification, chapter 1), and
read as they stand: only ``null``, ``true`` and ``false`` without quotes are something else.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.format import Unread

DEEPEST = 32
"""Levels; libyaml's own composer overflows the stack of hostile files."""

PLAIN_KEY = regex(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_-]*", re.IGNORECASE)
CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
CORE = regex(r"!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)")
"""Tags that say nothing new (YAML 1.2, chapter 10)."""

ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


class Table(dict[str, Any]):
    """A mapping that knows the line where it starts."""

    line = 1


def print_yaml(value: Mapping[str, Any]) -> str:
    """A mapping of strings, whole numbers, truth values, lists and mappings, one value a line."""
    return "".join(f"{line}\n" for line in _lines(value))


def read_yaml(text: str, path: str) -> tuple[Any, list[Finding]]:
    """The one document of a YAML text, with `Table` for mappings; or None, and what is wrong with it.

    Refused besides: aliases, which make a small file huge; tags; a key that stands twice; a second document.
    """
    import yaml  # noqa: PLC0415 - 20 ms that only YAML files need

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _document(yaml.parse(text.removeprefix("\ufeff"), Loader=loader)), []
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line if error.problem_mark else 0, text.count("\n"))
        return None, [Finding(path, line + 1, f"not YAML: {error.problem or error.context}")]
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n")  # libyaml counts bytes
        return None, [Finding(path, line + 1, f"not YAML: {error.reason}")]
    except _RefusedError as error:
        return None, [Finding(path, error.line, str(error), error.hint)]


class Recovered(NamedTuple):
    """What could be read of a YAML text, what is wrong with it, and the parts that could not be read."""

    value: Any
    problems: list[Finding]
    unread: list[Unread]


def recover_yaml(text: str, path: str) -> Recovered:
    """What `read_yaml` gives; of a broken text the items of its list, or of its mapping, that are whole."""
    value, problems = read_yaml(text, path)
    pieces = list(_pieces(text)) if problems else []
    if len(pieces) < 2:
        return Recovered(value, problems, [])
    parts: list[Any] = []
    unread: list[Unread] = []
    problems = []
    keys: set[str] = set()
    for line, piece in pieces:
        part, wrong = read_yaml("\n" * (line - 1) + piece, path)
        if not wrong and isinstance(part, Table) and (twice := keys & part.keys()):
            wrong = [Finding(path, line, f"the key {min(twice)} stands twice")]
        if wrong or not isinstance(part, Table | list):
            problems += wrong
            unread.append(Unread(line, piece.strip("\n"), wrong[0].message if wrong else "no item"))
        else:
            parts.append(part)
            keys.update(part if isinstance(part, Table) else ())
    if any(isinstance(part, list) for part in parts):
        return Recovered([one for part in parts if isinstance(part, list) for one in part], problems, unread)
    return Recovered(Table({key: one for part in parts for key, one in part.items()}), problems, unread)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The items of a list, or else those of a mapping, as they stand, each with the line where it starts."""
    lines = text.removeprefix("\ufeff").splitlines()
    first = next((n for n, line in enumerate(lines) if REFERENCES.match(line)), -1) + 1
    body = [line for line in lines[first:] if line.strip() and not line.lstrip().startswith(("#", "---", "..."))]
    dash = re.match(r" *- ", body[0]) if body else None
    starts = regex(rf"{dash[0]}") if dash else regex(r"[^\s#\-.]")
    at = [n for n in range(first, len(lines)) if starts.match(lines[n])]
    for here, there in pairwise([*at, len(lines)]):
        yield here + 1, "\n".join(line for line in lines[here:there] if line.strip() not in ("---", "..."))


REFERENCES = regex(r"references\s*:\s*(?:#.*)?$")
"""The line under which CSL-YAML has its items."""


class _RefusedError(Exception):
    """YAML that is not read, and why."""

    def __init__(self, event: Any, message: str, hint: str = "") -> None:  # noqa: ANN401 - PyYAML's events
        super().__init__(message)
        self.line = event.start_mark.line + 1
        self.hint = hint


def _document(events: Iterator[Any]) -> Any:  # noqa: ANN401 - data
    found: list[Any] = []
    for event in events:
        if _kind(event) == "DocumentStart":
            start, value = event, _value(next(events), events, 1)
            if found and value is not None:
                raise _RefusedError(start, "a second document", "one file holds one")
            found.append(value)
    return found[0] if found else None


def _value(event: Any, events: Iterator[Any], depth: int) -> Any:  # noqa: ANN401 - data
    """The value that starts with this event; the events after it are used up to its end."""
    kind = _kind(event)
    if kind == "Alias":
        raise _RefusedError(event, "an alias", "write what it stands for")
    if event.tag and not CORE.fullmatch(event.tag):
        raise _RefusedError(event, f"the tag {event.tag}", "only plain values are read")
    if kind == "Scalar":
        is_word = event.implicit[0] and event.value.lower() in CONSTANTS
        return CONSTANTS[event.value.lower()] if is_word else event.value
    if depth > DEEPEST:
        raise _RefusedError(event, f"more than {DEEPEST} levels")
    return _table(event, events, depth) if kind == "MappingStart" else list(_items(events, depth))


def _items(events: Iterator[Any], depth: int) -> Iterator[Any]:
    for event in events:
        if _kind(event) == "SequenceEnd":
            break
        yield _value(event, events, depth + 1)


def _table(start: Any, events: Iterator[Any], depth: int) -> Table:  # noqa: ANN401 - PyYAML's events
    table = Table()
    table.line = start.start_mark.line + 1
    for event in events:
        if _kind(event) == "MappingEnd":
            break
        if _kind(event) != "Scalar":
            raise _RefusedError(event, "a key that is no word")
        if event.value in table:
            raise _RefusedError(event, f"the key {event.value} stands twice")
        table[event.value] = _value(next(events), events, depth + 1)
    return table


def _kind(event: Any) -> str:  # noqa: ANN401 - PyYAML's events
    return type(event).__name__.removesuffix("Event")


def _lines(value: Any) -> Iterator[str]:  # noqa: ANN401 - data
    """The lines of a mapping, of a list with mappings, or the one line of anything else."""
    if not _is_block(value):
        yield _inline(value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            name = key if PLAIN_KEY.fullmatch(key) else _inline(key)
            if _is_block(inner):
                yield f"{name}:"
                yield from (f"  {line}" for line in _lines(inner))
            else:
                yield f"{name}: {_inline(inner)}"
    else:
        for one in value:
            yield from (f"{'  ' if n else '- '}{line}" for n, line in enumerate(_lines(one)))


def _is_block(value: object) -> bool:
    """Whether a value takes more than a line: a mapping, or a list that has one."""
    return bool(value) and (isinstance(value, Mapping) or (isinstance(value, list) and any(map(_is_block, value))))


def _inline(value: object) -> str:
    """The value as JSON, and so as YAML; what no file should hold as it is becomes an escape."""
    text = ENCODER.encode(value)
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)
