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


def test_the_message_names_all_alternatives():
    (one,) = findings(hand("k", "misc", author=None))
    assert one.message == "a misc needs author or editor or organization"
    assert findings(hand("k", "article"))[0].message == "an article needs journaltitle"
