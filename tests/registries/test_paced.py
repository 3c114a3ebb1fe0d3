"""The paces of the services by the real clock, as the server sees them."""

import pytest

from tests.paced import SLACK, load, measure, measure_two

pytestmark = pytest.mark.slow
ARXIV_GAP = 3.0
"""Seconds between two requests (info.arxiv.org/help/api/tou.html)."""


ONE_A_SECOND = 19.0
"""Seconds of twenty requests at the pace of those who give no address; with one they take 6.4 (`benchmarks pace`)."""

TEN_REQUESTS = 3.0
"""Seconds of ten requests at Crossref's three a second."""


def test_a_thousand_dois_take_twenty_requests_and_no_longer_than_crossref_asks():
    measured = measure(dois_=1000)
    assert (measured.missed, measured.refused) == (0, 0)
    assert measured.services["crossref"].requests == 20
    assert measured.seconds < ONE_A_SECOND


def test_without_an_address_lists_come_once_a_second():
    measured = measure(dois_=200, mailto="")
    assert (measured.missed, measured.refused, measured.services["crossref"].requests) == (0, 0, 4)
    assert measured.services["crossref"].gap >= 1.0 - SLACK


def test_arxiv_is_asked_every_three_seconds_on_one_connection_even_on_a_busy_machine():
    with load(4):
        measured = measure(papers_=500)
    assert (measured.missed, measured.services["arxiv"].requests) == (0, 5)
    assert measured.services["arxiv"].gap >= ARXIV_GAP
    assert measured.services["arxiv"].pause >= ARXIV_GAP
    assert measured.services["arxiv"].at_once == 1


def test_two_refexports_together_keep_arxivs_pace():
    measured = measure_two(200)
    assert (measured.missed, measured.services["arxiv"].requests) == (0, 4)
    assert measured.services["arxiv"].gap >= ARXIV_GAP
    assert measured.services["arxiv"].at_once == 1


def test_services_are_asked_side_by_side():
    slower = measure(papers_=500).seconds
    measured = measure(dois_=500, papers_=500)
    assert measured.missed == 0
    assert measured.services["crossref"].requests == 10
    assert measured.seconds < slower + TEN_REQUESTS  # one service after the other would take both
