"""Blocks: the lines of a Markdown or plain-text file by what they are (CommonMark 0.31, GitHub's tables and footnotes).

Each pass marks the lines that it knows; what is left is text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.lists.addresses import identify_url
from refexport.lists.spelling import BREAK, MARKER


class BlockKind(StrEnum):
    """What a line is; the value is the reason why it is no reference, if it is none."""

    BLANK = "blank"
    FRONT = "front matter of the file"
    CODE = "inside a code block"
    COMMENT = "a comment"
    RULE = "a rule between sections"
    MARKUP = "markup without words"
    IMAGE = "an image, not a reference"
    TABLE_HEAD = "the head of a table"
    ROW = "a row of a table"
    HEADING = "a heading"
    UNDERLINE = "the line under a heading"
    TARGET = "a link's address"
    NOTE = "a footnote"
    TEXT = "text"


class ListBlock(NamedTuple):
    """One line: its number and own words, what it is, and its words without markup, marker and indent."""

    number: int
    source: str
    kind: BlockKind = BlockKind.TEXT
    text: str = ""
    indent: int = 0
    marker: str = ""
    name: str = ""


OF_WORD = {0x0B: "<br>", 0x1E: "-", 0x2011: "-", 0x1F: "", 0xAD: "", 0x07: "\t", 0x13: "", 0x14: "", 0x15: ""}
"""Word's characters for a new line, hyphens, cells of tables and the borders of fields ([MS-DOC] 2.8.26)."""

FIELD_CODE = regex(
    r"\x13?\s*\bADDIN\s+(?:ZOTERO_\w+|EN\.\w+(?:\.\w+)*|Mendeley\s+\w+|CSL_\w+)\s*(?:\{[^\n]*?\}\s*(?=CSL_|\x14|$))?(?:CSL_\w+\s*)?"
)
"""What Zotero, EndNote and Mendeley put before their bibliographies in Word."""

HYPERLINK = regex(r"\x13?\s*\bHYPERLINK\s+\"([^\"]+)\"\s*\x14?")
BULLET = regex(r"^(\s*)[·•o§Øü\uf0a7\uf0b7\uf0d8\uf0fc]\t\s*")
"""The bullets of Word's lists, letters of the fonts Symbol and Wingdings too."""

TABS = 4
UNEVEN = 2
"""Characters by which a line under a heading may be longer or shorter."""

LINE_END = regex(r"\r\n|\r|\n")
IS_SENTENCE = regex(r"[.。)）]$|https?:")
FENCE = regex(r"^\s*(?:>\s*)?(?P<fence>```+|~~~+)(?P<info>[^`]*)$")
FRONT_LINE = regex(r"\s*$|[\w.-]+\s*[:=]|\s+\S|\s*[-#]")
FRONT_MATTER = regex(r"^(?:---|\+\+\+)\s*$")
COMMENT = regex(r"<!--.*?-->", re.DOTALL)
ATX = regex(r"^\s{0,3}(?:>\s*)?#{1,6}(?!\d)\s*(?P<text>.*?)\s*#*\s*$")
UNDERLINE = regex(r"^\s{0,3}(?P<char>[=\-~^\"'+*])(?P=char)+\s*$")
RULE = regex(r"^\s*(?:([-*_=~+#])\s*)(?:\1\s*){2,}$")
SEPARATOR = regex(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*$")
TARGET = regex(
    r"^\s{0,3}\[(?P<name>[^\]^][^\]]*)\]:\s*<?(?P<url>(?:https?:|www\.|\.{0,2}/|#)[^\s>]*)>?(?:\s+[\"'(].*[\"')])?\s*$"
)
NOTE = regex(r"^\s{0,3}\[\^(?P<name>[^\]]+)\]:\s*(?P<text>.*)$")
REFERENCE = regex(r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])+)\](?:\s?\[(?P<name>[^\[\]]*)\])?(?![(\[:])")

IMAGE = regex(r"!\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|<img\b[^>]*>", re.IGNORECASE)
EMPTY_LINK = regex(r"\[\s*\]\((?P<url>[^()\s]*)\)")
ANCHOR = regex(r"<a\b[^>]*\bhref\s*=\s*[\"']?(?P<url>[^\"'\s>]+)[\"']?[^>]*>(?P<text>.*?)</a\s*>", re.IGNORECASE)
NEW_LINE = regex(r"<br\s*/?>|\\$| {2,}$", re.IGNORECASE)
ITEM_TAG = regex(r"<li\b[^>]*>", re.IGNORECASE)
TAG = regex(
    r"</?(?:a|b|big|blockquote|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|kbd|li|ol|p|picture|pre|"
    r"small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
"""The tags that GitHub lets through in Markdown and that lists use; other angle brackets are text."""

QUOTE = regex(r"^(?:>\s*)+")
WORD = regex(r"\w")


def read_blocks(text: str) -> list[ListBlock]:
    """Every line of a file as what it is."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    blocks = [
        ListBlock(number, line, text=_without_fields(line).expandtabs(TABS)) for number, line in enumerate(lines, 1)
    ]
    for mark in PASSES:
        blocks = mark(blocks)
    return blocks


def _without_fields(line: str) -> str:
    """A line as Word shows it: without field codes, bullets and hyphens of its own, which copied text has."""
    line = HYPERLINK.sub(r"<\1> ", FIELD_CODE.sub("", line))
    return BULLET.sub(r"\1- ", line.translate(OF_WORD))


def targets_of(blocks: list[ListBlock]) -> Mapping[str, ListBlock]:
    """name -> the line with the address that ``[words][name]`` links to."""
    return {block.name: block for block in reversed(blocks) if block.kind is BlockKind.TARGET}


def linked(text: str, targets: Mapping[str, ListBlock]) -> tuple[str, list[int]]:
    """The text with ``[words][name]`` as ``[words](address)``, and the numbers of the lines that gave addresses."""
    used: list[int] = []

    def link(found: re.Match[str]) -> str:
        target = targets.get(_name(found["name"] or found["text"]))
        if target is None:
            return found[0]
        used.append(target.number)
        return f"[{found['text']}]({target.text})"

    return REFERENCE.sub(link, text) if targets else text, used


def names_in(text: str) -> list[str]:
    """The names of addresses that a text may link to."""
    return [_name(found["name"] or found["text"]) for found in REFERENCE.finditer(text)]


def _name(label: str) -> str:
    return " ".join(label.split()).casefold()


def _mark_front_matter(blocks: list[ListBlock]) -> list[ListBlock]:
    if not FRONT_MATTER.match(blocks[0].source):
        return blocks
    ends = [n for n, block in enumerate(blocks[1:], 1) if block.source.strip() == blocks[0].source.strip()]
    is_front = bool(ends) and all(FRONT_LINE.match(block.source) for block in blocks[1 : ends[0]])
    front = range(ends[0] + 1) if is_front else range(0)
    return [_marked(block, BlockKind.FRONT) if n in front else block for n, block in enumerate(blocks)]


def _mark_fences(blocks: list[ListBlock]) -> list[ListBlock]:
    """Code between fences; a fence that is not closed holds to the end."""
    out: list[ListBlock] = []
    fence = ""
    for above, block in pairwise([ListBlock(0, ""), *blocks]):
        found = FENCE.match(block.source) if block.kind is BlockKind.TEXT else None
        begins = found is not None and not fence and not _is_underlined(above, block)
        ends = found is not None and bool(fence) and found["fence"].startswith(fence) and not found["info"].strip()
        out.append(_marked(block, BlockKind.CODE) if fence or begins else block)
        if found and (begins or ends):
            fence = found["fence"] if begins else ""
    return out


def _marked(block: ListBlock, kind: BlockKind) -> ListBlock:
    """The line as what it is, unless it is blank."""
    return block._replace(kind=kind) if block.source.strip() else block


def _mark_comments(blocks: list[ListBlock]) -> list[ListBlock]:
    """Comments taken out of the lines, also those over several lines; a comment that is not closed is text."""
    whole = "\n".join("" if block.kind is BlockKind.CODE else block.text for block in blocks)
    kept = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), whole).split("\n")
    return [_without_comment(block, text) for block, text in zip(blocks, kept, strict=True)]


def _without_comment(block: ListBlock, text: str) -> ListBlock:
    is_comment = block.kind is BlockKind.TEXT and bool(block.text.strip()) and not text.strip()
    return block._replace(kind=BlockKind.COMMENT if is_comment else block.kind, text=text)


def _mark_html(blocks: list[ListBlock]) -> list[ListBlock]:
    """Tags and pictures taken out; links, breaks and list items as Markdown has them."""
    return [_without_html(block) if block.kind is BlockKind.TEXT else block for block in blocks]


def _without_html(block: ListBlock) -> ListBlock:
    text = ITEM_TAG.sub("- ", ANCHOR.sub(r"[\g<text>](\g<url>)", NEW_LINE.sub(BREAK, block.text)))
    bare = IMAGE.sub("", text)
    bare = EMPTY_LINK.sub(lambda found: f"<{found['url']}>" if identify_url(found["url"]) else "", bare)
    bare = TAG.sub("", bare)
    if block.text.strip() and not WORD.search(bare) and (bare != text or TAG.search(text)):
        return block._replace(kind=BlockKind.IMAGE if IMAGE.search(text) else BlockKind.MARKUP)
    return block._replace(text=bare)


def _mark_tables(blocks: list[ListBlock]) -> list[ListBlock]:
    """Rows of tables, and their heads: the line above ``|---|---|`` and that line."""
    heads = {n for n, (above, under) in enumerate(pairwise(blocks)) if _is_head(above, under)}
    out: list[ListBlock] = []
    is_inside = False
    for n, block in enumerate(blocks):
        is_head = n in heads or n - 1 in heads
        is_row = "|" in block.text and (is_inside or block.text.lstrip().startswith("|"))
        is_inside = block.kind is BlockKind.TEXT and (is_head or is_row)
        kind = (BlockKind.TABLE_HEAD if is_head else BlockKind.ROW) if is_inside else block.kind
        out.append(block._replace(kind=kind, name="head" if n in heads else block.name))
    return out


def _is_head(above: ListBlock, under: ListBlock) -> bool:
    is_text = above.kind is BlockKind.TEXT and under.kind is BlockKind.TEXT
    return is_text and "|" in above.text and "|" in under.text and bool(SEPARATOR.match(under.text))


def _read_target(block: ListBlock) -> ListBlock:
    """A footnote or the address of a link by its name; any other line as it is."""
    if note := NOTE.match(block.text):
        return block._replace(kind=BlockKind.NOTE, name=note["name"], text=note["text"])
    if target := TARGET.match(block.text):
        return block._replace(kind=BlockKind.TARGET, name=_name(target["name"]), text=target["url"])
    return block


def _mark_headings(blocks: list[ListBlock]) -> list[ListBlock]:
    out: list[ListBlock] = []
    for block, under in pairwise([*blocks, ListBlock(0, "")]):
        if out and out[-1].kind is BlockKind.HEADING and _is_underlined(out[-1], block):
            out.append(block._replace(kind=BlockKind.UNDERLINE))
        else:
            out.append(_read_heading(block, under) if block.kind is BlockKind.TEXT else block)
    return out


def _read_heading(block: ListBlock, under: ListBlock) -> ListBlock:
    """A heading or a rule; any other line as it is."""
    if found := ATX.match(block.text):
        return block._replace(
            kind=BlockKind.HEADING if WORD.search(found["text"]) else BlockKind.RULE, text=found["text"]
        )
    if _is_underlined(block, under):
        return block._replace(kind=BlockKind.HEADING, text=block.text)
    return block._replace(kind=BlockKind.RULE) if RULE.match(block.text) else block


def _is_underlined(block: ListBlock, under: ListBlock) -> bool:
    """Whether a line is a heading by the line under it; ``---`` under a sentence or an item parts two of them."""
    found = UNDERLINE.match(under.text) if under.kind is BlockKind.TEXT else None
    text = block.text.strip()
    if not found or ATX.match(block.text) or MARKER.match(block.text) or not WORD.search(text):
        return False
    if found["char"] == "=":
        return True
    is_as_long = abs(len(under.text.strip()) - len(text)) <= UNEVEN
    return not IS_SENTENCE.search(text) and (found["char"] == "-" or is_as_long)


def _read_text(block: ListBlock) -> ListBlock:
    """A line of text without indent and marker."""
    if not block.text.strip():
        return block._replace(kind=BlockKind.BLANK if not block.source.strip() else BlockKind.MARKUP)
    text = block.text
    found = MARKER.match(text) if block.kind is BlockKind.TEXT else None
    marker = found[0].strip(" >") if found else ""
    rest = text[found.end() :] if found else QUOTE.sub("", text.strip(" "))
    return block._replace(text=rest.rstrip(" "), indent=len(text) - len(text.lstrip()), marker=marker)


PASSES: tuple[Callable[[list[ListBlock]], list[ListBlock]], ...] = (
    _mark_front_matter,
    _mark_fences,
    _mark_comments,
    _mark_html,
    _mark_tables,
    lambda blocks: [_read_target(block) if block.kind is BlockKind.TEXT else block for block in blocks],
    _mark_headings,
    lambda blocks: [_read_text(block) if block.kind in (BlockKind.TEXT, BlockKind.NOTE) else block for block in blocks],
)


def groups(blocks: list[ListBlock]) -> Iterator[tuple[bool, ListBlock]]:
    """Each block that is not blank, and whether a blank line stands before it."""
    after_blank = True
    for block in blocks:
        if block.kind is BlockKind.BLANK:
            after_blank = True
        else:
            yield after_blank, block
            after_blank = False
