"""Match: how titles and names are spelled otherwise and are the same; what two entries share is for `works.likelihood`.

Rules were held against 695,000 pairs of records of arXiv, dblp and Crossref with a like title and a common author.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from refexport.data.patterns import regex
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, Name
from refexport.model.text import Style, Text
from refexport.text.fold import fold

LIKE_TITLE = 0.60
"""Ratio of two titles below which they are of two works if no author backs them; 99.8 % of titles on one topic are."""

YEARS_APART = 2
"""A preprint and its publication may be two years apart (submission, review, print)."""

SHORT_TITLE = 2
"""Words of a title that many works have, like "Deep Learning"."""

SLIP_WORD = 5
"""Letters of a word in which another letter is a slip: not ``I`` and ``II``, ``Sp`` and ``GSp``, ``of`` and ``for``."""

LONG_TITLE = 3
"""Words that must be equal for one difference to be forgiven."""

SHORT_SLIP = 3
SURE_TITLE = 6
"""In a title of so many words another letter is a slip in shorter words too."""

SAME, SLIP, NAMED, CUT, OTHER = "", "one letter", "a name before the colon", "the subtitle", "other words"
"""How two titles differ (`title_variant`)."""

NOTICES = frozenset(
    "abridged abstract addendum appendix chapter comment comments commentary correction corrigendum demo demonstration "
    "discussion editorial errata erratum extended extension extensions full introduction keynote lecture long part "
    "poster preface preliminary rejoinder reply report response retracted retraction review revisited short student "
    "summary supplement supplementary survey tutorial version volume withdrawn workshop".split()
)
"""Words that make a title that of another text about the same: a part, an answer, a shorter or longer form."""

NUMBER = regex(r"\d+|[ivxlcdm]+")
PART = regex(r":(?!\d)\s*|[?!.]\s+|\s[-–—]{1,2}\s")
"""What parts a title from its subtitle, or a name from the title."""


JOINED_INITIALS = regex(r"(?<!\w)(?![^\W\d_]*[^\W\d_A-ZÀ-ÖØ-Þ])[^\W\d_]{2,3}(?!\w)")
"""Two or three capitals that stand alone."""


def full_title(entry: Entry) -> str:
    """Title and subtitle as one string of characters; maths between dollars."""
    title, subtitle = _characters(entry.text("title")), _characters(entry.text("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def title_ratio(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1, on their folded forms."""
    a, b = _joined(one), _joined(other)
    if a == b:
        return 1.0 if a else 0.0
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only titles that differ need it (start-up time)

    return float(Indel.normalized_similarity(a, b))


def title_variant(one: str, other: str) -> str:
    """How two titles differ: nothing, one letter, a name before the colon, the subtitle, or other words."""
    short, long = (one, other) if one == other else sorted((one, other), key=lambda title: (len(_joined(title)), title))
    return next((variant for is_it, variant in VARIANTS if is_it(short, long)), OTHER)


def _is_same(one: str, other: str) -> bool:
    return _joined(one) == _joined(other) != ""


def _is_slip(one: str, other: str) -> bool:
    """One letter more, less, other or in another place, inside one word: "Reward" and "Rewards", "dark" and "dgrk"."""
    ours, theirs = fold(one).split(), fold(other).split()
    differing = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    if len(ours) != len(theirs) or len(differing) != 1 or len(ours) <= LONG_TITLE:
        return False
    a, b = differing[0]
    if {a, b} & {*_abbreviations(one), *_abbreviations(other)} or not _may_slip(a, b, words=len(ours)):
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only titles that differ need it (start-up time)

    return OSA.distance(a, b) == 1


def _may_slip(a: str, b: str, words: int) -> bool:
    """Whether a letter may be a slip in such words; "symmetric" and "asymmetric", "I" and "II" are two things."""
    if not (a.isalpha() and b.isalpha()) or (NUMBER.fullmatch(a) and NUMBER.fullmatch(b)):
        return False
    if min(len(a), len(b)) >= SLIP_WORD and a[0] == b[0]:
        return True
    return len(a) == len(b) >= SHORT_SLIP and words >= SURE_TITLE


def _abbreviations(title: str) -> list[str]:
    """The folded words with two capitals or more, in which each letter counts: "EEG" and "ECG", "BERT" and "BART"."""
    return [fold(word) for word in re.split(r"[^\w]+", title) if sum(c.isupper() for c in word) > 1]


def _is_named(short: str, long: str) -> bool:
    """One word and a colon before the other title: "CAML: Fast Context Adaptation via Meta-Learning"."""
    part = PART.search(long)
    if not part or len(fold(short).split()) < LONG_TITLE:
        return False
    name = long[: part.start()]
    return len(name.split()) == 1 and not _is_notice(name) and _is_same(long[part.end() :], short)


def _is_cut(short: str, long: str) -> bool:
    """The other title and a subtitle: "Watch, Try, Learn: Meta-Learning from Demonstrations and Rewards"."""
    return any(
        _is_same(long[: part.start()], short) and not _is_notice(long[part.end() :]) for part in PART.finditer(long)
    )


VARIANTS = ((_is_same, SAME), (_is_slip, SLIP), (_is_named, NAMED), (_is_cut, CUT))
"""Tests of a shorter and a longer title, and what they show; the first that holds counts."""


def family_of(name: Name) -> str:
    """The folded family name, or the organisation's name."""
    return fold(f"{name.particle} {name.family}" if name.family else name.literal)


def same_person(one: Name, other: Name) -> bool:
    """Whether two names can be one person, however they are cut, ordered, abbreviated or transliterated."""
    if any(ours & theirs for ours, theirs in zip(_spellings(one), _spellings(other), strict=True)):
        return True
    if one.literal or other.literal:
        return False
    if _family_agrees(_family_words(one), _family_words(other)):
        return _given_agrees(_given_words(one), _given_words(other))
    return _holds_whole(one, other) or _holds_whole(other, one)


def shared_authors(ours: Sequence[Name], theirs: Sequence[Name]) -> float | None:
    """The share of the shorter list that is found in the longer one; None if a list is empty."""
    ours, theirs = _people(ours), _people(theirs)
    if not ours or not theirs:
        return None
    found = min(_found_in(ours, theirs), _found_in(theirs, ours))
    return min(found / min(len(ours), len(theirs)), 1.0)


def same_authors(ours: Sequence[Name], theirs: Sequence[Name]) -> bool:
    """Whether two complete lists name the same people, in whatever order."""
    is_complete = OTHERS not in ours and OTHERS not in theirs
    return is_complete and len(ours) == len(theirs) and shared_authors(ours, theirs) == 1.0


def _characters(text: Text) -> str:
    if len(text) < 2 and not (text and text[0].styles):
        return text[0].text if text else ""
    return "".join(f"${span.text}$" if Style.MATH in span.styles else span.text for span in text)


def _joined(title: str) -> str:
    return fold(title).replace(" ", "")


def _is_notice(words: str) -> bool:
    return any(word in NOTICES or NUMBER.fullmatch(word) for word in fold(words).split())


def _people(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(name for name in names if name != OTHERS)


def _found_in(ours: Sequence[Name], theirs: Sequence[Name]) -> int:
    return sum(any(same_person(one, other) for other in theirs) for one in ours)


@lru_cache(maxsize=50_000)
def _words(name: Name) -> list[str]:
    return fold(name.literal or f"{name.given} {name.particle} {name.family}").split()


@lru_cache(maxsize=50_000)
def _spellings(name: Name) -> tuple[frozenset[str], frozenset[frozenset[str]]]:
    """A name's letters in order (wherever it is cut), and its words in any order; in Latin script too."""
    written = [words for words in (_words(name), fold(name.latin).split()) if words]
    return frozenset("".join(words) for words in written), frozenset(frozenset(words) for words in written)


def _family_words(name: Name) -> list[str]:
    """The words of a family name; ``muller`` for Müller, Mueller and Muller."""
    return re.sub(r"(?<=[aou])e", "", fold(name.family)).split()


def _family_agrees(ours: list[str], theirs: list[str]) -> bool:
    """Whether one family name is the other or a part of it: "Vries" and "De Vries", "Gomez" and "Gomez Colmenarejo"."""
    few, many = sorted((ours, theirs), key=len)
    return bool(few) and few in (many[: len(few)], many[-len(few) :])


def _given_words(name: Name) -> list[str]:
    """The words of the given names; initials that are written as one, ``CJ`` as medicine does, are several."""
    return fold(JOINED_INITIALS.sub(lambda found: " ".join(found[0]), name.given)).split()


def _given_agrees(ours: list[str], theirs: list[str]) -> bool:
    """Whether given names can be one person's: the same two letters or initial, or one called by a middle name."""
    if not ours or not theirs:
        return True
    length = min(len(ours[0]), len(theirs[0]), 2)
    if ours[0][:length] == theirs[0][:length]:
        return True
    return any(len(first) > 1 and first in given for first, given in ((ours[0], theirs), (theirs[0], ours)))


def _holds_whole(one: Name, other: Name) -> bool:
    """Whether all of a person's names, two whole ones at least, are among the other's: "Francisco Belchí Guillamón"."""
    return set(_words(one)) <= set(_words(other)) and sum(len(word) > 1 for word in _words(one)) > 1
