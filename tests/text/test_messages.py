"""What messages share: hints with the nearest names, values cut to a line."""

import pytest

from refexport.text.messages import did_you_mean, shorten

KEYS = ("Finn2017model", "finn2017learning", "koch2015siamese")


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("auther", ("author", "editor"), "did you mean author?"),
        ("AUTHER", ("author", "editor"), "did you mean author?"),
        ("finn2017modle", KEYS, "did you mean Finn2017model?"),
        ("shelf", ("author", "editor"), ""),
        ("shelf", (), ""),
    ],
)
def test_the_nearest_name_is_named_whatever_its_case(name, known, hint):
    assert did_you_mean(name, known) == hint


def test_several_names_may_be_near():
    hint = "did you mean finn2017learning or Finn2017model?"
    assert did_you_mean("finn2017learn", KEYS, most=2, least=0.5) == hint
    assert did_you_mean("finn2017learn", KEYS, most=1, least=0.5) == "did you mean finn2017learning?"


def test_names_may_be_quoted():
    assert did_you_mean("auther", ("author",), quote='"') == 'did you mean "author"?'


@pytest.mark.parametrize(
    ("text", "shown"),
    [("x" * 80, "x" * 80), ("x" * 81, "x" * 79 + "…"), ("", "")],
)
def test_a_text_is_cut_to_eighty_characters(text, shown):
    assert shorten(text) == shown


def test_a_text_is_cut_to_a_length():
    assert shorten("abcdef", 4) == "abc…"
