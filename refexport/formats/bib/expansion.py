"""Values of a .bib put together from their pieces, abbreviations resolved; within limits.

Source: btxdoc and bibtex.web (``scan_a_field_token_and_eat_white``): pieces between ``#`` are texts, numbers, names.
"""

from collections.abc import Iterator
from typing import NamedTuple

from refexport.data.macros import JOURNAL_MACROS
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.model.date import MONTHS
from refexport.text.messages import shorten

MOST_REPEATED = 500
"""Characters of a comment that a message repeats."""

MACROS = tuple(month[:3] for month in MONTHS)
"""The abbreviations that every style defines (btxdoc, section 3.2)."""

PIECE = regex(r"\s*(?:(?P<open>[{\"])|(?P<word>[^\s{}\"#,=%]+))")
NEXT_PIECE = regex(r"\s*#\s*(?:(?P<open>[{\"])|(?P<word>[^\s{}\"#,=%]+))")
IN_BRACES = regex(r"\s*\{([^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+)\}(?!\s*#)")
"""A value of one piece in braces, which hold no braces but such as are closed at once; nothing is joined to it."""
DELIMITER = regex(r'[{}"]')
NEXT_FIELD = regex(r"\s*([A-Za-z][\w:.+-]*)\s*=")

MOST_NESTED = 100
"""Braces within each other; BibTeX has no limit, and no value of a bibliography has a tenth of it."""

MOST_EXPANDED = 100_000
"""Characters that the abbreviations of one value may stand for; 20,000 in BibTeX 0.99d (``glob_str_size``)."""

MOST_EXPANDED_IN_ALL = 10_000_000
"""Characters that the abbreviations and the cross references of a file may stand for together."""

UNDEFINED = "is not defined"
DEFINE = "define it by @string, or put it in braces if it is the text itself"


class Budget:
    """How many characters abbreviations and cross references may still copy: a few lines could make millions."""

    def __init__(self, left: int = MOST_EXPANDED_IN_ALL) -> None:
        self.left = left

    def grants(self, characters: int) -> bool:
        """Whether so many more may be copied; they count from then on."""
        self.left -= min(characters, self.left + 1)
        return self.left >= 0


def shortened_comment(comment: str) -> str:
    """A comment on one line, no longer than a message repeats it."""
    return shorten(" ".join(comment.split()), MOST_REPEATED)


class Part(NamedTuple):
    """What stands at one place of a file, with what is wrong with it; of what is beyond reading, only that."""

    line: int
    type: str
    key: str
    fields: tuple[tuple[str, str], ...] = ()
    why: str = ""
    comments: tuple[str, ...] = ()
    raw: str = ""


class LimitError(ValueError):
    """A value is beyond a limit."""


class Expansion:
    """Makes values of what stands in a file, abbreviations resolved; what is wrong with them goes to the problems."""

    def __init__(self, path: str, problems: list[Finding], budget: Budget) -> None:
        self.path, self.problems, self.budget = path, problems, budget
        self.macros = JOURNAL_MACROS | dict(zip(MACROS, MACROS, strict=True))
        self.lines: dict[str, int] = {}
        self.used: set[str] = set()

    def define(self, part: Part) -> None:
        """Takes up the abbreviations of a @string."""
        defined = dict(self.of(part))
        self.macros.update(defined)
        self.lines.update(dict.fromkeys(defined, part.line))

    def unused(self) -> Iterator[Finding]:
        """What is lost of abbreviations that no entry uses: there are files of hundreds of them."""
        unused = {name: line for name, line in self.lines.items() if name not in self.used}
        if unused:
            what = shortened_comment("; ".join(f"{name} = {self.macros[name]}" for name in unused))
            message = f"{len(unused)} of the abbreviations are used by no entry and not kept: {what}"
            yield Finding(self.path, next(iter(unused.values())), message, level="note")

    def of(self, part: Part) -> Iterator[tuple[str, str]]:
        """The fields without delimiters and abbreviations, of equal names the first, as BibTeX does."""
        first: dict[str, str] = {}
        lost: dict[str, list[str]] = {}
        for name, value in self._each(part):
            if name not in first:
                first[name] = value
                yield name, value
            elif value != first[name]:
                lost.setdefault(name, []).append(value)
        for name, values in lost.items():
            self._report(part, name, "given twice, the first is kept; left out", "; ".join(values))

    def _each(self, part: Part) -> Iterator[tuple[str, str]]:
        """The fields in order; one whose comma is missing is cut off the one before it."""
        for name, raw in part.fields:
            if plain := IN_BRACES.fullmatch(raw):
                yield name, plain[1]
                continue
            try:
                yield from self._values(part, name, raw)
            except LimitError as error:
                self._report(part, name, f"{error}; left out", raw, "error")

    def _values(self, part: Part, name: str, raw: str) -> Iterator[tuple[str, str]]:
        at: int | None = 0
        while at is not None:
            value, end, why = self._value(raw, at)
            following = NEXT_FIELD.match(raw, end)
            rest = "" if following else raw[end:].strip()
            if following:
                why = "a comma is missing after the value"
            elif rest:
                why = f"not readable behind the value: {shorten(rest, MOST_REPEATED)!r}"
            if why:
                self._report(part, name, why, value, "error" if rest else "warning")
            yield name, value
            name, at = (following[1].lower(), following.end()) if following else ("", None)

    def _report(self, part: Part, name: str, why: str, value: str, level: str = "warning") -> None:
        hint = DEFINE if why.endswith(UNDEFINED) else ""
        self.problems.append(Finding(self.path, part.line, why, hint, part.key, name, value, level))

    def _value(self, raw: str, at: int) -> tuple[str, int, str]:
        """A value put together from its pieces, where it ends, and what is wrong with it."""
        pieces: list[str] = []
        why, copied, pattern = "", 0, PIECE
        while piece := pattern.match(raw, at):
            pattern, at = NEXT_PIECE, piece.end()
            if word := piece["word"]:
                text = word if word.isdecimal() else self.macros.get(word.lower())
                self.used.add(word.lower())
                why = why if text is not None else f"the abbreviation {word!r} {UNDEFINED}"
                copied += len(text or "")
                if copied > MOST_EXPANDED or not self.budget.grants(len(text or "")):
                    raise LimitError("its abbreviations stand for too many characters")
                pieces.append(word if text is None else text)
            else:
                end = closing_delimiter(raw, at, piece["open"], len(raw))
                why = why if end < len(raw) else "its braces do not pair up as BibTeX counts them"
                pieces.append(raw[at:end] if end < len(raw) else raw[at:-1])
                at = end + 1
        return "".join(pieces), at, why


def closing_delimiter(raw: str, at: int, opening: str, stop: int) -> int:
    """Where the delimiter is that closes a value, a backslash meaning nothing; where to stop if there is none."""
    depth = 0
    for place in DELIMITER.finditer(raw, at, stop):
        if depth == 0 and place[0] == ("}" if opening == "{" else '"'):
            return place.start()
        depth += {"{": 1, "}": -1}.get(place[0], 0)
        if depth > MOST_NESTED:
            raise LimitError(f"more than {MOST_NESTED} braces within each other")
    return stop
