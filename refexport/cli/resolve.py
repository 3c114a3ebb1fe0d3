"""``refexport resolve``: titles to identifiers; only what is certain is written, the rest is shown with its reasons."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from refexport.cli.console import CITE_KEY, client_for, count, entries_path, file_option, put, saving, say
from refexport.cli.progress import hush
from refexport.errors import EXIT_OK, EXIT_UNRESOLVED, FileError
from refexport.model.entry import (
    REFERENCE,
    Entry,
    Record,
    all_identifiers,
    entry_of_identifier,
    identifiers,
    typed_identifier,
)
from refexport.model.ids import Scheme, typed_fields
from refexport.model.name import display_name
from refexport.project import Project, known_schemes, lock_path
from refexport.registries.resolve import Candidate, Resolution, is_searched, resolve
from refexport.registries.verify import Verified, verified
from refexport.store.change import Plan, changing, editable
from refexport.store.cited import as_cited
from refexport.store.edit import Changes
from refexport.store.entries import Hand, Library, load_entries
from refexport.store.files import locked, tidy
from refexport.store.lock import read_lock, write_lock
from refexport.store.reconcile import reconciled
from refexport.works.drafts import is_draft
from refexport.works.match import full_title
from refexport.works.witness import giving_way

CHUNK = 50
"""Entries between two writes of entries.toml: what a long run found is not lost."""

DRAFTS = "drafts, patents and personal communications"


@click.command(name="resolve")
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option("--write", is_flag=True, help="Write certain identifiers into entries.toml (default: show them).")
@click.option("--take", metavar="ID", help="Write this identifier for the one KEY, for example arxiv:1703.03400.")
@click.option("--pick", is_flag=True, help="Ask at the terminal about each doubtful entry.")
@click.option("--json", "as_json", is_flag=True, help="Tell what was found as JSON.")
@file_option
def command(keys: tuple[str, ...], write: bool, take: str | None, pick: bool, as_json: bool, path: Path | None) -> int:
    """Find arXiv ids, DOIs and dblp keys by title, authors and year.

    Without KEYs, for all entries that have no identifier but drafts, patents and personal communications. Exit 3 when
    some stay open, or a registry did not answer.
    """
    file = entries_path(path)
    if take:
        return _take(file, keys, take)
    project = Project(file)
    if write or pick:
        tidy(file)
    wanted = _wanted(project, keys)
    client = client_for(project.library.settings)
    hands = {hand.entry.key: hand for hand in project.library.hands}
    witnesses = {merged.entry.key: merged.witness for merged in project.merged}
    resolutions: list[Resolution] = []
    ids = 0
    client.observer.begins("entry", len(wanted))
    with saving() as saved:
        for start in range(0, len(wanted), CHUNK):
            part = resolve(wanted[start : start + CHUNK], client)
            is_asked = pick and sys.stdin.isatty()
            for some in ([one] for one in part) if is_asked else [part]:  # a pick is written before the next question
                picked = [_picked(one) for one in some] if is_asked else some
                read = verified(picked, {one.key: _words_for(one, witnesses) for one in picked}, client)
                settled = [one.resolution for one in read]
                if write or pick:
                    settled, written = _write(file, read, hands)
                    ids += written
                    saved.extend([f"{count(ids, 'identifier')} written, what was found since is not"] if ids else [])
                else:
                    ids += sum(len(_new(one, hands[one.key].entry)) for one in settled)
                resolutions += settled
                client.observer.settles(len(resolutions))
                _report(settled, as_json=as_json, entries={entry.key: entry for entry in wanted}, hands=hands)
    client.observer.ends()
    if as_json:
        put(json.dumps([_as_json(one) for one in resolutions], indent=2) + "\n")
    return _account(resolutions, ids, is_written=write or pick)


def _account(resolutions: Sequence[Resolution], ids: int, *, is_written: bool) -> int:
    """Says who gave no answer and what is open; the exit code."""
    unanswered = list(dict.fromkeys(reason for one in resolutions for reason in one.unanswered))
    for reason in unanswered:
        say(f"without answer: {reason}")
    still_open = sum(not one.chosen for one in resolutions)
    verb = "written" if is_written else "found (--write writes them)" if ids else "found"
    account = f"{count(len(resolutions), 'entry', 'entries')}: {count(ids, 'identifier')} {verb}, {still_open} open"
    say(account, "warning" if still_open else "good")
    return EXIT_UNRESOLVED if still_open or unanswered else EXIT_OK


def _wanted(project: Project, keys: Sequence[str]) -> list[Entry]:
    """The entries to ask for: those that are named, else what has no identifier and is no draft."""
    project.require(keys)
    if keys:
        merged = {one.entry.key: _as_cited(one.entry, one.cited) for one in project.merged}
        return [merged[key] for key in dict.fromkeys(keys)]
    schemes = known_schemes()
    hands = [hand for hand in project.library.hands if not identifiers(hand.entry, schemes)]
    unknown = [_as_cited(hand.entry, hand.cited) for hand in hands]
    drafts = {entry.key for entry in unknown if is_draft(entry)}
    if drafts:
        hint = "name their keys to ask all the same"
        say(f"{count(len(drafts), 'draft, patent or personal communication', DRAFTS)} not asked about; {hint}")
    return [entry for entry in unknown if is_searched(entry) and entry.key not in drafts]


def _as_cited(entry: Entry, cited: Entry | None) -> Entry:
    """The entry with the reference that it was read from, by which a registry can be asked."""
    return entry.replace(**{REFERENCE: cited.fields[REFERENCE]}) if cited and cited.has(REFERENCE) else entry


def _words_for(one: Resolution, witnesses: Mapping[str, Entry]) -> Entry:
    """What the records are held against: what was said of the work, or the candidate that a person picked for it."""
    picked = [candidate for candidate in one.chosen if candidate in one.doubtful]
    return picked[0].entry if picked else witnesses[one.key]


def _write(file: Path, read: Sequence[Verified], asked: Mapping[str, Hand]) -> tuple[list[Resolution], int]:
    """The resolutions as they stand once the certain identifiers are written, and how many were.

    Their records are in the lock before any word in entries.toml gives way to them. An entry that is no more what the
    registries were asked about is left alone and stays open.
    """
    schemes = known_schemes()
    found = {id_: record for one in read for id_, record in one.records.items()}
    if found:
        _keep(file, read, found, schemes)

    def plan(library: Library, text: str) -> Plan[list[Resolution]]:
        """What can be written into the file as it is now; the report is how each entry ends."""
        now = {hand.entry.key: hand for hand in library.hands}
        settled = [
            _settled(one.resolution, asked[one.resolution.key], now.get(one.resolution.key), schemes) for one in read
        ]
        certain = [one for one in settled if one.chosen and now[one.key].entry == asked[one.key].entry]
        changes = {one.key: _changes(now[one.key], one.chosen, found, library.settings.prefer) for one in certain}
        possible, refused = editable(text, changes)
        open_ones = [one._replace(chosen=(), reason=refused[one.key]) if one.key in refused else one for one in settled]
        return Plan(open_ones, changes=possible)

    made = changing(file, plan, say)
    names = {scheme.shorthand or scheme.field for scheme in schemes}
    return made.report, sum(name in names for changes in made.changes.values() for name in changes)


def _keep(file: Path, read: Sequence[Verified], found: Mapping[str, Record], schemes: Sequence[Scheme]) -> None:
    """The records in the lock, under the keys of the entries that get their identifiers."""
    chosen = {one.resolution.key: one.resolution.chosen for one in read}
    with locked(lock_path(file), say=say) as lock_file:
        lock, hands = read_lock(lock_path(file)), load_entries(file).hands
        new = [hand._replace(entry=_identified(hand.entry, chosen.get(hand.entry.key, ()), schemes)) for hand in hands]
        write_lock(lock_file, reconciled(lock, new, found, schemes))


def _identified(entry: Entry, chosen: Sequence[Candidate], schemes: Sequence[Scheme]) -> Entry:
    """The entry with the identifiers that were chosen for it."""
    ids = [entry_of_identifier(candidate.id, schemes) for candidate in chosen]
    return entry.replace(**{field: value for one in ids if one for field, value in one.fields.items()})


def _settled(one: Resolution, asked: Hand, now: Hand | None, schemes: Sequence[Scheme]) -> Resolution:
    """The resolution, open if its entry changed meanwhile; another refexport may have written the same."""
    if not one.chosen or (now and now.entry == asked.entry):
        return one
    ids = [candidate.id for candidate in one.chosen]
    if now and set(ids) <= set(identifiers(now.entry, schemes)):
        return one
    became = "was changed meanwhile" if now else "is gone from the file"
    return one._replace(chosen=(), doubtful=(), reason=f"the entry {became}; not written: {', '.join(ids)}")


def _changes(hand: Hand, chosen: Sequence[Candidate], found: Mapping[str, Record], prefer: str) -> Changes:
    """The identifiers to set, and the words that give way to their records."""
    schemes = known_schemes()
    records = [found[candidate.id] for candidate in chosen if candidate.id in found]
    words = giving_way(_identified(hand.entry, chosen, schemes), records, prefer=hand.prefer or prefer)
    there = all_identifiers(hand.entry, schemes)
    ids = [typed_fields(candidate.id, schemes) for candidate in chosen if candidate.id not in there]
    return {**{name: value for typed in ids for name, value in typed.items()}, **as_cited(hand, words)}


def _take(file: Path, keys: Sequence[str], identifier: str) -> int:
    if len(keys) != 1:
        raise FileError("--take needs the one KEY that the identifier is for")
    schemes = known_schemes()
    typed = entry_of_identifier(identifier, schemes)
    if typed is None:
        raise FileError(f'"{identifier}" is no identifier', "write it like arxiv:1703.03400 or doi:10.1000/182")
    normal = all_identifiers(typed, schemes)[0]
    new = typed_identifier(typed, normal, schemes)

    def plan(library: Library, _text: str) -> Plan[list[str]]:
        """The identifier in place of the old one; the report is which other entries have it."""
        project = Project(file, library)
        project.require(keys)
        others = [one.key for one in project.entries if one.key != keys[0] and normal in all_identifiers(one, schemes)]
        hand = next(hand for hand in library.hands if hand.entry.key == keys[0])
        old = {name: None for field in typed.fields for name in hand.names_of(field)}
        return Plan(others, changes={keys[0]: {**old, **new}})

    for other in changing(file, plan, say).report:
        say(f"[{other}] has {normal} too")
    say(f"[{keys[0]}] {normal} written to {file}; next: refexport enrich")
    return EXIT_OK


def _picked(one: Resolution) -> Resolution:
    """The resolution with the candidate that the person at the terminal chose."""
    if one.chosen or not one.doubtful:
        return one
    hush()
    say(f"[{one.key}] {one.reason}")
    for number, candidate in enumerate(one.doubtful, 1):
        say(f"  {number}. {_described(candidate)}")
    answer = click.prompt("  which one (0: none)", type=click.IntRange(0, len(one.doubtful)), default=0, err=True)
    return one._replace(chosen=(one.doubtful[answer - 1],)) if answer else one


def _new(one: Resolution, entry: Entry) -> list[str]:
    """The identifiers that were chosen for the entry and are not there yet."""
    there = all_identifiers(entry, known_schemes())
    return [candidate.id for candidate in one.chosen if candidate.id not in there]


def _report(
    resolutions: Sequence[Resolution], *, as_json: bool, entries: Mapping[str, Entry], hands: Mapping[str, Hand]
) -> None:
    for one in resolutions:
        if one.chosen:
            but = f" ({one.reason})" if one.reason else ""
            new = _new(one, hands[one.key].entry)
            ids = [id_ if id_ in new else f"{id_} is there" for id_ in (candidate.id for candidate in one.chosen)]
            say(f"[{one.key}] {', '.join(ids)}{but}")
            continue
        say(f"[{one.key}] open: {one.reason}")
        if as_json:
            continue
        say(f"    here: {_work(entries[one.key])}")
        for candidate in one.doubtful:
            say(f"    {_described(candidate)}")
        if one.doubtful and one.doubtful[0].fits:
            say(f"    take it: refexport resolve {one.key} --take {one.doubtful[0].id}")


def _described(candidate: Candidate) -> str:
    return f"{candidate.id}: {_work(candidate.entry)} ({candidate.score})"


def _work(entry: Entry) -> str:
    names = entry.names("author")
    people = ", ".join(display_name(name) for name in names[:3]) + (" et al." if len(names) > 3 else "")
    return f'"{full_title(entry)}" {people} {entry.year or ""}'.strip()


def _as_json(one: Resolution) -> dict[str, object]:
    return {
        "key": one.key,
        "chosen": [candidate.id for candidate in one.chosen],
        "reason": one.reason,
        "candidates": [_candidate_json(candidate) for candidate in (*one.chosen, *one.doubtful)],
    }


def _candidate_json(candidate: Candidate) -> dict[str, object]:
    names = [display_name(name) for name in candidate.entry.names("author")]
    work = {"id": candidate.id, "title": full_title(candidate.entry), "authors": names, "year": candidate.entry.year}
    parts = [part._asdict() for part in candidate.score.parts]
    return {**work, "score": {"total": round(candidate.score.total, 1), "parts": parts}}
