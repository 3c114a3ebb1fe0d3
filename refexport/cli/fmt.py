"""``refexport fmt``: entries.toml in order, its comments kept."""

import difflib
from pathlib import Path

import click

from refexport.cli.console import entries_path, file_option, put, say
from refexport.data.datamodel import BOOKKEEPING, FIELDS
from refexport.errors import EXIT_FINDINGS, EXIT_OK
from refexport.model.ids import SCHEMES
from refexport.project import Project
from refexport.store.change import Plan, changing
from refexport.store.entries import Library
from refexport.store.files import read_bytes
from refexport.store.rearrange import in_order
from refexport.store.source import decode
from refexport.store.typed import STEERING

FIRST = (
    "type",
    *(scheme.shorthand or scheme.field for scheme in SCHEMES.values()),
    "eprint",
    "eprinttype",
    "eprintclass",
)
"""What an entry begins with: what it is, and what it is found by."""
PEOPLE = ("author", "title", "subtitle", "date", "year", "month", "day")
LAST = ("keywords", *sorted(BOOKKEEPING & FIELDS.keys()), "ids", "file", "annotation", "abstract", *STEERING[1:])
RANK = {
    **{name: number - len(FIRST) - len(PEOPLE) for number, name in enumerate((*FIRST, *PEOPLE))},
    **{name: number + 1 for number, name in enumerate(dict.fromkeys(LAST)) if name not in FIRST},
}
"""name -> where it stands in its entry; all others keep their order in between."""


@click.command(name="fmt")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if something would change.")
@click.option("--diff", "only_diff", is_flag=True, help="Show what would change, and change nothing.")
@file_option
def command(only_check: bool, only_diff: bool, path: Path | None) -> int:
    """Put entries.toml in order: fields in one order, one blank line between entries, comments kept.

    An entry begins with its type and identifiers, then author, title and date; tags and what steers it come last.
    No value changes, and entries stay where they are.
    """
    file = entries_path(path)
    Project(file)
    if only_check or only_diff:
        old = decode(read_bytes(file), str(file))
        new = in_order(old, RANK)
        lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), str(file), str(file))
        put("".join(lines) if only_diff else "")
        say(f"{file} {'would change' if new != old else 'is in order'}")
        return EXIT_FINDINGS if new != old else EXIT_OK

    def plan(_library: Library, text: str) -> Plan[bool]:
        return Plan(in_order(text, RANK) != text, edits=[lambda text: in_order(text, RANK)])

    say(f"{file} {'put' if changing(file, plan, say).report else 'is'} in order", "good")
    return EXIT_OK
