"""Rule and Finding: something to fix, and the function that finds it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from refexport.model.entry import Merged


class Finding(NamedTuple):
    """One thing to fix in one entry; ``origin`` says where the value came from, path and line where to write."""

    rule: str
    key: str
    field: str
    message: str
    hint: str = ""
    origin: str = ""
    level: str = "warning"
    path: str = ""
    line: int = 0


class Subject(NamedTuple):
    """What rules look at: all entries, and the year that is now (for dates in the future)."""

    entries: Sequence[Merged]
    this_year: int


Check = Callable[[Subject], Iterable[Finding]]


class Rule(NamedTuple):
    """A check with its name (read as "allow …") and what it is about; ``level`` is one of `checks.LEVELS`."""

    name: str
    level: str
    about: str
    check: Check


def finding(rule: str, merged: Merged, field: str, message: str, hint: str = "") -> Finding:
    """A finding about one field of one entry."""
    return Finding(rule, merged.entry.key, field, message, hint, merged.origin.get(field, ""))
