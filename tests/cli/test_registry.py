"""`import`, `resolve`, `enrich`, `add` against a small registry: from a title to a citation."""

import json
from urllib.parse import unquote_plus

import pytest

from tests.conftest import ROOT
from tests.loopback import Say

START = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n'


@pytest.fixture
def project(folder, registry):
    (folder / "entries.toml").write_text(START)
    return folder


def test_a_list_of_the_samples_works_is_known_to_it(refexport, folder):
    for name in ("entries.toml", "entries.lock.json"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    items = json.loads(refexport("export", "--to", "csl-json").out)
    papers = [item for item in items if "author" in item and "issued" in item]
    lines = [f"- {item['title']}, ({item['issued']['date-parts'][0][0]}), {people(item)}." for item in papers]
    (folder / "list.md").write_text("\n".join(lines) + "\n")
    ran = refexport("import", "list.md", "--write")
    assert f"= 0 new + {len(papers)} known + 0 no reference" in ran.err
    assert len(papers) > 50
    assert (folder / "entries.toml").read_bytes() == (ROOT / "entries.toml").read_bytes()


def people(item):
    return ", ".join(one.get("literal") or f"{one.get('given', '')} {one['family']}" for one in item["author"])


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


def test_a_registry_that_gave_no_answer_is_named_once_though_another_stood_in(refexport, project, registry):
    registry.always["arxiv"] = Say(429, b"Rate exceeded.")
    for one in ("1703.05175", "1902.08438"):
        registry.datacite.add(f"10.48550/arxiv.{one}")
        registry.works[f"10.48550/arxiv.{one}"] = registry.works[one]
    (project / "list.md").write_text(
        "Prototypical Networks for Few-shot Learning, (2017), Jake Snell, Kevin Swersky, Richard S. Zemel.\n"
        "Online Meta-Learning, (2019), Chelsea Finn, Aravind Rajeswaran, Sham Kakade, Sergey Levine.\n"
    )
    refexport("import", "list.md", "--write")
    ran = refexport("resolve", "--write")
    assert ran.code == 3
    source = (project / "entries.toml").read_text()
    assert 'arxiv = "1703.05175"' in source
    assert 'arxiv = "1902.08438"' in source
    assert ran.err.count("without answer: arxiv is overloaded (status 429)") == 1
    assert "4 identifiers written, 0 open" in ran.err


DOWN = Say(429, b"Rate exceeded.")


def test_what_another_registry_said_is_used_named_and_asked_for_again(refexport, project, registry):
    (project / "entries.toml").write_text(START + '[k]\narxiv = "1703.05175"\n')
    registry.arxiv, registry.datacite = {"1703.05175"}, {"10.48550/arxiv.1703.05175"}
    registry.always["arxiv"] = DOWN
    ran = refexport("enrich")
    assert ran.code == 3
    assert "another registry answered for 1 identifier, asked again next time" in ran.err
    assert '"instead_of": "arxiv"' in (project / "entries.lock.json").read_text()
    assert (refexport("export", "--to", "bibtex").code, refexport("enrich", "--offline").code) == (0, 0)
    del registry.always["arxiv"]
    assert refexport("enrich").code == 0
    assert '"service": "arxiv"' in (project / "entries.lock.json").read_text()
    assert "instead_of" not in (project / "entries.lock.json").read_text()


def test_another_registrys_record_does_not_replace_what_the_first_one_said(refexport, project, registry):
    (project / "entries.toml").write_text(START + '[k]\narxiv = "1703.05175"\n')
    registry.arxiv, registry.datacite = {"1703.05175"}, {"10.48550/arxiv.1703.05175"}
    assert refexport("enrich").code == 0
    before = (project / "entries.lock.json").read_bytes()
    registry.always["arxiv"] = DOWN
    assert refexport("enrich", "--upgrade").code == 3
    assert (project / "entries.lock.json").read_bytes() == before


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
    assert refexport("export", "--to", "bibtex", "--allow-incomplete").code == 0
    assert refexport("enrich", "--check").code == 1
    assert refexport("enrich", "--dry-run").code == 0


def test_the_title_of_an_error_page_is_named_and_asked_for_again(refexport, project, registry):
    registry.works["1703.03400"] = registry.works["1703.03400"]._replace(title="Just a moment...")
    (project / "entries.toml").write_text(f'{START}\n[a]\narxiv = "1703.03400"\n\n[b]\narxiv = "1703.05175"\n')
    ran = refexport("enrich")
    assert ran.code == 3
    assert 'arxiv\'s record of arxiv:1703.03400 has no plausible title ("Just a moment...")' in ran.err
    lock = (project / "entries.lock.json").read_text()
    assert "arxiv:1703.05175" in lock
    assert "1703.03400" not in lock
    del registry.works["1703.03400"]
    assert refexport("enrich").code == 0
    assert "arxiv:1703.03400" in (project / "entries.lock.json").read_text()


def test_a_page_that_a_browser_saved_as_a_reference_is_imported_and_found(refexport, project):
    """In the form of a translator's RIS, with what the guard's page was called."""
    (project / "saved.ris").write_text("TY  - JOUR\nTI  - Just a moment...\nUR  - https://example.org/a\nER  - \n")
    refexport("import", "saved.ris", "--write")
    assert "Just a moment..." in (project / "entries.toml").read_text()
    ran = refexport("check")
    assert ran.code == 1
    assert "implausible-title" in ran.out + ran.err


SECRET = """
[mine]
type = "unpublished"
title = "A Secret Theory of Tunnels"
author = ["Doe, Jane"]

[told]
type = "misc"
title = "On Hidden Gates"
howpublished = "Personal communication"
"""


def sent(registry):
    return " ".join(unquote_plus(one) for asked in registry.asked.values() for one in asked).lower()


def test_drafts_stay_at_home_unless_they_are_named(refexport, project, registry):
    (project / "entries.toml").write_text(START + SECRET + '\n[open]\ntitle = "An Open Question"\n')
    ran = refexport("resolve")
    assert "2 drafts, patents and personal communications not asked about; name their keys" in ran.err
    assert "open question" in sent(registry)
    assert not {"tunnels", "gates"} & set(sent(registry).split())
    refexport("resolve", "told")
    assert "gates" in sent(registry)
    assert "tunnels" not in sent(registry)


def test_enrich_ends_the_same_a_second_time(refexport, project, registry):
    entry = '\n[x]\ndoi = "10.1109/cvpr.2018.99999"\n\n[y]\narxiv = "1703.03400"\n'
    (project / "entries.toml").write_text(START + entry)
    runs = [refexport("enrich"), refexport("enrich"), refexport("enrich", "--offline"), refexport("enrich", "x")]
    assert [ran.code for ran in runs] == [3, 3, 3, 3]
    assert all("[x] doi:10.1109/cvpr.2018.99999 does not exist" in ran.err for ran in runs)
    assert refexport("enrich", "y").code == 0
    allowed = entry.replace('99999"', '99999"\nallow = { "absent-id" = "the publisher announces it" }')
    (project / "entries.toml").write_text(START + allowed)
    assert [refexport("enrich", *more).code for more in ((), ("--upgrade",))] == [0, 0]


def test_enrich_with_a_second_road_ends_the_same_a_second_time(refexport, project, registry):
    (project / "entries.toml").write_text(START + '\n[y]\ndblp = "conf/icml/FinnAL17"\n')
    registry.always["dblp"] = DOWN
    first, second = refexport("enrich"), refexport("enrich")
    assert (first.code, second.code) == (0, 0)
    assert "dblp is overloaded" in first.err
    assert "nothing to fetch" in second.err
