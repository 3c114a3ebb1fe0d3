"""Rules about where a work appeared: venue, volume, pages and publisher by hand, held against the records.

Only records of the same publication count: a preprint's says nothing of a journal, and what differs in its venue is
one finding, not four.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from refexport.checks.rule import Rule, Subject, finding
from refexport.errors import Finding
from refexport.model.entry import Entry, Merged
from refexport.text.messages import shorten
from refexport.works.likelihood import is_of_another_work
from refexport.works.numbering import same_number, same_pages
from refexport.works.venues import (
    is_placeholder_venue,
    publishers_of,
    same_edition,
    same_publisher,
    same_venue,
    venue_of_doi,
)

HAND_VENUES = ("journaltitle", "booktitle")
RECORD_VENUES = (*HAND_VENUES, "maintitle", "eventtitle", "shortjournal", "series")
SUBTITLES = {"journaltitle": "journalsubtitle", "booktitle": "booksubtitle", "maintitle": "mainsubtitle"}
COMPARED_FIELDS = (*HAND_VENUES, "volume", "number", "pages", "publisher")
NO_VOLUME = "abs/"
"""dblp's "volume" of CoRR begins so."""


class Publication(NamedTuple):
    """What one record says of the publication that the hand means, as far as is known."""

    id: str
    entry: Entry
    is_same: bool | None


Answer = tuple[bool | None, str]
"""Whether a record has the hand's value, and its own."""


def _venue_differs(subject: Subject) -> Iterable[Finding]:
    for merged, hand, found in subject.once(_compared):
        field, ours = _venue_of(hand)
        other = next((one for one in found if one.is_same is False), None)
        same = [one for one in found if one.is_same]
        if other and not any(one.is_same is not False for one in found):
            message = f'"{shorten(ours)}" here, "{shorten(_venue_of(other.entry)[1])}" in {other.id}'
            yield finding("venue-differs", merged, field, message)
        elif same and all(same_edition(ours, _venue_of(one.entry)[1]) is False for one in same):
            message = (
                f'"{shorten(ours)}" here, another year\'s "{shorten(_venue_of(same[0].entry)[1])}" in {same[0].id}'
            )
            yield finding("venue-differs", merged, field, message)
        elif found or "doi" in merged.aside:
            continue
        elif (told := venue_of_doi(hand.plain("doi"))) and same_venue(ours, told) is False:
            yield finding("venue-differs", merged, field, f'"{shorten(ours)}" here, {told} by the DOI')


def _volume_differs(subject: Subject) -> Iterable[Finding]:
    yield from _differing(subject, "volume-differs", "volume", _same_volume)
    yield from _differing(subject, "volume-differs", "number", _same_issue)


def _pages_differ(subject: Subject) -> Iterable[Finding]:
    yield from _differing(subject, "pages-differ", "pages", _same_pages)


def _publisher_differs(subject: Subject) -> Iterable[Finding]:
    yield from _differing(subject, "publisher-differs", "publisher", _same_publisher)


def _differing(subject: Subject, rule: str, field: str, answer: Callable[[Entry, Entry], Answer]) -> Iterator[Finding]:
    """A finding for each entry whose value no record of its publication has, and one has another."""
    for merged, hand, found in subject.once(_compared):
        if not hand.has(field) or all(one.is_same is False for one in found):
            continue
        answers = [(*answer(hand, one.entry), one.id) for one in found if one.is_same is not False]
        theirs = next((f"{shorten(value)} in {id_}" for is_same, value, id_ in answers if is_same is False), "")
        if theirs and not any(is_same for is_same, *_ in answers):
            yield finding(rule, merged, field, f"{shorten(hand.plain(field))} here, {theirs}")


def _same_volume(hand: Entry, record: Entry) -> Answer:
    ours, theirs = hand.plain("volume"), record.plain("volume")
    if ours.startswith(NO_VOLUME) or theirs == str(record.year):
        return None, theirs
    return same_number(ours, theirs), theirs


def _same_issue(hand: Entry, record: Entry) -> Answer:
    theirs = record.plain("number")
    return (same_number(hand.plain("number"), theirs) if record.type == "article" else None), theirs


def _same_pages(hand: Entry, record: Entry) -> Answer:
    """The pages, or the number of the article in their place."""
    ours = hand.plain("pages")
    told = [value for field in ("pages", "eid") if (value := record.plain(field))]
    answers = [same_pages(ours, value) for value in told]
    is_same = True if True in answers else None if None in answers or not told else False
    return is_same, next(iter(told), "")


def _same_publisher(hand: Entry, record: Entry) -> Answer:
    """The publisher; of two that a venue has had, either."""
    ours, theirs = hand.plain("publisher"), record.plain("publisher")
    if not theirs:
        return None, theirs
    names = publishers_of(_venue_of(record)[1])
    if all(any(same_publisher(one, name) for name in names) for one in (ours, theirs)):
        return True, theirs
    return same_publisher(ours, theirs), theirs


def _compared(subject: Subject) -> list[tuple[Merged, Entry, list[Publication]]]:
    """The entries that name a publication, or a part of one, by hand, with what the records say of it."""
    hands = [(one, one.hand if _venue_of(one.hand)[1] else one.witness) for one in subject.entries if one.hand]
    telling = [(merged, hand) for merged, hand in hands if any(map(hand.fields.get, COMPARED_FIELDS))]
    named = [(merged, hand) for merged, hand in telling if not is_placeholder_venue(_venue_of(hand)[1] or "-")]
    return [(merged, hand, list(_publications(merged, hand))) for merged, hand in named]


def _publications(merged: Merged, hand: Entry) -> Iterator[Publication]:
    for record in merged.records:
        if record.entry and record.entry.type != "preprint" and not is_of_another_work(merged.witness, record):
            yield Publication(record.id, record.entry, _is_same(hand, record.entry))


def _is_same(hand: Entry, record: Entry) -> bool | None:
    """Whether a record is of the publication that the hand names; None if one of them names none."""
    ours = _venue_of(hand)[1]
    theirs = {field: text for field in RECORD_VENUES if (text := _text(record, field))}
    if not ours or not theirs.keys() - {"series"}:
        return None
    answers = {field: same_venue(ours, text) for field, text in theirs.items()}
    if True in answers.values():
        return True
    return None if None in (answer for field, answer in answers.items() if field != "series") else False


def _venue_of(entry: Entry) -> tuple[str, str]:
    """The field of an entry's journal or proceedings, and its words."""
    return next(((field, text) for field in HAND_VENUES if (text := _text(entry, field))), ("", ""))


def _text(entry: Entry, field: str) -> str:
    title, subtitle = entry.plain(field), entry.plain(SUBTITLES.get(field, ""))
    return f"{title}: {subtitle}" if subtitle else title


WHY = "Readers look for the work where you say that it appeared."
HOW = "Look at the work itself. If you are right, allow it; else delete your line: the record will do."

RULES = (
    Rule(
        "venue-differs", "warning", "a journal or proceedings by hand that no record of the work has", _venue_differs,
        WHY, HOW,
    ),
    Rule(
        "volume-differs", "warning", "a volume or issue by hand that the publication's records do not have",
        _volume_differs, WHY, HOW,
    ),
    Rule(
        "pages-differ", "warning", "pages by hand that the publication's records do not have", _pages_differ, WHY, HOW
    ),
    Rule(
        "publisher-differs", "warning", "a publisher by hand that the publication's records do not have",
        _publisher_differs, WHY, HOW,
    ),
)  # fmt: skip
