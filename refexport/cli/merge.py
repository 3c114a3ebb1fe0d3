"""``refexport merge``: two entries of one work become one."""

from pathlib import Path
from typing import Any, cast

import click

from refexport.cli.console import CITE_KEY, documents_arguments, documents_option, entries_path, file_option, put, say
from refexport.errors import EXIT_OK, FileError
from refexport.project import Project
from refexport.store.change import Plan, changing
from refexport.store.edit import read_tables
from refexport.store.entries import Library
from refexport.store.files import read_bytes
from refexport.store.rearrange import add_comments, entry_comments, entry_text, remove_entries
from refexport.store.source import decode
from refexport.verbs.documents import rewritten, write_all
from refexport.verbs.joining import Joined, Table, joined
from refexport.verbs.renaming import references, relock
from refexport.works.likelihood import likelihood


@click.command(name="merge")
@click.argument("key", type=CITE_KEY)
@click.argument("other", type=CITE_KEY)
@documents_arguments
@documents_option("rewrite")
@click.option("--force", is_flag=True, help="Go on though the two seem to be different works.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@file_option
def command(key: str, other: str, documents: tuple[Path, ...], force: bool, dry_run: bool, path: Path | None) -> int:
    """Make one entry of KEY and OTHER, under KEY; documents that cite OTHER compile as before.

    KEY gets what it lacks, both sides' tags, and OTHER among its `ids`. What both say otherwise stays as KEY has it;
    OTHER's values and comments stay below it as comments. Two entries that seem to be different works need --force.
    """
    file = entries_path(path)
    project = Project(file)
    project.require([key, other])
    project.require_own([key, other])
    _refuse_two_works(project, key, other, force=force)
    texts = rewritten(documents, other, key)

    def plan(library: Library, text: str) -> Plan[Joined]:
        """One entry of the two in the file as it is now, and what cites the other by its key."""
        hands = {hand.entry.key: hand for hand in library.hands}
        tables = cast("dict[str, Table]", read_tables(text))
        made = joined(hands[key], hands[other], tables[key], tables[other])
        others = {one: changes for one, changes in references(library.hands, other, key).items() if one != other}
        changes: dict[str, Any] = {**others, key: {**others.get(key, {}), **made.changes}}
        comments = [*entry_comments(text, other), *made.comments]
        edits = [lambda text: add_comments(text, key, comments), lambda text: remove_entries(text, [other])]
        return Plan(made, changes=changes, edits=edits)

    text = decode(read_bytes(file), str(file))
    made = plan(project.library, text) if dry_run else changing(file, plan, say)
    if not dry_run:
        put(f"{entry_text(text, other)}\n")
        relock(file, say)
    for name in made.report.clashes:
        say(f"[{key}] {name}: both have a value; {other}'s is a comment below", "warning")
    say(f"[{other}] {'would be' if dry_run else 'is'} part of [{key}]: {file}", "good")
    for line in write_all(texts, other, is_written=not dry_run):
        say(line)
    return EXIT_OK


def _refuse_two_works(project: Project, key: str, other: str, *, force: bool) -> None:
    if key == other:
        raise FileError(f"{key} is one entry already", "name two entries: the one that stays, and the other")
    entries = {entry.key: entry for entry in project.entries}
    likely = likelihood(entries[key], entries[other])
    if likely.is_other and not force:
        why = ", ".join(likely.doubts) or str(likely)
        raise FileError(f"[{key}] and [{other}] seem to be different works: {why}", "if they are one: --force")
