"""The reader of EndNote's XML (`endnote_xml`): records as their values, with lines; lxml reads the XML."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.endnote.codecs import Item, word
from refexport.formats.endnote.records import Record, entry_of
from refexport.formats.endnote.rows import FACES, LEAVES, PLACES
from refexport.formats.endnote.types import GENERIC, find_type
from refexport.formats.format import Placed, Read, Unread
from refexport.formats.xmltext import Element, child_of, children, line_of, local_name, parse_xml, print_xml, text_of
from refexport.model.entry import Entry
from refexport.model.text import Span, Style, literal_text, normal_text, plain_text

RECORD = regex(r"<record[\s>].*?(?:</record\s*>|(?=<record[\s>])|\Z)", re.DOTALL)
"""A record of a document that is no XML as a whole: to its end, or to the next one."""


class _Piece(NamedTuple):
    """An element of a document, how many lines of the file stand before its own, and its words that XML cannot hold."""

    element: Element
    before: int = 0
    lost: str = ""


def read_xml(text: str, path: str) -> Read:
    """The entries of a document; what no entry has a place for is a message at its line."""
    problems: list[Finding] = []
    unread: list[Unread] = []
    entries: list[tuple[int, Entry]] = []
    for number, piece in enumerate(_pieces(text, path, problems), 1):
        found: list[Finding] = []
        record = _parsed(piece.element, number, path, found)
        if record and (record.items or record.key):
            entry = entry_of(record, path, found)
            entries.append((record.line + piece.before, entry))
        else:
            source = _source(piece.element)
            why = f"record {number} is none that EndNote knows" if record is None else f"record {number} is empty"
            found.append(_warning(path, line_of(piece.element), f"{why}; left out", "", word(source)))
            unread.append(Unread(line_of(piece.element) + piece.before, source, why))
        if piece.lost:
            found.append(_warning(path, 1, f"record {number}: words in broken tags; left out", "", piece.lost))
        problems += (one._replace(line=one.line + piece.before) for one in found)
    return Read(Placed(entries, unread), tuple(sorted(problems, key=lambda one: one.line)))


def _pieces(text: str, path: str, problems: list[Finding]) -> Iterator[_Piece]:
    """The records of a document; of one that is broken each by itself, so that no record takes others with it."""
    parsed = parse_xml(text, path)
    broken = list(RECORD.finditer(text)) if parsed.problems else []
    if not broken:
        problems += parsed.problems
        yield from map(_Piece, _elements(parsed.root, path, problems))
    at, before = 0, 0
    for number, found in enumerate(broken, 1):
        _outside(text[at : found.start()], before, path, problems)
        before += text.count("\n", at, found.start())
        one = parse_xml(found[0], path)
        problems += (
            fault._replace(line=fault.line + before, message=f"record {number}: {fault.message}")
            for fault in one.problems
        )
        if one.root is not None:
            lost = " ".join(sorted(set(WORD.findall(found[0])) - _words_of(one.root))) if one.problems else ""
            yield _Piece(one.root, before, lost)
        at, before = found.end(), before + found[0].count("\n")


def _outside(gap: str, before: int, path: str, problems: list[Finding]) -> None:
    """A message about words between the records of a broken document."""
    if words := word(TAGS.sub(" ", gap)):
        problems.append(_warning(path, before + 1, "outside of a record; left out", "", words))


WORD = regex(r"\w+")
TAGS = regex(r"<[^<>]*>")


def _words_of(root: Element) -> set[str]:
    """The words of an element: names, attributes and texts of all elements."""
    parts = (part for one in root.iter() for part in (str(one.tag), one.text, one.tail, *map(str, chain(*one.items()))))
    return {found for part in parts if part for found in WORD.findall(part)}


def _elements(root: Element | None, path: str, problems: list[Finding]) -> Iterator[Element]:
    """The records, wherever they stand, and what stands beside them; an error if it is another kind of XML."""
    if root is None:
        return
    roots = [root] if local_name(root) in ("record", "records") else list(children(root, "records"))
    if not roots and child_of(root, "record") is not None:
        roots = [root]
    if not roots:
        message, hint = f"this is no EndNote XML but <{local_name(root)}>", "export it from EndNote as XML"
        problems.append(Finding(path, line_of(root), message, hint))
    for one in roots:
        yield from [one] if local_name(one) == "record" else children(one)


def _parsed(element: Element, number: int, path: str, problems: list[Finding]) -> Record | None:
    """The record of an element; its label is its cite key if it is one word. None of another element."""
    if local_name(element) != "record":
        return None
    label, type_ = text_of(child_of(element, "label")), child_of(element, "ref-type")
    key = label if len(label.split()) == 1 else ""
    if label and not key:
        problems.append(_warning(path, line_of(element), "this label is no cite key; left out", "", label))
    name = type_.get("name", "") if type_ is not None else ""
    found = find_type(name, text_of(type_)) if type_ is not None else GENERIC
    if found is None:
        value = f"{name} {text_of(type_)}".strip()
        problems.append(_warning(path, line_of(element), "unknown type, read as misc", key, value))
    return Record(line_of(element), found or GENERIC, key, list(_items(element, key, path, problems)), number)


OWN = frozenset("database source-app rec-number foreign-keys ref-type label modified-date record-properties".split())
"""Elements of EndNote's bookkeeping, and those that are read otherwise."""


GROUPS = frozenset(path.partition("/")[0] for path in PLACES if "/" in path)
"""Elements that hold others and no text."""


def _items(record: Element, key: str, path: str, problems: list[Finding]) -> Iterator[Item]:
    """The values of a record in the order of the file; elements and words that no place is known for are messages."""
    for element in children(record):
        name = local_name(element)
        inner = [(f"{name}/{local_name(one)}", one) for one in children(element)] if name in GROUPS else []
        for place, one in inner or [(name, element)]:
            if place in PLACES:
                yield from _values(place, one)
            elif name not in OWN and text_of(one):
                message = f"no field for <{local_name(one)}>; left out"
                problems.append(_warning(path, line_of(one), message, key, text_of(one)))
        loose = [element] if inner else []
        loose += [one for place, one in inner or [(name, element)] if place in LEAVES and len(one)]
        for one in loose:
            problems += _loose(one, key, path)
    problems += _loose(record, key, path)


def _loose(element: Element, key: str, path: str) -> Iterator[Finding]:
    """A message about words that stand beside the elements within one, where none may."""
    words = word(" ".join(filter(None, (element.text, *(child.tail for child in element)))))
    if words and (child_of(element, "style") is None):
        message = f"words in <{local_name(element)}> outside of its elements; left out"
        yield _warning(path, line_of(element), message, key, words)


def _values(place: str, element: Element) -> Iterator[Item]:
    """What an element holds: the texts of the elements in it, or its own."""
    leaves = list(children(element, LEAVES[place])) if place in LEAVES else []
    for one in leaves or [element]:
        text = normal_text(_spans(one, frozenset())) or literal_text(_name_of(one))
        if plain_text(text).strip():
            yield Item(place, line_of(one), text)


def _name_of(author: Element) -> str:
    """The name of an author that stands in attributes, as the DTD allows."""
    first = " ".join(filter(None, (author.get("first-name"), author.get("middle-initial"))))
    parts = (author.get("last-name"), first or author.get("initials"), author.get("suffix"))
    corporate = author.get("corp-name", "")
    return f"{corporate}," if corporate else ", ".join(str(part) for part in parts if part)


SYMBOL = str.maketrans(
    "abcdefghiklmnopqrstuwxyzABCDEFGHIKLMNOPQRSTUWXYZ", "αβχδεφγηικλμνοπθρστυωξψζΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ"
)
"""Letters in the font Symbol (Adobe's encoding of it)."""


def _spans(element: Element, styles: frozenset[Style]) -> Iterator[Span]:
    """The runs of an element; line ends between those that are styled are the layout of the file."""
    is_mixed = len(element) > 0
    yield from _run(element.text, styles, is_mixed=is_mixed)
    for child in element:
        if isinstance(child.tag, str):
            faces = str(child.get("face", "")).split()
            runs = _spans(child, styles | {style for name, style in FACES.items() if name in faces})
            is_symbol = str(child.get("font", "")).lower() == "symbol"
            yield from (Span(run.text.translate(SYMBOL), run.styles) if is_symbol else run for run in runs)
        else:  # an entity, as it stands
            yield from _run(child.text, styles, is_mixed=is_mixed)
        yield from _run(child.tail, styles, is_mixed=is_mixed)


def _run(text: str | None, styles: frozenset[Style], *, is_mixed: bool) -> Iterator[Span]:
    if text and not (is_mixed and "\n" in text and not text.strip()):
        yield Span(text, styles)


def _source(element: Element) -> str:
    return print_xml(element).partition("\n")[2].strip()


def _warning(path: str, line: int, message: str, key: str, value: str) -> Finding:
    return Finding(path, line, message, "", key, "", value, "warning")
