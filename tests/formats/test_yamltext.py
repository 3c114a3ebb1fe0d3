"""YAML that every reader takes alike, and YAML that others wrote."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from refexport.formats.yamltext import DEEPEST, print_yaml, read_yaml

AMBIGUOUS = "no yes on off y n true false null ~ 1e5 1.10 010 0x1f 12:30:45 2017-05-04 1_000 .inf .nan = << - ? : !x &x *x".split()
"""What YAML 1.1 or 1.2 takes for something else than a string."""


def read(text):
    value, problems = read_yaml(text, "f.yml")
    assert problems == []
    return value


def refused(text):
    value, problems = read_yaml(text, "f.yml")
    assert value is None
    assert [(problem.path, problem.level) for problem in problems] == [("f.yml", "error")]
    return problems[0]


def test_one_value_a_line():
    value = {
        "references": [
            {"id": "a", "number": 5, "circa": True, "names": [{"family": "Ü"}, "x"], "parts": [[2017, 3]], "no": []}
        ]
    }
    assert print_yaml(value) == (
        'references:\n  - id: "a"\n    number: 5\n    circa: true\n    names:\n      - family: "Ü"\n      - "x"\n'
        '    parts: [[2017, 3]]\n    "no": []\n'
    )


def test_nothing():
    assert print_yaml({}) == "{}\n"
    assert read("{}\n") == {}
    assert read("") is None


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_words_stay_words(word):
    """PyYAML's own loader is YAML 1.1."""
    text = print_yaml({word: word})
    assert yaml.safe_load(text) == read(text) == {word: word}


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    words | st.booleans() | st.integers(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=12
)  # fmt: skip


def as_read(value):
    if isinstance(value, dict):
        return {key: as_read(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_read(one) for one in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


@given(st.dictionaries(words, values, max_size=4))
def test_what_is_printed_is_read_by_anybody(value):
    text = print_yaml(value)
    assert yaml.safe_load(text) == value
    assert read(text) == as_read(value)
    assert all(line.isprintable() for line in text.splitlines())


def test_scalars_stand_as_they_are_written():
    assert read("[1.10, 010, 2017-05-04, no, '', NULL, ~, TRUE, 'true', \"a\\u0041\"]") == [
        "1.10", "010", "2017-05-04", "no", "", None, None, True, "true", "aA",
    ]  # fmt: skip


def test_mappings_know_their_line():
    value = read("# a comment\n\na: {b: c}\nd:\n  e: f\n")
    assert (value.line, value["a"].line, value["d"].line) == (3, 3, 5)


@pytest.mark.parametrize("text", ["\ufeffa: b", "---\na: b\n...\n", "---\na: b\n---\n", "%YAML 1.2\n---\na: b\n"])
def test_marks_of_a_document_say_nothing(text):
    assert read(text) == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\nc: d: e\n", 2, "not YAML: mapping values are not allowed"),
        ("a: [b\n", 2, "not YAML"),
        ("\ta: b", 1, "not YAML: found character that cannot start any token"),
        ("é: é\né: \x00\n\n", 2, "not YAML: control characters"),
        ("a: &x [1]\nb: *x\n", 2, "an alias"),
        ("a: b\nc: !!python/object/apply:os.system [x]\n", 2, "python/object/apply"),
        ("a: !!binary aGk=", 1, "binary"),
        ("a: !mine b", 1, "the tag !mine"),
        ("a: b\nc: d\na: e\n", 3, "the key a stands twice"),
        ("[a]: b", 1, "a key that is no word"),
        ("a: b\n---\nc: d\n", 2, "a second document"),
    ],
)
def test_what_is_refused_is_said_with_its_line(text, line, words):
    problem = refused(text)
    assert problem.line == line
    assert words in problem.message


def test_a_file_that_aliases_make_huge_is_refused(seconds):
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
    with seconds(1):
        assert refused(bomb).message == "an alias"


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_deep_files_are_refused(opening, seconds):
    """libyaml's composer would overflow the stack, which ends the whole program."""
    with seconds(1):
        refused(opening * 100_000)


def test_what_others_nest_is_read():
    assert read("[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)) is not None


@given(st.text(st.sampled_from("ab: -\n[]{},&*!|>'\"%@`#?\t~é\x00"), max_size=25))
def test_reading_is_total(text):
    value, problems = read_yaml(text, "f.yml")
    assert problems == [] or value is None
    json.dumps(value)
