"""docs/reference/services.md: its example of a service is one, and the page's claims about pace are the code's."""

import importlib.metadata
import importlib.util
import re

import pytest

from refexport.registries import SERVICES
from refexport.registries.service import Service
from tests.conftest import ROOT
from tests.loopback import Say
from tests.registry import PREFIXES, Registry

PAGE = (ROOT / "docs" / "reference" / "services.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"<!-- example -->\n```python\n(.*?)```\n<!-- end example -->", PAGE, re.DOTALL)[1]


@pytest.fixture
def service(tmp_path) -> Service:
    path = tmp_path / "my_package.py"
    path.write_text(EXAMPLE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("my_package", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SERVICE


@pytest.fixture
def archive(monkeypatch, service):
    """The archive on this machine, and the service behind the entry point that the page shows."""
    point = importlib.metadata.EntryPoint("hal", "my_package:SERVICE", "refexport.services")
    monkeypatch.setattr(importlib.metadata.EntryPoint, "load", lambda _self: service)
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [point] if point.group == group else [])
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    made = Registry()
    made._hal = lambda _path, query: answer(re.findall(r'halId_s:"([^"]+)"', query["q"]))
    with made.server as server:
        for prefix in (*PREFIXES, "hal"):
            monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", f"{server.url}/{prefix}")
        yield made


def answer(ids):
    """In the shape of api.archives-ouvertes.fr/docs/search."""
    docs = [
        {"halId_s": one, "title_s": ["Sur le n&eacute;ant"], "producedDateY_i": 2017} for one in ids if one != "none"
    ]
    return {"response": {"numFound": len(docs), "start": 0, "docs": docs}}


def test_the_example_works_end_to_end(refexport, folder, archive):
    (folder / "entries.toml").write_text("")
    ran = refexport("add", "hal:hal-01234567", "--key", "k")
    assert ran.code == 0, ran.err
    assert '[k]\neprint = "hal-01234567"\neprinttype = "hal"' in (folder / "entries.toml").read_text()
    assert refexport("enrich").code == 0
    out = refexport("export", "--to", "biblatex").out
    assert "title = {{Sur le néant}}" in out
    assert "date = {2017}" in out
    assert "url = {https://hal.science/hal-01234567}" in out
    assert "nothing to fetch" in refexport("enrich").err


def test_the_example_keeps_the_three_outcomes_apart(refexport, folder, archive):
    (folder / "entries.toml").write_text("")
    assert "hal:none does not exist, hal says" in refexport("add", "hal:none").err
    archive.always["hal"] = Say(503)
    assert "no answer for hal:hal-1: hal is overloaded (status 503)" in refexport("add", "hal:hal-1").err
    assert (folder / "entries.toml").read_text() == ""


def test_the_page_tells_the_pace_of_each_service():
    """Nobody is asked faster than the owners allow: arXiv's terms of use, Crossref's and DataCite's limits, NCBI's."""
    allowed = {"arxiv": 3.0, "crossref": 1 / 3, "datacite": 300 / 500, "pubmed": 1 / 3}
    for name, service in SERVICES.items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| {name} |"))
        assert f"one request in {service.interval:g} s" in row
        assert f"`{service.env}`" in row
        assert service.interval >= allowed.get(name, 0.0)
