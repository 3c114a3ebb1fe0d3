"""What an entry takes over from the one that its crossref names, against the manuals of biblatex and BibTeX."""

import pytest

from refexport.model.entry import Entry, Merged, parse_value
from refexport.works.inheritance import completed, parents_first, parents_of, taken_over

MANUAL = (
    ("mvbook", "book", "title", "maintitle"),
    ("mvbook", "inbook", "subtitle", "mainsubtitle"),
    ("mvcollection", "collection", "title", "maintitle"),
    ("mvcollection", "incollection", "titleaddon", "maintitleaddon"),
    ("mvreference", "inreference", "title", "maintitle"),
    ("mvproceedings", "inproceedings", "title", "maintitle"),
    ("book", "inbook", "title", "booktitle"),
    ("book", "bookinbook", "subtitle", "booksubtitle"),
    ("collection", "incollection", "title", "booktitle"),
    ("reference", "inreference", "titleaddon", "booktitleaddon"),
    ("proceedings", "inproceedings", "title", "booktitle"),
    ("periodical", "article", "title", "journaltitle"),
    ("periodical", "suppperiodical", "subtitle", "journalsubtitle"),
    ("book", "inbook", "author", "author"),
    ("book", "inbook", "author", "bookauthor"),
    ("collection", "incollection", "editor", "editor"),
    ("proceedings", "inproceedings", "publisher", "publisher"),
    ("proceedings", "inproceedings", "eventtitle", "eventtitle"),
    ("book", "inbook", "date", "date"),
    ("proceedings", "inproceedings", "isbn", "isbn"),
)
"""The manual 3.18, appendix B, tables of default inheritance, and what they leave to the rule for all other fields."""

VALUES = {"author": ["Roe, Richard"], "editor": ["Roe, Richard"], "date": "2019", "isbn": "978-0-262-03561-3"}


def entry(key, type_, **fields):
    return Entry(key, type_, {field: parse_value(field, value) for field, value in fields.items()})


def whole(*entries, **omitted):
    merged = [Merged(one, dict.fromkeys(one.fields, "hand")) for one in entries]
    return {one.entry.key: one for one in completed(merged, omitted)}


@pytest.mark.parametrize(("parent", "child", "source", "target"), MANUAL)
def test_fields_are_taken_over_as_the_manual_says(parent, child, source, target):
    given = VALUES.get(source, "A Value of Words")
    found = taken_over(entry("c", child, crossref="p"), entry("p", parent, **{source: given}))
    assert found[target] == parse_value(target, given)
    assert (source == target) == (source in found) or source == "author"


@pytest.mark.parametrize(
    "field",
    "ids crossref xref label presort sortkey shorthand options doi url eprint shorttitle sorttitle groups".split(),
)
def test_what_tells_one_entry_from_others_stays_with_it(field):
    value = ["x"] if field in ("ids", "groups") else "10.1000/x"
    child, parent = entry("c", "inbook", title="C"), entry("p", "book", title="P", **{field: value})
    assert parent.has(field)
    assert field not in taken_over(child, parent)


def test_an_entrys_own_fields_count_and_what_it_omits_stays_away():
    parent = entry("p", "collection", title="The Whole", editor=["Roe, R."], publisher="Press", date="2001-03")
    child = entry("c", "incollection", title="A Part", crossref="p", publisher="Own", date="2002")
    found = whole(child, parent, c=("editor",))["c"]
    assert found.entry.plain("publisher") == "Own"
    assert found.entry.year == 2002
    assert not found.entry.has("editor")
    assert found.entry.plain("booktitle") == "The Whole"
    assert (found.origin["booktitle"], found.origin["publisher"]) == ("[p]", "hand")


def test_steps_are_followed_whatever_their_order():
    entries = [
        entry("c", "inbook", title="A Chapter", crossref="old"),
        entry("b", "book", title="The Volume", ids=["old"], crossref="m", volume="2"),
        entry("m", "mvbook", title="The Work", author=["Roe, R."], publisher="Press"),
    ]
    for order in (entries, entries[::-1], [entries[1], entries[0], entries[2]]):
        found = whole(*order)["c"].entry
        told = {field: found.plain(field) for field in ("title", "booktitle", "maintitle", "publisher", "volume")}
        assert told == {
            "title": "A Chapter", "booktitle": "The Volume", "maintitle": "The Work", "publisher": "Press", "volume": "2",
        }  # fmt: skip
        assert [*whole(*order)] == [one.key for one in order]


def test_a_circle_and_a_key_of_nobody_give_nothing():
    one, other = entry("a", "book", title="A", crossref="b"), entry("b", "book", publisher="P", crossref="a")
    alone, itself = entry("c", "book", title="C", crossref="nobody"), entry("d", "book", title="D", crossref="d")
    found = whole(one, other, alone, itself)
    assert [merged.entry for merged in found.values()] == [one, other, alone, itself]
    assert parents_of([alone]) == {}


def test_parents_come_first_and_who_leads_into_a_circle_does_not_come():
    parents = {"c": "b", "b": "a", "d": "b", "x": "y", "y": "x", "z": "x", "itself": "itself"}
    order = parents_first(parents)
    assert sorted(order) == ["b", "c", "d"]
    assert order[0] == "b"


def test_a_key_counts_before_the_other_key_of_another_entry():
    entries = [entry("p", "book"), entry("q", "book", ids=["p"]), entry("c", "inbook", crossref="p")]
    assert parents_of(entries) == {"c": "p"}


def test_a_chain_as_long_as_a_library_is_followed():
    count = 10_000
    entries = [entry(f"k{n}", "book", crossref=f"k{n + 1}") for n in range(count)]
    found = whole(*entries, entry(f"k{count}", "book", publisher="Press"))
    assert all(merged.entry.plain("publisher") == "Press" for merged in found.values())


def test_a_series_is_no_book_of_its_volume():
    """btxdoc's own example names the series of which the entry is a volume."""
    parent = entry("p", "collection", title="A Series")
    assert "booktitle" not in taken_over(entry("c", "incollection", title="C", series="A Series"), parent)
