# ruff: noqa: A002 - ascii is the word for it
"""The values of an entry as they stand in a .bib, in either dialect."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, cast

from refexport.capitals import is_english
from refexport.latex import braced, name_to_latex, to_latex
from refexport.model.datamodel import GENRES
from refexport.model.date import Date, print_date
from refexport.model.entry import Entry
from refexport.model.text import Text, literal_text

Spell = Callable[[Entry, str], str]

NOT_IN_URI = re.compile(r"[^!-~]|[{}\\^]")


class Encoders(NamedTuple):
    """How the values of an entry are spelled in one dialect: ``spell(entry, field)``."""

    text: Spell
    title: Spell
    names: Spell
    literal: Spell
    pages: Spell
    keywords: Spell
    genre: Spell


def encoders(*, ascii: bool) -> Encoders:
    """The encoders of a dialect that is written in ASCII, or in UTF-8."""
    return Encoders(*(partial(spell, ascii) for spell in (_text, _title, _names, _literal, _pages, _keywords, _genre)))


def uri(entry: Entry, field: str) -> str:
    """A DOI, URL or id as all readers of .bib files want it: raw, only what cannot stand in braces percent-encoded."""
    return NOT_IN_URI.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), entry.plain(field))


def iso(entry: Entry, field: str) -> str:
    """A date in EDTF."""
    return print_date(cast("Date", entry.fields[field]))


def title_to_latex(entry: Entry, title: Text, *, ascii: bool) -> str:
    """A title of the entry; one that is not English keeps every capital, so it is braced whole."""
    if is_english(entry.plain("language")):
        return to_latex(title, ascii=ascii, protect=True)
    return braced(to_latex(title, ascii=ascii))


def _text(ascii: bool, entry: Entry, field: str) -> str:
    return to_latex(entry.text(field), ascii=ascii)


def _title(ascii: bool, entry: Entry, field: str) -> str:
    return title_to_latex(entry, entry.text(field), ascii=ascii)


def _names(ascii: bool, entry: Entry, field: str) -> str:
    return " and ".join(filter(None, (name_to_latex(name, ascii=ascii) for name in entry.names(field))))


def _literal(ascii: bool, entry: Entry, field: str) -> str:
    return to_latex(literal_text(entry.plain(field)), ascii=ascii)


def _pages(ascii: bool, entry: Entry, field: str) -> str:
    return "--".join(to_latex(literal_text(part), ascii=ascii) for part in entry.plain(field).split("--"))


def _keywords(ascii: bool, entry: Entry, field: str) -> str:
    """Keywords between commas; nobody prints them and many readers leave escapes in, so only what must is escaped.

    biber copies them into a file that TeX reads, where a comment or parameter sign would end them.
    """
    spelled = (to_latex(literal_text(word.replace(",", ";")), ascii=ascii) for word in entry.words(field))
    raw = re.compile(r"\{\\([&_$#%])\}" if ascii else r"\{\\([&_$])\}")
    joined = ", ".join(raw.sub(r"\1", word) for word in spelled)
    return f"{joined}," if ";" in joined and "," not in joined else joined  # or the semicolon would part it


def _genre(ascii: bool, entry: Entry, field: str) -> str:
    words = GENRES.get(entry.plain(field))
    return to_latex(literal_text(words) if words else entry.text(field), ascii=ascii, protect=True)
