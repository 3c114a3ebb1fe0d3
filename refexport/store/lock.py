"""entries.lock.json: what the registries said, written for review.

Sorted by cite key, one field a line, the same bytes for the same records: no clock or host is in it. Each record has a
digest, so that a byte that changed on the way is found (docs/decisions/0012).
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import msgspec

from refexport.data.datamodel import FIELDS, LITERAL, TEXT, datatype_of
from refexport.data.patterns import regex
from refexport.errors import LockError
from refexport.model.entry import Entry, Record, Value, all_identifiers, identifiers, parse_value, print_value
from refexport.model.ids import SCHEMES, Scheme
from refexport.model.text import Style, Text
from refexport.store.entries import Hand
from refexport.store.files import LockedFile, read_bytes
from refexport.store.stamps import looked_for

Records = tuple[Record, ...]
Lock = Mapping[str, Records]
"""Cite key -> what the services said about its identifiers."""

VERSION = 2
UNDIGESTED = 1
"""The version whose records have no digests; it is read still."""
DIGITS = 10
"""Hexadecimal digits of a digest: of 10^12 damaged records one passes."""
NOTE = "by refexport from entries.toml; not to be edited: 'refexport enrich' adds what is missing"
REBUILD = "restore it from version control, or delete it and run refexport enrich"
REPAIR = "run refexport enrich: it drops what is damaged and asks for it anew; or restore the file from version control"
UNITE = "run refexport enrich: it keeps the records of both sides"
CONFLICT = regex(rb"^(?:<{7}|={7}|>{7})", re.MULTILINE)
MEMBER = regex(rb'( *)(?:"((?:[^"\\]|\\.)*)":)?')
"""A line's indent, and the name of the member that it holds."""
RECORD = regex(rb"^ {6}(\{\r?\n(?:(?: {8}[^\n]*|\r)?\n)+? {6}\})", re.MULTILINE)
"""A record as the file holds it; blank lines may stand within."""
KEY_LINE = regex(rb'^ {4}"([^"\\]+)": \[', re.MULTILINE)
ID_LINE = regex(rb'^ {8}"id": "([^"\\]+)"', re.MULTILINE)
ORDER = {field: number for number, field in enumerate(FIELDS)}


class _Stored(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A record as the file holds it."""

    id: str
    service: str
    instead_of: str = ""
    updated: str = ""
    digest: str = ""
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
RECORD_DECODER = msgspec.json.Decoder(_Stored)
CANONICAL = msgspec.json.Encoder(order="deterministic")


def read_lock(path: Path) -> Lock:
    """The records in a lock file, none if there is no file; LockError if it is damaged, with its place."""
    if path.exists():
        return parse_lock(read_bytes(path), str(path))
    looked_for(path)
    return {}


def parse_lock(data: bytes, name: str) -> Lock:
    """The records that a lock file's bytes stand for; LockError as `read_lock`."""
    stored = _decoded(data, name)
    may_hold_tex = b"<tex>" in data or b"\\u00" in data
    may_lack_digest = stored.version == UNDIGESTED
    lock: dict[str, Records] = {}
    for key in [*stored.entries]:
        records = stored.entries.pop(key)  # a lock in both forms at once is much
        read: list[Record] = []
        for one in records:
            try:
                _verify(key, one, may_lack_digest=may_lack_digest)
                read.append(_record(one, may_hold_tex=may_hold_tex))
            except ValueError as error:
                raise _damage(data, name, _line_of(data, key, one.id), f"[{key}] {error}") from error
        lock[key] = tuple(read)
    return lock


def parse_record(key: str, data: bytes, *, may_lack_digest: bool) -> Record:
    """The record of a cite key that one JSON object of the file stands for; ValueError if it is damaged."""
    try:
        stored = RECORD_DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    _verify(key, stored, may_lack_digest=may_lack_digest)
    return _record(stored, may_hold_tex=True)


def print_lock(lock: Lock) -> bytes:
    """The file's bytes: the same for equal locks, and read back as an equal lock."""
    blocks = ",\n".join(_print_key(key, lock[key]) for key in sorted(lock) if lock[key])
    entries = f"{{\n{blocks}\n  }}" if blocks else "{}"
    return f'{{\n  "@generated": {_json(NOTE)},\n  "version": {VERSION},\n  "entries": {entries}\n}}\n'.encode()


def write_lock(file: LockedFile, lock: Lock) -> bool:
    """Whether the file changed; an equal one is not touched."""
    return file.write(print_lock(lock))


def spelled_key(key: str) -> bytes:
    """A cite key as a lock has it."""
    return msgspec.json.encode(key)


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


# --- reading


def _decoded(data: bytes, name: str) -> _File:
    try:
        stored = DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _undecodable(data, name, str(error)) from error
    if stored.version > VERSION:
        raise _too_new(name, stored.version)
    if stored.version < UNDIGESTED:
        raise _damage(data, name, _line_of_version(data), f"no version {stored.version} was ever written")
    if twice := _twice(data, stored.entries):
        raise _damage(data, name, *twice)
    return stored


def _verify(key: str, stored: _Stored, *, may_lack_digest: bool) -> None:
    """ValueError for a record that is not as it was written."""
    if stored.digest or not may_lack_digest:
        content = (stored.id, stored.service, stored.updated, stored.absent, stored.entry, stored.raw, stored.links)
        if stored.digest != _digest(key, *content, stored.instead_of):
            raise ValueError(f"{stored.id}: the record is not as it was written, its digest does not fit")


def _digest(key: str, *content: object) -> str:
    """Of SHA-256 over a JSON array: cite key, id, service, updated, absent, entry, raw, links; names sorted.

    And last, if there is one, the service that the record stands in for.
    """
    *always, instead_of = content
    return hashlib.sha256(CANONICAL.encode((key, *always, *filter(None, (instead_of,))))).hexdigest()[:DIGITS]


def _damage(data: bytes, name: str, line: int, reason: str) -> LockError:
    if conflict := CONFLICT.search(data):
        line = data.count(b"\n", 0, conflict.start()) + 1
        return LockError(f"{name}:{line}: an unresolved conflict of a merge", UNITE)
    return LockError(f"{name}:{line}: the lock is damaged: {reason}", REPAIR if RECORD.search(data) else REBUILD)


def _undecodable(data: bytes, name: str, reason: str) -> LockError:
    version = _version(data)
    if version is not None and version > VERSION:
        return _too_new(name, version)
    if wrong := _wrong_record(data):
        key, identifier, reason = wrong
        named = f"{identifier}: " if identifier else ""
        return _damage(data, name, _line_of(data, key, identifier), f"[{key}] {named}{reason}")
    if "`$.version`" in reason:
        return _damage(data, name, _line_of_version(data), reason)
    position, reason = _syntax_error(data, reason)
    column = position - data.rfind(b"\n", 0, position)
    line = data.count(b"\n", 0, position) + 1
    return _damage(data, name, line, f"column {column}: {_record_at(data, position)}{reason}")


def _syntax_error(data: bytes, reason: str) -> tuple[int, str]:
    """The byte at which a file stops being JSON, and why; its end where it is JSON of another shape."""
    try:
        data.decode()
        msgspec.json.decode(data)
    except UnicodeDecodeError as error:
        return error.start, f"not UTF-8: {error.reason}"
    except (msgspec.DecodeError, RecursionError) as error:
        reason = str(error)
    place = re.search(r"\(byte (\d+)\)", reason)
    return int(place[1]) if place else len(data), reason


def _record_at(data: bytes, position: int) -> str:
    """``[key] identifier: `` of the record at a byte, as far as the file's layout shows them."""
    before, behind = data[:position], data[position:]
    keys = KEY_LINE.findall(before)
    start = before.rfind(b"\n      {")
    record = data[start:position] + behind.partition(b"\n      }")[0]
    names = ID_LINE.findall(record) if start > before.rfind(b"\n    ]") else []
    key, identifier = (one[-1].decode(errors="replace") if one else "" for one in (keys, names[:1]))
    return f"[{key}] {identifier}: " if key and identifier else ""


def _too_new(name: str, version: object) -> LockError:
    return LockError(
        f"{name}:1: version {version} of the lock; this refexport reads up to {VERSION}", "upgrade refexport"
    )


def _version(data: bytes) -> int | None:
    try:
        return msgspec.json.decode(data, type=_Version).version
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _wrong_record(data: bytes) -> tuple[str, str, str] | None:
    """Cite key and identifier of a record that lacks its shape, and why, for a file that is JSON but no lock."""
    try:
        entries = msgspec.json.decode(data, type=dict[str, object])["entries"]
        for key, records in msgspec.convert(entries, dict[str, list[dict[str, object]]]).items():
            for record in records:
                try:
                    msgspec.convert(record, _Stored)
                except msgspec.ValidationError as error:
                    return key, str(record.get("id", "")), str(error)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, KeyError):
        pass
    return None


def _line_of(data: bytes, key: str, identifier: str = "") -> int:
    """The line of the records of a cite key, or of one of them; 1 if the file is laid out otherwise."""
    start = data.rfind(b"\n    " + _json(key).encode() + b":") + 1
    at = data.find(b'\n        "id": ' + _json(identifier).encode(), start) + 1 if start and identifier else 0
    return data.count(b"\n", 0, at or start) + 1


def _line_of_version(data: bytes) -> int:
    return data.count(b"\n", 0, max(data.find(b'"version"'), 0)) + 1


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
        is_text = datatype_of(field) in (TEXT, LITERAL) and not isinstance(value, str)
        if is_text and any(span.has(Style.TEX) for span in cast("Text", value)):
            raise ValueError(f"{identifier}: {field}: raw TeX in fetched text")


# --- writing


def _print_key(key: str, records: Sequence[Record]) -> str:
    blocks = ",\n      ".join(_block(_print_record(key, record), 6) for record in records)
    return f"    {_json(key)}: [\n      {blocks}\n    ]"


def _print_record(key: str, record: Record) -> dict[str, object]:
    """A record as members of a JSON object, empty ones left out."""
    absent = record.entry is None
    entry = None if record.entry is None else dict(_print_fields(record.id, record.entry))
    raw, links = dict(sorted(record.raw.items())), dict(sorted(record.links.items()))
    content = (record.id, record.service, record.updated, absent, entry, raw, links)
    members = {
        "id": record.id,
        "service": record.service,
        "instead_of": record.instead_of,
        "updated": record.updated,
        "digest": _digest(key, *content, record.instead_of),
        "absent": absent,
        "entry": entry,
        "raw": raw,
        "links": links,
    }
    return {name: value for name, value in members.items() if value}


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
