"""Venue, volume, pages and publisher by hand held against the records of the same publication."""

import pytest

from refexport.model.entry import Entry
from refexport.works.merge import merge
from tests.checks.samples import fields_of, findings, found, record

TITLE = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
AUTHORS = ["Devlin, Jacob", "Chang, Ming-Wei", "Lee, Kenton", "Toutanova, Kristina"]
WORK = {"title": TITLE, "author": AUTHORS}
NAACL = record(
    "doi:10.18653/v1/n19-1423",
    "crossref",
    "inproceedings",
    **WORK,
    date=2019,
    booktitle="Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational "
    "Linguistics: Human Language Technologies, Volume 1 (Long and Short Papers)",
    pages="4171--4186",
    publisher="Association for Computational Linguistics",
)
ARXIV = record("arxiv:1810.04805", "arxiv", "preprint", **WORK, date=2018, eprint="1810.04805", eprinttype="arxiv")
CELLS = {"title": "Cells in a Dish", "author": ["Doe, Jane"], "date": 2018}
CELL = record(
    "doi:10.1016/j.cell.2018.01.001", "crossref", **CELLS, journaltitle="Cell", volume="172", number="5", pages="1122-1131.e9", publisher="Elsevier BV"
)  # fmt: skip


def paper(*records, type_="inproceedings", **spelled):
    return merge(Entry("k", type_, fields_of(**WORK, date=2019, **spelled)), records)


def article(*records, **spelled):
    return merge(Entry("k", "article", fields_of(**CELLS, **spelled)), records or [CELL])


def told(rule, entry):
    return [one.message for one in findings(entry) if one.rule == rule]


RULES = ("venue-differs", "volume-differs", "pages-differ", "publisher-differs")


@pytest.mark.parametrize(
    "venue",
    [
        "NAACL", "NAACL-HLT (1)", "In Proc. of NAACL-HLT 2019", "Proceedings of NAACL-HLT",
        "Proceedings of the 2019 Conference of the North American Chapter of the ACL: Human Language Technologies",
    ],
)  # fmt: skip
def test_right_entries_have_no_finding(venue):
    mine = paper(NAACL, ARXIV, booktitle=venue, pages="4171-86", publisher="ACL")
    assert not {one.rule for one in findings(mine)} & set(RULES)


def test_another_conference():
    (one,) = (f for f in findings(paper(NAACL, ARXIV, booktitle="EMNLP")) if f.rule == "venue-differs")
    assert (one.field, one.level) == ("booktitle", "warning")
    assert one.message.startswith('"EMNLP" here, "Proceedings of the 2019 Conference of the North American Chapter')
    assert one.message.endswith("in doi:10.18653/v1/n19-1423")


@pytest.mark.parametrize(
    "venue",
    ["Annual Symposium on Efficient Deep Learning", "NAACL Student Research Workshop", "Findings of NAACL", "TACL"],
)
def test_a_venue_that_there_is_not_and_neighbours(venue):
    assert found("venue-differs", paper(NAACL, booktitle=venue)) == [("k", "booktitle")]


def test_another_year_of_the_conference():
    (message,) = told("venue-differs", paper(NAACL, booktitle="Proceedings of NAACL-HLT 2018"))
    assert message.startswith('"Proceedings of NAACL-HLT 2018" here, another year\'s "Proceedings of the 2019')


def test_what_is_not_known_is_not_told():
    assert not told("venue-differs", paper(NAACL, booktitle="Human Language Technologies"))


def test_a_wrong_venue_is_one_finding():
    """Pages of another publication are no second mistake."""
    mine = paper(NAACL, booktitle="EMNLP", pages="1--9", volume="3", publisher="ACM")
    assert [one.rule for one in findings(mine) if one.rule in RULES] == ["venue-differs"]


def test_a_preprint_is_no_record_of_the_publication():
    mine = paper(ARXIV, booktitle="EMNLP", pages="1--9", publisher="ACM")
    assert not {one.rule for one in findings(mine)} & set(RULES)


def test_a_preprint_by_hand_names_no_publication():
    """What is to be cited, the preprint or the paper, is not this rule's business."""
    mine = paper(NAACL, ARXIV, type_="article", journaltitle="arXiv preprint arXiv:1810.04805", volume="abs/1810.04805")
    assert not {one.rule for one in findings(mine)} & set(RULES)


def test_one_record_of_the_venue_is_enough():
    journal = record(
        "doi:10.1000/1", "crossref", **WORK, date=2019, journaltitle="Journal of Machine Learning Research", volume="20"
    )
    mine = paper(journal, NAACL, booktitle="NAACL", pages="4171--4186")
    assert not {one.rule for one in findings(mine)} & set(RULES)


def test_records_of_another_work_do_not_count():
    other = record(
        "doi:10.1000/1",
        "crossref",
        title="Deep Residual Learning",
        author=["He, Kaiming"],
        date=2016,
        journaltitle="CVPR",
    )
    assert not told("venue-differs", paper(other, booktitle="NAACL"))


def test_without_a_record_the_doi_tells_the_venue():
    assert told("venue-differs", paper(booktitle="NeurIPS", doi="10.18653/v1/D19-1410")) == [
        '"NeurIPS" here, EMNLP by the DOI'
    ]
    assert told("venue-differs", paper(booktitle="EMNLP", doi="10.18653/v1/D19-1410")) == []


@pytest.mark.parametrize(
    ("rule", "spelled", "expected"),
    [
        ("volume-differs", {"volume": "172"}, []),
        ("volume-differs", {"volume": "vol. 172"}, []),
        ("volume-differs", {"volume": "127"}, ["127 here, 172 in doi:10.1016/j.cell.2018.01.001"]),
        ("volume-differs", {"number": "05"}, []),
        ("volume-differs", {"number": "6"}, ["6 here, 5 in doi:10.1016/j.cell.2018.01.001"]),
        ("volume-differs", {"number": "Suppl"}, []),
        ("pages-differ", {"pages": "1122--1131"}, []),
        ("pages-differ", {"pages": "1122"}, []),
        ("pages-differ", {"pages": "1212--1221"}, ["1212--1221 here, 1122-1131.e9 in doi:10.1016/j.cell.2018.01.001"]),
        ("publisher-differs", {"publisher": "Cell Press"}, []),
        ("publisher-differs", {"publisher": "Elsevier Inc."}, []),
        (
            "publisher-differs",
            {"publisher": "Springer"},
            ["Springer here, Elsevier BV in doi:10.1016/j.cell.2018.01.001"],
        ),
    ],
)
def test_volume_issue_pages_and_publisher(rule, spelled, expected):
    assert told(rule, article(journaltitle="Cell", **spelled)) == expected


def test_an_entry_without_a_venue_is_compared_too():
    assert found("pages-differ", article(pages="1212--1221")) == [("k", "pages")]


def test_a_record_with_the_number_of_an_article():
    plos = record(
        "doi:10.1371/journal.pone.0033693", "crossref", **CELLS, journaltitle="PLoS ONE", volume="7", eid="e33693"
    )
    assert not told("pages-differ", article(plos, journaltitle="PLoS One", pages="e33693"))
    assert not told("pages-differ", article(plos, journaltitle="PLoS One", pages="1-12"))
    assert told("pages-differ", article(plos, journaltitle="PLoS One", pages="e33639")) == [
        "e33639 here, e33693 in doi:10.1371/journal.pone.0033693"
    ]


def test_a_publisher_that_the_venue_has_had():
    """NeurIPS is printed by Curran, and was by MIT Press; dblp's and Crossref's records may name either."""
    nips = record(
        "dblp:conf/nips/X",
        "dblp",
        "inproceedings",
        **WORK,
        date=2019,
        booktitle="NIPS",
        publisher="Curran Associates, Inc.",
    )
    assert not told("publisher-differs", paper(nips, booktitle="NIPS", publisher="MIT Press"))
    assert told("publisher-differs", paper(nips, booktitle="NIPS", publisher="ACM")) == [
        "ACM here, Curran Associates, Inc. in dblp:conf/nips/X"
    ]


def test_a_volume_that_is_the_year_is_not_compared():
    """Journals without volumes, which registries number by years: INSPIRE has JHEP's month there."""
    jhep = record(
        "doi:10.1007/jhep05(2018)001",
        "crossref",
        **CELLS,
        journaltitle="Journal of High Energy Physics",
        volume="2018",
        number="5",
    )
    assert not told("volume-differs", article(jhep, journaltitle="JHEP", volume="05"))
