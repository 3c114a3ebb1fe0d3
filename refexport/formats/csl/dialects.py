"""What programs write in place of CSL-JSON: lists, other names, names and dates of other shapes.

Sources: ``csl-data.json`` of CSL 1.0.2; Crossref's REST API (lists of titles, ``ORCID``, ``name``) and its content
negotiation; citeproc-js (``isInstitution``, ``raw``, ``literal``); pandoc's CSL writer; Mendeley's exports (dates of
strings, empty parts).
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from refexport.formats.csl.extra import PEOPLE
from refexport.formats.csl.leaves import leaves_of
from refexport.formats.csl.rows import BY_FIELD, NAME_PARTS, NAMED
from refexport.formats.csl.rows import TYPES as ROW_TYPES
from refexport.model.date import SEASON_NUMBERS

NAMES = {
    **{name: BY_FIELD[name] for name in "doi isbn issn keywords pages pmcid pmid url".split()},
    **{name: NAMED[name] for name in ("citekey", "place")},
    "citationKey": "citation-key",
    "degree": "genre",
    "edition-number": "edition",
    "journal-title": "container-title",
    "published": "issued",
    "published-online": "issued",
    "published-print": "issued",
    "publisher-location": "publisher-place",
    "short-container-title": "container-title-short",
    "short-title": "title-short",
    "subject": "keyword",
}
"""Other names of variables: Crossref's and small letters. They count where the variable itself is absent."""

TYPES = {
    "book-chapter": "chapter", "book-part": "chapter", "book-section": "chapter", "book-series": "book",
    "book-set": "book", "dissertation": "thesis", "edited-book": "book", "journal": "periodical",
    "journal-article": "article-journal", "journal-issue": "periodical", "monograph": "book",
    "posted-content": "article", "proceedings": ROW_TYPES.written["proceedings"],
    "proceedings-article": "paper-conference",
    "reference-book": "book", "reference-entry": "entry", "report-component": "report", "article-preprint": "article",
    "motion-picture": "motion_picture", "legal-case": "legal_case", "personal-communication": "personal_communication",
}  # fmt: skip
"""Crossref's types (api.crossref.org/types), and CSL's with the wrong mark -> CSL's."""

LISTS = frozenset({"keyword", "keywords", "subject"})
"""Variables that may be lists of words."""

REGISTRY = frozenset(
    "assertion content-domain created deposited funder-count indexed is-referenced-by-count isbn-type issn-type "
    "issue-date member original-publisher-id prefix reference-count references-count relation resource score "
    "update-policy link alternative-id journal-issue content-created aliases".split()
)
"""What a registry keeps for itself: when and by whom a record was made, how often it is cited, where its files lie."""

AGENCIES = ("Crossref", "DataCite", "mEDRA", "JaLC")
"""What a registry calls itself in ``source``, which in CSL is a catalogue."""

OF_NAMES = frozenset(
    "sequence authenticated-orcid parse-names static-ordering comma-suffix comma-dropping-particle "
    "isInstitution".split()
)
"""Parts of names that steer programs."""

SAID_TWICE = frozenset({"issued"})
"""Variables of which another name may say the same in other words, or less exactly."""


class Plain(NamedTuple):
    """Variables by CSL's names, and what was left out of them: name, reason, words."""

    variables: dict[str, Any]
    left_out: list[tuple[str, str, str]]


def plain_item(item: Mapping[str, Any]) -> Plain:
    """An item with CSL's names and without lists where CSL has a word."""
    found = Plain({}, [])
    for name, value in sorted(item.items(), key=lambda pair: pair[0] in NAMES):
        if name in REGISTRY or (name == "source" and value in AGENCIES):
            continue
        own = "keywords" if name in LISTS and isinstance(value, list) else NAMES.get(name, name)
        first, rest = _first(own, value)
        for one in rest:
            found.left_out.append((name, "the first one is taken; left out", leaves_of(one)))
        if first in (None, ""):
            continue
        if own in found.variables and own != name:
            _add_second(found, name, own, first)
        else:
            found.variables[own] = first
    _spread_event(found.variables)
    _name_institution(found)
    return found


def _add_second(found: Plain, name: str, own: str, value: object) -> None:
    if own not in SAID_TWICE and leaves_of(value) != leaves_of(found.variables[own]):
        found.left_out.append((name, f"{own} says otherwise; left out", leaves_of(value)))


MANY = frozenset({"ISBN", "ISSN"})


def _first(name: str, value: object) -> tuple[object, list[object]]:
    """The value, of a list of words its first one, and the others."""
    if (
        not isinstance(value, list)
        or name in PEOPLE
        or not all(one is None or isinstance(one, str | int | float) for one in value)
    ):
        return value, []
    words = [one for one in value if one not in (None, "")]
    if name in MANY and words:
        return ", ".join(map(str, words)), []
    if name in ("keyword", "keywords"):
        return words, []
    return (words[0], words[1:]) if words else ([] if not value else "", [])


def _name_institution(found: Plain) -> None:
    """Crossref's ``institution``, a list of those that issued a thesis or report, by the name of the first."""
    listed = found.variables.get("institution")
    if isinstance(listed, list) and listed and isinstance(listed[0], dict) and isinstance(listed[0].get("name"), str):
        first = {part: one for part, one in listed[0].items() if part != "name"}
        found.variables["institution"] = listed[0]["name"]
        if rest := leaves_of([first, *listed[1:]]):
            found.left_out.append(("institution", "the name of the first one is taken; left out", rest))


EVENT = {"name": "event-title", "location": "event-place", "start": "event-date"}


def _spread_event(variables: dict[str, Any]) -> None:
    """Crossref's ``event``, which has a name, a place and dates."""
    event = variables.get("event")
    if isinstance(event, dict):
        del variables["event"]
        parts = {
            "event-title": event.get("name"),
            "event-place": event.get("location"),
            "event-date": event.get("start"),
        }
        for name, value in parts.items():
            if value:
                variables.setdefault(name, value)
        rest = {name: value for name, value in event.items() if name not in ("name", "location", "start") and value}
        if rest:
            variables["event.others"] = rest


def names_of(value: object) -> list[object]:
    """The persons of a variable, alone or in a list; TypeError for a word, which is none."""
    if isinstance(value, str):
        raise TypeError("expected a list of names")
    return value if isinstance(value, list) else [value]


def plain_name(value: object) -> tuple[Mapping[str, str], str, str]:
    """A name's parts as CSL has them, its ORCID iD, and the words of what is left; TypeError for what is no name."""
    if isinstance(value, str):
        family, comma, given = value.partition("||" if "||" in value else ", ")
        parts = {"family": family.strip(), "given": given.strip()} if comma else {"literal": value.strip()}
        return parts, "", ""
    if not isinstance(value, dict):
        raise TypeError("no name")
    parts = {part: _part(value[part]) for part in NAME_PARTS if value.get(part)}
    if not parts.get("family") and not parts.get("literal"):
        literal = _part(value.get("name")) or parts.pop("given", "")
        parts = {"literal": literal} if literal else parts
    particles = [parts.get("dropping-particle", ""), parts.pop("non-dropping-particle", "")]
    if any(particles):
        parts["dropping-particle"] = " ".join(filter(None, particles))
    if value.get("isInstitution") in (True, "true", 1) and parts.get("family"):
        parts = {"literal": " ".join(filter(None, [parts.get("given"), parts["family"]]))}
    if not parts.get("family") and not parts.get("literal"):
        raise TypeError("a name without a name")
    known = {*NAME_PARTS, "name", "ORCID", "orcid", *OF_NAMES}
    rest = {
        part: one
        for part, one in value.items()
        if one and (part not in known or (part in NAME_PARTS and not isinstance(one, str)))
    }
    unused = {"literal": parts["literal"]} if parts.get("literal") and parts.get("family") else {}
    orcid = str(value.get("ORCID") or value.get("orcid") or "").rstrip("/").rpartition("/")[2]
    return ({k: v for k, v in parts.items() if not (unused and k == "literal")}, orcid, leaves_of({**rest, **unused}))


def _part(value: object) -> str:
    return value.strip(" ") if isinstance(value, str) else ""


def plain_date(value: object) -> tuple[object, str]:
    """A date as CSL has it (a string, or ``date-parts`` with ``season`` and ``circa``), and words left over."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value), ""
    if isinstance(value, list):
        return plain_date(_of_list(value))
    if not isinstance(value, dict):
        return value, ""
    date: dict[str, Any] = dict(value)
    if date.get("edtf") and not date.get("raw"):
        date["raw"] = date.pop("edtf")
    if not date.get("date-parts") and date.get("year"):
        date["date-parts"] = [[date.pop("year"), *(date.pop(name) for name in ("month", "day") if date.get(name))]]
    if parts := date.get("date-parts"):
        date["date-parts"] = list(_ends(parts))
    season = date.get("season")
    if isinstance(season, str) and season.strip().lower() in SEASON_NUMBERS:
        date["season"] = SEASON_NUMBERS[season.strip().lower()] - 20
    date["circa"] = date.get("circa") not in (None, False, 0, "", "0", "false")
    spelled = "; ".join(str(date.get(name)) for name in ("literal", "raw", "edtf") if date.get(name))
    rest = {name: one for name, one in date.items() if name not in DATE and one}
    if not date["date-parts"] if "date-parts" in date else True:
        date.pop("date-parts", None)
        return date, leaves_of(rest)
    return date, leaves_of({**rest, **({"literal": spelled} if not _says(date["date-parts"], spelled) else {})})


DATE = frozenset("date-parts season circa literal raw edtf date-time timestamp".split())


def _of_list(value: list[Any]) -> object:
    """A list of dates, which is a range, or of the parts of one."""
    if value and all(isinstance(one, dict) for one in value):
        return {"date-parts": [[one.get(name) for name in ("year", "month", "day")] for one in value]}
    return {"date-parts": value}


def _ends(parts: object) -> Iterator[list[Any]]:
    """The ends of a date, each with the parts that it has."""
    listed = parts if isinstance(parts, list) else [parts]
    for end in listed if any(isinstance(one, list) for one in listed) else [listed]:
        known: list[Any] = []
        for part in end if isinstance(end, list) else [end]:
            if part in (None, "") or (isinstance(part, str) and not part.strip()):
                break
            known.append(int(part) if isinstance(part, float) and part.is_integer() else part)
        if known:
            yield known


def _says(parts: list[list[Any]], words: str) -> bool:
    """Whether the numbers of a text are those of the parts."""
    numbers = {str(int(part)) for end in parts for part in end if str(part).strip().lstrip("-").isdecimal()}
    said = {word.lstrip("0") for word in "".join(c if c.isalnum() else " " for c in words).split() if word.isdecimal()}
    return not words or (said <= numbers and not any(c.isalpha() for c in words))
