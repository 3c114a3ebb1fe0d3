"""DataCite: answers in the shape of its REST API; expected values are read off the works' landing pages by hand."""

import json

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, parse_value
from refexport.registries import SERVICES, datacite
from refexport.registries.datacite import ARXIV_BY_DOI
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled

WORKS = {
    "buddhist_year": {
        "type": "dataset",
        "title": "การเพาะเลี้ยงเนื้อเยื่อปทุมมาที่เหมาะสม สำหรับการถ่ายยีนโดยใช้อะโกรแบคทีเรียม",
        "publisher": "ภาควิชาพืชสวน สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง",
        "author": ["แซ่เตียว, กัญจนา"], "date": "2006", "doi": "10.14457/kmitl.res.2006.17",
    },
    "dryad_8515": {
        "type": "dataset", "title": "Data from: A new malaria agent in African hominids", "publisher": "Dryad",
        "author": ["Ollomo, Benjamin", "Durand, Patrick", 3], "date": "2011-02-01", "version": "1", "language": "en",
        "doi": "10.5061/dryad.8515",
    },
    "figshare_software": {
        "type": "software", "title": "Scimag catalogue of LibGen as of January 1st, 2014", "publisher": "figshare",
        "author": [{"family": "Cabanac", "given": "Guillaume", "orcid": "0000-0003-3060-6241"}], "date": "2017",
        "doi": "10.6084/m9.figshare.4906367.v1",
    },
    "lipics_conference": {
        "type": "inproceedings", "title": "The Minimum Size of Qubit Unextendible Product Bases",
        "booktitle": "8th Conference on the Theory of Quantum Computation, Communication and Cryptography (TQC 2013)",
        "series": "Leibniz International Proceedings in Informatics (LIPIcs)", "volume": "22", "pages": "93--105",
        "publisher": "Schloss Dagstuhl – Leibniz-Zentrum für Informatik", "author": ["Johnston, Nathaniel"],
        "editor": ["Severini, Simone", "Brandao, Fernando"], "date": "2013", "isbn": "978-3-939897-55-2",
        "issn": "1868-8969", "language": "en", "doi": "10.4230/lipics.tqc.2013.93",
    },
    "many_names_in_one_creator": {
        "type": "dataset", "publisher": "Harvard Dataverse", "date": "2017", "doi": "10.7910/dvn/eqtqyo",
        "title": "Replication Data for: Increasing Inequality: The Effect of GOTV Mobilization on the "
        "Composition of the "
        "Electorate", "author": ["Enos, Ryan", "Fowler, Anthony", 3],
    },
    "plus_sign": {
        "type": "dataset", "title": "CERES Level 3 Cloud Type Historgram Terra+Aqua HDF file - Edition4",
        "publisher": "NASA Langley Atmospheric Science Data Center DAAC", "author": ["Wong, Takmeng"], "date": "2016",
        "doi": "10.5067/terra+aqua/ceres/cldtyphist_l3.004",
    },
    "thesis_desy": {
        "type": "thesis", "genre": "Dissertation", "institution": "Deutsches Elektronen-Synchrotron, DESY, Hamburg",
        "title": "Dynamics of colloids in molecular glass forming liquids studied via X-ray photon correlation "
        "spectroscopy", "author": ["Conrad, Heiko"], "date": "2014", "language": "en", "doi": "10.3204/desy-2014-01645",
    },
    "whitespace": {
        "type": "dataset", "title": "Multi-Sensor Reanalysis (MSR) of total ozone, version 2", "date": "2015",
        "publisher": "Royal Netherlands Meteorological Institute (KNMI)", "language": "en",
        "author": ["Van Der A, Ronald", "Allaart, Marc", 3], "doi": "10.21944/temis-ozone-msr2",
    },
    "zenodo_1196821": {
        "type": "dataset", "publisher": "Zenodo", "date": "2018-03-14", "language": "en",
        "title": "Pspm-Sc4B: Scr, Ecg, Emg, Psr And Respiration Measurements In A Delay Fear Conditioning Task With "
        "Auditory Cs And Electrical Us", "doi": "10.5281/zenodo.1196821",
        "author": [{"family": "Staib", "given": "Matthias", "orcid": "0000-0001-9688-838X"},
        "Castegnetti, Giuseppe", 3],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", WORKS)
def test_a_work_gives_these_fields(name):
    doi = WORKS[name]["doi"]
    record = datacite.parse(own("datacite/works.json"), [doi])[doi]
    assert (record.id, record.service) == (f"doi:{doi}", "datacite")
    assert spelled(record) == WORKS[name]


def test_every_work_is_expected():
    works = json.loads(own("datacite/works.json").body)["data"]
    assert {one["id"] for one in works} == {fields["doi"] for fields in WORKS.values()}


def test_a_work_alone_stands_without_a_list():
    work = json.loads(own("datacite/works.json").body)["data"][0]
    records = datacite.parse(Answer(200, json.dumps({"data": work}).encode()), [work["id"]])
    assert spelled(records[work["id"]]) == WORKS["buddhist_year"]


def test_originals_are_kept():
    records = datacite.parse(own("datacite/works.json"), ["10.14457/kmitl.res.2006.17", "10.7910/dvn/eqtqyo"])
    assert records["10.14457/kmitl.res.2006.17"].raw == {"date": "2549"}
    names = "Enos, Ryan (Harvard University); Fowler, Anthony (University Of Chicago); Vavreck, Lynn (UCLA)"
    assert records["10.7910/dvn/eqtqyo"].raw == {"author": names}


def test_arxivs_papers_stand_as_arxiv_has_them():
    answer = own("datacite/arxiv.json")
    records = datacite.parse_arxiv(answer, ["1706.03762", "1706.03762v5"])
    assert spelled(records["1706.03762"]) == {
        "type": "preprint", "title": "Attention Is All You Need", "author": ["Vaswani, Ashish", "Shazeer, Noam", 3],
        "date": "2017-06-12", "eprint": "1706.03762", "eprinttype": "arxiv", "eprintclass": "cs.CL",
        "url": "https://arxiv.org/abs/1706.03762",
    }  # fmt: skip
    first, fifth = records.values()
    assert (first.id, first.service, first.updated) == ("arxiv:1706.03762", "datacite", "2025-04-09T22:52:25.000Z")
    assert (fifth.id, fifth.links) == ("arxiv:1706.03762v5", {"newer": ("arxiv:1706.03762v7",)})
    other = datacite.parse_arxiv(answer, ["2311.16162"])["2311.16162"]
    assert spelled(other)["date"] == "2023-11-09"
    assert spelled(other)["eprintclass"] == "cs.DL"


def test_arxivs_journal_link_and_versions():
    answer = own("datacite/arxiv_with_journal.json")
    record = datacite.parse_arxiv(answer, ["1902.00001"])["1902.00001"]
    assert record.links == {"published": ("doi:10.1000/nothing.1",)}
    assert spelled(record)["date"] == "2019-02-28"
    assert spelled(record)["eprintclass"] == "math.NA"
    assert datacite.parse_arxiv(answer, ["1902.00001v3"])["1902.00001v3"].links["published"]


def test_a_batch_is_matched_by_doi():
    records = datacite.parse_arxiv(own("datacite/arxiv.json"), ["1810.04805", "1706.03762", "1512.03385"])
    assert [spelled(record)["title"].partition(":")[0] for record in records.values()] == [
        "BERT", "Attention Is All You Need",
    ]  # fmt: skip


def test_our_own_works_with_odd_values():
    records = datacite.parse(
        own("datacite/list.json"), ["10.1000/data.1", "10.1000/TEXT.1", "10.1000/thesis.2", "10.1000/x"]
    )
    assert spelled(records["10.1000/data.1"]) == {
        "type": "dataset", "title": "A Data Set.: Part One", "publisher": "Nowhere Archive", "version": "2",
        "author": ["{Institute of Nothing}", "Nobody, Ada", 4], "date": "2021-05-04", "language": "eng",
        "doi": "10.1000/data.1",
    }  # fmt: skip
    assert records["10.1000/data.1"].links == {"newer": ("doi:10.1000/data.2",)}
    assert spelled(records["10.1000/TEXT.1"]) == {
        "type": "article", "title": "An Article", "publisher": "Nowhere Press", "journaltitle": "Journal of Nothing",
        "volume": "3", "number": "4", "pages": "5--9", "issn": "0378-5955", "doi": "10.1000/text.1",
    }  # fmt: skip
    assert spelled(records["10.1000/thesis.2"]) == {
        "type": "thesis", "title": "A Thesis", "institution": "University of Nowhere", "genre": "phdthesis",
        "author": ["Nobody, Ada"], "date": "2015", "doi": "10.1000/thesis.2",
    }  # fmt: skip
    assert "10.1000/x" not in records


def test_an_unknown_doi_asked_alone_does_not_exist():
    answer = own("datacite/not_found.json", status=404)
    assert datacite.parse(answer, ["10.4124/nothing"])["10.4124/nothing"].entry is None
    assert datacite.parse_arxiv(answer, ["1706.99999"])["1706.99999"].id == "arxiv:1706.99999"
    with pytest.raises(UnavailableError):
        datacite.parse(answer, ["10.4124/nothing", "10.4124/more"])
    assert datacite.parse(own("datacite/empty.json"), ["10.4124/nothing"]) == {}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(429, b""), "too many requests"),
        (Answer(500, b"{}"), "server failed"),
        (Answer(404, b"<html></html>"), "HTML page"),
        (Answer(404, b'{"errors": [{"title": "Down for maintenance"}]}'), "answered 404"),
        (Answer(200, b'{"data": "x"}'), "holds no works"),
        (Answer(200, b"[1, 2]"), "holds no works"),
        (Answer(200, b'{"data": [{"id"'), "unreadable or cut body"),
    ],
)
def test_refusals_and_unreadable_answers_tell_nothing(answer, message):
    with pytest.raises(UnavailableError, match=message):
        datacite.parse(answer, ["10.1000/data.1"])


def test_requests():
    batch = datacite.request(["10.1000/a", "10.1000/b,c", "10.1000/d"])
    assert (batch.path, batch.query) == ("/dois", (("ids", "10.1000/a,10.1000/d"), ("page[size]", "2")))
    assert datacite.request(["10.5067/terra+aqua/x"]).path == "/dois/10.5067%2Fterra%2Baqua%2Fx"
    assert datacite.request(["10.1000/a,b", "10.1000/c,d"]).path == "/dois/10.1000%2Fa%2Cb"
    arxiv = datacite.request_arxiv(["1706.03762v5", "1706.03762", "hep-th/9901001"])
    assert dict(arxiv.query)["ids"] == "10.48550/arxiv.1706.03762,10.48550/arxiv.hep-th/9901001"


def test_the_fallback_is_the_same_registry_with_the_same_pace():
    assert ARXIV_BY_DOI.scheme == "arxiv"
    assert ARXIV_BY_DOI[:1] + ARXIV_BY_DOI[2:6] == SERVICES["datacite"][:1] + SERVICES["datacite"][2:6]


def test_types_of_texts():
    """A journal article is registered as "Text" by many (schema 4.5 names it apart only since 4.4)."""
    told = {"bibtex": "misc", "citeproc": "", "resourceTypeGeneral": "Text", "resourceType": "Master's Thesis"}
    body = {"data": {"attributes": {"doi": "10.1000/t", "titles": [{"title": "T"}], "types": told}}}
    record = datacite.parse(Answer(200, json.dumps(body).encode()), ["10.1000/t"])["10.1000/t"]
    assert spelled(record) == {"type": "thesis", "title": "T", "genre": "mathesis", "doi": "10.1000/t"}


# --- titles of arXiv's papers ---------------------------------------------------------------------------------------


def entry(title, *authors):
    fields = {"title": title} | ({"author": list(authors)} if authors else {})
    return Entry("x", "", {field: parse_value(field, value) for field, value in fields.items()})


def test_a_search_is_for_arxivs_papers_by_title_or_by_first_author_and_rare_words():
    request = ARXIV_BY_DOI.search([entry("On a Thing: Model-Agnostic Methods", "Jégou, Hervé", "Doe, J.")])
    query = dict(request.query)
    assert (request.path, query["client-id"], int(query["page[size]"])) == ("/dois", "arxiv.content", 10)
    rare = '"Model-Agnostic" AND ("Methods" OR "Thing")) OR ("Methods" AND "Thing")'
    assert query["query"] == (
        f'titles.title:"On a Thing Model-Agnostic Methods" OR (creators.name:"Jégou" AND titles.title:(({rare}))'
    )


def test_a_name_before_the_title_is_left_out_for_the_paper_may_lack_it():
    request = ARXIV_BY_DOI.search([entry("CAML: Fast Context Adaptation via Meta-Learning")])
    assert dict(request.query)["query"] == 'titles.title:"Fast Context Adaptation via Meta-Learning"'


def test_a_title_without_authors_is_searched_as_a_phrase():
    request = ARXIV_BY_DOI.search([entry("On a Thing")])
    assert dict(request.query)["query"] == 'titles.title:"On a Thing"'
    assert ARXIV_BY_DOI.search([entry("?!")]) is None


SPECIAL = r"""+ - = && || > < ! ( ) { } [ ] ^ " ~ * ? : \ /"""
"""elastic.co/guide, "Query string query", "Reserved characters"."""


@pytest.mark.parametrize("title", [f"A{one}B AND{one}C" for one in SPECIAL.split()] + ['x" OR doi:"10.1000/1', "a\\"])
def test_a_title_is_data_whatever_it_holds(title):
    """Outside of quotes stands only what we wrote; inside, only a quote and a backslash have a meaning."""
    query = dict(ARXIV_BY_DOI.search([entry(title, 'O"Neil\\, A')]).query)["query"]
    assert "\\" not in query
    assert query.count('"') % 2 == 0
    outside = "".join(query.split('"')[::2])
    assert set(outside.split()) <= set("titles.title: OR (creators.name: AND titles.title:(( ( )) ) OR AND )))".split())


def test_papers_of_arxiv_are_candidates_by_their_arxiv_ids():
    (paper,) = ARXIV_BY_DOI.found(own("datacite/arxiv_titles.json"))
    assert (paper.id, paper.service, paper.links) == ("arxiv:1902.00001", "datacite", {})
    assert spelled(paper) == {
        "type": "preprint", "title": "On Nothing, or Much", "author": ["Nobody, Ada"], "date": "2019-02-01",
        "eprint": "1902.00001", "eprinttype": "arxiv", "url": "https://arxiv.org/abs/1902.00001",
    }  # fmt: skip


def test_a_search_that_finds_nothing_and_one_that_is_refused():
    assert ARXIV_BY_DOI.found(own("datacite/empty.json")) == []
    for answer in (Answer(429, b""), Answer(400, b"{}"), own("datacite/not_found.json", 404)):
        with pytest.raises(UnavailableError):
            ARXIV_BY_DOI.found(answer)


def described(kind, text):
    return {"descriptionType": kind, "description": text}


@pytest.mark.parametrize(
    ("description", "links"),
    [
        (described("Abstract", "This paper has been withdrawn by the author."), True),
        (described("Other", "12 pages; this paper has been withdrawn by the authors"), True),
        (described("Abstract", "We ask why authors say: this paper has been withdrawn."), False),
    ],
)
def test_a_paper_of_arxiv_that_was_withdrawn_is_so_at_datacite(description, links):
    work = {"doi": "10.48550/arxiv.1703.00001", "titles": [{"title": "On Much"}], "descriptions": [description]}
    answer = Answer(200, json.dumps({"data": {"attributes": work}}).encode())
    record = datacite.parse_arxiv(answer, ["1703.00001"])["1703.00001"]
    assert record.links == ({"withdrawal": (description["description"],)} if links else {})


def test_a_date_of_withdrawal_is_one():
    """DataCite Metadata Schema 4.5, dateType "Withdrawn": the date the resource is removed."""
    dates = [{"date": "2021-05-04", "dateType": "Withdrawn", "dateInformation": "by its author"}]
    work = {"doi": "10.1000/1", "titles": [{"title": "On Much"}], "dates": dates}
    answer = Answer(200, json.dumps({"data": {"attributes": work}}).encode())
    record = datacite.parse(answer, ["10.1000/1"])["10.1000/1"]
    assert record.links == {"withdrawal": ("Withdrawn 2021-05-04 by its author",)}
