"""Twice is once: a file imported again brings nothing new and changes no byte, also after resolve and enrich."""

import json

import pytest

from tests.conftest import ROOT

START = "[refexport]\nversion = 1\n"

BIB = """\
@misc{finn2017, author = {Finn, Chelsea and Abbeel, Pieter and Levine, Sergey}, year = 2017,
  title = {Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks}}
@article{m\N{LATIN SMALL LETTER U WITH DIAERESIS}ller2018, author = {Sung, Flood and Yang, Yongxin}, year = 2018, journal = {CVPR},
  title = {Learning to Compare: {Relation} Network for Few-Shot Learning}}
@misc{, author = {Snell, Jake and Swersky, Kevin and Zemel, Richard S.}, year = 2017,
  title = {Prototypical Networks for Few-shot Learning}, note = {without a key}}
@misc{cook1996, author = {Cook, W.}, year = 1996, note = {Personal communication}}
"""
RIS = """\
TY  - CONF
AU  - Finn, Chelsea
AU  - Abbeel, Pieter
AU  - Levine, Sergey
PY  - 2017
TI  - Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks
ER  -\x20
TY  - JOUR
AU  - Sung, Flood
AU  - Yang, Yongxin
PY  - 2018
TI  - Learning to Compare: Relation Network for Few-Shot Learning
ER  -\x20
"""
CSL = json.dumps([
    {"id": "finn2017", "type": "paper-conference", "issued": {"date-parts": [[2017]]},
     "title": "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks",
     "author": [{"family": "Finn", "given": "Chelsea"}, {"family": "Abbeel", "given": "Pieter"}, {"family": "Levine", "given": "Sergey"}]},
    {"id": 7, "type": "paper-conference", "issued": {"date-parts": [["2019"]]}, "title": "Online Meta-Learning",
     "author": [{"family": "Finn", "given": "Chelsea"}, {"family": "Rajeswaran", "given": "Aravind"}]},
])  # fmt: skip
LIST = """\
# Papers

- Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks, (2017), Chelsea Finn, Pieter Abbeel, Sergey Levine.
- Online Meta-Learning, (2019), Chelsea Finn, Aravind Rajeswaran, Sham M. Kakade, Sergey Levine.
- https://arxiv.org/abs/1703.05175
- 10.1109/cvpr.2018.00131
"""
FILES = {"in.bib": (BIB, 4), "in.ris": (RIS, 2), "in.json": (CSL, 2), "in.md": (LIST, 4)}
"""file -> what stands in it, and how many works that is."""


@pytest.fixture
def project(folder):
    (folder / "entries.toml").write_text(START)
    for name, (text, _) in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def entries_of(project):
    return (project / "entries.toml").read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_file_imported_again_changes_no_byte(refexport, project, name):
    refexport("import", name, "--write")
    once = entries_of(project)
    again = refexport("import", name, "--write")
    assert entries_of(project) == once
    assert " 0 new " in again.err
    assert again.err.endswith("nothing new\n")


@pytest.mark.parametrize("name", FILES)
def test_every_work_of_a_file_is_an_entry(refexport, project, name):
    refexport("import", name, "--write")
    assert entries_of(project).count(b"\n[") == FILES[name][1]


@pytest.mark.parametrize("name", FILES)
def test_a_file_imported_again_after_resolve_and_enrich_changes_no_byte(refexport, project, registry, name):
    refexport("import", name, "--write")
    refexport("resolve", "--write")
    refexport("enrich")
    resolved = entries_of(project)
    again = refexport("import", name, "--write")
    assert entries_of(project) == resolved
    assert again.err.endswith("nothing new\n")


@pytest.mark.parametrize("name", FILES)
def test_a_work_of_several_files_is_one_entry(refexport, project, registry, name):
    """MAML stands in all four; whatever was imported first, the others bring it once."""
    for one in (name, *(other for other in FILES if other != name)):
        refexport("import", one, "--write")
    assert (
        entries_of(project).decode().count('\ntitle = "Model-Agnostic Meta-Learning') <= 1
    )  # none: registries have it


@pytest.mark.parametrize("name", ["torture.bib"])
def test_the_torture_file_twice_is_once(refexport, project, name):
    (project / name).write_bytes((ROOT / "tests" / name).read_bytes())
    refexport("import", name, "--write")
    once = entries_of(project)
    refexport("import", name, "--write")
    assert entries_of(project) == once
