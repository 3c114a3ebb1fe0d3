"""Entries from CSL-JSON, whoever wrote it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import TYPES
from refexport.formats.csl.csl_json import natural_type, read
from refexport.formats.csl.markup import parse_markup, print_markup
from refexport.formats.csl.rows import SUBTYPES
from refexport.formats.csl.rows import TYPES as CSL_TYPES
from refexport.model.entry import Entry, print_value
from refexport.model.name import Name
from refexport.model.text import collapse, literal_text, parse_text, print_text
from tests import csl_schema


def only(**item):
    entries, problems = read(json.dumps([{"id": "k", **item}]), "f.json")
    assert len(entries) == 1
    return entries[0], problems


def spelled(**item):
    entry, problems = only(**item)
    assert problems == ()
    return entry.type, {field: print_value(field, value) for field, value in entry.fields.items()}


def test_every_type_is_one_of_ours():
    assert {*CSL_TYPES.read, *CSL_TYPES.written.values(), *SUBTYPES.values()} <= set(csl_schema.TYPES)
    assert set(CSL_TYPES.read.values()) <= set(TYPES) == set(CSL_TYPES.written)


@pytest.mark.parametrize(
    ("item", "read"),
    [
        ({"type": "article-journal", "container-title": "J", "issue": 3, "volume": "1", "page": "1-10"}, ("article", {"journaltitle": "J", "number": "3", "volume": "1", "pages": "1--10"})),
        ({"type": "paper-conference", "container-title": "B", "event": "E", "collection-title": "S"}, ("inproceedings", {"booktitle": "B", "eventtitle": "E", "series": "S"})),
        ({"type": "article", "number": "arXiv:1703.03400", "publisher": "arXiv"}, ("preprint", {"eprint": "1703.03400", "eprinttype": "arxiv"})),
        ({"type": "article-journal", "note": "arXiv: 1703.03400\nDOI: 10.1/x\nmine"}, ("article", {"eprint": "1703.03400", "eprinttype": "arxiv", "note": "mine", "doi": "10.1/x"})),
        ({"type": "document", "note": "type: software"}, ("software", {})),
        ({"type": "book", "editor": [{"family": "A"}]}, ("collection", {"editor": ["A"]})),
        ({"type": "chapter"}, ("inbook", {})),
        ({"type": "chapter", "editor": [{"family": "A"}]}, ("incollection", {"editor": ["A"]})),
        ({"type": "chapter", "custom": {"entrytype": "suppbook"}}, ("suppbook", {})),
        ({"type": "thesis", "publisher": "U", "genre": "PhD thesis"}, ("thesis", {"institution": "U", "genre": "phdthesis"})),
        ({"type": "webpage", "container-title": "Site"}, ("online", {"organization": "Site"})),
        ({}, ("misc", {})),
        ({"type": "book", "issued": {"date-parts": [["2017", "3"]]}}, ("book", {"date": "2017-03"})),
        ({"type": "book", "issued": {"date-parts": [[2017, 8, 6], [2017, 8, 11]]}}, ("book", {"date": "2017-08-06/2017-08-11"})),
        ({"type": "book", "issued": {"date-parts": [[2017]], "season": 2, "circa": True}}, ("book", {"date": "2017-22~"})),
        ({"type": "book", "issued": {"raw": "2017-03"}}, ("book", {"date": "2017-03"})),
        ({"type": "book", "keyword": "a, b"}, ("book", {"keywords": ["a", "b"]})),
        ({"type": "book", "keyword": "a, b; c"}, ("book", {"keywords": ["a, b", "c"]})),
        ({"type": "book", "title": "<i>E</i> &amp; {x} $y$", "license": "CC0"}, ("book", {"title": r"<i>E</i> & \{x\} $y$", "license": "CC0"})),
        ({"type": "book", "custom": {"eprint": "1", "eprinttype": "hdl"}}, ("book", {"eprint": "1", "eprinttype": "hdl"})),
    ],
)  # fmt: skip
def test_items(item, read):
    assert spelled(**item) == read


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, Name("Gogh", "Vincent", "van")),
        ({"family": "Gogh", "given": "Vincent", "dropping-particle": "van"}, Name("Gogh", "Vincent", "van")),
        ({"family": "van Gogh", "given": "Vincent"}, Name("Gogh", "Vincent", "van")),
        ({"family": "King", "given": "Martin, Jr."}, Name("King", "Martin", "", "Jr.")),
        ({"family": "King", "given": "Martin", "suffix": "Jr."}, Name("King", "Martin", "", "Jr.")),
        ({"literal": "OpenAI"}, Name(literal="OpenAI")),
        ({"family": "hooks", "given": "bell"}, Name("hooks", "bell")),
    ],
)
def test_names(name, read):
    assert only(author=[name])[0].names("author") == (read,)


@pytest.mark.parametrize(
    ("item", "variable"),
    [
        ({"issued": {}}, "issued"), ({"author": "Doe"}, "author"), ({"issued": {"date-parts": [[]]}}, "issued"), ({"accessed": {"date-parts": [["x"]]}}, "accessed"),
        ({"unknown-thing": "x"}, "unknown-thing"), ({"locator": "x"}, "locator"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(item, variable):
    entry, problems = only(**item)
    assert not entry.fields
    assert [(p.key, p.field, p.level) for p in problems] == [("k", variable, "warning")]


@pytest.mark.parametrize(
    ("issued", "kept"),
    [({"date-parts": [[2021, 13]]}, "{2021-13}"), ({"literal": "some day"}, "{some day}"), ("x", "{x}"), ({"raw": "05/06/2009"}, "{05/06/2009}")],
)  # fmt: skip
def test_what_is_no_date_is_kept_as_words_and_named(issued, kept):
    entry, problems = only(issued=issued)
    assert {field: print_value(field, value) for field, value in entry.fields.items()} == {"date": kept}
    assert [(p.key, p.field, p.level) for p in problems] == [("k", "issued", "warning")]


@pytest.mark.parametrize(
    ("issued", "fields"),
    [
        ({"literal": "in press"}, {"pubstate": "inpress"}),
        ({"literal": "2024 (to appear)"}, {"date": "2024", "pubstate": "forthcoming"}),
        ({"literal": "Spring 2017"}, {"date": "2017-21"}),
        ({"literal": "n.d."}, {}),
        ("2017-08", {"date": "2017-08"}),
        ({"date-parts": [["2000", "", ""]]}, {"date": "2000"}),
        ({"date-parts": [[1987], [0]]}, {"date": "1987/.."}),
        ({"date-parts": [[20211]]}, {"date": "Y20211"}),
        ({"date-parts": [[-44]]}, {"date": "-0043"}),
    ],
)
def test_dates_as_programs_write_them(issued, fields):
    entry, problems = only(issued=issued)
    assert {field: print_value(field, value) for field, value in entry.fields.items()} == fields
    assert not problems


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[{", 1, "not JSON"),
        ("[\n1,]", 2, "not JSON"),
        ("3", 1, "list of items"),
        ("[" * 100_000, 1, "not JSON"),
        ("[" + "1" * 5000 + "]", 1, "the item at index 0"),
        ('{"items": 3}', 1, "list"),
    ],
)
def test_what_is_no_csl_json(text, line, words):
    entries, problems = read(text, "f.json")
    assert entries == ()
    assert [(p.path, p.line, p.level) for p in problems] == [("f.json", line, "error")]
    assert words in problems[0].message


def test_the_forms_of_a_file():
    for text in (
        '{"id": "k", "type": "book"}',
        '{"items": [{"id": "k", "type": "book"}]}',
        '\ufeff[{"id": 7, "citation-key": "k", "type": "book"}]',
    ):
        entries, problems = read(text, "x")
        assert ([e.key for e in entries], problems) == (["k"], ())


def test_an_item_without_id_is_an_entry_whose_key_is_made():
    entries, problems = read('[{"type": "book", "title": "Nameless"}]', "x")
    assert ([(one.key, one.type) for one in entries], problems) == ([("", "book")], ())


def test_what_is_no_item_is_named_by_its_place_and_kept():
    entries, problems = read('["some words"]', "x")
    assert entries == ()
    assert ("index 0" in problems[0].message, problems[0].level, problems[0].value) == (True, "error", "some words")
    assert [one.text for one in entries.unread] == ['"some words"']


def test_an_unknown_type_is_misc_and_named():
    entry, problems = only(type="nonsense")
    assert (entry.type, [(p.field, p.value, p.level) for p in problems]) == ("misc", [("type", "nonsense", "warning")])


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<sup>b", "a<sup>b"), ("a</i>b", "a</i>b"), ("<i>a<b>x</i>y</b>", "<i>a\\<b>x</i>y</b>"), ("<sc>x</sc>", "<sc>x</sc>"), ('<span style="font-variant: small-caps">x</span>', "<sc>x</sc>"),
        ('<span class="nocase">x <i>y</i></span>', "{x }<i>{y}</i>"), ("<span>x</span>", "x"), ("costs $5 and $6", r"costs \$5 and \$6"), ("a < b", "a < b"),
    ],
)  # fmt: skip
def test_markup(markup, text):
    assert parse_markup(markup) == parse_text(text)


@given(st.text(st.sampled_from('ab <>/&;ltgamp"{}\\'), max_size=20))
def test_text_without_styles_comes_back(text):
    assert parse_markup(print_markup(literal_text(text))) == collapse(literal_text(text))


def test_natural_types():
    assert natural_type("chapter", Entry("k", "", {})) == "inbook"
    assert natural_type("dataset", Entry("k", "", {})) == "dataset"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "type", "author", "issued", "date-parts", "family", "title", "custom", "note", "page"]
                ),
                x,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_reading_is_total(data):
    entries, problems = read(json.dumps([data]), "x")
    assert entries or problems
    assert all(print_text(e.text("title")) is not None for e in entries)
