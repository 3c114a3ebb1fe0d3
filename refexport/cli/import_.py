"""``refexport import``: other people's lists and files as entries."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from refexport.cli.console import count, entries_path, file_option, put, say, say_lines
from refexport.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, FileError, Finding
from refexport.formats.format import Unread
from refexport.imports.kinds import LONGEST_SIGN, refused
from refexport.imports.known import NEW, Known, Taken, words_of
from refexport.imports.readers import READERS, Imported, read_file, table_of
from refexport.model.entry import Entry
from refexport.project import Project
from refexport.report.text import finding_lines, printable
from refexport.store.change import Plan, changing, verify
from refexport.store.edit import Addition, append_comments, print_entries
from refexport.store.entries import Library
from refexport.store.files import read_bytes
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
@click.option(
    "--from", "kind", type=click.Choice(sorted(READERS)), help="What FILE is (default: by its content and suffix)."
)
@click.option("--write", is_flag=True, help="Add the new entries to entries.toml (default: print them).")
@click.option(
    "--headings",
    type=click.Choice(["comments", "keywords"]),
    default="comments",
    show_default=True,
    help="What the list's headings become.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not say what each line became.")
@file_option
def command(
    files: tuple[Path, ...], kind: str | None, write: bool, headings: str, quiet: bool, path: Path | None
) -> int:
    """Turn reading lists (.md, .txt), .bib, .ris, CSL-JSON, CSL-YAML and Hayagriva files into entries. No network.

    Prints TOML; --write adds it to entries.toml and touches nothing that is there. Says what every line of the
    list became. Importing the same list again changes nothing.
    """
    project = Project(entries_path(path))
    lists = [(file, _read(file, kind)) for file in files]
    problems = [problem for _, imported in lists for problem in imported.problems]

    def plan(library: Library, text: str) -> Plan[_Report]:
        return _plan(Project(project.path, library), text, lists, as_keywords=headings == "keywords")

    if write:
        made = changing(project.path, plan, say)
    else:
        made = plan(project.library, decode(read_bytes(project.path), str(project.path)))
    say_lines([] if quiet else made.report.lines)
    say_lines(finding_lines([*problems, *made.report.left_out]))
    _deliver(project.path, made, written=write)
    is_broken = any(problem.level == "error" for problem in problems)
    return EXIT_OK if not is_broken else EXIT_FINDINGS if any(one.lines for _, one in lists) else EXIT_INPUT


class _Report(NamedTuple):
    """What each line of the lists became, ready to print, and the fields that entries.toml cannot hold."""

    lines: list[str]
    left_out: list[Finding]


def _plan(project: Project, text: str, lists: Sequence[tuple[Path, Imported]], *, as_keywords: bool) -> Plan[_Report]:
    """The entries that the library lacks, and what each line of the lists became, ready to print."""
    known = Known(project.merged, text)
    additions: list[Addition] = []
    report = _Report([], [])
    for file, imported in lists:
        known.begin()
        taken = [known.take(line) for line in imported.lines]
        report.lines.extend(_account(file, taken))
        report.left_out.extend(_left_out(file, taken))
        additions += _additions(file, taken, imported.problems, as_keywords=as_keywords)
    return Plan(report, additions, comments=[_comment_of(file, one) for file, read in lists for one in read.unread])


def _comment_of(file: Path, part: Unread) -> str:
    """A part that gave no entry, for a person to look at; not more of it than a page."""
    text = part.text if len(part.text) <= MOST_KEPT else f"{part.text[:MOST_KEPT]} […]"
    return f"{file.name}:{part.line}: not an entry: {part.why}\n{text}"


def _read(file: Path, kind: str | None) -> Imported:
    data = read_bytes(file, pipes=True)
    if problem := refused(data[:LONGEST_SIGN].decode("latin-1"), str(file)):
        return Imported([], (problem,))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{file} is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    return read_file(text, str(file), kind)


def _account(file: Path, taken: Sequence[Taken]) -> Iterator[str]:
    for one in taken:
        became = f"[{one.key}] {one.verdict}" if one.key else one.verdict
        notes = "".join(f" [{note}]" for note in one.line.notes)
        yield printable(f"{file}:{one.line.number}: {became}: {shorten(printable(one.line.text), MOST_SHOWN)}{notes}")
    new, known = (sum(one.verdict.startswith(verdict) for one in taken) for verdict in ("new", "known"))
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
        if as_keywords and one.line.heading:
            entry = entry.replace(keywords=(*entry.words("keywords"), one.line.heading))
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


def _deliver(path: Path, made: Plan[_Report], *, written: bool) -> None:
    if made.comments:
        kept = "kept as comments" if written else "to be kept as comments"
        say(f"left out: {count(len(made.comments), 'part')} that gave no entry, {kept}")
    if not made.additions:
        say("nothing new")
    elif written:
        say(f"added {count(len(made.additions), 'entry', 'entries')} to {path}; next: refexport resolve --write")
    if not written and (made.additions or made.comments):
        text = append_comments(print_entries(made.additions), made.comments)
        verify(text.encode(), str(path), "nothing is printed, it would be wrong")
        put(text)
