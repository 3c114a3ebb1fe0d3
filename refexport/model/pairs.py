"""Pairs: which braces and tags belong together, how deep they nest, and what stands between dollars."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from refexport.data.patterns import regex

INSIDE_DOLLARS = r"(?=[^\s$])(?:\\.|[^$\\])*+(?<=\S)"
DOLLARS = rf"\${INSIDE_DOLLARS}\$(?!\d)"
"""Maths by pandoc's rule: '$5 and $6' is none. Needs ``re.DOTALL``."""

SHALLOW = regex(r"[^{}]*(?:\{[^{}]*\}[^{}]*)*")
"""Braces without others in them: nearly all texts have no others, and a match is four times as fast as counting."""


def paired(marks: Iterable[tuple[int, str, bool]]) -> set[int]:
    """The places of the openers and closers that belong together; what an outer pair closes over is none.

    ``marks`` are the place of each, its name, which both of a pair share, and whether it opens.
    """
    places: set[int] = set()
    stack: list[tuple[int, str]] = []
    waiting = Counter[str]()
    for place, name, opens in marks:
        if opens:
            stack.append((place, name))
            waiting[name] += 1
        elif waiting[name]:
            while stack[-1][1] != name:
                waiting[stack.pop()[1]] -= 1
            waiting[name] -= 1
            places |= {stack.pop()[0], place}
    return places


def nested(pieces: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each piece and how many braces are open behind it; a closing one that nothing opened counts for nothing."""
    depth = 0
    for piece in pieces:
        if piece == "{":
            depth += 1
        elif piece == "}" and depth:
            depth -= 1
        yield piece, depth


def is_paired(text: str) -> bool:
    """Whether every brace has its other, those behind a backslash too."""
    if SHALLOW.fullmatch(text):
        return True
    depths = [0, *accumulate(1 if brace == "{" else -1 for brace in text if brace in "{}")]
    return min(depths) == 0 == depths[-1]


def is_one_group(text: str) -> bool:
    """Whether one pair of braces is round all of a text with balanced ones."""
    depths = accumulate((char == "{") - (char == "}") for char in text)
    return 0 not in [*depths][:-1]
