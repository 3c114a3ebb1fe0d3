"""Reconcile: the lock held against the entries: whose record is whose, what no entry has, what is gone.

Records are found by their identifier, so that an entry keeps them under another cite key. What no entry has stays
until it is pruned: entries are commented out and come back (docs/decisions/0012).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from refexport.model.entry import Record, all_identifiers
from refexport.model.ids import SCHEMES, Scheme, scheme_of
from refexport.store.entries import Hand
from refexport.store.lock import Lock, Records

BUILT_IN = tuple(SCHEMES.values())
FEW = 3
"""So many entries may always go without a question: a young project is halved by deleting one."""


def by_identifier(lock: Lock) -> dict[str, Record]:
    """Identifier -> its record, whatever cite key it stands under."""
    return {record.id: record for records in lock.values() for record in records}


def records_of(
    ids: Iterable[str], own: Records, known: Mapping[str, Record], schemes: Collection[str] = SCHEMES
) -> Records:
    """The records of an entry in the order of its identifiers: its own, else those that stand under another cite key.

    Of its own also those of schemes that are not among these names: the service that asked for them is not installed.
    """
    ours = {record.id: record for record in own}
    found = (ours.get(one) or known.get(one) for one in ids)
    return (*filter(None, found), *(record for record in own if scheme_of(record.id) not in schemes))


def reconciled(
    lock: Lock, hands: Sequence[Hand], found: Mapping[str, Record] = {}, schemes: Collection[Scheme] = BUILT_IN
) -> Lock:
    """The lock with what was found, each record under the cite keys of now; what no entry has stays where it is."""
    known = {**by_identifier(lock), **found}
    names = {scheme.name for scheme in schemes}
    wanted = _identifiers(hands, schemes)
    made: dict[str, Records] = {}
    for key, ids in wanted.items():
        own = tuple(found.get(record.id, record) for record in lock.get(key, ()))
        if records := records_of(ids, own, known, names):
            made[key] = records
    for key, record in _left(lock, wanted):
        made[key] = (*made.get(key, ()), record)
    return made


def orphans(lock: Lock, hands: Sequence[Hand], schemes: Collection[Scheme] = BUILT_IN) -> tuple[str, ...]:
    """``"key: id"`` for each record whose identifier no entry has (any more).

    A record of a scheme that nobody here knows is none: the service that asked for it is not installed.
    """
    names = {scheme.name for scheme in schemes}
    left = _left(lock, _identifiers(hands, schemes))
    return tuple(f"{key}: {record.id}" for key, record in left if scheme_of(record.id) in names)


def pruned(lock: Lock, hands: Sequence[Hand], schemes: Collection[Scheme] = BUILT_IN) -> Lock:
    """The lock without its orphans."""
    drop = set(orphans(lock, hands, schemes))
    kept = {key: tuple(one for one in records if f"{key}: {one.id}" not in drop) for key, records in lock.items()}
    return {key: records for key, records in kept.items() if records}


def gone(lock: Lock, hands: Sequence[Hand], schemes: Collection[Scheme] = BUILT_IN) -> tuple[str, ...]:
    """The cite keys of the lock whose entries are gone: neither the key nor an identifier is in use."""
    wanted = _identifiers(hands, schemes)
    ids = frozenset().union(*wanted.values())
    return tuple(
        key for key, records in lock.items() if key not in wanted and ids.isdisjoint(one.id for one in records)
    )


def is_most(lost: int, known: int) -> bool:
    """Whether so many entries are missing that it may well be a mistake: half or more, and not just a few."""
    return lost > FEW and 2 * lost >= known


def _identifiers(hands: Iterable[Hand], schemes: Collection[Scheme]) -> dict[str, tuple[str, ...]]:
    return {hand.entry.key: all_identifiers(hand.entry, schemes) for hand in hands}


def _left(lock: Lock, wanted: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Record]]:
    """The cite key and record of what no entry takes, by the identifiers of each entry.

    Of an entry that is there, a record of an unknown scheme is its own, and an identifier of another package's scheme
    that it no longer has is dropped: a merge, which knows no packages, could not leave such a record out.
    """
    ids = frozenset().union(*wanted.values())
    for key, records in lock.items():
        for record in records:
            if record.id not in ids and (key not in wanted or scheme_of(record.id) in SCHEMES):
                yield key, record
