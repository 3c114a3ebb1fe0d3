"""Planning: files as they were read, and what their lines mean for entries.toml: new entries, comments, updates."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from refexport.errors import FileError, Finding
from refexport.formats.format import Unread
from refexport.imports.files import name_of, read_text
from refexport.imports.known import KNOWN, NEW, Known, Taken, words_of
from refexport.imports.readers import Imported, import_text, table_of
from refexport.imports.update import Updates, Work, headed
from refexport.model.entry import REFERENCE, Entry, Merged
from refexport.store.change import Plan
from refexport.store.edit import Addition
from refexport.store.entries import Library
from refexport.store.source import shown
from refexport.store.typed import CITED_AS

AS_COMMENT = "kept as a comment"
"""How a message ends about a field that entries.toml cannot hold."""

EMPTY = "the file is empty", "save or export it again, if it should hold something"

MOST_KEPT = 4000
"""Characters of a part that gave no entry, in its comment or account."""


class SourceFile(NamedTuple):
    """A file by its name in messages, what was read of it, and everything that was wrong with it."""

    name: str
    imported: Imported
    problems: tuple[Finding, ...]
    is_refused: bool = False

    @property
    def short_name(self) -> str:
        """What comments call it."""
        return Path(self.name).name

    @property
    def is_unread(self) -> bool:
        """Whether nothing was taken of it, because of an error."""
        return not self.imported.lines and any(one.level == "error" for one in self.problems)


class TakenFile(NamedTuple):
    """A file, and what each of its lines means for entries.toml."""

    source: SourceFile
    lines: Sequence[Taken]


class ImportReport(NamedTuple):
    """What the lines became, the fields of new entries that entries.toml cannot hold, and changes of known works."""

    taken: list[TakenFile]
    fields: list[Finding]
    updates: Updates


def read_source(file: str, kind: str | None, encoding: str, *, links: bool = False) -> SourceFile:
    """What a file holds; one that cannot be read is an error that stops no other. ``links``: see `import_text`."""
    name = name_of(file)
    try:
        decoded = read_text(file, encoding)
        imported = import_text(decoded.text, name, kind, links=links)
    except FileError as error:
        return SourceFile(name, Imported([]), (Finding("", 0, error.message, error.hint),), is_refused=True)
    problems = (*decoded.problems, *imported.problems)
    if not (imported.lines or any(one.level == "error" for one in problems)):
        is_empty = not decoded.text.strip()
        what, hint = EMPTY if is_empty else ("there is no entry in this file", "--from says what it is")
        problems += (Finding(name, 1, what, hint, level="warning" if is_empty else "error"),)
    return SourceFile(name, imported, problems)


def plan_import(
    known: Known, updates: Updates, sources: Sequence[SourceFile], *, as_keywords: bool
) -> Plan[ImportReport]:
    """The entries that a library lacks, and what each line of the files became; headings of lists may be keywords."""
    additions: list[Addition] = []
    report = ImportReport([], [], updates)
    known.reserve(line for source in sources for line in source.imported.lines)
    for source in sources:
        taken = TakenFile(source, known.take(source.imported.lines))
        report.updates.look(source.name, taken.lines, as_keywords=as_keywords)
        report.taken.append(taken)
        report.fields.extend(_left_out(taken))
        additions += _additions(taken, as_keywords=as_keywords)
    comments = [_comment_of(source, part) for source in sources for part in source.imported.unread]
    return Plan(report, additions, comments=comments)


def works_of(library: Library, merged: Sequence[Merged]) -> Iterator[Work]:
    """Every entry of entries.toml, alone and with its records."""
    for hand, one in zip(library.hands, merged, strict=True):
        yield Work(hand, one, hand.prefer or library.settings.prefer)


def _comment_of(source: SourceFile, part: Unread) -> str:
    """A part that gave no entry, for a person to look at; not more of it than a page."""
    text = part.text if len(part.text) <= MOST_KEPT else f"{part.text[:MOST_KEPT]} […]"
    return f"{source.short_name}:{part.line}: not an entry: {part.why}\n{text}"


def _additions(taken: TakenFile, *, as_keywords: bool) -> list[Addition]:
    additions: list[Addition] = []
    heading = ""
    source = taken.source
    lost = _lost(source.imported.problems, taken.lines)
    for one in taken.lines:
        if one.verdict != NEW or one.line.entry is None:
            continue
        line = headed(one.line) if as_keywords else one.line
        new_heading = one.line.heading if one.line.heading != heading and not as_keywords else ""
        heading = one.line.heading
        notes = [*lost.get((one.line.number, one.line.entry.key), ()), *one.line.notes]
        comment = _comment(f"{source.short_name}:{one.line.number}", one.line.entry, notes)
        left_out = tuple((field, value) for field, value, _ in one.line.left_out)
        cited = {CITED_AS: {REFERENCE: one.line.reference}} if one.line.reference else {}
        additions.append(Addition(one.key, {**line.table, **cited}, comment, new_heading, left_out))
    return additions


def _left_out(taken: TakenFile) -> Iterator[Finding]:
    """The cite keys of new entries that are others now, fields that stay comments, and what doubles say besides."""
    name = taken.source.name
    new = {one.key: one.line.entry for one in taken.lines if one.verdict == NEW and one.line.entry}
    for one in taken.lines:
        if one.verdict == KNOWN and one.line.entry and (first := new.get(one.key)):
            yield from _said_besides(name, one, first)
        was = one.line.entry.key if one.verdict == NEW and one.line.entry else ""
        if was not in ("", one.key):
            yield Finding(name, one.line.number, f"the cite key is now [{one.key}]", "", was, level="warning")
        for field, value, why in one.line.left_out if one.verdict == NEW else ():
            message = f"{why}; {AS_COMMENT}"
            yield Finding(name, one.line.number, message, "", one.key, field, shown(value), level="warning")


def _said_besides(name: str, double: Taken, first: Entry) -> Iterator[Finding]:
    """The values that a second record of a work in the same file has, and the first one has not."""
    has, says = table_of(first), table_of(double.line.entry) if double.line.entry else {}
    for field, value in says.items():
        if has.get(field) != value and field != "ids":
            message = f"another record of [{double.key}] in this file says so; left out"
            yield Finding(name, double.line.number, message, "", double.key, field, shown(value), level="warning")


def _comment(place: str, entry: Entry, notes: Sequence[str]) -> str:
    """Where an entry comes from, and what of it could not be taken over."""
    return ": ".join(part for part in (place, words_of(entry)) if part) + "".join(f" [{note}]" for note in notes)


def _lost(problems: Sequence[Finding], taken: Sequence[Taken]) -> dict[tuple[int, str], list[str]]:
    """Line and key of an entry -> the values of it that were not taken over, and why."""
    entries = Counter((one.line.number, one.line.entry.key) for one in taken if one.line.entry)
    by_key = {key: line for line, key in reversed(entries) if key}
    lines = sorted({line for line, _ in entries})
    lost: dict[tuple[int, str], list[str]] = {}
    for one in problems:
        nearest = lines[max(0, bisect(lines, one.line) - 1)] if lines else 0
        line = nearest if entries[nearest, one.key] == 1 else by_key.get(one.key, 0)
        if one.value and line:
            lost.setdefault((line, one.key), []).append(f'{one.field} "{one.value}": {one.message}'.strip())
    return lost
