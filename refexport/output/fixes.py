"""Fixes: what ``refexport check --fix`` changes in entries.toml, each change tried before it is believed.

A fix is refused that would make a finding which was not there, or change a field that it does not name.
"""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from refexport.data.datamodel import field_of
from refexport.errors import Finding, InputError, WriteError
from refexport.project import Project
from refexport.report.sarif import Replacement
from refexport.store.edit import Changes, entry_pieces, set_entries
from refexport.store.entries import Library, parse_entries
from refexport.store.lock import Lock
from refexport.store.typed import DATE_PARTS, SHORTHANDS

MOST_ROUNDS = 10
"""How often what was fixed is looked at again; a fix may show what another one mends."""
FOLLOWS = frozenset({"unlocked-id"})
"""What a fix may lead to: an identifier in its own field is one to ask the registry for."""
KEPT = frozenset({"redundant-override", "identifier-spelling"})
"""Rules whose fixes leave even the value of their own field as it was."""


class Fixes(NamedTuple):
    """What changes in each entry, and the findings that this mends."""

    changes: Mapping[str, Changes]
    mended: tuple[Finding, ...]


class _State(NamedTuple):
    """A file with the fixes so far, and what there is to say about it."""

    text: str
    project: Project
    findings: Sequence[Finding]
    fixes: Fixes
    keys: Collection[str] | None

    @property
    def wanted(self) -> Iterator[Finding]:
        """The findings about the entries to look at."""
        return (one for one in self.findings if self.keys is None or one.key in self.keys)


Wanted = Callable[[Project], Collection[str] | None]
"""The cite keys of the entries to look at; None for all."""


def fixes(text: str, library: Library, lock: Lock, wanted: Wanted, *, unsafe: bool) -> Fixes:
    """What would mend an entries.toml of this text, as far as it may be mended; ``unsafe``: by guesses, too."""
    state = _looked_at(text, library, lock, wanted, Fixes({}, ()))
    refused: set[tuple[str, str, str]] = set()
    for _ in range(MOST_ROUNDS):
        fixable = (one for one in state.wanted if is_fixable(one, unsafe=unsafe) and _id(one) not in refused)
        before = len(state.fixes.mended)
        state = _applied(state, list(_compatible(fixable)), wanted, refused)
        if len(state.fixes.mended) == before:
            break
    return state.fixes


def is_fixable(one: Finding, *, unsafe: bool) -> bool:
    """Whether a finding has a fix that may be made."""
    return one.fix is not None and (one.fix.is_safe or unsafe)


def diff(name: str, text: str, changes: Mapping[str, Changes]) -> str:
    """The lines that change, as a unified diff."""
    new = set_entries(text, changes)
    lines = difflib.unified_diff(text.splitlines(keepends=True), new.splitlines(keepends=True), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def replacements(text: str) -> Callable[[Finding], Replacement | None]:
    """What gives the lines of a file that a finding's fix replaces, and by what; None if it has none that is safe."""
    pieces = entry_pieces(text)

    def replacement(one: Finding) -> Replacement | None:
        """The lines that the safe fix of a finding replaces, or None."""
        if one.fix is None or not one.fix.is_safe or one.key not in pieces:
            return None
        start, end = pieces[one.key]
        try:
            new = set_entries(text[start:end], {one.key: cast("Changes", one.fix.changes)})
        except WriteError:
            return None
        return _replaced(text.count("\n", 0, start), text[start:end].split("\n"), new.split("\n"))

    return replacement


def _replaced(above: int, old: Sequence[str], new: Sequence[str]) -> Replacement:
    """The lines that differ, below so many others."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    lines = "".join(f"{line}\n" for line in new[start : len(new) - end])
    return Replacement(above + start + 1, above + len(old) - end + 1, lines)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts have in common at their start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _looked_at(text: str, library: Library, lock: Lock, wanted: Wanted, made: Fixes) -> _State:
    project = Project(library.path, library, lock)
    return _State(text, project, project.findings(), made, wanted(project))


def _compatible(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings whose fixes do not touch one field twice; the others are for the next round."""
    taken: set[tuple[str, str]] = set()
    for one in findings:
        fields = {(one.key, field) for field in one.fix.changes} if one.fix else set()
        if not fields & taken:
            taken |= fields
            yield one


def _applied(state: _State, chosen: Sequence[Finding], wanted: Wanted, refused: set[tuple[str, str, str]]) -> _State:
    """The state after the fixes, without those that do harm: these are found by halves."""
    if not chosen:
        return state
    try:
        tried = _tried(state, chosen, wanted)
    except (WriteError, InputError):
        tried = None
    if tried:
        return tried
    if len(chosen) == 1:
        refused.add(_id(chosen[0]))
        return state
    half = len(chosen) // 2
    return _applied(_applied(state, chosen[:half], wanted, refused), chosen[half:], wanted, refused)


def _tried(state: _State, chosen: Sequence[Finding], wanted: Wanted) -> _State | None:
    """The state after all of the fixes; None if they do harm."""
    changes: dict[str, Changes] = {}
    for one in chosen:
        changes[one.key] = {**changes.get(one.key, {}), **cast("Changes", one.fix.changes if one.fix else {})}
    text = set_entries(state.text, changes)
    library = parse_entries(text.encode(), str(state.project.path))
    known = state.fixes.changes
    together = {**known, **{key: {**known.get(key, {}), **more} for key, more in changes.items()}}
    fixed = Fixes(together, (*state.fixes.mended, *chosen))
    new = _looked_at(text, library, state.project.lock, wanted, fixed)
    there = {*map(_id, state.findings)}
    is_worse = any(_id(one) not in there and one.rule not in FOLLOWS for one in new.findings)
    return None if is_worse or _changes_more(state.project, new.project, chosen) else new


def _changes_more(old: Project, new: Project, chosen: Sequence[Finding]) -> bool:
    """Whether an entry lost or changed a value that its fixes do not name."""
    named: dict[str, set[str]] = {}
    for one in chosen:
        changes = one.fix.changes if one.fix and one.rule not in KEPT else {}
        named.setdefault(one.key, set()).update(map(_model, changes))
    after = {entry.key: entry for entry in new.entries}
    return any(
        after[entry.key].fields.get(field) != value
        for entry in old.entries
        for field, value in (entry.fields.items() if entry.key in named else ())
        if field not in named[entry.key]
    )


def _model(name: str) -> str:
    """The model's name of a field that stands in the file."""
    return "date" if name in DATE_PARTS else SHORTHANDS.get(name.lower()) or field_of(name.lower())


def _id(one: Finding) -> tuple[str, str, str]:
    return one.rule, one.key, one.field
