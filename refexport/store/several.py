"""Several: more than one name in a string, and the string cut into its names."""

import re
from collections.abc import Iterable, Sequence

from refexport.model.name import AND_OTHERS, MAX_COMMAS, parse_name
from refexport.text.clean import DEGREE, SUFFIX, is_organisation
from refexport.text.markup import unescape

SURE = re.compile(r"\s+and\s+|\s*;\s*(?:and\s+)?|,?\s+(?=et\.?\s+al\b)", re.IGNORECASE)
"""What separates names and stands in no name of a person."""
ANY = re.compile(rf"{SURE.pattern}|\s+&\s+", re.IGNORECASE)
COMMA = re.compile(r"\s*,\s*")
INITIALLED = re.compile(r"(?:[^\W\d_]\.[\s-]?)+\s*[^\W\d_]{2}.*")
"""A name that begins with initials: the family name is in it."""


def is_several(raw: object) -> bool:
    """Whether a string of a list of names has more than one; what begins with a brace is an organisation."""
    if not isinstance(raw, str) or raw.startswith("{"):
        return False
    text = unescape(raw).strip()
    return bool(ANY.search(text)) or _is_list(COMMA.split(text))


def split_up(raw: Iterable[object], *, only_sure: bool) -> list[object]:
    """The list with its strings cut into their names, as far as each piece is a name.

    ``only_sure``: where nobody would cut otherwise; an organisation may have "and" and "&" in its name.
    """
    return [name for one in raw for name in (_cut(str(one), only_sure=only_sure) if is_several(one) else [one])]


def _cut(text: str, *, only_sure: bool) -> list[str]:
    if "{" in text:
        return [text]
    pieces = [name for one in (SURE if only_sure else ANY).split(text) if (name := one.strip(" ,"))]
    if len(pieces) > 1:
        names = ["others" if one.lower() in AND_OTHERS else one for one in pieces]
        is_fine = not only_sure or all(map(_is_person, names))
    else:
        names = COMMA.split(text.strip())
        is_fine = all(map(INITIALLED.fullmatch, names)) if only_sure else _is_list(names)
    return names if is_fine and all(is_name(one) and not is_several(one) for one in names) else [text]


def _is_list(pieces: Sequence[str]) -> bool:
    """Whether what stands between commas are names: two with initials, or three where the second is no suffix."""
    if len(pieces) <= MAX_COMMAS:
        return len(pieces) > 1 and all(map(INITIALLED.fullmatch, pieces))
    second, last = pieces[1], pieces[-1]
    return len(pieces) > MAX_COMMAS + 1 or not (" " not in second or DEGREE.fullmatch(second) or SUFFIX.fullmatch(last))


def _is_person(piece: str) -> bool:
    is_full = "," in piece or " " in piece or piece in AND_OTHERS
    return is_full and not is_organisation(piece)


def is_name(piece: object) -> bool:
    """Whether a string can be read as one name, well or badly."""
    try:
        parse_name(str(piece))
    except ValueError:
        return False
    return True
