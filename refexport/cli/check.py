"""``refexport check``: completeness and truth, from the two files alone."""

from collections.abc import Sequence
from pathlib import Path

import click

from refexport import __version__
from refexport.checks import RULES, worst
from refexport.cli.console import entries_path, file_option, put, say
from refexport.errors import EXIT_FINDINGS, EXIT_OK, Finding, InputError
from refexport.project import Project
from refexport.report.github import github_lines
from refexport.report.json import findings_json
from refexport.report.sarif import findings_sarif
from refexport.report.text import finding_lines, summary


@click.command(name="check")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How findings are told.",
)
@click.option("--strict", is_flag=True, help="Notes count as findings too.")
@file_option
def command(keys: tuple[str, ...], form: str, strict: bool, path: Path | None) -> int:
    """Say what is missing or wrong, at its line of entries.toml. Exit 1 when there is something to fix.

    No network: identifiers are held against the lock that `refexport enrich` wrote.
    """
    file = entries_path(path)
    try:
        project = Project(file)
    except InputError as error:
        if form != "text":
            _report(error.problems, 0, form)
        raise
    findings = project.findings(keys)
    _report(findings, len(project.entries), form)
    say(summary(findings, len(project.entries)))
    counts = worst(findings) in (("note", "warning", "error") if strict else ("warning", "error"))
    return EXIT_FINDINGS if counts else EXIT_OK


def _report(findings: Sequence[Finding], entries: int, form: str) -> None:
    match form:
        case "json":
            put(findings_json(findings, entries))
        case "sarif":
            put(findings_sarif(findings, RULES, __version__))
        case "github":
            put("".join(line + "\n" for line in github_lines(findings)))
        case _:
            put("".join(line + "\n" for line in finding_lines(findings)))
