r"""Characters and their LaTeX: pylatexenc's tables (its own, and W3C's ``unicode.xml``) and LaTeX's own files.

What pylatexenc lacks or has otherwise is transcribed with its source. `latex_to_text` prints what LaTeX would.
"""

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import get_builtin_uni2latex_dict
from pylatexenc.latexencode._uni2latexmap_xml import uni2latex

from refexport.data.letters import ACCENTS, GREEK, LETTERS, MATH_ACCENTS, MATHS, SYMBOLS
from refexport.model.text import Span, Style, literal_text, plain_text
from refexport.text.latex import from_latex, to_latex
from refexport.text.latex.decode import ALONE

LATEXENC = get_builtin_uni2latex_dict()


def printed(tex):
    return LatexNodes2Text().latex_to_text(tex)


def ascii_latex(character):
    return to_latex(literal_text(character), ascii=True)


def commands(text):
    return set(re.findall(r"\\([A-Za-z]+)", text))


ACCENT_COMMANDS = {
    "GRAVE ACCENT": "`", "ACUTE ACCENT": "'", "CIRCUMFLEX ACCENT": "^", "TILDE": "~", "DIAERESIS": '"',
    "DOUBLE ACUTE ACCENT": "H", "RING ABOVE": "r", "CARON": "v", "BREVE": "u", "MACRON": "=", "DOT ABOVE": ".",
    "CEDILLA": "c", "OGONEK": "k", "DOT BELOW": "d", "MACRON BELOW": "b", "COMMA BELOW": "textcommabelow",
}  # fmt: skip
"""Unicode's name of the mark -> the command; encguide, table "T1 encoding", and utf8ienc, "Text accents"."""

MATH_ACCENT_COMMANDS = {
    "GRAVE ACCENT": "grave", "ACUTE ACCENT": "acute", "CIRCUMFLEX ACCENT": "hat", "TILDE": "tilde", "MACRON": "bar",
    "BREVE": "breve", "DOT ABOVE": "dot", "DIAERESIS": "ddot", "CARON": "check",
}  # fmt: skip
"""The same in mathematics; The TeXbook, chapter 16, "accents"."""


@pytest.mark.parametrize(
    ("table", "named"), [(ACCENTS, ACCENT_COMMANDS), (MATH_ACCENTS, MATH_ACCENT_COMMANDS)], ids=["text", "mathematics"]
)
def test_each_mark_has_the_command_of_its_name(table, named):
    marks = {"MACRON BELOW": "\N{COMBINING MACRON BELOW}"}
    assert table == {marks.get(name) or unicodedata.lookup(f"COMBINING {name}"): tex for name, tex in named.items()}


def test_pylatexenc_puts_the_mark_of_the_command():
    """It knows no comma below."""
    known = ACCENTS.keys() - {"\N{COMBINING COMMA BELOW}"}
    assert {mark: unicodedata.normalize("NFD", printed(f"\\{ACCENTS[mark]}{{x}}"))[1:] for mark in known} == {
        mark: mark for mark in known
    }


def test_an_accent_on_a_blank_is_the_accent_as_a_character():
    """Unicode decomposes the spacing accents of its Latin blocks into a blank and the mark."""
    spacing = [chr(code) for code in range(0x300) if unicodedata.decomposition(chr(code)).startswith("<compat> 0020")]
    assert sorted(ALONE.values()) == sorted(spacing)
    for character in spacing:
        mark = unicodedata.normalize("NFKD", character)[1]
        assert plain_text(from_latex(f"x\\{ACCENTS[mark]}{{ }}y")) == f"x{character}y"


CORK = (
    "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞàáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß‚‹›“”„«»–—‰ıȷﬀﬁﬂﬃﬄ"
)
"""The characters of the T1 encoding in the order of its positions (Ferguson 1990, TUGboat 11:4; encguide)."""

TEXT_COMPANION = "←→©®™℠€¢¥¤¦ªº°¬µ¶·•†‡×÷±¹²³¼½¾№¨´¯↑↓…§£"
"""Characters that the text companion encoding TS1 has and bibliographies use (encguide, table "TS1")."""


def test_every_character_of_t1_and_ts1_has_an_ascii_spelling():
    assert [character for character in CORK + TEXT_COMPANION if not ascii_latex(character).isascii()] == []


T1_LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "dj": "đ", "DJ": "Đ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
"""Letters that T1 has by a command of their own (LaTeX 2e kernel, ltoutenc.dtx, ``\\DeclareTextSymbol``)."""


def test_letters_of_t1_are_written_by_the_commands_of_the_kernel():
    assert {ascii_latex(letter): letter for letter in T1_LETTERS.values()} == {
        f"{{\\{command}}}": letter for command, letter in T1_LETTERS.items()
    }
    assert set(LETTERS) == set(T1_LETTERS.values())


def test_pylatexenc_prints_the_letters():
    assert {letter: printed(f"\\{command}{{}}") for letter, command in LETTERS.items() if letter != "ẞ"} == {
        letter: letter for letter in LETTERS if letter != "ẞ"
    }


SIGNS_OF_THE_KERNEL = {
    r"{\P}": "¶", r"{\S}": "§", r"{\pounds}": "£", r"{\textperiodcentered}": "·", r"{\c{ }}": "¸", r"{$^1$}": "¹",
    r"{$^2$}": "²", r"{$^3$}": "³", r"l{\textperiodcentered}": "ŀ", r"L{\textperiodcentered}": "Ŀ",
}  # fmt: skip
"""LaTeX 2e kernel (ltoutenc.dtx, utf8ienc.dtx), where pylatexenc has no replacement or another dot."""

COMPATIBLE = {
    "‐": "-", "‑": "-", "―": "---", "Ĳ": "IJ", "ĳ": "ij", "ŉ": r"{\textquoteright}n", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl",
    "ﬃ": "ffi", "ﬄ": "ffl", "\N{EN SPACE}": " ", "\N{EM SPACE}": " ", "\N{THIN SPACE}": " ", "\N{HAIR SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": "~", "\N{FIGURE SPACE}": "~",
}  # fmt: skip
"""Characters that Unicode decomposes into others, or hyphens and dashes (The Unicode Standard, chapters 6.2 and 7.1)."""


def test_each_symbol_prints_its_character():
    """By Unicode, by LaTeX's kernel, else by pylatexenc."""
    listed = {character: tex for tex, character in SIGNS_OF_THE_KERNEL.items()} | COMPATIBLE
    wrong = {
        character: spelling
        for character, spelling in SYMBOLS.items()
        if spelling != listed.get(character) and (character in listed or printed(spelling) != character)
    }
    assert wrong == {}


def test_what_is_set_as_other_characters_is_compatible_with_them():
    for character in COMPATIBLE.keys() - set("‐―‑ŉ"):
        assert unicodedata.normalize("NFKC", character) == COMPATIBLE[character].replace("~", " ")


def test_no_symbol_of_the_lists_is_missing():
    assert set(SYMBOLS) >= set(COMPATIBLE) | set(SIGNS_OF_THE_KERNEL.values())
    assert set(SYMBOLS) >= set(TEXT_COMPANION)


UNLIKE_W3C = {
    "∗": "ast", "≥": "geq", "≫": "gg", "≤": "leq", "≠": "neq", "∅": "emptyset", "∖": "setminus", "√": "surd",
    "∘": "circ", "∙": "bullet", "′": "prime", "ℓ": "ell", "ℏ": "hbar", "ℜ": "Re", "ℑ": "Im", "∼": "sim", "△": "triangle",
    "★": "star", "♠": "spadesuit", "♥": "heartsuit", "♦": "diamondsuit", "♣": "clubsuit", "∧": "wedge", "∨": "vee",
    "⟨": "langle", "⟩": "rangle", "⌊": "lfloor", "⌋": "rfloor", "⌈": "lceil", "⌉": "rceil", "⟶": "longrightarrow",
    "↔": "leftrightarrow", "∋": "ni", "ς": "varsigma", "ϑ": "vartheta", "ϖ": "varpi", "ϱ": "varrho", "ε": "varepsilon",
    "ϵ": "epsilon", "φ": "varphi", "ϕ": "phi", "Υ": "Upsilon", "⊥": "perp", "⊤": "top", "∉": "notin", "⋅": "cdot",
    "ℂ": "mathbb", "ℕ": "mathbb", "ℚ": "mathbb", "ℝ": "mathbb", "ℤ": "mathbb", "ℒ": "mathcal", "∑": "sum", "∏": "prod",
}  # fmt: skip
"""Commands of plain TeX and amsfonts (The TeXbook, appendix F; amsldoc, 4.2) that unicode.xml writes otherwise."""


def is_mathematics_of(character):
    """What LaTeX and W3C call a character of mathematics, by their tables."""
    if "GREEK" in unicodedata.name(character):
        return greek(character)
    normal = unicodedata.normalize("NFKC", character)
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")):
        sign = "^" if "<super>" in unicodedata.decomposition(character) else "_"
        return sign + normal.replace("−", "-")
    return None


def greek(letter):
    """A Greek letter's command: its name in Unicode, or the Latin letter of the same look."""
    name = unicodedata.name(letter)
    variants = {
        "ϵ": "epsilon", "ε": "varepsilon", "ϑ": "vartheta", "ϖ": "varpi", "ϱ": "varrho", "ς": "varsigma",
        "φ": "varphi", "ϕ": "phi", "λ": "lambda", "Λ": "Lambda",
    }  # fmt: skip
    if letter in variants:
        return f"\\{variants[letter]}"
    latin = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΧ", "oABEZHIKMNOPTX", strict=True))
    if letter in latin:
        return rf"\mathrm{{{{{latin[letter]}}}}}"
    word = name.rpartition(" ")[2].lower()
    return f"\\{word.capitalize() if 'CAPITAL' in name else word}"


def are_commands_of(character, tex):
    """Whether LaTeX writes a character of mathematics so: by its name, by plain TeX, else by pylatexenc and W3C."""
    if expected := is_mathematics_of(character) or {"−": "-", "‖": r"\|"}.get(character):
        return tex == expected
    if character in UNLIKE_W3C:
        return commands(tex) == {UNLIKE_W3C[character]}
    return tex in (uni2latex.get(ord(character)), LATEXENC.get(ord(character), "")[len(r"\ensuremath{") : -1])


def test_each_character_of_mathematics_has_its_command():
    assert {character: tex for character, tex in MATHS.items() if not are_commands_of(character, tex)} == {}


BLACKBOARD = {"ℂ": "C", "ℕ": "N", "ℚ": "Q", "ℝ": "R", "ℤ": "Z", "ℒ": "L"}


def test_letters_of_other_alphabets_are_the_letters_they_are_fonts_of():
    for letter, plain in BLACKBOARD.items():
        assert unicodedata.normalize("NFKC", letter) == plain
        assert MATHS[letter].endswith(f"{{{plain}}}")


def test_every_greek_letter_of_the_alphabet_has_its_command():
    alphabet = "αβγδεζηθικλμνξοπρςστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϵϑϖϱϕ"
    assert set(GREEK) == set(alphabet)


def test_superscripts_and_subscripts_of_unicode_are_there():
    assert set(MATHS) >= set("⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢₓ") | set(UNLIKE_W3C)


def declared(file):
    """Characters that an encoding file of LaTeX declares, with the commands."""
    path = subprocess.run(["kpsewhich", file], capture_output=True, text=True, check=True).stdout.strip()
    text = Path(path).read_text(encoding="utf-8")
    return {chr(int(code, 16)): tex for code, tex in re.findall(r"\\DeclareUnicodeCharacter\{(\w+)\}\{(.*)\}", text)}


@pytest.mark.program("kpsewhich")
@pytest.mark.parametrize("file", ["t1enc.dfu", "ts1enc.dfu"])
def test_what_latex_declares_is_read_as_the_character(file):
    """Spellings of ours that LaTeX declares are declared for the same character."""
    declarations = declared(file)
    ours = {f"\\{command}": letter for letter, command in LETTERS.items()}
    ours |= {tex[1:-1]: character for character, tex in SYMBOLS.items() if re.fullmatch(r"\{\\\w+\}", tex)}
    by_command = {tex.strip(): character for character, tex in declarations.items()}
    common = by_command.keys() & ours.keys()
    assert len(common) > 15
    assert {tex: ours[tex] for tex in common} == {tex: by_command[tex] for tex in common}


CLASSIC = {
    "⋯": "cdots", "∘": "circ", "♥": "heartsuit", "⊥": "perp", "△": "triangle", "∖": "setminus", "∅": "emptyset",
    "♦": "diamondsuit", "≠": "neq", "ℏ": "hbar", "∙": "bullet", "★": "star",
}  # fmt: skip
"""Commands of plain TeX, whose shapes unicode-math gives other characters or a second name."""


@pytest.mark.program("kpsewhich")
def test_unicode_math_names_the_characters_alike():
    path = subprocess.run(["kpsewhich", "unicode-math-table.tex"], capture_output=True, text=True, check=True).stdout
    rows = re.findall(r'\\UnicodeMathSymbol\{"([0-9A-F]+)\}\{\\(\w+)', Path(path.strip()).read_text(encoding="utf-8"))
    names = {}
    for code, name in rows:
        names.setdefault(chr(int(code, 16)), set()).add(name)
    single = {
        c: MATHS[c][1:] for c in MATHS.keys() - GREEK.keys() if re.fullmatch(r"\\[A-Za-z]+", MATHS[c]) and c in names
    }
    assert len(single) > 50
    assert {c: tex for c, tex in single.items() if tex not in names[c]} == CLASSIC


def test_a_character_of_mathematics_is_read_back_from_its_command():
    for character, tex in MATHS.items():
        assert from_latex(f"${tex}$") == literal_text(character)
        span = Span(character, frozenset({Style.MATH}))
        assert to_latex((span,), ascii=True).isascii()
