"""``refexport import``: other people's lists and files as entries."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from refexport.cli.console import count, entries_path, file_option, put, say
from refexport.edit import Addition, append_entries
from refexport.errors import EXIT_OK, FileError
from refexport.files import read_bytes, write_atomic
from refexport.fold import fold
from refexport.imports.reading_list import Line
from refexport.keys import cite_key, unused_key
from refexport.model.entry import Entry
from refexport.project import Project
from refexport.readers import READERS, table_of
from refexport.report.text import printable


class Taken(NamedTuple):
    """What a line of the list means for entries.toml: a new entry, a known one, or none."""

    line: Line
    key: str
    verdict: str


@click.command(name="import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--from", "kind", type=click.Choice(sorted(READERS)), help="What FILE is (default: by its suffix).")
@click.option("--write", is_flag=True, help="Add the new entries to entries.toml (default: print them).")
@click.option(
    "--headings",
    type=click.Choice(["comments", "keywords"]),
    default="comments",
    show_default=True,
    help="What the list's headings become.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not say what each line became.")
@file_option
def command(
    files: tuple[Path, ...], kind: str | None, write: bool, headings: str, quiet: bool, path: Path | None
) -> int:
    """Turn reading lists (.md, .txt), .bib, .ris and CSL-JSON files into entries. No network.

    Prints TOML; --write adds it to entries.toml and touches nothing that is there. Says what every line of the
    list became. Importing the same list again changes nothing.
    """
    project = Project(entries_path(path))
    source = read_bytes(project.path).decode("utf-8-sig")
    known = _Known(project, source)
    additions: list[Addition] = []
    for file in files:
        taken = [known.take(line) for line in _read(file, kind)]
        if not quiet:
            _account(file, taken)
        additions += _additions(file, taken, as_keywords=headings == "keywords")
    _deliver(project.path, source, additions, write=write)
    return EXIT_OK


class _Known:
    """The works that entries.toml has already, and the cite keys that are taken."""

    def __init__(self, project: Project, source: str) -> None:
        self.keys = [entry.key for entry in project.entries]
        self.by_mark: dict[str, str] = {}
        for merged in project.merged:
            told = [record.entry for record in merged.records if record.entry]
            for entry in (merged.entry, *told, *([merged.hand] if merged.hand else [])):
                for mark in _marks(entry):
                    self.by_mark.setdefault(mark, merged.entry.key)
        self.comments = {
            fold(line.lstrip("# ").partition(": ")[2]) for line in source.splitlines() if line.startswith("#")
        }

    def take(self, line: Line) -> Taken:
        """The line as a new entry with its key, or why it is none."""
        if line.entry is None:
            return Taken(line, "", line.reason)
        for mark in _marks(line.entry):
            if mark in self.by_mark:
                return Taken(line, self.by_mark[mark], "known")
        if fold(_words_of(line.entry)) in self.comments:
            return Taken(line, "", "known (in a comment)")
        key = unused_key(line.entry.key or cite_key(line.entry), self.keys)
        self.keys.append(key)
        self.by_mark.update(dict.fromkeys(_marks(line.entry), key))
        return Taken(line, key, "new")


def _marks(entry: Entry) -> list[str]:
    """What tells a work from others: identifiers, and title with first author (a title alone for works without one)."""
    title = fold(entry.plain("title"))
    names = entry.names("author")
    ids = [f"{field}:{entry.plain(field).lower()}" for field in ("eprint", "doi", "dblp", "isbn") if entry.has(field)]
    if not title:
        return ids or ([f"url:{entry.plain('url')}"] if entry.has("url") else [])
    who = fold(names[0].family or names[0].literal) if names else ""
    return [*ids, f"title:{title}:{who}", *([f"title:{title}:"] if not who else [])]


def _words_of(entry: Entry) -> str:
    year = f" ({entry.year})" if entry.year else ""
    return entry.plain("title") + year


def _read(file: Path, kind: str | None) -> list[Line]:
    reader = kind or next((name for name, one in READERS.items() if file.suffix.lower() in one.suffixes), None)
    if reader is None:
        suffixes = sorted(suffix for one in READERS.values() for suffix in one.suffixes)
        raise FileError(f"{file}: what is it?", f"say --from, or use one of the suffixes {', '.join(suffixes)}")
    try:
        text = read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{file} is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    return READERS[reader].read(text, str(file))


def _account(file: Path, taken: Sequence[Taken]) -> None:
    for one in taken:
        became = f"[{one.key}] {one.verdict}" if one.key else one.verdict
        say(f"{file}:{one.line.number}: {became}: {_cut(one.line.text)}")
    new, known = (sum(one.verdict.startswith(verdict) for one in taken) for verdict in ("new", "known"))
    others = len(taken) - new - known
    say(f"{file}: {count(len(taken), 'line')} = {new} new + {known} known + {others} no reference")


def _additions(file: Path, taken: Sequence[Taken], *, as_keywords: bool) -> list[Addition]:
    additions: list[Addition] = []
    heading = ""
    for one in taken:
        if one.verdict != "new" or one.line.entry is None:
            continue
        entry = one.line.entry
        if as_keywords and one.line.heading:
            entry = entry.replace(keywords=(*entry.words("keywords"), one.line.heading))
        new_heading = one.line.heading if one.line.heading != heading and not as_keywords else ""
        heading = one.line.heading
        comment = (
            f"{file.name}:{one.line.number}: {_words_of(entry)}"
            if entry.has("title")
            else f"{file.name}:{one.line.number}"
        )
        additions.append(Addition(one.key, table_of(entry), comment, new_heading))
    return additions


def _deliver(path: Path, source: str, additions: Sequence[Addition], *, write: bool) -> None:
    if not additions:
        say("nothing new")
    elif write:
        changed = append_entries(source, additions)
        write_atomic(path, changed.encode())
        say(f"added {count(len(additions), 'entry', 'entries')} to {path}; next: refexport resolve --write")
    else:
        put(append_entries("", additions))


def _cut(text: str, most: int = 90) -> str:
    said = printable(text)
    return said if len(said) <= most else said[: most - 1] + "…"
