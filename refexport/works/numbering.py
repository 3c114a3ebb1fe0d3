"""Numbering: whether two spellings of pages, a volume or an issue are the same; None where they cannot be compared."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.model.pages import normal_pages

ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
LABEL = regex(
    r"^(?:\W*(?:pages?|pp?|s|seiten?|art(?:icle)?|id|no|number|nr|paper|vol(?:ume)?|bd|issue|iss)\b\.?[\s:]*)+",
    re.IGNORECASE,
)
"""What stands before the number: "pp.", "Article No."."""

WITHIN_ARTICLE = regex(r"(\w+):(\d+)(?:-+(?:\1:)?(\d+))?")
"""dblp's pages of an article with a number: ``12:1-12:20``, ``12:1-20``, ``12:1``."""

DASH = regex(r"\{?\\text(?:en|em)dash\s*(?:\{\})?\}?|\s+(?:to|bis)\s+")
OPEN_END = regex(r"\s*(?:ff?\.?|\+|-+)\s*$")


class PageRange(NamedTuple):
    """First and last page as they are printed; ``last`` is empty where it is not told."""

    first: str
    last: str = ""


def same_pages(one: str, other: str) -> bool | None:
    """Whether two spellings are the same pages: ``123-9``, ``123--129``, ``pp. 123–129``, ``7:123-7:129``.

    An article's number and its pages cannot be compared, nor a placeholder ("1-1") with anything.
    """
    ours, theirs = _ranges(one), _ranges(other)
    if not ours or not theirs or _is_placeholder(ours) or _is_placeholder(theirs):
        return None
    answers = [_same_range(a, b) for a, b in zip(ours, theirs, strict=False)]
    if False in answers:
        return None if _is_article(one, theirs) or _is_article(other, ours) else False
    return True if len(ours) == len(theirs) or _lacks_end(ours) or _lacks_end(theirs) else None


def same_number(one: str, other: str) -> bool | None:
    """Whether two spellings are the same volume or issue: ``vol. 12`` and ``XII``, ``02`` and ``2``, ``3-4`` and ``3``.

    A letter more (``12A``) tells nothing.
    """
    ours, theirs = _numbers(one), _numbers(other)
    if not ours or not theirs:
        return None
    if set(ours) & set(theirs):
        return True
    is_near = {re.sub(r"\D", "", one) for one in ours} & {re.sub(r"\D", "", one) for one in theirs}
    return None if is_near else False


def _ranges(text: str) -> list[PageRange]:
    bare = DASH.sub("-", LABEL.sub("", text.strip())).rstrip(" .;")
    if found := WITHIN_ARTICLE.fullmatch(re.sub(r"[‐‑‒–—−\s]+", "-", bare)):
        return [PageRange(found[2], found[3] or "")] if found[3] else [PageRange(found[1])]
    pieces = re.split(r"[,;]\s*", normal_pages(OPEN_END.sub("", bare), from_registry=True))
    return [_range(piece) for piece in pieces if re.search(r"\d|^[ivxlc]+\b", piece, re.IGNORECASE)]


def _range(piece: str) -> PageRange:
    first, _, last = piece.partition("--")
    first, last = _page(first), _page(last)
    is_short = first.isdecimal() and last.isdecimal() and len(last) < len(first)
    return PageRange(first, first[: -len(last)] + last if is_short else last)


def _page(text: str) -> str:
    """A page without case, blanks, zeros before it and supplement: ``S012`` as ``s12``, ``1131.e9`` as ``1131``."""
    return re.sub(r"(?<!\d)0+(?=\d)|(?<=\d)\.e\d+$", "", "".join(text.split()).lower())


def _same_range(one: PageRange, other: PageRange) -> bool:
    if not _same_page(one.first, other.first):
        return False
    return not one.last or not other.last or _same_page(one.last, other.last)


def _same_page(one: str, other: str) -> bool:
    """Whether two pages are one, though a letter stands before one of them: ``S12``, ``e1234``."""
    if one == other:
        return True
    bare = [re.fullmatch(r"([a-z]*)\W?(\d+)", page) for page in (one, other)]
    return (
        all(bare) and len({found[2] for found in bare if found}) == 1 and any(not found[1] for found in bare if found)
    )


def _is_placeholder(ranges: Sequence[PageRange]) -> bool:
    return list(ranges) in ([PageRange("1", "1")], [PageRange("1")], [PageRange("0", "0")], [PageRange("0")])


def _lacks_end(ranges: Sequence[PageRange]) -> bool:
    return len(ranges) == 1 and not ranges[0].last


def _is_article(text: str, others: Sequence[PageRange]) -> bool:
    """Whether a text is one number and the other pages count from 1, within the article that it numbers."""
    ranges = _ranges(text)
    return _lacks_end(ranges) and others[0].first == "1" and bool(others[0].last)


def _numbers(text: str) -> list[str]:
    """The numbers of a volume or issue, Roman ones too; those of a span all."""
    bare = LABEL.sub("", text.strip()).strip(" .")
    if re.fullmatch(r"[ivxlcdm]+", bare, re.IGNORECASE):
        return [str(_roman(bare.lower()))]
    found = re.findall(r"[a-z]*\d+[a-z]*", bare.lower())
    return [_page(number) for number in found] if re.sub(r"[\w\s/–.,&+-]", "", bare) == "" else []


def _roman(text: str) -> int:
    values = [ROMAN_DIGITS[digit] for digit in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
