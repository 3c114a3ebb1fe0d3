"""Names: one string of a list -> a person or an organisation, or None when it cannot be one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from refexport.data.patterns import regex
from refexport.data.words import GIVEN_NAMES, HAN_FAMILIES, ORGANISATIONS, PLACES, TITLE_ENDINGS, TITLE_WORDS, VENUES
from refexport.model.name import OTHERS, Name
from refexport.text.clean import PARTICLES, split_person

HAN = regex(r"[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]")
"""A Chinese, Japanese or Korean character."""

NO_HAN_NAME = regex(r"[\d:!?。《》()]")
MOST_HAN, MOST_HAN_WHOLE = 12, 4
"""Characters of a name in these scripts: with a blank or dot in it, and without."""

ORGANISATION = regex(rf"\b(?:{'|'.join(filter(None, ORGANISATIONS.values()))})\b", re.IGNORECASE)
"""Words of organisations that titles seldom have."""

LITTLE_WORDS = frozenset("and for of the".split())
ACRONYMS = frozenset("AI AR CV DP EM EU GP HR II IR IS IT IV KB KG ML NN OR PC QA RL TV UI UK UN US UX VI VR".split())
"""Two capitals that are no initials."""

DIGRAPHS = frozenset("ch fr ju kh ph sh st th ts ya ye yo yu zh".split())
"""Two letters that stand for one in initials (``Ya. N.``, ``Ch.``, ``Th.``)."""

SHORTENED = frozenset("jnr jr kr md snr sr st wm".split())
"""Parts of names that are written with a full stop."""

MORE_PARTICLES = frozenset("bint binti hao ud ul ur".split())
"""Small words within names that are no particles of European ones."""

SUFFIX = regex(r"(?:jr|sr|jnr|snr|junior|senior)\.?|ii|iii|iv", re.IGNORECASE)
NAME_WORD = regex(r"(?:[^\W\d_]\.-?|[^\W\d_]+(?:['-]+|$))+")
ACUTE = dict(zip("aeiouAEIOU", "áéíóúÁÉÍÓÚ", strict=True))

MOST_WORDS = 6
FEW_WORDS = 3
"""The most that a name has after ``A`` without a full stop ("A Girl Has A Name" is none)."""

PLACE, WEAK, SURE = 0, 1, 2
"""How much must speak for names: nothing when the place says so; one given name; two of them, initials or "et al."."""


@lru_cache(maxsize=10_000)
def person(piece: str) -> Name | None:
    """The name that a string stands for, ``First Last``, ``Last, First`` or ``Last F``."""
    if HAN.search(piece):
        return _han_person(piece)
    if _is_organisation(piece):
        return Name(literal=piece.strip())
    mended = _mended(piece)
    words = [word for word in re.split(r"[\s,]+", mended) if word]
    most = FEW_WORDS if words[:1] == ["A"] else MOST_WORDS
    if piece.lower() in PLACES or not 0 < len(words) <= most or not _has_family(words):
        return None
    return _capitalised(split_person(_family_first(mended, words))) if all(map(_is_name_word, words)) else None


def doubtful_person(piece: str) -> Name | None:
    """A name whose first word is met in titles (``Deep Chakraborty``); names on both sides have to vouch for it."""
    words = piece.split()
    is_capitalised = 1 < len(words) <= FEW_WORDS and all(word[0].isupper() and word.isalpha() for word in words)
    return split_person(piece) if is_capitalised and _is_name_word(words[-1]) else None


def begins_large(word: str) -> bool:
    """Whether a word begins with a capital, or with a letter of a script that has none (Arabic, Hebrew)."""
    return word[:1].isupper() or (word[:1].isalpha() and word[:1].lower() == word[:1].upper())


def weight(name: Name) -> int:
    """How much a name reads like one: `SURE` with initials, `WEAK` with a given name, `PLACE` as a bare word."""
    if name == OTHERS:
        return SURE
    if HAN.search(name.family):
        return WEAK if name.family[0] in HAN_FAMILIES or name.given else PLACE
    return (SURE if has_initials(name) else WEAK) if name.given else PLACE


def has_initials(name: Name) -> bool:
    """Whether a given name is shortened to its first letter."""
    return any(map(is_initials, name.given.split()))


def is_initials(text: str) -> bool:
    """Whether a string is nothing but first letters: ``J.-F.``, ``DS``, ``Ya. N.``"""
    parts = [part for part in re.split(r"[.\s-]+", text) if part]
    if len(parts) == 1 and "." not in text and len(text) > 1:
        return len(text) == 2 and text.isalpha() and text.isupper() and text not in ACRONYMS
    return 0 < len(parts) <= 4 and all(_is_initial(part, text) for part in parts)


def is_family(text: str) -> bool:
    """Whether a string can be a family name alone: one word, but for particles, and no given name."""
    return text.lower() not in GIVEN_NAMES and all(word in PARTICLES for word in text.split()[:-1])


def is_last_first(text: str) -> bool:
    """Whether a string is one name in the form ``Last, First``."""
    family, _, given = text.partition(",")
    words = family.split()
    is_full_name = len(words) > 1 and words[0].lower() in GIVEN_NAMES
    return 0 < len(words) <= 3 and 0 < len(given.split()) <= 3 and "," not in given and not is_full_name


def can_be_part(piece: str) -> bool:
    """Whether a string may be a name, initials or a family name in capitals that a comma parts from its given name."""
    is_capitals = piece.isupper() and piece.isalpha() and piece.lower() not in VENUES
    return is_capitals or is_initials(piece) or bool(person(piece) or doubtful_person(piece))


def _is_initial(part: str, text: str) -> bool:
    return part[0].isupper() and (len(part) == 1 or (part.lower() in DIGRAPHS and f"{part}." in text))


def _han_person(piece: str) -> Name | None:
    """A name in Chinese, Japanese or Korean: the family name first if a blank shows it, else whole."""
    if NO_HAN_NAME.search(piece) or len(piece) > MOST_HAN:
        return None
    given_first, _, last = piece.rpartition("·")
    if given_first:
        return Name(last, given_first)
    family, _, given = piece.partition(" ")
    return Name(family, given.strip()) if given or len(piece) <= MOST_HAN_WHOLE else None


def _is_organisation(piece: str) -> bool:
    """Whether a string is an organisation's name: a word for one, large letters throughout, no sentence."""
    words = re.findall(r"[^\W\d_]+", piece)
    is_named = all(word[0].isupper() or word in LITTLE_WORDS for word in words)
    return bool(ORGANISATION.search(piece)) and is_named and not re.search(r"[:.?]", piece)


def _mended(piece: str) -> str:
    """TeX accents left behind (``Leal-Taixe'``), initials run together (``K.K.``) or apart (``C. -K.``)."""
    piece = re.sub(r"\.\s+-(?=\w)", ".-", piece.replace("’", "'"))
    piece = re.sub(r"([aeiouAEIOU])'(?=$|\s|,)", lambda found: ACUTE[found[1]], piece)
    return re.sub(r"\b([^\W\d_a-z]\.)(?=[^\W\d_a-z])", r"\1 ", piece).strip()


def _family_first(piece: str, words: Sequence[str]) -> str:
    """``Finn C`` and ``Prabuchandran K. J.`` with a comma: initials at the end belong to the family before them."""
    if "," in piece or len(words) < 2 or len(words[0].rstrip(".")) < 2:
        return piece
    ends = [n for n in range(1, len(words)) if is_initials(" ".join(words[n:]))]
    return f"{' '.join(words[: ends[0]])}, {' '.join(words[ends[0] :])}" if ends else piece


def _capitalised(name: Name | None) -> Name | None:
    """``ZHANG, Ruixiang`` and ``LIN Y`` as Zhang, Lin: capitals that set the family name apart."""
    if name is None or not name.family.isupper() or len(name.family) < 2:
        return name
    given = name.given if has_initials(name) or not name.given.isupper() else name.given.title()
    return Name(name.family.title(), given, name.particle, name.suffix)


def _has_family(words: Sequence[str]) -> bool:
    """Whether there is more than initials, and no lone acronym."""
    whole = [word for word in words if len(word.strip(".")) > 1]
    is_acronym = len(words) == 1 and words[0].isupper() and len(words[0]) > 2
    return any(map(begins_large, whole)) and not is_acronym


def _is_name_word(word: str) -> bool:
    """Whether a word can be part of a person's name."""
    bare = word.strip(".,'")
    low = bare.lower()
    if not NAME_WORD.fullmatch(bare) or _is_other_word(bare, low):
        return False
    if word.endswith(".") and len(bare) > 1 and low not in DIGRAPHS | SHORTENED and not is_initials(word):
        return False
    return begins_large(bare) or low in PARTICLES or low in MORE_PARTICLES or bare.startswith(("d'", "al-", "el-"))


def _is_other_word(bare: str, low: str) -> bool:
    """Whether a word is one of titles or a venue's short name."""
    parts = [part for part in (low, *low.split("-")) if len(part) > 2]
    is_title_word = any(part in TITLE_WORDS or part.removesuffix("s") in TITLE_WORDS for part in parts)
    is_venue = len(low) > 2 and low in VENUES and not bare[1:].islower()
    return is_title_word or is_venue or bool(TITLE_ENDINGS.fullmatch(low.rpartition("-")[2]))
