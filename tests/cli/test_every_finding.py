"""Every message about an entry is a finding: with its rule, level and line, in text, JSON, GitHub's form and SARIF alike.

The places of the code that make one are collected from its syntax trees; each must name a rule, and each must be
reached by a sample of `tests.findings`.
"""

import ast
import json
import re
import sys
from functools import cache

import pytest

from refexport.checks import CHECKED, RULES
from refexport.checks import rule as rule_module
from refexport.store import entries as entries_module
from refexport.store import source as source_module
from refexport.store.lock import print_lock
from refexport.store.remark import Remarks
from tests.conftest import ROOT
from tests.findings import LARGEST, MENDED, SAMPLES, STOPPING, Sample

PACKAGE = ROOT / "refexport"
MAKERS = ("store", "works", "checks", "output", "cli")
"""Packages that may say something about an entry of entries.toml."""
ELSEWHERE = {"output/journals.py"}
"""What makes findings about other files: the table of journals."""


@pytest.fixture(autouse=True)
def _small_files(monkeypatch):
    monkeypatch.setattr(source_module, "MAX_BYTES", LARGEST)


def write(folder, sample):
    toml = sample.toml
    (folder / "entries.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    (folder / "entries.lock.json").write_bytes(print_lock({"k": sample.records} if sample.records else {}))
    (folder / "doc.tex").write_text(sample.document)
    return ["--only-cited", "doc.tex"] if sample.document else []


def of_json(out):
    return {(one["rule"], one["level"], one["path"], one["line"]) for one in json.loads(out)["findings"]}


def of_sarif(out):
    (run,) = json.loads(out)["runs"]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    places = [(one, one["locations"][0]["physicalLocation"]) for one in run["results"]]
    assert all(one["ruleId"] in known for one in run["results"])
    return {
        (one["ruleId"], one["level"], place["artifactLocation"]["uri"], place["region"]["startLine"])
        for one, place in places
    }


def of_github(out):
    found = re.findall(r"^::(error|warning|notice) file=([^,]*),line=(\d+),title=([\w-]+)::", out, re.MULTILINE)
    return {(rule, level.replace("notice", "note"), path, int(line)) for level, path, line, rule in found}


def of_text(out):
    found = re.findall(r"^([\w.]+):(\d+): (error|warning|note): ([\w-]+) ", out, re.MULTILINE)
    return {(rule, level, path, int(line)) for path, line, level, rule in found}


FORMS = {"json": of_json, "sarif": of_sarif, "github": of_github, "text": of_text}


def name_of(sample: Sample) -> str:
    toml = sample.toml[:60] if isinstance(sample.toml, str) else repr(sample.toml[:10])
    return f"{sample.rule} {toml.partition(']')[2].strip() or toml}".replace("\n", " ")[:70]


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_each_is_told_alike_in_every_form(refexport, folder, sample):
    arguments = write(folder, sample)
    told = {}
    for form, read in FORMS.items():
        ran = refexport("check", *arguments, "--format", form)
        is_stopped = sample.rule in STOPPING
        told[form] = read(ran.err if is_stopped and form == "text" else ran.out)
        assert ran.code == (2 if is_stopped else int(any(level != "note" for _, level, *_ in told[form])))
        assert "nothing to fix" not in ran.err
    assert told["json"] == told["sarif"] == told["github"] == told["text"]
    mine = [(level, path, line) for rule, level, path, line in told["json"] if rule == sample.rule]
    assert mine, f"{sample.rule} is not among {told['json']}"
    for level, path, line in mine:
        assert level == RULES[sample.rule].level
        assert 1 <= line <= len((folder / path).read_bytes().splitlines()) + 1
        assert path == ("doc.tex" if sample.document else "entries.toml")


@pytest.mark.parametrize("sample", MENDED, ids=name_of)
def test_what_an_explanation_shows_as_right_is_right(refexport, folder, sample):
    write(folder, sample)
    assert sample.rule not in refexport("check").out


def test_every_rule_has_a_sample_and_an_explanation():
    assert {sample.rule for sample in SAMPLES} == set(RULES)
    for rule in RULES.values():
        assert rule.why, rule.name
        assert rule.mend, rule.name


def test_every_rule_that_says_so_has_a_fix(refexport, folder):
    fixed = set()
    for sample in SAMPLES:
        arguments = write(folder, sample)
        ran = refexport("check", *arguments, "--format", "json")
        fixed |= {one["rule"] for one in json.loads(ran.out)["findings"] if one["fix"]}
    assert fixed == {rule.name for rule in RULES.values() if rule.is_fixable}


def test_what_export_says_of_an_entry_is_a_finding_at_the_same_line(refexport, folder):
    said = 0
    for sample in (one for one in SAMPLES if one.rule not in STOPPING):
        write(folder, sample)
        lines = re.findall(r"^entries\.toml:(\d+): ", refexport("export", "-", "--to", "bibtex").err, re.MULTILINE)
        found = json.loads(refexport("check", "--format", "json").out)["findings"]
        toml = sample.toml.decode() if isinstance(sample.toml, bytes) else sample.toml
        for line in lines:
            key = re.findall(r"^\[(.*)\]", "\n".join(toml.split("\n")[: int(line)]), re.MULTILINE)[-1]
            assert {"unlocked-id", "other-work"} & {one["rule"] for one in found if one["key"] == key}
            said += 1
    assert said


@pytest.mark.parametrize("sample", [one for one in SAMPLES if one.rule not in STOPPING], ids=name_of)
def test_mending_makes_no_other_finding_and_ends(refexport, folder, sample):
    """What a fix may lead to is an identifier that the lock lacks: it was in no field before."""
    write(folder, sample)
    path = folder / "entries.toml"
    before = {one[0] for one in of_json(refexport("check", "--format", "json").out)}
    refexport("check", "--fix", "--unsafe-fixes")
    once = path.read_bytes()
    after = {one[0] for one in of_json(refexport("check", "--format", "json").out)}
    assert after <= before | {"unlocked-id"}
    refexport("check", "--fix", "--unsafe-fixes")
    assert path.read_bytes() == once


# --- the walk over the code


@cache
def places():
    """(file, line) -> what is called, for every call that makes a finding about an entry."""
    found = {}
    for path in (path for package in MAKERS for path in sorted((PACKAGE / package).rglob("*.py"))):
        if str(path.relative_to(PACKAGE)) in ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and is_maker(ast.unparse(node.func)):
                found[str(path), node.lineno] = node
    return found


def is_maker(called: str) -> bool:
    name = called.rpartition(".")[2]
    return name in ("Finding", "finding") or ("remarks" in called.lower() and name in ("error", "warn", "note"))


GENERAL = {"refexport/checks/rule.py", "refexport/checks/__init__.py", "refexport/store/remark.py"}
"""Where a finding gets the rule that its maker was given."""


def test_every_place_that_makes_a_finding_names_a_rule():
    assert len(places()) > 70
    for (path, line), node in places().items():
        given = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
        called = ast.unparse(node.func).rpartition(".")[2]
        rule = (node.args[0] if called != "Finding" else None) if not given else given[0]
        if called == "Finding" and str(path).removeprefix(f"{ROOT}/") in GENERAL:
            continue
        assert rule is not None, f"{path}:{line} makes a finding without a rule"
        if isinstance(rule, ast.Constant):
            assert rule.value in RULES, f"{path}:{line} names {rule.value}, which is no rule"


def test_every_place_that_makes_a_finding_about_a_file_is_reached(refexport, folder, monkeypatch):
    """Each remark of the reader and each finding of a check is provoked by a sample, so that none is untried."""
    reached = set()

    def recording(function):
        def call(*arguments, **named):
            frame = sys._getframe(1)
            reached.add((frame.f_code.co_filename, frame.f_lineno))
            return function(*arguments, **named)

        return call

    for name in ("error", "warn", "note"):
        monkeypatch.setattr(Remarks, name, recording(getattr(Remarks, name)))
    for module in (source_module, entries_module):
        monkeypatch.setattr(module, "Finding", recording(module.Finding))
    for module in CHECKED:
        monkeypatch.setattr(module, "finding", recording(rule_module.finding))
    for sample in SAMPLES:
        refexport("check", *write(folder, sample))
    wanted = {
        place
        for place, node in places().items()
        if ast.unparse(node.func) != "Finding" or place[0] in (source_module.__file__, entries_module.__file__)
    }
    missed = sorted(f"{path.removeprefix(f'{ROOT}/')}:{line}" for path, line in wanted - reached)
    assert not missed, f"no sample of tests.findings reaches {', '.join(missed)}"
