"""``refexport import``: other people's lists and files as entries."""

from pathlib import Path

import click

from refexport.cli.console import entries_path, file_option, uncollected
from refexport.data.formats import IMPORTED
from refexport.errors import FileError

KINDS = "\n".join(f"  {kind:10} {suffixes}" for kind, suffixes in sorted(IMPORTED.items()))

HELP = f"""Turn lists and the files of reference managers into entries. No network.

FILE may be - for standard input. Prints TOML; --write adds it to entries.toml and touches nothing that is there. Says
what every line or entry became. Importing the same file again changes nothing. Ends with 1 if anything of a file is in
no entry, with 2 if nothing could be read.

A newer file: --update shows what it changes in works that are known. With --write besides, fields that entries.toml
lacks are added, and those that are as they were imported before are replaced; what a person changed stays.

\b
Kinds of files (--from), and their suffixes:
{KINDS}
"""


def _encoding(_context: click.Context, _option: click.Parameter, name: str | None) -> str:
    """Python's name of the encoding that is asked for, empty if none is."""
    from refexport.imports.decoding import encoding_of, near_encodings

    try:
        return encoding_of(name) if name is not None else ""
    except ValueError as error:
        raise FileError(f"--encoding: {error}", near_encodings(name or "")) from error


@click.command(name="import", help=HELP)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option(
    "--from", "kind", type=click.Choice(sorted(IMPORTED)), help="What FILE is (default: by its content and suffix)."
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=_encoding,
    help="What FILE is written in: gb18030, shift_jis, cp1251, … (default: as it says or looks).",
)
@click.option("--write", is_flag=True, help="Add the new entries to entries.toml (default: print them).")
@click.option(
    "--headings",
    type=click.Choice(["comments", "keywords"]),
    default="comments",
    show_default=True,
    help="What the list's headings become.",
)
@click.option("--links", is_flag=True, help="Take software, courses and pages that lists link to, too.")
@click.option("--update", is_flag=True, help="Show, field by field, what the files change in known works; see --take.")
@click.option(
    "--take",
    "takes",
    multiple=True,
    metavar="theirs|ours|KEY[.FIELD]",
    help="With --update: take the files' values also where a person changed them (theirs), in one work or field "
    "(KEY, KEY.FIELD); or keep what stands there for good (ours).",
)
@click.option("--json", "is_json", is_flag=True, help="With --update: tell the changes as JSON.")
@click.option(
    "--explain", is_flag=True, help="Show beside each reference of a list how its line was read, and the next reading."
)
@click.option("-q", "--quiet", is_flag=True, help="Say of each line only what is lost or changed.")
@file_option
@uncollected()
def command(
    files: tuple[str, ...],
    kind: str | None,
    encoding: str,
    write: bool,
    headings: str,
    links: bool,
    update: bool,
    takes: tuple[str, ...],
    is_json: bool,
    explain: bool,
    quiet: bool,
    path: Path | None,
) -> int:
    """The command itself; `HELP` says what it does."""
    from refexport.cli.importing import Wishes, run

    if (takes or is_json) and not update:
        raise click.UsageError(f"{'--take' if takes else '--json'} needs --update")
    wishes = Wishes(kind, encoding, write, headings, links, update, takes, is_json, explain, quiet)
    return run(entries_path(path), files, wishes)
