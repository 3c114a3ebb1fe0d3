"""CSL-JSON: for pandoc, Quarto and citeproc; and entries from its items, Zotero's included.

Sources: the JSON schema ``csl-data.json`` of CSL 1.0.2; the lines of ``note`` are Zotero's.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from refexport.data.datamodel import TYPES as ENTRY_TYPES
from refexport.errors import Finding
from refexport.formats.csl.rows import LABELS, OWN, OWN_ARXIV, ROWS, SUBTYPE_OF, SUBTYPES, TYPES, reading
from refexport.formats.format import Format, Read, Table, Written, by_persons, each, lay_out, table_of
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv

ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def write(entries: Sequence[Entry]) -> Written:
    """Schema-valid CSL-JSON."""
    return write_items(entries, lambda entry: item_of(entry, csl_type(entry), _table(entry.type)))


def write_items(entries: Sequence[Entry], item: Callable[[Entry], tuple[dict[str, Any], list[Finding]]]) -> Written:
    """The items that ``item`` makes, one property a line; Python's own indentation would spread names over dozens."""
    items, lost = each(entries, item)
    text = ",\n".join(map(_print, items))
    return Written(f"[\n{text}\n]\n" if items else "[]\n", lost)


def _print(item: Mapping[str, Any]) -> str:
    lines = ",\n".join(f'    "{name}": {ENCODER.encode(value)}' for name, value in item.items())
    return f"  {{\n{lines}\n  }}"


def item_of(entry: Entry, type_: str, table: Table) -> tuple[dict[str, Any], list[Finding]]:
    """The item; the entry type is among its own variables where CSL's type stands for another one."""
    content, lost = lay_out(entry, table)
    if entry.type not in ("", natural_type(type_, entry)):
        content["custom"] = {**content.get("custom", {}), "entrytype": entry.type}
    return {"id": entry.key, "type": type_, "citation-key": entry.key, **content}, lost


def csl_type(entry: Entry) -> str:
    """The CSL type of an entry."""
    subtype = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type == "article" else None
    return subtype or TYPES.written.get(entry.type, "document")


@cache
def _table(type_: str) -> Table:
    return table_of(ROWS, type_, reading(type_))


def read(text: str, path: str) -> Read:
    """The entries of a CSL-JSON file (a list, ``{"items": […]}`` or one item), and what was wrong with it."""
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as problem:
        return _unread(Finding(path, problem.lineno, f"not JSON: {problem.msg}", "CSL-JSON is a list of items"))
    except (RecursionError, ValueError) as problem:
        return _unread(Finding(path, 1, f"not JSON that can be read: {problem}"))
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        return _unread(Finding(path, 1, "CSL-JSON is a list of items"))
    problems: list[Finding] = []
    entries = [entry for n, item in enumerate(items) if (entry := _entry(item, n, path, problems))]
    return Read(tuple(entries), tuple(problems))


def _unread(problem: Finding) -> Read:
    return Read((), (problem,))


def _entry(item: object, index: int, path: str, problems: list[Finding]) -> Entry | None:
    if not isinstance(item, dict) or item.get("id") in (None, ""):
        problems.append(Finding(path, 1, f"the item at index {index} has no id", 'every item needs "id" and "type"'))
        return None
    variables = {**item, **_of_note(str(item.get("note", "")))}
    custom = variables["custom"] if isinstance(variables.get("custom"), dict) else {}
    type_ = _entry_type(variables, custom)
    values: dict[str, Value] = dict(_arxiv(variables, custom))
    if type_ == "article" and variables.get("type") in SUBTYPE_OF:
        values["entrysubtype"] = SUBTYPE_OF[variables["type"]]
    if "eprint" in values:
        variables = {name: value for name, value in variables.items() if not SAYS_ARXIV.fullmatch(f"{name}={value}")}
    for variable, value in variables.items():
        row = reading(type_).get(variable)
        try:
            if row and row.decode and (found := row.decode(value)):
                values.setdefault(row.field, found)
        except (TypeError, ValueError, AttributeError, LookupError):
            problems.append(_problem(path, item, variable, "not what CSL-JSON has there; left out"))
        if not row and variable not in ELSEWHERE:
            problems.append(_problem(path, item, variable, "there is no field for this variable; left out"))
    return Entry(str(variables.get("citation-key") or variables["id"]), type_, values)


def _problem(path: str, item: Mapping[str, Any], variable: str, message: str) -> Finding:
    shown = str(item.get(variable, ""))[:80]
    return Finding(path, 1, message, key=str(item["id"]), field=variable, value=shown, level="warning")


NOTE_LINE = re.compile(rf"^({'|'.join(LABELS)}): (.+)$\n?", re.MULTILINE)


def _of_note(note: str) -> dict[str, str]:
    """Variables from the lines that Zotero keeps in ``note``, and what remains of it."""
    found = dict(NOTE_LINE.findall(note))
    rest = NOTE_LINE.sub("", note).strip()
    return {LABELS[label]: value.strip() for label, value in found.items()} | {"note": rest}


def _entry_type(variables: Mapping[str, Any], custom: Mapping[str, Any]) -> str:
    if custom.get("entrytype") in ENTRY_TYPES:
        return str(custom["entrytype"])
    name = str(variables.get("type"))
    type_ = "article" if name in SUBTYPE_OF else TYPES.read.get(name, "misc")
    return by_persons(type_, author=bool(variables.get("author")), editor=bool(variables.get("editor")))


def natural_type(csl_type: str, entry: Entry) -> str:
    """The entry type that an item of this CSL type reads back as, if nothing else is said."""
    return _entry_type({"type": csl_type, "editor": entry.names("editor"), "author": entry.names("author")}, {})


def _arxiv(variables: Mapping[str, Any], custom: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """The arXiv id from wherever it stands, and its class; an id of another archive as it is."""
    number = str(variables.get("number", ""))
    named = custom.get(OWN_ARXIV["eprint"]) or variables.get("arxiv")
    try:
        yield "eprint", normal_arxiv(str(named or (number if number.lower().startswith("arxiv:") else "")))
    except ValueError:
        yield from ((field, str(custom[name])) for field, name in OWN.items() if name in custom)
        return
    yield "eprinttype", "arxiv"
    if custom.get(OWN_ARXIV["eprintclass"]):
        yield "eprintclass", str(custom[OWN_ARXIV["eprintclass"]])


SAYS_ARXIV = re.compile(r"number=arXiv:.*|publisher=arXiv")
"""Variables that say nothing more once the arXiv id is known."""

ELSEWHERE = frozenset({"arxiv", "citation-key", "custom", "id", "type"})
"""Variables that are read otherwise."""

FORMAT = Format("csl-json", ".json", write, read, "csl-json", (".json",))
