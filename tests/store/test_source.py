import contextlib

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from refexport.errors import InputError
from refexport.store import source
from refexport.store.lines import Lines
from refexport.store.source import MAX_BYTES, decode, parse_toml, shown
from tests.conftest import examples
from tests.model.strategies import hard_strings

TEXT = '''\
top = 1

[refexport]
export."a.bib" = "bibtex"
[refexport.check]
allow = { "missing-date" = "why" }
# [comment]
[a]
title = """
[not] a header
b = 'not a field'
"""
author = [
  "[not, a header]",  # ]
  { family = "x = 1" },
  'y = 2',
]
  note = '"""'
["b.c"]
x . y = 1
[ d . "e" ]
f = """a\\"""b"""
g = 2
'''


def test_lines_of_tables_and_fields():
    assert Lines(TEXT).tables == {
        "top": {"": 1},
        "refexport": {"": 3, "export.a.bib": 4, "check": 5, "check.allow": 6},
        "a": {"": 8, "title": 9, "author": 13, "note": 18},
        "b.c": {"": 19, "x.y": 20},
        "d": {"e": 21, "e.f": 22, "e.g": 23},
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a", "title"), 9),
        (("a", "missing"), 8),
        (("b.c", "x", "y", "z"), 20),
        (("refexport", "check", "allow", "missing-date"), 6),
        (("d", "x"), 1),
        (("missing",), 1),
    ],
)
def test_the_nearest_line(path, line):
    assert Lines(TEXT).line(*path) == line


def test_headers_and_fields_in_order():
    found = [(statement.path, statement.line) for statement in Lines("[a]\nx=1\n['b']\ny=2\n").statements]
    assert found == [(("a",), 1), (("a", "x"), 2), (("b",), 3), (("b", "y"), 4)]


@pytest.mark.parametrize(
    ("header", "key"), [('"a\\"b"', 'a"b'), ('"\\u0041"', "A"), ('"\\e"', '"\\e"'), ("'a\\b'", "a\\b")]
)
def test_quoted_keys(header, key):
    assert list(Lines(f"[{header}]").tables) == [key]


values = hard_strings.filter(lambda text: text.isprintable())
documents = st.dictionaries(
    st.from_regex(r"[a-z]{1,4}", fullmatch=True),
    st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True), st.lists(values, max_size=3), max_size=4),
    max_size=5,
)


def _quoted(text, style):
    if style == "'" and "'" not in text:
        return f"'{text}'"
    if style == "multiline":
        return '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '\n"""'
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(documents, st.sampled_from(["'", '"', "multiline"]), st.sampled_from(["", "\n", " # ] [x]\n"]))
@examples(200)
def test_lines_agree_with_the_reader_of_toml(document, style, gap):
    """Each field's line is where a document cut off after that line holds the field for the first time."""
    text = ""
    expected = {}
    for key, table in document.items():
        expected[key] = {"": text.count("\n") + 1}
        text += f"[{key}]\n"
        for field, items in table.items():
            expected[key][field] = text.count("\n") + 1
            text += f"{field} = [{gap}" + f",{gap}".join(_quoted(item, style) for item in items) + "]\n"
    assert list(tomli.loads(text)) == list(document)
    assert Lines(text).tables == expected


@pytest.mark.parametrize(
    ("line", "said", "hint"),
    [
        ('x = "T",', "comma after", "remove the comma"),
        ("x = 'It's here'", "second apostrophe", '"It\'s here"'),
        ('x = "a "quoted" word"', 'second "', "'a \"quoted\" word'"),
        ("x = 10-20", "without quotes", 'write x = "10-20"'),
        ("x = 10.1000/xyz", "without quotes", 'write x = "10.1000/xyz"'),
        ("x = 1606.04080v2", "without quotes", 'write x = "1606.04080v2"'),
        ("x = 2018-13-45", "without quotes", 'write x = "2018-13-45"'),
        ("x = Foo bar", "without quotes", 'write x = "Foo bar"'),
        ("x = article", "without quotes", 'write x = "article"'),
        ("x = 007", "cannot start with 0", 'x = "007"'),
        ("x = “a”", "typographic", "straight"),
        ("x =", "without a value", "remove the line"),
        ('x: "a"', "colon", "write x ="),
        ('x "a"', "neither a header", "field ="),
        ("= 1", "neither a header", "field ="),
        ("@article{x,", "BibTeX", "refexport import"),
        (r'x = "Gr\"un \c{c}"', "must be doubled", "single quotes"),
        (r'x = "\xi"', "must be doubled", "single quotes"),
        (r'x = "\ud800"', "must be doubled", "single quotes"),
        ('x = "abc', "not closed", '"""'),
        ("x = 'abc", "not closed", "'"),
        ('x = """abc', "not closed", "quotes it starts with"),
        ('x = ["a"', "list", '["…", "…"]'),
        ('x = ["a" "b"]', "lacks a comma", '["…", "…"]'),
        ("x = [1,,2]", "gap", "comma"),
        ('x = { a = "b"', "not closed", "family"),
        ('x = "a\x01b"', "control character", "remove"),
        ("x = " + "[" * 1000, "nested too deeply", "list of strings"),
        ("x = " + "1" * 5000, "thousands of digits", "in quotes"),
        ("é = 1", "neither a header", "field ="),
        ("x. = 1", "cannot be read", "field ="),
        ("x = [é]", "cannot be read", "in quotes"),
        ("[y] z", "something after the end", "a line"),
        ("[mü]", "header that cannot be read", '["mü"]'),
        ("[a b]", "header that cannot be read", "[ab]"),
        ("[y", "without its closing bracket", "[y]"),
        ("[]", "without a cite key", "[key]"),
    ],
)
def test_mistakes_in_words(line, said, hint):
    source = parse_toml(f'[before]\nt = "T"\n[w]\nv = 1\n{line}\n'.encode(), "e.toml")
    assert [(problem.path, problem.line) for problem in source.problems] == [("e.toml", 5)]
    assert said in source.problems[0].message
    assert hint in source.problems[0].hint
    assert source.tables["before"] == {"t": "T"}


def test_the_field_of_a_mistake_is_named():
    problems = parse_toml(
        b'["a:b"]\nt = "T"\nauthor = [\n  "A"\n  "B"\n]\n[c]\nyear = 1\nyear = 2\n', "e.toml"
    ).problems
    assert [(p.line, p.key, p.field) for p in problems] == [(4, "a:b", "author"), (9, "c", "year")]
    assert problems[1].message == "the field stands twice, first in line 8"


def test_a_header_twice_names_both_lines():
    source = parse_toml(b"[a]\nx=1\n[b]\n[a]\ny=1\n[a]\n", "e.toml")
    assert [(p.line, p.key, p.message) for p in source.problems] == [
        (4, "a", "[a] stands twice, first in line 1"),
        (6, "a", "[a] stands twice, first in line 1"),
    ]
    assert source.tables == {"a": {"x": 1}, "b": {}}


def test_every_mistake_is_told_in_one_run():
    text = "".join(f"[k{n}]\nx = {value}\n" for n, value in enumerate(["a b", '"ok"', '"T",', "1", "007"]))
    assert [problem.line for problem in parse_toml(text.encode(), "e.toml").problems] == [2, 6, 10]


def test_tables_read_alone_come_together():
    source = parse_toml(b"top = 1\n[a.b]\nx=1\n[a]\ny=2\n[top]\n[c]\nz =\n", "e.toml")
    assert source.tables == {"a": {"b": {"x": 1}, "y": 2}}
    assert [(problem.line, problem.message) for problem in source.problems] == [
        (6, "top is given twice, once as a value and once as a table"),
        (8, "a field without a value"),
    ]


def test_numbers_are_made_as_asked():
    assert parse_toml(b"x = 1703.03400", "e.toml", str).tables == {"x": "1703.03400"}
    assert parse_toml(b"x = 1703.03400\ny =", "e.toml").tables == {}


def test_crlf_and_byte_order_mark():
    assert parse_toml("\ufeff[a]\r\nx = '''\r\ny\r\n'''\r\n".encode(), "e.toml").tables == {"a": {"x": "y\n"}}


@pytest.mark.parametrize(
    ("data", "lines", "said"),
    [
        (b'[a]\nx = "\x93a\x94"\n\ny = "\xe9"\n', [2, 4], "UTF-8"),
        ("[a]\nx = 1".encode("utf-16"), [1], "UTF-16"),
        (b"[a]\nx" + b".y" * 20 + b" = 1\n", [2], "16 dotted parts"),
        (b'[a]\nx = { "y"' + b' . "y"' * 20 + b" = 1 }\n", [2], "16 dotted parts"),
    ],
)
def test_files_that_are_refused_whole(data, lines, said):
    with pytest.raises(InputError) as raised:
        parse_toml(data, "e.toml")
    assert [problem.line for problem in raised.value.problems] == lines
    assert all(said in problem.message for problem in raised.value.problems)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    assert MAX_BYTES >= 1_000_000_000  # groups of a hundred thousand works
    monkeypatch.setattr(source, "MAX_BYTES", 1_000_000)
    with pytest.raises(InputError) as raised:
        parse_toml(b"#" * 1_000_001, "e.toml")
    assert raised.value.problems[0].message == "the file is larger than 1 MB"


def test_windows_bytes_are_shown_as_they_were_meant():
    with pytest.raises(InputError) as raised:
        decode(b"title = \x93quoted\x94", "e.toml")
    assert raised.value.problems[0].value == "title = “quoted”"


def test_dots_in_strings_are_no_keys():
    text = "[a]\nx = '" + "a.b." * 30 + "'\n# " + "a.b." * 30
    assert parse_toml(text.encode(), "e.toml").tables["a"] == {"x": "a.b." * 30}


@given(hard_strings | st.binary().map(lambda data: data.decode("latin-1")))
@examples(300)
def test_any_text_is_read_or_its_mistakes_are_told(text):
    source = parse_toml(text.encode(), "e.toml")
    for problem in source.problems:
        assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 1
        assert problem.message.isprintable()
        assert problem.hint.isprintable()
    try:
        tomli.loads(source.text)
    except (ValueError, RecursionError):
        assert source.problems
    else:
        assert not source.problems


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\x1b[0m\n\u202e", r"a\x1b[0m\n\u202e"),
        ("é漢", "é漢"),
        (["A B"], "['A B']"),
        ("x" * 100, "x" * 79 + "…"),
        ("x" * 80, "x" * 80),
    ],
)
def test_values_in_messages(value, text):
    assert shown(value) == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "[x]\n" + "\n".join("a" + ".b" * 900 + f".c{n} = 1" for n in range(2000)),
        "x = " + "[" * 100_000,
        "\n#" * 1_000_000,
        '"' * 200_000,
        "x = " + '"""' * 100_000,
        "x = [" + "{" * 100_000,
        "\n".join(f'[a{n}]\nx = """' for n in range(10_000)),
        "\n".join(f"[a{n}]\nx =" for n in range(20_000)),
        'x = "' + "word. " * 1_500_000 + '"',
    ],
    ids=[
        "dotted keys",
        "lists",
        "comments",
        "quotes",
        "triple quotes",
        "tables",
        "open strings",
        "mistakes",
        "abstract",
    ],
)
def test_hostile_files_take_little_time(text, seconds):
    with seconds(4.0), contextlib.suppress(InputError):
        parse_toml(text.encode(), "e.toml")


CONFLICT = '<<<<<<< HEAD\ntitle = "x"\n=======\ntitle = "y"\n>>>>>>> topic\n'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"[a]\n{CONFLICT}", [2]),
        (f"[a]\n{CONFLICT}[b]\n{CONFLICT}", [2, 8]),
        (f"[a]\r\n{CONFLICT}".replace("\n", "\r\n"), [2]),
        ('[a]\nabstract = """\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> topic\n"""\n', [3]),  # is TOML
        ("[a]\n<<<<<<< HEAD\nx = 1\n||||||| base\n=======\nx = 2\n>>>>>>> topic\n", [2]),  # merge.conflictStyle = diff3
        ('[a]\ntitle = "x"\n=======\ntitle = "y"\n[b]\n>>>>>>> topic\n', [3, 6]),  # one marker forgotten
    ],
)  # fmt: skip
def test_each_unresolved_conflict_is_named_at_its_line(text, lines):
    try:
        problems = parse_toml(text.encode(), "x.toml").problems
    except InputError as error:
        problems = error.problems
    assert [(one.line, one.message) for one in problems] == [(n, "an unresolved conflict of a merge") for n in lines]
    assert "<<<<<<<" in problems[0].hint


def test_signs_that_look_like_markers_are_no_conflict():
    text = '[a]\nnote = """\n=======\n>>>>>>> quoted\n"""\ntitle = "<<<<<<< x"\n# <<<<<<< x\n'
    assert not parse_toml(text.encode(), "x.toml").problems
