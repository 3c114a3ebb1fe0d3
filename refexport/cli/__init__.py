"""The command line: one file for each command, loaded when it is called."""

import importlib
from pathlib import Path
from typing import NamedTuple

import click

from refexport import __version__
from refexport.cli.console import FilePath
from refexport.cli.progress import signs_of_life

PROGRESS = "refexport.progress"
"""Under which name a context has what is told of the run."""


class Place(NamedTuple):
    """Where a command is, and what the list of commands says of it; nothing where it is not listed."""

    module: str
    about: str


COMMANDS = {
    "init": Place("init", "Start entries.toml."),
    "import": Place("import_", "Turn lists and the files of reference managers into entries."),
    "add": Place("add", "Add works by DOI, arXiv id, PubMed id, ISBN, address or title."),
    "resolve": Place("resolve", "Find the identifiers of entries that have none."),
    "enrich": Place("enrich", "Fetch what the lock lacks from the registries."),
    "export": Place("export", "Write .bib, CSL-JSON, RIS and YAML files of them."),
    "outdated": Place("outdated", "List published preprints, retractions, new versions."),
    "upgrade": Place("upgrade", "Take them, and say field by field what changed."),
    "check": Place("check", "Say what is missing or wrong, at its line."),
    "list": Place("list_", "List entries, all or those that a query finds."),
    "search": Place("list_", "The same."),
    "show": Place("show", "Show an entry, and where each field came from."),
    "why": Place("why", "Say who cites an entry, and where each fact came from."),
    "rename": Place("rename", "Give an entry another cite key, in documents too."),
    "merge": Place("merge", "Make one entry of two."),
    "remove": Place("remove", "Take entries away."),
    "fmt": Place("fmt", "Put entries.toml in order; comments stay."),
    "diff": Place("diff", "Say what changed between two states, work by work."),
    "cite": Place("cite", "Print works in a style: APA, IEEE, a .csl file."),
    "pages": Place("pages", "Write a note or page for each work."),
    "report": Place("report", "Write one page: completeness, years, sources, findings."),
    "zotero": Place("zotero", "Keep a Zotero library and entries.toml alike: push and pull."),
    "convert": Place("convert", "Turn dumps of registries into files, shard by shard."),
    "merge-driver": Place("merge_driver", ""),
}
"""In the order of use: from a reading list to the finished bibliography; what only git calls is not listed."""


class LazyGroup(click.Group):
    """Imports a command's module when the command is called, not to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"refexport.cli.{COMMANDS[cmd_name].module}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command that the arguments name, with signs of life."""
        with signs_of_life() as progress:
            ctx.meta[PROGRESS] = progress
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a mistyped one is told the nearest."""
        if args and PROGRESS in ctx.meta:
            ctx.meta[PROGRESS].name = args[0]
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands for ``--help``, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.about) for name, place in COMMANDS.items() if place.about])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="refexport %(version)s")
@click.option(
    "-f",
    "--file",
    type=FilePath(dir_okay=False, path_type=Path),
    envvar="REFEXPORT_FILE",
    help="Another entries.toml than the one found upwards from here (or REFEXPORT_FILE).",
)
def refexport(file: Path | None) -> None:
    """Keep which works you cite in entries.toml; get them as BibTeX, BibLaTeX, CSL-JSON and RIS.

    entries.toml is yours: cite keys, identifiers, whatever you want to say yourself. entries.lock.json holds what
    the registries say about them.
    """
