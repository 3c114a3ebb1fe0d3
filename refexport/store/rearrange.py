"""Rearrange: entries of entries.toml under other keys, taken away, or in order; comments stay with what they are about.

Texts only, each result proven by reading it again (`refexport.store.change` reads and writes the file).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import WriteError
from refexport.store.edit import BOM, HEADING, TOKEN, field_place, line_end, read_tables, spelled_key, verified
from refexport.store.lines import PART, Lines, Statement

FIRST_PART = regex(rf"[ \t]*+(?:\[\[?[ \t]*+)?({PART})")
"""The first part of a header's or a field's path, as it stands in the text."""
NAMED = regex(rf"^[ \t]*+({PART}(?:[ \t]*+\.[ \t]*+{PART})*+)[ \t]*+=[ \t]*+")


def rename_entry(source: str, old: str, new: str) -> str:
    """The file with an entry under another key; WriteError if there is no such entry, or one of the new key."""
    tables = read_tables(source.removeprefix(BOM))
    if old not in tables:
        raise WriteError(f"there is no [{old}]")
    if new in tables:
        raise WriteError(f"[{new}] is there already")
    result = source
    for start, end in reversed(list(_names(source, old))):
        result = result[:start] + spelled_key(new) + result[end:]
    verified(result.removeprefix(BOM), {new if key == old else key: table for key, table in tables.items()})
    return result


def remove_entries(source: str, keys: Iterable[str]) -> str:
    """The file without some entries and the comments that belong to them; WriteError if one is not there."""
    gone = set(keys)
    tables = read_tables(source.removeprefix(BOM))
    if missing := gone - tables.keys():
        raise WriteError(f"there is no [{min(missing)}]")
    if bare := gone - {block.key for block in _blocks(source) if block.is_entry}:
        raise WriteError(f"[{min(bare)}] does not stand under a header of its own", "write it as lines under one first")
    eol = "\r\n" if "\r\n" in source else "\n"
    result = source
    for block in reversed([one for one in _blocks(source) if one.key in gone]):
        before, after = result[: block.start].rstrip("\r\n"), result[block.end :].lstrip("\r\n")
        result = before + (eol * 2 if before and after else eol if before else "") + after
    verified(result.removeprefix(BOM), {key: table for key, table in tables.items() if key not in gone})
    return result


def entry_text(source: str, key: str) -> str:
    """The lines of an entry with the comments that belong to it, without a line end."""
    return "\n".join(source[one.start : one.end].strip("\r\n") for one in _blocks(source) if one.key == key)


def entry_comments(source: str, key: str) -> list[str]:
    """The comments of an entry: above its header, between its fields and behind their values."""
    return [one[0].rstrip() for one in TOKEN.finditer(entry_text(source, key)) if one[0].startswith("#")]


def add_comments(source: str, key: str, comments: Sequence[str]) -> str:
    """The file with comments below the fields of an entry, each on a line of its own."""
    block = next((one for one in _blocks(source) if one.key == key), None)
    if not comments or block is None:
        return source
    eol = "\r\n" if "\r\n" in source else "\n"
    lines = "".join(f"# {comment.lstrip('# ')}{eol}" for comment in comments)
    before = source[: block.end]
    result = before + ("" if before.endswith("\n") else eol) + lines + source[block.end :]
    verified(result.removeprefix(BOM), read_tables(source.removeprefix(BOM)))
    return result


class _Block(NamedTuple):
    """The lines of a header and its fields, with their comments: where they start and end, and so each field."""

    key: str
    is_entry: bool
    start: int
    header: int
    fields: Sequence[tuple[str, int]]
    end: int


def _blocks(source: str) -> list[_Block]:
    """The blocks in order; comments that stand alone between two of them are in neither."""
    groups: list[list[Statement]] = []
    for statement in Lines(source).statements:
        if statement.is_header:
            groups.append([statement])
        elif groups:
            groups[-1].append(statement)
    starts = [*(_above(source, group[0].start) for group in groups), len(source)]
    return [_block(source, *one) for one in zip(groups, starts[:-1], starts[1:], strict=True)]


def _block(source: str, group: Sequence[Statement], start: int, following: int) -> _Block:
    header, *fields = group
    ends = [(one.path[-1], _below(source, field_place(source, one.start)[2])) for one in fields]
    last = ends[-1][1] if ends else _below(source, header.start)
    end = last
    while (line := source[end : _below(source, end)]).startswith("#") and not line.startswith(HEADING):
        end = _below(source, end)
    is_apart = end >= len(source) or not source[end : _below(source, end)].strip()
    here = _below(source, header.start)
    return _Block(header.path[0], len(header.path) == 1, start, here, ends, min(end if is_apart else last, following))


def _above(source: str, start: int) -> int:
    """Where the comments begin that stand directly above a header; a heading is for all entries below it."""
    while start > 0:
        above = source.rfind("\n", 0, start - 1) + 1
        line = source[above:start]
        if not line.startswith("#") or line.startswith(HEADING):
            break
        start = above
    return start


def _below(source: str, at: int) -> int:
    """Where the line after that of a place begins."""
    return min(line_end(source, at) + 1, len(source))


def _names(source: str, key: str) -> Iterator[tuple[int, int]]:
    """Where the key stands: in headers, and in dotted fields above the first of them."""
    is_top = True
    for statement in Lines(source).statements:
        is_top = is_top and not statement.is_header
        found = FIRST_PART.match(source, statement.start)
        if found and statement.path[0] == key and (statement.is_header or is_top):
            yield found.span(1)


# --- order


def in_order(source: str, rank: Mapping[str, int]) -> str:
    """The file with one blank line between entries, and the fields of each by their ranks (0 if they have none).

    A comment goes with the field below it. WriteError if anything else than order and blanks would change.
    """
    if source.startswith(BOM):
        return BOM + in_order(source.removeprefix(BOM), rank)
    eol = "\r\n" if "\r\n" in source else "\n"
    text = source.replace("\r\n", "\n")
    parts, place = [], 0
    for block in _blocks(text):
        parts += [text[place : block.start], _ordered(text, block, rank)]
        place = block.end
    kept = [part.strip("\n") for part in (*parts, text[place:])]
    return verified("\n\n".join(part for part in kept if part).replace("\n", eol) + eol, read_tables(source))


def _ordered(text: str, block: _Block, rank: Mapping[str, int]) -> str:
    """An entry's lines with its fields in order, each ``name = value``; a table within an entry as it stands."""
    if not block.is_entry:
        return text[block.start : block.end]
    starts = [block.header, *(end for _, end in block.fields)]
    rows = [(name, text[start:end].strip("\n")) for (name, end), start in zip(block.fields, starts, strict=False)]
    rows.sort(key=lambda row: rank.get(row[0], 0))
    lines = [text[block.start : block.header].strip("\n"), *(_spaced(row) for _, row in rows)]
    return "\n".join(filter(None, [*lines, text[starts[-1] : block.end].strip("\n")]))


def _spaced(row: str) -> str:
    """A field's lines with one blank on each side of its equals sign; what stands above it stays."""
    lines = row.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    lines[first] = NAMED.sub(lambda found: f"{found[1]} = ", lines[first]).rstrip()
    return (
        "\n".join(line for line in lines[:first] if line.strip()) + ("\n" if first else "") + "\n".join(lines[first:])
    )
