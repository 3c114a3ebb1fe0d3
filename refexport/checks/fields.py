"""Rules about fields and types: what a type requires, what the model does not know."""

from collections.abc import Iterable

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.data.datamodel import FIELDS, TYPES, is_annotation
from refexport.errors import Finding
from refexport.text.messages import did_you_mean

REQUIRED = tuple(sorted({alternatives[0] for needs in TYPES.values() for alternatives in needs}))
"""The fields that rules are named by: the first of each group of alternatives."""


def _missing(first: str) -> Check:
    def _check(subject: Subject) -> Iterable[Finding]:
        for merged in subject.entries:
            entry = merged.entry
            for alternatives in TYPES.get(entry.type, ()):
                if alternatives[0] == first and not any(entry.has(field) for field in alternatives):
                    message = f"{_with_article(entry.type)} needs {' or '.join(alternatives)}"
                    hint = "add it, or an identifier to fetch it by"
                    yield finding(f"missing-{first}", merged, first, message, hint)

    return _check


def _with_article(type_: str) -> str:
    return f"an {type_}" if type_[0] in "aeiou" else f"a {type_}"


def _unknown_fields(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for field in merged.hand.fields if merged.hand else ():
            if field not in FIELDS and not is_annotation(field):
                near = did_you_mean(field, tuple(FIELDS), least=0.6, quote='"')
                hint = near or "it is carried into BibTeX and BibLaTeX only"
                yield finding("unknown-field", merged, field, f'there is no field "{field}"', hint)


def _unknown_types(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        if merged.entry.type not in TYPES:
            near = did_you_mean(merged.entry.type, tuple(TYPES), least=0.6, quote='"')
            hint = near or "known are " + ", ".join(TYPES)
            yield finding("unknown-type", merged, "type", f'there is no entry type "{merged.entry.type}"', hint)


ABOUT = "nothing in {} where the type requires it (biblatex manual, 2.1.1)"

RULES = (
    *(Rule(f"missing-{first}", "warning", ABOUT.format(first), _missing(first)) for first in REQUIRED),
    Rule("unknown-field", "warning", "a field that the model does not know", _unknown_fields),
    Rule("unknown-type", "warning", "an entry type that the model does not know", _unknown_types),
)
