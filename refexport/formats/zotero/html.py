"""Notes of Zotero's, which are HTML, as text and back."""

import html
import re

from refexport.data.patterns import regex
from refexport.formats.csl.markup import OPENING
from refexport.model.text import Span, Style, Text
from refexport.text.markup import from_markup

LINK = regex(r"<a\s[^<>]*?href\s*=\s*[\"']([^\"'<>]*)[\"'][^<>]*>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE)
BLOCK = regex(r"</?(?:p|div|li|ul|ol|h[1-6]|blockquote|pre|table|tr|td|th|hr)\b[^<>]*>", re.IGNORECASE)
OTHER = regex(r"</?(?:code|img|strong|em|u|s|tbody|thead|math|span|font|small)\b[^<>]*>", re.IGNORECASE)
KEPT = regex(r"</?(?:strong|em)\b", re.IGNORECASE)


def print_note(text: Text) -> str:
    """A note of one paragraph."""
    return f"<p>{''.join(map(_print_run, text))}</p>"


def _print_run(span: Span) -> str:
    words = html.escape(span.text, quote=False)
    words = f"${words}$" if span.has(Style.MATH) else words
    for style, opening in OPENING.items():
        if style in span.styles:
            words = f"{opening}{words}</{re.findall(r'[a-z]+', opening)[0]}>"
    return words


def parse_note(note: str) -> Text:
    """The text of a note: paragraphs follow one another, the address of a link stands in brackets behind its words."""
    linked = LINK.sub(_with_address, note)
    words = BLOCK.sub(" ", linked)
    return from_markup(OTHER.sub(lambda found: found[0] if KEPT.match(found[0]) else "", words))


def _with_address(found: re.Match[str]) -> str:
    address, words = found[1], found[2]
    return words if html.unescape(address).strip() in html.unescape(words) else f"{words} ({address})"
