"""Pace: when a service may be asked next, over all refexports of this user on this machine.

One request at a time. A service's own interval counts from start to start or from end to start; what it tells in its
answers (``x-rate-limit-limit`` requests in ``x-rate-limit-interval``, as Crossref does) counts more, within bounds.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import FileError, LockError, RefusedError
from refexport.store.files import locked

MARGIN = 1.03
"""What is kept beyond the interval that a service tells: a request may be faster on its way than the one before it."""

MOST_TOLD = 60.0
"""Seconds between two requests that a service can talk us into; one that wants more is not asked any more."""

SAID_FROM = 10.0
"""Seconds between two requests from which the user is told."""

TURN = 600.0
"""Seconds to wait for other refexports that ask the same service."""

ALONE = ".alone"
"""What the name of a service ends with under which the pace of its single records is kept, which have their own."""

NUMBER = regex(r"\s*([1-9][0-9]{0,5})\s*")
SPAN = regex(r"\s*([0-9]{1,6})\s*([smh]?)\s*")
SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


class Clock(NamedTuple):
    """The time of day, the time that never jumps, and sleep; seconds."""

    wall: Callable[[], float]
    steady: Callable[[], float]
    sleep: Callable[[float], None]


def system_clock() -> Clock:
    """The clocks of the machine."""
    return Clock(time.time, time.monotonic, time.sleep)


class Rule(NamedTuple):
    """The table's pace for one kind of request.

    Seconds between two, the least that a service can make of it, and whether they count from the end of an answer.
    """

    interval: float
    least: float = 0.0
    from_end: bool = False


class Pace:
    """The times of requests by service and kind of request; `turn` waits for the next one."""

    def __init__(
        self,
        clock: Clock,
        say: Callable[[str], None],
        waits: Callable[[str, float, str], None] = lambda _name, _seconds, _why: None,
    ) -> None:
        self.clock, self.say, self.waits = clock, say, waits
        self.told: dict[str, float] = {}
        self.last: dict[str, float] = {}
        self.not_before: dict[str, float] = {}

    @contextlib.contextmanager
    def turn(self, name: str, rule: Rule) -> Iterator[None]:
        """Holds the service for one request, started when its interval is over; RefusedError if others keep it."""
        with contextlib.ExitStack() as stack:
            stamp = self._lock(stack, name)
            self._wait(name, self.spacing(name, rule), stamp)
            self._mark(name, stamp)
            try:
                yield
            finally:
                if rule.from_end:
                    self._mark(name, stamp)

    def spacing(self, name: str, rule: Rule) -> float:
        """Seconds between two requests; RefusedError if the service wants more than anybody waits."""
        told = self.told.get(name)
        if told is None:
            return rule.interval
        if told > MOST_TOLD:
            raise RefusedError(f"{name} allows one request in {told:.0f} s")
        return max(told * MARGIN, rule.least)

    def learn(self, name: str, headers: Mapping[str, str]) -> None:
        """Takes over the pace that an answer tells."""
        limit = NUMBER.fullmatch(headers.get("x-rate-limit-limit", ""))
        span = SPAN.fullmatch(headers.get("x-rate-limit-interval", ""))
        if not limit or not span:
            return
        told = int(span[1]) * SECONDS[span[2]] / int(limit[1])
        if told >= SAID_FROM and told != self.told.get(name):
            self.say(f"{name} allows one request in {told:.0f} s")
        self.told[name] = told

    def hold(self, name: str, seconds: float) -> None:
        """Nothing is asked of the service for that long: it said when to come back."""
        self.not_before[name] = self.clock.steady() + seconds

    def held(self, name: str) -> float:
        """Seconds until the service may be asked again, by what it said; 0 if it said nothing or they are over."""
        return max(0.0, self.not_before.get(name, 0.0) - self.clock.steady())

    def _lock(self, stack: contextlib.ExitStack, name: str) -> Path | None:
        """The file whose time is that of the last request, held; None where none can be kept."""

        def say(_line: str) -> None:
            self.waits(name.removesuffix(ALONE), TURN, "another refexport asks it")
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
        now = self.clock.steady()
        here = now - self.last.get(name, float("-inf"))
        there = self.clock.wall() - _time_of(stamp) if stamp else spacing
        passed = min(here, there) if there >= 0 else here  # the time of day may have been set back
        wait = max(spacing - passed, self.held(name))
        if wait > 0:
            self.waits(
                name.removesuffix(ALONE), wait, "as it asked" if self.held(name) else f"one request in {spacing:.1g} s"
            )
            self.clock.sleep(wait)

    def _mark(self, name: str, stamp: Path | None) -> None:
        """Notes a request's start or end; where the file cannot be kept, this process alone keeps the pace."""
        self.last[name] = self.clock.steady()
        if stamp:
            with contextlib.suppress(OSError):
                stamp.touch()
                os.utime(stamp, (self.clock.wall(), self.clock.wall()))


def _time_of(stamp: Path) -> float:
    """The time of day that the file tells, long ago if there is none."""
    try:
        return stamp.stat().st_mtime
    except OSError:
        return float("-inf")


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(cache) / "refexport"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
