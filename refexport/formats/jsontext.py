"""JSON from others as text: objects that know their line, and what RFC 8259 leaves open or forbids is said.

Names that stand twice (section 4), numbers that are none or too long (section 6), depth (section 9).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from refexport.errors import Finding
from refexport.formats.yamltext import DEEPEST, Table

LONGEST_NUMBER = 40
"""Digits: more than any year, volume or page has, and than a float holds."""

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]', re.DOTALL)
"""A string, perhaps without its end, or a bracket."""


class NoNumber(str):
    """The spelling of a number that is none, or that no program holds: ``NaN``, ``1e999``, thousands of digits."""

    __slots__ = ()


class Object(Table):
    """A JSON object that knows its line, and the first values of the names that stand twice in it."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.first: dict[str, Any] = {}
        if len(self) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            self.first = {name: value for name, value in reversed(pairs) if counts[name] > 1}


def read_json(text: str, path: str) -> tuple[Any, list[Finding]]:
    """The value of a JSON text, with `Object` for objects and `NoNumber` for what is no number; or None and why."""
    text = text.removeprefix("\ufeff")
    lines, problem = _lines(text, path)
    if problem:
        return None, [problem]
    try:
        return json.loads(text, object_pairs_hook=_numbered(lines), **NUMBERS), []
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg} (column {error.colno})"
        return None, [Finding(path, error.lineno, message)]


def _lines(text: str, path: str) -> tuple[Iterator[int], Finding | None]:
    """The line of each object in the order in which they end, or what is nested too deeply."""
    lines: list[int] = []
    open_: list[int] = []
    line, seen = 1, 0
    for found in TOKEN.finditer(text):
        line += text.count("\n", seen, found.start())
        seen = found.start()
        if found[0] in "{[":
            open_.append(line)
        elif found[0] in "}]" and open_:
            start = open_.pop()
            lines += [start] if found[0] == "}" else []
        if len(open_) > DEEPEST:
            return iter(()), Finding(path, line, f"not JSON that can be read: more than {DEEPEST} levels")
    return iter(lines), None


def _numbered(lines: Iterator[int]) -> Any:  # noqa: ANN401 - a hook of json
    def object_of(pairs: list[tuple[str, Any]]) -> Object:
        made = Object(pairs)
        made.line = next(lines, 1)
        return made

    return object_of


def _float(digits: str) -> float | NoNumber:
    number = float(digits)
    return number if abs(number) < float("inf") and len(digits) <= LONGEST_NUMBER else NoNumber(digits)


NUMBERS: dict[str, Any] = {
    "parse_constant": NoNumber,
    "parse_float": _float,
    "parse_int": lambda digits: int(digits) if len(digits) <= LONGEST_NUMBER else NoNumber(digits),
}
