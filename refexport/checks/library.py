"""Rules about the entries together: one work under two cite keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.errors import Finding
from refexport.model.entry import Entry, identifiers
from refexport.model.ids import NORMAL, scheme_of, value_of, without_version
from refexport.text.fold import fold
from refexport.works.match import are_two_kinds, family_of, full_title

YEARS_APART = 1
"""A preprint and its publication under two keys; a column of the same title each year is not one work."""


def _duplicate(name: str, field: str, what: str, value_of: Callable[[Entry], str]) -> Check:
    def _check(subject: Subject) -> Iterable[Finding]:
        first: dict[str, str] = {}
        for merged in subject.entries:
            value = value_of(merged.entry)
            if value in first:
                message = f"the {what} of {first[value]} too: {value}"
                hint = "keep one entry; an edition or version of its own needs its own identifier"
                yield finding(name, merged, field, message, hint)
            elif value:
                first[value] = merged.entry.key

    return _check


def _duplicate_titles(subject: Subject) -> Iterable[Finding]:
    """Entries of the same folded title and first author that share no identifier, a year apart at most."""
    seen: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for merged in subject.entries:
        entry = merged.entry
        authors = entry.names("author")
        mark = (fold(full_title(entry)), family_of(authors[0]) if authors else "")
        if not all(mark):
            continue
        if twin := next((other for other in seen[mark] if _is_twin(entry, other)), None):
            yield finding("duplicate-title", merged, "title", f"the title, first author and year of {twin.key} too")
        seen[mark].append(entry)


def _is_twin(entry: Entry, other: Entry) -> bool:
    if entry.year and other.year and abs(entry.year - other.year) > YEARS_APART:
        return False
    shared = any(of(entry) == of(other) != "" for *_, of in IDENTIFIERS)
    return not shared and not are_two_kinds(entry, other)


def _of(scheme: str) -> Callable[[Entry], str]:
    """The entry's identifier of a scheme as it is compared: arXiv's without version."""

    def value(entry: Entry) -> str:
        values = (value_of(one) for one in identifiers(entry) if scheme_of(one) == scheme)
        return without_version(next(values, "")) if scheme == "arxiv" else next(values, "")

    return value


def _isbn_of_book(entry: Entry) -> str:
    """Nine digits that ISBN-10 and ISBN-13 of a book share; a chapter has its book's ISBN rightly."""
    if entry.type not in ("book", "collection", "proceedings"):
        return ""
    try:
        digits = NORMAL["isbn"](entry.plain("isbn")).replace("-", "")
    except ValueError:
        return ""
    return digits if digits.startswith("979") else digits[-10:-1]


IDENTIFIERS: tuple[tuple[str, str, str, str, Callable[[Entry], str]], ...] = (
    ("duplicate-doi", "error", "doi", "DOI", _of("doi")),
    ("duplicate-arxiv", "error", "eprint", "arXiv id", _of("arxiv")),
    ("duplicate-dblp", "error", "dblp", "dblp key", _of("dblp")),
    ("duplicate-isbn", "warning", "isbn", "ISBN", _isbn_of_book),
)
"""rule, level, field, what it is called, how it is compared."""

RULES = (
    *(
        Rule(name, level, f"two entries with one {what}", _duplicate(name, field, what, of))
        for name, level, field, what, of in IDENTIFIERS
    ),
    Rule("duplicate-title", "warning", "two entries with the same title, first author and year", _duplicate_titles),
)
