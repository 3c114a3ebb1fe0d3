import pytest
from hypothesis import given

from refexport.model.pages import normal_pages
from tests.model.strategies import hard_strings


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("1126-1135", "1126--1135"),
        ("1126--1135", "1126--1135"),
        ("1126 – 1135", "1126--1135"),
        ("1126—1135", "1126--1135"),
        ("1126\N{MINUS SIGN}1135", "1126--1135"),
        ("7,41-43, 73", "7, 41--43, 73"),
        ("S12-S34", "S12--S34"),
        ("1:1-1:20", "1:1--1:20"),
        ("12", "12"),
        ("e33693", "e33693"),
        ("A-12", "A-12"),
        ("xii-xv", "xii-xv"),
        ("43+", "43+"),
        ("1-2-3", "1-2-3"),
        ("", ""),
    ],
)
def test_ranges_have_two_hyphens(typed, normal):
    assert normal_pages(typed) == normal


@given(hard_strings)
def test_normal_pages_are_normal(text):
    assert normal_pages(normal_pages(text)) == normal_pages(text)


@pytest.mark.parametrize(
    ("given", "typed", "registered"),
    [
        ("xi-xiv", "xi-xiv", "xi--xiv"),
        ("12-1-12-14", "12-1-12-14", "12-1--12-14"),
        ("837-837", "837--837", "837"),
        ("1126-1135", "1126--1135", "1126--1135"),
        ("A-12", "A-12", "A-12"),
    ],
)
def test_a_hyphen_of_a_registry_means_a_range(given, typed, registered):
    assert normal_pages(given) == typed
    assert normal_pages(given, from_registry=True) == registered
