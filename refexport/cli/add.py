"""``refexport add``: identifiers to new entries, each with a proposed cite key."""

import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refexport.cli.console import client_for, count, entries_path, file_option, saving, say
from refexport.errors import EXIT_OK, EXIT_UNRESOLVED, FileError
from refexport.model.entry import (
    Entry,
    Record,
    all_identifiers,
    entry_of_identifier,
    typed_identifier,
    why_no_identifier,
)
from refexport.model.ids import SCHEMES, Scheme
from refexport.project import Project, known_schemes, lock_path
from refexport.store.change import Plan, changing
from refexport.store.edit import Addition
from refexport.store.entries import Library, load_entries
from refexport.store.files import locked, tidy
from refexport.store.lock import read_lock, write_lock
from refexport.store.reconcile import reconciled
from refexport.store.source import RESERVED
from refexport.works.keys import cite_key, unused_key
from refexport.works.match import full_title

if TYPE_CHECKING:
    from refexport.registries.client import Client


@click.command(name="add")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--key", help="The cite key for the one ID (default: author, year, first word of the title).")
@file_option
def command(ids: tuple[str, ...], key: str | None, path: Path | None) -> int:
    """Add works by DOI, arXiv id, dblp key, PubMed id, ISBN, their address or title; - reads such lines from stdin.

    Of a title, or a whole reference in quotes, only what is certainly meant is added, else what is like it is shown.
    The identifier goes to entries.toml, what its registry says to the lock, and the work is shown. Exit 3 when a
    registry did not answer, or nothing certain was found.
    """
    given = _given(ids)
    if key and len(given) > 1:
        raise FileError("--key goes with one ID only")
    project = Project(entries_path(path))
    schemes = known_schemes()
    client = client_for(project.library.settings)
    titles = [one for one in given if _is_title(one, schemes)]
    wanted, wrong = _new(project, [one for one in given if one not in titles], schemes)
    if wrong and len(wrong) == len(given):
        raise _together(wrong)
    others: list[str] = []
    is_open = bool(titles) and _add_found(titles, wanted, others, project, client, schemes)
    records: dict[str, Record] = {}
    with saving() as saved:
        try:
            _fetch(client, [*wanted, *others], records)
        finally:
            found = {one: records[one] for one in wanted if one in records}
            added = _add(project, {one: wanted[one] for one in found}, records, key, schemes)
            saved.extend([f"{added} of {count(len(wanted), 'entry', 'entries')} added"] if added else [])
    say(f"added {count(added, 'entry', 'entries')} to {project.path}", "good" if added else "")
    if wrong:
        raise _together(wrong)
    return EXIT_OK if len(found) == len(wanted) and not is_open else EXIT_UNRESOLVED


def _given(ids: Sequence[str]) -> list[str]:
    """What the command line says, or in place of ``-`` the lines of standard input."""
    lines = (line.strip() for line in sys.stdin) if "-" in ids else ()
    return list(dict.fromkeys([*(one for one in ids if one != "-"), *filter(None, lines)]))


def _is_title(text: str, schemes: Sequence[Scheme]) -> bool:
    """Whether a text is several words and no identifier, nor one that is written wrongly."""
    is_words = len(text.split()) > 1 and any(char.isalpha() for char in text)
    return is_words and not (all_identifiers(_entry_of(text, schemes), schemes) or why_no_identifier(text, schemes))


def _add_found(
    titles: Sequence[str],
    wanted: dict[str, Mapping[str, str]],
    others: list[str],
    project: Project,
    client: "Client",
    schemes: Sequence[Scheme],
) -> bool:
    """Adds to ``wanted`` the works that are certainly meant by titles, and their further identifiers to ``others``.

    Says what there is for the other titles, and gives whether there are any.
    """
    from refexport.verbs.finding import find_works

    found, known = find_works(titles, client, schemes), _known(project, schemes)
    for one, typed in found.works.items():
        if one in known:
            say(f"{one} is [{known[one]}] already")
        else:
            wanted[one] = typed
    others += found.others
    for line in found.lines:
        say(line)
    return found.number_open > 0


def _add(
    project: Project,
    typed: Mapping[str, Mapping[str, str]],
    records: Mapping[str, Record],
    key: str | None,
    schemes: Sequence[Scheme],
) -> int:
    """How many entries were added; says which."""

    def plan(library: Library, _text: str) -> Plan[list[str]]:
        return _plan(Project(project.path, library), typed, records, key, schemes)

    tidy(project.path)  # the work may be there since a run that was killed
    written = changing(project.path, plan, say) if records else Plan([])
    if written.additions:
        _keep(project.path, records, schemes)
    for line in written.report:
        say(line)
    _show(project.path, {one.key for one in written.additions})
    return len(written.additions)


def _keep(path: Path, records: Mapping[str, Record], schemes: Sequence[Scheme]) -> None:
    """Writes what the registries said to the lock, now that entries have the identifiers."""
    with locked(lock_path(path), say=say) as file:
        lock = read_lock(lock_path(path))
        write_lock(file, reconciled(lock, load_entries(path).hands, records, schemes))


def _show(path: Path, keys: Collection[str]) -> None:
    """The entries as they are exported, a line each."""
    from refexport.report.changelog import work_line

    for one in Project(path).merged if keys else ():
        if one.entry.key in keys:
            ids = ", ".join(all_identifiers(one.hand or one.entry))
            say(f"[{one.entry.key}] {ids}: {work_line(one)}")


def _new(
    project: Project, ids: Sequence[str], schemes: Sequence[Scheme]
) -> tuple[dict[str, Mapping[str, str]], list[FileError]]:
    """The works that entries.toml lacks, each with what to write for it; and what is no identifier, and why."""
    known = _known(project, schemes)
    wanted: dict[str, Mapping[str, str]] = {}
    wrong: list[FileError] = []
    for text in ids:
        entry = _entry_of(text, schemes)
        found = all_identifiers(entry, schemes)
        if not found:
            wrong.append(_no_identifier(text, schemes))
        elif found[0] in known:
            say(f"{found[0]} is [{known[found[0]]}] already")
        else:
            wanted[found[0]] = typed_identifier(entry, found[0], schemes)
    return wanted, wrong


def _no_identifier(text: str, schemes: Sequence[Scheme]) -> FileError:
    """What is wrong with a text that is no identifier, and what to give instead."""
    if why := why_no_identifier(text, schemes):
        is_slip = "check digit" in why
        hint = "compare it, digit by digit" if is_slip else "write it like 10.1000/182 or arxiv:1703.03400"
        return FileError(f'"{text}" is no identifier: {why}', hint)
    hint = "give a DOI, an arXiv id, a dblp key, a PubMed id, an ISBN, or an address with one"
    return FileError(f'"{text}" is no identifier', hint)


def _together(wrong: Sequence[FileError]) -> FileError:
    """One error for all that were no identifiers; the others were added."""
    hints = dict.fromkeys(one.hint for one in wrong)
    return FileError("; ".join(one.message for one in wrong), "; ".join(hints))


def _known(project: Project, schemes: Sequence[Scheme]) -> dict[str, str]:
    """Identifier -> key of its entry."""
    return {one: entry.key for entry in project.entries for one in all_identifiers(entry, schemes)}


def _entry_of(text: str, schemes: Sequence[Scheme]) -> Entry:
    """The entry of what a person typed; a scheme that only a service knows is looked for first."""
    from refexport.lists.citation import parse_citation

    own = entry_of_identifier(text, [one for one in schemes if one.name not in SCHEMES])
    cited = own or parse_citation(text) or parse_citation(f"https://{text}") or Entry("")
    return cited if all_identifiers(cited, schemes) else entry_of_identifier(text, schemes) or cited


def _fetch(client: "Client", wanted: Sequence[str], records: dict[str, Record]) -> None:
    """Adds to ``records`` those of the works that there are, as they come; says why others are missing."""
    from refexport.registries.fetch import fetch

    def keep(found: Mapping[str, Record]) -> None:
        records.update({one: record for one, record in found.items() if record.entry is not None})

    fetched = fetch(wanted, client, keep)
    for one, reason in fetched.failed.items():
        say(f"no answer for {one}: {reason}")
    for reason in fetched.services.values():
        if reason not in fetched.failed.values():
            say(f"{reason}; another registry answered" if fetched.records else reason)
    for one, record in fetched.records.items():
        if record.entry is None:
            say(f"{one} does not exist, {record.service} says")


def _plan(
    project: Project,
    wanted: Mapping[str, Mapping[str, str]],
    records: Mapping[str, Record],
    key: str | None,
    schemes: Sequence[Scheme],
) -> Plan[list[str]]:
    """New entries under unused keys; works that came in while the registries were asked are known."""
    known = _known(project, schemes)
    taken = [RESERVED, *(entry.key for entry in project.entries)]
    additions: list[Addition] = []
    report: list[str] = []
    for one, typed in wanted.items():
        entry = records[one].entry or Entry("")
        if one in known:
            report.append(f"{one} is [{known[one]}] already")
            continue
        new = unused_key(key or cite_key(entry), taken)
        taken.append(new)
        additions.append(Addition(new, typed, full_title(entry)))
    return Plan(report, additions)
