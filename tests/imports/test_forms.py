"""Patents, standards and decisions of courts, as their own guides write them (Bluebook, rules 10 and 17; ISO 690; IEEE)."""

import pytest

from refexport.imports.readers import import_text
from refexport.lists.citation import parse_citation
from refexport.references.forms import read_form


@pytest.mark.parametrize(
    ("line", "number", "people"),
    [
        ("R. Smith, “Method for folding,” U.S. Patent 3 624 125, Jul. 16, 1990.", "3624125", ["Smith"]),
        ("Smith, I. M. (1988). Method for folding (U.S. Patent No. 4,123,619).", "4123619", ["Smith"]),
        ("Smith I, inventor. Method for folding. United States patent US 6239876. 2001 May 1.", "US6239876", ["Smith"]),
        ("Doe, Jane: Method for folding. European Patent EP 1234567 A1, 2003.", "EP1234567 A1", ["Doe"]),
    ],
)
def test_patents(line, number, people):
    entry = parse_citation(line)
    assert (entry.type, entry.plain("number")) == ("patent", number)
    assert entry.plain("title").startswith("Method for folding")
    assert [name.family for name in entry.names("author")] == people
    assert not {"journaltitle", "volume", "pages"} & entry.fields.keys()


@pytest.mark.parametrize(
    ("line", "number", "title", "year"),
    [
        ("ISO 690:2021, Information and documentation. Geneva: ISO, 2021.", "ISO 690:2021", "Information and documentation", 2021),
        ("DIN EN ISO 9001: Quality management systems. Berlin: Beuth, 2015", "DIN EN ISO 9001", "Quality management systems", 2015),
        ("IEEE Std. 802.11-2016. Wireless LAN medium access control. IEEE, 2016.", "IEEE Std. 802.11-2016", "Wireless LAN medium access control", 2016),
    ],
)  # fmt: skip
def test_standards(line, number, title, year):
    entry = parse_citation(line)
    assert (entry.type, entry.plain("number"), entry.plain("title"), entry.year) == ("standard", number, title, year)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "Brown v. Board of Education, 347 U.S. 483 (1954).",
            {"title": "Brown v. Board of Education", "volume": "347", "journaltitle": "U.S.", "pages": "483"},
        ),
        (
            "Massachusetts v. EPA, 549 U.S. 497, 505 (2007)",
            {"title": "Massachusetts v. EPA", "volume": "549", "pages": "497", "annotation": "at 505"},
        ),
        (
            "Lewis v. Doe, 12 F.3d 34 (2d Cir. 1993)",
            {"volume": "12", "journaltitle": "F.3d", "pages": "34"},
        ),
    ],
)
def test_decisions(line, fields):
    entry = parse_citation(line)
    assert entry.type == "jurisdiction"
    assert {field: entry.plain(field) for field in fields} == fields
    assert entry.year in (1954, 2007, 1993)


@pytest.mark.parametrize(
    "line",
    [
        "Doe, Jane. 2019. “Who Owns a Patent? 1234 Inventors Answer.” Nature 7: 2.",
        "Roe, A. (2018). The ISO 9001 standard in practice. Quality Journal, 3(2), 1–9.",
        "A. Poe, Man v. Machine, Nature 347 (1990) 483.",
        "B. Coe, Patent thickets, Research Policy 12 (2001) 1200–1300.",
    ],
)
def test_what_only_mentions_them_is_none(line):
    assert not read_form(line).type
    assert parse_citation(line).type == "article"


@pytest.mark.parametrize(
    ("line", "people", "fields"),
    [
        (
            "[12] P. W. Anderson, Science 177, 393 (1972).",
            ["Anderson"],
            {"journaltitle": "Science", "volume": "177", "pages": "393"},
        ),
        (
            "J. Bardeen, L. N. Cooper, and J. R. Schrieffer, Phys. Rev. **108**, 1175 (1957).",
            ["Bardeen", "Cooper", "Schrieffer"],
            {"journaltitle": "Phys. Rev.", "volume": "108", "pages": "1175"},
        ),
        (
            "B. P. Abbott et al., Phys. Rev. Lett. 116, 061102 (2016).",
            ["Abbott", ""],
            {"journaltitle": "Phys. Rev. Lett.", "volume": "116", "pages": "061102"},
        ),
    ],
)
def test_articles_without_titles(line, people, fields):
    """As AIP's and APS's journals print references (AIP Style Manual)."""
    entry = parse_citation(line)
    assert (entry.type, entry.has("title")) == ("article", False)
    assert [name.family for name in entry.names("author")] == people
    assert {field: entry.plain(field) for field in fields} == fields


def test_two_articles_without_titles_in_one_line():
    text = "[13] J. Bardeen and L. N. Cooper, Phys. Rev. 108, 1175 (1957); P. A. M. Dirac, Proc. R. Soc. A 117, 610 (1928).\n"
    entries = [line.entry for line in import_text(text, "list.txt").lines if line.entry]
    assert [(one.plain("journaltitle"), one.plain("volume"), one.year) for one in entries] == [
        ("Phys. Rev.", "108", 1957),
        ("Proc. R. Soc. A", "117", 1928),
    ]
