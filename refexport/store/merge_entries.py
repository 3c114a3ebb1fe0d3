"""Three-way merge of entries.toml, by entry and field instead of by line: what git asks `refexport merge-driver` for.

Bytes only; nothing is read or written. What both sides changed differently is a conflict that holds both.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar, cast

import tomli

from refexport.data.patterns import regex
from refexport.errors import InputError
from refexport.store.conflicts import without_conflicts
from refexport.store.entries import parse_entries
from refexport.store.layout import Block, Loose, Name, Path, Piece, Table, parse_layout
from refexport.store.lines import COMMENT, STRING
from refexport.store.source import decode
from refexport.store.threeway import NoMergeError, Result, Three, each

S = TypeVar("S")
T = TypeVar("T")

ANCESTOR = "the common ancestor"
BOM = b"\xef\xbb\xbf"
COMMENTS = regex(rf"{STRING}|({COMMENT})", re.DOTALL)
PLACE = regex(r"\bline \d+")


class Conflict(NamedTuple):
    """Whole lines of both sides about an entry, a table or a field."""

    path: Path
    ours: str
    theirs: str

    def __str__(self) -> str:
        """The lines between git's markers."""
        return f"<<<<<<< ours\n{self.ours}=======\n{self.theirs}>>>>>>> theirs\n"


Part = str | Conflict
Facts = Mapping[Path, str]
"""Path -> what a text says there, told apart by type; each entry has a path even without fields."""


class _Side(NamedTuple):
    text: str
    facts: Facts


def merge_entries(files: Three[bytes]) -> Result:
    """entries.toml with the changes of both sides; NoMergeError if there is no such file."""
    if not files.is_conflict:
        return Result(files.changed)
    sides = Three(*map(_read_side, (ANCESTOR, "our side", "their side"), files))
    try:
        parts = _merge_sides(sides)
    except (ValueError, RecursionError) as error:
        raise NoMergeError(f"the result: {error}") from error
    text = "".join(map(str, parts)).lstrip("\n")
    eol = files.map(lambda data: b"\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else b"\n").changed
    bom = files.map(lambda data: BOM if data.startswith(BOM) else b"").changed
    return Result(bom + text.encode().replace(b"\n", eol), sum(isinstance(part, Conflict) for part in parts))


def _read_side(side: str, data: bytes) -> _Side:
    """A side, without what an ancestor of two ancestors is unsure of; NoMergeError if it is no TOML."""
    try:
        text = decode(data, side)
        text = text if text.endswith("\n") or not text else f"{text}\n"
        if side == ANCESTOR:
            text = without_conflicts(text)
        return _Side(text, _facts(text))
    except InputError as error:
        raise NoMergeError(f"{side}: {error.problems[0].message}") from error
    except (ValueError, RecursionError) as error:
        raise NoMergeError(f"{side}: {error}") from error


def _merge_sides(sides: Three[_Side]) -> list[Part]:
    """The lines of the merged file; an entry that cannot be merged by field is a conflict as a whole.

    Whatever is resolved, the file has to mean what both sides mean; an error of the ordinary reader that neither side
    had is a conflict of its entry.
    """
    layouts = sides.map(lambda side: parse_layout(side.text))
    parts = list(_merge_blocks(layouts, ()))
    whole = _misread(parts, sides) | _new_errors(parts, sides)
    if whole:
        parts = list(_merge_blocks(layouts, whole))
        if _misread(parts, sides) or _new_errors(parts, sides) - whole:
            raise NoMergeError(f"not what both sides mean: {', '.join(sorted(whole))}")
    return parts


def _merge_blocks(layouts: Three[dict[Name, Block | Piece]], whole: Collection[str]) -> Iterator[Part]:
    for name, versions in each(layouts):
        if isinstance(name, Loose):
            yield from _merge_loose(cast("Three[Piece | None]", versions))
        else:
            yield from _merge_block(name, cast("Three[Block | None]", versions), is_whole=name[0] in whole)


def _merge_block(path: Path, blocks: Three[Block | None], *, is_whole: bool) -> Iterator[Part]:
    """An entry: by table and field where the result can be read, whichever side of a conflict is taken."""
    _, ours, theirs = blocks
    if is_whole and ours != theirs:
        yield from _conflict(path, ours, theirs)
    elif ours is None or theirs is None:
        yield from _keep(path, blocks)
    elif not (texts := blocks.map(lambda block: block.text if block else "")).is_conflict:
        yield texts.changed
    else:
        parts = list(_merge_tables(blocks.map(lambda block: block.tables if block else {})))
        can_be_read = all(map(_is_toml, _resolved(parts)))
        yield from parts if can_be_read else _conflict(path, ours, theirs)


def _merge_tables(tables: Three[dict[Name, Table]]) -> Iterator[Part]:
    for name, versions in each(tables):
        path, (base, ours, theirs) = cast("Path", name), versions
        if ours is None or theirs is None:
            yield from _keep(path, versions)
            continue
        base = base or Table(Piece())
        yield from _merge_piece(path, Three(base.header, ours.header, theirs.header))
        for below, pieces in each(Three(base.fields, ours.fields, theirs.fields)):
            if isinstance(below, Loose):
                yield from _merge_loose(pieces)
            elif pieces.ours is None or pieces.theirs is None:
                yield from _keep(path + below, pieces)
            else:
                yield from _merge_piece(path + below, Three(pieces.base or Piece(), pieces.ours, pieces.theirs))


def _merge_piece(path: Path, pieces: Three[Piece]) -> Iterator[Part]:
    """A header or field that both sides have; its comments are merged apart from its value."""
    yield pieces.map(lambda piece: piece.gap).changed + _merge_comment(pieces.map(lambda piece: piece.comment))
    statements = pieces.map(lambda piece: piece.statement)
    meanings = statements.map(_meaning) if statements.is_conflict else Three("", "", "")
    if meanings.is_conflict:
        yield Conflict(path, pieces.ours.line, pieces.theirs.line)
    elif pieces.ours.statement:
        statement = statements.changed
        if statements.is_conflict:
            statement = statements.ours if meanings.theirs in meanings[:2] else statements.theirs
        yield f"{statement}{_merge_remark(pieces.map(lambda piece: piece.remark))}\n"


def _meaning(statement: str) -> tuple[str, ...]:
    """A statement's value and the comments in it: equal for two spellings of the same."""
    comments = (found[1] for found in COMMENTS.finditer(statement) if found[1])
    return repr(_read(statement)), *comments


def _merge_comment(comments: Three[str]) -> str:
    """Lines of comment: what either side added or removed; of a line that both changed there are both versions."""
    if not comments.is_conflict:
        return comments.changed
    lines = comments.map(_numbered)
    return "".join(name.lines for name, versions in each(lines) if _stays(versions))


def _numbered(comment: str) -> dict[Loose, str]:
    lines = comment.splitlines(keepends=True)
    return {Loose(line, lines[:number].count(line)): line for number, line in enumerate(lines)}


def _merge_remark(remarks: Three[str]) -> str:
    return f"{remarks.ours} {remarks.theirs.strip()}" if remarks.is_conflict else remarks.changed


def _merge_loose(pieces: Three[Piece | None]) -> Iterator[str]:
    """A comment between entries or fields: one that is reworded is a new one, so both sides' words stay."""
    base, ours, theirs = pieces
    if _stays(pieces):
        either = ours or theirs or Piece()
        yield Three(base or Piece(), ours or either, theirs or either).map(lambda piece: piece.text).changed


def _stays(versions: Three[T | None]) -> bool:
    """Whether something that is never changed, only added and removed, is in the merged file."""
    base, ours, theirs = versions
    return base is None or (ours is not None and theirs is not None)


def _keep(path: Path, versions: Three[S | None]) -> Iterator[Part]:
    """Of what one side lacks: all if it is new, nothing if the other side left it as it was, else a conflict."""
    base, ours, theirs = cast("Three[Block | Table | Piece | None]", versions)
    kept = ours or theirs
    if kept and base is None:
        yield kept.text
    elif kept and base and kept.content != base.content:
        yield from _conflict(path, ours, theirs)


def _conflict(path: Path, ours: Block | Table | Piece | None, theirs: Block | Table | Piece | None) -> Iterator[Part]:
    sides = [side.text.removeprefix(side.gap) if side else "" for side in (ours, theirs)]
    yield next(side.gap for side in (ours, theirs) if side)
    yield Conflict(path, *sides)


# --- proof


def _misread(parts: Sequence[Part], sides: Three[_Side]) -> set[str]:
    """The keys of what does not mean what it should, whichever side of the conflicts is taken."""
    open_paths = {part.path for part in parts if isinstance(part, Conflict)}
    wrong: set[str] = set()
    for number, text in enumerate(_resolved(parts), 1):
        meant = {path: fact for path, fact in _meant(sides, open_paths, number) if fact is not None}
        wrong |= {path[0] for path, _ in _facts(text).items() ^ meant.items()}
    return wrong


def _new_errors(parts: Sequence[Part], sides: Three[_Side]) -> set[str]:
    """The keys of entries that the ordinary reader refuses, as it did on neither side."""
    found = set().union(*map(_errors, _resolved(parts)))
    return {key for key, _ in found - _errors(sides.ours.text) - _errors(sides.theirs.text)} if found else set()


def _resolved(parts: Sequence[Part]) -> list[str]:
    """The text with our side of each conflict and with theirs; once if there is no conflict."""
    texts = ("".join(_take(part, side) for part in parts) for side in ("ours", "theirs"))
    return list(dict.fromkeys(texts))


def _take(part: Part, side: str) -> str:
    return part if isinstance(part, str) else str(getattr(part, side))


def _meant(sides: Three[_Side], open_paths: Collection[Path], number: int) -> Iterator[tuple[Path, str | None]]:
    """What each path should hold: what one side changed, and the numbered side's where a conflict is open."""
    base, ours, theirs = sides.map(lambda side: side.facts)
    for path in {**base, **ours, **theirs}:
        versions = Three(base.get(path), ours.get(path), theirs.get(path))
        is_open = any(path[:length] in open_paths for length in range(1, len(path) + 1))
        yield path, versions[number] if is_open else versions.changed


def _read(text: str) -> dict[str, object]:
    return tomli.loads(text, parse_float=Decimal)


def _is_toml(text: str) -> bool:
    try:
        _read(text)
    except (ValueError, RecursionError):
        return False
    return True


def _facts(text: str) -> Facts:
    tables = _read(text)
    return {(key,): "" for key in tables} | dict(_leaves(tables))


def _leaves(table: Mapping[str, object], path: Path = ()) -> Iterator[tuple[Path, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, name))
        else:
            yield (*path, name), repr(value)


def _errors(text: str) -> set[tuple[str, str]]:
    """Key and message of each error that the ordinary reader finds, wherever it stands."""
    try:
        parse_entries(text.encode(), "")
    except InputError as error:
        problems = (one for one in error.problems if one.level == "error")
        return {(one.key, PLACE.sub("", f"{one.field}: {one.message}")) for one in problems}
    return set()
