"""A library through each format and back by `import` and entries.toml: the same but for what the ledger names."""

import io
from contextlib import redirect_stderr, redirect_stdout

import pytest

from refexport.__main__ import main
from refexport.formats import FORMATS
from refexport.formats.readback import proved, undeclared
from refexport.model.entry import Entry, parse_value, print_value
from refexport.model.ids import normal_doi
from refexport.project import Project
from tests.conftest import IS_QUICK, ROOT
from tests.random_entries import random_entries

NUMBER = 20 if IS_QUICK else 400
"""Random entries: each type some times."""


def printable(entry):
    """An entry without control characters, which entries.toml does not hold and `import` leaves out, saying so."""
    return all(sign.isprintable() or sign == "\n" for value in entry.fields.values() for sign in str(value))


def as_held(entry):
    """An entry as entries.toml holds it: its reader trims and normalises values before any format sees them."""
    fields = {field: parse_value(field, print_value(field, value)) for field, value in entry.fields.items()}
    if entry.has("doi"):
        try:
            fields["doi"] = normal_doi(entry.plain("doi"))
        except ValueError:  # the pool of random values holds some that are none
            del fields["doi"]
    return Entry(entry.key, entry.type, {field: value for field, value in fields.items() if value})


LIBRARIES = {
    "sample": lambda: Project(ROOT / "entries.toml").entries,
    "random": lambda: [as_held(entry) for entry in random_entries(NUMBER) if printable(entry)],
}


def taken_in(path, folder):
    """The entries of a project into which a file was imported, known by its content, and what was said."""
    entries = folder / "entries.toml"
    entries.write_text("[refexport]\nversion = 1\n")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        main(["import", "-q", str(path), "--write", "-f", str(entries)])
    err.flush()
    return Project(entries).entries, err.buffer.getvalue().decode()


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_library_comes_back_from_a_format_but_for_what_the_ledger_names(name, library, tmp_path):
    form, before = FORMATS[name], LIBRARIES[library]()
    written = proved(form, before)
    path = tmp_path / f"library{form.suffix}"
    path.write_text(written.text, encoding="utf-8")
    after, messages = taken_in(path, tmp_path)
    assert [one.key for one in after] == [one.key for one in before], messages
    assert [f"[{one.key}] {one.field}" for one in undeclared(before, after, written.lost)] == []
