import pytest
from hypothesis import given

from refexport.model.text import Span, Style, collapse, literal_text, normal_text, parse_text, plain_text, print_text
from tests.conftest import examples
from tests.model.strategies import fetched_texts, hard_strings, texts

ITALIC, BOLD, SUB, NOCASE, MATH, TEX = (
    frozenset({s}) for s in (Style.ITALIC, Style.BOLD, Style.SUB, Style.NOCASE, Style.MATH, Style.TEX)
)


@pytest.mark.parametrize(
    ("markup", "spans"),
    [
        ("", ()),
        ("plain", (Span("plain"),)),
        ("{BERT}: a model", (Span("BERT", NOCASE), Span(": a model"))),
        ("<i>E. coli</i> O157", (Span("E. coli", ITALIC), Span(" O157"))),
        ("H<sub>2</sub>O", (Span("H"), Span("2", SUB), Span("O"))),
        ("<b><i>x</i></b>", (Span("x", BOLD | ITALIC),)),
        ("$x^2$ norms", (Span("x^2", MATH), Span(" norms"))),
        ("<tex>\\LaTeX{}</tex>", (Span("\\LaTeX{}", TEX),)),
        (r"\{a\}", (Span("{a}"),)),
        (r"50\$ and C:\\dir", (Span("50$ and C:\\dir"),)),
        (r"\textbf{x}", (Span("\\textbf"), Span("x", NOCASE))),
    ],
)
def test_markup_means(markup, spans):
    assert parse_text(markup) == spans


@pytest.mark.parametrize(
    "markup",
    [
        "Sets {x | x > 0",
        "a } b",
        "if a < b and c > d [1] [/i]",
        "</i>",
        "<i>open",
        "costs $5 and $6",
        "$ x $",
        "a $",
        "\\",
        "<tex>x",
    ],
)
def test_what_does_not_pair_up_is_ordinary(markup):
    assert parse_text(markup) == (Span(markup),)


def test_crossed_tags_close_the_outer_one():
    assert parse_text("<i>a{b</i>c}") == (Span("a{b", ITALIC), Span("c}"))


@given(texts)
@examples(500)
def test_print_then_parse_is_the_same(text):
    assert parse_text(print_text(text)) == text


@given(hard_strings)
@examples(500)
def test_parse_then_print_then_parse_is_the_same(markup):
    text = parse_text(markup)
    assert parse_text(print_text(text)) == text
    assert normal_text(text) == text


@given(hard_strings)
def test_a_literal_text_means_its_characters(string):
    assert plain_text(parse_text(print_text(literal_text(string)))) == string
    assert all(not span.styles for span in parse_text(print_text(literal_text(string))))


@pytest.mark.parametrize(
    "span", [Span("a$b", MATH), Span(" x", MATH), Span("x\\", MATH), Span("a</tex>b", TEX), Span("<tex>", TEX)]
)
def test_what_no_markup_can_hold_is_printed_as_characters(span):
    text = (Span("before "), span, Span(" after", ITALIC))
    assert parse_text(print_text(text)) == (Span("before " + span.text), Span(" after", ITALIC))


@given(texts)
def test_collapsing_twice_is_collapsing_once(text):
    assert collapse(collapse(text)) == collapse(text)


@given(texts)
def test_collapsing_keeps_all_but_white_space(text):
    assert "".join(plain_text(collapse(text)).split()) == "".join(plain_text(text).split())


@given(fetched_texts)
def test_collapsed_prose_has_single_blanks(text):
    prose = plain_text(text)
    assert prose == " ".join(prose.split())


@pytest.mark.parametrize(
    ("markup", "collapsed"),
    [
        (" a  <i> b</i>", "a <i>b</i>"),
        ("a <i> </i> b", "a b"),
        ("<i> </i>x ", "x"),
        ("$a  b$ ", "$a b$"),
        (" \n\t ", ""),
        ("<i> </i>", ""),
    ],
)
def test_collapse(markup, collapsed):
    assert collapse(parse_text(markup)) == parse_text(collapsed)


def test_collapsing_leaves_a_control_space_whole():
    assert collapse((Span("a "), Span("\\ ", TEX))) == (Span("a "), Span("\\ ", TEX))


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<tex>", "$a ", "{", "}", "<i>", "</i>", "{</i>", "\\"])
def test_parsing_long_unpaired_markup_is_fast(piece, seconds):
    markup = piece * 100_000
    with seconds(2.0):
        parse_text(markup)
