"""Rules about entries and what the registries say of them: the hand's words held against the records."""

from collections.abc import Iterable

from refexport.checks.rule import Finding, Rule, Subject, finding
from refexport.match import OTHER, contradicts, full_title, same_person, title_ratio, title_variant
from refexport.model.entry import Entry, Merged, Record, identifiers, print_value
from refexport.model.name import OTHERS, Name, display_name

MOST_SHOWN = 80


def _records(merged: Merged) -> Iterable[tuple[Entry, Record]]:
    return ((record.entry, record) for record in merged.records if record.entry is not None)


def _unlocked(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        known = {record.id for record in merged.records}
        for one in identifiers(merged.hand or merged.entry):
            if one not in known:
                yield finding(
                    "unlocked-id", merged, _field_of(one), f"{one} is not in the lock", "run: refexport enrich"
                )


def _absent(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for record in merged.records:
            if record.entry is None:
                yield finding(
                    "absent-id", merged, _field_of(record.id), f"{record.service} says that {record.id} does not exist"
                )


def _other_works(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for entry, record in _records(merged):
            if merged.hand and contradicts(merged.hand, entry):
                said = f'"{_cut(full_title(merged.hand))}" here, "{_cut(full_title(entry))}" in {record.id}'
                yield finding(
                    "other-work",
                    merged,
                    _field_of(record.id),
                    said,
                    "the record is not used; correct the identifier or the title",
                )


def _title_differs(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        ours = full_title(merged.hand) if merged.hand else ""
        told = [(full_title(entry), record) for entry, record in _merged_records(merged)] if ours else []
        if told and all(title_variant(ours, title) == OTHER for title, _ in told):
            title, record = max(told, key=lambda one: title_ratio(ours, one[0]))
            yield finding("title-differs", merged, "title", f'"{_cut(ours)}" here, "{_cut(title)}" in {record.id}')


def _merged_records(merged: Merged) -> Iterable[tuple[Entry, Record]]:
    """The records that are about the hand's own work."""
    hand = merged.hand or Entry("")
    return ((entry, record) for entry, record in _records(merged) if not contradicts(hand, entry))


def _authors_differ(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        ours = merged.hand.names("author") if merged.hand else ()
        for entry, record in _records(merged):
            theirs = entry.names("author")
            if ours and theirs and not _agree(ours, theirs):
                said = f"{_people(ours)} here, {_people(theirs)} in {record.id}"
                yield finding("authors-differ", merged, "author", said)
                break


def _agree(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    mine = [name for name in ours if name != OTHERS]
    if len(mine) != len(theirs) and OTHERS not in ours:
        return False
    return all(same_person(one, other) for one, other in zip(mine, theirs, strict=False))


def _date_differs(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        ours = merged.hand.year if merged.hand else None
        told = [(entry.year, record) for entry, record in _records(merged) if entry.year]
        if ours and told and all(year != ours for year, _ in told):
            said = ", ".join(f"{year} in {record.id}" for year, record in told)
            yield finding("date-differs", merged, "date", f"{ours} here, {said}")


def _redundant(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for field, value in merged.hand.fields.items() if merged.hand else ():
            if field in ("doi", "eprint", "eprinttype", "dblp"):
                continue
            for entry, record in _records(merged):
                if field in entry.fields and print_value(field, entry.fields[field]) == print_value(field, value):
                    yield finding(
                        "redundant-override",
                        merged,
                        field,
                        f"{record.id} says the same",
                        "delete the line: the record will do",
                    )
                    break


def _links(rule: str, link: str, said: str) -> Rule:
    def check(subject: Subject) -> Iterable[Finding]:
        for merged in subject.entries:
            for record in merged.records:
                for told in record.links.get(link, ()):
                    yield finding(rule, merged, _field_of(record.id), f"{said} ({_cut(told)})")

    return Rule(rule, "error", f"{said}, the registry tells", check)


def _published(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        has_publication = (
            any(entry.type != "preprint" for entry, _ in _records(merged)) or merged.entry.type != "preprint"
        )
        for record in merged.records:
            for told in () if has_publication else record.links.get("published", ()):
                hint = f'add: doi = "{told.removeprefix("doi:")}"' if told.startswith("doi:") else ""
                yield finding(
                    "published-version-exists", merged, "eprint", f"the preprint has been published: {_cut(told)}", hint
                )


def _field_of(identifier: str) -> str:
    scheme = identifier.partition(":")[0]
    return "eprint" if scheme == "arxiv" else scheme


def _people(names: tuple[Name, ...]) -> str:
    return _cut("; ".join(display_name(name) for name in names))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


RULES = (
    Rule("unlocked-id", "warning", "an identifier that no record of the lock answers", _unlocked),
    Rule("absent-id", "error", "an identifier that its registry does not know", _absent),
    Rule("other-work", "error", "a record about another work than the entry's own words; it is not used", _other_works),
    Rule("title-differs", "warning", "a title by hand that no record has", _title_differs),
    Rule("authors-differ", "warning", "authors by hand that are not the record's", _authors_differ),
    Rule("date-differs", "warning", "a year by hand that no record has", _date_differs),
    Rule("redundant-override", "note", "a value by hand that a record has too", _redundant),
    _links("retracted", "retraction", "the work has been retracted"),
    _links("withdrawn", "withdrawal", "the preprint has been withdrawn"),
    Rule("published-version-exists", "warning", "a preprint whose publication is known", _published),
)
