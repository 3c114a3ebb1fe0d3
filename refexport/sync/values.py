"""Values: what an item of Zotero's says, by names: of an entry, as the API gives it, and as an entry again.

Names are Zotero's base fields (``publicationTitle`` whatever the type calls it), ``itemType``, ``creators``, ``note``
(the text of one child), a line of Extra that means a field as ``extra.Label``; and what has members that come and go
one by one: ``tags``, ``collections`` (paths), ``files`` (paths) and the other lines of ``extra``, of which an entry's
note is one.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from refexport.data.patterns import regex
from refexport.formats.csl.extra import Line, lines_of
from refexport.formats.zotero.bbt_json import APART, KEYS, LOCAL
from refexport.formats.zotero.collections import paths_of
from refexport.formats.zotero.files import Attachment
from refexport.formats.zotero.html import parse_note, print_note
from refexport.formats.zotero.items import Creator, Item, entry_of, item_of
from refexport.formats.zotero.schema import LATER, base_of
from refexport.imports.update import given_by
from refexport.model.entry import Entry, Raw
from refexport.store.synced import ItemValues

MEMBERS = ("collections", "extra", "files", "tags")
"""Names whose members come and go one by one, so that two sides never contradict each other in them."""

LABEL = "extra."
CITE_KEY = "Citation Key"
"""The label under which a Zotero without a field for it keeps an item's cite key (Better BibTeX, "Citation keys")."""

MOMENT = regex(r"\d{4}-\d\d-\d\d(?=[T ]\d\d:)")


def values_of_entry(entry: Entry, folder: Path) -> dict[str, Any]:
    """What the item of an entry says; paths in a folder are written from there."""
    item, _ = item_of(entry)
    values: dict[str, Any] = {name: value for name, value in item.fields.items() if name != "extra" and value}
    values |= {"itemType": item.type, "citationKey": item.key, **lines_of_extra(item.fields.get("extra", ""))}
    values |= {"creators": [[one.role, *_parts(one.name)] for one in item.creators]} if item.creators else {}
    values |= {"note": item.notes[0]} if item.notes else {}
    files = [near(one.path, folder) for one in item.files]
    members = {"tags": item.tags, "collections": item.collections, "files": files}
    return values | {name: sorted(set(some)) for name, some in members.items() if some}


def near(path: str, folder: Path) -> str:
    """A path as it is from a folder that it is in, so that it is the same on each machine; addresses as they are."""
    inside = Path(path)
    return str(inside.relative_to(folder)) if not is_address(path) and inside.is_relative_to(folder) else path


def is_address(path: str) -> bool:
    """Whether a file is somewhere in the web."""
    return "://" in path


def _parts(name: Mapping[str, str]) -> list[str]:
    return [name["literal"]] if "literal" in name else [name.get("family", ""), name.get("given", "")]


def lines_of_extra(text: str) -> dict[str, Any]:
    """The lines of Extra: those that mean fields by their labels, several of one label joined, and the others."""
    values: dict[str, Any] = {}
    others: list[str] = []
    for line in lines_of(text):
        if name := _name_of_line(line):
            values[name] = f"{values[name]}\n{line.value}" if name in values else line.value
        elif line.text.strip() not in others:
            others.append(line.text.strip())
    return values | ({"extra": others} if others else {})


def _name_of_line(line: Line) -> str:
    """The name of what a line says; empty for words of somebody else's."""
    means_field = line.variable or line.field
    return LABEL + line.text.partition(":")[0].strip(" {") if means_field and ":" in line.text else ""


def extra_with(text: str, changes: Mapping[str, str | None], added: Sequence[str], removed: Sequence[str]) -> str:
    """An Extra with some labels set or, where None, removed, and some other lines; the rest stays in its place."""
    lines: list[str] = []
    left = dict(changes)
    for line in lines_of(text):
        if (name := _name_of_line(line)) in changes:
            lines += _labelled(name, left.pop(name, None))
        elif name or line.text.strip() not in removed:
            lines.append(line.text)
    lines += [line for name, value in left.items() for line in _labelled(name, value)]
    return "\n".join([*lines, *added])


def _labelled(name: str, value: str | None) -> list[str]:
    return [f"{name.removeprefix(LABEL)}: {one}" for one in value.split("\n")] if value else []


def values_of_data(
    data: Mapping[str, Any],
    children: Iterable[Mapping[str, Any]] = (),
    paths: Mapping[str, str] = {},
    note: str = "",
    folder: Path = Path(),
) -> dict[str, Any]:
    """What an item of the API says, with its children.

    ``paths`` are those of collections by key, ``note`` is the key of the child whose text counts, ``folder`` that of
    entries.toml.
    """
    type_ = str(data.get("itemType", ""))
    values: dict[str, Any] = {"itemType": type_, **lines_of_extra(str(data.get("extra") or ""))}
    for name, value in data.items():
        if name in APART or name in KEYS or name in LOCAL or name == "extra" or value in (None, "", [], {}, False):
            continue
        values.setdefault(base_of(type_, name), _day(str(value)) if name == "accessDate" else str(value))
    line = values.pop(LABEL + CITE_KEY, "")
    values |= {"citationKey": key} if (key := str(data.get("citationKey") or line)) else {}
    creators = [_creator(one) for one in data.get("creators") or () if isinstance(one, dict)]
    values |= {"creators": creators} if creators else {}
    texts = [str(one.get("note", "")) for one in children if note and one.get("key") == note]
    values |= {"note": print_note(text)} if texts and (text := parse_note(texts[0])) else {}
    members = {
        "tags": [str(one["tag"]) for one in data.get("tags") or () if isinstance(one, dict) and one.get("tag")],
        "collections": [paths[one] for one in data.get("collections") or () if one in paths],
        "files": [near(path, folder) for one in children if (path := path_of(one))],
    }
    return values | {name: sorted(set(some)) for name, some in members.items() if some}


def _day(moment: str) -> str:
    return found[0] if (found := MOMENT.match(moment)) else moment


def _creator(one: Mapping[str, Any]) -> list[str]:
    if one.get("name"):
        return [str(one.get("creatorType", "author")), str(one["name"])]
    return [str(one.get(part) or "") for part in ("creatorType", "lastName", "firstName")]


def path_of(child: Mapping[str, Any]) -> str:
    """Where an attachment is: its path, its address, or the file that a Zotero on this machine keeps; else empty."""
    if child.get("itemType") != "attachment" or child.get("deleted"):
        return ""
    enclosure = str(child.get("enclosure", ""))
    if child.get("linkMode") == "linked_url":
        return str(child.get("url") or "")
    if enclosure.startswith("file:"):
        return unquote(urlsplit(enclosure).path)
    return str(child.get("path") or "") if child.get("linkMode") == "linked_file" else ""


def collection_paths(nodes: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Key of a collection -> its path, for what the API gives of collections."""
    named = [{**one, "parent": one.get("parentCollection") or ""} for one in nodes if not one.get("deleted")]
    return {str(node["key"]): path for node, path in paths_of(named) if path}


def entry_of_values(values: ItemValues) -> Entry:
    """The entry of an item that says this."""
    fields = {name: value for name, value in values.items() if isinstance(value, str) and not name.startswith(LABEL)}
    type_, key, note = (fields.pop(name, "") for name in ("itemType", "citationKey", "note"))
    lines = [line for name in values if name.startswith(LABEL) for line in _labelled(name, values[name])]
    if extra := "\n".join([*lines, *values.get("extra", ())]):
        fields["extra"] = extra
    item = Item(
        key,
        type_,
        fields,
        tuple(Creator(role, _name(parts)) for role, *parts in values.get("creators", ())),
        tuple(values.get("tags", ())),
        (note,) if note else (),
        tuple(map(Attachment, values.get("files", ()))),
        tuple(values.get("collections", ())),
    )
    return entry_of(item, "", 0)[0]


def bare(values: ItemValues) -> dict[str, Any]:
    """What the fields alone say: a line of Extra may hide what a person changed in a field."""
    return {name: value for name, value in values.items() if not name.startswith(LABEL)}


def table_of_values(values: ItemValues) -> dict[str, Raw]:
    """The fields of that entry as they would stand in entries.toml, those that it can hold."""
    return dict(given_by("entry", entry_of_values(values)))


def _name(parts: Sequence[str]) -> dict[str, str]:
    family, *given = (*parts, "")[:2] if len(parts) > 1 else parts
    return {"family": family, "given": given[0]} if given and family else {"literal": family or "".join(given)}


def is_work(data: Mapping[str, Any]) -> bool:
    """Whether an item is a work, and not in the trash."""
    return data.get("itemType") not in LATER and not data.get("deleted")
