"""Fetching: each identifier asked in as few requests as the services take, and never a refusal for an absence."""

import pytest

from refexport.model.entry import Record
from refexport.model.ids import isbn13
from refexport.registries import SERVICES
from refexport.registries import fetch as module
from refexport.registries.client import Client, Limits
from refexport.registries.fetch import LEFT_OUT, fetch
from tests.loopback import Hours, Say
from tests.registry import PREFIXES, Registry, Work

OVERLOADED = Say(429, b"Rate exceeded.")


@pytest.fixture
def registry(monkeypatch):
    made = Registry()
    with made.server as server:
        for prefix in PREFIXES:
            monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", f"{server.url}/{prefix}")
        yield made


@pytest.fixture
def client():
    return Client(clock=Hours().clock)


def titles(fetched):
    return {one: record.entry and record.entry.plain("title") for one, record in fetched.records.items()}


def _is_isbn(text):
    try:
        return bool(isbn13(text))
    except ValueError:
        return False


def arxiv_ids(count):
    return [f"17{n // 1000 + 1:02d}.{n % 1000:05d}" for n in range(1, count + 1)]


def dois(count):
    return [f"10.1000/{n}" for n in range(count)]


# --- few requests -------------------------------------------------------------------------------------------------


def test_every_service_is_asked_in_batches(registry, client):
    papers, works = arxiv_ids(250), dois(120)
    registry.arxiv, registry.crossref, registry.dblp = {*papers}, {*works}, {"conf/icml/FinnAL17"}
    wanted = [*(f"arxiv:{one}" for one in papers), *(f"doi:{one}" for one in works), "dblp:conf/icml/FinnAL17"]
    fetched = fetch(wanted, client)
    assert set(fetched.records) == set(wanted)
    assert fetched.failed == {}
    assert {service: len(asked) for service, asked in registry.asked.items()} == {"arxiv": 3, "crossref": 3, "dblp": 1}


def test_pubmed_and_open_library_are_asked_in_batches(registry, client):
    articles = [str(10_000_000 + n) for n in range(250)]
    books = [isbn13(f"0{n:08}{check}") for n in range(60) for check in "0123456789X" if _is_isbn(f"0{n:08}{check}")]
    registry.pubmed, registry.openlibrary = {*articles}, {*books}
    wanted = [*(f"pmid:{one}" for one in articles), *(f"isbn:{one}" for one in books)]
    fetched = fetch(wanted, client)
    assert (set(fetched.records), fetched.failed) == (set(wanted), {})
    assert all(record.id == one for one, record in fetched.records.items())
    assert {service: len(asked) for service, asked in registry.asked.items()} == {"pubmed": 2, "openlibrary": 2}


@pytest.mark.parametrize("wanted", [["pmid:1", "pmid:2"], ["pmid:2"]])
def test_a_registry_that_nobody_backs_says_twice_that_something_does_not_exist(registry, client, wanted):
    registry.pubmed = {"1"}
    assert fetch(wanted, client).records["pmid:2"] == Record("pmid:2", "pubmed")
    assert len(registry.asked["pubmed"]) == 2


def test_a_book_that_the_library_lacks_is_asked_alone_once_and_stays_open(registry, client):
    registry.openlibrary = {"9780262035613"}
    fetched = fetch(["isbn:9780262035613", "isbn:9780306406157"], client)
    assert set(fetched.records) == {"isbn:9780262035613"}
    assert fetched.failed == {"isbn:9780306406157": LEFT_OUT.format(service="openlibrary")}
    assert len(registry.asked["openlibrary"]) == 2


def test_nothing_wanted_nothing_asked(registry, client):
    assert fetch([], client) == ({}, {}, {})
    assert registry.asked == {}


def test_an_id_wanted_twice_is_asked_once(registry, client):
    registry.arxiv = {"1703.03400"}
    fetch(["arxiv:1703.03400"] * 3, client)
    assert [path.partition("?")[2] for path in registry.asked["arxiv"]] == ["id_list=1703.03400&max_results=1"]


def test_an_id_that_no_service_knows_is_told(registry, client):
    assert fetch(["issn:0378-5955"], client).failed == {"issn:0378-5955": "no service is asked for issn"}


# --- what a batch leaves out --------------------------------------------------------------------------------------


def test_what_a_batch_leaves_out_is_asked_alone_once(registry, client):
    registry.arxiv, registry.only_alone = {"1703.03400", "1703.05175"}, {"1703.05175"}
    fetched = fetch(["arxiv:1703.03400", "arxiv:1703.05175", "arxiv:1703.99999"], client)
    assert titles(fetched) == {
        "arxiv:1703.03400": "The work 1703.03400",
        "arxiv:1703.05175": "The work 1703.05175",
        "arxiv:1703.99999": None,
    }
    assert len(registry.asked["arxiv"]) == 3
    assert fetched.failed == {}


def test_a_paper_that_arxiv_does_not_have_does_not_exist(registry, client):
    assert fetch(["arxiv:1703.99999"], client).records == {"arxiv:1703.99999": Record("arxiv:1703.99999", "arxiv")}
    assert len(registry.asked["datacite"]) == 1


def test_an_empty_feed_is_no_proof(registry, client):
    """arXiv sends some when it is overloaded; what DataCite has stands in, and arXiv is asked again."""
    registry.datacite = {"10.48550/arxiv.1703.03400"}
    fetched = fetch(["arxiv:1703.03400"], client)
    record = fetched.records["arxiv:1703.03400"]
    assert (record.service, record.instead_of, record.entry is None) == ("datacite", "arxiv", False)
    assert set(fetched.services) == {"arxiv"}


def test_an_empty_feed_and_a_silent_datacite_leave_it_open(registry, client):
    registry.always["datacite"] = Say(503)
    fetched = fetch(["arxiv:1703.99999"], client)
    assert fetched.records == {}
    assert fetched.failed == {"arxiv:1703.99999": "datacite is overloaded (status 503)"}


def test_an_answer_that_decides_nothing_is_no_absence(registry, client):
    """dblp's search cannot look for the first key, and what it does not find of the other may exist."""
    registry.always["dblp_sparql"] = Say(503)
    wanted = ["dblp:journals/corr/abs-1703-03400", "dblp:conf/icml/FinnAL17"]
    fetched = fetch(wanted, client)
    assert fetched.records == {}
    assert set(fetched.failed) == set(wanted)


def test_a_dblp_key_does_not_exist_if_the_sparql_endpoint_has_none(registry, client):
    registry.dblp = {"conf/icml/FinnAL17"}
    wanted = ["dblp:journals/corr/abs-1703-03400", "dblp:conf/icml/FinnAL17", "dblp:conf/icml/LeeC18"]
    fetched = fetch(wanted, client)
    assert {one for one, record in fetched.records.items() if record.entry is None} == {wanted[0], wanted[2]}
    assert fetched.failed == {}


def test_another_work_than_the_one_asked_for_is_not_taken(registry, client, monkeypatch):
    monkeypatch.setattr(registry, "_item", lambda _doi: {"DOI": "10.9/other", "type": "book", "title": ["Other"]})
    registry.crossref, registry.agencies = {"10.1000/1"}, {"10.1000/1": "Crossref"}
    fetched = fetch(["doi:10.1000/1"], client)
    assert fetched.records == {}
    assert fetched.failed == {"doi:10.1000/1": LEFT_OUT.format(service="crossref")}


# --- agencies -----------------------------------------------------------------------------------------------------


def test_a_doi_goes_to_the_agency_that_has_it(registry, client):
    registry.crossref, registry.datacite = {"10.1000/1"}, {"10.5281/1", "10.5281/2"}
    registry.agencies = {"10.5281/1": "DataCite", "10.5281/2": "DataCite", "10.11501/3": "JaLC", "10.1000/4": "Unknown"}
    wanted = ["10.1000/1", "10.5281/1", "10.5281/2", "10.11501/3", "10.1000/4", "10.1000/5"]
    fetched = fetch([f"doi:{doi}" for doi in wanted], client)
    assert titles(fetched) == {
        "doi:10.1000/1": "The work 10.1000/1",
        "doi:10.5281/1": "The work 10.5281/1",
        "doi:10.5281/2": "The work 10.5281/2",
        "doi:10.1000/5": None,
    }
    assert fetched.records["doi:10.1000/5"].service == "doi.org"
    assert fetched.failed == {
        "doi:10.11501/3": "its agency JaLC has no interface that refexport knows",
        "doi:10.1000/4": "doi.org did not say who registered it",
    }
    assert {service: len(asked) for service, asked in registry.asked.items()} == {
        "crossref": 1,
        "doi": 3,  # two alone: for what it does not know, and for what does not exist
        "datacite": 1,
    }


def test_a_single_doi_of_another_agency_is_not_absent(registry, client):
    """Crossref's "not found" for one DOI says that Crossref has none."""
    registry.datacite, registry.agencies = {"10.5281/1"}, {"10.5281/1": "DataCite"}
    assert titles(fetch(["doi:10.5281/1"], client)) == {"doi:10.5281/1": "The work 10.5281/1"}


def test_an_alias_is_found_alone(registry, client):
    registry.crossref = {"10.1000/1", "10.1000/prime"}
    registry.aliases, registry.agencies = {"10.1000/old": "10.1000/prime"}, {"10.1000/old": "Crossref"}
    fetched = fetch(["doi:10.1000/1", "doi:10.1000/old"], client)
    assert titles(fetched)["doi:10.1000/old"] == "The work 10.1000/prime"


@pytest.mark.parametrize("agency", ["Crossref", "DataCite"])
def test_a_doi_that_its_own_agency_does_not_have_exists_all_the_same(registry, client, agency):
    registry.agencies = {"10.1000/1": agency}
    fetched = fetch(["doi:10.1000/1"], client)
    assert fetched.records == {}
    reason = f"{agency.lower()} has no record of it, though it is registered there"
    assert fetched.failed == {"doi:10.1000/1": reason}


def test_an_agency_that_an_installed_service_speaks_for(registry, client, monkeypatch):
    jalc = SERVICES["datacite"]._replace(name="jalc")
    monkeypatch.setattr(module, "installed_services", lambda: {**SERVICES, "jalc": jalc})
    registry.datacite, registry.agencies = {"10.11501/3"}, {"10.11501/3": "JaLC"}
    assert titles(fetch(["doi:10.11501/3"], client)) == {"doi:10.11501/3": "The work 10.11501/3"}


def test_without_doi_org_nothing_is_said_to_be_absent(registry, client):
    registry.always["doi"] = Say(503)
    fetched = fetch(["doi:10.1000/1", "doi:10.1000/2"], client)
    assert fetched.records == {}
    assert set(fetched.failed.values()) == {"doi.org is overloaded (status 503)"}


# --- refusals -----------------------------------------------------------------------------------------------------


def test_what_arxiv_refuses_is_asked_of_datacite(registry, client):
    papers = arxiv_ids(150)
    registry.always["arxiv"] = OVERLOADED
    registry.datacite = {f"10.48550/arxiv.{one}" for one in papers}
    fetched = fetch([f"arxiv:{one}" for one in papers], client)
    assert set(fetched.records) == {f"arxiv:{one}" for one in papers}
    assert {record.service for record in fetched.records.values()} == {"datacite"}
    assert {record.id for record in fetched.records.values()} == set(fetched.records)
    assert {record.instead_of for record in fetched.records.values()} == {"arxiv"}
    assert fetched.services == {"arxiv": "arxiv is overloaded (status 429)"}
    assert len(registry.asked["arxiv"]) == 4 + 4
    assert len(registry.asked["datacite"]) == 3


def test_the_halves_of_a_bad_batch_are_asked_too(registry, client):
    papers = arxiv_ids(150)
    registry.arxiv = {*papers}
    registry.instead["arxiv"] = [OVERLOADED] * 4
    fetched = fetch([f"arxiv:{one}" for one in papers], client)
    assert [record.service for record in fetched.records.values()] == ["arxiv"] * 150
    assert fetched.services == {}
    assert len(registry.asked["arxiv"]) == 4 + 2 + 1


def test_a_refusal_is_never_an_absence(registry, client):
    """DataCite lacks the newest papers: with arXiv silent nobody knows."""
    registry.always["arxiv"] = OVERLOADED
    fetched = fetch(["arxiv:2611.00001", "arxiv:2611.00002"], client)
    assert fetched.records == {}
    assert set(fetched.failed.values()) == {"arxiv is overloaded (status 429)"}
    assert fetched.services == {"arxiv": "arxiv is overloaded (status 429)"}


FAULTS = [Say(status) for status in (400, 401, 403, 404, 408, 410, 429, 451, 500, 503)]
FAULTS += [Say(200, b"<html>Just a moment..."), Say(200, b""), Say(then="reset at once"), Say(200, b"{", then="reset")]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
@pytest.mark.parametrize("scheme", ["doi", "arxiv", "pmid"])
def test_a_bad_identifier_costs_only_itself(registry, client, scheme, fault):
    values = {"doi": dois(7), "arxiv": arxiv_ids(7), "pmid": [str(n) for n in range(1, 8)]}[scheme]
    service = {"doi": "crossref", "arxiv": "arxiv", "pmid": "pubmed"}[scheme]
    setattr(registry, service, {*values})
    registry.spoiled[service] = {values[4]: fault}
    fetched = fetch([f"{scheme}:{value}" for value in values], client)
    assert set(fetched.records) == {f"{scheme}:{value}" for value in values if value != values[4]} | (
        {f"doi:{values[4]}"} & set(fetched.records)  # doi.org may say of it that it does not exist
    )
    assert service in fetched.services
    assert len(registry.asked[service]) <= 4 + 2 * 3 + 4


def test_agencies_are_asked_for_in_halves_too(registry, client):
    works = [f"10.5281/{n}" for n in range(8)]
    registry.datacite, registry.agencies = {*works}, dict.fromkeys(works, "DataCite")
    registry.spoiled["doi"] = {works[2]: Say(500)}
    fetched = fetch([f"doi:{doi}" for doi in works], client)
    assert set(fetched.records) == {f"doi:{doi}" for doi in works if doi != works[2]}
    assert fetched.failed == {f"doi:{works[2]}": "doi.org is overloaded (status 500)"}


def test_works_of_other_agencies_are_found_while_crossref_is_down(registry, client):
    registry.always["crossref"] = Say(503)
    registry.datacite, registry.agencies = {"10.5281/1"}, {"10.5281/1": "DataCite", "10.1000/1": "Crossref"}
    fetched = fetch(["doi:10.5281/1", "doi:10.1000/1"], client)
    assert set(fetched.records) == {"doi:10.5281/1"}
    assert fetched.failed == {"doi:10.1000/1": "crossref is overloaded (status 503)"}
    assert set(fetched.services) == {"crossref"}


def test_a_run_has_a_budget_of_requests_in_vain(registry):
    registry.always["crossref"] = registry.always["doi"] = Say(400, b"{}")
    client = Client(clock=Hours().clock, limits=Limits(in_vain=6))
    fetched = fetch([f"doi:{doi}" for doi in dois(200)], client)
    assert len(fetched.failed) == 200
    assert sum(map(len, registry.asked.values())) <= 7
    assert any("this run has lost" in reason for reason in fetched.failed.values())


def test_a_value_that_spoils_its_batch_spoils_no_other(registry, client):
    works = dois(50)
    registry.crossref, registry.poison = {*works}, {works[17]}
    fetched = fetch([f"doi:{doi}" for doi in works], client)
    assert set(titles(fetched)) == {f"doi:{doi}" for doi in works}
    assert len(registry.asked["crossref"]) <= 2 * 6 + 1


PAGE = Work("Just a moment...")


def test_a_title_that_is_no_works_is_never_stored_and_costs_only_itself(registry, client):
    works = dois(50)
    registry.crossref, registry.works = {*works}, dict.fromkeys(works[10:16], PAGE)
    registry.agencies = dict.fromkeys(works, "Crossref")
    fetched = fetch([f"doi:{doi}" for doi in works], client)
    assert set(fetched.records) == {f"doi:{doi}" for doi in works[:10] + works[16:]}
    assert fetched.failed == {
        f"doi:{doi}": f'crossref\'s record of doi:{doi} has no plausible title ("Just a moment...")'
        for doi in works[10:16]
    }
    assert len(registry.asked["crossref"]) == 1 + 6
    assert client.clock.steady() < Client(clock=Hours().clock).clock.steady() + 60


def test_what_arxiv_has_under_no_title_is_asked_of_datacite(registry, client):
    registry.arxiv, registry.works = {"1703.03400", "1703.05175"}, {"1703.05175": Work("Error")}
    registry.datacite = {"10.48550/arxiv.1703.05175"}
    records = fetch(["arxiv:1703.03400", "arxiv:1703.05175"], client).records
    assert {one: record.service for one, record in records.items()} == {
        "arxiv:1703.03400": "arxiv",
        "arxiv:1703.05175": "datacite",
    }


def test_a_dblp_record_without_a_title_of_its_own_is_no_absence(registry, client):
    registry.dblp, registry.works = {"conf/icml/FinnAL17"}, {"conf/icml/FinnAL17": Work("Page Not Found")}
    fetched = fetch(["dblp:conf/icml/FinnAL17"], client)
    assert fetched.records == {}
    assert "no plausible title" in fetched.failed["dblp:conf/icml/FinnAL17"]


def test_a_service_that_rejects_everything_is_not_asked_for_ever(registry, client):
    registry.always["crossref"] = Say(404, b"<html>There is no such page")
    fetched = fetch([f"doi:{doi}" for doi in dois(200)], client)
    assert set(fetched.services) == {"crossref"}
    assert len(registry.asked["crossref"]) == 10


def test_one_service_down_leaves_the_others_alone(registry, client):
    registry.always["dblp"] = registry.always["dblp_sparql"] = Say(200, b"<!doctype html><p>Are you a robot?")
    registry.arxiv, registry.crossref = {"1703.03400"}, {"10.1000/1"}
    keys = [f"dblp:conf/icml/Finn{n:02d}" for n in range(10, 60)]
    fetched = fetch([*keys, "arxiv:1703.03400", "doi:10.1000/1"], client)
    assert set(fetched.records) == {"arxiv:1703.03400", "doi:10.1000/1"}
    assert set(fetched.failed) == set(keys)
    assert len(set(fetched.failed.values())) == 1
    assert len(registry.asked["dblp"]) == 4 + 4


@pytest.mark.parametrize("status", [200, 500])
def test_behind_dblps_check_for_robots_its_sparql_endpoint_gives_the_records(registry, client, status):
    registry.always["dblp"] = Say(status, b"<!doctype html><p>Are you a robot?")
    keys = [f"conf/icml/Finn{n:02d}" for n in range(10, 60)]
    registry.dblp = {*keys}
    fetched = fetch([f"dblp:{key}" for key in keys], client)
    assert {one: record.service for one, record in fetched.records.items()} == {f"dblp:{key}": "dblp" for key in keys}
    assert (fetched.failed, set(fetched.services)) == ({}, {"dblp"})
    assert registry.asked["dblp_sparql"] == ["/sparql"]  # one request for all, posted


def test_without_a_network_there_is_one_reason_for_each_service(client, monkeypatch):
    for prefix in PREFIXES:
        monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", "http://127.0.0.1:9")
    start = client.clock.wall()
    wanted = [
        *(f"arxiv:{one}" for one in arxiv_ids(78)),
        *(f"doi:{doi}" for doi in dois(78)),
        "dblp:conf/icml/FinnAL17",
    ]
    fetched = fetch(wanted, client)
    assert set(fetched.failed) == set(wanted)
    assert len(set(fetched.failed.values())) <= len(PREFIXES)
    assert client.clock.wall() - start < 15


# --- what is there is kept ----------------------------------------------------------------------------------------


def test_records_are_handed_over_as_they_come(registry, client):
    papers = arxiv_ids(150)
    registry.arxiv, registry.crossref = {*papers}, {"10.1000/1"}
    handed: list[int] = []
    fetch([*(f"arxiv:{one}" for one in papers), "doi:10.1000/1"], client, lambda found: handed.append(len(found)))
    assert sorted(handed) == [1, 50, 100]  # in whatever order the services answer


def test_services_are_asked_side_by_side_and_each_by_one_connection(registry):
    papers, works = arxiv_ids(300), dois(150)
    registry.arxiv, registry.crossref = {*papers}, {*works}
    hours = Hours()
    fetch([*(f"arxiv:{one}" for one in papers), *(f"doi:{doi}" for doi in works)], Client(clock=hours.clock))
    asked = [one.target.split("/")[1] for one in registry.server.seen]
    assert "arxiv" in asked[: asked.index("crossref") + 2]
    assert asked.index("crossref") < len(asked) - 1 - asked[::-1].index("arxiv")
    assert registry.server.most_at_once <= 2


def test_a_run_that_is_stopped_has_kept_what_came(registry, client):
    papers = arxiv_ids(150)
    registry.arxiv = {*papers}
    kept: dict[str, Record] = {}

    def keep(found):
        kept.update(found)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch([f"arxiv:{one}" for one in papers], client, keep)
    assert len(kept) == 100


def test_half_of_the_works_are_as_good_as_all(registry, client):
    works = dois(78)
    registry.crossref = {*works[::2]}
    registry.always["doi"] = Say(500)
    fetched = fetch([f"doi:{doi}" for doi in works], client)
    assert set(fetched.records) == {f"doi:{doi}" for doi in works[::2]}
    assert set(fetched.failed) == {f"doi:{doi}" for doi in works[1::2]}
