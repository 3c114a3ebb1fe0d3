"""CSL's types and variables, both ways: what stands where in an item, and what is made of it.

Sources: CSL 1.0.2, appendices III (types) and IV (variables), and its JSON schema ``csl-data.json``, which allows no
other property.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from refexport.data.datamodel import GENRE_KEYS, GENRES, PUBSTATE_KEYS, PUBSTATES
from refexport.data.datamodel import TYPES as ENTRY_TYPES
from refexport.data.kinds import HOSTED, IN_SERIES, INSTITUTIONAL, PERIODICALS, SITES
from refexport.data.patterns import regex
from refexport.formats.csl.markup import parse_markup, print_markup
from refexport.formats.format import (
    ALL,
    NEVER,
    Decode,
    Encode,
    Partly,
    Reading,
    Row,
    but,
    by_persons,
    date_of,
    join_title,
    only,
    reading_of,
    type_map,
)
from refexport.model.date import OPEN, Date, print_date, print_year
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, Name, name_of_parts, without_variants
from refexport.model.pages import with_ranges
from refexport.model.text import Style, Text, literal_text, plain_text
from refexport.text.dates import date_or_literal

TYPES = type_map("csl")
"""Types of appendix III; whatever is not here is ``misc``."""

SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper", "review": "review"}
"""``entrysubtype`` of an article -> CSL type."""
SUBTYPE_OF = {csl_type: subtype for subtype, csl_type in SUBTYPES.items()}

Codec = tuple[Encode, Decode]
"""Both ways of a value."""


def _marked(text: Text) -> object:
    content = print_markup(text)
    if any(span.has(Style.TEX) for span in text):
        return Partly(content, "CSL has no TeX")
    is_same = "$" not in content or parse_markup(content) == text
    return content if is_same else Partly(content, "CSL cannot tell dollars from maths")


def _word(value: object) -> str:
    """A string, or a number as it is written; TypeError for what CSL has nowhere."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError("neither a string nor a number")


def _text(value: object) -> Text:
    return parse_markup(_word(value))


TEXT: Codec = (lambda entry, field: _marked(entry.text(field)), _text)
WORD: Codec = (lambda entry, field: entry.plain(field), _word)


def _with(subtitle: str) -> Codec:
    """A title with its subtitle behind a colon."""
    return lambda entry, field: _marked(join_title(entry, field, subtitle)), _text


LABELS = {
    "arXiv": "arxiv",
    "DOI": "DOI",
    "PMID": "PMID",
    "PMCID": "PMCID",
    "type": "type",
    "Citation Key": "citation-key",
}
"""What a line of ``note`` may begin with -> the variable that Zotero keeps there."""


NAMED = {
    "abstractnote": "abstract", "accessdate": "accessed", "citekey": "citation-key", "conferencename": "event-title",
    "meetingname": "event-title", "numpages": "number-of-pages", "numberofvolumes": "number-of-volumes",
    "originaldate": "original-date", "place": "publisher-place", "publicationtitle": "container-title",
    "rights": "license", "seriesnumber": "collection-number", "seriestitle": "collection-title",
    "versionnumber": "version",
}  # fmt: skip
"""Labels of such lines that are Zotero's names of fields (zotero-schema), squeezed -> variable."""


def _note(entry: Entry, field: str) -> object:
    """The note, in brackets where its readers would obey it."""
    text = entry.text(field)
    if not is_obeyed(plain_text(text)):
        return _marked(text)
    return Partly("(" + print_markup(text).replace("{:", "{ :") + ")", "readers would take it for another variable")


def is_obeyed(note: str) -> bool:
    """Whether Zotero or citeproc-js would take a note for the value of another variable (``type: book``, ``{:…}``)."""
    label = LABEL.match(note)
    is_label = bool(label and squeezed(label[1]) in OBEYED)
    return "{:" in note or is_label or bool(TEX_LINE.match(note))


def squeezed(label: str) -> str:
    """A label in small letters without blanks and hyphens."""
    return re.sub("[ _-]", "", label).lower()


PAGES: Codec = (lambda entry, field: entry.plain(field).replace("--", "-"), lambda value: with_ranges(_word(value)))


def encode_names(names: Sequence[Name], encode: Callable[[Name], dict[str, str]]) -> object:
    """The persons by their parts, each as ``encode`` says, and whether they read back as they were."""
    people = [name for name in names if name != OTHERS]
    content = [encode(name) for name in people]
    if len(people) < len(names):
        return Partly(content, "CSL-JSON has no 'and others'")
    is_same = all(parse_name(one) == without_variants(name) for one, name in zip(content, people, strict=True))
    return content if is_same else Partly(content, "the parts of a name are told by their letters")


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


NAME_PARTS = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")
"""Parts of a name that are strings (CSL 1.0.2, csl-data.json)."""


def parse_name(name: Mapping[str, str]) -> Name:
    """The name; particles and suffixes that stand inside family and given, as Zotero has them, are taken out."""
    if not all(isinstance(name.get(part, ""), str) for part in NAME_PARTS):
        raise TypeError("a part of a name is no string")
    if name.get("literal"):
        return Name(literal=name["literal"])
    given, _, suffix = name.get("given", "").partition(", ")
    particle = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    return name_of_parts(name.get("family", ""), given, name.get("suffix", suffix), particle)


PERSONS: Codec = (
    lambda entry, field: encode_names(entry.names(field), _name),
    lambda value: tuple(map(parse_name, value)),
)


def _date(entry: Entry, field: str) -> object:
    date = date_of(entry, field)
    if date.is_literal:
        return {"literal": date.literal}
    if not _is_in_parts(date):
        return {"literal": print_date(date)}
    content: dict[str, Any] = {"date-parts": [_parts(part) for part in (date, date.end) if part]}
    if date.month and date.season:
        content["season"] = date.month - 20
    if date.mark:
        content["circa"] = True
    why = next((why for is_lost, why in NOT_IN_CSL if is_lost(date)), "")
    return Partly(content, why) if why else content


def _is_in_parts(date: Date) -> bool:
    """Whether numbers say a date: not digits that are unknown, years of five digits, or an unknown or open start."""
    ends = (date, date.end) if date.end and date.end != OPEN else (date,)
    return not any(one.year is None or one.unspecified or abs(one.year) > 9999 for one in ends)


def _parts(date: Date) -> list[int]:
    """Year, month and day; an open end is 0, and the year before 1 is -1 (pandoc, citeproc-js)."""
    year, *rest = date.parts or (1,)
    return [year if year > 0 else year - 1, *rest] if date != OPEN else [0]


NOT_IN_CSL: tuple[tuple[Callable[[Date], bool], str], ...] = (
    (lambda date: date.mark in ("?", "%"), "CSL knows no other doubt than 'circa'"),
    (
        lambda date: bool(date.end and (date.end.season or date.end.mark)),
        "CSL knows no season and no 'circa' of a range's end",
    ),
    (lambda date: bool(date.time or (date.end and date.end.time)), "CSL has no time of day"),
)
"""What of a date the parts do not say, and the reason."""


def _parse_date(value: Mapping[str, Any] | str) -> Date | None:
    if isinstance(value, str):
        return date_or_literal(value)
    if not value.get("date-parts"):
        return date_or_literal(str(value.get("raw") or value["literal"]))
    ends = [_end(parts) for parts in value["date-parts"]]
    if value.get("season") and "-" not in ends[0][1:]:
        ends[0] += f"-{int(value['season']) % 20 + 20}"
    if not any(end not in ("", OPEN.literal) for end in ends):
        return None
    return date_or_literal("/".join([ends[0] + ("~" if value.get("circa") else ""), *ends[1:]]))


def _end(parts: Sequence[Any]) -> str:
    """The EDTF of one date's parts; 0 or nothing for a part is none, and for a year an open end."""
    numbers = [int(part) for part in parts if str(part).strip() or parts.index(part) == 0]
    year, *rest = numbers
    digits = [f"{part:02d}" for part in rest if part]
    return "-".join([print_year(year if year > 0 else year + 1), *digits]) if year else OPEN.literal


DAY: Codec = (_date, _parse_date)


def _keywords(entry: Entry, field: str) -> object:
    joined = "; ".join(entry.words(field))
    if any(";" in word for word in entry.words(field)):
        return Partly(joined, "a keyword holds a semicolon")
    return f"{joined};" if "," in joined and ";" not in joined else joined  # or the comma would part it


def _parse_keywords(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split("[;,]" if ";" not in value else ";", value) if word.strip())


KEYWORDS: Codec = (_keywords, _parse_keywords)
STATE: Codec = (
    lambda entry, field: PUBSTATES.get(entry.plain(field), entry.plain(field)),
    lambda value: PUBSTATE_KEYS.get(_word(value), _word(value)),
)
GENRE: Codec = (
    lambda entry, field: GENRES.get(entry.plain(field)) or _marked(entry.text(field)),
    lambda value: literal_text(GENRE_KEYS.get(value.lower(), "")) or parse_markup(str(value)),
)


def _arxiv(entry: Entry, _field: str) -> str | None:
    return f"arXiv:{entry.arxiv}" if entry.arxiv else None


def _is_subtype(entry: Entry, field: str) -> str | None:
    return "" if entry.plain(field) in SUBTYPES else None


OWN = {"eprint": "eprint", "eprinttype": "eprinttype", "eprintclass": "eprintclass"}
"""field -> its name under ``custom``, where the schema allows what CSL has no variable for."""
OWN_ARXIV = {"eprint": "arxiv", "eprintclass": "arxiv-class"}
"""The same of an arXiv id."""


def _own(entry: Entry, _field: str) -> dict[str, str]:
    named = OWN_ARXIV if entry.arxiv else OWN
    return {name: entry.plain(field) for field, name in named.items() if entry.has(field)}


ROWS = (
    Row("author", "author", *PERSONS),
    Row("title", "title", *_with("subtitle"), joined="subtitle"),
    Row(
        "journaltitle",
        "container-title",
        *_with("journalsubtitle"),
        read_for=only(PERIODICALS),
        joined="journalsubtitle",
    ),
    Row(
        "booktitle",
        "container-title",
        *_with("booksubtitle"),
        only(HOSTED),
        but(PERIODICALS, SITES),
        joined="booksubtitle",
    ),
    Row("maintitle", "container-title", *_with("mainsubtitle"), only(HOSTED), NEVER, joined="mainsubtitle"),
    Row("organization", "container-title", *TEXT, only(SITES)),
    Row("shortjournal", "container-title-short", *TEXT),
    Row("shortjournal", "journalAbbreviation", *TEXT),
    Row("editor", "editor", *PERSONS),
    Row("translator", "translator", *PERSONS),
    Row("bookauthor", "container-author", *PERSONS),
    Row("series", "collection-title", *TEXT),
    Row("eventtitle", "event-title", *TEXT),
    Row("eventtitle", "event", *TEXT, NEVER, ALL),  # CSL 1.0.1
    Row("eventdate", "event-date", *DAY),
    Row("venue", "event-place", *TEXT),
    Row("date", "issued", *DAY),
    Row("volume", "volume", *WORD),
    Row("issue", "issue", *WORD, only(PERIODICALS), NEVER),
    Row("number", "issue", *WORD, only(PERIODICALS), ALL),
    Row("number", "collection-number", *WORD, only(IN_SERIES), ALL),
    Row("eprint", "number", _arxiv, types=only("preprint")),
    Row("number", "number", *WORD, but(IN_SERIES, PERIODICALS), ALL),
    Row("volumes", "number-of-volumes", *WORD),
    Row("part", "part", *WORD),
    Row("pages", "page", *PAGES),
    Row("eid", "page", *WORD, read_for=NEVER),
    Row("pagetotal", "number-of-pages", *WORD),
    Row("chapter", "chapter-number", *WORD),
    Row("edition", "edition", *WORD),
    Row("version", "version", *WORD),
    Row("genre", "genre", *GENRE),
    Row("publisher", "publisher", *TEXT, read_for=but(INSTITUTIONAL, SITES, "video")),
    Row("institution", "publisher", *TEXT, read_for=only(INSTITUTIONAL)),
    Row("organization", "publisher", *TEXT, but(SITES), only(SITES, "video")),
    Row("eprint", "publisher", lambda entry, _: "arXiv" if entry.arxiv else None, types=only("preprint")),
    Row("location", "publisher-place", *TEXT),
    Row("pubstate", "status", *STATE),
    Row("isbn", "ISBN", *WORD),
    Row("issn", "ISSN", *WORD),
    Row("doi", "DOI", *WORD),
    Row("pmid", "PMID", *WORD),
    Row("pmcid", "PMCID", *WORD),
    Row("url", "URL", *WORD),
    Row("urldate", "accessed", *DAY),
    Row("origdate", "original-date", *DAY),
    Row("origtitle", "original-title", *TEXT),
    Row("origpublisher", "original-publisher", *TEXT),
    Row("origlocation", "original-publisher-place", *TEXT),
    Row("language", "language", *WORD),
    Row("license", "license", *WORD, NEVER, ALL),
    Row("shorttitle", "title-short", *TEXT),
    Row("shorttitle", "shortTitle", *TEXT, NEVER, ALL),
    Row("abstract", "abstract", *TEXT),
    Row("keywords", "keyword", *KEYWORDS),
    Row("note", "note", _note, _text),
    Row("annotation", "annote", *TEXT),
    Row("entrysubtype", "type", _is_subtype, types=only("article")),
    Row("eprint", "custom", _own, also=("eprinttype", "eprintclass")),
)
"""Variables of appendix IV."""

FIELD_OF = {row.target: row.field for row in reversed(ROWS) if row.decode}
"""variable -> the field that it stands for on most types."""

BY_FIELD = {row.field: row.target for row in reversed(ROWS) if row.decode}
"""field -> the variable that stands for it on most types."""

LIKE_FIELDS = frozenset("bookauthor date pages series".split())
"""Zotero's names of fields that are the model's."""

LABEL = regex(r"\s*([A-Za-z][A-Za-z _-]*):")
TEX_LINE = regex(r"\s*(?:bib(?:la)?)?tex\.[A-Za-z]")
"""How Better BibTeX's lines of Extra begin."""
OBEYED = frozenset(map(squeezed, (*FIELD_OF, *LABELS, *NAMED, *LIKE_FIELDS)))
"""Labels of a note's first line that are variables to its readers, whatever their case."""


@cache
def reading(type_: str) -> Reading:
    """variable -> the row by which items of an entry type are read."""
    return reading_of(ROWS, type_)


def csl_type(entry: Entry) -> str:
    """The CSL type of an entry; what was presented at a meeting and is not published is a speech."""
    if entry.type == "unpublished" and entry.has("eventtitle"):
        return "speech"
    subtype = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type == "article" else None
    return subtype or TYPES.written.get(entry.type, "document")


def entry_type(variables: Mapping[str, Any], custom: Mapping[str, Any]) -> str:
    """What an item is: what it says itself, or by its CSL type and its persons."""
    if (type_ := str(custom.get("entrytype"))) in ENTRY_TYPES:
        return type_
    name = str(variables.get("type"))
    type_ = "article" if name in SUBTYPE_OF else TYPES.read.get(name, "misc")
    return by_persons(type_, author=bool(variables.get("author")), editor=bool(variables.get("editor")))


def natural_type(csl_type: str, entry: Entry) -> str:
    """The entry type that an item of this CSL type reads back as, if nothing else is said."""
    return entry_type({"type": csl_type, "editor": entry.names("editor"), "author": entry.names("author")}, {})
