"""Files to import: standard input too, no more bytes than there is memory for, as text."""

import sys
from pathlib import Path

from refexport.errors import FileError
from refexport.imports.decoding import Decoded, decode_text
from refexport.store.files import read_bytes, size_of

STDIN = "-"
"""The argument that means standard input."""

MAX_BYTES = 1_000_000_000
"""As many as entries.toml may have; a group of a hundred thousand works has some sixty million."""


def name_of(argument: str) -> str:
    """What messages and comments call the file of an argument."""
    return "<stdin>" if argument == STDIN else argument


def read_text(argument: str, encoding: str = "") -> Decoded:
    """The text of a file or of standard input, lines ending in LF; FileError: it cannot be read, is too large, no text.

    ``encoding`` is what the user says (a name of `encoding_of`).
    """
    name = name_of(argument)
    if argument != STDIN:
        _refuse_large(size_of(Path(argument)), name)
    data = _read_stdin() if argument == STDIN else read_bytes(Path(argument), pipes=True, most=MAX_BYTES)
    _refuse_large(len(data), name)
    decoded = decode_text(data, name, encoding)
    return decoded._replace(text=decoded.text.replace("\r\n", "\n").replace("\r", "\n"))


def _refuse_large(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise FileError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB", "import it in parts")


def _read_stdin() -> bytes:
    """All of standard input; FileError if it is closed, empty or cannot be read."""
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is closed"
        raise FileError(f"cannot read <stdin>: {reason}") from error
    if not data:
        raise FileError("<stdin> is empty", "did the command before the pipe fail?")
    return data
