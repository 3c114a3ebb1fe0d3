"""Rules about what became of a work after it appeared: retracted, withdrawn, corrected; and of notices that say so.

They read the links of the records and the titles, whoever wrote these; no registry is asked (`data.notices`).
"""

from collections.abc import Iterable

from refexport.checks.rule import Check, Rule, Subject, field_of, finding
from refexport.errors import Finding
from refexport.model.entry import Merged
from refexport.text.messages import shorten
from refexport.text.notices import notice_in
from refexport.works.match import full_title
from refexport.works.news import told

NOTICES = {
    "retracts": "the notice of a retraction",
    "corrects": "a correction",
    "doubts": "an expression of concern",
}
"""Links of a notice to the work that it is about -> what the notice is."""


def _suspects(subject: Subject) -> list[Merged]:
    """The entries of which a record has a link to another text, or the title says what became of the work."""
    return [
        merged
        for merged in subject.entries
        if any(record.links for record in merged.records) or notice_in(full_title(merged.entry))
    ]


def _updated(rule: str, link: str, message: str, hint: str = "") -> Check:
    def _check(subject: Subject) -> Iterable[Finding]:
        for merged in subject.once(_suspects):
            for source, linked in told(merged, link):
                field = field_of(source) if source else "title"
                yield finding(rule, merged, field, f"{message} ({shorten(linked)})", hint)

    return _check


def _notices(subject: Subject) -> Iterable[Finding]:
    hint = "cite that work itself, or allow update-notice if the notice is meant"
    for merged in subject.once(_suspects):
        for link, what in NOTICES.items():
            for source, linked in told(merged, link):
                field = field_of(source) if source else "title"
                yield finding("update-notice", merged, field, f"this is {what} ({shorten(linked)}), not the work", hint)


UNSOUND = "Its authors, editors or publisher no longer stand by it, and readers should know that you know."
DECIDE = "Cite another work; if it is meant (as an example of its fate), allow it with that reason."
SAID = 'title = "{}"'

RULES = (
    Rule(
        "retracted", "error", "the work has been retracted, its record or its title tells",
        _updated("retracted", "retraction", "the work has been retracted"),
        UNSOUND, DECIDE, SAID.format("RETRACTED: On Shots"), SAID.format("On Shots"),
    ),
    Rule(
        "withdrawn", "error", "the work has been withdrawn, its record or its title tells",
        _updated("withdrawn", "withdrawal", "the work has been withdrawn"),
        UNSOUND, DECIDE, SAID.format("WITHDRAWN: On Shots"), SAID.format("On Shots"),
    ),
    Rule(
        "concern", "warning", "there is an expression of concern",
        _updated("concern", "concern", "there is an expression of concern"), UNSOUND, DECIDE,
    ),
    Rule(
        "corrected", "note", "there is a correction of the work",
        _updated("corrected", "correction", "the work has been corrected", "see whether it touches what you cite"),
        "What you cite may be what was corrected.", "Read the correction.",
    ),
    Rule(
        "update-notice", "warning", "the notice of a retraction or correction where the work is meant", _notices,
        "The notice says that something is wrong with the work; it is not the work.",
        "Cite the work itself; allow it if the notice is meant.",
        SAID.format("Erratum to: On Shots"), SAID.format("On Shots"),
    ),
)  # fmt: skip
