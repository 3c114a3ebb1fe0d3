"""Protection: how a title of an entry keeps its capitals, whole or word by word, and why."""

from typing import NamedTuple

from refexport.data.datamodel import ALL, BRACED, LANGUAGES
from refexport.model.entry import Entry
from refexport.model.text import Span, Style, Text, normal_text, plain_text
from refexport.text.capitals import CASED, is_covered, kept_words
from refexport.text.language import guessed, is_english

TITLES = CASED - {"genre"}
"""Fields that are titles; a genre is the same words whatever the work's language."""

HOSTS = {field: next((host for host in ("book", "main", "issue") if field.startswith(host)), "") for field in TITLES}
"""Field -> what stands before "title" and "subtitle" in the names of the two that tell its language."""

MARKED = ((Style.MATH, "mathematics"), (Style.TEX, "raw TeX"), (Style.NOCASE, "in braces"))
"""Styles that keep capitals -> why."""


class KeptCapitals(NamedTuple):
    """Words of a title that keep their capitals, and why they do."""

    words: str
    reason: str


def kept(entry: Entry, field: str) -> list[KeptCapitals]:
    """What of a title keeps its capitals whatever the style, in order; one row if all of it does."""
    text = entry.text(field)
    if reason := why_whole(entry, title_words(entry, field)):
        return [KeptCapitals(plain_text(text), reason)]
    return [one for span in text for one in _kept_in(span, by_rule=is_ruled(entry))]


def why_whole(entry: Entry, words: str) -> str:
    """Why a title of these words keeps every capital it has; empty if a rule or braces decide word by word."""
    how, language = entry.plain("capitals"), entry.plain("language")
    if how in (ALL, BRACED):
        return f'capitals = "{ALL}"' if how == ALL else ""
    if not language:
        guess = guessed(words)
        return guess and f"looks {guess}"
    return "" if is_english(language) else f"the language is {_english_name(language)}"


def is_ruled(entry: Entry) -> bool:
    """Whether rules say which words keep their capitals; if not, braces alone do."""
    return entry.plain("capitals") != BRACED


def title_words(entry: Entry, field: str) -> str:
    """The words that tell the language of a title: those of the title and its subtitle, whichever is asked for."""
    if field not in HOSTS:
        return entry.plain(field)
    title, subtitle = entry.plain(f"{HOSTS[field]}title"), entry.plain(f"{HOSTS[field]}subtitle")
    return f"{title}: {subtitle}" if subtitle else title


def unprotected(entry: Entry) -> Entry:
    """The entry without the braces round whole titles that keep their capitals anyway."""
    bare = {
        field: normal_text(Span(span.text, span.styles - {Style.NOCASE}) for span in entry.text(field))
        for field in TITLES & entry.fields.keys()
        if _is_braced(entry.text(field)) and why_whole(entry, title_words(entry, field))
    }
    return entry.replace(**bare) if bare else entry


def _kept_in(span: Span, *, by_rule: bool) -> list[KeptCapitals]:
    if reason := next((reason for style, reason in MARKED if span.has(style)), ""):
        return [KeptCapitals(span.text, reason)]
    return [KeptCapitals(span.text[word.start : word.end], word.reason) for word in kept_words(span.text) if by_rule]


def _is_braced(text: Text) -> bool:
    return any(span.has(Style.NOCASE) for span in text) and all(map(_is_kept, text))


def _is_kept(span: Span) -> bool:
    """Whether a run was in braces: those round words that keep their capitals anyway are gone by now."""
    text = span.text.strip()
    marked = any(span.has(style) for style, _ in MARKED)
    return marked or not any(map(str.isalpha, text)) or is_covered(kept_words(text), 0, len(text))


def _english_name(language: str) -> str:
    name = LANGUAGES.get(language) or LANGUAGES.get(language.partition("-")[0])
    return name.capitalize() if name else language
