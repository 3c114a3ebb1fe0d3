"""`refexport enrich` and the lock: records are kept, damage is seen and healed, nothing is written without need."""

import errno
import json
import os
import re
import subprocess

import pytest

from refexport.store.lock import print_lock, read_lock
from refexport.store.reconcile import by_identifier
from tests.conftest import ROOT

START = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n'
SNELL = '\n[snell2017]\narxiv = "1703.05175"\n'
FINN = '\n[finn2017]\narxiv = "1703.03400"\ndblp = "conf/icml/FinnAL17"\n'


@pytest.fixture
def project(folder, registry):
    """Two entries whose records are in the lock."""
    (folder / "entries.toml").write_text(START + SNELL + FINN)
    return folder


@pytest.fixture
def locked(refexport, project, registry):
    assert refexport("enrich").code == 0
    registry.asked.clear()
    return project


@pytest.fixture
def sample(folder):
    """The sample of the repository, whose lock is whole."""
    for name in ("entries.toml", "entries.lock.json"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def entries(folder, text):
    (folder / "entries.toml").write_text(START + text)


def lock_of(folder):
    return (folder / "entries.lock.json").read_bytes()


def ids(folder):
    stored = json.loads(lock_of(folder))["entries"]
    return {key: [record["id"] for record in records] for key, records in stored.items()}


ALL = {"finn2017": ["arxiv:1703.03400", "dblp:conf/icml/FinnAL17"], "snell2017": ["arxiv:1703.05175"]}


def answers(monkeypatch, yes):
    """A terminal whose person answers."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_args, **_kwargs: yes)


# --- emptiness ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "# all is commented out\n"])
@pytest.mark.parametrize("options", [(), ("--prune",), ("--offline",), ("--upgrade",), ("--check",)])
def test_entries_toml_without_entries_never_empties_the_lock(refexport, sample, text, options):
    (sample / "entries.toml").write_text(text)
    before, known = lock_of(sample), len(read_lock(sample / "entries.lock.json"))
    ran = refexport("enrich", *options)
    command = "refexport enrich --prune --force" if options == ("--prune",) else "refexport enrich --force"
    assert ran.code == 2
    assert ran.err == (
        f"error: entries.toml has no entries, and entries.lock.json knows {known} entries: nothing is written\n"
        f"  hint: restore entries.toml; or, if that is meant: {command}\n"
    )
    assert lock_of(sample) == before


def test_with_force_an_empty_entries_toml_keeps_the_records_and_prune_removes_them(refexport, locked):
    entries(locked, "")
    assert refexport("enrich", "--force").code == 0
    assert ids(locked) == ALL
    ran = refexport("enrich", "--prune", "--force")
    assert ran.code == 0
    assert ids(locked) == {}
    assert "entries.lock.json: loses 3 records that no entry has: finn2017: arxiv:1703.03400, " in ran.err


@pytest.mark.parametrize(("yes", "code"), [(True, 0), (False, 2)])
def test_at_a_terminal_a_person_is_asked(refexport, locked, monkeypatch, yes, code):
    answers(monkeypatch, yes)
    entries(locked, "")
    assert refexport("enrich", "--prune").code == code
    assert ids(locked) == ({} if yes else ALL)


def halved(sample):
    """The sample without most of its entries."""
    head, *tables = re.split(r"^(?=\[(?!refexport))", (sample / "entries.toml").read_text(), flags=re.MULTILINE)
    (sample / "entries.toml").write_text(head + "".join(tables[: len(tables) // 3]))


def test_with_half_of_the_entries_gone_the_lock_is_kept_whole_and_that_is_said(refexport, sample):
    halved(sample)
    before = lock_of(sample)
    ran = refexport("enrich", "--offline")
    assert (ran.code, lock_of(sample)) == (0, before)
    assert re.match(
        r"entries\.lock\.json: keeps \d+ records that no entry has: .* \(refexport enrich --prune\)", ran.err
    )


def test_with_half_of_the_entries_gone_prune_asks_for_force(refexport, sample):
    halved(sample)
    before = lock_of(sample)
    ran = refexport("enrich", "--prune")
    assert (ran.code, lock_of(sample)) == (2, before)
    assert re.search(
        r"entries\.lock\.json knows \d+ entries, \d+ of which are gone from entries\.toml: nothing", ran.err
    )
    assert "refexport enrich --prune --force" in ran.err
    assert refexport("enrich", "--prune", "--force").code == 0
    assert len(lock_of(sample)) < len(before)
    assert refexport("enrich", "--check").err == ""


def test_a_new_project_is_not_asked_about(refexport, folder):
    (folder / "entries.toml").write_text(START)
    assert (refexport("enrich").code, refexport("enrich", "--prune").code) == (0, 0)
    assert not (folder / "entries.lock.json").exists()


def test_an_entry_of_few_may_go_without_a_question(refexport, locked):
    entries(locked, FINN)
    assert refexport("enrich", "--prune").code == 0
    assert ids(locked) == {"finn2017": ALL["finn2017"]}


# --- records without an entry -------------------------------------------------------------------------------------


def test_an_entry_that_is_commented_out_and_comes_back_is_not_fetched_again(refexport, locked, registry):
    entries(locked, SNELL + FINN.replace("\n", "\n# "))
    ran = refexport("enrich")
    assert (ran.code, ran.err) == (0, "1 entry: nothing to fetch\n")
    assert ids(locked) == ALL
    entries(locked, SNELL + FINN)
    assert refexport("enrich").code == 0
    assert ids(locked) == ALL
    assert registry.asked == {}


def test_records_without_an_entry_survive_what_is_fetched(refexport, locked, registry):
    entries(locked, FINN + '\n[finn2019]\narxiv = "1902.08438"\n')
    assert refexport("enrich").code == 0
    assert ids(locked) == {**ALL, "finn2019": ["arxiv:1902.08438"]}


def test_a_renamed_entry_keeps_its_records_without_a_request(refexport, locked, registry):
    entries(locked, SNELL + FINN.replace("finn2017", "maml"))
    exported = refexport("export", "--to", "bibtex")
    assert exported.code == 0, exported.err
    assert "Model-Agnostic" in exported.out
    assert refexport("enrich", "--check").code == 0
    assert refexport("enrich").code == 0
    assert ids(locked) == {"maml": ALL["finn2017"], "snell2017": ALL["snell2017"]}
    assert refexport("export", "--to", "bibtex").out == exported.out
    assert registry.asked == {}


def test_a_record_whose_identifier_left_its_entry_is_kept_and_not_used(refexport, locked, registry):
    entries(locked, SNELL + FINN.replace("dblp", "# dblp"))
    assert refexport("enrich").code == 0
    assert ids(locked) == ALL
    assert "ICML" not in refexport("export", "--to", "bibtex").out
    assert "redundant" not in refexport("check").out
    entries(locked, SNELL + FINN)
    refexport("enrich")
    assert "International Conference on Machine Learning" in refexport("export", "--to", "bibtex").out
    assert registry.asked == {}


def test_check_notes_records_without_an_entry_and_fails_for_them_only_with_prune(refexport, locked):
    entries(locked, SNELL)
    ran = refexport("enrich", "--check")
    assert ran.code == 0
    assert ran.err == (
        "entries.lock.json: keeps 2 records that no entry has: finn2017: arxiv:1703.03400, "
        "finn2017: dblp:conf/icml/FinnAL17 (refexport enrich --prune)\n"
    )
    ran = refexport("enrich", "--check", "--prune")
    assert ran.code == 1
    assert "would lose 2 records" in ran.err
    assert ids(locked) == ALL


def test_prune_says_how_many_records_went(refexport, locked):
    entries(locked, SNELL)
    ran = refexport("enrich", "--prune")
    assert ran.code == 0
    assert "entries.lock.json: loses 2 records that no entry has" in ran.err
    assert ids(locked) == {"snell2017": ALL["snell2017"]}
    assert refexport("enrich", "--prune").err == "1 entry: nothing to fetch\n"


# --- damage -------------------------------------------------------------------------------------------------------

OTHERS = (("export", "--to", "bibtex"), ("check",), ("show", "snell2017"), ("resolve",))


def test_a_damaged_record_stops_the_other_commands_and_enrich_asks_for_it_anew(refexport, locked, registry):
    whole = lock_of(locked)
    (locked / "entries.lock.json").write_bytes(whole.replace(b"Prototypical", b"Prototypicel"))
    for command in OTHERS:
        ran = refexport(*command)
        assert ran.code == 2
        assert re.match(
            r"error: entries\.lock\.json:\d+: the lock is damaged: \[snell2017\] arxiv:1703\.05175: ", ran.err
        )
        assert "hint: run refexport enrich" in ran.err
    ran = refexport("enrich")
    assert ran.code == 0
    assert re.match(r"entries\.lock\.json:\d+: \[snell2017\] arxiv:1703\.05175: the record is damaged", ran.err)
    assert lock_of(locked) == whole
    assert set(registry.asked) == {"arxiv"}


def test_a_damaged_record_of_another_entry_does_not_keep_one_from_being_shown(refexport, locked):
    shown = refexport("show", "finn2017")
    (locked / "entries.lock.json").write_bytes(lock_of(locked).replace(b"Prototypical", b"Prototypicel"))
    assert refexport("show", "finn2017") == shown
    assert shown.code == 0


def test_a_damaged_record_is_asked_for_whatever_entries_are_named(refexport, locked):
    whole = lock_of(locked)
    (locked / "entries.lock.json").write_bytes(whole.replace(b"Prototypical", b"Prototypicel"))
    assert refexport("enrich", "finn2017").code == 0
    assert lock_of(locked) == whole


def test_a_damaged_record_that_nobody_answers_for_stays_open(refexport, locked, registry):
    (locked / "entries.lock.json").write_bytes(lock_of(locked).replace(b"Prototypical", b"Prototypicel"))
    ran = refexport("enrich", "--offline")
    assert (ran.code, ran.err.splitlines()[-1]) == (3, "not in the lock: arxiv:1703.05175")
    assert ids(locked) == {"finn2017": ALL["finn2017"]}
    ran = refexport("export", "--to", "bibtex")
    assert ran.code == 1
    assert "[snell2017] not in the lock: arxiv:1703.05175" in ran.err


@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--dry-run", 0)])
def test_damage_is_reported_where_nothing_is_written(refexport, locked, option, code):
    damaged = lock_of(locked).replace(b"Prototypical", b"Prototypicel")
    (locked / "entries.lock.json").write_bytes(damaged)
    ran = refexport("enrich", option)
    assert ran.code == code
    assert "[snell2017] arxiv:1703.05175: the record is damaged" in ran.err
    assert "not in the lock: arxiv:1703.05175" in ran.err
    assert lock_of(locked) == damaged


def test_a_lock_of_which_nothing_is_whole_is_not_replaced(refexport, locked):
    (locked / "entries.lock.json").write_bytes(b"<html>")
    ran = refexport("enrich")
    assert ran.code == 2
    assert "delete it and run refexport enrich" in ran.err
    assert lock_of(locked) == b"<html>"


@pytest.mark.program("git")
@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_conflict_of_git_is_healed_without_the_network(refexport, locked, registry, style):
    def git(*arguments):
        identity = ("-c", "user.name=T", "-c", "user.email=t@refexport.example", "-c", f"merge.conflictStyle={style}")
        return subprocess.run(["git", *identity, *arguments], cwd=locked, capture_output=True, check=False)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "two")
    added = {"side": '\n[finn2019]\narxiv = "1902.08438"\n', "main": '\n[finn2018]\narxiv = "1801.00001"\n'}
    for branch, text in added.items():
        git("checkout", "-q", *(["-b", "side"] if branch == "side" else ["main"]))
        entries(locked, SNELL + FINN + text)
        assert refexport("enrich").code == 0
        git("commit", "-qam", branch)
    assert git("merge", "side").returncode == 1
    entries(locked, SNELL + FINN + "".join(added.values()))
    assert b"<<<<<<<" in lock_of(locked)
    for command in OTHERS:
        ran = refexport(*command)
        assert ran.code == 2
        assert "an unresolved conflict of a merge" in ran.err
        assert "hint: run refexport enrich" in ran.err
    registry.asked.clear()
    ran = refexport("enrich", "--offline")
    assert ran.code == 0
    assert "an unresolved conflict of a merge: the records of both sides are kept\n" in ran.err
    assert ids(locked) == {**ALL, "finn2018": ["arxiv:1801.00001"], "finn2019": ["arxiv:1902.08438"]}
    assert registry.asked == {}


def first_version(data):
    return re.sub(rb'        "digest": .*\n', b"", data).replace(b'"version": 2', b'"version": 1')


def test_a_lock_of_the_first_version_gets_digests_when_enrich_has_something_to_write(refexport, locked):
    whole, old = lock_of(locked), first_version(lock_of(locked))
    (locked / "entries.lock.json").write_bytes(old)
    assert refexport("export", "--to", "bibtex").code == 0
    assert refexport("enrich").err == "2 entries: nothing to fetch\n"
    assert lock_of(locked) == old
    entries(locked, SNELL + FINN + '\n[finn2019]\narxiv = "1902.08438"\n')
    assert refexport("enrich").code == 0
    known = by_identifier(read_lock(locked / "entries.lock.json"))
    assert print_lock({"finn2017": tuple(known[one] for one in ALL["finn2017"])}).split(b"{\n")[2] in whole
    assert b'"version": 2' in lock_of(locked)


# --- folders in which nothing can be written ----------------------------------------------------------------------


@pytest.fixture
def read_only(monkeypatch, folder):
    """As on a file system that is mounted read-only, which root cannot write to either."""
    opened = os.open

    def refuse(path, flags, *arguments, **options):
        if str(path).startswith(str(folder)) and flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
        return opened(path, flags, *arguments, **options)

    return lambda: monkeypatch.setattr("refexport.store.files.os.open", refuse)


@pytest.mark.parametrize(
    ("options", "code"), [((), 0), (("--check",), 0), (("--dry-run",), 0), (("--offline",), 0), (("--prune",), 0)]
)
def test_with_nothing_to_do_no_folder_need_be_writable(refexport, sample, read_only, options, code):
    before = sorted(path.name for path in sample.iterdir())
    read_only()
    ran = refexport("enrich", *options)
    assert ran.code == code, ran.err
    assert sorted(path.name for path in sample.iterdir()) == before


@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--dry-run", 0), ("--offline", 3)])
def test_who_only_looks_needs_no_writable_folder(refexport, project, read_only, option, code):
    read_only()
    ran = refexport("enrich", option)
    assert ran.code == code, ran.err
    assert "not in the lock: arxiv:1703.05175" in ran.err


def test_what_the_lock_has_is_not_called_missing(refexport, locked):
    (locked / "entries.toml").write_text(START + SNELL + FINN + '\n[new]\narxiv = "1706.03762"\n')
    ran = refexport("enrich", "--upgrade", "--dry-run")
    assert ran.err.splitlines() == [
        "to be asked for again: arxiv:1703.05175",
        "to be asked for again: arxiv:1703.03400",
        "to be asked for again: dblp:conf/icml/FinnAL17",
        "not in the lock: arxiv:1706.03762",
    ]


def test_who_has_something_to_write_says_that_the_folder_is_read_only(refexport, project, read_only):
    read_only()
    ran = refexport("enrich")
    assert ran.code == 2
    assert ran.err == "error: cannot lock entries.lock.json: Read-only file system\n"


def test_a_whole_lock_makes_the_bibliography_offline_and_quietly(refexport, sample):
    """`make bib` on a fresh clone."""
    ran = refexport("enrich", "--offline")
    assert (ran.code, ran.err) == (0, "77 entries: nothing to fetch\n")
    ran = refexport("export")
    assert ran.code == 0
    assert all(line.startswith("wrote ") for line in ran.err.splitlines())
