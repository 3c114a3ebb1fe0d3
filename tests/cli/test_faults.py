"""`enrich` end to end while a service has a fault: exit code, lines, lock, and the run after it."""

import json
import re

import pytest

from tests.fault_table import BY_NAME, SCENES, serving
from tests.faults import ALL, ONE

SAMPLE = (
    "status 400", "status 401", "status 403", "status 404", "status 410", "status 451", "status 500",
    "status 503 with HTML", "429, Retry-After words", "cut after half, then the end", "cut after half, without a length",
    "reset at once", "garbage", "bad chunk", "gzip said and not done", "a body of a bot check", "a body of nothing",
    "302 to itself", "302 to the trap", "302 to a file",
)  # fmt: skip
"""Faults that a service does not get over, a few of each kind, none of them slow."""

BY_COMMAND = [name for name in SCENES if name != "dblp_sparql"]
"""All scenes but the one in which another service fails besides for good."""

QUICK = {fault: BY_COMMAND[number % len(BY_COMMAND)] for number, fault in enumerate(SAMPLE)}
"""Each with one service, for the quick lane."""

CASES = [
    pytest.param(name, fault, marks=() if QUICK[fault] == name else pytest.mark.slow, id=f"{name}-{fault}")
    for fault in SAMPLE
    for name in BY_COMMAND
]
TOML = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n'


def project_of(folder, scene):
    """An entry for each of a scene's identifiers, the faulty one first."""
    entries = (one.split(":", 1) for one in scene.ids)
    tables = (f'\n[entry{number}]\n{scheme} = "{value}"\n' for number, (scheme, value) in enumerate(entries))
    (folder / "entries.toml").write_text(TOML + "".join(tables))


def records(folder):
    """Identifier -> the service whose record the lock has."""
    lock = folder / "entries.lock.json"
    stored = json.loads(lock.read_text())["entries"] if lock.exists() else {}
    return {record["id"]: record["service"] for of_entry in stored.values() for record in of_entry}


def failures(err):
    """The lines about what failed: not those about waiting and about the whole."""
    return [line for line in err.splitlines() if "; waiting " not in line and not re.search(r"\d+ records? in ", line)]


def lines_of(scene, err):
    """The lines about the scene's service, and not about the one that stands in for it."""
    named = [line for line in failures(err) if any(one in line.lower() for one in scene.names)]
    return [line for line in named if not scene.stand_in or scene.stand_in not in line]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


@pytest.mark.parametrize(("name", "fault"), CASES)
def test_a_fault_of_one_identifier(refexport, folder, name, fault):
    scene = SCENES[name]
    project_of(folder, scene)
    with serving(scene, BY_NAME[fault], ONE) as registry:
        ran = refexport("enrich")
        is_answered = records(folder) == dict.fromkeys(scene.ids, scene.owner)  # by a second road to the same registry
        assert (ran.code, ran.out) == (0 if is_answered else 3, "")
        assert "Traceback" not in ran.err
        (line,) = lines_of(scene, ran.err)
        stored = records(folder)
        assert {one: stored.get(one) for one in scene.ids[1:]} == dict.fromkeys(scene.ids[1:], scene.owner), line
        assert registry.trap.seen == []
        registry.is_faulty = False
        registry.asked.clear()
        again = refexport("enrich")
        assert again.code == 0, again.err
        assert records(folder) == dict.fromkeys(scene.ids, scene.owner)
        registry.asked.clear()
        assert refexport("enrich").code == 0
        assert not any(registry.asked.values())


@pytest.mark.parametrize(("name", "fault"), CASES)
def test_a_fault_of_the_whole_service_is_one_line(refexport, folder, name, fault):
    scene = SCENES[name]
    project_of(folder, scene)
    with serving(scene, BY_NAME[fault], ALL):
        ran = refexport("enrich")
    is_answered = records(folder) == dict.fromkeys(scene.ids, scene.owner)  # by a second road to the same registry
    assert (ran.code, ran.out) == (0 if is_answered else 3, "")
    assert "Traceback" not in ran.err
    lines = lines_of(scene, ran.err)
    assert len(lines) == 1, ran.err
    others = [line for line in failures(ran.err) if line not in lines]
    assert all(scene.stand_in and scene.stand_in in line for line in others), others  # it may be down; nobody else
