"""CSL-YAML: the items of CSL-JSON as pandoc reads them, Markdown and all."""

import json
import re
import subprocess
import unicodedata

import pytest
import yaml

from refexport.formats import FORMATS
from refexport.imports.readers import READERS
from refexport.model.entry import Entry, print_value
from refexport.model.name import Name
from refexport.model.text import literal_text
from refexport.project import Project
from tests.conftest import ROOT
from tests.formats.samples import BEYOND_T1, SAMPLES, arxiv, entry

FORM = FORMATS["csl-yaml"]
HOSTILE = [r"\input{/etc/passwd}", "*b* _i_ $x$ @key", "<script>x</script> & [t](u)", '"q" -- ...', "- !!python/object/apply:os.system [id]", ": {x: y} #z %", "1. tab\t nul\x00 end"]  # fmt: skip
TITLES_ONLY = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Titles</title><id>titles</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography><layout>
    <names variable="author" suffix=" | "><name delimiter="; "/></names><text variable="title"/>
  </layout></bibliography>
</style>
"""


def items(*entries):
    return yaml.safe_load(FORM.write(entries).text)["references"]


def read(text):
    found, problems = FORM.read(text, "x.yaml")
    return [(one.key, one.type, {f: print_value(f, v) for f, v in one.fields.items()}) for one in found], problems


def pandoc(folder, text, to, *options):
    file = folder / "refs.yaml"
    file.write_text(text, encoding="utf-8")
    document = folder / "document.md"
    document.write_text('---\nnocite: "@*"\n---\n', encoding="utf-8")
    command = ["pandoc", "-f", "markdown", "--citeproc", "--bibliography", str(file), "-t", to, "--wrap=none", *options]
    done = subprocess.run([*command, str(document)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def letters(text):
    return re.sub(r"\W|_", "", unicodedata.normalize("NFKC", text)).lower()


def test_an_item():
    one = entry("k", "article", title="A <i>b</i> {C} 5 * 6", author=["van Gogh, Vincent"], date="2017-03", doi="10.1/a_b~c", pages="1--2")  # fmt: skip
    assert FORM.write([one]).text == (
        'references:\n  - id: "k"\n    type: "article-journal"\n    citation-key: "k"\n    author:\n'
        '      - family: "Gogh"\n        given: "Vincent"\n        non-dropping-particle: "van"\n'
        '    title: "A *b* [C]{.nocase} 5 \\\\* 6"\n    issued:\n      date-parts: [[2017, 3]]\n'
        '    page: "1-2"\n    DOI: "10.1/a_b\\\\~c"\n'
    )


def test_the_items_are_those_of_csl_json_and_so_are_the_losses():
    entries = [*SAMPLES, *BEYOND_T1]
    as_json = FORMATS["csl-json"].write(entries)
    assert FORM.write(entries).lost == as_json.lost
    for one, other in zip(items(*entries), json.loads(as_json.text), strict=True):
        assert list(one) == list(other)
        assert {name for name in one if one[name] == other[name]} >= {"id", "type", "citation-key"} & set(one)
    assert FORM.read(FORM.write(entries).text, "x").entries == FORMATS["csl-json"].read(as_json.text, "x").entries


def test_cite_keys_are_no_markdown():
    assert items(entry("a_b:c/d+e*", "misc", title="T"))[0]["id"] == "a_b:c/d+e*"


@pytest.mark.parametrize(
    "text",
    [
        "references:\n- id: k\n  type: book\n  title: '*A* b'\n  issued: 2017-03\n",
        "- {id: k, type: book, title: '*A* b', issued: {date-parts: [[2017, 3]]}}\n",
        "---\nreferences:\n- id: k\n  type: book\n  title: _A_ b\n  issued: {raw: 2017-03}\nnocite: x\n...\n",
    ],
)
def test_the_forms_of_a_file(text):
    assert read(text) == ([("k", "book", {"title": "<i>A</i> b", "date": "2017-03"})], ())


def test_what_is_written_without_quotes_stays_as_it_is_written():
    text = "- {id: 007, type: article, volume: 1.10, issue: 010, number: arXiv:1703.03400, language: no, issued: {date-parts: [[2017]], circa: false}}"
    assert read(text)[0] == [
        ("007", "preprint", {"volume": "1.10", "number": "010", **without_class(arxiv("1703.03400")), "language": "no", "date": "2017"})
    ]  # fmt: skip


def without_class(fields):
    return {name: value for name, value in fields.items() if name != "eprintclass"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("references:\n- id: k\n  title: a: b\n", 3, "not YAML"),
        ("k:\n  type: book\n", 1, "a list of items"),
        ("word", 1, "a list of items"),
        ("", 1, "a list of items"),
    ],
)
def test_what_is_no_csl_yaml(text, line, words):
    found, problems = FORM.read(text, "x.yaml")
    assert (found, [(p.path, p.line, p.level) for p in problems]) == ((), [("x.yaml", line, "error")])
    assert words in problems[0].message


def test_problems_of_an_item_have_its_line():
    problems = FORM.read("references:\n- id: a\n- id: b\n  issued: soon\n- {}\n", "x.yaml").problems
    assert [(p.line, p.key, p.field, p.level) for p in problems] == [
        (3, "b", "issued", "warning"),
        (5, "", "", "error"),
    ]


def test_import_knows_the_suffix():
    imported = READERS["csl-yaml"].read("references:\n- id: alpha\n  title: A\n- id: bravo\n  title: B\n", "x.yaml")
    assert READERS["csl-yaml"].suffixes == {".yaml"}
    assert [(line.number, line.entry.key) for line in imported.lines] == [(2, "alpha"), (4, "bravo")]


@pytest.mark.program("pandoc")
def test_pandoc_shows_every_title_and_name(tmp_path):
    entries = [*SAMPLES, *BEYOND_T1, *Project(ROOT / "entries.toml").entries]
    (tmp_path / "titles.csl").write_text(TITLES_ONLY, encoding="utf-8")
    shown = letters(pandoc(tmp_path, FORM.write(entries).text, "plain", f"--csl={tmp_path / 'titles.csl'}"))
    plain = [one for one in entries if "$" not in str(print_value("title", one.text("title")))]
    assert len(plain) > len(entries) - 5
    assert [one.key for one in plain if letters(one.plain("title")) not in shown] == []
    names = [name for one in entries for name in one.names("author") if name.literal != "others"]
    assert [name for name in names if letters(name.family or name.literal) not in shown] == []


@pytest.mark.program("pandoc")
@pytest.mark.parametrize(("to", "command"), [("plain", ""), ("latex", "\\input"), ("html", "<script")])
def test_hostile_words_come_out_as_characters(tmp_path, to, command):
    fields = [
        {"title": literal_text(words), "publisher": literal_text(words), "author": (Name(literal=words),)}
        for words in HOSTILE
    ]
    out = pandoc(tmp_path, FORM.write([Entry(f"k{n}", "book", one) for n, one in enumerate(fields)]).text, to)
    assert not command or command not in out
    assert to != "plain" or [words for words in HOSTILE if letters(out).count(letters(words)) < 3] == []
