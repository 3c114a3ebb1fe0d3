"""RIS dialects: what databases and programs mean by a tag where its value says it, not its name or the record's type.

Sources: the RIS format specification (Research Information Systems, 2001); EndNote's tags by type; the exports of
PubMed, Embase (Elsevier), Ovid, Scopus and Web of Science; Zotero's translator RIS.js and rispy's maps.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.formats.ris.records import ADDRESS, Record, Tagged
from refexport.model.ids import ARXIV_NEW, DOI
from refexport.model.pages import normal_pages

EXTRA = regex(r"(arXiv|Citation Key|type): (.+)")
"""Lines of M2 that Zotero reads into fields."""

PERSONS = frozenset({"AU", "A1", "A2", "A3", "A4", "ED"})
ISSN = regex(r"\d{4}-?\d{3}[\dXx]")
SERIAL = regex(r"[\dXx-]{8,17}(?:\s*\([\w -]+\))?")
"""An ISSN or ISBN, perhaps with its kind: ``1476-4687 (Electronic)``."""


class Shape(NamedTuple):
    """Values of some tags that are a field's by their shape, in records of some databases (DB)."""

    tags: frozenset[str]
    database: re.Pattern[str]
    value: re.Pattern[str]
    field: str


def _shape(tags: str, database: str, value: str, field: str) -> Shape:
    return Shape(frozenset(tags.split()), regex(database, re.IGNORECASE), regex(value, re.IGNORECASE), field)


SHAPES = (
    # EndNote: C2 of a journal's article, C3 of an electronic one, C7 of a book (its RIS of one record per type)
    _shape("AN C2 C3 C7 U1 U2", "", r"PMC\d+", "pmcid"),
    # EndNote's and Ovid's MEDLINE, Embase's C5 ("Medline PMID")
    _shape("AN", r"pubmed|medline|\bnlm\b", r"[1-9]\d{4,8}", "pmid"),
    _shape("C5", r"embase", r"[1-9]\d{4,8}", "pmid"),
    # Springer's and NASA ADS's M3, ScienceDirect's L3
    _shape("M3 L3 L2 C1 U1", "", rf"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?{DOI.pattern}", "doi"),
    _shape("AN", r"arxiv", rf"(?:arxiv:)?{ARXIV_NEW.pattern}", "eprint"),
)


SHAPED = frozenset().union(*(shape.tags for shape in SHAPES))


def split_values(record: Record) -> Iterator[Tagged]:
    """The tags that fields are made of, each with one value: several persons, addresses or numbers may share a line."""
    firsts = _first_pages(record)
    for one in record.tags:
        if one.value and not (one.tag == "SE" and one.value in firsts):
            parts = _parts(one) if one.tag in SHARED else ()
            yield from (one._replace(value=part) for part in parts) if len(parts) > 1 else (one,)


SHARED = PERSONS | {"UR", "LK", "SN"}
"""Tags of which a line may hold several values."""


def _first_pages(record: Record) -> set[str]:
    """What EndNote repeats as SE ("Start Page") of an article."""
    return {re.split(r"[-\N{EN DASH}]", value)[0].strip() for value in record.values("SP")}


def _parts(one: Tagged) -> Sequence[str]:
    if one.tag in PERSONS:
        return split_names(one.value)
    if one.tag in ("UR", "LK"):
        return re.split(rf"\s*;\s*(?={ADDRESS.pattern})|\s+(?={ADDRESS.pattern})", one.value)
    if one.tag == "SN":
        parts = re.split(r"\s*[;,]\s*|\s+(?=\d{4}-?\d{3}[\dXx]\b(?![ -]\d))", one.value)
        return parts if all(map(SERIAL.fullmatch, parts)) else [one.value]
    return [one.value]


def split_names(line: str) -> Sequence[str]:
    """``Doe, J.; Roe, R.`` and ``Doe, J. and Roe, R.`` as two lines; in other lines such marks are part of a name."""
    if ";" not in line and "and" not in line:
        return [line]
    for mark, is_name in BETWEEN_NAMES:
        parts = [part for part in mark.split(line) if part]
        if len(parts) > 1 and all(map(is_name.fullmatch, parts)):
            return parts
    return [line]


BETWEEN_NAMES = (
    (regex(r"\s*;(?:\s+|$)"), regex(".*,.*")),
    (regex(r"\s+and\s+|\s*,\s+and\s+"), regex("[^,]+,[^,]+")),
)
"""What stands between names of one line, and what all of them must be."""


class Clues:
    """What a record says about the meaning of its values: its database, its type, whether it has its arXiv id."""

    def __init__(self, record: Record) -> None:
        self._database = " ".join(record.values("DB"))
        self._has_arxiv = any(value.startswith("arXiv: ") for value in record.values("M2"))
        self._is_numbered = record.type in ("PAT", "RPRT")

    def field(self, one: Tagged) -> str:
        """The field that a value is of by its shape; empty for most."""
        for shape in SHAPES if one.tag in SHAPED else ():
            if one.tag in shape.tags and shape.database.search(self._database) and shape.value.fullmatch(one.value):
                return "" if shape.field == "eprint" and self._has_arxiv else shape.field
        return "issn" if one.tag == "SN" and not self._is_numbered and _is_issn(one.value) else ""


def _is_issn(value: str) -> bool:
    return bool(ISSN.fullmatch(value.partition("(")[0].strip()))


def ordered(laid: Mapping[str, list[Tagged]]) -> None:
    """Puts the fullest name of a journal first (databases write its abbreviation under any tag)."""
    titles = laid.get("journaltitle", [])
    if len(titles) > 1 and any(abbreviates(titles[0].value, one.value) for one in titles[1:]):
        titles.sort(key=lambda one: -len(one.value))


def abbreviates(short: str, full: str) -> bool:
    """Whether each word of a name begins a word of another, longer one, in order: ``N Engl J Med``."""
    rest = iter(re.findall(r"\w+", full.casefold()))
    words = re.findall(r"\w+", short.casefold())
    return len(short) < len(full) and all(any(other.startswith(word) for other in rest) for word in words)


def next_field(one: Tagged, field: str, values: Mapping[str, object]) -> str:
    """Where the second value of a field goes; empty if nowhere."""
    if field not in values:
        return ""
    if field == "journaltitle" and (one.tag == "JO" or _is_shorter(one.value, values.get("journaltitle"))):
        return NEXT[field]
    return NEXT.get(field, "") if field != "journaltitle" else ""


NEXT = {"journaltitle": "shortjournal", "abstract": "annotation", "organization": "publisher"}
"""Field -> the one that holds a second value."""


def _is_shorter(value: str, text: object) -> bool:
    full = "".join(span.text for span in text) if isinstance(text, tuple) else ""
    return abbreviates(value, full)


def parse_pages(values: Sequence[str]) -> str:
    """Pages of first and last one, or of either that has both: ``SP  - 123-130``."""
    both = next((value for value in values if _is_range(value)), "")
    return normal_pages(both or "--".join(values)) if both or len(values) > 1 else values[0]


def _is_range(value: str) -> bool:
    """``123-130``, ``123-30``; not ``12-1``, which is one page of chapter 12."""
    found = re.fullmatch(r"(\d{1,9})\s*[-\N{EN DASH}]\s*(\d{1,9})", value)
    if not found:
        return False
    first, last = found.groups()
    return int(last) > int(first) or len(first) > max(2, len(last))
