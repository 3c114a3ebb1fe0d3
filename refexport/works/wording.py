"""Wording: a reference as it stood in its list, and what of another record's words it holds in their places.

A list's reader may cut a reference amiss, and takes part of a title for a journal; the reference itself still has the
title from mark to mark. So what a registry proposes is looked for in the whole string, too (docs/decisions/0026).
"""

from refexport.data.patterns import regex
from refexport.model.entry import REFERENCE, Entry
from refexport.model.name import OTHERS
from refexport.model.text import literal_text
from refexport.text.fold import fold
from refexport.works.match import family_of, full_title

WORD = regex(r"[^\W_]+(?:['’][^\W\d_]+)*")
BEFORE = regex(r"(?:^|[.,:;()\[\]\"“”„«»‘'*_/—–>]|\d)\s*$")
BEHIND = regex(
    r"\s*(?:$|[.;!?()\[\]\"“”»’'*_/<]|,[\"“”»’'*_]|,\s*(?:\(?(?:19|20)\d\d\b|[Ii]n\b|(?=[A-ZÀ-Þ][\w-]{0,6}\.)))"
    r"(?!\W*(?i:parts?|vol|volume|nos?|[ivx]+|\d{1,2})\b)"
)
"""What stands before and behind a title: a mark; but no colon, for a subtitle would follow, no comma unless a year,
"in" or something abbreviated does, and no number of a part."""

LEAST_WORDS = 3
"""Words of a title below which it may stand anywhere by chance."""

LEAST_NAMED = 0.5
"""Share of a record's authors that a reference names at least, unless it says that there are more."""

MORE_PEOPLE = regex(r"\bet al\b|\band others\b|\bu\. ?a\.|\bи др\.|等")


def as_worded(entry: Entry, record: Entry) -> Entry | None:
    """The entry with the title and authors of a record, where its own reference says them word for word.

    The title from mark to mark, and outside it the first author and half of all, or ``et al.``; else None. The entry's
    date and publication stay its own.
    """
    reference, title = entry.plain(REFERENCE), full_title(record)
    authors = record.names("author")
    rest = _without_title(reference, title) if reference and authors else None
    if rest is None:
        return None
    words = f" {fold(rest)} "
    named = tuple(name for name in authors if f" {family_of(name)} " in words)
    is_short = bool(MORE_PEOPLE.search(rest))
    if authors[0] not in named or not (is_short or len(named) >= LEAST_NAMED * len(authors)):
        return None
    said = (*named, OTHERS) if is_short else authors
    return entry.without("subtitle").replace(title=literal_text(title), author=said)


def _without_title(reference: str, title: str) -> str | None:
    """The reference without the title that it has from mark to mark; None if it has not."""
    wanted = fold(title).split()
    found = [(fold(match[0]), match) for match in WORD.finditer(reference)]
    for first in range(len(found) - len(wanted) + 1 if len(wanted) >= LEAST_WORDS else 0):
        here = found[first : first + len(wanted)]
        if [word for word, _ in here] == wanted:
            before, behind = reference[: here[0][1].start()], reference[here[-1][1].end() :]
            if BEFORE.search(before) and BEHIND.match(behind):
                return f"{before} ; {behind}"
    return None
