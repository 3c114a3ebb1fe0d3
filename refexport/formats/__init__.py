"""The formats by name, and by the suffix of a file."""

from importlib import import_module
from pathlib import PurePath

from refexport.data import formats
from refexport.errors import FileError
from refexport.formats.format import Format, Source

FORMATS: dict[str, Format] = {
    name: import_module(f"refexport.formats.{module}").FORMAT for name, module in formats.FORMATS.items()
}

SOURCES: tuple[Source, ...] = tuple(import_module(f"refexport.formats.{name}").SOURCE for name in formats.SOURCES)
"""The kinds of files that are read and not written."""


def format_of_path(path: str | PurePath) -> Format:
    """The format that a file's suffix stands for, the longest that fits; FileError if none does."""
    name = PurePath(path).name.lower()
    fitting = [format_ for format_ in FORMATS.values() if name.endswith(format_.suffix)]
    if not fitting:
        known = ", ".join(f"{format_.suffix} ({format_.name})" for format_ in FORMATS.values())
        raise FileError(f"{path}: no format has this suffix", f"known are {known}; or name one with --to")
    return max(fitting, key=lambda format_: len(format_.suffix))


__all__ = ["FORMATS", "SOURCES", "Format", "format_of_path"]
