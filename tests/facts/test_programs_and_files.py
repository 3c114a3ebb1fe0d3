"""What programs take, call their files and mean by a name, compared with their documentation or the programs themselves."""

import json
import re
import subprocess

import pytest
import typst
import yaml
from pylatexenc.latex2text import LatexNodes2Text

from refexport.formats import FORMATS
from refexport.formats.bib.groups import print_groups, read_groups
from refexport.formats.clients import CLIENTS
from refexport.formats.hayagriva.strings import SYMBOLS
from refexport.formats.yamltext import CONSTANTS, CORE, read_yaml
from refexport.imports.readers import READERS
from refexport.model.entry import Entry, parse_value, print_value
from refexport.model.text import Span, Style

# --- files

FILES = {
    "bib": [
        ".bib",
        ".bibtex",
    ],  # BibTeX's manual page; JabRef writes .bib, Zotero's translator has .bib, others .bibtex
    "csl-json": [".json"],  # IANA: application/vnd.citationstyles.csl+json
    "csl-yaml": [".yaml"],  # pandoc's manual, "Specifying bibliographic data": BibTeX .bibtex, CSL YAML .yaml
    "cff": [".cff"],  # the guide to the Citation File Format: the file is called CITATION.cff
    "endnote": [".xml"],  # EndNote's export, "Save as type: XML"; Zotero's translator Endnote XML
    "enw": [".enw"],  # EndNote's "Importing tagged data"; Zotero's Refer/BibIX translator
    "isi": [
        ".ciw",
        ".isi",
    ],  # Web of Science: "Other file formats" gives .ciw for EndNote; Zotero's ISI translator has .isi
    "nbib": [".nbib"],  # PubMed Help, "Citation manager"; Zotero's MEDLINE/nbib translator
    "zotero-rdf": [".rdf"],  # Zotero's documentation, "Importing"; IANA: application/rdf+xml
    "ris": [".ris"],  # Zotero's and rispy's documentation
    "mods": [".mods"],  # IANA: application/mods+xml
    "word": [".sources.xml"],  # Word: %APPDATA%\\Microsoft\\Bibliography\\Sources.xml
    "bbl": [".bbl", ".tex"],  # BibTeX's and biber's manual pages; LaTeX's thebibliography stands in the document
    "html": [".htm", ".html", ".xhtml"],  # IANA: text/html, application/xhtml+xml; browsers export bookmarks as .html
    "org": [".org"],  # IANA: text/org
    "csv": [".csv", ".tsv"],  # RFC 4180; IANA: text/tab-separated-values
    "hayagriva": [".yml"],  # Typst's ``bibliography``: .yaml or .yml; pandoc has the former
}
"""kind -> the suffixes of such files."""


def test_files_of_a_kind_have_the_suffixes_that_programs_give_them():
    assert {kind: sorted(reader.suffixes) for kind, reader in READERS.items() if kind != "list"} == FILES


TWO_DOTS = {"biblatex", "zotero", "bbt-json", "endnote", "word"}
"""Formats whose usual suffix is another one's."""


def test_each_format_writes_a_file_that_is_read_as_its_kind():
    for name, form in FORMATS.items():
        fitting = [
            (len(one), kind) for kind, suffixes in FILES.items() for one in suffixes if form.suffix.endswith(one)
        ]
        kinds = [kind for length, kind in fitting if length == max(fitting)[0]]
        expected = {"bibtex": "bib", "biblatex": "bib", "zotero": "csl-json", "bbt-json": "csl-json"}.get(name, name)
        assert kinds == [expected]
        assert (form.kind or expected) == expected
    assert len({form.suffix for form in FORMATS.values()}) == len(FORMATS)
    assert {name for name, form in FORMATS.items() if form.suffix.count(".") == 2} == TWO_DOTS
    for name in TWO_DOTS - {"word"}:
        assert FORMATS[name].suffix.startswith(f".{name.partition('-')[0]}.")


# --- programs

DOCUMENTED = {
    "better-bibtex": (
        "biblatex",
        "File > Import > A file",
    ),  # Better BibTeX's documentation, "Importing"; it writes BibLaTeX best
    "bibutils": ("bibtex", "bib2xml {file}", "xml2ris"),  # bib2xml(1), xml2ris(1)
    "citation-js": (
        "csl-json",
        "citation-js -i {file}",
        "-s citation-apa",
    ),  # citation-js's README, "CLI": CSL-JSON is its data
    "citavi": ("ris", "File > Import", "RIS"),  # Citavi 6's manual has the menu; the step behind it was not seen
    "endnote": ("ris", "File > Import > File", "Reference Manager (RIS)"),  # EndNote: "Importing a RIS file", UTF-8
    "jabref": ("biblatex", "File > Open library"),  # JabRef's documentation: "biblatex mode", its groups in the .bib
    "latex": ("biblatex", r"\addbibresource", "biber"),  # biblatex's manual, "Use Notes"
    "mendeley": ("ris", "Add new > Import library > RIS"),  # Mendeley Reference Manager: "Importing references"
    "obsidian": ("csl-json", "CSL-JSON"),  # the plug-in's README, "Setup", has the format; its menu was not seen
    "overleaf": ("bibtex", r"\bibliography"),  # Overleaf: "Bibliography management with bibtex"
    "pandoc": ("csl-json", "--citeproc", "--bibliography {file}"),  # pandoc's manual, "Citation rendering"
    "quarto": ("csl-json", "bibliography: {file}"),  # Quarto's guide, "Citations"
    "typst": ("hayagriva", '#bibliography("{file}")'),  # Typst's reference, "bibliography"
    "word": ("word", "References > Manage Sources > Browse"),  # Microsoft: "Create a bibliography", Source Manager
    "zotero": ("zotero-rdf", "File > Import > A file"),  # Zotero's documentation, "Importing"
}
"""program -> format that it imports, and how, by its own documentation."""


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_program_gets_what_its_documentation_says(name):
    form, *words = DOCUMENTED[name]
    assert CLIENTS[name].form == form
    assert [word for word in words if word not in CLIENTS[name].how] == []
    assert set(CLIENTS) == set(DOCUMENTED)


def test_other_formats_that_a_line_names_are_formats():
    assert set(re.findall(r"--to (\S+)\)", str(CLIENTS))) == {"biblatex"}
    assert {"biblatex", "zotero-rdf"} <= set(FORMATS)


def sample(name):
    return FORMATS[name].write([Entry("k", "book", {"title": parse_value("title", "Quoz")})]).text


@pytest.mark.program("pandoc")
def test_pandoc_takes_its_file_with_its_options(tmp_path):
    (tmp_path / "refs.json").write_text(sample(CLIENTS["pandoc"].form))
    command = CLIENTS["pandoc"].how.replace("{file}", "refs.json").split()
    done = subprocess.run([*command, "-t", "plain"], input="@k", cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, "Quoz" in done.stdout) == (0, True)


def test_typst_takes_its_file_with_its_line(tmp_path):
    (tmp_path / "refs.yml").write_text(sample(CLIENTS["typst"].form))
    (tmp_path / "a.typ").write_text("@k\n\n" + CLIENTS["typst"].how.replace("{file}", "refs.yml"))
    assert b"Quoz" in typst.compile_with_warnings(str(tmp_path / "a.typ"), format="html")[0]


# --- JabRef's groups

JABREF = """
@Comment{jabref-meta: groupsversion:3;}

@Comment{jabref-meta: groupstree:
0 AllEntriesGroup:;
1 ExplicitGroup:Few-Shot\\;0\\;a1\\;b2\\;;
1 ExplicitGroup:Other\\;2\\;b2\\;;
}
"""
"""As JabRef 3 saves it, which Zotero's translator BibTeX.js reads ("groupstree:", "ExplicitGroup:name\\;0\\;key\\;;")."""


def test_groups_of_jabref_are_read():
    text = "@book{a1, title = {A}}\n@book{b2, title = {B}}\n" + JABREF
    found, problems = FORMATS["bibtex"].read(text, "x")
    assert {one.key: one.words("groups") for one in found} == {"a1": ("Few-Shot",), "b2": ("Few-Shot", "Other")}
    assert problems == ()


def test_groups_are_written_as_jabref_does():
    printed = print_groups([("a1", ["Few-Shot"]), ("b2", ["Few-Shot"])])
    lines = [line for line in JABREF.lower().splitlines() if line and "other" not in line]
    assert [line for line in printed.lower().splitlines() if line] == lines
    assert "AllEntriesGroup:;" in printed
    assert "1 ExplicitGroup:Few-Shot" in printed


@pytest.mark.parametrize(
    "kind", ["groupsversion:3;", "groupstree:\n0 AllEntriesGroup:;\n", "grouping:\n0 AllEntriesGroup:;\n"]
)
def test_jabref_s_comments_about_groups_are_no_comments(kind):
    """JabRef's MetaData: groupstree, groupsversion; ``grouping`` since version 4."""
    assert FORMATS["bibtex"].read(f"@Comment{{jabref-meta: {kind}}}", "x").problems == ()
    assert read_groups([f"jabref-meta: {kind}"]) == {}
    assert FORMATS["bibtex"].read("@Comment{jabref-meta: databaseType:bibtex;}", "x").problems != ()


# --- YAML


def test_words_that_are_constants_are_yaml_s():
    """YAML 1.2, 10.3.2 (core schema): null | Null | NULL | ~ and nothing; true | True | TRUE; false. PyYAML agrees."""
    assert {word: yaml.safe_load(f"- {word}")[0] for word in ("", "~", "null", "true", "false")} == CONSTANTS
    for word in ("null", "Null", "NULL", "~", "", "true", "True", "TRUE", "false", "False", "FALSE"):
        assert read_yaml(f"a: {word}", "x")[0]["a"] == yaml.safe_load(f"a: {word}")["a"]


def test_tags_of_the_core_schema_say_nothing_new():
    """YAML 1.2, chapter 10: the failsafe, JSON and core schemas; PyYAML's SafeLoader knows more, which are refused."""
    core = {f"tag:yaml.org,2002:{name}" for name in "map seq str null bool int float".split()}
    known = {tag for tag in yaml.SafeLoader.yaml_constructors if tag}
    assert core <= known
    assert {tag for tag in known if CORE.fullmatch(tag)} == core
    assert CORE.fullmatch("!")  # the non-specific tag, 6.9.1


# --- Typst's mathematics

LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell nabla times"
).split()
"""LaTeX's commands of Greek letters (The LaTeX Companion, table of Greek letters: no capitals that Latin has) and three signs."""


def test_symbols_are_those_that_typst_and_latex_have_under_one_name(tmp_path):
    """Typst says what it prints of a name, pylatexenc what LaTeX does."""
    lines = [f'#metadata((name: "{name}", shown: str(sym.{name}))) <symbol>' for name in LETTERS]
    (tmp_path / "a.typ").write_text("\n".join(lines))
    shown = json.loads(typst.query(str(tmp_path / "a.typ"), "<symbol>", field="value"))
    latex = LatexNodes2Text()
    alike = {one["name"] for one in shown if latex.latex_to_text(rf"$\{one['name']}$") == one["shown"]}
    assert set(SYMBOLS.split("|")) == alike == set(LETTERS) - {"epsilon", "phi"}


@pytest.mark.parametrize("command", [r"\in", r"\leq", r"\infty", r"\otimes", r"\approx"])
def test_a_command_that_typst_lacks_is_its_character(command):
    """pylatexenc says which; the subscript of two letters keeps the whole from being Typst's."""
    character = LatexNodes2Text().latex_to_text(f"${command}$")
    title = (Span(f"x_{{ij}} {command} y", frozenset({Style.MATH})),)
    (work,) = yaml.safe_load(FORMATS["hayagriva"].write([Entry("k", "book", {"title": title})]).text).values()
    assert character in work["title"]
    assert command not in work["title"]


# --- Hayagriva's parts of a field


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("title", {"value": "Quoz", "short": "Q"}, {"title": "Quoz", "shorttitle": "Q"}),
        ("url", {"value": "https://a.example/", "date": "2001-02-03"}, {"url": "https://a.example/", "urldate": "2001-02-03"}),
        ("publisher", {"name": "Press", "location": "Town"}, {"publisher": "Press", "location": "Town"}),
    ],
)  # fmt: skip
def test_a_field_with_parts_has_hayagriva_s(field, value, expected):
    """The documentation, "Data types": formattable string, URL and publisher."""
    (found,), problems = FORMATS["hayagriva"].read(json.dumps({"k": {"type": "book", field: value}}), "x")
    assert {name: print_value(name, one) for name, one in found.fields.items()} == expected
    assert problems == ()
    values = {name: parse_value(name, one) for name, one in ({"title": "T"} | expected).items()}
    text = FORMATS["hayagriva"].write([Entry("k", "book", values)]).text
    assert set(yaml.safe_load(text)["k"][field]) == set(value)


@pytest.mark.parametrize(
    ("parent", "field"), [("conference", "eventtitle"), ("exhibition", "eventtitle"), ("original", "origtitle")]
)
def test_a_parent_that_neither_holds_the_work_nor_is_its_series(parent, field):
    """The documentation: "conference", "exhibition" (where artworks were shown) and "original"."""
    work = {"type": "artwork", "title": "T", "parent": {"type": parent, "title": "Quoz"}}
    (found,), problems = FORMATS["hayagriva"].read(json.dumps({"k": work}), "x")
    assert (found.plain(field), problems) == ("Quoz", ())
    if parent != "exhibition":
        written = yaml.safe_load(FORMATS["hayagriva"].write([found]).text)["k"]["parent"]
        assert written["type"] == parent
