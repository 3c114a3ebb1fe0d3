"""Rules about entries and what the registries say of them: the hand's words held against the records."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from refexport.checks.rule import Rule, Subject, finding
from refexport.data.datamodel import PUBLICATION
from refexport.errors import Finding
from refexport.model.entry import Entry, Merged, Record, identifiers
from refexport.model.ids import SCHEMES, Scheme, scheme_of
from refexport.model.name import OTHERS, Name, display_name
from refexport.text.messages import shorten
from refexport.works.match import SAME, contradicts, full_title, same_person, title_ratio, title_variant
from refexport.works.merge import PREFERENCES, ranked

IDENTIFYING = frozenset({"eprinttype", *(scheme.field for scheme in SCHEMES.values() if not scheme.is_spare)})
"""Fields that the hand must keep, whatever a record says: they are what it is asked by."""


class Voice(NamedTuple):
    """What one record says of a work."""

    id: str
    entry: Entry


def _unlocked(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        known = {record.id for record in merged.records}
        for one in identifiers(merged.hand or merged.entry, subject.schemes):
            if one not in known:
                said = f"{one} is not in the lock"
                yield finding("unlocked-id", merged, _field_of(one), said, "run: refexport enrich")


def _absent(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for record in merged.records:
            if record.entry is None:
                said = f"{record.service} says that {record.id} does not exist"
                yield finding("absent-id", merged, _field_of(record.id), said)


def _other_works(subject: Subject) -> Iterable[Finding]:
    """Records that contradict the hand, or one another: then those that are not used."""
    hint = "it is not used; correct the identifier or the title, or allow other-work if it is the same work after all"
    for merged in subject.entries:
        hand = Voice("", merged.hand or merged.entry)
        used = set(merged.origin.values())
        heard: list[Voice] = [hand]
        for voice in sorted(_voices(merged.records), key=lambda one: one.id not in used):
            if other := next((one for one in heard[:2] if contradicts(one.entry, voice.entry)), None):
                yield finding("other-work", merged, _field_of(voice.id), f"{_said(other)}, {_said(voice)}", hint)
            else:
                heard.append(voice)


def _title_differs(subject: Subject) -> Iterable[Finding]:
    for merged, hand, voices in _compared(subject):
        ours = full_title(hand)
        theirs = [voice for voice in voices if voice.entry.has("title")]
        if not ours or not theirs or any(title_variant(ours, full_title(one.entry)) == SAME for one in theirs):
            continue
        nearest = max(theirs, key=lambda voice: title_ratio(ours, full_title(voice.entry)))
        yield finding("title-differs", merged, "title", f"{_said(Voice('', hand))}, {_said(nearest)}")


def _authors_differ(subject: Subject) -> Iterable[Finding]:
    for merged, hand, voices in _compared(subject):
        ours = hand.names("author")
        theirs = [(voice.entry.names("author"), voice.id) for voice in voices if voice.entry.has("author")]
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
    for merged, hand, voices in _compared(subject):
        told = [(voice.entry.year, voice.id) for voice in voices if voice.entry.year]
        if hand.year and told and all(year != hand.year for year, _ in told):
            said = ", ".join(f"{year} in {id_}" for year, id_ in told)
            yield finding("date-differs", merged, "date", f"{hand.year} here, {said}")


def _redundant(subject: Subject) -> Iterable[Finding]:
    for merged, hand, voices in _compared(subject):
        known = {voice.id for voice in voices}
        told = [record for record in merged.records if record.id in known]
        orders = [list(_voices(ranked(told, prefer))) for prefer in PREFERENCES] if told else []
        kept = IDENTIFYING | {_field_of(record.id) for record in merged.records}
        for field, value in hand.fields.items() if told else ():
            speakers = [_speaker(field, order) for order in orders]
            if field not in kept and all(one and one.entry.fields[field] == value for one in speakers):
                said = f"the same in {' and '.join(dict.fromkeys(one.id for one in speakers if one))}"
                yield finding("redundant-override", merged, field, said, "delete the line: the record will do")


def _speaker(field: str, voices: Sequence[Voice]) -> Voice | None:
    """Who would give the field if the hand did not, of voices in their order."""
    return next((voice for voice in (voices[:1] if field in PUBLICATION else voices) if voice.entry.has(field)), None)


def _links(rule: str, level: str, link: str, said: str) -> Rule:
    def check(subject: Subject) -> Iterable[Finding]:
        for merged in subject.entries:
            for record in merged.records:
                for told in record.links.get(link, ()):
                    yield finding(rule, merged, _field_of(record.id), f"{said} ({shorten(told)})")

    return Rule(rule, level, f"{said}, the registry tells", check)


def _published(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        if merged.entry.type != "preprint" or any(one.entry.type != "preprint" for one in _voices(merged.records)):
            continue
        known = identifiers(merged.hand or merged.entry)
        for told in (told for record in merged.records for told in record.links.get("published", ())):
            if told not in known:
                hint = f'add: doi = "{told.removeprefix("doi:")}"' if told.startswith("doi:") else ""
                said = f"the preprint has been published: {shorten(told)}"
                yield finding("published-version-exists", merged, "eprint", said, hint)


def _compared(subject: Subject) -> Iterator[tuple[Merged, Entry, list[Voice]]]:
    """The entries with what the hand wrote, and what the records say of the same work."""
    for merged in subject.entries:
        if hand := merged.hand:
            yield merged, hand, [one for one in _voices(merged.records) if not contradicts(hand, one.entry)]


def _voices(records: Iterable[Record]) -> Iterator[Voice]:
    return (Voice(record.id, record.entry) for record in records if record.entry)


def _said(voice: Voice) -> str:
    return f'"{shorten(full_title(voice.entry))}" {f"in {voice.id}" if voice.id else "here"}'


def _field_of(identifier: str) -> str:
    scheme = scheme_of(identifier)
    return SCHEMES.get(scheme, Scheme(scheme)).field


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
    _links("retracted", "error", "retraction", "the work has been retracted"),
    _links("withdrawn", "error", "withdrawal", "the preprint has been withdrawn"),
    _links("newer-version", "note", "newer", "there is a newer version"),
    Rule("published-version-exists", "warning", "a preprint whose publication is known", _published),
)
