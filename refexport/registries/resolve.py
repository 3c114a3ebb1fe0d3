"""Resolve: titles to identifiers. Services are asked for works like the entries; only what is certain is chosen.

A work has up to two identifiers worth writing down: its preprint (arXiv) and its publication (DOI, else dblp's key).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from refexport.data.kinds import kind_of
from refexport.errors import UnavailableError
from refexport.model.entry import REFERENCE, Entry, Record
from refexport.model.ids import scheme_of, without_version, work_id
from refexport.registries import Service, installed_services
from refexport.registries.together import together
from refexport.works.likelihood import AUTHORS, RARE, RIVALS, TITLE, Likelihood, evidence, likelihood, linked
from refexport.works.shortlist import Shortlist
from refexport.works.title_words import EQUAL

if TYPE_CHECKING:
    from refexport.registries.client import Client  # the network is loaded when somebody asks (docs/decisions/0001)

MOST_SHOWN = 3
MOST_SCORED = 20
MARGIN = 2.0
"""Bits by which one of several certain works must lead the next to be the one that is meant."""


class Candidate(NamedTuple):
    """A work that a registry proposes, the identifier to write down for it, and how it fits.

    ``published`` is the DOI that a preprint's own record gives for its publication.
    """

    id: str
    entry: Entry
    score: Likelihood
    published: str = ""

    @property
    def is_preprint(self) -> bool:
        """Whether the identifier is the preprint's."""
        return scheme_of(self.id) == "arxiv"

    @property
    def fits(self) -> bool:
        """Whether more speaks for it than against it, so that it may be suggested."""
        return self.score.total > 0


class Resolution(NamedTuple):
    """What was found for an entry: the certain identifiers, the doubtful candidates, and why they are open.

    ``unanswered`` are the reasons of the services that were asked for it and gave no answer.
    """

    key: str
    chosen: tuple[Candidate, ...] = ()
    doubtful: tuple[Candidate, ...] = ()
    reason: str = ""
    unanswered: tuple[str, ...] = ()


def is_searched(entry: Entry) -> bool:
    """Whether a registry may hold the work."""
    return entry.has("title") and kind_of(entry.type).is_searched


class Asked(NamedTuple):
    """What one service was asked: the entries, what it proposes, or why it proposes nothing."""

    service: str
    entries: Sequence[Entry]
    records: Sequence[Record] = ()
    reason: str = ""


def searched(client: "Client") -> list[Service]:
    """The services that can be asked for titles, those last that want the user's own key."""
    every = installed_services().values()
    able = [one for service in every for one in (service, *service.also) if one.search and one.found]
    return sorted(filter(client.has_key, able), key=lambda one: one.key is not None)


def resolve(entries: Sequence[Entry], client: "Client") -> list[Resolution]:
    """What the services propose for each entry, in the entries' order.

    Those that answer for many at once are asked side by side, each with those that stand in for it; then those that
    take one entry a request, for what has no certain publication yet.
    """
    found: dict[str, list[Candidate]] = {entry.key: [] for entry in entries}
    unanswered: dict[str, dict[str, str]] = {entry.key: {} for entry in entries}
    able = searched(client)
    many = [one for one in able if not one.stands_in_for and one.search_batch > 1]
    streams = {one.name: _search_or_instead(client, one, able, entries) for one in many}
    asked = [one for _, one in together(streams, client.stop)]
    _take_in(sorted(asked, key=lambda one: one.service), found, unanswered)
    _read_links(client, entries, found)
    for service in (one for one in able if not one.stands_in_for and one.search_batch == 1):
        open_ones = [entry for entry in entries if not _has_publication(found[entry.key])]
        _take_in(_search(client, service, open_ones), found, unanswered)
    return [_decided(found[entry.key], tuple(unanswered[entry.key].values()), entry.key) for entry in entries]


def _take_in(
    asked: Iterable[Asked], found: Mapping[str, list[Candidate]], unanswered: Mapping[str, dict[str, str]]
) -> None:
    """Adds to each entry the records with a title like its own, or the reason why there are none."""
    for one in asked:
        likely = _by_title(one.records)
        for entry in one.entries:
            found[entry.key].extend(_candidates(entry, likely(entry)))
            if one.reason:
                unanswered[entry.key].setdefault(one.service, one.reason)


def _read_links(client: "Client", entries: Sequence[Entry], found: Mapping[str, list[Candidate]]) -> None:
    """Adds what certain preprints name as their publications, once its records are read; the authors told arXiv."""
    from refexport.registries.fetch import fetch  # noqa: PLC0415 - only where a preprint names a publication

    links = {
        entry.key: [one.published for one in found[entry.key] if one.score.is_same and one.published]
        for entry in entries
        if not _has_publication(found[entry.key])
    }
    wanted = [id_ for ids in links.values() for id_ in ids]
    records = fetch(wanted, client).records if wanted else {}
    for entry in entries:
        told = [records[one] for one in links.get(entry.key, ()) if one in records]
        found[entry.key] += (
            Candidate(_id_of(record), record.entry, linked(entry, record.entry)) for record in told if record.entry
        )


def _search_or_instead(
    client: "Client", service: Service, able: Sequence[Service], entries: Sequence[Entry]
) -> Iterator[Asked]:
    """The service, and for what it does not answer those that stand in for it."""
    silent: list[Entry] = []
    for one in _search(client, service, entries):
        yield one
        silent += one.entries if one.reason else ()
    for instead in (one for one in able if one.stands_in_for == service.name):
        yield from _search(client, instead, silent)


def decide(entry: Entry, records: Iterable[Record], unanswered: Sequence[str] = ()) -> Resolution:
    """The certain candidates, one for each role, and the best others; the same answers decide the same."""
    return _decided(_candidates(entry, records), unanswered, entry.key)


def _decided(proposed: Iterable[Candidate], unanswered: Sequence[str], key: str) -> Resolution:
    candidates = _among_rivals(_once(proposed))
    chosen: list[Candidate] = []
    reasons: list[str] = []
    for is_preprint in (True, False):
        certain = _leading(one for one in candidates if one.score.is_same and one.is_preprint == is_preprint)
        if len(certain) > 1:
            reasons.append(f"{len(certain)} works fit: {', '.join(one.id for one in certain)}")
        elif certain and not (chosen and _are_two(chosen[0], certain[0])):
            chosen += certain
    ids = {one.id for one in chosen}
    doubtful = [one for one in candidates if one.id not in ids and not one.score.is_other][:MOST_SHOWN]
    if not chosen and not reasons:
        reasons.append(_why_open(doubtful, unanswered))
    return Resolution(key, tuple(chosen), tuple(doubtful), "; ".join(reasons), tuple(unanswered))


def _once(proposed: Iterable[Candidate]) -> list[Candidate]:
    """Every proposed work once, the best first."""
    found: dict[str, Candidate] = {}
    for one in proposed:
        if one.id not in found or _rank(one) < _rank(found[one.id]):
            found[one.id] = one
    return sorted(found.values(), key=_rank)


def _rank(one: Candidate) -> tuple[float, str]:
    """Better candidates come first; of equal ones always the same."""
    return -one.score.total, one.id


def _among_rivals(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with what it says, where a title is all there is, that no other work has it, or that one has."""
    same_title = [one for one in candidates if one.score.level(TITLE).startswith(EQUAL)]
    return sorted((_beside(one, same_title) for one in candidates), key=_rank)


def _beside(one: Candidate, same_title: Sequence[Candidate]) -> Candidate:
    if one not in same_title or one.score.level(AUTHORS):
        return one
    is_rare = one.score.level(TITLE).endswith(RARE)
    is_alone = all(other is one or likelihood(one.entry, other.entry).is_same for other in same_title)
    level = "another work of this title" if not is_alone else "none" if is_rare else "none, but of so common a title"
    return one._replace(score=one.score.plus(evidence(RIVALS, level)))


def _leading(certain: Iterable[Candidate]) -> list[Candidate]:
    """Of the certain candidates, the best first, those of equal title if there are any, and of these the ones ahead.

    A sequel may be told apart by its subtitle alone.
    """
    known = list(certain)
    closest = [one for one in known if one.score.level(TITLE).startswith(EQUAL)] or known
    return [one for one in closest if closest[0].score.total - one.score.total < MARGIN]


def _are_two(one: Candidate, other: Candidate) -> bool:
    """Whether a preprint and a publication that both fit are two works; then only the preprint is written."""
    return likelihood(one.entry, other.entry).is_other


def _why_open(doubtful: Sequence[Candidate], unanswered: Sequence[str]) -> str:
    if unanswered:
        return f"not all registries answered ({'; '.join(unanswered)})"
    return ", ".join(doubtful[0].score.doubts) if doubtful else "no registry has a work of this title"


def _candidates(entry: Entry, records: Iterable[Record]) -> list[Candidate]:
    """The records with the identifiers to write down for them, and how they fit."""
    return [
        Candidate(_id_of(record), record.entry, likelihood(entry, record.entry), _published(record))
        for record in records
        if record.entry
    ]


def _id_of(record: Record) -> str:
    """The identifier worth writing down: the publication's DOI before dblp's key, an arXiv id without its version."""
    entry = record.entry or Entry("")
    if entry.type == "preprint" and entry.arxiv:
        return work_id("arxiv", without_version(entry.arxiv))
    if entry.has("doi"):
        return work_id("doi", entry.plain("doi"))
    return without_version(record.id) if scheme_of(record.id) == "arxiv" else record.id


def _published(record: Record) -> str:
    return next((one for one in record.links.get("published", ()) if scheme_of(one) == "doi"), "")


def _has_publication(candidates: Iterable[Candidate]) -> bool:
    return any(one.score.is_same and not one.is_preprint for one in candidates)


def _by_title(records: Sequence[Record]) -> Callable[[Entry], list[Record]]:
    """What gives the few records whose titles are like an entry's: an answer for several entries may hold hundreds.

    Where an entry was read from a reference, the title may stand anywhere in it.
    """
    entries = [Entry(str(place), "", one.entry.fields) for place, one in enumerate(records) if one.entry]
    shortlist = Shortlist(entries)

    def likely(entry: Entry) -> list[Record]:
        words = entry.replace(title=entry.fields[REFERENCE]) if entry.has(REFERENCE) else entry
        return [records[int(one.key)] for one in shortlist.like(words, MOST_SCORED)]

    return likely


def _search(client: "Client", service: Service, entries: Sequence[Entry]) -> Iterator[Asked]:
    """The service asked for as many entries at once as it takes."""
    if service.search is None or service.found is None:
        return
    client.observer.expects(service.name, len(entries))
    for start in range(0, len(entries), service.search_batch):
        batch = entries[start : start + service.search_batch]
        if request := service.search(batch):
            try:
                yield Asked(service.name, batch, client.ask(service, request, service.found))
            except UnavailableError as error:
                yield Asked(service.name, batch, reason=str(error))
        client.observer.answers(service.name, len(batch))
