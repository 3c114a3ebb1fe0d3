"""Hayagriva's types and fields, both ways; a value in a parent has the parent's name before its target.

Sources: "The Hayagriva YAML File Format" (typst/hayagriva, docs/file-format.md), and which fields Typst's styles
print; what it leaves open, as Typst does it. The parents: ``in`` (what holds the work), ``series``, ``event``,
``original``. One value that Typst cannot parse makes it refuse the whole file: such a value is left out and named.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from refexport.data.datamodel import GENRE_KEYS, GENRES
from refexport.data.kinds import HOSTED, IN_JOURNALS, IN_SERIES, INSTITUTIONAL, SITES
from refexport.data.letters import MATHS
from refexport.data.patterns import regex
from refexport.formats.format import (
    ALL,
    NEVER,
    Decode,
    Encode,
    Partly,
    Reading,
    Row,
    but,
    date_of,
    join_title,
    only,
    reading_of,
    type_map,
)
from refexport.formats.hayagriva.strings import is_in_both, parse_string, print_string, print_whole, why_not_said
from refexport.model.date import Date, print_year
from refexport.model.entry import Entry
from refexport.model.ids import normal_arxiv
from refexport.model.name import OTHERS, Name, name_of_parts, without_variants
from refexport.model.pages import with_ranges
from refexport.model.text import Span, Style, Text, literal_text, plain_text
from refexport.text.dates import date_or_literal
from refexport.text.latex import without_needless_braces
from refexport.text.protection import TITLES, is_ruled, title_words, why_whole

TYPES = type_map("hayagriva")
"""entry type -> its type, and behind a slash that of the parent which holds the work; others are ``misc``."""

DEFAULT_PARENTS = {"anthos": "anthology", "article": "periodical", "chapter": "book", "entry": "reference"}
HELD_IN = frozenset({*DEFAULT_PARENTS, "post", "thread", "web"})
"""Types whose parent holds the work; that of others is their series."""

HELD = HOSTED | IN_JOURNALS
"""Entry types that a parent holds, but for a site's."""

Codec = tuple[Encode, Decode]
"""Both ways of a value."""


def natural_type(type_: str, parent: str) -> str:
    """The entry type of a work of this type, held by a parent of that one, if any."""
    return TYPES.read.get(f"{type_}/{parent}") or TYPES.read.get(type_, "misc")


def types_of(entry_type: str) -> tuple[str, str]:
    """The type of a work and that of the parent which holds it; empty if none does."""
    type_, _, parent = TYPES.written.get(entry_type, "misc").partition("/")
    return type_, parent


def is_newspaper(entry: Entry) -> bool:
    """Whether an article's parent is a newspaper."""
    return entry.type == "article" and entry.plain("entrysubtype") == "newspaper"


URL = regex(
    r"https?://(?!(?:[^/?#]*\.)?xn--)(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)*[a-z](?:[\w-]*[a-z0-9])?\.?(?::\d{1,4})?(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
"""What every parser of addresses takes (whatwg, URL Standard, "host parsing": the last label is no number)."""
LANGUAGE = regex(r"(?:[a-z]{2,3}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)
"""A Unicode language identifier without variants (UTS #35, 3.2)."""
NUMBER = regex(r"\d{1,9}")

CHARACTERS = {command: character for character, command in MATHS.items() if command.startswith("\\")}
COMMAND = regex(rf"(?:{'|'.join(sorted(map(re.escape, CHARACTERS), key=len, reverse=True))})(?![A-Za-z])")
"""TeX's commands that stand for one character."""


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected a string")
    return value


def _parse_text(value: object) -> Text:
    return without_needless_braces(parse_string(_word(value)))


def _text(entry: Entry, field: str) -> object:
    return _string(entry.text(field), lambda text: print_string(text, protect=False))


def _title(entry: Entry, field: str) -> object:
    return _protected(entry, field, entry.text(field), title_words(entry, field))


def _with(subtitle: str) -> Codec:
    """A title with its subtitle behind a colon."""

    def encode(entry: Entry, field: str) -> object:
        title = join_title(entry, field, subtitle)
        return _protected(entry, field, title, plain_text(title))

    return encode, _parse_text


def _protected(entry: Entry, field: str, title: Text, words: str) -> object:
    """A title with braces round what keeps its capitals: all of one that is not English."""
    if field in TITLES and why_whole(entry, words):
        return _string(title, print_whole)
    return _string(title, lambda text: print_string(text, protect=is_ruled(entry)))


def _string(text: Text, spell: Callable[[Text], str]) -> object:
    content, why = spell(tuple(map(_shown, text))), why_not_said(text)
    return Partly(content, why) if why else content


def _shown(span: Span) -> Span:
    """The run; mathematics that Typst cannot say with characters in place of TeX's commands for them."""
    if not span.has(Style.MATH) or is_in_both(span.text):
        return span
    return Span(COMMAND.sub(lambda found: CHARACTERS[found[0]], span.text), span.styles)


def _matching(pattern: re.Pattern[str], why: str) -> Encode:
    return lambda entry, field: entry.plain(field) if pattern.fullmatch(entry.plain(field)) else Partly("", why)


def _written(words: Callable[[Entry], str | None]) -> Encode:
    """What does not come from one field."""
    return lambda entry, _field: words(entry)


def _beside(other: str, codec: Codec) -> Codec:
    """What can only stand, or is only understood, beside another field."""
    encode, decode = codec
    return lambda entry, field: encode(entry, field) if entry.has(other) else None, decode


def _names(entry: Entry, field: str) -> object:
    people = [name for name in entry.names(field) if name != OTHERS]
    content = [print_person(name) for name in people]
    if len(people) < len(entry.names(field)):
        return Partly(content or "", "Hayagriva has no 'and others'")
    is_same = all(parse_person(one) == without_variants(name) for one, name in zip(content, people, strict=True))
    return content if is_same else Partly(content, "Hayagriva tells no family name alone from an organisation")


def print_person(name: Name) -> str | dict[str, str]:
    """``Last, First`` where that is all and reads as that, else the parts; an organisation has a name only."""
    printed = f"{name.family}, {name.given}" if name.given else name.family
    is_split = " " in name.family and any(word[0].islower() for word in name.family.split())
    has_comma = "," in name.family or "," in name.given
    if not has_comma and not is_split and parse_person(printed) == without_variants(name):
        return printed
    others = {"given-name": name.given, "prefix": name.particle, "suffix": name.suffix}
    return {"name": name.literal or name.family} | {part: words for part, words in others.items() if words}


def parse_person(person: str | Mapping[str, str]) -> Name:
    """The name of ``van Last, Jr, First`` or of parts; several words without a comma are an organisation."""
    if isinstance(person, str):
        family, *others = (part.strip() for part in person.split(","))
        if len(others) > 2:
            raise ValueError("more than two commas in a name")
        if not others and " " in family:
            return Name(literal=family)
        return name_of_parts(family, others[-1] if others else "", others[0] if len(others) == 2 else "")
    name, *others = (str(person.get(part) or "") for part in ("name", "given-name", "prefix", "suffix"))
    return Name(name, *others) if any(others) else Name(literal=name)


def _parse_names(value: Any) -> tuple[Name, ...]:  # noqa: ANN401 - data
    return tuple(map(parse_person, value if isinstance(value, list) else [value]))


def _date(entry: Entry, field: str) -> object:
    date = date_of(entry, field)
    content = print_date(date)
    why = next((why for is_lost, why in NOT_IN_HAYAGRIVA if is_lost(date)), "")
    return Partly(content, why) if why else content


NOT_IN_HAYAGRIVA: tuple[tuple[Callable[[Date], bool], str], ...] = (
    (lambda date: bool(date.end), "Hayagriva has no range of dates"),
    (lambda date: date.is_literal, "Hayagriva has no words in place of a date"),
    (lambda date: bool(date.season), "Hayagriva has no seasons"),
    (lambda date: date.mark in ("?", "%"), "Hayagriva knows 'about' only"),
    (lambda date: bool(date.time), "Hayagriva has no time of day"),
    (lambda date: bool(date.unspecified), "Hayagriva has no unknown digits"),
    (lambda date: abs(date.year or 0) > 9999, "Hayagriva has years of four digits"),
)
"""What of a date Hayagriva does not say, and the reason."""


def print_date(date: Date) -> str:
    """``2017-05-04``, or as much of it as is known; with a tilde if it is not certain."""
    parts = date.parts or ((date.first_year,) if date.first_year is not None else ())
    if not parts or abs(parts[0]) > 9999:
        return ""
    printed = "-".join([print_year(parts[0]), *(f"{part:02d}" for part in parts[1:])])
    return f"~{printed}" if date.mark else printed


def _parse_date(value: str) -> Date | None:
    return date_or_literal(value[1:] + "~" if value.startswith("~") else value)


def _visited(entry: Entry, field: str) -> object:
    return _date(entry, field) if URL.fullmatch(entry.plain("url")) else None


def _pages(entry: Entry, field: str) -> object:
    content = entry.plain(field).replace("--", "-")
    return content if with_ranges(content) == entry.plain(field) else Partly(content, "a range of pages has one hyphen")


def _genre(entry: Entry, field: str) -> object:
    return GENRES.get(entry.plain(field)) or _title(entry, field)


def _parse_genre(value: object) -> Text:
    text = _parse_text(value)
    return literal_text(GENRE_KEYS.get(plain_text(text).lower(), "")) or text


def _publisher(entry: Entry, field: str) -> object:
    content = _text(entry, field)
    is_both = not isinstance(content, Partly) and entry.plain(field) == entry.plain("organization")
    return Partly(content, "the organization says the same") if is_both else content


TEXT: Codec = (_text, _parse_text)
TITLE: Codec = (_title, _parse_text)
WORD: Codec = (lambda entry, field: entry.plain(field), _word)
PERSONS: Codec = (_names, _parse_names)
DAY: Codec = (_date, _parse_date)
WHOLE_NUMBER: Codec = (_matching(NUMBER, "Hayagriva wants a whole number"), _word)

ROLES = ("translator", "afterword", "annotator", "commentator", "foreword", "holder", "introduction")
SERIALS = ("doi", "isbn", "issn", "pmid", "pmcid", "isan", "ismn", "isrn", "iswc", "version")


def _arxiv(entry: Entry) -> str | None:
    return f"arXiv:{entry.arxiv}" if entry.arxiv else None


ROWS = (
    Row("author", "author", *PERSONS),
    Row("title", "title", *_with("subtitle"), joined="subtitle"),
    Row("shorttitle", "title.short", *_beside("title", TITLE)),
    Row("date", "date", *DAY),
    Row("editor", "editor", *PERSONS, but(HELD), ALL),
    *(Row(role, f"affiliated.{role}", *PERSONS) for role in ROLES),
    Row("chapter", "chapter", *WORD),
    Row("pages", "page-range", _pages, lambda value: with_ranges(_word(value))),
    Row("eid", "page-range", *WORD, but(IN_JOURNALS), NEVER),
    Row("pagetotal", "page-total", *WHOLE_NUMBER),
    Row("volume", "volume", *WORD, but(HELD), ALL),
    Row("volumes", "volume-total", *WHOLE_NUMBER, but(HOSTED), ALL),
    Row("issue", "issue", *WORD, only("periodical"), NEVER),
    Row("number", "issue", *WORD, only("periodical"), ALL),
    Row("edition", "edition", *WORD, but(HELD), ALL),
    Row("genre", "genre", lambda entry, field: GENRES.get(entry.plain(field)) or _title(entry, field), _parse_genre),
    Row("institution", "publisher", *TEXT, only(INSTITUTIONAL)),
    Row("publisher", "publisher", _publisher, _parse_text, but(HELD), but(INSTITUTIONAL)),
    Row("institution", "publisher", *TEXT, but(HELD, INSTITUTIONAL), NEVER),
    Row("organization", "publisher", *TEXT, but(HELD, SITES), NEVER),
    Row("eprint", "publisher", _written(lambda entry: "arXiv" if entry.arxiv else None), types=only("preprint")),
    Row("location", "publisher.location", *TEXT, but(HELD), ALL),
    Row("location", "location", *TEXT, NEVER, ALL),
    Row("organization", "organization", *TEXT, but(SITES, INSTITUTIONAL), but(INSTITUTIONAL)),
    Row("institution", "organization", *TEXT, NEVER, only(INSTITUTIONAL)),
    Row("url", "url", _matching(URL, "Typst would refuse the file for such an address"), _word),
    Row("urldate", "url.date", _visited, _parse_date),
    Row(
        "eprint",
        "serial-number.arxiv",
        _written(lambda entry: entry.arxiv or None),
        lambda value: normal_arxiv(_word(value)),
        also=("eprinttype",),
    ),
    Row("eprint", "serial-number.serial", _written(_arxiv), types=only("preprint")),
    Row("eid", "serial-number.serial", *WORD, only(IN_JOURNALS), only("article")),
    Row("number", "serial-number.serial", *WORD, but(IN_SERIES, IN_JOURNALS, "periodical"), but("article")),
    *(Row(name, f"serial-number.{name}", *WORD) for name in SERIALS),
    Row("isbn", "in.serial-number.isbn", *WORD, NEVER, ALL),
    Row("issn", "in.serial-number.issn", *WORD, NEVER, ALL),
    Row("language", "language", _matching(LANGUAGE, "not a Unicode language identifier"), _word),
    Row("abstract", "abstract", *TEXT),
    Row("note", "note", *TEXT),
    Row("howpublished", "note", *TEXT, read_for=NEVER),
    Row("entrysubtype", "", _written(lambda entry: "" if is_newspaper(entry) else None)),
    Row(
        "journaltitle",
        "in.title",
        *_with("journalsubtitle"),
        only(IN_JOURNALS),
        only("article"),
        joined="journalsubtitle",
    ),
    Row("booktitle", "in.title", *_with("booksubtitle"), only(HOSTED), but("article", SITES), joined="booksubtitle"),
    Row("maintitle", "in.title", *_with("mainsubtitle"), only(HOSTED), NEVER, joined="mainsubtitle"),
    Row("journaltitle", "in.title", *_with("journalsubtitle"), only(HOSTED), NEVER, joined="journalsubtitle"),
    Row("organization", "in.title", *TITLE, only(SITES)),
    Row("shortjournal", "in.title.short", *_beside("journaltitle", TITLE), only(IN_JOURNALS), ALL),
    Row("bookauthor", "in.author", *PERSONS, only(HOSTED), ALL),
    Row("editor", "in.editor", *PERSONS, only(HELD), ALL),
    Row("date", "in.date", *DAY, NEVER, ALL),
    Row("volume", "in.volume", *WORD, only(HELD), ALL),
    Row("volumes", "in.volume-total", *WHOLE_NUMBER, only(HOSTED), ALL),
    Row("issue", "in.issue", *WORD, only(IN_JOURNALS), NEVER),
    Row("number", "in.issue", *WORD, only(IN_JOURNALS), ALL),
    Row("edition", "in.edition", *WORD, only(HELD), ALL),
    Row("publisher", "in.publisher", *TEXT, only(HELD), ALL),
    Row("institution", "in.publisher", *TEXT, only(HELD), NEVER),
    Row("organization", "in.publisher", *TEXT, only(HELD), NEVER),
    Row("location", "in.publisher.location", *TEXT, only(HELD), ALL),
    Row("location", "in.location", *TEXT, NEVER, ALL),
    Row("series", "series.title", *TITLE),
    Row("number", "series.volume", *WORD, only(IN_SERIES), ALL),
    Row("eventtitle", "event.title", *TITLE, but("preprint"), ALL),
    Row("venue", "event.location", *TEXT, but("preprint"), ALL),
    Row("eventdate", "event.date", *DAY, but("preprint"), ALL),
    Row("origtitle", "original.title", *TITLE),
    Row("origdate", "original.date", *_beside("date", DAY)),
    Row("origpublisher", "original.publisher", *_beside("publisher", TEXT)),
    Row("origlocation", "original.publisher.location", *_beside("location", TEXT)),
)
"""field -> target; a target in a parent has the parent's name before it."""


@cache
def reading(type_: str) -> Reading:
    """target -> the row by which works of an entry type are read."""
    return reading_of(ROWS, type_)
