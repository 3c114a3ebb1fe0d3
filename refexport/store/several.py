"""Several: more than one name in a string, and the string cut into its names."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from refexport.data.patterns import regex
from refexport.model.name import AND_OTHERS, MAX_COMMAS, parse_name
from refexport.model.pairs import is_one_group
from refexport.text.clean import DEGREE, SUFFIX, is_organisation
from refexport.text.markup import unescape

SURE = regex(r" and | ?; ?(?:and )?|,? (?=et\.? al\b)", re.IGNORECASE)
"""What separates names and stands in no name of a person; of blanks there is one at a time."""
ANY = regex(rf"{SURE.pattern}| & ", re.IGNORECASE)
COMMA = regex(" ?, ?(?:(?:and|&) )?", re.IGNORECASE)
INITIALS = r"(?:[^\W\d_]\.[ -]?)+"
INITIALLED = regex(rf"{INITIALS} ?[^\W\d_]{{2}}.*")
"""A name that begins with initials: the family name is in it."""
ALONE = regex(INITIALS)

LEAST_PAIRED, MOST_WORDS = 6, 3
"""Pieces between commas from which on they are families and given names in turn, and the words of each at most."""


def is_several(raw: object) -> bool:
    """Whether a string of a list of names has more than one; in braces as a whole it is an organisation.

    A list by commas that BibTeX cannot read is imported so, in braces: initials tell it.
    """
    return isinstance(raw, str) and _has_several(raw)


@lru_cache(maxsize=100_000)
def _has_several(raw: str) -> bool:
    text = _plain(raw)
    if text.startswith("{"):
        return is_one_group(text) and bool(_by_commas(text[1:-1]) or _in_pairs(text[1:-1]))
    return bool(ANY.search(text)) or _is_list(COMMA.split(text))


def split_up(raw: Iterable[object], *, only_sure: bool) -> list[object]:
    """The list with its strings cut into their names, as far as each piece is a name.

    ``only_sure``: where nobody would cut otherwise; an organisation may have "and" and "&" in its name.
    """
    return [name for one in raw for name in (_cut(str(one), only_sure=only_sure) if is_several(one) else [one])]


def is_name(piece: object) -> bool:
    """Whether a string can be read as one name, well or badly."""
    try:
        parse_name(str(piece))
    except ValueError:
        return False
    return True


def _plain(raw: str) -> str:
    return " ".join(unescape(raw).split())


def _cut(raw: str, *, only_sure: bool) -> list[str]:
    text = _plain(raw)
    inner = text[1:-1] if is_one_group(text) else text
    if names := _by_commas(inner) or ([] if only_sure else _in_pairs(inner)):
        return names
    pieces = [name for one in (SURE if only_sure else ANY).split(text) if (name := one.strip(" ,"))]
    if len(pieces) > 1:
        names = ["others" if one.lower() in AND_OTHERS else one for one in pieces]
        is_fine = not only_sure or all(map(_is_person, names))
    else:
        names = COMMA.split(text)
        is_fine = not only_sure and _is_list(names)
    return names if is_fine and all(_is_one(one) for one in names) else [raw]


def _by_commas(text: str) -> list[str]:
    """The names of a list by commas, where initials tell them: "Y. Bengio, S. Bengio", "Roe, J., Doe, K."."""
    pieces = COMMA.split(text)
    if len(pieces) > 1 and all(map(INITIALLED.fullmatch, pieces)):
        return pieces
    pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
    is_paired = len(pieces) > MAX_COMMAS and len(pieces) % 2 == 0 and all(ALONE.fullmatch(given) for _, given in pairs)
    return [f"{family}, {given}" for family, given in pairs] if is_paired else []


def _in_pairs(text: str) -> list[str]:
    """The names of "Mnih, Volodymyr, Kavukcuoglu, Koray, Silver, David": so many pairs are no address."""
    pieces = COMMA.split(text)
    is_paired = len(pieces) >= LEAST_PAIRED and len(pieces) % 2 == 0 and not is_organisation(text)
    is_short = all(len(piece.split()) <= MOST_WORDS and piece[:1].isupper() for piece in pieces)
    return [", ".join(pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)] if is_paired and is_short else []


def _is_list(pieces: Sequence[str]) -> bool:
    """Whether what stands between commas are names: by initials, or three of which the second is no suffix."""
    if _by_commas(", ".join(pieces)):
        return True
    if len(pieces) <= MAX_COMMAS:
        return False
    second, last = pieces[1], pieces[-1]
    return len(pieces) > MAX_COMMAS + 1 or not (" " not in second or DEGREE.fullmatch(second) or SUFFIX.fullmatch(last))


def _is_person(piece: str) -> bool:
    is_full = "," in piece or " " in piece or piece in AND_OTHERS
    return is_full and not is_organisation(piece)


def _is_one(piece: str) -> bool:
    return "{" not in piece and "}" not in piece and is_name(piece) and not is_several(piece)
