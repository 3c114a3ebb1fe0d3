"""CSL-JSON: for pandoc, Quarto and citeproc; and the variant of it that Zotero takes whole.

Sources: CSL 1.0.2 (types and variables) and its JSON schema ``csl-data.json``, which allows no other property;
Zotero's field map and import translator (``zotero-schema`` version 41, translator "CSL JSON").
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from refexport.data.datamodel import GENRES, PUBSTATES
from refexport.formats.csl.items import (
    CSL_TYPES,
    SUBTYPES,
    held_by,
    is_obeyed,
    natural_type,
    parse_markup,
    parse_name,
    print_markup,
    read_items,
)
from refexport.formats.format import (
    Format,
    Loss,
    Partly,
    Read,
    Row,
    Table,
    Written,
    date_of,
    each,
    join_title,
    lay_out,
    table_of,
)
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, Name, spelled_only
from refexport.model.text import Style, Text, plain_text

ZOTERO_TYPES = {"pamphlet": "book", "software": "document"}
"""CSL types that Zotero has no item type for; one ``software`` makes it refuse the whole file."""

ZOTERO_NOTES = {"software": "type: software"}
"""entry type -> the line of ``note`` that tells Zotero its item type."""

ZOTERO_7_DOI = frozenset({"article", "article-journal", "paper-conference", "dataset"})
"""CSL types whose DOI Zotero 7 keeps; for others it reads the line of ``note``."""

ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

HOSTED = frozenset("bookinbook inbook incollection inproceedings inreference suppbook suppcollection".split())
BOOKS = frozenset("book collection mvbook mvcollection mvproceedings mvreference proceedings reference".split())
IN_SERIES = HOSTED | BOOKS
SITES = frozenset({"blogpost", "online"})
PERIODICALS = frozenset({"article", "periodical", "suppperiodical"})


def write(entries: Sequence[Entry]) -> Written:
    """Schema-valid CSL-JSON."""
    return _written(entries, _item)


def write_zotero(entries: Sequence[Entry]) -> Written:
    """CSL-JSON that Zotero takes whole: its types, names in two parts, identifiers where it looks for them."""
    return _written(entries, _zotero_item)


def read(text: str, path: str) -> Read:
    """The entries of CSL-JSON, Zotero's included."""
    entries, problems = read_items(text, path)
    return Read(tuple(entries), tuple(problems))


def _written(entries: Sequence[Entry], item: Callable[[Entry], tuple[dict[str, Any], list[Loss]]]) -> Written:
    items, lost = each(entries, item)
    text = ",\n".join(map(_print, items))
    return Written(f"[\n{text}\n]\n" if items else "[]\n", lost)


def _print(item: Mapping[str, Any]) -> str:
    """One property a line; Python's own indentation would spread dates and names over dozens."""
    lines = ",\n".join(f'    "{name}": {ENCODER.encode(value)}' for name, value in item.items())
    return f"  {{\n{lines}\n  }}"


def _item(entry: Entry) -> tuple[dict[str, Any], list[Loss]]:
    return _laid_out(entry, csl_type(entry), _table(entry.type))


def _laid_out(entry: Entry, type_: str, table: Table) -> tuple[dict[str, Any], list[Loss]]:
    """The item; the entry type is among its own variables where CSL's type stands for another one."""
    held, lost = lay_out(entry, table)
    if entry.type not in ("", natural_type(type_, entry)):
        held["custom"] = {**held.get("custom", {}), "entrytype": entry.type}
    return {"id": entry.key, "type": type_, "citation-key": entry.key, **held}, lost


def csl_type(entry: Entry) -> str:
    """The CSL type of an entry."""
    subtype = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type == "article" else None
    return subtype or CSL_TYPES.get(entry.type, "document")


def _zotero_item(entry: Entry) -> tuple[dict[str, Any], list[Loss]]:
    type_ = csl_type(entry)
    item, lost = _laid_out(entry, ZOTERO_TYPES.get(type_, type_), _zotero_table(entry.type))
    item["note"] = _zotero_note(entry, item)
    return item, lost


def _zotero_note(entry: Entry, item: Mapping[str, Any]) -> str:
    """The lines that Zotero takes out of ``note`` into fields of their own; its own words for the rest go last."""
    lines = [ZOTERO_NOTES.get(entry.type, ""), f"Citation Key: {entry.key}"]
    if entry.arxiv and not str(item.get("number", "")).startswith("arXiv:"):
        lines.append(f"arXiv: {entry.arxiv}")
    if "DOI" in item and item["type"] not in ZOTERO_7_DOI:
        lines.append(f"DOI: {item['DOI']}")
    return "\n".join(line for line in (*lines, item.get("note", "")) if line)


def _markup(entry: Entry, field: str) -> object:
    return _marked(entry.text(field))


def _joined(subtitle: str) -> Callable[[Entry, str], object]:
    return lambda entry, field: _marked(join_title(entry, field, subtitle))


def _marked(text: Text) -> object:
    held = print_markup(text)
    if any(span.has(Style.TEX) for span in text):
        return Partly(held, "CSL has no TeX")
    is_told = "$" not in held or parse_markup(held) == text
    return held if is_told else Partly(held, "CSL cannot tell dollars from maths")


def _note(entry: Entry, field: str) -> object:
    """The note, in brackets where its readers would obey it."""
    text = entry.text(field)
    if not is_obeyed(plain_text(text)):
        return _marked(text)
    return Partly("(" + print_markup(text).replace("{:", "{ :") + ")", "readers would take it for another variable")


def _plain(entry: Entry, field: str) -> str:
    return entry.plain(field)


def _pages(entry: Entry, field: str) -> str:
    return entry.plain(field).replace("--", "-")


def _names(entry: Entry, field: str) -> object:
    return _held_names(entry.names(field), _name)


def _folded_names(entry: Entry, field: str) -> object:
    return _held_names(entry.names(field), _folded)


def _held_names(names: Sequence[Name], spell: Callable[[Name], dict[str, str]]) -> object:
    people = [name for name in names if name != OTHERS]
    held = [spell(name) for name in people]
    if len(people) < len(names):
        return Partly(held, "CSL-JSON has no 'and others'")
    return held if all(map(_is_told, held, people)) else Partly(held, "the parts of a name are told by their letters")


def _is_told(spelled: Mapping[str, str], name: Name) -> bool:
    return parse_name(spelled) == spelled_only(name)


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _folded(name: Name) -> dict[str, str]:
    """Zotero drops particles and suffixes unless they are part of the two names it has."""
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": f"{name.particle} {name.family}".strip(), "given": name.given}
    parts["given"] += f", {name.suffix}" if name.suffix else ""
    return {part: value for part, value in parts.items() if value}


def _date(entry: Entry, field: str) -> object:
    date = date_of(entry, field)
    held: dict[str, Any] = {"date-parts": [list(part.parts) for part in (date, date.end) if part]}
    if date.month and date.season:
        held["season"] = date.month - 20
    if date.mark:
        held["circa"] = True
    if date.mark in ("?", "%"):
        return Partly(held, "CSL knows no other doubt than 'circa'")
    is_plain = not date.end or not (date.end.season or date.end.mark)
    return held if is_plain else Partly(held, "CSL knows no season and no 'circa' of a range's end")


def _keywords(entry: Entry, field: str) -> object:
    joined = "; ".join(entry.words(field))
    if any(";" in word for word in entry.words(field)):
        return Partly(joined, "a keyword holds a semicolon")
    return f"{joined};" if "," in joined and ";" not in joined else joined  # or the comma would part it


def _state(entry: Entry, field: str) -> str:
    return PUBSTATES.get(entry.plain(field), entry.plain(field))


def _genre(entry: Entry, field: str) -> object:
    return GENRES.get(entry.plain(field)) or _markup(entry, field)


def _arxiv(entry: Entry, _field: str) -> str | None:
    return f"arXiv:{entry.arxiv}" if entry.arxiv else None


def _own(entry: Entry, _field: str) -> dict[str, str]:
    """An id that CSL has no variable for, where its schema allows such."""
    if entry.arxiv:
        named = {"arxiv": entry.arxiv, "arxiv-class": entry.plain("eprintclass")}
    else:
        named = {field: entry.plain(field) for field in ("eprint", "eprinttype", "eprintclass")}
    return {name: value for name, value in named.items() if value}


ROWS = (
    Row("author", "author", _names),
    Row("title", "title", _joined("subtitle"), joined="subtitle"),
    Row("journaltitle", "container-title", _joined("journalsubtitle"), joined="journalsubtitle"),
    Row("booktitle", "container-title", _joined("booksubtitle"), HOSTED, joined="booksubtitle"),
    Row("maintitle", "container-title", _joined("mainsubtitle"), HOSTED, joined="mainsubtitle"),
    Row("organization", "container-title", _markup, SITES),
    Row("shortjournal", "container-title-short", _markup),
    Row("shortjournal", "journalAbbreviation", _markup),
    Row("editor", "editor", _names),
    Row("translator", "translator", _names),
    Row("bookauthor", "container-author", _names),
    Row("series", "collection-title", _markup),
    Row("eventtitle", "event-title", _markup),
    Row("eventdate", "event-date", _date),
    Row("venue", "event-place", _markup),
    Row("date", "issued", _date),
    Row("volume", "volume", _plain),
    Row("issue", "issue", _plain, PERIODICALS),
    Row("number", "issue", _plain, PERIODICALS),
    Row("number", "collection-number", _plain, IN_SERIES),
    Row("eprint", "number", _arxiv, frozenset({"preprint"})),
    Row("number", "number", _plain, but=IN_SERIES | PERIODICALS),
    Row("volumes", "number-of-volumes", _plain),
    Row("part", "part", _plain),
    Row("pages", "page", _pages),
    Row("eid", "page", _plain),
    Row("pagetotal", "number-of-pages", _plain),
    Row("chapter", "chapter-number", _plain),
    Row("edition", "edition", _plain),
    Row("version", "version", _plain),
    Row("genre", "genre", _genre),
    Row("publisher", "publisher", _markup),
    Row("institution", "publisher", _markup),
    Row("organization", "publisher", _markup, but=SITES),
    Row("eprint", "publisher", lambda entry, _: "arXiv" if entry.arxiv else None, frozenset({"preprint"})),
    Row("location", "publisher-place", _markup),
    Row("pubstate", "status", _state),
    Row("isbn", "ISBN", _plain),
    Row("issn", "ISSN", _plain),
    Row("doi", "DOI", _plain),
    Row("pmid", "PMID", _plain),
    Row("pmcid", "PMCID", _plain),
    Row("url", "URL", _plain),
    Row("urldate", "accessed", _date),
    Row("origdate", "original-date", _date),
    Row("origtitle", "original-title", _markup),
    Row("origpublisher", "original-publisher", _markup),
    Row("origlocation", "original-publisher-place", _markup),
    Row("language", "language", _plain),
    Row("shorttitle", "title-short", _markup),
    Row("abstract", "abstract", _markup),
    Row("keywords", "keyword", _keywords),
    Row("note", "note", _note),
    Row("annotation", "annote", _markup),
    Row(
        "entrysubtype",
        "type",
        lambda entry, field: "" if entry.plain(field) in SUBTYPES else None,
        frozenset({"article"}),
    ),
    Row("eprint", "custom", _own, also=("eprinttype", "eprintclass")),
)
"""Variables of CSL 1.0.2, appendix IV."""


ZOTERO_ROWS = tuple(row._replace(encode=_folded_names) if row.encode is _names else row for row in ROWS)


@cache
def _table(type_: str) -> Table:
    return table_of((row.taken_for(held_by(type_, row.target)) for row in ROWS), type_)


@cache
def _zotero_table(type_: str) -> Table:
    return table_of((row.taken_for(held_by(type_, row.target)) for row in ZOTERO_ROWS), type_)


FORMAT = Format("csl-json", ".json", write, read)
ZOTERO = Format("zotero", ".zotero.json", write_zotero, read)
