"""Repair: what is whole of a damaged lock, and both sides of one that git could not merge.

Records are found by the file's layout, a block of lines for each, so that damage costs only the record in which it is.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import LockError
from refexport.model.entry import Record
from refexport.store.files import read_bytes
from refexport.store.lock import REBUILD, RECORD, UNDIGESTED, VERSION, Lock, parse_lock, parse_record
from refexport.store.stamps import looked_for

MOST_NOTES = 10
STRING = rb'"(?:[^"\\\n]|\\.)*"'
ID = rb'^ {8}"id": (?P<id>%b)' % STRING
ID_LINE = regex(ID, re.MULTILINE)
PART = regex(rb"^ {4}(?P<key>%b): \[|^ {4}(?P<end>\])|(?P<record>%b)|%b" % (STRING, RECORD.pattern, ID), re.MULTILINE)
"""The lines between which a cite key's records stand, a whole record, and the identifier of one that is not whole."""
VERSION_LINE = regex(rb'^ *"version": *([0-9]{1,9})', re.MULTILINE)
MARK = regex(rb"^(?:(<{7})|(\|{7})|(={7})|(>{7}))(?:[ \r]|$)")
"""The lines that git puts round the two sides of a conflict, and before what both were made from (diff3)."""


class Repaired(NamedTuple):
    """What a lock holds, and what was wrong with it, a line each; nothing of a lock that is whole."""

    lock: Lock
    notes: tuple[str, ...] = ()


class Damage(NamedTuple):
    """A record that is not whole: its line, cite key and identifier."""

    line: int
    key: str
    id: str


def repaired_lock(path: Path) -> Repaired:
    """What a lock file holds, none if there is no file; LockError if there is nothing in it that is whole."""
    if path.exists():
        return repair(read_bytes(path), str(path))
    looked_for(path)
    return Repaired({})


def repair(data: bytes, name: str) -> Repaired:
    """What a lock file's bytes hold; LockError as `repaired_lock`, and for a version of the lock that is unknown."""
    try:
        return Repaired(parse_lock(data, name))
    except LockError as error:
        if any(int(version) > VERSION for version in VERSION_LINE.findall(data)):
            raise
        sides = [_read(side) for side in _sides(data)]
        lock: Lock = reduce(united, (lock for lock, _ in sides), {})
        if not lock:
            raise LockError(error.message, REBUILD) from error
        damaged = sorted({one for _, damaged in sides for one in damaged if not _has(lock, one)})
        notes = [f"{error.message}: the records of both sides are kept"] if len(sides) > 1 else []
        if not data.rstrip().endswith(b"}"):
            notes.append(f"{name}: the end of the file is missing, and what stood there")
        notes += _notes(name, damaged)
        return Repaired(lock, tuple(notes or [f"{error.message}: what is whole of it is kept"]))


def united(ours: Lock, theirs: Lock) -> Lock:
    """The records of both sides; where both have one and they differ, the one that says more of now.

    That is a record of a work before "does not exist", then what the registry updated later, then ours.
    """
    made = {key: {record.id: record for record in records} for key, records in ours.items()}
    for key, records in theirs.items():
        known = made.setdefault(key, {})
        for record in records:
            known[record.id] = max(known.get(record.id, record), record, key=age)  # of equals the first
    return {key: tuple(records.values()) for key, records in made.items()}


def age(record: Record) -> tuple[bool, str]:
    """The greater, the more a record says of now: a work before "does not exist", then what was updated later."""
    return record.entry is not None, record.updated


def _sides(data: bytes) -> list[bytes]:
    """Ours and theirs of a file with conflict markers, each with the lines of the other left blank; else the file."""
    ours, theirs, at = [], [], 0
    is_conflict = False
    for line in data.split(b"\n"):
        mark = MARK.match(line)
        number = mark.lastindex or 0 if mark else 0
        if number == 1 or (number and at):  # a line of = signs alone is none
            at, is_conflict = number % 4, True
            line = b""  # noqa: PLW2901 - line numbers stay
        ours.append(line if at in (0, 1) else b"")
        theirs.append(line if at in (0, 3) else b"")
    return [b"\n".join(ours), b"\n".join(theirs)] if is_conflict else [data]


def _read(side: bytes) -> tuple[Lock, list[Damage]]:
    """The records that are whole, and those that are not."""
    version = VERSION_LINE.search(side)
    may_lack_digest = version is not None and int(version[1]) == UNDIGESTED
    lock: dict[str, tuple[Record, ...]] = {}
    damaged: list[Damage] = []
    line, at = 1, 0
    for key, part in _parts(side):
        data = part["record"] or b""  # empty for one of which only the identifier is recognisable
        try:
            lock[key] = (*lock.get(key, ()), parse_record(key, data, may_lack_digest=may_lack_digest))
        except ValueError:
            named = ID_LINE.search(side, part.start(), part.end())
            start = named.start() if named else part.start()
            line, at = line + side.count(b"\n", at, start), start
            damaged.append(Damage(line, key, _string(named["id"]) if named else ""))
    return lock, damaged


def _parts(side: bytes) -> Iterator[tuple[str, "re.Match[bytes]"]]:
    """Each record, whole or by its identifier, and the cite key under which it stands; empty if that is damaged."""
    key = ""
    for part in PART.finditer(side):
        if part["key"] or part["end"]:
            key = _string(part["key"]) if part["key"] else ""
        else:
            yield key, part


def _string(data: bytes) -> str:
    with suppress(ValueError):
        return str(json.loads(data))
    return ""


def _has(lock: Mapping[str, tuple[Record, ...]], damage: Damage) -> bool:
    return any(record.id == damage.id for record in lock.get(damage.key, ()))


def _notes(name: str, damaged: Sequence[Damage]) -> Iterator[str]:
    for line, key, identifier in damaged[:MOST_NOTES]:
        yield f"{name}:{line}: [{key}] {identifier}: the record is damaged, and to be fetched anew"
    if len(damaged) > MOST_NOTES:
        yield f"{name}: {len(damaged) - MOST_NOTES} more records are damaged, and to be fetched anew"
