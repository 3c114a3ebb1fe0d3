"""All cases before outside judges: LaTeX in ten styles, biber's data model, and six readers, field by field."""

import re

import pytest

from refexport.formats import FORMATS
from tests.clients import NAMES, read_all
from tests.formats.samples import BEYOND_T1, SAMPLES, truth
from tests.latex import compiled

WITHOUT_T1 = ("guillemotleft", "guillemotright", "DJ", "TH")
"""Letters that LaTeX has no glyph for unless a document loads T1: no spelling of them is better (measured)."""

WARNED = {
    "bibtex": {
        "poole1991": "IEEEtran takes the words of an edition for an ordinal",
    },
    "biblatex": {
        "orsini-press": "the data model knows no work without date but data sets and software",
        "roman1990": "the data model wants an integer for a volume, which XIV is and C is not",
        "shelf2010": "a field of the user's own, which styles may know and the data model does not",
        "video2020": "the data model gives @video no fields of its own (biblatex manual, 2.1.3)",
    },
}
"""What LaTeX's programs say about an entry, though nothing that is known of it would help."""

UNREAD = {
    "bbt:biblatex": "language",  # but babel's name of it
    "bibutils:biblatex": "event keywords language",
    "bibutils:bibtex": "event version",
    "bibutils:ris": "event",
    "citation-js:biblatex": "language",  # but babel's name of it
    "citation-js:bibtex": "event keywords language version",
    "pandoc:biblatex": "language",  # but with a region
    "pandoc:bibtex": "language",
}
"""client -> fields of which it gives no value as it was: a ratchet as MISREAD is."""

BIBLATEX = "bbt:biblatex bibutils:biblatex citation-js:biblatex pandoc:biblatex"
BIBTEX = "bbt:bibtex bibutils:bibtex citation-js:bibtex pandoc:bibtex"
LEDGER = "the ledger names it"
MATHS = "takes mathematics for letters, or shows its TeX"
MACRO = "does not know the macro"
MISREAD = (
    (LEDGER, "bbt:biblatex bbt:bibtex bibutils:bibtex citation-js:biblatex citation-js:csl pandoc:biblatex pandoc:bibtex pandoc:csl", "keywords", "salt2014"),
    (LEDGER, f"{BIBLATEX} bibutils:ris citation-js:ris rispy:ris", "isbn", "who2020"),
    (MACRO, "bibutils:biblatex bibutils:bibtex", "title", "roman1990 signs2009"),
    (MACRO, "bibutils:bibtex", "authors", "abd2003 iceland2003 khwarizmi1990"),
    (MACRO, "bibutils:bibtex", "container", "nguyen2020"),
    (MACRO, "bibutils:bibtex", "title", "french2011"),
    (MACRO, "pandoc:bibtex", "authors", "djokovic2001 iceland2003"),
    (MACRO, "pandoc:bibtex", "title", "beam2010"),
    (MATHS, "bbt:biblatex bbt:bibtex", "title", "hooft1999"),
    (MATHS, "bibutils:biblatex bibutils:bibtex citation-js:biblatex citation-js:bibtex pandoc:biblatex pandoc:bibtex", "title", "greek2015"),
    (MATHS, "bibutils:bibtex citation-js:bibtex pandoc:bibtex", "title", "plato380"),
    (MATHS, BIBTEX, "authors", "plato380"),
    (MATHS, BIBTEX, "publisher", "plato380"),
    (MATHS, "pandoc:biblatex pandoc:bibtex", "title", "chem2005"),
    ("cannot stack accents", "bibutils:bibtex", "authors", "nguyen2020"),
    ("cannot stack accents", "bibutils:bibtex", "title", "nguyen2020"),
    ("drops DOIs with a prefix of five digits", "bibutils:ris", "doi", "loop2021 moss2021 published2019"),
    ("drops eprints but in a URL", "citation-js:biblatex citation-js:ris", "arxiv", "brandt2002 hooft1999 openai2023 published2019"),
    ("drops the eprint of what is published", "bibutils:bibtex citation-js:bibtex pandoc:csl", "arxiv", "published2019"),
    ("gives organization and howpublished", "pandoc:bibtex", "publisher", "video2020"),
    ("has another name for A3", "rispy:ris", "editors", "editors2004 proc2019"),
    ("has no eid", "bibutils:biblatex citation-js:biblatex pandoc:biblatex", "pages", "roman1990"),
    ("has no institution but a publisher", "bibutils:biblatex", "publisher", "bsc2018 curly2010 hand2013 manual2022 msc2011 openai2019 phd1987 pytorch2019 video2020 who2020"),
    ("has no school but a publisher", "bibutils:bibtex", "publisher", "bsc2018 msc2011 phd1987"),
    ("joins keywords with commas", "citation-js:ris", "keywords", "salt2014"),
    ("keeps the ordinal", BIBTEX, "edition", "goodfellow2016 manual2022"),
    ("keeps the subtitle apart", "bbt:biblatex", "title", "goodfellow2016 owl2015"),
    ("parts keywords at semicolons only", "bibutils:bibtex", "keywords", "finn2017"),
    ("reads 'and others' as a person", f"{BIBLATEX} {BIBTEX}", "authors", "many2012"),
    ("splits a group at 'and'", "bibutils:ris", "authors", "who2020"),
    ("takes A2 for an author of the host", "bibutils:ris", "authors", "chapter1998 series2008"),
    ("takes A2 for an author of the host", "bibutils:ris", "editors", "chapter1998 series2008"),
    ("takes a data set for an article", "bibutils:biblatex", "publisher", "gauge2023 omniglot2015"),
    ("takes the event's place", "bibutils:biblatex", "place", "keller2019 published2019"),
)  # fmt: skip
"""What the client does, clients, field, keys: a ratchet, each line is true and none is missing."""


def export(folder, entries):
    files = {}
    for name, format_ in FORMATS.items():
        files[name] = folder / f"{name}{format_.suffix}"
        files[name].write_bytes(format_.write(entries).text.encode())
    return files


@pytest.mark.program("bibtex", "biber", "pdflatex")
@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_latex_says_nothing_that_could_be_helped(name, tmp_path):
    report = compiled(export(tmp_path, SAMPLES)[name], name, tmp_path)
    said = [message for run in report.runs for message in (*run.latex_errors, *run.latex_warnings)]
    assert {message for message in said if not message.endswith("in encoding OT1.")} == set()
    assert {message.split("\\")[1].split()[0] for message in said} <= set(WITHOUT_T1)
    keys = "|".join(re.escape(one.key) for one in SAMPLES)
    named = {re.search(rf"(?<!\S)'?({keys})(?!\S*\w)", message)[1] for message in report.messages}
    assert named == set(WARNED[name])
    assert [error for run in report.runs for error in run.errors] == []
    assert report.losses == []
    assert len({key.lower() for key in report.keys}) == len(report.keys) == len(SAMPLES)


@pytest.fixture(scope="module")
def clients(tmp_path_factory):
    """What each client read of all cases."""
    entries = [*SAMPLES, *BEYOND_T1]
    files = export(tmp_path_factory.mktemp("clients"), entries)
    wanted = {NAMES[name]: files[name] for name in ("bibtex", "biblatex", "csl-json", "ris")}
    return read_all(wanted, [truth(one) for one in entries])


@pytest.mark.program("node", "npm", "pandoc", "bib2xml")
def test_clients_read_every_entry(clients):
    count = len(SAMPLES) + len(BEYOND_T1)
    assert {name: client.count for name, client in clients.items()} == dict.fromkeys(clients, count)
    assert (clients["citeproc:csl"].errors, clients["citeproc:csl"].missing) == ([], [])


@pytest.mark.program("node", "npm", "pandoc", "bib2xml")
def test_clients_misread_only_what_is_known(clients):
    known = {(name, field, key) for _, names, field, keys in MISREAD for name in names.split() for key in keys.split()}
    unread = {(name, field) for name, fields in UNREAD.items() if name in clients for field in fields.split()}
    misread = {(name, *place) for name, client in clients.items() for place in client.are("changed", "lost")}
    assert {line for line in misread if line[:2] not in unread} == {line for line in known if line[0] in clients}
    assert unread <= {line[:2] for line in misread}


@pytest.mark.program("node", "npm", "pandoc", "bib2xml")
def test_fields_that_clients_do_not_read_are_not_read(clients):
    unread = {(name, field) for name, fields in UNREAD.items() if name in clients for field in fields.split()}
    read = {(name, field) for name, client in clients.items() for field, _ in client.are("equal", "near")}
    assert unread & read == set()
