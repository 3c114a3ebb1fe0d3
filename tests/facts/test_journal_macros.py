"""The journals that BibTeX's styles abbreviate: those of plain.bst, and the program expands them alike."""

import re
import subprocess
from pathlib import Path

import pytest

from refexport.data.macros import JOURNAL_MACROS
from refexport.formats import FORMATS


@pytest.mark.program("kpsewhich")
def test_the_macros_are_those_of_plain():
    path = subprocess.run(["kpsewhich", "plain.bst"], capture_output=True, text=True).stdout.strip()
    macros = dict(re.findall(r'MACRO\s*\{(\w+)\}\s*\{"([^"]*)"\}', Path(path).read_text(encoding="latin-1")))
    months = set("jan feb mar apr may jun jul aug sep oct nov dec".split())
    assert {name: " ".join(words.split()) for name, words in macros.items() if name not in months} == JOURNAL_MACROS


@pytest.mark.parametrize(
    ("macro", "journal"),
    [("jacm", "Journal of the ACM"), ("tcs", "Theoretical Computer Science"), ("CACM", "Communications of the ACM")],
)
def test_a_file_may_use_them_without_defining_them(macro, journal):
    (entry,), problems = FORMATS["bibtex"].read(f"@article{{k, title = {{T}}, journal = {macro}}}", "a.bib")
    assert (entry.plain("journaltitle"), problems) == (journal, ())


def test_a_file_that_defines_one_means_its_own():
    text = "@string{jacm = {J. ACM}}\n@article{k, title = {T}, journal = jacm}"
    (entry,), _ = FORMATS["bibtex"].read(text, "a.bib")
    assert entry.plain("journaltitle") == "J. ACM"
