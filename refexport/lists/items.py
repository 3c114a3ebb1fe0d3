"""Items: lines that belong to one reference: wrapped lines, hanging indents, what is put under a bullet."""

import re
from collections.abc import Callable
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.lists.blocks import ListBlock
from refexport.lists.citation import Citation, read_citation
from refexport.lists.labels import TITLE, labelled
from refexport.lists.links import take_links
from refexport.lists.sections import Section
from refexport.lists.spelling import BREAK, tidy_text
from refexport.model.entry import Entry
from refexport.references.parts import people_line
from refexport.references.titles import plain
from refexport.references.venue import is_venue


class Item(NamedTuple):
    """Lines that belong together so far, and their text; ``is_first``: nothing stands before it in the file."""

    blocks: tuple[ListBlock, ...] = ()
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

    def with_block(self, block: ListBlock, *, under: bool) -> "Item":
        """The item with one more line, wrapped or put under it."""
        glue = BREAK if under else " " if INITIAL_END.search(self.text) else "\n"
        return self._replace(blocks=(*self.blocks, block), text=self.text + glue + block.text)


INITIAL_END = regex(r"(?:^|[\s.-])[^\W\d_]\.$")
"""An initial at the end of a line: its family name stands on the next one."""


OPEN_END = regex(
    r"(?:[,;&/–-]|\b(?:and|in|of|the|for|on|with|by|to|a|an|und|et))\s*$|[“(\[][^”)\]]*$"
    r"|(?:[,;&]|\b(?:and|und|et))\s+(?:[A-Z]\.[- ]?)+\s*$",
    re.IGNORECASE,
)
"""A line that ends so goes on in the next one."""

WITHIN = regex(
    r"\]\(\s*(?:#|(?![a-z][\w+.-]*:|//|www\.|[^()\s]*\.(?:pdf|ps|djvu|epub|docx?)\b)[^()\s]*[/.#]|"
    r"https?://github\.com/[^/()#]+/[^/()#]+/?#|https?://github\.com/[^/()#]+/[^/()#]+/(?:blob|tree)/[^()\s]*?"
    r"(?:\.(?:md|markdown|rst|txt)\b|#))[^()]*\)",
    re.IGNORECASE,
)
"""A link to another place of the list or its repository."""

FEWEST_WORDS = 4
"""Words of a line that can be a title without any other sign."""

MOST_WORDS = 8
"""Words of a venue's name; more is a sentence."""

WRAPPED_FROM = 60
"""Characters: a shorter line was hardly wrapped by an editor."""

COPIED_FROM = 40
"""Characters: the columns of a PDF are narrower."""

INITIALLED = regex(
    r"(?:[^\W\d_]\.[- ]?)+(?:[a-z]{1,3}\.? )*[^\W\d_][\w’'-]+(?: [^\W\d_][\w’'-]+)?"
    r"(?:, (?:and )?| and | & )(?:[^\W\d_]\.[- ]?)+"
)
"""``Y. Zhou, B. Ni, …``: two people by their initials begin a reference."""

YEAR = regex(r"\b(?:19|20)\d\d\b")
SENTENCE_END = regex(r"[.!?)\]。”\"]\s*$")

OF_LIST = regex(
    r"(?:stand(?=:)|last (?:updated?|modified)|updated|(?:dernière )?mise à jour|última actualización|обновлено|"
    r"最后更新|更新于)",
    re.IGNORECASE,
)
"""How a line begins that says of which day a list is."""

LEAST_INDENT = 2
LONGEST, MOST_LINES = 2_000, 12
"""Characters and lines of an item; one of more does not go on (each line more is a reading of them all)."""

NOTHING = Citation(Entry(""))


class Reading(NamedTuple):
    """What is known when a line may go on the item before it: both, and the citations that they are alone."""

    item: Item
    block: ListBlock
    open: Citation
    new: Citation


Rule = Callable[[Reading], bool | None]


def belongs(item: Item, block: ListBlock) -> bool:
    """Whether an item of a list under another one says something about it, rather than being a reference itself."""
    if WITHIN.search(block.text):
        return False
    new = read_citation(block.text) or NOTHING
    first = labelled(block.text)[0]
    if (first.role and first.text.strip()) or _is_link_only(new) or _is_beside(block.text):
        return True
    own = read_citation(item.text, titled=True) or NOTHING
    has_title = own.is_whole or own.is_dated or len(item.text.split()) >= FEWEST_WORDS
    return has_title and not (new.is_whole or new.is_dated or new.has_people)


def goes_on(item: Item, block: ListBlock, section: Section, *, after_blank: bool) -> bool:
    """Whether a line goes on the item before it, by the first rule that knows."""
    is_full = len(item.text) > LONGEST or len(item.blocks) > MOST_LINES
    if block.marker or is_full or OF_LIST.match(block.text):
        return False
    if after_blank:
        return bool(item.marker) and block.indent > item.indent and block.indent >= LEAST_INDENT
    open_, new = read_citation(item.text, titled=True), read_citation(block.text)
    reading = Reading(item, block, open_ or NOTHING, new or NOTHING)
    rules = TITLED_RULES if section.titled else RULES
    return next((verdict for rule in rules if (verdict := rule(reading)) is not None), False)


def _is_beside(text: str) -> bool:
    """Whether a line holds people, venue and date only."""
    links = take_links(tidy_text(text))
    bare = plain(links.text)
    if links.title:
        return False
    return people_line(bare) is not None or (is_venue(bare) and len(bare.split()) <= MOST_WORDS)


def _is_link_only(citation: Citation) -> bool:
    return citation.is_identified and not citation.entry.has("title") and not citation.has_people


def _is_another(reading: Reading) -> bool:
    """Whether the line is a reference itself, which people with a link are not."""
    return reading.new.is_whole and (reading.new.has_people or not _is_beside(reading.block.text))


def _is_indented(reading: Reading) -> bool | None:
    """A hanging indent, unless references are indented under a heading."""
    is_first_under = _is_another(reading) and not reading.open.has_signs
    return not is_first_under if reading.block.indent > reading.item.indent else None


def _is_link(reading: Reading) -> bool | None:
    """An address on a line of its own belongs to the reference above it, if that has none."""
    is_wanting = reading.open.entry.has("title") and not reading.open.is_identified
    return is_wanting if _is_link_only(reading.new) else None


def _is_labelled(reading: Reading) -> bool | None:
    """``Authors: …`` goes on, ``Title: …`` begins the next reference."""
    role = labelled(reading.block.text)[0].role
    return role != TITLE if role else None


def _has_open_end(reading: Reading) -> bool | None:
    """``… Pieter Abbeel, | Sergey Levine. …``"""
    text = reading.item.text.rstrip()
    is_open = OPEN_END.search(text) or text.count('"') % 2 or (text.endswith(":") and reading.open.has_signs)
    return True if is_open else None


def _starts_small(reading: Reading) -> bool | None:
    """``… for fast | adaptation of deep networks.``, not ``mixup: Beyond …, (2018), …``"""
    is_small = reading.block.text[:1].islower() and not reading.block.text.startswith("http")
    return True if is_small and not reading.new.is_whole else None


def _is_unfinished(reading: Reading) -> bool | None:
    """``M. Otani and J. Heikkilä. Hidden Challenges in Query-Based | Retrieval. In BMVC, 2020.``"""
    text = reading.item.text.rstrip()
    last = text.rsplit("\n", maxsplit=1)[-1]
    if len(last) < COPIED_FROM or reading.open.is_dated or YEAR.search(text):
        return None
    has_end = bool(SENTENCE_END.search(last))
    begins_anew = has_end and bool(INITIALLED.match(reading.block.text))
    is_list_of_people = bool(INITIALLED.match(text)) and not begins_anew
    is_cut = reading.open.has_people and not has_end and not reading.new.has_people
    return True if is_list_of_people or is_cut else None


def _are_people(reading: Reading) -> bool | None:
    """People under a title, unless both have a date and the line a title of its own."""
    is_own = reading.open.is_dated and reading.new.is_dated and reading.new.is_whole
    return True if not (reading.open.has_people or is_own) and _is_beside(reading.block.text) else None


def _is_in_list(reading: Reading) -> bool | None:
    """A line right under a bullet or number goes on it, unless it is whole."""
    return not _is_another(reading) if reading.item.marker else None


def _has_own_date(reading: Reading) -> bool | None:
    """Two dates are two references."""
    return False if reading.open.is_dated and reading.new.is_dated else None


def _is_venue(reading: Reading) -> bool | None:
    """Venue and date under people."""
    is_wanting = not reading.open.is_dated and reading.open.has_people
    return True if is_wanting and is_venue(reading.block.text) else None


def _is_wrapped(reading: Reading) -> bool | None:
    """A long line that is no whole reference, and one that is none either."""
    last = reading.item.text.rsplit("\n", maxsplit=1)[-1]
    return len(last) >= WRAPPED_FROM and not (reading.new.is_whole or reading.open.is_whole)


TITLED_RULES: tuple[Rule, ...] = (_is_indented, _is_link, _is_labelled, _is_in_list)
"""Where every line is a title."""

RULES: tuple[Rule, ...] = (
    _is_indented,
    _is_link,
    _is_labelled,
    _has_open_end,
    _starts_small,
    _is_unfinished,
    _are_people,
    _is_in_list,
    _has_own_date,
    _is_venue,
    _is_wrapped,
)
"""Tried in order; None: the rule does not know."""
