"""`import`, `resolve`, `enrich`, `add` against the registry in a box: the seed list from nothing."""

import json
import re
from urllib.request import urlopen

import pytest
import tomli

from benchmarks.lists import LISTS, measure
from refexport.registries.client import Client
from tests.conftest import ROOT

START = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n'


def stats(registry):
    with urlopen(registry["arxiv"].removesuffix("/arxiv") + "/stats") as answer:
        told = json.load(answer)
    return told.get("services", told)


@pytest.fixture
def project(folder, registry):
    (folder / "entries.toml").write_text(START)
    with urlopen(registry["arxiv"].removesuffix("/arxiv") + "/reset"):
        pass
    return folder


def test_the_seed_list_is_accounted_for_line_by_line(refexport, project, shared):
    path = shared / "seed" / "reading-list.md"
    ran = refexport("import", str(path), "--write")
    lines = [n for n, line in enumerate(path.read_text().splitlines(), 1) if line.strip()]
    told = [int(n) for n in re.findall(r"reading-list\.md:(\d+): ", ran.err)]
    assert told == lines
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


def test_a_title_becomes_a_citable_entry(refexport, project):
    (project / "list.md").write_text(
        "Prototypical Networks for Few-shot Learning, (2017), Jake Snell, Kevin Swersky, Richard S. Zemel.\n"
    )
    refexport("import", "list.md", "--write")
    ran = refexport("resolve", "--write")
    assert ran.code == 0
    source = (project / "entries.toml").read_text()
    assert 'arxiv = "1703.05175"' in source
    assert 'dblp = "conf/nips/SnellSZ17"' in source
    assert refexport("enrich").code == 0
    assert refexport("check").code == 0
    assert "Advances in Neural Information Processing Systems" in refexport("export", "--to", "bibtex").out


def test_an_invented_title_stays_open_and_says_why(refexport, project):
    (project / "list.md").write_text("A Theory of Imaginary Meta-Learners on Mars, (2019), Jane Doe, John Roe.\n")
    refexport("import", "list.md", "--write")
    before = (project / "entries.toml").read_bytes()
    ran = refexport("resolve", "--write")
    assert ran.code == 3
    assert "open:" in ran.err
    assert (project / "entries.toml").read_bytes() == before


def test_resolve_as_json(refexport, project):
    (project / "list.md").write_text(
        "Online Meta-Learning, (2019), Chelsea Finn, Aravind Rajeswaran, Sham Kakade, Sergey Levine.\n"
    )
    refexport("import", "list.md", "--write")
    told = json.loads(refexport("resolve", "--json").out)
    assert told[0]["chosen"] == ["arxiv:1902.08438", "dblp:conf/icml/FinnRKL19"]


def test_take_writes_the_identifier_that_a_person_chose(refexport, project):
    (project / "entries.toml").write_text(START + '\n[x]\ntitle = "Some title"\n')
    assert refexport("resolve", "x", "--take", "arxiv:1703.03400").code == 0
    assert 'arxiv = "1703.03400"' in (project / "entries.toml").read_text()
    assert refexport("resolve", "x", "--take", "arxiv:none").code == 2


def test_add_by_identifier_and_by_address(refexport, project):
    ran = refexport("add", "1703.03400", "https://doi.org/10.1109/CVPR.2018.00131")
    assert ran.code == 0, ran.err
    source = (project / "entries.toml").read_text()
    assert '[finn2017model]\narxiv = "1703.03400"' in source
    assert 'doi = "10.1109/cvpr.2018.00131"' in source
    assert "already" in refexport("add", "arXiv:1703.03400").err


def test_add_of_what_does_not_exist(refexport, project):
    ran = refexport("add", "10.1109/cvpr.2018.99999")
    assert ran.code == 3
    assert "does not exist" in ran.err
    assert (project / "entries.toml").read_text() == START


def test_an_absent_identifier_is_recorded_and_found_by_check(refexport, project):
    (project / "entries.toml").write_text(START + '\n[x]\ndoi = "10.1109/cvpr.2018.99999"\n')
    assert refexport("enrich").code == 3
    assert "absent-id [x]" in refexport("check").out
    assert "nothing to fetch" in refexport("enrich").err


def test_without_network_everything_but_the_missing_works(refexport, folder):
    (folder / "entries.toml").write_text(START + '\n[x]\narxiv = "1703.03400"\ntitle = "T"\n')
    ran = refexport("enrich", "--offline")
    assert (ran.code, ran.err) == (3, "not in the lock: arxiv:1703.03400\n")
    assert refexport("export", "--to", "bibtex").code == 0
    assert refexport("enrich", "--check").code == 1
    assert refexport("enrich", "--dry-run").code == 0


@pytest.mark.parametrize(
    "path", sorted(path for path in LISTS.iterdir() if path.suffix in (".md", ".txt")), ids=lambda p: p.name
)
def test_of_our_lists_nothing_wrong_and_nothing_invented_is_resolved(registry, path):
    asked, roles, found, wrong, invented = measure(path, Client())
    assert asked > 5
    assert (wrong, invented) == (0, 0)
    assert found >= 0.85 * roles  # what stays open has no authors to compare


def test_of_the_seed_list_no_identifier_is_wrong(refexport, project, shared):
    """Held against the sample, where a person looked at each."""
    sample = tomli.loads((ROOT / "entries.toml").read_text())
    known = {
        entry[scheme].lower() for entry in sample.values() for scheme in ("arxiv", "doi", "dblp") if scheme in entry
    }
    known.add("conf/bmvc/shabanbleb17")  # dblp's key of the paper that the sample cites by its DOI
    refexport("import", str(shared / "seed" / "reading-list.md"), "--write", "-q")
    refexport("resolve", "--write")
    found = tomli.loads((project / "entries.toml").read_text())
    ids = [entry[s].lower() for entry in found.values() for s in ("arxiv", "doi", "dblp") if s in entry]
    assert set(ids) <= known
    assert len(ids) >= 0.95 * 88  # 49 preprints and 39 publications are in the registry
