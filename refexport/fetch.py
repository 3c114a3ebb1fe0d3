"""Fetch: identifiers in batches to the services, records out; what is known is handed over batch by batch.

Three outcomes for each identifier: a record, a record that says "does not exist", or a reason why nothing is known.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.errors import UnavailableError
from refexport.http import Client
from refexport.model.entry import Record
from refexport.model.ids import scheme_of, value_of, work_id
from refexport.services import AGENCY, ARXIV_BY_DOI, SERVICES
from refexport.services.service import Service

Keep = Callable[[Mapping[str, Record]], None]
"""Takes records by id as soon as they are there (a run may end at any time)."""


class Fetched(NamedTuple):
    """Records by id, and for every other id the reason why there is none."""

    records: Mapping[str, Record]
    failed: Mapping[str, str]


def fetch(ids: Iterable[str], client: Client, keep: Keep = lambda _records: None) -> Fetched:
    """What the services say about the ids, each id asked once; a failing batch leaves the others alone."""
    wanted = list(dict.fromkeys(ids))
    records: dict[str, Record] = {}
    failed: dict[str, str] = {}
    for scheme, ask in ROUTES.items():
        values = [value_of(one) for one in wanted if scheme_of(one) == scheme]
        for found, reasons in ask(client, values):
            by_id = {work_id(scheme, value): record for value, record in found.items()}
            records |= by_id
            failed |= {work_id(scheme, value): reason for value, reason in reasons.items()}
            keep(by_id)
    return Fetched(records, failed)


Told = tuple[Mapping[str, Record], Mapping[str, str]]
"""Records by value, and reasons by value."""


def _ask_arxiv(client: Client, values: Sequence[str]) -> Iterator[Told]:
    """arXiv in batches; what it refuses is asked of DataCite, which has a record for every paper."""
    for found, reasons in _ask_batches(client, SERVICES["arxiv"], values):
        yield found, {}
        yield from _ask_batches(client, ARXIV_BY_DOI, list(reasons))


def _ask_doi(client: Client, values: Sequence[str]) -> Iterator[Told]:
    """Crossref in batches; what a batch leaves out goes to the agency that has it."""
    missed: list[str] = []
    for found, reasons in _ask_batches(client, SERVICES["crossref"], values, alone=False):
        missed += [value for value, reason in reasons.items() if reason == LEFT_OUT]
        yield found, {value: reason for value, reason in reasons.items() if reason != LEFT_OUT}
    for batch in _batches(missed, AGENCY.batch):
        yield from _ask_agencies(client, batch)


def _ask_agencies(client: Client, values: Sequence[str]) -> Iterator[Told]:
    try:
        agencies = client.ask(AGENCY.service, AGENCY.request(values), lambda answer: AGENCY.parse(answer, values))
    except UnavailableError as error:
        yield {}, dict.fromkeys(values, str(error))
        return
    for name in ("crossref", "datacite"):
        theirs = [value for value in values if agencies.get(value, "").lower() == name]
        yield from _ask_batches(
            client, SERVICES[name]._replace(batch=1 if name == "crossref" else SERVICES[name].batch), theirs
        )
    absent = [value for value in values if agencies.get(value) == ""]
    yield {value: Record(work_id("doi", value), "doi.org") for value in absent}, {}
    known = ("", "crossref", "datacite")
    others = {value: agency for value, agency in agencies.items() if agency.lower() not in known}
    yield {}, {value: f"its agency {agency} has no interface that refexport knows" for value, agency in others.items()}
    yield {}, {value: "doi.org did not say who registered it" for value in values if value not in agencies}


LEFT_OUT = "the answer leaves it out"


def _ask_batches(client: Client, service: Service, values: Sequence[str], *, alone: bool = True) -> Iterator[Told]:
    """The service asked in batches; what a batch leaves out is asked alone once, unless the caller knows better."""
    for batch in _batches(values, service.batch):
        found, reasons = _ask_once(client, service, batch)
        left_out = [value for value in batch if value not in found and value not in reasons]
        yield found, {**reasons, **({} if alone else dict.fromkeys(left_out, LEFT_OUT))}
        for value in left_out if alone and len(batch) > 1 else ():
            again, why = _ask_once(client, service, (value,))
            yield again, why or ({} if again else {value: LEFT_OUT})
        if alone and len(batch) == 1 and left_out:
            yield {}, dict.fromkeys(left_out, LEFT_OUT)


def _ask_once(client: Client, service: Service, values: Sequence[str]) -> Told:
    try:
        return client.ask(service, service.request(values), lambda answer: service.parse(answer, values)), {}
    except UnavailableError as error:
        return {}, dict.fromkeys(values, str(error))


def _batches(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))


ROUTES: dict[str, Callable[[Client, Sequence[str]], Iterator[Told]]] = {
    "arxiv": _ask_arxiv,
    "doi": _ask_doi,
    "dblp": lambda client, values: _ask_batches(client, SERVICES["dblp"], values),
}
"""scheme -> who is asked."""
