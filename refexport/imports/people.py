"""People: the names in a piece of a line, in the ways in which lists of authors are written."""

import re
from collections.abc import Sequence

from refexport.clean import PARTICLES, SUFFIX, split_person
from refexport.imports.words import GIVEN_NAMES, HAN_FAMILIES, PLACES, TITLE_ENDINGS, TITLE_WORDS, VENUES
from refexport.model.name import OTHERS, Name

AND = re.compile(r"\s*,?\s*(?:(?:\band\b|&|＆|\bund\b|\bet\b(?!\.?\s*al)|和|与|及)\s*)+|\s*;\s*", re.IGNORECASE)
ET_AL = re.compile(
    r"(?:[,;\s]*(?:\b(?:and|&)\s+)?(?:\bet\.?\s*al\b\.?|\b(?:others|co-?workers|colleagues)\b|…|\.\.\.|等人?))+[.,;\s]*$",
    re.IGNORECASE,
)
LEAD = re.compile(r"^(?:(?:written |presented |given )?by\b|authors?\s*:|作者\s*:)\s*", re.IGNORECASE)
MARKS = re.compile(r"[*†‡§¶∗¹²³⁴⁵⁶⁷⁸⁹⁰]+")
HAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]")
FAMILY_FIRST = re.compile(r"(?P<family>[^\W\d_][^.]+?) (?P<given>[A-ZÀ-Þ](?: ?[A-ZÀ-Þ]){0,3})\.?")
PIECE = re.compile(r"\s*[,，、]\s*")
NAME_WORD = re.compile(r"(?:[^\W\d_]\.-?|[^\W\d_]+(?:['-]+|$))+")

DIGRAPHS = frozenset("ch fr ju kh ph sh st th ts ya ye yo yu zh".split())
"""Two letters that stand for one in initials (``Ya. N.``, ``Ch.``, ``Th.``)."""

ORGANISATION = re.compile(
    r"\b(?:academy|agency|association|cent(?:er|re) for|collaboration|commission|committee|consortium|council|department of|"
    r"foundation|inc|institut(?:e|ion)?|laborator(?:y|ies)|ltd|ministry|team|universit(?:y|ät|é))\b",
    re.IGNORECASE,
)
"""Words of organisations that titles seldom have."""

ACRONYMS = frozenset("AI AR CV DP EM EU GP HR II IR IS IT IV KB KG ML NN OR PC QA RL TV UI UK UN US UX VI VR".split())
"""Two capitals that are no initials."""

MORE_PARTICLES = frozenset("bint binti hao ud ul ur".split())
"""Small words within names that are no particles of European ones."""

SHORTENED = frozenset("jr kr md sr st wm".split())
"""Parts of names that are written with a full stop."""

MOST_WORDS = 6
FEW_WORDS = 3
"""The most that a name has after ``A`` without a full stop ("A Girl Has A Name" is none)."""

MOST_HAN = 12

PLACE, WEAK, SURE = 0, 1, 2
"""How much must speak for names: nothing when the place says so; one given name; two of them, initials or "et al."."""


def parse_people(text: str, least: int = PLACE) -> tuple[Name, ...] | None:
    """The names of a list of authors, or None when it does not read as one; ``least`` of `PLACE`, `WEAK`, `SURE`."""
    listed = LEAD.sub("", MARKS.sub("", text).strip(" \t\n,;:·|")).strip()
    alone = ET_AL.sub("", listed).strip(" ,;")
    more = alone != listed.strip(" ,;")
    pieces = _pieces(_without_full_stop(alone)) if alone else []
    names = [_person(piece) for piece in pieces]
    if len(names) > 2 and names[0] and names[-1] and names.count(None) == 1:
        names = [name or _doubtful(piece) for name, piece in zip(names, pieces, strict=True)]
    known = tuple(name for name in names if name)
    if not known or len(known) < len(names) or not _agree(known):
        return None
    if strength(known) + SURE * more + (len(known) > 1 and bool(AND.search(alone))) < least:
        return None
    return (*known, OTHERS) if more else known


def strength(names: Sequence[Name]) -> int:
    """How much a list reads like names: initials count twice, given names once, a bare word nothing."""
    return sum(map(_weight, names))


def is_initials(text: str) -> bool:
    """Whether a given name is written by its first letters only: ``J.-F.``, ``DS``, ``Ya. N.``"""
    parts = [part for part in re.split(r"[.\s-]+", text) if part]
    if len(parts) == 1 and parts[0].isupper() and parts[0].isalpha() and "." not in text:
        return len(parts[0]) <= 2 and parts[0] not in ACRONYMS and not HAN.search(text)
    dotted = re.findall(r"([^\W\d_]+)\.", text)
    return 0 < len(parts) <= 4 and all(_is_initial(part, is_dotted=part in dotted) for part in parts)


def _is_initial(part: str, *, is_dotted: bool) -> bool:
    return part[0].isupper() and (len(part) == 1 or (is_dotted and part.lower() in DIGRAPHS))


def _without_full_stop(text: str) -> str:
    last = text.rsplit(maxsplit=1)[-1]
    is_part_of_name = is_initials(last) or re.fullmatch(r"[JS]r\.", last) or len(last.rstrip(".").rsplit(".")[-1]) == 1
    return text if is_part_of_name else text.rstrip(".")


def _pieces(text: str) -> list[str]:
    """One string for each name, ``Last, First`` or ``First Last``, by the first style of `STYLES` that fits."""
    chunks = [chunk for chunk in AND.split(text) if chunk]
    return next(pieces for style in STYLES if (pieces := style(text, chunks)))


def _by_semicolons(text: str, chunks: Sequence[str]) -> list[str]:
    """``Finn, C.; Abbeel, P.``"""
    return list(chunks) if ";" in text else []


def _by_and(_text: str, chunks: Sequence[str]) -> list[str]:
    """``Finn, Chelsea and Abbeel, Pieter``"""
    return list(chunks) if len(chunks) > 1 and all(map(_is_last_first, chunks)) else []


def _by_initials(_text: str, chunks: Sequence[str]) -> list[str]:
    """``Finn, C., Abbeel, P., & Levine, S.``"""
    words = _split(chunks)
    families, givens = words[::2], words[1::2]
    alternate = len(words) % 2 == 0 and all(map(is_initials, givens)) and not any(map(is_initials, families))
    return [f"{family}, {given}" for family, given in zip(families, givens, strict=True)] if alternate else []


def _by_families(_text: str, chunks: Sequence[str]) -> list[str]:
    """``Zhong JX, Oh S``; nothing fits when only the last is another name (``Li Z, Li G. ARMIN``)."""
    pieces = _split(chunks)
    found = [FAMILY_FIRST.fullmatch(piece) for piece in pieces]
    if len(pieces) < 2 or not all(found[:-1]):
        return []
    return [f"{one['family']}, {one['given']}" for one in found if one] if found[-1] else [""]


def _by_pairs(text: str, chunks: Sequence[str]) -> list[str]:
    """``Vilalta, Ricardo, and Brazdil, Pavel``; without an "and" like this given names have to be known."""
    words = _split(chunks)
    families, givens = words[::2], words[1::2]
    known = sum(given.split()[0].lower() in GIVEN_NAMES for given in givens)
    is_told = len(chunks) > 1 and _is_last_first(chunks[-1])
    are_pairs = len(words) > 3 and len(words) % 2 == 0 and (is_told or 3 * known >= len(givens))
    if not are_pairs or HAN.search(text) or not all(map(_is_family, families)):
        return []
    return [f"{family}, {given}" for family, given in zip(families, givens, strict=True)]


def _by_one_inverted(_text: str, chunks: Sequence[str]) -> list[str]:
    """``Hariharan, Bharath, and Ross Girshick``, ``David Ha, Andrew Dai and Le, Quoc V.``"""
    if len(chunks) < 2:
        return []
    family, given, *others = [*_split(chunks), ""]
    is_first = " " not in given or (_is_last_first(chunks[0]) and len(others) < 3)
    if _is_family(family) and is_first and others[:-1] and all(" " in name for name in others[:-1]):
        return [f"{family}, {given}", *others[:-1]]
    last, ends = chunks[-1], _split(chunks[:-1])
    is_told = _is_last_first(last) and " " not in last.partition(",")[0] and all(" " in name for name in ends)
    return [*ends, last] if is_told else []


def _by_one_comma(text: str, chunks: Sequence[str]) -> list[str]:
    """``Finn, Chelsea``"""
    family, _, given = text.partition(",")
    is_one = len(chunks) == 1 and _is_last_first(text) and len(family.split()) == 1 and len(given.split()) <= 2
    return [text] if is_one and not HAN.search(text) else []


def _by_commas(_text: str, chunks: Sequence[str]) -> list[str]:
    """``Chelsea Finn, Pieter Abbeel and Sergey Levine, Jr.``"""
    names: list[str] = []
    for piece in _split(chunks):
        if names and SUFFIX.fullmatch(piece):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    return names or [""]


STYLES = (_by_semicolons, _by_and, _by_initials, _by_families, _by_pairs, _by_one_inverted, _by_one_comma, _by_commas)
"""The ways to write a list; each gives the names' strings, or nothing when the list is not written so."""


def _split(chunks: Sequence[str]) -> list[str]:
    return [piece for chunk in chunks for piece in PIECE.split(chunk) if piece]


def _is_last_first(chunk: str) -> bool:
    family, comma, given = chunk.partition(",")
    is_full = family.split()[:1] != family.split() and family.split()[0].lower() in GIVEN_NAMES
    return bool(comma) and "," not in given and 0 < len(family.split()) <= 3 and 0 < len(given.split()) <= 3 and not is_full


def _is_family(text: str) -> bool:
    """Whether a string can be a family name alone: one word, but for particles, and no given name."""
    return text.lower() not in GIVEN_NAMES and all(word in PARTICLES for word in text.split()[:-1])


def _person(piece: str) -> Name | None:
    """One name, if the string can be one."""
    if HAN.search(piece):
        return _han_person(piece)
    if _is_organisation(piece):
        return Name(literal=piece.strip())
    mended = _mended(piece)
    words = [word for word in re.split(r"[\s,]+", mended) if word]
    most = FEW_WORDS if words[:1] == ["A"] else MOST_WORDS
    if piece.lower() in PLACES or not 0 < len(words) <= most or not all(map(_is_name_word, words)) or not _has_family(words):
        return None
    return _capitalised(split_person(_given_first(mended, words)))


def _doubtful(piece: str) -> Name | None:
    """A name whose first word is met in titles (``Deep Chakraborty``); names on both sides have to vouch for it."""
    words = piece.split()
    is_capitalised = 1 < len(words) <= 3 and all(word[0].isupper() and word.isalpha() for word in words)
    return split_person(piece) if is_capitalised and _is_name_word(words[-1]) else None


def can_be_names(piece: str) -> bool:
    """Whether a piece without commas may hold names only."""
    alone = ET_AL.sub("", MARKS.sub("", piece))
    chunks = [chunk for chunk in AND.split(alone) if chunk]
    return bool(chunks) and all(map(_can_be_part, chunks))


def _can_be_part(chunk: str) -> bool:
    """Whether a string may be a name, initials or a family name in capitals that a comma parts from its given name."""
    is_capitals = chunk.isupper() and chunk.isalpha() and chunk.lower() not in VENUES
    return is_capitals or is_initials(chunk) or bool(_person(chunk) or _doubtful(chunk))


def _han_person(piece: str) -> Name | None:
    """A Chinese, Japanese or Korean name: the family name first if a blank shows it, else whole."""
    if re.search(r"[\d:!?。《》()]", piece) or len(piece) > MOST_HAN:
        return None
    family, _, given = piece.partition(" ")
    given_first, _, last = piece.rpartition("·")
    if given_first:
        return Name(last, given_first)
    return Name(family, given.strip()) if given else Name(piece) if len(piece) <= 4 else None


def _is_organisation(piece: str) -> bool:
    """Whether a string is an organisation's name: a word for one, large letters throughout, no sentence."""
    words = re.findall(r"[^\W\d_]+", piece)
    is_named = all(word[0].isupper() or word in ("for", "of", "and", "the") for word in words)
    return bool(ORGANISATION.search(piece)) and is_named and not re.search(r"[:.?]", piece)


def _mended(piece: str) -> str:
    """TeX accents left behind (``Leal-Taixe'``) and initials run together (``K.K.``)."""
    piece = re.sub(r"\.\s+-(?=\w)", ".-", piece.replace("’", "'"))
    piece = re.sub(r"([aeiouAEIOU])'(?=$|\s|,)", lambda m: ACUTE[m[1]], piece)
    return re.sub(r"\b([^\W\d_a-z]\.)(?=[^\W\d_a-z])", r"\1 ", piece).strip()


ACUTE = dict(zip("aeiouAEIOU", "áéíóúÁÉÍÓÚ", strict=True))


def _given_first(piece: str, words: Sequence[str]) -> str:
    """``Finn C`` and ``Prabuchandran K. J.`` with a comma: initials at the end belong to the family name before them."""
    if "," in piece or len(words) < 2 or len(words[0].rstrip(".")) < 2:
        return piece
    ends = [n for n in range(1, len(words)) if is_initials(" ".join(words[n:]))]
    return f"{' '.join(words[: ends[0]])}, {' '.join(words[ends[0] :])}" if ends else piece


def _capitalised(name: Name | None) -> Name | None:
    """``ZHANG, Ruixiang`` and ``LIN Y`` -> Zhang, Lin: capitals that set the family name apart."""
    if name is None or not name.family.isupper() or len(name.family) < 2:
        return name
    given = name.given if is_initials(name.given) or not name.given.isupper() else name.given.title()
    return Name(name.family.title(), given, name.particle, name.suffix)


def _has_family(words: Sequence[str]) -> bool:
    """Whether there is more than initials, and no lone acronym."""
    whole = [word for word in words if len(word.strip(".")) > 1 or HAN.search(word)]
    return (
        bool(whole)
        and any(word[0].isupper() for word in whole)
        and not (len(words) == 1 and words[0].isupper() and len(words[0]) > 2)
    )


def _is_name_word(word: str) -> bool:
    """Whether a word can be part of a person's name."""
    bare = word.strip(".,'")
    low = bare.lower()
    if not NAME_WORD.fullmatch(bare):
        return False
    if len(bare) > 2 and (_is_title_word(low) or (low in VENUES and not bare[1:].islower())):
        return False
    if word.endswith(".") and len(bare) > 1 and low not in DIGRAPHS | SHORTENED and not is_initials(word):
        return False
    return bare[0].isupper() or low in PARTICLES or low in MORE_PARTICLES or bare.startswith(("d'", "al-", "el-", "'"))


def _is_title_word(low: str) -> bool:
    parts = (low, *low.split("-"))
    return any(part in TITLE_WORDS or part.removesuffix("s") in TITLE_WORDS for part in parts if len(part) > 2) or bool(
        TITLE_ENDINGS.fullmatch(parts[-1])
    )


def _agree(names: Sequence[Name]) -> bool:
    """Whether the last name is written like the others: one word after full names is a place or a journal."""
    last = names[-1]
    is_bare = not last.given and not last.literal and not HAN.search(last.family)
    return not (is_bare and len(names) > 1 and all(name.given for name in names[:-1]))


def _weight(name: Name) -> int:
    if name == OTHERS:
        return SURE
    if HAN.search(name.family):
        return int(name.family[0] in HAN_FAMILIES or bool(name.given))
    return (SURE if any(map(is_initials, name.given.split())) else WEAK) if name.given else PLACE
