"""Steps: what a push makes of each entry."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from refexport.store.synced import Synced
from refexport.sync.compare import Clash

NEW, CHANGED, UNCHANGED, GONE, STRANGER = "new", "changed", "unchanged", "gone", "stranger"
"""What a push makes of an entry: its item is not there, differs, is as it should be, was deleted in Zotero; or its cite
key is another work's there."""

LEFT, EDITED = "left", "edited"
"""What it makes of an item whose entry is no more: it is as it was, or Zotero changed it since."""

OF_CHILDREN = ("files", "note")
"""Names whose values are items of their own, below the work."""


class Step(NamedTuple):
    """An entry, its item, and what a push would do; ``unplaced`` are values that Zotero's type has no field for."""

    key: str
    item: str
    kind: str
    ours: Mapping[str, Any] = {}
    theirs: Mapping[str, Any] = {}
    version: int = 0
    known: Synced = Synced("")
    send: Mapping[str, Any] = {}
    clashes: tuple[Clash, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide something."""
        return bool(self.clashes or self.unplaced) or self.kind in (GONE, STRANGER)
