"""The .bib syntax: what is written is read by bibtexparser as it was meant; what is broken is named."""

import pytest
from bibtexparser import parse_string
from hypothesis import given
from hypothesis import strategies as st

from refexport.errors import WriteError
from refexport.formats.bib.syntax import Block, Macro, is_balanced, parse_blocks, print_blocks, problem_of

GOOD = Block("misc", "key2020", (("title", r"A {BERT} \& {\"o}"), ("month", Macro("jan")), ("year", "2020")))


def test_printing():
    assert print_blocks([GOOD, Block("book", "b", ())]) == (
        '@misc{key2020,\n  title = {A {BERT} \\& {\\"o}},\n  month = jan,\n  year = {2020},\n}\n\n@book{b,\n}\n'
    )


def test_nothing_is_a_file_of_nothing():
    assert print_blocks([]) == ""


def test_what_was_printed_is_read_back():
    (block,), problems, _, _ = parse_blocks(print_blocks([GOOD]), "x.bib")
    assert problems == []
    assert block == GOOD._replace(line=1)


@pytest.mark.parametrize(
    "key", ["", "my key", "a,b", "50%", "a{b", "a}b", "a\nb", "a#b", "~a", "\\a", "a\u200bb", "a\xa0b"]
)
def test_keys_that_clients_cannot_carry(key):
    with pytest.raises(WriteError, match="cite key"):
        print_blocks([GOOD._replace(key=key)])


@pytest.mark.parametrize(("one", "other"), [("Key", "key"), ("a", "a")])
def test_keys_that_bibtex_takes_for_one(one, other):
    with pytest.raises(WriteError, match=f"'{one}' and '{other}'"):
        print_blocks([GOOD._replace(key=one), GOOD._replace(key=other)])


@pytest.mark.parametrize(
    "value", ["a } b", "a { b", "}{", r"set \{x", r"\}\{", "C:\\dir\\", "a\nb", "a\x00", "\x1b[0m", "\u2028", "\ud800"]
)
def test_values_that_cannot_stand_in_braces(value):
    assert problem_of(value)
    with pytest.raises(WriteError, match=r"key2020.*note"):
        print_blocks([GOOD._replace(fields=(("note", value),))])


@pytest.mark.parametrize("name", ["", "my field", "a=b", "Title", "a,b", "1a", "é"])
def test_field_names(name):
    with pytest.raises(WriteError, match="field name"):
        print_blocks([GOOD._replace(fields=((name, "x"),))])


def test_a_macro_that_is_none_is_caught_by_reading_back():
    with pytest.raises(WriteError, match="read back"):
        print_blocks([GOOD._replace(fields=(("month", Macro("not a macro")),))])


VALUES = st.text(st.sampled_from("ab{}\\\"@,=# %'()\u00e9"), max_size=12).filter(lambda value: not problem_of(value))
FIELDS = st.dictionaries(st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True), VALUES, max_size=4)
BLOCKS = st.dictionaries(st.from_regex(r"[a-z0-9][a-z0-9:./+_-]{0,6}", fullmatch=True), FIELDS, max_size=4)


@given(BLOCKS)
def test_bibtexparser_reads_what_was_meant(library):
    text = print_blocks(Block("misc", key, tuple(fields.items())) for key, fields in library.items())
    parsed = parse_string(text)
    assert parsed.failed_blocks == []
    assert {entry.key: {field.key: field.value for field in entry.fields} for entry in parsed.entries} == library


@given(st.text(st.sampled_from("{}\\a"), max_size=10))
def test_balance_is_what_all_counters_say(value):
    depths = [0]
    for character in value:
        depths.append(depths[-1] + {"{": 1, "}": -1}.get(character, 0))
    if is_balanced(value):
        assert min(depths) == 0 == depths[-1]


def test_values_are_put_together_as_bibtex_does():
    text = '@string{icml = "Conf" # { on ML}}\n@misc(k, title = "A {"}q{"} B" # icml # { c}, year = 2020, month = jan # "~5",)'
    (block,), problems, _, _ = parse_blocks(text, "x")
    assert problems == []
    assert dict(block.fields) == {"title": 'A {"}q{"} BConf on ML c', "year": "2020", "month": "jan~5"}


def test_bom_and_line_ends():
    (block,), problems, _, _ = parse_blocks("\ufeff@misc{k,\r\n title = {a},\r\n}\r\n", "x")
    assert (block.key, block.fields, problems) == ("k", (("title", "a"),), [])


def only(text):
    blocks, problems, _, _ = parse_blocks(text, "f.bib")
    assert len(problems) == 1
    assert problems[0].path == "f.bib"
    return blocks, problems[0]


def test_an_undefined_abbreviation_keeps_its_name():
    blocks, problem = only("\n@misc{k, month = march}")
    assert blocks[0].fields == (("month", "march"),)
    assert (problem.line, problem.key, problem.field, problem.value, problem.level) == (
        2,
        "k",
        "month",
        "march",
        "warning",
    )
    assert "'march'" in problem.message


def test_a_missing_comma_is_mended():
    blocks, problem = only("@misc{k, title = {a}\n year = {2000}\n}")
    assert blocks[0].fields == (("title", "a"), ("year", "2000"))
    assert "comma" in problem.message
    assert problem.field == "title"


def test_what_stands_behind_a_value():
    blocks, problem = only("@misc{k, title = {a} {b}}")
    assert blocks[0].fields == (("title", "a"),)
    assert "'{b}'" in problem.message


def test_braces_that_bibtex_counts_otherwise():
    blocks, problem = only(r"@misc{k, title = {set \{x}}")
    assert blocks[0].fields == (("title", r"set \{x"),)
    assert "BibTeX counts" in problem.message


def test_a_field_given_twice_keeps_the_first():
    blocks, problem = only("@misc{k, title = {a}, Title = {b}, title = {c}}")
    assert blocks[0].fields == (("title", "a"),)
    assert (problem.key, problem.level) == ("k", "warning")


def test_a_key_given_twice_keeps_the_first():
    blocks, problem = only("@misc{k, title = {a}}\n@misc{k, title = {b}}")
    assert [block.fields for block in blocks] == [(("title", "a"),)]
    assert (problem.line, problem.level) == (2, "error")
    assert "line 1" in problem.message


def test_a_preamble_is_named():
    blocks, problem = only('@preamble{"x"}\n@misc{k, title = {a}}')
    assert len(blocks) == 1
    assert (problem.line, problem.level) == (1, "warning")


def test_an_abbreviation_given_twice_is_the_last():
    blocks, _, _, _ = parse_blocks('@string{a = "x"}\n@string{a = "y"}\n@misc{k, title = a}', "x")
    assert blocks[0].fields == (("title", "y"),)


def test_comments_are_told_and_are_no_entries():
    blocks, problems, _, _ = parse_blocks("words\n@comment{jabref-meta: x;}\n@misc{k, title={a}}", "x")
    assert [block.key for block in blocks] == ["k"]
    assert [(p.line, p.level) for p in problems] == [(1, "note"), (2, "note")]
    assert "jabref-meta: x;" in problems[1].message


MISSING_BRACE = """@article{a,
  title = {One}
}

@article{b,
  title = {Two {words},
}
@article{c,
  title = {Three}
}
"""


def test_a_missing_brace_is_named_and_the_rest_is_kept():
    blocks, problem, _, _ = parse_blocks(MISSING_BRACE, "x")
    assert [block.key for block in blocks] == ["a", "c"]
    assert [(p.key, p.line, p.level) for p in problem] == [("b", 5, "error")]


def test_a_month_in_full_is_named():
    blocks, problems, _, _ = parse_blocks("@misc{k, title = {a}, month = march, year = 2019}", "x")
    assert [block.key for block in blocks] == ["k"]
    assert "march" in problems[0].message


def test_an_end_without_brace():
    blocks, problem = only("@misc{k, title = {a},\n")
    assert blocks == []
    assert (problem.key, problem.line, problem.level) == ("k", 1, "error")


@given(st.text(st.sampled_from('@{}(),="#abc \n\\%'), max_size=40) | st.text(max_size=40))
def test_reading_is_total(text):
    blocks, problems, _, _ = parse_blocks(text, "x")
    assert isinstance(blocks, list)
    assert all(problem.line >= 1 for problem in problems)
