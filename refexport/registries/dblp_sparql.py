"""dblp's SPARQL endpoint: exact keys and titles, many in one query, where the search is behind its check for robots.

Rules: sparql.dblp.org (at most one request a second, CC0). Form: dblp.org/rdf/docu (the schema), SPARQL 1.1 Protocol
(2.1, the query as a parameter of GET or as a form) and SPARQL 1.1 Query Results JSON Format. The endpoint holds all
records, so a well-formed answer for one key alone that has no row for it says that the key does not exist. It finds a
title only as dblp writes it, letter by letter (of 20 titles of a reading list that its search finds, 18).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, Record
from refexport.registries.dblp_records import WITHDRAWN, Info, is_page, record
from refexport.registries.service import (
    Answer,
    Request,
    Service,
    as_dict,
    as_dicts,
    as_text,
    known_id,
    plausible,
    read_json,
    refused,
)

WHO = "dblp's SPARQL endpoint"
PATH = "/sparql"
MEDIA_TYPE = "application/sparql-results+json"
PUBLICATION = "https://dblp.org/rec/"
SCHEMA = "https://dblp.org/rdf/schema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

MOST_FOUND = 500
"""Works that are had by their titles at once: hundreds are called "Introduction"."""

LONGEST_ADDRESS = 2000
"""Characters of a query that an address carries; a longer one is posted."""

TYPES = {
    "Article": "Journal Articles",
    "Book": "Books and Theses",
    "Data": "Data and Artifacts",
    "Editorship": "Editorship",
    "Incollection": "Parts in Books or Collections",
    "Informal": "Informal and Other Publications",
    "Inproceedings": "Conference and Workshop Papers",
    "Reference": "Reference Works",
    "Withdrawn": WITHDRAWN,
}
"""Classes of publications (dblp.org/rdf/docu) -> what the search calls them."""

PROPERTIES = {
    "title": ("title",),
    "year": ("yearOfPublication",),
    "venue": ("publishedIn", "publishedInJournal", "publishedInBook", "publishedInSeries"),
    "volume": ("publishedInJournalVolume", "publishedInSeriesVolume"),
    "number": ("publishedInJournalVolumeIssue",),
    "pages": ("pagination",),
    "doi": ("doi",),
    "ee": ("primaryDocumentPage", "documentPage"),
}
"""The search's names -> the schema's properties (dblp.org/rdf/docu), the best first."""

DOI = "https://doi.org/"


class Publication(NamedTuple):
    """What the rows say of one key: values by property without the schema's address, and names by role and place."""

    values: dict[str, list[str]]
    people: dict[str, dict[int, str]]


def request(values: Sequence[str]) -> Request:
    """One query for all keys, posted where it is too long for an address."""
    keys = " ".join(f"<{PUBLICATION}{value}>" for value in values)
    return _request(f"VALUES ?pub {{ {keys} }}", is_alone=len(values) == 1)


def _request(publications: str, *, is_alone: bool = False) -> Request:
    query = _query(publications)
    if len(query) > LONGEST_ADDRESS:
        return Request(PATH, (), MEDIA_TYPE, form=(("query", query),))
    return Request(PATH, (("query", query),), MEDIA_TYPE, is_alone=is_alone)


def _query(publications: str) -> str:
    """What is said of each publication, and the people in their places: two parts, so that no row says both.

    Each part names the publications, for the endpoint works from the inside out.
    """
    said = f"{publications} ?pub ?property ?value"
    place = "?signature a ?role ; d:signatureOrdinal ?ordinal ; d:signatureDblpName ?name"
    signed = f"{publications} ?pub d:hasSignature ?signature . {place}"
    variables = "?pub ?property ?value ?ordinal ?name ?role"
    return f"PREFIX d: <{SCHEMA}> SELECT {variables} WHERE {{ {{ {said} }} UNION {{ {signed} }} }}"


def parse(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the keys that have rows; one asked alone of which no row speaks does not exist."""
    rows = _rows(answer)
    if len(values) == 1 and not rows:
        return {values[0]: Record(f"dblp:{values[0]}", "dblp")}
    publications = _publications(rows)
    known = [value for value in values if value in publications and publications[value].values.get("title")]
    return plausible(known, lambda value: record(_info(value, publications[value])), is_alone=len(values) == 1)


def search(entries: Sequence[Entry]) -> Request | None:
    """One query for works whose titles are those of the entries; dblp ends a title with a full stop."""
    titles = [" ".join(entry.plain("title").split()).rstrip(".") for entry in entries]
    spellings = [one for title in titles if title for one in (f"{title}.", title)]
    literals = " ".join(json.dumps(one, ensure_ascii=False) for one in dict.fromkeys(spellings))
    chosen = f"SELECT DISTINCT ?pub WHERE {{ VALUES ?title {{ {literals} }} ?pub d:title ?title }}"
    return _request(f"{{ {chosen} ORDER BY ?pub LIMIT {MOST_FOUND} }}") if spellings else None


def found(answer: Answer) -> list[Record]:
    """The publications as candidates, in the order of their keys."""
    publications = _publications(_rows(answer))
    known = [key for key in sorted(publications) if known_id("dblp", key) and publications[key].values.get("title")]
    return list(plausible(known, lambda key: record(_info(key, publications[key]))).values())


def _rows(answer: Answer) -> list[Mapping[str, str]]:
    """The rows of the answer, each value by its variable."""
    if is_page(answer):
        raise UnavailableError(f"{WHO} is behind a check for robots (an HTML page, status {answer.status})")
    if answer.status != 200:
        raise refused(answer, WHO)
    data = as_dict(read_json(answer, WHO))
    bindings = as_dict(data.get("results")).get("bindings")
    if not isinstance(bindings, list) or "vars" not in as_dict(data.get("head")):
        raise UnavailableError(f"{WHO} answered with JSON that holds no rows")
    return [{name: as_text(as_dict(term).get("value")) for name, term in row.items()} for row in as_dicts(bindings)]


def _publications(rows: Iterable[Mapping[str, str]]) -> dict[str, Publication]:
    """Key -> what its rows say."""
    found: dict[str, Publication] = {}
    for row in rows:
        publication = found.setdefault(row.get("pub", "").removeprefix(PUBLICATION), Publication({}, {}))
        name, value, ordinal = row.get("property", ""), row.get("value", ""), row.get("ordinal", "")
        if ordinal.isascii() and ordinal.isdecimal():
            role = row.get("role", "").removeprefix(SCHEMA)
            publication.people.setdefault(role, {}).setdefault(int(ordinal[:9]), row.get("name", ""))
        elif name.startswith(SCHEMA) or name == TYPE:
            publication.values.setdefault(name.removeprefix(SCHEMA), []).append(value)
    return found


def _info(key: str, publication: Publication) -> Info:
    """The publication in the words of dblp's search, which writes titles and names for HTML."""
    values, people = publication
    info = {ours: _first(values, theirs) for ours, theirs in PROPERTIES.items()}
    type_ = _type(values)
    signatures = people.get("EditorSignature" if type_ == "Editorship" else "AuthorSignature", {})
    return {
        **info,
        "key": key,
        "type": type_,
        "title": escape(info["title"], quote=False),
        "venue": escape(info["venue"], quote=False),
        "doi": info["doi"].removeprefix(DOI),
        "authors": {"author": [{"text": escape(signatures[place], quote=False)} for place in sorted(signatures)]},
    }


def _first(values: Mapping[str, Sequence[str]], names: Sequence[str]) -> str:
    """The value of the first property that has one; of several values always the same."""
    return next((min(values[name]) for name in names if name in values), "")


def _type(values: Mapping[str, Sequence[str]]) -> str:
    """What the search calls the class; each publication is of the class of all publications too."""
    return next((TYPES[name] for one in values.get(TYPE, ()) if (name := one.removeprefix(SCHEMA)) in TYPES), "")


SERVICE = Service(
    name="dblp-sparql",
    scheme="dblp",
    base_url="https://sparql.dblp.org",
    env="REFEXPORT_DBLP_SPARQL_URL",
    batch=50,
    interval=1.0,
    domain="dblp.org",
    request=request,
    parse=parse,
    search=search,
    found=found,
    search_batch=50,
    stands_in_for="dblp",
)
