"""entries.toml: the settings and the entries that a person keeps, each with its line; all its mistakes in one run."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from refexport.data.datamodel import PREFERENCES
from refexport.data.patterns import regex
from refexport.errors import ERROR, FileError, Finding, Fix, InputError
from refexport.model.entry import Entry
from refexport.model.keys import MAX_KEY, folded_key, is_cite_key
from refexport.store.exports import Export, read_export
from refexport.store.files import read_bytes
from refexport.store.lines import Lines
from refexport.store.mistakes import proposal
from refexport.store.remark import Remarks, Unquoted
from refexport.store.source import RESERVED, Source, parse_toml, tamed
from refexport.store.stamps import looked_for
from refexport.store.typed import DATE_PARTS, TOGETHER, Typed, read_prefer, read_typed
from refexport.text.messages import did_you_mean

if TYPE_CHECKING:
    from refexport.store.workspace import Picked

FILE_NAME = "entries.toml"
VERSION = 1
NO_PROXY = "none"
"""The proxy of who wants none, whatever the environment says."""

PROXY = regex(r"(?:https?|socks[45][ah]?)://[^\s/@?#]+/?", re.IGNORECASE)
SETTINGS = ("version", "mailto", "proxy", "prefer", "export", "journals", "check", "store", "pick")
CHECK_SETTINGS = ("allow",)


class FieldLines(Mapping[str, int]):
    """Field -> line for the fields of one entry, under the model's names; ``type``, ``omit`` and others, too."""

    __slots__ = ("_key", "_lines", "_typed_names")

    def __init__(self, lines: Lines, key: str, typed_names: Mapping[str, str]) -> None:
        self._lines, self._key, self._typed_names = lines, key, typed_names

    def __getitem__(self, field: str) -> int:
        return self._lines.tables[self._key][self._typed_names.get(field, field)]

    def __iter__(self) -> Iterator[str]:
        model = {typed: field for field, typed in self._typed_names.items()}
        return (model.get(typed, typed) for typed in self._lines.tables.get(self._key, {}) if typed)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def name_of(self, field: str) -> str:
        """The name under which a field stands in the file; empty if it does not."""
        name = self._typed_names.get(field, field)
        return name if name in self._lines.tables.get(self._key, {}) else ""

    @property
    def has_header(self) -> bool:
        """Whether the entry stands under a header of its own."""
        return (self._key,) in self._lines.headers

    @property
    def header(self) -> int:
        """The line of the entry's header."""
        return self._lines.line(self._key)


class Hand(NamedTuple):
    """An entry as a person keeps it: what to leave out of the records, which publication to prefer, what to allow.

    ``cited`` is what the work was cited as before a registry described it; ``store`` the file of a store that has the
    entry, too, and ``is_shared`` says that it stands there alone, on those ``lines``.
    """

    entry: Entry
    omit: tuple[str, ...] = ()
    prefer: str = ""
    allow: Mapping[str, str] = {}
    lines: Mapping[str, int] = {}
    cited: Entry | None = None
    store: str = ""
    is_shared: bool = False

    def names_of(self, field: str) -> tuple[str, ...]:
        """The names under which a field, and what says nothing without it, stand in the file."""
        if not isinstance(self.lines, FieldLines):
            return ()
        return tuple(filter(None, map(self.lines.name_of, TOGETHER.get(field, (field,)))))

    @property
    def line(self) -> int:
        """The line of the entry's header."""
        return self.lines.header if isinstance(self.lines, FieldLines) else 1

    @property
    def is_table(self) -> bool:
        """Whether the entry stands under a header of its own, where its fields can be changed."""
        return isinstance(self.lines, FieldLines) and self.lines.has_header and not self.is_shared

    def typed_fix(self, fix: Fix) -> Fix:
        """The fix with the names under which the fields stand in the file; a date that goes goes with its parts."""
        changes = {name: value for field, value in fix.changes.items() for name in self._typed(field, value)}
        return fix._replace(changes=changes)

    def _typed(self, field: str, value: object) -> tuple[str, ...]:
        parts = [part for part in DATE_PARTS if part in self.lines] if field == "date" and value is None else []
        name = self.lines.name_of(field) if isinstance(self.lines, FieldLines) else ""
        return tuple(dict.fromkeys([name or field, *parts]))


class Settings(NamedTuple):
    """What stands in ``[refexport]``: path -> what it gets for exports, rule -> reason for what is allowed everywhere.

    ``proxy`` is an address, ``none``, or empty for that of the environment; ``journals`` is the name of a file, or full
    name -> abbreviation; ``store`` is an entries.toml from which works are picked (`store.workspace`).
    """

    mailto: str = ""
    prefer: str = PREFERENCES[0]
    exports: Mapping[str, Export] = {}
    allow: Mapping[str, str] = {}
    journals: str | Mapping[str, str] = {}
    proxy: str = ""
    store: str = ""
    pick: tuple[str, ...] = ()
    lines: Mapping[str, int] = {}


class Library(NamedTuple):
    """An entries.toml that can be used, and the warnings and notes of its reader."""

    path: Path
    settings: Settings
    hands: tuple[Hand, ...]
    warnings: tuple[Finding, ...] = ()


def find_entries(start: Path) -> Path:
    """The entries.toml in a folder or the nearest one above it; FileError if there is none."""
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        looked_for(folder / FILE_NAME)
    raise FileError(f"no {FILE_NAME} in {start} or above it", "refexport init starts one")


def load_entries(path: Path) -> Library:
    """The library in a file; InputError with every problem of the file, FileError if it cannot be read."""
    return parse_entries(read_bytes(path), str(path))


def parse_entries(data: bytes, name: str) -> Library:
    """The library that a file's bytes stand for; InputError with every problem, errors and warnings sorted by line."""
    return library_of(parse_source(data, name), name)


def parse_source(data: bytes, name: str) -> Source:
    """The tables of an entries.toml; InputError as `parse_toml`."""
    return parse_toml(data, name, Unquoted)


def library_of(source: Source, name: str) -> Library:
    """The library that a file's tables stand for; InputError as `parse_entries`."""
    problems = list(source.problems)
    settings = _read_settings(source, name, problems)
    picked = _with_store(source, settings, name, problems) if settings.store else None
    hands = tuple(_read_hands(source, name, problems, picked))
    problems += _twins(picked.tables if picked else source.tables, source, name)
    if any(one.level == ERROR for one in problems):
        raise InputError(problems)
    return Library(Path(name), settings, hands, tuple(sorted(problems, key=lambda one: one.line)))


def _with_store(source: Source, settings: Settings, name: str, problems: list[Finding]) -> "Picked":
    """What the file takes from its store."""
    from refexport.store.workspace import with_store  # noqa: PLC0415 - only where there is a store

    own = {key: table for key, table in source.tables.items() if key != RESERVED}
    picked = with_store(own, Path(name), settings.store, settings.pick)
    problems += _placed(picked.remarks, source.lines, name, RESERVED)
    return picked


def _read_hands(source: Source, name: str, problems: list[Finding], picked: "Picked | None") -> Iterator[Hand]:
    for key, table in (picked.tables if picked else source.tables).items():
        if key == RESERVED:
            continue
        remarks = Remarks()
        typed = Typed(Entry(key))
        if isinstance(table, dict):
            _check_key(key, remarks)
            typed = read_typed(key, table, remarks)
        else:
            _refuse_value(key, table, remarks)
        is_shared = picked is not None and key not in source.tables
        lines = picked.lines if picked and is_shared else source.lines
        store = picked.path if picked and key in picked.shared else ""
        theirs = [one for one in remarks if store and _is_theirs(one, source, key)]
        problems += _placed((one for one in remarks if one not in theirs), source.lines, name, key)
        if picked:  # what stands there is mended there
            problems += _placed((one._replace(fix=None) for one in theirs), picked.lines, store, key)
        placed = FieldLines(lines, key, typed.typed_names)
        yield Hand(typed.entry, typed.omit, typed.prefer, typed.allow, placed, typed.cited, store, is_shared)


def _is_theirs(remark: Finding, source: Source, key: str) -> bool:
    """Whether a remark about an entry that a store has, too, is about something that stands there alone."""
    own = source.tables.get(key)
    return not isinstance(own, dict) or bool(remark.field and remark.field.partition(".")[0] not in own)


def _placed(remarks: Iterable[Finding], lines: Lines, name: str, *table: str) -> Iterator[Finding]:
    """The remarks about one table, each with its line."""
    for remark in remarks:
        line = lines.line(*table, *(remark.field.split(".") if remark.field else ()))
        yield tamed(remark._replace(path=name, line=line, key=".".join(table)))


def _check_key(key: str, remarks: Remarks) -> None:
    if len(key) > MAX_KEY:
        remarks.error("bad-key", "", f"a cite key of more than {MAX_KEY} characters", "shorten it")
    elif not is_cite_key(key):
        message = (
            f"{key!r} is no cite key: \\cite takes no blanks, no invisible characters and none of , {{ }} % # \\ ~"
        )
        remarks.error("bad-key", "", message, proposal(key))


def _refuse_value(key: str, table: object, remarks: Remarks) -> None:
    if isinstance(table, list) and all(isinstance(one, dict) for one in table):
        remarks.error("not-an-entry", "", f"[[{key}]] is a list of tables", f"write [{key}]")
    else:
        remarks.error(
            "not-an-entry", "", f"{key} stands outside any entry", "put it under the header of its entry, [key]", table
        )


def _twins(tables: Mapping[str, object], source: Source, name: str) -> Iterator[Finding]:
    """Keys that differ only by case: one and the same for BibTeX."""
    first: dict[str, str] = {RESERVED: RESERVED}
    for key in tables:
        twin = first.setdefault(folded_key(key), key)
        if twin != key:
            where = f", line {source.lines.line(twin)}," if twin in source.tables else ""
            message = f"[{key}] and [{twin}]{where} are the same key for BibTeX"
            hint = "one of the two needs another key"
            yield tamed(Finding(name, source.lines.line(key), message, hint, key, rule="duplicate-key"))


# --- settings


def _read_settings(source: Source, name: str, problems: list[Finding]) -> Settings:
    table = source.tables.get(RESERVED, {})
    remarks = Remarks()
    if not isinstance(table, dict):
        remarks.error("bad-setting", "", "the settings are a table", "write [refexport]", table)
        table = {}
    _check_names(table, SETTINGS, remarks)
    settings = Settings(
        mailto=_read_mailto(table, remarks),
        proxy=_read_proxy(table, remarks),
        prefer=read_prefer(table, remarks) or PREFERENCES[0],
        exports=_read_exports(table, source, remarks),
        allow=_read_check(table, remarks),
        journals=_read_journals(table, remarks),
        store=_read_store(table, remarks),
        pick=_read_pick(table, remarks),
        lines=FieldLines(source.lines, RESERVED, {}),
    )
    if table.get("version", VERSION) != VERSION:
        remarks.error(
            "bad-setting",
            "version",
            "made for another refexport",
            f"this one reads version = {VERSION}",
            table["version"],
        )
    problems += _placed(remarks, source.lines, name, RESERVED)
    return settings


def _check_names(table: Mapping[str, object], known: tuple[str, ...], remarks: Remarks, within: str = "") -> None:
    for name in table:
        if name not in known:
            hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
            remarks.error("bad-setting", within + name, "an unknown setting", hint)


def _read_proxy(table: Mapping[str, object], remarks: Remarks) -> str:
    typed = table.get("proxy", "")
    if isinstance(typed, str) and (typed in ("", NO_PROXY) or PROXY.fullmatch(typed)):
        return typed
    if isinstance(typed, str) and "@" in typed:
        hint = "a password is safer in the environment: HTTPS_PROXY=http://user:password@host:port"
        remarks.error("bad-setting", "proxy", "an address with a user or password", hint)
    else:
        hint = f'write proxy = "http://proxy.example:3128", or "{NO_PROXY}" for no proxy at all'
        remarks.error("bad-setting", "proxy", "not the address of a proxy", hint, typed)
    return ""


def _read_store(table: Mapping[str, object], remarks: Remarks) -> str:
    typed = table.get("store", "")
    if isinstance(typed, str) and (typed.strip() or "store" not in table):
        return typed
    remarks.error("bad-setting", "store", "not the name of a file", 'write store = "../lab/entries.toml"', typed)
    return ""


def _read_pick(table: Mapping[str, object], remarks: Remarks) -> tuple[str, ...]:
    typed = table.get("pick", [])
    hint = 'write pick = ["thesis.tex"], or cite keys: pick = ["finn2017", "snell*"]'
    if not isinstance(typed, list) or not all(isinstance(one, str) and one.strip() for one in typed):
        remarks.error("bad-setting", "pick", "not a list of documents and cite keys", hint, typed)
        return ()
    if typed and not table.get("store"):
        hint = 'name the store: store = "../lab/entries.toml"'
        remarks.error("bad-setting", "pick", "nothing to pick from", hint, typed)
    return tuple(typed)


def _read_mailto(table: Mapping[str, object], remarks: Remarks) -> str:
    typed = table.get("mailto", "")
    if isinstance(typed, str) and (not typed or re.fullmatch(r"[!-~]+@[!-~]+", typed)):
        return typed
    remarks.error("bad-setting", "mailto", "not a mail address", 'write mailto = "me@uni.example"', typed)
    return ""


def _read_exports(table: Mapping[str, object], source: Source, remarks: Remarks) -> Mapping[str, Export]:
    typed = table.get("export", {})
    if not isinstance(typed, dict):
        remarks.error("bad-setting", "export", "not a table of files", 'write "build/references.bib" = "bibtex"', typed)
        return {}
    entries = (entry for key, entry in source.tables.items() if key != RESERVED and isinstance(entry, dict))
    own = {field for entry in entries for field in entry} if typed else set()
    return {file: read_export(file, one, own, remarks) for file, one in typed.items()}


def _read_journals(table: Mapping[str, object], remarks: Remarks) -> str | Mapping[str, str]:
    typed = table.get("journals", {})
    if isinstance(typed, str) and typed.strip():
        return typed
    return _read_strings(table, "journals", 'journals = "journals.csv", or { "Full Name" = "F. Name" }', remarks)


def _read_check(table: Mapping[str, object], remarks: Remarks) -> Mapping[str, str]:
    check = table.get("check", {})
    if not isinstance(check, dict):
        remarks.error("bad-setting", "check", "the settings of check are a table", "write [refexport.check]", check)
        return {}
    _check_names(check, CHECK_SETTINGS, remarks, "check.")
    return _read_strings(check, "allow", '{ "missing-date" = "why" }', remarks, "check.")


def _read_strings(
    table: Mapping[str, object], name: str, example: str, remarks: Remarks, within: str = ""
) -> Mapping[str, str]:
    """A table of strings, none of them blank."""
    typed = table.get(name, {})
    if not isinstance(typed, dict):
        remarks.error("bad-setting", within + name, "not a table of strings", f"write {example}", typed)
        return {}
    for key, value in typed.items():
        if not isinstance(value, str) or not value.strip():
            remarks.error(
                "bad-setting", f"{within}{name}.{key}", "not a string with words in it", f"write {example}", value
            )
    return {key: value for key, value in typed.items() if isinstance(value, str)}
