r"""Printed bibliographies: what ``works.bib`` holds is read back from what BibTeX (0.99d) and biber (2.18) printed of it.

The .bbl files are theirs, by the styles that their names say; the truth is ``works.bib``.
"""

from pathlib import Path

import pytest

from refexport.formats.bib.read import read_bib
from refexport.imports.readers import import_text

FOLDER = Path(__file__).parent / "bbl"
WORKS = {
    entry.key: entry for entry in read_bib((FOLDER / "works.bib").read_text(encoding="utf-8"), "works.bib").entries
}

MARKED = ("biblatex", "ACM-Reference-Format", "naturemag", "apsrev4-2")
BLOCKS = ("plain", "plainnat", "apalike", "acm")
FREE = ("IEEEtran", "amsplain", "splncs04", "elsarticle-num")
OTHERS = ("apacite", "agsm", "mnras")
"""Macros of their own; the last prints no titles of articles."""


def entries(style):
    imported = import_text((FOLDER / f"{style}.bbl").read_text(encoding="utf-8"), f"{style}.bbl")
    assert not [one for one in imported.problems if one.level == "error"]
    return {line.entry.key: line.entry for line in imported.lines if line.entry}


def families(entry, field="author"):
    return [name.literal or f"{name.particle} {name.family}".strip() for name in entry.names(field)]


@pytest.mark.parametrize("style", [*MARKED, *BLOCKS, *FREE, *OTHERS])
def test_keys_and_years_are_kept(style):
    found = entries(style)
    assert set(found) == set(WORKS)
    assert {key: entry.year for key, entry in found.items()} == {key: entry.year for key, entry in WORKS.items()}


@pytest.mark.parametrize("style", MARKED)
def test_what_a_style_marks_as_a_field_is_this_field(style):
    for key, entry in entries(style).items():
        work = WORKS[key]
        assert families(entry) == families(work), key
        assert families(entry, "editor") == families(work, "editor"), key
        fields = ["journaltitle", "booktitle", "volume", "publisher", "location", "institution", "edition"]
        for field in fields if style != "naturemag" else fields[:3]:
            assert entry.plain(field) == work.plain(field), (key, field)
        if style != "apsrev4-2":  # Physical Review prints titles of books only
            assert entry.plain("title").casefold() == work.plain("title").casefold(), key
            assert entry.plain("pages") == work.plain("pages"), key
        assert entry.type == work.type or (key, style) == ("web", "apsrev4-2"), key


@pytest.mark.parametrize("style", BLOCKS)
def test_blocks_show_the_title(style):
    for key, entry in entries(style).items():
        assert entry.plain("title").casefold() == WORKS[key].plain("title").casefold(), key


@pytest.mark.parametrize("style", [*BLOCKS, *FREE])
def test_an_article_and_a_paper_are_read_whole(style):
    found = entries(style)
    for key in ("lecun2015", "finn2017", "doe_19"):
        assert found[key].plain("title").casefold() == WORKS[key].plain("title").casefold()
        assert families(found[key]) == families(WORKS[key])


def test_identifiers_in_items_are_found():
    assert entries("plainnat")["lecun2015"].plain("doi") == "10.1038/nature14539"
    assert entries("elsarticle-num")["ligo"].arxiv == "1602.03837"
    assert entries("ACM-Reference-Format")["ligo"].arxiv == "1602.03837"
    assert entries("splncs04")["web"].plain("url") == "https://lilianweng.github.io/posts/2018-11-30-meta-learning/"


def read(text, name="paper.tex"):
    return {line.entry.key: line.entry for line in import_text(text, name).lines if line.entry}


def test_a_document_with_a_bibliography_of_its_own_gives_its_items():
    tex = r"""
        \documentclass{article}
        \begin{document}
        Some words \cite{kane}. % \bibitem{no} A comment
        \begin{thebibliography}{9}
        \bibitem{kane} C.~L. Kane and E.~J. Mele, {\it Quantum spin {H}all effect in graphene},
          Phys. Rev. Lett. {\bf 95}, 226801 (2005), \href{https://doi.org/10.1103/PhysRevLett.95.226801}{doi:10.1103/PhysRevLett.95.226801}.
        \bibitem[M\"uller(2010)]{muller:10+a} J. M\"uller. \newblock Gr\"o\ss e und Text. \newblock Springer.
        \end{thebibliography}
        \end{document}
    """
    found = read(tex)
    assert list(found) == ["kane", "muller:10+a"]
    assert found["kane"].plain("doi") == "10.1103/physrevlett.95.226801"
    assert found["kane"].plain("title") == "Quantum spin Hall effect in graphene"
    assert families(found["kane"]) == ["Kane", "Mele"]
    assert found["muller:10+a"].plain("title") == "Größe und Text"
    assert found["muller:10+a"].year == 2010


def test_amsrefs_says_its_fields():
    tex = r"""
        \begin{biblist}
        \bib{good17}{article}{
            author={Good, Ann},
            author={Li, Bo},
            title={A paper about {L}ie groups},
            journal={Ann. of Math. (2)},
            volume={185},
            date={2017},
            number={3},
            pages={1--20},
            review={\MR{123}},
        }
        \end{biblist}
    """
    (entry,) = read(tex).values()
    assert (entry.key, entry.type, families(entry), entry.year) == ("good17", "article", ["Good", "Li"], 2017)
    assert entry.plain("journaltitle") == "Ann. of Math. (2)"
    assert entry.plain("pages") == "1--20"


def test_names_in_the_bbl_of_biblatex_2_stand_in_a_row():
    bbl = r"""
% $ biblatex auxiliary file $
% $ biblatex bbl format version 2.8 $
\refsection{0}
  \sortlist[entry]{nty/global/}
    \entry{berg}{book}{}
      \name{author}{2}{}{%
        {{hash=x}{Berg}{B\bibinitperiod}{{\'E}mile\bibnamedelima A.}{{\'E}\bibinitperiod}{van\bibnamedelima der}{v\bibinitperiod}{}{}}%
        {{hash=y}{{Some Group}}{S\bibinitperiod}{}{}{}{}{}{}}%
      }
      \list{publisher}{1}{{Springer}}
      \field{title}{A book}
      \field{year}{2010}
      \field{month}{3}
      \verb{doi}
      \verb 10.1000/1_2
      \endverb
      \keyw{a, b}
    \endentry
  \endsortlist
\endrefsection
"""
    (entry,) = read(bbl, "x.bbl").values()
    assert families(entry) == ["van der Berg", "Some Group"]
    assert entry.plain("doi") == "10.1000/1_2"
    assert (entry.date().month, entry.words("keywords")) == (3, ("a", "b"))


def test_latex_without_a_bibliography_says_what_to_do():
    imported = import_text("\\documentclass{article}\n\\bibliography{works}\n", "paper.tex")
    assert [one.hint for one in imported.problems] == ["import the .bib that it cites from"]
    assert imported.lines == []


def test_the_macros_of_apacite_are_fields():
    found = entries("apacite")
    for key in ("lecun2015", "finn2017", "doe_19", "chap"):
        assert families(found[key]) == families(WORKS[key])
        for field in ("title", "journaltitle", "booktitle", "volume", "number", "pages", "publisher", "institution"):
            assert found[key].plain(field).casefold() == WORKS[key].plain(field).casefold(), (key, field)
    assert found["lecun2015"].plain("doi") == "10.1038/nature14539"
