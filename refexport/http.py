"""The polite client: one session, the pace of each service, few retries, deadlines, caps, no unasked redirects.

Every request of refexport goes through `Client.ask`. Rules: docs/reference/services.md ("Manners").
"""

import contextlib
import ipaddress
import os
import random
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import tenacity
import urllib3

from refexport.errors import RefusedError, UnavailableError
from refexport.files import locked
from refexport.services.service import Answer, Request, Service

T = TypeVar("T")
HOME_PAGE = "https://github.com/refexport/refexport"
MAX_BYTES = 8 * 2**20
MAX_TRIES = 4
MAX_REDIRECTS = 3
MAX_WAIT = 60.0
TIMEOUT = (5.0, 10.0)
DEADLINE = 20.0
CHUNK = 2**16
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may pass (RFC 9110, RFC 6585); every other one is an answer."""
REFUSED = frozenset({401, 403, 407, 451})


class TransientError(UnavailableError):
    """A failure that may pass; `wait` is what the service asked for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Sent(NamedTuple):
    """A request that was made, for those who want to tell the user."""

    service: str
    url: str
    status: int
    seconds: float


class Client:
    """Asks services; `sleep`, `clock` and `say` can be replaced (tests, progress)."""

    def __init__(
        self,
        mailto: str = "",
        version: str = "0",
        sleep: Callable[[float], None] = time.sleep,
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self.mailto, self.sleep, self.say = mailto, sleep, say
        self.sent: list[Sent] = []
        self.given_up: dict[str, str] = {}
        self.last_start: dict[str, float] = {}
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.cookies.set_policy(_NoCookies())
        contact = f"; mailto:{mailto}" if mailto else ""
        self.session.headers.update(
            {"User-Agent": f"refexport/{version} ({HOME_PAGE}{contact})", "Accept-Encoding": "gzip"}
        )

    def ask(self, service: Service, request: Request, parse: Callable[[Answer], T]) -> T:
        """What `parse` makes of the answer; UnavailableError when no try gave one that it could read."""
        if service.name in self.given_up:
            raise RefusedError(self.given_up[service.name])
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_may_pass),
            stop=tenacity.stop_after_attempt(MAX_TRIES),
            wait=lambda state: _wait(state, service.interval),
            sleep=self.sleep,
            before_sleep=lambda state: self._tell(service, state),
            reraise=True,
        )
        try:
            return retrying(lambda: parse(self._get(service, request)))
        except UnavailableError as error:
            self.given_up[service.name] = str(error)
            raise

    def _tell(self, service: Service, state: tenacity.RetryCallState) -> None:
        reason = state.outcome.exception() if state.outcome else ""
        wait = state.next_action.sleep if state.next_action else 0
        self.say(f"{service.name}: {reason}; waiting {wait:.0f} s, try {state.attempt_number + 1} of {MAX_TRIES}")

    def _get(self, service: Service, request: Request) -> Answer:
        base = os.environ.get(service.env) or service.base_url
        query = request.query + ((("mailto", self.mailto),) if service.mailto and self.mailto else ())
        url = requests.Request("GET", base.rstrip("/") + request.path, params=query).prepare().url or ""
        deadline = time.monotonic() + DEADLINE
        with self._paced(service):
            for _ in range(MAX_REDIRECTS + 1):
                answer, location = self._once(service, url, request.accept, deadline)
                if not location:
                    return answer
                url = _redirected(url, location, base)
        raise UnavailableError(f"{service.name} redirects too often")

    def _once(self, service: Service, url: str, accept: str, deadline: float) -> tuple[Answer, str]:
        _refuse_private(url, os.environ.get(service.env))
        start = time.monotonic()
        headers = {"Accept": accept} if accept else {}
        try:
            with self.session.get(
                url, headers=headers, timeout=TIMEOUT, stream=True, allow_redirects=False
            ) as response:
                self.sent.append(Sent(service.name, url, response.status_code, time.monotonic() - start))
                if response.is_redirect:
                    return Answer(response.status_code, b""), response.headers.get("Location", "")
                _raise_for(service, response)
                body = b"".join(_capped(response, deadline))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise TransientError(f"{service.name} cannot be reached ({_cause(error)})") from error
        return Answer(response.status_code, body, response.headers.get("Content-Type", ""), url), ""

    @contextlib.contextmanager
    def _paced(self, service: Service) -> Iterator[None]:
        """Waits until the service's interval has passed since the last start, in this process or another."""
        if service.interval < 1:
            self._wait_until(self.last_start.get(service.name, float("-inf")) + service.interval)
            self.last_start[service.name] = time.monotonic()
            yield
            return
        stamp = Path(tempfile.gettempdir()) / f"refexport-{os.getuid()}-{service.name}.pace"
        with locked(stamp, wait=MAX_WAIT, say=self.say):
            passed = time.time() - stamp.stat().st_mtime if stamp.exists() else float("inf")
            if 0 <= passed < service.interval:
                self.sleep(service.interval - passed)
            stamp.touch()
            yield

    def _wait_until(self, moment: float) -> None:
        if (left := moment - time.monotonic()) > 0:
            self.sleep(left)


class _NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):  # type: ignore[name-defined,misc]
    """Takes and gives no cookie."""

    def set_ok(self, *_: object) -> bool:
        return False


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, UnavailableError) and not isinstance(error, RefusedError)


def _wait(state: tenacity.RetryCallState, interval: float) -> float:
    """Seconds before the next try: what the service asked, never below its own pace; else growing, with jitter."""
    error = state.outcome.exception() if state.outcome else None
    asked = getattr(error, "wait", None) or 0.0
    growing = max(interval, 1.0) * 2 ** (state.attempt_number - 1)
    return float(max(asked, growing) + random.uniform(0, growing / 4))  # noqa: S311 - jitter, no secret


def _raise_for(service: Service, response: requests.Response) -> None:
    status = response.status_code
    if status in REFUSED:
        raise RefusedError(f"{service.name} refuses to answer (status {status})")
    if status in RETRIED or status >= 500:
        wait = _retry_after(response.headers.get("Retry-After", ""))
        if wait and wait > MAX_WAIT:
            raise RefusedError(f"{service.name} asks to come back in {wait:.0f} s")
        raise TransientError(f"{service.name} is overloaded (status {status})", wait)


def _retry_after(value: str) -> float | None:
    """Seconds of a Retry-After header (a number or a date, RFC 9110, 10.2.3); None for anything else."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _capped(response: requests.Response, deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_content(CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            raise ValueError(f"more than {MAX_BYTES // 2**20} MB")
        if time.monotonic() > deadline:
            raise ValueError(f"no end after {DEADLINE:.0f} s")
        yield chunk
    expected = response.headers.get("Content-Length", "")
    if expected.isdecimal() and "Content-Encoding" not in response.headers and int(expected) != size:
        raise ValueError("cut short")


def _redirected(url: str, location: str, base: str) -> str:
    """The address a redirect leads to: the same scheme and host only."""
    try:
        new = urlsplit(urljoin(url, location))
    except ValueError as error:
        raise UnavailableError("a redirect to no address") from error
    old = urlsplit(base)
    if (new.scheme, new.hostname, new.port) != (old.scheme, old.hostname, old.port) or new.username:
        raise UnavailableError(f"a redirect from {old.hostname} to another place is not followed")
    return new.geturl()


def _refuse_private(url: str, override: str | None) -> None:
    """Loopback and private addresses are reached only when the user named them."""
    if override:
        return
    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError as error:
        raise TransientError(f"{host} is not known here (no network?)") from error
    if not all(ipaddress.ip_address(info[4][0]).is_global for info in found):
        raise RefusedError(f"{host} leads to a private address")


def _cause(error: BaseException) -> str:
    """A few words on what went wrong, without the address (it may hold the user's own)."""
    kinds = {"ConnectTimeout": "time-out", "ReadTimeout": "time-out", "SSLError": "its certificate is not valid"}
    name = type(error).__name__
    return kinds.get(name) or (str(error) if isinstance(error, ValueError) and len(str(error)) < 40 else name)
