"""Rules about single values: identifiers that cannot be, dates to come, pages that run backwards."""

import re
from collections.abc import Iterable

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.data.datamodel import DATE, FIELDS
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.model.ids import NORMAL
from refexport.text.messages import shorten
from refexport.text.placeholders import is_implausible, is_placeholder

URL = regex(r"(?:https?|ftp)://[^\s/<>\"{}|\\^`]+\S*", re.IGNORECASE)
HOST = regex(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?=[/:?#]|$)", re.IGNORECASE)
"""The start of an address without its scheme."""
NUMBER = {
    "isbn": regex(r"(?<!\d)(?:97[89](?:[\s–-]?\d){10}|\d(?:[\s–-]?\d){8}[\s–-]?[\dXx])(?![\dXx])"),
    "issn": regex(r"(?<!\d)\d{4}[\s–-]?\d{3}[\dXx](?![\dXx])"),
}
"""Scheme -> its numbers in running text; catalogues write words beside them: "1476-4687 (Electronic)" (PubMed)."""
WORDS = regex(r"\([^()]*\)|[^\W\d_]{2,}(?:[ -]?1[03](?=\W))?[.:]?")
PAGES = regex(r"(\d+)--(\d+)")
DATES = tuple(field for field, datatype in FIELDS.items() if datatype == DATE)


def _bad_identifier(scheme: str) -> Check:
    def _check(subject: Subject) -> Iterable[Finding]:
        for merged in subject.entries:
            field = "eprint" if scheme == "arxiv" else scheme
            value = merged.entry.arxiv if scheme == "arxiv" else merged.entry.plain(field)
            for one in _numbers(scheme, value) if scheme in NUMBER else [value]:
                if one and (why := _objection(scheme, one)):
                    yield finding(f"bad-{scheme}", merged, field, f'"{one}": {why}', MENDED[scheme])

    return _check


MENDED = {
    **dict.fromkeys(("isbn", "issn"), "compare it with the work, digit by digit"),
    **{
        scheme: f'write it like {scheme} = "{like}"'
        for scheme, like in (
            ("doi", "10.1000/182"), ("arxiv", "1703.03400"), ("dblp", "conf/icml/FinnAL17"), ("pmid", "26017442"),
        )
    },
}  # fmt: skip
"""Scheme -> what to do about one that cannot be."""


def _numbers(scheme: str, value: str) -> list[str]:
    """The numbers in a field that may have several, without the words that stand by them; else what stands there."""
    bare = WORDS.sub(" ", value)
    numbers = NUMBER[scheme].findall(bare)
    is_all = numbers and not re.search(r"\d", NUMBER[scheme].sub("", bare))
    return numbers if is_all else [one.strip() for one in re.split("[,;]", value)]


def _objection(scheme: str, value: str) -> str:
    try:
        NORMAL[scheme](value)
    except ValueError as error:
        return str(error)
    return ""


def _bad_urls(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        url = merged.entry.plain("url")
        if url and not URL.fullmatch(url):
            near = f"https://{url}"
            is_host = HOST.match(url) and URL.fullmatch(near)
            hint = f'write url = "{near}"' if is_host else "write it with https:// and without blanks"
            yield finding("bad-url", merged, "url", f'"{url}" is no web address', hint)


def _future_dates(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        if merged.entry.year and merged.entry.year > subject.this_year + 1:
            hint = 'correct the year; of a work that is not out yet: pubstate = "forthcoming"'
            yield finding("future-date", merged, "date", f"the year {merged.entry.year} is yet to come", hint)


def _odd_dates(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        for field in DATES:
            date = merged.entry.date(field)
            if date and date.is_literal:
                hint = f'write {field} = "2018-08-06", or "2018~" (about), or allow odd-date if it is printed so'
                yield finding("odd-date", merged, field, f'"{shorten(date.literal)}" is no date', hint)


def _backward_pages(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        pages = merged.entry.plain("pages")
        for first, last in PAGES.findall(pages):
            if int(last) < int(first) and len(last) >= len(first):
                message = f'pages {first} to {last} run backwards: "{shorten(pages)}"'
                hint = f"compare them with the work; perhaps {last}--{first}"
                yield finding("backward-pages", merged, "pages", message, hint)


def _placeholders(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        entry = merged.entry
        title = entry.plain("title")
        has_people = entry.has("author") or entry.has("editor")
        if is_placeholder(title) if has_people else is_implausible(title, has_people=False):
            hint = "write the title that the work has, or allow implausible-title if this is it"
            yield finding("implausible-title", merged, "title", f'"{shorten(title)}" is the title of no work', hint)


NO_WORK = "It leads nowhere: no registry knows it, and the link that is printed is dead."
MISTYPED = "Compare it with the work itself, character by character."

IDENTIFIER_RULES = tuple(
    Rule(f"bad-{scheme}", "error", about, _bad_identifier(scheme), NO_WORK, MISTYPED, wrong, right)
    for scheme, about, wrong, right in (
        ("doi", "a DOI that cannot be one (DOI handbook, 2.2)", 'doi = "doi 5"', 'doi = "10.1000/5"'),
        ("arxiv", "an arXiv id that cannot be one (arXiv's scheme)", 'arxiv = "1703.034"', 'arxiv = "1703.03400"'),
        ("isbn", "an ISBN whose check digit does not fit (ISO 2108)", 'isbn = "030640615-3"', 'isbn = "030640615-2"'),
        ("issn", "an ISSN whose check digit does not fit (ISO 3297)", 'issn = "0317-8472"', 'issn = "0317-8471"'),
        ("pmid", "a PubMed id that is no number", 'pmid = "PMC123"', 'pmid = "12345"'),
        ("dblp", "a dblp key that cannot be one", 'dblp = "FinnAL17"', 'dblp = "conf/icml/FinnAL17"'),
    )
)  # fmt: skip

RULES = (
    *IDENTIFIER_RULES,
    Rule(
        "bad-url", "error", "a URL that no browser would open (RFC 3986)", _bad_urls,
        "Readers click on it, and LaTeX may break on its characters.",
        "Write it as the browser shows it, with https:// and without blanks.",
        'url = "www.example.org"', 'url = "https://www.example.org"',
    ),
    Rule(
        "future-date", "warning", "a year more than one ahead", _future_dates,
        "Mostly two digits are exchanged.", "Correct the year.", "date = 2099", "date = 2009",
    ),
    Rule(
        "odd-date", "warning", "words in place of a date, which are printed as they are", _odd_dates,
        "Nothing can be sorted by them or translated, and most formats have no place for them.",
        "Write the date in EDTF; allow it if it is printed so on the work.",
        'date = "{Hilary Term 1998}"', "date = 1998",
    ),
    Rule(
        "backward-pages", "warning", "a page range that ends before it starts", _backward_pages,
        "Digits are exchanged, or the last page is the first of another work.", "Correct the pages.",
        'pages = "33--12"', 'pages = "12--33"',
    ),
    Rule(
        "implausible-title", "warning", "a title that error pages and gaps have, and hardly a work", _placeholders,
        "Programs that save web pages as references save error pages too.", "Write the title that the work has.",
        'title = "Just a moment..."', 'title = "On Moments"',
    ),
)  # fmt: skip
