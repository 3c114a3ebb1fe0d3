"""The syntax of .bib files: blocks to text and back; the only door to bibtexparser.

Its writer escapes nothing and checks nothing, so everything is checked here, before and after: a value that BibTeX,
biber or bibtexparser could read in another way than it was meant is an error, never a file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from refexport.errors import Finding, WriteError
from refexport.formats.bib.groups import is_metadata
from refexport.model.date import MONTHS
from refexport.model.keys import CITE_KEY
from refexport.model.pairs import is_paired
from refexport.text.messages import shorten

MACROS = tuple(month[:3] for month in MONTHS)
"""The abbreviations that every style defines (btxdoc, section 3.2)."""

NAME = re.compile(r"[a-z][a-z0-9_-]*")
ESCAPED = re.compile(r"\\[{}]")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
HEAD = re.compile(r"@([a-z]+)\{([^,]+),")
LINE = re.compile(r"  ([a-z][a-z0-9_-]*) = (?:\{(.*)\}|([a-z]{3})),")

PIECE = re.compile(r"\s*(?:(?P<open>[{\"])|(?P<word>[^\s{}\"#,=]+))")
NEXT_PIECE = re.compile(r"\s*#\s*(?:(?P<open>[{\"])|(?P<word>[^\s{}\"#,=]+))")
DELIMITER = re.compile(r'[{}"]')
NEXT_FIELD = re.compile(r"\s*([A-Za-z][\w:.+-]*)\s*=")


class Macro(str):
    """A value that stands without braces: the name of an abbreviation."""

    __slots__ = ()


class Block(NamedTuple):
    """An entry as the file has it: type and field names in small letters, values without their delimiters."""

    type: str
    key: str
    fields: tuple[tuple[str, str], ...]
    line: int = 0


class Blocks(NamedTuple):
    """What a .bib holds, what could not be read of it, and what JabRef says of its groups."""

    blocks: list[Block]
    problems: list[Finding]
    groups: list[str]


def print_blocks(blocks: Iterable[Block]) -> str:
    """The text of a .bib that reads back as these blocks; WriteError names what could not."""
    wanted = list(blocks)
    _check_keys(wanted)
    for block in wanted:
        _check_fields(block)
    text = _write(wanted)
    _check_text(text, wanted)
    return text


def problem_of(value: str) -> str:
    """What keeps a value from standing between braces; nothing if it can."""
    if not value.isprintable() and CONTROL.search(value):
        return "it holds a control character"
    if value.endswith("\\"):
        return "it ends in a backslash"
    return "" if is_balanced(value) else "its braces do not pair up"


def is_balanced(value: str) -> bool:
    """Whether braces pair up as BibTeX and biber count them (all), and as bibtexparser does (not after a backslash)."""
    return is_paired(value) and (not ESCAPED.search(value) or is_paired(ESCAPED.sub("", value)))


def _check_keys(blocks: list[Block]) -> None:
    seen: dict[str, str] = {}
    for block in blocks:
        if not CITE_KEY.fullmatch(block.key):
            raise WriteError(f"BibTeX cannot carry the cite key {block.key!r}", "use letters, digits and _ : . / + -")
        if block.key.lower() in seen:
            raise WriteError(
                f"BibTeX takes the cite keys {seen[block.key.lower()]!r} and {block.key!r} for the same one"
            )
        seen[block.key.lower()] = block.key


def _check_fields(block: Block) -> None:
    for name, value in block.fields:
        if not NAME.fullmatch(name):
            raise WriteError(f"[{block.key}] BibTeX cannot carry the field name {name!r}")
        if problem := problem_of(value):
            raise WriteError(f"[{block.key}] {name} cannot stand in a .bib: {problem}")


def _write(blocks: list[Block]) -> str:
    from bibtexparser import model  # noqa: PLC0415 - 40 ms that only .bib files need
    from bibtexparser.library import Library  # noqa: PLC0415 - as above
    from bibtexparser.writer import BibtexFormat, write  # noqa: PLC0415 - as above

    style = BibtexFormat()  # type: ignore[no-untyped-call]
    style.indent = "  "
    style.block_separator = "\n"
    style.trailing_comma = True
    entries: list[model.Block] = []
    for block in blocks:
        fields = [model.Field(name, _print(value)) for name, value in block.fields]
        entries.append(model.Entry(block.type, block.key, fields))
    return write(Library(entries), style)


def _print(value: str) -> str:
    return str(value) if isinstance(value, Macro) else "{" + value + "}"


def _check_text(text: str, wanted: list[Block]) -> None:
    """Reads the text back line by line, as only a file of one field a line can be read."""
    lines = iter(text.split("\n"))
    for block in wanted:
        head = HEAD.fullmatch(next(lines, ""))
        fields = [LINE.fullmatch(next(lines, "")) for _ in block.fields]
        read = [(field[1], field[3] if field[2] is None else field[2]) for field in fields if field]
        if not head or head.groups() != (block.type, block.key) or read != list(block.fields) or next(lines, "") != "}":
            raise WriteError(f"[{block.key}] would not read back as it was written")
        next(lines, "")


def parse_blocks(text: str, path: str) -> Blocks:
    """The entries of a .bib, abbreviations resolved; what is broken is a problem with its line, the rest is kept."""
    macros = dict(zip(MACROS, MACROS, strict=True))
    out = Blocks([], [], [])
    first: dict[str, int] = {}
    for part in _parts(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")):
        why = part.why
        if part.type == "@string":
            macros |= {name.lower(): value for name, value in _resolved(part, macros, path, out.problems)}
        elif part.key in first:
            why = f"the key {part.key!r} stands in line {first[part.key]} already; this entry is not read"
        elif part.type and not part.type.startswith("@"):
            first[part.key] = part.line
            out.blocks.append(Block(part.type, part.key, tuple(_resolved(part, macros, path, out.problems)), part.line))
        elif part.type == "@comment" and is_metadata(comment := part.fields[0][1]):
            out.groups.append(comment)
        elif part.type == "@comment":
            why = f"a comment is not kept: {shorten(' '.join(comment.split()))}"
        if why:
            out.problems.append(Finding(path, part.line, why, key=part.key, level=_level(part, first)))
    return out


def _level(part: "_Part", first: Mapping[str, int]) -> str:
    """Only what hides an entry is an error."""
    if part.type == "@comment":
        return "note"
    return "warning" if part.type and part.line == first.get(part.key, part.line) else "error"


class _Part(NamedTuple):
    """What stands at one place of a file, with what is wrong with it; of what is beyond reading, only that."""

    line: int
    type: str
    key: str
    fields: tuple[tuple[str, str], ...] = ()
    why: str = ""


def _parts(text: str) -> Iterator[_Part]:
    import logging  # noqa: PLC0415 - with bibtexparser 50 ms that only .bib files need

    from bibtexparser import model  # noqa: PLC0415 - as above
    from bibtexparser.splitter import Splitter  # noqa: PLC0415 - as above

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it would print each problem a second time
    for block in Splitter(text).split().blocks:
        line = (block.start_line or 0) + 1
        match block:
            case model.Entry():
                yield _Part(line, block.entry_type, block.key, _fields(block.fields))
            case model.String():
                yield _Part(line, "@string", "", ((block.key, block.value),))
            case model.ImplicitComment() | model.ExplicitComment() if block.comment.strip():
                yield _Part(line, "@comment", "", (("", block.comment),))
            case model.Preamble():
                yield _Part(line, "@preamble", "", why="a @preamble is not kept: entries hold no TeX definitions")
            case model.DuplicateFieldKeyBlock(ignore_error_block=model.Entry() as entry):
                why = f"fields given twice, the first is kept: {', '.join(sorted(block.duplicate_keys))}"
                yield _Part(line, entry.entry_type, entry.key, _fields(entry.fields), why)
            case model.DuplicateBlockKeyBlock(ignore_error_block=model.Entry() as entry):
                yield _Part(line, entry.entry_type, entry.key, _fields(entry.fields))
            case model.DuplicateBlockKeyBlock(ignore_error_block=model.String() as string):
                yield _Part(line, "@string", "", ((string.key, string.value),))
            case model.ParsingFailedBlock():
                yield _Part(line, "", _key_of(block.raw or ""), why=f"not readable: {_reason(block.error)}")


def _fields(fields: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    """Names in small letters; of equal names the first, as BibTeX does."""
    first: dict[str, str] = {}
    for field in fields:
        first.setdefault(field.key.lower(), field.value)
    return tuple(first.items())


def _key_of(raw: str) -> str:
    found = re.match(r"@\w+\s*[{(]\s*([^\s,{}]+)", raw)
    return found[1] if found else ""


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "abort_reason", error)).split())


def _resolved(part: _Part, macros: Mapping[str, str], path: str, problems: list[Finding]) -> Iterator[tuple[str, str]]:
    """The fields without delimiters and abbreviations; one whose comma is missing is cut off the one before it."""
    todo = list(part.fields)
    while todo:
        name, raw = todo.pop(0)
        value, rest, why = _value(raw, macros)
        if following := NEXT_FIELD.match(rest):
            todo.insert(0, (following[1].lower(), rest[following.end() :]))
            rest, why = "", "a comma is missing after the value"
        if rest.strip():
            why = f"not readable behind the value: {rest.strip()[:40]!r}"
        if why:
            problems.append(Finding(path, part.line, why, key=part.key, field=name, value=value, level="warning"))
        yield name, value


def _value(raw: str, macros: Mapping[str, str]) -> tuple[str, str, str]:
    """A value put together from its pieces, what stands behind it, and what is wrong with it."""
    value, why, at = "", "", 0
    while piece := (PIECE if at == 0 else NEXT_PIECE).match(raw, at):
        at = piece.end()
        if word := piece["word"]:
            value += word if word.isdecimal() else macros.get(word.lower(), word)
            if not word.isdecimal() and word.lower() not in macros:
                why = f"the abbreviation {word!r} is not defined"
        else:
            end = _closing(raw, at, piece["open"])
            why = why if end < len(raw) else "its braces do not pair up as BibTeX counts them"
            value += raw[at:end] if end < len(raw) else raw[at:-1]
            at = end + 1
    return value, raw[at:], why


def _closing(raw: str, at: int, opening: str) -> int:
    """Where the delimiter is that closes a value, a backslash meaning nothing; the end if there is none."""
    depth = 0
    for place in DELIMITER.finditer(raw, at):
        if depth == 0 and place[0] == ("}" if opening == "{" else '"'):
            return place.start()
        depth += {"{": 1, "}": -1}.get(place[0], 0)
    return len(raw)
