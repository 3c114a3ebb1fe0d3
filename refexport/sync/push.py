"""Push: what entries.toml has that a Zotero library lacks, and how it gets there without a double or a loss.

Each new item has its key before it is sent, and the key is on disk before, too; each changed one is sent with the
version that it was compared at. So whatever breaks off, the next run finds what is there (docs/decisions/0030).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from refexport.formats.zotero.collections import WITHIN
from refexport.formats.zotero.schema import ITEM_TYPES, fields_of, roles_of
from refexport.model.entry import Merged
from refexport.store.files import LockedFile
from refexport.store.synced import Link, Sending, Synced, read_synced, write_synced
from refexport.sync.compare import Edit, agreed, arrived, compare
from refexport.sync.library import AGAIN, AT_ONCE, Library, Snapshot, Written, new_key
from refexport.sync.matching import match_items, remembered
from refexport.sync.objects import child_objects, item_object
from refexport.sync.steps import CHANGED, EDITED, GONE, LEFT, NEW, OF_CHILDREN, STRANGER, UNCHANGED, Step
from refexport.sync.values import LABEL, MEMBERS, bare, entry_of_values, is_address, values_of_data, values_of_entry

ROUNDS = 6
"""How often what was refused, because it had changed meanwhile, is compared anew."""


class Wishes(NamedTuple):
    """What the person asked for: only these cite keys; whose value to take of a name; items of gone entries deleted."""

    keys: Sequence[str] = ()
    take: Callable[[str, str], str] = lambda _key, _name: ""
    delete: bool = False


class Push:
    """A push into one library; the caller has the lock of the file of what is remembered."""

    def __init__(self, merged: Sequence[Merged], library: Library, file: LockedFile, wishes: Wishes) -> None:
        """Reads what is remembered."""
        self.merged, self.library, self.file, self.wishes = merged, library, file, wishes
        self.folder = file.path.parent.absolute()
        self.lines = read_synced(file.path)
        self.links = {one.item: link for link, one in self.lines.items() if link.library == library.name}
        self.snapshot = Snapshot()
        self.failed: dict[str, str] = {}
        self.again: set[str] = set()
        self.done: set[str] = set()

    # --- what is to be done

    def plan(self) -> list[Step]:
        """Every entry with what a push would do now; nothing is changed."""
        self.snapshot = self.library.read(self.folder)
        known = {link.key: one for link, one in self.lines.items() if link.library == self.library.name}
        found = match_items(self.merged, known, self.snapshot)
        steps: list[Step] = []
        for one in self.merged:
            key = one.entry.key
            if self.wishes.keys and key not in self.wishes.keys:
                continue
            if key in found.gone and self.wishes.take(key, "") != "ours":
                steps.append(Step(key, found.gone[key], GONE))
            elif key in found.strangers:
                steps.append(Step(key, found.strangers[key], STRANGER))
            else:
                steps.append(self._step(one, found.items.get(key, ""), known))
        return [*steps, *(() if self.wishes.keys else self._left(known, {step.item for step in steps}))]

    def _step(self, merged: Merged, item: str, lines: Mapping[str, Synced]) -> Step:
        key, ours = merged.entry.key, values_of_entry(merged.entry, self.folder)
        if not item:
            before = remembered(merged.entry, lines)
            known = Synced(before.item if before and before.is_new else new_key(), is_new=True)
            return Step(key, known.item, NEW, ours, {}, 0, known, self._wanted(_whole(ours)))
        known = self.lines[self.links[item]] if item in self.links else Synced(item)
        note = note_of(self.snapshot, item, known, ours)
        theirs, version = self.snapshot.values(item, note), self.snapshot.version(item)
        known = arrived(known, theirs, version)._replace(children={"note": note} if note else {})
        made = compare(ours, theirs, known, alike_in(ours, theirs), lambda name: self.wishes.take(key, name))
        send = self._wanted(made.send)
        type_ = str(send.get("itemType") or theirs.get("itemType"))
        unplaced = tuple(name for name, one in send.items() if type_ in ITEM_TYPES and not _has_place(type_, name, one))
        send = {name: one for name, one in send.items() if name not in unplaced}
        kind = CHANGED if send else UNCHANGED
        return Step(key, item, kind, ours, theirs, version, made.known, send, made.clashes, unplaced)

    def _wanted(self, send: Mapping[str, Any]) -> dict[str, Any]:
        """What may be sent: no note or file is removed unasked, and a group holds no paths of one machine."""
        wanted = dict(send)
        if isinstance(files := send.get("files"), Edit):
            added = tuple(path for path in files.added if is_address(path) or not self.library.is_group)
            wanted["files"] = Edit(added, files.removed if self.wishes.delete else ())
        if not self.wishes.delete and "note" in send and send["note"] is None:
            del wanted["note"]
        return {name: one for name, one in wanted.items() if not isinstance(one, Edit) or any(one)}

    def _left(self, known: Mapping[str, Synced], used: set[str]) -> Iterator[Step]:
        """The items whose entries are no more."""
        keys = {one.entry.key for one in self.merged}
        for key, one in known.items():
            if key not in keys and one.item not in used and one.item in self.snapshot.works:
                theirs = self.snapshot.values(one.item, one.children.get("note", ""))
                is_same = all(theirs.get(name) == one.held.get(name) for name in {*theirs, *one.held})
                kind = LEFT if is_same else EDITED
                yield Step(key, one.item, kind, version=self.snapshot.version(one.item))

    # --- doing it

    def carry_out(self, steps: Sequence[Step]) -> list[Step]:
        """Sends what is to be sent, in rounds; gives the last look at every entry."""
        looked = {step.key: step for step in steps}
        todo: Sequence[Step] = steps
        for _ in range(ROUNDS):
            self.again.clear()
            self._send(todo)
            if not self.again:
                break
            todo = [step for step in self.plan() if step.key in self.again]
            looked |= {step.key: step for step in todo}
        self.failed |= dict.fromkeys(self.again, "Zotero keeps changing it; try again later")
        return list(looked.values())

    def _send(self, steps: Sequence[Step]) -> None:
        self.settle(steps)
        writing = [step for step in steps if step.kind in (NEW, CHANGED) and step.send]
        keys = self._collections(writing)
        writing = [step for step in writing if step.key not in self.failed.keys() | self.again]
        for batch in _batches([step for step in writing if any(name not in OF_CHILDREN for name in step.send)]):
            self._send_items(batch, keys)
        todo = [step for step in writing if step.key not in self.failed.keys() | self.again]
        self._send_children([step for step in todo if any(name in OF_CHILDREN for name in step.send)])
        if self.wishes.delete:
            self._trash([step for step in steps if step.kind == LEFT])
        self.done |= {step.key for step in writing} - self.failed.keys() - self.again
        self._save()

    def settle(self, steps: Sequence[Step]) -> None:
        """Remembers what is equal on both sides, whoever made it so."""
        for step in steps:
            if step.kind in (CHANGED, UNCHANGED):
                self._remember(step, step.known)
        self._save()

    def _send_items(self, batch: Sequence[Step], keys: Mapping[str, str]) -> None:
        objects = [item_object(step, self.snapshot, keys, has_cite_keys=self.library.has_cite_keys) for step in batch]
        for step in batch:
            values = {name: step.ours.get(name) for name in step.send if name not in OF_CHILDREN}
            self._remember(step, step.known._replace(sending=Sending(step.version, values)))
        self._save()
        paths = {**self.snapshot.paths, **{key: path for path, key in keys.items()}}
        for step, written in zip(batch, self.library.write("items", objects), strict=True):
            if self._has_failed(step, written):
                continue
            now = written.data or {**self.snapshot.items.get(step.item, {}), **objects[batch.index(step)]}
            after = values_of_data(now, (), paths)
            self._agree(step, after, {*step.send, *step.theirs, *after}.difference(OF_CHILDREN))
        self._save()

    def _send_children(self, steps: Sequence[Step]) -> None:
        """The notes and the files of items: objects of their own, each with the key that it will have."""
        objects: list[tuple[Step, dict[str, Any]]] = []
        for step in steps:
            made, children = child_objects(step, self.snapshot, self.folder)
            objects += [(step, one) for one in made]
            values = {name: step.ours.get(name) for name in step.send if name in OF_CHILDREN}
            known = self.lines[self._link(step)]
            self._remember(step, known._replace(sending=Sending(0, values), children=children))
        self._save()
        for batch in _batches(objects):
            for (step, _), written in zip(batch, self.library.write("items", [one for _, one in batch]), strict=True):
                self._has_failed(step, written)
        for step in steps:
            if step.key not in self.failed.keys() | self.again:
                self._agree(step, step.ours, {name for name in OF_CHILDREN if name in step.send})

    def _agree(self, step: Step, after: Mapping[str, Any], names: set[str]) -> None:
        """Remembers that Zotero has taken what was sent of these names; ``after`` is what it says now."""
        known = self.lines[self._link(step)]
        send, before, now = (
            {name: one for name, one in side.items() if name in names} for side in (step.send, step.theirs, after)
        )
        self._remember(step, agreed(known, send, step.ours, before, now))

    def _has_failed(self, step: Step, written: Written) -> bool:
        """Whether an object was not taken: to be looked at again, or for good."""
        if written.status in (AGAIN, 404):
            self.again.add(step.key)
        elif written.status:
            self.failed[step.key] = written.why or f"status {written.status}"
        return bool(written.status)

    def _collections(self, steps: Sequence[Step]) -> dict[str, str]:
        """Path -> key of the collections that there are, and of those that are made for what is sent."""
        keys = {path: key for key, path in sorted(self.snapshot.paths.items(), reverse=True)}
        made: list[dict[str, Any]] = []
        for step in steps:
            for path in _added_paths(step):
                _add_collection(path, keys, made)
        refused: dict[str, Written] = {}
        for batch in _batches(made):
            answers = zip(batch, self.library.write("collections", batch), strict=True)
            refused |= {one["key"]: written for one, written in answers if written.status}
        for step in steps:
            for path in _added_paths(step):
                if written := refused.get(keys[path]):
                    self._has_failed(step, written)
        return keys

    def _trash(self, steps: Sequence[Step]) -> None:
        """Moves items to the trash whose entries are gone."""
        for batch in _batches(steps):
            objects = [{"key": step.item, "version": step.version, "deleted": 1} for step in batch]
            for step, written in zip(batch, self.library.write("items", objects), strict=True):
                if not self._has_failed(step, written):
                    del self.lines[self._link(step)], self.links[step.item]

    # --- what is remembered

    def _link(self, step: Step) -> Link:
        return Link(self.library.name, step.key)

    def _remember(self, step: Step, known: Synced) -> None:
        """Keeps what is known of an item under the cite key of now."""
        link = self._link(step)
        old = self.links.get(step.item, link)
        if old != link:
            del self.lines[old]
        if (before := self.lines.get(link)) and self.links.get(before.item) == link:
            del self.links[before.item]
        self.lines[link], self.links[step.item] = known, link

    def _save(self) -> None:
        write_synced(self.file, self.lines)


def note_of(snapshot: Snapshot, item: str, known: Synced, ours: Mapping[str, Any]) -> str:
    """The key of the child note that is the entry's annotation; the only one there is, if the entry has none."""
    notes = {str(one["key"]): one for one in snapshot.children(item) if one.get("itemType") == "note"}
    if (key := known.children.get("note", "")) in notes or (key and ours.get("note")):
        return key
    said = {key: values_of_data({}, [one], note=key).get("note") for key, one in notes.items()}
    same = [key for key, text in said.items() if text == ours.get("note")]
    return same[0] if same else next(iter(notes)) if len(notes) == 1 and not ours.get("note") else ""


def alike_in(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Callable[[str], bool]:
    """Whether the two sides only spell a value differently: the entry that is read is the same with either."""

    def alike(name: str) -> bool:
        if ours.get(name) is None or theirs.get(name) is None or name == "citationKey":
            return False
        if name.startswith(LABEL):
            return False
        return entry_of_values(bare(ours)) == entry_of_values(bare({**ours, name: theirs[name]}))

    return alike


def _whole(ours: Mapping[str, Any]) -> dict[str, Any]:
    """All that an item says, as it is sent when it is new."""
    return {name: Edit(tuple(one), ()) if name in MEMBERS else one for name, one in ours.items()}


def _has_place(type_: str, name: str, value: object) -> bool:
    """Whether an item type has a field, or creator types, for a value; all have Extra, tags and the like."""
    if name == "creators":
        return all(role in roles_of(type_) for role, *_ in value or ())  # type: ignore[attr-defined]
    own = ("itemType", *MEMBERS, *OF_CHILDREN)
    return name in own or name.startswith(LABEL) or name in fields_of(type_)


def _added_paths(step: Step) -> Sequence[str]:
    return step.send["collections"].added if "collections" in step.send else ()


def _add_collection(path: str, keys: dict[str, str], made: list[dict[str, Any]]) -> str:
    """The key of a collection, which is made, and those that hold it before it, if there is none."""
    if path not in keys:
        outer, _, name = path.rpartition(WITHIN)
        parent = _add_collection(outer, keys, made) if outer.strip() and name.strip() else ""
        keys[path] = new_key()
        one = {"key": keys[path], "version": 0, "name": name if parent else path, "parentCollection": parent or False}
        made.append(one)
    return keys[path]


def _batches(steps: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (steps[start : start + AT_ONCE] for start in range(0, len(steps), AT_ONCE))
