"""Witness: what a person or their list said of a work stays, once a registry describes it, as ``cited-as``.

The words are never exported and never deleted: each record is held against them, now and whenever one changes
(docs/decisions/0024).
"""

from collections.abc import Mapping, Sequence

from refexport.model.date import Date
from refexport.model.entry import Entry, Record, Value
from refexport.model.name import OTHERS, display_name
from refexport.text.fold import fold
from refexport.works.match import same_authors
from refexport.works.merge import merge
from refexport.works.publication import PLACEHOLDER

Words = Mapping[str, Value]
"""Field, or ``type``, -> what was said."""


def giving_way(hand: Entry, records: Sequence[Record], *, prefer: str = "published") -> Words:
    """What a person said of the work that the records say better: title, authors, year, and a venue that is none.

    ``hand`` has the identifiers that the records answer. A title with markup of the hand's own stays where it is, a
    list of authors that no record completes or that has fuller names, a day that no record has, and whatever names a
    publication of its own.
    """
    full = merge(hand, records, prefer=prefer)
    given = {field for field, why in full.aside.items() if why == PLACEHOLDER}
    told = merge(hand.without("title", "subtitle", "author", "date"), records, prefer=prefer).entry
    if told.has("title") and not any(span.styles for span in hand.text("title")):
        given |= {"title", "subtitle"}
    if told.has("author") and OTHERS not in told.names("author") and not _are_fuller(hand, told):
        given.add("author")
    if told.has("date") and hand.date() in (Date(hand.year or 0), told.date()):
        given.add("date")
    words = {field: value for field, value in hand.fields.items() if field in given}
    in_order = {field: words[field] for field in ("title", "subtitle", "author", "date") if field in words} | words
    return in_order | ({"type": hand.type} if "type" in given else {})


def _are_fuller(hand: Entry, record: Entry) -> bool:
    """Whether the hand has the same people, none of them shorter and some with letters or names that no record has."""
    pairs = list(zip(hand.names("author"), record.names("author"), strict=False))
    if not same_authors(hand.names("author"), record.names("author")):
        return False
    lengths = [(len(fold(ours.given)), len(fold(theirs.given))) for ours, theirs in pairs]
    has_letters = any(not display_name(ours).isascii() and display_name(theirs).isascii() for ours, theirs in pairs)
    return all(mine >= others for mine, others in lengths) and (has_letters or any(a > b for a, b in lengths))
