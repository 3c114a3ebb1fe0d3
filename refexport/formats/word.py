"""Word's bibliography (Sources.xml): what its Source Manager keeps, and the part of a .docx that holds its sources.

Sources: ECMA-376, part 1, section 22.6 (shared-bibliography.xsd) for the elements; Word's form "Create Source" for what
it asks of each type.
"""

import re
from collections.abc import Sequence
from functools import cache
from locale import windows_locale
from typing import Any

from refexport.data.datamodel import GENRES
from refexport.data.formats import SUFFIXES
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.codecs import (
    DAY,
    DOI,
    GENRE,
    JOINED,
    LISTED,
    PAGES,
    TEXT,
    WORD,
    Codec,
    as_held,
    decode_language,
    decode_persons,
    encode_text,
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
    Unread,
    Written,
    but,
    by_persons,
    clean,
    each,
    join_title,
    lay_out,
    loss,
    only,
    reading_of,
    table_of,
    type_map,
)
from refexport.formats.notes import Notes
from refexport.formats.ris.dialects import ISSN
from refexport.model.entry import Entry
from refexport.model.ids import DOI as A_DOI
from refexport.model.ids import normal_isbn
from refexport.model.name import OTHERS, Name, without_variants

KIND, ROOTS = "word", ("Sources", "Source")
"""What ``--from`` calls such files, and the roots that tell them from other XML."""

TYPES = type_map("word")

SUBTYPES = ("magazine", "newspaper")
"""``entrysubtype`` of an article in a periodical, which is read as one in a magazine."""

COLLECTED = frozenset({"BookSection"})
PAPERS, REPORTS = frozenset({"ConferenceProceedings"}), frozenset({"Report"})
JOURNALS, PERIODICAL = frozenset({"JournalArticle"}), frozenset({"ArticleInAPeriodical"})
ON_SITES = frozenset({"InternetSite", "DocumentFromInternetSite"})
RECORDED, PATENTS, CASES = frozenset({"SoundRecording"}), frozenset({"Patent"}), frozenset({"Case"})
OTHERS_TITLED = frozenset({"Art", "ElectronicSource", "Misc", "Interview", "Performance"})
"""Types of sources by the element for what holds a work; these have a ``PublicationTitle``."""
CREATORS = {
    "Art": "Artist", "Film": "Director", "Patent": "Inventor", "SoundRecording": "Composer", "Performance": "Writer",
    "Interview": "Interviewee",
}  # fmt: skip
"""SourceType -> the role of its main creator; Author for the others."""


def _persons(entry: Entry, field: str) -> object:
    """Names as Word tells them apart: a group only alone, the end of a list not at all."""
    names = [without_variants(name) for name in entry.names(field) if name != OTHERS]
    held = [_as_read(as_held(name), alone=len(names) == 1 and field == "author") for name in names]
    if OTHERS in entry.names(field):
        return Partly(names, "Word has no 'and others'")
    is_same = tuple(decode_persons(held)) == tuple(names)
    return names if is_same else Partly(names, "Word has no particles of names, and no groups beside persons")


def _as_read(name: Name, *, alone: bool) -> Name:
    """The name as it is read from the last and first name that Word keeps."""
    if name.literal:
        is_group = alone or (" " in name.literal and ", " not in name.literal and not name.literal[0].islower())
        return name if is_group else Name(*name.literal.partition(", ")[::2])
    last = f"{name.family}, {name.suffix}" if name.suffix else name.family
    family, _, suffix = last.partition(", ")
    is_group = not name.given and not suffix and " " in last and not last[0].islower()
    return Name(literal=last) if is_group else Name(family, name.given, suffix=suffix)


PERSONS: Codec = (_persons, decode_persons)


def _language(entry: Entry, field: str) -> object:
    tag = line(entry.plain(field))
    return tag if decode_language([tag]) == entry.plain(field) else Partly(tag, "Word has tags of languages only")


def _decode_lcid(values: Sequence[str]) -> str:
    """The tag of a language that Word has by its number in Windows (ECMA-376: LCID), none of 0; or by its tag."""
    word = first(values)
    if not word.isdecimal():
        return decode_language(values)
    return windows_locale.get(int(word), "" if word == "0" else word).replace("_", "-")


def _with(subtitle: str) -> Codec:
    """A title with its subtitle behind a colon."""
    return lambda entry, field: encode_text(join_title(entry, field, subtitle)), TEXT[1]


def _arxiv(entry: Entry, _field: str) -> str | None:
    """The address of a preprint."""
    return f"https://arxiv.org/abs/{line(entry.arxiv)}" if entry.arxiv else None


def _subtype(entry: Entry, field: str) -> str | None:
    return "" if entry.plain(field) == SUBTYPES[0] else None


def _issn(entry: Entry, field: str) -> object:
    """The number, if it has the shape by which it is told from an ISBN."""
    return line(entry.plain(field)) if ISSN.fullmatch(line(entry.plain(field))) else None


ROWS = (
    *(Row("author", f"Author/{role}", *PERSONS, only(type_), ALL) for type_, role in CREATORS.items()),
    Row("author", "Author/Author", *PERSONS, but(*CREATORS), ALL),
    *(Row("author", f"Author/{role}", *PERSONS, NEVER, ALL) for role in ("Performer", "ProducerName", "Interviewer")),
    Row("editor", "Author/Editor", *PERSONS),
    Row("editor", "Author/Compiler", *PERSONS, NEVER, ALL),
    Row("translator", "Author/Translator", *PERSONS),
    Row("bookauthor", "Author/BookAuthor", *PERSONS),
    Row("title", "Title", *_with("subtitle"), joined="subtitle"),
    Row("shorttitle", "ShortTitle", *TEXT),
    Row(
        "journaltitle",
        "JournalName",
        *_with("journalsubtitle"),
        but(COLLECTED, PAPERS, PERIODICAL, ON_SITES, OTHERS_TITLED),
        ALL,
        joined="journalsubtitle",
    ),
    Row("journaltitle", "PeriodicalTitle", *_with("journalsubtitle"), only(PERIODICAL), ALL, joined="journalsubtitle"),
    Row(
        "booktitle",
        "BookTitle",
        *_with("booksubtitle"),
        but(PAPERS, ON_SITES, OTHERS_TITLED),
        ALL,
        joined="booksubtitle",
    ),
    Row("booktitle", "ConferenceName", *_with("booksubtitle"), only(PAPERS), ALL, joined="booksubtitle"),
    Row("organization", "InternetSiteTitle", *LISTED, only(ON_SITES), ALL),
    Row("booktitle", "PublicationTitle", *TEXT, only(OTHERS_TITLED), ALL),
    Row("booktitle", "AlbumTitle", *TEXT, only(RECORDED), ALL),
    Row("booktitle", "BroadcastTitle", *TEXT, NEVER, ALL),
    Row("date", "Year", *DAY),
    Row("volume", "Volume", *WORD),
    Row("number", "PatentNumber", *WORD, only(PATENTS), ALL),
    Row("number", "CaseNumber", *WORD, only(CASES), ALL),
    Row("number", "RecordingNumber", *WORD, only(RECORDED), ALL),
    Row("number", "Issue", *WORD, but(PATENTS, CASES, RECORDED), ALL),
    Row("volumes", "NumberVolumes", *WORD),
    Row("pages", "Pages", *PAGES),
    Row("eid", "Pages", *WORD, read_for=NEVER),
    Row("chapter", "ChapterNumber", *WORD),
    Row("edition", "Edition", *WORD),
    Row("version", "Version", *WORD),
    Row("publisher", "Publisher", *LISTED),
    Row("publisher", "ProductionCompany", *LISTED, NEVER, ALL),
    Row("publisher", "Distributor", *LISTED, NEVER, ALL),
    Row("publisher", "Broadcaster", *LISTED, NEVER, ALL),
    Row("publisher", "Station", *LISTED, NEVER, ALL),
    Row("institution", "Institution", *LISTED),
    Row("institution", "Court", *LISTED, NEVER, ALL),
    Row("organization", "Department", *LISTED, but(ON_SITES), ALL),
    Row("location", "City", *LISTED),
    Row("venue", "Theater", *TEXT),
    Row("genre", "ThesisType", *GENRE, only(REPORTS), ALL),
    Row("genre", "Type", *GENRE, but(REPORTS), ALL),
    Row("howpublished", "Medium", *TEXT),
    Row("isbn", "StandardNumber", *WORD, but(JOURNALS, PERIODICAL), ALL),
    Row("issn", "StandardNumber", _issn, first, only(JOURNALS, PERIODICAL), NEVER, reads="issn"),  # known by its shape
    Row("issn", "ISSN", *WORD, NEVER, ALL),
    Row("doi", "DOI", *DOI),
    Row("url", "URL", *WORD),
    Row("eprint", "URL", _arxiv, also=("eprinttype",)),
    Row("urldate", "YearAccessed", *DAY),
    Row("language", "LCID", _language, _decode_lcid),
    Row("note", "Comments", *JOINED),
    Row("entrysubtype", "SourceType", _subtype, types=only(PERIODICAL)),
)
"""Types are those of SourceType."""

NUMBERS = (
    (regex(rf"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?{A_DOI.pattern}", re.IGNORECASE), "DOI"),
    (regex(rf"(?:e?ISSN:?\s*)?{ISSN.pattern}", re.IGNORECASE), "ISSN"),
)
"""What a StandardNumber is by its shape, if no ISBN."""

THESIS = regex(r"thesis|dissertation|diplom|\bph\.?\s?d\b", re.IGNORECASE)
"""Kinds of reports that are theses: Word has no type for these, and one element for both kinds."""


@cache
def reading(type_: str) -> dict[str, tuple[int, Row]]:
    """Element -> the row by which sources of a type are read, with its rank."""
    rank = {id(row): number for number, row in enumerate(ROWS)}
    return {target: (rank[id(row)], row) for target, row in reading_of(ROWS, type_).items()}


@cache
def _table(type_: str) -> Table:
    return table_of(ROWS, type_, reading_of(ROWS, type_))


def write(entries: Sequence[Entry]) -> Written:
    """Word's list of the entries."""
    from refexport.formats.word_xml import print_sources  # noqa: PLC0415 - lxml, which only such files need

    sources, lost = each(entries, _source)
    return Written(print_sources(sources), lost)


def _source(entry: Entry) -> tuple[tuple[str, dict[str, Any]], list[Finding]]:
    type_ = "ArticleInAPeriodical" if _is_in_magazine(entry) else TYPES.written.get(entry.type, "Misc")
    laid, lost = lay_out(entry, _table(type_))
    kept = Entry(entry.key, "", {row.field: entry.fields[row.field] for row in ROWS if row.field in entry.fields})
    if entry.type not in ("", natural_type(type_, kept)):
        lost.append(loss(entry.key, "type", f"Word has no {entry.type}; written as {type_}"))
    return (clean(entry.key), {"SourceType": type_, **laid}), lost


def _is_in_magazine(entry: Entry) -> bool:
    """Whether an article is one for which Word has a type of its own; with volume and issue it is one of a journal."""
    is_numbered = entry.has("volume") and entry.has("number")
    return entry.type == "article" and entry.plain("entrysubtype") in SUBTYPES and not is_numbered


def read(text: str, path: str) -> Read:
    """The entries of a list of sources, and what of them no entry has, each with its line."""
    from refexport.formats.word_xml import described  # noqa: PLC0415 - lxml, as above
    from refexport.formats.xmlrecords import xml_records  # noqa: PLC0415

    found = xml_records(text, path, "Source", ROOTS[:1])
    problems = list(found.problems)
    unread = list(found.unread)
    entries: list[tuple[int, Entry]] = []
    for record in found.records:
        said = described(record.element)
        if said.facts or said.key:
            notes = Notes(path, f"record of line {record.line}", said.key, problems)
            entries.append((record.line, _entry(said.key, said.type, said.facts, notes)))
        else:
            unread.append(Unread(record.line, f"{said.type} {said.key}".strip(), "a source that says nothing"))
            message = "a source that says nothing; left out"
            problems.append(Finding(path, record.line, message, "", said.key, "", said.type, "warning"))
    return Read(Placed(entries, unread), tuple(sorted(problems, key=lambda one: one.line)))


def _entry(key: str, type_: str, facts: Sequence[Fact], notes: Notes) -> Entry:
    if type_ not in TYPES.read:
        notes.add(Fact("SourceType", type_, facts[0].line), "unknown type, read as misc")
    numbered = [_numbered(fact) for fact in facts]
    values = fields_of(numbered, lambda target: reading(type_).get(target), notes)
    entry = Entry(key, natural_type(type_, Entry(key, "", values)), values)
    marked = entry.replace(entrysubtype=SUBTYPES[0])
    return marked if type_ in PERIODICAL and _is_in_magazine(marked) else entry


def _numbered(fact: Fact) -> Fact:
    """A standard number under the name of what it is."""
    if fact.target != "StandardNumber" or not isinstance(fact.value, str):
        return fact
    try:
        normal_isbn(fact.value)
    except ValueError:
        target = next((name for shape, name in NUMBERS if shape.fullmatch(fact.value)), fact.target)
        return fact._replace(target=target)
    return fact


def natural_type(type_: str, entry: Entry) -> str:
    """The entry type of a source of this SourceType."""
    if type_ == "Report" and THESIS.search(GENRES.get(entry.plain("genre"), entry.plain("genre"))):
        return "thesis"
    return by_persons(TYPES.read.get(type_, "misc"), author=entry.has("author"), editor=entry.has("editor"))


def recognises(content: Content) -> bool:
    """Whether the root is Word's; its own file is called Sources.xml."""
    return content.root in ROOTS


FORMAT = Format("word", SUFFIXES["word"], write, read, KIND, (".sources.xml",), recognises)
