"""Three-way merges: of the common ancestor, our side and theirs; what changed, and in which order things stand."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from refexport.store.layout import Loose

S = TypeVar("S")
T = TypeVar("T")
N = TypeVar("N", bound=Hashable)


class NoMergeError(Exception):
    """The versions have no merge by their meaning: one cannot be read, or the result would not be what they mean."""


class Three(NamedTuple, Generic[T]):
    """Something in the common ancestor and on both sides."""

    base: T
    ours: T
    theirs: T

    @property
    def is_conflict(self) -> bool:
        """Whether both sides changed it, and differently."""
        return self.ours != self.theirs and self.base not in (self.ours, self.theirs)

    @property
    def changed(self) -> T:
        """The one of the side that changed it, ours if both did."""
        return self.theirs if self.ours == self.base else self.ours

    def map(self, function: Callable[[T], S]) -> "Three[S]":
        """Something of each."""
        return Three(*map(function, self))


class Result(NamedTuple):
    """The bytes of a merged file, and how many conflicts are in them."""

    data: bytes
    conflicts: int = 0


def each(versions: Three[dict[N, T]]) -> Iterator[tuple[N, Three[T | None]]]:
    """Everything that either side has, in the order of the merged file."""
    for name in _order(*map(list, versions)):
        yield name, versions.map(partial(_get, name))


def _get(name: N, named: dict[N, T]) -> T | None:
    return named.get(name)


def _order(base: Sequence[N], ours: Sequence[N], theirs: Sequence[N]) -> Iterator[N]:
    """Our order, or theirs if only they moved something, with what only the other side has where it has it."""
    common = set(base) & set(ours) & set(theirs)
    moved = [[name for name in side if name in common] for side in (base, ours, theirs)]
    first, second = (theirs, ours) if moved[0] == moved[1] != moved[2] else (ours, theirs)
    following = _following(first, second)
    old = set(base)
    waiting = following.get(None, [])
    for name in first:
        if waiting and (name in old or _starts_section(name, waiting[0])):
            yield from waiting
            waiting = []
        yield name
        waiting = waiting + following.get(name, [])
    yield from waiting


def _following(first: Sequence[N], second: Sequence[N]) -> dict[N | None, list[N]]:
    """What only the second sequence has, by the name it follows there that both have; None for its start."""
    following: dict[N | None, list[N]] = {}
    known, last = set(first), None
    for name in second:
        if name in known:
            last = name
        else:
            following.setdefault(last, []).append(name)
    return following


def _starts_section(name: object, waiting: object) -> bool:
    """Whether a comment between entries is new: an entry of the other side does not go below it."""
    return isinstance(name, Loose) and not isinstance(waiting, Loose)
