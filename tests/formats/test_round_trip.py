"""What is written is read back, but for what the writer named as lost; and a second export has the same bytes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refexport.formats import FORMATS
from refexport.model.datamodel import BOOKKEEPING, TYPES
from refexport.model.date import Date
from refexport.model.entry import Entry
from refexport.model.name import Name
from refexport.model.text import Span, Style, collapse, literal_text, normal_text
from tests.formats.samples import BEYOND_T1, SAMPLES

CHANGED = {
    "bibtex": {("goodfellow2016", "title"), ("goodfellow2016", "subtitle")},
    "biblatex": {("roman1990", "volume"), ("pytorch2019", "publisher"), ("pytorch2019", "organization")},
    "csl-json": {
        ("goodfellow2016", "title"), ("goodfellow2016", "subtitle"), ("roman1990", "eid"), ("roman1990", "pages"),
        ("manual2022", "organization"), ("manual2022", "publisher"), ("season2017", "issue"), ("season2017", "number"),
    },
}  # fmt: skip
"""Values that a format holds under another name: joined titles, Arabic numerals, the one publisher of CSL."""
CHANGED["zotero"] = CHANGED["csl-json"]
CHANGED["ris"] = CHANGED["csl-json"] | {
    ("hooft1999", "title"),
    ("openai2023", "author"),
    ("proc2019", "type"),
    ("manual2022", "type"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_samples_come_back(name):
    format_ = FORMATS[name]
    written = format_.write([*SAMPLES, *BEYOND_T1])
    read, problems = format_.read(written.text, "x")
    assert problems == ()
    known = CHANGED[name] | {(loss.key, loss.field) for loss in written.lost}
    differing = set()
    for before, after in zip([*SAMPLES, *BEYOND_T1], read, strict=True):
        assert before.key == after.key
        differing |= {(before.key, "type")} if before.type != after.type else set()
        differing |= {
            (before.key, f) for f in {*before.fields, *after.fields} if before.fields.get(f) != after.fields.get(f)
        }
    assert differing - known == set()
    assert CHANGED[name] - differing - {("proc2019", "type"), ("manual2022", "type")} == set(), "true no more"


@pytest.mark.parametrize("name", FORMATS)
def test_exporting_what_was_imported_gives_the_same_bytes(name):
    format_ = FORMATS[name]
    text = format_.write([*SAMPLES, *BEYOND_T1]).text
    assert format_.write(format_.read(text, "x").entries).text == text


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_the_torture_file_settles(name, shared):
    format_ = FORMATS[name]
    path = shared / "cases" / "torture.bib"
    text = format_.write(format_.read(path.read_text(encoding="utf-8"), path.name).entries).text
    assert format_.write(format_.read(text, "x").entries).text == text


words = st.text(st.sampled_from("abcABé学ø –’0&%#_{}\\~^<>\"'-:,.@"), min_size=1, max_size=14)
plain = words.map(lambda t: " ".join(t.split())).filter(lambda t: any(c.isalpha() for c in t))
titles = st.lists(
    st.builds(Span, words, st.sampled_from([frozenset()] * 3 + [frozenset({s}) for s in (Style.BOLD, Style.ITALIC, Style.SUB, Style.SUP)])),
    min_size=1, max_size=3,
).map(lambda spans: collapse(normal_text(spans)))  # fmt: skip
parts = st.text(st.sampled_from("abAéøL学-’."), min_size=1, max_size=8).filter(
    lambda t: any(c.isalpha() for c in t) and t[0].isupper()
)
names = st.builds(Name, family=parts, given=parts) | st.builds(
    Name, literal=plain.filter(lambda t: not set(t) & set(",{}~") and " " in t)
)
dates = st.builds(Date, st.integers(1000, 9999)) | st.builds(
    Date, st.integers(1000, 9999), st.integers(1, 12), st.none() | st.integers(1, 28)
)
values = {
    "author": st.lists(names, min_size=1, max_size=3).map(tuple),
    "editor": st.lists(names, min_size=1, max_size=2).map(tuple),
    "title": titles.filter(bool),
    "journaltitle": plain.map(literal_text),
    "booktitle": plain.map(literal_text),
    "publisher": plain.map(literal_text),
    "note": plain.map(literal_text),
    "abstract": plain.map(literal_text),
    "date": dates,
    "volume": st.from_regex(r"[1-9][0-9]{0,2}", fullmatch=True),
    "pages": st.from_regex(r"[1-9][0-9]{0,2}--[1-9][0-9]{0,2}", fullmatch=True),
    "doi": st.from_regex(r"10\.[1-9][0-9]{3}/[a-z0-9_%#&();.:<>-]{1,8}[a-z0-9]", fullmatch=True),
    "url": st.from_regex(r"https?://[a-z]{1,5}\.org/[A-Za-z0-9_%#&~?=;:,.-]{0,10}", fullmatch=True),
    "keywords": st.lists(plain.filter(lambda t: not set(t) & set(",;$\\{}~")), min_size=2, max_size=3, unique=True).map(
        tuple
    ),
    "language": st.sampled_from(["de", "en", "fr"]),
}
entries = st.fixed_dictionaries(
    {"title": values["title"]}, optional={f: s for f, s in values.items() if f != "title"}
).flatmap(lambda fields: st.builds(Entry, st.just("key"), st.sampled_from(sorted(TYPES)), st.just(fields)))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(one=entries)
def test_any_entry_is_read_as_one_entry_and_settles(name, one):
    format_ = FORMATS[name]
    written = format_.write([one])
    read, problems = format_.read(written.text, "x")
    assert [p for p in problems if p.level == "error"] == []
    assert [entry.key for entry in read] == ["key"]
    again = format_.write(read).text
    assert format_.write(format_.read(again, "x").entries).text == again


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(one=entries)
def test_what_is_not_lost_is_kept(name, one):
    written = FORMATS[name].write([one])
    after = FORMATS[name].read(written.text, "x").entries[0]
    lost = {loss.field for loss in written.lost}
    for field in ("author", "title", "date", "doi", "url", "pages", "abstract", "note", "keywords"):
        if one.has(field) and field not in lost | BOOKKEEPING:
            assert after.fields.get(field) == one.fields[field], written.text
