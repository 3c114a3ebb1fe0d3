"""What each format makes of every type, field and value: found by writing entries in which one value is marked.

Nothing here knows a format: whatever `FORMATS` holds is asked, so the tables say what the writers do.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lxml import etree

from refexport.data.datamodel import FIELDS, TYPES
from refexport.errors import Finding
from refexport.formats import FORMATS
from refexport.formats.format import JOINED, Format
from refexport.formats.readback import proved
from refexport.formats.xmltext import children, local_name, parse_xml, text_of
from refexport.model.entry import Entry, parse_value

MAIN_TYPES = tuple(
    "article inproceedings book incollection thesis report preprint dataset software online blogpost video".split()
)

NUMBERS = {field: str(number) for number, field in enumerate(FIELDS, 301)}
MARKED: dict[str, object] = {
    "date": "1987-11-23",
    "eventdate": "1986",
    "origdate": "1985",
    "urldate": "1984-12-24",
    "doi": "10.1000/qdoiz",
    "eprint": "2101.00417",
    "eprinttype": "arxiv",
    "isbn": "9781789534207",
    "issn": "1234-5679",
    "language": "de",
    "pages": "711--717",
    "pmcid": "PMC8123456",
    "url": "https://x.example/qurlz",
}
"""Values that are no words, by field."""

MARKS = {
    "date": r"1987|\bnov\b|\b23\b",
    "eventdate": "1986",
    "origdate": "1985",
    "urldate": "1984",
    "language": r"\bde\b|\bn?german\b",
    "pages": "711|717",
}
"""How such a value is found again, where not as it stands."""

WHOLE = frozenset("chapter edition eid issue number pagetotal part pmid sortyear volume volumes".split())
BESIDE: dict[str, dict[str, object]] = {
    "eprint": {"eprinttype": "arxiv"},
    "eprintclass": {"eprint": "1703.03400", "eprinttype": "arxiv"},
    "eprinttype": {"eprint": "1703.03400"},
}
"""What stands beside a field that says nothing alone."""

BASE: dict[str, object] = {"title": "Base title", "date": "2001"}
LINE = re.compile(r'\s*(?:- )*(?:"?([A-Za-z][\w-]*)"?\s*(?:=|:|-)|(%\S) )(.*)')
"""A line of any of the formats: a name or tag, and its value or what is indented below it."""

BLOCK = re.compile(r"^@(?!comment\b)(\w+)\{", re.MULTILINE)
ELEMENT = re.compile(r"\s*<([A-Za-z][\w:-]*)((?: [^<>]*)?>[^<]*)")
CONTINUED = re.compile(r"\n(?!\s*<|$)")
"""A line of RDF, and the end of one on whose text the next one goes on."""

TYPE_LINES = (
    ("itemType",), ("z:itemType",), ("type",), ("TY",), ("%0",), ("ref-type",), ("genre[local]",), ("SourceType",),
    ("PT",),
)  # fmt: skip
"""Where a format names the type of an entry; the first that it has."""

ATTRIBUTES = ("type", "unit", "access", "authority")
"""What tells an element of XML from others of its name."""

Path = tuple[str, ...]


class Place(NamedTuple):
    """The names under which a format holds a field, and the field that it is joined to or taken for."""

    names: tuple[str, ...] = ()
    joined: str = ""
    taken: str = ""


def base(type_: str) -> dict[str, object]:
    """The fields that an entry type requires, in values of their own."""
    needed = [alternatives[0] for alternatives in TYPES[type_]]
    own = {"url": "https://base.example/", "eprint": "1703.03400", "genre": "phdthesis"}
    values = {
        f: own.get(f) or (["Base, Ann"] if FIELDS[f] == "names" else f"Base {f}") for f in needed if f not in BASE
    }
    return BASE | values | ({"eprinttype": "arxiv"} if "eprint" in needed else {})


def marked_value(field: str) -> object:
    """A value of a field that stands nowhere else."""
    word = MARKED.get(field) or (NUMBERS[field] if field in WHOLE else f"q{field}z")
    datatype = FIELDS[field]
    return [f"{word}, Given"] if datatype == "names" else [word, "other"] if datatype == "list" else word


def mark(field: str) -> str:
    """The pattern that finds the value again."""
    word = MARKED.get(field) or (NUMBERS[field] if field in WHOLE else f"q{field}z")
    return MARKS.get(field) or re.escape(str(word))


def entry_of(key: str, type_: str, values: Mapping[str, object]) -> Entry:
    """An entry with values as entries.toml spells them."""
    return Entry(key, type_, {field: parse_value(field, value) for field, value in values.items()})


def paths(text: str) -> list[tuple[Path, str]]:
    """The lines of a file with the names that lead to them, from those on which titles stand."""
    if "<records>" in text:
        return elements(text)
    if text.startswith("<?xml") and "<rdf:RDF" not in text:
        return [leaf for record in etree.fromstring(text.encode()) for leaf in _leaves(record)]
    if "<rdf:RDF" in text:
        matches = filter(None, map(ELEMENT.match, CONTINUED.sub(" ", text).splitlines()))
        lines = [(found.start(1), found[1], found[2]) for found in matches]
    else:
        matches = filter(None, map(LINE.match, text.splitlines()))
        lines = [(found.start(1) + found.start(2) + 1, found[1] or found[2], found[3]) for found in matches]
    level = next(column for column, _, value in lines if str(BASE["title"]) in value)
    found: list[tuple[Path, str]] = []
    above: list[tuple[int, str]] = []
    for column, name, value in lines:
        above = [(other, named) for other, named in above if level <= other < column] + [(column, name)]
        found.append((tuple(named for _, named in above), value))
    return found


def elements(text: str) -> list[tuple[Path, str]]:
    """The texts of an XML file with the elements that lead to them; a type is named by an attribute."""
    root = parse_xml(text, "").root
    found: list[tuple[Path, str]] = []
    for element in root.iterfind("records/record/*") if root is not None else ():
        inner = [one for one in children(element) if local_name(one) != "style"]
        for one in inner or [element]:
            path = "/".join(dict.fromkeys((local_name(element), local_name(one))))
            found.append(((path,), str(one.get("name", text_of(one)))))
    return found


def _leaves(element: etree._Element, above: Path = ()) -> Iterator[tuple[Path, str]]:
    """The values within an element with the names that lead to them; who has a role is one, under that role."""
    for child in element:
        role = child.findtext("{*}role/{*}roleTerm")
        kind = role or next((child.get(name) for name in ATTRIBUTES if child.get(name)), "")
        path = (*above, f"{etree.QName(child).localname}[{kind}]" if kind else etree.QName(child).localname)
        if role or not len(child):
            yield path, " ".join(child.itertext())
        else:
            yield from _leaves(child, path)
        yield from (((*path, name), value) for name, value in child.attrib.items() if name == "dateLastAccessed")


@cache
def places(format_: Format, type_: str) -> dict[str, Place]:
    """Where a format holds each field of an entry type."""
    entries = [
        entry_of(field, type_, base(type_) | BESIDE.get(field, {}) | {field: marked_value(field)}) for field in FIELDS
    ]
    text, lost, *_ = format_.write(entries)
    lines = paths(text)
    found = {field: _marked(field, lines) for field in FIELDS}
    heads = Counter(head for those in found.values() for head in {path[0] for path in those})
    losses = {loss.field: loss for loss in lost if loss.key == loss.field}
    return {field: _place(field, those, heads, losses.get(field)) for field, those in found.items()}


def _marked(field: str, lines: Sequence[tuple[Path, str]]) -> list[Path]:
    pattern = re.compile(mark(field), re.IGNORECASE)
    return [path for path, value in lines if pattern.search(f"{path[-1]} {value}")]


def _place(field: str, found: Sequence[Path], heads: Mapping[str, int], loss: Finding | None) -> Place:
    """The place, named by the outermost name, or by all names where several fields share the outermost."""
    names = tuple(dict.fromkeys(".".join(path) if heads[path[0]] > 1 else path[0] for path in found))
    if not names or loss is None or loss.instead == field:
        return Place(names)
    return Place(names, joined=loss.instead) if loss.message == JOINED else Place(names, taken=loss.instead)


def usual(format_: Format, field: str) -> Place:
    """Where a format holds a field on most of the main types that have a place of its own for it."""
    found = Counter(places(format_, type_)[field] for type_ in MAIN_TYPES)
    own = [place for place in found if place.names and not place.taken]
    return max(own or [place for place in found if place.names] or [Place()], key=lambda place: found[place])


def unusual(format_: Format, field: str) -> dict[Place, list[str]]:
    """The other places of a field, with the main types that have them."""
    others: dict[Place, list[str]] = {}
    for type_ in MAIN_TYPES:
        place = places(format_, type_)[field]
        if place.names and place != usual(format_, field):
            others.setdefault(place, []).append(type_)
    return others


def without(format_: Format, field: str) -> tuple[str, ...]:
    """The main types on which a format has no place for a field."""
    return tuple(type_ for type_ in MAIN_TYPES if not places(format_, type_)[field].names)


PRINTED = {"note": "Base note", "publisher": "Base House"}
"""What styles want besides of books and of what is unpublished."""


@cache
def written_types(format_: Format) -> dict[str, str]:
    """entry type -> what a format writes for it; with a star where it reads back as another."""
    found: dict[str, str] = {}
    for type_ in TYPES:
        text, lost, *_ = proved(format_, [entry_of(type_, type_, PRINTED | base(type_))])
        names = BLOCK.findall(text) or next(filter(None, (_values(text, line) for line in TYPE_LINES)), ["–"])
        found[type_] = names[0] + "*" * any(loss.field == "type" for loss in lost)
    return found


def _values(text: str, path: Path) -> list[str]:
    return [value.strip(' ",>') for one, value in paths(text) if one == path]


VALUES: dict[str, tuple[str, object]] = {
    "`others` at the end of names": ("author", ["Base, Ann", "others"]),
    "a name in a second script": ("author", [{"family": "周", "given": "志华", "latin": "Zhou, Zhihua"}]),
    "a group whose name has a comma": ("author", ["{Research, Training and Co}"]),
    "a particle and a suffix": ("author", ["van der Berg, Jr, Jan"]),
    "a range of dates": ("date", "2017-08-06/2017-08-11"),
    "an uncertain date": ("date", "2018~"),
    "a season": ("date", "2018-21"),
    "italics in a title": ("title", "Of <i>E. coli</i> alone"),
    "mathematics in a title": ("title", r"Of $\alpha_1$ alone"),
    "TeX of your own in a title": ("title", r"Of <tex>\foo{x}</tex> alone"),
    "a keyword with a comma": ("keywords", ["one, two", "three"]),
    "a single keyword with a comma": ("keywords", ["one, two"]),
}
"""Values that formats are known to be short of."""


def lost_of(format_: Format, field: str, value: object) -> str:
    """What a format cannot say of a value on an article; nothing if it reads back as it was."""
    entry = entry_of("key", "article", base("article") | {field: value})
    return "; ".join(loss.message for loss in proved(format_, [entry]).lost if loss.field == field)


MOST_DIFFERENCES = 8


def is_like(format_: Format, other: Format) -> bool:
    """Whether a format holds all but a few fields where the other one does."""
    return sum(usual(format_, field) != usual(other, field) for field in FIELDS) <= MOST_DIFFERENCES


@cache
def columns() -> dict[Format, list[Format]]:
    """The formats that need a column of their own, each with those that are like it."""
    found: dict[Format, list[Format]] = {}
    for format_ in FORMATS.values():
        if model := next((one for one in found if is_like(format_, one)), None):
            found[model].append(format_)
        else:
            found[format_] = []
    return found


def differences(format_: Format, model: Format, field: str) -> dict[Place, list[str]]:
    """The places of a field in a format where one that is like it has others, with the main types."""
    others: dict[Place, list[str]] = {}
    for type_ in MAIN_TYPES:
        if (place := places(format_, type_)[field]) != places(model, type_)[field]:
            others.setdefault(place, []).append(type_)
    return others
