"""From LaTeX to texts: accents, letters, symbols, styles, braces and mathematics; what is unknown stays TeX.

Total: whatever stands in a .bib or in a registry's answer gives some text.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import groupby

from refexport.data.letters import ACCENTS, GREEK, LETTERS, MATH_ACCENTS, MATHS, SYMBOLS
from refexport.data.patterns import regex
from refexport.model.pairs import DOLLARS
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text, plain_text
from refexport.text.capitals import is_covered, kept_words

Styles = frozenset[Style]

MARKS = {command: mark for mark, command in ACCENTS.items()}
MATH_MARKS = {command: mark for mark, command in MATH_ACCENTS.items()}
ALONE = {unicodedata.normalize("NFKD", character): character for character in "¨¯´¸˘˙˚˛˜˝"}
"""An accent on a blank -> the accent as a character."""
GREEK_OF = {tex: letter for letter, tex in GREEK.items()}

CHARACTERS = (
    {command: letter for letter, command in LETTERS.items()}
    | {latex[2:-1]: character for character, latex in SYMBOLS.items() if re.fullmatch(r"\{\\[A-Za-z]+\}", latex)}
    | {character: character for character in "&%#_${} "}
    | {
        "aa": "å", "AA": "Å", "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{",
        "rbrace": "}", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textdollar": "$",
        "textbar": "|", "textless": "<", "textgreater": ">", "textquotedbl": '"', "textquotesingle": "'",
        "textasciigrave": "`", "ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—", "lq": "‘", "rq": "’",
        "guillemetleft": "«", "guillemetright": "»", "copyright": "©", "textsection": "§", "textparagraph": "¶",
        "dag": "†", "ddag": "‡", "textregistered": "®", "textonesuperior": "¹", "texttwosuperior": "²",
        "textthreesuperior": "³", "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "space": " ",
        "quad": " ", "newline": " ", "par": " ", ",": " ", ";": " ", ":": " ", "!": "", "/": "", "-": "", "@": "",
        "\\": " ", "\n": " ", "\t": " ", "relax": "", "protect": "",
    }
)  # fmt: skip
"""command without its backslash -> the characters that it prints."""

STYLED = {
    "textit": Style.ITALIC, "emph": Style.ITALIC, "textsl": Style.ITALIC, "textbf": Style.BOLD, "textsc": Style.CAPS,
    "textsubscript": Style.SUB, "textsuperscript": Style.SUP,
}  # fmt: skip
SWITCHES = {
    "em": Style.ITALIC, "it": Style.ITALIC, "itshape": Style.ITALIC, "sl": Style.ITALIC, "bf": Style.BOLD,
    "bfseries": Style.BOLD, "sc": Style.CAPS, "scshape": Style.CAPS,
}  # fmt: skip
PLAIN_SWITCHES = frozenset("tt ttfamily rm rmfamily sf sffamily normalfont md mdseries up upshape".split())
"""Switches to fonts that the model of texts does not have."""

TRANSPARENT = frozenset("text textrm textnormal textup textmd textsf texttt mbox hbox url path nolinkurl".split())
"""Commands that print their argument."""

LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "~": " "}

MATH_CHARACTERS = {tex: character for character, tex in MATHS.items()} | {
    "<": "<", ">": ">", "|": "|", "^1": "¹", "^2": "²", "^3": "³", r"^\circ": "°", r"\phi": "ϕ", r"\times": "×",
    r"\pm": "±",
}  # fmt: skip
"""Mathematics that is one character of text."""

ACTING = regex(
    r"\^\^|\\[a-z]*(?:after|begin|bye|char|class|code|command|csname|def|dump|end|environment|every|exec|expand|file|"
    r"graphics|hook|import|include|input|let(?!ter)|listing|loop|lua|macro|message|mode|new|open|output|package|pdf|primitive|"
    r"read|repeat|require|scan|shell|show|special|stop|typeout|verb|write)",
    re.IGNORECASE,
)
"""What reads, writes, runs or changes the meaning of anything (TeX, e-TeX, pdfTeX and LuaTeX): no part of a title.

From someone else's file it stays as characters; who means it, marks it by hand (docs/decisions/0003).
"""

SPECIAL = regex(r"[\\{}$~`']|--")
SPACED = r"\$\s+(?=[^$]*[\\^_])(?:\\.|[^$\\])*+(?<=\s)\$"
"""Mathematics with blanks inside its dollars, which pandoc's rule does not know; a command or script is in it."""

TOKEN = regex(
    rf"\\[A-Za-z]+\*?\s*|\\\((?:[^\\]|\\[^()])*+\\\)|\\.|{DOLLARS}|{SPACED}|---?|``|''|[{{}}~`\\]|[^\\{{}}$~`'-]+|.",
    re.DOTALL,
)
BARE_GROUP = regex(r'\\|"\}|\$[^$]*\$\}')
"""What makes a group something else than protection: an accent or command, a quotation mark, mathematics."""

SCRIPT = regex(r"([_^])\{(?:(\d+|[a-z]{2,})|\\(?:textrm|mathrm|text)\{(.*)\})\}")
BRACES = regex(r"\\([lr])brace(?![A-Za-z]) ?")
"""How braces are written, since BibTeX counts those after a backslash too."""

BLANKS = regex(r"\s*")
ONE = regex(rf"\\[A-Za-z]+\*?\s*|\\.|{DOLLARS}|[^}}]", re.DOTALL)
MAX_DEPTH = 60

GROUP = regex(r"\{[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}|\[[^][{}]*\]")
"""An argument with its delimiters; deeper nesting is no argument of a title."""

BARE = regex(rf"\\[a-z]+\*?(?:{GROUP.pattern})*(?<=\}})")
"""A command that needs no braces: small letters, which no style changes, and an argument that ends it.

Braces would hide a quotation mark at its end from biblatex, which puts commas and full stops before it.
"""


class _Source:
    """A string and how far it has been read."""

    __slots__ = ("at", "depth", "tex")

    def __init__(self, tex: str) -> None:
        self.tex = tex
        self.at = 0
        self.depth = 0

    def take(self, pattern: re.Pattern[str]) -> str:
        """What comes next if it fits the pattern; else nothing."""
        found = pattern.match(self.tex, self.at)
        if not found:
            return ""
        self.at = found.end()
        return found[0]


def from_latex(tex: str, *, protect: bool = False) -> Text:
    """The text that LaTeX stands for; with ``protect``, braces that `to_latex` would set anyway are left out."""
    return _from_short(tex, protect) if len(tex) <= SHORT else _from_tex(tex, protect)


def _from_tex(tex: str, protect: bool) -> Text:
    if not SPECIAL.search(tex):
        return collapse(literal_text(tex))
    text = collapse(normal_text(_spans(_Source(tex), frozenset())))
    return without_needless_braces(text) if protect else text


SHORT = 120
"""Characters; shorter strings are names, journals and words, which come again."""
_from_short = lru_cache(maxsize=50_000)(_from_tex)


def _spans(source: _Source, styles: Styles) -> list[Span]:
    """What a group holds up to its closing brace; outside groups, everything."""
    spans: list[Span] = []
    while token := source.take(TOKEN):
        if source.depth and token.startswith("}"):
            break
        command = token[1:].strip() if token[0] == "\\" else ""
        if style := SWITCHES.get(command):
            styles |= {style}
        elif command not in PLAIN_SWITCHES:
            spans += _token(token, source, styles)
    return spans


def _token(token: str, source: _Source, styles: Styles) -> list[Span]:
    if token.startswith("{"):
        return _nested(_spans, source, styles if BARE_GROUP.match(source.tex, source.at) else styles | {Style.NOCASE})
    if token.startswith(("$", "\\(")) and len(token) > 2:
        return _mathematics(token[1:-1].strip() if token[0] == "$" else token[2:-2], styles)
    if token[0] == "\\" and len(token) > 1:
        return _command(token[1:].rstrip() or " ", source, styles)
    return [Span(LIGATURES.get(token, token), styles)]


def _argument(source: _Source, styles: Styles) -> list[Span]:
    """The next group without protection, the next command, or the next character."""
    source.take(BLANKS)
    token = source.take(ONE)
    if token.startswith("{"):
        return _nested(_spans, source, styles)
    return _nested(partial(_token, token), source, styles) if token else []


def _nested(read: Callable[[_Source, Styles], list[Span]], source: _Source, styles: Styles) -> list[Span]:
    """What is read one level deeper; braces that are deeper than anyone's are passed over."""
    if source.depth >= MAX_DEPTH:
        return []
    source.depth += 1
    spans = read(source, styles)
    source.depth -= 1
    return spans


def _command(name: str, source: _Source, styles: Styles) -> list[Span]:
    if name in MARKS:
        return _accented(MARKS[name], _argument(source, styles))
    if name in CHARACTERS:
        return [Span(CHARACTERS[name], styles)]
    if name in STYLED:
        return _argument(source, styles | {STYLED[name]})
    if name in TRANSPARENT:
        return _argument(source, styles)
    if character := _known_elsewhere(name):
        return [Span(character, styles)]
    arguments = ""
    while argument := source.take(GROUP):
        arguments += argument
    tex = f"\\{name}{arguments}"
    kept = styles if BARE.fullmatch(tex) else styles - {Style.NOCASE}
    return [Span(tex, kept | ({Style.TEX} if _is_tame(name, tex) else frozenset()))]


def is_tame(tex: str) -> bool:
    """Whether all TeX of others can do nothing but print, also when characters that are not seen are gone."""
    return "tex>" not in tex and not ACTING.search("".join(filter(str.isprintable, tex)))


def _is_tame(name: str, tex: str) -> bool:
    """Whether TeX of others can do nothing but print, also when characters that are not seen are gone."""
    return name.isascii() and name.isprintable() and is_tame(tex)


@lru_cache
def _known_elsewhere(name: str) -> str:
    """What pylatexenc knows to print for a command without arguments."""
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415 - 16 ms for rare commands

    replacement = getattr(get_default_latex_context_db().get_macro_spec(name), "simplify_repl", None)
    return replacement if isinstance(replacement, str) and len(replacement) == 1 else ""


def _accented(mark: str, spans: list[Span]) -> list[Span]:
    """The first character with the mark on it."""
    if not spans or not spans[0].text:
        return spans
    first, rest = spans[0].text[0], spans[0].text[1:]
    letter = unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(first, first) + mark)
    letter = ALONE.get(letter, letter)
    return [Span(letter + rest, spans[0].styles), *spans[1:]]


def _mathematics(tex: str, styles: Styles) -> list[Span]:
    """One character if that is all; digits and words above or below the line; else mathematics."""
    if character := MATH_CHARACTERS.get(tex.strip()) or _accented_greek(tex):
        return [Span(character, styles)]
    if script := SCRIPT.fullmatch(tex):
        style = Style.SUB if script[1] == "_" else Style.SUP
        inner = [Span(script[2])] if script[2] else _spans(_Source(script[3]), frozenset())
        return [Span(span.text, span.styles | styles | {style}) for span in inner]
    braces = BRACES.sub(lambda m: "\\{" if m[1] == "l" else "\\}", tex)
    return [Span(braces, styles - {Style.NOCASE} | {Style.MATH})]


def _accented_greek(tex: str) -> str:
    """The one character that accents on a Greek letter make; nothing if there is none."""
    accents: list[str] = []
    while accent := re.fullmatch(r"\\([a-z]+)\{(.*)\}", tex):
        accents.insert(0, MATH_MARKS.get(accent[1], "?"))
        tex = accent[2]
        if letter := GREEK_OF.get(tex):
            character = unicodedata.normalize("NFC", letter + "".join(accents))
            return character if len(character) == 1 else ""
    return ""


def without_needless_braces(text: Text, *, only_capitals: bool = False) -> Text:
    """The text without protection of whole words that are protected for their capitals anyway.

    ``only_capitals``: of those that start with one; the title case of CSL raises others (k-NN).
    """
    spans: list[Span] = []
    for styles, run in groupby(text, key=lambda span: span.styles - {Style.NOCASE}):
        parts = tuple(run)
        words = kept_words(plain_text(parts))
        end = 0
        for span in parts:
            start, end = end, end + len(span.text)
            is_needless = is_covered(words, start, end) and (span.text[:1].isupper() or not only_capitals)
            spans.append(Span(span.text, styles) if is_needless else span)
    return normal_text(spans)
