"""Names as .bib files have them: biblatex's extended form, BibTeX's forms, and how lists end."""

import re
import subprocess

import pytest

from refexport.formats.bib.read import read_bib
from refexport.formats.bib.syntax import parse_blocks
from refexport.model.name import OTHERS, Name


def names_of(raw, *, named=()):
    (entry,), problems = read_bib("@misc{k, title={T}, author={" + raw + "}}", "x")
    assert [problem.field for problem in problems] == ["author"] * len(named)
    assert all(word in problem.message for word, problem in zip(named, problems, strict=True))
    return entry.names("author"), entry.plain("options")


@pytest.mark.parametrize(
    ("raw", "names", "options"),
    [
        # the biblatex manual 3.18, section 3.5
        ("given=Hans, family=Harman and given=Simon, prefix=de, family=Beumont", [Name("Harman", "Hans"), Name("Beumont", "Simon", "de")], ""),
        ("given=Jean, prefix=de la, prefix-i=dl, family=Rousse", [Name("Rousse", "Jean", "de la")], ""),
        ("given={Jean Pierre Simon}, given-i=JPS", [Name("Jean Pierre Simon")], ""),
        ('"family={Robert and Sons, Inc.}"', [Name(literal="Robert and Sons, Inc.")], ""),
        ("Hans Harman and given=Simon, prefix=de, family=Beumont", [Name("Harman", "Hans"), Name("Beumont", "Simon", "de")], ""),
        # what Better BibTeX writes
        ("family=Freitas, given=Nando, prefix=de, useprefix=true", [Name("Freitas", "Nando", "de")], "useprefix=true"),
        ("family=Freitas, given=Nando, prefix=de, useprefix=false", [Name("Freitas", "Nando", "de")], ""),
        ("family=King, given=Martin, suffix=Jr.", [Name("King", "Martin", "", "Jr.")], ""),
        ("family=Duchamp, given=Marcel, prefix=du and others", [Name("Duchamp", "Marcel", "du"), OTHERS], ""),
        (r"family={Garc{\'i}a M{\'a}rquez}, given={Gabriel Jos{\'e}}", [Name("García Márquez", "Gabriel José")], ""),
        ('FAMILY = "Smith, Co", given = {A.}', [Name("Smith, Co", "A.")], ""),
    ],
)  # fmt: skip
def test_extended_names(raw, names, options):
    assert names_of(raw) == (tuple(names), options)


@pytest.mark.parametrize(
    ("raw", "names", "named"),
    [
        ("family=Smith, given=Ann, given-i=Z", [Name("Smith", "Ann")], "given-i=Z"),
        ("family=Smith, given=Ann, patronymic=Petrovna", [Name("Smith", "Ann")], "patronymic=Petrovna"),
        ("nosortothers=true and Hans Harman", [Name("Harman", "Hans")], "nosortothers=true"),
        ("family=A, prefix=de, useprefix=true and family=B, prefix=de", [Name("A", "", "de"), Name("B", "", "de")], "useprefix"),
    ],
)  # fmt: skip
def test_what_of_extended_names_is_not_kept_is_named(raw, names, named):
    assert names_of(raw, named=[named])[0] == tuple(names)


@pytest.mark.parametrize(
    ("raw", "names", "named"),
    [
        (r"{\noopsort{Gogh}}van Gogh, Vincent", [Name("Gogh", "Vincent", "van")], ["noopsort{Gogh}"]),
        (r"de'\hspace{0pt} Medici, Catherine", [Name("Medici", "Catherine", "de'")], []),
        ("Yang Liu 0001 and Zhang 0012, Wei", [Name("Liu", "Yang"), Name("Zhang", "Wei")], ["0001, 0012"]),
        ("Agent 007", [Name("007", "Agent")], []),
    ],
)
def test_what_of_names_is_not_printed(raw, names, named):
    assert names_of(raw, named=named)[0] == tuple(names)


def test_useprefix_joins_the_options_of_the_entry():
    text = "@misc{k, options={maxnames=3}, title={T}, author={family=Freitas, given=N, prefix=de, useprefix=true}}"
    assert read_bib(text, "x").entries[0].plain("options") == "maxnames=3,useprefix=true"
    assert read_bib(text.replace("maxnames=3", "useprefix=false"), "x").entries[0].plain("options") == "useprefix=false"


@pytest.mark.program("biber")
def test_biber_reads_extended_names_alike(tmp_path):
    """Its tool mode writes BibTeX's form of the same names."""
    names = (
        "given=Simon, prefix=de, family=Beumont and family=Duchamp, given={Jean Marcel} and Hans Harman",
        "family=King, given=Martin, suffix=Jr.",
        "family=García Márquez, given=Gabriel, given-i=G and others",
    )
    text = "".join(f"@misc{{k{n}, title={{T}}, author={{{raw}}}}}\n" for n, raw in enumerate(names))
    (tmp_path / "in.bib").write_text(text, encoding="utf-8")
    options = ["--noconf", "--quiet", "--output-file", "out.bib", "--output-fieldcase=lower"]
    subprocess.run(["biber", "--tool", *options, "in.bib"], cwd=tmp_path, check=True)
    theirs = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert not re.search("family *=", theirs)
    assert len(parse_blocks(theirs, "x").blocks) == len(names)
    expected = [entry.names("author") for entry in read_bib(theirs, "x").entries]
    assert [entry.names("author") for entry in read_bib(text, "x").entries] == expected


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (r"{\'Ecole Polytechnique}", [Name(literal="École Polytechnique")]),
        (r"{\TeX\ Users Group}", [Name(literal="TeX Users Group")]),
        (r"{\mbox{ATLAS} Collaboration}", [Name(literal="ATLAS Collaboration")]),
        (r"{\"O}sterr, Anna", [Name("Österr", "Anna")]),
        (r"{\'E}cole Polytechnique", [Name("Polytechnique", "École")]),
        (r"{\'E}vrard, No{\"e}lle and {\O stergaard}, Jens", [Name("Évrard", "Noëlle"), Name("Østergaard", "Jens")]),
        (r"{\'Ecole, A and B} and Doe, J.", [Name(literal="École, A and B"), Name("Doe", "J.")]),
        ("{{NASA}}", [Name(literal="NASA")]),
        ("{NASA}", [Name(literal="NASA")]),
        ("{Barnes and Noble} and Knuth", [Name(literal="Barnes and Noble"), Name("Knuth")]),
        ("Doe, J. and and Roe, R.", [Name("Doe", "J."), Name("Roe", "R.")]),
        ("Doe, J. and others", [Name("Doe", "J."), OTHERS]),
        ("Doe, J. and et al.", [Name("Doe", "J."), OTHERS]),
        ("Doe, J. et al.", [Name("Doe", "J."), OTHERS]),
        ("Doe, J., et~al", [Name("Doe", "J."), OTHERS]),
        ("Doe, J. and Roe, R. et. al.", [Name("Doe", "J."), Name("Roe", "R."), OTHERS]),
        ("Al, Et", [Name("Al", "Et")]),
        ("Bonnet, Al", [Name("Bonnet", "Al")]),
    ],
)  # fmt: skip
def test_names_as_bibtex_has_them(raw, names):
    """btxhak, section 4: what stands in braces is one word, also behind a command."""
    assert names_of(raw)[0] == tuple(names)
