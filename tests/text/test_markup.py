"""Markup: entities, HTML, JATS, MathML and TeX maths of registries. Cases: the defects counted in recorded answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.text import Style, parse_text, print_text
from refexport.text.markup import from_markup, plain, unescape
from tests.conftest import examples


@pytest.mark.parametrize(
    ("raw", "markup"),
    [
        ("Astronomy &amp; Astrophysics", "Astronomy & Astrophysics"),
        ("δ&amp;lt;sup&amp;gt;13&amp;lt;/sup&amp;gt;C", "δ<sup>13</sup>C"),
        ("Zo&euml; &#233; &#x153;", "Zoë é œ"),
        ("  two\n   lines\t", "two lines"),
        ("<title>HIRES</title>", "HIRES"),
        ("<jats:title>Abstract</jats:title><jats:p>Text</jats:p>", "Abstract Text"),
        ("<i>E. coli</i> and <EM>B. subtilis</EM>", "<i>E. coli</i> and <i>B. subtilis</i>"),
        ("H<sub>2</sub>O, <scp>DNA</scp>, <b>bold</b>", "H<sub>2</sub>O, <sc>DNA</sc>, <b>bold</b>"),
        ('<span class="x">kept</span> <a href="y">text</a><br/>next', "kept text next"),
        ("p<0.05 and k<n and m>2, a <b and c> d", "p<0.05 and k<n and m>2, a <b and c> d"),
        ("{not} a $5 or $6 thing \\ here", r"\{not\} a \$5 or \$6 thing \\ here"),
        ("</i> closed before <i>opened", "closed before <i>opened</i>"),
        ("<i>over<b>lap</i>ping</b>", "<i>over</i><b><i>lap</i>ping</b>"),
        ("zero\u200bwidth \u202eright\u202c to left \x1b[31m \x00", "zerowidth right to left [31m"),
        ("", ""),
        ("0", "0"),
    ],
)
def test_markup(raw, markup):
    assert print_text(from_markup(raw)) == markup


@pytest.mark.parametrize(
    ("raw", "markup"),
    [
        ("a mass of $M_{\\odot}$ and $Z=0.0004$", r"a mass of $M_{\odot}$ and $Z=0.0004$"),
        ("$k$-means for $$n$$ points", "$k$-means for $n$ points"),
        (r"the \(\ell_1\) norm", r"the $\ell_1$ norm"),
        ("from $10 billion to $20 billion", r"from \$10 billion to \$20 billion"),
        ("$ \\ell^1$ ", r"\$ \\ell^1\$"),  # pandoc: no blank after the opening dollar
        ('<inline-formula><tex-math notation="LaTeX">$\\ell^1$ </tex-math></inline-formula>!', r"$\ell^1$!"),
        ("<tex-math>\\documentclass{x}\\begin{document}$$a^2$$\\end{document}</tex-math>", "$a^2$"),
        ("<alternatives><tex-math>$x$</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></alternatives>", "$x$"),
        ("in the<mml:math><mml:mi>N</mml:mi></mml:math>nucleus", "in the $N$ nucleus"),
        ("the <math><mi>n</mi></math>th and CO<math><mn>2</mn></math>", "the $n$th and CO$2$"),
        ("<tex-math>a $ b</tex-math> <tex-math>c\\</tex-math>", r"a \$ b c\\"),
    ],
)
def test_maths(raw, markup):
    assert print_text(from_markup(raw)) == markup


def test_entities_are_resolved_a_bounded_number_of_times():
    assert unescape("&amp;" * 3) == "&&&"
    assert unescape("&" + "amp;" * 20 + "lt;").startswith("&amp;")


def test_very_long_strings_are_kept_as_they_are():
    assert plain("<i>x</i>" * 2000) == "<i>x</i>" * 2000


@given(st.text(max_size=80) | st.from_regex(r"(<\/?(i|sub|math|mml:mi|p)>|\$|\\\(|[a-z ]{1,3}|&lt;|[{}\\]){0,12}"))
@examples(400, deadline=None)
def test_every_text_reads_back_from_our_own_markup(raw):
    text = from_markup(raw)
    assert parse_text(print_text(text)) == text
    assert not any(span.has(Style.TEX) for span in text)
    assert plain(raw) == " ".join(plain(raw).split(" "))
