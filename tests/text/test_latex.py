"""LaTeX and back. Spellings come from LaTeX's encodings; tests/facts has which of them readers take."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.letters import ACCENTS, GREEK, LETTERS, MATHS
from refexport.model.name import OTHERS, Name, parse_name
from refexport.model.text import Span, Style, collapse, literal_text, parse_text, plain_text, print_text
from refexport.text.latex import braced, from_latex, name_to_latex, to_latex
from tests.conftest import examples

LATIN = [chr(n) for block in (range(0x00C0, 0x0250), range(0x1E00, 0x1F00)) for n in block if chr(n).isalpha()]


def ascii_latex(markup, **options):
    return to_latex(parse_text(markup), ascii=True, **options)


def utf8_latex(markup, **options):
    return to_latex(parse_text(markup), ascii=False, **options)


TWO_LETTERS = set("ĲĳĿŀŉ")
"""Unicode makes them of two others (chapter 7.1); no command of theirs is read by pandoc and bibutils, or T1 has none."""


@pytest.mark.parametrize("flag", [True, False])
@pytest.mark.parametrize(
    "block", [range(0x00A1, 0x0100), range(0x0100, 0x0180), range(0x0180, 0x0250), range(0x1E00, 0x1F00)], ids=str
)
def test_every_character_of_the_latin_blocks_comes_back(block, flag):
    """Latin-1 Supplement, Latin Extended-A, -B and Additional; inside a word, where a command could run on."""
    for character in map(chr, block):
        text = f"x{character}y"
        if flag and character in TWO_LETTERS:
            text = f"x{unicodedata.normalize('NFKC', character)}y".replace("ʼ", "’")
        spelled = to_latex(literal_text(f"x{character}y"), ascii=flag)
        assert plain_text(from_latex(spelled)) == text, spelled


@pytest.mark.parametrize(
    ("words", "spelled"),
    [
        ("Việt ế ộ ẫ", r"Vi{\^{\d{e}}}t {\'{\^{e}}} {\^{\d{o}}} {\~{\^{a}}}"),
        ("İstanbul ışık ağ şey", r"{\.I}stanbul {\i}{\c s}{\i}k a{\u g} {\c s}ey"),
        ("ā ī ū ḥ ṣ ṭ ẓ ḏ ẖ ʿ ʾ", r"{\=a} {\=i} {\=u} {\d h} {\d s} {\d t} {\d z} {\b d} {\b h} ʿ ʾ"),
        ("ǎ ǐ ǒ ǚ ǖ ǘ ǜ", r"{\v a} {\v{i}} {\v o} {\v{\"{u}}} {\={\"{u}}} {\'{\"{u}}} {\`{\"{u}}}"),
        ("ȭ ȱ ȯ ō ǟ", r"{\={\~{o}}} {\={\.{o}}} {\.o} {\=o} {\={\"{a}}}"),
        ("Ħ ŧ ĸ ơ ư ả ḫ ʼ ə Ɖ", "Ħ ŧ ĸ ơ ư ả ḫ ʼ ə Ɖ"),
    ],
    ids=["Vietnamese", "Turkish", "romanised Arabic", "Pinyin", "Livonian", "none in T1"],
)
def test_letters_of_t1_are_commands_and_others_stay(words, spelled):
    assert ascii_latex(words) == spelled
    assert plain_text(from_latex(spelled)) == words


@pytest.mark.parametrize("letter", LATIN)
def test_every_latin_letter_of_t1_is_ascii(letter):
    base, *marks = unicodedata.normalize("NFD", letter)
    spelled = to_latex(literal_text(letter), ascii=True)
    if (base.isascii() or base in LETTERS) and all(mark in ACCENTS for mark in marks) and (marks or base in LETTERS):
        assert spelled.isascii()
        assert plain_text(from_latex(spelled)) == letter
    else:
        assert spelled == letter or spelled.isascii()  # no command in T1: it stays, or is two letters


@pytest.mark.parametrize("character", [*GREEK, *MATHS])
def test_symbols_are_mathematics_in_both(character):
    spelled = ascii_latex(character)
    assert spelled.isascii()
    assert spelled == utf8_latex(character)
    assert plain_text(from_latex(spelled)) == character


@pytest.mark.parametrize(
    ("character", "spelled"),
    [
        ("é", r"{\'e}"), ("É", r"{\'E}"), ("í", r"{\'i}"), ("č", r"{\v c}"), ("ő", r"{\H o}"), ("ĭ", r"{\u{i}}"),
        ("ế", r"{\'{\^{e}}}"), ("ộ", r"{\^{\d{o}}}"), ("ǿ", r"{\'{\o}}"), ("ß", r"{\ss}"), ("Đ", r"{\DJ}"), ("ș", r"{\textcommabelow s}"),
        ("ά", r"{$\acute{\alpha}$}"), ("²", "{$^2$}"), ("₂", "{$_2$}"), ("–", "--"), ("\N{NO-BREAK SPACE}", "~"), ("ﬁ", "fi"),
        ("学", "学"), ("Ж", "Ж"), ("ể", "ể"), ("🎓", "🎓"), ("e\u0301", r"{\'e}"), ("Å", r"{\r A}"),
    ],
)  # fmt: skip
def test_ascii(character, spelled):
    assert to_latex(literal_text(character), ascii=True) == spelled


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("é ß “q” – 学", "é ß “q” – 学"),
        ("50% & #1_x $5", r"50{\%} {\&} {\#}1{\_}x {\$}5"),
        ("α ≤ β", r"{$\alpha$} {$\leq$} {$\beta$}"),
        ("Περί Φύσεως", "Περί Φύσεως"),
        ("a--b", "a-{}-b"),
        ("e\u0301", "é"),
    ],
)
def test_utf8(text, spelled):
    assert to_latex(literal_text(text), ascii=False) == spelled


@pytest.mark.parametrize("flag", [True, False])
@pytest.mark.parametrize(
    "text", [r"\input{/etc/hostname}", "}{", "{", "a \\", "^^5cinput", "~", '"', "<b>", "`'", "%", "??`", ",,"]
)
def test_nothing_of_plain_text_is_a_command(text, flag):
    spelled = to_latex(literal_text(text), ascii=flag)
    assert spelled.count("{") == spelled.count("}")
    assert not spelled.endswith("\\")
    assert r"\input" not in spelled
    assert plain_text(from_latex(spelled)) == text.replace("~", "~")


def test_ligatures_are_kept_apart():
    assert ascii_latex("a--b ---c ''q'' x,,y –-") == "a-{}-b -{}-{}-c '{}'q'{}' x,{},y --{}-"


def test_styles():
    assert ascii_latex("<i>E</i> <b>b</b> <sc>c</sc> H<sub>2</sub>O x<sup>th</sup>") == (
        r"\textit{E} \textbf{b} \textsc{c} H{$_{2}$}O x{$^{\textrm{th}}$}"
    )


def test_proper_names_are_braced_too():
    title = "Markov-Chain Monte Carlo by Gauss-Newton in New York"
    spelled = "{Markov}-Chain {Monte Carlo} by {Gauss-Newton} in {New York}"
    assert ascii_latex(title, protect=True) == spelled
    assert print_text(from_latex(spelled, protect=True)) == title


def test_words_with_meaning_in_their_capitals_are_braced_whole():
    assert ascii_latex("A BERT-based k-NN for Few-Shot C++ in {Deep} Nets", protect=True) == (
        "A {BERT-based} {k-NN} for Few-Shot {C++} in {Deep} Nets"
    )


def test_nothing_is_braced_outside_of_titles():
    assert ascii_latex("MIT Press") == "MIT Press"


def test_an_accent_is_no_brace_of_protection():
    """BibTeX takes ``{\\`` at depth 0 for an accented letter and changes its case."""
    assert ascii_latex("{Évian}") == r"{{\'E}vian}"
    assert braced(r"\textit{X}") == r"{{\textit{X}}}"
    assert braced("X") == "{X}"


@pytest.mark.parametrize(
    "tex",
    [
        r"\ell_1",
        r"x_{i}^{2}",
        r"\mathcal{O}(n \log n)",
        r"\alpha, \beta",
        r"\left( x \right)",
        r"\frac{1}{2}",
        r"k\!:\;n",
    ],
)
def test_mathematics_that_prints_is_kept(tex):
    assert to_latex((Span(tex, frozenset({Style.MATH})),), ascii=True) == "{$" + tex + "$}"


def test_mathematics_in_characters_becomes_commands():
    assert to_latex((Span("α≤1", frozenset({Style.MATH})),), ascii=True) == r"{$\alpha \leq 1$}"
    assert to_latex((Span(r"\{a\}", frozenset({Style.MATH})),), ascii=True) == r"{$\lbrace a\rbrace$}"


@pytest.mark.parametrize(
    "tex",
    [
        r"\input{x}", r"\include{x}", r"\openin1=x", r"\openout1=x", r"\write18{ls}", r"\read1 to \x", r"\csname x\endcsname",
        r"\def\x{}", r"\let\x\y", r"\catcode`\%=12", r"\loop\repeat", r"\special{x}", r"\immediate", r"\begin{x}", "a%b", "a#1", "a$b",
        "^^5cinput{x}", "{", "}", r"\{", r"a\\", "\\", "a_", "x^^2", r"\left(", "a&b", "学", r"\unknown",
    ],
)  # fmt: skip
def test_other_mathematics_is_printed_as_text(tex):
    spelled = to_latex((Span(tex, frozenset({Style.MATH})),), ascii=True)
    assert spelled.startswith((r"{\$}", r"{$\lbrace"))
    assert spelled.count("{") == spelled.count("}")


def test_tex_of_the_user_is_left_alone():
    assert ascii_latex(r"<tex>\LaTeX</tex> & co") == r"{{\LaTeX}} {\&} co"


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        (parse_name("van Gogh, Vincent"), "van Gogh, Vincent"),
        (parse_name("King, Jr, Martin Luther"), "King, Jr, Martin Luther"),
        (Name("King", "", "", "Jr"), "King, Jr, {}"),
        (
            parse_name("{World Health Organization, Research and Training}"),
            "{World Health Organization, Research and Training}",
        ),
        (OTHERS, "others"),
        (Name("Plato"), "Plato"),
        (Name("Gogh", particle="van"), "van Gogh"),
        (Name("World Bank"), "{World Bank}"),
        (Name("García Márquez", "Gabriel"), r"Garc{\'i}a M{\'a}rquez, Gabriel"),
        (Name("da Silva Neto", "Ana"), "{da Silva Neto}, Ana"),
        (Name("Sand and Co", "X"), "{Sand and Co}, X"),
        (Name("A, B", "C"), "{A, B}, C"),
        (Name("A, B", "C, D"), "{C, D A, B}"),
        (Name("X", "and"), "X, {and}"),
        (Name("X", "-"), "X, {-}"),
        (Name("0"), "{0{}}"),
        (Name("\N{EM SPACE}", "Only"), "{Only}"),
        (Name(literal="\N{EM SPACE}"), ""),
        (Name("Şimşek", "Ali"), r"{\c S}im{\c s}ek, Ali"),
    ],
)
def test_names(name, spelled):
    assert name_to_latex(name, ascii=True) == spelled


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        (Name("Smith", "John & Jane"), r"Smith, {John {\&} Jane}"),
        (Name(literal="AT&T"), r"{AT{\&}T}"),
        (Name("~x", "{y"), r"\textasciitilde{}x, \textbraceleft{}y"),
        (Name("α", "x<y -≤"), "{α}, x{$<$}y -≤"),
        (Name("hooks", "Bell"), "hooks, Bell"),
        (Name("& Co"), r"{{\&} Co}"),
        (Name("A|B", "|x"), "A{$|$}B, |x"),
        (Name("hooks", "Bell", "", "jr"), "{hooks}, jr, Bell"),
        (Name("Co", "& Sons"), r"{{\&} Sons Co}"),
        (Name("Fam", "_x"), r"Fam, \textunderscore{}x"),
        (Name("Fam", "{{x"), r"Fam, \textbraceleft{}\textbraceleft{}x"),
        (Name("Fam", "´{x"), r"Fam, ´\textbraceleft{}x"),
        (Name("Fam", "a–{b"), r"Fam, a–\textbraceleft{}b"),
        (Name("Fam", "a--b"), "Fam, a{-}{-}b"),
        (Name("Fam", "\u030b--"), "Fam, \u030b\\mbox{-}\\mbox{-}"),
        (Name("Fam", "a−b"), "Fam, {a{$-$}b}"),
        (Name("Fam", "Jo-&x"), r"Fam, {Jo-{\&}x}"),
        (Name("Y", particle="et al., and"), "{et al., and Y}"),
        (Name("hooks", "bell"), "{hooks}, bell"),
        (Name("al-Khwarizmi", "Muhammad"), "al-Khwarizmi, Muhammad"),
        (Name("Đoković", "Ž."), "Đoković, Ž."),
    ],
)
def test_names_for_biber_have_initials(name, spelled):
    """biber takes the first character of a word without commands and opening braces: never ``}``, ``$`` or ``\\``.

    It takes all of ``hooks, bell`` for a particle, and never ends over two names without a family (biber 2.18).
    """
    assert name_to_latex(name, ascii=False) == spelled


@pytest.mark.parametrize(
    ("tex", "markup"),
    [
        (r"At{\i}l{\i}m G{\"u}ne{\c s}", "Atılım Güneş"),
        (r"Herv\'e J\'egou \'{\i} {\v{c}} \'\i x", "Hervé Jégou í č íx"),
        (r"\O re \ss{} \aa{} {\AA}", "Øre ß å Å"),
        (r"{K}arl {\'E}vian {{\'E}vian}", "{K}arl Évian {Évian}"),
        (r"\emph{E. coli} {\em hi} there {\bf b}", "<i>E. coli</i> <i>hi</i> there <b>b</b>"),
        (r"H$_{2}$O H\textsubscript{2}O x$^{\mathrm{th}}$", "H<sub>2</sub>O H<sub>2</sub>O x<sup>th</sup>"),
        (r"$\alpha$-{$\beta_1$}, $x$", r"α-$\beta_1$, $x$"),
        (r"5\% \& \$3 \_ \# \{ \}", r"5% & \$3 _ # \{ \}"),
        (r"``q'' `s' it's -- --- a~b", "“q” ‘s' it's – — a b"),
        (r"\LaTeX{} \foo{Bar}[x]{y} z", r"LaTeX <tex>\foo{Bar}[x]{y}</tex> z"),
        (r"a } b { c", r"a \} b {c}"),
        (r"costs $5 and $6", r"costs \$5 and \$6"),
        (r"\url{http://x.y/a_b} \textrm{r} \mbox{m}", "http://x.y/a_b r m"),
        (r"\textperthousand \aleph{} \(x\)", "‰ℵ $x$"),
        ("a\n  b\\\\c", "a b c"),
        ('{}{"}{-}', '"{-}'),
        (r"$\acute{\alpha}$ $\acute{x}$ $\hat{\acute{\alpha}}$", r"ά $\acute{x}$ $\hat{\acute{\alpha}}$"),
        ("\\", "\\\\"),
        (r"\'", ""),
        (r"\'{}", ""),
        (r"\c{ }", "¸"),
        ("", ""),
    ],
)
def test_reading(tex, markup):
    assert print_text(from_latex(tex)) == print_text(collapse(parse_text(markup)))


def test_reading_titles_leaves_out_braces_that_writing_sets():
    assert (
        print_text(from_latex("{BERT} and {GPT-3} for {K}arl and {Deep BERT}", protect=True))
        == "BERT and GPT-3 for {K}arl and {Deep BERT}"
    )
    assert print_text(from_latex("{BERT}")) == "{BERT}"


def test_deep_nesting_is_read():
    assert plain_text(from_latex("{" * 100_000 + "x")) == "x"
    assert plain_text(from_latex(r"\textit{" * 1000 + "x" + "}" * 1000)).startswith("x")


CHARACTERS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co", "Zs", "Mn", "Me", "Mc"))
    | st.sampled_from(" {}\\$%<>~^_&#-`'\",?!"),
    max_size=30,
)
SAME_WHEN_READ = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
LOOK_ALIKE = set("ĲĳŀĿŉﬀﬁﬂﬃﬄ‐‑―¸")


@examples(300)
@given(CHARACTERS, st.booleans(), st.booleans())
def test_characters_come_back(text, flag, protect):
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    spelled = to_latex(literal_text(text), ascii=flag, protect=protect)
    depth = 0
    for brace in (c for c in spelled if c in "{}"):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    if not LOOK_ALIKE & set(text):
        assert plain_text(from_latex(spelled, protect=protect)) == text


@given(st.text(max_size=60))
def test_reading_is_total(tex):
    text = from_latex(tex, protect=True)
    assert from_latex(to_latex(text, ascii=True, protect=True), protect=True) is not None


@given(
    st.lists(
        st.sampled_from(
            [r"\textit{", "{", "}", "$", "$x$", r"\'e", "BERT", " ", "a", r"\&", r"{\o}", "--", r"\foo{x}", "_2"]
        ),
        max_size=12,
    )
)
def test_reading_and_writing_settle(pieces):
    """Once is not enough where protected and other letters touch: ``{BERT}{s}`` becomes ``{BERTs}``."""
    tex = "".join(pieces)
    for _ in range(2):
        tex = to_latex(from_latex(tex, protect=True), ascii=True, protect=True)
    assert to_latex(from_latex(tex, protect=True), ascii=True, protect=True) == tex


@pytest.mark.parametrize(
    ("family", "ascii_", "utf8"),
    [("al-Farabi", "{al-Farabi}", "al-Farabi"), ("d'Arcy-Thompson", "{d'Arcy-Thompson}", "d'Arcy-Thompson"), ("Ben-David", "Ben-David", "Ben-David")],
)  # fmt: skip
def test_bibtex_makes_no_particle_of_what_stands_before_a_hyphen(family, ascii_, utf8):
    """BibTeX's tokens end at hyphens (btxhak, section 4), and styles put a blank behind a particle."""
    assert name_to_latex(Name(family, "A."), ascii=True) == f"{ascii_}, A."
    assert name_to_latex(Name(family, "A."), ascii=False) == f"{utf8}, A."


@pytest.mark.parametrize(
    "tex",
    [r"\frac", r"\frac{a}", r"\sqrt", r"\hat", r"\left", r"\left( x \right", r"\mbox", "x^", r"\over x", r"\root 3"],
)
def test_mathematics_without_its_arguments_is_characters(tex):
    """TeX would take the dollar for the argument, and what follows for mathematics."""
    spelled = to_latex((Span(tex, frozenset({Style.MATH})),), ascii=True)
    assert "$" not in spelled.replace(r"{\$}", "")


@pytest.mark.parametrize(
    "tex", [r"\frac12", r"\sqrt[3]{x}", r"\hat x", r"\left( x \right)", r"\mathbb R^d", r"\overset{d}{\to}"]
)
def test_mathematics_with_its_arguments_is_kept(tex):
    assert to_latex((Span(tex, frozenset({Style.MATH})),), ascii=True) == "{$" + tex + "$}"
