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

SUFFIXES = {
    "bibtex": ".bib",
    "biblatex": ".biblatex.bib",
    "csl-json": ".json",
    "csl-yaml": ".yaml",
    "zotero": ".zotero.json",
    "zotero-rdf": ".rdf",
    "bbt-json": ".bbt.json",
    "ris": ".ris",
    "hayagriva": ".yml",
    "endnote": ".endnote.xml",
    "enw": ".enw",
    "mods": ".mods",
    "word": ".sources.xml",
    "nbib": ".nbib",
    "cff": ".cff",
}
"""format -> the suffix of its files, by which ``export OUT`` chooses it, the longest first."""

FRAMED = ("bibtex", "biblatex", "csl-json", "zotero", "ris", "enw", "nbib")
"""Formats whose files are the sum of their entries' blocks (`Format.frame`)."""

AS_WRITTEN = ("cff", "csl-json", "csl-yaml", "enw", "hayagriva", "mods", "nbib", "ris", "word", "zotero-rdf")
"""Kinds of files that are read under the suffix under which they are written."""

IMPORTED = {
    "bbl": ".bbl .tex",
    "bib": ".bib .bibtex",
    "csv": ".csv .tsv",
    "endnote": ".xml",
    "html": ".htm .html .xhtml",
    "isi": ".ciw .isi",
    "list": ".markdown .md .rst .txt",
    "org": ".org",
    **{kind: SUFFIXES[kind] for kind in AS_WRITTEN},
}
"""What ``import --from`` calls kinds of files -> their suffixes (`imports.readers`), for who asks for help only."""

DUMPS = ("arxiv", "crossref", "datacite", "csl-json", "bib")
"""Kinds of dumps (`dumps.kinds`)."""

SOURCES = ("isi",)
"""Modules there whose ``SOURCE`` is a kind of files that are read only."""
