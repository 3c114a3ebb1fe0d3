"""CSL-JSON as programs write it: what pandoc makes of the same items, and what is left of a file that is broken."""

import json
import subprocess

import pytest

from refexport.formats import FORMATS
from refexport.formats.jsontext import recover_json
from refexport.model.entry import print_value
from tests.imports.test_corpus import csl_of, rows_of

read = FORMATS["csl-json"].read

REFUSED = frozenset("n22 n23 n24 n26 n38 n40 d23 d25 d26 d28 d30 d32 d44 f21 f46 f47 f48".split())
"""Items of the corpus for which pandoc refuses a whole file."""

OTHERWISE = {
    "n12": "Crossref's name", "n14": "a given name alone", "n18": "names as strings", "n21": "a person without a name",
    "n29": "pandoc makes the apostrophe a curly one", "d07": "0 is an open end", "d17": "words for a state",
    "d24": "EDTF counts a year 0", "d27": "a date without parts", "d39": "n.d. is no date",
}  # fmt: skip
"""Items of which pandoc has nothing, or says the same in other signs."""


def taken(found, field):
    names = found.names(field) if found.has(field) else ()
    return [name.literal or name.family for name in names]


@pytest.mark.program("pandoc")
def test_names_and_years_are_those_that_pandoc_reads():
    rows = [row for row in rows_of("csl.txt") if row.name[0] in "ndf" and row.name not in REFUSED]
    items = [json.loads(csl_of(row))[0] for row in rows]
    command = ["pandoc", "-f", "csljson", "-t", "csljson"]
    done = subprocess.run(command, input=json.dumps(items), capture_output=True, text=True, check=True)
    by_pandoc = {item["id"]: item for item in json.loads(done.stdout)}
    wrong = {}
    for found in read(json.dumps(items), "x").entries:
        item = by_pandoc[found.key]
        for field in ("author", "translator", "editor"):
            theirs = [name.get("family") or name.get("literal") for name in item.get(field, [])]
            if theirs != taken(found, field):
                wrong[found.key] = (theirs, taken(found, field))
        date = print_value("date", found.fields["date"]) if found.has("date") else ""
        years = [str(parts[0]) for parts in item.get("issued", {}).get("date-parts", [])]
        if not all(year in date for year in years) or bool(date) != ("issued" in item):
            wrong[found.key] = (item["issued"], date)
    assert {name: pair for name, pair in wrong.items() if name not in OTHERWISE} == {}
    assert set(OTHERWISE) == set(wrong)


# --- broken files


def is_book(value):
    return isinstance(value, dict) and value.get("type") == "book"


@pytest.mark.parametrize(
    ("text", "ids", "lines", "parts"),
    [
        ('[{"type": "book", "id": 1},]', [1], [1], []),
        ('{"type": "book", "id": 1}\n{"type": "book", "id": 2}\n', [1, 2], [1, 2], []),
        ('[{"type": "book", "id": 1}\n{"type": "book", "id": 2}]', [1, 2], [1, 2], []),
        ('[{"type": "book", "id": 1},\n{"type": "book", "id" 2},\n{"type": "book", "id": 3}]', [1, 3], [1, 3], [2]),
        ('{"items": [{"type": "book", "id": 1, "x": {"a": 1}},\n{"type": "book", "author": [{"a": 1}', [1], [1], [2]),
        ('[{"type": "book, \n"id": 1},\n{"type": "book", "id": 3}]', [3], [3], [1]),
    ],
)
def test_whole_objects_of_a_broken_text_are_taken(text, ids, lines, parts):
    found = recover_json(text, "x", is_book)
    values = [one for value in found.values for one in (value if isinstance(value, list) else [value])]
    assert [value["id"] for value in values] == ids
    assert [value.line for value in values] == lines
    assert [line for line, _ in found.parts] == parts


def test_what_is_left_of_a_broken_file_is_kept_with_its_line():
    text = '[{"id": "a", "type": "book", "title": "A"},\n{"id": "b", "type": "book" "title": "B"}]'
    entries, problems = read(text, "x.json")
    assert [one.key for one in entries] == ["a"]
    assert [(one.line, one.text) for one in entries.unread] == [(2, '{"id": "b", "type": "book" "title": "B"}')]
    assert [(one.line, one.level) for one in problems] == [(2, "warning"), (2, "error")]


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ({}, "a"),
        ({"id": "http://zotero.org/users/1/items/ABC"}, "a"),
        ({"id": 1234}, "a"),
        ({"id": 1234, "citation-key": "mine"}, "mine"),
        ({"id": 1234, "citation-key": "a"}, "a"),
    ],
)
def test_the_cite_key_of_extra_stands_in_for_an_id_and_for_no_key(names, kept):
    """Zotero's documentation, "Citing Fields from Extra"; the property is Zotero's since version 8."""
    item = {**names, "type": "book", "title": "T", "note": "Citation Key: a"}
    (found,), _ = read(json.dumps([item]), "x")
    assert found.key == kept
    assert found.has("note") == (kept == "mine")


def test_a_second_value_of_a_field_is_named():
    item = {"id": "k", "type": "book", "title": "T", "shortTitle": "One", "title-short": "Other"}
    (found,), problems = read(json.dumps([item]), "x")
    assert found.plain("shorttitle") == "One"
    assert [(one.field, one.value) for one in problems] == [("title-short", "Other")]
