"""Dates as references have them, and numbers that are none."""

import pytest

from refexport.model.date import print_date
from refexport.references.dates import PATTERNS, take_date


@pytest.mark.parametrize("example", [example for example, _ in PATTERNS])
def test_each_way_to_write_a_date_finds_its_example(example):
    dated = take_date(example)
    assert dated.date
    assert dated.date.year in (2016, 2017, 2018, 2020)


DATES = {
    "ICML, 2017": ("2017", "ICML,"),
    "(2017a)": ("2017", "( )"),
    "2016, December": ("2016-12", ""),
    "vol. 86, no. 11, pp. 2278–2324, Nov. 1998": ("1998-11", "vol. 86, no. 11, pp. 2278–2324,"),
    "June 12, 2017": ("2017-06-12", ""),
    "12 June 2017": ("2017-06-12", ""),
    "3rd May 2018": ("2018-05-03", ""),
    "2017-06-12": ("2017-06-12", ""),
    "2017/06": ("2017-06", ""),
    "20181110": ("2018-11-10", ""),
    "2020 年 9 月": ("2020-09", ""),
    "ICLR'18": ("2018", "ICLR"),
    "CVPR18": ("2018", "CVPR"),
    "AAAI-19": ("2019", "AAAI"),
    "NeurIPS2018": ("2018", "NeurIPS"),
    "NIPS '97": ("1997", "NIPS"),
    "Phys Lett B 428:143-148 (1998)": ("1998", "Phys Lett B 428:143-148 ( )"),
    "pp. 1998–2012, 2015": ("2015", "pp. 1998–2012,"),
    "Feb 31, 2017": ("2017", ""),
}


@pytest.mark.parametrize("text", DATES)
def test_dates_and_what_is_left(text):
    dated = take_date(text)
    assert (print_date(dated.date), dated.text.strip()) == DATES[text]
    assert take_date(text).date


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("(206)", "206"),
        ("(20017)", "20017"),
        ("in AAAI, 206.", "206"),
        ("0217", "0217"),
        ("KDD, 3018", "3018"),
        ("2104.", "2104"),
    ],
)
def test_a_number_in_the_years_place_is_told(text, odd):
    dated = take_date(text)
    assert dated.date is None
    assert dated.odd == odd


@pytest.mark.parametrize(
    "text", ["", "ICML", "pp. 12-17", "ResNet18", "2010-2020", "1:23456", "in preparation", "36 (1)"]
)
def test_other_numbers(text):
    assert take_date(text) == (text, None, "")
