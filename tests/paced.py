"""How fast the services are asked, as the registry on this machine sees it; the clock is the real one.

The registry tells Crossref's limits in its headers (api.crossref.org, "Announcing changes to REST API rate limits", doi
10.64000/wadve-3tj60) and refuses, as Crossref does, who asks for more; arXiv wants three seconds between two requests
(info.arxiv.org/help/api/tou.html) and refuses nobody.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from refexport.registries import SERVICES
from refexport.registries.client import Client
from refexport.registries.fetch import fetch
from tests.fault_table import prefix_of
from tests.loopback import Say, Seen
from tests.registry import Registry

MAILTO = "tests@refexport.example"
SLACK = 0.02
"""Seconds by which a request may reach the server sooner than it was sent after the one before it."""


class PacedRegistry(Registry):
    """The small registry with Crossref's limits, told and enforced; ``refused`` counts what was beyond them."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = 0
        self.starts: dict[str, list[float]] = {}

    def _say(self, seen: Seen) -> Say:
        said = super()._say(seen)
        service = seen.target.split("/")[1]
        if service != "crossref":
            return said
        is_list, is_polite = "filter=" in seen.target, "mailto" in seen.target
        limit = (3 if is_polite else 1) if is_list else (10 if is_polite else 5)
        starts = self.starts.setdefault("list" if is_list else "single", [])
        starts.append(seen.start)
        if len(starts) > limit and seen.start - starts[-limit - 1] < 1.0 - SLACK:
            self.refused += 1
            return Say(429)
        pool = f"{'polite' if is_polite else 'public'}-{'array' if is_list else 'single'}"
        told = {"x-rate-limit-limit": str(limit), "x-rate-limit-interval": "1s", "x-api-pool": pool}
        return said._replace(headers={**said.headers, **told})


class Measured(NamedTuple):
    """A run: seconds, identifiers without a record, requests beyond the limits, and what each service saw."""

    seconds: float
    missed: int
    refused: int
    services: dict[str, "Asked"]


class Asked(NamedTuple):
    """Requests of one service: their number, the least seconds between two starts, and between an end and the next
    start; and how many it had at once."""

    requests: int
    gap: float
    pause: float
    at_once: int


def asked(seen: Sequence[Seen], service: str) -> Asked:
    """What a service saw."""
    theirs = sorted((one for one in seen if one.target.startswith(f"/{service}/")), key=lambda one: one.start)
    gaps = [after.start - before.start for before, after in pairwise(theirs)]
    pauses = [after.start - (before.end or [before.start])[0] for before, after in pairwise(theirs)]
    spans = [(one.start, (one.end or [one.start])[0]) for one in theirs]
    most = max((sum(start <= moment < end for start, end in spans) for moment, _ in spans), default=0)
    return Asked(len(theirs), min(gaps, default=0.0), min(pauses, default=0.0), most)


@contextlib.contextmanager
def serving() -> Iterator[PacedRegistry]:
    """The registry at the addresses of all services, and a cache of its own."""
    registry, before = PacedRegistry(), dict(os.environ)
    with tempfile.TemporaryDirectory() as cache, registry.server as server:
        os.environ["XDG_CACHE_HOME"] = cache
        os.environ |= {one.env: f"{server.url}/{prefix_of(one.env)}" for one in SERVICES.values()}
        try:
            yield registry
        finally:
            os.environ.clear()
            os.environ |= before


@contextlib.contextmanager
def load(processes: int) -> Iterator[None]:
    """That many processes that do nothing but keep the machine busy."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for one in busy:
            one.kill()
            one.wait()


def papers(count: int) -> list[str]:
    return [f"{17 + n // 90_000:02d}{n // 9000 % 12 + 1:02d}.{n % 9000 + 1:05d}" for n in range(count)]


def dois(count: int) -> list[str]:
    return [f"10.1000/{n}" for n in range(count)]


def measure(dois_: int = 0, papers_: int = 0, mailto: str = MAILTO) -> Measured:
    """Fetching of so many DOIs of Crossref and papers of arXiv."""
    with serving() as registry:
        registry.crossref, registry.arxiv = {*dois(dois_)}, {*papers(papers_)}
        wanted = [*(f"doi:{one}" for one in dois(dois_)), *(f"arxiv:{one}" for one in papers(papers_))]
        start = time.monotonic()
        fetched = fetch(wanted, Client(mailto))
        seconds = time.monotonic() - start
        return _measured(registry, seconds, len(wanted) - len(fetched.records))


def measure_two(papers_: int) -> Measured:
    """Two refexports of one user that fetch papers at the same time."""
    script = f"from tests import paced; paced.fetch_papers({papers_})"
    with serving() as registry:
        registry.arxiv = {*papers(papers_)}
        start = time.monotonic()
        both = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL) for _ in range(2)]
        missed = sum(one.wait(300) for one in both)
        return _measured(registry, time.monotonic() - start, missed)


def fetch_papers(count: int) -> None:
    """Fetches papers at the addresses of the environment; exits with 1 if one is missing."""
    fetched = fetch([f"arxiv:{one}" for one in papers(count)], Client(MAILTO))
    sys.exit(len(fetched.records) != count)


def _measured(registry: PacedRegistry, seconds: float, missed: int) -> Measured:
    names = sorted({one.target.split("/")[1] for one in registry.server.seen})
    return Measured(seconds, missed, registry.refused, {name: asked(registry.server.seen, name) for name in names})
