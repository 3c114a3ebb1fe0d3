"""torture.bib through refexport and through its peers, every file held against the same traits by the same judges.

A peer takes part if its program is on the PATH. All run in folders of their own, with an empty home.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.traits import Verdict, judged
from benchmarks.works import READERS
from refexport.formats import FORMATS
from tests.csl_schema import faults
from tests.latex import compiled

SOURCE = Path(__file__).resolve().parents[1] / "tests" / "torture.bib"
BACKENDS = {"bibtex": "bibtex", "biblatex": "biber"}
NAMES = tuple(name for name in FORMATS if name in READERS)
SCHEMA = frozenset({"csl-json", "zotero"})
PYTHON = sys.executable


class Converter(NamedTuple):
    """A program, and for each format that it writes the command that makes ``out`` of ``a.bib``."""

    name: str
    program: str
    commands: Mapping[str, str]
    version: str = "--version"


OURS = (
    "printf '[refexport]\\nversion = 1\\n' > entries.toml"
    f" && {PYTHON} -m refexport import a.bib --write && {PYTHON} -m refexport export --explain-loss out --to "
)
PAPIS = (
    "mkdir -p .config/papis lib && printf '[settings]\\ndefault-library = l\\n[l]\\ndir = %s/lib\\n' \"$PWD\""
    " > .config/papis/config && papis bibtex read a.bib import --all && papis export --all --format bibtex -o out"
)
CONVERTERS = (
    Converter("refexport", PYTHON, {name: OURS + name for name in NAMES}, "-m refexport --version"),
    Converter(
        "pandoc",
        "pandoc",
        {
            "bibtex": "pandoc -f bibtex -t bibtex a.bib -o out",
            "biblatex": "pandoc -f biblatex -t biblatex a.bib -o out",
            "csl-json": "pandoc -f biblatex -t csljson a.bib -o out",
            "csl-yaml": "pandoc -f biblatex -s -t markdown --wrap=none a.bib | sed '/^---$/d' > out",
        },
    ),
    Converter(
        "bibutils",
        "bib2xml",
        {"bibtex": "bib2xml -i utf8 a.bib | xml2bib > out", "ris": "bib2xml -i utf8 a.bib | xml2ris > out"},
    ),
    Converter(
        "citation-js",
        "citation-js",
        {
            format_: f"citation-js -i a.bib -f string -s {style} > out"
            for format_, style in (("bibtex", "bibtex"), ("csl-json", "csl"), ("ris", "ris"))
        },
    ),
    Converter("pybtex", "pybtex-convert", {"bibtex": "pybtex-convert -f bibtex -t bibtex a.bib out"}),
    Converter(
        "bibtexparser",
        PYTHON,
        {"bibtex": f'{PYTHON} -c \'import bibtexparser as b; b.write_file("out", b.parse_file("a.bib"))\''},
        "-c 'import bibtexparser as b; print(b.__version__)'",
    ),
    Converter("bibtex-tidy", "bibtex-tidy", {"bibtex": "bibtex-tidy --v2 < a.bib > out"}),
    Converter("papis", "papis", {"bibtex": PAPIS}),
    Converter("cobib", "cobib", {"bibtex": "cobib init; cobib add -b a.bib && cobib export --bibtex out"}),
    Converter("biber", "biber", {"biblatex": "biber --tool --output-format=bibtex --output-file out a.bib"}),
)
"""Each as its documentation says; of pandoc's two readers the one that keeps more of the file."""

NONE = Verdict("-")
NOT_RUN = ("JabRef",)
"""Peers that no package of pip or npm holds."""


def convert(converter: Converter, format_: str, folder: Path) -> str:
    """What a converter says while it makes ``out`` of torture.bib in a folder."""
    (folder / "a.bib").write_bytes(SOURCE.read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(
        converter.commands[format_],
        check=False,  # a file that is not there says enough
        shell=True,
        cwd=folder,
        env=environment | {"HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
    )
    return (done.stdout + done.stderr).decode(errors="replace")


def version(converter: Converter) -> str:
    """The first line of what a converter says of its version."""
    command = f"{converter.program} {converter.version} 2>&1"
    said = subprocess.run(command, check=False, shell=True, capture_output=True, text=True, timeout=60).stdout
    return f"{converter.name}: {said.strip().splitlines()[0]}"


def complaints(path: Path, flavour: str) -> tuple[set[tuple[str, str]], int]:
    """What BibTeX or biber warn about, by style, and the number of errors of them and of LaTeX over all styles."""
    with tempfile.TemporaryDirectory() as folder:
        report = compiled(path, flavour, Path(folder))
    messages = {(run.style, message) for run in report.runs for message in (*run.warnings, *run.errors)}
    return messages, len(report.errors)


def latex_verdicts(path: Path, flavour: str, before: set[tuple[str, str]]) -> dict[str, Verdict]:
    """What LaTeX says of a .bib in all styles, beyond what it says of torture.bib itself."""
    warnings, errors = complaints(path, flavour)
    new = sorted(warnings - before)
    backend = BACKENDS[flavour]
    return {
        f"{backend}: new warnings": Verdict(str(len(new)) if new else "ok", "; ".join(f"{s}: {w}" for s, w in new[:2])),
        f"{backend}, LaTeX: errors": Verdict(str(errors) if errors else "ok"),
    }


def schema_verdict(path: Path) -> Verdict:
    """Whether a file is valid CSL-JSON."""
    wrong = faults(json.loads(path.read_text(encoding="utf-8")))
    return Verdict(f"{len(wrong)} wrong", wrong[0]) if wrong else Verdict("ok")


def verdicts(converter: Converter, format_: str, before: set[tuple[str, str]]) -> dict[str, Verdict]:
    """The column of a converter in the table of a format."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = convert(converter, format_, folder)
        if not (folder / "out").is_file():
            return {"entries": Verdict("failed", said.strip())}
        path = (folder / "out").rename(folder / f"out{FORMATS[format_].suffix}")
        found = judged(format_, path.read_text(encoding="utf-8"), said)
        if format_ in BACKENDS:
            return found | latex_verdicts(path, format_, before)
        return found | ({"valid by the schema": schema_verdict(path)} if format_ in SCHEMA else {})


def table(columns: Mapping[str, Mapping[str, Verdict]]) -> list[str]:
    """Traits by converters, the number of right ones below, then what stands in the files instead."""
    traits = list(dict.fromkeys(trait for column in columns.values() for trait in column))
    rows = [["", *columns]] + [
        [trait, *(column.get(trait, NONE).cell for column in columns.values())] for trait in traits
    ]
    rows.append(["right", *(f"{sum(v.cell == 'ok' for v in c.values())}/{len(traits)}" for c in columns.values())])
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    held = [
        f"  {name}: {trait}: {verdict.held[:100]}"
        for name, column in columns.items()
        for trait, verdict in column.items()
        if verdict.held
    ]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ] + held


def main():
    present = [converter for converter in CONVERTERS if shutil.which(converter.program)]
    print("\n".join(map(version, present)))
    for format_ in NAMES:
        before = complaints(SOURCE, format_)[0] if format_ in BACKENDS else set()
        columns = {one.name: verdicts(one, format_, before) for one in present if format_ in one.commands}
        print(f"-- torture.bib to {format_}" + ("" if len(columns) > 1 else ", which no peer here writes"))
        print("\n".join(table(columns)))
    absent = [converter.name for converter in CONVERTERS if converter not in present]
    print("absent:", ", ".join((*absent, *NOT_RUN)))
