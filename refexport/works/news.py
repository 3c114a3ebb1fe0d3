"""News: what the records know that is newer than what an entry cites, and what a newer record changes in it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from refexport.data.kinds import BOOKS
from refexport.model.entry import Entry, Merged, Raw, Record, all_identifiers, print_value
from refexport.model.ids import SCHEMES
from refexport.text.notices import notice_in
from refexport.works.match import full_title
from refexport.works.merge import merge
from refexport.works.venues import is_placeholder_venue

PUBLISHED, NEWER = "published", "newer"

KINDS: Mapping[str, str] = {
    PUBLISHED: "published-version-exists",
    NEWER: "newer-version",
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "concern": "concern",
    "correction": "corrected",
}
"""Links of records that tell news -> the rules of `check` by which an entry may allow them."""

VENUES = ("journaltitle", "booktitle", "publisher")

IDENTIFYING = frozenset({"eprint", "eprinttype", "eprintclass", *(scheme.field for scheme in SCHEMES.values())})
"""Fields that an entry is found by, whatever a record says."""

LOOSE = frozenset({"article", "misc", "online", "unpublished", "preprint"})
"""Types that a preprint is given where there is no such type."""


class News(NamedTuple):
    """What became of a work, by its link: who says so (the id of a record, or nothing for the title), and what."""

    key: str
    kind: str
    source: str
    target: str


class Difference(NamedTuple):
    """A field whose value changed: None is no value; ``source`` is the record that gives the new one.

    With a value ``by_hand`` that one stays, and the change is what the records said before and say now.
    """

    key: str
    field: str
    old: Raw | None
    new: Raw | None
    source: str
    by_hand: Raw | None = None


def news(merged: Merged) -> list[News]:
    """What the records of an entry know that is newer, in the order of `KINDS`."""
    return [
        News(merged.entry.key, kind, source, target)
        for kind in KINDS
        for source, target in (publications(merged) if kind == PUBLISHED else told(merged, kind))
    ]


def publications(merged: Merged) -> list[tuple[str, str]]:
    """(record, what it says) of the publication of a preprint, if no record of the entry is the publication's."""
    if not cites_preprint(merged):
        return []
    known = all_identifiers(merged.hand or merged.entry)
    linked = ((record.id, one) for record in merged.records for one in record.links.get(PUBLISHED, ()))
    return [(source, one) for source, one in linked if one not in known]


def cites_preprint(merged: Merged) -> bool:
    """Whether an entry cites a preprint: its records are of one, and the hand names no place where it was published."""
    hand = merged.hand or merged.entry
    records = [record.entry for record in merged.records if record.entry]
    is_named = any(is_placeholder_venue(hand.plain(field)) for field in VENUES)
    is_loose = hand.type in ("", *LOOSE) and (hand.type != "article" or is_named)
    return bool(records) and is_loose and not _has_venue(hand) and all(one.type == "preprint" for one in records)


def told(merged: Merged, link: str) -> list[tuple[str, str]]:
    """(record, what it says) of each record that has the link; if none has, of a title that says the same.

    Of the titles of books only those that say "retracted": others are what their authors called them ("Correction").
    """
    linked = [(record.id, one) for record in merged.records for one in record.links.get(link, ())]
    title = full_title(merged.entry)
    is_said = notice_in(title) == link and (link == "retraction" or merged.entry.type not in BOOKS)
    return linked or ([("", title)] if is_said else [])


def differences(before: Merged, after: Merged, prefer: str) -> list[Difference]:
    """Field by field what became of an entry, then what the hand keeps though its records changed it.

    The records of before are the common ancestor: what the hand says otherwise than both is a clash, told when the
    records change and never again; what they left as it was is no news (docs/decisions/0022).
    """
    return [*_changed(before, after), *_clashes(before, after, prefer)]


def yielding(hand: Entry, before: Merged, after: Merged, prefer: str, *, is_taken: bool) -> tuple[str, ...]:
    """The fields by hand that give way to what the records say now: those that say what the records said before.

    What differs from these is the hand's correction and stays. With a publication that is taken a venue that only says
    "a preprint" goes too, and with it the type that a preprint was given, and the preprint's year.
    """
    old, new = (_spelled(_by_records(one.records, prefer).entry) for one in (before, after))
    lines = {field: value for field, value in _spelled(hand).items() if field not in IDENTIFYING}
    repeated = [f for f, ours in lines.items() if f in old and f in new and ours == old[f] != new[f]]
    if not is_taken or new.get("type", "preprint") == "preprint":
        return tuple(repeated)
    venues = [field for field in VENUES if is_placeholder_venue(hand.plain(field))]
    types = ["type"] if hand.type in LOOSE and hand.type != new.get("type") and not _has_venue(hand) else []
    is_old_year = bool(types or venues) and hand.year == _by_records(before.records, prefer).entry.year
    dates = ["date"] if is_old_year and hand.has("date") else []
    return tuple(dict.fromkeys((*repeated, *venues, *types, *dates)))


def _has_venue(hand: Entry) -> bool:
    return any(hand.has(field) and not is_placeholder_venue(hand.plain(field)) for field in VENUES)


def _changed(before: Merged, after: Merged) -> Iterator[Difference]:
    old, new = _spelled(before.entry), _spelled(after.entry)
    for field in dict.fromkeys((*old, *new)):
        if old.get(field) != new.get(field):
            source = after.origin.get(field, "")
            yield Difference(after.entry.key, field, old.get(field), new.get(field), source)


def _clashes(before: Merged, after: Merged, prefer: str) -> Iterator[Difference]:
    hand = _spelled(after.hand or Entry(""))
    base, theirs = (_by_records(one.records, prefer) for one in (before, after))
    old, new = _spelled(base.entry), _spelled(theirs.entry)
    for field, ours in hand.items():
        is_told = field in old and field in new and old[field] != new[field]
        if is_told and ours != new[field]:
            source = theirs.origin.get(field, "")
            yield Difference(after.entry.key, field, old[field], new[field], source, ours)


def _by_records(records: tuple[Record, ...], prefer: str) -> Merged:
    return merge(Entry(""), records, prefer=prefer)


def _spelled(entry: Entry) -> dict[str, Raw]:
    """The fields, and the type, as they stand in a file."""
    fields = {field: print_value(field, value) for field, value in entry.fields.items() if value}
    return {**({"type": entry.type} if entry.type else {}), **fields}
