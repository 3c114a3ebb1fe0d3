"""Rules about the entries together: one work under two cite keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from refexport.checks.rule import Check, Finding, Rule, Subject, finding
from refexport.fold import fold
from refexport.match import family_of
from refexport.model.entry import Entry
from refexport.model.ids import NORMAL, without_version


def _normal(scheme: str, value: str) -> str:
    try:
        return without_version(NORMAL[scheme](value).replace("-", "")) if value else ""
    except ValueError:
        return ""


def _duplicate(name: str, field: str, said: str, value_of: Callable[[Entry], str]) -> Check:
    def check(subject: Subject) -> Iterable[Finding]:
        first: dict[str, str] = {}
        for merged in subject.entries:
            value = value_of(merged.entry)
            if value in first:
                yield finding(
                    name,
                    merged,
                    field,
                    f"the {said} of {first[value]} too: {value}",
                    "keep one entry; an edition or version of its own needs its own identifier",
                )
            elif value:
                first[value] = merged.entry.key

    return check


def _duplicate_titles(subject: Subject) -> Iterable[Finding]:
    """Entries of the same folded title, year and first author that share no identifier."""
    seen: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for merged in subject.entries:
        entry = merged.entry
        authors = entry.names("author")
        mark = (fold(entry.plain("title")), family_of(authors[0]) if authors else "", str(entry.year or ""))
        if mark[0] and mark[1] and seen[mark]:
            yield finding(
                "duplicate-title", merged, "title", f"the title, first author and year of {seen[mark][0]} too"
            )
        seen[mark].append(entry.key)


def _of_book(entry: Entry) -> str:
    return _normal("isbn", entry.plain("isbn")) if entry.type in ("book", "collection", "proceedings") else ""


IDENTIFIERS: tuple[tuple[str, str, str, str, Callable[[Entry], str]], ...] = (
    ("duplicate-doi", "error", "doi", "DOI", lambda entry: _normal("doi", entry.plain("doi"))),
    ("duplicate-arxiv", "error", "eprint", "arXiv id", lambda entry: _normal("arxiv", entry.arxiv)),
    ("duplicate-isbn", "warning", "isbn", "ISBN", _of_book),
)
"""rule, level, field, what it is called, how it is compared (a chapter shares its book's ISBN rightly)."""

RULES = (
    *(
        Rule(name, level, f"two entries with one {said}", _duplicate(name, field, said, of))
        for name, level, field, said, of in IDENTIFIERS
    ),
    Rule("duplicate-title", "warning", "two entries with the same title, first author and year", _duplicate_titles),
)
