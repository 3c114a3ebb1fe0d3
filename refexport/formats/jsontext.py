"""JSON from others as text: objects that know their line, and what RFC 8259 leaves open or forbids is said.

Names that stand twice (section 4), numbers that are none or too long (section 6), depth (section 9).
"""

import json
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.yamltext import DEEPEST, Table

LONGEST_NUMBER = 40
"""Digits: more than any year, volume or page has, and than a float holds."""

STRING = regex(r'"(?:[^"\\\n]|\\.)*+"?')
"""A string, or what is of it on its line: JSON's have no line ends."""
BRACKET = regex(r"[{}\[\]]")


LINE_TOKEN = regex(r'"(?:[^"\\\n]|\\.)*+"?|[{}]')
"""The same of a broken text: a string without its end goes no further than its line."""

WITHOUT_VALUE = regex(r'("(?:[^"\\\n]|\\.)*+"?)|,(?=\s*[}\]])')
"""A string, or a comma with nothing behind it."""


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
        return None, [Finding(path, error.lineno, message, "correct it, or export the file again")]


class Recovered(NamedTuple):
    """What was read of a text that is no JSON: values, and the parts that gave none with their lines."""

    values: list[Any]
    parts: list[tuple[int, str]]
    problems: list[Finding]


def recover_json(text: str, path: str, is_wanted: Callable[[Any], bool]) -> Recovered:
    """The wanted objects of a text that breaks JSON's grammar: commas too many, cut off, one object a line."""
    text = text.removeprefix("\ufeff")
    mended = WITHOUT_VALUE.sub(lambda found: found[1] or " ", text)
    value, problems = read_json(mended, path)
    _, broken = read_json(text, path)
    named = [one._replace(level="warning", hint="what could be read was taken") for one in broken]
    if not problems:
        return Recovered([value], [], named)
    values, parts = _objects(mended, is_wanted)
    return Recovered(values, parts, named)


def _objects(text: str, is_wanted: Callable[[Any], bool]) -> tuple[list[Any], list[tuple[int, str]]]:
    """The outermost wanted objects; and the outermost ones that hold none, or are cut off, and words between."""
    found: list[tuple[int, int, Any]] = []
    spans = _spans(text)
    for start, end in spans:
        if found and start < found[-1][1]:
            continue
        value = _object(text, start, end)
        if is_wanted(value):
            found.append((start, end, value))
    parts: list[tuple[int, str]] = []
    taken = [(start, end) for start, end, _ in found]
    for start, end in spans:
        before = bisect_left(taken, (end,)) - 1
        if before < 0 or taken[before][1] <= start:
            parts.append((text.count("\n", 0, start) + 1, text[start:end].strip()))
            insort(taken, (start, end))
    return [value for _, _, value in found], parts


def _object(text: str, start: int, end: int) -> Any:  # noqa: ANN401 - JSON
    value, problems = read_json(text[start:end], "")
    if not problems and isinstance(value, Object):
        value.line += text.count("\n", 0, start)
    return None if problems else value


def _spans(text: str) -> list[tuple[int, int]]:
    """Where objects stand, outer ones before inner ones; one that is not closed ends with the text."""
    open_: list[int] = []
    spans: list[tuple[int, int]] = []
    for found in LINE_TOKEN.finditer(text):
        if found[0] == "{":
            open_.append(found.start())
        elif found[0] == "}" and open_:
            spans.append((open_.pop(), found.end()))
    return sorted([*spans, *((start, len(text)) for start in open_)], key=lambda span: (span[0], -span[1]))


def _lines(text: str, path: str) -> tuple[Iterator[int], Finding | None]:
    """The line of each object in the order in which they end, or what is nested too deeply."""
    lines: list[int] = []
    open_: list[int] = []
    for number, line in enumerate(STRING.sub("", text).split("\n"), 1):
        for bracket in BRACKET.findall(line):
            if bracket in "{[":
                open_.append(number)
                if len(open_) > DEEPEST:
                    return iter(()), Finding(path, number, f"not JSON that can be read: more than {DEEPEST} levels")
            elif open_:
                start = open_.pop()
                if bracket == "}":
                    lines.append(start)
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
