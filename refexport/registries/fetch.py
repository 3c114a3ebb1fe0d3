"""Fetch: identifiers in batches to the services, records out; what is known is handed over batch by batch.

Three outcomes for each identifier: a record, a record that says "does not exist", or a reason why nothing is known.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.errors import UnavailableError
from refexport.model.entry import Record
from refexport.model.ids import scheme_of, value_of
from refexport.registries import AGENCY, ARXIV_BY_DOI, SERVICES, installed_services
from refexport.registries.client import Client
from refexport.registries.service import Service

Keep = Callable[[Mapping[str, Record]], None]
"""Takes records by id as soon as they are there (a run may end at any time)."""

LEFT_OUT = "the answer leaves it out"


class Fetched(NamedTuple):
    """Records by id, and for every other id the reason why there is none."""

    records: Mapping[str, Record]
    failed: Mapping[str, str]


class Told(NamedTuple):
    """What one request told: records by value, reasons by value."""

    found: Mapping[str, Record] = {}
    failed: Mapping[str, str] = {}


def fetch(ids: Iterable[str], client: Client, keep: Keep = lambda _records: None) -> Fetched:
    """What the services say about the ids, each id asked once; a failing batch leaves the others alone."""
    wanted = list(dict.fromkeys(ids))
    records: dict[str, Record] = {}
    failed = {one: f"no service is asked for {scheme_of(one)}" for one in wanted if scheme_of(one) not in ROUTES}
    for scheme, ask in ROUTES.items():
        values = [value_of(one) for one in wanted if scheme_of(one) == scheme]
        for told in ask(client, values):
            found = {f"{scheme}:{value}": record for value, record in told.found.items()}
            failed |= {f"{scheme}:{value}": reason for value, reason in told.failed.items()}
            records |= found
            if found:
                keep(found)
    return Fetched(records, failed)


def _ask_arxiv(client: Client, values: Sequence[str]) -> Iterator[Told]:
    """arXiv in batches; what it refuses is asked of DataCite, which has a record for every paper but the newest."""
    for told in _ask_batches(client, SERVICES["arxiv"], values):
        yield Told(told.found)
        for instead in _ask_batches(client, ARXIV_BY_DOI, list(told.failed)):
            known, absent = _parted(instead.found)
            yield Told(known, {**instead.failed, **{value: told.failed[value] for value in absent}})


def _ask_doi(client: Client, values: Sequence[str]) -> Iterator[Told]:
    """Crossref in batches; what Crossref does not have goes to the agency that has it."""
    missed: list[str] = []
    for batch in _batches(values, SERVICES["crossref"].batch):
        told = _ask_once(client, SERVICES["crossref"], batch)
        known, absent = _parted(told.found)
        missed += [*absent, *_left_out(batch, told)]
        yield Told(known, told.failed)
    for batch in _batches(missed, AGENCY.batch):
        yield from _ask_agencies(client, batch)


def _ask_agencies(client: Client, values: Sequence[str]) -> Iterator[Told]:
    """doi.org for the agencies of DOIs that Crossref's batches leave out, then each agency for its own."""
    try:
        agencies = client.ask(AGENCY.service, AGENCY.request(values), lambda answer: AGENCY.parse(answer, values))
    except UnavailableError as error:
        yield Told(failed=dict.fromkeys(values, str(error)))
        return
    services = {name: one for name, one in installed_services().items() if one.scheme == "doi"}
    for value in values:
        agency = agencies.get(value)
        if agency is None:
            yield Told(failed={value: "doi.org did not say who registered it"})
        elif not agency:
            yield Told({value: Record(f"doi:{value}", AGENCY.service.name)})
        elif agency.lower() not in services:
            yield Told(failed={value: f"its agency {agency} has no interface that refexport knows"})
    for name, service in services.items():
        theirs = [value for value in values if agencies.get(value, "").lower() == name]
        one_by_one = service._replace(batch=1) if name == "crossref" else service  # its batches left them out
        yield from _ask_batches(client, one_by_one, theirs)


def _ask_batches(client: Client, service: Service, values: Sequence[str]) -> Iterator[Told]:
    """The service asked in batches; what a batch leaves out is asked alone once."""
    for batch in _batches(values, service.batch):
        told = _ask_once(client, service, batch)
        yield told
        for value in _left_out(batch, told):
            alone = _ask_once(client, service, (value,)) if len(batch) > 1 else told
            yield alone if alone.found or alone.failed else Told(failed={value: LEFT_OUT})


def _ask_once(client: Client, service: Service, values: Sequence[str]) -> Told:
    """One request; one that the service cannot answer is parted, so that one bad value spoils no others."""
    try:
        return Told(client.ask(service, service.request(values), lambda answer: service.parse(answer, values)))
    except UnavailableError as error:
        if client.has_failed(service) or len(values) == 1:
            return Told(failed=dict.fromkeys(values, str(error)))
    return _joined(_ask_once(client, service, half) for half in _batches(values, (len(values) + 1) // 2))


def _joined(parts: Iterable[Told]) -> Told:
    found: dict[str, Record] = {}
    failed: dict[str, str] = {}
    for part in parts:
        found |= part.found
        failed |= part.failed
    return Told(found, failed)


def _parted(found: Mapping[str, Record]) -> tuple[Mapping[str, Record], list[str]]:
    """Records of works, and the values of those that say "does not exist"."""
    known = {value: record for value, record in found.items() if record.entry}
    return known, [value for value in found if value not in known]


def _left_out(batch: Sequence[str], told: Told) -> list[str]:
    return [value for value in batch if value not in told.found and value not in told.failed]


def _batches(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))


ROUTES: dict[str, Callable[[Client, Sequence[str]], Iterator[Told]]] = {
    "arxiv": _ask_arxiv,
    "doi": _ask_doi,
    "dblp": lambda client, values: _ask_batches(client, SERVICES["dblp"], values),
}
"""scheme -> who is asked."""
