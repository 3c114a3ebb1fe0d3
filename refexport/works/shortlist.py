"""Shortlist: of many works the few whose titles share telling words with one, so that only those are scored."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from refexport.model.entry import Entry
from refexport.text.fold import fold
from refexport.works.match import full_title

STEM = 5
"""First letters of a word that are compared: "network" and "networks" are one."""

MOST = 10
MOST_LOOKED_AT = 1000
"""Titles that are looked at for one, those with its rarest words first, however many there are.

A word of more titles tells nothing, unless a title has no other.
"""


class Shortlist:
    """An index of candidates by the beginnings of their titles' words; asking takes well under a millisecond each."""

    def __init__(self, candidates: Iterable[Entry]) -> None:
        """Reads every candidate's title once."""
        self.candidates: Sequence[Entry] = tuple(candidates)
        self.places: dict[str, list[int]] = defaultdict(list)
        self.sizes: list[int] = []
        for place, candidate in enumerate(self.candidates):
            stems = _stems(candidate)
            self.sizes.append(len(stems))
            for stem in stems:
                self.places[stem].append(place)

    def like(self, entry: Entry, most: int = MOST) -> list[Entry]:
        """The candidates that share most with the entry's title, the likest first."""
        shared: defaultdict[int, float] = defaultdict(float)
        for places in self._telling(_stems(entry)):
            weight = math.log(1 + len(self.candidates) / len(places))
            for place in places:
                shared[place] += weight
        best = heapq.nsmallest(most, shared, key=lambda place: (-shared[place] / (5 + self.sizes[place]), place))
        return [self.candidates[place] for place in best]

    def _telling(self, stems: Iterable[str]) -> Iterator[Sequence[int]]:
        """The places of the known stems, the rarest first, as long as they are not too many."""
        known = sorted((self.places[stem] for stem in stems if stem in self.places), key=len)
        rare = [places for places in known if len(places) <= MOST_LOOKED_AT]
        left = MOST_LOOKED_AT
        for places in rare or known:
            if left <= 0:
                return
            yield places[:left]
            left -= len(places)


def _stems(entry: Entry) -> set[str]:
    return {word[:STEM] for word in fold(full_title(entry)).split()}
