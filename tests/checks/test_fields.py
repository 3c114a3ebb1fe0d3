"""What a type requires (biblatex manual 3.18, 2.1.1)."""

import pytest

from refexport.data.datamodel import TYPES
from tests.checks.samples import findings, found, hand

EXAMPLES = {
    "author": ["Doe, Jane"],
    "editor": ["Doe, Jane"],
    "date": 2020,
    "eprint": "1703.03400",
    "url": "https://example.org",
    "number": "1",
    "genre": "PhD thesis",
}


@pytest.mark.parametrize("type_", TYPES)
def test_each_required_group_is_missed_once(type_):
    bare = hand("k", type_, title=None, author=None, date=None)
    assert {f"missing-{group[0]}" for group in TYPES[type_]} == {one.rule for one in findings(bare)}
    for one in findings(bare):
        assert one.level == "warning"
        assert one.message.startswith(("a ", "an "))


@pytest.mark.parametrize("type_", TYPES)
def test_the_first_of_each_group_is_enough(type_):
    needed = {group[0]: EXAMPLES.get(group[0], "x") for group in TYPES[type_]}
    full = hand("k", type_, **{"title": None, "author": None, "date": None, **needed})
    assert not [one for one in findings(full) if one.rule.startswith("missing-")]


@pytest.mark.parametrize("stand_in", ["author", "editor", "organization"])
def test_alternatives_stand_in_for_one_another(stand_in):
    fields = {"author": None, stand_in: EXAMPLES.get(stand_in, "Lab")}
    assert found("missing-author", hand("k", "blogpost", url="https://example.org", **fields)) == []


@pytest.mark.parametrize(
    ("type_", "missing", "stand_in"),
    [
        ("thesis", "institution", {"publisher": "TU Wien"}),  # the formats write it as the institution
        ("report", "institution", {"organization": "NASA"}),
        ("preprint", "eprint", {"doi": "10.1101/2020.01.01"}),  # bioRxiv has DOIs only
        ("blogpost", "url", {"doi": "10.59350/abc"}),  # Rogue Scholar gives posts DOIs
        ("article", "date", {"pubstate": "inpress"}),  # printed as "in press"
    ],
)
def test_what_the_formats_write_in_the_place_of_a_field_is_enough(type_, missing, stand_in):
    without = {"date": None} if missing == "date" else {}
    assert found(f"missing-{missing}", hand("k", type_, **without)) == [("k", missing)]
    assert found(f"missing-{missing}", hand("k", type_, **without, **stand_in)) == []


def test_the_message_names_all_alternatives():
    (one,) = findings(hand("k", "misc", author=None))
    assert one.message == "a misc needs author or editor or organization"
    assert findings(hand("k", "article"))[0].message == "an article needs journaltitle"
