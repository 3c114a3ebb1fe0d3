"""EndNote's .enw: expected readings after refer(1) and the EndNote manual's table of tags."""

import pytest

from refexport.formats.endnote.codecs import parse_author
from refexport.formats.endnote.enw import read
from refexport.model.date import Date
from refexport.model.name import Name

LIBRARY = """%0 Journal Article
%F doe2019
%A Doe, Jane M., Jr.
%A van Gogh, Vincent
%A World Health Organization,
%T A title with {braces} & a 100% sign
%B
%J Journal of Examples
%V 12
%N 3
%P 45-67
%@ 1234-5678
%D 2019
%R 10.1000/xyz
%K heart
beat, slow
%X First paragraph.

Second paragraph.
%Z a note
%Z another
%< read it
%> internal-pdf://1/doe.pdf
%M 999
%U https://a.example
%U https://b.example
%0 Edited Book
%E Roe, Mary
%T Collected
%B A Series
%@ 9780306406157
%0 Thesis
%A Poe
%T On Ravens
%I Some University
%D in press
%0 Odd Thing
%T Who knows
"""


def test_an_article_is_read_whole():
    article = read(LIBRARY, "l.enw").entries[0]
    assert (article.key, article.type) == ("doe2019", "article")
    assert article.names("author") == (
        Name("Doe", "Jane M.", suffix="Jr."),
        Name("Gogh", "Vincent", "van"),
        Name(literal="World Health Organization"),
    )
    assert article.plain("title") == "A title with {braces} & a 100% sign"
    assert article.words("keywords") == ("heart", "beat, slow")
    assert article.date() == Date(2019)
    fields = (
        "journaltitle",
        "volume",
        "number",
        "pages",
        "issn",
        "doi",
        "abstract",
        "note",
        "annotation",
        "file",
        "url",
    )
    assert [article.plain(field) for field in fields] == [
        "Journal of Examples", "12", "3", "45--67", "1234-5678", "10.1000/xyz", "First paragraph. Second paragraph.",
        "a note; another", "read it", "internal-pdf://1/doe.pdf", "https://a.example",
    ]  # fmt: skip


def test_what_no_field_takes_is_a_message_at_its_line():
    problems = read(LIBRARY, "l.enw").problems
    assert {(one.line, one.value) for one in problems} == {
        (24, "999"), (26, "https://b.example"), (37, "Odd Thing"),
    }  # fmt: skip


def test_fields_go_where_the_type_has_them():
    _, book, thesis, odd = read(LIBRARY, "l.enw").entries
    assert (book.type, book.plain("series"), book.plain("booktitle")) == ("collection", "A Series", "")
    assert book.plain("isbn") == "9780306406157"
    assert (thesis.type, thesis.plain("institution"), thesis.plain("pubstate")) == (
        "thesis",
        "Some University",
        "inpress",
    )
    assert (odd.type, odd.plain("title")) == ("misc", "Who knows")


def test_records_without_a_type_are_separated_by_blank_lines():
    found = read("%T One\n%D 2001\n\n%T Two\n", "l.enw").entries
    assert [entry.plain("title") for entry in found] == ["One", "Two"]
    assert found.lines == (1, 4)


def test_lines_before_a_record_are_said():
    (problem,) = read("what is this\n%0 Book\n%T A\n", "l.enw").problems
    assert (problem.line, problem.value) == (1, "what is this")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Doe, Jane", Name("Doe", "Jane")),
        ("Jane Doe", Name("Doe", "Jane")),
        ("Apple Inc.,", Name(literal="Apple Inc.")),
        ("de la Cruz, Ana", Name("Cruz", "Ana", "de la")),
    ],
)
def test_names(value, name):
    assert parse_author(value) == name
