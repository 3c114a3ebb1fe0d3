"""Open Library: books of any shape, and that an empty answer says nothing. Form: openlibrary.org/dev/docs/api/books."""

import pytest

from refexport.errors import UnavailableError
from refexport.registries import openlibrary
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled

ASKED = ["9780262035613", "9780120644810", "9782070427796", "9780306406157", "9781789534207"]


@pytest.fixture
def records():
    return openlibrary.parse(own("openlibrary/books.json"), ASKED)


def test_a_book_as_openlibrary_has_it():
    told = openlibrary.parse(own("openlibrary/one_book.json"), ["9782070427796"])["9782070427796"]
    assert (told.id, told.service) == ("isbn:9782070427796", "openlibrary")
    assert spelled(told) == {
        "type": "book", "title": "Les ombres errantes", "author": ["Quignard, Pascal"], "publisher": "Gallimard",
        "location": "Paris", "date": "2002", "isbn": "9782070427796",
    }  # fmt: skip


def test_one_request_asks_for_all():
    request = openlibrary.request(["9780262035613", "9780120644810"])
    assert request.path == "/api/books"
    assert dict(request.query) == {
        "bibkeys": "ISBN:9780262035613,ISBN:9780120644810", "jscmd": "data", "format": "json",
    }  # fmt: skip


def test_a_book_without_the_punctuation_of_library_cards(records):
    assert spelled(records["9780262035613"]) == {
        "type": "book", "title": "On Nothing", "subtitle": "A Study of Zero", "author": ["Doe, Jane", "van Roe, Richard"],
        "publisher": "Nowhere Press", "location": "Nowhere, Mass.", "date": "2016-11-18", "pagetotal": "775",
        "isbn": "9780262035613",
    }  # fmt: skip


def test_those_that_a_title_page_calls_editors_are_editors(records):
    assert spelled(records["9780120644810"]) == {
        "type": "collection", "title": "Nothing Gems", "editor": ["Roe, Richard"], "date": "1991", "pagetotal": "643",
        "isbn": "9780120644810",
    }  # fmt: skip


def test_what_is_missing_stays_missing(records):
    assert spelled(records["9780306406157"]) == {"type": "book", "title": "Only a title", "isbn": "9780306406157"}


def test_another_book_than_the_one_asked_for_is_not_taken(records):
    assert "9782070427796" not in records


@pytest.mark.parametrize("asked", [ASKED[-1:], ASKED])
def test_an_empty_answer_says_nothing(asked):
    """The server sends one for an unknown ISBN and for an error of its own alike (plugins/books/dynlinks.py)."""
    assert openlibrary.parse(Answer(200, b"{}"), asked) == {}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(200, b"<html><body>Internet Archive is down"), "HTML page"),
        (Answer(200, b"var _OLBookInfo = {};"), "unreadable"),
        (Answer(200, b"[]"), "no books"),
        (Answer(429, b""), "too many requests"),
        (Answer(503, b""), "server failed"),
        (Answer(404, b"{}"), "unexpected answer"),
    ],
)
def test_refusals_and_unreadable_answers_tell_nothing(answer, message):
    with pytest.raises(UnavailableError, match=message):
        openlibrary.parse(answer, ASKED[:1])
