"""Venue index: the table of venues, to be asked by a name in any spelling, by acronym, and by DOI."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.venue_table import PARTS, VenueNames, venue_table
from refexport.data.venue_words import EDITION, MEETING, PART_OF, PLACES, SPONSORS
from refexport.works.venue_text import (
    Part,
    Token,
    Tokens,
    fits,
    initials,
    joined,
    parts_of,
    readings,
    reduced,
    spelled_out,
    tokens_of,
    unmatched,
)

LEVELS = (0, 1, 2)
HEADS = 3
"""The level of journals' names without what stands behind a colon: "J. Stat. Mech."."""

ACL_DOI = regex(r"10\.(?:18653|3115)/v1/[a-z]\d\d-\d")
"""The letter of a venue, a year, and a volume that is the first digit of a paper's number: ``d19-1410``."""

SURE_HEAD = 3
"""Words of a journal's name that may lack what stands behind a colon; "Machine Learning: Science …" may not."""


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
        self._by_doi = {prefix: row for row in self.rows for prefix in row.doi_prefixes}
        self._by_venue: dict[KnownVenue, list[VenueNames]] = defaultdict(list)
        for row in self.rows:
            self._by_venue[venue_of_row(row, "")].append(row)
            for acronym in row.acronyms:
                self._by_acronym[joined(acronym)].append(row)
                if " " in acronym:
                    self._enter(row, parts_of(acronym), levels=(0,))
            for name in row.names:
                self._enter(row, [part for part in parts_of(name) if part.mark != "("])
        self._enter_heads()

    def _enter(self, row: VenueNames, parts: Sequence[Part], levels: Sequence[int] = LEVELS) -> None:
        for level in levels:
            if kept := reduced(tokens_of(parts), level):
                self._by_initials[level, initials(kept)].append((kept, row))

    def _enter_heads(self) -> None:
        """Names of journals without what stands behind a colon, unless another one is called so."""
        for row in self.rows:
            for name in row.names if not row.is_conference else ():
                head, *rest = parts_of(name)
                tokens = reduced(head.tokens, 0)
                if rest and rest[0].mark == ":" and len(tokens) > 1 and not self._at_level(tokens, 0):
                    self._by_initials[HEADS, initials(tokens)].append((tokens, row))

    def known(self, text: str) -> Known:
        """The venues that a text names; several for joint conferences and for acronyms that several have."""
        parts = parts_of(text)
        return self._named(parts) or self._by_acronyms(parts)

    def of_doi(self, doi: str) -> VenueNames | None:
        """The row that has the longest beginning of a DOI, up to one of its marks or, of ACL's, within a number."""
        is_acl = ACL_DOI.match(doi)
        ends = [end for end in range(len(doi), 0, -1) if is_acl or not doi[end : end + 1].isalnum()]
        return next((row for end in ends if (row := self._by_doi.get(doi[:end]))), None)

    def rows_of(self, known: Known) -> list[VenueNames]:
        """The rows of known venues; of a part that has no row those of the conference."""
        venues = [one for venue in known for one in (venue, KnownVenue(venue.base, ""))]
        rows = [(row, venue.part) for venue in venues for row in self._by_venue.get(venue, ())]
        return [row for row, part in rows if part] or [row for row, _ in rows]

    def _named(self, parts: Sequence[Part]) -> Known:
        """The venues of the whole text, else those of its pieces, of which a series tells nothing beside others."""
        whole, pieces, alone = readings(parts)
        if known := self._first(parts, whole):
            return known
        found = frozenset(venue for piece in pieces for venue in self._first(parts, piece, is_cut=True))
        known = frozenset(venue for venue in found if not venue.base.startswith("series/")) or found
        return known or self._first(parts, alone, is_cut=True)

    def _first(self, parts: Sequence[Part], names: Iterable[Tokens], *, is_cut: bool = False) -> Known:
        """The venues of the first tokens that are a name; of a journal only much may be cut off."""
        for tokens in names:
            is_sure = not is_cut or len(reduced(tokens, 1)) >= SURE_HEAD
            if rows := [row for row in self._look_up(tokens) if is_sure or row.is_conference]:
                return frozenset(venue_of_row(row, _part_in(parts, row, tokens)) for row in rows)
        return frozenset()

    def _look_up(self, tokens: Tokens) -> list[VenueNames]:
        """The rows of a name, spelled so, with its abbreviations spelled out, or without acronyms in between."""
        whole = spelled_out(tokens)
        plain = tuple(token for token in whole if not self._is_acronym(token))
        for variant in dict.fromkeys((tokens, whole, plain if len(_telling(plain)) > 1 else tokens)):
            for level in (*LEVELS, HEADS):
                rows = self._at_level(variant, level)
                if rows and (level == 0 or len({row.stream for row in rows}) == 1):
                    return rows
        return []

    def _at_level(self, tokens: Tokens, level: int) -> list[VenueNames]:
        kept = reduced(tokens, level % HEADS)
        entered = self._by_initials.get((level, initials(kept)), ()) if kept else ()
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
        for part, token in [(one, token) for one in parts for token in one.tokens]:
            beside = [one for one in (part, parts[0]) if one.mark != "("]
            for row in self._rows_of(token, is_alone=len(part.tokens) == 1):
                others = _hard(tokens_of(beside), row)
                if not others or _part_of(tokens_of(parts)) or self._go_together(others, row):
                    is_whole = not others or len(part.tokens) == 1
                    found.add(venue_of_row(row, _part_in(parts, row, (token,), is_whole=is_whole)))
        return frozenset(found)

    def _rows_of(self, token: Token, *, is_alone: bool = False) -> list[VenueNames]:
        """The rows of an acronym, of each of two that are joined (``EMNLP-IJCNLP``), or of ``CVPRW``."""
        if not (token.is_acronym or is_alone or token.spelled in self._spelled):
            return []
        for word in (token.word, re.sub(r"\d\d$", "", token.word)):
            if rows := self._by_acronym.get(word):
                return rows
        pieces = [joined(piece) for piece in token.spelled.replace("/", "-").split("-")]
        return [row for piece in pieces if len(pieces) > 1 for row in self._by_acronym.get(piece, ())]

    def _go_together(self, others: Sequence[Token], row: VenueNames) -> bool:
        names = [token for name in row.names for token in tokens_of(parts_of(name))]
        return len(unmatched(others, names)) < len(others)


def _telling(tokens: Iterable[Token]) -> list[Token]:
    """The words that not every venue has."""
    return [token for token in tokens if token.word not in SPONSORS | MEETING | EDITION]


def _sponsors(tokens: Iterable[Token]) -> set[str]:
    return {token.word for token in tokens if token.word in SPONSORS}


def _sponsors_clash(tokens: Tokens, row: VenueNames) -> bool:
    """Whether a text has another society's name than all names of the row: "ACM Transactions on Image Processing"."""
    theirs = [_sponsors(tokens_of(parts_of(name))) for name in row.names]
    ours = _sponsors(tokens)
    return bool(ours) and all(theirs) and not any(ours & one for one in theirs)


def _part_of(tokens: Iterable[Token]) -> str:
    """The first word that tells of another volume than the conference's own: "workshop"."""
    return next((PART_OF[token.word] for token in tokens if token.word in PART_OF), "")


def _part_in(parts: Sequence[Part], row: VenueNames, named: Tokens, *, is_whole: bool = True) -> str:
    """Which volumes of a conference a text names, by words that the venue's own name has not."""
    if not row.is_conference:
        return ""
    names = [token for name in row.names for token in tokens_of(parts_of(name))]
    rest = [token for part in parts for token in part.tokens if token not in named or len(named) == 1]
    return _part_of(unmatched(rest, names)) or ("" if is_whole else "part")


def _hard(tokens: Iterable[Token], row: VenueNames) -> list[Token]:
    """The tokens that are neither acronyms of the row nor words that all venues have."""
    own = {joined(acronym) for acronym in row.acronyms}
    return [
        token
        for token in reduced(tokens, 2)
        if token.word not in own and token.word not in PLACES | PART_OF.keys() | EDITION and not token.is_acronym
    ]


def venue_of_row(row: VenueNames, part: str) -> KnownVenue:
    """The venue of a row: ``conf/cvpr/w`` are the workshops of ``conf/cvpr``."""
    base, _, end = row.stream.rpartition("/")
    return KnownVenue(base, PARTS[end]) if end in PARTS and base.count("/") else KnownVenue(row.stream, part)


@cache
def shipped_index() -> VenueIndex:
    """The index of the shipped table."""
    return VenueIndex(venue_table())
