"""What dblp says of a work, as its search says it: one record, whichever of dblp's services was asked.

Form: dblp.org/faq, "How to use the dblp search API" (``info`` of a hit).
"""

import re
from collections.abc import Mapping
from typing import Any

from refexport.data.kinds import HOSTED
from refexport.data.venues import PMLR, PMLR_SERIES, Venue, container_of, venue_of, volume_of
from refexport.model.entry import Record, Value
from refexport.model.ids import normal_arxiv, value_of
from refexport.model.name import Name
from refexport.registries.service import Answer, Parsed, as_dict, as_list, as_text, first_text, known_id, record_of
from refexport.text.clean import clean_pages, date_of_text, gather, split_person
from refexport.text.markup import plain

Info = Mapping[str, Any]
"""A work in the words of dblp's search."""

TYPES = {
    "Books and Theses": "book",
    "Conference and Workshop Papers": "inproceedings",
    "Data and Artifacts": "dataset",
    "Editorship": "proceedings",
    "Encyclopedia Entries": "inreference",
    "Journal Articles": "article",
    "Parts in Books or Collections": "incollection",
    "Reference Works": "inreference",
}
"""dblp's types (dblp.org/faq, "What types of publications") -> entry types; "Informal and Other" says too little."""

WITHDRAWN = "Withdrawn Items"
"""The type of what was withdrawn (``publtype="withdrawn"`` in dblp's XML, ``dblp:Withdrawn`` in its RDF schema)."""


def is_page(answer: Answer) -> bool:
    """Whether the body is a page for people, as dblp's check for robots is: no JSON begins so."""
    return answer.body.lstrip()[:1] == b"<"


def record(info: Info) -> Record:
    """The record of a work from what the search calls its ``info``."""
    key, type_ = plain(as_text(info.get("key"))), _type(info)
    names, changed = gather(map(_name, as_list(as_dict(info.get("authors")).get("author"))))
    values: dict[str, Value] = {
        "editor" if type_ == "proceedings" else "author": names,
        "date": date_of_text(as_text(info.get("year"))) or "",
        "volume": _volume(info, type_),
        "number": plain(as_text(info.get("number"))),
        "pages": clean_pages(as_text(info.get("pages"))),
        **_addresses(info),
        "dblp": key,
    }
    title = re.sub(r"(?<!\.)\.$", "", as_text(info.get("title")).strip())
    texts = {"title": title, **_container(info, type_)}
    links = {"withdrawal": [WITHDRAWN] if as_text(info.get("type")) == WITHDRAWN else []}
    return record_of(f"dblp:{key}", "dblp", Parsed(type_, texts, values, {"author": changed}, links))


def _type(info: Info) -> str:
    if _venue_name(info) == "CoRR":
        return "preprint"
    return "thesis" if as_text(info.get("key")).startswith("phd/") else TYPES.get(as_text(info.get("type")), "misc")


def _name(one: object) -> tuple[str, list[Name | None]]:
    """An author; the number that tells people of one name apart is not part of it."""
    text = as_text(as_dict(one).get("text")) or as_text(one)
    name = re.sub(r"\s\d{4}$", "", plain(text))
    return name, [split_person(name)]


def _venue_name(info: Info) -> str:
    """dblp's name of the venue; ``ECCV (16)`` counts volumes."""
    return re.sub(r"\s\(\d+\)$", "", plain(first_text(info.get("venue"))))


def _venue(info: Info, year: int) -> Venue | None:
    return venue_of(as_text(info.get("key")), _venue_name(info), year)


def _year_of(info: Info) -> int:
    """The year; 0 if there is none."""
    date = date_of_text(as_text(info.get("year")))
    return date.year or 0 if date else 0


def _pmlr(info: Info) -> re.Match[str] | None:
    return PMLR.match(first_text(info.get("ee")))


def _container(info: Info, type_: str) -> dict[str, str]:
    """Journal, or proceedings with publisher and series as far as they are known."""
    name, year = _venue_name(info), _year_of(info)
    venue = _venue(info, year)
    full = container_of(venue, year) if venue else name
    if type_ == "article":
        return {"journaltitle": full, "shortjournal": name if full != name else ""}
    if type_ not in HOSTED:
        return {} if type_ == "preprint" else {"series": name}
    if _pmlr(info):
        return {"booktitle": full, "publisher": "PMLR", "series": PMLR_SERIES}
    return {"booktitle": full, "publisher": venue.publisher if venue else ""}


def _volume(info: Info, type_: str) -> str:
    """The volume, if need be from the address or by the venue's count; CoRR's is an arXiv id."""
    volume, pmlr, year = plain(as_text(info.get("volume"))), _pmlr(info), _year_of(info)
    if volume or pmlr:
        return "" if type_ == "preprint" else volume or (pmlr[1] if pmlr else "")
    venue = _venue(info, year)
    return volume_of(venue, year) if venue else ""


def _addresses(info: Info) -> dict[str, Value]:
    """The arXiv id, else the DOI, else the address of the electronic edition."""
    ee, doi = plain(first_text(info.get("ee"))), as_text(info.get("doi"))
    for candidate in (as_text(info.get("volume")).removeprefix("abs/"), doi, ee):
        try:
            return {"eprint": normal_arxiv(candidate), "eprinttype": "arxiv"}
        except ValueError:
            continue
    if known := known_id("doi", doi) or ("doi.org/" in ee and known_id("doi", ee)):
        return {"doi": value_of(known)}
    return {"url": ee if re.match(r"https?://", ee) else ""}
