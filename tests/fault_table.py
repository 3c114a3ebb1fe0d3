"""What fetching three identifiers gives while a service has a fault, judged: one row for each fault, service and reach.

The rules are those of docs/reference/services.md ("Manners") and of the threat model: a bad identifier costs only
itself, nothing wrong is stored, nothing is called absent because of a fault, whoever failed is named, and nobody is
asked more often than a few times.
"""

import contextlib
import multiprocessing
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote_plus

from refexport.model.entry import Entry, Record
from refexport.model.ids import value_of
from refexport.registries import SERVICES
from refexport.registries.client import Client, Limits
from refexport.registries.fetch import Fetched, fetch
from refexport.registries.wire import Bounds
from tests.faults import ALL, FAULTS, FIRST, HTML, ONE, PERMANENT, Fault, FaultyRegistry
from tests.loopback import Hours, Say

BOUNDS = Bounds(connect=5.0, read=5.0, deadline=5.0, size=2**20)
HASTY = BOUNDS._replace(read=0.25, deadline=0.25)
"""The bounds where a fault takes all the time that there is; a busy machine may not be taken for one elsewhere."""
ENDLESS = ("slow", "big")
"""The kinds of such faults."""
ANSWERED = ("record", "title", "total")
"""The kinds of faults that are answers, of other works or of too few."""
GRACE = 1.0
"""Seconds that a request may take beyond its deadline."""
TRIES = 4
"""How often one address may be asked; one that several identifiers are redirected to twice as often."""
REQUESTS = {ONE: 24, ALL: 16, FIRST: 12}
"""How many requests three identifiers may cost the service: tries of the batch, of its halves, and of each alone."""
HOPS = 4
"""Requests that one of them may become by redirects."""

NO_FAULT = Fault("no fault", "none", lambda case: case.good, is_harmless=True)
LETTER = next(fault for fault in FAULTS if fault.name == "a letter in UTF-8")


class Scene(NamedTuple):
    """Three identifiers of a scheme, the first the faulty one; the service that has the fault, under the names that a
    message may call it by; and what the registry holds. ``mark`` gives what a request for an identifier contains.
    ``owner`` is the service of good records; ``denials`` are the faults that are the service's own way of saying that
    there is no such work, batch and alone, so that nobody could tell them from the truth."""

    service: str
    names: Sequence[str]
    ids: Sequence[str]
    hold: Callable[[FaultyRegistry], None]
    mark: Callable[[str], str] = value_of
    owner: str = ""
    stand_in: str = ""
    denials: Sequence[str] = ()


PAPERS = ("1703.03400", "1703.05175", "1902.08438")
WORKS = ("10.1000/faulty", "10.1000/goode", "10.1000/finer")
KEYS = ("conf/icml/FaultyA17", "conf/icml/GoodeB18", "conf/icml/FinerC19")
ARTICLES = ("26017442", "31452104", "17170002")
BOOKS = ("9780262035613", "9780306406157", "9783161484100")
DOWN = Say(503, b"down")
NO_ROWS = ("the faulty one missing", "no entries", "the last entry missing", "entries that are a list")
"""How a SPARQL endpoint says that nothing is known (SPARQL 1.1 Query Results JSON Format, 3.2.1)."""


def _ids(scheme: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{scheme}:{value}" for value in values)


def _arxiv(registry: FaultyRegistry) -> None:
    registry.arxiv = {*PAPERS}
    registry.datacite = {f"10.48550/arxiv.{one}" for one in PAPERS}


def _arxiv_alone(registry: FaultyRegistry) -> None:
    registry.arxiv = {*PAPERS}
    registry.always["datacite"] = DOWN


def _crossref(registry: FaultyRegistry) -> None:
    registry.crossref = {*WORKS}
    registry.agencies = dict.fromkeys(WORKS, "Crossref")


def _datacite(registry: FaultyRegistry) -> None:
    registry.datacite = {*WORKS}
    registry.agencies = dict.fromkeys(WORKS, "DataCite")


def _dblp(registry: FaultyRegistry) -> None:
    registry.dblp = {*KEYS}


def _dblp_alone(registry: FaultyRegistry) -> None:
    registry.dblp = {*KEYS}
    registry.always["dblp_sparql"] = DOWN


def _dblp_sparql(registry: FaultyRegistry) -> None:
    registry.dblp = {*KEYS}
    registry.always["dblp"] = Say(500, HTML)


def _pubmed(registry: FaultyRegistry) -> None:
    registry.pubmed = {*ARTICLES}


def _openlibrary(registry: FaultyRegistry) -> None:
    registry.openlibrary = {*BOOKS}


def _family(one: str) -> str:
    return one.rpartition("/")[2][:-3]


SCENES: Mapping[str, Scene] = {
    "arxiv": Scene("arxiv", ("arxiv",), _ids("arxiv", PAPERS), _arxiv, owner="arxiv", stand_in="datacite"),
    "arxiv alone": Scene("arxiv", ("arxiv",), _ids("arxiv", PAPERS), _arxiv_alone, owner="arxiv", stand_in="datacite"),
    "crossref": Scene("crossref", ("crossref",), _ids("doi", WORKS), _crossref, owner="crossref"),
    "datacite": Scene("datacite", ("datacite",), _ids("doi", WORKS), _datacite, owner="datacite"),
    "doi": Scene("doi", ("doi.org",), _ids("doi", WORKS), _datacite, owner="datacite"),
    "dblp": Scene("dblp", ("dblp",), _ids("dblp", KEYS), _dblp, _family, "dblp", "dblp-sparql"),
    "dblp alone": Scene("dblp", ("dblp",), _ids("dblp", KEYS), _dblp_alone, _family, "dblp", "dblp-sparql"),
    "dblp_sparql": Scene(
        "dblp_sparql", ("dblp",), _ids("dblp", KEYS), _dblp_sparql, _family, "dblp", "dblp", denials=NO_ROWS
    ),
    "pubmed": Scene("pubmed", ("pubmed",), _ids("pmid", ARTICLES), _pubmed, owner="pubmed"),
    "openlibrary": Scene(
        "openlibrary", ("openlibrary", "open library"), _ids("isbn", BOOKS), _openlibrary, owner="openlibrary"
    ),
}


class Row(NamedTuple):
    """What a fault did: the problems that it made (rule and details), the requests that it cost, and the seconds."""

    scene: str
    fault: str
    which: str
    problems: tuple[tuple[str, str], ...]
    requests: int
    seconds: float


class Ran(NamedTuple):
    """A run: what fetching gave or what it raised instead, the addresses that the service was asked, and the time."""

    fetched: Fetched | None
    raised: str
    asked: Sequence[str]
    seconds: float

    @property
    def records(self) -> Mapping[str, Record]:
        return self.fetched.records if self.fetched else {}

    @property
    def failed(self) -> Mapping[str, str]:
        return self.fetched.failed if self.fetched else {}

    @property
    def services(self) -> Mapping[str, str]:
        """The services that failed, by name; none where fetching does not tell."""
        return getattr(self.fetched, "services", {})


@contextlib.contextmanager
def serving(scene: Scene, fault: Fault, which: str) -> Iterator[FaultyRegistry]:
    """The registry with the fault, at the addresses of all services, and a cache of its own."""
    registry = FaultyRegistry(scene.service, fault, which, scene.mark(scene.ids[0]))
    scene.hold(registry)
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as cache_folder, registry.trap, registry.server as server:
        os.environ["XDG_CACHE_HOME"] = cache_folder
        os.environ |= {one.env: f"{server.url}/{prefix_of(one.env)}" for one in SERVICES.values()}
        try:
            yield registry
        finally:
            os.environ.clear()
            os.environ |= before


def prefix_of(env: str) -> str:
    """``crossref`` of ``REFEXPORT_CROSSREF_URL``: the part of the small registry that answers there."""
    return env.removeprefix("REFEXPORT_").removesuffix("_URL").lower()


def bounds_of(fault: Fault) -> Bounds:
    """How long a request may take while there is this fault."""
    return HASTY if fault.kind in ENDLESS else BOUNDS


def run(registry: FaultyRegistry, ids: Sequence[str]) -> Ran:
    """One run of fetching, on a clock that only sleep moves."""
    registry.asked[registry.service].clear()
    bounds = bounds_of(registry.fault) if registry.is_faulty else BOUNDS
    client = Client("tests@refexport.example", clock=Hours().clock, limits=Limits(bounds=bounds))
    start = time.monotonic()
    fetched, raised = None, ""
    try:
        fetched = fetch(ids, client)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        raised = f"{type(error).__name__}: {error}"
    return Ran(fetched, raised, tuple(registry.asked[registry.service]), time.monotonic() - start)


@cache
def true_entries(name: str) -> Mapping[str, Sequence[Entry]]:
    """The entries that are right for each identifier of a scene: without fault, with another letter, by a stand-in.

    One without its title is right, too, where the registry gives none: Crossref has works without (`check` says so).
    """
    scene = SCENES[name]
    good: dict[str, list[Entry]] = {one: [] for one in scene.ids}
    away = Fault("away", "status", lambda _case: Say(404, b"away"))
    for fault in (NO_FAULT, LETTER, away):
        with serving(scene, fault, ALL) as registry:
            for one, record in run(registry, scene.ids).records.items():
                good[one] += [record.entry] if record.entry else []
    for one, entries in good.items():
        assert entries, f"{name}: {one} is not found without a fault"
        assert any(value_of(one) in entry.plain("title") + entry.plain("subtitle") for entry in entries)
        good[one] += [Entry(entry.key, entry.type, {**entry.fields, "title": None}) for entry in entries]
    return {one: [_without_gaps(entry) for entry in entries] for one, entries in good.items()}


def _without_gaps(entry: Entry) -> Entry:
    return Entry(entry.key, entry.type, {field: value for field, value in entry.fields.items() if value})


def judge(name: str, fault: Fault, which: str) -> Row:
    """The row of a fault: a run while it lasts, and one after it."""
    scene = SCENES[name]
    good = true_entries(name)
    with serving(scene, fault, which) as registry:
        ran = run(registry, scene.ids)
        assert not registry.mistakes, (fault.name, registry.mistakes)
        trapped = [seen.target for seen in registry.trap.seen]
        registry.is_faulty = False
        rest = [one for one in scene.ids if not (one in ran.records and ran.records[one].entry)]
        again = run(registry, rest)
    problems = [
        *_in_every_run(scene, fault, ran, good),
        *(("a request to the trap", target) for target in trapped),
        *_told(scene, fault, ran),
        *_stored(scene, fault, which, ran),
        *_sparing(fault, which, ran),
        *_second(scene, again, rest),
    ]
    return Row(name, fault.name, which, tuple(dict.fromkeys(problems)), len(ran.asked), ran.seconds)


def _in_every_run(
    scene: Scene, fault: Fault, ran: Ran, good: Mapping[str, Sequence[Entry]]
) -> Iterator[tuple[str, str]]:
    if ran.raised:
        yield "a foreign exception", ran.raised
    for one, record in ran.records.items():
        if record.entry is None and fault.name not in scene.denials:
            yield "called absent", f"{one} by {record.service}"
        elif record.entry and (record.id != one or record.entry not in good.get(one, ())):
            yield "a wrong record", f"{one}: {record.entry.plain('title')!r}"
    most = 3.0 + (bounds_of(fault).deadline + GRACE) * len(ran.asked)
    if ran.seconds > most:
        yield "too slow", f"{ran.seconds:.1f} s for {len(ran.asked)} requests"
    lost = [one for one in scene.ids if one not in ran.records and one not in ran.failed]
    if lost and not ran.raised:
        yield "neither found nor failed", ", ".join(lost)


def _told(scene: Scene, fault: Fault, ran: Ran) -> Iterator[tuple[str, str]]:
    """Whoever failed is named: in the reason for an identifier, and among the services where another stood in.

    Where the service answered and has no such record, it is the stand-in that failed.
    """
    names = (*scene.names, *filter(None, [scene.stand_in])) if fault.kind in ANSWERED else scene.names
    for one, reason in ran.failed.items():
        if not any(name in reason.lower() for name in names):
            yield "a reason without its service", f"{one}: {reason}"
    stood_in = [one for one, record in ran.records.items() if record.entry and record.service != scene.owner]
    is_named = any(name in service.lower() for name in scene.names for service in ran.services)
    if stood_in and not is_named and fault.kind not in ANSWERED:
        yield "a failed service that is not named", f"{', '.join(stood_in)} by another"
    if any("\n" in text for text in (*ran.failed.values(), *ran.services.values())):
        yield "a reason of several lines", str(ran.failed)


def _stored(scene: Scene, fault: Fault, which: str, ran: Ran) -> Iterator[tuple[str, str]]:
    """What has to be stored: the good ones, all where only the first request was hit or nothing was wrong."""
    if fault.is_final and which != ALL:
        return
    due = scene.ids if fault.is_harmless or which == FIRST else () if which == ALL else scene.ids[1:]
    if lost := [one for one in due if one not in ran.records and not ran.raised]:
        rule = "a good entry lost" if set(lost) & set(scene.ids[1:]) else "the entry not stored after its fault"
        yield rule, "; ".join(f"{one}: {ran.failed.get(one, '')}" for one in lost)


def _sparing(fault: Fault, which: str, ran: Ran) -> Iterator[tuple[str, str]]:
    hops = HOPS if fault.kind == "redirect" else 1
    if len(ran.asked) > REQUESTS[which] * hops:
        yield "too many requests", str(len(ran.asked))
    if not ran.asked:
        return
    target, times = Counter(ran.asked).most_common(1)[0]
    status = fault.name.removeprefix("status ").split(" ")[0] if fault.kind == "status" else ""
    if times > 1 and status.isdecimal() and int(status) in PERMANENT:
        yield "asked again after a status that stays", f"{times} times {target}"
    if times > TRIES * hops * (2 if hops > 1 else 1):
        yield "too many tries of one address", f"{times} times {target}"


def _second(scene: Scene, again: Ran, rest: Sequence[str]) -> Iterator[tuple[str, str]]:
    """After the fault, asking for the rest gives the rest, and asks for nothing else."""
    if again.raised or {one for one in rest if one not in again.records}:
        yield "not healed by a second run", again.raised or str(again.failed)
    text = unquote_plus(unquote_plus(" ".join(again.asked))).lower()
    if more := [one for one in scene.ids if one not in rest and scene.mark(one).lower() in text]:
        yield "asked again for what is there", ", ".join(more)


def cases(
    scenes: Iterable[str] = SCENES, faults: Sequence[Fault] = FAULTS, reaches: Sequence[str] = (ONE, ALL, FIRST)
) -> list[tuple[str, str, str]]:
    """The names of scene, fault and reach of all rows."""
    return [
        (name, fault.name, which)
        for name in scenes
        for fault in faults
        for which in reaches
        if not fault.only or SCENES[name].service in fault.only
    ]


BY_NAME = {fault.name: fault for fault in FAULTS}


def row_of(case: tuple[str, str, str]) -> Row:
    """The row of a case by its names."""
    name, fault, which = case
    return judge(name, BY_NAME[fault], which)


def table(chosen: Sequence[tuple[str, str, str]], workers: int = 4) -> list[Row]:
    """The rows of all cases, from several processes: most of the time is waited."""
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(row_of, chosen, chunksize=16))
