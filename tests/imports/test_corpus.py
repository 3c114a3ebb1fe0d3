"""The corpus of nasty entries: each row's reading is written from the specification of its format (named above it)."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.words import lost_words, run_here

CORPUS = Path(__file__).with_name("corpus")


class Row(NamedTuple):
    name: str
    source: str
    expected: tuple[str, ...]


def rows_of(name):
    """The rows of a file of the corpus; a line that begins none goes on with the one before it."""
    text = (CORPUS / name).read_text(encoding="utf-8")
    pieces = re.split(r"(?m)^(?=#|[a-z]+\d+ \| )", text)
    found = []
    for piece in pieces:
        if piece.strip() and not piece.startswith("#"):
            key, _, rest = piece.strip().partition(" | ")
            source, _, expected = rest.rpartition(" | ")
            found.append(Row(key, source, tuple(one.strip() for one in expected.split(" ; "))))
    return found


def bib_of(row):
    if "@" in row.source.partition("{")[0] or row.source.startswith("text"):
        return re.sub(r"(?<=[{( ])K(?=[ ,])", row.name, row.source, count=2) + "\n"
    title = "" if row.source.startswith("title = ") and row.name != "t08" else "title = {T}, "
    return f"@misc{{{row.name}, {title}{row.source}}}\n"


def ris_of(row):
    lines = row.source.split(" / ")
    if row.name.startswith("g"):  # a whole file
        return "\n".join(lines) + "\n"
    type_ = "" if lines[0].startswith("TY  -") else "TY  - JOUR\n"
    title = "" if any(line.startswith(("TI  -", "T1  -", "TY  -")) for line in lines) else "TI  - T\n"
    return f"{type_}{title}" + "\n".join(lines) + ("\n" if "ER  -" in row.source else "\nER  - \n")


def nbib_of(row):
    lines = [f"      {line[1:]}" if line.startswith("_") else line for line in row.source.split(" / ")]
    if row.name[0] not in "go":
        lines += [] if any(line.startswith(("TI", "BTI")) for line in lines) else ["TI  - T."]
        lines += [] if any(line.startswith(("JT", "BTI")) for line in lines) else ["JT  - J"]
        lines = [line for line in lines if line.startswith("PMID")] + [li for li in lines if not li.startswith("PMID")]
    return "\n".join(lines) + "\n"


def cff_of(row):
    lines = [f"  {line[1:]}" if line.startswith("_") else line for line in row.source.split(" / ")]
    if not row.name.startswith("g"):
        there = {line.partition(":")[0] for line in lines}
        usual = {"cff-version": "1.2.0", "title": "T", "type": "article"}
        lines = [*(f"{name}: {value}" for name, value in usual.items() if name not in there), *lines]
    return "\n".join(lines) + "\n"


def isi_of(row):
    lines = [f"   {line[1:]}" if line.startswith("_") else line for line in row.source.split(" / ")]
    if not row.name.startswith("g"):
        lines = lines if any(line.startswith("PT") for line in lines) else ["PT J", *lines]
        lines += [] if any(line.startswith(("TI", "PT B")) for line in lines) else ["TI T"]
        lines += [] if any(line.startswith("SO") for line in lines) else ["SO J"]
        lines = ["FN Clarivate Analytics Web of Science", "VR 1.0", *lines, "ER", "", "EF"]
    return "\n".join(lines) + "\n"


class Case(NamedTuple):
    """A kind of file: its rows, and how one is written."""

    kind: str
    file: str
    written: object
    number: int


CASES = {
    "bib": Case("bib", "bib.txt", bib_of, 200),
    "ris": Case("ris", "ris.txt", ris_of, 200),
    "nbib": Case("nbib", "nbib.txt", nbib_of, 120),
    "cff": Case("cff", "cff.txt", cff_of, 120),
    "isi": Case("isi", "isi.txt", isi_of, 80),
}
"""``number``: how many entries there are at least."""


def table_of(result, row, kind):
    """The table that the row became, as texts."""
    tables = tomllib.loads(result.toml)
    tables.pop("refexport", None)
    made = tables.get(row.name) or ({} if kind == "bib" else next(iter(tables.values()), {}))
    return {field: plain(value) for field, value in made.items()}


def plain(value):
    if isinstance(value, list):
        return "; ".join(map(plain, value))
    return ", ".join(map(plain, value.values())) if isinstance(value, dict) else str(value)


def misses(expected, table, result):
    if expected.startswith("! "):
        return expected[2:] not in result.messages
    if expected.startswith("-"):
        return expected[1:] in table
    field, sign, value = re.fullmatch(r"(\S+?)(:| ~) (.*)", expected).groups()
    if field == "*":
        return value not in " ".join(table.values()) + result.messages + result.toml
    return value not in table.get(field, "") if sign == " ~" else table.get(field, "") != value


def params(kind):
    return [pytest.param(kind, row, id=f"{kind}-{row.name}") for row in rows_of(CASES[kind].file)]


OPEN = frozenset({
    ("bib", "u19"), ("bib", "l01"), ("bib", "l02"), ("bib", "l04"), ("bib", "l05"), ("bib", "l07"), ("bib", "l12"),
    ("bib", "t08"), ("bib", "g06"), ("bib", "g09"), ("ris", "n19"), ("ris", "i12"), ("ris", "p11"), ("ris", "p13"),
    ("ris", "g01"),
})  # fmt: skip
"""Rows that are not read as their specification says yet: literal lists (l), and single ones of other kinds."""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "row"), [one for kind in CASES for one in params(kind)])
def test_a_nasty_entry_is_read_as_its_specification_says(kind, row, tmp_path):
    """A row that is read well leaves the list of open ones."""
    text = CASES[kind].written(row)
    result = run_here(text, kind, tmp_path)
    table = table_of(result, row, kind)
    wrong = [one for one in row.expected if misses(one, table, result)]
    lost = [str(one) for one in lost_words(text, kind, result)]
    assert bool(wrong or lost) == ((kind, row.name) in OPEN), (wrong, lost, table, result.messages)


@pytest.mark.parametrize("kind", CASES)
def test_the_corpus_has_its_entries(kind):
    assert len({row.name for row in rows_of(CASES[kind].file)}) >= CASES[kind].number
