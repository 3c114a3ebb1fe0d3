# ruff: noqa: E501 - the rows of tables
"""Which fields of a work arrive in each program: a work a field and type, written, and read by the program itself.

    python -m benchmarks.arrivals [client…]

A field has not arrived where the words of its value are nowhere in what the program holds of the work. What a format
has no place for is the ledger's, and not counted again. The table is `UNSEEN` in refexport/formats/clients.py.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from refexport.data.datamodel import BOOKKEEPING, FIELDS
from refexport.formats import FORMATS
from refexport.model.entry import Entry, parse_value, print_value
from tests.words import words_of

TYPES = (
    "article book incollection inproceedings thesis report online software dataset preprint patent unpublished".split()
)
SET_APART = BOOKKEEPING - {"groups"} | set(
    "ids entrysubtype related relatedtype relatedstring xref entryset gender authortype editortype editoratype editorbtype "
    "editorctype pagination bookpagination sortkey sortname sorttitle sortyear presort indextitle indexsorttitle label shorthand "
    "shorthandintro sortshorthand title author date urldate".split()
)
"""Fields that steer biblatex or name other entries; and those that every work has."""

SPECIAL = {
    "doi": "10.1000/xqz", "url": "https://example.org/xqz", "isbn": "9783161484100", "issn": "2049-3630", "eprint": "1703.03400",
    "pages": "77--99", "langid": "german", "language": "de", "languages": ["de"], "origlanguage": "french", "pubstate": "inpress", "pmid": "12345678",
    "pmcid": "PMC7712345", "file": "papers/xqz.pdf", "volume": "77", "number": "33", "issue": "Xqzspring", "edition": "5", "part": "44",
    "volumes": "66", "pagetotal": "321", "chapter": "55", "version": "8.8", "eid": "e777", "eprintclass": "cs.LG",
}  # fmt: skip
BESIDE = {
    "eprint": {"eprinttype": "arxiv"},
    "eprinttype": {"eprint": "1703.03400"},
    "eprintclass": {"eprint": "1703.03400", "eprinttype": "arxiv"},
}
OF_KIND = {"names": ["Xqz, Jane"], "date": "1977-03-04", "list": ["xqz"], "text": "Xqz Words", "literal": "xqz"}
WORDS = {"5": "fifth", "inpress": "press", "de": "german", "french": "french", "german": "german"}
"""Words that stand in place of the value's own."""


def works():
    """A work for each field and type, under a key that says which."""
    for type_ in TYPES:
        for field, kind in FIELDS.items():
            if field not in SET_APART:
                fields = {"title": "A Title", "author": ["Doe, John"], "date": "2019", **BESIDE.get(field, {})}
                fields[field] = SPECIAL.get(field, "arxiv" if field == "eprinttype" else OF_KIND[kind])
                yield (
                    type_,
                    field,
                    Entry(f"{type_}-{field}", type_, {f: parse_value(f, value) for f, value in fields.items()}),
                )


def missing(client):
    """field -> the types of works in which it does not arrive in a program."""
    form, read = CLIENTS[client]
    every = list(works())
    written = FORMATS[form].write([entry for *_, entry in every])
    lost = {(one.key, one.field) for one in written.lost}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"references{FORMATS[form].suffix}")
        path.write_text(written.text, encoding="utf-8")
        there = read(path)
    found = {}
    for type_, field, entry in every:
        held = set(words_of(there.get(entry.key, "")))
        if (entry.key, field) not in lost and not any(words <= held for words in _spellings(field, entry)):
            found.setdefault(field, []).append(type_)
    return found


def _spellings(field, entry):
    """The words of a value, as they are and as programs say them."""
    value = print_value(field, entry.fields[field])
    words = set(words_of(json.dumps(value, ensure_ascii=False))) - {"literal", "family", "given"}
    return words, {WORDS.get(word, word) for word in words}


def _refkit(path):
    import refkit

    return {
        one["key"]: json.dumps(one, ensure_ascii=False)
        for one in refkit.Library.parse_yaml(path.read_text(encoding="utf-8")).to_records()
    }


def _citation_js(path):
    from tests.clients import _by_node

    items = _by_node([{"client": "citation-js", "format": "csl", "path": str(path)}])[0]["items"]
    return {one["id"]: json.dumps(one, ensure_ascii=False) for one in items}


def _bbt(path):
    from tests.clients import _by_node

    items = _by_node([{"client": "bbt", "format": "biblatex", "path": str(path)}])[0]["items"]
    return {one["key"]: json.dumps(one["fields"], ensure_ascii=False) for one in items}


def _bibutils(path):
    import xml.etree.ElementTree as ET

    ran = subprocess.run(["bib2xml", "-i", "unicode", str(path)], capture_output=True, text=True, check=True)
    return {one.get("ID"): " ".join(one.itertext()) for one in ET.fromstring(ran.stdout.lstrip("\ufeff"))}


def _pandoc(path):
    ran = subprocess.run(
        ["pandoc", "-f", "csljson", "-t", "csljson", str(path)], capture_output=True, text=True, check=True
    )
    return {one["id"]: json.dumps(one, ensure_ascii=False) for one in json.loads(ran.stdout)}


CLIENTS = {
    "better-bibtex": ("biblatex", _bbt),
    "bibutils": ("bibtex", _bibutils),
    "citation-js": ("csl-json", _citation_js),
    "pandoc": ("csl-json", _pandoc),
    "typst": ("hayagriva", _refkit),
}
"""client -> the format that it is given, and what it holds of each work, as text (Typst by refkit, on the same crate)."""


def main():
    for client in [name for name in sys.argv[1:] if name in CLIENTS] or CLIENTS:
        print(f"-- {client}, given {CLIENTS[client][0]}")
        for field, types in missing(client).items():
            print(f"{field:16} {'all' if types == TYPES else ' '.join(types)}")


if __name__ == "__main__":
    main()
