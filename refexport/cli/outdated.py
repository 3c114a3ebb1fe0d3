"""``refexport outdated``: what the registries know that is newer than what is cited; nothing is written."""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from refexport.cli.console import CITE_KEY, client_for, count, entries_path, file_option, put, say, say_unlocked
from refexport.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNRESOLVED
from refexport.model.entry import Merged, all_identifiers
from refexport.project import Project, known_schemes
from refexport.report.changes import difference_lines, otherwise
from refexport.report.text import printable
from refexport.store.entries import Hand
from refexport.store.reconcile import reconciled
from refexport.text.messages import shorten
from refexport.works.news import KINDS, NEWER, PUBLISHED, differences, news

CHANGED = "changed"

WORDS = {
    PUBLISHED: "published",
    NEWER: "newer version",
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "concern": "expression of concern",
    "correction": "corrected",
    CHANGED: "record changed",
}
"""Kinds of news -> how they are called."""

UPGRADABLE = (PUBLISHED, NEWER, CHANGED)


class Row(NamedTuple):
    """One piece of news about an entry: who says so, what, and why it may be about another work."""

    key: str
    kind: str
    source: str
    target: str
    doubts: tuple[str, ...] = ()


@click.command(name="outdated")
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option("--refresh", is_flag=True, help="Ask the registries now (default: what the lock knows).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@file_option
def command(keys: tuple[str, ...], refresh: bool, as_json: bool, path: Path | None) -> int:
    """List what the registries know that is newer than what is cited, and write nothing.

    That is the published version of a preprint, a retraction, correction, withdrawal or expression of concern, a
    newer version; with --refresh also publications that are found by title, and what changed in the records. Exit 1
    when there is something, 3 when a registry did not answer. `refexport upgrade` takes it.
    """
    project = Project(entries_path(path))
    project.require(keys)
    hands = {hand.entry.key: hand for hand in project.library.hands if not keys or hand.entry.key in keys}
    is_open = say_unlocked(project, hands)
    rows, unanswered = _refreshed(project, hands) if refresh else (_rows(project.merged), [])
    shown = [one for one in rows if one.key in hands and not project.allows(one.key, KINDS.get(one.kind, ""))]
    for reason in unanswered:
        say(f"without answer: {reason}")
    if as_json:
        put(json.dumps({"outdated": [_as_json(one, hands[one.key], project) for one in shown]}, indent=2) + "\n")
    else:
        put("".join(f"{line}\n" for one in shown for line in _lines(one, hands[one.key], project)))
    say(_account(len({one.key for one in shown}), len(hands), len(project.unlocked.keys() & hands.keys())))
    return EXIT_UNRESOLVED if unanswered or is_open else EXIT_FINDINGS if shown else EXIT_OK


def _account(outdated: int, entries: int, unlocked: int) -> str:
    """How many entries are outdated; that none is may only be said where all were looked at."""
    if not outdated and not unlocked:
        return "nothing is outdated"
    found = f"{count(outdated, 'entry is', 'entries are')} outdated"
    return f"{found}, of {entries - unlocked} that the lock has records of" if unlocked else found


def _rows(entries: Sequence[Merged]) -> list[Row]:
    return [Row(*one) for merged in entries for one in news(merged)]


def _refreshed(project: Project, keys: Collection[str]) -> tuple[list[Row], list[str]]:
    """What there is with the registries' answers of now, and the reasons why some are missing."""
    from refexport.registries.fetch import fetch  # the network is loaded when somebody asks
    from refexport.registries.publications import read_publications

    hands, schemes, client = project.library.hands, known_schemes(), client_for(project.library.settings)
    known = {record.id for records in project.lock.values() for record in records}
    ids = [one for hand in hands if hand.entry.key in keys for one in all_identifiers(hand.entry, schemes)]
    fetched = fetch([one for one in ids if one in known], client)
    records = {one: record for one, record in fetched.records.items() if not record.instead_of}
    now = Project(project.path, project.library, reconciled(project.lock, hands, records, schemes))
    wanted = [one for one in now.merged if one.entry.key in keys]
    read = read_publications(wanted, client, lambda key, kind: not project.allows(key, KINDS[kind]))
    about = {one.record.id: one for one in read.publications}
    rows = [row._replace(doubts=about[row.target].doubts) if row.target in about else row for row in _rows(now.merged)]
    told = {(row.key, row.target) for row in rows}
    rows += [
        Row(one.key, PUBLISHED, one.source, one.record.id, one.doubts)
        for one in read.publications
        if (one.key, one.record.id) not in told
    ]
    rows += [
        Row(old.entry.key, CHANGED, one.source, next(difference_lines([one])))
        for old, new in zip(project.merged, now.merged, strict=True)
        for one in differences(old, new, project.preferred(old.entry.key))
    ]
    return rows, [*fetched.failed.values(), *read.unanswered]


def _lines(one: Row, hand: Hand, project: Project) -> Iterator[str]:
    who = f" ({one.source} says)" if one.source and one.kind != CHANGED else ""
    doubts = f"; perhaps another work: {', '.join(one.doubts)}" if one.doubts else ""
    what = one.target.removeprefix(f"[{one.key}] ") if one.kind == CHANGED else shorten(one.target)
    yield printable(f"{project.path}:{hand.line}: [{one.key}] {WORDS[one.kind]}: {what}{who}{doubts}")
    if one.doubts:
        yield printable(f"  hint: {otherwise(one.key, one.target)}")
    elif one.kind in UPGRADABLE:
        yield printable(f"  hint: refexport upgrade {one.key}")


def _as_json(one: Row, hand: Hand, project: Project) -> dict[str, object]:
    return {"path": str(project.path), "line": hand.line, **one._asdict()}
