"""Inheritance: what an entry takes over from the one that its ``crossref`` names, as biblatex and BibTeX have it.

Source: the biblatex manual 3.18, section 2.2.3 (``crossref``) and appendix B; btxdoc, section 2.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from refexport.data.inheritance import IDENTIFYING, INHERIT, LENIENT, NOT_INHERITED
from refexport.model.entry import Entry, Merged, Value

OF_ITS_OWN = NOT_INHERITED | IDENTIFYING | {"bibtype", "capitals"}
"""Fields that stay with the entry that has them; the last two say how its own type and title are written."""


def completed(entries: Sequence[Merged], omitted: Mapping[str, Collection[str]]) -> tuple[Merged, ...]:
    """The entries with what they take over, through every step, but for the fields that each omits, by cite key.

    The origin of such a field is its entry, ``[whole]``. A circle, or a key that no entry has, gives nothing.
    """
    parents = parents_of(one.entry for one in entries)
    done = {one.entry.key: one for one in entries}
    for key in parents_first(parents):
        done[key] = _with_parent(done[key], done[parents[key]].entry, omitted.get(key, ()))
    return tuple(done[one.entry.key] for one in entries)


def parents_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Cite key -> the key of the entry that its ``crossref`` names, by its key or one of its ``ids``."""
    known = list(entries)
    named = {one.key: one.plain("crossref").strip() for one in known if one.has("crossref")}
    if not named:
        return {}
    keys = {name: one.key for one in known for name in one.words("ids")} | {one.key: one.key for one in known}
    return {key: keys[name] for key, name in named.items() if name in keys}


def parents_first(parents: Mapping[str, str]) -> list[str]:
    """The keys that have a parent, each after its parent; without those whose parents lead back to one of them."""
    order: list[str] = []
    is_sound: dict[str, bool] = {}
    for start in parents:
        line, key = [], start
        while key in parents and key not in is_sound:
            is_sound[key] = False  # until its parents are known to end
            line.append(key)
            key = parents[key]
        ends = is_sound.get(key, True)
        is_sound |= dict.fromkeys(line, ends)
        order += reversed(line) if ends else ()
    return order


def is_inherited(origin: str) -> bool:
    """Whether the origin of a field is another entry."""
    return origin.startswith("[")


def _with_parent(child: Merged, parent: Entry, omitted: Collection[str]) -> Merged:
    more = taken_over(child.entry, parent)
    more = {field: value for field, value in more.items() if field not in omitted}
    entry = msgspec.structs.replace(child.entry, fields={**child.entry.fields, **more})
    origin = {**child.origin, **dict.fromkeys(more, f"[{parent.key}]")}
    return msgspec.structs.replace(child, entry=entry, origin=origin)


def taken_over(child: Entry, parent: Entry) -> dict[str, Value]:
    """The fields that a child lacks and its parent has, under the names that they have in the child.

    A series that a part names is no book of it, though BibTeX's users refer to it so (btxdoc's own example).
    """
    renamed = [
        pair
        for rule in (*INHERIT, *LENIENT)
        if parent.type in rule.parents and child.type in rule.children
        for pair in rule.fields
    ]
    is_series = parent.has("title") and parent.plain("title") == child.plain("series")
    skipped = OF_ITS_OWN | {source for source, _ in renamed} | ({"bibmonth"} if child.has("date") else set())
    more = {field: value for field, value in parent.fields.items() if field not in skipped}
    for source, target in reversed(renamed):  # of two that set one field the first counts
        if target and parent.has(source) and not (is_series and source == "title"):
            more[target] = parent.fields[source]
    return {field: value for field, value in more.items() if not child.has(field)}
