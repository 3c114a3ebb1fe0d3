"""DATA: characters and the LaTeX that spells them, both ways.

Sources: LaTeX 2e kernel, encodings T1 and TS1 (``fntguide``, ``utf8ienc``) and mathematics symbols (``amsldoc``);
the choice between spellings of one character follows what most readers of .bib files take (docs/decisions).
"""

ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0326": "textcommabelow",
    "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
"""combining mark -> accent command of T1; others (hook, horn) have none."""

MATH_ACCENTS = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0306": "breve",
    "\u0307": "dot", "\u0308": "ddot", "\u030c": "check",
}  # fmt: skip
"""combining mark on a letter that only mathematics has -> accent command there."""

LETTERS = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ȷ": "j",
    "đ": "dj", "Đ": "DJ", "ð": "dh", "Ð": "DH", "þ": "th", "Þ": "TH", "ŋ": "ng", "Ŋ": "NG", "ẞ": "SS",
}  # fmt: skip
"""letter -> its command in T1."""

SYMBOLS = {
    "–": "--", "—": "---", "“": r"{\textquotedblleft}", "”": r"{\textquotedblright}", "„": r"{\quotedblbase}",
    "‘": r"{\textquoteleft}", "’": r"{\textquoteright}", "‚": r"{\quotesinglbase}", "«": r"{\guillemotleft}",
    "»": r"{\guillemotright}", "‹": r"{\guilsinglleft}", "›": r"{\guilsinglright}", "…": r"{\textellipsis}", "‐": "-",
    "‑": "-", "―": "---", "×": r"{\texttimes}", "÷": r"{\textdiv}", "±": r"{\textpm}", "¬": r"{\textlnot}",
    "°": r"{\textdegree}", "·": r"{\textperiodcentered}", "•": r"{\textbullet}", "¶": r"{\P}", "§": r"{\S}",
    "†": r"{\textdagger}", "‡": r"{\textdaggerdbl}", "→": r"{\textrightarrow}", "←": r"{\textleftarrow}",
    "↑": r"{\textuparrow}", "↓": r"{\textdownarrow}", "©": r"{\textcopyright}", "®": r"{\textregistered}",
    "™": r"{\texttrademark}", "℠": r"{\textservicemark}", "€": r"{\texteuro}", "£": r"{\pounds}", "¥": r"{\textyen}",
    "¢": r"{\textcent}", "¤": r"{\textcurrency}", "¦": r"{\textbrokenbar}", "¿": r"{\textquestiondown}",
    "¡": r"{\textexclamdown}", "µ": r"{\textmu}", "ª": r"{\textordfeminine}", "º": r"{\textordmasculine}",
    "¹": "{$^1$}", "²": "{$^2$}", "³": "{$^3$}", "¼": r"{\textonequarter}", "½": r"{\textonehalf}",
    "¾": r"{\textthreequarters}", "№": r"{\textnumero}", "‰": r"{\textperthousand}", "¨": r"{\textasciidieresis}",
    "´": r"{\textasciiacute}", "¯": r"{\textasciimacron}", "¸": r"{\c{ }}", "Ĳ": "IJ", "ĳ": "ij",
    "ŀ": r"l{\textperiodcentered}", "Ŀ": r"L{\textperiodcentered}", "ŉ": r"{\textquoteright}n", "ﬀ": "ff", "ﬁ": "fi",
    "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200a": " ", "\u202f": "~",
    "\u2007": "~",
}  # fmt: skip
"""character -> its spelling where only ASCII will do; T1 with TS1 has them, so UTF-8 files keep the character."""

GREEK = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ϵ": r"\epsilon",
    "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "ϑ": r"\vartheta", "ι": r"\iota", "κ": r"\kappa", "λ": r"\lambda",
    "μ": r"\mu", "ν": r"\nu", "ξ": r"\xi", "ο": r"\mathrm{{o}}", "π": r"\pi", "ϖ": r"\varpi", "ρ": r"\rho",
    "ϱ": r"\varrho", "σ": r"\sigma", "ς": r"\varsigma", "τ": r"\tau", "υ": r"\upsilon", "φ": r"\varphi", "ϕ": r"\phi",
    "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda",
    "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma", "Υ": r"\Upsilon", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega",
    "Α": r"\mathrm{{A}}", "Β": r"\mathrm{{B}}", "Ε": r"\mathrm{{E}}", "Ζ": r"\mathrm{{Z}}", "Η": r"\mathrm{{H}}",
    "Ι": r"\mathrm{{I}}", "Κ": r"\mathrm{{K}}", "Μ": r"\mathrm{{M}}", "Ν": r"\mathrm{{N}}", "Ο": r"\mathrm{{O}}",
    "Ρ": r"\mathrm{{P}}", "Τ": r"\mathrm{{T}}", "Χ": r"\mathrm{{X}}",
}  # fmt: skip
"""Greek letter -> mathematics, the only ASCII that every installation prints; the second braces tell it from Latin."""

GREEK_NAMES = {"ο": "omicron"} | {
    letter: tex.removeprefix("\\").removeprefix("var")
    for letter, tex in GREEK.items()
    if letter.islower() and letter != "ο"
}
"""Small Greek letter -> its name, as TeX has it and often dblp."""

MATHS = GREEK | {
    "−": "-", "∗": r"\ast", "∞": r"\infty", "≤": r"\leq", "≥": r"\geq", "≪": r"\ll", "≫": r"\gg", "≠": r"\neq",
    "≈": r"\approx", "≃": r"\simeq", "≅": r"\cong", "≡": r"\equiv", "∼": r"\sim", "∝": r"\propto", "∈": r"\in",
    "∉": r"\notin", "∋": r"\ni", "⊂": r"\subset", "⊆": r"\subseteq", "⊃": r"\supset", "⊇": r"\supseteq", "∪": r"\cup",
    "∩": r"\cap", "∅": r"\emptyset", "∖": r"\setminus", "∀": r"\forall", "∃": r"\exists", "∧": r"\wedge",
    "∨": r"\vee", "⊕": r"\oplus", "⊗": r"\otimes", "⊥": r"\perp", "⊤": r"\top", "∂": r"\partial", "∇": r"\nabla",
    "√": r"\surd", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∘": r"\circ", "⋅": r"\cdot", "∙": r"\bullet",
    "⋯": r"\cdots", "′": r"\prime", "ℓ": r"\ell", "ℏ": r"\hbar", "ℜ": r"\Re", "ℑ": r"\Im", "ℵ": r"\aleph",
    "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\|", "↔": r"\leftrightarrow", "⇒": r"\Rightarrow", "⇐": r"\Leftarrow",
    "⇔": r"\Leftrightarrow", "↦": r"\mapsto", "⟶": r"\longrightarrow", "⌊": r"\lfloor", "⌋": r"\rfloor",
    "⌈": r"\lceil", "⌉": r"\rceil", "△": r"\triangle", "★": r"\star", "♯": r"\sharp", "♭": r"\flat", "♮": r"\natural",
    "♠": r"\spadesuit", "♥": r"\heartsuit", "♦": r"\diamondsuit", "♣": r"\clubsuit", "ℂ": r"\mathbb{C}",
    "ℕ": r"\mathbb{N}", "ℚ": r"\mathbb{Q}", "ℝ": r"\mathbb{R}", "ℤ": r"\mathbb{Z}", "ℒ": r"\mathcal{L}", "⁰": "^0",
    "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁸": "^8", "⁹": "^9", "⁺": "^+", "⁻": "^-", "ⁿ": "^n", "ⁱ": "^i",
    "₀": "_0", "₁": "_1", "₂": "_2", "₃": "_3", "₄": "_4", "₅": "_5", "₆": "_6", "₇": "_7", "₈": "_8", "₉": "_9",
    "₊": "_+", "₋": "_-", "ₙ": "_n", "ᵢ": "_i", "ₓ": "_x",
}  # fmt: skip
"""character that T1 lacks -> mathematics; UTF-8 files need it as much as ASCII ones when pdflatex reads them."""

MATH_WORDS = frozenset(
    (
        "frac tfrac dfrac binom sqrt stackrel overset underset overline underline widehat widetilde vec "
        "hat bar tilde dot ddot acute grave breve check mathring mathrm mathit mathbf mathsf mathtt mathcal "
        "mathbb mathfrak mathscr mathop boldsymbol bm text textrm textit textbf textsc textsf texttt mbox "
        "operatorname rm bf it cal left right big Big bigg Bigg bigl bigr quad qquad thinspace enspace "
        "limits nolimits displaystyle textstyle scriptstyle sum prod int oint coprod lim limsup liminf sup inf "
        "max min arg argmax argmin log ln exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh det dim "
        "ker deg gcd hom Pr mod bmod pmod ll gg le ge ne lt gt leq geq neq leqslant geqslant prec succ sim simeq "
        "approx cong equiv propto in notin ni subset subseteq supset supseteq cup cap setminus emptyset "
        "varnothing forall exists nexists neg lnot land lor wedge vee oplus otimes odot perp top bot mid nmid "
        "parallel partial nabla infty pm mp times div cdot cdots ldots dots vdots ddots ast star circ bullet "
        "prime dagger ddagger ell hbar imath jmath Re Im aleph wp angle triangle square Box sharp flat natural to "
        "gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow "
        "longleftarrow hookrightarrow rightharpoonup rightleftharpoons uparrow downarrow nearrow searrow iff "
        "implies langle rangle lfloor rfloor lceil rceil lbrace rbrace lvert rvert lVert rVert vert Vert "
        "backslash colon surd varepsilon epsilon spadesuit heartsuit diamondsuit clubsuit"
    ).split()
)
"""Commands that may stand in mathematics from anywhere: they print, and do nothing else."""

WITH_ONE = (
    "sqrt|overline|underline|widehat|widetilde|vec|hat|bar|tilde|dot|ddot|acute|grave|breve|check|mathring|mathrm|mathit"
    "|mathbf|mathsf|mathtt|mathcal|mathbb|mathfrak|mathscr|mathop|boldsymbol|bm|text|textrm|textit|textbf|textsc|textsf"
    "|texttt|mbox|operatorname|pmod"
)
WITH_TWO = "frac|tfrac|dfrac|binom|stackrel|overset|underset"
"""Commands of mathematics that cannot do without one argument, or two."""

FENCES = "left|right|big|Big|bigg|Bigg|bigl|bigr"
"""Commands that a delimiter must follow."""
