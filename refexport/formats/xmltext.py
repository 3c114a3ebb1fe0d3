"""XML text as elements that know their lines, and elements as text; nothing outside of the text is ever read.

Sources: XML 1.0 (fifth edition); libxml2's parser options. Entities of a document are never expanded and no DTD or
address is fetched, so that neither a file of this machine nor a "billion laughs" comes in.
"""

from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree

from refexport.data.patterns import regex
from refexport.errors import Finding

Element = etree._Element  # noqa: SLF001 - lxml gives its type no public name

MOST_NAMED = 20
"""Faults of a file that are named; after the first ones the others mostly follow from them."""

DECLARATION = regex(r"\A\s*<\?xml\b[^>]*\?>")


class Parsed(NamedTuple):
    """The root of a document, None if there is nothing to take, and what was wrong with it, each at its line."""

    root: Element | None
    problems: tuple[Finding, ...]


def parse_xml(text: str, path: str) -> Parsed:
    """The elements of a document; where it is broken, what can be taken, and an error at each line that is wrong."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    text = text.removeprefix("\ufeff")
    declared = DECLARATION.match(text)
    data = text[declared.end() if declared else 0 :].encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    shift = text.count("\n", 0, declared.end()) if declared else 0
    lines = {one.line: one.message for one in reversed(parser.error_log)}
    faults = [
        Finding(path, line + shift, f"this is no well-formed XML: {message}", "correct it, or export the file again")
        for line, message in sorted(lines.items())
    ]
    if root is None and not faults:
        faults = [Finding(path, 1, "there is no XML in this file")]
    return Parsed(root, tuple(faults[:MOST_NAMED]))


def line_of(element: Element) -> int:
    """The line on which an element starts."""
    return cast("int | None", element.sourceline) or 1


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]  # of a broken document, too, in which QName finds no name


def children(element: Element, name: str = "") -> Iterator[Element]:
    """The elements directly within one, those of a name without regard to its namespace if one is given."""
    return (child for child in element if isinstance(child.tag, str) and name in ("", local_name(child)))


def child_of(element: Element, *path: str) -> Element | None:
    """The first element at the end of a path of names, if there is one."""
    for name in path:
        found = next(children(element, name), None)
        if found is None:
            return None
        element = found
    return element


def text_of(element: Element | None) -> str:
    """All characters within an element, runs of white space as one blank; ``""`` of none."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def print_xml(root: Element) -> str:
    """The document of a root, with its declaration and two blanks of indent a level."""
    etree.indent(root, "  ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'
