"""Wire: one request, bounded in time and size, that keeps nothing and follows nothing.

requests counts its time-outs from byte to byte, reads the bodies of redirects whole, and takes cookies and passwords
from where it finds them; here it does none of that. Of the system it takes what a network may need: proxies (the
environment's, as curl does) and certificates. Only the system's search for a host's address has its own time limit.
"""

import contextlib
import http.cookiejar
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import requests
import urllib3

from refexport.data.patterns import regex
from refexport.errors import RefusedError, UnavailableError
from refexport.registries.network import bundles, proxies, proxy_credentials, shown_proxy, trusted

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


class Call(NamedTuple):
    """What is sent, to whom: a GET, or a POST of the form or the body; ``proxy`` as `network.proxies` takes it."""

    who: str
    url: str
    headers: Mapping[str, str]
    form: Sequence[tuple[str, str]] = ()
    proxy: str = ""
    body: bytes = b""


class TransientError(UnavailableError):
    """A failure that may pass; ``wait`` is what the service asked for, in seconds."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class UnreachableError(TransientError):
    """Nobody is there: no such host here, or none that takes a connection."""


class SlowError(TransientError):
    """No answer in time: each try costs the user the whole time-out."""


class _Session(requests.Session):
    """A session that leaves redirects alone."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests follows nothing, and reads no body to do so."""


def address(base: str, path: str, query: Sequence[tuple[str, str]]) -> str:
    """The address under a base, quoted where it must be."""
    return requests.Request("GET", base.rstrip("/") + path, params=query).prepare().url or ""


def send(call: Call, bounds: Bounds, is_wanted: Callable[[int], bool]) -> Reply:
    """What the address answers, with its body if the status is wanted.

    UnreachableError, SlowError, TransientError: another try may help. RefusedError: none will. UnavailableError: it is
    too big.
    """
    roads = proxies(call.url, call.proxy)
    deadline = _Deadline(bounds.deadline)
    try:
        with (
            deadline,
            _session(call.who, deadline) as session,
            _open(session, call, bounds, roads) as response,
        ):
            body = _body(call.who, response, bounds.size) if is_wanted(response.status_code) else b""
            if deadline.is_over:
                raise TimeoutError
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        late = TimeoutError() if deadline.is_over else error
        raise _failure(call, requests.utils.select_proxy(call.url, roads) or "", late) from error
    return Reply(response.status_code, response.headers, body)


def _open(session: requests.Session, call: Call, bounds: Bounds, roads: Mapping[str, str]) -> requests.Response:
    return session.request(
        "POST" if call.form or call.body else "GET",
        call.url,
        headers=call.headers,
        data=list(call.form) or call.body or None,
        timeout=(bounds.connect, bounds.read),
        stream=True,
        allow_redirects=False,
        proxies=dict(roads),
    )


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


def _session(who: str, deadline: _Deadline) -> requests.Session:
    """A session for one request: no cookies, no passwords of the system, its sockets known."""
    session = _Session()
    session.trust_env = False
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    session.mount("http://", _Adapter(deadline))
    session.mount("https://", _Adapter(deadline, trusted(who, bundles())))
    return session


class _Adapter(requests.adapters.HTTPAdapter):
    """Connections, direct or through a proxy; the deadline knows their sockets, and they trust what the system does."""

    def __init__(self, deadline: _Deadline, trust: ssl.SSLContext | None = None) -> None:
        self.trust, self.pools = trust, _pools(deadline)
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: object) -> None:
        super().init_poolmanager(connections, maxsize, block, **kwargs, ssl_context=self.trust)
        self.poolmanager.pool_classes_by_scheme = self.pools

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> urllib3.ProxyManager:
        manager: urllib3.ProxyManager = super().proxy_manager_for(proxy, **kwargs, ssl_context=self.trust)
        if not proxy.lower().startswith("socks"):  # whose connections are of another class
            manager.pool_classes_by_scheme = self.pools
        return manager

    def proxy_headers(self, proxy: str) -> dict[str, str]:
        """Whom the proxy knows us as."""
        return dict(proxy_credentials(proxy))

    def cert_verify(self, conn: object, url: str, verify: object, cert: object) -> None:
        """Nothing of requests' own certificates: the context has them all."""


def _pools(deadline: _Deadline) -> dict[str, type[urllib3.HTTPConnectionPool]]:
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

    return {"http": PlainPool, "https": SecurePool}


class Failure(NamedTuple):
    """Errors of some kinds, what follows from them, and our words: their own hold addresses, and those the user's.

    ``{who}`` is the service, ``{host}`` its host, ``{proxy}`` the proxy on the way, ``{why}`` what OpenSSL says of a
    certificate.
    """

    kinds: tuple[type[Exception], ...]
    outcome: type[UnavailableError]
    words: str


TO_THE_PROXY = (
    Failure((urllib3.exceptions.NameResolutionError,), UnreachableError, "the proxy {proxy} cannot be found"),
    Failure(
        (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError),
        UnreachableError,
        "the proxy {proxy} cannot be reached",
    ),
    Failure(
        (requests.exceptions.InvalidURL, urllib3.exceptions.LocationParseError),  # requests' own address is a good one
        RefusedError,
        "the proxy {proxy} is no address of a proxy",
    ),
    Failure(
        (requests.exceptions.InvalidSchema, urllib3.exceptions.ProxySchemeUnknown),
        RefusedError,
        "the proxy {proxy} is of a kind that is not known here (SOCKS: pip install 'refexport[socks]')",
    ),
    Failure((urllib3.exceptions.ProxyError,), TransientError, "the proxy {proxy} does not lead to {who}"),
)
"""What goes wrong on the way to a proxy and through it, the first that fits."""

FAILURES = (
    Failure((ssl.SSLEOFError, ssl.SSLZeroReturnError), TransientError, "{who} breaks the connection"),
    Failure(
        (ssl.SSLCertVerificationError,),
        RefusedError,
        "{who} cannot be trusted: {why}; SSL_CERT_FILE names the certificates of a network of one's own",
    ),
    Failure(
        (requests.exceptions.SSLError,), RefusedError, "{who} cannot be trusted: it does not speak TLS as it should"
    ),
    Failure(
        (urllib3.exceptions.NameResolutionError,),
        UnreachableError,
        "{who} cannot be found: no address for {host} (no network, or one with a proxy: set HTTPS_PROXY)",
    ),
    Failure(
        (urllib3.exceptions.NewConnectionError, requests.ConnectTimeout), UnreachableError, "{who} cannot be reached"
    ),
    Failure(
        (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError), SlowError, "{who} does not answer in time"
    ),
    Failure(
        (requests.exceptions.ContentDecodingError,),
        TransientError,
        "{who} answers in a compression that nobody can read",
    ),
    Failure(
        (requests.ConnectionError, requests.exceptions.ChunkedEncodingError),
        TransientError,
        "{who} breaks the connection",
    ),
    Failure((Exception,), TransientError, "{who} does not speak HTTP as it should"),
)
"""What else goes wrong, the first that fits."""

TUNNEL = regex(r"Tunnel connection failed: (\d{3})")
"""How http.client tells that a proxy does not lead to a host, with the proxy's status."""

WANTS_PASSWORD = "the proxy {proxy} wants a user and password (HTTPS_PROXY=http://user:password@host:port)"  # noqa: S105


def _failure(call: Call, proxy: str, error: Exception) -> UnavailableError:
    wrapped = list(_wrapped(error))
    if proxy and (tunnel := next(filter(None, (TUNNEL.search(str(one)) for one in wrapped)), None)):
        return refused_by_proxy(call.who, proxy, int(tunnel[1]))
    rows: tuple[Failure, ...] = (*(TO_THE_PROXY if proxy else ()), *FAILURES)
    row = next(row for row in rows if any(isinstance(one, row.kinds) for one in wrapped))
    why = next((one.verify_message for one in wrapped if isinstance(one, ssl.SSLCertVerificationError)), "")
    names = {"who": call.who, "host": urlsplit(call.url).hostname, "proxy": shown_proxy(proxy), "why": why}
    on_the_way = " (through the proxy {proxy})" if proxy and "{proxy}" not in row.words else ""
    return row.outcome((row.words + on_the_way).format(**names))


def refused_by_proxy(who: str, proxy: str, status: int) -> UnavailableError:
    """The error for a status of the proxy's own: 407 (RFC 9110, 15.5.8), or one that it gives instead of a tunnel."""
    shown = shown_proxy(proxy)
    if status == 407:
        return RefusedError(WANTS_PASSWORD.format(proxy=shown))
    outcome = TransientError if status >= 500 else RefusedError
    return outcome(f"the proxy {shown} does not lead to {who} (status {status})")


def _wrapped(error: object) -> Iterator[Exception]:
    """The error and those that it was made of, from requests' over urllib3's to the system's."""
    while isinstance(error, Exception):
        yield error
        error = (
            getattr(error, "reason", None)
            or getattr(error, "original_error", None)
            or next((one for one in error.args if isinstance(one, Exception)), None)
        )
