"""``refexport convert``: dumps of registries and managers as files of a format, shard by shard."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refexport.cli.console import count, put, say
from refexport.data.formats import DUMPS, FRAMED
from refexport.errors import EXIT_FINDINGS, EXIT_OK, FileError
from refexport.store.files import make_folder

if TYPE_CHECKING:
    from refexport.dumps.shards import Account, ShardTask

MOST_LOSSES, MOST_REASONS = 5, 3


@click.command(name="convert")
@click.argument("shards", nargs=-1, required=True, metavar="SHARD...", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--to", "form", required=True, type=click.Choice(FRAMED), help="The format of the files.")
@click.option("--from", "kind", type=click.Choice(DUMPS), help="The kind of the records. [default: as the first]")
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where they go."
)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes.")
@click.option("--engine", type=click.Choice(["here", "dask"]), default="here", show_default=True, help="Who runs them.")
@click.option("--scheduler", metavar="ADDRESS", help="Of dask: tcp://127.0.0.1:8786.")
@click.option("--json", "as_json", is_flag=True, help="The accounts as JSON.")
def command(
    shards: tuple[Path, ...],
    form: str,
    kind: str | None,
    folder: Path,
    jobs: int,
    engine: str,
    scheduler: str | None,
    as_json: bool,
) -> int:
    """Turn each SHARD of a dump into a file, with proof, in a memory that does not grow with it. No network.

    Shards are CSL-JSON, Crossref's or DataCite's works, arXiv's snapshot (lists, or one record a line) or .bib, also as
    .gz, .xz, .bz2 or .zst. Beside each file is an account of what was read, written, rejected and lost; records that
    are no works are set aside with the reason. A shard that is done is not done again. Exit 1 if records were rejected.
    """
    from refexport.dumps.engines import run_here, run_on_dask
    from refexport.dumps.shards import remove_leftovers

    if (engine == "dask") != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together", click.get_current_context())
    tasks = _tasks(shards, form, kind or "", folder)
    make_folder(folder)
    accounts = {one.target: one for one in _told(run_on_dask(tasks, scheduler) if scheduler else run_here(tasks, jobs))}
    ordered = [accounts[task.target.name] for task in tasks]
    for task in tasks:
        remove_leftovers(task)
    if as_json:
        put(json.dumps([one._asdict() for one in ordered], indent=2) + "\n")
    for line in _summary(ordered, folder):
        say(line)
    return EXIT_FINDINGS if any(one.problem or one.rejected for one in ordered) else EXIT_OK


def _tasks(shards: Sequence[Path], form: str, kind: str, folder: Path) -> "list[ShardTask]":
    """A task for each shard; FileError if two would give the same file."""
    from refexport.dumps.shards import ShardTask

    tasks = [ShardTask(str(shard.absolute()), form, str(folder.absolute()), kind) for shard in shards]
    sources = {Path(task.shard).resolve() for task in tasks}
    given = Counter(path for task in tasks for path in task.outputs)
    for path, number in given.items():
        if number > 1:
            raise FileError(f"two shards give {path}", "name another folder for one of them")
        if path.resolve() in sources:
            raise FileError(f"{path} would be replaced, and is a shard", "name another folder")
    return tasks


def _told(accounts: "Iterator[Account]") -> "Iterator[Account]":
    """The accounts as they come, each with a line about it."""
    for account in accounts:
        if account.problem:
            say(f"error: {account.shard}: {account.problem}", "error")
        else:
            done = "was done" if account.is_old else "wrote"
            told = _sum(account.shard, account.read, account.written, account.rejected)
            say(f"{done} {account.target}: {told}")
        yield account


def _sum(name: str, read: int, written: int, rejected: int) -> str:
    return f"{name}: {count(read, 'record')} = {written} written + {rejected} rejected"


def _summary(accounts: "Sequence[Account]", folder: Path) -> Iterator[str]:
    """What is true of all shards together."""
    from refexport.dumps.shards import ACCOUNT, ASIDE

    lost: Counter[str] = Counter()
    for account in accounts:
        lost.update(account.lost)
    for what, number in lost.most_common(MOST_LOSSES):
        yield f"lost: {what} ({number} times)"
    if len(lost) > MOST_LOSSES:
        yield f"lost: {len(lost) - MOST_LOSSES} kinds more, in the *{ACCOUNT} files of {folder}"
    reasons: Counter[str] = Counter()
    for account in accounts:
        reasons.update(account.reasons)
    for why, number in reasons.most_common(MOST_REASONS):
        yield f"rejected: {why} ({number} times)"
    if rejected := sum(one.rejected for one in accounts):
        yield f"{count(rejected, 'record')} set aside with the reasons, in the *{ASIDE} files of {folder}"
    read, written = (sum(getattr(one, name) for one in accounts) for name in ("read", "written"))
    yield _sum(count(len(accounts), "shard"), read, written, rejected)
