"""Cite keys: what the pattern gives, and that it always is a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.entry import Entry, parse_value
from refexport.model.keys import CITE_KEY, MAX_KEY
from refexport.model.name import Name
from refexport.model.text import literal_text
from refexport.works.keys import cite_key, unused_key


def entry(title: object = "", author: object = (), date: object = None, **fields: object) -> Entry:
    known = {"title": title, "author": list(author), "date": date, **fields}
    return Entry("", "", {field: parse_value(field, value) for field, value in known.items() if value})


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (entry("Model-Agnostic Meta-Learning", ["Finn, Chelsea"], 2017), "finn2017model"),
        (entry("On First-Order Meta-Learning Algorithms", ["Nichol, Alex"], 2018), "nichol2018first"),
        (entry("An Introduction", ["Gupta, Ashish"], 2019), "gupta2019introduction"),
        (entry("What How Why", ["Gupta, A."], 2019), "gupta2019what"),
        (entry("Low-shot", ["Jégou, Hervé"], 2018), "jegou2018low"),
        (entry("Lernen", ["Müller-Lüdenscheidt, Jo"], 2018), "mullerludenscheidt2018lernen"),
        (entry("Deep Nets", ["O'Neil, Jo"], 2018), "oneil2018deep"),
        (entry("元学习", ["张, 伟"], 2019), "zhang2019yuanxuexi"),
        (entry("Learning", ["de Freitas, Nando"], 2016), "freitas2016learning"),
        (entry("Omniglot", ["{The Omniglot Team}"], 2015), "theomniglotteam2015omniglot"),
        (entry(r"$\lambda$Opt: Learn", ["Chen, B."], 2019), "chen2019opt"),
        (entry("Meta", ["others"], 2019, editor=["Li, Fei-Fei"]), "li2019meta"),
        (entry("Building Agents", ["Finn, Chelsea"]), "finnbuilding"),
        (entry("The MetaLearn Workshop", (), 2018), "metalearnworkshop2018"),
        (entry("", (), 2018), "2018"),
        (entry(), "entry"),
        (entry("…"), "entry"),
    ],
)
def test_the_pattern(work, key):
    assert cite_key(work) == key


def test_a_language_without_blanks_gives_no_endless_key():
    assert len(cite_key(entry("学" * 3000, ["Li, A."], 2019))) < 100


@given(st.text(), st.text(), st.integers(1000, 9999))
def test_every_key_is_one_that_all_programs_take(title, family, year):
    work = entry(date=year).replace(title=literal_text(title), author=(Name(family=family),))
    assert CITE_KEY.fullmatch(cite_key(work))


def test_letters_in_the_order_of_the_list():
    taken: list[str] = []
    for _ in range(28):
        taken.append(unused_key("finn2017model", taken))
    assert taken[:3] == ["finn2017model", "finn2017modelb", "finn2017modelc"]
    assert taken[25:] == ["finn2017modelz", "finn2017model-27", "finn2017model-28"]


def test_keys_are_equal_without_case():
    assert unused_key("finn2017", ["FINN2017", "finn2017B"]) == "finn2017c"


def test_a_key_that_is_as_long_as_keys_may_be_is_cut_for_its_letter():
    longest = "k" * MAX_KEY
    assert unused_key(longest, [longest]) == "k" * (MAX_KEY - 1) + "b"


@given(st.lists(st.sampled_from(["a", "A", "ab", "b"]), max_size=40))
def test_no_key_is_given_twice(wanted):
    taken: list[str] = []
    for one in wanted:
        taken.append(unused_key(one, taken))
    assert len({key.lower() for key in taken}) == len(taken)
    assert all(CITE_KEY.fullmatch(key) for key in taken)
