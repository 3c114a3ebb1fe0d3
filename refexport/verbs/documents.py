"""Documents: a cite key replaced by another one where a document cites it, and nowhere else.

What cites is what `store.documents` reads: an occurrence is replaced if the document is read to cite another key in its
place, and only then. So comments, code and words that only look like the key stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from refexport.errors import FileError
from refexport.store.documents import DOCUMENT_KINDS, DocumentKind, keys_in, read_cited
from refexport.store.files import read_bytes, write_atomic


class Rewritten(NamedTuple):
    """A file of a document with other keys: what it was and is to be, and how many citations differ.

    ``is_label``: the key is a label of the document itself, or may be one, and so stays.
    """

    path: Path
    old: bytes
    new: bytes
    number: int
    is_label: bool = False


def rewritten(documents: Iterable[Path], old: str, new: str) -> list[Rewritten]:
    """The files of the documents, parts included, that cite the old key; FileError for one that cannot be rewritten."""
    found: dict[Path, Rewritten] = {}
    for document in documents:
        kind = DOCUMENT_KINDS.get(document.suffix.lower())
        if kind and kind.is_made:
            raise FileError(f"{document} is what LaTeX wrote", "give the .tex that it was written from")
        cited = read_cited(document)
        for path in sorted(cited.files):
            if kind and path not in found and old in cited.keys:
                is_label = old in cited.doubtful
                found[path] = _rewritten(path, kind, old, new)._replace(is_label=is_label)
    return [one for one in found.values() if one.number]


def write_all(texts: Iterable[Rewritten], old: str, *, is_written: bool) -> Iterator[str]:
    """Replaces the files, or only says that it would: a line for each. FileError if one is not any more what it was."""
    for one in texts:
        number = f"{one.number} citation{'' if one.number == 1 else 's'}"
        if one.is_label:
            yield f"{one.path}: {old} is, or may be, a label there; not changed"
        elif not is_written:
            yield f"{number} would change in {one.path}"
        else:
            if read_bytes(one.path) != one.old:
                raise FileError(f"{one.path} was changed meanwhile", "run the command again")
            write_atomic(one.path, one.new)
            yield f"{number} changed in {one.path}"


def _rewritten(path: Path, kind: DocumentKind, old: str, new: str) -> Rewritten:
    data = read_bytes(path)
    text = data.decode("utf-8", "surrogateescape")
    result, number = replaced(text, kind, old, new)
    if keys_in(result, kind) != [new if key == old else key for key in keys_in(text, kind)]:
        raise FileError(
            f"{path}: {new} cannot be cited in all the places of {old}", "choose a key of letters and digits"
        )
    return Rewritten(path, data, result.encode("utf-8", "surrogateescape"), number)


def replaced(text: str, kind: DocumentKind, old: str, new: str) -> tuple[str, int]:
    """The text with the new key in place of the old one wherever it cites, and in how many places that is.

    Each occurrence gets a key of its own first: those that the document is then read to cite are the citations.
    """
    if old not in keys_in(text, kind):
        return text, 0
    places = [found.span() for found in re.finditer(re.escape(old), text)]
    marks = [f"{new}q{number}q" for number in range(len(places))]
    cited = set(keys_in(_with(text, places, marks), kind))
    citing = [place for place, mark in zip(places, marks, strict=True) if mark in cited]
    return _with(text, citing, [new] * len(citing)), len(citing)


def _with(text: str, places: Sequence[tuple[int, int]], words: Sequence[str]) -> str:
    """The text with other words in some places."""
    pieces, end = [], 0
    for (start, stop), word in zip(places, words, strict=True):
        pieces += [text[end:start], word]
        end = stop
    return "".join([*pieces, text[end:]])
