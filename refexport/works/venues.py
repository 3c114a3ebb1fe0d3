"""Venues: whether two names are one venue's, whether two publishers are one house, and what is no venue at all.

Three answers: True and False need evidence, None is all the rest. A name that the table has is known, in whatever
spelling; of two known ones the streams decide. Where a name is unknown its words decide, if they are whole names.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache

from refexport.data.patterns import regex
from refexport.data.preprints import BESIDE, NO_VENUE, SERVERS
from refexport.data.publishers import NAMES_OF_HOUSES
from refexport.data.venue_table import VenueNames
from refexport.data.venue_words import COMPANY, JOURNAL, KINDS_OF_PUBLISHERS, MEETING, PART_OF, STOP
from refexport.text.fold import fold
from refexport.works.venue_index import Known, shipped_index
from refexport.works.venue_text import (
    Part,
    Token,
    Tokens,
    editions_of,
    in_order,
    initials,
    is_meeting,
    is_surrounding,
    joined,
    parts_of,
    reduced,
    spelled_out,
    tokens_of,
    unmatched,
)

ARXIV_ADDRESS = regex(r"(?:https?://)?(?:\w+\.)?arxiv\.org(?:/\S*)?", re.IGNORECASE)
ADDRESS = regex(r"(?:https?://|doi:?\s*10\.)\S+", re.IGNORECASE)
SURE_ACRONYM = 4
"""Letters of an acronym that tell a name by its initials."""

SHORT_TAG = 2
"""Letters of arXiv's tags of categories: ``[cs.LG]``."""


@lru_cache(maxsize=10_000)
def known_venues(text: str) -> Known:
    """The venues of the shipped table that a text names."""
    return shipped_index().known(text)


@lru_cache(maxsize=10_000)
def same_venue(one: str, other: str) -> bool | None:
    """Whether two texts name one venue; None where that is not known.

    Editions, years, places, series and abbreviations do not count; a workshop at a conference is not the conference,
    and a server of preprints, as which `is_placeholder_venue` knows all of them, is no journal.
    """
    if is_placeholder_venue(one) or is_placeholder_venue(other):
        return is_placeholder_venue(one) and is_placeholder_venue(other)
    ours, theirs = known_venues(one), known_venues(other)
    if ours and theirs:
        return _same_known(ours, theirs)
    if ours or theirs:
        return _is_one_of(parts_of(other if ours else one), shipped_index().rows_of(ours or theirs))
    return _compare(parts_of(one), parts_of(other))


def same_edition(one: str, other: str) -> bool | None:
    """Whether two names of one conference are of the same volume, by years and ordinals; None unless both tell it."""
    ours, theirs = editions_of(one), editions_of(other)
    pairs = [(mine, others) for mine, others in zip(ours, theirs, strict=True) if mine and others]
    if any(mine & others for mine, others in pairs):
        return True
    return False if pairs else None


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
    acronyms = {joined(acronym) for row in rows for acronym in row.acronyms}
    if any(token.word in acronyms for token in tokens_of(parts)):
        names = [token for row in rows for name in row.names for token in tokens_of(parts_of(name))]
        return False if _telling(unmatched(tokens_of(parts), names)) else None
    answers = {_compare(parts, parts_of(name)) for row in rows for name in row.names}
    if True in answers:
        return True
    longer = [name for row in rows for name in row.names if not row.is_conference and _is_longer(parts, parts_of(name))]
    return False if longer or None not in answers else None


def _is_longer(parts: Sequence[Part], others: Sequence[Part]) -> bool:
    """Whether a name has all words of the other and one more, not only a subtitle or a series' letter."""
    parts = [part for number, part in enumerate(parts) if not number or part.mark != ":"]
    ours, theirs = reduced(tokens_of(parts), 1), reduced(tokens_of(others), 1)
    return bool(theirs) and not unmatched(theirs, ours) and any(len(one.word) > 1 for one in unmatched(ours, theirs))


def _compare(ours: Sequence[Part], theirs: Sequence[Part]) -> bool | None:
    """Whether two names are the same, word by word."""
    is_ours, is_theirs = is_meeting(ours), is_meeting(theirs)
    mine, others = _weighty(ours, of_meeting=is_ours), _weighty(theirs, of_meeting=is_theirs)
    all_mine, all_others = tokens_of(ours), tokens_of(theirs)
    left, right = unmatched(mine, all_others), unmatched(others, all_mine)
    if not mine or not others:
        return None
    if not left and not right:
        return True if len(mine) != len(others) or in_order(mine, others) else None
    if left and right:
        if _has_initials(mine, theirs) or _has_initials(others, ours):
            return True
        return None if _may_abbreviate(mine, others) or _may_abbreviate(others, mine) else False
    behind_colon = [token for part in (*ours, *theirs) if part.mark == ":" for token in part.tokens]
    return False if _telling((*left, *right), behind_colon) else None


def _telling(tokens: Iterable[Token], but: Sequence[Token] = ()) -> bool:
    """Whether words that one name has and the other has not make two venues of them: "Workshop", "Letters"."""
    return any(token.word in PART_OF or (token.word in JOURNAL and token not in but) for token in tokens)


def _weighty(parts: Sequence[Part], *, of_meeting: bool) -> Tokens:
    """The words of a name that another name of the same venue has to have, too."""
    kept = [part for number, part in enumerate(parts) if not number or not is_surrounding(part, of_meeting=of_meeting)]
    tokens = reduced(spelled_out(tokens_of(kept)), 1)
    return tuple(token for token in tokens if not of_meeting or token.word not in MEETING)


def _has_initials(short: Tokens, long: Sequence[Part]) -> bool:
    """Whether an acronym has the first letter of each word of the other name, and not too few."""
    if len(short) != 1 or not short[0].is_acronym or len(short[0].word) < SURE_ACRONYM:
        return False
    return short[0].word == initials(reduced(tokens_of(long), 0))


def _may_abbreviate(short: Tokens, long: Tokens) -> bool:
    """Whether an acronym's letters come in the other name, the first of them at the beginning of a word."""
    if len(short) != 1 or not short[0].is_acronym:
        return False
    letters = iter("".join(token.word for token in long))
    return short[0].word[0] in initials(long) and all(letter in letters for letter in short[0].word)


def publishers_of(venue: str) -> tuple[str, ...]:
    """The publishers that a venue has had, as far as the table tells."""
    rows = shipped_index().rows_of(known) if (known := known_venues(venue)) else []
    return tuple(dict.fromkeys(publisher for row in rows for publisher in row.publishers))


def venue_of_doi(doi: str) -> str:
    """The venue that a DOI's beginning tells (``10.1109/cvpr.2016.90``), by a name of its; empty if it tells none."""
    row = shipped_index().of_doi(doi.lower())
    return (row.acronyms or row.names)[0] if row else ""


@lru_cache(maxsize=5_000)
def same_publisher(one: str, other: str) -> bool | None:
    """Whether two names are one publisher's: of the house, an imprint or a forerunner; None where that is not known."""
    ours, theirs = _houses(one), _houses(other)
    if ours and theirs:
        return bool(ours & theirs)
    mine, others = set(_publisher_words(one)), set(_publisher_words(other))
    if not mine or not others:
        return None
    if mine <= others or others <= mine:
        return True
    is_near = (mine & others) - KINDS_OF_PUBLISHERS or _are_initials(mine, other) or _are_initials(others, one)
    return None if is_near else False


@cache
def _house_of() -> dict[str, str]:
    """Folded name, whole or its telling words -> house."""
    names = [(name, house) for house, all_ in NAMES_OF_HOUSES.items() for name in all_]
    by_words = {" ".join(_publisher_words(name)): house for name, house in reversed(names)}
    return by_words | {fold(name): house for name, house in names}


def _houses(text: str) -> set[str]:
    """The houses that a text names, of several that a slash, semicolon or "and" stands between, each."""
    known = _house_of()
    pieces = [text, re.sub(r"\([^()]*\)", "", text), *re.split(r"\s*[-/;:,()]\s*|\s+and\s+", text)]
    keys = [key for piece in pieces for key in (fold(piece), " ".join(_publisher_words(piece))) if key]
    return {known[key] for key in keys if key in known}


def _publisher_words(text: str) -> tuple[str, ...]:
    """The words that tell a publisher from others; "B.V." is one."""
    words = [word for word in fold(re.sub(r"(?<=\w)\.(?=\w)", "", text)).split() if word not in STOP]
    return tuple(word for word in words if word not in COMPANY) or tuple(words)


def _are_initials(short: Collection[str], long: str) -> bool:
    """Whether the one name can be the other's initials: "ASCE"."""
    return len(short) == 1 and initials(tokens_of(parts_of(long))) in short


@lru_cache(maxsize=8_192)
def is_placeholder_venue(text: str) -> bool:
    """Whether what stands where a venue should only names a server of preprints, or says that a work has not appeared.

    "arXiv preprint arXiv:1810.04805", "CoRR abs/1810.04805", "bioRxiv", "Under review".
    """
    words = fold(ADDRESS.sub(" ", ARXIV_ADDRESS.sub(" arXiv ", text))).split()
    named = [word for word in words if not re.fullmatch(r"\d[\dv]*", word)]
    telling = dict.fromkeys(word for word in named if word not in BESIDE and len(word) > SHORT_TAG)
    if not telling:
        return not {"preprint", "preprints"}.isdisjoint(named) or " ".join(named) in NO_VENUE
    whole = " ".join(named)
    return whole in SERVERS or whole in NO_VENUE or " ".join(telling) in SERVERS
