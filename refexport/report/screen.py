"""Screen: colours by meaning and lines no longer than the terminal, for a person; a file or a pipe gets neither."""

import itertools
import os
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TextIO

COLOURS = {
    "error": "1;31",
    "warning": "33",
    "note": "36",
    "hint": "2",
    "key": "1",
    "good": "32",
    "added": "32",
    "removed": "31",
    "place": "2",
}
"""Meaning -> its colour, one of the eight that every terminal has in shades its user chose (ECMA-48, 8.3.117)."""
INDENT = "    "


class Screen(NamedTuple):
    """How lines are to look: with colours or not, no wider than so many columns (0: as wide as they are)."""

    has_colours: bool = False
    width: int = 0

    def paint(self, text: str, meaning: str) -> str:
        """The text in the colour of a meaning that has one."""
        return f"\x1b[{COLOURS[meaning]}m{text}\x1b[0m" if self.has_colours and text and meaning in COLOURS else text

    def line(self, spans: Sequence[tuple[str, str]], indent: str = INDENT) -> str:
        """(text, meaning) side by side, printable ones; broken between words where the screen ends."""
        if not self.width:
            return "".join(self.paint(text, meaning) for text, meaning in spans)
        words = [(word, meaning) for text, meaning in spans for word in re.findall(r" +|[^ ]+", text)]
        out: list[tuple[str, str]] = []
        column = 0
        for place, (word, meaning) in enumerate(words):
            ahead = len(words[place + 1][0]) if word[0] == " " and place + 1 < len(words) else 0
            if word[0] == " " and column and column + len(word) + ahead > self.width:
                out.append((f"\n{indent}", ""))
                column = len(indent)
            else:
                out.append((word, meaning))
                column += len(word)
        runs = itertools.groupby(out, key=lambda one: one[1])
        return "".join(self.paint("".join(text for text, _ in run), meaning) for meaning, run in runs)


PLAIN = Screen()


def screen_for(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Screen:
    """How a stream is to look: NO_COLOR before FORCE_COLOR before what the terminal is, as Python's own programs do.

    Source: Python 3.13, "Command line and environment", "Controlling color"; no-color.org; force-color.org.
    """
    is_terminal = stream.isatty()
    width = _columns() if is_terminal else 0
    if environment.get("NO_COLOR"):
        return Screen(has_colours=False, width=width)
    can = is_terminal and environment.get("TERM", "") != "dumb"
    return Screen(has_colours=bool(environment.get("FORCE_COLOR")) or can, width=width)


def _columns() -> int:
    """Of the terminal, or what COLUMNS says."""
    from shutil import get_terminal_size  # noqa: PLC0415 - it brings three libraries of compression (start-up time)

    return get_terminal_size().columns
