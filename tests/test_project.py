"""A project: the two files merged, its findings at their lines."""

import json
from pathlib import Path

import pytest

from refexport.errors import FileError, InputError, LockError
from refexport.model.entry import Entry, Record, parse_value
from refexport.project import Project, lock_path
from refexport.store.lock import print_lock

ENTRIES = """\
[refexport]
version = 1

[refexport.check]
allow = { "missing-url" = "no web" }

[snell2017]
arxiv = "1703.05175"
date = 2017

[koch2015]
type = "inproceedings"
title = "Siamese Networks"
author = ["Koch, Gregory"]
booktitle = "A Workshop"
omit = ["publisher"]
"""


def record(id_: str, service: str, type_: str, **spelled: object) -> Record:
    return Record(id_, service, entry=Entry("", type_, {field: parse_value(field, v) for field, v in spelled.items()}))


ARXIV = record(
    "arxiv:1703.05175", "arxiv", "preprint", title="Prototypical Networks", author=["Snell, Jake"], date=2017,
    eprint="1703.05175", eprinttype="arxiv",
)  # fmt: skip


@pytest.fixture
def make(tmp_path):
    def project(source: str = ENTRIES, **lock: tuple[Record, ...]) -> Project:
        path = tmp_path / "entries.toml"
        path.write_text(source)
        lock_path(path).write_bytes(print_lock(lock))
        return Project(path)

    return project


def lines_of(project: Project, rule: str) -> list[tuple[str, int]]:
    return [(one.key, one.line) for one in project.findings() if one.rule == rule]


def test_the_lock_stands_beside_the_entries():
    assert lock_path(Path("a/entries.toml")) == Path("a/entries.lock.json")
    assert lock_path(Path("my.list.toml")) == Path("my.list.lock.json")


def test_entries_are_merged_in_their_order(make):
    project = make(snell2017=(ARXIV,))
    assert [entry.key for entry in project.entries] == ["snell2017", "koch2015"]
    assert project.entries[0].plain("title") == "Prototypical Networks"
    assert project.merged[0].origin["title"] == ARXIV.id
    assert project.merged[0].origin["date"] == "hand"


def test_a_project_without_a_lock(tmp_path):
    (tmp_path / "entries.toml").write_text(ENTRIES)
    assert [entry.type for entry in Project(tmp_path / "entries.toml").entries] == ["preprint", "inproceedings"]


def test_findings_stand_at_their_line(make):
    project = make()
    assert lines_of(project, "unlocked-id") == [("snell2017", 8)]
    assert lines_of(project, "missing-date") == [("koch2015", 11)]
    assert [one.line for one in project.findings()] == sorted(one.line for one in project.findings())
    assert {one.path for one in project.findings()} == {str(project.path)}


def test_findings_of_some_entries(make):
    assert {one.key for one in make().findings(["koch2015"])} == {"koch2015"}


def test_a_key_that_is_no_entrys(make):
    with pytest.raises(FileError, match="has no entry koch2016"):
        make().findings(["koch2015", "koch2016"])


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        (["koch2016"], "has no entry koch2016", "did you mean koch2015?"),
        (["zzz", "koch2015"], "has no entry zzz", ""),
        (["Koch2016", "zzz"], "has no entry Koch2016, zzz", "Koch2016: did you mean koch2015?"),
    ],
)
def test_keys_that_are_no_entrys_are_named_with_the_nearest_ones(make, keys, message, hint):
    with pytest.raises(FileError) as raised:
        make().require(keys)
    assert raised.value.message.endswith(message)
    assert raised.value.hint == hint


def test_a_needless_allowance_for_all_stands_in_the_settings(make):
    assert lines_of(make(), "unused-allow") == [("refexport", 5)]


def test_a_needless_allowance_of_an_entry_stands_there(make):
    source = ENTRIES.replace("omit = ", 'allow = { "bad-doi" = "why" }\nomit = ')
    assert ("koch2015", 16) in lines_of(make(source), "unused-allow")


def test_prefer_and_omit_are_heeded(make):
    source = '[refexport]\nversion = 1\n\n[k]\narxiv = "1703.05175"\ndblp = "conf/nips/SnellSZ17"\nomit = ["title"]\n'
    paper = record(
        "dblp:conf/nips/SnellSZ17", "dblp", "inproceedings", title="Prototypical Networks", author=["Snell, Jake"]
    )
    assert make(source, k=(ARXIV, paper)).entries[0].type == "inproceedings"
    assert make(source.replace("omit", 'prefer = "preprint"\nomit'), k=(ARXIV, paper)).entries[0].type == "preprint"
    everywhere = source.replace("version = 1", 'version = 1\nprefer = "preprint"')
    assert make(everywhere, k=(ARXIV, paper)).entries[0].type == "preprint"
    assert not make(source, k=(ARXIV, paper)).entries[0].has("title")


def test_a_record_of_another_work_is_used_only_if_the_user_says_so(make):
    source = '[refexport]\nversion = 1\n\n[k]\ntitle = "元学习综述"\ndoi = "10.1000/1"\n'
    told = record("doi:10.1000/1", "crossref", "article", title="A Survey of Meta-Learning", journaltitle="J")
    assert lines_of(make(source, k=(told,)), "other-work") == [("k", 6)]
    assert make(source, k=(told,)).entries[0].type == "misc"
    trusted = make(source + 'allow = { "other-work" = "the record has the English title" }\n', k=(told,))
    assert lines_of(trusted, "other-work") == []
    assert trusted.entries[0].plain("journaltitle") == "J"


def test_files_that_cannot_be_used(tmp_path):
    path = tmp_path / "entries.toml"
    with pytest.raises(FileError):
        Project(path)
    path.write_text("[k\n")
    with pytest.raises(InputError):
        Project(path)
    path.write_text(ENTRIES)
    lock_path(path).write_text(json.dumps({"version": 1}))
    with pytest.raises(LockError):
        Project(path)


def test_nothing_is_changed_by_looking(make, tmp_path):
    project = make(snell2017=(ARXIV,))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    project.findings()
    assert project.entries
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
