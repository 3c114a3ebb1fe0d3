"""Identifiers: one spelling for each, checked; ``scheme:value`` names a work across services.

Rules: DOI handbook 2.2 and ISO 26324; arXiv identifier scheme (info.arxiv.org/help/arxiv_identifier.html);
ISBN ISO 2108, ISSN ISO 3297 check digits.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import unquote

from refexport.data.patterns import regex

DOI = regex(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f-\x9f]+")
PLAIN_DOI = regex(r"10\.[0-9]{4,9}/[a-z0-9._/-]{0,500}[a-z0-9]")
"""A DOI in its normal form already, of letters and signs that nothing could be wrong with."""

DOI_URL = regex(r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org|doi\.(?:acm|ieeecomputersociety)\.org)/", re.IGNORECASE)
"""The resolver, and those that publishers have had of their own."""
DOI_PREFIX = regex(rf"(?:{DOI_URL.pattern}|doi:\s*|info:doi/)+", re.IGNORECASE)
ARXIV_NEW = regex(r"([0-9]{2})(0[1-9]|1[0-2])\.([0-9]{4,5})(v[1-9][0-9]*)?")
ARXIV_OLD = regex(r"([a-z-]+)(?:\.[A-Za-z-]{2})?/([0-9]{2})(0[1-9]|1[0-2])([0-9]{3})(v[1-9][0-9]*)?")
ARXIV_VERSION = regex(r"v[0-9]+$")
ARXIV_PREFIX = regex(r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)+", re.IGNORECASE)
ARXIV_SUFFIX = regex(r"(?:[?#]\S*+|\.pdf|[/.,]|\s*\[[\w.-]+\])+$", re.ASCII | re.IGNORECASE)
"""A query, a file's ending, and ``[cs.LG]`` as arXiv prints it after an id."""
ARXIV_DOI = regex(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
DBLP = regex(r"(?:conf|journals|books|phd|series|reference|tr|homepages|data)/[\w-]+/[\w-]+", re.ASCII)
DBLP_PREFIX = regex(r"(?:(?:https?://)?(?:www\.)?dblp\.(?:org|uni-trier\.de)/rec/|dblp:)+", re.IGNORECASE)
ISBN_PREFIX = regex(r"isbn(?:[\s-]?1[03](?=[\s:]))?[\s:-]*", re.IGNORECASE)
PMID_PREFIX = regex(r"pmid:\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/", re.IGNORECASE)
HYPHENS = regex("[\N{HYPHEN}-\N{EN DASH}\N{MINUS SIGN}]")
LONGEST = 2_000
"""Characters of an identifier with its address: what is longer is none, and is not looked through."""

FIVE_DIGITS_FROM = 1501
"""Sequence numbers have five digits from January 2015 on (yymm)."""


def normal_doi(text: str) -> str:
    """The bare DOI in lower case (DOIs are equal without case); ValueError if it is none."""
    if PLAIN_DOI.fullmatch(text):
        return text
    found = _without(DOI_PREFIX, text)
    if DOI_URL.match(text.strip()):  # an address ends at its query, and has other signs of the DOI by their numbers
        found = unquote(re.split("[?#]", found, maxsplit=1)[0])
    found = re.sub(r"\\([_%#&])", r"\1", found).rstrip(".,;:'\"")
    while found.endswith(")") and found.count(")") > found.count("("):
        found = found[:-1].rstrip(".,;:'\"")
    if not DOI.fullmatch(found):
        raise ValueError("not a DOI: it starts with 10., a registrant's number and a slash")
    return found.lower()


def normal_arxiv(text: str) -> str:
    """The arXiv id as ``1703.03400v2`` or ``hep-th/9901001``, a version only if given; ValueError if it is none."""
    bare = text if ARXIV_NEW.fullmatch(text) else _bare_arxiv(text)
    if new := ARXIV_NEW.fullmatch(bare):
        yymm, number = int(new[1] + new[2]), new[3]
        if yymm < 704 or (len(number) == 5) != (yymm >= FIVE_DIGITS_FROM):
            raise ValueError("not an arXiv id: four digits after the dot until 2014, five since, none before 0704")
        return bare
    if old := ARXIV_OLD.fullmatch(bare):
        return f"{old[1]}/{old[2]}{old[3]}{old[4]}{old[5] or ''}"
    raise ValueError("not an arXiv id: write it like 1703.03400 or hep-th/9901001")


def _bare_arxiv(text: str) -> str:
    """What is left of an arXiv id without its address, or that of its DOI."""
    bare = ARXIV_SUFFIX.sub("", _without(ARXIV_PREFIX, text))
    by_doi = ARXIV_DOI.fullmatch(_without(DOI_PREFIX, bare))
    return by_doi[1] if by_doi else bare


def normal_isbn(text: str) -> str:
    """The ISBN's 10 or 13 digits with its hyphens kept; ValueError if the check digit is wrong."""
    bare = HYPHENS.sub("-", _without(ISBN_PREFIX, text))
    digits = re.sub(r"[\s-]", "", bare).upper()
    if not (_is_isbn10(digits) or _is_isbn13(digits)):
        raise ValueError("not an ISBN: its check digit does not fit")
    return re.sub(r"\s+", "-", bare).upper()


def normal_issn(text: str) -> str:
    """The ISSN as ``1234-567X``; ValueError if the check digit is wrong."""
    digits = re.sub(r"^e?issn[:\s]*|[\s-]", "", HYPHENS.sub("-", text.strip()), flags=re.IGNORECASE).upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits) or _weighted(digits, range(8, 0, -1)) % 11:
        raise ValueError("not an ISSN: its check digit does not fit")
    return f"{digits[:4]}-{digits[4:]}"


def normal_pmid(text: str) -> str:
    """The PubMed id's digits; ValueError if there are other characters."""
    digits = _without(PMID_PREFIX, text).rstrip("/")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", digits):
        raise ValueError("not a PubMed id: it is a number of up to nine digits")
    return digits


def normal_dblp(text: str) -> str:
    """The key of a dblp record, as ``conf/icml/FinnAL17``; ValueError if it is none."""
    key = re.sub(r"\.(?:html|bib|xml)$", "", _without(DBLP_PREFIX, text))
    if not DBLP.fullmatch(key):
        raise ValueError("not a dblp key: it looks like conf/icml/FinnAL17")
    return key


def isbn13(text: str) -> str:
    """The 13 digits that all ways to write an ISBN share, those of ten digits too; ValueError if it is none."""
    digits = normal_isbn(text).replace("-", "")
    if len(digits) > len("0262035618"):
        return digits
    head = f"978{digits[:-1]}"
    return f"{head}{-_weighted_13(head) % 10}"


def normal_other(text: str) -> str:
    """An identifier of a scheme that only its service knows: characters without blanks; ValueError if it is none."""
    bare = text.strip()
    if not bare.isprintable() or not re.fullmatch(r"\S+", bare):
        raise ValueError("not an identifier: it is empty or has blanks")
    return bare


class Scheme(NamedTuple):
    """A kind of identifier: how it is written, the field that holds it, and what it is asked for.

    ``field`` holds it in an entry: one of its own, or ``eprint``, where ``eprinttype`` says the scheme's name.
    ``normal`` gives its one spelling in the field, or ValueError; ``same`` what all spellings of one identifier share.
    ``shorthand`` is its own name in entries.toml where one line there says both.
    ``rank``: of two records on one publication the one of the lower rank gives it (docs/decisions/0004);
    a merge knows those of `SCHEMES`, and takes the others last.
    ``is_spare``: services are asked for it only where an entry has no other identifier and lacks what its type
    requires; ``of_wholes``: a part of a book bears that of its book.
    The name is of lower-case letters; it starts the ids of works: ``pmid:26017442``.
    """

    name: str
    normal: Callable[[str], str] = normal_other
    field: str = "eprint"
    same: Callable[[str], str] = str
    shorthand: str = ""
    rank: int = 100
    is_spare: bool = False
    of_wholes: bool = False

    @property
    def eprinttype(self) -> str:
        """What ``eprinttype`` says where ``eprint`` holds it."""
        return self.name if self.field == "eprint" else ""

    def fields(self, value: str) -> dict[str, str]:
        """The fields of an entry that has it: ``{"eprint": "1703.03400", "eprinttype": "arxiv"}``."""
        return {self.field: value, **({"eprinttype": self.eprinttype} if self.eprinttype else {})}

    def typed(self, value: str) -> dict[str, str]:
        """The same as a person types them in entries.toml: ``{"arxiv": "1703.03400"}``."""
        return {self.shorthand: value} if self.shorthand else self.fields(value)

    def work_id(self, value: str) -> str:
        """``pmid:26017442``; a DOI that arXiv gives out is an arXiv id; ValueError if the value is no identifier."""
        normal = self.normal(value)
        if self.name == "doi" and (by_doi := ARXIV_DOI.fullmatch(normal)):
            return SCHEMES["arxiv"].work_id(by_doi[1])
        return f"{self.name}:{self.same(normal)}"


SCHEMES = {
    one.name: one
    for one in (
        Scheme("arxiv", normal_arxiv, shorthand="arxiv", rank=9),
        Scheme("doi", normal_doi, "doi", rank=1),
        Scheme("dblp", normal_dblp, "dblp", rank=2),
        Scheme("pmid", normal_pmid, "pmid", rank=3, is_spare=True),
        Scheme("isbn", normal_isbn, "isbn", same=isbn13, rank=4, is_spare=True, of_wholes=True),
    )
}
"""The schemes of works in the order in which they are asked for. Ranks: the publisher's own deposit under a DOI has
split names, event and pages; dblp has the venue's short name, PubMed initials, a library no more than the title page;
arXiv describes another stage of the work."""

PLUG_INS = "refexport.services"
"""Entry point group of other packages' services, which may bring schemes of their own."""

NORMAL: dict[str, Callable[[str], str]] = {
    **{name: scheme.normal for name, scheme in SCHEMES.items()},
    "issn": normal_issn,
}
"""Kind of identifier -> its one spelling in a field."""


def work_id(scheme: str, value: str) -> str:
    """The id of a work across services: ``arxiv:1703.03400``; KeyError for an unknown scheme, ValueError as its own."""
    return SCHEMES[scheme].work_id(value)


def typed_fields(identifier: str, schemes: Iterable[Scheme]) -> dict[str, str]:
    """What to write into entries.toml for the id of a work: ``{"pmid": "26017442"}``."""
    scheme = next((one for one in schemes if one.name == scheme_of(identifier)), Scheme(scheme_of(identifier)))
    return scheme.typed(value_of(identifier))


def scheme_of(identifier: str) -> str:
    """``arxiv`` of ``arxiv:1703.03400``."""
    return identifier.partition(":")[0]


def value_of(identifier: str) -> str:
    """``1703.03400`` of ``arxiv:1703.03400``."""
    return identifier.partition(":")[2]


def without_version(arxiv: str) -> str:
    """``1703.03400`` of ``1703.03400v2``."""
    return ARXIV_VERSION.sub("", arxiv) if "v" in arxiv else arxiv


def _without(prefix: re.Pattern[str], text: str) -> str:
    """The text without blanks and prefixes; ValueError if it is beyond `LONGEST`."""
    bare = text.strip()
    if len(bare) > LONGEST:
        raise ValueError(f"not an identifier: more than {LONGEST} characters")
    found = prefix.match(bare)
    return bare[found.end() :] if found else bare


def _weighted(digits: str, weights: range) -> int:
    return sum((10 if c == "X" else int(c)) * w for c, w in zip(digits, weights, strict=True))


def _is_isbn10(digits: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{9}[0-9X]", digits)) and _weighted(digits, range(10, 0, -1)) % 11 == 0


def _is_isbn13(digits: str) -> bool:
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return False
    return _weighted_13(digits) % 10 == 0


def _weighted_13(digits: str) -> int:
    return sum(int(c) * (3 if n % 2 else 1) for n, c in enumerate(digits))
