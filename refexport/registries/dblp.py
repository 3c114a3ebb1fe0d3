"""dblp: the publication search API, asked for keys.

Form: dblp.org/faq, "How to use the dblp search API": every word of a query must begin a word of the authors, title,
venue or year; ``|`` parts alternatives, ``$`` ends a word. It cannot look for keys, but a key tells its venue, its
first author's family name and its year (conf/icml/FinnAL17): one query finds many, and hits are matched by their key.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from refexport.data.kinds import HOSTED
from refexport.data.letters import LETTERS
from refexport.data.venues import PMLR, PMLR_SERIES, Venue, container_of, search_words, stream_of, venue_of, volume_of
from refexport.errors import UnavailableError
from refexport.model.entry import Entry, Record, Value
from refexport.model.ids import normal_arxiv, value_of
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
    read_json,
    record_of,
    refused,
)
from refexport.text.clean import clean_pages, date_of_text, gather, split_person
from refexport.text.fold import without_accents
from refexport.text.markup import plain

WHO = "dblp"
PATH = "/search/publ/api"
MOST_HITS = 1000

Info = Mapping[str, Any]

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


KEY = re.compile(r"(?P<family>[A-Z][A-Za-z]*[a-z])?(?P<hyphen>-)?.*?(?P<year>\d\d)[a-z]{0,2}", re.ASCII)
FOLDED = tuple(("d" if letter == "đ" else LETTERS[letter], letter) for letter in "øłđßæœ")
"""Letters that a key writes in ASCII and that no folding of accents makes equal."""

SHORT = 3
"""Names up to this length are asked for as whole words: "Li" begins too many."""

RARE_WORDS = 4
"""Words of a title that a search for titles asks for."""


def request(values: Sequence[str]) -> Request:
    """One search for all keys that tell author and year; a single key is asked for more widely.

    UnavailableError if the search cannot look for such keys at all.
    """
    is_alone = len(values) == 1
    keys = [value for value in values if _is_telling(value) or (is_alone and search_words(value))]
    authors = _either(word for key in keys for word in _families(key, is_alone=is_alone))
    years = _either(_year(key) for key in keys)
    venues = _either(word for key in keys for word in _venues(key, is_alone=is_alone))
    if not years:
        raise UnavailableError(
            f"{WHO}'s search cannot look for keys like {values[0]}: give its DOI or arXiv id instead"
        )
    return _search(authors, years, venues)


def parse(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the keys among the hits; a telling key asked alone that is not among all hits does not exist."""
    hits, is_whole = _hits(answer)
    by_key = {as_text(info.get("key")): info for info in hits}
    records = {value: _record(by_key[value]) for value in values if value in by_key}
    if len(values) == 1 and not records and is_whole and _is_telling(values[0]):
        return {values[0]: Record(f"dblp:{values[0]}", "dblp")}
    return records


def search(entries: Sequence[Entry]) -> Request | None:
    """One search for works like all the entries: one of their first authors, and twice one of two title words.

    One of two: a slip in a word must not hide the work.
    """
    asked = [(words, entry.names("author")[:1]) for entry in entries if (words := _rare_words(entry))]
    if not asked:
        return None
    families = [_either(_begins(name.family or name.literal) for name in names) for _, names in asked]
    ranks = [_either(word for words, _ in asked for word in _pair(words, first)) for first in range(0, RARE_WORDS, 2)]
    return _search(_either(families) if all(families) else "", *ranks)


def found(answer: Answer) -> list[Record]:
    """The hits as candidates, best first."""
    return [_record(info) for info in _hits(answer)[0] if known_id("dblp", as_text(info.get("key")))]


def _search(*groups: str) -> Request:
    query = (("q", " ".join(filter(None, groups))), ("format", "json"), ("h", str(MOST_HITS)))
    return Request(PATH, query, "application/json")


def _either(words: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(filter(None, words)))


def _parts(key: str) -> Mapping[str, str | None]:
    """Family name, hyphen after it and year of a key, as far as it tells them (homonyms and CoRR have numbers)."""
    key_parts = KEY.fullmatch(key.rpartition("/")[2])
    return key_parts.groupdict() if key_parts and not key.startswith("journals/corr/abs-") else {}


def _is_telling(key: str) -> bool:
    return bool(_parts(key).get("family"))


def _families(key: str, *, is_alone: bool) -> list[str]:
    """What a word of the first author's name begins with: ``McMahan``, or ``Mahan`` if dblp parts it."""
    parts = _parts(key)
    family = parts.get("family")
    if not family:
        return []
    if len(family) <= SHORT and not parts["hyphen"]:
        return [f"{family}$"]
    words = [family, re.split(r"(?<=[A-Za-z])(?=[A-Z])", family)[-1]]
    return [*words, *(family.replace(*pair) for pair in FOLDED)] if is_alone else words


def _year(key: str) -> str:
    year = _parts(key).get("year")
    return f"{20 if int(year) <= 50 else 19}{year}" if year else ""


def _venues(key: str, *, is_alone: bool) -> Sequence[str]:
    """The words of the venue; for a stream that the table lacks a guess, which a key alone does without."""
    name = stream_of(key).rpartition("/")[2]
    return search_words(key) or (() if is_alone else (name.upper(), name))


def _pair(words: list[str], first: int) -> list[str]:
    """Two of the words from a place on; the last two of a short title."""
    return words[min(first, max(len(words) - 2, 0)) :][:2]


def _rare_words(entry: Entry) -> list[str]:
    """The words of the title, the longest and so the rarest first."""
    words = re.findall(r"[a-z0-9]+", without_accents(entry.plain("title").lower()))
    return sorted(dict.fromkeys(words), key=len, reverse=True)


def _begins(name: str) -> str:
    """What a word of a name begins with, for the search; a short name is asked for whole."""
    words = re.findall(r"[^\W\d_]+", without_accents(name))
    return f"{words[0]}$" if words and len(words[0]) <= SHORT else "".join(words[:1])


def _hits(answer: Answer) -> tuple[list[Info], bool]:
    """The hits, and whether these are all there are."""
    if answer.status != 200:
        raise refused(answer, WHO)
    hits = as_dict(as_dict(as_dict(read_json(answer, WHO)).get("result")).get("hits"))
    total, sent = as_text(hits.get("@total")), as_text(hits.get("@sent"))
    if not total or not sent:
        raise UnavailableError(f"{WHO} answered with JSON that holds no hits")
    infos: list[Info] = [as_dict(hit.get("info")) for hit in as_dicts(hits.get("hit"))]
    return infos, total == sent == str(len(infos))


def _record(info: Info) -> Record:
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
    return record_of(f"dblp:{key}", "dblp", Parsed(type_, texts, values, {"author": changed}))


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
    return date.year if date else 0


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


SERVICE = Service(
    name="dblp",
    scheme="dblp",
    base_url="https://dblp.org",
    env="REFEXPORT_DBLP_URL",
    batch=20,
    interval=1.0,
    domain="dblp.org",
    request=request,
    parse=parse,
    search=search,
    found=found,
    search_batch=5,
)
