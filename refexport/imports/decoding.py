"""Decoding: the text of a file whose encoding nobody knows for sure, and what had to be guessed or is no character.

In this order: a byte order mark; zero bytes, which only UTF-16 and UTF-32 have; what the user says; UTF-8, if that is
what the bytes are; what the file says of itself; Windows-1252. No byte goes in silence: one that is no character is
U+FFFD in the text and named with its line.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from encodings import aliases
from typing import NamedTuple

from refexport.data.encodings import BOMS, COLUMNS, DECLARATIONS, LABELS, LARGER, LINES, NONE, SIGNATURES, USUAL, WIDE
from refexport.data.patterns import regex
from refexport.errors import FileError, Finding
from refexport.store.source import shown
from refexport.text.messages import did_you_mean, shorten

FALLBACK = "cp1252"
"""What Windows writes in western Europe and America; it holds all letters of Latin-1."""

MOST_NAMED = 20
"""Lines with bytes that are no characters, each named; the others are counted."""

MARK, UNKNOWN = 0xDC00, "\ufffd"
"""A byte that is no character is this surrogate plus the byte until it is named, and U+FFFD then."""

MARKED = regex("[\ud800-\udfff]+")
MARKING = "refexport.mark"
"""The name of `_mark` among Python's handlers of errors."""

LINE_END = regex(r"\r\n|\r|\n")
WORD = regex(rb"[^\s{}\"(),;]+")
MOST_BYTES, MOST_OF_WORD = 8, 20
"""Bytes and characters of a word that a warning shows."""

CONTROL = regex(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
MOST_CONTROLS = 0.02
"""Share of control characters above which bytes that are not UTF-8 are no text; of noise, a tenth are."""
FEWEST_COMMON = 0.01
"""Share of characters of ASCII in a text of UTF-16, of whatever language: ends of lines, digits, tags."""
LOOKED_AT = 65_536
"""Bytes of a file's beginning that tell text from others."""

SURE = regex(
    rb"(?:[\xc2-\xdf][\x80-\xbf]){2,}|[\xc2-\xc5\xce-\xd1][\x80-\xbf]|[\xc6-\xdf][\x81\x8d\x8f\x90\x9d]"
    rb"|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
"""Bytes that are letters or signs in UTF-8 and that nobody writes in Windows-1252 ("Ã¼", "×©×"); "ß“" is none."""

FEWEST_SURE = 3
"""Such letters in a file of UTF-8 that says it is in an encoding of several bytes a character; two may be chance."""


class Decoded(NamedTuple):
    """The text of a file, and what was guessed or could not be read."""

    text: str
    problems: tuple[Finding, ...] = ()


def decode_text(data: bytes, path: str, encoding: str = "") -> Decoded:
    """The text of a file; ``encoding`` is what the user says (a name of `encoding_of`).

    FileError: it is no text.
    """
    refuse_binary(data, path)
    for mark, name in BOMS:
        if data.startswith(mark):
            return _with_mark(data.removeprefix(mark), path, name, encoding)
    if encoding in ("utf-16", "utf-32"):
        encoding = _wide(data[:LOOKED_AT]) or f"{encoding}-le"
    if encoding:
        return _checked(data, path, encoding)
    if _has_zeros(data[:LOOKED_AT]) and (wide := _wide(data[:LOOKED_AT])):
        found = Finding(path, 1, f"no byte order mark; read as {wide.upper()}", level="note")
        return _with(_checked(data, path, wide), found)
    if _is_noise(data[:LOOKED_AT]):
        raise FileError(f"{path}: this is no text", "import reads files of text: .bib, .ris, .json, lists")
    return _undeclared(data, path) if (said := _declared(data)) is None else _declared_as(data, path, said)


def encoding_of(name: str) -> str:
    """Python's name of an encoding, whatever its spelling; ValueError, with the nearest names, if there is none."""
    spelled = re.sub(r"-(?:unix|dos|mac)$", "", name.strip().strip(";,.").lower()).removeprefix("x-")
    try:
        found = codecs.lookup(LABELS.get(spelled, spelled)).name
        b"x".decode(found, "replace")  # LookupError if it is no encoding of text
    except (LookupError, ValueError):
        found = ""
    if not found or found.replace("-", "_") in NONE:
        raise ValueError(f"there is no encoding {shown(name)!r}")
    return LARGER.get(found, found)


def near_encodings(name: str) -> str:
    """A hint with encodings that are called nearly so."""
    names = tuple(sorted({*aliases.aliases, *aliases.aliases.values(), *LABELS}))
    near = did_you_mean(name, names, most=3, least=0.6)
    return (
        near or "known are utf-8, utf-16, latin-1, cp1252, mac-roman, gb18030, shift_jis, cp1251 and others of Python"
    )


def refuse_binary(data: bytes, path: str) -> None:
    """FileError for a file that begins as an archive, a PDF or another file that is no text does."""
    for pattern, what, hint in SIGNATURES:
        if re.match(pattern, data):
            raise FileError(f"{path}: this is {what}, no text", hint)


def _with(decoded: Decoded, *problems: Finding) -> Decoded:
    return decoded._replace(problems=(*problems, *decoded.problems))


def _with_mark(data: bytes, path: str, name: str, asked: str) -> Decoded:
    """The mark decides (Encoding Standard, "decode"), whatever else is said."""
    decoded = _undeclared(data, path) if name == "utf-8" else _checked(data, path, name)
    if name.startswith(asked) or asked.startswith(name):
        return decoded
    return _with(
        decoded, Finding(path, 1, f"the file has the mark of {name.upper()}; not read as {asked}", level="warning")
    )


def _has_zeros(data: bytes) -> bool:
    """Whether zero bytes are more than strays within UTF-8."""
    zeros = data.count(0)
    return zeros > len(data) / 8 or (zeros > 0 and not _begins_as_utf8(data))


def _wide(data: bytes) -> str:
    """The one of UTF-16 and UTF-32 that gives a text, which has white space or signs of ASCII; none if none does."""
    counts = {name: _common(data[: len(data) // 4 * 4], name) for name in WIDE}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _common(data: bytes, name: str) -> int:
    """Characters of ASCII, if the text has no control characters and no bytes that are none."""
    text = data.decode(name, "ignore")
    is_text = not re.search(r"[\0-\x08\x0e-\x19\x1c-\x1f]", text) and len(text.encode(name)) >= len(data) - 4
    common = len(re.findall("[\t\n\r -~]", text)) if is_text else 0
    return common if common >= FEWEST_COMMON * len(text) else 0


def _is_noise(data: bytes) -> bool:
    """Whether bytes are no text, in no encoding that has ASCII: many control characters, or zeros beside others."""
    controls = len(CONTROL.findall(data))
    return controls > (1 / 4 if _begins_as_utf8(data) else MOST_CONTROLS) * len(data)


def _begins_as_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, of whose last character some may be missing."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str | None:
    """What the file calls its encoding at its beginning."""
    lines = LINE_END.split(data[:LOOKED_AT].decode("latin-1"), maxsplit=LINES)[:LINES]
    head = "\n".join(line[:COLUMNS] for line in lines)
    found = (re.search(pattern, head, re.IGNORECASE) for pattern in DECLARATIONS)
    return next((one["name"].strip() for one in found if one), None)


def _declared_as(data: bytes, path: str, said: str) -> Decoded:
    """The text in the encoding that the file names, unless its bytes show that this is wrong."""
    try:
        name = encoding_of(said)
    except ValueError as error:
        hint = "--encoding says which one it is"
        return _with(
            _undeclared(data, path), Finding(path, 1, f"the file says its encoding, but {error}", hint, level="warning")
        )
    if name in ("utf-8", "ascii") or name.startswith(("utf-16", "utf-32")):  # the declaration itself is in ASCII
        return _undeclared(data, path)
    is_surely_utf8 = _has_single_bytes(name) or len(SURE.findall(data)) >= FEWEST_SURE
    if not data.isascii() and is_surely_utf8 and _is_utf8(data):
        message = f"the file says that it is {said}, but it is UTF-8; read as UTF-8"
        hint = f"--encoding {name} reads it as it says"
        return _with(_checked(data, path, "utf-8"), Finding(path, 1, message, hint, level="warning"))
    return _checked(data, path, name)


def _has_single_bytes(name: str) -> bool:
    upper = bytes(range(0xA0, 0x100))
    return len(upper.decode(name, "replace")) == len(upper)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _undeclared(data: bytes, path: str) -> Decoded:
    """UTF-8, or Windows-1252 where it is none: the file, or some of its lines."""
    if _is_utf8(data):
        return Decoded(data.decode("utf-8"))
    if not SURE.search(data):
        decoded = _checked(data, path, FALLBACK)
        return _with(decoded, _guessed(data, path, _wrong_lines(data)))
    lines, wrong = data.splitlines(keepends=True), _wrong_lines(data)
    for n in wrong:
        lines[n] = _mended(lines[n])
    decoded = _checked(b"".join(lines), path, "utf-8")
    return _with(decoded, _guessed(data, path, wrong))


def _mended(line: bytes) -> bytes:
    """A line that is partly UTF-8 as UTF-8: its other bytes are Windows-1252; those that are not even that stay."""
    pieces: list[bytes] = []
    at = 0
    for start, end in [*(found.span() for found in SURE.finditer(line)), (len(line), len(line))]:
        other = line[at:start].decode(FALLBACK, "surrogateescape")
        pieces += [other.encode("utf-8", "surrogateescape"), line[start:end]]
        at = end
    return b"".join(pieces)


def _wrong_lines(data: bytes) -> list[int]:
    """The indexes of the lines that are not UTF-8."""
    return [n for n, line in enumerate(data.splitlines()) if not line.isascii() and not _is_utf8(line)]


def _guessed(data: bytes, path: str, wrong: Sequence[int]) -> Finding:
    """The warning about lines that are not UTF-8, with the first of them, its bytes, and how its word was read."""
    first = data.splitlines()[wrong[0]]
    word = next(found[0] for found in WORD.finditer(first) if not _is_utf8(found[0]))
    more = f", nor are other lines ({len(wrong)} in all)" if len(wrong) > 1 else ""
    read = _mended(word).decode("utf-8", "replace")
    has_latin = re.search(rb"[A-Za-z]", word) is not None
    usual = (name for name, with_latin in USUAL.items() if with_latin == has_latin)
    others = ", ".join(f"{name} gives {other!r}" for name in usual if (other := _whole(word, name)) not in ("", read))
    message = f"not UTF-8 (bytes {_spelled(word)}){more}; read as Windows-1252"
    hint = f"--encoding says another one{f': {others}' if others else ''}"
    return Finding(path, wrong[0] + 1, message, hint, value=shown(read), level="warning")


def _spelled(data: bytes) -> str:
    """The bytes beyond ASCII in hexadecimal, a few of them."""
    upper = [f"{byte:02X}" for byte in data if byte >= 0x80]
    return " ".join(upper[:MOST_BYTES]) + (" …" if len(upper) > MOST_BYTES else "")


def _whole(word: bytes, name: str) -> str:
    """The word in an encoding, nothing if it is none there."""
    try:
        text = word.decode(name)
    except UnicodeDecodeError:
        return ""
    return shown(text, MOST_OF_WORD) if text.isprintable() else ""


def _checked(data: bytes, path: str, name: str) -> Decoded:
    """The text; each line with bytes that are no characters is an error."""
    text = data.decode(name, MARKING).removeprefix("\ufeff")
    if not MARKED.search(text):
        return Decoded(text)
    return Decoded(MARKED.sub(lambda found: UNKNOWN * len(found[0]), text), tuple(_unknown(text, path, name)))


def _unknown(text: str, path: str, name: str) -> Iterator[Finding]:
    lines = [(n, line) for n, line in enumerate(LINE_END.split(text), 1) if MARKED.search(line)]
    for n, line in lines[:MOST_NAMED]:
        spelled = " ".join(map(_code_of, "".join(MARKED.findall(line))))
        message = f"bytes that are no characters in {name}: {shorten(spelled)}; left out, U+FFFD stands for them"
        yield Finding(path, n, message, "--encoding says another one", value=shown(MARKED.sub(UNKNOWN, line).strip()))
    if others := [str(n) for n, _ in lines[MOST_NAMED:]]:
        message = f"bytes that are no characters in {name}, in {len(others)} more lines: {shorten(', '.join(others))}"
        yield Finding(path, lines[MOST_NAMED][0], message)


def _code_of(mark: str) -> str:
    """The byte of a mark; half a character, which UTF-7 can write alone, by its number."""
    return f"{ord(mark) - MARK:02X}" if MARK <= ord(mark) < MARK + 0x100 else f"U+{ord(mark):04X}"


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no characters as surrogates, which no text of a file has."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(MARK + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(MARKING, _mark)
