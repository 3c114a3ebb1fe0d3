"""Content: a file's text as the formats look at it to recognise their own, each view made once and when asked for.

A format says in ``recognises`` what only its files have: the root element of XML, the shape of JSON, lines of tags.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from refexport.data.patterns import regex

MOST_LOOKED_AT = 200_000
"""Characters in which lines that tell a format are looked for; they stand near the start of a file."""

PROLOG = regex(r"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>)\s*)*", re.DOTALL | re.IGNORECASE)
"""What may stand before the root of a document (XML 1.0, section 2.8)."""

START_TAG = regex(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)((?:\s[^<>]*)?)/?>")


class Content:
    """The text of a file, and what of it tells formats apart."""

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("\ufeff")

    @cached_property
    def head(self) -> str:
        """The first characters, lines ending in LF, in which a line that tells the format must stand."""
        return re.sub(r"\r\n?", "\n", self.text[:MOST_LOOKED_AT])

    @cached_property
    def root(self) -> str:
        """The name of the root element of XML without its prefix; ``""`` of what is no XML."""
        return self._start[1] if self._start else ""

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """The addresses of the namespaces that the root element declares."""
        declared = re.findall(r"\sxmlns(?::[\w.-]+)?\s*=\s*[\"']([^\"']*)[\"']", self._start[2]) if self._start else ()
        return frozenset(declared)

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        """The value of a JSON text; None of what is no JSON."""
        if not re.match(r"\s*[{\[]", self.text):
            return None
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    @property
    def items(self) -> Iterator[dict[str, Any]]:
        """The objects of a JSON list, or of the list ``items`` in an object."""
        listed = self.json.get("items") if isinstance(self.json, dict) else self.json
        return (one for one in listed if isinstance(one, dict)) if isinstance(listed, list) else iter(())

    @cached_property
    def _start(self) -> re.Match[str] | None:
        found = PROLOG.match(self.head)
        return START_TAG.match(self.head, found.end() if found else 0)


Recognise = Callable[[Content], bool]
"""Whether a file is one of the format's, by what no other format has."""


def unrecognised(_: Content) -> bool:
    """The answer of a format whose files are known by their suffix alone."""
    return False


def with_lines(*patterns: str, without: str = "") -> Recognise:
    """What recognises files that have lines which start as each of the patterns says, and none like ``without``."""
    lines = [regex(pattern, re.MULTILINE) for pattern in patterns]
    other = regex(without or r"(?!)", re.MULTILINE)
    return lambda content: all(line.search(content.head) for line in lines) and not other.search(content.head)
