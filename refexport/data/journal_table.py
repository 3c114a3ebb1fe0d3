"""DATA: journals' names and abbreviations (journals.txt), and how words are abbreviated in them (journal_words.txt).

Both are built by `python -m benchmarks journal_table` from JabRef 3.8.2's lists (Expat licence; the same lists are CC0
at abbrv.jabref.org); they are read when first needed.
"""

from collections.abc import Iterator
from functools import cache

ARTICLES = frozenset("a an das der die el il l la le les the".split())
"""With which titles begin, and abbreviated ones do not; "Los Angeles" and "In Vitro" begin otherwise."""

LEFT_OUT = ARTICLES | frozenset(
    "& al and as at au aux av by d da de degli dei del dell della delle dello des di do dos du e ed "
    "en et for fur für i im in las los med nel nella o och od oder of og on or os ou para per pour pro "
    "sobre sul sur to u und van vom von voor with y za zu zum zur".split()
)
"""Articles, conjunctions and prepositions, which an abbreviated title is written without (ISO 4:1997, 4.3)."""


@cache
def journal_words() -> dict[str, str]:
    """Folded word -> how it is written in an abbreviated title, itself if it is not shortened."""
    words: dict[str, str] = {}
    for line in _lines("journal_words.txt"):
        short, *longs = line.split()
        words |= {word if word != "=" else short: short for word in longs}
    return words


def journal_names() -> Iterator[tuple[str, str]]:
    """(name, abbreviation) of each journal; nothing for an abbreviation that its words give."""
    for line in _lines("journals.txt"):
        name, _, short = line.partition("\t")
        yield name, short


def _lines(name: str) -> Iterator[str]:
    from importlib.resources import files  # noqa: PLC0415 - only for names of journals (start-up time)

    text = files("refexport.data").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))
