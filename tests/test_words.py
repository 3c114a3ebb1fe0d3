"""Every word of a file that is imported stands in an entry, in a comment or in a message; the judge is judged first."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, examples
from tests.words import (
    Result,
    bib_sources,
    changed_keys,
    decoded,
    lost_words,
    outcome,
    ris_sources,
    run_here,
    tex_live_files,
    unsaid_types,
    words_of,
)

LARGEST = 200_000
"""Bytes of TeX Live's files that are a test; `python -m benchmarks moving` takes them all."""

FILES = [path for path in tex_live_files() if path.stat().st_size <= LARGEST]

ENTRY = """\
@string{pub = "The Press"}
@article{doe2000, author = {G{\\"o}del, Kurt}, title = "On " # {Things}, % a comment
  publisher = pub, month = jan, year = 2000, doi = {https://doi.org/10.1000/182}}
"""


def lost(text, toml, messages="", kind="bib"):
    return [(one.field, one.word) for one in lost_words(text, kind, Result(toml, messages))]


def test_a_bib_is_read_with_its_abbreviations_and_without_its_comments():
    (source,) = bib_sources(ENTRY)
    assert (source.key, source.type, source.first, source.last) == ("doe2000", "article", 2, 3)
    assert dict(source.fields)["title"] == "On Things"
    assert dict(source.fields)["publisher"] == "The Press"
    assert [name for name, _ in source.fields] == ["author", "title", "publisher", "month", "year", "doi"]


def test_an_entry_that_breaks_the_grammar_ends_where_the_next_begins():
    first, second = bib_sources("@misc{a, title = {T\n@misc{b, title = {U}}\n")
    assert [name for name, _ in first.fields] == ["*"]
    assert (second.key, second.fields) == ("b", (("title", "U"),))


def test_words_are_letters_and_digits_without_accents():
    assert words_of("Gödel’s 007, Straße") == ["godel", "s", "7", "strasse"]
    assert words_of(decoded(r"G{\"o}del \& 100% \emph{sure}")) == ["godel", "100", "sure"]


WHOLE = """\
# in.bib:2: On Things
[doe2000]
type = "article"
author = ["Gödel, Kurt"]
title = "On Things"
publisher = "The Press"
date = "2000-01"
doi = "10.1000/182"
"""


def test_nothing_is_lost_of_an_entry_that_is_whole():
    assert lost(ENTRY, WHOLE) == []


@pytest.mark.parametrize(
    ("gone", "word"),
    [('publisher = "The Press"\n', ("publisher", "press")), ("-01", ("month", "jan")), ("Kurt", ("author", "kurt"))],
)
def test_a_word_that_stands_nowhere_is_found(gone, word):
    assert word in lost(ENTRY, WHOLE.replace(gone, ""))


def test_a_word_in_a_message_about_the_entry_is_not_lost_but_one_about_another_is():
    toml = WHOLE.replace('publisher = "The Press"\n', "")
    assert lost(ENTRY, toml, "in.bib:2: warning: [doe2000] publisher: left out: The Press") == []
    assert lost(ENTRY, toml, "in.bib:9: warning: [other] publisher: left out: The Press") != []


def test_a_word_of_another_entry_does_not_stand_for_this_one():
    text = "@misc{a, title = {Alpha}}\n@misc{b, title = {Beta}}\n"
    toml = '# in.bib:1: Alpha\n[a]\ntitle = "Alpha Beta"\n# in.bib:2: x\n[b]\ntitle = "x"\n'
    assert lost(text, toml) == [("title", "beta")]


def test_keys_that_biber_takes_and_types_that_nobody_knows_are_looked_for():
    text = "@thing{müller2000, title = {T}}\n@misc{a b, title = {T}}\n"
    result = Result("[muller2000]\n", "")
    assert list(changed_keys(text, "bib", result)) == ["müller2000"]
    assert list(unsaid_types(text, "bib", result)) == ["thing"]


def test_ris_records_are_read_by_their_tags():
    (source,) = ris_sources("1.\nTY  - JOUR\nTI  - A title\n  goes on\nID  - k\nER  - \n")
    assert (source.key, source.type, source.first, source.last) == ("k", "JOUR", 2, 6)
    assert source.fields == (("TI", "A title"), ("TI", "  goes on"), ("ID", "k"))


@pytest.mark.slow
@pytest.mark.program("kpsewhich")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_tex_live_comes_in_whole(path, tmp_path):
    found = outcome(path, "bib", tmp_path)
    assert not found.is_refused
    assert found.code != 2, "what import wrote does not load"
    assert [str(one) for one in found.lost] == []
    assert found.changed_keys == []
    assert found.unknown_types == []


@pytest.mark.slow
def test_the_torture_file_comes_in_whole(tmp_path):
    found = outcome(ROOT / "tests" / "torture.bib", "bib", tmp_path)
    assert ([str(one) for one in found.lost], found.changed_keys, found.is_refused) == ([], [], False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "imports" / "lists").glob("*.md")), ids=lambda path: path.stem
)
def test_a_reading_list_comes_in_whole(path, tmp_path):
    found = outcome(path, "list", tmp_path)
    assert [str(one) for one in found.lost] == []


ITEMS = [
    {"id": "a", "type": "book", "title": "Alpha", "author": [{"family": "Gogh", "non-dropping-particle": "van", "given": "V."}]},
    {"id": "b", "type": "article-journal", "title": "Beta", "container-title": ["J", "K"], "issued": {"raw": "in press"}},
    {"id": "c", "type": "article-journal", "title": "Gamma", "issued": {"date-parts": [[1987], [0]]}, "volume": None},
    {"id": "d", "type": "book", "title": "Delta", "issued": {"literal": "Spring 2017"}, "author": [{"literal": "A Group"}]},
    {"id": "e", "type": "thing", "title": "Epsilon", "custom": {"x": "nested"}, "categories": ["one", "two"]},
    {"id": 7, "type": "book", "title": "Zeta", "issued": {"date-parts": [["2000", "", ""]]}, "publisher": "P"},
]  # fmt: skip
"""CSL-JSON as Mendeley, Zotero and citeproc write it (CSL 1.0.2 input schema and what departs from it)."""


@pytest.mark.slow
def test_csl_json_of_several_dialects_comes_in_whole(tmp_path):
    path = tmp_path / "in.json"
    path.write_text(json.dumps(ITEMS))
    found = outcome(path, "csl-json", tmp_path / "out")
    assert [str(one) for one in found.lost] == []
    assert (found.is_refused, found.written) == (False, len(ITEMS))


words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüßéñšž學"), min_size=4, max_size=9)
values = st.lists(words, min_size=1, max_size=4).map(" ".join)
bib_fields = st.dictionaries(
    st.sampled_from("title subtitle note publisher address location journal journaltitle school institution annote annotation "
                    "series volume number howpublished abstract keywords usera foo edition chapter organization type eventtitle".split()),
    values, min_size=1, max_size=8,
)  # fmt: skip
bib_entries = st.lists(
    st.tuples(st.sampled_from(("article", "book", "misc", "inbook", "thesis", "standard", "thing")), bib_fields),
    min_size=1,
    max_size=3,
)
ris_records = st.lists(
    st.lists(st.tuples(st.sampled_from("TI T1 T2 T3 JO JF JA AB N1 N2 KW PB CY AD C1 M1 M2 M3 U1 ZZ CT BT ST ET".split()), values),
             min_size=1, max_size=8),
    min_size=1, max_size=3,
)  # fmt: skip


def bib_text(drawn):
    blocks = ("".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) for _, fields in drawn)
    return "".join(
        f"@{type_}{{key{n},\n{block}}}\n" for n, ((type_, _), block) in enumerate(zip(drawn, blocks, strict=True))
    )


def ris_text(drawn):
    return "".join(
        f"TY  - JOUR\nID  - key{n}\n" + "".join(f"{tag}  - {value}\n" for tag, value in record) + "ER  - \n"
        for n, record in enumerate(drawn)
    )


@pytest.mark.slow
@examples(100)
@given(drawn=bib_entries)
def test_no_word_of_any_bib_is_lost(drawn, tmp_path_factory):
    text = bib_text(drawn)
    assert [str(one) for one in lost_words(text, "bib", run_here(text, "bib", tmp_path_factory.mktemp("bib")))] == []


@pytest.mark.slow
@examples(100)
@given(drawn=ris_records)
def test_no_word_of_any_ris_is_lost(drawn, tmp_path_factory):
    text = ris_text(drawn)
    assert [str(one) for one in lost_words(text, "ris", run_here(text, "ris", tmp_path_factory.mktemp("ris")))] == []


def test_a_part_that_is_kept_as_a_comment_is_found_at_its_line():
    text = "@misc{a, title = {Alpha}}\n@misc{a, title = {Beta}}\n"
    toml = '# in.bib:1: Alpha\n[a]\ntitle = "Alpha"\n\n# in.bib:2: not an entry: again\n# @misc{a, title = {Beta}}\n'
    assert lost(text, toml) == []
    assert lost(text, toml.replace(":2:", ":9:")) == [("title", "beta")]
