"""Clean: names, dates, pages and numbers as registries write them. Cases: the defects counted in recorded answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.date import Date, print_date
from refexport.model.name import OTHERS, Name
from refexport.model.text import parse_text
from refexport.text.clean import (
    clean_pages,
    date_of_parts,
    date_of_text,
    date_of_words,
    gather,
    is_article_number,
    is_capitals,
    is_changed,
    is_organisation,
    joined_title,
    language_tag,
    normal_orcid,
    one_isbn,
    one_issn,
    organisation,
    person,
    split_person,
    thesis_genre,
    without_full_stop,
)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Aidan N. Gomez", Name("Gomez", "Aidan N.")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("Laurens van der Maaten", Name("Maaten", "Laurens", "van der")),
        ("Pieter-Jan 't Hoen", Name("Hoen", "Pieter-Jan", "'t")),
        ("Juan de la Cruz Pérez", Name("Cruz Pérez", "Juan", "de la")),
        ("de la Cruz", Name("Cruz", "", "de la")),
        ("Luc Van Gool", Name("Van Gool", "Luc")),
        ("Yann Le Cun", Name("Le Cun", "Yann")),
        ("Quoc V. Le", Name("Le", "Quoc V.")),
        ("Le Song", Name("Song", "Le")),
        ("Andrew W. Senior", Name("Senior", "Andrew W.")),
        ("Juan Soler Company", Name("Company", "Juan Soler")),
        ("Seán Ó hÉigeartaigh", Name("Ó hÉigeartaigh", "Seán")),
        ("Franziska von dem Bussche", Name("Bussche", "Franziska", "von dem")),
        ("Robert E. Schapire III", Name("Schapire", "Robert E.", "", "III")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", "", "Jr.")),
        ("Smith, John", Name("Smith", "John")),
        ("van Lieshout, M. C.", Name("Lieshout", "M. C.", "van")),
        ("Plato", Name("Plato")),
        ("Juan Jr", Name("Jr", "Juan")),
        (" The ATLAS Collaboration", Name(literal="The ATLAS Collaboration")),
        ("on behalf of the American Heart Association Council", Name(literal="American Heart Association Council")),
        ("for the SoLid collaboration", Name(literal="SoLid collaboration")),
        ("J. Smith (for the NIL)", Name("Smith", "J.")),
        ("Zo&euml; Quist", Name("Quist", "Zoë")),
        ("et al.", OTHERS),
        ("and others", OTHERS),
        (":", None),
        ("", None),
        ("*", None),
    ],
)
def test_names_in_one_string(raw, name):
    assert split_person(raw) == name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Jan", "van Lieshout"), Name("Lieshout", "Jan", "van")),
        (("M. C. van", "Lieshout"), Name("Lieshout", "M. C.", "van")),
        (("Jan van", "der Meer"), Name("Meer", "Jan", "van der")),
        (("Bo", "Doe Jr."), Name("Doe", "Bo", "", "Jr.")),
        (("Bo, Jr.", "Doe"), Name("Doe", "Bo", "", "Jr.")),
        (("Bo", "Doe", "II"), Name("Doe", "Bo", "", "II")),
        (("Bo", "Doe", "Ph.D."), Name("Doe", "Bo")),
        (("Bo", "Doe", "M.D., Jr."), Name("Doe", "Bo", "", "Jr.")),
        (("", "The Tabula Sapiens Consortium*"), Name(literal="The Tabula Sapiens Consortium")),
        (("on behalf of the", "Nil Study Group"), Name(literal="Nil Study Group")),
        (("Anna", "COLLEGE"), Name("COLLEGE", "Anna")),
        (("", "Stravopodis"), Name("Stravopodis")),
        (("Ada Nobody", ""), Name("Nobody", "Ada")),
        (("  Takmeng", "Wong†"), Name("Wong", "Takmeng")),
        (("", ""), None),
        (("", "van"), Name("van")),
        (("A", "B", "", "https://orcid.org/0000-0002-1825-0097"), Name("B", "A", orcid="0000-0002-1825-0097")),
    ],
)
def test_names_in_parts(parts, name):
    assert person(*parts) == name


def test_organisations():
    assert organisation(" on behalf of the  Nil Group* ") == Name(literal="Nil Group")
    assert organisation("The Formosa Team") == Name(literal="The Formosa Team")
    assert organisation(" * ") is None
    assert is_organisation("University of Nowhere")
    assert not is_organisation("Ford Madox Ford")


def test_gathered_names_keep_the_originals_that_were_changed():
    told = [
        ("Ada Nobody", [Name("Nobody", "Ada")]),
        ("Nobody, Ada", [Name("Nobody", "Ada")]),
        ("Consortium*", [Name(literal="Consortium")]),
        ("Doe, A (X); Roe, B", [Name("Doe", "A"), Name("Roe", "B"), None]),
        ("", [None]),
    ]
    names, changed = gather(told)
    assert names == (
        Name("Nobody", "Ada"),
        Name("Nobody", "Ada"),
        Name(literal="Consortium"),
        Name("Doe", "A"),
        Name("Roe", "B"),
    )
    assert changed == "Consortium*; Doe, A (X); Roe, B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SMITH-JONES", True),
        ("THE CHANDRA COSMOS LEGACY", True),
        ("BERT", False),
        ("Smith", False),
        ("漢字漢字漢字", False),
    ],
)
def test_capitals(text, expected):
    assert is_capitals(text) is expected


@pytest.mark.parametrize(
    ("raw", "orcid"),
    [
        ("http://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0002-1825-0098", ""),
        ("none", ""),
    ],
)
def test_orcids(raw, orcid):
    """The examples are ORCID's own ("Structure of the ORCID Identifier")."""
    assert normal_orcid(raw) == orcid


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ([2017, 8, 6], Date(2017, 8, 6)),
        (["2017", "08"], Date(2017, 8)),
        ([2017, 13], Date(2017)),
        ([2017, 2, 30], Date(2017, 2)),
        ([2017, None, 6], Date(2017)),
        ([2017, 8, 6, 12], Date(2017, 8, 6)),
        ([None], None),
        ([], None),
        (None, None),
        ([17], None),
        ([20170806], None),
        ([True, 2], None),
        ([[2017]], None),
        ("2017", None),
    ],
)
def test_dates_in_parts(parts, date):
    assert date_of_parts(parts) == date


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("2017-06-12T17:57:34Z", Date(2017, 6, 12)),
        ("\n  2014-04-25\n ", Date(2014, 4, 25)),
        ("2017-06", Date(2017, 6)),
        ("1970-04-01 / (:tba)", Date(1970, 4, 1)),
        ("2009-10-01/2014-01-23", Date(2009, 10, 1, end=Date(2014, 1, 23))),
        ("2549", Date(2006)),
        ("0999", None),
        ("", None),
        ("soon", None),
    ],
)
def test_dates_in_strings(raw, date):
    assert date_of_text(raw) == date


@pytest.mark.parametrize(
    ("raw", "pages"),
    [
        ("1126-1135", "1126--1135"),
        ("1126–1135", "1126--1135"),
        ("1126 -- 1135", "1126--1135"),
        ("E618-E621", "E618--E621"),
        ("xi-xiv", "xi--xiv"),
        ("79:1-79:10", "79:1--79:10"),
        ("12-1-12-14", "12-1--12-14"),
        ("1284-1284", "1284"),
        ("e33693", "e33693"),
        ("PRC-12", "PRC-12"),
        ("123-+", "123"),
        ("pp. 3-5", "3--5"),
        ("1-3, 7,9-11", "1--3, 7, 9--11"),
        ("n/a-n/a", ""),
        ("n/a", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_pages(raw, pages):
    assert clean_pages(raw) == pages


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["-", "–", "--", " - ", "−"]))
def test_page_ranges_of_any_spelling(first, last, dash):
    assert clean_pages(f"{first}{dash}{last}") == (f"{first}--{last}" if first != last else str(first))


def test_article_numbers():
    assert [is_article_number(one) for one in ("e33693", "A1", "L17", "S1--S9", "62", "")] == [True, True, *[False] * 4]


def test_one_number_of_several():
    assert one_issn(["1234-5678", "0378-5955", "2434-561X"]) == "0378-5955"
    assert one_isbn(["http://id.crossref.org/isbn/9783540762430", "9781447115786"]) == "9783540762430"
    assert one_isbn(["978-0-000", "x"]) == one_issn([]) == ""


@pytest.mark.parametrize(
    ("raw", "tag"), [("en", "en"), ("EN-us", "en-US"), ("deu", "deu"), ("pt_BR", "pt-BR"), ("English", ""), ("", "")]
)
def test_languages(raw, tag):
    assert language_tag(raw) == tag


@pytest.mark.parametrize(
    ("raw", "genre"),
    [
        ("PhD Thesis", "phdthesis"), ("Doctor of Philosophy", "phdthesis"), ("D.Phil.", "phdthesis"),
        ("Master's Thesis", "mathesis"), ("M.Sc.", "mathesis"), ("Bachelor of Arts", "bathesis"), ("B.Sc.", "bathesis"),
        ("Dissertation", "Dissertation"), ("", ""),
    ],
)  # fmt: skip
def test_kinds_of_theses(raw, genre):
    assert thesis_genre(raw) == genre


@pytest.mark.parametrize(
    ("title", "subtitle", "joined"),
    [
        ("Vector Filters", "A Trade-Off", "Vector Filters: A Trade-Off"),
        ("Voices of responders:", "findings", "Voices of responders: findings"),
        ("Why?", "Because", "Why? Because"),
        ("Filters: A Trade-off", "A trade-off", "Filters: A Trade-off"),
        ("Title", " ", "Title"),
        ("", "Sub", "Sub"),
    ],
)
def test_titles_and_subtitles(title, subtitle, joined):
    assert joined_title(title, subtitle) == joined


def test_full_stops_at_the_end():
    titles = ["In African hominids.", "Smith vs. Jones et al.", "Wait...", "widget, n.", "Plain"]
    assert list(map(without_full_stop, titles)) == ["In African hominids", *titles[1:]]


def test_what_counts_as_changed():
    assert not is_changed(" A \n B ", parse_text("A B"))
    assert not is_changed("<i>A</i>", parse_text("<i>A</i>"))
    assert is_changed("A &amp; B", parse_text("A & B"))


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=10))
def test_any_strings_make_a_name_or_none(given_names, family, suffix):
    for name in (person(given_names, family, suffix), split_person(f"{given_names} {family}")):
        assert name is None or name.family or name.literal


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("1998 Feb 28", "1998-02-28"),  # MEDLINE's publication dates (nlm.nih.gov/bsd/mms/medlineelements.html, DP)
        ("2013 Jan", "2013-01"),
        ("2019", "2019"),
        ("2019 Jul-Aug", "2019-07/2019-08"),
        ("1998 Dec-1999 Jan", "1998-12/1999-01"),
        ("2015 Dec 30-2016 Jan 5", "2015-12-30/2016-01-05"),
        ("2013 Winter", "2013-24"),
        ("March 16, 2009", "2009-03-16"),  # title pages, as libraries write them down
        ("16 March 2009", "2009-03-16"),
        ("Fall 2003", "2003-23"),
        ("c1991", "1991"),
        ("2009-03-01", "2009-03-01"),
        ("2002, c1999", "2002"),
        ("2001 Jan 32", "2001-01"),
        ("1999 Aug-1998 Jan", "1999-08"),
    ],
)
def test_dates_in_words(words, date):
    assert print_date(date_of_words(words)) == date


@pytest.mark.parametrize("words", ["", "n.d.", "forthcoming", "12345", "Jan", "0999"])
def test_words_that_hold_no_date(words):
    assert date_of_words(words) is None
