"""The row engine and the gate for characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.errors import FileError
from refexport.formats import FORMATS, format_of_path
from refexport.formats.format import (
    Partly,
    Row,
    between_commas,
    but,
    clean,
    clean_entry,
    join_title,
    lay_out,
    loss,
    moved,
    only,
    table_of,
)
from refexport.model.entry import Entry, parse_value
from refexport.model.name import Name
from refexport.model.text import Span, Style, plain_text
from tests.formats.samples import entry


def plain(one, field):
    return one.plain(field)


ROWS = (
    Row("title", "T", plain),
    Row("date", "Y", lambda one, field: str(one.year), types=only("book")),
    Row("eid", "P", plain, types=but("book")),
    Row("pages", "P", plain),
    Row("number", "N", lambda one, field: Partly("1", "only one")),
    Row("genre", "G", lambda one, field: ""),
    Row("series", "S", lambda one, field: None),
    Row("series", "T", plain),
    Row("booktitle", "B", plain, also=("booksubtitle",)),
)
WORK = entry(
    "k",
    "book",
    pages="1",
    title="A",
    date="2020",
    number="12",
    genre="x",
    series="y",
    eid="e1",
    booktitle="b",
    booksubtitle="c",
    dblp="d",
)


def test_rows_lay_out_an_entry_in_their_order():
    held, lost = lay_out(WORK, table_of(ROWS, "book"))
    assert list(held.items()) == [("T", "A"), ("Y", "2020"), ("P", "1"), ("N", "1"), ("B", "b")]
    assert sorted(lost, key=lambda one: one.field) == [
        loss("k", "eid", "the format has no such field"),
        loss("k", "number", "only one", "number"),
        loss("k", "series", "the format has no such field"),
    ]


def test_the_first_of_equal_targets_wins():
    held, lost = lay_out(WORK, table_of(ROWS, "article"))
    assert held["P"] == "e1"
    assert {loss.field for loss in lost} == {"date", "pages", "number", "series"}


def test_moves_fill_only_free_fields():
    moves = (("publisher", "institution", frozenset({"thesis"})),)
    thesis, lost = moved(entry("k", "thesis", publisher="P"), moves)
    assert thesis.plain("institution") == "P"
    assert lost == [loss("k", "publisher", "thesis has no such field", "institution")]
    both = entry("k", "thesis", publisher="P", institution="I")
    assert moved(both, moves) == (both, [])
    book = entry("k", "book", publisher="P")
    assert moved(book, moves) == (book, [])


@pytest.mark.parametrize(("title", "joined"), [("A", "A: B"), ("A?", "A? B"), ("A:", "A: B"), ("<i>A!</i>", "A! B")])
def test_titles_are_joined(title, joined):
    assert plain_text(join_title(entry("k", "book", title=title, subtitle="B"), "title", "subtitle")) == joined


def test_a_comma_in_a_keyword_is_a_loss():
    assert between_commas(entry("k", "book", keywords=["a", "b"]), "keywords", "a, b") == "a, b"
    assert isinstance(between_commas(entry("k", "book", keywords=["a, b"]), "keywords", "a; b"), Partly)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mb\x00c", "a [31mb c"), ("a\r\n\tb", "a b"), ("a\u2028b\u0085c", "a b c"), ("a\u202eb\u200bc\ufeff", "abc"),
        ("a\ud800b", "a\ufffdb"), ("a\ufffeb\ufdd0", "ab"), ("a\u00a0b", "a\u00a0b"), ("学 é 🎓", "学 é 🎓"), ("co\u00adop", "coop"),
    ],
)  # fmt: skip
def test_cleaning(text, cleaned):
    assert clean(text) == cleaned


@given(st.text())
def test_no_steering_character_is_left(text):
    assert not {unicodedata.category(c) for c in clean(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_value_of_an_entry_is_cleaned():
    dirty = Entry("k", "book", {
        "title": (Span("a\x00", frozenset({Style.BOLD})), Span("b")), "author": (Name("x\u202e", "y\n z"), Name(literal="ok")),
        "keywords": ("k\x1b", "l"), "doi": "10.1/\u200bx", "date": parse_value("date", "2020"),
    })  # fmt: skip
    cleaned, lost = clean_entry(dirty)
    assert {(loss.field, loss.instead) for loss in lost} == {(f, f) for f in ("title", "author", "keywords", "doi")}
    assert cleaned.fields == {
        "title": (Span("a ", frozenset({Style.BOLD})), Span("b")), "author": (Name("x", "y z"), Name(literal="ok")),
        "keywords": ("k ", "l"), "doi": "10.1/x", "date": parse_value("date", "2020"),
    }  # fmt: skip


def test_a_clean_entry_is_the_same_entry():
    assert clean_entry(WORK) == (WORK, [])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.bib", "bibtex"),
        ("x/a.biblatex.bib", "biblatex"),
        ("a.json", "csl-json"),
        ("A.Zotero.JSON", "zotero"),
        ("a.rdf", "zotero-rdf"),
        ("a.bbt.json", "bbt-json"),
        ("a.ris", "ris"),
        ("a.yaml", "csl-yaml"),
        ("a.yml", "hayagriva"),
        ("a.endnote.xml", "endnote"),
        ("a.enw", "enw"),
        ("a.mods", "mods"),
        ("a.Sources.xml", "word"),
    ],
)
def test_formats_by_suffix(path, name):
    assert format_of_path(path) is FORMATS[name]


def test_an_unknown_suffix_says_which_are_known():
    with pytest.raises(FileError) as caught:
        format_of_path("a.docx")
    assert ".ris (ris)" in caught.value.hint


def test_all_formats_write_and_read():
    names = "bibtex biblatex csl-json csl-yaml zotero zotero-rdf bbt-json ris hayagriva endnote enw mods word nbib cff"
    assert list(FORMATS) == names.split()
    for format_ in FORMATS.values():
        assert format_.read(format_.write([]).text, "x") == ((), ())
