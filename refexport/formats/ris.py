"""RIS: one tag and one value a line, which tags depends on the record's type.

Sources: the RIS format specification (Research Information Systems, 2001), EndNote's tags by reference type, and what
Zotero, bibutils, citation-js and rispy make of them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from refexport.data.datamodel import GENRE_KEYS, GENRES, datatype_of
from refexport.errors import Finding
from refexport.formats.format import (
    ALL,
    NEVER,
    Decode,
    Encode,
    Format,
    Partly,
    Placed,
    Read,
    Reading,
    Row,
    Table,
    Written,
    but,
    by_persons,
    clean,
    date_of,
    each,
    join_title,
    lay_out,
    loss,
    only,
    reading_of,
    table_of,
    type_map,
)
from refexport.model.date import SEASON_NUMBERS, Date, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import OTHERS, Name, name_of_parts, without_variants
from refexport.model.pages import normal_pages
from refexport.model.pairs import INSIDE_DOLLARS
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text

TYPES = type_map("ris")

SUBTYPES = {"magazine": "MGZN", "newspaper": "NEWS"}
"""``entrysubtype`` of an article -> TY."""
SUBTYPE_OF = {ty: subtype for subtype, ty in SUBTYPES.items()}

ALIKE = {"CPAPER": "CONF", "ECHAP": "CHAP", "EBOOK": "BOOK", "EDBOOK": "BOOK", "WEB": "ELEC", "ICOMM": "ELEC"}
"""TY -> the one whose tags it has."""

ZOTERO_TYPES = {
    "preprint": "preprint",
    "misc": "document",
    "unpublished": "manuscript",
    "performance": "document",
    "standard": "standard",
}
"""entry type -> the item type that an M2 line tells Zotero, whose own choice for the TY would be another."""

Codec = tuple[Encode, Decode]
"""Both ways of a value; what is decoded are the values of all tags that hold the field."""


def _line(text: str) -> str:
    """A value on one line, without blanks at its ends."""
    return " ".join(text.split())


def _first(values: Sequence[str]) -> str:
    return values[0]


WORD: Codec = (lambda entry, field: _line(entry.plain(field)) or None, _first)


def _without_markup(text: Text) -> object:
    """The characters; mathematics keeps its dollars."""
    laid = _line("".join(f"${span.text}$" if span.has(Style.MATH) else span.text for span in text))
    if any(span.styles - {Style.NOCASE, Style.MATH, Style.AND} for span in text):
        return Partly(laid, "RIS has no markup")
    kept = normal_text(Span(span.text, span.styles - {Style.NOCASE}) for span in text)
    return laid if "$" not in laid or parse_text(laid) == kept else Partly(laid, "RIS cannot tell dollars from maths")


LONGEST = 10_000
"""Characters of a text in which an escaped dollar may begin maths."""


def parse_text(value: str) -> Text:
    """The characters, and mathematics between dollars."""
    escaped = r"(?<!\\)" if len(value) > LONGEST else ""  # thousands of them would take the square of the time
    parts = re.split(rf"{escaped}\$({INSIDE_DOLLARS})\$(?!\d)", value)
    spans = (Span(part, frozenset({Style.MATH}) if n % 2 else frozenset()) for n, part in enumerate(parts))
    return collapse(normal_text(spans))


def _text(entry: Entry, field: str) -> object:
    return _without_markup(entry.text(field))


def _parse_first(values: Sequence[str]) -> Text:
    return parse_text(values[0])


TEXT: Codec = (_text, _parse_first)
NOTES: Codec = (_text, lambda values: parse_text("; ".join(values)))


def _with(subtitle: str) -> Codec:
    """A title with its subtitle behind a colon."""
    return lambda entry, field: _without_markup(join_title(entry, field, subtitle)), _parse_first


def _names(entry: Entry, field: str) -> object:
    names = entry.names(field)
    laid = [line for name in names if name != OTHERS and (line := _name(name))]
    if OTHERS in names:
        return Partly(laid, "RIS has no 'and others'")
    if [parse_name(one) for one in laid] != list(map(without_variants, names)):
        return Partly(laid, "RIS tells the parts of a name, and groups from people, by commas only")
    return laid


def _name(name: Name) -> str:
    """``van Last, First, Suffix``; a comma would make a group a person."""
    if name.literal:
        return _line(name.literal.replace(",", " "))
    parts = (f"{name.particle} {name.family}", name.given, *([name.suffix] if name.suffix else []))
    return ", ".join(_line(part.replace(",", " ")) for part in parts).removesuffix(", ")


@lru_cache(maxsize=100_000)
def parse_name(line: str) -> Name:
    """The name of ``Last, First, Suffix``; without a comma it is a group's, as Zotero reads it."""
    family, *parts = (part.strip() for part in line.split(",", 2))
    given, suffix = [*parts, "", ""][:2]
    return name_of_parts(family, given, suffix) if parts else Name(literal=family)


PERSONS: Codec = (_names, lambda values: tuple(map(parse_name, values)))


def _whole(date: Date, laid: str) -> object:
    """What is held of a date, with what is not."""
    if date.end:
        return Partly(laid, "RIS has no range of dates")
    return Partly(laid, "RIS has no uncertain dates") if date.mark else laid


def _slashed(date: Date) -> str:
    """``2017/03/05``, ``2017/03//``, ``2017///spring``"""
    month, day = ([f"{part:02d}" for part in date.parts[1:]] + ["", ""])[:2]
    return f"{date.year:04d}/{month}/{day}" + ("" if day else f"/{date.season}")


def _parse_date(value: str) -> Date:
    """The date of ``YYYY/MM/DD/other``, where other may be a season."""
    year, month, day, other = [*value.strip().split("/", 3), "", "", ""][:4]
    if other.lower() in SEASON_NUMBERS and not month:
        month = str(SEASON_NUMBERS[other.lower()])
    return parse_date("-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)]))


def _most_precise(values: Sequence[str]) -> Date:
    return max(map(_parse_date, values), key=lambda date: len(date.parts) + bool(date.season))


def _day(entry: Entry, field: str) -> object:
    """``YYYY/MM/DD/other`` where PY does not say it all; for CONF always: citation-js takes its PY for the event's."""
    date = date_of(entry, field)
    return _slashed(date) if date.month or entry.type == "inproceedings" else None


YEAR: Codec = (lambda entry, field: _whole(date_of(entry, field), f"{date_of(entry, field).year:04d}"), _most_precise)
DAY: Codec = (_day, _most_precise)
ACCESSED: Codec = (lambda entry, field: _whole(date_of(entry, field), _slashed(date_of(entry, field))), _most_precise)


def _last_page(entry: Entry, field: str) -> str | None:
    """The end of the range, and what follows it: ``10`` of ``1--10``, ``10, 15`` of ``1--10, 15``."""
    return _line(entry.plain(field)).partition("--")[2].replace("--", "-") or None


def _parse_genre(values: Sequence[str]) -> Text:
    return literal_text(GENRE_KEYS.get(values[0].lower(), "")) or parse_text(values[0])


GENRE: Codec = (lambda entry, field: GENRES.get(entry.plain(field)) or _text(entry, field), _parse_genre)


def _keywords(entry: Entry, field: str) -> object:
    words = [line for word in entry.words(field) if (line := _line(word))]
    return Partly(words, "a comma in the only keyword") if len(words) == 1 and "," in words[0] else words


def _parse_keywords(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(values if len(values) > 1 else re.split(r"\s*,\s*", values[0]))


def _subtype(entry: Entry, field: str) -> str | None:
    return "" if entry.type == "article" and entry.plain(field) in SUBTYPES else None


def _tys(names: str) -> frozenset[str]:
    return frozenset(names.split())


JOURNALS, PAPERS, CHAPTERS, BOOKS = _tys("JOUR JFULL MGZN NEWS"), _tys("CONF"), _tys("CHAP"), _tys("BOOK PAMP")
IN_T2 = _tys("BOOK RPRT COMP")
"""Types whose series is T2."""
NUMBERED = _tys("PAT RPRT")
"""Types whose SN is their number, even if it looks like an ISBN."""
SITES, VERSIONED, WHOLE = _tys("ELEC BLOG"), _tys("DATA COMP"), _tys("BOOK PAMP THES")
ISSUED = _tys("RPRT THES")
"""Types whose PB is an institution."""

ROWS = (
    Row("author", "AU", *PERSONS),
    Row("author", "A1", *PERSONS, NEVER, ALL),
    Row("editor", "A3", *PERSONS, only(BOOKS), ALL),
    Row("editor", "A2", *PERSONS, only(JOURNALS, PAPERS, CHAPTERS), ALL),
    Row("editor", "ED", *PERSONS, but(BOOKS, JOURNALS, PAPERS, CHAPTERS), ALL),
    Row("translator", "A4", *PERSONS, only(CHAPTERS, BOOKS), ALL),
    Row("bookauthor", "C2", *PERSONS, only(CHAPTERS)),
    Row("title", "TI", *_with("subtitle"), joined="subtitle"),
    Row("title", "T1", *TEXT, NEVER, ALL),
    Row("title", "CT", *TEXT, NEVER, ALL),
    Row("title", "BT", *TEXT, NEVER, only("BOOK")),
    Row("shorttitle", "ST", *TEXT),
    Row(
        "journaltitle",
        "T2",
        *_with("journalsubtitle"),
        but(PAPERS, IN_T2),
        but(PAPERS, IN_T2, CHAPTERS, SITES),
        joined="journalsubtitle",
    ),
    Row(
        "journaltitle",
        "JF",
        *_with("journalsubtitle"),
        but(PAPERS),
        but(PAPERS, CHAPTERS, SITES),
        joined="journalsubtitle",
    ),
    Row("journaltitle", "JO", *TEXT, NEVER, ALL),
    Row("shortjournal", "J2", *TEXT),
    Row("shortjournal", "JA", *TEXT, NEVER, ALL),
    Row("booktitle", "C3", *_with("booksubtitle"), only(PAPERS), ALL, joined="booksubtitle"),
    Row("booktitle", "T2", *_with("booksubtitle"), only(CHAPTERS), joined="booksubtitle"),
    Row("booktitle", "BT", *TEXT, NEVER, only(CHAPTERS)),
    Row("booktitle", "JF", *_with("booksubtitle"), only(PAPERS, CHAPTERS), joined="booksubtitle"),
    Row("eventtitle", "T2", *TEXT, only(PAPERS)),
    Row("organization", "T2", *TEXT, only(SITES)),
    Row("organization", "JF", *TEXT, only(SITES)),
    Row("series", "T2", *TEXT, only(IN_T2)),
    Row("series", "T3", *TEXT, only(JOURNALS, PAPERS, CHAPTERS, "DATA", "GEN", "VIDEO"), ALL),
    Row("date", "PY", *YEAR),
    Row("date", "DA", *DAY),
    Row("date", "Y1", *DAY, NEVER, ALL),
    Row("volume", "VL", *WORD, but(SITES), ALL),
    Row("number", "IS", *WORD, only(JOURNALS, PAPERS, "GEN"), ALL),
    Row("issue", "IS", *WORD, only(JOURNALS), NEVER),
    Row("number", "M1", *WORD, only("BOOK", "UNPB", "STAND"), ALL),
    Row("number", "SN", *WORD, only(NUMBERED)),
    Row("number", "SV", *WORD, only(CHAPTERS), ALL),
    Row("volumes", "NV", *WORD, only(BOOKS, PAPERS), ALL),
    Row("pages", "SP", lambda entry, field: _line(entry.plain(field)).partition("--")[0], _first, but(WHOLE)),
    Row("pages", "EP", _last_page, types=but(WHOLE)),
    Row("eid", "SP", *WORD, but(WHOLE), NEVER),
    Row("pagetotal", "SP", *WORD, only(WHOLE)),
    Row("chapter", "SE", *WORD, only(CHAPTERS), ALL),
    Row("edition", "ET", *WORD, but(VERSIONED)),
    Row("version", "ET", *WORD, only(VERSIONED)),
    Row("publisher", "PB", *TEXT, read_for=but(ISSUED, "ELEC", "VIDEO")),
    Row("institution", "PB", *TEXT, read_for=only(ISSUED)),
    Row("organization", "PB", *TEXT, but(SITES), only("ELEC", "VIDEO")),
    Row("location", "C1", *TEXT, only(PAPERS)),
    Row("location", "CY", *TEXT),
    Row("venue", "C1", *TEXT, only(PAPERS), NEVER),
    Row("venue", "CY", *TEXT, only(PAPERS), NEVER),
    Row("genre", "M3", *GENRE),
    Row("isbn", "SN", *WORD, but(NUMBERED)),
    Row("issn", "SN", *WORD, but(NUMBERED), NEVER, reads="issn"),  # readers know it by its shape
    Row("doi", "DO", *WORD),
    Row("url", "UR", *WORD),
    Row("file", "L1", *WORD),
    Row("urldate", "Y2", *ACCESSED),
    Row("language", "LA", *WORD, but("COMP"), ALL),
    Row("origtitle", "OP", *TEXT),
    Row("license", "CR", *WORD),
    Row("keywords", "KW", _keywords, _parse_keywords),
    Row("abstract", "AB", *TEXT),
    Row("abstract", "N2", *TEXT, NEVER, ALL),
    Row("note", "N1", *NOTES),
    Row("annotation", "RN", *NOTES),
    Row("entrysubtype", "TY", _subtype),
    Row("eprint", "M2", lambda entry, _field: f"arXiv: {entry.arxiv}" if entry.arxiv else None, also=("eprinttype",)),
)
"""Types are those of TY. JF beside T2 is for bibutils, C1 beside CY for Zotero."""

DECODE = {row.field: row.decode for row in reversed(ROWS) if row.decode}
"""field -> what makes it of the values of its tags."""


@cache
def reading(ty: str) -> Reading:
    """tag -> the row by which records of a TY are read."""
    return reading_of(ROWS, ty)


@cache
def _table(ty: str) -> Table:
    return table_of(ROWS, ty, reading(ty))


def write(entries: Sequence[Entry]) -> Written:
    """The RIS records of the entries, lines ended as the specification wants them (CRLF)."""
    records, lost = each(entries, _record)
    return Written("\r\n".join(f"{record}\r\n" for record in records), lost)


def _record(entry: Entry) -> tuple[str, list[Finding]]:
    subtype = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type == "article" else None
    ty = subtype or TYPES.written.get(entry.type, "GEN")
    laid, lost = lay_out(entry, _table(ty))
    if entry.type not in ("", natural_type(ty, _extra(entry), entry)):
        lost.append(loss(entry.key, "type", f"RIS has no {entry.type}; written as {ty}"))
    lines = [f"TY  - {ty}"]
    for tag, value in laid.items():
        lines += [f"{tag}  - {one}" for one in (value if isinstance(value, list) else [value])]
    lines += [f"M2  - {line}" for line in _extra(entry)]
    return "\r\n".join([*lines, "ER  - "]), lost


def _extra(entry: Entry) -> list[str]:
    """Lines that Zotero reads into fields for which RIS has no tag."""
    type_ = ZOTERO_TYPES.get(entry.type)
    return [f"Citation Key: {clean(entry.key)}", *([f"type: {type_}"] if type_ else [])]


TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
EXTRA = re.compile(r"(arXiv|Citation Key|type): (.+)")
ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")

REPEATED = frozenset({"names", "list"})
"""Datatypes of which a tag holds one each; others stand in two tags for two kinds of readers."""

ELSEWHERE = frozenset({"EP", "ID", "M2", "TY"})
"""Tags that are read otherwise."""


class _Record(NamedTuple):
    """The tags and values of a record, and the line of its TY."""

    line: int
    tags: list[tuple[str, str]]


def read(text: str, path: str) -> Read:
    """The entries of RIS records; a record without its end is a problem, not an entry."""
    problems: list[Finding] = []
    records = _records(text, path, problems)
    entries = Placed((record.line, _entry(record, path, problems)) for record in records)
    return Read(entries, tuple(problems))


def _records(text: str, path: str, problems: list[Finding]) -> Iterator[_Record]:
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
                Finding(path, line, "outside of a record", "a record starts with 'TY  - '", value=content[:80])
            )
    if open_:
        problems.append(_unended(open_, path))


def _unended(record: _Record, path: str) -> Finding:
    return Finding(path, record.line, "the record that starts here has no end", "end it with a line 'ER  - '")


def _entry(record: _Record, path: str, problems: list[Finding]) -> Entry:
    ty = record.tags[0][1]
    lines = [value for tag, value in record.tags if tag == "M2"]
    extra = {found[1]: found[2] for value in lines if (found := EXTRA.fullmatch(value))}
    key = extra.get("Citation Key") or next((value for tag, value in record.tags if tag == "ID"), "")
    values = _values(record, ALIKE.get(ty, ty), key, path, problems)
    if "arXiv" in extra:
        values |= _parse_arxiv(extra["arXiv"])
    if ty in SUBTYPE_OF:
        values["entrysubtype"] = SUBTYPE_OF[ty]
    if ty not in TYPES.read and ty not in SUBTYPE_OF:
        problems.append(Finding(path, record.line, "unknown type, read as misc", key=key, value=ty, level="warning"))
    return Entry(key, natural_type(ty, lines, Entry(key, "", values)), values)


def natural_type(ty: str, lines: Sequence[str], entry: Entry) -> str:
    """The entry type of a record with this TY and these M2 lines."""
    for line in lines:
        if line.removeprefix("type: ") in ZOTERO_TYPES.values() and line.startswith("type: "):
            return next(type_ for type_, words in ZOTERO_TYPES.items() if words == line.removeprefix("type: "))
    type_ = "article" if ty in SUBTYPE_OF else TYPES.read.get(ty, "misc")
    return by_persons(type_, author=entry.has("author"), editor=entry.has("editor"))


def _values(record: _Record, ty: str, key: str, path: str, problems: list[Finding]) -> dict[str, Value]:
    laid: dict[str, list[str]] = {}
    for tag, value in record.tags:
        row = reading(ty).get(tag)
        if value and not row and tag not in ELSEWHERE:
            problems.append(
                Finding(path, record.line, f"no field for {tag}; left out", key=key, value=value[:80], level="warning")
            )
        elif value and row and (datatype_of(row.field) in REPEATED or value not in laid.get(row.field, ())):
            laid.setdefault(row.field, []).append(value)
    if "pages" in laid and (last := [value for tag, value in record.tags if tag == "EP" and value]):
        laid["pages"] = [normal_pages(f"{laid['pages'][0]}--{last[0]}")]
    if "isbn" in laid and ISSN.fullmatch(laid["isbn"][0]):
        laid["issn"] = laid.pop("isbn")
    out: dict[str, Value] = {}
    for field, found in laid.items():
        try:
            if value_ := DECODE[field](found):
                out[field] = value_
        except ValueError as problem:
            message = f"{problem}; left out"
            problems.append(Finding(path, record.line, message, "", key, field, found[0][:80], "warning"))
    return out


def _parse_arxiv(value: str) -> dict[str, Value]:
    try:
        return {"eprint": normal_arxiv(value), "eprinttype": "arxiv"}
    except ValueError:
        return {"eprint": value}


FORMAT = Format("ris", ".ris", write, read, "ris", (".ris",))
