"""Uses: which entries some documents cite, and findings about what they cite in vain."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from refexport.errors import Finding
from refexport.model.entry import Entry
from refexport.output.selection import cited_only, names_of
from refexport.store.documents import ALL, Cited, is_made, read_cited
from refexport.store.files import place_of, read_bytes
from refexport.text.messages import did_you_mean


class Uses(NamedTuple):
    """The entries that documents cite, with those that these refer to, and what is wrong with the citations."""

    entries: Sequence[Entry]
    findings: tuple[Finding, ...]


def uses(entries: Sequence[Entry], documents: Iterable[Path]) -> Uses:
    """What the documents cite of the entries; FileError for a document that cannot be read."""
    wanted: set[str] = set()
    found: list[Finding] = []
    known = tuple(name for entry in entries for name in names_of(entry))
    for document in documents:
        cited = read_cited(document)
        wanted.update(cited.keys)
        found += _missing(document, cited, known)
        if not {ALL, *known} & set(cited.keys):
            message = "cites no entry of entries.toml" if cited.keys else "cites nothing"
            hint = f"{'run LaTeX, or ' if is_made(document) else ''}name the document that has the citations"
            found.append(Finding(str(document), 1, message, hint, level="warning", rule="cites-nothing"))
    return Uses(entries if ALL in wanted else cited_only(entries, wanted), tuple(found))


def _missing(document: Path, cited: Cited, known: tuple[str, ...]) -> Iterator[Finding]:
    folder = place_of(document).parent
    texts = {_near(file, folder, document): _text(file) for file in sorted(cited.files)}
    for key in cited.keys:
        if key not in known and key not in cited.doubtful and key != ALL:
            file, line = _place(key, texts, document)
            message = f"cites {key}, which entries.toml lacks"
            yield Finding(str(file), line, message, did_you_mean(key, known), level="error", rule="missing-entry")


def places_of(key: str, document: Path, cited: Cited) -> list[tuple[Path, int]]:
    """The files of a document, its parts included, and the line of each that has a cite key first."""
    folder = place_of(document).parent
    texts = {_near(file, folder, document): _text(file) for file in sorted(cited.files)}
    return [place for file, text in texts.items() if (place := _place(key, {file: text}, Path()))[0] == file]


def _text(file: Path) -> str:
    return read_bytes(file).decode("utf-8", "replace")


def _near(file: Path, folder: Path, document: Path) -> Path:
    """A part as it is seen from where the document is seen from."""
    return document.parent / file.relative_to(folder) if file.is_relative_to(folder) else file


def _place(key: str, texts: dict[Path, str], document: Path) -> tuple[Path, int]:
    """The file of a document and the line that has a cite key first; documents do not say where they cite."""
    for file, text in texts.items():
        if found := re.search(rf"(?<![\w:.-]){re.escape(key)}(?![\w:-])", text):
            return file, text.count("\n", 0, found.start()) + 1
    return document, 1
