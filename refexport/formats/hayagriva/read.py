"""Hayagriva's types, persons and dates, and entries from its files, which Typst takes as bibliographies.

Source: "The Hayagriva YAML File Format" (typst/hayagriva, docs/file-format.md); what it leaves open, as Typst does it.
A value in a parent has its target's name behind the parent's: ``in`` (what holds the work), ``series``, ``event``,
``original``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from refexport.data.datamodel import GENRES, datatype_of
from refexport.errors import Problem
from refexport.formats.hayagriva.strings import parse_string
from refexport.formats.yamltext import Table, read_yaml
from refexport.model.date import Date, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import Name, name_of_parts, spelled_only
from refexport.model.text import literal_text, plain_text
from refexport.text.latex import without_needless_braces
from refexport.text.protection import unprotected

TYPES = {
    "article": ("article", "periodical"), "artwork": ("artwork", ""), "audio": ("audio", ""),
    "blogpost": ("article", "blog"), "book": ("book", ""), "bookinbook": ("chapter", "book"), "booklet": ("book", ""),
    "collection": ("anthology", ""), "dataset": ("repository", ""), "inbook": ("chapter", "book"),
    "incollection": ("anthos", "anthology"), "inproceedings": ("article", "proceedings"),
    "inreference": ("entry", "reference"), "jurisdiction": ("case", ""), "legislation": ("legislation", ""),
    "letter": ("misc", ""), "manual": ("book", ""), "misc": ("misc", ""), "movie": ("video", ""),
    "mvbook": ("book", ""), "mvcollection": ("anthology", ""), "mvproceedings": ("proceedings", ""),
    "mvreference": ("reference", ""), "online": ("web", ""), "patent": ("patent", ""),
    "performance": ("performance", ""), "periodical": ("periodical", ""), "preprint": ("article", ""),
    "proceedings": ("proceedings", ""), "reference": ("reference", ""), "report": ("report", ""),
    "software": ("repository", ""), "standard": ("report", ""), "suppbook": ("chapter", "book"),
    "suppcollection": ("anthos", "anthology"), "suppperiodical": ("article", "periodical"), "thesis": ("thesis", ""),
    "unpublished": ("manuscript", ""), "video": ("video", ""),
}  # fmt: skip
"""entry type -> its type, and that of the parent which holds the work."""

ENTRY_TYPES = {
    ("anthology", ""): "collection", ("anthos", ""): "incollection", ("article", ""): "preprint",
    ("article", "anthology"): "incollection", ("article", "blog"): "blogpost", ("article", "book"): "inbook",
    ("article", "conference"): "inproceedings", ("article", "newspaper"): "article",
    ("article", "periodical"): "article", ("article", "proceedings"): "inproceedings",
    ("article", "reference"): "inreference", ("article", "web"): "blogpost", ("artwork", ""): "artwork",
    ("audio", ""): "audio", ("blog", ""): "online", ("book", ""): "book", ("case", ""): "jurisdiction",
    ("chapter", ""): "inbook", ("chapter", "anthology"): "incollection", ("chapter", "proceedings"): "inproceedings",
    ("chapter", "reference"): "inreference", ("entry", ""): "inreference", ("legislation", ""): "legislation",
    ("manuscript", ""): "unpublished", ("newspaper", ""): "periodical", ("patent", ""): "patent",
    ("performance", ""): "performance", ("periodical", ""): "periodical", ("post", ""): "online",
    ("proceedings", ""): "proceedings", ("reference", ""): "reference", ("report", ""): "report",
    ("repository", ""): "software", ("scene", ""): "video", ("thesis", ""): "thesis", ("thread", ""): "online",
    ("video", ""): "video", ("web", ""): "online",
}  # fmt: skip
"""(type, type of the parent that holds the work) -> the entry type that it mostly is; others are ``misc``."""

DEFAULT_PARENTS = {"anthos": "anthology", "article": "periodical", "chapter": "book", "entry": "reference"}
HELD_IN = frozenset({*DEFAULT_PARENTS, "post", "thread", "web"})
"""Types whose parent holds the work; that of others is their series."""
PARENTS = {"conference": "event", "exhibition": "event", "original": "original"}

ROLES = ("translator", "afterword", "annotator", "commentator", "foreword", "holder", "introduction")
SERIALS = ("doi", "isbn", "issn", "pmid", "pmcid", "isan", "ismn", "isrn", "iswc", "version")

FIELDS = {
    "abstract": "abstract", "author": "author", "chapter": "chapter", "date": "date", "edition": "edition",
    "editor": "editor", "event.date": "eventdate", "event.location": "venue", "event.title": "eventtitle",
    "genre": "genre", "in.author": "bookauthor", "in.date": "date", "in.edition": "edition", "in.editor": "editor",
    "in.issue": "number", "in.location": "location", "in.publisher": "publisher",
    "in.publisher.location": "location", "in.serial-number.isbn": "isbn", "in.serial-number.issn": "issn",
    "in.title": "booktitle", "in.title.short": "shortjournal", "in.volume": "volume", "in.volume-total": "volumes",
    "issue": "number", "language": "language", "location": "location", "note": "note",
    "organization": "organization", "original.date": "origdate", "original.publisher": "origpublisher",
    "original.publisher.location": "origlocation", "original.title": "origtitle", "page-range": "pages",
    "page-total": "pagetotal", "publisher": "publisher", "publisher.location": "location",
    "serial-number.arxiv": "eprint", "serial-number.serial": "number", "series.title": "series",
    "series.volume": "number", "title": "title", "title.short": "shorttitle", "url": "url", "url.date": "urldate",
    "volume": "volume", "volume-total": "volumes",
} | {f"affiliated.{role}": role for role in ROLES} | {f"serial-number.{name}": name for name in SERIALS}  # fmt: skip
"""target -> field."""

FIELDS_BY_TYPE = (
    {("article", "in.title"): "journaltitle", ("article", "serial-number.serial"): "eid"}
    | {(type_, "in.title"): "organization" for type_ in ("blogpost", "online")}
    | {(type_, target): "institution" for type_ in ("report", "thesis") for target in ("publisher", "organization")}
)


def held_by(type_: str, target: str) -> str:
    """The field that a target stands for in entries of a type; nothing for an unknown one."""
    return FIELDS_BY_TYPE.get((type_, target)) or FIELDS.get(target, "")


def natural_type(type_: str, parent: str) -> str:
    """The entry type of a work of this type, held by a parent of that one, if any."""
    return ENTRY_TYPES.get((type_, parent)) or ENTRY_TYPES.get((type_, ""), "misc")


def print_person(name: Name) -> str | dict[str, str]:
    """``Last, First`` where that is all and reads as that, else the parts; an organisation has a name only."""
    spelled = f"{name.family}, {name.given}" if name.given else name.family
    is_split = " " in name.family and any(word[0].islower() for word in name.family.split())
    has_comma = "," in name.family or "," in name.given
    if not has_comma and not is_split and parse_person(spelled) == spelled_only(name):
        return spelled
    others = {"given-name": name.given, "prefix": name.particle, "suffix": name.suffix}
    return {"name": name.literal or name.family} | {part: words for part, words in others.items() if words}


def parse_person(said: str | Mapping[str, str]) -> Name:
    """The name of ``van Last, Jr, First`` or of parts; several words without a comma are an organisation."""
    if isinstance(said, str):
        family, *others = (part.strip() for part in said.split(","))
        if len(others) > 2:
            raise ValueError("more than two commas in a name")
        if not others and " " in family:
            return Name(literal=family)
        return name_of_parts(family, others[-1] if others else "", others[0] if len(others) == 2 else "")
    name, *others = (str(said.get(part) or "") for part in ("name", "given-name", "prefix", "suffix"))
    return Name(name, *others) if any(others) else Name(literal=name)


def print_date(date: Date) -> str:
    """``2017-05-04``, or as much of it as is known; with a tilde if it is not certain."""
    spelled = "-".join(f"{part:0{2 if n else 4}d}" for n, part in enumerate(date.parts))
    return f"~{spelled}" if date.mark else spelled


def read_entries(text: str, path: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a Hayagriva file, a mapping of cite keys to works, and what was wrong with it."""
    data, problems = read_yaml(text, path)
    if problems or data is None:
        return [], problems
    if not isinstance(data, Table) or isinstance(data.get("references"), list):
        hint = "CSL-YAML is read with --from csl-yaml"
        return [], [Problem(path, 1, "a Hayagriva file is a mapping of cite keys to works", hint)]
    entries: list[Entry] = []
    for key, said in data.items():
        if isinstance(said, Table):
            entries.append(_entry(_Work(key, said, path, problems)))
        else:
            problems.append(Problem(path, data.line, "not a mapping of fields", key=key, value=str(said)[:80]))
    return entries, problems


class _Work(NamedTuple):
    """What a file says under a cite key, and where problems go."""

    key: str
    said: Table
    path: str
    problems: list[Problem]

    def warn(self, target: str, message: str, value: object) -> None:
        path, line, shown = self.path, self.said.line, str(value)[:80]
        self.problems.append(Problem(path, line, message, key=self.key, field=target, value=shown, level="warning"))


def _entry(work: _Work) -> Entry:
    type_ = _type(work.said, "misc")
    parents = list(_parents(work.said, type_))
    held_in = next((_type(one, DEFAULT_PARENTS.get(type_, type_)) for place, one in parents if place == "in."), "")
    if not held_in and any(place == "event." for place, _ in parents):
        held_in = "conference"
    entry_type = natural_type(type_, held_in)
    values: dict[str, Value] = {"entrysubtype": "newspaper"} if held_in == "newspaper" else {}
    for place, one in (("", work.said), *parents):
        for target, value in _targets(one, place):
            _take(work, values, held_by(entry_type, target), target, value)
    return unprotected(_identified(Entry(work.key, entry_type, values)))


def _type(said: Table, default: str) -> str:
    return str(said.get("type") or default).lower()


def _parents(said: Table, type_: str) -> Iterator[tuple[str, Table]]:
    """The parents, each with what stands before the names of its targets."""
    taken: set[str] = set()
    for parent in _tables(said.get("parent")):
        kind = _type(parent, DEFAULT_PARENTS.get(type_, type_))
        place = PARENTS.get(kind) or ("in" if type_ in HELD_IN else "series")
        yield ("parent." if place in taken else f"{place}."), parent
        taken.add(place)
        if place == "in":
            yield from (("series.", series) for series in _tables(parent.get("parent")))


def _tables(value: object) -> list[Table]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Table)]


def _targets(said: Table, place: str) -> Iterator[tuple[str, Any]]:
    """Every target that a mapping holds, without the parents that are looked at by themselves."""
    for name, value in said.items():
        target = place + name
        if name == "type" or (name == "parent" and place in ("", "in.")):
            continue
        if name == "affiliated":
            yield from ((f"{target}.{one.get('role')}".lower(), one.get("names")) for one in _tables(value))
        elif name == "serial-number" and not isinstance(value, Table):
            yield f"{target}.serial", value
        elif isinstance(value, Table) and name not in ("author", "editor"):
            main = "name" if name == "publisher" else "value"
            subs = ((sub, one) for sub, one in value.items() if sub != "verbatim")  # braces say it since 0.4
            yield from ((target if sub == main else f"{target}.{sub}", one) for sub, one in subs)
        else:
            yield target, value


def _take(work: _Work, values: dict[str, Value], field: str, target: str, value: Any) -> None:  # noqa: ANN401 - data
    """Adds a value to those of the entry, unless there is one; warns of what cannot be taken."""
    if not field:
        work.warn(target, "there is no field for this; left out", value)
        return
    try:
        read = _value(field, value) if value is not None else None
    except (TypeError, ValueError, AttributeError, LookupError):
        work.warn(target, "not what Hayagriva has there; left out", value)
        return
    if read:
        values.setdefault(field, read)


def _value(field: str, value: Any) -> Value:  # noqa: ANN401 - data
    match datatype_of(field):
        case "names":
            return tuple(map(parse_person, value if isinstance(value, list) else [value]))
        case "date":
            return parse_date(value[1:] + "~" if value.startswith("~") else value)
        case "literal":
            return DECODE.get(field, str)(_word(value))
    text = without_needless_braces(parse_string(_word(value)))
    return literal_text(GENRE_KEYS.get(plain_text(text).lower(), "")) or text if field == "genre" else text


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected a string")
    return value


def _identified(entry: Entry) -> Entry:
    """The entry with its arXiv id in one spelling, without what is said twice for styles that look elsewhere."""
    if entry.has("eprint"):
        entry = entry.replace(eprinttype="arxiv")
    doubles = (
        ("number", f"arXiv:{entry.arxiv}"),
        ("publisher", "arXiv" if entry.type == "preprint" and entry.arxiv else ""),
        ("publisher", entry.plain("organization")),
    )
    return entry.without(*(field for field, said in doubles if entry.plain(field) == said))


def parse_pages(value: str) -> str:
    """The pages with two hyphens between the first and the last."""
    return re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "--", value)


DECODE: dict[str, Callable[[str], str]] = {"eprint": normal_arxiv, "pages": parse_pages}
GENRE_KEYS = {words.lower(): key for key, words in GENRES.items()}
