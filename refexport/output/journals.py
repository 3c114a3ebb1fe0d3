"""Journals: a user's table of full names and abbreviations, the shipped one, and entries with the one or the other.

As a file it is JabRef's: CSV without header, comma or semicolon, ``full name, abbreviation[, shortest…]``
(abbrv.jabref.org, "Format of the CSV files").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from refexport.errors import Finding, InputError
from refexport.model.entry import Entry
from refexport.model.text import Text, literal_text
from refexport.store.exports import JOURNALS
from refexport.store.source import decode
from refexport.text.fold import fold
from refexport.works.journals import abbreviated, shipped_journals

FULL, ABBREV = JOURNALS
HINT = 'write "Full Name","Abbrev."'


class Journals(NamedTuple):
    """What a journal is called in full and in short, by all its names as `alike` spells them.

    An abbreviation of several journals has the empty string for a full name.
    """

    full: Mapping[str, str] = {}
    short: Mapping[str, str] = {}


class Renamed(NamedTuple):
    """Entries with the names asked for, and the journals that were left as they are."""

    entries: list[Entry]
    unknown: tuple[str, ...]


def read_journals(path: Path, data: bytes) -> Journals:
    """The table in a file's bytes; InputError with every line that is none of it."""
    rows = list(_rows(decode(data, str(path)), str(path)))
    if problems := [row for row in rows if isinstance(row, Finding)]:
        raise InputError(problems)
    return journals_of(row for row in rows if not isinstance(row, Finding))


def journals_of(rows: Iterable[Sequence[str]]) -> Journals:
    """The table of rows ``full name, abbreviation, …``; the first row of a name counts."""
    full: dict[str, str] = {}
    short: dict[str, str] = {}
    aliases: list[tuple[str, str, str]] = []
    for name, abbreviation, *others in rows:
        short.setdefault(alike(name), abbreviation)
        full.setdefault(alike(name), name)
        aliases += [(alike(other), name, abbreviation) for other in (abbreviation, *others[:1]) if other]
    names = frozenset(full)
    for alias, name, abbreviation in aliases:
        if alias not in names:
            short.setdefault(alias, abbreviation)
            if alike(full.setdefault(alias, full[alike(name)])) != alike(name):
                full[alias] = ""
    return Journals(full, short)


def alike(name: str) -> str:
    """A journal's name without what its spellings differ in: case, accents, dots, "The", "&" for "and"."""
    return fold(name).removeprefix("the ")


def renamed(entries: Iterable[Entry], journals: Journals, form: str) -> Renamed:
    """The entries with their journals' names in full or abbreviated; what is not known is left as it is.

    The given table counts first, then the entry's own abbreviation, then the shipped table, and at last the words.
    """
    unknown: dict[str, None] = {}
    changed = []
    for entry in entries:
        name = _name(entry, journals, form) if entry.has("journaltitle") else ()
        if name is None:
            unknown[_shown(entry.plain("journaltitle"), journals)] = None
        changed.append(entry.replace(journaltitle=name) if name else entry)
    return Renamed(changed, tuple(unknown))


def _name(entry: Entry, journals: Journals, form: str) -> Text | None:
    """What the entry's journal is called, nothing if that stands there already; None if nobody knows."""
    title, own = entry.plain("journaltitle"), alike(entry.plain("shortjournal"))
    typed = alike(title)
    name = _of_table(typed, journals, form)
    if not name and own:
        return entry.text("shortjournal") if form == ABBREV else () if own != typed else None
    if name is None:
        name = _of_table(typed, _shipped(), form)
    if name is None and form == ABBREV:
        name = abbreviated(title)
    if not name:
        return None
    return () if alike(name) == typed and form == FULL else literal_text(name)


def _of_table(typed: str, journals: Journals, form: str) -> str | None:
    """What a table calls a journal; empty if the abbreviation is of several, None if the table lacks it."""
    return (journals.short if form == ABBREV else journals.full).get(typed)


@cache
def _shipped() -> Journals:
    return journals_of(shipped_journals())


def _shown(name: str, journals: Journals) -> str:
    is_of_several = "" in (table.full.get(alike(name)) for table in (journals, _shipped()))
    return f"{name} (of several)" if is_of_several else name


def _rows(text: str, path: str) -> Iterator[list[str] | Finding]:
    import csv  # noqa: PLC0415 - only for a user's table (start-up time)

    lines = text.split("\n")
    semicolons = all(";" in line for line in lines if line.strip())
    reader = csv.reader(lines, delimiter=";" if semicolons else ",", skipinitialspace=True, strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if all(cells[:2]) and len(cells) > 1:
                yield cells
            elif any(cells):
                hint = f'write "{cells[0]}","Abbrev."' if cells[0] else HINT
                yield Finding(path, reader.line_num, "a journal without abbreviation", hint, value=", ".join(cells))
    except csv.Error as error:
        yield Finding(path, reader.line_num, f"no CSV: {error}", HINT)
