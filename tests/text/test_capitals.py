"""Which words keep their capitals: the cases come from the two checkers of lost capitals, and from titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.proper import BEFORE, LONGER, WORDS
from refexport.text.capitals import is_covered, kept_words, shape


@pytest.mark.parametrize(
    "word",
    [
        "BERT",
        "iPhone",
        "GPT-2",
        "k-NN",
        "C",
        "C++",
        "C#",
        "3D",
        "U.S",
        "TCP/IP",
        "LaTeX",
        "X-Ray",
        "One-vs-All",
        "ÉCOLE",
        "B",
    ],
)
def test_capitals_that_mean_something(word):
    assert shape(word)


@pytest.mark.parametrize("word", ["Learning", "Few-Shot", "A", "learning", "2nd", "Alpha/Beta", "Évian"])
def test_capitals_of_title_case(word):
    assert not shape(word)


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,12}", fullmatch=True))
def test_every_word_that_a_checker_looks_for_is_kept(word):
    """The two patterns are those of the checkers that look for lost capitals in a bibliography and in clients."""
    in_bibliography = re.search(r"[A-Z][A-Z]|[a-z][A-Z]|[A-Z]-?\d|\d[A-Z]", word)
    in_clients = re.search(r"\w.*[A-Z]|[A-Z].*\d", word) and not re.search(r"[A-Z][a-z]+-[A-Z][a-z]+", word)
    if in_bibliography or in_clients:
        assert shape(word)


def words_of(title):
    return [title[word.start : word.end] for word in kept_words(title)]


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("BERT", "acronym"), ("k-NN", "acronym"), ("U.S", "acronym"), ("GPT-2", "acronym"), ("TCP/IP", "acronym"),
        ("3D", "digit"), ("L1", "digit"), ("Birds-200", "digit"), ("iPhone", "capitals inside"), ("McCulloch", "capitals inside"),
        ("One-vs-All", "capitals inside"), ("C", "single letter"), ("C++", "single letter"), ("A", ""), ("Few-Shot", ""),
    ],
)  # fmt: skip
def test_what_the_look_of_a_word_says(word, reason):
    assert shape(word) == reason


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Bayesian Learning of Gaussian and Markovian Models", ["Bayesian", "Gaussian", "Markovian"]),
        ("Auto-Encoding Variational Bayes", ["Bayes"]),
        ("Bayes' Rule, Newton's Method, Moore’s Law", ["Bayes", "Newton's", "Moore’s"]),
        ("The Gauss-Newton and Kullback-Leibler Way", ["Gauss-Newton", "Kullback-Leibler"]),
        ("The Kullback–Leibler Way", ["Kullback", "Leibler"]),
        ("A Markov-chain and a Markov-Chain", ["Markov-chain", "Markov"]),
        ("non-Gaussian, Non-Gaussian, Semi-Markov, Bayes-Optimal", ["non-Gaussian", "Gaussian", "Markov", "Bayes"]),
        ("Gaussians, Americans, Gaussianity, Americanization", ["Gaussians", "Americans", "Gaussianity", "Americanization"]),
        ("Markov Chain Monte Carlo", ["Markov", "Monte Carlo"]),
        ("Monte-Carlo and Monte–Carlo", ["Monte-Carlo", "Monte–Carlo"]),
        ("New York City's Traffic", ["New York City"]),
        ("New Yorkers and Old York", []),
        ("Papua New Guinea and New Zealand", ["Papua New Guinea", "New Zealand"]),
        ("From the United States to Los Angeles", ["United States", "Los Angeles"]),
        ("Monday in January", ["Monday", "January"]),
        ("English, Chinese and Swahili", ["English", "Chinese", "Swahili"]),
        ("Python and Java at Google on Linux", ["Python", "Java", "Google", "Linux"]),
        ("Mars, Jovian Moons and the Milky Way", ["Mars", "Jovian", "Milky Way"]),
        ("Drosophila melanogaster", ["Drosophila"]),
        ("Green's Functions and the Green Revolution", ["Green's"]),
        ("Gram-Schmidt and Gram–Schmidt, Gram by Gram", ["Gram-Schmidt", "Gram–Schmidt"]),
        ("Lie Groups That Lie", ["Lie"]),
        ("Models May Fail in May 2020", ["May"]),
        ("Protest March, March 1848", ["March"]),
        ("A Swift Response in the Swift Programming Language", ["Swift"]),
        ("Fisher Information of a Fisher", ["Fisher"]),
        ("Naïve Bézier Curves by Erdős and Gödel", ["Bézier", "Erdős", "Gödel"]),
    ],
)  # fmt: skip
def test_proper_names(title, kept):
    assert words_of(title) == kept


@pytest.mark.parametrize(
    "title",
    [
        "Models May Fail", "The Long March of Reason", "Polish Your Prose", "Turkey Farming in Swift Rivers", "Rust and Ruby",
        "Go Deeper with Convolutions", "Reading Is Down: Gray Hills", "The Earth Beneath a Phoenix", "Bell Ringing",
        "Abelian Biblical Algorithms", "When Networks Lie to Us",
    ],
)  # fmt: skip
def test_ordinary_words_in_title_case_are_no_names(title):
    assert words_of(title) == []


def test_a_name_is_kept_for_its_kind():
    title = "Bayesian English in Paris on Monday"
    assert [word.reason for word in kept_words(title)] == [
        "proper name (eponym)", "proper name (people or language)", "proper name (place)", "proper name (day or month)",
    ]  # fmt: skip


ALL = [name for names in WORDS.values() for name in names.split()]


def test_every_name_has_its_capital_and_is_one_word():
    for name in ALL:
        assert name[0].isupper(), name
        assert words_of(name) == [name]
        assert words_of(name.lower()) == []
    for names in LONGER.values():
        for name in names.split(", "):
            assert words_of(f"Of {name} it") == [name]


def test_no_kind_says_a_name_twice():
    for names in WORDS.values():
        assert len(names.split()) == len(set(names.split()))


def test_ordinary_words_are_not_in_the_table():
    """Words of the language and names at once; in title case nobody can tell (`proper`)."""
    ordinary = (
        "May March Will Mark Rose Page Bush Hill Brown White Black Gray Green Young Bell Church Cook Fisher Hunter Baker Turkey "
        "Polish Swift Rust Ruby Go Apple Windows Office Chrome Oracle Mercury Earth Moon Sun Phoenix Reading Bath Nice Mobile "
        "Split Essen Orange Lie Gram Born Rice Radon Hardy Airy Killing Burgers Levy Down Page Lasso Guinea Champagne Cologne "
        "Renaissance Enlightenment Tertiary Orthodox Gospel God Internet Web Scheme Scratch Spark Stream Falcon Llama"
    ).split()
    assert set(ordinary) & set(ALL) == set()
    followed = {word for rows in BEFORE.values() for word in rows}
    assert followed & set(ALL) == set()


@given(st.text(max_size=60))
def test_words_stand_in_order_and_do_not_overlap(title):
    at = 0
    for word in kept_words(title):
        assert at <= word.start < word.end <= len(title)
        assert word.reason
        at = word.end


def test_a_run_of_words_is_covered_without_gaps():
    words = kept_words("BERTs of BERT")
    assert is_covered(words, 0, 5)
    assert is_covered(words, 3, 3)
    assert not is_covered(words, 0, 6)
    assert not is_covered(words, 0, 13)
