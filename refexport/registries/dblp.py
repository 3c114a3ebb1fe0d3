"""dblp: the publication search API, asked for keys.

Form: dblp.org/faq, "How to use the dblp search API": every word of a query must begin a word of the authors, title,
venue or year; ``|`` parts alternatives, ``$`` ends a word. It cannot look for keys, but a key tells its venue, its
first author's family name and its year (conf/icml/FinnAL17): one query finds many, and hits are matched by their key.
What such a query does not find may exist: a key may have another name or year than the record. The search stands behind
a check for robots, an HTML page with status 200 or 500; `dblp_sparql` is asked then.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from refexport.data.letters import LETTERS
from refexport.data.patterns import regex
from refexport.data.venues import search_words, stream_of
from refexport.errors import UnavailableError
from refexport.model.entry import Entry, Record
from refexport.registries.dblp_records import Info, is_page, record
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
from refexport.text.fold import without_accents
from refexport.works.title_words import telling

WHO = "dblp"
PATH = "/search/publ/api"
MOST_HITS = 1000


KEY = regex(r"(?P<family>[A-Z][A-Za-z]*[a-z])?(?P<hyphen>-)?.*?(?P<year>\d\d)[a-z]{0,2}", re.ASCII)
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
    """The records of the keys among the hits; what a search does not find may exist."""
    by_key = {as_text(info.get("key")): info for info in _hits(answer)}
    known = [value for value in values if value in by_key]
    return plausible(known, lambda value: record(by_key[value]), is_alone=len(values) == 1)


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
    hits = {as_text(info.get("key")): info for info in _hits(answer)}
    known = [key for key in hits if known_id("dblp", key)]
    return list(plausible(known, lambda key: record(hits[key])).values())


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
    """The words of the title, the most telling first; of a title alone the longest."""
    words = re.findall(r"[a-z0-9]+", without_accents(entry.plain("title").lower()))
    return telling(words) if entry.has("author") else sorted(dict.fromkeys(words), key=len, reverse=True)


def _begins(name: str) -> str:
    """What a word of a name begins with, for the search; a short name is asked for whole."""
    words = re.findall(r"[^\W\d_]+", without_accents(name))
    return f"{words[0]}$" if words and len(words[0]) <= SHORT else "".join(words[:1])


def _hits(answer: Answer) -> list[Info]:
    if is_page(answer):
        raise UnavailableError(f"{WHO}'s search is behind its check for robots (an HTML page, status {answer.status})")
    if answer.status != 200:
        raise refused(answer, WHO)
    hits = as_dict(as_dict(as_dict(read_json(answer, WHO)).get("result")).get("hits"))
    if not as_text(hits.get("@total")) or not as_text(hits.get("@sent")):
        raise UnavailableError(f"{WHO} answered with JSON that holds no hits")
    return [as_dict(hit.get("info")) for hit in as_dicts(hits.get("hit"))]


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
