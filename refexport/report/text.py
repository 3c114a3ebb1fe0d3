"""Findings and problems as lines of text: ``file:line: level: rule [key] message`` and, below, what to do."""

import unicodedata
from collections.abc import Iterable

from refexport.checks.rule import Finding
from refexport.errors import Problem

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories that steer a terminal instead of showing on it."""


MOST_SHOWN = 80
"""Characters of a value that a message repeats."""


def printable(text: str) -> str:
    r"""The text with every character that could steer a terminal spelled out (``\u202e``)."""
    if text.isprintable():
        return text
    return "".join(_spelled(c) if unicodedata.category(c) in HIDDEN else c for c in text)


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """One line for each finding, and one for each hint."""
    lines: list[str] = []
    for one in findings:
        place = f"{one.path}:{one.line}: " if one.path else ""
        lines.append(printable(f"{place}{one.level}: {one.rule} [{one.key}] {one.message}"))
        if one.hint:
            lines.append(printable(f"  hint: {one.hint}"))
    return lines


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """One line for each problem of an input file, and one for each hint."""
    lines: list[str] = []
    for one in problems:
        key = f" [{one.key}]" if one.key else ""
        field = f" {one.field}:" if one.field else ""
        value = f": {_shortened(one.value)}" if one.value else ""
        lines.append(printable(f"{one.path}:{one.line}: {one.level}:{key}{field} {one.message}{value}"))
        if one.hint:
            lines.append(printable(f"  hint: {one.hint}"))
    return lines


def summary(findings: Iterable[Finding], entries: int) -> str:
    """``77 entries: 1 error, 12 warnings, 3 notes``"""
    levels = [one.level for one in findings]
    counts = [(levels.count(level), level) for level in ("error", "warning", "note")]
    said = ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for n, level in counts if n)
    return f"{entries} {'entry' if entries == 1 else 'entries'}: {said or 'nothing to fix'}"


def _shortened(value: str) -> str:
    return value if len(value) <= MOST_SHOWN else value[: MOST_SHOWN - 1] + "…"


def _spelled(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
