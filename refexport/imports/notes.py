"""Notes: the pieces of a note that are an identifier, an address or a day of access, each in its one spelling."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from refexport.data.addresses import ARXIV_NEW, ARXIV_OLD
from refexport.data.patterns import regex
from refexport.model.date import month_number, parse_date, print_date
from refexport.model.ids import NORMAL, normal_arxiv, normal_dblp, normal_doi, normal_issn
from refexport.references.dates import DAY, MONTH, YEAR

ID = rf"(?:{ARXIV_NEW}|{ARXIV_OLD})"
CLASS = r"(?:\s*\[(?P<eprintclass>[a-zA-Z]+(?:-[a-zA-Z]+)*(?:\.[a-zA-Z]{2}|\.[a-z]+-[a-z]+)?)\])?"
"""``[cs.LG]``, ``[cond-mat.mes-hall]`` (arxiv.org/category_taxonomy)."""

NUMERIC = rf"{YEAR}[-/.]\d\d?[-/.]\d\d?"
WORDED = rf"{DAY}[\s.-]+{MONTH}[\s,.-]+{YEAR}|{MONTH}\s+{DAY},?\s+{YEAR}|{MONTH},?\s+{YEAR}|{YEAR}"
"""Days that can be read in one way: not 05/01/2020."""

LABEL = r"\s+(?:[A-Z]\w*(?: [A-Z][a-z]+)?|tex\.\w+):\s"
END = rf"(?=\s*$|\s*[;|\n]|[,.](?:\s|$)|\s*[\])]|{LABEL})"
"""Where a piece of a note ends: with it, at a mark, or before the next label of "Extra"."""

FIRST, NEXT, ANYWHERE = "first next anywhere".split()
"""Where a piece may begin: with the note; or behind a mark or sentence; or behind a comma or in brackets, too.

Before an identifier a comma is not enough: "see Smith, arXiv:…" and "cf. arXiv:…" name another work."""

MARKED = regex(r"(?:[;|\n]|[\w)\]]{5}\.|\d\.)\s*$")
STEP = regex(r"[;|\n]\s*|[.,]\s+|\s+(?=[(\[])")
"""What stands before places where a piece may begin."""


def _any_date(text: str) -> str:
    """The day as ISO 8601 has it; ValueError if there is none such."""
    words = re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))
    month = next((number for word in words if word.isalpha() and (number := month_number(word))), None)
    numbers = [word for word in words if word.isdecimal()]
    year = next((word for word in numbers if len(word) == len("2020")), "")
    numbers.remove(year)
    parts = [str(month), *numbers] if month else numbers
    return print_date(parse_date("-".join([year, *(f"{int(part):02d}" for part in parts)])))


def _pmcid(text: str) -> str:
    return text.upper()


def _address(text: str) -> str:
    return text.rstrip(".,;:")


class Kind(NamedTuple):
    """What a part of a note gives: a field, how it is written, its one spelling (ValueError: it is none)."""

    field: str
    pattern: re.Pattern[str]
    normal: Callable[[str], str]
    starts: str = NEXT


def _piece(field: str, pattern: str, normal: Callable[[str], str], starts: str = NEXT) -> Kind:
    return Kind(field, regex(rf"{pattern}{END}", re.IGNORECASE), normal, starts)


ARXIV = (
    r"(?:(?:arxiv|corr)[\s-]+(?:preprint|e-?print)s?\s*[,:]?\s*)?"
    r"(?:arxiv(?:\.org)?(?:\s+(?:e-?print|preprint|id))?\s*[:/\s]\s*|(?:corr,?\s+)?abs/|"
    rf"(?:https?://)?(?:\w+\.)?arxiv\.org/(?:abs|pdf|html)/)(?P<value>{ID})(?:\.pdf)?"
)
DOI_AT = r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/"
ACCESS = r"(?:(?:date\s+)?(?:last\s+)?(?:accessed|retrieved|visited|checked)|access\s+date|urldate)(?:\s+on)?\s*:?\s+"
AVAILABLE = r"(?:\[online\]\.?\s*)?(?:available|accessible)(?:\s+online)?(?:\s+(?:at|from|via|under))?\s*:?\s+"

PIECES = (
    # arXiv's own form, Google Scholar's, Zotero's Extra (translators: arXiv.org.js), Better BibTeX's "tex.eprint"
    _piece("eprint", rf"{ARXIV}{CLASS}", normal_arxiv),
    # Zotero's Extra: Citing Fields from Extra (zotero.org/support/kb/item_types_and_fields); Crossref's display rules
    _piece("doi", rf"(?:doi\s*[:=]?\s*(?:{DOI_AT})?|{DOI_AT})(?P<value>10\.\d{{4,9}}/\S+?)", normal_doi),
    _piece("pmid", r"(?:pmid|pubmed(?: id)?)\s*:\s*(?P<value>\d{1,9})", NORMAL["pmid"]),
    _piece("pmcid", r"(?:pmcid|pmc)\s*:\s*(?P<value>PMC\d+)", _pmcid),
    _piece("isbn", r"isbn(?:-1[03])?\s*:\s*(?P<value>[\dX-]{10,17})", NORMAL["isbn"]),
    _piece("issn", r"issn\s*:\s*(?P<value>\d{4}-?\d{3}[\dX])", normal_issn),
    _piece("dblp", r"(?:https?://)?dblp(?:\.org/rec/|:)\s*(?P<value>\w+/[\w/-]+)", normal_dblp),
    # Wikipedia's [[Special:CiteThisPage]] ("[Online; accessed 22-July-2004]"), IEEE's and APA's ways
    _piece(
        "urldate",
        rf"(?:\[online\s*[;,]\s*|[(\[])?{ACCESS}(?P<value>{NUMERIC}|{WORDED})(?:\s*[)\]])?",
        _any_date,
        ANYWHERE,
    ),
    _piece("url", rf"(?:{AVAILABLE}|url\s*:\s*)<?(?P<value>https?://[^\s<>\"]+?)>?", _address, ANYWHERE),
    _piece("url", r"<?(?P<value>https?://[^\s<>\"]+?)>?", _address, FIRST),
    _piece("key", r"citation key\s*:\s*(?P<value>\S+?)", str),
    # Better BibTeX: "tex.field: value" in Extra (retorque.re/zotero-better-bibtex/exporting/extra-fields)
    _piece("tex", r"(?P<value>tex\.\w+\s*:\s*\S+?)", str),
)
"""What stands in notes, the first that fits."""

LONGEST = 10_000
"""Characters of such a field; what is longer is prose, and not looked through."""

MARKS = " ;,.|\n"
"""What stands between pieces."""


class Found(NamedTuple):
    """A piece of a note: the field, the value, the class of an arXiv id, where it stands."""

    field: str
    value: str
    eprintclass: str
    start: int
    end: int
    text: str


def pieces_of(text: str) -> Iterator[Found]:
    """The pieces of a note that are something, from left to right; none of a note beyond `LONGEST`."""
    text = text if len(text) <= LONGEST else ""
    place = 0
    after = True
    while place < len(text):
        found = _piece_at(text, place, after=after)
        if found:
            yield found
            place = len(text) - len(text[found.end :].lstrip(MARKS))
            after = True
        else:
            after = False
            step = STEP.search(text, place + 1)
            place = step.end() if step else len(text)


def _piece_at(text: str, place: int, *, after: bool) -> Found | None:
    """The piece at a place, ``after`` the start or another one."""
    is_marked = after or bool(MARKED.search(text, max(0, place - 10), place))
    for kind in PIECES:
        may_begin = {FIRST: place == 0, NEXT: is_marked, ANYWHERE: True}[kind.starts]
        found = kind.pattern.match(text, place) if may_begin else None
        if found and (value := _normal(kind, found["value"])):
            return Found(kind.field, value, found.groupdict().get("eprintclass") or "", place, found.end(), found[0])
    return None


def _normal(kind: Kind, text: str) -> str:
    """The one spelling of a value, empty if it is none."""
    try:
        return kind.normal(text)
    except ValueError:
        return ""


def without(text: str, taken: Iterable[Found]) -> str:
    """A note without the pieces that were taken, and without the marks that stood between them."""
    kept: list[str] = []
    place = 0
    for one in taken:
        kept.append(text[place : one.start])
        place = one.end
    parts = [part for one in (*kept, text[place:]) if (part := one.lstrip(MARKS).rstrip(" ;,|\n"))]
    return "".join(f"{part} " if part.endswith(".") else f"{part}; " for part in parts).rstrip(" ;")
