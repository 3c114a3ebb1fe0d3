"""Streams: a shard of a dump read piece by piece, compressed or not, in a memory that does not grow with it."""

import bz2
import codecs
import contextlib
import gzip
import importlib
import io
import itertools
import json
import lzma
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from refexport.errors import FileError
from refexport.store.files import open_file

CHUNK = 1 << 20
"""Bytes, or characters, that are read at once."""
LONGEST = 64 << 20
"""Characters of one record; more is no record but a file of another kind."""
BETWEEN_ITEMS = re.compile(r"[\s,]*")
ARRAY = re.compile(
    r'\s*(?:\{.{0,2000}?"(?:items|references|data|message)"\s*:\s*(?:\{.{0,2000}?"items"\s*:\s*)?)?\[', re.DOTALL
)
"""The start of a list of items, bare or where Crossref, CSL and JSON:API have it."""
BLOCK_START = re.compile(r"^[ \t]*@", re.MULTILINE)
MACRO = re.compile(r"[ \t]*@\s*string\s*[{(]\s*([^\s=]+)", re.IGNORECASE)
MACRO_USE = re.compile(r"[=#]\s*([A-Za-z][^\s,#{}()\"=%']*)")


class Piece(NamedTuple):
    """A record as it stands in a shard, and the number of its line, or of the record itself where lines say nothing."""

    place: int
    text: str


def _read_zstd(path: Path) -> BinaryIO:
    with contextlib.suppress(ImportError):
        return cast("BinaryIO", importlib.import_module("compression.zstd").ZstdFile(path))  # Python 3.14
    with contextlib.suppress(ImportError):
        reader = importlib.import_module("zstandard").ZstdDecompressor().stream_reader(open_file(path))
        return cast("BinaryIO", io.BufferedReader(reader))
    raise FileError(f"{path}: nothing here reads .zst files", "pip install 'refexport[zstd]', or unpack it: zstd -d")


OPENERS: Mapping[str, Callable[[Path], BinaryIO]] = {
    ".gz": lambda path: cast("BinaryIO", gzip.GzipFile(path, "rb")),
    ".xz": lambda path: cast("BinaryIO", lzma.LZMAFile(path, "rb")),  # noqa: SIM115 - the caller closes it
    ".bz2": lambda path: cast("BinaryIO", bz2.BZ2File(path, "rb")),
    ".zst": _read_zstd,
}
"""Suffix -> what opens a compressed file."""


def stem_of(path: Path) -> str:
    """A shard's name without the suffixes of its kind and its compression."""
    name = path.name
    for suffix in (path.suffix.lower(),) if path.suffix.lower() in OPENERS else ():
        name = name[: -len(suffix)]
    return name.rsplit(".", 1)[0] if "." in name[1:] else name


def open_shard(path: Path) -> BinaryIO:
    """The bytes of a shard, unpacked as its suffix says; FileError if it cannot be opened."""
    opener = OPENERS.get(path.suffix.lower(), open_file)
    try:
        return opener(path)
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error


def pieces_of_lines(stream: BinaryIO) -> Iterator[Piece]:
    """Each line that is not empty; what is no UTF-8 has replacement characters."""
    for number, line in enumerate(stream, 1):
        if text := line.decode("utf-8-sig", errors="replace").strip():
            yield Piece(number, text)


def pieces_of_array(stream: BinaryIO) -> Iterator[Piece]:
    """Each item of the list that a JSON file is, or holds, as JSON; ValueError where it stops being JSON."""
    decoder, text, place = json.JSONDecoder(), "", 0
    chunks = _texts(stream)
    start = None
    while start is None and len(text) < CHUNK and (chunk := next(chunks, "")):
        text += chunk
        start = ARRAY.match(text)
    if start is None:
        raise ValueError("no list of items")
    at = start.end()
    while True:
        at = cast("re.Match[str]", BETWEEN_ITEMS.match(text, at)).end()
        if text[at : at + 1] == "]":
            _refuse_more(start[0], text[at + 1 :], chunks)
            return
        try:
            _, end = decoder.raw_decode(text, at)
        except ValueError as error:
            chunk = next(chunks, "")
            if not chunk or len(text) - at > LONGEST:
                raise ValueError(f"record {place + 1} is not JSON: {error}") from error
            text, at = text[at:] + chunk, 0
            continue
        place += 1
        yield Piece(place, text[at:end])
        at = end


def _refuse_more(start: str, rest: str, chunks: Iterator[str]) -> None:
    """ValueError if something stands behind a list that is all of its file."""
    if start.strip() == "[" and (rest.strip() or any(chunk.strip() for chunk in chunks)):
        raise ValueError("there is more behind the list; one list or one record a line")


def pieces_of_bib(stream: BinaryIO) -> Iterator[Piece]:
    """Each block of a .bib, behind the macros that it uses; what stands before the first block is a comment."""
    text, line = "", 1
    macros: dict[str, str] = {}
    for chunk in (*_texts(stream), "\n@"):
        text += chunk
        starts = [found.start() for found in BLOCK_START.finditer(text)]
        for start, end in itertools.pairwise(starts):
            block = text[start:end]
            if macro := MACRO.match(block):
                macros[macro[1].lower()] = _with_macros(block, macros)
            else:
                yield Piece(line + text.count("\n", 0, start), _with_macros(block, macros))
        line += text.count("\n", 0, starts[-1] if starts else 0)
        text = text[starts[-1] :] if starts else text


def _with_macros(block: str, macros: Mapping[str, str]) -> str:
    """A block behind the macros whose names stand in it as values."""
    used = dict.fromkeys(name.lower() for name in MACRO_USE.findall(block)) if macros else {}
    return "".join(macros[name] for name in used if name in macros) + block


def _texts(stream: BinaryIO) -> Iterator[str]:
    """The stream's text in chunks that end in whole characters, with LF."""
    decode = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
    while chunk := stream.read(CHUNK):
        yield decode(chunk).replace("\r\n", "\n")
    yield decode(b"", final=True)
