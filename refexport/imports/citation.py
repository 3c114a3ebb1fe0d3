"""Citation: one line of somebody's list -> an entry, as far as the line says.

Recognised are the ways in which people write references; each is a pattern in `SHAPES` with a line of that shape.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from refexport.imports.people import parse_people
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.ids import NORMAL
from refexport.model.name import Name
from refexport.model.text import literal_text

YEAR = r"(?:1[5-9]|20)\d\d"
LINK = re.compile(
    r"!?\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]"
    r"\(<?(?P<url>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+\"[^\"]*\")?\)"
)
URL = re.compile(r"<?(https?://[^\s<>\"|]+)>?")
ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
BARE_ID = (
    ("arxiv", re.compile(rf"\barxiv[:\s]\s*({ARXIV_ID})(?:\s*\[[\w.-]+\])?", re.IGNORECASE)),
    ("doi", re.compile(r"(?:\bdoi[:\s]\s*)?\b(10\.\d{4,9}/[^\s|]+)", re.IGNORECASE)),
    ("arxiv", re.compile(rf"^({ARXIV_ID})$")),
)
LABELS = frozenset(
    "pdf code paper link url project page website web slides video poster bib bibtex arxiv doi html github data "
    "dataset supp supplementary tensorflow pytorch keras tf review blog openreview demo talk ppt here "
    "论文 代码 链接 这里".split()
)
"""Words that name what a link leads to, and are no title."""

HOSTS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), field, template)
    for pattern, field, template in (
        (
            r"arxiv\.org/(?:abs|pdf|html|format)/(.+?)(?:\.pdf)?/?$",
            "arxiv",
            "{}",
        ),  # info.arxiv.org/help/arxiv_identifier
        (r"(?:dx\.)?doi\.org/(10\.[^?#]+)", "doi", "{}"),
        (
            r"(?:huggingface\.co/papers|alphaxiv\.org/abs|ar5iv\.(?:labs\.arxiv\.)?org/html)/(\d{4}\.\d{4,5})",
            "arxiv",
            "{}",
        ),
        (r"dl\.acm\.org/(?:doi|citation)/(?:abs/|pdf/|full/)?(10\.\d+/[^?#]+)", "doi", "{}"),
        (r"link\.springer\.com/(?:article|chapter|book)/(10\.\d+/[^?#]+)", "doi", "{}"),
        (r"onlinelibrary\.wiley\.com/doi/(?:abs/|full/|pdf/)?(10\.\d+/[^?#]+)", "doi", "{}"),
        (r"(?:bio|med)rxiv\.org/content/(10\.\d+/[\d.]+)", "doi", "{}"),
        (r"tandfonline\.com/doi/(?:abs/|full/)?(10\.\d+/[^?#]+)", "doi", "{}"),
        (r"science\.org/doi/(?:abs/|full/)?(10\.\d+/[^?#]+)", "doi", "{}"),
        (r"nature\.com/articles/([\w-]+)", "doi", "10.1038/{}"),
        # the ACL Anthology registers <id> as 10.18653/v1/<id> from 2012 on (aclanthology.org/info/ids)
        (r"aclanthology\.org/([A-Z]1[2-9]-\d{4}|20\d\d\.[\w-]+\.\d+)", "doi", "10.18653/v1/{}"),
        (r"aclweb\.org/anthology/([A-Z]1[2-9]-\d{4})", "doi", "10.18653/v1/{}"),
        (
            r"dblp\.(?:org|uni-trier\.de)/rec/(?:html/|bibtex/)?((?:conf|journals|books)/[^?#]+?)(?:\.html)?$",
            "dblp",
            "{}",
        ),
        (r"pubmed\.ncbi\.nlm\.nih\.gov/(\d+)", "pmid", "{}"),
    )
)
"""Addresses that carry an identifier: pattern, scheme, what to make of it. Each site's own scheme of addresses."""


class Links(NamedTuple):
    """What the links of a line give: the text without them, a linked title, identifiers, the address to keep."""

    text: str
    title: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    url: str = ""


class Parts(NamedTuple):
    """A line taken apart."""

    title: str
    authors: tuple[Name, ...] = ()
    year: str = ""
    venue: str = ""


def parse_citation(line: str, *, titled: bool = False) -> Entry | None:
    """The entry that a line stands for (key and type empty), or None when it shows no sign of being a reference.

    ``titled``: the line stands where every line is a title (a section of posts, videos, data sets).
    """
    links = take_links(_tidy(line))
    parts = _take_apart(links, titled=titled or bool(links.title))
    if parts is None and not links.ids and not links.url:
        return None
    fields: dict[str, Value] = {}
    if parts:
        fields |= _fields(parts)
    fields |= _identified(links)
    return Entry("", "", fields)


def identify_url(url: str) -> tuple[str, str] | None:
    """(scheme, identifier) that an address carries, or None."""
    for pattern, scheme, template in HOSTS:
        if found := pattern.search(url):
            try:
                return scheme, NORMAL[scheme](template.format(found[1].rstrip(").,;")))
            except ValueError:
                return None
    return None


def take_links(text: str) -> Links:
    """The links and bare identifiers of a line taken out of it."""
    title, urls = "", list[str]()

    def unlink(found: re.Match[str]) -> str:
        nonlocal title
        label = found["text"].strip("*_` ")
        urls.append(found["url"])
        if label.lower().strip("[]()") in LABELS or not label or label.startswith(("http", "![")):
            return " "
        if not title and not found.string[: found.start()].strip(" -*•0123456789.|\"“'"):
            title = label
            return "\0"
        return label

    text = LINK.sub(unlink, text)
    urls += [found.rstrip(".,;") for found in URL.findall(text)]
    text = URL.sub(" ", text)
    ids = [found for url in urls if (found := identify_url(url))]
    for scheme, pattern in BARE_ID:
        for match in pattern.finditer(text):
            ids += _valid(scheme, match[1])
        text = pattern.sub(lambda m: " " if _valid(scheme, m[1]) else m[0], text)  # noqa: B023 - used at once
    kept = next((url for url in urls if url.startswith("http") and not identify_url(url)), "")
    text = re.sub(r"\[\s*(?:%s)?\s*\]|\(\s*(?:%s)?\s*\)" % (("|".join(LABELS),) * 2), " ", text, flags=re.IGNORECASE)
    return Links(" ".join(text.split()), title, tuple(dict.fromkeys(ids)), kept)


def _valid(scheme: str, value: str) -> list[tuple[str, str]]:
    try:
        return [(scheme, NORMAL[scheme](value))]
    except ValueError:
        return []


def _identified(links: Links) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for scheme, value in links.ids:
        if scheme == "arxiv":
            fields.setdefault("eprint", value)
            fields.setdefault("eprinttype", "arxiv")
        elif not (scheme == "doi" and value.startswith("10.48550/")):
            fields.setdefault(scheme, value)
    if links.url:
        fields["url"] = links.url
    return fields


def _fields(parts: Parts) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    if parts.title:
        fields["title"] = literal_text(parts.title)
    if parts.authors:
        fields["author"] = parts.authors
    if re.fullmatch(YEAR, parts.year):
        fields["date"] = Date(int(parts.year))
    return fields


def _tidy(line: str) -> str:
    """One line without list marks and emphasis, full-width punctuation as half-width."""
    text = unicodedata.normalize("NFC", line).translate(FULL_WIDTH)
    text = re.sub(r"^\s*(?:[-*+•·▪◦–—]\s+|\d{1,3}[.)]\s+|\[\d{1,3}\]\s+|\[[ xX]\]\s+|>\s+)+", "", text)
    text = re.sub(r"^\|\s*(?:\d+\s*\|)?|\s*\|\s*$", " ", text)
    text = re.sub(r"(\*\*|__|~~)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])", r"\1", text)
    return " ".join(text.replace("\u200b", "").split())


FULL_WIDTH = str.maketrans(
    {"（": "(", "）": ")", "，": ", ", "。": ". ", "：": ": ", "；": "; ", "、": ", ", "【": "[", "】": "]"}
)


def _take_apart(links: Links, *, titled: bool) -> Parts | None:
    text = links.text.replace("\0", " ").strip()
    if links.title:
        return _beside_title(links.title, links.text.partition("\0")[2])
    for shape in SHAPES:
        if (found := shape.pattern.fullmatch(text)) and (parts := shape.read(found)):
            return parts
    return Parts(_clean_title(text)) if titled and text else None


def _beside_title(title: str, rest: str) -> Parts:
    """``[Title](url) - Authors (Venue year)``"""
    rest = rest.strip(' -–—:,.;|*"”')
    year = next(iter(re.findall(rf"\b({YEAR})\b", rest)), "")
    before, _, after = rest.partition("(")
    people = _people(re.sub(rf"[,.]?\s*\b{YEAR}\b.*$", "", before)) or _people(after.partition(")")[2])
    own_year = re.fullmatch(rf"(.+?)[,.]?\s*\(({YEAR})\)\.?", title)
    title, year = (own_year[1], own_year[2]) if own_year else (title, year)
    return Parts(_clean_title(title), people, year)


def _people(text: str) -> tuple[Name, ...]:
    return parse_people(text) or ()


def _clean_title(text: str) -> str:
    stripped = text.strip(" \t-–—|*_")
    stripped = re.sub(r"[,;:]+$", "", stripped).strip()
    if len(stripped) > 1 and stripped[0] in '"“「《' and stripped[-1] in '"”」》':
        stripped = stripped[1:-1].strip()
    return stripped.rstrip(".,") if not stripped.endswith("..") else stripped


class Shape(NamedTuple):
    """A way to write a reference: an example, the pattern, and what its groups say (None: not this shape after all)."""

    example: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Parts | None]


def _title_year_people(found: re.Match[str]) -> Parts | None:
    people = _people(found["people"]) if found["people"] else ()
    if found["people"] and not people:
        return None
    return (
        None if parse_people(found["title"], sure=True) else Parts(_clean_title(found["title"]), people, found["year"])
    )


def _people_year_title(found: re.Match[str]) -> Parts | None:
    people = _people(found["people"])
    title, _, venue = _first_sentence(found["title"])
    return Parts(_clean_title(title), people, found["year"], venue) if people and title else None


def _people_title_venue(found: re.Match[str]) -> Parts | None:
    for people_text, rest in _cuts(found["all"]):
        people = parse_people(people_text, sure=True)
        if people and rest:
            title, _, venue = _first_sentence(rest)
            years = re.findall(rf"\b({YEAR})\b", venue or rest)
            title = title if venue else re.sub(rf",?\s*\(?{YEAR}\)?$", "", title)
            return Parts(_clean_title(title), people, years[-1] if years else "", venue)
    return None


def _title_people_venue(found: re.Match[str]) -> Parts | None:
    """``Title. Authors. Venue year``"""
    title, _, rest = _first_sentence(found["all"])
    for people_text, venue in [*_cuts(rest), (rest, "")]:
        without_year = re.sub(rf"[,.]?\s*\(?\b{YEAR}\b\)?.*$", "", people_text)
        if people := parse_people(without_year, sure=True):
            years = re.findall(rf"\b({YEAR})\b", rest)
            return Parts(_clean_title(title), people, years[-1] if years else "", venue)
    return None


def _quoted(found: re.Match[str]) -> Parts | None:
    before, after = found["before"].strip(" ,.:"), found["after"]
    years = re.findall(rf"\b({YEAR})\b", after) or re.findall(rf"\b({YEAR})\b", before)
    people = (
        _people(re.sub(rf"\(?{YEAR}\)?$", "", before).strip(" ,.:"))
        if before
        else _people(re.split(rf"\(|{YEAR}", after)[0].strip(" -–—,.:"))
    )
    if before and not people:
        return None
    return Parts(_clean_title(found["title"]), people, years[-1] if years else "", after)


def _dashed(found: re.Match[str]) -> Parts | None:
    left, right = found["left"], re.sub(rf"[,(\s]*{YEAR}[)\s.]*$", "", found["right"])
    years = re.findall(rf"\b({YEAR})\b", found["right"])
    right = re.sub(r"\s*\([^()]*\)\s*$", "", right)
    for title, people_text in ((left, right), (right, left)):
        if (people := parse_people(people_text, sure=True)) and not parse_people(title, sure=True):
            return Parts(_clean_title(title), people, years[-1] if years else "")
    return None


def _title_year(found: re.Match[str]) -> Parts | None:
    return Parts(_clean_title(found["title"]), (), found["year"], found["venue"] or "")


def _first_sentence(text: str) -> tuple[str, str, str]:
    """Text cut at the first full stop, question or exclamation mark that ends a sentence (no initial, no 'vs.')."""
    for stop in re.finditer(r"(?<=[^\s.][^\s.])([.?!])\s+(?=[\"“(A-Z0-9\u4e00-\u9fff])", text):
        if not re.search(r"(?:\b[A-Z]|\b(?:vs|al|St|Dr|Jr|No|Vol|Proc))$", text[: stop.start()]):
            keep = stop[1] if stop[1] in "?!" else ""
            return text[: stop.start()] + keep, stop[1], text[stop.end() :]
    return text, "", ""


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """The text cut in two at each full stop or colon that may end a list of names."""
    for stop in re.finditer(r"[.:]\s+(?=[\"“A-Z0-9\u4e00-\u9fff])", text):
        yield (
            text[: stop.start() + (text[stop.start()] == "." and bool(re.search(r"\b[A-Z]$", text[: stop.start()])))],
            text[stop.end() :],
        )


def _shape(example: str, pattern: str, read: Callable[[re.Match[str]], Parts | None]) -> Shape:
    return Shape(example, re.compile(pattern), read)


PEOPLE_YEAR = (
    rf"(?P<people>.{{3,}}?)[,.]?\s*\((?P<year>{YEAR})[a-z]?(?:, [A-Z][a-z]+(?: \d+)?)?\)[,.:]*\s+(?P<title>.+)"
)

SHAPES: tuple[Shape, ...] = (
    _shape(
        "A. Ng, “Title,” in Proc. X, 2017.",
        r"(?P<before>[^\"“”]*)[\"“](?P<title>[^\"“”]{8,}?)[,.]?[\"”](?P<after>.*)",
        _quoted,
    ),
    _shape(
        "Title, (2017), A. Ng, B. Li.",
        r"(?P<title>.{6,}?)[,.]?\s*\((?P<year>\d{2,5})\)[,.:;]*\s*(?P<people>.*?)[.,;]*",
        _title_year_people,
    ),
    _shape("Ng, A., & Li, B. (2017). Title. Venue.", PEOPLE_YEAR, _people_year_title),
    _shape("A. Ng, B. Li. Title. Venue, 2017.", r"(?P<all>.+)", _people_title_venue),
    _shape("Title. A. Ng, B. Li. Venue 2017.", r"(?P<all>.+)", _title_people_venue),
    _shape("Title - A. Ng, B. Li (Venue 2017)", r"(?P<left>.+?)\s+[-–—|/]\s+(?P<right>.+)", _dashed),
    _shape(
        "Title (Venue 2017)",
        rf"(?P<title>.{{6,}}?)[,.]?\s*[(\[](?P<venue>[^()\[\]]*?)['’]?\b(?P<year>{YEAR})[)\]].*",
        _title_year,
    ),
    _shape(
        "Title, Venue, 2017.",
        rf"(?P<title>.{{6,}}?)(?P<venue>[,.]\s[^,.]*?)?[,.]\s+(?P<year>{YEAR})\.?",
        _title_year,
    ),
)
"""Tried in order; every pattern must fit the whole line."""
