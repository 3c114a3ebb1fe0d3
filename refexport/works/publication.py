"""Publication: which print of a work a reference cites, where the hand and the records do not name the same one.

A reference is never made of two prints: a preprint's venue beside a journal's pages, one volume's number beside another
volume's DOI (docs/decisions/0021). What the hand says is held against each record, part by part (`PARTS`); `chosen`
says whose block is taken, and what is left aside for it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from refexport.data.datamodel import PUBLICATION
from refexport.data.kinds import BOOKS, HOSTED, IN_JOURNALS, INSTITUTIONAL
from refexport.data.patterns import regex
from refexport.model.entry import Entry, Record, Value, all_identifiers
from refexport.model.ids import SCHEMES, scheme_of
from refexport.works.numbering import same_number, same_pages
from refexport.works.venues import is_placeholder_venue, same_edition, same_publisher, same_venue

JOURNAL = "journaltitle journalsubtitle journaltitleaddon shortjournal issuetitle".split()
BOOK = "booktitle booksubtitle booktitleaddon maintitle mainsubtitle eventtitle eventtitleaddon venue eventdate".split()
CONTAINER = frozenset((*JOURNAL, *BOOK))
"""Fields that say in what a work stands."""

BOOK_NAMES = ("booktitle", "eventtitle")

NAMED = ("journaltitle", "shortjournal", "booktitle", "maintitle", "eventtitle", "series")
"""Those of them that have the name of a venue in them; a series is one for some registries."""

ISSUERS = ("howpublished", "publisher", "institution", "organization", "series")
"""Fields in which a preprint's archive stands where it is none of these."""

ADDRESSES = frozenset({"doi", "url", "isbn", "issn"})
"""Fields of the block that say where a print is to be had, not which one it is."""

EPRINT_TYPES = frozenset({"preprint", "unpublished", "misc", "online"})
"""Types under which programs write a preprint that has no venue (arXiv's own BibTeX: ``@misc``)."""

STARTS = ("pages", "eid")

EPRINT = ("eprint", "eprinttype", "eprintclass")

ARCHIVE = regex(r"https?://(?:(?:\w+\.)*arxiv\.org/|(?:dx\.)?doi\.org/10\.48550/)", re.IGNORECASE)

OF_PREPRINTS = frozenset("date url doi howpublished version pubstate institution".split())
"""Fields of the block that a preprint may have, too."""

OF_PRINTS = frozenset({"pmid", "pmcid"})
"""Identifiers of one print that are none of the block's fields."""

PLACEHOLDER, OTHER_PRINT, OTHER_WORK, NOT_PREFERRED = "placeholder", "other print", "other work", "not preferred"
NOT_ITS_TYPE = "not its type"
"""Why a value is left aside; the last of an article that stands in a book."""

SAME_PRINT = -3
"""The sum of `PARTS` above which hand and record describe one print: one part that differs is a correction, a venue
that differs, or two parts without any that agree, are another print."""


class Part(NamedTuple):
    """A part of a publication: how two entries compare in it (None: one does not say), and what that tells."""

    name: str
    compare: Callable[[Entry, Entry], bool | None]
    agrees: int
    differs: int


class Choice(NamedTuple):
    """Whose block is taken: the hand's fields that stay, the record that fills them, and what is left aside and why.

    ``base`` is None where no record describes the hand's print: then nothing is filled in.
    """

    fields: Mapping[str, Value]
    type: str
    base: Record | None
    aside: Mapping[str, str] = {}


def chosen(hand: Entry, records: Sequence[Record]) -> Choice:
    """The block of a reference, of the hand and the records of its work in rank.

    =====================================================  ============================================
    the hand's block                                       taken is
    =====================================================  ============================================
    none                                                   the first record's
    a placeholder, or a preprint's by its type             the first record's; the hand's is left aside
    of a venue, and a record describes that print          the hand's, filled from that record
    of a venue that no record describes                    the hand's, not filled
    a book's or thesis's, with its issuer and year         the hand's, not filled, if the record's is another
    without a venue, one part unlike the first record's    the first record's with the hand's correction
    without a venue, several parts unlike                  the first record's; the hand's is left aside
    =====================================================  ============================================
    """
    entries = [record.entry for record in records if record.entry]
    if not entries:
        return Choice(hand.fields, hand.type, None)
    stale = _placeholders(hand, entries[0])
    rest = hand.without(*stale)
    aside = dict.fromkeys(stale, PLACEHOLDER)
    type_ = "" if "type" in stale else hand.type
    if not any(map(rest.has, CONTAINER)):
        return _without_venue(rest, type_, records, aside)
    if type_ in IN_JOURNALS and not fits_container(type_, rest):
        type_, aside = "", {**aside, "type": NOT_ITS_TYPE}
    scores = [SAME_PRINT if _same_venue(rest, entry) is False else likeness(rest, entry) for entry in entries]
    best = scores.index(max(scores))
    base = records[best] if scores[best] > SAME_PRINT else None
    others = dict.fromkeys(_other_prints(rest, base, records), OTHER_PRINT)
    return Choice(rest.without(*others).fields, type_, base, aside | others)


OF_IDENTIFIERS = frozenset({"eprinttype", "eprintclass", *(scheme.field for scheme in SCHEMES.values())})
"""Fields that say which work an entry is of, and nothing of its print."""


def likeness(hand: Entry, record: Entry) -> int:
    """How much speaks for one print of a work, by `PARTS`; 0 if there is nothing to compare."""
    if hand.fields.keys() <= OF_IDENTIFIERS:
        return 0
    compared = [(part, part.compare(hand, record)) for part in PARTS]
    return sum(part.agrees if same else part.differs for part, same in compared if same is not None)


def stands_beside(fields: Mapping[str, Value], field: str) -> bool:
    """Whether a field of a record's container would stand beside one of another kind: a journal beside a book."""
    ours, theirs = (JOURNAL, BOOK) if field in JOURNAL else (BOOK, JOURNAL)
    return field in ours and any(fields.get(one) for one in theirs)


def type_of_container(entry: Entry) -> str:
    """The type that a work with such a container has; empty if it has none."""
    if entry.has("journaltitle"):
        return "article"
    return ("incollection" if entry.has("editor") else "inproceedings") if entry.has("booktitle") else ""


def fits_container(type_: str, entry: Entry) -> bool:
    """Whether a type goes with the container: no article in a book, no chapter in a journal, neither of a preprint."""
    if type_ in IN_JOURNALS and not entry.has("journaltitle"):
        return not (entry.has("booktitle") or entry.type == "preprint")
    if type_ in BOOKS | INSTITUTIONAL:
        return not (entry.has("journaltitle") or entry.has("booktitle"))
    is_elsewhere = entry.has("journaltitle") or entry.type == "preprint"
    return not (type_ in HOSTED and is_elsewhere and not entry.has("booktitle"))


def identifying_fields(hand: Entry, identifier: str) -> tuple[str, ...]:
    """The hand's fields in which an identifier stands, with what says nothing without them."""
    fields = [scheme.field for scheme in SCHEMES.values() if _holds(hand, scheme.field, identifier)]
    if not fields and hand.plain("eprinttype").lower() == scheme_of(identifier):
        fields = ["eprint"]
    with_parts = [part for field in fields for part in (EPRINT if field == "eprint" else (field,))]
    return tuple(field for field in dict.fromkeys(with_parts) if hand.has(field))


def _holds(hand: Entry, field: str, identifier: str) -> bool:
    """Whether a field alone names the identifier."""
    alone = Entry("", hand.type, {one: hand.fields[one] for one in (field, "eprinttype") if hand.has(one)})
    return identifier in all_identifiers(alone)


def _placeholders(hand: Entry, first: Entry) -> tuple[str, ...]:
    """The fields of the hand's block that say no more than "a preprint": all of it if its venue does."""
    empty = [field for field in (*NAMED, *ISSUERS) if hand.has(field) and is_placeholder_venue(hand.plain(field))]
    named = [field for field in NAMED if hand.has(field)]
    is_typed = not named and hand.type in EPRINT_TYPES and hand.has("eprint") and first.type != "preprint"
    is_block = is_typed or (bool(empty) and all(field in empty for field in named) and _is_container(hand, empty))
    if not is_block:
        return tuple(empty)
    block = [field for field in hand.fields if field in PUBLICATION and field not in ADDRESSES]
    return (*block, *_notes(hand, first), *(["type"] if hand.type else []))


def _is_container(hand: Entry, empty: Sequence[str]) -> bool:
    """Whether one of these fields is where the work stands: a publisher is so only of what stands nowhere else."""
    return any(field in CONTAINER for field in empty) or hand.type in EPRINT_TYPES or not hand.type


def _notes(hand: Entry, first: Entry) -> list[str]:
    """What else speaks of the preprint where another print is cited: a note of its number, its address."""
    if first.type == "preprint":
        return []
    notes = [field for field in ("note", "addendum") if is_placeholder_venue(hand.plain(field))]
    is_archive = ARCHIVE.match(hand.plain("url")) is not None
    return notes + [field for field in ("url", "urldate") if is_archive and hand.has(field)]


def _without_venue(rest: Entry, type_: str, records: Sequence[Record], aside: Mapping[str, str]) -> Choice:
    """The first record's block, with what the hand corrects in it."""
    first, entry = records[0], records[0].entry or Entry("")
    wrong_type = bool(type_) and not fits_container(type_, entry)
    is_correction = likeness(rest, entry) > SAME_PRINT and not (wrong_type and entry.type != "preprint")
    if not is_correction and _is_whole(rest, type_):
        ids = [field for one in records for field in identifying_fields(rest, one.id)]
        others = dict.fromkeys((field for field in ids if field in PUBLICATION | OF_PRINTS), OTHER_PRINT)
        return Choice(rest.without(*others).fields, type_, None, {**aside, **others})
    unlike = [field for field in rest.fields if field in PUBLICATION and field not in ADDRESSES]
    if is_correction:
        unlike = _of_no_preprint(rest, entry) if entry.type == "preprint" else []
    others = dict.fromkeys((*unlike, *(["type"] if wrong_type or (type_ and not is_correction) else [])), OTHER_PRINT)
    if wrong_type and entry.type == "preprint":
        others["type"] = PLACEHOLDER  # programs call a preprint an article for want of a type
    if entry.type == "preprint":
        printed = [record.id for record in records if record.entry and record.entry.type != "preprint"]
        ids = [field for one in printed for field in identifying_fields(rest, one) if field in PUBLICATION | OF_PRINTS]
        others |= dict.fromkeys(ids, NOT_PREFERRED)
    return Choice(rest.without(*others).fields, "" if "type" in others else type_, first, {**aside, **others})


def _is_whole(hand: Entry, type_: str) -> bool:
    """Whether a book, a thesis or a report says by itself who issued it and when."""
    issuers = ("publisher",) if type_ in BOOKS else ("institution", "publisher") if type_ in INSTITUTIONAL else ()
    return hand.has("date") and any(map(hand.has, issuers))


def _of_no_preprint(hand: Entry, preprint: Entry) -> list[str]:
    """What stands of the publication in the entry of its preprint: its pages, publisher, ISBN, and its year."""
    is_later = hand.type in EPRINT_TYPES and hand.year and preprint.year and hand.year != preprint.year
    kept = OF_PREPRINTS - ({"date"} if is_later else set())
    return [field for field in hand.fields if field in PUBLICATION and field not in kept]


def _other_prints(hand: Entry, base: Record | None, records: Iterable[Record]) -> list[str]:
    """The fields of identifiers whose records describe a published print that is not the hand's."""
    return [
        field
        for record in records
        if record is not base and record.entry and record.entry.type != "preprint"
        and VENUE.compare(hand, record.entry) is False
        for field in identifying_fields(hand, record.id)
        if field in PUBLICATION | OF_PRINTS
    ]  # fmt: skip


# --- parts


def _said_of_venues(hand: Entry, record: Entry) -> set[bool | None]:
    """What `same_venue` says of each name of the hand's venue and each of the record's; a preprint stands in none."""
    ours = [hand.plain(field) for field in NAMED if field in CONTAINER and hand.has(field)]
    theirs = [record.plain(field) for field in NAMED if record.has(field)]
    if ours and record.type == "preprint" and not theirs:
        return {False}
    return {same_venue(one, other) for one in ours for other in theirs}


def _same_venue(hand: Entry, record: Entry) -> bool | None:
    said = _said_of_venues(hand, record)
    is_other_year = any(
        same_edition(hand.plain(ours), record.plain(theirs)) is False for ours in BOOK_NAMES for theirs in BOOK_NAMES
    )
    return not is_other_year if True in said else False if said == {False} else None


def _known_venue(hand: Entry, record: Entry) -> bool | None:
    """Whether it is known what the two venues are to each other, where there are two."""
    said = _said_of_venues(hand, record)
    return bool(said & {True}) or said == {False} if said else None


def _same_year(hand: Entry, record: Entry) -> bool | None:
    return hand.year == record.year if hand.year and record.year else None


def _same_volume(hand: Entry, record: Entry) -> bool | None:
    return same_number(hand.plain("volume"), record.plain("volume"))


def _same_issue(hand: Entry, record: Entry) -> bool | None:
    return same_number(hand.plain("number"), record.plain("number"))


def _same_edition(hand: Entry, record: Entry) -> bool | None:
    return same_number(hand.plain("edition"), record.plain("edition"))


def _same_house(hand: Entry, record: Entry) -> bool | None:
    ours, theirs = hand.plain("publisher"), record.plain("publisher")
    return same_publisher(ours, theirs) if ours and theirs else None


def _same_start(hand: Entry, record: Entry) -> bool | None:
    """Whether two entries have the same pages or article number, in whichever of the fields it stands."""
    said = [same_pages(hand.plain(ours), record.plain(theirs)) for ours in STARTS for theirs in STARTS]
    return True if True in said else False if False in said else None


VENUE = Part("venue", _same_venue, 3, -5)
PARTS = (
    VENUE,
    Part("name of the venue", _known_venue, 0, -4),
    Part("pages", _same_start, 3, -2),
    Part("volume", _same_volume, 1, -2),
    Part("number", _same_issue, 1, -1),
    Part("date", _same_year, 1, -2),
    Part("edition", _same_edition, 1, -3),
    Part("publisher", _same_house, 0, -1),
)
"""A venue and a first page are seldom equal by chance; volumes and years are, and slips in them are common."""
