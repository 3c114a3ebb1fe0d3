"""Each pair of a field and its target, or of a type and its name, stands in one table of a format.

Rows serve writing and reading, so an inverse by hand would be a second statement that could say otherwise. Tables are read
from the source: what is computed from another table states nothing. Unlike ``test_once``, one pair is enough to fail, and
rows and tables in words count.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest

from refexport.data.kinds import KINDS
from tests.conftest import ROOT

FORMATS = {
    "csl": ("formats/csl",),
    "ris": ("formats/ris",),
    "hayagriva": ("formats/hayagriva",),
    "mods": ("formats/mods.py", "formats/mods_xml.py"),
    "word": ("formats/word.py", "formats/word_xml.py"),
    "bibtex": ("formats/bib/bibtex.py", "formats/bib/read.py", "formats/bib/dates.py", "data/datamodel.py"),
    "endnote": ("formats/endnote",),
    "biblatex": ("formats/bib/biblatex.py", "formats/bib/read.py", "formats/bib/dates.py", "data/datamodel.py"),
}
"""Format -> where its tables stand; the data model has the names of the .bib formats. What two dialects both require
stands in two descriptions, and so in two tables."""
IN_WORDS = re.compile(r"(\S+) +[=>] +(\S.*)")
"""A line of a table in words: ``type = its name, others``."""

Pair = frozenset[str]
"""What two words of a table say, whichever comes first."""


def pairs_of(node: ast.AST) -> Iterator[Pair]:
    """The pairs that one literal of a table states: an item of a mapping, a tuple of rows, a row, a line in words."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield from _pair(key, value)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Row":
        yield from _pair(*node.args[:2])
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        rows = [one.elts for one in node.elts if isinstance(one, ast.Tuple) and len(one.elts) > 1]
        yield from chain.from_iterable(_pair(*row[:2]) for row in rows)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        for first, others in IN_WORDS.findall(node.value):
            yield from (frozenset({first, other}) for other in others.split())


def _pair(one: ast.AST | None, other: ast.AST | None) -> Iterator[Pair]:
    words = [node.value for node in (one, other) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    if len(set(words)) == 2:
        yield frozenset(words)


def tables_of(source: str, where: str) -> dict[str, set[Pair]]:
    """Table -> the pairs that its literals state."""
    found: dict[str, set[Pair]] = {}
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and value is not None and re.fullmatch("[A-Z][A-Z0-9_]*", target.id):
            found[f"{where} {target.id}"] = set(chain.from_iterable(map(pairs_of, ast.walk(value))))
    return found


def doubles(tables: dict[str, set[Pair]]) -> dict[str, list[str]]:
    """The pairs that stand in more than one table, and where."""
    count = Counter(chain.from_iterable(tables.values()))
    return {
        " ".join(sorted(pair)): [name for name, pairs in tables.items() if pair in pairs]
        for pair, times in count.items()
        if times > 1
    }


def types_of(name: str) -> set[Pair]:
    """The types of entries with what the format calls them: one column of the one table of types, if it has one."""
    words = {type_: getattr(kind, name, "").split() for type_, kind in KINDS.items()}
    return {frozenset({type_, word}) for type_, found in words.items() for word in found if word not in "=>"}


def tables_of_format(name: str) -> dict[str, set[Pair]]:
    package = ROOT / "refexport"
    places = [package / place for place in FORMATS[name]]
    paths = [path for place in places for path in ([place] if place.suffix else sorted(place.glob("*.py")))]
    stated = [tables_of(path.read_text(encoding="utf-8"), path.name) for path in paths]
    return {"kinds.py KINDS": types_of(name)} | {table: pairs for one in stated for table, pairs in one.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_no_fact_stands_in_two_tables(name):
    tables = tables_of_format(name)
    assert len(set().union(*tables.values())) > 20  # it does look at tables
    assert doubles(tables) == {}


@pytest.mark.parametrize(
    "second",
    [
        'READ = {"T2": "journaltitle"}',
        'READ = {"journaltitle": "T2"}',
        'READ = (("T2", "journaltitle"),)',
        'READ: tuple[Row, ...] = (Row("journaltitle", "T2", *TEXT),)',
        'READ = type_map("""\n    journaltitle = T1 T2\n""")',
    ],
)
def test_a_planted_double_is_found(second):
    first = 'ROWS = (Row("title", "TI", *TEXT), Row("journaltitle", "T2", *TEXT, only("JOUR")))'
    tables = tables_of(first, "one") | tables_of(second, "other")
    assert doubles(tables) == {"T2 journaltitle": ["one ROWS", "other READ"]}


def test_a_computed_inverse_and_two_rows_of_one_table_are_no_double():
    source = 'ROWS = (Row("a", "T1", *TEXT), Row("a", "T1", *NAMES))\nINVERSE = {row.target: row.field for row in ROWS}'
    assert doubles(tables_of(source, "one")) == {}
