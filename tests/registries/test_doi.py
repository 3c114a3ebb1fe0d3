"""doi.org: which agency has a DOI."""

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import Record
from refexport.registries import doi
from refexport.registries.service import Answer
from tests.registries.conftest import own


def told(answer, dois):
    """DOI -> its agency, or nothing if it does not exist."""
    absent = doi.parse(answer, dois)
    assert all(record == Record(f"doi:{one}", "doi.org") for one, record in absent.items())
    return {**doi.agencies(answer, dois), **dict.fromkeys(absent, "")}


def test_agencies_of_several():
    dois = [
        "10.1109/cvpr.2016.90", "10.48550/arxiv.1706.03762", "10.1162/tacl_a_00276", "10.1162/tacl\\_a\\_00276",
        "10.1109/cvpr.2016.999999", "10.99999/nonexistent-prefix", "10.1000/not.asked",
    ]  # fmt: skip
    assert told(own("doi/several.json"), dois) == {
        "10.1109/cvpr.2016.90": "Crossref", "10.48550/arxiv.1706.03762": "DataCite", "10.1162/tacl_a_00276": "Crossref",
        "10.1162/tacl\\_a\\_00276": "", "10.1109/cvpr.2016.999999": "", "10.99999/nonexistent-prefix": "",
    }  # fmt: skip


def test_what_doi_org_says():
    names = ("nothing.1", "data.1", "none", "bad", "late", "ja", "x")
    assert told(own("doi/agencies.json"), [f"10.1000/{name}" for name in names]) == {
        "10.1000/nothing.1": "Crossref",
        "10.1000/data.1": "DataCite",
        "10.1000/none": "",
        "10.1000/bad": "",
        "10.1000/ja": "JaLC",
    }


def test_a_request_names_all_and_quotes_what_would_part_them():
    request = doi.request(["10.1000/a", "10.1000/b,c?d#e", "10.1002/1(2)3:4<5::aid>6.0.co;2-v"])
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
    for read in (doi.parse, doi.agencies):
        with pytest.raises(UnavailableError, match=message):
            read(answer, ["10.1000/a"])
