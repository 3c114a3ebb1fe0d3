"""Replacing: what a file on disk has that an export lacks, so that no good file gives way to a poor one unasked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from refexport.model.entry import Entry
from refexport.output.export import STDOUT, Output
from refexport.output.selection import names_of
from refexport.project import Project
from refexport.store.files import read_bytes
from refexport.store.reconcile import is_most

SHRINKS = 0.75
"""Only a file that shrinks below this part of its bytes can have lost half of its entries; others are not read."""


def losses(project: Project, made: Sequence[Output]) -> Iterator[str]:
    """For each file that would lose its entries because entries.toml has lost them: what would go, in a line."""
    names = {name for entry in project.entries for name in names_of(entry)}
    for output in made:
        if output.changes and output.job.target != STDOUT and _shrinks(output):
            old = old_entries(output)
            lost = [entry for entry in old if names.isdisjoint(names_of(entry))]
            if old and not names:
                yield f"{output.job.target} has {_entries(old)}, and {project.path} has none"
            elif is_most(len(lost), len(old)) and 2 * len(output.selected.entries) <= len(old):
                yield f"{output.job.target} has {_entries(old)}, {len(lost)} of which are gone from {project.path}"


def unlocked(project: Project, output: Output) -> dict[str, tuple[str, ...]]:
    """Cite key -> identifiers, for the entries of an export that enrich has not asked for yet."""
    keys = (entry.key for entry in output.selected.entries)
    return {key: project.unlocked[key] for key in keys if key in project.unlocked}


def cites_nothing(project: Project, output: Output) -> bool:
    """Whether there are entries, and documents that cite none of them."""
    return bool(output.job.export.only_cited and project.entries and not output.selected.entries)


def old_entries(output: Output) -> Sequence[Entry]:
    """The entries of the file that an export would replace; none if there is no file, or another kind of file."""
    path, form = Path(output.job.target), output.job.form
    if output.job.target == STDOUT or form.read is None or not path.is_file():
        return ()
    return form.read(read_bytes(path).decode(errors="replace"), str(path)).entries


def _shrinks(output: Output) -> bool:
    path = Path(output.job.target)
    return path.is_file() and len(output.data) < SHRINKS * len(read_bytes(path))


def _entries(old: Sequence[Entry]) -> str:
    return f"{len(old)} {'entry' if len(old) == 1 else 'entries'}"
