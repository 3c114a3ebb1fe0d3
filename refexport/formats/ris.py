"""RIS: one tag and one value a line, which tags depends on the record's type.

Sources: the RIS format specification (Research Information Systems, 2001), EndNote's tags by reference type, and what
Zotero, bibutils, citation-js and rispy make of them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from refexport.data.datamodel import DATE, GENRE_KEYS, GENRES, datatype_of
from refexport.errors import Finding
from refexport.formats.content import with_lines
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
from refexport.formats.ris_dialects import (
    EXTRA,
    NEXT,
    Clues,
    next_field,
    ordered,
    parse_pages,
    split_names,
    split_values,
)
from refexport.formats.ris_records import Record, Tagged, records
from refexport.model.date import Date, print_date
from refexport.model.entry import Entry, Value, print_value
from refexport.model.ids import normal_arxiv, normal_doi
from refexport.model.name import OTHERS, Name, name_of_parts, without_variants
from refexport.model.pairs import INSIDE_DOLLARS
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text
from refexport.text.dates import date_fields, date_or_literal

TYPES = type_map("ris")

SUBTYPES = {"magazine": "MGZN", "newspaper": "NEWS"}
"""``entrysubtype`` of an article -> TY."""
SUBTYPE_OF = {ty: subtype for subtype, ty in SUBTYPES.items()}

ALIKE = {
    "CPAPER": "CONF", "ECHAP": "CHAP", "EBOOK": "BOOK", "EDBOOK": "BOOK", "WEB": "ELEC", "ICOMM": "ELEC",
    "EJOUR": "JOUR", "ABST": "JOUR", "INPR": "JOUR",
}  # fmt: skip
"""TY -> the one whose tags it has."""

ZOTERO_TYPES = {
    "preprint": "preprint",
    "misc": "document",
    "set": "document",
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
    if _parse_names([one for line in laid for one in split_names(line)]) != tuple(map(without_variants, names)):
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


def _parse_names(values: Sequence[str]) -> tuple[Name, ...]:
    return tuple(OTHERS if ET_AL.fullmatch(value) else parse_name(value) for value in values)


ET_AL = re.compile(r"et\.? al\.?|and others|others", re.IGNORECASE)
"""What databases write for the other authors."""

PERSONS: Codec = (_names, _parse_names)


CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}Z?"


def _is_worded(date: Date) -> bool:
    """Whether only the other information of ``YYYY/MM/DD/other`` can say a date."""
    return date.year is None or not 0 < date.year <= 9999 or bool(date.unspecified)


def _year(entry: Entry, field: str) -> object:
    date = date_of(entry, field)
    return None if _is_worded(date) else _whole(date, f"{date.year:04d}")


def _whole(date: Date, laid: str) -> object:
    """What is held of a date, with what is not."""
    why = next((why for is_lost, why in NOT_IN_RIS if is_lost(date)), "")
    return Partly(laid, why) if why and not _is_worded(date) else laid


NOT_IN_RIS: tuple[tuple[Callable[[Date], bool], str], ...] = (
    (lambda date: bool(date.end), "RIS has no range of dates"),
    (lambda date: bool(date.mark), "RIS has no uncertain dates"),
    (lambda date: bool(date.time), "RIS has no time of day"),
)


def _slashed(date: Date) -> str:
    """``2017/03/05``, ``2017/03//``, ``2017///spring``, ``///199X``, ``///Hilary Term 1998``"""
    if _is_worded(date):
        return f"///{_line(date.literal) if date.is_literal else print_date(date)}"
    month, day = ([f"{part:02d}" for part in date.parts[1:]] + ["", ""])[:2]
    return f"{date.year:04d}/{month}/{day}" + ("" if day else f"/{date.season}")


def _parse_date(value: str) -> Date | None:
    """The date of ``YYYY/MM/DD/other``, other being a season, month or time; or of what else stands there."""
    year, month, day, other = [*(part.strip() for part in value.split("/", 3)), "", "", ""][:4]
    if not year and not month and not day:
        return date_or_literal(other)
    if not re.fullmatch(r"[0-9]{4}(?:/[0-9]*){2,}(?:/.*)?", value.replace(" ", "")):
        return date_or_literal(value)
    if other and not month:
        return date_or_literal(f"{other} {year}")
    time = f"T{other}" if re.fullmatch(CLOCK, other) and day else ""
    return date_or_literal("-".join([year, *(f"{int(part):02d}" for part in (month, day) if part.strip("0"))]) + time)


def _unread(value: str) -> str:
    """The other information of ``YYYY/MM/DD/other`` that is not read: it is no time, and the month is given."""
    found = re.fullmatch(r"[0-9]{4}/[0-9]+/[0-9 ]*/\s*(.+)", value)
    return found[1] if found and not re.fullmatch(CLOCK, found[1]) else ""


def _most_precise(values: Sequence[str]) -> Date | None:
    """The date that says most; words that are none, with the year that another tag says."""
    dates = [date for date in map(_parse_date, values) if date]
    worded = next((date.literal for date in dates if date.is_literal), "")
    known = [date for date in dates if not date.is_literal]
    if worded and known:
        year = known[0].first_year
        return date_or_literal(worded if str(year) in worded else f"{worded} {year}")
    return max(known, key=lambda date: len(date.parts) + bool(date.season), default=dates[0] if dates else None)


def _day(entry: Entry, field: str) -> object:
    """``YYYY/MM/DD/other`` where PY does not say it all; for CONF always: citation-js takes its PY for the event's."""
    date = date_of(entry, field)
    return _slashed(date) if date.month or entry.type == "inproceedings" or _is_worded(date) else None


YEAR: Codec = (_year, _most_precise)
DAY: Codec = (_day, _most_precise)
ACCESSED: Codec = (lambda entry, field: _whole(date_of(entry, field), _slashed(date_of(entry, field))), _most_precise)


def _parse_doi(values: Sequence[str]) -> str:
    """The DOI without what programs put before it (Scopus: "https://doi.org/…", Mendeley: "doi: …")."""
    try:
        return values[0] if values[0].startswith("10.") else normal_doi(values[0])
    except ValueError:
        return values[0]


def _last_page(entry: Entry, field: str) -> str | None:
    """The end of the range, and what follows it: ``10`` of ``1--10``, ``10, 15`` of ``1--10, 15``."""
    return _line(entry.plain(field)).partition("--")[2].replace("--", "-") or None


def _parse_genre(values: Sequence[str]) -> Text:
    return literal_text(GENRE_KEYS.get(values[0].lower(), "")) or parse_text(values[0])


GENRE: Codec = (lambda entry, field: GENRES.get(entry.plain(field)) or _text(entry, field), _parse_genre)


def _keywords(entry: Entry, field: str) -> object:
    words = [line for word in entry.words(field) if (line := _line(word))]
    if len(words) == 1 and len(_parse_keywords(words)) > 1:
        return Partly(
            words, f"a {'semicolon' if SEMICOLONS.sub('', words[0]).count(';') else 'comma'} in the only keyword"
        )
    return words


SEMICOLONS = re.compile(r"&#?\w+;")
"""Semicolons that stand between no keywords."""


def _parse_keywords(values: Sequence[str]) -> tuple[str, ...]:
    """One keyword a tag; those of the only tag are cut at semicolons, or else at commas, as Zotero does."""
    if len(values) > 1:
        return tuple(values)
    words = re.findall(rf"(?:{SEMICOLONS.pattern}|[^;])+", values[0])
    return tuple(word for one in words if (word := one.strip())) if len(words) > 1 else _at_commas(values[0])


def _at_commas(value: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s*,\s*", value))


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
    Row("booktitle", "JO", *TEXT, NEVER, only(PAPERS, CHAPTERS)),
    Row("journaltitle", "JO", *TEXT, NEVER, ALL),
    Row("shortjournal", "J2", *TEXT),
    Row("shortjournal", "JA", *TEXT, NEVER, ALL),
    Row("shortjournal", "J1", *TEXT, NEVER, ALL),
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
    Row("volume", "VO", *WORD, NEVER, ALL),
    Row("number", "IS", *WORD, only(JOURNALS, PAPERS, "GEN"), ALL),
    Row("issue", "IS", *WORD, only(JOURNALS), NEVER),
    Row("number", "M1", *WORD, only("BOOK", "UNPB", "STAND"), ALL),
    Row("number", "CP", *WORD, NEVER, ALL),
    Row("number", "SN", *WORD, only(NUMBERED)),
    Row("number", "SV", *WORD, only(CHAPTERS), ALL),
    Row("volumes", "NV", *WORD, only(BOOKS, PAPERS), ALL),
    Row("pages", "SP", lambda entry, field: _line(entry.plain(field)).partition("--")[0], _first, but(WHOLE)),
    Row("pages", "EP", _last_page, types=but(WHOLE)),
    Row("eid", "SP", *WORD, but(WHOLE), NEVER),
    Row("eid", "C7", *WORD, NEVER, only(JOURNALS)),
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
    Row("doi", "DO", WORD[0], _parse_doi),
    Row("doi", "DI", WORD[0], _parse_doi, NEVER, ALL),
    Row("url", "UR", *WORD),
    Row("url", "LK", *WORD, NEVER, ALL),
    Row("file", "L1", *WORD),
    Row("file", "L2", *WORD, NEVER, ALL),
    Row("file", "L4", *WORD, NEVER, ALL),
    Row("library", "CN", *TEXT, NEVER, ALL),
    Row("library", "AV", *TEXT, NEVER, ALL),
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


def read(text: str, path: str) -> Read:
    """The entries of RIS records, and what of them no entry has, each with its line."""
    problems: list[Finding] = []
    entries = Placed((record.line, _entry(record, path, problems)) for record in records(text, path, problems))
    return Read(entries, tuple(sorted(problems, key=lambda one: one.line)))


class _Notes:
    """Where messages about a record go."""

    def __init__(self, record: Record, key: str, path: str, problems: list[Finding]) -> None:
        self.key = key
        self._of = "" if key else f" (record of line {record.line})"
        self._path = path
        self._problems = problems

    def add(self, one: Tagged, message: str, field: str = "") -> None:
        """A message about a tag, with its whole value: what it says is in no entry."""
        words = f"{message}{self._of}"
        self._problems.append(Finding(self._path, one.line, words, "", self.key, field, one.value, "warning"))


def _entry(record: Record, path: str, problems: list[Finding]) -> Entry:
    lines = record.values("M2")
    extra = {found[1]: found[2] for value in reversed(lines) if (found := EXTRA.fullmatch(value))}
    key = extra.get("Citation Key") or next(iter(record.values("ID")), "")
    notes = _Notes(record, key, path, problems)
    ty = record.type
    if ty not in TYPES.read and ty not in SUBTYPE_OF:
        notes.add(Tagged("TY", ty, record.line), "unknown type, read as misc")
    values = _values(record, ALIKE.get(ty, ty), notes)
    if ty in SUBTYPE_OF:
        values["entrysubtype"] = SUBTYPE_OF[ty]
    return Entry(key, natural_type(ty, lines, Entry(key, "", values)), values)


def natural_type(ty: str, lines: Sequence[str], entry: Entry) -> str:
    """The entry type of a record with this TY and these M2 lines."""
    for line in lines:
        if line.removeprefix("type: ") in ZOTERO_TYPES.values() and line.startswith("type: "):
            return next(type_ for type_, words in ZOTERO_TYPES.items() if words == line.removeprefix("type: "))
    type_ = "article" if ty in SUBTYPE_OF else TYPES.read.get(ty, "misc")
    return by_persons(type_, author=entry.has("author"), editor=entry.has("editor"))


Spare = list[tuple[Tagged, str]]
"""Tags that no field has a place for, with the field that has another value."""

Said = dict[str, frozenset[str]]
"""field -> its words."""


def _values(record: Record, ty: str, notes: _Notes) -> dict[str, Value]:
    """The fields of a record; a tag whose words stand in none of them is a message."""
    laid, spare = _laid(record, ty)
    values: dict[str, Value] = {}
    for field, found in laid.items():
        value = _decoded(field, found, spare, notes)
        fields, why = date_fields(field, value) if isinstance(value, Date) else ({field: value}, "")
        values |= {name: one for name, one in fields.items() if one}
        if why:
            notes.add(found[0], why, field)
        for one in found if field in ("date", "urldate") else ():
            if more := _unread(one.value):
                notes.add(one, f"no date: {more}; left out", field)
    if "eprint" in values:
        values |= _parse_arxiv(str(values["eprint"]))
    own = (notes.key, f"Citation Key: {notes.key}", _type_line(record))
    spare = [(one, field) for one, field in spare if one.tag not in ("ID", "M2") or one.value not in own]
    if spare:
        _name_spare(spare, laid, values, notes)
    return values


def _name_spare(spare: Spare, laid: Mapping[str, Iterable[Tagged]], values: dict[str, Value], notes: _Notes) -> None:
    """Messages about the values that neither stand in a field nor find another one."""
    said = {field: frozenset(_words(print_value(field, value))) for field, value in values.items()}
    used = {part.casefold() for found in laid.values() for one in found for part in (one.value, *one.value.split("-"))}
    for one, field in _placed(spare, values, said):
        if field and not _is_said(one, field, said):
            notes.add(one, f"{one.tag} has another value; left out", field)
        elif not field and one.value.casefold() not in used:
            notes.add(one, f"no field for {one.tag or 'text'}; left out")


def _placed(spare: Spare, values: dict[str, Value], said: Said) -> Iterator[tuple[Tagged, str]]:
    """Puts second values where the next field is free for them; gives the others."""
    for one, field in spare:
        other = next_field(one, field, values)
        if other and other not in values and not _is_said(one, field, said):
            values[other] = parse_text(one.value)
            said[other] = frozenset(_words(one.value))
        else:
            yield one, field


def _is_said(one: Tagged, field: str, said: Said) -> bool:
    """Whether the words of a second value stand in the field or in the next one, of a DOI without its address."""
    value = _parse_doi([one.value]) if field == "doi" else one.value
    words = _words(value)
    return all(word in said.get(field, ()) or word in said.get(NEXT.get(field, ""), ()) for word in words)


def _type_line(record: Record) -> str:
    """The line of M2 that says the type."""
    return next((line for line in record.values("M2") if line.removeprefix("type: ") in ZOTERO_TYPES.values()), "")


def _laid(record: Record, ty: str) -> tuple[dict[str, list[Tagged]], Spare]:
    """field -> the tags that it is made of, the best first; and the others."""
    laid: dict[str, list[Tagged]] = {}
    spare: Spare = []
    seen: dict[tuple[str, str], set[str]] = {}
    clues = Clues(record)
    for one in split_values(record):
        field = clues.field(one) or _field(one, ty)
        tags = seen.setdefault((field, one.value), set())
        if not field:
            spare.append((one, ""))
        elif not _is_double(one, field, tags):
            laid.setdefault(field, []).append(one)
        tags.add(one.tag)
    ordered(laid)
    laid |= {"issn": laid.pop("issn")} if "issn" in laid else {}
    for field, found in laid.items():
        if field == "pages":
            kept = [next(one for one in found if one.tag == tag) for tag in sorted({one.tag for one in found})[::-1]]
        elif datatype_of(field) in REPEATED | {DATE} or field in JOINED_VALUES:
            continue
        else:
            kept = found[:1]
        spare += [(one, field) for one in found if one not in kept]
        found[:] = kept
    return laid, spare


def _is_double(one: Tagged, field: str, tags: Collection[str]) -> bool:
    """Whether tags before have the same value; a person may stand twice under one tag, a page be first and last."""
    if datatype_of(field) in REPEATED:
        return bool(tags) and one.tag not in tags
    return bool(tags) and (field != "pages" or one.tag in tags)


def _field(one: Tagged, ty: str) -> str:
    """The field of a tag in a record of a TY; none of the tags that are read otherwise."""
    if one.tag == "EP" and ty not in WHOLE:
        return "pages"
    if one.tag == "M2":
        return _field_of_extra(one.value)
    row = reading(ty).get(one.tag)
    if row is None or (row.field == "edition" and ty in JOURNALS and DAY_OF_WEB.match(one.value)):
        return ""
    return row.field


def _field_of_extra(line: str) -> str:
    """What a line of M2 is for: the arXiv id, the note; the cite key and a type of Zotero's are no fields."""
    found = EXTRA.fullmatch(line)
    if found and found[1] == "arXiv":
        return "eprint"
    is_type = found and found[1] == "type" and found[2] in ZOTERO_TYPES.values()
    return "" if is_type or (found and found[1] == "Citation Key") else "note"


JOINED_VALUES = frozenset({"note", "annotation"})
"""Fields that are made of all values."""

DAY_OF_WEB = re.compile(r"(?:19|20)\d\d[/-]")
"""EndNote's ET of a journal's article: the day when it was published ahead of print."""

REPEATED = frozenset({"names", "list"})
"""Datatypes of which a tag holds one each; others stand in two tags for two kinds of readers."""


def _decoded(field: str, found: Sequence[Tagged], spare: Spare, notes: _Notes) -> Value | None:
    """The value of the tags; those that are none of the field's kind are messages, one by one."""
    decode = DECODE_VALUES.get(field) or DECODE[field]
    values = [one.value for one in found]
    try:
        value = decode(values)
    except ValueError:
        good = [one for one in found if _is_decoded(decode, one, field, notes)]
        value = decode([one.value for one in good]) if good else None
        found = good
    if value and (field == "pages" or datatype_of(field) == DATE):
        said = set(_words(print_value(field, value)))
        spare += [(one, field) for one in found if set(re.findall(UNSAID[field == "pages"], one.value)) - said]
    if not value:
        spare += [(one, "") for one in found]
    return value


UNSAID = (r"\b\d{4}\b", r"\w+")
"""What of a date and of pages must stand in the value that is made of several."""


def _is_decoded(decode: Decode, one: Tagged, field: str, notes: _Notes) -> bool:
    try:
        decode([one.value])
    except ValueError as problem:
        notes.add(one, f"{one.tag}: {problem}; left out", field)
        return False
    return True


def _words(value: object) -> list[str]:
    return re.findall(r"\w+", str(value).casefold())


def _parse_arxiv(value: str) -> dict[str, Value]:
    found = re.fullmatch(r"(\S+?)(?:\s*\[([\w.-]+)\])?", value.strip())
    try:
        values: dict[str, Value] = {"eprint": normal_arxiv(value), "eprinttype": "arxiv"}
    except ValueError:
        return {"eprint": value}
    return values | ({"eprintclass": found[2]} if found and found[2] else {})


DECODE_VALUES: dict[str, Decode] = {
    "eprint": lambda values: values[0].removeprefix("arXiv: "),
    "pages": parse_pages,
    "pmcid": _first,
    "pmid": _first,
}
"""Fields that no tag has for its own, and those of two tags."""

recognises = with_lines(r"^[ \t]*[Tt][Yy][ \t]{1,3}[-\N{EN DASH}\N{MINUS SIGN}][ \t]*[A-Za-z]+[ \t]*$")

FORMAT = Format("ris", ".ris", write, read, "ris", (".ris",), recognises)
