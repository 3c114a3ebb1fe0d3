"""``refexport upgrade``: takes what the registries know newer, once it is read, and says what changed."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from refexport.cli.console import (
    CITE_KEY,
    client_for,
    count,
    entries_path,
    file_option,
    put,
    say,
    say_lines,
    say_unlocked,
)
from refexport.errors import EXIT_OK, EXIT_UNRESOLVED
from refexport.model.entry import Entry, Merged, Record, all_identifiers
from refexport.model.ids import Scheme, scheme_of, typed_fields
from refexport.project import Project, known_schemes, lock_path
from refexport.report.changes import difference_json, difference_lines, otherwise
from refexport.store.change import Plan, changing, editable
from refexport.store.cited import as_cited
from refexport.store.edit import Changes
from refexport.store.entries import Hand, Library
from refexport.store.files import locked
from refexport.store.lock import Lock, write_lock
from refexport.store.reconcile import by_identifier, reconciled
from refexport.works.match import full_title
from refexport.works.merge import HAND
from refexport.works.news import KINDS, Difference, differences, yielding

if TYPE_CHECKING:
    from refexport.registries.publications import Publication


BY_TITLE = "found by its title"


class Asked(NamedTuple):
    """What registries said: fresh records by id, what preprints became, and why some answers are missing."""

    records: Mapping[str, Record]
    publications: "Sequence[Publication]"
    unanswered: Sequence[str]


@click.command(name="upgrade")
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option("--json", "as_json", is_flag=True, help="Tell what changed as JSON.")
@file_option
def command(keys: tuple[str, ...], as_json: bool, path: Path | None) -> int:
    """Take the published versions of preprints and newer versions, and fresh records of all else.

    Without KEYs, for all entries. A publication is read first and taken only if it is the same work for certain; the
    eprint stays. What you corrected stays, too. Says field by field what changed. Exit 3 when a registry did not
    answer, or a publication was not taken. `refexport outdated --refresh` shows what there is.
    """
    file, schemes = entries_path(path), known_schemes()
    project = Project(file)
    project.require(keys)
    wanted = keys or tuple(hand.entry.key for hand in project.library.hands)
    is_open = say_unlocked(project, wanted)
    asked = _asked(project, keys, wanted, schemes)
    taken = {one.key: one for one in asked.publications if one.is_taken}
    _lock(file, schemes, asked.records, {key: one.record for key, one in taken.items()})
    late = _set(file, project, wanted, taken)
    if taken:
        _lock(file, schemes)
    changes = _differences(project, Project(file), wanted, taken)
    refused = [one for one in asked.publications if not one.is_taken and one.key not in taken]
    _report(project, [one for one in taken.values() if one.key not in late], refused, changes)
    for line in (*late.values(), *(f"without answer: {reason}" for reason in asked.unanswered)):
        say(line)
    if as_json:
        put(_json(taken, refused, changes))
    return EXIT_UNRESOLVED if asked.unanswered or refused or late or is_open else EXIT_OK


def _asked(project: Project, named: Sequence[str], keys: Sequence[str], schemes: Sequence[Scheme]) -> Asked:
    """What registries say of the entries of ``keys``; a publication that an entry declines is taken if it is named."""
    from refexport.registries.fetch import fetch
    from refexport.registries.publications import read_publications

    client, hands = client_for(project.library.settings), project.library.hands
    known = by_identifier(project.lock)
    ids = [one for hand in hands if hand.entry.key in keys for one in all_identifiers(hand.entry, schemes)]
    fetched = fetch([one for one in ids if one in known], client)
    records = {one: record for one, record in fetched.records.items() if not _is_poorer(record, known[one])}
    now = Project(project.path, project.library, reconciled(project.lock, hands, records, schemes))
    wanted = [one for one in now.merged if one.entry.key in keys]
    read = read_publications(wanted, client, lambda key, kind: key in named or not project.allows(key, KINDS[kind]))
    return Asked(records, read.publications, [*dict.fromkeys([*fetched.failed.values(), *read.unanswered])])


def _is_poorer(record: Record, known: Record) -> bool:
    """Whether an answer is less than what the lock has: another registry's, or none, for a work."""
    return known.entry is not None and (record.entry is None or bool(record.instead_of and not known.instead_of))


def _lock(
    file: Path,
    schemes: Sequence[Scheme],
    records: Mapping[str, Record] = {},
    published: Mapping[str, Record] = {},
) -> None:
    """Writes the records; those of publications stand in the lock before an entry names them."""
    with locked(lock_path(file), say=say) as lock_file:
        project = Project(file)
        made: Lock = reconciled(project.lock, project.library.hands, records, schemes)
        known = by_identifier(made)
        new = {key: record for key, record in published.items() if record.id not in known}
        write_lock(lock_file, {**made, **{key: (*made.get(key, ()), record) for key, record in new.items()}})


def _set(file: Path, project: Project, keys: Sequence[str], taken: "Mapping[str, Publication]") -> Mapping[str, str]:
    """Writes the identifiers of publications, and removes what gives way to the records as the lock has them now.

    Gives the entries that were changed meanwhile and so left alone, each with a line.
    """
    before = {one.entry.key: one for one in project.merged if one.entry.key in keys}

    def plan(library: Library, text: str) -> Plan[dict[str, str]]:
        """What can be written into the file as it is now; the report is a line for each entry that is left alone."""
        now = {one.entry.key: one for one in Project(file, library).merged}
        hands = {hand.entry.key: hand for hand in library.hands}
        late = {key for key in taken if key not in hands or hands[key].entry != before[key].hand}
        edits = {
            key: _changes(hands[key], old, now[key], taken.get(key), project.preferred(key))
            for key, old in before.items()
            if key in hands and hands[key].entry == old.hand
        }
        lines = {key: f"[{key}] was changed meanwhile; not upgraded" for key in late}
        possible, refused = editable(text, {key: changes for key, changes in edits.items() if changes})
        return Plan(lines | {key: f"[{key}] {why}; not upgraded" for key, why in refused.items()}, changes=possible)

    return changing(file, plan, say).report


def _changes(hand: Hand, before: Merged, now: Merged, taken: "Publication | None", prefer: str) -> Changes:
    """What gives way as it was cited; a publication's identifier in place of one of its kind, the preprint's kept."""
    after = Merged(now.entry, now.origin, (*now.records, taken.record), now.hand) if taken else now
    gone = yielding(hand.entry, before, after, prefer, is_taken=bool(taken))
    words = {field: hand.entry.type if field == "type" else hand.entry.fields[field] for field in gone}
    changes = dict(as_cited(hand, words))
    if taken:
        typed = typed_fields(taken.record.id, known_schemes())
        names = [name for field in typed for name in hand.names_of("eprint" if field == "arxiv" else field)]
        is_version = scheme_of(taken.record.id) == "arxiv"
        kept = {} if is_version or hand.entry.has("eprint") else _preprint(before)
        changes |= {**dict.fromkeys(names), **kept, **typed}
    return changes


def _preprint(merged: Merged) -> dict[str, str]:
    """How a preprint stays in an entry that has only its DOI."""
    if merged.entry.arxiv:
        return {"arxiv": merged.entry.arxiv}
    doi = merged.entry.plain("doi")
    return {"eprint": doi, "eprinttype": "doi"} if doi and merged.entry.type == "preprint" else {}


def _differences(
    before: Project, after: Project, keys: Sequence[str], taken: "Mapping[str, Publication]"
) -> list[Difference]:
    """Field by field what changed; an identifier that was written now is from who named it, not from a hand."""
    old = {one.entry.key: one for one in before.merged}
    pairs = [(old[one.entry.key], one) for one in after.merged if one.entry.key in keys and one.entry.key in old]
    found = [one for pair in pairs for one in differences(*pair, before.preferred(pair[0].entry.key))]
    named = {key: one.source or BY_TITLE for key, one in taken.items()}
    return [one._replace(source=named[one.key]) if one.source == HAND and one.key in named else one for one in found]


def _report(
    project: Project, taken: "Sequence[Publication]", refused: "Sequence[Publication]", changes: Sequence[Difference]
) -> None:
    lines = {hand.entry.key: hand.line for hand in project.library.hands}
    for one in taken:
        who = f" ({one.source} says)" if one.source else f" ({BY_TITLE})"
        say(f"[{one.key}] {one.record.id}: {full_title(one.record.entry or Entry(''))}{who}")
    say_lines(difference_lines(changes))
    for one in refused:
        title = full_title(one.record.entry or Entry(""))
        place, why = f"{project.path}:{lines[one.key]}: [{one.key}]", ", ".join(one.doubts)
        say(f'{place} not taken: {one.record.id} "{title}": {why}')
        say(f"  hint: {otherwise(one.key, one.record.id)}")
    fields = count(sum(one.by_hand is None for one in changes), "field")
    say(f"{count(len(taken), 'entry', 'entries')} upgraded, {fields} changed, {len(refused)} not taken")


def _json(taken: "Mapping[str, Publication]", refused: "Sequence[Publication]", changes: Sequence[Difference]) -> str:
    done = [{"key": one.key, "id": one.record.id, "source": one.source} for one in taken.values()]
    left = [{"key": one.key, "id": one.record.id, "source": one.source, "doubts": one.doubts} for one in refused]
    document = {"upgraded": done, "not_taken": left, "changes": [difference_json(one) for one in changes]}
    return json.dumps(document, indent=2).replace("\x7f", "\\u007f") + "\n"
