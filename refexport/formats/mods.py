"""MODS, the Metadata Object Description Schema of the Library of Congress (3.8), which bibutils has for its own format.

Sources: "MODS User Guidelines", version 3; its lists of ``note`` types and relators; what bibutils (bib2xml, xml2bib),
Zotero's translator MODS.js and DSpace write. A file's records are ``mods`` elements, alone or in a ``modsCollection``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from refexport.data.datamodel import GENRE_KEYS
from refexport.data.formats import SUFFIXES
from refexport.data.kinds import BOOKS, HOSTED, IN_BOOKS, IN_JOURNALS, KINDS, PERIODICALS, PROCEEDINGS, SITES
from refexport.errors import Finding
from refexport.formats.codecs import (
    DAY,
    DOI,
    GENRE,
    GROUPS,
    ITEMS,
    JOINED,
    LANGUAGE,
    LISTED,
    PAGES,
    PERSONS,
    TEXT,
    WORD,
    WORDS,
    Codec,
    first,
    line,
)
from refexport.formats.content import Content
from refexport.formats.facts import Fact, fields_of
from refexport.formats.format import (
    ALL,
    NEVER,
    Format,
    Partly,
    Placed,
    Read,
    Row,
    Table,
    Types,
    Unread,
    Written,
    but,
    by_persons,
    clean,
    each,
    lay_out,
    only,
    reading_of,
    table_of,
    type_map,
)
from refexport.formats.notes import Notes
from refexport.model.entry import Entry
from refexport.model.ids import normal_arxiv

KIND, ROOTS = "mods", ("modsCollection", "mods")
"""What ``--from`` calls such files, and the roots that tell them from other XML."""

TYPES = type_map("mods")

SUBTYPES = ("magazine", "newspaper")
"""``entrysubtype`` of an article that its host's genre says."""

HOST_TYPES = {
    **dict.fromkeys(("periodical", "academic journal", "journal", *SUBTYPES), "article"),
    **dict.fromkeys(("conference publication", "proceedings"), "inproceedings"),
    **dict.fromkeys(("collection", "festschrift"), "incollection"),
    "book": "inbook",
    "encyclopedia": "inreference",
    "dictionary": "inreference",
}
"""Genre of the host -> the type of what it holds, where that has no genre of its own."""

RESOURCES = {
    "software, multimedia": ("software", "dataset"),
    "moving image": ("video", "movie"),
    "sound recording-nonmusical": ("audio",),
    "sound recording-musical": ("music",),
    "still image": ("image", "artwork"),
    "": ("misc", "set", "performance"),
    "three dimensional object": ("artwork",),
    "cartographic": ("artwork",),
    "sound recording": ("audio",),
}
"""``typeOfResource`` -> the types that it is written for, the first of which it is read as where nothing says more."""

RESOURCE_OF = {type_: resource for resource, types in reversed(RESOURCES.items()) for type_ in types}
"""Type -> resource; ``text`` for the rest."""

BIBUTILS = frozenset("journal article|book chapter|unpublished|miscellaneous|collection|pamphlet".split("|"))
LOCAL = frozenset(
    "blog post|book section|conference paper|dataset|encyclopedia article|music|performance|preprint|software".split(
        "|"
    )
)
"""Terms of bibutils, and those of no list; all others are MARC's (marcgt)."""

THESES = {"phdthesis": "Ph.D. thesis", "mathesis": "Masters thesis"}
"""Genre -> bibutils' term."""
THESIS_OF = {term.lower(): genre for genre, term in THESES.items()}

IN = IN_JOURNALS | HOSTED
H, M, S, O = "relatedItem[host]/", "relatedItem[main]/", "relatedItem[series]/", "relatedItem[original]/"  # noqa: E741
SERIAL = BOOKS | PROCEEDINGS | {"report", "manual", "booklet", "thesis"}
"""Types whose host is a series (bibutils)."""

COUNT: Codec = (WORD[0], lambda values: re.sub(r"^(\d+) ?(?:p\.?|pp\.?|pages|S\.)$", r"\1", first(values)))
"""``345`` of ``345 p.``"""


def _eprint(entry: Entry, field: str) -> object:
    archive, number = line(entry.plain("eprinttype")), line(entry.plain(field))
    laid = f"{archive}\t{number}"
    is_same = archive.lower() != "arxiv" or (archive, _parse_eprint([number])) == ("arxiv", number)
    return laid if is_same else Partly(laid, "an arXiv id has one spelling")


def _parse_eprint(values: Sequence[str]) -> str:
    try:
        return normal_arxiv(values[0])
    except ValueError:
        return first(values)


def _arxiv_class(entry: Entry, field: str) -> str | None:
    return line(entry.plain(field)) if entry.arxiv else None


def _genre(entry: Entry, field: str) -> object:
    genre = entry.plain(field)
    if genre in THESES:
        return None
    is_type = _key(genre) in TYPES.read or _key(genre) in HOST_TYPES or _key(genre) in THESIS_OF
    return Partly("", "MODS would take it for the type of the work") if is_type else GENRE[0](entry, field)


def _thesis(entry: Entry, field: str) -> str | None:
    return THESES.get(entry.plain(field))


def _subtype(entry: Entry, field: str) -> str | None:
    return "" if entry.plain(field) in SUBTYPES else None


def _placed(field: str, target: str, codec: Codec, within: frozenset[str] = IN, types: Types = ALL) -> Iterator[Row]:
    """The field of what holds a work for some types, of the work itself for others; read from both for all of these."""
    yield Row(field, target, *codec, _without(types, within), types)
    yield Row(field, f"{H}{target}", *codec, _within(types, within), types)


def _within(types: Types, names: frozenset[str]) -> Types:
    return only(frozenset(name for name in names if types.include(name)))


def _without(types: Types, names: frozenset[str]) -> Types:
    return but(types.names | names) if types.is_all_but else only(types.names - names)


IS_HELD = only(IN_JOURNALS)
IN_HOST = but(IN_JOURNALS, "periodical", SITES, SERIAL)

ROWS = (
    Row("author", "name[author]", *PERSONS),
    *_placed("editor", "name[editor]", PERSONS),
    Row("translator", "name[translator]", *PERSONS),
    Row("translator", f"{H}name[translator]", *PERSONS, NEVER, ALL),
    Row("bookauthor", f"{H}name[author]", *PERSONS),
    Row("annotator", "name[annotator]", *PERSONS),
    Row("commentator", "name[commentator for written text]", *PERSONS),
    Row("afterword", "name[writer of afterword]", *PERSONS),
    Row("foreword", "name[writer of foreword]", *PERSONS),
    Row("introduction", "name[writer of introduction]", *PERSONS),
    Row("holder", "name[copyright holder]", *PERSONS, but("patent"), ALL),
    Row("holder", "name[patent holder]", *PERSONS, only("patent"), ALL),
    *(
        Row("author", f"name[{role}]", *PERSONS, NEVER, ALL)
        for role in (
            "photographer",
            "artist",
            "inventor",
            "programmer",
            "composer",
            "director",
            "speaker",
            "cartographer",
            "interviewee",
            "performer",
        )
    ),
    Row("editor", "name[compiler]", *PERSONS, NEVER, ALL),
    Row("editor", "name[redactor]", *PERSONS, NEVER, ALL),
    Row("title", "titleInfo/title", *TEXT),
    Row("subtitle", "titleInfo/subTitle", *TEXT),
    Row("titleaddon", "titleInfo[alternative]/title", *TEXT),
    Row("titleaddon", "titleInfo[translated]/title", *TEXT, NEVER, ALL),
    Row("titleaddon", "titleInfo/partName", *TEXT, NEVER, ALL),
    Row("shorttitle", "titleInfo[abbreviated]/title", *TEXT),
    Row("journaltitle", f"{H}titleInfo/title", *TEXT, but(HOSTED, SITES, SERIAL), only(IN_JOURNALS, "periodical")),
    Row("journalsubtitle", f"{H}titleInfo/subTitle", *TEXT, only(IN_JOURNALS, "periodical")),
    Row("journaltitleaddon", f"{H}titleInfo[alternative]/title", *TEXT, only(IN_JOURNALS, "periodical")),
    Row("booktitle", f"{H}titleInfo/title", *TEXT, IN_HOST),
    Row("booksubtitle", f"{H}titleInfo/subTitle", *TEXT, IN_HOST),
    Row("booktitleaddon", f"{H}titleInfo[alternative]/title", *TEXT, IN_HOST),
    Row("organization", f"{H}titleInfo/title", *LISTED, only(SITES)),
    Row("shortjournal", f"{H}titleInfo[abbreviated]/title", *TEXT),
    Row("maintitle", f"{M}titleInfo/title", *TEXT),
    Row("mainsubtitle", f"{M}titleInfo/subTitle", *TEXT),
    Row("maintitleaddon", f"{M}titleInfo[alternative]/title", *TEXT),
    Row("series", f"{S}titleInfo/title", *TEXT),
    Row("series", f"{H}{S}titleInfo/title", *TEXT, NEVER, ALL),
    Row("series", f"{H}{H}titleInfo/title", *TEXT, NEVER, ALL),
    Row("series", f"{H}titleInfo/title", *TEXT, NEVER, only(SERIAL)),
    Row("series", f"{H}titleInfo/partName", *TEXT, NEVER, ALL),
    Row("shortseries", f"{S}titleInfo[abbreviated]/title", *TEXT),
    *_placed("eventtitle", "name[conference]", TEXT, HOSTED),
    *_placed("eventdate", "name[conference]/date", DAY, HOSTED),
    Row("venue", "note[venue]", *TEXT),
    Row("date", "originInfo/dateIssued", *DAY),
    *(
        Row("date", target, *DAY, NEVER, ALL)
        for target in (
            "part/date",
            f"{H}part/date",
            "originInfo/copyrightDate",
            "originInfo/dateCreated",
            f"{H}originInfo/dateIssued",
            f"{H}originInfo/copyrightDate",
            "originInfo/dateOther",
        )
    ),
    *_placed("volume", "part/detail[volume]/number", WORD),
    Row("volume", f"{H}{H}part/detail[volume]/number", *WORD, NEVER, ALL),
    *_placed("number", "part/detail[issue]/number", WORD, IN, only(PERIODICALS)),
    *_placed("number", "part/detail[number]/number", WORD, HOSTED, but(PERIODICALS)),
    *(
        Row("number", f"{within}part/detail[{kind}]/number", *WORD, NEVER, ALL)
        for within in ("", H)
        for kind in ("issue", "number", "report number")
    ),
    *_placed("issue", "part/detail[issue]/caption", WORD),
    *_placed("issuetitle", "part/detail[issue]/title", TEXT),
    Row("number", f"{S}titleInfo/partNumber", *WORD, NEVER, ALL),
    Row("volumes", "part/extent[volume]/total", *WORD),
    *_placed("part", "part/detail[part]/number", WORD),
    Row("part", "titleInfo/partNumber", *WORD, NEVER, ALL),
    *_placed("chapter", "part/detail[chapter]/number", WORD),
    Row("chapter", "part/detail[section]/number", *WORD, NEVER, ALL),
    Row("eid", "identifier[eid]", *WORD),
    *(Row("eid", f"{within}part/detail[article]/number", *WORD, NEVER, ALL) for within in ("", H)),
    *_placed("pages", "part/extent[page]", PAGES),
    Row("pages", "part/detail[page]/number", *PAGES, NEVER, ALL),
    Row("pagetotal", "physicalDescription/extent", *COUNT),
    Row("pagetotal", "part/extent[page]/total", *COUNT, NEVER, ALL),
    *_placed("edition", "originInfo/edition", WORD),
    Row("version", "note[version identification]", *WORD),
    Row("institution", "name[degree grantor]", *GROUPS, only("thesis"), ALL),
    Row("institution", "originInfo/publisher", *ITEMS, only("report")),
    Row("institution", "name[issuing body]", *GROUPS, but("thesis", "report"), ALL),
    *_placed("publisher", "originInfo/publisher", ITEMS, IN, but("report")),
    Row("publisher", "name[publisher]", *GROUPS, only("report"), ALL),
    Row("institution", "name[sponsor]", *GROUPS, NEVER, ALL),
    Row("organization", "name[organizer]", *GROUPS, but(SITES), ALL),
    Row("organization", f"{H}name[organizer]", *GROUPS, NEVER, ALL),
    *_placed("location", "originInfo/place/placeTerm", ITEMS),
    Row("location", f"{H}location/physicalLocation", *ITEMS, NEVER, ALL),
    Row("genre", "genre", _genre, GENRE[1]),
    Row("genre", "genre[bibutilsgt]", _thesis, lambda values: GENRE[1]([THESIS_OF.get(values[0].lower(), values[0])])),
    Row("pubstate", "note[publication status]", *WORD),
    Row("howpublished", "note[howpublished]", *TEXT),
    Row("howpublished", "physicalDescription/form", *TEXT, NEVER, ALL),
    *_placed("isbn", "identifier[isbn]", WORD, HOSTED),
    *_placed("issn", "identifier[issn]", WORD),
    Row("doi", "identifier[doi]", *DOI),
    Row("pmid", "identifier[pmid]", *WORD),
    Row("pmid", "identifier[pubmed]", *WORD, NEVER, ALL),
    Row("pmcid", "identifier[pmcid]", *WORD),
    Row("pmcid", "identifier[pmc]", *WORD, NEVER, ALL),
    *(Row(name, f"identifier[{name}]", *WORD) for name in ("isrn", "isan", "ismn", "iswc")),
    Row("eprint", "eprint", _eprint, _parse_eprint, also=("eprinttype",)),
    Row("eprinttype", "eprinttype", lambda _entry, _field: None, first),
    Row("eprintclass", "classification[arxiv]", _arxiv_class, first),
    Row("url", "location/url", *WORD),
    Row("url", "identifier[uri]", *WORD, NEVER, ALL),
    Row("urldate", "location/url@dateLastAccessed", *DAY),
    Row("urldate", "originInfo/dateCaptured", *DAY, NEVER, ALL),
    Row("file", "location/url[raw object]", *WORD),
    Row("library", "location/physicalLocation", *JOINED),
    Row("library", "location/shelfLocator", *JOINED, NEVER, ALL),
    Row("library", "classification", *JOINED, NEVER, ALL),
    Row("language", "language", *LANGUAGE),
    Row("origlanguage", f"{O}language", *LANGUAGE),
    Row("origdate", f"{O}originInfo/dateIssued", *DAY),
    Row("origtitle", f"{O}titleInfo/title", *TEXT),
    Row("origpublisher", f"{O}originInfo/publisher", *ITEMS),
    Row("origlocation", f"{O}originInfo/place/placeTerm", *ITEMS),
    Row("abstract", "abstract", *TEXT),
    Row("keywords", "subject", *WORDS),
    Row("license", "accessCondition", *WORD),
    Row("addendum", "note[addendum]", *JOINED),
    Row("annotation", "note[annotation]", *JOINED),
    Row("annotation", "bibtex-annote", *JOINED, NEVER, ALL),
    Row("annotation", "tableOfContents", *JOINED, NEVER, ALL),
    Row("note", "note", *JOINED),
    Row("entrysubtype", f"{H}genre", _subtype, types=only(IN_JOURNALS)),
)
"""Places as `mods_xml` names them."""


@cache
def reading(type_: str) -> dict[str, tuple[int, Row]]:
    """Place -> the row by which records of a type are read, with its rank."""
    rank = {id(row): number for number, row in enumerate(ROWS)}
    return {target: (rank[id(row)], row) for target, row in reading_of(ROWS, type_).items()}


@cache
def _table(type_: str) -> Table:
    return table_of(ROWS, type_, reading_of(ROWS, type_))


def place_of(target: str, type_: str) -> tuple[int, Row] | None:
    """The row for a place: a note, classification or condition of an unknown kind is one all the same."""
    rows = reading(type_)
    bare = re.sub(r"\[[^]/]*\]$", "", target)
    is_plain = bare in ("genre", "note", "classification", "accessCondition", "location/url")
    return rows.get(target) or (rows.get(bare) if is_plain else None)


def write(entries: Sequence[Entry]) -> Written:
    """The collection of the entries' records."""
    from refexport.formats.mods_print import print_records  # noqa: PLC0415 - lxml, which only such files need

    records, lost = each(entries, _record)
    return Written(print_records(records), lost)


def _record(entry: Entry) -> tuple[tuple[str, dict[str, Any]], list[Finding]]:
    laid, lost = lay_out(entry, _table(entry.type))
    content: dict[str, Any] = {"identifier[citekey]": [clean(entry.key)], **laid, **_forms(entry)}
    return (entry.key, content), lost


def _forms(entry: Entry) -> dict[str, object]:
    """What says the type: for other programs the nearest term of a list, and our own name of it."""
    term = TYPES.written.get(entry.type, "").replace("_", " ")
    host = _host_genres(entry)
    resource = RESOURCE_OF.get(entry.type, "text" if entry.type else "")
    found: dict[str, object] = {"typeOfResource": resource} if resource else {}
    if term and not (entry.type in HOSTED and term in LOCAL):
        found[f"genre[{_authority(term)}]"] = [term]
    if entry.type in KINDS and term != entry.type:
        found.setdefault("genre[local]", [])
        found["genre[local]"] = [entry.type]
    elif entry.type:
        found["genre[local]"] = [entry.type]
    return found | {f"{H}genre[{authority}]": [genre] for authority, genre in host.items()}


def _authority(term: str) -> str:
    return "bibutilsgt" if term in BIBUTILS else "local" if term in LOCAL else "marcgt"


def _host_genres(entry: Entry) -> dict[str, str]:
    """What the host is, by bibutils' terms."""
    if entry.type in IN_JOURNALS:
        subtype = entry.plain("entrysubtype")
        own = subtype if subtype in SUBTYPES else "academic journal"
        return {"marcgt": "periodical"} | ({"bibutilsgt": own} if own != "newspaper" else {"marcgt": own})
    if entry.type in IN_BOOKS:
        is_collection = entry.type in ("incollection", "suppcollection")
        return {"bibutilsgt": "collection"} if is_collection else {"marcgt": "book"}
    return {"marcgt": "conference publication"} if entry.type == "inproceedings" else {}


def read(text: str, path: str) -> Read:
    """The entries of a file's records, and what of them no entry has, each with its line."""
    from refexport.formats.mods_xml import described  # noqa: PLC0415 - lxml, as above
    from refexport.formats.xmlrecords import xml_records  # noqa: PLC0415

    found = xml_records(text, path, "mods", ROOTS)
    problems = list(found.problems)
    unread = list(found.unread)
    entries: list[tuple[int, Entry]] = []
    for record in found.records:
        said = described(record.element)
        if said.facts or said.key:
            notes = Notes(path, f"record of line {record.line}", said.key, problems)
            entries.append((record.line, _entry(said.key, said.facts, said.genres, said.resource, notes)))
        else:
            unread.append(Unread(record.line, f"<mods> {said.key}".strip(), "a record that says nothing"))
            message = "a record that says nothing; left out"
            problems.append(Finding(path, record.line, message, "", said.key, level="warning"))
    return Read(Placed(entries, unread), tuple(sorted(problems, key=lambda one: one.line)))


def _entry(key: str, facts: Sequence[Fact], genres: Sequence[Fact], resource: str, notes: Notes) -> Entry:
    type_, rest, subtype = natural_type(facts, genres, resource)
    placed = [_of_whole(fact, facts, type_) for fact in (*facts, *rest)]
    values = fields_of(placed, lambda target: place_of(target, type_), notes)
    if subtype:
        values["entrysubtype"] = subtype
    entry = Entry(key, type_, values)
    is_ours = any(genre.target == "genre[local]" and genre.words == type_ for genre in genres)
    persons = by_persons(type_, author=entry.has("author"), editor=entry.has("editor"))
    return entry if is_ours else Entry(key, persons, values)


def _of_whole(fact: Fact, facts: Sequence[Fact], type_: str) -> Fact:
    """What bibutils says of a host with a subtitle: no series has one, but a work of several volumes."""
    host = H if type_ in SERIAL else f"{H}{H}"
    is_whole = any(one.target == f"{host}titleInfo/subTitle" for one in facts)
    if not is_whole or not fact.target.startswith(f"{host}titleInfo"):
        return fact
    return fact._replace(target=fact.target.replace(host, M, 1))


def _key(term: str) -> str:
    return term.lower().replace(" ", "_")


def natural_type(facts: Sequence[Fact], genres: Sequence[Fact], resource: str) -> tuple[str, list[Fact], str]:
    """The type of a record, those genres that say something else, and what kind of periodical holds an article."""
    own = [fact for fact in genres if not fact.target.startswith(H)]
    hosts = [fact.words.lower() for fact in genres if fact.target.startswith(H)]
    local = next((fact.words for fact in own if fact.target == "genre[local]" and fact.words in KINDS), "")
    named = next((TYPES.read[_key(fact.words)] for fact in own if _key(fact.words) in TYPES.read), "")
    held = next((HOST_TYPES[genre] for genre in hosts if genre in HOST_TYPES), "")
    if named in ("proceedings", "book") and held in HOSTED:
        named = ""
    type_ = local or named or held or _held(facts) or _form(resource)
    subtype = next((genre for genre in hosts if genre in SUBTYPES), "") or _subtype_of(own)
    rest = [fact for fact in own if _is_genre(fact, type_)]
    rest += [fact for fact in genres if fact.target.startswith(H) and fact.words.lower() not in HOST_TYPES]
    return type_, rest, subtype if type_ in IN_JOURNALS else ""


def _form(resource: str) -> str:
    """What a record is of which only the form is known."""
    return "book" if resource == "text" else RESOURCES.get(resource.lower(), ("misc",))[0]


def _held(facts: Sequence[Fact]) -> str:
    """What a record without a genre is by its host."""
    targets = {fact.target for fact in facts}
    if f"{H}titleInfo/title" not in targets:
        return ""
    serial = {f"{H}identifier[issn]", "part/detail[issue]/number", f"{H}part/detail[issue]/number"}
    return "article" if targets & serial else "incollection"


def _subtype_of(own: Sequence[Fact]) -> str:
    return next((one for fact in own for one in SUBTYPES if fact.words.lower().startswith(f"{one} article")), "")


def _is_genre(fact: Fact, type_: str) -> bool:
    """Whether a genre says more than the type."""
    words = fact.words.lower()
    if words in THESIS_OF:
        return True
    if fact.target == "genre[local]" and words == type_:
        return False
    return _key(words) not in TYPES.read or (fact.target == "genre" and words in GENRE_KEYS)


def recognises(content: Content) -> bool:
    """Whether the root is that of one record or of several."""
    return content.root in ROOTS


FORMAT = Format("mods", SUFFIXES["mods"], write, read, KIND, (".mods",), recognises)
