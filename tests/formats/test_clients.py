from refexport.formats import FORMATS
from refexport.formats.clients import CLIENTS
from tests.conftest import ROOT


def test_every_client_gets_a_format_that_there_is():
    assert {client.form for client in CLIENTS.values()} <= set(FORMATS)
    assert all("{file}" in client.how for client in CLIENTS.values())


def test_every_client_is_documented():
    page = (ROOT / "docs" / "reference" / "export.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | `{client.form}` |" in page for name, client in CLIENTS.items())
