"""Read back: what a writer wrote, proved by its own reader before it replaces a file."""

import itertools
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from refexport.data.datamodel import BOOKKEEPING, datatype_of
from refexport.errors import Finding, WriteError
from refexport.formats.format import Format, Written, loss
from refexport.model.entry import Entry, Value, print_value
from refexport.model.text import Span, Style, normal_text

OTHERWISE = "it reads back otherwise"


def proved(form: Format, entries: Sequence[Entry]) -> Written:
    """What a format's writer gives of the entries, proved."""
    return prove(form, entries, form.write(entries))


def prove(form: Format, entries: Sequence[Entry], written: Written) -> Written:
    """What was written of the entries, once its reader has found them all in it; WriteError if it does not.

    A value that reads back as another, though the writer did not say so, is among the losses.
    """
    if form.read is None:
        return written
    read, problems = form.read(written.text, form.name)
    found = _under_own_keys(read, {one.key for one in entries})
    if [one.key for one in found] != [one.key for one in entries] or any(p.level == "error" for p in problems):
        message = f"the {form.name} file would not read back as it was written"
        raise WriteError(message, _first_wrong(entries, found, problems))
    return written._replace(lost=(*written.lost, *undeclared(entries, found, written.lost)))


def _under_own_keys(read: Sequence[Entry], keys: Collection[str]) -> list[Entry]:
    """What was read, under its own key where that stands among the ``ids`` of one that the format takes."""
    own = [next((key for key in (one.key, *one.words("ids")) if key in keys), one.key) for one in read]
    return [Entry(key, one.type, one.fields) for key, one in zip(own, read, strict=True)]


def undeclared(before: Sequence[Entry], after: Sequence[Entry], lost: Sequence[Finding]) -> Iterator[Finding]:
    """The fields that differ after reading back and are not, nor hold, one of those that are named as lost."""
    named: dict[str, set[str]] = {}
    for known in lost:
        named.setdefault(known.key, set()).update((known.field, known.instead))
    for one, other in zip(before, after, strict=True):
        covered = BOOKKEEPING | named.get(one.key, set())
        fields = dict.fromkeys((*one.fields, *other.fields)) if one.fields != other.fields else {}
        for field in fields:
            if field not in covered and not is_same(field, one.fields.get(field), other.fields.get(field)):
                yield loss(one.key, field, OTHERWISE, field if other.has(field) else "")
        if one.type not in ("", other.type) and "type" not in covered:
            yield loss(one.key, "type", OTHERWISE, other.type)


def is_same(field: str, one: Value | None, other: Value | None) -> bool:
    """Whether two values say the same: composed letters are alike, braces that keep capitals say nothing."""
    if one == other or not (one or other):
        return True
    return bool(one and other) and _shown(field, one) == _shown(field, other)  # type: ignore[arg-type]


def _shown(field: str, value: Value) -> str:
    if datatype_of(field) == "text":
        spans = (Span(span.text, span.styles - {Style.NOCASE}) for span in value)  # type: ignore[union-attr]
        value = normal_text(spans)
    return unicodedata.normalize("NFC", str(print_value(field, value)))


def _first_wrong(entries: Sequence[Entry], found: Sequence[Entry], problems: Sequence[Finding]) -> str:
    """Which entry to look at: one that is missing, else what the reader says, else one that stands elsewhere."""
    keys = {one.key for one in found}
    if missing := next((one.key for one in entries if one.key not in keys), ""):
        return f"the first that is missing is [{missing}]"
    if problem := next((one for one in problems if one.level == "error"), None):
        return f"[{problem.key}] {problem.message}" if problem.key else problem.message
    pairs = itertools.zip_longest(entries, found)
    other = next(one or read for one, read in pairs if not (one and read and one.key == read.key))
    return f"the first that differs is [{other.key}]"
