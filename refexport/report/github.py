"""Findings as GitHub's workflow commands: annotations at file and line.

Source: docs.github.com, "Workflow commands for GitHub Actions" (escaping of data and properties).
"""

from collections.abc import Iterable

from refexport.errors import Finding
from refexport.report.text import printable, sentence

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def github_lines(findings: Iterable[Finding]) -> list[str]:
    """One ``::warning file=…`` line for each finding."""
    return [_line(one) for one in findings]


def _line(one: Finding) -> str:
    place = {"file": one.path, "line": str(one.line)} if one.path else {}
    properties = ",".join(f"{name}={_property(value)}" for name, value in {**place, "title": one.rule}.items())
    body = sentence(one) + (f" ({one.hint})" if one.hint else "")
    return f"::{LEVELS[one.level]} {properties}::{_data(body)}"


def _data(text: str) -> str:
    """Nothing but a percent sign needs escaping: line ends are spelled out before."""
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
