"""Titles: in which way two of them differ, as one of a few levels.

The levels tell damage, which leaves a work what it is (a slip, a lost subtitle), from the ways in which the titles of
two works differ (another word, a part of a series, a text about the other). What a level is worth is a fitted number
(`refexport.data.likelihood`), not a matter of this module.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.text.fold import fold
from refexport.works.match import NOTICES, PART
from refexport.works.title_words import (
    EQUAL,
    FORMS,
    NUMBER,
    NUMERAL,
    SLIP,
    SMALL,
    WORD,
    abbreviations,
    bits_of,
    stem,
    word_level,
)

SLIPS, NAMED, CUT, BROKEN = "slips", "a name before it", "no subtitle", "cut short"
MORE, UNNUMBERED = "a subtitle more", "no number of its part"
FORM = "no subtitle, which says survey, report or the like"
GENERAL, ABOUT, NOT = "a general word for another", "a part or sequel of it or a text about it", "a negation"
LIKE, UNLIKE = "alike", "unlike"

OTHER_WORDS = (ABOUT, NUMBER, NOT, WORD, GENERAL)
"""Kinds of differences that are more than damage, the worst first."""

DAMAGED = frozenset({SLIP, SLIPS, FORMS, NAMED, CUT, BROKEN, GENERAL})
"""Levels of titles that one work may have: with slips, shortened, in other forms of the same words."""

NEARLY = frozenset({NUMBER, ABOUT, NOT, WORD, MORE, UNNUMBERED, FORM})
"""Levels of titles that are nearly the same and mostly of two works."""

NEGATIONS = frozenset("not no non without never un anti against isn isnt doesnt dont cannot cant fails".split())
JOINTS = frozenset("and or but".split())
"""Words with which a sequel's title goes on, and no subtitle starts: "Is MAP decoding all you need? … and Beyond"."""

SEQUELS = frozenset("beyond again redux reloaded continued sequel later ii iii iv".split())
FORMS_OF_WORKS = frozenset(
    "abridged abstract demo demonstration extended full introduction keynote lecture long poster preliminary report "
    "review short student summary survey tutorial version workshop".split()
)
"""Those of `match.NOTICES` that say of a work what it is itself, and not what another one says of it."""

FORMATS = frozenset("long short full student extended volume report lecture live poster demo".split())
"""Words that say of a paper which form it has, and of everything else what they say of it ("Long-Term Effects")."""

GENERAL_WORDS = frozenset(
    "learning model models method methods approach network networks system systems algorithm".split()
)
"""Words that a title is remembered with in place of a more exact one of common words ("Visual Recognition")."""

COMMON_BITS = 6.5
"""What a word tells at most that another is remembered for."""

TELLING_BITS = 50.0
"""What the words that two titles share tell together, so that one general word for another does not matter."""

NEAR, ALIKE = 0.65, 0.45
"""Shares of the words' bits that two titles have in common from which they are nearly the same, and alike."""

MOST_BITS = 10.0
"""What one word counts at most in those shares, so that no rare one outweighs all others."""

LEAST_LETTERS = 0.75
"""How alike the letters are of two titles that have no word in common, so that they are compared word by word."""

MISREAD_LETTERS = 0.9
"""How alike the letters are of two titles that may be one in bad print, though some of its words are others."""

SHORT_REST = 4
"""Words of a subtitle in which each may be what says that it is a text about another ("Extended Abstract")."""

LEAST_NAMED = 3
"""Words of a title that may stand without the name before them, or before dots."""

LANGUAGE = regex(r"(?<!\w)([A-Za-z])(#|\+\+)(?!\w)")
"""C#, F#, C++: signs that are words in these names."""

ELLIPSIS = regex(r"(?:…|\.\.\.)\s*$")
PART_NUMBER = regex(r"(?:\bparts?|\bvol(?:ume|\.)?)\s+[\divx]+\b|[:.]\s+[\divx]+[.:]\s", re.IGNORECASE)
"""How the number of a part stands behind the title of the whole: "…: Part II, …", "…: 3. …"."""

PLAIN_NUMERAL = regex(r"\d+|[ivx]+")


class Title(NamedTuple):
    """A title as it is compared: as written, its folded words, their letters, and what its words tell in bits."""

    text: str
    words: tuple[str, ...]
    letters: str
    bits: float


class Change(NamedTuple):
    """One place in which two titles differ: the words of each."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The words side by side, if there are as many of each; else all of them as one."""
        if len(self.ours) == len(self.theirs):
            return list(zip(self.ours, self.theirs, strict=True))
        return [("".join(self.ours), "".join(self.theirs))]


@lru_cache(maxsize=50_000)
def title_of(text: str) -> Title:
    """A title made ready for comparing."""
    words = tuple(fold(LANGUAGE.sub(_spelled_out, text)).split())
    return Title(text, words, "".join(words), sum(map(bits_of, set(words))))


def _spelled_out(found: re.Match[str]) -> str:
    return f"{found[1]}{'sharp' if found[2] == '#' else 'plusplus'}"


def without_name(text: str) -> str:
    """A title without the one word before a colon or a dash, if a title is left: "BERT: Pre-training of …"."""
    part = PART.search(text)
    rest = text[part.end() :] if part and len(text[: part.start()].split()) == 1 else ""
    return rest if len(rest.split()) >= LEAST_NAMED else text


def title_level(one: Title, other: Title) -> str:
    """In which way the title that somebody gives a work (``one``) differs from the one that a record gives it.

    Who cites leaves a subtitle out, and remembers a general word for an exact one; hardly the other way round.
    """
    if one.letters == other.letters:
        return EQUAL
    short, long = sorted((one, other), key=lambda title: (len(title.letters), title.letters))
    if not short.words or _shares_nothing(short, long):
        return UNLIKE
    if _is_broken(one, other) or _is_broken(other, one):
        return BROKEN
    part = _part_level(short, long)
    if long is one and part in (CUT, FORM):
        return MORE if part == CUT else ABOUT
    if part in (NUMBER, ABOUT) and long is other and PART_NUMBER.search(other.text):
        return UNNUMBERED
    return part or _level_by_words(one, other, short, long)


def _level_by_words(one: Title, other: Title, short: Title, long: Title) -> str:
    """The level of two titles by the kinds of their differences; where little is shared, the first one decides."""
    shared = _shared(short, long)
    is_unlike = shared < ALIKE and _letters_alike(short, long) < MISREAD_LETTERS
    kinds: list[str] = []
    for change in _changes(one, other):
        kinds.append(_kind(change, one, other))
        if is_unlike and kinds[-1] in OTHER_WORDS:
            return UNLIKE
    if worst := next((kind for kind in OTHER_WORDS if kind in kinds), ""):
        if shared < NEAR and not (worst == WORD and _letters_alike(short, long) >= MISREAD_LETTERS):
            return LIKE if shared >= ALIKE else UNLIKE
        return worst if worst != GENERAL or _is_known_by_the_rest(kinds, short, long) else WORD
    if FORMS in kinds:
        return FORMS
    return (EQUAL, SLIP, SLIPS)[min(kinds.count(SLIP), 2)]


def _shares_nothing(short: Title, long: Title) -> bool:
    """A cheap test before the costly ones: no word in common, and not even the letters."""
    return not set(short.words) & set(long.words) and _letters_alike(short, long) < LEAST_LETTERS


def _letters_alike(one: Title, other: Title) -> float:
    """The share of the letters, in order, that two titles have in common."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only titles that differ need it (start-up time)

    return float(Indel.normalized_similarity(one.letters, other.letters))


def _is_broken(cut: Title, whole: Title) -> bool:
    """Whether one is the beginning of the other and says by its dots that it goes on."""
    is_start = whole.letters.startswith(cut.letters) and len(cut.words) >= LEAST_NAMED
    return is_start and bool(ELLIPSIS.search(cut.text))


def _part_level(short: Title, long: Title) -> str:
    """The level of a title that is the other's but for a name before it or a subtitle, slips apart; or nothing."""
    for part in PART.finditer(long.text):
        head, tail = title_of(long.text[: part.start()]), title_of(long.text[part.end() :])
        if _is_nearly(short, head):
            return _rest_level(tail.words)
        if _is_nearly(short, tail) and len(head.words) <= 2 and not _says_notice(head.words):
            return NAMED
    return ""


def _rest_level(words: Sequence[str]) -> str:
    """What it means that one title goes on where the other ends: a subtitle, a part of a series, a text about it."""
    if not words:
        return EQUAL
    is_sequel = words[0] in JOINTS or words[0] in SEQUELS or words[-1] in SEQUELS
    notices = NOTICES.intersection(words if len(words) <= SHORT_REST else _first(words))
    if is_sequel or notices:
        return ABOUT if is_sequel or not notices <= FORMS_OF_WORKS else FORM
    return NUMBER if PLAIN_NUMERAL.fullmatch(words[0]) else CUT


def _first(words: Sequence[str]) -> Sequence[str]:
    """The word that says what a longer subtitle is: "A Survey of …", "Part II. …", but not "Long-Range …"."""
    return [word for word in words[:2] if word not in SMALL][:1] if words[0] not in FORMATS else ()


def _is_nearly(one: Title, other: Title) -> bool:
    """Whether two titles are one but for slips."""
    if one.letters == other.letters:
        return one.letters != ""
    if abs(len(one.letters) - len(other.letters)) > 2 or not one.words or not other.words:
        return False
    kinds = [_kind(change, one, other) for change in _changes(one, other)]
    return all(kind in (EQUAL, SLIP) for kind in kinds) and len(kinds) <= max(1, len(one.words) // 3)


def _says_notice(words: Sequence[str]) -> bool:
    return any(word in NOTICES for word in words)


def _changes(one: Title, other: Title) -> list[Change]:
    """The places in which the words of two titles differ."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only titles that differ need it (start-up time)

    found: list[Change] = []
    places = (0, 0)
    for code in Levenshtein.opcodes(one.words, other.words):
        if code.tag != "equal":
            here = Change(one.words[code.src_start : code.src_end], other.words[code.dest_start : code.dest_end])
            if found and places == (code.src_start, code.dest_start):
                before = found.pop()
                here = Change(before.ours + here.ours, before.theirs + here.theirs)
            found.append(here)
            places = (code.src_end, code.dest_end)
    return found


def _kind(change: Change, one: Title, other: Title) -> str:
    """What a place of difference means: nothing, a slip, other forms of the words, or other words."""
    exact = (*abbreviations(one.text), *abbreviations(other.text))
    if word_level("".join(change.ours), "".join(change.theirs), exact) == EQUAL:
        return EQUAL
    levels = {word_level(ours, theirs, exact) for ours, theirs in change.pairs}
    if levels <= {EQUAL, SLIP}:
        return SLIP
    words = {*change.ours, *change.theirs}
    is_longer = len(change.ours) != len(change.theirs)
    if NUMBER in levels or (is_longer and any(map(NUMERAL.fullmatch, words))):
        return NUMBER
    if words & (NOTICES | SEQUELS):
        return ABOUT
    if words & NEGATIONS:
        return NOT
    return _kind_of_words(change, levels)


def _kind_of_words(change: Change, levels: set[str]) -> str:
    if {*change.ours, *change.theirs} <= SMALL or WORD not in levels:
        return FORMS
    return GENERAL if _is_general(change.ours, change.theirs) else WORD


def _is_general(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the one has a general word where the other has one or two common ones."""
    is_common = all(bits_of(word) <= COMMON_BITS for word in theirs)
    return len(ours) == 1 and set(ours) <= GENERAL_WORDS and 0 < len(theirs) <= 2 and is_common


def _is_known_by_the_rest(kinds: Sequence[str], one: Title, other: Title) -> bool:
    """Whether one general word is all that differs, and the others are so rare that they tell the work by themselves.

    "Graph Learning Networks for …" and "Graph Attention Networks for …" are two papers.
    """
    return kinds.count(GENERAL) == 1 and sum(map(bits_of, {*one.words} & {*other.words})) >= TELLING_BITS


def _shared(one: Title, other: Title) -> float:
    """The share of what the two titles tell that both of them say (Dice); forms of a word are one."""
    ours, theirs = _forms(one.words), _forms(other.words)
    both = sum(ours[form] for form in ours.keys() & theirs.keys())
    return 2 * both / (sum(ours.values()) + sum(theirs.values()))


@lru_cache(maxsize=50_000)
def _forms(words: tuple[str, ...]) -> dict[str, float]:
    """What the words of a title tell in bits, forms of a word as one."""
    return {stem(word): min(bits_of(word), MOST_BITS) for word in words}
