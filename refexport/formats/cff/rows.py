"""The field map of CITATION.cff: which property of a reference holds a field, both ways.

Source: Citation File Format, schema 1.2.0 (``definitions.reference``): its properties, their patterns and choices.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from refexport.data.datamodel import GENRE_KEYS, GENRES
from refexport.data.kinds import PERIODICALS
from refexport.data.patterns import regex
from refexport.formats.format import (
    ALL,
    NEVER,
    Partly,
    Reading,
    Row,
    but,
    by_persons,
    date_of,
    join_title,
    only,
    reading_of,
)
from refexport.formats.readback import is_same
from refexport.model.date import Date, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.name import OTHERS, Name
from refexport.model.text import collapse, literal_text

# --- types

READ = {
    "art": "artwork",
    "article": "article",
    "audiovisual": "video",
    "bill": "legislation",
    "blog": "blogpost",
    "book": "book",
    "catalogue": "book",
    "conference": "proceedings",
    "conference-paper": "inproceedings",
    "data": "dataset",
    "database": "dataset",
    "dataset": "dataset",  # of the file itself only
    "dictionary": "reference",
    "edited-work": "collection",
    "encyclopedia": "reference",
    "film-broadcast": "movie",
    "generic": "misc",
    "government-document": "report",
    "grant": "misc",
    "hearing": "jurisdiction",
    "historical-work": "unpublished",
    "legal-case": "jurisdiction",
    "legal-rule": "legislation",
    "magazine-article": "article",
    "manual": "manual",
    "map": "image",
    "multimedia": "video",
    "music": "music",
    "newspaper-article": "article",
    "pamphlet": "booklet",
    "patent": "patent",
    "personal-communication": "letter",
    "proceedings": "proceedings",
    "report": "report",
    "serial": "periodical",
    "slides": "unpublished",
    "software": "software",
    "software-code": "software",
    "software-container": "software",
    "software-executable": "software",
    "software-virtual-machine": "software",
    "sound-recording": "audio",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "unpublished": "unpublished",
    "video": "video",
    "website": "online",
}
"""``type`` of the file or of a reference -> entry type."""

USUAL = frozenset(
    "art article book data encyclopedia generic legal-case map proceedings report software sound-recording statute "
    "unpublished video".split()
)
"""Types that are written where several are read as one entry type."""

WRITTEN = {type_: name for name, type_ in READ.items()} | {READ[name]: name for name in USUAL} | {
    "bookinbook": "generic", "commentary": "book", "inbook": "generic", "incollection": "generic",
    "inreference": "generic", "legal": "statute", "mvbook": "book", "mvcollection": "edited-work",
    "mvproceedings": "proceedings", "mvreference": "encyclopedia", "performance": "generic", "preprint": "article",
    "review": "article", "set": "generic", "suppbook": "generic", "suppcollection": "generic",
    "suppperiodical": "article",
}  # fmt: skip
"""Entry type -> ``type`` of a reference; a part of a book has none of its own, but a ``collection-title``."""

SUBTYPES = {"magazine": "magazine-article", "newspaper": "newspaper-article"}
"""``entrysubtype`` of an article -> ``type``."""
SUBTYPE_OF = {name: subtype for subtype, name in SUBTYPES.items()}

STATUS = {
    "inpreparation": "in-preparation",
    "inpress": "in-press",
    "submitted": "submitted",
    "prepublished": "advance-online",
}
"""``pubstate`` -> ``status``."""
STATE_OF = {status: state for state, status in STATUS.items()}

PREPRINT = "preprint"
"""The ``status`` that makes a work a preprint."""


def natural_type(name: str, *, status: str, in_book: bool, author: bool, editor: bool) -> str:
    """The entry type of a reference of a type, by what it has besides."""
    type_ = READ.get(name, "misc")
    if status == PREPRINT and type_ in ("article", "misc"):
        return "preprint"
    if name == "generic" and in_book:
        return by_persons("incollection", author=author, editor=editor)
    return by_persons(type_, author=author, editor=editor)


# --- values

Codec = tuple[Callable[[Entry, str], object], Callable[[Any], "Value | None"]]
"""Both ways of a value."""


def codec(
    lay: Callable[[Entry, str], Any], read: Callable[[Any], "Value | None"], why: str, pattern: str = ""
) -> Codec:
    """What a property holds of a field, with the reason where that is not all; nothing that breaks the pattern."""

    def encode(entry: Entry, field: str) -> object:
        """What the property holds; `Partly` that where it would be read otherwise."""
        laid = lay(entry, field)
        if laid in ("", None, []):
            return Partly("", why) if pattern else None
        if pattern and not re.fullmatch(pattern, str(laid)):
            return Partly("", why)
        return laid if is_same(field, entry.fields[field], read(laid)) else Partly(laid, why)

    return encode, read


def line(value: Any) -> str:  # noqa: ANN401 - YAML
    """A word or a number as one line; ValueError for anything else."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise ValueError("expected a word")  # noqa: TRY004 - one kind of error for all wrong values
    return " ".join(str(value).split())


def _text(value: Any) -> Value:  # noqa: ANN401 - YAML
    return collapse(literal_text(line(value)))


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - YAML
    if not isinstance(value, list):
        raise ValueError("expected a list")  # noqa: TRY004 - as above
    return value


def _plain(entry: Entry, field: str) -> str:
    return line(entry.plain(field))


NO_MARKUP = "the format has no markup and no lists of such names"
WORD = codec(_plain, line, "the format keeps no such white space")
TEXT = codec(_plain, _text, NO_MARKUP)


def _with(subtitle: str) -> Codec:
    """A title with its subtitle behind a colon."""
    return lambda entry, field: TEXT[0](Entry("", "", {field: join_title(entry, field, subtitle)}), field), _text


def _matching(pattern: str, why: str) -> Codec:
    return codec(_plain, line, why, pattern)


ISBN = _matching(r"[0-9\- ]{10,17}X?", "the format has ISBNs of 10 to 17 signs only")
ISSN = _matching(r"\d{4}-\d{3}[\dxX]", "the format has ISSNs of eight digits only")
URL = _matching(r"(?:https?|s?ftp)://.+", "the format has addresses of the web and of FTP only")


def _languages(value: Any) -> Value:  # noqa: ANN401 - YAML
    (language,) = _list(value) if len(_list(value)) == 1 else ("",)
    if not language:
        raise ValueError("several languages")
    return line(language)


LANGUAGES = codec(
    lambda entry, field: [_plain(entry, field)], _languages, "the format has languages of two or three letters",
    r"\['[a-z]{2,3}'\]",
)  # fmt: skip

KEYWORDS = codec(
    lambda entry, field: list(map(line, entry.words(field))),
    lambda value: tuple(map(line, _list(value))),
    "the format keeps no such white space",
)


def _licence(value: Any) -> Value:  # noqa: ANN401 - YAML
    return " OR ".join(map(line, value)) if isinstance(value, list) else line(value)


SPDX = regex(
    r"(?:0BSD|MIT(?:-0)?|ISC|Unlicense|Zlib|WTFPL|Apache-2\.0|Artistic-2\.0|BSD-[23]-Clause|BSL-1\.0|CC0-1\.0|CECILL-2\.1"
    r"|CC-BY(?:-NC)?(?:-SA|-ND)?-[1-4]\.0|EPL-[12]\.0|EUPL-1\.[12]|(?:L|A)?GPL-[23]\.[01]-(?:only|or-later)|MPL-2\.0"
    r"|ODbL-1\.0|PDDL-1\.0)"
)
"""Identifiers of SPDX's licence list, the ones that works mostly have; schema 1.2.0 takes no other words."""

LICENCE = codec(_plain, _licence, "the format has identifiers of SPDX only", SPDX.pattern)

# --- people

PARTS = {"family-names": "family", "given-names": "given", "name-particle": "particle", "name-suffix": "suffix"}
"""Property of a person -> part of a name."""

ANONYMOUS = {"alias": "anon"}
"""Who a work is by whose authors are not known (guide, "How to deal with unknown individual authors")."""

NAME = frozenset({*PARTS, "orcid", "name"})
"""What an entry has of a person or an entity."""


def read_person(value: Any) -> Name:  # noqa: ANN401 - YAML
    """A person or an entity; ValueError if it has no name."""
    given = value if isinstance(value, dict) else {}
    parts = {part: line(given[one]) for one, part in PARTS.items() if given.get(one)}
    orcid = line(given.get("orcid", "")).rpartition("/")[2]
    if "family" in parts:
        return Name(**parts, orcid=orcid)
    if given.get("name"):
        return Name(literal=line(given["name"]), orcid=orcid)
    if "given" in parts or given.get("alias"):
        return Name(literal=" ".join(parts.values()) or line(given["alias"]), orcid=orcid)
    raise ValueError("a person or an entity without a name")


def _read_people(value: Any) -> Value:  # noqa: ANN401 - YAML
    return tuple(read_person(one) for one in _list(value) if one != ANONYMOUS)


def _print_person(name: Name) -> dict[str, str]:
    orcid = {"orcid": f"https://orcid.org/{name.orcid}"} if re.fullmatch(r"(?:\d{4}-){3}\d{3}[\dX]", name.orcid) else {}
    if name.literal:
        return {"name": line(name.literal)} | orcid
    return {one: line(part) for one, at in PARTS.items() if (part := getattr(name, at))} | orcid


PEOPLE = codec(
    lambda entry, field: [_print_person(name) for name in entry.names(field) if name != OTHERS],
    _read_people,
    "the format has no 'and others' and one spelling of a name",
)

# --- dates


def _date(value: Any) -> Date:  # noqa: ANN401 - YAML
    return parse_date(line(value))


def _number(value: Any) -> Date:  # noqa: ANN401 - YAML
    """A year as a number, perhaps with its month."""
    return parse_date("-".join([part.zfill(4 - 2 * n) for n, part in enumerate(line(value).split("-"))]))


def _is_day(date: Date) -> bool:
    return bool(date.year and 0 < date.year <= 9999 and date.month and date.day)


def _day(entry: Entry, field: str) -> str:
    date = date_of(entry, field)
    return f"{date.year:04d}-{date.month:02d}-{date.day:02d}" if _is_day(date) else ""


def _year(entry: Entry, field: str) -> str:
    """``2019`` or ``2019-09``, of which the file has a year and a month."""
    date = date_of(entry, field)
    if date.year is None or not 0 < date.year <= 9999 or _is_day(date):
        return ""
    month = "" if date.month is None or date.season else f"-{date.month:02d}"
    return f"{date.year:04d}{month}"


DATES = "the format has days, months and years, and no ranges of them"
DAY = codec(_day, _date, DATES)
YEAR = codec(_year, _number, DATES)


def _only_day(entry: Entry, field: str) -> object:
    return DAY[0](entry, field) or Partly("", "the format has whole days there")


def _original(entry: Entry, field: str) -> object:
    return (
        YEAR[0](entry, field)
        if re.fullmatch(r"\d{4}", _year(entry, field))
        else Partly("", "the format has a year there")
    )


def _held(entry: Entry, field: str) -> object:
    """The day or days of a meeting: ``2019-07-01`` or ``2019-07-01/2019-07-03``."""
    date = date_of(entry, field)
    ends = [_day(Entry("", "", {field: one}), field) for one in (date, date.end) if one]
    laid = "/".join(ends) if all(ends) else ""
    return (laid if laid and _date(laid) == date else Partly(laid, DATES)) if entry.has("eventtitle") else None


# --- pages and others


def _of(field: str, codec_: Codec) -> Codec:
    """A value that stands in the entity of another field."""
    return lambda entry, own: codec_[0](entry, own) if entry.has(field) else None, codec_[1]


def _state(entry: Entry, field: str) -> object:
    return STATUS.get(entry.plain(field)) if entry.type != PREPRINT else None


def _genre(entry: Entry, field: str) -> object:
    return GENRES.get(entry.plain(field)) or TEXT[0](entry, field)


def _read_genre(value: Any) -> Value:  # noqa: ANN401 - YAML
    return literal_text(GENRE_KEYS.get(line(value).lower(), "")) or _text(value)


def _subtype(entry: Entry, field: str) -> object:
    return "" if entry.type == "article" and entry.plain(field) in SUBTYPES else None


def _identifier(scheme: str, but: str = "") -> Codec:
    """``scheme:value`` among the other identifiers, where the property of its own does not take it."""

    def encode(entry: Entry, field: str) -> object:
        value = _plain(entry, field)
        return None if but and re.fullmatch(but, value) else f"{scheme}:{value}"

    return encode, lambda value: line(value).partition(":")[2]


def _taken(codec_: Codec, pattern: str) -> Codec:
    """A value where it fits the pattern of the schema; where it does not, it goes elsewhere."""
    return (
        lambda entry, field: codec_[0](entry, field) if re.fullmatch(pattern, _plain(entry, field)) else None,
        codec_[1],
    )


DOI_PATTERN = r"10\.\d{4,9}(?:\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+"
PMCID_PATTERN = r"PMC\d{7}"

ROWS = (
    Row("title", "title", *_with("subtitle"), joined="subtitle"),
    Row("author", "authors", *PEOPLE, has_variants=True),
    Row("editor", "editors", *PEOPLE, has_variants=True),
    Row("translator", "translators", *PEOPLE, has_variants=True),
    Row("version", "version", *WORD),
    Row("doi", "doi", *_taken(WORD, DOI_PATTERN)),
    Row("doi", "doi*", *_identifier("doi", DOI_PATTERN)),
    Row("date", "date-released", *DAY, NEVER, ALL),
    Row("date", "date-published", *DAY),
    Row("date", "year", *YEAR),
    Row("date", "issue-date", DAY[0], lambda value: parse_date(line(value)), NEVER, ALL),
    Row("origdate", "year-original", _original, _number),
    Row("urldate", "date-accessed", _only_day, _date),
    Row("url", "url", *URL),
    Row("url", "repository-code", *URL, NEVER, ALL),
    Row("url", "repository", *URL, NEVER, ALL),
    Row("url", "repository-artifact", *URL, NEVER, ALL),
    Row("license", "license", *LICENCE),
    Row("keywords", "keywords", *KEYWORDS),
    Row("abstract", "abstract", *TEXT),
    Row("note", "notes", *TEXT),
    Row("journaltitle", "journal", *_with("journalsubtitle"), joined="journalsubtitle"),
    Row("booktitle", "collection-title", *_with("booksubtitle"), joined="booksubtitle"),
    Row("issuetitle", "issue-title", *TEXT),
    Row("volume", "volume", *WORD),
    Row("volumes", "number-volumes", *WORD),
    Row("number", "issue", *WORD, only(PERIODICALS), ALL),
    Row("issue", "issue", *WORD, only(PERIODICALS), NEVER),
    Row("number", "number", *WORD, but(PERIODICALS), ALL),
    Row("chapter", "section", *WORD),
    Row("edition", "edition", *WORD),
    Row("isbn", "isbn", *ISBN),
    Row("issn", "issn", *ISSN),
    Row("pmcid", "pmcid", *_taken(WORD, PMCID_PATTERN)),
    Row("pmcid", "pmcid*", *_identifier("pmcid", PMCID_PATTERN)),
    Row("pmid", "pmid*", *_identifier("pmid")),
    Row("eprint", "arxiv*", lambda entry, _: f"arXiv:{entry.arxiv}" if entry.arxiv else None,
        lambda value: line(value).partition(":")[2], also=("eprinttype",)),
    Row("pages", "pages*", *WORD),
    Row("eid", "pages*", *WORD, read_for=NEVER),
    Row("pagetotal", "pages", *WORD),
    Row("publisher", "publisher", *TEXT),
    Row("institution", "institution", *TEXT),
    Row("location", "publisher.city", *_of("publisher", TEXT)),
    Row("location", "institution.city", *_of("institution", TEXT)),
    Row("eventtitle", "conference", *TEXT),
    Row("venue", "conference.location", *_of("eventtitle", TEXT)),
    Row("eventdate", "conference.date", _held, _date),
    Row("language", "languages", *LANGUAGES),
    Row("genre", "thesis-type", _genre, _read_genre, only("thesis")),
    Row("genre", "data-type", *TEXT, only("dataset")),
    Row("pubstate", "status", _state, lambda value: STATE_OF[line(value)]),
    Row("file", "filename", *WORD),
    Row("entrysubtype", "type", _subtype),
)  # fmt: skip
"""Types are entry types. A star marks what is several properties or an identifier in the file, a point a part of an
entity; of two properties with one field the first counts."""


@cache
def reading(type_: str) -> Reading:
    """property -> the row by which references of an entry type are read."""
    return reading_of(ROWS, type_)
