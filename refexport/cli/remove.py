"""``refexport remove``: entries taken away, with the comments that belong to them."""

from pathlib import Path

import click

from refexport.cli.console import CITE_KEY, count, documents_option, entries_path, file_option, put, say
from refexport.errors import EXIT_FINDINGS, EXIT_OK
from refexport.output.selection import names_of
from refexport.project import Project
from refexport.store.change import Plan, changing
from refexport.store.documents import read_cited
from refexport.store.entries import Library
from refexport.store.rearrange import entry_text, remove_entries
from refexport.verbs.renaming import references


@click.command(name="remove")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", type=CITE_KEY)
@documents_option("look at: what they cite is not removed")
@click.option("--force", is_flag=True, help="Remove what documents or other entries refer to, too.")
@file_option
def command(keys: tuple[str, ...], documents: tuple[Path, ...], force: bool, path: Path | None) -> int:
    """Remove entries; what is removed goes to stdout, so that it can be kept.

    What other entries refer to, or a document cites that is named by --tex or in [refexport.export], is not removed:
    exit 1. What the registries said stays in the lock until `refexport enrich --prune`.
    """
    file = entries_path(path)
    project = Project(file)
    project.require(keys)
    project.require_own(keys)
    uses = {} if force else _uses(project, keys, documents)
    for key, why in uses.items():
        say(f"[{key}] is not removed: {why}", "warning")
    wanted = [key for key in dict.fromkeys(keys) if key not in uses]

    def plan(_library: Library, text: str) -> Plan[str]:
        gone = "\n\n".join(entry_text(text, key) for key in wanted)
        return Plan(f"{gone}\n" if gone else "", edits=[lambda text: remove_entries(text, wanted)] if wanted else [])

    put(changing(file, plan, say).report)
    say(f"{count(len(wanted), 'entry', 'entries')} removed: {file}")
    return EXIT_FINDINGS if uses else EXIT_OK


def _uses(project: Project, keys: tuple[str, ...], documents: tuple[Path, ...]) -> dict[str, str]:
    """Which of the keys are in use, each with who uses it."""
    named = [
        project.path.parent / one for export in project.library.settings.exports.values() for one in export.only_cited
    ]
    cited = {one: read_cited(one).keys for one in dict.fromkeys([*documents, *named]) if one.exists()}
    found: dict[str, str] = {}
    for entry in (entry for entry in project.entries if entry.key in keys):
        citing = [str(one) for one, their_keys in cited.items() if set(names_of(entry)) & set(their_keys)]
        children = [key for name in names_of(entry) for key in references(project.library.hands, name, "")]
        referring = [key for key in children if key not in keys]
        if citing or referring:
            by = f"{', '.join(citing)} cites it" if citing else f"[{referring[0]}] refers to it"
            found[entry.key] = by
    return found
