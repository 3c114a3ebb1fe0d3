r"""INHERIT: what an entry takes over from the one that its ``crossref`` names, by the types of the two.

Source: the biblatex manual 3.18, appendix B, and its defaults in ``biblatex.def`` (``\DeclareDataInheritance``):
all fields are taken over that the entry lacks, but for these rules.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """For these types of parents and of children: field of the parent -> field of the child, or none at all."""

    parents: frozenset[str]
    children: frozenset[str]
    fields: tuple[tuple[str, str], ...]


IN_BOOK = "inbook bookinbook suppbook"
IN_COLLECTION = "incollection inreference suppcollection"
AUTHORS = (("author", "author"), ("author", "bookauthor"))


def _titles(host: str) -> tuple[tuple[str, str], ...]:
    kept = tuple((part, f"{host}{part}") for part in ("title", "subtitle", "titleaddon"))
    return (*kept, *((name, "") for name in ("shorttitle", "sorttitle", "indextitle", "indexsorttitle")))


def _rule(parents: str, children: str, fields: tuple[tuple[str, str], ...]) -> Rule:
    return Rule(frozenset(parents.split()), frozenset(children.split()), fields)


INHERIT = (
    _rule("mvbook book", IN_BOOK, AUTHORS),
    _rule("mvbook", f"book {IN_BOOK}", _titles("main")),
    _rule("mvcollection mvreference", f"collection reference {IN_COLLECTION}", _titles("main")),
    _rule("mvproceedings", "proceedings inproceedings", _titles("main")),
    _rule("book", IN_BOOK, _titles("book")),
    _rule("collection reference", IN_COLLECTION, _titles("book")),
    _rule("proceedings", "inproceedings", _titles("book")),
    _rule("periodical", "article suppperiodical", _titles("journal")),
)
"""In their order; of two that set one field the first counts."""

LENIENT = (
    _rule("book", f"inproceedings {IN_COLLECTION}", _titles("book")),
    _rule("collection reference proceedings", f"inproceedings {IN_BOOK} {IN_COLLECTION}", _titles("book")),
)
"""Pairs that the manual leaves out and BibTeX's users have (btxdoc, section 2: a part of a @book of any kind)."""

NOT_INHERITED = frozenset(
    "crossref entryset entrysubtype execute ids label options presort related relatedoptions relatedstring relatedtype "
    "shorthand shorthandintro sortkey xref".split()
)
r"""``\DeclareDataInheritance{*}{*}`` there."""

IDENTIFYING = frozenset("dblp doi eprint eprintclass eprinttype file groups pmcid pmid url urldate".split())
"""Fields that biblatex takes over and this tool does not: by them the part would be taken for its whole."""
