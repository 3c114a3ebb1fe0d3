"""``refexport add``: identifiers to new entries, each with a proposed cite key."""

from collections.abc import Sequence
from pathlib import Path

import click

from refexport import __version__
from refexport.cli.console import count, entries_path, file_option, say
from refexport.errors import EXIT_OK, EXIT_UNRESOLVED, FileError
from refexport.imports.citation import parse_citation
from refexport.model.entry import Entry, Record, identifiers
from refexport.model.ids import scheme_of, value_of
from refexport.project import Project
from refexport.store.change import Plan, changing
from refexport.store.edit import Addition
from refexport.store.entries import RESERVED, Library
from refexport.works.keys import cite_key, unused_key
from refexport.works.match import full_title


@click.command(name="add")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--key", help="The cite key for the one ID (default: author, year, first word of the title).")
@file_option
def command(ids: tuple[str, ...], key: str | None, path: Path | None) -> int:
    """Add works by DOI, arXiv id, dblp key or their address. Exit 3 when a registry did not answer.

    Only the identifier is written; `refexport enrich` then keeps the facts in the lock.
    """
    if key and len(ids) > 1:
        raise FileError("--key goes with one ID only")
    project = Project(entries_path(path))
    wanted = _new(project, ids)
    records = _fetched(project, wanted)
    found = [records[one] for one in wanted if one in records]

    def plan(library: Library, _text: str) -> Plan[list[str]]:
        return _plan(Project(project.path, library), found, key)

    written = changing(project.path, plan, say) if found else Plan([])
    for line in written.report:
        say(line)
    say(f"added {count(len(written.additions), 'entry', 'entries')} to {project.path}; next: refexport enrich")
    return EXIT_OK if len(found) == len(wanted) else EXIT_UNRESOLVED


def _new(project: Project, ids: Sequence[str]) -> list[str]:
    """The works that entries.toml lacks; FileError names what is no identifier."""
    known = _known(project)
    wanted: list[str] = []
    for text in ids:
        found = identifiers(parse_citation(text) or Entry(""))
        if not found:
            raise FileError(f'"{text}" is no identifier', "give a DOI, an arXiv id, a dblp key, or an address with one")
        if found[0] in known:
            say(f"{found[0]} is [{known[found[0]]}] already")
        elif found[0] not in wanted:
            wanted.append(found[0])
    return wanted


def _known(project: Project) -> dict[str, str]:
    """Identifier -> key of its entry."""
    return {one: entry.key for entry in project.entries for one in identifiers(entry)}


def _fetched(project: Project, wanted: Sequence[str]) -> dict[str, Record]:
    from refexport.registries.client import Client
    from refexport.registries.fetch import fetch

    fetched = fetch(wanted, Client(project.library.settings.mailto, __version__, say=say))
    for one, reason in fetched.failed.items():
        say(f"no answer for {one}: {reason}")
    for one, record in fetched.records.items():
        if record.entry is None:
            say(f"{one} does not exist, {record.service} says")
    return {one: record for one, record in fetched.records.items() if record.entry is not None}


def _plan(project: Project, records: Sequence[Record], key: str | None) -> Plan[list[str]]:
    """New entries under unused keys; works that came in while the registries were asked are known."""
    known = _known(project)
    taken = [RESERVED, *(entry.key for entry in project.entries)]
    additions: list[Addition] = []
    report: list[str] = []
    for record in records:
        entry = record.entry or Entry("")
        if record.id in known:
            report.append(f"{record.id} is [{known[record.id]}] already")
            continue
        new = unused_key(key or cite_key(entry), taken)
        taken.append(new)
        additions.append(Addition(new, {scheme_of(record.id): value_of(record.id)}, full_title(entry)))
        report.append(f"[{new}] {record.id}: {full_title(entry)}")
    return Plan(report, additions)
