import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from refexport.errors import WriteError
from refexport.model.entry import print_value
from refexport.store.edit import Addition, append_entries, print_entries, print_entry, set_entries
from tests.conftest import examples
from tests.model.strategies import fields, hard_strings, some_words

SOURCE = """\
# what I read
[refexport]
version = 1  # the file's

## Few-shot

# about a
[a]
  title = "A"   # short
date = 2017

# about b
["b:2"]
author = [
  "Ann Author",  # first
]
abstract = '''
## not a heading
[a]
'''
# the end of b

# about c
[c]
title = "C"
"""


def set_fields(source, key, values):
    return set_entries(source, {key: values})


def is_subsequence(lines, among):
    remaining = iter(among)
    return all(line in remaining for line in lines)


def tables(text):
    return tomli.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))


def test_an_entry_at_the_end():
    addition = Addition("new", {"type": "article", "arxiv": "1703.03400", "date": 2017}, "list.md:3: A title")
    assert append_entries(SOURCE, [addition]) == SOURCE + (
        '\n# list.md:3: A title\n[new]\ntype = "article"\narxiv = "1703.03400"\ndate = 2017\n'
    )


def test_entries_under_headings():
    source = '[a]\ntitle = "A"\n\n## One\n\n[b]\ntitle = "B"\n## Two\n[c]\ntitle = "C"\n'
    additions = [
        Addition("n0", {"title": "N"}),
        Addition("n1", {"title": "N"}, heading="One"),
        Addition("n2", {"title": "N"}),
        Addition("n3", {"title": "N"}, "why", "Three"),
        Addition("n4", {"title": "N"}, heading="Two"),
        Addition("n5", {"title": "N"}, heading="Three"),
    ]
    lines = [line for line in append_entries(source, additions).split("\n") if line.startswith(("[", "#"))]
    assert lines == [
        "[a]",
        "## One",
        "[b]",
        "[n1]",
        "[n2]",
        "## Two",
        "[c]",
        "[n0]",
        "[n4]",
        "## Three",
        "# why",
        "[n3]",
        "[n5]",
    ]


def test_blank_lines_set_new_entries_off():
    source = '## One\n\n[b]\ntitle = "B"\n## Two\n[c]\ntitle = "C"\n'
    added = append_entries(source, [Addition("n", {"title": "N"}, heading="One")])
    assert added == '## One\n\n[b]\ntitle = "B"\n\n[n]\ntitle = "N"\n\n## Two\n[c]\ntitle = "C"\n'


@pytest.mark.parametrize(
    ("source", "added"),
    [
        ("", '[n]\ntitle = "N"\n'),
        ("\ufeff", '\ufeff[n]\ntitle = "N"\n'),
        ("# only this", '# only this\n\n[n]\ntitle = "N"\n'),
        ("[a]\ntitle = 'A'\n\n\n", "[a]\ntitle = 'A'\n\n[n]\ntitle = \"N\"\n\n\n"),
        ("\ufeff[a]\r\ntitle = 'A'\r\n", "\ufeff[a]\r\ntitle = 'A'\r\n\r\n[n]\r\ntitle = \"N\"\r\n"),
    ],
)
def test_ends_of_files_and_lines(source, added):
    assert append_entries(source, [Addition("n", {"title": "N"})]) == added


def test_new_entries_alone():
    assert print_entries([Addition("n", {"title": "N"}, "why", "One")]) == '## One\n\n# why\n[n]\ntitle = "N"\n'


def test_nothing_to_add():
    assert append_entries(SOURCE, []) == SOURCE


def test_a_key_that_is_there():
    with pytest.raises(WriteError, match=r"\[a\] is there already"):
        append_entries(SOURCE, [Addition("a", {"title": "N"})])


def test_a_file_that_cannot_be_read():
    with pytest.raises(WriteError, match="cannot be read"):
        append_entries("[a]\ntitle = ", [Addition("n", {"title": "N"})])


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("plain", '"plain"'),
        (r"$\alpha$", r"'$\alpha$'"),
        ('a "b"', "'a \"b\"'"),
        (r"it's \alpha", r'"it' + "'" + r's \\alpha"'),
        ("a\tb\x7f\n\\", r'"a\tb\u007F\n\\"'),
        ("é 漢", '"é 漢"'),
        (2017, "2017"),
        (["a", "b"], '["a", "b"]'),
        ([{"family": "Yang", "latin": "Y"}], '[{ family = "Yang", latin = "Y" }]'),
        ([], "[]"),
    ],
)
def test_values_as_toml(value, spelled):
    assert print_entry("x", {"f": value}) == f"[x]\nf = {spelled}"
    assert tomli.loads(f"f = {spelled}") == {"f": value}


def test_long_lists_take_a_line_for_each_item():
    names = ["Koch, Gregory", "Zemel, Richard", "Salakhutdinov, Ruslan", "Vinyals, Oriol", "Blundell, Charles"]
    lines = print_entry("x", {"author": names}).split("\n")
    assert lines[1:3] == ["author = [", '  "Koch, Gregory",']
    assert lines[-1] == "]"


def test_comments_and_keys_are_one_line():
    assert print_entry("a:b", {}, "one\ntwo\x1b[0m") == '# one two [0m\n["a:b"]'


spelled_fields = fields().map(lambda held: {field: print_value(field, value) for field, value in held.items()})
additions = st.builds(Addition, some_words, spelled_fields, hard_strings, hard_strings)


@given(st.lists(additions, max_size=4, unique_by=lambda addition: addition.key), st.sampled_from(["\n", "\r\n"]))
@examples(200)
def test_any_addition_is_read_back(new, eol):
    source = SOURCE.replace("\n", eol)
    added = append_entries(source, [one for one in new if one.key not in ("a", "c")])
    expected = tables(source) | {one.key: dict(one.fields) for one in new if one.key not in ("a", "c")}
    assert tables(added) == expected
    assert is_subsequence(source.split(eol), added.split(eol))
    assert added.count("\n") == added.count(eol)


def test_fields_are_added_below_the_last_one():
    changed = set_fields(SOURCE, "a", {"arxiv": "1703.03400"})
    assert changed == SOURCE.replace("date = 2017\n", 'date = 2017\narxiv = "1703.03400"\n')


def test_fields_are_replaced_where_they_stand():
    changed = set_fields(SOURCE, "a", {"title": "New"})
    assert changed == SOURCE.replace('  title = "A"   # short', '  title = "New"   # short')


def test_fields_are_removed():
    changed = set_fields(SOURCE, "a", {"date": None, "doi": None, "arxiv": "1703.03400"})
    assert changed == SOURCE.replace("date = 2017\n", 'arxiv = "1703.03400"\n')


MOVED = """\
[a]
# about the page
  url = 'https://doi.org/10.1000/x'  # where I found it
"author" = [
  "A",  # first ]
  { family = "B", given = "}" },
] # all
note = '''
[b]
# no comment'''
# last
[a.allow]
x = "y"
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"url": None, "doi": "10.1000/x"}, "url = 'https://doi.org/10.1000/x'", 'doi = "10.1000/x"'),
        ({"doi": "10.1000/x", "url": None}, "url = 'https://doi.org/10.1000/x'", 'doi = "10.1000/x"'),
        ({"url": None}, "url = 'https://doi.org/10.1000/x'  # where", "# where"),
        ({"author": ["A", "C"]}, '{ family = "B", given = "}" }', '"C"'),
        ({"author": ["A", "C", "D"]}, '{ family = "B", given = "}" }', '"C", "D"'),
        ({"author": ["Z", {"family": "B", "given": "}"}]}, '  "A",', '  "Z",'),
        ({"author": ["C"]}, MOVED[MOVED.index("[\n") : MOVED.index(" # all")], '[\n  # first ]\n  "C",\n]'),
        ({"author": None}, MOVED[MOVED.index('"author"') : MOVED.index("# all")], "# first ]\n"),
        ({"note": "N"}, MOVED[MOVED.index("note") : MOVED.index("\n# last")], 'note = "N"'),
        ({"note": None}, MOVED[MOVED.index("note") : MOVED.index("# last")], ""),
        ({"date": 2020}, "no comment'''\n", "no comment'''\ndate = 2020\n"),
    ],
)
def test_comments_and_all_other_lines_stay_to_the_byte(changes, old, new):
    for eol in ("\n", "\r\n"):
        source = MOVED.replace("\n", eol)
        assert set_fields(source, "a", changes) == MOVED.replace(old, new, 1).replace("\n", eol)


def test_ends_of_lines_stay_each_as_it_is():
    source = MOVED.replace("\n", "\r\n", 3)
    assert set_fields(source, "a", {"note": "N"}) == source.replace(
        MOVED[MOVED.index("note") : MOVED.index("\n# last")], 'note = "N"'
    )


def test_the_entry_of_a_quoted_key():
    changed = set_fields(SOURCE, "b:2", {"doi": "10.1000/x"})
    assert changed == SOURCE.replace("'''\n# the end of b", "'''\ndoi = \"10.1000/x\"\n# the end of b")


def test_several_entries_at_once():
    changed = set_entries(SOURCE, {"c": {"doi": "10.1000/c"}, "a": {"doi": "10.1000/a"}})
    assert changed == set_fields(set_fields(SOURCE, "a", {"doi": "10.1000/a"}), "c", {"doi": "10.1000/c"})


def test_crlf_and_byte_order_mark_stay():
    source = "\ufeff" + SOURCE.replace("\n", "\r\n")
    changed = set_fields(source, "a", {"arxiv": "1703.03400"})
    assert changed == source.replace("date = 2017\r\n", 'date = 2017\r\narxiv = "1703.03400"\r\n')


@pytest.mark.parametrize("key", ["d", "refexport.export", "a.b"])
def test_an_entry_that_is_not_there(key):
    with pytest.raises(WriteError, match="there is no"):
        set_fields(SOURCE, key, {"title": "N"})


@given(st.sampled_from(["a", "b:2", "c"]), spelled_fields.filter(bool))
@examples(200)
def test_any_fields_are_set_and_nothing_else(key, values):
    changed = set_fields(SOURCE, key, values)
    expected = tables(SOURCE)
    expected[key] |= values
    assert tables(changed) == expected
    comments = [line for line in SOURCE.split("\n") if line.startswith("# ")]
    assert [line for line in changed.split("\n") if line in comments] == comments


def test_what_does_not_read_back_is_not_written(monkeypatch):
    monkeypatch.setattr("refexport.store.edit._changed", lambda *_: "[a]\ntitle = 'lost the rest'\n")
    with pytest.raises(WriteError, match="more than the entries meant"):
        set_fields(SOURCE, "a", {"arxiv": "1703.03400"})


def test_what_an_entry_cannot_hold_is_a_comment_in_its_block_on_one_line_of_printing_characters():
    left_out = (("x.y", "1"), ("note", "a\nb\x1b\u2028\ud800"), ("author", ["A", "B"]))
    lines = print_entry("k", {"title": "T"}, "", left_out).split("\n")
    assert lines == [
        "[k]",
        'title = "T"',
        '# "x.y" = "1"',
        r'# note = "a\nb\u001b\u2028\ud800"',
        '# author = ["A", "B"]',
    ]


COMMENTED = """[a]
author = [
  "Finn, Chelsea",  # asked 2024-02-01
  # and the others
  "Abbeel, Pieter",
]
title = "T"
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"author": None}, '[a]\n# asked 2024-02-01\n# and the others\ntitle = "T"\n'),
        ({"author": None, "doi": "10.1/x"}, '[a]\n# asked 2024-02-01\n# and the others\ndoi = "10.1/x"\ntitle = "T"\n'),
        (
            {"author": ["Roe, R.", "Doe, J."]},
            '[a]\nauthor = [\n  # asked 2024-02-01\n  # and the others\n  "Roe, R.",\n  "Doe, J.",\n]\ntitle = "T"\n',
        ),
    ],
)
def test_comments_within_a_value_stay(changes, expected):
    assert set_entries(COMMENTED, {"a": changes}) == expected
