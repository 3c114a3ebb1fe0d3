"""A small registry on this machine: the services' shapes over a few works, with faults as data."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.loopback import Loopback, Say, Seen

PREFIXES = (
    "arxiv",
    "crossref",
    "datacite",
    "dblp",
    "dblp_sparql",
    "doi",
    "pubmed",
    "openlibrary",
    "semanticscholar",
    "openalex",
)
NOT_FOUND = Say(404, b"Resource not found.", {"Content-Type": "text/plain"})


class Work(NamedTuple):
    """What all services say of a work that is not like any other.

    ``published`` is the DOI and ``version`` the last version that arXiv has of it, ``updates`` the kinds and DOIs of notices that Crossref has.
    """

    title: str
    authors: Sequence[str] = ("Jane Doe",)
    year: int = 2017
    venue: str = ""
    published: str = ""
    updates: Sequence[tuple[str, str]] = ()
    version: int = 1


class Registry:
    """What the services hold, and what they answer instead, first of all."""

    def __init__(self, **server: Any) -> None:
        self.arxiv: set[str] = set()
        self.crossref: set[str] = set()
        self.datacite: set[str] = set()
        self.dblp: set[str] = set()
        self.pubmed: set[str] = set()
        self.openlibrary: set[str] = set()
        self.semanticscholar: set[str] = set()
        self.openalex: set[str] = set()
        self.works: dict[str, Work] = {}
        self.agencies: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.only_alone: set[str] = set()
        self.poison: set[str] = set()
        self.instead: dict[str, list[Say]] = defaultdict(list)
        self.always: dict[str, Say] = {}
        self.spoiled: dict[str, dict[str, Say]] = defaultdict(dict)
        self.asked: dict[str, list[str]] = defaultdict(list)
        self.server = Loopback(say=self._say, **server)

    def _say(self, seen: Seen) -> Say:
        _, service, rest = seen.target.split("/", 2)
        self.asked[service].append("/" + rest)
        if service in self.always:
            return self.always[service]
        for value, fault in self.spoiled[service].items():
            if re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.])", unquote(f"{rest}&{seen.form}")):
                return fault
        if self.instead[service]:
            return self.instead[service].pop(0)
        parts = urlsplit("/" + rest)
        query = {name: values[0] for name, values in parse_qs(f"{parts.query}&{seen.form}").items()}
        answer = getattr(self, f"_{service}")(unquote(parts.path), query)
        return Say(200, json.dumps(answer).encode()) if isinstance(answer, dict | list) else answer

    def _arxiv(self, _path: str, query: Mapping[str, str]) -> Say:
        ids = query["id_list"].split(",") if "id_list" in query else self._titled(self.arxiv, query["search_query"])
        known = [one for one in reversed(ids) if one in self.arxiv and not (len(ids) > 1 and one in self.only_alone)]
        entries = "".join(_atom(one, self._work(one)) for one in known)
        count = f"<o:totalResults>{len(known)}</o:totalResults>"
        opensearch = "http://a9.com/-/spec/opensearch/1.1/"
        spaces = (
            f'xmlns="http://www.w3.org/2005/Atom" xmlns:o="{opensearch}" xmlns:arxiv="http://arxiv.org/schemas/atom"'
        )
        feed = f"<feed {spaces}>{count}{entries}</feed>"
        return Say(200, feed.encode())

    def _crossref(self, path: str, query: Mapping[str, str]) -> object:
        if "filter" in query:
            dois = [one.removeprefix("doi:") for one in query["filter"].split(",")]
            if self.poison & set(dois):
                return Say(400, b'{"status": "failed"}')
            works = [self._item(doi) for doi in dois if doi in self.crossref and doi not in self.only_alone]
            return {"status": "ok", "message": {"items": works}}
        if "query.bibliographic" in query:
            dois = self._titled(self.crossref, query["query.bibliographic"])
            return {"status": "ok", "message": {"items": [self._item(doi) for doi in dois]}}
        doi = path.removeprefix("/works/")
        if doi in self.aliases:
            return Say(301, headers={"Location": f"/crossref/works/{self.aliases[doi]}"})
        return {"status": "ok", "message": self._item(doi)} if doi in self.crossref else NOT_FOUND

    def _datacite(self, path: str, query: Mapping[str, str]) -> object:
        if "query" in query:
            assert query["client-id"] == "arxiv.content"
            papers = self._titled(self.arxiv, query["query"].partition(" OR ")[0])
            return {"data": [self._paper(one) for one in papers]}
        if "ids" in query:
            return {"data": [self._deposit(doi) for doi in query["ids"].split(",") if doi in self.datacite]}
        doi = path.removeprefix("/dois/")
        if doi in self.datacite:
            return {"data": self._deposit(doi)}
        gone = {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
        return Say(404, json.dumps(gone).encode())

    def _doi(self, path: str, _query: Mapping[str, str]) -> object:
        rows = []
        for doi in path.removeprefix("/doiRA/").split(","):
            agency = self.agencies.get(doi, "DOI does not exist")
            rows.append({"DOI": doi, "status" if " " in agency or agency == "Unknown" else "RA": agency})
        return rows

    def _dblp(self, _path: str, query: Mapping[str, str]) -> object:
        years = re.findall(r"20(\d\d)", query["q"])
        keys = [key for key in sorted(self.dblp) if key[-2:] in years or self._is_hit(key, query["q"])]
        hits = [{"info": self._info(key)} for key in keys]
        count = str(len(hits))
        return {"result": {"hits": {"@total": count, "@sent": count, "hit": hits}}}

    def _dblp_sparql(self, path: str, query: Mapping[str, str]) -> object:
        assert path == "/sparql"
        keys = dict.fromkeys(re.findall(r"<https://dblp\.org/rec/([^>]+)>", query["query"]))
        titles = set(re.findall(r'"([^"]*)"', query["query"]))
        keys |= dict.fromkeys(key for key in sorted(self.dblp) if self._info(key)["title"] in titles)
        rows = [row for key in keys if key in self.dblp for row in sparql_rows(self._info(key))]
        return {"head": {"vars": ["pub", "property", "value"]}, "results": {"bindings": rows}}

    def _deposit(self, doi: str) -> dict[str, object]:
        return self._described(doi, self.works[doi]) if doi in self.works else _doi_work(doi)

    def _paper(self, arxiv: str) -> dict[str, object]:
        return self._described(f"10.48550/arxiv.{arxiv}", self._work(arxiv))

    def _described(self, doi: str, work: Work) -> dict[str, object]:
        people = [{"name": ", ".join(reversed(name.rsplit(" ", 1))), "nameType": "Personal"} for name in work.authors]
        titles = {"titles": [{"title": work.title}], "creators": people, "publicationYear": work.year}
        return {"attributes": {"doi": doi, **titles}}

    def _semanticscholar(self, _path: str, query: Mapping[str, str]) -> object:
        found = self._titled(self.semanticscholar, query["query"])
        return {"total": len(found), "data": [_external(doi, self._work(doi)) for doi in found]}

    def _openalex(self, _path: str, query: Mapping[str, str]) -> object:
        found = self._titled(self.openalex, query["filter"].removeprefix("title.search:"))
        return {"results": [_open(doi, self._work(doi)) for doi in found]}

    def _info(self, key: str) -> dict[str, object]:
        if key not in self.works:
            return {"key": key, "title": f"The work {key}.", "year": f"20{key[-2:]}"}
        work = self.works[key]
        authors = {"author": [{"text": name} for name in work.authors]}
        fields = {"key": key, "title": f"{work.title}.", "year": str(work.year), "venue": work.venue}
        return fields | {"authors": authors, "type": "Conference and Workshop Papers"}

    def _is_hit(self, key: str, query: str) -> bool:
        """Whether one word of each group begins one of the work's (dblp.org/faq)."""
        work = self.works.get(key)
        words = _words(f"{work.title} {' '.join(work.authors)}") if work else []
        groups = [group.split("|") for group in query.lower().split()]
        return all(any(word.startswith(one) for one in group for word in words) for group in groups)

    def _work(self, identifier: str) -> Work:
        return self.works.get(identifier, Work(f"The work {identifier}"))

    def _titled(self, identifiers: set[str], query: str) -> list[str]:
        """Those whose title's words the query has one after the other."""
        asked = " ".join(_words(query))
        return [one for one in sorted(identifiers) if " ".join(_words(self._work(one).title)) in asked]

    def _item(self, doi: str) -> dict[str, object]:
        if doi not in self.works:
            return {"DOI": doi, "type": "journal-article", "title": [f"The work {doi}"]}
        work = self.works[doi]
        authors = [dict(zip(("given", "family"), name.rsplit(" ", 1), strict=True)) for name in work.authors]
        updates = {"updated-by": [{"type": type_, "DOI": notice} for type_, notice in work.updates]}
        fields = {"title": [work.title], "author": authors, "issued": {"date-parts": [[work.year]]}}
        return {"DOI": doi, "type": "proceedings-article", "container-title": [work.venue], **updates, **fields}

    def _pubmed(self, path: str, query: Mapping[str, str]) -> object:
        assert (path, query["db"], query["retmode"]) == ("/entrez/eutils/esummary.fcgi", "pubmed", "json")
        ids = query["id"].split(",")
        return {"header": {"type": "esummary"}, "result": {"uids": ids, **{one: self._summary(one) for one in ids}}}

    def _summary(self, one: str) -> dict[str, object]:
        if one not in self.pubmed:
            return {"uid": one, "error": "cannot get document summary"}
        authors = [{"name": "Doe JM", "authtype": "Author"}, {"name": "Roe R Jr", "authtype": "Author"}]
        journal = {"source": "Ann Nothing", "fulljournalname": "Annals of nothing (Nowhere, N.J.)", "volume": "7"}
        words = {"title": f"The work {one}.", "authors": authors, "pubdate": "2015 May 28", "pages": "436-44"}
        return {"uid": one, "pubtype": ["Journal Article"], "lang": ["eng"], **journal, **words}

    def _openlibrary(self, path: str, query: Mapping[str, str]) -> object:
        assert (path, query["jscmd"], query["format"]) == ("/api/books", "data", "json")
        keys = [key for key in query["bibkeys"].split(",") if key.removeprefix("ISBN:") in self.openlibrary]
        return {key: _book(key.removeprefix("ISBN:")) for key in keys}


def _book(isbn: str) -> dict[str, object]:
    people = {"authors": [{"name": "Jane Doe"}], "publishers": [{"name": "Nowhere Press"}]}
    words = {"title": "On Nothing", "subtitle": f"The book {isbn}", "publish_date": "March 2016"}
    return {**people, **words, "publish_places": [{"name": "Nowhere"}], "identifiers": {"isbn_13": [isbn]}}


def sparql_rows(info: Mapping[str, Any]) -> list[dict[str, object]]:
    """What the search says of a work as rows of the SPARQL endpoint's answer."""
    schema, pub = "https://dblp.org/rdf/schema#", {"value": f"https://dblp.org/rec/{info['key']}"}
    names = {"title": "title", "year": "yearOfPublication", "venue": "publishedIn"}
    said = {f"{schema}{theirs}": info[ours] for ours, theirs in names.items() if ours in info}
    said["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"] = f"{schema}Inproceedings"
    rows = [{"pub": pub, "property": {"value": name}, "value": {"value": value}} for name, value in said.items()]
    people = enumerate(info.get("authors", {}).get("author", ()), 1)
    role = {"value": f"{schema}AuthorSignature"}
    signed = [{"ordinal": {"value": str(n)}, "name": {"value": one["text"]}, "role": role} for n, one in people]
    return [*rows, *({"pub": pub, **one} for one in signed)]


def _external(doi: str, work: Work) -> dict[str, object]:
    authors = [{"name": name} for name in work.authors]
    return {"externalIds": {"DOI": doi}, "title": work.title, "year": work.year, "authors": authors}


def _open(doi: str, work: Work) -> dict[str, object]:
    people = [{"raw_author_name": name} for name in work.authors]
    return {"doi": f"https://doi.org/{doi}", "title": work.title, "publication_year": work.year, "authorships": people}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _atom(one: str, work: Work) -> str:
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in work.authors)
    published = f'<doi xmlns="http://arxiv.org/schemas/atom">{work.published}</doi>' if work.published else ""
    versioned = one if "v" in one else f"{one}v{work.version}"
    id_, title = f"<id>http://arxiv.org/abs/{versioned}</id>", f"<title>{escape(work.title)}</title>"
    return f"<entry>{id_}{title}<published>{work.year}-01-01T00:00:00Z</published>{authors}{published}</entry>"


def _doi_work(doi: str) -> dict[str, object]:
    return {"attributes": {"doi": doi, "titles": [{"title": f"The work {doi}"}], "publicationYear": 2017}}
