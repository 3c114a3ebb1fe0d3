"""RIS's field map: which tag holds which field, by the type of the record.

Sources: the RIS format specification (Research Information Systems, 2001), EndNote's tags by reference type, and what
Zotero, bibutils, citation-js and rispy make of them.
"""

from functools import cache

from refexport.formats.format import (
    ALL,
    NEVER,
    Reading,
    Row,
    Table,
    but,
    only,
    reading_of,
    table_of,
    type_map,
)
from refexport.formats.ris.codecs import (
    ACCESSED,
    DAY,
    GENRE,
    NOTES,
    PERSONS,
    TEXT,
    WORD,
    YEAR,
    first_of,
    last_page,
    one_line,
    parse_doi_of,
    parse_keywords,
    with_subtitle,
    write_keywords,
)
from refexport.model.entry import Entry

TYPES = type_map("ris")

SUBTYPES = {"magazine": "MGZN", "newspaper": "NEWS"}
"""``entrysubtype`` of an article -> TY."""
SUBTYPE_OF = {ty: subtype for subtype, ty in SUBTYPES.items()}

ALIKE = {
    "CPAPER": "CONF", "ECHAP": "CHAP", "EBOOK": "BOOK", "EDBOOK": "BOOK", "WEB": "ELEC", "ICOMM": "ELEC",
    "EJOUR": "JOUR", "ABST": "JOUR", "INPR": "JOUR",
}  # fmt: skip
"""TY -> the one whose tags it has."""

ZOTERO_TYPES = {
    "preprint": "preprint",
    "misc": "document",
    "set": "document",
    "unpublished": "manuscript",
    "performance": "document",
    "standard": "standard",
}
"""entry type -> the item type that an M2 line tells Zotero, whose own choice for the TY would be another."""


def _subtype(entry: Entry, field: str) -> str | None:
    return "" if entry.type == "article" and entry.plain(field) in SUBTYPES else None


def _tys(names: str) -> frozenset[str]:
    return frozenset(names.split())


JOURNALS, PAPERS, CHAPTERS, BOOKS = _tys("JOUR JFULL MGZN NEWS"), _tys("CONF"), _tys("CHAP"), _tys("BOOK PAMP")
IN_T2 = _tys("BOOK RPRT COMP")
"""Types whose series is T2."""
NUMBERED = _tys("PAT RPRT")
"""Types whose SN is their number, even if it looks like an ISBN."""
SITES, VERSIONED, WHOLE = _tys("ELEC BLOG"), _tys("DATA COMP"), _tys("BOOK PAMP THES")
ISSUED = _tys("RPRT THES")
"""Types whose PB is an institution."""

ROWS = (
    Row("author", "AU", *PERSONS),
    Row("author", "A1", *PERSONS, NEVER, ALL),
    Row("editor", "A3", *PERSONS, only(BOOKS), ALL),
    Row("editor", "A2", *PERSONS, only(JOURNALS, PAPERS, CHAPTERS), ALL),
    Row("editor", "ED", *PERSONS, but(BOOKS, JOURNALS, PAPERS, CHAPTERS), ALL),
    Row("translator", "A4", *PERSONS, only(CHAPTERS, BOOKS), ALL),
    Row("bookauthor", "C2", *PERSONS, only(CHAPTERS)),
    Row("title", "TI", *with_subtitle("subtitle"), joined="subtitle"),
    Row("title", "T1", *TEXT, NEVER, ALL),
    Row("title", "CT", *TEXT, NEVER, ALL),
    Row("title", "BT", *TEXT, NEVER, only("BOOK")),
    Row("shorttitle", "ST", *TEXT),
    Row(
        "journaltitle",
        "T2",
        *with_subtitle("journalsubtitle"),
        but(PAPERS, IN_T2),
        but(PAPERS, IN_T2, CHAPTERS, SITES),
        joined="journalsubtitle",
    ),
    Row(
        "journaltitle",
        "JF",
        *with_subtitle("journalsubtitle"),
        but(PAPERS),
        but(PAPERS, CHAPTERS, SITES),
        joined="journalsubtitle",
    ),
    Row("booktitle", "JO", *TEXT, NEVER, only(PAPERS, CHAPTERS)),
    Row("journaltitle", "JO", *TEXT, NEVER, ALL),
    Row("shortjournal", "J2", *TEXT),
    Row("shortjournal", "JA", *TEXT, NEVER, ALL),
    Row("shortjournal", "J1", *TEXT, NEVER, ALL),
    Row("booktitle", "C3", *with_subtitle("booksubtitle"), only(PAPERS), ALL, joined="booksubtitle"),
    Row("booktitle", "T2", *with_subtitle("booksubtitle"), only(CHAPTERS), joined="booksubtitle"),
    Row("booktitle", "BT", *TEXT, NEVER, only(CHAPTERS)),
    Row("booktitle", "JF", *with_subtitle("booksubtitle"), only(PAPERS, CHAPTERS), joined="booksubtitle"),
    Row("eventtitle", "T2", *TEXT, only(PAPERS)),
    Row("organization", "T2", *TEXT, only(SITES)),
    Row("organization", "JF", *TEXT, only(SITES)),
    Row("series", "T2", *TEXT, only(IN_T2)),
    Row("series", "T3", *TEXT, only(JOURNALS, PAPERS, CHAPTERS, "DATA", "GEN", "VIDEO"), ALL),
    Row("date", "PY", *YEAR),
    Row("date", "DA", *DAY),
    Row("date", "Y1", *DAY, NEVER, ALL),
    Row("volume", "VL", *WORD, but(SITES), ALL),
    Row("volume", "VO", *WORD, NEVER, ALL),
    Row("number", "IS", *WORD, only(JOURNALS, PAPERS, "GEN"), ALL),
    Row("issue", "IS", *WORD, only(JOURNALS), NEVER),
    Row("number", "M1", *WORD, only("BOOK", "UNPB", "STAND"), ALL),
    Row("number", "CP", *WORD, NEVER, ALL),
    Row("number", "SN", *WORD, only(NUMBERED)),
    Row("number", "SV", *WORD, only(CHAPTERS), ALL),
    Row("volumes", "NV", *WORD, only(BOOKS, PAPERS), ALL),
    Row("pages", "SP", lambda entry, field: one_line(entry.plain(field)).partition("--")[0], first_of, but(WHOLE)),
    Row("pages", "EP", last_page, types=but(WHOLE)),
    Row("eid", "SP", *WORD, but(WHOLE), NEVER),
    Row("eid", "C7", *WORD, NEVER, only(JOURNALS)),
    Row("pagetotal", "SP", *WORD, only(WHOLE)),
    Row("chapter", "SE", *WORD, only(CHAPTERS), ALL),
    Row("edition", "ET", *WORD, but(VERSIONED)),
    Row("version", "ET", *WORD, only(VERSIONED)),
    Row("publisher", "PB", *TEXT, read_for=but(ISSUED, "ELEC", "VIDEO")),
    Row("institution", "PB", *TEXT, read_for=only(ISSUED)),
    Row("organization", "PB", *TEXT, but(SITES), only("ELEC", "VIDEO")),
    Row("location", "C1", *TEXT, only(PAPERS)),
    Row("location", "CY", *TEXT),
    Row("location", "PP", *TEXT, NEVER, ALL),
    Row("venue", "C1", *TEXT, only(PAPERS), NEVER),
    Row("venue", "CY", *TEXT, only(PAPERS), NEVER),
    Row("genre", "M3", *GENRE),
    Row("isbn", "SN", *WORD, but(NUMBERED)),
    Row("issn", "SN", *WORD, but(NUMBERED), NEVER, reads="issn"),  # readers know it by its shape
    Row("doi", "DO", WORD[0], parse_doi_of),
    Row("doi", "DI", WORD[0], parse_doi_of, NEVER, ALL),
    Row("url", "UR", *WORD),
    Row("url", "LK", *WORD, NEVER, ALL),
    Row("file", "L1", *WORD),
    Row("file", "L2", *WORD, NEVER, ALL),
    Row("file", "L4", *WORD, NEVER, ALL),
    Row("library", "CN", *TEXT, NEVER, ALL),
    Row("library", "AV", *TEXT, NEVER, ALL),
    Row("urldate", "Y2", *ACCESSED),
    Row("language", "LA", *WORD, but("COMP"), ALL),
    Row("origtitle", "OP", *TEXT),
    Row("license", "CR", *WORD),
    Row("keywords", "KW", write_keywords, parse_keywords),
    Row("abstract", "AB", *TEXT),
    Row("abstract", "N2", *TEXT, NEVER, ALL),
    Row("note", "N1", *NOTES),
    Row("annotation", "RN", *NOTES),
    Row("entrysubtype", "TY", _subtype),
    Row("eprint", "M2", lambda entry, _field: f"arXiv: {entry.arxiv}" if entry.arxiv else None, also=("eprinttype",)),
)
"""Types are those of TY. JF beside T2 is for bibutils, C1 beside CY for Zotero."""

DECODE = {row.field: row.decode for row in reversed(ROWS) if row.decode}
"""field -> what makes it of the values of its tags."""


@cache
def reading(ty: str) -> Reading:
    """tag -> the row by which records of a TY are read."""
    return reading_of(ROWS, ty)


@cache
def tags_of(ty: str) -> Table:
    """field -> the rows by which records of a TY are written."""
    return table_of(ROWS, ty, reading(ty))
