"""``refexport import``: other people's lists and files as entries."""

import json
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from refexport.cli.console import count, entries_path, file_option, put, say, say_lines
from refexport.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, FileError, Finding
from refexport.formats.format import Unread
from refexport.imports.decoding import encoding_of, near_encodings
from refexport.imports.files import name_of, read_text
from refexport.imports.known import KNOWN, NEW, Known, Taken, words_of
from refexport.imports.readers import READERS, UNIDENTIFIED, Imported, import_text, table_of
from refexport.imports.update import ADD, REPLACE, Updates, Work, as_json, headed, line_of
from refexport.imports.verdicts import PERSON, REMARK, TOO_LONG
from refexport.model.entry import Entry
from refexport.project import Project
from refexport.report.text import finding_lines, printable
from refexport.store.change import Plan, changing, verify
from refexport.store.edit import Addition, append_comments, print_entries
from refexport.store.entries import Library
from refexport.store.files import read_bytes
from refexport.store.imports import imports_path, read_imports, record_imports
from refexport.store.source import decode, shown
from refexport.text.messages import shorten

MOST_SHOWN = 90
"""Characters of a line that its account repeats."""

MOST_KEPT = 4000
"""Characters of a part that gave no entry, in its comment or account."""

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
@click.option("-q", "--quiet", is_flag=True, help="Say of each line only what is lost or changed.")
@file_option
def command(
    files: tuple[str, ...],
    kind: str | None,
    encoding: str,
    write: bool,
    headings: str,
    update: bool,
    takes: tuple[str, ...],
    is_json: bool,
    quiet: bool,
    path: Path | None,
) -> int:
    """The command itself; `HELP` says what it does."""
    if (takes or is_json) and not update:
        raise click.UsageError(f"{'--take' if takes else '--json'} needs --update")
    project = Project(entries_path(path))
    sources = [_read(file, kind, encoding) for file in dict.fromkeys(files)]

    def plan(library: Library, text: str) -> Plan[_Report]:
        made = _plan(Project(project.path, library), text, sources, as_keywords=headings == "keywords")
        return _updating(made, takes) if update else made

    if write:
        made = changing(project.path, plan, say)
    else:
        made = plan(project.library, decode(read_bytes(project.path), str(project.path)))
    report = made.report
    if write:
        record_imports(imports_path(project.path), report.updates.remembered(takes, update=update), say)
    say_lines(line for source in report.taken for line in _account(source, quiet=quiet))
    say_lines(finding_lines([*(one for source in sources for one in source.problems), *report.fields]))
    lost = _lost_parts(sources, made, written=write)
    if lost:
        say(f"left out: {lost}")
    _deliver(project.path, made, written=write, is_json=is_json)
    _say_updates(report.updates, update=update, written=write)
    if all(source.is_unread for source in sources):
        return EXIT_INPUT
    return EXIT_FINDINGS if lost or (update and report.updates.is_open(takes)) else EXIT_OK


class _Source(NamedTuple):
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


class _TakenFile(NamedTuple):
    """A file, and what each of its lines means for entries.toml."""

    source: _Source
    lines: Sequence[Taken]


class _Report(NamedTuple):
    """What the lines became, the fields of new entries that entries.toml cannot hold, and changes of known works."""

    taken: list[_TakenFile]
    fields: list[Finding]
    updates: Updates


def _plan(project: Project, text: str, sources: Sequence[_Source], *, as_keywords: bool) -> Plan[_Report]:
    """The entries that the library lacks, and what each line of the files became."""
    imports = read_imports(imports_path(project.path))
    known = Known(project.merged, text, imports.entries)
    additions: list[Addition] = []
    report = _Report([], [], Updates(_works(project), imports))
    for source in sources:
        taken = _TakenFile(source, known.take(source.imported.lines))
        report.updates.look(source.name, taken.lines, as_keywords=as_keywords)
        report.taken.append(taken)
        report.fields.extend(_left_out(taken))
        additions += _additions(taken, as_keywords=as_keywords)
    comments = [_comment_of(source, part) for source in sources for part in source.imported.unread]
    return Plan(report, additions, comments=comments)


def _works(project: Project) -> Iterator[Work]:
    """Every entry of entries.toml, alone and with its records."""
    for hand, merged in zip(project.library.hands, project.merged, strict=True):
        yield Work(hand, merged, hand.prefer or project.library.settings.prefer)


def _updating(made: Plan[_Report], takes: Sequence[str]) -> Plan[_Report]:
    """The plan, which changes known works too."""
    updates = made.report.updates
    updates.choose(takes)
    made.report.fields.extend(updates.left_out)
    return made._replace(changes=updates.edits())


def _comment_of(source: _Source, part: Unread) -> str:
    """A part that gave no entry, for a person to look at; not more of it than a page."""
    text = part.text if len(part.text) <= MOST_KEPT else f"{part.text[:MOST_KEPT]} […]"
    return f"{source.short_name}:{part.line}: not an entry: {part.why}\n{text}"


def _read(file: str, kind: str | None, encoding: str) -> _Source:
    """What a file holds; one that cannot be read is an error that stops no other."""
    name = name_of(file)
    try:
        decoded = read_text(file, encoding)
        imported = import_text(decoded.text, name, kind)
    except FileError as error:
        return _Source(name, Imported([]), (Finding("", 0, error.message, error.hint),), is_refused=True)
    problems = (*decoded.problems, *imported.problems)
    if decoded.text.strip() and not (imported.lines or any(one.level == "error" for one in problems)):
        problems += (Finding(name, 1, "there is no entry in this file", "--from says what it is"),)
    return _Source(name, imported, problems)


def _account(taken: _TakenFile, *, quiet: bool) -> Iterator[str]:
    """What became of each line, or only of those that lost or changed something; and how many are what."""
    name, lines = taken.source.name, taken.lines
    for one in lines:
        if quiet and not one.line.notes and (one.key or one.verdict not in LOSSES):
            continue
        became = f"[{one.key}] {one.verdict}" if one.key else one.verdict
        notes = "".join(f" [{note}]" for note in one.line.notes)
        most = MOST_KEPT if one.verdict in LOSSES else MOST_SHOWN
        yield printable(f"{name}:{one.line.number}: {became}: {shorten(printable(one.line.text), most)}{notes}")
    new, known = (sum(one.verdict.startswith(verdict) for one in lines) for verdict in (NEW, KNOWN))
    if not taken.source.is_refused:
        others = len(lines) - new - known
        yield printable(f"{name}: {count(len(lines), 'line')} = {new} new + {known} known + {others} no reference")


def _additions(taken: _TakenFile, *, as_keywords: bool) -> list[Addition]:
    additions: list[Addition] = []
    heading = ""
    source = taken.source
    lost = _lost(source.imported.problems, taken.lines)
    for one in taken.lines:
        if one.verdict != NEW or one.line.entry is None:
            continue
        entry = one.line.entry
        if as_keywords:
            entry = headed(one.line, entry)
        new_heading = one.line.heading if one.line.heading != heading and not as_keywords else ""
        heading = one.line.heading
        notes = [*lost.get((one.line.number, entry.key), ()), *one.line.notes]
        comment = _comment(f"{source.short_name}:{one.line.number}", entry, notes)
        left_out = tuple((field, value) for field, value, _ in one.line.left_out)
        additions.append(Addition(one.key, table_of(entry), comment, new_heading, left_out))
    return additions


def _left_out(taken: _TakenFile) -> Iterator[Finding]:
    """The cite keys of new entries that are others now, and the fields that stay comments."""
    name = taken.source.name
    folded = {one.key.casefold(): one.key for one in reversed(taken.lines)}
    for one in taken.lines:
        was = one.line.entry.key if one.verdict == NEW and one.line.entry else ""
        if was not in ("", one.key):
            twin = folded.get(was.casefold(), was)
            why = f", [{twin}] differs from it in capitals only" if twin != was else ""
            yield Finding(name, one.line.number, f"the cite key is now [{one.key}]{why}", "", was, level="warning")
        for field, value, why in one.line.left_out if one.verdict == NEW else ():
            message = f"{why}; kept as a comment"
            yield Finding(name, one.line.number, message, "", one.key, field, shown(value), level="warning")


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


def _lost_parts(sources: Sequence[_Source], made: Plan[_Report], *, written: bool) -> str:
    """How much of the files is in no entry, and how much of that is kept as comments; nothing if all is."""
    problems = [one for source in sources for one in source.problems]
    kept = _counted(
        (len(made.comments), "part that gave no entry", "parts that gave no entry"),
        (sum(bool(one.field) for one in made.report.fields), "field", "fields"),
    )
    lost = _counted(
        (sum(one.level != "note" and LEFT_OUT in one.message for one in problems), "value", "values"),
        (sum(map(_unidentified, made.report.taken)), "entry that says no work", "entries that say no work"),
        (sum(source.is_unread and not source.imported.unread for source in sources), "file", "files"),
    )
    as_comments = "kept as comments" if written else "to be kept as comments"
    parts = [f"{kept}, {as_comments}" if kept else "", lost]
    is_broken = any(one.level == "error" for one in problems)
    return "; ".join(filter(None, parts)) or ("what the errors name" if is_broken else "")


def _unidentified(taken: _TakenFile) -> int:
    """How many lines have an entry's data and gave none, and are not parts that are kept."""
    parts = {part.line for part in taken.source.imported.unread}
    return sum(one.verdict == UNIDENTIFIED and one.line.number not in parts for one in taken.lines)


def _counted(*rows: tuple[int, str, str]) -> str:
    return ", ".join(count(*row) for row in rows if row[0])


def _deliver(path: Path, made: Plan[_Report], *, written: bool, is_json: bool) -> None:
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


def _json(made: Plan[_Report]) -> str:
    """The changes of known works and the keys of new ones, printable ASCII."""
    changes = [as_json(path, one) for path, one in made.report.updates.changes]
    document = {"changes": changes, "new": [one.key for one in made.additions]}
    return json.dumps(document, indent=2).replace("\x7f", "\\u007f") + "\n"
