"""A project in an empty folder, and the command line run in this process."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from refexport.__main__ import main


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


@pytest.fixture(autouse=True)
def _no_services(monkeypatch):
    """Without the registry nobody is asked: the addresses lead to a closed port."""
    for service in ("ARXIV", "CROSSREF", "DATACITE", "DBLP", "DOI", "PUBMED", "OPENLIBRARY"):
        if f"REFEXPORT_{service}_URL" not in os.environ:
            monkeypatch.setenv(f"REFEXPORT_{service}_URL", "http://127.0.0.1:9")
