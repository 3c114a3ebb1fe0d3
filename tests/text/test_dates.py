"""Dates as people write them: styles and catalogues (AACR2, ISBD), EDTF's draft of 2012, and what was found in libraries."""

import pytest
from hypothesis import given

from refexport.data.months import MONTH_NAMES, SEASON_NAMES
from refexport.model.date import Date, print_date
from refexport.text.dates import Reading, date_fields, date_or_literal, read_date
from tests.model.strategies import edtf_dates, hard_strings


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("1978/79", "1978/1979"), ("1978-79", "1978/1979"), ("1978--79", "1978/1979"), ("1978--1979", "1978/1979"), ("1978–1979", "1978/1979"),
        ("1999/00", "1999/2000"), ("1987-88", "1987/1988"), ("1968--90", "1968/1990"), ("1990--", "1990/.."), ("1910--1913", "1910/1913"),
        ("c. 1850", "1850~"), ("ca. 1850", "1850~"), ("ca 1850", "1850~"), ("circa 1850", "1850~"), ("1850?", "1850?"), ("1850 (?)", "1850?"), ("c. 1850?", "1850%"),
        ("c. 1850--1860", "1850~/1860~"), ("1723?~", "1723%"), ("©1999", "1999"), ("c1999", "1999"), ("1990s", "199X"),
        ("June 2009", "2009-06"), ("2009, June 5", "2009-06-05"), ("5 June 2009", "2009-06-05"), ("June 5, 2009", "2009-06-05"), ("June 5th, 2009", "2009-06-05"),
        ("Jun-2009", "2009-06"), ("5-Jun-2009", "2009-06-05"), ("5. März 2010", "2010-03-05"), ("1er août 2010", "2010-08-01"), ("29 de noviembre de 2011", "2011-11-29"),
        ("5 декабря 2012", "2012-12-05"), ("2020年9月1日", "2020-09-01"), ("Spring 2009", "2009-21"), ("Fall 2009", "2009-23"), ("Frühjahr 1990", "1990-21"),
        ("June--July 2009", "2009-06/2009-07"), ("Nov/Dec 2001", "2001-11/2001-12"), ("5--7 June 2009", "2009-06-05/2009-06-07"), ("June 5--7, 2009", "2009-06-05/2009-06-07"),
        ("4 jan -- 6 dec 2001", "2001-01-04/2001-12-06"), ("Dec 2009/Jan 2010", "2009-12/2010-01"), ("1 January 2012 to 3 March 2012", "2012-01-01/2012-03-03"),
        ("2009/06/05", "2009-06-05"), ("2009-1-5", "2009-01-05"), ("20090605", "2009-06-05"), ("2015/00/00", "2015"), ("2015/october", "2015-10"), ("6/2009", "2009-06"),
        ("25/06/2009", "2009-06-25"), ("06/25/2009", "2009-06-25"), ("05.06.2009", "2009-06-05"), ("1.5.1998", "1998-05-01"), ("06/06/2009", "2009-06-06"),
        ("300 BC", "-0299"), ("300 BCE", "-0299"), ("384--322 BC", "-0383/-0321"), ("AD 79", "0079"), ("79 CE", "0079"), ("5 BC--5 AD", "-0004/0005"),
        ("2001-01-03T15:00:00", "2001-01-03T15:00:00"), ("2011-05-03 14:22:11", "2011-05-03T14:22:11"), ("2011-05-03T14:22:11.5+0200", "2011-05-03T14:22:11+02:00"),
        ("199x", "199X"), ("2019-xx-xx", "2019-XX-XX"), ("199u", "199X"), ("y17000000002", "Y17000000002"), ("unknown/2004", "/2004"), ("2004/open", "2004/.."),
        ("(1999)", "1999"), ("1999.", "1999"),
    ],
)  # fmt: skip
def test_a_date_is_read_whole_and_without_a_word(words, date):
    reading = read_date(words)
    assert (reading.date and print_date(reading.date), reading.state, reading.note) == (date, "", "")


@pytest.mark.parametrize(
    ("words", "date", "note"),
    [
        ("[1999]", "1999", "brackets"), ("[ca. 1960]", "1960~", "brackets"), ("[199-]", "199X", "brackets"), ("[19--?]", "19XX?", "brackets"),
        ("1990a", "1990", "letter"),
        ("05/06/2009", "{05/06/2009}", "day or the month"), ("2001/02", "{2001/02}", "a month or two years"),
        ("206", "{206}", "four digits"), ("79", "{79}", "four digits"), ("2009-13-01", "{2009-13-01}", "no month 13"), ("2009/02/30", "{2009/02/30}", "no day 30"),
        ("2010--2005", "{2010--2005}", "before it starts"), ("Hilary Term 1998", "{Hilary Term 1998}", "not a date"), ("June", "{June}", "not a date"),
        ("after 1950", "{after 1950}", "not a date"), ("٢٠١٨ June", "{٢٠١٨ June}", "not a date"), ("1" * 200, "{" + "1" * 200 + "}", "not a date"),
    ],
)  # fmt: skip
def test_what_is_left_out_or_kept_as_words_is_named(words, date, note):
    reading = read_date(words)
    assert print_date(reading.date) == date
    assert note in reading.note


@pytest.mark.parametrize(
    ("words", "date", "state"),
    [
        ("forthcoming", None, "forthcoming"), ("In press.", None, "inpress"), ("to appear", None, "forthcoming"), ("[in press]", None, "inpress"),
        ("2024 (to appear)", "2024", "forthcoming"), ("2020, in press", "2020", "inpress"), ("to appear in 2020", "2020", "forthcoming"),
        ("n.d.", None, ""), ("[n.d.]", None, ""), ("s.d.", None, ""), ("o. J.", None, ""), ("", None, ""),
    ],
)  # fmt: skip
def test_what_is_said_of_the_publication(words, date, state):
    reading = read_date(words)
    assert (reading.date and print_date(reading.date), reading.state, reading.note) == (date, state, "")


def test_no_name_means_two_months():
    names = [name for table in (MONTH_NAMES, SEASON_NAMES) for words in table.values() for name in words.split()]
    assert len(names) == len(set(names))


@given(edtf_dates)
def test_every_date_of_edtf_is_read_as_it_is(date):
    assert read_date(print_date(date)) == Reading(date)


@given(hard_strings)
def test_any_words_are_kept_or_named(words):
    reading = read_date(words)
    assert (
        reading.date
        or reading.note
        or reading.state
        or not words.strip()
        or words.strip("[(.,;)] ").lower() in ("", "nd", "n.d")
    )


def test_a_format_s_words_are_taken_apart_once():
    date = date_or_literal("2024 (to appear)")
    assert date_fields("date", date) == ({"date": Date(2024), "pubstate": "forthcoming"}, "")
    assert date_fields("urldate", date) == ({"urldate": date}, "")
