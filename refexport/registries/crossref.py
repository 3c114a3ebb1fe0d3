"""Crossref: the REST API's works, in batches by filter and alone.

Rules and form: api.crossref.org/swagger-ui, "Announcing changes to REST API rate limits" (doi 10.64000/wadve-3tj60).
No ``select``: it works on lists only and has no edition, institution, language or subtype.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from refexport.data.kinds import HOSTED
from refexport.data.notices import UPDATED_BY, UPDATES
from refexport.data.patterns import regex
from refexport.errors import UnavailableError
from refexport.model.date import Date
from refexport.model.entry import REFERENCE, Entry, Record, Value
from refexport.model.ids import work_id
from refexport.model.name import Name
from refexport.registries.service import (
    Answer,
    Parsed,
    Request,
    Service,
    as_dict,
    as_dicts,
    as_list,
    as_text,
    first_text,
    known_id,
    plausible,
    read_json,
    record_of,
    refused,
)
from refexport.text.clean import (
    clean_pages,
    date_of_parts,
    gather,
    is_article_number,
    joined_title,
    language_tag,
    one_isbn,
    one_issn,
    organisation,
    person,
    thesis_genre,
    without_full_stop,
)
from refexport.text.markup import plain, without_controls
from refexport.text.notices import notice_in

WHO = "Crossref"
PATH = "/works"
MEDIA_TYPE = "application/json"
HITS = 5
MOST_ASKED = 1000
"""Characters of a reference that are sent: more is a page, and an address has its limits."""

Item = Mapping[str, Any]

TYPES = {
    "book": "book", "book-chapter": "incollection", "book-part": "incollection", "book-section": "incollection",
    "book-series": "collection", "book-set": "mvbook", "book-track": "incollection", "component": "misc",
    "database": "dataset", "dataset": "dataset", "dissertation": "thesis", "edited-book": "collection",
    "grant": "misc", "journal": "periodical", "journal-article": "article", "journal-issue": "periodical",
    "journal-volume": "periodical", "monograph": "book", "other": "misc", "peer-review": "misc",
    "posted-content": "preprint", "proceedings": "proceedings", "proceedings-article": "inproceedings",
    "proceedings-series": "mvproceedings", "reference-book": "reference", "reference-entry": "inreference",
    "report": "report", "report-component": "report", "report-series": "report", "standard": "standard",
}  # fmt: skip
"""Crossref's types (api.crossref.org/types, all 30) -> entry types."""

POSTED = {"letter": "misc", "report": "report", "working_paper": "report", "dissertation": "thesis", "other": "misc"}
"""Subtypes of posted-content that are no preprints (Crossref's documentation of posted content)."""


ONE_BY_ONE = regex(r"[^\w./()-]|^.{65}")
"""What a filter cannot carry (a comma, a percent sign), and DOIs so long that fifty would burst the URL."""

RELATIONS = {"is-preprint-of": "published", "has-preprint": "preprint", "is-replaced-by": "newer"}
"""Relations between works (Crossref's relationship types) -> links."""

SERIES = regex(
    r"\b(?:series|lecture notes|studies|advances|communications|proceedings|transactions|library|methods|"
    r"springerbriefs|monographs|texts)\b",
    re.IGNORECASE,
)
"""Words in the title of a series; a title with a year is that of one book all the same."""

PROCEEDINGS_SERIES = regex(
    r"lecture notes in (?:computer science|artificial intelligence|electrical engineering|networks and systems)"
    r"|communications in computer and information science|advances in intelligent systems and computing"
    r"|ifip advances in .*",
    re.IGNORECASE,
)
"""Series of proceedings, whose papers Crossref calls book chapters (the publisher's pages, springer.com/series/558)."""


def request(values: Sequence[str]) -> Request:
    """One request for all DOIs that a filter can carry; for a single one its own record, which follows aliases."""
    batch = [value for value in values if not ONE_BY_ONE.search(value)]
    if len(values) == 1 or not batch:
        return Request(f"{PATH}/{quote(values[0], safe='')}", (), MEDIA_TYPE, is_alone=True)
    filters = ",".join(f"doi:{value}" for value in batch)
    return Request(PATH, (("filter", filters), ("rows", str(len(batch)))), MEDIA_TYPE)


def parse(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the DOIs that the answer holds; "Resource not found." for one DOI says that Crossref has none."""
    if answer.status == 404 and len(values) == 1 and answer.body.strip() == b"Resource not found.":
        return {values[0]: Record(work_id("doi", values[0]), "crossref")}
    items = {_doi(item): item for item in _items(answer) if item.get("type")}
    works = {value: items[value.lower()] for value in values if value.lower() in items}
    if not works and len(values) == 1 and len(items) == 1 and _is_alias(answer, *items):
        works = {values[0]: next(iter(items.values()))}
    return plausible(works, lambda value: crossref_record(value, works[value]), is_alone=len(values) == 1)


def search(entries: Sequence[Entry]) -> Request | None:
    """One request for works like the one entry: by the reference that it was read from, else title, author and year.

    Crossref's documentation asks for the whole string (``query.bibliographic``): it has the venue and the pages, too.
    """
    entry = entries[0]
    if reference := entry.plain(REFERENCE):
        return Request(PATH, (("query.bibliographic", reference[:MOST_ASKED]), ("rows", str(HITS))), MEDIA_TYPE)
    first = entry.names("author")[:1]
    words = [entry.plain("title"), *(name.family or name.literal for name in first), str(entry.year or "")]
    query = (("query.bibliographic", " ".join(filter(None, words))), ("rows", str(HITS)))
    return Request(PATH, query, MEDIA_TYPE) if words[0] else None


def found(answer: Answer) -> list[Record]:
    """The works of a list as candidates, best first; their scores say nothing."""
    items = {_doi(item): item for item in _items(answer) if first_text(item.get("title"))}
    known = [doi for doi in items if known_id("doi", doi)]
    return list(plausible(known, lambda doi: crossref_record(doi, items[doi])).values())


def _items(answer: Answer) -> list[Item]:
    """The works of a list, or the one work."""
    if answer.status != 200:
        raise refused(answer, WHO)
    data = as_dict(read_json(answer, WHO))
    message = as_dict(data.get("message"))
    if data.get("status") != "ok" or not message:
        raise UnavailableError(f"{WHO} answered with JSON that holds no works")
    return [*as_dicts(message["items"])] if "items" in message else [message]


def _doi(item: Item) -> str:
    return without_controls(as_text(item.get("DOI"))).strip().lower()


def _is_alias(answer: Answer, doi: str) -> bool:
    """Whether Crossref itself led from the DOI asked for to this one."""
    return bool(doi) and unquote(answer.url.partition("?")[0]).lower().endswith(f"{PATH}/{doi}")


def crossref_record(value: str, item: Item) -> Record:
    """The record of a DOI that one of Crossref's items describes; ImplausibleError as of `record_of`."""
    type_ = _type(item)
    titles = [text for one in as_list(item.get("title")) if (text := as_text(one).strip())]
    people = {role: gather(map(_person, as_dicts(item.get(role)))) for role in ("author", "editor", "translator")}
    parsed = Parsed(
        type_,
        _texts(item, type_),
        {
            **{role: names for role, (names, _) in people.items()},
            **_dates(item, type_),
            **_numbers(item, type_),
            "doi": _doi(item),
        },
        {
            **{role: changed for role, (_, changed) in people.items()},
            "title": " | ".join(titles) if len(titles) > 1 else "",
        },
        _links(item),
        as_text(as_dict(item.get("deposited")).get("date-time")),
    )
    return record_of(work_id("doi", value), "crossref", parsed)


def _type(item: Item) -> str:
    type_ = TYPES.get(as_text(item.get("type")), "misc")
    if type_ == "preprint":
        return POSTED.get(as_text(item.get("subtype")), type_)
    is_paper = type_ == "incollection" and any(map(PROCEEDINGS_SERIES.match, _container_titles(item)))
    return "inproceedings" if is_paper else type_


def _texts(item: Item, type_: str) -> dict[str, str]:
    """Text fields as Crossref has them."""
    title = without_full_stop(joined_title(first_text(item.get("title")), first_text(item.get("subtitle"))))
    original = first_text(item.get("original-title"))
    has_house = type_ in ("thesis", "report") and _institution(item)
    return {
        "title": title or original or _granted(item),
        "origtitle": original if title and original.strip() != title else "",
        **_containers(item, type_),
        "eventtitle": as_text(as_dict(item.get("event")).get("name")),
        "venue": as_text(as_dict(item.get("event")).get("location")),
        "publisher": "" if has_house else as_text(item.get("publisher")),
        "location": as_text(item.get("publisher-location")),
        **_houses(item, type_),
        "genre": thesis_genre(first_text(item.get("degree"))) if type_ == "thesis" else "",
    }


def _granted(item: Item) -> str:
    """The title of a grant's project."""
    return first_text(
        [
            one.get("title")
            for project in as_dicts(item.get("project"))
            for one in as_dicts(project.get("project-title"))
        ]
    )


def _houses(item: Item, type_: str) -> dict[str, str]:
    """Who awarded or issued it, the server of a preprint, the body behind a standard."""
    body = as_text(as_dict(item.get("standards-body")).get("name"))
    return {
        "institution": _institution(item) if type_ in ("thesis", "report") else "",
        "organization": body or (_institution(item) if type_ == "preprint" else ""),
    }


def _institution(item: Item) -> str:
    return first_text([one.get("name") for one in as_dicts(item.get("institution"))])


def _containers(item: Item, type_: str) -> dict[str, str]:
    """Journal with its short title, or book and series, or series."""
    titles = _container_titles(item)
    if type_ == "article":
        short = first_text(item.get("short-container-title"))
        return {"journaltitle": "".join(titles[:1]), "shortjournal": "" if short in titles else short}
    if type_ not in HOSTED:
        return {"series": "".join(title for title in titles[:1] if title != as_text(item.get("publisher")))}
    return dict(zip(("booktitle", "series"), _book_first(titles), strict=False))


def _container_titles(item: Item) -> list[str]:
    titles = (as_text(one).strip() for one in as_list(item.get("container-title")))
    return list(dict.fromkeys(filter(None, titles)))


def _book_first(titles: list[str]) -> list[str]:
    """Of two titles in either order, that of the book before that of the series; in doubt the series came first.

    A second title of one word is the first one's acronym.
    """
    if len(titles) < 2 or " " not in titles[1] or (_is_series(titles[1]) and not _is_series(titles[0])):
        return titles[:2]
    return [titles[1], titles[0]]


def _is_series(title: str) -> bool:
    return bool(SERIES.search(title)) and not re.search(r"\b(?:19|20)\d\d\b", title)


def _person(one: Mapping[str, Any]) -> tuple[str, list[Name | None]]:
    """A person or organisation in Crossref's words, and as a name."""
    if whole := as_text(one.get("name")):
        return whole, [organisation(whole)]
    given, family, suffix, orcid = (as_text(one.get(part)) for part in ("given", "family", "suffix", "ORCID"))
    return f"{given} {family} {suffix}", [person(given, family, suffix, orcid)]


def _numbers(item: Item, type_: str) -> dict[str, Value]:
    pages, eid = clean_pages(as_text(item.get("page"))), plain(as_text(item.get("article-number")))
    if not eid and type_ == "article" and is_article_number(pages):
        eid = pages
    return {
        "volume": plain(as_text(item.get("volume"))),
        "number": plain(as_text(item.get("issue"))),
        "pages": "" if pages == eid else pages,
        "eid": eid,
        "edition": plain(as_text(item.get("edition-number"))).removeprefix("0"),
        "isbn": one_isbn(_printed_first(item, "isbn-type", "ISBN")),
        "issn": one_issn(_printed_first(item, "issn-type", "ISSN")),
        "language": language_tag(as_text(item.get("language"))),
    }


def _printed_first(item: Item, typed: str, listed: str) -> list[str]:
    printed = [as_text(one.get("value")) for one in as_dicts(item.get(typed)) if one.get("type") == "print"]
    return printed + [as_text(one) for one in as_list(item.get(listed))]


def _dates(item: Item, type_: str) -> dict[str, Value]:
    """The date, and the days of the event."""
    event = as_dict(item.get("event"))
    start, end = _date(event.get("start")), _date(event.get("end"))
    if start and end and end.parts > start.parts:
        start = Date(start.year, start.month, start.day, end=end)
    date = (_issue_date(item) if type_ == "article" else None) or _earliest(item)
    return {field: value for field, value in (("date", date), ("eventdate", start)) if value}


def _issue_date(item: Item) -> Date | None:
    """The date of the journal's issue: its year is cited with the volume, while `issued` may be months ahead online."""
    issue, earliest = as_dict(item.get("journal-issue")), _earliest(item)
    dates = (issue.get("published-print"), item.get("published-print"), issue.get("published-online"))
    date = next((date for one in dates if (date := _date(one))), None)
    is_finer = date and earliest and earliest.parts[: len(date.parts)] == date.parts
    return earliest if is_finer else date


def _earliest(item: Item) -> Date | None:
    names = ("issued", "published", "approved", "posted")
    return next((date for name in names if (date := _date(item.get(name)))), None)


def _date(value: object) -> Date | None:
    return date_of_parts(next(iter(as_list(as_dict(value).get("date-parts"))), None))


def _links(item: Item) -> dict[str, list[str]]:
    """What updated the work and what it updates, newer and published version and preprint, as ids of works."""
    pairs = [(UPDATED_BY.get(as_text(one.get("type"))), one.get("DOI")) for one in as_dicts(item.get("updated-by"))]
    pairs += [(UPDATES.get(as_text(one.get("type"))), one.get("DOI")) for one in as_dicts(item.get("update-to"))]
    for relation, targets in as_dict(item.get("relation")).items():
        pairs += [(RELATIONS.get(relation), one.get("id")) for one in as_dicts(targets) if one.get("id-type") == "doi"]
    links: dict[str, list[str]] = {}
    for name, doi in pairs:
        if name and as_text(doi).lower() != _doi(item):
            links.setdefault(name, []).append(known_id("doi", as_text(doi)))
    title = plain(first_text(item.get("title")))
    if notice_in(title) == "retraction":
        links.setdefault("retraction", [title])
    return links


SERVICE = Service(
    name="crossref",
    scheme="doi",
    base_url="https://api.crossref.org",
    env="REFEXPORT_CROSSREF_URL",
    batch=50,
    interval=1.05,
    polite_interval=0.35,
    alone_intervals=(0.22, 0.11),
    domain="crossref.org",
    request=request,
    parse=parse,
    search=search,
    found=found,
    mailto="mailto",
    has_most=True,
)
