"""``refexport cite``: works as a style prints them, for a web page, a text or a letter."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from refexport.cli.console import CITE_KEY, count, entries_path, file_option, put, say, say_unlocked
from refexport.cli.progress import hush
from refexport.errors import EXIT_OK, FileError
from refexport.formats import FORMATS
from refexport.model.entry import Entry
from refexport.project import Project
from refexport.store.files import make_folder, write_atomic

TYPE_HEADINGS = {
    "article": "Journal articles",
    "book": "Books",
    "inbook": "Chapters",
    "incollection": "Chapters",
    "inproceedings": "Conference papers",
    "preprint": "Preprints",
    "thesis": "Theses",
    "report": "Reports",
    "dataset": "Data sets",
    "software": "Software",
    "collection": "Edited volumes",
    "proceedings": "Edited volumes",
    "patent": "Patents",
}
"""type -> the heading it stands under, in this order; all others come last."""
OTHERS = "Other"
SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text", ".tex": "latex", ".docx": "docx"}

Groups = Sequence[tuple[str, Callable[[str], bool]]]


@click.command(name="cite")
@click.argument("keys", nargs=-1, metavar="[KEY]...", type=CITE_KEY)
@click.option(
    "--style",
    default="apa",
    show_default=True,
    metavar="NAME|FILE.csl",
    help="apa, chicago, ieee, nature, vancouver … or a file.",
)
@click.option(
    "--to",
    "target",
    type=click.Choice(["html", "markdown", "text", "latex", "docx"]),
    help="What it is written as. [default: by the suffix of -o, else text]",
)
@click.option(
    "--by", type=click.Choice(["year", "type"]), help="Under headings: years, the latest first, or kinds of works."
)
@click.option("--title", default="", help="A whole document with this title (html, latex, docx).")
@click.option(
    "--lang", default="", metavar="TAG", help="The language of words like `and` (de-DE). [default: the style's]"
)
@click.option("-o", "--output", "out", default="-", metavar="FILE", help="Where it goes. [default: stdout]")
@file_option
def command(
    keys: tuple[str, ...],
    style: str,
    target: str | None,
    by: str | None,
    title: str,
    lang: str,
    out: str,
    path: Path | None,
) -> int:
    """Print works, all or those of some KEYs, as a CSL style has them, through pandoc's citeproc. No network.

    Styles are found by name among those of pandoc, Zotero and TeX Live on this machine, in REFEXPORT_STYLES, and
    those that refexport[styles] brings, which brings a pandoc, too.
    """
    from refexport.styles.finding import find_style
    from refexport.styles.pandoc import grouped, printed

    project = Project(entries_path(path))
    project.require(keys)
    entries = [entry.without("ids") for entry in project.entries if not keys or entry.key in keys]
    say_unlocked(project, {entry.key for entry in entries})
    form = target or SUFFIXES.get(Path(out).suffix.lower(), "text")
    if form == "docx" and out == "-":
        raise FileError("a docx is no text", "name its file: -o publications.docx")
    more = [*(["-M", f"lang={lang}"] if lang else []), *(["-s", "-M", f"title={title}"] if title else [])]
    items, file = FORMATS["csl-json"].write(entries).text, find_style(style)
    groups: Groups = _by_year(entries) if by == "year" else _by_type(entries) if by == "type" else ()
    data = grouped(items, file, form, groups, more) if groups else printed(items, file, form, more)
    if out == "-":
        hush()
        put(data.decode("utf-8", "replace"))
        return EXIT_OK
    make_folder(Path(out).parent)
    changes = write_atomic(Path(out), data)
    say(f"{'wrote' if changes else 'unchanged'} {out} ({count(len(entries), 'entry', 'entries')}, {file.stem})", "good")
    return EXIT_OK


def _by_year(entries: Sequence[Entry]) -> Groups:
    years = {entry.key: entry.year for entry in entries}
    known = sorted({year for year in years.values() if year is not None}, reverse=True)
    dated: list[tuple[str, Callable[[str], bool]]] = [(str(year), _has(years, year)) for year in known]
    return [*dated, ("Undated", _has(years, None))]


def _by_type(entries: Sequence[Entry]) -> Groups:
    headings = {entry.key: TYPE_HEADINGS.get(entry.type, OTHERS) for entry in entries}
    return [(heading, _has(headings, heading)) for heading in dict.fromkeys((*TYPE_HEADINGS.values(), OTHERS))]


def _has(of: dict[str, str] | dict[str, int | None], wanted: str | int | None) -> Callable[[str], bool]:
    return lambda key: key in of and of[key] == wanted
