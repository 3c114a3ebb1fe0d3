"""Hooks and the action, by their own commands in a scratch repository."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

GOOD = '[doe]\ntype = "book"\nauthor = ["Doe, Jane"]\ntitle = "A Title"\npublisher = "Press"\ndate = 2001\n'
POOR = '[doe]\ntype = "book"\ntitle = "A Title"\ndate = 2001\n'

HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())


@pytest.fixture
def programs_on_path(folder):
    """`refexport` as an installation has it."""
    (folder / "bin").mkdir()
    script = folder / "bin" / "refexport"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m refexport "$@"\n')
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{script.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def hooked(hook, files, env):
    """What pre-commit runs: the entry, with the files that fit unless it wants none."""
    fitting = [one for one in files if re.search(hook["files"], one)]
    named = fitting if hook.get("pass_filenames", True) else []
    return (
        subprocess.run([*hook["entry"].split(), *named], capture_output=True, text=True, env=env) if fitting else None
    )


@pytest.mark.parametrize("place", ["entries.toml", "paper/entries.toml"])
def test_the_hook_checks_the_files_that_changed(folder, programs_on_path, place):
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(POOR)
    ran = hooked(HOOKS["refexport-check"], [place, "README.md"], programs_on_path)
    assert (ran.returncode, f"{place}:1: warning: missing-author" in ran.stdout) == (1, True)
    path.write_text(GOOD)
    assert (
        hooked(HOOKS["refexport-check"], [place, place.replace(".toml", ".lock.json")], programs_on_path).returncode
        == 0
    )
    assert hooked(HOOKS["refexport-check"], ["README.md"], programs_on_path) is None


def test_the_other_hooks(folder, programs_on_path):
    (folder / "entries.toml").write_text('[a]\ntitle = "x"\narxiv = "1703.03400"\n')
    assert hooked(HOOKS["refexport-locked"], ["entries.toml"], programs_on_path).returncode == 1
    assert hooked(HOOKS["refexport-fmt"], ["entries.toml"], programs_on_path).returncode == 0
    assert (folder / "entries.toml").read_text() == '[a]\narxiv = "1703.03400"\ntitle = "x"\n'


def acted(env, **inputs):
    """The action's steps but for what installs it; gives the last one."""
    values = {name: one.get("default", "") for name, one in ACTION["inputs"].items()} | inputs
    for step in ACTION["runs"]["steps"]:
        if step.get("name") not in (None, "Install"):
            given = {
                name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: values[found[1]], value)
                for name, value in step["env"].items()
            }
            ran = subprocess.run(
                ["bash", "-e", "-c", step["run"]], capture_output=True, text=True, env={**env, **given}
            )
            if ran.returncode:
                break
    return ran


def test_the_action_annotates_and_writes_sarif_and_a_report(folder, programs_on_path):
    (folder / "paper").mkdir()
    (folder / "paper" / "entries.toml").write_text(POOR)
    ran = acted(programs_on_path, file="paper/entries.toml", sarif="found.sarif", report="report.html")
    assert ran.returncode == 1
    assert "::warning file=paper/entries.toml,line=1" in ran.stdout
    sarif = json.loads((folder / "found.sarif").read_text())
    assert (sarif["version"], sarif["runs"][0]["results"][0]["ruleId"]) == ("2.1.0", "missing-author")
    assert (folder / "report.html").read_text().startswith("<!DOCTYPE html>")


def test_the_action_is_content_with_good_references_and_looks_at_documents(folder, programs_on_path):
    (folder / "entries.toml").write_text(GOOD)
    (folder / "a.tex").write_text("\\cite{doe}")
    (folder / "b.tex").write_text("\\cite{roe}")
    assert acted(programs_on_path, documents="a.tex").returncode == 0
    ran = acted(programs_on_path, documents="a.tex b.tex")
    assert (ran.returncode, "cites roe, which entries.toml lacks" in ran.stdout) == (1, True)


def test_no_input_of_the_action_is_pasted_into_a_script():
    """docs.github.com, "Script injections": values go through the environment."""
    assert not [step for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")]


def test_several_files_are_checked_one_after_the_other(refexport, folder):
    for name, text in (("a", GOOD), ("b", POOR)):
        (folder / f"{name}.toml").write_text(text)
    ran = refexport("check", "a.toml", "b.toml")
    assert (ran.code, "b.toml:1: warning" in ran.out, "a.toml" in ran.out) == (1, True, False)
    assert refexport("check", "a.toml", "b.toml", "--format", "sarif").code == 2
    assert refexport("check", "b.toml", "doe").code == 1


def test_init_writes_what_editors_need(refexport, folder):
    assert refexport("init").code == 0
    assert (folder / "entries.toml").read_text().startswith("#:schema ./entries.schema.json\n")
    assert (folder / "entries.schema.json").read_bytes() == (ROOT / "entries.schema.json").read_bytes()
    (folder / "entries.toml").unlink()
    (folder / "entries.schema.json").write_text("mine")
    assert refexport("init").code == 0
    assert (folder / "entries.schema.json").read_text() == "mine"


def test_the_recipes_name_hooks_and_inputs_that_there_are():
    page = Path(ROOT / "docs" / "ci.md").read_text()
    recipes = [yaml.safe_load(one) for one in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    (step,) = [one for one in recipes[0]["jobs"]["check"]["steps"] if one["uses"].startswith("refexport/")]
    assert step["with"].keys() <= ACTION["inputs"].keys()
    assert {hook["id"] for hook in recipes[1]["repos"][0]["hooks"]} == HOOKS.keys()
