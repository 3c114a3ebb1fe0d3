"""A forward proxy on this machine, and the registry under the services' true names behind it.

The proxy opens tunnels (CONNECT, RFC 9110, 9.3.6) and forwards plain requests (absolute form, RFC 9112, 3.2.2); it knows
where its names lead, for no name of a service leads anywhere in a test. It may want a password, and may misbehave.
"""

import base64
import contextlib
import datetime as dt
import os
import re
import socket
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import trustme

from refexport.registries import SERVICES
from tests.conftest import ROOT
from tests.fault_table import prefix_of
from tests.loopback import Say, Seen
from tests.registry import Registry

HOSTS: Mapping[str, str] = {
    urlsplit(one.base_url).netloc: prefix_of(one.env) for one in SERVICES.values() if one.base_url
}
"""Host of a service -> the part of the small registry that answers for it."""

MISBEHAVIOUR: Mapping[str, bytes] = {
    "garbage": b"\x00\x01\x02 what?\r\n\r\n",
    "silence": b"",
    "403": b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    "502": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nbad",
    "503": b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
    "a page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 19\r\n\r\n<html>log in</html>",
}
WANTED = (
    b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
)


class Proxy:
    """A proxy that leads each name to an address; ``forwarded`` has what it let through, ``refused`` how often not."""

    def __init__(self, routes: Mapping[str, tuple[str, int]], password: str = "", instead: str = "") -> None:
        self.routes, self.instead = routes, instead
        self.wanted = "Basic " + base64.b64encode(f"user:{password}".encode()).decode() if password else ""
        self.forwarded: list[str] = []
        self.refused = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                more = client.recv(2**16)
                if not more:
                    return
                head += more
            if self.instead:
                client.sendall(MISBEHAVIOUR[self.instead])
                return
            if (
                self.wanted
                and f"\r\nproxy-authorization: {self.wanted}\r\n".lower() not in head.decode("latin-1").lower()
            ):
                self.refused += 1
                client.sendall(WANTED)
                return
            self._forward(client, head)

    def _forward(self, client: socket.socket, head: bytes) -> None:
        method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        self.forwarded.append(f"{method} {parts.hostname}")
        if parts.hostname not in self.routes:
            client.sendall(MISBEHAVIOUR["502"])
            return
        with socket.create_connection(self.routes[parts.hostname]) as server:
            if method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                own = re.sub(rb"(?i)proxy-authorization:.*?\r\n", b"", head)
                server.sendall(own.replace(target.encode(), target.partition(str(parts.netloc))[2].encode(), 1))
            back = threading.Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            _copy(client, server)
            back.join(5)


def _copy(source: socket.socket, target: socket.socket) -> None:
    """All bytes from one to the other, until the one has no more."""
    with contextlib.suppress(OSError):
        while more := source.recv(2**16):
            target.sendall(more)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class NamedRegistry(Registry):
    """The small registry under the services' true names: the Host header says which of them is asked."""

    def _say(self, seen: Seen) -> Say:
        host = seen.headers["host"].rpartition(":")[0] or seen.headers["host"]
        prefix = HOSTS.get(host) or HOSTS.get(seen.headers["host"])
        return super()._say(seen._replace(target=f"/{prefix}{seen.target}") if prefix else seen)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return str(urlsplit(self.server.url).hostname), int(urlsplit(self.server.url).port or 0)


class Authority:
    """A private certificate authority, its certificate in a file and in a folder as OpenSSL wants it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ca = folder, trustme.CA()
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "authority.pem"
        self.ca.cert_pem.write_to_path(str(self.file))

    def certificate(self, *hosts: str, **more: Any) -> tuple[str, str]:
        """Files with a certificate for hosts and its key."""
        return self._written(self.ca.issue_cert(*hosts, **more).private_key_and_cert_chain_pem.bytes())

    def expired(self, *hosts: str) -> tuple[str, str]:
        """A certificate of yesteryear."""
        day = dt.timedelta(days=1)
        now = dt.datetime.now(dt.UTC)
        return self.certificate(*hosts, not_before=now - 20 * day, not_after=now - 10 * day)

    def self_signed(self) -> tuple[str, str]:
        """A certificate that nobody but its owner signed."""
        other = trustme.CA()
        return self._written(other.private_key_pem.bytes() + other.cert_pem.bytes())

    def _written(self, pem: bytes) -> tuple[str, str]:
        file = self.folder / f"certificate-{len(list(self.folder.iterdir()))}.pem"
        file.write_bytes(pem)
        return str(file), str(file)


class Project(NamedTuple):
    """A folder with a work of each service, and what refexport may see of this machine's environment there."""

    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        """No proxy, certificate or address of this machine's, but those that are given."""
        home = str(self.folder / "home")
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return {**kept, "HOME": home, "XDG_CACHE_HOME": f"{home}/cache", "PYTHONPATH": str(ROOT), **more}

    def command(self, *arguments: str) -> list[str]:
        """`refexport ARGUMENTS` by this Python."""
        return [sys.executable, "-m", "refexport", *arguments, "-f", str(self.folder / "entries.toml")]
