"""Matching: which item of a Zotero library each entry is: the one that is remembered, else by cite key, else as import.

Each item is one entry's at most, so of two copies in Zotero the older one is taken and the other left alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from refexport.imports.known import KNOWN, Known
from refexport.lists.reading_list import Line
from refexport.model.entry import Entry, Merged, all_identifiers
from refexport.model.ids import scheme_of
from refexport.store.synced import Synced
from refexport.sync.library import Snapshot
from refexport.sync.values import entry_of_values


class Matches(NamedTuple):
    """Cite key -> item key of what is there; of what was there and is gone; and of an item that is another work's."""

    items: Mapping[str, str]
    gone: Mapping[str, str]
    strangers: Mapping[str, str]


def match_items(merged: Sequence[Merged], known: Mapping[str, Synced], snapshot: Snapshot) -> Matches:
    """The items of entries; ``known`` is what is remembered by cite key."""
    items: dict[str, str] = {}
    gone: dict[str, str] = {}
    works, renamed = snapshot.works, _renamed(merged, known)
    for one in merged:
        synced = remembered(one.entry, known) or renamed.get(one.entry.key)
        if not synced or synced.item in (*items.values(), *gone.values()):
            continue
        if synced.item in works:
            items[one.entry.key] = synced.item
        elif _was_there(synced, snapshot):
            gone[one.entry.key] = synced.item
    left = [one for one in merged if one.entry.key not in items.keys() | gone.keys()]
    free = {key: _entry(snapshot, key) for key in works if key not in items.values()}
    deleted = _deleted(merged, known, snapshot)
    found = _found(left, {**free, **deleted})
    gone |= {key: item for key, item in found.items() if item in deleted}
    found = {key: item for key, item in found.items() if item in free}
    keys = {entry.key: item for item, entry in free.items() if entry.key and item not in found.values()}
    new = [one.entry.key for one in left if one.entry.key not in found.keys() | gone.keys()]
    return Matches({**items, **found}, gone, {key: keys[key] for key in new if key in keys})


def remembered(entry: Entry, known: Mapping[str, Synced]) -> Synced | None:
    """What is remembered of an entry, under its cite key or an earlier one."""
    return next((known[key] for key in (entry.key, *entry.words("ids")) if key in known), None)


def _deleted(merged: Sequence[Merged], known: Mapping[str, Synced], snapshot: Snapshot) -> dict[str, Entry]:
    """What is remembered of deleted items whose entries have other cite keys now, if they are there at all."""
    old = [one for one in _without_entry(merged, known) if one.item not in snapshot.works]
    return {one.item: entry_of_values(one.sent) for one in old if _was_there(one, snapshot)}


def _renamed(merged: Sequence[Merged], known: Mapping[str, Synced]) -> dict[str, Synced]:
    """Cite key -> what is remembered under another one: an entry that was sent with an identifier is the same entry."""
    old = {id_: one for one in _without_entry(merged, known) for id_ in all_identifiers(entry_of_values(one.sent))}
    named = [(one.entry.key, id_) for one in merged for id_ in (all_identifiers(one.entry) if old else ())]
    return {key: old[id_] for key, id_ in reversed(named) if id_ in old}


def _without_entry(merged: Sequence[Merged], known: Mapping[str, Synced]) -> list[Synced]:
    """What is remembered under cite keys that no entry has."""
    named = {key for one in merged for key in (one.entry.key, *one.entry.words("ids"))}
    return [one for key, one in known.items() if key not in named and one.sent]


def _was_there(one: Synced, snapshot: Snapshot) -> bool:
    """Whether Zotero had the item: it said so, or has it in the trash."""
    return not one.is_new or one.item in snapshot.items


def _entry(snapshot: Snapshot, item: str) -> Entry:
    return entry_of_values(snapshot.values(item))


def _found(left: Sequence[Merged], free: Mapping[str, Entry]) -> dict[str, str]:
    """Cite key -> item, as import finds known works, the surest first; then by an identifier alone."""
    if not left or not free:
        return {}
    own = {one.entry.key for one in left}
    lines = [Line(number, entry.key, "", entry) for number, entry in enumerate(free.values())]
    found: dict[str, str] = {}
    for item, taken in zip(free, Known(left, "").take(lines), strict=True):
        if taken.verdict == KNOWN and taken.key in own:
            found.setdefault(taken.key, item)
    rest = [one for one in left if one.entry.key not in found]
    return found | _by_identifier(rest, {item: one for item, one in free.items() if item not in found.values()})


def _by_identifier(left: Sequence[Merged], free: Mapping[str, Entry]) -> dict[str, str]:
    """Cite key -> the oldest item with its identifier, whatever its title: import doubts such a work and adds it.

    A push would double it. As one work it loses nothing, since what the two say otherwise is a clash, which is shown.
    """
    items: dict[str, str] = {}
    for item, entry in free.items():
        for id_ in all_identifiers(entry):
            items.setdefault(id_, item)
    bearers = Counter(id_ for one in left for id_ in all_identifiers(one.entry))
    found: dict[str, str] = {}
    for one in left:
        ids = [id_ for id_ in all_identifiers(one.entry) if bearers[id_] == 1 and scheme_of(id_) != "isbn"]
        item = next((items[id_] for id_ in ids if id_ in items and items[id_] not in found.values()), "")
        found |= {one.entry.key: item} if item else {}
    return found
