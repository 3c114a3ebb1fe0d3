"""Merges by real git: `init`, `merge-driver`, and two branches that edit both files (docs/reference/git.md)."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from refexport.store.lock import parse_lock, print_lock
from tests.branches import Maker, branches, check_merged, edited_lock, expected_lock, lock_of
from tests.conftest import IS_QUICK, ROOT

pytestmark = pytest.mark.program("git")

BASE = """\
# What we cite.

[refexport]
version = 1

# Learning

# The first one.
[finn2017model]
arxiv = "1703.03400"   # enough
title = "Model-Agnostic Meta-Learning"

[snell2017prototypical]
arxiv = "1703.05175"
"""
ADDED = '\n[{0}]\ntitle = "The {0}"\n'


class Repository:
    """A repository of git with refexport on the path, as in an active virtual environment."""

    def __init__(self, folder: Path, programs: Path):
        self.folder, self.programs = folder, programs
        self.environment = os.environ | {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }

    def __call__(self, *arguments: str, code: int | None = 0) -> subprocess.CompletedProcess:
        return self.run("git", *arguments, code=code)

    def run(self, *arguments: str, code: int | None = 0) -> subprocess.CompletedProcess:
        ran = subprocess.run(arguments, cwd=self.folder, env=self.environment, capture_output=True)
        assert code in (None, ran.returncode), ran
        return ran

    def commit(self, branch: str, **files: bytes | str) -> None:
        """Writes entries.toml (``toml``) and its lock (``lock``) on a branch that starts here, unless it is there."""
        if self("checkout", "-q", branch, code=None).returncode:
            self("checkout", "-qb", branch)
        for name, data in files.items():
            self.path(name).write_bytes(data.encode() if isinstance(data, str) else data)
        self("add", "-A")
        self("commit", "-q", "--allow-empty", "-m", branch)

    def path(self, name: str) -> Path:
        return self.folder / {"toml": "entries.toml", "lock": "entries.lock.json"}[name]

    @property
    def text(self) -> str:
        return self.path("toml").read_text()

    def fork(self, base: str, ours: str, theirs: str) -> None:
        """A base and two branches of it; we are on ours."""
        self.commit("base", toml=base)
        self.commit("theirs", toml=theirs)
        self("checkout", "-q", "base")
        self.commit("ours", toml=ours)

    def conflicts(self) -> list[str]:
        return self("diff", "--name-only", "--diff-filter=U").stdout.decode().splitlines()


@pytest.fixture
def bare(tmp_path):
    """A repository without any set-up."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "refexport").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m refexport "$@"\n')
    (programs / "refexport").chmod(0o755)
    folder = tmp_path / "the work"
    folder.mkdir()
    git = Repository(folder, programs)
    git("init", "-q")
    return git


@pytest.fixture
def git(bare):
    bare.run("refexport", "init", "--git")
    return bare


# --- init


def test_init_sets_up_the_driver_in_a_repository(bare):
    ran = bare.run("refexport", "init")
    assert ran.stderr.decode().splitlines()[:4] == [
        "wrote entries.toml",
        "wrote entries.schema.json",
        "wrote .gitattributes",
        "git merges both files by entry here; other clones need once: refexport init --git",
    ]
    asked = bare("check-attr", "merge", "entries.toml", "entries.lock.json", "part/entries.toml", "other.toml").stdout
    assert [line.split(": ")[2] for line in asked.decode().splitlines()] == ["refexport"] * 3 + ["unspecified"]
    assert bare("config", "--local", "merge.refexport.driver").stdout.startswith(b"refexport merge-driver %O %A %B %P")


def test_init_git_changes_no_entries_and_adds_nothing_twice(bare):
    bare.path("toml").write_text(BASE)
    attributes = bare.folder / ".gitattributes"
    attributes.write_bytes(
        b"*.bib text\r\n/entries.toml  text merge=union\r\nentries.lock.json linguist-generated=true"
    )
    ran = bare.run("refexport", "init", "--git")
    assert b".gitattributes: entries.toml had merge=union, which loses lines; now merge=refexport\n" in ran.stderr
    assert attributes.read_bytes() == (
        b"*.bib text\r\n/entries.toml  text merge=refexport\r\nentries.lock.json linguist-generated=true\r\n"
        b"# How git merges them; each clone needs once: refexport init --git\r\nentries.lock.json merge=refexport\r\n"
        b"entries.imports.jsonl merge=union linguist-generated=true\r\n"
        b"entries.zotero.jsonl merge=union linguist-generated=true\r\n"
    )
    before = attributes.read_bytes(), (bare.folder / ".git" / "config").read_bytes()
    bare.run("refexport", "init", "--git")
    assert before == (attributes.read_bytes(), (bare.folder / ".git" / "config").read_bytes())
    assert bare.text == BASE


def test_init_keeps_another_driver_that_somebody_chose(bare):
    mine = "entries.toml merge=mine\nentries.lock.json -merge\nentries.imports.jsonl !merge\n"
    mine += "entries.zotero.jsonl merge=ours\n"
    (bare.folder / ".gitattributes").write_text(mine)
    bare.run("refexport", "init", "--git")
    assert (bare.folder / ".gitattributes").read_text() == mine


def test_init_git_outside_a_repository_says_so(refexport, folder):
    ran = refexport("init", "--git")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: . is in no work tree of git, or git is not installed")
    assert not list(folder.iterdir())


def test_init_works_where_git_is_not_installed(refexport, folder, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert refexport("init").code == 0
    assert (folder / ".gitattributes").exists()


def test_init_points_to_git_where_entries_are_there(refexport, folder):
    (folder / "entries.toml").write_text(BASE)
    assert "refexport init --git" in refexport("init").err


# --- merges


def test_entries_that_both_append_are_kept_in_order(git):
    git.fork(BASE, BASE + ADDED.format("ours"), BASE + ADDED.format("theirs"))
    git("merge", "-q", "theirs")
    assert git.text == BASE + ADDED.format("ours") + ADDED.format("theirs")


def test_edits_of_different_fields_are_both_taken(git):
    ours = BASE.replace('"Model-Agnostic', '"{Model}-Agnostic').replace("# Learning", "# Learning to learn")
    theirs = BASE.replace('"1703.03400"   # enough', '"1703.03400v2" # enough?').replace("The first", "Our first")
    git.fork(BASE, ours, theirs)
    git("merge", "-q", "theirs")
    assert git.text == ours.replace('"1703.03400"   # enough', '"1703.03400v2" # enough?').replace(
        "The first", "Our first"
    )


def test_a_field_that_both_change_is_the_only_conflict(git):
    git.fork(BASE, BASE.replace("Agnostic", "agnostic"), BASE.replace("Agnostic", "free") + ADDED.format("theirs"))
    git("merge", "-q", "theirs", code=1)
    line = 'title = "Model-{} Meta-Learning"\n'
    conflict = f"<<<<<<< ours\n{line.format('agnostic')}=======\n{line.format('free')}>>>>>>> theirs\n"
    assert git.text == BASE.replace(line.format("Agnostic"), conflict) + ADDED.format("theirs")
    assert git.conflicts() == ["entries.toml"]
    ran = git.run("refexport", "check", code=2)
    assert ran.stderr.decode().startswith(
        "entries.toml:11: error: merge-conflict an unresolved conflict of a merge\n  hint: keep what"
    )


def test_an_entry_deleted_here_and_changed_there_is_a_conflict(git):
    snell = BASE[BASE.index("[snell") :]
    git.fork(BASE, BASE.replace(f"\n{snell}", ""), BASE.replace("1703.05175", "1703.05176"))
    git("merge", "-q", "theirs", code=1)
    changed = snell.replace("1703.05175", "1703.05176")
    assert git.text.endswith(f"\n<<<<<<< ours\n=======\n{changed}>>>>>>> theirs\n")


def test_a_file_that_one_side_broke_is_merged_by_lines_and_is_a_conflict(git):
    git.fork(BASE, BASE.replace("# What we", "# What all of us"), BASE + "\n[theirs\n")
    ran = git("merge", "theirs", code=1)
    assert b"entries.toml: merged by lines, look at all of it: their side: " in ran.stderr
    assert git.conflicts() == ["entries.toml"]
    assert git.text == BASE.replace("# What we", "# What all of us") + "\n[theirs\n"


@pytest.mark.parametrize("program", [None, "#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 127\n", "#!/bin/sh\nkill -9 $$\n"])
def test_without_a_refexport_that_works_nothing_is_lost_and_a_person_is_asked(git, program):
    (git.programs / "refexport").unlink()
    if program:
        (git.programs / "refexport").write_text(program)
        (git.programs / "refexport").chmod(0o755)
    git.fork(BASE, BASE.replace("# What we", "# What all of us"), BASE + ADDED.format("theirs"))
    git.environment["PATH"] = os.pathsep.join([str(git.programs), "/usr/bin", "/bin"])
    git("merge", "theirs", code=1)
    assert git.conflicts() == ["entries.toml"]
    assert git.text == BASE.replace("# What we", "# What all of us") + ADDED.format("theirs")


def test_a_conflict_between_two_ancestors_is_no_part_of_the_result(git):
    """A criss-cross merge: git merges the two ancestors first, and takes their conflict for the ancestor."""
    git.fork(BASE, BASE.replace("Agnostic", "agnostic"), BASE.replace("Agnostic", "free"))
    git("branch", "ours1")
    git("merge", "-q", "theirs", code=1)
    git.path("toml").write_text(BASE.replace("Agnostic", "agnostic"))
    git("commit", "-qam", "ours it is")
    git("checkout", "-q", "theirs")
    git("merge", "-q", "ours1", code=1)
    git.path("toml").write_text(BASE.replace("Agnostic", "free") + ADDED.format("theirs"))
    git("commit", "-qam", "theirs it is")
    git("checkout", "-q", "ours")
    git("merge", "-q", "theirs", code=1)
    assert git.text.count("<<<<<<< ours\n") == 1
    assert git.text.endswith(ADDED.format("theirs"))
    line = 'title = "Model-{} Meta-Learning"\n'
    assert f"<<<<<<< ours\n{line.format('agnostic')}=======\n{line.format('free')}>>>>>>> theirs\n" in git.text


def test_an_entry_is_reverted_though_others_came_after_it(git):
    git.commit("base", toml=BASE)
    git.commit("ours", toml=BASE + ADDED.format("one"))
    git.commit("ours", toml=BASE + ADDED.format("one") + ADDED.format("two"))
    git("revert", "--no-edit", "HEAD~1")
    assert git.text == BASE + ADDED.format("two")


def test_a_damaged_lock_is_merged_by_lines_and_is_a_conflict(git):
    lock = print_lock(lock_of(branches(1)[0], Maker(1))).decode()
    git.commit("base", toml=BASE, lock=lock)
    git.commit("theirs", toml=BASE, lock=lock.replace('"version": ', '"version": x'))
    git("checkout", "-q", "base")
    git.commit("ours", toml=BASE, lock=lock.replace("Title", "The title"))
    ran = git("merge", "theirs", code=1)
    assert b"entries.lock.json: merged by lines, look at all of it: " in ran.stderr
    assert git.conflicts() == ["entries.lock.json"]
    assert git.path("lock").read_text() == lock.replace("Title", "The title").replace('"version": ', '"version": x')


WAYS = [("merge", "-q", "theirs"), ("cherry-pick", "theirs"), ("rebase", "-q", "ours", "theirs")]
"""Ways to merge theirs into ours."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5 if IS_QUICK else int(os.environ.get("REFEXPORT_MERGES", "50"))))
def test_random_branches_lose_nothing_and_conflict_only_where_they_have_to(git, seed):
    files, maker = branches(seed), Maker(seed)
    base = lock_of(files[0], maker)
    locks = [base, *(edited_lock(base, file, maker) for file in files[1:])]
    for branch, file, lock in zip(("base", "ours", "theirs"), files, locks, strict=True):
        git("checkout", "-q", "base", code=None)
        git.commit(branch, toml=file.data(), lock=print_lock(lock))
    git("checkout", "-q", "ours")
    ran = git(*WAYS[seed % 3], code=None)
    conflicts = check_merged(git.path("toml").read_bytes(), *files)
    assert git.conflicts() == (["entries.toml"] if conflicts else [])
    assert (ran.returncode == 0) is (not conflicts) or WAYS[seed % 3][0] == "cherry-pick"  # an empty one fails
    merged = parse_lock(git.path("lock").read_bytes(), "entries.lock.json")
    assert {(key, one.id): one for key, records in merged.items() for one in records} == expected_lock(*locks)


# --- what imports gave


def bibtex(titles):
    return "".join(f"@article{{{key}, title = {{{title}}}, author = {{Doe, Jane}}}}\n" for key, title in titles.items())


def test_two_branches_that_import_other_works_merge_without_a_person(git):
    """Each adds lines at the same place of entries.imports.jsonl, which git alone would call a conflict."""
    refs = git.folder / "refs.bib"

    def bring(titles, branch):
        refs.write_text(bibtex(titles))
        git.run("refexport", "import", "refs.bib", "--write", "--update", "--take", "theirs")
        git("add", "entries.toml", "entries.imports.jsonl", ".gitattributes")
        git("commit", "-q", "-m", branch)

    git.path("toml").write_text(BASE)
    first = {"doe1": "The Social Life of Whales"}
    bring(first, "base")
    git("checkout", "-q", "-b", "side")
    bring({**first, "doe2": "A History of the Teapot"}, "side")
    git("checkout", "-q", "-")
    bring({"doe1": "The Social Life of Blue Whales", "doe3": "Parsing in Linear Time"}, "main")
    ran = git("merge", "-q", "side")
    assert ran.returncode == 0
    refs.write_text(bibtex({"doe1": "The Social Life of Small Whales", "doe2": "A History of the Tea Pot"}))
    ran = git.run("refexport", "import", "refs.bib", "--update", code=None)
    assert b"[doe2] title: replaced" in ran.stderr
    assert b"[doe1] title: " in ran.stderr  # replaced or kept, as git left one line of it or both sides'
    assert b" 0 new + 2 known " in ran.stderr
