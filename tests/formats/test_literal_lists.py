"""Literal lists: several publishers or places, which stand with "and" between them (biblatex manual 3.18, 2.2.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import LISTED
from refexport.formats.bib import biblatex, bibtex
from refexport.formats.bib.read import read_bib
from refexport.formats.csl import csl_json
from refexport.formats.format import Format
from refexport.formats.readback import proved
from refexport.model.entry import Entry, Value, parse_value, print_value
from refexport.model.text import items_of, join_items, literal_text

DIALECTS = (bibtex.FORMAT, biblatex.FORMAT)
WORDS = st.sampled_from(["and", "And", "others", "Barnes", "{", "}", ",", ";", "&", "\\", "$", "é", "%", "A,", "{x}"])
ITEMS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)

READ = {
    "Springer and ACM": ["Springer", "ACM"],
    "Springer AND ACM": ["Springer", "ACM"],
    "Springer\n  and ACM": ["Springer", "ACM"],
    "{Barnes and Noble}": "Barnes and Noble",
    "{Barnes and Noble} and Wiley": ["Barnes and Noble", "Wiley"],
    "Barnes {and} Noble": "Barnes {and} Noble",
    "Springer and others": ["Springer", "others"],
    r"Simon \& Schuster and Brandt": ["Simon & Schuster", "Brandt"],
    "Rand and Sons and Sandand": ["Rand", "Sons", "Sandand"],
    "Sandland": "Sandland",
    "and": "and",
}
"""value in a .bib -> in entries.toml."""


def book(publisher: Value) -> Entry:
    fields: dict[str, object] = {"title": "T", "author": ["Doe, Jane"], "date": 2000}
    return Entry("k", "book", {f: parse_value(f, v) for f, v in fields.items()} | {"publisher": publisher})


@pytest.mark.parametrize("raw", READ)
@pytest.mark.parametrize("field", sorted(LISTED))
def test_a_literal_list_is_split_at_each_and_outside_braces(field: str, raw: str) -> None:
    (entry,), problems = read_bib(f"@book{{k, title = {{T}}, {field} = {{{raw}}}}}", "a.bib")
    assert not problems
    assert print_value(field, entry.fields[field]) == READ[raw]


@pytest.mark.parametrize("form", DIALECTS, ids=lambda form: form.name)
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (["Springer", "ACM"], "{Springer and ACM}"),
        ("Barnes and Noble", "{{Barnes and Noble}}"),
        (["Barnes and Noble", "Wiley"], "{{Barnes and Noble} and Wiley}"),
        (["Springer", "others"], "{Springer and others}"),
    ],
)
def test_a_bib_has_and_between_the_items_and_braces_round_one_that_contains_it(
    form: Format, typed: object, written: str
) -> None:
    assert f"publisher = {written},\n" in form.write([book(parse_value("publisher", typed))]).text


@pytest.mark.parametrize("form", DIALECTS, ids=lambda form: form.name)
@given(items=ITEMS)
def test_what_a_bib_is_given_as_a_list_reads_back_as_this_list(form: Format, items: list[str]) -> None:
    entry = book(join_items(map(literal_text, items)))
    written = proved(form, [entry])
    assert form.read is not None
    (read,), _ = form.read(written.text, "a.bib")
    assert ["".join(span.text for span in item) for item in items_of(read.text("publisher"))] == items


@given(items=ITEMS)
def test_what_is_printed_for_entries_toml_is_parsed_to_the_same_list(items: list[str]) -> None:
    value = join_items(map(literal_text, items))
    assert parse_value("publisher", print_value("publisher", value)) == value


def test_a_format_with_one_text_for_all_has_semicolons_as_pandoc_and_names_the_loss() -> None:
    """``pandoc -f biblatex -t csljson`` of ``publisher = {Springer and ACM}``."""
    written = proved(csl_json.FORMAT, [book(parse_value("publisher", ["Springer", "ACM"]))])
    assert '"publisher": "Springer; ACM"' in written.text
    (lost,) = written.lost
    assert (lost.field, lost.message, lost.instead) == (
        "publisher",
        "the format has one text for the list",
        "publisher",
    )
