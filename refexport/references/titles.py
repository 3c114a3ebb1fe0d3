"""Titles: what can be one, and where one ends in running text."""

import re

from refexport.data.patterns import regex
from refexport.references.names import HAN
from refexport.text.clean import is_organisation

EMPHASIS = regex(r"(\*\*|__|~~)(.+?)\1|`([^`]+)`|(?<![\w*\\])([*_])(?=\S)([^*_]+?)(?<=\S)\4(?![\w*])")
QUOTED = regex(r"[\"“「《](?P<inside>[^\"“”]+)[\"”」》]")
FEWEST_LETTERS = 3


def plain(text: str) -> str:
    """A text on one line without emphasis."""
    for _ in range(2):
        text = EMPHASIS.sub(lambda found: found[2] or found[3] or found[5], text)
    return " ".join(text.split())


def clean_title(text: str) -> str:
    """A title without the punctuation and quotation marks around it."""
    stripped = re.sub(r"[,;:，；：]+$", "", text.strip(" \t\n-–—|*_`·")).strip()
    if quoted := QUOTED.fullmatch(stripped):
        stripped = quoted["inside"].strip()
    return stripped if stripped.endswith("..") else stripped.rstrip("., 。")


def is_title(text: str, *, is_backed: bool = True) -> bool:
    """Whether a text can be a title; where no date backs it, one of several words and no organisation's name."""
    letters = sum(char.isalpha() for char in text)
    if HAN.search(text):
        return letters > 1
    return letters >= FEWEST_LETTERS and (is_backed or (len(text.split()) > 2 and not is_organisation(text)))


def letters_of(text: str) -> str:
    """The letters and digits of a text, in small ones."""
    return re.sub(r"[\W_]", "", text).lower()
