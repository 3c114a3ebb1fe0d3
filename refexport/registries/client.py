"""The polite client: the pace of each service, few retries, no redirects to other places, no secrets in messages.

Every request of refexport goes through `Client.ask`, which several threads may call: each service is asked by one of
them at a time. Rules: docs/reference/services.md ("Manners").
"""

import os
import random
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple, TypeVar
from urllib.parse import quote_plus, urljoin, urlsplit

import tenacity

from refexport.errors import ImplausibleError, RefusedError, UnavailableError
from refexport.observer import Observer
from refexport.registries.network import bundles, proxies, refuse_private, trusted
from refexport.registries.pace import ALONE, Clock, Pace, Rule, system_clock
from refexport.registries.service import Answer, Request, Service
from refexport.registries.wire import (
    Bounds,
    Call,
    Reply,
    SlowError,
    TransientError,
    UnreachableError,
    address,
    refused_by_proxy,
    send,
)

T = TypeVar("T")
HOME_PAGE = "https://github.com/refexport/refexport"
SAID_FROM = 2.0
"""Seconds of waiting from which the user is told."""

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may pass (RFC 9110, RFC 6585); every other one is an answer."""
REFUSED = frozenset({401, 403, 407, 451})
"""Statuses that mean us, or what we asked for: asking the same again makes it worse."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Limits(NamedTuple):
    """What the client puts up with.

    Tries of one request, fewer if nobody is there or no answer comes in time. In a row: failures of a service (no
    answer in time counts twice), refusals, and requests that it cannot answer. Seconds that a service may ask us to
    wait. Of a whole run: seconds lost to waits and failing requests, and the failing requests. Redirects; the bounds of
    each request.
    """

    tries: int = 4
    tries_to_reach: int = 2
    tries_if_slow: int = 2
    failures: int = 5
    refusals: int = 3
    rejections: int = 10
    wait: float = 60.0
    patience: float = 600.0
    in_vain: int = 500
    redirects: int = 3
    bounds: Bounds = Bounds()


class Sent(NamedTuple):
    """A request that was made; the address without the user's own."""

    service: str
    url: str
    status: int
    seconds: float


class DeniedError(UnavailableError):
    """The service denies what was asked of it, or leads elsewhere for it: the same again makes it worse.

    ``status`` is what it answered, 0 for a redirect.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class Client:
    """Asks services; what it takes from the world (clock, messages, proxy) and its limits can be replaced."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it takes from the world
        self,
        mailto: str = "",
        version: str = "0",
        say: Callable[[str], None] = lambda _line: None,
        clock: Clock | None = None,
        limits: Limits = Limits(),  # noqa: B008 - a frozen value
        proxy: str = "",
        observer: Observer | None = None,
    ) -> None:
        self.mailto, self.say, self.limits, self.proxy = mailto, say, limits, proxy
        self.clock, self.observer = clock or system_clock(), observer or Observer()
        self.pace = Pace(self.clock, say, self.observer.waits)
        self.sent: list[Sent] = []
        self.given_up: dict[str, str] = {}
        self.failures: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.rejections: Counter[str] = Counter()
        self.lost, self.requests, self.in_vain = 0.0, 0, 0
        self._guard = threading.Lock()
        self.is_stopped = False
        self.turns: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        contact = f"; mailto:{mailto}" if mailto else ""
        self.headers = {"User-Agent": f"refexport/{version} ({HOME_PAGE}{contact})", "Accept-Encoding": "gzip"}

    def ask(self, service: Service, request: Request, parse: Callable[[Answer], T], *, tries: int = 0) -> T:
        """What `parse` makes of the answer; UnavailableError when no try gave one that it could read.

        ``tries`` are the most, if not the limits' own. A service that is not there, says when to come back, or fails
        or denies again and again is not asked any more in this run.
        """
        with self.turns[service.name]:
            self._refuse_more(service.name)
            try:
                answered = self._retrying(service, tries)(lambda: self._try(service, request, parse))
            except ImplausibleError:  # the service answered, and is fine
                raise
            except UnavailableError as error:
                self._note(service.name, error)
                raise
            self.failures[service.name] = self.refusals[service.name] = self.rejections[service.name] = 0
            return answered

    def has_key(self, service: Service) -> bool:
        """Whether the user has the key that the service wants, or it wants none."""
        return service.key is None or bool(os.environ.get(service.key.env))

    def stop(self) -> None:
        """Nothing more is asked: what other threads ask from now on is refused."""
        self.is_stopped = True

    def _refuse_more(self, name: str) -> None:
        """RefusedError if the service, or all, are not to be asked any more."""
        if self.is_stopped:
            raise RefusedError("the run was stopped")
        if name in self.given_up:
            raise RefusedError(self.given_up[name])
        if self.lost >= self.limits.patience or self.in_vain >= self.limits.in_vain:
            lost = f"{self.lost:.0f} s and {self.in_vain} requests"
            raise RefusedError(f"{name} is not asked any more: this run has lost {lost} to failing answers")

    def _count(self, lost: float = 0.0, requests: int = 0, in_vain: int = 0) -> None:
        with self._guard:
            self.lost += lost
            self.requests += requests
            self.in_vain += in_vain

    def _note(self, name: str, error: UnavailableError) -> None:
        """Counts in a row what failed, was denied or could not be answered, and gives up when it is too much."""
        if isinstance(error, DeniedError):
            self.refusals[name] += 1
        elif isinstance(error, TransientError):
            self.failures[name] += 2 if isinstance(error, SlowError) else 1
        else:
            self.failures[name] = 0
            self.rejections[name] += 1
        if (
            isinstance(error, RefusedError | UnreachableError)
            or self.failures[name] >= self.limits.failures
            or self.refusals[name] >= self.limits.refusals
            or self.rejections[name] >= self.limits.rejections
        ):
            self.given_up[name] = str(error)

    def _retrying(self, service: Service, tries: int) -> tenacity.Retrying:
        """Few tries for what may pass, and one for a service that has just failed."""
        most = 1 if self.failures[service.name] else tries or self.limits.tries
        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(TransientError),
            stop=lambda state: self._is_enough(state, most),
            wait=lambda state: _wait(state, service.interval),
            sleep=self.clock.sleep,
            before_sleep=lambda state: self._tell(service.name, state, most),
            reraise=True,
        )

    def _is_enough(self, state: tenacity.RetryCallState, tries: int) -> bool:
        error = _error(state)
        if isinstance(error, UnreachableError):
            tries = min(tries, self.limits.tries_to_reach)
        if isinstance(error, SlowError):
            tries = min(tries, self.limits.tries_if_slow)
        return state.attempt_number >= tries or self.lost >= self.limits.patience

    def _tell(self, name: str, state: tenacity.RetryCallState, tries: int) -> None:
        wait = state.next_action.sleep if state.next_action else 0.0
        self._count(wait)
        following = f"try {state.attempt_number + 1} of {tries}"
        self.observer.waits(name, wait, f"no answer, then {following}")
        if wait >= SAID_FROM:
            self.say(f"{_error(state)}; waiting {wait:.0f} s, {following}")

    def _try(self, service: Service, request: Request, parse: Callable[[Answer], T]) -> T:
        try:
            answer = self._get(service, request)
            try:
                return parse(answer)
            except UnavailableError as error:
                if answer.status == 200 and not isinstance(error, ImplausibleError):  # an overloaded server's page
                    raise TransientError(str(error)) from error
                raise
        except UnavailableError:
            self._count(in_vain=1)
            raise

    def _get(self, service: Service, request: Request) -> Answer:
        base, url = _base(service), self._url(service, request)
        for _ in range(self.limits.redirects + 1):
            reply = self._once(service, request, url)
            location = reply.headers.get("Location", "") if reply.status in REDIRECTS else ""
            if not location:
                return Answer(reply.status, reply.body, reply.headers.get("Content-Type", ""), url, reply.headers)
            url = self._redirected(service, url, location, base)
        raise UnavailableError(f"{service.name} redirects too often")

    def _url(self, service: Service, request: Request) -> str:
        key = ((service.key.parameter, _key(service)),) if service.key and service.key.parameter else ()
        mailto = ((service.mailto, self.mailto),) if service.mailto and self.mailto else ()
        return address(_base(service), request.path, (*request.query, *mailto, *key))

    def _once(self, service: Service, request: Request, url: str) -> Reply:
        """One reply that is an answer or a redirect, in its turn; what is neither is an error."""
        name = _alone(service) if request.is_alone and service.alone_intervals else service.name
        headers = {**self.headers, **({"Accept": request.accept} if request.accept else {})}
        if service.key and service.key.header:
            headers[service.key.header] = _key(service)
        headers |= dict(request.headers)
        call = Call(service.name, url, headers, request.form, self.proxy, request.body)
        trusted(service.name, bundles())  # reading certificates takes a moment, which must not part start and request
        self._note_hold(service.name, self.pace.held(name))
        with self.pace.turn(name, self._rule(service, request)):
            start = self.clock.steady()
            self._count(requests=1)
            self.observer.asks(service.name)
            try:
                reply = send(call, self.limits.bounds, _has_answer)
            except UnavailableError:
                self._count(self.clock.steady() - start)
                raise
            finally:
                self.observer.rests(service.name)
            self.sent.append(Sent(service.name, self._shown(service, url), reply.status, self.clock.steady() - start))
        self.pace.learn(name, reply.headers)
        self._back_off(name, reply.headers.get("Backoff", ""))
        self._refuse_status(service, url, reply)
        return reply

    def _back_off(self, name: str, seconds: str) -> None:
        """Rests as long as a service under load asks for beside a good answer (Zotero web API v3, "Rate Limiting")."""
        if wait := _retry_after(seconds, self.clock.wall()):
            self.pace.hold(name, min(wait, self.limits.wait))

    def _note_hold(self, name: str, wait: float) -> None:
        """A wait that the service asked for after its last try is lost like one before another try."""
        self._count(wait)
        if wait >= SAID_FROM:
            self.say(f"{name} asked to come back later; waiting {wait:.0f} s")

    def _rule(self, service: Service, request: Request) -> Rule:
        """The table's pace: a service may make it faster only as far as it allows those who give an address."""
        public, polite = service.interval, service.polite_interval or service.interval
        if request.is_alone and service.alone_intervals:
            public, polite = service.alone_intervals
        return Rule(polite if self.mailto else public, polite, service.from_end)

    def _shown(self, service: Service, url: str) -> str:
        secrets = [self.mailto, *([_key(service)] if service.key else [])]
        for secret in filter(None, secrets):
            url = url.replace(quote_plus(secret), "***")
        return url

    def _refuse_status(self, service: Service, url: str, reply: Reply) -> None:
        """The error for a status that is no answer."""
        if reply.status == 407 and (on_the_way := proxies(url, self.proxy).get(urlsplit(url).scheme)):
            raise refused_by_proxy(service.name, on_the_way, reply.status)
        if reply.status in REFUSED:
            raise DeniedError(f"{service.name} refuses to answer (status {reply.status})", reply.status)
        if reply.status in RETRIED:
            wait = _retry_after(reply.headers.get("Retry-After", ""), self.clock.wall())
            if wait > self.limits.wait:
                raise RefusedError(f"{service.name} asks to come back {_later(wait)}")
            for name in (service.name, _alone(service)):
                self.pace.hold(name, wait)
            raise TransientError(f"{service.name} is overloaded (status {reply.status})", wait)

    def _redirected(self, service: Service, url: str, location: str, base: str) -> str:
        """The address that a redirect leads to; DeniedError if that is not the service's own.

        An address that the user named keeps scheme, host and port; a fixed one may change its host within its
        registrable domain, where the certificate answers for it.
        """
        try:
            old, new = urlsplit(base), urlsplit(urljoin(url, location))
            is_same = (new.scheme, new.hostname, new.port) == (old.scheme, old.hostname, old.port)
        except ValueError as error:
            raise DeniedError(f"{service.name} redirects to no address") from error
        is_near = base == service.base_url and new.scheme == "https" and new.port in (None, 443)
        is_near = is_near and f".{new.hostname}".endswith(f".{service.domain or old.hostname}")
        if not (is_same or is_near) or new.username is not None:
            raise DeniedError(f"{service.name} redirects to another place, which is not followed")
        if not is_same and not proxies(new.geturl(), self.proxy):
            refuse_private(service.name, new.geturl())
        return new.geturl()


def _alone(service: Service) -> str:
    """The name under which the pace of its single records is kept, which have their own."""
    return service.name + ALONE


def _key(service: Service) -> str:
    return os.environ.get(service.key.env, "") if service.key else ""


def _has_answer(status: int) -> bool:
    return status not in RETRIED | REFUSED | REDIRECTS


def _base(service: Service) -> str:
    """The service's address, or the one that the user put in its place."""
    base = os.environ.get(service.env) or service.base_url
    try:
        parts = urlsplit(base)
        is_fit = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and parts.username is None
        is_fit = is_fit and not parts.query and not parts.fragment and bool(address(base, "", ()))
    except ValueError:  # of a port that is no number, and requests' own of a host that can be none
        is_fit = False
    if not is_fit:
        raise RefusedError(f"{service.name} is not asked: {service.env} is no web address without password and query")
    return base


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
