"""RIS: one tag and one value a line, which tags depends on the record's type.

Source: the RIS format specification (Research Information Systems, 2001); the tables name what else there is.
"""

from collections.abc import Sequence

from refexport.data.formats import SUFFIXES
from refexport.errors import Finding
from refexport.formats.content import with_lines
from refexport.formats.format import Format, Frame, Placed, Read, Written, by_persons, clean, each, lay_out, loss
from refexport.formats.notes import Notes
from refexport.formats.ris.dialects import EXTRA
from refexport.formats.ris.records import Outside, Record, Tagged, records
from refexport.formats.ris.rows import ALIKE, SUBTYPE_OF, SUBTYPES, TYPES, ZOTERO_TYPES, tags_of
from refexport.formats.ris.values import fields_of_record
from refexport.model.entry import Entry


def write(entries: Sequence[Entry]) -> Written:
    """The RIS records of the entries, lines ended as the specification wants them (CRLF)."""
    records, lost = each(entries, _record)
    return Written(FRAME.joined(records, entries) if records else "", lost)


FRAME = Frame("", "\r\n\r\n", "\r\n")


def _record(entry: Entry) -> tuple[str, list[Finding]]:
    subtype = SUBTYPES.get(entry.plain("entrysubtype")) if entry.type == "article" else None
    ty = subtype or TYPES.written.get(entry.type, "GEN")
    laid, lost = lay_out(entry, tags_of(ty))
    if entry.type not in ("", natural_type(ty, _extra(entry), entry)):
        lost.append(loss(entry.key, "type", f"RIS has no {entry.type}; written as {ty}"))
    lines = [f"TY  - {ty}"]
    for tag, value in laid.items():
        lines += [f"{tag}  - {one}" for one in (value if isinstance(value, list) else [value])]
    lines += [f"M2  - {line}" for line in _extra(entry)]
    return "\r\n".join([*lines, "ER  - "]), lost


def _extra(entry: Entry) -> list[str]:
    """Lines that Zotero reads into fields for which RIS has no tag."""
    type_ = ZOTERO_TYPES.get(entry.type)
    return [f"Citation Key: {clean(entry.key)}", *([f"type: {type_}"] if type_ else [])]


KNOWN_TYPES = 'RIS has JOUR, BOOK, CHAP, CONF, RPRT, THES and others; in entries.toml: type = "article"'


def read(text: str, path: str) -> Read:
    """The entries of RIS records, and what of them no entry has, each with its line."""
    problems: list[Finding] = []
    outside = Outside(path, problems)
    found = [(one.line, _entry(one, path, problems)) for one in records(text, path, problems, outside)]
    return Read(Placed(found, outside.unread), tuple(sorted(problems, key=lambda one: one.line)))


def _entry(record: Record, path: str, problems: list[Finding]) -> Entry:
    lines = record.values("M2")
    extra = {found[1]: found[2] for value in reversed(lines) if (found := EXTRA.fullmatch(value))}
    key = extra.get("Citation Key") or next(iter(record.values("ID")), "")
    notes = Notes(path, f"record of line {record.line}", key, problems)
    ty = record.type
    if ty and ty not in TYPES.read and ty not in SUBTYPE_OF:
        notes.add(Tagged("TY", ty, record.line), "unknown type, read as misc", hint=KNOWN_TYPES)
    values = fields_of_record(record, ALIKE.get(ty, ty), notes)
    if ty in SUBTYPE_OF:
        values["entrysubtype"] = SUBTYPE_OF[ty]
    return Entry(key, natural_type(ty, lines, Entry(key, "", values)), values)


def natural_type(ty: str, lines: Sequence[str], entry: Entry) -> str:
    """The entry type of a record with this TY and these M2 lines."""
    for line in lines:
        if line.removeprefix("type: ") in ZOTERO_TYPES.values() and line.startswith("type: "):
            return next(type_ for type_, words in ZOTERO_TYPES.items() if words == line.removeprefix("type: "))
    type_ = "article" if ty in SUBTYPE_OF else TYPES.read.get(ty, "misc")
    return by_persons(type_, author=entry.has("author"), editor=entry.has("editor"))


recognises = with_lines(r"^[ \t]*[Tt][Yy][ \t]{1,3}[-\N{EN DASH}\N{MINUS SIGN}][ \t]*[A-Za-z]+[ \t]*$")

FORMAT = Format("ris", SUFFIXES["ris"], write, read, "ris", (".ris",), recognises, FRAME)
