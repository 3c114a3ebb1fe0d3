"""Fold: a title or a name without everything that spellings of it differ in, so that equal ones compare equal."""

import re
import unicodedata
from functools import lru_cache

from refexport.data.letters import GREEK_NAMES
from refexport.data.patterns import regex

LETTERS = str.maketrans(
    GREEK_NAMES
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"'": "", "’": "", "&": " and ", "+": " plus "}
)
"""Letters that Unicode does not decompose, and signs that are read as nothing or as a word."""

TEX = regex(r"\\([A-Za-z]+)\s*|\\([&%#_])|\\(?:\W|$)|[${}]")
BETWEEN_WORDS = regex(r"[\W_]+")
PRINTED = {word: word for word in [*GREEK_NAMES.values(), *"i j l o aa ae oe ss exp log max min sin cos".split()]}
"""Commands that print what they are called; others set type, or are signs that titles in plain characters lack."""


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """A title or name without case, accents, TeX and punctuation: words apart by one blank."""
    bare = TEX.sub(_printed, text) if "\\" in text or "$" in text or "{" in text else text
    if not bare.isascii():
        bare = without_accents(without_accents(bare).casefold())
    words = bare.casefold().translate(LETTERS)
    return BETWEEN_WORDS.sub(" ", words).strip()


def _printed(tex: re.Match[str]) -> str:
    command = (tex[1] or "").lower()
    return PRINTED.get(command.removeprefix("var"), "l" if command == "ell" else tex[2] or "")


def without_accents(text: str) -> str:
    """The text in compatibility letters without their marks (``é`` e, ``ﬁ`` fi): as most indexes fold words."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
