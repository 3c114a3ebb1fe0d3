"""Facts: what a record says, each value under the name of its target; and what the rows of a format make of them."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from refexport.data.datamodel import DATE, LIST, LISTED, NAMES, datatype_of
from refexport.formats.format import Row
from refexport.formats.notes import Notes
from refexport.formats.ris.codecs import parse_text
from refexport.formats.ris.dialects import NEXT, abbreviates
from refexport.model.date import Date, print_date
from refexport.model.entry import Value, print_value
from refexport.model.name import Name, display_name
from refexport.text.dates import date_fields


class Fact(NamedTuple):
    """A value, a name in its parts, under the name of its target, and its line."""

    target: str
    value: str | Name
    line: int

    @property
    def words(self) -> str:
        """The value as a message repeats it."""
        return self.value if isinstance(self.value, str) else display_name(self.value)


Laid = list[tuple[int, Row, Fact]]
"""The facts of a field with their rows and the places of these, which are their ranks."""

JOINED = frozenset({"note", "annotation", "library", "addendum"})
"""Fields of one value that hold all that a record says."""

MANY = frozenset({NAMES, LIST})


def fields_of(
    facts: Iterable[Fact], place_of: Callable[[str], tuple[int, Row] | None], notes: Notes
) -> dict[str, Value]:
    """The fields of a record, in the order of the rows; a fact whose words stand in none of them is a message."""
    laid: dict[str, Laid] = {}
    for fact in facts:
        place = place_of(fact.target)
        if place is None:
            notes.add(fact, f"no field for {fact.target}; left out")
        else:
            laid.setdefault(place[1].field, []).append((*place, fact))
    values: dict[str, Value] = {}
    spare: list[tuple[str, Fact]] = []
    for field, found in sorted(laid.items(), key=lambda one: min(rank for rank, _, _ in one[1])):
        kept = _kept(field, sorted(found, key=lambda one: one[0]))
        spare += [(field, fact) for _, _, fact in found if fact not in kept]
        _decode(field, min(found, key=lambda one: one[0])[1], kept, values, notes)
    for field, fact in spare:
        _place_spare(field, fact, values, notes)
    return values


def _kept(field: str, found: Laid) -> list[Fact]:
    """The facts that the field is made of, the best first."""
    if datatype_of(field) in MANY:
        first = {fact.value for _, _, fact in found if fact.target == found[0][2].target}
        target = found[0][2].target
        return [fact for _, _, fact in found if fact.target == target or fact.value not in first]
    if field in JOINED or datatype_of(field) == DATE:
        return [fact for _, _, fact in found]
    if field in LISTED:
        return [fact for _, _, fact in found if fact.target == found[0][2].target]
    return [found[0][2]]


def _decode(field: str, row: Row, kept: Sequence[Fact], values: dict[str, Value], notes: Notes) -> None:
    """Sets the field, and what its date says besides; those values that are none of its kind are messages."""
    good = [fact for fact in kept if _is_good(row, fact, notes)]
    value = row.decode([fact.value for fact in good]) if good and row.decode else None
    fields, why = date_fields(field, value) if isinstance(value, Date) else ({field: value}, "")
    values.update({name: one for name, one in fields.items() if one})
    if why:
        notes.add(good[0], why, field)
    for fact in good if isinstance(value, Date) else ():
        if not _is_part(row, fact, value):
            notes.add(fact, f"{fact.target} has another value; left out", field)


def _is_part(row: Row, fact: Fact, date: Value | None) -> bool:
    """Whether a fact says no more than a date."""
    one = row.decode([fact.value]) if row.decode else None
    if not isinstance(one, Date) or not isinstance(date, Date):
        return True
    return print_date(date).startswith(print_date(one).rstrip("~?%"))


def _is_good(row: Row, fact: Fact, notes: Notes) -> bool:
    try:
        if row.decode:
            row.decode([fact.value])
    except ValueError as problem:
        notes.add(fact, f"{fact.target}: {problem}; left out", row.field)
        return False
    return True


def _place_spare(field: str, fact: Fact, values: dict[str, Value], notes: Notes) -> None:
    """Puts a second value where the next field is free for it; names it where its words stand in neither."""
    other = NEXT.get(field, "")
    words = words_of(fact.words)
    said = {word for one in (field, other) if one in values for word in words_of(print_value(one, values[one]))}
    if words <= said:
        return
    is_name = field != "journaltitle" or abbreviates(fact.words, str(print_value(field, values.get(field, ()))))
    if other and other not in values and is_name and isinstance(values.get(field), tuple):
        values[other] = parse_text(fact.words)
    else:
        notes.add(fact, f"{fact.target} has another value; left out", field)


def words_of(value: object) -> set[str]:
    """The words of a value, in small letters."""
    return set(re.findall(r"\w+", str(value).casefold()))
