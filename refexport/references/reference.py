"""Reference: the best reading of a line as the parts of a reference, or none when nothing shows that it is one."""

from collections.abc import Iterator
from typing import cast

from refexport.data.patterns import regex
from refexport.data.words import VENUES
from refexport.model.date import Date
from refexport.model.entry import Entry
from refexport.references.events import at_event, is_talk, take_event, with_presentation
from refexport.references.fields import found_in
from refexport.references.forms import Form, read_form
from refexport.references.names import SURE, WEAK
from refexport.references.parts import Parts
from refexport.references.people import strength
from refexport.references.runs import find_people
from refexport.references.segment import STATES, Reading, readings
from refexport.references.titles import clean_title, is_title, letters_of, plain
from refexport.references.venue import tidy

NAMES_OF_PARTS = dict(
    zip(
        STATES[STATES.index("T") :],
        "title people date container volume number pages publisher place edition series kind accessed other".split(),
        strict=True,
    )
)
"""Label of a part -> what `import --explain` calls it."""


EMPHASIS_LEFT = regex(r"\*\*|__")
"""Marks whose other half stands beside the title."""


def read_reference(text: str) -> Parts | None:
    """The parts of a reference by its best reading; None when it names neither people nor a date beside a title."""
    flat = " ".join(text.split())
    event = take_event(flat)
    parts = _best_of(event.text)
    if parts and event.days and letters_of(parts.title) not in letters_of(flat):  # the days are the title's
        event = with_presentation(flat)
        parts = _best_of(event.text)
    if parts and event.is_presented and not is_talk(parts, event):  # "Gifts Presented to the Emperor"
        return _best_of(flat)
    return at_event(parts, event) if parts else None


def read_venue(words: str) -> Parts | None:
    """What words beside a title say of where the work appeared; None unless each of them is a field."""
    parts = _best_of(f"“{SOME_TITLE}”, {words}, 2000")
    is_read = parts and parts.title == SOME_TITLE and not parts.people and not parts.rest
    return parts._replace(title="", date=None) if parts and is_read and TOLD & parts.fields.keys() else None


SOME_TITLE = "The Structure of Some Things"
TOLD = frozenset(("volume", "pages", "genre"))
"""Fields that show that words are of a publication; a name alone may be anything."""


def _best_of(text: str) -> Parts | None:
    form = read_form(text)
    if form.is_whole:
        return Parts(form.text, form.people, cast("Date", form.fields["date"]), "", form.type, (), form.fields)
    best = readings(form.text)
    made = (_parts(form.text, reading) for reading in best if best[0].score - reading.score <= NEAR)
    found = next((parts for parts in made if parts), None)
    return _formed(found, form) if found or form.type == "standard" else None


def _formed(parts: Parts | None, form: Form) -> Parts:
    """The parts with what the form shows; of a standard, which names no people, its words are the title."""
    if not form.type:
        return parts or Parts()
    parts = parts or Parts(clean_title(form.text))
    date = cast("Date | None", form.fields.get("date")) or parts.date
    return parts._replace(
        type=form.type, people=form.people or parts.people, date=date, fields={**parts.fields, **form.fields}
    )


NEAR = 20
"""By so much, in the scores' unit, a reading that makes a reference may fall short of the best that makes none."""


def _parts(text: str, reading: Reading) -> Parts | None:
    """The parts of a reading; None of one that makes no reference."""
    found = _with_people(found_in(text, reading))
    title = plain(EMPHASIS_LEFT.sub("", plain(found.title)))
    has_people = strength(found.people) >= WEAK or len(found.people) > 1
    is_told = found.is_undated or "urldate" in found.fields or bool(MARKED.search(text))
    is_dated = is_told or bool(
        found.date or (found.odd and (has_people or (not found.people and len(found.odd) > LENGTH_OF_COURSE)))
    )  # "Room 204" names nobody
    is_backed = is_dated or strength(found.people) >= SURE or (has_people and bool(BY.search(text)))
    is_name = not found.people and bool(NAME_AND_YEAR.fullmatch(text))
    is_other = is_name or title.lower() in VENUES or (" " not in title and title.islower())
    if not (has_people or is_dated) or is_other or not is_title(title, is_backed=is_backed):
        return None
    rest = tuple(words for one in found.rest if (words := tidy(plain(one))))
    return found._replace(title=title, rest=rest)


LENGTH_OF_COURSE = 3
"""Digits of a room's or course's number; more may be a year that was typed wrongly."""

MARKED = regex(r"\[(?:(?:[MCDRPSNJ]|EB)(?:/OL)?|Электронный ресурс|Internet|Online|En ligne|WWW Document)\]")
"""Marks by which styles tell the kind of a work, or that it is online: no line but a reference has them."""

BY = regex(r"\bby [A-ZÀ-Þ]")
NAME_AND_YEAR = regex(r"[^,.;:()]+ (?:19|20)\d\d")
"""``MetaLearn 2017``: the year belongs to the name."""


def _with_people(found: Parts) -> Parts:
    """The parts with names among the words that have no field, where the reading has none: ``(Rahman and Li 2019)``."""
    if found.people or "editor" in found.fields:
        return found
    entry = Entry("", "", found.fields)
    for words in (*found.rest, *(entry.plain(field) for field in LOOSE if entry.has(field))):
        one = find_people(words)
        if one and not one.before.strip(" (") and not one.after.strip(" )"):
            kept = {
                field: value
                for field, value in found.fields.items()
                if field not in LOOSE or entry.plain(field) != words
            }
            rest = tuple(other for other in found.rest if other != words)
            return found._replace(people=one.people, fields=kept, rest=rest)
    return found


LOOSE = ("journaltitle", "publisher")
"""Fields that names may have been taken for."""


def explained(flat: str) -> Iterator[str]:
    """The readings of one line, best first: what speaks for each more than for the next one, and its parts."""
    best = readings(flat)
    for n, reading in enumerate(best):
        margin = f" (+{(reading.score - best[n + 1].score) / 10:.1f})" if n + 1 < len(best) else ""
        parts = " | ".join(f"{NAMES_OF_PARTS[part.label]}: {flat[part.start : part.end]}" for part in reading.parts)
        yield f"reading {n + 1}{margin}: {parts}"
