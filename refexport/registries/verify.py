"""Verify: an identifier is believed once its record was read, and agrees with what a person said of the work.

What a search proposes, arXiv's own DOI of a publication, a link of Crossref or dblp are hints: one of 750 DOIs that
authors gave arXiv is another paper's (docs/decisions/0024).
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from refexport.model.entry import Entry, Record
from refexport.registries.resolve import Candidate, Resolution
from refexport.text.messages import shorten
from refexport.works.likelihood import is_of_another_work
from refexport.works.match import full_title

if TYPE_CHECKING:
    from refexport.registries.client import Client  # the network is loaded when somebody asks (docs/decisions/0001)


class Verified(NamedTuple):
    """A resolution whose chosen identifiers were read, and their records by identifier."""

    resolution: Resolution
    records: Mapping[str, Record] = {}


def verified(resolutions: Sequence[Resolution], words: Mapping[str, Entry], client: "Client") -> list[Verified]:
    """The resolutions with those identifiers only whose records are of the work; ``words``: cite key -> what was said.

    The records are asked for together. An identifier whose record is another work's, or cannot be had, is not chosen:
    the reason says why.
    """
    from refexport.registries.fetch import fetch  # noqa: PLC0415 - the network is loaded when somebody asks

    fetched = fetch((candidate.id for one in resolutions for candidate in one.chosen), client)
    return [_held(one, words[one.key], fetched.records, fetched.failed) for one in resolutions]


def _held(one: Resolution, words: Entry, records: Mapping[str, Record], failed: Mapping[str, str]) -> Verified:
    """A resolution held against the records of its identifiers."""
    objections = {c.id: _objection(c, words, records.get(c.id), failed.get(c.id, "")) for c in one.chosen}
    believed = tuple(candidate for candidate in one.chosen if not objections[candidate.id])
    reason = "; ".join(filter(None, (one.reason, *objections.values())))
    unanswered = tuple(dict.fromkeys((*one.unanswered, *(failed[c.id] for c in one.chosen if c.id in failed))))
    resolution = one._replace(chosen=believed, reason=reason, unanswered=unanswered)
    return Verified(resolution, {candidate.id: records[candidate.id] for candidate in believed})


def _objection(candidate: Candidate, words: Entry, record: Record | None, failure: str) -> str:
    """Why an identifier is not believed; empty if it is."""
    if record is None:
        return f"{candidate.id} is not written, its record could not be read: {failure}"
    if record.entry is None:
        return f"{candidate.id} is not written, {record.service} says that it does not exist"
    if is_of_another_work(words, record):
        return f'{candidate.id} is not written, its record is of another work: "{shorten(full_title(record.entry))}"'
    return ""
