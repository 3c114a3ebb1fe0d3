"""``refexport export``: entries.toml and its lock as files for LaTeX, Zotero and others."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from refexport.cited import ALL, cited_keys
from refexport.cli.console import count, entries_path, file_option, say
from refexport.errors import EXIT_FINDINGS, EXIT_OK, FileError
from refexport.files import read_bytes, write_atomic
from refexport.formats import FORMATS, format_of_path
from refexport.formats.format import Format, Loss
from refexport.model.entry import Entry
from refexport.project import Project


@click.command(name="export")
@click.argument("outs", nargs=-1, metavar="[OUT]...")
@click.option("--to", "name", type=click.Choice(sorted(FORMATS)), help="The format (default: by OUT's suffix).")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option(
    "--only-cited",
    "documents",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Only what this .aux, .bcf, .tex, .typ or Markdown file cites; may be repeated.",
)
@click.option("--explain-loss", is_flag=True, help="Say what a format has no place for.")
@click.option("--no-loss", is_flag=True, help="Exit 1 if a format has no place for something.")
@file_option
def command(
    outs: tuple[str, ...],
    name: str | None,
    only_check: bool,
    documents: tuple[Path, ...],
    explain_loss: bool,
    no_loss: bool,
    path: Path | None,
) -> int:
    """Write OUT (or - for stdout); without OUT, all files of [refexport.export]. No network.

    A file is rewritten only when its bytes differ, so make and latexmk rest. Exit 1 when a document cites a key
    that entries.toml lacks.
    """
    project = Project(entries_path(path))
    entries, unknown = _cited(project.entries, documents)
    changed, lost = 0, 0
    for target, form in _jobs(project, outs, name):
        written = form.write(entries)
        changed += _deliver(target, written.text.encode(), len(entries), only_check=only_check)
        lost += len(written.lost)
        if explain_loss or no_loss:
            _explain(form.name, written.lost)
    return EXIT_FINDINGS if unknown or (only_check and changed) or (no_loss and lost) else EXIT_OK


def _cited(entries: Sequence[Entry], documents: Sequence[Path]) -> tuple[Sequence[Entry], bool]:
    """The entries that the documents cite (all without documents), and whether they cite others."""
    if not documents:
        return entries, False
    keys = {document: cited_keys(document) for document in documents}
    known = {entry.key for entry in entries} | {ALL}
    for document, cited in keys.items():
        for key in cited:
            if key not in known:
                say(f"{document}: cites {key}, which entries.toml lacks")
    wanted = {key for cited in keys.values() for key in cited}
    return [entry for entry in entries if ALL in wanted or entry.key in wanted], not wanted <= known


def _jobs(project: Project, outs: Sequence[str], name: str | None) -> list[tuple[str, Format]]:
    if outs:
        return [(out, FORMATS[name] if name else format_of_path(out)) for out in outs]
    exports = project.library.settings.exports
    if name:
        return [("-", FORMATS[name])]
    if not exports:
        raise FileError(
            "nothing says what to write", "name a file, or list files in [refexport.export] of entries.toml"
        )
    return [(str(project.path.parent / out), FORMATS[form]) for out, form in exports.items()]


def _deliver(target: str, data: bytes, entries: int, *, only_check: bool) -> bool:
    """Writes the data where they belong; whether anything changed (or would)."""
    if target == "-":
        sys.stdout.buffer.write(data)
        return False
    path = Path(target)
    if only_check:
        changes = not path.exists() or read_bytes(path) != data
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        changes = write_atomic(path, data)
    verb = "would change" if only_check else "wrote"
    say(f"{verb if changes else 'unchanged'} {target} ({count(entries, 'entry', 'entries')})")
    return changes


def _explain(form: str, lost: Sequence[Loss]) -> None:
    for one in lost:
        say(f"{form}: [{one.key}] {one.field}: {one.why}")
