"""Where each field stands in CSL, RIS and Hayagriva, held against the formats' own descriptions, type by type.

The tables here are written from the sources that each names, by what a reader of a type finds under a target; the rows
of the formats are written by field. A field is written to its target, and a file that somebody else wrote is read: both
directions are judged, each by itself.
"""

import json
import re

import pytest

from refexport.data.datamodel import FIELDS
from refexport.formats import FORMATS
from refexport.model.entry import Entry, parse_value, print_value

VALUES = {
    "names": ["Doe, Jane"],
    "date": "2001-02-03",
    "list": ["first", "second"],
    "literal": "17",
    "text": "Words",
}
SPECIAL = {
    "doi": "10.1000/17", "isbn": "9780306406157", "issn": "1234-5679", "url": "https://a.example/17", "language": "de",
    "pages": "17--18", "genre": "Kind", "pubstate": "inpress", "entrysubtype": "magazine",
}  # fmt: skip
"""Values by field where its datatype's will not do."""

IN_JOURNAL = ("article", "review", "suppperiodical")
IN_BOOK = ("inbook", "incollection", "inreference", "bookinbook", "suppbook", "suppcollection")
BOOK = (
    "book",
    "collection",
    "commentary",
    "mvbook",
    "mvcollection",
    "mvproceedings",
    "mvreference",
    "proceedings",
    "reference",
)
OTHERS = (
    "image",
    "legal",
    "music",
    "set",
    "misc",
    "manual",
    "booklet",
    "patent",
    "standard",
    "dataset",
    "unpublished",
    "artwork",
    "movie",
    "software",
)


def value_of(field):
    return SPECIAL.get(field) or VALUES[FIELDS[field]]


def entry_of(type_, *fields):
    named = {"title": "A Title", "author": ["Base, Ann"], "date": "1999"}
    if type_ in ("incollection", "collection"):
        named["editor"] = ["Edit, Ed"]
    if type_ == "collection":
        del named["author"]
    if type_ == "preprint":
        named |= {"eprint": "1703.03400", "eprinttype": "arxiv"}
    values = named | {field: value_of(field) for field in fields}
    return Entry("k", type_, {field: parse_value(field, value) for field, value in values.items()})


def rows(table):
    """``target field`` of each line's parts."""
    return [tuple(part.split()) for line in table.strip().splitlines() for part in line.split(";") if part.strip()]


def expanded(common, special, types):
    """(type, target, field) for every type."""
    return [(type_, *row) for type_ in types for row in (*rows(common), *rows(special.get(type_, "")))]


# --- CSL 1.0.2, appendix IV ("Variables"), and Zotero's schema, "csl" (which base field each variable is)

CSL = """
author author; title title; editor editor; translator translator; container-author bookauthor; collection-title series
event-title eventtitle; event-place venue; event-date eventdate; issued date; volume volume; number-of-volumes volumes
part part; page pages; number-of-pages pagetotal; chapter-number chapter; edition edition; version version; genre genre
publisher-place location; status pubstate; ISBN isbn; ISSN issn; DOI doi; PMID pmid; PMCID pmcid; URL url
accessed urldate; original-date origdate; original-title origtitle; original-publisher origpublisher
original-publisher-place origlocation; language language; title-short shorttitle; abstract abstract; keyword keywords
note note; annote annotation; container-title-short shortjournal; journalAbbreviation shortjournal
"""
CSL_READ = "event eventtitle; license license; shortTitle shorttitle"
CSL_BY_TYPE = (
    dict.fromkeys((*IN_JOURNAL, "periodical"), "container-title journaltitle; issue number; publisher publisher")
    | dict.fromkeys(
        (*IN_BOOK, "inproceedings"), "container-title booktitle; collection-number number; publisher publisher"
    )
    | dict.fromkeys(BOOK, "collection-number number; publisher publisher")
    | dict.fromkeys(("thesis", "report"), "publisher institution; number number")
    | dict.fromkeys(("online", "blogpost"), "container-title organization; number number")
    | {"video": "publisher organization; number number", "preprint": "publisher publisher"}
    | dict.fromkeys((*OTHERS, "audio", "letter", "performance"), "publisher publisher; number number")
)


@pytest.mark.parametrize("type_", CSL_BY_TYPE)
def test_csl_variables_are_written_where_they_belong(type_):
    for target, field in (*rows(CSL), *rows(CSL_BY_TYPE[type_])):
        (item,) = json.loads(FORMATS["csl-json"].write([entry_of(type_, field)]).text)
        assert target in item, (type_, field)
        (without,) = json.loads(FORMATS["csl-json"].write([entry_of(type_)]).text)
        assert item[target] != without.get(target), (type_, field, target)


def csl_value(field):
    match FIELDS[field]:
        case "names":
            return [{"family": "Doe", "given": "Jane"}]
        case "date":
            return {"date-parts": [[2001, 2, 3]]}
        case "list":
            return "first; second"
    value = value_of(field)
    return {"pages": "17-18", "pubstate": "in press"}.get(field, value)


@pytest.mark.parametrize("type_", CSL_BY_TYPE)
def test_csl_variables_of_others_are_read_as_what_they_are(type_):
    csl_type = json.loads(FORMATS["csl-json"].write([entry_of(type_)]).text)[0]["type"]
    for target, field in (*rows(CSL), *rows(CSL_READ), *rows(CSL_BY_TYPE[type_])):
        item = {"id": "k", "type": csl_type, "custom": {"entrytype": type_}, target: csl_value(field)}
        (found,), problems = FORMATS["csl-json"].read(json.dumps([item]), "x")
        assert (print_value(field, found.fields[field]), problems) == (value_of(field), ()), (type_, target)


def test_csl_reads_each_number_of_any_type():
    for target in ("issue", "number", "collection-number"):
        for type_ in ("article-journal", "book", "report", "webpage"):
            (found,), _ = FORMATS["csl-json"].read(json.dumps([{"id": "k", "type": type_, target: "3"}]), "x")
            assert found.plain("number") == "3"


# --- RIS: the specification of 2001, EndNote's tags by reference type, and Zotero's translator RIS.js

RIS = "AU author; TI title; ST shorttitle; J2 shortjournal; PY date; DA date; M3 genre; DO doi; UR url; L1 file; Y2 urldate; OP origtitle; CR license; KW keywords; AB abstract; N1 note; RN annotation"
RIS_READ = "A1 author; T1 title; CT title; JA shortjournal; Y1 date; N2 abstract; A4 translator; ED editor; A2 editor; A3 editor; IS number; M1 number; SV number; NV volumes; SE chapter; VL volume; LA language; JO journaltitle; T3 series; C3 booktitle"
RIS_BY_TYPE = {
    "JOUR": ("article", "T2 journaltitle; JF journaltitle; VL volume; IS number; SP pages; SN issn; A2 editor; T3 series; PB publisher; CY location; ET edition; LA language"),
    "MGZN": ("article", "T2 journaltitle; JF journaltitle; VL volume; IS number; SP pages; SN issn; A2 editor; PB publisher"),
    "NEWS": ("article", "T2 journaltitle; JF journaltitle; SP pages; SN issn; A2 editor; IS number"),
    "JFULL": ("periodical", "T2 journaltitle; JF journaltitle; VL volume; IS number; SN issn; A2 editor"),
    "CONF": ("inproceedings", "C3 booktitle; JF booktitle; T2 eventtitle; C1 location; CY location; T3 series; VL volume; IS number; SP pages; PB publisher; SN isbn; A2 editor; NV volumes; LA language"),
    "CHAP": ("inbook", "T2 booktitle; JF booktitle; C2 bookauthor; A2 editor; A4 translator; T3 series; SV number; SE chapter; SP pages; VL volume; PB publisher; CY location; SN isbn; ET edition"),
    "BOOK": ("book", "T2 series; A3 editor; A4 translator; M1 number; NV volumes; SP pagetotal; VL volume; PB publisher; CY location; SN isbn; ET edition"),
    "PAMP": ("booklet", "A3 editor; SP pagetotal; PB publisher; CY location; SN isbn; NV volumes; A4 translator"),
    "THES": ("thesis", "PB institution; SP pagetotal; CY location; ED editor"),
    "RPRT": ("report", "PB institution; SN number; T2 series; SP pages; CY location"),
    "ELEC": ("online", "T2 organization; JF organization; ED editor"),
    "BLOG": ("blogpost", "T2 organization; JF organization; ED editor"),
    "DATA": ("dataset", "ET version; PB publisher; T3 series"),
    "COMP": ("software", "ET version; T2 series; PB publisher"),
    "PAT": ("patent", "SN number; SP pages"),
    "UNPB": ("unpublished", "M1 number; SP pages; PB publisher"),
    "STAND": ("standard", "M1 number; PB publisher"),
    "GEN": ("misc", "IS number; T3 series; PB publisher; SN isbn"),
    "VIDEO": ("video", "PB organization; T3 series"),
}  # fmt: skip
RIS_READ_BY_TYPE = {"BOOK": "BT title", "CHAP": "BT booktitle; JO booktitle", "CONF": "JO booktitle"}  # JO: IEEE Xplore
SUBTYPES = {"MGZN": {"entrysubtype": "magazine"}, "NEWS": {"entrysubtype": "newspaper"}}


def ris_lines(text):
    return [found.groups() for line in text.splitlines() if (found := re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line))]


@pytest.mark.parametrize("ty", RIS_BY_TYPE)
def test_ris_tags_are_written_where_they_belong(ty):
    type_, special = RIS_BY_TYPE[ty]
    marks = {field: parse_value(field, value) for field, value in SUBTYPES.get(ty, {}).items()}
    for target, field in (*rows(RIS), *rows(special)):
        entry = entry_of(type_, field).replace(**marks)
        lines = ris_lines(FORMATS["ris"].write([entry]).text)
        before = ris_lines(FORMATS["ris"].write([entry_of(type_).replace(**marks)]).text)
        assert lines[0] == ("TY", ty)
        assert target in {tag for tag, _ in lines if (tag, _) not in before}, (ty, field)


def ris_value(field):
    match FIELDS[field]:
        case "names":
            return ["Doe, Jane"]
        case "date":
            return ["2001/02/03"]
        case "list":
            return ["first", "second"]
    return [str(value_of(field))]


@pytest.mark.parametrize("ty", RIS_BY_TYPE)
def test_ris_tags_of_others_are_read_as_what_they_are(ty):
    _, special = RIS_BY_TYPE[ty]
    own = {target for target, _ in (*rows(special), *rows(RIS_READ_BY_TYPE.get(ty, "")))}
    anywhere = [row for row in rows(RIS_READ) if row[0] not in own]
    for target, field in (*rows(RIS), *anywhere, *rows(special), *rows(RIS_READ_BY_TYPE.get(ty, ""))):
        lines = [f"{target}  - {value}" for value in ris_value(field)] + (["EP  - 18"] if field == "pages" else [])
        lines = [line.replace("17--18", "17") for line in lines]
        (found,), problems = FORMATS["ris"].read("\n".join([f"TY  - {ty}", *lines, "ER  - "]), "x")
        assert (print_value(field, found.fields[field]), problems) == (value_of(field), ()), (ty, target)


def test_an_issn_is_known_by_its_shape_and_a_report_s_number_is_none():
    for ty, field in (("JOUR", "issn"), ("BOOK", "issn"), ("RPRT", "number"), ("PAT", "number")):
        (found,), _ = FORMATS["ris"].read(f"TY  - {ty}\nSN  - 1234-5679\nER  - ", "x")
        assert found.plain(field) == "1234-5679", ty


# --- Hayagriva: "The Hayagriva YAML File Format", sections "Fields" and "Reference" of types

HAYAGRIVA = """
author author; title title; title.short shorttitle; date date; affiliated.translator translator
affiliated.afterword afterword; affiliated.annotator annotator; affiliated.commentator commentator
affiliated.foreword foreword; affiliated.holder holder; affiliated.introduction introduction; chapter chapter
page-range pages; page-total pagetotal; genre genre; url url; serial-number.doi doi; serial-number.isbn isbn
serial-number.issn issn; serial-number.pmid pmid; serial-number.pmcid pmcid; serial-number.isan isan
serial-number.ismn ismn; serial-number.isrn isrn; serial-number.iswc iswc; serial-number.version version
language language; abstract abstract; note note
"""
ALONE = "editor editor; volume volume; edition edition; publisher publisher; organization organization"
HAYAGRIVA_BY_TYPE = {
    "article": "in.title journaltitle; in.editor editor; in.volume volume; in.issue number; in.publisher publisher; in.edition edition; serial-number.serial eid",
    "inproceedings": "in.title booktitle; in.editor editor; in.volume volume; in.volume-total volumes; in.author bookauthor; in.publisher publisher; series.title series; series.volume number; organization organization",
    "inbook": "in.title booktitle; in.author bookauthor; in.volume volume; in.publisher publisher; series.title series; series.volume number",
    "book": f"{ALONE}; volume-total volumes; series.title series; series.volume number",
    "periodical": f"{ALONE}; issue number",
    "thesis": "publisher institution; editor editor",
    "report": "publisher institution; serial-number.serial number; editor editor",
    "online": "in.title organization; editor editor",
    "blogpost": "in.title organization; editor editor",
    "patent": f"{ALONE}; serial-number.serial number",
    "video": f"{ALONE}; serial-number.serial number",
}  # fmt: skip
HAYAGRIVA_ANY = "event.title eventtitle; event.location venue; event.date eventdate; original.title origtitle"
BESIDE = {
    "urldate": ("url",), "origdate": ("date",), "origpublisher": ("publisher",), "origlocation": ("publisher", "location"),
    "location": ("publisher",), "shortjournal": ("journaltitle",),
}  # fmt: skip


def paths(data, place=""):
    """Every path of a work with its value; parents by what they are to the work, as the documentation tells them apart."""
    for name, value in data.items():
        if name == "parent":
            for parent in value if isinstance(value, list) else [value]:
                kind = {"conference": "event", "original": "original"}.get(parent["type"])
                holds = data["type"] in ("article", "chapter", "entry", "anthos", "web") and not place
                yield from paths(parent, f"{kind or ('in' if holds else 'series')}.")
        elif name == "affiliated":
            yield from ((f"{place}affiliated.{one['role']}", one["names"]) for one in value)
        elif isinstance(value, dict):
            main = {"publisher": "name"}.get(name, "value")
            yield from ((f"{place}{name}" + ("" if part == main else f".{part}"), one) for part, one in value.items())
        else:
            yield f"{place}{name}", value


@pytest.mark.parametrize("type_", HAYAGRIVA_BY_TYPE)
def test_hayagriva_s_fields_are_written_where_they_belong(type_):
    import yaml

    for target, field in (*rows(HAYAGRIVA), *rows(HAYAGRIVA_BY_TYPE[type_]), *rows(HAYAGRIVA_ANY)):
        with_field = dict(paths(yaml.safe_load(FORMATS["hayagriva"].write([entry_of(type_, field)]).text)["k"]))
        without = dict(paths(yaml.safe_load(FORMATS["hayagriva"].write([entry_of(type_)]).text)["k"]))
        assert target in with_field, (type_, field, with_field)
        assert with_field[target] != without.get(target), (type_, field)


def nested(type_, parent, target, value):
    """A work as somebody else may write it, with a value at a path."""
    work = {"type": type_}
    place, _, rest = target.partition(".")
    if place in ("in", "series", "event", "original"):
        kind = {"in": parent or "book", "series": "book", "event": "conference", "original": "original"}[place]
        holder = {"type": kind}
        put(holder, rest, value)
        if place == "in" or not parent:
            work["parent"] = holder
        elif place == "series":
            work["parent"] = {"type": parent, "parent": holder}
        else:
            work["parent"] = [{"type": parent}, holder]
        return work
    put(work, target, value)
    return work | ({"parent": {"type": parent}} if parent else {})


def put(work, target, value):
    name, _, part = target.partition(".")
    if name == "affiliated":
        work[name] = [{"role": part, "names": value}]
    else:
        work[name] = {part: value} if part else value


HAYAGRIVA_READ = "location location; publisher.location location; in.location location; in.publisher.location location; in.serial-number.isbn isbn; in.serial-number.issn issn; original.date origdate; original.publisher origpublisher; original.publisher.location origlocation; url.date urldate; in.title.short shortjournal"
NATURAL = {
    "article": ("article", "periodical"), "inproceedings": ("article", "proceedings"), "inbook": ("chapter", "book"), "book": ("book", ""),
    "periodical": ("periodical", ""), "thesis": ("thesis", ""), "report": ("report", ""), "online": ("web", ""),
    "blogpost": ("article", "blog"), "patent": ("patent", ""), "video": ("video", ""),
}  # fmt: skip


@pytest.mark.parametrize("type_", HAYAGRIVA_BY_TYPE)
def test_hayagriva_s_fields_of_others_are_read_as_what_they_are(type_):
    work_type, parent = NATURAL[type_]
    held = rows(HAYAGRIVA_READ) if parent else [row for row in rows(HAYAGRIVA_READ) if not row[0].startswith("in.")]
    special = [
        row for row in rows(HAYAGRIVA_BY_TYPE[type_]) if parent or type_ == "online" or not row[0].startswith("in.")
    ]
    for target, field in (*rows(HAYAGRIVA), *special, *rows(HAYAGRIVA_ANY), *held):
        value = {"names": ["Doe, Jane"], "date": "2001-02-03"}.get(FIELDS[field], value_of(field))
        value = {"pages": "17-18"}.get(field, value)
        work = nested(work_type, parent, target, value)
        (found,), problems = FORMATS["hayagriva"].read(json.dumps({"k": work}), "x")
        assert field in found.fields, (type_, target, found.fields)
        assert (print_value(field, found.fields[field]), problems) == (value_of(field), ()), (type_, target)


# --- what stands elsewhere than in a field's own place


def only(form, text):
    (found,), problems = FORMATS[form].read(text, "x")
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("label", "value", "field", "read"),
    [
        ("arXiv", "1703.03400", "eprint", "1703.03400"),
        ("DOI", "10.1000/17", "doi", "10.1000/17"),
        ("PMID", "26017442", "pmid", "26017442"),
        ("PMCID", "PMC4633256", "pmcid", "PMC4633256"),
    ],
)
def test_lines_of_zotero_s_note_are_identifiers(label, value, field, read):
    """Zotero's documentation, "Extra": ``DOI: …``, ``PMID: …``, ``PMCID: …``; ``arXiv: …`` is its arXiv translator's."""
    item = {"id": "k", "type": "article-journal", "note": f"before\n{label}: {value}\nafter"}
    found = only("csl-json", json.dumps([item]))
    assert (found.plain(field), found.plain("note")) == (read, "before\nafter".replace("\n", " "))


def test_lines_of_zotero_s_note_are_key_and_type():
    found = only(
        "csl-json", json.dumps([{"id": "k", "type": "document", "note": "type: software\nCitation Key: a2020"}])
    )
    assert (found.key, found.type) == ("a2020", "software")


@pytest.mark.parametrize(
    "label", ["date", "pages", "place", "rights", "DOI", "type", "Citation Key", "event place", "ISSN"]
)
def test_notes_that_zotero_or_citeproc_would_obey_are_put_in_brackets(label):
    """Zotero's "Extra" takes labels of its fields and of CSL's variables, whatever their case and blanks."""
    for words in (f"{label}: odd", f"{label.upper()}: odd"):
        entry = Entry("k", "book", {"title": parse_value("title", "T"), "note": parse_value("note", words)})
        (item,) = json.loads(FORMATS["csl-json"].write([entry]).text)
        assert item["note"] == f"({words})"


def test_an_eprint_of_another_archive_stands_under_custom():
    """CSL's schema has ``custom`` for what it has no variable for."""
    values = {"title": "T", "eprint": "123", "eprinttype": "hdl", "eprintclass": "sub"}
    entry = Entry("k", "article", {field: parse_value(field, value) for field, value in values.items()})
    text = FORMATS["csl-json"].write([entry]).text
    assert json.loads(text)[0]["custom"] == {"eprint": "123", "eprinttype": "hdl", "eprintclass": "sub"}
    found = only("csl-json", text)
    assert {field: found.plain(field) for field in values} == values


JOINED = {"article": "journal", "inproceedings": "book", "inbook": "book", "incollection": "main"}


@pytest.mark.parametrize("form", ["csl-json", "ris", "hayagriva"])
@pytest.mark.parametrize("type_", JOINED)
def test_a_subtitle_stands_behind_its_title(form, type_):
    """None of the three has subtitles; the colon is the usual sign between both (Chicago 13.89, APA 6.17)."""
    part = JOINED[type_]
    title = f"{part}title"
    if part == "main" and form == "ris":
        return  # RIS has no title of a work in several volumes
    values = {
        "title": "One",
        "subtitle": "Two",
        title: "Three",
        f"{part}subtitle": "Four",
        "author": ["Doe, Jane"],
        "date": 2001,
    }
    entry = Entry("k", type_, {field: parse_value(field, value) for field, value in values.items()})
    written = FORMATS[form].write([entry])
    assert "One: Two" in written.text
    assert "Three: Four" in written.text
    assert {loss.field for loss in written.lost} >= {"subtitle", f"{part}subtitle"}


@pytest.mark.parametrize(
    ("ty", "lines", "read"),
    [
        ("CPAPER", ["C3  - B", "T2  - E"], {"booktitle": "B", "eventtitle": "E"}),
        ("ECHAP", ["T2  - B", "SV  - 3"], {"booktitle": "B", "number": "3"}),
        ("EBOOK", ["T2  - S", "SP  - 300"], {"series": "S", "pagetotal": "300"}),
        ("EDBOOK", ["T2  - S", "SP  - 300"], {"series": "S", "pagetotal": "300"}),
        ("WEB", ["T2  - W", "PB  - O"], {"organization": "W", "publisher": "O"}),
        ("ICOMM", ["T2  - W"], {"organization": "W"}),
    ],
)
def test_electronic_and_edited_kinds_have_the_tags_of_their_like(ty, lines, read):
    """EndNote's tags by reference type: Electronic Book as Book, Electronic Book Section as Book Section …"""
    found = only("ris", "\n".join([f"TY  - {ty}", *lines, "ER  - "]))
    assert {field: found.plain(field) for field in read} == read


@pytest.mark.parametrize(
    ("type_", "natural"),
    [("anthos", "incollection"), ("chapter", "inbook"), ("entry", "inreference"), ("article", "article")],
)
def test_a_parent_without_a_type_is_the_usual_one(type_, natural):
    """The documentation: "If no type is given, it is chosen by the child": anthology, book, reference, periodical."""
    found = only("hayagriva", json.dumps({"k": {"type": type_, "title": "T", "parent": {"title": "P"}}}))
    assert found.type == natural
    assert found.plain("journaltitle" if natural == "article" else "booktitle") == "P"


@pytest.mark.parametrize("type_", ["post", "thread", "web"])
def test_the_parent_of_a_post_is_the_site_that_holds_it(type_):
    found = only(
        "hayagriva", json.dumps({"k": {"type": type_, "title": "T", "parent": {"type": "web", "title": "Site"}}})
    )
    assert found.plain("organization") == "Site"


def test_the_original_s_date_stands_beside_a_date_only():
    """Typst prints an original's date behind the work's own; alone it would be taken for it."""
    import yaml

    alone = Entry("k", "book", {"title": parse_value("title", "T"), "origdate": parse_value("origdate", "1900")})
    assert yaml.safe_load(FORMATS["hayagriva"].write([alone]).text)["k"] == {"type": "book", "title": "{T}"}
    both = alone.replace(date=parse_value("date", "2000"))
    work = yaml.safe_load(FORMATS["hayagriva"].write([both]).text)["k"]
    assert work["parent"] == {"type": "original", "date": "1900"}
