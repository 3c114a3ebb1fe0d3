"""Checks: all rules, and the findings they make of a library."""

from collections.abc import Iterable, Mapping

from refexport.checks import fields, library, records, values
from refexport.checks.rule import Finding, Rule, Subject

RULES: dict[str, Rule] = {rule.name: rule for rules in (fields, values, library, records) for rule in rules.RULES}
LEVELS = ("note", "warning", "error")


def find(subject: Subject, allowed: Mapping[str, Mapping[str, str]] | None = None) -> list[Finding]:
    """Every finding but those that are allowed (cite key, or "" for all -> rule -> reason), with its rule's level."""
    allowed = allowed or {}
    found: list[Finding] = []
    for rule in RULES.values():
        found += [one._replace(level=rule.level) for one in rule.check(subject) if not _is_allowed(one, allowed)]
    return found


def _is_allowed(one: Finding, allowed: Mapping[str, Mapping[str, str]]) -> bool:
    return one.rule in allowed.get("", {}) or one.rule in allowed.get(one.key, {})


def worst(found: Iterable[Finding]) -> str:
    """The highest level among the findings, or nothing."""
    return max((one.level for one in found), key=LEVELS.index, default="")
