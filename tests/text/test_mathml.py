"""MathML as TeX: the elements of MathML 3.0, chapter 3, that titles hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.text.mathml import mathml_to_tex


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<mi>x</mi><mo>=</mo><mn>1</mn>", "x=1"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
        ("<msub><mi>H</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>", "H_{ij}"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_{1}^{2}"),
        ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{ab}^{2}"),
        ("<mfrac><mn>1</mn><mi>n</mi></mfrac>", r"\frac{1}{n}"),
        ("<msqrt><mi>n</mi></msqrt>", r"\sqrt{n}"),
        ("<mroot><mi>n</mi><mn>3</mn></mroot>", r"\sqrt[3]{n}"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", r"\bar{x}"),
        ("<mover><mi>x</mi><mo>^</mo></mover>", r"\hat{x}"),
        ("<mover><mi>x</mi><mo>→</mo></mover>", r"\vec{x}"),
        ("<mover><mi>x</mi><mi>k</mi></mover>", r"\overset{k}{x}"),
        ("<munder><mi>x</mi><mi>k</mi></munder>", r"\underset{k}{x}"),
        ("<mi>α</mi><mo>≤</mo><mi>β</mi>", "α≤β"),
        ("<mi>sin</mi><mo>\u2061</mo><mi>x</mi>", r"\mathrm{sin}x"),
        ('<mi mathvariant="normal">Tb</mi><mtext>for all</mtext>', r"\mathrm{Tb}\text{for all}"),
        (
            "<mmultiscripts><mi>Yb</mi><mprescripts/><none/><mn>171</mn></mmultiscripts>",
            r"{}^{171}\mathrm{Yb}",
        ),
        (
            "<mmultiscripts><mi>x</mi><mn>1</mn><none/><mprescripts/><mn>2</mn><mn>3</mn></mmultiscripts>",
            "{}_{2}^{3}x_{1}",
        ),
        ("<semantics><mi>x</mi><annotation encoding='tex'>y</annotation></semantics>", "x"),
        ("<mstyle><mi>x</mi></mstyle><mspace width='1em'/><mi>y</mi>", "xy"),
        ("<mn>50</mn><mo>%</mo><mo>#</mo><mo>{</mo>", r"50\%\#\{"),
        ("<msup><mi>x</mi></msup>", "x"),  # a child is missing
        ("<mi>x</mo></mi></mrow><mi>y", "xy"),  # not well-formed
        ("<mo><</mo><mi>k</mi>", "<k"),  # entities were resolved before
        ("plain", "plain"),
        ("", ""),
    ],
)  # fmt: skip
def test_mathml(mathml, tex):
    assert (
        mathml_to_tex(f'<mml:math xmlns:mml="x">{mathml.replace("<m", "<mml:m").replace("</m", "</mml:m")}</mml:math>')
        == tex
    )
    assert mathml_to_tex(f"<math>{mathml}</math>") == tex


TAGS = ["mi", "mn", "mo", "mrow", "msup", "msub", "msubsup", "mfrac", "mmultiscripts", "mover", "msqrt", "mtext"]


@given(
    st.lists(
        st.sampled_from(
            [*(f"<{t}>" for t in TAGS), *(f"</{t}>" for t in TAGS), "<mprescripts/>", "<none/>", "x", "{", "\\", "$"]
        )
    )
)
def test_any_sequence_of_tags_gives_balanced_tex(pieces):
    tex = mathml_to_tex("".join(pieces))
    assert "$" not in tex
    balanced = tex.replace("\\{", "").replace("\\}", "")
    assert balanced.count("{") == balanced.count("}")
    assert "<none>" not in tex
    assert "<mprescripts>" not in tex
