"""Segmentation: the readings of a reference (which chunk is whose name, title, journal, volume), best first.

A reading gives each chunk a state. Its score is the sum of what ``data/scores.txt`` says of each chunk's evidence
and of each step from state to state; the best are found by dynamic programming (the k best of Viterbi's algorithm).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.segmenting import GIVEN_SCORES
from refexport.references.chunks import Chunk, cut
from refexport.references.evidence import evidence

STATES = "adjoTADJVIPULNSGYO"
"""Before the title: people, date, container, other; the title; behind it people, date, container, volume, number,
pages, publisher or institution, place, edition, series, genre, day of access, other."""

READINGS = 3
"""Readings that are kept: the best and those next to it."""

SCORES = Path(__file__).parents[1] / "data" / "scores.txt"
CELL = regex(r"(\D)(-?\d+)")


class Part(NamedTuple):
    """A stretch of a reference with one label; ``leads``: it stands before the title."""

    label: str
    start: int
    end: int
    chunks: tuple[Chunk, ...]
    leads: bool = False


class Reading(NamedTuple):
    """The parts of a reference in order, and the sum of what speaks for them."""

    score: int
    parts: tuple[Part, ...]


class _Table(NamedTuple):
    """The scores: evidence -> score of each state; state -> (state before it, score of the step)."""

    seen: Mapping[str, Sequence[int]]
    steps: Sequence[Sequence[tuple[int, int]]]


@cache
def _table() -> _Table:
    lines = SCORES.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    steps_of, *seen_of = (line for line in lines if not line.startswith("# "))
    rows = (line.partition("\t") for line in seen_of)
    fitted = {look: {state: int(score) for state, score in CELL.findall(cells)} for look, _, cells in rows}
    seen = {
        look: tuple(fitted.get(look, {}).get(state, 0) + GIVEN_SCORES.get(look, {}).get(state, 0) for state in STATES)
        for look in {**fitted, **GIVEN_SCORES}
    }
    steps = {pair[:2]: int(pair[2:]) for pair in steps_of.split()}
    return _Table(
        seen,
        [[(n, steps[a + b]) for n, a in enumerate(STATES) if a + b in steps] for b in STATES],
    )


def readings(text: str) -> list[Reading]:
    """The readings of a reference on one line, best first; none of a text without words."""
    chunks = cut(text)
    if not chunks:
        return []
    table = _table()
    scored = [_emission(looks, table.seen) for looks in evidence(chunks)]
    return [Reading(score, _parts(chunks, path)) for score, path in _best(scored, table.steps)]


def _emission(looks: Iterable[str], seen: Mapping[str, Sequence[int]]) -> list[int]:
    rows = [seen[look] for look in looks if look in seen]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(STATES)


StatePath = tuple[int, "StatePath | None"]


def _best(scored: Sequence[Sequence[int]], steps: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, str]]:
    """The best paths of states, as (score, states)."""
    column: list[list[tuple[int, StatePath]]] = [[(score, (state, None))] for state, score in enumerate(scored[0])]
    for row in scored[1:]:
        following: list[list[tuple[int, StatePath]]] = [[] for _ in row]
        for state, own in enumerate(row):
            reached = [(score + step + own, path) for before, step in steps[state] for score, path in column[before]]
            reached.sort(key=_score, reverse=True)
            following[state] = [(score, (state, path)) for score, path in reached[:READINGS]]
        column = following
    ends = sorted((one for paths in column for one in paths), key=_score, reverse=True)
    return [(score, _states(path)) for score, path in ends[:READINGS]]


def _score(one: tuple[int, StatePath]) -> int:
    return one[0]


def _states(path: StatePath | None) -> str:
    out = []
    while path is not None:
        state, path = path
        out.append(STATES[state])
    return "".join(reversed(out))


def _parts(chunks: Sequence[Chunk], states: str) -> tuple[Part, ...]:
    """The stretches of equal states."""
    parts = []
    for state, group in groupby(zip(states, chunks, strict=True), key=lambda pair: pair[0]):
        own = tuple(chunk for _, chunk in group)
        parts.append(Part(state.upper(), own[0].start, own[-1].end, own, state.islower()))
    return tuple(parts)
