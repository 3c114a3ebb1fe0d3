"""Items: lines that belong to one reference: wrapped lines, hanging indents, what is put under a bullet."""

import re
from collections.abc import Callable
from typing import NamedTuple

from refexport.imports.blocks import Block
from refexport.imports.citation import Citation, read_citation
from refexport.imports.spelling import BREAK, tidy_text
from refexport.imports.labels import labelled
from refexport.imports.links import take_links
from refexport.imports.runs import find_people
from refexport.imports.sections import Section
from refexport.imports.parts import rest_of
from refexport.imports.titles import plain
from refexport.imports.venue import is_venue, tidy


class Item(NamedTuple):
    """Lines that belong together so far, and their text; ``is_first``: nothing stands before it in the file."""

    blocks: tuple[Block, ...] = ()
    text: str = ""
    is_first: bool = False

    @property
    def indent(self) -> int:
        """The indent of its first line."""
        return self.blocks[0].indent

    @property
    def marker(self) -> str:
        """The bullet or number that it begins with."""
        return self.blocks[0].marker

    def with_block(self, block: Block, *, under: bool) -> "Item":
        """The item with one more line, wrapped or put under it."""
        return self._replace(blocks=(*self.blocks, block), text=self.text + (BREAK if under else "\n") + block.text)


OPEN_END = re.compile(
    r"(?:[,;:&/–-]|\b(?:and|in|of|the|for|on|with|by|to|a|an|und|et))\s*$|[“(\[][^”)\]]*$", re.IGNORECASE
)
"""A line that ends so goes on in the next one."""

MOST_WORDS = 8
LONG_VENUE = 40
"""Words and characters of a venue's name; more is a sentence."""

WRAPPED_FROM = 60
"""Characters: a shorter line was hardly wrapped by an editor."""

WITHIN = re.compile(
    r"\]\(\s*(?:#|[^():\s]*\.(?:md|markdown|rst|txt|ipynb)\b|https?://github\.com/[^/()#]+/[^/()#]+/?#)[^()]*\)",
    re.IGNORECASE,
)
"""A link to another place of the list or its repository."""

LONGEST = 5_000
"""Characters of an item; what is longer does not go on."""


class Reading(NamedTuple):
    """What is known when a line may go on the item before it."""

    item: Item
    block: Block
    open: Citation | None
    new: Citation | None


def belongs(item: Item, block: Block) -> bool:
    """Whether an item of a list under another one says something about it, rather than being a reference itself."""
    if WITHIN.search(block.text):
        return False
    new = read_citation(block.text)
    pieces = labelled(block.text)
    if pieces[0].role and pieces[0].text.strip() or _is_link_only(block, new):
        return True
    if _is_beside(block.text):
        return True
    is_reference = new is not None and (new.is_whole or new.is_dated or new.entry.has("author"))
    own = read_citation(item.text, titled=True)
    has_title = own is not None and (own.is_whole or own.is_dated or len(item.text.split()) >= 4)
    return has_title and not is_reference


def _is_beside(text: str) -> bool:
    """Whether a line holds people, venue and date only."""
    links = take_links(tidy_text(text))
    bare = plain(links.text)
    if links.title:
        return False
    found = find_people(bare)
    if found and not tidy(found.before):
        return len(" ".join(rest_of(found.after).rest)) <= LONG_VENUE
    return is_venue(bare) and len(bare.split()) <= MOST_WORDS


def goes_on(item: Item, block: Block, section: Section, *, after_blank: bool) -> bool:
    """Whether a line goes on the item before it, by the first rule of `RULES` that knows."""
    if block.marker or len(item.text) > LONGEST:
        return False
    is_under = block.indent > item.indent
    if after_blank:
        return bool(item.marker) and is_under and block.indent >= 2
    if is_under:
        return True
    reading = Reading(item, block, read_citation(item.text, titled=True), read_citation(block.text))
    rules = RULES if not section.titled else TITLED_RULES
    return next((verdict for rule in rules if (verdict := rule(reading)) is not None), False)


Rule = Callable[[Reading], bool | None]


def _has_open_end(reading: Reading) -> bool | None:
    """``… Pieter Abbeel, | Sergey Levine. …``"""
    text = reading.item.text
    return True if OPEN_END.search(text) or text.count('"') % 2 else None


def _starts_small(reading: Reading) -> bool | None:
    """``… for fast | adaptation of deep networks.``, not ``mixup: Beyond …, (2018), …``"""
    is_small = reading.block.text[:1].islower() and not reading.block.text.startswith("http")
    return True if is_small and not (reading.new and reading.new.is_whole) else None


def _is_link(reading: Reading) -> bool | None:
    """An address on a line of its own belongs to the reference above it, if that has none."""
    if not _is_link_only(reading.block, reading.new):
        return None
    return reading.open is not None and reading.open.entry.has("title") and not reading.open.is_identified


def _has_own_date(reading: Reading) -> bool | None:
    """Two dates are two references."""
    return False if reading.open and reading.new and reading.open.is_dated and reading.new.is_dated else None


def _are_people(reading: Reading) -> bool | None:
    """People under a title."""
    lacks_people = reading.open is not None and not reading.open.entry.has("author")
    return True if lacks_people and _is_beside(reading.block.text) else None


def _is_venue(reading: Reading) -> bool | None:
    """Venue and date under people."""
    lacks_date = reading.open is not None and not reading.open.is_dated and reading.open.entry.has("author")
    return True if lacks_date and is_venue(reading.block.text) else None


def _is_wrapped(reading: Reading) -> bool | None:
    """A long line without what makes a reference whole, and a line that is no reference."""
    last = reading.item.text.rsplit("\n", 1)[-1]
    is_part = reading.new is None or not (reading.new.is_whole or reading.new.is_dated)
    return len(last) >= WRAPPED_FROM and is_part and not (reading.open and reading.open.is_whole)


def _is_in_list(reading: Reading) -> bool | None:
    """A line right under a bullet or number goes on it, unless both are whole."""
    is_own = reading.new is not None and reading.new.is_whole
    return not is_own if reading.item.marker else None


TITLED_RULES: tuple[Rule, ...] = (_is_link, _is_in_list)
RULES: tuple[Rule, ...] = (
    _is_link,
    _has_open_end,
    _starts_small,
    _are_people,
    _is_in_list,
    _has_own_date,
    _is_venue,
    _is_wrapped,
)
"""Tried in order; None: the rule does not know."""


def _is_link_only(block: Block, citation: Citation | None) -> bool:
    return (
        citation is not None
        and citation.is_identified
        and not citation.entry.has("title")
        and not citation.entry.has("author")
    )
