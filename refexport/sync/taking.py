"""Taking: a pull from a library as one plan for entries.toml, and what is to be remembered after it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from refexport.imports.known import Known
from refexport.imports.planning import SourceFile, plan_import, works_of
from refexport.imports.readers import Imported, import_text
from refexport.imports.update import Change, Updates, Work, check_takes, edits
from refexport.project import Project
from refexport.store.change import Plan
from refexport.store.edit import Changes
from refexport.store.entries import Library as Entries
from refexport.store.imports import Imports
from refexport.store.synced import Link, Synced
from refexport.sync.compare import arrived
from refexport.sync.library import Snapshot
from refexport.sync.matching import Matches, match_items
from refexport.sync.pull import Sides, news, settled, take
from refexport.sync.push import note_of
from refexport.sync.values import near, path_of, values_of_entry

OF_FILE = ("key", "itemType", "parentItem", "contentType")


class Pulled(NamedTuple):
    """An entry's item, both sides of it, and what is new in Zotero."""

    item: str
    sides: Sides
    changes: Sequence[Change]


class Taken(NamedTuple):
    """What a pull found: news by cite key, deleted items by cite key, cite keys that are others in Zotero now."""

    pulled: Mapping[str, Pulled]
    gone: Mapping[str, str]
    renamed: Mapping[str, str]
    others: int
    new: Sequence[str] = ()

    @property
    def changes(self) -> list[Change]:
        """All changes of known entries."""
        return [change for one in self.pulled.values() for change in one.changes]


class Wanted(NamedTuple):
    """What the person asked for: only these cite keys, ``--take``, and new works of all or of one collection."""

    keys: Sequence[str] = ()
    takes: Sequence[str] = ()
    new: bool = False
    collection: str = ""


class Pull:
    """A pull from one library as it was read; its plan is a function of entries.toml, without effects."""

    def __init__(self, project: Project, snapshot: Snapshot, name: str, lines: Mapping[Link, Synced]) -> None:
        """``name`` is the library's, ``lines`` what is remembered of all libraries."""
        self.project, self.snapshot, self.name, self.lines = project, snapshot, name, dict(lines)
        self.known = {link.key: one for link, one in lines.items() if link.library == name}
        self.by_item = {one.item: one for one in self.known.values()}

    def plan(self, library: Entries, text: str, wanted: Wanted) -> Plan[Taken]:
        """What entries.toml is to become."""
        project = Project(self.project.path, library, self.project.lock)
        found = match_items(project.merged, self.known, self.snapshot)
        works = {work.hand.entry.key: work for work in works_of(library, project.merged)}
        pulled = {
            key: self._pulled(works[key], item, wanted)
            for key, item in found.items.items()
            if not wanted.keys or key in wanted.keys
        }
        check_takes(wanted.takes, [change for one in pulled.values() for change in one.changes])
        changes: dict[str, Changes] = {
            key: new for key, one in pulled.items() if (new := edits(works[key].hand, one.changes))
        }
        more = self._new(project, text, found, wanted)
        renamed = {key: str(one.sides.theirs["citationKey"]) for key, one in pulled.items() if _is_renamed(one)}
        others = len(self.snapshot.works) - len(found.items)
        report = Taken(pulled, found.gone, renamed, others, [one.key for one in more.additions])
        return Plan(report, more.additions, changes, more.comments)

    def _pulled(self, work: Work, item: str, wanted: Wanted) -> Pulled:
        sides = self._sides(work, item)
        return Pulled(item, sides, take(news(work, sides), wanted.takes))

    def _sides(self, work: Work, item: str) -> Sides:
        ours = values_of_entry(work.merged.entry, self.snapshot.folder)
        known = self.by_item.get(item, Synced(item))
        note = note_of(self.snapshot, item, known, ours)
        theirs = self.snapshot.values(item, note)
        known = arrived(known, theirs, self.snapshot.version(item))
        return Sides(ours, theirs, known._replace(children={"note": note} if note else {}))

    def _new(self, project: Project, text: str, found: Matches, wanted: Wanted) -> Plan[object]:
        """Works that entries.toml lacks, as `refexport import` adds them."""
        if not wanted.new:
            return Plan(None)
        used = {*found.items.values(), *found.strangers.values()}
        free = [key for key in self.snapshot.works if key not in used and self._is_in(key, wanted.collection)]
        imported = self._imported(free)
        known = Known(project.merged, text)
        updates = Updates((), Imports({}))
        made = plan_import(known, updates, [SourceFile("Zotero", imported, ())], as_keywords=False)
        return Plan(made.report, made.additions, comments=made.comments)

    def _is_in(self, item: str, collection: str) -> bool:
        paths = self.snapshot.values(item).get("collections", ())
        return not collection or any(path == collection or path.startswith(f"{collection} > ") for path in paths)

    def _imported(self, items: Sequence[str]) -> Imported:
        """The works as they are read of a file of Zotero's items."""
        members: dict[str, list[dict[str, str]]] = {}
        for key in items:
            for collection in self.snapshot.items[key].get("collections") or ():
                members.setdefault(str(collection), []).append({"key": key})
        collections = {
            key: {"key": key, "name": path, "parent": "", "items": members.get(key, [])}
            for key, path in self.snapshot.paths.items()
        }
        content = {"items": [one for key in items for one in self._whole(key)], "collections": collections}
        return import_text(json.dumps(content), "Zotero", "csl-json") if items else Imported([])

    def _whole(self, item: str) -> Iterator[Mapping[str, Any]]:
        """An item with the children that an entry has a place for: a note if it is the only one, and files by paths."""
        children = self.snapshot.children(item)
        notes = [one for one in children if one.get("itemType") == "note"]
        yield self.snapshot.items[item]
        yield from notes if len(notes) == 1 else ()
        for one in children:
            if path := path_of(one):
                yield {**{name: one[name] for name in OF_FILE if name in one}, "path": near(path, self.snapshot.folder)}

    # --- afterwards

    def remembered(self, project: Project, made: Taken, wanted: Wanted) -> dict[Link, Synced]:
        """What is to be known of the library from now on; the project is what became of the plan."""
        found = match_items(project.merged, self.known, self.snapshot)
        old = {one.item: link for link, one in self.lines.items() if link.library == self.name}
        lines = dict(self.lines)
        for work in works_of(project.library, project.merged):
            key = work.hand.entry.key
            if key not in found.items or (wanted.keys and key not in wanted.keys):
                continue
            item = found.items[key]
            one = made.pulled.get(key)
            sides = one.sides if one and one.item == item else self._sides(work, item)
            ours = values_of_entry(work.merged.entry, self.snapshot.folder)
            lines.pop(old.get(item, Link("", "")), None)
            lines[Link(self.name, key)] = settled(sides, ours, one.changes if one else (), wanted.takes)
        return lines


def _is_renamed(one: Pulled) -> bool:
    """Whether somebody gave an item another cite key in Zotero."""
    key = one.sides.theirs.get("citationKey")
    return bool(key) and key not in (one.sides.known.held.get("citationKey"), one.sides.ours["citationKey"])
