import pytest

from benchmarks import arrivals
from refexport.formats import FORMATS
from refexport.formats.clients import CLIENTS, unseen
from tests.conftest import ROOT


def test_every_client_gets_a_format_that_there_is():
    assert {client.form for client in CLIENTS.values()} <= set(FORMATS)
    assert all("{file}" in client.how for client in CLIENTS.values())


def test_every_client_is_documented():
    page = (ROOT / "docs" / "reference" / "export.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | `{client.form}` |" in page for name, client in CLIENTS.items())


@pytest.mark.slow
@pytest.mark.program("npm")
@pytest.mark.program("bib2xml")
@pytest.mark.program("pandoc")
@pytest.mark.parametrize("client", arrivals.CLIENTS)
def test_what_a_program_does_not_see_is_as_measured(client):
    """`--explain-loss` against the program itself: a work for each field and type, and what it holds of each."""
    measured = {(field, type_) for field, types in arrivals.missing(client).items() for type_ in types}
    told = {
        (field, entry.type)
        for type_, field, entry in arrivals.works()
        for _, missed, _ in unseen(client, [entry])
        if missed == field
    }
    if client == "pandoc":  # it hands on what no style prints
        assert measured <= told
    else:
        assert measured == told
