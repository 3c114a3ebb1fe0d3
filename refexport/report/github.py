"""Findings as GitHub's workflow commands: annotations at file and line.

Source: docs.github.com, "Workflow commands for GitHub Actions" (escaping of data and properties).
"""

from collections.abc import Iterable

from refexport.checks.rule import Finding
from refexport.report.text import printable

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def github_lines(findings: Iterable[Finding]) -> list[str]:
    """One ``::warning file=…`` line for each finding."""
    return [
        f"::{LEVELS[one.level]} file={_property(one.path)},line={one.line},title={_property(one.rule)}::"
        + _data(f"[{one.key}] {one.message}" + (f" ({one.hint})" if one.hint else ""))
        for one in findings
    ]


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
