"""Incremental: a project of which only what changed since an earlier run is read.

An entry that has not changed is known by a digest of all that makes it: its piece of entries.toml, the records of the
lock that it uses, which publication the settings prefer, and the same of the entries that it takes over from. Of such
entries only what chooses them is kept; whoever asks for more makes all of the project be read (docs/decisions/0034).
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import InputError, LockError
from refexport.model.entry import Entry, Merged, Value, all_identifiers, identifiers
from refexport.project import Project, lock_path
from refexport.store.entries import Hand, Library, Settings, parse_entries
from refexport.store.files import read_bytes
from refexport.store.kept import Kept
from refexport.store.lock import Lock, parse_lock, spelled_key
from refexport.store.pieces import LockPieces, Pieces, cut_entries, cut_lock, digest
from refexport.store.source import RESERVED
from refexport.store.stamps import looked_for
from refexport.works.inheritance import parents_first, parents_of
from refexport.works.merge import is_apart

LISTS, LINKS = ("ids", "groups"), ("crossref", "xref", "related")
CHOOSING = frozenset({*LISTS, *LINKS})
"""Fields by which entries are chosen and put together in files."""
STORE = regex(rb"\bstore[\"']?[ \t]*=")
"""The setting of a store, from which entries take fields that no piece has."""
CROSSREF = regex(rb"crossref[\"']?[ \t]*=", re.IGNORECASE)
"""A field by which an entry takes over from another one."""
MOST_CHANGED = 0.2
"""Part of the entries; where more have changed, all are read."""


class Ids(NamedTuple):
    """The identifiers of an entry as typed, and those of them that services are asked for."""

    typed: tuple[str, ...]
    asked: tuple[str, ...]


class Chosen(NamedTuple):
    """The type of a merged entry, its fields that choose, and whether a record of it is of another work."""

    type: str
    fields: dict[str, str | tuple[str, ...]]
    is_apart: bool


class LaterFields(Mapping[str, Value]):
    """The fields of an entry, of which all but those that choose are read when they are asked for."""

    def __init__(self, chosen: Mapping[str, Value], read: Callable[[], Mapping[str, Value]]) -> None:
        """``chosen`` has each field of `CHOOSING` that the entry has."""
        self._chosen, self._read = chosen, read

    def _with(self, field: object) -> Mapping[str, Value]:
        return self._chosen if field in CHOOSING else self._read()

    def get(self, field: str, default: object = None) -> object:  # type: ignore[override]
        """The value of a field, else the default."""
        return self._with(field).get(field, default)

    def __getitem__(self, field: str) -> Value:
        """The value of a field; KeyError if there is none."""
        return self._with(field)[field]

    def __contains__(self, field: object) -> bool:
        """Whether there is such a field."""
        return field in self._with(field)

    def __iter__(self) -> Iterator[str]:
        """The names of all fields."""
        return iter(self._read())

    def __len__(self) -> int:
        """How many fields there are."""
        return len(self._read())


def open_project(path: Path) -> Project:
    """The project, incremental where its files can be cut and something may be kept; errors as of `Project`."""
    kept, data, lock_data = Kept(path), read_bytes(path), _lock_data(path)
    pieces = None if kept.is_off else cut_entries(data)
    records = cut_lock(lock_data) if pieces else None
    if pieces is None or records is None or STORE.search(data):
        return Project(path, parse_entries(data, str(path)), _parse_lock(path, lock_data))
    return Incremental(path, kept, _Cut(data, pieces, records))


def open_part(path: Path, key: str) -> Project:
    """A project that knows the entry of a cite key; all where that cannot be read alone. Errors as of `Project`."""
    data, lock_data = read_bytes(path), _lock_data(path)
    pieces, records = cut_entries(data), cut_lock(lock_data)
    if pieces and records and key in pieces.names and not STORE.search(data) and not CROSSREF.search(data):
        part = _Cut(data, pieces, records)
        try:
            library = part.library(path, {key})
            return Project(path, library, part.lock(path, library.hands))
        except (InputError, LockError, ValueError):
            pass  # all of it may say more
    return Project(path, parse_entries(data, str(path)), _parse_lock(path, lock_data))


def _lock_data(path: Path) -> bytes:
    file = lock_path(path)
    if file.exists():
        return read_bytes(file)
    looked_for(file)
    return b""


def _parse_lock(path: Path, data: bytes) -> Lock:
    return parse_lock(data, str(lock_path(path))) if data else {}


class _Cut:
    """The two files in pieces, and entries.toml whole."""

    def __init__(self, data: bytes, pieces: Pieces, records: LockPieces) -> None:
        self.data, self.pieces, self.records = data, pieces, records
        self.prints = {key: digest(piece) for key, piece in pieces.of_keys().items() if key != RESERVED}
        self.record_prints = {name: digest(block) for name, block in records.blocks.items()}

    def library(self, path: Path, keys: Collection[str]) -> Library:
        """The settings and some entries; ValueError if their pieces are something else."""
        library = parse_entries(self.pieces.only({*keys, RESERVED}), str(path))
        if {hand.entry.key for hand in library.hands} != {*keys}:
            raise ValueError("these pieces are no entries")
        return library

    def whole_lock(self, path: Path) -> Lock:
        """All of the lock."""
        return _parse_lock(path, self.records.only(self.records.blocks))

    def lock(self, path: Path, hands: Collection[Hand]) -> Lock:
        """The records that entries use."""
        names = [name for hand in hands for name in self.used(hand.entry.key, all_identifiers(hand.entry))]
        return _parse_lock(path, self.records.only(names))

    def used(self, key: str, ids: Collection[str]) -> tuple[bytes, ...]:
        """The keys, as the lock spells them, under which it has an entry's records: its own, and other owners'."""
        own = spelled_key(key)
        others = [self.records.owners.get(one, own) for one in ids if not self.records.holds_all(own, (one,))]
        return tuple(dict.fromkeys(name for name in (own, *others) if name in self.records.blocks))

    def lacks(self, key: str, identifier: str) -> bool:
        """Whether the lock has no record of an entry's identifier."""
        is_own = self.records.holds_all(spelled_key(key), (identifier,))
        return not is_own and identifier not in self.records.owners


class Incremental(Project):
    """The project of files that were cut; ``prints`` are the digests of what makes each entry (see above).

    There are none where something that looked like an entry is none.
    """

    def __init__(self, path: Path, kept: Kept, cut: _Cut) -> None:
        """Reads what no earlier run has read; errors as of `Project`."""
        self.path, self.kept, self._cut = path, kept, cut
        self._kept_ids = kept.shelf("ids", Ids)
        self._chosen = kept.shelf("entries", Chosen)
        self.prints: Mapping[str, bytes] = {}
        self._bases: Mapping[str, bytes] = {}
        self._open: Collection[str] = ()
        try:
            fresh = self._read_changed()
        except (InputError, LockError, ValueError):
            fresh = None  # reading all of it says what is wrong
        self._fresh = {one.key: one for one in (self._read_all() if fresh is None else fresh)}

    @cached_property
    def library(self) -> Library:  # type: ignore[override]
        """All of entries.toml."""
        return parse_entries(self._cut.data, str(self.path))

    @cached_property
    def lock(self) -> Lock:  # type: ignore[override]
        """All of the lock."""
        return self._cut.whole_lock(self.path)

    @property
    def settings(self) -> Settings:
        """What stands in ``[refexport]``."""
        return self._settings

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What is exported; of an entry that has not changed most fields are read when they are asked for."""
        if not self.prints:
            return tuple(self._fresh.values())
        return tuple(self._fresh.get(key) or self._later(key) for key in self._cut.prints)

    @cached_property
    def unlocked(self) -> Mapping[str, tuple[str, ...]]:
        """As of `Project`."""
        if not self.prints:
            return super().unlocked
        cut = self._cut
        ids = {key: self._kept_ids[cut.prints[key]] for key in self._open}
        found = {key: asked for key, (typed, asked) in ids.items() if any(cut.lacks(key, one) for one in typed)}
        lacking = {key: tuple(one for one in asked if cut.lacks(key, one)) for key, asked in found.items()}
        return {key: asked for key, asked in lacking.items() if asked}

    @property
    def apart(self) -> frozenset[str]:
        """As of `Project`."""
        if not self.prints:
            return super().apart
        return frozenset(key for key, one in self._bases.items() if self._chosen[one].is_apart)

    def place_of(self, key: str) -> str:
        """As of `Project`."""
        return f"{self.path}:{self._lines[key]}"

    @property
    def uncited(self) -> tuple[str, ...]:
        """Nothing: such a project has no store."""
        return ()

    def keep(self) -> None:
        """Keeps what was read, and the blocks that were made, for the next run."""
        if self.prints:
            self.kept.use("ids", self._cut.prints.values())
            self.kept.use("entries", self._bases.values())
            blocks = self._cut.record_prints.values()
            self.kept.shelf("lock", bool).update(dict.fromkeys(blocks, True))
            self.kept.use("lock", blocks)
            self.kept.save()

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for name, line in self._cut.pieces.lines():
            found.setdefault(name, line)
        return found

    @cached_property
    def _all(self) -> Mapping[str, Entry]:
        return {one.key: one for one in self._read_all()}

    def _later(self, key: str) -> Entry:
        type_, chosen, _ = self._chosen[self._bases[key]]
        return Entry(key, type_, LaterFields(chosen, lambda: self._all[key].fields))

    def _read_changed(self) -> tuple[Entry, ...] | None:
        """The entries of which nothing was kept, read alone; None if they are not few."""
        cut = self._cut
        known = self.kept.shelf("lock", bool)
        unread = [name for name, one in cut.record_prints.items() if one not in known]
        changed = {key for key, one in cut.prints.items() if one not in self._kept_ids}
        most = MOST_CHANGED * len(cut.prints)
        if max(len(changed), len(unread)) > most:
            return None
        _parse_lock(self.path, cut.records.only(unread))
        library = cut.library(self.path, changed)
        self._settings = library.settings
        self._take(library)
        wanted = changed | {key for key, one in self._bases.items() if one not in self._chosen}
        if len(wanted) > most:
            return None
        library = self._with(library, wanted)
        parents = self._parents({hand.entry.key: hand.entry for hand in library.hands})
        wanted |= _family(wanted, parents)
        if len(wanted) > most:
            return None
        library = self._with(library, wanted)
        part = Project(self.path, library, cut.lock(self.path, library.hands))
        self._choose(part.merged, parents)
        return part.entries

    def _with(self, library: Library, keys: Collection[str]) -> Library:
        """The entries of these keys, which are read where the library lacks one."""
        return library if len(library.hands) == len(keys) else self._cut.library(self.path, keys)

    def _parents(self, read: Mapping[str, Entry]) -> Mapping[str, str]:
        """Whose ``crossref`` names which entry, among those that were read and those of which it is kept."""
        others = {key: self._chosen[one].fields for key, one in self._bases.items() if key not in read}
        if not any("crossref" in fields for fields in (*(one.fields for one in read.values()), *others.values())):
            return {}
        return parents_of(read.get(key) or self._later(key) for key in self._bases)

    def _read_all(self) -> tuple[Entry, ...]:
        """All entries; what they are made of is not kept in memory."""
        library = parse_entries(self._cut.data, str(self.path))
        project = Project(self.path, library, self._cut.whole_lock(self.path))
        entries = project.entries
        self._settings = library.settings
        if [*self._cut.prints] == [one.key for one in entries]:
            self._take(library)
            self._choose(project.merged, parents_of(entries))
        else:
            self.prints = {}
        return entries

    def _take(self, library: Library) -> None:
        """Takes the identifiers of entries that were read, and makes the digests of all but for their parents."""
        cut = self._cut
        for hand in library.hands:
            self._kept_ids[cut.prints[hand.entry.key]] = Ids(all_identifiers(hand.entry), identifiers(hand.entry))
        prefer = digest(library.settings.prefer.encode())
        typed = {key: self._kept_ids[one].typed for key, one in cut.prints.items()}
        self._open = [key for key, ids in typed.items() if not cut.records.holds_all(spelled_key(key), ids)]
        used = {key: (spelled_key(key),) for key in cut.prints} | {key: cut.used(key, typed[key]) for key in self._open}
        self._bases = {
            key: b"".join([prefer, one, *[cut.record_prints[name] for name in used[key]]])
            for key, one in cut.prints.items()
        }

    def _choose(self, merged: Collection[Merged], parents: Mapping[str, str]) -> None:
        """Takes what is kept of entries, and makes the digests of all: with those that they take over from."""
        for one in merged:
            entry = one.entry
            lists = {field: entry.words(field) for field in LISTS if entry.has(field)}
            links = {field: entry.plain(field) for field in LINKS if entry.has(field)}
            self._chosen[self._bases[entry.key]] = Chosen(entry.type, {**lists, **links}, is_apart(one))
        self.prints = prints = dict(self._bases)
        for key in parents_first(parents):
            prints[key] += digest(prints[parents[key]])


def _family(keys: Collection[str], parents: Mapping[str, str]) -> set[str]:
    """All that these entries take over from, and all that take over from them."""
    found = {*keys}
    for key in parents_first(parents):
        if parents[key] in found:
            found.add(key)
    for key in [*found]:
        one = key
        while (one := parents.get(one, "")) and one not in found:
            found.add(one)
    return found
