"""Merge: what the hand wrote and what the records say, as one entry with the origin of each field.

A hand value wins, whole. Of the records the first in rank gives the publication as one block, so that no reference
mixes a preprint's date with a journal's pages; later records fill only what is about the work itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from refexport.data.datamodel import PUBLICATION
from refexport.model.entry import Entry, Merged, Record, Value
from refexport.model.ids import SCHEMES, Scheme, scheme_of
from refexport.works.likelihood import contradicts

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


def merge(
    hand: Entry,
    records: Sequence[Record] = (),
    *,
    prefer: str = "published",
    omit: Collection[str] = (),
    trust: bool = False,
) -> Merged:
    """The entry to use; records about another work are left out (`agreeing`) unless the user trusts them."""
    type_ = hand.type
    fields = dict(hand.fields)
    origin = dict.fromkeys((*fields, "type") if type_ else fields, HAND)
    by_rank = ranked((record for record in records if record.entry), prefer)
    for rank, record in enumerate(by_rank if trust else agreeing(hand, by_rank)):
        entry = _entry_of(record)
        if not type_:
            type_, origin["type"] = entry.type, record.id
        added = _added(entry, fields, is_first=rank == 0)
        fields |= {field: value for field, value in added.items() if field not in omit}
        origin |= {field: record.id for field in added if field not in omit}
    return Merged(Entry(hand.key, type_ or _type_by_fields(fields), fields), origin, tuple(records), hand)


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
    """The records that are about the hand's work, and about the same one as the first of them (see `contradicts`)."""
    fit = [record for record in by_rank if not contradicts(hand, _entry_of(record))]
    return [record for record in fit if not contradicts(_entry_of(fit[0]), _entry_of(record))]


def _entry_of(record: Record) -> Entry:
    return record.entry or Entry("")


def _added(entry: Entry, fields: Mapping[str, Value], *, is_first: bool) -> dict[str, Value]:
    """What a record says beyond the fields that are known."""
    return {
        field: value
        for field, value in entry.fields.items()
        if value and field not in fields and (is_first or field not in PUBLICATION) and _fits_head(field, entry, fields)
    }


def _fits_head(field: str, entry: Entry, fields: Mapping[str, Value]) -> bool:
    head = HEADS.get(field, field)
    return head not in fields or fields[head] == entry.fields.get(head)


def _type_by_fields(fields: Mapping[str, Value]) -> str:
    """What a work is when neither the hand nor a record says: nothing is asserted beyond the fields."""
    return "preprint" if fields.get("eprinttype") == "arxiv" else "misc"
