"""Zotero RDF as a graph: what an importer finds that knows nothing of refexport but the file (tests/zotero_rdf.py)."""

import re

import pytest

from refexport.data.datamodel import TYPES
from refexport.formats import FORMATS
from refexport.formats.zotero.schema import ITEM_TYPES, base_of, fields_of, roles_of
from refexport.model.text import plain_text
from refexport.project import Project
from tests.conftest import ROOT
from tests.formats.samples import BEYOND_T1, SAMPLES, entry

ROLES = {item_type: roles_of(item_type) for item_type in ITEM_TYPES}
PERSONS = {
    "author": ["van der Berg, Jan", "King, Jr., Martin", "{The Group}"],
    "editor": ["Ed, Ina"],
    "translator": ["Late, Tran"],
}

COMMON = {
    "title": "A Title", "abstract": "About it.", "language": "en", "url": "https://example.org/x", "urldate": "2020-02-03",
    "doi": "10.1000/x", "license": "CC BY 4.0", "date": "2019-05-03", "keywords": ["one", "two; three"], "annotation": "<i>mine</i>",
    "groups": ["Thesis > Chapter 1", "To read"], "file": "papers/a.pdf;https://example.org/a.pdf", "note": "A remark",
    "eprint": "1703.03400", "eprinttype": "arxiv", "eprintclass": "cs.LG",
}  # fmt: skip
RICH = [entry(f"rich-{type_}", type_, **COMMON, **PERSONS) for type_ in TYPES]
LIBRARIES = {"cases": (*SAMPLES, *BEYOND_T1), "sample": Project(ROOT / "entries.toml").entries, "rich": RICH}


def items_of(entries):
    pytest.importorskip("rdflib")
    from tests.zotero_rdf import read_rdf

    return read_rdf(FORMATS["zotero-rdf"].write(entries).text, ROLES)


@pytest.fixture(scope="module", params=LIBRARIES)
def pairs(request):
    entries = LIBRARIES[request.param]
    return list(zip(entries, items_of(entries), strict=True))


def bare(markup):
    return re.sub(r"</?(?:i|b|sub|sup|span)[^<>]*>", "", markup)


def test_every_item_has_its_key_and_only_what_its_type_has(pairs):
    for one, item in pairs:
        assert item["citationKey"] == one.key
        own = {
            name for name in item if name not in ("itemType", "creators", "tags", "notes", "attachments", "collections")
        }
        assert {base_of(item["itemType"], name) for name in own} <= fields_of(item["itemType"]), (one.key, own)


def test_identifiers_dates_and_texts_have_their_fields(pairs):
    for one, item in pairs:
        for field, name in (("doi", "DOI"), ("url", "url"), ("license", "rights"), ("urldate", "accessDate")):
            if one.has(field) and isinstance(one.fields[field], str):
                assert item.get(name) == one.plain(field), (one.key, name)
        if one.date() and one.date().year and one.date().year > 999:
            assert str(one.date().year) in item["date"], one.key
        if one.has("title") and "$" not in item["title"]:
            assert plain_text(one.text("title")) in bare(item["title"]), one.key


def test_persons_are_there_in_their_order(pairs):
    for one, item in pairs:
        authors = [name for name in one.names("author") if not name.literal and name.family]
        main = [(family, given) for role, family, given in item["creators"] if given]
        shown = [
            (f"{name.particle} {name.family}".strip(), f"{name.given}{f', {name.suffix}' if name.suffix else ''}")
            for name in authors
            if name.given
        ]
        assert main[: len(shown)] == shown, one.key


def test_tags_collections_notes_and_files_are_there(pairs):
    for one, item in pairs:
        assert item["tags"] == set(one.words("keywords")), one.key
        assert item["collections"] == set(one.words("groups")), one.key
        assert len(item["notes"]) == one.has("annotation"), one.key


def test_files_are_files_and_addresses_are_links():
    for item in items_of(RICH):
        assert item["attachments"] == {"papers/a.pdf", "link https://example.org/a.pdf"}
        assert "arXiv: 1703.03400 [cs.LG]" in item["extra"].split("\n")
        assert "A remark" in item["extra"].split("\n")


def test_the_cycle_gives_the_same_bytes():
    for entries in LIBRARIES.values():
        text = FORMATS["zotero-rdf"].write(entries).text
        assert FORMATS["zotero-rdf"].write(FORMATS["zotero-rdf"].read(text, "x").entries).text == text
