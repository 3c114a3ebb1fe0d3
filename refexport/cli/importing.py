"""Importing: what ``refexport import`` does, and what it says of each line; loaded when something is imported."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from refexport.cli.console import count, put, say, say_lines
from refexport.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK
from refexport.imports.known import KNOWN, NEW, Known
from refexport.imports.planning import (
    AS_COMMENT,
    MOST_KEPT,
    ImportReport,
    SourceFile,
    TakenFile,
    plan_import,
    read_source,
    works_of,
)
from refexport.imports.readers import UNIDENTIFIED
from refexport.imports.update import ADD, REPLACE, Updates, as_json, line_of
from refexport.lists.citation import one_line
from refexport.lists.sections import PERSON, REMARK
from refexport.lists.verdicts import TOO_LONG
from refexport.project import Project
from refexport.references.reference import explained
from refexport.report.text import finding_lines, printable
from refexport.store.change import Plan, changing, verify
from refexport.store.edit import append_comments, print_entries
from refexport.store.entries import Library
from refexport.store.files import read_bytes
from refexport.store.imports import imports_path, read_imports, record_imports
from refexport.store.source import decode
from refexport.text.messages import shorten

MOST_SHOWN = 90
"""Characters of a line that its account repeats."""

LEFT_OUT = "; left out"
"""What readers say about a value that is in no field."""

LOSSES = frozenset({UNIDENTIFIED, PERSON, REMARK, TOO_LONG})
"""Why a line with words of a work gave no entry; `-q` does not hide these."""


class Wishes(NamedTuple):
    """What the command line asks for (`cli.import_`)."""

    kind: str | None
    encoding: str
    write: bool
    headings: str
    links: bool
    update: bool
    takes: tuple[str, ...]
    is_json: bool
    explain: bool
    quiet: bool


def run(path: Path, files: Sequence[str], wishes: Wishes) -> int:
    """Imports files into the entries.toml at a path, or shows what would be imported; gives the exit code."""
    project = Project(path)
    sources = [read_source(file, wishes.kind, wishes.encoding, links=wishes.links) for file in dict.fromkeys(files)]

    def plan(library: Library, text: str) -> Plan[ImportReport]:
        merged = Project(project.path, library).merged
        imports = read_imports(imports_path(project.path))
        known, updates = Known(merged, text, imports.entries), Updates(works_of(library, merged), imports)
        made = plan_import(known, updates, sources, as_keywords=wishes.headings == "keywords")
        return _updating(made, wishes.takes) if wishes.update else made

    if wishes.write:
        made = changing(project.path, plan, say)
    else:
        made = plan(project.library, decode(read_bytes(project.path), str(project.path)))
    report = made.report
    if made.library:
        given = report.updates.remembered(wishes.takes, made.library, update=wishes.update)
        record_imports(imports_path(project.path), given, say)
    say_lines(_told(report, sources, quiet=wishes.quiet, explain=wishes.explain))
    lost = _lost_parts(sources, made, written=wishes.write)
    say_lines([f"left out: {lost}"] if lost else ())
    _deliver(project.path, made, written=wishes.write, is_json=wishes.is_json)
    _say_updates(report.updates, update=wishes.update, written=wishes.write)
    if all(source.is_unread for source in sources):
        return EXIT_INPUT
    return EXIT_FINDINGS if lost or (wishes.update and report.updates.is_open(wishes.takes)) else EXIT_OK


def _updating(made: Plan[ImportReport], takes: Sequence[str]) -> Plan[ImportReport]:
    """The plan, which changes known works too."""
    updates = made.report.updates
    updates.choose(takes)
    made.report.fields.extend(updates.left_out)
    return made._replace(changes=updates.edits())


def _told(report: ImportReport, sources: Sequence[SourceFile], *, quiet: bool, explain: bool) -> Iterator[str]:
    """What became of the files: each line, everything that was wrong, and what more could be taken."""
    for source in report.taken:
        yield from _account(source, quiet=quiet, explain=explain)
    yield from finding_lines([*(one for source in sources for one in source.problems), *report.fields])
    yield from _offers(sources)


def _account(taken: TakenFile, *, quiet: bool, explain: bool) -> Iterator[str]:
    """What became of each line, or only of those that lost or changed something; and how many are what."""
    name, lines = taken.source.name, taken.lines
    for one in lines:
        if quiet and not one.line.notes and (one.key or one.verdict not in LOSSES):
            continue
        became = f"[{one.key}] {one.verdict}" if one.key else one.verdict
        notes = "".join(f" [{note}]" for note in one.line.notes)
        most = MOST_KEPT if one.verdict in LOSSES else MOST_SHOWN
        yield printable(f"{name}:{one.line.number}: {became}: {shorten(printable(one.line.text), most)}{notes}")
        if explain and one.line.entry is not None:
            yield from (printable(f"  {reading}") for reading in explained(one_line(one.line.text)))
    new, known = (sum(one.verdict.startswith(verdict) for one in lines) for verdict in (NEW, KNOWN))
    if not taken.source.is_refused:
        others = len(lines) - new - known
        nouns = ("line", "lines") if taken.source.imported.is_list else ("entry", "entries")
        yield printable(f"{name}: {count(len(lines), *nouns)} = {new} new + {known} known + {others} no reference")


def _offers(sources: Sequence[SourceFile]) -> Iterator[str]:
    """How many lines `--links` would take besides."""
    offers = sum(line.offer is not None for source in sources for line in source.imported.lines)
    if offers:
        them = "it" if offers == 1 else "them"
        yield f"{count(offers, 'line')} about software, courses and pages: --links takes {them}"


def _lost_parts(sources: Sequence[SourceFile], made: Plan[ImportReport], *, written: bool) -> str:
    """How much of the files is in no entry, and how much of that is kept as comments; nothing if all is."""
    problems = [one for source in sources for one in source.problems]
    said = [*problems, *made.report.fields]
    kept = _counted(
        (len(made.comments), "part that gave no entry", "parts that gave no entry"),
        (sum(one.message.endswith(AS_COMMENT) for one in made.report.fields), "field", "fields"),
    )
    lost = _counted(
        (sum(one.level != "note" and LEFT_OUT in one.message for one in said), "value", "values"),
        (sum(map(_unidentified, made.report.taken)), "entry that says no work", "entries that say no work"),
        (sum(source.is_unread and not source.imported.unread for source in sources), "file", "files"),
    )
    as_comments = "kept as comments" if written else "to be kept as comments"
    parts = [f"{kept}, {as_comments}" if kept else "", lost]
    is_broken = any(one.level == "error" for one in problems)
    return "; ".join(filter(None, parts)) or ("what the errors name" if is_broken else "")


def _unidentified(taken: TakenFile) -> int:
    """How many lines have an entry's data and gave none, and are not parts that are kept."""
    parts = {part.line for part in taken.source.imported.unread}
    return sum(one.verdict == UNIDENTIFIED and one.line.number not in parts for one in taken.lines)


def _counted(*rows: tuple[int, str, str]) -> str:
    return ", ".join(count(*row) for row in rows if row[0])


def _deliver(path: Path, made: Plan[ImportReport], *, written: bool, is_json: bool) -> None:
    """Prints what is not written, and says how much of it is new."""
    entries = count(len(made.additions), "entry", "entries")
    if not made.additions:
        say("nothing new")
    elif written:
        say(f"added {entries} to {path}; next: refexport resolve --write")
    else:
        say(f"{entries} to be added; --write adds them to {path}")
    if is_json:
        put(_json(made))
    elif not written and (made.additions or made.comments):
        text = append_comments(print_entries(made.additions), made.comments)
        verify(text.encode(), str(path), "nothing is printed, it would be wrong")
        put(text)


def _say_updates(updates: Updates, *, update: bool, written: bool) -> None:
    """What the files change in known works; without ``--update`` only that there is something."""
    works = count(updates.differing, "known work")
    if not updates.differing:
        say_lines(["no known work differs"] if update else [])
    elif not update:
        say(f"{works} {'differs' if updates.differing == 1 else 'differ'} here; --update shows how")
    else:
        say_lines(printable(line_of(path, one)) for path, one in updates.changes)
        kinds = [one.kind if one.kind in (ADD, REPLACE) else TAKEN for _, one in updates.changes if one.is_taken]
        kept = len(updates.changes) - len(kinds)
        done = [*((kinds.count(kind), word) for kind, word in FATES.items()), (kept, "kept")]
        say(f"{works}: {', '.join(f'{number} {word}' for number, word in done if number)}")
        say_lines(["  hint: --write does it"] if kinds and not written else [])
        say_lines([TAKE_HINT] if kept else [])


TAKEN = "taken"
FATES = {ADD: "added", REPLACE: "replaced", TAKEN: "taken"}
"""What became of a field -> how it is counted."""

TAKE_HINT = "  hint: the files' values instead: --take KEY.FIELD, KEY or theirs; not to be asked again: --take ours"


def _json(made: Plan[ImportReport]) -> str:
    """The changes of known works and the keys of new ones, printable ASCII."""
    changes = [as_json(path, one) for path, one in made.report.updates.changes]
    document = {"changes": changes, "new": [one.key for one in made.additions]}
    return json.dumps(document, indent=2).replace("\x7f", "\\u007f") + "\n"
