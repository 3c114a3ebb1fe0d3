"""Pace: when a service may be asked next, over all refexports of this user on this machine.

A service's own interval counts from start to start, one request at a time; what a service tells in its answers
(``x-rate-limit-limit`` requests in ``x-rate-limit-interval``, as Crossref does) can only make it longer.
"""

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from refexport.errors import FileError, LockError, RefusedError
from refexport.store.files import locked

SHARED_FROM = 1.0
"""Seconds of an interval from which it is kept between processes too; two of them may halve a shorter one unharmed."""

MOST_TOLD = 60.0
"""Seconds between two requests that a service can talk us into."""

TURN = 600.0
"""Seconds to wait for other refexports that ask the same service."""

NUMBER = re.compile(r"\s*([1-9][0-9]{0,5})\s*")
SPAN = re.compile(r"\s*([0-9]{1,6})\s*([smh]?)\s*")
SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


class Clock(NamedTuple):
    """The time of day, the time that never jumps, and sleep; seconds."""

    wall: Callable[[], float]
    steady: Callable[[], float]
    sleep: Callable[[float], None]


def system_clock() -> Clock:
    """The clocks of the machine."""
    return Clock(time.time, time.monotonic, time.sleep)


class Pace:
    """The starts of requests by service; `turn` waits for the next one."""

    def __init__(self, clock: Clock, say: Callable[[str], None]) -> None:
        self.clock, self.say = clock, say
        self.spacings: dict[str, float] = {}
        self.last: dict[str, float] = {}

    @contextlib.contextmanager
    def turn(self, name: str, interval: float) -> Iterator[None]:
        """Holds the service for one request, started when its interval is over; RefusedError if others keep it."""
        spacing = max(interval, self.spacings.get(name, 0.0))
        with contextlib.ExitStack() as stack:
            stamp = self._lock(stack, name) if spacing >= SHARED_FROM else None
            self._wait(name, spacing, stamp)
            yield

    def learn(self, name: str, headers: Mapping[str, str]) -> None:
        """Takes over the pace that an answer tells."""
        limit = NUMBER.fullmatch(headers.get("x-rate-limit-limit", ""))
        span = SPAN.fullmatch(headers.get("x-rate-limit-interval", ""))
        if limit and span:
            self.spacings[name] = min(int(span[1]) * SECONDS[span[2]] / int(limit[1]), MOST_TOLD)

    def _lock(self, stack: contextlib.ExitStack, name: str) -> Path | None:
        """The file whose time is that of the last start, held; None where none can be kept."""

        def say(_line: str) -> None:
            self.say(f"waiting for another refexport that asks {name}")

        try:
            stamp = _folder() / f"{name}.pace"
            stack.enter_context(locked(stamp, TURN, say))
        except LockError as error:
            raise RefusedError(f"{name} is being asked by another refexport all the time") from error
        except (FileError, OSError, RuntimeError):
            return None  # no home, or none to write to: then this process alone keeps the pace
        return stamp

    def _wait(self, name: str, spacing: float, stamp: Path | None) -> None:
        here = self.clock.steady() - self.last.get(name, float("-inf"))
        there = self.clock.wall() - stamp.stat().st_mtime if stamp and stamp.exists() else spacing
        passed = min(here, there) if there >= 0 else here  # the time of day may have been set back
        if passed < spacing:
            self.clock.sleep(spacing - passed)
        self.last[name] = self.clock.steady()
        if stamp:
            stamp.touch()
            os.utime(stamp, (self.clock.wall(), self.clock.wall()))


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(cache) / "refexport"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
