"""`refexport export`: what is written where, and what is left alone."""

import json

import pytest

ENTRIES = """\
[refexport]
version = 1

[refexport.export]
"build/a.bib" = "bibtex"
"build/a.ris" = "ris"

[good2020]
type = "article"
title = "A good entry"
author = ["Good, Ann"]
journaltitle = "Journal of Good Entries"
date = 2020
"""


@pytest.fixture
def entries(folder):
    path = folder / "entries.toml"
    path.write_text(ENTRIES)
    return path


def test_without_out_all_files_of_the_settings_are_written(refexport, folder, entries):
    ran = refexport("export")
    assert ran.code == 0
    assert "@article{good2020," in (folder / "build" / "a.bib").read_text()
    assert (folder / "build" / "a.ris").read_text().startswith("TY  - JOUR")
    assert ran.err == "wrote build/a.bib (1 entry)\nwrote build/a.ris (1 entry)\n"


def test_a_second_run_leaves_the_files_alone(refexport, folder, entries):
    refexport("export")
    before = {path: path.stat().st_mtime_ns for path in (folder / "build").iterdir()}
    ran = refexport("export")
    assert {path: path.stat().st_mtime_ns for path in (folder / "build").iterdir()} == before
    assert "unchanged build/a.bib" in ran.err


def test_check_writes_nothing_and_says_what_would_change(refexport, folder, entries):
    ran = refexport("export", "--check")
    assert ran.code == 1
    assert not (folder / "build").exists()
    refexport("export")
    assert refexport("export", "--check").code == 0


def test_data_to_stdout_with_a_dash(refexport, entries):
    ran = refexport("export", "-", "--to", "csl-json")
    assert [item["id"] for item in json.loads(ran.out)] == ["good2020"]


def test_to_alone_writes_to_stdout(refexport, entries):
    assert refexport("export", "--to", "ris").out.startswith("TY  - JOUR")


@pytest.mark.parametrize(("name", "begins"), [("x.bib", "@article"), ("x.json", "["), ("x.ris", "TY")])
def test_the_suffix_tells_the_format(refexport, folder, entries, name, begins):
    assert refexport("export", name).code == 0
    assert begins in (folder / name).read_text()


def test_an_unknown_suffix_is_an_error_that_names_the_known_ones(refexport, entries):
    ran = refexport("export", "x.docx")
    assert ran.code == 2
    assert ".bib" in ran.err


def test_without_settings_and_out_there_is_nothing_to_write(refexport, folder):
    (folder / "entries.toml").write_text('[a]\ntitle = "A"\n')
    ran = refexport("export")
    assert ran.code == 2
    assert "[refexport.export]" in ran.err


def test_losses_are_told_and_may_be_forbidden(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES + 'origdate = "1900"\n')
    ran = refexport("export", "x.ris", "--no-loss")
    assert ran.code == 1
    assert "ris: [good2020] origdate" in ran.err
    assert refexport("export", "x.ris", "--explain-loss").code == 0


def test_only_what_a_document_cites(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES + '\n[other]\ntype = "misc"\ntitle = "O"\n')
    (folder / "main.aux").write_text("\\citation{good2020}\n")
    ran = refexport("export", "x.bib", "--only-cited", "main.aux")
    assert ran.code == 0
    assert "good2020" in (folder / "x.bib").read_text()
    assert "other" not in (folder / "x.bib").read_text()
    (folder / "main.aux").write_text("\\citation{good2020,missing}\n")
    ran = refexport("export", "x.bib", "--only-cited", "main.aux")
    assert ran.code == 1
    assert "main.aux: cites missing, which entries.toml lacks" in ran.err
    (folder / "main.aux").write_text("\\citation{*}\n")
    assert "other" in refexport("export", "--to", "bibtex", "--only-cited", "main.aux").out
