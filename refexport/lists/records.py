"""Records: names with values (a row of a sheet, the properties of a note, a drawer of org-mode) -> an entry."""

import re
from collections.abc import Callable, Iterable, Mapping

from refexport.data.columns import COLUMNS, COUNT, DAY, END, FIRST, KEY, MONTH, START, TYPE, WORDS_OF_TYPES
from refexport.data.datamodel import FIELDS, LIST, NAMES, TEXT, TYPE_ALIASES, TYPES
from refexport.data.patterns import regex
from refexport.lists.addresses import identify_url
from refexport.model.entry import Entry, Value, parse_value
from refexport.model.ids import NORMAL, normal_arxiv
from refexport.model.name import OTHERS, Name, parse_listed
from refexport.model.pages import normal_pages
from refexport.model.text import literal_text
from refexport.references.people import parse_people
from refexport.text.clean import is_organisation
from refexport.text.dates import date_fields, date_or_literal
from refexport.text.markup import from_markup

WIKI = regex(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\](?!\()")
"""``[[target|words]]`` of Obsidian."""

FORMULA = regex(r"^=\"(.*)\"$")
"""``="0262035618"``, by which Goodreads keeps Excel from taking an ISBN for a number."""

SEVERAL = regex(r"\s*[;|\n]\s*")
LAST_FIRST = regex(r"[^\s,][^,;]*,\s*[^\s,][^,;]*")
TWO_NAMES = regex(r"[^\W\d_a-z]\S*(?:\s+\S+)+,\s*[^\W\d_]\S+(?:\s+\S+)+")
"""``Ashish Vaswani, Noam Shazeer``, which is no family name with given names."""

MORE = frozenset({"et al", "et al.", "others", "..."})

IDENTIFYING = frozenset({"doi", "eprint", "pmid", "pmcid", "isbn", "journaltitle", "booktitle", KEY, FIRST, START})
"""Fields that only the record of a work has."""

FULLER = frozenset(
    {
        "author full names",
        "author names",
        "date",
        "publication date",
        "source title",
        "publicationdate",
        "document type",
    }
)
"""Columns that say more than others for the same field: these come first, and the others say nothing new."""

OF_DATABASES = regex(
    r"scopus|pubmed|crossref|google scholar|web of science|2-s2\.0-\d+|https?://(?:www\.)?scopus\.com/\S*",
    re.IGNORECASE,
)
"""What databases say of themselves."""

EMPTY = frozenset({"", "-", "–", "n/a", "na", "none", "null", "nan", "[no author name available]"})


def field_named(name: str) -> str:
    """The field that a column or property is, or one of `columns`' other words; empty when the name is not known."""
    bare = " ".join(re.sub(r"[*_`:：]+", " ", name).split()).casefold()
    return COLUMNS.get(bare) or COLUMNS.get(name.strip().casefold()) or (bare if bare in FIELDS else "")


def is_of_a_work(names: Iterable[str]) -> bool:
    """Whether these are the names of a work's properties: one that only works have, or its people with a date."""
    fields = {field_named(name) for name in names} - {""}
    return bool(fields & IDENTIFYING) or {"author", "date"} <= fields


def entry_of(record: Mapping[str, str], title: str = "") -> tuple[Entry, list[tuple[str, str, str]]]:
    """The entry of a record, and what of it no field takes: name, value, why; ``title`` where it has none itself."""
    found: dict[str, str] = {}
    missed: list[tuple[str, str, str]] = []
    fuller: set[str] = set()
    for name, raw in sorted(record.items(), key=lambda one: one[0].strip().casefold() not in FULLER):
        value = FORMULA.sub(r"\1", WIKI.sub(r"\1", raw).strip()).strip("\"'").strip()
        field = field_named(name)
        if value.casefold() in EMPTY or OF_DATABASES.fullmatch(value):
            continue
        if field and field not in found:
            found[field] = value
            fuller |= {field} if name.strip().casefold() in FULLER else set()
        elif field not in fuller and value != found.get(field):
            missed.append((name, value, f"a second {field}" if field else "no field for it"))
    found.setdefault("title", title)
    fields: dict[str, Value] = {}
    for field, value in _joined(found).items():
        try:
            fields |= {name: one for name, one in _fields_of(field, value).items() if one and name not in fields}
        except ValueError as error:
            missed.append((field, value, str(error)))
    type_, genre = _type_of(found.get(TYPE, ""), fields)
    fields |= {"genre": literal_text(genre)} if genre else {}
    return Entry(_key_of(found.get(KEY, "")), type_, _placed(type_, fields)), missed


def notes_of(missed: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """What a line says of values that its entry lacks; of names that are no field nothing is said."""
    return tuple(f'{name} "{value}": {why}; left out' for name, value, why in missed if field_named(name))


def _joined(found: Mapping[str, str]) -> dict[str, str]:
    """The values with pages and date of their parts."""
    joined = {field: value for field, value in found.items() if field in FIELDS}
    if START in found and "pages" not in joined:
        joined["pages"] = "--".join(filter(None, (found[START], found.get(END, ""))))
    if FIRST in found:
        joined.setdefault("author", f"{found[FIRST]}; et al.")
    if re.fullmatch(r"\d{4}", joined.get("date", "")) and MONTH in found:
        joined["date"] = " ".join(filter(None, (found.get(DAY, ""), found[MONTH], joined["date"])))
    if COUNT in found:
        joined.setdefault("pagetotal", found[COUNT])
    return joined


def _fields_of(field: str, value: str) -> dict[str, Value]:
    """The fields that a value gives; ValueError: it is none of its kind."""
    if field in SPECIAL:
        return SPECIAL[field](field, value)
    if field in NORMAL:
        return {field: NORMAL[field](_identified(value, field))}
    if FIELDS[field] == NAMES:
        return {field: people_of(value)}
    if FIELDS[field] == LIST:
        words = (word.strip().lstrip("#") for word in re.split(r"[;,|\n]", value))
        return {field: tuple(dict.fromkeys(filter(None, words)))}
    return {field: from_markup(value) if FIELDS[field] == TEXT else parse_value(field, value)}


def _of_arxiv(_field: str, value: str) -> dict[str, Value]:
    return {"eprint": normal_arxiv(_identified(value, "arxiv")), "eprinttype": "arxiv"}


def _of_pages(field: str, value: str) -> dict[str, Value]:
    return {field: normal_pages(value)}


def _of_date(field: str, value: str) -> dict[str, Value]:
    date = date_or_literal(value)
    return dict(date_fields(field, date)[0]) if date else {}


def _of_journal(field: str, value: str) -> dict[str, Value]:
    """A journal, or the address of a clipped page, which some call its source."""
    return _of_address(field, value) if value.startswith("http") else {field: from_markup(value)}


def _identified(value: str, scheme: str) -> str:
    """The identifier in an address, or in ``[words](address)``."""
    address = re.search(r"https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*", value)
    identified = identify_url(address[0]) if address else None
    return identified[1] if identified and identified[0] == scheme else value


def _of_address(_field: str, value: str) -> dict[str, Value]:
    """The address, and the identifier that it carries."""
    found = re.search(r"(?:https?://|www\.)[^\s<>|\"]+", value)
    if not found:
        raise ValueError("no address")
    address = found[0].rstrip(").,;")
    scheme, identifier = identify_url(address) or ("", "")
    match scheme:
        case "arxiv":
            return {"eprint": identifier, "eprinttype": "arxiv"}
        case "" | "url":
            return {"url": identifier or address}
        case "pmcid":
            return {"pmcid": identifier, "url": address}
    return {scheme: identifier}


SPECIAL: Mapping[str, Callable[[str, str], dict[str, Value]]] = {
    "eprint": _of_arxiv,
    "url": _of_address,
    "pages": _of_pages,
    "date": _of_date,
    "urldate": _of_date,
    "journaltitle": _of_journal,
}
"""Fields that are read in a way of their own."""


def people_of(value: str) -> tuple[Name, ...]:
    """The people of a value: between semicolons, bars or lines, or as lists of authors have them."""
    pieces = [piece for piece in SEVERAL.split(value.strip(" ;|")) if piece]
    is_list = len(pieces) == 1 and (not LAST_FIRST.fullmatch(pieces[0]) or TWO_NAMES.fullmatch(pieces[0]))
    if is_list and (people := parse_people(pieces[0])):
        return people
    return tuple(_person(piece) for piece in pieces)


def _person(piece: str) -> Name:
    bare = re.sub(r"\s*\((?:\d{6,}|[^()]*orcid[^()]*)\)\s*$", "", piece, flags=re.IGNORECASE)
    if bare.casefold() in MORE:
        return OTHERS
    if "," in bare:
        return parse_listed(bare)
    people = None if is_organisation(bare) else parse_people(bare)
    return people[0] if people and len(people) == 1 else parse_listed(bare) if people else Name(literal=bare)


def _type_of(words: str, fields: Mapping[str, Value]) -> tuple[str, str]:
    """The type, and the genre that the words imply; without words the type that the fields make plain."""
    said = words.strip().casefold()
    if said in TYPES:
        return said, ""
    if said in TYPE_ALIASES:
        return TYPE_ALIASES[said]
    if said in WORDS_OF_TYPES:
        return WORDS_OF_TYPES[said], ""
    if fields.get("journaltitle"):
        return "article", ""
    return ("inproceedings" if fields.get("booktitle") else "book" if fields.get("isbn") else ""), ""


def _placed(type_: str, fields: dict[str, Value]) -> dict[str, Value]:
    """The fields, the title of what holds the work in the one that its type has."""
    moves = {
        "inproceedings": "booktitle",
        "incollection": "booktitle",
        "preprint": "organization",
        "thesis": "institution",
    }
    to = moves.get(type_, "")
    holder = "publisher" if type_ == "thesis" else "journaltitle"
    if to and fields.get(holder) and not fields.get(to):
        fields[to] = fields.pop(holder)
    return fields


def _key_of(words: str) -> str:
    bare = words.strip().lstrip("@[").rstrip("]")
    return bare if re.fullmatch(r"[^\s,{}\[\]]+", bare) else ""
