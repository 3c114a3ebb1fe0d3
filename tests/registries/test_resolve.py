"""Decisions from given answers: what is certain is chosen, what is not says why; the order of answers changes nothing."""

import pytest

from refexport.errors import UnavailableError
from refexport.model.date import Date
from refexport.model.entry import Entry, Record
from refexport.model.name import parse_name
from refexport.model.text import literal_text
from refexport.observer import Observer
from refexport.registries import SERVICES
from refexport.registries.client import Client
from refexport.registries.resolve import decide, is_searched, resolve, searched
from tests.loopback import Hours, Say
from tests.registry import PREFIXES, Registry, Work

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
        ({"year": 2010, "names": NAMES[1:]}, "year"),
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
    found = decide(entry(), [], ["dblp cannot be reached", "arxiv is overloaded"])
    assert found.reason == "not all registries answered (dblp cannot be reached; arxiv is overloaded)"
    assert found.unanswered == ("dblp cannot be reached", "arxiv is overloaded")


def test_what_gave_no_answer_is_known_of_what_is_found_too():
    found = decide(entry(), [preprint()], ["dblp cannot be reached"])
    assert (ids(found), found.reason, found.unanswered) == (["arxiv:1703.03400"], "", ("dblp cannot be reached",))


def test_an_absent_record_is_no_candidate():
    assert decide(entry(), [Record("arxiv:1703.03400", "arxiv")]).doubtful == ()


@pytest.mark.parametrize(
    ("type_", "searched"), [("", True), ("inproceedings", True), ("video", False), ("artwork", False)]
)
def test_what_no_registry_holds_is_not_searched(type_, searched):
    assert is_searched(entry(type_=type_)) is searched


def test_services_of_a_key_are_asked_last_and_only_if_the_user_has_one(monkeypatch):
    client = Client()
    keys = {"REFEXPORT_OPENALEX_KEY": "openalex", "REFEXPORT_SEMANTIC_SCHOLAR_KEY": "semanticscholar"}
    for variable in keys:
        monkeypatch.delenv(variable, raising=False)
    free = {"arxiv", "crossref", "datacite", "dblp", "dblp-sparql"}
    assert {one.name for one in searched(client)} == free
    for variable in keys:
        monkeypatch.setenv(variable, "secret")
    able = [one.name for one in searched(client)]
    assert (set(able[:5]), set(able[5:])) == (free, set(keys.values()))


# --- second roads -----------------------------------------------------------------------------------------------------

PAGE = b"<!doctype html><title>Making sure you're not a bot!</title>"


@pytest.fixture
def registry(monkeypatch):
    made = Registry()
    made.arxiv, made.dblp = {"1703.03400"}, {"conf/icml/FinnAL17"}
    people = ("Chelsea Finn", "Pieter Abbeel", "Sergey Levine")
    made.works = dict.fromkeys(("1703.03400", "conf/icml/FinnAL17", "10.1000/finn"), Work(TITLE, people))
    for service in ("SEMANTIC_SCHOLAR", "OPENALEX"):
        monkeypatch.delenv(f"REFEXPORT_{service}_KEY", raising=False)
    with made.server as server:
        for prefix in PREFIXES:
            monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", f"{server.url}/{prefix}")
        yield made


def resolve_one():
    (found,) = resolve([entry()], Client(clock=Hours().clock))
    return found


def test_datacite_is_not_asked_for_titles_while_arxiv_answers(registry):
    assert ids(resolve_one()) == ["arxiv:1703.03400", "dblp:conf/icml/FinnAL17"]
    assert registry.asked["datacite"] == []


@pytest.mark.parametrize("refusal", [Say(429, b"Rate exceeded."), Say(503), Say(403), Say(200, PAGE)])
def test_while_arxiv_refuses_its_papers_are_found_through_datacite(registry, refusal):
    registry.always["arxiv"] = refusal
    found = resolve_one()
    assert ids(found) == ["arxiv:1703.03400", "dblp:conf/icml/FinnAL17"]
    assert len(registry.asked["datacite"]) == 1
    assert [reason.partition(" ")[0].lower() for reason in found.unanswered] == ["arxiv"]


def test_services_that_answer_for_many_titles_are_asked_side_by_side(registry):
    """arXiv and dblp take several titles a request; Crossref takes one, and is asked for what they leave open."""
    registry.arxiv, registry.dblp = set(), set()
    works = [Entry(f"k{n}", "", entry(title=f"Work {n} of nobody").fields) for n in range(30)]
    resolve(works, Client(clock=Hours().clock))
    asked = [one.target.split("/")[1] for one in registry.server.seen]
    first_of_crossref = asked.index("crossref")
    assert {"arxiv", "dblp"} <= set(asked[:first_of_crossref])
    assert set(asked[first_of_crossref:]) == {"crossref"}
    assert asked.index("dblp") < len(asked) - 1 - asked[::-1].index("arxiv")
    assert registry.server.most_at_once <= 2


def test_datacite_is_asked_for_no_more_than_what_arxiv_left_without_answer():
    class Half:
        """A client whom arXiv answers all but the first batch."""

        observer = Observer()

        def __init__(self):
            self.asked = []

        def has_key(self, service):
            return service.key is None

        def stop(self):
            raise AssertionError("nobody interrupts")

        def ask(self, service, request, found):
            self.asked.append((service.name, dict(request.query).get("query", "")))
            if service.name == "arxiv" and sum(name == "arxiv" for name, _ in self.asked) == 1:
                raise UnavailableError("arxiv is overloaded")
            return []

    client = Half()
    works = [Entry(f"k{n}", "", entry(title=f"The work of number {'i' * n} and no other").fields) for n in range(1, 16)]
    found = resolve(works, client)
    titles = [query for name, query in client.asked if name == "datacite"]
    assert len(titles) == SERVICES["arxiv"].search_batch == 10
    assert [one.unanswered for one in found] == [("arxiv is overloaded",)] * 10 + [()] * 5


@pytest.mark.parametrize("status", [200, 500])
def test_behind_dblps_check_for_robots_its_keys_are_found_through_its_sparql_endpoint(registry, status):
    registry.always["dblp"] = Say(status, PAGE)
    found = resolve_one()
    assert ids(found) == ["arxiv:1703.03400", "dblp:conf/icml/FinnAL17"]
    assert len(registry.asked["dblp_sparql"]) == 1
    assert [reason.partition(" ")[0].partition("'")[0] for reason in found.unanswered] == ["dblp"]


@pytest.mark.parametrize("status", [200, 500])
def test_where_dblp_is_gone_altogether_publications_are_found_at_crossref(registry, status):
    registry.always["dblp"] = registry.always["dblp_sparql"] = Say(status, PAGE)
    registry.crossref = {"10.1000/finn"}
    found = resolve_one()
    assert ids(found) == ["arxiv:1703.03400", "doi:10.1000/finn"]
    assert len(found.unanswered) == 2


def test_with_arxiv_and_dblp_gone_both_roles_are_found(registry):
    registry.always["arxiv"] = Say(429, b"Rate exceeded.")
    registry.always["dblp"] = registry.always["dblp_sparql"] = Say(200, PAGE)
    registry.crossref = {"10.1000/finn"}
    assert ids(resolve_one()) == ["arxiv:1703.03400", "doi:10.1000/finn"]


@pytest.mark.parametrize(
    ("service", "key"),
    [("openalex", "REFEXPORT_OPENALEX_KEY"), ("semanticscholar", "REFEXPORT_SEMANTIC_SCHOLAR_KEY")],
)
def test_a_service_with_a_key_is_asked_last_and_only_with_the_key(registry, monkeypatch, service, key):
    registry.dblp = set()
    setattr(registry, service, {"10.1000/finn"})
    assert ids(resolve_one()) == ["arxiv:1703.03400"]
    assert not {"openalex", "semanticscholar"} & set(registry.asked)
    monkeypatch.setenv(key, "of-mine")
    assert ids(resolve_one()) == ["arxiv:1703.03400", "doi:10.1000/finn"]
    assert list(registry.asked)[-1] == service


def test_a_service_with_a_key_is_not_asked_where_the_publication_is_certain(registry, monkeypatch):
    monkeypatch.setenv("REFEXPORT_OPENALEX_KEY", "of-mine")
    assert ids(resolve_one()) == ["arxiv:1703.03400", "dblp:conf/icml/FinnAL17"]
    assert registry.asked["openalex"] == []
