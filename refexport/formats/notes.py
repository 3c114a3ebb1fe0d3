"""Notes: what is said about the values of a record while it is read."""

from typing import Protocol

from refexport.errors import Finding


class Worded(Protocol):
    """A value with its line, as a message repeats it."""

    @property
    def line(self) -> int:
        """The line on which it stands."""

    @property
    def words(self) -> str:
        """All that it says."""


class Notes:
    """Where messages about a record go, each with the record's key, or its place where it has none."""

    def __init__(self, path: str, place: str, key: str, problems: list[Finding]) -> None:
        """``place`` is said of records without a key: ``record 3``, ``record of line 12``."""
        self.key = key
        self._of = "" if key else f" ({place})"
        self._path = path
        self._problems = problems

    def add(self, one: Worded, message: str, field: str = "", hint: str = "") -> None:
        """A message about a value, which it repeats whole: what it says is in no entry, or in another form."""
        words = f"{message}{self._of}"
        self._problems.append(Finding(self._path, one.line, words, hint, self.key, field, one.words, "warning"))
