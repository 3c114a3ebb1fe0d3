"""Renaming: what else in entries.toml says the key of an entry, and whether a key is free."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from refexport.errors import FileError
from refexport.model.entry import Raw
from refexport.model.keys import folded_key, is_cite_key, plain_key
from refexport.output.selection import PARENTS, names_of
from refexport.project import Project, known_schemes, lock_path
from refexport.store.entries import Hand, Library
from refexport.store.files import locked
from refexport.store.lock import read_lock, write_lock
from refexport.store.reconcile import reconciled
from refexport.store.source import RESERVED


def refuse_taken(library: Library, old: str, new: str) -> None:
    """FileError if the new key is none, or another entry's."""
    if not is_cite_key(new):
        near = plain_key(new)
        raise FileError(f'"{new}" is no cite key', f"for example {near}" if near else "letters, digits and : . / + - _")
    taken = {folded_key(name): hand for hand in library.hands if hand.entry.key != old for name in names_of(hand.entry)}
    if (other := taken.get(folded_key(new))) or folded_key(new) == RESERVED:
        place = f"{other.store if other and other.is_shared else library.path}:{other.line if other else 1}"
        whose = f"[{other.entry.key}], {place}," if other else "the settings"
        hint = f"if both are one work: refexport merge {other.entry.key} {old}" if other else "choose another key"
        hint += "; else choose another key" if other else ""
        raise FileError(f"{new} is taken: {whose} goes by it", hint)


def references(hands: Sequence[Hand], old: str, new: str) -> Mapping[str, Mapping[str, Raw]]:
    """The changes of other entries that refer to an entry by its key (``crossref``, ``xref``, ``related``, a set)."""
    changes: dict[str, dict[str, Raw]] = {}
    for hand in hands:
        for field in (*PARENTS, "entryset"):
            keys = [key.strip() for key in hand.entry.plain(field).split(",")]
            if old in keys:
                named = dict.fromkeys(new if key == old else key for key in keys)
                changes.setdefault(hand.entry.key, {})[field] = ",".join(named)
    return changes


def other_keys(hand: Hand, old: str, new: str, *, is_kept: bool) -> Mapping[str, Raw | None]:
    """The change of ``ids`` when an entry is renamed: the old key among them, the new one not."""
    ids = [key for key in dict.fromkeys([*hand.entry.words("ids"), *([old] if is_kept else [])]) if key != new]
    return {"ids": [*ids]} if ids else {"ids": None} if hand.entry.has("ids") else {}


def relock(path: Path, say: Callable[[str], None]) -> None:
    """Has each record of the lock under the cite key that its entry has now."""
    if not lock_path(path).exists():
        return
    with locked(lock_path(path), say=say) as file:
        old = read_lock(lock_path(path))
        new = reconciled(old, Project(path, lock=old).library.hands, {}, known_schemes())
        if new != old:
            write_lock(file, new)
