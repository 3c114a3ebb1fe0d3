"""DATA: which format a program takes best, why, and how the file gets there (docs/reference/formats.md)."""

from typing import NamedTuple


class Client(NamedTuple):
    """The format to give a program, why this one, and what to do with the ``{file}``."""

    form: str
    why: str
    how: str


IN_PARTS = "in which names and dates stay in their parts and nothing has to be read as LaTeX"

CLIENTS = {
    "endnote": Client(
        "ris",
        "which its own filter reads",
        "File > Import > File, {file}, import option Reference Manager (RIS), text translation Unicode (UTF-8)",
    ),
    "jabref": Client("biblatex", "whose fields, cite keys and groups it keeps", "File > Open library, {file}"),
    "mendeley": Client("ris", "which it reads with types and names", "Add new > Import library > RIS, {file}"),
    "overleaf": Client(
        "bibtex",
        "pure ASCII, for every style and engine there (with biblatex: --to biblatex)",
        "put {file} beside main.tex and name it in \\bibliography",
    ),
    "pandoc": Client("csl-json", IN_PARTS, "pandoc --citeproc --bibliography {file}"),
    "quarto": Client("csl-json", IN_PARTS, "bibliography: {file}, in the document's header"),
    "typst": Client("hayagriva", "its own format: nothing has to be read as LaTeX", '#bibliography("{file}")'),
    "word": Client(
        "zotero",
        "since Word itself reads no such file, but Zotero's plug-in cites in it",
        "import {file} into Zotero, then Zotero > Add/Edit Citation",
    ),
    "zotero": Client(
        "zotero",
        "which brings types, cite keys, dates and ids whole (tags come with bibtex and ris, collections with bibtex)",
        "File > Import > A file, {file}",
    ),
}
"""client -> what it gets. The ways into Zotero, pandoc and Typst were tried; the menus of the others were not."""
