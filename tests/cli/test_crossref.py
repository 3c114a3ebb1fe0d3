"""Entries that take over from others: in every format, in findings, in what is told of an entry."""

import json
import subprocess

import pytest

from refexport.formats import FORMATS

SOURCE = """
@incollection{chap, author = {Doe, Jane}, title = {A Chapter}, crossref = {whole}, pages = {1--9}}
@collection{whole, title = {The Whole Book}, subtitle = {All of It}, editor = {Roe, Richard}, publisher = {Press},
  location = {Town}, date = {2019}, isbn = {978-0-262-03561-3}}
"""

ENTRIES = """
[chap]
type = "incollection"
author = ["Doe, Jane"]
title = "A Chapter"
crossref = "whole"
pages = "1--9"

[whole]
type = "collection"
title = "The Whole Book"
subtitle = "All of It"
editor = ["Roe, Richard"]
publisher = "Press"
location = "Town"
date = 2019
isbn = "978-0-262-03561-3"
"""


def test_entries_and_a_bib_that_say_the_same_are_the_same(refexport, folder):
    """The reader of .bib files follows crossref by itself, from fields as BibTeX has them."""
    (folder / "entries.toml").write_text(ENTRIES)
    read = FORMATS["biblatex"].read(SOURCE, "in.bib").entries
    ours = FORMATS["biblatex"].read(refexport("export", "-", "--to", "biblatex").out, "out.bib").entries
    assert {one.key: dict(one.fields) for one in ours} == {one.key: dict(one.fields) for one in read}


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_says_what_the_part_is_of(refexport, folder, form):
    (folder / "entries.toml").write_text(ENTRIES)
    ran = refexport("export", "out", "--to", form)
    assert ran.code == 0
    assert (folder / "out").read_text(encoding="utf-8").count("The Whole Book") >= 2


ADDRESSED = ENTRIES.replace("isbn =", 'doi = "10.1000/whole"\nurl = "https://whole.example/"\nisbn =')


@pytest.mark.program("bibtex")
@pytest.mark.parametrize("style", ["plain", "plainurl", "plainnat"])
def test_bibtex_prints_a_part_with_its_own_addresses_whatever_the_order(refexport, folder, style):
    """By ``crossref`` BibTeX would copy all fields, and refuse a whole that stands before its part (btxdoc, section 2)."""
    part, whole = ADDRESSED.split("\n\n")
    (folder / "entries.toml").write_text(f'{whole}\n\n{part}\nomit = ["location"]\n')
    assert refexport("export", "o.bib", "--to", "bibtex", "--allow-incomplete").code == 0
    (folder / "o.aux").write_text(f"\\bibstyle{{{style}}}\n\\citation{{chap}}\n\\bibdata{{o}}\n")
    ran = subprocess.run(["bibtex", "o"], cwd=folder, capture_output=True, text=True)
    assert (ran.returncode, "Warning" in ran.stdout) == (0, False), ran.stdout
    printed = (folder / "o.bbl").read_text()
    assert "The Whole Book" in printed
    assert "Press" in printed
    assert "whole.example" not in printed
    assert "10.1000" not in printed
    assert "Town" not in printed


@pytest.mark.program("pandoc")
def test_pandoc_makes_the_same_of_the_bib_and_of_ours(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES)
    (folder / "in.bib").write_text(SOURCE)
    refexport("export", "a.bib", "--to", "biblatex")
    read = {}
    for name in ("in.bib", "a.bib"):
        command = ["pandoc", "-f", "biblatex", "-t", "csljson", name]
        told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        read[name] = {one["id"]: one for one in json.loads(told.stdout)}
    assert read["a.bib"] == read["in.bib"]
    assert read["a.bib"]["chap"]["container-title"].lower() == "the whole book: all of it"


def test_a_finding_about_what_is_taken_over_is_told_where_it_stands(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES.replace("03561-3", "03561-4"))
    told = json.loads(refexport("check", "--format", "json").out)["findings"]
    assert [(one["rule"], one["key"]) for one in told] == [("bad-isbn", "whole")]
    (folder / "entries.toml").write_text(ENTRIES)
    assert refexport("check").code == 0


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "csl-json", "ris"])
def test_a_file_of_ours_that_is_imported_again_brings_nothing_into_a_part(refexport, folder, form):
    (folder / "entries.toml").write_text(ENTRIES)
    name = f"out{FORMATS[form].suffix}"
    assert refexport("export", name, "--to", form).code == 0
    ran = refexport("import", name, "--update", "--write")
    assert (folder / "entries.toml").read_text() == ENTRIES, ran.out + ran.err


def test_a_whole_is_not_removed_while_a_part_names_it_by_its_other_key(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES.replace('= "whole"', '= "old"') + 'ids = ["old"]\n')
    ran = refexport("remove", "whole")
    assert ran.code == 1
    assert "[whole] is not removed: [chap] refers to it" in ran.err


def test_a_circle_with_other_keys_changes_no_file(refexport, folder):
    circle = ENTRIES.replace("[whole]\n", '[whole]\ncrossref = "chap"\nids = ["old"]\n')
    (folder / "entries.toml").write_text(circle)
    for form in ("bibtex", "biblatex"):
        assert refexport("export", f"{form}.bib", "--to", form, "--explain-loss").code == 0
    assert "circular-crossref" in refexport("check").out


def test_what_is_omitted_is_not_taken_over(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES.replace('pages = "1--9"\n', 'pages = "1--9"\nomit = ["publisher"]\n'))
    chapter = FORMATS["biblatex"].read(refexport("export", "-", "--to", "biblatex").out, "out.bib").entries[0]
    assert chapter.plain("booktitle") == "The Whole Book"
    assert not chapter.has("publisher")


def test_show_and_why_tell_from_which_entry_a_field_is(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES)
    assert "booktitle     [whole]  The Whole Book\n" in refexport("show", "chap").out
    assert "[whole]  " in refexport("why", "chap").out
    assert json.loads(refexport("show", "chap", "--json").out)["fields"]["booktitle"]["origin"] == "[whole]"


def test_a_part_that_a_document_cites_brings_its_whole(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES)
    (folder / "paper.tex").write_text("\\cite{chap}")
    text = refexport("export", "-", "--to", "bibtex", "--only-cited", "paper.tex").out
    assert "{whole," in text
