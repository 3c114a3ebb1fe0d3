"""The house: floors, doors of dependencies, sizes, docstrings (docs/decisions, CONTRIBUTING.md)."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "refexport"

FLOORS = {
    "errors": 0, "fold": 0, "lines": 0, "proper": 0, "language": 0, "capitals": 1, "mathml": 0, "venues": 0,
    "model": 1, "files": 1, "yamltext": 1, "mistakes": 1, "wire": 1, "jabref": 1, "csl": 2, "ris": 2,
    "source": 2, "pace": 2, "keys": 2, "markup": 2, "latex": 2, "bib": 2, "bibdates": 2, "match": 2, "edit": 2,
    "cited": 2, "selection": 2, "formattable": 2, "journals": 3, "protection": 2, "entries": 3, "merge": 3, "clean": 3, "bibvalues": 3, "bibentries": 3, "hayagriva": 3, "markdown": 3, "shortlist": 3,
    "lock": 4, "schema": 4, "formats": 4, "services": 4, "imports": 4, "checks": 4,
    "report": 5, "http": 5, "project": 5, "readers": 5, "known": 5,
    "fetch": 6, "resolve": 6, "export": 6,
    "cli": 7, "__init__": 7, "__main__": 8,
}  # fmt: skip
"""module or package -> floor; an import goes strictly down (design: one direction)."""

NOUNS = {"formats": {"format"}, "services": {"service"}, "checks": {"rule"}, "cli": {"console"}, "report": {"text"}}
"""Inside these packages siblings import only the noun; `__init__` gathers. In the others they form no ring."""

DOORS = {
    "requests": {"wire"},
    "urllib3": {"wire"},
    "tenacity": {"http"},
    "click": {"cli", "__main__"},
    "bibtexparser": {"bib"},
    "pylatexenc": {"latex"},
    "rich": {"cli", "report"},
    "tomlrt": {"edit"},
    "tomli": {"source", "edit"},
    "rapidfuzz": {"match"},
    "anyascii": {"keys"},
    "yaml": {"yamltext"},
    "msgspec": {"model", "lock", "schema", "imports", "merge", "formats"},
}
"""dependency -> the modules that may import it."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def place(path: Path) -> str:
    """The floor's name of a file: its package, or its own stem."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module}
            names |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "refexport" else set()
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_strictly_down(path):
    here = place(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "refexport" or len(parts) < 2 or parts[1] == "__version__":
            continue
        there = parts[1]
        if there == here:
            if path.stem != "__init__" and here in NOUNS and len(parts) > 2:
                assert parts[2] in NOUNS[here], f"{path.name} imports its sibling {name}"
        else:
            assert FLOORS[there] < FLOORS[here], f"{here} (floor {FLOORS[here]}) imports {name} (floor {FLOORS[there]})"


@pytest.mark.parametrize("package", ["model", "latex", "imports"])
def test_siblings_form_no_ring(package):
    folder = PACKAGE / package
    graph = {
        path.stem: {name.split(".")[2] for name in imported(path) if name.startswith(f"refexport.{package}.")}
        for path in folder.glob("*.py")
    }
    assert list(TopologicalSorter(graph).static_order())  # CycleError names the ring


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_dependency_has_its_doors(path):
    for name in imported(path):
        dependency = name.split(".")[0]
        if dependency in DOORS:
            assert place(path) in DOORS[dependency], f"{dependency} is imported in {path.name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_sizes_docstrings_and_errors(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert source.count("\n") <= 350
    assert ast.get_docstring(tree), "a module says what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 45, f"{node.name} is too long"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, "name what you catch"
            assert getattr(node.type, "id", "") != "Exception", "name what you catch"
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for owner in (tree, *classes):
        for node in owner.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{node.name} says what it gives"


def test_start_up_loads_nothing_heavy():
    """knowledge: `--version` needs none of them, and `--help` neither network, nor formats, nor metadata."""
    heavy = {
        "requests",
        "tenacity",
        "bibtexparser",
        "rich",
        "importlib.metadata",
        "tomlrt",
        "rapidfuzz",
        "anyascii",
        "yaml",
    }
    for argument in ("--version", "--help"):
        code = f"import sys; from refexport.__main__ import main; main(['{argument}']); print(*sys.modules)"
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert not heavy & set(out.split()), argument


def test_export_loads_no_network():
    code = "import sys, refexport.cli.export; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"requests", "urllib3", "tenacity", "rapidfuzz"} & set(out.split())


def test_nothing_dangerous_is_called():
    """Fetched text is data: nothing evaluates, unpickles or hands it to a shell."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("eval", "exec", "pickle.loads", "os.system", "yaml.load", "subprocess.run"), path
