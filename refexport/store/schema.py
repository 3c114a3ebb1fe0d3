"""Schema: what entries.toml may hold, as a JSON Schema for editors; made of the data model, never edited.

It asks for what is best written; what is understood beyond that (one string for a list of names) is for `entries`.
"""

import json
import sys
from collections.abc import Mapping

from refexport.data.datamodel import (
    ALIASES,
    CHOICES,
    DATE,
    FIELDS,
    LIST,
    LISTED,
    LITERAL,
    NAMES,
    PREFERENCES,
    TEXT,
    TYPE_ALIASES,
    TYPES,
    datatype_of,
)
from refexport.data.formats import FORMATS
from refexport.model.entry import REFERENCE
from refexport.model.keys import CITE_KEY, MAX_KEY
from refexport.model.name import Name
from refexport.store.entries import VERSION
from refexport.store.exports import JOURNALS, SORT_KEYS, VENUES
from refexport.store.source import RESERVED
from refexport.store.typed import CITED_AS

Schema = dict[str, object]

STRING: Schema = {"type": "string"}
REASONS: Schema = {
    "description": "rule -> why its finding is fine here",
    "type": "object",
    "additionalProperties": {"type": "string", "minLength": 1},
}
DAY = (
    r"(-?[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]{8}(Z|[+-][0-9:]{5})?)?)?)?|Y-?[0-9]{5,}"
    r"|[0-9]{3}X|[0-9]{2}XX|[0-9]{4}(-[0-9]{2})?-XX|[0-9]{4}-XX-XX)[?~%]?"
)
END = rf"({DAY}|\.\.)?"
DATATYPES: Mapping[str, Schema] = {
    NAMES: {
        "description": '"Last, First", "von Last, Jr, First", "{Organisation}", "others", or a table of parts',
        "type": "array",
        "minItems": 1,
        "items": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": dict.fromkeys(Name.__struct_fields__, STRING),
                    "additionalProperties": False,
                    "anyOf": [{"required": ["family"]}, {"required": ["literal"]}],
                },
            ]
        },
    },
    DATE: {
        "description": '2018, "2018-08", "2018-08-06", "2018~" (about), "2017-08-06/2017-08-11", "{words}"',
        "anyOf": [
            {"type": "integer", "minimum": 1000, "maximum": 9999},
            {"type": "string", "pattern": rf"^({DAY}|{END}/{END}|\{{.+\}})$"},
        ],
    },
    TEXT: {
        "description": "prose: {kept as is}, $maths$, <i> <b> <sub> <sup> <sc>, <tex>raw TeX</tex>",
        "type": ["string", "integer"],
    },
    LITERAL: {"description": "characters without markup, or <tex>…</tex> as a whole", "type": ["string", "integer"]},
    LIST: {"description": "words", "type": "array", "items": STRING},
}
FORMAT: Schema = {"description": "the format", "enum": sorted(FORMATS)}
FILE: Schema = {"description": "a path from the folder of this file", **STRING, "minLength": 1}
NAMED_FIELDS: Schema = {"type": "array", "items": {"anyOf": [{"enum": [*FIELDS, *ALIASES]}, STRING]}}
SHORTHANDS: Mapping[str, Schema] = {
    "arxiv": {
        "description": "an arXiv id: eprint with eprinttype",
        **STRING,
        "examples": ["1703.03400", "hep-th/9901001"],
    },
    "year": {"description": "the year of date", "type": ["integer", "string"], "pattern": "^[0-9]{4}$"},
    "month": {"description": "the month of date", "type": ["integer", "string"]},
    "day": {"description": "the day of date", "type": ["integer", "string"]},
}


def entries_schema() -> Schema:
    """The JSON Schema (draft 7, which editors of TOML read) of entries.toml."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "entries.toml of refexport",
        "type": "object",
        "properties": {RESERVED: _settings()},
        "propertyNames": {"pattern": f"^{CITE_KEY.pattern}$", "maxLength": MAX_KEY},
        "additionalProperties": {"$ref": "#/definitions/entry"},
        "definitions": {"entry": _entry(), **DATATYPES},
    }


def print_schema() -> str:
    """The text of entries.schema.json."""
    return json.dumps(entries_schema(), indent=2, ensure_ascii=False) + "\n"


def _settings() -> Schema:
    return _table(
        "the settings",
        {
            "version": {"const": VERSION},
            "mailto": {"description": "sent to the registries' polite pools", **STRING, "format": "email"},
            "prefer": _prefer(),
            "export": {
                "description": "file -> its format, or a table of what it gets",
                "type": "object",
                "additionalProperties": {"anyOf": [FORMAT, _export()]},
            },
            "journals": {
                "description": "a CSV file of full names and abbreviations, or a table of them",
                "anyOf": [FILE, {"type": "object", "additionalProperties": STRING}],
            },
            "check": _table("the settings of checks", {"allow": REASONS}),
            "store": {"description": "another entries.toml, from which works are picked", **FILE},
            "pick": {
                "description": "what is picked from the store: cite keys, patterns of them, documents that cite",
                "type": "array",
                "items": STRING,
            },
        },
    )


def _export() -> Schema:
    key = "|".join(SORT_KEYS)
    settings: Schema = {
        "format": FORMAT,
        "sort": {
            "description": f"what to sort by: {', '.join(SORT_KEYS)}; -year turns it round",
            **STRING,
            "pattern": f"^-?({key})(,-?({key}))*$",
        },
        "fields": {"description": "only these fields", **NAMED_FIELDS},
        "omit": {"description": "all fields but these", **NAMED_FIELDS},
        "journals": {"description": "how journals are called", "enum": list(JOURNALS)},
        "venues": {"description": "how conferences are called", "enum": list(VENUES)},
        "only-cited": {"description": "documents: only what they cite", "type": "array", "items": FILE},
    }
    return _table("what a file gets", settings) | {"required": ["format"]}


def _entry() -> Schema:
    fields = {field: _field(field) for field in FIELDS}
    choices: dict[str, Schema] = {field: {"enum": list(words)} for field, words in CHOICES.items()}
    aliases = {
        alias: {"description": f"another name of {field}", "allOf": [_field(field)]} for alias, field in ALIASES.items()
    }
    steering: Schema = {
        "type": {"description": "the entry type", "anyOf": [{"enum": [*TYPES, *TYPE_ALIASES]}, STRING]},
        "omit": {"description": "fields not to take from the registries", "type": "array", "items": STRING},
        "prefer": _prefer(),
        "allow": REASONS,
        CITED_AS: {
            "description": "what you or your list said of the work: never exported, held against every record",
            "type": "object",
            "properties": {"type": STRING, REFERENCE: STRING, **fields, **aliases, **SHORTHANDS},
            "additionalProperties": {"type": ["string", "integer"]},
        },
    }
    return {
        "description": "an entry; its key is what you cite",
        "type": "object",
        "properties": {**steering, **fields, **choices, **aliases, **SHORTHANDS},
        "additionalProperties": {"type": ["string", "integer"]},
    }


def _field(field: str) -> Schema:
    one: Schema = {"$ref": f"#/definitions/{datatype_of(field)}"}
    return {"anyOf": [one, {"type": "array", "minItems": 1, "items": STRING}]} if field in LISTED else one


def _prefer() -> Schema:
    return {"description": "the publication that dates, pages and container are taken from", "enum": list(PREFERENCES)}


def _table(description: str, properties: Schema) -> Schema:
    return {"description": description, "type": "object", "properties": properties, "additionalProperties": False}


if __name__ == "__main__":
    sys.stdout.write(print_schema())
