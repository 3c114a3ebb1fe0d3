"""Console: what all commands share: the file they work on, where data and messages go."""

import gc
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from refexport import __version__
from refexport.cli.progress import hush, observer
from refexport.errors import FileError
from refexport.report.screen import screen_for
from refexport.report.text import printable
from refexport.store import stamps

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from refexport.project import Project
    from refexport.registries.client import Client
    from refexport.store.entries import Settings

MEANINGS = {"  hint: ": "hint", "no answer for": "warning", "without answer": "warning", "not in the lock": "warning"}
"""How a message begins -> what it means (`report.screen.COLOURS`)."""

F = TypeVar("F", bound=Callable[..., Any])


class FilePath(click.Path):
    """A file; one that is not there, and a folder, are answered with what may be meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's
        """The path; BadParameter with a hint."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            from refexport.store.documents import is_made
            from refexport.store.files import near_files

            hint = near_files(Path(value)) or ("LaTeX writes it, run that first" if is_made(Path(value)) else "")
            message = f"{error.message.rstrip('.')}: {hint}" if hint else error.message
            raise click.BadParameter(message, ctx, param) from None


def file_option(command: F) -> F:
    """``-f/--file``: another entries.toml than the one found upwards from here."""
    return click.option(
        "-f",
        "--file",
        "path",
        type=FilePath(dir_okay=False, path_type=Path),
        help="Another entries.toml than the one found upwards from here.",
    )(command)


def _with_more(context: click.Context, _option: click.Parameter, documents: tuple[Path, ...]) -> tuple[Path, ...]:
    """The documents of ``--tex`` and those that stand behind: a shell makes several of ``--tex *.tex``."""
    return (*documents, *context.params.pop("more", ()))


def documents_arguments(command: F) -> F:
    """Documents behind the other arguments, which `documents_option` takes to those of ``--tex``."""
    document = FilePath(exists=True, dir_okay=False, path_type=Path)
    return click.argument("more", nargs=-1, metavar="[FILE]...", type=document, is_eager=True, expose_value=True)(
        command
    )


def documents_option(verb: str) -> Callable[[F], F]:
    """``--tex``: documents by their sources, and what the command does with them."""
    return click.option(
        "--tex",
        "documents",
        multiple=True,
        metavar="FILE",
        type=FilePath(exists=True, dir_okay=False, path_type=Path),
        callback=_with_more,
        help=f"A .tex, .typ, .md or .qmd file to {verb}, with its parts; may be repeated.",
    )


class CiteKey(click.ParamType[str]):
    """A cite key; a shell completes those of entries.toml."""

    name = "key"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list["CompletionItem"]:
        """The keys that begin so, broken files included; none where there is no entries.toml."""
        from click.shell_completion import CompletionItem

        from refexport.store.files import read_bytes
        from refexport.store.lines import Lines
        from refexport.store.source import RESERVED

        try:
            # while a shell asks, click has no current context
            path = ctx.params.get("path") or ctx.find_root().params.get("file")
            text = read_bytes(entries_path(path)).decode("utf-8", "replace")
        except FileError:
            return []
        keys = {
            path[0]: None
            for path in (one.path for one in Lines(text.replace("\r\n", "\n")).statements if one.is_header)
        }
        return [CompletionItem(key) for key in keys if key.startswith(incomplete) and key != RESERVED]


CITE_KEY = CiteKey()


def entries_path(path: Path | None) -> Path:
    """The entries.toml to work on: of the command, of ``refexport -f``, of REFEXPORT_FILE, or the nearest above.

    FileError when there is none.
    """
    from refexport.store.entries import find_entries

    context = click.get_current_context(silent=True)
    given: Path | None = path or (context.find_root().params.get("file") if context else None)
    return given or _near(find_entries(_here()))


def say(message: str = "", meaning: str = "", *, again: str | None = None) -> None:
    """A message for the person: to stderr, one line, nothing in it can steer the terminal; coloured by its meaning.

    ``again`` is what a run says in its place that finds nothing changed, nothing if it is empty.
    """
    screen = screen_for(sys.stderr)
    _write(screen.line([(printable(message), meaning or _meaning(message))]))
    said = message if again is None else again
    if stamps.current and (said or again is None):
        stamps.current.has_said("stderr", f"{screen.line([(printable(said), meaning or _meaning(said))])}\n")


def _meaning(message: str) -> str:
    """What a message is about, where its first words say it."""
    return next((meaning for start, meaning in MEANINGS.items() if message.startswith(start)), "")


def say_lines(lines: Iterable[str]) -> None:
    """Lines that are printable already, to stderr as it is now: the display above which they go takes its place."""
    for line in lines:
        _write(line)
        if stamps.current:
            stamps.current.has_said("stderr", f"{line}\n")


def _write(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def put(text: str) -> None:
    """Data: to stdout, as it is."""
    hush()
    click.echo(text, nl=False, color=True)
    if stamps.current:
        stamps.current.has_said("stdout", text)


@contextmanager
def uncollected() -> Iterator[None]:
    """Python's garbage collector rests: entries form no rings, and looking for them takes a sixth of an export."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # or what there is now would be looked through at once
        gc.enable()
        gc.unfreeze()


MOST_LINES = 5
"""Entries of a kind that are named one by one."""


def say_unlocked(project: "Project", keys: Collection[str], hint: str = "run refexport enrich first") -> bool:
    """Whether some of the entries have identifiers that were never asked for; says which, and what to do about it."""
    unlocked = [key for key in project.unlocked if key in keys]
    for key in unlocked[:MOST_LINES]:
        say(f"{project.place_of(key)}: [{key}] not in the lock: {', '.join(project.unlocked[key])}")
    if len(unlocked) > MOST_LINES:
        say(f"{len(unlocked) - MOST_LINES} more entries have identifiers that are not in the lock")
    if unlocked:
        say(f"  hint: {hint}")
    return bool(unlocked)


@contextmanager
def saving() -> Iterator[list[str]]:
    """A list for what was achieved so far; when the person interrupts, its last line comes before the files' names."""
    saved: list[str] = []
    try:
        yield saved
    except (KeyboardInterrupt, click.Abort) as stop:
        interrupt = interrupt_of(stop)
        interrupt.args = tuple(saved[-1:])
        raise interrupt from None


def interrupt_of(stop: BaseException) -> KeyboardInterrupt:
    """The interrupt itself, which click makes its own exception of."""
    origin = stop.__cause__ or stop.__context__ if isinstance(stop, click.Abort) else stop
    return origin if isinstance(origin, KeyboardInterrupt) else KeyboardInterrupt()


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 entry``, ``2 entries``"""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def client_for(settings: "Settings") -> "Client":
    """Who asks the registries as the settings say; the network is loaded when somebody asks."""
    from refexport.registries.client import Client

    stamps.spoil()
    return Client(settings.mailto, __version__, say=say, proxy=settings.proxy, observer=observer())


def some_of(words: Sequence[str], most: int = 5) -> str:
    """``a, b, c and 7 more``"""
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


def agreed(question: str, *, force: bool, may_ask: bool = True) -> bool:
    """Whether ``--force`` is given, or else the person at the terminal says yes; nobody is asked elsewhere."""
    has_person = may_ask and sys.stdin is not None and sys.stdin.isatty()  # None: started with stdin closed
    if has_person and not force:
        stamps.spoil()
        hush()
    return force or (has_person and click.confirm(printable(question), err=True))


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        hint = "change to one that exists, or name entries.toml with --file"
        raise FileError(f"cannot use the working folder: {error.strerror}", hint) from error


def _near(path: Path) -> Path:
    """The path as seen from the working folder, where that is shorter."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
