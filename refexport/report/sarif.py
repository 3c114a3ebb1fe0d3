"""Findings as SARIF, for code review tools.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.14 (run), 3.27 (result), 3.49 (rule).
"""

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from refexport.data.rules import Rule
from refexport.errors import Finding
from refexport.report.text import sentence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def findings_sarif(findings: Iterable[Finding], rules: Mapping[str, Rule], version: str) -> str:
    """The findings as one SARIF log; its levels are ours (3.27.10)."""
    driver = {"name": "refexport", "version": version, "rules": [_rule(rule) for rule in rules.values()]}
    run = {"tool": {"driver": driver}, "results": [_result(one) for one in findings]}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.about},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(one: Finding) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(one.path, errors="surrogateescape")},
        "region": {"startLine": max(one.line, 1)},
    }
    text = sentence(one) + (f" ({one.hint})" if one.hint else "")
    return {
        "ruleId": one.rule,
        "level": one.level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
