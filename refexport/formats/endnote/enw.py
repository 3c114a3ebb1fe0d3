"""EndNote's tagged files (.enw): a line ``%T title`` a value, records between blank lines, or from ``%0`` to ``%0``.

Sources: refer(1) for the letters; "Importing tagged data" in the EndNote manual (tags ``%0`` to ``%~``).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from refexport.data.formats import SUFFIXES
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.content import Content, with_lines
from refexport.formats.endnote.codecs import Item, word
from refexport.formats.endnote.records import Record, content_of, entry_of
from refexport.formats.endnote.rows import PLACES
from refexport.formats.endnote.types import GENERIC, find_type
from refexport.formats.format import Format, Frame, Placed, Read, Unread, Written, clean, each
from refexport.formats.tagged import Tagged
from refexport.model.entry import Entry
from refexport.model.text import literal_text, plain_text

TARGETS = {place.tag: target for target, place in PLACES.items() if place.tag} | {"O": "notes"}
"""tag -> path; ``%O`` is refer's other information."""

TAG = regex(rf"%([0F{re.escape(''.join(TARGETS))}])(?:[ \t]+(.*))?")
"""A line of a tag that EndNote knows; "%5 of all cases" goes on with the abstract before it."""


def write(entries: Sequence[Entry]) -> Written:
    """The records of the entries, a blank line after each."""
    records, lost = each(entries, _record)
    return Written(FRAME.joined(records, entries) if records else "", lost)


FRAME = Frame("", "\n\n", "\n\n")


def _record(entry: Entry) -> tuple[str, list[Finding]]:
    ref_type, content, lost = content_of(entry, is_tagged=True)
    if content.get("titles/secondary-title") == content.get("periodical/full-title"):
        content.pop("titles/secondary-title", None)
    lines = [f"%0 {ref_type.name}", f"%F {clean(entry.key)}"]
    for target, held in content.items():
        if tag := PLACES[target].tag:
            lines += [f"%{tag} {_line(value)}" for value in (held if isinstance(held, list) else [held])]
    return "\n".join(lines), lost


def _line(value: Any) -> str:  # noqa: ANN401 - what a row holds: characters, or a text
    return value if isinstance(value, str) else plain_text(value)


def read(text: str, path: str) -> Read:
    """The entries of a tagged file; what no entry has a place for is a message at its line."""
    problems: list[Finding] = []
    unread: list[Unread] = []
    records = list(_records(text, path, problems, unread))
    parsed = [_parsed(items, number, path, problems) for number, items in enumerate(records, 1)]
    entries = [(record.line, entry_of(record, path, problems)) for record in parsed]
    return Read(Placed(entries, unread), tuple(sorted(problems, key=lambda one: one.line)))


def _records(text: str, path: str, problems: list[Finding], unread: list[Unread]) -> Iterator[list[Tagged]]:
    items: list[Tagged] = []
    has_types = re.search(r"^%0\s", text, re.MULTILINE) is not None  # then a blank line may stand in an abstract
    for line, content in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff").rstrip("\x1a")), 1):
        found = TAG.fullmatch(content.strip())
        is_end = (found is not None and found[1] == "0") if has_types else not content.strip()
        if is_end and items:
            yield items
            items = []
        if found:
            items.append(Tagged(line, found[1], (found[2] or "").strip()))
        elif items:
            items[-1] = items[-1]._replace(value=f"{items[-1].value}\n{content.strip()}".strip())
        elif content.strip():
            why = "outside of a record"
            problems.append(Finding(path, line, f"{why}; left out", "a record starts with '%0 '", value=content))
            unread.append(Unread(line, content, why))
    if items:
        yield items


def _parsed(items: Sequence[Tagged], number: int, path: str, problems: list[Finding]) -> Record:
    """The record of tagged values; its type and label are the first of their tags."""
    types = [item for item in items if item.tag == "0"]
    labels = [item for item in items if item.tag == "F" and item.value]
    label = word(labels[0].value) if labels else ""
    key = label if len(label.split()) == 1 else ""
    if label != key:
        problems.append(_warning(path, labels[0].line, "this label is no cite key; left out", "", label))
    name = types[0].value if types else GENERIC.name
    found = find_type(name, name)
    if found is None:
        problems.append(_warning(path, items[0].line, "unknown type, read as misc", key, name))
    problems += (
        _warning(path, item.line, f"a second {item.tag}; left out", key, item.value)
        for item in (*types[1:], *labels[1:])
    )
    values = [Item(TARGETS[one.tag], one.line, literal_text(one.value)) for one in items if one.tag in TARGETS]
    return Record(items[0].line, found or GENERIC, key, values, number)


def _warning(path: str, line: int, message: str, key: str, value: str) -> Finding:
    return Finding(path, line, message, "", key, "", value, "warning")


def recognises(content: Content) -> bool:
    """Whether there are lines of a type, or of a title and an author or a date as refer has them."""
    return with_lines(r"^%0[ \t]+\w")(content) or with_lines(r"^%T[ \t]+\S", r"^%[AD][ \t]+\S")(content)


FORMAT = Format("enw", SUFFIXES["enw"], write, read, "enw", (".enw",), recognises, FRAME)
