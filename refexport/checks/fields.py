"""Rules about what a type requires."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.data.datamodel import TYPES
from refexport.errors import Finding
from refexport.model.entry import Merged

GROUPS = tuple(dict.fromkeys(alternatives for needs in TYPES.values() for alternatives in needs))
"""The fields of which types require one, as alternatives."""
REQUIRED = tuple(sorted({alternatives[0] for alternatives in GROUPS}))
"""The fields that rules are named by: the first of each group of alternatives."""

STAND_INS = {
    "institution": ("publisher", "organization"),
    "eprint": ("doi", "url"),
    "url": ("doi", "eprint"),
    "date": ("pubstate",),
}
"""Field -> those that the formats write in its place: the publisher of a thesis is its institution (`formats.bib`), a
preprint may have a server with DOIs, a page a DOI, and "in press" is printed for a date."""


ENOUGH = {
    type_: [(alternatives, (*alternatives, *STAND_INS.get(alternatives[0], ()))) for alternatives in needs]
    for type_, needs in TYPES.items()
}
"""Type -> the alternatives of which it requires one, and all that is enough."""


def _lacking(subject: Subject) -> Mapping[str, list[tuple[Merged, tuple[str, ...]]]]:
    """First of some alternatives -> the entries that have none of them nor what stands in, with the alternatives."""
    lacking: dict[str, list[tuple[Merged, tuple[str, ...]]]] = defaultdict(list)
    for merged in subject.entries:
        value_of = merged.entry.fields.get
        for alternatives, enough in ENOUGH.get(merged.entry.type, ()):
            if not any(map(value_of, enough)):
                lacking[alternatives[0]].append((merged, alternatives))
    return lacking


def _missing(first: str) -> Check:
    def _check(subject: Subject) -> Iterable[Finding]:
        for merged, alternatives in subject.once(_lacking).get(first, ()):
            message = f"{_with_article(merged.entry.type)} needs {' or '.join(alternatives)}"
            yield finding(f"missing-{first}", merged, first, message, "add it, or an identifier to fetch it by")

    return _check


def _with_article(type_: str) -> str:
    return f"an {type_}" if type_[0] in "aeiou" else f"a {type_}"


ABOUT = "nothing in {} where the type requires it (biblatex manual, 2.1.1)"

WHY = "Styles print a gap, or a reference that nobody can find the work by; BibTeX warns of it."
MEND = "Add the field, or an identifier whose record has it; allow it if the work has none."

RULES = tuple(
    Rule(f"missing-{first}", "warning", ABOUT.format(first), _missing(first), WHY, MEND) for first in REQUIRED
)
