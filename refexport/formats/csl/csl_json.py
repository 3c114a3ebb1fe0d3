"""CSL-JSON: for pandoc, Quarto and citeproc; and entries from its items, Zotero's included.

Sources: the JSON schema ``csl-data.json`` of CSL 1.0.2; the lines of ``note`` are Zotero's.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from refexport.errors import Finding
from refexport.formats.csl.rows import (
    LABELS,
    OWN,
    OWN_ARXIV,
    ROWS,
    SUBTYPE_OF,
    csl_type,
    entry_type,
    natural_type,
    reading,
)
from refexport.formats.format import Format, Placed, Read, Table, Written, each, lay_out, table_of
from refexport.formats.jsontext import NoNumber, Object, read_json
from refexport.formats.yamltext import Table as Mapped
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.text.dates import date_fields

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


@cache
def _table(type_: str) -> Table:
    return table_of(ROWS, type_, reading(type_))


def read(text: str, path: str) -> Read:
    """The entries of a CSL-JSON file (a list, ``{"items": […]}`` or one item), and what was wrong with it."""
    data, problems = read_json(text, path)
    if problems:
        return Read((), tuple(problems))
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        return Read((), (Finding(path, 1, "CSL-JSON is a list of items"),))
    return read_items(items, path)


def read_items(items: Sequence[object], path: str) -> Read:
    """The entries of the items, and what was wrong with them; each item that is a `yamltext.Table` knows its line."""
    problems: list[Finding] = []
    entries: list[tuple[int, Entry]] = []
    for n, item in enumerate(items):
        line = item.line if isinstance(item, Mapped) else 1
        if isinstance(item, dict) and item.get("id") not in (None, ""):
            entries.append((line, _entry(_Item(item, line, path, problems))))
        else:
            hint = 'every item needs "id" and "type"'
            problems.append(Finding(path, line, f"the item at index {n} has no id", hint, value=str(item)[:80]))
    return Read(Placed(entries), tuple(problems))


class _Item(NamedTuple):
    """An item of a file, and where problems go."""

    variables: Mapping[str, Any]
    line: int
    path: str
    problems: list[Finding]

    def warn(self, variable: str, message: str, value: object) -> None:
        key, shown = str(self.variables["id"]), str(value)[:80]
        self.problems.append(
            Finding(self.path, self.line, message, key=key, field=variable, value=shown, level="warning")
        )


def _entry(item: _Item) -> Entry:
    for name, value in item.variables.first.items() if isinstance(item.variables, Object) else ():
        item.warn(name, "stands twice, the last is kept, not this", value)
    variables = {**item.variables, **_of_note(str(item.variables.get("note", "")))}
    custom = variables["custom"] if isinstance(variables.get("custom"), dict) else {}
    type_ = entry_type(variables, custom)
    values: dict[str, Value] = dict(_arxiv(variables, custom))
    if type_ == "article" and (subtype := SUBTYPE_OF.get(str(variables.get("type")))):
        values["entrysubtype"] = subtype
    if "eprint" in values:
        variables = {name: value for name, value in variables.items() if not SAYS_ARXIV.fullmatch(f"{name}={value}")}
    for variable, value in variables.items():
        row = reading(type_).get(variable)
        try:
            if row and row.decode and value is not None and (found := row.decode(_numbers(value))):
                fields, why = date_fields(row.field, found) if isinstance(found, Date) else ({row.field: found}, "")
                for field, one in fields.items():
                    values.setdefault(field, one)
                if why:
                    item.warn(variable, why, value)
        except (TypeError, ValueError, AttributeError, LookupError):
            item.warn(variable, "not what CSL-JSON has there; left out", value)
        if not row and variable not in ELSEWHERE:
            item.warn(variable, "there is no field for this variable; left out", value)
    return Entry(str(variables.get("citation-key") or variables["id"]), type_, values)


def _numbers(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The value, ValueError if a number in it is none."""
    if isinstance(value, NoNumber):
        raise ValueError(f"{value} is no number")  # noqa: TRY004 - one kind of error for all wrong values
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _numbers(one)
    return value


NOTE_LINE = re.compile(rf"^({'|'.join(LABELS)}): (.+)$\n?", re.MULTILINE)


def _of_note(note: str) -> dict[str, str]:
    """Variables from the lines that Zotero keeps in ``note``, and what remains of it."""
    found = dict(NOTE_LINE.findall(note))
    rest = NOTE_LINE.sub("", note).strip()
    return {LABELS[label]: value.strip() for label, value in found.items()} | {"note": rest}


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
