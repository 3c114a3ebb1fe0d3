"""Objects: what is sent of an item, and of its note and files, in the JSON of Zotero's web API v3 ("Item JSON")."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from refexport.formats.zotero.schema import own_names
from refexport.sync.compare import Edit
from refexport.sync.library import Snapshot, new_key
from refexport.sync.steps import OF_CHILDREN, Step
from refexport.sync.values import CITE_KEY, LABEL, extra_with, is_address, near, path_of

NO_EDIT = Edit((), ())


def item_object(
    step: Step, snapshot: Snapshot, collections: Mapping[str, str], *, has_cite_keys: bool
) -> dict[str, Any]:
    """An item with what is to be changed of it; whole where its type changes, since Zotero drops what does not fit."""
    old = snapshot.items.get(step.item, {})
    send = dict(step.send)
    if "itemType" in send:
        clashing = {clash.name for clash in step.clashes}
        send = {**{name: one for name, one in step.ours.items() if not isinstance(one, list)}, **send}
        send |= {"creators": step.ours["creators"]} if "creators" in step.ours else {}
        send = {name: one for name, one in send.items() if name not in clashing}
    type_ = str(send.get("itemType") or old.get("itemType"))
    if "citationKey" in send and not has_cite_keys:
        send[LABEL + CITE_KEY] = send.pop("citationKey")
    own = own_names(type_)
    made: dict[str, Any] = {"key": step.item, "version": step.version}
    for name, value in send.items():
        if name == "creators":
            made[name] = [_creator(*one) for one in value or ()]
        elif isinstance(value, Edit) or name.startswith(LABEL) or name in OF_CHILDREN:
            continue
        else:
            made[own.get(name, name)] = value or ""
    return made | _members(old, send, collections)


def _members(old: Mapping[str, Any], send: Mapping[str, Any], collections: Mapping[str, str]) -> dict[str, Any]:
    """What is sent whole, with what Zotero has besides: tags, collections, Extra."""
    made: dict[str, Any] = {}
    tags, paths, lines = (send.get(name, NO_EDIT) for name in ("tags", "collections", "extra"))
    if any(tags):
        kept = [one for one in old.get("tags") or () if one.get("tag") not in tags.removed]
        made["tags"] = [*kept, *({"tag": tag} for tag in tags.added)]
    if any(paths):
        gone = {key for key in old.get("collections") or () if key in {collections.get(one) for one in paths.removed}}
        added = [collections[path] for path in paths.added if path in collections]
        made["collections"] = [*(key for key in old.get("collections") or () if key not in gone), *added]
    labels = {name: one for name, one in send.items() if name.startswith(LABEL)}
    if labels or any(lines):
        made["extra"] = extra_with(str(old.get("extra") or ""), labels, lines.added, lines.removed)
    return made


def _creator(role: str, family: str, given: str | None = None) -> dict[str, str]:
    if given is None:
        return {"creatorType": role, "name": family}
    return {"creatorType": role, "lastName": family, "firstName": given}


def child_objects(step: Step, snapshot: Snapshot, folder: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The note and the attachments that are to be written, and the keys that are to be remembered."""
    children = dict(step.known.children)
    made: list[dict[str, Any]] = []
    if "note" in step.send:
        old = snapshot.items.get(children.get("note", ""), {})
        is_there = bool(old) and not old.get("deleted")
        key = children["note"] = str(old["key"]) if is_there else _free(children, old)
        parent = {} if is_there else {"itemType": "note", "parentItem": step.item}
        said = {"note": step.send["note"]} if step.send["note"] else {"deleted": 1}
        made.append({"key": key, "version": snapshot.version(key), **parent, **said})
    files = step.send.get("files", NO_EDIT)
    made += [_attachment(step.item, path, folder) for path in files.added]
    gone = [one for one in snapshot.children(step.item) if near(path_of(one), folder) in files.removed]
    made += [{"key": one["key"], "version": one["version"], "deleted": 1} for one in gone]
    return made, children


def _free(children: Mapping[str, str], old: Mapping[str, Any]) -> str:
    """The key that the note is to have: the one that it was sent with before, but for one that is in the trash."""
    return new_key() if old else children.get("note") or new_key()


def _attachment(item: str, path: str, folder: Path) -> dict[str, Any]:
    """A link to an address or to a file, whose title is its name."""
    there = {"linkMode": "linked_file", "path": str(folder / path)}
    where = {"linkMode": "linked_url", "url": path} if is_address(path) else there
    title = path.rstrip("/").rpartition("/")[2] or path
    kind = {"contentType": "application/pdf"} if path.lower().endswith(".pdf") else {}
    head = {"key": new_key(), "version": 0, "itemType": "attachment", "parentItem": item}
    return {**head, **where, "title": title, **kind}


def names_of(send: Mapping[str, Any]) -> Sequence[str]:
    """The names of what is sent, for people: a line of Extra by its label."""
    return [name.removeprefix(LABEL) for name in send]
