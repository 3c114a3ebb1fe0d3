"""Entries for tests of rules, and the rules run on them."""

from collections.abc import Mapping, Sequence

from refexport.checks import find
from refexport.checks.rule import Subject
from refexport.errors import Finding
from refexport.model.entry import Entry, Merged, Record, Value, parse_value
from refexport.works.merge import merge

THIS_YEAR = 2026


def fields_of(**spelled: object) -> dict[str, Value]:
    return {field: parse_value(field, value) for field, value in spelled.items()}


def hand(key: str = "k", type_: str = "misc", **spelled: object) -> Merged:
    """An entry by hand alone, complete unless fields are set to None."""
    complete = {"title": f"The work {key}", "author": ["Doe, Jane"], "date": 2020, **spelled}
    known = {field: value for field, value in complete.items() if value is not None}
    return merge(Entry(key, type_, fields_of(**known)))


def with_records(entry: Merged, *records: Record, prefer: str = "published") -> Merged:
    return merge(entry.hand or entry.entry, records, prefer=prefer)


Links = Mapping[str, tuple[str, ...]]


def record(id_: str, service: str, type_: str = "article", links: Links | None = None, **spelled: object) -> Record:
    return Record(id_, service, entry=Entry("", type_, fields_of(**spelled)), links=links or {})


def findings(*entries: Merged, allowed: Mapping[str, Mapping[str, str]] | None = None) -> list[Finding]:
    return find(Subject(entries, THIS_YEAR), allowed)


def found(rule: str, *entries: Merged) -> Sequence[tuple[str, str]]:
    """(cite key, field) of a rule's findings."""
    return [(one.key, one.field) for one in findings(*entries) if one.rule == rule]
