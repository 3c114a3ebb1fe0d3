"""Repeats: an entry once more under each of its other keys, for formats whose readers know one key for a work.

BibTeX does so too, with means of its own (docs/decisions/0017).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.errors import Finding
from refexport.formats.format import Written, loss
from refexport.model.entry import Entry
from refexport.model.keys import is_cite_key

TWICE = "what cites it by two of its keys, or everything, prints it twice"


class Repeated(NamedTuple):
    """Entries, each followed by its repeats, and whose repeats the keys are; ``lost`` is what to say of other keys."""

    entries: Sequence[Entry]
    owners: Mapping[str, str]
    lost: Sequence[Finding]

    def settled(self, written: Written) -> Written:
        """What was written of them, without saying of a repeat once more what its entry has lost."""
        own = tuple(one for one in written.lost if one.key not in self.owners)
        return written._replace(lost=(*own, *self.lost))


def repeated(entries: Sequence[Entry]) -> Repeated:
    """The entries with their repeats; a key that another entry has, or takes before, is among what is lost."""
    taken = {entry.key for entry in entries}
    made: list[Entry] = []
    owners: dict[str, str] = {}
    lost: list[Finding] = []
    for entry in entries:
        plain = entry.without("ids") if entry.has("ids") else entry
        others = dict.fromkeys(entry.words("ids"))
        free = [key for key in others if is_cite_key(key) and key not in taken]
        made += [plain, *(Entry(key, plain.type, plain.fields) for key in free)]
        taken.update(free)
        owners |= dict.fromkeys(free, entry.key)
        lost += [loss(entry.key, "ids", TWICE, "ids")] if free else []
        why = "another entry has the key {!r}; cite it by {!r}"
        lost += [loss(entry.key, "ids", why.format(key, entry.key), "ids") for key in others if key not in free]
    return Repeated(made, owners, lost)


def united(placed: Iterable[tuple[int, Entry]], owners: Mapping[str, str]) -> Iterator[tuple[int, Entry]]:
    """The entries that were read, each with the keys of its repeats, which are not among them, in its ``ids``."""
    for line, entry in placed:
        ids = [key for key, owner in owners.items() if owner == entry.key]
        yield line, entry.replace(ids=tuple(dict.fromkeys([*entry.words("ids"), *ids]))) if ids else entry


def marked(marks: Iterable[tuple[object, object]], keys: Collection[object]) -> dict[str, str]:
    """Key -> whose repeat it is, of (key, mark) of all entries of a file, where it names one that is none."""
    named = {key: owner for key, owner in marks if isinstance(key, str) and isinstance(owner, str)}
    return {key: owner for key, owner in named.items() if owner in keys and owner not in named}


SAME_AS = "same-as"
"""How the writers mark a repeat: the name of what has its entry's key."""
