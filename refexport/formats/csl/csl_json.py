"""CSL-JSON: for pandoc, Quarto and citeproc; and entries from its items, Zotero's included.

Sources: the JSON schema ``csl-data.json`` of CSL 1.0.2; the lines of ``note`` are Zotero's.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from msgspec import structs

from refexport.data.datamodel import DATE, FIELDS, TEXT
from refexport.data.formats import SUFFIXES
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.content import Content
from refexport.formats.csl.dialects import TYPES as DIALECT_TYPES
from refexport.formats.csl.dialects import names_of, plain_date, plain_item, plain_name
from refexport.formats.csl.extra import PEOPLE, Line, OwnFields, lines_of
from refexport.formats.csl.leaves import leaves_of
from refexport.formats.csl.markup import parse_markup
from refexport.formats.csl.rows import (
    OWN,
    OWN_ARXIV,
    ROWS,
    SUBTYPE_OF,
    TYPES,
    csl_type,
    entry_type,
    natural_type,
    parse_name,
    reading,
)
from refexport.formats.format import Format, Frame, Placed, Read, Table, Unread, Written, each, lay_out, table_of
from refexport.formats.jsontext import NoNumber, Object, read_json, recover_json
from refexport.formats.repeats import SAME_AS, marked, repeated, united
from refexport.formats.yamltext import Table as Mapped
from refexport.formats.zotero import bbt_json
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import Name, display_name
from refexport.text.dates import date_fields

ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def write(entries: Sequence[Entry]) -> Written:
    """Schema-valid CSL-JSON; an entry once more under each of its other keys, with a mark."""
    more = repeated(entries)

    def item(entry: Entry) -> tuple[dict[str, Any], list[Finding]]:
        made, lost = item_of(entry, csl_type(entry), _table(entry.type))
        if entry.key in more.owners:
            made["custom"] = {**made.get("custom", {}), SAME_AS: more.owners[entry.key]}
        return made, lost

    return more.settled(write_items(more.entries, item))


def write_items(entries: Sequence[Entry], item: Callable[[Entry], tuple[dict[str, Any], list[Finding]]]) -> Written:
    """The items that ``item`` makes, one property a line; Python's own indentation would spread names over dozens."""
    items, lost = each(entries, item)
    return Written(FRAME.joined(map(_print, items), entries) if items else "[]\n", lost)


FRAME = Frame("[\n  {\n", "\n  },\n  {\n", "\n  }\n]\n")


def _print(item: Mapping[str, Any]) -> str:
    return ",\n".join(f'    "{name}": {ENCODER.encode(value)}' for name, value in item.items())


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
    """The entries of a CSL-JSON file (a list, ``{"items": […]}`` or one item), and what was wrong with it.

    What breaks JSON's grammar is left out, the rest is read; items of Zotero's own are read as such.
    """
    data, problems = read_json(text, path)
    if not problems:
        return read_data(data, path)
    found = recover_json(text, path, is_item)
    read, wrong = read_data(found.values if len(found.values) != 1 else found.values[0], path)
    if not read:
        return Read((), tuple(problems))
    more = [Unread(line, part, "not JSON") for line, part in found.parts]
    errors = [Finding(path, one.line, "not JSON; this part is left out", "mend it", value=one.text) for one in more]
    entries = read if isinstance(read, Placed) else Placed(())
    placed = Placed(zip(entries.lines, entries, strict=True), [*entries.unread, *more])
    return Read(placed, (*found.problems, *errors, *wrong))


WRAPPERS = ("items", "references", "data", "message", "entries", "results", "library")
"""Properties of an object that holds items: Zotero's web API, pandoc's metadata, Crossref's REST API."""


def read_data(data: object, path: str) -> Read:
    """The entries of what a JSON text holds."""
    if isinstance(data, list):
        return _read_any(data, None, path)
    if isinstance(data, dict) and not is_item(data):
        held = next((data[name] for name in WRAPPERS if isinstance(data.get(name), list | dict)), None)
        if held is not None and not (isinstance(held, dict) and not is_item(held) and not set(held) & set(WRAPPERS)):
            inner = data.get("collections")
            return _read_any(held, inner, path) if isinstance(held, list) else read_data(held, path)
    if bbt_json.is_item(data) or (isinstance(data, dict) and not set(data) & set(WRAPPERS)):
        return _read_any([data], None, path)
    return Read((), (Finding(path, 1, "CSL-JSON is a list of items"),))


def _read_any(items: Sequence[Any], collections: object, path: str) -> Read:
    if any(map(bbt_json.is_item, items)):
        return bbt_json.read_items(items, collections, path)
    return read_items(items, path)


def is_item(value: object) -> bool:
    """Whether a value is an item and not an object within one (a person, a date, an attachment)."""
    if bbt_json.is_item(value):
        return True
    if not isinstance(value, dict) or not value:
        return False
    is_typed = isinstance(value.get("type"), str) and not value.keys() <= {"type", "tag", "name", "id", "URL"}
    return is_typed or bool(value.keys() & {"title", "container-title", "DOI", "issued", "citation-key"})


def read_items(items: Sequence[object], path: str) -> Read:
    """The entries of the items, and what was wrong with them; each item that is a `yamltext.Table` knows its line."""
    problems: list[Finding] = []
    entries: list[tuple[int, Entry]] = []
    unread: list[Unread] = []
    owners = _owners(items)
    for n, item in enumerate(items):
        if owners and isinstance(item, dict) and str(item.get("id")) in owners:
            continue
        line = item.line if isinstance(item, Mapped) else 1
        if isinstance(item, dict) and (item.get("id") not in (None, "") or is_item(item)):
            entries.append((line, _entry(_Item(item, line, path, problems))))
        else:
            hint = "every item has a type and a title"
            problems.append(Finding(path, line, f"the item at index {n} is none", hint, value=leaves_of(item)))
            if item not in (None, {}, []):
                unread.append(Unread(line, json.dumps(item, ensure_ascii=False, default=str), "no item"))
    return Read(Placed(united(entries, owners), unread), tuple(problems))


def _owners(items: Sequence[object]) -> dict[str, str]:
    """Key -> the key of the item that it repeats, as the writer marks it under ``custom``."""
    custom = [(one.get("id"), one.get("custom")) for one in items if isinstance(one, dict)]
    marks = ((key, own.get(SAME_AS)) for key, own in custom if isinstance(own, dict))
    return marked(marks, {key for key, _ in custom if isinstance(key, str)})


class _Item(NamedTuple):
    """An item of a file, and where problems go."""

    variables: Mapping[str, Any]
    line: int
    path: str
    problems: list[Finding]

    @property
    def key(self) -> str:
        """The cite key: its own, or the id; nothing if there is neither."""
        named = next((self.variables[name] for name in KEYS if self.variables.get(name) not in (None, "")), "")
        return " ".join(str(named).split())

    def warn(self, variable: str, message: str, value: object) -> None:
        """A message at the item's line."""
        shown = value if isinstance(value, str) else leaves_of(value)
        self.problems.append(
            Finding(self.path, self.line, message, key=self.key, field=variable, value=shown, level="warning")
        )


KEYS = ("citation-key", "citekey", "citationKey", "id")


def _entry(item: _Item) -> Entry:
    for name, value in item.variables.first.items() if isinstance(item.variables, Object) else ():
        item.warn(name, "stands twice, the last is kept, not this", value)
    plain = plain_item(item.variables)
    for name, why, words in plain.left_out:
        item.warn(name, why, words)
    extra = _Extra(item, plain.variables)
    variables, custom = extra.variables, extra.custom
    type_ = extra.own.type or entry_type(variables, custom)
    _check_type(item, variables)
    values: dict[str, Value] = dict(_arxiv(variables, custom))
    if type_ == "article" and (subtype := SUBTYPE_OF.get(str(variables.get("type")))):
        values["entrysubtype"] = subtype
    if "eprint" in values:
        variables = {name: value for name, value in variables.items() if not SAYS_ARXIV.fullmatch(f"{name}={value}")}
    for variable, value in variables.items():
        for field, one in _fields(item, type_, variable, value):
            if values.setdefault(field, one) != one:
                item.warn(variable, f"{field} says otherwise; left out", value)
    return Entry(extra.key or item.key, type_, {**values, **extra.own.values})


KNOWN_TYPES = frozenset({*TYPES.read, *SUBTYPE_OF})
READ_TYPES = KNOWN_TYPES.union(DIALECT_TYPES)


def _check_type(item: _Item, variables: Mapping[str, Any]) -> None:
    type_ = variables.get("type")
    if type_ not in (None, "") and str(type_) not in READ_TYPES:
        item.warn("type", "unknown type, read as misc", type_)


class _Extra:
    """The variables of an item with those that stand in the lines of its note, and what else these say."""

    def __init__(self, item: _Item, variables: Mapping[str, Any]) -> None:
        self.variables = dict(variables)
        self.variables["type"] = DIALECT_TYPES.get(str(variables.get("type")), variables.get("type"))
        self.key = ""
        self.own = OwnFields()
        self.custom = self._custom(item)
        note = variables.get("note")
        if isinstance(note, str | int | float):
            rest = [line.text.strip(" ") for line in lines_of(str(note)) if not self._takes(line, item)]
            self.variables["note"] = " ".join(rest)

    def _custom(self, item: _Item) -> Mapping[str, Any]:
        custom = self.variables.pop("custom", None)
        if not isinstance(custom, dict):
            if custom is not None:
                item.warn("custom", "not what CSL-JSON has there; left out", custom)
            return {}
        for name, value in custom.items():
            if name not in OWN_NAMES and value not in (None, "", [], {}):
                item.warn(f"custom.{name}", "there is no field for this; left out", value)
        return custom

    def _takes(self, line: Line, item: _Item) -> bool:
        """Whether a line is a variable or a field that nothing else says."""
        if line.field:
            return self.own.take(line)
        if line.variable == "citation-key":
            named = next((one for name in KEYS[:-1] if (one := item.variables.get(name))), line.value)
            self.key = line.value if named == line.value else self.key  # an id may be a number in somebody's library
            return self.key == line.value
        if line.variable == "type" and line.value in KNOWN_TYPES:
            self.variables["type"] = line.value
        elif line.variable in PEOPLE:
            self.variables[line.variable] = [*names_of(self.variables.get(line.variable, [])), line.value]
        elif line.variable:
            there = self.variables.setdefault(line.variable, line.value)
            return str(there).strip().casefold() == line.value.casefold()
        return bool(line.variable)


OWN_NAMES = frozenset({"entrytype", SAME_AS, *OWN.values(), *OWN_ARXIV.values()})
"""Properties of ``custom`` that are read."""


BESIDE = {"article-number": "eid", "institution": "institution", "keywords": "keywords", "subtitle": "subtitle"}
"""Variables that are none of CSL's, and lists of keywords -> field."""


def _beside(field: str, value: str | list[Any]) -> Value:
    if isinstance(value, list):
        return tuple(" ".join(str(one).split()) for one in value)
    return parse_markup(value) if FIELDS[field] == TEXT else value


def _fields(item: _Item, type_: str, variable: str, value: Any) -> Iterator[tuple[str, Value]]:  # noqa: ANN401 - JSON
    """The fields that a variable gives."""
    row = reading(type_).get(variable)
    if variable in ELSEWHERE or value in (None, ""):
        return
    if variable in BESIDE and isinstance(value, list if variable == "keywords" else str):
        yield BESIDE[variable], _beside(BESIDE[variable], value)
        return
    if not row or not row.decode:
        item.warn(variable, "there is no field for this variable; left out", value)
        return
    try:
        if variable in PEOPLE:
            if names := tuple(_people(item, variable, _numbers(value))):
                yield row.field, names
            return
        if FIELDS.get(row.field) == DATE:
            value, words = plain_date(_numbers(value))
            if words:
                item.warn(variable, "the numbers of the date are taken; left out", words)
        found = row.decode(_numbers(value))
    except (TypeError, ValueError, AttributeError, LookupError):
        item.warn(variable, "not what CSL-JSON has there; left out", value)
        return
    fields, why = date_fields(row.field, found) if isinstance(found, Date) else ({row.field: found}, "")
    yield from ((field, one) for field, one in fields.items() if one)
    if why:
        item.warn(variable, why, value)


def _people(item: _Item, variable: str, value: object) -> Iterator[Name]:
    """The names of a variable, each by itself; a message for what is none."""
    for one in names_of(value):
        try:
            parts, orcid, rest = plain_name(one)
            name = parse_name(parts)
        except (TypeError, ValueError):
            if leaves_of(one):
                item.warn(variable, "no name; left out", one)
            continue
        if rest:
            item.warn(variable, f"there is no place for this of {display_name(name)}; left out", rest)
        yield structs.replace(name, orcid=orcid) if orcid else name


def _numbers(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The value, ValueError if a number in it is none."""
    if isinstance(value, NoNumber):
        raise ValueError(f"{value} is no number")  # noqa: TRY004 - one kind of error for all wrong values
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _numbers(one)
    return value


def _arxiv(variables: Mapping[str, Any], custom: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """The arXiv id from wherever it stands, and its class; an id of another archive as it is."""
    number = str(variables.get("number", ""))
    said, _, class_ = str(variables.get("arxiv", "")).partition(" ")
    named = custom.get(OWN_ARXIV["eprint"]) or said
    try:
        yield "eprint", normal_arxiv(str(named or (number if number.lower().startswith("arxiv:") else "")))
    except ValueError:
        yield from ((field, str(custom[name])) for field, name in OWN.items() if name in custom)
        return
    yield "eprinttype", "arxiv"
    if class_ := str(custom.get(OWN_ARXIV["eprintclass"]) or class_.strip("[] ")):
        yield "eprintclass", class_


SAYS_ARXIV = regex(r"number=arXiv:.*|publisher=arXiv")
"""Variables that say nothing more once the arXiv id is known."""

ELSEWHERE = frozenset({"arxiv", "citation-key", "id", "type"})
"""Variables that are read otherwise."""


def recognises(content: Content) -> bool:
    """Whether there are items with a ``type``; those of Zotero's own JSON have an ``itemType``, here or in ``data``."""
    items = [content.json] if isinstance(content.json, dict) and "items" not in content.json else content.items
    return any(item.keys() & {"type", "itemType", "data"} for item in items)


FORMAT = Format("csl-json", SUFFIXES["csl-json"], write, read, "csl-json", (".json",), recognises, FRAME)
