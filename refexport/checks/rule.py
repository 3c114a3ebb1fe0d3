"""Rule: something to fix, and what its function is given and gives."""

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from refexport.data.rules import Check, Rule
from refexport.errors import Finding, Fix
from refexport.model.entry import Merged
from refexport.model.ids import SCHEMES, Scheme, scheme_of

__all__ = ["Check", "Rule", "Subject", "field_of", "finding"]

Made = TypeVar("Made")


class Subject:
    """What rules look at: all entries, the year that is now (for dates in the future), what services are asked for."""

    def __init__(
        self, entries: Sequence[Merged], this_year: int, schemes: Sequence[Scheme] = tuple(SCHEMES.values())
    ) -> None:
        """Nothing is looked at yet."""
        self.entries, self.this_year, self.schemes = entries, this_year, schemes
        self._made: dict[object, object] = {}

    def once(self, make: Callable[["Subject"], Made]) -> Made:
        """What a function gives of the subject, for all rules that look at it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])


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
