"""Word's sources as XML: the facts of a source by the names of its elements, and a source of the values for such names.

``Author/Editor`` is a list of names under a role; ``Year``, ``Month`` and ``Day`` are one fact, ``Year``, and so are
those of the last access.

Source: ECMA-376, part 1, section 22.6 and shared-bibliography.xsd; ``DOI`` is of Word since 2013.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from refexport.formats.codecs import as_held, line
from refexport.formats.facts import Fact
from refexport.formats.xmltext import Element, children, line_of, local_name, print_xml, text_of
from refexport.model.date import MONTHS
from refexport.model.name import Name

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"

DATES = {"Year": ("Year", "Month", "Day"), "YearAccessed": ("YearAccessed", "MonthAccessed", "DayAccessed")}
"""The fact of a date -> the elements that it is made of."""

PLACE = ("City", "StateProvince", "CountryRegion")
JOINED = frozenset({*PLACE, *DATES["Year"], *DATES["YearAccessed"]})
"""Elements that make one fact with others."""

BOOKKEEPING = frozenset({"Tag", "SourceType", "Guid", "RefOrder"})
"""What is read otherwise, and what says nothing about the work: Word's number of a source and its place in the list."""

SPELLED = {name.lower(): name for name in ("URL", "DOI", "LCID")}
"""Small letters -> the element; bibutils writes ``Url``."""


class Described(NamedTuple):
    """What a source says: its tag, its type and the facts."""

    key: str
    type: str
    facts: list[Fact]


def described(source: Element) -> Described:
    """The facts of a source."""
    parts: dict[str, list[Element]] = {}
    for element in children(source):
        name = local_name(element)
        parts.setdefault(SPELLED.get(name.lower(), name), []).append(element)
    found = [fact for name, elements in parts.items() if name not in BOOKKEEPING for fact in _facts(name, elements)]
    placed = _place(parts)
    dated = [fact for target, names in DATES.items() if (fact := _date(target, names, parts))]
    more = [one for name in JOINED for one in parts.get(name, ())[1:] if text_of(one)]
    others = [Fact(local_name(one), text_of(one), line_of(one)) for one in more]
    tags, types = (text_of(next(iter(parts.get(name, ())), None)) for name in ("Tag", "SourceType"))
    return Described(tags, types, [*found, *placed, *dated, *others])


def _facts(name: str, elements: Iterable[Element]) -> Iterator[Fact]:
    for element in elements:
        if name == "Author":
            yield from _persons(element)
        elif name not in JOINED and text_of(element):
            yield Fact(name, text_of(element), line_of(element))


def _persons(roles: Element) -> Iterator[Fact]:
    """The names of each role; what stands there otherwise is a fact of the role."""
    for role in children(roles):
        target = f"Author/{local_name(role)}"
        names = list(_names(role))
        yield from (Fact(target, name, line_of(element)) for name, element in names)
        if not names and text_of(role):
            yield Fact(target, Name(literal=text_of(role)), line_of(role))


def _names(role: Element) -> Iterator[tuple[Name, Element]]:
    for part in role.iter():
        if not isinstance(part.tag, str):
            continue
        if local_name(part) == "Corporate" and text_of(part):
            yield Name(literal=text_of(part)), part
        elif local_name(part) == "Person" and (name := _name(part)):
            yield name, part


def _name(person: Element) -> Name | None:
    """The name of a person; a last name of several words alone is a group's, which has no other place there."""
    last, first, middle = (" ".join(map(text_of, children(person, part))) for part in ("Last", "First", "Middle"))
    given = line(f"{first} {middle}")
    if not last and not given:
        return None
    family, comma, suffix = last.partition(", ")
    if not given and not comma and " " in last and not last[0].islower():
        return Name(literal=last)
    return Name(family, given, suffix=suffix) if last else Name(given)


def _place(parts: Mapping[str, Sequence[Element]]) -> Iterator[Fact]:
    """The city with its state and country behind commas."""
    firsts = [element for name in PLACE for element in parts.get(name, ())[:1] if text_of(element)]
    if firsts:
        yield Fact(PLACE[0], ", ".join(map(text_of, firsts)), line_of(firsts[0]))


def _date(target: str, names: Sequence[str], parts: Mapping[str, Sequence[Element]]) -> Fact | None:
    """The date of a year, a month in words or figures, and a day."""
    found = [element for name in names for element in parts.get(name, ())[:1] if text_of(element)]
    if not found:
        return None
    year, month, day = (text_of(next(iter(parts.get(name, ())), None)) for name in names)
    if year and month.isdecimal() and (day.isdecimal() or not day):
        words = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    else:
        words = line(f"{day} {month} {year}")
    return Fact(target, words, line_of(found[0]))


Content = str | Sequence[str] | Sequence[Name]


def print_sources(sources: Iterable[tuple[str, Mapping[str, Content]]]) -> str:
    """Word's list of sources, each of its tag and the values of its elements."""
    root = etree.Element(f"{{{NAMESPACE}}}Sources", nsmap={"b": NAMESPACE})
    for key, content in sources:
        source = etree.SubElement(root, f"{{{NAMESPACE}}}Source")
        _leaf(source, "Tag", key)
        _print(source, content)
    return print_xml(root)


def _print(source: Element, content: Mapping[str, Content]) -> None:
    roles: Element | None = None
    for target, value in content.items():
        above, _, role = target.rpartition("/")
        if above:
            roles = etree.SubElement(source, f"{{{NAMESPACE}}}{above}") if roles is None else roles
            _print_names(etree.SubElement(roles, f"{{{NAMESPACE}}}{role}"), value)
        elif target in DATES:
            _print_date(source, DATES[target], str(value))
        else:
            _leaf(source, target, str(value))


def _leaf(parent: Element, name: str, value: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = value


def _print_names(role: Element, names: Iterable[object]) -> None:
    """A group alone as such; beside others, where the schema has persons only, by its last name."""
    held = [as_held(name) for name in names if isinstance(name, Name)]
    if len(held) == 1 and held[0].literal and local_name(role) in CORPORATE:
        _leaf(role, "Corporate", held[0].literal)
        return
    listed = etree.SubElement(role, f"{{{NAMESPACE}}}NameList")
    for name in held:
        person = etree.SubElement(listed, f"{{{NAMESPACE}}}Person")
        last = name.literal or (f"{name.family}, {name.suffix}" if name.suffix else name.family)
        _leaf(person, "Last", last)
        if name.given:
            _leaf(person, "First", name.given)


CORPORATE = frozenset({"Author", "Performer"})
"""Roles that a group may have (CT_NameOrCorporateType)."""


def _print_date(source: Element, names: Sequence[str], value: str) -> None:
    """A day as year, month in words and day; what is none of these as the year."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", value)
    if not found:
        _leaf(source, names[0], value)
        return
    parts = (found[1], MONTHS[int(found[2]) - 1].capitalize(), found[3] and str(int(found[3])))
    for name, part in zip(names, parts, strict=True):
        if part:
            _leaf(source, name, part)
