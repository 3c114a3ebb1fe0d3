"""A terminal for a program that runs in it: what it shows, when, and what a person types."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[[0-9;]*[1-9][0-9;]*m")


REACTS = 0.3
"""Seconds until a person answers what is read; Python drops a signal that comes while it puts out a question."""


class Screening(NamedTuple):
    """(seconds since the start, text) of each piece that came, and how the program ended."""

    pieces: Sequence[tuple[float, str]]
    code: int

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)

    @property
    def lines(self) -> list[str]:
        """What stood on the screen, line by line, without colours; a line that was taken away and its successor."""
        text = re.sub(r"\x1b\[(?:[0-9]*A|2K)|\r\n?", "\n", self.text)
        return CONTROL.sub("", text).split("\n")


def screened(
    arguments: Sequence[str],
    env: Mapping[str, str] = {},
    keys_at: tuple[float, bytes] | None = None,
    columns: int = 80,
    seconds: float = 60,
    keys_after: Sequence[tuple[str, bytes]] = (),
) -> Screening:
    """Runs ``refexport`` with the arguments in a terminal of so many columns; presses keys after some seconds.

    ``keys_after``: words and the keys that are pressed once they have come, each after the one before.
    """
    start = time.monotonic()
    new, presses = "", list(keys_after)
    child, terminal = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.update({"TERM": "xterm-256color", **env})
        for name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"} - env.keys():
            os.environ.pop(name, None)
        os.execv(sys.executable, [sys.executable, "-m", "refexport", *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    pieces: list[tuple[float, str]] = []
    while (now := time.monotonic() - start) < seconds:
        if keys_at and now >= keys_at[0]:
            os.write(terminal, keys_at[1])
            keys_at = None
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                break
            pieces.append((time.monotonic() - start, data.decode(errors="replace")))
            new += pieces[-1][1]
            if presses and presses[0][0] in new:
                select.select([], [], [], REACTS)  # tests may have taken time.sleep away
                os.write(terminal, presses.pop(0)[1])
                new = ""
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return Screening(pieces, os.waitstatus_to_exitcode(status))
