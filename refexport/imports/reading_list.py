"""Reading list: somebody's list in Markdown or plain text -> what each line became.

Nothing is passed over: every line that holds anything gets an entry, or the reason why it is none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from refexport.imports.citation import YEAR, parse_citation
from refexport.imports.people import CJK, parse_people
from refexport.model.entry import Entry
from refexport.model.text import literal_text


class Line(NamedTuple):
    """What one line of a list became: an entry (without key), or nothing for a reason; under which heading it stood."""

    number: int
    text: str
    heading: str
    entry: Entry | None
    reason: str = ""


class Section(NamedTuple):
    """A kind of section: words of its heading, the type of its lines, whether each line is a title or a person."""

    name: str
    words: re.Pattern[str]
    type: str = ""
    titled: bool = False
    people: bool = False


def _section(name: str, words: str, type_: str = "", *, titled: bool = False, people: bool = False) -> Section:
    return Section(name, re.compile(words, re.IGNORECASE), type_, titled, people)


SECTIONS = (
    _section("people", r"\bresearchers?\b|\bpeople\b|\bauthors? to follow\b|研究者|学者|作者", people=True),
    _section("books", r"\bbooks?\b|\btextbooks?\b|书籍|图书|教材|\bbücher\b|\blivres\b", "book", titled=True),
    _section(
        "posts", r"\bblogs?\b|\bposts?\b|\barticles on the web\b|\btutorials?\b|博客|文章", "blogpost", titled=True
    ),
    _section("videos", r"\bvideos?\b|\blectures?\b|\btalks?\b|视频|讲座|\bvorträge\b", "video", titled=True),
    _section("data sets", r"\bdata ?sets?\b|\bbenchmarks?\b|数据集|\bdatensätze\b", "dataset", titled=True),
    _section("workshops", r"\bworkshops?\b|\bconferences?\b|研讨会|会议", "online", titled=True),
    _section(
        "software",
        r"\bsoftware\b|\blibrar(?:y|ies)\b|\bframeworks?\b|\bcode\b(?!.*papers?)|软件",
        "software",
        titled=True,
    ),
    _section(
        "papers", r"\bpapers?\b|\breading list\b|\bpublications?\b|\breferences\b|\bliterature\b|论文|文献|资料|学习"
    ),
)
"""What headings say about the lines under them; the first that fits. English, Chinese, some German and French."""

PAPERS = SECTIONS[-1]
MARKDOWN_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
BULLET = re.compile(r"^\s*(?:[-*+•▪◦]|\d{1,3}[.)]|\[\d{1,3}\])\s+\S")
RULE = re.compile(r"^\s*(?:[-=*_~]{3,}|\|[-:|\s]+\||```.*)\s*$")
REMARK = re.compile(
    r"\b(?:here|click|check|see also|contribut\w+|table of contents|pull requests?|last updated|license)\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 4
"""A line of fewer words in a section of papers, without year, author or link, is a heading."""


def read_list(text: str) -> list[Line]:
    """What each line that holds anything became, in the list's order."""
    section, heading = PAPERS, ""
    out: list[Line] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or RULE.match(line):
            continue
        if new := _heading(line, section):
            section, heading = _section_of(new), new if not _is_gloss(line) else heading
            out.append(Line(number, line.strip(), heading, None, "a heading"))
            continue
        entry, reason = _read_line(line, section)
        out.append(Line(number, line.strip(), heading, entry, reason))
    return out


def _read_line(line: str, section: Section) -> tuple[Entry | None, str]:
    if section.people:
        return None, "a person, not a work"
    text = line.strip()
    entry = parse_citation(text, titled=section.titled or bool(BULLET.match(line)) or _is_bare_title(text))
    if entry is None:
        return None, "no sign of a reference: no year, author, link or identifier"
    if (
        not entry.has("author")
        and not entry.has("date")
        and REMARK.search(text)
        and not entry.has("eprint")
        and not entry.has("doi")
    ):
        return None, "a remark, not a reference"
    return _typed(entry, section), ""


def _typed(entry: Entry, section: Section) -> Entry:
    if section.type == "video" and not entry.has("author"):
        entry = _with_speaker(entry)
    return msgspec.structs.replace(entry, type=section.type) if section.type else entry


def _with_speaker(entry: Entry) -> Entry:
    """``Name: Title`` and ``Title by Name``, as lists of talks have them."""
    title = entry.plain("title")
    for pattern in (r"(?P<who>[^:]{3,40}):\s+(?P<title>.+)", r"(?P<title>.+?)\s+by\s+(?P<who>[^,]{3,40})"):
        found = re.fullmatch(pattern, title)
        if found and (people := parse_people(found["who"])):
            return entry.replace(title=literal_text(found["title"].strip()), author=people)
    return entry


def _heading(line: str, section: Section) -> str:
    """The words of a heading, or nothing when the line is none."""
    if found := MARKDOWN_HEADING.match(line):
        return found[2]
    text = line.strip().strip("*_").strip()
    if BULLET.match(line) or re.search(rf"https?://|\]\(|\({YEAR}\)|\b{YEAR}\b|\(\d{{2,5}}\)", text):
        return ""
    if _is_gloss(text) or text.endswith((":", "：")):
        return text.strip("(（）):： ")
    known = next((one for one in SECTIONS if one.words.search(text)), None)
    if (
        known
        and (CJK.search(text) or len(text.split()) < FEWEST_WORDS)
        and not (section.titled and not _is_whole(known, text))
    ):
        return text
    return (
        text
        if not section.titled and not section.people and not _is_bare_title(text) and not parse_citation(text)
        else ""
    )


def _is_whole(known: Section, text: str) -> bool:
    """Whether the heading words are about all of the line ("Videos", not "Video object segmentation")."""
    return bool(CJK.search(text)) or len(known.words.sub("", text).split()) == 0


def _is_gloss(text: str) -> bool:
    """``(Meta Reinforcement Learning)``: the heading before it in other words."""
    return bool(re.fullmatch(r"\s*[(（][^()（）]+[)）]\s*", text))


def _is_bare_title(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS and not CJK.search(text)


def _section_of(heading: str) -> Section:
    return next((one for one in SECTIONS if one.words.search(heading)), PAPERS)


def entries_of(lines: list[Line]) -> Iterator[tuple[Line, Entry]]:
    """The lines that became entries."""
    for line in lines:
        if line.entry is not None:
            yield line, line.entry
