"""The library: three functions, typed, as docs/reference/api.md shows them; and what a wheel holds."""

import ast
import contextlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import BytesParser

import pytest

import refexport
from refexport.errors import FileError, InputError
from refexport.registries.client import HOME_PAGE
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "reference" / "api.md"
ENTRIES = """
[b2020]
type = "article"
title = "Second"
author = ["Doe, Jane"]
journaltitle = "Journal"
date = 2020
abstract = "Long."

[a2019]
type = "book"
title = "First"
author = ["Roe, Richard"]
publisher = "House"
date = "2019~"

[c]
type = "misc"
title = "Third"
author = ["Zoe, Ann"]
"""


def page_code():
    """The page's blocks as the one program that they are."""
    return "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))


@pytest.fixture
def entries(tmp_path):
    path = tmp_path / "entries.toml"
    path.write_text(ENTRIES, encoding="utf-8")
    return path


def test_the_page_runs_as_it_stands(entries, monkeypatch):
    monkeypatch.chdir(entries.parent)
    code = page_code()
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, str(PAGE), "exec"), {})
    lines = out.getvalue()
    assert "a2019 book 2019 First" in lines
    assert lines.index("@article{b2020") < lines.index("@book{a2019")
    assert "abstract" not in lines
    assert "a2019 date BibTeX has no uncertain dates" in lines
    assert "['c']" in lines
    assert "sort 'nonsense': not a key to sort by known: key, author" in lines


def test_settings_select_and_sort(entries):
    project = refexport.load(entries)
    written = refexport.export(project, "ris", sort="-author", fields=["title"])
    text, lost = written.text, written.lost
    assert re.findall("TI  - (.*)\r", text) == ["Third", "First", "Second"]
    assert "AU" not in text
    assert lost == ()


def test_mistakes_are_errors_of_their_kind(entries, tmp_path):
    project = refexport.load(entries)
    with pytest.raises(FileError, match="there is no format bibtx"):
        refexport.export(project, "bibtx")
    with pytest.raises(FileError, match="sort 'nonsense': not a key to sort by"):
        refexport.export(project, "bibtex", sort="nonsense")
    with pytest.raises(FileError, match="there is no field abstrct"):
        refexport.export(project, "bibtex", omit=["abstrct"])
    with pytest.raises(FileError, match="has no entry d"):
        refexport.check(project, "d")
    (tmp_path / "wrong.toml").write_text("[a]\ndate = 206\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        refexport.load(tmp_path / "wrong.toml")
    assert [problem.line for problem in raised.value.problems] == [2]


def test_findings_are_those_of_the_command(entries, capsys):
    from refexport.__main__ import main

    found = refexport.check(refexport.load(entries))
    main(["check", "-f", str(entries)])
    printed = capsys.readouterr().out
    assert found
    assert all(f"{one.path}:{one.line}: {one.level}: {one.rule} [{one.key}]" in printed for one in found)


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        refexport.lod  # noqa: B018


def test_public_names_are_there_and_type_checkers_see_the_same():
    assert set(refexport.__all__) <= set(dir(refexport))
    assert all(getattr(refexport, name) for name in refexport.__all__)
    stub = ast.parse((ROOT / "refexport" / "__init__.pyi").read_text(encoding="utf-8"))
    imported = [alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted([*imported, "__version__"]) == sorted(refexport.__all__)


PROGRAM = """
import refexport
project = refexport.load("entries.toml")
reveal_type(refexport.export(project, to="bibtex").text)
reveal_type(refexport.check(project)[0].line)
reveal_type(project.entries[0].key)
refexport.export(project, to=3)
"""


def checked(program, folder):
    """What mypy says of a program of somebody who has refexport installed (found on sys.path, so by its py.typed)."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), "program.py"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment).stdout


@pytest.mark.slow
def test_programs_see_the_types(tmp_path):
    said = checked(PROGRAM, tmp_path)
    assert re.findall(r'Revealed type is "(?:builtins\.)?(\w+)"', said) == ["str", "int", "str"], said
    assert re.findall("program.py:(\\d+): error", said) == ["7"], said


def test_the_page_passes_strict_checks(tmp_path):
    said = checked(page_code(), tmp_path)
    assert said.startswith("Success"), said


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The source distribution, and the wheel that is built from it, as pip does where there is no wheel."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = folder / sdist.name.removesuffix(".tar.gz")
    subprocess.run([*build, "-t", "wheel"], cwd=source, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return source, {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_a_wheel_holds_the_package_its_types_and_the_schema_and_no_tests(built):
    source, files = built
    assert (source / "tests").is_dir()  # they could have been taken
    assert {"refexport/py.typed", "refexport/__init__.pyi"} <= set(files)
    assert files["refexport/entries.schema.json"] == (ROOT / "entries.schema.json").read_bytes()
    data = f"refexport-{refexport.__version__}.data"
    assert {name.split("/")[0] for name in files} == {"refexport", f"refexport-{refexport.__version__}.dist-info", data}
    assert [name for name in files if name.startswith(data)] == [f"{data}/data/share/man/man1/refexport.1"]
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "refexport").rglob("*.py")} <= set(files)


@pytest.mark.slow
def test_a_wheel_says_where_the_project_is_and_under_which_licence(built):
    said = BytesParser().parsebytes(built[1][f"refexport-{refexport.__version__}.dist-info/METADATA"])
    urls = dict(line.split(", ") for line in said.get_all("Project-URL"))
    assert set(urls) == {"Documentation", "Changelog", "Issues", "Source"}
    assert urls["Source"] == HOME_PAGE  # the one that services are told
    assert (said["License-Expression"], said["License-File"]) == ("MIT", "LICENSE")


@pytest.mark.slow
def test_a_source_distribution_holds_what_its_pages_link_to(built):
    page = (built[0] / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^\[[\w-]+\]: https://\S+/main/(\S+)$", page, re.MULTILINE)
    assert targets
    assert [target for target in targets if not (built[0] / target).exists()] == []
