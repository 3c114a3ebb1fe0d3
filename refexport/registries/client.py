"""The polite client: the pace of each service, few retries, no redirects to other places, no secrets in messages.

Every request of refexport goes through `Client.ask`. Rules: docs/reference/services.md ("Manners").
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple, TypeVar
from urllib.parse import quote, urljoin, urlsplit

import tenacity

from refexport.errors import ImplausibleError, RefusedError, UnavailableError
from refexport.registries.pace import Clock, Pace, system_clock
from refexport.registries.service import Answer, Request, Service
from refexport.registries.wire import Bounds, Reply, TransientError, UnreachableError, address, get, refuse_private

T = TypeVar("T")
HOME_PAGE = "https://github.com/refexport/refexport"
SAID_FROM = 2.0
"""Seconds of waiting from which the user is told."""

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may pass (RFC 9110, RFC 6585); every other one is an answer."""
REFUSED = frozenset({401, 403, 407, 451})
"""Statuses that mean us: asking again makes it worse."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Limits(NamedTuple):
    """What the client puts up with.

    Tries of one request, fewer if nobody is there; failures of a service and requests that it cannot answer, in a row;
    seconds that a service may ask us to wait, and all waits of a run; redirects; the bounds of each request.
    """

    tries: int = 4
    tries_to_reach: int = 2
    failures: int = 2
    rejections: int = 10
    wait: float = 60.0
    patience: float = 300.0
    redirects: int = 3
    bounds: Bounds = Bounds()


class Sent(NamedTuple):
    """A request that was made; the address without the user's own."""

    service: str
    url: str
    status: int
    seconds: float


class Client:
    """Asks services; what it takes from the world (clock, messages) and its limits can be replaced."""

    def __init__(
        self,
        mailto: str = "",
        version: str = "0",
        say: Callable[[str], None] = lambda _line: None,
        clock: Clock | None = None,
        limits: Limits = Limits(),  # noqa: B008 - a frozen value
    ) -> None:
        self.mailto, self.say, self.limits = mailto, say, limits
        self.clock = clock or system_clock()
        self.pace = Pace(self.clock, say)
        self.sent: list[Sent] = []
        self.given_up: dict[str, str] = {}
        self.failures: Counter[str] = Counter()
        self.rejections: Counter[str] = Counter()
        self.waited = 0.0
        contact = f"; mailto:{mailto}" if mailto else ""
        self.headers = {"User-Agent": f"refexport/{version} ({HOME_PAGE}{contact})", "Accept-Encoding": "gzip"}

    def ask(self, service: Service, request: Request, parse: Callable[[Answer], T]) -> T:
        """What `parse` makes of the answer; UnavailableError when no try gave one that it could read.

        A service that refuses, is not there, or fails again and again is not asked any more in this run.
        """
        if service.name in self.given_up:
            raise RefusedError(self.given_up[service.name])
        try:
            answered = self._retrying(service)(lambda: self._try(service, request, parse))
        except ImplausibleError:  # an answer, though not one to keep
            raise
        except UnavailableError as error:
            self._note(service.name, error)
            raise
        self.failures[service.name] = self.rejections[service.name] = 0
        return answered

    def has_failed(self, service: Service) -> bool:
        """Whether the service itself failed when it was asked last, and not only at one request."""
        return service.name in self.given_up or self.failures[service.name] > 0

    def _note(self, name: str, error: UnavailableError) -> None:
        """Counts failures in a row, of the service or of single requests, and gives up when there are too many."""
        if isinstance(error, TransientError | RefusedError):
            self.failures[name] += 1
        else:
            self.failures[name] = 0
            self.rejections[name] += 1
        is_final = isinstance(error, RefusedError | UnreachableError)
        if is_final or self.failures[name] >= self.limits.failures or self.rejections[name] >= self.limits.rejections:
            self.given_up[name] = str(error)

    def _retrying(self, service: Service) -> tenacity.Retrying:
        """Few tries for what may pass, and one for a service that has just failed."""
        tries = 1 if self.failures[service.name] else self.limits.tries
        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(TransientError),
            stop=lambda state: self._is_enough(state, tries),
            wait=lambda state: _wait(state, service.interval),
            sleep=self.clock.sleep,
            before_sleep=lambda state: self._tell(state, tries),
            reraise=True,
        )

    def _is_enough(self, state: tenacity.RetryCallState, tries: int) -> bool:
        if isinstance(_error(state), UnreachableError):
            tries = min(tries, self.limits.tries_to_reach)
        return state.attempt_number >= tries or self.waited >= self.limits.patience

    def _tell(self, state: tenacity.RetryCallState, tries: int) -> None:
        wait = state.next_action.sleep if state.next_action else 0.0
        self.waited += wait
        if wait >= SAID_FROM:
            self.say(f"{_error(state)}; waiting {wait:.0f} s, try {state.attempt_number + 1} of {tries}")

    def _try(self, service: Service, request: Request, parse: Callable[[Answer], T]) -> T:
        answer = self._get(service, request)
        try:
            return parse(answer)
        except UnavailableError as error:
            if answer.status == 200 and not isinstance(
                error, ImplausibleError
            ):  # a page of an overloaded server, or half of one
                raise TransientError(str(error)) from error
            raise

    def _get(self, service: Service, request: Request) -> Answer:
        base = _base(service)
        query = request.query + (((service.mailto, self.mailto),) if service.mailto and self.mailto else ())
        url = address(base, request.path, query)
        headers = {**self.headers, **({"Accept": request.accept} if request.accept else {})}
        with self.pace.turn(service.name, service.interval):
            for _ in range(self.limits.redirects + 1):
                reply = self._once(service, url, headers)
                location = reply.headers.get("Location", "") if reply.status in REDIRECTS else ""
                if not location:
                    return Answer(reply.status, reply.body, reply.headers.get("Content-Type", ""), url)
                url = _redirected(url, location, base)
        raise UnavailableError(f"{service.name} redirects too often")

    def _once(self, service: Service, url: str, headers: dict[str, str]) -> Reply:
        """One reply that is an answer or a redirect; what is neither is an error."""
        if not os.environ.get(service.env):  # an address that the user named may be private
            refuse_private(service.name, url)
        start = self.clock.steady()
        reply = get(service.name, url, headers, self.limits.bounds, _has_answer)
        shown = url.replace(quote(self.mailto, safe=""), "***") if self.mailto else url
        self.sent.append(Sent(service.name, shown, reply.status, self.clock.steady() - start))
        self.pace.learn(service.name, reply.headers)
        if reply.status in REFUSED:
            raise RefusedError(f"{service.name} refuses to answer (status {reply.status})")
        if reply.status in RETRIED:
            wait = _retry_after(reply.headers.get("Retry-After", ""), self.clock.wall())
            if wait > self.limits.wait:
                raise RefusedError(f"{service.name} asks to come back {_later(wait)}")
            raise TransientError(f"{service.name} is overloaded (status {reply.status})", wait)
        return reply


def _has_answer(status: int) -> bool:
    return status not in RETRIED | REFUSED | REDIRECTS


def _base(service: Service) -> str:
    """The service's address, or the one that the user put in its place."""
    base = os.environ.get(service.env) or service.base_url
    try:
        parts = urlsplit(base)
        is_fit = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and parts.username is None
    except ValueError:  # of a port that is no number, too
        is_fit = False
    if not is_fit:
        raise RefusedError(f"{service.env} is no web address without a password")
    return base


def _redirected(url: str, location: str, base: str) -> str:
    """The address that a redirect leads to: the same scheme and host only."""
    old = urlsplit(base)
    try:
        new = urlsplit(urljoin(url, location))
        is_same = (new.scheme, new.hostname, new.port) == (old.scheme, old.hostname, old.port)
    except ValueError as error:
        raise RefusedError(f"{old.hostname} redirects to no address") from error
    if not is_same or new.username is not None:
        raise RefusedError(f"{old.hostname} redirects to another place, which is not followed")
    return new.geturl()


def _error(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _wait(state: tenacity.RetryCallState, interval: float) -> float:
    """Seconds before the next try: what the service asked, never below its own pace; else growing, with jitter."""
    error = _error(state)
    growing = 1.0 if isinstance(error, UnreachableError) else max(interval, 1.0) * 2 ** (state.attempt_number - 1)
    asked = error.wait if isinstance(error, TransientError) else 0.0
    return float(max(asked, growing) + random.uniform(0, growing / 4))  # noqa: S311 - jitter, no secret


def _retry_after(value: str, now: float) -> float:
    """Seconds of a Retry-After header (a number or a date, RFC 9110, 10.2.3); 0 for anything else."""
    if value.strip().isdecimal():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _later(seconds: float) -> str:
    return f"in {seconds:.0f} s" if seconds < 86_400 else "in a day or later"
