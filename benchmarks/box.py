"""The command line before the registry in a box: requests counted, services that refuse, works that the box has not.

Everything is asked through a server of this process, which leads to the box, counts, and says what it was told to say
instead. Sleeping is left out.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from benchmarks.publications import DATA, proceedings, raw
from refexport.__main__ import main as refexport
from tests.loopback import Loopback, Say, Seen
from tests.registry import PREFIXES, sparql_rows

HELD = ("arxiv", "crossref", "datacite", "dblp", "doi")
"""The services that the box has; the others are away."""

CHECK = Say(200, b"<!doctype html><html><body>Checking your browser</body></html>", {"Content-Type": "text/html"})
REFUSED = Say(429, b"Rate exceeded.", {"Content-Type": "text/plain"})
AWAY = Say(503, b"away", {"Content-Type": "text/plain"})

OPENER = build_opener(ProxyHandler({}))
"""No proxy stands between this machine and itself."""


class Ran(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


class Box:
    """The services by their addresses. ``refusing`` names those that say something else; ``items`` are works of
    Crossref's that the box has not, by DOI; ``asked`` counts requests by service. ``has_sparql``: dblp's endpoint tells
    the same facts, as it does where dblp's search stands behind a check (docs/decisions/0015)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.refusing: dict[str, Say] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.asked: Counter[str] = Counter()
        self.has_sparql = False
        self.server = Loopback(say=self._say)

    def _say(self, seen: Seen) -> Say:
        service = seen.target.split("/")[1].partition("?")[0]
        self.asked[service] += 1
        if service in self.refusing:
            return self.refusing[service]
        if service == "dblp_sparql" and self.has_sparql:
            return _sparql(seen)
        if service not in HELD:
            return AWAY
        return self._of_our_own(service, seen) or self._of_the_box(seen)

    def _of_the_box(self, seen: Seen) -> Say:
        told = {name: seen.headers[name] for name in ("accept", "user-agent") if name in seen.headers}
        try:
            with OPENER.open(Request(self.url + seen.target, headers=told)) as answer:
                kept = ("content-type", "location")
                return Say(answer.status, answer.read(), {k: v for k, v in answer.headers.items() if k.lower() in kept})
        except HTTPError as error:
            return Say(error.code, error.read(), {"Content-Type": error.headers.get("Content-Type", "")})

    def _of_our_own(self, service: str, seen: Seen) -> Say | None:
        """What is known of the works that the box has not, together with what the box says of the others asked for."""
        parts = urlsplit(seen.target)
        if service == "doi" and parts.path.startswith("/doi/doiRA/"):
            rows = json.loads(self._of_the_box(seen).body)
            known = [{"DOI": row["DOI"], "RA": "Crossref"} if row["DOI"].lower() in self.items else row for row in rows]
            return _json(known)
        if service != "crossref":
            return None
        if wanted := parse_qs(parts.query).get("filter"):
            dois = [one.removeprefix("doi:").lower() for one in wanted[0].split(",")]
            ours = [self.items[doi] for doi in dois if doi in self.items]
            if not ours:
                return None
            theirs = self._of_the_box(seen)
            answer = json.loads(theirs.body)
            answer["message"]["items"] += ours
            answer["message"]["total-results"] += len(ours)
            return _json(answer)
        ours = self.items.get(unquote(parts.path).removeprefix("/crossref/works/").lower())
        return (
            _json({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": ours})
            if ours
            else None
        )

    def item(self, doi: str) -> dict[str, Any]:
        """Crossref's item of a DOI, as the box has it."""
        with OPENER.open(f"{self.url}/crossref/works/{doi}") as answer:
            found: dict[str, Any] = json.load(answer)["message"]
            return found

    def text(self, path: str) -> str:
        """What the box says at a path."""
        with OPENER.open(self.url + path) as answer:
            return str(answer.read().decode())


@cache
def _of_dblp() -> tuple[Mapping[str, dict[str, Any]], Mapping[str, list[str]]]:
    """What dblp says of its records as its search calls it, and the keys of each title, with its full stop."""
    infos = {
        row["key"]: {
            "key": row["key"],
            "title": f"{row['title']}.",
            "year": str(row["year"]),
            "venue": proceedings().get(row.get("in", 0), {}).get("container") or row.get("journal", ""),
            "authors": {"author": [{"text": name} for name in row["authors"]]},
        }
        for row in raw("dblp")
    }
    keys: dict[str, list[str]] = {}
    for key, info in infos.items():
        keys.setdefault(info["title"], []).append(key)
    return infos, keys


def _sparql(seen: Seen) -> Say:
    """Exact keys and titles, letter by letter, as the endpoint finds them."""
    infos, keys = _of_dblp()
    query = parse_qs(f"{urlsplit(seen.target).query}&{seen.form}")["query"][0]
    named = re.findall(r"<https://dblp\.org/rec/([^>]+)>", query)
    titled = [
        key for title in re.findall(r'"((?:[^"\\]|\\.)*)"', query) for key in keys.get(json.loads(f'"{title}"'), ())
    ]
    rows = [row for key in dict.fromkeys([*named, *titled]) if key in infos for row in sparql_rows(infos[key])]
    return _json({"head": {"vars": ["pub", "property", "value"]}, "results": {"bindings": rows}})


def _json(value: object) -> Say:
    return Say(200, json.dumps(value).encode(), {"Content-Type": "application/json"})


@contextlib.contextmanager
def serving(seconds: int = 3000) -> Iterator[Box]:
    """The box in a process of its own, at the addresses of all services; sleeping is left out."""
    command = [sys.executable, str(DATA.parent / "serve.py"), "--max-seconds", str(seconds)]
    before = dict(os.environ)
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
        tempfile.TemporaryDirectory() as cache,
    ):
        assert process.stdout
        port = json.loads(process.stdout.readline())["port"]
        box = Box(f"http://127.0.0.1:{port}")
        try:
            with box.server, patch("time.sleep", lambda _seconds: None):
                os.environ["XDG_CACHE_HOME"] = cache
                os.environ |= {f"REFEXPORT_{name.upper()}_URL": f"{box.server.url}/{name}" for name in PREFIXES}
                yield box
        finally:
            os.environ.clear()
            os.environ |= before
            process.terminate()


class Desk:
    """A project in a folder of its own, and the commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries = folder / "entries.toml"
        self.entries.write_text('[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n', encoding="utf-8")

    def run(self, command: str, *arguments: str) -> Ran:
        """`refexport COMMAND ARGUMENTS` in this process; a traceback is no result and passes on."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = refexport([command, *arguments, "-f", str(self.entries)])
        return Ran(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]

    def file(self, name: str, text: str) -> str:
        """A file of the project, written."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def findings(self) -> tuple[int, list[dict[str, Any]]]:
        """The exit code of `check`, and its findings as objects."""
        ran = self.run("check", "--format", "json")
        return ran.code, json.loads(ran.out)["findings"] if ran.out.strip() else []

    def exported(self, name: str) -> str:
        """The export to a format, whatever the lock lacks."""
        return self.run("export", "--to", name, "--allow-incomplete", "-").out


@contextlib.contextmanager
def desk() -> Iterator[Desk]:
    """A fresh project."""
    with tempfile.TemporaryDirectory() as folder:
        yield Desk(Path(folder))


class Score:
    """Figures against their targets: `hold` prints each and remembers what fell short."""

    def __init__(self) -> None:
        self.start = time.process_time(), time.monotonic()
        self.short: list[str] = []

    def hold(
        self, name: str, figure: float, *, least: float | None = None, most: float | None = None, of: str = ""
    ) -> None:
        fails = (least is not None and figure < least) or (most is not None and figure > most)
        wanted = f"at least {least:g}" if least is not None else f"at most {most:g}" if most is not None else "-"
        print(f"  {name:58} {figure:>8g}{of:10} target {wanted:14}{' FAILS' if fails else ''}")
        if fails:
            self.short.append(name)

    def end(self) -> int:
        """1 if a target was missed; prints what it took."""
        print(f"  ({time.process_time() - self.start[0]:.0f} s of processor, {time.monotonic() - self.start[1]:.0f} s)")
        return 1 if self.short else 0


def first_of(table: Mapping[str, int], number: int = 8) -> str:
    """The commonest of a table of counts, in words."""
    return ", ".join(f"{name} {count}" for name, count in Counter(table).most_common(number))
