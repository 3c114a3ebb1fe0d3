"""A server on this machine that answers as it is told, faults included; faults are data."""

import contextlib
import gzip
import re
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self

from refexport.registries.client import Client
from refexport.registries.pace import Clock
from refexport.registries.service import Answer, Request, Service, read_json


class Say(NamedTuple):
    """One answer. ``then`` is what happens instead of, or after, the body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}
    then: str = ""
    length: bool = True


class Seen(NamedTuple):
    """One request as it came in: what it asked for, and when it began and ended."""

    target: str
    headers: Mapping[str, str]
    start: float
    form: str = ""
    method: str = "GET"
    end: list[float] = []  # noqa: RUF012 - never changed, each request has its own


def _reset(connection: socket.socket, _said: Say) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _hang(connection: socket.socket, _said: Say) -> None:
    connection.recv(1)


def _drip(connection: socket.socket, _said: Say) -> None:
    while True:
        connection.sendall(b" ")
        time.sleep(0.05)


def _flood(connection: socket.socket, _said: Say) -> None:
    while True:
        connection.sendall(b" " * 2**16)


def _drip_header(connection: socket.socket, _said: Say) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(connection, _said)


def _continue(connection: socket.socket, _said: Say) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def _flood_headers(connection: socket.socket, _said: Say) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: more\r\n" * 2**10)


def _drip_chunks(connection: socket.socket, said: Say) -> None:
    connection.sendall(CHUNKED + _chunk(said.body))
    while True:
        connection.sendall(_chunk(b" "))
        time.sleep(0.05)


def _flood_trailers(connection: socket.socket, said: Say) -> None:
    connection.sendall(CHUNKED + _chunk(said.body) + b"0\r\n")
    while True:
        connection.sendall(b"X-More: more\r\n" * 2**10)


CHUNKED = b"HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"


def _chunk(part: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(part), part)


def _whole(body: bytes) -> bytes:
    """An answer of status 200 with this body, as bytes."""
    return b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


RAW: Mapping[str, Callable[[bytes], bytes]] = {
    "silence": lambda _body: b"",
    "garbage": lambda _body: b"\x16\x03\x01 not http\r\n\r\n",
    "zeros": lambda _body: bytes(1000),
    "greeting of mail": lambda _body: b"220 mail.example ESMTP\r\n",
    "body without head": lambda body: body,
    "half a status line": lambda _body: b"HTTP/1.",
    "no status": lambda _body: b"HTTP/1.1\r\n\r\n",
    "status in words": lambda body: _whole(body).replace(b"200 OK", b"fine OK"),
    "status of one digit": lambda body: _whole(body).replace(b"200 OK", b"2 OK"),
    "status of four digits": lambda body: _whole(body).replace(b"200 OK", b"2000 OK"),
    "negative status": lambda body: _whole(body).replace(b"200 OK", b"-200 OK"),
    "unknown protocol": lambda body: _whole(body).replace(b"HTTP/1.1", b"SPDY/3"),
    "version 3": lambda body: _whole(body).replace(b"HTTP/1.1", b"HTTP/3.0"),
    "status line without end": lambda _body: b"HTTP/1.1 200 " + b"O" * 2**17,
    "half a header": lambda _body: b"HTTP/1.1 200 OK\r\nContent-Ty",
    "header without colon": lambda body: _whole(body).replace(b"\r\n\r\n", b"\r\nno colon here\r\n\r\n", 1),
    "header with zero": lambda body: _whole(body).replace(b"\r\n\r\n", b"\r\nX-Zero: a\0b\r\n\r\n", 1),
    "folded header": lambda body: _whole(body).replace(b"\r\n\r\n", b"\r\nX-Long: a\r\n b\r\n\r\n", 1),
    "lines without carriage return": lambda body: _whole(body).replace(b"\r\n", b"\n"),
    "two lengths": lambda body: _whole(body).replace(b"\r\n\r\n", b"\r\nContent-Length: 7\r\n\r\n", 1),
    "one continue": lambda body: b"HTTP/1.1 100 Continue\r\n\r\n" + _whole(body),
    "early hints": lambda body: b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + _whole(body),
    "switching protocols": lambda _body: b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
    "two answers": lambda body: _whole(body) + _whole(b"{}"),
    "cut chunk": lambda _body: CHUNKED + b"ff\r\n{",
    "bad chunk": lambda _body: CHUNKED + b"zz\r\n{",
    "chunks": lambda body: CHUNKED + _chunk(body[:9]) + _chunk(body[9:]) + b"0\r\n\r\n",
    "no last chunk": lambda body: CHUNKED + _chunk(body),
    "negative chunk": lambda body: CHUNKED + b"-5\r\n" + body,
    "chunk longer than told": lambda body: CHUNKED + b"5\r\n" + body + b"\r\n0\r\n\r\n",
    "chunk of exabytes": lambda body: CHUNKED + b"ffffffffffffffff\r\n" + body,
    "chunk size without end": lambda _body: CHUNKED + b"0" * 2**17,
    "chunk with long extension": lambda body: CHUNKED + b"1;x=" + b"y" * 2**17 + b"\r\n" + body,
    "chunks and a length": lambda body: _whole(_chunk(body) + b"0\r\n\r\n").replace(
        b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n", 1
    ),
}
"""Bytes that come instead of an answer, made of its body; the connection ends after them."""

INSTEAD: Mapping[str, Callable[[socket.socket, Say], None]] = {
    "reset at once": _reset,
    "hang at once": _hang,
    "drip header": _drip_header,
    "drip chunks": _drip_chunks,
    "flood headers": _flood_headers,
    "flood trailers": _flood_trailers,
    "continue": _continue,
}
AFTER = {"end": lambda _connection, _said: None, "reset": _reset, "hang": _hang, "drip": _drip, "flood": _flood}


class Loopback:
    """Gives its answers in turn, the last one for ever, or what a function says; remembers what it was asked."""

    def __init__(
        self, *answers: Say, say: Callable[[Seen], Say] | None = None, tls: tuple[str, str] | None = None
    ) -> None:
        self.answers = list(answers) or [Say()]
        self.say = say or (lambda _seen: self.answers[min(len(self.seen), len(self.answers)) - 1])
        self.speaks_at_once = True
        self.scheme = "https" if tls else "http"
        self.secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self.secure and tls:
            self.secure.load_cert_chain(*tls)
        self.seen: list[Seen] = []
        self.most_at_once = 0
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._guard = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._run(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._guard:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _run(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                self._run(self._greet, connection)

    def _greet(self, connection: socket.socket) -> None:
        if not self.secure:
            self._serve(connection)
            return
        with connection, contextlib.suppress(OSError):
            self._serve(self.secure.wrap_socket(connection, server_side=True))

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError), self._counted(connection):
            request = b""
            while b"\r\n\r\n" not in request:
                more = connection.recv(2**16)
                if not more:
                    return
                request += more
                if request.startswith(b"\x16\x03") and self.speaks_at_once:
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")  # as servers answer TLS on a plain port
                    return
            while len(request.partition(b"\r\n\r\n")[2]) < _length(request):
                request += connection.recv(2**16) or b" " * _length(request)
            with self._guard:
                seen = _seen(request)
                self.seen.append(seen)
                said = self.say(seen)
            try:
                _answer(connection, said)
            finally:
                seen.end.append(time.monotonic())

    @contextlib.contextmanager
    def _counted(self, connection: socket.socket) -> Iterator[None]:
        with self._guard:
            self._open.add(connection)
            self.most_at_once = max(self.most_at_once, len(self._open))
        try:
            yield
        finally:
            with self._guard:
                self._open.discard(connection)


def _seen(request: bytes) -> Seen:
    head, _, form = request.decode("latin-1").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    return Seen(target, headers, time.monotonic(), form, method, [])


def _length(request: bytes) -> int:
    """How long the body of a request is, as its head says."""
    found = re.search(rb"\r\ncontent-length: *(\d+)", request.partition(b"\r\n\r\n")[0], re.IGNORECASE)
    return int(found[1]) if found else 0


def _answer(connection: socket.socket, said: Say) -> None:
    if said.then in RAW:
        connection.sendall(RAW[said.then](said.body))
        return
    if said.then in INSTEAD:
        INSTEAD[said.then](connection, said)
        return
    length = {"Content-Length": str(len(said.body) + (100 if said.then else 0))} if said.length else {}
    headers = {**length, "Connection": "close", **said.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    connection.sendall(f"HTTP/1.1 {said.status} Said\r\n{head}\r\n".encode("latin-1") + said.body)
    if said.then in AFTER:
        AFTER[said.then](connection, said)


def zipped(size: int, *, times: int = 1) -> bytes:
    """Zeros of some size in gzip, perhaps in gzip again."""
    body = bytes(size)
    for _ in range(times):
        body = gzip.compress(body)
    return body


class Hours:
    """A clock that only sleep moves, and what was slept."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, lambda: self.now, self.sleep)


def service(name: str = "library", interval: float = 0.0, *, mailto: bool = False) -> Service:
    """A library that stands nowhere until the environment says where."""

    def request(values: Sequence[str]) -> Request:
        return Request("/works/" + ",".join(values))

    base = "https://library.invalid"
    return Service(
        name,
        "doi",
        base,
        "REFEXPORT_LIBRARY_URL",
        2,
        interval,
        request,
        lambda _a, _v: {},
        mailto="mailto" if mailto else "",
    )


def parse(answer: Answer) -> object:
    """The JSON that the library sent, or its status."""
    return read_json(answer, "library") if answer.status == 200 else answer.status


def ask(client: Client, **more: Any) -> object:
    """What the library says of one work."""
    return client.ask(service(**more), Request("/works/a"), parse)
