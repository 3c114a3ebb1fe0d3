"""CITATION.cff as it is written, judged by the schema 1.2.0 of the Citation File Format as its guide lists it."""

import re

import jsonschema
import pytest
import yaml

from refexport.data.datamodel import BOOKKEEPING, FIELDS, TYPES
from refexport.formats import FORMATS
from refexport.formats.cff.rows import READ
from tests.formats.samples import SAMPLES
from tests.formats.test_round_trip import with_field

REFERENCE_TYPES = (
    "art article audiovisual bill blog book catalogue conference conference-paper data database dictionary edited-work "
    "encyclopedia film-broadcast generic government-document grant hearing historical-work legal-case legal-rule "
    "magazine-article manual map multimedia music newspaper-article pamphlet patent personal-communication proceedings "
    "report serial slides software software-code software-container software-executable software-virtual-machine "
    "sound-recording standard statute thesis unpublished video website"
).split()
"""The guide, "definitions.reference.type"."""

DATE = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
WORD = {"type": "string", "minLength": 1}
NUMBER = {"anyOf": [{"type": "integer"}, WORD]}
URL = {"type": "string", "pattern": r"^(https|http|ftp|sftp)://.+"}
DOI = {"type": "string", "pattern": r"^10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-\.\(\)\[\]\\]+$"}
ORCID = {"type": "string", "pattern": r"https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]{1}"}

ENTITY = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys("address alias city email fax location name region tel".split(), WORD),
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "date-start": DATE, "date-end": DATE, "orcid": ORCID, "post-code": NUMBER, "website": URL,
    },
}  # fmt: skip

PERSON = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(
            "address affiliation alias city email family-names fax given-names name-particle name-suffix region tel".split(),
            WORD,
        ),
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "orcid": ORCID, "post-code": NUMBER, "website": URL,
    },
}  # fmt: skip

PEOPLE = {"type": "array", "minItems": 1, "uniqueItems": False, "items": {"anyOf": [PERSON, ENTITY]}}

REFERENCE = {
    "type": "object",
    "required": ["authors", "title", "type"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(
            "abbreviation abstract collection-title collection-type commit copyright data-type database department edition "
            "filename format issue-title journal medium nihmsid notes scope section status term thesis-type title "
            "volume-title".split(),
            WORD,
        ),
        **dict.fromkeys("end entry issue loc-end loc-start number number-volumes pages start version volume year "
                        "year-original".split(), NUMBER),
        **dict.fromkeys("authors editors editors-series translators senders recipients contact".split(), PEOPLE),
        **dict.fromkeys("conference institution database-provider location publisher".split(), ENTITY),
        **dict.fromkeys("date-accessed date-downloaded date-published date-released".split(), DATE),
        **dict.fromkeys("license-url repository repository-artifact repository-code url".split(), URL),
        "collection-doi": DOI, "doi": DOI, "issue-date": WORD,
        "identifiers": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["type", "value"], "additionalProperties": False,
            "properties": {"type": {"enum": ["doi", "url", "swh", "other"]}, "value": WORD, "description": WORD},
        }},
        "isbn": {"type": "string", "pattern": r"^[0-9\- ]{10,17}X?$"},
        "issn": {"type": "string", "pattern": r"^\d{4}-\d{3}[\dxX]$"},
        "keywords": {"type": "array", "minItems": 1, "items": WORD},
        "languages": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[a-z]{2,3}$"}},
        "license": WORD,
        "month": {"enum": list(range(1, 13))},
        "patent-states": {"type": "array", "items": WORD},
        "pmcid": {"type": "string", "pattern": r"^PMC\d{7}$"},
        "status": {"enum": ["abstract", "advance-online", "in-preparation", "in-press", "preprint", "submitted"]},
        "type": {"enum": REFERENCE_TYPES},
    },
}  # fmt: skip
"""The guide, "definitions.reference", "definitions.person" and "definitions.entity"."""

FILE = {
    "type": "object",
    "required": ["authors", "cff-version", "message", "title"],
    "additionalProperties": False,
    "properties": {
        "authors": PEOPLE, "cff-version": {"type": "string", "pattern": r"^1\.2\.0$"}, "message": WORD, "title": WORD,
        "references": {"type": "array", "items": REFERENCE},
    },
}  # fmt: skip

VALIDATOR = jsonschema.Draft7Validator(FILE)


def validated(entries):
    """The references that are written of the entries; ValidationError where the schema says no."""
    data = yaml.load(FORMATS["cff"].write(entries).text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    VALIDATOR.validate(data)
    return data["references"]


def test_the_samples_make_a_valid_file():
    assert len(validated(SAMPLES)) == len(SAMPLES)


@pytest.mark.parametrize("type_", TYPES)
def test_every_field_of_every_type_makes_a_valid_file(type_):
    fields = [field for field in FIELDS if field not in BOOKKEEPING]
    assert len(validated([with_field(f"k{n}", type_, field) for n, field in enumerate(fields)])) == len(fields)


def test_every_type_of_the_schema_is_read():
    assert {*READ} - {"dataset"} == {*REFERENCE_TYPES}  # that one is of the file itself


def test_works_without_authors_are_by_an_unknown_one():
    (work,) = validated([with_field("k", "misc", "note")])
    assert work["authors"] == [{"alias": "anon"}]  # the guide: "How to deal with unknown individual authors?"


def test_the_cite_key_is_an_identifier():
    (work,) = validated([with_field("finn2017model", "misc", "note")])
    assert [one["value"] for one in work["identifiers"] if re.search("key", one.get("description", ""))] == [
        "finn2017model"
    ]
