"""Words of titles: how rare they are, and whether one is another one with a slip, in another form, or another word."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from refexport.data.patterns import regex
from refexport.text.fold import fold

EQUAL, SLIP, FORMS, NUMBER, WORD = "equal", "a slip", "other forms of the words", "another number", "another word"

TABLE = Path(__file__).parents[1] / "data" / "title_words.txt"
UNKNOWN_BITS = 17.0
"""What a word tells that no more than two of the titles have."""

SMALL = frozenset("a an the of on in at by for from to with and or via as toward towards".split())
"""Words that one and the same title has and lacks, or has others of, when it is typed from memory or printed again."""

DIRECTIONS = frozenset({"from", "to"})
"""Small words of which one is not the other: a translation from a language is none into it."""

NUMERAL = regex(r"\d+\w*|\w*\d+|[ivx]+")
DIGIT = regex(r"\d")
ENDS = regex(r"(?:ies|es|(?<!s)s|ed|ing|y|e)$")

LONG_WORD = 6
"""Letters of a word beyond which two may be amiss, and from which one may be that no title has in either form."""

SHORT_SLIP = 5
"""Letters of a word from which one may be a slip of a known word: not "Iran" of "Iraq"."""

OPPOSED = tuple(
    (first, second)
    for first, second in (
        pair.split("/")
        for pair in "hypo/hyper inter/intra micro/macro mono/poly endo/exo homo/hetero dimethyl/diethyl methyl/ethyl "
        "mono/di di/tri pre/post sub/super under/over ante/anti in/ex uni/multi".split()
    )
)
"""Prefixes of sciences that make two things of one word."""

CONFUSED = (
    ("0", "o"),
    ("1", "l"),
    ("5", "s"),
    ("8", "b"),
    ("i", "l"),
    ("rl", "n"),
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
)
"""What readers of print take for one another (the usual pairs in the literature on OCR)."""


def bits_of(word: str) -> float:
    """How much a word tells of a title: the logarithm of how few titles have it."""
    return _bits().get(word, UNKNOWN_BITS)


def telling(words: Iterable[str]) -> list[str]:
    """The words to look for a title by, the best first: long ones, which are rare, but those that no title has last.

    These may be slips, and a search for a slip finds nothing.
    """
    return sorted(dict.fromkeys(words), key=lambda word: (not is_word(word), -len(word)))


def is_word(word: str) -> bool:
    """Whether titles have the word, so that it is hardly another one's slip."""
    return word in _bits()


@lru_cache(maxsize=1)
def _bits() -> dict[str, float]:
    """Word -> bits, of a table with one line for each rank of frequency: its bits, and the words."""
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {word: float(row[0]) for row in rows for word in row[1:]}


def word_level(ours: str, theirs: str, exact: Sequence[str] = ()) -> str:
    """How two folded words compare; of the ``exact`` ones each letter counts, as in an abbreviation."""
    if ours == theirs or _plain(ours) == _plain(theirs):
        return EQUAL
    if _is_misread(ours, theirs):
        return SLIP
    if NUMERAL.fullmatch(ours) or NUMERAL.fullmatch(theirs):
        return NUMBER
    if {ours, theirs} == DIRECTIONS:
        return WORD
    if {ours, theirs} <= SMALL | {""} or stem(ours) == stem(theirs):
        return FORMS
    return SLIP if _may_slip(ours, theirs) and not {ours, theirs} & set(exact) else WORD


@lru_cache(maxsize=50_000)
def abbreviations(title: str) -> tuple[str, ...]:
    """The folded short words with two capitals or more; none of a title in capitals."""
    if title.upper() == title:
        return ()
    words = (word for word in re.split(r"[^\w]+", title) if len(word) <= LONG_WORD)
    return tuple(fold(word) for word in words if sum(c.isupper() for c in word) > 1)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without the endings that its forms differ in."""
    return ENDS.sub("", _plain(word)) if len(word) > 3 else word


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    """A word in American spelling, as far as two can be told: "optimise", "behaviour", "modelling"."""
    word = re.sub(r"is(?=(?:e[ds]?|ing|ations?|ers?)$)", "iz", word)
    return re.sub(r"our(?=s?$|al|ed|ing)", "or", word).replace("lling", "ling").replace("lled", "led")


def _is_misread(ours: str, theirs: str) -> bool:
    """Whether two words look the same in print; in bad print e and c do too, which tells only of a digit in a word."""
    has_digit = bool(DIGIT.search(ours)) != bool(DIGIT.search(theirs))
    return _shape(ours) == _shape(theirs) or (has_digit and _worn(ours) == _worn(theirs))


def _may_slip(ours: str, theirs: str) -> bool:
    """Whether a word is another one with a letter or two amiss, and not a word of its own.

    Of two words that titles have, one is no slip of the other ("causal", "casual"). All pairs of letters are words
    somewhere; there only a small word is likely to be meant.
    """
    length = min(len(ours), len(theirs))
    if length == 2 and (ours in SMALL) != (theirs in SMALL):
        return len(ours) == len(theirs) and (ours[0] == theirs[0] or ours[1] == theirs[1])
    known = is_word(ours) + is_word(theirs)
    if known == 2 or length < (SHORT_SLIP if known else LONG_WORD) or _are_opposed(ours, theirs):
        return False
    if not (ours.isascii() and theirs.isascii()) or ours[0] != theirs[0]:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only titles that differ need it (start-up time)

    return OSA.distance(ours, theirs) <= 1 or (length > LONG_WORD and OSA.distance(_worn(ours), _worn(theirs)) <= 1)


def _are_opposed(ours: str, theirs: str) -> bool:
    """Whether two words are one but for prefixes that tell two things apart: "hypo-" and "hyper-"."""
    return any(
        {ours.replace(part, "", 1), theirs.replace(other, "", 1)} == {ours.replace(part, "", 1)}
        for pair in OPPOSED
        for part, other in (pair, pair[::-1])
        if part in ours and other in theirs
    )


@lru_cache(maxsize=50_000)
def _shape(word: str) -> str:
    """How a word looks in print: "modern" as "modem", "1earning" as "learning"."""
    for seen, meant in CONFUSED:
        word = word.replace(seen, meant)
    return word


def _worn(word: str) -> str:
    return _shape(word).replace("e", "c")
