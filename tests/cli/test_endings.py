"""How commands end: interrupted, refused, picked by hand; each with its promised exit code and no traceback."""

import importlib

import click
import pytest

from refexport.errors import FileError, Finding, InputError, UnavailableError
from refexport.model.entry import Entry, Record
from refexport.model.ids import scheme_of
from refexport.model.name import parse_name
from refexport.model.text import literal_text
from refexport.registries.resolve import Candidate, Resolution
from refexport.registries.verify import Verified
from refexport.works.likelihood import likelihood

KNOWN = Record("arxiv:1703.03400", "arxiv", Entry("", "preprint", {"title": literal_text("A Title")}))
ENTRY = '[x]\ntitle = "Some Title of a Work"\nauthor = ["Good, Ann"]\n'


@pytest.fixture
def project(folder):
    (folder / "entries.toml").write_text(ENTRY)
    return folder


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted; no file was changed\n"),
        (click.Abort(), 130, "interrupted; no file was changed\n"),
        (FileError("no \x1b[31mroom", "make some"), 2, "error: no \\x1b[31mroom\n  hint: make some\n"),
        (
            InputError([Finding("e.toml", 3, "odd", "write it so", "x", "doi", "5")]),
            2,
            "e.toml:3: error: [x] doi: odd: 5",
        ),
        (UnavailableError("nobody answers"), 3, "error: nobody answers"),
    ],
)
def test_every_end_has_its_exit_code(refexport, project, monkeypatch, error, code, said):
    def fail(_path):
        raise error

    monkeypatch.setattr(importlib.import_module("refexport.cli.check"), "Project", fail)
    ran = refexport("check")
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("received", "said"),
    [
        ({}, "interrupted; no file was changed\n"),
        (
            {"arxiv:1703.03400": KNOWN},
            (
                "interrupted; 1 record saved, the rest is asked for next time; "
                "changed before: entries.lock.json, no other file\n"
            ),
        ),
    ],
)
def test_an_interrupted_enrich_says_what_is_saved(refexport, project, monkeypatch, received, said):
    def fetch(_wanted, _client, keep):
        if received:
            keep(received)
        raise KeyboardInterrupt

    (project / "entries.toml").write_text('[x]\narxiv = "1703.03400"\n')
    monkeypatch.setattr(importlib.import_module("refexport.registries.fetch"), "fetch", fetch)
    ran = refexport("enrich")
    assert (ran.code, ran.err.lstrip("\n")) == (130, said)
    assert (project / "entries.lock.json").exists() == bool(received)


@pytest.mark.parametrize("option", ["--write", "--json"])
def test_an_interrupted_resolve_says_what_is_written(refexport, project, monkeypatch, option):
    asked = []

    def resolve(entries, _client):
        if asked:
            raise KeyboardInterrupt
        asked.extend(entries)
        return [Resolution(one.key, (candidate("arxiv:1703.03400"),)) for one in entries]

    module = importlib.import_module("refexport.cli.resolve")
    monkeypatch.setattr(module, "resolve", resolve)
    monkeypatch.setattr(module, "verified", believed)
    monkeypatch.setattr(module, "CHUNK", 1)
    (project / "entries.toml").write_text(ENTRY + ENTRY.replace("[x]", "[y]"))
    ran = refexport("resolve", option)
    written = "1 identifier written, what was found since is not; changed before: entries.lock.json, entries.toml, no other file"
    said = f"interrupted; {written if option == '--write' else 'no file was changed'}\n"
    assert (ran.code, ran.err.endswith("\n" + said)) == (130, True)
    assert (project / "entries.toml").read_text().count("1703.03400") == (option == "--write")


def candidate(identifier, title="Some Title of a Work: A Story of It"):
    names = tuple(map(parse_name, ("Good, Ann", "Li, Bo", "Kim, C.", "Roe, D.")))
    told = Entry("", "", {"title": literal_text(title), "author": names})
    return Candidate(
        identifier, told, likelihood(Entry("x", "", {"title": literal_text("Some Title of a Work")}), told)
    )


def believed(resolutions, _words, _client):
    """Every chosen identifier with the candidate for its record."""
    return [Verified(one, {c.id: Record(c.id, "arxiv", entry=c.entry) for c in one.chosen}) for one in resolutions]


@pytest.fixture
def doubtful(monkeypatch):
    monkeypatch.setattr(importlib.import_module("refexport.cli.resolve"), "verified", believed)
    found = (candidate("arxiv:1703.03400"), candidate("doi:10.1000/x"))
    monkeypatch.setattr(
        importlib.import_module("refexport.cli.resolve"),
        "resolve",
        lambda entries, _client: [Resolution(e.key, (), found, "a doubt") for e in entries],
    )


def test_a_doubtful_entry_is_shown_with_its_reasons_and_a_ready_command(refexport, project, doubtful):
    ran = refexport("resolve")
    assert ran.code == 3
    assert "[x] open: a doubt" in ran.err
    assert 'here: "Some Title of a Work" Ann Good' in ran.err
    assert "arxiv:1703.03400: " in ran.err
    assert "et al." in ran.err
    assert "take it: refexport resolve x --take arxiv:1703.03400" in ran.err


def test_what_hardly_fits_is_not_suggested(refexport, project, monkeypatch):
    unlike = (candidate("arxiv:1703.03400", "Some Title of No Work, Differently"),)
    monkeypatch.setattr(
        importlib.import_module("refexport.cli.resolve"),
        "resolve",
        lambda entries, _client: [Resolution(e.key, (), unlike, "a doubt") for e in entries],
    )
    ran = refexport("resolve")
    assert "arxiv:1703.03400: " in ran.err
    assert "take it" not in ran.err


@pytest.mark.parametrize(("answer", "written"), [(2, 'doi = "10.1000/x"'), (0, "")])
def test_a_person_at_the_terminal_picks(refexport, project, doubtful, monkeypatch, answer, written):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_args, **_kwargs: answer)
    ran = refexport("resolve", "--pick")
    assert ran.code == (0 if answer else 3)
    source = (project / "entries.toml").read_text()
    assert written in source
    assert source.startswith(ENTRY.splitlines()[0])


def test_picks_before_an_interrupt_are_written(refexport, project, doubtful, monkeypatch):
    answers = iter([2])

    def prompt(*_args, **_kwargs):
        for answer in answers:
            return answer
        raise click.Abort

    (project / "entries.toml").write_text(ENTRY + ENTRY.replace("[x]", "[y]"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)
    ran = refexport("resolve", "--pick")
    said = "interrupted; 1 identifier written, what was found since is not; changed before: entries.lock.json, entries.toml, no other file"
    assert (ran.code, ran.err.splitlines()[-1]) == (130, said)
    assert (project / "entries.toml").read_text().count('doi = "10.1000/x"') == 1


def test_an_interrupted_export_names_the_files_that_it_had_replaced(refexport, project, monkeypatch):
    made = []

    def replace(output):
        if made:
            raise KeyboardInterrupt
        made.append(output)
        return original(output)

    module = importlib.import_module("refexport.cli.export")
    original = module.replace
    monkeypatch.setattr(module, "replace", replace)
    ran = refexport("export", "a.bib", "b.ris")
    assert (ran.code, ran.err.splitlines()[-1]) == (130, "interrupted; changed before: a.bib, no other file")
    assert ((project / "a.bib").exists(), (project / "b.ris").exists()) == (True, False)


@pytest.mark.parametrize(
    ("command", "module", "step", "files"),
    [
        (("import", "l.md", "--write"), "importing", "record_imports", "entries.toml"),
        (("import", "l.md", "--write"), "importing", "changing", ""),
        (("add", "1703.03400"), "add", "_fetch", ""),
        (("check",), "check", "_report", ""),
    ],
)
def test_every_interrupted_command_names_the_files_that_it_had_changed(
    refexport, project, monkeypatch, command, module, step, files
):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    (project / "l.md").write_text("Online Meta-Learning, (2019), Chelsea Finn, Sham Kakade.\n")
    before = (project / "entries.toml").read_bytes()
    monkeypatch.setattr(importlib.import_module(f"refexport.cli.{module}"), step, stop)
    ran = refexport(*command)
    said = f"changed before: {files}, no other file" if files else "no file was changed"
    assert (ran.code, ran.err.splitlines()[-1]) == (130, f"interrupted; {said}")
    assert ((project / "entries.toml").read_bytes() != before) == bool(files)


def test_keys_that_are_not_there_are_named(refexport, project):
    for arguments in (("resolve", "y"), ("enrich", "y")):
        ran = refexport(*arguments)
        assert (ran.code, ran.err) == (2, "error: entries.toml has no entry y\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("resolve", "--take", "arxiv:1703.03400"), "--take needs the one KEY"),
        (("resolve", "x", "--take", "nonsense"), "is no identifier"),
        (("add", "nonsense"), "is no identifier"),
        (("add", "1703.03400", "1703.03401", "--key", "k"), "--key goes with one ID only"),
    ],
)
def test_wrong_identifiers_are_usage(refexport, project, arguments, said):
    ran = refexport(*arguments)
    assert ran.code == 2
    assert said in ran.err


def test_nobody_answers(refexport, project, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    (project / "entries.toml").write_text('[x]\narxiv = "1703.03400"\n')
    ran = refexport("enrich")
    assert ran.code == 3
    assert "no answer for arxiv:1703.03400" in ran.err
    assert not (project / "entries.lock.json").exists() or "1703" not in (project / "entries.lock.json").read_text()
    ran = refexport("add", "1703.03401")
    assert ran.code == 3
    assert "no answer for arxiv:1703.03401" in ran.err


def test_scheme_and_value_of_identifiers():
    assert scheme_of("doi:10.1000/a:b") == "doi"


def test_a_file_elsewhere_is_named_from_here(refexport, project, monkeypatch):
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    assert str(project / "entries.toml") in refexport("show", "nope").err
