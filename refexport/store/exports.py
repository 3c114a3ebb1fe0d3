"""Export: the format, order and fields that a file gets, as ``[refexport.export]`` or the command line says."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from refexport.data.datamodel import ALIASES, FIELDS
from refexport.data.formats import FORMATS
from refexport.store.remark import Remarks, WrongError
from refexport.store.typed import DATE_PARTS, SHORTHANDS, STEERING, named_fields
from refexport.text.messages import did_you_mean

SORT_KEYS = ("key", "author", "year", "date", "title", "type")
JOURNALS = ("full", "abbrev")
VENUES = ("full", "short")
FIELD_NAMES = (*FIELDS, *ALIASES, *SHORTHANDS, *DATE_PARTS)


class Export(NamedTuple):
    """What one file gets: all fields of all entries in the order of entries.toml, unless it says otherwise."""

    format: str = ""
    sort: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    omit: tuple[str, ...] = ()
    journals: str = ""
    venues: str = ""
    only_cited: tuple[str, ...] = ()


def read_setting(name: str, raw: object, own: Collection[str] = ()) -> Any:  # noqa: ANN401 - each has its own kind
    """What a setting holds; WrongError says what is wrong. ``own``: fields of the entries that the model lacks."""
    return SETTINGS[name](raw, own)


def read_export(file: str, raw: object, own: Collection[str], remarks: Remarks) -> Export:
    """What ``[refexport.export]`` says of a file: the name of a format, or a table of settings."""
    where = f"export.{file}"
    if not _is_name(file):
        remarks.error("bad-setting", where, "not the name of a file", 'write "build/references.bib" = "bibtex"', file)
    if not isinstance(raw, dict):
        return Export(_read("format", raw, own, where, remarks) or "")
    read: dict[str, Any] = {}
    for name, value in raw.items():
        if name in SETTINGS:
            read[name.replace("-", "_")] = _read(name, value, own, f"{where}.{name}", remarks)
        else:
            hint = did_you_mean(name, tuple(SETTINGS)) or f"known: {', '.join(SETTINGS)}"
            remarks.error("bad-setting", f"{where}.{name}", "an unknown setting", hint)
    if "format" not in raw:
        remarks.error("bad-setting", where, "no format", 'write format = "bibtex"')
    return Export(**{name: value for name, value in read.items() if value is not None})


def _read(name: str, raw: object, own: Collection[str], where: str, remarks: Remarks) -> Any:  # noqa: ANN401 - as above
    try:
        return read_setting(name, raw, own)
    except WrongError as error:
        remarks.error("bad-setting", where, str(error), error.hint, raw)
        return None


def _read_sort(raw: object, _own: Collection[str]) -> tuple[str, ...]:
    words = _words(raw, 'sort = "author,-year"')
    for word in words:
        _one_of(word.removeprefix("-"), SORT_KEYS, "key to sort by")
    return words


def _read_fields(raw: object, own: Collection[str]) -> tuple[str, ...]:
    words = _words(raw, 'omit = ["abstract", "file"]')
    return tuple(dict.fromkeys(field for word in words for field in _fields_of(word, own)))


def _read_files(raw: object, _own: Collection[str]) -> tuple[str, ...]:
    files = [raw] if isinstance(raw, str) else raw
    if isinstance(files, list) and all(isinstance(file, str) and _is_name(file) for file in files):
        return tuple(files)
    raise WrongError("not a list of files", 'write only-cited = ["thesis.aux"]')


SETTINGS: Mapping[str, Callable[[object, Collection[str]], object]] = {
    "format": lambda raw, _own: _one_of(raw, tuple(sorted(FORMATS)), "format"),
    "sort": _read_sort,
    "fields": _read_fields,
    "omit": _read_fields,
    "journals": lambda raw, _own: _one_of(raw, JOURNALS, "form of journals"),
    "venues": lambda raw, _own: _one_of(raw, VENUES, "form of conferences"),
    "only-cited": _read_files,
}
"""setting -> what reads it."""


def _is_name(file: str) -> bool:
    return bool(file.strip()) and file.isprintable()


def _fields_of(word: str, own: Collection[str]) -> tuple[str, ...]:
    """The model's fields that a name, an alias or a shorthand stands for."""
    name = word.lower()
    fields = named_fields(word)
    if fields[0] in FIELDS:
        return fields
    if word in own and name not in STEERING:
        return (word,)
    if name == "type":
        raise WrongError("the entry type always stays", "what biblatex calls type is genre here")
    raise WrongError(f"there is no field {word}", did_you_mean(word, FIELD_NAMES))


def _one_of(raw: object, known: tuple[str, ...], noun: str) -> str:
    if isinstance(raw, str) and raw in known:
        return raw
    near = did_you_mean(raw, known) if isinstance(raw, str) else ""
    raise WrongError(f"not a {noun}", near or f"known: {', '.join(known)}")


def _words(raw: object, example: str) -> tuple[str, ...]:
    """A list of words; in one string commas part them."""
    words = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise WrongError("not a list of names", f"write {example}")
    return tuple(word.strip() for word in words if word.strip())
