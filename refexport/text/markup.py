"""Registry text -> Text: entities, HTML, JATS, MathML and TeX maths become styles; nothing else means anything.

JATS tags: jats.nlm.nih.gov, "Journal Article Tag Suite" 1.3; Crossref's: its schema documentation, "Face markup".
"""

import html
import re
from collections.abc import Iterator

from refexport.data.patterns import regex
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text, plain_text
from refexport.text.mathml import mathml_to_tex

MOST_ESCAPED = 4
"""Titles escaped twice are met in Crossref; a bound keeps hostile text cheap."""

LONGEST = 10_000
"""Characters; what is longer is no title and kept as it is, so that reading markup stays fast."""

STYLES = {
    "b": Style.BOLD, "bold": Style.BOLD, "strong": Style.BOLD,
    "em": Style.ITALIC, "i": Style.ITALIC, "italic": Style.ITALIC,
    "sc": Style.CAPS, "scp": Style.CAPS, "small-caps": Style.CAPS, "smallcaps": Style.CAPS,
    "inf": Style.SUB, "sub": Style.SUB,
    "sup": Style.SUP,
}  # fmt: skip
"""Tag -> how it sets its text."""

BLANKS = frozenset("br break div label p sec section title".split())
"""Tags that stand for white space."""

PLAIN = frozenset(
    "a alternatives ext-link font inline-formula monospace named-content overline roman sans-serif span strike "
    "styled-content tt u underline xref".split()
)
"""Tags whose text is kept as it is; any other ``<word`` is no tag."""

TAG = regex(r"<(/?)(?:\w{1,8}:)?([A-Za-z-]+)(?:\s+[\w:-]+\s*=[^<>]*)?\s*(/?)>")
FORMULA = regex(r"<((?:\w{1,8}:)?(?:math|alternatives|tex-math))(?:\s[^<>]*)?>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
TEX_MATH = regex(r"<(?:\w{1,8}:)?tex-math(?:\s[^<>]*)?>(.*?)</", re.DOTALL | re.IGNORECASE)
TEX_BODY = regex(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)

DOLLARS = regex(r"\$\$?((?=[^\s$])(?:\\.|[^$\\])*(?<=\S))\s?\$\$?(?!\d)|\\\((.{1,500}?)\\\)", re.DOTALL)
"""TeX maths in running text; a blank before the closing dollar is IEEE's habit."""

WORDS = regex(r"(?!.*[\\^_{}=+<>]).*\s", re.DOTALL)
"""What stands between two amounts of money rather than in maths."""

CONTROLS = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
"""Control characters, zero-width and bidirectional marks, half surrogates: none is part of a title or a name."""


SPECIAL = regex(r"[<&$\\]")
"""What tags, entities and maths begin with."""


def without_controls(text: str) -> str:
    """The text without characters that are seen by machines only."""
    return text if text.isprintable() else CONTROLS.sub("", text)


def unescape(text: str) -> str:
    """The text with its entities resolved until nothing changes (four rounds at most), without control characters."""
    for _ in range(MOST_ESCAPED):
        resolved = html.unescape(text)
        if resolved == text:
            break
        text = resolved
    return without_controls(text)


def from_markup(raw: str) -> Text:
    """The text of a registry's string with entities, tags and maths; white space collapsed; total."""
    text = unescape(raw)
    return collapse(normal_text(_runs(text) if len(text) <= LONGEST else literal_text(text)))


def plain(raw: str) -> str:
    """The characters of a registry's string on one line: no entities, tags or control characters."""
    if raw.isprintable() and not SPECIAL.search(raw):
        return " ".join(raw.split())
    return plain_text(from_markup(raw))


def _runs(text: str) -> Iterator[Span]:
    """The runs of a string, formulas apart from what stands between them."""
    styles: list[Style] = []
    start = 0
    for found in FORMULA.finditer(text):
        yield from _tagged(text[start : found.start()], styles)
        yield from _formula(found[0], text[: found.start()][-2:], text[found.end() :][:4])
        start = found.end()
    yield from _tagged(text[start:], styles)


def _formula(markup: str, before: str, after: str) -> Iterator[Span]:
    """A formula, parted by blanks from words that touch it because their own were lost."""
    if re.fullmatch(r"[a-z]{2}", before):
        yield Span(" ")
    yield _maths(_tex_of(markup), frozenset())
    if re.match(r"(?!(?:th|st|nd|rd)\b)[a-z]{2}", after):
        yield Span(" ")


def _tex_of(markup: str) -> str:
    written = TEX_MATH.search(markup)
    if not written:
        return mathml_to_tex(markup)
    body = TEX_BODY.search(written[1])
    return (body[1] if body else written[1]).strip().strip("$").strip()


def _maths(tex: str, styles: frozenset[Style]) -> Span:
    """A run of maths, unless a dollar or a backslash at its end would spill over into what follows."""
    text = " ".join(tex.split())
    is_closed = "$" not in text.replace("\\$", "") and not text.endswith("\\")
    return Span(text, styles | {Style.MATH}) if is_closed else Span(text, styles)


def _tagged(text: str, styles: list[Style]) -> Iterator[Span]:
    """Runs between tags; ``styles`` are the open ones, before and after."""
    start = 0
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name not in STYLES and name not in BLANKS and name not in PLAIN:
            continue
        yield from _with_maths(text[start : tag.start()], frozenset(styles))
        start = tag.end()
        if name in BLANKS:
            yield Span(" ", frozenset(styles))
        elif name in STYLES and not tag[3]:
            _turn(styles, STYLES[name], close=bool(tag[1]))
    yield from _with_maths(text[start:], frozenset(styles))


def _turn(styles: list[Style], style: Style, *, close: bool) -> None:
    if not close:
        styles.append(style)
    elif style in styles:
        styles.remove(style)


def _with_maths(text: str, styles: frozenset[Style]) -> Iterator[Span]:
    start = 0
    for found in DOLLARS.finditer(text):
        tex = found[1] or found[2]
        if WORDS.match(tex):
            continue
        yield Span(text[start : found.start()], styles)
        yield _maths(tex, styles)
        start = found.end()
    yield Span(text[start:], styles)
