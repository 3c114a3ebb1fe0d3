"""Files: read whole, replaced whole or not at all, and guarded against a second refexport.

The write protocol is git's and SQLite's: a new file beside the old one, synced, then renamed over it.
"""

import contextlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from refexport.errors import FileError, LockError

TEMPORARY = ".refexport-tmp"
UNTOUCHED = "the old file is untouched"
BETWEEN_TRIES = 0.05
"""Seconds between two looks at a lock that is held."""
SAY_AFTER = 1.0
"""Seconds of waiting for a lock before the user is told."""

if sys.platform == "win32":  # pragma: no cover - the other half runs elsewhere
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; FileError if it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read {path}: {_reason(error)}") from error


def modified(path: Path) -> float:
    """When the file was changed last, in seconds since the epoch; FileError if it cannot be asked."""
    try:
        return path.stat().st_mtime
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read {path}: {_reason(error)}") from error


def place_of(path: Path) -> Path:
    """The file itself, links followed; FileError if they lead nowhere or the path is none."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # as in `_explained`
        raise FileError(f"cannot find {path}: {_reason(error)}") from error


def holds(path: Path, data: bytes) -> bool:
    """Whether the file is there with just these bytes; FileError if it cannot be read."""
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read {path}: {_reason(error)}") from error


def make_folder(path: Path) -> None:
    """Makes a folder and those above it that are missing; FileError if one cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot make the folder {path}: {_reason(error)}") from error


def write_atomic(path: Path, data: bytes) -> bool:
    """Whether the file changed: it has the data now, and had the old bytes until the last moment.

    Waits for its lock. A link is kept and its target replaced; mode and owner are kept. FileError: the old file is
    untouched. LockError: another refexport keeps the lock for too long.
    """
    with _explained(f"cannot write {path}", UNTOUCHED):
        if _content(_target(path)) == data:
            return False
        with _lock_of(path) as file:
            return file.write(data)


def create_file(path: Path, data: bytes) -> bool:
    """Whether the file is new and has the data; one that is there already is not touched. Errors as `write_atomic`."""
    with _explained(f"cannot write {path}", UNTOUCHED):
        if _target(path).exists():
            return False
        with _lock_of(path) as file:
            return file.replace(None, data)


class LockedFile:
    """A file whose lock this process has: no other refexport writes it, so every temporary file is a dead writer's."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, data: bytes) -> bool:
        """Whether the file changed; equal bytes leave it alone. FileError: the old file is untouched."""
        with _explained(f"cannot write {self.path}", UNTOUCHED):
            target = _target(self.path)
            if _content(target) == data:
                return False
            with _written(target, data) as new:
                new.replace(target)
            _sync_folder(target.parent)
        return True

    def replace(self, old: bytes | None, data: bytes) -> bool:
        """Whether the file changed from its old bytes (None: no file) to the data; anything else there is kept.

        For programs that know no lock: the old bytes are compared when only a rename remains to be done.
        """
        with _explained(f"cannot write {self.path}", UNTOUCHED):
            target = _target(self.path)
            with _written(target, data) as new:
                if _content(target) != old or (old is None and not _link(new, target)):
                    return False
                if old is not None:
                    new.replace(target)
            _sync_folder(target.parent)
        return True


@contextlib.contextmanager
def locked(path: Path, wait: float = 60.0, say: Callable[[str], None] | None = None) -> Iterator[LockedFile]:
    """The file with its lock, which the system drops when its holder dies; links to one file share its lock.

    ``wait`` is in seconds; ``say`` is called once when it takes longer than a second. LockError when time is up.
    """
    with contextlib.ExitStack() as stack:
        with _explained(f"cannot lock {path}"):
            file = stack.enter_context(_lock_of(path, wait, say))
        yield file


@contextlib.contextmanager
def _lock_of(path: Path, wait: float = 60.0, say: Callable[[str], None] | None = None) -> Iterator[LockedFile]:
    target = path.resolve()
    side = target.with_name(f".{target.name}.busy")
    handle = _wait_for(side, path, wait, say)
    try:
        yield LockedFile(path)
    finally:
        _release(side, handle)


@contextlib.contextmanager
def _explained(what: str, hint: str = "") -> Iterator[None]:
    """The system's errors as a FileError that says what could not be done."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a ring, before Python 3.13
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
    """The file's bytes, None if there is no file."""
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _written(target: Path, data: bytes) -> Iterator[Path]:
    """A synced temporary file beside the target, gone in the end; only for who has the target's lock."""
    _sweep(target)
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}{TEMPORARY}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
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


def _sweep(target: Path) -> None:
    """Removes the temporary files of writers that died: a living one would have the lock that the caller has."""
    for path in target.parent.iterdir():
        if path.name.startswith(f".{target.name}.") and path.name.endswith(TEMPORARY):
            path.unlink(missing_ok=True)


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
    handle = os.open(side, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _try_lock(handle)
        if os.fstat(handle).st_ino == side.stat().st_ino:
            return handle
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    os.close(handle)
    return None


def _release(side: Path, handle: int) -> None:
    with contextlib.suppress(OSError):
        side.unlink()
    os.close(handle)
