"""doi.org: which agency has a DOI."""

import pytest

from refexport.errors import UnavailableError
from refexport.registries import AGENCY
from refexport.registries.service import Answer
from tests.registries.conftest import own


def test_the_recorded_answer(recorded):
    dois = [
        "10.1109/cvpr.2016.90", "10.48550/arxiv.1706.03762", "10.1162/tacl_a_00276", "10.1162/tacl\\_a\\_00276",
        "10.1109/cvpr.2016.999999", "10.99999/nonexistent-prefix", "10.1000/not.asked",
    ]  # fmt: skip
    told = AGENCY.parse(recorded("doi-org/doira_multi.json"), dois)
    assert told == {
        "10.1109/cvpr.2016.90": "Crossref", "10.48550/arxiv.1706.03762": "DataCite", "10.1162/tacl_a_00276": "Crossref",
        "10.1162/tacl\\_a\\_00276": "", "10.1109/cvpr.2016.999999": "", "10.99999/nonexistent-prefix": "",
    }  # fmt: skip


def test_what_doi_org_says():
    dois = [
        "10.1000/nothing.1",
        "10.1000/data.1",
        "10.1000/none",
        "10.1000/bad",
        "10.1000/late",
        "10.1000/ja",
        "10.1000/x",
    ]
    assert AGENCY.parse(own("doi/agencies.json"), dois) == {
        "10.1000/nothing.1": "Crossref",
        "10.1000/data.1": "DataCite",
        "10.1000/none": "",
        "10.1000/bad": "",
        "10.1000/ja": "JaLC",
    }


def test_a_request_names_all_and_quotes_what_would_part_them():
    request = AGENCY.request(["10.1000/a", "10.1000/b,c?d#e", "10.1002/1(2)3:4<5::aid>6.0.co;2-v"])
    assert request.path == "/doiRA/10.1000/a,10.1000/b%2Cc%3Fd%23e,10.1002/1(2)3%3A4%3C5%3A%3Aaid%3E6.0.co%3B2-v"
    assert request.query == ()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (own("doi/html.html"), "HTML page"),
        (Answer(502, b""), "server failed"),
        (Answer(200, b'{"DOI": "10.1000/a"}'), "no list of DOIs"),
        (Answer(200, b"[NaN]"), "unreadable"),
        (Answer(200, b"[" * 100_000), "unreadable"),
    ],
)
def test_refusals_and_unreadable_answers_tell_nothing(answer, message):
    with pytest.raises(UnavailableError, match=message):
        AGENCY.parse(answer, ["10.1000/a"])


def test_its_service_has_no_records():
    assert AGENCY.service.parse(Answer(200, b"[]"), ["10.1000/a"]) == {}
