"""Every word of a tagged file stands in an entry or in a message, also where a line was cut, doubled or moved."""

import random
import re

import pytest

from refexport.data.datamodel import FIELDS, TYPES
from refexport.errors import Finding
from refexport.formats import cff, nbib
from refexport.formats.endnote import enw
from refexport.formats.format import Read
from refexport.model.entry import print_value
from tests.formats.test_enw import LIBRARY
from tests.formats.test_nbib import ARTICLE

CODED = {"Mar", "2019", "1123", "1123-9", "45-67", "[doi]"}
"""Words of the samples that a reader turns into others: months, ranges, the scheme of an identifier."""


def said(found: Read) -> str:
    """All that the entries and the messages say."""
    values = [str(print_value(f, v)) for entry in found.entries for f, v in entry.fields.items()]
    problems = [f"{one.value} {one.message}" for one in found.problems if isinstance(one, Finding)]
    return " ".join([*values, *problems, *(f"{entry.key} {entry.type}" for entry in found.entries)]).replace("\\", "")


def mutated(text: str, seed: int) -> str:
    """The lines with one of them doubled, left out or moved."""
    chance = random.Random(seed)
    lines = text.split("\n")
    here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
    match seed % 3:
        case 0:
            lines.insert(there, lines[here])
        case 1:
            del lines[here]
        case _:
            lines.insert(there, lines.pop(here))
    return "\n".join(lines)


def missing(lines: list[str], found: Read) -> set[str]:
    """The words of values that are said nowhere; types and abbreviated names stand in others."""
    values = " ".join(line for line in lines if not re.match(r"%0|PT  -|AU  -|(AID|LID) - .*doi", line))
    words = set(re.findall(r"[A-Za-z]{3,}", re.sub(r"(?m)^(%.|[A-Z]+ *-)", "", values)))
    return {word for word in words - CODED if word not in said(found)}


@pytest.mark.parametrize("seed", range(60))
def test_every_word_of_an_endnote_file_is_said(seed):
    text = mutated(LIBRARY, seed)
    lines = [re.sub(r"^%.", "", line) if not line.startswith("%0") else line for line in text.split("\n")]
    assert not missing(lines, enw.read(text, "l.enw"))


@pytest.mark.parametrize("seed", range(60))
def test_every_word_of_a_pubmed_file_is_said(seed):
    text = mutated(ARTICLE, seed)
    lines = [re.sub(r"^(?!PT|AU|AID|LID)[A-Z]+ *- ", "", line) for line in text.split("\n")]
    assert not missing(lines, nbib.read(text, "p.nbib"))


@pytest.mark.parametrize("module", [cff, nbib], ids=lambda module: module.SOURCE.kind)
def test_all_types_are_ours(module):
    assert set(module.TYPES.values()) <= set(TYPES)


def test_all_fields_are_ours():
    fields = [field for table in (cff.PROPERTIES, nbib.TAGS) for field, _ in table.values()]
    assert set(fields) <= set(FIELDS)
