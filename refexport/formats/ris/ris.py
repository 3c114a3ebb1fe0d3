"""RIS: one tag and one value a line, which tags depends on the record's type.

Sources: the RIS format specification (Research Information Systems, 2001), EndNote's tags by reference type, and what
Zotero, bibutils, citation-js and rispy make of them.
"""

from collections.abc import Callable, Sequence
from functools import cache

from refexport.data.datamodel import GENRES
from refexport.formats.format import (
    Format,
    Loss,
    Partly,
    Read,
    Row,
    Table,
    Written,
    clean,
    date_of,
    each,
    join_title,
    lay_out,
    table_of,
)
from refexport.formats.ris.records import (
    RIS_TYPES,
    SUBTYPES,
    ZOTERO_TYPES,
    held_by,
    natural_type,
    parse_name,
    parse_text,
    read_records,
)
from refexport.model.date import Date
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, Name, spelled_only
from refexport.model.text import Span, Style, Text, normal_text


def write(entries: Sequence[Entry]) -> Written:
    """The RIS records of the entries, lines ended as the specification wants them (CRLF)."""
    records, lost = each(entries, _record)
    return Written("\r\n".join(f"{record}\r\n" for record in records), lost)


def read(text: str, path: str) -> Read:
    """The entries of RIS records, and what was wrong with them."""
    entries, problems = read_records(text, path)
    return Read(tuple(entries), tuple(problems))


def _record(entry: Entry) -> tuple[str, list[Loss]]:
    subtype = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type == "article" else None
    ty = subtype or RIS_TYPES.get(entry.type, "GEN")
    held, lost = lay_out(entry, _table(ty))
    if entry.type not in ("", natural_type(ty, _extra(entry), entry)):
        lost.append(Loss(entry.key, "type", f"RIS has no {entry.type}; written as {ty}"))
    lines = [f"TY  - {ty}"]
    for tag, value in held.items():
        lines += [f"{tag}  - {one}" for one in (value if isinstance(value, list) else [value])]
    lines += [f"M2  - {line}" for line in _extra(entry)]
    return "\r\n".join([*lines, "ER  - "]), lost


def _extra(entry: Entry) -> list[str]:
    """Lines that Zotero reads into fields for which RIS has no tag."""
    type_ = ZOTERO_TYPES.get(entry.type)
    return [f"Citation Key: {clean(entry.key)}", *([f"type: {type_}"] if type_ else [])]


def _line(text: str) -> str:
    """A value on one line, without blanks at its ends."""
    return " ".join(text.split())


def _plain(entry: Entry, field: str) -> str | None:
    return _line(entry.plain(field)) or None


def _text(entry: Entry, field: str) -> object:
    return _without_markup(entry.text(field))


def _without_markup(text: Text) -> object:
    """The characters; mathematics keeps its dollars."""
    held = _line("".join(f"${span.text}$" if span.has(Style.MATH) else span.text for span in text))
    if any(span.styles - {Style.NOCASE, Style.MATH} for span in text):
        return Partly(held, "RIS has no markup")
    kept = normal_text(Span(span.text, span.styles - {Style.NOCASE}) for span in text)
    return held if "$" not in held or parse_text(held) == kept else Partly(held, "RIS cannot tell dollars from maths")


def _joined(subtitle: str) -> Callable[[Entry, str], object]:
    return lambda entry, field: _without_markup(join_title(entry, field, subtitle))


def _names(entry: Entry, field: str) -> object:
    names = entry.names(field)
    held = [spelled for name in names if name != OTHERS and (spelled := _name(name))]
    if OTHERS in names:
        return Partly(held, "RIS has no 'and others'")
    if [parse_name(one) for one in held] != list(map(spelled_only, names)):
        return Partly(held, "RIS tells the parts of a name, and groups from people, by commas only")
    return held


def _name(name: Name) -> str:
    """``van Last, First, Suffix``; a comma would make a group a person."""
    if name.literal:
        return _line(name.literal.replace(",", " "))
    parts = (f"{name.particle} {name.family}", name.given, *([name.suffix] if name.suffix else []))
    return ", ".join(_line(part.replace(",", " ")) for part in parts).removesuffix(", ")


def _year(entry: Entry, field: str) -> object:
    return _whole(date_of(entry, field), f"{date_of(entry, field).year:04d}")


def _day(entry: Entry, field: str) -> object:
    """``YYYY/MM/DD/other`` where PY does not say it all; for CONF always: citation-js takes its PY for the event's."""
    date = date_of(entry, field)
    return _slashed(date) if date.month or entry.type == "inproceedings" else None


def _accessed(entry: Entry, field: str) -> object:
    return _whole(date_of(entry, field), _slashed(date_of(entry, field)))


def _whole(date: Date, held: str) -> object:
    """What is held of a date, with what is not."""
    if date.end:
        return Partly(held, "RIS has no range of dates")
    return Partly(held, "RIS has no uncertain dates") if date.mark else held


def _slashed(date: Date) -> str:
    """``2017/03/05``, ``2017/03//``, ``2017///spring``"""
    month, day = ([f"{part:02d}" for part in date.parts[1:]] + ["", ""])[:2]
    return f"{date.year:04d}/{month}/{day}" + ("" if day else f"/{date.season}")


def _first_page(entry: Entry, field: str) -> str:
    return _line(entry.plain(field)).partition("--")[0]


def _last_page(entry: Entry, field: str) -> str | None:
    """The end of the range, and what follows it: ``10`` of ``1--10``, ``10, 15`` of ``1--10, 15``."""
    return _line(entry.plain(field)).partition("--")[2].replace("--", "-") or None


def _genre(entry: Entry, field: str) -> object:
    return GENRES.get(entry.plain(field)) or _text(entry, field)


def _keywords(entry: Entry, field: str) -> object:
    words = [spelled for word in entry.words(field) if (spelled := _line(word))]
    return Partly(words, "a comma in the only keyword") if len(words) == 1 and "," in words[0] else words


def _arxiv(entry: Entry, _field: str) -> str | None:
    return f"arXiv: {entry.arxiv}" if entry.arxiv else None


def _subtype(entry: Entry, field: str) -> str | None:
    return "" if entry.type == "article" and entry.plain(field) in SUBTYPES else None


def _ty(types: str) -> frozenset[str]:
    return frozenset(types.split())


JOURNALS, PAPERS, CHAPTERS, BOOKS = _ty("JOUR JFULL MGZN NEWS"), _ty("CONF"), _ty("CHAP"), _ty("BOOK PAMP")
IN_T2 = _ty("BOOK RPRT COMP")
"""Types whose series is T2."""
NUMBERED = _ty("PAT RPRT")
"""Types whose SN is their number, even if it looks like an ISBN."""
SITES, VERSIONED, WHOLE = _ty("ELEC BLOG"), _ty("DATA COMP"), _ty("BOOK PAMP THES")

ROWS = (
    Row("author", "AU", _names),
    Row("editor", "A3", _names, BOOKS),
    Row("editor", "A2", _names, JOURNALS | PAPERS | CHAPTERS),
    Row("editor", "ED", _names, but=BOOKS | JOURNALS | PAPERS | CHAPTERS),
    Row("translator", "A4", _names, CHAPTERS | BOOKS),
    Row("bookauthor", "C2", _names, CHAPTERS),
    Row("title", "TI", _joined("subtitle"), joined="subtitle"),
    Row("shorttitle", "ST", _text),
    Row("journaltitle", "T2", _joined("journalsubtitle"), but=PAPERS | IN_T2, joined="journalsubtitle"),
    Row("journaltitle", "JF", _joined("journalsubtitle"), but=PAPERS, joined="journalsubtitle"),
    Row("shortjournal", "J2", _text),
    Row("booktitle", "C3", _joined("booksubtitle"), PAPERS, joined="booksubtitle"),
    Row("booktitle", "T2", _joined("booksubtitle"), CHAPTERS, joined="booksubtitle"),
    Row("booktitle", "JF", _joined("booksubtitle"), PAPERS | CHAPTERS, joined="booksubtitle"),
    Row("eventtitle", "T2", _text, PAPERS),
    Row("organization", "T2", _text, SITES),
    Row("organization", "JF", _text, SITES),
    Row("series", "T2", _text, IN_T2),
    Row("series", "T3", _text, JOURNALS | PAPERS | CHAPTERS | _ty("DATA GEN VIDEO")),
    Row("date", "PY", _year),
    Row("date", "DA", _day),
    Row("volume", "VL", _plain, but=SITES),
    Row("number", "IS", _plain, JOURNALS | PAPERS | _ty("GEN")),
    Row("issue", "IS", _plain, JOURNALS),
    Row("number", "M1", _plain, _ty("BOOK UNPB STAND")),
    Row("number", "SN", _plain, NUMBERED),
    Row("number", "SV", _plain, CHAPTERS),
    Row("volumes", "NV", _plain, BOOKS | PAPERS),
    Row("pages", "SP", _first_page, but=WHOLE),
    Row("pages", "EP", _last_page, but=WHOLE),
    Row("eid", "SP", _plain, but=WHOLE),
    Row("pagetotal", "SP", _plain, WHOLE),
    Row("chapter", "SE", _plain, CHAPTERS),
    Row("edition", "ET", _plain, but=VERSIONED),
    Row("version", "ET", _plain, VERSIONED),
    Row("publisher", "PB", _text),
    Row("institution", "PB", _text),
    Row("organization", "PB", _text, but=SITES),
    Row("location", "C1", _text, PAPERS),
    Row("location", "CY", _text),
    Row("venue", "C1", _text, PAPERS),
    Row("venue", "CY", _text, PAPERS),
    Row("genre", "M3", _genre),
    Row("isbn", "SN", _plain, but=NUMBERED),
    Row("issn", "SN", _plain, but=NUMBERED),
    Row("doi", "DO", _plain),
    Row("url", "UR", _plain),
    Row("file", "L1", _plain),
    Row("urldate", "Y2", _accessed),
    Row("language", "LA", _plain, but=_ty("COMP")),
    Row("origtitle", "OP", _text),
    Row("license", "CR", _plain),
    Row("keywords", "KW", _keywords),
    Row("abstract", "AB", _text),
    Row("note", "N1", _text),
    Row("annotation", "RN", _text),
    Row("entrysubtype", "TY", _subtype),
    Row("eprint", "M2", _arxiv, also=("eprinttype",)),
)
"""Types are those of TY. JF beside T2 is for bibutils, C1 beside CY for Zotero."""


@cache
def _table(ty: str) -> Table:
    """The rows of a TY; readers know an ISSN from an ISBN by its shape."""
    return table_of((row if row.field == "issn" else row.taken_for(held_by(ty, row.target)) for row in ROWS), ty)


FORMAT = Format("ris", ".ris", write, read)
