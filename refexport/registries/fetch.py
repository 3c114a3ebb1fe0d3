"""Fetch: identifiers in batches to the services, records out; what is known is handed over batch by batch.

Three outcomes for each identifier: a record, a record that says "does not exist", or a reason why nothing is known. A
bad identifier costs only itself: a batch that fails is asked in halves. "Does not exist" is said only where it was
said twice: by a batch and alone, or by two registries (docs/decisions/0014).
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.errors import LockError, UnavailableError
from refexport.model.entry import Record
from refexport.model.ids import scheme_of, value_of
from refexport.registries import SERVICES, by_scheme, installed_services
from refexport.registries.client import Client
from refexport.registries.service import Answer, Service
from refexport.registries.together import together
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

LEFT_OUT = "the answer of {service} leaves it out"


class Fetched(NamedTuple):
    """Records by id, for every other id the reason why there is none, and for each service that failed the reason.

    A service is named also where another one answered in its place.
    """

    records: Mapping[str, Record]
    failed: Mapping[str, str]
    services: Mapping[str, str] = {}


class Failed(NamedTuple):
    """Why a service told nothing about an identifier; ``is_answer``: it answered, but left it out."""

    service: str
    reason: str
    is_answer: bool = False


class Outcome(NamedTuple):
    """What was learned, by value: records (also such as say "does not exist"), reasons why there are none, agencies."""

    found: Mapping[str, Record] = {}
    failed: Mapping[str, Failed] = {}
    agencies: Mapping[str, str] = {}


def fetch(ids: Iterable[str], client: Client, keep: Keep = lambda _records: None) -> Fetched:
    """What the services say about the ids, the schemes side by side; a failing identifier or service costs no other."""
    wanted = list(dict.fromkeys(ids))
    services = by_scheme(one for one in installed_services().values() if client.has_key(one))
    values = {scheme: [value_of(one) for one in wanted if scheme_of(one) == scheme] for scheme in services}
    records: dict[str, Record] = {}
    client.observer.begins("identifier", len(wanted))
    failed = {one: f"no service is asked for {scheme_of(one)}" for one in wanted if scheme_of(one) not in services}
    run = _Run(client)
    streams = {scheme: run.ask(services[scheme], theirs) for scheme, theirs in values.items() if theirs}
    for scheme, outcome in together(streams, client.stop):
        found = {f"{scheme}:{value}": record for value, record in outcome.found.items()}
        failed |= {f"{scheme}:{value}": missed.reason for value, missed in outcome.failed.items()}
        records |= found
        client.observer.settles(len({*records, *failed}))
        if found:
            keep(found)
    client.observer.ends()
    return Fetched(
        {one: records[one] for one in wanted if one in records},
        {one: failed[one] for one in wanted if one in failed},
        dict(sorted(run.failing.items())),
    )


class _Run:
    """One run over all services: who asks, and the services that failed, each with its first reason."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.failing: dict[str, str] = {}

    def ask(self, services: Sequence[Service], values: Sequence[str]) -> Iterator[Outcome]:
        """The services of one scheme: by a directory of who has what if there is one, else one after the other."""
        directory = next((one for one in services if one.agencies), None)
        if directory is None:
            yield from self._in_turn(services, values)
        else:
            yield from self._by_agency(directory, [one for one in services if one is not directory], values)

    def _in_turn(self, services: Sequence[Service], values: Sequence[str]) -> Iterator[Outcome]:
        """Each service for what those before it could not answer; only all of them together say "does not exist"."""
        answers: dict[str, list[Record | Failed]] = {value: [] for value in values}
        for service in services:
            nobody_else = [value for value, said in answers.items() if not any(isinstance(one, Record) for one in said)]
            twice = nobody_else if service is services[-1] else ()
            for outcome in self._in_batches(service, list(answers), twice):
                known, absent = _split(outcome.found)
                yield Outcome({value: self._by(record, services[0], answers[value]) for value, record in known.items()})
                for value in known:
                    del answers[value]
                for value in (*absent, *outcome.failed):
                    answers[value].append(outcome.found.get(value) or outcome.failed[value])
        yield _last_words(answers)

    def _by(self, record: Record, first: Service, earlier: Sequence[Record | Failed]) -> Record:
        """The record; another registry's stands in if the first one failed or denies it, and is asked for again."""
        is_beside = all(isinstance(one, Failed) and one.is_answer for one in earlier)
        if is_beside or record.service == first.name:
            return record
        self.failing.setdefault(first.name, f"{first.name} has no {record.id}, which {record.service} has")
        return record.standing_in(first.name)

    def _by_agency(self, directory: Service, services: Sequence[Service], values: Sequence[str]) -> Iterator[Outcome]:
        """Those that have most are asked first, then the directory for the agencies of the rest, then each agency."""
        left, failed = list(values), dict[str, Failed]()
        for service in (one for one in services if one.has_most):
            asked, left = left, []
            self.client.observer.expects(service.name, len(asked))
            for batch in _batches(asked, service.batch):
                outcome = self._answered(service, batch)
                known, _ = _split(outcome.found)
                yield Outcome(known)
                failed |= outcome.failed
                left += [value for value in batch if value not in known]
        self.client.observer.expects(directory.name, len(left))
        for batch in _batches(left, directory.batch):
            yield from self._ask_agencies(directory, services, batch, failed)

    def _ask_agencies(
        self, directory: Service, services: Sequence[Service], values: Sequence[str], failed: Mapping[str, Failed]
    ) -> Iterator[Outcome]:
        """The directory for who registered the identifiers, then each agency for its own.

        ``failed`` are those that a service could not answer before: it is not asked for them again.
        """
        named = self._named_twice(directory, values, failed)
        yield Outcome(named.found, {value: failed.get(value, missed) for value, missed in named.failed.items()})
        for value in values:
            if value not in named.found and value not in named.failed and value not in named.agencies:
                reason = f"{directory.name} did not say who registered it"
                yield Outcome(failed={value: failed.get(value, Failed(directory.name, reason, is_answer=True))})
        for agency in dict.fromkeys(named.agencies.values()):
            theirs = [value for value, name in named.agencies.items() if name == agency]
            yield from self._ask_agency(agency, [one for one in services if one.is_agency(agency)][:1], theirs, failed)

    def _named_twice(self, directory: Service, values: Sequence[str], failed: Mapping[str, Failed]) -> Outcome:
        """What the directory says; "does not exist" only if it says so of the one alone, or another service did.

        What it leaves out of a batch is asked alone, too.
        """
        named = self._answered(directory, values)
        left_out = [value for value in _left_out(values, named) if value not in named.agencies]
        doubted = [value for value in named.found if len(values) > 1 or value in failed]
        doubted += left_out if len(values) > 1 else []
        sure = {value: record for value, record in named.found.items() if value not in doubted}
        return _joined([named._replace(found=sure), *(self._parted(directory, (value,)) for value in doubted)])

    def _ask_agency(
        self, agency: str, services: Sequence[Service], values: Sequence[str], failed: Mapping[str, Failed]
    ) -> Iterator[Outcome]:
        """The service of an agency, if there is one, for what is registered there; it cannot say "does not exist"."""
        if not services:
            reason = f"its agency {agency} has no interface that refexport knows"
            yield Outcome(failed=dict.fromkeys(values, Failed(agency, reason, is_answer=True)))
            return
        (service,) = services
        before = {value: failed[value] for value in values if value in failed and failed[value].service == service.name}
        yield Outcome(failed=before)
        one_by_one = service._replace(batch=1) if service.has_most else service  # its batches left them out
        for outcome in self._in_batches(one_by_one, [value for value in values if value not in before]):
            known, absent = _split(outcome.found)
            reason = f"{service.name} has no record of it, though it is registered there"
            yield Outcome(
                known, {**outcome.failed, **dict.fromkeys(absent, Failed(service.name, reason, is_answer=True))}
            )

    def _in_batches(self, service: Service, values: Sequence[str], twice: Container[str] = ()) -> Iterator[Outcome]:
        """The service asked in batches; what a batch leaves out or lacks is asked alone.

        ``twice`` are those of which no other service says that they do not exist: this one has to say so twice.
        """
        self.client.observer.expects(service.name, len(values))
        for batch in _batches(values, service.batch):
            outcome = self._answered(service, batch)
            known, absent = _split(outcome.found)
            yield Outcome(known, outcome.failed)
            for value in (*absent, *_left_out(batch, outcome)):
                is_sure = len(batch) == 1 and not (value in absent and value in twice)
                alone = outcome if is_sure else self._parted(service, (value,))
                left_out = Failed(service.name, LEFT_OUT.format(service=service.name), is_answer=True)
                yield alone if alone.found or alone.failed else Outcome(failed={value: left_out})

    def _answered(self, service: Service, values: Sequence[str]) -> Outcome:
        """One batch of those that the observer expects."""
        outcome = self._parted(service, values)
        self.client.observer.answers(service.name, len(values))
        return outcome

    def _parted(self, service: Service, values: Sequence[str]) -> Outcome:
        """One request, in halves if it fails: one bad value spoils no others."""
        answer = self._ask(service, values)
        return answer if isinstance(answer, Outcome) else self._in_halves(service, values, answer)

    def _in_halves(self, service: Service, values: Sequence[str], error: UnavailableError) -> Outcome:
        """What can be had of a batch that failed: of its halves, asked once each, then of theirs."""
        if len(values) == 1 or service.name in self.client.given_up:
            self.failing.setdefault(service.name, str(error))
            return Outcome(failed=dict.fromkeys(values, Failed(service.name, str(error))))
        halves = list(_batches(values, (len(values) + 1) // 2))
        answers = [self._ask(service, half, tries=1) for half in halves]
        return _joined(
            answer if isinstance(answer, Outcome) else self._in_halves(service, half, answer)
            for half, answer in zip(halves, answers, strict=True)
        )

    def _ask(self, service: Service, values: Sequence[str], tries: int = 0) -> Outcome | UnavailableError:
        """What the service says in one request, or why it says nothing; what cannot be asked is left out."""
        try:
            request = service.request(values)
        except UnavailableError as error:
            return Outcome(failed=dict.fromkeys(values, Failed(service.name, str(error), is_answer=True)))
        except MISTAKES as error:
            return _mistake(service, values, error)
        try:
            return self.client.ask(service, request, lambda answer: _read(service, answer, values), tries=tries)
        except UnavailableError as error:
            return error
        except MISTAKES as error:
            return _mistake(service, values, error)


def _read(service: Service, answer: Answer, values: Sequence[str]) -> Outcome:
    found = service.parse(answer, values)
    agencies = service.agencies(answer, values) if service.agencies else {}
    return Outcome(found if service.name in SERVICES else _checked(found, values), agencies=agencies)


def _mistake(service: Service, values: Sequence[str], error: Exception) -> Outcome:
    """What another package's service costs by its mistakes: its identifiers; our own are raised."""
    if service.name in SERVICES:
        raise error
    reason = f"the service {service.name} of another package failed: {type(error).__name__}: {error}"
    return Outcome(failed=dict.fromkeys(values, Failed(service.name, reason, is_answer=True)))


def _last_words(answers: Mapping[str, Sequence[Record | Failed]]) -> Outcome:
    """What remains of identifiers that no service has.

    They do not exist if the last one said so and those before it did, or are interfaces of the same registry.
    """
    found: dict[str, Record] = {}
    failed: dict[str, Failed] = {}
    for value, said in answers.items():
        last, doubts = said[-1], [one for one in said if isinstance(one, Failed)]
        if isinstance(last, Record) and all(one.service == last.service for one in doubts):
            found[value] = said[0] if isinstance(said[0], Record) else last
        else:
            failed[value] = min(doubts, key=lambda one: one.is_answer)
    return Outcome(found, failed)


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
    failed: dict[str, Failed] = {}
    agencies: dict[str, str] = {}
    for part in parts:
        found |= part.found
        failed |= part.failed
        agencies |= part.agencies
    return Outcome(found, failed, agencies)


def _split(found: Mapping[str, Record]) -> tuple[Mapping[str, Record], list[str]]:
    """Records of works, and the values of those that say "does not exist"."""
    known = {value: record for value, record in found.items() if record.entry}
    return known, [value for value in found if value not in known]


def _left_out(batch: Sequence[str], outcome: Outcome) -> list[str]:
    return [value for value in batch if value not in outcome.found and value not in outcome.failed]


def _batches(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))
