"""YAML of which a part is broken: the other items come in, the broken one is named at its line and kept as it stands."""

import pytest

from refexport.formats import FORMATS

CSL = """references:
- id: a
  type: book
  title: Good one
- id: b
  type: book
  title: Bad: colon
- id: c
  type: book
  title: Third
"""
HAYAGRIVA = """a:
  type: book
  title: Good one
b:
  type: book
  title: "never closed
c:
  type: book
  title: Third
"""


@pytest.mark.parametrize(("name", "text", "line"), [("csl-yaml", CSL, 7), ("hayagriva", HAYAGRIVA, 6)])
def test_the_good_items_come_in_and_the_bad_one_is_kept(name, text, line):
    entries, problems = FORMATS[name].read(text, "x")
    assert [(entry.key, entry.plain("title")) for entry in entries] == [("a", "Good one"), ("c", "Third")]
    assert [one.line for one in problems] == [line] or [one.line - line in (0, 1) for one in problems] == [True]
    (part,) = entries.unread
    assert part.text in text
    assert part.line == text[: text.index(part.text)].count("\n") + 1


@pytest.mark.parametrize("bad", ["  title: *p\n", "  title: !!python/none x\n", "\ttitle: T\n", "  id: b\n"])
def test_an_alias_a_tag_a_tab_or_a_field_twice_cost_their_own_item_only(bad):
    entries, problems = FORMATS["csl-yaml"].read(CSL.replace("  title: Bad: colon\n", bad), "x")
    assert [entry.key for entry in entries] == ["a", "c"]
    assert len(problems) == len(entries.unread) == 1


def test_a_list_without_a_name_is_taken_apart_too():
    bare = "".join(f"{line}\n" for line in CSL.splitlines()[1:])
    entries, _ = FORMATS["csl-yaml"].read(bare, "x")
    assert [entry.key for entry in entries] == ["a", "c"]
    assert entries.lines == (1, 7)


def test_a_key_that_stands_twice_costs_the_second_work_only():
    entries, problems = FORMATS["hayagriva"].read(
        "a:\n  type: book\n  title: One\na:\n  type: book\n  title: Two\n", "x"
    )
    assert [entry.plain("title") for entry in entries] == ["One"]
    assert [one.line for one in problems] == [4]
    assert "Two" in entries.unread[0].text
