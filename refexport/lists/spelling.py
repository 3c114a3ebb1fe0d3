# ruff: noqa: E501 - the rows of tables
"""Spelling: a piece of a list without what only decorates it: list marks, wide punctuation, pictures, blanks."""

import re
import unicodedata

from refexport.data.patterns import regex
from refexport.references.names import HAN
from refexport.text.markup import without_controls

BREAK = "\n\n"
"""Between a reference and what was put under it (``<br>``, nested bullets); a wrapped line has one ``\\n``."""

FULL_WIDTH = str.maketrans(
    {"（": " (", "）": ") ", "，": ", ", "。": ". ", "：": ": ", "；": "; ", "、": ", ", "【": " [", "】": "] ",
     "．": ". ", "！": "! ", "？": "? ", "／": "/", "\u3000": "  ", "\u00a0": " ", "\u200b": "", "\ufeff": ""}
)  # fmt: skip
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st", "\u00ad": "",
     "\u2011": "-"}
)  # fmt: skip
"""Unicode 15.1, Alphabetic Presentation Forms; and a hyphen that shows only where a word is cut."""

QUOTED_TWICE = regex(r"(?:``|‘‘|,,)(?=\S)(?P<words>[^`‘\n]{2,400}?)(?:''|’’|‘‘)")
"""Two single marks for a double one, as TeX's fonts have them in PDFs."""

CUT_WORD = regex(
    r"(?P<head>[^\W\d_]+)[-‐](?:[^\S\n]*\n\s*|[^\S\n]+(?!and\b|or\b|to\b|und\b|oder\b|et\b|ou\b|y\b))(?P<tail>[^\W\d_A-ZÀ-Þ]\w+)"
)
CUT_NUMBER = regex(r"(?<=\d)([-–])[^\S\n]*\n\s*(?=\d)")
COMPOUNDING = frozenset(
    "all anti based co coarse cross data deep domain end few fine free full graph high inter intra large long low many meta mid model multi "
    "neo non one open over post pre pseudo quasi real self semi short single small state sub super three time trans two ultra "
    "un under well zero".split()
)
"""Words before a hyphen that belongs to the word, wherever its line ends."""

GLUED = regex(r"(?<=[, (])(editors?|eds?\.)(?=[A-ZÀ-Þ][a-zß-ÿ’])")
"""Editors whose blank was lost."""

WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", ".": "。"}
BETWEEN_HAN = regex(rf"(?<={HAN.pattern})([,:;!?.]) (?={HAN.pattern})")

YEAR_MARK = regex(r"(?<=[ ,(])((?:19|20)\d\d)年(?=\s*(?:[.,;)]|$))")
"""A year alone as Chinese and Japanese write it; what stands beside it may be of any language."""

TAG = regex(r"`([^`]*\b(?:19|20)\d\d)`")
"""A tag that ends with a year: it stands for parentheses, ``(NIPS 2017)``."""

PICTURE = regex(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2b1b\u2b1c\ufe0f\u200d\u20e3]+"
    "|(?<!\\w):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\\w)"
)
"""Emoji and their short codes (Unicode 15.1, emoji-data; GitHub's ``:fire:``): marks, no words."""

MARKER = regex(
    r"^\s*(?:>\s*)*(?:"
    r"\*\*\[\d{1,4}\]\*\*\s*"  # **[1]** Title
    r"|[-–•▪◦●○‣](?=[^\W\d_a-z])"  # -Title
    r"|(?:[-*+•▪◦●○‣–—]|\(?\d{1,3}[.)](?!\d)|\[\d{1,4}\]\.?|[①-⑳])(?=\s|$)\s*"  # - Title, 1. Title, [1] Title
    r"|\d{1,3}(?:、|\.(?=[^\W\d_a-z]))\s*"  # 1、Title, 1.Title
    r"|\[[^\W\d_][^\W\d_+*]{0,8}[+*]?\d\d[a-z]?\]\s+(?=\S)"  # [EiHa62] Title, BibTeX's style alpha
    r"|\[[ xX]\]\s+"  # [x] Title
    r"|[¹²³⁰⁴-⁹]{1,3}\s*"  # ¹² Title, a footnote
    r"|(?:Week|Lecture|Session|Day|Class|Unit|Module|Woche|Sitzung|Semaine|Séance)\s\d{1,2}\s?(?:[:–—]|\.(?=\s))\s+"  # Week 2: Title
    r")+"
)
"""What begins the item of a list."""


def without_marker(text: str) -> str:
    """The text of an item without its bullet, number or check box."""
    return MARKER.sub("", text, count=1)


def tidy_text(text: str) -> str:
    """A text with narrow punctuation, without pictures, control characters and long blanks; its lines stay."""
    narrow = unicodedata.normalize("NFC", text).translate(FULL_WIDTH).translate(LIGATURES)
    narrow = GLUED.sub(r"\1 ", narrow)
    lines = _mended(QUOTED_TWICE.sub(r"“\g<words>”", narrow)).split("\n")
    tidied = (PICTURE.sub(" ", without_controls(line.replace("\t", " "))) for line in lines)
    plain = (YEAR_MARK.sub(r"\1", re.sub(r"^ +| +$|( {2}) +", r"\1", line)) for line in tidied)
    return "\n".join(TAG.sub(r"(\1)", line) for line in plain)


def with_wide(title: str) -> str:
    """A title with the wide punctuation that belongs between Chinese characters."""
    return BETWEEN_HAN.sub(lambda found: WIDE[found[1]], title)


def _mended(text: str) -> str:
    """The text with the words and numbers whole that were cut at the end of a line."""

    def mend(found: re.Match[str]) -> str:
        is_compound = found["head"].lower() in COMPOUNDING
        return f"{found['head']}{'-' if is_compound else ''}{found['tail']}"

    return CUT_NUMBER.sub(r"\1", CUT_WORD.sub(mend, text))
