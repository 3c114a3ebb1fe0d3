"""Three users from the first command to the last, each step with what it must show and leave (tests/cli/walks.py)."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_plus

import pytest

from tests.cli.walks import LAB, PINNED, PRINTED, SHOUTED, STUDENT, WORKS, ZOTERO, No
from tests.conftest import ROOT
from tests.registry import Registry
from tests.terminal import screened
from tests.zotero_server import ZoteroServer


class World(NamedTuple):
    folder: Path
    registry: Registry
    zotero: ZoteroServer


@pytest.fixture
def world(folder, registry, monkeypatch, tmp_path_factory):
    """The services, which know the walks' works besides, a book and an article; and a Zotero on this machine."""
    registry.works |= WORKS
    registry.arxiv |= {id_ for id_ in WORKS if not id_.startswith("10.")}
    registry.crossref |= {id_ for id_ in WORKS if id_.startswith("10.")}
    registry.agencies = dict.fromkeys(registry.crossref, "Crossref")
    registry.pubmed, registry.openlibrary = {"26017442"}, {"9780262035613"}
    with ZoteroServer() as zotero:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        monkeypatch.setenv("REFEXPORT_ZOTERO_LOCAL_URL", zotero.url)
        yield World(folder, registry, zotero)


@pytest.fixture
def shell(tmp_path_factory, monkeypatch):
    """A shell in which `refexport` is installed; in this process only the services' pace is left out."""
    programs = tmp_path_factory.mktemp("bin")
    script = programs / "refexport"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m refexport "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for one in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.setenv(f"GIT_{one}", "a@example.org")
    return lambda line: subprocess.run(["bash", "-c", line], capture_output=True, text=True)


@pytest.fixture
def walked(refexport, shell, world):
    """Goes a walk step by step."""

    def ran(step):
        if step.keys:
            seen = screened(shlex.split(step.line)[1:], keys_after=step.keys, columns=200)
            return seen.code, "\n".join(seen.lines)
        if step.line.startswith("refexport "):
            code, out, err = refexport(*shlex.split(step.line)[1:])
            return code, out + err
        done = shell(step.line)
        return done.returncode, done.stdout + done.stderr

    def walk(steps):
        for number, step in enumerate(steps, 1):
            write(world.folder, step.before)
            if step.world:
                step.world(world)
            before = {name: (world.folder / name).read_bytes() for name in step.keeps}
            code, said = ran(step)
            wrong = amiss(step.sees, said)
            for name, words in step.has.items():
                path = world.folder / name
                wrong += [f"{name}: {one}" for one in amiss(words, text_of(path))]
            changed = [name for name, data in before.items() if (world.folder / name).read_bytes() != data]
            assert (code, wrong, changed) == (step.code, [], []), f"step {number}: {step.line}\n{said}"

    return walk


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, tuple):
            edit(path, *content)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def text_of(path):
    """The text with its line ends, nothing if there is no such file."""
    return path.read_bytes().decode() if path.exists() else ""


def edit(path, old, new):
    text = text_of(path)
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def amiss(words, text):
    """The words that are not there, and those that are and must not be."""
    return [f"{type(word).__name__} {word!r}" for word in words if (word in text) == isinstance(word, No)]


@pytest.mark.program("make")
def test_a_student_brings_a_bib_of_years_and_finishes_a_thesis(walked, world):
    walked(STUDENT)
    asked = unquote_plus(str(world.registry.asked) + str(world.registry.server.seen))
    assert "Synaptic" in asked
    assert "Secret" not in asked  # no draft's title leaves the machine


def test_a_user_of_zotero_brings_all_kinds_of_files_and_goes_both_ways(walked, world):
    walked(ZOTERO)
    assert len(world.zotero.works()) == 9  # none twice


@pytest.mark.program("git")
def test_a_lab_keeps_one_store_for_its_papers(walked):
    walked(LAB)


def test_a_paper_stays_as_it_is_when_its_lab_upgrades_a_preprint(walked):
    walked(PINNED)


def test_a_title_typed_in_capitals_is_told(walked):
    walked(SHOUTED)


@pytest.mark.program("pandoc")
def test_a_lab_prints_what_it_published(walked):
    walked(PRINTED)
