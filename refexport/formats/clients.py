"""DATA: which format a program takes best, why, and how the file gets there (docs/reference/formats.md)."""

from typing import NamedTuple


class Program(NamedTuple):
    """The format to give a program, why this one, and what to do with the ``{file}``."""

    form: str
    why: str
    how: str


IN_PARTS = "in which names and dates stay in their parts and nothing has to be read as LaTeX"

CLIENTS = {
    "endnote": Program(
        "ris",
        "which its own filter reads",
        "File > Import > File, {file}, import option Reference Manager (RIS), text translation Unicode (UTF-8)",
    ),
    "jabref": Program("biblatex", "whose fields, cite keys and groups it keeps", "File > Open library, {file}"),
    "mendeley": Program("ris", "which it reads with types and names", "Add new > Import library > RIS, {file}"),
    "overleaf": Program(
        "bibtex",
        "pure ASCII, for every style and engine there (with biblatex: --to biblatex)",
        "put {file} beside main.tex and name it in \\bibliography",
    ),
    "pandoc": Program("csl-json", IN_PARTS, "pandoc --citeproc --bibliography {file}"),
    "quarto": Program("csl-json", IN_PARTS, "bibliography: {file}, in the document's header"),
    "typst": Program("hayagriva", "its own format: nothing has to be read as LaTeX", '#bibliography("{file}")'),
    "word": Program(
        "zotero-rdf",
        "since Word itself reads no such file, but Zotero's plug-in cites in it",
        "import {file} into Zotero, then Zotero > Add/Edit Citation",
    ),
    "zotero": Program(
        "zotero-rdf",
        "its own format: tags, collections, notes and files arrive too; a second import doubles them, zotero push does not",
        "File > Import > A file, {file}",
    ),
}
"""client -> what it gets. The ways into Zotero, pandoc and Typst were tried; the menus of the others were not."""
