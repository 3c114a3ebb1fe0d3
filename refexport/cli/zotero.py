"""``refexport zotero``: push to a Zotero library, and pull what changed there."""

import difflib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refexport import __version__
from refexport.cli.console import CITE_KEY, F, agreed, count, entries_path, file_option, put, say, say_lines
from refexport.cli.progress import observer
from refexport.data.patterns import regex
from refexport.errors import EXIT_FINDINGS, EXIT_OK, FileError
from refexport.project import Project
from refexport.report.text import printable
from refexport.store.change import Plan, applied, changing
from refexport.store.entries import Library
from refexport.store.files import locked, read_bytes
from refexport.store.reconcile import FEW
from refexport.store.source import decode
from refexport.store.synced import read_synced, synced_path, write_synced
from refexport.text.messages import shorten

if TYPE_CHECKING:
    from refexport.imports.update import Change
    from refexport.sync.library import Library as Zotero
    from refexport.sync.push import Push
    from refexport.sync.steps import Step
    from refexport.sync.taking import Taken

LIBRARY = regex(r"(?:users|groups)/[0-9]+")


def _library(_context: click.Context, _option: click.Parameter, name: str | None) -> str:
    if name and not LIBRARY.fullmatch(name):
        raise click.BadParameter("write users/ID or groups/ID, the number of its address at zotero.org")
    return name or ""


def library_options(command: F) -> F:
    """``--web`` and ``--library``: which library it is about."""
    command = click.option(
        "--library",
        "prefix",
        metavar="groups/ID",
        callback=_library,
        help="A group's library, or users/ID (default: your own).",
    )(command)
    return click.option("--web", is_flag=True, help="zotero.org's copy, with the key in ZOTERO_API_KEY.")(command)


@click.group()
def command() -> None:
    """Keep a Zotero library and entries.toml alike.

    With a Zotero that runs on this machine (version 10, or 7 and later to pull only), or with --web through zotero.org.
    """


@command.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option("--write", is_flag=True, help="Send it (default: show it, and ask at a terminal).")
@click.option("--dry-run", is_flag=True, help="Show it, and ask nothing.")
@click.option(
    "--take",
    "takes",
    multiple=True,
    metavar="ours|theirs|KEY[.NAME]",
    help="Of what both changed, send all (ours), that of one entry or value (KEY, KEY.NAME); or let Zotero's stand for "
    "good (theirs).",
)
@click.option(
    "--delete", is_flag=True, help="Move to Zotero's trash the items, notes and files whose entries are gone."
)
@library_options
@file_option
def push(
    keys: tuple[str, ...],
    write: bool,
    dry_run: bool,
    takes: tuple[str, ...],
    delete: bool,
    web: bool,
    prefix: str,
    path: Path | None,
) -> int:
    """Send what is new or changed in entries.toml to Zotero: all entries, or those of some cite keys.

    An entry's item is the one it was sent as, else one of its cite key, identifiers or title. Only what entries.toml
    has changed since is sent; what both changed stays and is shown, with exit code 1.
    """
    from refexport.sync.push import Push, Wishes

    project = Project(entries_path(path))
    project.require(keys)
    library = _open(project, prefix, web=web)
    library.require_writing()
    wishes = Wishes(keys, _take(project, takes), delete)
    with locked(synced_path(project.path), say=say) as file:
        work = Push(project.merged, library, file, wishes)
        steps = work.plan()
        _refuse_emptying(project, [step.key for step in steps if delete and step.kind == "left"], len(work.links))
        lines = list(_push_lines(steps, is_deleting=delete))
        say_lines(map(printable, lines))
        say(_summary(steps))
        if lacking := len(project.unlocked.keys() & {step.key for step in steps}):
            what = count(lacking, "entry", "entries")
            say(f"{what} with identifiers that are not in the lock; first: refexport enrich")
        is_news = any(step.send or (step.kind == "left" and delete) for step in steps)
        if not is_news or dry_run or not agreed(f"Send this to {_where(library)}?", force=write):
            say_lines(["  hint: --write sends it"] if is_news else [])
            if write and not dry_run:
                work.settle(steps)
            return EXIT_FINDINGS if any(step.is_open for step in steps) else EXIT_OK
        steps = work.carry_out(steps)
    say_lines(
        printable(line) for line in _push_lines(steps, is_deleting=delete) if line not in lines and _is_open(line)
    )
    return _report(work, library, steps)


@command.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option("--write", is_flag=True, help="Change entries.toml (default: show how, and ask at a terminal).")
@click.option("--dry-run", is_flag=True, help="Show it, and ask nothing.")
@click.option(
    "--take",
    "takes",
    multiple=True,
    metavar="theirs|ours|KEY[.FIELD]",
    help="Take Zotero's values also where entries.toml changed, too: all (theirs), those of one entry or field (KEY, "
    "KEY.FIELD); or keep what stands there for good (ours).",
)
@click.option("--new", is_flag=True, help="Add the works that entries.toml lacks.")
@click.option("--collection", metavar="PATH", default="", help="With --new: only those of this collection (A > B).")
@library_options
@file_option
def pull(
    keys: tuple[str, ...],
    write: bool,
    dry_run: bool,
    takes: tuple[str, ...],
    new: bool,
    collection: str,
    web: bool,
    prefix: str,
    path: Path | None,
) -> int:
    """Take what changed in Zotero into entries.toml: all entries, or those of some cite keys.

    Prints the change of entries.toml. What only Zotero changed since both last agreed is taken; what entries.toml
    changed, too, stays and is shown, with exit code 1. Tags become keywords, collections groups, attachments file.
    """
    from refexport.sync.taking import Pull, Taken, Wanted

    project = Project(entries_path(path))
    project.require(keys)
    library = _open(project, prefix, web=web)
    wanted = Wanted(keys, takes, new or bool(collection), collection)
    with locked(synced_path(project.path), say=say) as file:
        lines = read_synced(file.path)
        work = Pull(project, library.read(project.path.parent.absolute()), library.name, lines)

        def plan(entries: Library, text: str) -> Plan[Taken]:
            return work.plan(entries, text, wanted)

        old = read_bytes(project.path)
        made = plan(project.library, decode(old, str(project.path)))
        put(_difference(project.path, old, applied(old, made)))
        is_news = bool(made.changes or made.additions)
        is_sure = not dry_run and (write or (is_news and agreed(f"Change {project.path}?", force=False)))
        if is_sure:
            made = changing(project.path, plan, say)
            write_synced(file, work.remembered(Project(project.path), made.report, wanted))
    return _pull_report(made.report, takes, is_written=is_sure)


def _difference(path: Path, old: bytes, new: bytes) -> str:
    """A unified diff of a file, nothing if it stays."""
    before, after = (side.decode().splitlines() for side in (old, new))
    lines = difflib.unified_diff(before, after, str(path), str(path), lineterm="")
    return "".join(printable(line.replace("\t", "    ")) + "\n" for line in lines)


def _pull_report(report: "Taken", takes: Sequence[str], *, is_written: bool) -> int:
    """Says what was taken and what stays; gives the exit code."""
    from refexport.imports.update import OURS

    kept = [one for one in report.changes if not one.is_taken]
    say_lines(printable(_kept_line(one)) for one in kept if OURS not in takes)
    say_lines(printable(f"[{key}] kept: deleted in Zotero") for key in report.gone)
    say_lines(
        printable(f'[{key}] kept: its cite key in Zotero is "{other}" now') for key, other in report.renamed.items()
    )
    taken = len(report.changes) - len(kept)
    said = [(taken, "value taken", "values taken"), (len(kept), "kept", "kept")]
    parts = [f"{number} {one if number == 1 else more}" for number, one, more in said if number]
    parts += [f"{count(len(report.new), 'entry', 'entries')} added"] if report.new else []
    say(", ".join(parts) or "nothing new in Zotero")
    if report.others and not report.new:
        say(f"{count(report.others, 'work')} in Zotero that entries.toml lacks; --new adds them")
    say_lines(["  hint: --write does it"] if (taken or report.new) and not is_written else [])
    is_open = bool(kept) and OURS not in takes
    say_lines(["  hint: Zotero's values instead: --take KEY.FIELD, KEY or theirs; for good: --take ours"] * is_open)
    return EXIT_FINDINGS if is_open or report.gone else EXIT_OK


def _kept_line(one: "Change") -> str:
    from refexport.imports.update import CONFLICT, GONE

    why = "both changed it" if one.kind in (CONFLICT, GONE) else "the two differ"
    if one.kind == GONE and one.hand is None:
        why = "Zotero has it no more, a record says it (omit leaves it out)"
    said = {"Zotero": one.file, "entries.toml": one.hand, one.origin: one.fetched, "before": one.earlier}
    shown = "; ".join(f'{who} "{_words(value)}"' for who, value in said.items() if value is not None)
    return f"[{one.key}] {one.field}: kept, {why}: {shown}"


def _words(value: object) -> str:
    if isinstance(value, list):
        return shorten("; ".join(one if isinstance(one, str) else " ".join(one.values()) for one in value))
    return shorten(str(value))


def _open(project: Project, prefix: str, *, web: bool) -> "Zotero":
    """The library that is meant; the running Zotero is never asked through a proxy."""
    from refexport.registries.client import Client, Limits
    from refexport.registries.wire import Bounds
    from refexport.store.entries import NO_PROXY
    from refexport.sync.library import DIALOGUE, LOCAL, WEB, Library, own_prefix

    settings = project.library.settings
    if web:
        client = Client(settings.mailto, __version__, say=say, proxy=settings.proxy, observer=observer())
        return Library(client, WEB, prefix or own_prefix(client))
    client, patient = (
        Client("", __version__, say=say, proxy=NO_PROXY, limits=Limits(bounds=bounds), observer=observer())
        for bounds in (Bounds(), Bounds(read=DIALOGUE, deadline=DIALOGUE))
    )
    return Library(client, LOCAL, prefix or "users/0", patient)


def _refuse_emptying(project: Project, left: Sequence[str], known: int) -> None:
    """FileError if most entries are gone at once: that is taken for a mistake (docs/decisions/0012)."""
    if len(left) > FEW and 2 * len(left) >= known:
        message = (
            f"{project.path} has lost {len(left)} of {known} entries that Zotero has: nothing is moved to the trash"
        )
        raise FileError(message, f"restore {project.path}; or, if that is meant, delete them in Zotero")


def _take(project: Project, takes: Sequence[str]) -> Callable[[str, str], str]:
    """Whose value to take of an entry and a name; FileError for what names no entry."""
    keys = [hand.entry.key for hand in project.library.hands]
    for one in takes:
        if one not in ("ours", "theirs") and not any(one == key or one.startswith(f"{key}.") for key in keys):
            raise FileError(f'--take "{one}": no such entry', "write ours, theirs, KEY or KEY.NAME as shown")
    if {"ours", "theirs"} <= set(takes):
        raise FileError("--take ours and --take theirs exclude each other", "name what to take: --take KEY.NAME")

    def take(key: str, name: str) -> str:
        named = {key} if not name else {"ours", key, f"{key}.{name}"}  # a deleted item comes back by its name alone
        if named & set(takes):
            return "ours"
        return "theirs" if "theirs" in takes else ""

    return take


def _where(library: "Zotero") -> str:
    return f"zotero.org's {library.prefix}" if not library.is_local else "the running Zotero"


def _push_lines(steps: Sequence["Step"], *, is_deleting: bool) -> Iterator[str]:
    """What becomes of each entry that is not as it should be, and each clash."""
    from refexport.sync.objects import names_of

    for step in steps:
        match step.kind:
            case "new":
                yield f"[{step.key}] new"
            case "changed":
                yield f"[{step.key}] changed: {', '.join(names_of(step.send))}"
            case "gone":
                yield f"[{step.key}] kept: deleted in Zotero; --take {step.key} sends it anew"
            case "stranger":
                yield f"[{step.key}] kept: Zotero's item {step.item} has this cite key and is another work"
            case "left" if is_deleting:
                yield f"[{step.key}] to the trash: no entry of entries.toml any more"
            case "edited" if is_deleting:
                yield f"[{step.key}] kept: no entry of entries.toml any more, but changed in Zotero since"
        for clash in step.clashes:
            said = {"entries.toml": clash.ours, "Zotero": clash.theirs, "before": clash.before}
            shown = "; ".join(f'{who} "{_shown(value)}"' for who, value in said.items() if value is not None)
            yield f"[{step.key}] {clash.name}: kept, both changed it: {shown}"
        for name in step.unplaced:
            yield f"[{step.key}] {name}: kept, Zotero's {step.theirs.get('itemType')} has no place for it"


def _is_open(line: str) -> bool:
    return ": kept" in line or "] kept" in line


def _shown(value: object) -> str:
    """A value on a line; of persons family and given names."""
    if isinstance(value, list):
        return shorten("; ".join(", ".join(part for part in one[1:] if part) for one in value))
    return shorten(str(value))


def _summary(steps: Sequence["Step"]) -> str:
    kinds = [step.kind for step in steps]
    clashing = sum(bool(step.clashes) for step in steps)
    numbers = [*((kinds.count(kind), kind) for kind in ("new", "changed", "unchanged")), (clashing, "clashing")]
    left = kinds.count("left") + kinds.count("edited")
    more = f"; {count(left, 'item')} in Zotero without an entry any more (--delete)" if left else ""
    return ", ".join(f"{number} {kind}" for number, kind in numbers if number) + more or "no entries"


def _report(work: "Push", library: "Zotero", steps: Sequence["Step"]) -> int:
    """Says what was sent and what was not; gives the exit code."""
    for key, why in work.failed.items():
        say(f"[{key}] not sent: {why}")
    say(f"sent {count(len(work.done - work.failed.keys()), 'entry', 'entries')} to {_where(library)}")
    failed = bool(work.failed)
    return EXIT_FINDINGS if failed or any(step.is_open for step in steps) else EXIT_OK
