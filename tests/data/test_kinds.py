"""The facts about entry types: every type has them, and they say what registries can be asked for."""

import pytest

from refexport.data.datamodel import TYPES
from refexport.data.kinds import KINDS, PAGE, UNKNOWN, kind_of


def test_every_type_has_a_row_and_every_row_is_a_type():
    assert set(KINDS) == set(TYPES)


@pytest.mark.parametrize("type_", ["", "game"])
def test_a_type_that_nobody_knows_may_be_anything_and_is_searched(type_):
    assert kind_of(type_) is UNKNOWN
    assert (UNKNOWN.sort, UNKNOWN.is_searched, UNKNOWN.is_part) == ("", True, False)


@pytest.mark.parametrize(
    "type_", ["artwork", "audio", "blogpost", "letter", "movie", "online", "performance", "software", "video"]
)
def test_what_registries_do_not_hold_is_not_searched(type_):
    """Their lists of types have texts and data sets only (api.crossref.org/types, dblp.org/faq, arXiv)."""
    assert not KINDS[type_].is_searched


def test_pages_of_the_web_and_recordings_are_searched_for_nowhere():
    assert not any(kind.is_searched for kind in KINDS.values() if kind.sort == PAGE)


def test_parts_are_the_types_that_the_manual_calls_parts_of_a_larger_publication():
    """biblatex manual 3.18, 2.1.1: those that need a booktitle or journaltitle, and ``inreference``."""
    needing = {
        type_
        for type_, needs in TYPES.items()
        if any(field in one for one in needs for field in ("booktitle", "journaltitle"))
    }
    assert {type_ for type_, kind in KINDS.items() if kind.is_part} == needing
