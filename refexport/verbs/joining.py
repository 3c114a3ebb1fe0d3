"""Joining: two entries of one work become one; what both say stays as it is in the first, and the rest is not lost."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from refexport.data.datamodel import LIST, datatype_of
from refexport.model.entry import Raw
from refexport.store.edit import Changes, print_entry
from refexport.store.entries import Hand
from refexport.store.typed import CITED_AS, DATE_PARTS, STEERING

Table = Mapping[str, Raw | Mapping[str, Raw]]
"""An entry as it stands in the file: name -> value."""


class Joined(NamedTuple):
    """What the entry that stays gets, which values it has otherwise than the other one, and lines that keep these."""

    changes: Changes
    clashes: Sequence[str]
    comments: Sequence[str]


def joined(kept: Hand, gone: Hand, kept_table: Table, gone_table: Table) -> Joined:
    """How one entry takes in another: fields that it lacks, words of lists; its key and keys among the ``ids``."""
    changes: dict[str, Raw | Mapping[str, Raw]] = {}
    clashes: dict[str, Raw] = {}
    for field, value in gone.entry.fields.items():
        names = _names(gone, field)
        if not kept.entry.has(field):
            changes |= {name: cast("Raw", gone_table[name]) for name in names if name in gone_table}
        elif kept.entry.fields[field] != value and datatype_of(field) == LIST and field != "ids":
            ours = kept.entry.words(field)
            changes[_names(kept, field)[0]] = [*ours, *(one for one in gone.entry.words(field) if one not in ours)]
        elif kept.entry.fields[field] != value and field != "ids":
            clashes |= {name: cast("Raw", gone_table[name]) for name in names if name in gone_table}
    if gone.entry.type and not kept.entry.type:
        changes["type"] = gone.entry.type
    elif gone.entry.type not in ("", kept.entry.type):
        clashes["type"] = gone.entry.type
    changes |= _steering(kept_table, gone_table)
    ids = dict.fromkeys([*kept.entry.words("ids"), gone.entry.key, *gone.entry.words("ids")])
    changes["ids"] = [one for one in ids if one != kept.entry.key]
    return Joined(changes, tuple(clashes), _as_comments(gone.entry.key, clashes))


def _names(hand: Hand, field: str) -> list[str]:
    """The names under which a field stands in the file; a date may stand in parts."""
    parts = [part for part in DATE_PARTS if field == "date" and part in hand.lines]
    return list(dict.fromkeys([*hand.names_of(field), *parts])) or [field]


def _steering(kept: Table, gone: Table) -> dict[str, Raw | Mapping[str, Raw]]:
    """What steers the other entry: small tables and lists are united, the first entry's values win."""
    made: dict[str, Raw | Mapping[str, Raw]] = {}
    for name in STEERING[1:]:
        ours, theirs = kept.get(name), gone.get(name)
        if theirs is None or ours == theirs:
            continue
        if ours is None:
            made[name] = theirs
        elif isinstance(ours, dict) and isinstance(theirs, dict) and name != CITED_AS:
            made[name] = {**theirs, **ours}
        elif isinstance(ours, list) and isinstance(theirs, list):
            made[name] = [*ours, *(one for one in theirs if one not in ours)]
    return made


def _as_comments(key: str, clashes: Mapping[str, Raw]) -> list[str]:
    """``[key] title = "…"``: what the entry said otherwise, for a person to judge."""
    lines = print_entry("x", {}, left_out=tuple(clashes.items())).split("\n")[1:]
    return [f"[{key}] {line.removeprefix('# ')}" for line in lines]
