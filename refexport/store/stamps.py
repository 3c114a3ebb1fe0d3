"""Stamps: what a run read, wrote and said, so that the same run over the same files is answered without it.

A stamp is a file in the user's cache folder; it may be deleted at any time. It holds the digest of every file that the
run read (or looked for in vain) and of every file that it left behind. It answers only the same command line in the
same folder, on the same day, before a like terminal, by the same code: version, and time and number of its modules.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TextIO

from refexport import __version__

COMMANDS: Mapping[str, frozenset[str]] = {
    "check": frozenset({"--fix", "--unsafe-fixes", "--diff", "--explain"}),
    "enrich": frozenset({"--upgrade", "--dry-run", "--prune", "--force"}),
    "export": frozenset({"--check", "--explain-loss", "--no-loss", "--force"}),
}
"""Commands that are remembered -> the options with which they are not."""

ENVIRONMENT = frozenset("NO_COLOR FORCE_COLOR TERM COLUMNS LANG LC_ALL LC_CTYPE CI GITHUB_ACTIONS HOME".split())
OWN = "REFEXPORT_"
"""What is said depends on these variables, and on those that begin so."""

OFF = "REFEXPORT_NO_STAMPS"
MOST_SAID = 1_000_000
"""Characters; a run that says more is not remembered."""

STREAMS = ("stdout", "stderr")


class Stamp(NamedTuple):
    """The exit code of a run, the digests of its files (empty where there was none), and what it said where."""

    code: int
    files: Mapping[str, str]
    said: Sequence[tuple[str, str]]


class Run:
    """What a run has read, left behind and said so far; ``is_spoilt``: no stamp can stand for what it does."""

    def __init__(self, file: Path) -> None:
        """``file`` is where its stamp goes."""
        self.file = file
        self.read: dict[str, str] = {}
        self.left: dict[str, str] = {}
        self.said: list[tuple[str, str]] = []
        self.is_spoilt = False

    def has_read(self, path: Path, data: bytes | None) -> None:
        """Remembers a file as it was read, None if there was none; two readings that differ spoil the run."""
        place, digest = str(path.absolute()), _digest(data)
        self.is_spoilt = self.is_spoilt or self.read.setdefault(place, digest) != digest

    def has_left(self, path: Path, data: bytes) -> None:
        """Remembers a file that the run leaves behind, whatever it was before."""
        self.left[str(path.absolute())] = _digest(data)

    def has_said(self, stream: str, text: str) -> None:
        """Remembers words for one of `STREAMS`."""
        self.said.append((stream, text))


current: Run | None = None
"""The run that is to be remembered, if there is one."""


def spoil() -> None:
    """The run does what no stamp can stand for: it asks a registry or a person, or writes to a stream."""
    if current:
        current.is_spoilt = True


def looked_for(path: Path) -> None:
    """A file was looked for in vain."""
    if current:
        current.has_read(path, None)


def replayed(arguments: Sequence[str]) -> int | None:
    """The exit code of the run that a stamp stands for, after saying what it said; None: it has to be run.

    A run that has to be run is remembered from now on, if it is of a kind that can be.
    """
    global current  # noqa: PLW0603 - one run a process
    current = None
    if not _is_remembered(arguments):
        return None
    try:
        file = cache_folder() / "runs" / f"{_key(arguments)}.json"
    except (OSError, RuntimeError):  # no working folder, or nobody's home
        return None
    stamp = _load(file)
    if stamp and all(_digest(_content(Path(path))) == digest for path, digest in stamp.files.items()):
        for stream, text in stamp.said:
            (sys.stdout if stream == "stdout" else sys.stderr).write(text)
        sys.stdout.flush()
        return stamp.code
    current = Run(file)
    return None


def taken() -> Run | None:
    """The run so far, which is remembered no further; None if it is spoilt, or was none to be remembered."""
    global current
    run, current = current, None
    is_kept = run is not None and not run.is_spoilt and sum(len(text) for _, text in run.said) <= MOST_SAID
    return run if is_kept else None


def _is_remembered(arguments: Sequence[str]) -> bool:
    if is_off():
        return False
    if is_help(arguments):
        return True
    own = arguments[2:] if arguments[:1] in (["-f"], ["--file"]) else arguments
    if not own or own[0] not in COMMANDS:
        return False
    return not {"--help", *COMMANDS[own[0]]} & {argument.partition("=")[0] for argument in own}


def is_off() -> bool:
    """Whether nothing may be remembered from one run to the next."""
    return bool(os.environ.get(OFF))


def is_help(arguments: Sequence[str]) -> bool:
    """Whether a command's help is asked for and nothing else."""
    return len(arguments) > 1 and arguments[-1] == "--help" and not any(one.startswith("-") for one in arguments[:-1])


def _key(arguments: Sequence[str]) -> str:
    """The digest of all that a run depends on beside files."""
    variables = sorted(
        (name, value) for name, value in os.environ.items() if name in ENVIRONMENT or name.startswith(OWN)
    )
    screens = [_screen(stream) for stream in (sys.stdout, sys.stderr)]
    today = time.strftime("%Y-%m-%d")
    about = [[*arguments], str(Path.cwd()), variables, screens, today, code_of_program()]
    return _digest(json.dumps(about).encode())


def _screen(stream: TextIO | None) -> tuple[bool, int]:
    """Whether a stream is a terminal, and how wide."""
    try:
        return (stream.isatty(), os.get_terminal_size(stream.fileno()).columns) if stream else (False, 0)
    except (OSError, ValueError):
        return False, 0


@cache
def code_of_program() -> tuple[object, ...]:
    """What tells this code from other: versions, the time of the newest module and how many, folders of plug-ins."""
    package = Path(__file__).parents[1]
    times = [entry.stat().st_mtime_ns for entry in _modules(package)]
    folders = [Path(one) for one in sys.path if one.endswith("-packages")]
    plug_ins = [(str(one), one.stat().st_mtime_ns if one.exists() else 0) for one in folders]
    return (__version__, sys.version, str(package), max(times) + len(times), *plug_ins)


def _modules(folder: Path) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".txt", ".tsv")):
                yield entry
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _modules(Path(entry.path))


def cache_folder() -> Path:
    """Where the program keeps what may be deleted at any time; RuntimeError if the user has no home."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "refexport"


def _load(file: Path) -> Stamp | None:
    """A stamp; None if there is none, or one that is damaged."""
    try:
        code, files, said = json.loads(_content(file) or b"")
        is_whole = isinstance(code, int) and isinstance(files, dict) and all(stream in STREAMS for stream, _ in said)
        return Stamp(code, files, [(stream, str(text)) for stream, text in said]) if is_whole else None
    except (ValueError, TypeError):
        return None


def _content(path: Path) -> bytes | None:
    """A file's bytes; None if there is none that can be read at once."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.blake2b(data, digest_size=20).hexdigest()
