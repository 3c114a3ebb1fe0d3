"""Spelling: a piece of a list without what only decorates it: list marks, wide punctuation, pictures, blanks."""

import re
import unicodedata

from refexport.imports.names import HAN
from refexport.text.markup import without_controls

BREAK = "\n\n"
"""Between a reference and what was put under it (``<br>``, nested bullets); a wrapped line has one ``\\n``."""

FULL_WIDTH = str.maketrans(
    {"（": " (", "）": ") ", "，": ", ", "。": ". ", "：": ": ", "；": "; ", "、": ", ", "【": " [", "】": "] ",
     "．": ". ", "！": "! ", "？": "? ", "／": "/", "\u3000": "  ", "\u00a0": " ", "\u200b": "", "\ufeff": ""}
)  # fmt: skip
WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", ".": "。"}
BETWEEN_HAN = re.compile(rf"(?<={HAN.pattern})([,:;!?.]) (?={HAN.pattern})")

YEAR_MARK = re.compile(r"(?<=[ ,(])((?:19|20)\d\d)年(?=\s*(?:[.,;)]|$))")
"""A year alone as Chinese and Japanese write it; what stands beside it may be of any language."""

TAG = re.compile(r"`([^`]*\b(?:19|20)\d\d)`")
"""A tag that ends with a year: it stands for parentheses, ``(NIPS 2017)``."""

PICTURE = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2b1b\u2b1c\ufe0f\u200d\u20e3]+"
    "|(?<!\\w):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\\w)"
)
"""Emoji and their short codes (Unicode 15.1, emoji-data; GitHub's ``:fire:``): marks, no words."""

MARKER = re.compile(
    r"^\s*(?:>\s*)*(?:"
    r"\*\*\[\d{1,4}\]\*\*\s*"  # **[1]** Title
    r"|[-–•▪◦●○‣](?=[^\W\d_a-z])"  # -Title
    r"|(?:[-*+•▪◦●○‣–—]|\(?\d{1,3}[.)](?!\d)|\[\d{1,4}\]\.?|[①-⑳])(?=\s|$)\s*"  # - Title, 1. Title, [1] Title
    r"|\d{1,3}(?:、|\.(?=[^\W\d_a-z]))\s*"  # 1、Title, 1.Title
    r"|\[[ xX]\]\s+"  # [x] Title
    r")+"
)
"""What begins the item of a list."""


def without_marker(text: str) -> str:
    """The text of an item without its bullet, number or check box."""
    return MARKER.sub("", text, count=1)


def tidy_text(text: str) -> str:
    """A text with narrow punctuation, without pictures, control characters and long blanks; its lines stay."""
    lines = unicodedata.normalize("NFC", text).translate(FULL_WIDTH).split("\n")
    tidied = (PICTURE.sub(" ", without_controls(line.replace("\t", " "))) for line in lines)
    plain = (YEAR_MARK.sub(r"\1", re.sub(r"^ +| +$|( {2}) +", r"\1", line)) for line in tidied)
    return "\n".join(TAG.sub(r"(\1)", line) for line in plain)


def with_wide(title: str) -> str:
    """A title with the wide punctuation that belongs between Chinese characters."""
    return BETWEEN_HAN.sub(lambda found: WIDE[found[1]], title)
