"""What the whole pipeline gives, pinned as hashes: bytes of all formats, ledgers, readings, locks, findings.

A change that means to move none of them leaves ``golden.json`` as it is; one that means to writes it anew and says so:

    python -m tests.test_golden --write
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from refexport.checks import find
from refexport.checks.rule import Subject
from refexport.errors import InputError
from refexport.formats import FORMATS
from refexport.formats.readback import proved
from refexport.lists.reading_list import read_list
from refexport.model.entry import print_value
from refexport.project import Project
from refexport.report.text import finding_lines
from refexport.store.entries import load_entries
from refexport.store.lock import print_lock, read_lock
from tests.conftest import ROOT, SHARED, some_of
from tests.random_entries import random_entries

GOLDEN = Path(__file__).with_name("golden.json")
CASES = ROOT / "tests" / "cases"
LISTS = ROOT / "tests" / "imports" / "lists"
SEED_LIST = SHARED / "seed" / "reading-list.md"

RANDOM, BLOCK = 10_000, 1_000
"""Random entries, and how many of them stand in one file."""

YEAR = 2026
"""The year that is now, for checks of dates in the future."""


def digest(lines: Iterable[object]) -> str:
    """The hash of lines as JSON, whatever types hold them."""
    found = hashlib.sha256()
    for line in lines:
        found.update(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()[:20]


def plain(entry) -> list[object]:
    """An entry as lists and strings, in the order of its fields."""
    return [entry.key, entry.type, [[field, print_value(field, value)] for field, value in entry.fields.items()]]


def files(form, entries) -> Iterator[tuple[str, str]]:
    """What a format makes of entries: the file, the ledger, and what its reader makes of the file."""
    written = proved(form, entries)
    yield "bytes", digest([written.text])
    yield "ledger", digest(loss_of(one) for one in written.lost)
    found, problems = form.read(written.text, "file")
    yield "entries", digest(map(plain, found))
    yield "problems", digest([*problem_of(one)] for one in problems)


def loss_of(one) -> list[str]:
    return [one.key, one.field, one.message, one.instead]


def problem_of(one) -> list[object]:
    return [one.line, one.key, one.field, one.value, one.message, one.hint, one.level]


@cache
def projects() -> dict[str, Project]:
    """The sample and each case, by name."""
    folders = {"sample": ROOT, **{path.name: path for path in sorted(CASES.iterdir())}}
    found = {}
    for name, folder in folders.items():
        try:
            found[name] = Project(folder / "entries.toml")
        except InputError:
            continue
    return found


@cache
def refused() -> dict[str, Sequence]:
    """The problems of each case that no format may carry, by name."""
    found = {}
    for folder in sorted(path for path in CASES.iterdir() if path.name not in projects()):
        with pytest.raises(InputError) as error:
            Project(folder / "entries.toml")
        found[folder.name] = error.value.problems
    return found


@cache
def random_blocks() -> list[Sequence]:
    """The random entries in the files that hold them."""
    found = random_entries(RANDOM)
    return [found[at : at + BLOCK] for at in range(0, RANDOM, BLOCK)]


def of_format(name: str) -> dict[str, str]:
    """What a format makes of the sample, of all cases together, and of each case."""
    form = FORMATS[name]
    sample = {f"sample {what}": one for what, one in files(form, projects()["sample"].entries)}
    cases: dict[str, list[str]] = {}
    each: dict[str, str] = {}
    for case, project in projects().items():
        made = list(files(form, project.entries)) if case != "sample" else []
        for what, one in made:
            cases.setdefault(what, []).append(f"{case} {one}")
        each |= {f"case {case}": digest(made)} if made else {}
    return sample | {f"cases {what}": digest(ones) for what, ones in cases.items()} | each


def of_random(name: str, number: int = RANDOM) -> dict[str, str]:
    """What a format makes of that many random entries, by block."""
    form = FORMATS[name]
    blocks = random_blocks()[: number // BLOCK if name in WITH_CLIENTS else 1]
    return {f"{n} {what}": one for n, block in enumerate(blocks) for what, one in files(form, block)}


WITH_CLIENTS = ("bibtex", "biblatex", "csl-json", "csl-yaml", "zotero", "ris", "hayagriva")
"""Formats of which all blocks are pinned; of the others the first, since fifteen times ten thousand take six minutes."""


def of_project(name: str) -> dict[str, str]:
    """The merged entries of a project, with where each field came from, and its findings."""
    project = projects()[name]
    merged = [[*plain(one.entry), list(one.origin.items())] for one in project.merged]
    found = finding_lines(find(Subject(project.merged, YEAR), project._allowed()))
    return {
        "merged": digest(merged),
        "findings": digest(found),
        "report": digest(report(project)),
        "warnings": digest(map(problem_of, project.library.warnings)),
    }


def report(project: Project) -> list[str]:
    """What `check` prints of a project in `YEAR`: its findings in order, each at its line of entries.toml."""
    with patch.object(sys.modules[Project.__module__], "dt") as clock:
        clock.datetime.now.return_value.year = YEAR
        lines = finding_lines(project.findings())
    return [line.replace(str(project.path), "entries.toml") for line in lines]


def of_refused(name: str) -> dict[str, str]:
    """Why a case is refused."""
    return {"problems": digest(map(problem_of, refused()[name]))}


def of_list(path: Path) -> dict[str, str]:
    """What each line of a reading list became."""
    lines = (
        [one.number, one.text, one.heading, plain(one.entry) if one.entry else None, one.reason, list(one.notes)]
        for one in read_list(path.read_text(encoding="utf-8"))
    )
    return {"lines": digest(lines)}


def of_lock() -> dict[str, str]:
    """The sample's lock, read and printed again; it stays as it is."""
    path = ROOT / "entries.lock.json"
    return {
        "bytes": digest([print_lock(read_lock(path)).decode()]),
        "keys": digest([one.entry.key for one in load_entries(ROOT / "entries.toml").hands]),
    }


QUICK = {
    **{f"format {name}": lambda name=name: of_format(name) for name in FORMATS},
    **{
        f"project {name}": lambda name=name: of_project(name)
        for name in sorted(p.name for p in CASES.iterdir())
        if name in projects()
    },
    "project sample": lambda: of_project("sample"),
    **{f"refused {name}": lambda name=name: of_refused(name) for name in refused()},
    **{
        f"list {path.name}": lambda path=path: of_list(path)
        for path in sorted(LISTS.glob("*.*"))
        if path.suffix != ".tsv"
    },
    "lock": of_lock,
}
SLOW = {f"random {name}": lambda name=name: of_random(name) for name in FORMATS}
BESIDE = {"list seed": lambda: of_list(SEED_LIST)}


def golden() -> dict[str, dict[str, str]]:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", QUICK)
def test_it_is_as_it_was(name):
    assert QUICK[name]() == golden()[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_random_entries_are_as_they_were(name):
    pinned = golden()[f"random {name}"]
    made = of_random(name, some_of(RANDOM))
    assert made == {what: one for what, one in pinned.items() if what in made}
    assert len(pinned) * some_of(RANDOM) <= len(made) * RANDOM


@pytest.mark.shared
def test_the_seed_list_is_read_as_it_was(shared):
    assert BESIDE["list seed"]() == golden()["list seed"]


def test_all_is_pinned():
    assert set(golden()) == {*QUICK, *SLOW, *BESIDE}


def test_the_lock_is_printed_as_it_stands():
    path = ROOT / "entries.lock.json"
    assert print_lock(read_lock(path)) == path.read_bytes()


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.test_golden --write")
    stays = {} if SEED_LIST.exists() else {name: golden()[name] for name in BESIDE}
    made = {name: make() for name, make in (QUICK | SLOW | BESIDE).items() if name not in stays} | stays
    GOLDEN.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
