"""Journals' names in full and abbreviated: by the shipped table, and word by word as ISO 4 abbreviates a title."""

from collections.abc import Iterator
from functools import cache

from refexport.data.journal_table import ARTICLES, LEFT_OUT, journal_names, journal_words
from refexport.data.patterns import regex
from refexport.data.venue_table import venue_table
from refexport.text.fold import without_accents

AROUND = ",;:.()[]"
"""Signs around a word, which an abbreviated title is written without."""

ACRONYM = regex(r"[A-Z0-9]*[A-Z][A-Z0-9&/-]*|[0-9]+|[A-Za-z]+[A-Z][A-Za-z]*")
"""IEEE, 3, PLoS: written as they are; a lone capital is the letter of a section."""
BEHIND = regex(r"(.*\S)\s+\(([^()]*)\)")
"""A title with parentheses behind."""


def abbreviated(name: str) -> str:
    """The title with its words as they are abbreviated; empty if one of them is not known.

    A title of one word is not abbreviated (ISO 4:1997, 4.4). What stands in parentheses behind tells of which place the
    journal is, and stays ("(London)"); an acronym there goes.
    """
    bare, place = _apart(name)
    if bare.isupper() and " " in bare:
        bare = " ".join(word.lower() if word.lower() in LEFT_OUT else word.capitalize() for word in bare.split())
    words = telling_words(bare)
    if len(words) < 2:
        return f"{''.join(words) or bare}{place}"
    found = [_abbreviated_word(word) for word in words]
    return " ".join(found) + place if all(found) else ""


def telling_words(title: str) -> list[str]:
    """The words of a title but for what an abbreviated one lacks: "of", "The"; an "A" may be a section's letter."""
    words: list[str] = []
    is_start = True
    for word in title.split():
        bare = word.strip(AROUND)
        if any(map(str.isalnum, bare)):
            is_left_out = bare.lower() in (ARTICLES if is_start else LEFT_OUT)
            if not is_left_out or not (is_start or bare.islower()):
                words.append(word)
        is_start = word.endswith((":", "-", "–", "—"))
    return words


def _apart(name: str) -> tuple[str, str]:
    """A title, and what stays of the parentheses behind it."""
    found = BEHIND.fullmatch(name)
    if not found:
        return name, ""
    return found[1], "" if ACRONYM.fullmatch(found[2]) else f" ({found[2]})"


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
