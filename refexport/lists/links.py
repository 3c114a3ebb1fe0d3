"""Links: identifiers and addresses of a piece of text, taken out of it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from refexport.data.addresses import ARXIV_NEW, ARXIV_OLD, DBLP_KEY
from refexport.data.patterns import regex
from refexport.data.words import ASIDE_LABELS, LINK_LABELS
from refexport.lists.addresses import identify_url, normal_identifier

TITLE = "\0"
"""Stands in a text where its linked title was."""

LINK = regex(
    r"\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]"
    r"\(\s*<?(?P<url>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
"""``[text](address "title")`` (CommonMark 0.31, 6.3), two brackets deep."""

URL = regex(r"<?\b((?:https?://|www\.)[^\s<>\"|，。；）】、]+)>?", re.IGNORECASE)

ARXIV_CLASS = r"(?:\s*\[(?P<eprintclass>[\w.-]+)\])?"
"""``[cs.LG]``, as arXiv's own citations have it."""

BARE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "arxiv",
        regex(rf"\[?\barxiv(?:\.org)?\s*[:\s/]\s*({ARXIV_NEW}|{ARXIV_OLD})\]?{ARXIV_CLASS}", re.IGNORECASE),
    ),
    ("arxiv", regex(rf"\babs/({ARXIV_NEW})\b")),
    ("arxiv", regex(rf"(?<![\w/])({ARXIV_OLD})(?![\w/]){ARXIV_CLASS}")),
    ("arxiv", regex(rf"^\W*({ARXIV_NEW})\W*$|[\[(]({ARXIV_NEW})[\])]", re.MULTILINE)),
    ("doi", regex(r"(?:\bdoi\s*[:=]?\s*)?(?<![\w/])(10\.\d{4,9}(?:\.\d+)*/[^\s|，。；）】、]+)", re.IGNORECASE)),
    ("isbn", regex(r"\bISBN(?:-1[03])?\s*:?\s*(97[89][\d -]{10,14}\d|\d[\d -]{8,11}[\dX])\b", re.IGNORECASE)),
    ("pmid", regex(r"\bPMID\s*:?\s*(\d{1,9})\b", re.IGNORECASE)),
    ("dblp", regex(rf"^(?:dblp:)?({DBLP_KEY})$", re.IGNORECASE)),
)
"""scheme -> an identifier in running text."""


class Links(NamedTuple):
    """A text without its links, and these: a linked title, identifiers, the address to keep, and the others."""

    text: str
    title: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    url: str = ""
    asides: tuple[str, ...] = ()


class Address(NamedTuple):
    """An address and the words that link to it."""

    url: str
    label: str = ""

    @property
    def is_aside(self) -> bool:
        """Whether it leads to something beside the work: code, slides, a video."""
        words = _words(self.label)
        return all(word in LINK_LABELS for word in words) and any(word in ASIDE_LABELS for word in words)


def addresses_of(text: str) -> list[Address]:
    """All addresses of a text: first those that words link to."""
    unlinked, _, addresses = _take_linked(text)
    return addresses + _written(unlinked)


def take_links(text: str) -> Links:
    """The links and bare identifiers of a text taken out of it; `TITLE` stands for a title that was linked."""
    unlinked, title, addresses = _take_linked(text)
    addresses += _written(unlinked)
    bare, ids = _take_bare(URL.sub(" ", unlinked))
    carried = [found for one in addresses if not one.is_aside and (found := identify_url(one.url))]
    pages = [value for scheme, value in carried if scheme == "url"]
    ids = [*(one for one in carried if one[0] != "url"), *ids]
    is_identified = any(scheme != "pmcid" for scheme, _ in ids)
    kept_for = (None,) if is_identified else (None, "pmcid")
    others = [one for one in addresses if one.is_aside or _scheme_of(one.url) in kept_for]
    kept, asides = _sorted(others, pages, is_identified=is_identified)
    return Links(_without_empty(bare), title, tuple(dict.fromkeys(ids)), kept, asides)


def _written(text: str) -> list[Address]:
    """The addresses that stand in a text themselves."""
    return [Address(found.rstrip(".,;:!'*")) for found in URL.findall(text)]


def _scheme_of(url: str) -> str | None:
    """The scheme of the identifier that an address carries; no registry is asked for a PMCID."""
    identified = identify_url(url)
    return identified[0] if identified else None


def is_label(text: str) -> bool:
    """Whether the words of a link only name what it leads to, or repeat an identifier or address."""
    words = _words(text)
    return (
        not words
        or all(word in LINK_LABELS for word in words)
        or not _take_bare(URL.sub(" ", text))[0].strip(" <>()[]")
    )


def _words(label: str) -> list[str]:
    return [word for word in re.split(r"[\s\[\](){}:.,|/+&*_`\\-]+", label.lower()) if word]


def _take_linked(text: str) -> tuple[str, str, list[Address]]:
    """The text with the words of its links, the first of them that can be a title, and the addresses."""
    addresses: list[Address] = []
    titles: list[str] = []

    def _unlink(found: re.Match[str]) -> str:
        label = re.sub(r"\\(.)", r"\1", found["text"]).strip()
        bare = label.strip("*_` ")
        addresses.append(Address(found["url"], bare.strip("[]() ")))
        if is_label(bare):
            return " "
        if titles:
            return label
        titles.append(bare)
        return TITLE

    return LINK.sub(_unlink, text), "".join(titles), addresses


def _take_bare(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without the identifiers that stand in it, and these."""
    ids: list[tuple[str, str]] = []
    for scheme, pattern in BARE:
        for found in pattern.finditer(text):
            value = next(filter(None, found.groups()))
            if identified := normal_identifier(scheme, value):
                ids += [
                    identified,
                    *((name, identifier) for name, identifier in found.groupdict().items() if identifier),
                ]
                text = text.replace(_span_of(found, value), " ", 1)
    return text, ids


def _span_of(found: re.Match[str], value: str) -> str:
    """The characters to take out: a closing bracket or full stop that a DOI's pattern ran into stays."""
    kept = len(value) - len(value.rstrip(".,;:'\")]"))
    return found[0][: len(found[0]) - kept] if found[0].endswith(value) else found[0]


def _sorted(others: Iterable[Address], pages: list[str], *, is_identified: bool) -> tuple[str, tuple[str, ...]]:
    """The address to keep for the work (none when an identifier does), and the others with their labels."""
    rest: list[Address] = []
    kept = pages[0] if pages else ""
    for one in others:
        if not kept and not is_identified and not one.is_aside and one.url.lower().startswith(("http", "www.")):
            kept = one.url
        elif one.url not in (kept, "", *(other.url for other in rest)) and not one.url.startswith("#"):
            rest.append(one)
    return kept, tuple(f"{one.label}: {one.url}" if one.label and one.is_aside else one.url for one in rest)


def _without_empty(text: str) -> str:
    """The text without brackets that have nothing left in them; line breaks stay."""
    for _ in range(2):
        text = re.sub(r"\[[\s|,;/.]*\]|\([\s|,;/.]*\)|【[\s|,;/]*】", " ", text)
    return re.sub(r"[^\S\n]+", " ", text).strip(" ")
