"""Rules about the entries together: one work under two cite keys, keys that lead nowhere."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.errors import Finding, Fix
from refexport.model.entry import Entry, Merged, identifiers
from refexport.model.ids import NORMAL, scheme_of, value_of, without_version
from refexport.text.fold import fold
from refexport.text.messages import did_you_mean
from refexport.works.likelihood import are_two_kinds, likelihood
from refexport.works.match import family_of, full_title

LINKS = ("crossref", "xref", "related", "entryset")
"""Fields that name other entries (biblatex manual, section 2.2.3)."""
MOST_HINTS = 10
"""Looking for similar keys takes time, so a few must do."""
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
    return not any(ours and theirs for ours, theirs in ids) and (
        likelihood(entry, other).is_same or likelihood(other, entry).is_same
    )


def _has_title_and_first_author_of(entry: Entry, other: Entry) -> bool:
    first, second = (family_of(one.names("author")[0]) for one in (entry, other))
    return first == second and fold(full_title(entry)) == fold(full_title(other))


def _alike(entry: Entry, twin: Entry) -> str:
    if _has_title_and_first_author_of(entry, twin):
        return f"the title, first author and year of {twin.key} too"
    return f"the same work as {twin.key} ({likelihood(entry, twin)})"


def _dangling(subject: Subject) -> Iterable[Finding]:
    keys = tuple({name for merged in subject.entries for name in (*merged.entry.words("ids"), merged.entry.key)})
    small = {key.casefold(): key for key in keys}
    for number, (merged, field, key, named) in enumerate(_missing_keys(subject, frozenset(keys))):
        twin = small.get(key.casefold())
        fix = Fix({field: ", ".join(twin if one == key else one for one in named)}) if twin else None
        near = did_you_mean(key, keys) if number < MOST_HINTS else ""
        message, hint = f"{field} names {key}, which no entry is", near or "add that entry, or delete the line"
        yield finding("dangling-crossref", merged, field, message, hint, fix=fix)


def _missing_keys(subject: Subject, keys: frozenset[str]) -> Iterator[tuple[Merged, str, str, list[str]]]:
    """(entry, field, a key in it that no entry has, all keys in it)."""
    for merged in subject.entries:
        for field in LINKS:
            named = [key.strip() for key in merged.entry.plain(field).split(",") if key.strip()]
            yield from ((merged, field, key, named) for key in named if key not in keys)


def _circular(subject: Subject) -> Iterable[Finding]:
    """Entries that inherit from themselves, through whatever others."""
    parents = {merged.entry.key: merged.entry.plain("crossref") for merged in subject.entries}
    for merged in subject.entries:
        chain = [merged.entry.key]
        while (parent := parents.get(chain[-1], "")) and parent not in chain:
            chain.append(parent)
        if parent == merged.entry.key:
            names = " → ".join((*chain, parent))
            yield finding("circular-crossref", merged, "crossref", f"the entry is its own parent: {names}")


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

TWICE = "The work stands in the bibliography twice, and two keys are cited for it."
KEEP_ONE = (
    "Keep one of the two entries, and give the other key to it as ids; an edition of its own needs its own identifier."
)

RULES = (
    *(
        Rule(name, level, f"two entries with one {what}", _duplicate(name, field, what, of), TWICE, KEEP_ONE)
        for name, level, field, what, of in IDENTIFIERS
    ),
    Rule(
        "duplicate-title", "warning", "two entries that are one work by title, authors and year", _duplicate_titles,
        TWICE, KEEP_ONE,
    ),
    Rule(
        "dangling-crossref", "error", "a crossref, xref, related … to a key that no entry has", _dangling,
        "BibTeX and biber warn, and what the entry was to take over from the other is not printed.",
        "Correct the key, add the entry, or delete the line.",
        'crossref = "no-such-key"', 'booktitle = "B"', is_fixable=True,
    ),
    Rule(
        "circular-crossref", "error", "a crossref that leads back to its own entry", _circular,
        "No entry can take over its own fields; BibTeX reports nested cross references.",
        "Delete the crossref of the entry that is the whole: a book has none to its chapter.",
        'crossref = "k"', 'booktitle = "B"',
    ),
)  # fmt: skip
