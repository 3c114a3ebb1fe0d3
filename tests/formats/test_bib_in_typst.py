"""No .bib of ours is refused by Typst or refkit, which read with Rust's biblatex crate and refuse a file for one value."""

import subprocess

import pytest
import refkit
import typst

from refexport.formats import FORMATS
from refexport.project import Project
from tests.conftest import ROOT, examples
from tests.formats.samples import BEYOND_T1, SAMPLES, entry
from tests.random_entries import random_entries

YEARS = ("2020", "2020-05-03", "-0875", "1850~", "199X", "1978/1979", "2004/..", "2017-21")  # fmt: skip
WORDS = ("{c. 876 BCE}", "{20211}", "{Spring 2017}", "{[1850]}")
"""Words for a year, which stand in ``date``, too: Typst and refkit take any words there."""


def refused(folder, form, entries):
    """Why Typst or refkit refuses a file; nothing if both read it."""
    text = FORMATS[form].write(entries).text
    (folder / "refs.bib").write_text(text, encoding="utf-8", errors="replace")
    (folder / "main.typ").write_text('#bibliography("refs.bib", full: true, style: "apa")', encoding="utf-8")
    try:
        typst.compile(folder / "main.typ", format="svg")
        refkit.Library.parse_bibtex(text.encode(errors="replace").decode())
    except (RuntimeError, ValueError, refkit.RefkitError) as error:
        return str(error)
    return ""


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_typst_reads_every_case_and_the_sample(form, tmp_path):
    assert refused(tmp_path, form, [*SAMPLES, *BEYOND_T1]) == ""
    assert refused(tmp_path, form, Project(ROOT / "entries.toml").entries) == ""


@pytest.mark.parametrize(
    ("form", "date"),
    [(form, date) for form in ("bibtex", "biblatex") for date in (*YEARS, *WORDS, None)],
)
def test_no_year_makes_typst_refuse_a_file(form, date, tmp_path):
    dated = {"date": date} if date else {}
    work = entry("a", "article", title="T", author=["Doe, J."], journaltitle="J", **dated)
    odd = entry("b", "article", title="T", author=["Doe, J."], journaltitle="J", bibmonth="no. 3 of May", date="1999")
    assert refused(tmp_path, form, [work, odd]) == ""


@pytest.mark.slow
@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_random_entries_are_read_by_typst(form, tmp_path):
    entries = random_entries(examples(400).max_examples, seed=7)
    assert refused(tmp_path, form, entries) == ""


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests").glob("**/expected*.bib")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_refkit_reads_every_file_of_the_cases(path):
    refkit.Library.parse_bibtex(path.read_text(encoding="utf-8"))


@pytest.mark.program("pdftotext")
@pytest.mark.parametrize(("form", "runs"), [("bibtex", "1–10, 15–16"), ("biblatex", "1–10; 15–16")])
def test_pages_in_two_runs_are_printed_apart(form, runs, tmp_path):
    work = entry("a", "article", title="T", author=["Doe, J."], journaltitle="J", pages="1--10, 15--16", date="1994")
    (tmp_path / "refs.bib").write_text(FORMATS[form].write([work]).text, encoding="utf-8")
    (tmp_path / "main.typ").write_text('#bibliography("refs.bib", full: true, style: "apa")', encoding="utf-8")
    typst.compile(tmp_path / "main.typ", output=tmp_path / "main.pdf")
    printed = subprocess.run(
        ["pdftotext", tmp_path / "main.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert runs in " ".join(printed.split())
