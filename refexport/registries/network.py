"""Network: what the user's own network needs of us: its proxy, its certificates, and care with private addresses."""

import base64
import functools
import ipaddress
import os
import socket
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import requests
import truststore

from refexport.errors import RefusedError
from refexport.store.entries import NO_PROXY

BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""Variables that name certificates to trust besides the system's: requests', curl's and OpenSSL's."""

RESOLVED_ELSEWHERE = (ipaddress.ip_network("198.18.0.0/15"), ipaddress.ip_network("100.64.0.0/10"))
"""Addresses that lead out all the same: those of "fake-ip" resolvers (RFC 2544) and of shared networks (RFC 6598)."""


def proxies(url: str, proxy: str) -> Mapping[str, str]:
    """Scheme -> proxy for an address: the given one, no one if it is ``none``, or the environment's if it is empty.

    ``NO_PROXY`` holds for both.
    """
    if not proxy:
        return requests.utils.get_environ_proxies(url)
    is_direct = proxy == NO_PROXY or requests.utils.should_bypass_proxies(url, no_proxy=None)
    return {} if is_direct else {"http": proxy, "https": proxy}


def shown_proxy(proxy: str) -> str:
    """Host and port of a proxy: what stands before them may be a password."""
    try:
        parts = urlsplit(proxy if "//" in proxy else f"//{proxy}")
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        host = port = ""
    return f"{host}{port}" if host else "of the environment"


def proxy_credentials(proxy: str) -> Mapping[str, str]:
    """The header with user and password of a proxy's address, in UTF-8 as curl sends them; none without a user.

    RFC 7617, 2.1. requests writes them in Latin-1 and fails for what that lacks.
    """
    user, password = requests.utils.get_auth_from_url(proxy)
    if not user:
        return {}
    credentials = base64.b64encode(f"{user}:{password}".encode(errors="surrogateescape"))
    return {"Proxy-Authorization": f"Basic {credentials.decode()}"}


def bundles() -> tuple[tuple[str, str], ...]:
    """Variable and path of each file or folder of certificates that the environment names."""
    return tuple((name, path) for name in BUNDLES if (path := os.environ.get(name)))


@functools.cache
def trusted(who: str, named: tuple[tuple[str, str], ...]) -> ssl.SSLContext:
    """What may certify a service: the system's certificates, and besides those that the environment names.

    Where the system keeps them in files, those of requests count too: a slim container has none. One context for each
    service, for a handshake locks it. RefusedError for a file without certificates.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if sys.platform not in ("darwin", "win32"):
        context.load_verify_locations(cafile=requests.utils.DEFAULT_CA_BUNDLE_PATH)
    for name, path in named:
        try:
            context.load_verify_locations(**{"capath" if Path(path).is_dir() else "cafile": path})
        except OSError as error:  # those of OpenSSL, too
            message = f"{who} is not asked: {name} names {path}, which holds no certificates that can be read"
            raise RefusedError(message) from error
    return context


def refuse_private(who: str, url: str) -> None:
    """RefusedError if an address that came from data leads to this machine or its neighbours, or nowhere."""
    host = urlsplit(url).hostname
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError) as error:  # the latter of a name that can be none ("a..b")
        raise RefusedError(f"{who} redirects to {host}, which has no address") from error
    for address in (ipaddress.ip_address(info[4][0]) for info in found):
        if not address.is_global and not any(address in network for network in RESOLVED_ELSEWHERE):
            raise RefusedError(f"{who} redirects to a private address, which is not followed")
