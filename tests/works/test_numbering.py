"""Numbering: pages, volumes and issues in the spellings of people, BibTeX, dblp, PubMed and Crossref."""

import pytest

from refexport.works.numbering import same_number, same_pages


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4171--4186", "4171-4186"), ("pp. 123–129", "123--129"), ("436{\\textendash}444", "436-444"), ("5998 – 6008", "5998--6008"),
        ("123-9", "123--129"), ("1126-35", "1126–1135"),  # MEDLINE cuts the last page
        ("123", "123--129"), ("123--", "123-129"), ("123+", "123-129"), ("123ff.", "123-150"),
        ("1:1-1:20", "1--20"), ("12:1--12:20", "12:1-20"),  # dblp's pages within an article
        ("e1234", "1234"), ("S12-S19", "12-19"), ("Article 12", "12"), ("0123--0129", "123-129"), ("xi--xx", "xi-xx"),
        ("pages 3 to 9", "3--9"), ("7, 41--43", "7, 41–43"), ("117701", "117701"),
    ],
)  # fmt: skip
def test_the_same_pages(one, other):
    assert same_pages(one, other) is True
    assert same_pages(other, one) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("123-129", "123-130"), ("123-129", "124-129"), ("1-9", "4171-4186"), ("S12", "S13"), ("436", "463"),
        ("12:1-12:20", "12:1-12:22"), ("190139--190149", "e190138"), ("7, 41--43", "7, 42--43"),
    ],
)  # fmt: skip
def test_other_pages(one, other):
    assert same_pages(one, other) is False
    assert same_pages(other, one) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [("1-9", "107123"), ("12", "12:1-12:20"), ("1-1", "123-129"), ("n/a", "3"), ("", "3"), ("to appear", "3-4")],
)
def test_pages_that_cannot_be_compared(one, other):
    """An article's number tells nothing of pages within it; "1-1" is Crossref's for early access."""
    assert same_pages(one, other) is None
    assert same_pages(other, one) is None


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("12", "XII", True), ("vol. 12", "12", True), ("02", "2", True), ("3-4", "3", True), ("LNCS 9351", "9351", True), ("Bd. 7", "7", True),
        ("30", "29", False), ("7", "17", False), ("IX", "XI", False),
        ("12A", "12", None), ("Suppl", "2", None), ("", "2", None),
    ],
)  # fmt: skip
def test_volumes_and_issues(one, other, answer):
    assert same_number(one, other) is answer
    assert same_number(other, one) is answer
