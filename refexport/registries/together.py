"""Together: streams of what services say, each read in a thread of its own; what is done with it is the caller's."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


def together(streams: Mapping[str, Iterable[T]], stop: Callable[[], None]) -> Iterator[tuple[str, T]]:
    """The stream's name and what it gives, as it comes; an exception of a stream is raised here.

    ``stop`` is called when the caller goes away before the end (an interrupt): the threads end with their process.
    """
    given: queue.SimpleQueue[tuple[str, T | _Ended]] = queue.SimpleQueue()
    for name, stream in streams.items():
        threading.Thread(target=_read, args=(name, stream, given), daemon=True).start()
    running = len(streams)
    try:
        while running:
            name, one = given.get()
            if isinstance(one, _Ended):
                running -= 1
                one.tell()
            else:
                yield name, one
    finally:
        if running:
            stop()


class _Ended:
    """The end of a stream, and the exception that ended it."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error

    def tell(self) -> None:
        """Raises the exception if there is one."""
        if self.error:
            raise self.error


def _read(name: str, stream: Iterable[T], given: "queue.SimpleQueue[tuple[str, T | _Ended]]") -> None:
    try:
        for one in stream:
            given.put((name, one))
    except BaseException as error:  # noqa: BLE001 - the caller raises it
        given.put((name, _Ended(error)))
    else:
        given.put((name, _Ended()))
