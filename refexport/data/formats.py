"""DATA: the formats by name, each with its module below `refexport.formats`; no other list names them."""

FORMATS = {
    "bibtex": "bib.bibtex",
    "biblatex": "bib.biblatex",
    "csl-json": "csl.csl_json",
    "csl-yaml": "csl.csl_yaml",
    "zotero": "csl.zotero",
    "zotero-rdf": "zotero.rdf",
    "bbt-json": "zotero.bbt_json",
    "ris": "ris.ris",
    "hayagriva": "hayagriva.hayagriva",
    "endnote": "endnote.endnote_xml",
    "enw": "endnote.enw",
    "mods": "mods",
    "word": "word",
    "nbib": "nbib.nbib",
    "cff": "cff.cff",
}
"""format -> the module whose ``FORMAT`` it is."""

SOURCES = ("isi",)
"""Modules there whose ``SOURCE`` is a kind of files that are read only."""
