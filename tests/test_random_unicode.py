"""Thousands of entries of random Unicode before the real readers: each finds all of them and has nothing to say."""

import json
import re
import subprocess
import unicodedata

import bibtexparser
import pytest
import rispy

from refexport.data.datamodel import TYPES
from refexport.formats import FORMATS
from tests.clients import NAMES, read_with_citation_js
from tests.conftest import some_of
from tests.csl_schema import faults
from tests.random_entries import NOT_RANDOM, random_entries

pytestmark = pytest.mark.slow

NUMBER = some_of(10_000)

AUX = "\\relax\n\\citation{*}\n\\bibstyle{%s}\n\\bibdata{bibtex}\n"
DOCUMENT = r"""\documentclass{article}
\usepackage[style=authoryear,giveninits=true,sorting=none,backend=biber]{biblatex}
\addbibresource{biblatex.biblatex.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""
BIBUTILS = {"bibtex": "bib2xml", "ris": "ris2xml", "endnote": "endx2xml", "enw": "end2xml"}
"""format -> the program that reads it; biblatex2xml aborts at names that begin with a command in braces."""


FEWER = 1_000
"""Entries of the formats of other managers, whose own tests ask their clients."""

WITH_CLIENTS = ("bibtex", "biblatex", "csl-json", "csl-yaml", "zotero", "ris", "hayagriva")


def drawn_for(name, entries):
    return entries if name in WITH_CLIENTS else entries[:FEWER]


@pytest.fixture(scope="module")
def entries():
    return random_entries(NUMBER)


class Files(dict):
    """Each format's file, written when it is first asked for; its own reader has a test below."""

    def __init__(self, entries, folder):
        super().__init__()
        self.entries, self.folder = entries, folder

    def __missing__(self, name):
        self[name] = path = self.folder / f"{name}{FORMATS[name].suffix}"
        path.write_bytes(FORMATS[name].write(drawn_for(name, self.entries)).text.encode())
        return path


@pytest.fixture(scope="module")
def files(entries, tmp_path_factory):
    return Files(entries, tmp_path_factory.mktemp("random"))


def run(*command, folder, text=b""):
    return subprocess.run(command, cwd=folder, capture_output=True, input=text, timeout=600)


def test_the_entries_hold_all_that_is_hard(entries):
    assert len({entry.key.lower() for entry in entries}) == NUMBER
    assert {entry.type for entry in entries} == set(TYPES) - NOT_RANDOM
    assert entries[:100] == random_entries(100)
    drawn = "".join(entry.plain("title") for entry in entries)
    hard = set("Cc Cf Cn Co Cs Lm Lo Lt Lu Mc Me Mn Nl No Sk Sm So Zl Zp Zs".split())
    assert hard <= set(map(unicodedata.category, drawn))
    assert all(
        word in drawn for word in ("\u202e", "\x00", "\x1b", "\nER  - ", "\\input", "@article{", "}}", "<script>")
    )


@pytest.mark.parametrize("name", FORMATS)
def test_the_own_reader_finds_all(name, files, entries):
    found = FORMATS[name].read(files[name].read_bytes().decode(), name)
    assert [entry.key for entry in found.entries] == [entry.key for entry in drawn_for(name, entries)]
    assert [problem for problem in found.problems if problem.level == "error"] == []


@pytest.mark.program("bibtex")
@pytest.mark.parametrize("style", ["plain", "plainnat"])
def test_bibtex(style, files):
    folder = files["bibtex"].parent
    (folder / f"{style}.aux").write_text(AUX % style)
    done = run("bibtex", style, folder=folder)
    log = (folder / f"{style}.blg").read_bytes().decode("utf-8", "replace")
    assert done.returncode == 0, log[-2000:]
    assert [line for line in log.splitlines() if line.startswith("Warning") or "error message" in line] == []
    assert (folder / f"{style}.bbl").read_bytes().count(b"\\bibitem") == NUMBER


@pytest.mark.program("biber", "pdflatex")
def test_biber(files):
    folder = files["biblatex"].parent
    (folder / "biber.tex").write_text(DOCUMENT)
    run("pdflatex", "-interaction=batchmode", "biber", folder=folder)
    done = run("biber", "--quiet", "biber", folder=folder)
    log = (folder / "biber.blg").read_text(encoding="utf-8")
    assert done.returncode == 0, log[-2000:]
    assert [line for line in log.splitlines() if re.search("WARN|ERROR", line)] == []
    found = (folder / "biber.bbl").read_text(encoding="utf-8")
    works = re.findall(r"^    \\entry\{.*?\\endentry", found, re.DOTALL | re.MULTILINE)
    assert len(works) == NUMBER
    assert [work for work in works if not is_whole(work)] == []


def is_whole(work):
    """Whether every name has a family name, and no initial is a brace or a dollar, which would end LaTeX's list."""
    names = re.findall(r"^ +\{\{.*hash=", work, re.MULTILINE)
    initials = re.findall(r"^ +(?:family|given|prefix|suffix)i=\{(.*)\\bibinitperiod\}", work, re.MULTILINE)
    is_even = all(one.count("{") == one.count("}") and one.count("$") % 2 == 0 for one in initials)
    return is_even and len(names) == len(re.findall(r"^ +family=", work, re.MULTILINE))


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_bibtexparser(name, files):
    library = bibtexparser.parse_string(files[name].read_bytes().decode())
    assert (len(library.entries), library.failed_blocks) == (NUMBER, [])
    assert library.preambles + library.strings == []


def test_rispy(files):
    with files["ris"].open(encoding="utf-8-sig") as file:
        assert len(rispy.load(file)) == NUMBER


@pytest.mark.program("bib2xml", "ris2xml", "endx2xml", "end2xml")
@pytest.mark.parametrize("name", BIBUTILS)
def test_bibutils(name, files, entries):
    done = run(BIBUTILS[name], "-i", "unicode", str(files[name]), folder=files[name].parent)
    assert (done.returncode, len(re.findall(rb"<mods[ >]", done.stdout))) == (0, len(drawn_for(name, entries)))


@pytest.mark.program("node", "npm")
def test_citation_js(files):
    read = read_with_citation_js({name: files[name] for name in NAMES})
    assert {name: (len(items), errors) for name, (items, errors) in read.items()} == dict.fromkeys(NAMES, (NUMBER, []))


@pytest.mark.parametrize("name", ["csl-json", "zotero"])
def test_the_schema_of_csl(name, files):
    items = json.loads(files[name].read_text(encoding="utf-8"))
    assert len(items) == NUMBER
    assert faults(items) == []


@pytest.mark.program("pandoc")
@pytest.mark.parametrize("name", ["csl-json", "zotero", "csl-yaml"])
def test_pandoc(name, files, entries):
    text, form = files[name].read_bytes(), "csljson"
    if name == "csl-yaml":
        text, form = b"---\n" + text + b"---\n", "markdown"
    done = run("pandoc", "-f", form, "-t", "csljson", folder=files[name].parent, text=text)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [item["id"] for item in json.loads(done.stdout)] == [entry.key for entry in entries]


@pytest.mark.program("pdftotext")
def test_typst(files):
    typst = pytest.importorskip("typst")
    folder = files["hayagriva"].parent
    (folder / "typst.typ").write_text(f'#bibliography("{files["hayagriva"].name}", style: "ieee", full: true)')
    typst.compile(str(folder / "typst.typ"), output=str(folder / "typst.pdf"))
    printed = run("pdftotext", "typst.pdf", "-", folder=folder).stdout.decode()
    assert f"[{NUMBER}]" in printed
    assert f"[{NUMBER + 1}]" not in printed
