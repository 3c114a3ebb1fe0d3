"""``refexport pages``: a note or page for each work, in a vault, a graph or a web site."""

from pathlib import Path

import click

from refexport.cli.console import CITE_KEY, FilePath, count, entries_path, file_option, say, say_unlocked
from refexport.errors import EXIT_FINDINGS, EXIT_OK, InputError
from refexport.project import Project
from refexport.store.files import make_folder, read_bytes, write_atomic
from refexport.store.source import decode
from refexport.verbs.pages import LAYOUTS, pages_of

WHERE = {
    "obsidian": "the notes are in the vault as they are; [[@KEY]] links to one",
    "logseq": "FOLDER is the graph's pages/; [[@KEY]] links to one",
    "hugo": "FOLDER is content/publication (Hugo Blox); hugo server shows them",
    "quarto": "a document with `listing: {contents: FOLDER}` lists them",
}


@click.command(name="pages")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option("--for", "program", type=click.Choice(list(LAYOUTS)), required=True, help="Whose pages they are.")
@click.option(
    "--template",
    type=FilePath(exists=True, dir_okay=False, path_type=Path),
    help="What is below the head of a new page, with {{title}}, {{authors}}, {{abstract}} …",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a page would change.")
@file_option
def command(
    folder: Path, keys: tuple[str, ...], program: str, template: Path | None, only_check: bool, path: Path | None
) -> int:
    """Write a page for each work, all or those of some KEYs, into FOLDER. No network.

    The head of a page is written anew each time, but for properties of your own; all below it is yours and stays.
    Pages of works that are gone stay, too.
    """
    project = Project(entries_path(path))
    project.require(keys)
    entries = [entry for entry in project.entries if not keys or entry.key in keys]
    say_unlocked(project, {entry.key for entry in entries})

    def old(name: str) -> str | None:
        file = folder / name
        return _read(file) if file.exists() else None

    try:
        pages = pages_of(entries, LAYOUTS[program], old, _read(template) if template else "")
    except InputError as error:
        raise InputError(one._replace(path=one.path or str(template)) for one in error.problems) from error
    changed = [page for page in pages if old(page.path) != page.text]
    for page in changed:
        if not only_check:
            make_folder((folder / page.path).parent)
            write_atomic(folder / page.path, page.text.encode("utf-8", "replace"))
        say(f"{'would write' if only_check else 'wrote'} {folder / page.path}", "good")
    say(f"{count(len(entries), 'work')}, {len(pages) - len(changed)} of {count(len(pages), 'page')} as they were")
    say(f"in {program}: {WHERE[program]}")
    return EXIT_FINDINGS if only_check and changed else EXIT_OK


def _read(path: Path) -> str:
    return decode(read_bytes(path), str(path))
