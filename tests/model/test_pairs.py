"""Braces and tags that belong together."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.pairs import DOLLARS, is_one_group, is_paired, nested, paired


def marks(text):
    """The brackets of a text, ``()`` and ``[]``, as `paired` takes them."""
    return ((n, {")": "(", "]": "["}.get(c, c), c in "([") for n, c in enumerate(text) if c in "()[]")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("(a)", {0, 2}),
        ("(a", set()),
        ("a)", set()),
        ("([])", {0, 1, 2, 3}),
        ("([)", {0, 2}),
        ("([)]", {0, 2}),
        ("(()", {1, 2}),
        (")(", set()),
    ],
)
def test_what_closes_over_another_opener_leaves_it_alone(text, places):
    assert paired(marks(text)) == places


@given(st.text("()[]a"))
def test_pairs_are_two_each(text):
    found = [text[n] for n in sorted(paired(marks(text)))]
    assert found.count("(") == found.count(")")
    assert found.count("[") == found.count("]")


def test_a_closing_brace_that_nothing_opened_counts_for_nothing():
    assert list(nested("}a{b}c")) == [("}", 0), ("a", 0), ("{", 1), ("b", 1), ("}", 0), ("c", 0)]


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("", True),
        ("a {b} {c}", True),
        ("{a {b {c}}}", True),
        ("}{", False),
        ("{", False),
        (r"\{", False),
        ("{{a}", False),
    ],
)
def test_every_brace_has_its_other(text, whether):
    assert is_paired(text) == whether


@pytest.mark.parametrize(("text", "whether"), [("{a}", True), ("{a {b}}", True), ("{a}{b}", False), ("a{b}", False)])
def test_one_pair_of_braces_round_all(text, whether):
    assert is_one_group(text) == whether


@pytest.mark.parametrize(
    ("text", "maths"),
    [
        ("$x$", ["$x$"]),
        ("from $5 to $6", []),
        ("costs $5 and $ 6", []),
        ("$x$5", []),
        (r"$\$x$", [r"$\$x$"]),
        ("a $x_1$ b $y$", ["$x_1$", "$y$"]),
        ("$x $", []),
    ],
)
def test_maths_between_dollars_by_pandocs_rule(text, maths):
    """pandoc manual, extension tex_math_dollars: no blank inside the dollars, no digit behind the closing one."""
    assert re.findall(DOLLARS, text, re.DOTALL) == maths
