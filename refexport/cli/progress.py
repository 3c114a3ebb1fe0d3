"""Progress: what a run is doing, while it lasts: on a terminal a few lines that go again, elsewhere plain lines."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from refexport.observer import Observer

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

SHOWN_FROM = 0.15
"""Seconds before something is shown on a terminal, unless a service is asked: what is done by then needs no sign."""
LOOK = 0.05
"""Seconds between two looks whether there is something to show."""
FIRST_LINE = 3.0
BETWEEN_LINES = 5.0
"""Seconds before the first plain line, and between two."""
BAR = 20
"""Columns of a bar."""


class _Asked:
    """What one service was and is to be asked for, and what goes on there."""

    def __init__(self) -> None:
        self.total, self.number, self.until, self.why, self.is_asking = 0, 0, 0.0, "", False

    def doing(self, now: float) -> str:
        """``asking``, ``waiting 3 s (one request in 3 s)``, ``done``"""
        if self.until > now:
            left = f" {self.until - now:.0f} s" if self.until - now < 300 else ""
            return f"waiting{left} ({self.why})"
        return "asking" if self.is_asking else "done" if self.number >= self.total else ""

    def is_busy(self, now: float) -> bool:
        """Whether a request is on its way, or waited for."""
        return self.is_asking or self.until > now


def amount(number: int, total: int) -> str:
    """``10/21``, nothing of what has no total."""
    return f"{number}/{total}" if total else ""


class Progress(Observer):
    """What a run does, as services and numbers; safe to be told by several threads while another one shows it."""

    def __init__(self) -> None:
        self.name = "refexport"
        self.start = time.monotonic()
        self._guard = threading.Lock()
        self._asked: dict[str, _Asked] = {}
        self._depth, self.noun, self.total, self.number = 0, "", 0, 0

    def begins(self, noun: str, total: int) -> None:
        """Of nested calls the first counts: it is what the person asked for."""
        with self._guard:
            self._depth += 1
            if self._depth == 1:
                self.noun, self.total, self.number = noun, total, 0

    def settles(self, number: int) -> None:
        """See `Observer.settles`."""
        with self._guard:
            self.number = number if self._depth == 1 else self.number

    def ends(self) -> None:
        """See `Observer.ends`."""
        with self._guard:
            self._depth = max(0, self._depth - 1)
            if not self._depth:
                self._asked.clear()
                self.noun = ""

    def expects(self, service: str, number: int) -> None:
        """See `Observer.expects`."""
        with self._guard:
            if number:
                self._asked.setdefault(service, _Asked()).total += number

    def answers(self, service: str, number: int) -> None:
        """See `Observer.answers`."""
        with self._guard:
            if number:
                self._asked.setdefault(service, _Asked()).number += number

    def asks(self, service: str) -> None:
        """See `Observer.asks`."""
        with self._guard:
            asked = self._asked.setdefault(service, _Asked())
            asked.until, asked.is_asking = 0.0, True

    def rests(self, service: str) -> None:
        """See `Observer.rests`."""
        with self._guard:
            self._asked.setdefault(service, _Asked()).is_asking = False

    def waits(self, service: str, seconds: float, why: str) -> None:
        """See `Observer.waits`."""
        with self._guard:
            asked = self._asked.setdefault(service, _Asked())
            asked.until, asked.why = time.monotonic() + seconds, why

    def services(self) -> list[tuple[str, int, int, str]]:
        """(service, asked for, to be asked for, what goes on) in the order in which they were first heard of."""
        now = time.monotonic()
        with self._guard:
            return [(name, min(one.number, one.total), one.total, one.doing(now)) for name, one in self._asked.items()]

    def seconds(self) -> float:
        """How long the run has lasted."""
        return time.monotonic() - self.start

    def head(self) -> str:
        """``enrich: 31 of 55 identifiers, 8 s``"""
        plural = {"entry": "entries"}.get(self.noun, f"{self.noun}s") if self.total != 1 else self.noun
        done = f"{self.number} of {self.total} {plural}, " if self.noun else ""
        return f"{self.name}: {done}{self.seconds():.0f} s"

    def line(self) -> str:
        """All of it on one line."""
        parts = [" ".join(filter(None, [name, amount(n, total), doing])) for name, n, total, doing in self.services()]
        return "; ".join([self.head(), *parts])

    def is_busy(self) -> bool:
        """Whether anybody is asked, or to be asked; not while a person is."""
        now = time.monotonic()
        with self._guard:
            return any(one.is_busy(now) for one in self._asked.values())


class _Signs:
    """The one display of this process."""

    def __init__(self) -> None:
        self.progress: Progress | None = None
        self.live: Live | None = None
        self.over = threading.Event()
        self.guard = threading.RLock()
        self.is_hushed = False


_signs = _Signs()


def observer() -> Observer:
    """Who is to be told what a client does; nobody where no command runs."""
    return _signs.progress or Observer()


@contextmanager
def signs_of_life() -> Iterator[Progress]:
    """Shows what goes on while a command runs, if it takes long enough to be asked about."""
    progress, _signs.over, _signs.is_hushed = Progress(), threading.Event(), False
    _signs.progress = progress
    show = _show_live if is_terminal(sys.stderr) else _print_lines
    threading.Thread(target=show, args=(progress, _signs.over), daemon=True).start()
    try:
        yield progress
    finally:
        _signs.over.set()
        hush()
        _signs.progress = None


def hush() -> None:
    """Takes the display away: data or a question comes to the terminal; it is back when a service is asked again."""
    with _signs.guard:
        live, _signs.live, _signs.is_hushed = _signs.live, None, True
        if live:
            live.stop()


def is_terminal(stream: TextIO) -> bool:
    """Whether a person sees a stream on a screen that can take back what it shows."""
    return stream.isatty() and os.environ.get("TERM", "") != "dumb"


def _show_live(progress: Progress, over: threading.Event) -> None:
    """Starts the display when services are asked, or nothing came for a while; and again after data were put out."""
    while not over.wait(LOOK):
        with _signs.guard:
            is_due = progress.is_busy() or (not _signs.is_hushed and progress.seconds() > SHOWN_FROM)
            if _signs.live is None and is_due and not over.is_set():
                _signs.is_hushed = False
                _write(f"{progress.head()}\r")  # what draws the rest takes a while to import beside the work itself
                _signs.live = _live(progress)
                _write("\x1b[2K")
                _signs.live.start(refresh=True)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _live(progress: Progress) -> "Live":
    from rich.console import Console
    from rich.live import Live

    class Screen(Console):
        """Leaves the cursor alone: a process that is killed could not bring it back."""

        def show_cursor(self, show: bool = True) -> bool:
            return not show

    screen = Screen(stderr=True, highlight=False)
    return Live(
        get_renderable=_picture(progress), console=screen, transient=True, redirect_stdout=False, refresh_per_second=8
    )


def _picture(progress: Progress) -> "Callable[[], Table]":
    """What gives the table to show: a line for the run, and one for each service, none longer than the screen."""
    from rich.progress_bar import ProgressBar
    from rich.spinner import Spinner
    from rich.table import Table
    from rich.text import Text

    spinner = Spinner("line" if _is_ascii(sys.stderr) else "dots", style="cyan")

    def picture() -> Table:
        """The table as things stand."""
        spinner.update(text=Text(progress.head()))
        whole = Table.grid()
        whole.add_row(spinner)
        for name, number, total, doing in progress.services():
            bar = ProgressBar(total=max(total, 1), completed=number, width=BAR)
            row = Table.grid(padding=(0, 1))
            row.add_row(
                f"  {name:<16}",
                bar,
                Text(f"{amount(number, total)} {doing}", no_wrap=True, overflow="ellipsis"),
            )
            whole.add_row(row)
        return whole

    return picture


def _is_ascii(stream: TextIO) -> bool:
    return not (stream.encoding or "").lower().startswith("utf")


def _print_lines(progress: Progress, over: threading.Event) -> None:
    """One line each few seconds while services are asked, for a log or who reads it."""
    wait = FIRST_LINE
    while not over.wait(wait):
        wait = BETWEEN_LINES
        if progress.is_busy():
            sys.stderr.write(f"{progress.line()}\n")
            sys.stderr.flush()
