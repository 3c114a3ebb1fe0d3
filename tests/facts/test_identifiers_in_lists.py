"""Identifiers and addresses in other people's lists, against real pairs (tests/data, which name where each is recorded)."""

import pytest

from refexport.data.addresses import ADDRESS_RULES, ARXIV_OLD
from refexport.lists.addresses import identify_url
from refexport.lists.links import take_links
from tests.conftest import ROOT


def rows(name):
    lines = (ROOT / "tests" / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


ADDRESSES = [(address, identifier) for address, identifier, _ in rows("addresses.tsv")]
ARCHIVES = [identifier for identifier, _ in rows("arxiv-archives.tsv")]


@pytest.mark.parametrize(("address", "identifier"), ADDRESSES)
def test_an_address_leads_to_the_work_that_its_record_names(address, identifier):
    assert ":".join(identify_url(address)) == identifier


def test_the_example_of_each_kind_of_address_is_a_recorded_pair():
    assert {(rule.example, rule.gives) for rule in ADDRESS_RULES} <= set(ADDRESSES)


@pytest.mark.parametrize("identifier", ARCHIVES)
def test_a_paper_of_each_archive_of_arxiv_is_found(identifier):
    assert take_links(f"Preprint, {identifier}, unpublished").ids == (("arxiv", identifier),)


def test_arxiv_had_no_other_archives():
    """34 of them (info.arxiv.org/help/arxiv_identifier); what else stands before a number is a class or no archive."""
    named = ARXIV_OLD.partition("(?:")[2].partition(")")[0].split("|")
    assert sorted(named) == sorted(identifier.partition("/")[0] for identifier in ARCHIVES)


IN_TEXT = {
    # info.arxiv.org/help/arxiv_identifier_for_services: "arXiv:YYMM.NNNNNvV [category]"
    "arXiv:0706.0001v2 [q-bio.CB]": [("arxiv", "0706.0001v2"), ("eprintclass", "q-bio.CB")],
    "arXiv:hep-th/9603067": [("arxiv", "hep-th/9603067")],
    "arXiv.org/1501.00001": [("arxiv", "1501.00001")],
    # dblp's volume of CoRR
    "CoRR abs/1803.02999 (2018)": [("arxiv", "1803.02999")],
    "[1803.02999]": [("arxiv", "1803.02999")],
    # doi.org, DOI Handbook 2.6: "doi:" in lower case, and what citation styles write
    "doi:10.1038/nature14539": [("doi", "10.1038/nature14539")],
    "DOI 10.1038/nature14539": [("doi", "10.1038/nature14539")],
    "DOI=10.1145/3065386": [("doi", "10.1145/3065386")],
    "10.1000.10/123456": [("doi", "10.1000.10/123456")],
    # ISO 2108, 4.4: "ISBN" before the number; publishers add the length
    "ISBN 978-0-262-03561-3": [("isbn", "978-0-262-03561-3")],
    "ISBN-13: 978-0-262-03561-3": [("isbn", "978-0-262-03561-3")],
    "ISBN-10: 0-8044-2957-X": [("isbn", "0-8044-2957-X")],
    "ISBN 979-10-90636-07-1": [("isbn", "979-10-90636-07-1")],
    # NLM's own citations: "PMID: 26017442"
    "PMID: 26017442": [("pmid", "26017442")],
    # the kinds of record at dblp.org (dblp.org/faq, "What is the meaning of prefixes in dblp keys")
    "conf/icml/FinnAL17": [("dblp", "conf/icml/FinnAL17")],
    "DBLP:journals/corr/abs-1803-02999": [("dblp", "journals/corr/abs-1803-02999")],
    "books/daglib/0040158": [("dblp", "books/daglib/0040158")],
    "phd/dnb/Steinmetz22": [("dblp", "phd/dnb/Steinmetz22")],
    "series/lncs/WeiTZS20": [("dblp", "series/lncs/WeiTZS20")],
    "reference/parallel/Scott11": [("dblp", "reference/parallel/Scott11")],
    "tr/meltdown/s18": [("dblp", "tr/meltdown/s18")],
}


@pytest.mark.parametrize("text", IN_TEXT)
def test_identifiers_as_their_registries_write_them(text):
    assert list(take_links(text).ids) == IN_TEXT[text]


@pytest.mark.parametrize(
    "address",
    [
        # the file server's address has the DOI's prefix, and a number of the file
        "https://delivery.acm.org/10.1145/3230000/3220078/p2847-zugner.pdf",
        # volumes without DOIs in the Anthology's XML
        "https://aclanthology.org/N13-1001",
        "https://aclanthology.org/C18-1001",
        "https://aclanthology.org/P13-1001",
        "https://aclanthology.org/K14-1001",
        # Abstracts until 2016 have no DOI: the prefix 10.24963 began with 2017
        "https://www.ijcai.org/Abstract/16/598",
        "https://www.ijcai.org/Proceedings/16/Papers/598.pdf",
    ],
)
def test_addresses_of_works_that_no_registry_knows(address):
    assert identify_url(address) is None
