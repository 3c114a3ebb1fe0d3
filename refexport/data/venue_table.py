"""DATA: what venues are called, who publishes them, their ISSNs, and what their DOIs begin with (venues.tsv).

`python -m benchmarks venue_table` builds the file from dblp's and Crossref's facts; it is read when first needed.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple


class VenueNames(NamedTuple):
    """A venue by dblp's stream; ``conf/icml/w`` and the like are its workshops and other parts (`PARTS`).

    ``names`` are without "Proceedings of the", ordinals and years.
    """

    stream: str
    acronyms: tuple[str, ...]
    names: tuple[str, ...]
    publishers: tuple[str, ...]
    issns: tuple[str, ...]
    doi_prefixes: tuple[str, ...]

    @property
    def is_conference(self) -> bool:
        """Whether it meets; else it is a journal or a series."""
        return self.stream.startswith("conf/")

    @property
    def is_series(self) -> bool:
        """Whether other venues' volumes appear in it: it tells nothing of which venue."""
        return self.stream.startswith("series/")


PARTS = {"w": "workshop", "findings": "findings", "demo": "part", "c": "part", "datasets": "part"}
"""End of a stream -> which volumes of the conference they are, in the words of `venue_words.PART_OF`."""

LIST = "; "
"""Between the values of a cell."""


@cache
def venue_table() -> tuple[VenueNames, ...]:
    """The shipped table."""
    from importlib.resources import files  # noqa: PLC0415 - only for names of venues (start-up time)

    return tuple(read_table(files("refexport.data").joinpath("venues.tsv").read_text(encoding="utf-8").splitlines()))


def read_table(lines: Iterable[str]) -> Iterator[VenueNames]:
    """Rows of tab-separated cells, those behind the first with lists; comments begin with ``#``."""
    for line in lines:
        if line and not line.startswith("#"):
            stream, *cells = line.split("\t")
            lists = [tuple(cell.split(LIST)) if cell else () for cell in cells]
            yield VenueNames(stream, *lists, *([()] * (len(VenueNames._fields) - 1 - len(lists))))
