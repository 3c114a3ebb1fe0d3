"""Org: files of Emacs' org-mode -> what each line became: as the list in Markdown that it is, line by line.

Source: the Org manual 9.7 (headings, drawers, links, emphasis, tables, blocks, timestamps); org-bibtex's properties.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.formats.content import Content
from refexport.lists.blocks import BlockKind
from refexport.lists.citation import IDENTIFIERS
from refexport.lists.properties import CITATION_ONLY
from refexport.lists.reading_list import Line, read_list
from refexport.lists.records import entry_of, field_named, is_of_a_work, notes_of
from refexport.model.entry import Entry

KEYWORD = regex(r"^\s*#\+(?P<name>\w+):", re.IGNORECASE)
SIGNS = regex(
    r"^#\+(?:title|author|options|startup|filetags|begin_\w+|bibliography):?|^[ \t]*:PROPERTIES:[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
HEADLINE = regex(r"^\*+\s+\S", re.MULTILINE)
LINK = regex(r"\[\[(?P<url>[^\[\]]+)\](?:\[(?P<text>[^\[\]]+)\])?\]")
HEADING = regex(
    r"^(?P<stars>\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING|READ|READING|TOREAD|CANCELLED|SOMEDAY)\s+)?(?:\[#[A-Z]\]\s+)?"
    r"(?:\[\d*/\d*\]\s*)?(?P<text>.*?)(?P<tags>\s+:[\w@:]+:)?\s*$"
)
BEGIN, END = regex(r"^\s*#\+begin_(\w+)", re.IGNORECASE), regex(r"^\s*#\+end_", re.IGNORECASE)
DRAWER = regex(r"^\s*:(?P<name>[\w-]+):\s*$")
PROPERTY = regex(r"^\s*:(?P<name>[\w-]+):\s+(?P<value>\S.*)$")
STAMP = regex(r"[<\[]\d{4}-\d\d-\d\d(?: [^<>\[\]\n]*)?[>\]](?:--[<\[][^<>\[\]]*[>\]])?")
PLANNING = regex(r"^\s*(?:(?:SCHEDULED|DEADLINE|CLOSED):\s*[<\[][^>\]]*[>\]]\s*)+$")
COMMENT = regex(r"^\s*#(?:\s|$)")
RULER = regex(r"^\s*\|[-+]+\|?\s*$")
CITED = regex(r"\[cite(?:/\w+)*:[^\[\]]*\]|\b(?:cite|citep|citet|parencite|autocite):[\w@:&;,.-]+")
CODE = frozenset({"src", "example", "export", "comment"})
EMPHASIS = tuple(
    (regex(rf"(?<![\w{mark}/:]){mark}(?=[^\s{mark}])([^{mark}\n]*?[^\s{mark}]){mark}(?![\w{mark}/])"), made)
    for mark, made in ((r"\*", "**"), ("/", "*"), ("=", "`"), ("~", "`"), (r"\+", "~~"))
)

PROPERTY_LINE = "a property of the heading above"
MARKED = "\ue000"
"""Stands in a line whose reason is known before it is read."""


class Drawer(NamedTuple):
    """The properties under a heading, and the lines from that heading to the drawer's end."""

    heading: int
    text: str
    end: int
    properties: dict[str, str]


def is_org(content: Content) -> bool:
    """Whether there are org's keywords or drawers, or headings with stars and links in double brackets."""
    head = content.head
    return (bool(SIGNS.search(head)) and not head.lstrip().startswith("%")) or bool(
        HEADLINE.search(head) and re.search(r"\[\[https?:[^\[\]]*\]\[", head)
    )


def read_org(text: str) -> list[Line]:
    """What each line became; a heading whose drawer has a work's properties is that work."""
    source = text.split("\n")
    drawers = {one.heading: one for one in _drawers(source) if is_of_a_work(one.properties)}
    reasons = dict(_reasons(source))
    lines = read_list(
        "\n".join(_as_markdown(line, reasons.get(n, "") if line.strip() else "") for n, line in enumerate(source, 1))
    )
    out: list[Line] = []
    work = 0
    for line in lines:
        given = line._replace(text=source[line.number - 1].strip())
        work = line.number if line.number in drawers else 0 if HEADING.match(given.text) else work
        if line.number in drawers:
            entry, missed = entry_of(drawers[line.number].properties, drawers[line.number].text)
            given = given._replace(entry=entry, reason="", notes=notes_of(missed))
        elif reason := reasons.get(line.number, ""):
            given = given._replace(entry=None, reason=reason)
        elif work and line.entry and not _is_sure(line.entry):
            given = given._replace(entry=None, reason=f"a remark on line {work}")
        out.append(given)
    return out


def _is_sure(entry: Entry) -> bool:
    """Whether an entry has an identifier, or people and date."""
    return any(map(entry.has, IDENTIFIERS)) or (entry.has("author") and entry.has("date"))


def _drawers(source: list[str]) -> Iterator[Drawer]:
    heading, text, inside = 0, "", False
    properties: dict[str, str] = {}
    for number, line in enumerate(source, 1):
        if found := HEADING.match(line):
            heading, text, inside, properties = number, found["text"], False, {}
        elif DRAWER.match(line):
            is_end = line.strip().upper() == ":END:"
            if is_end and inside and heading:
                yield Drawer(heading, _linked(text), number, properties)
            inside = line.strip().upper() == ":PROPERTIES:"
        elif inside and (found := PROPERTY.match(line)):
            name = found["name"].replace("_", " ") if not field_named(found["name"]) else found["name"]
            properties[name] = found["value"].strip()


def _reasons(source: list[str]) -> Iterator[tuple[int, str]]:
    """The lines of which org's own syntax says what they are."""
    block, in_drawer = "", False
    for number, line in enumerate(source, 1):
        if (found := BEGIN.match(line)) or END.match(line):
            kind = found[1].lower() if found else block
            block = kind if found else ""
            yield number, (BlockKind.CODE if kind in CODE else BlockKind.MARKUP).value
        elif block in CODE:
            yield number, BlockKind.CODE.value
        elif DRAWER.match(line) or in_drawer:
            in_drawer = line.strip().upper() != ":END:"
            yield number, PROPERTY_LINE
        elif reason := _reason_of(line):
            yield number, reason


def _reason_of(line: str) -> str:
    """What a line outside blocks and drawers is by its first characters; nothing if that is text."""
    if PLANNING.match(line):
        return PROPERTY_LINE
    if KEYWORD.match(line):
        return BlockKind.FRONT.value
    if COMMENT.match(line):
        return BlockKind.COMMENT.value
    return CITATION_ONLY if CITED.search(line) and not re.search(r"\w{3}", CITED.sub("", line)) else ""


def _as_markdown(line: str, reason: str) -> str:
    """The line in Markdown; one whose reason is known holds nothing that is read."""
    if reason:
        return f"<!-- {MARKED} -->"
    if found := HEADING.match(line):
        return f"{'#' * min(6, len(found['stars']))} {_linked(STAMP.sub('', found['text']))}"
    if RULER.match(line):
        return re.sub(r"[-+]+", lambda found: found[0].replace("+", "|"), line)
    return _linked(STAMP.sub("", line))


def _linked(text: str) -> str:
    """A text with links and emphasis as Markdown has them."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        """A mark in the link's place, so that its address is not read for emphasis."""
        address, words = found["url"], found["text"] or ""
        is_address = re.match(r"https?:|doi:|www\.", address)
        kept.append(
            f"[{words}]({address})" if words and is_address else address if is_address else f"[{words or address}](#)"
        )
        return f"{MARKED}{len(kept) - 1}{MARKED}"

    bare = LINK.sub(keep, CITED.sub("", text))
    for pattern, made in EMPHASIS:
        bare = pattern.sub(rf"{made}\1{made}", bare)
    return re.sub(f"{MARKED}(\\d+){MARKED}", lambda found: kept[int(found[1])], bare)
