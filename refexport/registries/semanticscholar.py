"""Semantic Scholar: the Academic Graph API's paper search, asked for titles with the user's own key.

Rules and form: api.semanticscholar.org/api-docs/graph ("Paper relevance search"; a key allows one request a second, no
syntax is known and a hyphen finds nothing). It merges a preprint with its publication, so one paper may be two works.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, Record, Value
from refexport.model.ids import scheme_of, value_of, without_version
from refexport.registries.service import (
    Answer,
    Key,
    Parsed,
    Request,
    Service,
    as_dict,
    as_dicts,
    as_list,
    as_text,
    known_id,
    plausible,
    read_json,
    record_of,
    refused,
)
from refexport.text.clean import date_of_text, gather, split_person, without_full_stop
from refexport.text.markup import plain

WHO = "Semantic Scholar"
PATH = "/graph/v1/paper/search"
FIELDS = "title,authors,year,externalIds,publicationTypes"
HITS = 5

Paper = Mapping[str, Any]

TYPES = {
    "Conference": "inproceedings",
    "BookSection": "incollection",
    "Book": "book",
    "Dataset": "dataset",
    "JournalArticle": "article",
}
"""publicationTypes (the API's documentation) -> entry types, the most telling first, for a conference's paper is called
a journal's article too; the others say too little."""


def search(entries: Sequence[Entry]) -> Request | None:
    """One request for papers like the one entry: the words of its title."""
    words = re.findall(r"\w+", entries[0].plain("title"))
    query = (("query", " ".join(words)), ("limit", str(HITS)), ("fields", FIELDS))
    return Request(PATH, query, "application/json") if words else None


def found(answer: Answer) -> list[Record]:
    """The papers as candidates, best first: the preprint and the publication, as far as it knows their identifiers."""
    if answer.status != 200:
        raise refused(answer, WHO)
    data = as_dict(read_json(answer, WHO))
    if "total" not in data:
        raise UnavailableError(f"{WHO} answered with JSON that holds no papers")
    candidates = [(id_, paper) for paper in as_dicts(data.get("data")) if paper.get("title") for id_ in _ids(paper)]
    return list(plausible(map(str, range(len(candidates))), lambda place: _record(*candidates[int(place)])).values())


def _ids(paper: Paper) -> list[str]:
    """The arXiv id, and the DOI or else dblp's key of the publication."""
    external = as_dict(paper.get("externalIds"))
    doi = known_id("doi", as_text(external.get("DOI")))
    key = as_text(external.get("DBLP"))
    dblp = "" if key.startswith("journals/corr/") else known_id("dblp", key)
    arxiv = known_id("arxiv", as_text(external.get("ArXiv"))) or (doi if scheme_of(doi) == "arxiv" else "")
    return [one for one in (without_version(arxiv), doi if scheme_of(doi) == "doi" else dblp) if one]


def _record(id_: str, paper: Paper) -> Record:
    scheme, value = scheme_of(id_), value_of(id_)
    authors, changed = gather((name, [split_person(name)]) for name in map(_name, as_dicts(paper.get("authors"))))
    identifier: dict[str, Value] = {"eprint": value, "eprinttype": "arxiv"} if scheme == "arxiv" else {scheme: value}
    values = {"author": authors, "date": date_of_text(as_text(paper.get("year"))) or "", **identifier}
    texts = {"title": without_full_stop(as_text(paper.get("title")))}
    type_ = "preprint" if scheme == "arxiv" else _type(paper)
    return record_of(id_, "semanticscholar", Parsed(type_, texts, values, {"author": changed}))


def _name(one: Mapping[str, Any]) -> str:
    return plain(as_text(one.get("name")))


def _type(paper: Paper) -> str:
    named = as_list(paper.get("publicationTypes"))
    return next((type_ for name, type_ in TYPES.items() if name in named), "misc")


SERVICE = Service(
    name="semanticscholar",
    scheme="",
    base_url="https://api.semanticscholar.org",
    env="REFEXPORT_SEMANTICSCHOLAR_URL",
    batch=1,
    interval=1.0,
    domain="semanticscholar.org",
    request=lambda _values: Request(""),
    parse=lambda _answer, _values: {},
    search=search,
    found=found,
    key=Key("REFEXPORT_SEMANTIC_SCHOLAR_KEY", header="x-api-key"),
)
