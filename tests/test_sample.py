"""The sample in this repository, judged by the real clients: every entry arrives everywhere."""

import json
import os
import re
import shutil
import subprocess

import pytest

from refexport.formats import FORMATS
from refexport.model.entry import identifiers
from refexport.project import Project
from tests.clients import CORE, read_all
from tests.conftest import ROOT
from tests.csl_schema import REFUSED_BY_ZOTERO, TYPES, faults
from tests.latex import compiled
from tests.truth import truth_of

COUNT = 77
KINDS = {"papers": 55, "book": 1, "blogpost": 7, "video": 6, "workshop": 3, "data set": 5}


@pytest.fixture(scope="module")
def project():
    return Project(ROOT / "entries.toml")


@pytest.fixture(scope="module")
def exports(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    suffixes = {"bibtex": "a.bib", "biblatex": "b.bib", "csl-json": "c.json", "zotero": "z.json", "ris": "r.ris"}
    for name, file in suffixes.items():
        (folder / file).write_bytes(FORMATS[name].write(project.entries).text.encode())
    return folder


def test_the_list_has_its_entries(project):
    assert len(project.entries) == COUNT
    types = [entry.type for entry in project.entries]
    assert types.count("blogpost") == KINDS["blogpost"]
    assert types.count("video") == KINDS["video"]
    assert types.count("book") == KINDS["book"]


def test_every_identifier_is_in_the_lock(project):
    for merged in project.merged:
        known = {record.id for record in merged.records if record.entry}
        assert set(identifiers(merged.hand)) <= known


def test_findings_of_the_sample_are_the_undocumented_facts_only(project):
    found = {(one.rule, one.key) for one in project.findings()}
    undated = {entry.key for entry in project.entries if entry.type in ("video", "blogpost") and not entry.has("date")}
    assert {key for rule, key in found if rule == "missing-date"} == undated
    assert {rule for rule, _ in found} <= {"missing-date", "missing-author"}


def test_published_papers_cite_the_publication_and_keep_the_preprint(project):
    published = [e for e in project.entries if e.type in ("inproceedings", "article") and e.arxiv]
    assert len(published) >= 34
    for entry in published:
        assert entry.has("journaltitle") or entry.has("booktitle")
        assert entry.plain("eprint")


@pytest.mark.parametrize(
    ("file", "pattern"),
    [("a.bib", r"^@\w+\{"), ("b.bib", r"^@\w+\{"), ("c.json", r'"id":'), ("z.json", r'"id":'), ("r.ris", r"^TY  - ")],
)
def test_each_format_holds_all_entries(exports, file, pattern):
    text = (exports / file).read_text(encoding="utf-8")
    assert len(re.findall(pattern, text, re.MULTILINE)) == COUNT


def test_the_bibtex_file_is_ascii(exports):
    assert (exports / "a.bib").read_bytes().isascii()


@pytest.mark.program("bibtex", "pdflatex", "biber")
@pytest.mark.parametrize(("file", "flavour"), [("a.bib", "bibtex"), ("b.bib", "biblatex")])
def test_latex_takes_the_sample(exports, project, tmp_path, file, flavour):
    report = compiled(exports / file, flavour, tmp_path)
    assert (len(report.keys), report.errors, report.losses) == (COUNT, [], [])
    undated = {entry.key for entry in project.entries if not entry.has("date")}
    for message in report.messages:  # only what nobody documents may be missing
        assert any(key in message for key in undated), message


@pytest.mark.program("node", "npm", "pandoc", "bib2xml")
def test_every_client_reads_the_sample(project, exports):
    files = {
        "bibtex": exports / "a.bib",
        "biblatex": exports / "b.bib",
        "csl": exports / "c.json",
        "ris": exports / "r.ris",
    }
    read = read_all(files, [truth_of(entry) for entry in project.entries])
    assert {name: client.count for name, client in read.items()} == dict.fromkeys(read, COUNT)
    wrong = {(name, *place) for name, client in read.items() for place in client.are("changed", "lost")}
    unread = {("bibutils:ris", "doi")}  # those whose prefix has five digits, so all of arXiv's
    assert {one for one in wrong if one[1] in CORE and one[:2] not in unread} == set()
    assert read["citeproc:csl"].missing == []
    assert [read[name].errors for name in ("citeproc:csl", "bbt:bibtex", "bbt:biblatex")] == [[], [], []]


def test_zotero_takes_the_whole_file(exports):
    """One item of a type outside Zotero's list, and the whole file is refused."""
    items = json.loads((exports / "z.json").read_text())
    assert {item["type"] for item in items} <= set(TYPES) - REFUSED_BY_ZOTERO
    assert all(f"Citation Key: {item['id']}" in item["note"].split("\n") for item in items)


@pytest.mark.parametrize("file", ["c.json", "z.json"])
def test_the_json_is_schema_valid(exports, file):
    assert faults(json.loads((exports / file).read_text())) == []


@pytest.mark.program("latexmk", "pdflatex", "bibtex", "biber", "make", "pdftotext")
def test_the_thesis_becomes_a_pdf(exports, tmp_path):
    thesis = tmp_path / "thesis"
    shutil.copytree(ROOT / "examples" / "thesis", thesis, ignore=shutil.ignore_patterns("build", ".latexmkrc"))
    shutil.copy(exports / "a.bib", thesis / "references.bib")
    shutil.copy(exports / "b.bib", thesis / "references.biblatex.bib")
    done = subprocess.run(["make", "-C", str(thesis)], capture_output=True, text=True, timeout=300, env={**os.environ})
    assert done.returncode == 0, done.stdout[-2000:]
    for name in ("thesis-bibtex", "thesis-biblatex"):
        text = subprocess.run(
            ["pdftotext", str(thesis / "build" / f"{name}.pdf"), "-"], capture_output=True, text=True
        ).stdout
        assert "[?]" not in text
        letters = re.sub("[^a-z]", "", text.lower())  # lines are broken inside words
        assert "modelagnosticmetalearningforfastadaptationofdeepnetworks" in letters
        assert "Baydin" in text


@pytest.mark.parametrize("name", FORMATS)
def test_export_import_export_gives_the_same_bytes(project, name):
    form = FORMATS[name]
    first = form.write(project.entries).text
    found = form.read(first, "a")
    assert len(found.entries) == COUNT
    assert [problem for problem in found.problems if problem.level == "error"] == []
    assert form.write(found.entries).text == first
