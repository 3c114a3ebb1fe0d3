"""Web of Science's tagged files: expected readings after Clarivate's "Web of Science Core Collection Field Tags"."""

import re
import subprocess

import pytest

from refexport.formats.isi import parse_author, read
from refexport.model.date import Date
from refexport.model.name import Name

FILE = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Doe, JM
   Roe, R
AF Doe, Jane M.
   Roe, Richard
TI A title that goes
   on
SO JOURNAL OF X
PY 2019
PD MAR 5
VL 12
IS 3
BP 12
EP 34
SN 1234-5679
DI 10.1000/x
DE heart; beats
AB Abstract one.
UT WOS:1
ER

PT B
BE Poe, E
SO A BOOK
PU HOUSE
PI BERLIN
PY 2001
ER

EF
"""


def test_an_article_is_read_whole():
    article = read(FILE, "f.isi").entries[0]
    assert article.type == "article"
    assert article.names("author") == (Name("Doe", "Jane M."), Name("Roe", "Richard"))
    assert article.date() == Date(2019, 3, 5)
    assert article.words("keywords") == ("heart", "beats")
    fields = ("title", "journaltitle", "volume", "number", "pages", "issn", "doi", "abstract")
    assert [article.plain(field) for field in fields] == [
        "A title that goes on", "JOURNAL OF X", "12", "3", "12--34", "1234-5679", "10.1000/x", "Abstract one.",
    ]  # fmt: skip


def test_a_book_of_editors_is_a_collection_with_its_title():
    book = read(FILE, "f.isi").entries[1]
    assert (book.type, book.plain("title"), book.plain("booktitle")) == ("collection", "A BOOK", "")
    assert (book.names("editor"), book.plain("publisher"), book.plain("location")) == (
        (Name("Poe", "E."),),
        "HOUSE",
        "BERLIN",
    )


def test_records_know_their_lines_and_stray_lines_are_kept():
    found = read(FILE.replace("PT B", "a stray line\nPT B"), "f.isi")
    assert found.entries.lines == (3, 25)
    assert [(one.line, one.text) for one in found.entries.unread] == [(24, "a stray line")]
    assert [(one.line, one.value) for one in found.problems if one.level == "error"] == [(24, "a stray line")]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Doe, JM", Name("Doe", "J. M.")),
        ("Doe, Jane M.", Name("Doe", "Jane M.")),
        ("van der Berg, Jan", Name("Berg", "Jan", "van der")),
        ("King, ML, Jr.", Name("King", "M. L.", suffix="Jr.")),
        ("WHO Group", Name(literal="WHO Group")),
    ],
)
def test_names(value, name):
    assert parse_author(value) == name


@pytest.mark.program("isi2xml")
def test_bibutils_reads_the_same(tmp_path):
    """bibutils' isi2xml is a second reader of the format."""
    (tmp_path / "f.isi").write_text(FILE.removeprefix("\ufeff"), encoding="utf-8")
    mods = subprocess.run(["isi2xml", tmp_path / "f.isi"], capture_output=True, text=True, check=True).stdout
    article = read(FILE, "f.isi").entries[0]
    first = mods.partition("</mods>")[0]
    said = {" ".join(words.split()) for words in re.findall(r">([^<>]+)<", first)}
    fields = ("title", "journaltitle", "volume", "number", "issn", "doi", "abstract")
    assert {article.plain(field) for field in fields} <= said
    assert {*article.plain("pages").split("--"), *article.words("keywords")} <= said
    assert {name.family for name in article.names("author")} <= said
