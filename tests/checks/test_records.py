"""The hand's words held against the records."""

import pytest

from refexport.model.entry import Entry, Record
from refexport.works.merge import merge
from tests.checks.samples import fields_of, findings, found, record

PEOPLE = ["Snell, Jake", "Swersky, Kevin"]
TITLE = "Prototypical Networks for Few-shot Learning"
ARXIV = record(
    "arxiv:1703.05175",
    "arxiv",
    "preprint",
    title=TITLE,
    author=PEOPLE,
    date=2017,
    eprint="1703.05175",
    eprinttype="arxiv",
)
NIPS = record(
    "dblp:conf/nips/SnellSZ17", "dblp", "inproceedings", title=TITLE, author=PEOPLE, date=2018, booktitle="NIPS"
)
OTHER = record("doi:10.1000/1", "crossref", title="Deep Residual Learning", author=["He, Kaiming"], date=2016)


def entry(*records: Record, **spelled: object):
    return merge(Entry("k", "", fields_of(**spelled)), records)


def test_an_identifier_that_no_record_answers():
    mine = {"eprint": "1703.05175", "eprinttype": "arxiv", "doi": "10.1000/1"}
    assert found("unlocked-id", entry(ARXIV, **mine)) == [("k", "doi")]
    assert found("unlocked-id", entry(**mine)) == [("k", "eprint"), ("k", "doi")]


def test_an_identifier_that_does_not_exist():
    (one,) = (f for f in findings(entry(Record("doi:10.1000/1", "crossref"), doi="10.1000/1")) if f.rule == "absent-id")
    assert (one.field, one.level) == ("doi", "error")
    assert one.message == "crossref says that doi:10.1000/1 does not exist"


def test_a_record_of_another_work():
    mine = entry(OTHER, ARXIV, title=TITLE, author=PEOPLE, doi="10.1000/1")
    (one,) = (f for f in findings(mine) if f.rule == "other-work")
    assert (one.field, one.level) == ("doi", "error")
    assert one.message == f'"{TITLE}" here, "Deep Residual Learning" in doi:10.1000/1'
    assert not mine.entry.has("journaltitle")


def test_records_of_two_works():
    mine = entry(OTHER, ARXIV)
    (one,) = (f for f in findings(mine) if f.rule == "other-work")
    assert one.message == f'"Deep Residual Learning" in doi:10.1000/1, "{TITLE}" in arxiv:1703.05175'
    assert ARXIV.id not in mine.origin.values()


def test_of_two_works_the_one_that_is_not_used_is_told():
    mine = merge(Entry("k"), [OTHER, ARXIV], prefer="preprint")
    (one,) = (f for f in findings(mine) if f.rule == "other-work")
    assert one.field == "doi"


def test_a_wrong_record_is_one_finding_not_five():
    mine = entry(OTHER, title=TITLE, author=PEOPLE, date=2017)
    assert {f.rule for f in findings(mine)} & {"title-differs", "authors-differ", "date-differs"} == set()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (TITLE, []),
        (TITLE.upper(), []),
        ("{Prototypical} Networks for $few$-Shot Learning", []),
        ("Prototypical Networks for Few-shot Learning: A Study", [("k", "title")]),
        ("Prototypical Network for Few-shot Learning", [("k", "title")]),
        ("Gaussian Prototypical Networks for Few-shot Learning", [("k", "title")]),
    ],
)
def test_a_title_that_no_record_has(title, expected):
    assert found("title-differs", entry(ARXIV, NIPS, title=title, author=PEOPLE)) == expected


def test_another_paper_of_the_same_people_is_another_work():
    mine = entry(ARXIV, NIPS, title="Variational Autoencoders of Graphs", author=PEOPLE, date=2017)
    assert {(f.rule, f.level) for f in findings(mine)} >= {("other-work", "error")}
    assert not mine.entry.has("booktitle")


def test_the_nearest_title_is_shown():
    renamed = record("doi:10.1000/2", "crossref", title="Something Else", author=PEOPLE)
    mine = entry(renamed, ARXIV, title="Prototypical Network for Few-shot Learning", author=PEOPLE)
    (one,) = (f for f in findings(mine) if f.rule == "title-differs")
    assert one.message.endswith(f'"{TITLE}" in arxiv:1703.05175')


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (PEOPLE, []),
        (["Snell, J.", "K. Swersky"], []),
        (["Snell, Jake", "others"], []),
        (["Swersky, Kevin", "Snell, Jake"], [("k", "author")]),
        (["Snell, Jake"], [("k", "author")]),
        ([*PEOPLE, "Zemel, Richard"], [("k", "author")]),
        (["Snell, Jack", "Swersky, Laura"], [("k", "author")]),
    ],
)
def test_authors_that_no_record_has(authors, expected):
    assert found("authors-differ", entry(ARXIV, NIPS, author=authors)) == expected


def test_authors_of_one_record_are_enough():
    reversed_ = record("doi:10.1000/2", "crossref", title=TITLE, author=PEOPLE[::-1])
    assert found("authors-differ", entry(reversed_, ARXIV, author=PEOPLE)) == []


def test_a_record_that_says_and_others_agrees_as_far_as_it_goes():
    told = record("doi:10.1000/2", "crossref", title=TITLE, author=["Snell, Jake", "others"])
    assert found("authors-differ", entry(told, author=PEOPLE)) == []


def test_a_year_that_no_record_has():
    assert found("date-differs", entry(ARXIV, NIPS, date=2018)) == []
    (one,) = (f for f in findings(entry(ARXIV, NIPS, date=2016)) if f.rule == "date-differs")
    assert one.message == "2016 here, 2017 in arxiv:1703.05175, 2018 in dblp:conf/nips/SnellSZ17"
    assert found("date-differs", entry(record("doi:10.1000/2", "crossref", title=TITLE), date=2016)) == []


def test_a_line_that_the_records_make_needless():
    mine = {"title": TITLE, "author": PEOPLE, "eprint": "1703.05175", "eprinttype": "arxiv"}
    assert found("redundant-override", entry(ARXIV, NIPS, **mine)) == [("k", "title"), ("k", "author")]
    assert found("redundant-override", entry(**mine)) == []


def test_a_line_that_still_decides_is_not_needless():
    """2017 is arXiv's year: without the line the date would be dblp's."""
    assert found("redundant-override", entry(ARXIV, NIPS, date=2017)) == []
    assert found("redundant-override", entry(ARXIV, date=2017)) == [("k", "date")]
    assert found("redundant-override", entry(ARXIV, NIPS, booktitle="NIPS")) == []


@pytest.mark.parametrize(
    ("link", "rule", "level"),
    [
        ("retraction", "retracted", "error"),
        ("withdrawal", "withdrawn", "error"),
        ("concern", "concern", "warning"),
        ("correction", "corrected", "note"),
        ("newer", "newer-version", "note"),
    ],
)
def test_what_registries_warn_of(link, rule, level):
    told = record("arxiv:1703.05175", "arxiv", "preprint", {link: ("see there " * 20,)}, title=TITLE)
    (one,) = (f for f in findings(entry(told)) if f.rule == rule)
    assert (one.field, one.level) == ("eprint", level)
    assert one.message.endswith("…)")
    assert len(one.message) < 130


def test_a_preprint_that_has_been_published():
    links = {"published": ("doi:10.1000/9", "J. Learn. 7 (2018) 1-2")}
    told = record("arxiv:1703.05175", "arxiv", "preprint", links, title=TITLE)
    first, second = (f for f in findings(entry(told)) if f.rule == "published-version-exists")
    assert {first.hint, second.hint} == {"read it and take it: refexport upgrade k"}
    assert second.message == "the preprint has been published: J. Learn. 7 (2018) 1-2"


def test_a_publication_that_is_known_is_not_told():
    told = record("arxiv:1703.05175", "arxiv", "preprint", {"published": ("doi:10.1000/9",)}, title=TITLE)
    for mine in (
        entry(told, doi="10.1000/9"),
        entry(told, NIPS),
        merge(Entry("k", "article", fields_of(title=TITLE, journaltitle="J")), [told]),
    ):
        assert found("published-version-exists", mine) == []


def test_an_entry_that_no_hand_wrote_is_not_compared():
    from refexport.model.entry import Merged

    assert found("title-differs", Merged(ARXIV.entry, {}, (NIPS,))) == []
