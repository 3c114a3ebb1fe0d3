"""The form of CSL-JSON as a JSON schema, written from CSL's own: types, variables by kind, names and dates.

Source: citationstyles.org, "CSL 1.0.2 Specification", appendices III (types) and IV (variables), and the model of
names and dates in its schema for input data. What ``type`` and ``id`` are is required; nothing else is allowed.
"""

import jsonschema

TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document
entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map
motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post
post-weblog regulation report review review-book software song speech standard thesis treaty webpage
""".split()

NAMES = """
author chair collection-editor compiler composer container-author contributor curator director editor editorial-director
executive-producer guest host illustrator interviewer narrator organizer original-author performer producer recipient
reviewed-author script-writer series-creator translator
""".split()
DATES = "accessed available-date event-date issued original-date submitted".split()
NUMBERS = """
chapter-number citation-number collection-number edition first-reference-note-number issue locator number number-of-pages
number-of-volumes page page-first part printing supplement volume
""".split()
STRINGS = """
abstract annote archive archive-place archive_collection archive_location authority call-number citation-key
citation-label collection-title container-title container-title-short dimensions division DOI event event-place event-title
genre ISBN ISSN journalAbbreviation jurisdiction keyword language medium note original-publisher original-publisher-place
original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale section
shortTitle source status title title-short URL version volume-title volume-title-short year-suffix
""".split()

STRING = {"type": "string"}
NUMBER = {"type": ["string", "number"]}
FLAG = {"type": ["string", "number", "boolean"]}


def only(properties, **more):
    """An object that may have these properties and no other."""
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


NAME = only(
    dict.fromkeys("family given dropping-particle non-dropping-particle suffix literal".split(), STRING)
    | dict.fromkeys("comma-suffix static-ordering parse-names".split(), FLAG)
)
PARTS = {"type": "array", "items": NUMBER, "minItems": 1, "maxItems": 3}
DATE = only(
    {
        "date-parts": {"type": "array", "items": PARTS, "minItems": 1, "maxItems": 2},
        "season": NUMBER,
        "circa": FLAG,
        "literal": STRING,
        "raw": STRING,
    }
)
VARIABLES = (
    dict.fromkeys(STRINGS, STRING)
    | dict.fromkeys(NUMBERS, NUMBER)
    | {role: {"type": "array", "items": NAME} for role in NAMES}
    | dict.fromkeys(DATES, DATE)
)
ITEM = only(
    {
        "type": {"enum": TYPES},
        "id": NUMBER,
        "categories": {"type": "array", "items": STRING},
        "custom": {"type": "object"},
    }
    | VARIABLES,
    required=["type", "id"],
)
SCHEMA = {"$schema": "http://json-schema.org/draft-07/schema#", "type": "array", "items": ITEM}

REFUSED_BY_ZOTERO = {"software"}
"""A type of CSL that Zotero 7 and 8 import nothing of: one such item, and the whole file is refused."""


def faults(items):
    """Where items are not as the schema says, and why."""
    found = jsonschema.Draft7Validator(SCHEMA).iter_errors(items)
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in found]
