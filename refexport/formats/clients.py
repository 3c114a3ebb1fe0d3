# ruff: noqa: E501 - the rows of tables
"""DATA: which format a program takes best, why, and how the file gets there (docs/reference/formats.md)."""

from collections.abc import Iterable, Iterator, Sequence
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


NO_PLACE = "its MODS has no place for it"
BIBUTILS = {
    "": "bookauthor editora editorb editorc afterword annotator commentator foreword holder introduction shortauthor shorteditor "
    "eventdate origdate titleaddon shorttitle booktitleaddon mainsubtitle maintitleaddon journaltitleaddon shortjournal "
    "issuetitle issuesubtitle issuetitleaddon shortseries eventtitleaddon venue origpublisher origlocation origtitle "
    "reprinttitle addendum nameaddon library eprinttype isrn isan ismn iswc pmid pmcid volumes part pagetotal version "
    "origlanguage pubstate license groups",
    "article": "journaltitle eprintclass issn",
    "book incollection": "edition",
    "article preprint": "eprint",
    "article report": "number",
    "article book incollection inproceedings": "volume",
    "article incollection inproceedings online software dataset preprint patent": "pages eid",
    "incollection": "maintitle",
    "incollection inproceedings": "booktitle chapter",
    "inproceedings": "eventtitle",
    "book incollection inproceedings report": "series isbn",
    "book incollection thesis report": "institution",
    "book incollection inproceedings thesis report": "genre",
    "book incollection inproceedings thesis report online software dataset preprint patent": "organization",
    "incollection inproceedings report online software dataset preprint patent unpublished": "editor",
}
"""The entry types in whose works alone bibutils 7.2 reads a field of our BibTeX -> the fields (`benchmarks arrivals`)."""

UNSEEN = (
    Unseen("zotero", "doi", "article preprint inproceedings dataset", "Zotero 7 keeps it in Extra"),
    Unseen("zotero", "origdate version venue", "software", "Zotero 7 keeps it in Extra"),
    Unseen("pandoc quarto", "eprint", "preprint", "no reader of CSL-JSON prints the id of a published work"),
    Unseen("pandoc quarto", "keywords groups file annotation license", "", "passed over; no style prints it"),
    Unseen("pandoc quarto", "eprinttype", "preprint", "no reader of CSL-JSON prints the id of a published work"),
    Unseen("pandoc quarto", "eprintclass", "", "no style prints it"),
    Unseen("better-bibtex citation-js typst", "groups", "", "read by nothing there"),
    *(Unseen("bibutils", fields, but, NO_PLACE) for but, fields in BIBUTILS.items()),
    Unseen("mendeley endnote", "groups", "", "their importers of RIS make no groups"),
    Unseen("overleaf", "abstract keywords groups file annotation license", "", "no style prints it"),
)
"""What was measured with the importers of Zotero 7.0.30 and 10.0.0 and the readers of pandoc 2.17 and 3.9, and by
`benchmarks arrivals` with Better BibTeX's parser 9, citation-js 0.8, bibutils 7.2, and Typst's crate in refkit 0.4; of
RIS what its specification has. Zotero 8 and later have fields for what version 7 keeps in Extra. JabRef was not measured:
no build of it runs without a screen here; its documentation keeps every field."""


class Refusal(NamedTuple):
    """An entry type for which a program refuses a whole file of a format, and what to give it instead."""

    form: str
    type: str
    program: str
    instead: str


REFUSALS = (Refusal("csl-json", "software", "Zotero", "--for zotero"),)
"""Zotero's translator "CSL JSON" takes a file only if it knows the type of every item in it, and it lacks software."""

IN_PARTS = "in which names and dates stay in their parts and nothing has to be read as LaTeX"


def refusals(form: str, entries: Sequence[Entry]) -> Iterator[str]:
    """What to say of a file that some program refuses for an entry in it."""
    for one in REFUSALS:
        if one.form == form and (found := [entry.key for entry in entries if entry.type == one.type]):
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
    "better-bibtex": Program(
        "biblatex",
        "which its importer reads with keys, class of arXiv ids and names in parts",
        "with Better BibTeX in Zotero: File > Import > A file, {file}",
    ),
    "bibutils": Program("bibtex", "of which bib2xml reads most", "bib2xml {file} | xml2ris"),
    "citation-js": Program("csl-json", "its own data", "citation-js -i {file} -f string -s citation-apa"),
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
