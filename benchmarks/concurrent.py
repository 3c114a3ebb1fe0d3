"""Several refexports and an editor on one entries.toml at once: what they say they wrote, and what the file has.

`python -m benchmarks concurrent` (as a script of its own it would hide the standard library's `concurrent`).
"""

import contextlib
import hashlib
import io
import multiprocessing
import os
import re
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import tomli

from refexport.__main__ import main as refexport
from tests.registry import Registry

PROCESSES, RUNS = 8, 10
PAUSE = 0.2
"""Seconds between two savings of the editor."""

SHARED = "- [A Work That Every List Has at Its End](https://example.org/shared), (2011), Ann Shared."


class Ran(NamedTuple):
    """One command: what it says it wrote, (key, field, value) each; and its messages if it failed."""

    claims: tuple[tuple[str, str, str], ...]
    error: str = ""


class Figures(NamedTuple):
    """Commands, the successes that they reported, those of them that the file has, and failures."""

    commands: int
    reported: int
    found: int
    twice: int
    errors: tuple[str, ...]
    edits: int
    kept: int


def words(worker, run):
    """Four words that no other list has."""
    digest = hashlib.sha256(f"{worker}/{run}".encode()).hexdigest()
    letters = digest.translate(str.maketrans("0123456789", "ghijklmnop"))
    return " ".join(letters[start : start + 8].capitalize() for start in range(0, 32, 8))


def paper(worker, run, kind):
    return f"24{kind:02}.{worker:02}{run:03}"


def target(worker, run):
    return f"target-{worker}-{run}"


def run_one(*arguments):
    """(exit code, messages) of a command in this process."""
    err = io.StringIO()
    with contextlib.redirect_stderr(err), contextlib.redirect_stdout(io.StringIO()):
        code = refexport(arguments)
    return code, err.getvalue()


def importing(folder, worker, run):
    reading_list = folder / f"list-{worker}-{run}.md"
    title = words(worker, run)
    reading_list.write_text(f"- {title}, (2017), Ann Good, Bo Li.\n{SHARED}\n", encoding="utf-8")
    code, said = run_one("import", str(reading_list), "--write", "-f", str(folder / "entries.toml"))
    key = re.search(r":1: \[(\S+)\] new", said)
    return Ran(((key[1], "title", title),) if key and "added" in said and not code else (), said * bool(code))


def adding(folder, worker, run):
    one = paper(worker, run, 1)
    code, said = run_one("add", one, "-f", str(folder / "entries.toml"))
    key = re.search(rf"\[(\S+)\] arxiv:{one}", said)
    return Ran(((key[1], "arxiv", one),) if key and "added 1" in said and not code else (), said * bool(code))


def taking(folder, worker, run):
    key, one = target(worker, run), paper(worker, run, 2)
    code, said = run_one("resolve", key, "--take", f"arxiv:{one}", "-f", str(folder / "entries.toml"))
    return Ran(((key, "arxiv", one),) if "written" in said and not code else (), said * bool(code))


def work(folder, worker, runs, environment):
    """All runs of one process."""
    os.environ.update(environment)
    return [command(folder, worker, run) for run in range(runs) for command in (importing, adding, taking)]


def edit(path, done):
    """What an editor does that knows no lock: opens the file, adds a line, saves; gives the lines."""
    lines = []
    while not done.wait(PAUSE):
        line = f"# remark {len(lines)}\n"
        lines.append(line)
        while True:
            with path.open("a", encoding="utf-8") as file:
                file.write(line)
                file.flush()
                if os.fstat(file.fileno()).st_ino == path.stat().st_ino:  # else it saved a file that is gone: again
                    break
    return lines


def measure(folder, processes, runs):
    """The figures of some processes with some runs of each command, in an empty folder."""
    path = folder / "entries.toml"
    targets = [target(worker, run) for worker in range(processes) for run in range(runs)]
    path.write_text("".join(f'[{key}]\ntitle = "The title of {key}"\n\n' for key in targets), encoding="utf-8")
    registry = Registry()
    registry.arxiv = {paper(worker, run, 1) for worker in range(processes) for run in range(runs)}
    done, lines = threading.Event(), []
    editor = threading.Thread(target=lambda: lines.extend(edit(path, done)))
    with registry.server as server, multiprocessing.get_context("spawn").Pool(processes) as pool:
        nowhere = str(path / "cache")  # so that no process waits for the others' turn at arXiv
        environment = {"REFEXPORT_ARXIV_URL": f"{server.url}/arxiv", "XDG_CACHE_HOME": nowhere}
        editor.start()
        results = pool.starmap(work, [(folder, worker, runs, environment) for worker in range(processes)])
        done.set()
        editor.join()
    return _figures(path, [ran for result in results for ran in result], lines)


def _figures(path, results, lines):
    text = path.read_text(encoding="utf-8")
    entries = tomli.loads(text)
    claims = [claim for ran in results for claim in ran.claims]
    found = [claim for claim in claims if entries.get(claim[0], {}).get(claim[1]) == claim[2]]
    shared = sum(entry.get("url") == "https://example.org/shared" for entry in entries.values())
    return Figures(
        commands=len(results),
        reported=len(claims),
        found=len(found),
        twice=shared - 1,
        errors=tuple(ran.error for ran in results if ran.error),
        edits=len(lines),
        kept=sum(line in text for line in lines),
    )


def main():
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        figures = measure(Path(folder), PROCESSES, RUNS)
        seconds = time.monotonic() - start
        left = sorted(one.name for one in Path(folder).iterdir() if one.name.startswith("."))
    print(f"{PROCESSES} processes, {RUNS} runs each of import, add and resolve --take: {seconds:.0f} s")
    for name, value in figures._asdict().items():
        print(f"{name:>10}: {len(value) if name == 'errors' else value}")
    print(f"{'left':>10}: {' '.join(left) or 'nothing'}")
    for error in figures.errors[:5]:
        print(f"    {error.strip().splitlines()[-1]}")
