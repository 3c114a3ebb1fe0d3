"""Reading lists of every style, line by line: what each line became, against what the line says.

Beside each list stands a table: line, what it is, title, families of the authors, year, identifiers that the line
gives (`ids`), and the work's identifiers in the registries (`truth`; ``-`` for works that do not exist).
"""

import csv
import itertools
import re
from pathlib import Path

import pytest

from refexport.data.words import LINK_LABELS
from refexport.lists.reading_list import read_list
from refexport.model.entry import print_value
from refexport.model.name import OTHERS, display_name
from tests.imports.test_reading_list import entries

LISTS = Path(__file__).parent / "lists"
NAMES = sorted(path.stem for path in LISTS.glob("*.tsv"))
IDENTIFIERS = ("doi", "dblp", "pmid", "isbn", "url")


def source(name):
    return next(path for path in LISTS.glob(f"{name}.*") if path.suffix != ".tsv").read_text(encoding="utf-8")


def expected(name):
    with (LISTS / f"{name}.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {int(row["line"]): row for row in rows}


def family(name):
    if name == OTHERS:
        return "others"
    return f"{{{name.literal}}}" if name.literal else f"{name.particle} {name.family}".strip()


def ids_of(entry):
    ids = [f"arxiv:{entry.arxiv}"] if entry.arxiv else []
    return " ".join(ids + [f"{field}:{entry.plain(field)}" for field in IDENTIFIERS if entry.has(field)])


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def test_there_is_a_list_of_every_kind():
    assert NAMES == ["awesome", "notes", "numbered", "sciences", "seminar-zh", "tables"]


def test_every_line_is_accounted_for(name):
    numbers = [n for n, line in enumerate(source(name).split("\n"), 1) if line.strip()]
    assert [line.number for line in read_list(source(name))] == numbers
    assert sorted(expected(name)) == numbers


def test_every_reference_is_an_entry_and_nothing_else_is(name):
    said = {number: row["what"] for number, row in expected(name).items()}
    assert said == {line.number: "an entry" if line.entry else line.reason for line in read_list(source(name))}


def test_titles_authors_years_and_identifiers_are_what_the_lines_say(name):
    rows = expected(name)
    for line in entries(read_list(source(name))):
        entry, row = line.entry, rows[line.number]
        assert row["title"].replace("$", "") == entry.plain("title"), line.text
        assert row["authors"] == "; ".join(map(family, entry.names("author"))), line.text
        assert row["year"] == str(entry.year or ""), line.text
        assert row["ids"] == ids_of(entry), line.text


STRUCTURE = set(
    "and by et al others doi arxiv isbn pmid in proc no vol pp pages abs preprint https http www bib dblp "
    "nov dec december 和 等人 等 作者 年份 authors year".split()
)
"""Words that are said by the structure of an entry."""

MARKUP = re.compile(
    r"\]\([^)]*\)|\]\[\w+\]|\[\w+\]:|<[^>]*>|https?://\S+|\[\^\w+\]|\[[A-Z]{1,2}(?:/[A-Z]{2})?\]|^\s*(?:[-*>|]|\[\d+\]|\d+[.、])+|:\w+:"
)


def words_of(text):
    return set(re.findall(r"[^\W_]{2,}", MARKUP.sub(" ", text).casefold()))


def test_nothing_of_a_reference_vanishes(name):
    """Every word of an entry's lines is in one of its fields, names a link, or belongs to the structure."""
    lines = {line.number: line for line in read_list(source(name))}
    for line in lines.values():
        if line.entry is None:
            continue
        fields = [str(print_value(field, value)) for field, value in line.entry.fields.items()]
        people = [display_name(one) for one in (*line.entry.names("author"), *line.entry.names("editor"))]
        held = " ".join([*fields, *people, *line.notes]).casefold()
        parts = [one.text for one in lines.values() if one.reason == f"part of line {line.number}"]
        for word in words_of(" ".join([line.text, *parts])) - STRUCTURE - LINK_LABELS:
            assert word in held or word.rstrip("abc") in held, f"{word!r} of line {line.number}: {line.text}"


def test_reading_what_was_read_gives_the_same(name):
    assert read_list(source(name)) == read_list(source(name))


def test_truths_are_identifiers(name):
    pattern = re.compile(r"-|(?:(?:arxiv|doi|dblp):\S+)(?: (?:arxiv|doi|dblp):\S+)*")
    truths = [row["truth"] for row in expected(name).values() if row["what"] == "an entry"]
    assert all(pattern.fullmatch(truth) for truth in truths)
    assert len(truths) >= 18


@pytest.mark.shared
def test_the_list_that_refexport_was_made_for(shared):
    """55 papers, a book, 7 posts, 6 videos, 5 data sets, 3 workshops, 9 people, under 8 headings."""
    text = (shared / "seed" / "reading-list.md").read_text(encoding="utf-8")
    lines = read_list(text)
    assert [line.number for line in lines] == [n for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert sum(line.reason == "a person, not a work" for line in lines) == 9
    types = [line.entry.type for line in entries(lines)]
    counted = {type_: types.count(type_) for type_ in sorted(set(types))}
    assert counted == {"": 55, "blogpost": 7, "book": 1, "dataset": 5, "online": 3, "video": 6}
    papers = [line for line in entries(lines) if not line.entry.type]
    assert all(line.entry.has("title") and line.entry.has("author") for line in papers)
    assert [line.notes for line in papers if not line.entry.has("date")] == [
        ('"206" stands where the year should: the entry has no date',)
    ]
    headings = [heading for heading, _ in itertools.groupby(line.heading for line in entries(lines))]
    assert len(headings) == len(set(headings)) == 8
    assert headings[-5:] == ["书籍", "博客", "视频教程", "数据集", "研讨会"]
