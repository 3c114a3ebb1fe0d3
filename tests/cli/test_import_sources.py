"""`refexport import` of standard input, of several files of which some are none, and what -q and the summary say."""

import gzip
import io
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.__main__ import main
from tests.conftest import ROOT, examples
from tests.words import Result, lost_words

START = "[refexport]\nversion = 1\n"
BIB = "@misc{one, title = {A Title of Words}, author = {Müller, Jörg}, year = 2001}\n"


@pytest.fixture
def project(folder):
    (folder / "entries.toml").write_text(START)
    return folder


@pytest.fixture
def piped(refexport, monkeypatch):
    """Runs the command line with bytes on standard input."""

    def run(data, *arguments):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return refexport(*arguments)

    return run


def entries(project):
    tables = tomllib.loads((project / "entries.toml").read_text(encoding="utf-8"))
    return {key: table for key, table in tables.items() if key != "refexport"}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le"])
def test_standard_input_is_read_in_every_encoding(piped, project, codec):
    ran = piped(BIB.encode(codec), "import", "-", "--from", "bib", "--write")
    assert ran.code == 0
    assert entries(project)["one"]["author"] == ["Müller, Jörg"]
    assert "# <stdin>:1: A Title of Words (2001)\n" in (project / "entries.toml").read_text(encoding="utf-8")
    assert "<stdin>:1: [one] new: one: A Title of Words" in ran.err


def test_standard_input_is_printed_without_write(piped, project):
    ran = piped(BIB.encode(), "import", "-", "--from", "bib")
    assert (ran.code, entries(project)) == (0, {})
    assert tomllib.loads(ran.out)["one"]["title"] == "A Title of Words"
    assert "1 entry to be added; --write adds them" in ran.err


def test_the_encoding_of_standard_input_can_be_said(piped, project):
    data = "@misc{k, title = {知识表示学习研究进展}}\n".encode("gb18030")
    assert piped(data, "import", "-", "--from", "bib", "--encoding", "GB18030", "--write").code == 0
    assert entries(project)["k"]["title"] == "知识表示学习研究进展"


@pytest.mark.parametrize("data", [b"", b"\x00" * 50, b"%PDF-1.5\n%\xe2\xe3\n", b"\x1f\x8b\x08\x00\x00"])
def test_nothing_and_what_is_no_text_on_standard_input_are_refused(piped, project, data):
    ran = piped(data, "import", "-", "--from", "bib", "--write")
    assert ran.code == 2
    assert "error: <stdin>" in ran.err
    assert "left out: 1 file" in ran.err
    assert (project / "entries.toml").read_text() == START


def test_standard_input_and_files_are_read_together(piped, project):
    (project / "two.bib").write_text("@misc{two, title = {Another Title}}\n")
    assert piped(BIB.encode(), "import", "two.bib", "-", "two.bib", "-", "--from", "bib", "--write").code == 0
    assert list(entries(project)) == ["two", "one"]


@pytest.mark.parametrize(("shell", "code"), [("cat in.bib |", 0), ("", 0), ("true |", 2)])
def test_a_pipe_and_a_redirection_reach_the_program(project, shell, code):
    (project / "in.bib").write_text(BIB, encoding="utf-8")
    command = f"{shell} {sys.executable} -m refexport import - --from bib --write {'' if shell else '< in.bib'}"
    ran = subprocess.run(command, shell=True, cwd=project, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert ran.returncode == code
    assert list(entries(project)) == (["one"] if code == 0 else [])


def test_a_closed_standard_input_is_an_error(project):
    command = f"{sys.executable} -m refexport import - --from bib --write <&-"
    ran = subprocess.run(
        command, shell=True, cwd=project, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False, capture_output=True
    )
    assert ran.returncode == 2
    assert b"<stdin>" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_file_called_dash_is_named_by_its_path(refexport, project):
    (project / "-").write_text(BIB, encoding="utf-8")
    assert refexport("import", "./-", "--from", "bib", "--write").code == 0
    assert list(entries(project)) == ["one"]


HTML = "<!DOCTYPE html>\n<html><body>@misc{x, title={T}}</body></html>\n"
BAD = {
    "folder": ("", "Is a directory"),
    "missing.bib": (None, "No such file"),
    "paper.pdf": (b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    "paper.bib": (b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    "packed.bib": (gzip.compress(BIB.encode()), "gzip"),
    "page.bib": (HTML.encode(), "HTML"),
    "page.md": (HTML.encode(), "HTML"),
    "noise.ris": (bytes((n * n * 7 + n // 3) % 256 for n in range(1, 4000)), "no text"),
    "odd.xyz": (b"text\n", "neither its content nor its suffix"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_file_that_cannot_be_read_is_named_and_stops_no_other(refexport, project, name, is_first):
    content, says = BAD[name]
    if content == "":
        (project / name).mkdir()
    elif content is not None:
        (project / name).write_bytes(content)
    (project / "good.bib").write_text(BIB, encoding="utf-8")
    alone = refexport("import", name, "--write")
    assert (alone.code, entries(project)) == (2, {})
    ran = refexport("import", *([name, "good.bib"] if is_first else ["good.bib", name]), "--write")
    assert ran.code == 1
    assert list(entries(project)) == ["one"]
    (said,) = (line for line in ran.err.splitlines() if "error: " in line)
    assert name in said
    assert says in said
    assert "left out: 1 file\nadded 1 entry to entries.toml" in ran.err


def test_a_file_that_the_system_does_not_read_is_named(refexport, project):
    (project / "good.bib").write_text(BIB, encoding="utf-8")
    ran = refexport("import", "/proc/self/mem", "good.bib", "--from", "bib", "--write")  # proc(5): no page at 0
    assert ran.code == 1
    assert "error: cannot read /proc/self/mem: Input/output error" in ran.err
    assert list(entries(project)) == ["one"]


def test_a_file_that_is_too_large_is_an_error_before_it_is_read(refexport, project):
    with (project / "large.bib").open("wb") as file:
        file.truncate(2_000_000_000)
    ran = refexport("import", "large.bib", "--write")
    assert ran.code == 2
    assert "large.bib is larger than 1000 MB" in ran.err


def test_an_encoding_that_there_is_not_is_an_error_with_the_nearest(refexport, project):
    ran = refexport("import", "x.bib", "--encoding", "gb18003")
    assert ran.code == 2
    assert "--encoding: there is no encoding 'gb18003'" in ran.err
    assert "gb18030" in ran.err


LOSSES = """\
@misc{one, title = {A Title of Words}, été = {summer}, month = 13, year = 2001}
@misc{two, title = {Two {words},
@misc{three, title = {Another Title of Words}}
"""


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("quiet", [True, False])
def test_the_summary_says_what_was_written_and_what_was_not(refexport, project, write, quiet):
    (project / "in.bib").write_text(LOSSES, encoding="utf-8")
    ran = refexport("import", "in.bib", *["--write"] * write, *["-q"] * quiet)
    assert ran.code == 1
    comments = "kept as comments" if write else "to be kept as comments"
    assert f"left out: 1 part that gave no entry, 1 field, {comments}; 1 value\n" in ran.err
    assert ("added 2 entries to entries.toml" if write else "2 entries to be added; --write adds them") in ran.err
    assert "in.bib:1: warning: [one] month:" in ran.err
    assert "in.bib:1: warning: [one] été:" in ran.err
    assert "in.bib:2: error:" in ran.err
    assert ("[three] new" in ran.err) == (not quiet)


LIST = """\
# Papers on few-shot learning

- A Paper About Many Things (2017), Ann Good, Bo Li
- Please see also [the collection of papers](https://example.org/all) of 2019, which is a list of papers by others.
"""


def test_quiet_hides_what_went_well_and_no_more(refexport, project):
    (project / "in.md").write_text(LIST, encoding="utf-8")
    loud, quiet = refexport("import", "in.md").err, refexport("import", "in.md", "-q").err
    assert "in.md:3: [good2017paper] new" in loud
    assert "[good2017paper]" not in quiet
    remark = next(line for line in loud.splitlines() if line.startswith("in.md:4:"))
    assert remark in quiet.splitlines()
    assert "in.md: 3 lines = 1 new + 0 known + 2 no reference" in quiet


def test_quiet_says_that_a_key_was_changed(refexport, project):
    (project / "a.bib").write_text("@misc{one, title = {A Title}}\n")
    (project / "b.bib").write_text("@misc{one, title = {Quite Another Title}}\n")
    ran = refexport("import", "-q", "a.bib", "b.bib", "--write")
    assert "cited as one in the file" in ran.err


def test_notes_alone_leave_nothing_out(refexport, project):
    (project / "in.bib").write_text("% a person's remark\n" + BIB, encoding="utf-8")
    ran = refexport("import", "in.bib", "--write")
    assert (ran.code, ran.err.count("note: ")) == (0, 1)
    assert "left out" not in ran.err


LINES = {
    "bib": (
        (
            "% a remark\n@misc{a, title={A One}}\n@misc{b, title={B Two}}\n\n@misc{c,\n title={C Three}}@misc{d, title={D Four}}\n"
            "@string{x={y}}@misc{e, title={E Five}}\n   @misc{f, title={F Six}}\n%c\n@misc{,title={G Seven}}\n@misc(h, title={H Eight})\n"
        ),
        [2, 3, 5, 6, 7, 8, 10, 11],
    ),
    "ris": (
        "\nTY  - BOOK\nTI  - A One\nER  - \nTY  - BOOK\nTI  - B Two\nER  - \n\n\nTY  - BOOK\nTI  - C Three\nER  - \n",
        [2, 5, 10],
    ),
    "json": (
        (
            '[\n{"id":"a","type":"book","title":"A One"},{"id":"b","type":"book","title":"B Two"},\n{"id":"c","type":"book",\n'
            '"title":"C Three"}\n,{"id":"d","type":"book","author":[{"family":"X"}],\n"title":"D Four"}]\n'
        ),
        [2, 2, 3, 5],
    ),
    "yaml": (
        (
            "---\nreferences:\n- id: a\n  type: book\n  title: A One\n- {id: b, type: book, title: B Two}\n\n"
            "- id: c\n  type: book\n  title: C Three\n...\n"
        ),
        [3, 6, 8],
    ),
    "yml": (
        "# c\na:\n  type: book\n  title: A One\nb: {type: book, title: B Two}\n\nc:\n\n  type: book\n  title: C Three\n",
        [3, 5, 9],  # where the mapping starts
    ),
    "nbib": ("\nPMID- 1\nTI  - A One\n\nPMID- 2\nTI  - B Two\n", [2, 5]),
    "enw": ("\n%0 Book\n%T A One\n\n%0 Book\n%T B Two\n%0 Book\n%T C Three\n", [2, 5, 7]),
    "md": ("\n- A Title of One (2017), Ann Good\n\n- B Title of Two (2018), Bo Li\n", [2, 4]),
}
"""suffix -> a file, and the lines on which its entries start."""


@pytest.mark.parametrize("suffix", LINES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_account_and_comments_name_the_lines_on_which_entries_start(refexport, project, suffix, end):
    text, lines = LINES[suffix]
    (project / f"in.{suffix}").write_text(text.replace("\n", end), newline="")
    ran = refexport("import", f"in.{suffix}", "--write")
    account = [int(number) for number in re.findall(rf"^in\.{suffix}:(\d+): \[", ran.err, re.MULTILINE)]
    comments = re.findall(rf"^# in\.{suffix}:(\d+)\b", (project / "entries.toml").read_text(), re.MULTILINE)
    assert account == lines
    assert [int(number) for number in comments] == lines


BARE = st.one_of(
    st.from_regex(r"10\.[1-9][0-9]{3}/[a-z0-9]{1,8}", fullmatch=True),
    st.from_regex(r"arXiv:(0[1-9]|1[0-9])(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True).filter(
        lambda one: one[6:8] >= "15"
    ),
    st.from_regex(r"https://arxiv\.org/abs/(1[5-9])(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True),
    st.from_regex(r"https://(example\.org|a\.example)/[A-Za-z]{1,3}(\?id=[0-9])?(#[a-z])?", fullmatch=True),
)
COMMENTS = ["# The works you cite", "# a remark: ", "#", "# x:", "# l.md:3", "# l.md:4: ", "# [old]", "# : "]


def sort_of(bare):
    """What is the same work: identifiers whatever their case and address, addresses to the letter."""
    identifier = bare.lower().removeprefix("https://arxiv.org/abs/").removeprefix("arxiv:")
    return bare if bare.startswith("https://") and "arxiv.org" not in bare else identifier


@given(
    st.lists(BARE, min_size=1, max_size=8),
    st.lists(st.sampled_from(COMMENTS), max_size=3),
    st.sampled_from(["- ", "", "1. "]),
)
@examples(60)
def test_bare_identifiers_and_addresses_are_known_only_if_they_are(bare, comments, marker):
    works = dict.fromkeys(map(sort_of, bare))
    with tempfile.TemporaryDirectory() as folder, redirect_stderr(io.StringIO()) as said:
        path, toml = Path(folder, "l.md"), Path(folder, "entries.toml")
        toml.write_text("\n".join([START, *comments, ""]))
        path.write_text("".join(f"{marker}{one}\n" for one in bare))
        assert main(["import", str(path), "--write", "-f", str(toml)]) == 0
        assert len(entries(Path(folder))) == len(works)
        before = toml.read_bytes()
        assert main(["import", str(path), "--write", "-f", str(toml)]) == 0
        assert toml.read_bytes() == before
    assert f"{len(works)} new + {len(bare) - len(works)} known + 0 no reference" in said.getvalue()
    assert f" 0 new + {len(bare)} known + 0 no reference" in said.getvalue()


def test_a_file_without_entries_is_an_error(refexport, project):
    (project / "in.bib").write_text("no entry at all\n")
    ran = refexport("import", "in.bib", "--write")
    assert ran.code == 2
    assert "in.bib:1: error: there is no entry in this file" in ran.err


def test_a_list_that_is_too_large_is_an_error_in_no_time(refexport, project, seconds):
    (project / "in.md").write_text("- words and more words\n" * 5_000_000)
    with seconds(2):
        ran = refexport("import", "in.md", "--write")
    assert ran.code == 2
    assert "in.md:1: error: a list of more than 100 MB" in ran.err


@pytest.mark.parametrize("quiet", [True, False])
def test_an_entry_that_says_no_work_is_named_with_all_that_it_says(refexport, project, quiet):
    (project / "in.bib").write_text(
        "@misc{x, keywords = {alpha, beta}, langid = {german}, urldate = {2001}}\n" + BIB, encoding="utf-8"
    )
    ran = refexport("import", "in.bib", "--write", *["-q"] * quiet)
    assert ran.code == 1
    (said,) = (
        line for line in ran.err.splitlines() if line.startswith("in.bib:1: nothing to identify the work by: x: ")
    )
    assert [word for word in ("keywords", "alpha", "beta", "language", "urldate", "2001") if word not in said] == []
    assert "left out: 1 part that gave no entry" in ran.err


TEXTS = {
    "bib": "@book{k, author = {Müller, Jörg and Ångström, Søren}, title = {Größe – „naïve“ façades}, publisher = {Éditions}, year = 2001}\n",
    "ris": "TY  - BOOK\nAU  - Müller, Jörg\nTI  - Größe der naïven Façade\nPB  - Éditions\nPY  - 2001\nER  - \n",
    "csl-json": '[{"id": "k", "type": "book", "title": "Größe naïver Façaden", "author": [{"family": "Müller", "given": "Jörg"}]}]',
    "list": "- Größe naïver Façaden (2001), Jörg Müller, Søren Ångström\n",
}
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "gb18030", "utf-7")


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("codec", CODECS)
def test_no_word_is_lost_in_any_encoding(refexport, project, kind, codec):
    (project / "in.x").write_bytes(TEXTS[kind].encode(codec))
    said = () if codec.startswith(("utf-8", "utf-16", "utf-32", "cp1252")) else ("--encoding", codec)
    ran = refexport("import", "in.x", "--from", kind, "--write", *said)
    assert ran.code == 0
    toml = (project / "entries.toml").read_bytes().decode("utf-8")
    assert list(lost_words(TEXTS[kind], kind, Result(toml, ran.err))) == []
    assert "Jörg" in toml


def test_bytes_that_are_no_characters_are_left_out_and_named_and_entries_toml_is_utf8(refexport, project):
    (project / "in.bib").write_bytes(b"@misc{a, title = {A Title},\n note = {x\xff\xfey}}\n" + BIB.encode())
    ran = refexport("import", "in.bib", "--write", "--encoding", "utf-8")
    assert ran.code == 1
    assert "in.bib:2: error: bytes that are no characters in utf-8: FF FE; left out, U+FFFD stands for them" in ran.err
    assert "left out: 1 value\nadded 2 entries" in ran.err
    assert entries(project)["a"]["note"] == "x\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}y"
