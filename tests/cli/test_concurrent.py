"""Several refexports and an editor on one entries.toml: nothing that is said to be written is lost (docs/decisions/0009)."""

import importlib

import pytest

from benchmarks.concurrent import measure
from refexport.registries.resolve import Resolution
from tests.cli.test_endings import believed, candidate
from tests.registry import Registry

START = "[refexport]\nversion = 1\n"
ENTRY = '[x]\ntitle = "Some Title of a Work"\nauthor = ["Good, Ann"]\n'
LIST = "Some Paper About Things, (2017), Ann Good.\n"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def entries(folder):
    path = folder / "entries.toml"
    path.write_text(START)
    return path


@pytest.fixture
def arxiv(monkeypatch):
    """arXiv with two papers; ``meanwhile`` is called when it is asked."""
    registry = Registry()
    registry.arxiv = {"1703.03400", "1703.03401"}
    answer, registry.meanwhile = registry.server.say, lambda: None

    def say(seen):
        registry.meanwhile()
        return answer(seen)

    registry.server.say = say
    with registry.server as server:
        monkeypatch.setenv("REFEXPORT_ARXIV_URL", f"{server.url}/arxiv")
        yield registry


@pytest.fixture
def found(monkeypatch):
    """What resolve finds for every entry, after ``meanwhile``."""
    meanwhile = []

    def resolve(entries, _client):
        for edit in meanwhile:
            edit()
        return [Resolution(one.key, (candidate("arxiv:1703.03400", "Some Title of a Work"),)) for one in entries]

    module = importlib.import_module("refexport.cli.resolve")
    monkeypatch.setattr(module, "resolve", resolve)
    monkeypatch.setattr(module, "verified", believed)
    return meanwhile


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_fails_when_all_write_at_once(tmp_path):
    figures = measure(tmp_path, processes=4, runs=2)
    assert figures.errors == ()
    assert (figures.reported, figures.found) == (24, 24)
    assert figures.twice == 0
    assert figures.kept == figures.edits > 0
    assert not [one.name for one in tmp_path.iterdir() if one.name.startswith(".")]


# --- what a person changes while the registries are asked -------------------------------------------------------------


def test_add_keeps_what_was_edited_meanwhile(refexport, entries, arxiv):
    arxiv.meanwhile = lambda: entries.write_text(START + "# mine\n" + ENTRY)
    ran = refexport("add", "1703.03400")
    assert ran.code == 0, ran.err
    assert entries.read_text().startswith(START + "# mine\n" + ENTRY)
    assert entries.read_text().endswith('arxiv = "1703.03400"\n')


def test_add_takes_another_key_if_its_own_is_in_use_meanwhile(refexport, entries, arxiv):
    arxiv.meanwhile = lambda: entries.write_text(START + ENTRY)
    ran = refexport("add", "1703.03400", "--key", "x")
    assert ran.code == 0
    assert "[xb] arxiv:1703.03400: Doe, “The work 1703.03400”, 2017\nadded 1 entry" in ran.err
    assert '[xb]\narxiv = "1703.03400"' in entries.read_text()


def test_add_knows_a_work_that_came_in_meanwhile(refexport, entries, arxiv):
    arxiv.meanwhile = lambda: entries.write_text(START + '[mine]\narxiv = "1703.03400"\n')
    ran = refexport("add", "1703.03400", "1703.03401")
    assert ran.code == 0
    assert "arxiv:1703.03400 is [mine] already\n" in ran.err
    assert "added 1 entry to" in ran.err
    assert entries.read_text().count("1703.03400") == 1


def test_add_says_which_mistake_came_in_meanwhile(refexport, entries, arxiv):
    arxiv.meanwhile = lambda: entries.write_text(START + "[x\n")
    ran = refexport("add", "1703.03400")
    assert ran.code == 2
    assert "entries.toml:3: error:" in ran.err
    assert "added" not in ran.err
    assert entries.read_text() == START + "[x\n"


def test_resolve_keeps_what_was_edited_meanwhile(refexport, entries, found):
    entries.write_text(ENTRY)
    found.append(lambda: entries.write_text("# mine\n" + ENTRY + '\n[y]\ntitle = "Y"\ndoi = "10.1000/y"\n'))
    ran = refexport("resolve", "--write")
    assert ran.code == 0
    assert "1 entry: 1 identifier written, 0 open" in ran.err
    assert entries.read_text().startswith("# mine\n[x]")
    assert entries.read_text().count("1703.03400") == 1


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        ('[y]\ntitle = "Y"\n', "[x] open: the entry is gone from the file; not written: arxiv:1703.03400"),
        (ENTRY.replace("Some", "Another"), "[x] open: the entry was changed meanwhile; not written: arxiv:1703.03400"),
        (ENTRY + 'doi = "10.1000/x"\n', "[x] open: the entry was changed meanwhile; not written: arxiv:1703.03400"),
    ],
)
def test_resolve_leaves_an_entry_alone_that_is_another_one_now(refexport, entries, found, edited, said):
    entries.write_text(ENTRY)
    found.append(lambda: entries.write_text(edited))
    ran = refexport("resolve", "--write")
    assert ran.code == 3
    assert said in ran.err
    assert "1 entry: 0 identifiers written, 1 open" in ran.err
    assert entries.read_text() == edited


def test_resolve_is_content_with_what_another_refexport_wrote(refexport, entries, found):
    entries.write_text(ENTRY)
    written = '[x]\narxiv = "1703.03400"\n'
    found.append(lambda: entries.write_text(written))
    ran = refexport("resolve", "--write")
    assert ran.code == 0
    assert "1 entry: 0 identifiers written, 0 open" in ran.err
    assert entries.read_text() == written


def test_take_of_an_entry_that_is_not_there_is_refused(refexport, entries):
    ran = refexport("resolve", "x", "--take", "arxiv:1703.03400")
    assert (ran.code, ran.err) == (2, "error: entries.toml has no entry x\n")
    assert entries.read_text() == START


# --- bytes that stay -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "list.md", "--write"),
        ("add", "1703.03401"),
        ("resolve", "--write"),
        ("resolve", "x", "--take", "doi:10.1000/x"),
    ],
    ids=" ".join,
)
def test_every_command_keeps_byte_order_mark_and_line_ends(refexport, entries, arxiv, found, arguments):
    (entries.parent / "list.md").write_text(LIST)
    before = BOM + (START + "# mine\n" + ENTRY).replace("\n", "\r\n").encode()
    entries.write_bytes(before)
    ran = refexport(*arguments)
    assert ran.code == 0, ran.err
    after = entries.read_bytes()
    assert after != before
    assert after.startswith(BOM + b"[refexport]\r\nversion = 1\r\n# mine\r\n[x]\r\n")
    assert after.count(BOM) == 1
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_file_that_cannot_be_used_is_named_by_take_too(refexport, entries):
    entries.write_text('[x]\ndate = "2017-13-45"\n')
    ran = refexport("resolve", "x", "--take", "arxiv:1703.03400")
    assert ran.code == 2
    assert ran.err.startswith("entries.toml:2: error: bad-value [x] date: ")
    assert "1703" not in entries.read_text()


# --- init --------------------------------------------------------------------------------------------------------------


def test_init_keeps_a_file_that_appears_meanwhile(refexport, folder, monkeypatch):
    from refexport.store import files

    make = files.make_folder

    def late(path):
        make(path)
        (path / "entries.toml").write_text(ENTRY)

    monkeypatch.setattr(importlib.import_module("refexport.cli.init"), "make_folder", late)
    ran = refexport("init")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: entries.toml is there already")
    assert (folder / "entries.toml").read_text() == ENTRY


def test_init_says_what_it_wrote(refexport, folder):
    (folder / ".gitattributes").write_text("*.bib text\n")
    assert refexport("init").err.splitlines()[0] == "wrote entries.toml"
    assert (folder / ".gitattributes").read_text() == "*.bib text\n"
