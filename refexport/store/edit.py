"""Edit: a few lines of TOML added or changed, the rest untouched; proven by reading the result again.

Texts only: `refexport.store.change` reads and writes the file.
"""

import bisect
import difflib
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import tomli

from refexport.data.patterns import regex
from refexport.errors import WriteError
from refexport.model.entry import Raw
from refexport.store.lines import COMMENT, KEY, STRING, Lines

WIDTH = 100
"""Columns that a list may take before each of its items gets a line."""
QUOTING = json.JSONEncoder(ensure_ascii=False)
"""Quotes a string as a basic string of TOML, which may have all of JSON's escapes."""
BARE = regex(r"[A-Za-z0-9_-]+")
TOKEN = regex(rf"{STRING}|{COMMENT}", re.DOTALL)
NAMED = regex(rf"[ \t]*+({KEY})[ \t]*+=[ \t]*+")
VALUE_TOKEN = regex(rf"{STRING}|{COMMENT}|[\[\]{{}},\n]|[^\[\]{{}},\"'#\n]+", re.DOTALL)
HEADING = "## "
"""How a comment starts that is the heading of the entries below it."""

MORE_CHANGED = "not changed, because more than the entries meant would have changed"
BOM = "\ufeff"
Tables = dict[str, dict[str, object]]
Changes = Mapping[str, Raw | Mapping[str, Raw] | None]
"""Field -> what it is to hold, a table of fields on one line or None to remove it."""


class Addition(NamedTuple):
    """A new entry: its fields and ``type`` as they are to stand in the file, and a comment above them.

    With a heading it goes to the end of the entries under that heading, else below the addition before it.
    ``left_out`` are fields that the file cannot hold: comments below the others.
    """

    key: str
    fields: Mapping[str, Raw | Mapping[str, Raw]]
    comment: str = ""
    heading: str = ""
    left_out: tuple[tuple[str, Raw], ...] = ()


def append_entries(source: str, additions: Sequence[Addition]) -> str:
    """The file with new entries at its end or under their headings; WriteError if anything else would change."""
    return verified(*with_entries(source, additions))


def with_entries(source: str, additions: Sequence[Addition]) -> tuple[str, Tables]:
    """The file with new entries, unverified, and the tables that it is to hold."""
    start = BOM if source.startswith(BOM) else ""
    bare = source.removeprefix(BOM)
    expected = read_tables(bare)
    for addition in additions:
        if addition.key in expected:
            raise WriteError(f"[{addition.key}] is there already")
        expected[addition.key] = dict(addition.fields)
    return start + _spliced(bare, _sections(bare, additions)), expected


def append_comments(source: str, texts: Sequence[str]) -> str:
    """The file with comments at its end, each after a blank line and only if what stands below its first line is new.

    The first line says where it comes from: the same part at another line of its file is no new one.
    """
    if not texts:
        return source
    new_line = "\r\n" if "\r\n" in source else "\n"
    result = source
    for text in texts:
        lines = ["".join(c if c.isprintable() else ascii(c)[1:-1] for c in line) for line in text.split("\n")]
        block = "".join(f"# {line}".rstrip() + new_line for line in lines)
        below = block.partition(new_line)[2]
        if (below or block) not in result:
            start = "" if not result or result.endswith("\n") else new_line
            result += start + (new_line if result else "") + block
    return verified(result, read_tables(source))


def set_entries(source: str, changes: Mapping[str, Changes]) -> str:
    """The file with fields of some entries set, or removed where the value is None.

    WriteError if there is no such entry or anything else would change.
    """
    if source.startswith(BOM):
        return BOM + set_entries(source.removeprefix(BOM), changes)
    pieces = entry_pieces(source) if changes else {}
    if missing := [key for key in changes if key not in pieces]:
        raise WriteError(f"there is no [{missing[0]}]")
    cuts = [(*pieces[key], _changed(source[slice(*pieces[key])], key, values)) for key, values in changes.items()]
    result = source
    for start, end, text in sorted(cuts, reverse=True):
        result = result[:start] + text + result[end:]
    expected = read_tables(source)
    for key, values in changes.items():
        merged = {**expected[key], **values}
        expected[key] = {field: value for field, value in merged.items() if value is not None}
    return verified(result, expected)


def print_entries(additions: Sequence[Addition]) -> str:
    """The TOML of new entries as it would stand in an empty file."""
    return append_entries("", additions)


def print_entry(
    key: str, fields: Mapping[str, Raw | Mapping[str, Raw]], comment: str = "", left_out: Sequence[tuple[str, Raw]] = ()
) -> str:
    """The TOML of an entry, without a line end."""
    lines = [f"# {_one_line(comment)}"] if comment else []
    lines.append(f"[{spelled_key(key)}]")
    lines += (spelled_field(field, value) for field, value in fields.items())
    lines += (f"# {_escaped(f'{spelled_key(field)} = {_value(value)}')}" for field, value in left_out)
    return "\n".join(lines)


# --- proof


def read_tables(source: str) -> Tables:
    """The tables of a file, numbers as they are spelled; WriteError if it cannot be read."""
    try:
        return tomli.loads(source.replace("\r\n", "\n"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise WriteError(f"not changed, because it cannot be read: {error}", "refexport check says more") from error


def verified(result: str, expected: Tables) -> str:
    """The result if it holds just these tables; WriteError if not."""
    if read_tables(result.removeprefix(BOM)) != expected:
        raise WriteError(MORE_CHANGED)
    return result


# --- where


class _Section(NamedTuple):
    """The place in the source where entries under a heading end, and what comes there."""

    end: int
    new: list[str]


def _sections(source: str, additions: Sequence[Addition]) -> list[_Section]:
    """The sections of a file in order, new ones last, each with its new entries; the first has no heading."""
    sections = {"": _Section(len(source.rstrip()), [])}
    sections |= {heading: _Section(end, []) for heading, end in _headings(source)}
    heading = ""
    for addition in additions:
        heading = _one_line(addition.heading) or heading
        if heading not in sections:
            sections[heading] = _Section(len(source.rstrip()), [HEADING + heading])
        sections[heading].new.append(print_entry(*addition[:3], addition.left_out))
    return sorted(sections.values(), key=lambda section: section.end)


def _headings(source: str) -> Iterator[tuple[str, int]]:
    """Each heading with the place where the last line under it ends."""
    headings = [found for found in TOKEN.finditer(source) if _is_heading(source, found)]
    ends = [*(found.start() for found in headings), len(source)][1:]
    for found, end in zip(headings, ends, strict=True):
        yield _one_line(found[0].removeprefix(HEADING)), len(source[:end].rstrip())


def _is_heading(source: str, found: re.Match[str]) -> bool:
    return found[0].startswith(HEADING) and source[found.start() - 1 : found.start()] in ("", "\n")


def _spliced(source: str, sections: Sequence[_Section]) -> str:
    """The source with new entries at the ends of its sections, set off by blank lines, in the file's line ends."""
    eol = "\r\n" if "\r\n" in source else "\n"
    cuts = [0, *(section.end for section in sections), len(source)]
    old = [source[start:end] for start, end in itertools.pairwise(cuts)]
    out = old[:1]
    for section, following in zip(sections, old[1:], strict=True):
        for text in section.new:
            out += [eol * 2 if any(out) else "", text.replace("\n", eol)]
        has_gap = following.startswith(eol * 2) or not (section.new and following.strip())
        out += ["" if has_gap else eol, following]
    text = "".join(out)
    return text if text.endswith("\n") else text + eol


def entry_pieces(source: str) -> dict[str, tuple[int, int]]:
    """Where each entry's header starts and the next header or the file ends."""
    headers = [statement for statement in Lines(source).statements if statement.is_header]
    starts = [*(header.start for header in headers), len(source)]
    ends = zip(headers, itertools.pairwise(starts), strict=True)
    return {header.path[0]: piece for header, piece in ends if len(header.path) == 1}


def _changed(piece: str, key: str, values: Changes) -> str:
    """An entry's lines with some values set and some fields removed; comments and all other lines stay.

    New fields take the place of the first that goes, else they come last.
    """
    text = piece.replace("\r\n", "\n")
    fields = [statement for statement in Lines(text).statements if not statement.is_header]
    places = {
        one.path[1]: field_place(text, one.start) for one in fields if one.path[:1] == (key,) and one.path[2:] == ()
    }
    new = [spelled_field(field, value) for field, value in values.items() if value is not None and field not in places]
    cuts: list[tuple[int, int, str]] = []
    for field, (start, at, end) in places.items():
        if (value := values.get(field)) is not None:
            cuts.append((at, end, _respelled(text[at:end], field, value)))
        elif field in values:
            inside = _comments(text[at:end])
            cuts.append((start, end, "\n".join([*inside, *new])) if new else _removal(text, start, end, inside))
            new = []
    if new:
        last = line_end(text, max([end for *_, end in places.values()] or [0]))
        cuts.append((last, last, "".join(f"\n{line}" for line in new)))
    return _cut(piece, cuts)


def _comments(value: str) -> list[str]:
    """The comments between the lines of a value, which stay when it goes."""
    return [found[0].strip() for found in TOKEN.finditer(value) if found[0].startswith("#")]


def _cut(piece: str, cuts: Sequence[tuple[int, int, str]]) -> str:
    """The piece with other text in some places, which are counted as if its lines ended in LF."""
    returns = [found.start() - n for n, found in enumerate(re.finditer("\r\n", piece))]
    eol = "\r\n" if returns else "\n"
    for start, end, line in sorted(cuts, reverse=True):
        first, last = (place + bisect.bisect_left(returns, place) for place in (start, end))
        piece = piece[:first] + line.replace("\n", eol) + piece[last:]
    return piece


def _respelled(old: str, field: str, value: Raw | Mapping[str, Raw]) -> str:
    """A value as it is to stand in place of an old one; of a list only the items that differ are spelled anew."""
    if isinstance(value, list) and old.startswith("[") and (spliced := _with_items(old, value)):
        return spliced
    new = spelled_field(field, value)[len(spelled_key(field)) + len(" = ") :]
    inside = "".join(f"  {line}\n" for line in _comments(old))
    if not inside or not isinstance(value, list):
        return new
    return f"[\n{inside}{''.join(f'  {_value(one)},{chr(10)}' for one in value)}]"


def _with_items(old: str, items: Sequence[object]) -> str:
    """The list with other items in the places of some; empty if more changes than single items."""
    spans = _item_spans(old)
    known = [repr(tomli.loads(f"x = {old[start:end]}", parse_float=str)["x"]) for start, end in spans]
    changes = difflib.SequenceMatcher(None, known, list(map(repr, items)), autojunk=False).get_opcodes()
    for tag, first, last, start, end in reversed([change for change in changes if change[0] != "equal"]):
        place = slice(spans[first][0], spans[last - 1][1]) if tag == "replace" else slice(0, 0)
        if tag != "replace" or "#" in TOKEN.sub(lambda found: found[0][:1], old[place]):
            return ""
        old = old[: place.start] + ", ".join(map(_value, items[start:end])) + old[place.stop :]
    return old


def _item_spans(array: str) -> list[tuple[int, int]]:
    """Where each item of a list stands."""
    spans: list[tuple[int, int]] = []
    depth, start, end = 0, -1, -1
    for token in VALUE_TOKEN.finditer(array, 1, len(array) - 1):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "," and depth == 0:
            spans, start = [*spans, (start, end)], -1
        elif token[0].strip() and token[0][0] != "#":
            blanks = len(token[0]) - len(token[0].lstrip())
            start, end = (token.start() + blanks if start < 0 else start), token.start() + len(token[0].rstrip())
    return [*spans, (start, end)] if start >= 0 else spans


def field_place(text: str, start: int) -> tuple[int, int, int]:
    """Where the name of a field that starts there, its value, and the end of the value stand."""
    named = NAMED.match(text, start)
    if not named:
        raise WriteError("not changed, because a field cannot be found again")
    depth, end = 0, named.end()
    for token in VALUE_TOKEN.finditer(text, end):
        if depth == 0 and token[0][0] in "\n#":
            break
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        end = token.end() if token[0].strip() else end
    return named.start(1), named.end(), end


def _removal(text: str, start: int, end: int, inside: Sequence[str]) -> tuple[int, int, str]:
    """What takes a field away with its line, but for the comments in its value and on its line."""
    stop = line_end(text, end)
    if comments := [*inside, *filter(None, [text[end:stop].strip()])]:
        return start, stop, "\n".join(comments)
    return text.rfind("\n", 0, start) + 1, min(stop + 1, len(text)), ""


def line_end(text: str, at: int) -> int:
    """Where the line ends that a place is in."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


# --- how


def spelled_key(key: str) -> str:
    """A key as TOML has it, in quotes where it must."""
    return key if BARE.fullmatch(key) else _string(key)


def spelled_field(field: str, value: Raw | Mapping[str, Raw]) -> str:
    """A field and its value as they are to stand in the file, a long list over several lines."""
    line = f"{spelled_key(field)} = {_value(value)}"
    if len(line) <= WIDTH or not isinstance(value, list):
        return line
    items = "".join(f"  {_value(one)},\n" for one in value)
    return f"{spelled_key(field)} = [\n{items}]"


def _value(value: object) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{spelled_key(name)} = {_value(one)}" for name, one in value.items()) + " }"
    return str(cast("int", value))


def _string(text: str) -> str:
    """A string in the quotes that need the fewest backslashes."""
    if ("\\" in text or '"' in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return QUOTING.encode(text).replace("\x7f", "\\u007F")


def _escaped(text: str) -> str:
    """The text on one line, all its characters of a kind that prints."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
