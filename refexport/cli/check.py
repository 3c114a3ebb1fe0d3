"""``refexport check``: completeness and truth, from the two files alone; ``--fix`` mends what has one right answer."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from refexport import __version__
from refexport.checks import RULES, worst
from refexport.cli.console import CITE_KEY, FilePath, count, entries_path, file_option, put, say, uncollected
from refexport.data.rules import READER_RULES
from refexport.errors import EXIT_FINDINGS, EXIT_OK, Finding, InputError
from refexport.output.fixes import Fixes, diff, fixes, is_fixable, replacements
from refexport.output.uses import uses
from refexport.project import Project, lock_path
from refexport.report.explain import explanation
from refexport.report.github import github_lines
from refexport.report.json import findings_json
from refexport.report.sarif import findings_sarif
from refexport.report.screen import screen_for
from refexport.report.text import finding_lines, meaning_of, summary
from refexport.store.change import Plan, changing
from refexport.store.entries import Library
from refexport.store.files import read_bytes
from refexport.store.lock import read_lock
from refexport.store.source import decode
from refexport.text.messages import did_you_mean


def _explain(context: click.Context, _parameter: click.Parameter, name: str | None) -> None:
    """Prints what a rule is about, and ends the command; UsageError if there is no such rule."""
    if name is None or context.resilient_parsing:
        return
    if name not in RULES:
        hint = did_you_mean(name, tuple(RULES), most=3, least=0.5) or "docs/reference/checks.md has them all"
        raise click.UsageError(f"there is no rule {name}: {hint}", context)
    put(explanation(RULES[name], is_reader=name in READER_RULES))
    context.exit()


class Scope(NamedTuple):
    """Which entries are looked at: those of some keys, those that documents cite, or all."""

    keys: tuple[str, ...]
    documents: tuple[Path, ...]

    def of(self, project: Project) -> tuple[frozenset[str] | None, tuple[Finding, ...]]:
        """The keys (None for all), and findings about the documents; FileError for a key that no entry has."""
        project.require(self.keys)
        if not self.documents:
            return frozenset(self.keys) or None, ()
        found = uses(project.entries, self.documents)
        cited = frozenset(entry.key for entry in found.entries)
        return cited & {*self.keys} if self.keys else cited, found.findings

    def size(self, project: Project) -> int:
        """How many entries are looked at."""
        keys, _ = self.of(project)
        return len(project.entries if keys is None else keys)

    def findings(self, project: Project) -> list[Finding]:
        """What there is to say about the entries and the documents."""
        keys, missing = self.of(project)
        return [*missing, *(one for one in project.findings() if keys is None or one.key in keys)]


@click.command(name="check")
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How findings are told.",
)
@click.option("--strict", is_flag=True, help="Notes count as findings too.")
@click.option(
    "--only-cited",
    "documents",
    multiple=True,
    type=FilePath(exists=True, dir_okay=False, path_type=Path),
    help="Only what this .aux, .bcf, .tex, .typ, .md or .qmd file cites, and what it cites in vain; may be repeated.",
)
@click.option("--fix", is_flag=True, help="Mend what has one right answer, in entries.toml.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Fixes that may be wrong, too.")
@click.option("--diff", "only_diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--explain",
    metavar="RULE",
    expose_value=False,
    is_eager=True,
    callback=_explain,
    help="What a rule is about, why, and how to mend it.",
)
@file_option
@uncollected()
def command(
    keys: tuple[str, ...],
    form: str,
    strict: bool,
    documents: tuple[Path, ...],
    fix: bool,
    unsafe: bool,
    only_diff: bool,
    path: Path | None,
) -> int:
    """Say what is missing or wrong, at its line of entries.toml. Exit 1 when there is something to fix.

    A KEY may also be the name of an entries.toml, or of its lock: as hooks give them, then that file is checked.

    No network: identifiers are held against the lock that `refexport enrich` wrote. Findings that --fix mends are
    marked [*]; it keeps comments, order and all other lines, and --diff exits 1 if it would change something.
    """
    files, named = _files(keys)
    if len(files) > 1 and form in ("json", "sarif"):
        raise click.UsageError(f"--format {form} is of one file", click.get_current_context())
    wishes = Wishes(form, strict, fix, unsafe, only_diff)
    return max(_check(file, Scope(named, documents), wishes) for file in files or [entries_path(path)])


def _files(keys: Sequence[str]) -> tuple[list[Path], tuple[str, ...]]:
    """The entries.toml of each argument that is one or its lock, each once, and the arguments that are cite keys."""
    ends = (".toml", ".lock.json")
    files = {key: Path(key.removesuffix(".lock.json")).with_suffix(".toml") for key in keys if key.endswith(ends)}
    found = {key: file for key, file in files.items() if file.is_file()}
    return list(dict.fromkeys(found.values())), tuple(key for key in keys if key not in found)


class Wishes(NamedTuple):
    """How findings are told, which count, and what is to be mended."""

    form: str
    strict: bool
    fix: bool
    unsafe: bool
    only_diff: bool


def _check(file: Path, scope: Scope, wishes: Wishes) -> int:
    form, strict, fix, unsafe, only_diff = wishes
    try:
        if only_diff:
            return _show_diff(file, scope, unsafe=unsafe)
        mended = _mend(file, scope, unsafe=unsafe) if fix else ()
        project = Project(file)
    except InputError as error:
        if form != "text":
            put(_report(error.problems, 0, form))
        raise
    findings, looked_at = scope.findings(project), scope.size(project)
    put(_report(findings, looked_at, form, decode(read_bytes(file), str(file)), unsafe=unsafe))
    done = f"{count(len(mended), 'finding')} fixed; " if fix else ""
    say(done + summary(findings, looked_at), meaning_of(findings))
    if not project.entries:
        say(f"  hint: {file} has no entry: refexport import brings those that you have, refexport add finds works")
    _say_fixable(findings, is_done=fix, unsafe=unsafe)
    counts = worst(findings) in (("note", "warning", "error") if strict else ("warning", "error"))
    return EXIT_FINDINGS if counts else EXIT_OK


def _report(findings: Sequence[Finding], entries: int, form: str, text: str = "", *, unsafe: bool = False) -> str:
    match form:
        case "json":
            return findings_json(findings, entries)
        case "sarif":
            return findings_sarif(findings, RULES, __version__, replacements(text))
        case "github":
            lines = github_lines(findings)
        case _:
            lines = finding_lines(findings, lambda one: is_fixable(one, unsafe=unsafe), screen_for(sys.stdout))
    return "".join(f"{line}\n" for line in lines)


def _say_fixable(findings: Sequence[Finding], *, is_done: bool, unsafe: bool) -> None:
    """How many findings --fix would mend, or did not, and how many only guesses."""
    marked = sum(is_fixable(one, unsafe=unsafe) for one in findings)
    hidden = sum(is_fixable(one, unsafe=True) for one in findings) - marked
    if marked or hidden:
        more = f"{hidden} more with --unsafe-fixes" if hidden else ""
        what = "left, since that would make another finding or change more" if is_done else "fixable with --fix"
        say(", ".join(filter(None, [f"[*] {marked} {what}" if marked else "", more])))


def _fixes(library: Library, text: str, file: Path, scope: Scope, *, unsafe: bool) -> Fixes:
    lock = read_lock(lock_path(file))
    return fixes(text, library, lock, lambda project: scope.of(project)[0], unsafe=unsafe)


def _mend(file: Path, scope: Scope, *, unsafe: bool) -> tuple[Finding, ...]:
    """The findings that were mended in the file."""

    def plan(library: Library, text: str) -> Plan[Any]:
        made = _fixes(library, text, file, scope, unsafe=unsafe)
        return Plan(made.mended, changes=made.changes)

    mended: tuple[Finding, ...] = changing(file, plan, say).report
    return mended


def _show_diff(file: Path, scope: Scope, *, unsafe: bool) -> int:
    project = Project(file)
    text = decode(read_bytes(file), str(file))
    made = _fixes(project.library, text, file, scope, unsafe=unsafe)
    put(diff(str(file), text, made.changes))
    say(f"{count(len(made.mended), 'finding')} would be fixed")
    return EXIT_FINDINGS if made.mended else EXIT_OK
