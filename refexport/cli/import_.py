"""``refexport import``: other people's lists and files as entries."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from refexport.cli.console import count, entries_path, file_option, put, say, say_lines
from refexport.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, FileError, Finding
from refexport.formats.format import Unread
from refexport.imports.known import KNOWN, NEW, Known, Taken, words_of
from refexport.imports.readers import READERS, Imported, table_of
from refexport.imports.update import ADD, REPLACE, Updates, Work, as_json, headed, line_of
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
"""Characters of a part that gave no entry, in its comment."""


@click.command(name="import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--from", "kind", type=click.Choice(sorted(READERS)), help="What FILE is (default: by its suffix).")
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
@click.option("-q", "--quiet", is_flag=True, help="Do not say what each line became.")
@file_option
def command(
    files: tuple[Path, ...],
    kind: str | None,
    write: bool,
    headings: str,
    update: bool,
    takes: tuple[str, ...],
    is_json: bool,
    quiet: bool,
    path: Path | None,
) -> int:
    """Turn reading lists (.md, .txt), .bib, .ris, CSL-JSON, CSL-YAML and Hayagriva files into entries. No network.

    Prints TOML; --write adds it to entries.toml and touches nothing that is there. Says what every line of the
    list became. Importing the same list again changes nothing.

    A newer file: --update shows what it changes in works that are known. With --write besides, fields that entries.toml
    lacks are added, and those that are as they were imported before are replaced; what a person changed stays.
    """
    if (takes or is_json) and not update:
        raise click.UsageError(f"{'--take' if takes else '--json'} needs --update")
    project = Project(entries_path(path))
    lists = [(file, _read(file, kind)) for file in files]
    problems = [problem for _, imported in lists for problem in imported.problems]

    def plan(library: Library, text: str) -> Plan[_Report]:
        made = _plan(Project(project.path, library), text, lists, as_keywords=headings == "keywords")
        return _updating(made, takes) if update else made

    if write:
        made = changing(project.path, plan, say)
    else:
        made = plan(project.library, decode(read_bytes(project.path), str(project.path)))
    updates = made.report.updates
    if write:
        record_imports(imports_path(project.path), updates.remembered(takes, update=update), say)
    say_lines([] if quiet else made.report.lines)
    say_lines(finding_lines([*problems, *made.report.left_out]))
    _deliver(project.path, made, written=write, is_json=is_json)
    _say_updates(updates, update=update, written=write)
    if any(problem.level == "error" for problem in problems):
        return EXIT_FINDINGS if any(one.lines for _, one in lists) else EXIT_INPUT
    return EXIT_FINDINGS if update and updates.is_open(takes) else EXIT_OK


class _Report(NamedTuple):
    """What each line of the lists became, ready to print, and the fields that entries.toml cannot hold."""

    lines: list[str]
    left_out: list[Finding]
    updates: Updates


def _plan(project: Project, text: str, lists: Sequence[tuple[Path, Imported]], *, as_keywords: bool) -> Plan[_Report]:
    """The entries that the library lacks, and what each line of the lists became, ready to print."""
    imports = read_imports(imports_path(project.path))
    known = Known(project.merged, text, imports.entries)
    additions: list[Addition] = []
    report = _Report([], [], Updates(_works(project), imports))
    for file, imported in lists:
        taken = known.take(imported.lines)
        report.updates.look(str(file), taken, as_keywords=as_keywords)
        report.lines.extend(_account(file, taken))
        report.left_out.extend(_left_out(file, taken))
        additions += _additions(file, taken, imported.problems, as_keywords=as_keywords)
    return Plan(report, additions, comments=[_comment_of(file, one) for file, read in lists for one in read.unread])


def _works(project: Project) -> Iterator[Work]:
    """Every entry of entries.toml, alone and with its records."""
    for hand, merged in zip(project.library.hands, project.merged, strict=True):
        yield Work(hand, merged, hand.prefer or project.library.settings.prefer)


def _updating(made: Plan[_Report], takes: Sequence[str]) -> Plan[_Report]:
    """The plan, which changes known works too."""
    updates = made.report.updates
    updates.choose(takes)
    made.report.left_out.extend(updates.left_out)
    return made._replace(changes=updates.edits())


def _comment_of(file: Path, part: Unread) -> str:
    """A part that gave no entry, for a person to look at; not more of it than a page."""
    text = part.text if len(part.text) <= MOST_KEPT else f"{part.text[:MOST_KEPT]} […]"
    return f"{file.name}:{part.line}: not an entry: {part.why}\n{text}"


def _read(file: Path, kind: str | None) -> Imported:
    reader = kind or next((name for name, one in READERS.items() if file.suffix.lower() in one.suffixes), None)
    if reader is None:
        suffixes = sorted(suffix for one in READERS.values() for suffix in one.suffixes)
        raise FileError(f"{file}: what is it?", f"say --from, or use one of the suffixes {', '.join(suffixes)}")
    try:
        text = read_bytes(file, pipes=True).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{file} is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    return READERS[reader].read(text, str(file))


def _account(file: Path, taken: Sequence[Taken]) -> Iterator[str]:
    for one in taken:
        became = f"[{one.key}] {one.verdict}" if one.key else one.verdict
        notes = "".join(f" [{note}]" for note in one.line.notes)
        yield printable(f"{file}:{one.line.number}: {became}: {shorten(printable(one.line.text), MOST_SHOWN)}{notes}")
    new, known = (sum(one.verdict.startswith(verdict) for one in taken) for verdict in (NEW, KNOWN))
    others = len(taken) - new - known
    yield printable(f"{file}: {count(len(taken), 'line')} = {new} new + {known} known + {others} no reference")


def _additions(file: Path, taken: Sequence[Taken], problems: Sequence[Finding], *, as_keywords: bool) -> list[Addition]:
    additions: list[Addition] = []
    heading = ""
    lost = _lost(problems)
    for one in taken:
        if one.verdict != NEW or one.line.entry is None:
            continue
        entry = one.line.entry
        if as_keywords:
            entry = headed(one.line, entry)
        new_heading = one.line.heading if one.line.heading != heading and not as_keywords else ""
        heading = one.line.heading
        comment = _comment(f"{file.name}:{one.line.number}", entry, [*lost.get(entry.key, ()), *one.line.notes])
        left_out = tuple((field, value) for field, value, _ in one.line.left_out)
        additions.append(Addition(one.key, table_of(entry), comment, new_heading, left_out))
    return additions


def _left_out(file: Path, taken: Sequence[Taken]) -> Iterator[Finding]:
    """The fields of new entries that stay comments."""
    for one in taken:
        for field, value, why in one.line.left_out if one.verdict == NEW else ():
            message = f"{why}; kept as a comment"
            yield Finding(str(file), one.line.number, message, "", one.key, field, shown(value), level="warning")


def _comment(place: str, entry: Entry, notes: Sequence[str]) -> str:
    """Where an entry comes from, and what of it could not be taken over."""
    return ": ".join(part for part in (place, words_of(entry)) if part) + "".join(f" [{note}]" for note in notes)


def _lost(problems: Sequence[Finding]) -> dict[str, list[str]]:
    """Key in the file -> the values of its entry that were not taken over, and why."""
    lost: dict[str, list[str]] = {}
    for one in problems:
        if one.value and one.key:  # entries without a key would get the values of one another
            lost.setdefault(one.key, []).append(f'{one.field} "{one.value}": {one.message}'.strip())
    return lost


def _deliver(path: Path, made: Plan[_Report], *, written: bool, is_json: bool) -> None:
    if made.comments:
        kept = "kept as comments" if written else "to be kept as comments"
        say(f"left out: {count(len(made.comments), 'part')} that gave no entry, {kept}")
    if not made.additions:
        say("nothing new")
    elif written:
        say(f"added {count(len(made.additions), 'entry', 'entries')} to {path}; next: refexport resolve --write")
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
