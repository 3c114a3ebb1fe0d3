"""Cited: the cite keys that a document uses, from what LaTeX wrote about it or from its source."""

import re
from collections.abc import Callable
from pathlib import Path

from refexport.errors import FileError
from refexport.files import read_bytes

ALL = "*"
"""``\\nocite{*}``: every entry."""

COMMENT = re.compile(r"(?<!\\)%.*")
AUX = re.compile(r"\\citation\{([^}]*)\}|\\abx@aux@cite\{[^}]*\}\{([^}]*)\}")
BCF = re.compile(r"<bcf:citekey[^>]*>([^<]+)</bcf:citekey>")
TEX = re.compile(r"\\(?:no)?[A-Za-z]*[cC]ite[A-Za-z]*\*?((?:(?:\s*(?:\[[^\]]*\]|\([^)]*\)))*\s*\{[^{}]*\})+)")
PANDOC = re.compile(r"(?<![\w@\\])-?@(?:\{([^{}\s]+)\}|([\w](?:[\w:.#$%&+?<>~/-]*[\w/])?))")
TYPST = re.compile(r"#?cite\(\s*<([^>]+)>|(?<![\w@\\])@([\w](?:[\w:.-]*[\w])?)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def _from_aux(text: str) -> list[str]:
    return [key for groups in AUX.findall(text) for key in "".join(groups).split(",")]


def _from_tex(text: str) -> list[str]:
    groups = (
        group for arguments in TEX.findall(COMMENT.sub("", text)) for group in re.findall(r"\{([^{}]*)\}", arguments)
    )
    return [key for group in groups for key in group.split(",")]


def _from_pandoc(text: str) -> list[str]:
    return ["".join(groups) for groups in PANDOC.findall(CODE.sub("", text))]


def _from_typst(text: str) -> list[str]:
    return ["".join(groups) for groups in TYPST.findall(CODE.sub("", re.sub(r"//.*", "", text)))]


READERS: dict[str, Callable[[str], list[str]]] = {
    ".aux": _from_aux,  # latex.ltx, \citation; biblatex.sty, \abx@aux@cite
    ".bcf": BCF.findall,  # biber's control file
    ".tex": _from_tex,  # natbib and biblatex manuals: every command with "cite" in its name
    ".typ": _from_typst,  # typst reference, "cite"
    ".md": _from_pandoc,  # pandoc manual, "Citation syntax"
    ".qmd": _from_pandoc,
    ".Rmd": _from_pandoc,
}
"""suffix -> what finds the cite keys."""


def cited_keys(path: Path) -> list[str]:
    """The keys in the order of their first use; ``["*"]`` among them means all. FileError for other kinds of files."""
    reader = READERS.get(path.suffix)
    if reader is None:
        raise FileError(f"{path}: which keys does it cite?", f"give one of {', '.join(READERS)}")
    text = read_bytes(path).decode("utf-8", "replace")
    return list(dict.fromkeys(key.strip() for key in reader(text) if key.strip()))
