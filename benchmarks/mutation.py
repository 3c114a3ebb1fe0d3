"""Mutation of the tables of facts: one fact of a table is made wrong, and a test has to notice.

    python -m benchmarks mutation [--part data,text] [--each 3] [--seed 1] [--processes 2]

A table is an upper-case name of a module; its facts are the words, numbers and pairs in it. Up to ``--each`` facts of
every table are drawn, each is made wrong in a copy of the project, and the tests run until one fails: first
``tests/facts``, then those of the module's package, then the cases. The pinned hashes do not count: they notice
every change and judge none. What nothing noticed is listed.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
TABLE = re.compile(r"[A-Z][A-Z0-9_]*")
WORD = re.compile(r"[^\s|=>/:,()]+")
ALTERNATIVE = re.compile(r"(?<=[|(:])[A-Za-z][A-Za-z .’'-]+(?=[|)])")
PROSE = re.compile(r"\b(?:is|are|was|be|a|an|the|no|not|its|it|what|whose|which) [a-z]+ ?|, \{|\{\w+\}")
SECONDS = 300
"""What the tests of one mutant may take; more counts as noticed, for it never ends in a usual run."""


class Mutant(NamedTuple):
    """A wrong fact: where it stands (offsets in the file's text), and what stands there instead."""

    path: Path
    table: str
    start: int
    end: int
    was: str
    becomes: str

    @property
    def where(self) -> str:
        line = self.path.read_text(encoding="utf-8").count("\n", 0, self.start) + 1
        return f"{self.path.relative_to(ROOT)}:{line} {self.table}: {self.was!r} -> {self.becomes!r}"


def tables(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The upper-case names of a module with what they are."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and TABLE.fullmatch(target.id) and value is not None:
            yield target.id, value


def facts(table: ast.expr) -> Iterator[ast.Constant]:
    """The words and numbers of a table, without sentences for people."""
    split = {node.value for node in ast.walk(table) if isinstance(node, ast.Attribute) and node.attr == "split"}
    for node in ast.walk(table):
        if isinstance(node, ast.Constant) and type(node.value) in (str, int, float):
            text = node.value if isinstance(node.value, str) and node not in split and "\n" not in node.value else ""
            if not PROSE.search(text):
                yield node


def mutants(path: Path) -> Iterator[Mutant]:
    """Every fact of a module's tables, made wrong."""
    text = path.read_text(encoding="utf-8")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    data = text.encode()

    def place(line: int, column: int) -> int:
        return len(data[: starts[line - 1] + column].decode())

    for table, value in tables(ast.parse(text)):
        for node in facts(value):
            start, end = place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)
            for at, was, becomes in slips(node.value, text[start:end]):
                yield Mutant(path, table, start + at, start + at + len(was), was, becomes)


def slips(value: object, source: str) -> Iterator[tuple[int, str, str]]:
    """The slips in a constant, from its value and how it is written: where, what, and what stands there instead."""
    if isinstance(value, float):
        yield 0, source, repr(round(value - 0.15 if value > 0.5 else value + 0.15, 3))
    elif isinstance(value, int):
        yield 0, source, str(value + 1)
    elif source[0] in "rfb" and "\\" in source:  # a pattern: of its alternatives each is a fact
        yield from ((found.start(), found[0], found[0] + "qq") for found in ALTERNATIVE.finditer(source))
    elif inner := re.match(r"(\"\"\"|\"|')(.*)\1\Z", source, re.DOTALL):
        at = inner.start(2)
        yield from ((at + found.start(), found[0], _wrong(found[0])) for found in WORD.finditer(inner[2]))


def _wrong(word: str) -> str:
    """The word with a slip in it that is a word of the same kind: ``titel`` for ``title``, ``424`` for ``425``."""
    if word.isdecimal():
        return str(int(word) + 1)
    letters = [n for n, character in enumerate(word) if character.isalpha()]
    if not letters:
        return word + "."
    at = letters[-1]
    return word[:at] + ("x" if word[at] != "x" else "y") + word[at + 1 :]


def drawn(part: str, each: int, seed: int) -> list[Mutant]:
    """Up to ``each`` wrong facts of every table below a part of the package."""
    chosen: list[Mutant] = []
    for path in sorted((ROOT / "refexport").rglob("*.py")):
        if not str(path.relative_to(ROOT / "refexport")).startswith(tuple(part.split(","))):
            continue
        by_table: dict[str, list[Mutant]] = {}
        for one in mutants(path):
            by_table.setdefault(one.table, []).append(one)
        for table, ones in by_table.items():
            chosen += random.Random(f"{seed} {path.name} {table}").sample(ones, min(each, len(ones)))
    return chosen


def is_noticed(one: Mutant, folder: Path) -> bool:
    """Whether a test fails in a copy of the project in which the fact is wrong."""
    copy = folder / one.path.relative_to(ROOT)
    right = one.path.read_text(encoding="utf-8")
    copy.write_text(right[: one.start] + one.becomes + right[one.end :], encoding="utf-8")
    package = one.path.relative_to(ROOT / "refexport").parts[0].removesuffix(".py")
    try:
        return any(_fails(tests, folder) for tests in ("tests/facts", f"tests/{package}", "tests/test_cases.py"))
    finally:
        copy.write_text(right, encoding="utf-8")


def _fails(tests: str, folder: Path) -> bool:
    if not (folder / tests).exists():
        return False
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not slow and not program", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, tests], cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, 5)


def main(arguments: list[str]) -> int:
    """Prints the share of wrong facts that a test notices, by module, and those that none does."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks mutation")
    parser.add_argument("--part", default="")
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(arguments)
    chosen = drawn(given.part, given.each, given.seed)
    with tempfile.TemporaryDirectory() as place:
        folders: Queue[Path] = Queue()
        for n in range(given.processes):
            folder = Path(place) / str(n) / "project"
            shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", "build", "__pycache__"))
            folders.put(folder)

        def judged(one: Mutant) -> bool:
            folder = folders.get()
            try:
                is_caught = is_noticed(one, folder)
            finally:
                folders.put(folder)
            print("." if is_caught else f"\n{one.where}", end="", file=sys.stderr, flush=True)
            return is_caught

        with ThreadPoolExecutor(given.processes) as pool:
            noticed = list(pool.map(judged, chosen))
    _report(chosen, noticed)
    return 0


def _report(chosen: list[Mutant], noticed: list[bool]) -> None:
    pairs = list(zip(chosen, noticed, strict=True))
    whole = Counter(str(one.path.relative_to(ROOT)) for one in chosen)
    caught = Counter(str(one.path.relative_to(ROOT)) for one, is_caught in pairs if is_caught)
    for path in whole:
        print(f"{caught[path]:4} of {whole[path]:4}  {path}")
    print(f"{sum(noticed)} of {len(chosen)} wrong facts noticed ({sum(noticed) / max(len(chosen), 1):.1%})")
    for one, is_caught in pairs:
        if not is_caught:
            print(f"  not noticed: {one.where}")
