"""Cite keys found as LaTeX, biber, Typst and pandoc themselves would, in a document and its parts."""

import json
import subprocess
from pathlib import Path

import pytest

from refexport.errors import FileError
from refexport.store.documents import DOCUMENT_KINDS, is_made, read_cited


@pytest.fixture
def cites(tmp_path):
    """What a document of that name and text cites."""

    def read(name, text):
        (tmp_path / name).write_text(text)
        return read_cited(tmp_path / name)

    return read


AUX = [
    ("\\relax\n\\citation{a,b}\n\\citation{a}\n\\bibstyle{plain}\n\\bibcite{no}{1}\n", ["a", "b"]),
    ("\\abx@aux@cite{0}{finn2017}\n\\abx@aux@segm{0}{0}{finn2017}\n", ["finn2017"]),
    ("\\abx@aux@cite{old}\n", ["old"]),  # biblatex before 3.15
    ("\\abx@aux@cite{0}{a}\n\\abx@aux@nociteall\n", ["a", "*"]),
    ("\\citation{*}\n", ["*"]),
]


@pytest.mark.parametrize(("text", "keys"), AUX)
def test_aux(cites, text, keys):
    assert list(cites("main.aux", text).keys) == keys


BCF = [
    ('<bcf:citekey order="1">a</bcf:citekey><bcf:citekey order="2" intorder="1">b</bcf:citekey>', ["a", "b"]),
    (
        '<bcf:section number="0"><bcf:citekey order="1">a</bcf:citekey></bcf:section>\n<bcf:section number="1"><bcf:citekey order="1">c</bcf:citekey></bcf:section>',
        ["a", "c"],
    ),
    ('<bcf:citekey order="7" intorder="1" nocite="1">*</bcf:citekey>', ["*"]),
    ('<bcf:citekey order="1" intorder="1" type="set" members="a,b">set1</bcf:citekey>', ["a", "b"]),
    ('<bcf:citekeycount order="1" count="1">no</bcf:citekeycount>', []),
]


@pytest.mark.parametrize(("text", "keys"), BCF)
def test_bcf(cites, text, keys):
    assert list(cites("main.bcf", text).keys) == keys


TEX = [
    (r"\cite{a} \citep[see][p.~3]{b, c} \nocite{d}", "a b c d"),
    (r"\parencites(pre)(post)[1]{a}[2]{b} \textcites{c}{d}", "a b c d"),
    (r"\cites {a}" + "\n  {b}", "a b"),
    (r"\autocites*{a}{b} \footcitetexts{c}{d}", "a b c d"),
    (r"\textcite*{a} \Citet{b} \footfullcite{c} \citeauthor{d} \citeyearpar{e}", "a b c d e"),
    (r"\cite{a} {\em bold} \textcite{b} {next}", "a b"),
    (r"\citefield{a}{title} \citename{b}{author}", "a b"),
    (r"\volcite{3}[5]{a} \pvolcite[see]{2}{b} \volcites{1}{a}{2}[7]{c}", "a b c"),
    ("\\cite{a,\n  b,% comment, with {braces}\n  c}", "a b c"),
    ("\\cite% why\n  [p. 3]% where\n  {a}", "a"),
    ("\\cite{a} % \\cite{no}\n100\\% \\cite{b} \\\\% \\cite{no}\n\\\\\\% \\cite{c}", "a b c"),
    (r"\cite[see \cite{b}]{a} \cite[{[1], \citep[p.~2]{c}}]{d} \cite[a][]{e}", "a b c d e"),
    (r"\cite<see>[p.~1]{a} \cite<2->{b}", "a b"),
    (r"\citetext{priv.\ comm.} \citestyle{apa} \defcitealias{no}{No} \citetalias{a}", "a"),
    (r"\newcommand{\mine}[1]{\cite{#1}} \DeclareCiteCommand{\mycite}{\a}{\b}{\c}{\d} \mycite{a}", "a"),
    ("\\begin{verbatim}\n\\cite{no}\n\\end{verbatim}\\verb|\\cite{no}| \\lstinline!\\cite{no}! \\cite{a}", "a"),
    ("\\begin{comment}\\cite{no}\\end{comment}\\iffalse \\cite{no}\\fi\\cite{a}\\end{document}\\cite{no}", "a"),
    (r"\nocite{*}", "*"),
    (r"\bibentry{a} \nobibentry{no} \citereset {no}", "a"),
    (r"\cite{} \cite{ , a} \cite{a", "a"),
]


@pytest.mark.parametrize(("text", "keys"), TEX)
def test_tex(cites, text, keys):
    assert sorted(cites("main.tex", text).keys) == keys.split()


@pytest.mark.program("pdflatex")
@pytest.mark.parametrize("package", ["natbib", "biblatex"])
def test_latex_itself_finds_the_same_keys(tmp_path, package):
    """The source, the .aux with its \\include, and biber's control file say the same."""
    own = r"\parencites(a)(b)[1]{a}[2]{b}\nocite{g}" if package == "biblatex" else r"\citep[see \cite{g}][2]{a,b}"
    end = r"\printbibliography" if package == "biblatex" else r"\bibliographystyle{plainnat}\bibliography{refs}"
    start = r"\addbibresource{refs.bib}" if package == "biblatex" else ""
    (tmp_path / "chap").mkdir()
    (tmp_path / "chap" / "one.tex").write_text("\\cite{d,%\n e} \\verb|\\cite{no}| \\input{chap/two}")
    (tmp_path / "chap" / "two.tex").write_text("\\citeauthor{f}")
    (tmp_path / "main.tex").write_text(
        f"\\documentclass{{article}}\\usepackage{{{package}}}{start}\\begin{{document}}\n"
        f"{own} \\cite[see {{[1]}}]{{c}} % \\cite{{no}}\n\\include{{chap/one}}\n{end}\\end{{document}}\n"
    )
    done = subprocess.run(["pdflatex", "-interaction=batchmode", "main"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0
    for name in ("main.tex", "main.aux", *(["main.bcf"] if package == "biblatex" else [])):
        assert sorted(read_cited(tmp_path / name).keys) == list("abcdefg"), name


def test_parts_of_an_aux_are_read_and_must_be_there(tmp_path, cites):
    (tmp_path / "chap").mkdir()
    (tmp_path / "chap" / "one.aux").write_text("\\citation{b}\n\\@input{main.aux}\n")
    assert cites("main.aux", "\\citation{a}\n\\@input{chap/one.aux}\n").keys == ("a", "b")
    with pytest.raises(FileError, match=r"two\.aux"):
        cites("main.aux", "\\@input{chap/two.aux}\n")


def test_parts_of_sources_are_read_where_they_are(tmp_path, cites):
    (tmp_path / "chap").mkdir()
    (tmp_path / "chap" / "one.tex").write_text("\\cite{b}\\input{chap/two.v2}\\subfile{glyphtounicode}\\input{one}")
    (tmp_path / "chap" / "two.v2.tex").write_text("\\cite{c}")
    assert cites("main.tex", "\\cite{a}\\include{chap/one} % \\input{chap/no}\n\\input{/no/such}").keys == (
        "a",
        "b",
        "c",
    )
    (tmp_path / "chap" / "one.typ").write_text('@b <own> #include "two.typ"')
    (tmp_path / "chap" / "two.typ").write_text('@c #import "/main.typ": x')
    assert cites("main.typ", '@a @own #include "chap/one.typ"').keys == ("a", "own", "b", "c")
    (tmp_path / "chap" / "_one.qmd").write_text("[@b]")
    assert cites("main.qmd", "@a\n\n{{< include chap/_one.qmd >}}\n").keys == ("a", "b")


TYPST = [
    ('As @a says, #cite(<b>, form: "prose"). // @no\n', "a b"),
    ("@a[p. 3] and @b. @c: (@d) _@e _ [@f]", "a b c d e f"),
    ('#cite(label("DBLP:conf/icml/x")) #ref(<b>)', "DBLP:conf/icml/x b"),
    ("/* @no\n @no */ `@no` ```typ\n@no\n``` \\@no @a", "a"),
    ('See https://medium.com/@no and @a. #link("https://x.org/@no") #link("mailto:me@no.org") @b', "a b"),
    ('#import "@preview/cetz:0.2.0": canvas\n@a', "a"),
    ("@a-b_c.d-", "a-b_c.d-"),
    ('@a #bibliography("x.bib", title: [x(y)], full: true)', "a *"),
    ('@a #bibliography(("x.bib", "y.bib"), full: false)', "a"),
]


@pytest.mark.parametrize(("text", "keys"), TYPST)
def test_typst(cites, text, keys):
    assert list(cites("main.typ", text).keys) == keys.split()


def test_labels_of_a_typst_document_are_doubtful(cites):
    cited = cites("main.typ", '#figure(image("a.png")) <fig:one>\n@fig:one @a #cite(<b>) = Intro <sec-1>\n')
    assert cited.keys == ("fig:one", "a", "b")
    assert cited.doubtful == {"fig:one", "sec-1"}


PANDOC = [
    ("As @a said [see @b, p. 3; -@c:2017]. Mail me@example.org, `@no`, \\@no.", "a b c:2017"),
    ('[@a; @b]. @c, @d\'s (@e) "@f" [-@g] *@h* ^@i^', "a b c d e f g h i"),
    (
        "@{https://x.org/y} @http://x.org/y. @a--b @c.d. @e:f: @k/l @5x @_u",
        "https://x.org/y http://x.org/y a c.d e:f k/l 5x _u",
    ),
    ("[x](https://m.com/@no) <https://m.com/@no> <me@no.org>\n\n[r]: http://x/@no\n\nb[^1]\n\n[^1]: @a", "a"),
    ("```python\n@no\n```\n\n~~~~\n@no\n```\n@no\n~~~~\n\n> ```\n> @no\n> ```\n\n@a `` @no ` @no ``", "a"),
    ("<!-- @no\n @no -->$x @no$ $$@no$$ costs $5 [@a] and $6 [@b]", "a b"),
    ("---\nnocite: |\n  @a, @b\n---\n", "a b"),
    ("---\ntitle: T\nnocite: |\n  @*\n---\n@a", "a *"),
    ('---\nnocite: "@*"\n---\n', "*"),
    ("a@b x@y.org é@z", ""),
]


@pytest.mark.parametrize(("text", "keys"), PANDOC)
def test_pandoc(cites, text, keys):
    assert list(cites("main.md", text).keys) == keys.split()


@pytest.mark.program("pandoc")
@pytest.mark.parametrize("text", [text for text, _ in PANDOC])
def test_pandoc_itself_finds_the_same_keys(tmp_path, cites, text):
    cited = cites("x.md", text)
    done = subprocess.run(["pandoc", "-t", "json", str(tmp_path / "x.md")], capture_output=True, text=True, check=True)
    seen = []

    def walk(node):
        if isinstance(node, dict):
            seen.extend([node["citationId"]] if "citationId" in node else [])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(done.stdout))
    assert sorted(cited.keys) == sorted(set(seen))


def test_a_star_in_the_text_is_no_citation(cites):
    assert cites("main.md", "no @* here, @a").keys == ("a",)


def test_labels_and_what_may_be_none_are_doubtful(cites):
    text = (
        "See @fig:one, @Fig-two, @sec:x, @tbl-a and @eq-b, not @figure or @a.\n\n# Intro {.x #intro}\n\n@intro\n\n"
        "https://medium.com/@user/post\n\n    @decorator\n"
    )
    cited = cites("main.qmd", text)
    assert {"a", "figure"} <= set(cited.keys) - cited.doubtful
    assert {"fig:one", "Fig-two", "sec:x", "tbl-a", "eq-b", "intro", "decorator"} <= set(cited.keys) & cited.doubtful
    assert "user/post" not in set(cited.keys) - cited.doubtful


@pytest.mark.parametrize("name", ["x.docx", "x", "x.bib"])
def test_other_files_are_refused_with_the_known_kinds(tmp_path, name):
    with pytest.raises(FileError, match="which keys") as raised:
        read_cited(tmp_path / name)
    assert all(suffix in raised.value.hint for suffix in DOCUMENT_KINDS)


def test_what_is_not_there_and_what_is_no_text(tmp_path):
    with pytest.raises(FileError, match="cannot read"):
        read_cited(tmp_path / "x.tex")
    (tmp_path / "x.Rmd").write_bytes(b"@a \xff\xfe @b \x00")
    assert read_cited(tmp_path / "x.Rmd").keys == ("a", "b")


@pytest.mark.parametrize("name", ["é" * 200, "a\0b", "main", ".", "/", "chap"])
@pytest.mark.parametrize("text", ["\\input{{{}}}\\cite{{a}}", '@a #include "{}.typ"'])
def test_parts_that_are_no_files_are_passed_over(tmp_path, cites, name, text):
    (tmp_path / "chap").mkdir()
    for suffix in (".tex", ".typ"):
        assert set(cites(f"main{suffix}", text.format(name)).keys) <= {"a"}


def test_what_latex_makes():
    assert [suffix for suffix in (*DOCUMENT_KINDS, ".bib") if is_made(Path(f"x{suffix}"))] == [".aux", ".bcf"]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", sorted(DOCUMENT_KINDS))
@pytest.mark.parametrize(
    "text", ["\\cite[" * 9000, "`" * 20_000, "[@a;" * 9000, "@{" * 9000, "<" * 9000, "$" * 9000, "{" * 9000]
)
def test_hostile_documents_are_read_fast(cites, seconds, suffix, text):
    with seconds(1.0):
        cites(f"x{suffix}", text)
