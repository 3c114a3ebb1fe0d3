import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.name import (
    OTHERS,
    Name,
    display_name,
    is_lower,
    name_from_table,
    name_of_parts,
    parse_listed,
    parse_name,
    parse_names,
    print_name,
)
from tests.conftest import examples
from tests.model.strategies import hard_strings, names, some_words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # "Designing BibTeX styles", section 4: First von Last; von Last, First; von Last, Jr, First
        ("Per Brinch Hansen", Name("Hansen", "Per Brinch")),
        ("Brinch Hansen, Per", Name("Brinch Hansen", "Per")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("van Beethoven, Ludwig", Name("Beethoven", "Ludwig", "van")),
        ("{von Beethoven}, Ludwig", Name("von Beethoven", "Ludwig")),
        ("Ford, Jr., Henry", Name("Ford", "Henry", "", "Jr.")),
        ("Steele Jr., Guy L.", Name("Steele Jr.", "Guy L.")),
        (
            "Charles Louis Xavier Joseph de la Vallée Poussin",
            Name("Vallée Poussin", "Charles Louis Xavier Joseph", "de la"),
        ),
        # the particle reaches to the last small word but never takes the last word
        ("jean de la fontaine", Name("fontaine", "", "jean de la")),
        ("De La Fontaine, Jean", Name("De La Fontaine", "Jean")),
        ("von", Name("von")),
        ("Aristotle", Name("Aristotle")),
        ("{OpenAI}", Name(literal="OpenAI")),
        ("{Barnes and Noble, Inc.}", Name(literal="Barnes and Noble, Inc.")),
        ("{{{Deep}} Mind}", Name(literal="Deep Mind")),
        ("{Ann} {Author}", Name("Author", "Ann")),
        ("Donald~E. Knuth", Name("Knuth", "Donald E.")),
        ("杨, 浩然", Name("杨", "浩然")),
        ("Éric de la Tour", Name("Tour", "Éric", "de la")),
        ("Smith, John,", Name("Smith", "John")),
        ("Smith, , John", Name("Smith", "John")),
    ],
)
def test_names_split_by_the_rules_of_bibtex(text, name):
    assert parse_name(text) == name


@pytest.mark.parametrize("text", ["", "  ", ",", "{}", ", John", "a, b, c, d"])
def test_what_is_no_name(text):
    with pytest.raises(ValueError, match="name"):
        parse_name(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Finn, Chelsea and Abbeel, Pieter and Levine, Sergey", 3),
        ("{Barnes and Noble}", 1),
        ("{{Deep} and {Mind}} and Ann Author", 2),
        ("Ann AND Bob", 2),
        ("Sandra Anders and Andy Land", 2),
        ("A\nand\tB", 2),
        ("and A and  and B and", 2),
        ("", 0),
    ],
)
def test_lists_are_cut_at_the_word_and(text, count):
    assert len(parse_names(text)) == count


def test_a_list_that_goes_on():
    assert parse_names("Ann Author and others") == (Name("Author", "Ann"), OTHERS)
    assert [parse_listed(end) for end in ("others", "et al.", "and others")] == [OTHERS] * 3


@given(names)
@examples(500)
def test_print_then_parse_is_the_same(name):
    spelled = print_name(name)
    assert (parse_listed(spelled) if isinstance(spelled, str) else name_from_table(spelled)) == name


@given(hard_strings)
@examples(500)
def test_parsing_gives_a_name_or_says_why_not(text):
    try:
        name = parse_listed(text)
    except ValueError:
        return
    assert name.family or name.literal
    spelled = print_name(name)
    assert (parse_listed(spelled) if isinstance(spelled, str) else name_from_table(spelled)) == name


@given(hard_strings)
def test_parsing_keeps_every_letter(text):
    try:
        found = parse_names(text)
    except ValueError:
        return
    kept = "".join(n.family + n.given + n.particle + n.suffix + n.literal for n in found if n != OTHERS)
    assert {c for c in kept if c.isalpha()} <= {c for c in text if c.isalpha()}


@given(st.lists(some_words.filter(lambda w: "{" not in w and "}" not in w), min_size=1, max_size=5))
def test_braced_organisations_stay_whole(organisations):
    found = parse_names(" and ".join("{" + organisation + "}" for organisation in organisations))
    assert [name.literal for name in found] == organisations


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        (Name("Beethoven", "Ludwig", "van"), "van Beethoven, Ludwig"),
        (Name("Ford", "Henry", "", "Jr."), "Ford, Jr., Henry"),
        (Name(literal="OpenAI"), "{OpenAI}"),
        (Name("van Gogh", "Vincent"), "{van Gogh}, Vincent"),
        (Name("van Gogh"), {"family": "van Gogh"}),
        (Name("others"), {"family": "others"}),
        (Name("Yang", "Haoran", latin="Yang, Haoran"), {"family": "Yang", "given": "Haoran", "latin": "Yang, Haoran"}),
    ],
)
def test_the_shortest_spelling(name, spelled):
    assert print_name(name) == spelled


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("van der Berg", "Ann"), Name("Berg", "Ann", "van der")),
        (("Berg", "Ann", "Jr.", "von"), Name("Berg", "Ann", "von", "Jr.")),
        (("de la", "Ann"), Name("de la", "Ann")),
        (("Van Gool", "Luc"), Name("Van Gool", "Luc")),
    ],
)
def test_names_from_databases(parts, name):
    assert name_of_parts(*parts) == name


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"family": "A", "prefix": "von"}, "unknown part 'prefix'"),
        ({"family": 3}, "must be a string"),
        ({"given": "Ann"}, "needs 'family' or 'literal'"),
        ({}, "needs 'family' or 'literal'"),
    ],
)
def test_tables_that_are_no_name(table, said):
    with pytest.raises(ValueError, match=said):
        name_from_table(table)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (Name("Gogh", "Vincent", "van", "Jr."), "Vincent van Gogh, Jr."),
        (Name("Gogh"), "Gogh"),
        (Name(literal="OpenAI"), "OpenAI"),
    ],
)
def test_names_as_they_are_said(name, said):
    assert display_name(name) == said


@pytest.mark.parametrize(
    ("word", "lower"),
    [
        ("van", True),
        ("Van", False),
        ("{van}", False),
        ("d'", True),
        ("'t", True),
        ("{D}e", True),
        ("漢", False),
        ("1st", True),
        ("", False),
    ],
)
def test_particles_start_with_a_small_letter_outside_braces(word, lower):
    assert is_lower(word) is lower
