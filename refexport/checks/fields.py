"""Rules about what a type requires."""

from collections.abc import Iterable

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.data.datamodel import TYPES
from refexport.errors import Finding

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


def _missing(first: str) -> Check:
    def _check(subject: Subject) -> Iterable[Finding]:
        for merged in subject.entries:
            entry = merged.entry
            for alternatives in TYPES.get(entry.type, ()):
                enough = (*alternatives, *STAND_INS.get(first, ()))
                if alternatives[0] == first and not any(map(entry.has, enough)):
                    message = f"{_with_article(entry.type)} needs {' or '.join(alternatives)}"
                    hint = "add it, or an identifier to fetch it by"
                    yield finding(f"missing-{first}", merged, first, message, hint)

    return _check


def _with_article(type_: str) -> str:
    return f"an {type_}" if type_[0] in "aeiou" else f"a {type_}"


ABOUT = "nothing in {} where the type requires it (biblatex manual, 2.1.1)"

WHY = "Styles print a gap, or a reference that nobody can find the work by; BibTeX warns of it."
MEND = "Add the field, or an identifier whose record has it; allow it if the work has none."

RULES = tuple(
    Rule(f"missing-{first}", "warning", ABOUT.format(first), _missing(first), WHY, MEND) for first in REQUIRED
)
