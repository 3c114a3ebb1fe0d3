"""Merge: what the hand wrote and what the records say, as one entry with the origin of each field.

A hand value wins, whole, unless it is part of another publication than the one that is cited: type, venue, volume,
pages, date and DOI are one block (`works.publication`), so that no reference mixes a preprint's date with a journal's
pages. One record fills that block; the others fill only what is about the work itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from refexport.data.datamodel import PUBLICATION
from refexport.model.entry import Entry, Merged, Record, Value, attested
from refexport.model.ids import SCHEMES, Scheme, scheme_of
from refexport.works.likelihood import contradicts, is_of_another_work
from refexport.works.publication import (
    OF_PRINTS,
    OTHER_WORK,
    chosen,
    fits_container,
    identifying_fields,
    stands_beside,
    type_of_container,
)

HAND = "hand"
UNKNOWN = Scheme("")

HEADS = {
    part: head
    for head, parts in {
        "title": "subtitle titleaddon",
        "booktitle": "booksubtitle booktitleaddon",
        "maintitle": "mainsubtitle maintitleaddon",
        "journaltitle": "journalsubtitle journaltitleaddon shortjournal",
        "eventtitle": "eventtitleaddon",
        "series": "shortseries",
        "eprint": "eprinttype eprintclass",
    }.items()
    for part in parts.split()
}
"""field -> the field that it completes: a record's subtitle belongs to the record's title, not to another one."""


def merge(  # noqa: PLR0913 - each says another thing about whose word counts
    hand: Entry,
    records: Sequence[Record] = (),
    *,
    prefer: str = "published",
    omit: Collection[str] = (),
    trust: bool = False,
    cited: Entry | None = None,
) -> Merged:
    """The entry to use; records about another work are left out (`agreeing`) unless the user trusts them.

    So are the identifiers that such records answer: a reference never leads to another work.
    """
    witness = attested(hand, cited) if cited else hand
    by_rank = ranked((record for record in records if record.entry), prefer)
    used = by_rank if trust else agreeing(witness, by_rank)
    strangers = [field for record in by_rank if record not in used for field in identifying_fields(hand, record.id)]
    choice = chosen(hand.without(*strangers), used)
    type_, fields = choice.type, dict(choice.fields)
    origin = dict.fromkeys((*fields, "type") if type_ else fields, HAND)
    for record in used:
        is_base = record is choice.base
        added = _added(_entry_of(record), fields, is_base=is_base)
        fields |= {field: value for field, value in added.items() if field not in omit}
        origin |= {field: record.id for field in added if field not in omit}
        if is_base and not type_ and fits_container(_entry_of(record).type, Entry("", "", fields)):
            type_, origin["type"] = _entry_of(record).type, record.id
    aside = {**choice.aside, **dict.fromkeys(strangers, OTHER_WORK)}
    entry = Entry(hand.key, type_ or _type_by_fields(fields), fields)
    return Merged(entry, origin, tuple(records), hand, aside, cited)


def is_apart(merged: Merged) -> bool:
    """Whether a record of the entry's own identifier was left out, since it is of another work."""
    return OTHER_WORK in merged.aside.values()


def ranked(records: Iterable[Record], prefer: str = "published") -> list[Record]:
    """The records in the order in which they may speak for the publication, by what they were asked for.

    Neither the service that answered nor what is installed here counts: the two files alone make the export.
    """

    def rank(record: Record) -> tuple[bool, int, str, str]:
        is_preprint = _entry_of(record).type == "preprint"
        scheme = SCHEMES.get(scheme_of(record.id), UNKNOWN)
        return is_preprint == (prefer == "published"), scheme.rank, record.id, record.service

    return sorted(records, key=rank)


def agreeing(hand: Entry, by_rank: Sequence[Record]) -> list[Record]:
    """The records about the hand's work, and about the same one as the first of them (see `is_of_another_work`)."""
    fit = [record for record in by_rank if not is_of_another_work(hand, record)]
    return [one for one in fit if one is fit[0] or not contradicts(_entry_of(fit[0]), _entry_of(one))]


def _entry_of(record: Record) -> Entry:
    return record.entry or Entry("")


def _added(entry: Entry, fields: Mapping[str, Value], *, is_base: bool) -> dict[str, Value]:
    """What a record says beyond the fields that are known; of the publication only the base says anything."""
    return {
        field: value
        for field, value in entry.fields.items()
        if value
        and field not in fields
        and (field not in PUBLICATION | OF_PRINTS or (is_base and not stands_beside(fields, field)))
        and _fits_head(field, entry, fields)
    }


def _fits_head(field: str, entry: Entry, fields: Mapping[str, Value]) -> bool:
    head = HEADS.get(field, field)
    return head not in fields or fields[head] == entry.fields.get(head)


def _type_by_fields(fields: Mapping[str, Value]) -> str:
    """What a work is when neither the hand nor a record says: nothing is asserted beyond the fields."""
    entry = Entry("", "", fields)
    return type_of_container(entry) or ("preprint" if entry.arxiv else "misc")
