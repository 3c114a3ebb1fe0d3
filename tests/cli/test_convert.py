"""Dumps: every record of every kind is written or set aside, whoever runs the shards, and whatever ends a run."""

import bz2
import gzip
import importlib
import json
import lzma
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from refexport.data.formats import DUMPS, FRAMED, IMPORTED
from refexport.dumps import shards, streams
from refexport.dumps.kinds import KINDS
from refexport.formats import FORMATS
from refexport.imports.readers import READERS
from tests.conftest import ROOT
from tests.random_entries import random_entries

ARXIV = [
    {
        "id": "0704.0001",
        "authors": "C. Bal\\'azs, E. L. Berger (Argonne, (IL)), P. M. Nadolsky and C.-P. Yuan",
        "authors_parsed": [["Balázs", "C.", ""], ["Berger", "E. L.", ""], ["Nadolsky", "P. M.", "Jr."]],
        "title": "Calculation of prompt diphoton production cross sections\n  at $\\sqrt{s}$",
        "categories": "hep-ph hep-ex",
        "abstract": "  A fully differential\ncalculation.\n",
        "journal-ref": "Phys.Rev.D76:013009,2007",
        "doi": "10.1103/PhysRevD.76.013009",
        "comments": "37 pages",
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}, {"version": "v2", "created": "x"}],
        "update_date": "2008-11-26",
    },
    {
        "id": "math/9201216",
        "authors": "Bernard Maurey, Haskell P. Rosenthal, Jr., and Wei Li (MIT)",
        "title": "Some deviation inequalities",
        "categories": "math.FA",
        "created": "1990-09-05",
    },
]
CROSSREF = {
    "DOI": "10.1002/1097-0347(200103)23:3<230::AID-X>3.0.CO;2-V",
    "type": "journal-article",
    "title": ["Relocating the site"],
    "author": [{"given": "Cyrus J.", "family": "Kerawala"}],
    "container-title": ["Head & Neck"],
    "issued": {"date-parts": [[2001, 3]]},
    "volume": "23",
    "page": "230-232",
}
DATACITE = {
    "id": "10.5281/zenodo.1",
    "attributes": {
        "doi": "10.5281/zenodo.1",
        "titles": [{"title": "A Data Set"}],
        "creators": [{"name": "Doe, Jane", "givenName": "Jane", "familyName": "Doe"}],
        "publisher": "Zenodo",
        "publicationYear": 2019,
        "types": {"resourceTypeGeneral": "Dataset"},
    },
}
CSL = [
    {"id": "doe2019", "type": "book", "title": "A Title", "author": [{"family": "Doe", "given": "J."}]},
    {"id": "roe2020", "type": "article-journal", "title": "Über", "container-title": "J. Things"},
]
BIB = """\
% of old
@string{ jt = "Journal of Things" }
@article{doe2019, author = {Doe, Jane}, title = {A {T}itle},
  journal = jt, year = 2019}

@string{pub = {Press}}
@book{roe2020,
  author = "Roe, Jo and M{\\"u}ller, J.", title = {Another, with @ sign}, publisher = pub, year = 2020,
}
@comment{no entry}
"""


def lines(*items):
    return "".join(json.dumps(item) + "\n" for item in items).encode()


SHARDS = {
    "arxiv lines": (lines(*ARXIV), "arxiv", ["0704.0001", "math/9201216"]),
    "crossref lines": (lines(CROSSREF), "crossref", ["10.1002/1097-034720010323:3230::aid-x3.0.co2-v"]),
    "crossref items": (json.dumps({"items": [CROSSREF]}, indent=1).encode(), "crossref", None),
    "crossref answer": (json.dumps({"status": "ok", "message": {"items": [CROSSREF]}}).encode(), "crossref", None),
    "datacite lines": (lines(DATACITE), "datacite", ["10.5281/zenodo.1"]),
    "datacite answer": (json.dumps({"data": [DATACITE]}).encode(), "datacite", ["10.5281/zenodo.1"]),
    "csl lines": (lines(*CSL), "csl-json", ["doe2019", "roe2020"]),
    "csl list": (json.dumps(CSL, indent=2).encode(), "csl-json", ["doe2019", "roe2020"]),
    "csl list, BOM": (b"\xef\xbb\xbf" + json.dumps(CSL).encode(), "csl-json", ["doe2019", "roe2020"]),
    "bib": (BIB.encode(), "bib", ["doe2019", "roe2020"]),
    "bib, CRLF": (BIB.replace("\n", "\r\n").encode(), "bib", ["doe2019", "roe2020"]),
}


def test_the_tables_name_the_kinds_and_the_formats_of_blocks():
    assert {name: frozenset(suffixes.split()) for name, suffixes in IMPORTED.items()} == {
        name: one.suffixes for name, one in READERS.items()
    }
    assert set(DUMPS) == set(KINDS)
    assert set(FRAMED) == {name for name, form in FORMATS.items() if form.frame}


def account(folder, name):
    return json.loads((folder / f"{name}.account.json").read_bytes())


def entries_of(path, form):
    return FORMATS[form].read(path.read_bytes().decode(), "x").entries


@pytest.mark.parametrize(("data", "kind", "keys"), SHARDS.values(), ids=SHARDS)
@pytest.mark.parametrize("form", ["csl-json", "bibtex", "ris"])
def test_the_records_of_each_kind_are_entries(refexport, folder, data, kind, keys, form):
    (folder / "shard.dat").write_bytes(data)
    ran = refexport("convert", "shard.dat", "--to", form, "-o", "out")
    target = folder / "out" / f"shard{FORMATS[form].suffix}"
    told = account(folder / "out", target.name)
    read = entries_of(target, form)
    assert told["kind"] == kind
    assert told["read"] == told["written"] + told["rejected"]
    assert told["written"] == len(read) == (len(keys) if keys else 1)
    assert not keys or [entry.key for entry in read] == keys
    assert ran.code == 0
    assert told["rejected"] == 0


def test_a_paper_of_arxivs_snapshot_has_what_the_snapshot_says(refexport, folder):
    (folder / "a.jsonl").write_bytes(lines(*ARXIV))
    refexport("convert", "a.jsonl", "--to", "biblatex", "-o", "out")
    first, second = entries_of(folder / "out" / "a.biblatex.bib", "biblatex")
    assert [(name.family, name.given, name.suffix) for name in first.names("author")] == [
        ("Balázs", "C.", ""), ("Berger", "E. L.", ""), ("Nadolsky", "P. M.", "Jr."),
    ]  # fmt: skip
    assert (first.type, first.arxiv, first.plain("eprintclass")) == ("preprint", "0704.0001", "hep-ph")
    assert str(first.date().parts) == "(2007, 4, 2)"
    assert first.plain("abstract") == "A fully differential calculation."
    assert "diphoton production cross sections at" in first.plain("title")
    assert [(name.family, name.given, name.suffix) for name in second.names("author")] == [
        ("Maurey", "Bernard", ""), ("Rosenthal", "Haskell P.", "Jr."), ("Li", "Wei", ""),
    ]  # fmt: skip
    lost = account(folder / "out", "a.biblatex.bib")["lost"]
    assert {name.partition(":")[0] for name in lost} >= {"doi", "journal-ref", "comments"}


PACKERS = {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress}


@pytest.mark.parametrize("suffix", [*PACKERS, "zst"])
def test_shards_may_be_compressed(refexport, folder, suffix):
    data = lines(*ARXIV)
    pack = PACKERS.get(suffix) or pytest.importorskip("zstandard").ZstdCompressor().compress
    (folder / "plain.jsonl").write_bytes(data)
    (folder / f"packed.jsonl.{suffix}").write_bytes(pack(data))
    assert refexport("convert", "plain.jsonl", f"packed.jsonl.{suffix}", "--to", "ris", "-o", "out").code == 0
    assert (folder / "out" / "packed.ris").read_bytes() == (folder / "out" / "plain.ris").read_bytes()


ODD_BIB = """\
Comment in front
@preamble{"x"}
@string{foo = {Foo}} @book{one, title={One}, publisher=foo}
@misc{two, title={email
@home.org}}  @misc{three, title={Three}}
@misc(four, title={Four})
@misc{five, title={Never closed}
@misc{six, title={Six}}
"""


@pytest.mark.parametrize("chunk", [7, 64, 1 << 20])
@pytest.mark.parametrize("name", ["odd.bib", "odd.bib.xz"])
def test_blocks_of_a_bib_are_those_of_its_reader(refexport, folder, monkeypatch, name, chunk):
    monkeypatch.setattr(streams, "CHUNK", chunk)
    data = ODD_BIB.encode()
    (folder / name).write_bytes(lzma.compress(data) if name.endswith("xz") else data)
    assert refexport("convert", name, "--to", "csl-json", "-o", "out").code == 1
    read = {one.key: one.plain("title") for one in entries_of(folder / "out" / "odd.json", "csl-json")}
    assert read.pop("two").startswith("email")
    assert read == {"one": "One", "three": "Three", "four": "Four", "six": "Six"}
    told = account(folder / "out", "odd.json")
    assert (told["read"], told["rejected"]) == (6, 1)  # five is set aside


def test_bytes_that_are_no_characters_set_their_record_aside(refexport, folder):
    for name, data in (("l.jsonl", lines(*CSL)), ("a.json", json.dumps(CSL).encode()), ("b.bib", BIB.encode())):
        (folder / name).write_bytes(data.replace(b"A ", b"A \xff", 1))
    ran = refexport("convert", "l.jsonl", "a.json", "b.bib", "--to", "ris", "-o", "out")
    assert "rejected: it has bytes that are not UTF-8 (3 times)" in ran.err
    assert "3 shards: 6 records = 3 written + 3 rejected" in ran.err


def test_no_account_is_overwritten_by_another_shard(refexport, folder):
    for name in ("x.json", "x.json.account.json"):
        (folder / name).write_bytes(json.dumps(CSL).encode())
    ran = refexport("convert", "x.json", "x.json.account.json", "--to", "csl-json", "-o", "out")
    assert ran.code == 2
    assert "two shards give " in ran.err
    assert "out/x.json.account.json" in ran.err


NESTED = [{"id": "a", "type": "book", "title": "A", "custom": {"items": [{"id": "n"}]}}, CSL[1]]


def test_a_record_that_holds_a_list_is_a_record(refexport, folder):
    (folder / "n.jsonl").write_bytes(lines(*NESTED))
    assert refexport("convert", "n.jsonl", "--to", "ris", "-o", "out").code == 0
    assert account(folder / "out", "n.ris")["written"] == 2


def test_what_stands_behind_a_list_or_is_nested_too_deeply_is_told(refexport, folder):
    (folder / "more.json").write_bytes(json.dumps(CSL).encode() + b"\n" + json.dumps(CSL).encode())
    (folder / "deep.json").write_bytes(b"[" * 200_001)
    (folder / "good.json").write_bytes(json.dumps(CSL).encode())
    ran = refexport("convert", "more.json", "deep.json", "good.json", "--to", "ris", "-o", "out")
    assert ran.code == 1
    assert "more.json: there is more behind the list" in ran.err
    assert "error: deep.json" in ran.err
    assert sorted(files(folder / "out")) == ["good.ris", "good.ris.account.json"]


def test_no_shard_is_overwritten_by_whatever_name_its_folder_goes(refexport, folder):
    (folder / "i").mkdir()
    (folder / "i" / "b.bib").write_text(BIB, encoding="utf-8")
    assert refexport("convert", "i/b.bib", "--to", "bibtex", "-o", "i/../i").code == 2
    assert (folder / "i" / "b.bib").read_text() == BIB


def test_an_empty_shard_is_a_file_without_entries(refexport, folder):
    for name, data in (("a.jsonl", b""), ("b.jsonl", b"\n\n"), ("c.json", b"[]")):
        (folder / name).write_bytes(data)
    ran = refexport("convert", "a.jsonl", "b.jsonl", "c.json", "--to", "csl-json", "-o", "out")
    assert ran.code == 0
    assert {(folder / "out" / f"{name}.json").read_text() for name in "abc"} == {"[]\n"}


def test_a_macro_goes_with_the_blocks_that_use_it(refexport, folder):
    (folder / "m.bib").write_text(
        '@string{a = "A"}\n@string{ab = a # "B"}\n@misc{x, title = ab # " C"}\n@misc{y, title = {ab}}\n',
        encoding="utf-8",
    )
    assert refexport("convert", "m.bib", "--to", "csl-json", "-o", "out").code == 0
    assert [one.plain("title") for one in entries_of(folder / "out" / "m.json", "csl-json")] == ["AB C", "ab"]
    assert account(folder / "out", "m.json")["lost"] == {}


def test_a_file_that_nothing_unpacks_says_what_to_do(refexport, folder, monkeypatch):
    real = importlib.import_module
    refuse = ("compression.zstd", "zstandard")

    def load(name, *more):
        if name in refuse:
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(importlib, "import_module", load)
    (folder / "a.jsonl.zst").write_bytes(b"x")
    ran = refexport("convert", "a.jsonl.zst", "--to", "ris", "-o", "out")
    assert ran.code == 1
    assert "nothing here reads .zst files (pip install 'refexport[zstd]'" in ran.err


BAD = [
    (b'{"id": "x", "type": "book", \n', "not JSON"),
    (b'["no", "object"]\n', "no JSON object"),
    (b'{"id": "doe2019", "type": "book", "title": "Again"}\n', "is that of an earlier record"),
    (b"null\n", "no JSON object"),
]


def test_bad_records_are_set_aside_and_the_rest_is_taken(refexport, folder):
    (folder / "c.jsonl").write_bytes(lines(CSL[0]) + b"".join(line for line, _ in BAD) + b"\n" + lines(CSL[1]))
    ran = refexport("convert", "c.jsonl", "--to", "bibtex", "-o", "out")
    assert ran.code == 1
    assert "c.jsonl: 6 records = 2 written + 4 rejected" in ran.err
    assert "rejected: no JSON object (2 times)" in ran.err
    aside = [json.loads(line) for line in (folder / "out" / "c.bib.rejected.jsonl").read_text().splitlines()]
    assert [one["place"] for one in aside] == [2, 3, 4, 5]
    for one, (line, reason) in zip(aside, BAD, strict=True):
        assert reason in one["reason"]
        assert one["record"] == line.decode().strip()


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"hello\n", "no list of items"), (b'{"a": 1}\n', "of no kind that is known"), (b"\x1f\x8b broken", "no list")],
)
def test_a_file_that_is_no_dump_is_told_and_others_are_converted(refexport, folder, data, message):
    (folder / "bad.jsonl").write_bytes(data)
    (folder / "good.jsonl").write_bytes(lines(*CSL))
    ran = refexport("convert", "bad.jsonl", "good.jsonl", "missing.jsonl", "--to", "ris", "-o", "out")
    assert ran.code == 1
    assert message in ran.err
    assert "missing.jsonl" in ran.err
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["good.ris", "good.ris.account.json"]


def test_a_list_that_ends_early_gives_no_file(refexport, folder):
    (folder / "cut.json").write_bytes(json.dumps(CSL).encode()[:-20])
    ran = refexport("convert", "cut.json", "--to", "ris", "-o", "out")
    assert ran.code == 1
    assert "record 2 is not JSON" in ran.err
    assert list((folder / "out").iterdir()) == []


def test_two_shards_of_one_name_are_refused(refexport, folder):
    (folder / "a").mkdir()
    for path in ("x.jsonl", "a/x.jsonl.gz"):
        (folder / path).write_bytes(lines(*CSL))
    ran = refexport("convert", "x.jsonl", "a/x.jsonl.gz", "--to", "ris", "-o", "out")
    assert ran.code == 2
    assert "two shards give " in ran.err
    assert "out/x.ris" in ran.err


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.frame])
def test_a_shard_is_what_export_writes_of_its_entries(refexport, folder, form):
    """CSL-JSON in, of entries that every format has; the file is that of the writer, whatever the chunks."""
    entries = [one for one in random_entries(1200, seed=5) if one.type in ("article", "book", "inproceedings")]
    written = FORMATS["csl-json"].write(entries)
    (folder / "s.json").write_text(written.text, encoding="utf-8")
    assert refexport("convert", "s.json", "--to", form, "-o", "out").code in (0, 1)
    read = FORMATS["csl-json"].read(written.text, "x").entries
    told = account(folder / "out", f"s{FORMATS[form].suffix}")
    assert told["read"] == len(read)
    if not told["rejected"]:
        made = (folder / "out" / f"s{FORMATS[form].suffix}").read_bytes().decode()
        assert made == FORMATS[form].write([one.without("ids") for one in read]).text


def many(folder, shards_, each):
    for shard in range(shards_):
        items = ({**ARXIV[1], "id": f"{1501 + shard}.{n:05}", "title": f"On the number {n}"} for n in range(each))
        (folder / f"s{shard}.jsonl.gz").write_bytes(gzip.compress(lines(*items)))
    return [f"s{shard}.jsonl.gz" for shard in range(shards_)]


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_processes_give_the_same_bytes_and_what_is_done_is_not_done_again(refexport, folder, monkeypatch):
    names = many(folder, 3, 40)
    assert refexport("convert", *names, "--to", "bibtex", "-o", "one").code == 0
    assert refexport("convert", *names, "--to", "bibtex", "-o", "two", "--jobs", "2").code == 0
    assert files(folder / "one") == files(folder / "two")
    (folder / "two" / "s1.bib").write_bytes(b"tampered")
    done = []
    monkeypatch.setattr(shards, "_convert", lambda task, source: done.append(task.name) or convert(task, source))
    ran = refexport("convert", *names, "--to", "bibtex", "-o", "two")
    assert done == ["s1.jsonl.gz"]
    assert ran.err.count("was done") == 2
    assert "3 shards: 120 records = 120 written + 0 rejected" in ran.err
    assert files(folder / "one") == files(folder / "two")
    (folder / "s2.jsonl.gz").write_bytes(gzip.compress(lines(*ARXIV)))
    refexport("convert", *names, "--to", "bibtex", "-o", "two")
    assert done == ["s1.jsonl.gz", "s2.jsonl.gz"]


convert = shards._convert


def program(*arguments, said=subprocess.DEVNULL):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=said, stderr=subprocess.STDOUT, env=environment, text=True
    )


def test_a_run_that_is_killed_leaves_no_half_file_and_is_taken_up_again(refexport, folder):
    names = many(folder, 4, 3000)
    running = program("-m", "refexport", "convert", *names, "--to", "bibtex", "-o", "out")
    first = folder / "out" / "s0.bib.account.json"
    wait_for(lambda: first.exists() and list((folder / "out").glob(".s1.bib.part-*")))
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not (folder / "out" / "s1.bib").exists()
    ran = refexport("convert", *names, "--to", "bibtex", "-o", "out")
    assert "was done s0.bib" in ran.err
    assert "4 shards: 12000 records = 12000 written + 0 rejected" in ran.err
    assert sorted(files(folder / "out")) == sorted(f"s{n}.bib{end}" for n in range(4) for end in ("", ".account.json"))


def wait_for(is_so, seconds=60):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_cluster_of_dask_gives_the_same_bytes_though_a_worker_is_killed(refexport, folder):
    pytest.importorskip("distributed")
    names = many(folder, 6, 1500)
    refexport("convert", *names, "--to", "bibtex", "-o", "here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    options = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [program("-m", "distributed.cli.dask_scheduler", *options, "--port", str(port))]
    try:
        for _ in range(2):
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
            processes.append(program("-m", "distributed.cli.dask_worker", address, *options))
        arguments = ("convert", *names, "--to", "bibtex", "-o", "there", "--engine", "dask", "--scheduler", address)
        running = program("-m", "refexport", *arguments, said=subprocess.PIPE)
        wait_for(lambda: list((folder / "there").glob(".*.part-*")))
        processes[-1].kill()
        said, _ = running.communicate(timeout=120)
    finally:
        for one in processes:
            one.kill()
            one.wait()
    assert running.returncode == 0, said
    assert "6 shards: 9000 records = 9000 written + 0 rejected" in said
    assert files(folder / "there") == files(folder / "here")


def test_a_cluster_that_is_not_there_is_told(refexport, folder):
    pytest.importorskip("distributed")
    (folder / "a.jsonl").write_bytes(lines(*CSL))
    ran = refexport(
        "convert", "a.jsonl", "--to", "ris", "-o", "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"
    )
    assert ran.code == 2
    assert "no scheduler of dask answers at tcp://127.0.0.1:9" in ran.err
    assert refexport("convert", "a.jsonl", "--to", "ris", "-o", "out", "--engine", "dask").code == 2


def test_accounts_as_json(refexport, folder):
    (folder / "a.jsonl").write_bytes(lines(*CSL))
    ran = refexport("convert", "a.jsonl", "--to", "ris", "-o", "out", "--json")
    (told,) = json.loads(ran.out)
    assert (told["shard"], told["read"], told["written"]) == ("a.jsonl", 2, 2)


def test_the_documented_command_runs(refexport, folder):
    text = (ROOT / "docs" / "reference" / "convert.md").read_text(encoding="utf-8")
    commands = [line[2:].split() for line in text.split("\n") if line.startswith("$ refexport")]
    names = many(folder, 2, 3)
    arguments = [one for word in commands[0][1:] for one in (names if "*" in word else [word])]
    ran = refexport(*arguments)
    assert ran.code == 0
    assert "2 shards: 6 records = 6 written + 0 rejected" in ran.err
    assert [word for word in commands[1] if word.startswith("--")] == ["--to", "--engine", "--scheduler"]
