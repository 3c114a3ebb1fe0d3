"""Rule: something to fix, and the function that finds it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from refexport.errors import Finding
from refexport.model.entry import Merged
from refexport.model.ids import SCHEMES, Scheme, scheme_of


class Subject(NamedTuple):
    """What rules look at: all entries, the year that is now (for dates in the future), what services are asked for."""

    entries: Sequence[Merged]
    this_year: int
    schemes: Sequence[Scheme] = tuple(SCHEMES.values())


Check = Callable[[Subject], Iterable[Finding]]


class Rule(NamedTuple):
    """A check with its name (read as "allow …") and what it is about; ``level`` is one of `checks.LEVELS`."""

    name: str
    level: str
    about: str
    check: Check


def field_of(identifier: str) -> str:
    """The field that holds an identifier."""
    scheme = scheme_of(identifier)
    return SCHEMES.get(scheme, Scheme(scheme)).field


def finding(rule: str, merged: Merged, field: str, message: str, hint: str = "") -> Finding:
    """A finding about one field of one entry; its place and its level are found later."""
    origin = merged.origin.get(field, "")
    return Finding("", 0, message, hint, merged.entry.key, field, rule=rule, origin=origin)
