"""RIS's types, and entries from its records.

Sources: the RIS format specification (Research Information Systems, 2001) and EndNote's tags by reference type.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from refexport.data.datamodel import GENRES, datatype_of
from refexport.errors import Problem
from refexport.model.date import SEASONS, Date, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import Name, name_of_parts
from refexport.model.pages import normal_pages
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text

RIS_TYPES = {
    "article": "JOUR", "artwork": "ART", "audio": "SOUND", "blogpost": "BLOG", "book": "BOOK", "bookinbook": "CHAP",
    "booklet": "PAMP", "collection": "BOOK", "dataset": "DATA", "inbook": "CHAP", "incollection": "CHAP",
    "inproceedings": "CONF", "inreference": "CHAP", "jurisdiction": "CASE", "legislation": "STAT", "letter": "PCOMM",
    "manual": "BOOK", "misc": "GEN", "movie": "MPCT", "mvbook": "BOOK", "mvcollection": "BOOK",
    "mvproceedings": "BOOK", "mvreference": "BOOK", "online": "ELEC", "patent": "PAT", "performance": "GEN",
    "periodical": "JFULL", "preprint": "UNPB", "proceedings": "BOOK", "reference": "BOOK", "report": "RPRT",
    "software": "COMP", "standard": "STAND", "suppbook": "CHAP", "suppcollection": "CHAP", "suppperiodical": "JOUR",
    "thesis": "THES", "unpublished": "UNPB", "video": "VIDEO",
}  # fmt: skip
"""entry type -> TY; where two would do, the one that more clients know."""


ENTRY_TYPES = {
    "ABST": "article", "ART": "artwork", "BILL": "legislation", "BLOG": "blogpost", "BOOK": "book",
    "CASE": "jurisdiction", "CHAP": "incollection", "COMP": "software", "CONF": "inproceedings",
    "CPAPER": "inproceedings", "DATA": "dataset", "DICT": "inreference", "EBOOK": "book", "ECHAP": "incollection",
    "EDBOOK": "collection", "EJOUR": "article", "ELEC": "online", "ENCYC": "inreference", "GEN": "misc",
    "ICOMM": "online", "INPR": "article", "JFULL": "periodical", "JOUR": "article", "MANSCPT": "unpublished",
    "MGZN": "article", "MPCT": "movie", "MUSIC": "audio", "NEWS": "article", "PAMP": "booklet", "PAT": "patent",
    "PCOMM": "letter", "RPRT": "report", "SOUND": "audio", "STAND": "standard", "STAT": "legislation",
    "THES": "thesis", "UNPB": "unpublished", "UNPD": "unpublished", "VIDEO": "video", "WEB": "online",
}  # fmt: skip
"""TY -> the entry type that it mostly is."""

ZOTERO_TYPES = {
    "preprint": "preprint",
    "misc": "document",
    "unpublished": "manuscript",
    "performance": "document",
    "standard": "standard",
}
"""entry type -> the item type that an M2 line tells Zotero, whose own choice for the TY would be another."""

SUBTYPES = {"magazine": "MGZN", "newspaper": "NEWS"}
"""``entrysubtype`` of an article -> TY."""
SUBTYPE_OF = {ty: subtype for subtype, ty in SUBTYPES.items()}

FIELDS = {
    "A1": "author", "A2": "editor", "A3": "editor", "A4": "translator", "AB": "abstract", "AU": "author",
    "C3": "booktitle", "CR": "license", "CT": "title", "CY": "location", "DA": "date", "DO": "doi", "ED": "editor",
    "ET": "edition", "IS": "number", "J2": "shortjournal", "JA": "shortjournal", "JF": "journaltitle",
    "JO": "journaltitle", "KW": "keywords", "L1": "file", "LA": "language", "M1": "number", "M3": "genre",
    "N1": "note", "N2": "abstract", "NV": "volumes", "OP": "origtitle", "PB": "publisher", "PY": "date",
    "RN": "annotation", "SE": "chapter", "SN": "isbn", "SP": "pages", "ST": "shorttitle", "SV": "number",
    "T1": "title", "T2": "journaltitle", "T3": "series", "TI": "title", "UR": "url", "VL": "volume", "Y1": "date",
    "Y2": "urldate",
}  # fmt: skip
"""tag -> field."""

FIELDS_BY_TYPE = {
    ("BOOK", "BT"): "title", ("BOOK", "SP"): "pagetotal", ("BOOK", "T2"): "series", ("CHAP", "BT"): "booktitle",
    ("CHAP", "C2"): "bookauthor", ("CHAP", "JF"): "booktitle", ("CHAP", "T2"): "booktitle", ("COMP", "ET"): "version",
    ("COMP", "T2"): "series", ("CONF", "C1"): "location", ("CONF", "JF"): "booktitle", ("CONF", "T2"): "eventtitle",
    ("DATA", "ET"): "version", ("PAT", "SN"): "number", ("ELEC", "JF"): "organization", ("ELEC", "T2"): "organization",
    ("BLOG", "JF"): "organization", ("BLOG", "T2"): "organization", ("ELEC", "PB"): "organization",
    ("VIDEO", "PB"): "organization", ("PAMP", "SP"): "pagetotal", ("RPRT", "PB"): "institution",
    ("RPRT", "SN"): "number", ("RPRT", "T2"): "series", ("THES", "PB"): "institution", ("THES", "SP"): "pagetotal",
}  # fmt: skip
"""(TY, tag) -> field, where a type differs."""

ALIKE = {"CPAPER": "CONF", "ECHAP": "CHAP", "EBOOK": "BOOK", "EDBOOK": "BOOK", "WEB": "ELEC", "ICOMM": "ELEC"}

TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
EXTRA = re.compile(r"(arXiv|Citation Key|type): (.+)")


class _Record(NamedTuple):
    """The tags and values of a record, and the line of its TY."""

    line: int
    tags: list[tuple[str, str]]


def read_records(text: str, path: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of RIS records; a record without its end is a problem, not an entry."""
    problems: list[Problem] = []
    return [_entry(record, path, problems) for record in _records(text, path, problems)], problems


def _records(text: str, path: str, problems: list[Problem]) -> Iterator[_Record]:
    open_: _Record | None = None
    bare = text.removeprefix("\ufeff").rstrip("\x1a")  # DOS ended files with control-Z
    for line, content in enumerate(map(str.strip, re.split(r"\r\n|\r|\n", bare)), 1):
        found = TAG.fullmatch(content)
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", content)
        if tag == "TY":
            if open_:
                problems.append(_unended(open_, path))
            open_ = _Record(line, [(tag, value)])
        elif tag == "ER" and open_:
            yield open_
            open_ = None
        elif open_ and tag:
            open_.tags.append((tag, value))
        elif open_ and value:
            last, before = open_.tags[-1]
            open_.tags[-1] = (last, f"{before} {value}".strip())
        elif value or tag:
            problems.append(
                Problem(path, line, "outside of a record", "a record starts with 'TY  - '", value=content[:80])
            )
    if open_:
        problems.append(_unended(open_, path))


def _unended(record: _Record, path: str) -> Problem:
    return Problem(path, record.line, "the record that starts here has no end", "end it with a line 'ER  - '")


def _entry(record: _Record, path: str, problems: list[Problem]) -> Entry:
    ty = record.tags[0][1]
    said = [value for tag, value in record.tags if tag == "M2"]
    extra = {found[1]: found[2] for value in said if (found := EXTRA.fullmatch(value))}
    key = extra.get("Citation Key") or next((value for tag, value in record.tags if tag == "ID"), "")
    values = _values(record, ALIKE.get(ty, ty), key, path, problems)
    if "arXiv" in extra:
        values |= _arxiv(extra["arXiv"])
    if ty in SUBTYPE_OF:
        values["entrysubtype"] = SUBTYPE_OF[ty]
    if ty not in ENTRY_TYPES:
        problems.append(Problem(path, record.line, "unknown type, read as misc", key=key, value=ty, level="warning"))
    return Entry(key, natural_type(ty, said, Entry(key, "", values)), values)


def held_by(ty: str, tag: str) -> str:
    """The field that a tag stands for in records of a TY; nothing for an unknown one."""
    return FIELDS_BY_TYPE.get((ty, tag)) or FIELDS.get(tag, "")


def natural_type(ty: str, said: Sequence[str], entry: Entry) -> str:
    """The entry type of a record with this TY and these M2 lines."""
    for line in said:
        if line.removeprefix("type: ") in ZOTERO_TYPES.values() and line.startswith("type: "):
            return next(type_ for type_, words in ZOTERO_TYPES.items() if words == line.removeprefix("type: "))
    type_ = ENTRY_TYPES.get(ty, "misc")
    if type_ == "incollection" and not entry.has("editor"):
        return "inbook"
    return "collection" if type_ == "book" and entry.has("editor") and not entry.has("author") else type_


def _values(record: _Record, ty: str, key: str, path: str, problems: list[Problem]) -> dict[str, Value]:
    held: dict[str, list[str]] = {}
    for tag, value in record.tags:
        field = held_by(ty, tag)
        if value and not field and tag not in ELSEWHERE:
            problems.append(
                Problem(path, record.line, f"no field for {tag}; left out", key=key, value=value[:80], level="warning")
            )
        elif value and field and (datatype_of(field) in REPEATED or value not in held.get(field, ())):
            held.setdefault(field, []).append(value)
    if "pages" in held and (last := [value for tag, value in record.tags if tag == "EP" and value]):
        held["pages"] = [normal_pages(f"{held['pages'][0]}--{last[0]}")]
    if "isbn" in held and re.fullmatch(r"\d{4}-?\d{3}[\dXx]", held["isbn"][0]):
        held["issn"] = held.pop("isbn")
    out: dict[str, Value] = {}
    for field, found in held.items():
        try:
            if value_ := _value(field, found):
                out[field] = value_
        except ValueError as problem:
            message = f"{problem}; left out"
            problems.append(Problem(path, record.line, message, "", key, field, found[0][:80], "warning"))
    return out


def _value(field: str, found: list[str]) -> Value:
    match datatype_of(field):
        case "names":
            return tuple(map(parse_name, found))
        case "date":
            return max(map(_date, found), key=lambda date: len(date.parts) + bool(date.season))
        case "list":
            return tuple(found if len(found) > 1 else re.split(r"\s*,\s*", found[0]))
        case "literal":
            return found[0]
    if field == "genre" and found[0].lower() in GENRE_KEYS:
        return literal_text(GENRE_KEYS[found[0].lower()])
    return parse_text("; ".join(found) if field in ("note", "annotation") else found[0])


def parse_text(value: str) -> Text:
    """The characters, and mathematics between dollars."""
    parts = re.split(r"\$(?=[^\s$])((?:\\.|[^$\\])*)(?<=\S)\$(?!\d)", value)
    spans = (Span(part, frozenset({Style.MATH}) if n % 2 else frozenset()) for n, part in enumerate(parts))
    return collapse(normal_text(spans))


@lru_cache(maxsize=100_000)
def parse_name(spelled: str) -> Name:
    """The name of ``Last, First, Suffix``; without a comma it is a group's, as Zotero reads it."""
    family, *parts = (part.strip() for part in spelled.split(",", 2))
    given, suffix = [*parts, "", ""][:2]
    return name_of_parts(family, given, suffix) if parts else Name(literal=family)


def _date(value: str) -> Date:
    """The date of ``YYYY/MM/DD/other``, where other may be a season."""
    year, month, day, other = [*value.strip().split("/", 3), "", "", ""][:4]
    if other.lower() in SEASON_NUMBERS and not month:
        month = str(SEASON_NUMBERS[other.lower()])
    return parse_date("-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)]))


def _arxiv(spelled: str) -> dict[str, Value]:
    try:
        return {"eprint": normal_arxiv(spelled), "eprinttype": "arxiv"}
    except ValueError:
        return {"eprint": spelled}


REPEATED = frozenset({"names", "list"})
"""Datatypes of which a tag holds one each; others stand in two tags for two kinds of readers."""
ELSEWHERE = frozenset({"EP", "ER", "ID", "M2", "TY"})
GENRE_KEYS = {words.lower(): key for key, words in GENRES.items()}
SEASON_NUMBERS = {name: number for number, name in SEASONS.items()}
