"""Files of tagged lines: records as tags with values and their lines, and the fields of a record by a table of tags."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from refexport.data.datamodel import LIST, NAMES, datatype_of
from refexport.errors import Finding
from refexport.model.entry import Value
from refexport.model.text import Text, collapse, literal_text

JOINED = frozenset({"abstract", "annotation", "note", "file"})
"""Fields of one value that hold several, with semicolons between."""


class Tagged(NamedTuple):
    """A value with its tag and the line on which it starts."""

    line: int
    tag: str
    value: str


Decode = Callable[[Sequence[str]], "Value | None"]
"""The value of a field from those of its tag; ValueError says why there is none."""

Tags = Mapping[str, tuple[str, Decode]]
"""tag -> the field that it stands for and how that is read."""


class Record(NamedTuple):
    """The tagged values of one work, in the order of the file."""

    items: tuple[Tagged, ...]

    @property
    def line(self) -> int:
        """The line on which the record starts."""
        return self.items[0].line

    def values(self, tag: str) -> list[str]:
        """What stands under a tag; empty values are none."""
        return [item.value for item in self.items if item.tag == tag and item.value]


def words(values: Sequence[str]) -> str:
    """The literal of a tag's one value."""
    return " ".join(values[0].split())


def text(values: Sequence[str]) -> Text:
    """The text of a tag's one value, in which no character means anything but itself."""
    return collapse(literal_text(words(values)))


def joined(values: Sequence[str]) -> Text:
    """All the values of a tag as one text."""
    return collapse(literal_text("; ".join(values)))


def fields_of(record: Record, tags: Tags, key: str, ignored: Iterable[str]) -> tuple[dict[str, Value], list[Finding]]:
    """The fields of a record, and a message for each value that no field takes; ``ignored`` are read otherwise.

    The first tag that gives a field has it; what another one says differently is a message, too.
    """
    fields: dict[str, Value] = {}
    missed: list[Finding] = []

    def leave_out(items: Iterable[Tagged], why: str, field: str = "") -> None:
        for item in items:
            value = " ".join(item.value.split())
            missed.append(Finding("", item.line, f"{why}; left out", "", key, field, value, "warning"))

    for tag in dict.fromkeys(item.tag for item in record.items if item.value and item.tag not in ignored):
        items = [item for item in record.items if item.tag == tag and item.value]
        if tag not in tags:
            leave_out(items, f"no field for {tag}")
            continue
        field, decode = tags[tag]
        if not takes_many(field):
            leave_out([item for item in items if item.value != items[0].value], f"a second {tag}", field)
            items = items[:1]
        try:
            value = decode([item.value for item in items])
        except ValueError as error:
            leave_out(items, str(error), field)
            continue
        if value and fields.setdefault(field, value) != value:
            leave_out(items, f"{tag} differs from an earlier line", field)
    return fields, missed


def takes_many(field: str) -> bool:
    """Whether all values of a tag go to the field; others take the first."""
    return datatype_of(field) in (NAMES, LIST) or field in JOINED
