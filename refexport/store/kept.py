"""Kept: what earlier runs made of content that has not changed since, in the user's cache folder.

Shelves of one project: digest of the content -> what was made of it. Each is a file of chunks, one for each run that
added something, with a checksum before it; what is damaged, or made by other code, holds nothing. They may be deleted
at any time.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from refexport.store.files import write_cache
from refexport.store.stamps import cache_folder, code_of_program, is_off

MOST_PROJECTS = 40
MOST_STALE = 2
"""A shelf has at most so many times what a run used of it: what was made with other settings comes back."""
CHECKSUM, LENGTH = 32, 8
"""Bytes of SHA-256, and of a number, before what a chunk holds."""

Made = TypeVar("Made")


class Kept:
    """The shelves of the project with this entries.toml; all are empty where no cache is wanted."""

    def __init__(self, path: Path) -> None:
        """Looks at nothing yet."""
        name = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:32]
        self._folder: Path | None = None
        if not is_off():
            with contextlib.suppress(RuntimeError):  # nobody's home
                self._folder = cache_folder() / "made" / name
        self._code = hashlib.sha256(json.dumps(code_of_program()).encode()).digest()
        self._shelves: dict[str, dict[bytes, Any]] = {}
        self._had: dict[str, frozenset[bytes]] = {}
        self._used: dict[str, set[bytes]] = {}

    @property
    def is_off(self) -> bool:
        """Whether nothing is kept."""
        return self._folder is None

    def shelf(self, name: str, kind: type[Made]) -> dict[bytes, Made]:
        """Digest -> what was made of that content, to be added to; empty where nothing of this kind was kept whole."""
        if name not in self._shelves:
            made, is_whole = self._read(name, kind)
            self._shelves[name], self._used[name] = made, set()
            self._had[name] = frozenset(made if is_whole else ())  # what is damaged is written anew
        return self._shelves[name]

    def use(self, name: str, digests: Iterable[bytes]) -> None:
        """Says what of a shelf this run was made of; the rest goes if it is much."""
        self._used[name].update(digests)

    def save(self) -> None:
        """Writes what the shelves have got; a cache that cannot be written is no error."""
        for name, made in self._shelves.items():
            used, had = self._used[name], self._had[name]
            new = {digest: one for digest, one in made.items() if digest not in had}
            if len(made) > MOST_STALE * len(used):
                self._write(name, {digest: made[digest] for digest in used}, is_all=True)
            elif new:
                self._write(name, new, is_all=not had)

    def _write(self, name: str, made: Mapping[bytes, object], *, is_all: bool) -> None:
        if self._folder is None:
            return
        held = msgspec.msgpack.encode(made)
        chunk = b"".join((self._checksum(held), len(held).to_bytes(LENGTH, "big"), held))
        with contextlib.suppress(OSError):
            is_first = not self._folder.exists()
            write_cache(self._folder / name, chunk, append=not is_all)
            if is_first:
                _prune(self._folder.parent)

    def _read(self, name: str, kind: type[Made]) -> tuple[dict[bytes, Made], bool]:
        """What a file holds, and whether all of it could be read."""
        try:
            data = memoryview((self._folder / name).read_bytes() if self._folder else b"")
        except OSError:
            return {}, True
        decoder = msgspec.msgpack.Decoder(dict[bytes, kind])  # type: ignore[valid-type]
        made: dict[bytes, Made] = {}
        try:
            while data:
                start = CHECKSUM + LENGTH
                end = start + int.from_bytes(data[CHECKSUM:start], "big")
                if self._checksum(data[start:end]) != data[:CHECKSUM]:
                    return made, False
                made |= decoder.decode(data[start:end])
                data = data[end:]
        except msgspec.DecodeError:
            return made, False
        return made, True

    def _checksum(self, held: bytes | memoryview) -> bytes:
        made = hashlib.sha256(self._code)
        made.update(held)
        return made.digest()


def _prune(folder: Path) -> None:
    """Takes away what was kept for the projects that were not written for the longest time."""
    with contextlib.suppress(OSError):
        projects = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns)
        for project in projects[:-MOST_PROJECTS]:
            from shutil import rmtree  # noqa: PLC0415 - rarely needed (start-up time)

            rmtree(project, ignore_errors=True)
