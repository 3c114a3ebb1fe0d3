"""Which words keep their capitals: the cases come from the two checkers of lost capitals, and from titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.capitals import is_english, is_shouting


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
    assert is_shouting(word)


@pytest.mark.parametrize("word", ["Learning", "Few-Shot", "A", "learning", "2nd", "Alpha/Beta", "Évian"])
def test_capitals_of_title_case(word):
    assert not is_shouting(word)


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,12}", fullmatch=True))
def test_every_word_that_a_checker_looks_for_is_kept(word):
    """The two patterns are those of the checkers that look for lost capitals in a bibliography and in clients."""
    in_bibliography = re.search(r"[A-Z][A-Z]|[a-z][A-Z]|[A-Z]-?\d|\d[A-Z]", word)
    in_clients = re.search(r"\w.*[A-Z]|[A-Z].*\d", word) and not re.search(r"[A-Z][a-z]+-[A-Z][a-z]+", word)
    if in_bibliography or in_clients:
        assert is_shouting(word)


@pytest.mark.parametrize(
    ("language", "expected"), [("", True), ("en-GB", True), ("english", True), ("de", False), ("fr", False)]
)
def test_english(language, expected):
    assert is_english(language) is expected
