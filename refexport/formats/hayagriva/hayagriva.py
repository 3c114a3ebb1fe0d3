"""Hayagriva: the YAML that Typst takes as a bibliography; what holds a work is its parent.

Source: "The Hayagriva YAML File Format" (typst/hayagriva, docs/file-format.md). Pandoc takes ``.yaml`` for CSL-YAML,
Typst takes both suffixes: so ``.yml`` is Hayagriva's here.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from refexport.data.formats import SUFFIXES
from refexport.errors import Finding
from refexport.formats.content import with_lines
from refexport.formats.format import Format, Placed, Read, Written, each, lay_out, loss, table_of
from refexport.formats.format import Table as Layout
from refexport.formats.hayagriva.rows import (
    DEFAULT_PARENTS,
    HELD_IN,
    ROWS,
    is_newspaper,
    natural_type,
    reading,
    types_of,
)
from refexport.formats.repeats import SAME_AS, marked, repeated, united
from refexport.formats.yamltext import Table, print_yaml, recover_yaml
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.text.dates import date_fields
from refexport.text.protection import unprotected


def write(entries: Sequence[Entry]) -> Written:
    """A mapping of cite keys to works; an entry once more under each of its other keys."""
    more = repeated(entries)
    works, lost = each(more.entries, _work)
    made = dict(works)
    for key, owner in more.owners.items():
        made[key]["serial-number"] = {**made[key].get("serial-number", {}), SAME_AS: owner}
    return more.settled(Written(print_yaml(made), lost))


def _work(entry: Entry) -> tuple[tuple[str, dict[str, Any]], list[Finding]]:
    type_, parent = types_of(entry.type)
    parent = "newspaper" if is_newspaper(entry) else parent
    content, lost = lay_out(entry, _table(entry.type))
    if entry.type not in ("", natural_type(type_, parent)):
        lost.append(loss(entry.key, "type", f"Hayagriva has no {entry.type}; written as {type_}"))
    return (entry.key, _with_parents(type_, parent, content)), lost


@cache
def _table(type_: str) -> Layout:
    return table_of(ROWS, type_, reading(natural_type(*types_of(type_))))


PARENTS = {"exhibition": "event", "conference": "event", "original": "original"}
"""type of a parent -> what it is to the work, where it neither holds it nor is its series; the last is written."""


def _with_parents(type_: str, parent: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The work with what holds it, which stands in the series if there is any, with its event and its original."""
    kinds = {"in": parent or type_, "series": parent or type_} | {place: kind for kind, place in PARENTS.items()}
    fields: dict[str, dict[str, Any]] = {"": {"type": type_}}
    for target, value in content.items():
        first, _, rest = target.partition(".")
        place = first if first in kinds else ""
        _put(fields.setdefault(place, {"type": kinds.get(place)}), rest if place else target, value)
    if parent or ("series" in fields and type_ in HELD_IN):
        fields.setdefault("in", {"type": kinds["in"]})
    if "in" in fields and "series" in fields:
        fields["in"]["parent"] = fields.pop("series")
    work, *parents = fields.pop(""), *(fields[place] for place in kinds if place in fields)
    return work | ({"parent": parents[0] if len(parents) == 1 else parents} if parents else {})


MAIN = {"publisher": "name", "title": "value", "url": "value"}
"""Fields with parts -> the part that the field alone stands for."""


def _put(fields: dict[str, Any], target: str, value: object) -> None:
    """Says a value, beside others of the same field where the target is a part of one."""
    name, _, part = target.partition(".")
    if name == "affiliated":
        fields.setdefault(name, []).append({"role": part, "names": value})
    elif not part:
        fields[name] = value
    else:
        content = fields.get(name, {})
        fields[name] = (content if isinstance(content, dict) else {MAIN[name]: content}) | {part: value}


def read(text: str, path: str) -> Read:
    """The entries of a Hayagriva file, a mapping of cite keys to works, and what was wrong with it."""
    data, problems, unread = recover_yaml(text, path)
    if not data and (problems or data is None):
        return Read((), tuple(problems))
    if not isinstance(data, Table) or isinstance(data.get("references"), list):
        hint = "CSL-YAML is read with --from csl-yaml"
        return Read((), (Finding(path, 1, "a Hayagriva file is a mapping of cite keys to works", hint),))
    entries: list[tuple[int, Entry]] = []
    owners = _owners(data)
    for key, fields in data.items():
        if key in owners:
            continue
        if isinstance(fields, Table):
            entries.append((fields.line, _entry(_Work(key, fields, path, problems))))
        else:
            problems.append(Finding(path, data.line, "not a mapping of fields", key=key, value=str(fields)[:80]))
    return Read(Placed(united(entries, owners), unread), tuple(problems))


def _owners(data: Table) -> dict[str, str]:
    """Key -> the key of the work that it repeats, as the writer marks it under ``serial-number``."""
    numbers = ((key, fields.get("serial-number")) for key, fields in data.items() if isinstance(fields, Table))
    return marked(((key, own.get(SAME_AS)) for key, own in numbers if isinstance(own, Table)), data)


class _Work(NamedTuple):
    """What a file says under a cite key, and where problems go."""

    key: str
    fields: Table
    path: str
    problems: list[Finding]

    def warn(self, target: str, message: str, value: object) -> None:
        path, line, shown = self.path, self.fields.line, str(value)[:80]
        self.problems.append(Finding(path, line, message, key=self.key, field=target, value=shown, level="warning"))


def _entry(work: _Work) -> Entry:
    type_ = _type(work.fields, "misc")
    parents = list(_parents(work.fields, type_))
    held_in = next((_type(one, DEFAULT_PARENTS.get(type_, type_)) for place, one in parents if place == "in."), "")
    if not held_in and any(place == "event." for place, _ in parents):
        held_in = "conference"
    entry_type = natural_type(type_, held_in)
    values: dict[str, Value] = {"entrysubtype": "newspaper"} if held_in == "newspaper" else {}
    for place, one in (("", work.fields), *parents):
        for target, value in _targets(one, place):
            _take(work, values, entry_type, target, value)
    return unprotected(_identified(Entry(work.key, entry_type, values)))


def _type(fields: Table, default: str) -> str:
    return str(fields.get("type") or default).lower()


def _parents(fields: Table, type_: str) -> Iterator[tuple[str, Table]]:
    """The parents, each with what stands before the names of its targets."""
    taken: set[str] = set()
    for parent in _tables(fields.get("parent")):
        kind = _type(parent, DEFAULT_PARENTS.get(type_, type_))
        place = PARENTS.get(kind) or ("in" if type_ in HELD_IN else "series")
        yield ("parent." if place in taken else f"{place}."), parent
        taken.add(place)
        if place == "in":
            yield from (("series.", series) for series in _tables(parent.get("parent")))


def _tables(value: object) -> list[Table]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Table)]


def _targets(fields: Table, place: str) -> Iterator[tuple[str, Any]]:
    """Every target that a mapping holds, without the parents that are looked at by themselves."""
    for name, value in fields.items():
        target = place + name
        if name == "type" or (name == "parent" and place in ("", "in.")):
            continue
        if name == "affiliated":
            yield from ((f"{target}.{one.get('role')}".lower(), one.get("names")) for one in _tables(value))
        elif name == "serial-number" and not isinstance(value, Table):
            yield f"{target}.serial", value
        elif isinstance(value, Table) and name not in ("author", "editor"):
            main = MAIN.get(name, "value")
            subs = ((sub, one) for sub, one in value.items() if sub != "verbatim")  # braces say it since 0.4
            yield from ((target if sub == main else f"{target}.{sub}", one) for sub, one in subs)
        else:
            yield target, value


def _take(work: _Work, values: dict[str, Value], type_: str, target: str, value: Any) -> None:  # noqa: ANN401 - data
    """Adds a value to those of the entry, unless there is one; warns of what cannot be taken."""
    row = reading(type_).get(target)
    if row is None or row.decode is None:
        work.warn(target, "there is no field for this; left out", value)
        return
    try:
        found = row.decode(value) if value is not None else None
    except (TypeError, ValueError, AttributeError, LookupError):
        work.warn(target, "not what Hayagriva has there; left out", value)
        return
    if found:
        fields, why = date_fields(row.field, found) if isinstance(found, Date) else ({row.field: found}, "")
        values.update({field: one for field, one in fields.items() if field not in values})
        if why:
            work.warn(target, why, value)


def _identified(entry: Entry) -> Entry:
    """The entry with its arXiv id in one spelling, without what is said twice for styles that look elsewhere."""
    if entry.has("eprint"):
        entry = entry.replace(eprinttype="arxiv")
    doubles = (
        ("number", f"arXiv:{entry.arxiv}"),
        ("publisher", "arXiv" if entry.type == "preprint" and entry.arxiv else ""),
        ("publisher", entry.plain("organization")),
    )
    return entry.without(*(field for field, fields in doubles if entry.plain(field) == fields))


recognises = with_lines(
    r"^[^\s#:-][^:\n]*:[ \t]*\n(?:[ \t#].*\n|\n)*?[ \t]+[\"']?type[\"']?[ \t]*:",
    without=r"^[\"']?(?:cff-version|references)[\"']?[ \t]*:",
)

FORMAT = Format("hayagriva", SUFFIXES["hayagriva"], write, read, "hayagriva", (".yml",), recognises)
