"""A project in an empty folder beside a Zotero that keeps the rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from refexport.__main__ import main
from refexport.registries import client
from refexport.registries.pace import Clock
from tests.zotero_server import ZoteroServer

ENTRIES = """\
[smith2020]
type = "article"
title = "On Parsing Things"
subtitle = "In Linear Time"
author = ["Smith, Ada", "van der Berg, Jan", { family = "周", given = "志华", latin = "Zhou, Zhihua" }]
journaltitle = "Journal of Things"
volume = "7"
date = "2020-05-03"
doi = "10.1000/things"
keywords = ["parsing", "things"]
groups = ["Thesis > Chapter 1"]
annotation = "read <i>twice</i>"
file = "papers/smith.pdf"
note = "see the erratum"

[doe2019]
type = "thesis"
title = "A Thesis"
author = ["Doe, J."]
editor = ["Editor, Ina"]
institution = "University"
date = "2019"
arxiv = "1703.03400"
eprintclass = "cs.LG"

[tool]
type = "software"
title = "A Tool"
author = ["{The Tool Team}"]
version = "1.2"
date = "2021"
url = "https://example.org/tool"
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(params=["local", "web"])
def zotero(request, monkeypatch, tmp_path) -> Iterator[ZoteroServer]:
    """Zotero 10 on this machine, and zotero.org."""
    with ZoteroServer(is_local=request.param == "local") as server:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        monkeypatch.setenv(f"REFEXPORT_ZOTERO_{'LOCAL_' if server.is_local else ''}URL", server.url)
        monkeypatch.setenv("ZOTERO_API_KEY", "web-key")
        yield server


@pytest.fixture
def local(monkeypatch, tmp_path) -> Iterator[ZoteroServer]:
    """Zotero 10 on this machine."""
    with ZoteroServer() as server:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        monkeypatch.setenv("REFEXPORT_ZOTERO_LOCAL_URL", server.url)
        yield server


@pytest.fixture(autouse=True)
def slept(monkeypatch) -> list[float]:
    """The waits of the client, which take no time here."""
    waits: list[float] = []
    now = [1_700_000_000.0]

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(client, "system_clock", lambda: Clock(lambda: now[0], lambda: now[0], sleep))
    return waits


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    (project / "entries.toml").write_text(ENTRIES, encoding="utf-8")
    return project


@pytest.fixture
def run(folder, capfdbinary, request):
    """Runs ``refexport zotero ARGUMENTS``, with ``--web`` if that is the Zotero of the test."""

    def ran(*arguments: str) -> Ran:
        capfdbinary.readouterr()
        server = request.getfixturevalue("zotero" if "zotero" in request.fixturenames else "local")
        code = main(["zotero", *arguments, *(() if server.is_local else ("--web",))])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return ran


@pytest.fixture
def edit(folder):
    """Replaces some words of entries.toml."""

    def replaced(old: str, new: str) -> None:
        text = (folder / "entries.toml").read_text(encoding="utf-8")
        assert old in text
        (folder / "entries.toml").write_text(text.replace(old, new), encoding="utf-8")

    return replaced
