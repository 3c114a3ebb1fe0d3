"""Web of Science's tagged files (ISI format; .isi, .ciw): ``TI A title``, a value goes on behind three blanks.

Source: Clarivate's "Web of Science Core Collection Field Tags". ``FN`` and ``VR`` come first, records go from ``PT`` to
``ER``, last ``EF``. A person stands on each line of AU and AF.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from refexport.data.datamodel import NAMES, datatype_of
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.content import with_lines
from refexport.formats.format import Placed, Read, Source, Unread
from refexport.formats.nbib.values import parse_dp, read_language
from refexport.formats.tagged import Record, Tagged, Tags, fields_of, joined, text, words
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name, name_of_parts
from refexport.model.pages import normal_pages
from refexport.text.dates import date_fields, date_or_literal

TAG = regex(r"([A-Z][A-Z0-9])(?: (.*))?")

BY_LINE = frozenset({"AU", "AF", "BA", "BF", "BE", "CA", "GP"})
"""Tags of which each line is a value of its own."""

ADMINISTRATIVE = frozenset("C1 C3 CR DA EM FP FU FX GA HC HP J9 NR OA OI PA PG RI RP SC TC U1 U2 UT WC WE Z9".split())
"""What Web of Science notes about people, money and citations, and short titles that only it uses."""

KINDS = {"J": "article", "P": "patent"}
"""Word of PT -> entry type; of books (B) and series (S) the document type (DT) decides."""

DOCUMENTS = {"proceedings paper": "inproceedings", "book chapter": "incollection", "book": "book"}
"""Word of DT -> entry type of what stands in books and series."""

PARTS = frozenset({"inbook", "incollection", "inproceedings"})
"""Types of parts of a book, whose group authors (GP) are those of the book."""

SEASONS = {"SPR": "Spring", "SUM": "Summer", "FAL": "Fall", "WIN": "Winter"}


def parse_author(value: str) -> Name:
    """The name of ``Doe, Jane M.``, ``Doe, JM`` or ``Doe, J, Jr.``; without a comma of a group."""
    family, *rest = (part.strip() for part in value.split(",", 2))
    if not rest:
        return Name(literal=family)
    given, suffix = [*rest, ""][:2]
    if re.fullmatch(r"[^\W\d_]{1,4}", given) and given.isupper():
        given = " ".join(f"{initial}." for initial in given)
    return name_of_parts(family, given, suffix)


def _names(values: Sequence[str]) -> tuple[Name, ...]:
    return tuple(map(parse_author, values))


def _groups(values: Sequence[str]) -> tuple[Name, ...]:
    return tuple(Name(literal=value) for value in values)


def _keywords(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for value in values for part in value.split(";") if (word := " ".join(part.split())))


def _date(values: Sequence[str]) -> Date | None:
    """The date of ``2019 MAR 5``, of PY and PD."""
    value = re.sub(r"\b(SPR|SUM|FAL|WIN)\b", lambda found: SEASONS[found[1]], words(values))
    try:
        return parse_dp(value)
    except (ValueError, IndexError):
        return date_or_literal(value)


TAGS: Tags = {
    "AF": ("author", _names),
    "AU": ("author", _names),
    "BE": ("editor", _names),
    "BF": ("bookauthor", _names),
    "BA": ("bookauthor", _names),
    "TI": ("title", text),
    "SO": ("journaltitle", text),
    "JI": ("shortjournal", text),
    "SE": ("series", text),
    "LA": ("language", lambda values: read_language(words(values))),
    "DE": ("keywords", _keywords),
    "AB": ("abstract", joined),
    "CT": ("eventtitle", text),
    "CY": ("eventdate", lambda values: date_or_literal(words(values))),
    "CL": ("venue", text),
    "PU": ("publisher", text),
    "PI": ("location", text),
    "SN": ("issn", words),
    "EI": ("issn", words),
    "BN": ("isbn", words),
    "DATE": ("date", _date),
    "VL": ("volume", words),
    "IS": ("number", words),
    "PN": ("part", words),
    "PAGES": ("pages", lambda values: normal_pages(words(values), from_registry=True)),
    "AR": ("eid", words),
    "DI": ("doi", words),
    "PM": ("pmid", words),
}
"""tag -> field of an article; DATE and PAGES are ours for what stands under two tags."""

IN_BOOKS: Tags = {**TAGS, "SO": ("booktitle", text)}
PATENTS: Tags = {**TAGS, "PN": ("number", words), "AE": ("holder", _groups)}


def read(text_: str, path: str) -> Read:
    """The entries of the records; what no entry has a place for is a message at its line."""
    problems: list[Finding] = []
    unread: list[Unread] = []
    entries = [(one.line, _entry(one, path, problems)) for one in _records(text_, path, problems, unread)]
    return Read(Placed(entries, unread), tuple(sorted(problems, key=lambda one: one.line)))


def _records(text_: str, path: str, problems: list[Finding], unread: list[Unread]) -> Iterator[Record]:
    items: list[Tagged] = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text_.removeprefix("\ufeff").rstrip("\x1a")), 1):
        found = TAG.fullmatch(raw.rstrip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", raw.strip())
        if items and tag in ("ER", "EF", "PT"):
            yield Record(tuple(items))
            items = []
        if (tag == "PT" or items) and tag not in ("", "ER", "EF"):
            items.append(Tagged(number, tag, value))
        elif items and value:
            _go_on(items, number, value)
        elif value and tag not in ("FN", "VR", "ER", "EF"):
            problems.append(Finding(path, number, "not in a record", "a record starts with 'PT '", value=raw.strip()))
            unread.append(Unread(number, raw.strip(), "not in a record"))
    if items:
        yield Record(tuple(items))


def _go_on(items: list[Tagged], number: int, value: str) -> None:
    """Adds a line without a tag: another person, or more of the value before it."""
    last = items[-1]
    if last.tag in BY_LINE:
        items.append(Tagged(number, last.tag, value))
    else:
        items[-1] = last._replace(value=f"{last.value} {value}".strip())


def natural_type(record: Record) -> str:
    """The entry type of a record by its PT and DT; a part of a book without editor is no part of a collection."""
    kind = next(iter(record.values("PT")), "J")
    said = " ".join(record.values("DT")).lower()
    if kind in KINDS or kind not in ("B", "S"):
        return KINDS.get(kind, "article")
    has_part = record.values("SO") and record.values("TI") and not _is_same_title(record)
    type_ = next((type_ for word, type_ in DOCUMENTS.items() if word in said), "incollection" if has_part else "book")
    if type_ == "book" and not record.values("AU") and record.values("BE"):
        return "collection"
    return "inbook" if type_ == "incollection" and not record.values("BE") else type_


def _is_same_title(record: Record) -> bool:
    """Whether SO says the title again, which it has in capitals."""
    return " ".join(record.values("SO")).casefold() == " ".join(record.values("TI")).casefold()


def _entry(record: Record, path: str, problems: list[Finding]) -> Entry:
    type_ = natural_type(record)
    tags = PATENTS if type_ == "patent" else TAGS if type_ == "article" else IN_BOOKS
    prepared = _prepared(record, type_)
    fields, missed = fields_of(prepared, tags, "", ADMINISTRATIVE | {"PT", "DT", "CA", "GP"})
    for tag, of_groups in (("CA", "author"), ("GP", "bookauthor" if type_ in PARTS else "author")):
        if groups := _groups(record.values(tag)):
            fields[of_groups] = (*_listed(fields, of_groups), *groups)
    for field in ("date", "eventdate"):
        value = fields.get(field)
        if isinstance(value, Date) and value.is_literal:
            found, note = date_fields(field, value)
            fields |= {field: "", **found}
            if note:
                missed.append(Finding("", record.line, note, "", "", field, value.literal, "warning"))
    problems += [one._replace(path=path) for one in (*missed, *_noted(record))]
    return Entry("", type_, {field: value for field, value in fields.items() if value})


def _listed(fields: dict[str, Value], field: str) -> tuple[Name, ...]:
    return fields.get(field, ()) if datatype_of(field) == NAMES else ()  # type: ignore[return-value]


def _prepared(record: Record, type_: str) -> Record:
    """Full names instead of initials, all keywords under one tag, the date and the pages of their two tags."""
    first = {tag: next(iter(record.values(tag)), "") for tag in ("PY", "PD", "BP", "EP", "SO", "TI")}
    dropped = {short for short, full in (("AU", "AF"), ("BA", "BF")) if _count(record, short) == _count(record, full)}
    dropped |= ({"PD"} if first["PY"] else set()) | ({"EP"} if first["BP"] else set())
    dropped |= {"SO"} if type_ in ("book", "collection") and _is_same_title(record) else set()
    items = (_retagged(item, first, type_) for item in record.items if item.tag not in dropped)
    return Record(tuple(items) or record.items[:1])


def _retagged(item: Tagged, first: Mapping[str, str], type_: str) -> Tagged:
    """The item under the tag of the fact that it states, alone or with the first value of another tag."""
    match item.tag:
        case "PY":
            return item._replace(tag="DATE", value=f"{item.value} {first['PD']}".strip())
        case "BP" | "EP":
            return item._replace(tag="PAGES", value=f"{first['BP']}--{first['EP']}".strip("-"))
        case "ID":
            return item._replace(tag="DE")
        case "SO" if type_ in ("book", "collection") and not first["TI"]:
            return item._replace(tag="TI")
    return item


def _count(record: Record, tag: str) -> int:
    return len(record.values(tag))


def _noted(record: Record) -> Iterator[Finding]:
    """One message for all that Web of Science notes besides, and one for words of DT that no type says."""
    items = [item for item in record.items if item.tag in ADMINISTRATIVE and item.value]
    if items:
        value = "; ".join(f"{item.tag} {item.value}" for item in items)
        message = "no field for what Web of Science notes of people and citations; left out"
        yield Finding("", items[0].line, message, "", "", "", value, "note")
    for item in record.items:
        if item.tag == "DT" and item.value.lower() not in ("article", *DOCUMENTS):
            yield Finding("", item.line, "no field for DT; left out", "", "", "", item.value, "note")


SOURCE = Source("isi", (".isi", ".ciw"), read, with_lines(r"^PT [A-Z]$", r"^(?:ER|AU|TI|SO)\b"))
