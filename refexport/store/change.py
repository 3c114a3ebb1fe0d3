"""Change: the only way in which entries.toml changes (docs/decisions/0009).

Under the file's lock, from the file as it is then, verified with the ordinary reader, and replaced whole.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from refexport.errors import FileError, InputError, WriteError
from refexport.store.edit import (
    MORE_CHANGED,
    Addition,
    Changes,
    Tables,
    append_comments,
    set_entries,
    verified,
    with_entries,
)
from refexport.store.entries import Library, library_of, parse_entries, parse_source
from refexport.store.files import BETWEEN_TRIES, locked, modified, read_bytes
from refexport.store.source import decode

TRIES = 20
"""How often a plan is made because another program changed the file: an editor saves now and then, not all the time."""

SETTLED = 2.0
"""Seconds for which an empty file must have been empty to be taken for a new one."""

T = TypeVar("T")


class Plan(NamedTuple, Generic[T]):
    """What is to change in the library that a command was shown, and its report on that.

    ``comments`` are texts of one or more lines that go to the end of the file, each once; ``edits`` rearrange the text
    in the end, each proven by itself (`store.rearrange`). ``library`` is what the file holds after it was carried out.
    """

    report: T
    additions: Sequence[Addition] = ()
    changes: Mapping[str, Changes] = {}
    comments: Sequence[str] = ()
    edits: Sequence[Callable[[str], str]] = ()
    library: Library | None = None


def changing(path: Path, plan: Callable[[Library, str], Plan[T]], say: Callable[[str], None] | None = None) -> Plan[T]:
    """The plan that was carried out; a plan for nothing writes nothing.

    ``plan`` gets the file as it is under the lock (the text without byte order mark, its lines ending in LF), and again
    if an editor saved it meanwhile: it decides from these two alone and has no effect itself. ``say`` as `locked`.
    InputError: the file cannot be used as it is. WriteError: not as it would be. FileError, LockError: not written.
    """
    with locked(path, say=say) as file:
        for _ in range(TRIES):
            old = _settled(path)
            library = parse_entries(old, str(path))
            made = plan(library, decode(old, str(path)))
            new, expected = _edited(old, made)
            if new == old:
                return made._replace(library=library)
            library = verify(new, str(path), f"{path} is not changed, it would be wrong then", expected)
            if file.replace(old, new):
                return made._replace(library=library)
            time.sleep(BETWEEN_TRIES)
    raise FileError(f"cannot write {path}: another program keeps changing it", "nothing was written; try again")


def editable(text: str, changes: Mapping[str, Changes]) -> tuple[dict[str, Changes], dict[str, str]]:
    """The changes that can be made to a text, and for the other entries why not: one of them stops no others.

    An entry that is not lines under a header of its own (``k.title = …``, ``[[k.author]]``) is for a person to edit.
    """
    try:
        set_entries(text, changes)
    except WriteError:
        refused = {key: why for key, one in changes.items() if (why := _why_not(text, key, one))}
        return {key: one for key, one in changes.items() if key not in refused}, refused
    return dict(changes), {}


def _why_not(text: str, key: str, changes: Changes) -> str:
    try:
        set_entries(text, {key: changes})
    except WriteError as error:
        return f"cannot be edited by a command ({error}); write it as lines under [{key}]"
    return ""


def _settled(path: Path) -> bytes:
    """The file's bytes; who writes in place empties it first, so an empty one must have been so for a while."""
    while not (data := read_bytes(path)).strip():
        age = time.time() - modified(path)
        if not 0 <= age < SETTLED:
            break
        time.sleep(BETWEEN_TRIES)
    return data


def applied(old: bytes, made: Plan[T]) -> bytes:
    """The file as a plan makes it; WriteError if anything else would change."""
    new, expected = _edited(old, made)
    if expected is not None:
        verified(new.decode(), expected)
    return new


def _edited(old: bytes, made: Plan[T]) -> tuple[bytes, Tables | None]:
    """The file as a plan makes it; and the tables that it is to hold, where that has yet to be verified."""
    text, expected = old.decode(), None
    if made.changes:
        text = set_entries(text, made.changes)
    if made.additions:
        text, expected = with_entries(text, made.additions)
    if expected is not None and (made.comments or made.edits):
        text, expected = verified(text, expected), None
    if made.comments:
        text = append_comments(text, made.comments)
    for edit in made.edits:
        text = edit(text)
    return text.encode(), expected


def verify(new: bytes, name: str, refusal: str, expected: Tables | None = None) -> Library:
    """The library of these bytes, which hold the expected tables; WriteError, which begins with the refusal, if not."""
    try:
        source = parse_source(new, name)
        if expected is not None and not source.problems and source.tables != expected:
            raise WriteError(MORE_CHANGED)
        return library_of(source, name)
    except InputError as error:
        first = next(one for one in error.problems if one.level == "error")
        what = f"[{first.key}] {first.field}: {first.message}" if first.field else f"[{first.key}] {first.message}"
        raise WriteError(f"{refusal}: {what}", first.hint) from error
