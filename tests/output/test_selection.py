"""Which entries, fields and order a file gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.entry import Entry, parse_value
from refexport.output.selection import COLLATIONS, cited_only, in_order, with_fields


def entry(key, type_="", **fields):
    return Entry(key, type_, {field: parse_value(field, value) for field, value in fields.items()})


def order(keys, *entries):
    return [one.key for one in in_order(entries, keys.split(","))]


def test_persons_are_sorted_by_family_name_without_case_and_accents():
    entries = [
        entry("z", author=["Zhou, Li"]),
        entry("e", author=["Édouard, Éva"]),
        entry("d", author=["de Vries, Jan"]),
        entry("b", author=["Edouard, Bo"]),
        entry("o", author=["{OpenAI}"]),
        entry("g", author=["van Gogh, Vincent"]),
    ]
    assert order("author", *entries) == ["b", "e", "g", "o", "d", "z"]


def test_a_list_of_names_comes_after_its_first_name_alone():
    one, two = entry("one", author=["Abel, A.", "Bo, B."]), entry("two", author=["Abel, A."])
    others = entry("others", author=["Abel, A.", "others"])
    assert order("author", one, two, others) == ["two", "others", "one"]


def test_names_in_other_scripts_are_sorted_by_their_romanised_form():
    zhou = entry("zhou", author=[{"family": "周", "given": "志华", "latin": "Zhou, Zhihua"}])
    assert order("author", entry("zz", author=["Zz, A."]), zhou, entry("a", author=["A, A."])) == ["a", "zhou", "zz"]


def test_an_editor_stands_in_for_an_author_and_sortname_for_both():
    edited = entry("edited", editor=["Abel, A."])
    named = entry("named", author=["Abel, A."], sortname=["Zed, Z."])
    assert order("author", named, entry("b", author=["Bo, B."]), edited) == ["edited", "b", "named"]


def test_titles_without_case_accents_and_markup():
    entries = [entry("z", title="zebra"), entry("e", title="{Éclair}"), entry("f", title="<i>Foo</i>")]
    assert order("title", *entries, entry("s", title="Z", sorttitle="A")) == ["s", "e", "f", "z"]
    assert order("title", entry("n", title="元学习"), entry("a", title="A"), entry("p", title="?")) == ["p", "a", "n"]


def test_dates_to_the_day_and_years_alone():
    entries = [
        entry("c", date="2018-08-06"),
        entry("a", date="2018"),
        entry("d", date="2018-24"),
        entry("b", date="2018-21"),
        entry("x", date="2017-12-31"),
    ]
    assert order("date", *entries) == ["x", "a", "b", "c", "d"]
    assert order("year", *entries) == ["x", "c", "a", "d", "b"]
    assert order("-date", *entries) == ["d", "c", "b", "a", "x"]


def test_keys_and_types():
    entries = [entry("B", "misc"), entry("a", "book"), entry("c")]
    assert order("key", *entries) == ["a", "B", "c"]
    assert order("type", *entries) == ["a", "B", "c"]
    assert order("-type", *entries) == ["B", "a", "c"]


@pytest.mark.parametrize("key", sorted(set(COLLATIONS) - {"key"}))
def test_what_lacks_the_field_comes_last_both_ways(key):
    full = entry("full", "book", author=["A, A."], date=2018, title="T")
    assert order(key, Entry("empty"), full) == ["full", "empty"]
    assert order(f"-{key}", Entry("empty"), full) == ["full", "empty"]


def test_several_keys_the_first_counts_most_and_equal_ones_keep_their_order():
    entries = [
        entry("late", author=["A, A."], date=2020),
        entry("b", author=["B, B."], date=2018),
        entry("early", author=["A, A."], date=2018),
        entry("early2", author=["A, A."], date=2018),
    ]
    assert order("author,-year", *entries) == ["late", "early", "early2", "b"]
    assert order("year,-author", *entries) == ["b", "early", "early2", "late"]
    assert order("-author", *entries) == ["b", "late", "early", "early2"]


@given(st.lists(st.sampled_from(["Ä", "a", "B", "", "ß", "元"])), st.sampled_from(["title", "-title"]))
def test_sorting_loses_nothing_and_is_stable(titles, key):
    entries = [entry(f"k{n}", title=title) for n, title in enumerate(titles)]
    sorted_ = in_order(entries, [key])
    assert sorted(one.key for one in sorted_) == sorted(one.key for one in entries)
    for title in set(titles):
        same = [one for one in sorted_ if one.plain("title") == title]
        assert same == [one for one in entries if one.plain("title") == title]
    assert in_order(sorted_, [key]) == sorted_


def test_fields_only_and_all_but_some():
    full = entry("x", "book", title="T", date=2018, abstract="A")
    assert with_fields([full], ["title", "date"], []) == [entry("x", "book", title="T", date=2018)]
    assert with_fields([full], [], ["abstract"]) == [entry("x", "book", title="T", date=2018)]
    assert with_fields([full], ["title", "date"], ["date"]) == [entry("x", "book", title="T")]
    assert with_fields([full], [], []) == [full]
    assert with_fields([full], ["doi"], []) == [Entry("x", "book")]


def test_cited_entries_in_their_order_with_what_they_refer_to():
    book, part, old = entry("book"), entry("part", crossref="book"), entry("new", ids=["old"], related="more, part")
    entries = [book, part, old, entry("more"), entry("not")]
    assert [one.key for one in cited_only(entries, {"part"})] == ["book", "part"]
    assert [one.key for one in cited_only(entries, {"old"})] == ["book", "part", "new", "more"]
    assert cited_only(entries, {"missing"}) == []


def test_entries_that_refer_to_each_other_are_taken_once():
    entries = [entry("a", xref="b"), entry("b", xref="a")]
    assert cited_only(entries, ["a", "b"]) == entries


def test_titles_keep_their_capitals_without_their_language():
    german = entry("k", "book", title="Über das Denken", language="de")
    (one,) = with_fields([german], (), ("language",))
    assert one.plain("capitals") == "all"
    assert not one.has("language")
    (other,) = with_fields([entry("k", "book", title="On Thought", language="en")], ("title",), ())
    assert set(other.fields) == {"title"}
