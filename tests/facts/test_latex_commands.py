r"""Commands of LaTeX that are read or written: by pylatexenc's tables, and by the manuals of LaTeX and its engines."""

import string
import subprocess
import unicodedata

import pytest
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import get_default_latex_context_db

from refexport.data.letters import FENCES, MATH_WORDS, WITH_ONE, WITH_TWO
from refexport.model.name import Name
from refexport.model.text import Span, Style, literal_text, plain_text
from refexport.text.latex import from_latex, name_to_latex, to_latex
from refexport.text.latex.decode import CHARACTERS

PRINTED = {
    "SS": "ẞ", "P": "¶", "S": "§", "pounds": "£", "textperiodcentered": "·", "textbraceleft": "{",
    "textbraceright": "}", "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<",
    "textgreater": ">", "textquotedbl": '"', "lq": "‘", "rq": "’", "guillemetleft": "«", "guillemetright": "»",
    "copyright": "©", "ddag": "‡", "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "lbrace": "{",
    "rbrace": "}", "space": " ", "quad": " ", "newline": " ", "par": " ", ",": " ", ";": " ", ":": " ", "!": "",
    "/": "", "-": "", "@": "", "\\": " ", "\n": " ", "\t": " ", " ": " ", "relax": "", "protect": "",
}  # fmt: skip
"""LaTeX: A Document Preparation System (Lamport), sections 2.2, 3.1 and C.1, and encguide; a title is one line."""


def test_each_command_prints_its_character():
    printed = {
        command: LatexNodes2Text().latex_to_text(f"\\{command}{{}}") for command in CHARACTERS.keys() - PRINTED.keys()
    }
    assert printed | PRINTED == CHARACTERS


def test_commands_of_the_manual_are_read():
    """Between letters, as they stand in titles; TeX drops the blanks behind a command of letters."""
    for command, character in PRINTED.items():
        mark = "{}" if command.isalpha() else ""
        assert plain_text(from_latex(f"x\\{command}{mark}y")) == f"x{character}y", command


@pytest.mark.parametrize(
    ("command", "character"),
    [
        ("aa", "å"), ("AA", "Å"), ("textbackslash", "\\"), ("textasciitilde", "~"), ("textdollar", "$"), ("ldots", "…"),
        ("textquotesingle", "'"), ("textasciigrave", "`"), ("dots", "…"), ("textendash", "–"), ("textemdash", "—"),
        ("textsection", "§"), ("textparagraph", "¶"), ("dag", "†"), ("textregistered", "®"), ("textonesuperior", "¹"),
        ("texttwosuperior", "²"), ("textthreesuperior", "³"), ("&", "&"), ("%", "%"), ("#", "#"), ("_", "_"), ("$", "$"),
        ("{", "{"), ("}", "}"),
    ],
)  # fmt: skip
def test_other_names_of_characters_are_read(command, character):
    """ltoutenc.dtx and fontmath.ltx: second names, and signs behind a backslash."""
    assert plain_text(from_latex(f"x\\{command}{'{}' if command.isalpha() else ''}y")) == f"x{character}y"


FONTS = {
    "textit": Style.ITALIC, "emph": Style.ITALIC, "textsl": Style.ITALIC, "textbf": Style.BOLD, "textsc": Style.CAPS,
    "textsubscript": Style.SUB, "textsuperscript": Style.SUP,
}  # fmt: skip
SWITCHES = {
    "em": Style.ITALIC, "it": Style.ITALIC, "itshape": Style.ITALIC, "sl": Style.ITALIC, "bf": Style.BOLD,
    "bfseries": Style.BOLD, "sc": Style.CAPS, "scshape": Style.CAPS,
}  # fmt: skip
"""Lamport, section 3.1 and appendix C.15.1 (font-changing commands and declarations); slanted is a kind of italic."""


@pytest.mark.parametrize("command", FONTS)
def test_a_font_command_sets_its_argument(command):
    assert from_latex(rf"a\{command}{{b}}c") == (Span("a"), Span("b", frozenset({FONTS[command]})), Span("c"))


@pytest.mark.parametrize("command", SWITCHES)
def test_a_font_declaration_holds_to_the_end_of_its_group(command):
    assert from_latex(rf"a{{\{command} b}}c") == (Span("a"), Span("b", frozenset({SWITCHES[command]})), Span("c"))


def test_groups_are_read_sixty_deep():
    """A bound of this project, below TeX's 255 (tex.web, max_quarterword) and Python's own."""
    assert plain_text(from_latex("{" * 60 + "x" + "}" * 60)) == "x"
    assert from_latex("{" * 60 + "x" + "}" * 60 + "y") != from_latex("{" * 61 + "x" + "}" * 61 + "y")


@pytest.mark.parametrize(
    "command",
    "text textrm textnormal textup textmd textsf texttt mbox hbox url path nolinkurl".split(),
)
def test_a_command_that_sets_its_argument_in_plain_type_prints_it(command):
    """Lamport, C.15.1 and C.13.3; amsldoc, section 6; url.sty and hyperref, on the commands for addresses."""
    assert from_latex(rf"a\{command}{{b}}c") == (Span("abc"),)


@pytest.mark.parametrize(
    ("tex", "character"),
    [("--", "–"), ("---", "—"), ("``", "“"), ("''", "”"), ("`", "‘"), ("~", "\N{NO-BREAK SPACE}")],
)
def test_ligatures_are_those_of_the_computer_modern_fonts(tex, character):
    r"""Lamport, section 2.2.1; ``~`` is an interword space at which no line is broken."""
    assert plain_text(from_latex(f"x{tex}y")).replace("\N{NO-BREAK SPACE}", " ") == f"x{character}y".replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(
    ("tex", "character"),
    [
        ("<", "<"), (">", ">"), ("|", "|"), ("^1", "¹"), ("^2", "²"), ("^3", "³"), (r"^\circ", "°"), (r"\phi", "ϕ"),
        (r"\times", "×"), (r"\pm", "±"),
    ],
)  # fmt: skip
def test_mathematics_of_one_character_is_the_character(tex, character):
    """The TeXbook, appendix F (math symbols); Lamport, section 3.3 (degrees by a raised circle)."""
    assert from_latex(f"x ${tex}$") == (Span(f"x {character}"),)


@pytest.mark.parametrize("command", ["textrm", "mathrm", "text"])
def test_upright_words_above_and_below_the_line_are_text(command):
    """amsldoc, section 6 (\\text in subscripts)."""
    assert from_latex(rf"H$_{{\{command}{{max}}}}$")[1] == Span("max", frozenset({Style.SUB}))
    assert from_latex(rf"x$^{{\{command}{{th}}}}$")[1] == Span("th", frozenset({Style.SUP}))


ACTS = {
    "aftergroup": "after", "begingroup": "begin", "bye": "bye", "catcode": "code", "char": "char",
    "documentclass": "class", "lccode": "code", "providecommand": "command", "csname": "csname", "edef": "def",
    "dump": "dump", "endgroup": "end", "DeclareDocumentEnvironment": "environment", "everypar": "every",
    "ExecuteOptions": "exec", "noexpand": "expand", "IfFileExists": "file", "graphicspath": "graphics",
    "AddToHook": "hook", "subimport": "import", "include": "include", "input": "input", "futurelet": "let",
    "listingscaption": "listing", "loop": "loop", "directlua": "lua", "DescribeMacro": "macro", "errmessage": "message",
    "batchmode": "mode", "newcount": "new", "openin": "open", "output": "output", "usepackage": "package",
    "pdfliteral": "pdf", "primitive": "primitive", "read": "read", "repeat": "repeat", "require": "require",
    "scantokens": "scan", "ShellEscape": "shell", "showthe": "show", "special": "special", "stop": "stop",
    "typeout": "typeout", "verb": "verb", "write": "write",
}  # fmt: skip
"""Commands that act -> the part of their name that says so. The TeXbook, chapters 24 to 26 and appendix B; etex_man,
section 3; the pdfTeX and LuaTeX manuals; usrguide, clsguide and lthooks-doc; subimport is import.sty's, require
MathJax's, listingscaption minted's."""


def test_what_acts_is_no_part_of_a_title():
    for command in ACTS:
        spans = from_latex(rf"a \{command}{{x}}")
        assert f"\\{command}" in plain_text(spans)
        assert not any(span.has(Style.TEX) for span in spans), command


@pytest.mark.parametrize("command", ["hologo", "enquote", "gls", "ce", "num", "foo"])
def test_what_only_prints_stays_tex(command):
    """hologo, csquotes, glossaries, mhchem, siunitx."""
    assert any(span.has(Style.TEX) for span in from_latex(rf"a \{command}{{x}}"))


SPECIAL = {
    "&": r"{\&}", "%": r"{\%}", "#": r"{\#}", "_": r"{\_}", "$": r"{\$}", "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "\\": r"{\textbackslash}",
    "<": "{$<$}", ">": "{$>$}", "|": "{$|$}", '"': '{"}', "`": r"{\textasciigrave}", "\N{NO-BREAK SPACE}": "~",
}  # fmt: skip
"""Lamport, section 2.2.1 (the ten special characters), and encguide, OT1: ``< > | "`` print others there."""


@pytest.mark.parametrize("is_ascii", [True, False])
def test_characters_that_tex_takes_for_something_else_are_commands(is_ascii):
    for character, spelled in SPECIAL.items():
        assert to_latex(literal_text(f"x{character}y"), ascii=is_ascii) == f"x{spelled}y"


def test_other_punctuation_prints_as_it_is():
    for character in set(string.punctuation) - SPECIAL.keys():
        assert to_latex(literal_text(f"x{character}y"), ascii=True) == f"x{character}y"


@pytest.mark.parametrize(
    ("initial", "spelled"),
    [("_", r"\textunderscore{}"), ('_"', r"\textunderscore{}\textquotedbl{}"), ("`", "`"), ("~", r"\textasciitilde{}")],
)
def test_signs_at_the_start_of_a_name_have_a_command_of_letters(initial, spelled):
    """biber's gen_initials drops a command of letters with its braces, and takes the next character."""
    assert name_to_latex(Name("Fam", f"{initial}x"), ascii=False).removeprefix("Fam, ").startswith(spelled)


@pytest.mark.parametrize("style", [Style.CAPS, Style.ITALIC, Style.BOLD, Style.SUB, Style.SUP])
def test_each_style_is_written_by_the_command_that_sets_it(style):
    """Lamport, C.15.1; in mathematics ``_`` is below the line and ``^`` above."""
    spelled = to_latex((Span("ab", frozenset({style})),), ascii=True)
    scripts = {Style.SUB: r"{$_{\textrm{ab}}$}", Style.SUP: r"{$^{\textrm{ab}}$}"}
    fonts = {Style.CAPS: r"\textsc{ab}", Style.ITALIC: r"\textit{ab}", Style.BOLD: r"\textbf{ab}"}
    assert spelled == (scripts | fonts)[style]


@pytest.mark.parametrize(("style", "command"), [(Style.SUB, "textsubscript"), (Style.SUP, "textsuperscript")])
def test_mathematics_inside_a_script_is_in_a_script_of_text(style, command):
    assert to_latex((Span("aα", frozenset({style})),), ascii=True) == rf"\{command}{{a{{$\alpha$}}}}"


DASH = "-֊־᐀᠆‐‑‒–—―⁓⁻₋−⸗⸚⸺⸻⹀\u2e5d〜〰゠︱︲﹘﹣－\U00010ead"
"""Unicode's property Dash (PropList.txt, version 14)."""


@pytest.mark.program("perl")
def test_perl_takes_the_same_for_dashes():
    code = r"for (0 .. 0x10ffff) { print chr if chr =~ /\p{Dash}/ }"
    done = subprocess.run(["perl", "-CS", "-e", code], capture_output=True, check=True)
    assert set(done.stdout.decode()) >= set(DASH)


MATHEMATICAL = "⁻₋−"
"""Those of them whose general category is Sm (UnicodeData.txt)."""


def test_what_perl_takes_for_a_dash_parts_initials():
    r"""biber splits names at ``\p{Dash}`` (Utils.pm); two in a row stand in braces, and a minus keeps a name whole."""
    for dash in DASH:
        spelled = name_to_latex(Name("Fam", f"a{dash}{dash}b"), ascii=False)
        assert (unicodedata.category(dash) == "Sm") == (dash in MATHEMATICAL)
        assert spelled.startswith("Fam, {a") if dash in MATHEMATICAL else f"{{{dash}}}" in spelled, dash


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [(Name("A", "C, D", suffix="Jr"), True), (Name("A", "C D", suffix="Jr"), False), (Name("A, B", "C"), False)],
)
def test_a_name_has_two_commas_at_most(name, is_whole):
    """btxhak, section 4: ``von Last, Jr, First`` is the longest form."""
    assert (
        ", {C" not in name_to_latex(name, ascii=True) and name_to_latex(name, ascii=True).startswith("{C")
    ) == is_whole


MATHEMATICS = {
    "fractions, roots and stacks": "frac tfrac dfrac binom sqrt stackrel overset underset overline underline",
    "accents": "widehat widetilde vec hat bar tilde dot ddot acute grave breve check mathring",
    "alphabets": "mathrm mathit mathbf mathsf mathtt mathcal mathbb mathfrak mathscr boldsymbol bm rm bf it cal",
    "text": "text textrm textit textbf textsc textsf texttt mbox",
    "operators": "operatorname mathop sum prod int oint coprod limits nolimits",
    "named operators": "lim limsup liminf sup inf max min arg log ln exp sin cos tan cot sec csc arcsin arccos arctan "
    "sinh cosh tanh det dim ker deg gcd hom Pr mod bmod pmod argmax argmin",
    "delimiters": "left right big Big bigg Bigg bigl bigr langle rangle lfloor rfloor lceil rceil lbrace rbrace lvert "
    "rvert lVert rVert vert Vert backslash",
    "spacing and styles": "quad qquad thinspace enspace displaystyle textstyle scriptstyle",
    "relations": "ll gg le ge ne lt gt leq geq neq leqslant geqslant prec succ sim simeq approx cong equiv propto in "
    "notin ni subset subseteq supset supseteq perp mid nmid parallel colon",
    "binary operators": "cup cap setminus wedge vee land lor oplus otimes odot pm mp times div cdot ast star circ "
    "bullet dagger ddagger",
    "letters and others": "emptyset varnothing forall exists nexists neg lnot top bot partial nabla infty prime ell "
    "hbar imath jmath Re Im aleph wp angle triangle square Box sharp flat natural surd varepsilon epsilon spadesuit "
    "heartsuit diamondsuit clubsuit",
    "dots": "cdots ldots dots vdots ddots",
    "arrows": "to gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow "
    "longleftarrow hookrightarrow rightharpoonup rightleftharpoons uparrow downarrow nearrow searrow iff implies",
}
"""Short Math Guide for LaTeX (Downes and Beeton, AMS 2017), sections 3 to 8, and the old font commands of Lamport."""

GUIDE = [command for commands in MATHEMATICS.values() for command in commands.split()]

ONE_ARGUMENT = (
    "sqrt overline underline widehat widetilde vec hat bar tilde dot ddot acute grave breve check mathring mathrm "
    "mathit mathbf mathsf mathtt mathcal mathbb mathfrak mathscr mathop boldsymbol bm text textrm textit textbf textsc "
    "textsf texttt mbox operatorname pmod"
).split()
TWO_ARGUMENTS = "frac tfrac dfrac binom stackrel overset underset".split()
BEFORE_A_DELIMITER = "left right big Big bigg Bigg bigl bigr".split()
"""The same guide: what each command needs."""


def maths(tex):
    return to_latex((Span(tex, frozenset({Style.MATH})),), ascii=True)


def complete(command):
    arguments = {1: "{x}", 2: "{x}{y}"}.get((command in ONE_ARGUMENT) + 2 * (command in TWO_ARGUMENTS), "")
    fence = "(" if command in BEFORE_A_DELIMITER else ""
    if command in ("limits", "nolimits"):
        return f"\\sum\\{command}"
    return {"left": r"\left( x \right)", "right": r"\left( x \right)"}.get(command, f"\\{command}{arguments}{fence}")


def test_mathematics_of_the_guide_is_kept():
    assert [command for command in GUIDE if maths(complete(command)) != "{$" + complete(command) + "$}"] == []


def test_no_command_but_those_of_the_guide_is_let_through():
    assert sorted(MATH_WORDS) == sorted(set(GUIDE))


def test_a_command_without_what_it_needs_is_no_mathematics():
    """TeX would take the closing dollar, or what is behind it."""
    cut_short = [f"\\{command}" for command in [*ONE_ARGUMENT, *TWO_ARGUMENTS, *BEFORE_A_DELIMITER]]
    cut_short += [f"\\{command}{{x}}" for command in TWO_ARGUMENTS]
    assert [tex for tex in cut_short if not maths(tex).startswith(r"{\$}")] == []


def test_commands_that_need_something_are_those_of_the_guide():
    assert WITH_ONE.split("|") == [word for word in WITH_ONE.split("|") if word in ONE_ARGUMENT]
    assert WITH_TWO.split("|") == [word for word in WITH_TWO.split("|") if word in TWO_ARGUMENTS]
    assert FENCES.split("|") == [word for word in FENCES.split("|") if word in BEFORE_A_DELIMITER]


def test_pylatexenc_knows_the_same_arguments():
    walker = get_default_latex_context_db()
    parsers = {command: getattr(walker.get_macro_spec(command), "args_parser", None) for command in GUIDE}
    counts = {command: (getattr(parsers[command], "argspec", None) or "").count("{") for command in GUIDE}
    known = {command: n for command, n in counts.items() if n}
    assert len(known) > 30
    assert known == {command: (command in ONE_ARGUMENT) + 2 * (command in TWO_ARGUMENTS) for command in known}


@pytest.mark.slow
@pytest.mark.program("pdflatex")
def test_latex_sets_every_command_of_the_guide(tmp_path):
    undefined = {"argmax", "argmin", "lt", "gt"}  # of MathJax and of many preambles, none of amsmath's
    body = "\n".join(f"${complete(command)}$" for command in GUIDE if command not in undefined)
    packages = r"\usepackage{amsmath,amssymb,bm,mathrsfs}"
    document = rf"\documentclass{{article}}{packages}\begin{{document}}{body}\end{{document}}"
    (tmp_path / "x.tex").write_text(document, encoding="utf-8")
    done = subprocess.run(["pdflatex", "-halt-on-error", "x.tex"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stdout[-1000:]
