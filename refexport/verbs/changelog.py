"""Changelog: what became of works between two states of entries.toml and its lock, in the words of who cites them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from refexport.errors import FileError
from refexport.model.entry import Merged, all_identifiers
from refexport.project import Project, lock_path
from refexport.store import git
from refexport.store.entries import parse_entries
from refexport.store.lock import parse_lock
from refexport.works.news import Difference, cites_preprint, differences, news

ADDED, REMOVED, RENAMED, UPGRADED, RETRACTED, CORRECTED = (
    "added",
    "removed",
    "renamed",
    "upgraded",
    "retracted",
    "corrected",
)
KINDS = (RETRACTED, ADDED, REMOVED, RENAMED, UPGRADED, CORRECTED)
"""What may become of a work, the most urgent first."""
NOTICES = ("retraction", "withdrawal", "concern")
BOOKKEPT = frozenset({"ids", "keywords", "groups", "file"})
"""Fields whose change is no change of what a reader sees."""


class Became(NamedTuple):
    """What became of a work: before (None: it is new), now (None: it is gone), and field by field."""

    kind: str
    before: Merged | None
    after: Merged | None
    differences: Sequence[Difference] = ()
    notices: Sequence[str] = ()

    @property
    def work(self) -> Merged:
        """The work as it is, or was."""
        made = self.after or self.before
        if made is None:
            raise AssertionError("a work is before or after")
        return made


def state(path: Path, named: str) -> Project:
    """The state of a project that a name stands for: a file, or a revision of git; FileError for anything else."""
    if named and Path(named).is_file():
        return Project(Path(named))
    if not named:
        return Project(path)
    folder, shown = path.absolute().parent, f"{named}:{path.name}"
    data = git.show(folder, named, path.name)
    if data is None:
        raise FileError(f"{named} has no {path.name}")
    lock = git.show(folder, named, lock_path(path).name)
    library = parse_entries(data, shown)
    return Project(path, library, parse_lock(lock, f"{named}:{lock_path(path).name}") if lock else {})


def changelog(before: Project, after: Project) -> list[Became]:
    """What became of the works, by `KINDS` and then in the order of the newer state, those that are gone last."""
    pairs = list(_pairs(before, after))
    found = [one for old, new in pairs if (one := _became(old, new, after))]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _pairs(before: Project, after: Project) -> Iterator[tuple[Merged | None, Merged | None]]:
    """The works of both sides, by cite key, else by what the newer key was, else by an identifier."""
    old = {one.entry.key: one for one in before.merged}
    new_keys = {one.entry.key for one in after.merged}
    free = {key: one for key, one in old.items() if key not in new_keys}
    by_id: Mapping[str, str] = {id_: key for key, one in free.items() for id_ in all_identifiers(one.entry)}
    for one in after.merged:
        was = old.get(one.entry.key)
        if was is None:
            named = [key for key in one.entry.words("ids") if key in free]
            named += [by_id[id_] for id_ in all_identifiers(one.entry) if id_ in by_id]
            was = free.pop(named[0], None) if named else None
        yield was, one
    yield from ((one, None) for one in free.values())


def _became(old: Merged | None, new: Merged | None, after: Project) -> Became | None:
    if old is None or new is None:
        return Became(REMOVED if new is None else ADDED, old, new)
    found = [one for one in differences(old, new, after.preferred(new.entry.key)) if one.by_hand is None]
    seen = [one for one in found if one.field not in BOOKKEPT]
    said = {(one.kind, one.target) for one in news(old)}
    notices = [
        f"{one.kind}: {one.target}" for one in news(new) if one.kind in NOTICES and (one.kind, one.target) not in said
    ]
    if notices:
        return Became(RETRACTED, old, new, seen, notices)
    if cites_preprint(old) and not cites_preprint(new) and new.entry.type != "preprint":
        return Became(UPGRADED, old, new, seen)
    if old.entry.key != new.entry.key:
        return Became(RENAMED, old, new, seen)
    return Became(CORRECTED, old, new, seen) if seen else None
