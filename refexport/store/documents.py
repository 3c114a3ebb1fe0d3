"""Cited: the cite keys that a document uses, from what LaTeX wrote about it or from its source, parts included."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import FileError
from refexport.store.files import place_of, read_bytes
from refexport.store.stamps import looked_for

ALL = "*"
"""``\\nocite{*}``: every entry."""


class Cited(NamedTuple):
    """Cite keys in the order of their first use, `ALL` among them for every entry.

    ``doubtful``: those that may be something else, such as the label of a figure; ``files``: what was read for it.
    """

    keys: tuple[str, ...]
    doubtful: frozenset[str] = frozenset()
    files: frozenset[Path] = frozenset()


class DocumentKind(NamedTuple):
    """How a kind of document cites: what of its text is none, the rest's keys, doubtful ones, the files in it."""

    skip: re.Pattern[str]
    keys: Callable[[str], Iterable[str]]
    doubtful: Callable[[str], Iterable[str]]
    parts: re.Pattern[str]
    suffix: str = ""
    is_made: bool = False


def read_cited(path: Path) -> Cited:
    """What a document cites with its parts; FileError for other kinds of files, and for what cannot be read."""
    kind = DOCUMENT_KINDS.get(path.suffix.lower())
    if kind is None:
        raise FileError(f"{path}: which keys does it cite?", f"give one of {', '.join(DOCUMENT_KINDS)}")
    keys: list[str] = []
    doubtful: set[str] = set()
    files: set[Path] = set()
    for place, text in _texts(path, kind):
        files.add(place)
        keys += filter(None, (key.strip() for key in kind.keys(text)))
        doubtful.update(kind.doubtful(text))
    return Cited(tuple(dict.fromkeys(keys)), frozenset(doubtful), frozenset(files))


def is_made(path: Path) -> bool:
    """Whether a document is LaTeX's own, and so not there before its first run."""
    kind = DOCUMENT_KINDS.get(path.suffix.lower())
    return kind is not None and kind.is_made


def keys_in(text: str, kind: DocumentKind) -> list[str]:
    """The keys that a text cites, each as often as it does, in the order in which they are found."""
    return [key for key in map(str.strip, kind.keys(kind.skip.sub(_kept, text))) if key]


def _texts(path: Path, kind: DocumentKind) -> Iterator[tuple[Path, str]]:
    """The place of a document and of all its parts, each once, and what counts of its text."""
    waiting, seen = [path], {place_of(path)}
    while waiting:
        here = waiting.pop(0)
        text = kind.skip.sub(_kept, read_bytes(here).decode("utf-8", "replace"))
        yield place_of(here), text
        parts = filter(None, (_part(name, path, here, kind) for name in kind.parts.findall(text)))
        new = {place: part for part in parts if (place := place_of(part)) not in seen}
        waiting += new.values()
        seen.update(new)


def _kept(skipped: re.Match[str]) -> str:
    return skipped.groupdict().get("kept") or ""


def _part(name: str, document: Path, here: Path, kind: DocumentKind) -> Path | None:
    """The file of that name; TeX finds some elsewhere, which cite nothing, but of LaTeX's own each is needed."""
    if not name.isprintable():
        return None
    names = (named + suffix for named in (name, name.lstrip("/")) for suffix in (kind.suffix, ""))
    files = (folder / one for one in names for folder in (document.parent, here.parent))
    return next((file for file in files if _is_file(file)), document.parent / name if kind.is_made else None)


def _is_file(path: Path) -> bool:
    try:
        is_there = path.is_file()
    except OSError:  # a name that is too long
        return False
    if not is_there:
        looked_for(path)
    return is_there


def _nothing(_text: str) -> Iterable[str]:
    return ()


NOTHING = regex(r"(?!)")

# --- LaTeX and biber

AUX = regex(r"\\citation\{([^}]*)\}|\\abx@aux@cite(?:\{\d+\})?\{([^}]*)\}|\\abx@aux@nocite(all)")
AUX_PART = regex(r"\\@input\{([^{}\n]{1,250})\}")
BCF = regex(r"<bcf:citekey\b([^>]*)>([^<]+)</bcf:citekey>")
MEMBERS = regex(r'\bmembers="([^"]*)"')


def _aux_keys(text: str) -> Iterator[str]:
    for citation, cite, nocite_all in AUX.findall(text):
        yield from [ALL] if nocite_all else (citation or cite).split(",")


def _bcf_keys(text: str) -> Iterator[str]:
    """The keys; an entry set is no entry of its own, its members are."""
    for attributes, key in BCF.findall(text):
        members = MEMBERS.search(attributes)
        yield from members[1].split(",") if members else [key]


TEX_SKIP = regex(
    r"(?P<kept>\\[^A-Za-z])|%[^\n]*+(?:\n[ \t]*+)?"
    r"|\\begin\{(?P<name>verbatim|Verbatim|lstlisting|minted|comment)(\*?)\}.*?\\end\{(?P=name)\3\}"
    r"|\\(?:verb|lstinline)\b\*?(?P<mark>[^\w\s{*]).*?(?P=mark)|\\iffalse\b.*?\\fi\b|\\end\{document\}.*",
    re.DOTALL,
)
BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
CITE = regex(r"\\([A-Za-z@]*(?:[cC]ite|bibentry)[A-Za-z@]*)\*?")
GROUP = regex(
    rf"(?:\s*+(?:\[(?:[^\[\]{{}}]|{BRACED})*+\]|\((?:[^(){{}}]|{BRACED})*+\)|<[^<>]*+>))*+\s*+\{{([^{{}}]*+)\}}"
)
"""Notes in brackets, then a group in braces; biblatex's lists have notes in parentheses, beamer its overlays in <>."""
TEX_PART = regex(r"\\(?:input|include|subfile)\s*\{([^{}\n]{1,250})\}")
NO_CITATION = regex(
    r"(?:citetext|citestyle|setcitestyle|citereset|mancite|nobibentry|defcitealias)$|Declare|AtEvery|AtNext"
)
"""Commands with "cite" in their names that take no keys (manuals of natbib, apacite and biblatex)."""


def _tex_keys(text: str) -> Iterator[str]:
    for command in CITE.finditer(text):
        for group in _key_groups(command[1], text, command.end()):
            yield from (key for key in group.split(",") if not re.search(r"[\\#]", key))


def _key_groups(command: str, text: str, at: int) -> Iterable[str]:
    """The groups with keys: one, after the volume if there is one; as many as there are in a biblatex list."""
    if NO_CITATION.match(command):
        return ()
    start = 1 if "volcite" in command.lower() else 0
    is_list = command.endswith(("cites", "citetexts"))
    return islice(_groups(text, at), start, None if is_list else start + 1, start + 1)


def _groups(text: str, at: int) -> Iterator[str]:
    while found := GROUP.match(text, at):
        yield found[1]
        at = found.end()


# --- Typst

URL = r"https?://[^\s<>()\[\]\"]*+"
TYPST_SKIP = regex(
    rf'(?P<kept>\\.)|{URL}|//[^\n]*+|/\*.*?\*/|(?<!`)(?P<raw>`{{3,}}+).*?(?P=raw)|`[^`]*+`|\bimport\s+"@[^"\n]*+"',
    re.DOTALL,
)
TYPST = regex(r'\b(?:cite|ref)\(\s*(?:<([^<>\s]+)>|label\(\s*"([^"]+)"\s*\))|(?<![^\W_]|\\)@(\w(?:[\w:.-]*[\w-])?)')
TYPST_ALL = regex(r"\bbibliography\((?:[^()]|\([^()]*+\))*\bfull:\s*true")
TYPST_LABEL = regex(r"<([\w:.-]+)>")
TYPST_PART = regex(r'\b(?:include|import)\s+"([^"\n]{1,250}\.typ)"')


def _typst_keys(text: str) -> Iterator[str]:
    yield from ("".join(groups) for groups in TYPST.findall(text))
    yield from [ALL] if TYPST_ALL.search(text) else []


def _typst_labels(text: str) -> Iterable[str]:
    """The labels of the document: what stands in <> and is not cited there."""
    return TYPST_LABEL.findall(TYPST.sub("", text))


# --- pandoc, Quarto, R Markdown

PANDOC_SKIP = regex(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)|\Z)"
    r"|(?P<tick>(?<!`)`+(?!`))(?:(?!\n\s*\n).)+?(?<!`)(?P=tick)(?!`)"
    r"|\\[^A-Za-z\n]|<!--.*?-->|<[A-Za-z/][^<>]*+>|^ {0,3}\[(?![\^@])[^\]\n]+\]:[ \t]*+\S++"
    r"|(?<=\])\((?:[^()\s]|\([^()\s]*+\))*+|\$\$.*?\$\$|\$(?=\S)(?:[^$\\\n]|\\.)*?(?<=\S)\$(?!\d)",
    re.DOTALL | re.MULTILINE,
)
PANDOC = regex(r"(?<![^\W_])@(?:\{([^{}\s]+)\}|(\w(?:\w|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*))")
NOCITE_ALL = regex(r"^nocite:(?:[^\n]|\n[ \t])*@\*", re.MULTILINE)
CROSS_REFERENCE = regex(
    r"(?:fig|tbl|tab|lst|eq|sec|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|vid)[:-]", re.IGNORECASE
)
"""What labels begin with (Quarto, "Cross References", reserved prefixes; pandoc-crossref, "References")."""
ELSEWHERE = regex(rf"{URL}|^(?: {{4}}|\t)[^\n]*+", re.MULTILINE)
"""Where citations are none, but for keys in braces and for lists: bare addresses, code by indentation."""
IDENTIFIER = regex(r"\{[^{}\n]*#([\w:.-]+)")
PANDOC_PART = regex(r"\{\{<\s*include\s+([^\s<>]{1,250})\s*>\}\}")


def _pandoc_keys(text: str) -> Iterator[str]:
    yield from ("".join(groups) for groups in PANDOC.findall(text))
    yield from [ALL] if NOCITE_ALL.search(text) else []


def _pandoc_labels(text: str) -> Iterator[str]:
    yield from (key for key in _pandoc_keys(text) if CROSS_REFERENCE.match(key))
    yield from (key for words in ELSEWHERE.findall(text) for key in _pandoc_keys(words))
    yield from IDENTIFIER.findall(text)


PANDOC_KIND = DocumentKind(PANDOC_SKIP, _pandoc_keys, _pandoc_labels, PANDOC_PART)

DOCUMENT_KINDS: dict[str, DocumentKind] = {
    ".aux": DocumentKind(NOTHING, _aux_keys, _nothing, AUX_PART, is_made=True),  # latex.ltx, \citation; biblatex.sty
    ".bcf": DocumentKind(NOTHING, _bcf_keys, _nothing, NOTHING, is_made=True),  # biber's control file
    ".tex": DocumentKind(TEX_SKIP, _tex_keys, _nothing, TEX_PART, ".tex"),  # natbib and biblatex manuals
    ".typ": DocumentKind(TYPST_SKIP, _typst_keys, _typst_labels, TYPST_PART),  # Typst reference, "cite", "ref"
    ".md": PANDOC_KIND,  # pandoc manual, "Citation syntax"
    ".markdown": PANDOC_KIND,
    ".qmd": PANDOC_KIND,
    ".rmd": PANDOC_KIND,
}
"""suffix -> how such a document cites."""
