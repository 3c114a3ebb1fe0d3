"""Streams: a shard of a dump read piece by piece, compressed or not, in a memory that does not grow with it."""

import bz2
import codecs
import contextlib
import gzip
import importlib
import io
import json
import lzma
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from refexport.data.patterns import regex
from refexport.errors import FileError
from refexport.formats.bib.syntax import NO_ENTRIES, blocks_in
from refexport.store.files import open_file

CHUNK = 1 << 20
"""Bytes, or characters, that are read at once."""
LONGEST = 64 << 20
"""Characters of one record; more is no record but a file of another kind."""
BETWEEN_ITEMS = regex(r"[\s,]*")
ARRAY = regex(
    r'\s*(?:\{.{0,2000}?"(?:items|references|data|message)"\s*:\s*(?:\{.{0,2000}?"items"\s*:\s*)?)?\[', re.DOTALL
)
"""The start of a list of items, bare or where Crossref, CSL and JSON:API have it."""
BLOCK_START = regex(r"^[ \t]*@\w+\s*[{(]", re.MULTILINE)
MACRO = regex(r"@\s*string\s*[{(]\s*([^\s=]+)", re.IGNORECASE)
MACRO_USE = regex(r"[=#]\s*([A-Za-z][^\s,#{}()\"=%']*)")


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


def inner_suffix(path: Path) -> str:
    """The suffix of a shard's kind, in small letters, without that of its compression."""
    is_packed = path.suffix.lower() in OPENERS
    return Path(path.stem).suffix.lower() if is_packed else path.suffix.lower()


def stem_of(path: Path) -> str:
    """A shard's name without the suffixes of its kind and its compression."""
    name = path.stem if path.suffix.lower() in OPENERS else path.name
    return Path(name).stem


def open_shard(path: Path) -> BinaryIO:
    """The bytes of a shard, unpacked as its suffix says; FileError if it cannot be opened."""
    opener = OPENERS.get(path.suffix.lower(), open_file)
    try:
        return opener(path)
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error


def pieces_of_lines(stream: BinaryIO) -> Iterator[Piece]:
    """Each line that is not empty; bytes that are no UTF-8 are lone surrogates."""
    for number, line in enumerate(stream, 1):
        if text := line.decode("utf-8-sig", errors="surrogateescape").strip():
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
        raise ValueError("no list of items; refexport import reads other kinds of files")
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
    """Each entry of a .bib, behind the macros that it uses, and what looks like one: no comments and preambles."""
    text, line = "", 1
    macros: dict[str, str] = {}
    for chunk in (*_texts(stream), None):
        text += chunk or ""
        at = 0
        for start, end, type_ in blocks_in(text):
            yield from _loose(text[at:start], line + text.count("\n", 0, at))
            block = _with_macros(text[start:end] + "\n", macros)
            if macro := MACRO.match(text, start):
                macros[macro[1].lower()] = block
            elif type_ not in NO_ENTRIES:
                yield Piece(line + text.count("\n", 0, start), block)
            at = end
        line += text.count("\n", 0, at)
        text = text[at:]
        if chunk is None or len(text) > LONGEST:
            yield from _loose(text, line)
            text = ""


def _loose(text: str, line: int) -> Iterator[Piece]:
    """What stands between blocks, if it looks as if there were one in it."""
    if found := BLOCK_START.search(text):
        yield Piece(line + text.count("\n", 0, found.start()), text[found.start() :].strip())


def _with_macros(block: str, macros: Mapping[str, str]) -> str:
    """A block behind the macros whose names stand in it as values."""
    used = dict.fromkeys(name.lower() for name in MACRO_USE.findall(block)) if macros else {}
    return "".join(macros[name] for name in used if name in macros) + block


def _texts(stream: BinaryIO) -> Iterator[str]:
    """The stream's text in chunks of whole characters, with LF; bytes that are no UTF-8 are lone surrogates."""
    decode = codecs.getincrementaldecoder("utf-8-sig")(errors="surrogateescape").decode
    while chunk := stream.read(CHUNK):
        yield decode(chunk).replace("\r\n", "\n")
    yield decode(b"", final=True)
