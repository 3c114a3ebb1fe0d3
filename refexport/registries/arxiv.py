"""arXiv: the query API's Atom feeds.

Rules: info.arxiv.org/help/api/tou.html (one request every three seconds, one connection);
form: info.arxiv.org/help/api/user-manual.html. Entries come in any order, unknown ids are left out with status 200.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from refexport.errors import UnavailableError
from refexport.model.entry import Entry, Record, Value
from refexport.model.ids import normal_arxiv, without_version
from refexport.registries.service import (
    Answer,
    Parsed,
    Request,
    Service,
    from_tex,
    known_id,
    plausible,
    read_xml,
    record_of,
    refused,
)
from refexport.text.clean import date_of_text, gather, split_person
from refexport.text.fold import without_accents
from refexport.text.markup import plain
from refexport.text.notices import withdrawal_in
from refexport.works.title_words import telling

WHO = "arXiv"
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
PATH = "/api/query"
MEDIA_TYPE = "application/atom+xml"
HITS_EACH = 10

Found = dict[str, dict[int, ET.Element]]
"""Entries by id without version, then by version (0 if the feed gives none)."""


def request(values: Sequence[str]) -> Request:
    """One request for all ids; beside an id that names a version the newest is asked for, to tell of newer ones."""
    asked = dict.fromkeys(one for value in values for one in (value, without_version(value)))
    return Request(PATH, (("id_list", ",".join(asked)), ("max_results", str(len(asked)))), MEDIA_TYPE)


def parse(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the ids that the feed holds; an id asked alone for which it counts nothing does not exist."""
    feed = _read(answer)
    error = _error(feed)
    if len(values) == 1 and error.startswith("incorrect id format"):
        return {values[0]: Record(f"arxiv:{values[0]}", "arxiv")}
    entries = _entries(feed, error, answer)
    if (total := _total(feed)) is None or total > len(entries):
        raise UnavailableError(f"{WHO} sent fewer entries than it counts (overload)")
    found = _by_id(entries)
    if len(values) == 1 and total == 0:
        return {values[0]: Record(f"arxiv:{values[0]}", "arxiv")}
    if len(values) == 1 and without_version(values[0]) not in found:
        raise UnavailableError(f"{WHO} sent another paper than the one that was asked for")
    asked = [value for value in values if _version(value, found) is not None]
    return plausible(asked, lambda value: _record(value, found), is_alone=len(values) == 1)


def search(entries: Sequence[Entry]) -> Request | None:
    """One request for works like the entries: their titles as phrases, or their first author with rare words."""
    terms = [term for entry in entries if (term := _term(entry))]
    query = (("search_query", " OR ".join(terms)), ("max_results", str(HITS_EACH * len(terms))))
    return Request(PATH, query, MEDIA_TYPE) if terms else None


def found(answer: Answer) -> list[Record]:
    """The papers of a feed as candidates, best first, their ids without version."""
    feed = _read(answer)
    papers = _by_id(_entries(feed, _error(feed), answer))
    return list(plausible(papers, lambda value: _record(value, papers)).values())


def _read(answer: Answer) -> ET.Element:
    """The feed; refusals are plain text or HTML, while errors are feeds whatever their status."""
    if answer.status in (403, 429) or answer.status >= 500:
        raise refused(answer, WHO)
    feed = read_xml(answer, WHO)
    if feed.tag != f"{ATOM}feed":
        raise UnavailableError(f"{WHO} answered with XML that is no Atom feed")
    return feed


def _error(feed: ET.Element) -> str:
    """What an error feed says, nothing if it is none; older servers send it with status 200."""
    for entry in feed.iter(f"{ATOM}entry"):
        if "/api/errors" in _text(entry, f"{ATOM}id"):
            return plain(_text(entry, f"{ATOM}summary")) or "no reason given"
    return ""


def _entries(feed: ET.Element, error: str, answer: Answer) -> list[ET.Element]:
    """The entries of a good answer."""
    if error:
        raise UnavailableError(f"{WHO} answered with an error: {error}")
    if answer.status != 200:
        raise refused(answer, WHO)
    return feed.findall(f"{ATOM}entry")


def _total(feed: ET.Element) -> int | None:
    """How many entries the feed counts; None if it does not say."""
    total = _text(feed, f"{OPENSEARCH}totalResults").strip()
    return int(total) if re.fullmatch(r"\d{1,9}", total, re.ASCII) else None


def _by_id(entries: Sequence[ET.Element]) -> Found:
    found: Found = {}
    for entry in entries:
        try:
            full = normal_arxiv(re.sub(r"^.*?/abs/", "", _text(entry, f"{ATOM}id").strip()))
            version = int(full[len(without_version(full)) + 1 :] or 0)
        except ValueError:
            continue
        if _text(entry, f"{ATOM}title").strip():
            found.setdefault(without_version(full), {}).setdefault(version, entry)
    return found


def _version(value: str, found: Found) -> int | None:
    """The version that answers for an id: the one asked for, else the newest in the feed."""
    bare = without_version(value)
    versions = found.get(bare, {})
    if value == bare:
        return max(versions, default=None)
    asked = int(value[len(bare) + 1 :])
    return asked if asked in versions else None


def _record(value: str, found: Found) -> Record:
    versions = found[without_version(value)]
    atom = versions[_version(value, found) or 0]
    names = [name.text or "" for name in atom.iterfind(f"{ATOM}author/{ATOM}name")]
    authors, changed = gather((name, [split_person(name)]) for name in names)
    values: dict[str, Value] = {
        "author": authors,
        "date": date_of_text(_text(atom, f"{ATOM}published")) or "",
        "eprint": value,
        "eprinttype": "arxiv",
        "eprintclass": _category(atom),
        "url": f"https://arxiv.org/abs/{value}",
    }
    parsed = Parsed(
        "preprint",
        {"title": _text(atom, f"{ATOM}title")},
        values,
        {"author": changed},
        _links(value, atom, max(versions)),
        _text(atom, f"{ATOM}updated"),
    )
    return record_of(f"arxiv:{value}", "arxiv", parsed, from_tex)


def _category(atom: ET.Element) -> str:
    primary = atom.find(f"{ARXIV}primary_category")
    return plain(primary.get("term", "")) if primary is not None else ""


def _links(value: str, atom: ET.Element, newest: int) -> dict[str, list[str]]:
    """Published version (its DOIs, else the journal reference), withdrawal, newer version."""
    withdrawal = withdrawal_in(plain(_text(atom, f"{ARXIV}comment")), plain(_text(atom, f"{ATOM}summary")))
    dois = [one for doi in _text(atom, f"{ARXIV}doi").split() if (one := known_id("doi", doi))]
    bare = without_version(value)
    is_old = value != bare and newest > int(value[len(bare) + 1 :])
    return {
        "published": dois or [plain(_text(atom, f"{ARXIV}journal_ref"))],
        "withdrawal": [withdrawal],
        "newer": [f"arxiv:{bare}v{newest}"] if is_old else [],
    }


def _text(parent: ET.Element, tag: str) -> str:
    return parent.findtext(tag) or ""


def _term(entry: Entry) -> str:
    """The title as a phrase, or its first author with two of its three most telling words; nothing without a title.

    Two of three: a slip in one of them, or another first word, must not hide the paper.
    """
    words = re.findall(r"\w+", without_accents(entry.plain("title").lower()))
    if not words:
        return ""
    phrase = f'ti:"{" ".join(words)}"'
    family = re.findall(r"\w+", without_accents(next((name.family for name in entry.names("author")), "").lower()))
    if not family:
        return phrase
    a, b, c = (telling(words) * 3)[:3]
    return f"({phrase} OR (au:{family[-1]} AND ((ti:{a} AND (ti:{b} OR ti:{c})) OR (ti:{b} AND ti:{c}))))"


SERVICE = Service(
    name="arxiv",
    scheme="arxiv",
    base_url="https://export.arxiv.org",
    env="REFEXPORT_ARXIV_URL",
    batch=100,
    interval=3.2,
    from_end=True,
    domain="arxiv.org",
    request=request,
    parse=parse,
    search=search,
    found=found,
    search_batch=10,
)
