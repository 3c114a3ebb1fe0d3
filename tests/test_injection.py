"""Nothing in fetched text acts: hostile values in every field, before the real reader of every target."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from html import escape
from html.parser import HTMLParser

import pytest
import rispy
import tomli

from refexport.__main__ import main
from refexport.data.datamodel import FIELDS
from refexport.formats import FORMATS
from refexport.formats.format import clean
from refexport.model.date import Date
from refexport.model.entry import Entry, print_value
from refexport.model.name import Name
from refexport.model.text import Span, Style, literal_text
from refexport.project import Project
from tests.clients import read_with_citation_js

SECRET = "Sesame3141"
"""What a file holds that nobody asked for: it must not be in what is printed."""

TEX = (
    r"\input{secret}", r"\input secret ", r"\write18{touch pwned}", r"\immediate\write18{touch pwned}",
    r"\immediate\openout5=pwned\relax", r"\catcode`\%=12 ", "^^5cinput{secret}", r"\csname input\endcsname{secret}",
    r"}}\input{secret}{{", r"}\input{secret}{", r"\\input{secret}", r"$\input{secret}$", r"\(\input{secret}\)",
    r"\let\x\input \x{secret}", r"\def\x{\input{secret}}\x", r"\loop\iftrue\repeat", r"{\input{secret}", r"\begin{verbatim}",
    r"\end{document}", r"\par\input{secret}", "%\n\\input{secret}", "\\\ninput{secret}", "\\\u0303input{secret}", "a\\",
    "\\\u200binput{secret}", "\\\u202einput{secret}", r"\verb|x|", r"$", r"a$b_c^d&e#f%g~h", r"\special{x}", r"\read16to\x",
    r"\frac", r"\frac{1}", r"\sqrt", r"\left", r"\left( x \right", r"\hat", r"\mbox", "x^", "x_", r"\over\over", r"\root 3",
)  # fmt: skip
BIB = (
    '"#', '" # x # "', '},\n@preamble{"\\input{secret}"}\n@misc{pwned,', '@preamble{"\\input{secret}"}',
    '@string{jan = "pwned"}', "\n@misc{pwned, title = {x}}\n", "@comment{", "and others and", "x and y, and", ",,,,", "{", "}", "0",
)  # fmt: skip
RIS = ("x\nER  - \n\nTY  - JOUR\nTI  - pwned\nER  - ", "x\r\nER  - \r\nTY  - BOOK\r\nTI  - pwned", "x\rER  - \rTY  - BOOK",
       "x\u2028ER  - \u2028TY  - BOOK", "x\x85TY  - BOOK\x85TI  - pwned", "x\x0bER  - ", "ER  - ", "TY  - JOUR", "M2  - type: book")  # fmt: skip
TERMINAL = (
    "\x1b]0;pwned\x07x",
    "\x1b[2Jx",
    "\x9b2Jx",
    "a\x00b",
    "a\u202eb",
    "\u2066a\u2069",
    "a\x7f\bb",
    "a\u200b\ufeffb",
    "a\ud83db",
)
MARKUP = (
    "</script><script>pwned()</script>", "<img src=x onerror=pwned()>", "<svg/onload=pwned()>", '<a href="javascript:pwned()">x</a>',
    "<b onclick=pwned()>x</b>", '<span style="x" onclick="pwned()">x</span>', "<!-- x", "&lt;script&gt;pwned()", "<tex>\\input{secret}</tex>",
    "`\\input{secret}`{=latex}", "```{=latex}\n\\input{secret}\n```", "`<script>`{=html}", "[x](javascript:pwned())", "![x](secret.tex)",
    "<i>\\input{secret}", "{{< include secret.tex >}}", "@pwned [@pwned]",
)  # fmt: skip
DATA = (
    '": "', '"}, {"id": "pwned"', "- !!python/object/apply:os.system [touch pwned]", "# x", ": x", "x: [", "'", "&a *a", "---", "~",
    '"""', "'''", "\\u0000", "[pwned]", "pwned = 1", "type: book", "Citation Key: pwned", "{:title: pwned}",
)  # fmt: skip
CI = (
    "\n::error file=pwned::x",
    "%0A::error::pwned",
    "::set-output name=x::pwned",
    "\r::stop-commands::x",
    "::add-mask::a",
    "\n##[error]pwned",
)

PAYLOADS = (*TEX, *BIB, *RIS, *TERMINAL, *MARKUP, *DATA, *CI)

TYPES = ("article", "inproceedings", "book", "preprint", "thesis", "online")

LEFT_OUT = frozenset(
    "eprinttype crossref xref related relatedtype relatedstring relatedoptions ids options langidopts entryset presort "
    "entrysubtype subtitle".split()
)
"""Fields that name entries or steer programs, which no registry says; and the subtitle, which others join to the title."""

GLYPHS = re.compile(r"Unicode character|Missing character|not set up for use|Invalid UTF-8|Command \\\w+ unavailable")
"""What LaTeX says of characters that its fonts lack: the only errors that a hostile text may cause."""


def hostile(payloads=PAYLOADS):
    """Entries of two types for each payload, which stands in every field that a registry may fill."""
    fields = [field for field in FIELDS if field not in LEFT_OUT]
    return [
        Entry(f"k{n}{type_}", type_, {field: value(field, payload) for field in fields})
        for n, payload in enumerate(payloads)
        for type_ in (TYPES[n % len(TYPES)], TYPES[(n + 3) % len(TYPES)])
    ]


def value(field, payload):
    match FIELDS[field]:
        case "names":
            people = {"author": Name(payload, payload), "editor": Name("Fam", payload, payload, payload)}
            return (people.get(field, Name(literal=payload)),)
        case "date":
            return Date(2020, 2, 3)
        case "list":
            return (payload, f"x {payload}")
        case "literal":
            return {"doi": "10.1000/", "url": "https://example.org/"}.get(field, "") + payload
    return (
        Span(payload),
        Span(payload, frozenset({Style.ITALIC})),
        Span(" x "),
        Span(payload, frozenset({Style.MATH})),
    )


def written(folder, payloads=PAYLOADS, names=FORMATS):
    """The files of the hostile entries by format, beside a secret."""
    folder.joinpath("secret.tex").write_text(SECRET)
    files = {name: folder / f"{name}{FORMATS[name].suffix}" for name in names}
    for name, path in files.items():
        path.write_bytes(FORMATS[name].write(hostile(payloads)).text.encode())
    return files


def run(*command, folder, timeout=300, **environment):
    names = {**os.environ, "openin_any": "a", "openout_any": "a", "shell_escape": "t", **environment}
    return subprocess.run(
        command, cwd=folder, env=names, capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL
    )


# --- LaTeX, which is allowed everything that it can be allowed

HEAD = r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{url}\usepackage[hidelinks]{hyperref}"
DOCUMENTS = {
    "plain": HEAD + r"\begin{document}\nocite{*}\bibliographystyle{plain}\bibliography{bibtex}\end{document}",
    "plainnat": HEAD + r"\usepackage{natbib}\begin{document}\nocite{*}\bibliographystyle{plainnat}\bibliography{bibtex}\end{document}",
    "authoryear": HEAD + r"\usepackage[style=authoryear,giveninits=true,backend=biber]{biblatex}\addbibresource{biblatex.biblatex.bib}"
    r"\begin{document}\nocite{*}\printbibliography\end{document}",
    "reading": HEAD + r"\usepackage[style=reading,backend=biber]{biblatex}\addbibresource{biblatex.biblatex.bib}"
    r"\begin{document}\nocite{*}\printbibliography\end{document}",
}  # fmt: skip
"""style -> a document that prints every entry; ``reading`` prints abstracts, annotations and keywords too."""


def latex(folder, name):
    """What pdflatex prints of a document, and its errors."""
    run("pdflatex", "-shell-escape", "-file-line-error", "-interaction=nonstopmode", name, folder=folder)
    log = folder.joinpath(f"{name}.log").read_bytes().decode("utf-8", "replace")
    errors = [line for line in log.splitlines() if re.match(r"! |\S+\.(?:aux|bbl|sty|tex):\d+: ", line)]
    text = run("pdftotext", f"{name}.pdf", "-", folder=folder).stdout.decode()
    return text, errors


def acted(folder, text):
    """What a payload has done."""
    return [*folder.glob("pwned*"), *re.findall(SECRET, text)]


@pytest.mark.program("pdflatex", "pdftotext")
@pytest.mark.parametrize(
    "payload", [r"\input{secret}", r"\immediate\write18{touch pwned}", r"\immediate\openout5=pwned\relax"]
)
def test_the_trap_works(payload, tmp_path):
    """What stands in the text as it is does act: the tests below would notice."""
    tmp_path.joinpath("secret.tex").write_text(SECRET)
    tmp_path.joinpath("doc.tex").write_text(HEAD + r"\begin{document}x " + payload + r"\end{document}")
    text, _ = latex(tmp_path, "doc")
    assert acted(tmp_path, text)


@pytest.mark.program("pdflatex", "pdftotext", "bibtex", "biber")
@pytest.mark.parametrize("style", DOCUMENTS)
def test_latex_prints_and_does_nothing_else(style, tmp_path):
    name = "bibtex" if style.startswith("plain") else "biblatex"
    written(tmp_path, names=[name])
    tmp_path.joinpath("doc.tex").write_text(DOCUMENTS[style])
    latex(tmp_path, "doc")
    done = run("bibtex" if name == "bibtex" else "biber", "doc", folder=tmp_path)
    assert done.returncode == 0, done.stdout[-2000:]
    text, errors = latex(tmp_path, "doc")
    assert acted(tmp_path, text) == []
    assert [error for error in errors if not GLYPHS.search(error)] == []
    assert "input" in text


# --- pandoc: HTML, and LaTeX again

NOCITE = "---\nnocite: '@*'\n---\n\nx\n"
ADDRESSES = (
    "javascript:pwned()",
    "JaVaScRiPt:pwned()",
    "data:text/html,<script>pwned()</script>",
    "vbscript:pwned()",
    "\x01javascript:pwned()",
)
CSL = ("csl-json", "csl-yaml", "zotero")
LINKS = re.compile(r"(?:https?|doi|mailto):|#|//")


class Page(HTMLParser):
    """What of a page a browser would run."""

    def __init__(self, page):
        super().__init__()
        self.running = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "img", "svg", "iframe", "object", "embed", "link", "base", "form", "style"):
            self.running.append(tag)
        self.running += [name for name, _ in attributes if name.startswith("on")]
        self.running += [
            f"{name}={text}" for name, text in attributes if name in ("href", "src") and not LINKS.match(text)
        ]


def bibliography(folder, name, to):
    """What pandoc makes of all entries of a file."""
    folder.joinpath("x.md").write_text(NOCITE)
    file = f"--bibliography={name}{FORMATS[name].suffix}"
    whole = ("-s",) if to == "latex" else ()
    done = run("pandoc", *whole, "--citeproc", file, "x.md", "-t", to, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


@pytest.mark.program("pandoc")
@pytest.mark.parametrize("name", CSL)
def test_pandoc_makes_a_page_that_runs_nothing(name, tmp_path):
    written(tmp_path, names=[name])
    page = bibliography(tmp_path, name, "html")
    assert page.count('class="csl-entry"') == len(hostile())
    assert Page(page).running == []
    assert acted(tmp_path, page) == []


@pytest.mark.program("pandoc")
@pytest.mark.parametrize("name", CSL)
def test_an_address_leads_to_the_web_only(name, tmp_path):
    entries = [Entry(f"k{n}", "online", {"title": literal_text("x"), "url": url}) for n, url in enumerate(ADDRESSES)]
    tmp_path.joinpath(f"{name}{FORMATS[name].suffix}").write_bytes(FORMATS[name].write(entries).text.encode())
    page = bibliography(tmp_path, name, "html")
    assert page.count('class="csl-entry"') == len(ADDRESSES)
    assert Page(page).running == []


@pytest.mark.program("pandoc", "pdflatex", "pdftotext")
@pytest.mark.parametrize("name", CSL)
def test_what_pandoc_makes_for_latex_prints_and_does_nothing_else(name, tmp_path):
    written(tmp_path, names=[name])
    tmp_path.joinpath("doc.tex").write_text(bibliography(tmp_path, name, "latex"))
    text, errors = latex(tmp_path, "doc")
    assert acted(tmp_path, text) == []
    assert [error for error in errors if not GLYPHS.search(error)] == []
    assert "input" in text


# --- Typst

TYPST = (
    '#read("secret.tex")', '$#read("secret.tex")$', '$"a" #eval("read(\\"secret.tex\\")")$', '#include "secret.typ"', "$x$ *b* _e_ `r`",
    "<label> @key", "{x}", "\\#", '#raw(read("secret.tex"))', '#image("secret.tex")', "$", "`", "*", "_", "[", "]", "\\",
)  # fmt: skip


def typeset(folder, source):
    """What Typst prints of a document."""
    typst = pytest.importorskip("typst")
    folder.joinpath("doc.typ").write_text(source)
    typst.compile(str(folder / "doc.typ"), output=str(folder / "doc.pdf"))
    return run("pdftotext", "doc.pdf", "-", folder=folder).stdout.decode()


@pytest.mark.program("pdftotext")
def test_typst_prints_and_does_nothing_else(tmp_path):
    written(tmp_path, (*PAYLOADS, *TYPST), ["hayagriva"])
    tmp_path.joinpath("secret.typ").write_text(SECRET)
    assert acted(tmp_path, typeset(tmp_path, '#read("secret.tex")'))
    text = typeset(tmp_path, '#bibliography("hayagriva.yml", full: true)')
    assert acted(tmp_path, text) == []
    assert "input" in text


# --- RIS, and the clients that only read


@pytest.mark.program("ris2xml")
def test_a_ris_record_holds_no_other(tmp_path):
    file = written(tmp_path, names=["ris"])["ris"]
    with file.open(encoding="utf-8") as lines:
        records = rispy.load(lines)
    titles = [printed(entry) for entry in hostile()]
    assert [record.get("title", "") for record in records] == titles
    assert len({record["type_of_reference"] for record in records}) == len(TYPES)
    assert len(re.findall(rb"<mods[ >]", run("ris2xml", str(file), folder=tmp_path).stdout)) == len(titles)
    lines = file.read_bytes().decode().split("\r\n")
    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []
    assert (
        sum(line.startswith("ER  -") for line in lines)
        == sum(line.startswith("TY  -") for line in lines)
        == len(titles)
    )


def printed(entry):
    """The characters of a title on one line, mathematics between dollars."""
    runs = (f"${span.text}$" if span.has(Style.MATH) else span.text for span in entry.text("title"))
    return " ".join(clean("".join(runs)).split())


NOTES = (
    "type: book",
    "Citation Key: pwned",
    "DOI: 10.1000/pwned",
    "Title : pwned",
    "publisher-place: pwned",
    "x {:title: pwned}",
)
"""Notes that Zotero or citeproc-js take for another variable (Zotero's "Extra" field; citeproc-js, "Note fields")."""


@pytest.mark.parametrize("name", CSL)
@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_no_other_variable(name, note):
    work = Entry("k", "misc", {"title": literal_text("T"), "note": literal_text(note)})
    file = FORMATS[name].write([work])
    assert [loss.field for loss in file.lost] == ["note"]
    read = FORMATS[name].read(file.text, name).entries
    assert [(one.key, one.type, one.plain("title"), set(one.fields)) for one in read] == [
        ("k", "misc", "T", {"title", "note"})
    ]
    assert not re.search(r"^ *[A-Za-z -]+ ?:|\{:", read[0].plain("note"))


@pytest.mark.program("node", "npm")
def test_citation_js_reads_no_other_entries(tmp_path):
    files = written(tmp_path, names=["bibtex", "biblatex", "csl-json", "zotero", "ris"])
    keys = [entry.key for entry in hostile()]
    read = read_with_citation_js(files)
    assert {name: (len(items), errors) for name, (items, errors) in read.items()} == dict.fromkeys(
        files, (len(keys), [])
    )
    assert [[item["id"] for item in read[name][0]] for name in files if name != "ris"] == [keys] * 4
    assert [item["title"] for item in read["csl-json"][0]] == [
        item["title"] for item in json.loads(files["csl-json"].read_text())
    ]


# --- the terminal, and reports for machines


def steering(text):
    """The characters of a stream that steer what shows it."""
    return {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {"\n", "\r"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project whose lock holds a payload in every field of a record, and in what it tells besides."""
    folder = tmp_path_factory.mktemp("project")
    held = [
        (f"k{n}", payload)
        for n, payload in enumerate(PAYLOADS)
        if payload.isascii() or payload.encode("utf-8", "ignore").decode() == payload
    ]
    source = "".join(f'[{key}]\ndoi = "10.1000/{key}"\n' for key, _ in held)
    folder.joinpath("entries.toml").write_text(
        f'[refexport]\nversion = 1\n\n[kept]\ntype = "misc"\ntitle = "Kept"\n{source}'
    )
    lock = {"version": 1, "entries": {key: [record(key, payload)] for key, payload in sorted(held)}}
    folder.joinpath("entries.lock.json").write_text(json.dumps(lock))
    return folder


def record(key, payload):
    fields = {
        field: print_value(field, value(field, payload))
        for field in FIELDS
        if field not in LEFT_OUT | {"doi", "groups"}
    }
    links = {"published": [payload], "retraction": [payload], "newer": [payload]}
    entry = {"type": "article", **fields, "doi": f"10.1000/{key}"}
    return {
        "id": f"doi:10.1000/{key}",
        "service": "crossref",
        "updated": payload,
        "entry": entry,
        "raw": {"title": payload},
        "links": links,
    }


def refexport(*arguments, folder):
    done = subprocess.run([sys.executable, "-m", "refexport", *arguments], cwd=folder, capture_output=True, timeout=120)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout.decode(), done.stderr.decode()


SPOKEN = [
    *(("show", f"k{n}", *more) for n, payload in enumerate(PAYLOADS) if payload in (*TERMINAL[:-1], *CI[:1], TEX[0]) for more in ((), ("--json",))),
    ("check",), ("check", "--format", "json"), ("check", "--format", "github"), ("check", "--format", "sarif"),
    *(("export", "--explain-loss", "--to", name) for name in FORMATS),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("arguments", SPOKEN, ids=" ".join)
def test_nothing_steers_the_terminal(arguments, project):
    out, err = refexport(*arguments, folder=project)
    assert steering(out) == set()
    assert steering(err) == set()


def test_a_finding_is_one_command_of_github(project):
    findings = json.loads(refexport("check", "--format", "json", folder=project)[0])["findings"]
    lines = refexport("check", "--format", "github", folder=project)[0].split("\n")
    assert len(findings) > len(PAYLOADS)
    assert lines.pop() == ""
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        found = re.fullmatch(r"::(?:error|warning|notice) ([^:]*)::(.*)", line)
        assert found, line
        properties = dict(one.split("=", 1) for one in found[1].split(","))
        assert properties == {"file": "entries.toml", "line": str(finding["line"]), "title": finding["rule"]}
        assert re.findall("%(?!25)", found[2]) == []


def test_sarif_holds_the_findings_and_nothing_else(project):
    findings = json.loads(refexport("check", "--format", "json", folder=project)[0])["findings"]
    results = json.loads(refexport("check", "--format", "sarif", folder=project)[0])["runs"][0]["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [(one["rule"], one["level"]) for one in findings]
    assert {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results} == {"entries.toml"}


# --- what others wrote, imported


def bib(payload, key):
    return f"@misc{{{key},\n  title = {{{payload}}},\n  author = {{{payload}}},\n  note = {{{payload}}},\n  year = 2020,\n}}\n"


def ris(payload, key):
    return f"TY  - JOUR\nTI  - {payload}\nAU  - {payload}\nN1  - {payload}\nKW  - {payload}\nPY  - 2020\nM2  - Citation Key: {key}\nER  - \n"


def csl(payload, key):
    names = [{"family": payload, "given": payload}, {"literal": payload}]
    item = {
        "id": key,
        "type": "book",
        "title": payload,
        "author": names,
        "note": payload,
        "keyword": payload,
        "custom": {"arxiv": payload},
    }
    return json.dumps([item])


def enw(payload, key):
    return f"%0 Book\n%F {key}\n%A {payload}\n%T {payload}\n%Z {payload}\n%K {payload}\n%D 2020\n"


def endnote(payload, key):
    words = escape(payload, quote=False)
    return (
        f"<xml><records><record><ref-type>6</ref-type><contributors><authors><author>{words}</author></authors></contributors>"
        f"<titles><title>{words}</title></titles><notes>{words}</notes><label>{escape(key)}</label></record></records></xml>"
    )


SOURCES = {
    "x.bib": bib, "x.ris": ris, "x.json": csl, "x.md": "- {} ({})\n".format, "x.enw": enw, "x.xml": endnote,
}  # fmt: skip
KEPT = '[kept]\ntype = "misc"\ntitle = "Kept"  # as it is\n'


@pytest.fixture
def imported(tmp_path, monkeypatch, capfdbinary):
    """Imports a file's text into a small project; gives its entries and its tables, which must be readable."""
    monkeypatch.chdir(tmp_path)

    def read(name, text):
        tmp_path.joinpath("entries.toml").write_text(KEPT)
        tmp_path.joinpath(name).write_bytes(text.encode("utf-8", "replace"))
        code = main(["import", "--write", name])
        out, err = (stream.decode() for stream in capfdbinary.readouterr())
        assert code in (0, 1, 2), err
        assert steering(out + err) == set()
        source = tmp_path.joinpath("entries.toml").read_bytes().decode()
        assert source.startswith(KEPT)
        return Project(tmp_path / "entries.toml").entries, tomli.loads(source)

    return read


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_what_is_imported_stands_in_its_own_tables(name, imported):
    for payload in PAYLOADS:
        _, tables = imported(name, SOURCES[name](payload, "hostile"))
        assert tables.pop("kept") == {"type": "misc", "title": "Kept"}
        for key, table in tables.items():
            assert set(table) <= {"type", "arxiv", *FIELDS}, (payload, key)


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(
    "key",
    [
        "refexport",
        "REFEXPORT",
        "kept",
        "a b",
        "a]\n[b",
        "\x1b[2J",
        "é",
        "",
        "x" * 300,
        "../x",
        "-",
        '"',
        "a.b",
        "\ud83d",
    ],
)
def test_a_key_of_others_is_an_entry_of_its_own(name, key, imported):
    entries, tables = imported(name, SOURCES[name]("Title", key))
    assert tables.pop("kept") == {"type": "misc", "title": "Kept"}
    assert [entry.key for entry in entries] == ["kept", *tables]
    assert "refexport" not in {table.lower() for table in tables}


@pytest.mark.program("pdflatex", "pdftotext", "bibtex")
@pytest.mark.parametrize("name", ["x.bib", "x.json", "x.ris"])
def test_what_is_imported_does_nothing_when_it_is_exported(name, imported, tmp_path):
    works = [work for payload in (*TEX, *MARKUP) for work in imported(name, SOURCES[name](payload, "hostile"))[0]]
    numbered = [Entry(f"k{n}", work.type, work.fields) for n, work in enumerate(works)]
    assert len(numbered) > len(TEX)
    tmp_path.joinpath("secret.tex").write_text(SECRET)
    tmp_path.joinpath("bibtex.bib").write_bytes(FORMATS["bibtex"].write(numbered).text.encode())
    tmp_path.joinpath("doc.tex").write_text(DOCUMENTS["plain"])
    latex(tmp_path, "doc")
    run("bibtex", "doc", folder=tmp_path)
    text, _ = latex(tmp_path, "doc")
    assert acted(tmp_path, text) == []
