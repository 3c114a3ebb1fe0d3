"""Findings as lines of text: ``file:line: level: rule [key] field: message: value`` and, below, what to do."""

import unicodedata
from collections.abc import Callable, Iterable

from refexport.data.rules import READER_RULES
from refexport.errors import FORMAT_LOSS, Finding
from refexport.report.screen import PLAIN, Screen
from refexport.text.messages import shorten

Span = tuple[str, str]
"""A piece of a line, and what it means (`screen.COLOURS`)."""

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories that steer a terminal instead of showing on it."""


def printable(text: str) -> str:
    r"""The text with every character that could steer a terminal spelled out (``\u202e``)."""
    if text.isprintable():
        return text
    return "".join(_escaped(c) if unicodedata.category(c) in HIDDEN else c for c in text)


def _no(_one: Finding) -> bool:
    return False


def finding_lines(
    findings: Iterable[Finding], marked: Callable[[Finding], bool] = _no, screen: Screen = PLAIN
) -> list[str]:
    """One line for each finding, and one for each hint; those that are ``marked`` have [*]."""
    lines: list[str] = []
    for one in findings:
        mark = [(" [*]", "good")] if marked(one) else []
        lines.append(screen.line([(printable(t), m) for t, m in (*_place(one), *mark, (" ", ""), *_sentence(one))]))
        if one.hint:
            lines.append(screen.line([("  hint: ", "hint"), (printable(one.hint), "hint")]))
    return lines


def sentence(one: Finding) -> str:
    """What a finding says: ``[key] field: message: value``."""
    return "".join(text for text, _ in _sentence(one))


def _sentence(one: Finding) -> list[Span]:
    key = f"[{one.key}] " if one.key else ""
    value = f": {shorten(one.value)}" if one.value else ""
    return [(key, "key"), (f"{_field(one)}{one.message}{value}", "")]


def _place(one: Finding) -> list[Span]:
    """``entries.toml:7: warning: missing-date``; a loss has a format for a file, and no line or level there."""
    if one.rule == FORMAT_LOSS:
        return [(f"{one.path}:", "")]
    place = f"{one.path}:{one.line}: " if one.path else ""
    return [(place, ""), (f"{one.level}:", one.level), (f" {one.rule}" if one.rule else "", one.level)]


def _field(one: Finding) -> str:
    """``field: ``, ``field → other field: ``; the messages of checks name their fields themselves."""
    if not one.field or one.rule not in {"", FORMAT_LOSS, *READER_RULES}:
        return ""
    return f"{one.field} → {one.instead}: " if one.instead else f"{one.field}: "


def meaning_of(findings: Iterable[Finding]) -> str:
    """The worst level among findings, ``good`` if there is none."""
    levels = {one.level for one in findings}
    return next((level for level in ("error", "warning", "note") if level in levels), "good")


def summary(findings: Iterable[Finding], entries: int) -> str:
    """``77 entries: 1 error, 12 warnings, 3 notes``"""
    levels = [one.level for one in findings]
    counts = [(levels.count(level), level) for level in ("error", "warning", "note")]
    counted = ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for n, level in counts if n)
    return f"{entries} {'entry' if entries == 1 else 'entries'}: {counted or 'nothing to fix'}"


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
