"""EndNote's reference types, tags and fields beside second sources: Zotero's translators, pandoc, EndNote's manual."""

import pytest

from refexport.data.datamodel import FIELDS as DATATYPES
from refexport.data.kinds import KINDS
from refexport.formats import FORMATS
from refexport.formats.endnote.rows import FACES, PLACES, ROWS
from refexport.formats.endnote.types import BY_NUMBER, REF_TYPES, WRITTEN
from refexport.model.entry import Entry, parse_value
from refexport.model.text import Style

ZOTERO_NUMBERS = {
    "Artwork": 2, "Audiovisual Material": 3, "Bill": 4, "Book Section": 5, "Book": 6, "Case": 7, "Catalog": 8,
    "Computer Program": 9, "Conference Proceedings": 10, "Web Page": 12, "Generic": 13, "Hearing": 14,
    "Journal Article": 17, "Magazine Article": 19, "Map": 20, "Film or Broadcast": 21, "Newspaper Article": 23,
    "Pamphlet": 24, "Patent": 25, "Personal Communication": 26, "Report": 27, "Edited Book": 28, "Statute": 31, "Thesis": 32,
    "Unpublished Work": 34, "Manuscript": 36, "Figure": 37, "Chart or Table": 38, "Equation": 39, "Electronic Article": 43,
    "Electronic Book": 44, "Online Database": 45, "Government Document": 46, "Conference Paper": 47,
    "Online Multimedia": 48, "Classical Work": 49, "Legal Rule or Regulation": 50, "Ancient Text": 51, "Dictionary": 52,
    "Encyclopedia": 53, "Grant": 54, "Aggregated Database": 55, "Blog": 56, "Serial": 57, "Standard": 58, "Dataset": 59,
    "Electronic Book Section": 60, "Music": 61,
}  # fmt: skip
"""Zotero's translator Endnote XML.js: the names and numbers that it reads, in one order."""

PANDOC_NAMES = frozenset({"Interview", "Podcast", "Press Release"})
"""Names that pandoc's reader EndNote.hs knows besides, without numbers."""


def test_reference_types_have_their_numbers():
    assert {one.name: one.number for one in REF_TYPES if one.number} == ZOTERO_NUMBERS
    assert {one.name for one in REF_TYPES if not one.number} == PANDOC_NAMES
    assert len(BY_NUMBER) == len(ZOTERO_NUMBERS)


def test_every_entry_type_is_written_as_one():
    assert set(WRITTEN) == set(KINDS)
    assert all(one.number for one in WRITTEN.values())
    assert {one.read for one in REF_TYPES} <= set(KINDS)


def test_all_fields_are_ours():
    assert {row.field for row in ROWS} <= set(DATATYPES)


MANUAL = {
    "A": "Author", "B": "Secondary Title", "C": "Place Published", "D": "Year", "E": "Secondary Author", "G": "Language",
    "H": "Translated Author", "I": "Publisher", "J": "Journal", "K": "Keywords", "L": "Call Number", "M": "Accession Number",
    "N": "Number", "P": "Pages", "Q": "Translated Title", "R": "Electronic Resource Number", "S": "Tertiary Title",
    "T": "Title", "U": "URL", "V": "Volume", "W": "Database Provider", "X": "Abstract", "Y": "Tertiary Author", "Z": "Notes",
    "1": "Custom 1", "2": "Custom 2", "3": "Custom 3", "4": "Custom 4", "6": "Number of Volumes", "7": "Edition", "8": "Date",
    "9": "Type of Work", "?": "Subsidiary Author", "@": "ISBN/ISSN", "!": "Short Title", "#": "Custom 5", "$": "Custom 6",
    "]": "Custom 7", "&": "Section", "(": "Original Publication", ")": "Reprint Edition", "*": "Reviewed Item",
    "+": "Author Address", "^": "Caption", ">": "File Attachments", "<": "Research Notes", "[": "Access Date", "=": "Custom 8",
    "~": "Name of Database",
}  # fmt: skip
"""The EndNote manual, "Importing tagged data": tag -> field (``%0`` is the reference type, ``%F`` the label)."""


def test_tags_are_those_of_the_manual():
    assert {place.tag: place.name for place in PLACES.values() if place.tag} == MANUAL


ZOTERO_ELEMENTS = frozenset(
    "auth-address pages volume number issue num-vols edition section reprint-edition pub-location publisher orig-pub isbn "
    "accession-num call-num electronic-resource-num abstract caption notes research-notes work-type reviewed-item "
    "remote-database-name remote-database-provider language access-date custom1 custom2 custom3 custom4 custom5 custom6 "
    "custom7 keywords".split()
)
"""Elements of a record without groups that Zotero's translator knows and that hold what EndNote shows."""


def test_elements_are_those_of_the_xml():
    assert {path for path in PLACES if "/" not in path} == ZOTERO_ELEMENTS | {"custom8"}
    assert {path.partition("/")[0] for path in PLACES if "/" in path} == {
        "contributors", "titles", "periodical", "alt-periodical", "dates", "urls",
    }  # fmt: skip


def test_faces_are_those_of_the_style_element():
    assert FACES == {
        "bold": Style.BOLD, "italic": Style.ITALIC, "subscript": Style.SUB, "superscript": Style.SUP,
    }  # fmt: skip


FIELDS = [
    ("article", "journaltitle", "J", "%J T"),
    ("article", "number", "3", "%N 3"),
    ("article", "issn", "1234-5679", "%@ 1234-5679"),
    ("article", "eid", "e45", "%] e45"),  # Article Number
    ("book", "series", "S", "%B S"),  # Series Title
    ("book", "editor", ["Edi, T."], "%Y Edi, T."),  # Editor
    ("book", "translator", ["Tra, N."], "%? Tra, N."),  # Translator
    ("book", "pagetotal", "300", "%P 300"),  # Number of Pages
    ("collection", "editor", ["Edi, T."], "%A Edi, T."),
    ("inbook", "booktitle", "B", "%B B"),  # Book Title
    ("incollection", "editor", ["Edi, T."], "%E Edi, T."),
    ("inbook", "series", "S", "%S S"),
    ("inbook", "chapter", "4", "%& 4"),  # Chapter
    ("inproceedings", "booktitle", "B", "%B B"),
    ("inproceedings", "venue", "Vienna", "%C Vienna"),  # Conference Location
    ("thesis", "institution", "U", "%I U"),  # University
    ("thesis", "genre", "phdthesis", "%9 PhD thesis"),  # Thesis Type
    ("report", "number", "TR-1", "%@ TR-1"),  # Report Number
    ("patent", "number", "US 1", "%@ US 1"),  # Patent Number
    ("software", "version", "1.2", "%7 1.2"),  # Version
    ("blogpost", "organization", "B", "%B B"),  # Title of WebLog
    ("misc", "origtitle", "O", "%( O"),
    ("misc", "annotation", "A", "%< A"),
    ("misc", "library", "QA76", "%L QA76"),
    ("misc", "urldate", "2019-03-03", "%[ 2019-03-03"),
    ("misc", "language", "de", "%G German"),
]
"""EndNote's table of reference types: what a generic field is called on a type, as a line of .enw."""


@pytest.mark.parametrize(("type_", "field", "value", "line"), FIELDS)
def test_a_field_goes_where_its_reference_type_has_it(type_, field, value, line):
    entry = Entry("k", type_, {field: parse_value(field, "T" if line == "%J T" else value)})
    text, lost = FORMATS["enw"].write([entry])
    assert line in text.splitlines()
    assert lost == ()
    (found,), problems = FORMATS["enw"].read(text, "x")
    assert (found.type, dict(found.fields), problems) == (type_, dict(entry.fields), ())


NAMES = [
    ("Doe, Jane", "Doe, Jane"),
    ("van Gogh, Jr., Vincent", "van Gogh, Vincent, Jr."),
    ("{World Health Organization}", "World Health Organization,"),
    ("{University of California, Irvine}", "University of California,, Irvine,"),
]
"""EndNote's manual, "Entering author names"."""


@pytest.mark.parametrize(("name", "written"), NAMES)
@pytest.mark.parametrize("form", ["endnote", "enw"])
def test_names_are_spelled_as_the_manual_says(form, name, written):
    entry = Entry("k", "book", {"author": parse_value("author", [name])})
    text, lost = FORMATS[form].write([entry])
    assert (written in text, lost) == (True, ())
    assert FORMATS[form].read(text, "x").entries[0].names("author") == entry.names("author")


def test_dates_are_a_year_and_words():
    entry = Entry("k", "article", {"date": parse_value("date", "2018-10-12")})
    lines = FORMATS["enw"].write([entry]).text.splitlines()
    assert ("%D 2018" in lines, "%8 Oct 12" in lines) == (True, True)
