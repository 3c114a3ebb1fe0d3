"""Rules about entries and what the registries say of them: the hand's words held against the records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.checks.rule import Rule, Subject, field_of, finding
from refexport.data.datamodel import PREFERENCES, PUBLICATION, TEXT, datatype_of
from refexport.errors import Finding, Fix
from refexport.model.entry import Entry, Merged, Record, identifiers
from refexport.model.ids import SCHEMES
from refexport.model.name import OTHERS, Name, display_name
from refexport.text.messages import shorten
from refexport.works.likelihood import contradicts, is_of_another_work
from refexport.works.match import SAME, full_title, same_person, title_ratio, title_variant
from refexport.works.merge import HAND, ranked
from refexport.works.news import publications
from refexport.works.publication import ADDRESSES, NOT_ITS_TYPE, OTHER_PRINT, PLACEHOLDER
from refexport.works.venues import is_placeholder_venue
from refexport.works.wording import as_worded

IDENTIFYING = frozenset({"eprinttype", *(scheme.field for scheme in SCHEMES.values() if not scheme.is_spare)})
"""Fields that the hand must keep, whatever a record says: they are what it is asked by."""

WITNESSES = frozenset("title subtitle author editor date journaltitle booktitle maintitle".split())
"""What records are held against, now and when they change: without these words another work goes unnoticed."""


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
                key = merged.entry.key
                hint = (
                    f"correct it, or look for the right one: refexport resolve {key}; if it is new, ask again: "
                    f"refexport enrich --upgrade {key}"
                )
                yield finding("absent-id", merged, field_of(record.id), message, hint)


def _other_works(subject: Subject) -> Iterable[Finding]:
    """Records that contradict the hand, or one another: then those that are not used."""
    hint = "it is not used; correct the identifier or the title, or allow other-work if it is the same work after all"
    for merged in subject.entries:
        hand = Claim("", merged.witness)
        used = set(merged.origin.values())
        records = {record.id: record for record in merged.records}
        compared: list[Claim] = [hand]
        for claim in sorted(_claims(merged.records), key=lambda one: one.id not in used):
            if other := next((one for one in compared[:2] if _is_other(one, claim, records)), None):
                yield finding("other-work", merged, field_of(claim.id), f"{_quoted(other)}, {_quoted(claim)}", hint)
            else:
                compared.append(claim)


def _is_other(one: Claim, claim: Claim, records: Mapping[str, Record]) -> bool:
    """Whether a record is of another work than the hand's words, or than another record."""
    return contradicts(one.entry, claim.entry) if one.id else is_of_another_work(one.entry, records[claim.id])


def _title_differs(subject: Subject) -> Iterable[Finding]:
    for merged, hand, claims in subject.once(_compared):
        ours = full_title(hand)
        theirs = [claim for claim in claims if claim.entry.has("title")]
        if not ours or not theirs or any(title_variant(ours, full_title(one.entry)) == SAME for one in theirs):
            continue
        if _is_worded(hand, claims):
            continue
        nearest = max(theirs, key=lambda claim: title_ratio(ours, full_title(claim.entry)))
        yield finding("title-differs", merged, "title", f"{_quoted(Claim('', hand))}, {_quoted(nearest)}")


def _authors_differ(subject: Subject) -> Iterable[Finding]:
    for merged, hand, claims in subject.once(_compared):
        ours = hand.names("author")
        theirs = [(claim.entry.names("author"), claim.id) for claim in claims if claim.entry.has("author")]
        if ours and theirs and not (any(_agree(ours, names) for names, _ in theirs) or _is_worded(hand, claims)):
            names, id_ = theirs[0]
            yield finding("authors-differ", merged, "author", f"{_people(ours)} here, {_people(names)} in {id_}")


def _is_worded(hand: Entry, claims: Iterable[Claim]) -> bool:
    """Whether the reference that an entry was read from has a record's words, however it was cut."""
    return any(as_worded(hand, claim.entry) for claim in claims)


def _agree(ours: Sequence[Name], theirs: Sequence[Name]) -> bool:
    """Whether two lists name the same people in the same order, as far as both of them go."""
    if ours == theirs:
        return True
    mine, others = ([name for name in names if name != OTHERS] for names in (ours, theirs))
    if (len(mine) > len(others) and OTHERS not in theirs) or (len(mine) < len(others) and OTHERS not in ours):
        return False
    return all(same_person(one, other) for one, other in zip(mine, others, strict=False))


def _date_differs(subject: Subject) -> Iterable[Finding]:
    """Years that no record has; where a venue is named the preprint's year is none of its."""
    for merged, hand, claims in subject.once(_compared):
        printed = [claim for claim in claims if claim.entry.type != "preprint"] if _names_venue(hand) else []
        years = [(claim.entry.year, claim.id) for claim in printed or claims if claim.entry.year]
        if hand.year and years and all(year != hand.year for year, _ in years):
            message = ", ".join(f"{year} in {id_}" for year, id_ in years)
            yield finding("date-differs", merged, "date", f"{hand.year} here, {message}")


def _names_venue(hand: Entry) -> bool:
    venues = [hand.plain(field) for field in ("journaltitle", "booktitle") if hand.has(field)]
    return bool(venues) and not all(map(is_placeholder_venue, venues))


def _redundant(subject: Subject) -> Iterable[Finding]:
    for merged, _, claims in subject.once(_compared):
        hand = merged.hand or merged.entry
        known = {claim.id for claim in claims}
        agreeing_records = [record for record in merged.records if record.id in known]
        kept = IDENTIFYING | {field_of(record.id) for record in merged.records}
        own = [(field, value) for field, value in hand.fields.items() if field not in kept]
        orders = [list(_claims(ranked(agreeing_records, prefer))) for prefer in PREFERENCES] if own else []
        for field, value in own:
            sources = [_source(field, order) for order in orders]
            if all(one and one.entry.fields[field] == value for one in sources):
                ids = " and ".join(dict.fromkeys(one.id for one in sources if one))
                message = f"{field} says the same as {ids}"
                fix = Fix({field: None}, is_safe=field not in WITNESSES)
                hint = "delete the line: the record will do"
                yield finding("redundant-override", merged, field, message, hint, fix=fix)


def _source(field: str, claims: Sequence[Claim]) -> Claim | None:
    """Who would give the field if the hand did not, of voices in their order."""
    return next(
        (claim for claim in (claims[:1] if field in PUBLICATION else claims) if claim.entry.has(field)),
        None,
    )


def _mixed(subject: Subject) -> Iterable[Finding]:
    """What the hand says of another publication than the records: one of the two is cited, never both."""
    for merged in subject.entries:
        others = [field for field, why in merged.aside.items() if why == OTHER_PRINT]
        if merged.aside.get("type") == NOT_ITS_TYPE and merged.hand:
            message = f"type {merged.hand.type} does not go with booktitle; {merged.entry.type} is exported"
            yield finding("mixed-publication", merged, "type", message, f'write type = "{merged.entry.type}"')
        if not others:
            continue
        ids = [field for field in others if field in ADDRESSES]
        field = (ids or others)[0]
        if ids:
            message = f"{field} is of another publication than the venue here, and is not exported"
            hint = "correct the venue, or delete it and what belongs to it; or give the identifier of what is cited"
        else:
            message = f"here of another publication than {_base_of(merged)} describes: {', '.join(others)}"
            hint = "not exported: delete it, or give the venue too if you cite another publication"
        yield finding("mixed-publication", merged, field, message, hint)


def _base_of(merged: Merged) -> str:
    return next(
        (merged.origin[field] for field in ("type", *PUBLICATION) if merged.origin.get(field, HAND) != HAND),
        "the record",
    )


def _placeholder_venues(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        fields = [field for field, why in merged.aside.items() if why == PLACEHOLDER and merged.hand]
        if fields and merged.hand:
            texts = [one for one in fields if datatype_of(one) == TEXT]
            field = next((one for one in texts if is_placeholder_venue(merged.hand.plain(one))), fields[0])
            message = f"no more than a preprint is named by {', '.join(fields)}; {_base_of(merged)} is exported"
            yield finding("placeholder-venue", merged, field, message, "delete them, or keep them in cited-as")


def _newer(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for record in merged.records:
            for newer in record.links.get("newer", ()):
                message = f"there is a newer version ({shorten(newer)})"
                yield finding("newer-version", merged, field_of(record.id), message)


def _published(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for _, published in publications(merged):
            hint = f"read it and take it: refexport upgrade {merged.entry.key}"
            message = f"the preprint has been published: {shorten(published)}"
            yield finding("published-version-exists", merged, "eprint", message, hint)


def _compared(subject: Subject) -> list[tuple[Merged, Entry, list[Claim]]]:
    """The entries of which records say something, with what the hand wrote, and what those of the same work say."""
    hands = [(merged, merged.witness) for merged in subject.entries if merged.hand and merged.records]
    return [
        (merged, said, list(_claims(one for one in merged.records if not is_of_another_work(said, one))))
        for merged, said in hands
    ]


def _claims(records: Iterable[Record]) -> Iterator[Claim]:
    return (Claim(record.id, record.entry) for record in records if record.entry)


def _quoted(claim: Claim) -> str:
    return f'"{shorten(full_title(claim.entry))}" {f"in {claim.id}" if claim.id else "here"}'


def _people(names: Sequence[Name]) -> str:
    return shorten("; ".join(display_name(name) for name in names))


WITNESS = "Registries and you say different things of one work: a slip, or an identifier of another work."
COMPARE = "Look at the work itself. If you are right, allow it; else delete your line: the record will do."

RULES = (
    Rule(
        "unlocked-id", "warning", "an identifier that no record of the lock answers", _unlocked,
        "Nothing that its registry says of the work is known, so the export may lack its title and authors.",
        "Run refexport enrich, and commit entries.lock.json with entries.toml.",
        'arxiv = "1703.03400"', 'title = "T"',
    ),
    Rule(
        "absent-id", "error", "an identifier that its registry does not know", _absent,
        "It is mistyped, made up, or so new that the registry did not know it when it was asked.",
        "Correct it; ask again with refexport enrich --upgrade.",
    ),
    Rule(
        "other-work", "error", "a record about another work than the entry's own words; it is not used", _other_works,
        "The identifier leads readers to another work than the one that is printed.",
        "Correct the identifier or the title; allow it if it is the same work after all.",
    ),
    Rule("title-differs", "warning", "a title by hand that no record has", _title_differs, WITNESS, COMPARE),
    Rule("authors-differ", "warning", "authors by hand that no record has", _authors_differ, WITNESS, COMPARE),
    Rule("date-differs", "warning", "a year by hand that no record has", _date_differs, WITNESS, COMPARE),
    Rule(
        "redundant-override", "note", "a value by hand that the records give too", _redundant,
        "A value by hand counts more than what the registry corrects one day.", "Delete the line.", is_fixable=True,
    ),
    Rule(
        "mixed-publication", "warning", "two publications of one work by hand; one of them is exported, whole", _mixed,
        "A venue with the pages, year or DOI of another publication leads readers nowhere.",
        "Delete what belongs to the publication that you do not cite, or give all of the one that you cite.",
    ),
    Rule(
        "placeholder-venue", "note", 'a venue that says no more than "preprint"; it is not used', _placeholder_venues,
        "The work has a publication, or an archive's own record, which says more.",
        "Delete the line, or keep it in cited-as.",
    ),
    Rule(
        "newer-version", "note", "there is a newer version, the registry tells", _newer,
        "Authors correct and extend what they put on arXiv.", "Read it, and cite it if it is what you mean.",
    ),
    Rule(
        "published-version-exists", "warning", "a preprint whose publication is known", _published,
        "Reviewers ask for the publication, which may differ in title and results.",
        'Add the identifier that the hint names; prefer = "preprint" prints the preprint all the same.',
    ),
)  # fmt: skip
