"""Records of EndNote, whatever file they stand in: their values as an entry, and an entry as their values.

What databases mean by a value is told by its shape, as in RIS (`ris.dialects`), whose tags EndNote exports.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from refexport.data.datamodel import DATE, datatype_of
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.endnote.codecs import Item
from refexport.formats.endnote.rows import (
    JOURNALS,
    PAPERS,
    PLACES,
    PMID,
    ROWS,
    SITES,
    TAGGED_ROWS,
    WHOLE,
    parse_arxiv,
)
from refexport.formats.endnote.types import SUBTYPE_OF, RefType, ref_type_of
from refexport.formats.format import Decode, Reading, Table, by_persons, lay_out, loss, reading_of, table_of
from refexport.formats.notes import Notes
from refexport.formats.ris.codecs import parse_text
from refexport.formats.ris.dialects import Clues, abbreviates, next_field, split_values
from refexport.formats.ris.records import Record as RisRecord
from refexport.formats.ris.records import Tagged
from refexport.formats.ris.rows import DECODE as RIS_DECODE
from refexport.formats.ris.rows import TYPES as RIS_TYPES
from refexport.formats.ris.values import DAY_OF_WEB
from refexport.model.date import Date
from refexport.model.entry import Entry, Value, print_value
from refexport.model.ids import DOI
from refexport.model.text import literal_text, plain_text
from refexport.text.dates import date_fields


class Record(NamedTuple):
    """A reference: its line, its type, its label, which is the cite key, its values, and its place in the file."""

    line: int
    type: RefType
    key: str
    items: Sequence[Item]
    number: int = 0


# --- writing


@cache
def _table(type_: str, *, is_tagged: bool) -> Table:
    return table_of(TAGGED_ROWS if is_tagged else ROWS, type_, reading(type_))


@cache
def reading(type_: str) -> Reading:
    """path -> the row by which references of a type are read."""
    return reading_of(ROWS, type_)


def content_of(entry: Entry, *, is_tagged: bool = False) -> tuple[RefType, dict[str, Any], list[Finding]]:
    """The reference type of an entry, what each generic field holds, and what has no place."""
    ref_type = ref_type_of(entry)
    content, lost = lay_out(entry, _table(ref_type.name, is_tagged=is_tagged))
    if entry.type not in ("", _type_of(ref_type, entry)):
        lost.append(loss(entry.key, "type", f"EndNote has no {entry.type}; written as {ref_type.name}"))
    return ref_type, content, lost


# --- reading


def entry_of(record: Record, path: str, problems: list[Finding]) -> Entry:
    """The entry of a reference; a value that stands in none of its fields is a message at its line."""
    notes = Notes(path, f"record {record.number}", record.key, problems)
    values, spare = _values(record, notes)
    if record.type.name in SUBTYPE_OF:
        values["entrysubtype"] = SUBTYPE_OF[record.type.name]
    _settle(record.type.name, values)
    _name_spare(spare, values, notes)
    return Entry(record.key, _type_of(record.type, Entry(record.key, "", values)), values)


def _type_of(ref_type: RefType, entry: Entry) -> str:
    """The entry type; part of a book without editors is none of a collection."""
    if ref_type.read == "book":
        return "book"
    if ref_type.read == "unpublished" and parse_arxiv(f"arXiv:{entry.arxiv}"):
        return "preprint"
    return by_persons(ref_type.read, author=entry.has("author"), editor=entry.has("editor"))


Spare = list[tuple[Item, str]]
"""Values that no field has a place for, with the field that has another value."""


def _values(record: Record, notes: Notes) -> tuple[dict[str, Value], Spare]:
    """The fields of a reference, and the values that are in none."""
    laid, spare = _laid(record)
    values: dict[str, Value] = {}
    for field, items in laid.items():
        value = _decoded(field, items, spare, notes)
        if isinstance(value, Date):
            fields, why = date_fields(field, value)
            values |= {name: one for name, one in fields.items() if one}
            if why:
                notes.add(items[0], why, field)
        elif value:
            values |= parse_arxiv(str(value)) if field == "eprint" else {field: value}
    return values, spare


def _laid(record: Record) -> tuple[dict[str, list[Item]], Spare]:
    """field -> the values that it is made of, the best first; and the others."""
    laid: dict[str, list[Item]] = {}
    spare: Spare = []
    for item, shape in _split(record):
        field = _field(item, shape, record.type.name)
        if field:
            laid.setdefault(field, []).append(item)
        else:
            spare.append((item, ""))
    for field, items in laid.items():
        kept = _kept(field, items, record.type.name)
        chosen = set(map(id, kept))
        spare += [(item, field) for item in items if id(item) not in chosen]
        items[:] = kept
    return laid, spare


def _split(record: Record) -> list[tuple[Item, str]]:
    """The values, those that share a line cut, each with the field that its shape says, or none."""
    all_items = (piece for item in record.items for piece in _numbers(item))
    items = [item for item in all_items if item.value and not _says_type(item, record.type)]
    tags = [Tagged(PLACES[item.target].ris or item.target, item.value, n) for n, item in enumerate(items)]
    as_ris = RisRecord(RIS_TYPES.written.get(record.type.read, ""), record.line, tags)
    clues = Clues(as_ris)
    found: list[tuple[Item, str]] = []
    for tag in split_values(as_ris):
        item = items[tag.line]
        text = item.text if tag.value == item.value else literal_text(tag.value)
        found.append((item._replace(text=text), clues.field(tag)))
    return found


def _numbers(item: Item) -> list[Item]:
    """The resource numbers that MEDLINE has on lines of their own: ``S0140-67 [pii]``, ``10.1000/182 [doi]``."""
    if item.target != "electronic-resource-num":
        return [item]
    lines = re.split(r"[\r\n]+|(?<=\[pii\])\s+|(?<=\[doi\])\s+", plain_text(item.text))
    return [item._replace(text=literal_text(re.sub(r"\s*\[doi\]\s*$", "", line))) for line in lines if line.strip()]


def _field(item: Item, shape: str, type_: str) -> str:
    """The field of a value in a reference of a type, none if there is no place for it."""
    by_value = _field_by_value(item, shape, type_)
    if by_value is not None:
        return by_value
    row = reading(type_).get(item.target)
    is_day = row is not None and row.field == "edition" and type_ in JOURNALS and DAY_OF_WEB.match(item.value)
    return "" if row is None or is_day else row.field


def _field_by_value(item: Item, shape: str, type_: str) -> str | None:
    """The field that a value says by itself, none that it has no place; None if the generic field says it."""
    if type_ in SITES and item.target in ACCESSED and ACCESSED[item.target].search(item.value):
        return "urldate"
    if item.target.startswith("urls/") and NO_ADDRESS.match(item.value):
        return ""
    if shape and (shape != "issn" or item.target == "isbn"):
        return shape
    if item.target == "accession-num":
        return "eprint" if parse_arxiv(item.value) else "pmid" if PMID.fullmatch(item.value) else ""
    if item.target == "pages" and type_ in WHOLE and RANGE.fullmatch(item.value):
        return "pages"
    return None


RANGE = regex(r"\w+\s*[-\N{EN DASH}]\s*\w+")
"""Pages of a book that are no number of pages."""

NO_ADDRESS = regex(r"<[^>]*>://")
"""What Web of Science has for an address: ``<Go to ISI>://WOS:000123``."""

ACCESSED = {"volume": regex(r"^(?:19|20)\d\d$"), "number": regex(r"[^\W\d]{3}|\d[./-]\d")}
"""Generic fields in which web pages have the year and day of access ("Access Year", "Access Date")."""

MANY = frozenset({"note", "annotation", "file", "keywords", "date"})
"""Fields that are made of all values; persons are of those of one generic field."""


def _kept(field: str, items: Sequence[Item], type_: str) -> Sequence[Item]:
    """The values that a field is made of."""
    if field in MANY or datatype_of(field) == DATE:
        return items
    ranks = {row.target: n for n, row in enumerate(ROWS) if row.field == field and row.is_read_for(type_)}
    is_doi = field == "doi"
    best = min(items, key=lambda one: (ranks.get(one.target, len(ranks)), is_doi and not DOI.search(one.value)))
    if datatype_of(field) == "names":
        return [item for item in items if item.target == best.target]
    return [best]


DECODE: Mapping[str, Decode] = {
    **{row.field: row.decode for row in reversed(ROWS) if row.decode},
    "eprint": lambda items: items[0].value,
    "pmid": lambda items: found[1] if (found := PMID.fullmatch(items[0].value)) else items[0].value,
    "pmcid": lambda items: items[0].value,
    "issn": lambda items: items[0].value,
}
"""field -> what makes it of its values."""


def _decoded(field: str, items: Sequence[Item], spare: Spare, notes: Notes) -> Value | None:
    """The value; of several those that are none are messages, one by one."""
    try:
        value = DECODE[field](items)
    except ValueError:
        good = [item for item in items if _is_decoded(item, field, notes)]
        return DECODE[field](good) if good else None
    if not value:
        spare += [(item, "") for item in items]
    elif isinstance(value, Date):
        said = set(_words(print_value(field, value)))
        spare += [(item, field) for item in items if set(re.findall(r"\b\d{4}\b", item.value)) - said]
    return value


def _is_decoded(item: Item, field: str, notes: Notes) -> bool:
    try:
        DECODE[field]([item])
    except ValueError as problem:
        notes.add(item, f"{PLACES[item.target].name}: {problem}; left out", field)
        return False
    return True


def _settle(type_: str, values: dict[str, Value]) -> None:
    """Gives the fields the names that their values have together: a journal and its abbreviation, a conference."""
    if type_ in PAPERS and "eventtitle" in values and "booktitle" not in values:
        values["booktitle"] = values.pop("eventtitle")
    if type_ in PAPERS and "booktitle" not in values and "series" in values:
        values["booktitle"] = values.pop("series")
    if type_ in PAPERS and "venue" in values and values["venue"] == values.get("location"):
        del values["venue"]
    full, short = (_plain(values.get(field)) for field in ("journaltitle", "shortjournal"))
    if full and short and abbreviates(full, short):
        values["journaltitle"], values["shortjournal"] = values["shortjournal"], values["journaltitle"]
    elif short and short == full:
        del values["shortjournal"]


def _plain(value: object) -> str:
    return plain_text(value) if isinstance(value, tuple) else str(value or "")


def _name_spare(spare: Spare, values: dict[str, Value], notes: Notes) -> None:
    """Puts second values where the next field is free for them; messages about the others, unless a field says them."""
    said = [set(_words(print_value(name, value))) for name, value in values.items()] if spare else []
    for item, field in spare:
        words = set(_words(RIS_DECODE["doi"]([item.value])))
        if field and any(words <= one for one in said):
            continue
        name = PLACES[item.target].name
        other = next_field(Tagged(PLACES[item.target].ris, item.value, 0), field, values)
        if other and other not in values:
            values[other] = parse_text(item.value)
            said.append(words)
        elif field:
            notes.add(item, f"{name} has another value; left out", field)
        else:
            notes.add(item, f"no field for {name}; left out")


def _says_type(item: Item, ref_type: RefType) -> bool:
    return item.target == "work-type" and item.value.lower() == ref_type.name.lower()


def _words(value: object) -> list[str]:
    return re.findall(r"\w+", str(value).casefold())
