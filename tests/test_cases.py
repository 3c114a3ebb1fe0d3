"""tests/cases: a folder for each trait that exporters lose, its files written from the specification.

``entries.toml`` says in its first line which trait and who documents it. ``expected.*`` is the whole file of each
format; ``lost.tsv`` the ledger: format, field, and the field that says it instead, if one does. What no format may
carry has ``refused.tsv`` instead: line and message. Adding a case is adding a folder.
"""

import re

import pytest

from refexport.errors import InputError
from refexport.formats import FORMATS
from refexport.formats.readback import OTHERWISE, proved
from refexport.project import Project
from tests.formats.samples import CASES, ENTRIES, NAMES, REFUSED, told

FORMS = tuple(FORMATS[name] for name in ("bibtex", "biblatex", "csl-json", "zotero", "ris"))
"""The formats of the field map; others say what one of them says."""

SUBTLE = 36
"""Subtle cases where exporters lose data: numbered in the table of formats that the first lines name."""


def rows(name, file):
    """The lines of a table of a case; none if it has no such file."""
    path = CASES / name / file
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {tuple(line.split("\t")) for line in lines}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("name", ENTRIES)
def test_each_format_writes_what_it_must(name, form):
    expected = (CASES / name / f"expected{form.suffix}").read_bytes().decode()
    assert form.write(ENTRIES[name]).text == expected


@pytest.mark.parametrize("name", ENTRIES)
def test_nothing_is_lost_but_what_the_ledger_names(name):
    lost = [(form.name, one) for form in FORMS for one in proved(form, ENTRIES[name]).lost]
    assert {(form, one.field, one.instead) for form, one in lost} == rows(name, "lost.tsv")
    assert [one for _, one in lost if one.message == OTHERWISE] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_format_may_carry_is_refused_by_name(name):
    with pytest.raises(InputError) as refused:
        Project(CASES / name / "entries.toml")
    assert {(str(one.line), one.message) for one in refused.value.problems} == rows(name, "refused.tsv")


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_one_trait_with_its_source(name):
    first = told(name).splitlines()[0]
    assert re.fullmatch(r"# \S.* \([\w. ]+: \S.*\)", first)
    files = {path.name for path in (CASES / name).iterdir()} - {"entries.toml", "lost.tsv"}
    assert files == ({"refused.tsv"} if name in REFUSED else {f"expected{form.suffix}" for form in FORMS})


def test_every_subtle_case_is_there():
    sources = re.findall(r"\(formats: 36 cases, ([\d and]+)\)$", "\n".join(map(told, NAMES)), re.MULTILINE)
    assert {int(number) for source in sources for number in source.split(" and ")} == set(range(1, SUBTLE + 1))


def test_cite_keys_are_unique_among_cases():
    keys = [one.key.lower() for entries in ENTRIES.values() for one in entries]
    assert len(set(keys)) == len(keys) == len(ENTRIES)
