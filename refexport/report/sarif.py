"""Findings as SARIF, for code review tools.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, 3.14 (run), 3.27 (result), 3.49 (rule), 3.55 (fix).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from refexport.data.rules import Rule
from refexport.errors import Finding
from refexport.report.text import sentence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Replacement(NamedTuple):
    """Lines of the file of a finding that are replaced: the first, the one after the last, and the new text."""

    start: int
    end: int
    text: str


def findings_sarif(
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    version: str,
    replacement: Callable[[Finding], Replacement | None] = lambda _: None,
) -> str:
    """The findings as one SARIF log; its levels are ours (3.27.10). ``replacement`` is what a finding's fix does."""
    driver = {"name": "refexport", "version": version, "rules": [_rule(rule) for rule in rules.values()]}
    run = {"tool": {"driver": driver}, "results": [_result(one, replacement(one)) for one in findings]}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.about},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(one: Finding, new: Replacement | None) -> dict[str, object]:
    file = {"uri": quote(one.path, errors="surrogateescape")}
    place = {"artifactLocation": file, "region": {"startLine": max(one.line, 1)}}
    text = sentence(one) + (f" ({one.hint})" if one.hint else "")
    return {
        "ruleId": one.rule,
        "level": one.level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
        **({"fixes": [_fix(file, one.hint, new)]} if new else {}),
    }


def _fix(file: dict[str, str], hint: str, new: Replacement) -> dict[str, object]:
    """A fix object (3.55) of whole lines: a region ends before its end column (3.30.2)."""
    region = {"startLine": new.start, "startColumn": 1, "endLine": new.end, "endColumn": 1}
    replaced = {"deletedRegion": region, "insertedContent": {"text": new.text}}
    return {"description": {"text": hint}, "artifactChanges": [{"artifactLocation": file, "replacements": [replaced]}]}
