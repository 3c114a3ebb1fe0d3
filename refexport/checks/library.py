"""Rules about the entries together: one work under two cite keys, keys that lead nowhere."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress, count, product

from refexport.checks.rule import Check, Rule, Subject, finding
from refexport.errors import Finding, Fix
from refexport.model.entry import REFERENCE, Entry, Merged, identifiers
from refexport.model.ids import NORMAL, scheme_of, value_of, without_version
from refexport.store.workspace import LINKS
from refexport.text.fold import fold
from refexport.text.messages import did_you_mean
from refexport.works.likelihood import are_two_kinds, is_one_work, likelihood, may_be_one_work, titles_of
from refexport.works.match import family_of, full_title
from refexport.works.titles import Title

MOST_HINTS = 10
"""Looking for similar keys takes time, so a few must do."""
YEARS_APART = 1
"""A preprint and its publication under two keys; a column of the same title each year is not one work."""


def _compared_ids(subject: Subject) -> list[tuple[str, ...]]:
    """Of each entry its identifiers as they are compared, in the order of `IDENTIFIERS`; empty for those it lacks."""
    return [_ids_of(merged.entry) for merged in subject.entries]


def _ids_of(entry: Entry) -> tuple[str, ...]:
    own: dict[str, str] = {}
    for one in identifiers(entry):
        own.setdefault(scheme_of(one), value_of(one))
    return tuple(compared(entry, own) for *_, compared in IDENTIFIERS)


def _of(scheme: str) -> Callable[[Entry, Mapping[str, str]], str]:
    """The entry's identifier of a scheme as it is compared, of scheme -> value: arXiv's without version."""
    return lambda _entry, own: without_version(own.get(scheme, "")) if scheme == "arxiv" else own.get(scheme, "")


def _duplicate(place: int, name: str, field: str, what: str) -> Check:
    """A check by the identifier at this place of `IDENTIFIERS`."""

    def _check(subject: Subject) -> Iterable[Finding]:
        first: dict[str, str] = {}
        for merged, ids in zip(subject.entries, subject.once(_compared_ids), strict=True):
            value = ids[place]
            if value in first:
                typed = merged.entry.plain(field) if field == "isbn" else value  # books are compared by nine digits
                message = f"the {what} of {first[value]} too: {typed}"
                hint = "keep one entry; an edition or version of its own needs its own identifier"
                yield finding(name, merged, field, message, hint)
            elif value:
                first[value] = merged.entry.key

    return _check


class _Known:
    """An entry with what is compared of it: its folded title, its first author's family name, its identifiers."""

    def __init__(self, entry: Entry, ids: tuple[str, ...]) -> None:
        self.entry, self.ids = entry, ids
        self.title = fold(full_title(entry))
        self.family = family_of(entry.names("author")[0])
        self.kinds = KINDS[tuple(map(bool, ids))]

    @property
    def words(self) -> Iterable[str]:
        """The words of its title, each once."""
        return dict.fromkeys(self.title.split())

    @cached_property
    def titles(self) -> Sequence[Title]:
        """Its titles as `may_be_one_work` compares them."""
        return titles_of(self.entry)


Places = dict[frozenset[int], list[int]]
"""Places of entries in their order, by the kinds of identifiers that they have."""


class _Seen:
    """The entries before one, by what another entry of the same work has in common with it.

    How many are looked at does not grow with the library: of a family name with many works, those that share the
    words of the title which are the rarest beside it. Two with identifiers of one kind are two works unless their
    titles are one.
    """

    def __init__(self) -> None:
        self.all: list[_Known] = []
        self.by_title: dict[str, list[int]] = defaultdict(list)
        self.by_family: dict[str, Places] = defaultdict(lambda: defaultdict(list))
        self.by_word: dict[tuple[str, str], Places] = defaultdict(lambda: defaultdict(list))
        self.without_words: dict[str, list[int]] = defaultdict(list)

    def near(self, one: _Known) -> list[_Known]:
        """The entries that may be of one work with another one."""
        same = self.by_title[one.title.replace(" ", "")][-MOST_NEAR:]
        kinds = one.kinds
        family = _others(self.by_family[one.family], kinds)
        if sum(map(len, family)) > MOST_NEAR:
            self._take_words(one.family)
            lists = [_others(self.by_word[one.family, word], kinds) for word in one.words]
            lists.sort(key=lambda held: sum(map(len, held)))
            shared = Counter(chain.from_iterable(map(_newest, lists[:MOST_WORDS])))
            newest = sorted(shared, key=shared.__getitem__, reverse=True)[:MOST_NEAR]
        else:
            newest = _newest(family)
        return [self.all[place] for place in dict.fromkeys((*same, *newest))]

    def take(self, one: _Known) -> None:
        """Adds an entry."""
        place, kinds = len(self.all), one.kinds
        self.all.append(one)
        self.by_title[one.title.replace(" ", "")].append(place)
        self.by_family[one.family][kinds].append(place)
        self.without_words[one.family].append(place)

    def _take_words(self, family: str) -> None:
        """Makes the entries of a family name known by their words, which most names are too rare to need."""
        for place in self.without_words.pop(family, ()):
            one = self.all[place]
            for word in one.words:
                self.by_word[family, word][one.kinds].append(place)


def _others(places: Places, kinds: frozenset[int]) -> list[list[int]]:
    """The lists of entries without an identifier of these kinds."""
    return [held for those, held in places.items() if those.isdisjoint(kinds)]


def _newest(lists: Sequence[Sequence[int]]) -> list[int]:
    """The last places of some lists together, in their order."""
    return sorted(place for held in lists for place in held[-MOST_NEAR:])[-MOST_NEAR:]


MOST_NEAR, MOST_WORDS = 30, 6
"""Works that an entry is compared with, and words by which they are found."""


def _duplicate_titles(subject: Subject) -> Iterable[Finding]:
    """Entries that are one work by all they say, or have one title and first author, and share no identifier."""
    seen = _Seen()
    for merged, ids in zip(subject.entries, subject.once(_compared_ids), strict=True):
        entry = merged.entry
        if not entry.has("author") or not (one := _Known(entry, ids)).title:
            continue
        if twin := next((other for other in seen.near(one) if _is_twin(one, other)), None):
            yield finding("duplicate-title", merged, "title", _said(one, twin))
        seen.take(one)


def _is_twin(one: _Known, other: _Known) -> bool:
    """Whether two entries are of one work; one printed twice under two DOIs may be cited twice."""
    is_alike = _has_title_and_first_author_of(one, other)
    for ours, theirs in zip(one.ids, other.ids, strict=True):
        if ours and theirs and (ours == theirs or not is_alike):
            return False
    if are_two_kinds(one.entry, other.entry):
        return False
    if is_alike:
        years = one.entry.year, other.entry.year
        return not (years[0] and years[1] and abs(years[0] - years[1]) > YEARS_APART)
    if not may_be_one_work(one.titles, other.titles) and not (one.entry.has(REFERENCE) or other.entry.has(REFERENCE)):
        return False
    return is_one_work(one.entry, other.entry) or is_one_work(other.entry, one.entry)


def _has_title_and_first_author_of(one: _Known, other: _Known) -> bool:
    return one.family == other.family and one.title == other.title


def _said(one: _Known, twin: _Known) -> str:
    if _has_title_and_first_author_of(one, twin):
        return f"the title, first author and year of {twin.entry.key} too"
    return f"the same work as {twin.entry.key} ({likelihood(one.entry, twin.entry)})"


def _dangling(subject: Subject) -> Iterable[Finding]:
    keys = tuple({name for merged in subject.entries for name in (*merged.entry.words("ids"), merged.entry.key)})
    small = {key.casefold(): key for key in keys}
    for number, (merged, field, key, named) in enumerate(_missing_keys(subject, frozenset(keys))):
        twin = small.get(key.casefold())
        fix = Fix({field: ", ".join(twin if one == key else one for one in named)}) if twin else None
        own = {*merged.entry.words("ids"), merged.entry.key}
        near = did_you_mean(key, tuple(one for one in keys if one not in own)) if number < MOST_HINTS else ""
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


def _isbn_of_book(entry: Entry) -> str:
    """Nine digits that ISBN-10 and ISBN-13 of a book share; a chapter has its book's ISBN rightly."""
    if entry.type not in ("book", "collection", "proceedings"):
        return ""
    try:
        digits = NORMAL["isbn"](entry.plain("isbn")).replace("-", "")
    except ValueError:
        return ""
    return digits if digits.startswith("979") else digits[-10:-1]


IDENTIFIERS: tuple[tuple[str, str, str, str, Callable[[Entry, Mapping[str, str]], str]], ...] = (
    ("duplicate-doi", "error", "doi", "DOI", _of("doi")),
    ("duplicate-arxiv", "error", "eprint", "arXiv id", _of("arxiv")),
    ("duplicate-dblp", "error", "dblp", "dblp key", _of("dblp")),
    ("duplicate-isbn", "warning", "isbn", "ISBN", lambda entry, _own: _isbn_of_book(entry)),
)
"""rule, level, field, what it is called, how it is compared."""

KINDS = {has: frozenset(compress(count(), has)) for has in product((False, True), repeat=len(IDENTIFIERS))}
"""Whether an entry has each of `IDENTIFIERS` -> the places of those that it has."""

TWICE = "The work stands in the bibliography twice, and two keys are cited for it."
KEEP_ONE = (
    "Keep one of the two entries, and give the other key to it as ids; an edition of its own needs its own identifier."
)

RULES = (
    *(
        Rule(name, level, f"two entries with one {what}", _duplicate(place, name, field, what), TWICE, KEEP_ONE)
        for place, (name, level, field, what, _) in enumerate(IDENTIFIERS)
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
