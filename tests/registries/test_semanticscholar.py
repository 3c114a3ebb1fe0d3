"""Semantic Scholar: answers in the shape of its Academic Graph API (api.semanticscholar.org/api-docs/graph)."""

import json

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, parse_value
from refexport.registries import semanticscholar
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled

WORKS = {
    "arxiv:1902.00001": {
        "type": "preprint", "title": "On Nothing, or Much", "author": ["Nobody, Ada", "van Doe, B."], "date": "2019",
        "eprint": "1902.00001", "eprinttype": "arxiv",
    },
    "dblp:conf/icml/NobodyD19": {
        "type": "inproceedings", "title": "On Nothing, or Much", "author": ["Nobody, Ada", "van Doe, B."],
        "date": "2019", "dblp": "conf/icml/NobodyD19",
    },
    "doi:10.1000/nothing.2": {
        "type": "article", "title": "Much & More", "author": ["Roe, Cy"], "date": "2020", "doi": "10.1000/nothing.2",
    },
    "arxiv:1902.00003": {
        "type": "preprint", "title": "Only a Preprint", "date": "2019", "eprint": "1902.00003", "eprinttype": "arxiv",
    },
}  # fmt: skip


def test_a_paper_is_a_preprint_and_a_publication_by_the_identifiers_that_it_has():
    """One without an identifier that can be written down, or without a title, is none."""
    found = semanticscholar.found(own("semanticscholar/papers.json"))
    assert {one.id: spelled(one) for one in found} == WORKS
    assert [one.id for one in found] == list(WORKS)
    assert {one.service for one in found} == {"semanticscholar"}


def test_a_search_is_for_the_words_of_the_title():
    """ "Hyphenated query terms yield no matches" (the API's documentation)."""
    entry = Entry("x", "", {"title": parse_value("title", "Model-Agnostic: on $x$ & y")})
    request = semanticscholar.search([entry])
    assert dict(request.query)["query"] == "Model Agnostic on x y"
    assert {"title", "authors", "year", "externalIds"} <= set(dict(request.query)["fields"].split(","))
    assert semanticscholar.search([Entry("x", "", {"title": parse_value("title", "?")})]) is None


def test_a_title_of_an_error_page_spoils_no_other_candidate():
    titles = ("Just a moment...", "On Nothing")
    papers = [{"externalIds": {"DOI": f"10.1000/{n}"}, "title": title} for n, title in enumerate(titles)]
    found = semanticscholar.found(Answer(200, json.dumps({"total": 2, "data": papers}).encode()))
    assert [one.id for one in found] == ["doi:10.1000/1"]


def test_nothing_found_is_no_failure():
    assert semanticscholar.found(own("semanticscholar/none.json")) == []


@pytest.mark.parametrize(
    "answer", [Answer(403, b"{}"), Answer(429, b"{}"), Answer(200, b'{"message": "Forbidden"}'), Answer(200, b"<html>")]
)
def test_refusals_tell_nothing(answer):
    with pytest.raises(UnavailableError):
        semanticscholar.found(answer)
