"""Signs: what else than a work a piece of a list is that names something and links to it."""

import re

from refexport.data.hosts import COURSES, HOME, IN_BRACKETS, PEOPLE, SHARING, SOFTWARE, WORKS
from refexport.data.patterns import regex
from refexport.lists.citation import Citation
from refexport.lists.links import addresses_of, take_links
from refexport.lists.sections import COURSE, PERSON, REMARK, TOOL, Section
from refexport.lists.spelling import tidy_text
from refexport.model.text import literal_text
from refexport.references.names import HAN, SURE, WEAK
from refexport.references.people import parse_people
from refexport.references.titles import plain

SHARED = "a link to share or follow, not a reference"
PAGE = "a page without signs of a work"
OFFERED = frozenset({TOOL, COURSE, PAGE})
"""Reasons why an item is no entry; of these kinds ``--links`` makes entries all the same."""

NEWS = regex(r"\W*(?:\d{4}[-/.]\d\d?(?:[-/.]\d\d?)?|[A-Z][a-z]{2,8}\.? (?:\d\d?, )?\d{4})\W*\s*[:：–—-]")
"""``2021-05: Two papers were accepted``"""

FEWEST_WORDS = 4
"""Words of the name of a page that can be a title."""

FEWEST_HAN = 6
"""Chinese characters of such a name."""

REPOSITORIES = ("10.5281/", "10.6084/", "10.5061/", "10.7910/", "10.1594/", "10.17632/", "10.24432/", "10.5067/")
"""Prefixes of DOIs of data and software: Zenodo, figshare, Dryad, Dataverse, PANGAEA, Mendeley Data, UCI, NASA."""


def is_surely_a_work(citation: Citation) -> bool:
    """Whether a citation has an identifier, or a date and people; organizations and single names make tools, too."""
    people = (*citation.entry.names("author"), *citation.entry.names("editor"))
    is_by_persons = any(name.given or HAN.search(name.family) for name in people)
    is_named = len(citation.entry.plain("title").split()) >= FEWEST_WORDS
    return citation.has_identifier or (citation.is_dated and bool(people) and (is_by_persons or is_named))


def is_paper_by_doi(citation: Citation) -> bool:
    """Whether a DOI is none of those that repositories give data and software."""
    return bool(citation.entry.plain("doi")) and not citation.entry.plain("doi").startswith(REPOSITORIES)


def without_languages(text: str) -> tuple[str, str]:
    """A piece without the brackets that say what a tool is written in, and their words."""
    words = [found["words"] for found in IN_BRACKETS.finditer(text)]
    return (IN_BRACKETS.sub(" ", text), ", ".join(words)) if words else (text, "")


def remarked(citation: Citation, remark: str) -> Citation:
    """The citation with one more remark."""
    said = "; ".join(filter(None, (citation.entry.plain("annotation"), remark)))
    return citation._replace(entry=citation.entry.replace(annotation=literal_text(said)))


def what_else(text: str, citation: Citation, section: Section) -> str:
    """Why a piece that can be read as a citation is no work; nothing if there is evidence that it is one."""
    is_news = section.others == REMARK and NEWS.match(text)
    if citation.has_identifier or (is_surely_a_work(citation) and not is_news):
        return ""
    addresses = [one.url for one in addresses_of(tidy_text(text)) if not one.is_aside]
    if addresses and all(map(SHARING.match, addresses)):
        return SHARED
    if not addresses or section.others not in ("", PAGE):
        return section.others
    address = citation.entry.plain("url") or addresses[0]
    if section.others and _is_page_of_work(address):
        return ""
    return _kind_of_page(text, citation, section, address) or section.others


def _is_page_of_work(address: str) -> bool:
    return bool(WORKS.match(address)) and not HOME.match(address)


def _kind_of_page(text: str, citation: Citation, section: Section, address: str) -> str:
    """What a page is by its address and name; nothing if it may be a work."""
    is_of_data = section.type == "dataset"
    name = plain(take_links(tidy_text(text)).title)
    if not citation.entry.has("title"):
        name = name or next((one.label for one in addresses_of(text)), "")
    least = WEAK if PEOPLE.match(address) else SURE if HOME.match(address) else None
    if not citation.is_dated and least is not None and _is_person(name, least):
        return PERSON
    if SOFTWARE.match(address):
        return "" if is_of_data else TOOL
    if COURSES.match(address) and not (citation.is_dated or citation.has_people or is_of_data):
        return COURSE
    is_a_work = _is_page_of_work(address) or section.titled or citation.is_dated or citation.has_people
    return "" if is_a_work or not _is_only_named(name, address) else PAGE


def _is_only_named(name: str, address: str) -> bool:
    """Whether the words of a link are the name of a site rather than a title."""
    is_short = len(HAN.findall(name)) < FEWEST_HAN if HAN.search(name) else len(name.split()) < FEWEST_WORDS
    return bool(name) and (is_short or bool(HOME.match(address)))


def _is_person(name: str, least: int) -> bool:
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", name)
    people = parse_people(bare, least) if bare else None
    return people is not None and len(people) == 1 and not people[0].literal
