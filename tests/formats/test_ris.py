"""RIS records: one value a line, tags as Zotero, EndNote, citation-js, bibutils and rispy read them."""

import re

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from refexport.data.datamodel import TYPES
from refexport.formats.format import loss
from refexport.formats.ris.ris import SUBTYPES, write
from refexport.formats.ris.rows import TYPES as RIS_TYPES
from refexport.model.entry import Entry
from refexport.model.name import Name
from refexport.model.text import literal_text
from tests.formats.samples import SAMPLES, arxiv, entry


def tags(type_, **fields):
    """The (tag, value) pairs of a record without its frame and its key."""
    lines = write([entry("k", type_, **fields)]).text.split("\r\n")
    pairs = [(line[:2], line[6:]) for line in lines if line]
    assert pairs[0][0] == "TY"
    assert pairs[-1] == ("ER", "")
    return [pairs[0][1], *(pair for pair in pairs[1:-1] if pair != ("M2", "Citation Key: k"))]


def test_a_record_as_a_file_has_it():
    one = entry(
        "gogh1888",
        "article",
        title="T",
        author=["van Gogh, Vincent"],
        journaltitle="J",
        date="1888-07-04",
        pages="1--10",
    )
    assert write([one]).text == (
        "TY  - JOUR\r\nAU  - van Gogh, Vincent\r\nTI  - T\r\nT2  - J\r\nJF  - J\r\nPY  - 1888\r\nDA  - 1888/07/04\r\n"
        "SP  - 1\r\nEP  - 10\r\nM2  - Citation Key: gogh1888\r\nER  - \r\n"
    )


KNOWN_TO_CITATION_JS = """
ABST ADVS AGGR ANCIENT ART BILL BLOG BOOK CASE CHAP CHART CLSWK COMP CONF CPAPER CTLG DATA DBASE DICT EBOOK ECHAP EDBOOK
EJOUR ELEC ENCYC EQUA FIGURE GEN GOVDOC GRANT HEAR ICOMM INPR JFULL JOUR LEGAL MANSCPT MAP MGZN MPCT MULTI MUSIC NEWS PAMP
PAT PCOMM RPRT SER SLIDE SOUND STAND STAT THES UNBILL UNPB VIDEO WEB
"""
"""The types of its plug-in for RIS 0.7."""


def test_every_type_has_a_code_that_clients_know():
    assert set(RIS_TYPES.written) == set(TYPES)
    written = {*RIS_TYPES.written.values(), *SUBTYPES.values()}
    assert written <= set(TYPE_OF_REFERENCE_MAPPING)
    assert written <= set(KNOWN_TO_CITATION_JS.split())
    assert set(RIS_TYPES.read.values()) <= set(TYPES)


@pytest.mark.parametrize(
    ("type_", "fields", "said"),
    [
        ("preprint", arxiv("1703.03400"), ["UNPB", ("M2", "arXiv: 1703.03400"), ("M2", "type: preprint")]),
        ("misc", {}, ["GEN", ("M2", "type: document")]),
        ("inproceedings", {"booktitle": "B", "booksubtitle": "S", "eventtitle": "E", "location": "L", "date": "2008"}, ["CONF", ("C3", "B: S"), ("JF", "B: S"), ("T2", "E"), ("PY", "2008"), ("DA", "2008///"), ("C1", "L"), ("CY", "L")]),
        ("inproceedings", {"venue": "V"}, ["CONF", ("C1", "V"), ("CY", "V")]),
        ("incollection", {"booktitle": "B", "editor": ["C, D"], "chapter": "1"}, ["CHAP", ("A2", "C, D"), ("T2", "B"), ("JF", "B"), ("SE", "1")]),
        ("book", {"author": ["A, B"], "editor": ["C, D"], "series": "S", "number": "7", "edition": "2", "isbn": "1", "pagetotal": "300"}, ["BOOK", ("AU", "A, B"), ("A3", "C, D"), ("T2", "S"), ("M1", "7"), ("SP", "300"), ("ET", "2"), ("SN", "1")]),
        ("report", {"number": "R-1", "institution": "I", "genre": "techreport"}, ["RPRT", ("SN", "R-1"), ("PB", "I"), ("M3", "Technical report")]),
        ("thesis", {"institution": "U", "genre": "phdthesis"}, ["THES", ("PB", "U"), ("M3", "PhD thesis")]),
        ("software", {"version": "1"}, ["COMP", ("ET", "1")]),
        ("online", {"organization": "Site", "urldate": "2020-01-02", "url": "u"}, ["ELEC", ("T2", "Site"), ("JF", "Site"), ("UR", "u"), ("Y2", "2020/01/02")]),
        ("article", {"date": "2017-03"}, ["JOUR", ("PY", "2017"), ("DA", "2017/03//")]),
        ("article", {"date": "2017-21"}, ["JOUR", ("PY", "2017"), ("DA", "2017///spring")]),
        ("article", {"eid": "e1", "issn": "1234-5679", "number": "2"}, ["JOUR", ("IS", "2"), ("SP", "e1"), ("SN", "1234-5679")]),
        ("article", {"pages": "1--10, 15--16"}, ["JOUR", ("SP", "1"), ("EP", "10, 15-16")]),
        ("article", {"author": ["King, Jr., Martin", "{OpenAI}", "Plato"]}, ["JOUR", ("AU", "King, Martin, Jr."), ("AU", "OpenAI"), ("AU", "Plato")]),
        ("article", {"author": [{"family": "King", "suffix": "Jr."}]}, ["JOUR", ("AU", "King, , Jr.")]),
        ("article", {"keywords": ["a, b", "c"]}, ["JOUR", ("KW", "a, b"), ("KW", "c")]),
        ("article", {"title": "A $x_1$ {B}", "subtitle": "C"}, ["JOUR", ("TI", "A $x_1$ B: C")]),
    ],
)  # fmt: skip
def test_records(type_, fields, said):
    assert tags(type_, **fields) == said


@pytest.mark.parametrize(
    ("type_", "fields", "loss"),
    [
        ("article", {"author": ["A, B", "others"]}, loss("k", "author", "RIS has no 'and others'", "author")),
        (
            "article",
            {"author": ["{A, Inc.}"]},
            loss("k", "author", "RIS tells the parts of a name, and groups from people, by commas only", "author"),
        ),
        ("article", {"title": "<i>E</i>"}, loss("k", "title", "RIS has no markup", "title")),
        ("article", {"date": "2017/2018"}, loss("k", "date", "RIS has no range of dates", "date")),
        ("article", {"date": "2017~"}, loss("k", "date", "RIS has no uncertain dates", "date")),
        ("article", {"keywords": ["a, b"]}, loss("k", "keywords", "a comma in the only keyword", "keywords")),
        ("article", {"pmid": "1"}, loss("k", "pmid", "the format has no such field")),
        ("mvbook", {"author": ["A, B"]}, loss("k", "type", "RIS has no mvbook; written as BOOK")),
        ("software", {"language": "de"}, loss("k", "language", "the format has no such field")),
    ],
)
def test_losses(type_, fields, loss):
    assert write([entry("k", type_, **fields)]).lost == (loss,)


BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x00", "\x1b"]


@given(st.lists(st.sampled_from([*BREAKS, "ER  - ", "TY  - JOUR", "a", " ", "é"]), max_size=8).map("".join))
def test_no_value_becomes_a_tag(text):
    value = literal_text(text)
    one = Entry(
        "k",
        "article",
        {
            "title": value,
            "author": (Name(text, text), Name(literal=text)),
            "keywords": (text, text),
            "doi": text,
            "abstract": value,
        },
    )
    written = write([one]).text
    lines = written.removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\x00-\x1f\x7f-\x9f\u2028\u2029]*", line) for line in lines)
    assert len(written.splitlines()) == len(lines)
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - JOUR", "ER  - "]


def test_rispy_reads_every_record():
    read = rispy.loads(write(SAMPLES).text)
    assert [one["title"] for one in read if "title" in one] == [one.get("title") for one in read]
    assert len(read) == len(SAMPLES)
