"""`python -m benchmarks peers [SIZE | scale] [--write]`: exports against peers and the floor, each in its own process.

Every job is run in three rounds, one after the other in each round, so that a busy machine hurts all alike; medians
count. Of each: processor time, time on the clock, peak memory; entries in and out; and of the abstracts, keywords, DOIs
and arXiv ids of the library, how many are in the output. Programs that are not installed are left out.
``scale`` runs ours at four sizes instead. ``--write`` puts what was measured into docs/performance.md, with a chart.
"""

import datetime as dt
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import library, write_library

ROUNDS = 3
CITATION_JS = os.environ.get("REFEXPORT_CITATION_JS", "citation-js")
"""The command-line program of npm's citation-js."""

OURS = f"{sys.executable} -m refexport export"
EDIT = f"{sys.executable} edit.py"
EDITOR = """\
import pathlib, random, re
path = pathlib.Path("entries.toml")
text = re.sub("note = .*\\n", "", path.read_text(encoding="utf-8"))
path.write_text(text.replace("[key77]\\n", f'[key77]\\nnote = "{random.random()}"\\n'), encoding="utf-8")
"""
BIBTEXPARSER = "import bibtexparser as b, sys; b.write_file('out.bib', b.parse_file('in.bib'))"


class Job(NamedTuple):
    """What is run, after what, and what it writes."""

    name: str
    command: str
    outputs: tuple[str, ...]
    before: str = ""
    is_ours: bool = False


class Ran(NamedTuple):
    """Processor seconds, seconds, and megabytes at the peak."""

    cpu: float
    wall: float
    memory: float


def jobs():
    three, five = ("a.bib", "a.json", "a.ris"), ("a.bib", "a.json", "a.ris", "b.biblatex.bib", "c.zotero.json")
    nothing = "rm -rf cache a.* b.* c.*"
    found = [
        Job("floor: .bib, CSL-JSON, RIS", f"{sys.executable} floor.py .", ("floor.bib", "floor.json", "floor.ris")),
        Job("refexport: .bib, CSL-JSON, RIS", f"{OURS} {' '.join(three)}", three, nothing, is_ours=True),
        Job("refexport: five formats", f"{OURS} {' '.join(five)}", five, nothing, is_ours=True),
        Job("refexport: three, one entry changed", f"{OURS} {' '.join(three)}", three, EDIT, is_ours=True),
        Job("refexport: three, nothing changed", f"{OURS} {' '.join(three)}", three, is_ours=True),
    ]
    peers = [
        Job("citation-js: .bib → CSL-JSON", f"{CITATION_JS} -i in.bib -f string -s csl -o out", ("out.txt",)),
        Job("citation-js: .bib → RIS", f"{CITATION_JS} -i in.bib -f string -s ris -o out", ("out.txt",)),
        Job("citation-js: CSL-JSON → .bib", f"{CITATION_JS} -i in.json -f string -s bibtex -o out", ("out.bib",)),
        Job("pandoc: .bib → CSL-JSON", "pandoc -f bibtex -t csljson in.bib -o out.json", ("out.json",)),
        Job("bibutils: .bib → RIS", "bib2xml -i utf8 in.bib 2>/dev/null | xml2ris > out.ris 2>/dev/null", ("out.ris",)),
        Job("bibtexparser: .bib → .bib", f'{sys.executable} -c "{BIBTEXPARSER}"', ("out.bib",)),
        Job("pybtex: .bib → .bib", "pybtex-convert in.bib out.bib", ("out.bib",)),
    ]
    return found + [job for job in peers if shutil.which(job.command.split()[0])]


LAUNCHER = """\
import os, sys, time
start = time.monotonic()
child = os.posix_spawn("/bin/sh", ["sh", "-c", sys.argv[1]], os.environ)
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024)
"""
"""A small process between: a child's peak begins with its parent's."""


def run(command, folder):
    """Runs a command line in a folder; its children count."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(Path(__file__).parents[1])}
    environment.pop("REFEXPORT_NO_STAMPS", None)
    launch = [sys.executable, "-I", "-S", "-c", LAUNCHER, f"{{ {command}; }} >/dev/null 2>&1"]
    ran = subprocess.run(launch, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    code, *figures = map(float, ran.stdout.split())
    assert code == 0, command
    return Ran(*figures)


class Marks:
    """What of a library is looked for in outputs: a word of each abstract, a keyword, a DOI, an arXiv id."""

    def __init__(self, size):
        self.dois, self.arxiv, self.abstracts, self.keywords = set(), set(), set(), set()
        for n, (_, identifier, entry) in enumerate(library(size)):
            self.dois.add(identifier.removeprefix("doi:"))
            self.arxiv |= {entry.arxiv} - {""}
            self.abstracts |= {f"abs{n}."} if entry.has("abstract") else set()
            self.keywords |= {f"kw{n}"} if entry.has("keywords") else set()

    def kept(self, text):
        """Of which marks how many are there, in percent."""
        words = set(re.split(r"[\s\"{},;]+", text.replace("\\n", "\n")))
        found = {
            "abstracts": self.abstracts & words,
            "keywords": self.keywords & words,
            "DOIs": self.dois & {word.rpartition("doi.org/")[2] for word in words},
            "arXiv ids": self.arxiv & set(re.findall(r"\d{4}\.\d{5}", text)),
        }
        wanted = {"abstracts": self.abstracts, "keywords": self.keywords, "DOIs": self.dois, "arXiv ids": self.arxiv}
        return {name: 100 * len(found[name]) // max(1, len(wanted[name])) for name in wanted}


def entries_in(path):
    """How many entries a file has."""
    text = path.read_text(encoding="utf-8", errors="replace")
    signs = {
        ".bib": r"^\s*@(?!comment|string|preamble)\w+\s*\{",
        ".json": r'"id"\s*:',
        ".ris": r"^TY  - ",
        ".txt": r'^TY  - |"id"\s*:',
    }
    return len(re.findall(signs[path.suffix], text, re.MULTILINE | re.IGNORECASE))


def measured(size, folder):
    """Job -> its median run, entries out, and what of the marks is kept in the worst output."""
    write_library(folder, size)
    shutil.copy(Path(__file__).with_name("floor.py"), folder)
    (folder / "edit.py").write_text(EDITOR, encoding="utf-8")
    run(f"{OURS} in.bib in.json", folder)
    marks, all_jobs = Marks(size), jobs()
    runs = {job: [] for job in all_jobs}
    facts = {}
    for _ in range(ROUNDS):
        for job in all_jobs:
            if job.before:
                run(job.before, folder)
            runs[job].append(run(job.command, folder))
            outputs = [folder / name for name in job.outputs]
            kept = [marks.kept(path.read_text(encoding="utf-8", errors="replace")) for path in outputs]
            least = {name: min(one[name] for one in kept) for name in kept[0]}
            facts[job] = [entries_in(path) for path in outputs], least
    medians = {job: Ran(*map(statistics.median, zip(*found, strict=True))) for job, found in runs.items()}
    return {job: (medians[job], *facts[job]) for job in all_jobs}


def table(found):
    floor = next(ran.cpu for job, (ran, *_) in found.items() if job.name.startswith("floor"))
    kept_of = "kept of abstracts, keywords, DOIs, arXiv ids"
    yield f"| job | processor s | of the floor | clock s | MB | entries out | {kept_of} |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    for job, (ran, counts, kept) in found.items():
        out = " ".join(map(str, dict.fromkeys(counts)))
        share = ", ".join(f"{value} %" for value in kept.values())
        figures = f"{ran.cpu:.2f} | {ran.cpu / floor:.1f} | {ran.wall:.2f} | {ran.memory:.0f}"
        yield f"| {job.name} | {figures} | {out} | {share} |"


SIZES = (100, 1_000, 10_000, 100_000)
CONVERTED = {"check": f"{sys.executable} -m refexport check", "show KEY": f"{sys.executable} -m refexport show key77"}


def scaled():
    """What each act costs as the library grows: cold, after one change, and without; with peak memory."""
    acts = [job for job in jobs() if job.is_ours and "five" not in job.name]
    others = [Job(name, f"{command} || true", (), "rm -rf cache") for name, command in CONVERTED.items()]
    found = {job.name.removeprefix("refexport: "): [] for job in (*acts, *others)}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_library(folder, size)
            (folder / "edit.py").write_text(EDITOR, encoding="utf-8")
            for job in (*acts, *others):
                if job.before:
                    run(job.before, folder)
                found[job.name.removeprefix("refexport: ")].append(run(job.command, folder))
    return found


def scale_table(found):
    yield f"| act | {' | '.join(f'{size:,}' for size in SIZES)} | exponent | KB an entry |"
    yield f"|---|{'---:|' * len(SIZES)}---:|---:|"
    for name, runs in found.items():
        exponent = math.log10(runs[-1].cpu / runs[-2].cpu)
        memory = 1024 * (runs[-1].memory - runs[-2].memory) / (SIZES[-1] - SIZES[-2])
        cells = " | ".join(f"{ran.cpu:.2f}" for ran in runs)
        yield f"| {name} | {cells} | {exponent:.2f} | {memory:.1f} |"


FILES = "refexport and the floor write three or five files at once, the others one."
BAR, GAP, LEFT, RIGHT = 18, 8, 250, 620
DARK = "text{fill:#ddd}.o{fill:#6fb1e0}.p{fill:#59636b}"
STYLE = f"text{{fill:#333}}.o{{fill:#1f5f8b}}.p{{fill:#b8c4ce}}@media(prefers-color-scheme:dark){{{DARK}}}"


def chart(found, size):
    """The processor times as bars; ours are dark."""
    longest = max(ran.cpu for ran, *_ in found.values())
    height = (BAR + GAP) * len(found) + 60
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 {height}" font-family="sans-serif" font-size="12"',
        f' role="img"><title>Processor seconds for {size:,} entries</title>',
        f"<style>{STYLE}</style>",
        f'<text x="0" y="16" font-weight="bold">Processor seconds for {size:,} entries, the shorter the better</text>',
        f'<text x="0" y="{height - 4}">{FILES}</text>',
    ]
    for n, (job, (ran, *_)) in enumerate(found.items()):
        top = 30 + n * (BAR + GAP)
        width = max(1.0, (RIGHT - LEFT) * ran.cpu / longest)
        shade = "o" if job.is_ours else "p"
        lines += [
            f'<text x="{LEFT - 8}" y="{top + 13}" text-anchor="end">{job.name.replace("→", "to")}</text>',
            f'<rect class="{shade}" x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}" rx="2"/>',
            f'<text x="{LEFT + width + 6:.1f}" y="{top + 13}">{ran.cpu:.2f}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def write_into(page, name, lines):
    """Puts lines between the marks of a name, under the day and the machine."""
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    what = f"{dt.datetime.now(tz=dt.UTC).date()}, Python {platform.python_version()}, {os.cpu_count()} cores:"
    before, rest = page.read_text(encoding="utf-8").split(start)
    page.write_text(
        f"{before}{start}\n{what}\n\n" + "\n".join(lines) + f"\n{end}{rest.partition(end)[2]}", encoding="utf-8"
    )


def main(arguments=()):
    docs = Path(__file__).parents[1] / "docs"
    is_written = "--write" in arguments
    if "scale" in arguments:
        lines = list(scale_table(scaled()))
    else:
        size = next((int(one) for one in arguments if one.isdecimal()), 10_000)
        with tempfile.TemporaryDirectory() as name:
            found = measured(size, Path(name))
        lines = list(table(found))
        if is_written:
            (docs / "performance.svg").write_text(chart(found, size), encoding="utf-8")
    print("\n".join(lines))
    if is_written:
        write_into(docs / "performance.md", "scale" if "scale" in arguments else "peers", lines)
    return 0
