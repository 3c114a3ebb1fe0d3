"""Files: read whole, replaced whole or not at all, and guarded against a second refexport.

The write protocol is git's and SQLite's: a new file beside the old one, synced, then renamed over it. Pipes, devices
and open descriptors have nothing to replace: they are written to.
"""

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from refexport.data.patterns import regex
from refexport.errors import FileError, LockError
from refexport.process import at_end, changed, undivided
from refexport.store import stamps
from refexport.text.messages import did_you_mean

TEMPORARY = ".refexport-tmp"
UNTOUCHED = "the old file is untouched"
ELSEWHERE = "name another place"
IN_THE_WAY = "{} is in the way: it is not a regular file"
BETWEEN_TRIES = 0.05
"""Seconds between two looks at a lock that is held."""
MOST_NAMED = 3
"""Files of a folder that a hint names."""
SAY_AFTER = 1.0
"""Seconds of waiting for a lock before the user is told."""
MOST_WAITED = 60.0
"""Seconds to wait for a lock, or for who reads a named pipe."""

DESCRIPTOR = regex(r"/dev/std(?P<name>in|out|err)|/(?:dev|proc/self)/fd/(?P<number>[0-9]{1,9})")
"""Paths that stand for what is open already (proc(5), fd(4)); a shell makes them of ``<(command)``."""
NAMED = {"in": 0, "out": 1, "err": 2}
STREAMS = (stat.S_ISFIFO, stat.S_ISCHR)
AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Opening a named pipe waits for its other end, but with this flag."""
NO_LINK = getattr(os, "O_NOFOLLOW", 0)

if sys.platform == "win32":  # pragma: no cover - the other half runs elsewhere
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_held: dict[int, Path] = {}
"""The lock files of this process by their handles."""


def read_bytes(path: Path, *, pipes: bool = False, most: int = -1) -> bytes:
    """The file's bytes; FileError if it cannot be read or is none.

    An open descriptor (``/dev/stdin``) is read to its end; a named pipe only if ``pipes`` may be waited for. Of one
    that has more than ``most`` bytes (if that is not negative), one byte more is read.
    """
    try:
        return _read(path, pipes=pipes, most=most)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read {path}: {_reason(error)}", near_files(path)) from error


def near_files(path: Path) -> str:
    """A hint with the file whose name is nearest to that of one which is not there, or with the files of a folder."""
    try:
        if path.is_dir():
            inside = sorted(str(one) for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
            return f"name files in it: {' '.join(inside[:MOST_NAMED])}" if inside else "it is empty; name a file"
        beside = () if path.exists() else tuple(one.name for one in path.parent.iterdir() if one.is_file())
    except (OSError, ValueError):
        return ""
    return did_you_mean(path.name, beside) if beside else ""


def modified(path: Path) -> float:
    """When the file was changed last, in seconds since the epoch; FileError if it cannot be asked."""
    try:
        return path.stat().st_mtime
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read {path}: {_reason(error)}") from error


def size_of(path: Path) -> int:
    """How many bytes a file has; 0 of one that cannot be asked, or that has no size until it is read."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def place_of(path: Path) -> Path:
    """The file itself, links followed; FileError if they lead nowhere or the path is none."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # as in `_explained`
        raise FileError(f"cannot find {path}: {_reason(error)}") from error


def holds(path: Path, data: bytes) -> bool:
    """Whether the file, which is to be written, is there with just these bytes; FileError if it cannot be."""
    with _explained(f"cannot write {path}", path):
        return _content(path) == data


def make_folder(path: Path) -> None:
    """Makes a folder and those above it that are missing; FileError if one cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot make the folder {path}: {_reason(error)}", ELSEWHERE) from error


def descriptor_of(path: Path) -> int | None:
    """The number of the open descriptor that a path like ``/dev/stdout`` stands for; None for other paths."""
    found = DESCRIPTOR.fullmatch(str(path)) if os.name == "posix" else None
    return NAMED[found["name"]] if found and found["name"] else int(found["number"]) if found else None


def is_stream(path: Path) -> bool:
    """Whether the path is an open descriptor, a named pipe or a device: what is written there cannot be replaced."""
    if descriptor_of(path) is not None:
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False  # who writes the file says what is wrong with it
    return any(is_one(mode) for is_one in STREAMS)


def write_stream(path: Path, data: bytes, wait: float = MOST_WAITED) -> None:
    """Writes to what `is_stream`; a reader that stops early is none of our concern. FileError: it was not all written.

    A named pipe that nobody reads is waited for, ``wait`` seconds at most.
    """
    with _explained(f"cannot write {path}"), contextlib.suppress(BrokenPipeError):
        descriptor = descriptor_of(path)
        handle = _open_stream(path, wait) if descriptor is None else os.dup(descriptor)
        with os.fdopen(handle, "wb") as file:
            file.write(data)


def write_atomic(path: Path, data: bytes) -> bool:
    """Whether the file changed: it has the data now, and had the old bytes until the last moment.

    Waits for its lock. A link is kept and its target replaced; mode and owner are kept. FileError: the old file is
    untouched. LockError: another refexport keeps the lock for too long.
    """
    with _explained(f"cannot write {path}", path):
        if _content(_target(path)) == data:
            tidy(path)
            return False
        with _lock_of(path) as file:
            return file.write(data)


def create_file(path: Path, data: bytes) -> bool:
    """Whether the file is new and has the data; one that is there already is not touched. Errors as `write_atomic`."""
    with _explained(f"cannot write {path}", path):
        if _target(path).exists():
            return False
        with _lock_of(path) as file:
            return file.replace(None, data)


def open_file(path: Path) -> BinaryIO:
    """The bytes of a file, to be read bit by bit; OSError if there is none."""
    return path.open("rb")


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to be written bit by bit, which takes the old one's place when all of it is on the disk; OSError if not.

    After an error, or a kill, the old file is untouched; `part_of` tells what was begun.
    """
    new = path.with_name(f"{part_of(path)}{os.urandom(6).hex()}")
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        with new.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def part_of(path: Path) -> str:
    """How the names of files begin that are not yet this one."""
    return f".{path.name}.part-"


def write_cache(path: Path, data: bytes, *, append: bool = False) -> None:
    """Replaces a file that may be lost at any time, or adds to it; OSError if that cannot be done.

    Nothing waits for it: there is no lock, and the disk may have it later.
    """
    new = path if append else path.with_name(f"{path.name}.{os.getpid()}")
    new.parent.mkdir(parents=True, exist_ok=True)
    with new.open("ab" if append else "wb") as file:
        file.write(data)
    if not append:
        new.replace(path)


def remove_file(path: Path) -> None:
    """Removes a file where that can be; one that stays harms nobody."""
    with contextlib.suppress(OSError):
        path.unlink()


def tidy(path: Path) -> None:
    """Removes what writers of the file that died left; where one lives, or nothing may be removed, nothing is."""
    with contextlib.suppress(OSError, RuntimeError, ValueError, LockError):
        target = path.resolve()
        if os.path.lexists(_side(target)) or _temporaries(target):
            with _lock_of(target, 0):
                pass


class LockedFile:
    """A file whose lock this process has: no other refexport writes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, data: bytes, mode: int | None = None) -> bool:
        """Whether the file changed; equal bytes leave it alone. FileError: the old file is untouched.

        With a ``mode`` the new file has just that from its first byte on, whatever the old one had.
        """
        with _explained(f"cannot write {self.path}", self.path):
            target = _target(self.path)
            if _content(target) == data:
                return False
            with _written(target, data, mode) as new, undivided():
                new.replace(target)
                changed(self.path)
            _sync_folder(target.parent)
        return True

    def replace(self, old: bytes | None, data: bytes) -> bool:
        """Whether the file changed from its old bytes (None: no file) to the data; anything else there is kept.

        For programs that know no lock: the old bytes are compared when only a rename remains to be done.
        """
        with _explained(f"cannot write {self.path}", self.path):
            target = _target(self.path)
            with _written(target, data) as new, undivided():
                if _content(target) != old or (old is None and not _link(new, target)):
                    return False
                if old is not None:
                    new.replace(target)
                changed(self.path)
            _sync_folder(target.parent)
        return True


@contextlib.contextmanager
def locked(path: Path, wait: float = MOST_WAITED, say: Callable[[str], None] | None = None) -> Iterator[LockedFile]:
    """The file with its lock, which the system drops when its holder dies; links to one file share its lock.

    ``wait`` is in seconds; ``say`` is called once when it takes longer than a second. LockError when time is up.
    """
    with contextlib.ExitStack() as stack:
        with _explained(f"cannot lock {path}"):
            file = stack.enter_context(_lock_of(path, wait, say))
        yield file


@contextlib.contextmanager
def _lock_of(path: Path, wait: float = MOST_WAITED, say: Callable[[str], None] | None = None) -> Iterator[LockedFile]:
    """The file with its lock; the temporary files that are there then are those of writers that died."""
    target = path.resolve()
    side, handle = _side(target), None
    try:
        handle = _wait_for(side, path, wait, say)
        for temporary in _temporaries(target):
            remove_file(temporary)
        yield LockedFile(path)
    finally:
        if handle is not None:
            _release(side, handle)


def _side(target: Path) -> Path:
    """The file whose lock is that of the target."""
    return target.with_name(f".{target.name}.busy")


@contextlib.contextmanager
def _explained(what: str, written: Path | None = None) -> Iterator[None]:
    """The system's errors as a FileError that says what could not be done, and of a file to be written what is left."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a ring, before Python 3.13
        hint = "" if written is None else UNTOUCHED if written.is_file() else ELSEWHERE
        raise FileError(f"{what}: {_reason(error)}", hint) from error


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _target(path: Path) -> Path:
    """The file itself, links followed; OSError for what is no file of ours to replace."""
    if path.is_symlink() and path.lstat().st_uid not in (path.parent.stat().st_uid, os.getuid()):
        raise PermissionError("it is a link that belongs to another user")
    target = path.resolve()
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise OSError("it is not a regular file")
    return target


def _content(target: Path) -> bytes | None:
    """The bytes of a file that is to be written, None if there is no file: nothing depends on them."""
    try:
        return _read(target, is_input=False)
    except FileNotFoundError:
        return None


def _read(path: Path, *, pipes: bool = False, most: int = -1, is_input: bool = True) -> bytes:
    """The bytes of a file, or of what may be waited for; OSError for anything else, which may have no end."""
    size = most + 1 if most >= 0 else -1
    if descriptor_of(path) is not None or (pipes and stat.S_ISFIFO(path.stat().st_mode)):
        stamps.spoil()
        with path.open("rb") as file:
            return file.read(size)
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError("it is not a regular file")
            data = file.read(size)
    except FileNotFoundError:
        if is_input:
            stamps.looked_for(path)
        raise
    if stamps.current and is_input:
        stamps.current.has_read(path, data)
    return data


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | AT_ONCE)


def _open_stream(path: Path, wait: float) -> int:
    """A handle of a device or of a named pipe, as soon as somebody reads that."""
    start = time.monotonic()
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | AT_ONCE)
        except OSError as error:
            if error.errno != errno.ENXIO or not stat.S_ISFIFO(path.stat().st_mode):
                raise  # a terminal that is none of ours will never come
            if time.monotonic() - start >= wait:
                raise OSError(f"nobody reads it, after {wait:.0f} s") from error
        else:
            if AT_ONCE:
                os.set_blocking(handle, True)
            return handle
        time.sleep(BETWEEN_TRIES)


@contextlib.contextmanager
def _written(target: Path, data: bytes, mode: int | None = None) -> Iterator[Path]:
    """A synced temporary file beside the target, gone in the end; only for who has the target's lock."""
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}{TEMPORARY}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode)
        with os.fdopen(handle, "wb") as file:
            if mode is None:
                _keep_mode(target, handle)
            file.write(data)
            file.flush()
            os.fsync(handle)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _link(new: Path, target: Path) -> bool:
    """Whether the new file got the target's name; a link, unlike a rename, takes no name that is in use."""
    try:
        os.link(new, target)
    except FileExistsError:
        return False
    except OSError:  # FAT and some network file systems have no links
        new.replace(target)
    return True


def _keep_mode(target: Path, handle: int) -> None:
    """Gives the new file the old one's mode, and its owner where we may."""
    if not target.exists() or sys.platform == "win32":
        return
    old = target.stat()
    with contextlib.suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Makes the rename last; some file systems cannot, and then the data is as safe as they make it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _temporaries(target: Path) -> list[Path]:
    """The temporary files for the target, not those for ``target.x``; none where the folder cannot be listed."""
    named = regex(rf"\.{re.escape(target.name)}\.[0-9a-f]{{12}}{re.escape(TEMPORARY)}")
    with contextlib.suppress(OSError):
        return [path for path in target.parent.iterdir() if named.fullmatch(path.name)]
    return []


def _wait_for(side: Path, path: Path, wait: float, say: Callable[[str], None] | None) -> int:
    start = time.monotonic()
    while (handle := _try_hold(side)) is None:
        waited = time.monotonic() - start
        if waited >= wait:
            raise LockError(f"another refexport still works on {path} after {wait:.0f} s", "wait for it, or stop it")
        if say and waited >= SAY_AFTER:
            say(f"waiting for another refexport that works on {path}")
            say = None
        time.sleep(BETWEEN_TRIES)
    return handle


def _try_hold(side: Path) -> int | None:
    """An open handle that holds the lock, or None; a file that its last holder removed meanwhile does not count."""
    with undivided():
        handle = _open_side(side)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(IN_THE_WAY.format(side))
            _try_lock(handle)
            if os.fstat(handle).st_ino == side.stat().st_ino:
                _held[handle] = side
                return handle
        except (BlockingIOError, PermissionError, FileNotFoundError):
            pass
        finally:
            if handle not in _held:
                os.close(handle)
    return None


def _open_side(side: Path) -> int:
    """A handle of the lock file; OSError if somebody put a link or a folder in its place."""
    try:
        return os.open(side, os.O_RDWR | os.O_CREAT | NO_LINK | AT_ONCE, 0o666)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR):
            raise OSError(IN_THE_WAY.format(side)) from error
        raise


def _release(side: Path, handle: int) -> None:
    with undivided():
        remove_file(side)
        os.close(handle)
        _held.pop(handle, None)


@at_end
def _release_all() -> None:
    """What a signal left: it may have come just before a release."""
    for handle, side in list(_held.items()):
        _release(side, handle)
