"""Pages: one spelling of ranges (biblatex manual 3.18, section 2.3.15: ``--`` between first and last page)."""

import re

RANGE = re.compile(r"(\w*\d[\w.:]*)\s*(?:-+|[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}])\s*(\w*\d[\w.:]*)")
"""First and last page with any dash or hyphen between them; both hold a digit, so that ``A-12`` is one page."""


def with_ranges(text: str) -> str:
    """The text with two hyphens for every dash or hyphen between words, as other programs' files have pages."""
    return re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "--", text)


def normal_pages(text: str) -> str:
    """Pages as ``1126--1135`` and ``7, 41--43``; what is no range stays as it is."""
    if text.isdecimal():
        return text
    parts = (RANGE.fullmatch(part.strip()) for part in text.split(","))
    spelled = (
        f"{found[1]}--{found[2]}" if found else part.strip() for found, part in zip(parts, text.split(","), strict=True)
    )
    return ", ".join(spelled)
