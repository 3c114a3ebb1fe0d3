"""Update: what a file says of a known work now, against the hand's values, the registries' and an earlier import's.

Three-way where an earlier import is known: what only the file changed can be taken, what a person changed too is the
person's to decide. Without one nothing that stands in entries.toml is replaced unasked (docs/decisions/0018).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import PurePath
from typing import NamedTuple

from refexport.data.datamodel import DATE, PUBLICATION, TEXT, datatype_of
from refexport.errors import FileError, Finding
from refexport.imports.known import NEW, Taken
from refexport.imports.readers import table_of
from refexport.lists.reading_list import Line
from refexport.model.date import Date
from refexport.model.entry import Entry, Merged, Raw, parse_value, print_value
from refexport.model.ids import without_version
from refexport.store.edit import Changes
from refexport.store.entries import Hand, Library
from refexport.store.imports import Earlier, Given, Imports, Place
from refexport.store.remark import Remarks
from refexport.store.source import shown
from refexport.store.typed import DATE_PARTS, SHORTHANDS, read_typed
from refexport.text.fold import fold
from refexport.text.messages import did_you_mean, shorten
from refexport.works.inheritance import is_inherited
from refexport.works.match import SAME, full_title, same_authors, title_variant
from refexport.works.merge import ranked

ADD, REPLACE, CONFLICT, DIFFERS, GONE = "add", "replace", "conflict", "differs", "gone"
"""What becomes of a field: the file has it, the hand has not; the hand has what was imported before; both changed it;
the two differ, and nobody knows who changed it; the file has it no more."""

SAFE = (ADD, REPLACE)
"""What is taken unless a person says otherwise."""

LONG = 8
"""Characters from which a value counts as said in any field: a place is one program's venue, another's location."""

EPRINT = ("arxiv", "eprint", "eprinttype")
BEFORE = 20
"""Characters shown before the first difference of long values."""

THEIRS, OURS = "theirs", "ours"


class Change(NamedTuple):
    """A field of a known work in which the file has news; None is a value that is not there.

    ``line`` is the file's; ``origin`` is the id of the record that ``fetched`` is from; ``is_taken`` whether the file's
    value goes to entries.toml.
    """

    line: int
    key: str
    field: str
    kind: str
    file: Raw | None
    hand: Raw | None
    earlier: Raw | None
    fetched: Raw | None
    origin: str
    is_taken: bool = False

    @property
    def name(self) -> str:
        """What ``--take`` calls it: ``smith2020.abstract``."""
        return f"{self.key}.{self.field}"


class Work(NamedTuple):
    """A known work: what stands in entries.toml, and with the records."""

    hand: Hand
    merged: Merged
    prefer: str


class _Seen(NamedTuple):
    """A known work that a file has: what it gives, what it gave before, and what is new in it."""

    path: str
    place: Place
    given: Mapping[str, Raw]
    earlier: Earlier | None
    changes: list[Change]
    is_first: bool


class Updates:
    """What files have of works that are known; made for one plan, without effects."""

    def __init__(self, works: Iterable[Work], imports: Imports) -> None:
        """``works`` are those of entries.toml, ``imports`` what files gave before."""
        self.works = {work.hand.entry.key: work for work in works}
        self.imports = imports
        self.seen: list[_Seen] = []
        self.new: dict[Place, Line] = {}
        self.left_out: list[Finding] = []

    def look(self, path: str, taken: Sequence[Taken], *, as_keywords: bool) -> None:
        """Compares the known works of a file, and keeps what it gives for the new ones."""
        for one in taken:
            if one.line.entry is None or not one.key:
                continue
            line = headed(one.line) if as_keywords else one.line
            place = Place(PurePath(path).name, one.key)
            if one.verdict == NEW:
                self.new[place] = line
            elif line.entry and (work := self.works.get(one.key)):
                self._compare(path, one.line, place, given_by(one.key, line.entry), work)

    def choose(self, takes: Sequence[str]) -> None:
        """Takes of the changes what ``--take`` names besides what is safe; FileError where it names nothing."""
        check_takes(takes, [change for one in self.seen for change in one.changes])
        self.seen = [one._replace(changes=[chosen(change, takes) for change in one.changes]) for one in self.seen]

    @property
    def differing(self) -> int:
        """How many known works are otherwise in a file."""
        return len({one.place.key for one in self.seen if one.changes})

    @property
    def changes(self) -> list[tuple[str, Change]]:
        """Each change with the path of its file."""
        return [(one.path, change) for one in self.seen for change in one.changes]

    def edits(self) -> dict[str, Changes]:
        """What is to be set in entries.toml; of two files the later one counts."""
        found: dict[str, Changes] = {}
        for one in self.seen:
            if new := edits(self.works[one.place.key].hand, one.changes):
                found[one.place.key] = {**found.get(one.place.key, {}), **new}
        return found

    def is_open(self, takes: Sequence[str]) -> bool:
        """Whether something that files say is neither taken nor settled."""
        return OURS not in takes and any(not one.is_taken for _, one in self.changes)

    def remembered(self, takes: Sequence[str], library: Library, *, update: bool) -> dict[Place, Given]:
        """What is to be known as the earlier import from now on: of known works only where they were updated.

        Of new ones it is what the library has of them, as it stands after the import.
        """
        firsts = [one for one in self.seen if one.is_first and update]
        read = {hand.entry.key: hand.entry for hand in library.hands}
        new = {place: _as_read(line, read[place.key]) for place, line in self.new.items()}
        return {**{one.place: settled(one.given, one.changes, takes) for one in firsts}, **new}

    def _compare(self, path: str, line: Line, place: Place, given: Mapping[str, Raw], work: Work) -> None:
        """Of a work that stands twice in a file, the first is what the file is known by."""
        is_first = place not in self.new and all(one.place != place for one in self.seen)
        key = line.entry.key if line.entry else ""
        earlier = self.imports.before(place.source, work.hand.entry, key) if is_first else None
        self.seen.append(_Seen(path, place, given, earlier, news(line.number, given, work, earlier), is_first))
        for field, value, why in line.left_out:
            message = f"{why}; not taken"
            self.left_out.append(
                Finding(path, line.number, message, "", place.key, field, shown(value), level="warning")
            )


def headed(line: Line) -> Line:
    """The line, the heading that it stood under among the keywords of its entry."""
    if not (line.entry and line.heading):
        return line
    entry = line.entry.replace(keywords=(*line.entry.words("keywords"), line.heading))
    return line._replace(entry=entry, table=table_of(entry))


def given_by(key: str, entry: Entry) -> Mapping[str, Raw]:
    """What an import gives for an entry, as entries.toml would be read if it stood there."""
    table = table_of(entry)
    return _as_read(Line(0, "", "", entry, table=table), read_typed(key, table, Remarks()).entry)


def _as_read(line: Line, read: Entry) -> Mapping[str, Raw]:
    """The table of a line's entry, or that of what was read of it where the reader has another spelling."""
    is_same = line.entry is not None and read.fields == line.entry.fields and read.type == line.entry.type
    return line.table if is_same else table_of(read)


def news(line: int, given: Mapping[str, Raw], work: Work, earlier: Earlier | None) -> list[Change]:
    """The fields of a known work that the file changes, in the file's order, those that it lacks now last."""
    gone = [field for field in (earlier.given if earlier and earlier.is_own else ()) if field != "ids"]
    fields = [*given, *gone]
    found = (_change(line, field, given, work, earlier) for field in dict.fromkeys(fields))
    return [one for one in found if one]


def _change(line: int, field: str, given: Mapping[str, Raw], work: Work, earlier: Earlier | None) -> Change | None:
    hand = table_of(work.hand.entry)
    ours, theirs, base = hand.get(field), given.get(field), earlier.given.get(field) if earlier else None
    if field == "ids" and theirs != base:
        theirs = _with_ids(work.hand.entry, given)
        base = ours
    is_known = earlier is not None and earlier.knows(field)
    is_old = theirs == base if is_known else theirs is None
    if is_old or theirs == ours or (ours is None and _is_fetched(field, given, work)):
        return None
    fetched, origin = _fetched(field, work)
    kind = _kind(ours, theirs, base, is_known=is_known, is_fetched=fetched is not None)
    if kind in (CONFLICT, DIFFERS) and _is_markup(field, ours, theirs):
        return None
    if is_inherited(work.merged.origin.get(field, "")):
        if theirs is None or table_of(work.merged.entry).get(field) == theirs:
            return None
        kind = DIFFERS
    is_other_eprint = field in EPRINT and field not in hand and any(one in hand for one in EPRINT)
    is_mixed = field in ("type", *PUBLICATION) and fetched is not None
    if kind == ADD and (is_mixed or is_other_eprint or field in work.hand.omit):
        kind = DIFFERS
    return Change(line, work.hand.entry.key, field, kind, theirs, ours, base, fetched, origin, kind in SAFE)


def _kind(ours: Raw | None, theirs: Raw | None, base: Raw | None, *, is_known: bool, is_fetched: bool) -> str:
    if theirs is None:
        return GONE
    if is_known:
        return CONFLICT if ours != base else REPLACE if ours is not None else ADD
    return ADD if ours is None and not is_fetched else DIFFERS


def _is_markup(field: str, ours: Raw | None, theirs: Raw | None) -> bool:
    """Whether two texts differ in their markup only: the hand's braces round a name are no news to be asked about."""
    if datatype_of(field) != TEXT or not (isinstance(ours, str) and isinstance(theirs, str)) or field == "type":
        return False
    one, other = (Entry("", "", {field: parse_value(field, text)}).plain(field) for text in (ours, theirs))
    return one == other


def _with_ids(hand: Entry, given: Mapping[str, Raw]) -> Raw | None:
    """The hand's other keys, and those of the file: no text cites by fewer keys after an update."""
    old, new = hand.words("ids"), given.get("ids")
    added = [one for one in new if one not in (*old, hand.key)] if isinstance(new, list) else []
    return [*old, *added] or None


# --- what the registries say


def _fetched(field: str, work: Work) -> tuple[Raw | None, str]:
    """What the registries say in the entry or beside the hand's own value, and the id of the record."""
    origin = work.merged.origin.get("eprint" if field == "arxiv" else field, "")
    by_rank = ranked((one for one in work.merged.records if one.entry), work.prefer)
    for record in sorted(by_rank, key=lambda one: one.id != origin):
        if record.entry and (value := table_of(record.entry).get(field)) is not None:
            return value, record.id
    return None, ""


def _is_fetched(field: str, given: Mapping[str, Raw], work: Work) -> bool:
    """Whether a record says what the file says, in the field or in another: it needs not be written then."""
    theirs = read_typed("", given, Remarks()).entry
    records = [record.entry for record in work.merged.records if record.entry]
    words = _folded(given.get(field))
    return any(_says(field, theirs, one) for one in records) or (
        len(words) >= LONG and any(words == _folded(value) for one in records for value in table_of(one).values())
    )


def _says(field: str, theirs: Entry, record: Entry) -> bool:
    """Whether a record says the same in a field, or more exactly."""
    if datatype_of(field) == DATE:
        return _is_vaguer(theirs.date(field), record.date(field))
    match field:
        case "type":
            return theirs.type in ("misc", record.type)  # misc says nothing
        case "title":
            return title_variant(full_title(theirs), full_title(record)) == SAME or _is_equal(field, theirs, record)
        case "author" | "editor":
            return same_authors(theirs.names(field), record.names(field)) and bool(theirs.names(field))
    return _is_equal(field, theirs, record)


def _is_vaguer(date: Date | None, exact: Date | None) -> bool:
    """Whether a date is the other or the beginning of it: a year of a day, a day of a range."""
    if date is None or exact is None:
        return False
    return str(print_value("date", exact)).startswith(str(print_value("date", date)))


def _is_equal(field: str, one: Entry, other: Entry) -> bool:
    """Whether two values are equal but for case, punctuation and the version of a preprint."""
    return _folded(table_of(one).get(field)) == _folded(table_of(other).get(field)) != ""


def _folded(value: Raw | None) -> str:
    return fold(without_version(str(value or "")))


# --- what is taken


def check_takes(takes: Sequence[str], changes: Sequence[Change]) -> None:
    """FileError for what ``--take`` names that no file changes."""
    known = {OURS, THEIRS, *(one.key for one in changes), *(one.name for one in changes)}
    for take in takes:
        if take not in known:
            hint = did_you_mean(take, tuple(sorted(known))) or "write theirs, ours, KEY or KEY.FIELD as shown"
            raise FileError(f'--take "{take}": the files change no such thing', hint)
    if {OURS, THEIRS} <= set(takes):
        raise FileError("--take theirs and --take ours exclude each other", "name what to take: --take KEY.FIELD")


def chosen(change: Change, takes: Sequence[str]) -> Change:
    """The change, taken if ``--take`` says ``theirs``, its cite key, or that and its field."""
    is_named = any(take in (THEIRS, change.key, change.name) for take in takes)
    return change._replace(is_taken=change.is_taken or is_named)


def edits(hand: Hand, changes: Sequence[Change]) -> Changes:
    """What is to be set in the entry, each field under the name that it has there."""
    found: dict[str, Raw | None] = {}
    for one in changes:
        if one.is_taken:
            names = _names(hand, one.field)
            target = names[0] if len(names) == 1 and names[0] not in (*EPRINT, *DATE_PARTS) else one.field
            found |= {name: None for name in names if name != target} | {target: one.file}
    return found


def _names(hand: Hand, field: str) -> list[str]:
    """The names under which a field, and what says the same besides, stand in the file."""
    names = hand.names_of(SHORTHANDS.get(field, field))
    if field in EPRINT:
        return [name for name in names if name != "eprintclass" and (field != "eprinttype" or name == field)]
    parts = [part for part in DATE_PARTS if field == "date" and part in hand.lines]
    return list(dict.fromkeys([*names, *parts]))


def settled(given: Mapping[str, Raw], changes: Sequence[Change], takes: Sequence[str]) -> Given:
    """What is to be known as the earlier import from now on: what is still open is as it was before, or unknown.

    With ``--take ours`` nothing stays open.
    """
    still_open = [one for one in changes if not one.is_taken and OURS not in takes]
    unknown = {one.field for one in still_open if one.kind == DIFFERS}
    before = {one.field: one.earlier for one in still_open}
    return {field: value for field, value in {**given, **before}.items() if value is not None or field in unknown}


# --- what is shown


def line_of(path: str, one: Change) -> str:
    """What happens to a field, and who says what."""
    is_edited = one.kind == CONFLICT or (one.kind == GONE and one.hand != one.earlier)
    said = {
        "the file": one.file,
        "by hand" if is_edited else "entries.toml": one.hand,
        "imported before": one.earlier if one.earlier != one.hand else None,
        one.origin: one.fetched,
    }
    shown_values = [(who, _shown(value)) for who, value in said.items() if value is not None]
    start = _first_difference([words for _, words in shown_values])
    words = [f'{who} "{_from(start, value)}"' for who, value in shown_values]
    removed = ["removed by hand"] if is_edited and one.hand is None else []
    return f"{path}:{one.line}: [{one.key}] {one.field}: {_fate(one)}: {'; '.join([*words, *removed])}"


def _fate(one: Change) -> str:
    if one.kind == GONE:
        return "removed, the file has it no more" if one.is_taken else "kept, the file has it no more"
    if one.kind in SAFE:
        return {ADD: "added", REPLACE: "replaced"}[one.kind]
    if one.is_taken:
        return "taken"
    return "kept, both changed it" if one.kind == CONFLICT else "kept, the two differ"


def _first_difference(values: Sequence[str]) -> int:
    """From which character on values are to be shown, so that a line shows in what they differ."""
    columns = zip(*values, strict=False) if len(values) > 1 else ()
    common = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))
    return max(common - BEFORE, 0) if common > 2 * BEFORE else 0


def _from(start: int, value: str) -> str:
    return shorten(f"…{value[start:]}" if start else value)


def _shown(value: Raw) -> str:
    if isinstance(value, list):
        return "; ".join(one if isinstance(one, str) else " ".join(one.values()) for one in value)
    return str(value)


def as_json(path: str, one: Change) -> dict[str, object]:
    """A change for programs: values as in entries.toml, null for what is not there."""
    values = {"file": one.file, "hand": one.hand, "earlier": one.earlier, "fetched": one.fetched, "origin": one.origin}
    place = {"path": path, "line": one.line, "key": one.key, "field": one.field}
    return {**place, "change": one.kind, "taken": one.is_taken, **values}
