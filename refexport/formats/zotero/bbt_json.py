"""Better BibTeX JSON, both ways, and items as Zotero's web API gives them.

Sources: Better BibTeX's translator "BetterBibTeX JSON" (``config``, ``collections`` by key with the ids of their items,
``items``); Zotero web API v3, "Item JSON" (each item's ``data``, children by ``parentItem``).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from refexport.data.formats import SUFFIXES
from refexport.errors import Finding
from refexport.formats.csl.leaves import leaves_of
from refexport.formats.format import Format, Placed, Read, Unread, Written, each
from refexport.formats.jsontext import read_json
from refexport.formats.yamltext import Table as Mapped
from refexport.formats.zotero.collections import Tree, paths_of
from refexport.formats.zotero.files import Attachment
from refexport.formats.zotero.items import Creator, Item, entry_of, item_of
from refexport.formats.zotero.schema import LATER, base_of
from refexport.model.entry import Entry

TRANSLATOR = {"id": "36a3b0b5-bad0-4a04-b79b-441c7cef77db", "label": "BetterBibTeX JSON"}
"""How Better BibTeX names its own translator in the file; its importer looks for both."""

APART = frozenset("attachments collections creators itemType notes tags".split())
"""Properties that are no fields."""

CREATOR_PARTS = frozenset("creatorType fieldMode firstName lastName name".split())
"""Properties of a creator (zotero-schema 41; ``fieldMode`` is Zotero's own for a name of one part)."""

OF_CHILDREN = ("tags", "annotations")
"""Properties of notes and attachments that an entry has no place for."""

KEYS = frozenset({"citationKey", "citekey", "citationkey"})

LOCAL = frozenset(
    "charset contentType dateAdded dateModified deleted filename id inPublications itemID itemKey key library "
    "libraryID linkMode links md5 meta mtime parentItem relations seeAlso select uniqueFields uri uuid version".split()
)
"""Properties that number an item in somebody's library and say nothing about the work."""


def write(entries: Sequence[Entry]) -> Written:
    """A file for Better BibTeX's importer."""
    items, lost = each(entries, item_of)
    content = {
        "config": TRANSLATOR | {"options": {}},
        "collections": _collections(items),
        "items": [_print(number, item) for number, item in enumerate(items, 1)],
    }
    return Written(json.dumps(content, ensure_ascii=False, indent=2) + "\n", lost)


def _print(number: int, item: Item) -> dict[str, Any]:
    creators = [_print_creator(one) for one in item.creators]
    return {
        "itemType": item.type,
        **({"itemID": number} if item.collections else {}),
        "citationKey": item.key,
        **item.fields,
        "creators": creators,
        "tags": [{"tag": tag} for tag in item.tags],
        "notes": [{"itemType": "note", "note": note} for note in item.notes],
        "attachments": [_print_file(one) for one in item.files],
    }


def _print_creator(creator: Creator) -> dict[str, str]:
    if "literal" in creator.name:
        return {"creatorType": creator.role, "name": creator.name["literal"]}
    parts = {"firstName": creator.name.get("given", ""), "lastName": creator.name.get("family", "")}
    return {"creatorType": creator.role, **parts}


def _print_file(file: Attachment) -> dict[str, str]:
    parts = {"itemType": "attachment", "title": file.title, "path": file.path, "contentType": file.type}
    return {name: value for name, value in parts.items() if value}


def _collections(items: Sequence[Item]) -> dict[str, dict[str, Any]]:
    tree = Tree((path, number) for number, item in enumerate(items, 1) for path in item.collections)
    return {
        key: {
            "key": key,
            "name": one.name,
            "parent": one.parent or False,
            "collections": one.children,
            "items": one.items,
        }
        for key, one in tree.nodes.items()
    }


def is_item(value: object) -> bool:
    """Whether an object is an item of Zotero's, plain or as the web API wraps it."""
    return isinstance(value, dict) and isinstance(_data(value).get("itemType"), str)


def _data(value: Mapping[str, Any]) -> Mapping[str, Any]:
    data = value.get("data")
    return data if isinstance(data, dict) and "itemType" in data else value


def read(text: str, path: str) -> Read:
    """The entries of a file of Zotero's items, and what was wrong with it."""
    data, problems = read_json(text, path)
    if problems:
        return Read((), tuple(problems))
    items = data.get("items", [data]) if isinstance(data, dict) else data
    collections = data.get("collections") if isinstance(data, dict) else None
    return read_items(items if isinstance(items, list) else [], collections, path)


def read_items(items: Iterable[Any], collections: object, path: str) -> Read:
    """The entries of items, children with their parents; ``collections`` is Better BibTeX's table of them."""
    listed = list(items)
    found = [(one.line if isinstance(one, Mapped) else 1, _data(one)) for one in listed if is_item(one)]
    groups = _groups(collections)
    children = _children(data for _, data in found)
    owned = {id(child) for _, data in found if data["itemType"] not in LATER for child in _below(data, children)}
    works: list[tuple[int, Entry]] = []
    unread: list[Unread] = []
    problems: list[Finding] = []
    for number, one in enumerate(listed):
        if not is_item(one):
            line, why = one.line if isinstance(one, Mapped) else 1, f"the item at index {number} has no itemType"
            unread.append(Unread(line, json.dumps(one, ensure_ascii=False, default=str), why))
            problems.append(Finding(path, line, why, "export the library again"))
    for line, data in found:
        if data["itemType"] not in LATER:
            own = _below(data, children)
            entry, wrong = entry_of(_item(data, own, groups), path, line)
            works.append((line, entry))
            problems += wrong
        elif id(data) not in owned:
            why = f"a {data['itemType']} that belongs to no work"
            unread.append(Unread(line, json.dumps(data, ensure_ascii=False), why))
            problems.append(Finding(path, line, why, "put it under an item, or keep it elsewhere"))
    return Read(Placed(works, unread), tuple(problems))


def _children(items: Iterable[Mapping[str, Any]]) -> Mapping[str, list[Mapping[str, Any]]]:
    """Key of an item -> its notes and attachments, or an attachment's annotations."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for data in items:
        if data["itemType"] in LATER and data.get("parentItem"):
            found.setdefault(str(data["parentItem"]), []).append(data)
    return found


def _below(data: Mapping[str, Any], children: Mapping[str, list[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    """The children of a work, each attachment followed by its annotations."""
    own = [child for name in ("key", "itemKey") for child in children.get(str(data.get(name)), ())]
    marks = (
        mark for child in own for mark in children.get(str(child.get("key")), ()) if mark["itemType"] == "annotation"
    )
    return [*own, *marks]


def _groups(collections: object) -> Mapping[str, list[str]]:
    """Id or key of an item -> the paths of its collections."""
    listed = list(collections.values()) if isinstance(collections, dict) else collections
    nodes = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    found: dict[str, list[str]] = {}
    for node, path in paths_of(nodes):
        for item in _list(node.get("items")):
            number = item.get("itemID", item.get("id", item.get("key"))) if isinstance(item, dict) else item
            found.setdefault(str(number), []).append(path)
    return found


def _item(data: Mapping[str, Any], children: Sequence[Mapping[str, Any]], groups: Mapping[str, list[str]]) -> Item:
    type_ = data["itemType"]
    fields: dict[str, str] = {}
    unknown: list[tuple[str, str]] = []
    for name, value in data.items():
        if name in APART or name in KEYS or name in LOCAL or value in (None, "", [], {}, False):
            continue
        if isinstance(value, str | int | float):
            base = base_of(type_, name)
            if fields.setdefault(base, str(value)) != str(value):
                unknown.append((name, str(value)))
        else:
            unknown.append((name, leaves_of(value)))
    creators, wrong = _creators(data.get("creators"))
    notes = [*_list(data.get("notes")), *(one for one in children if one["itemType"] == "note")]
    files = [*_list(data.get("attachments")), *(one for one in children if one["itemType"] == "attachment")]
    marks = [one for one in children if one["itemType"] == "annotation"]
    numbers = [str(data[name]) for name in ("itemID", "key", "itemKey") if name in data]
    return Item(
        next((str(data[name]) for name in KEYS if data.get(name)), ""),
        type_,
        fields,
        tuple(creators),
        tuple(_tags(data.get("tags"))),
        tuple(_notes([*notes, *(one for one in files if isinstance(one, dict) and one.get("note"))])),
        tuple(_files(files, fields.get("url", ""))),
        tuple(dict.fromkeys(path for number in numbers for path in groups.get(number, ()))),
        (*unknown, *wrong, *_unnamed(data.get("collections"), groups), *_of_children(notes, files, marks, fields)),
    )


def _of_children(
    notes: Sequence[Any], files: Sequence[Any], marks: Sequence[Mapping[str, Any]], fields: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What notes, attachments and the annotations in these say that an entry has no place for."""
    for child in (one for one in (*notes, *files) if isinstance(one, dict)):
        yield from ((name, leaves_of(child[name])) for name in OF_CHILDREN if child.get(name))
    for file in (one for one in files if isinstance(one, dict)):
        left = [
            name for name in ("url", "accessDate") if file.get(name) not in (None, "", _path(file), fields.get(name))
        ]
        left += ["title"] if file.get("title") and not _path(file) else []
        yield from ((f"attachments {name}", str(file[name])) for name in left)
    for mark in marks:
        yield "annotations", leaves_of({name: mark[name] for name in mark if name.startswith("annotation")})


def _unnamed(collections: object, groups: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Collections of which the file has only the key, or, in exports of others, the name."""
    if not groups:
        yield from (("collections", str(one)) for one in _list(collections))


def _list(value: object) -> list[Any]:
    """A list as it is; what other programs write as the one value in its place as a list of it."""
    if isinstance(value, list):
        return value
    return [value] if value and isinstance(value, str | dict) else []


def _creators(value: object) -> tuple[list[Creator], list[tuple[str, str]]]:
    creators: list[Creator] = []
    wrong: list[tuple[str, str]] = []
    for one in _list(value):
        name = _name(one) if isinstance(one, dict) else {}
        if name:
            role = str(one.get("creatorType", "author"))
            creators.append(Creator(role, name))
            wrong += [(f"{role} {part}", leaves_of(one[part])) for part in one if part not in CREATOR_PARTS]
        else:
            wrong.append(("creators", leaves_of(one)))
    return creators, wrong


def _name(one: Mapping[str, Any]) -> dict[str, str]:
    family, given = (str(one.get(part) or "").strip() for part in ("lastName", "firstName"))
    if one.get("name") or (one.get("fieldMode") == 1 and not given):
        return {"literal": str(one.get("name") or family).strip()}
    return {"family": family, "given": given} if family else {"literal": given} if given else {}


def _tags(value: object) -> Iterator[str]:
    for one in _list(value):
        tag = one.get("tag", "") if isinstance(one, dict) else one
        if isinstance(tag, str | int | float) and str(tag).strip():
            yield " ".join(str(tag).split())


def _notes(values: Sequence[Any]) -> Iterator[str]:
    for one in values:
        note = one.get("note", "") if isinstance(one, dict) else one
        if isinstance(note, str):
            yield note


def _files(values: Sequence[Any], url: str) -> Iterator[Attachment]:
    for one in values:
        file = {"path": one} if isinstance(one, str) else one if isinstance(one, dict) else {}
        path = _path(file)
        if path and path != url:
            yield Attachment(
                path, str(file.get("title") or ""), str(file.get("contentType") or file.get("mimeType") or "")
            )


def _path(file: Mapping[str, Any]) -> str:
    return str(file.get("path") or file.get("localPath") or file.get("filename") or file.get("url") or "")


FORMAT = Format("bbt-json", SUFFIXES["bbt-json"], write, read)
