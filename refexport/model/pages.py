"""Pages: one spelling of ranges (biblatex manual 3.18, section 2.3.15: ``--`` between first and last page)."""

import re

from refexport.data.patterns import regex

RANGE = regex(r"(\w*\d[\w.:]*)\s*(?:-+|[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}])\s*(\w*\d[\w.:]*)")
"""First and last page with any dash or hyphen between them; both hold a digit, so that ``A-12`` is one page."""

LONGEST_RANGE = 100
"""Characters: what is longer is no range, and the pattern would take the cube of it."""

DASHES = regex(r"\s*[-‐‑‒–—−]+\s*")
PAGE = regex(r".*\d.*|[ivxlc]+", re.IGNORECASE)


def with_ranges(text: str) -> str:
    """The text with two hyphens for every dash or hyphen between words, as other programs' files have pages."""
    return re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "--", text)


def normal_pages(text: str, *, from_registry: bool = False) -> str:
    """Pages as ``1126--1135`` and ``7, 41--43``; what is no range stays as it is.

    ``from_registry``: where nothing but pages can stand, a hyphen means a range even between
    roman numbers and between pages with hyphens of their own (``12-1-12-14``), and a range to itself is one page.
    """
    if text.isdecimal():
        return text
    parts = [part.strip() for part in text.split(",")]
    return ", ".join(_cut(part) for part in parts if part) if from_registry else ", ".join(map(_matched, parts))


def _matched(part: str) -> str:
    found = RANGE.fullmatch(part) if len(part) <= LONGEST_RANGE else None
    return f"{found[1]}--{found[2]}" if found else part


def _cut(part: str) -> str:
    ends = [end for end in DASHES.split(part) if end]
    half = len(ends) // 2
    if len(ends) % 2 or not all(map(PAGE.fullmatch, ends)):
        return "-".join(ends)
    first, last = "-".join(ends[:half]), "-".join(ends[half:])
    return first if first == last else f"{first}--{last}"
