import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import (
    ALIASES,
    BOOKKEEPING,
    FIELDS,
    GENRES,
    PUBLICATION,
    TYPE_ALIASES,
    TYPES,
    datatype_of,
    field_of,
)
from refexport.model.date import Date
from refexport.model.entry import (
    Entry,
    all_identifiers,
    entry_of_identifier,
    identifiers,
    parse_value,
    print_value,
)
from refexport.model.ids import SCHEMES, Scheme
from refexport.model.name import OTHERS, Name
from refexport.model.text import Span, parse_text
from tests.conftest import examples
from tests.model.strategies import DATATYPES, fields, hard_strings


@given(st.sampled_from(sorted(FIELDS)), st.data())
@examples(500)
def test_print_then_parse_is_the_same(field, data):
    value = data.draw(DATATYPES[datatype_of(field)])
    assert parse_value(field, print_value(field, value)) == value


scalars = hard_strings | st.integers() | st.booleans() | st.floats() | st.none() | st.dates() | st.datetimes()
spellings = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hard_strings, inner, max_size=3)
)


@given(st.sampled_from(sorted(FIELDS)), spellings)
@examples(500)
def test_any_spelling_has_a_value_or_is_refused(field, spelled):
    try:
        value = parse_value(field, spelled)
    except ValueError:
        return
    assert parse_value(field, print_value(field, value)) == value


@pytest.mark.parametrize(
    ("field", "spelled", "value"),
    [
        ("title", "  A {BERT}\n model ", parse_text("A {BERT} model")),
        ("title", 1984, (Span("1984"),)),
        ("title", "  ", ()),
        ("note", dt.date(2018, 8, 6), (Span("2018-08-06"),)),
        ("volume", 12, "12"),
        ("url", " https://example.org/a ", "https://example.org/a"),
        ("date", 2018, Date(2018)),
        ("date", dt.date(2018, 8, 6), Date(2018, 8, 6)),
        ("author", ["Finn, Chelsea", "others"], (Name("Finn", "Chelsea"), OTHERS)),
        ("author", [{"family": " Yang ", "given": "Hao  Ran"}], (Name("Yang", "Hao Ran"),)),
        ("keywords", ["  few   shot", ""], ("few shot",)),
    ],
)
def test_what_spellings_mean(field, spelled, value):
    assert parse_value(field, spelled) == value


@pytest.mark.parametrize(
    ("field", "spelled", "said"),
    [
        ("title", True, "expected a string"),
        ("title", ["a"], "expected a string"),
        ("volume", 1.5, "expected a string"),
        ("date", True, "expected a date"),
        ("date", ["2018"], "expected a date"),
        ("author", "Ann Author", "expected a list of names"),
        ("author", [3], "a string or a table"),
        ("keywords", "a, b", "expected a list of strings"),
        ("keywords", [3], "expected a list of strings"),
    ],
)
def test_what_has_no_value(field, spelled, said):
    with pytest.raises(ValueError, match=said):
        parse_value(field, spelled)


ENTRY = Entry(
    "finn2017",
    "preprint",
    {
        "title": parse_text("Model-{Agnostic}"),
        "author": (Name("Finn", "Chelsea"),),
        "date": Date(2017, 3),
        "keywords": ("maml",),
        "eprint": "1703.03400",
        "eprinttype": "arXiv",
        "volume": "70",
        "note": (),
    },
)


def test_typed_access():
    assert ENTRY.plain("title") == "Model-Agnostic"
    assert ENTRY.text("title") == parse_text("Model-{Agnostic}")
    assert ENTRY.names("author") == (Name("Finn", "Chelsea"),)
    assert ENTRY.words("keywords") == ("maml",)
    assert (ENTRY.date(), ENTRY.year, ENTRY.arxiv, ENTRY.plain("volume")) == (Date(2017, 3), 2017, "1703.03400", "70")


def test_missing_and_empty_fields():
    assert (ENTRY.has("title"), ENTRY.has("note"), ENTRY.has("doi")) == (True, False, False)
    nothing = Entry("x")
    assert (nothing.plain("title"), nothing.text("title"), nothing.names("author"), nothing.words("keywords")) == (
        "",
        (),
        (),
        (),
    )
    assert (nothing.date(), nothing.year, nothing.arxiv) == (None, None, "")


@given(fields(), st.sampled_from(sorted(FIELDS)))
def test_replace_and_without_change_nothing_else(held, field):
    entry = Entry("x", "misc", held)
    changed = entry.replace(**{field: "new"})
    assert changed.fields[field] == "new"
    assert changed.without(field) == entry.without(field)
    assert entry.fields == held


@pytest.mark.parametrize(
    ("held", "ids"),
    [
        ({"eprint": "1703.03400", "eprinttype": "arxiv"}, ("arxiv:1703.03400",)),
        ({"eprint": "1703.03400"}, ()),
        ({"doi": "10.1000/x", "dblp": "conf/icml/FinnAL17"}, ("doi:10.1000/x", "dblp:conf/icml/FinnAL17")),
        ({"doi": "10.48550/arXiv.1703.03400", "eprint": "1703.03400", "eprinttype": "arxiv"}, ("arxiv:1703.03400",)),
        ({"doi": "none", "eprint": "1606.0408", "eprinttype": "arxiv"}, ()),
        ({"pmid": "26017442"}, ("pmid:26017442",)),
        ({"isbn": "0-262-03561-8"}, ("isbn:9780262035613",)),
        ({"pmid": "26017442", "isbn": "0-262-03561-8"}, ("pmid:26017442",)),
        ({"doi": "10.1000/x", "pmid": "26017442", "isbn": "0-262-03561-8"}, ("doi:10.1000/x",)),
        ({"doi": "none", "pmid": "26017442"}, ("pmid:26017442",)),
    ],
)
def test_what_services_can_be_asked_for(held, ids):
    assert identifiers(Entry("x", "", held)) == ids


def test_a_spare_identifier_is_not_asked_for_when_all_is_there():
    held = {"title": parse_value("title", "T"), "author": parse_value("author", ["A, B"]), "isbn": "0-262-03561-8"}
    entry = Entry("x", "book", held)
    assert identifiers(entry) == ("isbn:9780262035613",)
    assert identifiers(entry.replace(date=parse_value("date", 2016))) == ()
    assert all_identifiers(entry.replace(date=parse_value("date", 2016))) == ("isbn:9780262035613",)
    assert identifiers(Entry("x", "", {**held, "date": parse_value("date", 2016)})) == ("isbn:9780262035613",)


@pytest.mark.parametrize("type_", ["article", "inbook", "incollection", "inproceedings", "inreference", "suppbook"])
def test_a_part_is_not_known_by_the_isbn_of_its_book(type_):
    assert all_identifiers(Entry("x", type_, {"isbn": "0-262-03561-8", "pmid": "1"})) == ("pmid:1",)


def test_a_scheme_of_a_service_is_asked_for_by_its_field():
    schemes = (*SCHEMES.values(), Scheme("hal"))
    held = {"eprint": "hal-1", "eprinttype": "HAL", "doi": "10.1000/x"}
    assert identifiers(Entry("x", "", held), schemes) == ("doi:10.1000/x", "hal:hal-1")
    assert identifiers(Entry("x", "", held)) == ("doi:10.1000/x",)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("978-0-262-03561-3", {"isbn": "978-0-262-03561-3"}),
        ("ISBN:0262035618", {"isbn": "0262035618"}),
        ("pmid: 26017442", {"pmid": "26017442"}),
        ("HAL:hal-1", {"eprint": "hal-1", "eprinttype": "hal"}),
        ("26017442", None),
        ("978-0-262-03561-4", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_identifiers_as_people_type_them(typed, fields):
    entry = entry_of_identifier(typed, (*SCHEMES.values(), Scheme("hal")))
    assert (entry.fields if entry else None) == fields


def test_the_data_model_is_consistent():
    assert set(ALIASES.values()) <= set(FIELDS)
    assert not set(ALIASES) & set(FIELDS)
    assert set(FIELDS) >= PUBLICATION | BOOKKEEPING
    assert {type_ for type_, _ in TYPE_ALIASES.values()} <= set(TYPES)
    assert {genre for _, genre in TYPE_ALIASES.values() if genre} <= set(GENRES)
    assert {field for needs in TYPES.values() for one in needs for field in one} <= set(FIELDS)
    assert not set(TYPE_ALIASES) & set(TYPES)


def test_names_of_fields():
    assert (field_of("journal"), field_of("title"), field_of("x")) == ("journaltitle", "title", "x")
    assert (datatype_of("author"), datatype_of("x")) == ("names", "text")
