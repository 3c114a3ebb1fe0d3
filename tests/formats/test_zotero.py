"""Zotero RDF and Better BibTeX JSON: what is written is what Zotero's importers read, and a library comes back whole."""

import json
from xml.etree import ElementTree as ET

import pytest

from refexport.data.datamodel import BOOKKEEPING, TYPES
from refexport.formats import FORMATS
from refexport.formats.format import NO_VARIANTS
from refexport.formats.readback import is_same
from refexport.formats.zotero.collections import Tree
from refexport.formats.zotero.files import Attachment, attachments_of, print_file
from refexport.formats.zotero.html import parse_note, print_note
from refexport.formats.zotero.items import FIELDS, ITEM_TYPE_OF, item_of
from refexport.formats.zotero.schema import ITEM_TYPES, fields_of, roles_of
from refexport.imports.readers import READERS
from refexport.model.entry import Entry, parse_value
from refexport.model.text import parse_text, plain_text
from refexport.project import Project
from tests.conftest import ROOT

Z = "{http://www.zotero.org/namespaces/export#}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
KINDS = {"zotero-rdf": "zotero-rdf", "bbt-json": "csl-json"}
"""format -> the kind under which its files are imported."""


def entry(type_="book", key="k", **fields):
    given = {"title": "T"} | fields
    return Entry(key, type_, {field: parse_value(field, value) for field, value in given.items()})


def rdf(*entries):
    return ET.fromstring(FORMATS["zotero-rdf"].write(entries).text)


def item(*entries):
    return json.loads(FORMATS["bbt-json"].write(entries).text)["items"][0]


@pytest.mark.parametrize("name", KINDS)
def test_the_sample_library_goes_through_and_comes_back(name):
    """Identity minus the ledger, which names nothing but other spellings of names."""
    before = Project(ROOT / "entries.toml").entries
    written = FORMATS[name].write(before)
    imported = READERS[KINDS[name]].read(written.text, "library")
    after = [line.entry for line in imported.lines]
    assert [one.key for one in after] == [one.key for one in before]
    assert [one.type for one in after] == [one.type for one in before]
    named = {(one.key, one.field) for one in written.lost}
    changed = [
        (one.key, field)
        for one, other in zip(before, after, strict=True)
        for field in {*one.fields, *other.fields} - BOOKKEEPING
        if (one.key, field) not in named and not is_same(field, one.fields.get(field), other.fields.get(field))
    ]
    assert changed == []
    assert {one.message for one in written.lost} <= {NO_VARIANTS}
    assert not [one for one in imported.problems if one.level in ("error", "warning")]


# --- what Zotero's importer "RDF" reads


def test_collections_notes_tags_and_files_are_nodes_that_refer_to_one_another():
    root = rdf(entry(groups=["A", "A > B"], keywords=["one", "two, three"], annotation="Mine.", file="a.pdf"))
    book = next(one for one in root if one.findtext(Z + "itemType") == "book")
    about = book.get(RDF + "about")
    assert [one.text for one in book.findall(DC + "subject")] == ["one", "two, three"]
    assert book.findtext(Z + "citationKey") == "k"
    collections = {one.findtext(DC + "title"): one for one in root.findall(Z + "Collection")}
    held = {name: [part.get(RDF + "resource") for part in one] for name, one in collections.items()}
    assert held["B"][1:] == [about]
    assert held["A"][1:] == [collections["B"].get(RDF + "about"), about]
    (memo,) = [one for one in root if one.tag.endswith("Memo")]
    assert book.find(DCTERMS + "isReferencedBy").get(RDF + "resource") == memo.get(RDF + "about")
    assert memo.findtext(RDF + "value") == "<p>Mine.</p>"
    (file,) = root.findall(Z + "Attachment")
    assert file.find(RDF + "resource").get(RDF + "resource") == "a.pdf"


@pytest.mark.parametrize("type_", TYPES)
def test_no_property_takes_the_place_of_what_the_importer_holds_itself(type_):
    """It copies every ``z:name`` onto the item, so that ``z:creators`` would replace all its persons."""
    names = {one.tag for one in rdf(entry(type_, author=["Doe, Jane"], editor=["Roe, Rita"])).iter()}
    assert not {Z + name for name in ("creators", "tags", "notes", "attachments", "title")} & names


def test_the_date_of_access_is_no_date_and_extra_no_abstract():
    """``dcterms:dateSubmitted`` stands in for a date that is missing, ``dc:description`` for an abstract."""
    undated = rdf(entry(urldate="2020-01-02", titleaddon="Addon"))
    assert undated.find(f".//{DCTERMS}dateSubmitted") is None
    assert undated.find(f".//{DC}description") is None
    assert undated.findtext(f".//{Z}accessDate") == "2020-01-02"
    assert undated.findtext(f".//{Z}extra") == "tex.titleaddon: Addon"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"author": ["van Gogh, Vincent"]}, {"firstName": "Vincent", "lastName": "van Gogh"}),
        ({"author": ["King, Jr., Martin"]}, {"firstName": "Martin, Jr.", "lastName": "King"}),
        ({"author": ["{The Group}"]}, {"name": "The Group"}),
    ],
)
def test_persons_have_zotero_s_two_names_or_its_one(fields, shown):
    assert item(entry(**fields))["creators"] == [{"creatorType": "author"} | shown]


@pytest.mark.parametrize(
    ("type_", "fields", "extra"),
    [
        ("online", {"volume": "3"}, "volume: 3"),
        ("book", {"shorthand": "KpV"}, "tex.shorthand: KpV"),
        ("mvbook", {}, "tex.referencetype: mvbook"),
        ("inproceedings", {"eprint": "1703.03400", "eprinttype": "arxiv", "eprintclass": "cs.LG"}, "arXiv: 1703.03400 [cs.LG]"),
        ("thesis", {"translator": ["Doe, Jane"]}, "translator: Doe || Jane"),
        ("book", {"note": "type: map"}, "tex.note: type: map"),
    ],
)  # fmt: skip
def test_what_a_type_has_no_field_for_is_a_line_of_extra(type_, fields, extra):
    assert extra in item(entry(type_, **fields))["extra"].split("\n")


@pytest.mark.parametrize("type_", TYPES)
def test_an_item_has_only_fields_and_creators_of_its_type(type_):
    full = entry(type_, author=["A, B"], editor=["C, D"], bookauthor=["E, F"], volume="3", publisher="P", library="L",
                 journaltitle="J", booktitle="B", eventtitle="E", isbn="978-0-306-40615-7", version="2")  # fmt: skip
    made, _ = item_of(full)
    assert set(made.fields) <= fields_of(made.type)
    assert {one.role for one in made.creators} <= set(roles_of(made.type))


def test_nodes_that_are_parts_of_one_another_are_read_once():
    names = 'xmlns:rdf="{}" xmlns:dc="{}" xmlns:dcterms="{}" xmlns:bib="http://purl.org/net/biblio#"'
    spaces = names.format(RDF[1:-1], DC[1:-1], DCTERMS[1:-1])
    part = '<dcterms:isPartOf rdf:resource="{}"/>'
    text = (
        f'<rdf:RDF {spaces}><bib:Article rdf:about="#a"><dc:title>T</dc:title>{part.format("#j")}</bib:Article>'
        f'<bib:Journal rdf:about="#j"><dc:title>J</dc:title>{part.format("#j")}{part.format("#a")}</bib:Journal></rdf:RDF>'
    )
    found = READERS["zotero-rdf"].read(text, "x.rdf")
    assert found.problems == ()
    assert [(line.entry.plain("title"), line.entry.plain("journaltitle")) for line in found.lines] == [("T", "J")]


# --- parts


@pytest.mark.parametrize(
    ("value", "files"),
    [
        ("a.pdf", [Attachment("a.pdf")]),
        ("a.pdf;b.pdf", [Attachment("a.pdf"), Attachment("b.pdf")]),
        ("PDF:a.pdf:application/pdf", [Attachment("a.pdf", "PDF", "application/pdf")]),
        (r"A\: b:C\:\\x.pdf:PDF", [Attachment("C:\\x.pdf", "A: b", "PDF")]),
    ],
)
def test_files_as_zotero_and_jabref_write_them(value, files):
    assert list(attachments_of(value)) == files
    assert print_file(files) == value


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ('<div data-schema-version="8"><p>A &amp; <strong>b</strong></p></div>', "A & b"),
        ('<p><a href="https://x.org">here</a></p>', "here (https://x.org)"),
        ('<p><a href="https://x.org">https://x.org</a></p>', "https://x.org"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
    ],
)  # fmt: skip
def test_the_words_of_notes_in_html(note, text):
    assert plain_text(parse_note(note)) == text


@pytest.mark.parametrize("markup", ["A <b>b</b> & <i>c</i> < d", "H<sub>2</sub>O"])
def test_a_note_of_ours_comes_back(markup):
    assert parse_note(print_note(parse_text(markup))) == parse_text(markup)


def test_collections_hold_one_another():
    tree = Tree([("A > B", 1), ("A", 2), ("C >", 3)])
    assert [(one.name, one.items) for one in tree.nodes.values()] == [("A", [2]), ("B", [1]), ("C >", [3])]


# --- zotero-schema 41, in the other direction: its "csl" part says which fields hold a variable

OF_SCHEMA = {
    "abstract": "abstractNote", "accessed": "accessDate", "chapter-number": "session", "collection-number": "seriesNumber",
    "collection-title": "series seriesTitle", "container-title": "publicationTitle reporter code", "edition": "edition",
    "event-place": "eventPlace", "event-title": "conferenceName meetingName", "genre": "type programmingLanguage",
    "issued": "date", "language": "language", "license": "rights", "number": "number", "number-of-pages": "numPages",
    "number-of-volumes": "numberOfVolumes", "original-date": "originalDate", "original-publisher": "originalPublisher",
    "original-publisher-place": "originalPlace", "page": "pages", "publisher": "publisher", "publisher-place": "place",
    "status": "status", "title": "title", "title-short": "shortTitle", "version": "versionNumber",
    "volume": "volume codeNumber", "DOI": "DOI", "ISBN": "ISBN", "ISSN": "ISSN", "PMID": "PMID", "PMCID": "PMCID",
    "URL": "url", "issue": "issue",
}  # fmt: skip
OURS = {"container-title-short": "journalAbbreviation", "part": "partNumber"}
"""CSL 1.0.2 calls by these names what the schema calls journalAbbreviation and part-number."""


def test_variables_have_the_fields_of_zotero_s_schema():
    assert FIELDS == OF_SCHEMA | OURS


MAIN = {
    "artwork": "artist", "audioRecording": "performer", "bill": "sponsor", "computerProgram": "programmer",
    "film": "director", "hearing": "contributor", "interview": "interviewee", "map": "cartographer", "patent": "inventor",
    "podcast": "podcaster", "presentation": "presenter", "radioBroadcast": "creator", "tvBroadcast": "director",
    "videoRecording": "creator",
}  # fmt: skip
"""Zotero's documentation, "Item Types and Fields", the first creator of each type where it is no author."""


@pytest.mark.parametrize("item_type", ITEM_TYPES)
def test_the_main_creator_of_a_type_is_that_of_zotero_s_documentation(item_type):
    assert roles_of(item_type)[0] == MAIN.get(item_type, "author")


def test_item_types_that_stand_for_one_entry_type_are_item_types():
    assert set(ITEM_TYPE_OF.values()) <= set(ITEM_TYPES)
    assert set(ITEM_TYPE_OF) <= set(TYPES)
