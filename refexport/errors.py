"""Finding, and the exceptions refexport raises on purpose with their exit codes (docs/reference/exit-codes.md)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_INPUT = 2
EXIT_UNRESOLVED = 3
EXIT_SIGNAL = 128
"""Plus the number of the signal that ended the run, as shells count: 129 SIGHUP, 130 SIGINT, 143 SIGTERM."""


ERROR, WARNING, NOTE = "error", "warning", "note"

FORMAT_LOSS = "format-loss"
"""The rule of findings about values that a format has no place for."""


class Fix(NamedTuple):
    """What mends a finding: field of its entry -> what it is to hold (as it stands in the file), None to remove it.

    A field that the entry has not takes the place of one that goes. ``is_safe``: there is no other right answer.
    """

    changes: Mapping[str, object]
    is_safe: bool = True


class Finding(NamedTuple):
    """Something to say about a place of a file: a mistake in it, something to fix in an entry, a loss of a format.

    ``path`` and ``line`` are empty and 0 until the place is known; ``level`` is error, warning or note; ``rule`` names
    the check that found it and is empty for mistakes of imported files; ``value`` is what was written, ``origin`` the
    service that it is from, ``instead`` the field that holds (some of) what a format has no place for, ``fix`` what
    would mend it.
    """

    path: str
    line: int
    message: str
    hint: str = ""
    key: str = ""
    field: str = ""
    value: str = ""
    level: str = "error"
    rule: str = ""
    origin: str = ""
    instead: str = ""
    fix: Fix | None = None


class RefexportError(Exception):
    """The root of all errors raised on purpose; never raised itself."""

    exit_code = EXIT_INPUT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(RefexportError):
    """A file cannot be used; carries every problem of the file, sorted by line."""

    def __init__(self, problems: Iterable[Finding]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line)))
        super().__init__(f"{len(self.problems)} problem(s)")


class LockError(RefexportError):
    """The lock file is damaged, or another refexport holds it."""


class FileError(RefexportError):
    """A file could not be read or written; the old content is still there."""


class WriteError(RefexportError):
    """An export would not read back as it was written; nothing was replaced."""


class UnavailableError(RefexportError):
    """A service did not give a usable answer: refused, timed out, cut short, or spoke of something else."""

    exit_code = EXIT_UNRESOLVED


class ImplausibleError(UnavailableError):
    """A service answered well, but its record is no work's (the title of an error page): asked again another time."""


class RefusedError(UnavailableError):
    """A service said no for good in this run (blocked, or a wait longer than we grant): it is not asked again."""


class Stopped(KeyboardInterrupt):
    """A signal ends the run; the arguments say what was saved by then.

    Like its parent it passes what catches Exception. ``word`` is what became of the run, ``number`` the signal's.
    """

    def __init__(self, word: str = "interrupted", number: int = 2) -> None:
        super().__init__()
        self.word = word
        self.number = number

    @property
    def exit_code(self) -> int:
        """What a shell gives for a process that the signal ended."""
        return EXIT_SIGNAL + self.number
