"""The syntax of .bib files: blocks to text and back; the only door to bibtexparser.

Its writer escapes nothing and checks nothing, so everything is checked here, before and after: a value that BibTeX,
biber or bibtexparser could read in another way than it was meant is an error, never a file.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from refexport.data.datamodel import ALIASES, FIELDS
from refexport.data.patterns import regex
from refexport.errors import Finding, WriteError
from refexport.formats.bib.expansion import (
    IN_BRACES,
    MOST_NESTED,
    NEXT_PIECE,
    PIECE,
    Budget,
    Expansion,
    LimitError,
    Part,
    closing_delimiter,
    shortened_comment,
)
from refexport.formats.bib.groups import is_metadata
from refexport.formats.format import Unread
from refexport.model.keys import folded_key, is_cite_key
from refexport.model.pairs import is_paired

NAME = regex(r"[a-z][a-z0-9_-]*(?:\+an(?::[a-z0-9_-]+)?)?")
ESCAPED = regex(r"\\[{}]")
CONTROL = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
HEAD = regex(r"@([a-z]+)\{([^,]+),")
LINE = regex(r"  ([a-z][a-z0-9_+:-]*) = (?:\{(.*)\}|((?:[a-z]{3}|\"[^\"]*\")(?: # (?:[a-z]{3}|\"[^\"]*\"))*)),")

BRACE = regex(r"@\s*+([-\w]++)\s*+\{|[{}]")
PARENTHESIS = regex(r"@\s*+([-\w]++)\s*+\(")
IN_PARENTHESES = regex(r'[{}()"]|@\s*+[-\w]++\s*+[{(]')
WITHIN = regex(r"@\s*+[-\w]++\s*+[{(]\s*+[^\s,{}()]++\s*+,\s*+[-\w]++\s*+=")
"""An entry in the midst of a line, as BibTeX takes it, too: with its key and a field, or any mail address were one."""
MOST_IN_PARENTHESES = 20_000
"""Characters of a block in parentheses: without a limit, blocks that are never closed would each be read to the end."""
GAP = r"(?:\s|%[^\n]*(?:\n|\Z))*+"
"""What may stand between fields: blanks, and comments as biber reads them (btparse; BibTeX has none there)."""
KEY = regex(rf"{GAP}(?:([^\s,{{}}%]*+)\s*+(?=,|\Z)|((?:[^,{{}}=\n%]|\{{[^{{}},=\n]*+\}})*+)\s*+(?=,|\Z))")
"""The key as BibTeX reads it, up to a comma or a blank, or else with blanks and accents that no program takes."""
FIELD_NAMES = FIELDS.keys() | ALIASES.keys() | {"year", "month", "day"}
KEYLESS = regex(r"(\w+)=")
"""A first field that looks like a key: ``@misc{year=2000, …``."""
FIELD_START = r"([^\s\"#%'(),={}0-9][^\s\"#%'(),={}]*)\s*="
FIELD = regex(rf"{GAP}(?:,{GAP})++{FIELD_START}")
FIRST_FIELD = regex(rf"{GAP}{FIELD_START}")
"""Where an entry has neither key nor comma, as EndNote writes it."""
LAST = regex(rf"{GAP}(?:,{GAP})*+")
COMMENT = regex(r"%[^\n]*")
ENTRY_START = regex(r"@\s*+([-\w]*+)\s*+[{(]")
ENTRY_WITHIN = regex(r"^[ \t]*@\w+\s*[{(]\s*[^\s,{}]+\s*,", re.MULTILINE)
NO_ENTRIES = frozenset({"comment", "preamble", "string"})
"""Words behind an ``@`` that begin no entry."""


class Macro(str):
    """A value that stands without braces: the name of an abbreviation, or ``"10~" # jan``."""

    __slots__ = ()


class Block(NamedTuple):
    """An entry as the file has it: type and field names in small letters, values without their delimiters."""

    type: str
    key: str
    fields: tuple[tuple[str, str], ...]
    line: int = 0


class Blocks(NamedTuple):
    """What a .bib holds, what is wrong with it, what JabRef says of its groups, and the blocks that cannot be read."""

    blocks: list[Block]
    problems: list[Finding]
    groups: list[str]
    unread: list[Unread]


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
        if not is_cite_key(block.key):
            raise WriteError(
                f"BibTeX cannot carry the cite key {block.key!r}", "use no blanks and none of , { } % # \\ ~"
            )
        if twin := seen.get(folded_key(block.key)):
            raise WriteError(f"BibTeX takes the cite keys {twin!r} and {block.key!r} for the same one")
        seen[folded_key(block.key)] = block.key


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


def parse_blocks(text: str, path: str, budget: Budget | None = None) -> Blocks:
    """The entries of a .bib, abbreviations resolved; what is broken is a problem with its line, the rest is kept."""
    out = Blocks([], [], [], [])
    values = Expansion(path, out.problems, budget or Budget())
    keys = _Keys()
    for part in _parts(_with_braces(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))):
        finding = Finding(path, part.line, part.why, key=part.key, level="warning" if part.type else "error")
        if part.type == "@string":
            values.define(part)
        elif part.type == "@comment" and is_metadata(part.fields[0][1]):
            out.groups.append(part.fields[0][1])
        elif part.type == "@comment":
            finding = _not_kept(finding, part.fields[0][1])
        elif part.type and not part.type.startswith("@"):
            finding = _take_entry(part, finding, keys, values, out)
        elif finding.level == "error":
            out.unread.append(Unread(part.line, part.raw.strip(), part.why))
        out.problems.extend([finding] if finding.message else [])
        out.problems.extend([_not_kept(finding, " ".join(part.comments))] if part.comments else [])
    out.problems.extend(values.unused())
    return out


def _take_entry(part: "Part", finding: Finding, keys: "_Keys", values: "Expansion", out: Blocks) -> Finding:
    """Puts an entry among the blocks, unless its key is another's already; what there is to say about it."""
    clash, level = keys.clash(part)
    if part.key not in keys.lines:
        keys.add(part)
        out.blocks.append(Block(part.type, part.key, tuple(values.of(part)), part.line))
    elif level == "error":
        out.unread.append(Unread(part.line, part.raw.strip(), clash))
    return finding._replace(message=clash, level=level) if clash else finding


def _not_kept(finding: Finding, comment: str) -> Finding:
    return finding._replace(message=f"a comment is not kept: {shortened_comment(comment)}", level="note")


class _Keys:
    """The keys of a file with the lines of their entries."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.spelled: dict[str, str] = {}
        self.raw: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}

    def add(self, part: "Part") -> None:
        """Takes the key of an entry, if it has one."""
        if part.key:
            self.lines[part.key] = part.line
            self.spelled.setdefault(folded_key(part.key), part.key)
            self.raw[part.key] = (part.type, part.fields)

    def clash(self, part: "Part") -> tuple[str, str]:
        """What is wrong with a key that another entry has, or has but for its case, and the level of that."""
        if line := self.lines.get(part.key, 0):
            if self.raw[part.key] == (part.type, part.fields):
                return f"the same entry stands in line {line} already", "note"
            return f"the key {part.key!r} stands in line {line} already; this entry is not read", "error"
        if twin := self.spelled.get(folded_key(part.key), ""):
            where = f"the key {twin!r} in line {self.lines[twin]}"
            return f"BibTeX takes the key for {where}, it minds no case; both entries are read", "warning"
        return "", ""


# --- parts: entries that keep to BibTeX's grammar are read by it, all else as bibtexparser makes sense of it


class _Span(NamedTuple):
    """A block from its ``@`` to its closing brace, in which a backslash means nothing: offsets in the text."""

    start: int
    type: str
    body: int
    end: int


def _spans(text: str) -> list[_Span]:
    """The blocks that begin a line and are closed, in order; blocks stand within others where a brace is missing."""
    spans: list[_Span] = []
    open_: list[int] = []
    for brace in BRACE.finditer(text):
        if brace[1] and _begins(text, brace.start()):
            open_.append(len(spans))
            spans.append(_Span(brace.start(), brace[1].lower(), brace.end(), 0))
        elif brace[0] != "}":
            open_.append(-1)
        elif open_ and (opened := open_.pop()) >= 0:
            spans[opened] = spans[opened]._replace(end=brace.start())
    return [span for span in spans if span.end]


def blocks_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each closed block of a text starts and ends, and its type in small letters; none stands within another."""
    read_to = 0
    for span in _spans(_with_braces(text)):
        if span.start >= read_to:
            read_to = span.end + 1
            yield span.start, read_to, span.type


def _begins(text: str, at: int) -> bool:
    """Whether the ``@`` at this place begins a block: first on its line, or what follows can be nothing else."""
    before = at
    while before and text[before - 1] in " \t":
        before -= 1
    if not before or text[before - 1] == "\n":
        return True
    return not (text[at - 1].isalnum() or text[at - 1] in "_\\") and bool(WITHIN.match(text, at))


def _with_braces(text: str) -> str:
    """The text with braces for the parentheses round blocks, which BibTeX takes as well: each sign for a sign."""
    if not PARENTHESIS.search(text):
        return text
    signs = list(text)
    read_to = 0
    spans = iter(_spans(text))
    span = next(spans, None)
    for opening in PARENTHESIS.finditer(text):
        while span and span.end < opening.start():
            span = next(spans, None)
        is_within = opening.start() < read_to or (span and span.start < opening.start())
        if is_within or opening[1].lower() == "comment" or not _begins(text, opening.start()):
            continue
        read_to = _closing_parenthesis(text, opening.end())
        if read_to:
            signs[opening.end() - 1], signs[read_to] = "{", "}"
    return "".join(signs)


def _closing_parenthesis(text: str, at: int) -> int:
    """Where the parenthesis is that closes a block, outside braces and quotes; 0 if another block is nearer."""
    depth, is_quoted = 0, False
    for place in IN_PARENTHESES.finditer(text, at):
        if place[0] == ")" and depth == 0 and not is_quoted:
            return place.start()
        if place[0].startswith("@") and depth == 0 and _begins(text, place.start()):
            return 0
        is_quoted ^= place[0] == '"' and depth == 0
        depth = max(0, depth + place[0].endswith("{") - (place[0] == "}"))
        if depth > MOST_NESTED or place.start() - at > MOST_IN_PARENTHESES:
            return 0
    return 0


def _parts(text: str) -> Iterator[Part]:
    line, at, read_to = 1, 0, 0
    for span in _spans(text):
        if span.start < read_to:
            continue
        part = None if span.type in NO_ENTRIES else _strict_part(text, span)
        if part or span.type in NO_ENTRIES:
            read_to = span.end + 1
            yield from _loose_parts(text[at : span.start], line)
            line += text.count("\n", at, span.start)
            block = text[span.start : read_to]
            if span.type == "comment":
                part = Part(0, "@comment", "", (("", text[span.body : span.end]),))
            yield from [part._replace(line=line, raw=block)] if part else _parts_of(block, line)
            line += block.count("\n")
            at = read_to
    yield from _loose_parts(text[at:], line)


def _strict_part(text: str, span: _Span) -> Part | None:
    """The entry in a block, None if it is none as BibTeX's grammar has it (btxdoc; bibtex.web, part 12)."""
    key = _key(text, span)
    fields: list[tuple[str, str]] = []
    comments = COMMENT.findall(text, span.body, key.end()) if key else []
    at, pattern = (key.end(), FIELD) if key else (span.body, FIRST_FIELD)
    name_ = (key[1] or key[2] or "").strip() if key else ""
    try:
        while name := pattern.match(text, at, span.end):
            comments += COMMENT.findall(text, at, name.start(1))
            at, pattern = _value_end(text, name.end(), span.end), FIELD
            fields.append((name[1].lower(), text[name.end() : at]))
    except LimitError as error:
        return Part(0, "", name_, why=str(error))
    if not (name_ or fields) or not LAST.fullmatch(text, at, span.end):
        return None
    comments += COMMENT.findall(text, at, span.end)
    return Part(0, span.type, name_, tuple(fields), _why(fields), tuple(comments))


def _key(text: str, span: _Span) -> re.Match[str] | None:
    """The key of a block; None if a field stands in its place, as EndNote writes it."""
    key = KEY.match(text, span.body, span.end)
    first = KEYLESS.match(key[1] or "") if key else None
    return None if first and first[1].lower() in FIELD_NAMES else key


def _why(fields: Sequence[tuple[str, str]]) -> str:
    """What is worth a word about the fields of an entry that keeps to the grammar."""
    within = next((name for name, raw in fields if "\n" in raw and ENTRY_WITHIN.search(raw)), "")
    return f"{within} holds what looks like an entry: perhaps a brace is missing before it" if within else ""


def _value_end(text: str, at: int, stop: int) -> int:
    """Where a value ends that is put together as it should be; before it began if it is not."""
    if plain := IN_BRACES.match(text, at, stop):
        return plain.end()
    start, pattern = at, PIECE
    while piece := pattern.match(text, at, stop):
        pattern, at = NEXT_PIECE, piece.end()
        if opening := piece["open"]:
            at = closing_delimiter(text, at, opening, stop) + 1
        if at > stop:
            return start
    return at


def _loose_parts(text: str, line: int) -> Iterator[Part]:
    """The parts of a text that starts on this line and keeps to no grammar."""
    cuts = [0, *(at for found in ENTRY_START.finditer(text) if _begins(text, at := found.start()) and at), len(text)]
    for start, end in itertools.pairwise(cuts):  # each alone: thousands of errors with their frames are slow
        parts = _parts_of(text[start:end], line) if ENTRY_START.match(text, start) else _comment(text[start:end], line)
        broken = next((part for part in parts if not part.type), None)
        yield from [broken._replace(raw=text[start:end])] if broken and _is_entry(text[start:end]) else parts
        line += text.count("\n", start, end)


def _comment(text: str, line: int) -> list[Part]:
    """A text in which no entry begins."""
    line += text.count("\n", 0, len(text) - len(text.lstrip()))
    return [Part(line, "@comment", "", (("", text),))] if text.strip() else []


def _parts_of(text: str, line: int) -> list[Part]:
    """What bibtexparser makes of a text that starts on this line."""
    if not text.strip():
        return []
    import logging  # noqa: PLC0415 - with bibtexparser 50 ms that only .bib files need

    from bibtexparser import model  # noqa: PLC0415 - as above
    from bibtexparser.splitter import Splitter  # noqa: PLC0415 - as above

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it would print each problem a second time
    return [
        part._replace(raw=block.raw or "")
        for block in Splitter(text).split().blocks
        for part in _of_block(block, model, (block.start_line or 0) + line)
    ]


def _is_entry(text: str) -> bool:
    """Whether a text begins with an entry: where it breaks, all up to the next one belongs to it."""
    start = ENTRY_START.match(text.lstrip())
    return bool(start and start[1].lower() not in NO_ENTRIES)


def _of_block(block: Any, model: Any, line: int) -> Iterator[Part]:  # noqa: ANN401 - bibtexparser's
    """A block of bibtexparser as a part; nothing for a blank comment."""
    match block:
        case model.Entry():
            yield Part(line, block.entry_type, block.key, _fields(block.fields))
        case model.String():
            yield Part(line, "@string", "", ((block.key.lower(), block.value),))
        case model.ImplicitComment() | model.ExplicitComment() if block.comment.strip():
            yield Part(line, "@comment", "", (("", block.comment),))
        case model.Preamble():
            yield Part(line, "@preamble", "", why=f"a @preamble is not kept: {shortened_comment(block.value)}")
        case model.DuplicateFieldKeyBlock(ignore_error_block=model.Entry() as entry):
            yield Part(line, entry.entry_type, entry.key, _fields(entry.fields))
        case model.DuplicateBlockKeyBlock(ignore_error_block=model.Entry() as entry):
            yield Part(line, entry.entry_type, entry.key, _fields(entry.fields))
        case model.DuplicateBlockKeyBlock(ignore_error_block=model.String() as string):
            yield Part(line, "@string", "", ((string.key.lower(), string.value),))
        case model.ParsingFailedBlock():
            yield Part(line, "", _key_of(block.raw or ""), why=f"not readable: {_reason(block.error)}")


def _fields(fields: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((field.key.lower(), field.value) for field in fields)


def _key_of(raw: str) -> str:
    found = re.match(r"@\w+\s*[{(]\s*([^\s,{}]+)", raw)
    return found[1] if found else ""


def _reason(error: Exception) -> str:
    reason = " ".join(str(getattr(error, "abort_reason", error)).split())
    return "a brace or a quotation mark is not closed" if reason.startswith("Unexpectedly") else reason
