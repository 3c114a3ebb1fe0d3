"""docs/moving-in.md: its commands run as they stand, in their order, and bring what they say; --help names every kind."""

import re
import shlex
import sys
from io import BytesIO, TextIOWrapper

import pytest

from refexport.imports.readers import READERS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "moving-in.md").read_text(encoding="utf-8")
RIS = "TY  - JOUR\nAU  - Sung, Flood\nTI  - {}\nPY  - 2018\nER  - \n"
MODS = "http://www.loc.gov/mods/v3"
BIBLIOGRAPHY = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#">
<bib:Book rdf:about="#item_1"><z:itemType>book</z:itemType><dc:title>Of Zotero</dc:title></bib:Book>
</rdf:RDF>
"""
FILES = {
    "thesis.bib": "@misc{finn2017, author = {Finn, Chelsea}, title = {Online Meta-Learning of Things}, year = {2017}}\n",
    "library.bib": "@book{muller2018meta, author = {Müller, Jörg}, title = {Größe}, publisher = {P}, year = {2018}}\n",
    "references.old": "@book{old, author = {Roe, R.}, title = {Quite Old}, publisher = {P}, year = {1918}}\n",
    "library.rdf": RDF,
    "library.xml": "<xml><records><record><ref-type name='Book'>6</ref-type><titles><title>Of EndNote</title></titles>"
    "<contributors><authors><author>Poe, Edgar</author></authors></contributors></record></records></xml>\n",
    "Sources.xml": f'<b:Sources xmlns:b="{BIBLIOGRAPHY}"><b:Source><b:Tag>Word1</b:Tag><b:SourceType>Book</b:SourceType>'
    "<b:Title>Of Word</b:Title></b:Source></b:Sources>\n",
    "records.mods": f'<mods xmlns="{MODS}"><titleInfo><title>Of a Catalogue</title></titleInfo></mods>\n',
    "notes": "- A Note About Few Things (2019), Cy Good\n",
    "search.ris": RIS.format("Search Results of Many Kinds"),
    "pubmed.nbib": "PMID- 26017442\nTI  - Deep learning.\nFAU - LeCun, Yann\nDP  - 2015 May 28\n",
    "references.json": '[{"id": "doe2001", "type": "book", "title": "A Book of Words", "author": [{"family": "Doe"}]}]\n',
    "works.yml": "roe2002:\n  type: book\n  title: Another Book\n  author: Roe, Jane\n  date: 2002\n",
    "ids.txt": "10.1109/cvpr.2018.00131\nhttps://arxiv.org/abs/1703.03400\n",
    "paper.bbl": "\\begin{thebibliography}{1}\n\\bibitem{poe1845} E. Poe. \\newblock Of a Printed Raven. \\newblock Wiley, 1845.\n"
    "\\end{thebibliography}\n",
    "bookmarks.html": "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF='https://openreview.net/forum?id=abc'>Of Bookmarks</A>\n</DL>\n",
    "papers.org": "* Of Org Mode\n:PROPERTIES:\n:AUTHOR: Hoe, Ida\n:YEAR: 1999\n:CUSTOM_ID: hoe1999\n:END:\n",
    "sheet.csv": "Title,Author,Year,Citation Key\nOf a Sheet,Joe Coe,1998,coe1998\n",
    "awesome.md": "# Tools\n\n- [spaCy](https://spacy.io) (Python)\n",
    "reading-list.md": "# Papers\n\n- A Paper About Many Things (2017), Ann Good, Bo Li\n",
}
CHINESE = "@article{liu2016, author = {刘, 知远}, title = {知识表示学习研究进展}, year = {2016}}\n"

OPEN = {"check": 1, "resolve": 3}
"""The codes by which these say that there is something left to do."""


def commands():
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    return [line[2:].split("#")[0].strip() for block in blocks for line in block.splitlines()]


@pytest.fixture
def typed(refexport, folder, monkeypatch):
    """Runs a line as it would be typed; one with a pipe begins with `cat FILE`."""

    def run(line):
        *before, command = line.split(" | ")
        if before:
            data = (folder / shlex.split(before[0])[1]).read_bytes()
            monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
        return refexport(*shlex.split(command)[1:])

    return run


def test_the_commands_of_the_page_run_in_their_order(typed, registry, folder):
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "chinese.bib").write_bytes(CHINESE.encode("gb18030"))
    lines = commands()
    assert len(lines) >= 12
    for line in lines:
        ran = typed(line)
        assert ran.code in (0, OPEN.get(line.split()[1], 0)), (line, ran.err)
    written = (folder / "build" / "references.bib").read_text(encoding="utf-8")
    for key in (
        "finn2017",
        "muller2018meta",
        "liu2016",
        "old",
        "doe2001",
        "roe2002",
        "good2017paper",
        "poe1845",
        "hoe1999",
        "coe1998",
    ):
        assert f"{{{key},\n" in written
    entries = (folder / "entries.toml").read_text(encoding="utf-8")
    for words in (
        "Of EndNote",
        "Search Results",
        "Of Bookmarks",
        "https://spacy.io",
        "26017442",
        "10.1109/cvpr.2018.00131",
        "1703.03400",
    ):
        assert words in entries


def test_the_files_of_the_page_have_suffixes_of_their_kinds():
    suffixes = {suffix for reader in READERS.values() for suffix in reader.suffixes}
    named = re.findall(r"refexport import (\S+) --write`", PAGE)
    assert len(named) >= 10
    assert {f".{name.rpartition('.')[2]}" for name in named if name != "-"} <= suffixes


def test_the_page_and_the_help_name_every_kind_and_suffix(refexport):
    page = re.search(r"<!-- kinds -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)[1]
    out = refexport("import", "--help").out
    for kind, reader in READERS.items():
        assert f"| `{kind}` |" in page
        assert re.search(rf"^ *{re.escape(kind)} +{re.escape(' '.join(sorted(reader.suffixes)))}$", out, re.MULTILINE)


def test_the_first_screen_of_the_readme_says_what_can_be_brought_and_where_that_is_explained():
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:12])
    for word in ("refexport import", ".bib", "RIS", "CSL-JSON", "Zotero", "[moving-in]"):
        assert word in first
