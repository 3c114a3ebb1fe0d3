"""BibLaTeX: UTF-8 with TeX's specials escaped, under the types and fields of its data model.

Source: the biblatex manual 3.18, sections 2.1 and 2.2, and its data model ``blx-dm.def``. What biber's
``--validate-datamodel`` would refuse is written elsewhere in the entry or named as lost.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from refexport.data.datamodel import DATE, FIELDS, GENRES, LANGUAGES, LIST
from refexport.data.kinds import INSTITUTIONAL, SITES, kind_of
from refexport.errors import Finding
from refexport.formats.bib.read import NAMES, PUBMED, read_bib, subtype
from refexport.formats.bib.syntax import Block
from refexport.formats.bib.values import encoders, losses_in_bib, path, uri, write_bib
from refexport.formats.format import (
    Encode,
    Format,
    Move,
    Partly,
    Row,
    Table,
    Written,
    between_commas,
    date_of,
    lay_out,
    loss,
    moved,
    table_of,
)
from refexport.model.entry import Entry

VALUES = encoders(ascii=False)


EVERYWHERE = (
    "date abstract annotation authortype bookpagination doi editortype eprint eprintclass eprinttype entrysubtype file "
    "gender ids indextitle isan ismn iswc keywords label langid library nameaddon options origdate origlocation "
    "origpublisher origtitle pagination presort related relatedstring relatedtype shortauthor shorteditor shorthand "
    "shortjournal shortseries shorttitle sortkey sortname sorttitle sortyear url urldate xref"
)
WORK = "addendum language note pubstate subtitle title titleaddon"
EDITED = f"{WORK} editor"
AUTHORED = f"{WORK} author"
BOTH = f"{WORK} author editor"
ROLES = "annotator commentator editora editorb editorc editoratype editorbtype editorctype translator origlanguage"
PROSE = "afterword foreword introduction"
MAIN = "mainsubtitle maintitle maintitleaddon"
HOST = "booktitle booksubtitle booktitleaddon"
ISSUE = "issn issue issuetitle issuesubtitle issuetitleaddon number series volume"
PRINTED = "isbn location number publisher volume volumes"
EVENT = "eventdate eventtitle eventtitleaddon venue"
VOLUMES = f"{EDITED} {ROLES} {PROSE} {PRINTED} edition"
BOOK = f"{VOLUMES} {MAIN} chapter eid pages part series"
PART = f"{BOOK} {HOST} author"


def _model(**types: str) -> dict[str, frozenset[str]]:
    return {type_: frozenset(f"{EVERYWHERE} {fields}".split()) for type_, fields in types.items()}


MODEL = _model(
    article=f"{BOTH} {ROLES} {ISSUE} eid journaltitle journalsubtitle journaltitleaddon pages version",
    book=f"{BOOK} author pagetotal",
    bookinbook=f"{PART} bookauthor",
    booklet=f"{BOTH} chapter eid genre howpublished location pages pagetotal",
    collection=f"{BOOK} pagetotal",
    dataset=f"{BOTH} edition genre location number organization publisher series version",
    inbook=f"{PART} bookauthor",
    incollection=PART,
    inproceedings=f"{BOTH} {MAIN} {HOST} {EVENT} {PRINTED} chapter eid organization pages part series",
    inreference=PART,
    manual=f"{BOTH} chapter edition eid genre isbn location number organization pages pagetotal publisher series "
    "version",
    misc=f"{BOTH} genre howpublished location organization version",
    mvbook=f"{VOLUMES} author pagetotal series",
    mvcollection=f"{VOLUMES} author",
    mvproceedings=f"{EDITED} {EVENT} isbn location number organization pagetotal publisher series volumes",
    mvreference=f"{VOLUMES} author",
    online=f"{BOTH} organization version",
    patent=f"{AUTHORED} genre holder location number version",
    periodical=f"{EDITED} {ISSUE} editora editorb editorc editoratype editorbtype editorctype",
    proceedings=f"{EDITED} {MAIN} {EVENT} {PRINTED} chapter eid organization pages pagetotal part series",
    reference=f"{BOOK} pagetotal",
    report=f"{AUTHORED} chapter eid genre institution isrn location number pages pagetotal version",
    software=f"{BOTH} genre howpublished location organization version",
    suppbook=f"{PART} bookauthor",
    suppcollection=PART,
    thesis=f"{AUTHORED} chapter eid genre institution location pages pagetotal",
    unpublished=f"{AUTHORED} {EVENT} genre howpublished location",
)
"""block type -> fields that ``blx-dm.def`` gives it; ``genre`` is its ``type``."""

LOOSE = frozenset("artwork audio blogpost letter misc movie online preprint software video".split())
"""Types without a publisher: an organization is all they have."""

WITH_PUBLISHER = frozenset(t for t, fields in MODEL.items() if "publisher" in fields and "organization" not in fields)

MOVES: tuple[Move, ...] = (
    ("publisher", "organization", LOOSE),
    ("institution", "organization", LOOSE | {"dataset", "inproceedings", "manual", "proceedings"}),
    ("journaltitle", "organization", SITES),
    ("publisher", "institution", INSTITUTIONAL),
    ("organization", "institution", INSTITUTIONAL),
    ("organization", "publisher", WITH_PUBLISHER),
    ("institution", "publisher", WITH_PUBLISHER),
)

NEEDED = {
    "article": ("journaltitle",),
    "inproceedings": ("booktitle", "eventtitle"),
    "online": ("url", "doi", "eprint"),
}
"""What a block of a type cannot do without."""

ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def write(entries: Sequence[Entry]) -> Written:
    """The .bib of the entries. WriteError names an entry that BibTeX cannot carry."""
    return write_bib(entries, _block)


def block_type(entry: Entry) -> str:
    """The type of an entry's block: the nearest one whose mandatory fields the entry has."""
    type_ = kind_of(entry.type).biblatex or entry.type
    if type_ in ("incollection", "inreference", "suppcollection") and not entry.has("editor"):
        return "inbook"
    if type_ in ("collection", "reference") and entry.has("author"):
        return "book"
    if type_ == "book" and entry.has("editor") and not entry.has("author"):
        return "collection"
    needed = NEEDED.get(type_, ())
    if type_ in MODEL and (not needed or any(entry.has(field) for field in needed)):
        return type_
    return "online" if type_ in MODEL and any(entry.has(field) for field in NEEDED["online"]) else "misc"


def _block(written: Entry) -> tuple[Block, list[Finding]]:
    entry, moves = moved(_with_pmid(written), MOVES)
    type_ = block_type(entry)
    content, lost = lay_out(entry, _table(type_))
    if (sub := subtype(type_, entry)) and content.setdefault("entrysubtype", sub) != sub:
        lost.append(loss(entry.key, "type", f"written as @{type_}"))
    return Block(type_, entry.key, tuple(content.items())), [*moves, *lost, *losses_in_bib(entry)]


def _with_pmid(entry: Entry) -> Entry:
    """The entry with its PubMed id where biblatex has a place for it (manual, 3.13.7), if that is free."""
    if not entry.has("pmid") or entry.has("eprint") or entry.has("eprinttype"):
        return entry
    return entry.without("pmid").replace(eprint=entry.plain("pmid"), eprinttype=PUBMED)


def _volume(entry: Entry, field: str) -> object:
    """An integer, as the data model wants it: Roman numerals are one, the "abs/1703.03400" of CoRR is none.

    Others ("12A") stay: the warning is seen only by who asks for it, the missing volume by every reader.
    """
    value = entry.plain(field)
    if entry.arxiv and value.startswith("abs/"):
        return Partly("", "the arXiv id says it")
    if ROMAN.fullmatch(value):
        return Partly(roman_to_arabic(value), "the data model wants an integer")
    return VALUES.literal(entry, field)


def roman_to_arabic(numeral: str) -> str:
    """``4`` of ``IV``."""
    digits = [DIGITS[letter] for letter in numeral]
    return str(sum(-one if one < after else one for one, after in pairwise([*digits, 0])))


def _langid(entry: Entry, field: str) -> object:
    """babel's name of the language; nothing for a language that it does not know."""
    tag = entry.plain(field)
    if tag in LANGUAGES:
        return LANGUAGES[tag]
    without_region = LANGUAGES.get(tag.split("-")[0])
    return Partly(without_region, "babel has no name for this kind of the language") if without_region else None


def _date(entry: Entry, field: str) -> object:
    """A date in EDTF; what stands for one has ``year`` in place of ``date`` (manual, 2.3.9), other dates have none."""
    date = date_of(entry, field)
    if not date.is_literal:
        return VALUES.date(entry, field)
    return None if field == "date" else Partly("", "BibLaTeX has no words in place of this date")


def _year(entry: Entry, field: str) -> str | None:
    date = date_of(entry, field)
    return VALUES.date(entry, field) if date.is_literal else None


def _genre(entry: Entry, field: str) -> str | None:
    """A localisation key as it is, other words as text."""
    return entry.plain(field) if entry.plain(field) in GENRES else VALUES.genre(entry, field)


def _keywords(entry: Entry, field: str) -> object:
    return between_commas(entry, field, VALUES.keywords(entry, field))


ORDER = (
    "author editor translator title subtitle titleaddon journaltitle journalsubtitle booktitle booksubtitle maintitle "
    "mainsubtitle eventtitle eventdate venue series volume number issue pages eid chapter edition version genre "
    "institution organization publisher location howpublished date pubstate note isbn issn doi url urldate eprint "
    "eprinttype eprintclass language keywords abstract annotation"
).split()
BY_FIELD: dict[str, tuple[str, Encode]] = {
    **{field: (field, _date) for field, datatype in FIELDS.items() if datatype == DATE},
    "doi": ("doi", uri),
    "url": ("url", uri),
    "file": ("file", path),
    "eprint": ("eprint", uri),
    "pages": ("pages", VALUES.pages),
    "volume": ("volume", _volume),
    "language": ("langid", _langid),
    "genre": (NAMES["genre"], _genre),
}


def _row(field: str) -> Row:
    target, encode = BY_FIELD.get(field, (field, (_keywords if FIELDS[field] == LIST else VALUES.of(field))))
    return Row(field, target, encode)


@cache
def _table(type_: str) -> Table:
    allowed = MODEL[type_]
    rows = [_row(field) for field in dict.fromkeys((*ORDER, *FIELDS)) if field in allowed]
    rows.insert(rows.index(_row("date")) + 1, Row("date", "year", _year))
    if type_ == "inproceedings":
        rows.insert(rows.index(_row("eventtitle")), Row("eventtitle", "booktitle", VALUES.title))
    return table_of(rows, type_)


FORMAT = Format("biblatex", ".biblatex.bib", write, read_bib, "bib", (".bib", ".bibtex"))
