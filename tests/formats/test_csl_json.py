"""CSL-JSON: valid by its schema, whole for Zotero."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import TYPES
from refexport.formats.csl.csl_json import write
from refexport.formats.csl.zotero import write as write_zotero
from refexport.formats.format import loss
from refexport.model.entry import Entry
from refexport.model.text import literal_text
from tests.csl_schema import REFUSED_BY_ZOTERO, faults
from tests.formats.samples import BEYOND_T1, SAMPLES, arxiv, entry


def item(type_, /, writer=write, **fields):
    (one,) = json.loads(writer([entry("k", type_, **fields)]).text)
    return {name: value for name, value in one.items() if name not in ("id", "citation-key")}


@pytest.mark.parametrize("writer", [write, write_zotero])
def test_the_schema_is_met(writer):
    items = json.loads(writer([*SAMPLES, *BEYOND_T1, *(Entry("k" + t, t, {}) for t in TYPES)]).text)
    assert faults(items) == []


@pytest.mark.parametrize(
    "item",
    [
        {"id": "k"}, {"type": "book"}, {"id": "k", "type": "novel"}, {"id": "k", "type": "book", "license": "CC0"},
        {"id": "k", "type": "book", "title": 3}, {"id": "k", "type": "book", "author": [{"name": "A"}]},
        {"id": "k", "type": "book", "issued": {"date-parts": [[2017, 1, 2, 3]]}},
    ],
)  # fmt: skip
def test_the_schema_finds_what_is_wrong(item):
    assert len(faults([item])) == 1


@pytest.mark.parametrize("writer", [write, write_zotero])
def test_zotero_knows_every_type(writer):
    items = json.loads(writer([Entry("k" + t, t, {}) for t in TYPES]).text)
    refused = {one["type"] for one in items} & REFUSED_BY_ZOTERO
    assert refused == (set() if writer is write_zotero else REFUSED_BY_ZOTERO)


def test_no_items():
    assert write([]).text == "[]\n"


def test_one_property_a_line():
    assert write([entry("k", "book", title="T", author=["van Gogh, Vincent"], date="2017-03")]).text == (
        "[\n  {\n"
        '    "id": "k",\n'
        '    "type": "book",\n'
        '    "citation-key": "k",\n'
        '    "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}],\n'
        '    "title": "T",\n'
        '    "issued": {"date-parts": [[2017, 3]]}\n'
        "  }\n]\n"
    )


@pytest.mark.parametrize(
    ("type_", "fields", "said"),
    [
        ("article", {"journaltitle": "J", "journalsubtitle": "S", "number": "3"}, {"type": "article-journal", "container-title": "J: S", "issue": "3"}),
        ("article", {"entrysubtype": "newspaper"}, {"type": "article-newspaper"}),
        ("inproceedings", {"booktitle": "B", "eventtitle": "E", "venue": "V", "number": "2"}, {"type": "paper-conference", "container-title": "B", "event-title": "E", "event-place": "V", "collection-number": "2"}),
        ("incollection", {"editor": ["A, B"], "maintitle": "M"}, {"type": "chapter", "container-title": "M", "editor": [{"family": "A", "given": "B"}]}),
        ("report", {"number": "R-1", "institution": "I", "genre": "techreport"}, {"type": "report", "number": "R-1", "publisher": "I", "genre": "Technical report"}),
        ("blogpost", {"organization": "Log"}, {"type": "post-weblog", "container-title": "Log"}),
        ("video", {"organization": "YouTube"}, {"type": "motion_picture", "publisher": "YouTube"}),
        ("software", {"version": "1"}, {"type": "software", "version": "1"}),
        ("misc", {"date": "2017-21"}, {"type": "document", "issued": {"date-parts": [[2017]], "season": 1}}),
        ("misc", {"date": "2017~"}, {"type": "document", "issued": {"date-parts": [[2017]], "circa": True}}),
        ("misc", {"date": "2017-08-06/2017-08-11"}, {"type": "document", "issued": {"date-parts": [[2017, 8, 6], [2017, 8, 11]]}}),
        ("misc", {"pages": "1--10", "urldate": "2020-01-02"}, {"type": "document", "page": "1-10", "accessed": {"date-parts": [[2020, 1, 2]]}}),
        ("misc", {"eid": "e1"}, {"type": "document", "page": "e1"}),
        ("misc", {"keywords": ["a, b", "c"]}, {"type": "document", "keyword": "a, b; c"}),
        ("misc", {"keywords": ["a, b"]}, {"type": "document", "keyword": "a, b;"}),
        ("misc", {"shortjournal": "J."}, {"type": "document", "container-title-short": "J.", "journalAbbreviation": "J."}),
        ("misc", {"eprint": "1", "eprinttype": "hdl"}, {"type": "document", "custom": {"eprint": "1", "eprinttype": "hdl"}}),
        ("inbook", {"booktitle": "B", "editor": ["A, B"]}, {"type": "chapter", "container-title": "B", "editor": [{"family": "A", "given": "B"}], "custom": {"entrytype": "inbook"}}),
        ("preprint", arxiv("1703.03400"), {"type": "article", "number": "arXiv:1703.03400", "publisher": "arXiv", "custom": {"arxiv": "1703.03400", "arxiv-class": "cs.LG"}}),
    ],
)  # fmt: skip
def test_items(type_, fields, said):
    assert item(type_, **fields) == said


def test_markup():
    assert item("misc", title="<i>E</i> H<sub>2</sub>O {Keep} <sc>c</sc> $x<y$ a < b")["title"] == (
        '<i>E</i> H<sub>2</sub>O <span class="nocase">Keep</span> <span style="font-variant: small-caps;">c</span> $x<y$ a < b'
    )


@pytest.mark.parametrize(
    ("text", "shown"), [("<b>x</b>", "&lt;b>x&lt;/b>"), ("a &lt; b", "a &amp;lt; b"), ("R&D <x>", "R&D <x>")]
)
def test_text_is_no_markup(text, shown):
    assert json.loads(write([Entry("k", "misc", {"title": literal_text(text)})]).text)[0]["title"] == shown


def test_names_for_zotero_are_two_parts():
    said = item(
        "misc", writer=write_zotero, author=["van Gogh, Vincent", "King, Jr., Martin", "{The Group, Inc.}", "Plato"]
    )
    assert said["author"] == [
        {"family": "van Gogh", "given": "Vincent"},
        {"family": "King", "given": "Martin, Jr."},
        {"literal": "The Group, Inc."},
        {"family": "Plato"},
    ]


@pytest.mark.parametrize(
    ("type_", "fields", "type_said", "note"),
    [
        ("software", {}, "document", "type: software\nCitation Key: k"),
        ("booklet", {}, "book", "Citation Key: k"),
        (
            "article",
            {"note": "mine", **arxiv("1703.03400")},
            "article-journal",
            "Citation Key: k\narXiv: 1703.03400 [cs.LG]\nmine",
        ),
        ("preprint", arxiv("1703.03400"), "article", "Citation Key: k\narXiv: 1703.03400 [cs.LG]"),
        ("preprint", {"eprint": "1703.03400", "eprinttype": "arxiv"}, "article", "Citation Key: k"),
        ("software", {"version": "0.4"}, "document", "type: software\nCitation Key: k\nversion: 0.4"),
        ("dataset", {"version": "0.4"}, "dataset", "Citation Key: k"),
        ("book", {"license": "CC BY 4.0"}, "book", "Citation Key: k\nrights: CC BY 4.0"),
        ("book", {"origdate": "1890-05"}, "book", "Citation Key: k\noriginal-date: 1890-05"),
        ("thesis", {"doi": "10.1/x"}, "thesis", "Citation Key: k\nDOI: 10.1/x"),
        ("article", {"doi": "10.1/x"}, "article-journal", "Citation Key: k"),
    ],
)
def test_what_zotero_takes_from_notes(type_, fields, type_said, note):
    said = item(type_, writer=write_zotero, **fields)
    assert (said["type"], said["note"]) == (type_said, note)


def test_what_a_line_says_fills_no_field_before_it():
    """Else the line stays in Extra as litter; Zotero's expression for lines takes "Citation Key: DBLP" for a label."""
    works = [entry(key, "thesis", doi="10.1/x", origdate="1890") for key in ("k", "DBLP:a/b")]
    bare, colon = json.loads(write_zotero(works).text)
    assert not {"citation-key", "DOI", "original-date"} & set(bare)
    assert colon["citation-key"] == "DBLP:a/b"


@pytest.mark.parametrize(
    ("fields", "loss"),
    [
        ({"author": ["A, B", "others"]}, loss("k", "author", "CSL-JSON has no 'and others'", "author")),
        ({"howpublished": "x"}, loss("k", "howpublished", "the format has no such field")),
    ],
)
def test_losses(fields, loss):
    assert write([entry("k", "misc", **fields)]).lost == (loss,)


@given(st.text(st.sampled_from(string.printable + "\x00\u2028\ud800\u202eé<>&$"), max_size=20))
def test_any_text_is_strict_json(text):
    written = write([Entry("k", "misc", {"title": literal_text(text), "note": literal_text(text), "doi": text})]).text
    written.encode()
    json.loads(written, parse_constant=pytest.fail)
    assert "\\u00" not in written
