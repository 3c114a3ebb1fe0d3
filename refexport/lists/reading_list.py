"""Reading list: somebody's list in Markdown or plain text -> what each line became.

Nothing is passed over: every line that holds anything gets an entry, or the reason why it is none.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from refexport.data.patterns import regex
from refexport.lists.blocks import BlockKind, ListBlock, groups, linked, names_in, read_blocks, targets_of
from refexport.lists.citation import Citation, one_line, read_citation
from refexport.lists.items import FEWEST_WORDS, WITHIN, Item, belongs, goes_on
from refexport.lists.labels import Labelled
from refexport.lists.properties import (
    CITATION_ONLY,
    NotedWork,
    is_citation_only,
    is_link_to_note,
    is_tags,
    noted_works,
    without_keys,
)
from refexport.lists.sections import PAPERS, Section, is_known, section_of
from refexport.lists.several import works_in
from refexport.lists.signs import is_surely_a_work, what_else
from refexport.lists.spelling import BREAK
from refexport.lists.tables import cells_of, read_head, read_row
from refexport.lists.verdicts import (
    CONTENTS,
    INLINE_LINK,
    NOTHING,
    heading_of,
    is_gloss,
    offered,
    read_item,
    reason_of,
    typed,
)
from refexport.model.entry import Entry, Raw, all_identifiers
from refexport.references.titles import plain


class LeftOut(NamedTuple):
    """A field of a line's entry that entries.toml cannot hold, and why."""

    field: str
    value: Raw
    why: str


class Line(NamedTuple):
    """What one line of a list became: an entry (without key), or nothing for a reason; under which heading it stood.

    ``notes`` say what of an entry's line could not be kept as it stands, ``left_out`` which fields. ``offer`` is the
    entry that ``--links`` makes of a line about software, a course or a page. ``reference`` is the whole reference that
    an entry was read from, where it says more than title, people and date and has no identifier. ``table`` is the entry
    as it is to stand in entries.toml, once that is known.
    """

    number: int
    text: str
    heading: str
    entry: Entry | None
    reason: str = ""
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    offer: Entry | None = None
    reference: str = ""
    table: Mapping[str, Raw] = {}


def as_witness(text: str, entry: Entry) -> str:
    """The reference that an entry without an identifier was read from, if it says more than `FIRST_FIELDS`."""
    says_more = any(field not in FIRST_FIELDS for field in entry.fields)
    return one_line(text) if says_more and not all_identifiers(entry) else ""


FIRST_FIELDS = frozenset({"title", "subtitle", "author", "date", "url", "urldate"})
"""What every line of a list says; `resolve` asks by these, and needs no other words for it."""

HEADING = BlockKind.HEADING.value
TAGS = "tags, not a reference"
FOOTNOTE = regex(r"\[\^(?P<name>[^\]]+)\]")
ATX = regex(r"^\s{0,3}(?:>\s*)?(#{1,6})")
LOWEST = 7
"""The level of a heading of plain text, below all of Markdown."""


def read_list(text: str, section: Section = PAPERS) -> list[Line]:
    """What each line that holds anything became, in order; ``section`` holds until a heading names another."""
    reading = _Reading(read_blocks(text), section)
    return reading.lines()


class _Reading:
    """A list while it is read: the lines so far, the section and heading that hold, the item that may go on."""

    def __init__(self, blocks: Sequence[ListBlock], section: Section) -> None:
        named = {name for block in blocks for name in (*FOOTNOTE.findall(block.text), *names_in(block.text))}
        works = tuple(noted_works(blocks))
        self.works = {work.line: work for work in works}
        self.properties = {number: work.line for work in works for number in work.others}
        self.work: NotedWork | None = None
        self.keys: dict[int, str] = {}
        self.said: dict[int, str] = {}
        self.blocks = [self._without_keys(_as_text(block, named)) for block in blocks]
        self.targets = targets_of(self.blocks)
        self.notes = {block.name: block for block in self.blocks if block.kind is BlockKind.NOTE}
        self.out: dict[int, Line] = {}
        self.more: dict[int, list[Line]] = {}
        self.section, self.heading = section, ""
        self.above: list[tuple[int, Section]] = [(0, section)]
        self.item = Item()
        self.columns: tuple[Labelled, ...] = ()
        self.bare: set[int] = set()

    def lines(self) -> list[Line]:
        """Every line, after all blocks were read."""
        for after_blank, block in groups(self.blocks):
            if block.number in self.works or block.number in self.properties or block.number in self.said:
                self._close()
                self._read_said(block)
            elif block.kind is BlockKind.TEXT:
                self._read_text(block, after_blank=after_blank)
            else:
                self._close()
                self._read_other(block)
        self._close()
        lines = (one for number in sorted(self.out) for one in (self.out[number], *self.more.get(number, ())))
        return _without_strays([*lines], self.bare)

    def _without_keys(self, block: ListBlock) -> ListBlock:
        """A line without the keys that it cites; what it is by these, and its key, are kept."""
        is_text = block.kind is BlockKind.TEXT
        if is_tags(block.source) and (is_text or block.kind is BlockKind.HEADING):
            self.said[block.number] = TAGS
        elif is_text and is_citation_only(block.text):
            self.said[block.number] = CITATION_ONLY
        elif is_text and is_link_to_note(block.text):
            self.said[block.number] = CONTENTS
        elif is_text:
            text, key = without_keys(block.text)
            self.keys |= {block.number: key} if key else {}
            return block._replace(text=text)
        return block

    def _read_said(self, block: ListBlock) -> None:
        """A line that is a note's work, one of its properties, or keys, tags and links to notes only."""
        if work := self.works.get(block.number):
            self._open(work.entry.plain("title"), max(1, work.level))
            self.work = work
            line = self._line(block, "") if work.level else Line(block.number, work.entry.plain("title"), "", None)
            self.out[block.number] = line._replace(entry=work.entry, notes=work.notes)
        elif number := self.properties.get(block.number):
            self._note(block, _part_of(number))
        else:
            self._note(block, self.said[block.number])

    def _read_text(self, block: ListBlock, *, after_blank: bool) -> None:
        item = self.item
        is_child = bool(item.blocks and block.marker and block.indent > item.indent)
        is_part = bool(item.blocks) and (
            belongs(item, block) if is_child else goes_on(item, block, self.section, after_blank=after_blank)
        )
        if is_part:
            self.item = item.with_block(block, under=is_child or after_blank)
            return
        self._close(has_children=is_child)
        self.item = Item((block,), block.text, is_first=not self.out)

    def _read_other(self, block: ListBlock) -> None:
        match block.kind:
            case BlockKind.HEADING:
                self._read_heading(block)
            case BlockKind.TABLE_HEAD:
                self.columns = read_head(block.text) if block.name else self.columns
                self._note(block, block.kind.value)
            case BlockKind.ROW:
                self._read_row(block)
            case BlockKind.UNDERLINE:
                self._note(block, _part_of(block.number - 1))
            case _:
                self.out.setdefault(block.number, self._line(block, block.kind.value))

    def _read_heading(self, block: ListBlock) -> None:
        citation = read_citation(self._linked(block.text)[0])
        if citation and (citation.has_identifier or (citation.is_dated and citation.has_people)):
            self.item = Item((block,), block.text)
        else:
            level = ATX.match(block.source)
            self._open(plain(INLINE_LINK.sub(r"\1", block.text)), len(level[1]) if level else 1)
            self._note(block, HEADING)

    def _read_row(self, block: ListBlock) -> None:
        text, used = self._linked(block.text)
        cells = [cell for cell in cells_of(text) if cell]
        citation = read_row(text, self.columns)
        is_words = len(cells) == 1 and not (citation and citation.is_whole)
        if WITHIN.search(text):
            self._note(block, CONTENTS)
        elif is_words and len(cells[0].split()) <= FEWEST_WORDS:
            self._note(block, HEADING)
        elif citation is None:
            self._note(block, NOTHING)
        elif reason := what_else(text, citation, self.section):
            self._note(block, reason, offered(citation, reason, self.section))
        else:
            self._add(block, citation, used)

    def _open(self, heading: str, level: int = LOWEST) -> None:
        """A heading begins a section; one that names no kind of lines goes on with that of the heading above it."""
        self.work = self.work if self.work and level > self.work.level else None
        self.above = [one for one in self.above if one[0] < level]
        found = section_of(heading) if is_known(heading) else self.above[-1][1]
        self.section = found if found.others else found._replace(others=self.above[0][1].others)
        self.above.append((level, self.section))
        self.heading = heading
        self.columns = ()

    def _close(self, *, has_children: bool = False) -> None:
        """The open item is complete: it is a reference, a heading or neither."""
        item, self.item = self.item, Item()
        if not item.blocks:
            return
        text, used = self._linked(item.text)
        citation = read_item(item, text, self.section)
        if heading := heading_of(item, citation, self.section, has_children=has_children):
            reason = HEADING
            if not is_gloss(item.text):
                self._open(heading)
        else:
            reason = reason_of(item, text, citation, self.section)
        self._settle(item, citation, reason, used)
        if citation and not reason and len(several := works_in(text)) > 1:
            self._add_several(item.blocks[0], several)

    def _settle(self, item: Item, citation: Citation | None, reason: str, used: Sequence[int]) -> None:
        first, *others = item.blocks
        if citation and not reason:
            self._add(first, citation, used)
            line = self.out[first.number]
            if line.entry:
                self.out[first.number] = line._replace(reference=as_witness(item.text, line.entry))
            if not (citation.has_signs or item.marker or self.section.titled):
                self.bare.add(first.number)
        else:
            self._note(first, reason, offered(citation, reason, self.section))
        for block in others:
            self._note(block, reason or _part_of(first.number))

    def _linked(self, text: str) -> tuple[str, list[int]]:
        """The text with addresses and footnotes put where they are named, and the numbers of their lines."""
        notes = [self.notes[name] for name in dict.fromkeys(FOOTNOTE.findall(text)) if name in self.notes]
        words, used = linked(FOOTNOTE.sub("", text), self.targets)
        return BREAK.join([words, *(note.text for note in notes)]), [*used, *(note.number for note in notes)]

    def _add(self, block: ListBlock, citation: Citation, used: Sequence[int]) -> None:
        if self.work and not is_surely_a_work(citation):
            self._note(block, f"a remark on line {self.work.line}")
            return
        entry = typed(citation, self.section)
        entry = msgspec.structs.replace(entry, key=self.keys.get(block.number, ""))
        self.out[block.number] = self._line(block, "")._replace(entry=entry, notes=citation.notes)
        for number in used:
            self.out[number] = self._line(self.blocks[number - 1], _part_of(block.number))

    def _add_several(self, block: ListBlock, several: Sequence[Citation]) -> None:
        """The works of a line that holds more than one: as many lines with its number."""
        first, *others = (
            self._line(block, "")._replace(entry=typed(one, self.section), notes=one.notes) for one in several
        )
        self.out[block.number] = first
        self.more[block.number] = others

    def _note(self, block: ListBlock, reason: str, offer: Entry | None = None) -> None:
        self.out[block.number] = self._line(block, reason)._replace(offer=offer)

    def _line(self, block: ListBlock, reason: str) -> Line:
        return Line(block.number, block.source.strip(), self.heading, None, reason)


def _part_of(number: int) -> str:
    return f"part of line {number}"


def _as_text(block: ListBlock, named: set[str]) -> ListBlock:
    """A footnote or link's address that nothing names, or a footnote that is a reference itself, as text."""
    citation = read_citation(block.text) if block.kind in (BlockKind.NOTE, BlockKind.TARGET) else None
    if citation is None:
        return block
    is_own = citation.entry.has("title") and citation.has_people
    is_unnamed = block.name not in named and (block.kind is BlockKind.NOTE or citation.has_identifier)
    return block._replace(kind=BlockKind.TEXT, marker="[^]") if is_own or is_unnamed else block


def _without_strays(lines: list[Line], bare: set[int]) -> list[Line]:
    """The lines; words alone under the first heading are no title (``GNN: graph neural network``)."""
    first = next((line.heading for line in lines if line.reason == HEADING), "")
    under = [line.number for line in lines if line.entry and line.heading == first]
    strays = set(under) & bare if len(under) == 1 else set[int]()
    return [line._replace(entry=None, reason=NOTHING) if line.number in strays else line for line in lines]
