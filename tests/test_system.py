"""The system's own failures: full and closed streams, pipes, signals, and what the system refuses (exit-codes.md)."""

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import refexport as library
from refexport import __main__, process
from refexport.errors import Stopped
from tests.conftest import ROOT
from tests.loopback import Say
from tests.registry import PREFIXES, Registry, Work

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and devices of POSIX")

ENTRIES = """\
[doe2020title]
title = "A Title of Some Length"
author = ["Doe, Jane"]
date = 2020
type = "article"
journaltitle = "Journal"
"""
LIST = "Some Paper About Things, (2017), Ann Good.\n"
PROGRAM = f"{sys.executable} -m refexport"
FULL = "No space left on device"
SAVED = "1 record saved, the rest is asked for next time; changed before: entries.lock.json, no other file"
SIGNALS = [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated"), (signal.SIGHUP, 129, "hung up")]
EVERY_COMMAND = [
    "--version", "--help", "check -f lacks.toml", "check --format json", "show doe2020title", "export - --to bibtex",
    "import list.md", "resolve --json -f none.toml", "export --help",
]  # fmt: skip


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for prefix in PREFIXES:
        monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", "http://127.0.0.1:9")
    (tmp_path / "entries.toml").write_text(ENTRIES)
    (tmp_path / "lacks.toml").write_text('[a]\ntitle = "A"\n')
    (tmp_path / "none.toml").write_text("[refexport]\nversion = 1\n")
    (tmp_path / "list.md").write_text(LIST)
    return tmp_path


def mostly_slow(cases, quick=1):
    """Cases of which the first few stand for all in the quick lane: each starts Python."""
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [pytest.param(*value, marks=[pytest.mark.slow] * (place >= quick)) for place, value in enumerate(values)]


def shell(line, **more):
    """Runs a line of bash, `refexport` in it as a process of its own; 30 s are a hang."""
    line = f'set -o pipefail; refexport() {{ {PROGRAM} "$@"; }}; {line}'
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=30, **more)


def start(*arguments, **more):
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | more
    return subprocess.Popen([*PROGRAM.split(), *arguments], **streams)


def hidden(folder):
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


# --- streams


@pytest.mark.parametrize(
    ("arguments", "where", "reason"),
    mostly_slow([(arguments, "> /dev/full", FULL) for arguments in EVERY_COMMAND], 3)
    + mostly_slow([(arguments, ">&-", "Bad file descriptor") for arguments in EVERY_COMMAND]),
)
def test_output_that_cannot_be_written_is_one_line_and_exit_2(project, arguments, where, reason):
    ran = shell(f"refexport {arguments} {where}")
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1] == f"error: cannot write to standard output: {reason}"
    assert "Traceback" not in ran.stderr
    assert "ignored" not in ran.stderr


@pytest.mark.parametrize(
    "where", mostly_slow(["2> /dev/full", "2>&- >&- <&-", "2>&-", "2>&- >&-", "2>/dev/full >/dev/full"], 2)
)
def test_messages_that_cannot_be_written_stop_no_work(project, where):
    ran = shell(f"refexport export a.bib b.ris {where}")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (project / "a.bib").read_text().startswith("@article")
    assert (project / "b.ris").read_text().startswith("TY  - JOUR")


@pytest.mark.parametrize("arguments", mostly_slow(["show nope", "nope", "check --nope", "export a.xyz"]))
def test_an_error_that_cannot_be_said_keeps_its_exit_code(project, arguments):
    assert shell(f"refexport {arguments} 2> /dev/full").returncode == 2


def test_no_file_gets_the_number_of_a_closed_stream(project):
    ran = shell("refexport export - a.bib --to bibtex >&- 2>&-")
    assert ran.returncode == 2
    assert (project / "a.bib").read_text().count("@") == 1


@pytest.mark.parametrize("reader", ["head -1", "true"])
@pytest.mark.parametrize(
    "arguments", mostly_slow(["export - --to bibtex", "show doe2020title", "--help", "import list.md"])
)
def test_a_reader_that_stops_early_is_no_failure(project, arguments, reader):
    ran = shell(f"refexport {arguments} | {reader}")
    assert ran.returncode == 0
    assert "error" not in ran.stderr


def test_a_reader_that_stops_early_changes_no_exit_code(project):
    (project / "entries.toml").write_text("".join(f'[a{n}]\ntitle = "{n}"\n' for n in range(2000)))
    assert len(shell("refexport check").stdout) > 2 * 65536  # more than a pipe takes
    assert shell("refexport check | true").returncode == 1


def test_files_are_written_whatever_becomes_of_the_output_before_them(project):
    ran = shell("refexport export - a.bib --to bibtex > /dev/full")
    assert ran.returncode == 2
    assert (project / "a.bib").exists()


def test_a_pipe_that_does_not_block_gets_everything(project):
    (project / "entries.toml").write_text("".join(f'[a{n}]\ntitle = "{n}"\n' for n in range(2000)))
    read, write = os.pipe()
    os.set_blocking(write, False)
    with start("export", "-", "--to", "bibtex", stdout=write) as running:
        os.close(write)
        time.sleep(1)  # the pipe is full by now
        with os.fdopen(read, "rb") as file:
            assert file.read().count(b"@") == 2000
    assert running.returncode == 0


def test_a_guarded_stream_remembers_its_first_error_and_takes_the_rest():
    with Path("/dev/full").open("wb", buffering=0) as full:
        stream = process.Guarded(full)
        assert stream.write(b"x" * 100_000) == 100_000
        stream.flush()
        assert stream.failure.errno == errno.ENOSPC
        assert stream.write(memoryview(b"more")) == 4
        stream.detach()


def test_a_guarded_stream_writes_everything_to_a_pipe_that_does_not_block():
    read, write = os.pipe()
    os.set_blocking(write, False)
    data = os.urandom(500_000)
    received = []
    with os.fdopen(read, "rb") as file, ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: received.append(file.read()))
        with os.fdopen(write, "wb", buffering=0) as raw:
            stream = process.Guarded(raw)
            assert stream.write(data) == len(data)
            stream.flush()
            stream.detach()
    assert received == [data]


def test_a_stream_that_is_set_up_for_ascii_stops_no_work(project):
    (project / "entries.toml").write_text(ENTRIES.replace("Some", "Sömé"), encoding="utf-8")
    ran = shell("PYTHONIOENCODING=ascii refexport show doe2020title")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Length" in ran.stdout


# --- pipes and devices


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("refexport export /dev/stdout --to bibtex | cat", "@article{doe2020title"),
        ("refexport export /dev/fd/1 --to bibtex | cat", "@article{doe2020title"),
        ("refexport export /dev/fd/3 --to bibtex 3>&1 >&2", "@article{doe2020title"),
        ("refexport export >(cat) --to bibtex; sleep 0.3", "@article{doe2020title"),
        ("{ refexport export fifo --to bibtex & cat fifo; wait; }", "@article{doe2020title"),
        ("{ echo first; refexport export /dev/stdout --to bibtex; } > file; cat file", "first\n@article{doe2020title"),
        ("refexport export /dev/null --to bibtex", ""),
        ("refexport export /dev/fd/3 --to bibtex 3> >(true)", ""),
    ],
)
def test_a_pipe_or_device_gets_the_export(project, line, said):
    os.mkfifo(project / "fifo")
    ran = shell(line)
    assert ran.returncode == 0
    assert ran.stdout.startswith(said)
    assert "error" not in ran.stderr


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("/dev/full", FULL),
        ("/dev/fd/9", "Bad file descriptor"),
        ("/dev/fd/3", "Bad file descriptor"),
        (".", "directory"),
    ],
)
def test_what_takes_no_export_is_named(project, out, said):
    ran = shell(f"refexport export {out} a.bib --to bibtex 3< list.md")
    assert ran.returncode == 2
    assert f"{out}: " in ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_checking_an_export_writes_into_no_pipe(project):
    os.mkfifo(project / "fifo")
    ran = shell("refexport export fifo /dev/null - --to bibtex --check")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["entries.lock.json", "entries.toml"])
@pytest.mark.parametrize("make", mostly_slow([os.mkfifo, os.mkdir]))
def test_a_pipe_or_folder_in_place_of_a_file_is_refused_at_once(project, name, make):
    (project / name).unlink(missing_ok=True)
    make(project / name)
    ran = shell("refexport check -f entries.toml")
    assert ran.returncode == 2
    assert name in ran.stderr
    assert "directory" in ran.stderr.lower() or "not a regular file" in ran.stderr


@pytest.mark.parametrize("arguments", mostly_slow(["check -f /dev/zero", "export - --to ris -f /dev/zero"]))
def test_a_device_without_end_is_no_file(project, arguments):
    ran = shell(f"refexport {arguments}")
    assert (ran.returncode, ran.stderr) == (2, "error: cannot read /dev/zero: it is not a regular file\n")


@pytest.mark.parametrize(
    "line",
    [
        "refexport import <(cat list.md) --from list",
        "cat list.md | refexport import /dev/stdin --from list",
        "mkfifo p; { cat list.md > p & refexport import p --from list; }",
        "refexport import list.md -f <(cat entries.toml)",
    ],
)
def test_pipes_can_be_read(project, line):
    ran = shell(line)
    assert ran.returncode == 0
    assert "Some Paper About Things" in ran.stdout


# --- signals


@pytest.fixture
def slow_crossref(project, monkeypatch):
    """A registry whose arXiv answers and whose Crossref never does, and entries of both."""
    made = Registry()
    made.arxiv = {"1703.03400"}
    made.works = {"1703.03400": Work("A Title of Some Length")}
    made.always["crossref"] = Say(then="hang")
    made.always["doi"] = Say(then="hang")
    (project / "entries.toml").write_text('[a]\narxiv = "1703.03400"\n[b]\ndoi = "10.1000/x"\n')
    with made.server as server:
        for prefix in PREFIXES:
            monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", f"{server.url}/{prefix}")
        yield made


def wait_until(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to that")


@pytest.mark.parametrize("times", mostly_slow([2, 1]))
@pytest.mark.parametrize(("number", "code", "word"), SIGNALS)
def test_a_signal_during_the_network_wait_keeps_what_was_received(project, slow_crossref, number, code, word, times):
    running = start("enrich")
    wait_until(lambda: slow_crossref.asked["crossref"] and (project / "entries.lock.json").exists())
    time.sleep(0.3)  # services are asked side by side: the file may have been there for a moment only
    for _ in range(times):
        running.send_signal(number)
    _, messages = running.communicate(timeout=10)
    assert running.returncode == code
    assert messages.strip() == f"{word}; {SAVED}"
    assert "1703.03400" in (project / "entries.lock.json").read_text()
    assert hidden(project) == []


@pytest.mark.parametrize(("number", "code", "word"), mostly_slow(SIGNALS))
def test_a_signal_while_a_lock_is_waited_for_ends_the_wait(project, slow_crossref, number, code, word):
    holder = start("enrich")
    wait_until(lambda: slow_crossref.asked["crossref"])
    waiting = start("enrich")
    line = waiting.stderr.readline()
    assert line == "waiting for another refexport that works on entries.lock.json\n"
    waiting.send_signal(number)
    assert waiting.stderr.read().strip() == f"{word}; no file was changed"
    waiting.communicate(timeout=10)
    assert waiting.returncode == code
    assert hidden(project) == [".entries.lock.json.busy"]  # the holder's
    holder.terminate()
    holder.communicate(timeout=10)
    assert hidden(project) == []


def test_a_signal_ends_the_wait_for_a_reader_that_does_not_read(project):
    (project / "entries.toml").write_text("".join(f'[a{n}]\ntitle = "{n}"\n' for n in range(5000)))
    with start("export", "-", "--to", "bibtex") as running:
        wait_until(lambda: len(running.stdout.buffer.peek()) > 0)  # and then it is full
        time.sleep(0.3)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=5) == 143
        assert running.stderr.read().strip() == "terminated; no file was changed"


def test_a_signal_ends_the_wait_for_threads(tmp_path):
    code = (
        "import threading, time, os, signal; from pathlib import Path; from refexport import process\n"
        "from refexport.store.files import locked\n"
        "process.end_by_signals()\n"
        "def work():\n with locked(Path('x')): os.kill(os.getpid(), signal.SIGTERM); time.sleep(60)\n"
        "try:\n threading.Thread(target=work).start(); time.sleep(60)\n"
        "except KeyboardInterrupt as stop: process.end(stop.exit_code)"
    )
    more = {"cwd": tmp_path, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10, **more)
    assert (ran.returncode, ran.stderr, hidden(tmp_path)) == (143, "", [])


def test_a_second_signal_ends_at_once_what_does_not_end():
    code = (
        "import os, signal, time; from refexport import process; process.end_by_signals()\n"
        "try:\n os.kill(os.getpid(), signal.SIGTERM)\nexcept KeyboardInterrupt: print('first', flush=True)\n"
        "os.kill(os.getpid(), signal.SIGTERM); print('the same wish', flush=True)\n"
        "time.sleep(process.ONE_WISH + 0.1); os.kill(os.getpid(), signal.SIGINT); print('never')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10, cwd=ROOT)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "first\nthe same wish\n", "")


def test_a_signal_that_python_could_raise_nowhere_comes_again():
    code = (
        "import os, signal, time; from refexport import process; process.end_by_signals()\n"
        "class Last:\n def __del__(self): os.kill(os.getpid(), signal.SIGTERM)\n"
        "last = Last()\n"
        "try:\n del last; print('dropped', flush=True); time.sleep(5)\n"
        "except KeyboardInterrupt as stop: print(stop.exit_code)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10, cwd=ROOT)
    assert (ran.stdout, ran.stderr) == ("dropped\n143\n", "")


def test_other_exceptions_that_can_be_raised_nowhere_are_shown_as_ever():
    code = (
        "from refexport import process; process.end_by_signals()\n"
        "class Last:\n def __del__(self): raise ValueError('odd')\n"
        "Last()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10, cwd=ROOT)
    assert "ValueError: odd" in ran.stderr


def test_what_was_to_be_ignored_stays_ignored(project, slow_crossref):
    running = start("enrich", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_until(lambda: slow_crossref.asked["crossref"])
    running.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    assert running.poll() is None
    running.terminate()
    running.communicate(timeout=10)
    assert running.returncode == 143


def test_a_block_that_is_not_to_be_divided_is_finished_first(monkeypatch):
    monkeypatch.setattr(process, "_state", process._State())
    finished = []
    with pytest.raises(Stopped) as raised:  # noqa: PT012, SIM117
        with process.undivided():
            process._on_signal(signal.SIGTERM, None)
            finished.append(True)
    assert finished
    assert raised.value.exit_code == 143


def test_the_library_leaves_signals_and_streams_alone(project):
    before = [signal.getsignal(number) for number, _, _ in SIGNALS], sys.stdout, sys.unraisablehook
    library.export(library.load("entries.toml"), "bibtex")
    __main__.main(["check"])
    assert before == ([signal.getsignal(number) for number, _, _ in SIGNALS], sys.stdout, sys.unraisablehook)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code", "word"), SIGNALS)
def test_a_signal_at_any_moment_leaves_whole_files_and_no_other(project, number, code, word):
    outs = ["a.bib", "b.ris", "c.json", "d.yml"]
    for step in range(30):
        running = start("export", *outs)
        time.sleep(step * 0.012)
        running.send_signal(number)
        _, messages = running.communicate(timeout=10)
        assert "in program" not in messages  # in a traceback: while Python starts it shows one
        if "Traceback" not in messages:
            assert running.returncode in (0, code, -number)
            assert "ignored" not in messages
        assert hidden(project) == []
        for out in outs:
            assert not (project / out).exists() or (project / out).read_text().rstrip()
            (project / out).unlink(missing_ok=True)


# --- the home folder, the working folder, other limits


@pytest.mark.parametrize(
    "home",
    [
        "-u HOME -u XDG_CACHE_HOME",
        "-u XDG_CACHE_HOME HOME=/nonexistent",
        "XDG_CACHE_HOME=list.md",
        "XDG_CACHE_HOME=/proc",
    ],
)
def test_enrich_works_without_a_home(project, slow_crossref, home):
    (project / "entries.toml").write_text('[a]\narxiv = "1703.03400"\n')
    ran = shell(f"env {home} {PROGRAM} enrich")
    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (
        0,
        "1 record in 1 request and 0 s, 0 absent, 0 without answer: entries.lock.json",
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check", 2),
        ("init", 2),
        ("export a.bib -f {0}/entries.toml", 2),
        ("export - --to ris -f {0}/entries.toml", 0),
        ("check -f {0}/entries.toml", 0),
        ("export {0}/a.bib -f {0}/entries.toml", 0),
    ],
)
def test_a_working_folder_that_is_gone(project, arguments, code):
    (project / "gone").mkdir()
    ran = shell(f"cd gone; rmdir ../gone; refexport {arguments.format(project)}")
    assert ran.returncode == code, ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("error: cannot ") == (code == 2)


@pytest.mark.parametrize(
    "arguments", ["import {}.md", "check {}", "show {}", "export {}.bib", "check -f {}.toml", "{}"]
)
def test_arguments_that_are_no_utf_8(project, arguments):
    for suffix in (".md", ".toml"):
        (project / ("entries.toml" if suffix == ".toml" else "list.md")).rename(
            project / os.fsdecode(b"\xff" + suffix.encode())
        )
        (project / "entries.toml").write_text(ENTRIES)
    ran = shell("refexport " + arguments.replace("{}", "$'\\xff'"), errors="surrogateescape")
    assert ran.returncode in (0, 2)
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("form", mostly_slow(["sarif", "text", "json", "github"]))
def test_findings_in_a_file_whose_name_is_no_utf_8(project, form):
    (project / os.fsdecode(b"\xff.toml")).write_text('[a]\ntitle = "A"\n')
    ran = shell(f"refexport check --format {form} -f $'\\xff.toml'")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EMFILE, os.strerror(errno.EMFILE), "a\x1b.toml"), "error: a\\x1b.toml: Too many open files\n"),
        (OSError(errno.EIO, os.strerror(errno.EIO)), "error: Input/output error\n"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS), "x"), "error: x: Read-only file system\n"),
        (MemoryError(), "error: out of memory\n"),
        (RecursionError(), "error: something is nested too deeply\n"),
    ],
)
def test_what_the_system_refuses_is_one_line(project, monkeypatch, capsys, error, said):
    def fail(_path):
        raise error

    monkeypatch.setattr("refexport.cli.check.Project", fail)
    assert __main__.main(["check"]) == 2
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("error", [OSError("no number"), ValueError("odd"), KeyError("odd")])
def test_a_defect_is_not_hidden(project, monkeypatch, error):
    def fail(_path):
        raise error

    monkeypatch.setattr("refexport.cli.check.Project", fail)
    with pytest.raises(type(error)):
        __main__.main(["check"])


def test_no_descriptor_is_left(project):
    code = (
        "import resource, sys; from refexport.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3)); sys.exit(main(['check']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10)
    assert ran.returncode == 2
    assert ran.stderr.endswith(": Too many open files\n")
    assert ran.stderr.count("\n") == 1


def test_a_file_that_becomes_too_large_is_not_written(project):
    (project / "entries.toml").write_text("".join(f'[a{n}]\ntitle = "{n}"\n' for n in range(200)))
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # noqa: E731
    with start("export", "a.bib", preexec_fn=limit) as running:
        _, messages = running.communicate(timeout=10)
    assert running.returncode == 2
    assert messages == "error: cannot write a.bib: File too large\n  hint: name another place\n"
    assert [path.name for path in project.iterdir() if "a.bib" in path.name] == []


@pytest.mark.program("strace")
@pytest.mark.parametrize("arguments", ["check", "export a.bib"])
def test_a_file_that_cannot_be_read_is_named(project, arguments):
    path = project / "entries.toml"
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-P",
        str(path),
        "-e",
        "trace=read",
        "-e",
        "inject=read:error=EIO",
    ]
    ran = subprocess.run([*command, *PROGRAM.split(), *arguments.split()], capture_output=True, text=True, timeout=30)
    assert (ran.returncode, ran.stderr) == (2, "error: cannot read entries.toml: Input/output error\n")


# --- what killed processes leave


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (["export", "a.bib"], "a.bib"),
        (["enrich", "--file", "none.toml"], "none.lock.json"),
        (["add", "10.1000/x"], "entries.toml"),
        (["resolve", "--write"], "entries.toml"),
        (["import", "--write", "none.md"], "entries.toml"),
    ],
)
def test_the_next_run_removes_what_a_killed_one_left_even_if_nothing_changes(project, arguments, target):
    (project / "entries.toml").write_text(ENTRIES + 'doi = "10.1000/x"\n')
    (project / "none.md").touch()
    first = __main__.main(arguments)
    (project / f".{target}.busy").touch()
    (project / f".{target}.0123456789ab.refexport-tmp").write_bytes(b"half")
    assert __main__.main(arguments) == first
    assert hidden(project) == []


def test_planted_pipes_and_links_do_no_harm(project, tmp_path_factory, capsys):
    elsewhere = Path(tmp_path_factory.mktemp("elsewhere")) / "planted"
    os.mkfifo(project / ".a.bib.0123456789ab.refexport-tmp")
    os.mkfifo(project / ".b.bib.x.refexport-tmp")
    (project / ".a.bib.x.refexport-tmp").mkdir()
    assert __main__.main(["export", "a.bib"]) == 0
    assert hidden(project) == [".a.bib.x.refexport-tmp", ".b.bib.x.refexport-tmp"]
    for make in (lambda side: side.symlink_to(elsewhere), os.mkfifo, os.mkdir):
        make(side := project / ".b.bib.busy")
        capsys.readouterr()
        assert __main__.main(["export", "b.bib"]) == 2
        assert f"{side} is in the way: it is not a regular file" in capsys.readouterr().err
        side.rmdir() if side.is_dir() else side.unlink()
    assert not elsewhere.exists()


LOST = """
import os, signal, time
from refexport import __main__, process

def run(arguments):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    except KeyboardInterrupt:
        pass  # as in a callback of an import
    import bibtexparser
    return bibtexparser.half_made

process.end_by_signals()
__main__._run = run
__main__.program()
"""


def test_a_signal_that_broke_an_import_is_told_as_one():
    ran = subprocess.run([sys.executable, "-c", LOST], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (143, "terminated; no file was changed\n")


@pytest.mark.parametrize(
    "raised", ["RuntimeError('Error calling __set_name__')", "refexport.FileError('half read')", "OSError(5, 'odd')"]
)
def test_a_signal_that_became_another_exception_is_told_as_one(raised):
    program = LOST.replace("pass  #", f"import refexport; raise {raised}  # as Python 3.11 and libraries do, not")
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (143, "terminated; no file was changed\n")


def test_a_module_that_lacks_something_is_no_signal():
    program = LOST.replace("os.kill(os.getpid(), signal.SIGTERM)", "raise KeyboardInterrupt")
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert "AttributeError: module 'bibtexparser' has no attribute 'half_made'" in ran.stderr
