"""Selection: which entries a file gets, with which fields, in which order."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from refexport.data.datamodel import ALL
from refexport.model.date import Date
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, Name
from refexport.text.fold import fold
from refexport.text.language import is_english

PARENTS = ("crossref", "xref", "related")
"""Fields that name other entries, which must then stand in the same file (biblatex manual, section 2.2.3)."""
PERSONS = ("sortname", "author", "editor")
TITLES = ("sorttitle", "title")
"""What sorts an entry, first come (biblatex manual, appendix C)."""
MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}


def cited_only(entries: Sequence[Entry], keys: Collection[str]) -> list[Entry]:
    """The entries with these cite keys (or ``ids``), and those that they refer to."""
    names = {name: entry for entry in entries for name in names_of(entry)}
    wanted: dict[str, Entry] = {}
    waiting = [names[key] for key in keys if key in names]
    while waiting:
        entry = waiting.pop()
        if entry.key not in wanted:
            wanted[entry.key] = entry
            waiting += [names[key] for key in _parents(entry) if key in names]
    return [entry for entry in entries if entry.key in wanted]


def names_of(entry: Entry) -> tuple[str, ...]:
    """What an entry may be cited by: ``ids`` are biblatex's other cite keys."""
    return (*entry.words("ids"), entry.key)


def with_fields(entries: Iterable[Entry], fields: Collection[str], omit: Collection[str]) -> list[Entry]:
    """The entries with these fields only (all if none are named), less those to omit; titles keep their capitals."""

    def is_kept(field: str) -> bool:
        return field == "capitals" or ((not fields or field in fields) and field not in omit)

    some = [_with_capitals(one) for one in entries] if not is_kept("language") else entries
    return [Entry(one.key, one.type, {f: v for f, v in one.fields.items() if is_kept(f)}) for one in some]


def in_order(entries: Iterable[Entry], keys: Sequence[str]) -> list[Entry]:
    """The entries sorted by the keys (``-`` turns one round), which are `model.export.SORT_KEYS`.

    What lacks a field comes last; what is equal stays in its order.
    """
    ordered = list(entries)
    for key in reversed(keys):
        collate = COLLATIONS[key.removeprefix("-")]
        placed = [(collate(entry), entry) for entry in ordered]
        present = sorted((pair for pair in placed if pair[0]), key=lambda pair: pair[0], reverse=key.startswith("-"))
        ordered = [entry for _, entry in present] + [entry for place, entry in placed if not place]
    return ordered


def _with_capitals(entry: Entry) -> Entry:
    """The entry told what its language told: that titles keep all capitals."""
    if entry.has("capitals") or is_english(entry.plain("language")):
        return entry
    return entry.replace(capitals=ALL)


def _parents(entry: Entry) -> list[str]:
    return [key.strip() for field in PARENTS for key in entry.plain(field).split(",")]


Place = tuple[str | int, ...]
"""Where an entry stands among others; empty if nothing says."""


def _by_persons(entry: Entry) -> Place:
    names: Sequence[Name] = next((entry.names(field) for field in PERSONS if entry.has(field)), ())
    return tuple(word for name in names if name != OTHERS for word in _name_words(name))


def _name_words(name: Name) -> tuple[str, str]:
    """Family name and the rest; small words before it do not count (biblatex: ``useprefix=false``)."""
    if name.latin:
        family, _, given = name.latin.partition(",")
        return fold(family), fold(given)
    return fold(name.family or name.literal), fold(f"{name.given} {name.suffix}")


def _by_date(entry: Entry) -> Place:
    date: Date | None = entry.date()
    if date is None or date.first_year is None:
        return ()
    return (date.first_year, MONTH_OF_SEASON.get(date.month or 0, date.month or 0), date.day or 0)


def _by_title(entry: Entry) -> Place:
    title = next((entry.plain(field) for field in TITLES if entry.has(field)), "")
    return (fold(title) or title,) if title else ()


COLLATIONS: Mapping[str, Callable[[Entry], Place]] = {
    "key": lambda entry: (entry.key.casefold(),),
    "author": _by_persons,
    "year": lambda entry: (entry.year,) if entry.year is not None else (),
    "date": _by_date,
    "title": _by_title,
    "type": lambda entry: (entry.type,) if entry.type else (),
}
"""key -> the place that it gives an entry, without case and accents."""
