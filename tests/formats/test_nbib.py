"""PubMed's .nbib: expected readings after NLM's "MEDLINE/PubMed Data Element (Field) Descriptions"."""

import pytest

from refexport.formats.nbib.nbib import FORMAT, read
from refexport.formats.nbib.values import parse_author, parse_dp, parse_pages
from refexport.model.date import Date
from refexport.model.name import Name
from tests.formats.samples import entry

ARTICLE = """
PMID- 12345678
OWN - NLM
IS  - 1234-5678 (Print)
IS  - 8765-4321 (Electronic)
VI  - 12
IP  - 3
DP  - 2019 Mar 5
TI  - Effects of {Something} on a title that goes
      on in a second line.
PG  - 1123-9
LID - 10.1000/xyz [doi]
AID - S1234-5678(19)30001-1 [pii]
AID - 10.1000/xyz [doi]
FAU - van der Berg, Jan Q Jr
AU  - van der Berg JQ Jr
CN  - WHO Group, Europe
PT  - Journal Article
PT  - Review
JT  - The journal of examples
TA  - J Ex
MH  - *Heart/anatomy & histology
OT  - beats
PMC - PMC7654321

PMID- 2
BTI - A Whole Book
PB  - NIH
DP  - 2010 1st Quart

PMID- 3
TI  - A Chapter
BTI - A Whole Book
FED - Roe, Mary
"""


def test_an_article_is_read_whole():
    article = read(ARTICLE, "p.nbib").entries[0]
    assert article.type == "article"
    assert article.plain("title") == "Effects of {Something} on a title that goes on in a second line"
    assert article.names("author") == (Name("Berg", "Jan Q", "van der", "Jr"), Name(literal="WHO Group, Europe"))
    assert article.words("keywords") == ("Heart/anatomy & histology", "beats")
    assert article.date() == Date(2019, 3, 5)
    literals = ("pmid", "pmcid", "issn", "volume", "number", "pages", "doi", "journaltitle", "shortjournal")
    assert [article.plain(field) for field in literals] == [
        "12345678", "PMC7654321", "1234-5678", "12", "3", "1123--1129", "10.1000/xyz", "The journal of examples", "J Ex",
    ]  # fmt: skip


def test_what_no_field_takes_is_a_message_at_its_line():
    problems = read(ARTICLE, "p.nbib").problems
    assert {(one.line, one.value) for one in problems} == {
        (3, "OWN NLM"), (4, "(Print)"), (5, "8765-4321 (Electronic)"), (13, "S1234-5678(19)30001-1 [pii]"), (19, "Review"), (29, "2010 1st Quart"),
    }  # fmt: skip
    assert {one.path for one in problems} == {"p.nbib"}


def test_a_book_and_its_chapter_are_told_by_their_titles():
    _, book, chapter = read(ARTICLE, "p.nbib").entries
    assert (book.type, book.plain("title"), book.plain("booktitle")) == ("book", "A Whole Book", "")
    assert (chapter.type, chapter.plain("title"), chapter.plain("booktitle")) == (
        "incollection",
        "A Chapter",
        "A Whole Book",
    )
    assert chapter.names("editor") == (Name("Roe", "Mary"),)


def test_records_know_their_lines_and_need_no_blank_line_between():
    found = read("PMID- 1\nTI  - A\nPMID- 2\nTI  - B\n", "p.nbib").entries
    assert found.lines == (1, 3)


def test_lines_before_a_record_are_said():
    (problem,) = read("what is this\nPMID- 1\nTI  - A\n", "p.nbib").problems
    assert (problem.line, problem.value) == (1, "what is this")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Doe, Jane M", Name("Doe", "Jane M")),
        ("Doe, Jane M 3rd", Name("Doe", "Jane M", suffix="3rd")),
        ("Doe JM", Name("Doe", "J. M.")),
        ("de Azevedo WF Jr", Name("Azevedo", "W. F.", "de", "Jr")),
        ("Madonna", Name("Madonna")),
    ],
)
def test_names(value, name):
    assert parse_author(value) == name


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2019", Date(2019)),
        ("2019 Mar", Date(2019, 3)),
        ("2019 Spring", Date(2019, 21)),
        ("2019 Mar-Apr", Date(2019, 3, end=Date(2019, 4))),
        ("2019 Dec-2020 Jan", Date(2019, 12, end=Date(2020, 1))),
        ("2019 Mar 28-Apr 3", Date(2019, 3, 28, end=Date(2019, 4, 3))),
        ("2019 Mar 5-12", Date(2019, 3, 5, end=Date(2019, 3, 12))),
        ("2019-2020", Date(2019, end=Date(2020))),
    ],
)
def test_dates(value, date):
    assert parse_dp(value) == date


@pytest.mark.parametrize("value", ["", "Mar 2019", "2019 Foo", "2019 Mar 45", "19-"])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValueError, match=r"."):
        parse_dp(value)


@pytest.mark.parametrize(
    ("value", "pages"),
    [
        ("637-41", "637--641"),
        ("1-10", "1--10"),
        ("e123", "e123"),
        ("12-5, 20", "12--15, 20"),
        ("1123-1129", "1123--1129"),
    ],
)
def test_pages(value, pages):
    assert parse_pages(value) == pages


WRITTEN = """\
PMID- 12
VI  - 3
DP  - 2019 Mar 5
TI  - A title that is so long that it has to go on in a second line, which starts with
      six blanks.
PG  - 123-128
AID - 10.1000/x [doi]
FAU - van der Berg, Jan
AU  - van der Berg J
AUID- ORCID: 0000-0002-1825-0097
CN  - WHO Group
LA  - ger
JT  - J
OID - refexport: k
PT  - Journal Article
"""
"""As NLM's descriptions of the elements have them: tags of four places, FAU before AU, three letters of a language."""


def test_an_article_is_written_as_pubmed_writes_it():
    title = "A title that is so long that it has to go on in a second line, which starts with six blanks"
    authors = [{"family": "Berg", "given": "Jan", "particle": "van der", "orcid": "0000-0002-1825-0097"}, "{WHO Group}"]
    fields = {"pmid": "12", "volume": "3", "date": "2019-03-05", "pages": "123--128", "doi": "10.1000/x"}
    made = entry("k", "article", title=title, author=authors, language="de", journaltitle="J", **fields)
    written = FORMAT.write([made])
    assert written.text == WRITTEN
    assert written.lost == ()
    assert read(written.text, "p.nbib").entries == (made,)


def test_what_medline_has_no_place_for_is_named():
    made = entry("k", "online", title="<i>T</i>", url="https://x.org", translator=["Doe, Jane"])
    assert {one.field for one in FORMAT.write([made]).lost} == {"title", "url", "translator", "type"}


def test_stray_lines_are_an_error_and_are_kept():
    found = read("a stray line\nand one more\n\nPMID- 1\nTI  - A.\n\nanother\n", "p.nbib")
    assert [(one.line, one.text) for one in found.entries.unread] == [(1, "a stray line\nand one more"), (7, "another")]
    assert [(one.line, one.level) for one in found.problems] == [(1, "error"), (7, "error")]
    assert found.entries[0].plain("title") == "A"


@pytest.mark.parametrize(
    ("value", "name"),
    [("Doe, Jane Jr.", Name("Doe", "Jane", suffix="Jr.")), ("Doe, Jane", Name("Doe", "Jane")), ("Doe,", Name("Doe"))],
)
def test_a_name_in_full_is_read(value, name):
    assert parse_author(value) == name
