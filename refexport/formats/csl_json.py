"""CSL-JSON: for pandoc, Quarto and citeproc; and the variant of it that Zotero takes whole.

Sources: CSL 1.0.2 (types and variables) and its JSON schema ``csl-data.json``, which allows no other property;
Zotero's field map and import translator (``zotero-schema`` version 41, translator "CSL JSON").
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from refexport.csl import CSL_TYPES, SUBTYPES, natural_type, print_markup, read_items
from refexport.formats.format import (
    Format,
    Loss,
    Partly,
    Read,
    Row,
    Table,
    Written,
    clean_entry,
    date_of,
    join_title,
    lay_out,
    table_of,
)
from refexport.model.datamodel import GENRES
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, Name

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
    pairs = [item(clean_entry(entry)) for entry in entries]
    text = ",\n".join(_print(one) for one, _ in pairs)
    return Written(f"[\n{text}\n]\n" if pairs else "[]\n", tuple(loss for _, lost in pairs for loss in lost))


def _print(item: Mapping[str, Any]) -> str:
    """One property a line; Python's own indentation would spread dates and names over dozens."""
    lines = ",\n".join(f'    "{name}": {ENCODER.encode(value)}' for name, value in item.items())
    return f"  {{\n{lines}\n  }}"


def _item(entry: Entry) -> tuple[dict[str, Any], list[Loss]]:
    held, lost = lay_out(entry, _table(entry.type))
    if entry.type not in ("", natural_type(entry)):
        held["custom"] = {**held.get("custom", {}), "entrytype": entry.type}
    return {"id": entry.key, "type": _type(entry), "citation-key": entry.key, **held}, lost


def _type(entry: Entry) -> str:
    subtype = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type == "article" else None
    return subtype or CSL_TYPES.get(entry.type, "document")


def _zotero_item(entry: Entry) -> tuple[dict[str, Any], list[Loss]]:
    item, lost = _item(entry)
    item["type"] = ZOTERO_TYPES.get(item["type"], item["type"])
    for names in item.values():
        if isinstance(names, list):
            names[:] = [_folded(name) for name in names]
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


def _folded(name: dict[str, str]) -> dict[str, str]:
    """Zotero drops particles and suffixes unless they are part of the two names it has."""
    if "literal" in name:
        return name
    family = " ".join(part for part in (name.get("non-dropping-particle"), name.get("family")) if part)
    given = ", ".join(part for part in (name.get("given"), name.get("suffix")) if part)
    return {"family": family, "given": given} if given else {"family": family}


def _markup(entry: Entry, field: str) -> str:
    return print_markup(entry.text(field))


def _joined(subtitle: str) -> Callable[[Entry, str], str]:
    return lambda entry, field: print_markup(join_title(entry, field, subtitle))


def _plain(entry: Entry, field: str) -> str:
    return entry.plain(field)


def _pages(entry: Entry, field: str) -> str:
    return entry.plain(field).replace("--", "-")


def _names(entry: Entry, field: str) -> object:
    names = [_name(name) for name in entry.names(field) if name != OTHERS]
    return Partly(names, "CSL-JSON has no 'and others'") if OTHERS in entry.names(field) else names


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _date(entry: Entry, field: str) -> dict[str, Any]:
    date = date_of(entry, field)
    out: dict[str, Any] = {"date-parts": [list(part.parts) for part in (date, date.end) if part]}
    if date.month and date.season:
        out["season"] = date.month - 20
    return out | {"circa": True} if date.mark else out


def _keywords(entry: Entry, field: str) -> str:
    joined = "; ".join(entry.words(field))
    return f"{joined};" if "," in joined and ";" not in joined else joined  # or the comma would part it


def _genre(entry: Entry, field: str) -> str:
    return GENRES.get(entry.plain(field), entry.plain(field))


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
    Row("title", "title", _joined("subtitle"), also=("subtitle",)),
    Row("journaltitle", "container-title", _joined("journalsubtitle"), also=("journalsubtitle",)),
    Row("booktitle", "container-title", _joined("booksubtitle"), HOSTED, also=("booksubtitle",)),
    Row("maintitle", "container-title", _joined("mainsubtitle"), HOSTED, also=("mainsubtitle",)),
    Row("organization", "container-title", _markup, SITES),
    Row("shortjournal", "container-title-short", _plain),
    Row("shortjournal", "journalAbbreviation", _plain),
    Row("editor", "editor", _names),
    Row("translator", "translator", _names),
    Row("bookauthor", "container-author", _names),
    Row("series", "collection-title", _markup),
    Row("eventtitle", "event-title", _markup),
    Row("eventdate", "event-date", _date),
    Row("venue", "event-place", _plain),
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
    Row("publisher", "publisher", _plain),
    Row("institution", "publisher", _plain),
    Row("organization", "publisher", _plain, but=SITES),
    Row("eprint", "publisher", lambda entry, _: "arXiv" if entry.arxiv else None, frozenset({"preprint"})),
    Row("location", "publisher-place", _plain),
    Row("pubstate", "status", _plain),
    Row("isbn", "ISBN", _plain),
    Row("issn", "ISSN", _plain),
    Row("doi", "DOI", _plain),
    Row("pmid", "PMID", _plain),
    Row("pmcid", "PMCID", _plain),
    Row("url", "URL", _plain),
    Row("urldate", "accessed", _date),
    Row("origdate", "original-date", _date),
    Row("origtitle", "original-title", _markup),
    Row("origpublisher", "original-publisher", _plain),
    Row("origlocation", "original-publisher-place", _plain),
    Row("language", "language", _plain),
    Row("shorttitle", "title-short", _markup),
    Row("abstract", "abstract", _markup),
    Row("keywords", "keyword", _keywords),
    Row("note", "note", _markup),
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


@cache
def _table(type_: str) -> Table:
    return table_of(ROWS, type_)


FORMAT = Format("csl-json", ".json", write, read)
ZOTERO = Format("zotero", ".zotero.json", write_zotero, read)
