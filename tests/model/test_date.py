import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.date import MONTHS, Date, month_number, parse_date, print_date
from tests.model.strategies import dates, hard_strings


@pytest.mark.parametrize(
    ("spelled", "date"),
    [
        # ISO 8601-2:2019, level 0 and 1
        ("2018", Date(2018)),
        ("2018-08", Date(2018, 8)),
        ("2018-08-06", Date(2018, 8, 6)),
        ("2018-21", Date(2018, 21)),
        ("2018~", Date(2018, mark="~")),
        ("2018-08?", Date(2018, 8, mark="?")),
        ("2018-08-06%", Date(2018, 8, 6, "%")),
        ("2017-08-06/2017-08-11", Date(2017, 8, 6, end=Date(2017, 8, 11))),
        ("1998/2001~", Date(1998, end=Date(2001, mark="~"))),
        (" 2018 ", Date(2018)),
        ("0476", Date(476)),
        (2018, Date(2018)),
        (dt.date(2018, 8, 6), Date(2018, 8, 6)),
    ],
)
def test_what_spellings_mean(spelled, date):
    assert parse_date(spelled) == date


@pytest.mark.parametrize(
    ("spelled", "said"),
    [
        ("", "not a date"),
        ("in press", "not a date"),
        ("2018-8", "not a date"),
        ("8/2018", "not a date"),
        ("٢٠١٨", "not a date"),
        ("-0044", "common era"),
        ("2018-13", "no month 13"),
        ("2018-00", "no month 0"),
        ("2018-02-29", "no day 29"),
        ("2018-21-01", "no day 1"),
        ("2018-08-11/2018-08-06", "ends before it starts"),
        ("2018/2017", "ends before it starts"),
        ("2018/", "not a date"),
        (206, "206 is not a year of four digits"),
        (20180806, "not a year of four digits"),
        (dt.datetime(2018, 8, 6, 10, tzinfo=dt.UTC), "a time of day"),
    ],
)
def test_what_is_no_date(spelled, said):
    with pytest.raises(ValueError, match=said):
        parse_date(spelled)


@given(dates)
def test_print_then_parse_is_the_same(date):
    assert parse_date(print_date(date)) == date


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_days_print_as_iso_8601(day):
    assert print_date(parse_date(day)) == day.isoformat()


@given(hard_strings)
def test_any_string_is_a_date_or_says_why_not(text):
    try:
        date = parse_date(text)
    except ValueError:
        return
    assert print_date(date) == text.strip()


@pytest.mark.parametrize(
    ("date", "parts", "season"),
    [
        (Date(2018), (2018,), ""),
        (Date(2018, 8), (2018, 8), ""),
        (Date(2018, 8, 6), (2018, 8, 6), ""),
        (Date(2018, 22), (2018,), "summer"),
    ],
)
def test_parts_and_season(date, parts, season):
    assert (date.parts, date.season) == (parts, season)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("jan", 1),
        ("Jan.", 1),
        ("january", 1),
        ("sept", 9),
        ("Sept.", 9),
        ("12", 12),
        ("08", 8),
        ("ju", None),
        ("13", None),
        ("0", None),
        ("", None),
        ("x", None),
    ],
)
def test_months_by_name(word, number):
    assert month_number(word) == number


@given(st.sampled_from(MONTHS), st.integers(3, 9))
def test_every_beginning_of_a_month_from_three_letters_on_is_that_month(month, length):
    assert month_number(month[:length].upper()) == MONTHS.index(month) + 1
