"""What RIS tags mean to its readers, type by type: EndNote, Zotero, citation-js and rispy judge the rows.

The formats' own tests have what the specification says; this is what programs make of a record, so that a row is wrong
here if no reader would find its field under its tag.
"""

import pytest
import rispy

from refexport.data.datamodel import TYPES
from refexport.formats import FORMATS
from refexport.formats.ris.rows import SUBTYPES, reading
from refexport.formats.ris.rows import TYPES as RIS_TYPES
from refexport.model.entry import Entry, parse_value
from tests.facts.test_entry_types import ZOTERO
from tests.facts.test_field_maps import entry_of, ris_lines

WRITTEN = {*RIS_TYPES.written.values(), *SUBTYPES.values()}

AGREED = """
A2 editor: BLOG CHAP CONF
A3 editor: BOOK
A4 translator: BOOK CHAP PAMP
AB abstract: but JFULL SOUND
AU author: but CASE JFULL SOUND STAT
C1 location: CONF
C3 booktitle: CONF
CY location: ART BLOG BOOK CHAP COMP DATA ELEC GEN MGZN NEWS PAMP PCOMM RPRT STAND THES UNPB VIDEO
CY venue: CONF
DA date: but CASE CHAP COMP JFULL NEWS SOUND
DO doi: but JFULL SOUND
ET edition: ART BLOG BOOK CHAP CONF GEN MGZN MPCT NEWS PAMP RPRT
ET version: COMP DATA
IS number: JOUR
IS volumes: CHAP
J2 shortjournal: BOOK CHAP DATA GEN JOUR MGZN PAMP PCOMM STAND STAT UNPB
KW keywords: BLOG BOOK CHAP COMP CONF DATA ELEC GEN JOUR RPRT THES VIDEO
LA language: but JFULL SOUND
M1 number: BOOK CONF GEN MGZN PAMP RPRT THES UNPB
M1 volumes: CHAP
M3 genre: ART BLOG BOOK COMP ELEC GEN JOUR MGZN MPCT NEWS PAMP PAT PCOMM RPRT STAND THES UNPB
N1 note: but JFULL SOUND
NV number: RPRT
NV volumes: BOOK CONF GEN
OP origtitle: BOOK CHAP GEN JOUR MGZN PAMP
PB institution: RPRT THES
PB publisher: ART BLOG BOOK CHAP COMP CONF DATA GEN MGZN MPCT NEWS PAMP PCOMM STAND
PY date: but JFULL SOUND
SE chapter: CHAP
SE pages: BOOK
SN isbn: BLOG BOOK CHAP COMP CONF GEN PAMP VIDEO
SN number: PAT RPRT STAND
SP pages: CASE CHAP CONF GEN JOUR MGZN NEWS PAMP PAT PCOMM RPRT STAND STAT UNPB
SP pagetotal: BOOK THES
ST shorttitle: but JFULL SOUND STAND
SV number: CHAP
T2 booktitle: CHAP
T2 eventtitle: CONF
T2 journaltitle: GEN JOUR MGZN NEWS PAMP PAT
T2 organization: BLOG
T2 series: BOOK COMP MPCT RPRT UNPB
T3 series: CHAP CONF DATA GEN
TI title: but JFULL SOUND
UR url: but JFULL SOUND
VL edition: COMP
VL number: PAMP
VL volume: BOOK CASE CHAP CONF GEN JOUR MGZN NEWS RPRT VIDEO
Y2 urldate: but CASE ELEC JFULL SOUND STAT
"""
"""tag and field: the types of which two of three readers find the field there: EndNote by its own names of the tag in a
record of each type, Zotero by the field that its translator RIS.js fills, citation-js by the variable of its spec/new.json.
A field is who issues a work, its number and so on, whatever a program calls it."""

OTHERWISE = {
    ("VL", "COMP"): "volume",  # ET is a version, and nothing else could be a volume
    ("VL", "PAMP"): "volume",
    ("IS", "CHAP"): "number",
    ("M1", "CHAP"): "number",
    ("NV", "RPRT"): "volumes",
    ("SE", "BOOK"): "chapter",
    ("SN", "STAND"): "isbn",
    ("SP", "PAMP"): "pagetotal",
    ("T2", "MPCT"): "journaltitle",
    ("T2", "UNPB"): "journaltitle",
    ("CY", "CONF"): "location",  # where the proceedings were published is what more records hold
}
"""What we read instead: a ratchet, each line is a place where our reading is our own."""

ELSEWHERE = {
    ("editor", "BLOG"): "ED",
    ("number", "CONF"): "IS",
    ("number", "GEN"): "IS",
    ("number", "MGZN"): "IS",
    ("number", "STAND"): "M1",
}
"""Fields that stand under another tag, which the third reader or the specification has for them: a ratchet."""
NOWHERE = {
    ("number", "PAMP"), ("number", "THES"), ("volumes", "GEN"), ("volumes", "CHAP"), ("language", "COMP"),
    ("edition", "COMP"), ("series", "MPCT"), ("series", "UNPB"), ("pages", "BOOK"), ("pages", "PAMP"),
}  # fmt: skip
"""(field, type) that two readers would find, but that is named as lost: a ratchet."""


def agreed_rows():
    for line in AGREED.strip().splitlines():
        head, types = line.split(": ")
        tag, field = head.split()
        named = set(types.removeprefix("but ").split())
        for ty in sorted(WRITTEN - named if types.startswith("but ") else named):
            yield tag, ty, field


AGREED_ROWS = tuple(agreed_rows())


def test_a_tag_is_read_as_two_of_three_readers_read_it():
    read = {(tag, ty): reading(ty)[tag].field for tag, ty, _ in AGREED_ROWS}
    agreed = {(tag, ty): {field for one, other, field in AGREED_ROWS if (one, other) == (tag, ty)} for tag, ty in read}
    assert {place: field for place, field in read.items() if field not in agreed[place]} == OTHERWISE


ENTRY_TYPE = {ty: type_ for type_, ty in reversed(RIS_TYPES.written.items())} | {
    "BOOK": "book", "CHAP": "inbook", "JOUR": "article", "GEN": "misc", "UNPB": "unpublished", "MGZN": "article", "NEWS": "article",
}  # fmt: skip
VALUES = {
    "editor": ["Doe, Jane"], "translator": ["Doe, Jane"], "author": ["Doe, Jane"], "date": "2001-02-03", "urldate": "2001-02-03",
    "bookauthor": ["Doe, Jane"], "doi": "10.1000/17", "url": "https://a.example/17", "pages": "17--18", "isbn": "9780306406157", "keywords": ["first", "second"],
}  # fmt: skip


def written_tags(ty, field):
    type_ = ENTRY_TYPE[ty]
    marks = {subtype: name for name, subtype in SUBTYPES.items()}
    fields = {"title": "A Title", field: VALUES.get(field, "17")} | ({"entrysubtype": marks[ty]} if ty in marks else {})
    entry = Entry("k", type_, {name: parse_value(name, value) for name, value in fields.items()})
    lines = ris_lines(FORMATS["ris"].write([entry]).text)
    assert lines[0] == ("TY", ty)
    return {tag for tag, value in lines if tag not in ("TY", "M2", "ER") and (value != "A Title" or field == "title")}


def test_a_field_is_written_where_two_of_three_readers_find_it():
    places: dict[tuple[str, str], set[str]] = {}
    for tag, ty, field in AGREED_ROWS:
        places.setdefault((field, ty), set()).add(tag)
    written = {place: written_tags(place[1], place[0]) for place in places}
    missing = {place for place, tags in places.items() if not tags & written[place]}
    assert {place: " ".join(written[place]) for place in missing if written[place]} == ELSEWHERE
    assert {place for place in missing if not written[place]} == NOWHERE


# --- rispy, a reader that is here

RISPY = [
    ("article", "journaltitle", "secondary_title alternate_title3"), ("article", "shortjournal", "alternate_title1"),
    ("article", "volume", "volume"), ("article", "number", "number"), ("article", "issue", "number"),
    ("article", "issn", "issn"), ("article", "author", "authors"), ("article", "title", "title"),
    ("article", "shorttitle", "short_title"), ("article", "doi", "doi"), ("article", "url", "urls"),
    ("article", "abstract", "abstract"), ("article", "note", "notes"), ("article", "annotation", "research_notes"),
    ("article", "keywords", "keywords"), ("article", "language", "language"), ("article", "urldate", "access_date"),
    ("article", "genre", "type_of_work"), ("article", "file", "file_attachments1"), ("article", "publisher", "publisher"),
    ("article", "location", "place_published"), ("article", "edition", "edition"), ("article", "eid", "start_page"),
    ("article", "origtitle", "original_publication"), ("article", "series", "tertiary_title"),
    ("book", "volumes", "number_of_volumes"), ("book", "pagetotal", "start_page"), ("book", "series", "secondary_title"),
    ("book", "institution", "publisher"), ("book", "organization", "publisher"), ("thesis", "organization", "publisher"),
    ("inbook", "chapter", "section"), ("inbook", "bookauthor", "custom2"), ("inbook", "booktitle", "secondary_title alternate_title3"),
    ("inproceedings", "booktitle", "custom3 alternate_title3"), ("inproceedings", "eventtitle", "secondary_title"),
    ("inproceedings", "location", "custom1 place_published"), ("inproceedings", "venue", "custom1 place_published"),
    ("inproceedings", "date", "year date"), ("thesis", "publisher", "publisher"), ("report", "number", "issn"),
    ("software", "version", "edition"), ("online", "organization", "secondary_title alternate_title3"),
]  # fmt: skip
"""Type, field, and rispy's names of the tags in which a record of the type has it (rispy.config)."""


def read_by_rispy(type_, **fields):
    entry = Entry("k", type_, {name: parse_value(name, value) for name, value in fields.items()})
    (found,) = rispy.loads(FORMATS["ris"].write([entry]).text)
    return {name: value for name, value in found.items() if name not in ("type_of_reference", "unknown_tag", "id")}


@pytest.mark.parametrize(("type_", "field", "names"), RISPY)
def test_rispy_finds_a_field_in_the_tags_of_its_names(type_, field, names):
    found = read_by_rispy(type_, **{field: VALUES.get(field, "17")})
    assert set(found) == set(names.split())


def test_pages_are_first_and_last():
    assert read_by_rispy("article", pages="17--18") == {"start_page": "17", "end_page": "18"}


# --- Zotero's types

ZOTERO_READS = {
    "ART": "artwork", "BLOG": "blogPost", "BOOK": "book", "CASE": "case", "CHAP": "bookSection", "COMP": "computerProgram",
    "CONF": "conferencePaper", "DATA": "dataset", "ELEC": "webpage", "GEN": "journalArticle", "JFULL": "journalArticle",
    "JOUR": "journalArticle", "MPCT": "film", "PAMP": "manuscript", "PAT": "patent", "PCOMM": "letter", "RPRT": "report",
    "SOUND": "audioRecording", "STAND": "report", "STAT": "statute", "THES": "thesis", "UNPB": "journalArticle",
    "VIDEO": "videoRecording",
}  # fmt: skip
"""TY -> the item type that Zotero's translator RIS.js makes of it (measured with that of Zotero 8.0.1)."""

NO_ITEM = {"booklet", "periodical"}
"""Entry types for which Zotero has no item type of their own."""
UNNAMED = {"inreference"}
"""Zotero would take ``type: encyclopediaArticle``, which no line names yet: a ratchet."""


@pytest.mark.parametrize("type_", sorted(TYPES.keys() - NO_ITEM))
def test_an_m2_line_names_the_type_that_zotero_would_not_choose(type_):
    lines = ris_lines(FORMATS["ris"].write([entry_of(type_)]).text)
    named = [value.removeprefix("type: ") for tag, value in lines if tag == "M2" and value.startswith("type: ")]
    wanted = {"performance": "document"}.get(type_, ZOTERO[type_])  # CSL's name, of which Zotero makes a document
    chosen = ZOTERO_READS[lines[0][1]]
    assert named == ([] if chosen == wanted or type_ in UNNAMED else [wanted])


# --- tags that say no field


def only(*lines):
    (found,), problems = FORMATS["ris"].read("\n".join(["TY  - JOUR", *lines, "ER  - "]), "x")
    assert problems == ()
    return found


def test_tags_that_are_read_otherwise_are_no_problem():
    """The specification: ID, EP, ER; Zotero's M2 lines."""
    found = only("ID  - a1", "M2  - something", "SP  - 3", "EP  - 9", "M2  - type: preprint")
    assert (found.key, found.plain("pages"), found.type) == ("a1", "3--9", "preprint")


def test_tags_that_stand_once_for_each_of_several():
    """The specification: AU, ED and KW "one per line"."""
    found = only("AU  - Doe, Jane", "AU  - Roe, Ron", "KW  - a", "KW  - b", "TI  - T")
    assert (len(found.names("author")), found.words("keywords"), found.plain("title")) == (2, ("a", "b"), "T")
    twice = only("AU  - Doe, Jane", "AU  - Doe, Jane", "KW  - a", "KW  - a")
    assert (len(twice.names("author")), twice.words("keywords")) == (2, ("a", "a"))
