"""Reading list: somebody's list in Markdown or plain text -> what each line became.

Nothing is passed over: every line that holds anything gets an entry, or the reason why it is none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from refexport.imports.blocks import Block, Kind, groups, linked, read_blocks, targets_of
from refexport.imports.citation import Citation, read_citation
from refexport.imports.spelling import BREAK
from refexport.imports.items import WITHIN, Item, belongs, goes_on
from refexport.imports.labels import Labelled
from refexport.imports.names import HAN, WEAK
from refexport.imports.people import parse_people
from refexport.imports.sections import PAPERS, Section, is_about_all, is_known, section_of
from refexport.imports.titles import plain
from refexport.imports.tables import cells_of, read_head, read_row
from refexport.imports.words import VENUES
from refexport.markup import from_markup
from refexport.model.entry import Entry


class Line(NamedTuple):
    """What one line of a list became: an entry (without key), or nothing for a reason; under which heading it stood.

    ``notes`` say what of an entry's line could not be kept as it stands.
    """

    number: int
    text: str
    heading: str
    entry: Entry | None
    reason: str = ""
    notes: tuple[str, ...] = ()


HEADING = Kind.HEADING.value
PERSON = "a person, not a work"
REMARK = "a remark, not a reference"
CONTENTS = "a link within the list"
NOTHING = "no sign of a reference: no year, author, link or identifier"
TOO_LONG = "too long for a reference"
"""Reasons why a line is no entry; `Kind` has those that the line's form gives."""

REMARKS = re.compile(
    r"\b(?:here|click|check|contribut\w+|table of contents|pull requests?|(?:last )?updated?|maintained|curated|collection of|"
    r"licen[cs]ed?|thanks to|list of|the list|(?:be|are) listed|feel free|welcome|please|this (?:list|page|repo\w*))\b|^(?:see|to ?do|back to|note)\b|\bmore\.\.\.|更多|更新|欢迎|请|(?:^|\s)[+<>~≥≤]\s*\d",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"[.!?。！？]\s+\S.*[.!?。！？]$|[!。！]$")
ENDS = re.compile(r"[.!?。！？]\s*$")
PROSE = re.compile(
    r"\b(?:that|this|these|those|it|we|you|i|they|is|are|was|were|will|be|been|has|have|should|can|could|may|there|which|who|"
    r"if|but|our|your|my)\b",
    re.IGNORECASE,
)
"""Words of sentences; a title has seldom two of them and a full stop."""

FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]]+)\]")
BOLD = re.compile(r"(\*\*|__)(?:(?!\1).)+\1:?")

FEWEST_WORDS = 4
"""A line of fewer words in a section of papers, without year, author or link, is a heading."""

MOST_CHARACTERS = 20_000


def read_list(text: str) -> list[Line]:
    """What each line that holds anything became, in the list's order."""
    reading = _Reading(read_blocks(text))
    return reading.lines()


def entries_of(lines: Sequence[Line]) -> Iterator[tuple[Line, Entry]]:
    """The lines that became entries."""
    for line in lines:
        if line.entry is not None:
            yield line, line.entry


class _Reading:
    """A list while it is read: the lines so far, the section and heading that hold, the item that may go on."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = _with_notes_as_text(blocks)
        self.targets = targets_of(blocks)
        self.notes = {block.name: block for block in self.blocks if block.kind is Kind.NOTE}
        self.out: dict[int, Line] = {}
        self.section, self.heading = PAPERS, ""
        self.item = Item()
        self.columns: tuple[Labelled, ...] = ()
        self.bare: set[int] = set()

    def lines(self) -> list[Line]:
        """Every line, after all blocks were read."""
        for after_blank, block in groups(self.blocks):
            if block.kind is Kind.TEXT:
                self._text(block, after_blank=after_blank)
            else:
                self._close()
                self._other(block)
        self._close()
        return _without_strays([self.out[number] for number in sorted(self.out)], self.bare)

    def _text(self, block: Block, *, after_blank: bool) -> None:
        item = self.item
        is_child = bool(item.blocks and block.marker and block.indent > item.indent)
        if item.blocks and (
            belongs(item, block) if is_child else goes_on(item, block, self.section, after_blank=after_blank)
        ):
            self.item = item.with_block(block, under=is_child or after_blank)
            return
        self._close(has_children=is_child)
        self.item = Item((block,), block.text, is_first=not self.out)

    def _other(self, block: Block) -> None:
        if block.kind is Kind.TABLE_HEAD:
            self.columns = read_head(block.text) if block.name else self.columns
        if block.kind is Kind.HEADING:
            self._read_heading(block)
        elif block.kind is Kind.ROW:
            self._read_row(block)
        elif block.number not in self.out:
            part = block.kind is Kind.UNDERLINE
            self._say(block, _part_of(block.number - 1) if part else block.kind.value)

    def _read_heading(self, block: Block) -> None:
        citation = read_citation(self._linked(block)[0])
        if citation and (_has_id(citation) or (citation.is_dated and citation.entry.has("author"))):
            self.item = Item((block,), block.text)
        else:
            self._open(plain(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", block.text)), block)

    def _open(self, heading: str, block: Block) -> None:
        """A heading begins a section."""
        self.section, self.heading = section_of(heading), heading
        self.columns = ()
        self._say(block, HEADING)

    def _read_row(self, block: Block) -> None:
        text, used = self._linked(block)
        held = [cell for cell in cells_of(text) if cell]
        if WITHIN.search(text):
            self._say(block, CONTENTS)
            return
        citation = read_row(text, self.columns)
        if citation is None or (len(held) < 2 and not citation.is_whole and len(held[0].split()) <= FEWEST_WORDS):
            self._say(block, NOTHING if not held else HEADING)
            return
        self._add(block, citation)
        self._claim(used, block.number)

    def _close(self, *, has_children: bool = False) -> None:
        """The open item is complete: it is a reference, a heading or neither."""
        item, self.item = self.item, Item()
        if not item.blocks:
            return
        text, used = self._linked(item.blocks[0]._replace(text=item.text))
        citation = _read(item, text, self.section)
        if heading := _heading(item, citation, self.section, has_children=has_children):
            if not _is_gloss(item.text):
                self._open(heading, item.blocks[0])
            self._say(item.blocks[0], HEADING)
            self._rest(item, HEADING)
            return
        reason = _reason(item, text, citation, self.section)
        if citation and not reason:
            if not item.marker and not self.section.titled and not citation.has_signs:
                self.bare.add(item.blocks[0].number)
            self._add(item.blocks[0], citation)
            self._claim(used, item.blocks[0].number)
        else:
            self._say(item.blocks[0], reason)
        self._rest(item, reason)

    def _rest(self, item: Item, reason: str) -> None:
        for block in item.blocks[1:]:
            self._say(block, reason or _part_of(item.blocks[0].number))

    def _linked(self, block: Block) -> tuple[str, list[int]]:
        """The text with addresses and footnotes put where they are named, and the numbers of their lines."""
        names = [name for name in FOOTNOTE.findall(block.text) if name in self.notes]
        text, used = linked(FOOTNOTE.sub("", block.text), self.targets)
        notes = [self.notes[name] for name in dict.fromkeys(names)]
        return BREAK.join([text, *(note.text for note in notes)]), [*used, *(note.number for note in notes)]

    def _claim(self, numbers: Sequence[int], owner: int) -> None:
        for number in numbers:
            block = self.blocks[number - 1]
            self.out.setdefault(number, Line(number, block.source.strip(), self.heading, None, _part_of(owner)))

    def _add(self, block: Block, citation: Citation) -> None:
        entry = _typed(citation.entry, self.section)
        entry = _with_speaker(entry) if entry.type == "video" else entry
        self.out[block.number] = Line(block.number, block.source.strip(), self.heading, entry, "", citation.notes)

    def _say(self, block: Block, reason: str) -> None:
        self.out[block.number] = Line(block.number, block.source.strip(), self.heading, None, reason)


def _without_strays(lines: list[Line], bare: set[int]) -> list[Line]:
    """The lines, where words under the first heading that no reference follows there are not taken for a title."""
    first = next((line.heading for line in lines if line.reason == HEADING), "")
    under = [line.number for line in lines if line.entry and line.heading == first]
    strays = {number for number in under if number in bare} if len(under) == 1 else set()
    return [line._replace(entry=None, reason=NOTHING) if line.number in strays else line for line in lines]


def _with_notes_as_text(blocks: list[Block]) -> list[Block]:
    """The blocks with footnotes and addresses that nothing names, or that are references themselves, as text."""
    named = {name for block in blocks if block.kind is not Kind.NOTE for name in FOOTNOTE.findall(block.text)}
    return [_as_text(block, named) for block in blocks]


def _as_text(block: Block, named: set[str]) -> Block:
    if block.kind is Kind.NOTE:
        citation = read_citation(block.text)
        is_reference = citation is not None and citation.entry.has("title") and citation.entry.has("author")
        return block if block.name in named and not is_reference else block._replace(kind=Kind.TEXT, marker="[^]")
    return block


def _part_of(number: int) -> str:
    return f"part of line {number}"


def _read(item: Item, text: str, section: Section) -> Citation | None:
    if len(text) > MOST_CHARACTERS:
        return None
    return read_citation(text, titled=section.titled or bool(item.marker) or _is_bare_title(item.text))


def _reason(item: Item, text: str, citation: Citation | None, section: Section) -> str:
    """Why an item is no entry; nothing if it is one."""
    if len(text) > MOST_CHARACTERS:
        return TOO_LONG
    if section.people and not (citation and (citation.is_whole and citation.is_dated or _has_id(citation))):
        return PERSON
    if citation is None:
        return REMARK if REMARKS.search(text) else NOTHING
    if WITHIN.search(text) and not citation.is_dated and not _has_id(citation):
        return REMARK if REMARKS.search(text) else CONTENTS
    return REMARK if _is_remark(item, citation) else ""


def _is_remark(item: Item, citation: Citation) -> bool:
    """Whether words are about the list rather than a reference: such words, or sentences, and nothing that identifies a work."""
    entry = citation.entry
    if _has_id(citation) or (citation.is_dated and entry.has("author")):
        return False
    is_bare = not (citation.is_dated or entry.has("author"))
    is_sentence = len(PROSE.findall(item.text)) > 1 if item.marker else SENTENCES.search(item.text)
    return bool(REMARKS.search(plain(item.text)) or (is_bare and is_sentence and ENDS.search(item.text)))


def _has_id(citation: Citation) -> bool:
    return any(map(citation.entry.has, ("eprint", "doi", "dblp", "pmid", "isbn")))


def _heading(item: Item, citation: Citation | None, section: Section, *, has_children: bool) -> str:
    """The words of a heading, or nothing when the item is none."""
    text = plain(item.text).strip()
    is_reference = citation is not None and citation.has_signs and not _is_year_heading(item, citation)
    if len(item.blocks) > 1 or WITHIN.search(item.text) or is_reference:
        return ""
    is_one = any(looks(item, text, section) for looks in (MARKED_HEADINGS if item.marker else HEADINGS))
    return text.strip("(（）):： ") if is_one or (item.marker and has_children) else ""


def _is_year_heading(item: Item, citation: Citation) -> bool:
    """``CVPR 2019`` and ``2018``: a venue and a year alone."""
    words = re.findall(r"[^\W\d_]+", item.text)
    return (
        not citation.is_identified
        and not citation.entry.has("author")
        and not citation.notes
        and all(word.lower() in VENUES for word in words)
    )


def _is_gloss(text: str) -> bool:
    """``(Meta Reinforcement Learning)``: the heading before it in other words."""
    return bool(re.fullmatch(r"\s*[(（][^()（）\d]+[)）]\s*", text))


def _is_bare_title(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS and not HAN.search(text)


def _ends_in_colon(_item: Item, text: str, _section: Section) -> bool:
    return (
        text.endswith((":", "：")) and len(text.split()) <= 8 and len(text) <= 60 and not re.search("[。！，；]", text)
    )


def _is_capitals(_item: Item, text: str, section: Section) -> bool:
    return text.isupper() and not section.titled and not HAN.search(text) and len(text.split()) <= 8


def _names_section(item: Item, text: str, section: Section) -> bool:
    is_short = bool(HAN.search(text)) or len(text.split()) < FEWEST_WORDS or bool(BOLD.fullmatch(item.text))
    return is_known(text) and is_short and (not (section.titled or section.people) or is_about_all(text))


def _is_short(_item: Item, text: str, section: Section) -> bool:
    is_sentence = bool(re.search(r"[。！!，,；;]", text)) if HAN.search(text) else text.endswith((".", "!"))
    return not (section.titled or section.people or is_sentence or _is_bare_title(text)) and bool(
        re.search(r"\w", text)
    )


def _is_bold(item: Item, text: str, _section: Section) -> bool:
    return bool(BOLD.fullmatch(item.text.strip())) and len(text.split()) < FEWEST_WORDS


def _is_first(item: Item, text: str, _section: Section) -> bool:
    return item.is_first and not SENTENCES.search(text) and not REMARKS.search(text)


def _is_known_alone(_item: Item, text: str, _section: Section) -> bool:
    return is_known(text) and is_about_all(text) and len(text.split()) < FEWEST_WORDS


HEADINGS = (
    lambda item, _text, _section: _is_gloss(item.text),
    _ends_in_colon,
    _is_capitals,
    _names_section,
    _is_short,
    _is_bold,
    _is_first,
)
"""What tells a heading among lines of plain text that show no sign of a reference."""

MARKED_HEADINGS = (_ends_in_colon, _is_known_alone)
"""The same among the items of a list."""


def _with_speaker(entry: Entry) -> Entry:
    """``Name: Title``, as lists of talks have them."""
    who, _, title = entry.plain("title").partition(": ")
    people = parse_people(who, WEAK) if title and not entry.has("author") else None
    return entry.replace(title=from_markup(title), author=people) if people else entry


def _typed(entry: Entry, section: Section) -> Entry:
    """The entry with the type of its section, unless it is a paper by its venue or identifier."""
    is_paper = (
        entry.has("eprint")
        or entry.has("dblp")
        or any(word.lower() in VENUES for word in re.findall(r"[A-Za-z]+", entry.plain("annotation")))
    )
    return (
        msgspec.structs.replace(entry, type=section.type) if section.type and not entry.type and not is_paper else entry
    )
