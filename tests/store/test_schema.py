import pytest
import tomli
from jsonschema import Draft7Validator

from refexport.data.datamodel import ALIASES, FIELDS, TYPES
from refexport.errors import InputError
from refexport.store.schema import entries_schema, print_schema
from tests.conftest import ROOT
from tests.store.test_entries import TEXT, parse

EXAMPLE = (
    TEXT
    + """
journal = "J"
type = "inproceedings"
author = ["Koch, Gregory", "{OpenAI}", { family = "Yang", given = "Haoran", latin = "Yang, Haoran" }, "others"]
date = "2017-08-06/2017-08-11"
volume = 12
keywords = ["maml", "to-read"]

[other]
title = "T"
year = 2018
month = "aug"
"""
)
VALIDATOR = Draft7Validator(entries_schema())


def test_the_file_for_editors_is_made_of_the_data_model():
    """If not: python -c 'from refexport.store.schema import print_schema as p; print(p(), end="")' > entries.schema.json"""
    assert (ROOT / "entries.schema.json").read_text(encoding="utf-8") == print_schema()


def test_the_schema_is_one():
    Draft7Validator.check_schema(entries_schema())


def test_what_is_loaded_without_a_word_is_valid():
    assert not parse(EXAMPLE).warnings
    assert not list(VALIDATOR.iter_errors(tomli.loads(EXAMPLE)))


def test_every_field_and_type_is_offered():
    offered = entries_schema()["definitions"]["entry"]["properties"]
    assert {*FIELDS, *ALIASES, "arxiv", "year", "omit", "prefer", "allow"} <= set(offered)
    assert set(TYPES) <= set(offered["type"]["anyOf"][0]["enum"])


@pytest.mark.parametrize(
    "text",
    [
        "[x]\narxiv = 1703.03400",
        '[x]\ntitle = "T"\nyear = 206.5',
        '[x]\ntitle = "T"\ndate = "8/2018"',
        '[x]\ntitle = "T"\ndate = 206',
        '[x]\ntitle = "T"\nauthor = [{ prefix = "von" }]',
        '[x]\ntitle = "T"\nauthor = [3]',
        '[x]\ntitle = ["T"]',
        '[x]\ntitle = "T"\nkeywords = [3]',
        '[x]\ntitle = "T"\nprefer = "journal"',
        '[x]\ntitle = "T"\nallow = { missing-date = "" }',
        '[finn.2017]\ntitle = "T"',
        '["finn: 2017"]\ntitle = "T"',
        'title = "T"',
        '[[x]]\ntitle = "T"',
        "[refexport]\nversion = 2",
        "[refexport]\nmailtoo = 'a@b'",
        "[refexport.check]\nstrict = true",
        '[refexport.export]\n"a.bib" = "bibtx"',
        '[refexport.export]\n"a.bib" = { sort = "key" }',
        '[refexport.export]\n"a.bib" = { format = "ris", sort = "autor" }',
        '[refexport.export]\n"a.bib" = { format = "ris", journals = "short" }',
        '[refexport.export]\n"a.bib" = { format = "ris", style = "plain" }',
        "[refexport]\njournals = 3",
    ],
)
def test_what_is_refused_is_invalid(text):
    assert list(VALIDATOR.iter_errors(tomli.loads(text)))
    with pytest.raises(InputError):
        parse(text)
