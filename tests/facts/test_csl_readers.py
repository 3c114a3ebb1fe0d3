"""CSL's variables, types and markup, compared with the specification, Zotero's schema, and the manuals of citeproc-js and pandoc."""

import json
import string
import unicodedata

import pytest

from refexport.data.datamodel import FIELDS, TYPES
from refexport.formats import FORMATS
from refexport.formats.csl.csl_yaml import NO_TEXT
from refexport.formats.csl.markdown import HIDDEN, from_markdown, to_markdown
from refexport.formats.csl.markup import parse_markup, print_markup
from refexport.formats.csl.rows import FIELD_OF, ROWS
from refexport.model.entry import Entry, parse_value
from refexport.model.text import Span, Style
from tests.conftest import ROOT
from tests.facts.test_entry_types import CSL_OF_ZOTERO, ZOTERO
from tests.facts.test_field_maps import CSL_BY_TYPE, entry_of

# --- variables

KINDS = {
    "names": "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author performer "
    "producer recipient reviewed-author script-writer series-creator translator",
    "date": "accessed available-date event-date issued original-date submitted",
    "number": "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version volume",
    "title": "collection-title container-title container-title-short original-title part-title reviewed-title title "
    "title-short volume-title",
    "string": "abstract annote archive archive_collection archive_location archive-place authority call-number citation-key "
    "citation-label dimensions division DOI event event-title event-place genre ISBN ISSN jurisdiction keyword language "
    "license medium note original-publisher original-publisher-place PMCID PMID publisher publisher-place references "
    "reviewed-genre scale source status URL year-suffix",
}
"""CSL 1.0.2, appendix IV, by its headings."""
INPUT = {"part", "journalAbbreviation", "shortTitle", "custom", "type"}
"""Properties of ``csl-data.json`` that are no variables of styles."""
DATATYPES = {
    "names": {"names"},
    "date": {"date"},
    "number": {"literal"},
    "title": {"text"},
    "string": {"text", "literal", "list"},
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.field}-{row.target}")
def test_a_field_is_of_the_kind_of_its_variable(row):
    if row.target not in INPUT:
        (kind,) = [kind for kind, names in KINDS.items() if row.target in names.split()]
        assert FIELDS[row.field] in DATATYPES[kind] or (row.field, row.target) == ("eprint", "publisher")
    assert row.field in FIELDS
    assert {*row.also, *([row.joined] if row.joined else [])} <= FIELDS.keys()


ZOTERO_FIELDS = """
abstract abstractNote; accessed accessDate; author author; collection-number seriesNumber; collection-title series
container-author bookAuthor; container-title publicationTitle; DOI DOI; edition edition; editor editor
event-place eventPlace; event-title conferenceName; genre type; ISBN ISBN; ISSN ISSN; issue issue; issued date
journalAbbreviation journalAbbreviation; language language; license rights; note extra; number number
number-of-pages numPages; number-of-volumes numberOfVolumes; original-date originalDate; original-publisher originalPublisher
original-publisher-place originalPlace; page pages; PMID PMID; PMCID PMCID; publisher publisher; publisher-place place
shortTitle shortTitle; status status; title title; title-short shortTitle; translator translator; URL url
version versionNumber; volume volume
"""
"""zotero-schema 41, "csl": variable -> base field."""
CALLED = """
abstractNote abstract; accessDate urldate; author author; seriesNumber number; series series; bookAuthor bookauthor
publicationTitle journaltitle,booktitle,maintitle,organization; DOI doi; edition edition; editor editor; eventPlace venue
conferenceName eventtitle; type genre; ISBN isbn; ISSN issn; issue issue,number; date date; journalAbbreviation shortjournal
language language; rights license; extra note; number number,eprint; numPages pagetotal; numberOfVolumes volumes
originalDate origdate; originalPublisher origpublisher; originalPlace origlocation; pages pages,eid; PMID pmid; PMCID pmcid
publisher publisher,institution,organization,eprint; place location; shortTitle shorttitle; status pubstate; title title
translator translator; url url; versionNumber version; volume volume
"""
"""What Zotero's label of a base field ("Place", "Rights", "Abstract" …) calls -> the fields of biblatex's manual that are it."""


def pairs(table):
    return dict(one.split() for line in table.strip().splitlines() for one in line.split(";"))


def test_a_variable_is_for_zotero_what_it_is_here():
    fields, called = pairs(ZOTERO_FIELDS), pairs(CALLED)
    for row in ROWS:
        if row.target in fields:
            assert row.field in called[fields[row.target]].split(","), (row.field, row.target)
    unknown = {row.target for row in ROWS} - fields.keys() - INPUT
    assert unknown == {
        "event", "event-date", "original-title", "container-title-short", "chapter-number", "keyword", "annote",
    }  # fmt: skip


@pytest.mark.parametrize(("pages", "page"), [("17--18", "17-18"), ("1--10, 15--16", "1-10, 15-16"), ("e12", "e12")])
def test_a_range_of_pages_has_one_hyphen(pages, page):
    """CSL 1.0.2, appendix V ("Page Ranges"): page-range-format makes a dash of the hyphen between two numbers."""
    entry = Entry("k", "article", {"title": parse_value("title", "T"), "pages": pages})
    text = FORMATS["csl-json"].write([entry]).text
    assert json.loads(text)[0]["page"] == page
    assert FORMATS["csl-json"].read(text, "x").entries[0].plain("pages") == pages


def test_custom_has_the_names_that_the_reference_documents():
    """csl-data.json leaves the names below ``custom`` to each program; ours are in docs/reference/formats.md."""
    page = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    assert "`custom.arxiv` `custom.arxiv-class`" in page
    item = {"id": "k", "type": "article-journal", "custom": {"arxiv": "1703.03400", "arxiv-class": "cs.LG"}}
    (found,), problems = FORMATS["csl-json"].read(json.dumps([item]), "x")
    fields = {"eprint": "1703.03400", "eprinttype": "arxiv", "eprintclass": "cs.LG"}
    assert (found.fields, problems) == (fields, ())
    (written,) = json.loads(FORMATS["csl-json"].write([found]).text)
    assert written["custom"] == item["custom"]


# --- types and notes for Zotero

KNOWN = {csl_type for csl_type in CSL_OF_ZOTERO.values() if csl_type not in ("software", "pamphlet")}
"""Types of the map and of the specification that Zotero's importer knows; one ``software`` makes it refuse the whole file
(translator "CSL JSON", detectImport), a pamphlet would be a document."""
WITH_DOI = {"journalArticle", "conferencePaper", "preprint", "dataset", "standard"}
"""Item types that had a DOI in Zotero 7 (schema 33); in later ones all have."""
TWICE = {"standard"}
"""Item types that have a DOI and yet get the line: Zotero takes it out of the note."""


def zotero_item(type_, **fields):
    entry = entry_of(type_).replace(**{name: parse_value(name, value) for name, value in fields.items()})
    (item,) = json.loads(FORMATS["zotero"].write([entry]).text)
    return item


@pytest.mark.parametrize("type_", TYPES)
def test_zotero_gets_types_that_it_knows_and_dois_where_it_keeps_them(type_):
    item = zotero_item(type_, doi="10.1000/17")
    wanted = {"booklet": "book", "software": "document"}.get(type_, CSL_OF_ZOTERO[ZOTERO[type_]])
    assert item["type"] == wanted
    assert item["type"] in KNOWN
    lines = item["note"].split("\n")
    assert ("DOI: 10.1000/17" in lines) == (ZOTERO[type_] not in WITH_DOI - TWICE)
    assert ("type: software" in lines) == (type_ == "software")
    assert "Citation Key: k" in lines


def test_the_subtypes_of_articles_keep_their_doi():
    """Zotero 7 has no DOI of magazines and newspapers; of what CSL calls a review it makes a document."""
    for subtype in ("magazine", "newspaper", "review"):
        assert "DOI: 10.1000/17" in zotero_item("article", entrysubtype=subtype, doi="10.1000/17")["note"]


# --- markup

CITEPROC = {
    Style.ITALIC: ("<i>", "</i>"),
    Style.BOLD: ("<b>", "</b>"),
    Style.CAPS: ('<span style="font-variant: small-caps;">', "</span>"),
    Style.SUB: ("<sub>", "</sub>"),
    Style.SUP: ("<sup>", "</sup>"),
    Style.NOCASE: ('<span class="nocase">', "</span>"),
}
"""citeproc-js manual, "Rich text markup within fields", in its order."""
PANDOC = {
    Style.ITALIC: ("*", "*"), Style.BOLD: ("**", "**"), Style.CAPS: ("[", "]{.smallcaps}"), Style.SUB: ("~", "~"),
    Style.SUP: ("^", "^"), Style.NOCASE: ("[", "]{.nocase}"),
}  # fmt: skip
"""pandoc's manual: "Emphasis", "Small caps", "Superscripts and subscripts", "Capitalization in titles"."""


@pytest.mark.parametrize("style", CITEPROC)
def test_marks_are_those_of_the_manuals(style):
    opening, closing = CITEPROC[style]
    markup = f"a {opening}b{closing} c"
    text = (Span("a "), Span("b", frozenset({style})), Span(" c"))
    assert print_markup(text) == markup
    assert parse_markup(markup) == text
    markdown = f"a {PANDOC[style][0]}b{PANDOC[style][1]} c"
    assert to_markdown(markup) == markdown
    assert parse_markup(from_markdown(markdown)) == text


@pytest.mark.parametrize("tag", ["i", "b", "sub", "sup", "sc", "span"])
def test_characters_that_look_like_a_tag_are_no_tag(tag):
    """HTML 5, 13.1.4: ``&lt;``, ``&gt;`` and ``&amp;`` stand for ``<``, ``>`` and ``&``."""
    for words in (f"<{tag}>x</{tag}>", f"a <{tag} b"):
        text = (Span(words),)
        assert f"<{tag}" not in print_markup(text)
        assert f"&lt;{tag}" in print_markup(text)
        assert parse_markup(print_markup(text)) == text
        assert parse_markup(from_markdown(to_markdown(print_markup(text)))) == text


@pytest.mark.parametrize(("entity", "character"), [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")])
def test_entities_of_html_are_characters(entity, character):
    assert parse_markup(f"a {entity} b") == (Span(f"a {character} b"),)
    assert print_markup((Span(f"a {entity} b"),)) == f"a &amp;{entity[1:]} b"
    assert parse_markup(print_markup((Span(f"a {entity} b"),))) == (Span(f"a {entity} b"),)


@pytest.mark.parametrize("character", string.punctuation)
def test_a_backslash_makes_any_punctuation_a_character(character):
    """CommonMark 2.4 ("Backslash escapes"); Unicode 23.7 leaves 32 code points to programs, one for each meanwhile."""
    assert parse_markup(from_markdown(f"a\\{character}b")) == (Span(f"a{character}b"),)
    assert 0xFDD0 <= ord(HIDDEN[character]) <= 0xFDEF
    assert unicodedata.category(HIDDEN[character]) == "Cn"


def test_marks_that_would_run_together_are_kept_apart_by_a_comment():
    """pandoc's manual, "Ending a list": an HTML comment, which is printed nowhere; ``[^`` would be a note."""
    assert to_markdown("<b>a</b><i>b</i>") == "**a**<!-- -->*b*"
    assert to_markdown('<span class="nocase"><sup>a</sup></span>') == "[<!-- -->^a^]{.nocase}"


# --- CSL-YAML

WORDS = {"id", "type", "citation-key"}
"""Properties of ``csl-data.json`` that name an item, a type or a key: no Markdown."""


def test_words_of_programs_are_no_markdown():
    assert NO_TEXT == WORDS
    entry = Entry("a_b*c*", "book", {"title": parse_value("title", "T_*x*")})
    text = FORMATS["csl-yaml"].write([entry]).text
    assert 'id: "a_b*c*"' in text
    assert 'citation-key: "a_b*c*"' in text
    assert r"T\\_\\*x\\*" in text


def test_every_variable_is_read_as_something():
    """Every variable that is written is read, but what only says again what stands elsewhere."""
    again = {"type", "custom"}
    assert {row.target for row in ROWS} - FIELD_OF.keys() == again


def test_every_type_stands_in_the_tables():
    assert {*CSL_BY_TYPE, "jurisdiction", "legislation"} == set(TYPES)
