"""``refexport enrich``: ask the registries for what the lock lacks; what `make bib` may need a network for."""

import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from refexport.cli.console import (
    CITE_KEY,
    agreed,
    client_for,
    count,
    entries_path,
    file_option,
    saving,
    say,
    say_lines,
    some_of,
)
from refexport.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNRESOLVED, FileError
from refexport.model.entry import Record, all_identifiers
from refexport.model.ids import Scheme
from refexport.project import Project, known_schemes, lock_path
from refexport.store.entries import Hand
from refexport.store.files import LockedFile, locked, tidy
from refexport.store.lock import Lock, missing, read_lock, stand_ins, write_lock
from refexport.store.reconcile import by_identifier, gone, is_most, orphans, pruned, reconciled
from refexport.store.repair import repaired_lock
from refexport.store.workspace import store_path

if TYPE_CHECKING:
    from refexport.registries.fetch import Fetched


ABSENT = "absent-id"
"""The rule of `check` by which an entry may keep an identifier that does not exist."""


class State(NamedTuple):
    """The two files as they stand, and what is to be done.

    ``damage`` is what was wrong with the lock, a line each; ``lock`` what it is to hold before anybody is asked;
    ``hands`` the entries that it is about; ``wanted`` the identifiers to ask for; ``again`` those that another registry
    has answered for, since their own gave no answer; ``orphans`` the records that no entry has; ``pinned`` how many are
    taken over from the store's lock.
    """

    project: Project
    damage: Sequence[str]
    lock: Lock
    hands: Sequence[Hand]
    wanted: Sequence[str]
    again: Sequence[str]
    orphans: Sequence[str]
    pinned: int = 0

    @property
    def asked(self) -> Sequence[str]:
        """What registries are asked for, each once."""
        return tuple(dict.fromkeys((*self.wanted, *self.again)))

    @property
    def changes(self) -> bool:
        """Whether the lock is to be written though nobody is asked."""
        return bool(self.damage) or self.lock != self.project.lock


@click.command(name="enrich")
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option("--upgrade", is_flag=True, help="Ask again for what the lock has already, and say what changed.")
@click.option("--dry-run", is_flag=True, help="Only say what would be asked.")
@click.option("--offline", is_flag=True, help="Ask nobody; exit 3 all the same if something lacks.")
@click.option(
    "--check", "only_check", is_flag=True, help="Ask nobody; exit 1 if the lock lacks something or is damaged."
)
@click.option("--prune", is_flag=True, help="Remove the records that no entry has; with --check, exit 1 for them too.")
@click.option("--force", is_flag=True, help="Go on though entries.toml has no entries, or half of them are gone.")
@file_option
def command(
    keys: tuple[str, ...],
    upgrade: bool,
    dry_run: bool,
    offline: bool,
    only_check: bool,
    prune: bool,
    force: bool,
    path: Path | None,
) -> int:
    """Fetch what the registries say about the identifiers of entries.toml.

    With KEYs, only for those entries. A second run asks nothing. Exit 3 when a registry did not answer, or says that
    there is no such work; what was received is saved. Damaged records are asked for anew, conflicts of a merge are
    resolved. What no entry has stays in the lock until --prune.
    """
    file, schemes = entries_path(path), known_schemes()
    only_look = only_check or dry_run
    state = _state(file, keys, schemes, upgrade=upgrade, prune=prune, only_look=only_look)
    for line in state.damage:
        say(line)
    _refuse_loss(state, schemes, prune=prune, may_ask=not only_look, force=force)
    if state.orphans and (prune or only_check or _lacks_most(state, schemes)):
        _report_orphans(state, prune=prune, only_look=only_look)
    if only_look:
        _report_wanted(state)
        for one in (one for one in state.again if one not in state.wanted):
            say(f"to be asked for again, another registry has answered for it: {one}")
        if only_check:
            return EXIT_FINDINGS if state.wanted or state.damage or (prune and state.orphans) else EXIT_OK
        return EXIT_UNRESOLVED if offline and state.wanted else EXIT_OK
    if not state.changes and (offline or not state.asked):
        tidy(lock_path(file))
        return _rest(state, schemes)
    with locked(lock_path(file), say=say) as lock_file:
        state = _state(file, keys, schemes, upgrade=upgrade, prune=prune)
        if state.pinned:
            say(f"{count(state.pinned, 'record')} of the store's lock pinned here")
        if state.changes:
            write_lock(lock_file, state.lock)
        return (
            _rest(state, schemes) if offline or not state.asked else _enrich(state, lock_file, schemes, upgrade=upgrade)
        )


def _state(
    file: Path, keys: Sequence[str], schemes: Sequence[Scheme], *, upgrade: bool, prune: bool, only_look: bool = False
) -> State:
    lock, damage = repaired_lock(lock_path(file))
    project = Project(file, lock=lock)
    project.require(keys)
    hands = project.library.hands
    asked = [hand for hand in hands if damage or not keys or hand.entry.key in keys]  # what is dropped is asked for
    pinned = {} if only_look else _of_store(project, lock)
    new = reconciled(lock, hands, pinned, schemes)
    stale = orphans(new, hands, schemes)
    wanted, again = missing({} if upgrade else new, asked, schemes), stand_ins(lock, asked, schemes)
    kept = pruned(new, hands, schemes) if prune else new
    return State(project, damage, kept, asked, wanted, again, stale, len(pinned))


def _of_store(project: Project, lock: Lock) -> dict[str, Record]:
    """The records of the store's lock that this one lacks, of the works that are picked; they are pinned here."""
    store = project.settings.store
    if not store:
        return {}
    known, shared = by_identifier(lock), by_identifier(read_lock(lock_path(store_path(project.path, store))))
    ids = (one for hand in project.library.hands for one in all_identifiers(hand.entry))
    return {one: shared[one] for one in ids if one in shared and one not in known}


def _refuse_loss(state: State, schemes: Collection[Scheme], *, prune: bool, may_ask: bool, force: bool) -> None:
    """FileError where records would go, or nothing is left to keep them for, unless the person wants just that."""
    file, hands, lock = state.project.path, state.project.library.hands, state.project.lock
    lost = len(gone(lock, hands, schemes))
    if not lock or not (not hands or (prune and is_most(lost, len(lock)))):
        return
    known = f"{lock_path(file)} knows {count(len(lock), 'entry', 'entries')}"
    what = f"{file} has no entries, and {known}" if not hands else f"{known}, {lost} of which are gone from {file}"
    if not agreed(f"{what}. Go on?", may_ask=may_ask, force=force):
        command_line = "refexport enrich --prune --force" if prune else "refexport enrich --force"
        raise FileError(f"{what}: nothing is written", f"restore {file}; or, if that is meant: {command_line}")


def _lacks_most(state: State, schemes: Collection[Scheme]) -> bool:
    """Whether so many of the lock's entries are gone that it is news."""
    lock = state.project.lock
    return is_most(len(gone(lock, state.project.library.hands, schemes)), len(lock))


def _report_orphans(state: State, *, prune: bool, only_look: bool) -> None:
    records = f"{count(len(state.orphans), 'record')} that no entry has: {some_of(state.orphans)}"
    verb = "keeps" if not prune else "would lose" if only_look else "loses"
    say(f"{lock_path(state.project.path)}: {verb} {records}" + ("" if prune else " (refexport enrich --prune)"))


def _rest(state: State, schemes: Sequence[Scheme]) -> int:
    """What there is to say where nobody is asked: the same as when it was, so that a second run ends like the first."""
    is_open = _report_absent(state, state.lock, schemes)
    if state.wanted:
        _report_wanted(state)
        return EXIT_UNRESOLVED
    say(f"{count(len(state.project.library.hands), 'entry', 'entries')}: nothing to fetch")
    return EXIT_UNRESOLVED if is_open else EXIT_OK


def _enrich(state: State, lock_file: LockedFile, schemes: Sequence[Scheme], *, upgrade: bool) -> int:
    from refexport.registries.fetch import fetch

    start = time.monotonic()
    project = state.project
    records: dict[str, Record] = {}
    client = client_for(project.library.settings)
    with saving() as saved:

        def keep(found: Mapping[str, Record]) -> None:
            records.update({one: record for one, record in found.items() if not _is_poorer(record, state.lock)})
            write_lock(lock_file, reconciled(state.lock, project.library.hands, records, schemes))
            saved.append(f"{count(len(records), 'record')} saved, the rest is asked for next time")

        try:
            fetched = fetch(state.asked, client, keep)
        finally:
            if upgrade:
                _report_changes(state, records, schemes)
    absent = sum(record.entry is None for record in fetched.records.values())
    _report_failed(fetched)
    is_open = _report_absent(state, reconciled(state.lock, project.library.hands, records, schemes), schemes)
    found = count(len(fetched.records) - absent, "record")
    in_vain = f" ({client.in_vain} in vain)" if client.in_vain else ""
    asked = f"{count(client.requests, 'request')}{in_vain} and {time.monotonic() - start:.0f} s"
    account = f"{found} in {asked}, {absent} absent, {len(fetched.failed)} without answer: {lock_file.path}"
    say(account, "warning" if absent or fetched.failed else "good")
    stood_in = any(record.instead_of for record in fetched.records.values())  # and is asked for again
    return EXIT_UNRESOLVED if fetched.failed or stood_in or is_open else EXIT_OK


def _report_changes(state: State, records: Mapping[str, Record], schemes: Sequence[Scheme]) -> None:
    """Field by field what became of the entries, after a signal too: next time the lock has the new values."""
    from refexport.report.changes import difference_lines
    from refexport.works.news import differences

    project, keys = state.project, {hand.entry.key for hand in state.hands}
    lock = reconciled(state.lock, project.library.hands, records, schemes)
    now = Project(project.path, project.library, lock)
    pairs = [
        pair for pair in zip(project.merged, now.merged, strict=True) if pair[0].entry.key in keys and pair[0].records
    ]
    changed = (one for old, new in pairs for one in differences(old, new, project.preferred(old.entry.key)))
    say_lines(difference_lines(changed))


def _is_poorer(record: Record, lock: Lock) -> bool:
    """Whether another registry's record would take the place of what the first one has said before."""
    return bool(record.instead_of) and any(
        one.id == record.id and one.entry and not one.instead_of for records in lock.values() for one in records
    )


def _report_wanted(state: State) -> None:
    """What is to be asked for; with ``--upgrade`` also what the lock has."""
    known = by_identifier(state.lock)
    for one in state.wanted:
        say(f"to be asked for again: {one}" if one in known else f"not in the lock: {one}")


def _report_failed(fetched: "Fetched") -> None:
    """One line for each service that failed, and one for each other reason."""
    for reason in dict.fromkeys((*fetched.services.values(), *fetched.failed.values())):
        ids = [one for one, why in fetched.failed.items() if why == reason]
        line = f"no answer for {some_of(ids)}: {reason}" if ids else reason
        records = fetched.records.values()
        if others := sum(fetched.services.get(record.instead_of) == reason for record in records):
            line += f"; another registry answered for {count(others, 'identifier')}, asked again next time"
        say(line)


def _report_absent(state: State, lock: Lock, schemes: Sequence[Scheme]) -> bool:
    """Whether an entry has an identifier that does not exist, as the lock knows, and no reason to have it all the same.

    Each is named, whether it was asked for now or before.
    """
    known, library = by_identifier(lock), state.project.library
    absent = {one for one, record in known.items() if record.entry is None}
    hands = [hand for hand in state.hands if ABSENT not in {**library.settings.allow, **hand.allow}] if absent else []
    found = [(hand, one) for hand in hands for one in all_identifiers(hand.entry, schemes) if one in absent]
    for hand, one in found:
        say(f"{state.project.path}:{hand.line}: [{hand.entry.key}] {one} does not exist, its registry says")
    return bool(found)
