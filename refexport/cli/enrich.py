"""``refexport enrich``: ask the registries for what the lock lacks; what `make bib` may need a network for."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refexport.cli.console import client_for, count, entries_path, file_option, saving, say
from refexport.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNRESOLVED
from refexport.model.entry import Record, all_identifiers
from refexport.model.ids import Scheme, scheme_of
from refexport.project import Project, known_schemes, lock_path
from refexport.store.files import LockedFile, locked
from refexport.store.lock import Lock, Records, missing, orphans, stand_ins, write_lock

if TYPE_CHECKING:
    from refexport.registries.fetch import Fetched

SHOWN = 5
"""Identifiers that one line names."""


@click.command(name="enrich")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--upgrade", is_flag=True, help="Ask again for what the lock has already.")
@click.option("--dry-run", is_flag=True, help="Only say what would be asked.")
@click.option("--offline", is_flag=True, help="Ask nobody; exit 3 if the lock lacks something.")
@click.option(
    "--check", "only_check", is_flag=True, help="Ask nobody; exit 1 if the lock lacks something or holds too much."
)
@file_option
def command(
    keys: tuple[str, ...], upgrade: bool, dry_run: bool, offline: bool, only_check: bool, path: Path | None
) -> int:
    """Fetch what the registries say about the identifiers of entries.toml.

    With KEYs, only for those entries. A second run asks nothing. Exit 3 when a registry did not answer;
    what was received is saved.
    """
    file = entries_path(path)
    with locked(lock_path(file), say=say) as lock_file:
        project = Project(file)
        project.require(keys)
        schemes = known_schemes()
        wanted = _wanted(project, keys, schemes, upgrade=upgrade)
        stale = orphans(project.lock, project.library.hands, schemes)
        again = _again(project, keys, schemes)
        if only_check:
            _report_wanted(wanted)
            return EXIT_FINDINGS if wanted or stale else EXIT_OK
        if dry_run or (offline and wanted):
            _report_wanted(wanted)
            return EXIT_UNRESOLVED if offline else EXIT_OK
        return _enrich(project, lock_file, (*wanted, *(one for one in again if one not in wanted)), schemes)


def _enrich(project: Project, lock_file: LockedFile, wanted: Sequence[str], schemes: Sequence[Scheme]) -> int:
    records = {record.id: record for records_of_entry in project.lock.values() for record in records_of_entry}
    if not wanted:
        write_lock(lock_file, _lock_of(project, records, schemes))
        say(f"{count(len(project.library.hands), 'entry', 'entries')}: nothing to fetch")
        return EXIT_OK
    from refexport.registries.fetch import fetch

    start = time.monotonic()
    client = client_for(project.library.settings)
    with saving() as saved:

        def keep(found: Mapping[str, Record]) -> None:
            records.update(found)
            write_lock(lock_file, _lock_of(project, records, schemes))
            saved.append("what was received is saved")

        fetched = fetch(wanted, client, keep)
    absent = [record.id for record in fetched.records.values() if record.entry is None]
    _report_failed(fetched)
    _report_absent(project, absent, schemes)
    found = count(len(fetched.records) - len(absent), "record")
    in_vain = f" ({client.in_vain} in vain)" if client.in_vain else ""
    asked = f"{count(client.requests, 'request')}{in_vain} and {time.monotonic() - start:.0f} s"
    say(f"{found} in {asked}, {len(absent)} absent, {len(fetched.failed)} without answer: {lock_file.path}")
    return EXIT_UNRESOLVED if fetched.failed or fetched.services or absent else EXIT_OK


def _wanted(project: Project, keys: Sequence[str], schemes: Sequence[Scheme], *, upgrade: bool) -> tuple[str, ...]:
    hands = [hand for hand in project.library.hands if not keys or hand.entry.key in keys]
    return missing({} if upgrade else project.lock, hands, schemes)


def _again(project: Project, keys: Sequence[str], schemes: Sequence[Scheme]) -> tuple[str, ...]:
    """The identifiers whose records stand in for those of a service that gave no answer."""
    hands = [hand for hand in project.library.hands if not keys or hand.entry.key in keys]
    return stand_ins(project.lock, hands, schemes)


def _lock_of(project: Project, records: Mapping[str, Record], schemes: Sequence[Scheme]) -> Lock:
    """The records of each entry in the order of its identifiers; entries that are gone leave no trace.

    Records of a service that is not installed here stay where they are.
    """
    known = {scheme.name for scheme in schemes}
    lock: dict[str, Records] = {}
    for hand in project.library.hands:
        records_of_entry = tuple(records[one] for one in all_identifiers(hand.entry, schemes) if one in records)
        records_of_entry += tuple(one for one in project.lock.get(hand.entry.key, ()) if scheme_of(one.id) not in known)
        if records_of_entry:
            lock[hand.entry.key] = records_of_entry
    return lock


def _report_wanted(wanted: Sequence[str]) -> None:
    for one in wanted:
        say(f"not in the lock: {one}")


def _report_failed(fetched: "Fetched") -> None:
    """One line for each service that failed, and one for each other reason."""
    for reason in dict.fromkeys((*fetched.services.values(), *fetched.failed.values())):
        ids = [one for one, why in fetched.failed.items() if why == reason]
        more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
        line = f"no answer for {', '.join(ids[:SHOWN])}{more}: {reason}" if ids else reason
        records = fetched.records.values()
        if others := sum(fetched.services.get(record.instead_of) == reason for record in records):
            line += f"; another registry answered for {count(others, 'identifier')}, asked again next time"
        say(line)


def _report_absent(project: Project, absent: Sequence[str], schemes: Sequence[Scheme]) -> None:
    for hand in project.library.hands:
        for one in all_identifiers(hand.entry, schemes):
            if one in absent:
                say(f"{project.path}:{hand.line}: [{hand.entry.key}] {one} does not exist, its registry says")
