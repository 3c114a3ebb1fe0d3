"""A library of sixty works, with every type and field, through Zotero RDF: each value is in the graph, or in the ledger."""

import re

import pytest

from refexport.data.datamodel import BOOKKEEPING, FIELDS, GENRES, PUBSTATES, TYPES
from refexport.formats import FORMATS
from refexport.formats.zotero.schema import ITEM_TYPES, roles_of
from refexport.model.entry import print_value
from refexport.project import Project
from tests.conftest import ROOT
from tests.formats.samples import BEYOND_T1, SAMPLES, entry
from tests.words import words_of

ROLES = {item_type: roles_of(item_type) for item_type in ITEM_TYPES}
SET_APART = BOOKKEEPING - {"groups"} | {
    "ids",
    "entrysubtype",
    "related",
    "relatedtype",
    "relatedstring",
    "xref",
    "entryset",
}
"""Fields that steer refexport or biblatex, or name other entries."""

SPECIAL = {
    "doi": "10.1000/{}", "url": "https://example.org/{}", "isbn": "9783161484100", "issn": "2049-3630", "eprint": "1703.034{:02d}",
    "eprinttype": "arxiv", "eprintclass": "cs.LG", "pages": "{}--9{}", "langid": "german", "language": "de", "pubstate": "inpress",
    "pmid": "1234{}", "pmcid": "PMC77{}", "file": "papers/{}.pdf;https://example.org/{}.pdf", "gender": "sf", "license": "CC BY 4.0",
    "editortype": "compiler", "editoratype": "editor", "editorbtype": "editor", "editorctype": "editor", "authortype": "artist",
    "dblp": "conf/x/y{}", "origlanguage": "french", "pagination": "page", "bookpagination": "page", "volume": "7{}", "number": "3{}",
}  # fmt: skip
OF_KIND = {
    "names": ["van der {}, Jan", "Doe{}, Jane"],
    "date": "20{:02d}-03-04",
    "list": ["tag{}", "two {}; three"],
    "text": "<i>{}</i> {} Words",
}
COMMON = {
    "title": "A Title", "author": ["King, Jr., Martin", "{The Group}"], "date": "2019-05-03", "keywords": ["one", "two; three"],
    "groups": ["Thesis > Chapter 1", "Thesis > Chapter 2 > Drafts", "To read"], "file": "papers/a.pdf", "annotation": "<i>mine</i>",
}  # fmt: skip


def value(field, number):
    """A value of a field that no other entry has, where the field's form allows it."""
    form = SPECIAL.get(field) or OF_KIND.get(FIELDS[field], "{} of " + field)
    word = f"{field}{number}" if field not in SPECIAL else number
    filled = [
        text.replace("{:02d}", f"{number:02d}").replace("{}", str(word))
        for text in (form if isinstance(form, list) else [form])
    ]
    return filled if isinstance(form, list) else filled[0]


def library():
    """Sixty works: each has what all have and nine fields more, in turn."""
    fields = [field for field in FIELDS if field not in SET_APART]
    for number in range(60):
        own = [fields[(9 * number + n) % len(fields)] for n in range(9)]
        yield entry(f"work{number}", tuple(TYPES)[number % len(TYPES)], **COMMON | {f: value(f, number) for f in own})


LIBRARIES = {
    "sixty": lambda: list(library()),
    "sample": lambda: Project(ROOT / "entries.toml").entries,
    "cases": lambda: [*SAMPLES, *BEYOND_T1],
    "torture": lambda: (
        FORMATS["biblatex"].read((ROOT / "tests" / "torture.bib").read_text(encoding="utf-8"), "torture.bib").entries
    ),
}
IN_WORDS = {**GENRES, **PUBSTATES, "2017-21": "Spring 2017"}
"""biblatex's keys, and EDTF's number of a season, stand there in words (biblatex manual, 4.9.2)."""


def written_words(held):
    """The words of a value, of all its parts, without markup."""
    if isinstance(held, dict):
        return [word for key, one in held.items() if key != "orcid" for word in written_words(one)]
    if isinstance(held, list):
        return [word for one in held for word in written_words(one)]
    return words_of(re.sub(r"</?\w+>", " ", IN_WORDS.get(str(held), str(held))))


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_value_is_in_the_graph_or_in_the_ledger(name):
    pytest.importorskip("rdflib")
    from tests.zotero_rdf import read_rdf

    entries = LIBRARIES[name]()
    written = FORMATS["zotero-rdf"].write(entries)
    named = {(one.key, one.field) for one in written.lost}
    missing = []
    for one, item in zip(entries, read_rdf(written.text, ROLES), strict=True):
        there = set(words_of(" ".join(map(str, item.values())).replace("\\n", " ")))
        for field, held in one.fields.items():
            words = set(written_words(print_value(field, held)))
            if (one.key, field) not in named and field not in SET_APART and not words <= there:
                missing.append((one.key, one.type, field, print_value(field, held), words - there))
    assert missing == []
    assert len(named) < len(entries) / 2  # the ledger is no excuse


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_cycle_gives_the_same_bytes(name):
    """refexport, Zotero RDF, import, export: the same RDF; in BibLaTeX the same but for what the ledger names."""
    entries = LIBRARIES[name]()
    written = FORMATS["zotero-rdf"].write(entries)
    back = FORMATS["zotero-rdf"].read(written.text, "library.rdf").entries
    assert FORMATS["zotero-rdf"].write(back).text == written.text
    named = {one.key for one in written.lost}
    before, after = ([one.without(*SET_APART) for one in they if one.key not in named] for they in (entries, back))
    assert FORMATS["biblatex"].write(after).text == FORMATS["biblatex"].write(before).text
