"""`refexport export`: what is written where, and what is left alone."""

import json
import os
import subprocess
import sys

import pytest

from refexport.formats import FORMATS
from refexport.formats.clients import CLIENTS
from refexport.formats.format import Read
from refexport.formats.ris import ris

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


def test_losses_are_told_counted_and_may_be_forbidden(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES + 'origdate = "1900"\n')
    ran = refexport("export", "x.ris", "--no-loss")
    assert ran.code == 1
    assert "ris: [good2020] origdate" in ran.err
    assert ran.err.splitlines()[-1] == "1 value in 1 entry has no place in ris"
    ran = refexport("export", "x.ris", "--explain-loss")
    assert ran.code == 0
    assert "unchanged x.ris" in ran.err
    assert ran.err.splitlines()[-1] == "1 value in 1 entry has no place in ris"
    ran = refexport("export", "x.ris", "--no-loss", "--omit", "origdate")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "every value has its place in ris")


def test_losses_with_check(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES + 'origdate = "1900"\n')
    ran = refexport("export", "--check", "--explain-loss", "--to", "ris")
    assert (ran.code, ran.out) == (0, "")
    assert "ris: [good2020] origdate" in ran.err
    assert refexport("export", "--check", "--no-loss", "--to", "ris").code == 1
    assert refexport("export", "--check", "--no-loss", "--to", "biblatex").code == 0
    assert not list(folder.glob("*.ris"))


@pytest.fixture
def forgetful(monkeypatch):
    """RIS as if its reader found nothing in what its writer wrote; counts how often it was asked."""
    asked = []

    def read(*_):
        asked.append(1)
        return Read(())

    monkeypatch.setattr(ris, "FORMAT", FORMATS["ris"]._replace(read=read))
    return asked


def test_what_does_not_read_back_replaces_no_file_not_even_another(refexport, folder, entries, forgetful):
    (folder / "build").mkdir()
    (folder / "build" / "a.ris").write_text("old")
    ran = refexport("export")
    assert ran.code == 2
    assert ran.err == (
        "error: build/a.ris stays as it is: the ris file would not read back as it was written\n"
        "  hint: the first that is missing is [good2020]\n"
    )
    assert [path.name for path in (folder / "build").iterdir()] == ["a.ris"]
    assert (folder / "build" / "a.ris").read_text() == "old"


def test_a_file_that_stays_is_not_proved_unless_asked(refexport, folder, entries, forgetful):
    (folder / "a.ris").write_text(FORMATS["ris"].write([]).text)
    (folder / "entries.toml").write_text("")
    assert refexport("export", "a.ris").code == 0
    assert forgetful == []
    assert refexport("export", "a.ris", "--explain-loss").code == 0
    assert forgetful == [1]


def test_one_file_that_cannot_be_written_is_named_and_no_file_is_half(refexport, folder, entries):
    (folder / "build" / "a.ris").mkdir(parents=True)
    ran = refexport("export")
    assert ran.code == 2
    assert "build/a.ris" in ran.err
    assert not (folder / "build" / "a.bib").exists()
    (folder / "in-the-way").write_text("a file")
    ran = refexport("export", "in-the-way/x.bib")
    assert ran.code == 2
    assert ran.err.startswith("error: cannot ")


@pytest.mark.parametrize("out", ["entries.toml", "./entries.toml", "entries.lock.json"])
def test_what_the_export_is_made_from_is_never_replaced(refexport, folder, entries, out):
    ran = refexport("export", out, "--to", "bibtex")
    assert ran.code == 2
    assert "made from" in ran.err
    assert entries.read_text() == ENTRIES


def test_one_file_in_two_formats_is_an_error(refexport, folder, entries):
    ran = refexport("export", "x.bib", "./x.bib")
    assert ran.code == 2
    assert "named twice" in ran.err
    assert not (folder / "x.bib").exists()


MANY = """\
[refexport]
journals = "journals.csv"

[refexport.export]
"build/a.bib" = { format = "biblatex", sort = "-year,author", omit = ["abstract"], journals = "abbrev" }
"build/cited.bib" = { format = "bibtex", only-cited = ["main.aux"] }

[b]
type = "article"
title = "About B"
author = ["Öhm, Bo"]
journaltitle = "Journal of Good Entries"
abstract = "Long."
date = 2018

[a]
type = "article"
title = "About A"
author = ["Ohm, Al"]
journaltitle = "Annals of Things"
date = 2018

[c]
type = "article"
title = "About C"
author = ["Zed, C."]
journaltitle = "J. Good Entr."
date = 2020
"""


@pytest.fixture
def many(folder):
    (folder / "entries.toml").write_text(MANY)
    (folder / "journals.csv").write_text('"Journal of Good Entries","J. Good Entr."\n')
    (folder / "main.aux").write_text("\\citation{c}\n")
    return folder


def keys(text):
    return [line.partition("{")[2].rstrip(",") for line in text.splitlines() if line.startswith("@")]


def test_the_settings_of_a_file(refexport, many):
    ran = refexport("export")
    assert ran.code == 0
    text = (many / "build" / "a.bib").read_text()
    assert keys(text) == ["c", "a", "b"]
    assert "abstract" not in text
    assert text.count("{J. Good Entr.}") == 2
    assert keys((many / "build" / "cited.bib").read_text()) == ["c"]
    assert ran.err == (
        "1 journal is in no table: Annals of Things\nwrote build/a.bib (3 entries)\nwrote build/cited.bib (1 entry)\n"
    )


def test_a_file_of_the_settings_named_alone_is_written_as_they_say(refexport, many):
    (many / "sub").mkdir()
    assert refexport("export", "sub/../build/a.bib").code == 0
    text = (many / "build" / "a.bib").read_text()
    assert keys(text) == ["c", "a", "b"]
    assert "journaltitle" in text


def test_the_command_line_wins(refexport, many):
    ran = refexport("export", "build/a.bib", "--sort", "key", "--omit", "", "--journals", "full", "--to", "bibtex")
    assert ran.code == 0
    text = (many / "build" / "a.bib").read_text()
    assert keys(text) == ["a", "b", "c"]
    assert "abstract = " in text
    assert text.count("journal = {Journal of Good Entries}") == 2
    (many / "other.aux").write_text("\\citation{b}\n")
    refexport("export", "--only-cited", "other.aux")
    assert keys((many / "build" / "cited.bib").read_text()) == ["b"]
    assert keys((many / "build" / "a.bib").read_text()) == ["b"]


def test_the_aux_of_the_settings_may_be_missing_before_the_first_run_of_latex(refexport, many):
    (many / "main.aux").unlink()
    ran = refexport("export", "build/cited.bib")
    assert ran.code == 0
    assert ran.err.splitlines()[0] == "main.aux is not there yet: all entries are taken"
    assert keys((many / "build" / "cited.bib").read_text()) == ["b", "a", "c"]
    (many / "entries.toml").write_text(MANY.replace("main.aux", "main.tex"))
    assert refexport("export", "build/cited.bib").code == 2


def test_files_of_the_settings_are_found_from_elsewhere(refexport, many, monkeypatch):
    (many / "sub").mkdir()
    monkeypatch.chdir(many / "sub")
    ran = refexport("export")
    assert ran.code == 0
    assert keys((many / "build" / "cited.bib").read_text()) == ["c"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--sort", "author"), ["a", "b", "c"]),
        (("--sort", "-author"), ["c", "b", "a"]),
        (("--sort", "year,-key"), ["b", "a", "c"]),
        ((), ["b", "a", "c"]),
    ],
)
def test_sorting(refexport, many, options, expected):
    assert keys(refexport("export", "-", "--to", "biblatex", *options).out) == expected


def test_fields(refexport, many):
    out = json.loads(refexport("export", "-", "--to", "csl-json", "--fields", "title,year").out)
    assert {name for item in out for name in item} == {"id", "type", "citation-key", "title", "issued"}
    out = json.loads(refexport("export", "-", "--to", "csl-json", "--omit", "journal,author").out)
    assert not {name for item in out for name in item} & {"author", "container-title"}


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--omit", "abstrct"), "--omit abstrct: there is no field abstrct (did you mean abstract?)"),
        (("--fields", "titel,x"), "there is no field titel (did you mean title?)"),
        (("--sort", "autor"), "--sort autor: not a key to sort by (did you mean author?)"),
        (("--journals", "short"), "'short' is not one of 'full', 'abbrev'"),
        (("--to", "bibtx"), "--to"),
        (("--for", "zotro"), "--for"),
        (("--for", "zotero", "--to", "ris"), "--for chooses the format that --to names"),
        (("--only-cited", "missing.aux"), "does not exist"),
        ((), "error: which format? hint: name one with --to"),
        (("--to", "ris", "--only-cited", "journals.csv"), "which keys does it cite?"),
    ],
)
def test_wrong_options_are_usage(refexport, many, option, said):
    ran = refexport("export", "-", *option)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert ran.out == ""


def test_a_field_of_the_users_own_may_be_omitted(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES + 'shelf = "3"\n')
    assert "shelf" in refexport("export", "--to", "bibtex").out
    ran = refexport("export", "--to", "bibtex", "--omit", "shelf")
    assert ran.code == 0
    assert "shelf" not in ran.out


def test_journals_of_an_inline_table_and_a_table_that_is_none(refexport, many):
    (many / "entries.toml").write_text(
        MANY.replace('journals = "journals.csv"', 'journals = { "Annals of Things" = "Ann. Th." }')
    )
    ran = refexport("export", "-", "--to", "bibtex", "--journals", "abbrev")
    assert "journal = {Ann. Th.}" in ran.out
    assert ran.err == "2 journals are in no table: Journal of Good Entries; J. Good Entr.\n"
    (many / "entries.toml").write_text(MANY)
    (many / "journals.csv").write_text("only one column\n")
    ran = refexport("export", "-", "--to", "bibtex", "--journals", "abbrev")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("journals.csv:1: error: a journal without abbreviation: only one column\n")
    assert refexport("export", "-", "--to", "bibtex").code == 0
    (many / "journals.csv").unlink()
    ran = refexport("export", "-", "--to", "bibtex", "--journals", "full")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("entries.toml:2: error: bad-setting [refexport] journals: cannot read journals.csv: ")


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_a_file_for_a_client_and_what_to_do_with_it(refexport, folder, entries, client):
    form = CLIENTS[client].form
    ran = refexport("export", "--for", client)
    target = f"build/references{FORMATS[form].suffix}"
    assert ran.code == 0
    assert ran.err.startswith(f"for {client}: {form}, ")
    assert f"wrote {target} (1 entry)\nin {client}: " in ran.err
    assert target in ran.err.splitlines()[-1]
    assert (folder / target).read_bytes() == refexport("export", "-", "--for", client).out.encode()
    ran = refexport("export", "x.data", "--for", client)
    assert (folder / "x.data").read_bytes() == (folder / target).read_bytes()


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
    assert "main.aux:1: cites missing, which entries.toml lacks" in ran.err
    (folder / "main.aux").write_text("\\citation{*}\n")
    assert "other" in refexport("export", "--to", "bibtex", "--only-cited", "main.aux").out


def test_other_keys_and_parents_of_cited_entries(refexport, folder):
    (folder / "entries.toml").write_text(
        '[whole]\ntype = "collection"\ntitle = "W"\n[part]\ntype = "incollection"\ntitle = "P"\n'
        'crossref = "whole"\nids = ["old"]\n[other]\ntitle = "O"\n'
    )
    (folder / "main.tex").write_text("\\cite{old}")
    ran = refexport("export", "--to", "biblatex", "--only-cited", "main.tex")
    assert (ran.code, keys(ran.out)) == (0, ["whole", "part"])


def test_a_key_that_is_nearly_right_is_told_the_right_one_and_labels_are_none(refexport, folder, entries):
    (folder / "main.qmd").write_text("@good202 and @fig-one, [@good2020]\n")
    ran = refexport("export", "x.bib", "--only-cited", "main.qmd")
    assert ran.code == 1
    assert ran.err == (
        "main.qmd:1: cites good202, which entries.toml lacks (did you mean good2020?)\nwrote x.bib (1 entry)\n"
    )


def test_help_fits_a_terminal(folder):
    done = subprocess.run(
        [sys.executable, "-m", "refexport", "export", "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert done.returncode == 0
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    for option in ("--to", "--for", "--sort", "--fields", "--omit", "--journals", "--only-cited", "--explain-loss"):
        assert option in done.stdout


def test_a_file_that_zotero_would_refuse_is_named_as_such(refexport, folder):
    """Zotero's translator "CSL JSON" (``detectImport``): one item of a type outside its list, and nothing is read."""
    (folder / "entries.toml").write_text('[a]\ntype = "software"\ntitle = "A"\n\n[b]\ntype = "book"\ntitle = "B"\n')
    ran = refexport("export", "out.json", "--to", "csl-json")
    assert "Zotero refuses this file whole: [a] is software; for it: --for zotero\n" in ran.err
    for form in ("zotero", "zotero-rdf", "csl-yaml"):
        assert "refuses" not in refexport("export", "-", "--to", form).err
    assert "refuses" not in refexport("export", "out.json", "--to", "csl-json").err


def test_a_ledger_speaks_of_the_program_too(refexport, folder):
    """Measured with Zotero 7's importer: its books have no DOI. pandoc prints no id of a published work."""
    (folder / "entries.toml").write_text(
        '[a]\ntype = "book"\ntitle = "A"\ndoi = "10.1000/a"\neprint = "1703.03400"\neprinttype = "arxiv"\nkeywords = ["x"]\n'
    )
    options = ("--explain-loss", "--allow-incomplete")
    assert (
        "in zotero: [a] doi: Zotero 7 keeps it in Extra\n"
        in refexport("export", "a.rdf", "--for", "zotero", *options).err
    )
    said = refexport("export", "a.json", "--for", "pandoc", *options).err
    assert "in pandoc: [a] keywords: passed over; no style prints it\n" in said
    assert "in pandoc: [a] eprint: " in said
    assert "in pandoc" not in refexport("export", "a.json", "--to", "csl-json", *options).err
