"""Rule: something to fix, and what its function is given and gives."""

from collections.abc import Sequence
from typing import NamedTuple

from refexport.data.rules import Check, Rule
from refexport.errors import Finding, Fix
from refexport.model.entry import Merged
from refexport.model.ids import SCHEMES, Scheme, scheme_of

__all__ = ["Check", "Rule", "Subject", "field_of", "finding"]


class Subject(NamedTuple):
    """What rules look at: all entries, the year that is now (for dates in the future), what services are asked for."""

    entries: Sequence[Merged]
    this_year: int
    schemes: Sequence[Scheme] = tuple(SCHEMES.values())


def field_of(identifier: str) -> str:
    """The field that holds an identifier."""
    scheme = scheme_of(identifier)
    return SCHEMES.get(scheme, Scheme(scheme)).field


def finding(  # noqa: PLR0913 - the parts of a finding
    rule: str, merged: Merged, field: str, message: str, hint: str = "", *, fix: Fix | None = None
) -> Finding:
    """A finding about one field of one entry; its place and its level are found later."""
    origin = merged.origin.get(field, "")
    return Finding("", 0, message, hint, merged.entry.key, field, rule=rule, origin=origin, fix=fix)
