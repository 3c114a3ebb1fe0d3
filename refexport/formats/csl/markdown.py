r"""Pandoc's Markdown, in which CSL-YAML has its texts, from citeproc's markup, in which CSL-JSON has them; and back.

Source: the pandoc manual, "Pandoc's Markdown" and "Specifying bibliographic data". Whatever Markdown would take for
more than characters is escaped, smart punctuation and list markers included; mathematics stands between dollars
only if it prints and does nothing else.
"""

import re
import string

from refexport.data.patterns import regex
from refexport.formats.csl.markup import parse_markup
from refexport.model.pairs import DOLLARS
from refexport.model.text import Span, Style
from refexport.text.latex import to_latex

MARKS = {
    Style.NOCASE: ("[", "]{.nocase}"),
    Style.CAPS: ("[", "]{.smallcaps}"),
    Style.BOLD: ("**", "**"),
    Style.ITALIC: ("*", "*"),
    Style.SUB: ("~", "~"),
    Style.SUP: ("^", "^"),
}
"""From the outside in: ``^[`` would open a note."""

MUST_ESCAPE = regex(
    r"[\\`*\[\]<$~^'\"@]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|-(?=-)|\.(?=\.)|!$"  # smart: quotes, dashes, ellipses
)
BLOCK = regex(r"(?=[-+#>|:%=])|\(?\w+(?=[.)](?: |$))")
"""What would open a list, a heading, a quotation or another block, up to the character that makes it one."""

APART = "<!-- -->"
"""Between marks that would run together: ``***`` where one closes and one opens, ``[^`` which is a note."""

HIDDEN = {character: chr(0xFDD0 + n) for n, character in enumerate(string.punctuation)} | {" ": "\ufffe"}
"""Escaped characters -> code points that are no characters (Unicode, chapter 23.7), while marks are searched."""

SHOWN = str.maketrans({hidden: shown for shown, hidden in HIDDEN.items()} | {HIDDEN["<"]: "&lt;", HIDDEN["&"]: "&amp;"})
HIDING = str.maketrans(dict[str, str | int | None](HIDDEN))
UNSEEN = str.maketrans("", "", "".join(HIDDEN.values()))

ESCAPED = regex(r"\\([!-/:-@\[-`{-~ ])")
VERBATIM = regex(rf"{ESCAPED.pattern}|{DOLLARS}")
TAGS = (
    (regex(r"\[([^\[\]]*)\]\{\.nocase\}"), r'<span class="nocase">\1</span>'),
    (regex(r"\[([^\[\]]*)\]\{\.smallcaps\}"), r"<sc>\1</sc>"),
    (regex(r"\[([^\[\]]*)\]\{\.nocase\}"), r'<span class="nocase">\1</span>'),
    (regex(r"\*\*(?=[^\s*]|\*[^\s*])(.+?)(?<=\S)\*\*(?!\*)"), r"<b>\1</b>"),
    (regex(r"\*(?=\S)([^*]+?)(?<=\S)\*"), r"<i>\1</i>"),
    (regex(r"(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
    (regex(r"~([^~\s]+)~"), r"<sub>\1</sub>"),
    (regex(r"\^([^^\s]+)\^"), r"<sup>\1</sup>"),
    (regex(APART), ""),
)


def to_markdown(markup: str) -> str:
    """The Markdown of a text in citeproc's markup."""
    out: list[str] = []
    open_: list[Style] = []
    for span in parse_markup(markup):
        out += [_turned(open_, [style for style in MARKS if span.has(style)]), _run(span)]
    return _no_block("".join([*out, _turned(open_, [])]))


def from_markdown(words: str) -> str:
    """The citeproc markup of a text in Markdown; marks that are not among `MARKS` are characters."""
    markup = VERBATIM.sub(_hidden, words.translate(UNSEEN))
    for mark, tag in TAGS:
        markup = mark.sub(tag, markup)
    return markup.translate(SHOWN)


def escaped(words: str) -> str:
    """The Markdown of characters."""
    return _no_block(_escape(words))


def unescaped(words: str) -> str:
    """The characters of Markdown without marks."""
    return ESCAPED.sub(r"\1", words)


def _turned(open_: list[Style], wanted: list[Style]) -> str:
    """The marks that close what is not wanted and open what is, apart where they would run together."""
    closing = ""
    while open_ and open_ != wanted[: len(open_)]:
        closing += MARKS[open_.pop()][1]
    new = wanted[len(open_) :]
    open_ += new
    opening = "".join(MARKS[style][0] for style in new).replace("[^", f"[{APART}^")
    return closing + (APART if closing.endswith("*") and opening.startswith("*") else "") + opening


def _run(span: Span) -> str:
    if span.has(Style.MATH) and _is_harmless(span):
        return f"${span.text}$"
    words = _escape(f"${span.text}$" if span.has(Style.MATH) else span.text)
    if span.styles & {Style.SUB, Style.SUP}:
        return words.replace(" ", "\\ ")
    return re.sub("^ | $", r"\\ ", words) if span.styles else words


def _is_harmless(span: Span) -> bool:
    """Whether mathematics prints and does nothing else; pandoc hands it on to TeX as it is."""
    return to_latex((Span(span.text, frozenset({Style.MATH})),), ascii=False).startswith("{$")


def _escape(words: str) -> str:
    return MUST_ESCAPE.sub(r"\\\g<0>", words)


def _no_block(words: str) -> str:
    """The words, a paragraph whatever they start with; four blanks would make them code."""
    words = words.lstrip(" ")
    found = BLOCK.match(words)
    return f"{found[0]}\\{words[found.end() :]}" if found else words


def _hidden(found: re.Match[str]) -> str:
    """The code points that stand for an escaped character, or for what is between dollars."""
    return HIDDEN[found[1]] if found[1] else f"${found[0][1:-1].translate(HIDING)}$"
