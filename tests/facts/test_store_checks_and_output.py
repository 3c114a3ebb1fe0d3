"""What stands in entries.toml, findings, exit codes, documents that cite: against TOML, TeX, Unicode and the tools."""

import json
import signal
import subprocess
import tomllib
import unicodedata
from os import EX_OK

import click
import pytest
import tomli
from jsonschema import Draft7Validator
from pylatexenc.latex2text import get_default_latex_context_db

from refexport import errors
from refexport.checks import LEVELS, RULES
from refexport.checks.records import IDENTIFYING
from refexport.data.datamodel import FIELDS, TYPES
from refexport.model.date import parse_date, print_date
from refexport.model.entry import Entry
from refexport.model.ids import NORMAL
from refexport.output import journals, selection
from refexport.report import github, sarif, text
from refexport.store import exports, typed
from refexport.store.documents import read_cited
from refexport.store.entries import parse_entries
from refexport.store.remark import AFTER_N, ESCAPES
from refexport.store.schema import entries_schema
from tests.checks.samples import findings, found, hand, record, with_records
from tests.conftest import ROOT


@pytest.mark.parametrize("character", ESCAPES)
def test_an_escape_is_what_toml_makes_of_it(character):
    r"""TOML 1.1, "String": \b \t \n \f \r \e; those of TOML 1.0 by Python's own reader too."""
    escape = ESCAPES[character]
    assert tomli.loads(f'x = "{escape}"') == {"x": character}
    if escape != r"\e":
        assert tomllib.loads(f'x = "{escape}"') == {"x": character}


def test_no_escape_of_a_letter_is_missing():
    readable = set()
    for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        try:
            readable.add(tomli.loads(f'x = "\\{letter}"')["x"])
        except tomli.TOMLDecodeError:
            continue
    assert readable == set(ESCAPES)


COMMANDS_IN_N = "nu nabla not neq natural nearrow nwarrow newcommand newline noindent"
"""The TeXbook, appendix F, and LaTeX's manual; that they are commands says `pylatexenc`, or plain TeX for the primitive."""


@pytest.mark.parametrize("command", COMMANDS_IN_N.split())
def test_a_line_end_before_the_rest_of_a_tex_command_was_that_command(command):
    known = get_default_latex_context_db().get_macro_spec(command)
    assert known is not None or command in ("newcommand", "newline", "noindent")
    value = tomli.loads(f'x = "a \\{command} b"')["x"]
    assert value == f"a \n{command[1:]} b"
    assert not AFTER_N.search(value)
    assert AFTER_N.search(f"a \n{command[1:]}s b")


def problems(line):
    with pytest.raises(errors.InputError) as raised:
        parse_entries(f"[k]\n{line}\n".encode(), "entries.toml")
    return [(one.message, one.hint) for one in raised.value.problems]


MISTAKES = {
    # each line is wrong by the grammar of TOML 1.1 (toml.io, "toml.abnf"), and says what a reader would say
    'title = "Deep\nyear = 2017': ("a string is not closed", 'end it with "; one of several lines stands in """ … """'),
    "title = 'Deep\nyear = 2017": ("a string is not closed", "end it with '"),
    'title = """Deep': ("a string of several lines is not closed", "end it with the quotes it starts with"),
    r'title = "\alpha"': (
        "a backslash in double quotes must be doubled",
        r"write \\, or put the value in single quotes",
    ),
    r'title = "\uD800"': (
        "a backslash in double quotes must be doubled",
        r"write \\, or put the value in single quotes",
    ),
    r'title = "\upsilon"': (
        "a backslash in double quotes must be doubled",
        r"write \\, or put the value in single quotes",
    ),
    'title = "a\x01b"': ("a control character in a string", "remove it"),
    'title = "T",': ("a comma after the value", "remove the comma"),
    "title = 'It's'": ("the string ends at its second apostrophe", 'write it in double quotes: "It\'s"'),
    'title = "a "b" c"': ('the string ends at its second "', "put it in single quotes: 'a \"b\" c'"),
    "number = 007": ("a number cannot start with 0", 'write it in quotes: number = "007"'),
    "title = “Deep”": ("typographic quotes around a value", 'write straight ones: "Deep"'),
    "title = “Deep": ("typographic quotes around a value", 'write straight ones: "…"'),
    "title =": ("a field without a value", "write a value, or remove the line"),
    'author = ["A", , "B"]': ("a list with a gap", "remove one of the two commas"),
    "title = Deep": ("a text without quotes", 'write title = "Deep"'),
    "year = 2017 or so": ("a value without quotes", 'write year = "2017 or so"'),
    'title: "Deep"': ("a colon where = belongs", 'write title = "Deep"'),
    "@article{x,": ("this is BibTeX, not TOML", "refexport import reads .bib files"),
    "title": ("neither a header, a field nor a comment", 'write field = "…"'),
    "!": ("neither a header, a field nor a comment", 'write field = "…"'),
    "[a b]": ("a header that cannot be read", "write [ab]"),
    "[a:b]": ("a header that cannot be read", 'write it in quotes: ["a:b"]'),
    "[a": ("a header without its closing bracket", "write [a]"),
    "[a # b": ("a header without its closing bracket", "write [key]"),
    "[]": ("a header without a cite key", "write [key]"),
    "a.! = 1": ("a name that cannot be read", 'write field = "…"'),
    "title = [?]": ("a value that cannot be read", 'write it in quotes: "…"'),
    "[b] title": ("something after the end of a header or value", "write one header or field a line"),
    'author = ["A"': ("a list that is not closed, or lacks a comma", 'write ["…", "…"]'),
    'author = ["A" "B"]': ("a list that is not closed, or lacks a comma", 'write ["…", "…"]'),
    'a = { family = "x"': ("a table that is not closed, or lacks a comma", 'write { family = "…", given = "…" }'),
    "a = 1\na = 2": ("the field stands twice, first in line 2", "keep one of the two"),
    "a.b = 1\na = 2": ("this was given before in another way", "keep one of the two"),
    "a = 1\na.b = 2": ("this was given before in another way", "keep one of the two"),
    "a = " + "[" * 3000: ("lists are nested too deeply", "a value is a list of strings at most"),
    "a = " + "1" * 5000: ("a number of thousands of digits", "write it in quotes"),
}


@pytest.mark.parametrize("line", MISTAKES, ids=lambda line: line[:30].replace("\x01", "U+0001"))
def test_a_mistake_in_toml_is_named(line):
    assert MISTAKES[line] in problems(line)


def test_settings_stand_alike_where_they_are_written_and_where_they_are_used():
    assert set(exports.SORT_KEYS) == set(selection.COLLATIONS)
    assert exports.JOURNALS == (journals.FULL, journals.ABBREV) == ("full", "abbrev")
    assert set(exports.SETTINGS) == {name.replace("_", "-") for name in exports.Export._fields}


def test_an_eprint_is_three_fields():
    """biblatex manual, 3.14.7: eprint, eprinttype (archiveprefix), eprintclass (primaryclass)."""
    prefix = "eprint"
    assert {prefix: tuple(field for field in FIELDS if field.startswith(prefix))} == typed.TOGETHER


def test_parts_of_a_date_and_identifiers_are_those_of_the_data_model():
    """biblatex manual, 2.2.5: year and month for date, day beside them; every scheme of identifiers identifies."""
    assert tuple(parse_date("2018-08-06").__struct_fields__[:3]) == typed.DATE_PARTS
    schemes = {{"arxiv": "eprint"}.get(scheme, scheme) for scheme in NORMAL}
    assert schemes | {"title", "url"} >= set(typed.IDENTIFYING) - {"pmcid"}
    assert set(typed.IDENTIFYING) <= set(FIELDS)
    assert len(typed.IDENTIFYING) == 9
    assert (
        {"eprint", "eprinttype", "doi", "dblp", "pmid", "isbn"} >= set(IDENTIFYING) >= {"eprint", "eprinttype", "doi"}
    )
    assert set(typed.NORMAL_FIELDS) == set(NORMAL) | {"pages", "language"}


@pytest.mark.parametrize("field", ["title", "eprint", "doi", "dblp", "pmid", "pmcid", "isbn", "issn", "url"])
def test_a_work_is_identified_by_its_title_or_an_identifier(field):
    """What a registry, library or browser finds a work by; a date or a publisher finds none."""
    assert typed.is_identified(Entry("k", "", {field: "x"}))
    assert not typed.is_identified(Entry("k", "", {"publisher": "x"}))


def test_exit_codes_are_those_of_the_system_and_of_click():
    """POSIX 2.8.2: a command that a signal ended has 128 + its number; click, "Exceptions": wrong usage is 2."""
    assert errors.EXIT_OK == EX_OK
    assert (
        errors.EXIT_FINDINGS == click.ClickException("").exit_code == subprocess.run(["false"], check=False).returncode
    )
    assert click.UsageError("").exit_code == errors.EXIT_INPUT
    assert errors.Stopped(number=signal.SIGINT).exit_code == 128 + signal.SIGINT
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    assert f"| {errors.EXIT_UNRESOLVED} | a registry did not answer" in page


def test_levels_are_those_of_sarif_and_of_github():
    """SARIF 2.1.0, 3.27.10: "none", "note", "warning", "error", rising; GitHub's commands say notice for note."""
    sarif = ("none", "note", "warning", "error")
    assert sarif[1:] == LEVELS
    commands = {"error", "warning", "notice"}  # docs.github.com, "Workflow commands for GitHub Actions"
    assert set(github.LEVELS.values()) == commands
    assert {level: command for level, command in github.LEVELS.items() if level != command} == {"note": "notice"}
    assert {rule.level for rule in RULES.values()} == set(github.LEVELS)


RULES_BY_LEVEL = {
    # what makes a wrong reference or a wrong work; what a style misses or a reader doubts; what is only worth knowing
    "error": "unreadable-file merge-conflict toml-syntax duplicate-key bad-key not-an-entry bad-setting bad-option "
    "nested-table bad-field-name duplicate-field bad-value unidentified missing-entry dangling-crossref circular-crossref bad-doi bad-arxiv bad-isbn bad-issn bad-pmid bad-dblp bad-url duplicate-doi duplicate-arxiv duplicate-dblp "
    "absent-id other-work retracted withdrawn",
    "warning": "cites-nothing all-capitals html-in-text escape-in-text empty-value text-for-list several-names eprint-without-type unknown-field unknown-type unknown-rule future-date odd-date backward-pages tex-in-text duplicate-isbn duplicate-title "
    "unlocked-id title-differs authors-differ date-differs published-version-exists implausible-title concern "
    "update-notice mixed-publication venue-differs volume-differs pages-differ publisher-differs",
    "note": "placeholder-venue misplaced-identifier needless-braces identifier-spelling unused-allow redundant-override newer-version corrected",
}


def test_each_rule_has_the_level_of_what_it_leads_to():
    levels = {name: level for level, names in RULES_BY_LEVEL.items() for name in names.split()}
    missing = {f"missing-{needs[0]}": "warning" for type_ in TYPES.values() for needs in type_}
    assert {**levels, **missing} == {name: rule.level for name, rule in RULES.items()}


@pytest.mark.parametrize(
    ("character", "category"),
    [
        # Unicode Standard Annex 44, table 12, and a character of each that moves, turns or breaks a line of text
        ("\x1b", "Cc"), ("\u202e", "Cf"), ("\ud800", "Cs"), ("\ue000", "Co"), ("\u2028", "Zl"), ("\u2029", "Zp"),
    ],
)  # fmt: skip
def test_a_character_that_steers_a_terminal_is_spelled_out(character, category):
    assert unicodedata.category(character) == category
    assert text.printable(f"a{character}b").isprintable()
    assert text.printable("a\u00a0b\u0301 \U0001f600") == "a\u00a0b\u0301 \U0001f600"


SAME_TITLE = [
    # real works of one title and first author: year, year, whether it is one work
    ("Auto-Encoding Variational Bayes", "Kingma, Diederik P.", 2013, 2014, True),  # arXiv:1312.6114, ICLR 2014
    (
        "Adam: A Method for Stochastic Optimization",
        "Kingma, Diederik P.",
        2014,
        2015,
        True,
    ),  # arXiv:1412.6980, ICLR 2015
    ("Conditional Linear Regression", "Calderon, Diego", 2018, 2020, False),  # AAAI 2018 (abstract), AISTATS 2020
    ("Social Media Anomaly Detection: Challenges and Solutions", "Liu, Yan", 2015, 2017, False),  # tutorials: KDD, WSDM
]


@pytest.mark.parametrize(("title", "author", "one", "other", "is_one"), SAME_TITLE)
def test_a_year_parts_a_preprint_from_its_publication_and_two_part_columns(title, author, one, other, is_one):
    entries = [hand(key, title=title, author=[author], date=year) for key, year in (("a", one), ("b", other))]
    assert bool(found("duplicate-title", *entries)) == is_one


def test_what_refers_to_other_entries_and_what_sorts_them():
    """biblatex manual, 2.2.3 (crossref, xref, related) and appendix C.1 (nty: sortname, author, editor …; sorttitle, title)."""
    assert sorted(selection.PARENTS) == ["crossref", "related", "xref"]
    assert set(selection.PARENTS) <= set(FIELDS)
    assert selection.PERSONS == ("sortname", "author", "editor")
    assert selection.TITLES == ("sorttitle", "title")


def test_seasons_begin_in_the_months_of_the_northern_year():
    """EDTF (ISO 8601-2, 4.8): 21 spring, 22 summer, 23 autumn, 24 winter; WMO: quarters from March on."""
    assert {code: 3 * (code - 20) for code in range(21, 25)} == selection.MONTH_OF_SEASON


def cites(tmp_path, name, source):
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    return read_cited(path)


@pytest.mark.parametrize("name", ["verbatim", "Verbatim", "lstlisting", "minted", "comment"])
def test_nothing_is_cited_where_tex_shows_its_source(tmp_path, name):
    """LaTeX's verbatim; fancyvrb, listings, minted and comment by their manuals."""
    shown = rf"\cite{{a}}\begin{{{name}}}\cite{{b}}\end{{{name}}}\cite{{c}}"
    assert cites(tmp_path, "x.tex", shown).keys == ("a", "c")


def test_nothing_is_cited_in_other_source_or_behind_the_end(tmp_path):
    shown = r"\cite{a}\verb|\cite{b}|\lstinline!\cite{c}!\iffalse\cite{d}\fi\cite{e}\end{document}\cite{f}"
    assert cites(tmp_path, "x.tex", shown).keys == ("a", "e")


@pytest.mark.parametrize(
    "command",
    [
        # LaTeX and bibentry; natbib 8.31b, 2.3; biblatex manual, 3.9
        "cite", "nocite", "bibentry", "citet", "citep*", "citealt", "Citet", "citeauthor", "citeyearpar", "parencite",
        "textcite", "footcite", "footcitetext", "autocite", "smartcite", "Autocite", "supercite", "fullcite", "footfullcite",
        "citetitle", "notecite", "pnotecite",
    ],
)  # fmt: skip
def test_commands_that_cite(tmp_path, command):
    assert cites(tmp_path, "x.tex", f"\\{command}[p.~3]{{a,b}}").keys == ("a", "b")


@pytest.mark.parametrize(
    "command",
    [
        # natbib: citetext, citestyle, setcitestyle, defcitealias; biblatex: citereset, mancite, its declarations and hooks;
        # apacite: nobibentry has no keys, either
        "citetext", "citestyle", "setcitestyle", "citereset", "mancite", "nobibentry", "defcitealias",
        "DeclareCiteCommand", "AtEveryCite", "AtNextCite", "AtEveryCitekey", "AtNextCitekey",
    ],
)  # fmt: skip
def test_commands_that_only_speak_of_citing(tmp_path, command):
    assert cites(tmp_path, "x.tex", f"\\{command}{{a}}\\cite{{b}}").keys == ("b",)


@pytest.mark.parametrize("command", ["input", "include", "subfile"])
def test_parts_of_a_tex_document_are_read(tmp_path, command):
    (tmp_path / "part.tex").write_text(r"\cite{inner}", encoding="utf-8")
    assert cites(tmp_path, "x.tex", f"\\{command}{{part}}").keys == ("inner",)


@pytest.mark.parametrize("call", ["cite(<a>)", "ref(<a>)", 'cite(label("a"))', "[@a]"])
def test_typst_cites_by_label(tmp_path, call):
    """Typst reference, "cite", "ref", "label"."""
    assert cites(tmp_path, "x.typ", f"#{call}").keys == ("a",)


@pytest.mark.parametrize("command", ["include", "import"])
def test_parts_of_a_typst_document_are_read(tmp_path, command):
    (tmp_path / "part.typ").write_text("@inner", encoding="utf-8")
    assert cites(tmp_path, "x.typ", f'#{command} "part.typ"').keys == ("inner",)


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".qmd", ".rmd", ".Rmd"])
def test_documents_of_pandoc_quarto_and_r(tmp_path, suffix):
    assert cites(tmp_path, f"x{suffix}", "As @a says [see @b, p. 3].").keys == ("a", "b")


@pytest.mark.parametrize(
    "prefix",
    [
        # quarto.org, "Cross References": figures, tables, listings, equations, sections; theorems and proofs; callouts
        "fig", "tbl", "lst", "eq", "sec", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem",
        "tip", "nte", "wrn", "imp", "cau", "vid",
        # bookdown and extensions of Quarto
        "tab", "alg",
    ],
)  # fmt: skip
def test_a_cross_reference_may_be_no_citation(tmp_path, prefix):
    cited = cites(tmp_path, "x.qmd", f"See @{prefix}-one, @{prefix}:two and @{prefix}three2020.")
    assert cited.doubtful == {f"{prefix}-one", f"{prefix}:two"}


WHOLE = """
[refexport]
version = 1
mailto = "ann@example.org"
prefer = "preprint"
export."build/a.bib" = "bibtex"
journals = { "Journal of Machine Learning Research" = "J. Mach. Learn. Res." }
[refexport.check]
allow = { "missing-date" = "drafts" }

[a]
type = "article"
title = "T"
arxiv = "1703.03400"
year = 2017
month = "aug"
day = 6
omit = ["abstract"]
prefer = "published"
allow = { "missing-date" = "none" }
"""
"""Every name that docs/reference/entries.md gives to what is no field."""


def test_a_file_with_every_setting_is_read_without_a_word():
    library = parse_entries(WHOLE.encode(), "entries.toml")
    assert not library.warnings
    settings, (entry,) = library.settings, library.hands
    assert (settings.mailto, settings.prefer, set(settings.exports)) == ("ann@example.org", "preprint", {"build/a.bib"})
    assert (settings.allow, settings.journals) == (
        {"missing-date": "drafts"}, {"Journal of Machine Learning Research": "J. Mach. Learn. Res."},
    )  # fmt: skip
    assert (entry.omit, entry.prefer, entry.allow) == (("abstract",), "published", {"missing-date": "none"})
    fields = entry.entry.fields
    assert (fields["eprint"], fields["eprinttype"], print_date(fields["date"])) == ("1703.03400", "arxiv", "2017-08-06")


def keywords(schema):
    """The keywords of a JSON schema, below names that are its author's own."""
    yield from schema
    for name, value in schema.items():
        inner = value.values() if name in ("properties", "definitions", "patternProperties") else [value]
        for one in (part for held in inner for part in (held if isinstance(held, list) else [held])):
            if isinstance(one, dict):
                yield from keywords(one)


def test_the_schema_uses_the_words_of_json_schema():
    """The meta-schema of draft 7 is what `jsonschema` carries."""
    assert set(keywords(entries_schema())) <= set(Draft7Validator.META_SCHEMA["properties"])
    Draft7Validator.check_schema(entries_schema())


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "T", "author": ["A, B", {"family": "C"}], "date": "2018-08-06/2018-08-07"},
        {"title": "T", "year": 2018, "month": "aug", "day": 6, "arxiv": "hep-th/9901001", "keywords": ["x"]},
        {"title": "T", "allow": {"missing-date": "why"}, "omit": ["abstract"]},
    ],
)
def test_the_schema_takes_what_is_right_and_names_what_is_wrong(entry):
    validator = Draft7Validator(entries_schema())
    assert not list(validator.iter_errors({"k": entry}))
    wrong = {
        "author": "A",
        "date": [2018],
        "keywords": "x",
        "allow": {"missing-date": ""},
        "omit": "x",
        "arxiv": 1,
        "year": "18",
    }
    for field, value in wrong.items():
        assert list(validator.iter_errors({"k": {**entry, field: value}})), field


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("retraction", "retracted"),
        ("withdrawal", "withdrawn"),
        ("concern", "concern"),
        ("correction", "corrected"),
        ("retracts", "update-notice"),
        ("corrects", "update-notice"),
        ("doubts", "update-notice"),
        ("newer", "newer-version"),
        ("published", "published-version-exists"),
    ],
)
def test_what_a_registry_tells_of_a_work_is_found_by_its_rule(link, rule):
    """The links are those that Crossref's, DataCite's and arXiv's records carry."""
    entry = hand("a", "preprint", eprint="1703.03400", eprinttype="arxiv")
    told = record("arxiv:1703.03400", "arxiv", "preprint", links={link: ("doi:10.1000/1",)}, title="The work a")
    assert [one for one in findings(with_records(entry, told)) if one.rule == rule]


@pytest.mark.parametrize("scheme", ["http", "https", "ftp"])
def test_a_url_has_a_scheme_that_browsers_and_tex_open(scheme):
    """RFC 9110, 4.2.1-4.2.2; RFC 1738, 3.2."""
    assert not found("bad-url", hand("a", url=f"{scheme}://example.org/x"))
    assert found("bad-url", hand("a", url=f"{scheme}x://example.org/x"))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        # the registrants' own names: doi.org "DOI", arxiv.org "arXiv id(entifier)", dblp.org "dblp key", ISO 2108 "ISBN"
        ({"doi": "10.1000/1"}, "the DOI of"),
        ({"eprint": "1703.03400", "eprinttype": "arxiv"}, "the arXiv id of"),
        ({"dblp": "conf/icml/FinnAL17"}, "the dblp key of"),
        ({"isbn": "978-0-262-03561-3"}, "the ISBN of"),
    ],
)
def test_an_identifier_is_called_by_its_name(fields, name):
    twins = [hand(key, "book", title=key, **fields) for key in "ab"]
    assert next(one.message for one in findings(*twins) if one.rule.startswith("duplicate-")).startswith(name)


def test_the_schema_of_sarif_is_that_of_its_version():
    """SARIF 2.1.0, 3.13.3: the schema of the version; SchemaStore serves it under the standard's name and version."""
    log = json.loads(sarif.findings_sarif([], {}, "0"))
    assert log["$schema"] == f"https://json.schemastore.org/sarif-{log['version']}.json"


@pytest.mark.parametrize("two", ["Ann Lee and Bo Li", "Ann Lee & Bo Li", "Ann Lee; Bo Li", "Ann Lee et al"])
def test_two_names_in_one_string_are_remarked_on(two):
    library = parse_entries(f'[k]\ntitle = "T"\nauthor = ["{two}"]\n'.encode(), "entries.toml")
    assert [one.message for one in library.warnings] == ["more than one name in a string"]


@pytest.mark.parametrize(
    ("source", "line", "field"),
    [
        ("title = 'Deep\n\n[b]\nnote = 3", 2, "title"),
        ('title = "T"\nauthor = ["A"\n\n[b]\ntitle = "T"', 3, "author"),
        ('title = "T"\nwhat\n', 3, ""),
        ('title = "T"\n= 3\n', 3, ""),
        ('title = "T"\n[b\n', 3, ""),
        ('title = "T"\nyear 2017\n', 3, ""),
    ],
)
def test_a_mistake_is_placed_where_it_was_made(source, line, field):
    with pytest.raises(errors.InputError) as raised:
        parse_entries(f"[k]\n{source}\n".encode(), "entries.toml")
    assert (line, field) in {(one.line, one.field) for one in raised.value.problems}


def test_a_shorthand_is_proposed_for_a_slip_in_it():
    """docs/reference/entries.md: arxiv is short for eprint with its eprinttype."""
    library = parse_entries(b'[k]\ntitle = "T"\narxvi = "1703.03400"\n', "entries.toml")
    assert [one.hint for one in library.warnings] == ["did you mean arxiv?"]
