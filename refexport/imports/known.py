"""Known: which works of a list entries.toml has already, and the cite keys that the new ones get."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from refexport.imports.reading_list import Line
from refexport.model.entry import Entry, Merged, print_value
from refexport.model.keys import is_cite_key, usable_key
from refexport.store.entries import RESERVED
from refexport.store.source import shown
from refexport.text.fold import fold
from refexport.works.keys import cite_key, unused_key
from refexport.works.match import score
from refexport.works.shortlist import Shortlist

NEW, KNOWN = "new", "known"


class Taken(NamedTuple):
    """What a line of a list means for entries.toml; ``verdict``: a new entry, a known one, or why it is none."""

    line: Line
    key: str
    verdict: str


class Known:
    """The works of entries.toml in its own words, its comments' and the registries'; grows by `take`."""

    def __init__(self, merged: Sequence[Merged], source: str) -> None:
        """Looks at every entry and every comment once."""
        versions = [entry for one in merged for entry in _versions(one)]
        self.marks: dict[str, set[str]] = {RESERVED: set()}
        for entry in versions:
            self.marks.setdefault(entry.key, set()).update(_marks(entry), _titles(entry))
        self.of_this_file: set[str] = set()
        self.shortlist = Shortlist(versions)
        commented = (line.lstrip("# ").partition(": ")[2] for line in source.splitlines() if line.startswith("#"))
        self.comments = {fold(words.partition(" [")[0]) for words in commented}  # notes stand in brackets behind

    def begin(self) -> None:
        """Another file begins: the entries of the one before it are in entries.toml now."""
        self.of_this_file = set()

    def take(self, line: Line) -> Taken:
        """The line as a new entry with its key, or why it is none."""
        entry = line.entry
        if entry is None:
            return Taken(line, "", line.reason)
        if known := self._same_key(entry) or self._same_work(entry):
            return Taken(_said_as_cited(line, entry, known), known, KNOWN)
        if not entry.key and entry.has("title") and fold(words_of(entry)) in self.comments:
            return Taken(line, "", f"{KNOWN} (a comment has it)")
        key = unused_key(usable_key(entry.key) or cite_key(entry), self.marks)
        self.marks[key] = {*_marks(entry), *_titles(entry)}
        self.of_this_file.add(key)
        if entry.key and key != entry.key:
            line = _with_old_key(line, entry, self.marks)
        return Taken(line, key, NEW)

    def _same_key(self, entry: Entry) -> str:
        """A file with keys of its own may hold a work twice, and texts cite both: the same key is the same entry."""
        if not entry.key:
            return ""
        marks = set(_marks(entry))
        return next((key for key in (entry.key, usable_key(entry.key)) if self.marks.get(key, set()) & marks), "")

    def _same_work(self, entry: Entry) -> str:
        """The key of the work; one of the same file is another entry if both have keys."""
        marks = set(_marks(entry))
        apart = self.of_this_file if entry.key else frozenset()
        same = (key for key, theirs in self.marks.items() if theirs & marks and key not in apart)
        near = (one.key for one in self.shortlist.like(entry) if score(entry, one).certain)
        return next(same, "") or next(near, "")


def _said_as_cited(line: Line, entry: Entry, known: str) -> Line:
    """The line, which says what the known work is cited by in the file."""
    if entry.key in ("", known):
        return line
    return line._replace(notes=(*line.notes, f"cited as {shown(entry.key)} in the file"))


def _with_old_key(line: Line, entry: Entry, others: Container[str]) -> Line:
    """The line, which says what it was cited by; that stays among its other keys, if it is no other entry's own."""
    if is_cite_key(entry.key) and entry.key not in others:
        entry = entry.replace(ids=(*entry.words("ids"), entry.key))
    return line._replace(entry=entry, notes=(*line.notes, f"cited as {shown(entry.key)} in the file"))


def words_of(entry: Entry) -> str:
    """Title and year, as a comment tells them."""
    year = f" ({entry.year})" if entry.year else ""
    return entry.plain("title") + year


def _versions(merged: Merged) -> Iterator[Entry]:
    """The entry in its own words and in those of each record, all under its cite key."""
    for entry in (merged.entry, merged.hand, *(record.entry for record in merged.records)):
        if entry:
            yield Entry(merged.entry.key, entry.type, entry.fields)


def _marks(entry: Entry) -> list[str]:
    """What tells a work from others: its identifiers, and its title with the first author."""
    title = fold(entry.plain("title"))
    names = entry.names("author")
    ids = [f"{field}:{entry.plain(field).lower()}" for field in ("eprint", "doi", "dblp", "isbn") if entry.has(field)]
    if not title:
        said = [print_value(field, entry.fields[field]) for field in sorted(entry.fields.keys() - {"ids", "keywords"})]
        words = fold(" ".join(map(str, said)))
        return ids or [f"url:{entry.plain('url')}" if entry.has("url") else f"words:{words}"]
    return [*ids, f"title:{title}:{fold(names[0].family or names[0].literal) if names else ''}"]


def _titles(entry: Entry) -> list[str]:
    """The mark by which a line without authors knows a work."""
    return [f"title:{fold(entry.plain('title'))}:"] if entry.has("title") else []
