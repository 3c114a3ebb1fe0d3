"""The reader of EndNote's XML (`endnote_xml`): records as their values, with lines; lxml reads the XML."""

from collections.abc import Iterator

from refexport.errors import Finding
from refexport.formats.endnote.codecs import Item, word
from refexport.formats.endnote.records import Record, entry_of
from refexport.formats.endnote.rows import FACES, LEAVES, PLACES
from refexport.formats.endnote.types import GENERIC, find_type
from refexport.formats.format import Placed, Read, Unread
from refexport.formats.xmltext import Element, child_of, children, line_of, local_name, parse_xml, print_xml, text_of
from refexport.model.entry import Entry
from refexport.model.text import Span, Style, normal_text


def read_xml(text: str, path: str) -> Read:
    """The entries of a document; what no entry has a place for is a message at its line."""
    parsed = parse_xml(text, path)
    problems = list(parsed.problems)
    unread: list[Unread] = []
    entries: list[tuple[int, Entry]] = []
    for number, element in enumerate(_elements(parsed.root, path, problems), 1):
        record = _parsed(element, number, path, problems)
        if record and record.items:
            entries.append((record.line, entry_of(record, path, problems)))
        else:
            line, source = line_of(element), _source(element)
            why = f"record {number} is none that EndNote knows" if record is None else f"record {number} is empty"
            problems.append(Finding(path, line, f"{why}; left out", "", "", "", word(source), "warning"))
            unread.append(Unread(line, source, why))
    return Read(Placed(entries, unread), tuple(sorted(problems, key=lambda one: one.line)))


def _elements(root: Element | None, path: str, problems: list[Finding]) -> Iterator[Element]:
    """The records, wherever they stand, and what stands beside them; an error if it is another kind of XML."""
    if root is None:
        return
    roots = [root] if local_name(root) in ("record", "records") else list(children(root, "records"))
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


def _items(record: Element, key: str, path: str, problems: list[Finding]) -> Iterator[Item]:
    """The values of a record in the order of the file; elements that no place is known for are messages."""
    for element in children(record):
        name = local_name(element)
        inner = [(f"{name}/{local_name(one)}", one) for one in children(element)] if name in GROUPS else []
        for place, one in inner or [(name, element)]:
            if place in PLACES:
                yield from _values(place, one)
            elif name not in OWN and text_of(one):
                message = f"no field for <{local_name(one)}>; left out"
                problems.append(_warning(path, line_of(one), message, key, text_of(one)))


GROUPS = frozenset(path.partition("/")[0] for path in PLACES if "/" in path)
"""Elements that hold others and no text."""


def _values(place: str, element: Element) -> Iterator[Item]:
    """What an element holds: the texts of the elements in it, or its own."""
    leaves = list(children(element, LEAVES[place])) if place in LEAVES else []
    for one in leaves or [element]:
        if text := normal_text(_spans(one, frozenset())):
            yield Item(place, line_of(one), text)


def _spans(element: Element, styles: frozenset[Style]) -> Iterator[Span]:
    """The runs of an element; line ends between those that are styled are the layout of the file."""
    pieces = [("", element.text or "", styles)]
    for child in element:
        face = str(child.get("face", "")) if isinstance(child.tag, str) else ""
        if isinstance(child.tag, str):
            yield from _laid(pieces, is_styled=True)
            yield from _spans(child, styles | {style for word_, style in FACES.items() if word_ in face.split()})
            pieces = []
        else:
            pieces.append(("", child.text or "", styles))
        pieces.append(("", child.tail or "", styles))
    yield from _laid(pieces, is_styled=len(element) > 0)


def _laid(pieces: list[tuple[str, str, frozenset[Style]]], *, is_styled: bool) -> Iterator[Span]:
    for _, text, styles in pieces:
        if not (is_styled and "\n" in text and not text.strip()):
            yield Span(text, styles)


def _source(element: Element) -> str:
    return print_xml(element).partition("\n")[2].strip()


def _warning(path: str, line: int, message: str, key: str, value: str) -> Finding:
    return Finding(path, line, message, "", key, "", value, "warning")
