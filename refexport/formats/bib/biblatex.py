"""BibLaTeX: UTF-8 with TeX's specials escaped, under the types and fields of its data model.

Source: the biblatex manual 3.18, sections 2.1 and 2.2, and its data model ``blx-dm.def``. What biber's
``--validate-datamodel`` would refuse is written elsewhere in the entry or named as lost.
"""

from collections.abc import Sequence
from functools import cache

from refexport.data.datamodel import DATE, FIELDS, GENRES, LANGUAGES, LIST
from refexport.data.formats import SUFFIXES
from refexport.data.kinds import IN_SERIES, INSTITUTIONAL, SITES, kind_of
from refexport.errors import Finding
from refexport.formats.bib.dates import is_unreadable
from refexport.formats.bib.read import NAMES, PUBMED, own_type, read_bib, recognises, subtype
from refexport.formats.bib.syntax import NAME, Block
from refexport.formats.bib.values import (
    FRAME,
    encoders,
    ids,
    language_rows,
    losses_in_bib,
    path,
    runs_of_pages,
    uri,
    write_bib,
)
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
from refexport.model.keys import NOT_BIBERS, folded_key, plain_key
from refexport.works.keys import free_key

VALUES = encoders(ascii=False)


EVERYWHERE = (
    "date abstract annotation authortype bookpagination doi editortype entryset eprint eprintclass eprinttype "
    "entrysubtype file gender ids indexsorttitle indextitle isan ismn iswc keywords label langid langidopts library "
    "nameaddon options origdate origlocation origpublisher origtitle pagination presort related relatedoptions "
    "relatedstring relatedtype shortauthor shorteditor shorthand shorthandintro shortjournal shortseries shorttitle "
    "sortkey sortname sortshorthand sorttitle sortyear url urldate xref"
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

FOR_STYLES = frozenset({"bookauthor", "languages"})
"""Fields for every type: biblatex-examples.bib has a bookauthor in a @book, and biber keeps it; ``languages`` is the
model's ``language``, of which ``langid`` says the rest."""

OPEN = frozenset(
    "artwork audio commentary image jurisdiction legal legislation letter movie music performance review set standard "
    "video".split()
)
"""Types that biblatex knows and gives no fields of their own: styles may print any (section 2.1.3)."""

NOT_BIBLATEX = frozenset("bibmonth bibtype capitals crossref dblp groups license pmcid pmid reprinttitle".split())
"""Fields of ours that its data model lacks, and links that were followed."""

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


def write(entries: Sequence[Entry]) -> Written:
    """The .bib of the entries. WriteError names an entry that BibTeX cannot carry."""
    keys = bibers_keys(entries)
    written = write_bib([_with_key(entry, keys[entry.key]) for entry in entries], _block)
    renamed = {new: old for old, new in keys.items() if new != old}
    lost = [one._replace(key=renamed.get(one.key, one.key)) for one in written.lost]
    why = "biber takes none of \" ' ( ) = in the key of an entry; it is cited by its ids"
    return written._replace(lost=(*lost, *(loss(old, "key", why, "ids") for old in renamed.values())))


def bibers_keys(entries: Sequence[Entry]) -> dict[str, str]:
    """cite key -> the same, or where biber takes no such key of an entry a plain one that is not used yet."""
    keys = {entry.key: entry.key for entry in entries}
    taken = {folded_key(key) for key in keys}
    for key in keys:
        if NOT_BIBERS & set(key):
            new = free_key(plain_key(key) or "entry", taken.__contains__)
            taken.add(folded_key(new))
            keys[key] = new
    return keys


def _with_key(entry: Entry, key: str) -> Entry:
    """The entry under the key that biber takes, citable by its own."""
    if key == entry.key:
        return entry
    return Entry(key, entry.type, entry.fields).replace(ids=(*entry.words("ids"), entry.key))


def block_type(entry: Entry) -> str:
    """The type of an entry's block, whatever fields it lacks: that is for `check` to say."""
    if own := own_type(entry):
        return own
    type_ = kind_of(entry.type).biblatex or entry.type
    if type_ in ("incollection", "inreference", "suppcollection") and not entry.has("editor"):
        return "inbook"
    if type_ in ("collection", "reference") and entry.has("author"):
        return "book"
    if type_ == "book" and entry.has("editor") and not entry.has("author"):
        return "collection"
    return type_ if type_ in MODEL or type_ in OPEN else "misc"


def _block(written: Entry) -> tuple[Block, list[Finding]]:
    entry, moves = moved(_with_pmid(written), MOVES)
    type_ = block_type(entry)
    content, lost = lay_out(entry, _table(type_) | _unknown(entry), has_lists=True)
    if (sub := subtype(type_, entry)) and content.setdefault("entrysubtype", sub) != sub:
        lost.append(loss(entry.key, "type", f"written as @{type_}"))
    return Block(type_, entry.key, tuple(content.items())), [*moves, *lost, *losses_in_bib(entry)]


def _unknown(entry: Entry) -> Table:
    """Rows for fields that no table knows: styles have fields of their own, and annotations name the annotated."""
    fields = [field for field in entry.fields if field not in FIELDS and NAME.fullmatch(field)]
    return {field: [(len(FIELDS) * 2 + n, Row(field, field, VALUES.of(field)))] for n, field in enumerate(fields)}


def _with_pmid(entry: Entry) -> Entry:
    """The entry with its PubMed id where biblatex has a place for it (manual, 3.13.7), if that is free."""
    if not entry.has("pmid") or entry.has("eprint") or entry.has("eprinttype"):
        return entry
    return entry.without("pmid").replace(eprint=entry.plain("pmid"), eprinttype=PUBMED)


def _volume(entry: Entry, field: str) -> object:
    """As it is: the data model wants an integer, and "C" or "12A" is no other one that styles could print.

    The warning is seen only by who asks for it; but the "abs/1703.03400" of CoRR is no volume.
    """
    if entry.arxiv and entry.plain(field).startswith("abs/"):
        return Partly("", "the arXiv id says it")
    return VALUES.literal(entry, field)


def _langid(entry: Entry, field: str) -> object:
    """babel's name of the language; nothing for a language that it does not know."""
    tag = entry.plain(field)
    if tag in LANGUAGES:
        return LANGUAGES[tag]
    without_region = LANGUAGES.get(tag.split("-")[0])
    return Partly(without_region, "babel has no name for this kind of the language") if without_region else None


def _date(entry: Entry, field: str) -> object:
    """A date in EDTF; what stands for one is in ``year`` (manual, 2.3.9), which no date but the work's own has.

    Words are in ``date``, too, where Typst would refuse the whole file for such a year; biber passes over them.
    """
    date = date_of(entry, field)
    if not date.is_literal:
        return VALUES.date(entry, field)
    if field != "date":
        return Partly("", "BibLaTeX has no words in place of this date")
    year = _year(entry, field) or ""
    return year if is_unreadable(year, "") else None


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
    "eprinttype eprintclass languages language keywords abstract annotation"
).split()
BY_FIELD: dict[str, tuple[str, Encode]] = {
    **{field: (field, _date) for field, datatype in FIELDS.items() if datatype == DATE},
    "doi": ("doi", uri),
    "url": ("url", uri),
    "file": ("file", path),
    "ids": ("ids", ids),
    "eprint": ("eprint", uri),
    "pages": ("pages", lambda entry, field: runs_of_pages(VALUES.pages(entry, field), ";")),
    "volume": ("volume", _volume),
    "language": ("langid", _langid),
    "genre": (NAMES["genre"], _genre),
}


def _row(field: str) -> Row:
    target, encode = BY_FIELD.get(field, (field, (_keywords if FIELDS[field] == LIST else VALUES.of(field))))
    return Row(field, target, encode)


@cache
def _table(type_: str) -> Table:
    others = FIELDS.keys() - NOT_BIBLATEX - ({"issue"} if type_ in IN_SERIES else set())
    allowed = MODEL[type_] | FOR_STYLES if type_ in MODEL else others
    rows = [_row(field) for field in dict.fromkeys((*ORDER, *FIELDS)) if field in allowed]
    place = rows.index(_row("languages"))
    rows[place : place + 1] = language_rows(VALUES)
    rows.insert(rows.index(_row("date")) + 1, Row("date", "year", _year))
    if type_ == "inproceedings":
        rows.insert(rows.index(_row("eventtitle")), Row("eventtitle", "booktitle", VALUES.title))
    return table_of(rows, type_)


FORMAT = Format("biblatex", SUFFIXES["biblatex"], write, read_bib, "bib", (".bib", ".bibtex"), recognises, FRAME)
