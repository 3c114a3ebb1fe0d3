"""The command line: one file for each command, loaded when it is called."""

import importlib

import click

COMMANDS = {
    "init": "init",
    "import": "import_",
    "add": "add",
    "resolve": "resolve",
    "enrich": "enrich",
    "export": "export",
    "check": "check",
    "show": "show",
}
"""command -> its module, in the order of ``--help``: from a reading list to the finished bibliography."""


class LazyGroup(click.Group):
    """Imports a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"refexport.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(
    package_name=None, version=importlib.import_module("refexport").__version__, message="refexport %(version)s"
)
def refexport() -> None:
    r"""Keep which works you cite in entries.toml; get them as BibTeX, BibLaTeX, CSL-JSON and RIS.

    \b
    entries.toml       yours: cite keys, identifiers, whatever you want to say yourself
    entries.lock.json  what arXiv, Crossref, DataCite and dblp say about them
    """
