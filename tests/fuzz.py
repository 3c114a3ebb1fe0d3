"""Mutated inputs for every reader, each judged in a worker process of its own limits; the same cases for the same seed.

A reader gives what it promises: records or one of its own errors, in under a second of processor time and 200 MB, and
what it gives can be written and read again. `python -m benchmarks fuzz` runs thousands, `tests/test_fuzz.py` a few.
"""

import contextlib
import html
import io
import json
import multiprocessing
import multiprocessing.connection
import os
import random
import re
import resource
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from refexport.errors import LockError, RefexportError
from refexport.formats import FORMATS
from refexport.registries import SERVICES
from refexport.registries.service import Answer
from refexport.store.edit import Addition, print_entries
from refexport.store.entries import parse_entries
from refexport.store.lock import parse_lock, print_lock
from tests.conftest import ROOT
from tests.machine import slowness

SECONDS = 1.0
"""Processor time of a case."""

MEGABYTES = 200
"""Memory of the process that reads a case."""

PATIENCE = 60
"""Seconds after which a case that has not ended counts as a hang."""

EMPTY = b"[refexport]\nversion = 1\n"
ANSWERS = ROOT / "tests" / "answers"


class Failure(NamedTuple):
    """A case that broke a promise: its number, what happened, and the input."""

    number: int
    why: str
    data: bytes


class Kind(NamedTuple):
    """A reader: what it is tried on, the words of its grammar, how much it gets at most, and the trial."""

    seeds: Callable[[], Sequence[bytes]]
    tokens: Sequence[bytes]
    largest: int
    attempt: Callable[[bytes], None]


# --- mutation: one mutator for all


ANYWHERE = (
    b"\x00", b"\x1b[2J", b"\x7f", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n",
    "\u202e\u2028\u0085\ufeff\ufdd0".encode(), "é".encode(), "e\u0301".encode(), "中文".encode(), "😀".encode(),
    b"\\", b"\\\\", b"\\u0000", b"\\ud800", b"$", b"$$", b"%", b"&amp;", b"<i>", b"<math>", b"</", b"{", b"}", b"[", b"]",
    b"(", b")", b'"', b"'", b",", b";", b":", b"=", b"#", b"@", b"-", b"--", b"0", b"-1", b"117", b"1e999", b"NaN",
    b"null", b"true", b"and", b" and ", b"others", b"10.1000/182", b"1703.03400",
)  # fmt: skip
"""Pieces that mean something to some reader."""

Mutation = Callable[[bytes, Kind, random.Random], bytes]


def _place(data: bytes, pick: random.Random) -> tuple[int, int]:
    start = pick.randint(0, len(data))
    return start, min(len(data), start + pick.choice((1, 4, 20, 100, 1000)))


def flip(data: bytes, _kind: Kind, pick: random.Random) -> bytes:
    """Some bytes become others."""
    out = bytearray(data)
    for _ in range(pick.choice((1, 1, 4, 30)) if out else 0):
        out[pick.randrange(len(out))] = pick.randrange(256)
    return bytes(out)


def truncate(data: bytes, _kind: Kind, pick: random.Random) -> bytes:
    """The start or the end alone."""
    at = pick.randint(0, len(data))
    return data[:at] if pick.random() < 0.7 else data[at:]


def delete(data: bytes, _kind: Kind, pick: random.Random) -> bytes:
    """Without a chunk."""
    start, end = _place(data, pick)
    return data[:start] + data[end:]


def duplicate(data: bytes, kind: Kind, pick: random.Random) -> bytes:
    """A chunk again and again."""
    start, end = _place(data, pick)
    times = min(pick.choice((2, 2, 10, 100, 5000)), kind.largest // max(end - start, 1))
    return data[:start] + data[start:end] * max(times, 1) + data[end:]


def insert(data: bytes, kind: Kind, pick: random.Random) -> bytes:
    """A word of the grammar, perhaps often."""
    at = pick.randint(0, len(data))
    word = pick.choice((*kind.tokens, *kind.tokens, *ANYWHERE))
    times = pick.choice((1, 1, 1, 3, 40, kind.largest // (2 * len(word))))
    return data[:at] + word * times + data[at:]


def nest(data: bytes, kind: Kind, pick: random.Random) -> bytes:
    """A chunk between many brackets."""
    start, end = _place(data, pick)
    opening, closing = pick.choice(((b"{", b"}"), (b"[", b"]"), (b"(", b")"), (b'{"a":', b"}"), (b"<i>", b"</i>"),
                                    (b"$", b"$"), (b"\\emph{", b"}"), (b"- ", b""), (b"{ a = ", b"}")))  # fmt: skip
    depth = min(pick.choice((2, 30, 200, 5000)), kind.largest // (2 * len(opening)))
    return data[:start] + opening * depth + data[start:end] + closing * depth + data[end:]


def splice(data: bytes, kind: Kind, pick: random.Random) -> bytes:
    """The start of this and the end of another."""
    other = pick.choice(kind.seeds())
    return data[: pick.randint(0, len(data))] + other[pick.randint(0, len(other)) :]


def blow_up(data: bytes, _kind: Kind, pick: random.Random) -> bytes:
    """A number becomes another, some of them huge."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    found = pick.choice(numbers)
    becomes = pick.choice((b"9" * 5000, b"0", b"-1", b"117", b"99999", b"1e999", b"0x10", b"1.10", b"NaN", b"\xd9\xa3"))
    return data[: found.start()] + becomes + data[found.end() :]


def encode(data: bytes, _kind: Kind, pick: random.Random) -> bytes:
    """The same characters in another encoding, or with other line ends."""
    text = data.decode(errors="surrogateescape")
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16", "replace"),
        lambda: text.encode("latin-1", "replace"),
        lambda: b"\xef\xbb\xbf" + data,
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data.replace(b"\n", b"\r"),
        lambda: data.replace(b"\n", "\u2028".encode()),
        lambda: data.replace(b" ", b"\t"),
        data.swapcase,
    )
    return pick.choice(ways)()


QUOTED = re.compile(rb'"((?:[^"\\\n]|\\.)*+)"?|>([^<>]+)<')
OTHER_TYPES = (b"null", b"true", b"0", b"-1", b"1e999", b"1.10", b"[]", b"{}", b'""', b'" "', b"[null]", b'[["a"]]',
               b'{"a": [1]}', b'"2017-13-45"', b'"0"', b"[2017, 0, 99]", b'["a", "b"]')  # fmt: skip


def _string(data: bytes, pick: random.Random) -> re.Match[bytes] | None:
    """A string in quotes, or the text of an element."""
    found = list(QUOTED.finditer(data))
    return pick.choice(found) if found else None


def reword(data: bytes, kind: Kind, pick: random.Random) -> bytes:
    """Other words in a string, which stays one."""
    found = _string(data, pick)
    if not found:
        return data
    mutation = pick.choice((insert, insert, duplicate, truncate, nest, blow_up))
    words = mutation(found[found.lastindex or 1], kind, pick).decode(errors="replace")
    if found.lastindex == 1:
        new = json.dumps(words.replace("\\", pick.choice(("\\", "")))).encode()
        return data[: found.start()] + new + data[found.end() :]
    return data[: found.start()] + b">" + html.escape(words).encode() + b"<" + data[found.end() :]


def retype(data: bytes, _kind: Kind, pick: random.Random) -> bytes:
    """Something else where a string was."""
    found = _string(data, pick)
    return data[: found.start()] + pick.choice(OTHER_TYPES) + data[found.end() :] if found else data


INSIDE: tuple[Mutation, ...] = (reword, reword, reword, retype)
"""What keeps the grammar of quotes: without it hardly an answer in JSON is still one."""

MUTATIONS: tuple[Mutation, ...] = (
    flip, truncate, delete, duplicate, insert, insert, insert, nest, splice, splice, blow_up, encode,
)  # fmt: skip


def case(name: str, seed: int, number: int) -> bytes:
    """The mutated input that stands under this number."""
    kind = KINDS[name]
    pick = random.Random(f"{seed} {name} {number}")
    data = pick.choice(kind.seeds())
    mutations = pick.choice((INSIDE, MUTATIONS))
    for _ in range(pick.choice((1, 1, 2, 3, 6))):
        data = pick.choice(mutations)(data, kind, pick)[: kind.largest]
    return data


# --- trials: what is wrong raises


def try_entries(data: bytes) -> None:
    """The entries of entries.toml can be written and read again."""
    try:
        library = parse_entries(data, "entries.toml")
    except RefexportError:
        return
    from refexport.imports.readers import table_of

    additions = [Addition(hand.entry.key, table_of(hand.entry)) for hand in library.hands]
    again = parse_entries(print_entries(additions).encode(), "again").hands
    assert [hand.entry for hand in again] == [hand.entry for hand in library.hands], "another entry comes back"


def try_import(suffix: str, kind: str = "") -> Callable[[bytes], None]:
    """What ``refexport import`` prints can be read by every command, and so can what it writes."""

    def attempt(data: bytes) -> None:
        given = ("--from", kind) if kind else ()
        for more in (given, (*given, "--write")):
            with tempfile.TemporaryDirectory() as folder:
                code, out, toml = _imported(Path(folder), suffix, data, more)
            assert code in (0, 1, 2), f"exit code {code}"
            parse_entries(toml if "--write" in more else out, "again")

    return attempt


def _imported(folder: Path, suffix: str, data: bytes, more: tuple[str, ...]) -> tuple[int, bytes, bytes]:
    from refexport.__main__ import main

    (folder / "entries.toml").write_bytes(EMPTY)
    (folder / f"f{suffix}").write_bytes(data)
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["import", str(folder / f"f{suffix}"), "-f", str(folder / "entries.toml"), *more])
    out.flush()
    assert not (code and not err.detach().getvalue()), "no word of what is wrong"
    return code, out.detach().getvalue(), (folder / "entries.toml").read_bytes()


def try_service(name: str) -> Callable[[bytes], None]:
    """What a service's answer says can stand in the lock."""

    def attempt(data: bytes) -> None:
        service, answer = SERVICES[name], Answer(200, data)
        found = service.found or (lambda _answer: [])
        for read in (lambda: service.parse(answer, ASKED[name]), lambda: dict(enumerate(found(answer)))):
            try:
                records = tuple(read().values())
            except RefexportError:
                continue
            printed = print_lock({"k": records})  # in NFC, whatever the answer was in
            assert print_lock(parse_lock(printed, "again")) == printed, "another record comes back"

    return attempt


def try_lock(data: bytes) -> None:
    """A lock that can be read can be written and read again."""
    try:
        lock = parse_lock(data, "entries.lock.json")
    except LockError:
        return
    printed = print_lock(lock)
    assert print_lock(parse_lock(printed, "again")) == printed, "another lock comes back"


# --- seeds


@cache
def _cases() -> Sequence[bytes]:
    return tuple(path.read_bytes() for path in sorted((ROOT / "tests" / "cases").glob("*/entries.toml")))


@cache
def _lists() -> Sequence[bytes]:
    files = [
        *(ROOT / "tests" / "imports" / "lists").glob("*.md"),
        *(ROOT / "tests" / "imports" / "lists").glob("*.txt"),
    ]
    lines = [path.read_bytes().splitlines(keepends=True) for path in sorted(files)]
    return tuple(b"".join(one[n : n + 12]) for one in lines for n in range(0, len(one), 12))


def _exports(name: str) -> Callable[[], Sequence[bytes]]:
    @cache
    def seeds() -> Sequence[bytes]:
        from tests.formats.samples import ENTRIES

        entries = [one for ones in ENTRIES.values() for one in ones]
        own = [path.read_bytes() for path in (ROOT / "tests").glob("torture.bib")] if name == "biblatex" else []
        return (*own, *(FORMATS[name].write(entries[n : n + 3]).text.encode() for n in range(0, len(entries), 3)))

    return seeds


def _answers(name: str) -> Callable[[], Sequence[bytes]]:
    @cache
    def seeds() -> Sequence[bytes]:
        return tuple(path.read_bytes() for path in sorted((ANSWERS / name).iterdir()))

    return seeds


@cache
def _locks() -> Sequence[bytes]:
    whole = parse_lock((ROOT / "entries.lock.json").read_bytes(), "lock")
    keys = sorted(whole)
    return tuple(print_lock({key: whole[key] for key in keys[n : n + 4]}) for n in range(0, len(keys), 4))


def _asked() -> Mapping[str, list[str]]:
    """For each service the identifiers that its own answers are about."""
    words = {
        "arxiv": r"\d{4}\.\d{4,5}(?:v\d)?", "crossref": r"10\.\d{4,}/[^\s\"<>\\]+", "datacite": r"10\.\d{4,}/[^\s\"<>\\]+",
        "dblp": r"(?:conf|journals|phd)/\w+/\w+", "pubmed": r"\b\d{8}\b", "openlibrary": r"\b97\d{11}\b",
    }  # fmt: skip
    texts = {name: b"\n".join(_answers(name)()).decode(errors="replace") for name in words}
    return {name: sorted(set(re.findall(pattern, texts[name])))[:12] for name, pattern in words.items()}


ASKED = _asked()

JSON = (b'{"', b'":', b'",', b"[[", b"]]", b'"title":', b'"author":[{', b'"id":"a"', b'"date-parts":[[', b'\\"', b"\\n",
        b'"DOI":"10.1000/1"', b'"type":"book"', b"{}", b'{"a":1,"a":2}')  # fmt: skip
XML = (b"<entry>", b"</entry>", b"<title>", b"</title>", b"<![CDATA[", b"]]>", b"<!DOCTYPE a>", b"<!ENTITY", b"&#0;", b"<a",
       b"<?xml", b"<id>http://arxiv.org/abs/1703.03400v1</id>", b'xmlns="http://www.w3.org/2005/Atom"')  # fmt: skip
BIB = (b"@misc{a,", b"@string{a = a # a}\n", b"@comment{", b"@preamble{", b"\n@book(b,", b"title = {", b"},", b' = "', b"# a",
       b"crossref = {a},", b"xdata = {a},", b"year = 117,", b"date = {2000/1999},", b"month = foo,", b"\\'{e}", b"\\textbf{",
       b"author = {", b", and ,", b"x.y = {1},", b"omit = {a},", b"arxiv = {1703.03400},", b"jabref-meta: ")  # fmt: skip
RIS = (b"\nTY  - JOUR", b"\nER  - ", b"\nAU  - ", b"\nTI  - ", b"\nPY  - ", b"\nDA  - ", b"\nSP  - 1\nEP  - 2", b"\nID  - a",
       b"\nM2  - arXiv: x", b"\nM2  - Citation Key: ", b"\nSN  - 1234-5678", b"///", b"\nKW  - a")  # fmt: skip
ENW = (b"\n%0 Book", b"\n%A ", b"\n%T ", b"\n%D ", b"\n%8 Oct", b"\n%P 1-2", b"\n%F a", b"\n%@ 1234-5678", b"\n%K a\nb", b"%%", b",,",
       b"\n\n", b"\n%M 123\n%~ PubMed")  # fmt: skip
ENDNOTE = (b"<record>", b"</record>", b"<titles><title>", b'<style face="italic">', b"</style>", b"<![CDATA[", b"]]>", b"&#xD;", b"&amp;",
           b"<!DOCTYPE xml [<!ENTITY a 'b'>]>", b"&a;", b"<ref-type>6</ref-type>", b"<isbn>1234-5678 (Print)", b"<label>a</label>",
           b"<dates><year>2000/1999</year></dates>", b"<author>, ,</author>", b"<urls><pdf-urls><url>", b"<!--", b"<?x ?>")  # fmt: skip
TOML = (b"[a]\n", b"[a.b]\n", b"[[a]]\n", b'title = "', b"'''", b'"""', b"year = ", b"arxiv = 1703.03400\n", b"author = [",
        b"{ family = ", b"omit = [", b"prefer = ", b"allow = {", b"[refexport]\n", b"date = 1979-05-27T07:32:00Z", b"a.b.c")  # fmt: skip
YAML = (b"\n- ", b"\n  ", b": ", b"&a ", b"*a", b"!!python/object", b"|\n", b">\n", b"---\n", b"...\n", b"? ", b"references:\n",
        b"id: a", b"title: ", b"parent:\n  type: ", b"author: [")  # fmt: skip
LIST = (b"\n- ", b"\n# ", b"\n1. ", b"| a | b |\n|---|---|\n", b"[a](http://x.org)", b"[^1]", b"\n[^1]: ", b"**", b"(2017)", b"_",
        b"https://arxiv.org/abs/1703.03400", b"```\n", b"<!--", b"-->", b"> ", b"et al.", b'"A title"', b"In ")  # fmt: skip

KINDS: dict[str, Kind] = {
    "entries.toml": Kind(_cases, TOML, 100_000, try_entries),
    "bib": Kind(_exports("biblatex"), BIB, 100_000, try_import(".bib")),
    "ris": Kind(_exports("ris"), RIS, 100_000, try_import(".ris")),
    "endnote": Kind(_exports("endnote"), ENDNOTE, 100_000, try_import(".xml")),
    "enw": Kind(_exports("enw"), ENW, 100_000, try_import(".enw")),
    "csl-json": Kind(_exports("csl-json"), JSON, 100_000, try_import(".json")),
    "csl-yaml": Kind(_exports("csl-yaml"), YAML, 30_000, try_import(".yaml")),
    "hayagriva": Kind(_exports("hayagriva"), YAML, 30_000, try_import(".yml")),
    "mods": Kind(_exports("mods"), XML, 100_000, try_import(".mods")),
    "word": Kind(_exports("word"), XML, 100_000, try_import(".sources.xml", "word")),
    "nbib": Kind(_exports("nbib"), RIS, 30_000, try_import(".nbib")),
    "cff": Kind(_exports("cff"), YAML, 30_000, try_import(".cff")),
    "list": Kind(_lists, LIST, 5_000, try_import(".md")),
    **{name: Kind(_answers(name), XML if name == "arxiv" else JSON, 400_000, try_service(name)) for name in ASKED},
    "lock": Kind(_locks, JSON, 400_000, try_lock),
}
"""name -> reader."""


# --- the worker


def judged(name: str, data: bytes) -> str:
    """What is wrong with a case, nothing if nothing is.

    What takes too long is tried once more: it is the input's time that counts, not that of a machine that swaps.
    """
    why = _judged_once(name, data)
    return _judged_once(name, data) if "of processor time" in why else why


def _judged_once(name: str, data: bytes) -> str:
    start = time.process_time()
    try:
        KINDS[name].attempt(data)
    except Exception as error:  # noqa: BLE001 - any is one that nobody promised
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}: {error}"[:300]
    taken = time.process_time() - start
    parts = 2 if KINDS[name].attempt.__qualname__.startswith("try_import") else 1
    is_slow = taken / parts > SECONDS and taken / parts > SECONDS * slowness()
    return f"{taken / parts:.1f} s of processor time" if is_slow else ""


def _memory() -> float:
    """The most memory that the process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _address_space() -> int:
    """How many bytes the process may address already; none where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * resource.getpagesize() if told.exists() else 0


def _work(name: str, seed: int, numbers: range, out: "multiprocessing.connection.Connection") -> None:
    os.environ["XDG_CACHE_HOME"] = tempfile.gettempdir()
    most_space = _address_space() + 2**30  # a process that was copied from a large one has its space from the start
    resource.setrlimit(resource.RLIMIT_AS, (most_space, most_space))
    most = max(MEGABYTES, _memory() + MEGABYTES / 2)  # a process that was copied from a large one starts large
    for number in numbers:
        why = judged(name, case(name, seed, number))
        memory = _memory()
        why = why or (f"{memory:.0f} MB" if memory > most else "")
        out.send((number, why))
        if memory > most:
            break  # the most ever is what the system tells: the next case needs a new process
    out.close()


def run(name: str, seed: int, count: int, start: int = 0) -> Iterator[Failure]:
    """The cases of a reader that break a promise."""
    context = multiprocessing.get_context("fork")
    number, stop = start, start + count
    while number < stop:
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(name, seed, range(number, stop), theirs))
        worker.start()
        theirs.close()
        wrong = ""
        while number < stop and ours.poll(PATIENCE):
            try:
                number, wrong = ours.recv()
            except EOFError:
                break
            if wrong:
                yield Failure(number, wrong, case(name, seed, number))
            number += 1
        if number < stop and not wrong.endswith("MB"):
            yield Failure(number, "the process hung or died", case(name, seed, number))
            number += 1
        worker.kill()
        worker.join()
