"""What Typst finds in a Hayagriva file, type by type and field by field: the rows judged by the program that reads them.

A CSL style prints every variable with its name; Typst sets all entries in one document, and what stands behind a name is
what Typst takes a value for. CSL 1.0.2, appendix IV, says which variable a field is.
"""

import html
import re

import pytest
import typst

from refexport.data.datamodel import FIELDS, TYPES
from refexport.formats import FORMATS
from refexport.formats.hayagriva.rows import ROWS
from refexport.model.entry import Entry, parse_value
from tests.facts.test_field_maps import BOOK, IN_BOOK, IN_JOURNAL

TEXTS = (
    "title title-short container-title container-title-short collection-title collection-number publisher publisher-place "
    "page genre DOI ISBN ISSN PMID PMCID URL version number note volume issue number-of-volumes number-of-pages "
    "chapter-number edition abstract event-title event-place language original-title original-publisher "
    "original-publisher-place keyword status part-number"
).split()
PEOPLE = "author editor translator container-author collection-editor director".split()
DATES = "issued accessed event-date original-date".split()

SHOWN = """
abstract: abstract
accessed: urldate
author: author
chapter-number: chapter
DOI: doi
edition: edition
editor: editor
event-date: eventdate
event-place: venue
event-title: eventtitle
genre: genre
ISBN: isbn
ISSN: issn
issued: date
language: language
note: note howpublished
number-of-pages: pagetotal
number-of-volumes: volumes
original-date: origdate
original-publisher-place: origlocation
original-publisher: origpublisher
original-title: origtitle
page: pages eid
PMCID: pmcid
PMID: pmid
publisher: publisher institution organization
publisher-place: location
title-short: shorttitle
title: title
translator: translator
URL: url
version: version
volume: volume
collection-title: series
number: number
"""
"""CSL variable -> the fields that it is on any type, unless `BY_TYPE` says otherwise."""

PARTS = (*IN_BOOK, "inproceedings")
SITES = ("online", "blogpost")
BY_TYPE = {
    **{(field, type_): "container-title" for field in ("booktitle", "maintitle", "journaltitle") for type_ in PARTS},
    **{("journaltitle", type_): "container-title" for type_ in IN_JOURNAL},
    **{("shortjournal", type_): "container-title-short" for type_ in IN_JOURNAL},
    **{("organization", type_): "container-title" for type_ in SITES},
    **{("bookauthor", type_): "container-author" for type_ in PARTS},
    **{("number", type_): "collection-number" for type_ in (*PARTS, *BOOK)},
    **{(field, type_): "issue" for field in ("number", "issue") for type_ in (*IN_JOURNAL, "periodical")},
    **{("eid", type_): "number" for type_ in IN_JOURNAL},  # an article's number: a serial number has no other variable
}
"""(field, type) -> variable, where a type has its own."""

UNSHOWN = {
    "version": TYPES.keys() - {"dataset", "software"},  # what is no repository has no version for Typst
    "volumes": {*PARTS},
    "series": TYPES.keys()
    - {*PARTS, *BOOK, *IN_JOURNAL, *"booklet letter manual misc performance periodical set".split()},
    **{field: {"preprint"} for field in ("eventtitle", "eventdate", "venue")},
    **{
        field: {"inreference"} for field in ("booktitle", "maintitle", "journaltitle", "bookauthor", "editor", "volume")
    },
}
"""field -> types of which Typst shows nothing of it: a ratchet. An entry of a reference is shown without its parent."""
MISTAKEN = {("series", type_): "event-title" for type_ in ("letter", "misc", "set")}
"""Typst takes the parent of a ``misc`` (a set is one there) for an event: a ratchet."""
NOWHERE = frozenset("afterword annotator commentator foreword holder introduction isan ismn isrn iswc".split())
"""Fields of Hayagriva that are no variable of CSL."""

VALUES = {"names": ["Zeta, Jane"], "date": "1876-02-03", "list": ["quoz", "x"], "literal": "917", "text": "Quoz"}
SPECIAL = {
    "doi": "10.1000/917", "isbn": "9780306406157", "issn": "1234-5679", "url": "https://a.example/917", "language": "de",
    "pages": "917--918",
}  # fmt: skip
SEEN = {"names": "Zeta", "date": "1876", "pages": "917"}
BESIDE = {
    "urldate": ["url"], "origpublisher": ["publisher"], "origlocation": ["publisher", "location"], "location": ["publisher"],
    "shortjournal": ["journaltitle"],
}  # fmt: skip
"""What stands beside a field, without which Hayagriva has no place for it."""


def entry_of(field, type_):
    beside = {one: SPECIAL.get(one, "Base").replace("917", "") for one in BESIDE.get(field, ())}
    values = {"title": "Base", "date": "1999", **beside, field: SPECIAL.get(field) or VALUES[FIELDS[field]]}
    return Entry(f"{field}.{type_}", type_, {name: parse_value(name, value) for name, value in values.items()})


def style():
    shown = [f'<text variable="{one}"/>' for one in TEXTS]
    shown += [f'<names variable="{one}"><name/></names>' for one in PEOPLE]
    shown += [f'<date variable="{one}"><date-part name="year"/></date>' for one in DATES]
    names = (*TEXTS, *PEOPLE, *DATES)
    groups = "".join(f'<group prefix="[[{n}=" suffix="]]">{one}</group>' for n, one in zip(names, shown, strict=True))
    return (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>All</title><id>all</id>'
        '<updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation>'
        f"<bibliography><layout>{groups}</layout></bibliography></style>"
    )


FIELDS_OF_ROWS = sorted({row.field for row in ROWS} - {"eprint", "entrysubtype"})


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """(field, type) -> the variables under which Typst shows the value."""
    folder = tmp_path_factory.mktemp("typst")
    pairs = [(field, type_) for field in FIELDS_OF_ROWS for type_ in TYPES]
    text = FORMATS["hayagriva"].write([entry_of(*pair) for pair in pairs]).text
    (folder / "refs.yml").write_text(text, encoding="utf-8")
    (folder / "all.csl").write_text(style(), encoding="utf-8")
    (folder / "all.typ").write_text('#bibliography("refs.yml", full: true, style: "all.csl")')
    out, _ = typst.compile_with_warnings(str(folder / "all.typ"), format="html")  # HTML warns of itself
    lines = re.findall("<li>(.*?)</li>", out.decode(), re.DOTALL)
    return {pair: variables(pair[0], line) for pair, line in zip(pairs, lines, strict=True)}


def variables(field, line):
    words = html.unescape(re.sub("<[^>]+>", "", line))
    value = SEEN.get(field) or SEEN.get(FIELDS[field]) or SPECIAL.get(field) or VALUES[FIELDS[field]]
    return {name for name, shown in re.findall(r"\[\[([A-Za-z-]+)=(.*?)\]\]", words) if value.lower() in shown.lower()}


def expected(field, type_):
    """The variable of a field; none where the field has no place, or Typst none for it."""
    if field in NOWHERE or type_ in UNSHOWN.get(field, ()):
        return ""
    anywhere = {name: row.split(": ")[0] for row in SHOWN.strip().splitlines() for name in row.split(": ")[1].split()}
    by_type = BY_TYPE | MISTAKEN
    if field == "issue":
        return by_type.get((field, type_), "")
    return by_type.get((field, type_)) or anywhere.get(field, "")


@pytest.mark.parametrize("field", FIELDS_OF_ROWS)
def test_typst_takes_a_field_for_what_it_is(found, field):
    """The variable is shown; others may show the same words too, such as a title that is its own short one."""
    for type_ in TYPES:
        variable = expected(field, type_)
        shown = found[field, type_]
        assert variable in shown if variable else not shown, (type_, variable, shown)


TWICE = {"title": {"title-short"}, "eventtitle": {"container-title", "container-title-short"}, "chapter": {"number"},
         "volume": {"part-number"}, **{field: {"container-title-short"} for field in ("booktitle", "maintitle", "journaltitle", "organization")}}  # fmt: skip
"""What Typst makes of a value besides: a title its own short title, a volume its part."""


@pytest.mark.parametrize("field", FIELDS_OF_ROWS)
def test_typst_takes_a_field_for_nothing_else(found, field):
    for type_ in TYPES:
        assert found[field, type_] - {expected(field, type_)} <= TWICE.get(field, set()), type_
