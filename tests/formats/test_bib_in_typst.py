"""No .bib of ours is refused by Typst, which reads with Rust's biblatex crate and refuses a file for one value."""

import pytest
import typst

from refexport.formats import FORMATS
from refexport.project import Project
from tests.conftest import ROOT, examples
from tests.formats.samples import BEYOND_T1, SAMPLES, entry
from tests.random_entries import random_entries

YEARS = ("2020", "2020-05-03", "-0875", "1850~", "199X", "1978/1979", "2004/..", "2017-21")  # fmt: skip
WORDS = ("{c. 876 BCE}", "{20211}", "{Spring 2017}", "{[1850]}")
"""Words for a year. In BibLaTeX Typst refuses them still: biber wants a date in ``date``, and warns of another."""


def refused(folder, form, entries):
    """Why Typst refuses a file; nothing if it reads it."""
    (folder / "refs.bib").write_text(FORMATS[form].write(entries).text, encoding="utf-8", errors="replace")
    (folder / "main.typ").write_text('#bibliography("refs.bib", full: true, style: "apa")', encoding="utf-8")
    try:
        typst.compile(folder / "main.typ", format="svg")
    except RuntimeError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_typst_reads_every_case_and_the_sample(form, tmp_path):
    assert refused(tmp_path, form, [*SAMPLES, *BEYOND_T1]) == ""
    assert refused(tmp_path, form, Project(ROOT / "entries.toml").entries) == ""


@pytest.mark.parametrize(
    ("form", "date"),
    [*(("bibtex", date) for date in (*YEARS, *WORDS, None)), *(("biblatex", date) for date in (*YEARS, None))],
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
