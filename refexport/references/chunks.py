# ruff: noqa: E501 - the rows of tables
"""Chunks: a reference cut at every mark where one of its parts may end, and what is to be seen of each chunk.

What is seen (`evidence`) are words like ``kind=initials``; ``data/scores.txt`` says how much each speaks for a chunk's
being a name, a title, a journal.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.segmenting import AND, CITIES, CUES, PUBLISHERS, STATES, WORDS
from refexport.data.words import GIVEN_NAMES, SHORT_WORDS, TITLE_ENDINGS, TITLE_WORDS, VENUES
from refexport.references.names import HAN, begins_large, is_initials, person
from refexport.references.people import can_be_names
from refexport.text.clean import PARTICLES

TOKEN = regex(
    r"(?P<space>\s+)"
    r"|(?P<word>\w+(?:(?:['’&.](?=[^\W\d_])|[-‑–/](?=\w)|(?<=\d)[.,](?=\d\d\d\b)|(?<=\d)\.(?=\d))\w+)*)"
    r"|(?P<mark>//|\*+|--+|.)"
)
SPACED = frozenset("-–—|/·•")
"""Signs that part two pieces where blanks stand on both sides."""

SIGNS = {
    "“": "“", "„": "“", "«": "“", "《": "“", "‘": "“", "”": "”", "»": "”", "》": "”", "’": "”", "–": "-", "—": "-", "|": "-",
    "--": "-", "---": "-", "//": "/", "**": "*", "***": "*", "_": "*", "·": "-", "•": "-", "'": "”",
    ",": ",", ";": ";", ":": ":", ".": ".", "(": "(", ")": ")", "[": "[", "]": "]", '"': '"', "*": "*", "-": "-", "/": "/", "…": "…",
}  # fmt: skip
"""Sign that may part -> how it is told; all others belong to the words."""

OPENS = {"(": ")", "[": "]", "“": "”", "„": "“", "«": "»", "《": "》", "‘": "’"}
SHUTS = {**{shut: opens for opens, shut in OPENS.items() if opens != "„"}, "”": "“"}
ABBREVIATED = frozenset(
    "al approx bd bde cf ed eds edn fig hg hrsg iss jr jg md no nos nr nrn p pp pt s sr st suppl t univ v vol vols vs".split()
)
"""Words whose full stop ends nothing."""

TITLE_GOES_ON = regex(r"\s+(?:Part\b|an? [a-z])")
"""What stands behind a dash within a title."""

BY = regex(r"by (?P<who>[^\s,.;(]+(?: [^\s,.;(]+)?)")
BEFORE_BY = frozenset("compiled ed edited eds given presented selected trans transl translated written".split())
"""Words that "by" belongs to."""

GOES_ON = frozenset("vs st dr fig eq cf e.g i.e tech".split())
"""Words with a full stop that something always follows."""

ARTICLES = frozenset("zum zur der des dem den die das im am vom".split())
COUNTED = regex(r"\d{1,3}\. [A-ZÄÖÜ][a-zäöüß]")
COUNTED_NEXT = regex(r" [A-ZÄÖÜ][a-zäöüß]")
"""A German ordinal before its noun: its full stop ends nothing."""

NUMBER = regex(r"[A-Za-z]?\d[\d.,]*(?:[-–/]+[A-Za-z]?\d+)?[a-z]?")
CUE_MID = regex(
    r"(?:(?:edited|translated|trans\.|transl\.|ed\.|eds\.|presented|by) (?:by )?(?=[A-Z])|hrsg\. von|hg\. von|trad\. par|éd\. par|in "
    r"(?=Proc|Advances|International Conf)|at (?=arXiv|bioRxiv|medRxiv)|et\.? al\b|等|and others\b|и др\b|vol\.? ?\d|no\.? ?\d|pp?\.? ?\d|nr\.? ?\d|(?:1st|2nd|3rd|\d+th) ed|S\. ?\d|Bd\.|№|Т\. ?\d|С\. ?\d|под ред)"
)
"""Where a part may begin although only a blank stands before it."""

WITHIN_WORD = regex(r"\([^()\s]{1,8}\)")
"""``Cu(111)``, ``Momen(e)t``"""

AND_INITIAL = regex(rf"{AND}\s+[^\W\d_a-z]\.")

LONGEST = 400
"""Chunks; nothing of a reference stands behind so many."""


class Chunk(NamedTuple):
    """A stretch of a reference without any mark that may end a part.

    ``before``: the marks before it; ``inside``: the brackets, quotation marks and emphasis that are open around it.
    """

    start: int
    end: int
    before: str
    inside: str
    text: str
    words: tuple[str, ...]


QUOTED_OTHERWISE = (
    (regex(r"„([^“”„]*)[“”]"), "“{}”"),
    (regex(r"(?<!\w)»([^«»]*)«"), "“{}”"),
    (regex(r"(?<!\w)‚([^‘’‚]*)‘"), "‘{}’"),
    (regex(r"(?<!\w)›([^‹›]*)‹"), "‘{}’"),
)
"""Quotation marks of German, which open with what shuts elsewhere, and as which they are told."""


def one_quotation(text: str) -> str:
    """The text, as long as it was, with quotation marks that open and shut as English ones do."""
    for pattern, form in QUOTED_OTHERWISE:
        text = pattern.sub(lambda found, form=form: form.format(found[1]), text)  # type: ignore[misc]
    return text


def cut(text: str) -> list[Chunk]:
    """The chunks of a reference that stands on one line."""
    text = one_quotation(text)
    cutter = _Cutter(text)
    for found in TOKEN.finditer(text):
        cutter.take(found)
    cutter.close("")
    return cutter.out[:LONGEST]


class _Cutter:
    """A text while it is cut: the chunks so far, the words of the next one, the marks before it, what is open around it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[Chunk] = []
        self.words: list[str] = []
        self.start = self.end = 0
        self.before = self.opened = self.inside = ""
        self.spaced = True
        self.glued = -1

    def take(self, found: re.Match[str]) -> None:
        """One more token: it is put to the chunk that is open, or ends it."""
        piece = found[0]
        if found.lastgroup == "space":
            self.spaced = True
            return
        if found.lastgroup == "word" and piece.strip("_"):
            if self.words and self.spaced and _parts(self.words, piece, self.text, found.start()):
                self.close(" ")
            self._add(found)
        elif piece in ".?!。" and self.words and (piece in "?!" or not self.spaced):
            self._stop(found)
        elif (sign := self._sign(found)) is not None:
            self.close(sign)
            self.opened = _opened(self.opened, piece)
        else:
            self._add(found)
        self.spaced = False

    def close(self, mark: str) -> None:
        """The open chunk is complete; a mark that may part stands behind it."""
        if self.words:
            chunk = self.text[self.start : self.end]
            self.out.append(Chunk(self.start, self.end, self.before, self.inside, chunk, tuple(self.words)))
            self.words, self.before = [], ""
        self.before += mark

    def _add(self, found: re.Match[str]) -> None:
        is_word = found.lastgroup == "word" and found[0].strip("_")
        if not self.words:
            self.start, self.inside = found.start(), self.opened
        if is_word or not self.words:
            self.words.append(found[0])
        self.end = found.end()

    def _stop(self, found: re.Match[str]) -> None:
        ending = _stop(found[0], self.words, self.text, found.end())
        self.end = found.end() if ending != "." else self.end
        if ending:
            self.close(ending)

    def _sign(self, found: re.Match[str]) -> str | None:
        """How a sign is told if it may part; None if it belongs to the words."""
        piece, text = found[0], self.text
        sign = SIGNS.get(piece)
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        is_within = before.isalnum() and after.isalnum()
        if (piece == "‘" and "“" in self.opened) or (piece in "“”" and "‘" in self.opened):
            return None  # quoted within a quotation
        if piece == "(" and before.isalpha() and not self.spaced and (within := WITHIN_WORD.match(text, found.start())):
            self.glued = within.end()
        if found.start() < self.glued:
            return None
        is_lone = piece == "*" and piece not in self.opened and "*" not in text[found.end() :]  # "Which *BERT?"
        if sign is None or is_lone or piece == "'" or (piece == "_" and is_within):
            return None
        if piece in SPACED | {"--"} and piece != "—":
            is_alone = self.spaced and (not after or after.isspace())
            return sign if is_alone and not TITLE_GOES_ON.match(text, found.end()) else None
        if piece == "’":
            return sign if "‘" in self.opened and not is_within else None
        is_in_word = piece == ":" and before.isalpha() and after.isalpha() and not HAN.search(before + after)
        return None if is_in_word else sign


def _parts(words: Sequence[str], piece: str, text: str, place: int) -> bool:
    """Whether a blank before a word may part: around numbers, and before words like ``vol.`` and ``edited by``."""
    last = words[-1]
    is_number = bool(NUMBER.fullmatch(piece))
    is_counted = (last.lower() in ARTICLES and COUNTED.match(text, place)) or (_is_counted(words) and not is_number)
    if is_counted or (NUMBER.fullmatch(last) and TOTAL_BEHIND.match(text, place)):
        return False
    if is_number or NUMBER.fullmatch(last):
        return not (is_number and len(words) == 1 and last.lower() in KEYWORDS)
    if piece == "by" and last.lower().rstrip(".") in BEFORE_BY:
        return False
    if by := BY.match(text, place):
        return person(by["who"]) is not None
    return bool(CUE_MID.match(text, place) or AND_INITIAL.match(text, place))


def _is_counted(words: Sequence[str]) -> bool:
    """Whether words end with a German ordinal: ``zum 70.``"""
    return len(words) > 1 and words[-2].lower() in ARTICLES and bool(re.fullmatch(r"\d{1,3}", words[-1]))


def _stop(piece: str, words: Sequence[str], text: str, stop: int) -> str:
    """What a full stop, question or exclamation mark is: ``.`` or ``?`` that may part, ``i`` behind initials, or nothing."""
    following = text[stop : stop + 1]
    is_end = not following or following.isspace() or following in ")]”’\"'»*_,;:"
    if piece in "?!":
        return "?" if is_end else ""
    last = words[-1]
    if _goes_on(words, text, stop) or (last.lower() in GOES_ON and is_end and following):
        return ""
    if piece == "." and is_initials(f"{last}."):
        return "" if (following and following in ",;)") or INITIAL_NEXT.match(text, stop) else "i"
    if not is_end and piece == ".":
        return "" if following.isalnum() and len(last) < SHORT else "."
    return "" if last.lower() in ABBREVIATED and NUMBER_NEXT.match(text, stop) else "."


def _goes_on(words: Sequence[str], text: str, stop: int) -> bool:
    """Whether what follows a full stop belongs to the words before it: ``Tech. rep.``, ``vol. 3``, ``zum 70. Geburtstag``."""
    last = words[-1].lower()
    is_report = last in BEFORE_REPORT and REPORT_NEXT.match(text, stop)
    is_count = last in KEYWORDS and len(words) == 1 and COUNT_NEXT.match(text, stop)
    return bool(is_report or is_count or (_is_counted(words) and COUNTED_NEXT.match(text, stop)))


SHORT = 6
INITIAL_NEXT = regex(r"\s?-?(?:[^\W\d_a-z]\.|[^\W\d_a-z][a-z]?\.\s?[^\W\d_a-z]\.)")
NUMBER_NEXT = regex(r"\s*(?:\d|[A-Z]?\d|by\b|von\b|par\b|\)|,|[ivxlc]+\b)")
COUNT_NEXT = regex(r"\s*[A-Za-z]?\d(?!\d\d\d(?![\d–-]))")
"""A number that is no year."""

KEYWORDS = frozenset(
    "vol vols volume no nos nr issue number heft h p pp s page pages bd band t tome v art article chapter ch № т с n n° iss num jg "
    "part pt teil вып".split()
)
"""Words that a number belongs to."""

TOTAL_BEHIND = regex(r"(?:pp?|pages?|seiten|s|с|стр|págs?|Bl)\b\.?(?=\s*(?:[.,;)\]—–-]|$))")
"""What a number of pages stands before: ``364 p.``."""

BEFORE_REPORT = frozenset("tech techn rep res".split())
REPORT_NEXT = regex(r"\s*(?:rep|report|memo|note)\b", re.IGNORECASE)


def _opened(opened: str, piece: str) -> str:
    """The brackets and quotation marks that are open behind a sign."""
    if piece in ('"', "*", "**", "_"):
        sign = piece[0]
        return opened.replace(sign, "") if sign in opened else opened + sign
    if piece in OPENS:
        return opened + piece
    shut = "„" if piece == "“" and "„" in opened else SHUTS.get(piece, "")
    return opened.replace(shut, "", 1) if shut else opened


@lru_cache(maxsize=5_000)
def kind_of(text: str) -> str:  # noqa: PLR0911 - one line a kind
    """What a chunk looks like."""
    if ET_AL.fullmatch(text):
        return "etal"
    text = JOINED.sub("", text)
    words = text.split()
    if not words:
        return "and"
    if is_initials(text):
        return "initials"
    if numbered := next(
        (name for name in NUMBERED_CUES if len(words) < 4 and CUES[name].match(text) and TAIL.search(text)), ""
    ):
        return f"{numbered}#"
    if KIND_NUMBER.fullmatch(text):
        return next(name for name, pattern in NUMBERS if pattern.fullmatch(text))
    if HAN.search(text):
        bare = len(re.sub(r"\W", "", text))
        return "han2" if bare < 4 else "han4" if bare < 6 else "han"
    return _worded(text, words)


ET_AL = regex(r"(?:et\.? al|u\. ?a|and others|и др|等人?)\.?")
JOINED = regex(rf"^{AND}(?: |$)")
NUMBERED_CUES = ("volume", "issue", "pages")
TAIL = regex(r"\W\s*[A-Za-z]?\d[\w–-]*$")
KIND_NUMBER = regex(r"[A-Za-z]{0,4}[-.]?\d[\w.,/–-]*|[IVXLC]+\.?")
NUMBERS = tuple(
    (name, regex(pattern))
    for name, pattern in (
        ("year", r"(?:1[5-9]|20)\d\d[a-z]?"),
        ("years", r"(?:1[5-9]|20)\d\d[-–/](?:(?:1[5-9]|20)?\d\d)"),
        ("range", r"[A-Za-z]?\d+[-–]+[A-Za-z]?\d+"),
        ("ordinal", r"\d+(?:st|nd|rd|th|e|ème|ª|º)"),
        ("n2", r"\d\d?"),
        ("n3", r"\d\d\d"),
        ("n4", r"\d{4,}"),
        ("decimal", r"\d+\.\d+(?:[-–]\d+)?"),
        ("roman", r"[IVXLC]+\.?"),
        ("code", r".*"),
    )
)


def _worded(text: str, words: Sequence[str]) -> str:  # noqa: PLR0911 - one line a kind
    first = words[0].strip("'’")
    if len(words) == 1:
        low = first.lower().rstrip(".")
        if low in GIVEN_NAMES:
            return "given"
        if first.isupper() and len(first) > 1:
            return "capitals"
        if not begins_large(first):
            return "low1"
        return "titleword" if _is_title_word(low) else "word"
    if is_initials(words[-1]) and first[:1].isupper() and len(words) <= 4 and words[-1].isupper():
        return "family-initials"
    if len(words) <= 9 and begins_large(first) and can_be_names(text):
        is_known = any(word.lower() in GIVEN_NAMES for word in words)
        return "names" if len(words) > 3 else "name-given" if is_known else "name"
    is_low = not begins_large(text)
    length = "2" if len(words) < 3 else "4" if len(words) < 5 else "8" if len(words) < 9 else "9"
    return f"{'low' if is_low else 'text'}{length}"


@lru_cache(maxsize=10_000)
def _is_title_word(low: str) -> bool:
    return low in TITLE_WORDS or low.removesuffix("s") in TITLE_WORDS or bool(TITLE_ENDINGS.fullmatch(low))


@lru_cache(maxsize=5_000)
def looks_of(text: str) -> tuple[str, ...]:
    """What is to be seen of a chunk by itself: its kind, cues at its beginning, words in it."""
    kind = kind_of(text)
    out = [f"k={kind}"]
    words = [word.strip(".,'’()").lower() for word in text.split()]
    is_number = KIND_NUMBER.fullmatch(text) is not None
    if not is_number:
        cues = [name for name, pattern in CUES.items() if pattern.match(text)] if kind != "initials" else []
        numbered = len(words) < 4 and words[-1][-1:].isdigit()
        out += [f"c={name}{'#' if numbered else ''}" for name in cues]
        out += [f"w={name}" for name, pattern in WORDS.items() if pattern.search(text)]
        bare = text.strip(".,' ").lower()
        if bare in CITIES:
            out.append("w=city")
        elif words[0] in CITIES or " ".join(words[:2]) in CITIES:
            out.append("w=city1")
        if bare in STATES:
            out.append("w=state")
        if PUBLISHERS.match(text):
            out.append("w=publisher")
        if any(word in VENUES for word in words):
            out.append("w=venue")
        titled = sum(map(_is_title_word, words))
        if JOINED.match(text):
            out.append("w=and")
        out.append(f"t={min(titled, 3)}")
        lower = sum(word[:1].islower() and word.lower() not in PARTICLES for word in text.split())
        out.append(f"l={min(lower, 3)}")
        if (short := sum(word in SHORT_WORDS for word in words)) and short * 2 >= len(words):
            out.append(f"w=short{min(short, 2)}")
    return tuple(out)
