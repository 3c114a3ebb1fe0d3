"""Cited: words of an entry that give way to a record, kept in its ``cited-as`` (docs/decisions/0024)."""

from collections.abc import Mapping

from refexport.model.entry import Raw, Value, print_value
from refexport.store.edit import Changes
from refexport.store.entries import Hand
from refexport.store.typed import CITED_AS, DATE_PARTS


def as_cited(hand: Hand, words: Mapping[str, Value]) -> Changes:
    """The changes that move words of an entry (field, or ``type``, -> value) into ``cited-as``.

    What was cited before stays; a word that is otherwise there stays in the entry.
    """
    known = {**hand.cited.fields, **({"type": hand.cited.type} if hand.cited.type else {})} if hand.cited else {}
    moved = {field: value for field, value in words.items() if known.get(field, value) == value}
    if not moved:
        return {}
    cited = {field: _spelled(field, value) for field, value in {**moved, **known}.items()}
    return {**dict.fromkeys(name for field in moved for name in _names(hand, field)), CITED_AS: cited}


def _spelled(field: str, value: Value) -> Raw:
    return str(value) if field == "type" else print_value(field, value)


def _names(hand: Hand, field: str) -> list[str]:
    """The names under which a field stands in the file; a date may stand in parts."""
    parts = [part for part in DATE_PARTS if field == "date" and part in hand.lines]
    return list(dict.fromkeys([*hand.names_of(field), *parts]))
