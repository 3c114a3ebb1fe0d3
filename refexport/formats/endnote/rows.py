"""Rows: where each field of an entry goes in EndNote, by its generic fields; which ones depends on the reference type.

Sources: EndNote's table of generic fields by reference type; "Importing tagged data" in the EndNote manual (tags); the
DTD of EndNote's XML (RSXML.dtd: elements and their order); the RIS that EndNote exports of the same fields.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from refexport.data.datamodel import BABEL, GENRE_KEYS, GENRES, LANGUAGES
from refexport.data.patterns import regex
from refexport.formats.endnote.codecs import (
    ACCESSED,
    DAY,
    KEYWORDS,
    PERSONS,
    YEAR,
    Codec,
    Item,
    checked,
    lay_text,
    parse_runs,
    parse_text,
    word,
)
from refexport.formats.endnote.types import BY_NAME, SUBTYPES
from refexport.formats.format import (
    ALL,
    NEVER,
    Encode,
    Partly,
    Row,
    but,
    join_title,
    only,
)
from refexport.formats.ris.dialects import parse_pages
from refexport.formats.ris.rows import DECODE as RIS_DECODE
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.pages import normal_pages
from refexport.model.text import Style, Text, literal_text, normal_text, plain_text


class Place(NamedTuple):
    """A generic field of EndNote's: its name there, its tag in .enw, its tag in the RIS that EndNote exports."""

    name: str
    tag: str = ""
    ris: str = ""


PLACES = {
    "contributors/authors": Place("Author", "A", "AU"),
    "contributors/secondary-authors": Place("Secondary Author", "E", "A2"),
    "contributors/tertiary-authors": Place("Tertiary Author", "Y", "A3"),
    "contributors/subsidiary-authors": Place("Subsidiary Author", "?", "A4"),
    "contributors/translated-authors": Place("Translated Author", "H"),
    "auth-address": Place("Author Address", "+", "AD"),
    "titles/title": Place("Title", "T", "TI"),
    "titles/secondary-title": Place("Secondary Title", "B", "T2"),
    "titles/tertiary-title": Place("Tertiary Title", "S", "T3"),
    "titles/alt-title": Place("Alternate Title", "", "J2"),
    "titles/short-title": Place("Short Title", "!", "ST"),
    "titles/translated-title": Place("Translated Title", "Q", "TT"),
    "periodical/full-title": Place("Journal", "J", "JF"),
    "periodical/abbr-1": Place("Abbreviation 1", "", "JA"),
    "periodical/abbr-2": Place("Abbreviation 2"),
    "periodical/abbr-3": Place("Abbreviation 3"),
    "alt-periodical/full-title": Place("Alternate Journal"),
    "alt-periodical/abbr-1": Place("Alternate Abbreviation"),
    "pages": Place("Pages", "P", "SP"),
    "volume": Place("Volume", "V", "VL"),
    "number": Place("Number", "N", "IS"),
    "issue": Place("Issue"),
    "num-vols": Place("Number of Volumes", "6", "NV"),
    "edition": Place("Edition", "7", "ET"),
    "section": Place("Section", "&", "SE"),
    "reprint-edition": Place("Reprint Edition", ")", "RP"),
    "keywords": Place("Keywords", "K", "KW"),
    "dates/year": Place("Year", "D", "PY"),
    "dates/pub-dates": Place("Date", "8", "DA"),
    "pub-location": Place("Place Published", "C", "CY"),
    "publisher": Place("Publisher", "I", "PB"),
    "orig-pub": Place("Original Publication", "(", "OP"),
    "isbn": Place("ISBN/ISSN", "@", "SN"),
    "accession-num": Place("Accession Number", "M", "AN"),
    "call-num": Place("Call Number", "L", "CN"),
    "electronic-resource-num": Place("Electronic Resource Number", "R", "DO"),
    "abstract": Place("Abstract", "X", "AB"),
    "caption": Place("Caption", "^", "CA"),
    "notes": Place("Notes", "Z", "N1"),
    "research-notes": Place("Research Notes", "<", "RN"),
    "work-type": Place("Type of Work", "9", "M3"),
    "reviewed-item": Place("Reviewed Item", "*", "RI"),
    "remote-database-name": Place("Name of Database", "~", "DB"),
    "remote-database-provider": Place("Database Provider", "W", "DP"),
    "language": Place("Language", "G", "LA"),
    "urls/related-urls": Place("URL", "U", "UR"),
    "urls/web-urls": Place("URL of the Web", "", "UR"),
    "urls/text-urls": Place("URL of a Text", "", "L2"),
    "urls/pdf-urls": Place("File Attachments", ">", "L1"),
    "urls/image-urls": Place("Figure", "", "L4"),
    "access-date": Place("Access Date", "[", "Y2"),
    "custom1": Place("Custom 1", "1", "C1"),
    "custom2": Place("Custom 2", "2", "C2"),
    "custom3": Place("Custom 3", "3", "C3"),
    "custom4": Place("Custom 4", "4", "C4"),
    "custom5": Place("Custom 5", "#", "C5"),
    "custom6": Place("Custom 6", "$", "C6"),
    "custom7": Place("Custom 7", "]", "C7"),
    "custom8": Place("Custom 8", "=", "C8"),
}
"""Path in the XML, in the order of its DTD -> the generic field there. The label, which is the cite key, and the
reference type are read otherwise."""

FACES = {"bold": Style.BOLD, "italic": Style.ITALIC, "subscript": Style.SUB, "superscript": Style.SUP}
"""Word of a ``face`` -> style."""

LEAVES = {
    **{path: "author" for path in PLACES if path.startswith("contributors/")},
    **{path: "url" for path in PLACES if path.startswith("urls/")},
    "keywords": "keyword",
    **{path: "date" for path in PLACES if path.endswith("-dates")},
}
"""Path of elements that hold several -> the name of one."""

MARKUP = frozenset(FACES.values())


def _types(*names: str) -> frozenset[str]:
    return frozenset(BY_NAME[name.lower()].name for name in names)


JOURNALS = _types("Journal Article", "Magazine Article", "Newspaper Article", "Electronic Article", "Serial")
PAPERS = _types("Conference Proceedings", "Conference Paper")
CHAPTERS = _types("Book Section", "Electronic Book Section", "Encyclopedia", "Dictionary")
EDITED = _types("Edited Book")
"""Types whose authors are called editors."""
BOOKS = _types("Book", "Edited Book", "Electronic Book", "Classical Work", "Ancient Text", "Catalog", "Pamphlet")
SERIAL = BOOKS | _types("Report", "Computer Program", "Government Document", "Press Release")
"""Types whose secondary title is a series."""
NUMBERED = _types("Patent", "Report")
"""Types whose ISBN is their number, even if it looks like one."""
SITES = _types("Web Page", "Blog", "Online Database", "Online Multimedia")
"""Types whose volume and number are the year and day of access."""
VERSIONED = _types("Dataset", "Computer Program", "Aggregated Database")
WHOLE = BOOKS | _types("Thesis")
"""Types whose pages are their number."""
ISSUED = _types("Report", "Thesis", "Government Document", "Grant", "Press Release")
"""Types whose publisher is an institution."""
SHOWN = _types("Film or Broadcast", "Audiovisual Material")
"""Types whose subsidiary authors are performers."""

WORD: Codec = checked(
    lambda entry, field: word(entry.plain(field)) or None,
    lambda items: items[0].value,
    "EndNote keeps no runs of blanks",
)


def _pages(items: Sequence[Item]) -> str:
    """``123--8``, ``iv--xii``, ``e1--e5``; ``12-1``, whose last is not the greater one, is page 1 of chapter 12."""
    value = items[0].value
    pages = parse_pages([value])
    return normal_pages(value, from_registry=True) if pages == value and not _is_one_page(value) else pages


def _is_one_page(value: str) -> bool:
    first, _, last = value.partition("-")
    return first.isdecimal() and last.isdecimal()


PAGES: Codec = checked(
    lambda entry, field: word(entry.plain(field).replace("--", "-")) or None,
    _pages,
    "EndNote cannot tell a range of pages from a page with a hyphen",
)
LANGUAGE: Codec = checked(
    lambda entry, field: LANGUAGES.get(entry.plain(field), word(entry.plain(field))).capitalize() or None,
    lambda items: BABEL.get(items[0].value.lower(), items[0].value),
    "EndNote has the language's name",
)
DOI: Codec = (WORD[0], lambda items: RIS_DECODE["doi"]([items[0].value]))
FILE: Codec = checked(
    lambda entry, field: word(entry.plain(field)) or None,
    lambda items: ";".join(item.value for item in items),
    "EndNote keeps no runs of blanks",
)


ARXIV_ID = regex(r"arxiv:\s*(\S+?)(?:\s*\[([\w.-]+)\])?", re.IGNORECASE)
PMID = regex(r"(?:pmid:?\s*)([1-9][0-9]*)", re.IGNORECASE)


def parse_arxiv(value: str) -> dict[str, Value]:
    """The fields of ``arXiv:1703.03400 [cs.LG]``; none of anything else."""
    found = ARXIV_ID.fullmatch(value)
    try:
        fields: dict[str, Value] = {"eprint": normal_arxiv(found[1]), "eprinttype": "arxiv"} if found else {}
    except ValueError:
        return {}
    return fields | ({"eprintclass": found[2]} if found and found[2] else {})


def _accession(entry: Entry, _field: str) -> str | None:
    """The arXiv id with its class, if this reads back."""
    held = {field: entry.fields[field] for field in ("eprint", "eprinttype", "eprintclass") if entry.has(field)}
    of_class = f" [{entry.plain('eprintclass')}]" if entry.has("eprintclass") else ""
    shown = f"arXiv:{entry.arxiv}{of_class}"
    return shown if entry.arxiv and parse_arxiv(shown) == held else None


def _pmid(entry: Entry, field: str) -> str | None:
    shown = f"PMID: {entry.plain(field)}"
    return shown if PMID.fullmatch(shown) else None


def _pmcid(entry: Entry, field: str) -> str | None:
    return entry.plain(field) if re.fullmatch(r"PMC[0-9]+", entry.plain(field)) else None


def _if(other: str, encode: Encode) -> Encode:
    """The encoding of a field of entries that have another one, too."""
    return lambda entry, field: encode(entry, field) if entry.has(other) else None


def _has_host(entry: Entry) -> bool:
    return entry.has("booktitle") or entry.has("eventtitle")


def _unless_at(other: str) -> Encode:
    """The encoding of a field that differs from another one, which readers look for in the same place."""
    return lambda entry, field: None if entry.plain(field) == entry.plain(other) else _text(entry, field)


def _subtype(entry: Entry, field: str) -> str | None:
    return "" if entry.type == "article" and entry.plain(field) in SUBTYPES else None


def _text(entry: Entry, field: str) -> object:
    return lay_text(entry.text(field), MARKUP)


def _titled(subtitle: str) -> Codec:
    """A title with its subtitle behind a colon."""
    return lambda entry, field: lay_text(join_title(entry, field, subtitle), MARKUP), parse_text


def _joined(items: Sequence[Item]) -> Text:
    """All the notes as one text."""
    parts = [parse_runs(item.text) for item in items]
    return normal_text(span for n, part in enumerate(parts) for span in (*literal_text("; " if n else ""), *part))


def _genre(items: Sequence[Item]) -> Text:
    return literal_text(GENRE_KEYS.get(items[0].value.lower(), "")) or parse_text(items)


TEXT: Codec = (_text, parse_text)
NOTES: Codec = (_text, _joined)
GENRE: Codec = (lambda entry, field: literal_text(GENRES.get(entry.plain(field), "")) or _text(entry, field), _genre)
BOOK, JOURNAL = _titled("booksubtitle"), _titled("journalsubtitle")
IN_OTHERS = PAPERS | SERIAL | CHAPTERS | SITES
"""Types whose secondary title is no journal."""

ROWS = (
    Row("author", "contributors/authors", *PERSONS, but(EDITED)),
    Row("editor", "contributors/authors", *PERSONS, only(EDITED)),
    Row("editor", "contributors/tertiary-authors", *PERSONS, only(BOOKS - EDITED)),
    Row("editor", "contributors/secondary-authors", *PERSONS, but(BOOKS), ALL),
    Row("translator", "contributors/subsidiary-authors", *PERSONS, only(BOOKS, CHAPTERS), but(SHOWN, PAPERS)),
    Row("title", "titles/title", *_titled("subtitle"), joined="subtitle"),
    Row("shorttitle", "titles/short-title", *TEXT),
    Row("journaltitle", "periodical/full-title", *JOURNAL, but(IN_OTHERS), ALL,
        joined="journalsubtitle"),
    Row("journaltitle", "titles/secondary-title", *JOURNAL, but(IN_OTHERS)),
    Row("booktitle", "custom3", _if("eventtitle", BOOK[0]), parse_text, only(PAPERS),
        joined="booksubtitle"),
    Row("booktitle", "titles/secondary-title", *BOOK, only(CHAPTERS), joined="booksubtitle"),
    Row("eventtitle", "titles/secondary-title", _if("booktitle", _text), parse_text, only(PAPERS)),
    # of a conference alone and of proceedings alone the latter is read
    Row("booktitle", "titles/secondary-title", BOOK[0], types=only(PAPERS), joined="booksubtitle",
        reads="booktitle"),
    Row("eventtitle", "titles/secondary-title", _text, types=only(PAPERS), reads="booktitle"),
    Row("organization", "titles/secondary-title", *TEXT, only(SITES)),
    Row("series", "titles/secondary-title", *TEXT, only(SERIAL)),
    Row("series", "titles/tertiary-title", *TEXT, but(SERIAL, SITES, PAPERS), ALL),
    # of papers without a conference or proceedings bibutils has these there
    Row("series", "titles/tertiary-title", lambda entry, field: _text(entry, field) if _has_host(entry) else None,
        parse_text, only(PAPERS)),
    Row("series", "titles/tertiary-title", _text, types=only(PAPERS), reads="booktitle"),
    Row("shortjournal", "titles/alt-title", _unless_at("journaltitle"), parse_text, but(SERIAL)),
    Row("shortjournal", "alt-periodical/full-title", *TEXT, NEVER, ALL),
    Row("shortjournal", "periodical/abbr-1", *TEXT, NEVER, ALL),
    Row("shortjournal", "alt-periodical/abbr-1", *TEXT, NEVER, ALL),
    Row("date", "dates/year", *YEAR),
    Row("date", "dates/pub-dates", *DAY),
    Row("volume", "volume", *WORD, but(SITES)),
    Row("number", "isbn", *WORD, only(NUMBERED)),
    Row("number", "number", *WORD, but(NUMBERED, SITES), but(SITES)),
    Row("issue", "number", *WORD, only(JOURNALS), NEVER),
    Row("number", "issue", *WORD, NEVER, ALL),
    Row("volumes", "num-vols", *WORD),
    Row("pages", "pages", *PAGES, but(WHOLE)),
    Row("eid", "custom7", *WORD, only(JOURNALS)),
    Row("eid", "pages", *WORD, but(WHOLE, JOURNALS), NEVER),
    Row("pagetotal", "pages", *WORD, only(WHOLE)),
    Row("chapter", "section", *WORD, only(CHAPTERS)),
    Row("edition", "edition", *WORD, but(VERSIONED)),
    Row("version", "edition", *WORD, only(VERSIONED)),
    Row("publisher", "publisher", *TEXT, read_for=but(ISSUED, SITES, SHOWN)),
    Row("institution", "publisher", *TEXT, read_for=only(ISSUED)),
    Row("organization", "publisher", *TEXT, but(SITES), only(SITES, SHOWN)),
    Row("location", "custom1", *TEXT, only(PAPERS)),
    Row("location", "pub-location", *TEXT, but(PAPERS)),
    Row("venue", "pub-location", _unless_at("location"), parse_text, only(PAPERS)),
    Row("location", "pub-location", _text, types=only(PAPERS), reads="location"),
    Row("license", "custom1", *WORD, only(JOURNALS)),
    Row("genre", "work-type", *GENRE),
    Row("isbn", "isbn", *WORD, but(NUMBERED)),
    Row("issn", "isbn", *WORD, but(NUMBERED), NEVER, reads="issn"),  # readers know it by its shape
    Row("doi", "electronic-resource-num", *DOI),
    Row("url", "urls/related-urls", *WORD),
    Row("url", "urls/web-urls", *WORD, NEVER, ALL),
    Row("url", "urls/text-urls", *WORD, NEVER, ALL),
    Row("file", "urls/pdf-urls", *FILE),
    Row("file", "urls/image-urls", *FILE, NEVER, ALL),
    Row("urldate", "access-date", *ACCESSED),
    Row("library", "call-num", *TEXT),
    Row("language", "language", *LANGUAGE),
    Row("origtitle", "orig-pub", *TEXT),
    Row("keywords", "keywords", *KEYWORDS),
    Row("abstract", "abstract", *TEXT),
    Row("note", "notes", *NOTES),
    Row("annotation", "research-notes", *NOTES),
    # accession numbers and PubMed Central's ids are known by their shape
    Row("eprint", "accession-num", _accession, types=ALL, reads="eprint", also=("eprinttype", "eprintclass")),
    Row("pmid", "accession-num", _pmid, reads="pmid"),
    Row("pmcid", "custom2", _pmcid, types=only(JOURNALS), reads="pmcid"),
    Row("entrysubtype", "ref-type", _subtype),
)  # fmt: skip
"""The field map; types are those of `REF_TYPES`, targets those of `PLACES`."""


def _without_markup(encode: Encode) -> Encode:
    """The encoding for a file that has no markup."""

    def encoded(entry: Entry, field: str) -> object:
        content = encode(entry, field)
        held = content.content if isinstance(content, Partly) else content
        if isinstance(held, tuple) and any(span.styles for span in held):
            return Partly(plain_text(held), "the file has no markup")
        return content

    return encoded


TAGGED_ROWS = tuple(
    row._replace(encode=_without_markup(row.encode))
    for row in ROWS
    if row.target not in PLACES or PLACES[row.target].tag
)
"""Those whose generic field has a tag in .enw."""
