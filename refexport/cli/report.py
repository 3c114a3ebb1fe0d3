"""``refexport report``: the library as one page to look at."""

from pathlib import Path

import click

from refexport.cli.console import count, entries_path, file_option, put, say, uncollected
from refexport.errors import EXIT_OK
from refexport.project import Project
from refexport.store.files import make_folder, write_atomic


@click.command(name="report")
@click.option(
    "-o", "--output", "out", default="report.html", show_default=True, metavar="FILE", help="The page; - for stdout."
)
@click.option("--title", default="", help="Its heading. [default: the name of the folder]")
@file_option
@uncollected()
def command(out: str, title: str, path: Path | None) -> int:
    """Write one HTML page: how complete works are by type and field, years, venues, sources, findings, all entries.

    The page needs no network and no other file; a browser sorts and filters it. Equal bytes are not
    written again.
    """
    from refexport.page.page import page

    project = Project(entries_path(path))
    text = page(project, title)
    if out == "-":
        put(text)
        return EXIT_OK
    make_folder(Path(out).parent)
    changes = write_atomic(Path(out), text.encode("utf-8", "replace"))
    say(f"{'wrote' if changes else 'unchanged'} {out} ({count(len(project.entries), 'entry', 'entries')})", "good")
    return EXIT_OK
