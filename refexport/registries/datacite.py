"""DataCite: the REST API's DOIs, in batches and alone; also every arXiv paper, as 10.48550/arXiv.<id>.

Rules and form: support.datacite.org/docs/api and /docs/rate-limit (500 requests in five minutes), metadata schema 4.5;
a query is one of Elasticsearch's query strings, a list can be of one repository (``client-id``).
"""

import re
from collections.abc import Container, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from refexport.data.kinds import HOSTED
from refexport.errors import UnavailableError
from refexport.model.date import Date
from refexport.model.entry import Entry, Record, Value
from refexport.model.ids import scheme_of, value_of, without_version, work_id
from refexport.model.name import Name
from refexport.registries.service import (
    Answer,
    Parsed,
    Request,
    Service,
    as_dict,
    as_dicts,
    as_text,
    first_text,
    from_tex,
    known_id,
    plausible,
    read_json,
    record_of,
    refused,
)
from refexport.text.clean import (
    BUDDHIST,
    clean_pages,
    date_of_text,
    gather,
    joined_title,
    language_tag,
    one_isbn,
    one_issn,
    organisation,
    person,
    split_person,
    thesis_genre,
    without_full_stop,
)
from refexport.text.markup import plain
from refexport.text.notices import withdrawal_in
from refexport.works.titles import without_name

WHO = "DataCite"
PATH = "/dois"
MEDIA_TYPE = "application/vnd.api+json"
ARXIV_CLIENT = "arxiv.content"
"""DataCite's name of arXiv's repository (``relationships.client`` of its records)."""
HITS = 10

Attributes = Mapping[str, Any]

TYPES = {
    "Audiovisual": "video", "Book": "book", "BookChapter": "incollection", "ComputationalNotebook": "software",
    "ConferencePaper": "inproceedings", "ConferenceProceeding": "proceedings", "DataPaper": "article",
    "Dataset": "dataset", "Dissertation": "thesis", "Image": "artwork", "Journal": "periodical",
    "JournalArticle": "article", "Preprint": "preprint", "Report": "report", "Software": "software", "Sound": "audio",
    "Standard": "standard",
}  # fmt: skip
"""resourceTypeGeneral (schema 4.5, appendix 1) -> entry types; what is not here says too little."""

BIBTEX_TYPES = {
    "article": "article", "book": "book", "inbook": "incollection", "incollection": "incollection",
    "inproceedings": "inproceedings", "phdthesis": "thesis", "proceedings": "proceedings", "techreport": "report",
}  # fmt: skip
"""types.bibtex -> entry types, for works that are only "Text"."""

CITEPROC_TYPES = {
    "article-journal": "article", "chapter": "incollection", "dataset": "dataset", "paper-conference": "inproceedings",
    "report": "report", "thesis": "thesis",
}  # fmt: skip
"""types.citeproc -> entry types, where BibTeX's is "misc"."""

NEWER = frozenset({"IsPreviousVersionOf", "IsObsoletedBy"})


def request(values: Sequence[str]) -> Request:
    """One request for all DOIs that a list can carry; for a single one its own record."""
    batch = [value for value in values if not re.search(r"[,%]", value)]
    if len(values) == 1 or not batch:
        return Request(f"{PATH}/{quote(values[0], safe='')}", (), MEDIA_TYPE)
    return Request(PATH, (("ids", ",".join(batch)), ("page[size]", str(len(batch)))), MEDIA_TYPE)


def parse(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the DOIs that the answer holds; an unknown one asked alone does not exist."""
    works = _works(answer, is_alone=len(values) == 1)
    if works is None:
        return {value: Record(work_id("doi", value), "datacite") for value in values}
    asked = [value for value in values if value.lower() in works]
    return plausible(asked, lambda value: datacite_record(value, works[value.lower()]), is_alone=len(values) == 1)


def request_arxiv(values: Sequence[str]) -> Request:
    """One request for papers of arXiv, by the DOIs that arXiv gives them."""
    return request(list(dict.fromkeys(map(_arxiv_doi, values))))


def parse_arxiv(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the arXiv ids that the answer holds; title and authors are those of the last version."""
    works = _works(answer, is_alone=len(values) == 1)
    if works is None:
        return {value: Record(f"arxiv:{value}", "datacite") for value in values}
    asked = [value for value in values if _arxiv_doi(value) in works]
    return plausible(asked, lambda value: _arxiv_record(value, works[_arxiv_doi(value)]), is_alone=len(values) == 1)


def search_arxiv(entries: Sequence[Entry]) -> Request | None:
    """One request for papers of arXiv like the one entry: its title as a phrase, or its first author with rare words.

    A name before a colon is left out, for the paper may lack it. Two of its three longest words: a slip in one of them,
    or another first word, must not hide the paper.
    """
    words = re.findall(r"\w(?:\S*\w)?", without_name(entries[0].plain("title")))
    if not words:
        return None
    terms = [f"titles.title:{_quoted(' '.join(words))}"]
    if family := next((name.family or name.literal for name in entries[0].names("author")), ""):
        a, b, c = map(_quoted, (sorted(dict.fromkeys(words), key=len, reverse=True) * 3)[:3])
        rare = f"titles.title:(({a} AND ({b} OR {c})) OR ({b} AND {c}))"
        terms.append(f"(creators.name:{_quoted(family)} AND {rare})")
    query = (("query", " OR ".join(terms)), ("client-id", ARXIV_CLIENT), ("page[size]", str(HITS)))
    return Request(PATH, query, MEDIA_TYPE)


def found_arxiv(answer: Answer) -> list[Record]:
    """The papers of arXiv in a list as candidates, best first, by their arXiv ids without version."""
    works = _works(answer, is_alone=False) or {}
    known = {without_version(known_id("doi", doi)): work for doi, work in works.items()}
    papers = [one for one in known if scheme_of(one) == "arxiv"]
    return list(plausible(papers, lambda one: _arxiv_record(value_of(one), known[one])).values())


def _quoted(words: str) -> str:
    """Words one after the other, as data in a query string: between quotes only a quote and a backslash mean more."""
    return '"' + re.sub(r'["\\]', " ", words) + '"'


def _works(answer: Answer, *, is_alone: bool) -> dict[str, Attributes] | None:
    """DOI -> attributes; None if the one DOI asked for does not exist."""
    if answer.status not in (200, 404):
        raise refused(answer, WHO)
    data = as_dict(read_json(answer, WHO))
    if answer.status == 404:
        if is_alone and any("doesn't exist" in as_text(one.get("title")) for one in as_dicts(data.get("errors"))):
            return None
        raise refused(answer, WHO)
    if not isinstance(data.get("data"), list | dict):
        raise UnavailableError(f"{WHO} answered with JSON that holds no works")
    works = [as_dict(work.get("attributes")) for work in as_dicts(data["data"])]
    return {as_text(work.get("doi")).strip().lower(): work for work in works if work.get("titles")}


def _arxiv_doi(value: str) -> str:
    return f"10.48550/arxiv.{without_version(value)}".lower()


def datacite_record(value: str, work: Attributes) -> Record:
    """The record of a DOI that DataCite's attributes describe; ImplausibleError as of `record_of`."""
    type_ = _type(work)
    authors, changed = gather(map(_names, as_dicts(work.get("creators"))))
    editors, _ = gather(map(_names, _contributors(work, "Editor")))
    values: dict[str, Value] = {
        "author": authors,
        "editor": editors,
        "date": _date(work) or "",
        "version": plain(as_text(work.get("version"))) if type_ in ("dataset", "software") else "",
        "language": language_tag(as_text(work.get("language"))),
        **_numbers(work, type_),
        "doi": value.lower(),
    }
    raw = {"author": changed, "date": _foreign_year(work)}
    parsed = Parsed(type_, _texts(work, type_), values, raw, _links(work, type_), as_text(work.get("updated")))
    return record_of(work_id("doi", value), "datacite", parsed)


def _arxiv_record(value: str, work: Attributes) -> Record:
    """The same work as arXiv's own record has it: by its arXiv id, dated by its first version."""
    authors, changed = gather(map(_names, as_dicts(work.get("creators"))))
    submitted = [one for one in _dated(work, "Submitted") if one.get("dateInformation") == "v1"]
    values: dict[str, Value] = {
        "author": authors,
        "date": next(filter(None, (date_of_text(as_text(one.get("date"))) for one in submitted)), None)
        or _date(work)
        or "",
        "eprint": value,
        "eprinttype": "arxiv",
        "eprintclass": _category(work),
        "url": f"https://arxiv.org/abs/{value}",
    }
    texts = {"title": _texts(work, "preprint")["title"]}
    withdrawal = withdrawal_in(_description(work, "Other"), _description(work, "Abstract"))
    links = {**_links(work, "preprint"), "newer": [_newer(value, work)], "withdrawal": [withdrawal]}
    parsed = Parsed("preprint", texts, values, {"author": changed}, links, as_text(work.get("updated")))
    return record_of(f"arxiv:{value}", "datacite", parsed, from_tex)


def _type_name(work: Attributes, name: str) -> str:
    return as_text(as_dict(work.get("types")).get(name)).strip()


def _type(work: Attributes) -> str:
    """The entry type: by the general type, else by those that DataCite derived, else by the depositor's own word."""
    is_thesis = re.search(r"thesis|dissertation", _type_name(work, "resourceType"), re.IGNORECASE)
    derived = BIBTEX_TYPES.get(_type_name(work, "bibtex")) or CITEPROC_TYPES.get(_type_name(work, "citeproc"))
    return TYPES.get(_type_name(work, "resourceTypeGeneral")) or derived or ("thesis" if is_thesis else "misc")


def _texts(work: Attributes, type_: str) -> dict[str, str]:
    """Text fields as DataCite has them."""
    titles = as_dicts(work.get("titles"))
    title = joined_title(_title(titles, None) or _title(titles), _title(titles, "Subtitle"))
    publisher = work.get("publisher")
    house = as_text(publisher.get("name") if isinstance(publisher, dict) else publisher).strip().rstrip(",")
    return {
        "title": without_full_stop(re.sub(r"\s*/$", "", title)),
        "institution" if type_ in ("thesis", "report") else "publisher": house,
        "genre": thesis_genre(_type_name(work, "resourceType")) if type_ == "thesis" else "",
        **_containers(work, type_),
    }


def _title(titles: Sequence[Mapping[str, Any]], *kinds: str | None) -> str:
    """The first title of one of the kinds (None: the main one), of any kind if none is given."""
    return first_text([one.get("title") for one in titles if not kinds or one.get("titleType") in kinds])


def _containers(work: Attributes, type_: str) -> dict[str, str]:
    """Journal, or proceedings and series; related items say more than the container, subtitles more than titles."""
    title = as_text(as_dict(work.get("container")).get("title"))
    if type_ == "article":
        return {"journaltitle": title}
    if type_ not in HOSTED:
        return {}
    items = [one for one in as_dicts(work.get("relatedItems")) if one.get("relationType") == "IsPublishedIn"]
    named = [(one.get("relatedItemType") == "Collection", as_dicts(one.get("titles"))) for one in items]
    books = [_title(titles, "Subtitle") or _title(titles) for is_series, titles in named if not is_series]
    return {
        "booktitle": first_text(books) or title,
        "series": first_text([_title(t) for is_series, t in named if is_series]),
    }


def _names(one: Mapping[str, Any]) -> tuple[str, list[Name | None]]:
    """One creator in DataCite's words, and the people in it: some depositors put all of them into one name."""
    name = plain(as_text(one.get("name")))
    if one.get("nameType") == "Organizational":
        return name, [organisation(name)]
    if family := as_text(one.get("familyName")):
        return name, [person(as_text(one.get("givenName")), family, "", _orcid(one))]
    return name, [split_person(part) for part in name.split(";")]


def _orcid(one: Mapping[str, Any]) -> str:
    ids = as_dicts(one.get("nameIdentifiers"))
    return first_text([one.get("nameIdentifier") for one in ids if one.get("nameIdentifierScheme") == "ORCID"])


def _contributors(work: Attributes, role: str) -> list[dict[str, Any]]:
    return [one for one in as_dicts(work.get("contributors")) if one.get("contributorType") == role]


def _date(work: Attributes) -> Date | None:
    """The day of issue if its year is the year of publication, else that year."""
    year = date_of_text(as_text(work.get("publicationYear")))
    issued = [date for one in _dated(work, "Issued") if (date := date_of_text(as_text(one.get("date"))))]
    return next((date for date in issued if not year or date.year == year.year), year)


def _foreign_year(work: Attributes) -> str:
    """The year as DataCite has it, if it was counted by the Buddhist era."""
    year = as_text(work.get("publicationYear"))
    return year if re.fullmatch(r"\d{4}", year, re.ASCII) and int(year) in BUDDHIST else ""


def _dated(work: Attributes, kind: str) -> list[dict[str, Any]]:
    return [one for one in as_dicts(work.get("dates")) if one.get("dateType") == kind]


def _numbers(work: Attributes, type_: str) -> dict[str, Value]:
    if type_ not in HOSTED | {"article"}:
        return {}
    container = as_dict(work.get("container"))
    ends = [as_text(container.get(end)).strip() for end in ("firstPage", "lastPage")]
    return {
        "volume": plain(as_text(container.get("volume"))),
        "number": plain(as_text(container.get("issue"))),
        "pages": clean_pages("-".join(filter(None, ends))),
        "isbn": one_isbn(_related(work, "ISBN", {"IsPartOf"})),
        "issn": one_issn(_related(work, "ISSN", {"IsPartOf"})),
    }


def _related(work: Attributes, kind: str, relations: Container[object]) -> list[str]:
    rows = [one for one in as_dicts(work.get("relatedIdentifiers")) if one.get("relatedIdentifierType") == kind]
    return [
        as_text(one.get("relatedIdentifier")).strip() for one in rows if as_text(one.get("relationType")) in relations
    ]


def _links(work: Attributes, type_: str) -> dict[str, list[str]]:
    """Newer version, withdrawal; for preprints the published one: arXiv calls its paper a version of that work."""
    published = _related(work, "DOI", {"IsVersionOf"}) if type_ == "preprint" else []
    dois = {"published": published, "newer": _related(work, "DOI", NEWER)}
    links = {name: [known_id("doi", doi) for doi in found] for name, found in dois.items()}
    return {**links, "withdrawal": [_withdrawn(one) for one in _dated(work, "Withdrawn")]}


def _withdrawn(one: Mapping[str, Any]) -> str:
    return " ".join(
        filter(None, ("Withdrawn", plain(as_text(one.get("date"))), plain(as_text(one.get("dateInformation")))))
    )


def _description(work: Attributes, kind: str) -> str:
    """The first description of a kind; arXiv gives its papers' abstracts as "Abstract", their comments as "Other"."""
    described = [
        one.get("description") for one in as_dicts(work.get("descriptions")) if one.get("descriptionType") == kind
    ]
    return plain(first_text(described))


def _newer(value: str, work: Attributes) -> str:
    bare, latest = without_version(value), as_text(work.get("version")).strip()
    is_newer = (
        value != bare and re.fullmatch(r"\d{1,4}", latest, re.ASCII) and int(latest) > int(value[len(bare) + 1 :])
    )
    return f"arxiv:{bare}v{latest}" if is_newer else ""


def _category(work: Attributes) -> str:
    """The first of arXiv's categories: ``cs.CL`` of ``Computation and Language (cs.CL)``."""
    names = [
        as_text(one.get("subject")) for one in as_dicts(work.get("subjects")) if one.get("subjectScheme") == "arXiv"
    ]
    found = (re.search(r"(?:^|\()([a-z-]+(?:\.[A-Za-z-]+)?)\)?$", name) for name in names)
    return next((match[1] for match in found if match), "")


BY_DOI = Service(
    name="datacite",
    scheme="doi",
    base_url="https://api.datacite.org",
    env="REFEXPORT_DATACITE_URL",
    batch=50,
    interval=0.6,
    domain="datacite.org",
    request=request,
    parse=parse,
)

ARXIV_BY_DOI = BY_DOI._replace(
    scheme="arxiv",
    request=request_arxiv,
    parse=parse_arxiv,
    search=search_arxiv,
    found=found_arxiv,
    stands_in_for="arxiv",
)
"""The same service for papers of arXiv, which refuses more often; one name, one pace."""

SERVICE = BY_DOI._replace(also=(ARXIV_BY_DOI,))
