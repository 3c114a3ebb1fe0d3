"""Whatever bytes come, a service gives records or one of our errors, and records that can be written and read again."""

import json

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from refexport.errors import UnavailableError
from refexport.model.entry import parse_value, print_value
from refexport.registries import SERVICES, doi
from refexport.registries.datacite import ARXIV_BY_DOI
from refexport.registries.service import Answer
from tests.conftest import examples
from tests.registries.conftest import ANSWERS

ASKED = {
    "arxiv": ["1902.00001", "1902.00001v1", "1902.00003", "1207.7214", "1412.6980", "2510.14968"],
    "crossref": [
        "10.1000/nothing.1",
        "10.1000/chapter.1",
        "10.1000/thesis.1",
        "10.1000/retracted.1",
        "10.1051/0004-6361/202039657",
        "10.1007/978-3-642-34620-0_22",
        "10.14264/uql.2020.791",
        "10.46936/cpcy.proj.2019.50733/60006578",
    ],
    "datacite": [
        "10.1000/data.1",
        "10.1000/text.1",
        "10.1000/thesis.2",
        "10.4230/lipics.tqc.2013.93",
        "10.7910/dvn/eqtqyo",
    ],
    "dblp": ["conf/icml/NobodyID17", "journals/jmlr/Nobody08", "conf/eccv/Nobody18", "phd/us/Roe99"],
    "dblp-sparql": ["conf/icml/NobodyID17", "journals/jmlr/Nobody08", "conf/eccv/Nobody18", "phd/us/Roe99"],
    "pubmed": ["11111111", "22222222", "33333333", "44444444", "55555555", "66666666"],
    "openlibrary": ["9780262035613", "9780120644810", "9782070427796"],
    "semanticscholar": [],
    "openalex": [],
}
BODIES = {name: [path.read_bytes() for path in sorted((ANSWERS / name).glob("*.[jx]*"))] for name in (*ASKED, "doi")}
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
QUICK = examples(150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(record):
    """A record can be spelled in the lock and read again, and holds no character that is none."""
    for field, value in record.entry.fields.items() if record.entry else ():
        assert parse_value(field, print_value(field, value)) == value
        json.dumps(print_value(field, value), ensure_ascii=False).encode("utf-8")
    json.dumps([record.raw, record.links, record.updated, record.id], ensure_ascii=False).encode("utf-8")


def ask(service, answer, values):
    for work in (lambda: service.parse(answer, values), lambda: dict(enumerate(service.found(answer)))):
        try:
            records = work()
        except UnavailableError:
            continue
        for record in records.values():
            check(record)


def all_ways(name, answer):
    ask(SERVICES[name]._replace(found=SERVICES[name].found or (lambda _answer: [])), answer, ASKED[name])
    ask(SERVICES[name]._replace(found=lambda _answer: []), answer, ASKED[name][:1])
    if name == "datacite":
        ask(ARXIV_BY_DOI, answer, ["1902.00001", "1902.00001v2"])


@pytest.mark.parametrize("name", ASKED)
@QUICK
@given(st.data())
def test_mutated_bytes(name, data):
    body = bytearray(data.draw(st.sampled_from(BODIES[name])))
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(body)))
        piece = data.draw(
            st.binary(max_size=4) | st.sampled_from([b'"', b"{", b"<", b"&", b"null", b"\\ud800", b"\\u0000"])
        )
        body[at : at + data.draw(st.integers(0, 6))] = piece
    status = data.draw(st.sampled_from([200, 200, 200, 404, 400, 429, 500, 301]))
    all_ways(name, Answer(status, bytes(body)))


def replaced(value, path, junk):
    """The JSON value with one place in it changed."""
    if not path:
        return junk
    head, *rest = path
    if isinstance(value, dict) and value:
        key = sorted(value)[head % len(value)]
        return {**value, key: replaced(value[key], rest, junk)}
    if isinstance(value, list) and value:
        at = head % len(value)
        return [*value[:at], replaced(value[at], rest, junk), *value[at + 1 :]]
    return junk


@pytest.mark.parametrize("name", ["crossref", "datacite", "dblp", "pubmed", "openlibrary"])
@QUICK
@given(st.data())
def test_other_kinds_of_values_in_any_place(name, data):
    value = json.loads(data.draw(st.sampled_from([body for body in BODIES[name] if body.startswith((b"{", b"["))])))
    for _ in range(data.draw(st.integers(1, 4))):
        value = replaced(value, data.draw(st.lists(st.integers(0, 30), min_size=3, max_size=9)), data.draw(JUNK))
    all_ways(name, Answer(200, json.dumps(value).encode()))


@QUICK
@given(JUNK, st.sampled_from([200, 404, 500]))
@example([{"DOI": 3, "RA": None}], 200)
def test_agencies_of_anything(junk, status):
    try:
        answer = Answer(status, json.dumps(junk).encode())
        told = {**doi.agencies(answer, ["10.1000/a"]), **doi.parse(answer, ["10.1000/a"])}
    except UnavailableError:
        return
    assert set(told) <= {"10.1000/a"}


@QUICK
@given(st.text(max_size=60))
def test_titles_of_any_text(title):
    work = {"DOI": "10.1000/a", "type": "book", "title": [title], "author": [{"given": title, "family": title}]}
    body = json.dumps({"status": "ok", "message": {"items": [work]}}).encode()
    ask(SERVICES["crossref"], Answer(200, body), ["10.1000/a", "10.1000/b"])
    info = {"key": "conf/icml/A17", "title": title, "authors": {"author": title}, "year": "2017", "venue": title}
    hits = {"@total": "1", "@sent": "1", "hit": [{"info": info}]}
    ask(SERVICES["dblp"], Answer(200, json.dumps({"result": {"hits": hits}}).encode()), ["conf/icml/A17"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "title",
    ["<math>" * 20_000, "<i>" * 20_000, "$" * 50_000, "\\(" * 50_000, "&amp;" * 50_000, "(" * 50_000, "{" * 50_000],
)
def test_hostile_titles_are_read_in_no_time(title):
    work = {"DOI": "10.1000/a", "type": "book", "title": [title], "author": [{"name": title}, {"family": title}]}
    body = json.dumps({"status": "ok", "message": {"items": [work]}}).encode()
    ask(SERVICES["crossref"], Answer(200, body), ["10.1000/a"])
    feed = BODIES["arxiv"][-1].replace(
        b"On Nothing, Revised", title.replace("&", "&amp;").replace("<", "&lt;").encode()
    )
    ask(SERVICES["arxiv"], Answer(200, feed), ["1902.00001"])
