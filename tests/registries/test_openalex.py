"""OpenAlex: answers in the shape of its list of works (docs.openalex.org), and the records that it merges wrongly."""

import json

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, parse_value
from refexport.registries import openalex
from refexport.registries.resolve import decide
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled

PEOPLE = ["Nobody, Ada", "van Doe, Bo"]
WORKS = {
    "arxiv:1902.00001": {
        "type": "preprint", "title": "On Nothing, or Much", "author": PEOPLE, "date": "2019", "eprint": "1902.00001",
        "eprinttype": "arxiv",
    },
    "doi:10.1000/nothing.1": {
        "type": "article", "title": "On Nothing, or Much", "author": PEOPLE, "date": "2019",
        "doi": "10.1000/nothing.1",
    },
    "arxiv:1902.00003": {
        "type": "preprint", "title": "Only a Preprint", "date": "2019", "eprint": "1902.00003", "eprinttype": "arxiv",
    },
    "doi:10.65215/copy.1": {
        "type": "preprint", "title": "A Known Paper", "author": ["Roe, Cy"], "date": "2025", "doi": "10.65215/copy.1",
    },
}  # fmt: skip


def test_a_work_is_a_preprint_and_a_publication_by_the_identifiers_that_it_has():
    """One without an identifier that can be written down, or without a title, is none."""
    found = openalex.found(own("openalex/works.json"))
    assert {one.id: spelled(one) for one in found} == WORKS
    assert {one.service for one in found} == {"openalex"}


@pytest.mark.parametrize("year", ["2025", "2024", "2017"])
def test_a_copy_of_a_known_paper_is_never_chosen(year):
    told = {"title": "A Known Paper", "author": ["Roe, Cy"], "date": year}
    entry = Entry("x", "", {field: parse_value(field, value) for field, value in told.items()})
    assert decide(entry, openalex.found(own("openalex/works.json"))).chosen == ()


def test_a_search_is_for_the_words_of_the_title_as_a_filter_takes_them():
    """A filter's value takes no comma and no bar; AND, OR and NOT are operators in capitals (docs.openalex.org)."""
    entry = Entry("x", "", {"title": parse_value("title", "Now, AND|or never: a: !b")})
    request = openalex.search([entry])
    assert dict(request.query)["filter"] == "title.search:now and or never a b"
    assert openalex.search([Entry("x", "", {"title": parse_value("title", "?")})]) is None


def test_a_title_of_an_error_page_spoils_no_other_candidate():
    works = [{"doi": f"10.1000/{n}", "title": title} for n, title in enumerate(("Just a moment...", "On Nothing"))]
    found = openalex.found(Answer(200, json.dumps({"results": works}).encode()))
    assert [one.id for one in found] == ["doi:10.1000/1"]


def test_nothing_found_is_no_failure():
    assert openalex.found(own("openalex/nothing.json")) == []


@pytest.mark.parametrize(
    "answer", [Answer(404, b"<!doctype html>"), Answer(429, b"{}"), Answer(200, b"{}"), Answer(200, b"<html>")]
)
def test_refusals_tell_nothing(answer):
    with pytest.raises(UnavailableError):
        openalex.found(answer)
