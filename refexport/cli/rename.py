"""``refexport rename``: another cite key, in entries.toml and in the documents that cite it."""

from collections.abc import Mapping
from pathlib import Path

import click

from refexport.cli.console import CITE_KEY, count, documents_arguments, documents_option, entries_path, file_option, say
from refexport.errors import EXIT_OK
from refexport.model.entry import Raw
from refexport.project import Project
from refexport.store.change import Plan, changing
from refexport.store.entries import Library
from refexport.store.rearrange import rename_entry
from refexport.verbs.documents import rewritten, write_all
from refexport.verbs.renaming import other_keys, references, refuse_taken, relock


@click.command(name="rename")
@click.argument("old", type=CITE_KEY)
@click.argument("new")
@documents_arguments
@documents_option("rewrite")
@click.option("--forget", is_flag=True, help="Do not keep OLD among the ids by which the work can still be cited.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@file_option
def command(old: str, new: str, documents: tuple[Path, ...], forget: bool, dry_run: bool, path: Path | None) -> int:
    """Give the entry OLD the cite key NEW; documents that still cite OLD compile as before.

    OLD stays in its `ids`, by which BibTeX, BibLaTeX, Typst and pandoc cite it too. With --tex the documents and their
    parts cite NEW; comments and code in them stay as they are.
    """
    file = entries_path(path)
    project = Project(file)
    project.require([old])
    project.require_own([old])
    refuse_taken(project.library, old, new)
    texts = rewritten(documents, old, new)

    def plan(library: Library, _text: str) -> Plan[int]:
        """The new key, and the entries that refer to it; the report is how many these are."""
        refuse_taken(library, old, new)
        hand = next(hand for hand in library.hands if hand.entry.key == old)
        others = references(library.hands, old, new)
        own: dict[str, Raw | Mapping[str, Raw] | None] = {
            **others.get(old, {}),
            **other_keys(hand, old, new, is_kept=not forget),
        }
        changes = {**others, **({old: own} if own else {})}
        return Plan(len(others), changes=changes, edits=[lambda text: rename_entry(text, old, new)])

    if not dry_run:
        referring = changing(file, plan, say).report
        relock(file, say)
        of_others = f" and in {count(referring, 'entry', 'entries')} that refer to it" if referring else ""
        say(f"[{old}] is [{new}] now{of_others}: {file}", "good")
    for line in write_all(texts, old, is_written=not dry_run):
        say(line)
    return EXIT_OK
