"""What holds for every text: no exception, every line accounted for, nothing left over; and the order of the package."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.lists.addresses import identify_url
from refexport.lists.citation import parse_citation, read_citation
from refexport.lists.links import TITLE, take_links
from refexport.lists.reading_list import read_list
from refexport.model.entry import parse_value, print_value
from refexport.references.people import parse_people
from refexport.references.runs import find_people
from tests.conftest import examples

PIECES = [
    "\n", "\n\n", "\n  ", "\r\n", " ", "- ", "* ", "1. ", "[1] ", "[x] ", "> ", "# ", "===", "---", "~~~", "```", "|", "|---|",
    "**", "*", "_", "`", "<br>", "<!--", "-->", "<b>", "</b>", "![x](y)", "[a](b)", "[pdf](https://x.org/a.pdf)", "[a][b]",
    "[b]: https://arxiv.org/abs/1703.03400", "[^1]", "[^1]: ", "https://doi.org/10.1000/1", "arXiv:1703.03400", "10.1000/1",
    "(", ")", "[", "]", ",", ".", ";", ":", "&", " and ", " et al. ", "by ", "in ", '"', "“", "”", "《", "》", "(2017)", "(206)",
    "2017", "ICML", "J. Mach. Learn. Res.", "Chelsea Finn", "A. Ng", "Finn, C.", "林晓雨", "学习", "，", "。", "：", "Authors: ",
    "Title of the paper", "Books", "研究者", ":fire:", "\u200b", "\x00", "\x0b", "\u2028", "\ufeff", "\ud800", "$x^2$", "\\",
]  # fmt: skip
"""Pieces that lists are made of: random characters alone meet too few of the rules."""

LISTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)


@given(LISTS)
@examples(600)
def test_every_line_of_every_text_is_accounted_for_once(text):
    lines = read_list(text)
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [line.number for line in lines] == [n for n, line in enumerate(source, 1) if line.strip()]
    assert all((line.entry is None) == bool(line.reason) for line in lines)


@given(LISTS)
@examples(300)
def test_entries_hold_something_and_only_values_that_can_be_written(text):
    for line in read_list(text):
        if line.entry is None:
            continue
        assert line.entry.fields
        for field, value in line.entry.fields.items():
            printed = print_value(field, value)
            assert print_value(field, parse_value(field, printed)) == printed
            assert TITLE not in str(printed)


@given(LISTS)
@examples(200)
def test_reading_twice_is_reading_once(text):
    assert read_list(text) == read_list(text)


@given(st.one_of(LISTS, st.text()))
@examples(300)
def test_pieces_are_read_without_exception(text):
    parse_citation(text)
    read_citation(text, titled=True)
    identify_url(text)
    take_links(text)
    parse_people(text)
    found = find_people(text)
    assert found is None or found.people


NAMES = st.lists(st.sampled_from(["Ada Lovelace", "Alan M. Turing", "Grace Hopper", "John von Neumann", "Emmy Noether"]), min_size=2, max_size=5, unique=True)  # fmt: skip
TITLES = st.lists(st.sampled_from("Deep Sparse Learning Networks for Graph Models of Images and Language".split()), min_size=4, max_size=9)  # fmt: skip


@given(TITLES, NAMES, st.integers(1950, 2029), st.sampled_from(["{t}, ({y}), {a}.", "{a}. {t}. NIPS, {y}.", "- [{t}](https://x.org/a) - {a} (ICML {y})", "{a} ({y}). {t}. Nature."]))  # fmt: skip
def test_a_reference_that_is_written_is_read(words, names, year, shape):
    title = " ".join(["Neural", *words, "Machines"])
    entry = parse_citation(shape.format(t=title, a=", ".join(names), y=year))
    assert entry.plain("title") == title
    assert [f"{one.given} {one.particle} {one.family}".replace("  ", " ") for one in entry.names("author")] == names
    assert entry.year == year


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "(" * 19_000,
        "[" * 19_000,
        "[a](" * 4_000,
        "**a " * 4_000,
        "A. " * 6_000,
        "A. B, " * 3_000,
        "Ab Cd, " * 2_500,
        "a, (2017), " * 1_500,
        "“" * 19_000,
        '"a ' * 6_000,
        "et al. " * 2_700,
        " -- " * 4_500,
        "<!-- " * 3_000,
        "|" * 19_000,
        "- a\n" * 1_500,
        "A. Ng, B. Li. Title of it. ICML 2017.\n" * 500,
        "word " * 4_000,
        "10.1000/" * 2_400,
        "学" * 19_000,
        "\n".join(f"[{n}]: https://x.org/{n}" for n in range(800)),
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_are_read_to_their_end(text):
    """Texts on which a pattern that backtracks would not come to an end at all; every line is accounted for."""
    lines = read_list(text)
    held = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert {line.number for line in lines} == held
