"""DATA: the formats by name, each with its module below `refexport.formats`; no other list names them."""

FORMATS = {
    "bibtex": "bib.bibtex",
    "biblatex": "bib.biblatex",
    "csl-json": "csl.csl_json",
    "csl-yaml": "csl.csl_yaml",
    "zotero": "csl.zotero",
    "ris": "ris",
    "hayagriva": "hayagriva.hayagriva",
    "nbib": "nbib.nbib",
    "cff": "cff.cff",
}
"""format -> the module whose ``FORMAT`` it is."""

SOURCES = ("enw", "isi")
"""Modules there whose ``SOURCE`` is a kind of files that are read only."""
