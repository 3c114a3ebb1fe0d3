"""Titles of journals word by word, against ISO 4's rules and against what registries call the journals."""

import json
import lzma
from pathlib import Path

import pytest

from refexport.data.journal_table import LEFT_OUT, journal_names, journal_words
from refexport.works.journals import abbreviated, shipped_journals

ROWS = {
    "Nature": "Nature",  # a title of one word stays
    "The Lancet": "Lancet",
    "Journal of Physics A": "J. Phys. A",  # no article, but the letter of a section
    "Revista de Biologia Tropical": "Rev. Biol. Trop.",
    "Knowledge-Based Systems": "Knowl.-Based Syst.",
    "PLoS Computational Biology": "PLoS Comput. Biol.",
    "IEEE Transactions on Systems, Man, and Cybernetics": "IEEE Trans. Syst. Man Cybern.",
    "Zeitschrift für Physik": "Z. Phys.",
    "Chemistry – A European Journal": "Chem. Eur. J.",  # behind a dash a title begins again
    "Clinical Science (London)": "Clin. Sci. (London)",
    "ACM Transactions on Graphics (TOG)": "ACM Trans. Graph.",
    "Sensors (Basel)": "Sensors (Basel)",
    "JOURNAL OF CELL RESEARCH": "J. Cell Res.",
    "Los Angeles Physics": "",  # no article, but part of a name
    "Journal of Flimsical Studies": "",  # nobody knows how that word is shortened
    "": "",
}


@pytest.mark.parametrize("name", ROWS)
def test_titles_are_abbreviated_as_iso_4_says(name):
    assert abbreviated(name) == ROWS[name]


def test_every_journal_of_the_table_has_an_abbreviation_that_is_no_longer():
    rows = shipped_journals()
    assert len(rows) > 13_000
    assert [name for name, short in rows if not short or len(short) > len(name) + 1] == []


def test_words_are_told_once_and_none_is_one_that_titles_leave_out():
    assert len(journal_words()) > 4_500
    assert not set(journal_words()) & LEFT_OUT
    own = [short for _, short in journal_names() if short]
    assert len(own) < len(shipped_journals()) / 8


def forms():
    """Journals that people cite with all forms that they write, ISO 4's among them."""
    text = (Path(__file__).parents[2] / "benchmarks" / "journal_forms.txt").read_text(encoding="utf-8")
    rows = (line.split(" | ") for line in text.splitlines() if not line.startswith("#"))
    return {name: forms.split("; ") for name, forms in rows}


def test_the_words_give_the_forms_that_people_write():
    told = {name: abbreviated(name) for name in forms()}
    known = {name: short for name, short in told.items() if short and short != name}
    agreeing = [name for name, short in known.items() if bare(short) in map(bare, forms()[name])]
    assert len(known) >= 0.8 * len([name for name in forms() if " " in name])
    assert len(agreeing) >= 0.95 * len(known)


@pytest.mark.shared
def test_crossref_calls_journals_alike(shared):
    """Publishers tell Crossref what they like ("ApJ"); most tell what ISO 4 has."""
    told = {}
    with lzma.open(shared / "registry" / "data" / "crossref-recorded.jsonl.xz", "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if item.get("type") == "journal-article" and item.get("short-container-title"):
                told[item["container-title"][0].replace("&amp;", "&")] = item["short-container-title"][0]
    told = {name: short for name, short in told.items() if name != short and abbreviated(name)}
    alike = [name for name, short in told.items() if bare(abbreviated(name)) == bare(short)]
    assert len(told) >= 10
    assert len(alike) >= len(told) / 2


def bare(short):
    return short.lower().replace(".", "")
