"""CITATION.cff: how a program or a data set wants to be cited, with its preferred citation and its references.

Source: Citation File Format, schema 1.2.0 (schema.json and "Guide to Citation File Format schema version 1.2.0").
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from refexport.errors import Finding
from refexport.formats.content import with_lines
from refexport.formats.format import Placed, Read, Source
from refexport.formats.yamltext import Table, read_yaml
from refexport.model.date import parse_date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name
from refexport.model.text import collapse, literal_text

TYPES = {
    "software": "software",
    "software-code": "software",
    "software-container": "software",
    "software-executable": "software",
    "software-virtual-machine": "software",
    "dataset": "dataset",
    "data": "dataset",
    "database": "dataset",
    "article": "article",
    "magazine-article": "article",
    "newspaper-article": "article",
    "book": "book",
    "edited-work": "collection",
    "conference-paper": "inproceedings",
    "conference": "proceedings",
    "proceedings": "proceedings",
    "report": "report",
    "thesis": "thesis",
    "website": "online",
    "blog": "blogpost",
    "patent": "patent",
    "standard": "standard",
    "pamphlet": "booklet",
    "manual": "manual",
    "unpublished": "unpublished",
    "legal-case": "jurisdiction",
    "statute": "legislation",
    "bill": "legislation",
    "video": "video",
    "generic": "misc",
}
"""``type`` of the file or of a reference -> entry type."""

PARTS = {"family-names": "family", "given-names": "given", "name-particle": "particle", "name-suffix": "suffix"}
"""Property of a person -> part of a name."""


NAME = frozenset({*PARTS, "orcid", "name"})
"""What an entry has of a person or an entity."""


def _words(value: Any) -> str:  # noqa: ANN401 - YAML
    if not isinstance(value, str | int | float):
        raise ValueError("expected a word")  # noqa: TRY004 - one kind of error for all wrong values
    return " ".join(str(value).split())


def _text(value: Any) -> Value:  # noqa: ANN401 - YAML
    return collapse(literal_text(_words(value)))


def _named(value: Any) -> Value:  # noqa: ANN401 - YAML
    """The name of an entity that is nothing but its name."""
    if not isinstance(value, dict) or set(value) != {"name"}:
        raise ValueError("an entity with more than a name")
    return _text(value["name"])


def _person(value: Any) -> Name:  # noqa: ANN401 - YAML
    if isinstance(value, dict) and set(value) <= {*PARTS, "orcid"} and value.get("family-names"):
        orcid = _words(value.get("orcid", "")).rpartition("/")[2]
        return Name(**{part: _words(value[one]) for one, part in PARTS.items() if one in value}, orcid=orcid)
    if isinstance(value, dict) and set(value) == {"name"}:
        return Name(literal=_words(value["name"]))
    raise ValueError("a person or an entity with more than a name")


def _persons(value: Any) -> Value:  # noqa: ANN401 - YAML
    return tuple(map(_person, _list(value)))


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - YAML
    if not isinstance(value, list):
        raise ValueError("expected a list")  # noqa: TRY004 - as above
    return value


def _keywords(value: Any) -> Value:  # noqa: ANN401 - YAML
    return tuple(map(_words, _list(value)))


def _date(value: Any) -> Value:  # noqa: ANN401 - YAML
    return parse_date(_words(value))


PROPERTIES: dict[str, tuple[str, Callable[[Any], Value]]] = {
    "title": ("title", _text),
    "authors": ("author", _persons),
    "editors": ("editor", _persons),
    "translators": ("translator", _persons),
    "version": ("version", _words),
    "doi": ("doi", _words),
    "date-released": ("date", _date),
    "date-published": ("date", _date),
    "year": ("date", _date),
    "date-accessed": ("urldate", _date),
    "url": ("url", _words),
    "repository-code": ("url", _words),
    "repository": ("url", _words),
    "license": ("license", _words),
    "keywords": ("keywords", _keywords),
    "abstract": ("abstract", _text),
    "notes": ("note", _text),
    "journal": ("journaltitle", _text),
    "volume": ("volume", _words),
    "issue": ("number", _words),
    "number": ("number", _words),
    "edition": ("edition", _words),
    "isbn": ("isbn", _words),
    "issn": ("issn", _words),
    "pmcid": ("pmcid", _words),
    "publisher": ("publisher", _named),
    "institution": ("institution", _named),
    "conference": ("eventtitle", _named),
    "collection-title": ("booktitle", _text),
    "thesis-type": ("genre", _text),
}
"""Property -> field; of two with one field the first that stands in this table counts."""

ELSEWHERE = frozenset({"type", "start", "end", "cff-version", "preferred-citation", "references"})
"""Properties that are read otherwise; the version is that of the file's format, and no fact about the work."""


def read(text: str, path: str) -> Read:
    """The entries of the work itself, of its preferred citation and of its references."""
    data, problems = read_yaml(text, path)
    if not isinstance(data, Table):
        no_table = Finding(
            path, 1, "CITATION.cff is a mapping with a title and authors", "see citation-file-format.github.io"
        )
        return Read((), tuple(problems) or (no_table,))
    found = list(problems)
    works = [(data, "software"), *((work, "generic") for work in _further(data, path, found))]
    return Read(Placed((work.line, _entry(work, usual, path, found)) for work, usual in works), tuple(found))


def _further(data: Table, path: str, found: list[Finding]) -> Iterator[Table]:
    listed = data.get("references")
    for one in [data.get("preferred-citation"), *(listed if isinstance(listed, list) else [listed])]:
        if isinstance(one, Table):
            yield one
        elif one:
            found.append(_left_out(path, data.line, "references", "no reference", one))


def _entry(table: Table, usual: str, path: str, found: list[Finding]) -> Entry:
    fields: dict[str, Value] = {}
    line, work = table.line, _with_month(table)
    for name in [*(one for one in PROPERTIES if one in work), *(one for one in work if one not in PROPERTIES)]:
        if name in ELSEWHERE:
            continue
        field, decode = PROPERTIES.get(name, ("", None))
        trimmed, extra = _trimmed(work[name]) if decode else (work[name], [])
        found += [_left_out(path, line, name, "more than the name", one) for one in extra]
        try:
            value = decode(trimmed) if decode else None
        except ValueError as error:
            found.append(_left_out(path, line, name, str(error), work[name]))
            continue
        if value is None:
            found.append(_left_out(path, line, name, "no field for it", work[name]))
        elif fields.setdefault(field, value) != value:
            found.append(_left_out(path, line, name, f"{field} says otherwise", work[name]))
    pages = "--".join(_words(work[end]) for end in ("start", "end") if isinstance(work.get(end), str | int))
    type_ = str(work.get("type", usual))
    if type_ not in TYPES:
        found.append(_left_out(path, line, "type", "unknown type, read as misc", type_))
    return Entry("", TYPES.get(type_, "misc"), fields | ({"pages": pages} if pages else {}))


def _trimmed(value: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401 - YAML
    """Persons and entities with what makes their names, and what they have besides (affiliation, city, website)."""
    match value:
        case list():
            pairs = list(map(_trimmed, value))
            return [one for one, _ in pairs], [one for _, extra in pairs for one in extra]
        case dict():
            name = {part: one for part, one in value.items() if part in NAME}
            extra = {part: one for part, one in value.items() if part not in NAME}
            return (name, [extra] if extra else []) if name else (value, [])
    return value, []


def _with_month(work: Table) -> dict[str, Any]:
    """The properties with ``year`` and ``month`` as one date, where they make one."""
    year, month = str(work.get("year", "")), str(work.get("month", ""))
    is_date = year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12
    if not is_date:
        return dict(work)
    return {**{name: value for name, value in work.items() if name != "month"}, "year": f"{year}-{int(month):02d}"}


def _left_out(path: str, line: int, name: str, why: str, value: Any) -> Finding:  # noqa: ANN401 - YAML
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Finding(path, line, f"{name}: {why}; left out", value=said, level="warning")


SOURCE = Source("cff", (".cff",), read, with_lines(r"^[\"']?cff-version[\"']?[ \t]*:"))
