"""Venue text: the name of a venue, as anybody writes it, taken apart into words, acronyms, and what stands around them.

"In Proc. of the 34th Int'l Conf. on Machine Learning (ICML '17), Sydney, Australia" has the words ``international
conference machine learning``, the acronym ``ICML``, and a place.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.venue_words import (
    CONTRACTIONS,
    EDITION,
    EXPANSIONS,
    JOURNAL,
    MEETING,
    OF_CONFERENCES,
    PART_OF,
    PLACES,
    SPONSORS,
    STOP,
)
from refexport.data.venues import TENS, UNITS
from refexport.text.fold import fold


class Token(NamedTuple):
    """A folded word of a name; ``is_dotted`` as an abbreviation is, ``is_acronym`` by its capitals."""

    word: str
    is_dotted: bool = False
    is_acronym: bool = False
    spelled: str = ""


class Part(NamedTuple):
    """The tokens between two marks; ``mark`` stands before them: ``:``, ``,``, ``(`` or nothing."""

    mark: str
    tokens: tuple[Token, ...]


Tokens = tuple[Token, ...]

LEADING = regex(
    r"(?:(?:to\s+appear|accepted|appears?|published|presented|forthcoming)\s+(?:in|at|to|by|for)?\s*:?\s*)?"
    r"(?:in\s*:\s*|in\s+(?=(?:the\s+)?(?:proc|adv|annual|international|int\b|ieee|acm|conference|\d|[A-Z]{3})))?",
    re.IGNORECASE,
)
"""What stands before a venue: "In Proc. of", "To appear in"."""

VOLUME_OF = regex(r",?\s*\b(?:vol(?:ume|\.)?)\s*\d+\s*,?\s+of\s+(?:the\s+)?", re.IGNORECASE)
LOCATED = regex(
    r"[,;\s]+(?:(?:vol(?:ume)?|nos?|number|issue|pp?|pages|part)\b\.?\s*\d.*|\d+\s*\(\d[^()]*\).*|\d+\s*:\s*\d.*)$",
    re.IGNORECASE,
)
"""Volume, issue and pages behind the name."""

COUNTRY = regex(r"\bU\.\s?(?:S\.(?:\s?A\.)?|K\.)")
BRACKETED = regex(r"[(\[]([^()\[\]]*)[)\]]")
MARK = regex(
    r"\s*([:;])\s*|\s+[-–—]+\s+|\s*(?:—|-{2,})\s*|\s*(,)\s*|"
    r"\s+and\s+(?:the\s+)?(?=\d+(?:st|nd|rd|th)\b)|\s+at\s+(?:the\s+)?(?=\d|[A-Z]{2})"
)
"""Between the parts of a name, also "… and the 7th …" of two conferences, "… Workshop at the 14th …"."""

TEX = regex(r"\\(?:[A-Za-z]+\s*|[^\w&])|[{}$]")
TOKEN = regex(r"[^\s]+")
YEAR_BEHIND = regex(r"[-'’_]?(?:(?:19|20)\d\d|(?:(?<=[-'’])|(?<=[A-Z]{3}))\d\d)$")
NUMBERED = regex(r"\d+(?:st|nd|rd|th)?|(?=..)(?!(?:ii|iii|iv)$)(?:x?l|x{0,3})(?:i[xv]|v?i{0,3})")
"""Folded numbers, ordinals and Roman numerals; "II" and "III" tell parts of journals apart, "IV" is an acronym."""

YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=['’])\d\d\b")
ORDINAL = regex(r"\b(?:(\d+)(?:st|nd|rd|th)\b|((?:[a-z]+y[\s-])?[a-z]+(?:st|nd|rd|th))\b)")
TENTHS = {**TENS, 70: "Sevent", 80: "Eight", 90: "Ninet"}
ORDINALS = {
    **{word.lower(): number for number, word in enumerate(UNITS)},
    **{f"{tens.lower()}ieth": number for number, tens in TENTHS.items()},
    **{f"{tens.lower()}y": number for number, tens in TENTHS.items()},
}
"""Word -> its number; "Thirty-First" is two of them."""

AMERICAN = {
    "iour": "ior",
    "olour": "olor",
    "umour": "umor",
    "abour": "abor",
    "ae": "e",
    "oe": "e",
    "isation": "ization",
}
BRITISH = regex("|".join(AMERICAN))
SHORTEST = 2
MOST_CAPITALS = 3
"""Words of a name that may all be in capitals and still be acronyms."""


@lru_cache(maxsize=20_000)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a name in their order, those in brackets last."""
    bare = TEX.sub("", html.unescape(text).replace("\\&", "&").replace("~", " ")).replace("``", "").replace("''", "")
    bare = LEADING.sub("", " ".join(COUNTRY.sub(_undotted, bare).split()), count=1)
    bracketed = [found[1] for found in BRACKETED.finditer(bare)]
    bare = LOCATED.sub("", VOLUME_OF.sub(": ", BRACKETED.sub(" ", bare)))
    is_shouted = bare.isupper() and len(bare.split()) > MOST_CAPITALS
    pieces = list(_pieces(bare))
    is_terse = len(bare.split()) > 2 and not any(word in STOP or word.endswith(".") for word in bare.lower().split())
    parts = [Part(mark, tuple(_tokens(piece, is_shouted=is_shouted))) for mark, piece in pieces]
    parts = [Part(part.mark, _shortened(part.tokens)) for part in parts] if is_terse else parts
    parts = _with_letters(parts)
    parts += [Part("(", tuple(_tokens(piece, is_shouted=False))) for piece in bracketed]
    return tuple(part for part in parts if part.tokens)


def _shortened(tokens: Tokens) -> Tokens:
    """The tokens of NLM's abbreviations, which have no full stops ("N Engl J Med"); a letter at the end is a part's."""
    return tuple(
        token._replace(is_dotted=len(token.word) == SHORTEST or (len(token.word) == 1 and number < len(tokens) - 1))
        for number, token in enumerate(tokens)
    )


def _with_letters(parts: Iterable[Part]) -> list[Part]:
    """The parts, a letter or numeral alone with the one before: "IEEE Transactions on …, Part B: Cybernetics"."""
    joined: list[Part] = []
    for part in parts:
        telling = [token.word for token in part.tokens if token.word not in EDITION]
        if joined and len(telling) == 1 and re.fullmatch(r"[a-z]|i{2,3}", telling[0]):
            joined[-1] = Part(joined[-1].mark, (*joined[-1].tokens, *part.tokens))
        else:
            joined.append(part)
    return joined


def _undotted(found: re.Match[str]) -> str:
    return re.sub(r"\W", "", found[0]) + " "


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    mark, start = "", 0
    for found in MARK.finditer(text):
        yield mark, text[start : found.start()]
        mark, start = "," if found[2] else ":", found.end()
    yield mark, text[start:]


def _tokens(piece: str, *, is_shouted: bool) -> Iterator[Token]:
    for found in TOKEN.finditer(piece):
        raw = found[0].strip(" ,;:\"'’“”")
        yield from _split(YEAR_BEHIND.sub("", raw) or raw, is_shouted=is_shouted)


def _split(raw: str, *, is_shouted: bool) -> Iterator[Token]:
    """The words of what stands between two blanks: "NAACL-HLT" is one acronym, "Computer-Assisted" two words."""
    bare = raw.rstrip(".")
    is_acronym = not is_shouted and looks_like_acronym(bare)
    if is_acronym and not SPONSORS.issuperset(bare.lower().split("/")) and re.search(r"[-/&@*]", bare):
        yield Token(joined(bare), is_acronym=True, spelled=bare)
        return
    words = fold(raw).split()
    for number, word in enumerate(words):
        is_dotted = raw.endswith(".") and number == len(words) - 1
        is_letter = len(bare) == 1 and bare.isupper()
        if _is_numbered(word) or (word in STOP and not is_letter):
            continue
        yield Token(word, is_dotted, is_acronym and len(words) == 1 and not is_dotted, bare)


def editions_of(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The years and the ordinals that the name of a volume has: 2017, and 34 of "34th" or "Thirty-Fourth"."""
    years = {int(year) + (2000 if len(year) == SHORTEST else 0) for year in YEAR.findall(text)}
    ordinals = {int(digits) if digits else _ordinal(words) for digits, words in ORDINAL.findall(text.lower())}
    return frozenset(years), frozenset(ordinals - {0})


def _ordinal(words: str) -> int:
    """The number of "thirty-fourth"; 0 for other words that end like one."""
    pieces = re.split(r"[\s-]", words)
    last = ORDINALS.get(pieces[-1], 0)
    return last + sum(ORDINALS.get(piece, 0) for piece in pieces[:-1]) if last else 0


def _is_numbered(word: str) -> bool:
    return bool(NUMBERED.fullmatch(word)) or word in ORDINALS


def looks_like_acronym(word: str) -> bool:
    """Whether capitals make a word an acronym: ``ICML``, ``NeurIPS``, ``NAACL-HLT``, ``L@S``; not ``McGraw-Hill``."""
    if "-" in word and any(len(piece) > 1 and sum(map(str.isupper, piece)) < 2 for piece in word.split("-")):
        return False
    capitals = sum(c.isupper() for c in word)
    return capitals > 1 and len(word) <= 16 and 2 * capitals >= sum(c.islower() for c in word)


def is_meeting(parts: Sequence[Part]) -> bool:
    """Whether a text names proceedings, in which place and date may follow."""
    return any(token.word in OF_CONFERENCES for part in parts for token in part.tokens)


def is_surrounding(part: Part, *, of_meeting: bool) -> bool:
    """Whether a part is place, date or an acronym, so that the name is the same without it."""
    if part.mark == "(" or all(token.is_acronym for token in part.tokens):
        return True
    if any(token.word in PART_OF for token in part.tokens):
        return False
    return part.mark == "," and (of_meeting or all(token.word in PLACES for token in part.tokens))


def reduced(tokens: Iterable[Token], level: int) -> Tokens:
    """The tokens that count: 0 without words of the edition, 1 without sponsors too, 2 without words of meetings."""
    kept = [token for token in tokens if token.word not in EDITION]
    if kept and all(token.word in SPONSORS for token in kept):
        return tuple(tokens)
    if level >= 1:
        kept = [token for token in kept if token.word not in SPONSORS]
    if level >= 2 and not any(token.word in JOURNAL for token in kept):
        kept = [token for token in kept if token.word not in MEETING]
    return tuple(kept)


def fits(one: Token, other: Token) -> bool:
    """Whether two words can be one, either of them shortened: ``Int.``, ``Int'l``, ``Systems`` and ``System``."""
    if one.word[0] != other.word[0]:
        return False
    one, other = _in_american(one), _in_american(other)
    return one.word == other.word or _shortens(one, other) or _shortens(other, one)


def _in_american(token: Token) -> Token:
    """``behavioral`` of ``behavioural``, ``pediatric`` of ``paediatric``."""
    return token._replace(word=BRITISH.sub(lambda found: AMERICAN[found[0]], token.word))


def _shortens(short: Token, long: Token) -> bool:
    if short.is_acronym or long.is_acronym:
        return False
    if long.word.startswith(short.word):
        return short.is_dotted or len(short.word) > 2 or short.word == "j"
    if short.is_dotted and short.word.endswith("s") and len(short.word) > 3 and long.word.startswith(short.word[:-1]):
        return True
    whole = CONTRACTIONS.get(short.word, "")
    return bool(whole) and (long.word.startswith(whole) or whole == f"{long.word}s")


def in_order(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether the tokens fit one by one."""
    return len(ours) == len(theirs) and all(map(fits, ours, theirs))


def unmatched(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Token]:
    """Our tokens that no token of theirs fits."""
    return [one for one in ours if not any(fits(one, other) for other in theirs)]


class Readings(NamedTuple):
    """Tokens that may be a name: of the whole text; of each piece between colons; of each part alone.

    Each list goes from the most to the least: without what surrounds a name, one part after the other.
    """

    whole: list[Tokens]
    pieces: list[list[Tokens]]
    parts: list[Tokens]


def readings(parts: Sequence[Part]) -> Readings:
    """What in a text may be the name of a venue."""
    outside = [part for part in parts if part.mark != "("]
    of_meeting = is_meeting(parts)
    pieces = [_shorter(outside[start:end], of_meeting=of_meeting) for start, end in _between_colons(outside)]
    alone = [part.tokens for part in (outside if of_meeting else outside[:1])]
    return Readings(_shorter(outside, of_meeting=of_meeting), pieces, alone)


def _shorter(parts: list[Part], *, of_meeting: bool) -> list[Tokens]:
    """The tokens of all parts, then without the last one, as long as that only surrounds the name."""
    found = [tokens_of(parts)]
    while len(parts) > 1 and is_surrounding(parts[-1], of_meeting=of_meeting):
        parts = parts[:-1]
        found.append(tokens_of(parts))
    return found


def _between_colons(parts: Sequence[Part]) -> list[tuple[int, int]]:
    starts = [0, *(number for number, part in enumerate(parts) if number and part.mark == ":"), len(parts)]
    return list(pairwise(starts)) if len(starts) > 2 else []


def tokens_of(parts: Iterable[Part]) -> Tokens:
    """The tokens of several parts, in their order."""
    return tuple(token for part in parts for token in part.tokens)


def initials(tokens: Iterable[Token]) -> str:
    """The first letters, which an abbreviated name keeps."""
    return "".join(token.word[0] for token in tokens)


def joined(acronym: str) -> str:
    """An acronym as it is compared: ``naaclhlt``."""
    return "".join(c for c in acronym.casefold() if c.isalnum())


def spelled_out(tokens: Tokens) -> Tokens:
    """The tokens with known abbreviations inside names as words: "Annual Meeting of the ACL"."""
    return tuple(
        token
        for one in tokens
        for token in (
            tokens_of(parts_of(EXPANSIONS[one.word])) if one.is_acronym and one.word in EXPANSIONS else (one,)
        )
    )
