"""entries.lock.json: what the registries said, written for review.

Sorted by cite key, one field a line, the same bytes for the same records: no clock, host or hash is in it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import msgspec

from refexport.data.datamodel import FIELDS, TEXT, datatype_of
from refexport.errors import LockError
from refexport.model.entry import Entry, Record, Value, all_identifiers, identifiers, parse_value, print_value
from refexport.model.ids import SCHEMES, Scheme, scheme_of
from refexport.model.text import Style, Text
from refexport.store.entries import Hand
from refexport.store.files import LockedFile, read_bytes

Records = tuple[Record, ...]
Lock = Mapping[str, Records]
"""Cite key -> what the services said about its identifiers."""

VERSION = 1
NOTE = "by refexport from entries.toml; not to be edited: 'refexport enrich' adds what is missing"
REBUILD = "restore it from version control, or delete it and run refexport enrich"
CONFLICT = re.compile(rb"^(?:<{7}|={7}|>{7})", re.MULTILINE)
MEMBER = re.compile(rb'( *)(?:"((?:[^"\\]|\\.)*)":)?')
"""A line's indent, and the name of the member that it holds."""
ORDER = {field: number for number, field in enumerate(FIELDS)}


class _Stored(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A record as the file holds it."""

    id: str
    service: str
    instead_of: str = ""
    updated: str = ""
    absent: bool = False
    entry: dict[str, str | list[str | dict[str, str]]] | None = None
    raw: dict[str, str] = {}
    links: dict[str, tuple[str, ...]] = {}


class _Version(msgspec.Struct):
    version: int


class _File(_Version, forbid_unknown_fields=True):
    entries: dict[str, tuple[_Stored, ...]]
    note: str = msgspec.field(name="@generated", default="")


DECODER = msgspec.json.Decoder(_File)


def read_lock(path: Path) -> Lock:
    """The records in a lock file, none if there is no file; LockError if it is damaged, with its place."""
    return parse_lock(read_bytes(path), str(path)) if path.exists() else {}


def parse_lock(data: bytes, name: str) -> Lock:
    """The records that a lock file's bytes stand for; LockError as `read_lock`."""
    stored = _decoded(data, name)
    may_hold_tex = b"<tex>" in data or b"\\u00" in data
    lock: dict[str, Records] = {}
    for key, records in stored.items():
        try:
            lock[key] = tuple([_record(one, may_hold_tex=may_hold_tex) for one in records])
        except ValueError as error:
            raise _damage(data, name, _line_of(data, key), f"[{key}] {error}") from error
    return lock


def print_lock(lock: Lock) -> bytes:
    """The file's bytes: the same for equal locks, and read back as an equal lock."""
    blocks = ",\n".join(_print_key(key, lock[key]) for key in sorted(lock) if lock[key])
    entries = f"{{\n{blocks}\n  }}" if blocks else "{}"
    return f'{{\n  "@generated": {_json(NOTE)},\n  "version": {VERSION},\n  "entries": {entries}\n}}\n'.encode()


def write_lock(file: LockedFile, lock: Lock) -> bool:
    """Whether the file changed; an equal one is not touched."""
    return file.write(print_lock(lock))


def missing(
    lock: Lock, hands: Iterable[Hand], schemes: Collection[Scheme] = tuple(SCHEMES.values())
) -> tuple[str, ...]:
    """The identifiers to ask for that no record answers, in order, each once."""
    known = {record.id for records in lock.values() for record in records}
    wanted = (one for hand in hands for one in identifiers(hand.entry, schemes))
    return tuple(dict.fromkeys(one for one in wanted if one not in known))


def stand_ins(
    lock: Lock, hands: Iterable[Hand], schemes: Collection[Scheme] = tuple(SCHEMES.values())
) -> tuple[str, ...]:
    """The identifiers whose records are another service's than should have answered, in order, each once."""
    standing = {record.id for records in lock.values() for record in records if record.instead_of}
    wanted = (one for hand in hands for one in all_identifiers(hand.entry, schemes))
    return tuple(dict.fromkeys(one for one in wanted if one in standing))


def orphans(
    lock: Lock, hands: Iterable[Hand], schemes: Collection[Scheme] = tuple(SCHEMES.values())
) -> tuple[str, ...]:
    """``"key: id"`` for each record whose identifier its entry does not have (any more).

    A record of a scheme that nobody here knows is none: the service that asked for it is not installed.
    """
    known = {scheme.name for scheme in schemes}
    wanted = {hand.entry.key: all_identifiers(hand.entry, schemes) for hand in hands}
    pairs = ((key, record.id) for key, records in lock.items() for record in records)
    return tuple(f"{key}: {one}" for key, one in pairs if scheme_of(one) in known and one not in wanted.get(key, ()))


# --- reading


def _decoded(data: bytes, name: str) -> dict[str, tuple[_Stored, ...]]:
    try:
        stored = DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _undecodable(data, name, str(error)) from error
    if stored.version != VERSION:
        raise _too_new(name, stored.version)
    if twice := _twice(data, stored.entries):
        raise _damage(data, name, *twice)
    return stored.entries


def _damage(data: bytes, name: str, line: int, reason: str) -> LockError:
    if conflict := CONFLICT.search(data):
        line = data.count(b"\n", 0, conflict.start()) + 1
        reason = f"{name}:{line}: an unresolved conflict of a merge"
        return LockError(reason, "take either side, then run refexport enrich")
    return LockError(f"{name}:{line}: the lock is damaged: {reason}", REBUILD)


def _undecodable(data: bytes, name: str, reason: str) -> LockError:
    version = _version(data)
    if version not in (None, VERSION):
        return _too_new(name, version)
    if wrong := _wrong_record(data):
        return _damage(data, name, _line_of(data, wrong[0]), f"[{wrong[0]}] {wrong[1]}")
    place = re.search(r"\(byte (\d+)\)", reason)
    position = int(place[1]) if place else len(data)
    column = position - data.rfind(b"\n", 0, position)
    return _damage(data, name, data.count(b"\n", 0, position) + 1, f"column {column}: {reason}")


def _too_new(name: str, version: object) -> LockError:
    return LockError(f"{name}:1: version {version} of the lock; this refexport reads {VERSION}", "upgrade refexport")


def _version(data: bytes) -> int | None:
    try:
        return msgspec.json.decode(data, type=_Version).version
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _wrong_record(data: bytes) -> tuple[str, str] | None:
    """The cite key whose records do not have their shape, and why, for a file that is JSON but no lock."""
    try:
        entries = msgspec.json.decode(data, type=dict[str, object])["entries"]
        for key, records in msgspec.convert(entries, dict[str, object]).items():
            try:
                msgspec.convert(records, tuple[_Stored, ...])
            except msgspec.ValidationError as error:
                return key, str(error)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, KeyError):
        pass
    return None


def _line_of(data: bytes, key: str) -> int:
    """The line of the records of a cite key; 1 if the file is laid out otherwise."""
    return data.count(b"\n", 0, data.rfind(b"\n    " + _json(key).encode() + b":") + 1) + 1


def _twice(data: bytes, entries: Mapping[str, Sequence[_Stored]]) -> tuple[int, str] | None:
    """The line of a cite key or field that stands twice: readers of JSON keep the last one without a word."""
    members = sum(len(one.entry or ()) + len(one.raw) + len(one.links) for pairs in entries.values() for one in pairs)
    if data.count(b'\n    "') <= len(entries) and data.count(b'\n          "') <= members:
        return None
    return next(((line, f"{member} stands twice") for line, member in _repeated(data)), None)


def _repeated(data: bytes) -> Iterator[tuple[int, str]]:
    """Line and name of each member that its object has already; objects are told by their indents."""
    seen: dict[int, set[bytes]] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        indent, member = cast("re.Match[bytes]", MEMBER.match(line)).groups()
        seen = {depth: names for depth, names in seen.items() if depth <= len(indent)}
        if member is not None:
            if member in seen.setdefault(len(indent), set()):
                yield number, member.decode()
            seen[len(indent)].add(member)


def _record(stored: _Stored, *, may_hold_tex: bool) -> Record:
    if not re.fullmatch(r"[a-z]+:\S+", stored.id) or not stored.service:
        raise ValueError(f"a record without identifier or service: {stored.id!r}")
    if stored.absent != (stored.entry is None):
        raise ValueError(f"{stored.id} is absent and has an entry, or neither")
    entry = None if stored.entry is None else _entry(stored.id, stored.entry, may_hold_tex=may_hold_tex)
    return Record(stored.id, stored.service, stored.updated, entry, stored.raw, stored.links, stored.instead_of)


def _entry(identifier: str, stored: Mapping[str, object], *, may_hold_tex: bool) -> Entry:
    fields: dict[str, Value] = {}
    for field, given in stored.items():
        if field != "type":
            try:
                fields[field] = parse_value(field, given)
            except ValueError as error:
                raise ValueError(f"{identifier}: {field}: {error}") from error
    if may_hold_tex:
        _refuse_tex(identifier, fields)
    return Entry("", str(stored.get("type", "")), fields)


def _refuse_tex(identifier: str, fields: Mapping[str, Value]) -> None:
    """Raw TeX comes from the user's own hand only."""
    for field, value in fields.items():
        if datatype_of(field) == TEXT and any(span.has(Style.TEX) for span in cast("Text", value)):
            raise ValueError(f"{identifier}: {field}: raw TeX in fetched text")


# --- writing


def _print_key(key: str, records: Sequence[Record]) -> str:
    blocks = ",\n      ".join(_block(_print_record(record), 6) for record in records)
    return f"    {_json(key)}: [\n      {blocks}\n    ]"


def _print_record(record: Record) -> dict[str, object]:
    """A record as members of a JSON object, empty ones left out."""
    members: dict[str, object] = {"id": record.id, "service": record.service}
    members |= {"instead_of": record.instead_of, "updated": record.updated}
    if record.entry is None:
        members["absent"] = True
    else:
        members["entry"] = dict(_print_fields(record.id, record.entry))
    members |= {"raw": dict(sorted(record.raw.items())), "links": dict(sorted(record.links.items()))}
    return {name: value for name, value in members.items() if value or name == "entry"}


def _print_fields(identifier: str, entry: Entry) -> Iterator[tuple[str, object]]:
    _refuse_tex(identifier, entry.fields)
    yield "type", entry.type
    for field in sorted(entry.fields, key=lambda field: (ORDER.get(field, len(ORDER)), field)):
        if entry.has(field):
            yield field, _composed(print_value(field, entry.fields[field]))


def _composed(given: object) -> object:
    """The same spelling in NFC: registries send é in one character or in two."""
    if isinstance(given, str):
        return given if given.isascii() else unicodedata.normalize("NFC", given)
    if isinstance(given, list):
        return [_composed(one) for one in given]
    return {part: _composed(one) for part, one in cast("dict[str, object]", given).items()}


def _block(members: Mapping[str, object], indent: int) -> str:
    """A JSON object with each member on a line of its own, objects within laid out likewise."""
    pad = " " * indent
    lines = (
        f"{pad}  {_json(name)}: {_block(value, indent + 2) if isinstance(value, dict) else _json(value)}"
        for name, value in members.items()
    )
    return "{\n" + ",\n".join(lines) + f"\n{pad}}}"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
