"""Stamps: a run over files that are as they were is answered at once, and says what a run that does all says."""

import json
import os
import random
import stat
from contextlib import ExitStack
from unittest.mock import patch

import pytest

import refexport.output.incremental
import refexport.project
from refexport.store import stamps

ENTRIES = """\
[refexport]
version = 1
journals = "journals.csv"

[refexport.export]
"build/a.bib" = {format = "bibtex", journals = "abbrev"}
"build/a.json" = "csl-json"
"build/cited.bib" = {format = "biblatex", only-cited = ["paper.aux"]}

[doe2019]
type = "article"
title = "A Title"
author = ["Doe, Jane"]
journaltitle = "Journal of Things"
date = 2019

[roe2020]
type = "book"
title = "Another"
author = ["Roe, Jo"]
publisher = "Press"
date = 2020
"""


@pytest.fixture
def library(folder, monkeypatch):
    monkeypatch.delenv("REFEXPORT_NO_STAMPS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent / f"{folder.name}-cache"))
    (folder / "entries.toml").write_text(ENTRIES, encoding="utf-8")
    (folder / "journals.csv").write_text("Journal of Things;J. Things\n", encoding="utf-8")
    return folder


def reads(refexport, *arguments):
    """What a run gives, and whether it read the project."""
    modules = refexport_modules()
    with ExitStack() as patched:
        looks = [patched.enter_context(patch.object(of, name, wraps=getattr(of, name))) for of, name in modules]
        ran = refexport(*arguments)
    return ran, any(look.called for look in looks)


def refexport_modules():
    return (refexport.project, "load_entries"), (refexport.output.incremental, "read_bytes")


@pytest.mark.parametrize(
    "arguments",
    [("export",), ("check",), ("enrich",), ("export", "x.bib"), ("check", "--format", "json"), ("enrich", "--check")],
)
def test_a_second_run_reads_nothing_and_says_the_same(refexport, library, arguments):
    first, is_read = reads(refexport, *arguments)
    assert is_read
    second, is_read = reads(refexport, *arguments)
    assert not is_read
    assert (second.code, second.out) == (first.code, first.out)
    assert second.err == first.err.replace("wrote ", "unchanged ")


def change_entries(folder):
    path = folder / "entries.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("A Title", "A Title Changed"), encoding="utf-8")


def tamper(folder):
    (folder / "build" / "a.json").write_text("[]\n", encoding="utf-8")


CHANGES = {
    "entries": change_entries,
    "an output": tamper,
    "an output that is gone": lambda folder: (folder / "build" / "a.bib").unlink(),
    "the table of journals": lambda folder: (folder / "journals.csv").write_text("Journal of Things;J. Thngs\n"),
    "a document that comes": lambda folder: (folder / "paper.aux").write_text("\\citation{roe2020}\n"),
    "a lock that comes": lambda folder: (folder / "entries.lock.json").write_text('{"version": 1, "records": {}}\n'),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_is_seen(refexport, library, monkeypatch, what):
    refexport("export")
    refexport("export")
    CHANGES[what](library)
    ran, is_read = reads(refexport, "export")
    assert is_read
    made = {path.name: path.read_bytes() for path in (library / "build").iterdir() if not path.name.startswith(".")}
    monkeypatch.setenv("REFEXPORT_NO_STAMPS", "1")
    refexport("export", "--force")
    assert {
        path.name: path.read_bytes() for path in (library / "build").iterdir() if not path.name.startswith(".")
    } == made
    assert ran.code in (0, 1, 2)


def test_another_day_folder_terminal_or_code_is_another_run(refexport, library, monkeypatch):
    refexport("check")
    assert not reads(refexport, "check")[1]
    with patch.object(stamps.time, "strftime", return_value="2030-01-01"):
        assert reads(refexport, "check")[1]
    with patch.object(stamps, "code_of_program", return_value=("another",)):
        assert reads(refexport, "check")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert reads(refexport, "check")[1]
    (library / "within").mkdir()
    monkeypatch.chdir(library / "within")
    assert reads(refexport, "check")[1]
    assert not reads(refexport, "check")[1]
    (library / "within" / "entries.toml").write_text("[refexport]\nversion = 1\n", encoding="utf-8")
    assert reads(refexport, "check")[1]  # a nearer one


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "-", "--to", "bibtex"),
        ("check", "--fix"),
        ("export", "--explain-loss"),
        ("list",),
    ],
)
def test_what_no_stamp_can_stand_for_is_run_each_time(refexport, library, arguments):
    refexport(*arguments)
    assert not list((library.parent / f"{library.name}-cache").rglob("runs/*.json"))


def test_a_stamp_that_is_damaged_or_cannot_be_written_is_no_error(refexport, library):
    first = refexport("check")
    (file,) = (library.parent / f"{library.name}-cache").rglob("*.json")
    for damaged in (b"", b"{}", b"[1, 2, 3]", json.dumps([0, {}, [["stdin", "x"]]]).encode(), b"\xff"):
        file.write_bytes(damaged)
        assert refexport("check") == first
    if os.getuid():
        file.unlink()
        file.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
        assert refexport("check") == first


@pytest.mark.slow
def test_random_edits_give_the_same_with_stamps_and_without(refexport, library, monkeypatch):
    """Cold, remembered and after random edits: the same bytes, findings, words and exit codes."""
    pick = random.Random(5)
    for _ in range(60):
        change = pick.choice([*CHANGES.values(), lambda _: None, lambda _: None])
        try:
            change(library)
        except FileNotFoundError:
            continue
        if pick.random() < 0.3:
            (library / "entries.toml").write_text(
                ENTRIES.replace("2019", str(pick.randint(1990, 2030))), encoding="utf-8"
            )
        for arguments in (("check",), ("enrich", "--offline"), ("export",), ("export",)):
            ran = refexport(*arguments)
            made = {path.name: path.read_bytes() for path in sorted(library.glob("build/*.*"))}
            with monkeypatch.context() as without:
                without.setenv("REFEXPORT_NO_STAMPS", "1")
                again = refexport(*arguments)
            assert (ran.code, ran.out, ran.err.replace("wrote ", "unchanged ")) == (again.code, again.out, again.err)
            assert {path.name: path.read_bytes() for path in sorted(library.glob("build/*.*"))} == made


@pytest.mark.parametrize("command", ["import", "zotero push", "check"])
def test_help_is_remembered(refexport, library, command):
    first = refexport(*command.split(), "--help")
    with patch("importlib.import_module", side_effect=AssertionError):  # by which a command is loaded
        assert refexport(*command.split(), "--help") == first
    assert first.out.startswith("Usage: refexport ")
