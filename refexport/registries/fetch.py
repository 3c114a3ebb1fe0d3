"""Fetch: identifiers in batches to the services, records out; what is known is handed over batch by batch.

Three outcomes for each identifier: a record, a record that says "does not exist", or a reason why nothing is known.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.errors import LockError, UnavailableError
from refexport.model.entry import Record
from refexport.model.ids import scheme_of, value_of
from refexport.registries import SERVICES, by_scheme, installed_services
from refexport.registries.client import Client
from refexport.registries.service import Answer, Service
from refexport.store.lock import parse_lock, print_lock

Keep = Callable[[Mapping[str, Record]], None]
"""Takes records by id as soon as they are there (a run may end at any time)."""

MISTAKES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What the code of another package may raise; of our own services it is a defect, to be seen."""

LEFT_OUT = "the answer leaves it out"


class Fetched(NamedTuple):
    """Records by id, and for every other id the reason why there is none."""

    records: Mapping[str, Record]
    failed: Mapping[str, str]


class Outcome(NamedTuple):
    """What one request told: records by value, reasons by value."""

    found: Mapping[str, Record] = {}
    failed: Mapping[str, str] = {}


def fetch(ids: Iterable[str], client: Client, keep: Keep = lambda _records: None) -> Fetched:
    """What the services say about the ids, each id asked once; a failing batch leaves the others alone."""
    wanted = list(dict.fromkeys(ids))
    services = by_scheme(installed_services().values())
    records: dict[str, Record] = {}
    failed = {one: f"no service is asked for {scheme_of(one)}" for one in wanted if scheme_of(one) not in services}
    for scheme, theirs in services.items():
        values = [value_of(one) for one in wanted if scheme_of(one) == scheme]
        for outcome in _ask_scheme(client, theirs, values):
            found = {f"{scheme}:{value}": record for value, record in outcome.found.items()}
            failed |= {f"{scheme}:{value}": reason for value, reason in outcome.failed.items()}
            records |= found
            if found:
                keep(found)
    return Fetched(records, failed)


def _ask_scheme(client: Client, services: Sequence[Service], values: Sequence[str]) -> Iterator[Outcome]:
    """The services of one scheme: by a directory of who has what if there is one, else one after the other."""
    directory = next((one for one in services if one.agencies), None)
    if directory is None:
        yield from _ask_in_turn(client, services, values)
        return
    agencies = [one for one in services if one is not directory]
    missed = list(values)
    for service in (one for one in agencies if one.has_most):
        missed = yield from _ask_for_most(client, service, missed)
    for batch in _batches(missed, directory.batch):
        yield from _ask_agencies(client, directory, agencies, batch)


def _ask_in_turn(client: Client, services: Sequence[Service], values: Sequence[str]) -> Iterator[Outcome]:
    """The first service in batches; what it cannot answer is asked of the next, which may lack what exists."""
    first, *others = services
    for outcome in _ask_batches(client, first, values):
        if not others:
            yield outcome
            continue
        yield Outcome(outcome.found)
        for instead in _ask_in_turn(client, others, list(outcome.failed)):
            known, absent = _split(instead.found)
            yield Outcome(known, {**instead.failed, **{value: outcome.failed[value] for value in absent}})


def _ask_for_most(client: Client, service: Service, values: Sequence[str]) -> Generator[Outcome, None, list[str]]:
    """The service asked in batches; gives back what it does not have, which others may have."""
    missed: list[str] = []
    for batch in _batches(values, service.batch):
        outcome = _ask_once(client, service, batch)
        known, absent = _split(outcome.found)
        missed += [*absent, *_left_out(batch, outcome)]
        yield Outcome(known, outcome.failed)
    return missed


def _ask_agencies(
    client: Client, directory: Service, services: Sequence[Service], values: Sequence[str]
) -> Iterator[Outcome]:
    """The directory for the agencies of identifiers, then each agency for its own."""
    request = directory.request(values)
    try:
        absent, agencies = client.ask(directory, request, lambda answer: _read_directory(directory, answer, values))
    except UnavailableError as error:
        yield Outcome(failed=dict.fromkeys(values, str(error)))
        return
    yield Outcome(absent)
    owners = {value: [one for one in services if one.is_agency(agency)] for value, agency in agencies.items()}
    for value in values:
        if value not in absent and value not in agencies:
            yield Outcome(failed={value: f"{directory.name} did not say who registered it"})
        elif value not in absent and not owners[value]:
            yield Outcome(failed={value: f"its agency {agencies[value]} has no interface that refexport knows"})
    for service in services:
        theirs = [value for value, named in owners.items() if service in named[:1]]
        one_by_one = service._replace(batch=1) if service.has_most else service  # its batches left them out
        yield from _ask_batches(client, one_by_one, theirs)


def _read_directory(
    directory: Service, answer: Answer, values: Sequence[str]
) -> tuple[Mapping[str, Record], Mapping[str, str]]:
    """What does not exist, and the agencies of the rest as far as the answer names them."""
    return directory.parse(answer, values), directory.agencies(answer, values) if directory.agencies else {}


def _ask_batches(client: Client, service: Service, values: Sequence[str]) -> Iterator[Outcome]:
    """The service asked in batches; what a batch leaves out is asked alone once."""
    for batch in _batches(values, service.batch):
        outcome = _ask_once(client, service, batch)
        yield outcome
        for value in _left_out(batch, outcome):
            alone = _ask_once(client, service, (value,)) if len(batch) > 1 else outcome
            yield alone if alone.found or alone.failed else Outcome(failed={value: LEFT_OUT})


def _ask_once(client: Client, service: Service, values: Sequence[str]) -> Outcome:
    """One request; one that the service cannot answer is parted, so that one bad value spoils no others."""
    try:
        found = client.ask(service, service.request(values), lambda answer: service.parse(answer, values))
        return Outcome(found if service.name in SERVICES else _checked(found, values))
    except MISTAKES as error:
        if service.name in SERVICES:
            raise
        reason = f"the service {service.name} of another package failed: {type(error).__name__}: {error}"
        return Outcome(failed=dict.fromkeys(values, reason))
    except UnavailableError as error:
        if client.has_failed(service) or len(values) == 1:
            return Outcome(failed=dict.fromkeys(values, str(error)))
    return _joined(_ask_once(client, service, half) for half in _batches(values, (len(values) + 1) // 2))


def _checked(found: Mapping[str, Record], values: Sequence[str]) -> dict[str, Record]:
    """What another package's service gave for what it was asked for; TypeError for what the lock cannot hold."""
    asked = {value: record for value, record in found.items() if value in values}
    try:
        parse_lock(print_lock({"key": tuple(asked.values())}), "record")
    except LockError as error:
        raise TypeError("it gave a record that the lock cannot hold") from error
    return asked


def _joined(parts: Iterable[Outcome]) -> Outcome:
    found: dict[str, Record] = {}
    failed: dict[str, str] = {}
    for part in parts:
        found |= part.found
        failed |= part.failed
    return Outcome(found, failed)


def _split(found: Mapping[str, Record]) -> tuple[Mapping[str, Record], list[str]]:
    """Records of works, and the values of those that say "does not exist"."""
    known = {value: record for value, record in found.items() if record.entry}
    return known, [value for value in found if value not in known]


def _left_out(batch: Sequence[str], outcome: Outcome) -> list[str]:
    return [value for value in batch if value not in outcome.found and value not in outcome.failed]


def _batches(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))
