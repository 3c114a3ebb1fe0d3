import errno
import multiprocessing
import os
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from refexport.errors import FileError, LockError
from refexport.store import files
from refexport.store.files import create_file, holds, locked, make_folder, place_of, read_bytes, write_atomic

OLD, NEW = b"the old bytes\n", b"the new bytes, longer\n"


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "out.bib"
    path.write_bytes(OLD)
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file(tmp_path):
    assert write_atomic(tmp_path / "new.bib", NEW)
    assert (tmp_path / "new.bib").read_bytes() == NEW
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "new.bib").stat().st_mode) == 0o666 & ~umask


def test_an_old_file_is_replaced(target):
    assert write_atomic(target, NEW)
    assert target.read_bytes() == NEW
    assert names(target.parent) == ["out.bib"]


def test_equal_bytes_leave_the_file_alone(target):
    os.utime(target, ns=(1, 1))
    before = target.stat()
    assert not write_atomic(target, OLD)
    assert (target.stat().st_mtime_ns, target.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_mode_is_kept(target, mode):
    target.chmod(mode)
    write_atomic(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_a_link_is_kept_and_its_target_replaced(target, tmp_path):
    (tmp_path / "sub").mkdir()
    link = tmp_path / "sub" / "link.bib"
    link.symlink_to("../out.bib")
    assert write_atomic(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert names(tmp_path / "sub") == ["link.bib"]


def test_a_dangling_link_makes_its_target(tmp_path):
    link = tmp_path / "link.bib"
    link.symlink_to("real.bib")
    assert write_atomic(link, NEW)
    assert (tmp_path / "real.bib").read_bytes() == NEW


def test_a_link_of_another_user_is_not_followed(target, tmp_path, monkeypatch):
    link = tmp_path / "link.bib"
    link.symlink_to(target)
    lstat = type(tmp_path).lstat
    theirs = os.stat_result((*lstat(link)[:4], 4711, *lstat(link)[5:]))
    monkeypatch.setattr(type(tmp_path), "lstat", lambda path: theirs if path == link else lstat(path))
    with pytest.raises(FileError, match="belongs to another user"):
        write_atomic(link, NEW)
    assert target.read_bytes() == OLD


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are not files everywhere")
def test_a_pipe_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="not a regular file"):
        write_atomic(tmp_path / "pipe", NEW)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_folder_is_not_replaced(tmp_path):
    with pytest.raises(FileError, match="not a regular file"):
        write_atomic(tmp_path, NEW)


@pytest.mark.parametrize("path", ["missing/out.bib", "nul\0.bib"])
def test_paths_that_cannot_be(tmp_path, path):
    with pytest.raises(FileError, match="cannot write"):
        write_atomic(tmp_path / path, NEW)


@pytest.mark.parametrize("call", ["open", "fsync", "fchmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_failing_call_leaves_the_old_file(target, monkeypatch, call, number):
    def fail(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(f"refexport.store.files.os.{call}", fail)
    with pytest.raises(FileError, match=os.strerror(number)) as raised:
        write_atomic(target, NEW)
    assert raised.value.hint == "the old file is untouched"
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["out.bib"]


def test_a_failing_rename_leaves_the_old_file(target, monkeypatch):
    def fail(self, other):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(type(target), "replace", fail)
    with pytest.raises(FileError):
        write_atomic(target, NEW)
    assert names(target.parent) == ["out.bib"]
    assert target.read_bytes() == OLD


def test_an_interrupt_leaves_no_temporary_file(target, monkeypatch):
    def interrupt(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr("refexport.store.files.os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(target, NEW)
    assert names(target.parent) == ["out.bib"]
    assert target.read_bytes() == OLD


def test_a_folder_that_cannot_be_synced_is_no_failure(target, monkeypatch):
    fsync = os.fsync

    def only_files(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        fsync(handle)

    monkeypatch.setattr("refexport.store.files.os.fsync", only_files)
    assert write_atomic(target, NEW)
    assert target.read_bytes() == NEW


def test_an_owner_that_cannot_be_kept_is_no_failure(target, monkeypatch):
    def refuse(handle, uid, gid):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("refexport.store.files.os.fchown", refuse)
    assert write_atomic(target, NEW)
    assert target.read_bytes() == NEW


def test_the_next_write_removes_what_a_killed_one_left(target):
    (target.parent / ".out.bib.0123456789ab.refexport-tmp").write_bytes(b"half")
    (target.parent / ".other.bib.0123456789ab.refexport-tmp").write_bytes(b"half")
    write_atomic(target, NEW)
    assert names(target.parent) == [".other.bib.0123456789ab.refexport-tmp", "out.bib"]


def test_a_temporary_file_for_another_name_is_not_swept_away(target):
    (target.parent / ".out.bib.old.0123456789ab.refexport-tmp").write_bytes(
        b"half"
    )  # of out.bib.old, which may be alive
    write_atomic(target, NEW)
    assert names(target.parent) == [".out.bib.old.0123456789ab.refexport-tmp", "out.bib"]


def test_a_write_that_goes_on_is_not_swept_away(target, monkeypatch):
    fsync, other = os.fsync, threading.Thread(target=write_atomic, args=(target, b"the other's\n"))

    def slowly(handle):
        if not other.ident:
            other.start()
            time.sleep(0.2)  # the other has time to come as far as it can
            assert len([name for name in names(target.parent) if name.endswith(files.TEMPORARY)]) == 1
        fsync(handle)

    monkeypatch.setattr("refexport.store.files.os.fsync", slowly)
    assert write_atomic(target, NEW)
    other.join()
    assert target.read_bytes() == b"the other's\n"
    assert names(target.parent) == ["out.bib"]


@pytest.mark.slow
def test_many_writers_of_one_file_do_not_break_each_other(target):
    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit(write_atomic, target, b"%d" % number) for number in range(100)]
    assert [one.exception() for one in done] == [None] * 100
    assert int(target.read_bytes()) in range(100)
    assert names(target.parent) == ["out.bib"]


def test_a_file_is_replaced_if_it_is_as_it_was_read(target):
    with locked(target) as file:
        assert file.replace(OLD, NEW)
        assert not file.replace(OLD, b"lost\n")
        assert not file.replace(None, b"lost\n")
    assert target.read_bytes() == NEW
    assert names(target.parent) == ["out.bib"]


def test_a_file_that_went_away_does_not_come_back(target):
    target.unlink()
    with locked(target) as file:
        assert not file.replace(OLD, NEW)
    assert names(target.parent) == []


def test_a_new_file_takes_no_name_that_is_in_use(target, tmp_path):
    assert create_file(tmp_path / "new.bib", NEW)
    assert not create_file(target, NEW)
    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["new.bib", "out.bib"]


def test_a_file_that_appears_at_the_last_moment_is_kept(tmp_path, monkeypatch):
    link = os.link

    def late(new, target):
        target.write_bytes(OLD)
        link(new, target)

    monkeypatch.setattr("refexport.store.files.os.link", late)
    assert not create_file(tmp_path / "out.bib", NEW)
    assert (tmp_path / "out.bib").read_bytes() == OLD
    assert names(tmp_path) == ["out.bib"]


def test_a_new_file_where_there_are_no_links(tmp_path, monkeypatch):
    def refuse(new, target):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("refexport.store.files.os.link", refuse)
    assert create_file(tmp_path / "out.bib", NEW)
    assert (tmp_path / "out.bib").read_bytes() == NEW
    assert names(tmp_path) == ["out.bib"]


def test_a_link_and_its_file_share_one_lock(target, tmp_path):
    (tmp_path / "link.bib").symlink_to("out.bib")
    with locked(tmp_path / "link.bib"), pytest.raises(LockError):  # noqa: SIM117 - the order matters
        with locked(target, 0):
            pass


def test_reading(target):
    assert read_bytes(target) == OLD


@pytest.mark.parametrize("path", ["missing", "", "nul\0"])
def test_what_cannot_be_read(tmp_path, path):
    with pytest.raises(FileError, match="cannot read"):
        read_bytes(tmp_path / path)


def test_what_a_file_holds(target, tmp_path):
    assert holds(target, OLD)
    assert not holds(target, NEW)
    assert not holds(tmp_path / "missing", b"")
    for path in (tmp_path, target / "below", tmp_path / "nul\0"):
        with pytest.raises(FileError, match="cannot write"):
            holds(path, OLD)


def test_links_in_a_ring_lead_nowhere(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(FileError, match="cannot write"):
        write_atomic(tmp_path / "a", NEW)
    assert (tmp_path / "a").is_symlink()


def test_the_place_of_no_path(tmp_path):
    with pytest.raises(FileError, match="cannot find"):
        place_of(tmp_path / "nul\0")


def test_the_place_of_a_file_is_behind_its_links(target, tmp_path):
    (tmp_path / "link.bib").symlink_to("out.bib")
    assert place_of(tmp_path / "sub" / ".." / "link.bib") == target.resolve()


def test_folders_are_made(target, tmp_path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    for path in (target, target / "below", tmp_path / "nul\0"):
        with pytest.raises(FileError, match="cannot make the folder"):
            make_folder(path)


WRITER = """
import sys
from pathlib import Path
from refexport.store.files import write_atomic
write_atomic(Path(sys.argv[1]), b"x" * 200_000)
"""


@pytest.mark.program("strace")
@pytest.mark.parametrize("fault", ["error=ENOSPC", "error=EIO", "signal=KILL"])
@pytest.mark.parametrize("syscall", ["write", "fsync", "fchown", "fchmod", "rename"])
def test_old_or_new_when_the_system_fails(target, syscall, fault):
    command = ["strace", "-qq", "-e", f"trace={syscall}", "-e", f"inject={syscall}:{fault}:when=1"]
    done = subprocess.run([*command, sys.executable, "-c", WRITER, str(target)], capture_output=True, check=False)
    assert done.returncode != 0
    assert target.read_bytes() in (OLD, b"x" * 200_000)
    write_atomic(target, NEW)
    assert names(target.parent) == ["out.bib"]


def test_a_lock_leaves_nothing_behind(target):
    with locked(target):
        assert names(target.parent) == [".out.bib.busy", "out.bib"]
    assert names(target.parent) == ["out.bib"]


@pytest.mark.parametrize("tells", [True, False])
def test_a_held_lock_is_waited_for_and_given_up(target, monkeypatch, tells):
    monkeypatch.setattr("refexport.store.files.SAY_AFTER", 0.1)
    said = []
    with locked(target), pytest.raises(LockError, match=r"still works on .*out\.bib"):  # noqa: SIM117 - the order matters
        with locked(target, 0.4, said.append if tells else None):
            pass
    assert ["waiting for another refexport" in one for one in said] == [True] * tells
    assert names(target.parent) == ["out.bib"]


def test_a_lock_is_released_when_the_work_fails(target):
    with pytest.raises(RuntimeError), locked(target):
        raise RuntimeError
    with locked(target, 0):
        pass


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_lock_file_that_its_last_holder_removed_does_not_count(target, monkeypatch, comes_back):
    side = target.parent / ".out.bib.busy"
    lock, tries = files._try_lock, []

    def late(handle):
        if not tries:
            side.unlink()
            if comes_back:
                side.touch()
        tries.append(handle)
        lock(handle)

    monkeypatch.setattr(files, "_try_lock", late)
    with locked(target):
        assert len(tries) == 2


def test_a_lock_where_nothing_can_be_written(tmp_path):
    with pytest.raises(FileError, match="cannot lock"), locked(tmp_path / "missing" / "out.bib"):
        pass


def _hold_and_die(path):
    with locked(path):
        os._exit(9)


def _add_many(path, times):
    for _ in range(times):
        with locked(path) as file:
            file.write(b"%d" % (int(read_bytes(path)) + 1))


def test_the_lock_of_a_dead_process_is_free(target):
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_hold_and_die, args=(target,))
    process.start()
    process.join()
    assert process.exitcode == 9
    start = time.monotonic()
    with locked(target):
        assert time.monotonic() - start < 1


@pytest.mark.slow
def test_no_update_is_lost_between_processes(tmp_path):
    path = tmp_path / "count"
    path.write_bytes(b"0")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_add_many, args=(path, 25)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert path.read_bytes() == b"100"
    assert names(tmp_path) == ["count"]


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/dev/stdin", 0), ("/dev/stdout", 1), ("/dev/stderr", 2), ("/dev/fd/12", 12), ("/proc/self/fd/3", 3),
        ("/dev/null", None), ("/dev/fd", None), ("/dev/fd/x", None), ("dev/fd/1", None), ("-", None),
    ],
)  # fmt: skip
def test_the_descriptor_of_a_path(path, number):
    assert files.descriptor_of(Path(path)) == number


def test_what_is_written_to_and_what_is_replaced(target, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null"), Path("/dev/fd/99")):
        assert files.is_stream(path)
    for path in (target, tmp_path, tmp_path / "missing", tmp_path / "nul\0"):
        assert not files.is_stream(path)


def test_a_pipe_that_nobody_reads_is_given_up(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match=r"cannot write .*pipe: nobody reads it"):
        files.write_stream(tmp_path / "pipe", NEW, wait=0.1)


def test_a_device_that_is_not_there_is_not_waited_for(monkeypatch):
    """ENXIO of a device, as of /dev/tty without a terminal (tty(4)), says that it is not there, not that nobody reads."""

    def absent(*_arguments):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))

    monkeypatch.setattr("refexport.store.files.os.open", absent)
    with pytest.raises(FileError, match=r"cannot write /dev/null: No such device or address"):
        files.write_stream(Path("/dev/null"), NEW, wait=0.1)


def test_a_pipe_gets_everything_and_a_device_may_refuse(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit((tmp_path / "pipe").read_bytes)
        files.write_stream(tmp_path / "pipe", NEW * 100_000)
        assert read.result() == NEW * 100_000
    files.write_stream(Path("/dev/null"), NEW)
    with pytest.raises(FileError, match="No space left"):
        files.write_stream(Path("/dev/full"), NEW)


def test_what_may_have_no_end_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(FileError, match="not a regular file"):
            read_bytes(path)
        with pytest.raises(FileError, match="not a regular file"):
            holds(path, OLD)


def test_leftovers_go_even_if_there_is_nothing_to_write_but_not_those_of_the_living(target):
    left = target.parent / ".out.bib.0123456789ab.refexport-tmp"
    left.write_bytes(b"half")
    with locked(target):
        left.write_bytes(b"half")  # by the holder of the lock
        assert not write_atomic(target, OLD)
        assert left.exists()
    assert not write_atomic(target, OLD)
    assert names(target.parent) == ["out.bib"]
