"""dblp's SPARQL endpoint: answers in the form of SPARQL 1.1 Query Results JSON, over dblp's RDF schema (dblp.org/rdf/docu)."""

import json
import re

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, Record, parse_value
from refexport.model.name import Name
from refexport.registries import SERVICES, by_scheme, dblp, dblp_sparql
from refexport.registries.service import Answer
from tests.registries.conftest import own

KEYS = [
    "conf/icml/NobodyID17", "journals/jmlr/Nobody08", "journals/corr/abs-1902-00001", "conf/eccv/Nobody18",
    "conf/nil/2016", "phd/us/Roe99", "conf/nips/Roe15",
]  # fmt: skip
RECORDS = own("dblp-sparql/records.json")


def query_of(request):
    return dict(request.query or request.form)["query"]


@pytest.mark.parametrize("key", KEYS)
def test_a_record_is_the_one_that_the_search_gives(key):
    searched = dblp.parse(own("dblp/hits.json"), KEYS)[key]

    assert dblp_sparql.parse(RECORDS, KEYS)[key] == searched


def test_people_stand_in_the_order_of_their_signatures_without_numbers_of_homonyms():
    names = dblp_sparql.parse(RECORDS, KEYS)["conf/icml/NobodyID17"].entry.names("author")
    assert [name.family for name in names] == ["Nobody", "Irgendwo", "Doe"]
    assert names[0] == Name(family="Nobody", given="Ada")


def test_the_rows_may_come_in_any_order():
    data = json.loads(RECORDS.body)
    data["results"]["bindings"].reverse()
    turned = Answer(200, json.dumps(data).encode())
    assert dblp_sparql.parse(turned, KEYS) == dblp_sparql.parse(RECORDS, KEYS)


def test_one_key_of_which_no_row_speaks_does_not_exist():
    absent = Record("dblp:conf/icml/FinnAL71", "dblp")
    assert dblp_sparql.parse(own("dblp-sparql/nothing.json"), ["conf/icml/FinnAL71"]) == {"conf/icml/FinnAL71": absent}


def test_a_batch_decides_only_what_it_holds():
    assert dblp_sparql.parse(own("dblp-sparql/nothing.json"), ["conf/icml/FinnAL71", "conf/icml/LeeC18"]) == {}
    assert set(dblp_sparql.parse(RECORDS, [*KEYS, "conf/icml/FinnAL71"])) == set(KEYS)


def test_rows_that_hold_no_title_decide_nothing():
    row = {"pub": {"value": "https://dblp.org/rec/conf/icml/FinnAL17"}, "property": {"value": "x"}, "value": {}}
    body = {"head": {"vars": ["pub"]}, "results": {"bindings": [row]}}
    assert dblp_sparql.parse(Answer(200, json.dumps(body).encode()), ["conf/icml/FinnAL17"]) == {}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (own("dblp/robot_check.html"), r"behind a check for robots \(an HTML page, status 200\)"),
        (own("dblp/robot_check.html", 500), r"behind a check for robots \(an HTML page, status 500\)"),
        (Answer(429, b""), "too many requests"),
        (Answer(400, b'{"exception": "Parse error"}'), "an unexpected answer"),
        (Answer(200, b'{"exception": "timeout"}'), "holds no rows"),
        (Answer(200, b'{"head": {"vars": []}}'), "holds no rows"),
        (Answer(200, b'{"results": {"bindings": []}}'), "holds no rows"),
        (Answer(200, RECORDS.body[:500]), "cut body"),
    ],
)
def test_refusals_and_unreadable_answers_tell_nothing(answer, message):
    with pytest.raises(UnavailableError, match=message):
        dblp_sparql.parse(answer, ["conf/icml/FinnAL17"])


def test_one_key_is_asked_by_its_address():
    request = dblp_sparql.request(["conf/icml/FinnAL17"])
    assert (request.path, request.accept, request.form) == ("/sparql", "application/sparql-results+json", ())
    assert "VALUES ?pub { <https://dblp.org/rec/conf/icml/FinnAL17> }" in query_of(request)


def test_a_long_query_is_posted():
    keys = [f"journals/corr/abs-17{n:02d}-{n:05d}" for n in range(dblp_sparql.SERVICE.batch)]
    request = dblp_sparql.request(keys)
    assert (request.path, request.query) == ("/sparql", ())
    assert set(re.findall(r"<https://dblp\.org/rec/([^>]+)>", query_of(request))) == set(keys)


def test_the_query_is_balanced_and_every_variable_is_asked_for():
    query = query_of(dblp_sparql.request(KEYS))
    assert query.count("{") == query.count("}") == 5
    asked = re.findall(r"\?\w+", query.partition("WHERE")[0])
    assert set(asked) == set(re.findall(r"\?\w+", query.partition("WHERE")[2])) - {"?signature"}


def entry(title):
    return Entry("x", "", {"title": parse_value("title", title)})


def test_titles_are_searched_as_dblp_writes_them_many_at_once():
    """dblp ends a title with a full stop unless it ends with another sign; it is data, whatever it holds."""
    request = dblp_sparql.search([entry("On a Thing"), entry(r'Why "x" and C:\\d?'), entry("A Thing.")])
    values = re.search(r"VALUES \?title \{ (.*?) \} \?pub d:title \?title", query_of(request))[1]
    titles = ["On a Thing.", "On a Thing", r'Why "x" and C:\d?.', r'Why "x" and C:\d?', "A Thing.", "A Thing"]
    assert values == " ".join(
        json.dumps(one) for one in titles
    )  # SPARQL 1.1, 19.8: JSON's escapes of quote and backslash
    assert dblp_sparql.SERVICE.search_batch == 50
    assert dblp_sparql.search([Entry("x", "", {})]) is None


def test_works_of_a_title_are_candidates():
    found = dblp_sparql.found(RECORDS)
    assert {one.id.removeprefix("dblp:"): one for one in found} == dblp_sparql.parse(RECORDS, KEYS)
    assert dblp_sparql.found(own("dblp-sparql/nothing.json")) == []


def test_the_endpoint_is_asked_after_the_search():
    assert [one.name for one in by_scheme(SERVICES.values())["dblp"]] == ["dblp", "dblp-sparql"]
