"""A note or page for each work: what each program reads of it, and that what a person writes in it stays."""

import json
import subprocess

import pytest
import yaml

ENTRIES = """\
[finn2017model]
type = "inproceedings"
title = "Model-Agnostic Meta-Learning: {{< include /etc/passwd >}} <% tp.file %> `= dv`"
author = ["Finn, Chelsea", "{The Group}", "Levine, Sergey"]
booktitle = "Proceedings of ICML"
date = 2017-08-06
doi = "10.1000/x"
url = "https://example.org/a"
keywords = ["meta learning", "few-shot"]
abstract = "An algorithm: <script>alert(1)</script>\\nwith *stars* and {{query}}."

["DBLP:conf/x/../../y"]
type = "misc"
title = "A Work Without Much"
"""


@pytest.fixture
def library(folder):
    (folder / "entries.toml").write_text(ENTRIES, encoding="utf-8")
    return folder


def head_of(text):
    return yaml.safe_load(text.split("---\n")[1])


def test_a_note_for_obsidian_has_its_properties(refexport, library):
    assert refexport("pages", "--for", "obsidian", "vault").code == 0
    assert sorted(path.name for path in (library / "vault").iterdir()) == [
        "@DBLP-conf-x-..-..-y.md",
        "@finn2017model.md",
    ]
    head = head_of((library / "vault" / "@finn2017model.md").read_text(encoding="utf-8"))
    assert (head["citekey"], head["year"], head["doi"]) == ("finn2017model", 2017, "10.1000/x")
    assert head["authors"] == ["Chelsea Finn", "The Group", "Sergey Levine"]
    assert head["tags"] == ["meta-learning", "few-shot"]  # Obsidian's help: tags cannot have blanks


def test_a_page_for_hugo_is_a_folder_with_the_work_s_bib(refexport, library):
    refexport("pages", "--for", "hugo", "content/publication", "finn2017model")
    folder = library / "content" / "publication" / "finn2017model"
    head = head_of((folder / "index.md").read_text(encoding="utf-8"))
    assert (head["date"], head["publication_types"], head["publication"]) == (
        "2017-08-06",
        ["paper-conference"],
        "Proceedings of ICML",
    )
    assert (folder / "cite.bib").read_text(encoding="utf-8").startswith("@inproceedings{finn2017model,")


def test_logseq_s_properties_stand_a_line_each(refexport, library):
    refexport("pages", "--for", "logseq", "pages", "finn2017model")
    lines = (library / "pages" / "@finn2017model.md").read_text(encoding="utf-8").split("\n")
    assert lines[0] == "title:: @finn2017model"
    assert "authors:: [[Chelsea Finn]], [[The Group]], [[Sergey Levine]]" in lines
    assert "tags:: [[meta learning]], [[few-shot]]" in lines


@pytest.mark.program("pandoc")
def test_pandoc_reads_what_quarto_is_given(refexport, library):
    refexport("pages", "--for", "quarto", "works", "finn2017model")
    page = library / "works" / "finn2017model.qmd"
    ran = subprocess.run(["pandoc", "-f", "markdown", "-t", "json", page], capture_output=True, text=True, check=True)
    document = json.loads(ran.stdout)
    assert {"title", "author", "date", "abstract", "categories", "doi", "citation"} <= document["meta"].keys()
    assert document["meta"]["citation"]["c"]["container-title"]
    shown = json.dumps(document)
    assert "RawInline" not in shown
    assert "RawBlock" not in shown


@pytest.mark.parametrize("program", ["obsidian", "logseq", "hugo", "quarto"])
def test_no_text_of_a_work_is_carried_out(refexport, library, program):
    refexport("pages", "--for", program, "out")
    for page in (library / "out").rglob("*.*md"):
        text = page.read_text(encoding="utf-8")
        assert not any(opening in text for opening in ("{{", "{%", "<%"))
        assert "\n<script" not in text
        assert " <script" not in text.split("---\n")[-1].replace("\\<script", "")


@pytest.mark.parametrize(
    ("program", "page", "own"),
    [
        ("obsidian", "@finn2017model.md", 'rating: 5\nread:\n  - "2026"\n'),
        ("logseq", "@finn2017model.md", "rating:: 5\n"),
    ],
)
def test_what_a_person_writes_stays_and_the_head_is_renewed(refexport, library, program, page, own):
    refexport("pages", "--for", program, "notes")
    file = library / "notes" / page
    text = file.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines(keepends=True) if line.startswith("year"))
    file.write_text(text.replace(first, first + own) + "\nMy thoughts.\n", encoding="utf-8")
    entries = library / "entries.toml"
    entries.write_text(entries.read_text(encoding="utf-8").replace("2017-08-06", "2018"), encoding="utf-8")
    assert refexport("pages", "--for", program, "notes").code == 0
    after = file.read_text(encoding="utf-8")
    assert own in after
    assert after.endswith("\nMy thoughts.\n")
    assert "2018" in after
    assert "2017" not in after.replace("finn2017model", "")
    again = refexport("pages", "--for", program, "notes")
    assert "2 of 2 pages as they were" in again.err


def test_a_template_fills_a_new_page(refexport, library):
    (library / "note.md").write_text("# {{title}} ({{ year }})\n\n## Summary\n", encoding="utf-8")
    refexport("pages", "--for", "obsidian", "vault", "DBLP:conf/x/../../y", "--template", "note.md")
    assert (
        (library / "vault" / "@DBLP-conf-x-..-..-y.md")
        .read_text(encoding="utf-8")
        .endswith("# A Work Without Much ()\n\n## Summary\n")
    )
    (library / "note.md").write_text("one\n{{titel}}\n", encoding="utf-8")
    refused = refexport("pages", "--for", "obsidian", "other", "--template", "note.md")
    assert refused.code == 2
    assert "note.md:2: error: no value is called: titel\n  hint: did you mean title?; there are key, " in refused.err
    assert not (library / "other").exists()


def test_a_file_of_somebody_else_is_not_touched(refexport, library):
    (library / "vault").mkdir()
    (library / "vault" / "@finn2017model.md").write_text("My own words.\n", encoding="utf-8")
    refused = refexport("pages", "--for", "obsidian", "vault")
    assert refused.code == 2
    assert "has no head that refexport could renew" in refused.err
    assert (library / "vault" / "@finn2017model.md").read_text(encoding="utf-8") == "My own words.\n"


def test_two_works_with_one_page_are_told(refexport, folder):
    (folder / "entries.toml").write_text(
        '["a:b"]\ntype = "misc"\ntitle = "T"\n\n["a/b"]\ntype = "misc"\ntitle = "U"\n', encoding="utf-8"
    )
    refused = refexport("pages", "--for", "quarto", "out")
    assert refused.code == 2
    assert "[a/b] and [a:b] would have one page, a-b.qmd" in refused.err


def test_check_writes_nothing(refexport, library):
    assert refexport("pages", "--for", "hugo", "out", "--check").code == 1
    assert not (library / "out").exists()
    refexport("pages", "--for", "hugo", "out")
    assert refexport("pages", "--for", "hugo", "out", "--check").code == 0
