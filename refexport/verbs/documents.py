"""Documents: a cite key replaced by another one where a document cites it, and nowhere else.

What cites is what `output.cited` reads: an occurrence is replaced if, and only if, the document is then read with the
new key in the place of the old one. So comments, code and words that only look like the key stay.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from refexport.errors import FileError
from refexport.output.cited import DOCUMENT_KINDS, DocumentKind, keys_in, read_cited
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
    if number and keys_in(result, kind) != [new if key == old else key for key in keys_in(text, kind)]:
        raise FileError(
            f"{path}: {new} cannot be cited in all the places of {old}", "choose a key of letters and digits"
        )
    return Rewritten(path, data, result.encode("utf-8", "surrogateescape"), number)


def replaced(text: str, kind: DocumentKind, old: str, new: str) -> tuple[str, int]:
    """The text with the new key in place of the old one wherever it cites, and in how many places that is."""
    before = keys_in(text, kind)
    number = before.count(old)
    places = [found.span() for found in re.finditer(re.escape(old), text)]
    if not number or not places:
        return text, 0
    at_once = re.sub(re.escape(old), lambda _found: new, text)
    if len(places) == number and keys_in(at_once, kind) == [new if key == old else key for key in before]:
        return at_once, number
    made = 0
    for start, end in reversed(places):
        tried = text[:start] + new + text[end:]
        after = keys_in(tried, kind)
        if _is_one_more(before, after, old, new):
            text, before, made = tried, after, made + 1
    return text, made


def _is_one_more(before: list[str], after: list[str], old: str, new: str) -> bool:
    """Whether just one citation differs, and by these two keys."""
    differing = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    return len(before) == len(after) and differing == [(old, new)]
