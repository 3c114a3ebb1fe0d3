"""`refexport check`: ten kinds of break, each at its line."""

import json

import pytest

GOOD = """\
[refexport]
version = 1

[good2020]
type = "article"
title = "A good entry"
author = ["Good, Ann"]
journaltitle = "Journal of Good Entries"
date = 2020
"""

BREAKS = [
    ("no-author", 'type = "article"\ntitle = "T"\njournaltitle = "J"\ndate = 2020', "missing-author", "type"),
    ("no-date", 'type = "book"\ntitle = "T"\nauthor = ["A, B"]', "missing-date", "type"),
    ("no-journal", 'type = "article"\ntitle = "T2"\nauthor = ["A, B"]\ndate = 2020', "missing-journaltitle", "type"),
    ("bad-doi", 'type = "misc"\ntitle = "T3"\nauthor = ["A, B"]\ndate = 2020\ndoi = "doi 5"', "bad-doi", "doi"),
    (
        "bad-isbn",
        'type = "book"\ntitle = "T4"\nauthor = ["A, B"]\ndate = 2020\nisbn = "9781789534208"',
        "bad-isbn",
        "isbn",
    ),
    (
        "bad-url",
        'type = "online"\ntitle = "T5"\nauthor = ["A, B"]\ndate = 2020\nurl = "www example org"',
        "bad-url",
        "url",
    ),
    ("typo", 'type = "misc"\ntitle = "T6"\nauthor = ["A, B"]\ndate = 2020\neditoin = "2"', "unknown-field", "editoin"),
    ("type", 'type = "artikel"\ntitle = "T7"\nauthor = ["A, B"]\ndate = 2020', "unknown-type", "type"),
    ("future", 'type = "misc"\ntitle = "T8"\nauthor = ["A, B"]\ndate = 2999', "future-date", "date"),
    (
        "pages",
        'type = "misc"\ntitle = "T9"\nauthor = ["A, B"]\ndate = 2020\npages = "33-12"',
        "backward-pages",
        "pages",
    ),
    ("unlocked", 'arxiv = "1703.03400"\ntitle = "T10"\nauthor = ["A, B"]\ndate = 2020', "unlocked-id", "arxiv"),
]


def test_a_complete_entry_has_nothing_to_fix(refexport, folder):
    (folder / "entries.toml").write_text(GOOD)
    ran = refexport("check")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "1 entry: nothing to fix\n"


@pytest.mark.parametrize(("key", "body", "rule", "where"), BREAKS, ids=[row[0] for row in BREAKS])
def test_each_break_is_found_at_its_line(refexport, folder, key, body, rule, where):
    source = GOOD + f"\n[{key}]\n{body}\n"
    (folder / "entries.toml").write_text(source)
    ran = refexport("check", "--format", "json")
    found = [one for one in json.loads(ran.out)["findings"] if one["rule"] == rule]
    lines = source.splitlines()
    header = lines.index(f"[{key}]") + 1
    expected = next((n for n, line in enumerate(lines, 1) if n > header and line.startswith(where + " =")), header)
    at = header if rule.startswith("missing-") else expected
    assert [(one["key"], one["path"], one["line"]) for one in found] == [(key, "entries.toml", at)]
    assert ran.code == 1


def test_two_entries_with_one_identifier(refexport, folder):
    twin = '\n[twin]\ntype = "misc"\ntitle = "{}"\nauthor = ["A, B"]\ndate = 2020\ndoi = "{}"\n'
    first, second = (
        twin.format("X", "10.1000/A"),
        twin.format("Y", "https://doi.org/10.1000/a").replace("twin", "other"),
    )
    (folder / "entries.toml").write_text(GOOD + first + second)
    ran = refexport("check")
    assert "duplicate-doi [other] the DOI of twin too: 10.1000/a" in ran.out
    assert ran.code == 1


def test_a_waiver_with_its_reason_silences_one_rule_of_one_entry(refexport, folder):
    body = '\n[{}]\ntype = "book"\ntitle = "T{}"\nauthor = ["A, B"]\n'
    waived = body.format("one", 1) + 'allow = { "missing-date" = "undated print" }\n'
    (folder / "entries.toml").write_text(GOOD + waived + body.format("two", 2))
    ran = refexport("check")
    assert "[one]" not in ran.out
    assert "missing-date [two]" in ran.out


def test_github_annotations(refexport, folder):
    (folder / "entries.toml").write_text(GOOD + '\n[b]\ntype = "book"\ntitle = "50%"\nauthor = ["A, B"]\n')
    ran = refexport("check", "--format", "github")
    assert ran.out.startswith("::warning file=entries.toml,line=11,title=missing-date::[b] a book needs date")


def test_only_the_named_entries_are_told(refexport, folder):
    (folder / "entries.toml").write_text(
        GOOD + '\n[b]\ntype = "book"\ntitle = "B"\n\n[c]\ntype = "book"\ntitle = "C"\n'
    )
    assert "[b]" not in refexport("check", "c").out


def test_notes_count_only_when_strict(refexport, folder):
    (folder / "entries.toml").write_text(GOOD)
    assert refexport("check", "--strict").code == 0


def test_a_file_that_cannot_be_read_is_one_clear_error(refexport, folder):
    (folder / "entries.toml").write_text('[a]\ntitle = "x\n')
    ran = refexport("check")
    assert ran.code == 2
    assert ran.err.startswith("entries.toml:2: error:")
    assert "Traceback" not in ran.err


def test_without_entries_toml_the_hint_says_how_to_start(refexport, folder):
    ran = refexport("check")
    assert ran.code == 2
    assert "refexport init" in ran.err


def test_sarif_for_code_review(refexport, folder):
    (folder / "entries.toml").write_text(GOOD + '\n[b]\ntype = "book"\ntitle = "B"\nauthor = ["A, B"]\n')
    log = json.loads(refexport("check", "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    (result,) = run["results"]
    assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert (result["ruleId"], result["level"]) == ("missing-date", "warning")
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("entries.toml", 11)


UNREAD = [
    ("one string", 'author = "Doe, Jane and Roe, Richard"', "text-for-list", "author"),
    ("two names", 'author = ["Doe, Jane and Roe, Richard"]', "several-names", "author"),
    ("unknown", 'author = ["Doe, Jane"]\neditoin = "2"', "unknown-field", "editoin"),
]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize(("body", "rule", "field"), [row[1:] for row in UNREAD], ids=[row[0] for row in UNREAD])
def test_what_the_reader_notices_is_a_finding_once_and_in_every_form(refexport, folder, body, rule, field, form):
    """Whoever gets exit code 1 gets its reason."""
    (folder / "entries.toml").write_text(f'[a]\ntype = "misc"\ntitle = "T"\ndate = 2012\n{body}\n')
    ran = refexport("check", "--format", form)
    assert ran.code == 1
    assert ran.out.count(rule) == (2 if form == "sarif" else 1)  # among the rules of the driver, too
    assert f"{field}: " in ran.out or form == "json"
    assert ran.err.startswith("1 entry: 1 warning\n")


def test_other_entries_complaints_are_not_told(refexport, folder):
    (folder / "entries.toml").write_text(GOOD + '\n[b]\ntitle = "B"\nauthor = "A"\ndate = 2020\n')
    ran = refexport("check", "good2020")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 entry: nothing to fix\n")


def test_what_the_reader_notices_may_be_allowed(refexport, folder):
    body = '[b]\ntitle = "B"\nauthor = ["A, B"]\ndate = 2020\nshelf = "3"\n'
    (folder / "entries.toml").write_text(body + 'allow = { "unknown-field" = "where it stands" }\n')
    ran = refexport("check", "--strict")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_a_file_that_cannot_be_used_is_told_in_every_form(refexport, folder, form):
    (folder / "entries.toml").write_text('[a]\ntitle = "T"\ndate = "summer"\n')
    ran = refexport("check", "--format", form)
    assert ran.code == 2
    assert "bad-value" in ran.out
    assert "date: " in ran.out or form == "json"
    assert ran.err.startswith("entries.toml:3: error: bad-value [a] date: ")


@pytest.mark.parametrize("field", ["usera", "verbb", "listc", "namea", "nameatype", "xdata", "langidopts", "author+an"])
def test_fields_that_biblatex_has_for_styles_are_no_misspellings(refexport, folder, field):
    """Section 2.2.4 of its manual; they stand in BibLaTeX as they are typed."""
    (folder / "entries.toml").write_text(GOOD + f'"{field}" = "1=x"\n')
    ran = refexport("check", "--strict")
    assert (ran.code, ran.out) == (0, "")
    assert f"{field} = {{1=x}}" in refexport("export", "-", "--to", "biblatex").out


def test_only_what_a_document_cites_and_what_it_cites_in_vain(refexport, folder):
    (folder / "entries.toml").write_text(
        GOOD + '\n[b]\ntype = "book"\ntitle = "B"\n\n[c]\ntype = "book"\ntitle = "C"\ncrossref = "b"\n'
    )
    (folder / "part.tex").write_text("one\n\\cite{c, god2020}\n")
    (folder / "doc.tex").write_text("\\input{part}\n")
    ran = refexport("check", "--only-cited", "doc.tex", "--format", "json")
    found = [(one["rule"], one["key"], one["path"], one["line"]) for one in json.loads(ran.out)["findings"]]
    assert found[0] == ("missing-entry", "", "part.tex", 2)
    assert {key for _, key, *_ in found[1:]} == {"b", "c"}  # what is cited, and its parent
    assert "did you mean good2020?" in ran.out
    assert ran.code == 1


CITES_NOTHING = (
    "doc.aux:1: warning: cites-nothing cites nothing\n  hint: run LaTeX, or name the document that has the citations\n"
)


def test_a_document_that_cites_nothing_is_told(refexport, folder):
    (folder / "entries.toml").write_text(GOOD)
    (folder / "doc.aux").write_text("\\relax\n")
    ran = refexport("check", "--only-cited", "doc.aux")
    assert (ran.code, ran.out) == (1, CITES_NOTHING)
    (folder / "doc.aux").write_text("\\citation{*}\n")
    assert refexport("check", "--only-cited", "doc.aux").code == 0


def test_a_rule_is_explained_without_a_library(refexport, folder):
    ran = refexport("check", "--explain", "several-names")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("several-names (warning): more than one name in a string\n  why: ")
    assert '    author = ["Doe, Jane", "Roe, Richard"]\n' in ran.out
    wrong = refexport("check", "--explain", "several-name")
    assert wrong.code == 2
    assert "did you mean several-names" in wrong.err
