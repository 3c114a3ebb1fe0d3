"""The house: floors, doors of dependencies, sizes, docstrings (docs/decisions, CONTRIBUTING.md)."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "refexport"

FLOORS = {
    "errors": 0, "process": 1, "observer": 1, "data": 1, "model": 2, "text": 3, "store": 4, "works": 4, "formats": 5, "registries": 5, "checks": 5,
    "references": 5, "lists": 5.5, "imports": 6, "project": 6, "report": 6, "dumps": 7, "output": 7, "sync": 7, "verbs": 7.5, "page": 7.5, "styles": 7.5, "cli": 8, "api": 8, "__init__": 8, "__main__": 9,
}  # fmt: skip
"""package or flat module -> floor; an import goes strictly down (docs/decisions/0008)."""

NOUNS = {
    "registries": {"service", "dblp_records"},
    "checks": {"rule"},
    "cli": {"console", "importing", "progress"},
    "report": {"text", "screen", "changes", "entries"},
}
"""Inside these packages siblings import only the nouns; `__init__` gathers. In the others they form no ring."""

ABOVE_THE_SERVICES = {"network", "together", "pace", "wire", "client", "fetch", "resolve", "verify", "publications"}
"""Modules of ``registries`` that ask the services; no service imports them."""

DOORS = {
    "requests": {"registries.network", "registries.wire"},
    "truststore": {"registries.network"},
    "urllib3": {"registries.wire"},
    "tenacity": {"registries.client"},
    "click": {"cli", "__main__"},
    "rich": {"cli.progress"},
    "bibtexparser": {"formats.bib.syntax"},
    "pylatexenc": {"text.latex"},
    "tomli": {"store.source", "store.edit", "store.merge_entries"},
    "rapidfuzz": {"works.match", "works.titles", "works.title_words"},
    "anyascii": {"works.keys"},
    "yaml": {"formats.yamltext"},
    "subprocess": {"store.git", "styles.pandoc"},
    "msgspec": {
        "model",
        "store.lock",
        "store.kept",
        "store.schema",
        "references",
        "lists",
        "imports",
        "works.inheritance",
        "works.merge",
        "formats",
    },
}
"""dependency -> the modules and packages that may import it."""

WRITERS = {
    "changing": {
        "cli.add",
        "cli.check",
        "cli.fmt",
        "cli.importing",
        "cli.merge",
        "cli.remove",
        "cli.rename",
        "cli.resolve",
        "cli.upgrade",
        "cli.zotero",
    },
    "append_entries": {"store.edit"},
    "with_entries": {"store.change", "store.edit"},
    "set_entries": {"store.change", "store.edit", "output.fixes"},  # the last tries fixes and shows them
    "locked": {
        "store.change",
        "store.imports",
        "cli.enrich",
        "cli.init",
        "cli.resolve",
        "cli.upgrade",
        "cli.zotero",
        "cli.add",
        "registries.pace",
        "sync.keys",
        "verbs.renaming",
    },
    "LockedFile": {"store.files", "store.lock", "store.synced", "cli.enrich", "sync.push"},
    "write_lock": {"cli.add", "cli.enrich", "cli.resolve", "cli.upgrade", "verbs.renaming"},
    "create_file": {"cli.init"},
    "write_atomic": {
        "output.export",
        "cli.merge_driver",
        "verbs.documents",
        "cli.cite",
        "cli.report",
        "cli.pages",
        "store.stamping",
    },  # the latter git's own copy of our side
    "write_text": set(),
    "write_bytes": set(),
    "open": {"store.files", "process"},  # the latter os.devnull
    "fdopen": {"store.files"},
    "link": {"store.files"},
    "unlink": {"store.files", "store.stamping"},  # the latter its own, of which there are many
    "touch": {"registries.pace"},
}
"""what writes files -> the modules that call or import it; entries.toml changes in `changing` alone (docs/decisions/0009)."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def place(path: Path) -> str:
    """The floor's name of a file: its package, or its own stem."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


NAMES = {".".join(("refexport", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in MODULES}


@cache
def imported(path: Path) -> set[str]:
    """The dotted names of what a file imports: ``requests``, ``refexport.model.date``; a module, not its package."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = {f"{node.module}.{alias.name}" for alias in node.names} & NAMES
            names |= modules or {node.module}
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
            if path.stem not in {"__init__"} | ABOVE_THE_SERVICES and here in NOUNS and len(parts) > 2:
                assert parts[2] in NOUNS[here], f"{path.name} imports its sibling {name}"
        else:
            assert FLOORS[there] < FLOORS[here], f"{here} (floor {FLOORS[here]}) imports {name} (floor {FLOORS[there]})"


def dotted(path: Path) -> str:
    """``text.latex.encode`` of a file, ``text.latex`` of its package's own."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def test_modules_form_no_ring():
    graph = {dotted(path): {name.removeprefix("refexport.") for name in imported(path)} for path in MODULES}
    assert list(TopologicalSorter(graph).static_order())  # CycleError names the ring


def test_few_modules_stand_outside_the_packages():
    assert len([path for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")]) <= 5


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_dependency_has_its_doors(path):
    for name in imported(path):
        dependency = name.split(".")[0]
        if dependency in DOORS:
            allowed = DOORS[dependency]
            assert any(f"{dotted(path)}.".startswith(f"{one}.") for one in allowed), f"{dependency} in {path.name}"


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def test_sizes_by_their_median():
    """No wall of lines, and no confetti: what a module or a function usually is counts, not the largest."""
    assert 60 <= median(path.read_text(encoding="utf-8").count("\n") for path in MODULES) <= 150
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    assert 5 <= median(length(n) for tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)) <= 12


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_docstrings_and_errors(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "a module says what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert length(node) < 45, f"{node.name} is too long"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, "name what you catch"
            assert getattr(node.type, "id", "") != "Exception", "name what you catch"
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for owner in (tree, *classes):
        for node in owner.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{node.name} says what it gives"


NETWORK = {"requests", "urllib3", "tenacity", "ssl", "http.client"}
HEAVY = NETWORK | {
    "bibtexparser",
    "pylatexenc",
    "importlib.metadata",
    "rapidfuzz",
    "anyascii",
    "yaml",
    "rich",
}
"""What takes 10 to 60 ms to import and only some commands need (docs/decisions/0001)."""


def loaded(code: str) -> set[str]:
    """The modules that a program of a line has loaded at its end."""
    code += "; import sys; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_start_up_loads_nothing_heavy(argument):
    assert not HEAVY & loaded(f"from refexport.__main__ import main; main(['{argument}'])")


@pytest.mark.parametrize("command", [path.stem for path in (PACKAGE / "cli").glob("*.py")])
def test_commands_import_heavy_libraries_where_they_need_them(command):
    assert not HEAVY & loaded(f"import refexport.cli.{command}".removesuffix(".__init__"))


@pytest.mark.parametrize("command", ["export --check", "check", "show finn2017model", "enrich --check"])
def test_commands_that_ask_nobody_load_no_network(command):
    arguments = [*command.split(), "--file", str(ROOT / "entries.toml")]
    imports = "import contextlib, io; from refexport.__main__ import main"
    modules = loaded(f"{imports}\nwith contextlib.redirect_stdout(io.StringIO()): main({arguments})\npass")
    assert "refexport.project" in modules  # it ran
    assert not NETWORK & modules


def test_the_package_itself_loads_nothing():
    assert not {"click", "msgspec", "tomli", *HEAVY} & loaded("import refexport")


IMPORT_NAMES = {"pyyaml": "yaml"}
"""distribution -> what it is imported as, where that is another name."""


def test_dependencies_are_bounded_and_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split("[<>=]", line)[0]: line for line in project["dependencies"]}
    assert all(re.search(r">=[\d.]+,<[\d.]+$", line) for line in declared.values())
    names = {name.split(".")[0] for path in MODULES for name in imported(path)}
    outside = names - {"refexport"} - set(sys.stdlib_module_names)
    assert outside == {IMPORT_NAMES.get(name, name) for name in declared}


@cache
def calls(path: Path) -> set[str]:
    """The names of what a file calls or imports: ``write_atomic``, the last part of ``path.write_text``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Call):
            names.add(ast.unparse(node.func).rpartition(".")[2])
    return names


@pytest.mark.parametrize("name", WRITERS)
def test_files_are_written_in_their_one_way(name):
    assert {dotted(path) for path in MODULES if name in calls(path)} == WRITERS[name]


def test_nothing_dangerous_is_called():
    """Fetched text is data: nothing evaluates, unpickles or hands it to a shell."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("eval", "exec", "pickle.loads", "os.system", "yaml.load"), path
                assert called != "subprocess.run" or dotted(path) in DOORS["subprocess"], path
                assert not any(keyword.arg == "shell" for keyword in node.keywords), path
