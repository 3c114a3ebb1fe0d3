"""Kinds of dumps: how the records of a shard are told apart, and what entry each of them is."""

import io
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, NamedTuple, cast

from refexport.dumps.arxiv import missed_in_snapshot, snapshot_record
from refexport.dumps.streams import ARRAY, CHUNK, LONGEST, Piece, pieces_of_array, pieces_of_bib, pieces_of_lines
from refexport.errors import Finding, ImplausibleError
from refexport.formats.bib.read import read_bib
from refexport.formats.csl.csl_json import read_items
from refexport.formats.format import Read, Unread
from refexport.model.entry import Entry, Record
from refexport.model.keys import plain_key
from refexport.registries.crossref import crossref_record
from refexport.registries.datacite import datacite_record

Item = dict[str, Any]


MARK = b"\xef\xbb\xbf"


class Told(NamedTuple):
    """The entry of a record, and what of the record it does not have: ``field: reason``."""

    entry: Entry
    missed: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A kind of dump: what a record of it tells (ValueError: why it is no work to cite), and what it is known by."""

    told: Callable[[str], Told]
    is_like: Callable[[Mapping[str, Any]], bool]


def _object(text: str) -> Item:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - one kind of error for all that is no record
    return found


def _told_by(make: Callable[[Item], Record], key: str, missed: Callable[[Item], tuple[str, ...]], text: str) -> Told:
    """What a registry's record tells, under one of its identifiers as its key, without what biber ends a key at."""
    item = _object(text)
    try:
        record = make(item)
    except ImplausibleError as error:
        raise ValueError(str(error)) from error
    entry = record.entry or Entry("")
    links = tuple(f"{name}: a link to another work" for name in record.links)
    return Told(Entry(plain_key(entry.plain(key)), entry.type, entry.fields), (*links, *missed(item)))


def _nothing(_item: Item) -> tuple[str, ...]:
    return ()


def _crossref(item: Item) -> Record:
    doi = item.get("DOI")
    if not isinstance(doi, str) or not doi:
        raise ValueError("an item without DOI")
    return crossref_record(doi.lower(), item)


def _datacite(item: Item) -> Record:
    work = item.get("attributes", item)
    doi = work.get("doi") if isinstance(work, dict) else None
    if not isinstance(doi, str) or not doi:
        raise ValueError("a work without DOI")
    return datacite_record(doi.lower(), work)


def _csl(text: str) -> Told:
    return _read(read_items([_object(text)], ""))


def _bib(text: str) -> Told:
    return _read(read_bib(text, ""))


def _read(found: Read) -> Told:
    """The one entry of a reading, and its remarks as what it lacks."""
    unread: tuple[Unread, ...] = getattr(found.entries, "unread", ())
    errors = [one.message for one in found.problems if one.level == "error"]
    if len(found.entries) != 1 or unread or errors:
        raise ValueError("; ".join(dict.fromkeys([*errors, *(one.why for one in unread)])) or "no record of a work")
    return Told(found.entries[0], tuple(map(_remark, found.problems)))


def _remark(problem: Finding) -> str:
    return f"{problem.field}: {problem.message}" if problem.field else problem.message


KINDS: Mapping[str, Kind] = {
    "arxiv": Kind(
        partial(_told_by, snapshot_record, "eprint", missed_in_snapshot),
        lambda item: "categories" in item and "id" in item,
    ),
    "crossref": Kind(
        partial(_told_by, _crossref, "doi", _nothing),
        lambda item: "DOI" in item and isinstance(item.get("title", []), list),
    ),
    "datacite": Kind(
        partial(_told_by, _datacite, "doi", _nothing), lambda item: "attributes" in item or "creators" in item
    ),
    "csl-json": Kind(_csl, lambda item: "id" in item or "type" in item),
    "bib": Kind(_bib, lambda _item: False),
}
"""In the order in which a record is held against them; .bib files are known by suffix or first character."""


def records(stream: BinaryIO, kind: str) -> tuple[str, Iterator[Piece]]:
    """The kind of a stream, by its first record if none is given, and its records; ValueError if it is none of them."""
    first = b""
    while not first.strip() and (line := stream.readline(LONGEST)):
        first += line
    head = first.removeprefix(MARK).strip()
    if not head:
        return kind or "csl-json", iter(())
    rest = cast("BinaryIO", io.BufferedReader(_Again(first, stream), CHUNK))
    if kind == "bib" or (not kind and head[:1] in (b"@", b"%")):
        return "bib", pieces_of_bib(rest)
    item = _item_of(head)
    pieces = pieces_of_lines(rest) if item is not None else pieces_of_array(rest)
    if kind:
        return kind, pieces
    start = next(pieces, None)
    if start is None:
        return "csl-json", iter(())
    found = next((name for name, one in KINDS.items() if one.is_like(_object(start.text))), "")
    if not found:
        raise ValueError(f"its first record is of no kind that is known: {', '.join(KINDS)}")
    return found, itertools.chain((start,), pieces)


def _item_of(line: bytes) -> Item | None:
    """The record that a line is; None where it is (the start of) a list, or of what holds one."""
    text = line.decode(errors="surrogateescape")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    is_record = any(kind.is_like(found) for kind in KINDS.values())
    return found if is_record or not ARRAY.match(text) else None


class _Again(io.RawIOBase):
    """A stream of which the first bytes were read already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - what has a buffer
        data = self._first[: len(buffer)] or self._rest.read(len(buffer))
        self._first = self._first[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
