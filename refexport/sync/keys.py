"""Keys: the key that a running Zotero gave, kept in the user's own folder of settings, readable by the user alone."""

import json
import os
from pathlib import Path

from refexport.errors import FileError
from refexport.store.files import locked, make_folder, read_bytes

NAME = "zotero-keys.json"


def keys_path() -> Path:
    """Where keys are kept: never in the project, which is shared (XDG Base Directory Specification).

    FileError if this user has no home.
    """
    try:
        home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    except RuntimeError as error:
        raise FileError("there is no home folder to keep Zotero's key in", "set XDG_CONFIG_HOME") from error
    return Path(home) / "refexport" / NAME


def stored_key(server: str) -> str:
    """The key for a server, empty if there is none."""
    return _read().get(server, "")


def store_key(server: str, key: str) -> None:
    """Keeps the key for a server, or forgets an empty one; FileError if that cannot be written."""
    make_folder(keys_path().parent)
    with locked(keys_path()) as file:
        kept = {name: one for name, one in {**_read(), server: key}.items() if one}
        file.write((json.dumps(kept, indent=2, sort_keys=True) + "\n").encode(), mode=0o600)


def _read() -> dict[str, str]:
    try:
        found = json.loads(read_bytes(keys_path())) if keys_path().exists() else {}
    except (ValueError, FileError):
        return {}  # a new one is asked for
    return {name: key for name, key in found.items() if isinstance(key, str)} if isinstance(found, dict) else {}
