"""Shards: one shard of a dump turned into one file, with what was set aside and an account that adds up.

`convert_shard` is a function of the shard's bytes and of its task alone, wherever it runs: the same file, the same
account. What a shard gives is there whole or not at all, so that a run that was ended is taken up again.
"""

import glob
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from refexport import __version__
from refexport.data.patterns import regex
from refexport.dumps.kinds import KINDS, records
from refexport.dumps.streams import CHUNK, Piece, inner_suffix, open_shard, stem_of
from refexport.errors import FileError, WriteError
from refexport.formats import FORMATS
from refexport.formats.format import Format, Frame
from refexport.formats.readback import proved
from refexport.model.entry import Entry
from refexport.model.keys import usable_key
from refexport.store.files import near_files, open_file, part_of, read_bytes, remove_file, written_whole

AT_ONCE = 500
"""Records that are written and proved together."""
ACCOUNT, ASIDE = ".account.json", ".rejected.jsonl"
NO_UTF8 = regex("[\udc80-\udcff]")
"""How a stream has bytes that are no characters."""
MOST_LOST = 1000
"""Kinds of losses that an account tells apart."""


class ShardTask(NamedTuple):
    """A shard to turn into a format's file in a folder; ``kind`` is empty where its first record tells it."""

    shard: str
    form: str
    folder: str
    kind: str = ""

    @property
    def name(self) -> str:
        """The shard's name without its folder."""
        return Path(self.shard).name

    @property
    def target(self) -> Path:
        """The file that it gives."""
        return Path(self.folder) / f"{stem_of(Path(self.shard))}{FORMATS[self.form].suffix}"

    @property
    def outputs(self) -> tuple[Path, ...]:
        """All files that it may write."""
        return self.target, self.beside(ACCOUNT), self.beside(ASIDE)

    def beside(self, suffix: str) -> Path:
        """A file beside it: the account, or the records that were set aside."""
        return self.target.with_name(self.target.name + suffix)


class Account(NamedTuple):
    """What became of a shard: ``read`` records are as many as ``written`` and ``rejected`` together.

    ``lost`` counts what the file does not say of the records, by ``field: reason``, ``reasons`` why records were
    rejected; ``source`` and ``made`` are digests of the shard and of the file; ``problem`` is why it has no file.
    """

    shard: str
    target: str
    kind: str = ""
    read: int = 0
    written: int = 0
    rejected: int = 0
    lost: Mapping[str, int] = {}
    reasons: Mapping[str, int] = {}
    source: str = ""
    made: str = ""
    program: str = __version__
    problem: str = ""
    is_old: bool = False


def convert_shard(task: ShardTask) -> Account:
    """Turns a shard into its file, unless an earlier run did; errors of the shard are the account's ``problem``."""
    try:
        source = _digest(Path(task.shard))
        return _known(task, source) or _convert(task, source)
    except FileError as error:
        return Account(task.name, task.target.name, problem=error.message + (f" ({error.hint})" if error.hint else ""))
    except OSError as error:
        hint = near_files(Path(task.shard))
        problem = (error.strerror or str(error)) + (f" ({hint})" if hint else "")
        return Account(task.name, task.target.name, problem=problem)
    except (EOFError, ValueError, RecursionError) as error:
        return Account(task.name, task.target.name, problem=str(error) or type(error).__name__)


def remove_leftovers(task: ShardTask) -> None:
    """Removes the files that a run began which was killed."""
    for target in task.outputs:
        for path in target.parent.glob(f"{glob.escape(part_of(target))}*"):
            remove_file(path)


def _known(task: ShardTask, source: str) -> Account | None:
    """The account of an earlier run that had the same shard, program and file."""
    try:
        old = Account(**json.loads(read_bytes(task.beside(ACCOUNT))))
        is_there = old.made == _digest(task.target)
    except (FileError, OSError, ValueError, TypeError):
        return None
    is_same = (old.source, old.program, old.target) == (source, __version__, task.target.name)
    return old._replace(is_old=True) if is_there and is_same and task.kind in ("", old.kind) else None


def _convert(task: ShardTask, source: str) -> Account:
    form = FORMATS[task.form]
    with open_shard(Path(task.shard)) as stream:
        kind, pieces = records(stream, task.kind or ("bib" if inner_suffix(Path(task.shard)) == ".bib" else ""))
        with written_whole(task.beside(ASIDE)) as aside, written_whole(task.target) as file:
            made = _Shard(form, file, aside)
            made.take(pieces, kind)
    if not made.rejected:
        remove_file(task.beside(ASIDE))
    account = Account(
        task.name,
        task.target.name,
        kind,
        made.read,
        made.written,
        made.rejected,
        dict(made.lost.most_common(MOST_LOST)),
        dict(made.reasons.most_common(MOST_LOST)),
        source,
        made.digest.hexdigest(),
    )
    with written_whole(task.beside(ACCOUNT)) as file:
        file.write(json.dumps(account._asdict(), indent=2).encode())
    return account


class _Shard:
    """The files of one shard while they are written."""

    def __init__(self, form: Format, file: BinaryIO, aside: BinaryIO) -> None:
        self.form, self._file, self._aside = form, file, aside
        self.read = self.written = self.rejected = 0
        self.lost: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.digest = hashlib.sha256()
        self._keys: set[bytes] = set()

    def take(self, pieces: Iterator[Piece], kind: str) -> None:
        """Writes all records of the shard."""
        waiting: list[tuple[Piece, Entry]] = []
        for piece in pieces:
            self.read += 1
            try:
                if NO_UTF8.search(piece.text):
                    raise ValueError("it has bytes that are not UTF-8")  # noqa: TRY301 - set aside as the others are
                waiting.append((piece, self._entry(piece, kind)))
            except ValueError as error:
                self._reject(piece, str(error))
            if len(waiting) == AT_ONCE:
                self._write(waiting)
                waiting = []
        self._write(waiting)
        frame = self.form.frame
        self._put(frame.end if frame and self.written else self.form.write([]).text)

    def _entry(self, piece: Piece, kind: str) -> Entry:
        entry, missed = KINDS[kind].told(piece.text)
        key = usable_key(entry.key) or f"record{piece.place}"
        mark = hashlib.blake2b(key.lower().encode(), digest_size=8).digest()
        if mark in self._keys:
            raise ValueError(f"the key {key} is that of an earlier record")
        self._keys.add(mark)
        self.lost.update(missed)
        if entry.has("ids"):
            self.lost["ids: a dump has one key for each record"] += 1
        return Entry(key, entry.type, entry.without("ids").fields)

    def _write(self, records: Sequence[tuple[Piece, Entry]]) -> None:
        """Writes the blocks of records, in halves where they cannot be proved: a bad one spoils no others."""
        if not records:
            return
        try:
            blocks = self._blocks([entry for _, entry in records])
        except WriteError as error:
            if len(records) == 1:
                self._reject(records[0][0], error.message)
            else:
                self._write(records[: len(records) // 2])
                self._write(records[len(records) // 2 :])
            return
        frame = self._frame
        for block in blocks:
            self._put((frame.between if self.written else frame.start) + block)
            self.written += 1

    def _blocks(self, entries: Sequence[Entry]) -> list[str]:
        made = proved(self.form, entries)
        self.lost.update(f"{one.field}: {one.message}" for one in made.lost)
        blocks = self._frame.split(made.text, entries)
        if len(blocks) != len(entries):
            raise WriteError("its blocks cannot be told apart")
        return blocks

    @property
    def _frame(self) -> Frame:
        if self.form.frame is None:
            raise FileError(f"{self.form.name} is no format of blocks")
        return self.form.frame

    def _put(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        self.digest.update(data)
        self._file.write(data)

    def _reject(self, piece: Piece, reason: str) -> None:
        self.rejected += 1
        self.reasons[reason] += 1
        line = {"place": piece.place, "reason": reason, "record": piece.text}
        self._aside.write(json.dumps(line).encode() + b"\n")


def _digest(path: Path) -> str:
    made = hashlib.sha256()
    with open_file(path) as file:
        while data := file.read(CHUNK):
            made.update(data)
    return made.hexdigest()
