"""Pull: what changed in a Zotero library since it was last known to agree, as changes of entries.toml.

Three-way and field by field: what only Zotero changed can be taken, what both changed is a person's to decide. What a
line of Extra would hide, since it says a field more exactly, is seen in the fields alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from refexport.data.datamodel import NAMES, datatype_of
from refexport.formats.zotero.files import Attachment, attachments_of, print_file
from refexport.imports.readers import table_of
from refexport.imports.update import (
    ADD,
    CONFLICT,
    DIFFERS,
    GONE,
    OURS,
    REPLACE,
    SAFE,
    Change,
    Work,
    chosen,
)
from refexport.model.entry import Entry, Raw
from refexport.store.synced import ItemValues, Synced
from refexport.sync.compare import compare, is_same
from refexport.sync.values import LABEL, MEMBERS, bare, table_of_values
from refexport.works.merge import HEADS

FIELD_OF = {"tags": "keywords", "collections": "groups", "files": "file"}
"""Name of an item's value with members -> the field that they are."""

SUBTITLES = {head: part for part, head in HEADS.items() if part.endswith("subtitle")}
"""A title -> the field with its second part; Zotero has the two in one."""

LIKE = 0.6
"""How alike an edited line is at least, of 1."""

NOTE_LINE = f"{LABEL}tex.note"

Table = Mapping[str, Raw]


class Sides(NamedTuple):
    """An item on both sides now, and when they last agreed; ``known`` is that agreement."""

    ours: ItemValues
    theirs: ItemValues
    known: Synced

    @property
    def four(self) -> tuple[ItemValues, ItemValues, ItemValues, ItemValues]:
        """Both sides now, and both then."""
        return self.ours, self.theirs, self.known.sent, self.known.held

    @property
    def is_first(self) -> bool:
        """Whether nothing is known of an agreement."""
        return not (self.known.sent or self.known.held)

    @property
    def is_quiet(self) -> bool:
        """Whether Zotero says what it said then: most items do, and need not be read."""
        held = self.known.held
        return all(_is_equal(name, held.get(name), self.theirs.get(name)) for name in {*held, *self.theirs})


def _is_equal(name: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - values as in JSON
    return set(one or ()) == set(other or ()) if name in MEMBERS else is_same(one, other)


class _Tables(NamedTuple):
    """The four as they would stand in entries.toml."""

    ours: Table
    theirs: Table
    sent: Table
    held: Table


def news(work: Work, sides: Sides) -> list[Change]:
    """The fields of an entry that Zotero has otherwise than when both last agreed."""
    if sides.is_quiet:
        return []
    of_items = (*_hidden(work, sides), *_shown(work, sides))
    found = {one.field: one for one in (*of_items, *_of_note(work, sides), *_of_members(work, sides))}
    return list(found.values())


def take(changes: Iterable[Change], takes: Sequence[str]) -> list[Change]:
    """The changes, with those taken that are safe or that ``--take`` names."""
    return [one if OURS in takes and one.kind not in SAFE else chosen(one, takes) for one in changes]


def _shown(work: Work, sides: Sides) -> Iterator[Change]:
    """What the items say otherwise when they are read as a whole."""
    yield from _between(work, sides, _Tables(*map(_table, sides.four)))


def _hidden(work: Work, sides: Sides) -> Iterator[Change]:
    """What the fields say otherwise, though a line of Extra says more: that line is ours, and nobody there sees it."""
    held, theirs = sides.known.held, sides.theirs
    names = [name for name in {*held, *theirs} if name not in MEMBERS and not is_same(held.get(name), theirs.get(name))]
    if sides.is_first or all(name.startswith(LABEL) for name in names):
        return
    whole = _table(theirs), _table(held)
    for one in _between(work, sides, _Tables(*(_table(bare(side)) for side in sides.four))):
        if whole[0].get(one.field) == whole[1].get(one.field):
            yield from _parted(work, one)


def _table(values: ItemValues) -> Table:
    """The fields that an item's values say, but for those that are compared member by member."""
    if not values:
        return {}
    table = table_of_values({name: one for name, one in values.items() if name not in MEMBERS})
    if NOTE_LINE not in values:
        table.pop("note", None)  # lines of Extra that no field takes
    return table


def _between(work: Work, sides: Sides, tables: "_Tables") -> Iterator[Change]:
    for field in dict.fromkeys((*tables.theirs, *tables.held)):
        new, old, mine = tables.theirs.get(field), tables.held.get(field), tables.ours.get(field)
        if new in (old, mine) or field == "ids":
            continue
        is_edited = mine != tables.sent.get(field) and not sides.is_first
        new = _with_parts(field, new, mine, table_of(work.merged.entry).get(field))
        yield _change(work, field, new, old, is_edited=is_edited, is_known=not sides.is_first)


def _change(  # noqa: PLR0913 - the two values, and what is known of them
    work: Work, field: str, new: Raw | None, old: Raw | None, *, is_edited: bool, is_known: bool = True
) -> Change:
    """The change of a field, taken if it is safe: nobody here changed it, or nothing stands there."""
    hand, merged = table_of(work.hand.entry).get(field), table_of(work.merged.entry).get(field)
    origin = work.merged.origin.get("eprint" if field == "arxiv" else field, "")
    fetched = merged if hand is None else None
    kind = ADD if hand is None else REPLACE
    if new is None:
        kind = GONE
    elif is_edited:
        kind = CONFLICT
    elif not is_known and merged is not None:
        kind = DIFFERS
    is_taken = kind in SAFE or (kind == GONE and hand is not None and not is_edited)
    return Change(0, work.hand.entry.key, field, kind, new, hand, old, fetched, origin if fetched else "", is_taken)


def _with_parts(field: str, new: Raw | None, seen: Raw | None, merged: Raw | None) -> Raw | None:
    """A list of names in which those that Zotero left alone keep what it cannot hold: an ORCID iD, other spellings."""
    if not (isinstance(new, list) and isinstance(seen, list) and isinstance(merged, list)):
        return new
    if datatype_of(field) != NAMES or len(seen) != len(merged):
        return new
    return [merged[seen.index(one)] if one in seen else one for one in new]


def _parted(work: Work, one: Change) -> Iterator[Change]:
    """A title and its second part: they are apart here, and one field in Zotero."""
    part = SUBTITLES.get(one.field, "")
    sub = work.merged.entry.plain(part) if part else ""
    if not (sub and isinstance(one.file, str)):
        yield one
        return
    if one.file.endswith(sub) and (rest := one.file.removesuffix(sub).rstrip(" :–—-")):
        yield one._replace(file=rest)
        return
    yield one
    if work.hand.entry.has(part):
        yield _change(work, part, None, sub, is_edited=one.kind == CONFLICT)


# --- tags, collections, files, a line of Extra


def _of_note(work: Work, sides: Sides) -> Iterator[Change]:
    """An entry's note is a line of Extra among others, which programs fill with theirs: those are left alone."""
    ours, theirs, sent, held = (
        set(side.get("extra", ())) for side in (sides.ours, sides.theirs, sides.known.sent, sides.known.held)
    )
    gone, added = (sent & held) - theirs, sorted(theirs - held)
    if not gone or (ours & gone != gone and set(added) <= ours):
        return
    line = added[0] if len(added) == 1 else _nearest(" ".join(gone), added)
    new, old = (table_of_values({"itemType": "document", "extra": some}).get("note") for some in ([line], sorted(gone)))
    is_unclear = bool(added) and not line
    if new != table_of(work.merged.entry).get("note"):
        yield _change(work, "note", new, old, is_edited=ours != sent or is_unclear)


def _nearest(old: str, lines: Sequence[str]) -> str:
    """The line that is an edit of an old one; empty if none is."""
    near = [(SequenceMatcher(None, old, line).ratio(), line) for line in lines]
    return max(near)[1] if near and max(near)[0] >= LIKE else ""


def _of_members(work: Work, sides: Sides) -> Iterator[Change]:
    for name, field in FIELD_OF.items():
        ours, theirs, held = (set(side.get(name, ())) for side in (sides.ours, sides.theirs, sides.known.held))
        added, removed = sorted(theirs - held - ours), (held - theirs) & ours
        if added or removed:
            new = _listed(field, work.merged.entry, added, removed)
            yield _change(work, field, new, table_of(work.merged.entry).get(field), is_edited=False)


def _listed(field: str, entry: Entry, added: Sequence[str], removed: Iterable[str]) -> Raw | None:
    """The value with members added at its end and others removed; None if nothing is left."""
    gone = set(removed)
    if field == "file":
        kept = [one for one in attachments_of(entry.plain(field)) if one.path not in gone]
        return print_file([*kept, *map(Attachment, added)]) or None
    return [*(word for word in entry.words(field) if word not in gone), *added] or None


# --- what is known then


def settled(sides: Sides, ours: ItemValues, changes: Sequence[Change], takes: Sequence[str]) -> Synced:
    """The agreement after what was taken is in entries.toml, whose item says ``ours`` now.

    What is still open stays news. What means nothing here (a date spelled otherwise, a field that no entry has) is no
    news any more.
    """
    known = compare(ours, sides.theirs, sides.known).known
    is_over = OURS in takes
    still_open = set() if is_over else {one.field for one in changes if not one.is_taken}
    sent, held = dict(known.sent), dict(known.held)
    for name in {*sides.theirs, *known.held}:
        new = sides.theirs.get(name)
        if is_same(new, known.held.get(name)):
            continue
        if name in MEMBERS:
            is_settled = is_over or (name == "extra" and "note" not in still_open)
            held |= {name: new} if new and is_settled else {}
            continue
        meant = _meant(sides, name)
        if not still_open & meant:
            _put(held, name, new)
        if meant and not still_open & meant:
            _put(sent, name, ours.get(name))
    return known._replace(sent=sent, held=held)


def _meant(sides: Sides, name: str) -> set[str]:
    """The fields of an entry that a value of the item changed."""
    now, before = sides.theirs, dict(sides.theirs)
    _put(before, name, sides.known.held.get(name))
    found: set[str] = set()
    for old, new in ((before, now), (bare(before), bare(now))):
        one, other = _table(old), _table(new)
        found |= {field for field in {*one, *other} if one.get(field) != other.get(field)}
    return found


def _put(values: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 - values as in JSON
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
