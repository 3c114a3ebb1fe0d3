"""`refexport cite`: what pandoc prints of the CSL-JSON that anybody can export, in twelve styles and of every type."""

import re
import subprocess
from pathlib import Path

import pytest

from refexport.data.datamodel import TYPES
from refexport.errors import FileError
from refexport.styles.finding import find_style, style_names

TEX_LIVE = Path("/usr/share/texlive/texmf-dist/tex/latex/citation-style-language/styles")
STYLES = "acs ama apsa asa apa chicago chicago-notes elsevier harvard ieee mla nature vancouver mhra".split()
PANDOC = pytest.mark.program("pandoc")
NEEDS_STYLES = pytest.mark.skipif(not TEX_LIVE.is_dir(), reason="TeX Live's CSL styles are not installed")


def works():
    """A work of every type, with what such works may have, markup, accents and all."""
    entries = []
    for n, type_ in enumerate(TYPES):
        entries.append(
            f'["{type_}{n}"]\ntype = "{type_}"\ntitle = "On <i>{type_}</i> & Größe: $x^2$ of it"\n'
            f'author = ["Doe, Jane", "van der Berg, Jan", "{{Some Group}}"]\neditor = ["Roe, Richard"]\ndate = "{1990 + n}-0{n % 9 + 1}"\n'
            f'publisher = "Press"\nlocation = "Paris"\njournaltitle = "Journal of Things"\nbooktitle = "Book of Things"\nvolume = "{n}"\nnumber = "2"\npages = "1--9"\n'
            f'institution = "University"\nurl = "https://example.org/{n}"\ndoi = "10.1000/{n}"\n'
        )
    return "\n".join(entries)


@pytest.fixture
def store(folder, refexport):
    (folder / "entries.toml").write_text(works())
    assert refexport("export", "works.json", "--to", "csl-json", "--allow-incomplete").code == 0
    return folder


@PANDOC
@NEEDS_STYLES
@pytest.mark.parametrize("style", STYLES)
def test_each_style_prints_all_types_as_pandoc_does(refexport, store, style):
    """Against a document that cites all of the exported file, the way that pandoc's manual has for it ("Citations")."""
    (store / "all.md").write_text("---\nnocite: '@*'\n---\n")
    for target, name in (("html", "html"), ("text", "plain"), ("latex", "latex")):
        ours = refexport("cite", "--style", style, "--to", target)
        assert ours.code == 0, ours.err
        command = [
            "pandoc",
            "all.md",
            "--citeproc",
            "--bibliography",
            "works.json",
            "--csl",
            str(find_style(style)),
            "-t",
            name,
            "--wrap=none",
        ]
        theirs = subprocess.run(command, capture_output=True, text=True, check=True, cwd=store).stdout
        assert ours.out == theirs
        assert "Doe" in ours.out


@PANDOC
@NEEDS_STYLES
def test_all_types_are_printed(refexport, store):
    out = refexport("cite", "--style", "apa", "--to", "html").out
    assert set(re.findall(r'id="ref-([a-z]+)\d+"', out)) == set(TYPES)


@PANDOC
@NEEDS_STYLES
def test_years_and_kinds_are_headings(refexport, store):
    out = refexport("cite", "--by", "year", "--to", "html").out
    years = [int(year) for year in re.findall(r"<h2[^>]*>(\d+)</h2>", out)]
    assert years == sorted(range(1990, 1990 + len(TYPES)), reverse=True)
    assert out.count('class="csl-entry"') == len(TYPES)
    assert re.findall(r"<h2[^>]*>([^<]*)</h2>", refexport("cite", "--by", "type", "--to", "html").out)[:2] == [
        "Journal articles",
        "Books",
    ]


@PANDOC
@NEEDS_STYLES
def test_some_keys_and_their_other_names(refexport, folder):
    (folder / "entries.toml").write_text(
        '[a]\ntitle = "One"\nids = ["b"]\ndate = 2001\n\n[c]\ntitle = "Two"\ndate = 2002\n'
    )
    assert refexport("cite", "a", "--style", "apa").out.split() == ["One.", "(2001)."]
    assert refexport("cite", "--style", "apa").out.count("One") == 1


@PANDOC
@NEEDS_STYLES
def test_a_docx_is_a_file_that_word_opens(refexport, store):
    assert refexport("cite", "-o", "works.docx", "--title", "Our *Works*").code == 0
    text = subprocess.run(
        ["pandoc", "works.docx", "-t", "plain"], capture_output=True, text=True, check=True, cwd=store
    ).stdout
    assert "Größe" in text
    assert (refexport("cite", "--to", "docx").code, (store / "works.docx").read_bytes()[:2]) == (2, b"PK")


@PANDOC
@NEEDS_STYLES
def test_markdown_is_plain_enough_for_every_site(refexport, store):
    out = refexport("cite", "--style", "apa", "--to", "markdown").out
    assert ":::" not in out
    assert "<div" not in out


HOSTILE = (
    "<script>pwned()</script>",
    "`x`{=html}",
    "\\input{secret}",
    "![x](secret.tex)",
    "</div><img src=x onerror=pwned()>",
    "@c",
    "[x](javascript:pwned())",
)


@PANDOC
@NEEDS_STYLES
@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_titles_are_text(refexport, folder, payload):
    (folder / "secret.tex").write_text("Sesame3141")
    (folder / "entries.toml").write_text(f"[a]\ntitle = '{payload}'\nauthor = ['Doe, Jane']\ndate = 2001\n")
    html, latex = refexport("cite", "--to", "html").out, refexport("cite", "--to", "latex").out
    assert not re.search(r"<(script|img)|href=.javascript", html)
    assert not re.search(r"\\input\{|\\includegraphics", latex)
    assert "Sesame3141" not in html + latex


def test_a_style_that_points_to_another_is_that_one(folder, monkeypatch):
    styles = folder / "styles"
    styles.mkdir()
    monkeypatch.setenv("REFEXPORT_STYLES", str(styles))
    head = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>'
    (styles / "child.csl").write_text(
        f'{head}<link href="http://www.zotero.org/styles/parent" rel="independent-parent"/></info></style>'
    )
    (styles / "parent.csl").write_text(f"{head}</info></style>")
    (styles / "ring.csl").write_text(
        f'{head}<link href="http://www.zotero.org/styles/ring" rel="independent-parent"/></info></style>'
    )
    (styles / "bad.csl").write_text("<style")
    (styles / "other.csl").write_text("<html/>")
    assert find_style("child") == styles / "parent.csl"
    assert {"child", "parent"} <= set(style_names())
    for name, said in (
        ("ring", "point to each other"),
        ("bad", "is no CSL style"),
        ("other", "it is a <html>"),
        ("chidl", "no style chidl is here"),
        ("x/y.csl", "no such file"),
        ("..", "no style"),
    ):
        with pytest.raises(FileError, match=said):
            find_style(name)


def test_who_has_no_pandoc_is_told_what_to_install(refexport, folder, monkeypatch):
    (folder / "x.csl").write_text('<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info/></style>')
    (folder / "entries.toml").write_text('[a]\ntitle = "One"\n')
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    ran = refexport("cite", "--style", "./x.csl")
    assert ran.code == 2
    assert "install pandoc, or pip install 'refexport[styles]'" in ran.err
