"""Codecs of formats without markup: a field's value as strings and names, and the value of what a record holds.

What is decoded are all the values that stand for the field. Each encoder reads back what it gives and says what is not
the same.
"""

from collections.abc import Sequence
from typing import cast

import msgspec

from refexport.data.datamodel import BABEL, GENRE_KEYS, GENRES
from refexport.data.languages import ISO_639_2, TERMINOLOGICAL
from refexport.formats.format import Decode, Encode, Partly, date_of
from refexport.formats.ris.codecs import ET_AL, parse_text
from refexport.formats.ris.dialects import parse_pages
from refexport.model.date import Date, print_date
from refexport.model.entry import Entry
from refexport.model.ids import normal_doi
from refexport.model.name import OTHERS, Name, display_name, name_of_parts, without_variants
from refexport.model.pages import normal_pages
from refexport.model.text import Span, Style, Text, items_of, join_items, literal_text, normal_text
from refexport.text.clean import language_tag
from refexport.text.dates import date_or_literal

Codec = tuple[Encode, Decode]
"""Both ways of a value."""


def line(text: str) -> str:
    """The text with single blanks and none at its ends."""
    return " ".join(text.split())


def first(values: Sequence[str]) -> str:
    """The one value that there is."""
    return line(values[0])


def _word(entry: Entry, field: str) -> object:
    return line(entry.plain(field)) or None


WORD: Codec = (_word, first)


def _laid(text: Text) -> str:
    return line("".join(f"${span.text}$" if span.has(Style.MATH) else span.text for span in text))


def encode_text(text: Text) -> object:
    """The characters; mathematics keeps its dollars."""
    laid = _laid(text)
    if any(span.styles - {Style.NOCASE, Style.MATH, Style.AND} for span in text):
        return Partly(laid, "the format has no markup")
    if any(span.has(Style.AND) for span in text):
        return Partly(laid, "the format has one line for a list")
    kept = normal_text(Span(span.text, span.styles - {Style.NOCASE}) for span in text)
    return (laid or None) if parse_text(laid) == kept else Partly(laid, "the format cannot tell dollars from maths")


TEXT: Codec = (lambda entry, field: encode_text(entry.text(field)), lambda values: parse_text(first(values)))
JOINED: Codec = (TEXT[0], lambda values: parse_text("; ".join(map(line, values))))


def _items(entry: Entry, field: str) -> object:
    """The items of a literal list, each as a value of its own."""
    items = [encode_text(item) for item in items_of(entry.text(field))]
    laid = [str(item.content if isinstance(item, Partly) else item) for item in items if item]
    why = next((item.why for item in items if isinstance(item, Partly)), "")
    return Partly(laid, why) if why else laid


ITEMS: Codec = (_items, lambda values: join_items(parse_text(line(value)) for value in values))

LISTED: Codec = (TEXT[0], ITEMS[1])
"""A literal list that a format writes as one value, and that may stand there several times."""


def _groups(entry: Entry, field: str) -> object:
    """The items of a literal list as names of groups."""
    laid = _items(entry, field)
    whole, why = (laid.content, laid.why) if isinstance(laid, Partly) else (laid, "")
    names = [Name(literal=item) for item in cast("list[str]", whole)]
    return Partly(names, why) if why else names


GROUPS: Codec = (_groups, lambda values: join_items(parse_text(line(display_name(value))) for value in values))


def _persons(entry: Entry, field: str) -> object:
    names = [without_variants(name) for name in entry.names(field)]
    return names if decode_persons(list(map(as_held, names))) == tuple(names) else Partly(names, PARTS_OF_NAMES)


PARTS_OF_NAMES = "the format has no particles of names, whose words count as the family name"


def as_held(name: Name) -> Name:
    """The name as a format without particles holds it."""
    parts = (line(part) for part in (f"{name.particle} {name.family}", name.given, name.suffix, name.literal))
    family, given, suffix, literal = parts
    return OTHERS if name == OTHERS else Name(family, given, suffix=suffix, literal=literal)


def decode_persons(values: Sequence[Name]) -> tuple[Name, ...]:
    """The names, with small words before a family name as its particle; ``et al.`` as the end of the list."""
    return tuple(map(_decode_person, values))


def _decode_person(name: Name) -> Name:
    if ET_AL.fullmatch(name.literal or name.family) and not name.given:
        return OTHERS
    if name.literal:
        return name
    decoded = name_of_parts(name.family, name.given, name.suffix, name.particle)
    return msgspec.structs.replace(decoded, orcid=name.orcid) if name.orcid else decoded


PERSONS: Codec = (_persons, decode_persons)


def _date(entry: Entry, field: str) -> object:
    date = date_of(entry, field)
    laid = line(date.literal) if date.is_literal else print_date(date)
    return laid if decode_date([laid]) == date else Partly(laid, "other programs would take the words for a date")


def decode_date(values: Sequence[str]) -> Date | None:
    """The first date, or a later one that says the same and more."""
    dates = [date for date in map(date_or_literal, values) if date]
    best = next((date for date in dates if not date.is_literal), dates[0] if dates else None)
    for date in dates:
        if best and print_date(date).startswith(print_date(best)):
            best = date
    return best


DAY: Codec = (_date, decode_date)


def _pages(entry: Entry, field: str) -> object:
    laid = line(entry.plain(field)).replace("--", "-")
    return laid if decode_pages([laid]) == entry.plain(field) else line(entry.plain(field))


def decode_pages(values: Sequence[str]) -> str:
    """Pages with two hyphens in ranges."""
    return normal_pages(values[0]) if "," in values[0] else parse_pages(values[0].split("--", 1))


PAGES: Codec = (_pages, decode_pages)


def decode_doi(values: Sequence[str]) -> str:
    """The DOI without what programs put before it."""
    try:
        return values[0] if values[0].startswith("10.") else normal_doi(values[0])
    except ValueError:
        return first(values)


DOI: Codec = (_word, decode_doi)


def decode_genre(values: Sequence[str]) -> Text:
    """The key of a genre that biblatex has one for, else the words."""
    return literal_text(GENRE_KEYS.get(first(values).lower(), "")) or parse_text(first(values))


def _genre(entry: Entry, field: str) -> object:
    return GENRES.get(entry.plain(field)) or encode_text(entry.text(field))


GENRE: Codec = (_genre, decode_genre)


def _words(entry: Entry, field: str) -> object:
    return [laid for word in entry.words(field) if (laid := line(word))]


WORDS: Codec = (_words, lambda values: tuple(map(line, values)))

CODES = ISO_639_2 | TERMINOLOGICAL


def decode_language(values: Sequence[str]) -> str:
    """The tag of a language that is named by a code or by its English name; else what stands there."""
    word = first(values)
    return CODES.get(word.lower()) or language_tag(word) or BABEL.get(word.lower(), word)


def _language(entry: Entry, field: str) -> object:
    laid = line(entry.plain(field))
    return laid if decode_language([laid]) == entry.plain(field) else Partly(laid, "it is read as a language's tag")


LANGUAGE: Codec = (_language, decode_language)
