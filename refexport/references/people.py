"""People: the names in a piece of a line, in the ways in which lists of authors are written."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.words import GIVEN_NAMES
from refexport.model.name import OTHERS, Name
from refexport.references.names import (
    HAN,
    PLACE,
    SURE,
    can_be_part,
    doubtful_person,
    is_family,
    is_initials,
    is_last_first,
    person,
    weight,
)
from refexport.references.names import SUFFIX as NAME_SUFFIX

AND = regex(r"\s*,?\s*(?:(?:\band\b|&|＆|\bund\b|\bet\b(?!\.?\s*al)|和|与|及)\s*)+|\s*;\s*", re.IGNORECASE)
ET_AL = regex(
    r"(?:[,;\s]*(?:\b(?:and|&)\s+)?(?:\bet\.?\s*al\b\.?|\b(?:others|co-?workers|colleagues)\b|…|\.\.\.|等人?))+"
    r"[.,;\s]*$",
    re.IGNORECASE,
)
LEAD = regex(r"^(?:(?:written |presented |given )?by\b|authors?\s*:|作者\s*:)\s*", re.IGNORECASE)
MARKS = regex(r"[*†‡§¶∗¹²³⁴⁵⁶⁷⁸⁹⁰]+")
"""Footnote marks behind names."""

COMMA = regex(r"\s*[,，、]\s*")
FAMILY_AND_INITIALS = regex(r"(?P<family>[^\W\d_][^.]+?) (?P<given>[A-ZÀ-Þ](?: ?[A-ZÀ-Þ]){0,3})\.?")

FEWEST_KNOWN = 3
"""One in so many given names has to be a known one, where only that tells them from families."""


def parse_people(text: str, least: int = PLACE) -> tuple[Name, ...] | None:
    """The names of a list of authors, or None when it does not read as one; ``least`` of `PLACE`, `WEAK`, `SURE`."""
    listed = LEAD.sub("", MARKS.sub("", text).strip(" \t\n,;:·|")).strip(" ,;")
    alone = ET_AL.sub("", listed).strip(" ,;")
    names = _names(_pieces(_without_full_stop(alone))) if alone else ()
    has_more = alone != listed
    backing = SURE * has_more + (len(names) > 1 and bool(AND.search(alone)))
    if not names or strength(names) + backing < least:
        return None
    return (*names, OTHERS) if has_more else names


def strength(names: Sequence[Name]) -> int:
    """How much a list reads like names: initials count twice, given names once, a bare word nothing."""
    return sum(map(weight, names))


def can_be_names(piece: str) -> bool:
    """Whether a piece without commas may hold names only."""
    chunks = [chunk for chunk in AND.split(ET_AL.sub("", MARKS.sub("", piece))) if chunk]
    return bool(chunks) and all(map(can_be_part, chunks))


def _names(pieces: Sequence[str]) -> tuple[Name, ...]:
    """The names of all pieces; nothing if one of them is none."""
    names = [person(piece) for piece in pieces]
    if len(names) > 2 and names[0] and names[-1] and names.count(None) == 1:
        names = [name or doubtful_person(piece) for name, piece in zip(names, pieces, strict=True)]
    known = tuple(name for name in names if name)
    return known if len(known) == len(names) and _agree(known) else ()


def _agree(names: Sequence[Name]) -> bool:
    """Whether the last name is written like the others: one word after full names is a place or a journal."""
    last = names[-1] if names else Name(literal="nobody")
    is_bare = not last.given and not last.literal and not HAN.search(last.family)
    return not (is_bare and len(names) > 1 and all(name.given for name in names[:-1]))


def _without_full_stop(text: str) -> str:
    last = text.rpartition(" ")[2]
    is_part_of_name = is_initials(last) or NAME_SUFFIX.fullmatch(last) or re.search(r"(?:^|[.-])\w\.$", last)
    return text if is_part_of_name else text.rstrip(".")


class PeopleStyle(NamedTuple):
    """A way to write a list: an example, and what gives one string for each name, or nothing."""

    example: str
    split: Callable[[str, Sequence[str]], Sequence[str]]


def _pieces(text: str) -> Sequence[str]:
    """One string for each name, by the first style that fits."""
    chunks = [chunk for chunk in AND.split(text) if chunk.strip()]
    if not chunks:
        return ()
    return next((pieces for style in STYLES if (pieces := style.split(text, chunks))), ())


def _by_and(_text: str, chunks: Sequence[str]) -> Sequence[str]:
    return chunks if len(chunks) > 1 and all(map(is_last_first, chunks)) else ()


def _by_initials(_text: str, chunks: Sequence[str]) -> Sequence[str]:
    words = _split(chunks)
    alternate = all(map(is_initials, words[1::2])) and not any(is_initials(family.split()[0]) for family in words[::2])
    return _paired(words) if alternate and len(words) % 2 == 0 else ()


def _by_families(_text: str, chunks: Sequence[str]) -> Sequence[str]:
    """``Li Z, Li G. ARMIN`` is no list: the last one is written like none of the others."""
    found = [FAMILY_AND_INITIALS.fullmatch(piece) for piece in _split(chunks)]
    if len(found) < 2 or not all(found[:-1]):
        return ()
    return [f"{one['family']}, {one['given']}" for one in found if one] if found[-1] else ("",)


def _by_pairs(text: str, chunks: Sequence[str]) -> Sequence[str]:
    """Without ``and Brazdil, Pavel`` at the end, some given names have to be known ones."""
    words = _split(chunks)
    if len(words) < 4 or len(words) % 2 or HAN.search(text) or not all(map(is_family, words[::2])):
        return ()
    known = sum(given.split()[0].lower() in GIVEN_NAMES for given in words[1::2])
    is_clear = len(chunks) > 1 and is_last_first(chunks[-1])
    return _paired(words) if is_clear or FEWEST_KNOWN * known >= len(words) // 2 else ()


def _by_first_inverted(_text: str, chunks: Sequence[str]) -> Sequence[str]:
    words = _split(chunks)
    if len(chunks) < 2 or len(words) < 3 or not all(" " in name for name in words[2:]):
        return ()
    is_clear = " " not in words[1] or (is_last_first(chunks[0]) and len(words) == 3)
    return [f"{words[0]}, {words[1]}", *words[2:]] if is_clear and is_family(words[0]) else ()


def _by_last_inverted(_text: str, chunks: Sequence[str]) -> Sequence[str]:
    others, last = _split(chunks[:-1]), chunks[-1]
    is_clear = is_last_first(last) and " " not in last.partition(",")[0]
    return [*others, last] if others and is_clear and all(" " in name for name in others) else ()


def _by_one_comma(text: str, chunks: Sequence[str]) -> Sequence[str]:
    family, _, given = text.partition(",")
    is_one = len(chunks) == 1 and is_last_first(text) and len(family.split()) == 1 and len(given.split()) <= 2
    return [text] if is_one and not HAN.search(text) else ()


def _by_commas(_text: str, chunks: Sequence[str]) -> Sequence[str]:
    names: list[str] = []
    for piece in _split(chunks):
        if names and NAME_SUFFIX.fullmatch(piece):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    return names


def _split(chunks: Sequence[str]) -> list[str]:
    return [piece for chunk in chunks for piece in COMMA.split(chunk) if piece]


def _paired(words: Sequence[str]) -> list[str]:
    return [f"{family}, {given}" for family, given in zip(words[::2], words[1::2], strict=True)]


STYLES = (
    PeopleStyle("Finn, C.; Abbeel, P.", lambda text, chunks: chunks if ";" in text else ()),
    PeopleStyle("Finn, Chelsea and Abbeel, Pieter", _by_and),
    PeopleStyle("Finn, C., Abbeel, P., & Levine, S.", _by_initials),
    PeopleStyle("Zhong JX, Oh S", _by_families),
    PeopleStyle("Giraud-Carrier, Christophe, Vilalta, Ricardo, and Brazdil, Pavel", _by_pairs),
    PeopleStyle("Hariharan, Bharath, and Ross Girshick", _by_first_inverted),
    PeopleStyle("David Ha, Andrew Dai and Le, Quoc V.", _by_last_inverted),
    PeopleStyle("Finn, Chelsea", _by_one_comma),
    PeopleStyle("Chelsea Finn, Pieter Abbeel and Sergey Levine, Jr.", _by_commas),
)
"""The ways to write a list, the first that fits."""
