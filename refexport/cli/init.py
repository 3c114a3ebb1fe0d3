"""``refexport init``: start a project."""

from pathlib import Path

import click

from refexport.cli.console import say, say_lines
from refexport.errors import FileError
from refexport.store.entries import FILE_NAME
from refexport.store.files import create_file, locked, make_folder, read_bytes

SCHEMA_NAME = "entries.schema.json"
"""Beside entries.toml, so that editors find it (taplo, "Directives")."""

ENTRIES = """\
#:schema ./entries.schema.json

# The works you cite, one table each; the header is the cite key. `refexport enrich` fetches the rest.
[refexport]
version = 1
# mailto = "you@example.org"      # sent to the registries, which then answer faster

[refexport.export]
"build/references.bib" = "bibtex"
"build/references.biblatex.bib" = "biblatex"
"build/references.json" = "csl-json"
"build/references.zotero.json" = "zotero"
"build/references.ris" = "ris"

# [finn2017model]
# arxiv = "1703.03400"
"""

NEXT = """\
Next: add works with   refexport import reading-list.md --write   or   refexport add 1703.03400
For make:              bib: ; (refexport enrich || [ $$? -eq 3 ]) && refexport export
For latexmk:           echo 'system("make -s bib") == 0 or die;' >> .latexmkrc"""


@click.command(name="init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--git", "git_only", is_flag=True, help="Only set up merging by git, as every clone needs it once.")
def command(folder: Path, *, git_only: bool) -> None:
    """Start entries.toml in FOLDER (default: here) and say how make and latexmk use it.

    In a repository git is told how to merge entries.toml and its lock: in .gitattributes and, for this clone, in its
    configuration.
    """
    target = folder / FILE_NAME
    make_folder(folder)
    if not git_only:
        if not create_file(target, ENTRIES.encode()):
            raise FileError(f"{target} is there already", "edit it, or remove it first; for git: refexport init --git")
        say(f"wrote {target}")
        _write_schema(folder / SCHEMA_NAME)
    _set_up_git(folder, is_asked_for=git_only)
    if not git_only:
        say_lines(NEXT.splitlines())


def _write_schema(path: Path) -> None:
    """The schema by which editors complete and check the file; one that is there stays."""
    from refexport.store.schema import print_schema

    if create_file(path, print_schema().encode()):
        say(f"wrote {path}")


def _set_up_git(folder: Path, *, is_asked_for: bool) -> None:
    """The attributes of both files, and the driver of this clone; outside a work tree only attributes that are new."""
    from refexport.store.git import DRIVER, configure, is_work_tree

    in_git = is_work_tree(folder)
    if is_asked_for and not in_git:
        raise FileError(f"{folder} is in no work tree of git, or git is not installed", "git init starts one")
    attributes = folder / ".gitattributes"
    if in_git or not attributes.exists():
        _set_attributes(attributes)
    if in_git:
        configure(folder, DRIVER)
        say("git merges both files by entry here; other clones need once: refexport init --git")


def _set_attributes(path: Path) -> None:
    from refexport.store.git import set_attributes

    with locked(path, say=say) as file:
        old = read_bytes(path) if path.exists() else None
        new, freed = set_attributes(old or b"")
        if new == old:
            return
        if not file.replace(old, new):
            raise FileError(f"cannot write {path}: another program changed it", "try again")
    say(f"wrote {path}" if old is None else f"changed {path}")
    for name in freed:
        say(f"{path}: {name} had merge=union, which loses lines; now merge=refexport")
