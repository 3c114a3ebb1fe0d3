"""Capitals: the fields, and the words of a title, that must keep them when a style sets titles in small letters."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.proper import BEFORE, LONGER, NUMBER, WORDS

CASED = frozenset(
    "title subtitle titleaddon booktitle booksubtitle booktitleaddon maintitle mainsubtitle maintitleaddon issuetitle "
    "issuesubtitle shorttitle genre".split()
)
"""Fields that styles may set in small letters."""

WORD = regex(r"\w+(?:[-.’'/]\w+)*[+#]*")
"""A word with what belongs to it: k-NN, U.S, OpenAI's, TCP/IP, C++."""
PART = regex(r"[^\W\d_]+")
NEXT = regex(r"[ -](?:([A-Za-z]+)|[0-9])")
SEPARATORS = str.maketrans("-–\N{NO-BREAK SPACE}", "   ")
FROM_AN = regex(r"(.+an)(?:s|ity|ism|i[sz]ation|i[sz]ed|ness)")
"""What is made of Gaussian, Roman, American."""

TITLE_CASE = r"(?!.*Aa+[-.’'/]Aa+)"
"""Not Few-Shot: parts with one capital each."""
SHAPES = (
    (r".*(?:AA|A\.A)", "acronym"),
    (r".*(?:A-?1|1A)", "digit"),
    (r".*aA", "capitals inside"),
    (TITLE_CASE + r".*A.*1", "digit"),
    (TITLE_CASE + r".+A", "capitals inside"),
    (r"A\W*$", "single letter"),
)
"""Letters of a word as A and a, digits as 1 -> what they say."""

Rests = list[tuple[str, str]]


def _beginnings() -> Mapping[str, Rests]:
    """First word -> what may follow it in a name of several words, the longest first, with the kind."""
    rests: dict[str, Rests] = {}
    for kind, names in LONGER.items():
        for first, blank, rest in (name.partition(" ") for name in sorted(names.split(", "), key=len, reverse=True)):
            rests.setdefault(first, []).append((blank + rest, kind))
    return rests


NAMES: Mapping[str, str] = {
    **{name.replace(" ", "-"): kind for kind, names in LONGER.items() for name in names.split(", ")},
    **{name: kind for kind, names in reversed(WORDS.items()) for name in names.split()},
}
"""Proper name -> its kind; of two kinds the first of the table (Jordan is an eponym)."""
BEGINNINGS = _beginnings()
FOLLOWED: Mapping[str, tuple[frozenset[str], str]] = {
    word: (frozenset(words.split()), kind) for kind, rows in BEFORE.items() for word, words in rows.items()
}
"""Word -> the words before which it is a name, and the kind."""


class KeptWord(NamedTuple):
    """Where in a text a word stands whose capitals mean something, and why they do."""

    start: int
    end: int
    reason: str


def kept_words(text: str) -> list[KeptWord]:
    """The words of an English title that keep their capitals, in order: BERT, k-NN, Bayesian, New York."""
    found: list[KeptWord] = []
    at = 0
    while match := WORD.search(text, at):
        word, (start, at) = match[0], match.span()
        if (word in BEGINNINGS or word in FOLLOWED) and (name := _with_next(text, start, at)):
            found.append(name)
            at = name.end
        elif kept := kept_in(word):
            found += [KeptWord(start + first, start + last, reason) for first, last, reason in kept]
    return found


def is_covered(words: list[KeptWord], start: int, end: int) -> bool:
    """Whether some of the words, one right after the other, are all that stands between two places."""
    ends = {word.start: word.end for word in words}
    while start in ends and start < end:
        start = ends[start]
    return start == end


@lru_cache(maxsize=100_000)
def kept_in(word: str) -> tuple[KeptWord, ...]:
    """What of one word keeps its capitals: all of GPT-2, Gauss-Newton; half of Bayes-Optimal; nothing of Few-Shot."""
    parts = list(PART.finditer(word))
    named = tuple(KeptWord(*part.span(), reason) for part in parts if (reason := _name(part[0])))
    is_name = named and all(part[0].islower() or _name(part[0]) for part in parts)
    reason = _name(word.replace("'", "’")) or (named[0].reason if is_name else shape(word))
    return (KeptWord(0, len(word), reason),) if reason else named


def shape(word: str) -> str:
    """Why the look of a word says that its capitals mean something (BERT, k-NN, C); empty for Few-Shot, Learning, A."""
    kinds = "".join("A" if c.isupper() else "1" if c.isdigit() else "a" if c.isalpha() else c for c in word)
    return next((reason for pattern, reason in SHAPES if re.match(pattern, kinds)), "") if word != "A" else ""


def _name(word: str) -> str:
    """Why a word is a proper name; empty if it is none."""
    made = FROM_AN.fullmatch(word)
    kind = NAMES.get(word) or (NAMES.get(made[1]) if made else None)
    return f"proper name ({kind})" if kind else ""


def _with_next(text: str, start: int, end: int) -> KeptWord | None:
    """The proper name that a word is together with what follows it, or because of it."""
    word = text[start:end]
    for rest, kind in BEGINNINGS.get(word, ()):
        stop = end + len(rest)
        if text[end:stop].translate(SEPARATORS) == rest and not text[stop : stop + 1].isalnum():
            return KeptWord(start, stop, f"proper name ({kind})")
    words, kind = FOLLOWED.get(word, (frozenset(), ""))
    following = NEXT.match(text, end) if words else None
    if following and (following[1] or NUMBER).lower() in words:
        return KeptWord(start, end, f"proper name ({kind})")
    return None
