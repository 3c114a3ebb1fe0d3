r"""Text: flat runs of characters with styles, and the one markup that both files of the user are written in.

``{kept as is}``, ``$math$``, ``<i> <b> <sub> <sup> <sc>``, ``<tex>raw TeX</tex>``; a backslash makes one of
``\ { } $ < >`` or a digit an ordinary character. What does not pair up is ordinary text: parsing never fails.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import msgspec

from refexport.data.patterns import regex
from refexport.model.pairs import DOLLARS, INSIDE_DOLLARS, paired


class Style(StrEnum):
    """How a run is set. MATH holds TeX without the dollars; TEX holds raw TeX of the user's own.

    AND marks what separates two items of a literal list.
    """

    BOLD = "b"
    ITALIC = "i"
    CAPS = "sc"
    SUB = "sub"
    SUP = "sup"
    NOCASE = "{"
    MATH = "$"
    TEX = "tex"
    AND = "and"


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of characters that share their styles."""

    text: str
    styles: frozenset[Style] = frozenset()

    def has(self, style: Style) -> bool:
        """Whether the run is set in this style."""
        return style in self.styles


Text = tuple[Span, ...]

AND = Span(" and ", frozenset({Style.AND}))
"""What separates two items of a literal list: the words that BibTeX and most styles print between them."""

VERBATIM = frozenset({Style.MATH, Style.TEX})
NESTED = (Style.BOLD, Style.ITALIC, Style.CAPS, Style.SUB, Style.SUP, Style.NOCASE)
OPENERS = {"{": Style.NOCASE, **{f"<{style}>": style for style in NESTED[:-1]}}
CLOSERS = {"}": Style.NOCASE, **{f"</{style}>": style for style in NESTED[:-1]}}
MARKS = OPENERS | CLOSERS

RAW = r"<tex>[^<]*+(?:<(?!/?tex>)[^<]*+)*+</tex>"
TOKEN = regex(rf"\\[\\{{}}$<>\d]|{RAW}|{DOLLARS}|</?(?:i|b|sub|sup|sc)>|[{{}}]|[^\\<${{}}]+|.", re.DOTALL)
"""An escaped character, TeX, maths, a tag, a brace, a run of ordinary characters, or one that stands for itself."""
MUST_ESCAPE = regex(r"[\\{}$]|<(?=/?(?:i|b|sub|sup|sc)>|tex>)")


@lru_cache(maxsize=100_000)
def parse_text(markup: str) -> Text:
    """The text that a markup string stands for; total."""
    if not has_markup(markup):
        return literal_text(markup)
    return normal_text(_spans(TOKEN.findall(markup)))


def has_markup(words: str) -> bool:
    """Whether some character of a string may mean more than itself."""
    return "{" in words or "<" in words or "$" in words or "\\" in words or "}" in words


def literal_text(text: str) -> Text:
    """Text in which no character means anything but itself."""
    return (Span(text),) if text else ()


def raw_tex(tex: str) -> Text:
    """Text that is TeX's own from its first character to its last."""
    return (Span(tex, frozenset({Style.TEX})),)


def plain_text(text: Text) -> str:
    """The characters alone; maths stays TeX source."""
    return text[0].text if len(text) == 1 else "".join([span.text for span in text])


def join_items(items: Iterable[Text]) -> Text:
    """The literal list of some texts; of one alone, that text."""
    joined = tuple(span for item in items if item for span in (AND, *item))
    return joined[1:]


def items_of(text: Text) -> tuple[Text, ...]:
    """The items of a literal list; a text that is none is its only item."""
    return tuple(tuple(run) for is_and, run in groupby(text, key=lambda span: span.has(Style.AND)) if not is_and)


def print_text(text: Text) -> str:
    """The markup of a text: ``parse_text(print_text(t)) == t`` for every normal text.

    Maths or TeX that no markup can hold (a dollar, a tag of its own) is printed as the characters it has.
    """
    if len(text) == 1 and not text[0].styles and not has_markup(text[0].text):
        return text[0].text
    out: list[str] = []
    open_: list[Style] = []
    for n, span in enumerate(text):
        _turn(out, open_, [style for style in NESTED if span.has(style)])
        after_dollar = n > 0 and out[-1].endswith("$") and text[n - 1].has(Style.MATH)
        out.append(_print_run(span, after_dollar=after_dollar))
    _turn(out, open_, [])
    return "".join(out)


def normal_text(spans: Iterable[Span]) -> Text:
    """The same text without empty runs, and with neighbours of equal styles joined."""
    found = [span for span in spans if span.text]
    if len(found) < 2:
        return tuple(found)
    out: list[Span] = []
    for styles, run in groupby(found, key=attrgetter("styles")):
        if styles & VERBATIM:
            out += run
        else:
            out.append(Span("".join(span.text for span in run), styles))
    return tuple(out)


def collapse(text: Text) -> Text:
    """The same text with every run of white space as one blank, and none at the ends of its prose."""
    if len(text) == 1:
        return _collapse_one(text[0])
    spans: list[Span] = []
    for span in text:
        words = re.sub(r"\s+", " ", span.text)
        if not span.styles & VERBATIM and (not spans or spans[-1].text.endswith(" ")):
            words = words.removeprefix(" ")
        if words:
            spans.append(Span(words, span.styles))
    if spans and not spans[-1].styles & VERBATIM:
        spans[-1] = Span(spans[-1].text.removesuffix(" "), spans[-1].styles)
    return normal_text(spans)


def _collapse_one(span: Span) -> Text:
    if span.styles & VERBATIM:
        return (Span(re.sub(r"\s+", " ", span.text), span.styles),)
    words = " ".join(span.text.split())
    return (Span(words, span.styles),) if words else ()


def _spans(tokens: list[str]) -> Iterator[Span]:
    """The runs of a markup; what does not pair up is ordinary text."""
    marks = ((n, MARKS[token], token in OPENERS) for n, token in enumerate(tokens) if token in MARKS)
    pairs = paired(marks)
    open_ = [frozenset[Style]()]
    for n, token in enumerate(tokens):
        if n in pairs:
            if token in OPENERS:
                open_.append(open_[-1] | {OPENERS[token]})
            else:
                open_.pop()
        elif len(token) == 2 and token[0] == "\\":
            yield Span(token[1], open_[-1])
        elif token.startswith("<tex>"):
            yield Span(token[5:-6], open_[-1] | {Style.TEX})
        elif len(token) > 2 and token[0] == "$":
            yield Span(token[1:-1], open_[-1] | {Style.MATH})
        else:
            yield Span(token, open_[-1])


def _turn(out: list[str], open_: list[Style], wanted: list[Style]) -> None:
    """Closes and opens styles until exactly the wanted ones are open."""
    while open_ and open_ != wanted[: len(open_)]:
        style = open_.pop()
        out.append("}" if style is Style.NOCASE else f"</{style}>")
    for style in wanted[len(open_) :]:
        open_.append(style)
        out.append("{" if style is Style.NOCASE else f"<{style}>")


def _print_run(span: Span, *, after_dollar: bool) -> str:
    if span.has(Style.TEX) and re.fullmatch(RAW, raw := f"<tex>{span.text}</tex>"):
        return raw
    if span.has(Style.MATH) and re.fullmatch(INSIDE_DOLLARS, span.text, re.DOTALL):
        return f"${span.text}$"
    escaped = MUST_ESCAPE.sub(lambda m: "\\" + m[0], span.text)
    return "\\" + escaped if after_dollar and escaped[:1].isdecimal() else escaped
