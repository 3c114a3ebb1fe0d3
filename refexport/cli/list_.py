"""``refexport list``: the entries, all or those that a query finds, as lines or as data."""

import json
import sys
from pathlib import Path

import click

from refexport.cli.console import count, entries_path, file_option, put, say
from refexport.errors import EXIT_OK
from refexport.project import Project
from refexport.report.entries import entry_json, entry_lines
from refexport.report.screen import screen_for
from refexport.verbs.query import found


@click.command(name="list")
@click.argument("terms", nargs=-1, metavar="[TERM]...")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with where each value is from.")
@click.option("--keys", "only_keys", is_flag=True, help="Only the cite keys, one a line.")
@file_option
def command(terms: tuple[str, ...], as_json: bool, only_keys: bool, path: Path | None) -> int:
    """List entries: all, or those that all TERMs fit, whatever case and accents.

    A TERM is a word, field:word, key:, type:, tag:, venue:, year:2015-2018, missing:doi, has:abstract,
    from:crossref, or not:TERM.
    """
    merged = found(Project(entries_path(path)).merged, terms)
    if as_json:
        put(json.dumps({"entries": [entry_json(one) for one in merged]}, indent=2, ensure_ascii=True) + "\n")
    elif only_keys:
        put("".join(f"{one.entry.key}\n" for one in merged))
    else:
        put("".join(f"{line}\n" for line in entry_lines(merged, screen_for(sys.stdout))))
    say(count(len(merged), "entry", "entries"))
    return EXIT_OK
