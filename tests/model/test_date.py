import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.date import MONTHS, OPEN, UNKNOWN, Date, month_number, parse_date, print_date
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
        (dt.datetime(2018, 8, 6, 10, tzinfo=dt.UTC), Date(2018, 8, 6, time="10:00:00Z")),
        (dt.datetime(2018, 8, 6, 10), Date(2018, 8, 6, time="10:00:00")),  # noqa: DTZ001 - TOML has local times
        # the biblatex manual 3.18, tables 3 and 4; EDTF, levels 0 and 1 (the examples of the Library of Congress)
        ("2004/..", Date(2004, end=OPEN)),
        ("2004/", Date(2004, end=UNKNOWN)),
        ("../2004", Date(literal="..", end=Date(2004))),
        ("/2004", Date(end=Date(2004))),
        ("1985-04-12/..", Date(1985, 4, 12, end=OPEN)),
        ("199X", Date(1990, unspecified="X")),
        ("19XX", Date(1900, unspecified="XX")),
        ("1999-XX", Date(1999, unspecified="-XX")),
        ("1999-01-XX", Date(1999, 1, unspecified="-XX")),
        ("1999-XX-XX", Date(1999, unspecified="-XX-XX")),
        ("-0043", Date(-43)),
        ("-1985", Date(-1985)),
        ("0000", Date(0)),
        ("Y170000002", Date(170000002)),
        ("Y-170000002", Date(-170000002)),
        ("2004-04-25T14:34:00", Date(2004, 4, 25, time="14:34:00")),
        ("1985-04-12T23:20:30+04:30", Date(1985, 4, 12, time="23:20:30+04:30")),
        ("2004-06-XX/2004-07-03", Date(2004, 6, unspecified="-XX", end=Date(2004, 7, 3))),
        ("{Hilary Term 1998}", Date(literal="Hilary Term 1998")),
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
        ("2018-13", "no month 13"),
        ("2018-00", "no month 0"),
        ("2018-02-29", "no day 29"),
        ("2018-21-01", "no day 1"),
        ("2018-08-11/2018-08-06", "ends before it starts"),
        ("2018/2017", "ends before it starts"),
        ("/", "not a date"),
        ("../..", "not a date"),
        ("-0000", "not a date"),
        ("Y2018", "not a date"),
        ("12018", "not a date"),
        ("2018-08T10:00:00", "not a date"),
        ("2018-08-06T24:00:00", "not a date"),
        ("2018-08-06T10:00", "not a date"),
        ("Y17000-01", "no months"),
        ("{}", "not a date"),
        ("{..}", "not a date"),
        (206, "206 is not a year of four digits"),
        (20180806, "not a year of four digits"),
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
    ("date", "year"),
    [("2018", 2018), ("../2004", 2004), ("/2004", 2004), ("2004/..", 2004), ("{Hilary Term 1998}", 1998), ("{1978/79 or 1999}", None), ("{soon}", None)],
)  # fmt: skip
def test_the_first_year_that_a_date_names(date, year):
    assert parse_date(date).first_year == year


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
