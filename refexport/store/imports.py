"""entries.imports.jsonl: what the last import of each file gave for each entry, to know later what a person changed.

A line is whole in itself: ``["library.json", "smith2020", {"date": 2020, …}]``, sorted by file and cite key. So what a
merge by git leaves behind, markers included, can be read: a line that is none is passed over, and of two that differ
neither counts (docs/decisions/0018).
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from refexport.model.entry import Entry, Raw
from refexport.store.files import locked, read_bytes
from refexport.store.remark import Remarks
from refexport.store.typed import read_typed

Given = Mapping[str, Raw | None]
"""The fields of an entry, and its ``type``, as they would stand in entries.toml; None where it is not known what the
file gave before, because the field was never settled."""


class Place(NamedTuple):
    """The name of a file that was imported, without its folder, and the cite key of an entry."""

    source: str
    key: str


class Earlier(NamedTuple):
    """What an earlier import gave for an entry; ``is_own``: of the file of the same name."""

    given: Given
    is_own: bool

    def knows(self, field: str) -> bool:
        """Whether it is known what the file gave for a field, or that it gave nothing."""
        return self.given.get(field, "") is not None


class Imports:
    """What imports gave, by file and by cite key."""

    def __init__(self, lines: Mapping[Place, Given]) -> None:
        """Groups the lines once."""
        self.lines = lines
        self.by_key: dict[str, list[Given]] = {}
        for place, given in lines.items():
            self.by_key.setdefault(place.key, []).append(given)

    def before(self, source: str, hand: Entry, key: str = "") -> Earlier | None:
        """What a file gave before for an entry, by its key, an earlier one, or the one in the file.

        Else what another file gave, if only one did: a library may be exported under another name each time.
        """
        keys = [*_keys(hand), *filter(None, [key])]
        own = next((self.lines[place] for one in keys if (place := Place(source, one)) in self.lines), None)
        if own is not None:
            return Earlier(own, is_own=True)
        others = self.by_key.get(hand.key, [])
        return Earlier(others[0], is_own=False) if len(others) == 1 else None

    def entries(self, hand: Entry) -> list[Entry]:
        """An entry as the imports of all files gave it."""
        known = ({field: value for field, value in given.items() if value is not None} for given in self._of(hand))
        return [read_typed(hand.key, given, Remarks()).entry for given in known]

    def _of(self, hand: Entry) -> list[Given]:
        return [given for key in _keys(hand) for given in self.by_key.get(key, ())]


def imports_path(entries: Path) -> Path:
    """``entries.imports.jsonl`` beside ``entries.toml``."""
    return entries.with_suffix(".imports.jsonl")


def read_imports(path: Path) -> Imports:
    """What stands in a file, nothing if there is none; FileError if it cannot be read."""
    return Imports(parse_imports(read_bytes(path)) if path.exists() else {})


def parse_imports(data: bytes) -> dict[Place, Given]:
    """What the lines of a file say; not what only some of them say so, and not what is no such line."""
    found: dict[Place, Given] = {}
    torn: set[Place] = set()
    for line in data.decode(errors="replace").split("\n"):
        one = _parse_line(line)
        if one is None:
            continue
        place, given = one
        if found.setdefault(place, given) != given:
            torn.add(place)
    return {place: given for place, given in found.items() if place not in torn}


def print_imports(lines: Mapping[Place, Given]) -> bytes:
    """The file's bytes, the same for equal imports."""
    encoder = json.JSONEncoder(ensure_ascii=False)
    rows = (encoder.encode([*place, lines[place]]) for place in sorted(lines))
    return "".join(f"{row}\n" for row in rows).encode(errors="replace")


def record_imports(path: Path, new: Mapping[Place, Given], say: Callable[[str], None] | None = None) -> bool:
    """Whether the file changed: what imports gave now, in place of what the same files gave before."""
    if not new:
        return False
    with locked(path, say=say) as file:
        return file.write(print_imports({**read_imports(path).lines, **new}))


def _keys(hand: Entry) -> list[str]:
    return list(dict.fromkeys([hand.key, *hand.words("ids")]))


def _parse_line(line: str) -> tuple[Place, Given] | None:
    try:
        match json.loads(line):
            case [str(source), str(key), dict(given)]:
                return Place(source, key), given
    except (ValueError, RecursionError):
        pass
    return None
