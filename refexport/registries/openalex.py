"""OpenAlex: the works, asked for titles with the user's own key.

Rules and form: docs.openalex.org ("Search works", a filter's value takes no comma; ``api_key`` since 13 February 2026).
It merges records of like titles, false ones too: a known paper may carry the DOI and the year of a copy (prefix
10.65215). So one work may be two, and whether a candidate fits is decided as for every other (`works.match`).
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
    as_text,
    first_text,
    known_id,
    plausible,
    read_json,
    record_of,
    refused,
)
from refexport.text.clean import date_of_text, gather, split_person, without_full_stop
from refexport.text.markup import plain

WHO = "OpenAlex"
PATH = "/works"
FIELDS = "id,doi,title,publication_year,type,authorships,locations"
HITS = 5

Work = Mapping[str, Any]

TYPES = {
    "article": "article", "book": "book", "book-chapter": "incollection", "dataset": "dataset",
    "dissertation": "thesis", "preprint": "preprint", "report": "report", "standard": "standard",
}  # fmt: skip
"""OpenAlex's types (docs.openalex.org, "Work object", ``type``) -> entry types; "article" is said of every paper."""


def search(entries: Sequence[Entry]) -> Request | None:
    """One request for works like the one entry: the words of its title, in lower case, which no operator is."""
    words = re.findall(r"\w+", entries[0].plain("title").lower())
    query = (("filter", f"title.search:{' '.join(words)}"), ("per-page", str(HITS)), ("select", FIELDS))
    return Request(PATH, query, "application/json") if words else None


def found(answer: Answer) -> list[Record]:
    """The works as candidates, best first: the preprint and the publication, as far as it knows their identifiers."""
    if answer.status != 200:
        raise refused(answer, WHO)
    data = as_dict(read_json(answer, WHO))
    if not isinstance(data.get("results"), list):
        raise UnavailableError(f"{WHO} answered with JSON that holds no works")
    candidates = [(id_, work) for work in as_dicts(data["results"]) if work.get("title") for id_ in _ids(work)]
    return list(plausible(map(str, range(len(candidates))), lambda place: _record(*candidates[int(place)])).values())


def _ids(work: Work) -> list[str]:
    """The DOI and the arXiv id, from the work itself and from where it can be read."""
    places = [as_text(one.get("landing_page_url")) for one in as_dicts(work.get("locations"))]
    own = known_id("doi", as_text(work.get("doi")))
    known = [own, *(known_id("arxiv", place) for place in places)]
    arxiv = next((without_version(one) for one in known if scheme_of(one) == "arxiv"), "")
    return [one for one in (arxiv, own if scheme_of(own) == "doi" else "") if one]


def _record(id_: str, work: Work) -> Record:
    scheme, value = scheme_of(id_), value_of(id_)
    authors, changed = gather((name, [split_person(name)]) for name in map(_name, as_dicts(work.get("authorships"))))
    identifier: dict[str, Value] = {"eprint": value, "eprinttype": "arxiv"} if scheme == "arxiv" else {scheme: value}
    values = {"author": authors, "date": date_of_text(as_text(work.get("publication_year"))) or "", **identifier}
    texts = {"title": without_full_stop(as_text(work.get("title")))}
    type_ = "preprint" if scheme == "arxiv" else TYPES.get(as_text(work.get("type")), "misc")
    return record_of(id_, "openalex", Parsed(type_, texts, values, {"author": changed}))


def _name(authorship: Work) -> str:
    """The name as the work has it, else that of the person whom OpenAlex takes for the author."""
    return plain(first_text([authorship.get("raw_author_name"), as_dict(authorship.get("author")).get("display_name")]))


SERVICE = Service(
    name="openalex",
    scheme="",
    base_url="https://api.openalex.org",
    env="REFEXPORT_OPENALEX_URL",
    batch=1,
    interval=1.0,
    domain="openalex.org",
    request=lambda _values: Request(""),
    parse=lambda _answer, _values: {},
    search=search,
    found=found,
    key=Key("REFEXPORT_OPENALEX_KEY", parameter="api_key"),
)
