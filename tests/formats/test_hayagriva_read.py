"""Entries from Hayagriva files, whoever wrote them: the examples are made after its file format's documentation."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import TYPES
from refexport.formats.hayagriva.hayagriva import read
from refexport.formats.hayagriva.rows import TYPES as WORK_TYPES
from refexport.formats.hayagriva.rows import natural_type, parse_person, print_person
from refexport.formats.hayagriva.strings import parse_string, print_string, print_whole, why_not_said
from refexport.model.entry import print_value
from refexport.model.name import Name
from refexport.model.text import Span, Style, collapse, normal_text, parse_text, print_text
from refexport.text.latex import without_needless_braces


def read_string(string):
    """A formattable string as the reader of works takes it."""
    return without_needless_braces(parse_string(string))


def only(text):
    (found,), problems = read(text, "f.yml")
    return found, problems


def spelled(text):
    entry, problems = only(text)
    assert problems == ()
    return entry.type, {field: print_value(field, value) for field, value in entry.fields.items()}


def test_every_type_is_one_of_ours():
    assert set(WORK_TYPES.written) == set(TYPES) >= set(WORK_TYPES.read.values())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("k: {type: Book, title: T, author: 'Rowling, J. K.', volume: 5, page-total: 768, date: 2003-06-21}",
         ("book", {"title": "T", "author": ["Rowling, J. K."], "volume": "5", "pagetotal": "768", "date": "2003-06-21"})),
        ("k: {type: Web, title: T, author: Ishkur, serial-number: v2.5, url: {value: 'http://a.b/', date: 2020-11-12}}",
         ("online", {"title": "T", "author": ["Ishkur"], "number": "v2.5", "url": "http://a.b/", "urldate": "2020-11-12"})),
        ("k: {type: article, page-range: 1-9, serial-number: {doi: 10.1/x, serial: e7}, parent: {title: {value: J, short: 'J.'}, volume: 3, issue: 16, publisher: P}}",
         ("article", {"pages": "1--9", "doi": "10.1/x", "eid": "e7", "journaltitle": "J", "shortjournal": "J.", "volume": "3", "number": "16", "publisher": "P"})),
        ("k: {type: article, parent: [{type: proceedings, title: B, publisher: {name: P, location: L}, parent: {type: proceedings, title: S, volume: 2}}, {type: conference, title: E, location: V, date: 2020}]}",
         ("inproceedings", {"booktitle": "B", "publisher": "P", "location": "L", "series": "S", "number": "2", "eventtitle": "E", "venue": "V", "eventdate": "2020"})),
        ("k: {type: article, parent: {type: conference, title: E}}", ("inproceedings", {"eventtitle": "E"})),
        ("k: {type: article, parent: {type: newspaper, title: N}}", ("article", {"entrysubtype": "newspaper", "journaltitle": "N"})),
        ("k: {type: article, parent: {type: blog, title: B}}", ("blogpost", {"organization": "B"})),
        ("k: {type: article, serial-number: {arxiv: 2003.13720, serial: 'arXiv:2003.13720'}, publisher: arXiv}", ("preprint", {"eprint": "2003.13720", "eprinttype": "arxiv"})),
        ("k: {type: anthos, parent: {title: B, editor: [A Group of Two], edition: 2}}", ("incollection", {"booktitle": "B", "editor": ["{A Group of Two}"], "edition": "2"})),
        ("k: {type: chapter, parent: {title: B, author: {name: B, given-name: C, prefix: von, suffix: Jr}}}", ("inbook", {"booktitle": "B", "bookauthor": ["von B, Jr, C"]})),
        ("k: {type: book, parent: [{type: book, title: S, volume: 7}, {type: original, title: O, date: 1900}]}", ("book", {"series": "S", "number": "7", "origtitle": "O", "origdate": "1900"})),
        ("k: {type: report, organization: I, genre: Technical report}", ("report", {"institution": "I", "genre": "techreport"})),
        ("k: {type: thesis, publisher: U}", ("thesis", {"institution": "U"})),
        ("k: {type: misc, organization: O, publisher: O}", ("misc", {"organization": "O"})),
        ("k: {type: book, affiliated: [{role: translator, names: 'A, B'}, {role: Foreword, names: ['C, D']}]}", ("book", {"translator": ["A, B"], "foreword": ["C, D"]})),
        ("k: {date: ~2003-06, title: {value: T, verbatim: true}}", ("misc", {"date": "2003-06~", "title": "T"})),
        ("k: {type: nonsense, title: '{k}een on $x_i$ and \\$5 \\{\\}'}", ("misc", {"title": r"{k}een on $x_i$ and \$5 \{\}"})),
    ],
)  # fmt: skip
def test_works(text, read):
    assert spelled(text) == read


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("runtime: 00:13:42", "runtime", "00:13:42"), ("title: {value: T, translation: U}", "title.translation", "U"), ("date: soon", "date", "soon"),
        ("author: 'A, B, C, D'", "author", "A, B, C, D"), ("volume: [1, 2]", "volume", "['1', '2']"), ("serial-number: {arxiv: none}", "serial-number.arxiv", "none"),
        ("affiliated: [{role: director, names: 'A, B'}]", "affiliated.director", "A, B"), ("parent: [{title: A}, {title: B}]", "parent.title", "B"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(text, field, value):
    _, problems = only(f"# a comment\nk:\n  type: book\n  {text}\n")
    assert [(p.line, p.key, p.field, p.value, p.level) for p in problems] == [(3, "k", field, value, "warning")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [("k: {title: T", 1, "not YAML"), ("- id: k", 1, "a mapping of cite keys"), ("references:\n- id: k", 1, "a mapping of cite keys"), ("k: v", 1, "not a mapping of fields")],
)  # fmt: skip
def test_what_is_no_hayagriva(text, line, words):
    found, problems = read(text, "f.yml")
    assert (found, [(p.path, p.line, p.level) for p in problems]) == ((), [("f.yml", line, "error")])
    assert words in problems[0].message


def test_nothing():
    assert read("{}", "f.yml") == read("", "f.yml") == ((), ())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (Name("Doe", "Janet"), "Doe, Janet"), (Name("UNICEF"), "UNICEF"), (Name(literal="UNICEF"), {"name": "UNICEF"}), (Name(literal="University of X, Y"), {"name": "University of X, Y"}),
        (Name("Leyen", "Ursula", "von der"), {"name": "Leyen", "given-name": "Ursula", "prefix": "von der"}), (Name("King", "Martin Luther", "", "Jr."), {"name": "King", "given-name": "Martin Luther", "suffix": "Jr."}),
        (Name("García Márquez", "Gabriel"), "García Márquez, Gabriel"), (Name("hooks", "bell"), "hooks, bell"), (Name("A, B", "C"), {"name": "A, B", "given-name": "C"}),
        (Name("De la Cruz", "Ana"), {"name": "De la Cruz", "given-name": "Ana"}),
    ],
)  # fmt: skip
def test_persons(name, said):
    assert print_person(name) == said
    assert parse_person(said) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [("von der Leyen, Ursula", Name("Leyen", "Ursula", "von der")), ("King, Jr., Martin", Name("King", "Martin", "", "Jr.")), ("Internet Task Force", Name(literal="Internet Task Force"))],
)  # fmt: skip
def test_persons_as_others_write_them(said, name):
    assert parse_person(said) == name


@pytest.mark.parametrize(
    ("markup", "string"),
    [
        ("A {Keep} of BERT and k-NN", "A {Keep} of {BERT} and {k-NN}"), ("BERT at work", "{BERT }at work"), ("Bayes: 1", "{Bayes}: 1"), (r"\$5 \{b\} \\ # * _ @", r"\$5 \{b\} \\ # * _ @"),
        ("$x_i + O(n)$, $L_2$", "$x_i + O(n)$, $L_2$"), (r"$\ell_1$, $2\alpha$", "$ell_1$, $2alpha$"), (r"$\alpha\beta$", r"\\alpha\\beta"), (r"$\frac{1}{2}$ {x}", r"\\frac\{1\}\{2\} {x}"), ("$n2$ $ab$ $_2$ $x'$ $a/b$", r"n2 ab _2 x' a/b"),
    ],
)  # fmt: skip
def test_formattable_strings(markup, string):
    assert print_string(parse_text(markup), protect=True) == string


def test_a_whole_title_in_braces():
    assert print_whole(parse_text("Über {BERT} und $x$")) == "{Über BERT und $x$}"


@pytest.mark.parametrize(
    ("string", "markup"),
    [
        ("{BERT} and {BERTs and} {k}", "BERT and {BERTs and} {k}"), ("{a {b} c} d", "{a b c} d"), ("a } b { c", "a b {c}"), (r"\$#x$ a\b", r"\$#x\$ a\\b"), ("$x$ $sin(x)$ $#read(1)$", "$x$ sin(x) #read(1)"),
        ("{BERT }at work", "BERT at work"), (r"\{x\} {\{}", r"\{x\} {\{}"),
    ],
)  # fmt: skip
def test_formattable_strings_of_others(string, markup):
    assert print_text(read_string(string)) == markup


@pytest.mark.parametrize(
    ("markup", "why"), [("{a} b", ""), ("$x_1$", ""), ("<i>a</i>", "markup"), ("H<sub>2</sub>", "markup"), (r"$\alpha_1$", ""), (r"$x\alpha$", "mathematics"), (r"$\phi$", "mathematics"), ("<tex>a</tex>", "markup")]
)  # fmt: skip
def test_what_a_formattable_string_cannot_say(markup, why):
    assert why in why_not_said(parse_text(markup))
    assert bool(why) == bool(why_not_said(parse_text(markup)))


spans = st.builds(Span, st.text(st.sampled_from("abAB BERT Bayes{}$\\ 1é"), min_size=1, max_size=8), st.sampled_from([frozenset(), frozenset({Style.NOCASE})]))  # fmt: skip


@given(st.lists(spans, max_size=4).map(normal_text).map(collapse), st.booleans())
def test_characters_come_back(text, protect):
    read = read_string(print_string(text, protect=protect))
    assert "".join(span.text for span in read) == "".join(span.text for span in text)
    again = print_string(read, protect=protect)
    assert print_string(read_string(again), protect=protect) == again


def test_natural_types():
    assert natural_type("article", "") == "preprint"
    assert natural_type("article", "exhibition") == "preprint"
    assert natural_type("chapter", "book") == "inbook"


data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("type title value author name date url parent serial-number affiliated role names publisher article web".split()), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text(min_size=1, max_size=3), data, max_size=2))
def test_reading_is_total(value):
    entries, problems = read(json.dumps(value), "x")
    assert len(entries) + sum(p.level == "error" for p in problems) >= bool(value)
    assert all(print_text(e.text("title")) is not None for e in entries)
