"""PubMed: the document summaries of NCBI's E-utilities, in batches.

Rules and form: ncbi.nlm.nih.gov/books/NBK25497 ("Usage Guidelines": three requests a second from one address, `tool`
and `email` in each) and NBK25499 (ESummary); what the fields hold: nlm.nih.gov/bsd/mms/medlineelements.html.
Unknown ids are named in an answer of status 200, and so are most errors.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from refexport.data.languages import MEDLINE
from refexport.data.medline import PUBLICATION_TYPES
from refexport.data.notices import PUBMED_REFERENCES, PUBMED_TYPES
from refexport.data.patterns import regex
from refexport.errors import UnavailableError
from refexport.model.entry import Record, Value
from refexport.model.ids import scheme_of, value_of, work_id
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
    SUFFIX,
    clean_pages,
    date_of_words,
    gather,
    is_article_number,
    language_tag,
    one_issn,
    organisation,
    person,
)
from refexport.text.markup import plain

WHO = "PubMed"
PATH = "/entrez/eutils/esummary.fcgi"
NO_SUCH = "cannot get document summary"

Item = Mapping[str, Any]

DOCTYPES = {"book": "book", "chapter": "incollection"}
"""Kinds of summaries, other than those of articles ("citation") -> entry types."""

INITIALS = regex(r"[^\W\d_]{1,4}(?:-[^\W\d_]{1,3})?")
PLACE = regex(r"\s*\([^()]*,[^()]*\)$")
"""What NLM adds to the title of a journal to tell it from another: ``Lancet (London, England)``."""
FULL_STOP = regex(r"(?<!\.)\.$")
"""MEDLINE ends every title with one."""
TRANSLATED = regex(r"\[(.*?)\.?\]\.?", re.DOTALL)
CUT_RANGE = regex(r"([A-Za-z]*)(\d+)\s*[-–]\s*(\d+)", re.ASCII)
LOCATION = regex(r"(?:pii:\s*)?([A-Za-z]{0,2}\d{1,7})\.?(?:\s.*)?", re.ASCII)
"""The number of an article that has no pages: ``e1000097``, ``pii: E123. doi: 10.1000/1``."""


def request(values: Sequence[str]) -> Request:
    """One request for the summaries of all ids."""
    query = (("db", "pubmed"), ("id", ",".join(values)), ("retmode", "json"), ("tool", "refexport"))
    return Request(PATH, query, "application/json")


def parse(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the ids that the answer holds, and of those that it calls unknown."""
    if answer.status != 200:
        raise refused(answer, WHO)
    result = as_dict(as_dict(read_json(answer, WHO)).get("result"))
    if "uids" not in result:
        raise UnavailableError(f"{WHO} answered with JSON that holds no summaries")
    items = {value: item for value in values if as_text((item := as_dict(result.get(value))).get("uid")) == value}
    known = [value for value, item in items.items() if "error" not in item or _is_unknown(item)]
    return plausible(known, lambda value: _record(value, items[value]), is_alone=len(values) == 1)


def _is_unknown(item: Item) -> bool:
    """Whether its error is that there is none; another one says nothing."""
    return as_text(item.get("error")).strip() == NO_SUCH


def _record(value: str, item: Item) -> Record:
    if _is_unknown(item):
        return Record(work_id("pmid", value), "pubmed")
    type_ = _type(item)
    people = {role: gather(map(_person, _people(item, role))) for role in ("author", "editor")}
    values: dict[str, Value] = {
        **{role: names for role, (names, _) in people.items()},
        "date": date_of_words(first_text([item.get(name) for name in ("pubdate", "epubdate", "docdate")])) or "",
        **_numbers(item, type_),
        **_ids(item),
        "pmid": value,
    }
    raw = {**{role: changed for role, (_, changed) in people.items()}, **_raw(item, type_)}
    return record_of(work_id("pmid", value), "pubmed", Parsed(type_, _texts(item, type_), values, raw, _links(item)))


def _type(item: Item) -> str:
    types = (PUBLICATION_TYPES.get(as_text(one)) for one in as_list(item.get("pubtype")))
    return DOCTYPES.get(as_text(item.get("doctype"))) or next(filter(None, types), "article")


def _people(item: Item, role: str) -> list[dict[str, Any]]:
    """The people and groups of a role; whoever is no editor is an author."""
    everybody = as_dicts(item.get("authors"))
    return [one for one in everybody if (as_text(one.get("authtype")) == "Editor") == (role == "editor")]


def _person(one: Item) -> tuple[str, list[Name | None]]:
    """A group, or a person from ``de Azevedo WF Jr``: family name, initials without stops, suffix."""
    name = plain(as_text(one.get("name")))
    if as_text(one.get("authtype")) == "CollectiveName":
        return name, [organisation(name)]
    words = name.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    initials = words.pop() if len(words) > 1 and words[-1].isupper() and INITIALS.fullmatch(words[-1]) else ""
    given = re.sub(r"([^\W\d_])(?=[^\W\d_])", r"\1. ", initials).replace("-", ".-") + "." * bool(initials)
    family = " ".join(words)
    return f"{given} {family} {suffix}", [person(given, family, suffix)]


def _texts(item: Item, type_: str) -> dict[str, str]:
    """Text fields as PubMed has them, without the full stop of titles."""
    texts = {
        "title": _title(item),
        "publisher": as_text(item.get("publishername")),
        "location": as_text(item.get("publisherlocation")),
        "booktitle": as_text(item.get("booktitle")) if type_ == "incollection" else "",
    }
    if type_ != "article":
        return texts
    full, _, subtitle = PLACE.sub("", _journal(item)).partition(" : ")
    short = as_text(item.get("source"))
    return {**texts, "journaltitle": full or short, "journalsubtitle": subtitle, "shortjournal": _other(short, full)}


def _other(short: str, full: str) -> str:
    """The short title of a journal if it is another one."""
    return "" if not full or short.lower() == full.lower() else short


def _journal(item: Item) -> str:
    return as_text(item.get("fulljournalname")).strip()


def _title(item: Item) -> str:
    """The title in the work's own language; PubMed's translation of it stands in brackets."""
    title, own = as_text(item.get("title")).strip(), as_text(item.get("vernaculartitle"))
    translated = TRANSLATED.fullmatch(title)
    return FULL_STOP.sub("", (own or (translated[1] if translated else title)).strip())


def _numbers(item: Item, type_: str) -> dict[str, Value]:
    pages, eid = _pages(item), _location(item)
    if type_ == "article" and is_article_number(pages):
        pages, eid = "", pages
    return {
        "volume": plain(as_text(item.get("volume"))),
        "number": plain(as_text(item.get("issue"))),
        "pages": pages,
        "eid": "" if pages else eid,
        "edition": plain(as_text(item.get("edition"))),
        "issn": one_issn([as_text(item.get(name)) for name in ("issn", "essn")]),
        "language": _language(item),
    }


def _language(item: Item) -> str:
    code = first_text(item.get("lang")).strip().lower()
    return MEDLINE.get(code, language_tag(code))


def _pages(item: Item) -> str:
    """The pages with both ends whole: MEDLINE writes ``637-41`` and ``D36-42``."""
    first = as_text(item.get("pages")).partition(";")[0]
    if cut := CUT_RANGE.fullmatch(first.strip()):
        letters, start, end = cut.groups()
        first = f"{letters}{start}-{letters}{start[: max(len(start) - len(end), 0)]}{end}"
    return clean_pages(first)


def _location(item: Item) -> str:
    found = LOCATION.fullmatch(plain(as_text(item.get("elocationid"))))
    return found[1] if found else ""


def _ids(item: Item) -> dict[str, Value]:
    """DOI (or the arXiv id that it stands for) and the id of the free copy in PubMed Central."""
    listed = as_dicts(item.get("articleids"))
    by_type = {as_text(one.get("idtype")): as_text(one.get("value")).strip() for one in listed}
    pmcid, known = by_type.get("pmc", ""), known_id("doi", by_type.get("doi", ""))
    ids: dict[str, Value] = {"pmcid": pmcid if re.fullmatch(r"PMC\d+", pmcid, re.ASCII) else ""}
    if scheme_of(known) == "arxiv":
        return {**ids, "eprint": value_of(known), "eprinttype": "arxiv"}
    return {**ids, "doi": value_of(known)}


def _raw(item: Item, type_: str) -> dict[str, str]:
    """PubMed's own words where reading them changed more than markup."""
    journal, pages = _journal(item), plain(as_text(item.get("pages")))
    title = as_text(item.get("title")).strip()
    return {
        "title": title if TRANSLATED.fullmatch(title) else "",
        "journaltitle": journal if type_ == "article" and (PLACE.search(journal) or " : " in journal) else "",
        "pages": pages if clean_pages(pages) != _pages(item) else "",
    }


def _links(item: Item) -> dict[str, list[str]]:
    """What updated the work and what it updates: PubMed ids, references, or the publication type that says so alone."""
    links: dict[str, list[str]] = {}
    for one in as_dicts(item.get("references")):
        if link := PUBMED_REFERENCES.get(as_text(one.get("reftype")).strip()):
            target = known_id("pmid", as_text(one.get("pmid"))) or plain(as_text(one.get("refsource")))
            links.setdefault(link, []).append(target)
    for type_ in map(as_text, as_list(item.get("pubtype"))):
        if link := PUBMED_TYPES.get(type_):
            links.setdefault(link, [type_])
    return links


SERVICE = Service(
    name="pubmed",
    scheme="pmid",
    base_url="https://eutils.ncbi.nlm.nih.gov",
    env="REFEXPORT_PUBMED_URL",
    batch=200,
    interval=1.0,  # three a second are allowed, but to all programs of an address together
    domain="nih.gov",
    request=request,
    parse=parse,
    mailto="email",
)
