"""Known: which works of a file entries.toml has already, and the cite keys that the new ones get.

A work is found by its key or an earlier one (`ids`), by identifier, and by title and authors: in the words of the
entry, of its records, of its comment, and in those that earlier imports gave. The lines of one file are matched
together, the surest first, so that of two editions each finds its own.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.lists.reading_list import Line
from refexport.model.entry import Entry, Merged, all_identifiers, print_value
from refexport.model.ids import scheme_of, without_version
from refexport.model.keys import folded_key, is_cite_key, usable_key
from refexport.store.source import RESERVED, shown
from refexport.text.fold import fold
from refexport.works.keys import cite_key, free_key
from refexport.works.likelihood import contradicts, is_one_work
from refexport.works.match import (
    LIKE_TITLE,
    SAME,
    SHORT_TITLE,
    YEARS_APART,
    full_title,
    shared_authors,
    title_ratio,
    title_variant,
)
from refexport.works.shortlist import Shortlist

NEW, KNOWN = "new", "known"

DISTINCT = "eprint doi dblp isbn pmid edition volume number issue part chapter pages eid".split()
"""Fields in which two works of one title by the same people differ: editions, parts, a preprint and its print."""

HEADER = regex(r"\[\s*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([\w-]+))\s*\]")


class Taken(NamedTuple):
    """What a line of a list means for entries.toml; ``verdict``: a new entry, a known one, or why it is none."""

    line: Line
    key: str
    verdict: str


class Known:
    """The works of entries.toml in its own words and its comments', the records' and earlier imports'; `take` adds."""

    def __init__(
        self, merged: Sequence[Merged], source: str, earlier: Callable[[Entry], Iterable[Entry]] = lambda _: ()
    ) -> None:
        """Looks at every entry and every comment once; ``earlier`` gives what imports said of an entry."""
        self.works: dict[str, list[Entry]] = {RESERVED: []}
        self.taken: set[str] = {folded_key(RESERVED)}
        self.reserved: set[str] = set()
        self.keys: dict[str, list[str]] = {}
        self.marks: dict[str, list[str]] = {}
        versions = [entry for one in merged for entry in _versions(one, earlier(one.hand or one.entry))]
        for entry in versions:
            self._learn(entry, _marks(entry))
        self._name(versions)
        self.shortlist = Shortlist(versions)
        self.comments = dict(_comments(source))

    def reserve(self, lines: Iterable[Line]) -> None:
        """Keeps the cite keys of files that come for their own entries; no key that is made for another takes one."""
        self.reserved.update(folded_key(line.entry.key) for line in lines if line.entry and line.entry.key)

    def take(self, lines: Sequence[Line]) -> list[Taken]:
        """Each line of one file as a new entry with its key, as a known one, or why it is none."""
        found: dict[int, str] = {}
        claimed: set[str] = set()
        marks = {place: _marks(line.entry) for place, line in enumerate(lines) if line.entry}
        for finds in (self._by_key, self._exact, self._loose):
            for place, line in enumerate(lines):
                entry = line.entry
                if entry is None or place in found:
                    continue
                apart = claimed if entry.key or finds == self._loose else frozenset[str]()
                if key := next((key for key in finds(entry, marks[place]) if key not in apart), ""):
                    found[place] = key
                    claimed.add(key)
        here: set[str] = set()
        return [
            self._settle(line, marks.get(place, ()), found.get(place, ""), here) for place, line in enumerate(lines)
        ]

    def _settle(self, line: Line, marks: Sequence[str], known: str, here: set[str]) -> Taken:
        """A line in its turn; ``here`` are the keys of the entries that the file has brought so far."""
        entry = line.entry
        if entry is None:
            return Taken(line, "", line.reason)
        if known := known or self._twice(entry, marks, here):
            return Taken(_cited_as(line, entry, known), known, KNOWN)
        if not entry.key and (words := _comment_words(entry)) in self.comments:
            return Taken(line, self.comments[words], f"{KNOWN} (a comment has it)")
        key = self._new_key(entry)
        self._learn(Entry(key, entry.type, entry.fields), marks)
        self._name([Entry(key, "", {"ids": (*entry.words("ids"), *filter(None, [entry.key]))})])
        here.add(key)
        if entry.key and key != entry.key:
            line = _with_old_key(line, entry, self.works)
        return Taken(line, key, NEW)

    def _new_key(self, entry: Entry) -> str:
        """The entry's own key if it is free; else one that nothing has or is cited by, here and in files to come."""
        own = usable_key(entry.key)
        if own and own == entry.key and folded_key(own) not in self.taken:
            return own
        return free_key(own or cite_key(entry), lambda key: key in self.taken or key in self.reserved)

    def _twice(self, entry: Entry, marks: Sequence[str], here: set[str]) -> str:
        """A new entry of the same file that is this work; texts cite both if both have keys."""
        if entry.key:
            return ""
        near = (key for key in self._loose(entry, marks) if key in here)
        return next((key for key in near if not all(_differ(entry, one) for one in self.works[key])), "")

    # --- how a work is found

    def _by_key(self, entry: Entry, _: Sequence[str]) -> Iterator[str]:
        """A key alone is no proof: two files may give it to two works."""
        names = dict.fromkeys([entry.key, usable_key(entry.key), *entry.words("ids")]) if entry.key else {}
        for key in dict.fromkeys(key for name in names for key in self.keys.get(name, ())):
            if any(_may_be(entry, one) for one in self.works[key]):
                yield key

    def _exact(self, entry: Entry, marks: Sequence[str]) -> Iterator[str]:
        """The same in every fact that tells works apart."""
        for key in self._marked(marks):
            if any(_is_exact(entry, one) for one in self.works[key]):
                yield key

    def _loose(self, entry: Entry, marks: Sequence[str]) -> Iterator[str]:
        """By an identifier or an address, else by the title and who wrote it."""
        for key in self._marked(marks):
            if any(_is_like(entry, one) for one in self.works[key]) and not _is_other_print(entry, self.works[key]):
                yield key
        for one in self.shortlist.like(entry):
            if not _is_other_print(entry, self.works[one.key]) and is_one_work(entry, one):
                yield one.key

    def _marked(self, marks: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(key for mark in marks for key in self.marks.get(mark, ())))

    def _learn(self, entry: Entry, marks: Sequence[str]) -> None:
        self.works.setdefault(entry.key, []).append(entry)
        self.taken.add(folded_key(entry.key))
        for mark in marks:
            keys = self.marks.setdefault(mark, [])
            if entry.key not in keys:
                keys.append(entry.key)

    def _name(self, entries: Iterable[Entry]) -> None:
        """Keys first: what is one entry's key and another's earlier one is the former's, that of one to come too."""
        named = [(entry.key, entry.key) for entry in entries]
        named += [(name, entry.key) for entry in entries for name in entry.words("ids")]
        for name, key in named:
            self.taken.update({folded_key(name)} - self.reserved)
            keys = self.keys.setdefault(name, [])
            if key not in keys:
                keys.append(key)


def words_of(entry: Entry) -> str:
    """Title and year, as a comment tells them."""
    year = f" ({entry.year})" if entry.year else ""
    return entry.plain("title") + year


def _comment_words(entry: Entry) -> str:
    """How a comment is found; empty, which no comment is, without a title."""
    return fold(words_of(entry)) if entry.has("title") else ""


def _comments(source: str) -> Iterator[tuple[str, str]]:
    """The words of each comment, and the key of the entry below it if one is."""
    lines = source.splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        words = line.lstrip("# ").partition(": ")[2].partition(" [")[0] if line.startswith("#") else ""
        if fold(words):  # notes stand in brackets behind
            header = HEADER.match(below)
            yield fold(words), (header[1] or header[2] or header[3]) if header else ""


def _cited_as(line: Line, entry: Entry, known: str) -> Line:
    """The line, which says what the known work is cited by in the file."""
    if entry.key in ("", known):
        return line
    return line._replace(notes=(*line.notes, f"cited as {shown(entry.key)} in the file"))


def _with_old_key(line: Line, entry: Entry, others: Container[str]) -> Line:
    """The line, which says what it was cited by; that stays among its other keys, if it is no other entry's own."""
    line = line._replace(notes=(*line.notes, f"cited as {shown(entry.key)} in the file"))
    if is_cite_key(entry.key) and (entry.key == RESERVED or entry.key not in others):
        ids = (*entry.words("ids"), entry.key)
        line = line._replace(entry=entry.replace(ids=ids), table={**line.table, "ids": print_value("ids", ids)})
    return line


def _versions(merged: Merged, earlier: Iterable[Entry]) -> Iterator[Entry]:
    """The entry in its own words, in those of each record and of each import, all under its cite key."""
    for entry in (merged.entry, merged.hand, *(record.entry for record in merged.records), *earlier):
        if entry:
            yield Entry(merged.entry.key, entry.type, entry.fields)


# --- what tells works apart


def _marks(entry: Entry) -> list[str]:
    """What a work can be found by: its identifiers and address, its title, or its words if it has none."""
    marks = _ids(entry)
    if entry.has("url"):
        marks.append(f"url:{_address(entry)}")
    if title := fold(full_title(entry)):
        return [*marks, f"title:{title}"]
    return [*marks, f"words:{_words(entry)}"]


def _ids(entry: Entry) -> list[str]:
    """Its identifiers, whatever version of a preprint; those too that no registry here is asked for."""
    ids = [without_version(one) if scheme_of(one) == "arxiv" else one for one in all_identifiers(entry)]
    other = [f"{field}:{entry.plain(field).lower()}" for field in ("pmcid",) if entry.has(field)]
    if entry.has("eprint") and not entry.arxiv:
        other.append(f"{entry.plain('eprinttype').lower()}:{entry.plain('eprint').lower()}")
    return [*ids, *(one for one in other if one not in ids)]


def _address(entry: Entry) -> str:
    return re.sub(r"^https?://(?:www\.)?|/$", "", entry.plain("url"))


def _words(entry: Entry) -> str:
    """All that an entry without a title says."""
    said = [print_value(field, entry.fields[field]) for field in sorted(entry.fields.keys() - {"ids", "keywords"})]
    return fold(" ".join(map(str, said)))


def _may_be(entry: Entry, known: Entry) -> bool:
    """Whether an entry of the same key is the work: nothing in the two speaks against it."""
    if set(_ids(entry)) & set(_ids(known)):
        return True
    ours, theirs = fold(full_title(entry)), fold(full_title(known))  # nothing is left of a title that is one command
    if theirs and (ours or not entry.has("title")):
        return bool(ours) and _titles_fit(entry, known)
    return shared_authors(entry.names("author"), known.names("author")) != 0 and _years_apart(entry, known) == 0


def _titles_fit(entry: Entry, known: Entry) -> bool:
    """Whether titles are of one work that has one key, retitled a little perhaps."""
    ours, theirs = full_title(entry), full_title(known)
    have_common = shared_authors(entry.names("author"), known.names("author")) != 0
    if title_variant(ours, theirs) == SAME:
        return have_common or not _is_short(ours)
    return have_common and title_ratio(ours, theirs) >= LIKE_TITLE and not _differ(entry, known)


def _is_exact(entry: Entry, known: Entry) -> bool:
    """Whether all that both say is the same: title, people, and what tells works of one title apart."""
    if fold(full_title(entry)) != fold(full_title(known)) or _differ(entry, known):
        return False
    if not entry.has("title") and not set(_ids(entry)) & set(_ids(known)) and _words(entry) != _words(known):
        return False
    return shared_authors(entry.names("author"), known.names("author")) != 0


def _is_like(entry: Entry, known: Entry) -> bool:
    """Whether an identifier, an address, or title and first author say that it is one work."""
    if set(_ids(entry)) & set(_ids(known)):
        return not contradicts(known, entry)
    ours, theirs = fold(full_title(entry)), fold(full_title(known))
    if not ours or not theirs:
        is_address = entry.has("url") and _address(entry) == _address(known)
        return is_address or (ours == theirs and _words(entry) == _words(known))
    most = 0 if entry.key and _has_no_author(entry, known) else YEARS_APART
    if ours != theirs or _years_apart(entry, known) > most or _other(entry, known, "edition"):
        return False
    return _same_first(entry, known) or (_has_no_author(entry, known) and not _is_short(ours))


def _is_other_print(entry: Entry, versions: Iterable[Entry]) -> bool:
    """Whether the work was printed under another DOI: what is the journal's article is not the proceedings' paper."""
    printed = [one for one in versions if one.has("doi") and one.type != "preprint"]
    is_printed = entry.has("doi") and entry.type != "preprint"
    return is_printed and bool(printed) and all(_other(entry, one, "doi") for one in printed)


def _same_first(entry: Entry, known: Entry) -> bool:
    """Whether both name the same first author, or the first sees no need to."""
    ours, theirs = ([fold(name.family or name.literal) for name in one.names("author")[:1]] for one in (entry, known))
    return not ours or ours == theirs


def _has_no_author(entry: Entry, known: Entry) -> bool:
    return not (entry.names("author") and known.names("author"))


def _is_short(title: str) -> bool:
    return len(fold(title).split()) <= SHORT_TITLE


def _differ(entry: Entry, known: Entry) -> bool:
    """Whether the two say different things where works of one title differ."""
    types = {one.type for one in (entry, known)} - {"", "misc"}
    return len(types) > 1 or _years_apart(entry, known) > 0 or any(_other(entry, known, field) for field in DISTINCT)


def _other(entry: Entry, known: Entry, field: str) -> bool:
    ours, theirs = entry.plain(field), known.plain(field)
    return bool(ours and theirs) and fold(without_version(ours)) != fold(without_version(theirs))


def _years_apart(entry: Entry, known: Entry) -> int:
    """How many years lie between the two; none if one is undated."""
    return abs(entry.year - known.year) if entry.year and known.year else 0
