"""Every fault of the catalogue at every service: what the other identifiers, the lock and the service suffer from it."""

from collections import Counter

import pytest

from refexport.registries import SERVICES
from tests.fault_table import BY_NAME, SCENES, Row, Scene, cases, judge, prefix_of, run, serving, table
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


ONE_IN = {ONE: 2, ALL: 4, FIRST: 4}
"""One fault in so many is tried at each service, others at the next; `python -m benchmarks faults` tries all of them."""


@pytest.fixture(scope="module")
def rows():
    """The table, made at once by several processes: most of its time is waited."""
    chosen = [
        case
        for place, name in enumerate(SCENES)
        for which, number in ONE_IN.items()
        for case in cases([name], FAULTS[place % number :: number], (which,))
    ]
    return table(chosen)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize(
    "which",
    [
        pytest.param(ONE, id="a fault costs its own identifier only"),
        pytest.param(ALL, id="a service that fails always is named and asked a few times"),
        pytest.param(FIRST, id="a fault that passes costs nothing"),
    ],
)
def test_the_table_of_faults(rows, name, which):
    theirs = [row for row in rows if (row.scene, row.which) == (name, which)]
    assert len(theirs) >= (128 if which == ONE else 100)
    assert not any(row.problems for row in theirs), shown(theirs)


FEW = ("status 403", "status 500", "cut after half, then the end", "a body of a bot check", "another work's record")


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.name in FEW], ids=lambda fault: fault.name)
@pytest.mark.parametrize("name", SCENES)
def test_a_few_faults_cost_their_own_identifier_only(name, fault):
    assert judge(name, fault, ONE).problems == ()


MANY = 1000


def many(every: int) -> Scene:
    """A thousand works of Crossref, of which one in so many is a faulty one."""
    works = [f"10.1000/{'faulty' if number % every == 7 else 'goode'}-{number}" for number in range(MANY)]

    def hold(registry):
        registry.crossref, registry.agencies = {*works}, dict.fromkeys(works, "Crossref")

    return SCENES["crossref"]._replace(ids=[f"doi:{one}" for one in works], hold=hold, mark=lambda _one: "faulty")


LASTING = ("status 400", "status 403", "status 500", "reset at once", "hang at once", "a body of a bot check")


@pytest.mark.slow
@pytest.mark.parametrize("fault", LASTING)
def test_a_service_that_fails_is_not_asked_for_each_of_a_thousand(fault):
    with serving(many(MANY), BY_NAME[fault], ALL) as registry:
        ran = run(registry, many(MANY).ids)
    assert (ran.raised, dict(ran.records), set(ran.failed)) == ("", {}, set(many(MANY).ids))
    assert len(ran.asked) <= 12
    assert any("crossref" in service for service in ran.services)


@pytest.mark.slow
@pytest.mark.parametrize("fault", LASTING)
def test_three_faulty_identifiers_cost_none_of_a_thousand(fault):
    scene = many(333)
    faulty = {one for one in scene.ids if "faulty" in one}
    with serving(scene, BY_NAME[fault], ONE) as registry:
        ran = run(registry, scene.ids)
    assert (len(faulty), ran.raised, set(ran.records)) == (3, "", set(scene.ids) - faulty)
    assert len(ran.asked) <= 20 + 3 * 20, "a batch, its halves down to the one, and tries"
