"""Merging: the hand wins whole, the publication is one block, and every field says where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import PUBLICATION
from refexport.model.date import Date
from refexport.model.entry import Entry, Record, Value, parse_value
from refexport.model.name import parse_names
from refexport.works.merge import HAND, agreeing, merge, ranked


def entry(key: str = "", type: str = "", /, **fields: object) -> Entry:  # noqa: A002
    return Entry(key, type, {field: parse_value(field, value) for field, value in fields.items()})


AUTHORS = ["Sung, Flood", "Yang, Yongxin"]
TITLE = "Learning to Compare"

ARXIV = Record(
    "arxiv:1711.06025",
    "arxiv",
    entry=entry(
        "", "preprint", title=TITLE, author=AUTHORS, date="2017-11-16", eprint="1711.06025", eprinttype="arxiv",
        eprintclass="cs.CV", url="https://arxiv.org/abs/1711.06025", keywords=["few-shot"],
    ),
)  # fmt: skip
CROSSREF = Record(
    "doi:10.1109/cvpr.2018.00131",
    "crossref",
    entry=entry(
        "", "inproceedings", title=TITLE, author=AUTHORS, date="2018-06", booktitle="CVPR", pages="1199--1208",
        doi="10.1109/cvpr.2018.00131", publisher="IEEE",
    ),
)  # fmt: skip
DBLP = Record(
    "dblp:conf/cvpr/SungYZXTH18",
    "dblp",
    entry=entry(
        "", "inproceedings", title=TITLE, author=AUTHORS, date=2018, booktitle="CVPR 2018", volume="7", language="en"
    ),
)
ABSENT = Record("doi:10.1000/none", "crossref")
OTHER_WORK = Record(
    "doi:10.1000/other",
    "crossref",
    entry=entry("", "article", title="Composite Dialogue Policy", author=["Peng, Baolin"], date=2010, journaltitle="J"),
)


def test_a_hand_value_wins_whole():
    hand = entry("k", author=["Sung, F."], pages="1")
    merged = merge(hand, [ARXIV, CROSSREF])
    assert merged.entry.names("author") == parse_names("Sung, F.")
    assert merged.entry.plain("pages") == "1"
    assert {merged.origin[field] for field in hand.fields} == {HAND}


@pytest.mark.parametrize(
    ("prefer", "first", "type_", "date"),
    [("published", CROSSREF, "inproceedings", "2018-06"), ("preprint", ARXIV, "preprint", "2017-11-16")],
)
def test_the_publication_is_one_block(prefer, first, type_, date):
    merged = merge(entry("k"), [ARXIV, DBLP, CROSSREF], prefer=prefer)
    told = {field: value for field, value in merged.entry.fields.items() if field in PUBLICATION}
    assert told == {field: value for field, value in first.entry.fields.items() if field in PUBLICATION}
    assert {merged.origin[field] for field in told} == {first.id}
    assert merged.entry.type == type_
    assert merged.entry.date() == parse_value("date", date)


def test_later_records_add_what_is_about_the_work():
    merged = merge(entry("k"), [ARXIV, CROSSREF, DBLP])
    assert merged.entry.arxiv == "1711.06025"
    assert merged.entry.words("keywords") == ("few-shot",)
    assert merged.origin["eprintclass"] == merged.origin["keywords"] == ARXIV.id
    assert merged.origin["language"] == DBLP.id
    assert not merged.entry.has("volume")


def test_every_field_has_an_origin_and_every_origin_a_field():
    merged = merge(entry("k", date=2018), [ARXIV, CROSSREF])
    assert set(merged.origin) == {*merged.entry.fields, "type"}
    assert set(merged.origin.values()) == {HAND, ARXIV.id, CROSSREF.id}
    assert merge(entry("k", "book"), [ARXIV]).origin["type"] == HAND
    assert merge(entry("k", title="T"), []).origin == {"title": HAND}


def test_omit_removes_a_fetched_field_and_no_other_record_fills_it():
    merged = merge(entry("k"), [ARXIV, CROSSREF], omit=["publisher", "title", "eprintclass"])
    assert not {"publisher", "title", "eprintclass"} & set(merged.entry.fields)
    assert not {"publisher", "title", "eprintclass"} & set(merged.origin)


def test_omit_leaves_the_hand_alone():
    merged = merge(entry("k", publisher="ACM"), [CROSSREF], omit=["publisher"])
    assert merged.entry.plain("publisher") == "ACM"


def test_a_record_of_another_work_is_not_merged():
    hand = entry("k", title=TITLE, author=AUTHORS)
    merged = merge(hand, [OTHER_WORK, ARXIV])
    assert merged.entry.type == "preprint"
    assert not merged.entry.has("journaltitle")
    assert merged.records == (OTHER_WORK, ARXIV)


def test_a_record_of_another_work_is_merged_if_the_user_says_so():
    hand = entry("k", title=TITLE, author=AUTHORS)
    assert merge(hand, [OTHER_WORK], trust=True).entry.plain("journaltitle") == "J"


def test_records_of_two_works_are_not_mixed_even_if_the_hand_says_nothing():
    merged = merge(entry("k"), [OTHER_WORK, ARXIV])
    assert set(merged.origin.values()) == {OTHER_WORK.id}


def test_a_subtitle_stays_with_its_title():
    told = entry("", "book", title="Main", subtitle="Sub", booktitle="Book", booksubtitle="Part", author=AUTHORS)
    record = Record("doi:10.1000/1", "crossref", entry=told)
    assert "subtitle" not in merge(entry("k", title="Main: Sub"), [record]).entry.fields
    assert merge(entry("k", title="Main"), [record]).entry.plain("subtitle") == "Sub"
    assert "booksubtitle" not in merge(entry("k", booktitle="A Book"), [record]).entry.fields
    second = Record("dblp:conf/a/b", "dblp", entry=entry("", "book", title="Main", subtitle="Sub", author=AUTHORS))
    first = Record("doi:10.1000/2", "crossref", entry=entry("", "book", title="Main: Sub", author=AUTHORS))
    assert "subtitle" not in merge(entry("k"), [second, first]).entry.fields


def test_the_class_of_an_eprint_stays_with_its_eprint():
    mine = entry("k", eprint="1711.06025", eprinttype="arxiv")
    assert merge(mine, [ARXIV]).entry.plain("eprintclass") == "cs.CV"
    other = entry("k", eprint="hal-01", eprinttype="hal")
    assert "eprintclass" not in merge(other, [ARXIV]).entry.fields


@pytest.mark.parametrize(
    ("fields", "type_"),
    [({}, "misc"), ({"eprinttype": "arxiv", "eprint": "1711.06025"}, "preprint"), ({"doi": "10.1000/1"}, "misc")],
)
def test_a_work_of_no_known_type(fields, type_):
    assert merge(entry("k", **fields), [ABSENT]).entry.type == type_


def test_records_are_ranked_by_stage_then_by_what_they_were_asked_for_then_by_id():
    unknown = Record("shelf:1", "library", entry=entry("", "book"))
    pubmed = Record("pmid:1", "pubmed", entry=entry("", "article"))
    book = Record("isbn:9780262035613", "openlibrary", entry=entry("", "book"))
    preprint = Record("doi:10.1101/1", "crossref", entry=entry("", "preprint"))
    records = [ARXIV, unknown, book, pubmed, DBLP, preprint, CROSSREF]
    assert ranked(records) == [CROSSREF, DBLP, pubmed, book, unknown, preprint, ARXIV]
    assert ranked(records, "preprint") == [preprint, ARXIV, CROSSREF, DBLP, pubmed, book, unknown]
    assert agreeing(entry("k"), []) == []


def test_who_answered_for_an_identifier_does_not_count():
    """An agency that a plug-in speaks for deposits as Crossref's members do."""
    jalc = Record("doi:10.11501/1", "jalc", entry=CROSSREF.entry)
    assert ranked([DBLP, jalc]) == [jalc, DBLP]


def test_the_publication_of_a_book_comes_from_one_record():
    hand = entry("k", isbn="9780262035613", doi="10.1000/1")
    doi = Record("doi:10.1000/1", "crossref", entry=entry("", "book", title="T", publisher="P", date=2016))
    book = Record(
        "isbn:9780262035613", "openlibrary",
        entry=entry("", "book", title="T", subtitle="S", publisher="Q", location="L", date=2017, pagetotal="7"),
    )  # fmt: skip
    merged = merge(hand, [book, doi]).entry
    assert (merged.plain("publisher"), merged.year, merged.plain("pagetotal")) == ("P", 2016, "7")
    assert not merged.has("location")


values: dict[str, st.SearchStrategy[Value]] = {
    "title": st.sampled_from([parse_value("title", t) for t in (TITLE, "Another Title of Other Things", "Main")]),
    "author": st.sampled_from([parse_names("Flood Sung and Yongxin Yang"), parse_names("Baolin Peng")]),
    "date": st.builds(Date, st.integers(1990, 2030)),
    "doi": st.sampled_from(["10.1000/1", "10.1000/2"]),
    "pages": st.sampled_from(["1--2", "7"]),
    "journaltitle": st.sampled_from([parse_value("journaltitle", "J"), parse_value("journaltitle", "K")]),
    "shortjournal": st.just(parse_value("shortjournal", "S")),
    "keywords": st.just(("a",)),
    "eprint": st.just("1711.06025"),
    "eprinttype": st.just("arxiv"),
}
some_fields = st.fixed_dictionaries({}, optional=values)
some_entries = st.builds(Entry, st.just("k"), st.sampled_from(["", "article", "preprint"]), some_fields)
some_records = st.builds(
    Record, st.sampled_from(["doi:10.1/a", "arxiv:1", "dblp:b"]), st.sampled_from(["crossref", "arxiv", "dblp"]),
    entry=st.none() | some_entries,
)  # fmt: skip


@given(some_entries, st.lists(some_records, max_size=3), st.sampled_from(["published", "preprint"]), st.booleans())
def test_a_hand_value_is_exported_or_said_to_be_left_aside(hand, records, prefer, trust):
    merged = merge(hand, records, prefer=prefer, trust=trust, omit=("pages",))
    kept = {field: value for field, value in hand.fields.items() if field not in merged.aside}
    assert kept.items() <= merged.entry.fields.items()
    assert set(merged.aside) <= {*hand.fields, "type"}
    assert not hand.type or merged.entry.type == hand.type or "type" in merged.aside
    assert merged.entry.type
    assert set(merged.origin) - {"type"} == set(merged.entry.fields)


@given(some_entries, st.lists(some_records, max_size=3), st.sampled_from(["published", "preprint"]))
def test_no_reference_mixes_two_publications(hand, records, prefer):
    merged = merge(hand, records, prefer=prefer)
    told = {merged.origin[field] for field in merged.entry.fields if field in PUBLICATION} - {HAND}
    assert len(told) <= 1


@given(some_entries, st.lists(some_records, max_size=3, unique_by=lambda r: (r.id, r.service)))
def test_the_order_of_the_records_does_not_count(hand, records):
    assert merge(hand, records).entry == merge(hand, records[::-1]).entry
