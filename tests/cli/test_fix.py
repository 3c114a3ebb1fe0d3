"""`refexport check --fix`: what has one right answer is mended by splicing, all else stays to the byte."""

import json

import pytest

SOURCE = """\
# my list
[refexport]
version = 1

[a]  # first
title = "On {BERT} &amp; more"   # spelled so
type = "article"
author = [
  "Doe, Jane and Roe, Richard",  # both
]
journaltitle = 'J'
date = 2019
# where I found it
url = "https://doi.org/10.1000/XYZ"  # old page

[b]
type = "misc"
title = "B"
author = "Poe, Edgar"
date = 2020
arxiv = "https://arxiv.org/abs/1703.03400"
note = "Reply to doi:10.1000/b, part 2"
"""

FIXED = """\
# my list
[refexport]
version = 1

[a]  # first
title = "On BERT & more"   # spelled so
type = "article"
author = [
  "Doe, Jane", "Roe, Richard",  # both
]
journaltitle = 'J'
date = 2019
# where I found it
doi = "10.1000/xyz"  # old page

[b]
type = "misc"
title = "B"
author = ["Poe, Edgar"]
date = 2020
arxiv = "1703.03400"
note = "Reply to doi:10.1000/b, part 2"
"""


@pytest.fixture
def entries(folder):
    path = folder / "entries.toml"
    path.write_text(SOURCE)
    return path


def rules(ran):
    return [one["rule"] for one in json.loads(ran.out)["findings"]]


@pytest.mark.parametrize(("bom", "eol"), [("", "\n"), ("\ufeff", "\r\n")])
def test_what_has_one_answer_is_mended_and_the_rest_stays_to_the_byte(refexport, entries, bom, eol):
    entries.write_bytes((bom + SOURCE.replace("\n", eol)).encode())
    ran = refexport("check", "--fix")
    assert entries.read_bytes() == (bom + FIXED.replace("\n", eol)).encode()
    assert ran.err.startswith("6 findings fixed; 2 entries: ")
    assert "misplaced-identifier [b] doi:10.1000/b stands in note" in ran.out


def test_a_second_run_changes_nothing(refexport, entries):
    refexport("check", "--fix", "--unsafe-fixes")
    once = entries.read_bytes(), entries.stat().st_mtime_ns
    assert refexport("check", "--fix", "--unsafe-fixes").err.startswith("0 findings fixed; ")
    assert (entries.read_bytes(), entries.stat().st_mtime_ns) == once


def test_the_diff_shows_it_and_changes_nothing(refexport, entries):
    ran = refexport("check", "--diff")
    assert entries.read_text() == SOURCE
    assert ran.code == 1
    changed = [line for line in ran.out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert {line[1:] for line in changed if line[0] == "-"} == set(SOURCE.splitlines()) - set(FIXED.splitlines())
    assert {line[1:] for line in changed if line[0] == "+"} == set(FIXED.splitlines()) - set(SOURCE.splitlines())
    entries.write_text(FIXED)
    assert (refexport("check", "--diff").code, refexport("check", "--diff").out) == (0, "")


def test_what_may_be_wrong_is_mended_only_on_demand(refexport, entries):
    refexport("check", "--fix", "--unsafe-fixes")
    assert 'doi = "10.1000/b"\n' in entries.read_text().replace('note = "Reply to', "")
    assert "Reply to" in entries.read_text()


def test_only_the_named_entries_are_mended(refexport, entries):
    refexport("check", "--fix", "b")
    assert entries.read_text() == SOURCE[: SOURCE.index("[b]")] + FIXED[FIXED.index("[b]") :]


def test_only_the_cited_entries_are_mended(refexport, entries, folder):
    (folder / "d.tex").write_text(r"\cite{b}")
    refexport("check", "--fix", "--only-cited", "d.tex")
    assert entries.read_text() == SOURCE[: SOURCE.index("[b]")] + FIXED[FIXED.index("[b]") :]


def test_nothing_is_mended_for_a_document_that_cites_nothing(refexport, entries, folder):
    (folder / "d.tex").write_text("nothing")
    assert refexport("check", "--fix", "--only-cited", "d.tex").code == 1
    assert entries.read_text() == SOURCE


def test_findings_that_can_be_mended_are_marked_and_counted(refexport, entries):
    ran = refexport("check")
    marked = [line for line in ran.out.splitlines() if " [*] [" in line]
    assert len(marked) == 6
    assert "entries.toml:14: note: misplaced-identifier [*] [a] doi:10.1000/xyz stands in url" in marked
    assert ran.err.splitlines()[-1] == "[*] 6 fixable with --fix, 1 more with --unsafe-fixes"
    assert len([line for line in refexport("check", "--unsafe-fixes").out.splitlines() if " [*] [" in line]) == 7


def test_json_and_sarif_have_the_fixes(refexport, entries):
    found = json.loads(refexport("check", "--format", "json").out)["findings"]
    fixes = {(one["key"], one["rule"]): one["fix"] for one in found if one["fix"]}
    assert fixes["a", "misplaced-identifier"] == {"safe": True, "changes": {"doi": "10.1000/xyz", "url": None}}
    assert not fixes["b", "misplaced-identifier"]["safe"]
    results = json.loads(refexport("check", "--format", "sarif").out)["runs"][0]["results"]
    (fixed,) = (one["fixes"] for one in results if one["ruleId"] == "several-names")
    (change,) = fixed[0]["artifactChanges"][0]["replacements"]
    region = change["deletedRegion"]
    lines = SOURCE.splitlines(keepends=True)
    new = [*lines[: region["startLine"] - 1], change["insertedContent"]["text"], *lines[region["endLine"] - 1 :]]
    assert "".join(new) == SOURCE.replace('"Doe, Jane and Roe, Richard"', '"Doe, Jane", "Roe, Richard"')


def test_a_fix_that_would_make_another_finding_is_left(refexport, entries):
    """Two entries with one DOI are for a person to settle."""
    entries.write_text(SOURCE + 'doi = "10.1000/xyz"\n')
    ran = refexport("check", "--fix")
    assert "[*] 1 left, since that would make another finding" in ran.err
    assert entries.read_text() == FIXED.replace('doi = "10.1000/xyz"  #', 'url = "https://doi.org/10.1000/XYZ"  #') + (
        'doi = "10.1000/xyz"\n'
    )


def test_a_broken_file_is_refused_and_stays(refexport, entries):
    entries.write_text(SOURCE + "note = \n")
    ran = refexport("check", "--fix")
    assert (ran.code, entries.read_text()) == (2, SOURCE + "note = \n")
    assert "entries.toml:23: error: toml-syntax [b] note: " in ran.err


def test_an_entry_without_a_header_is_told_without_a_fix(refexport, entries):
    entries.write_text('a = { title = "A", author = "Doe, Jane", date = 2020, type = "misc" }\n')
    ran = refexport("check", "--fix")
    assert "text-for-list [a]" in ran.out
    assert ran.err == "0 findings fixed; 1 entry: 1 warning\n"


def test_what_the_record_says_too_goes_but_for_the_words_that_it_is_held_against(refexport, entries, registry):
    """A title by hand is what tells a wrong identifier, now and when the record changes."""
    entries.write_text('[a]\ndoi = "10.1109/cvpr.2018.00131"\n')
    refexport("enrich")
    (shown,) = json.loads(refexport("export", "-", "--to", "csl-json").out)
    same = f'[a]\ndoi = "10.1109/cvpr.2018.00131"\n# mine\npublisher = "P"\ntitle = "{shown["title"]}"\n'
    entries.write_text(same)
    assert "redundant-override" in rules(refexport("check", "--format", "json", "--strict"))
    refexport("check", "--fix")
    assert entries.read_text() == same
    refexport("check", "--fix", "--unsafe-fixes")
    assert entries.read_text() == same.replace(f'title = "{shown["title"]}"\n', "")
    assert json.loads(refexport("export", "-", "--to", "csl-json").out)[0]["title"] == shown["title"]


def test_a_date_goes_with_all_its_parts(refexport, entries, registry):
    entries.write_text('[a]\ndoi = "10.1109/cvpr.2018.00131"\n')
    refexport("enrich")
    entries.write_text('[a]\ndoi = "10.1109/cvpr.2018.00131"\nyear = 2018\n')
    refexport("check", "--fix", "--unsafe-fixes")
    assert entries.read_text() == '[a]\ndoi = "10.1109/cvpr.2018.00131"\n'


def test_an_allowance_that_nothing_needs_goes(refexport, entries):
    whole = '[a]\ntype = "book"\ntitle = "A"\nauthor = ["Doe, Jane"]\n'
    entries.write_text(whole + 'allow = { "missing-date" = "why", "bad-doi" = "no", "bad-url" = "no" }\n')
    refexport("check", "--fix")
    assert entries.read_text() == whole + 'allow = { missing-date = "why" }\n'
    entries.write_text(whole + 'date = 2020\nallow = { "missing-date" = "why" }\n')
    refexport("check", "--fix")
    assert entries.read_text() == whole + "date = 2020\n"
