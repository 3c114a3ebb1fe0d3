"""dblp: answers in the shape of its search API, and queries that the real search understands (dblp.org/faq)."""

import json

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, parse_value
from refexport.registries import dblp
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled


def q(request):
    return dict(request.query)["q"]


def test_a_hit():
    record = dblp.parse(own("dblp/one_hit.json"), ["conf/ats/ShinogiYHTY05"])["conf/ats/ShinogiYHTY05"]
    assert (record.id, record.service, record.raw, record.links) == ("dblp:conf/ats/ShinogiYHTY05", "dblp", {}, {})
    assert spelled(record) == {
        "type": "inproceedings",
        "title": "A Test Cost Reduction Method by Test Response and Test Vector Overlapping for Full-Scan Test "
        "Architecture",
        "booktitle": "Asian Test Symposium", "author": ["Shinogi, Tsuyoshi", "Yamada, Hiroyuki", 3], "date": "2005",
        "pages": "366--371", "doi": "10.1109/ats.2005.17", "dblp": "conf/ats/ShinogiYHTY05",
    }  # fmt: skip


HITS = {
    "conf/icml/NobodyID17": {
        "type": "inproceedings", "title": "On Nothing, or Much", "author": ["Nobody, Ada", "van Irgendwo, Jörg", 3],
        "booktitle": "Proceedings of the 34th International Conference on Machine Learning", "date": "2017",
        "publisher": "PMLR", "series": "Proceedings of Machine Learning Research", "volume": "70", "pages": "11--19",
        "url": "http://proceedings.mlr.press/v70/nobody17a.html",
    },
    "journals/jmlr/Nobody08": {
        "type": "article", "title": "Much & More...", "author": ["Nobody, Ada"], "date": "2008", "volume": "9",
        "journaltitle": "Journal of Machine Learning Research", "shortjournal": "J. Mach. Learn. Res.", "number": "3",
        "pages": "1:1--1:20", "url": "https://jmlr.org/papers/v9/nobody08a.html",
    },
    "journals/corr/abs-1902-00001": {
        "type": "preprint", "title": "A Preprint", "author": ["Nobody, Ada"], "date": "2019", "eprint": "1902.00001",
        "eprinttype": "arxiv",
    },
    "conf/eccv/Nobody18": {
        "type": "inproceedings", "title": "Why?", "author": ["Nobody, Ada"], "date": "2018", "pages": "1--9",
        "booktitle": "European Conference on Computer Vision", "publisher": "Springer", "doi": "10.1000/eccv.1",
    },
    "conf/nil/2016": {
        "type": "proceedings", "title": "Proceedings of Nothing", "editor": ["Nobody, Ada"], "date": "2016",
        "series": "NIL", "doi": "10.1000/nil",
    },
    "phd/us/Roe99": {"type": "thesis", "title": "A Thesis", "author": ["Roe, Cy"], "date": "1999"},
    "conf/nips/Roe15": {
        "type": "inproceedings", "title": "At a Workshop", "author": ["Roe, Cy"], "date": "2015",
        "booktitle": "NIL Workshop",
    },
}  # fmt: skip


@pytest.mark.parametrize("key", HITS)
def test_our_own_hits(key):
    record = dblp.parse(own("dblp/hits.json"), ["conf/x/Other20", key])[key]
    assert spelled(record) == {**HITS[key], "dblp": key}
    assert record.raw == ({"title": "Much &amp; More..."} if "jmlr" in key else {})


def test_candidates_in_the_order_of_the_hits():
    assert [one.id for one in dblp.found(own("dblp/hits.json"))] == [f"dblp:{key}" for key in HITS]


@pytest.mark.parametrize(
    "keys", [["conf/alt/Vyugin13"], ["conf/icml/FinnAL17", "conf/icml/LeeC18"], ["conf/cvpr/00010019"]]
)
@pytest.mark.parametrize("answer", ["dblp/none.json", "dblp/cut.json"])
def test_what_a_search_does_not_find_may_exist(keys, answer):
    """dblp has the first one under the name V'yugin: a key keeps a name that the record no longer has."""
    assert dblp.parse(own(answer), keys) == {}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (own("dblp/robot_check.html"), r"behind its check for robots \(an HTML page, status 200\)"),
        (own("dblp/robot_check.html", 500), r"behind its check for robots \(an HTML page, status 500\)"),
        (Answer(429, b""), "too many requests"),
        (Answer(500, b""), "server failed"),
        (Answer(200, b'{"result": {"status": {"@code": "500"}}}'), "holds no hits"),
        (Answer(200, b'{"result": {"hits": {"@total": "2"'), "cut body"),
    ],
)
def test_refusals_and_unreadable_answers_tell_nothing(answer, message):
    for read in (lambda: dblp.parse(answer, ["conf/icml/FinnAL17"]), lambda: dblp.found(answer)):
        with pytest.raises(UnavailableError, match=message):
            read()


def test_one_query_finds_many_keys():
    keys = ["conf/icml/FinnAL17", "conf/nips/SnellSZ17", "conf/icml/LeeC18", "conf/icml/Romera-ParedesT15"]
    request = dblp.request([*keys, "journals/corr/abs-1703-03400", "conf/cvpr/00010019"])
    assert (request.path, dict(request.query)["format"], dict(request.query)["h"]) == (
        "/search/publ/api",
        "json",
        "1000",
    )
    assert q(request) == "Finn|Snell|Lee$|Romera 2017|2018|2015 ICML|NIPS|NeurIPS"


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        (["conf/icml/FinnAL17"], "Finn 2017 ICML"),
        (["conf/icml/SogaardX17"], "Sogaard|Søgaard|Sogaarđ 2017 ICML"),
        (["conf/aistats/McMahanMRHA17"], "McMahan|Mahan 2017 AISTATS"),
        (["conf/nips/Mendonca0KALF19"], "Mendonca|Mendønca|Menđonca 2019 NIPS|NeurIPS"),
        (["conf/ats/ShinogiYHTY05"], "Shinogi|Shinøgi 2005"),
        (["conf/ats/ShinogiYHTY05", "conf/ats/XuY98a"], "Shinogi|Xu$ 2005|1998 ATS|ats"),
        (["conf/cvpr/00010019"], "2019 CVPR"),
        (["journals/corr/KingmaB14"], "Kingma 2014 CoRR|ICLR"),
        (["conf/rss/FinnX20"], "Finn 2020 Robotics|RSS"),
    ],
)
def test_queries(keys, query):
    assert q(dblp.request(keys)) == query


@pytest.mark.parametrize("keys", [["journals/corr/abs-1703-03400"], ["conf/xyz/0001"], ["books/sp/x", "phd/us/y"]])
def test_keys_that_no_query_finds(keys):
    with pytest.raises(UnavailableError, match=r"cannot look for keys like .+: give its DOI or arXiv id instead"):
        dblp.request(keys)


def entry(title, *authors):
    fields = {"title": title} | ({"author": list(authors)} if authors else {})
    return Entry("x", "", {field: parse_value(field, value) for field, value in fields.items()})


def test_one_search_serves_several_entries():
    request = dblp.search([entry("On a Thing", "Jégou, Hervé"), entry("Wide Ümlauts of Things", "Du, S."), entry("∀")])
    assert q(request) == "Jegou|Du$ thing|on|things|wide on|a|of|umlauts"  # no title has umlauts: it may be a slip
    without = dblp.search([entry("On a Thing", "Jégou, Hervé"), entry("Wide Things")])
    assert q(without) == "thing|on|things|wide on|a|things|wide"
    assert dblp.search([entry("∀")]) is None


def test_an_item_that_dblp_calls_withdrawn_is_linked_as_such():
    info = {"key": "conf/nil/Roe15", "title": "On Much.", "year": "2015", "type": "Withdrawn Items"}
    hits = {"@total": "1", "@sent": "1", "hit": [{"info": info}]}
    answer = Answer(200, json.dumps({"result": {"hits": hits}}).encode())
    record = dblp.parse(answer, ["conf/nil/Roe15"])["conf/nil/Roe15"]
    assert record.links == {"withdrawal": ("Withdrawn Items",)}
