"""The library: what a program of your own may call (docs/reference/api.md); nothing here touches the network."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from refexport.errors import FileError, Finding, RefexportError
from refexport.formats import FORMATS
from refexport.formats.format import Written
from refexport.model.entry import Entry
from refexport.output.export import STDOUT, Job, outputs
from refexport.project import Project
from refexport.store.exports import Export, read_setting
from refexport.store.remark import WrongError

__all__ = ["Entry", "Finding", "Project", "RefexportError", "Written", "check", "export", "load"]

Words = str | Sequence[str]
"""Names in a list, or in one string with commas between them."""

Files = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
"""Documents, named from the folder of entries.toml as in its settings."""


def load(path: str | os.PathLike[str] = "entries.toml") -> Project:
    """The project of an entries.toml and the lock beside it; ``entries`` are the references as they are exported.

    InputError carries every mistake in the file; FileError, LockError: one of the two cannot be used.
    """
    return Project(Path(path))


def export(  # noqa: PLR0913 - each is a setting of its own
    project: Project,
    to: str,
    *,
    sort: Words = (),
    fields: Words = (),
    omit: Words = (),
    journals: str = "",
    only_cited: Files = (),
) -> Written:
    """The text of the references in a format, and its losses; nothing is written to disk.

    ``to`` names a format (``"bibtex"``), the others are settings of `[refexport.export]`. FileError: no such format or
    no such value of a setting; WriteError: the text would not read back as the references.
    """
    if to not in FORMATS:
        raise FileError(f"there is no format {to}", f"known are {', '.join(FORMATS)}")
    own = {field for entry in project.entries for field in entry.fields}
    cited = [only_cited] if isinstance(only_cited, str | os.PathLike) else only_cited
    documents = [str(project.path.parent / document) for document in cited]
    given = {"sort": sort, "fields": fields, "omit": omit, "journals": journals, "only-cited": documents}
    settings = {n.replace("-", "_"): _read(n, value, own) for n, value in given.items() if value not in ("", (), [])}
    (made,) = outputs(project, [Job(STDOUT, FORMATS[to], Export(to, **settings))])
    return Written(made.data.decode(), made.lost)


def check(project: Project, *keys: str) -> list[Finding]:
    """What there is to fix, all or of some cite keys, sorted by line; FileError for a key that no entry has."""
    if wrong := [key for key in keys if not isinstance(key, str)]:
        raise TypeError(f"a cite key is a string, not {wrong[0]!r}; several are arguments of their own")
    return project.findings(keys)


def _read(name: str, value: object, own: Collection[str]) -> Any:  # noqa: ANN401 - each setting has its own kind
    """What a setting holds, as `read_setting` gives it; FileError, so that callers need one root of errors."""
    try:
        return read_setting(name, list(value) if isinstance(value, tuple) else value, own)
    except WrongError as error:
        raise FileError(f"{name} {value!r}: {error}", error.hint) from error
