"""Workspaces: a paper picks works from a lab's store; its own words come first, its own lock pins the records."""

import pytest

from refexport.errors import InputError
from refexport.store.entries import load_entries

STORE = """\
[refexport]
version = 1
mailto = "lab@uni.example"

[finn2017]
title = "Model-Agnostic Meta-Learning"
author = ["Finn, Chelsea"]
date = 2017
arxiv = "1703.03400"
journaltitle = "Journal of Things"
note = "the lab's note"

[snell2017]
title = "Prototypical Networks"
author = ["Snell, Jake"]
ids = ["proto"]

[snell2020]
title = "Another"
author = ["Snell, Jake"]

[whole]
type = "collection"
title = "The Whole"
editor = ["Eder, Ed"]

[part]
type = "incollection"
title = "A Part"
author = ["Paar, Pa"]
crossref = "whole"
"""


@pytest.fixture
def lab(tmp_path):
    (tmp_path / "lab").mkdir()
    (tmp_path / "paper").mkdir()
    (tmp_path / "lab" / "entries.toml").write_text(STORE, encoding="utf-8")
    return tmp_path


def paper(lab, pick="", text="", store="../lab/entries.toml"):
    head = f'[refexport]\nversion = 1\nstore = "{store}"\n' + (f"pick = {pick}\n" if pick else "")
    (lab / "paper" / "entries.toml").write_text(f"{head}\n{text}", encoding="utf-8")
    return {hand.entry.key: hand for hand in load_entries(lab / "paper" / "entries.toml").hands}


def test_nothing_is_picked_that_nobody_asks_for(lab):
    assert paper(lab) == {}


@pytest.mark.parametrize(
    ("pick", "keys"),
    [
        ('["finn2017"]', ["finn2017"]),
        ('["snell*"]', ["snell2017", "snell2020"]),
        ('["*"]', ["finn2017", "snell2017", "snell2020", "whole", "part"]),
        ('["part"]', ["whole", "part"]),
        ('["snell2020", "finn2017"]', ["finn2017", "snell2020"]),
    ],
)
def test_cite_keys_and_patterns_pick(lab, pick, keys):
    assert [*paper(lab, pick)] == keys


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.tex", r"\cite{finn2017} and \cite{proto,missing}"),
        ("p.typ", "@finn2017 and #cite(<proto>)"),
        ("p.md", "As [@finn2017; @proto] say"),
        ("p.aux", "\\citation{finn2017}\n\\citation{proto}\n"),
    ],
)
def test_documents_pick_what_they_cite(lab, name, text):
    (lab / "paper" / name).write_text(text, encoding="utf-8")
    assert [*paper(lab, f'["{name}"]')] == ["finn2017", "snell2017"]


def test_nocite_of_all_picks_all_and_an_aux_that_is_not_there_yet_nothing(lab):
    (lab / "paper" / "all.tex").write_text(r"\nocite{*}", encoding="utf-8")
    assert len(paper(lab, '["all.tex"]')) == 5
    assert paper(lab, '["none.aux"]') == {}


def test_what_the_paper_says_comes_first_field_by_field(lab):
    text = '[finn2017]\ntitle = "My Title"\nyear = 2018\njournal = "Mine"\ndoi = "10.1000/x"\n\n[own]\ntitle = "Own"\n'
    hands = paper(lab, text=text)
    assert [*hands] == ["finn2017", "own"]
    entry = hands["finn2017"].entry
    assert entry.plain("title") == "My Title"
    assert entry.year == 2018
    assert entry.plain("journaltitle") == "Mine"
    assert entry.plain("note") == "the lab's note"
    assert (entry.arxiv, entry.plain("doi")) == ("1703.03400", "10.1000/x")


def test_an_empty_table_picks_and_omit_leaves_out(lab):
    hands = paper(lab, text='[snell2017]\n\n[finn2017]\nomit = ["note"]\neprint = "1.2"\neprinttype = "hdl"\n')
    assert [*hands] == ["snell2017", "finn2017"]
    assert hands["finn2017"].entry.plain("eprinttype") == "hdl"
    assert hands["finn2017"].omit == ("note",)
    assert not hands["finn2017"].entry.has("note")


@pytest.mark.parametrize(
    ("pick", "store", "message"),
    [
        ('["fin2017"]', "../lab/entries.toml", "has no entry fin2017"),
        ('["x.tex"]', "../lab/entries.toml", "cannot read"),
        ("", "../nowhere.toml", "the store cannot be read"),
        ('"finn2017"', "../lab/entries.toml", "not a list of documents and cite keys"),
    ],
)
def test_what_cannot_be_picked_is_told_at_its_line(lab, pick, store, message):
    with pytest.raises(InputError) as caught:
        paper(lab, pick, store=store)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.path.endswith("paper/entries.toml")
    assert problem.line == (4 if pick else 3)
    assert problem.hint


def test_a_mistake_in_the_store_names_its_line_there(lab):
    (lab / "lab" / "entries.toml").write_text(STORE.replace('"Another"', '"Another'), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        paper(lab, '["finn2017"]')
    assert any("lab/entries.toml:19: a string is not closed" in one.message for one in caught.value.problems)


def test_pick_without_a_store_is_an_error(lab):
    (lab / "paper" / "entries.toml").write_text('[refexport]\nversion = 1\npick = ["a"]\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_entries(lab / "paper" / "entries.toml")
    assert caught.value.problems[0].message == "nothing to pick from"
