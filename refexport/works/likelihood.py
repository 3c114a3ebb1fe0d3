"""Likelihood: how likely it is that two entries are of one work, criterion by criterion (Fellegi and Sunter, 1969).

Each criterion (title, authors, year, venue, pages, kind, source) is compared to one of a few levels; a level is worth
the logarithm of how much more often one work shows it than two. The sum decides, and the parts tell why: no criterion
vetoes what the others make certain, and none proves anything alone. The one judge of "same work?" for `resolve`,
`enrich`, `merge`, `check` and `import` (docs/decisions/0023).
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from refexport.data.kinds import ANY, kind_of
from refexport.data.likelihood import COPIERS, LEAST, OTHER_WORK, OTHER_WORK_UNDATED, SAME_WORK, WEIGHTS
from refexport.model.entry import REFERENCE, Entry, Record
from refexport.model.name import OTHERS, Name
from refexport.model.text import Text
from refexport.works.match import full_title, same_person, shared_authors
from refexport.works.title_words import EQUAL, WORD
from refexport.works.titles import DAMAGED, FORM, MORE, NEARLY, UNNUMBERED, Title, title_level, title_of
from refexport.works.venues import is_placeholder_venue, same_venue
from refexport.works.wording import as_worded

TITLE, AUTHORS, YEAR, VENUE, PAGES, KIND, SOURCE, LINK, RIVALS = (
    "title authors year venue pages kind source link rivals".split()
)

ALL, THE_ONE, REORDERED, LISTED = "all", "the only one", "all, in another order", "all that are listed"
MOST, LATER, FEW, NONE = "most", "most, but another first one", "few", "none"

RARE = "rare"
RARITY = ((50.0, f"very {RARE}"), (32.0, RARE), (20.0, "usual"), (0.0, "common"))
"""Bits that the words of a title tell, and what it is called from there on."""

DOUBTS = frozenset({WORD, FORM, MORE, UNNUMBERED})
"""Levels of titles that speak against one work, and are no error: works are retitled, and cited in part."""

MOST_COMPARED = 40
"""Authors of a list that are looked for in another order."""

YEARS = 5
"""Years that are told apart; more are as many."""


class Evidence(NamedTuple):
    """What one criterion says: how the two compare (``level``), and how many bits that is for one work (or against)."""

    criterion: str
    level: str
    weight: float


class Likelihood(NamedTuple):
    """All that speaks for and against two entries being of one work; nothing of what either of them lacks."""

    parts: tuple[Evidence, ...] = ()

    @property
    def total(self) -> float:
        """The sum of the parts in bits: 10 are a thousand to one for one work."""
        return sum(one.weight for one in self.parts)

    @property
    def is_same(self) -> bool:
        """Whether it is certain enough to write down that it is one work: by more than one criterion."""
        return self.total >= SAME_WORK and sum(one.weight > 0 for one in self.parts) > 1

    @property
    def is_other(self) -> bool:
        """Whether they are two works; that works are retitled, and cited with or without subtitle, is a doubt only."""
        doubts = sum(one.weight for one in self.parts if one.level in DOUBTS)
        return self.total - doubts <= (OTHER_WORK if self.level(YEAR) else OTHER_WORK_UNDATED)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What speaks against it, and what is not known though it would count; the worst first."""
        against = sorted((one for one in self.parts if one.weight < 0), key=lambda one: one.weight)
        told = tuple(f"{one.criterion}: {one.level}" for one in against)
        missing = tuple(f"no {name} to compare" for name in (TITLE, AUTHORS) if not self.level(name))
        return told + missing

    def level(self, criterion: str) -> str:
        """How the two compare by a criterion, or nothing if either lacks it."""
        return next((one.level for one in self.parts if one.criterion == criterion), "")

    def plus(self, part: Evidence) -> "Likelihood":
        """The same with one part more."""
        return Likelihood((*self.parts, part))

    def __str__(self) -> str:
        """``title equal, rare +12.0, authors all +9.1, year same +1.2: 22.3``."""
        return f"{', '.join(f'{name} {level} {weight:+.1f}' for name, level, weight in self.parts)}: {self.total:.1f}"


def likelihood(one: Entry, other: Entry) -> Likelihood:
    """How likely it is that two entries are of one work: what a user wrote, and what a registry or the user says.

    Of an entry with the reference that it was read from, what that says word for word of the other counts, too.
    """
    judged = _compared(one, other)
    worded = None if judged.is_same else as_worded(one, other)
    return judged if worded is None else max(judged, _compared(worded, other), key=lambda each: each.total)


def is_one_work(one: Entry, other: Entry) -> bool:
    """Whether `likelihood` is certain of it; titles of which nothing else could make one work are told at once."""
    is_possible = one.has(REFERENCE) or may_be_one_work(titles_of(one), titles_of(other))
    return is_possible and likelihood(one, other).is_same


def may_be_one_work(ours: Sequence[Title], theirs: Sequence[Title]) -> bool:
    """Whether the titles of two entries are such that the rest can make one work of them."""
    level = _most_alike(ours, theirs)
    most = evidence(TITLE, level).weight + MOST_BESIDE_TITLE.get(group_of(level), math.inf)
    return not level or most >= SAME_WORK


def _compared(one: Entry, other: Entry) -> Likelihood:
    title = _most_alike(titles_of(one), titles_of(other))
    authors = _authors(one.names("author"), other.names("author"))
    parts = [
        evidence(TITLE, title),
        evidence(AUTHORS, authors, group_of(title)),
        evidence(YEAR, _year(one, other)),
        *(evidence(criterion, compare(one, other)) for criterion, compare in COMPARED),
    ]
    return Likelihood(tuple(part for part in parts if part.level))


def evidence(criterion: str, level: str, among: str = "") -> Evidence:
    """What a level is worth: by the table; the least there is if no pair of one work showed it."""
    weights = WEIGHTS.get(f"{criterion}, {among}" if among else criterion, {})
    return Evidence(criterion, level, weights.get(level, LEAST) if level else 0.0)


def linked(entry: Entry, record: Entry) -> Likelihood:
    """How likely it is that an entry's publication is what its preprint's own record names."""
    return likelihood(entry, record).plus(evidence(LINK, "the preprint's own record names it"))


def contradicts(hand: Entry, record: Entry) -> bool:
    """Whether a record is about another work than the hand's own words; without a title on both sides nobody knows."""
    return bool(full_title(hand) and full_title(record)) and likelihood(hand, record).is_other


def is_of_another_work(hand: Entry, record: Record) -> bool:
    """Whether a record is about another work than the hand's own words.

    A retracted record of another time is a copy: mills' journals print known papers, with their authors, years after.
    """
    entry = record.entry or Entry("")
    is_late = bool(hand.year and entry.year) and abs((hand.year or 0) - (entry.year or 0)) > 1
    return contradicts(hand, entry) or ("retraction" in record.links and is_late)


def are_two_kinds(one: Entry, other: Entry) -> bool:
    """Whether the types of two entries say that they are not one work: a paper and a post of the same words."""
    return len({kind_of(one.type).sort, kind_of(other.type).sort, ANY}) > 2


def _most_alike(ours: Sequence[Title], theirs: Sequence[Title]) -> str:
    """The level of the titles that are most alike; nothing if either has none."""
    levels = [_with_rarity(title_level(one, other), one, other) for one in ours for other in theirs]
    return max(levels, key=lambda level: evidence(TITLE, level).weight, default="")


def titles_of(entry: Entry) -> list[Title]:
    """The title as it is, and its original; those that have words."""
    texts = (full_title(entry), _characters(entry.text("origtitle")))
    return [title for text in texts if text and (title := title_of(text)).words]


def _characters(text: Text) -> str:
    return "".join(span.text for span in text)


def rarity(title: Title) -> str:
    """How rare a title's words are."""
    return next(name for least, name in RARITY if title.bits >= least)


def _with_rarity(level: str, one: Title, other: Title) -> str:
    """The level, and of titles that may be one how rare the words are that both have."""
    if level != EQUAL and level not in DAMAGED:
        return level
    return f"{level}, {rarity(min(one, other, key=lambda title: title.bits))}"


def group_of(title: str) -> str:
    """Among which pairs authors count: the same people write the next paper, but hardly one of the same title."""
    level, *_ = title.partition(", ")
    if level == EQUAL:
        return "equal titles"
    if level in DAMAGED:
        return "damaged titles"
    return "nearly equal titles" if level in NEARLY else f"{level} titles"


def _authors(ours: Sequence[Name], theirs: Sequence[Name]) -> str:
    """How two lists of authors compare."""
    mine, others = ([name for name in names if name != OTHERS][:MOST_COMPARED] for names in (ours, theirs))
    if not mine or not others:
        return ""
    is_whole = OTHERS not in ours and OTHERS not in theirs and len(ours) == len(theirs)
    if all(same_person(one, other) for one, other in zip(mine, others, strict=False)):
        return (THE_ONE if len(mine) == 1 else ALL) if is_whole else LISTED
    share = shared_authors(mine, others) or 0.0
    if share == 1.0 and is_whole:
        return REORDERED
    if share >= 0.5:
        return MOST if same_person(mine[0], others[0]) else LATER
    if share or len({bool(name.literal) for name in (*mine, *others)}) == 1:
        return FEW if share else NONE
    return ""  # an organisation says nothing of people, nor they of it


def _year(one: Entry, other: Entry) -> str:
    """How many years lie between the two: of a preprint and a publication from the one to the other."""
    if not one.year or not other.year:
        return ""
    between = other.year - one.year
    if (one.type == "preprint") == (other.type == "preprint") or not one.type or not other.type:
        return _years(abs(between))
    is_before = between < 0 if one.type == "preprint" else between > 0
    return f"published {_years(abs(between))}{' before' if is_before else ''}"


def _years(apart: int) -> str:
    return "same" if not apart else f"{apart} apart" if apart < YEARS else f"{YEARS} or more apart"


def _venue(one: Entry, other: Entry) -> str:
    """Whether both were printed in the same place; nothing where that is not known, and of preprints."""
    ours, theirs = _printed_in(one), _printed_in(other)
    is_same = same_venue(ours, theirs) if ours and theirs else None
    return "" if is_same is None else "same" if is_same else "another"


def _printed_in(entry: Entry) -> str:
    venue = "" if entry.type == "preprint" else entry.plain("journaltitle") or entry.plain("booktitle")
    return "" if is_placeholder_venue(venue) else venue


def _pages(one: Entry, other: Entry) -> str:
    """Whether both begin on the same page; a venue prints a work once, while a preprint has pages of its own."""
    first = [re.match(r"[A-Za-z]?\d+", entry.plain("pages")) for entry in (one, other)]
    if not first[0] or not first[1]:
        return ""
    if first[0][0].lower() == first[1][0].lower():
        return "same"
    return "others of the same venue" if _venue(one, other) == "same" else "others"


def _kind(one: Entry, other: Entry) -> str:
    return "another" if are_two_kinds(one, other) else ""


def _source(one: Entry, other: Entry) -> str:
    """Preprints outside arXiv are deposited by anyone: copies of known papers, with their authors, years after."""
    if other.plain("doi").startswith(COPIERS):
        return "known for copies"
    is_near = bool(one.year and other.year) and abs((one.year or 0) - (other.year or 0)) <= 1
    return "a preprint of another time" if other.type == "preprint" and not other.arxiv and not is_near else ""


BESIDE = (YEAR, VENUE, PAGES)
"""Criteria besides title and authors that can speak for one work without a registry's or a rival's word."""

MOST_BESIDE_TITLE: Mapping[str, float] = {
    among.partition(", ")[2]: max(0.0, *levels.values()) + sum(max(WEIGHTS[one].values()) for one in BESIDE)
    for among, levels in WEIGHTS.items()
    if among.startswith(f"{AUTHORS}, ")
}
"""Among which titles authors count -> the most that all but the titles can say for one work."""

Compare = Callable[[Entry, Entry], str]
COMPARED: tuple[tuple[str, Compare], ...] = ((VENUE, _venue), (PAGES, _pages), (KIND, _kind), (SOURCE, _source))
"""The criteria that are compared apart from each other."""
