"""README's commands do what they say; every command, rule, format and service is documented."""

import re
import shlex
import shutil
import subprocess
import sys

from refexport.cli import COMMANDS
from refexport.formats import FORMATS
from refexport.registries import SERVICES
from refexport.registries.client import HOME_PAGE
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
OWN_PAGES = (
    f"{HOME_PAGE}/blob/main/",
    f"{HOME_PAGE}/tree/main/",
    HOME_PAGE.replace("github.com", "raw.githubusercontent.com") + "/main/",
)
LIST = """\
# Papers

- Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks (2017), Chelsea Finn, Pieter Abbeel, Sergey Levine
"""


def console_lines(text=README):
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line[2:].split("#")[0].strip() for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_the_commands_of_the_readme_run_in_their_order(refexport, registry, folder):
    (folder / "reading-list.md").write_text(LIST)
    lines = [line for line in console_lines() if line.startswith("refexport ")]
    assert len(lines) >= 7
    for line in lines:
        ran = refexport(*shlex.split(line)[1:])
        assert ran.code == 0, (line, ran.err)
    assert "finn2017model" in (folder / "build" / "references.bib").read_text()


OLD_BIB = """\
@inproceedings{finn17, title={Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks}, year=2017,
  author={Finn, Chelsea and Abbeel, Pieter and Levine, Sergey}}
@misc{snell2017, title={Prototypical Networks for Few-shot Learning}, author={Snell, Jake and Swersky, Kevin and Zemel, Richard S.}, year=2017}
"""


def test_the_commands_of_the_tutorial_run_in_their_order(refexport, registry, folder):
    (folder / "old.bib").write_text(OLD_BIB)
    (folder / "thesis.tex").write_text("\\cite{finn17, snell2017}\n")
    lines = console_lines((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    assert len(lines) >= 12
    for line in lines:
        ran = refexport(*shlex.split(line)[1:])
        assert ran.code in ((0, 1) if line.split()[1] in ("check", "outdated") else (0,)), (line, ran.err)
    assert "finn2017maml" in (folder / "thesis.tex").read_text()
    assert "@inproceedings{finn17" in (folder / "refs.bib").read_text()
    assert "conference" in (folder / "refs.bib").read_text().lower() or "eprint" in (folder / "refs.bib").read_text()


def test_the_commands_of_the_guides_run(refexport, registry, folder):
    """Each on the sample of this repository, whose lock is full."""
    for name in ("entries.toml", "entries.lock.json"):
        shutil.copy(ROOT / name, folder)
    subprocess.run(
        "git init -q && git add . && git -c user.name=a -c user.email=a@b commit -qm x", shell=True, check=True
    )
    lines = console_lines((ROOT / "docs" / "guides.md").read_text(encoding="utf-8"))
    assert len(lines) >= 11
    for line in lines:
        ran = refexport(*shlex.split(line)[1:])
        assert ran.code in ((0, 1) if line.split()[1] in ("check", "export") else (0,)), (line, ran.err)
    made = {path.name for path in (folder / "build").iterdir()}
    assert made >= {
        "references.biblatex.bib",
        "references.yml",
        "references.rdf",
        "references.json",
        "references.sources.xml",
    }
    assert len(list((folder / "vault" / "works").glob("*.md"))) > 70


def test_the_picture_of_a_session_is_what_the_terminal_shows():
    script = ROOT / "docs" / "session.py"
    assert subprocess.run([sys.executable, str(script), "--check"]).returncode == 0, "run: python docs/session.py"


def test_the_make_targets_of_the_readme_exist():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for line in console_lines():
        if line.startswith("make "):
            assert line.split()[1] in targets


def test_links_of_the_readme_lead_somewhere_from_wherever_it_is_read():
    """A package index shows the page without the files beside it."""
    assert re.findall(r"\]\((?!https?:)", README) == []
    targets = dict(re.findall(r"^\[([\w-]+)\]: (\S+)$", README, re.MULTILINE))
    named = re.findall(r"\]\[([\w-]+)\]", README) + re.findall(r"\[([a-z-]+)\](?![\[(:])", re.sub(CODE, "", README))
    assert set(named) == set(targets)
    for target in targets.values():
        assert target.startswith(OWN_PAGES), target
        assert (ROOT / target.split("/main/")[1]).exists(), target


def test_the_places_that_contributing_sends_a_change_to_exist():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = re.search(r"What a usual change touches:\n(.*?)\n## ", page, re.DOTALL)[1]
    places = re.findall(r"`([\w.]+/[\w./]*)`", table)
    assert len(places) >= 7
    assert [one for one in places if not ((ROOT / one).exists() or (ROOT / "refexport" / one).exists())] == []


def test_the_first_screen_says_what_goes_in_and_comes_out():
    first = "\n".join(README.splitlines()[:46])
    for word in ("**In**", "**Out**", "make bib", "make check", "refexport"):
        assert word in first


def test_the_tables_of_the_reference_are_as_the_code_says():
    script = ROOT / "docs" / "tables.py"
    assert subprocess.run([sys.executable, str(script), "--check"]).returncode == 0, "run: python docs/tables.py"


def test_every_format_service_and_command_is_documented():
    formats = (ROOT / "docs" / "reference" / "formats.md").read_text()
    services = (ROOT / "docs" / "reference" / "services.md").read_text().lower()
    assert all(f"| `{name}` |" in formats for name in FORMATS)
    assert all(f"| {name} |" in services for name in SERVICES)
    assert all(f"refexport {name}" in README for name in COMMANDS)
