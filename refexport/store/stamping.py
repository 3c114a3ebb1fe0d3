"""Stamping: the stamp of a run that has ended, written to the cache."""

import json
from pathlib import Path

from refexport.errors import RefexportError
from refexport.store.files import make_folder, write_atomic
from refexport.store.stamps import Stamp, taken

MOST_STAMPS = 300


def remember(code: int) -> None:
    """Writes the stamp of the run that has ended with an exit code; a cache that cannot be written is no error."""
    run = taken()
    if run is None:
        return
    stamp = Stamp(code, {**run.read, **run.left}, run.said)
    try:
        make_folder(run.file.parent)
        write_atomic(run.file, json.dumps(stamp).encode())
        _prune(run.file.parent)
    except (OSError, RefexportError):
        return


def _prune(folder: Path) -> None:
    """Takes away the oldest stamps of very many."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-MOST_STAMPS]:
        file.unlink(missing_ok=True)
