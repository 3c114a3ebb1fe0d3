"""PubMed: summaries of any shape, and what they never say. Fields: nlm.nih.gov/bsd/mms/medlineelements.html."""

import json

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import Record
from refexport.registries import SERVICES, pubmed
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled

ALL = ["11111111", "22222222", "33333333", "44444444", "55555555", "66666666", "77777777"]


@pytest.fixture
def records():
    return pubmed.parse(own("pubmed/summaries.json"), ALL)


def summary(**item):
    body = {"result": {"uids": ["1"], "1": {"uid": "1", "title": "T", **item}}}
    return pubmed.parse(Answer(200, json.dumps(body).encode()), ["1"])["1"]


def test_a_batch_is_matched_by_id():
    """One of the four ids is unknown; the answer has status 200 all the same."""
    told = pubmed.parse(own("pubmed/batch.json"), ["9500320", "31452104", "99999999", "23193287"])
    assert told["99999999"] == Record("pmid:99999999", "pubmed")
    assert told["9500320"].links == {"retraction": ("Retracted Publication",)}
    assert spelled(told["23193287"]) == {
        "type": "article", "title": "GenBank", "author": ["Benson, D. A.", "Cavanaugh, M.", 3], "date": "2013-01",
        "journaltitle": "Nucleic acids research", "shortjournal": "Nucleic Acids Res", "volume": "41",
        "number": "Database issue", "pages": "D36--D42", "issn": "0305-1048", "language": "en",
        "doi": "10.1093/nar/gks1195", "pmid": "23193287", "pmcid": "PMC3531190",
    }  # fmt: skip
    assert spelled(told["31452104"])["author"] == ["Bitencourt-Ferreira, G.", "de Azevedo, Jr, W. F."]
    assert spelled(told["9500320"])["journaltitle"] == "Lancet"
    assert spelled(told["9500320"])["pages"] == "637--641"


def test_one_request_asks_for_all():
    request = pubmed.request(["11111111", "22222222"])
    assert request.path == "/entrez/eutils/esummary.fcgi"
    assert dict(request.query) == {
        "db": "pubmed", "id": "11111111,22222222", "retmode": "json", "tool": "refexport",
    }  # fmt: skip
    assert SERVICES["pubmed"].mailto == "email"


def test_an_article_with_all_it_can_have(records):
    record = records["11111111"]
    assert spelled(record) == {
        "type": "article", "title": "On <i>nothing</i> & more: a study",
        "author": ["Doe, J. M.", "van Roe-Poe, Jr, W.-F.", 3],
        "journaltitle": "The journal of nothing", "journalsubtitle": "official journal of the Society for Nothing",
        "shortjournal": "J Nothing", "date": "2015-05-28", "volume": "521", "number": "7553", "pages": "436--444",
        "issn": "0378-5955", "language": "en", "doi": "10.1000/nothing.1", "pmid": "11111111", "pmcid": "PMC1234567",
    }  # fmt: skip
    assert record.raw["pages"] == "436-44; discussion 445"
    assert record.links == {"retraction": ("pmid:22222222",)}


def test_a_consortium_is_an_author_kept_whole(records):
    assert records["11111111"].entry.names("author")[2].literal == "Nothing Sequencing Consortium"


def test_an_electronic_page_is_the_number_of_the_article(records):
    told = spelled(records["22222222"])
    assert (told["eid"], "pages" in told) == ("e1000097", False)
    assert spelled(records["33333333"])["eid"] == "E123"


def test_a_translated_title_gives_way_to_that_of_the_work(records):
    record = records["22222222"]
    assert spelled(record)["title"] == "Über nichts"
    assert spelled(record)["language"] == "de"
    assert record.raw["title"] == "[On nothing, translated]."
    assert spelled(summary(title="[Translated only]."))["title"] == "Translated only"


@pytest.mark.parametrize(
    ("title", "without"),
    [("Care of HIV.", "Care of HIV"), ("Why?", "Why?"), ("And then...", "And then..."), ("Vitamin D.", "Vitamin D")],
)
def test_the_full_stop_of_every_title_goes(title, without):
    assert spelled(summary(title=title))["title"] == without


def test_what_is_missing_stays_missing(records):
    assert spelled(records["33333333"]) == {
        "type": "article", "title": "Nothing at all?", "journaltitle": "Nothing Today", "date": "2020", "eid": "E123",
        "pmid": "33333333",
    }  # fmt: skip


def test_a_chapter_of_the_bookshelf(records):
    assert spelled(records["66666666"]) == {
        "type": "incollection", "title": "A chapter on nothing", "booktitle": "All of Nothing",
        "author": ["Doe, J."], "editor": ["Roe, R."], "date": "2023-01", "edition": "2nd",
        "publisher": "Nowhere Publishing", "location": "Nowhere (NJ)", "language": "en", "pmid": "66666666",
    }  # fmt: skip


def test_a_preprint_of_arxiv_has_its_arxiv_id():
    told = spelled(pubmed.parse(own("pubmed/preprint.json"), ["88888888"])["88888888"])
    assert (told["type"], told["eprint"], told["eprinttype"]) == ("preprint", "1703.03400", "arxiv")
    assert "doi" not in told


def test_three_outcomes_and_none_of_them_mixed(records):
    assert records["44444444"] == Record("pmid:44444444", "pubmed")
    assert "55555555" not in records  # an error that says nothing about the id
    assert "77777777" not in records  # a record about another id


@pytest.mark.parametrize(
    ("name", "family", "given", "suffix"),
    [
        ("Plato", "Plato", "", ""),
        ("Smith J 3rd", "Smith", "J.", "3rd"),
        ("Li X", "Li", "X.", ""),
        ("García Márquez GJ", "García Márquez", "G. J.", ""),
        ("O'Brien ÅB", "O'Brien", "Å. B.", ""),
    ],
)
def test_names_are_cut_where_the_initials_begin(name, family, given, suffix):
    person = summary(authors=[{"name": name, "authtype": "Author"}]).entry.names("author")[0]
    assert (person.family, person.given, person.suffix) == (family, given, suffix)


@pytest.mark.parametrize(
    ("pages", "whole"),
    [
        ("637-41", "637--641"),
        ("1126-35", "1126--1135"),
        ("S12-9", "S12--S19"),
        ("99-104", "99--104"),
        ("iii-iv", "iii--iv"),
        ("12", "12"),
        ("1-3, 7", "1--3, 7"),
    ],
)
def test_both_ends_of_a_range_are_whole(pages, whole):
    assert spelled(summary(pages=pages))["pages"] == whole


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(200, b"<!DOCTYPE html><html><p>Busy"), "HTML page"),
        (Answer(200, b'{"error": "API rate limit exceeded", "count": "4"}'), "no summaries"),
        (Answer(200, b'{"esummaryresult": ["Invalid uid 0 at position=0"]}'), "no summaries"),
        (Answer(200, b'{"result": []}'), "no summaries"),
        (Answer(200, b""), "empty body"),
        (Answer(429, b'{"error": "API rate limit exceeded"}'), "too many requests"),
        (Answer(500, b""), "server failed"),
        (Answer(404, b""), "unexpected answer"),
    ],
)
def test_refusals_and_errors_tell_nothing(answer, message):
    with pytest.raises(UnavailableError, match=message):
        pubmed.parse(answer, ["1"])


def test_an_answer_without_the_id_decides_nothing():
    assert pubmed.parse(Answer(200, b'{"result": {"uids": []}}'), ["1"]) == {}


@pytest.mark.parametrize(
    ("pubtype", "links"),
    [
        # MeSH's publication types ("Retraction of Publication" is called "Retraction Notice" since 2024)
        ("Retracted Publication", {"retraction": ("Retracted Publication",)}),
        ("Retraction of Publication", {"retracts": ("Retraction of Publication",)}),
        ("Retraction Notice", {"retracts": ("Retraction Notice",)}),
        ("Published Erratum", {"corrects": ("Published Erratum",)}),
        ("Expression of Concern", {"doubts": ("Expression of Concern",)}),
        ("Corrected and Republished Article", {}),
    ],
)
def test_a_publication_type_that_says_what_became_of_it(pubtype, links):
    assert summary(pubtype=["Journal Article", pubtype]).links == links


def test_a_notice_that_pubmed_names_is_shown_instead_of_the_type():
    notice = {"reftype": "Erratum for", "pmid": "22222222", "refsource": "J Nothing. 2015"}
    assert summary(pubtype=["Published Erratum"], references=[notice]).links == {"corrects": ("pmid:22222222",)}
