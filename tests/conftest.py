"""What tests share: outside programs, the data beside the project, and a closed network."""

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest

# The same examples in every run, whatever the machine's load; REFEXPORT_FUZZ=1 looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("fuzz", deadline=None)
hypothesis.settings.load_profile("fuzz" if os.environ.get("REFEXPORT_FUZZ") else "same")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data beside the project, for tests that are marked ``shared``."""
    assert SHARED.is_dir(), "../shared is not here"
    return SHARED


def pytest_collection_modifyitems(config, items):
    """Tests marked ``shared`` run where the folder is, and in continuous integration, where its absence is a failure."""
    if SHARED.is_dir() or os.environ.get("REFEXPORT_NO_SKIP"):
        return
    beside = [item for item in items if item.get_closest_marker("shared")]
    if beside:
        config.hook.pytest_deselected(items=beside)
        items[:] = [item for item in items if item not in beside]


@pytest.fixture(autouse=True)
def programs(request):
    """Skips a test marked ``program("biber", …)`` where one of the programs is absent, saying which."""
    marker = request.node.get_closest_marker("program")
    for program in marker.args if marker else ():
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch):
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

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    """The folder in which the pace of services is kept is each test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.with_name(f"{tmp_path.name}-cache")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where skipping is forbidden (continuous integration), a skipped test has failed."""
    report = yield
    if report.skipped and os.environ.get("REFEXPORT_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"skipped where skipping is forbidden: {report.longrepr}"
    return report


@pytest.fixture
def seconds() -> Callable[[float], AbstractContextManager[None]]:
    """A block that may take that many seconds of processor time, measured on this thread alone."""

    @contextmanager
    def limit(most: float) -> Iterator[None]:
        start = time.thread_time()
        yield
        assert time.thread_time() - start < most

    return limit
