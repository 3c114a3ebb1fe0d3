"""``refexport import``: other people's lists and files as entries."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from refexport.cli.console import count, entries_path, file_option, put, say, say_lines, uncollected
from refexport.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, FileError
from refexport.imports.decoding import encoding_of, near_encodings
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
from refexport.imports.readers import READERS, UNIDENTIFIED
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

KINDS = "\n".join(f"  {name:10} {' '.join(sorted(one.suffixes))}" for name, one in sorted(READERS.items()))

HELP = f"""Turn lists and the files of reference managers into entries. No network.

FILE may be - for standard input. Prints TOML; --write adds it to entries.toml and touches nothing that is there. Says
what every line or entry became. Importing the same file again changes nothing. Ends with 1 if anything of a file is in
no entry, with 2 if nothing could be read.

A newer file: --update shows what it changes in works that are known. With --write besides, fields that entries.toml
lacks are added, and those that are as they were imported before are replaced; what a person changed stays.

\b
Kinds of files (--from), and their suffixes:
{KINDS}
"""


def _encoding(_context: click.Context, _option: click.Parameter, name: str | None) -> str:
    """Python's name of the encoding that is asked for, empty if none is."""
    try:
        return encoding_of(name) if name is not None else ""
    except ValueError as error:
        raise FileError(f"--encoding: {error}", near_encodings(name or "")) from error


@click.command(name="import", help=HELP)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option(
    "--from", "kind", type=click.Choice(sorted(READERS)), help="What FILE is (default: by its content and suffix)."
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=_encoding,
    help="What FILE is written in: gb18030, shift_jis, cp1251, … (default: as it says or looks).",
)
@click.option("--write", is_flag=True, help="Add the new entries to entries.toml (default: print them).")
@click.option(
    "--headings",
    type=click.Choice(["comments", "keywords"]),
    default="comments",
    show_default=True,
    help="What the list's headings become.",
)
@click.option("--links", is_flag=True, help="Take software, courses and pages that lists link to, too.")
@click.option("--update", is_flag=True, help="Show, field by field, what the files change in known works; see --take.")
@click.option(
    "--take",
    "takes",
    multiple=True,
    metavar="theirs|ours|KEY[.FIELD]",
    help="With --update: take the files' values also where a person changed them (theirs), in one work or field "
    "(KEY, KEY.FIELD); or keep what stands there for good (ours).",
)
@click.option("--json", "is_json", is_flag=True, help="With --update: tell the changes as JSON.")
@click.option(
    "--explain", is_flag=True, help="Show beside each reference of a list how its line was read, and the next reading."
)
@click.option("-q", "--quiet", is_flag=True, help="Say of each line only what is lost or changed.")
@file_option
@uncollected()
def command(
    files: tuple[str, ...],
    kind: str | None,
    encoding: str,
    write: bool,
    headings: str,
    links: bool,
    update: bool,
    takes: tuple[str, ...],
    is_json: bool,
    explain: bool,
    quiet: bool,
    path: Path | None,
) -> int:
    """The command itself; `HELP` says what it does."""
    if (takes or is_json) and not update:
        raise click.UsageError(f"{'--take' if takes else '--json'} needs --update")
    project = Project(entries_path(path))
    sources = [read_source(file, kind, encoding, links=links) for file in dict.fromkeys(files)]

    def plan(library: Library, text: str) -> Plan[ImportReport]:
        merged = Project(project.path, library).merged
        imports = read_imports(imports_path(project.path))
        known, updates = Known(merged, text, imports.entries), Updates(works_of(library, merged), imports)
        made = plan_import(known, updates, sources, as_keywords=headings == "keywords")
        return _updating(made, takes) if update else made

    if write:
        made = changing(project.path, plan, say)
    else:
        made = plan(project.library, decode(read_bytes(project.path), str(project.path)))
    report = made.report
    if write:
        record_imports(imports_path(project.path), report.updates.remembered(takes, update=update), say)
    say_lines(_told(report, sources, quiet=quiet, explain=explain))
    lost = _lost_parts(sources, made, written=write)
    say_lines([f"left out: {lost}"] if lost else ())
    _deliver(project.path, made, written=write, is_json=is_json)
    _say_updates(report.updates, update=update, written=write)
    if all(source.is_unread for source in sources):
        return EXIT_INPUT
    return EXIT_FINDINGS if lost or (update and report.updates.is_open(takes)) else EXIT_OK


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
        yield printable(f"{name}: {count(len(lines), 'line')} = {new} new + {known} known + {others} no reference")


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
