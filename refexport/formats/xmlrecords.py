"""The records of an XML file, each with its line; where the file is broken, the good ones whole and the others apart.

A record is an element of a given name, wherever it stands and whatever the prefix of its namespace. A document that is
not well-formed is cut where its records start, and each is parsed alone.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from refexport.errors import Finding
from refexport.formats.format import Unread
from refexport.formats.xmltext import Element, line_of, local_name, parse_xml


class XmlRecord(NamedTuple):
    """An element and the line on which it starts."""

    element: Element
    line: int


class XmlRecords(NamedTuple):
    """The records of a file, the parts that are none, and what was wrong with it."""

    records: list[XmlRecord]
    unread: list[Unread]
    problems: list[Finding]


def xml_records(text: str, path: str, name: str, roots: Collection[str]) -> XmlRecords:
    """The elements of a name, anywhere in a document; ``roots`` are those beneath which nothing else may stand."""
    parsed = parse_xml(text, path)
    if parsed.root is None:
        return XmlRecords([], [], list(parsed.problems))
    if parsed.problems:
        return _cut(text, path, name, parsed.problems)
    found = [XmlRecord(one, line_of(one)) for one in parsed.root.iter() if _is(one, name)]
    root = local_name(parsed.root)
    if not found and root not in roots:
        message = f"there is no record in this file, whose root is {root}"
        return XmlRecords([], [], [Finding(path, line_of(parsed.root), message, f"expected {' or '.join(roots)}")])
    strays = _strays(parsed.root, name) if root in roots and root != name else ()
    return XmlRecords(found, [], [_stray(path, one) for one in strays])


def _is(element: Element, name: str) -> bool:
    return isinstance(element.tag, str) and local_name(element) == name


def _strays(root: Element, name: str) -> Iterator[tuple[int, str]]:
    """Text and elements beside the records of a root."""
    for one in root:
        if isinstance(one.tag, str) and local_name(one) != name and not any(_is(other, name) for other in one.iter()):
            yield line_of(one), " ".join("".join(map(str, one.itertext())).split())
        if one.tail and one.tail.strip():
            yield line_of(one), " ".join(one.tail.split())
    if root.text and root.text.strip():
        yield line_of(root), " ".join(root.text.split())


def _stray(path: str, found: tuple[int, str]) -> Finding:
    return Finding(path, found[0], "outside of a record; left out", value=found[1], level="warning")


def _cut(text: str, path: str, name: str, problems: Collection[Finding]) -> XmlRecords:
    """The records of a document that is not well-formed, each parsed alone within the tag of the root."""
    starts = [found.start() for found in re.finditer(rf"<(?:[\w.-]+:)?{name}(?=[\s>/])", text)]
    if not starts:
        return XmlRecords([], [], list(problems))
    opening, closing = _root(text[: starts[0]], name)
    found = XmlRecords([], [], [])
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        piece, rest = _ended(text[start:end], name)
        parsed = parse_xml(f"{opening}{piece}{closing}", path)
        if parsed.root is not None and not parsed.problems:
            element = next(one for one in parsed.root.iter() if _is(one, name))
            found.records.append(XmlRecord(element, line))
            if rest:
                found.problems.append(_stray(path, (line + piece.count("\n"), rest)))
        else:
            why = parsed.problems[0].message if parsed.problems else "this is no well-formed XML"
            at = line + (parsed.problems[0].line - 1 if parsed.problems else 0)
            found.problems.append(
                Finding(path, at, f"{why}; the record of line {line} is left out", value=" ".join(piece.split()))
            )
            found.unread.append(Unread(line, piece.strip(), why))
    return found


def _root(head: str, name: str) -> tuple[str, str]:
    """The tag that opens the root before the first record, on one line, and the one that closes it."""
    tags = [one for one in re.findall(r"<(?![!?/])[^<>]*>", head) if not one.endswith("/>")]
    opening = " ".join(tags[-1].split()) if tags else f"<{name}s>"
    return opening, f"</{opening[1:-1].split(' ')[0]}>"


def _ended(piece: str, name: str) -> tuple[str, str]:
    """A record to its end tag, and the words behind that; all of it where there is no end tag."""
    ends = list(re.finditer(rf"</(?:[\w.-]+:)?{name}\s*>|^<[^<>]*/>", piece))
    if not ends:
        return re.sub(r"(?:</[^<>]*>\s*)$", "", piece.rstrip()) if piece.rstrip().endswith(">") else piece, ""
    at = ends[-1].end()
    return piece[:at], " ".join(re.sub(r"<[^<>]*>", " ", piece[at:]).split())
