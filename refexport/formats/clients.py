"""DATA: which format a program takes best, why, and how the file gets there (docs/reference/formats.md)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from refexport.model.entry import Entry


class Program(NamedTuple):
    """The format to give a program, why this one, and what to do with the ``{file}``."""

    form: str
    why: str
    how: str


class Refusal(NamedTuple):
    """An entry type for which a program refuses a whole file of a format, and what to give it instead."""

    form: str
    type: str
    program: str
    instead: str


REFUSALS = (Refusal("csl-json", "software", "Zotero", "--for zotero"),)
"""Zotero's translator "CSL JSON" takes a file only if it knows the type of every item in it, and it lacks software."""

IN_PARTS = "in which names and dates stay in their parts and nothing has to be read as LaTeX"


def refusals(form: str, entries: Iterable[Entry]) -> Iterator[str]:
    """What to say of a file that some program refuses for an entry in it."""
    keys: dict[str, list[str]] = {}
    for entry in entries:
        keys.setdefault(entry.type, []).append(entry.key)
    for one in REFUSALS:
        if one.form == form and (found := keys.get(one.type)):
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            yield f"{one.program} refuses this file whole: [{found[0]}]{more} is {one.type}; for it: {one.instead}"


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
        "its own format: tags, collections, notes and files arrive; a second import doubles all, zotero push does not",
        "File > Import > A file, {file}",
    ),
}
"""client -> what it gets. The ways into Zotero, pandoc and Typst were tried; the menus of the others were not."""
