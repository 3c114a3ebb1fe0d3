"""Journals' names in full and abbreviated: by the shipped table, and word by word as ISO 4 abbreviates a title."""

from collections.abc import Iterator
from functools import cache

from refexport.data.journal_table import LEFT_OUT, journal_names, journal_words
from refexport.data.patterns import regex
from refexport.data.venue_table import venue_table
from refexport.text.fold import without_accents

AROUND = ",;:.()[]"
"""Signs around a word, which an abbreviated title is written without."""

ACRONYM = regex(r"[A-Z0-9]*[A-Z][A-Z0-9&/-]*|[0-9]+|[A-Za-z]+[A-Z][A-Za-z]*")
"""IEEE, 3, PLoS: written as they are; a lone capital is the letter of a section."""


def abbreviated(name: str) -> str:
    """The title with its words as they are abbreviated; empty if one of them is not known.

    A title of one word is not abbreviated (ISO 4:1997, 4.4).
    """
    words = [word for word in name.split() if any(map(str.isalnum, word))]
    telling = [word for at, word in enumerate(words) if not is_left_out(word.strip(AROUND), is_first=at == 0)]
    if len(telling) < 2:
        return "".join(telling) or name
    found = [_abbreviated_word(word) for word in telling]
    return " ".join(found) if all(found) else ""


def is_left_out(word: str, *, is_first: bool) -> bool:
    """Whether an abbreviated title lacks a word: "of", "The"; a capital "A" behind the first is a section's letter."""
    return word.lower() in LEFT_OUT and (is_first or not word[:1].isupper())


def _abbreviated_word(word: str) -> str:
    """A word, each part of one with hyphens ("Knowl.-Based"); empty if it is not known."""
    bare = word.strip(AROUND)
    parts = [_abbreviated_part(part) for part in bare.split("-")]
    return "-".join(parts) if all(parts) else ""


def _abbreviated_part(bare: str) -> str:
    if ACRONYM.fullmatch(bare):
        return bare
    folded = without_accents(bare).lower()
    short = journal_words().get(folded, "")
    if folded == short:
        return bare
    return short[:1].upper() + short[1:] if bare[:1].isupper() else short


@cache
def shipped_journals() -> tuple[tuple[str, str], ...]:
    """(name, abbreviation) of every journal of the table, and of those among the venues."""
    return tuple(_with_abbreviations())


def _with_abbreviations() -> Iterator[tuple[str, str]]:
    for name, short in journal_names():
        yield name, short or abbreviated(name)
    for venue in venue_table():
        if not (venue.is_conference or venue.is_series) and (short := abbreviated(venue.names[0])):
            yield venue.names[0], short
