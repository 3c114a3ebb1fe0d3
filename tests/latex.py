"""A .bib before LaTeX: a document that cites all of it, per style, and what BibTeX, biber and pdfLaTeX say."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import bibtexparser

STYLES = {
    "bibtex": ("plain", "plainnat", "IEEEtran", "apalike", "acm", "unsrt", "alpha", "bare"),
    "biblatex": ("numeric", "authoryear", "apa"),
}
"""``bare`` is plain in a document that loads no package at all."""

PREAMBLE = r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[english]{babel}"
PACKAGES = {
    "plainnat": rf"{PREAMBLE}\usepackage{{natbib}}\usepackage{{url}}\usepackage[hidelinks]{{hyperref}}",
    "apalike": rf"{PREAMBLE}\usepackage{{apalike}}\usepackage{{url}}\usepackage[hidelinks]{{hyperref}}",
    "bare": "",
}
USUAL = rf"{PREAMBLE}\usepackage{{url}}\usepackage[hidelinks]{{hyperref}}"
BIBTEX = r"""\documentclass{article}%(packages)s
\begin{document}x\nocite{*}\bibliographystyle{%(style)s}\bibliography{refs}\end{document}
"""
BIBLATEX = rf"""\documentclass{{article}}{PREAMBLE}\usepackage{{csquotes}}
\usepackage[style=%(style)s,backend=biber]{{biblatex}}\usepackage[hidelinks]{{hyperref}}\addbibresource{{refs.bib}}
\begin{{document}}x\nocite{{*}}\printbibliography\end{{document}}
"""
HARMLESS = re.compile(
    r"[Rr]erun|has changed|have changed|undefined|[Ee]mpty bibliography|Font shape|[Ss]ize substitutions|font shapes were not"
    r"|invalid in math|No driver for 'video'"
)
"""Warnings of a first pass, of fonts that are not installed, and of a type that styles print as @misc (biblatex manual,
section 2.1.3)."""

CAPITALS = re.compile(r"[A-Z][A-Z]|[a-z][A-Z]|[A-Z]-?\d|\d[A-Z]")
"""In a word whose capitals mean something: BERT, iPhone, GPT-2."""


class Run(NamedTuple):
    """What the programs made of a .bib in one style: entries in the .bbl, and their messages."""

    style: str
    entries: int
    warnings: list[str]
    errors: list[str]
    latex_errors: list[str]
    latex_warnings: list[str]
    missing_glyphs: list[str]
    lost_capitals: list[str]
    has_pdf: bool


class Report(NamedTuple):
    """All runs, the cite keys of the file, and what biber says when it holds the file against its data model."""

    keys: list[str]
    runs: list[Run]
    data_model: list[str]

    @property
    def messages(self) -> list[str]:
        """What BibTeX or biber say, the data model included."""
        return [message for run in self.runs for message in (*run.warnings, *run.errors)] + self.data_model

    @property
    def errors(self) -> list[str]:
        """What stops a program, or leaves something out."""
        return [message for run in self.runs for message in (*run.errors, *run.latex_errors)]

    @property
    def losses(self) -> list[str]:
        """Entries, letters and capitals that are not in the document; documents that are not there."""
        return [f"{run.style}: {loss}" for run in self.runs for loss in _losses(run, len(self.keys))]


def compiled(bib: Path, flavour: str, folder: Path) -> Report:
    """What LaTeX says of a file, a ``bibtex`` or ``biblatex`` one, in all styles; works inside the folder."""
    library = bibtexparser.parse_string(bib.read_text(encoding="utf-8"))
    entries = [entry for entry in library.entries if entry.entry_type != "xdata"]
    titles = [entry.get(field).value for entry in entries for field in ("title", "booktitle") if entry.get(field)]
    runs = [_run(bib, flavour, style, _place(folder / f"{flavour}-{style}"), titles) for style in STYLES[flavour]]
    data_model = _data_model(bib, _place(folder / "tool")) if flavour == "biblatex" else []
    return Report([entry.key for entry in entries], runs, data_model)


def _losses(run: Run, count: int) -> Iterator[str]:
    if run.entries != count:
        yield f"{run.entries} of {count} entries"
    if not run.has_pdf:
        yield "no PDF"
    yield from run.missing_glyphs
    yield from run.lost_capitals


def _place(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _program(folder: Path, *command: str) -> int:
    """Runs a program in the folder, long lines unbroken; its exit code."""
    environment = os.environ | {"max_print_line": "10000", "LC_ALL": "C.UTF-8", "openin_any": "p", "openout_any": "p"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300).returncode


def _latex(folder: Path) -> None:
    _program(folder, "pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "-file-line-error", "doc")


def _run(bib: Path, flavour: str, style: str, folder: Path, titles: list[str]) -> Run:
    (folder / "refs.bib").write_bytes(bib.read_bytes())
    if flavour == "bibtex":
        warnings, errors = _bibtex(folder, style)
    else:
        warnings, errors = _biber(folder, style)
    _latex(folder)
    log, bbl = _text(folder / "doc.log"), _text(folder / "doc.bbl")
    found = re.findall(r"(?m)^(?:LaTeX|Package [\w-]+|Class [\w-]+)(?: Font)? Warning: (.*)$", log)
    return Run(
        style,
        len(
            re.findall(r"\\bibitem\b", bbl) or set(re.findall(r"(?m)^\s*\\entry\{[^}]*\}", bbl))
        ),  # a list each sorting
        warnings,
        errors,
        re.findall(r"(?m)^(?:\./)?doc\.(?:tex|bbl):\d+: (.*)$", log) or re.findall(r"(?m)^! (.*)$", log),
        [warning for warning in found if not HARMLESS.search(warning)],
        re.findall(r"(?m)^Missing character: (.*)$", log),
        _lost_capitals(titles, bbl) if flavour == "bibtex" else [],  # biber's .bbl has the titles as they are
        "Output written on" in log,
    )


def _bibtex(folder: Path, style: str) -> tuple[list[str], list[str]]:
    """Warnings and errors of BibTeX."""
    name = "plain" if style == "bare" else style
    (folder / "doc.tex").write_text(BIBTEX % {"style": name, "packages": PACKAGES.get(style, USUAL)})
    (folder / "doc.aux").write_text(f"\\relax\n\\citation{{*}}\n\\bibstyle{{{name}}}\n\\bibdata{{refs}}\n")
    code = _program(folder, "bibtex", "doc")
    log = _text(folder / "doc.blg")
    errors = re.findall(r"(?m)^(?:I (?:couldn't|was|found|can)|Repeated entry|Illegal|Sorry---|A bad cross).*$", log)
    errors += re.findall(r"(?m)^.*(?:---line \d+ of file |too many commas).*$", log)
    return re.findall(r"(?m)^Warning--(.*)$", log), errors or [f"BibTeX ends with {code}"] * (code > 1)


def _biber(folder: Path, style: str) -> tuple[list[str], list[str]]:
    """Warnings and errors of biber, which wants what a first pass of LaTeX writes."""
    (folder / "doc.tex").write_text(BIBLATEX % {"style": style})
    _latex(folder)
    code = _program(folder, "biber", "--noconf", "doc")
    warnings, errors = _of_biber(_text(folder / "doc.blg"))
    return warnings, errors or [f"biber ends with {code}"] * (code != 0)


def _of_biber(log: str) -> tuple[list[str], list[str]]:
    log = re.sub(r"\S*/biber_tmp_\w+/\w+\.utf8", "refs.bib", log)
    return re.findall(r"WARN - (.*)", log), re.findall(r"(?:ERROR|FATAL) - (.*)", log)


def _data_model(bib: Path, folder: Path) -> list[str]:
    (folder / "refs.bib").write_bytes(bib.read_bytes())
    _program(folder, "biber", "--tool", "--validate-datamodel", "--noconf", "--output-file", "tool.bib", "refs.bib")
    warnings, errors = _of_biber(_text(folder / "refs.bib.blg"))
    return warnings + errors


def _lost_capitals(titles: list[str], bbl: str) -> list[str]:
    """Words of titles that have capitals with a meaning and do not stand so in the .bbl."""
    plain = re.sub(r"[{}]", "", bbl)
    text = " ".join(re.sub(r"[{}]", "", re.sub(r"\$[^$]*\$", " ", title)) for title in titles)
    words = {word for word in re.findall(r"(?<![\\\w])[A-Za-z][\w-]*", text) if CAPITALS.search(word)}
    return sorted(word for word in words if word not in plain)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
