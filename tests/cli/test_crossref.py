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


def test_bibtex_has_the_key_of_the_whole_too(refexport, folder):
    """By it BibTeX prints "In [2]" and lists the whole (btxdoc, section 2); a part stands before its whole."""
    (folder / "entries.toml").write_text(ENTRIES)
    text = refexport("export", "-", "--to", "bibtex").out
    assert "crossref = {whole}" in text
    assert text.index("{chap,") < text.index("{whole,")


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
