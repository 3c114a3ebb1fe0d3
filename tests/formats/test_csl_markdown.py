"""Pandoc's Markdown, as the pandoc manual has it and as pandoc reads it."""

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.formats.csl.markdown import escaped, from_markdown, to_markdown, unescaped
from refexport.formats.csl.markup import parse_markup, print_markup
from refexport.formats.yamltext import print_yaml
from refexport.model.text import Span, Style, collapse, literal_text, normal_text

HOSTILE = [
    r"\input{/etc/passwd}", r"$\input{/etc/passwd}$", "*b* _i_ **x**", "a_b_ _c_", "H~2~O x^2^ ^[note]", "@key [@key] a@b.c", "[text](http://x.y) ![i](j)",
    "`code` ``x``", "<b>x</b> <script>y</script> <http://a.b>", "&amp; &#65; R&D", "\"q\" 'q' it's", "a -- b --- c ... d", "- x", "+ x", "* x", "1. x", "(a) x", "iv) x", "#. x",
    "# x", "> x", "| x", ": x", "::: x", "```", "~~~", "---", "% x", "$5 and $6", r"\begin{x}", r"a\ b", "[x]{.nocase}", "<!-- x -->", "{=latex}", "x!", "[^1]: y",
]  # fmt: skip
MARKS = [
    ("<i>a</i> <b>c</b>", "*a* **c**"),
    ("H<sub>2</sub>O<sup>a b</sup>", r"H~2~O^a\ b^"),
    ('<span class="nocase">iPhone</span>', "[iPhone]{.nocase}"),
    ('<span style="font-variant: small-caps;">c</span>', "[c]{.smallcaps}"),
    ("<i>a</i><b>b</b>", "*a*<!-- -->**b**"),
    ("<i>a </i>b", r"*a\ *b"),
    ('<span class="nocase"><sup>x</sup></span>', "[<!-- -->^x^]{.nocase}"),
    ("$x_1$ of $5", r"$x_1$ of \$5"),
]
STYLES = {
    "Emph": Style.ITALIC,
    "Strong": Style.BOLD,
    "Subscript": Style.SUB,
    "Superscript": Style.SUP,
    "SmallCaps": Style.CAPS,
}


@pytest.mark.parametrize(("markup", "markdown"), MARKS)
def test_marks(markup, markdown):
    assert to_markdown(markup) == markdown
    assert parse_markup(from_markdown(markdown)) == parse_markup(markup)


@pytest.mark.parametrize(
    ("markdown", "markup"),
    [
        ("_a_ b_c_d __e", "<i>a</i> b_c_d __e"), ("***a***", "<b><i>a</i></b>"), ("**a *b* c**", "<b>a <i>b</i> c</b>"), ("*a* * b", "<i>a</i> * b"), ("a ~ b ^ c", "a ~ b ^ c"),
        ("[[a]{.smallcaps} b]{.nocase}", '<span class="nocase"><sc>a</sc> b</span>'), ("[x](y) `z`", "[x](y) `z`"), (r"a\*b\_c\\d\ e", r"a*b_c\d e"), ("<i>a</i> &amp; b", "<i>a</i> &amp; b"),
        (r"$a_1^2 * b*$", r"$a_1^2 * b*$"), (r"a\<b\>", "a&lt;b>"),
    ],
)  # fmt: skip
def test_what_others_write(markdown, markup):
    assert parse_markup(from_markdown(markdown)) == parse_markup(markup)


def test_mathematics_that_does_more_than_print_is_characters():
    assert to_markdown(r"$\input{x}$") == r"\$\\input{x}\$"
    assert to_markdown(r"$\alpha_{1}$") == r"$\alpha_{1}$"


@given(st.text(st.sampled_from("ab 1.*_~^$[](){}<>&\\'\"-@#!|+:`é"), max_size=20))
def test_characters_come_back_but_for_blanks_at_the_start(text):
    """Pandoc drops up to three, and takes four for code."""
    assert unescaped(escaped(text)) == text.lstrip(" ")


styles = (
    [frozenset(), frozenset()]
    + [frozenset({style}) for style in STYLES.values()]
    + [frozenset({Style.NOCASE, Style.SUP, Style.ITALIC})]
)
spans = st.builds(
    Span, st.text(st.sampled_from("ab 1.*_~^[](){}<>&\\'\"-@#!|+:`é"), min_size=1, max_size=6), st.sampled_from(styles)
)
texts = st.lists(spans, min_size=1, max_size=4).map(normal_text).map(collapse).filter(bool)


@given(texts)
def test_styled_text_comes_back(text):
    assert parse_markup(from_markdown(to_markdown(print_markup(text)))) == text


def inlines(found, styles=frozenset()):
    """What pandoc made of Markdown, as runs; all but characters and styles shows as its JSON."""
    for one in found:
        kind, content = one["t"], one.get("c")
        if kind == "Str":
            yield Span(content.replace("\N{NO-BREAK SPACE}", " "), styles)
        elif kind in ("Space", "SoftBreak"):
            yield Span(" ", styles)
        elif kind in STYLES:
            yield from inlines(content, styles | {STYLES[kind]})
        elif kind == "Span" and content[0][1] == ["nocase"]:
            yield from inlines(content[1], styles | {Style.NOCASE})
        elif [kind, content] != ["RawInline", ["html", "<!-- -->"]]:
            yield Span(json.dumps(one), styles)


def as_pandoc_reads(folder, markdowns):
    document = folder / "document.md"
    references = [{"id": f"k{n}", "title": words} for n, words in enumerate(markdowns)]
    document.write_text(f"---\n{print_yaml({'references': references})}---\n", encoding="utf-8")
    done = subprocess.run(["pandoc", "-f", "markdown", "-t", "json", str(document)], capture_output=True, check=True)
    metadata = json.loads(done.stdout)["meta"]["references"]["c"]
    titles = [one["c"]["title"] for one in metadata]
    return [normal_text(inlines(t["c"])) if t["t"] == "MetaInlines" else t for t in titles]


@pytest.mark.program("pandoc")
def test_pandoc_reads_characters_as_characters(tmp_path):
    assert as_pandoc_reads(tmp_path, map(escaped, HOSTILE)) == [literal_text(words) for words in HOSTILE]


@pytest.mark.program("pandoc")
def test_pandoc_reads_the_marks(tmp_path):
    markups = [markup for markup, _ in MARKS if "$" not in markup]
    assert as_pandoc_reads(tmp_path, map(to_markdown, markups)) == [parse_markup(markup) for markup in markups]


@pytest.mark.program("pandoc")
def test_pandoc_reads_any_mixture(tmp_path):
    """Every hostile string in every style, beside every other style."""
    mixed = [
        collapse(normal_text([Span(f"{words} ", one), Span(words, other)]))
        for words in HOSTILE
        for one in styles[1:]
        for other in styles[1:]
        if "$" not in words  # CSL-JSON's markup cannot tell lone dollars from mathematics
    ]
    assert as_pandoc_reads(tmp_path, (to_markdown(print_markup(text)) for text in mixed)) == mixed
