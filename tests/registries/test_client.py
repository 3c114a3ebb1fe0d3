"""The client against a server that misbehaves in every way known (reliability: threats C2-C14)."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import tracemalloc
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest

from refexport.errors import RefusedError, UnavailableError
from refexport.registries import client as module
from refexport.registries.client import REFUSED, RETRIED, Client, DeniedError, Limits
from refexport.registries.network import refuse_private
from refexport.registries.pace import Rule
from refexport.registries.service import Request
from refexport.registries.wire import Bounds, Reply, TransientError, UnreachableError
from tests.loopback import Hours, Loopback, Say, ask, parse, service, zipped

GOOD = Say(200, b'{"ok": 1}', {"Content-Type": "application/json"})
SHORT = Bounds(connect=1.0, read=0.5, deadline=0.3, size=2**20)
LONG = SHORT._replace(read=5.0, deadline=5.0)
CANARY = "canary+me@uni.example"


@pytest.fixture
def hours():
    return Hours()


@pytest.fixture
def client(hours):
    said: list[str] = []
    made = Client(CANARY, "1.0", said.append, hours.clock, Limits(bounds=SHORT))
    made.told = said
    return made


@pytest.fixture
def serve(monkeypatch):
    """Starts a server with these answers, and makes it the library's address."""
    running: list[Loopback] = []

    def start(*answers: Say) -> Loopback:
        running.append(Loopback(*answers).__enter__())
        monkeypatch.setenv("REFEXPORT_LIBRARY_URL", running[-1].url)
        return running[-1]

    yield start
    for server in running:
        server.__exit__()


# --- what is an answer --------------------------------------------------------------------------------------------


def test_an_answer_is_parsed(client, serve):
    server = serve(GOOD)
    assert ask(client) == {"ok": 1}
    assert [one.target for one in server.seen] == ["/works/a"]
    (sent,) = client.sent
    assert (sent.service, sent.status) == ("library", 200)


@pytest.mark.parametrize("status", [201, 204, 300, 304, 400, 404, 405, 406, 410, 414, 422, 501, 505, 511])
def test_a_status_that_will_not_pass_is_an_answer_and_asked_once(client, serve, status):
    server = serve(Say(status, b"Resource not found."))
    assert ask(client) == status
    assert len(server.seen) == 1


def test_the_body_of_a_404_is_read(client, serve):
    serve(Say(404, b"Resource not found.", {"Content-Type": "text/plain"}))
    answer = client.ask(service(), Request("/works/a"), lambda answer: answer)
    assert (answer.body, answer.media_type) == (b"Resource not found.", "text/plain")


def test_what_the_service_says_of_a_request_is_not_asked_again(client, serve):
    server = serve(Say(400, b"{}"))

    def refuse(answer):
        raise UnavailableError("library answered 400")

    with pytest.raises(UnavailableError, match="answered 400"):
        client.ask(service(), Request("/"), refuse)
    assert len(server.seen) == 1
    assert client.given_up == {}


def test_no_password_of_the_system_is_used_and_nothing_is_kept(client, serve, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text(f"machine 127.0.0.1 login me password {CANARY}\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server = serve(GOOD._replace(headers={"Set-Cookie": "a=b; Path=/"}))
    ask(client)
    ask(client)
    assert len(server.seen) == 2
    for seen in server.seen:
        assert not {"cookie", "authorization", "proxy-authorization"} & set(seen.headers)


def test_the_client_says_who_it_is(client, serve):
    server = serve(GOOD)
    client.ask(service(mailto=True), Request("/works/a%2Fb", (("q", "x y"),), "application/json"), parse)
    (seen,) = server.seen
    assert seen.target == "/works/a%2Fb?q=x+y&mailto=canary%2Bme%40uni.example"
    agent = seen.headers["user-agent"]
    assert re.fullmatch(r"refexport/1\.0 \(https://\S+; mailto:canary\+me@uni\.example\)", agent)
    assert seen.headers["accept"] == "application/json"
    assert seen.headers["accept-encoding"] == "gzip"


def test_without_an_address_none_is_invented(serve, hours):
    server = serve(GOOD)
    ask(Client(clock=hours.clock), mailto=True)
    (seen,) = server.seen
    assert seen.target == "/works/a"
    assert "mailto" not in seen.headers["user-agent"]


# --- what may pass ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", sorted(RETRIED))
def test_a_status_that_may_pass_is_tried_again(client, serve, hours, status):
    server = serve(Say(status), Say(status), GOOD)
    assert ask(client) == {"ok": 1}
    assert len(server.seen) == 3
    first, second = hours.slept
    assert 1 <= first <= 1.25
    assert 2 <= second <= 2.5


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("2", 2, 2.25),
        ("0", 1, 1.25),
        ("", 1, 1.25),
        ("-5", 1, 1.25),
        ("1.5", 1, 1.25),
        ("1e3", 1, 1.25),
        ("soon", 1, 1.25),
        ("60", 60, 60.25),
        (formatdate(1_700_000_005, usegmt=True), 5, 5.25),
        (formatdate(1_700_000_005).replace("+0000", "-0000"), 5, 5.25),
        (formatdate(1_600_000_000, usegmt=True), 1, 1.25),
        ("Mon, 99 Jan 2023 00:00:00 GMT", 1, 1.25),
        ("Fri, 31 Dec 9999 23:59:60 GMT", 1, 1.25),
    ],
)
def test_retry_after_is_obeyed_and_never_undercuts_our_own_pace(client, serve, hours, header, least, most):
    serve(Say(429, headers={"Retry-After": header}), GOOD)
    assert ask(client) == {"ok": 1}
    (slept,) = hours.slept
    assert least <= slept <= most


@pytest.mark.parametrize(
    ("header", "said"),
    [("61", "in 61 s"), ("86400", "in a day or later"), ("9" * 400, "in a day or later"), ("Fri, 01 Jan 2100 00:00:00 GMT", "a day")],
)  # fmt: skip
def test_a_wait_longer_than_we_grant_ends_the_asking(client, serve, hours, header, said):
    server = serve(Say(503, headers={"Retry-After": header}), GOOD)
    for _ in range(2):
        with pytest.raises(RefusedError, match=f"library asks to come back .*{said}"):
            ask(client)
    assert len(server.seen) == 1
    assert hours.slept == []


def test_a_slow_service_is_never_asked_faster_for_failing(client, serve, hours):
    serve(Say(429), GOOD)
    ask(client, interval=3.0)
    assert sum(hours.slept) >= 3.0


WRONG = {
    "HTML with status 200": Say(200, b"<!doctype html><p>Just a moment..."),
    "an empty body": Say(200),
    "half a body, no length": Say(200, b'{"ok": ', length=False),
    "half a body": Say(200, b'{"ok": ', then="reset"),
    "a shorter body than told": Say(200, b'{"ok": 1}', {"Content-Length": "1000"}),
    "no answer": Say(then="silence"),
    "a reset": Say(then="reset at once"),
    "no HTTP": Say(then="garbage"),
    "a cut chunk": Say(then="cut chunk"),
    "a bad chunk": Say(then="bad chunk"),
    "no gzip": Say(200, b"plain", {"Content-Encoding": "gzip"}),
    "a thousand encodings": Say(200, b"x", {"Content-Encoding": ", ".join(["gzip"] * 1000)}),
    "bytes that are no text": Say(200, b"\xff\xfe\x00"),
    "a header without end": Say(200, b"", {"X": "x" * 100_000}),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_broken_answer_is_tried_again(client, serve, wrong):
    client.limits = Limits(bounds=LONG)
    server = serve(wrong, GOOD)
    assert ask(client) == {"ok": 1}
    assert len(server.seen) == 2


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_an_answer_that_stays_broken_is_an_error_in_our_own_words(client, serve, hours, wrong):
    client.limits = Limits(bounds=LONG)  # broken, not late
    server = serve(wrong)
    with pytest.raises(TransientError) as caught:
        ask(client, mailto=True)
    assert str(caught.value).startswith("library ")
    assert len(server.seen) == 4
    assert sum(hours.slept) < 10


SLOW = {
    "hangs": Say(then="hang at once"),
    "hangs in the body": Say(200, b"{", then="hang"),
    "drips its header": Say(then="drip header"),
    "drips its body": Say(200, b"{", {"Content-Length": "1000000"}, then="drip"),
    "drips without length": Say(200, b"{", length=False, then="drip"),
    "says continue for ever": Say(then="continue"),
}


@pytest.mark.parametrize("slow", SLOW.values(), ids=SLOW)
def test_no_request_takes_longer_than_its_deadline(serve, hours, slow):
    serve(slow)
    client = Client(clock=hours.clock, limits=Limits(tries=1, bounds=SHORT))
    start = time.monotonic()
    with pytest.raises(TransientError, match=r"library (does not answer in time|breaks the connection)"):
        ask(client)
    assert time.monotonic() - start < SHORT.deadline + 1.0


BIG = {
    "a body without end": Say(200, b"", {"Content-Length": str(2**30)}, then="flood"),
    "a body without length or end": Say(200, b"", length=False, then="flood"),
    "a bomb": Say(200, zipped(2**27), {"Content-Encoding": "gzip"}),
    "a bomb in a bomb": Say(200, zipped(2**27, times=2), {"Content-Encoding": "gzip, gzip"}),
}


@pytest.mark.parametrize("big", BIG.values(), ids=BIG)
def test_no_answer_is_bigger_than_its_bound(serve, hours, big):
    server = serve(big)
    client = Client(clock=hours.clock, limits=Limits(bounds=SHORT._replace(deadline=20.0)))
    tracemalloc.start()
    try:
        with pytest.raises(UnavailableError, match="library answers with more than 1 MB"):
            ask(client)
        assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    finally:
        tracemalloc.stop()
    assert len(server.seen) == 1
    assert client.given_up == {}


@pytest.mark.parametrize("status", [429, 503, 403, 302])
def test_bodies_that_nobody_wants_are_not_read(client, serve, status):
    headers = {"Location": "/elsewhere", "Content-Length": str(2**30), "Content-Encoding": "gzip"}
    serve(Say(status, b"", headers, then="flood"), GOOD)
    start = time.monotonic()
    if status == 403:
        with pytest.raises(DeniedError):
            ask(client)
    else:
        assert ask(client) == {"ok": 1}
    assert time.monotonic() - start < 2


# --- redirects ----------------------------------------------------------------------------------------------------


def test_a_redirect_within_the_host_is_followed(client, serve):
    server = serve(Say(301, headers={"Location": "/works/b"}), Say(302, headers={"Location": "c?x=1"}), GOOD)
    answer = client.ask(service(), Request("/works/a"), lambda answer: answer)
    assert [one.target for one in server.seen] == ["/works/a", "/works/b", "/works/c?x=1"]
    assert answer.url == f"{server.url}/works/c?x=1"


def test_a_redirect_without_address_is_an_answer(client, serve):
    serve(Say(302))
    assert ask(client) == 302


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{trap}/",
        "http://localhost:{port}/",
        "http://2130706433:{trap}/",
        "http://169.254.169.254/latest/meta-data",
        "//127.0.0.1:{trap}/",
        "https://127.0.0.1:{port}/",
        "http://user:pw@127.0.0.1:{port}/",
        "http://@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:port/",
    ],
)
def test_a_redirect_to_another_place_is_not_followed(client, serve, location):
    with Loopback(GOOD) as trap:
        port, other = (re.sub(r".*:", "", url) for url in (serve(GOOD).url, trap.url))
        server = serve(Say(302, headers={"Location": location.format(trap=other, port=port)}), GOOD)
        with pytest.raises(UnavailableError, match="library redirects to"):
            ask(client)
        assert trap.seen == []
        assert len(server.seen) == 1


@pytest.mark.parametrize("to", ["/works/a", "/next"])
def test_redirects_end(client, serve, to):
    server = serve(Say(302, headers={"Location": to}))
    with pytest.raises(UnavailableError, match="library redirects too often"):
        ask(client)
    assert len(server.seen) == 4


# --- giving up ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", sorted(REFUSED))
def test_what_is_refused_is_not_asked_again_and_three_refusals_are_final(client, serve, status):
    server = serve(Say(status))
    for _ in range(5):
        with pytest.raises(UnavailableError, match=rf"library refuses to answer \(status {status}\)"):
            ask(client)
    assert len(server.seen) == 3


def test_a_refusal_of_one_request_is_forgiven(client, serve):
    server = serve(*[Say(403), Say(403), GOOD] * 2)
    for _ in range(2):
        for _ in range(2):
            with pytest.raises(DeniedError):
                ask(client)
        assert ask(client) == {"ok": 1}
    assert len(server.seen) == 6


def test_a_service_that_fails_five_times_running_is_asked_no_more(client, serve):
    server = serve(Say(503))
    for _ in range(10):
        with pytest.raises(UnavailableError, match="library is overloaded"):
            ask(client)
    assert len(server.seen) == 4 + 4


def test_a_service_that_is_silent_costs_few_time_outs(client, serve):
    server = serve(Say(then="hang at once"))
    for _ in range(10):
        with pytest.raises(UnavailableError, match="library does not answer in time"):
            ask(client)
    assert len(server.seen) == 2 + 2


def test_a_service_that_comes_back_is_forgiven(client, serve):
    server = serve(*[Say(503)] * 4, GOOD, *[Say(503)] * 3, GOOD)
    with pytest.raises(TransientError):
        ask(client)
    assert ask(client) == {"ok": 1}
    assert ask(client) == {"ok": 1}
    assert len(server.seen) == 9


def test_a_request_that_cannot_be_answered_is_not_the_services_failure(client, serve):
    serve(*[Say(503)] * 4, Say(400), *[Say(503)] * 3, GOOD)

    def refuse(_answer):
        raise UnavailableError("no")

    with pytest.raises(TransientError):
        ask(client)
    assert client.failures["library"] == 1
    with pytest.raises(UnavailableError, match="no"):
        client.ask(service(), Request("/"), refuse)
    assert client.failures["library"] == 0
    assert ask(client) == {"ok": 1}


def test_other_services_are_asked_on(client, serve):
    serve(Say(429, headers={"Retry-After": "86400"}), GOOD)
    for _ in range(2):
        with pytest.raises(RefusedError):
            ask(client)
    assert ask(client, name="archive") == {"ok": 1}


def test_a_host_that_is_not_there_is_given_up_soon(client, serve, hours):
    serve().__exit__()
    for _ in range(78):
        with pytest.raises(UnavailableError, match="library cannot be reached"):
            ask(client)
    assert sum(hours.slept) < 2
    assert client.told == []


def test_a_host_that_nobody_knows(client, hours):
    with pytest.raises(UnreachableError, match=r"library cannot be found: no address for library\.invalid"):
        ask(client)
    assert sum(hours.slept) < 2


def test_all_waits_of_a_run_have_a_bound(serve, hours):
    serve(*[Say(503, headers={"Retry-After": "30"}), GOOD] * 20)
    client = Client(clock=hours.clock, limits=Limits(patience=100.0))
    answered = 0
    with contextlib.suppress(UnavailableError):
        while ask(client):
            answered += 1
    assert answered == 4
    assert 100 <= sum(hours.slept) < 140


def test_the_address_of_a_service_may_be_private(client):
    """Resolvers of some networks give such addresses for every name ("fake-ip"), and lead out all the same."""
    with Loopback(GOOD) as server:
        assert client.ask(service()._replace(base_url=server.url), Request("/"), parse) == {"ok": 1}


@pytest.mark.parametrize("place", ["https://api.library.invalid/next", "https://library.invalid/next"])
def test_a_redirect_within_the_registrable_domain_is_followed(client, monkeypatch, place):
    replies = [Reply(301, {"Location": place}), Reply(200, {}, GOOD.body)]
    calls = []
    monkeypatch.setattr(module, "send", lambda call, *_: calls.append(call.url) or replies.pop(0))
    monkeypatch.setattr(module, "refuse_private", lambda *_: None)
    assert client.ask(service()._replace(domain="library.invalid"), Request("/works/a"), parse) == {"ok": 1}
    assert calls == ["https://library.invalid/works/a", place]


@pytest.mark.parametrize(
    "place",
    [
        "http://api.library.invalid/",
        "https://api.library.invalid:8443/",
        "https://me@library.invalid/",
        "https://notlibrary.invalid/",
        "https://library.invalid.evil.example/",
    ],
)
def test_a_redirect_out_of_the_registrable_domain_is_not_followed(client, monkeypatch, place):
    monkeypatch.setattr(module, "send", lambda *_: Reply(301, {"Location": place}))
    with pytest.raises(DeniedError, match="library redirects to another place"):
        client.ask(service()._replace(domain="library.invalid"), Request("/works/a"), parse)


@pytest.mark.parametrize(("address", "is_private"), [("10.0.0.7", True), ("198.18.0.7", False), ("::1", True)])
def test_a_host_that_a_redirect_names_may_not_be_private(client, monkeypatch, address, is_private):
    replies = [Reply(301, {"Location": "https://api.library.invalid/"}), Reply(200, {}, GOOD.body)]
    monkeypatch.setattr(module, "send", lambda *_: replies.pop(0))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(0, 0, 0, "", (address, 0))])
    asked = service()._replace(domain="library.invalid")
    if is_private:
        with pytest.raises(UnavailableError, match="private address"):
            client.ask(asked, Request("/works/a"), parse)
    else:
        assert client.ask(asked, Request("/works/a"), parse) == {"ok": 1}


@pytest.mark.parametrize("host", ["a..arxiv.org", f"{'a' * 64}.arxiv.org", ".arxiv.org"])
def test_a_host_that_a_redirect_names_may_be_none(monkeypatch, host):
    """Labels are of 1 to 63 octets (RFC 1035, 2.3.4); Python's socket spells a name in IDNA first."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda name, *_: name.encode("idna"))
    with pytest.raises(RefusedError, match="which has no address"):
        refuse_private("arxiv", f"https://{host}/")


@pytest.mark.parametrize(
    "address",
    [
        "nowhere",
        "http://me:secret@127.0.0.1/",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://",
        "http://h:99999",
        "http://[::1",
        "http://exa mple/",
        "http://*.example/",
        "http://.example/",
        f"http://{'a' * 64}é.example/",
        "http://127.0.0.1/?x=1",
        "http://127.0.0.1/#part",
    ],
)
def test_an_address_that_is_none(client, monkeypatch, address):
    monkeypatch.setenv("REFEXPORT_LIBRARY_URL", address)
    with pytest.raises(RefusedError, match="REFEXPORT_LIBRARY_URL is no web address"):
        ask(client)


def test_a_server_without_tls_is_not_trusted(client, serve, monkeypatch):
    server = serve(GOOD)
    monkeypatch.setenv("REFEXPORT_LIBRARY_URL", server.url.replace("http:", "https:"))
    with pytest.raises(RefusedError, match="library cannot be trusted"):
        ask(client)
    assert client.given_up


# --- what is told -------------------------------------------------------------------------------------------------


def test_the_user_hears_of_waits(client, serve):
    serve(Say(429, headers={"Retry-After": "7"}), GOOD)
    ask(client)
    assert [re.sub(r"\d+ s", "N s", line) for line in client.told] == [
        "library is overloaded (status 429); waiting N s, try 2 of 4"
    ]


@pytest.mark.parametrize(
    "wrong", [*WRONG.values(), *SLOW.values(), Say(503), Say(403), Say(302, headers={"Location": "//x"})]
)
def test_no_message_holds_an_address(serve, hours, wrong):
    server = serve(wrong)
    said: list[str] = []
    client = Client(CANARY, say=said.append, clock=hours.clock, limits=Limits(tries=2, bounds=SHORT))
    with pytest.raises(UnavailableError) as caught:
        ask(client, mailto=True)
    told = " ".join([str(caught.value), *said, *client.given_up.values(), *(one.url for one in client.sent)])
    assert "canary" not in told
    assert "works" not in " ".join([str(caught.value), *said])
    assert server.seen[0].target.endswith("mailto=canary%2Bme%40uni.example")


# --- pace ---------------------------------------------------------------------------------------------------------


def starts(client, hours, count, **more):
    times = []
    for _ in range(count):
        ask(client, **more)
        times.append(hours.now)
    return [round(later - earlier, 6) for earlier, later in pairwise(times)]


@pytest.mark.parametrize("interval", [0.4, 3.0])
def test_starts_keep_their_distance(client, serve, hours, interval):
    serve(GOOD)
    assert starts(client, hours, 4, interval=interval) == [pytest.approx(interval, abs=1e-4)] * 3


def test_what_has_passed_counts(client, serve, hours):
    serve(GOOD)
    ask(client, interval=3.0)
    hours.now += 2.0
    ask(client, interval=3.0)
    assert hours.slept == [pytest.approx(1.0, abs=1e-4)]
    hours.now += 100
    ask(client, interval=3.0)
    assert len(hours.slept) == 1


@pytest.mark.parametrize(
    ("limit", "span", "expected"),
    [
        ("1", "1s", 1.03),
        ("2", "5s", 2.575),
        (" 3 ", " 1 ", 0.4),  # a faster pace than ours is none of our business
        ("50", "1s", 0.4),
        ("1", "1m", 61.8),
        ("0", "1s", 0.4),
        ("-1", "1s", 0.4),
        ("many", "1s", 0.4),
        ("1", "soon", 0.4),
        ("9" * 5000, "1s", 0.4),
    ],
)
def test_the_pace_is_lowered_as_told_and_never_raised(client, serve, hours, limit, span, expected):
    serve(GOOD._replace(headers={"x-rate-limit-limit": limit, "X-Rate-Limit-Interval": span}))
    assert starts(client, hours, 3, interval=0.4) == [pytest.approx(expected, abs=1e-4)] * 2


@pytest.mark.parametrize(("limit", "expected"), [("3", 1.03 / 3), ("50", 0.25)])
def test_the_pace_is_raised_as_told_up_to_what_the_service_allows(client, serve, hours, limit, expected):
    serve(GOOD._replace(headers={"x-rate-limit-limit": limit, "x-rate-limit-interval": "1s"}))
    polite = service(interval=1.0)._replace(polite_interval=0.25)
    unnamed = Client(clock=hours.clock)
    times = [unnamed.ask(polite, Request("/works/a"), lambda _answer: hours.now) for _ in range(3)]
    assert [later - earlier for earlier, later in pairwise(times)] == [pytest.approx(expected, abs=1e-4)] * 2


def test_who_names_an_address_is_polite_and_single_records_have_their_own_pace(client, serve, hours):
    serve(GOOD)
    paced = service(interval=1.0)._replace(polite_interval=0.3, alone_intervals=(0.2, 0.1))
    for alone, named, unnamed in ((False, 0.3, 1.0), (True, 0.1, 0.2)):
        for asker, expected in ((client, named), (Client(clock=hours.clock), unnamed)):
            hours.now += 100
            start = hours.now
            for _ in range(3):
                asker.ask(paced, Request("/works/a", is_alone=alone), parse)
            assert hours.now - start == pytest.approx(2 * expected, abs=1e-4)


def test_a_pace_that_nobody_waits_for_ends_the_asking(client, serve):
    serve(GOOD._replace(headers={"x-rate-limit-limit": "1", "x-rate-limit-interval": "1h"}))
    assert ask(client) == {"ok": 1}
    with pytest.raises(RefusedError, match="library allows one request in 3600 s"):
        ask(client)
    assert client.told == ["library allows one request in 3600 s"]


def test_a_distance_may_count_from_the_end_of_the_last_answer(client, serve, hours):
    serve(GOOD)
    counted = service(interval=3.2)._replace(from_end=True)

    def slow(_answer):
        return hours.now

    with client.pace.turn("library", Rule(3.2, from_end=True)):
        hours.now += 5.0  # the answer takes its time
    end = hours.now
    assert client.ask(counted, Request("/works/a"), slow) - end == pytest.approx(3.2, abs=1e-4)


def test_what_a_service_asks_us_to_wait_holds_for_its_other_requests_too(client, serve, hours):
    server = serve(Say(429, headers={"Retry-After": "20"}), GOOD)
    start = hours.now
    with pytest.raises(TransientError):
        client.ask(service(), Request("/works/a"), parse, tries=1)
    ask(client)
    assert hours.now - start >= 20
    assert len(server.seen) == 2


@pytest.mark.parametrize("first", [False, True])
def test_a_wait_that_a_service_asks_for_holds_for_lists_and_single_records_alike(client, serve, hours, first):
    """RFC 9110, 10.2.3: the service is to be left alone for that long, whatever is asked of it."""
    serve(Say(429, headers={"Retry-After": "20"}), GOOD)
    paced = service()._replace(alone_intervals=(0.2, 0.1))
    start = hours.now
    with pytest.raises(TransientError):
        client.ask(paced, Request("/works/a", is_alone=first), parse, tries=1)
    client.ask(paced, Request("/works/a", is_alone=not first), parse)
    assert hours.now - start >= 20
    assert client.told == ["library asked to come back later; waiting 20 s"]


def test_waits_after_the_last_try_count_against_the_patience_of_the_run(serve, hours):
    serve(Say(503, headers={"Retry-After": "50"}))
    client = Client(clock=hours.clock, limits=Limits(patience=100.0, failures=100))
    for _ in range(10):
        with pytest.raises(UnavailableError):
            client.ask(service(), Request("/works/a"), parse, tries=1)
    assert 100 <= hours.now - 1_700_000_000 < 160


def test_a_pace_file_that_cannot_be_written_stops_nothing(client, serve, monkeypatch):
    monkeypatch.setattr(
        "refexport.registries.pace.os.utime", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no"))
    )
    serve(GOOD)
    assert ask(client, interval=3.0) == {"ok": 1}
    assert ask(client, interval=3.0) == {"ok": 1}


def test_an_answer_that_tells_no_pace_leaves_it(client, serve, hours):
    serve(GOOD._replace(headers={"x-rate-limit-limit": "1", "x-rate-limit-interval": "5s"}), GOOD)
    assert starts(client, hours, 3, interval=0.4) == [pytest.approx(5.15, abs=1e-4)] * 2


def test_a_second_client_keeps_the_pace_too(client, serve, hours):
    serve(GOOD)
    ask(client, interval=3.0)
    ask(Client(clock=hours.clock), interval=3.0)
    assert hours.slept == [pytest.approx(3.0, abs=1e-4)]


def test_a_clock_that_was_set_back_does_not_stop_us(client, serve, hours):
    serve(GOOD)
    ask(client, interval=3.0)
    hours.now -= 10 * 365 * 86_400
    ask(Client(clock=hours.clock), interval=3.0)
    assert hours.slept == []


@pytest.mark.parametrize("cache", ["/dev/null/cache", "/proc/none"])
def test_without_a_cache_folder_the_process_keeps_the_pace(serve, hours, monkeypatch, cache):
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    serve(GOOD)
    assert starts(Client(clock=hours.clock), hours, 3, interval=3.0) == [3.0, 3.0]


def test_the_cache_folder_of_the_system(serve, hours, monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    serve(GOOD)
    ask(Client(clock=hours.clock), interval=3.0)
    assert [path.name for path in (tmp_path / ".cache" / "refexport").iterdir()] == ["library.pace"]


ASKER = """
import sys
from tests.loopback import ask
from refexport.registries.client import Client
client = Client(say=lambda line: print(line, file=sys.stderr))
for _ in range(2):
    ask(client, interval=1.0)
"""


@pytest.mark.slow
def test_two_processes_keep_one_pace_and_one_connection(serve):
    server = serve(GOOD)
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    askers = [
        subprocess.Popen([sys.executable, "-c", ASKER], cwd=root, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [asker.communicate(timeout=60)[1] for asker in askers]
    assert [asker.returncode for asker in askers] == [0, 0], told
    starts = sorted(seen.start for seen in server.seen)
    assert len(starts) == 4
    assert min(later - earlier for earlier, later in pairwise(starts)) > 0.9
    assert server.most_at_once == 1


def test_a_service_that_others_keep_busy_is_unavailable(client, serve, monkeypatch):
    from refexport.store.files import locked

    server = serve(GOOD)
    monkeypatch.setattr("refexport.registries.pace.TURN", 1.2)
    folder = Path(os.environ["XDG_CACHE_HOME"]) / "refexport"
    folder.mkdir(parents=True)
    with (
        locked(folder / "library.pace"),
        pytest.raises(UnavailableError, match="asked by another refexport all the time"),
    ):
        ask(client, interval=3.0)
    assert client.told == ["waiting for another refexport that asks library"]
    assert server.seen == []


@pytest.mark.program("openssl")
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(client, monkeypatch, tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    with Loopback(GOOD, tls=(str(certificate), str(key))) as server:
        monkeypatch.setenv("REFEXPORT_LIBRARY_URL", server.url)
        for _ in range(2):
            with pytest.raises(RefusedError, match="library cannot be trusted"):
                ask(client)
        assert server.seen == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert ask(Client(clock=client.clock)) == {"ok": 1}


def test_a_handshake_that_never_ends_is_cut(client, serve, monkeypatch):
    server = serve()
    server.speaks_at_once = False
    monkeypatch.setenv("REFEXPORT_LIBRARY_URL", server.url.replace("http:", "https:"))
    start = time.monotonic()
    with pytest.raises(UnavailableError):
        Client(clock=client.clock, limits=Limits(tries=1, bounds=SHORT._replace(connect=5.0))).ask(
            service(), Request("/"), parse
        )
    assert time.monotonic() - start < SHORT.deadline + 1.0


def test_a_connection_that_comes_too_late_is_cut(serve):
    """Connecting may outlast the deadline: a name can have many addresses."""
    from refexport.registries.wire import _Deadline

    port = int(serve().url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as opened, _Deadline(0.0) as deadline:
        while not deadline.is_over:
            time.sleep(0.01)
        assert deadline.known(opened).recv(1) == b""


def test_the_clocks_of_the_machine(serve):
    serve(GOOD)
    before = time.time()
    client = Client()
    assert ask(client) == {"ok": 1}
    assert before <= client.clock.wall() <= time.time()


def test_nothing_is_left_open(client, serve):
    """Sockets and threads of many failures: none survives its request."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("no /proc")
    serve(Say(then="reset at once"), Say(then="silence"), Say(503), GOOD)
    before = len(list(folder.iterdir()))
    assert ask(client) == {"ok": 1}
    deadline = time.monotonic() + 2
    while len(list(folder.iterdir())) > before and time.monotonic() < deadline:
        time.sleep(0.02)  # the server closes its half
    assert len(list(folder.iterdir())) <= before


def test_deep_json_is_no_crash(client, serve):
    serve(Say(200, b"[" * 100_000))
    with pytest.raises(TransientError):
        ask(client)
    assert json.dumps(client.given_up) == "{}"
