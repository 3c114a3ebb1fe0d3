"""Wire: one GET, bounded in time and size, that keeps nothing and follows nothing.

requests counts its time-outs from byte to byte, reads the bodies of redirects whole, and takes cookies, proxies and
passwords from where it finds them; here it does none of that. Only the system's search for a host's address has its own
time limit.
"""

import contextlib
import http.cookiejar
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import requests
import urllib3

from refexport.errors import RefusedError, UnavailableError

CHUNK = 2**16


class Bounds(NamedTuple):
    """How long and how much: seconds to connect, between two bytes and for the whole; bytes after decoding."""

    connect: float = 5.0
    read: float = 10.0
    deadline: float = 20.0
    size: int = 8 * 2**20


class Reply(NamedTuple):
    """What came back; the body is empty where nobody wanted it."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class TransientError(UnavailableError):
    """A failure that may pass; ``wait`` is what the service asked for, in seconds."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class UnreachableError(TransientError):
    """Nobody is there: no such host here, or none that takes a connection."""


class _Session(requests.Session):
    """A session that leaves redirects alone."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests follows nothing, and reads no body to do so."""


def address(base: str, path: str, query: Sequence[tuple[str, str]]) -> str:
    """The address under a base, quoted where it must be."""
    return requests.Request("GET", base.rstrip("/") + path, params=query).prepare().url or ""


def get(who: str, url: str, headers: Mapping[str, str], bounds: Bounds, is_wanted: Callable[[int], bool]) -> Reply:
    """What the address answers, with its body if the status is wanted.

    UnreachableError, TransientError: another try may help. RefusedError: none will. UnavailableError: it is too big.
    """
    times = (bounds.connect, bounds.read)
    try:
        with (
            _Deadline(bounds.deadline) as deadline,
            _session(deadline) as session,
            session.get(url, headers=headers, timeout=times, stream=True, allow_redirects=False) as response,
        ):
            body = _body(who, response, bounds.size) if is_wanted(response.status_code) else b""
            if deadline.is_over:
                raise TimeoutError
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise _failure(who, error) from error
    return Reply(response.status_code, response.headers, body)


def refuse_private(who: str, url: str) -> None:
    """UnavailableError of some kind if the address leads to this machine or its neighbours, or nowhere."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
    except OSError as error:
        raise UnreachableError(f"{who} is not known here (no network?)") from error
    if not all(ipaddress.ip_address(info[4][0]).is_global for info in found):
        raise RefusedError(f"{who} leads to a private address")


def _body(who: str, response: requests.Response, most: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > most:
            raise UnavailableError(f"{who} answers with more than {most // 2**20} MB")
    return bytes(body)


class _Deadline:
    """Cuts the sockets of a request when its time is over; nothing else reaches them before an answer has begun."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._handles: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for handle in self._handles:
            handle.close()

    def known(self, opened: socket.socket) -> socket.socket:
        """The socket, of which a second handle is kept: TLS takes the first one away."""
        self._handles.append(opened.dup())
        if self.is_over:
            self._cut()
        return opened

    def _cut(self) -> None:
        self.is_over = True
        for handle in self._handles:
            with contextlib.suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)


def _session(deadline: _Deadline) -> requests.Session:
    """A session for one request: no cookies, no proxies or passwords of the system, its sockets known."""
    session = _Session()
    session.trust_env = False
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, _adapter(deadline))
    return session


def _adapter(deadline: _Deadline) -> requests.adapters.HTTPAdapter:
    class Plain(urllib3.connection.HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return deadline.known(super()._new_conn())

    class Secure(urllib3.connection.HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return deadline.known(super()._new_conn())

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    adapter = requests.adapters.HTTPAdapter()
    adapter.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return adapter


OUTCOMES: tuple[tuple[tuple[type[Exception], ...], type[UnavailableError], str], ...] = (
    ((ssl.SSLEOFError, ssl.SSLZeroReturnError), TransientError, "breaks the connection"),
    ((requests.exceptions.SSLError,), RefusedError, "cannot be trusted (certificate or protocol)"),
    ((urllib3.exceptions.NewConnectionError, requests.ConnectTimeout), UnreachableError, "cannot be reached"),
    ((requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError), TransientError, "does not answer in time"),
    ((requests.exceptions.ContentDecodingError,), TransientError, "answers in a compression that nobody can read"),
    ((requests.ConnectionError, requests.exceptions.ChunkedEncodingError), TransientError, "breaks the connection"),
    ((Exception,), TransientError, "does not speak HTTP as it should"),
)
"""What goes wrong, what follows, and our words for it: the errors' own hold addresses, and those the user's."""


def _failure(who: str, error: Exception) -> UnavailableError:
    wrapped = list(_wrapped(error))
    return next(
        outcome(f"{who} {words}")
        for kinds, outcome, words in OUTCOMES
        if any(isinstance(one, kinds) for one in wrapped)
    )


def _wrapped(error: object) -> Iterator[Exception]:
    """The error and those that it was made of, from requests' over urllib3's to the system's."""
    while isinstance(error, Exception):
        yield error
        error = getattr(error, "reason", None) or next(iter(error.args), None)
