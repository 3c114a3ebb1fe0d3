"""Three-way merge of entries.lock.json, record by record: what git asks `refexport merge-driver` for."""

from collections.abc import Iterator
from typing import cast

from refexport.errors import LockError
from refexport.model.entry import Record
from refexport.store.lock import Lock, parse_lock, print_lock
from refexport.store.repair import age
from refexport.store.threeway import NoMergeError, Result, Three, each


def merge_locks(files: Three[bytes]) -> Result:
    """The lock with the records of both sides, never with a conflict: any of them can be fetched again.

    NoMergeError if a side cannot be read; an ancestor that cannot be read counts as empty.
    """
    try:
        locks = Three(_ancestor(files.base), _side(files.ours, "our side"), _side(files.theirs, "their side"))
    except LockError as error:
        raise NoMergeError(str(error)) from error
    keys = dict.fromkeys((*locks.ours, *locks.theirs))
    records = {key: tuple(_merge_records(locks.map(lambda lock: _by_id(lock, key)))) for key in keys}  # noqa: B023
    return Result(print_lock(records))


def _side(data: bytes, name: str) -> Lock:
    return parse_lock(data, name) if data else {}


def _ancestor(data: bytes) -> Lock:
    try:
        return parse_lock(data, "")
    except LockError:
        return {}


def _by_id(lock: Lock, key: str) -> dict[str, Record]:
    return {record.id: record for record in lock.get(key, ())}


def _merge_records(records: Three[dict[str, Record]]) -> Iterator[Record]:
    """What one side changed, or of two changes the one that says more of now; nothing where one side removed it.

    What one side removed and the other changed is kept.
    """
    for _, versions in each(records):
        base, ours, theirs = versions
        if ours and theirs:
            is_later = versions.is_conflict and age(theirs) > age(ours)
            yield theirs if is_later else cast("Record", versions.changed)
        elif (kept := ours or theirs) and kept != base:
            yield kept
