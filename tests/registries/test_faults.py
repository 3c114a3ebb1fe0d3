"""Every fault of the catalogue at every service: what the other identifiers, the lock and the service suffer from it."""

from collections import Counter

import pytest

from refexport.registries import SERVICES
from tests.fault_table import SCENES, Row, cases, judge, prefix_of, table
from tests.faults import ALL, FAULTS, FIRST, ONE, SHAPES


def shown(rows: list[Row]) -> str:
    """The problems of rows: how many of each rule, and three of its cases."""
    rules = Counter(rule for row in rows for rule, _ in row.problems)
    lines = []
    for rule, number in rules.most_common():
        some = [(row, words) for row in rows for one, words in row.problems if one == rule][:3]
        lines += [f"{rule}: {number}", *(f"    {row.fault} ({row.which}): {words}" for row, words in some)]
    return "\n".join(lines)


def test_the_catalogue_has_a_fault_of_each_kind_for_each_service():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 128
    for name in SCENES:
        assert len(cases([name], reaches=(ONE,))) >= 128


def test_every_service_that_is_asked_for_identifiers_has_a_scene():
    asked = {prefix_of(one.env) for one in SERVICES.values() if one.scheme}
    assert {scene.service for scene in SCENES.values()} == set(SHAPES) == asked


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_a_fault_costs_its_own_identifier_only(name):
    rows = table(cases([name], reaches=(ONE,)))
    assert not any(row.problems for row in rows), shown(rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_a_service_that_fails_always_is_named_and_asked_a_few_times(name):
    rows = table(cases([name], reaches=(ALL,)))
    assert not any(row.problems for row in rows), shown(rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_a_fault_that_passes_costs_nothing(name):
    rows = table(cases([name], reaches=(FIRST,)))
    assert not any(row.problems for row in rows), shown(rows)


FEW = ("status 403", "status 500", "cut after half, then the end", "a body of a bot check", "another work's record")


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.name in FEW], ids=lambda fault: fault.name)
@pytest.mark.parametrize("name", SCENES)
def test_a_few_faults_cost_their_own_identifier_only(name, fault):
    assert judge(name, fault, ONE).problems == ()
