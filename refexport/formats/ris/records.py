"""RIS records: the lines of a file as records of tags and values, however programs and people lay them out.

Sources: the RIS format specification (Research Information Systems, 2001): ``TY  - `` first, ``ER  - `` last, a value
may go on in lines without a tag. Databases number their records and put headings between them (Ovid, ProQuest), some
tags have one blank or none, or lower-case letters; EndNote writes one keyword a line below its KW.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.format import Unread


class Tagged(NamedTuple):
    """A tag, its value, and its line."""

    tag: str
    value: str
    line: int

    @property
    def words(self) -> str:
        """The value as a message repeats it."""
        return self.value


class Record(NamedTuple):
    """The type of a record, the line of its TY, and its other tags."""

    type: str
    line: int
    tags: list[Tagged]

    def values(self, tag: str) -> list[str]:
        """The values of a tag that are not empty."""
        return [one.value for one in self.tags if one.tag == tag and one.value]


KNOWN = frozenset(
    "TY ER A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CR CT CY DA DB DI DO DP ED EP ET ID IS J1 "
    "J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT U1 U2 "
    "U3 U4 U5 UR VL VO Y1 Y2 YR".split()
)
"""Tags of the specification, and those that EndNote, Zotero (RIS.js), RefWorks (PP) and rispy know besides."""

TAG = regex(r"([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?", re.DOTALL)
"""A tag as most programs write it; what it is need not be known."""

LOOSE_TAG = regex(r"([A-Za-z][A-Za-z0-9])(?:\s{1,3}[-\N{EN DASH}\N{MINUS SIGN}]\s*|-(?:\s+|$))(.*)", re.DOTALL)
"""``ty  - JOUR``, ``TY  -JOUR``, ``AU- Doe``: a tag only if it is known, and not in the midst of prose."""

PROSE = frozenset({"AB", "AD", "N1", "N2", "RN"})
"""Tags whose values go on: "T1- and T2-weighted" is no title there."""

EACH_LINE = frozenset({"KW", "AU", "A1", "A2", "A3", "A4", "ED", "TA", "L1", "L2", "L4"})
"""Tags of which a line without a tag has another value, unless the one before ends in a comma."""

ADDRESS = regex(r"(?:https?|ftp)://", re.IGNORECASE)


class Outside:
    """The text outside of records: headings, numbers and addresses that databases write between them, and remains."""

    def __init__(self, path: str, problems: list[Finding]) -> None:
        self.unread: list[Unread] = []
        self._path = path
        self._problems = problems

    def add(self, text: str, line: int) -> None:
        """A message about a line; its text is kept with that of the lines right before it."""
        if not text:
            return
        self._problems.append(
            Finding(self._path, line, OUTSIDE, "a record starts with 'TY  - '", value=text, level=LEVEL)
        )
        last = self.unread[-1] if self.unread else None
        if last and last.line + last.text.count("\n") + 1 == line:
            self.unread[-1] = last._replace(text=f"{last.text}\n{text}")
        elif not NUMBER.fullmatch(text):
            self.unread.append(Unread(line, text, "it stands outside of the records"))


OUTSIDE, LEVEL = "outside of a record; left out", "warning"

NUMBER = regex(r"\W*\d{1,6}\W*")
"""What databases count their records by: ``1.``, ``<12>``."""


def records(text: str, path: str, problems: list[Finding], outside: Outside) -> Iterator[Record]:
    """The records of a file. One that lacks its start or end, and text outside of records, stop nothing."""
    open_: Record | None = None
    bare = text.removeprefix("\ufeff").rstrip("\x1a")  # DOS ended files with control-Z
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", bare)]
    for number, content in enumerate(lines, 1):
        tag, value = _tagged(content, open_)
        if tag == "ER" and value and open_ and not _starts(lines[number:]):
            tag, value = "", content  # "ER  - positive tumours" in an abstract
        if tag == "TY":
            yield from _unended(open_, value, path, problems)
            open_ = Record(value, number, [])
        elif tag == "ER" and open_:
            yield open_
            open_ = None
            outside.add(value, number)
        elif tag in KNOWN - {"ER"} and not open_:
            message = "the record that starts here has no type; read as misc"
            problems.append(Finding(path, number, message, "start it with a line 'TY  - '", level="warning"))
            open_ = Record("", number, [Tagged(tag, value, number)])
        elif open_ and tag:
            open_.tags.append(Tagged(tag, value, number))
        elif open_ and value:
            _go_on(open_, value, number)
        else:
            outside.add(content, number)
    yield from _unended(open_, None, path, problems)


def _tagged(content: str, record: Record | None) -> tuple[str, str]:
    """The tag and value of a line; no tag where it is text."""
    is_prose = record is not None and bool(record.tags) and record.tags[-1].tag in PROSE
    found = TAG.fullmatch(content)
    if found and (found[1] in KNOWN or not is_prose or content[2:5] == "  -"):
        return found[1], (found[2] or "").strip()
    found = LOOSE_TAG.fullmatch(content)
    if found and found[1].upper() in KNOWN and not is_prose:
        return found[1].upper(), found[2].strip()
    return "", content


def _starts(lines: list[str]) -> bool:
    """Whether the next line that holds anything starts a record, or none does."""
    following = next((line for line in lines if line), "TY  - ")
    return _tagged(following, None)[0] == "TY"


def _go_on(record: Record, value: str, line: int) -> None:
    """Adds a line without a tag to the record: to the value before it, or as another one of the same tag."""
    last = record.tags[-1] if record.tags else None
    if last is None:
        record.tags.append(Tagged("", value, line))
    elif (last.tag in EACH_LINE and not last.value.endswith(",")) or (
        last.tag in ("UR", "LK") and ADDRESS.match(value)
    ):
        record.tags.append(Tagged(last.tag, value, line))
    else:
        record.tags[-1] = last._replace(value=f"{last.value} {value}".strip())


def _unended(record: Record | None, type_: str | None, path: str, problems: list[Finding]) -> Iterator[Record]:
    """A record without its end, whole as far as it goes; of two TYs in a row the second counts."""
    if record and (record.tags or type_ is None):
        message = "the record that starts here has no end"
        problems.append(Finding(path, record.line, message, "end it with a line 'ER  - '", level="warning"))
        yield record
    elif record and record.type != type_:
        message = f"a second TY follows, {type_}, which counts"
        problems.append(Finding(path, record.line, message, value=record.type, level="warning"))
