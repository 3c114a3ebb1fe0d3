"""Process: what ends the program from outside, and streams that cannot be written.

Only the program itself (`refexport.__main__.program`) calls what changes the process; the library leaves it alone.
"""

import atexit
import contextlib
import io
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NoReturn

from refexport.errors import EXIT_SIGNAL, Stopped

SIGNALS = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "hung up"}
"""What asks a program to end (signal(7)), and what it says then."""

ONE_WISH = 0.5
"""Seconds in which a second signal is the same wish: timeout(1) and some shells signal the process and its group."""

LATER = 0.01
"""Seconds until a signal is sent again whose exception Python could raise nowhere."""


class _State:
    """What came so far: when the first signal did, whether it waits for the end of a block, whether all is done."""

    def __init__(self) -> None:
        self.since: float | None = None
        self.depth = 0
        self.pending: Stopped | None = None
        self.last: Stopped | None = None
        self.done = False


_state = _State()
_changed: dict[str, None] = {}
_at_end: list[Callable[[], None]] = []


def end_by_signals() -> None:
    """From now on a signal raises `Stopped` in the main thread; one after `ONE_WISH` seconds ends the process at once.

    What was ignored at the start (``nohup``) stays so.
    """
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _on_signal)
    sys.unraisablehook = _on_unraisable


def done() -> None:
    """All is written: a signal from now on ends the process at once."""
    _state.done = True


def start() -> None:
    """A run begins, which has changed no file."""
    _changed.clear()


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """A block that raises `Stopped` for whatever it raises after a signal, which may have become another exception.

    Python 3.11 wraps what is raised in ``__set_name__``, a library in an error of its own; and it drops what is raised
    in callbacks of imports, so that a module is used half-made.
    """
    try:
        yield
    finally:
        if _state.last and isinstance(sys.exc_info()[1], Exception):
            raise _state.last from None


def changed(path: object) -> None:
    """This run has changed a file; to be called in the `undivided` block that does it, so that it stays true."""
    _changed[str(path)] = None


def changes() -> tuple[str, ...]:
    """The files that this run has changed so far, in their order."""
    return tuple(_changed)


def at_end(function: Callable[[], None]) -> Callable[[], None]:
    """Has a function called when the program ends, after a signal too; a decorator."""
    _at_end.append(function)
    return atexit.register(function)


def end(code: int) -> NoReturn:
    """Ends the process after a signal, without what Python waits for: threads that ask, a reader that does not read."""
    done()
    for function in _at_end:
        function()
    os._exit(code)


@contextlib.contextmanager
def undivided() -> Iterator[None]:
    """A short block that no signal of `end_by_signals` divides: it is raised at the end of the block."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _state.depth += 1
    try:
        yield
    finally:
        _state.depth -= 1
        stopped = None if _state.depth else _state.pending
        if stopped:
            _state.pending = None
            raise stopped


def _on_signal(number: int, _frame: FrameType | None) -> None:
    now = time.monotonic()
    if _state.done or (_state.since is not None and now - _state.since > ONE_WISH):
        os._exit(EXIT_SIGNAL + number)
    if _state.since is not None:
        return
    _state.since = now
    stopped = _state.last = Stopped(SIGNALS[signal.Signals(number).name], number)
    if not _state.depth:
        raise stopped
    _state.pending = stopped


def _on_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """Python drops what is raised in a finalizer or a callback of its imports: the signal is sent again."""
    if not isinstance(unraisable.exc_value, Stopped):
        sys.__unraisablehook__(unraisable)
        return
    _state.since = None
    threading.Timer(LATER, os.kill, (os.getpid(), unraisable.exc_value.number)).start()


class Guarded(io.BufferedWriter):
    """A stream that remembers the first error of writing and drops what comes after: no message stops the work.

    It is no raw stream: those have to say exactly what they wrote, which a signal between two lines of Python prevents.
    """

    failure: OSError | None = None

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - a buffer, a type since Python 3.12
        """The number of bytes, which are dealt with."""
        rest = memoryview(data).cast("B")
        while rest and not self.failure:
            try:
                rest = rest[super().write(rest) :]
            except BlockingIOError as full:
                rest = rest[full.characters_written :]
                self._wait()
            except OSError as error:
                self.failure = error
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Writes what was not written so far."""
        while not self.failure:
            try:
                return super().flush()
            except BlockingIOError:
                self._wait()
            except OSError as error:
                self.failure = error
        return None

    def _wait(self) -> None:
        """Until a full pipe that does not block, since another process wants it so, takes more."""
        select.select([], [self], [])


def guard_streams() -> Guarded:
    """Replaces stdin, stdout and stderr by ones that are open and raise no OSError; gives what stdout is written to.

    A descriptor that was closed is taken by one that cannot be written, so that no file gets its number.
    """
    while (descriptor := os.open(os.devnull, os.O_RDONLY)) < 3:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.FileIO(0, closefd=False))
    stdout = Guarded(_raw(sys.stdout, 1))
    sys.stdout = _text(stdout, sys.stdout)
    sys.stderr = _text(Guarded(_raw(sys.stderr, 2)), sys.stderr)
    return stdout


def _raw(stream: object, descriptor: int) -> io.RawIOBase:
    """What is below the buffer; Python has None for a stream that was closed."""
    if not isinstance(stream, io.TextIOWrapper):
        return io.FileIO(descriptor, "wb", closefd=False)
    buffer: Any = stream.buffer
    raw: io.RawIOBase = getattr(buffer, "raw", buffer)  # PYTHONUNBUFFERED: there is no buffer
    return raw


def _text(guarded: Guarded, stream: object) -> io.TextIOWrapper:
    """A text stream as Python makes its own, but that it has a way to write every character."""
    like = stream if isinstance(stream, io.TextIOWrapper) else None
    return io.TextIOWrapper(
        guarded,
        encoding=like.encoding if like else "utf-8",
        errors="backslashreplace" if not like or like.errors in (None, "strict") else like.errors,
        newline=None if sys.platform == "win32" else "\n",
        line_buffering=not like or like.line_buffering or like.write_through,  # the latter: PYTHONUNBUFFERED
    )
