"""Kinds: what a file is that ``refexport import`` gets, by its content and by its suffix; and what it cannot read."""

import re
from pathlib import PurePath
from typing import NamedTuple

from refexport.errors import FileError, Finding
from refexport.formats import FORMATS, sources
from refexport.formats.content import Content, Recognise
from refexport.formats.format import Format, Source
from refexport.lists.bibitems import is_bibliography
from refexport.lists.org import is_org
from refexport.lists.pages import is_page
from refexport.lists.sheets import is_sheet

LIST = "list"
"""What ``--from`` calls reading lists."""

LIST_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".rst"})

STDIN = frozenset({"<stdin>", "/dev/stdin"})

ALL: tuple[Format | Source, ...] = (*FORMATS.values(), *sources())
FILES = tuple(form for form in ALL if form.kind)
"""What is read otherwise than as a list."""


class TextKind(NamedTuple):
    """A kind of files that are read as lists or by their columns: what ``--from`` calls it, and what tells it."""

    kind: str
    what: str
    suffixes: frozenset[str]
    recognises: Recognise


TEXTS = (
    TextKind(
        "bbl",
        "a printed bibliography in TeX: `\\bibitem`, amsrefs, biblatex's `.bbl`",
        frozenset({".bbl", ".tex"}),
        is_bibliography,
    ),
    TextKind(
        "html", "a web page with references, a browser's bookmarks", frozenset({".html", ".htm", ".xhtml"}), is_page
    ),
    TextKind("org", "a list or bibliography in org-mode", frozenset({".org"}), is_org),
    TextKind("csv", "a table whose first line names its columns", frozenset({".csv", ".tsv"}), is_sheet),
)

SUFFIXES: dict[str, frozenset[str]] = {
    LIST: LIST_SUFFIXES,
    **{form.kind: frozenset(form.suffixes) for form in FILES},
    **{one.kind: one.suffixes for one in TEXTS},
}
"""kind -> the suffixes of its files, in small letters."""

LONGEST_SIGN = 4000
"""Characters that tell a file of another program."""

REFUSED: tuple[tuple[str, str, str], ...] = (
    (r"\{\\rtf", "an RTF document", "save it as text"),
    (
        r"(?:[ \t]*(?:%.*)?\n)*[ \t]*\\(?:documentclass|relax\b)",
        "LaTeX without a bibliography of its own",
        "import the .bib that it cites from",
    ),
)
"""How a file starts that cannot be read, what it is, and what to do instead."""


HTML_HINT = "get the file itself, not the page about it"


class Kind(NamedTuple):
    """What a file is, ``""`` if nothing that can be read, and what to say about that."""

    name: str
    problem: Finding | None = None


def refused(text: str, path: str) -> Finding | None:
    """Why a file cannot be read whatever it is said to be; None if it may be."""
    head = text.lstrip("\ufeff \t\r\n")[:LONGEST_SIGN]
    for start, what, hint in REFUSED:
        if re.match(start, head, re.IGNORECASE | re.MULTILINE) and not is_bibliography(Content(text)):
            return Finding(path, 1, f"this is {what}", hint)
    return None


def recognised(text: str) -> tuple[str, ...]:
    """The kinds whose signs the content has; one for most files, none for lists and for files without signs."""
    content = Content(text)
    return tuple(dict.fromkeys(form.kind for form in (*FILES, *TEXTS) if form.recognises(content)))


def kind_of(text: str, path: str) -> Kind:
    """The kind of a file by its content, or else by its suffix; FileError if neither tells.

    Where they contradict each other the content counts, and that is said.
    """
    problem = refused(text, path)
    if problem:
        return Kind("", problem)
    suffix = PurePath(path).suffix.lower()
    expected = [kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes]
    found = recognised(text)
    if found == ("html",) and expected and not {"html", LIST} & {*expected}:
        return Kind("", Finding(path, 1, "this is an HTML page", HTML_HINT))
    root = Content(text).root if not found else ""  # XML of other programs; a suffix does not make it ours
    by_name = [] if root and suffix not in SUFFIXES["html"] else expected or [LIST] * (path in STDIN)
    likely = [kind for kind in found if kind in expected] or list(found) or by_name
    if len(likely) != 1:
        raise _unknown(path, likely, root)
    return Kind(likely[0], _otherwise(path, suffix, likely[0], expected))


GENERIC = frozenset({".xml", ".json", ".yaml"})
"""Suffixes that say no more than how a file is written."""


def _otherwise(path: str, suffix: str, kind: str, expected: list[str]) -> Finding | None:
    """A message where a file is not what its suffix says."""
    if not expected or kind in expected or suffix in GENERIC:
        return None
    message = f"by its content this is {kind}, not {' or '.join(expected)} as {suffix} says; read as {kind}"
    return Finding(path, 1, message, f"--from {expected[0]} reads it otherwise", level="note")


UNKNOWN = "neither its content nor its suffix says what it is"


def _unknown(path: str, likely: list[str], root: str) -> FileError:
    if likely:
        return FileError(f"{path}: it may be {' or '.join(likely)}", f"say --from {likely[0]}")
    suffixes = sorted({suffix for one in SUFFIXES.values() for suffix in one})
    what = f"XML with the root <{root}> is of no kind that is read" if root else UNKNOWN
    return FileError(f"{path}: {what}", f"say --from, or use one of the suffixes {', '.join(suffixes)}")
