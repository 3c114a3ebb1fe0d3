"""No witness is deleted: what was said of a work stays, and every record is held against it (docs/decisions/0024)."""

import json
import tomllib
from urllib.parse import unquote, unquote_plus

import pytest

from refexport.store import change
from tests.cli.conftest import PROTOTYPES
from tests.loopback import Say
from tests.registry import Work

START = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n\n'
PEOPLE = '["Snell, Jake", "Swersky, Kevin", "Zemel, Richard S."]'
ENTRY = f'# list.md:3\n[snell]\ntitle = "Prototypical Networks for Few-shot Learning"\nauthor = {PEOPLE}\nyear = 2017\n'
CITED = {
    "title": "Prototypical Networks for Few-shot Learning",
    "author": ["Snell, Jake", "Swersky, Kevin", "Zemel, Richard S."],
    "date": "2017",
}


@pytest.fixture
def project(folder, registry):
    (folder / "entries.toml").write_text(START + ENTRY)
    return folder


def tables(folder):
    return tomllib.loads((folder / "entries.toml").read_text())


def test_the_words_stay_as_they_were_cited(refexport, project):
    assert refexport("resolve", "--write").code == 0
    assert tables(project)["snell"] == {"arxiv": "1703.05175", "dblp": "conf/nips/SnellSZ17", "cited-as": CITED}
    assert "# list.md:3\n[snell]\n" in (project / "entries.toml").read_text()
    (line,) = [one for one in (project / "entries.toml").read_text().splitlines() if "cited-as" in one]
    assert line.startswith("cited-as = {")


def test_the_record_is_there_before_a_word_gives_way(refexport, project):
    refexport("resolve", "--write")
    assert "Prototypical Networks" in refexport("export", "--to", "bibtex").out
    assert refexport("enrich", "--check").code == 0


def test_an_end_between_the_two_files_loses_nothing(refexport, project, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(change, "verify", fails)
        with pytest.raises(OSError, match="disk"):
            refexport("resolve", "--write")
    assert (project / "entries.toml").read_text() == START + ENTRY
    assert {one["id"] for one in json.loads((project / "entries.lock.json").read_text())["entries"]["snell"]} == {
        "arxiv:1703.05175", "dblp:conf/nips/SnellSZ17",
    }  # fmt: skip
    assert refexport("resolve", "--write").code == 0
    assert tables(project)["snell"]["cited-as"] == CITED


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "csl-json", "ris", "zotero", "hayagriva"])
def test_it_is_never_exported(refexport, project, form):
    source = (
        START
        + '[snell]\narxiv = "1703.05175"\ncited-as = { title = "Protonets", author = ["Cat, A."], note = "x7y" }\n'
    )
    (project / "entries.toml").write_text(source)
    refexport("enrich")
    out = refexport("export", "--to", form).out
    assert not any(word in out for word in ("Protonets", "Cat", "x7y", "cited"))


def test_a_record_of_another_work_is_an_error_though_the_hand_is_silent(refexport, project, registry):
    refexport("resolve", "--write")
    source = (project / "entries.toml").read_text()
    (project / "entries.toml").write_text(source.replace("1703.05175", "1703.03400"))
    refexport("enrich")
    ran = refexport("check")
    assert ran.code == 1
    assert "error: other-work [snell]" in ran.out
    assert "1703.03400" not in refexport("export", "--to", "bibtex").out


def test_a_year_that_no_record_has_is_said_at_its_line(refexport, project):
    (project / "entries.toml").write_text(START + ENTRY.replace("2017", "2016"))
    refexport("resolve", "--write")
    (line,) = [one for one in refexport("check").out.splitlines() if "date-differs" in one]
    number = (project / "entries.toml").read_text().splitlines().index(line_of(project)) + 1
    assert line.startswith(f"entries.toml:{number}: warning: date-differs [snell] 2016 here")
    assert "2017" in refexport("export", "--to", "bibtex").out


def line_of(project):
    return next(one for one in (project / "entries.toml").read_text().splitlines() if one.startswith("cited-as"))


def test_what_was_cited_first_stays_when_it_is_resolved_again(refexport, project):
    source = START + ENTRY + 'cited-as = { title = "Protonets for Few-shot Learning" }\n'
    (project / "entries.toml").write_text(source)
    refexport("resolve", "--write")
    snell = tables(project)["snell"]
    assert snell["cited-as"] == {**CITED, "title": "Protonets for Few-shot Learning"}
    assert snell["title"] == CITED["title"]  # it would stand nowhere else


def test_an_identifier_whose_record_cannot_be_read_is_not_written(refexport, project, registry):
    """Crossref finds the work, and says no more when it is asked for its DOI."""
    work = '[sung]\ntitle = "Learning to Compare: Relation Network for Few-Shot Learning"\nyear = 2018\n'
    (project / "entries.toml").write_text(START + work + 'author = ["Sung, Flood", "Yang, Yongxin"]\n')
    registry.spoiled["crossref"]["10.1109/cvpr.2018.00131"] = Say(500)
    before = (project / "entries.toml").read_text()
    ran = refexport("resolve", "--write")
    assert ran.code == 3
    assert "doi:10.1109/cvpr.2018.00131 is not written, its record could not be read" in ran.err
    assert (project / "entries.toml").read_text() == before
    registry.spoiled.clear()
    assert refexport("resolve", "--write").code == 0
    assert tables(project)["sung"]["doi"] == "10.1109/cvpr.2018.00131"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('cited-as = "Protonets"', "what a work was cited as is a table of fields"),
        ("cited-as = { author = 3 }", "expected a list of names"),
        ("cited-as = { date = [1] }", "expected a date"),
    ],
)
def test_a_wrong_table_is_named(refexport, project, written, message):
    (project / "entries.toml").write_text(START + f'[snell]\narxiv = "1703.05175"\n{written}\n')
    ran = refexport("check")
    assert ran.code == 2
    assert "entries.toml:7" in ran.err
    assert message in ran.err
    assert "write" in ran.err


def test_what_a_record_leads_to_is_read_before_it_is_believed(refexport, project, registry):
    """arXiv's own DOI is another paper's, as one of 750 is."""
    registry.works["1703.05175"] = PROTOTYPES._replace(published="10.1109/cvpr.2018.00131")
    registry.dblp = set()
    refexport("resolve", "--write")
    assert tables(project)["snell"] == {"arxiv": "1703.05175", "cited-as": CITED}
    assert any("10.1109/cvpr.2018.00131" in unquote(one) for one in registry.asked["crossref"])


def test_what_a_record_leads_to_is_written_where_it_is_the_work(refexport, project, registry):
    registry.works["1703.05175"] = PROTOTYPES._replace(published="10.1109/cvpr.2018.00131")
    registry.works["10.1109/cvpr.2018.00131"] = PROTOTYPES._replace(venue="CVPR")
    registry.dblp = set()
    refexport("resolve", "--write")
    assert tables(project)["snell"]["doi"] == "10.1109/cvpr.2018.00131"


@pytest.mark.parametrize(
    "other",
    [('[maml]\ntitle = "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks"\nyear = 2017\n'
     '[[maml.author]]\nfamily = "Finn"\ngiven = "Chelsea"\n'),
     ('maml.title = "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks"\nmaml.year = 2017\n'
     'maml.author = ["Finn, Chelsea", "Abbeel, Pieter", "Levine, Sergey"]\n')],
)  # fmt: skip
def test_an_entry_that_no_command_can_edit_stops_no_other(refexport, project, other):
    before = (other + START + ENTRY) if other.startswith("maml.") else START + ENTRY + other
    (project / "entries.toml").write_text(before)
    ran = refexport("resolve", "--write")
    assert ran.code == 3
    assert "[maml] open: cannot be edited by a command" in ran.err
    assert tables(project)["snell"]["arxiv"] == "1703.05175"
    assert "arxiv" not in tables(project)["maml"]


MENDELEY = (
    "Snell, Jake, Kevin Swersky, and Richard S. Zemel. 2017. “Prototypical Networks for Few-shot Learning.” "
    "*Advances in Nothing* 30: 4077–87."
)


def test_the_reference_of_a_list_stays_whole(refexport, folder, registry):
    """Import keeps it where it says more than the title, people and year, and is no identifier by itself."""
    (folder / "entries.toml").write_text(START)
    (folder / "list.md").write_text(
        f"- {MENDELEY}\n- Attention Is All You Need, Ashish Vaswani et al., 2017\n"
        "- Doe, J. 2019. “A Note on Nothing.” *Nature* 7: 2. https://doi.org/10.1000/182\n"
    )
    refexport("import", "list.md", "--write")
    one, other, third = [table for key, table in tables(folder).items() if key != "refexport"]
    assert one["cited-as"] == {"reference": MENDELEY}
    assert "cited-as" not in other
    assert "cited-as" not in third
    refexport("resolve", "snell2017prototypical", "--write")
    kept = {field: CITED[field] for field in ("title", "author")}  # the year stays beside the venue that the list names
    assert tables(folder)["snell2017prototypical"]["cited-as"] == {**kept, "reference": MENDELEY}
    assert "Advances in Nothing* 30" not in refexport("export", "--to", "biblatex").out


def test_a_reference_finds_its_work_though_its_reader_cut_it_amiss(refexport, folder, registry):
    """Crossref gets the whole string; title and authors of its record stand in it word for word."""
    title = "Gradient-Based Learning Applied to Document Recognition"
    registry.crossref.add("10.1109/5.726791")
    people = ("Yann LeCun", "Léon Bottou", "Yoshua Bengio", "Patrick Haffner")
    registry.works["10.1109/5.726791"] = Work(title, people, 1998, "Proceedings of the IEEE")
    said = f"LeCun, Yann, Léon Bottou, Yoshua Bengio, and Patrick Haffner. 1998. “{title}.” Proceedings of the IEEE 86 (11): 2278–2324."
    table = f"[lecun]\ntitle = 'Yann, Léon Bottou, Yoshua Bengio'\nauthor = ['LeCun']\nyear = 1998\ncited-as = {{ reference = '{said}' }}\n"
    (folder / "entries.toml").write_text(START + table)
    refexport("resolve", "--write")
    assert [said] == [
        unquote_plus(one.target).partition("query.bibliographic=")[2].partition("&")[0]
        for one in registry.server.seen
        if "query.bibliographic" in one.target
    ]
    assert tables(folder)["lecun"]["doi"] == "10.1109/5.726791"
    found = refexport("check", "--format", "json").out
    assert not {"title-differs", "authors-differ", "other-work"} & {
        one["rule"] for one in json.loads(found)["findings"]
    }
    assert title in refexport("export", "--to", "bibtex").out


def test_a_reference_that_is_no_text_is_told(refexport, folder, registry):
    (folder / "entries.toml").write_text(START + "[a]\ntitle = 'On Nothing'\ncited-as = { reference = 7 }\n")
    told = refexport("check", "--format", "json")
    (one,) = [one for one in json.loads(told.out)["findings"] if one["level"] == "error"]
    assert (one["field"], one["line"], one["hint"]) == ("cited-as.reference", 7, 'write reference = "…"')
