"""A reference as it stood in its list, read by what a record says (Chicago's and AMA's guides give the forms)."""

import pytest

from refexport.model.entry import REFERENCE, Entry, parse_value
from refexport.model.name import OTHERS
from refexport.works.likelihood import likelihood
from refexport.works.wording import as_worded

TITLE = "Gradient-Based Learning Applied to Document Recognition"
PEOPLE = ["LeCun, Yann", "Bottou, Léon", "Bengio, Yoshua", "Haffner, Patrick"]
CHICAGO = (
    "LeCun, Yann, Léon Bottou, Yoshua Bengio, and Patrick Haffner. 1998. “Gradient-Based Learning Applied to Document "
    "Recognition.” *Proceedings of the IEEE* 86 (11): 2278–2324."
)


def work(**fields: object) -> Entry:
    return Entry("k", "", {field: parse_value(field, value) for field, value in fields.items()})


def cut_amiss(reference: str) -> Entry:
    """An entry whose reader took the end of the title for a journal, and the year and a name for the people."""
    return work(title="Gradient-Based", author=["LeCun, Yann 1998"], date=1998).replace(**{REFERENCE: reference})


RECORD = work(title=TITLE, author=PEOPLE, date=1998)


@pytest.mark.parametrize(
    "reference",
    [
        CHICAGO,
        "Lecun Y, Bottou L, Bengio Y, Haffner P. Gradient-based learning applied to document recognition. Proc IEEE. 1998",
        "LeCun, Y. et al., Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86, 2278 (1998).",
        "Gradient-Based Learning Applied to Document Recognition, Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, 1998",
    ],
)
def test_a_reference_says_what_its_reader_missed(reference):
    entry = cut_amiss(reference)
    said = as_worded(entry, RECORD)
    expected = (RECORD.names("author")[0], OTHERS) if "et al." in reference else RECORD.names("author")
    assert (said.plain("title"), said.names("author")) == (TITLE, expected)
    assert likelihood(entry, RECORD).is_same


@pytest.mark.parametrize(
    ("title", "people"),
    [
        ("Learning Applied to Document Recognition", PEOPLE),  # the end of a longer title
        ("Gradient-Based Learning Applied to Document", PEOPLE),  # its beginning
        (TITLE, ["Doe, Jane", *PEOPLE[1:]]),  # another first author
        (TITLE, [*PEOPLE[:1], "Doe, Jane", "Roe, Ann", "Poe, Bo"]),
        (TITLE, ["Recognition, Ada"]),  # a name that is in the title alone
        (f"{TITLE}: A Survey", PEOPLE),
        ("Proceedings of", PEOPLE),
        (TITLE, [PEOPLE[0], "Doe, Jane", "Roe, Ann"]),  # one of three, and nothing says that there are more
    ],
)
def test_what_only_looks_like_it_is_not_said(title, people):
    assert as_worded(cut_amiss(CHICAGO), work(title=title, author=people, date=1998)) is None


def test_a_title_with_a_subtitle_behind_a_colon_is_another():
    entry = cut_amiss("LeCun, Y. 1998. Deep Learning of Letters: A Survey. Nature.")
    assert as_worded(entry, work(title="Deep Learning of Letters", author=PEOPLE[:1])) is None
    assert as_worded(entry, work(title="Deep Learning of Letters: A Survey", author=PEOPLE[:1])) is not None


@pytest.mark.parametrize("rest", [", Part 2, 1998", ". Part II. 1998", " (2), 1998", ", Speech and Images, 1998"])
def test_a_title_that_goes_on_is_another(rest):
    assert as_worded(cut_amiss(f"LeCun, Y., Bottou, L. {TITLE}{rest}"), work(title=TITLE, author=PEOPLE[:2])) is None


def test_without_a_reference_nothing_is_said():
    assert as_worded(cut_amiss("").without(REFERENCE), RECORD) is None
    assert as_worded(RECORD, cut_amiss(CHICAGO)) is None


def test_a_name_in_another_script_is_no_name_of_everybody():
    assert as_worded(cut_amiss(CHICAGO), work(title=TITLE, author=[{"literal": "—"}], date=1998)) is None
