"""Hayagriva: the YAML that Typst takes as a bibliography; what holds a work is its parent.

Sources: "The Hayagriva YAML File Format" (typst/hayagriva, docs/file-format.md), and which fields Typst's styles
print. Pandoc takes ``.yaml`` for CSL-YAML, Typst takes both suffixes: so ``.yml`` is Hayagriva's here.
One value that Typst cannot parse makes it refuse the whole file: such a value is left out and named.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from refexport.data.datamodel import GENRES
from refexport.data.letters import MATHS
from refexport.formats.format import (
    Encode,
    Format,
    Loss,
    Partly,
    Read,
    Row,
    Table,
    Written,
    date_of,
    each,
    join_title,
    lay_out,
    table_of,
)
from refexport.formats.hayagriva.read import (
    HELD_IN,
    ROLES,
    SERIALS,
    TYPES,
    held_by,
    natural_type,
    parse_pages,
    parse_person,
    print_date,
    print_person,
    read_entries,
)
from refexport.formats.hayagriva.strings import is_in_both, print_string, print_whole, unsaid
from refexport.formats.yamltext import print_yaml
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, spelled_only
from refexport.model.text import Span, Style, Text, plain_text
from refexport.text.protection import TITLES, is_ruled, title_words, why_whole

HOSTED = frozenset(type_ for type_, (_, parent) in TYPES.items() if parent) - {"blogpost"}
JOURNALS = frozenset({"article", "suppperiodical"})
HOSTS = HOSTED - JOURNALS
SITES = frozenset({"blogpost", "online"})
IN_SERIES = HOSTS | frozenset(
    "book collection mvbook mvcollection mvproceedings mvreference proceedings reference".split()
)
ISSUED = frozenset({"periodical"})
NAMED = frozenset({"report", "thesis"})
PREPRINTS = frozenset({"preprint"})

URL = re.compile(
    r"https?://(?!(?:[^/?#]*\.)?xn--)(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)*[a-z](?:[\w-]*[a-z0-9])?\.?(?::\d{1,4})?(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
"""What every parser of addresses takes (whatwg, URL Standard, "host parsing": the last label is no number)."""
LANGUAGE = re.compile(r"(?:[a-z]{2,3}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)
"""A Unicode language identifier without variants (UTS #35, 3.2)."""
NUMBER = re.compile(r"\d{1,9}")

CHARACTERS = {command: character for character, command in MATHS.items() if command.startswith("\\")}
COMMAND = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, CHARACTERS), key=len, reverse=True))})(?![A-Za-z])")
"""TeX's commands that stand for one character."""


def write(entries: Sequence[Entry]) -> Written:
    """A mapping of cite keys to works."""
    works, lost = each(entries, _work)
    return Written(print_yaml(dict(works)), lost)


def read(text: str, path: str) -> Read:
    """The entries of a Hayagriva file."""
    entries, problems = read_entries(text, path)
    return Read(tuple(entries), tuple(problems))


def _work(entry: Entry) -> tuple[tuple[str, dict[str, Any]], list[Loss]]:
    type_, parent = _types(entry.type)
    parent = "newspaper" if _is_newspaper(entry) else parent
    held, lost = lay_out(entry, _table(entry.type))
    if entry.type not in ("", natural_type(type_, parent)):
        lost.append(Loss(entry.key, "type", f"Hayagriva has no {entry.type}; written as {type_}"))
    return (entry.key, _with_parents(type_, parent, held)), lost


def _types(type_: str) -> tuple[str, str]:
    return TYPES.get(type_, ("misc", ""))


def _is_newspaper(entry: Entry) -> bool:
    return entry.type == "article" and entry.plain("entrysubtype") == "newspaper"


def _with_parents(type_: str, parent: str, held: Mapping[str, Any]) -> dict[str, Any]:
    """The work with what holds it, which stands in the series if there is any, with its event and its original."""
    kinds = {"in": parent or type_, "series": parent or type_, "event": "conference", "original": "original"}
    said: dict[str, dict[str, Any]] = {"": {"type": type_}}
    for target, value in held.items():
        first, _, rest = target.partition(".")
        place = first if first in kinds else ""
        _put(said.setdefault(place, {"type": kinds.get(place)}), rest if place else target, value)
    if parent or ("series" in said and type_ in HELD_IN):
        said.setdefault("in", {"type": kinds["in"]})
    if "in" in said and "series" in said:
        said["in"]["parent"] = said.pop("series")
    work, *parents = said.pop(""), *(said[place] for place in kinds if place in said)
    return work | ({"parent": parents[0] if len(parents) == 1 else parents} if parents else {})


def _put(said: dict[str, Any], target: str, value: object) -> None:
    """Says a value, beside others of the same field where the target is a part of one."""
    name, _, part = target.partition(".")
    if name == "affiliated":
        said.setdefault(name, []).append({"role": part, "names": value})
    elif not part:
        said[name] = value
    else:
        held = said.get(name, {})
        said[name] = (held if isinstance(held, dict) else {MAIN[name]: held}) | {part: value}


def _text(entry: Entry, field: str) -> object:
    return _string(entry.text(field), lambda text: print_string(text, protect=False))


def _title(entry: Entry, field: str) -> object:
    return _protected(entry, field, entry.text(field), title_words(entry, field))


def _joined(subtitle: str) -> Encode:
    def encode(entry: Entry, field: str) -> object:
        title = join_title(entry, field, subtitle)
        return _protected(entry, field, title, plain_text(title))

    return encode


def _protected(entry: Entry, field: str, title: Text, words: str) -> object:
    """A title with braces round what keeps its capitals: all of one that is not English."""
    if field in TITLES and why_whole(entry, words):
        return _string(title, print_whole)
    return _string(title, lambda text: print_string(text, protect=is_ruled(entry)))


def _string(text: Text, spell: Callable[[Text], str]) -> object:
    held, why = spell(tuple(map(_shown, text))), unsaid(text)
    return Partly(held, why) if why else held


def _shown(span: Span) -> Span:
    """The run; mathematics that Typst cannot say with characters in place of TeX's commands for them."""
    if not span.has(Style.MATH) or is_in_both(span.text):
        return span
    return Span(COMMAND.sub(lambda found: CHARACTERS[found[0]], span.text), span.styles)


def _plain(entry: Entry, field: str) -> str:
    return entry.plain(field)


def _matching(pattern: re.Pattern[str], why: str) -> Encode:
    return lambda entry, field: entry.plain(field) if pattern.fullmatch(entry.plain(field)) else Partly("", why)


def _said(words: Callable[[Entry], str | None]) -> Encode:
    return lambda entry, _field: words(entry)


def _beside(other: str, encode: Encode) -> Encode:
    """What can only stand, or is only understood, beside another field."""
    return lambda entry, field: encode(entry, field) if entry.has(other) else None


def _names(entry: Entry, field: str) -> object:
    people = [name for name in entry.names(field) if name != OTHERS]
    held = [print_person(name) for name in people]
    if len(people) < len(entry.names(field)):
        return Partly(held or "", "Hayagriva has no 'and others'")
    is_told = all(parse_person(one) == spelled_only(name) for one, name in zip(held, people, strict=True))
    return held if is_told else Partly(held, "Hayagriva tells no family name alone from an organisation")


def _date(entry: Entry, field: str) -> object:
    date = date_of(entry, field)
    if date.end or date.season:
        return Partly(print_date(date), f"Hayagriva has no {'range of dates' if date.end else 'seasons'}")
    return Partly(print_date(date), "Hayagriva knows 'about' only") if date.mark in ("?", "%") else print_date(date)


def _visited(entry: Entry, field: str) -> object:
    return _date(entry, field) if URL.fullmatch(entry.plain("url")) else None


def _pages(entry: Entry, field: str) -> object:
    held = entry.plain(field).replace("--", "-")
    return held if parse_pages(held) == entry.plain(field) else Partly(held, "a range of pages has one hyphen")


def _genre(entry: Entry, field: str) -> object:
    return GENRES.get(entry.plain(field)) or _title(entry, field)


def _publisher(entry: Entry, field: str) -> object:
    held = _text(entry, field)
    is_both = not isinstance(held, Partly) and entry.plain(field) == entry.plain("organization")
    return Partly(held, "the organization says the same") if is_both else held


_address = _matching(URL, "Typst would refuse the file for such an address")
_language = _matching(LANGUAGE, "not a Unicode language identifier")
_number = _matching(NUMBER, "Hayagriva wants a whole number")

ROWS = (
    Row("author", "author", _names),
    Row("title", "title", _joined("subtitle"), joined="subtitle"),
    Row("shorttitle", "title.short", _beside("title", _title)),
    Row("date", "date", _date),
    Row("editor", "editor", _names, but=HOSTED),
    *(Row(role, f"affiliated.{role}", _names) for role in ROLES),
    Row("chapter", "chapter", _plain),
    Row("pages", "page-range", _pages),
    Row("eid", "page-range", _plain, but=JOURNALS),
    Row("pagetotal", "page-total", _number),
    Row("volume", "volume", _plain, but=HOSTED),
    Row("volumes", "volume-total", _number, but=HOSTS),
    Row("issue", "issue", _plain, ISSUED),
    Row("number", "issue", _plain, ISSUED),
    Row("edition", "edition", _plain, but=HOSTED),
    Row("genre", "genre", _genre),
    Row("institution", "publisher", _text, NAMED),
    Row("publisher", "publisher", _publisher, but=HOSTED),
    Row("institution", "publisher", _text, but=HOSTED | NAMED),
    Row("organization", "publisher", _text, but=HOSTED | SITES),
    Row("eprint", "publisher", _said(lambda entry: "arXiv" if entry.arxiv else None), PREPRINTS),
    Row("location", "publisher.location", _text, but=HOSTED),
    Row("organization", "organization", _text, but=SITES | NAMED),
    Row("url", "url", _address),
    Row("urldate", "url.date", _visited),
    Row("eprint", "serial-number.arxiv", _said(lambda entry: entry.arxiv or None), also=("eprinttype",)),
    Row(
        "eprint",
        "serial-number.serial",
        _said(lambda entry: f"arXiv:{entry.arxiv}" if entry.arxiv else None),
        PREPRINTS,
    ),
    Row("eid", "serial-number.serial", _plain, JOURNALS),
    Row("number", "serial-number.serial", _plain, but=IN_SERIES | JOURNALS | ISSUED),
    *(Row(name, f"serial-number.{name}", _plain) for name in SERIALS),
    Row("language", "language", _language),
    Row("abstract", "abstract", _text),
    Row("note", "note", _text),
    Row("howpublished", "note", _text),
    Row("entrysubtype", "", _said(lambda entry: "" if _is_newspaper(entry) else None)),
    Row("journaltitle", "in.title", _joined("journalsubtitle"), JOURNALS, joined="journalsubtitle"),
    Row("booktitle", "in.title", _joined("booksubtitle"), HOSTS, joined="booksubtitle"),
    Row("maintitle", "in.title", _joined("mainsubtitle"), HOSTS, joined="mainsubtitle"),
    Row("journaltitle", "in.title", _joined("journalsubtitle"), HOSTS, joined="journalsubtitle"),
    Row("organization", "in.title", _title, SITES),
    Row("shortjournal", "in.title.short", _beside("journaltitle", _title), JOURNALS),
    Row("bookauthor", "in.author", _names, HOSTS),
    Row("editor", "in.editor", _names, HOSTED),
    Row("volume", "in.volume", _plain, HOSTED),
    Row("volumes", "in.volume-total", _number, HOSTS),
    Row("issue", "in.issue", _plain, JOURNALS),
    Row("number", "in.issue", _plain, JOURNALS),
    Row("edition", "in.edition", _plain, HOSTED),
    Row("publisher", "in.publisher", _text, HOSTED),
    Row("institution", "in.publisher", _text, HOSTED),
    Row("organization", "in.publisher", _text, HOSTED),
    Row("location", "in.publisher.location", _text, HOSTED),
    Row("series", "series.title", _title),
    Row("number", "series.volume", _plain, IN_SERIES),
    Row("eventtitle", "event.title", _title, but=PREPRINTS),
    Row("venue", "event.location", _text, but=PREPRINTS),
    Row("eventdate", "event.date", _date, but=PREPRINTS),
    Row("origtitle", "original.title", _title),
    Row("origdate", "original.date", _beside("date", _date)),
    Row("origpublisher", "original.publisher", _beside("publisher", _text)),
    Row("origlocation", "original.publisher.location", _beside("location", _text)),
)
"""A target in a parent has the parent's name before it: what holds the work, the series, the event, the original."""

MAIN = {"publisher": "name", "title": "value", "url": "value"}
"""Fields with parts -> the part that the field alone stands for."""


@cache
def _table(type_: str) -> Table:
    read_as = natural_type(*_types(type_))
    return table_of((row.taken_for(held_by(read_as, row.target)) for row in ROWS), type_)


FORMAT = Format("hayagriva", ".yml", write, read)
