"""Names in one string: btxdoc section 3.2 ("and" between names), and what people and programs write instead."""

import pytest

from refexport.store.several import is_several, split_up

LIST = "Y. Bengio, S. Bengio, J. Cloutier"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Doe, Jane and Roe, Richard", ["Doe, Jane", "Roe, Richard"]),
        ("Jane Doe and Richard Roe", ["Jane Doe", "Richard Roe"]),
        ("Finn, C.; Abbeel, P.; Levine, S.", ["Finn, C.", "Abbeel, P.", "Levine, S."]),
        ("Bengio, Y., and Bengio, S.", ["Bengio, Y.", "Bengio, S."]),
        ("Finn, Chelsea et al.", ["Finn, Chelsea", "others"]),
        ("J. Smith and others", ["J. Smith", "others"]),
        (LIST, ["Y. Bengio", "S. Bengio", "J. Cloutier"]),
        ("Y. Bengio, S. Bengio", ["Y. Bengio", "S. Bengio"]),
        ("Y. Bengio, S. Bengio, and J. Cloutier", ["Y. Bengio", "S. Bengio", "J. Cloutier"]),
        ("{Roe, R., Doe, J., & Poe, E.}", ["Roe, R.", "Doe, J.", "Poe, E."]),
        ("{Y. Bengio, S. Bengio}", ["Y. Bengio", "S. Bengio"]),
        ("{Smith, J., Jones, K. L., Brown, L.}", ["Smith, J.", "Jones, K. L.", "Brown, L."]),
    ],
)
def test_names_that_nobody_would_cut_otherwise(typed, names):
    assert split_up(["Roe, R.", typed], only_sure=True) == ["Roe, R.", *names]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Yoshua Bengio, Samy Bengio, Jocelyn Cloutier", ["Yoshua Bengio", "Samy Bengio", "Jocelyn Cloutier"]),
        ("Ludwig Wittgenstein & Bertrand Russell", ["Ludwig Wittgenstein", "Bertrand Russell"]),
        ("Barnes and Noble", ["Barnes", "Noble"]),
        ("Department of Health and Human Services", ["Department of Health", "Human Services"]),
    ],
)
def test_what_may_be_one_name_is_cut_only_if_that_is_asked_for(typed, names):
    assert split_up([typed], only_sure=True) == [typed]
    assert split_up([typed], only_sure=False) == names


@pytest.mark.parametrize(
    "typed",
    [
        "King, Jr., Martin Luther", "King, Martin Luther, Jr.", "de la Cruz, III, J. P.", "Smith, J., MD", "Bengio, Y.",
        "Andy Warhol", "Rand, Ayn", "{Barnes and Noble}", "{Smith, Jones and Co.}", "{Smith, J.}", "d&apos;Amore, Francesco", "et al.", "Bengio, Y. B.",
        {"family": "A and B"},
    ],
)  # fmt: skip
def test_one_name_is_one(typed):
    assert not is_several(typed)
    assert split_up([typed], only_sure=False) == [typed]


def test_braces_are_left_alone():
    typed = "Jane Doe and {Barnes and Noble}"
    assert is_several(typed)
    assert split_up([typed], only_sure=False) == [typed]
