"""What is written is read back, but for what the writer named as lost; and a second export has the same bytes."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from refexport.data.datamodel import BOOKKEEPING, FIELDS, TYPES
from refexport.formats import FORMATS
from refexport.formats.readback import proved, undeclared
from refexport.model.date import Date
from refexport.model.entry import Entry, parse_value
from refexport.model.name import Name
from refexport.model.text import Span, Style, collapse, literal_text, normal_text, plain_text
from tests.conftest import ROOT, examples
from tests.formats.samples import BEYOND_T1, SAMPLES
from tests.model import strategies

ALL = [*SAMPLES, *BEYOND_T1]

WORDS = {
    "names": ["van Last, Jr, First", "{A Group of Two}"],
    "date": "2017-03",
    "text": "Some {W}ords <i>here</i>",
    "literal": "word",
    "list": ["one", "two"],
}
VALUES = {
    "chapter": "6", "doi": "10.1000/a_b", "edition": "2", "eid": "e12", "eprint": "20.1000/100", "eprinttype": "hdl", "isbn": "978-0-306-40615-7",
    "issn": "1234-5679", "issue": "5", "language": "de", "number": "4", "pages": "1--10", "pagetotal": "300", "part": "7", "pmcid": "PMC12", "pmid": "123",
    "pubstate": "inpress", "url": "https://example.org/a?b=c%20d", "version": "1.2", "volume": "3", "volumes": "8",
}  # fmt: skip
"""datatype or field -> a value such as a registry gives."""

TOGETHER = {
    "eprinttype": ("eprint", "eprinttype"),
    "eprintclass": ("eprint", "eprinttype", "eprintclass"),
    "eprint": ("eprint", "eprinttype"),
}
"""Fields that mean something only together."""


def usual(field):
    return parse_value(field, VALUES.get(field, WORDS[FIELDS[field]]))


def with_field(key, type_, field):
    """An entry of a type with a title and one field more."""
    fields = dict.fromkeys(("title", *TOGETHER.get(field, (field,))))
    return Entry(key, type_, {name: usual(name) for name in fields})


def undeclared_losses(format_, entries):
    written = format_.write(entries)
    read, problems = format_.read(written.text, "x")
    assert [problem for problem in problems if problem.level == "error"] == []
    assert [one.key for one in read] == [one.key for one in entries]
    return list(undeclared(entries, read, written.lost))


@pytest.mark.parametrize("name", FORMATS)
def test_samples_come_back_but_for_what_is_named(name):
    assert undeclared_losses(FORMATS[name], ALL) == []


@pytest.mark.no_cover  # the tests of each format reach the same, in less time
@pytest.mark.parametrize("name", FORMATS)
def test_every_field_of_every_type_comes_back_or_is_named(name):
    pairs = [(type_, field) for type_ in TYPES for field in FIELDS if field not in BOOKKEEPING]
    entries = [with_field(f"k{n}", type_, field) for n, (type_, field) in enumerate(pairs)]
    assert undeclared_losses(FORMATS[name], entries) == []


@pytest.mark.parametrize("name", FORMATS)
def test_an_entry_that_has_one_field_only_comes_back_or_what_it_lost_is_named(name):
    """Sets, personal communications and glossaries have no title, and some formats have no place for what they have."""
    entries = [Entry(f"k{n}", type_, {f: usual(f)}) for n, (type_, f) in enumerate(product(TYPES, SPARSE))]
    assert undeclared_losses(FORMATS[name], entries) == []


SPARSE = ("author", "date", "editor", "entryset", "journaltitle", "note", "shorthand", "url")
"""Fields that may be all that a work without a title has."""


@pytest.mark.parametrize("name", FORMATS)
def test_exporting_what_was_imported_gives_the_same_bytes(name):
    format_ = FORMATS[name]
    text = format_.write(ALL).text
    assert format_.write(format_.read(text, "x").entries).text == text


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_the_torture_file_settles(name):
    format_ = FORMATS[name]
    path = ROOT / "tests" / "torture.bib"
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
@examples(150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(one=entries)
def test_any_entry_is_read_as_one_entry_and_settles(name, one):
    format_ = FORMATS[name]
    written = format_.write([one])
    read, problems = format_.read(written.text, "x")
    assert [p for p in problems if p.level == "error"] == []
    assert [entry.key for entry in read] == ["key"]
    again = format_.write(read).text
    assert format_.write(format_.read(again, "x").entries).text == again


@pytest.mark.parametrize("name", FORMATS)
@examples(150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(one=entries)
def test_reading_back_gives_the_entry_but_for_what_is_named(name, one):
    assert undeclared_losses(FORMATS[name], [one]) == []


@pytest.mark.parametrize("name", FORMATS)
@examples(150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    title=strategies.fetched_texts.filter(plain_text), fields=strategies.fields(), type_=st.sampled_from(sorted(TYPES))
)
def test_hostile_values_come_back_or_are_named(name, title, fields, type_):
    one = Entry("key", type_, {name: value for name, value in fields.items() if name in FIELDS} | {"title": title})
    written = proved(FORMATS[name], [one])
    found = FORMATS[name].read(written.text, "x").entries
    assert list(undeclared([one], found, written.lost)) == []
