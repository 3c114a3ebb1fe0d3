"""entries.zotero.jsonl: which item of a Zotero library each entry is, and what the two last agreed on.

A line is whole in itself, sorted by library and cite key: ``["users/12", "smith2020", {"item": "ABCD2345", …}]``, its
parts sorted too. So a change of one value is a change of one line, and what a merge by git leaves behind can be read: a
line that is none is passed over, and of two that differ neither's values count, but an item that both name does
(docs/decisions/0030).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from refexport.store.files import LockedFile, read_bytes

ItemValues = Mapping[str, Any]
"""What an item says, by the names that `refexport.sync.values` gives; values as in JSON, never None."""


class Sending(NamedTuple):
    """What was about to be sent when nothing was known of the answer: the item's version then, and the values."""

    version: int
    values: Mapping[str, Any]


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Synced(NamedTuple):
    """An entry's item, and the state in which both sides were known to agree.

    ``sent`` is what entries.toml had then, ``held`` what Zotero had: it spells some values its own way. ``is_new``
    until Zotero has said that it has the item. ``children`` are the items of its note, by what they hold.
    """

    item: str
    sent: ItemValues = NOTHING
    held: ItemValues = NOTHING
    is_new: bool = False
    sending: Sending | None = None
    children: Mapping[str, str] = NOTHING


class Link(NamedTuple):
    """A library and a cite key."""

    library: str
    key: str


def synced_path(entries: Path) -> Path:
    """``entries.zotero.jsonl`` beside ``entries.toml``."""
    return entries.with_suffix(".zotero.jsonl")


def read_synced(path: Path) -> dict[Link, Synced]:
    """What stands in a file, nothing if there is none; FileError if it cannot be read."""
    return parse_synced(read_bytes(path)) if path.exists() else {}


def parse_synced(data: bytes) -> dict[Link, Synced]:
    """What the lines of a file say."""
    found: dict[Link, Synced] = {}
    torn: set[Link] = set()
    for line in data.decode(errors="replace").split("\n"):
        one = _parse_line(line)
        if one is None:
            continue
        link, synced = one
        if link in found and found[link] != synced:
            is_same = found[link].item == synced.item
            torn.update(() if is_same else {link})
            synced = Synced(synced.item)
        found[link] = synced
    return {link: synced for link, synced in found.items() if link not in torn}


def print_synced(lines: Mapping[Link, Synced]) -> bytes:
    """The file's bytes, the same for equal knowledge."""
    rows = (json.dumps([*link, _table(lines[link])], ensure_ascii=False, sort_keys=True) for link in sorted(lines))
    return "".join(f"{row}\n" for row in rows).encode(errors="replace")


def write_synced(file: LockedFile, lines: Mapping[Link, Synced]) -> bool:
    """Whether the file, whose lock the caller has, changed."""
    return file.write(print_synced(lines)) if lines or file.path.exists() else False


def _table(one: Synced) -> dict[str, Any]:
    """The parts of a line; of what Zotero holds only what is otherwise there."""
    names = {**one.sent, **one.held}
    other = {name: one.held.get(name) for name in names if one.held.get(name) != one.sent.get(name)}
    table: dict[str, Any] = {"item": one.item, "sent": dict(one.sent)}
    table |= {"held": other} if other else {}
    table |= {"new": True} if one.is_new else {}
    table |= {"sending": list(one.sending)} if one.sending else {}
    return table | ({"children": dict(one.children)} if one.children else {})


def _parse_line(line: str) -> tuple[Link, Synced] | None:
    try:
        match json.loads(line):
            case [str(library), str(key), {"item": str(item), "sent": dict(sent)} as table]:
                return Link(library, key), _synced(item, sent, table)
    except (ValueError, RecursionError):
        pass
    return None


def _synced(item: str, sent: dict[str, Any], table: Mapping[str, Any]) -> Synced:
    """The knowledge of a line; ValueError for parts that are none."""
    other, children = table.get("held", {}), table.get("children", {})
    if not all(isinstance(one, dict) and all(map(_is_value, one.values())) for one in (sent, other, children)):
        raise ValueError("no such line")
    held = {name: value for name, value in {**sent, **other}.items() if value is not None}
    sending = None
    match table.get("sending"):
        case [int(version), dict(values)] if all(map(_is_value, values.values())):
            sending = Sending(version, values)
    return Synced(item, sent, held, bool(table.get("new")), sending, children)


def _is_value(value: object) -> bool:
    """Whether an item may say this: words, some of them, or persons; None where there is nothing."""
    if isinstance(value, list):
        return all(isinstance(one, str) or (isinstance(one, list) and all(map(_is_word, one))) for one in value)
    return value is None or isinstance(value, str)


def _is_word(value: object) -> bool:
    return isinstance(value, str)
