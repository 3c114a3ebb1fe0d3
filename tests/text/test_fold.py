"""Folding: what spellings of one title differ in is gone, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.text.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meta-Learning", "META LEARNING"),
        ("Hervé Jégou", "Herve Jegou"),
        ("Herv{\\'e} J\\'egou", "Hervé Jégou"),
        ("Erd\\H{o}s and R\\'{e}nyi", "Erdős and Rényi"),
        ("Wo\\l{}k", "Wołk"),
        ("Stra{\\ss}e", "STRASSE"),
        ("Søren Kierkegaard", "Soren Kierkegaard"),
        ("Don’t Decay the Learning Rate", "Don't decay the learning rate"),
        ("$\\lambda$Opt", "LambdaOpt"),
        ("$\\alpha$-divergence", "α-divergence"),
        ("$\\varepsilon$-greedy", "ε-Greedy"),
        ("$\\ell_1$-norm", "ℓ1 norm"),
        ("Search \\& Rescue", "Search and Rescue"),
        ("{GAN}s  for\n Speech", "GANs for speech"),
        ("Ｆｕｌｌ Ｗｉｄｔｈ", "full width"),
        ("Café", "Cafe\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_spellings_of_one_title_are_equal(one, other):
    assert fold(one).replace(" ", "") == fold(other).replace(" ", "") != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UNet", "UNet++"),
        ("Volume 1", "Volume 2"),
        ("元学习", "强化学习"),
        ("$\\alpha$", "$\\beta$"),
        ("Löwe", "Lowes"),
    ],
)
def test_two_titles_stay_two(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_only_words_are_left(text):
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(c.isalnum() or c == " " for c in folded)


@given(st.text(st.characters(codec="ascii", exclude_characters="\\${}")))
def test_case_does_not_count(text):
    assert fold(text.upper()) == fold(text.lower())
