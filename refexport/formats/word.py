"""Word's bibliography (Sources.xml): what its Source Manager keeps, and the part of a .docx that holds its sources.

Sources: ECMA-376, part 1, section 22.6 (shared-bibliography.xsd) for the elements; Word's form "Create Source" for what
it asks of each type.
"""

import re
from collections.abc import Sequence
from functools import cache

from refexport.data.kinds import BOOKS, HOSTED, IN_JOURNALS, KINDS, SITES
from refexport.errors import Finding
from refexport.formats.codecs import (
    DAY,
    DOI,
    GENRE,
    ITEMS,
    JOINED,
    LANGUAGE,
    PAGES,
    TEXT,
    WORD,
    Codec,
    as_held,
    decode_language,
    decode_persons,
    first,
    line,
)
from refexport.formats.facts import Fact, Notes, fields_of
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
    lay_out,
    loss,
    only,
    reading_of,
    table_of,
    type_map,
)
from refexport.formats.ris_dialects import ISSN
from refexport.model.entry import Entry
from refexport.model.ids import DOI as A_DOI
from refexport.model.ids import normal_isbn
from refexport.model.name import OTHERS, Name, without_variants

KIND, ROOTS = "word", ("Sources", "Source")
"""What ``--from`` calls such files, and the roots that tell them from other XML."""

TYPES = type_map("word")

SUBTYPES = {"magazine": "ArticleInAPeriodical", "newspaper": "ArticleInAPeriodical"}
"""``entrysubtype`` of an article -> SourceType."""

COLLECTED, MANUAL = frozenset({"BookSection"}), frozenset({"Book", "BookSection"})
PAPERS, REPORTS, PERIODICAL = frozenset({"ConferenceProceedings"}), frozenset({"Report"}), frozenset({"ArticleInAPeriodical"})
JOURNALS = frozenset({"JournalArticle"})
ON_SITES = frozenset({"InternetSite", "DocumentFromInternetSite"})
RECORDED, FILMED, PATENTS = frozenset({"SoundRecording"}), frozenset({"Film"}), frozenset({"Patent"})
PROGRAMS, CASES = frozenset({"ElectronicSource"}), frozenset({"Case"})
OTHERS_TITLED = frozenset({"Art", "ElectronicSource", "Misc", "Interview", "Performance"})
"""Types of sources: those with a ``BookTitle``, an edition, a ``ConferenceName``, and so on; these have a ``PublicationTitle``."""
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


def _list(entry: Entry, field: str) -> object:
    """The items of a list as one text: Word has one line for them."""
    return TEXT[0](entry, field)


LISTED: Codec = (_list, TEXT[1])


def _number(entry: Entry, field: str) -> str | None:
    return line(entry.plain(field)) or None


def _language(entry: Entry, field: str) -> object:
    tag = line(entry.plain(field))
    return tag if decode_language([tag]) == entry.plain(field) else Partly(tag, "Word has tags of languages only")


ROWS = (
    *(Row("author", f"Author/{role}", *PERSONS, only(type_), ALL) for type_, role in CREATORS.items()),
    Row("author", "Author/Author", *PERSONS, but(*CREATORS), ALL),
    *(Row("author", f"Author/{role}", *PERSONS, NEVER, ALL) for role in ("Performer", "ProducerName", "Interviewer")),
    Row("editor", "Author/Editor", *PERSONS),
    Row("editor", "Author/Compiler", *PERSONS, NEVER, ALL),
    Row("translator", "Author/Translator", *PERSONS),
    Row("bookauthor", "Author/BookAuthor", *PERSONS),
    Row("title", "Title", *TEXT),
    Row("shorttitle", "ShortTitle", *TEXT),
    Row("journaltitle", "JournalName", *TEXT, but(COLLECTED, PAPERS, PERIODICAL, ON_SITES, OTHERS_TITLED), ALL),
    Row("journaltitle", "PeriodicalTitle", *TEXT, only(PERIODICAL), ALL),
    Row("booktitle", "BookTitle", *TEXT, but(PAPERS, ON_SITES, OTHERS_TITLED), ALL),
    Row("booktitle", "ConferenceName", *TEXT, only(PAPERS), ALL),
    Row("organization", "InternetSiteTitle", *TEXT, only(ON_SITES), ALL),
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
    Row("issn", "StandardNumber", *WORD, only(JOURNALS, PERIODICAL)),
    Row("doi", "DOI", *DOI),
    Row("url", "URL", *WORD),
    Row("urldate", "YearAccessed", *DAY),
    Row("language", "LCID", _language, decode_language),
    Row("note", "Comments", *JOINED),
)
"""Types are those of SourceType."""
