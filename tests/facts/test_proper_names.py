"""Proper names: each row of the table held against a title of a real work, or a reference work, that has it.

``proper_names.tsv`` has a line ``name, text, source`` for each. Its sources: titles in sentence case, by arXiv id, DOI
or dblp key; the English names of languages and territories in Unicode CLDR 48; the cities of the tz database; SCOWL
2020.12.07, the word list of English spell checkers, where the word is listed with a capital; and ``term``, a phrase
that reference works of its subject print so. Without a text, the name is the text.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from refexport.data.proper import BEFORE, LONGER, NUMBER, WORDS
from refexport.text.capitals import kept_words

ROWS = [line.split("\t") for line in (Path(__file__).parent / "proper_names.tsv").read_text("utf-8").splitlines()]
NAMES = {name: text or name for name, text, _ in ROWS}

TITLE = re.compile(r"arXiv:|doi:|dblp:")

PROGRAMMING_LANGUAGES = ("Go", "Ruby", "Rust", "Swift")
"""Languages of the TIOBE index of 2024 whose names are English words, beside those with capitals inside."""


def stretches(name, text):
    """Where a name stands in a text; a dash or hyphen between its words is as good as a blank."""
    pattern = re.sub(r"\\ |\\-", "[ –-]", re.escape(name).replace("’", "['’]")).replace(NUMBER, r"\d+")
    return [found.span() for found in re.finditer(rf"(?<!\w){pattern}", text)]


def followed(name):
    """The first word of "Lie algebra", which is a name because of the second."""
    first, _, second = name.partition(" ")
    return first if any(second.lower() in rows.get(first, "").split() for rows in BEFORE.values()) else name


@pytest.mark.parametrize("source", ["arXiv", "doi", "dblp", "CLDR", "tzdata", "SCOWL", "term"])
def test_each_name_keeps_its_capitals_where_its_source_has_it(source):
    lost = []
    for name, text, said in ROWS:
        if re.split("[: ]", said)[0] == source:
            kept = [word for word in kept_words(text or name) if "proper name" in word.reason]
            places = [(start, start + len(followed(name))) for start, _ in stretches(name, text or name)]
            if not any(word.start <= start and end <= word.end for start, end in places for word in kept):
                lost.append((name, text))
    assert lost == []


def test_no_name_of_the_table_is_without_a_source():
    words = {word for names in WORDS.values() for word in names.split()}
    longer = {name for names in LONGER.values() for name in names.split(", ")}
    before = {f"{word} {after}" for rows in BEFORE.values() for word, all_ in rows.items() for after in all_.split()}
    assert {name.casefold() for name in words | longer | before} == set(map(str.casefold, NAMES))


def test_each_name_has_one_source():
    assert [name for name, times in Counter(name for name, _, _ in ROWS).items() if times > 1] == []
    assert [(name, text) for name, text in NAMES.items() if not stretches(name, text)] == []


def test_words_in_small_letters_in_the_titles_are_no_names():
    """What a title in sentence case writes small would be no name with a capital either, but for a few namesakes."""
    small = {
        word for _, text, source in ROWS if TITLE.match(source) for word in re.findall(r"(?<!\w)[a-z]+(?!\w)", text)
    }
    taken = {word for word in small if any("proper name" in kept.reason for kept in kept_words(word.capitalize()))}
    assert taken <= {"git", "java", "python"}


@pytest.mark.parametrize("language", PROGRAMMING_LANGUAGES)
def test_a_programming_language_is_named_before_the_words_for_one(language):
    """ "The Go Programming Language", "The Ruby Programming Language", and the like, are the titles of their manuals."""
    for title in (
        f"The {language} Programming Language",
        f"Programs in the {language} Language",
        f"Of {language} Programs",
    ):
        assert [title[word.start : word.end] for word in kept_words(title)] == [language]


KINDS = {
    "Bayesian": "eponym", "Sanskrit": "people or language", "Lisbon": "place", "Wednesday": "day or month",
    "Lutheran": "religion", "Jurassic": "age", "Neptune": "heavenly body", "Salmonella": "genus", "Wikipedia": "product",
    "Stanford": "institution",
}  # fmt: skip
"""A word of each kind as dictionaries define it."""


@pytest.mark.parametrize("word", KINDS)
def test_the_reason_says_which_kind_of_name_it_is(word):
    assert [kept.reason for kept in kept_words(word)] == [f"proper name ({KINDS[word]})"]
