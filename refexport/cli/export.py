"""``refexport export``: entries.toml and its lock as files for LaTeX, Zotero and others."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from refexport.cli.console import (
    MOST_LINES,
    FilePath,
    agreed,
    count,
    entries_path,
    file_option,
    say,
    say_lines,
    say_unlocked,
    uncollected,
)
from refexport.cli.progress import hush
from refexport.errors import EXIT_FINDINGS, EXIT_OK, FileError
from refexport.formats import FORMATS
from refexport.formats.clients import CLIENTS, refusals, unseen
from refexport.formats.format import Format
from refexport.model.entry import Entry
from refexport.output.export import STDOUT, Output, default_out, outputs, planned, replace
from refexport.output.incremental import open_project
from refexport.output.replacing import cites_nothing, losses, old_entries, unlocked
from refexport.project import Project
from refexport.report.losses import loss_lines
from refexport.store import stamps
from refexport.store.exports import JOURNALS, SORT_KEYS, VENUES, read_setting
from refexport.store.remark import WrongError

ALL_THE_SAME = "; to replace files all the same: --allow-incomplete"


@click.command(name="export")
@click.argument("outs", nargs=-1, metavar="[OUT]...")
@click.option(
    "--to", "name", type=click.Choice(sorted(FORMATS)), metavar="FORMAT", help=f"One of {', '.join(FORMATS)}."
)
@click.option(
    "--for",
    "client",
    type=click.Choice(sorted(CLIENTS)),
    metavar="CLIENT",
    help=f"The best format for {', '.join(CLIENTS)}, and how to import it.",
)
@click.option(
    "--only-cited",
    "documents",
    multiple=True,
    type=FilePath(exists=True, dir_okay=False),
    help="Only what this .aux, .bcf, .tex, .typ, .md or .qmd file cites; may be repeated.",
)
@click.option("--sort", metavar="KEYS", help=f"By {', '.join(SORT_KEYS)}; -year: latest first. [default: as typed]")
@click.option("--fields", metavar="A,B", help="Only these fields.")
@click.option("--omit", metavar="A,B", help="All fields but these.")
@click.option("--journals", type=click.Choice(JOURNALS), help="Journals' names in full, or abbreviated.")
@click.option("--venues", type=click.Choice(VENUES), help="Conferences as ICML, or by their names.")
@click.option(
    "--explain-loss", is_flag=True, help="List what a format has no place for; with --for what the program leaves out."
)
@click.option("--no-loss", is_flag=True, help="List it, and exit 1 if there is anything.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option(
    "--allow-incomplete", is_flag=True, help="Replace files though the lock lacks records, or documents cite nothing."
)
@click.option("--force", is_flag=True, help="Replace files though entries.toml has lost what they hold.")
@file_option
@uncollected()
def command(
    outs: tuple[str, ...],
    name: str | None,
    client: str | None,
    documents: tuple[str, ...],
    sort: str | None,
    fields: str | None,
    omit: str | None,
    journals: str | None,
    venues: str | None,
    explain_loss: bool,
    no_loss: bool,
    only_check: bool,
    allow_incomplete: bool,
    force: bool,
    path: Path | None,
) -> int:
    """Write OUT (or - for stdout); without OUT, all files of [refexport.export]. No network.

    The format is that of --to, of --for, of [refexport.export], or else of OUT's suffix. A file is rewritten only when
    its bytes differ, so make and latexmk rest, and only after it was read back whole; all are made before the first is
    replaced. Exit 1 when a document cites nothing or a key that entries.toml lacks, or when the lock lacks records:
    then a file that has entries stays as it is.
    """
    project = open_project(entries_path(path))
    form = _form(name, client)
    options = {"sort": sort, "fields": fields, "omit": omit, "journals": journals, "venues": venues}
    given = _given(project.entries, options)
    given |= {"only_cited": documents} if documents else {}
    jobs = planned(project, outs or ([default_out(project, form)] if client and form else []), form, given)
    made = outputs(project, jobs, explain=explain_loss or no_loss)
    for note in dict.fromkeys((*project.uncited, *(note for output in made for note in output.selected.notes))):
        say(note)
    _refuse_losses(project, made, may_ask=not only_check, force=force)
    poor = {output.job.target for output in made if cites_nothing(project, output) or unlocked(project, output)}
    _report_unlocked(project, made, is_allowed=allow_incomplete)
    for output in sorted(made, key=lambda one: one.job.is_stream):  # a full pipe keeps no file from being written
        _deliver(output, only_check=only_check, may_be_kept=output.job.target in poor and not allow_incomplete)
        _say_losses(output, client or "", explain=explain_loss or no_loss)
        if client:
            say(f"in {client}: {CLIENTS[client].how.format(file=output.job.target)}")
    project.keep()
    is_poor = (poor and not allow_incomplete) or project.uncited
    return EXIT_FINDINGS if is_poor or any(_is_finding(one, only_check, no_loss) for one in made) else EXIT_OK


def _say_losses(output: Output, client: str, *, explain: bool) -> None:
    """Who refuses the file; and, if that is asked for, what the format has no place for and the program leaves out."""
    entries = output.selected.entries
    for refusal in refusals(output.job.form.name, entries) if output.changes or explain else ():
        say(refusal, again="")
    if explain:
        say_lines(loss_lines(output.job.form.name, output.lost))
        for key, field, why in unseen(client, entries):
            say(f"in {client}: [{key}] {field}: {why}")


def _form(name: str | None, client: str | None) -> Format | None:
    """The format that --to names or --for stands for, with the reason for the latter."""
    if name and client:
        raise click.UsageError(
            "--for chooses the format that --to names: give one of the two", click.get_current_context()
        )
    if client:
        name, why, _ = CLIENTS[client]
        say(f"for {client}: {name}, {why}")
    return FORMATS[name] if name else None


def _given(entries: Sequence[Entry], options: Mapping[str, str | None]) -> dict[str, Any]:
    """The settings that the command line gives; UsageError for names that there are not."""
    typed_options = {option: typed for option, typed in options.items() if typed is not None}
    own = {field for entry in entries for field in entry.fields} if typed_options else set()
    given: dict[str, Any] = {}
    for option, typed in typed_options.items():
        try:
            given[option] = read_setting(option, typed, own)
        except WrongError as error:
            message = f"--{option} {typed}: {error}" + (f" ({error.hint})" if error.hint else "")
            raise click.UsageError(message, click.get_current_context()) from error
    return given


def _refuse_losses(project: Project, made: Sequence[Output], *, may_ask: bool, force: bool) -> None:
    """FileError if a file would lose what entries.toml has lost, unless the person wants just that."""
    found = list(losses(project, made)) if not force else []
    if not found:
        return
    what = f"{found[0]}{f' (and {len(found) - 1} more files)' if len(found) > 1 else ''}"
    if not agreed(f"{what}. Replace it?", may_ask=may_ask, force=force):
        hint = f"restore {project.path}; or, if that is meant: refexport export --force"
        raise FileError(f"{what}: no file is replaced", hint)


def _report_apart(project: Project, made: Sequence[Output]) -> None:
    """The entries that miss their record because it is of another work: nothing may be left out in silence."""
    apart = project.apart
    found = dict.fromkeys(one.key for output in made for one in output.selected.entries if one.key in apart)
    for key in [*found][:MOST_LINES]:
        say(f"{project.place_of(key)}: [{key}] its record is of another work and not used", "warning")
    if found:
        say('  hint: refexport check says what differs; if it is the work: allow = { other-work = "why" }')


def _report_unlocked(project: Project, made: Sequence[Output], *, is_allowed: bool) -> None:
    """The identifiers that enrich has not asked for, at their entries, and those that lead to another work."""
    _report_apart(project, made)
    found = {key for output in made for key in unlocked(project, output)}
    say_unlocked(project, found, "run refexport enrich" + ("" if is_allowed else ALL_THE_SAME))


def _deliver(output: Output, *, only_check: bool, may_be_kept: bool) -> None:
    """Writes the data where they belong, and says what became of the file."""
    target = output.job.target
    if only_check and output.job.is_stream:
        return
    if output.job.is_stream:
        stamps.spoil()
    if target == STDOUT:
        hush()
        sys.stdout.buffer.write(output.data)
        return
    if may_be_kept and output.changes and (old := old_entries(output)):
        stamps.spoil()
        say(f"kept {target} as it is ({count(len(old), 'entry', 'entries')})")
        return
    changes = output.changes if only_check else replace(output)
    verb = "would change" if only_check else "wrote"
    entries = count(len(output.selected.entries), "entry", "entries")
    say(f"{verb if changes else 'unchanged'} {target} ({entries})", again=f"unchanged {target} ({entries})")
    if stamps.current and not output.job.is_stream:
        stamps.current.has_left(Path(target), output.data)


def _is_finding(output: Output, only_check: bool, no_loss: bool) -> bool:
    """Whether there is something to look at: a key that no entry has, a change, a loss."""
    would_change = only_check and output.changes and not output.job.is_stream
    return output.selected.lacks or would_change or bool(no_loss and output.lost)
