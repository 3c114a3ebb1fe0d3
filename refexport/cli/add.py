"""``refexport add``: identifiers to new entries, each with a proposed cite key."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from refexport.cli.console import client_for, count, entries_path, file_option, saving, say
from refexport.errors import EXIT_OK, EXIT_UNRESOLVED, FileError
from refexport.imports.citation import parse_citation
from refexport.model.entry import (
    Entry,
    Record,
    all_identifiers,
    entry_of_identifier,
    typed_identifier,
    why_no_identifier,
)
from refexport.model.ids import SCHEMES, Scheme
from refexport.project import Project, known_schemes
from refexport.store.change import Plan, changing
from refexport.store.edit import Addition
from refexport.store.entries import RESERVED, Library
from refexport.store.files import tidy
from refexport.works.keys import cite_key, unused_key
from refexport.works.match import full_title


@click.command(name="add")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--key", help="The cite key for the one ID (default: author, year, first word of the title).")
@file_option
def command(ids: tuple[str, ...], key: str | None, path: Path | None) -> int:
    """Add works by DOI, arXiv id, dblp key, PubMed id, ISBN or their address. Exit 3 when a registry did not answer.

    Only the identifier is written; `refexport enrich` then keeps the facts in the lock.
    """
    if key and len(ids) > 1:
        raise FileError("--key goes with one ID only")
    project = Project(entries_path(path))
    schemes = known_schemes()
    wanted = _new(project, ids, schemes)
    records: dict[str, Record] = {}
    with saving() as saved:
        try:
            _fetch(project, wanted, records)
        finally:
            found = {one: records[one] for one in wanted if one in records}
            added = _add(project, {one: wanted[one] for one in found}, found, key, schemes)
            saved.extend([f"{added} of {count(len(wanted), 'entry', 'entries')} added"] if added else [])
    say(f"added {count(added, 'entry', 'entries')} to {project.path}; next: refexport enrich")
    return EXIT_OK if len(found) == len(wanted) else EXIT_UNRESOLVED


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
    for line in written.report:
        say(line)
    return len(written.additions)


def _new(project: Project, ids: Sequence[str], schemes: Sequence[Scheme]) -> dict[str, Mapping[str, str]]:
    """The works that entries.toml lacks, each with what to write for it; FileError names what is no identifier."""
    known = _known(project, schemes)
    wanted: dict[str, Mapping[str, str]] = {}
    for text in ids:
        entry = _entry_of(text, schemes)
        found = all_identifiers(entry, schemes)
        if not found:
            if why := why_no_identifier(text, schemes):
                raise FileError(f'"{text}" is no identifier: {why}')
            hint = "give a DOI, an arXiv id, a dblp key, a PubMed id, an ISBN, or an address with one"
            raise FileError(f'"{text}" is no identifier', hint)
        if found[0] in known:
            say(f"{found[0]} is [{known[found[0]]}] already")
        else:
            wanted[found[0]] = typed_identifier(entry, found[0], schemes)
    return wanted


def _known(project: Project, schemes: Sequence[Scheme]) -> dict[str, str]:
    """Identifier -> key of its entry."""
    return {one: entry.key for entry in project.entries for one in all_identifiers(entry, schemes)}


def _entry_of(text: str, schemes: Sequence[Scheme]) -> Entry:
    """The entry of what a person typed; a scheme that only a service knows is looked for first."""
    own = entry_of_identifier(text, [one for one in schemes if one.name not in SCHEMES])
    cited = own or parse_citation(text) or parse_citation(f"https://{text}") or Entry("")
    return cited if all_identifiers(cited, schemes) else entry_of_identifier(text, schemes) or cited


def _fetch(project: Project, wanted: Mapping[str, object], records: dict[str, Record]) -> None:
    """Adds to ``records`` those of the works that there are, as they come; says why others are missing."""
    from refexport.registries.fetch import fetch

    def keep(found: Mapping[str, Record]) -> None:
        records.update({one: record for one, record in found.items() if record.entry is not None})

    fetched = fetch(wanted, client_for(project.library.settings), keep)
    for one, reason in fetched.failed.items():
        say(f"no answer for {one}: {reason}")
    for reason in fetched.services.values():
        if reason not in fetched.failed.values():
            say(f"{reason}; another registry answered")
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
        report.append(f"[{new}] {records[one].id}: {full_title(entry)}")
    return Plan(report, additions)
