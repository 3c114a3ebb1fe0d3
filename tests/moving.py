"""Moving in and out: a .bib against what refexport makes of it, by biber's .bbl, BibTeX's .bbl and what styles print.

Judges are biber, BibTeX, pdfLaTeX, pandoc and pdftotext; a difference is one place (field, part of a name, words in
print) where the original and the re-export are not the same. `python -m tests.moving [FILE…]` prints them.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT
from tests.words import bib_sources, read_text, tex_live_files

BIBTEX_STYLES = ("plain", "alpha", "apalike", "unsrt", "plainnat", "ieeetr")
BIBLATEX_STYLES = (
    "numeric", "alphabetic", "authoryear", "authortitle", "verbose", "ieee", "apa", "chicago-authordate", "mla",
)  # fmt: skip

SOURCES = {"biblatex": "biblatex-examples.bib", "bibtex": "xampl.bib"}
"""dialect -> TeX Live's own examples of it."""

PREAMBLE = r"""\documentclass{article}\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage[utf8]{inputenc}\usepackage[english]{babel}
\usepackage{csquotes}\input{glyphtounicode}\pdfgentounicode=1
\usepackage[paperwidth=5000pt,paperheight=5000pt,margin=50pt]{geometry}
\usepackage[style=%s,backend=biber]{biblatex}\addbibresource{refs.bib}
\hyphenpenalty=10000 \exhyphenpenalty=10000 \raggedright \parindent=0pt
\begin{document}\nocite{*}
"""
"""One line each entry: a page wide enough for it, and words that are never hyphenated."""

CITED = r"""{\bfseries QQ%dQQ} \fullcite{%s}\par
"""

DERIVED = re.compile(
    r"^(?:sortinit|sortinithash|extra\w*|label\w+source|labelalpha|singletitle|unique\w*|namehash|fullhash|bibnamehash"
    r"|.*hash|.*dateunspecified|labeldate\w*)$"
)
"""Fields of a .bbl that biber makes of others; a difference of theirs is the others'."""

MACROS = r"\newcommand{\noopsort}[1]{}\newcommand{\printfirst}[2]{#1}\newcommand{\singleletter}[1]{#1}\newcommand{\switchargs}[2]{#2#1}"
"""xampl.bib's own @preamble."""


class Difference(NamedTuple):
    """One place where the re-export is not as the original; ``where``: bbl, or the style that printed it."""

    where: str
    key: str
    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.where}: [{self.key}] {self.field}: {self.old!r} -> {self.new!r}"


class Moved(NamedTuple):
    """What import and export said, and the file that came out; ``named``: key and field of what they said it of."""

    bib: Path
    messages: str
    code: int
    named: frozenset[tuple[str, str]] = frozenset()


def moved(source: Path, dialect: str, folder: Path) -> Moved:
    """A .bib imported into an empty project in the folder and exported in a dialect."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "entries.toml").write_text("[refexport]\nversion = 1\n")
    taken = _refexport(folder, "import", "-q", str(source), "--from", "bib", "--write")
    given = _refexport(folder, "export", "--to", dialect, "--allow-incomplete", "--explain-loss", "out.bib")
    said = taken.stderr + given.stderr + given.stdout
    return Moved(folder / "out.bib", said, taken.returncode, frozenset(_named(said)))


SAID_OF = re.compile(r"\[(?P<key>[^]\n]+)\] (?P<field>[\w+-]+)(?: → (?P<instead>[\w+-]+))?:")


def _named(messages: str) -> Iterator[tuple[str, str]]:
    for found in SAID_OF.finditer(messages):
        yield found["key"], found["field"]
        if found["instead"]:
            yield found["key"], found["instead"]


PART_OF_DATE = re.compile(
    r"(event|orig|url|)(?:end)?(?:year|month|day|dateera|yeardivision|hour|minute|second|timezone)"
)
OUR_NAMES = {
    "type": "genre",
    "language": "languages",
    "langid": "language",
    "entrysubtype": "type",
    "entrytype": "type",
}


def is_named(one: Difference, named: frozenset[tuple[str, str]]) -> bool:
    """Whether import or the ledger of export speaks of the field of a .bbl that differs."""
    field = one.field.split()[0]
    date = PART_OF_DATE.fullmatch(field)
    names = {f"{date[1]}date", f"{date[1]}year", field} if date else {field, OUR_NAMES.get(field, field)}
    return any((one.key, name) in named for name in names)


def find(name: str) -> Path | None:
    """A file of TeX Live by its name; None where it is not installed."""
    if shutil.which("kpsewhich") is None:
        return None
    found = subprocess.run(["kpsewhich", name], capture_output=True, text=True).stdout.strip()
    return Path(found) if found else None


def _refexport(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "refexport", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def _program(folder: Path, *command: str) -> None:
    environment = os.environ | {"max_print_line": "10000", "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300)


# --- biber


Parts = dict[str, str]
"""A field's or a name part's path in an entry of a .bbl (``author 2 family``) -> its value."""

ENTRY = re.compile(
    r"(?ms)^ {4}\\entry\{(?P<key>[^}]*)\}\{(?P<type>[^}]*)\}\{(?P<options>.*?)\}\n(?P<body>.*?)^ {4}\\endentry"
)
CLONE = re.compile("[0-9a-f]{32}")
"""Keys that biber gives to the copies of entries which others name as ``related``."""

COMMAND = re.compile(
    r"\s*\\(?P<name>name|list|field|range|keyw|verb|true|strng|set|inset|annotation|xref|warn|item|emptylist)\b"
)


def bbl_entries(bbl: str) -> dict[str, Parts]:
    """key -> what biber says of the entry, derived values left out; names by part, lists by item."""
    return {found["key"]: _parts(found) for found in ENTRY.finditer(bbl) if not CLONE.fullmatch(found["key"])}


def _parts(found: re.Match[str]) -> Parts:
    parts = {"entrytype": found["type"]} | ({"options": found["options"]} if found["options"] else {})
    body, at = found["body"], 0
    while command := COMMAND.search(body, at):
        name, at = command["name"], command.end()
        if name == "verb":
            field, at = _group(body, at)
            end = body.index(r"\endverb", at)
            parts[field] = body[at:end].strip().removeprefix(r"\verb").strip()
            at = end + len(r"\endverb")
        elif name == "name":
            parts |= dict(_names(body[at:]))
            at = _skipped(body, at, 4)
        elif name == "list":
            parts |= dict(_items(body[at:]))
            at = _skipped(body, at, 3)
        elif name == "annotation":
            *places, value = _groups(body, at, 6)
            parts[" ".join(["annotation", *filter(None, places)])] = value
            at = _skipped(body, at, 6)
        elif name in ("field", "range", "strng"):
            field, value = _groups(body, at, 2)
            at = _skipped(body, at, 2)
            if name != "strng" and not DERIVED.match(field):
                parts[field if name == "field" else f"{field} range"] = value
        elif name == "true":
            field, at = _group(body, at)
            parts |= {} if DERIVED.match(field) else {field: "true"}
        elif name != "warn" and body[at : at + 1] == "{":
            parts[name], at = _group(body, at)
    return {field: _plain(value) for field, value in parts.items()}


def _plain(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).replace("%\n", " ").split())


def _group(text: str, at: int) -> tuple[str, int]:
    """What stands between the next pair of braces, and where it ends."""
    start = text.index("{", at)
    depth, place = 0, start
    while place < len(text):
        if text[place] == "\\":
            place += 2
            continue
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        place += 1
        if depth == 0:
            break
    return text[start + 1 : place - 1], place


def _groups(text: str, at: int, number: int) -> list[str]:
    found = []
    for _ in range(number):
        value, at = _group(text, at)
        found.append(value)
    return found


def _skipped(text: str, at: int, number: int) -> int:
    for _ in range(number):
        _, at = _group(text, at)
    return at


NAME_PART = re.compile(r"\s*(family|given|prefix|suffix)=(?=\{)")


def _names(text: str) -> Iterator[tuple[str, str]]:
    field, _count, options, names = _groups(text, 0, 4)
    if options:
        yield f"{field} options", options
    for number, one in enumerate(_all_groups(names), 1):
        head, parts = _groups(one, 0, 2)
        if flags := ",".join(flag for flag in head.split(",") if "hash" not in flag and "un=" not in flag):
            yield f"{field} {number} options", flags
        for part in NAME_PART.finditer(parts):
            yield f"{field} {number} {part[1]}", _group(parts, part.end())[0]


def _items(text: str) -> Iterator[tuple[str, str]]:
    field, _count, items = _groups(text, 0, 3)
    for number, one in enumerate(_all_groups(items), 1):
        yield f"{field} {number}", one


def _all_groups(text: str) -> Iterator[str]:
    at = 0
    while "{" in text[at:]:
        value, at = _group(text, at)
        yield value


def _biber(bib: Path, style: str, folder: Path) -> str:
    """The .bbl of a file in a style."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "refs.bib").write_bytes(bib.read_bytes())
    (folder / "doc.tex").write_text(f"{PREAMBLE % style}x\\end{{document}}\n", encoding="utf-8")
    _program(folder, "pdflatex", "-interaction=nonstopmode", "-draftmode", "doc")
    _program(folder, "biber", "--noconf", "doc")
    return (folder / "doc.bbl").read_text(encoding="utf-8") if (folder / "doc.bbl").exists() else ""


def bbl_differences(old: Path, new: Path, folder: Path) -> list[Difference]:
    """What biber makes otherwise of two files, field by field, and in which order it sorts them."""
    before, after = (bbl_entries(_biber(bib, "numeric", folder / name)) for name, bib in (("old", old), ("new", new)))
    found = list(_of_entries(before, after))
    order = [[key for key in one if key in before and key in after] for one in (before, after)]
    return found + [Difference("bbl", key, "order", was, now) for key, was, now in _moves(*order)]


def _of_entries(before: Mapping[str, Parts], after: Mapping[str, Parts]) -> Iterator[Difference]:
    for key, parts in before.items():
        if key not in after:
            yield Difference("bbl", key, "entry", "there", "")
            continue
        for field in dict.fromkeys((*parts, *after[key])):
            old, new = parts.get(field, ""), after[key].get(field, "")
            if old != new:
                yield Difference("bbl", key, field, old, new)
    for key in after:
        if key not in before:
            yield Difference("bbl", key, "entry", "", "there")


def _moves(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for tag, start, end, _, _ in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for key in before[start:end] if tag in ("delete", "replace") else ():
            place, there = before.index(key), after.index(key)
            yield key, before[place - 1] if place else "", after[there - 1] if there else ""


# --- print


def printed(bib: Path, style: str, keys: Sequence[str], folder: Path) -> dict[str, str]:
    """key -> its entry as a biblatex style prints it."""
    _biber(bib, style, folder)
    cited = "".join(CITED % (number, key) for number, key in enumerate(keys))
    (folder / "doc.tex").write_text(f"{PREAMBLE % style}{cited}x\\end{{document}}\n", encoding="utf-8")
    _program(folder, "pdflatex", "-interaction=nonstopmode", "doc")
    _program(folder, "pdftotext", "-raw", "-nopgbrk", "doc.pdf", "doc.txt")
    text = (folder / "doc.txt").read_text(encoding="utf-8") if (folder / "doc.txt").exists() else ""
    return _by_marks(text, keys)


def _by_marks(text: str, keys: Sequence[str]) -> dict[str, str]:
    pieces = re.split(r"QQ(\d+)QQ", text)
    return {keys[int(number)]: _plain(words) for number, words in zip(pieces[1::2], pieces[2::2], strict=True)}


def keys_of(bib: Path) -> list[str]:
    """The keys of a file that a style can cite; data for others and comments of an entry's own are none."""
    return [one.key for one in bib_sources(read_text(bib)) if one.type not in ("xdata", "string")]


def print_differences(old: Path, new: Path, style: str, folder: Path) -> list[Difference]:
    """What a biblatex style prints otherwise of two files, words by words."""
    keys = keys_of(old)
    before, after = (printed(bib, style, keys, folder / name) for name, bib in (("old", old), ("new", new)))
    return [one for key in keys for one in word_differences(style, key, before.get(key, ""), after.get(key, ""))]


def word_differences(where: str, key: str, old: str, new: str) -> Iterator[Difference]:
    """Runs of words that stand in one text only."""
    before, after = old.split(), new.split()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Difference(where, key, "print", " ".join(before[a:b]), " ".join(after[c:d]))


# --- BibTeX


def bibitems(bib: Path, style: str, folder: Path) -> dict[str, str]:
    """key -> label and text of its \\bibitem in a BibTeX style, as pandoc reads the LaTeX of it; their order kept."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "refs.bib").write_bytes(bib.read_bytes())
    (folder / "doc.aux").write_text(f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n")
    _program(folder, "bibtex", "doc")
    bbl = (folder / "doc.bbl").read_text(encoding="utf-8", errors="replace") if (folder / "doc.bbl").exists() else ""
    keys: list[str] = []
    lines = [MACROS]
    for label, key, text in _bibitems(bbl):
        lines += [f"\n\nQQ{len(keys)}QQ {label} {text}\n"]
        keys.append(key)
    return _by_marks(_by_pandoc("\n".join(lines)), keys)


ITEM = re.compile(r"\\bibitem\b\s*")
LABEL = re.compile(r"\\protect\\cite\w+|\\cite\w+|\\natexlab")
"""What styles write into a label for their own packages."""


def _bibitems(bbl: str) -> Iterator[tuple[str, str, str]]:
    body = bbl.rpartition(r"\end{thebibliography}")[0].replace("%\n", "")
    for piece in ITEM.split(body)[1:]:
        end = _label_end(piece) if piece.startswith("[") else 0
        key, at = _group(piece, end)
        yield LABEL.sub("", piece[1:end]), key, piece[at:].replace(r"\newblock", " ")


def _label_end(piece: str) -> int:
    depth = 0
    for place, sign in enumerate(piece):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "]" and depth == 0:
            return place
    return 0


def _by_pandoc(latex: str) -> str:
    command = ["pandoc", "-f", "latex", "-t", "plain", "--wrap=none"]
    return subprocess.run(command, input=latex, capture_output=True, text=True, timeout=300).stdout


def bibtex_differences(old: Path, new: Path, style: str, folder: Path) -> list[Difference]:
    """What a BibTeX style prints otherwise of two files: words, entries, and their order."""
    before, after = (bibitems(bib, style, folder / name) for name, bib in (("old", old), ("new", new)))
    found = [
        one
        for key in dict.fromkeys((*before, *after))
        for one in word_differences(style, key, before.get(key, ""), after.get(key, ""))
    ]
    order = [[key for key in one if key in before and key in after] for one in (before, after)]
    return found + [Difference(style, key, "order", was, now) for key, was, now in _moves(*order)]


# --- all


def real_source(folder: Path, largest: int = 45_000) -> Path | None:
    """TeX Live's smaller .bib files as one, those whose keys others have left out; None where it is not installed.

    Beebe's, glossaries and BibTeX's own example apart: biber refuses the first, the others are no bibliographies of it.
    """
    seen: set[str] = set()
    texts: list[str] = []
    for path in [*tex_live_files("doc"), *tex_live_files("bibtex")]:
        text = path.read_bytes()
        is_other = any(part in str(path) for part in ("beebe", "glossaries", "bib2gls", "xampl", "examples.bib"))
        if is_other or len(text) > largest or not is_utf8(text):
            continue
        sources = list(bib_sources(text.decode()))
        keys = {one.key.lower() for one in sources}
        if sources and not (keys & seen or any("*" in dict(one.fields) for one in sources)):
            seen |= keys
            texts.append(text.decode())
    (folder / "real.bib").write_text("\n".join(texts), encoding="utf-8")
    return folder / "real.bib" if texts else None


def is_utf8(data: bytes) -> bool:
    """Whether bytes are characters in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def all_differences(source: Path, dialect: str, folder: Path) -> list[Difference]:
    """Every difference between a file and its re-export in its own dialect."""
    new = moved(source, dialect, folder / "moved").bib
    if dialect == "bibtex":
        return [one for style in BIBTEX_STYLES for one in bibtex_differences(source, new, style, folder / style)]
    found = bbl_differences(source, new, folder / "bbl")
    return found + [one for style in BIBLATEX_STYLES for one in print_differences(source, new, style, folder / style)]


def main(names: Sequence[str]) -> None:
    """Prints the differences of TeX Live's examples, or of the files named (.bib as biblatex)."""
    sources = [(Path(name), "biblatex") for name in names] or [
        (found, dialect) for dialect, name in SOURCES.items() if (found := find(name))
    ]
    for source, dialect in sources:
        with tempfile.TemporaryDirectory() as folder:
            for one in all_differences(source, dialect, Path(folder)):
                print(one)  # noqa: T201 - what it is for


if __name__ == "__main__":
    main(sys.argv[1:])
