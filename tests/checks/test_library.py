"""One work under two cite keys."""

import pytest

from tests.checks.samples import findings, found, hand


@pytest.mark.parametrize(
    ("rule", "field", "one", "other"),
    [
        ("duplicate-doi", "doi", {"doi": "10.1000/ABC"}, {"doi": "https://doi.org/10.1000/abc"}),
        (
            "duplicate-arxiv",
            "eprint",
            {"eprint": "1703.03400", "eprinttype": "arxiv"},
            {"eprint": "arXiv:1703.03400v2", "eprinttype": "arXiv"},
        ),
        (
            "duplicate-arxiv",
            "eprint",
            {"eprint": "1703.03400", "eprinttype": "arxiv"},
            {"doi": "10.48550/arXiv.1703.03400"},
        ),
        ("duplicate-dblp", "dblp", {"dblp": "conf/icml/FinnAL17"}, {"dblp": "conf/icml/FinnAL17"}),
    ],
)
def test_one_identifier_twice(rule, field, one, other):
    entries = hand("a", title="One", **one), hand("b", title="Two", **other)
    assert found(rule, *entries) == [("b", field)]
    assert "of a too" in next(f for f in findings(*entries) if f.rule == rule).message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/abc.v1"}, {"doi": "10.1000/abc.v2"}),
        ({"doi": "10.1000/a-b"}, {"doi": "10.1000/ab"}),
        ({"eprint": "1", "eprinttype": "hal"}, {"eprint": "1", "eprinttype": "hal"}),
        ({"doi": "none"}, {"doi": "none"}),
    ],
)
def test_two_identifiers_are_two(one, other):
    entries = hand("a", title="One", **one), hand("b", title="Two", **other)
    assert not [f for f in findings(*entries) if f.rule.startswith("duplicate-")]


def test_an_isbn_in_ten_and_thirteen_digits():
    entries = [
        hand("a", "book", title="One", isbn="0-306-40615-2"),
        hand("b", "book", title="Two", isbn="978-0-306-40615-7"),
        hand("c", "incollection", title="Three", isbn="978-0-306-40615-7"),
        hand("d", "book", title="Four", isbn="979-10-90636-07-1"),
        hand("e", "book", title="Five", isbn="no"),
        hand("f", "book", title="Six", isbn="no"),
    ]
    assert found("duplicate-isbn", *entries) == [("b", "isbn")]


def test_the_same_title_author_and_year():
    first = hand("a", title="Meta-Learning: A Survey", author=["Vanschoren, Joaquin"], date=2018)
    again = hand("b", title="Meta Learning", subtitle="a survey", author=["Vanschoren, J."], date=2019)
    third = hand("c", title="Meta-learning: a survey", author=["Vanschoren, J."])
    assert found("duplicate-title", first, again, third) == [("b", "title"), ("c", "title")]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Meta Learning", "author": ["Larochelle, Hugo"]},
        {"title": "Meta Learning", "author": None},
        {"title": "Meta Learning 2", "author": ["Raval, Siraj"]},
        {"title": "Meta Learning", "author": ["Raval, Siraj"], "date": 2015},
    ],
)
def test_other_works_of_the_same_words(other):
    entries = hand("a", "misc", title="Meta Learning", author=["Raval, Siraj"]), hand("b", "misc", **other)
    assert found("duplicate-title", *entries) == []


def test_a_paper_and_the_talk_about_it_are_two_works():
    entries = [hand(key, type_, title="Meta Learning") for key, type_ in (("a", "article"), ("b", "video"))]
    assert found("duplicate-title", *entries) == []


def test_one_work_is_told_once():
    entries = [hand(key, title="Same", doi="10.1000/1") for key in "ab"]
    assert [f.rule for f in findings(*entries) if f.rule.startswith("duplicate-")] == ["duplicate-doi"]


@pytest.mark.parametrize("field", ["crossref", "xref", "related", "entryset"])
def test_a_key_that_no_entry_has(field):
    assert found("dangling-crossref", hand("a", **{field: "b"}), hand("c", title="Another")) == [("a", field)]
    assert found("dangling-crossref", hand("a", **{field: "b"}), hand("b", title="Another")) == []
    assert found("dangling-crossref", hand("a", **{field: "z"}), hand("b", title="Another", ids=["z"])) == []


def test_a_key_in_other_case_is_mended():
    (one,) = (f for f in findings(hand("a", related="c, B"), hand("b", title="B"), hand("c", title="C")) if f.fix)
    assert (one.rule, one.fix.changes, one.fix.is_safe) == ("dangling-crossref", {"related": "c, b"}, True)


def test_a_crossref_that_leads_back():
    a, b, c = hand("a", crossref="b"), hand("b", title="B", crossref="a"), hand("c", title="C", crossref="a")
    assert found("circular-crossref", a, b, c) == [("a", "crossref"), ("b", "crossref")]
    assert found("circular-crossref", hand("a", crossref="a")) == [("a", "crossref")]
    assert found("circular-crossref", hand("a", related="b"), hand("b", title="B", related="a")) == []  # mutual is fine
