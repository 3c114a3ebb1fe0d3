"""Recutting: the steps by which rules over the parts of a reading change them."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from refexport.data.patterns import regex
from refexport.references.segment import Part

INTO = regex(r"in [A-Z0-9]|In$|in$")


def cut_at(parts: list[Part], place: int, chunk: int, label: str) -> list[Part]:
    """The parts with one cut in two, whose second half has another label."""
    part = parts[place]
    kept, rest = part.chunks[:chunk], part.chunks[chunk:]
    own = part._replace(end=kept[-1].end, chunks=kept)
    return [*parts[:place], own, Part(label, rest[0].start, rest[-1].end, rest), *parts[place + 1 :]]


def place_of(parts: Sequence[Part], label: str) -> int | None:
    """The place of the first part of a label."""
    return next((n for n, part in enumerate(parts) if part.label == label), None)


def merged(parts: list[Part], is_one: Callable[[Part, Part], bool]) -> list[Part]:
    """The parts with each two neighbours as one container that are one."""
    for n, (one, other) in enumerate(pairwise(parts)):
        if is_one(one, other):
            whole = one._replace(label="J", end=other.end, chunks=(*one.chunks, *other.chunks))
            return [*parts[:n], whole, *parts[n + 2 :]]
    return parts


def labelled(parts: list[Part], place: int, label: str) -> list[Part]:
    """The parts with another label for one of them."""
    return [part._replace(label=label) if n == place else part for n, part in enumerate(parts)]
