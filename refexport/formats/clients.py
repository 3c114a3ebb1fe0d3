"""DATA: which format a program takes best, why, and how the file gets there (docs/reference/formats.md)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from refexport.model.entry import Entry


class Program(NamedTuple):
    """The format to give a program, why this one, and what to do with the ``{file}``."""

    form: str
    why: str
    how: str


class Unseen(NamedTuple):
    """Fields that a program leaves out or keeps elsewhere, though the file has them, in all entry types but some."""

    programs: str
    fields: str
    but: str
    why: str


UNSEEN = (
    Unseen("zotero", "doi", "article preprint inproceedings dataset", "Zotero 7 keeps it in Extra"),
    Unseen("zotero", "origdate version venue", "software", "Zotero 7 keeps it in Extra"),
    Unseen(
        "pandoc quarto", "eprint eprintclass", "preprint", "no reader of CSL-JSON prints the id of a published work"
    ),
    Unseen("pandoc quarto", "keywords groups file annotation license", "", "passed over; no style prints it"),
    Unseen("mendeley endnote", "groups", "", "their importers of RIS make no groups"),
    Unseen("overleaf", "abstract keywords groups file annotation license", "", "no style prints it"),
)
"""What was measured with the importers of Zotero 7.0.30 and 10.0.0 and the readers of pandoc 2.17 and 3.9; of RIS what
its specification has. Zotero 8 and later have fields for what version 7 keeps in Extra. JabRef and Typst were not
measured."""


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


def unseen(program: str, entries: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    """Cite key, field and reason for each value of which the user of a program sees nothing, or elsewhere."""
    rows = [row for row in UNSEEN if program in row.programs.split()]
    for entry in entries:
        for row in rows:
            fields = row.fields.split() if entry.type not in row.but.split() else ()
            yield from ((entry.key, field, row.why) for field in fields if entry.has(field))


CLIENTS = {
    "citavi": Program("ris", "which it reads with types and names", "File > Import, {file} as RIS"),
    "endnote": Program(
        "ris",
        "which its own filter reads",
        "File > Import > File, {file}, import option Reference Manager (RIS), text translation Unicode (UTF-8)",
    ),
    "jabref": Program("biblatex", "whose fields, cite keys and groups it keeps", "File > Open library, {file}"),
    "latex": Program(
        "biblatex",
        "for biblatex and biber, with dates, roles and Unicode (for BibTeX's styles: --for overleaf)",
        "\\addbibresource{{{file}}} before \\begin{{document}}, then biber",
    ),
    "mendeley": Program("ris", "which it reads with types and names", "Add new > Import library > RIS, {file}"),
    "obsidian": Program(
        "csl-json",
        "which the plug-ins Citations and Pandoc Reference List read",
        "Settings > Citations: format CSL-JSON, path {file}; in Pandoc Reference List: path to bibliography file",
    ),
    "overleaf": Program(
        "bibtex",
        "pure ASCII, for every style and engine there (with biblatex: --to biblatex)",
        "put {file} beside main.tex and name it in \\bibliography",
    ),
    "pandoc": Program("csl-json", IN_PARTS, "pandoc --citeproc --bibliography {file}"),
    "quarto": Program("csl-json", IN_PARTS, "bibliography: {file}, in the document's header"),
    "typst": Program("hayagriva", "its own format: nothing has to be read as LaTeX", '#bibliography("{file}")'),
    "word": Program(
        "word",
        "Word's own list of sources (to cite by Zotero's plug-in in Word: --for zotero)",
        "References > Manage Sources > Browse, {file}, then Copy; Insert Citation has them",
    ),
    "zotero": Program(
        "zotero-rdf",
        "its own format: tags, collections, notes and files arrive; a second import doubles all, zotero push does not",
        "File > Import > A file, {file}",
    ),
}
"""client -> what it gets. The ways into Zotero, pandoc and Typst were tried; the menus of the others were not."""
