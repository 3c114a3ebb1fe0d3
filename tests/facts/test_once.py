"""Each fact stands once: no two tables of the package state the same pairs or list the same words.

Tables are read from the source, not as values: what is computed from another table is no second statement.
"""

import ast
import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

FEWEST = 3
"""Pairs or words that two tables must share to state the same."""

UNLIKE = (
    ("registries/datacite.py TYPES", "registries/pubmed.py TYPES"),
    ("registries/datacite.py TYPES", "registries/semanticscholar.py TYPES"),
)
"""Tables that share pairs by chance: two registries' or formats' own words for types, each from its own documentation."""


class Table(NamedTuple):
    """A name of a module with the pairs and the words that its literals state."""

    where: str
    pairs: frozenset
    words: frozenset


def literal(node: ast.expr) -> object:
    """What a literal states, a split string as its words; None for what is computed."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        text = literal(node.func.value)
        return text.split() if isinstance(text, str) and not node.args else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("frozenset", "set", "tuple"):
        return literal(node.args[0]) if len(node.args) == 1 else None
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def tables_of(source: str, where: str) -> Iterator[Table]:
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if not isinstance(target, ast.Name) or value is None or not re.fullmatch("[A-Z][A-Z0-9_]*", target.id):
            continue
        stated = literal(value)
        name = f"{where} {target.id}"
        if isinstance(stated, dict):
            flat = {(key, one) for key, one in stated.items() if isinstance(key, str) and isinstance(one, str)}
            yield Table(name, frozenset(frozenset(pair) for pair in flat if len(set(pair)) == 2), frozenset())
        elif isinstance(stated, list | tuple | set | frozenset):
            words = [one for one in stated if isinstance(one, str)]
            pairs = [
                one
                for one in stated
                if isinstance(one, tuple) and len(one) == 2 and all(isinstance(x, str) for x in one)
            ]
            yield Table(name, frozenset(map(frozenset, pairs)), frozenset(words))


def tables() -> list[Table]:
    package = ROOT / "refexport"
    return [
        table
        for path in sorted(package.rglob("*.py"))
        for table in tables_of(path.read_text(encoding="utf-8"), str(path.relative_to(package)))
    ]


def doubles(found: list[Table]) -> list[str]:
    """The tables that state the same: three pairs either way round, or the same three words and no others."""
    out = []
    for one, other in combinations(found, 2):
        if len(one.pairs & other.pairs) >= FEWEST:
            out.append(f"{one.where} and {other.where}: {sorted(map(sorted, one.pairs & other.pairs))[:3]}")
        elif len(one.words) >= FEWEST and one.words == other.words and not (one.pairs or other.pairs):
            out.append(f"{one.where} and {other.where}: the same words")
    return out


def test_no_two_tables_state_the_same():
    apart = [f"{one} and {other}:" for one, other in UNLIKE]
    assert [one for one in doubles(tables()) if not one.startswith(tuple(apart))] == []


@pytest.mark.parametrize(
    "second",
    [
        'B = {"w": "c", "x": "d", "y": "e"}',
        'B = {"c": "w", "d": "x", "e": "y"}',
        'B = (("c", "w"), ("d", "x"), ("e", "y"))',
    ],
)
def test_a_planted_double_is_found(second):
    first = 'A = {"w": "c", "x": "d", "y": "e", "z": "f"}'
    assert doubles([*tables_of(first, "one"), *tables_of(second, "other")])


def test_a_planted_list_is_found_and_an_inverse_that_is_computed_is_none():
    assert doubles([*tables_of('A = "a b c".split()', "one"), *tables_of('B = frozenset({"c", "b", "a"})', "other")])
    both = 'A = {"w": "c", "x": "d", "y": "e"}\nB = {one: other for other, one in A.items()}'
    assert doubles(list(tables_of(both, "one"))) == []
