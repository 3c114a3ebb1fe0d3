# ruff: noqa: A002 - ascii is the word for it
"""From texts and names to LaTeX.

``ascii`` writes ASCII only, for BibTeX, which cuts and sorts bytes; otherwise letters stay as they are, for biber.
What ASCII has no command for in every LaTeX (Chinese, Cyrillic, Vietnamese hooks, emoji) stays UTF-8 in both:
lualatex prints it, pdflatex stops with a message, and nothing is lost or replaced by a look-alike.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby

from refexport.data.letters import (
    ACCENTS,
    FENCES,
    LETTERS,
    MATH_ACCENTS,
    MATH_WORDS,
    MATHS,
    SYMBOLS,
    WITH_ONE,
    WITH_TWO,
)
from refexport.data.patterns import regex
from refexport.model.name import OTHERS, Name, display_name, is_lower
from refexport.model.pairs import is_one_group, is_paired
from refexport.model.text import Span, Style, Text
from refexport.text.capitals import kept_words
from refexport.text.latex.decode import BARE

SPECIALS = {
    "&": r"{\&}", "%": r"{\%}", "#": r"{\#}", "_": r"{\_}", "$": r"{\$}", "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "\\": r"{\textbackslash}",
    "<": "{$<$}", ">": "{$>$}", "|": "{$|$}", '"': '{"}', "`": r"{\textasciigrave}", "\N{NO-BREAK SPACE}": "~",
}  # fmt: skip
"""Characters that TeX does not print as they are. In braces of their own, so that BibTeX leaves what follows alone."""

OUTSIDE = {"_": r"{\textunderscore}", '"': r"{\textquotedbl}", "`": "`"}
"""Other spellings where a sign or a brace would be an initial; biber itself makes the last of `\\textasciigrave`."""

STYLES = ((Style.CAPS, "textsc"), (Style.ITALIC, "textit"), (Style.BOLD, "textbf"))
"""``\\emph`` is not among them: Zotero and bibutils read it as letters."""

SCRIPTS = ((Style.SUB, "_", "textsubscript"), (Style.SUP, "^", "textsuperscript"))

MINUS = "\u207b\u208b\u2212"
HYPHENS = (
    "\\-\u058a\u05be\u1400\u1806\u2010-\u2015\u2053\u2e17\u2e1a\u2e3a\u2e3b"
    "\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead"
)
"""What biber takes for a hyphen between parts of a name (property Dash of Unicode 14); a minus sign is mathematics."""

FIRST = rf"(?<![^\s{HYPHENS}{MINUS}])"
PRINTED = rf"(?![\s{HYPHENS}])[_{{}}~^\\<>|`\x80-\U0010ffff]"
INITIAL = rf'({FIRST}{PRINTED}(?:{PRINTED}|["&%#$])*)'
"""What starts a word and would be a command in braces or mathematics, up to its first letter of ASCII.

biber's initial of a word (``gen_initials`` of its Utils.pm) is what comes first without commands and opening braces;
if that is a diacritic, the next character too.
"""

SIGNS = regex("[&%#$]")
SIGN = rf'{FIRST}(?:{PRINTED}(?:{PRINTED}|")*)?[&%#$]'
"""What starts a word and has no command but one whose backslash biber takes for the initial."""

BRACKET = regex(r"[][()]")
"""What ends an author, or the year, in natbib's labels."""

HYPHENS_IN_A_ROW = regex(rf"([{HYPHENS}]{{2,}})")
"""Each of them in braces, or biber finds initials between them."""

MAX_COMMAS = 2
"""biber counts those inside braces too, and skips an entry whose name has more."""

LIGATURE = r"([-–—](?=[-–—])|'(?=')|,(?=,))"
"""Characters that TeX would run together with the next one."""

ASCII_TOKEN = regex(LIGATURE + r"|[^\x00-\x7f][\u0300-\u036f]*|[ -~][\u0300-\u036f]+|[&%#_${}~^\\<>|\"`]")
UTF8_TOKEN = regex(LIGATURE + r"|[\u0370-\u03ff\u1f00-\u1fff]{3,}|[^\x00-\x7f]|[&%#_${}~^\\<>|\"`]")
"""Three Greek letters in a row are a word of the language, fewer are symbols."""

PLAIN = regex(r"[\w .:;/()*+=@\[\]-]*", re.ASCII)
MATH_COMMAND = regex(r"\\(?:([A-Za-z]+)|([,;:!| ]))|\\.?", re.DOTALL)
MATH_SYMBOLS = frozenset(word for command in MATHS.values() for word in re.findall(r"\\([A-Za-z]+)", command))
GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
ARGUMENT = rf"\s*(?:\[[^][]*\]\s*)?(?:{GROUP}|[A-Za-z0-9]|\\(?!{FENCES})[A-Za-z]+)"
INCOMPLETE = regex(
    rf"\\(?:(?:{WITH_ONE})(?![A-Za-z])(?!{ARGUMENT})|(?:{WITH_TWO})(?![A-Za-z])(?!(?:{ARGUMENT}){{2}})"
    rf"|(?:{FENCES})(?![A-Za-z])(?!\s*(?:[][()|./<>]|\\)))"
)
"""A command without its arguments, or a fence without its delimiter: TeX would take what follows the dollar."""

NOT_MATHS = regex(r"[$%#&\"]|\^\^|[_^]\s*(?:[_^}]|$)|[^ -~]")


def to_latex(text: Text, *, ascii: bool, protect: bool = False) -> str:
    """The text in LaTeX; ``protect`` braces the words whose capitals mean something (BERT, k-NN)."""
    return "".join(_run(span, ascii, protect) for span in text)


def braced(latex: str) -> str:
    """The LaTeX in braces that keep its capitals: BibTeX takes an opening brace before a command for an accent."""
    return "{{" + latex + "}}" if latex.startswith("\\") else "{" + latex + "}"


def whole_to_latex(text: Text, *, ascii: bool) -> str:
    """The text in braces that keep its capitals, round commands that need none (`BARE`) too."""
    if not any(map(_is_bare, text)):
        return braced(to_latex(text, ascii=ascii))
    pieces = [(is_bare, to_latex(tuple(run), ascii=ascii)) for is_bare, run in groupby(text, key=_is_bare)]
    return "".join(piece if is_bare else braced(piece) for is_bare, piece in pieces)


def _is_bare(span: Span) -> bool:
    return Style.TEX in span.styles and Style.NOCASE not in span.styles and bool(BARE.fullmatch(span.text))


@lru_cache(maxsize=100_000)
def name_to_latex(name: Name, *, ascii: bool) -> str:
    """The name as BibTeX splits it: ``von Last, Jr, First`` or ``{Organisation}``; nothing for a name of blanks."""
    if name == OTHERS:
        return "others"
    if name.literal:
        return _whole(name.literal, ascii)
    is_kept = _splits_wrong(name.family, hyphens=ascii) or (not ascii and _is_swallowed(name))
    family = _name_part(name.family, ascii, keep=is_kept)
    particle = _name_part(name.particle, ascii)
    given, suffix = (_name_part(part, ascii, keep=_has_separator(part)) for part in (name.given, name.suffix))
    if not family or _is_unsayable(name, ascii):
        return _whole(display_name(name), ascii)
    head = f"{particle} {family}" if particle else family
    tail = f", {suffix}, {given or '{}'}" if suffix else f", {given}" if given else ""
    encoded = head + tail if tail else _alone(head)
    return _whole(display_name(name), ascii) if encoded.count(",") > MAX_COMMAS else encoded


def _run(span: Span, ascii: bool, protect: bool) -> str:
    styles = span.styles
    if not styles:
        return _protected(span.text, ascii) if protect else _characters(span.text, ascii)
    if Style.TEX in styles:
        return span.text if _is_bare(span) else braced(span.text)
    if Style.MATH in styles:
        return _styled(_mathematics(span.text) or _characters(f"${span.text}$", ascii), styles)
    kept = Style.NOCASE in styles
    body = _protected(span.text, ascii) if protect and not kept else _characters(span.text, ascii)
    return _styled("{" + body + "}" if kept else body, styles)


def _styled(body: str, styles: frozenset[Style]) -> str:
    for style, sign, command in SCRIPTS:
        if style in styles:
            body = _script(body, sign, command)
    for style, command in STYLES:
        if style in styles:
            body = f"\\{command}{{{body}}}"
    return body


def _script(body: str, sign: str, command: str) -> str:
    """In mathematics, which more clients read than the commands of text; those where mathematics is inside."""
    if "$" in body:
        return f"\\{command}{{{body}}}"
    return "{$" + sign + "{" + (body if re.fullmatch(r"[\d+]+", body) else rf"\textrm{{{body}}}") + "}$}"


def _protected(text: str, ascii: bool) -> str:
    out: list[str] = []
    at = 0
    for start, end, _ in kept_words(text):
        out += [_characters(text[at:start], ascii), "{", _characters(text[start:end], ascii), "}"]
        at = end
    return "".join([*out, _characters(text[at:], ascii)])


def _characters(text: str, ascii: bool) -> str:
    if PLAIN.fullmatch(text) and "--" not in text and "_" not in text:
        return text
    text = unicodedata.normalize("NFC", text)
    if ascii:
        return ASCII_TOKEN.sub(lambda m: _ascii(m[0]) + ("{}" if m[1] else ""), text)
    return UTF8_TOKEN.sub(lambda m: _utf8(m[0]) + ("{}" if m[1] else ""), text)


@lru_cache(maxsize=10_000)
def _ascii(character: str) -> str:
    """The ASCII spelling of a character with its marks; itself if there is none, but for what TeX does not print."""
    if spelling := SPECIALS.get(character) or SYMBOLS.get(character):
        return spelling
    if character in MATHS:
        return "{$" + MATHS[character] + "$}"
    if character in LETTERS:
        return "{\\" + LETTERS[character] + "}"
    parts = unicodedata.normalize("NFD", character)
    base, marks = parts[0], parts[1:]
    accents = MATH_ACCENTS if base in MATHS else ACCENTS
    takes_accents = base in MATHS or base in LETTERS or (base.isascii() and base.isalpha())
    if not marks or not takes_accents or not all(mark in accents for mark in marks):
        return SPECIALS.get(character[0], character[0]) + character[1:]
    return _accented(base, [accents[mark] for mark in marks])


def _accented(base: str, accents: list[str]) -> str:
    if base in MATHS:
        body = MATHS[base]
        for accent in accents:
            body = f"\\{accent}{{{body}}}"
        return "{$" + body + "$}"
    if len(accents) == 1 and base.isascii() and (base != "i" or accents[0] not in "uv"):
        return "{\\" + accents[0] + (" " if accents[0].isalpha() else "") + base + "}"
    body = base if base.isascii() else "\\" + LETTERS[base]
    for accent in accents:
        body = f"\\{accent}{{{body}}}"
    return "{" + body + "}"


@lru_cache(maxsize=10_000)
def _utf8(character: str) -> str:
    """The character, unless TeX reads it as something else or T1 lacks it and mathematics does not."""
    if spelling := SPECIALS.get(character):
        return spelling
    return "{$" + MATHS[character] + "$}" if character in MATHS else character


def _mathematics(tex: str) -> str:
    """Mathematics that prints and does nothing else, between its dollars; else nothing."""
    source = re.sub(r"\\([{}])", lambda m: r"\lbrace " if m[1] == "{" else r"\rbrace ", " ".join(tex.split()))
    source = re.sub(r"[^ -~]", lambda m: MATHS.get(m[0], m[0]) + " ", source)
    commands = [m[1] or ("" if m[2] else "?") for m in MATH_COMMAND.finditer(source)]
    allowed = all(not word or word in MATH_WORDS or word in MATH_SYMBOLS for word in commands)
    if (
        not allowed
        or NOT_MATHS.search(source)
        or INCOMPLETE.search(source)
        or not is_paired(source)
        or commands.count("left") != commands.count("right")
    ):
        return ""
    return "{$" + source.strip() + "$}"


def _whole(name: str, ascii: bool) -> str:
    """The name in braces, none for blanks; biber takes even ``{0}`` for none, and never ends over it beside others."""
    encoded = _name_part(name, ascii)
    return "{0{}}" if encoded.strip("~") == "0" else "{" + encoded + "}" if encoded else ""


def _name_part(part: str, ascii: bool, *, keep: bool = False) -> str:
    """A part of a name, in braces where BibTeX would split it or, of hyphens only, find nothing in it."""
    encoded = " ".join((_characters(part, ascii) if ascii else _initialled(part)).split())
    keep = keep or (not ascii and _is_cut_within(part))
    return "{" + encoded + "}" if encoded and (keep or not encoded.strip("-~ ")) else encoded


def _is_cut_within(part: str) -> bool:
    """Whether biber would cut a part at a hyphen and take a brace of `_apart` for an initial."""
    return HYPHENS_IN_A_ROW.search(part) is not None and DASH.search(HYPHENS_IN_A_ROW.sub("", part)) is not None


DASH = regex(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}]")
"""Where biber cuts a name into the parts of its initials (Biber::Utils, Unicode's dashes)."""


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compiled when it is needed first: those of hyphens take milliseconds."""
    return regex(pattern)


def _initialled(part: str) -> str:
    """The part in UTF-8, with initials for biber that are characters."""
    pieces = HYPHENS_IN_A_ROW.split(unicodedata.normalize("NFC", part))
    return "".join(_apart(run, pieces[n - 1]) if n % 2 else _words(run) for n, run in enumerate(pieces))


def _apart(hyphens: str, before: str) -> str:
    """Hyphens between which biber finds no initials; a diacritic would take a brace alone into its own."""
    box = r"\mbox" if before[-1:] > "\x7f" else ""
    return "".join(f"{box}{{{one}}}" for one in hyphens)


def _words(part: str) -> str:
    pieces = enumerate(_pattern(INITIAL).split(part))
    return "".join("".join(map(_initial, run)) if n % 2 else _characters(run, False) for n, run in pieces)


def _initial(character: str) -> str:
    command = OUTSIDE.get(character) or SPECIALS.get(character, "")
    return f"{command[1:-1]}{{}}" if command.startswith("{\\") else character


def _has_separator(part: str) -> bool:
    """Whether commas, "and", a lone sign or a minus (a hyphen to biber) would be taken for more than a word."""
    words = part.split()
    parts = "," in part or any(word.lower() == "and" for word in words)
    if parts or re.search(f"[{MINUS}]", part):
        return True
    return bool(SIGNS.search(part)) and any(found.start() for found in _pattern(SIGN).finditer(part))


def _is_swallowed(name: Name) -> bool:
    """Whether biber would take a small family name, and the small part behind its comma, for a particle."""
    parts = (name.family, name.suffix or name.given)
    return all(unicodedata.category(part.lstrip()[:1] or " ") == "Ll" for part in parts)


def _is_unsayable(name: Name, ascii: bool) -> bool:
    """Whether a particle would split a name, or biber would take a part for none (0) or a backslash for an initial."""
    others = f"{name.particle} {name.family}" if name.particle else ""
    is_split = _has_separator(others) or bool(BRACKET.search(name.particle))
    is_none = "0" in map(str.strip, (name.family, name.given, name.particle, name.suffix))
    return is_split or is_none or (not ascii and bool(_pattern(SIGN).match(name.given.lstrip())))


def _splits_wrong(family: str, *, hyphens: bool) -> bool:
    """Whether brackets in a family name would end a label, or small words be its particle.

    BibTeX cuts at hyphens too, and drops them.
    """
    words = re.split(r"[\s-]+" if hyphens else r"\s+", family)
    return _has_separator(family) or bool(BRACKET.search(family)) or any(map(is_lower, words[:-1]))


def _alone(family: str) -> str:
    """A family name without given name; several words would be taken for both."""
    is_one = " " not in family or is_lower(family) or is_one_group(family)
    return family if is_one else braced(family)
