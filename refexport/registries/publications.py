"""Publications: what preprints became, by their records' links or by their titles, read and held against the entry.

A link is believed only once its record is read: one of 750 DOIs that arXiv has is of another paper.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from refexport.model.entry import Entry, Merged, Record
from refexport.model.ids import SCHEMES, scheme_of, value_of, without_version
from refexport.registries.fetch import fetch
from refexport.registries.resolve import resolve
from refexport.works.likelihood import likelihood, linked
from refexport.works.news import NEWER, PUBLISHED, News, cites_preprint, news

if TYPE_CHECKING:
    from refexport.registries.client import Client  # the network is loaded when somebody asks (docs/decisions/0001)


class Publication(NamedTuple):
    """What an entry may cite instead: its record, who named it (a record's id, or nothing for a search), and doubts.

    With doubts it may be another work; it is shown and never taken.
    """

    key: str
    record: Record
    source: str
    doubts: tuple[str, ...] = ()

    @property
    def is_taken(self) -> bool:
        """Whether it is the same work for certain."""
        return not self.doubts


class Read(NamedTuple):
    """The publications of entries, at most one that `is_taken` for each, and why some were not to be had."""

    publications: Sequence[Publication]
    unanswered: Sequence[str] = ()


def read_publications(entries: Sequence[Merged], client: "Client", is_wanted: Callable[[str, str], bool]) -> Read:
    """What the entries may cite instead: what their records link to, else what is found by title for a preprint.

    ``is_wanted`` says of a cite key and a kind of news whether anybody wants to hear of it.
    """
    told = (one for merged in entries for one in news(merged) if is_wanted(merged.entry.key, one.kind))
    linked = [one for one in told if _can_be_read(one)]
    by_key = {merged.entry.key: _as_cited(merged) for merged in entries}
    found, unanswered = _read([(one.key, one.target, one.source) for one in linked], by_key, client)
    done = {one.key for one in found if one.is_taken}
    preprints = [merged.entry for merged in entries if cites_preprint(merged) and merged.entry.has("title")]
    open_ones = [one for one in preprints if one.key not in done and is_wanted(one.key, PUBLISHED)]
    resolutions = resolve(open_ones, client) if open_ones else []
    chosen = [(one.key, best.id, "") for one in resolutions for best in one.chosen if not best.is_preprint]
    read = {one.record.id for one in found}
    more, failed = _read([one for one in chosen if one[1] not in read], by_key, client)
    silent = [reason for one in resolutions for reason in one.unanswered]
    return Read(_first_of_each([*found, *more]), tuple(dict.fromkeys([*unanswered, *failed, *silent])))


def _as_cited(merged: Merged) -> Entry:
    """The entry with the words that it was cited by: a publication is held against these, not only the preprint's."""
    cited = merged.cited.fields if merged.cited else {}
    return merged.entry.replace(**{field: cited[field] for field in ("title", "author", "date") if field in cited})


def _can_be_read(one: News) -> bool:
    """Whether news names a publication, or a newer version of the same preprint, by an identifier."""
    schemes = {PUBLISHED: SCHEMES.keys() - {"arxiv"}, NEWER: {"arxiv"}}
    return scheme_of(one.target) in schemes.get(one.kind, ()) and bool(value_of(one.target))


def _read(
    wanted: Sequence[tuple[str, str, str]], entries: Mapping[str, Entry], client: "Client"
) -> tuple[list[Publication], list[str]]:
    """The records of (key, id, source), each with the doubts about it; and why some are missing."""
    fetched = fetch([id_ for _, id_, _ in wanted], client) if wanted else None
    found: list[Publication] = []
    for key, id_, source in wanted:
        record = fetched.records.get(id_) if fetched else None
        if record and record.entry:
            found.append(Publication(key, record, source, doubts_about(entries[key], record, is_linked=bool(source))))
    return found, [f"{one}: {reason}" for one, reason in fetched.failed.items()] if fetched else []


def doubts_about(entry: Entry, record: Record, *, is_linked: bool) -> tuple[str, ...]:
    """Why a record may be of another work than an entry; nothing if it is the same one for certain."""
    if scheme_of(record.id) == "arxiv" and without_version(value_of(record.id)) == without_version(entry.arxiv):
        return ()
    if record.entry is None:
        return ("there is no such work",)
    likely = (linked if is_linked else likelihood)(entry, record.entry)
    return () if likely.is_same else likely.doubts or (str(likely),)


def _first_of_each(found: Sequence[Publication]) -> list[Publication]:
    """The first that is taken of each entry; else all, so that a person sees why not."""
    taken: dict[str, Publication] = {}
    for one in found:
        if one.is_taken:
            taken.setdefault(one.key, one)
    return [one for one in found if taken.get(one.key, one) is one]
