"""Faults as data: what a registry may send instead of its answer, and a registry on this machine that sends it.

A fault makes its answer of the true one (`Case.good`), so that a cut body is half of what was due and another work's
record is one but for its identifier. It hits the requests that hold a mark (one identifier), all of them, or the first.
"""

import functools
import gzip
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from email.utils import formatdate
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from tests.loopback import RAW, Loopback, Say, Seen, zipped
from tests.registry import NOT_FOUND, Registry

ONE, ALL, FIRST = "one", "all", "first"
"""Which requests a fault hits: those about the faulty identifier, all, the first."""

NOW = 1_700_000_000.0
"""The time of day of `tests.loopback.Hours` when it starts."""


class Case(NamedTuple):
    """A request that a fault hits: the service, what was asked, the true answer, the mark, and where none may go."""

    service: str
    seen: Seen
    good: Say
    mark: str
    trap: str
    url: str


class Fault(NamedTuple):
    """A fault by name and kind. ``answer`` makes it. ``is_final``: the service asks to be left alone for longer than
    a run waits. ``is_harmless``: a client that reads what standards allow gets the true record. ``only``: the services
    that have what it changes, all if empty."""

    name: str
    kind: str
    answer: Callable[[Case], Say]
    is_final: bool = False
    is_harmless: bool = False
    only: Sequence[str] = ()


def _says(*args: Any, **more: Any) -> Callable[[Case], Say]:
    return lambda _case: Say(*args, **more)


def _sends(change: Callable[[bytes], bytes], **more: Any) -> Callable[[Case], Say]:
    """The true answer with its body changed."""
    return lambda case: case.good._replace(body=change(case.good.body), **more)


def _with(**more: Any) -> Callable[[Case], Say]:
    """The true answer, sent in another way."""
    return lambda case: case.good._replace(**more)


# --- statuses -----------------------------------------------------------------------------------------------------

STATUSES = (
    201, 202, 203, 204, 205, 206, 226, 299, 300, 304, 305, 306, 310, *range(400, 419), 420, 421, 422, 423, 424, 425,
    426, 428, 429, 430, 431, 440, 444, 449, 450, 451, 460, 494, 495, 496, 497, 498, 499, *range(500, 509), 509, 510,
    511, *range(520, 528), 529, 530, 561, 598, 599, 600, 999,
)  # fmt: skip
"""Statuses of RFC 9110 and its companions, and those that servers and their proxies made up."""

HTML = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
BODIES = {
    "HTML": (HTML, "text/html"),
    "JSON": (b'{"status": "failed", "message": [{"type": "error", "message": "no"}]}', "application/json"),
    "text": (b"Rate exceeded.", "text/plain"),
}

PERMANENT = frozenset({*range(400, 600)} - {408, 421, 425, 429, *range(500, 600)})
"""Statuses after which the same request is not made again: all of 4xx but those that say "later" or "elsewhere"."""

RETRY_AFTER = {
    "0 s": "0", "1 s": "1", "2 s": "2", "59 s": "59", "nothing": "", "below zero": "-5", "a fraction": "1.5",
    "an exponent": "1e3", "words": "soon", "a blank": " ", "in Arabic digits": "٣", "in hexadecimal": "0x10",
    "a date to come": formatdate(NOW + 5, usegmt=True), "a date past": formatdate(NOW - 1e8, usegmt=True),
    "no date": "Mon, 99 Jan 2023 00:00:00 GMT", "two numbers": "1, 2",
}  # fmt: skip
TOO_LONG = {"61 s": "61", "a day": "86400", "an age": "9" * 400, "a date far off": "Fri, 01 Jan 2100 00:00:00 GMT"}


def _statuses() -> list[Fault]:
    bare = [Fault(f"status {status}", "status", _says(status)) for status in STATUSES]
    full = [
        Fault(f"status {status} with {name}", "status", _says(status, body, {"Content-Type": media_type}))
        for status in (400, 403, 404, 410, 429, 500, 502, 503, 504)
        for name, (body, media_type) in BODIES.items()
    ]
    return bare + full


def _retry_after() -> list[Fault]:
    return [
        Fault(f"{status}, Retry-After {name}", "Retry-After", _later(status, value), is_final=name in TOO_LONG)
        for status in (429, 503)
        for name, value in {**RETRY_AFTER, **TOO_LONG}.items()
    ] + [
        Fault("503 without Retry-After", "Retry-After", _says(503, b"first byte timeout")),
        Fault("200 with Retry-After", "Retry-After", _with(headers={"Retry-After": "86400"}), is_harmless=True),
    ]


def _later(status: int, value: str) -> Callable[[Case], Say]:
    return _says(status, headers={"Retry-After": value.encode().decode("latin-1")})


AUTH = {
    "401 Basic": Say(401, b"", {"WWW-Authenticate": 'Basic realm="x"'}),
    "401 Digest": Say(401, b"", {"WWW-Authenticate": 'Digest realm="x", nonce="y"'}),
    "401 Negotiate": Say(401, b"", {"WWW-Authenticate": "Negotiate"}),
    "407 Basic": Say(407, b"", {"Proxy-Authenticate": 'Basic realm="x"'}),
    "451 with Link": Say(451, b"", {"Link": '<https://example.org/>; rel="blocked-by"'}),
    "403 of a bot check": Say(403, HTML, {"cf-mitigated": "challenge"}),
    "511 of a café": Say(511, b"<html><a href='http://login.example/'>log in</a></html>"),
}

# --- the wire -----------------------------------------------------------------------------------------------------

HARMLESS_BYTES = frozenset({"chunks", "folded header", "lines without carriage return", "one continue"})


def _wire() -> list[Fault]:
    raw = [Fault(name, "bytes", _with(then=name), is_harmless=name in HARMLESS_BYTES) for name in RAW]
    places = {"nothing": 0.0, "a tenth": 0.1, "half": 0.5, "nine tenths": 0.9, "all but a byte": 1.0}
    cuts = [
        Fault(f"cut after {place}, {how}", "cut", _cut(share, **more))
        for place, share in places.items()
        for how, more in {
            "then the end": {"then": "end"},
            "then a reset": {"then": "reset"},
            "without a length": {"length": False},
            "with that length": {},
        }.items()
    ]
    return raw + cuts + SLOW + LENGTHS


def _cut(share: float, **more: Any) -> Callable[[Case], Say]:
    return _sends(lambda body: body[: min(int(len(body) * share), len(body) - 1)], **more)


SLOW = [
    Fault("reset at once", "wire", _with(then="reset at once")),
    Fault("reset after the body", "wire", _with(then="reset")),
    Fault("hang at once", "slow", _with(then="hang at once")),
    Fault("hang in the body", "slow", _cut(0.5, then="hang")),
    Fault("hang after the body", "slow", _with(then="hang")),
    Fault("hang without length", "slow", _with(then="hang", length=False)),
    Fault("drip of the header", "slow", _with(then="drip header")),
    Fault("drip of the body", "slow", _cut(0.5, then="drip", headers={"Content-Length": "1000000"})),
    Fault("drip without length", "slow", _cut(0.5, then="drip", length=False)),
    Fault("drip of chunks", "slow", _with(then="drip chunks")),
    Fault("flood of continue", "slow", _with(then="continue")),
    Fault("flood of headers", "big", _with(then="flood headers")),
    Fault("flood of trailers", "big", _with(then="flood trailers")),
    Fault("flood without length", "big", _says(then="flood", length=False)),
    Fault("flood with length", "big", _says(200, b"", {"Content-Length": str(2**40)}, then="flood")),
]


def _length(value: Callable[[int], object]) -> Callable[[Case], Say]:
    return lambda case: case.good._replace(headers={"Content-Length": str(value(len(case.good.body)))})


LENGTHS = [
    Fault("length too long by one", "length", _length(lambda size: size + 1)),
    Fault("length too long", "length", _length(lambda size: size + 1000)),
    Fault("length too short by one", "length", _length(lambda size: size - 1)),
    Fault("length of half", "length", _length(lambda size: size // 2)),
    Fault("length of nothing", "length", _length(lambda _size: 0)),
    Fault("length below zero", "length", _length(lambda size: -size)),
    Fault("length in words", "length", _length(lambda _size: "long")),
    Fault("length of exabytes", "length", _length(lambda _size: 2**70)),
    Fault("length as a fraction", "length", _length(lambda size: f"{size}.5")),
    Fault("lengths in a list", "length", _length(lambda size: f"{size}, {size + 1}")),
]

# --- headers, encodings, sizes ------------------------------------------------------------------------------------

HEADERS = {
    "a cookie": {"Set-Cookie": "a=b; Path=/; Max-Age=99999"},
    "a thousand cookies in one": {"Set-Cookie": "; ".join(f"c{n}=v" for n in range(1000))},
    "a huge header": {"X-Huge": "x" * 60_000},
    "a media type of HTML": {"Content-Type": "text/html"},
    "a charset that lies": {"Content-Type": "application/json; charset=utf-16"},
    "an unknown charset": {"Content-Type": "application/json; charset=klingon"},
    "a media type of nonsense": {"Content-Type": "////;;;=="},
    "a date of thirty years on": {"Date": formatdate(NOW + 1e9, usegmt=True)},
    "a refresh": {"Refresh": "0; url=http://127.0.0.1:9/"},
    "an alternative service": {"Alt-Svc": 'h2="127.0.0.1:9"; ma=99999'},
    "strict transport security": {"Strict-Transport-Security": "max-age=99999999"},
    "a pace of one an hour": {"x-rate-limit-limit": "1", "x-rate-limit-interval": "1h"},
    "a pace of nothing": {"x-rate-limit-limit": "0", "x-rate-limit-interval": "0s"},
    "a pace of nonsense": {"x-rate-limit-limit": "many", "x-rate-limit-interval": "-1s"},
    "a pace of millions": {"x-rate-limit-limit": "999999", "x-rate-limit-interval": "1s"},
    "keep-alive that is none": {"Connection": "keep-alive", "Keep-Alive": "timeout=99999"},
    "a location with 200": {"Location": "http://127.0.0.1:9/"},
    "an escape sequence": {"X-Colour": "\x1b[31mred"},
    "Latin-1": {"X-Name": "é"},
}


def _headers() -> list[Fault]:
    return [Fault(name, "header", _with(headers=sent), is_harmless=True) for name, sent in HEADERS.items()] + [
        Fault("a header beyond all bounds", "header", _with(headers={"X-Huge": "x" * 2**18})),
        Fault("a hundred and fifty headers", "header", _with(headers={f"X-{n}": "x" for n in range(150)})),
    ]


def _encoded(change: Callable[[bytes], bytes], encoding: str) -> Callable[[Case], Say]:
    return _sends(change, headers={"Content-Encoding": encoding})


ENCODINGS = [
    Fault("gzip", "encoding", _encoded(gzip.compress, "gzip"), is_harmless=True),
    Fault("x-gzip", "encoding", _encoded(gzip.compress, "x-gzip"), is_harmless=True),
    Fault("deflate", "encoding", _encoded(zlib.compress, "deflate"), is_harmless=True),
    Fault("gzip twice and said so", "encoding", _encoded(lambda b: gzip.compress(gzip.compress(b)), "gzip, gzip")),
    Fault("gzip twice and said once", "encoding", _encoded(lambda b: gzip.compress(gzip.compress(b)), "gzip")),
    Fault("gzip said and not done", "encoding", _encoded(bytes, "gzip")),
    Fault("gzip done and not said", "encoding", _sends(gzip.compress)),
    Fault("gzip cut", "encoding", _encoded(lambda body: gzip.compress(body)[:-20], "gzip")),
    Fault("gzip without its sum", "encoding", _encoded(lambda body: gzip.compress(body)[:-8], "gzip")),
    Fault("gzip with a wrong sum", "encoding", _encoded(lambda body: gzip.compress(body)[:-8] + bytes(8), "gzip")),
    Fault("gzip with a tail", "encoding", _encoded(lambda body: gzip.compress(body) + b"tail", "gzip")),
    Fault("gzip of two parts", "encoding", _encoded(lambda b: gzip.compress(b) + gzip.compress(b"tail"), "gzip")),
    Fault("gzip of nothing", "encoding", _encoded(lambda _body: b"", "gzip")),
    Fault("br", "encoding", _encoded(bytes, "br")),
    Fault("zstd", "encoding", _encoded(bytes, "zstd")),
    Fault("an unknown encoding", "encoding", _encoded(bytes, "rot13")),
    Fault("a thousand encodings", "encoding", _encoded(bytes, ", ".join(["gzip"] * 1000))),
    Fault("a bomb", "big", _says(200, zipped(2**26), {"Content-Encoding": "gzip"})),
    Fault("a bomb in a bomb", "big", _says(200, zipped(2**26, times=2), {"Content-Encoding": "gzip, gzip"})),
    Fault("a big body of blanks", "big", _sends(lambda body: body + b" " * 2**22)),
    Fault("a big body before it", "big", _sends(lambda body: b" " * 2**22 + body)),
]

# --- bodies -------------------------------------------------------------------------------------------------------

BODY = {
    "nothing": b"", "blanks": b" \n\t ", "null": b"null", "true": b"true", "zero": b"0", "a string": b'"text"',
    "an empty list": b"[]", "an empty object": b"{}", "a list of null": b"[null]", "a list of lists": b"[[[]]]",
    "a bot check": HTML, "a page after a comment": b"<!-- x -->\n" + HTML, "a page of another host": b"<html>sold</html>",
    "a page that refreshes": b'<html><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"></html>',
    "plain words": b"Rate exceeded.", "a PDF": b"%PDF-1.7\n%\xe2\xe3", "a ZIP": b"PK\x03\x04" + bytes(99),
    "zeros": bytes(1000), "bytes that are no text": b"\xff\xfe\xfa" * 100, "half a character": b'{"a": "\xc3',
    "an error in JSON": b'{"error": "internal"}', "an error of PubMed": b'{"error":"API rate limit exceeded"}',
    "failed": b'{"status": "failed", "message-type": "exception", "message": "java.lang.Exception"}',
    "ok without a message": b'{"status": "ok", "message": null}', "ok with words": b'{"status": "ok", "message": "x"}',
    "all keys null": b'{"status": "ok", "message": {"items": null}, "data": null, "result": null}',
    "all keys words": b'{"status": "ok", "message": {"items": "x"}, "data": "x", "result": "x"}',
    "all keys numbers": b'{"status": "ok", "message": {"items": 1}, "data": 1, "result": {"hits": 1, "uids": 1}}',
    "all lists of null": b'{"status": "ok", "message": {"items": [null]}, "data": [null], "result": {"uids": [null]}}',
    "a depth of 100,000": b'{"data":' * 100_000, "a depth of lists": b"[" * 100_000 + b"]" * 100_000,
    "5,000 digits": b'{"data": ' + b"9" * 5000 + b"}", "NaN": b'{"data": NaN}', "infinity": b'{"data": [-Infinity]}',
    "an empty feed": b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "another vocabulary": b"<rss><channel/></rss>",
    "a feed of no namespace": b"<feed><entry><id>x</id><title>y</title></entry></feed>",
    "an OAI error": b"<OAI-PMH><error code='badVerb'/></OAI-PMH>", "a SOAP fault": b"<Envelope><Fault/></Envelope>",
    "a depth of elements": b"<a>" * 100_000 + b"</a>" * 100_000, "an unknown encoding": b"<?xml version='1.0' encoding='x'?><a/>",
    "a multi-byte encoding": "<?xml version='1.0' encoding='euc-jp'?><a>日本</a>".encode("euc-jp"),
    "a lone surrogate": b'{"data": "\\ud800", "status": "ok", "message": {"DOI": "\\udfff"}}',
    "a key twice": b'{"data": [], "data": null, "status": "ok", "status": "failed"}',
    "two values": b"{}{}", "JSON lines": b"{}\n{}\n", "a comment": b"/* x */ {}", "a callback": b"callback({})",
    "a comma too many": b'{"data": [],}', "single quotes": b"{'data': []}", "YAML": b"data: []\n",
}  # fmt: skip
"""Bodies with status 200 that hold no record."""

ERROR_ENTRY = (
    "<entry><id>https://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title>"
    "<summary>internal error</summary><author><name>arXiv api core</name></author></entry>"
)
TITLE = re.compile(rb"The work|On Nothing")
"""How all titles of the small registry begin."""


def _titled(text: bytes) -> Callable[[bytes], bytes]:
    return lambda body: TITLE.sub(text, body)


def _doctype(declared: str, used: bytes) -> Callable[[Case], Say]:
    """The true feed with a document type, and an entity of it in the titles; other services get a small one."""

    def answer(case: Case) -> Say:
        head = declared.replace("TRAP", case.trap).encode()
        body = case.good.body if case.service == "arxiv" else b"<feed><title>The work</title></feed>"
        return case.good._replace(body=b"<?xml version='1.0'?>" + head + TITLE.sub(used, body))

    return answer


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
XML = {
    "a document type": ("<!DOCTYPE feed>", b"The work"),
    "a document type of another place": ('<!DOCTYPE feed SYSTEM "TRAP/x.dtd">', b"The work"),
    "an entity of a file": ('<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"),
    "an entity of another place": ('<!DOCTYPE feed [<!ENTITY x SYSTEM "TRAP/x">]>', b"&x;"),
    "an entity of a parameter": ('<!DOCTYPE feed [<!ENTITY % x SYSTEM "TRAP/x"> %x;]>', b"The work"),
    "a billion laughs": (f'<!DOCTYPE feed [<!ENTITY l0 "ha">{LAUGHS}]>', b"&l9;"),
    "a small entity": ('<!DOCTYPE feed [<!ENTITY x "Another work">]>', b"&x;"),
    "quadratic entities": (f'<!DOCTYPE feed [<!ENTITY x "{"y" * 50_000}">]>', b"&x;" * 1000),
}


def _bodies() -> list[Fault]:
    whole = [Fault(f"a body of {name}", "body", _says(200, body)) for name, body in BODY.items()]
    return whole + CHANGED + [Fault(name, "XML", _doctype(*parts)) for name, parts in XML.items()]


def _text(encoding: str, name: bytes = b"The w\xc3\xb6rk") -> Callable[[bytes], bytes]:
    """The body in another encoding, with a letter in the titles that is not ASCII."""
    return lambda body: TITLE.sub(name, body).decode().encode(encoding, "surrogatepass")


CHANGED = [
    Fault("a byte order mark", "text", _sends(lambda body: b"\xef\xbb\xbf" + body), is_harmless=True),
    Fault("blanks around it", "text", _sends(lambda body: b"\n" + body + b"\n\n")),
    Fault("a letter in UTF-8", "text", _sends(_text("utf-8")), is_harmless=True),
    Fault("a letter in Latin-1", "text", _sends(_text("latin-1"))),
    Fault("UTF-16", "text", _sends(_text("utf-16"))),
    Fault("UTF-16 without a mark", "text", _sends(_text("utf-16-be"))),
    Fault("UTF-32", "text", _sends(_text("utf-32"))),
    Fault(
        "Latin-1 that says so",
        "text",
        _sends(lambda b: b"<?xml version='1.0' encoding='latin-1'?>" + _text("latin-1")(b)),
    ),
    Fault("UTF-8 twice", "text", _sends(lambda body: b"\xef\xbb\xbf\xef\xbb\xbf" + body)),
    Fault("an overlong character", "text", _sends(_titled(b"The w\xc0\xafrk"))),
    Fault("an encoded surrogate", "text", _sends(_titled(b"The w\xed\xa0\x80rk"))),
    Fault("a zero in the titles", "text", _sends(_titled(b"The w\x00rk"))),
    Fault("an escape in the titles", "text", _sends(_titled(b"The w\x1brk"))),
    Fault("a tail of HTML", "text", _sends(lambda body: body + HTML)),
    Fault("a tail of the same", "text", _sends(lambda body: body + body)),
    Fault("a head of a warning", "text", _sends(lambda body: b"Warning: mysql_connect() failed\n" + body)),
]

# --- redirects ----------------------------------------------------------------------------------------------------

TO = {
    "itself": "SELF", "itself with more": "SELF&hop=1", "the root": "/", "nowhere": "/nowhere", "another host": "http://example.invalid/x",
    "a file": "file:///etc/passwd", "the trap": "TRAP/x", "the trap without scheme": "TRAPHOST", "the trap as localhost": "LOCALTRAP",
    "the trap as a number": "NUMBERTRAP", "a cloud's metadata": "http://169.254.169.254/latest/meta-data/", "itself with a password": "PASSWORDSELF",
    "an open bracket": "http://[::1", "a port of words": "http://127.0.0.1:port/", "port 0": "http://127.0.0.1:0/", "another scheme": "HTTPSSELF",
    "ftp": "ftp://127.0.0.1/x", "javascript": "javascript:alert(1)", "data": "data:application/json,{}", "nothing": "", "a blank": " ",
    "a long way": "/x" + "y" * 50_000, "a backslash": "\\\\127.0.0.1:9\\x", "a zero": "/x\x00y", "a fragment": "#x", "a host that looks alike": "LOOKALIKE",
}  # fmt: skip


def _redirect(
    status: int, to: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Callable[[Case], Say]:
    def answer(case: Case) -> Say:
        trap, here = case.trap.removeprefix("http://"), case.url.removeprefix("http://")
        places = {
            "PASSWORDSELF": f"http://user:secret@{here}{case.seen.target}", "HTTPSSELF": f"https://{here}{case.seen.target}",
            "SELF": case.seen.target, "TRAPHOST": f"//{trap}/x", "LOCALTRAP": f"http://localhost:{trap.split(':')[1]}/x",
            "NUMBERTRAP": f"http://2130706433:{trap.split(':')[1]}/x", "LOOKALIKE": f"http://{here}@{trap}/x",
            "TRAP/x": f"{case.trap}/x", "SELF&hop=1": f"{case.seen.target}&hop=1",
        }  # fmt: skip
        return Say(status, body, {"Location": places.get(to, to), **(headers or {})})

    return answer


def _redirects() -> list[Fault]:
    found = [Fault(f"302 to {name}", "redirect", _redirect(302, to)) for name, to in TO.items()]
    each = [
        Fault(f"{status} to the trap", "redirect", _redirect(status, "TRAP/x"))
        for status in (300, 301, 303, 304, 307, 308)
    ]
    bare = [Fault(f"{status} to no place", "redirect", _says(status)) for status in (301, 302, 303, 307, 308)]
    bomb = _redirect(302, "SELF", zipped(2**26), {"Content-Encoding": "gzip"})
    return [*found, *each, *bare, Fault("302 with a bomb", "redirect", bomb)]


# --- records ------------------------------------------------------------------------------------------------------

Entries = list[Any]


class Shape(NamedTuple):
    """Where a service's answer keeps its entries, and a function that puts others in their place; the identifier of an
    entry, and the entry with another title or identifier."""

    entries: Callable[[bytes], tuple[Entries, Callable[[Entries], bytes]]]
    id_of: Callable[[Any], str]
    titled: Callable[[Any, Any], Any] | None = None
    identified: Callable[[Any, Any], Any] | None = None


def _at(*path: str) -> Callable[[bytes], tuple[Entries, Callable[[Entries], bytes]]]:
    """The entries of JSON: the list (or the one entry) under these keys."""

    def entries(body: bytes) -> tuple[Entries, Callable[[Entries], bytes]]:
        data = {"": json.loads(body)}
        *above, last = ("", *path)
        parent = functools.reduce(lambda holder, key: holder[key], above, data)
        is_list = isinstance(parent[last], list)

        def put(new: Entries) -> bytes:
            parent[last] = new if is_list or len(new) != 1 else new[0]
            return json.dumps(data[""]).encode()

        return (parent[last] if is_list else [parent[last]]), put

    return entries


def _crossref_entries(body: bytes) -> tuple[Entries, Callable[[Entries], bytes]]:
    path = ("message", "items") if "items" in json.loads(body)["message"] else ("message",)
    return _at(*path)(body)


def _named(*path: str) -> Callable[[bytes], tuple[Entries, Callable[[Entries], bytes]]]:
    """The entries of JSON that stand under their own names: pairs of name and entry."""

    def entries(body: bytes) -> tuple[Entries, Callable[[Entries], bytes]]:
        data = json.loads(body)
        holder = functools.reduce(lambda above, key: above[key], path, data)
        named = [(name, entry) for name, entry in holder.items() if isinstance(entry, dict)]

        def put(new: Entries) -> bytes:
            for name, _ in named:
                del holder[name]
            holder.update(dict(new))
            return json.dumps(data).encode()

        return named, put

    return entries


def _atom_entries(body: bytes) -> tuple[Entries, Callable[[Entries], bytes]]:
    text = body.decode()
    found = re.findall(r"<entry>.*?</entry>", text, re.DOTALL)
    before, _, rest = text.partition("<entry>")
    after = rest.rpartition("</entry>")[2] if found else "</feed>"
    before = before if found else text.removesuffix("</feed>")

    def put(new: Entries) -> bytes:
        counted = re.sub(r"(totalResults>)\d+", rf"\g<1>{len(new)}", before)
        return (counted + "".join(new) + after).encode()

    return found, put


def _publications(body: bytes) -> tuple[Entries, Callable[[Entries], bytes]]:
    """The entries of SPARQL's results: the rows of each publication."""
    data = json.loads(body)
    rows: dict[str, list[Any]] = {}
    for row in data["results"]["bindings"]:
        rows.setdefault(row["pub"]["value"], []).append(row)

    def put(new: Entries) -> bytes:
        listed = [one if isinstance(one, list) else [one] for one in new]
        data["results"]["bindings"] = [row for one in listed for row in one]
        return json.dumps(data).encode()

    return list(rows.values()), put


def _title_row(rows: list[Any], value: Any) -> list[Any]:
    is_title = [row.get("property", {}).get("value", "").endswith("#title") for row in rows]
    return [{**row, "value": {"value": value}} if is_ else row for row, is_ in zip(rows, is_title, strict=True)]


def _set(*path: str | int) -> Callable[[Any, Any], Any]:
    """A copy of an entry with another value at a path."""

    def change(entry: Any, value: Any) -> Any:
        copy = json.loads(json.dumps(entry))
        at = copy
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        return copy

    return change


def _tag(name: str) -> Callable[[Any, Any], Any]:
    def change(entry: str, value: Any) -> str:
        return re.sub(
            rf"<{name}>.*?</{name}>", lambda _found: f"<{name}>{'' if value is None else value}</{name}>", entry
        )

    return change


SHAPES: Mapping[str, Shape] = {
    "arxiv": Shape(_atom_entries, str, _tag("title"), _tag("id")),
    "crossref": Shape(_crossref_entries, lambda e: e["DOI"], lambda e, v: _set("title")(e, [v]), _set("DOI")),
    "datacite": Shape(
        _at("data"),
        lambda e: e["attributes"]["doi"],
        _set("attributes", "titles", 0, "title"),
        _set("attributes", "doi"),
    ),
    "dblp": Shape(_at("result", "hits", "hit"), lambda e: e["info"]["key"], _set("info", "title"), _set("info", "key")),
    "dblp_sparql": Shape(
        _publications,
        lambda rows: rows[0]["pub"]["value"],
        _title_row,
        lambda rows, value: [{**row, "pub": {"value": value}} for row in rows],
    ),
    "doi": Shape(_at(), lambda e: e["DOI"], None, _set("DOI")),
    "pubmed": Shape(_named("result"), lambda e: e[0], _set(1, "title"), _set(1, "uid")),
    "openlibrary": Shape(_named(), lambda e: e[0], _set(1, "title"), None),
}
TITLED = tuple(name for name, shape in SHAPES.items() if shape.titled)
JSON_TITLED = tuple(name for name in TITLED if name != "arxiv")
IDENTIFIED = tuple(name for name, shape in SHAPES.items() if shape.identified)

PLACEHOLDERS = (
    "Just a moment...", "Page Not Found", "Error", "404 Not Found", "Service Unavailable",
    "Attention Required! | Cloudflare", "403 Forbidden", "Are you a robot?",
)  # fmt: skip
"""Titles of pages that stood where a work's page was due; none that a book with authors has, as "Access Denied"."""

STRANGE: Mapping[str, Any] = {
    "nothing": "",
    "blanks": "  ",
    "null": None,
    "a number": 7,
    "an object": {"a": 1},
    "a list": [],
}


def _edits(change: Callable[[Entries, Case], Entries]) -> Callable[[Case], Say]:
    """The true answer with other entries; an answer without any stays as it is."""

    def answer(case: Case) -> Say:
        if case.good.status != 200:
            return case.good
        try:
            entries, put = SHAPES[case.service].entries(case.good.body)
        except (ValueError, KeyError):  # another way of the service, of another shape
            return case.good
        return case.good._replace(body=put(change(entries, case)))

    return answer


def _is_faulty(entry: Any, case: Case) -> bool:
    return case.mark.lower() in SHAPES[case.service].id_of(entry).lower()


def _each(change: Callable[[Shape], Callable[[Any, Any], Any] | None], value: Any) -> Callable[[Case], Say]:
    """The entry of the faulty work changed, or all of them where no one is."""

    def edit(entries: Entries, case: Case) -> Entries:
        set_to = change(SHAPES[case.service])
        assert set_to, case.service
        return [set_to(entry, value) if not case.mark or _is_faulty(entry, case) else entry for entry in entries]

    return _edits(edit)


def _swapped(case: Case) -> Say:
    """The record of another work where that of the faulty one is due: every digit or letter of its name another."""
    marks = (
        [case.mark]
        if case.mark
        else ["faulty", "Faulty", *re.findall(r"\b\d{7,13}\b|\b\d{4}\.\d{5}\b", case.good.body.decode())]
    )
    body = case.good.body
    for mark in marks:
        body = re.sub(re.escape(mark).encode(), _other(mark).encode(), body, flags=re.IGNORECASE)
    return case.good._replace(body=body)


def _other(mark: str) -> str:
    return "".join(str((int(one) + 1) % 10) if one.isdecimal() else one for one in mark[:-1]) + (
        str((int(mark[-1]) + 1) % 10) if mark[-1].isdecimal() else "ied"
    )


def _extra(entries: Entries, case: Case) -> Entries:
    """One more entry, of a work that nobody asked for, before the others."""
    text = json.dumps(entries[:1]) if entries else "[]"
    return [*json.loads(re.sub(r"(?i)faulty|\d{4}\.\d{4}", "other", text)), *entries]


def _records() -> list[Fault]:
    return [
        Fault("another work's record", "record", _swapped),
        *(
            Fault(f"an identifier of {name}", "record", _each(lambda shape: shape.identified, value), only=IDENTIFIED)
            for name, value in {**STRANGE, "another work": "10.1000/other", "words": "Error"}.items()
        ),
        Fault(
            "the faulty one missing",
            "record",
            _edits(lambda all_, case: [e for e in all_ if case.mark and not _is_faulty(e, case)]),
        ),
        Fault("the others missing", "record", _edits(lambda all_, case: [e for e in all_ if _is_faulty(e, case)])),
        Fault("no entries", "record", _edits(lambda _all, _case: [])),
        Fault("the last entry missing", "record", _edits(lambda all_, _case: all_[:-1])),
        Fault("entries in another order", "record", _edits(lambda all_, _case: all_[::-1]), is_harmless=True),
        Fault("entries twice", "record", _edits(lambda all_, _case: [*all_, *all_]), is_harmless=True),
        Fault("one entry more", "record", _edits(_extra)),
        *(
            Fault(
                f"entries that are {name}",
                "record",
                _edits(lambda all_, case, value=value: _instead(all_, case, value)),
            )
            for name, value in STRANGE.items()
        ),
        Fault("an entry called Error", "record", _edits(lambda all_, _case: [*all_, ERROR_ENTRY]), only=("arxiv",)),
        Fault("an error alone", "record", _edits(lambda _all, _case: [ERROR_ENTRY]), only=("arxiv",)),
        *(
            Fault(f"a title of {name}", "title", _each(lambda shape: shape.titled, value), only=TITLED)
            for name, value in {"nothing": "", "blanks": "  ", **{f'"{one}"': one for one in PLACEHOLDERS}}.items()
        ),
        *(
            Fault(f"a title of {name}", "title", _each(lambda shape: shape.titled, STRANGE[name]), only=JSON_TITLED)
            for name in ("null", "an object", "a list")
        ),
        *(
            Fault(f"a total of {name}", "total", _total(value), is_harmless=name == "zero", only=("arxiv", "dblp"))
            for name, value in {
                "zero": "0",
                "millions": "9999999",
                "below zero": "-1",
                "words": "many",
                "nothing": "",
            }.items()
        ),
    ]


def _instead(entries: Entries, case: Case, value: Any) -> Entries:
    """The faulty entry replaced by something that is none."""
    if case.service in ("pubmed", "openlibrary"):
        return [(name, value if not case.mark or _is_faulty((name, e), case) else e) for name, e in entries]
    value = str(value) if case.service == "arxiv" else value
    return [value if not case.mark or _is_faulty(entry, case) else entry for entry in entries]


def _total(value: str) -> Callable[[Case], Say]:
    pattern = re.compile(rb'(totalResults>|"@total": ")\d+')
    return _sends(lambda body: pattern.sub(lambda found: found[1] + value.encode(), body))


FAULTS: Sequence[Fault] = (
    *_statuses(), *_retry_after(), *(Fault(name, "refusal", _says(*said)) for name, said in AUTH.items()),
    *_wire(), *_headers(), *ENCODINGS, *_bodies(), *_redirects(), *_records(),
)  # fmt: skip


# --- a registry with a fault --------------------------------------------------------------------------------------


class FaultyRegistry(Registry):
    """The small registry, of which one service has a fault for requests that hold a mark, for all, or for the first."""

    def __init__(self, service: str, fault: Fault, which: str, mark: str) -> None:
        super().__init__()
        self.service, self.fault, self.which, self.mark = service, fault, which, mark
        self.is_faulty = True
        self.hits = 0
        self.mistakes: list[Exception] = []
        self.trap = Loopback(NOT_FOUND)

    def _say(self, seen: Seen) -> Say:
        good = self._true(seen)
        asked = unquote_plus(unquote_plus(seen.target + "?" + seen.form))
        if not self.is_faulty or not seen.target.startswith(f"/{self.service}/") or not self._is_hit_by(asked):
            return good
        self.hits += 1
        try:
            return self.fault.answer(Case(self.service, seen, good, self._mark(), self.trap.url, self.server.url))
        except Exception as error:
            self.mistakes.append(error)  # of the fault itself; a test in another thread has to be told
            raise

    def _is_hit_by(self, asked: str) -> bool:
        if self.which == ONE:
            return self.mark.lower() in asked.lower()
        return self.which == ALL or not self.hits

    def _mark(self) -> str:
        return "" if self.which == ALL else self.mark

    def _true(self, seen: Seen) -> Say:
        """The true answer; of what has none, for a redirect may lead anywhere, that there is nothing."""
        try:
            return super()._say(seen)
        except (AssertionError, AttributeError, KeyError, ValueError):
            return NOT_FOUND._replace(body=b"no such page")
