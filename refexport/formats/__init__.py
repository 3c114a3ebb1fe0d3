"""The formats by name, and by the suffix of a file."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from refexport.data import formats
from refexport.errors import FileError
from refexport.formats.format import Format, Source


class LazyFormats(Mapping[str, Format]):
    """The formats by name; a format's module is imported when it is asked for, not to list its name."""

    def __getitem__(self, name: str) -> Format:
        """The format of a name; KeyError if there is none."""
        form: Format = _module(formats.FORMATS[name]).FORMAT
        return form

    def __contains__(self, name: object) -> bool:
        """Whether a format has this name."""
        return name in formats.FORMATS

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(formats.FORMATS)

    def __len__(self) -> int:
        """How many formats there are."""
        return len(formats.FORMATS)


FORMATS: Mapping[str, Format] = LazyFormats()


@cache
def sources() -> tuple[Source, ...]:
    """The kinds of files that are read and not written."""
    return tuple(_module(name).SOURCE for name in formats.SOURCES)


def _module(name: str) -> ModuleType:
    return import_module(f"refexport.formats.{name}")


PRINTED = frozenset({".htm", ".html", ".md", ".txt", ".tex", ".docx"})
"""Suffixes of files in which people read references; no format of data has them."""


def format_of_path(path: str | PurePath) -> Format:
    """The format that a file's suffix stands for, the longest that fits; FileError if none does."""
    name = PurePath(path).name.lower()
    fitting = [format_ for format_, suffix in formats.SUFFIXES.items() if name.endswith(suffix)]
    if not fitting:
        known = ", ".join(f"{suffix} ({format_})" for format_, suffix in formats.SUFFIXES.items())
        is_printed = PurePath(path).suffix.lower() in PRINTED
        cite = f"refexport cite -o {path} prints a list in a style; " if is_printed else ""
        raise FileError(f"{path}: no format has this suffix", f"{cite}known are {known}; or name one with --to")
    return FORMATS[max(fitting, key=lambda format_: len(formats.SUFFIXES[format_]))]


__all__ = ["FORMATS", "Format", "Source", "format_of_path", "sources"]
