"""MODS as XML text: a record of the values for the places that `mods_xml` reads them from.

Sources: the Library of Congress, "MODS User Guidelines", version 3, and mods-3-8.xsd.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from lxml import etree

from refexport.formats.codecs import CODES, as_held
from refexport.formats.mods_xml import (
    BRACKETS,
    CONFERENCE,
    DATES,
    EPRINT,
    EPRINTS,
    MAIN,
    MULTIPART,
    NAMESPACE,
    SEPARATOR,
)
from refexport.formats.xmltext import Element, print_xml
from refexport.model.name import OTHERS, Name

Content = str | Sequence[str] | Sequence[Name]


def print_records(records: Iterable[tuple[str, Mapping[str, Content]]]) -> str:
    """The collection of records, each of its key and the values of its places."""
    root = etree.XML(f'<modsCollection xmlns="{NAMESPACE}" version="3.8"/>')
    used: set[str] = set()
    for key, content in records:
        record = etree.SubElement(root, f"{{{NAMESPACE}}}mods")
        if re.fullmatch(r"[A-Za-z_][\w.-]*", key, re.ASCII) and key not in used:
            record.set("ID", key)
        used.add(key)
        _Printer(record).print(content)
    return print_xml(root)


class _Printer:
    """Builds the elements of one record."""

    def __init__(self, record: Element) -> None:
        self._made: dict[str, Element] = {"": record}

    def print(self, content: Mapping[str, Content]) -> None:
        """Adds the elements of all places."""
        for target, values in content.items():
            for value in [values] if isinstance(values, str) else values:
                self._add(target, value)

    def _add(self, target: str, value: str | Name) -> None:
        path, _, step = target.rpartition("/")
        parent = self._within(path)
        if isinstance(value, Name):
            _print_name(parent, step, value)
        elif step == CONFERENCE:
            _leaf(self._within(target), "namePart", value)
        elif path.endswith(CONFERENCE):
            _leaf(parent, "namePart[date]", value)
        elif "@" in step:
            name, _, attribute = step.partition("@")
            self._within(f"{path}/{name}").set(attribute, value)
        elif step in PRINT:
            PRINT[step](parent, value)
        elif step in DATES or step == "date":
            _print_dates(parent, step, value)
        else:
            made = _leaf(parent, step, value)
            self._made.setdefault(target, made)

    def _within(self, path: str) -> Element:
        """The element at a path, made where there is none."""
        if path not in self._made:
            above, _, step = path.rpartition("/")
            self._made[path] = _made(self._within(above), step)
            if step == MAIN:
                _leaf(_made(self._made[path], "originInfo"), "issuance", MULTIPART)
        return self._made[path]


def _made(parent: Element, step: str) -> Element:
    name, _, kind = step.removesuffix("]").partition("[")
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if kind:
        made.set(BRACKETS.get(name, "type"), "host" if step == MAIN else kind)
    return made


def _leaf(parent: Element, step: str, value: str) -> Element:
    made = _made(parent, step)
    made.text = value
    return made


def _print_name(parent: Element, step: str, name: Name) -> None:
    """A name with its role as a term."""
    held, role = as_held(name), step.removesuffix("]").partition("[")[2]
    made = _made(parent, "name")
    if name == OTHERS:
        _leaf(made, "etal", "")
    elif held.literal:
        made.set("type", "corporate")
        _leaf(made, "namePart", held.literal)
    else:
        made.set("type", "personal")
        for kind, words in (("family", held.family), ("given", held.given), ("termsOfAddress", held.suffix)):
            if words:
                _leaf(made, f"namePart[{kind}]", words)
    term = _leaf(_made(made, "role"), "roleTerm[text]", role)
    term.set("authority", "marcrelator")


def _print_dates(parent: Element, step: str, value: str) -> None:
    """A date, a range as its two ends; with its encoding where it has one."""
    ends = value.split("/") if re.fullmatch(r"[\dX-]+[~?%]?/[\dX-]+[~?%]?", value) else [value]
    for end, point in zip(ends, ("start", "end") if len(ends) > 1 else ("",), strict=True):
        made = _leaf(parent, step, end)
        if re.fullmatch(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", end):
            made.set("encoding", "w3cdtf")
        elif re.fullmatch(r"[\dXYTZ:~?%./-]+", end):
            made.set("encoding", "edtf")
        if point:
            made.set("point", point)


def _print_language(parent: Element, value: str) -> None:
    codes = {tag: code for code, tag in reversed(CODES.items())}
    language = _made(parent, "language")
    is_tag = re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", value)
    term = _leaf(language, "languageTerm[code]" if is_tag else "languageTerm[text]", codes.get(value, value))
    if is_tag:
        term.set("authority", "iso639-2b" if value in codes else "rfc5646")


def _print_extent(parent: Element, value: str) -> None:
    extent = _made(parent, "extent[page]")
    start, dash, end = value.partition("-")
    end = end.removeprefix("-")
    if "," in value or "-" in end or not (start and (end or not dash)):
        _leaf(extent, "list", value)
    else:
        _leaf(extent, "start", start)
        if end:
            _leaf(extent, "end", end)


def _print_eprint(parent: Element, value: str) -> None:
    archive, _, number = value.partition(SEPARATOR)
    identifier = _leaf(parent, f"identifier[{archive}]" if archive else "identifier", number)
    if archive.lower() not in EPRINTS:
        identifier.set("displayLabel", EPRINT)


PRINT: Mapping[str, Callable[[Element, str], None]] = {
    "language": _print_language,
    "extent[page]": _print_extent,
    "eprint": _print_eprint,
    "subject": lambda parent, value: cast("None", _leaf(_made(parent, "subject"), "topic", value)),
}
"""Places whose values are printed as more than a leaf."""
