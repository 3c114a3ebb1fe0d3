"""CSL-JSON that Zotero takes whole: its types, names in two parts, identifiers where it looks for them.

Source: Zotero's field map and import translator (``zotero-schema`` version 41, translator "CSL JSON").
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from refexport.data.formats import SUFFIXES
from refexport.errors import Finding
from refexport.formats.csl.csl_json import FRAME, item_of, read, write_items
from refexport.formats.csl.rows import DAY, PERSONS, ROWS, csl_type, encode_names, reading
from refexport.formats.format import Encode, Format, Table, Written, date_of, table_of
from refexport.model.date import Date, print_date
from refexport.model.entry import Entry
from refexport.model.name import Name

TYPES = {"pamphlet": "book", "software": "document"}
"""CSL types that Zotero has no item type for -> what it gets; one ``software`` makes it refuse the whole file."""

NOTES = {"software": "type: software"}
"""entry type -> the line of ``note`` that tells Zotero its item type."""

WITH_DOI = frozenset({"article", "article-journal", "paper-conference", "dataset"})
"""CSL types whose DOI Zotero 7 keeps; for others it reads the line of ``note``."""


ENCODE_DAY: Encode = DAY[0]


def write(entries: Sequence[Entry]) -> Written:
    """Schema-valid CSL-JSON of which Zotero refuses and drops nothing that it has a place for."""
    return write_items(entries, _item)


def _item(entry: Entry) -> tuple[dict[str, Any], list[Finding]]:
    type_ = csl_type(entry)
    item, lost = item_of(entry, TYPES.get(type_, type_), _table(entry.type))
    item["note"] = _note(entry, item)
    for name in _said_in_note(entry, item):
        del item[name]
    return item, [one for one in lost if one.field != "license"]


def _said_in_note(entry: Entry, item: Mapping[str, Any]) -> Iterator[str]:
    """Properties that would fill a field first, so that their line stays in Extra, as litter (Zotero 8 to 10)."""
    if ":" not in entry.key:  # of which Zotero's expression for the line takes a part for the label
        yield "citation-key"
    if "DOI" in item and item["type"] not in WITH_DOI:
        yield "DOI"
    if "original-date" in item:
        yield "original-date"


def _note(entry: Entry, item: Mapping[str, Any]) -> str:
    """The lines that Zotero takes out of ``note`` into fields of their own; its own words for the rest go last."""
    lines = [NOTES.get(entry.type, ""), f"Citation Key: {entry.key}"]
    class_ = f" [{entry.plain('eprintclass')}]" if entry.has("eprintclass") else ""
    if entry.arxiv and (class_ or not str(item.get("number", "")).startswith("arXiv:")):
        lines.append(f"arXiv: {entry.arxiv}{class_}")
    if "DOI" in item and item["type"] not in WITH_DOI:
        lines.append(f"DOI: {item['DOI']}")
    if "version" in item and item["type"] == "document":
        lines.append(f"version: {item['version']}")
    if entry.has("license"):
        lines.append(f"rights: {entry.plain('license')}")
    if date := entry.date("origdate"):
        lines.append(f"original-date: {date.literal if date.is_literal else print_date(date)}")
    return "\n".join(line for line in (*lines, item.get("note", "")) if line)


def _name(name: Name) -> dict[str, str]:
    """Zotero drops particles and suffixes unless they are part of the two names it has."""
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": f"{name.particle} {name.family}".strip(), "given": name.given}
    parts["given"] += f", {name.suffix}" if name.suffix else ""
    return {part: value for part, value in parts.items() if value}


def _names(entry: Entry, field: str) -> object:
    return encode_names(entry.names(field), _name)


def _date(entry: Entry, field: str) -> object:
    """Words for seasons and ranges: of their numbers Zotero makes "1 2017", and keeps the first day only."""
    date = date_of(entry, field)
    content = ENCODE_DAY(entry, field)
    if field != "date":  # Zotero reads no range and no season elsewhere
        return content
    if date.end and not date.end.season and not date.season:
        return {"literal": print_date(date)}
    is_season = bool(date.season) and content == _season(date)
    return {"literal": f"{date.season.capitalize()} {date.year}"} if is_season else content


def _season(date: Date) -> dict[str, object]:
    """What CSL says of a season of which nothing else is known."""
    return {"date-parts": [[date.year]], "season": (date.month or 20) - 20}


@cache
def _table(type_: str) -> Table:
    encode = {PERSONS[0]: _names, ENCODE_DAY: _date}
    rows = (row._replace(encode=encode.get(row.encode, row.encode)) for row in ROWS)
    return table_of(rows, type_, reading(type_))


FORMAT = Format("zotero", SUFFIXES["zotero"], write, read, frame=FRAME)
