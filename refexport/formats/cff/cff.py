"""CITATION.cff: how a program or a data set wants to be cited, with its preferred citation and its references.

Source: Citation File Format, schema 1.2.0 (schema.json and "Guide to Citation File Format schema version 1.2.0"); files
of 1.0 and 1.1 have fewer properties under the same names. What is written is a file whose references are the entries.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from refexport.data.formats import SUFFIXES
from refexport.errors import Finding
from refexport.formats.cff.rows import (
    ANONYMOUS,
    NAME,
    PREPRINT,
    READ,
    ROWS,
    SUBTYPE_OF,
    SUBTYPES,
    WRITTEN,
    natural_type,
    reading,
)
from refexport.formats.content import with_lines
from refexport.formats.format import (
    Format,
    Placed,
    Read,
    Unread,
    Written,
    clean,
    each,
    lay_out,
    loss,
    table_of,
)
from refexport.formats.yamltext import Table, print_yaml, read_yaml
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv

HEAD = {
    "cff-version": "1.2.0",
    "message": "These are the references of a bibliography, written by refexport.",
    "title": "References",
    "authors": [{"name": "refexport"}],
}
"""What a file must have besides its references; a reader takes it for no work."""

UNTITLED = "[untitled]"
"""The title of a reference without one."""

KEY = "cite key"
"""What an identifier of type ``other`` says of itself that is the entry's cite key."""

# --- written


def write(entries: Sequence[Entry]) -> Written:
    """A citation file whose references are the entries."""
    references, lost = each(entries, _reference)
    return Written(print_yaml({**HEAD, "references": references}), lost)


def _reference(entry: Entry) -> tuple[dict[str, Any], list[Finding]]:
    name = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type in ("article", "") else None
    name = name or WRITTEN.get(entry.type, "generic")
    targets = lay_out(entry, table_of(ROWS, entry.type))[0]
    status = PREPRINT if entry.type == PREPRINT else ""
    type_ = natural_type(
        name,
        status=status,
        in_book="collection-title" in targets,
        author=bool(targets.get("authors")),
        editor=bool(targets.get("editors")),
    )
    laid, lost = lay_out(entry, table_of(ROWS, entry.type, reading(type_)))
    if entry.type not in ("", type_):
        lost.append(loss(entry.key, "type", f"the format has no {entry.type}; read as {type_}"))
    if not laid.get("title"):
        lost.append(loss(entry.key, "title", f"a reference needs a title; written as {UNTITLED}"))
    first = {"type": name, "title": laid.get("title") or UNTITLED, "authors": laid.get("authors") or [ANONYMOUS]}
    written = {**first, **_assembled(laid)} | ({"status": PREPRINT} if status else {})
    return {**written, "identifiers": [*_identifiers(laid), _other(clean(entry.key), KEY)]}, lost


def _assembled(laid: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a reference: pages as start and end, a date as numbers, entities with what they have."""
    made: dict[str, Any] = {}
    for target, value in laid.items():
        entity, _, part = target.partition(".")
        if target == "pages*":
            start, _, end = value.partition("--")
            made |= {"start": value} if "--" in end or not (start and end) else {"start": start, "end": end}
        elif target == "year":
            made |= dict(zip(("year", "month"), map(int, value.split("-")), strict=False))
        elif target == "conference.date":
            made[entity] |= dict(zip(("date-start", "date-end"), value.split("/"), strict=False))
        elif part:
            made[entity][part] = value
        elif target in ENTITIES:
            made[target] = {"name": value}
        elif not target.endswith("*") and target not in ("title", "authors"):
            made[target] = value
    return made


ENTITIES = {
    "publisher": {"city": "publisher.city"},
    "institution": {"city": "institution.city"},
    "conference": {"location": "conference.location"},
}
"""Property that is an entity -> what of it besides its name has a field, and how the rows call that."""


def _identifiers(laid: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    return (_other(value) for target, value in laid.items() if target.endswith("*") and target != "pages*")


def _other(value: str, description: str = "") -> dict[str, str]:
    said = {"description": description} if description else {}
    return {"type": "other", "value": value, **said}


# --- read


def read(text: str, path: str) -> Read:
    """The entries of the work itself, of its preferred citation and of its references."""
    data, problems = read_yaml(text, path)
    if not isinstance(data, Table):
        no_table = Finding(
            path, 1, "CITATION.cff is a mapping with a title and authors", "see citation-file-format.github.io"
        )
        return Read((), tuple(problems) or (no_table,))
    found = list(problems)
    unread: list[Unread] = []
    own = [] if data.get("message") == HEAD["message"] else [(data, "software")]
    works = [*own, *((work, "generic") for work in _further(data, path, found, unread))]
    entries = [(work.line, _Work(work, path, found).entry(usual)) for work, usual in works]
    return Read(Placed(entries, unread), tuple(found))


def _further(data: Table, path: str, found: list[Finding], unread: list[Unread]) -> Iterator[Table]:
    listed = data.get("references")
    preferred = [("preferred-citation", data.get("preferred-citation"))]
    named = [("references", one) for one in (listed if isinstance(listed, list) else [listed])]
    for name, one in (*preferred, *named):
        if isinstance(one, Table):
            yield one
        elif one:
            found.append(Finding(path, data.line, f"{name}: no reference", "", value=_shown(one)))
            unread.append(Unread(data.line, _shown(one), f"{name}: no reference"))


ELSEWHERE = frozenset({"type", "cff-version", "preferred-citation", "references", "identifiers", "status"})
"""Properties that are read otherwise; the version is that of the file's format, and no fact about the work."""


class _Work:
    """A work of a file: its properties as the rows call them, and where messages go."""

    def __init__(self, table: Table, path: str, found: list[Finding]) -> None:
        self.table, self.path, self.found = table, path, found
        self.key = ""
        self.values: dict[str, Any] = {}
        for name, value in _with_month(table).items():
            if name not in ELSEWHERE and value is not None:
                self._spread(name, value)
        self._spread_pages()
        identifiers = table.get("identifiers")
        for one in identifiers if isinstance(identifiers, list) else [identifiers] * bool(identifiers):
            self._identifier(one)

    def entry(self, usual: str) -> Entry:
        """The entry of the work, which has ``usual`` for its type where it names none."""
        name = str(self.table.get("type") or usual)
        if name not in READ:
            self._left_out("type", "unknown type, read as misc", name)
        status = str(self.table.get("status") or "")
        people = {one: bool(self.values.get(one)) for one in ("authors", "editors")}
        in_book = "collection-title" in self.values
        type_ = natural_type(name, status=status, in_book=in_book, author=people["authors"], editor=people["editors"])
        if status and status != PREPRINT:
            self.values["status"] = status
        elif status and type_ != PREPRINT:
            self._left_out("status", f"a {name} that is no preprint", status)
        fields = self._fields(type_)
        fields |= {"eprinttype": "arxiv"} if "eprint" in fields else {}
        fields |= {"entrysubtype": SUBTYPE_OF[name]} if name in SUBTYPE_OF else {}
        return Entry(self.key, type_, {field: value for field, value in fields.items() if value})

    def _fields(self, type_: str) -> dict[str, Value]:
        rows = reading(type_)
        fields: dict[str, Value] = {}
        order = [name for name in rows if name in self.values]
        for name in [*order, *(name for name in self.values if name not in rows)]:
            row, value = rows.get(name), self.values[name]
            if row is None or row.decode is None:
                self._left_out(name, "no field for it", value)
                continue
            try:
                decoded = row.decode(value)
            except (ValueError, LookupError) as error:
                self._left_out(name, str(error) if isinstance(error, ValueError) else "no field for it", value)
                continue
            if decoded and fields.setdefault(row.field, decoded) != decoded:
                self._left_out(name, f"{row.field} says otherwise", value)
        return fields

    def _spread(self, name: str, value: Any) -> None:  # noqa: ANN401 - YAML
        """Puts a property under the names of the rows; what of a person or an entity has no field is a message."""
        if name in ENTITIES and isinstance(value, dict):
            self._entity(name, value)
        elif name in ("authors", "editors", "translators") and isinstance(value, list):
            for one in value:
                self._besides(name, one)
            self.values[name] = value
        elif value not in ("", [], {}):
            self.values[name] = value

    def _entity(self, name: str, value: dict[str, Any]) -> None:
        parts = ENTITIES[name]
        if value.get("name"):
            self.values[name] = value["name"]
        dates = (
            [str(value[end]) for end in ("date-start", "date-end") if value.get(end)] if name == "conference" else []
        )
        if dates:
            self.values["conference.date"] = "/".join(dates)
        self.values |= {target: value[part] for part, target in parts.items() if value.get(part)}
        used = {"name", *parts, *(("date-start", "date-end") if dates else ())}
        if rest := {part: one for part, one in value.items() if part not in used and one}:
            self._left_out(name, "more than the name", rest)

    def _besides(self, name: str, one: Any) -> None:  # noqa: ANN401 - YAML
        """A message about what a person has besides a name: affiliation, website, an alias."""
        known = NAME if isinstance(one, dict) and NAME & one.keys() - {"orcid"} else {*NAME, "alias"}
        rest = {part: more for part, more in one.items() if part not in known} if isinstance(one, dict) else {}
        if rest:
            self._left_out(name, "more than the name", rest)

    def _spread_pages(self) -> None:
        ends = [str(self.values.pop(end)) for end in ("start", "end") if isinstance(self.values.get(end), str | int)]
        if ends:
            self.values["pages*"] = "--".join(ends)

    def _identifier(self, one: Any) -> None:  # noqa: ANN401 - YAML
        """Puts an identifier where the property of its own is free, or names it."""
        given = one if isinstance(one, dict) else {}
        type_, value = str(given.get("type") or ""), str(given.get("value") or "")
        target, found = self._target(type_, value)
        if given.get("description") == KEY and type_ == "other" and not self.key:
            self.key = value
        elif target and self.values.setdefault(target, found) == found:
            if more := given.get("description"):
                self._left_out("identifiers", "no field for the description", more)
        elif one:
            self._left_out("identifiers", "no field for it", one)

    def _target(self, type_: str, value: str) -> tuple[str, str]:
        """How the rows call what an identifier is, and its value as they have it."""
        if type_ in ("doi", "url"):
            return type_, value
        scheme, colon, rest = value.partition(":")
        if not (type_ == "other" and colon and rest):
            return "", value
        if scheme.lower() == "arxiv":
            return "arxiv*" if _is_arxiv(rest) else "", value
        return {"doi": "doi*", "pmid": "pmid*", "pmcid": "pmcid*"}.get(scheme, ""), value

    def _left_out(self, name: str, why: str, value: Any) -> None:  # noqa: ANN401 - YAML
        message = f"{name.rstrip('*')}: {why}; left out"
        level = "note" if name in OF_FILE else "warning"
        self.found.append(Finding(self.path, self.table.line, message, "", self.key, value=_shown(value), level=level))


OF_FILE = frozenset({"message", "cff-version"})
"""Properties that every file must have and that say nothing of the work."""


def _is_arxiv(value: str) -> bool:
    return _holds(normal_arxiv, value)


def _holds(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _with_month(work: Table) -> dict[str, Any]:
    """The properties with ``year`` and ``month`` as one date, where they make one."""
    year, month = str(work.get("year", "")), str(work.get("month", ""))
    if not (re.fullmatch(r"\d{1,4}", year) and re.fullmatch(r"0?[1-9]|1[0-2]", month)):
        return dict(work)
    return {**{name: value for name, value in work.items() if name != "month"}, "year": f"{year}-{int(month):02d}"}


def _shown(value: Any) -> str:  # noqa: ANN401 - YAML
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


FORMAT = Format("cff", SUFFIXES["cff"], write, read, "cff", (".cff",), with_lines(r"^[\"']?cff-version[\"']?[ \t]*:"))
