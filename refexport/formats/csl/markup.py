"""The markup of CSL's texts, which citeproc knows, and texts from it.

Source: the citeproc-js manual, "Rich text"; mathematics stands as TeX between dollars, as pandoc and Zotero have it.
"""

import re

from refexport.data.patterns import regex
from refexport.model.pairs import DOLLARS, paired
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text

OPENING = {
    Style.BOLD: "<b>",
    Style.ITALIC: "<i>",
    Style.SUB: "<sub>",
    Style.SUP: "<sup>",
    Style.CAPS: '<span style="font-variant: small-caps;">',
    Style.NOCASE: '<span class="nocase">',
}
"""The markup that citeproc knows (citeproc-js manual, "Rich text")."""

TAG = r"</?(?:i|b|sub|sup|sc)>|<span[^<>]*>|</span>"
LOOKS_LIKE_MARKUP = regex(r"<(?=/?(?:i|b|sub|sup|sc|span)\b)|&(?=(?:lt|gt|amp);)")
TOKEN = regex(rf"{TAG}|{DOLLARS}|[^<$]+|.", re.DOTALL)
TOKEN_OF_LONG = regex(rf"{TAG}|(?<!\\){DOLLARS}|[^<$]+|.", re.DOTALL)
LONGEST = 10_000
"""Characters of a text in which an escaped dollar may begin maths: thousands would take the square of the time."""

ENTITY = regex(r"&(?:lt|gt|amp);")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def print_markup(text: Text) -> str:
    """The text in citeproc's markup; mathematics as TeX between dollars."""
    return "".join(map(_print_run, text))


def _print_run(span: Span) -> str:
    text = span.text
    if "<" in text or "&" in text:
        text = LOOKS_LIKE_MARKUP.sub(lambda m: "&lt;" if m[0] == "<" else "&amp;", text)
    if not span.styles:
        return text
    text = f"${text}$" if span.has(Style.MATH) else text
    for style, opening in OPENING.items():
        if style in span.styles:
            text = opening + text + "</" + re.findall(r"\w+", opening)[0] + ">"
    return text


def parse_markup(markup: str) -> Text:
    """The text of citeproc's markup; tags that do not pair up are characters."""
    if "<" not in markup and "$" not in markup and "&" not in markup:
        return literal_text(" ".join(markup.split()))
    tokens = (TOKEN if len(markup) <= LONGEST else TOKEN_OF_LONG).findall(markup)
    tags = (
        (n, re.findall(r"\w+", one)[0], not one.startswith("</"))
        for n, one in enumerate(tokens)
        if re.fullmatch(TAG, one)
    )
    in_pairs = paired(tags)
    spans: list[Span] = []
    open_: list[frozenset[Style]] = [frozenset()]
    for n, token in enumerate(tokens):
        if n in in_pairs:
            if token.startswith("</"):
                open_.pop()
            else:
                open_.append(open_[-1] | _opened(token))
        elif len(token) > 2 and token[0] == "$":
            spans.append(Span(_unescaped(token[1:-1]), open_[-1] - {Style.NOCASE} | {Style.MATH}))
        else:
            spans.append(Span(_unescaped(token), open_[-1]))
    return collapse(normal_text(spans))


def _unescaped(text: str) -> str:
    return ENTITY.sub(lambda m: ENTITIES[m[0]], text) if "&" in text else text


def _opened(token: str) -> frozenset[Style]:
    """The style that a tag turns on."""
    if token.startswith("<span") and token.endswith(">"):
        found = {"nocase": Style.NOCASE, "small-caps": Style.CAPS}
        return frozenset(style for word, style in found.items() if word in token)
    return frozenset(style for style in Style if token == f"<{style}>" and style is not Style.TEX)
