"""``refexport diff``: what became of the works between two revisions, or two files."""

import json
import sys
from pathlib import Path

import click

from refexport.cli.console import count, entries_path, file_option, put, say
from refexport.errors import EXIT_OK
from refexport.report.changelog import changelog_json, changelog_lines, changelog_markdown
from refexport.report.screen import screen_for
from refexport.verbs.changelog import KINDS, changelog, state


@click.command(name="diff")
@click.argument("revisions", nargs=-1, metavar="[REV] [REV]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How it is told.",
)
@click.option("--json", "as_json", is_flag=True, help="As --format json.")
@file_option
def command(revisions: tuple[str, ...], form: str, as_json: bool, path: Path | None) -> int:
    """Say what became of the works: added, removed, renamed, upgraded to their publication, corrected, retracted.

    REV is a revision of git, or the name of an entries.toml with its lock beside it. Without REV
    what is not yet committed; with one, the changes since then.
    """
    if len(revisions) > 2:
        raise click.UsageError("two states are compared", click.get_current_context())
    file = entries_path(path)
    before, after = [*revisions, *["HEAD"][len(revisions) :], ""][:2]
    found = changelog(state(file, before), state(file, after))
    if as_json or form == "json":
        put(json.dumps({"changes": changelog_json(found)}, indent=2) + "\n")
    elif form == "markdown":
        put(changelog_markdown(found))
    else:
        put("".join(f"{line}\n" for line in changelog_lines(found, screen_for(sys.stdout))))
    counts = [f"{n} {kind}" for kind in KINDS if (n := sum(one.kind == kind for one in found))]
    say(f"{count(len(found), 'work')} changed" + (f": {', '.join(counts)}" if counts else ""))
    return EXIT_OK
