"""Decisions from given answers: what is certain is chosen, what is not says why; the order of answers changes nothing."""

import pytest

from refexport.model.date import Date
from refexport.model.entry import Entry, Record
from refexport.model.name import parse_name
from refexport.model.text import literal_text
from refexport.registries import SERVICES
from refexport.registries import resolve as module
from refexport.registries.resolve import decide, is_searched, searched

NAMES = ("Finn, Chelsea", "Abbeel, Pieter", "Levine, Sergey")
TITLE = "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks"


def entry(title=TITLE, names=NAMES, year=2017, type_="", **fields):
    held = {"title": literal_text(title), "author": tuple(map(parse_name, names)), **fields}
    return Entry("k", type_, held | ({"date": Date(year)} if year else {}))


def preprint(number="1703.03400", **changes):
    told = entry(**changes, type_="preprint", eprint=number, eprinttype="arxiv")
    return Record(f"arxiv:{number}", "arxiv", "", told)


def published(key="conf/icml/FinnAL17", **changes):
    return Record(f"dblp:{key}", "dblp", "", entry(**changes, type_="inproceedings"))


def ids(resolution):
    return [one.id for one in resolution.chosen]


def test_preprint_and_publication_are_found_as_a_pair():
    assert ids(decide(entry(), [published(), preprint()])) == ["arxiv:1703.03400", "dblp:conf/icml/FinnAL17"]


def test_the_order_of_the_answers_changes_nothing():
    answers = [published(), preprint(), preprint("1801.00001", title="Another paper altogether")]
    assert decide(entry(), answers) == decide(entry(), reversed(answers))


def test_a_doi_is_written_rather_than_dblps_key():
    with_doi = Record("dblp:conf/x/Y17", "dblp", "", entry(type_="inproceedings", doi="10.1000/XYZ"))
    assert ids(decide(entry(), [with_doi])) == ["doi:10.1000/xyz"]


def test_a_version_is_not_written():
    assert ids(decide(entry(), [Record("arxiv:1703.03400v2", "arxiv", "", preprint("1703.03400v2").entry)])) == [
        "arxiv:1703.03400"
    ]


def test_two_works_that_fit_equally_are_a_persons_choice():
    found = decide(entry(), [published(), published("journals/jmlr/FinnAL17")])
    assert ids(found) == []
    assert "2 works fit" in found.reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": "Model-Agnostic Meta-Learning for Slow Adaptation of Deep Networks"}, "title"),
        ({"names": ("Doe, Jane", "Roe, John")}, "authors"),
        ({"year": 2010}, "years"),
    ],
)
def test_doubts_are_told(changes, reason):
    found = decide(entry(), [published(**changes)])
    assert ids(found) == []
    assert reason in found.reason
    assert [one.id for one in found.doubtful] == ["dblp:conf/icml/FinnAL17"]


def test_nothing_alike_is_said_so():
    assert decide(entry(), [published(title="Cooking with gas")]).reason == "no registry has a work of this title"


def test_silence_is_not_absence():
    found = decide(entry(), [], "dblp cannot be reached")
    assert found.reason == "not all registries answered (dblp cannot be reached)"


def test_an_absent_record_is_no_candidate():
    assert decide(entry(), [Record("arxiv:1703.03400", "arxiv")]).doubtful == ()


@pytest.mark.parametrize(
    ("type_", "searched"), [("", True), ("inproceedings", True), ("video", False), ("artwork", False)]
)
def test_what_no_registry_holds_is_not_searched(type_, searched):
    assert is_searched(entry(type_=type_)) is searched


def test_services_that_answer_for_many_titles_are_asked_first(monkeypatch):
    """Crossref answers for one title a request, and is asked only for what the others left open."""
    assert [one.name for one in searched()] == ["arxiv", "dblp", "crossref"]
    mine = SERVICES["dblp"]._replace(name="mine", search_batch=7)
    monkeypatch.setattr(module, "installed_services", lambda: {**SERVICES, "mine": mine})
    assert [one.name for one in searched()] == ["arxiv", "mine", "dblp", "crossref"]
