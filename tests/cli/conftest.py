"""A project in an empty folder, and the command line run in this process."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from refexport.__main__ import main
from tests.registry import PREFIXES, Registry, Work


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def refexport(folder, capfdbinary):
    """Runs `refexport ARGUMENTS` in the folder; gives exit code, stdout and stderr."""

    def run(*arguments: str) -> Ran:
        capfdbinary.readouterr()
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


PROTOTYPES = Work("Prototypical Networks for Few-shot Learning", ("Jake Snell", "Kevin Swersky", "Richard S. Zemel"))
MAML = Work(
    "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks",
    ("Chelsea Finn", "Pieter Abbeel", "Sergey Levine"),
)
ONLINE = Work("Online Meta-Learning", ("Chelsea Finn", "Aravind Rajeswaran", "Sham M. Kakade", "Sergey Levine"), 2019)
COMPARE = Work(
    "Learning to Compare: Relation Network for Few-Shot Learning", ("Flood Sung", "Yongxin Yang"), 2018, "CVPR"
)


@pytest.fixture
def registry(monkeypatch):
    """The services over a few works, and two others of like titles."""
    made = Registry()
    made.arxiv = {"1703.05175", "1703.03400", "1902.08438", "1801.00001"}
    made.crossref = {"10.1109/cvpr.2018.00131"}
    made.agencies = dict.fromkeys(made.crossref, "Crossref")
    made.dblp = {"conf/nips/SnellSZ17", "conf/icml/FinnAL17", "conf/icml/FinnRKL19", "conf/icml/RoeD17"}
    made.works = {
        "1703.05175": PROTOTYPES, "conf/nips/SnellSZ17": PROTOTYPES._replace(venue="NIPS"),
        "1703.03400": MAML, "conf/icml/FinnAL17": MAML._replace(venue="ICML"),
        "1902.08438": ONLINE, "conf/icml/FinnRKL19": ONLINE._replace(venue="ICML"),
        "10.1109/cvpr.2018.00131": COMPARE,
        "1801.00001": Work("A Theory of Meta-Learners", ("Jane Doe", "John Roe"), 2018),
        "conf/icml/RoeD17": Work("Prototypical Networks for Slow Learning", ("John Roe", "Jane Doe"), venue="ICML"),
    }  # fmt: skip
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with made.server as server:
        for prefix in PREFIXES:
            monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", f"{server.url}/{prefix}")
        yield made


@pytest.fixture(autouse=True)
def _no_services(monkeypatch):
    """Without the registry nobody is asked: the addresses lead to a closed port."""
    for prefix in PREFIXES:
        if f"REFEXPORT_{prefix.upper()}_URL" not in os.environ:
            monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", "http://127.0.0.1:9")
