"""Rules about the entries together: one work under two cite keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.errors import Finding
from refexport.model.entry import Entry, identifiers
from refexport.model.ids import NORMAL, scheme_of, value_of, without_version
from refexport.text.fold import fold
from refexport.works.likelihood import are_two_kinds, likelihood
from refexport.works.match import family_of, full_title

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
    """Entries that are one work by all they say, or have one title and first author, and share no identifier."""
    seen: dict[str, list[Entry]] = defaultdict(list)
    for merged in subject.entries:
        entry = merged.entry
        authors = entry.names("author")
        title = fold(full_title(entry))
        if not title or not authors:
            continue
        marks = (title.replace(" ", ""), f"by {family_of(authors[0])}")
        near = {other.key: other for mark in marks for other in seen[mark]}
        if twin := next((other for other in near.values() if _is_twin(entry, other)), None):
            yield finding("duplicate-title", merged, "title", _alike(entry, twin))
        for mark in marks:
            seen[mark].append(entry)


def _is_twin(entry: Entry, other: Entry) -> bool:
    """Whether two entries are of one work; one printed twice under two DOIs may be cited twice."""
    ids = [(of(entry), of(other)) for *_, of in IDENTIFIERS]
    if are_two_kinds(entry, other) or any(ours == theirs != "" for ours, theirs in ids):
        return False
    if _has_title_and_first_author_of(entry, other):
        return not (entry.year and other.year and abs(entry.year - other.year) > YEARS_APART)
    return not any(ours and theirs for ours, theirs in ids) and likelihood(entry, other).is_same


def _has_title_and_first_author_of(entry: Entry, other: Entry) -> bool:
    first, second = (family_of(one.names("author")[0]) for one in (entry, other))
    return first == second and fold(full_title(entry)) == fold(full_title(other))


def _alike(entry: Entry, twin: Entry) -> str:
    if _has_title_and_first_author_of(entry, twin):
        return f"the title, first author and year of {twin.key} too"
    return f"the same work as {twin.key} ({likelihood(entry, twin)})"


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
    Rule("duplicate-title", "warning", "two entries that are one work by title, authors and year", _duplicate_titles),
)
