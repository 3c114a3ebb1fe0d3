"""The commands before a registry of 130,000 real works, which is kept beside the repository."""

import json
import re
import subprocess
import sys
from urllib.request import urlopen

import pytest
import tomli

from benchmarks.lists import LISTS, measure
from refexport.registries.client import Client
from tests.conftest import ROOT
from tests.loopback import Loopback, Say

pytestmark = [pytest.mark.shared, pytest.mark.slow]

START = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n'


@pytest.fixture(scope="module")
def box(shared):
    """The registry in a box: its base URLs by service."""
    command = [sys.executable, str(shared / "registry" / "serve.py"), "--max-seconds", "600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield json.loads(process.stdout.readline())
        process.terminate()


@pytest.fixture
def registry(box, monkeypatch):
    """The registry in a box as the one that refexport asks; sleeping is left out."""
    for service in ("arxiv", "crossref", "datacite", "dblp", "doi"):
        monkeypatch.setenv(f"REFEXPORT_{service.upper()}_URL", box[service])
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with urlopen(box["arxiv"].removesuffix("/arxiv") + "/reset"):
        pass
    return box


@pytest.fixture
def project(folder):
    (folder / "entries.toml").write_text(START)
    return folder


def stats(registry):
    with urlopen(registry["arxiv"].removesuffix("/arxiv") + "/stats") as answer:
        found = json.load(answer)
    return found.get("services", found)


def test_the_seed_list_is_accounted_for_line_by_line(refexport, project, shared):
    path = shared / "seed" / "reading-list.md"
    ran = refexport("import", str(path), "--write")
    lines = [n for n, line in enumerate(path.read_text().splitlines(), 1) if line.strip()]
    found = [int(n) for n in re.findall(r"reading-list\.md:(\d+): ", ran.err)]
    assert found == lines
    assert "= 77 new + 0 known + 23 no reference" in ran.err
    before = (project / "entries.toml").read_bytes()
    again = refexport("import", str(path), "--write")
    assert (again.code, again.err.splitlines()[-1]) == (0, "nothing new")
    assert (project / "entries.toml").read_bytes() == before


def test_the_seed_list_is_known_to_the_sample(refexport, folder, shared):
    for name in ("entries.toml", "entries.lock.json"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    ran = refexport("import", str(shared / "seed" / "reading-list.md"), "--write")
    assert "= 0 new + 77 known + 23 no reference" in ran.err
    assert (folder / "entries.toml").read_bytes() == (ROOT / "entries.toml").read_bytes()


def test_the_lock_of_the_sample_is_rebuilt_byte_for_byte(refexport, project, registry):
    (project / "entries.toml").write_bytes((ROOT / "entries.toml").read_bytes())
    ran = refexport("enrich")
    assert ran.code == 0, ran.err
    assert (project / "entries.lock.json").read_bytes() == (ROOT / "entries.lock.json").read_bytes()
    asked = stats(registry)
    assert asked["arxiv"]["requests"] <= 2
    for service in ("crossref", "datacite", "dblp", "doi"):
        assert asked[service]["requests"] <= 3
    again = refexport("enrich")
    assert "nothing to fetch" in again.err
    assert sum(one["requests"] for one in stats(registry).values()) == sum(one["requests"] for one in asked.values())


def test_of_our_lists_nothing_wrong_and_nothing_invented_is_resolved(registry):
    for path in sorted(path for path in LISTS.iterdir() if path.suffix in (".md", ".txt")):
        asked, roles, found, wrong, invented = measure(path, Client())
        assert asked > 5, path.name
        assert (wrong, invented) == (0, 0), path.name
        assert found >= 0.85 * roles, path.name  # what stays open has no authors to compare


def test_of_the_seed_list_no_identifier_is_wrong(refexport, project, registry, shared):
    """Held against the sample, where a person looked at each."""
    ids = resolved(refexport, project, shared)
    assert set(ids) <= right()
    assert len(ids) >= 0.95 * 88  # 49 preprints and 39 publications are in the registry


def test_with_arxiv_and_dblp_gone_most_of_the_seed_list_is_found_by_second_roads(
    refexport, project, registry, shared, monkeypatch
):
    """dblp's SPARQL endpoint is gone as well: the registry in a box has none."""
    refusing, behind_a_check = Loopback(Say(429, b"Rate exceeded.")), Loopback(Say(200, b"<!doctype html>A check."))
    with refusing, behind_a_check:
        monkeypatch.setenv("REFEXPORT_ARXIV_URL", refusing.url)
        monkeypatch.setenv("REFEXPORT_DBLP_URL", behind_a_check.url)
        ids = resolved(refexport, project, shared)
    assert set(ids) <= right()
    assert sum(not one.startswith(("10.", "conf/", "journals/")) for one in ids) >= 0.95 * 49
    assert len(ids) >= 60


def right():
    """The identifiers of the sample."""
    sample = tomli.loads((ROOT / "entries.toml").read_text())
    known = {entry[one].lower() for entry in sample.values() for one in ("arxiv", "doi", "dblp") if one in entry}
    return known | {"conf/bmvc/shabanbleb17"}  # dblp's key of the paper that the sample cites by its DOI


def resolved(refexport, project, shared):
    """The identifiers that `resolve` writes for the seed list."""
    refexport("import", str(shared / "seed" / "reading-list.md"), "--write", "-q")
    refexport("resolve", "--write")
    found = tomli.loads((project / "entries.toml").read_text())
    return [entry[one].lower() for entry in found.values() for one in ("arxiv", "doi", "dblp") if one in entry]
