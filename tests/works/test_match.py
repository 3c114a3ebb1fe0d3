"""Matching: the pairs that look alike and are two works, and those that look unlike and are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name, parse_listed, parse_names
from refexport.model.text import parse_text
from refexport.works.match import (
    CUT,
    NAMED,
    OTHER,
    SAME,
    SLIP,
    full_title,
    same_authors,
    same_person,
    shared_authors,
    title_ratio,
    title_variant,
)


def work(title: str, authors: str = "", year: int | None = None, type: str = "", **fields: Value) -> Entry:  # noqa: A002
    known: dict[str, Value] = {"title": parse_text(title), "author": parse_names(authors), **fields}
    if year:
        known["date"] = Date(year)
    return Entry("k", type, {field: value for field, value in known.items() if value})


# --- titles -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "variant"),
    [
        ("Meta-SGD", "meta sgd", SAME),
        ("", "", OTHER),
        ("", "Meta-SGD", OTHER),
        ("Adversarial Examples on Graph Data", "Adversarial Examples for Graph Data", OTHER),
        ("Learning Graph Representation with Care", "Learning Graph Representations with Care", SLIP),
        ("Graph Representation", "Graph Representations", OTHER),  # too short to forgive
        ("Results of the 41st Challenge Here", "Results of the 43st Challenge Here", OTHER),
        ("Learning to see in the dark", "Learning to see in the dgrk", SLIP),
        ("Seeing in the dark", "Seeing in the dgrk", OTHER),
        ("Deep Networks for Sleep Staging from EEG Signals", "Deep Networks for Sleep Staging from ECG Signals", OTHER),
        ("deep networks for sleep staging from eeg signals", "Deep Networks for Sleep Staging from ECG Signals", OTHER),
        ("Fine-Tuning BERT for Clinical Named Entities", "Fine-Tuning BART for Clinical Named Entities", OTHER),
        ("Compressing ResNet by Structured Pruning", "Compressing ResNeXt by Structured Pruning", OTHER),
        ("Theory of Tensor Products of Modules, Part III", "Theory of Tensor Products of Modules, Part VII", OTHER),
        ("SE-Sync: A Certifiably Correct Algorithm", "A Certifiably Correct Algorithm", NAMED),
        ("Summary - A Certifiably Correct Algorithm", "A Certifiably Correct Algorithm", OTHER),
        ("Beyond Sentiment: The Manifold of Human Emotions", "The Manifold of Human Emotions", OTHER),
        ("CAML: Meta-Learning", "Meta-Learning", OTHER),  # too short a rest
        ("Music Transformer: Generating Music", "Music Transformer", CUT),
        ("Why? Because: A Study", "Why? Because", CUT),
        ("Outlier Detection: An Extended Version", "Outlier Detection", OTHER),
        ("The ratio 3:1 of things", "The ratio 3", OTHER),
    ],
)
def test_how_titles_differ(one, other, variant):
    assert title_variant(one, other) == title_variant(other, one) == variant


def test_a_full_title_keeps_its_maths_apart():
    entry = work(r"$\omega$Test for {PDE}s", subtitle=parse_text("a <i>study</i>"))
    assert full_title(entry) == r"$\omega$Test for PDEs: a study"
    assert full_title(Entry("k")) == ""


def test_two_empty_titles_are_not_alike():
    assert title_ratio("", "…") == 0.0


titles = st.text(st.sampled_from("aábc AB:-?é1+$\\"), max_size=30)


@given(titles, titles)
def test_titles_compare_the_same_both_ways(one, other):
    assert title_ratio(one, other) == title_ratio(other, one)
    assert title_variant(one, other) == title_variant(other, one)
    assert 0.0 <= title_ratio(one, other) <= 1.0
    assert (title_variant(one, other) == SAME) == (title_ratio(one, other) == 1.0)


# --- people -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Finn, Chelsea", "finn, c."),
        ("Chelsea Finn", "chelsea finn"),
        ("Herve Jegou", "Hervé Jégou"),
        ("Li, Wei", "Wei, Li"),
        ("Sergio Gomez", "Gómez Colmenarejo, Sergio"),
        ("Laura Leal-Taixe'", "Leal-Taixé, Laura"),
        ("de Freitas, Nando", "Freitas, Nando"),
        ("Van Gool, Luc", "L. van Gool"),
        ("Heng Tao Shen", "Tao Shen, Heng"),
        ("Ronan LeBras", "Ronan Le Bras"),
        ("Steven Z. Wu", "Zhiwei Steven Wu"),
        ("A. Emin Orhan", "Emin Orhan"),
        ("Sebastian Stüker", "Sebastian Stueker"),
        ("Sebastian Stüker", "Sebastian Stuker"),
        ("Francisco Belchí", "Belchí Guillamón, Francisco"),
        ("Prabuchandran K. J.", "K. J. Prabuchandran"),
        ("Torr, Philip H. S.", "P.H.S. Torr"),
        ("{OpenAI}", "OpenAI"),
        ("Timothy P. Lillicrap", "Tim Lillicrap"),
    ],
)
def test_one_person(one, other):
    assert same_person(parse_listed(one), parse_listed(other))
    assert same_person(parse_listed(other), parse_listed(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Finn, Chelsea", "Finn, Aaron"),
        ("Zhang, Wei", "Zhang, Wuyi"),
        ("{Google}", "{OpenAI}"),
        ("{Google}", "Google, Ann"),
        ("Li, Fei-Fei", "Li, Hang"),
        ("Snell, Jake", "Swersky, Kevin"),
        ("von Li, Ann", "Li, Bob"),
        ("Silva, Ana Maria", "Silva, Rosa Maria"),
        ("R, J", "Jonson, R"),
    ],
)
def test_two_people(one, other):
    assert not same_person(parse_listed(one), parse_listed(other))
    assert not same_person(parse_listed(other), parse_listed(one))


def test_a_name_in_another_script_is_known_by_its_latin_form():
    there = Name(family="张", given="伟", latin="Wei Zhang")
    assert same_person(there, parse_listed("Zhang, Wei"))
    assert not same_person(there, parse_listed("Li, Wei"))


def test_shares_of_authors():
    snell, both = parse_names("Jake Snell"), parse_names("Jake Snell and Kevin Swersky")
    assert shared_authors(snell, both) == 1.0
    assert shared_authors(both, parse_names("Jake Snell and Stanislav Fort")) == 0.5
    assert shared_authors((), both) is None
    assert shared_authors(parse_names("others"), both) is None


def test_one_name_twice_is_not_two_people():
    assert shared_authors(parse_names("Y. Li and Y. Li"), parse_names("Yang Li and Kevin Swersky")) == 0.5


def test_a_list_that_goes_on_is_not_complete():
    both = parse_names("Jake Snell and Kevin Swersky")
    assert same_authors(both, parse_names("Kevin Swersky and Snell, J."))
    assert not same_authors(both, parse_names("Jake Snell and others"))
    assert not same_authors(both, parse_names("Jake Snell"))
    assert not same_authors((), ())


parts = st.sampled_from(["", "Li", "Wei", "W.", "de", "Müller", "Mueller", "Van Gool", "J"])
names = st.builds(
    Name, family=parts, given=parts, particle=parts, literal=st.sampled_from(["", "", "Google"]), latin=parts
)


@given(names, names)
def test_people_compare_the_same_both_ways(one, other):
    assert same_person(one, other) == same_person(other, one)
    assert same_person(one, one) or not (one.family or one.given or one.particle or one.literal)


@given(st.lists(names, max_size=4), st.lists(names, max_size=4))
def test_shares_are_the_same_both_ways(ours, theirs):
    share = shared_authors(ours, theirs)
    assert share == shared_authors(theirs, ours)
    assert share is None or 0.0 <= share <= 1.0
