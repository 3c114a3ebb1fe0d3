"""Rules about fields and types: what a type requires, what the model does not know."""

import difflib
from collections.abc import Iterable

from refexport.checks.rule import Check, Finding, Rule, Subject, finding
from refexport.model.datamodel import FIELDS, TYPES

REQUIRED = tuple(sorted({alternatives for needs in TYPES.values() for alternatives in needs}))


def _missing(alternatives: tuple[str, ...]) -> Check:
    name = f"missing-{alternatives[0]}"

    def check(subject: Subject) -> Iterable[Finding]:
        for merged in subject.entries:
            entry = merged.entry
            if alternatives in TYPES.get(entry.type, ()) and not any(entry.has(field) for field in alternatives):
                said = " or ".join(alternatives)
                yield finding(
                    name,
                    merged,
                    alternatives[0],
                    f"{_with_article(entry.type)} needs {said}",
                    "add it, or an identifier to fetch it by",
                )

    return check


def _with_article(type_: str) -> str:
    return f"an {type_}" if type_[0] in "aeiou" else f"a {type_}"


def _unknown_fields(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for field in merged.hand.fields if merged.hand else ():
            if field not in FIELDS:
                near = difflib.get_close_matches(field, FIELDS, 1)
                hint = f'did you mean "{near[0]}"?' if near else "it is carried into BibTeX and BibLaTeX only"
                yield finding("unknown-field", merged, field, f'there is no field "{field}"', hint)


def _unknown_types(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        if merged.entry.type not in TYPES:
            near = difflib.get_close_matches(merged.entry.type, TYPES, 1)
            hint = f'did you mean "{near[0]}"?' if near else "known are " + ", ".join(TYPES)
            yield finding("unknown-type", merged, "type", f'there is no entry type "{merged.entry.type}"', hint)


def _rules() -> Iterable[Rule]:
    alternatives_of: dict[str, list[tuple[str, ...]]] = {}
    for alternatives in REQUIRED:
        alternatives_of.setdefault(f"missing-{alternatives[0]}", []).append(alternatives)
    for name, all_alternatives in alternatives_of.items():
        checks = [_missing(alternatives) for alternatives in all_alternatives]

        def check(subject: Subject, checks: list[Check] = checks) -> Iterable[Finding]:
            for one in checks:
                yield from one(subject)

        yield Rule(
            name,
            "warning",
            f"a type that requires {name.removeprefix('missing-')} has none (biblatex manual, 2.1.1)",
            check,
        )


RULES = (
    *_rules(),
    Rule("unknown-field", "warning", "a field that the model does not know", _unknown_fields),
    Rule("unknown-type", "warning", "an entry type that the model does not know", _unknown_types),
)
