"""arXiv's snapshot: the metadata of all papers, one JSON object a line.

Form: the dataset "arXiv" of Cornell University (kaggle.com/datasets/Cornell-University/arxiv), whose ``authors`` is
what the submitter typed and ``authors_parsed`` its names in parts, family name first.
"""

from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

from refexport.data.patterns import regex
from refexport.model.date import Date
from refexport.model.entry import Record, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import Name
from refexport.registries.service import Parsed, as_dict, as_dicts, as_list, as_text, from_tex, record_of
from refexport.text.clean import date_of_text, gather, person, split_person
from refexport.text.markup import plain

BETWEEN_NAMES = regex(r",\s*and\s+|\s+and\s+|,(?!\s*(?:Jr|Sr|[IV]+)\b)\s*")
AFFILIATION = regex(r"\s*\([^()]*\)")


OF_THE_PUBLICATION = "it is the publication's, which the snapshot does not describe"
MISSED = {"doi": OF_THE_PUBLICATION, "journal-ref": OF_THE_PUBLICATION, "comments": "no field is for them"}
"""What the snapshot says that an entry of the preprint does not, and why."""


def missed_in_snapshot(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """``field: reason`` for what a paper's record does not have of the snapshot's facts."""
    return tuple(f"{name}: {why}" for name, why in MISSED.items() if facts.get(name))


def snapshot_record(facts: Mapping[str, Any]) -> Record:
    """The record of a paper; ValueError for what has no arXiv id, ImplausibleError as of `record_of`."""
    value = normal_arxiv(as_text(facts.get("id")))
    authors, changed = gather(_names(facts))
    values: dict[str, Value] = {
        "author": authors,
        "date": _first_day(facts) or "",
        "eprint": value,
        "eprinttype": "arxiv",
        "eprintclass": as_text(facts.get("primary")) or next(iter(as_text(facts.get("categories")).split()), ""),
        "url": f"https://arxiv.org/abs/{value}",
    }
    texts = {field: as_text(facts.get(field)) for field in ("title", "abstract")}
    return record_of(f"arxiv:{value}", "arxiv", Parsed("preprint", texts, values, {"author": changed}), from_tex)


def _names(facts: Mapping[str, Any]) -> list[tuple[str, Sequence[Name | None]]]:
    parsed = [[as_text(part) for part in as_list(one)] for one in as_list(facts.get("authors_parsed"))]
    if parsed:
        return [(" ".join(parts), [_name(*parts[:3])]) for parts in parsed if any(parts)]
    typed = plain(as_text(facts.get("authors")))
    while AFFILIATION.search(typed):
        typed = AFFILIATION.sub("", typed)
    return [(one, [split_person(one)]) for one in BETWEEN_NAMES.split(typed) if one.strip()]


def _name(family: str, given: str = "", suffix: str = "") -> Name | None:
    return person(given, family, suffix)


def _first_day(facts: Mapping[str, Any]) -> Date | None:
    """The day of the first version, else of the last change."""
    first = as_text(as_dict(next(iter(as_dicts(facts.get("versions"))), None)).get("created"))
    try:
        day = parsedate_to_datetime(first).date().isoformat() if first else ""
    except ValueError:
        day = ""
    return date_of_text(day or as_text(facts.get("created")) or as_text(facts.get("update_date")))
