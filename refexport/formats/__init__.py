"""The formats by name, and by the suffix of a file."""

from pathlib import PurePath

from refexport.errors import FileError
from refexport.formats import ris
from refexport.formats.bib import biblatex, bibtex
from refexport.formats.csl import csl_json, csl_yaml, zotero
from refexport.formats.format import Format
from refexport.formats.hayagriva import hayagriva

FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        bibtex.FORMAT,
        biblatex.FORMAT,
        csl_json.FORMAT,
        csl_yaml.FORMAT,
        zotero.FORMAT,
        ris.FORMAT,
        hayagriva.FORMAT,
    )
}


def format_of_path(path: str | PurePath) -> Format:
    """The format that a file's suffix stands for, the longest that fits; FileError if none does."""
    name = PurePath(path).name.lower()
    fitting = [format_ for format_ in FORMATS.values() if name.endswith(format_.suffix)]
    if not fitting:
        known = ", ".join(f"{format_.suffix} ({format_.name})" for format_ in FORMATS.values())
        raise FileError(f"{path}: no format has this suffix", f"known are {known}; or name one with --to")
    return max(fitting, key=lambda format_: len(format_.suffix))


__all__ = ["FORMATS", "Format", "format_of_path"]
