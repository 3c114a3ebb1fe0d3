# ruff: noqa: T201 - prints its figures
"""Lists of other fields and kinds: every line accounted for, no false entry, no wrong identifier; fields as measured.

Beside each list its truth in TOML: the works by the line on which they start. Lines that are not named are no works.

    python -m tests.imports.test_fields    # the figures of each list, and what differs
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from refexport.imports.readers import import_text
from refexport.model.entry import print_value
from refexport.model.name import OTHERS

LISTS = Path(__file__).parent / "fields"
NAMES = sorted(path.stem for path in LISTS.glob("*.toml"))
TEXTS = ("title", "volume", "number", "pages", "publisher")
IDENTIFIERS = ("doi", "dblp", "pmid", "pmcid", "isbn", "url")


def source(name):
    return next(path for path in LISTS.glob(f"{name}.*") if path.suffix != ".toml")


def lines_of(name):
    imported = import_text(source(name).read_text(encoding="utf-8"), source(name).name)
    assert not [one for one in imported.problems if one.level == "error"]
    return imported.lines


def works_of(name):
    return {work["line"]: work for work in tomllib.loads((LISTS / f"{name}.toml").read_text(encoding="utf-8"))["work"]}


def families(entry, field):
    names = entry.names(field)
    return ["others" if one == OTHERS else one.literal or f"{one.particle} {one.family}".strip() for one in names]


def ids_of(entry):
    found = [f"arxiv:{entry.arxiv}"] if entry.arxiv else []
    return found + [f"{field}:{entry.plain(field)}" for field in IDENTIFIERS if entry.has(field)]


def differences(entry, work):
    """field -> (what the list says, what was read) where they differ; the number of fields that the truth names."""
    said = {field: str(work[field]) for field in (*TEXTS, "year", "type") if field in work}
    read = {field: print_value(field, entry.fields[field]) for field in TEXTS if entry.has(field)}
    read |= {"year": str(entry.year or ""), "type": entry.type}
    said |= {field: work[f"{field}s"] for field in ("author", "editor") if f"{field}s" in work}
    read |= {field: families(entry, field) for field in ("author", "editor")}
    plain = {"title": entry.plain("title")} if "title" in work else {}
    read |= plain
    wrong = {
        field: (value, read.get(field, "")) for field, value in said.items() if fold(value) != fold(read.get(field, ""))
    }
    return wrong, len(said)


def fold(value):
    return [one.casefold() for one in value] if isinstance(value, list) else str(value).casefold()


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def test_there_are_twelve_lists():
    assert len(NAMES) == 12


def test_every_line_has_an_entry_or_a_reason(name):
    lines = lines_of(name)
    assert all(bool(line.entry) != bool(line.reason) for line in lines)
    if source(name).suffix in (".md", ".txt"):
        text = source(name).read_text(encoding="utf-8").split("\n")
        assert [line.number for line in lines] == [n for n, line in enumerate(text, 1) if line.strip()]


def test_every_work_is_an_entry_and_nothing_else_is(name):
    works = works_of(name)
    found = {line.number for line in lines_of(name) if line.entry}
    assert found - set(works) == set()
    assert {number for number, work in works.items() if not work.get("optional")} - found == set()


def test_identifiers_are_those_of_the_line(name):
    works = works_of(name)
    for line in lines_of(name):
        if line.entry:
            assert ids_of(line.entry) == works[line.number].get("ids", []), line.text


def test_keys_are_kept():
    works = works_of("physics")
    assert {line.number: line.entry.key for line in lines_of("physics")} == {
        n: work["key"] for n, work in works.items()
    }


def figures(name):
    """(works, fields of the truth, wrong ones by field)"""
    works = works_of(name)
    wrong, total = Counter(), 0
    for line in lines_of(name):
        if line.entry and line.number in works:
            differing, said = differences(line.entry, works[line.number])
            wrong.update(differing.keys())
            total += said
    return len(works), total, wrong


@pytest.mark.parametrize("field", ["title", "author", "year"])
def test_most_titles_people_and_years_are_right(field):
    """The floor under what the reader of references does today; the figures themselves are printed, not asserted."""
    said = sum(1 for name in NAMES for work in works_of(name).values() if field in work or f"{field}s" in work)
    wrong = sum(figures(name)[2][field] for name in NAMES)
    assert wrong <= said * {"title": 0.25, "author": 0.25, "year": 0.1}[field]


if __name__ == "__main__":
    for one in sys.argv[1:] or NAMES:
        works = works_of(one)
        lines = lines_of(one)
        false = [line for line in lines if line.entry and line.number not in works]
        missed = set(works) - {line.number for line in lines if line.entry}
        count, total, wrong = figures(one)
        print(
            f"{one}: {len(lines)} lines, {count} works, {len(false)} false, {len(missed)} missed, {total} fields, wrong {dict(wrong)}"
        )
        for line in false:
            print(f"   false {line.number}: {line.text[:100]}")
        for number in sorted(missed):
            print("   missed", number, [line.reason for line in lines if line.number == number])
        for line in lines:
            if line.entry and line.number in works:
                differing, _ = differences(line.entry, works[line.number])
                ids = ids_of(line.entry)
                if differing or ids != works[line.number].get("ids", []):
                    print(f"   {line.number}: {differing} {ids if ids != works[line.number].get('ids', []) else ''}")
