"""What tests share: outside programs, the data beside the project, and a closed network."""

import itertools
import os
import shutil
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest

from tests.machine import slowness

# The same examples in every run, whatever the machine's load; REFEXPORT_FUZZ=1 looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("fuzz", deadline=None)
hypothesis.settings.register_profile("quick", derandomize=True, deadline=None, database=None, max_examples=5)
IS_FUZZ = bool(os.environ.get("REFEXPORT_FUZZ"))
"""Whether there is time for all random entries, of which else the first four in ten must do (`some_of`)."""

IS_QUICK = bool(os.environ.get("REFEXPORT_QUICK"))
"""Whether `make quick` runs, for which a twentieth of the examples must do."""

hypothesis.settings.load_profile("fuzz" if IS_FUZZ else "quick" if IS_QUICK else "same")


def some_of(number: int) -> int:
    """How many of that many random entries are tried: all with ``REFEXPORT_FUZZ=1``."""
    return number if IS_FUZZ else number * 4 // 10


def examples(number: int = 100, **more: object) -> hypothesis.settings:
    """Settings of a search through that many examples."""
    return hypothesis.settings(max_examples=max(5, number // 20) if IS_QUICK else number, **more)


# A shell without job control starts what runs in the background deaf to SIGINT, and so would be each program of a test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ["REFEXPORT_NO_STAMPS"] = "1"
"""What a test runs is run, and not answered by what an earlier run said (tests/cli/test_stamps.py is about that)."""

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data beside the project, for tests that are marked ``shared``."""
    assert SHARED.is_dir(), "../shared is not here"
    return SHARED


MOST_COVERED = 10
"""Cases of one test that are counted as covering what they reach."""


def pytest_collection_modifyitems(config, items):
    """Tests marked ``shared`` run where the folder is, and in continuous integration, where its absence is a failure.

    Modules with long searches come first, so that of several workers (`make test`) none is left alone with one at the
    end. What those searches reach, and the many cases of one test, is not counted as covered: the other tests and the
    first cases reach it, and to count takes longer than the tests.
    """
    if not SHARED.is_dir() and not os.environ.get("REFEXPORT_NO_SKIP"):
        beside = [item for item in items if item.get_closest_marker("shared")]
        if beside:
            config.hook.pytest_deselected(items=beside)
            items[:] = [item for item in items if item not in beside]
    cases = Counter[tuple[Path, str]]()
    for item in items:
        test = item.path, item.originalname
        cases[test] += 1
        if item.get_closest_marker("slow") or cases[test] > MOST_COVERED:
            item.add_marker("no_cover")
    paths = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in paths)


@pytest.fixture(autouse=True)
def programs(request):
    """Skips a test marked ``program("biber", …)`` where one of the programs is absent, saying which."""
    marker = request.node.get_closest_marker("program")
    for program in marker.args if marker else ():
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


@pytest.fixture(scope="session", autouse=True)
def _closed_network():
    """Sockets lead to this machine only."""
    connect, find = socket.socket.connect, socket.getaddrinfo

    def guarded(self, address):
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    def found(host, *args, **kwargs):
        if host and not str(host).startswith(LOOPBACK):
            raise socket.gaierror(f"no address for {host} in tests")
        return find(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket, "getaddrinfo", found)
        yield


CACHES = itertools.count()


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path_factory):
    """The folder in which the pace of services is kept is each test's own; it is made by who needs it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / f"cache-{next(CACHES)}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where skipping is forbidden (continuous integration), a skipped test has failed; one that is to fail has run."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("REFEXPORT_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"skipped where skipping is forbidden: {report.longrepr}"
    return report


@pytest.fixture
def seconds() -> Callable[[float], AbstractContextManager[None]]:
    """A block that may take that many seconds of processor time, measured on this thread alone.

    They are seconds of a usual machine, on which the limits tell what grows with the square of an input; on a slower or
    busier one they are longer.
    """

    @contextmanager
    def limit(most: float) -> Iterator[None]:
        before, start = slowness(), time.thread_time()
        yield
        taken = time.thread_time() - start
        assert taken < most * max(before, slowness())

    return limit
