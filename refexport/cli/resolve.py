"""``refexport resolve``: titles to identifiers; only what is certain is written, the rest is shown with its reasons."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from refexport.cli.console import client_for, count, entries_path, file_option, put, saving, say
from refexport.errors import EXIT_OK, EXIT_UNRESOLVED, FileError
from refexport.model.entry import Entry, all_identifiers, entry_of_identifier, identifiers, typed_identifier
from refexport.model.ids import Scheme, typed_fields
from refexport.model.name import display_name
from refexport.project import Project, known_schemes
from refexport.registries.resolve import Candidate, Resolution, is_searched, redundant, resolve
from refexport.store.change import Plan, changing
from refexport.store.edit import Changes
from refexport.store.entries import Library
from refexport.store.files import tidy
from refexport.works.match import full_title

CHUNK = 50
"""Entries between two writes of entries.toml: what a long run found is not lost."""


@click.command(name="resolve")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--write", is_flag=True, help="Write certain identifiers into entries.toml (default: show them).")
@click.option("--take", metavar="ID", help="Write this identifier for the one KEY, for example arxiv:1703.03400.")
@click.option("--pick", is_flag=True, help="Ask at the terminal about each doubtful entry.")
@click.option("--json", "as_json", is_flag=True, help="Tell what was found as JSON.")
@file_option
def command(keys: tuple[str, ...], write: bool, take: str | None, pick: bool, as_json: bool, path: Path | None) -> int:
    """Find arXiv ids, DOIs and dblp keys by title, authors and year.

    Without KEYs, for all entries that have no identifier. Exit 3 when some stay open, or a registry did not answer.
    """
    file = entries_path(path)
    if take:
        return _take(file, keys, take)
    project = Project(file)
    if write or pick:
        tidy(file)
    wanted = _wanted(project, keys)
    client = client_for(project.library.settings)
    hands = {hand.entry.key: hand.entry for hand in project.library.hands}
    resolutions: list[Resolution] = []
    ids = 0
    with saving() as saved:
        for start in range(0, len(wanted), CHUNK):
            part = resolve(wanted[start : start + CHUNK], client)
            if pick and sys.stdin.isatty():
                part = [_picked(one) for one in part]
            if write or pick:
                part, written = _write(file, part, hands)
                ids += written
                saved.extend([f"{count(ids, 'identifier')} written before"] if ids else [])
            else:
                ids += sum(len(one.chosen) for one in part)
            resolutions += part
            _report(part, as_json=as_json, entries={entry.key: entry for entry in wanted})
    if as_json:
        put(json.dumps([_as_json(one) for one in resolutions], indent=2) + "\n")
    unanswered = list(dict.fromkeys(reason for one in resolutions for reason in one.unanswered))
    for reason in unanswered:
        say(f"without answer: {reason}")
    still_open = sum(not one.chosen for one in resolutions)
    verb = "written" if write or pick else "found (--write writes them)"
    say(f"{count(len(resolutions), 'entry', 'entries')}: {count(ids, 'identifier')} {verb}, {still_open} open")
    return EXIT_UNRESOLVED if still_open or unanswered else EXIT_OK


def _wanted(project: Project, keys: Sequence[str]) -> list[Entry]:
    project.require(keys)
    hands = {hand.entry.key: hand.entry for hand in project.library.hands}
    schemes = known_schemes()
    merged = {one.entry.key: one.entry for one in project.merged}
    return (
        [merged[key] for key in dict.fromkeys(keys)]
        if keys
        else [entry for entry in hands.values() if not identifiers(entry, schemes) and is_searched(entry)]
    )


def _write(file: Path, resolutions: Sequence[Resolution], asked: Mapping[str, Entry]) -> tuple[list[Resolution], int]:
    """The resolutions as they stand once the certain identifiers are written, and how many were.

    An entry that is no more what the registries were asked about is left alone and stays open.
    """
    schemes = known_schemes()

    def plan(library: Library, _text: str) -> Plan[list[Resolution]]:
        now = {hand.entry.key: hand.entry for hand in library.hands}
        settled = [_settled(one, asked[one.key], now.get(one.key), schemes) for one in resolutions]
        certain = [one for one in settled if one.chosen and now[one.key] == asked[one.key]]
        return Plan(settled, changes={one.key: _changes(asked[one.key], one.chosen, schemes) for one in certain})

    made = changing(file, plan, say)
    return made.report, sum(value is not None for changes in made.changes.values() for value in changes.values())


def _settled(one: Resolution, asked: Entry, now: Entry | None, schemes: Sequence[Scheme]) -> Resolution:
    """The resolution, open if its entry changed meanwhile; another refexport may have written the same."""
    if not one.chosen or now == asked:
        return one
    ids = [candidate.id for candidate in one.chosen]
    if now and set(ids) <= set(identifiers(now, schemes)):
        return one
    became = "was changed meanwhile" if now else "is gone from the file"
    return one._replace(chosen=(), doubtful=(), reason=f"the entry {became}; not written: {', '.join(ids)}")


def _changes(entry: Entry, chosen: Sequence[Candidate], schemes: Sequence[Scheme]) -> Changes:
    """The identifiers to set, and to remove what the records say too (docs/decisions/0005)."""
    repeated = [field for field in redundant(entry, chosen) if entry.has(field)]
    found = [typed_fields(candidate.id, schemes) for candidate in chosen]
    return {field: value for typed in found for field, value in typed.items()} | dict.fromkeys(repeated)


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
    say(f"[{one.key}] {one.reason}")
    for number, candidate in enumerate(one.doubtful, 1):
        say(f"  {number}. {_described(candidate)}")
    answer = click.prompt("  which one (0: none)", type=click.IntRange(0, len(one.doubtful)), default=0, err=True)
    return one._replace(chosen=(one.doubtful[answer - 1],)) if answer else one


def _report(resolutions: Sequence[Resolution], *, as_json: bool, entries: dict[str, Entry]) -> None:
    for one in resolutions:
        if one.chosen:
            say(f"[{one.key}] {', '.join(candidate.id for candidate in one.chosen)}")
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
