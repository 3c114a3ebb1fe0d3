"""Checks: all rules, and the findings they make of a library."""

from collections.abc import Iterable, Mapping

from refexport.checks import fields, library, places, publication, records, updates, values
from refexport.checks.rule import Rule, Subject
from refexport.data.rules import READER
from refexport.errors import ERROR, NOTE, WARNING, Finding, Fix
from refexport.store.source import RESERVED
from refexport.text.messages import did_you_mean

LEVELS = (NOTE, WARNING, ERROR)

WAIVER_RULES = (
    Rule(
        "unknown-rule", WARNING, "an allowance for a rule that there is not", None,
        "It allows nothing: the finding that it was for is told all the same.", "Correct the name of the rule.",
        'allow = { "mising-date" = "why" }', 'allow = { "missing-date" = "why" }',
    ),
    Rule(
        "unused-allow", NOTE, "an allowance that nothing needs (any more)", None,
        "It would hide the next finding of its rule, for which its reason is none.", "Delete it.",
        'allow = { "future-date" = "why" }', 'title = "T"',
        is_fixable=True,
    ),
)  # fmt: skip
"""Rules about ``allow``; `find` looks itself, because they are about the other rules' findings."""

DOCUMENT_RULES = (
    Rule(
        "missing-entry", ERROR, "a cite key of a document that no entry has", None,
        "LaTeX prints a question mark where the reference belongs.",
        "Correct the key in the document, or add the entry: refexport add.",
    ),
    Rule(
        "cites-nothing", WARNING, "a document without a citation of any entry", None,
        "It is the wrong file, or LaTeX has not run: nothing of entries.toml was looked at for it.",
        "Name the document that has the citations, or run LaTeX.",
    ),
)  # fmt: skip
"""Rules about ``--only-cited``, whose findings `output.uses` makes."""

CHECKED = (fields, values, places, library, records, publication, updates)
"""The modules that have rules of their own."""

RULES: dict[str, Rule] = {
    rule.name: rule
    for rules in (READER, *(module.RULES for module in CHECKED), WAIVER_RULES, DOCUMENT_RULES)
    for rule in rules
}
"""Every rule that a finding about an entry may have; a new one is a row in the table of its module."""


def find(
    subject: Subject, allowed: Mapping[str, Mapping[str, str]] | None = None, noticed: Iterable[Finding] = ()
) -> list[Finding]:
    """Every finding but those that are allowed (cite key, or "" for all -> rule -> reason), with its rule's level.

    ``noticed`` are those of the reader of entries.toml.
    """
    found = [*noticed, *(one for rule in RULES.values() if rule.check for one in rule.check(subject))]
    reported = [one for one in found if not _is_allowed(one, allowed or {})]
    misspelt = {(one.key, one.field) for one in reported if one.rule == "unknown-field"}
    reported = [one for one in reported if not _follows(one, misspelt)]
    return [one._replace(level=RULES[one.rule].level) for one in (*reported, *_waivers(allowed or {}, found))]


def worst(found: Iterable[Finding]) -> str:
    """The highest level among the findings, or nothing."""
    return max((one.level for one in found), key=LEVELS.index, default="")


def _follows(one: Finding, misspelt: Iterable[tuple[str, str]]) -> bool:
    """Whether a field is missing because its name is misspelt, which is another finding."""
    names = [name for key, name in misspelt if key == one.key] if one.rule.startswith("missing-") else []
    needed = tuple(dict.fromkeys(field for group in fields.GROUPS if group[0] == one.field for field in group))
    return any(did_you_mean(name, needed) for name in names)


def _is_allowed(one: Finding, allowed: Mapping[str, Mapping[str, str]]) -> bool:
    return one.rule in allowed.get("", {}) or one.rule in allowed.get(one.key, {})


def _waivers(allowed: Mapping[str, Mapping[str, str]], found: Iterable[Finding]) -> Iterable[Finding]:
    """What is wrong with the allowances; those for all entries are found under the settings' own table."""
    needed = {(key, one.rule) for one in found for key in ("", one.key)}
    for key, waivers in allowed.items():
        for rule in waivers:
            if rule not in RULES:
                hint = did_you_mean(rule, tuple(RULES), least=0.6, quote='"')
                yield _waiver("unknown-rule", key, f'allow names "{rule}", and there is no such rule', hint)
            elif (key, rule) not in needed:
                rest = {name: reason for name, reason in waivers.items() if name != rule}
                fix = Fix({"allow": rest or None}) if key else None
                yield _waiver("unused-allow", key, f"there is no {rule} here", "delete it", fix)


def _waiver(rule: str, key: str, message: str, hint: str, fix: Fix | None = None) -> Finding:
    return Finding("", 0, message, hint, key or RESERVED, "allow", rule=rule, fix=fix)
