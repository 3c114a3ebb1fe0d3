"""RIS records as fields: which tag of a record each field is made of, and where second values go."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from refexport.data.datamodel import DATE, datatype_of
from refexport.data.patterns import regex
from refexport.formats.format import Decode
from refexport.formats.notes import Notes
from refexport.formats.ris.codecs import first_of, parse_doi_of, parse_text, unread_part
from refexport.formats.ris.dialects import EXTRA, NEXT, Clues, next_field, ordered, parse_pages, split_values
from refexport.formats.ris.records import Record, Tagged
from refexport.formats.ris.rows import DECODE, JOURNALS, ROWS, WHOLE, ZOTERO_TYPES, reading
from refexport.model.date import Date
from refexport.model.entry import Value, print_value
from refexport.model.ids import normal_arxiv
from refexport.text.dates import date_fields

Spare = list[tuple[Tagged, str]]
"""Tags that no field has a place for, with the field that has another value."""

Said = dict[str, frozenset[str]]
"""field -> its words."""


def fields_of_record(record: Record, ty: str, notes: Notes) -> dict[str, Value]:
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
            if more := unread_part(one.value):
                notes.add(one, f"no date: {more}; left out", field)
    if "eprint" in values:
        values |= _parse_arxiv(str(values["eprint"]))
    own = (notes.key, f"Citation Key: {notes.key}", _type_line(record))
    spare = [(one, field) for one, field in spare if one.tag not in ("ID", "M2") or one.value not in own]
    if spare:
        _name_spare(spare, laid, values, notes)
    return values


def _name_spare(spare: Spare, laid: Mapping[str, Iterable[Tagged]], values: dict[str, Value], notes: Notes) -> None:
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
    value = parse_doi_of([one.value]) if field == "doi" else one.value
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
    for field, found in laid.items():
        found.sort(key=lambda one: PLACES.get((field, one.tag), 0) if datatype_of(field) not in REPEATED else 0)
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

DAY_OF_WEB = regex(r"(?:19|20)\d\d[/-]")
"""EndNote's ET of a journal's article: the day when it was published ahead of print."""

PLACES = {(row.field, row.target): place for place, row in enumerate(ROWS)}
"""(field, tag) -> its place in the field map: of tags that hold the same field, the one that is named first counts."""

REPEATED = frozenset({"names", "list"})
"""Datatypes of which a tag holds one each; others stand in two tags for two kinds of readers."""


def _decoded(field: str, found: Sequence[Tagged], spare: Spare, notes: Notes) -> Value | None:
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


def _is_decoded(decode: Decode, one: Tagged, field: str, notes: Notes) -> bool:
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
    "pmcid": first_of,
    "pmid": first_of,
}
"""Fields that no tag has for its own, and those of two tags."""
