"""Conflicts: what git leaves between markers where both sides of a merge changed something (git-merge)."""

import re
from collections.abc import Iterator

from refexport.data.patterns import regex

MARKER = regex(r"^(?:<{7} |={7}$|>{7} )[^\n]*\n?", re.MULTILINE)

UNRESOLVED = "an unresolved conflict of a merge"
RESOLVE = "keep what is right of both sides, and remove the lines of <<<<<<<, ======= and >>>>>>>"


def find_conflicts(text: str) -> Iterator[slice]:
    """Where each conflict stands that has all its markers, from its first line to its last; also within strings."""
    start, seen = 0, ""
    for found in MARKER.finditer(text):
        sign = found[0][0]
        if sign == "<":
            start, seen = found.start(), "<"
        elif sign == "=" and seen == "<":
            seen = "="
        elif sign == ">" and seen == "=":
            yield slice(start, found.end())
            seen = ""


def without_conflicts(text: str) -> str:
    """The text of which both sides were sure."""
    kept, place = "", 0
    for conflict in find_conflicts(text):
        kept += text[place : conflict.start]
        place = conflict.stop
    return kept + text[place:]
