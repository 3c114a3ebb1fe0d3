"""Typical mistakes (tests/cli/mistakes.py): each is told once, whole, in one message, and costs no file."""

import shlex

import pytest

from tests.cli.mistakes import ALL, APPLY, PARTS, UNDERSTOOD, entry
from tests.messages import best, messages, parts, rating


@pytest.fixture
def made(refexport, folder):
    """Makes a mistake: gives how the command ended, and what it said; its data are no message."""

    def make(row):
        for name, content in row.files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        ran = refexport(*shlex.split(row.command))
        return ran, (ran.out if row.command.startswith("check") else "") + ran.err

    return make


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_table_has_more_than_sixty_mistakes_and_each_part_that_its_kind_can_have():
    assert len({row.name for row in ALL}) == len(ALL) >= 60
    for row in ALL:
        assert [part for part in PARTS if getattr(row, part)] == [part for part in PARTS if part in APPLY[row.kind]]


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_a_mistake_is_told_once_in_one_message_with_all_parts(made, row):
    ran, said = made(row)
    assert "Traceback" not in said
    assert ran.code == row.code
    told = messages(said)
    assert len(told) == 1, said
    assert parts(told[0], row) == dict.fromkeys(APPLY[row.kind], True), told[0]


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_a_mistake_costs_no_file(made, folder, row):
    ran, _ = made(row)
    after = files(folder)
    before = {name: content if isinstance(content, bytes) else content.encode() for name, content in row.files.items()}
    assert {name: after.get(name) for name in before} == before
    assert after.keys() - before.keys() <= ({"refs.bib"} if row.command.startswith("export refs.bib") else set())
    assert ran.code < 2 or after.keys() == before.keys()


def test_the_rating_of_all_messages_is_full(made, folder):
    rated = []
    for row in ALL:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        rated.append((row, best(messages(made(row)[1]), row)))
    table = list(rating(rated))
    assert [line for line in table if " NO" in line] == []
    possible = sum(len(APPLY[row.kind]) for row in ALL)
    assert table[-1] == f"{len(ALL)} mistakes, {possible} of {possible} parts told"


@pytest.mark.parametrize(
    ("said", "lacking"), [("a.bib:2: note: bibtex", "about value"), ("a.bib:21: x: bibtexx", "line remedy")]
)
def test_a_part_is_told_only_by_its_own_words(said, lacking):
    row = ALL[0]._replace(file="a.bib", line=2, about="x", value="bibtexx", remedy="bibtex")
    assert " ".join(part for part, has in parts(said, row).items() if not has) == lacking


@pytest.mark.parametrize("row", UNDERSTOOD, ids=lambda row: row.name)
def test_what_only_looks_like_a_mistake_is_exported_as_it_is_meant(refexport, folder, row):
    (folder / "entries.toml").write_text(
        entry(*row.line.split("\n"), without="journaltitle" if "journal" in row.line else "")
    )
    assert refexport("check").err == "1 entry: nothing to fix\n"
    assert row.exported in refexport("export", "-", "--to", "bibtex").out
