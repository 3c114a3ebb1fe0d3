"""Commands in a paper that picks from a store: exports, pinned records, checks and edits."""

import pytest

from refexport.store.lock import read_lock
from tests.conftest import ROOT
from tests.store.test_workspace import STORE


@pytest.fixture
def paper(folder, registry, refexport, monkeypatch):
    lab = folder / "lab"
    lab.mkdir()
    (lab / "entries.toml").write_text(
        STORE.replace('journaltitle = "Journal of Things"\n', "").replace("date = 2017\n", ""), encoding="utf-8"
    )
    assert refexport("-f", "lab/entries.toml", "enrich").code == 0
    (folder / "entries.toml").write_text(
        '[refexport]\nversion = 1\nstore = "lab/entries.toml"\npick = ["p.tex"]\n\n'
        '[refexport.export]\n"a.bib" = "bibtex"\n\n[own]\ntitle = "Own"\nauthor = ["Doe, J."]\ndate = 2020\n',
        encoding="utf-8",
    )
    (folder / "p.tex").write_text(r"\cite{finn2017,own,proto}", encoding="utf-8")
    registry.asked.clear()
    return folder


def test_records_of_the_store_are_pinned_without_asking_anybody(refexport, paper, registry):
    assert refexport("enrich", "--check").code == 1
    ran = refexport("enrich")
    assert ran.code == 0
    assert "1 record of the store's lock pinned here" in ran.err
    assert not registry.asked
    pinned = read_lock(paper / "entries.lock.json")["finn2017"]
    assert pinned == read_lock(paper / "lab" / "entries.lock.json")["finn2017"]
    (paper / "lab" / "entries.lock.json").unlink()
    assert refexport("enrich", "--check").code == 0


def test_an_export_has_what_is_picked_and_what_is_the_papers_own(refexport, paper):
    refexport("enrich")
    assert refexport("export").code == 0
    text = (paper / "a.bib").read_text()
    assert text.count("@") == 4  # snell2017 has another key, proto
    assert "the lab's note" in text
    assert "{own," in text
    (paper / "p.tex").write_text(r"\cite{snell2020}", encoding="utf-8")
    assert refexport("export").code == 0
    assert "snell2020" in (paper / "a.bib").read_text()
    assert "finn2017" not in (paper / "a.bib").read_text()


def test_with_stamps_a_change_of_the_store_is_seen(refexport, paper, monkeypatch):
    monkeypatch.delenv("REFEXPORT_NO_STAMPS")
    monkeypatch.setenv("XDG_CACHE_HOME", str(paper.parent / f"{paper.name}-cache"))
    refexport("enrich")
    refexport("export")
    refexport("export")
    store = paper / "lab" / "entries.toml"
    store.write_text(store.read_text().replace("the lab's note", "a new note"), encoding="utf-8")
    refexport("export")
    assert "a new note" in (paper / "a.bib").read_text()


def test_show_list_and_check_know_what_is_picked(refexport, paper):
    refexport("enrich")
    assert "the lab's note" in refexport("show", "finn2017").out
    assert "snell2017" in refexport("list").out
    assert refexport("check").code in (0, 1)


def test_a_command_that_would_edit_what_stands_in_the_store_says_so_and_changes_nothing(refexport, paper):
    refexport("enrich")
    before = (paper / "entries.toml").read_bytes(), (paper / "lab" / "entries.toml").read_bytes()
    for command in (("remove", "finn2017"), ("rename", "finn2017", "maml")):
        ran = refexport(*command)
        assert ran.code == 2, ran
        assert "finn2017" in ran.err
        assert "refexport -f lab/entries.toml" in ran.err
    assert ((paper / "entries.toml").read_bytes(), (paper / "lab" / "entries.toml").read_bytes()) == before


def test_the_documented_paper_is_read_and_exported(refexport, paper):
    """The first block of docs/workspace.md, with the store beside it."""
    text = (ROOT / "docs" / "workspace.md").read_text(encoding="utf-8")
    toml = text.partition("```toml\n")[2].partition("```")[0].replace("../lab", "lab").replace("paper.tex", "p.tex")
    (paper / "entries.toml").write_text(toml, encoding="utf-8")
    (paper / "p.tex").write_text(r"\cite{finn2017,thispaper2026,proto}", encoding="utf-8")
    commands = [
        line.removeprefix("$ refexport ").split() for line in text.split("\n") if line.startswith("$ refexport")
    ]
    assert [refexport(*command).code for command in commands] == [0, 0, 1]  # the paper of this year lacks its authors
    made = (paper / "references.bib").read_text()
    assert "the paper's note" in made
    assert "the lab's note" not in made
    assert "Finn, Chelsea" in made
    assert "{thispaper2026," in made


def test_a_key_that_nobody_has_is_told_by_export_and_check(refexport, paper):
    refexport("enrich")
    (paper / "p.tex").write_text(r"\cite{finn2017,nobody}", encoding="utf-8")
    ran = refexport("export")
    assert ran.code == 1
    assert "p.tex cites nobody, which neither the store nor this file has" in ran.err
    assert "finn2017" in (paper / "a.bib").read_text()
    ran = refexport("check")
    assert ran.code == 1
    assert "entries.toml:4: error: missing-entry" in ran.err + ran.out


def test_what_is_wrong_with_an_entry_of_the_store_stands_at_its_line_there(refexport, paper):
    refexport("enrich")
    store = paper / "lab" / "entries.toml"
    text = store.read_text(encoding="utf-8").replace('title = "Prototypical', 'titel = "x"\ntitle = "Prototypical')
    store.write_text(text, encoding="utf-8")
    ran = refexport("check")
    line = text[: text.index("titel")].count("\n") + 1
    assert f"lab/entries.toml:{line}: warning: unknown-field [snell2017] titel" in ran.err + ran.out
    assert "lab/entries.toml" in refexport("why", "snell2017").out


def test_what_the_lock_lacks_of_a_work_of_the_store_is_told_where_it_stands(refexport, paper):
    line = (paper / "lab" / "entries.toml").read_text().split("\n").index("[finn2017]") + 1
    assert f"lab/entries.toml:{line}: [finn2017] not in the lock" in refexport("export").err


def test_a_mistake_in_a_field_of_the_store_is_mended_there_only(refexport, paper):
    refexport("enrich")
    store = paper / "lab" / "entries.toml"
    text = store.read_text().replace('author = ["Finn, Chelsea"]', 'author = "Finn, Chelsea"')
    store.write_text(text)
    own = paper / "entries.toml"
    own.write_text(own.read_text() + '\n[finn2017]\nnote = "mine"\n')
    before = own.read_bytes()
    line = text[: text.index('author = "Finn')].count("\n") + 1
    ran = refexport("check", "--fix", "--unsafe-fixes")
    assert f"lab/entries.toml:{line}: warning: text-for-list [finn2017] author" in ran.out + ran.err
    assert own.read_bytes() == before


def test_a_key_that_differs_from_the_stores_by_case_is_told(refexport, paper):
    own = paper / "entries.toml"
    own.write_text(own.read_text() + '\n[FINN2017]\ntitle = "Mine"\n')
    ran = refexport("check")
    assert ran.code == 2
    assert "are the same key for BibTeX" in ran.err


def test_a_key_of_the_papers_own_picks_nothing(refexport, paper):
    own = paper / "entries.toml"
    own.write_text(own.read_text() + '\n[proto]\ntitle = "Mine"\n')
    assert "snell2017" not in refexport("list").out


WHOLE = """
[whole]
type = "collection"
title = "The Whole"
editor = ["Roe, R."]
date = 2001
ids = ["old"]

[part]
type = "incollection"
title = "A Part"
author = ["Doe, Jane"]
crossref = "old"
"""


def test_a_whole_comes_with_the_parts_that_name_it_by_whichever_key_and_from_wherever(refexport, folder):
    (folder / "lab.toml").write_text(WHOLE)
    own = '[mine]\ntype = "incollection"\ntitle = "Mine"\nauthor = ["Me, M."]\ncrossref = "whole"\n'
    (folder / "entries.toml").write_text(f'[refexport]\nstore = "lab.toml"\npick = ["part"]\n\n{own}')
    told = refexport("export", "-", "--to", "biblatex").out
    assert told.count("The Whole") == 3
    (folder / "entries.toml").write_text(f'[refexport]\nstore = "lab.toml"\npick = []\n\n{own}')
    told = refexport("export", "-", "--to", "biblatex").out
    assert told.count("The Whole") == 2
    assert "A Part" not in told
