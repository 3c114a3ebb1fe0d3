"""Rules about entries and what the registries say of them: the hand's words held against the records."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from refexport.checks.rule import Rule, Subject, field_of, finding
from refexport.data.datamodel import PREFERENCES, PUBLICATION
from refexport.errors import Finding
from refexport.model.entry import Entry, Merged, Record, identifiers
from refexport.model.ids import SCHEMES
from refexport.model.name import OTHERS, Name, display_name
from refexport.text.messages import shorten
from refexport.works.likelihood import contradicts
from refexport.works.match import SAME, full_title, same_person, title_ratio, title_variant
from refexport.works.merge import ranked

IDENTIFYING = frozenset({"eprinttype", *(scheme.field for scheme in SCHEMES.values() if not scheme.is_spare)})
"""Fields that the hand must keep, whatever a record says: they are what it is asked by."""


class Claim(NamedTuple):
    """What one record says of a work."""

    id: str
    entry: Entry


def _unlocked(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        known = {record.id for record in merged.records}
        for one in identifiers(merged.hand or merged.entry, subject.schemes):
            if one not in known:
                message = f"{one} is not in the lock"
                yield finding("unlocked-id", merged, field_of(one), message, "run: refexport enrich")


def _absent(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for record in merged.records:
            if record.entry is None:
                message = f"{record.service} says that {record.id} does not exist"
                hint = f"correct it; if it is new, ask again: refexport enrich --upgrade {merged.entry.key}"
                yield finding("absent-id", merged, field_of(record.id), message, hint)


def _other_works(subject: Subject) -> Iterable[Finding]:
    """Records that contradict the hand, or one another: then those that are not used."""
    hint = "it is not used; correct the identifier or the title, or allow other-work if it is the same work after all"
    for merged in subject.entries:
        hand = Claim("", merged.hand or merged.entry)
        used = set(merged.origin.values())
        compared: list[Claim] = [hand]
        for claim in sorted(_claims(merged.records), key=lambda one: one.id not in used):
            if other := next((one for one in compared[:2] if contradicts(one.entry, claim.entry)), None):
                yield finding("other-work", merged, field_of(claim.id), f"{_quoted(other)}, {_quoted(claim)}", hint)
            else:
                compared.append(claim)


def _title_differs(subject: Subject) -> Iterable[Finding]:
    for merged, hand, claims in _compared(subject):
        ours = full_title(hand)
        theirs = [claim for claim in claims if claim.entry.has("title")]
        if not ours or not theirs or any(title_variant(ours, full_title(one.entry)) == SAME for one in theirs):
            continue
        nearest = max(theirs, key=lambda claim: title_ratio(ours, full_title(claim.entry)))
        yield finding("title-differs", merged, "title", f"{_quoted(Claim('', hand))}, {_quoted(nearest)}")


def _authors_differ(subject: Subject) -> Iterable[Finding]:
    for merged, hand, claims in _compared(subject):
        ours = hand.names("author")
        theirs = [(claim.entry.names("author"), claim.id) for claim in claims if claim.entry.has("author")]
        if ours and theirs and not any(_agree(ours, names) for names, _ in theirs):
            names, id_ = theirs[0]
            yield finding("authors-differ", merged, "author", f"{_people(ours)} here, {_people(names)} in {id_}")


def _agree(ours: Sequence[Name], theirs: Sequence[Name]) -> bool:
    """Whether two lists name the same people in the same order, as far as both of them go."""
    if ours == theirs:
        return True
    mine, others = ([name for name in names if name != OTHERS] for names in (ours, theirs))
    if (len(mine) > len(others) and OTHERS not in theirs) or (len(mine) < len(others) and OTHERS not in ours):
        return False
    return all(same_person(one, other) for one, other in zip(mine, others, strict=False))


def _date_differs(subject: Subject) -> Iterable[Finding]:
    for merged, hand, claims in _compared(subject):
        years = [(claim.entry.year, claim.id) for claim in claims if claim.entry.year]
        if hand.year and years and all(year != hand.year for year, _ in years):
            message = ", ".join(f"{year} in {id_}" for year, id_ in years)
            yield finding("date-differs", merged, "date", f"{hand.year} here, {message}")


def _redundant(subject: Subject) -> Iterable[Finding]:
    for merged, hand, claims in _compared(subject):
        known = {claim.id for claim in claims}
        agreeing_records = [record for record in merged.records if record.id in known]
        orders = [list(_claims(ranked(agreeing_records, prefer))) for prefer in PREFERENCES] if agreeing_records else []
        kept = IDENTIFYING | {field_of(record.id) for record in merged.records}
        for field, value in hand.fields.items() if agreeing_records else ():
            sources = [_source(field, order) for order in orders]
            if field not in kept and all(one and one.entry.fields[field] == value for one in sources):
                message = f"the same in {' and '.join(dict.fromkeys(one.id for one in sources if one))}"
                yield finding("redundant-override", merged, field, message, "delete the line: the record will do")


def _source(field: str, claims: Sequence[Claim]) -> Claim | None:
    """Who would give the field if the hand did not, of voices in their order."""
    return next(
        (claim for claim in (claims[:1] if field in PUBLICATION else claims) if claim.entry.has(field)),
        None,
    )


def _newer(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for record in merged.records:
            for newer in record.links.get("newer", ()):
                message = f"there is a newer version ({shorten(newer)})"
                yield finding("newer-version", merged, field_of(record.id), message)


def _published(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        if merged.entry.type != "preprint" or any(one.entry.type != "preprint" for one in _claims(merged.records)):
            continue
        known = identifiers(merged.hand or merged.entry)
        for published in (published for record in merged.records for published in record.links.get("published", ())):
            if published not in known:
                hint = f'add: doi = "{published.removeprefix("doi:")}"' if published.startswith("doi:") else ""
                message = f"the preprint has been published: {shorten(published)}"
                yield finding("published-version-exists", merged, "eprint", message, hint)


def _compared(subject: Subject) -> Iterator[tuple[Merged, Entry, list[Claim]]]:
    """The entries with what the hand wrote, and what the records say of the same work."""
    for merged in subject.entries:
        if hand := merged.hand:
            yield merged, hand, [one for one in _claims(merged.records) if not contradicts(hand, one.entry)]


def _claims(records: Iterable[Record]) -> Iterator[Claim]:
    return (Claim(record.id, record.entry) for record in records if record.entry)


def _quoted(claim: Claim) -> str:
    return f'"{shorten(full_title(claim.entry))}" {f"in {claim.id}" if claim.id else "here"}'


def _people(names: Sequence[Name]) -> str:
    return shorten("; ".join(display_name(name) for name in names))


RULES = (
    Rule("unlocked-id", "warning", "an identifier that no record of the lock answers", _unlocked),
    Rule("absent-id", "error", "an identifier that its registry does not know", _absent),
    Rule("other-work", "error", "a record about another work than the entry's own words; it is not used", _other_works),
    Rule("title-differs", "warning", "a title by hand that no record has", _title_differs),
    Rule("authors-differ", "warning", "authors by hand that no record has", _authors_differ),
    Rule("date-differs", "warning", "a year by hand that no record has", _date_differs),
    Rule("redundant-override", "note", "a value by hand that the records give too", _redundant),
    Rule("newer-version", "note", "there is a newer version, the registry tells", _newer),
    Rule("published-version-exists", "warning", "a preprint whose publication is known", _published),
)
