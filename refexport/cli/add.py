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
from refexport.store.edit import Addition, append_entries
from refexport.store.files import read_bytes, write_atomic
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
    additions = _additions(project, [records[one] for one in wanted if one in records], key)
    source = read_bytes(project.path).decode("utf-8-sig")
    if additions:
        write_atomic(project.path, append_entries(source, additions).encode())
    say(f"added {count(len(additions), 'entry', 'entries')} to {project.path}; next: refexport enrich")
    return EXIT_OK if len(additions) == len(wanted) else EXIT_UNRESOLVED


def _new(project: Project, ids: Sequence[str]) -> list[str]:
    """The works that entries.toml lacks; FileError names what is no identifier."""
    known = {one: entry.key for entry in project.entries for one in identifiers(entry)}
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


def _additions(project: Project, records: Sequence[Record], key: str | None) -> list[Addition]:
    taken = [entry.key for entry in project.entries]
    additions: list[Addition] = []
    for record in records:
        entry = record.entry or Entry("")
        new = unused_key(key or cite_key(entry), taken)
        taken.append(new)
        additions.append(Addition(new, {scheme_of(record.id): value_of(record.id)}, full_title(entry)))
        say(f"[{new}] {record.id}: {full_title(entry)}")
    return additions
