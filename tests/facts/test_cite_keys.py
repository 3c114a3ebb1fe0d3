"""Which characters a cite key may have: asked of biber, BibTeX and LaTeX themselves."""

import re
import string
import subprocess

import pytest

from refexport.formats import FORMATS
from refexport.model.entry import Entry
from refexport.model.keys import MAX_KEY, NOT_BIBERS, folded_key, is_cite_key, plain_key, usable_key
from refexport.model.text import literal_text

REAL = (
    "müller2000", "smith&jones", "2004A&A...424..927C", "o'neil", "_lead", "[AMR08]", "key(1)'s", "刘知远2016", 'say"so"',
    "DBLP:conf/icml/FinnAL17", "10.1000/182", "a^b_c$d", "-dash", "x=y", "a;b", "who@where", "a?b!c", "<a|b>*`",
)  # fmt: skip
"""Keys as people and programs make them."""

BIBER_TAKES = "!$&*+-./:;<>?@[]^_`|"
BIBER_REFUSES = "\"#%'(),=\\{}"
LATEX_READS = "~"
r"""ASCII's signs: those that biber (2.18) takes in the key of an entry, those at which it ends the key or the file, and
one that biber takes but ``\cite`` makes a space of."""


@pytest.mark.parametrize("key", REAL)
def test_a_key_that_can_be_cited_stays(key):
    assert is_cite_key(key)
    assert usable_key(key) == key


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("a b", "ab"),
        ('M{\\"u}ller:2', "Muller:2"),
        ("müller, 2", "müller2"),
        ("o'neil", "oneil"),
        ("50%", "50"),
        ("~", ""),
    ],
)
def test_the_letters_of_any_other_stay(key, plain):
    assert plain_key(key) == plain


@pytest.mark.parametrize(
    "key", ["", "a b", "a,b", "a\tb", "a\u200bb", "a\xa0b", "a\x7fb", "\u202ea", "k" * (MAX_KEY + 1)]
)
def test_what_no_citation_carries_is_no_key(key):
    assert not is_cite_key(key)


def test_the_table_is_of_all_signs_of_ascii():
    assert sorted(BIBER_TAKES + BIBER_REFUSES + LATEX_READS) == sorted(string.punctuation)
    assert {sign for sign in string.punctuation if is_cite_key(f"a{sign}b")} == set(BIBER_TAKES) | NOT_BIBERS
    assert set(BIBER_REFUSES) > NOT_BIBERS


def test_keys_are_the_same_whatever_their_case_and_composition():
    assert folded_key("Mu\u0308ller") == folded_key("müller")


def read_by_biber(keys, folder):
    """The keys of the entries that biber reads in a file of entries with these."""
    (folder / "in.bib").write_text("".join(f"@misc{{{key},\n title = {{T}}\n}}\n" for key in keys), encoding="utf-8")
    command = ["biber", "--tool", "--output-format=bibtex", "--output-file", "out.bib", "in.bib"]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=60)
    out = folder / "out.bib"
    return re.findall(r"@MISC\{(.*),", out.read_text(encoding="utf-8")) if out.exists() else []


@pytest.mark.slow
@pytest.mark.program("biber")
def test_biber_takes_these_signs_wherever_they_stand(tmp_path):
    keys = [key for sign in BIBER_TAKES + "ü刘’" for key in (f"a{sign}b", f"{sign}ab", f"ab{sign}")]
    assert read_by_biber(keys, tmp_path) == keys


@pytest.mark.slow
@pytest.mark.program("biber")
@pytest.mark.parametrize("sign", BIBER_REFUSES)
def test_biber_takes_no_other_sign(sign, tmp_path):
    assert read_by_biber([f"a{sign}b", "good"], tmp_path) != [f"a{sign}b", "good"]


def works(*keys):
    return [Entry(key, "misc", {"title": literal_text(f"Title {key}")}) for key in keys]


PREAMBLES = {
    "biblatex": r"\usepackage[backend=biber]{biblatex}\addbibresource{refs.bib}",
    "bibtex": r"\bibliographystyle{plain}",
}
ENDS = {"biblatex": r"\printbibliography", "bibtex": r"\bibliography{refs}"}
RUNS = {"biblatex": "biber", "bibtex": "bibtex"}


def undefined(dialect, entries, cited, folder):
    """What LaTeX finds undefined of citations of these keys in a document with an export of the entries."""
    (folder / "refs.bib").write_text(FORMATS[dialect].write(entries).text, encoding="utf-8")
    text = "".join(rf"\cite{{{key}}}" for key in cited)
    document = rf"\documentclass{{article}}{PREAMBLES[dialect]}\begin{{document}}{text}{ENDS[dialect]}\end{{document}}"
    (folder / "main.tex").write_text(document, encoding="utf-8")
    for run in ("pdflatex -interaction=batchmode", RUNS[dialect], *["pdflatex -interaction=batchmode"] * 2):
        subprocess.run([*run.split(), "main"], cwd=folder, capture_output=True, timeout=120)
    log = (folder / "main.log").read_text(encoding="latin-1").replace("\n", "")
    assert "Output written on main.pdf" in log
    return re.findall(r"Citation [`'](.+?)' ", log)


@pytest.mark.slow
@pytest.mark.program("pdflatex")
@pytest.mark.program("biber")
@pytest.mark.program("bibtex")
@pytest.mark.parametrize("dialect", PREAMBLES)
def test_every_key_can_be_cited_in_either_dialect(dialect, tmp_path):
    keys = [key for key in REAL if key.isascii()]  # that of other letters depends on LaTeX's fonts, not on the key
    keys += [f"b{sign}c" for sign in sorted(set(BIBER_TAKES) | NOT_BIBERS)]
    assert undefined(dialect, works(*keys), keys, tmp_path) == []


@pytest.mark.slow
@pytest.mark.program("pdflatex")
@pytest.mark.program("biber")
@pytest.mark.program("bibtex")
@pytest.mark.parametrize("dialect", PREAMBLES)
def test_an_entry_can_be_cited_by_its_other_keys(dialect, tmp_path):
    entry = works("new")[0].replace(ids=("old", "o'ld", "Older"))
    assert undefined(dialect, [entry, *works("other")], ["old", "other"], tmp_path) == []
    assert undefined(dialect, [entry], ["o'ld"], tmp_path) == []
    assert undefined(dialect, [entry], ["Older"], tmp_path) == []
