"""PubMed's files (.nbib, MEDLINE format): ``TAG - value``, a value goes on in lines that start with six blanks.

Source: the National Library of Medicine's "MEDLINE/PubMed Data Element (Field) Descriptions", and "PubMed Help",
section "Publication types" for the words of ``PT``.
"""

import re
from collections.abc import Iterator, Sequence

from refexport.errors import Finding
from refexport.formats.content import with_lines
from refexport.formats.format import Placed, Read, Source
from refexport.formats.tagged import Record, Tagged, Tags, fields_of, joined, text, words
from refexport.model.date import SEASON_NUMBERS, Date, month_number, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name, name_of_parts
from refexport.model.pages import normal_pages

TYPES = {
    "journal article": "article",
    "book": "book",
    "book chapter": "inbook",
    "preprint": "preprint",
    "dataset": "dataset",
    "technical report": "report",
    "academic dissertation": "thesis",
}
"""Word of ``PT``, in small letters -> entry type; of several the last in this table counts."""

SUFFIXES = frozenset({"Jr", "Sr", "2nd", "3rd", "4th", "5th", "6th", "II", "III", "IV"})
"""What NLM puts behind the initials of a name (field AU)."""


def parse_author(value: str) -> Name:
    """The name of ``Doe, Jane M Jr`` or, without a comma, of ``Doe JM Jr``."""
    family, comma, given = (part.strip() for part in value.partition(","))
    rest = given.split() if comma else value.split()
    suffix = rest.pop() if len(rest) > 1 and rest[-1] in SUFFIXES else ""
    if comma:
        return name_of_parts(family, " ".join(rest), suffix)
    initials = rest.pop() if len(rest) > 1 and re.fullmatch(r"[^\W\d_]{1,4}", rest[-1]) and rest[-1].isupper() else ""
    return name_of_parts(" ".join(rest), " ".join(f"{initial}." for initial in initials), suffix)


def _names(values: Sequence[str]) -> tuple[Name, ...]:
    return tuple(map(parse_author, values))


def parse_dp(value: str) -> Date:
    """The date of ``2019 Mar 5``, ``2019 Mar-Apr``, ``2019 Dec-2020 Jan``, ``2019 Spring``; ValueError for others."""
    start, _, end = value.partition("-")
    if not end:
        return parse_date(_iso(start.split()))
    first, last = start.split(), end.split()
    if not last[0].isdecimal():  # another month of the same year
        last = [first[0], *last]
    elif len(first) > len(last):  # another day of the same month, or the next year
        last = [*first[:-1], *last] if len(last[0]) <= 2 else last
    return parse_date(f"{_iso(first)}/{_iso(last)}")


def _iso(parts: Sequence[str]) -> str:
    """``2019-03-05`` of a year, the name of a month or season, and a day."""
    if len(parts) > 3 or not parts or not re.fullmatch(r"\d{4}", parts[0]):
        raise ValueError("not a date of MEDLINE (2019 Mar 5)")
    if len(parts) == 1:
        return parts[0]
    number = SEASON_NUMBERS.get(parts[1].lower()) or month_number(parts[1])
    if number is None:
        raise ValueError("neither a month nor a season")
    return "-".join([parts[0], f"{number:02d}", *(day.zfill(2) for day in parts[2:])])


def parse_pages(value: str) -> str:
    """``1123--1129`` of ``1123-9``: NLM leaves out the digits that the last page shares with the first."""
    pages = []
    for part in re.split(r"[,;]\s*", value):
        found = re.fullmatch(r"(\d+)-(\d+)", part.strip())
        shared = found[1][: max(0, len(found[1]) - len(found[2]))] if found else ""
        pages.append(normal_pages(f"{found[1]}-{shared}{found[2]}" if found else part.strip()))
    return ", ".join(pages)


def _date(values: Sequence[str]) -> Date:
    return parse_dp(words(values))


def _issn(values: Sequence[str]) -> str:
    """The number; its sort in parentheses, ``(Electronic)``, is no part of it."""
    return re.sub(r"\s*\(.*\)$", "", words(values))


def _mesh(values: Sequence[str]) -> tuple[str, ...]:
    """Headings; an asterisk, which marks a major topic, is no part of one."""
    return tuple(value.replace("*", "") for value in values)


TAGS: Tags = {
    "PMID": ("pmid", words),
    "PMC": ("pmcid", words),
    "TI": ("title", text),
    "BTI": ("booktitle", text),
    "TT": ("origtitle", text),
    "FAU": ("author", _names),
    "AU": ("author", _names),
    "FED": ("editor", _names),
    "ED": ("editor", _names),
    "JT": ("journaltitle", text),
    "TA": ("shortjournal", text),
    "CTI": ("series", text),
    "VTI": ("maintitle", text),
    "VI": ("volume", words),
    "IP": ("number", words),
    "EN": ("edition", words),
    "PG": ("pages", lambda values: parse_pages(words(values))),
    "DP": ("date", _date),
    "AB": ("abstract", joined),
    "IS": ("issn", _issn),
    "ISBN": ("isbn", _issn),
    "LA": ("language", words),
    "PB": ("publisher", text),
    "PL": ("location", text),
    "GN": ("note", joined),
    "MH": ("keywords", _mesh),
    "OT": ("keywords", _mesh),
    "DOI": ("doi", words),
}
"""tag -> field; `_prepared` cuts what holds more than one fact."""

TAG = re.compile(r"([A-Z]{2,4}) *-(?: (.*))?")
IDENTIFIED = re.compile(r"(\S+) \[doi\]")


def read(text_: str, path: str) -> Read:
    """The entries of PubMed's records; what no entry has a place for is a message at its line."""
    problems: list[Finding] = []
    records = list(_records(text_, path, problems))
    entries = Placed((record.line, _entry(record, path, problems)) for record in records)
    return Read(entries, tuple(problems))


def _records(text_: str, path: str, problems: list[Finding]) -> Iterator[Record]:
    items: list[Tagged] = []
    for line, content in enumerate(re.split(r"\r\n|\r|\n", text_.removeprefix("\ufeff").rstrip("\x1a")), 1):
        found = TAG.fullmatch(content.rstrip())
        if items and (not content.strip() or (found and found[1] == "PMID")):
            yield Record(tuple(items))
            items = []
        if found:
            items.append(Tagged(line, found[1], (found[2] or "").strip()))
        elif items and content.startswith(" "):
            items[-1] = items[-1]._replace(value=f"{items[-1].value} {content.strip()}".strip())
        elif content.strip():
            problems.append(Finding(path, line, "no line of a record", "a record starts with 'PMID- '", value=content))
    if items:
        yield Record(tuple(items))


def _prepared(record: Record) -> Record:
    """DOIs under a tag of their own, all keywords under one, names abbreviated only where no full ones are."""
    has_full = {tag for tag in ("AU", "ED") if len(record.values(f"F{tag}")) == len(record.values(tag))}
    items = []
    for item in record.items:
        found = IDENTIFIED.fullmatch(item.value) if item.tag in ("LID", "AID") else None
        if found:
            items.append(item._replace(tag="DOI", value=found[1]))
        elif item.tag == "OT":
            items.append(item._replace(tag="MH"))
        elif item.tag not in has_full:
            items.append(item)
    return Record(tuple(items))


def _entry(record: Record, path: str, problems: list[Finding]) -> Entry:
    prepared = _prepared(record)
    known = {item.value for item in prepared.items if item.tag == "PT" and item.value.lower() in TYPES}
    rest = Record(tuple(item for item in prepared.items if item.tag != "PT" or item.value not in known))
    fields, missed = fields_of(rest, TAGS, "", {"CN"})
    problems += [one._replace(path=path) for one in (*missed, *_media(record))]
    fields["author"] = (*_listed(fields, "author"), *(Name(literal=name) for name in record.values("CN")))
    return _typed({word.lower() for word in known}, {field: value for field, value in fields.items() if value})


def _media(record: Record) -> Iterator[Finding]:
    """A message for what a number is said to be of, ``(Print)``: no field holds that."""
    for tag in ("IS", "ISBN"):
        taken = next((item for item in record.items if item.tag == tag and item.value), None)
        if taken and (medium := re.search(r"\(.*\)$", taken.value)):
            yield Finding(
                "", taken.line, "no field for the medium of a number; left out", "", "", "", medium[0], "note"
            )


def _listed(fields: dict[str, Value], field: str) -> tuple[Name, ...]:
    return fields.get(field, ())  # type: ignore[return-value]


def _typed(said: set[str], fields: dict[str, Value]) -> Entry:
    """The entry by what PubMed says it is; a book of its own has its title in BTI alone."""
    type_ = next(
        (TYPES[word] for word in reversed(TYPES) if word in said), "article" if "journaltitle" in fields else ""
    )
    if "booktitle" in fields and "title" not in fields:
        return Entry("", "book", {("title" if f == "booktitle" else f): value for f, value in fields.items()})
    if "booktitle" in fields:
        type_ = "inbook"
    return Entry("", type_ or "misc", fields)


recognises = with_lines(
    r"^(?:PMID|FAU|FED|LID|AID|OWN|PHST|UI|BTI|JT)[ ]{0,2}- \S",
    without=r"^[ \t]*[Tt][Yy][ \t]{1,3}-[ \t]*[A-Za-z]+[ \t]*$",
)

SOURCE = Source("nbib", (".nbib",), read, recognises)
