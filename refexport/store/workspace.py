"""Workspace: a paper's entries.toml that picks works from a store, whose entries several papers share.

What the paper says itself comes first, field by field; its own lock pins what the registries say (docs/decisions/0036).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from refexport.data.datamodel import field_of
from refexport.errors import FileError, InputError
from refexport.store.documents import ALL, DOCUMENT_KINDS, Cited, is_made, read_cited
from refexport.store.files import read_bytes
from refexport.store.lines import Lines
from refexport.store.remark import Remarks, Unquoted
from refexport.store.source import RESERVED, parse_toml
from refexport.store.stamps import looked_for
from refexport.store.typed import DATE_PARTS, SHORTHANDS, TOGETHER
from refexport.text.messages import did_you_mean

Tables = Mapping[str, object]
LINKS = ("crossref", "xref", "related", "entryset")
"""Fields that name entries which are picked with theirs."""
EPRINT = frozenset(TOGETHER["eprint"])


def store_path(path: Path, store: str) -> Path:
    """Where a store is that the settings of the entries.toml at a path name."""
    return path.parent / store


class Picked(NamedTuple):
    """The tables of a paper with its store's, and where the store's stand; what is wrong with the settings, as remarks.

    ``shared`` are the keys that the store has, too; ``path`` and ``lines`` are the store's.
    """

    tables: Tables
    shared: frozenset[str]
    path: str
    lines: Lines
    remarks: Remarks


def with_store(own: Tables, path: Path, store: str, pick: Sequence[str]) -> Picked:
    """The tables of a paper, each over the store's of its key, and those that are picked besides, in the store's order.

    ``pick`` are cite keys, patterns of them, and documents.
    """
    remarks = Remarks()
    place = store_path(path, store)
    shared, lines = _read_store(place, remarks)
    found = {*_picked(shared, {*own}, path, pick, remarks), *(own.keys() & shared.keys())}
    picked = _with_parents(found, own, shared)
    merged = {key: _over(table, shared[key]) if key in shared else table for key, table in own.items()}
    more = {key: table for key, table in shared.items() if key in picked and key not in merged}
    return Picked({**merged, **more}, frozenset(picked), str(place), lines, remarks)


def _read_store(path: Path, remarks: Remarks) -> tuple[dict[str, dict[str, object]], Lines]:
    try:
        source = parse_toml(read_bytes(path), str(path), Unquoted)
    except (FileError, InputError) as error:
        why = error.message if isinstance(error, FileError) else "; ".join(one.message for one in error.problems[:1])
        near = (error.hint if isinstance(error, FileError) else "") or "name an entries.toml that is there"
        remarks.error("bad-setting", "store", f"the store cannot be read: {why}", near)
        return {}, Lines("")
    for problem in source.problems:
        remarks.error("bad-setting", "store", f"{path}:{problem.line}: {problem.message}", "correct it there")
    tables = {key: table for key, table in source.tables.items() if key != RESERVED and isinstance(table, dict)}
    return tables, source.lines


def _picked(
    shared: Mapping[str, Tables], own: Collection[str], path: Path, pick: Sequence[str], remarks: Remarks
) -> Iterator[str]:
    names = {name: key for key, table in shared.items() for name in (*_words(table.get("ids")), key)}
    for one in pick:
        document = path.parent / one
        if document.suffix.lower() in DOCUMENT_KINDS:
            cited = _cited(document, remarks)
            some = (names[key] for key in cited.keys if key in names and key not in own)
            yield from shared if ALL in cited.keys else some
            for key in cited.keys:
                if key not in {*names, *own, *cited.doubtful, ALL}:
                    message = f"{one} cites {key}, which neither the store nor this file has"
                    remarks.warn("missing-entry", "pick", message, did_you_mean(key, tuple(names)))
            continue
        keys = [key for key in shared if fnmatchcase(key, one)]
        yield from keys
        if not keys and not set(one) & set("*?["):
            hint = did_you_mean(one, tuple(names)) or "name a cite key of the store, a pattern as finn*, or a document"
            remarks.error("bad-setting", "pick", f"the store has no entry {one}", hint)


def _cited(document: Path, remarks: Remarks) -> Cited:
    """What a document cites; nothing while LaTeX has not written it."""
    if is_made(document) and not document.exists():
        looked_for(document)
        return Cited(())
    try:
        return read_cited(document)
    except FileError as error:
        remarks.error("bad-setting", "pick", error.message, error.hint or "name a document that is there")
        return Cited(())


def _with_parents(picked: set[str], own: Tables, shared: Mapping[str, Tables]) -> set[str]:
    """The keys, and those of the store's entries that they and the paper's own name by a key or another, and so on."""
    keys = {name: key for key, table in shared.items() for name in (*_words(table.get("ids")), key)}
    waiting = [table for table in own.values() if isinstance(table, dict)] + [shared[key] for key in picked]
    while waiting:
        table = waiting.pop()
        named = {name.strip() for link in LINKS for one in _words(table.get(link)) for name in one.split(",")}
        new = {keys[name] for name in named if name in keys and name not in own} - picked
        picked |= new
        waiting += [shared[key] for key in new]
    return picked


def _over(own: object, shared: Tables) -> object:
    """A table over the store's: a field that the paper has, under whatever name, or omits, is not the store's."""
    if not isinstance(own, dict):
        return own
    fields = {field for name in (*own, *_words(own.get("omit"))) for field in _fields(name)}
    return {**{name: value for name, value in shared.items() if not _fields(name) & fields}, **own}


def _fields(name: str) -> frozenset[str]:
    """What a name of a table stands for; an identifier of an archive goes with its parts, a year with its date."""
    field = SHORTHANDS.get(name.lower()) or field_of(name.lower())
    if field in EPRINT:
        return EPRINT
    return frozenset({"date" if name.lower() in DATE_PARTS else field})


def _words(value: object) -> tuple[str, ...]:
    words = value if isinstance(value, list) else [value]
    return tuple(one for one in words if isinstance(one, str))
