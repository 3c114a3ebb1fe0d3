"""`outdated` and `upgrade`: what the registries know newer, taken once it is read, and what a person corrected kept."""

import importlib
import json

import pytest

from tests.cli.conftest import MAML, PROTOTYPES
from tests.loopback import Say
from tests.registry import Work

START = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n\n'
DOI = "10.1109/cvpr.2018.00131"
NOTICE = "10.1109/cvpr.2018.99999"
MINE = '[snell]\narxiv = "1703.05175"\n'


@pytest.fixture
def preprint(folder, registry):
    """A preprint whose publication is known to arXiv and to Crossref."""
    registry.works["1703.05175"] = PROTOTYPES._replace(year=2017, published=DOI)
    registry.works[DOI] = PROTOTYPES._replace(year=2018, venue="CVPR")
    registry.dblp.clear()
    (folder / "entries.toml").write_text(START + MINE)
    return folder


def source(folder):
    return (folder / "entries.toml").read_text()


def lock(folder):
    return json.loads((folder / "entries.lock.json").read_text())["entries"]


def test_a_known_publication_is_listed_offline_and_taken(refexport, preprint, registry):
    assert refexport("enrich").code == 0
    registry.asked.clear()
    ran = refexport("outdated")
    assert (ran.code, ran.out) == (
        1,
        f"entries.toml:5: [snell] published: doi:{DOI} (arxiv:1703.05175 says)\n  hint: refexport upgrade snell\n",
    )
    assert not any(registry.asked.values())
    ran = refexport("upgrade")
    assert ran.code == 0, ran.err
    assert f'arxiv = "1703.05175"\ndoi = "{DOI}"' in source(preprint)
    assert "[snell] type: preprint -> inproceedings (doi:" in ran.err
    assert "[snell] date: 2017-01-01 -> 2018 (doi:" in ran.err
    assert f"[snell] doi: nothing -> {DOI} (arxiv:1703.05175)" in ran.err
    assert "[snell] booktitle: nothing -> CVPR (doi:" in ran.err
    assert "1 entry upgraded" in ran.err
    assert [one["id"] for one in lock(preprint)["snell"]] == ["arxiv:1703.05175", f"doi:{DOI}"]
    assert (refexport("outdated").code, refexport("outdated", "--refresh").code) == (0, 0)
    assert refexport("enrich", "--check").code == 0
    bib = refexport("export", "-", "--to", "biblatex").out
    assert "eprint" in bib
    assert "CVPR" in bib


def test_what_was_never_asked_for_is_not_called_up_to_date(refexport, preprint):
    for command in ("outdated", "upgrade"):
        ran = refexport(command)
        assert ran.code == 3
        assert "[snell] not in the lock: arxiv:1703.05175\n  hint: run refexport enrich first\n" in ran.err
        assert "nothing is outdated" not in ran.err


def test_outdated_as_json(refexport, preprint):
    refexport("enrich")
    (row,) = json.loads(refexport("outdated", "--json").out)["outdated"]
    said = {"key": "snell", "kind": "published", "source": "arxiv:1703.05175", "target": f"doi:{DOI}", "doubts": []}
    assert row == {"path": "entries.toml", "line": 5, **said}


def test_a_linked_record_of_another_work_is_never_taken(refexport, preprint, registry):
    """arXiv's own DOI of 1707.06875 is another paper's: the records of one of 750 papers are so."""
    registry.works[DOI] = Work("Composite Task-Completion Dialogue Policy Learning", PROTOTYPES.authors, 2017, "CVPR")
    refexport("enrich")
    before = source(preprint)
    ran = refexport("outdated", "--refresh")
    assert ran.code == 1
    assert "perhaps another work: title: " in ran.out
    ran = refexport("upgrade")
    assert ran.code == 3
    assert f'entries.toml:5: [snell] not taken: doi:{DOI} "Composite Task-Completion' in ran.err
    assert "0 entries upgraded" in ran.err
    assert source(preprint) == before
    assert [one["id"] for one in lock(preprint)["snell"]] == ["arxiv:1703.05175"]


def test_a_publication_that_nobody_links_is_found_by_its_title(refexport, preprint, registry):
    registry.works["1703.05175"] = PROTOTYPES
    refexport("enrich")
    assert refexport("outdated").code == 0
    ran = refexport("outdated", "--refresh")
    assert (ran.code, ran.out.splitlines()[0]) == (1, f"entries.toml:5: [snell] published: doi:{DOI}")
    assert refexport("upgrade", "snell").code == 0
    assert f'doi = "{DOI}"' in source(preprint)


@pytest.mark.parametrize(
    "line", ['allow = { "published-version-exists" = "we cite what we read" }', 'prefer = "preprint"']
)
def test_who_cites_the_preprint_on_purpose_is_not_asked_again(refexport, preprint, line):
    (preprint / "entries.toml").write_text(START + MINE + line + "\n")
    refexport("enrich")
    before = source(preprint)
    assert (refexport("outdated").code, refexport("outdated", "--refresh").code) == (0, 0)
    assert refexport("upgrade").code == 0
    assert source(preprint) == before
    refexport("upgrade", "snell")
    assert f'doi = "{DOI}"' in source(preprint)


def test_words_of_the_preprint_give_way_and_corrections_stay(refexport, preprint):
    """An entry as Google Scholar writes it, with what a person changed since."""
    words = 'type = "article"\njournaltitle = "arXiv preprint arXiv:1703.05175"\ndate = 2017-01-01  # as arXiv says\n'
    mine = 'title = "{Prototypical Networks} for few-shot learning"\nnote = "read"\n'
    (preprint / "entries.toml").write_text(START + MINE + words + mine)
    refexport("enrich")
    ran = refexport("upgrade")
    assert ran.code == 0, ran.err
    cited = '{ date = "2017-01-01", journaltitle = "arXiv preprint arXiv:1703.05175", type = "article" }'
    assert source(preprint) == f'{START}{MINE}cited-as = {cited}\ndoi = "{DOI}"\n# as arXiv says\n{mine}'
    assert "[snell] type: preprint -> inproceedings (doi:" in ran.err


def test_a_corrected_field_stays_through_an_upgrade_and_is_told_once(refexport, preprint):
    (preprint / "entries.toml").write_text(START + MINE + "date = 2016\n")
    refexport("enrich")
    ran = refexport("upgrade")
    clash = f"[snell] date: 2016 by hand stays; the record changed: 2017-01-01 -> 2018 (doi:{DOI})"
    assert clash in ran.err.splitlines()
    again = refexport("upgrade")
    assert (again.code, "->" in again.err) == (0, False)
    assert source(preprint) == f'{START}{MINE}date = 2016\ndoi = "{DOI}"\n'


@pytest.mark.parametrize("line", ['booktitle = "A Workshop"', 'type = "thesis"'])
def test_an_entry_that_names_another_place_is_no_preprint(refexport, preprint, line):
    (preprint / "entries.toml").write_text(f"{START}{MINE}{line}\n")
    refexport("enrich")
    assert refexport("outdated").code == 0


def test_an_entry_that_changed_meanwhile_is_left_alone(refexport, preprint, monkeypatch):
    refexport("enrich")
    module = importlib.import_module("refexport.registries.publications")
    read = module.read_publications

    def edited(entries, client, is_wanted):
        (preprint / "entries.toml").write_text(START + MINE + 'note = "mine"\n')
        return read(entries, client, is_wanted)

    monkeypatch.setattr(module, "read_publications", edited)
    ran = refexport("upgrade")
    assert (ran.code, "[snell] was changed meanwhile; not upgraded" in ran.err) == (3, True)
    assert source(preprint) == START + MINE + 'note = "mine"\n'


@pytest.mark.parametrize("allow", ["", 'allow = { "newer-version" = "we discuss this one" }\n'])
def test_a_newer_version_is_listed_and_taken_unless_it_is_declined(refexport, preprint, registry, allow):
    registry.works["1703.05175"] = PROTOTYPES._replace(version=2)
    registry.works["1703.05175v1"] = PROTOTYPES._replace(title="Prototypical Networks")
    registry.arxiv.add("1703.05175v1")
    registry.arxiv.add("1703.05175v2")
    registry.works["1703.05175v2"] = PROTOTYPES
    registry.crossref.clear()
    (preprint / "entries.toml").write_text(START + MINE.replace("5175", "5175v1") + allow)
    assert refexport("enrich").code == 0
    ran = refexport("outdated")
    if allow:
        assert (ran.code, refexport("upgrade").code, "v1" in source(preprint)) == (0, 0, True)
        return
    assert "[snell] newer version: arxiv:1703.05175v2 (arxiv:1703.05175v1 says)" in ran.out
    ran = refexport("upgrade")
    assert ran.code == 0, ran.err
    assert source(preprint) == START + MINE.replace("5175", "5175v2")
    assert f"[snell] title: Prototypical Networks -> {PROTOTYPES.title} (arxiv:1703.05175v2)" in ran.err
    assert refexport("outdated").code == 0


def test_a_retraction_a_withdrawal_and_a_correction_are_listed(refexport, preprint, registry):
    registry.works[DOI] = registry.works[DOI]._replace(updates=[("retraction", NOTICE), ("correction", "10.1000/c")])
    (preprint / "entries.toml").write_text(f'{START}[x]\ndoi = "{DOI}"\n')
    refexport("enrich")
    ran = refexport("outdated")
    assert ran.code == 1
    assert f"[x] retracted: doi:{NOTICE} (doi:{DOI} says)" in ran.out
    assert "[x] corrected: doi:10.1000/c" in ran.out
    assert "1 entry is outdated" in ran.err


def test_a_registry_that_does_not_answer_is_named_and_nothing_is_taken(refexport, preprint, registry):
    refexport("enrich")
    before = source(preprint), lock(preprint)
    for service in ("crossref", "doi", "dblp", "dblp_sparql"):
        registry.always[service] = Say(503)
    ran = refexport("upgrade")
    assert ran.code == 3
    assert "without answer: " in ran.err
    assert (source(preprint), lock(preprint)) == before
    assert refexport("outdated", "--refresh").code == 3


# --- what a newer record changes


@pytest.fixture
def corrected(folder, registry):
    """An entry whose date a person corrected, with the record of before."""
    registry.works["1703.03400"] = MAML._replace(year=2017)
    (folder / "entries.toml").write_text(f'{START}[maml]\narxiv = "1703.03400"\ndate = 2016\n')
    return folder


def test_an_upgrade_says_field_by_field_what_changed_and_a_clash_once(refexport, corrected, registry):
    refexport("enrich")
    assert "->" not in refexport("enrich", "--upgrade").err  # a correction alone is no news
    registry.works["1703.03400"] = MAML._replace(title="Model-Agnostic Meta-Learning, Fast", year=2018)
    ran = refexport("enrich", "--upgrade")
    changed = [line for line in ran.err.splitlines() if "->" in line]
    assert changed == [
        f"[maml] title: {MAML.title} -> Model-Agnostic Meta-Learning, Fast (arxiv:1703.03400)",
        "[maml] date: 2016 by hand stays; the record changed: 2017-01-01 -> 2018-01-01 (arxiv:1703.03400)",
    ]
    again = refexport("enrich", "--upgrade")
    assert "->" not in again.err
    assert "date = 2016" in source(corrected)


def test_a_line_that_only_repeats_the_record_follows_it(refexport, corrected, registry):
    (corrected / "entries.toml").write_text(f'{START}[maml]\narxiv = "1703.03400"\ndate = 2017-01-01\nnote = "n"\n')
    refexport("enrich")
    registry.works["1703.03400"] = MAML._replace(year=2018)
    registry.dblp.clear()
    ran = refexport("upgrade")
    assert "[maml] date: 2017-01-01 -> 2018-01-01 (arxiv:1703.03400)" in ran.err
    assert source(corrected).endswith('arxiv = "1703.03400"\ncited-as = { date = "2017-01-01" }\nnote = "n"\n')


def test_upgrade_as_json(refexport, corrected, registry):
    refexport("enrich")
    registry.works["1703.03400"] = MAML._replace(year=2018)
    registry.dblp.clear()
    told = json.loads(refexport("upgrade", "--json").out)
    assert told["changes"] == [
        {
            "key": "maml", "field": "date", "old": "2017-01-01", "new": "2018-01-01", "source": "arxiv:1703.03400",
            "by_hand": "2016",
        }
    ]  # fmt: skip
