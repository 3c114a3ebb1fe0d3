"""`refexport import` of .bib, RIS and CSL-JSON files, good and broken."""

import shutil

import pytest

from tests.conftest import ROOT

START = "[refexport]\nversion = 1\n"


@pytest.fixture
def project(folder):
    (folder / "entries.toml").write_text(START)
    return folder


def test_the_torture_file_arrives_whole(refexport, project):
    shutil.copy(ROOT / "tests" / "torture.bib", project / "torture.bib")
    ran = refexport("import", "torture.bib", "--write")
    assert ran.code == 0, ran.err
    source = (project / "entries.toml").read_text()
    assert source.count("\n[") == 11
    assert 'arxiv = "1703.03400"' in source
    assert 'arxiv = "1905.07435"' in source
    assert (
        "torture.bib:37: warning: [fake2021] year: 20211 is not a year of four digits; kept as it is written: 20211"
        in ran.err
    )
    assert 'date = "{January 20211}"' in source
    assert "keep me" in ran.err  # so is a comment of the file
    assert "# torture.bib:5: " in source
    found = refexport("check").out
    assert "duplicate-title [dup2017]" in found
    assert "odd-date [fake2021]" in found
    assert 'url = "http://example.org/a_b%20c?x=1&y=2"' in source
    assert 'booktitle = "International Conference on Machine Learning"' in source
    before = (project / "entries.toml").read_bytes()
    refexport("import", "torture.bib", "--write")
    assert (project / "entries.toml").read_bytes() == before


def test_no_date_of_a_source_is_printed_as_none(refexport, project):
    years = (
        "{1978/79}",
        "{300 {BC}}",
        "{c. 1850}",
        "{2001a}",
        "{[1999]}",
        "{1910--1913}",
        "{79}",
        "{206}",
        "{05/06/2009}",
    )
    dates = (
        "{June 2009}",
        "{2009/06/05}",
        "{2004-04-05T14:34:00}",
        "{1999/}",
        "{199X}",
        "{-0099}",
        "{0000}",
        "{some day}",
    )
    entries = [f"@misc{{k{n}, title = {{T{n}}}, author = {{Doe, J.}}, year = {year}}}" for n, year in enumerate(years)]
    entries += [f"@misc{{d{n}, title = {{D{n}}}, author = {{Doe, J.}}, date = {date}}}" for n, date in enumerate(dates)]
    (project / "a.bib").write_text("\n".join(entries))
    assert refexport("import", "a.bib", "--write").code == 0
    assert refexport("export", "b.bib").code == 0  # what was written loads
    written = (project / "b.bib").read_text()
    assert written.count("year = ") == len(entries)
    assert "n.d." not in written
    assert "missing-date" not in refexport("check").out


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        (
            "a.bib",
            "@misc{a, title = {One}}\n@misc{b, title = {Two {words},\n}\n@misc{c, title = {Three}}\n",
            1,
            "a.bib:2:",
        ),
        ("a.bib", "@misc{a, title = {One}, month = march, year = 2019}\n", 0, "march"),
        ("a.ris", "TY  - JOUR\nTI  - One\nER  - \nTY  - BOOK\nTI  - Two\n", 0, "a.ris:4:"),
        ("a.json", '[{"type": "book", "title": "Nameless"}]', 0, "[nameless]"),
    ],
)
def test_what_is_broken_is_named_and_the_rest_is_written(refexport, project, name, text, code, said):
    (project / name).write_text(text)
    ran = refexport("import", name, "--write")
    assert ran.code == code, ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err
    if code == 2:
        assert (project / "entries.toml").read_text() == START


def test_a_block_that_cannot_be_read_stays_as_a_comment_once(refexport, project):
    broken = "@misc{b, title = {Two {words},\n}"
    (project / "a.bib").write_text(f"@misc{{a, title = {{One}}}}\n{broken}\n@misc{{c, title = {{Three}}}}\n")
    for _ in range(2):
        ran = refexport("import", "a.bib", "--write")
        assert ran.code == 1
    written = (project / "entries.toml").read_text()
    assert written.count("[a]") == written.count("[c]") == 1
    comment = "# a.bib:2: not an entry: not readable: a brace or a quotation mark is not closed\n"
    assert written.count(comment + "".join(f"# {line}\n" for line in broken.splitlines())) == 1
    assert "left out: 1 part that gave no entry, kept as comments" in ran.err


def test_an_unknown_suffix_needs_from(refexport, project):
    (project / "list.xyz").write_text("- Some Paper About Things (2017), Ann Good\n")
    assert refexport("import", "list.xyz").code == 2
    assert refexport("import", "list.xyz", "--from", "list").code == 0


def test_a_file_that_is_not_utf8_is_named_with_the_first_line_its_bytes_and_how_it_was_read(refexport, project):
    (project / "list.md").write_bytes("# Papers\n\nCafé, (2017), Ann Good.\n".encode("latin-1"))
    ran = refexport("import", "list.md", "--write")
    assert ran.code == 0
    assert "list.md:3: warning: not UTF-8 (bytes E9); read as Windows-1252: Café" in ran.err
    assert "hint: --encoding" in ran.err
    assert 'title = "Café"' in (project / "entries.toml").read_text(encoding="utf-8")


def test_headings_become_keywords_if_asked(refexport, project):
    (project / "list.md").write_text("# Few-shot learning papers\n\n- A Paper About Things (2017), Ann Good, Bo Li\n")
    assert 'keywords = ["Few-shot learning papers"]' in refexport("import", "list.md", "--headings", "keywords").out
    assert "Few-shot learning papers" in refexport("import", "list.md").out


def test_a_file_of_another_entries_toml(refexport, project):
    (project / "other.toml").write_text(START + '\n[x]\ntitle = "T"\n')
    assert refexport("show", "x", "-f", "other.toml").code == 0


def test_what_could_not_be_taken_over_stands_in_the_comment(refexport, project):
    (project / "list.md").write_text("Learning to learn by gradient descent, (206), Ann Good, Bo Li.\n")
    ran = refexport("import", "list.md", "--write")
    assert '"206" stands where the year should' in ran.err
    source = (project / "entries.toml").read_text()
    assert '# list.md:1: Learning to learn by gradient descent ["206" stands where the year should' in source
    without_title = "\n".join(line for line in source.splitlines() if not line.startswith(("title", "author")))
    (project / "entries.toml").write_text(without_title + '\narxiv = "1606.04474"\n')
    assert refexport("import", "list.md", "--write").err.endswith("nothing new\n")
