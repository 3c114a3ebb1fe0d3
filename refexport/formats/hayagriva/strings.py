"""Hayagriva's formattable strings: braces keep capitals, mathematics between dollars is Typst's, and nothing else.

Source: "The Hayagriva YAML File Format" (typst/hayagriva, docs/file-format.md), "Formattable String".
"""

import re

from refexport.data.patterns import regex
from refexport.model.text import Span, Style, Text, collapse, normal_text
from refexport.text.capitals import kept_words

STYLED = frozenset({Style.BOLD, Style.ITALIC, Style.CAPS, Style.SUB, Style.SUP, Style.TEX})
TOKEN = regex(r"\\[\\{}$]|\$(?:\\.|[^$\\])*\$|[{}]| \}|(?:(?! \})[^\\{}$])+|.", re.DOTALL)
BRACED = regex(r"\{((?:[^{}\\]|\\.)*)\} ")
FIRST = regex(rf"\A(?:{BRACED.pattern})+")
"""Braces a string starts with, and blanks behind them: Typst loses these when it changes the case of what follows."""

SYMBOLS = (
    "alpha|beta|gamma|delta|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|chi|psi|omega"
    "|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|ell|nabla|times"
)
"""Names that mean the same in TeX, behind a backslash, and in Typst, without; epsilon and phi do not."""
COMMAND = regex(rf"\\({SYMBOLS})(?![A-Za-z])")
SYMBOL = regex(rf"(?<![A-Za-z])({SYMBOLS})(?![A-Za-z])")

IN_BOTH = regex(
    rf"(?:(?<![A-Za-z])(?:[A-Za-z](?![A-Za-z0-9])|\\(?:{SYMBOLS})(?![A-Za-z0-9]))|[0-9]+(?:\.[0-9]+)?|[ +=(),-]"
    rf"|(?<=[A-Za-z0-9)])[_^](?=[A-Za-z0-9](?![A-Za-z0-9])))+"
)
"""TeX that Typst can say: letters and symbols apart, numbers, signs, scripts of one character."""


def print_string(text: Text, *, protect: bool) -> str:
    """The formattable string of a text; ``protect`` braces the words whose capitals mean something."""
    printed = "".join(_run(span, protect=protect) for span in text)
    return FIRST.sub(lambda first: BRACED.sub(r"{\1 }", first[0]), printed)


def print_whole(text: Text) -> str:
    """The formattable string of a text that keeps every capital it has."""
    return "{" + "".join(_run(Span(span.text, span.styles - {Style.NOCASE}), protect=False) for span in text) + "}"


def is_in_both(tex: str) -> bool:
    """Whether Typst can say this mathematics of TeX."""
    return bool(IN_BOTH.fullmatch(tex))


def why_not_said(text: Text) -> str:
    """Why a formattable string cannot say all of a text; empty if it does."""
    if any(span.styles & STYLED for span in text):
        return "Hayagriva has no markup"
    is_other = any(span.has(Style.MATH) and not is_in_both(span.text) for span in text)
    return "Typst's mathematics is not TeX's" if is_other else ""


def parse_string(words: str) -> Text:
    """The text of a formattable string; mathematics that only Typst understands is characters."""
    spans: list[Span] = []
    depth = 0
    for piece in TOKEN.findall(words):
        if piece in ("{", " }", "}"):
            depth = max(depth + (1 if piece == "{" else -1), 0)
            spans += [Span(" ")] if piece == " }" else []
        elif len(piece) > 1 and piece[0] == "$":
            spans.append(_maths(piece[1:-1]))
        else:
            shown = piece[1:] if len(piece) == 2 and piece[0] == "\\" else piece
            spans.append(Span(shown, frozenset({Style.NOCASE}) if depth else frozenset()))
    return collapse(normal_text(spans))


def _maths(typst: str) -> Span:
    tex = SYMBOL.sub(r"\\\1", typst)
    return Span(tex, frozenset({Style.MATH})) if is_in_both(tex) else Span(typst)


def _run(span: Span, *, protect: bool) -> str:
    if span.has(Style.MATH):
        return "$" + COMMAND.sub(r"\1", span.text) + "$" if is_in_both(span.text) else _escaped(span.text)
    if span.has(Style.NOCASE):
        return "{" + _escaped(span.text) + "}"
    return _protected(span.text) if protect else _escaped(span.text)


def _protected(text: str) -> str:
    out: list[str] = []
    at = 0
    for word in kept_words(text):
        out += [_escaped(text[at : word.start]), "{", _escaped(text[word.start : word.end]), "}"]
        at = word.end
    return "".join([*out, _escaped(text[at:])])


def _escaped(text: str) -> str:
    """The characters: what stands between dollars would be run by Typst, an odd brace would stop it."""
    return re.sub(r"[\\{}$]", r"\\\g<0>", text)
