"""Verdicts: what an item of a list is - a reference, a heading, or neither and why."""

import re
from collections.abc import Callable

import msgspec

from refexport.data.patterns import regex
from refexport.data.words import VENUES
from refexport.lists.citation import Citation, read_citation
from refexport.lists.items import FEWEST_WORDS, WITHIN, Item
from refexport.lists.labels import NOTE, labelled
from refexport.lists.links import take_links
from refexport.lists.sections import COURSE, REMARK, TOOL, Section, is_about_all, is_known
from refexport.lists.signs import (
    FEWEST_HAN,
    OFFERED,
    is_paper_by_doi,
    is_surely_a_work,
    remarked,
    what_else,
    without_languages,
)
from refexport.lists.spelling import tidy_text
from refexport.model.entry import Entry
from refexport.references.names import HAN, WEAK
from refexport.references.people import parse_people
from refexport.references.titles import plain
from refexport.text.markup import from_markup

CONTENTS = "a link within the list"
NOTHING = "no sign of a reference: no year, author, link or identifier"
TASK = "a task, not a reference"
TOO_LONG = "too long for a reference"
"""Reasons why an item is no entry."""

REMARKS = regex(
    r"^(?:here (?:are|is)|click|visit|please|download|subscribe|star (?:this|the)|"
    r"join (?:us|our|the)|follow (?:us|me|@)|contact|"
    r"feel free|welcome|thanks|to ?do\b|back to|note:|inspired by|based on|"
    r"maintained|updated?|licen[cs]ed?|contribut\w+|check (?:out|several|also|the|our)|"
    r"see (?:also|the|here|\[|https?:)|(?:can|could) (?:anyone|someone|you)\b)"
    r"|\b(?:click here|pull requests?|table of contents|this (?:list|page|repo\w*)|the list|list of|collection of|"
    r"last updated?|your contributions?|contributions are|feel free|please|(?:be|are) listed)\b|\bhere[.!:]?$"
    r"|^(?:bitte|hinweis|stand(?=:)|veuillez|merci|mise à jour|por favor|просим|последнее обновление)\b"
    r"|^(?:请|欢迎)|欢迎(?:补充|贡献|一起)|请(?:参考|见|联系|点击|在)|更多 ?(?:$|More)|\d\s*[年月日]?\s*更新"
    r"|(?:^|\s)[+<>~≥≤]\s*\d",
    re.IGNORECASE,
)
"""What is said about a list; a reference without identifier, or without author and year, does not say it."""

SENTENCES = regex(r"[.!?。！？]\s+\S.*[.!?。！？][\"”’»]?$|[!。！][\"”’»]?$")
END = regex(r"[.!?。！？][\"”’»]?\s*$")
FULL_STOP = regex(r"[^\s.][.!。！][\"”’»]?\s*$")
PROSE = regex(
    r"\b(?:that|this|these|those|it|we|you|i|they|is|are|was|were|will|be|been|has|have|should|can|could|may|there|"
    r"which|who|if|but|our|your|my|ist|sind|wird|werden|wurden?|bitte|sie|wir|ich|nicht|haben|hat|est|sont|sera|vous|"
    r"nous|veuillez|merci|cette|elle|ils|está|son|usted|nosotros|обновляется|присылайте|просим)\b",
    re.IGNORECASE,
)
"""Words of sentences; a title has seldom two of them and a full stop."""

TASK_BOX = regex(r"\[[ xX/>-]\]")
HAN_LABEL = regex(rf"\W*{HAN.pattern}{{2,8}}\s*[：:]")
"""``动机：…``, what notes say under a paper."""

INLINE_LINK = regex(r"\[([^\[\]]*)\]\([^()]*\)")
BOLD = regex(r"(\*\*|__)(?:(?!\1).)+\1:?")
GLOSS = regex(r"\s*[(（][^()（）\d]+[)）]\s*")
HAN_SENTENCE = regex(r"[。！!，,；;]")

MOST_WORDS, LONGEST_HEADING, LONGEST_HAN = 8, 60, 30
"""Words and characters of a heading of plain text, and of one with Chinese characters."""

FEWEST_IN_SENTENCE = 6
LONGEST = 4_000
"""Characters; references with hundreds of authors are shorter, and the time grows with the square."""


def read_item(item: Item, text: str, section: Section) -> Citation | None:
    """The citation that an item is, if it is one; ``text`` has its links' addresses and footnotes."""
    if len(text) > LONGEST:
        return None
    titled = section.titled or bool(item.marker) or is_bare_title(item.text)
    bare, languages = without_languages(text)
    citation = read_citation(bare, titled=titled)
    citation = remarked(citation, languages) if citation and languages else citation
    return _without_prose(citation, bare) if citation else None


def _without_prose(citation: Citation, text: str) -> Citation:
    """The citation without a sentence for a title, where an identifier stands in the midst of prose."""
    entry, title = citation.entry, citation.entry.plain("title")
    is_prose = len(title.split()) >= FEWEST_IN_SENTENCE and len(PROSE.findall(title)) > 1
    if not (citation.has_identifier and is_prose) or citation.is_dated or citation.has_people:
        return citation
    linked = plain(take_links(tidy_text(text)).title)
    kept = entry.without("title")
    if len(linked.split()) >= FEWEST_WORDS:
        return citation if linked == title else citation._replace(entry=entry.replace(title=from_markup(linked)))
    return remarked(citation._replace(entry=kept), title)


def reason_of(item: Item, text: str, citation: Citation | None, section: Section) -> str:
    """Why an item is no entry; nothing if it is one."""
    if len(text) > LONGEST:
        return TOO_LONG
    if WITHIN.search(text) and not (citation and (citation.is_dated or citation.has_identifier)):
        return REMARK if REMARKS.search(INLINE_LINK.sub(r"\1", text)) else CONTENTS
    if citation is None:
        return REMARK if REMARKS.search(text) else section.others or NOTHING
    if _is_said_of_a_work(item, citation):
        return REMARK
    unsigned = "" if citation.has_signs else _without_signs(item, citation, section)
    return unsigned or (REMARK if _is_remark(item, citation) else what_else(text, citation, section))


def _is_said_of_a_work(item: Item, citation: Citation) -> bool:
    """``动机：…``: a label that names no part of a reference, and what follows."""
    is_sure = citation.has_identifier or citation.entry.has("date")
    return bool(HAN_LABEL.match(item.text)) and not is_sure and labelled(item.text)[0].role in ("", NOTE)


def _without_signs(item: Item, citation: Citation, section: Section) -> str:
    """Why words alone, without date, people or link, are no title."""
    if TASK_BOX.search(item.marker):
        return TASK
    if section.titled:
        return ""
    if item.marker:
        return NOTHING if _is_short_name(citation) else ""
    return REMARK if FULL_STOP.search(item.text) else ""


def heading_of(item: Item, citation: Citation | None, section: Section, *, has_children: bool) -> str:
    """The words of a heading, or nothing when the item is none; ``has_children``: references stand under it."""
    text = plain(item.text).strip()
    is_reference = citation is not None and citation.has_signs and not _is_venue_and_year(item, citation)
    if len(item.blocks) > 1 or WITHIN.search(item.text) or is_reference:
        return ""
    looks = (look(item, text, section) for look in (MARKED_HEADINGS if item.marker else HEADINGS))
    return text.strip("(（）):： ") if any(looks) or (item.marker and has_children) else ""


def is_gloss(text: str) -> bool:
    """``(Meta Reinforcement Learning)``: the heading before it in other words."""
    return bool(GLOSS.fullmatch(plain(text)))


def is_bare_title(text: str) -> bool:
    """Whether words without any sign of a reference can be a title on a line of their own."""
    return len(text.split()) >= FEWEST_WORDS and not HAN.search(text)


def typed(citation: Citation, section: Section) -> Entry:
    """The entry with the type of its section, unless it is a paper by its venue or identifier."""
    entry = citation.entry
    words = re.findall(r"[A-Za-z]+", entry.plain("annotation"))
    is_paper = entry.has("eprint") or entry.has("dblp") or any(word.lower() in VENUES for word in words)
    is_paper = is_paper or (section.type in ("software", "dataset") and is_paper_by_doi(citation))
    if entry.type or not section.type or is_paper:
        return entry
    kept = msgspec.structs.replace(entry, type=section.type)
    return _with_speaker(kept) if section.type == "video" else kept


def _with_speaker(entry: Entry) -> Entry:
    """``Name: Title``, as lists of talks have them."""
    who, _, title = entry.plain("title").partition(": ")
    people = parse_people(who, WEAK) if title and not entry.has("author") else None
    return entry.replace(title=from_markup(title), author=people) if people else entry


def _is_remark(item: Item, citation: Citation) -> bool:
    """Whether words are about the list: such words, or sentences, and nothing that surely identifies a work."""
    if is_surely_a_work(citation):
        return False
    is_bare = not (citation.entry.has("date") or citation.has_people)  # a number for the year is no sign in prose
    return bool(REMARKS.search(plain(item.text)) or (is_bare and END.search(item.text) and _is_sentence(item)))


def _is_short_name(citation: Citation) -> bool:
    """Whether the words of an item are too few to be a title without any other sign."""
    title = citation.entry.plain("title")
    if HAN.search(title):
        return len(HAN.findall(title)) < FEWEST_HAN
    return sum(any(map(str.isalpha, word)) for word in title.split()) < FEWEST_WORDS


def _is_sentence(item: Item) -> bool:
    """Whether words read as prose; an item of a list has to more clearly than a line between them."""
    verbs = len(PROSE.findall(item.text)) if len(item.text.split()) >= FEWEST_IN_SENTENCE else 0
    return verbs > 1 if item.marker else verbs > 0 or bool(SENTENCES.search(item.text))


def _is_venue_and_year(item: Item, citation: Citation) -> bool:
    """``CVPR 2019`` and ``2018``: a venue and a year alone head a section."""
    words = re.findall(r"[^\W\d_]+", item.text)
    is_bare = not (citation.is_identified or citation.has_people or citation.notes)
    return is_bare and all(word.lower() in VENUES for word in words)


Look = Callable[[Item, str, Section], bool]


def _is_in_parentheses(item: Item, _text: str, _section: Section) -> bool:
    return is_gloss(item.text)


def _ends_in_colon(_item: Item, text: str, _section: Section) -> bool:
    is_short = len(text.split()) <= MOST_WORDS and len(text) <= LONGEST_HEADING
    return is_short and text.endswith((":", "：")) and not re.search("[。！，；]", text)


def _is_in_capitals(_item: Item, text: str, section: Section) -> bool:
    return text.isupper() and not section.titled and not HAN.search(text) and len(text.split()) <= MOST_WORDS


def _names_section(item: Item, text: str, section: Section) -> bool:
    is_short_han = bool(HAN.search(text)) and len(text) <= LONGEST_HAN and not HAN_SENTENCE.search(text)
    is_short = is_short_han or len(text.split()) < FEWEST_WORDS or bool(BOLD.fullmatch(item.text))
    return is_known(text) and is_short and (not (section.titled or section.others) or is_about_all(text))


def _is_short(_item: Item, text: str, section: Section) -> bool:
    is_sentence = bool(HAN_SENTENCE.search(text)) if HAN.search(text) else text.endswith((".", "!"))
    is_other = section.titled or section.others or is_sentence or is_bare_title(text)
    return not is_other and bool(re.search(r"\w", text))


def _is_bold(item: Item, text: str, _section: Section) -> bool:
    return bool(BOLD.fullmatch(item.text.strip())) and len(text.split()) < FEWEST_WORDS


def _is_first(item: Item, text: str, _section: Section) -> bool:
    return item.is_first and not SENTENCES.search(text) and not REMARKS.search(text)


def _names_section_only(_item: Item, text: str, _section: Section) -> bool:
    return is_known(text) and is_about_all(text) and len(text.split()) <= FEWEST_WORDS // 2


HEADINGS: tuple[Look, ...] = (
    _is_in_parentheses,
    _ends_in_colon,
    _is_in_capitals,
    _names_section,
    _is_short,
    _is_bold,
    _is_first,
)
"""What tells a heading among lines of plain text that show no sign of a reference."""

MARKED_HEADINGS: tuple[Look, ...] = (_ends_in_colon, _names_section_only)
"""The same among the items of a list."""


def offered(citation: Citation | None, reason: str, section: Section) -> Entry | None:
    """What an item of software, a course or a page would be as an entry; None if it is none of these."""
    if citation is None or reason not in OFFERED or not (citation.entry.has("title") and citation.is_identified):
        return None
    type_ = {TOOL: "software", COURSE: "online"}.get(reason, section.type or "online")
    return msgspec.structs.replace(citation.entry, type=type_)
