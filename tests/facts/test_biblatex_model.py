"""What biblatex's data model gives each type, compared with ``blx-dm.def`` itself and a transcription of it."""

import re
import subprocess
from pathlib import Path

import pytest

from refexport.data.datamodel import FIELDS, TYPES
from refexport.formats import FORMATS
from refexport.formats.bib.biblatex import MODEL, OPEN, ORDER
from refexport.model.entry import Entry, parse_value

DATA_MODEL = """
*: abstract annotation authortype bookpagination crossref doi eprint eprintclass eprinttype entryset entrysubtype execute
   file gender ids indextitle indexsorttitle isan ismn iswc keywords label langid langidopts library nameaddon options
   origlocation origpublisher origtitle pagination presort related relatedoptions relatedstring relatedtype shortauthor
   shorteditor shorthand shorthandintro shortjournal shortseries shorttitle sortkey sortname sortshorthand sorttitle
   sortyear url xdata xref
article: addendum annotator author commentator editor editora editorb editorc editortype editoratype editorbtype
   editorctype eid issn issue issuetitle issuesubtitle issuetitleaddon journalsubtitle journaltitle journaltitleaddon
   language note number origlanguage pages pubstate series subtitle title titleaddon translator version volume
book: author addendum afterword annotator chapter commentator edition editor editora editorb editorc editortype
   editoratype editorbtype editorctype eid foreword introduction isbn language location maintitle maintitleaddon
   mainsubtitle note number origlanguage pages pagetotal part publisher pubstate series subtitle title titleaddon
   translator volume volumes
mvbook: addendum afterword annotator author commentator edition editor editora editorb editorc editortype editoratype
   editorbtype editorctype foreword introduction isbn language location note number origlanguage pagetotal publisher
   pubstate series subtitle title titleaddon translator volume volumes
inbook bookinbook suppbook: addendum afterword annotator author booktitle bookauthor booksubtitle booktitleaddon chapter
   commentator edition editor editora editorb editorc editortype editoratype editorbtype editorctype eid foreword
   introduction isbn language location mainsubtitle maintitle maintitleaddon note number origlanguage part publisher
   pages pubstate series subtitle title titleaddon translator volume volumes
booklet: addendum author chapter editor editortype eid howpublished language location note pages pagetotal pubstate
   subtitle title titleaddon type
collection reference: addendum afterword annotator chapter commentator edition editor editora editorb editorc editortype
   editoratype editorbtype editorctype eid foreword introduction isbn language location mainsubtitle maintitle
   maintitleaddon note number origlanguage pages pagetotal part publisher pubstate series subtitle title titleaddon
   translator volume volumes
mvcollection mvreference: addendum afterword annotator author commentator edition editor editora editorb editorc
   editortype editoratype editorbtype editorctype foreword introduction isbn language location note number origlanguage
   publisher pubstate subtitle title titleaddon translator volume volumes
incollection suppcollection inreference: addendum afterword annotator author booksubtitle booktitle booktitleaddon
   chapter commentator edition editor editora editorb editorc editortype editoratype editorbtype editorctype eid foreword
   introduction isbn language location mainsubtitle maintitle maintitleaddon note number origlanguage pages part
   publisher pubstate series subtitle title titleaddon translator volume volumes
dataset: addendum author edition editor editortype language location note number organization publisher pubstate series
   subtitle title titleaddon type version
manual: addendum author chapter edition editor editortype eid isbn language location note number organization pages
   pagetotal publisher pubstate series subtitle title titleaddon type version
misc software: addendum author editor editortype howpublished language location note organization pubstate subtitle
   title titleaddon type version
online: addendum author editor editortype language note organization pubstate subtitle title titleaddon version
patent: addendum author holder location note number pubstate subtitle title titleaddon type version
periodical: addendum editor editora editorb editorc editortype editoratype editorbtype editorctype issn issue
   issuesubtitle issuetitle issuetitleaddon language note number pubstate series subtitle title titleaddon volume
mvproceedings: addendum editor editortype eventtitle eventtitleaddon isbn language location note number organization
   pagetotal publisher pubstate series subtitle title titleaddon venue volumes
proceedings: addendum chapter editor editortype eid eventtitle eventtitleaddon isbn language location mainsubtitle
   maintitle maintitleaddon note number organization pages pagetotal part publisher pubstate series subtitle title
   titleaddon venue volume volumes
inproceedings: addendum author booksubtitle booktitle booktitleaddon chapter editor editortype eid eventtitle
   eventtitleaddon isbn language location mainsubtitle maintitle maintitleaddon note number organization pages part
   publisher pubstate series subtitle title titleaddon venue volume volumes
report: addendum author chapter eid institution isrn language location note number pages pagetotal pubstate subtitle
   title titleaddon type version
thesis: addendum author chapter eid institution language location note pages pagetotal pubstate subtitle title titleaddon
   type
unpublished: addendum author eventtitle eventtitleaddon howpublished language location note pubstate subtitle title
   titleaddon type venue
"""
"""``blx-dm.def`` of 3.18b, ``\\DeclareDatamodelEntryfields`` in its order, without the parts of dates and custom fields."""

PART_OF_DATE = re.compile(
    r"(?:event|orig|url)?(?:end)?(?:day|hour|minute|month|second|timezone|year|yeardivision)(?<!^sortyear)"
)
CUSTOM = re.compile(r"(?:list|user)[a-f]|name[abc](?:type)?|verb[abc]")
"""Section 2.2.4: fields whose meaning is each user's own."""


def transcribed():
    text = re.sub(r"\n   ", " ", DATA_MODEL.strip())
    rows = (line.split(": ") for line in text.split("\n"))
    return {type_: set(fields.split()) for types, fields in rows for type_ in types.split()}


@pytest.mark.program("kpsewhich")
def test_the_transcription_is_that_of_the_data_model():
    path = subprocess.run(["kpsewhich", "blx-dm.def"], capture_output=True, text=True).stdout.strip()
    text = re.sub("%.*", "", Path(path).read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for types, fields in re.findall(r"\\DeclareDatamodelEntryfields(?:\[([^\]]*)\])?\{([^}]*)\}", text):
        names = {name for name in re.split(r"[\s,]+", fields) if name}
        kept = {name for name in names if not (PART_OF_DATE.fullmatch(name) or CUSTOM.fullmatch(name))}
        for type_ in re.split(r"[\s,]+", types.strip() or "*"):
            found.setdefault(type_, set()).update(kept)
    assert {type_: found[type_] for type_ in found.keys() - {"set", "bibnote"}} == transcribed()


WITH_EVENT = {"inproceedings", "mvproceedings", "proceedings", "unpublished"}
"""Types with the parts of ``eventdate``; those of the other three dates are everywhere."""


@pytest.mark.parametrize("type_", sorted(transcribed().keys() - {"*"}))
def test_types_have_the_fields_of_the_data_model(type_):
    """``editortype`` beside any editor is ours, and ``langid`` says the language of a patent."""
    theirs = transcribed()[type_] | transcribed()["*"] | {"date", "origdate", "urldate", "editortype"}
    theirs |= {"eventdate"} if type_ in WITH_EVENT else set()
    theirs = {"genre" if field == "type" else field for field in theirs}
    known = theirs & {*FIELDS, "langid"} - {"crossref"} | ({"language"} if type_ == "patent" else set())
    assert MODEL[type_] == known


def test_every_type_of_the_data_model_has_its_fields():
    assert set(MODEL) == transcribed().keys() - {"*", "set"}


def test_the_order_names_fields():
    assert set(ORDER) <= set(FIELDS)
    assert len(ORDER) == len(set(ORDER))


# --- a type's block, and where it has the one that issues a work

COMPLETE = {
    "title": "Title", "author": ["Doe, Jane"], "date": "2001", "journaltitle": "Journal", "booktitle": "Book",
    "url": "https://a.example/", "number": "7", "genre": "Kind",
}  # fmt: skip
EDITED = {"collection", "incollection", "inreference", "mvcollection", "mvreference", "reference", "suppcollection"}
"""Types that the data model requires an editor of."""
NEAREST = {"blogpost": "online", "preprint": "online", "suppperiodical": "article"}
"""The manual, 2.1.1 ("online", "suppperiodical")."""
UNSUPPORTED = (
    "artwork audio commentary image jurisdiction legislation legal letter movie music performance review standard video"
).split()
"""The manual, 2.1.3: types that data sources may have and standard styles treat as @misc (@review as @article)."""


def test_types_without_fields_of_their_own_are_those_of_the_manual():
    """And @set (2.1.1), which has its members alone."""
    assert {*UNSUPPORTED, "set"} == OPEN


def entry_of(type_, **fields):
    values = {**COMPLETE, **({"editor": ["Edit, Ed"]} if type_ in EDITED else {}), **fields}
    if type_ in ("collection", "reference", "periodical"):
        del values["author"]
    if type_ not in ("article", "suppperiodical", "periodical") and "journaltitle" not in fields:
        del values["journaltitle"]
    return Entry("k", type_, {field: parse_value(field, value) for field, value in values.items()})


def block_of(entry):
    """(type, fields) of the one block that is written."""
    head, *lines = FORMATS["biblatex"].write([entry]).text.splitlines()
    fields = (line.strip().removesuffix("},").split(" = {", 1) for line in lines if " = {" in line)
    return head[1:].partition("{")[0], dict(fields)


@pytest.mark.parametrize("type_", TYPES)
def test_an_entry_gets_the_block_of_its_type_whatever_it_lacks(type_):
    assert block_of(entry_of(type_))[0] == NEAREST.get(type_, type_)
    with_persons = {one: entry_of(type_).fields[one] for one in ("author", "editor") if one in entry_of(type_).fields}
    assert block_of(Entry("k", type_, with_persons))[0] == NEAREST.get(type_, type_)


PRINTED_AS_MISC = {"artwork", "audio", "letter", "movie", "video"}
"""Types of the manual's section 2.1.3 whose issuer @misc prints as the organization."""
OTHERS = OPEN - PRINTED_AS_MISC
"""Its other types, whose fields go as they are: styles that know such a type decide."""
ISSUER = {"publisher": ("publisher", "organization", "institution"), "institution": ("institution", "organization", "publisher"),
          "organization": ("organization", "institution", "publisher")}  # fmt: skip
"""Where the one that issues a work stands if not in its own field: an institution is an organization before a publisher."""
UNPLACED = {
    "publisher": set(),
    "institution": {"mvproceedings"},
    "organization": set(),
}  # fmt: skip
"""Types of which the field is named as lost, though @mvproceedings has an organization: a ratchet."""


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("field", ISSUER)
def test_who_issues_a_work_stands_where_its_type_has_a_place(type_, field):
    block, fields = block_of(entry_of(type_, **{field: "Someone"}))
    known = transcribed()["misc" if type_ in PRINTED_AS_MISC else block] if type_ not in OTHERS else ISSUER
    places = [place for place in ISSUER[field] if place in known]
    found = [place for place in ISSUER if fields.get(place) == "Someone"]
    assert found == ([] if type_ in UNPLACED[field] else places[:1])


def test_the_journal_of_a_post_is_the_site_that_has_it():
    for type_ in ("blogpost", "online"):
        assert block_of(entry_of(type_, journaltitle="Site"))[1]["organization"] == "Site"
    assert "organization" not in block_of(entry_of("video", journaltitle="Site"))[1]


# --- fields under another name, or in another spelling

ENCODED = {
    "doi": ("10.1000/a_b%23", "doi", "10.1000/a_b%23"),  # verbatim
    "url": ("https://a.example/~a_b?c&d", "url", "https://a.example/~a_b?c&d"),  # uri
    "file": ("a_b&c.pdf", "file", "a_b&c.pdf"),  # verbatim
    "eprint": ("a_b&c", "eprint", "a_b&c"),  # verbatim
    "pages": ("1--2", "pages", "1--2"),  # range
    "volume": ("XIV", "volume", "XIV"),  # integer: biber takes others too, and "C" is no hundred
    "language": ("de", "langid", "german"),
    "keywords": (["R_D", "E"], "keywords", "R_D, E"),
    "genre": ("Some Kind", "type", "Some Kind"),
}
"""field -> value, its name in the data model, and its spelling there by its datatype."""


@pytest.mark.parametrize("field", ENCODED)
def test_fields_have_the_name_and_the_datatype_of_the_data_model(field):
    value, name, spelling = ENCODED[field]
    type_ = next(one for one in ("report", "article") if {name, field} & (transcribed()[one] | transcribed()["*"]))
    assert block_of(entry_of(type_, **{field: value}))[1][name] == spelling
