"""``refexport merge-driver``: what git calls to merge entries.toml and its lock (docs/reference/git.md)."""

from pathlib import Path

import click

from refexport.cli.console import count, say
from refexport.errors import EXIT_FINDINGS, EXIT_OK


@click.command(name="merge-driver")
@click.argument("base", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("ours", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("theirs", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("path", default="")
def command(base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge THEIRS into OURS, both made from BASE, as git's merge driver: `refexport init` sets it up.

    PATH is the name of the file in the repository. entries.toml is merged by entry and field, the lock by record; exit
    code 1 leaves what both sides changed between git's markers.
    """
    from refexport.store.files import read_bytes, write_atomic
    from refexport.store.git import merge_lines
    from refexport.store.merge_entries import merge_entries
    from refexport.store.merge_locks import merge_locks
    from refexport.store.threeway import NoMergeError, Three

    paths = Three(base, ours, theirs)
    files = paths.map(read_bytes)
    name = path or str(ours)
    is_lock = name.endswith(".json") or files.ours.lstrip().startswith(b"{")
    try:
        result = merge_locks(files) if is_lock else merge_entries(files)
    except NoMergeError as error:
        say(f"{name}: merged by lines, look at all of it: {error}")
        result = merge_lines(paths)
        write_atomic(ours, result.data)
        return EXIT_FINDINGS
    write_atomic(ours, result.data)
    if result.conflicts:
        say(f"{name}: {count(result.conflicts, 'conflict')}: keep one side of each, and remove the markers")
    return EXIT_FINDINGS if result.conflicts else EXIT_OK
