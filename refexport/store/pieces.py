"""Pieces: entries.toml and its lock cut into what belongs to one cite key, without reading it.

Only files laid out as people and this program write them are cut; whoever takes a piece for what it says must know
that it is one by having read it alone, since a string over several lines may look like the start of a table.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.model.keys import folded_key
from refexport.store.lines import key_parts
from refexport.store.lock import VERSION
from refexport.store.source import RESERVED

HEADER = regex(rb'^\[([A-Za-z0-9_-]+|"[^"\\\n]+")(?:\.[^\[\]\n]+)?\][ \t]*(?:#[^\n]*)?$', re.MULTILINE)
MAYBE_HEADER = regex(rb"^[ \t]*\[", re.MULTILINE)
STRINGS = (b'"""', b"'''")
"""What begins a string over several lines, in which something may look like an entry."""
PREAMBLE = regex(rb"(?:[ \t]*(?:#[^\n]*)?\n)*")
MARK = b"\xef\xbb\xbf"
LOCK_HEAD = rb'\{\n  "@generated": "[^"\\\n]*",\n  "version": %d,\n  "entries": \{' % VERSION
LOCK_START, EMPTY_LOCK = regex(LOCK_HEAD + rb"\n"), regex(LOCK_HEAD + rb"\}\n\}\n")
LOCK_END = b"\n    ]\n  }\n}\n"
BETWEEN_KEYS = b"\n    ],\n"
LOCK_KEY = regex(rb'    ("(?:[^"\\\n]|\\.)*"): \[\n')
RECORD_ID = regex(rb'^        "id": "([^"\\\n]*)"', re.MULTILINE)
DIGEST = 16
"""Bytes of a digest of a piece."""


class Pieces(NamedTuple):
    """A file with LF, cut: the cite key (or `RESERVED`) of each part, and where it starts."""

    data: bytes
    names: Sequence[str]
    starts: Sequence[int]

    def of_keys(self) -> dict[str, bytes]:
        """Each cite key's piece, in the order of the keys."""
        found: dict[str, bytes] = {}
        for name, start, end in self._parts():
            found[name] = found[name] + self.data[start:end] if name in found else self.data[start:end]
        return found

    def only(self, wanted: Collection[str]) -> bytes:
        """The file with the pieces of some keys, each on its lines: the others are blank."""
        parts = [self.data[: self.starts[0]]]
        for name, start, end in self._parts():
            parts.append(self.data[start:end] if name in wanted else b"\n" * self.data.count(b"\n", start, end))
        return b"".join(parts)

    def lines(self) -> Iterator[tuple[str, int]]:
        """Each part's key and the line on which it starts."""
        line, seen = 1, 0
        for name, start, _ in self._parts():
            line += self.data.count(b"\n", seen, start)
            seen = start
            yield name, line

    def _parts(self) -> Iterator[tuple[str, int, int]]:
        return zip(self.names, self.starts, (*self.starts[1:], len(self.data)), strict=True)


def cut_entries(data: bytes) -> Pieces | None:
    """The pieces of an entries.toml; None if it has no entries or is laid out otherwise, or two keys are alike."""
    data = data.removeprefix(MARK).replace(b"\r\n", b"\n")
    found = [*HEADER.finditer(data)]
    if any(mark in data for mark in STRINGS) or len(found) != len(MAYBE_HEADER.findall(data)):
        return None
    try:
        names = [_name(one[1].decode()) for one in found]
    except UnicodeDecodeError:
        return None
    keys = {*names, RESERVED}
    if not found or not PREAMBLE.fullmatch(data, 0, found[0].start()) or len(keys) != len({*map(folded_key, keys)}):
        return None
    return Pieces(data, names, [one.start() for one in found])


def _name(spelled: str) -> str:
    return spelled if spelled.isidentifier() else key_parts(spelled)[0]


class LockPieces:
    """A lock, cut: the records of each cite key as it spells it."""

    def __init__(self, start: bytes, blocks: Mapping[bytes, bytes]) -> None:
        """``start`` are the lines before the first key."""
        self._start, self.blocks = start, blocks

    def only(self, names: Collection[bytes]) -> bytes:
        """A lock with the records of some cite keys."""
        blocks = [self.blocks[name] for name in self.blocks if name in names]
        return self._start + BETWEEN_KEYS.join(blocks) + LOCK_END if blocks else b""

    def holds_all(self, name: bytes, identifiers: Collection[str]) -> bool:
        """Whether there are records of all these identifiers under this cite key, and any records at all."""
        block = self.blocks.get(name)
        return block is not None and all(b'\n        "id": "%b",\n' % one.encode() in block for one in identifiers)

    @cached_property
    def owners(self) -> Mapping[str, bytes]:
        """Identifier -> the last cite key that has its record."""
        return {id_.decode(): name for name, block in self.blocks.items() for id_ in RECORD_ID.findall(block)}


def cut_lock(data: bytes) -> LockPieces | None:
    """The pieces of a lock's bytes; None if it is laid out otherwise or has a cite key twice."""
    if not data or EMPTY_LOCK.fullmatch(data):
        return LockPieces(b"", {})
    start = LOCK_START.match(data)
    if not start or not data.endswith(LOCK_END):
        return None
    parts = data[start.end() : -len(LOCK_END)].split(BETWEEN_KEYS)
    heads = [LOCK_KEY.match(part) for part in parts]
    blocks = {head[1]: part for head, part in zip(heads, parts, strict=True) if head}
    if len(blocks) != len(parts) or b'"id": "\\' in data:
        return None
    return LockPieces(start[0], blocks)


def digest(content: bytes) -> bytes:
    """A digest of a piece; digests in a row are one of all pieces, since they are of one length."""
    return hashlib.blake2b(content, digest_size=DIGEST).digest()
