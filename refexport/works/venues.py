"""Venues: whether two names are one venue's, by the shipped table and by their words; publishers; placeholders.

Three answers: True and False need evidence, None is all the rest. A name that the table has is known, in whatever
spelling; of two known ones the streams decide. Where a name is unknown its words decide, if they are whole names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from refexport.data.venue_table import PARTS, VenueNames, venue_table
from refexport.data.venue_words import EDITION, EXPANSIONS, JOURNAL, MEETING, PART_OF, PLACES, SPONSORS
from refexport.works.venue_text import (
    Part,
    Token,
    Tokens,
    fits,
    is_meeting,
    is_surrounding,
    parts_of,
    reduced,
    unmatched,
)

LEVELS = (0, 1, 2)
HEADS = 3
"""The level of journals' names without what stands behind a colon: "J. Stat. Mech."."""

SURE_HEAD = 3
"""Words of a journal's name that may lack what stands behind a colon: not "Machine Learning: Science and Technology"."""

SHORT_ACRONYM = 2
"""Letters of an acronym that too many things have."""


class KnownVenue(NamedTuple):
    """A venue of the table; ``part`` is empty for the conference itself, else a word of `PART_OF`."""

    base: str
    part: str


Known = frozenset[KnownVenue]
Index = Mapping[tuple[int, str], Sequence[tuple[Tokens, VenueNames]]]


class VenueIndex:
    """A table of venues, to be asked by name, acronym or DOI."""

    def __init__(self, rows: Iterable[VenueNames]) -> None:
        self.rows = tuple(rows)
        self._by_acronym: dict[str, list[VenueNames]] = defaultdict(list)
        self._spelled = {acronym for row in self.rows for acronym in row.acronyms}
        self._by_initials: dict[tuple[int, str], list[tuple[Tokens, VenueNames]]] = defaultdict(list)
        self.by_doi = {prefix: row for row in self.rows for prefix in row.doi_prefixes}
        for row in self.rows:
            for acronym in row.acronyms:
                self._by_acronym[_joined(acronym)].append(row)
            for name in row.names:
                self._enter(row, [part for part in parts_of(name) if part.mark != "("])
        self._enter_heads()

    def _enter(self, row: VenueNames, parts: Sequence[Part]) -> None:
        for level in LEVELS:
            if kept := reduced(_tokens_of(parts), level):
                self._by_initials[level, _initials(kept)].append((kept, row))

    def _enter_heads(self) -> None:
        """Names of journals without what stands behind a colon, unless another one is called so."""
        for row in self.rows:
            for name in row.names if not row.is_conference else ():
                head, *rest = parts_of(name)
                tokens = reduced(head.tokens, 0)
                if rest and rest[0].mark == ":" and len(tokens) > 1 and not self._at_level(tokens, 0):
                    self._by_initials[HEADS, _initials(tokens)].append((tokens, row))

    def known(self, text: str) -> Known:
        """The venues that a text names; several for joint conferences and for acronyms that several have."""
        parts = parts_of(text)
        return self._named(parts) or self._by_acronyms(parts)

    def rows_of(self, known: Known) -> list[VenueNames]:
        """The rows of known venues, with those of their parts."""
        bases = {venue.base for venue in known}
        return [row for row in self.rows if _venue(row, "").base in bases]

    def _named(self, parts: Sequence[Part]) -> Known:
        for reading in _readings(parts):
            rows = self._look_up(reading.tokens)
            if reading.is_cut:
                rows = [row for row in rows if row.is_conference or len(reduced(reading.tokens, 1)) >= SURE_HEAD]
            if rows:
                return frozenset(_venue(row, _part_in(parts, row, reading.tokens)) for row in rows)
        return frozenset()

    def _look_up(self, tokens: Tokens) -> list[VenueNames]:
        """The rows of a name, spelled so, with its abbreviations spelled out, or without acronyms in between."""
        spelled_out = _spelled_out(tokens)
        plain = tuple(token for token in spelled_out if not self._is_acronym(token))
        for variant in dict.fromkeys((tokens, spelled_out, plain if len(reduced(plain, 2)) > 1 else tokens)):
            for level in (*LEVELS, HEADS):
                rows = self._at_level(variant, level)
                if rows and (level == 0 or len({row.stream for row in rows}) == 1):
                    return rows
        return []

    def _at_level(self, tokens: Tokens, level: int) -> list[VenueNames]:
        kept = reduced(tokens, level % HEADS)
        entered = self._by_initials.get((level, _initials(kept)), ()) if kept else ()
        found = [
            (all(one.word == other.word for one, other in zip(kept, words, strict=True)), row)
            for words, row in entered
            if all(map(fits, kept, words)) and not _sponsors_clash(tokens, row)
        ]
        exact = [row for is_exact, row in found if is_exact]
        return list(dict.fromkeys(exact or [row for _, row in found]))

    def _is_acronym(self, token: Token) -> bool:
        return token.is_acronym and token.word in self._by_acronym

    def _by_acronyms(self, parts: Sequence[Part]) -> Known:
        """The venues of the acronyms in a text that has no other name, or one that goes with the acronym."""
        found: set[KnownVenue] = set()
        for part, token in ((part, token) for part in parts for token in part.tokens):
            beside = [one for one in (part, parts[0]) if one.mark != "("]
            for row in self._rows_of(token, is_alone=len(part.tokens) == 1):
                others = _hard(_tokens_of(beside), row)
                if not others or _part_of(_tokens_of(parts)) or self._go_together(others, row):
                    is_whole = not others or len(part.tokens) == 1
                    found.add(_venue(row, _part_in(parts, row, (token,), is_whole=is_whole)))
        return frozenset(found)

    def _rows_of(self, token: Token, *, is_alone: bool = False) -> list[VenueNames]:
        """The rows of an acronym, of each of two that are joined (``EMNLP-IJCNLP``), or of ``CVPRW``."""
        if not (token.is_acronym or is_alone or token.spelled in self._spelled):
            return []
        for word in (token.word, re.sub(r"\d\d$", "", token.word)):
            if rows := self._by_acronym.get(word):
                return rows
        joined = [_joined(piece) for piece in token.spelled.replace("/", "-").split("-")]
        return [row for piece in joined if len(joined) > 1 for row in self._by_acronym.get(piece, ())]

    def _go_together(self, others: Sequence[Token], row: VenueNames) -> bool:
        names = [token for name in row.names for token in _tokens_of(parts_of(name))]
        return len(unmatched(others, names)) < len(others)


class Reading(NamedTuple):
    """Tokens that may be the whole name; ``is_cut`` where a subtitle, or what stands before it, was left out."""

    tokens: Tokens
    is_cut: bool = False


def _readings(parts: Sequence[Part]) -> Iterator[Reading]:
    """The whole text, then without what surrounds a name, then between the colons."""
    outside = [part for part in parts if part.mark != "("]
    of_meeting = is_meeting(parts)
    yield Reading(_tokens_of(outside))
    kept = list(outside)
    while len(kept) > 1 and is_surrounding(kept[-1], of_meeting=of_meeting):
        kept.pop()
        yield Reading(_tokens_of(kept))
    for start, end in _between_colons(outside):
        piece = outside[start:end]
        yield Reading(_tokens_of(piece), is_cut=True)
        while len(piece) > 1 and is_surrounding(piece[-1], of_meeting=of_meeting):
            piece = piece[:-1]
            yield Reading(_tokens_of(piece), is_cut=True)
    for part in outside if of_meeting else outside[:1]:
        yield Reading(part.tokens, is_cut=True)


def _between_colons(parts: Sequence[Part]) -> list[tuple[int, int]]:
    starts = [0, *(number for number, part in enumerate(parts) if number and part.mark == ":"), len(parts)]
    return list(zip(starts, starts[1:], strict=False)) if len(starts) > 2 else []


def _tokens_of(parts: Iterable[Part]) -> Tokens:
    return tuple(token for part in parts for token in part.tokens)


def _initials(tokens: Iterable[Token]) -> str:
    return "".join(token.word[0] for token in tokens)


def _joined(acronym: str) -> str:
    return "".join(c for c in acronym.casefold() if c.isalnum())


def _spelled_out(tokens: Tokens) -> Tokens:
    return tuple(
        token
        for one in tokens
        for token in (_tokens_of(parts_of(EXPANSIONS[one.word])) if one.is_acronym and one.word in EXPANSIONS else (one,))
    )


def _sponsors(tokens: Iterable[Token]) -> set[str]:
    return {token.word for token in tokens if token.word in SPONSORS}


def _sponsors_clash(tokens: Tokens, row: VenueNames) -> bool:
    """Whether a text has another society's name than all names of the row: "ACM Transactions on Image Processing"."""
    theirs = [_sponsors(_tokens_of(parts_of(name))) for name in row.names]
    ours = _sponsors(tokens)
    return bool(ours) and all(theirs) and not any(ours & one for one in theirs)


def _part_of(tokens: Iterable[Token]) -> str:
    """The first word that tells of another volume than the conference's own: "workshop"."""
    return next((PART_OF[token.word] for token in tokens if token.word in PART_OF), "")


def _part_in(parts: Sequence[Part], row: VenueNames, named: Tokens, *, is_whole: bool = True) -> str:
    """Which volumes of a conference a text names, by words that the venue's own name has not."""
    if not row.is_conference:
        return ""
    names = [token for name in row.names for token in _tokens_of(parts_of(name))]
    rest = [token for part in parts for token in part.tokens if token not in named or len(named) == 1]
    return _part_of(unmatched(rest, names)) or ("" if is_whole else "part")


def _hard(tokens: Iterable[Token], row: VenueNames) -> list[Token]:
    """The tokens that are neither acronyms of the row nor words that all venues have."""
    own = {_joined(acronym) for acronym in row.acronyms}
    return [
        token
        for token in reduced(tokens, 2)
        if token.word not in own and token.word not in PLACES | PART_OF.keys() | EDITION and not token.is_acronym
    ]


def _venue(row: VenueNames, part: str) -> KnownVenue:
    """The venue of a row: ``conf/cvpr/w`` are the workshops of ``conf/cvpr``."""
    base, _, end = row.stream.rpartition("/")
    return KnownVenue(base, PARTS[end]) if end in PARTS and base.count("/") else KnownVenue(row.stream, part)


@cache
def shipped_index() -> VenueIndex:
    """The index of the shipped table."""
    return VenueIndex(venue_table())


@lru_cache(maxsize=10_000)
def known_venues(text: str) -> Known:
    """The venues of the shipped table that a text names."""
    return shipped_index().known(text)


def same_venue(one: str, other: str) -> bool | None:
    """Whether two texts name one venue; None where that is not known.

    Editions, years, places, series and abbreviations do not count; a workshop at a conference is not the conference.
    """
    ours, theirs = known_venues(one), known_venues(other)
    if ours and theirs:
        return _same_known(ours, theirs)
    if ours or theirs:
        return _is_one_of(parts_of(other if ours else one), shipped_index().rows_of(ours or theirs))
    return _compare(parts_of(one), parts_of(other))


def _same_known(ours: Known, theirs: Known) -> bool | None:
    common = {one.base for one in ours} & {one.base for one in theirs}
    if not common:
        has_series = any(venue.base.startswith("series/") for venue in ours | theirs)
        return None if has_series else False
    pairs = [(one.part, other.part) for one in ours for other in theirs if one.base == other.base]
    if any(a == b for a, b in pairs):
        return True
    return None if any("part" in pair for pair in pairs) else False


def _is_one_of(parts: Sequence[Part], rows: Sequence[VenueNames]) -> bool | None:
    """Whether a name that the table has not is one of the rows', by its words.

    What is more than the whole title of a journal is another one: "Nature" and "Nature Foo".
    """
    acronyms = {_joined(acronym) for row in rows for acronym in row.acronyms}
    if any(token.word in acronyms for token in _tokens_of(parts)):
        return None
    answers = {_compare(parts, parts_of(name)) for row in rows for name in row.names}
    if True in answers:
        return True
    longer = [name for row in rows for name in row.names if not row.is_conference and _is_longer(parts, parts_of(name))]
    return False if longer or None not in answers else None


def _is_longer(parts: Sequence[Part], others: Sequence[Part]) -> bool:
    ours, theirs = reduced(_tokens_of(parts), 1), reduced(_tokens_of(others), 1)
    return bool(theirs) and not unmatched(theirs, ours) and bool(unmatched(ours, theirs))


def _compare(ours: Sequence[Part], theirs: Sequence[Part]) -> bool | None:
    """Whether two names are the same, word by word."""
    is_ours, is_theirs = is_meeting(ours), is_meeting(theirs)
    mine, others = _weighty(ours, of_meeting=is_ours), _weighty(theirs, of_meeting=is_theirs)
    all_mine, all_others = _tokens_of(ours), _tokens_of(theirs)
    left, right = unmatched(mine, all_others), unmatched(others, all_mine)
    if not mine or not others:
        return None
    if not left and not right:
        return True
    if left and right:
        return None if _may_abbreviate(mine, others) or _may_abbreviate(others, mine) else False
    return False if any(token.word in PART_OF or token.word in JOURNAL for token in (*left, *right)) else None


def _weighty(parts: Sequence[Part], *, of_meeting: bool) -> Tokens:
    """The words of a name that another name of the same venue has to have, too."""
    kept = [part for number, part in enumerate(parts) if not number or not is_surrounding(part, of_meeting=of_meeting)]
    tokens = reduced(_spelled_out(_tokens_of(kept)), 1)
    return tuple(token for token in tokens if not of_meeting or token.word not in MEETING)


def _may_abbreviate(short: Tokens, long: Tokens) -> bool:
    """Whether an acronym's letters come in the other name, the first of them at the beginning of a word."""
    if len(short) != 1 or not short[0].is_acronym:
        return False
    letters = iter("".join(token.word for token in long))
    return short[0].word[0] in _initials(long) and all(letter in letters for letter in short[0].word)
