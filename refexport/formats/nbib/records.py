"""Records of MEDLINE's form: ``TAG - value``, as PubMed writes them, as Ovid does, and as the Cochrane Library does.

A value goes on in lines that start with blanks. PubMed: six blanks. Ovid: ``<1>`` before each record, tags of two
letters. Cochrane: ``Record #1 of 9`` and ``TAG: value``. Sources: NLM's "MEDLINE/PubMed Data Element (Field)
Descriptions"; Ovid's field guide of MEDLINE; the Cochrane Library's help, "Export citations".
"""

import re
from collections.abc import Iterator, Mapping

from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.format import Unread
from refexport.formats.tagged import Record, Tagged

TAG = regex(r"(?=.{4}-)([A-Z][A-Z0-9]{1,3}) *-(?: (.*))?")
"""A tag takes four places, and a hyphen follows."""

LOOSE_TAG = regex(r"([A-Z]{2,4}) {0,3}-(?: |$)(.*)")
COCHRANE_TAG = regex(r"([A-Z]{2,4}): (.*)")

NUMBER = regex(r"<\s*\d+\s*\.?\s*>|Record #?\d+ of \d+|\d{1,6}[.:]")
"""What databases put before a record."""

STARTS = frozenset({"PMID", "UI"})
"""Tags that begin a record where no blank line does."""

NAMES_OF = {
    "Ovid": {
        "UI": "PMID", "FA": "FAU", "JN": "JT", "NJ": "JT", "AS": "TA", "VO": "VI", "YR": "DP", "DO": "DOI", "DI": "DOI",
        "LG": "LA", "KW": "OT", "SH": "MH", "IN": "AD", "UR": "URL",
    },
    "Cochrane": {
        "SO": "JT", "YR": "DP", "VL": "VI", "NO": "IP", "KY": "OT", "US": "URL", "PM": "PMID",
    },
}  # fmt: skip
"""Database -> its tags that MEDLINE has under other names."""

KNOWN = frozenset(
    "AB AD AID AU AUID BTI CI CIN CN CON CTI DA DCOM DEP DP ED EDAT EIN EN FAU FED GN GR IP IS ISBN JID JT LA LID LR "
    "MH MHDA OID OT OWN PB PG PHST PL PMC PMID PST PT RN SB SO STAT TA TI TT VI VTI".split()
) | frozenset(NAMES_OF["Ovid"])
"""Tags that are ones however many blanks stand before their hyphen."""

SOURCE_LINE = regex(r"(?P<JT>.+?)\. (?P<VI>\w+)(?:\((?P<IP>[^)]*)\))?:(?P<PG>[\w, -]+), (?P<DP>\d{4}[^.]*)\.?")
"""Ovid's SO: ``Journal. 12(3):1-9, 2017 Mar``."""


def records(text: str, path: str, problems: list[Finding], unread: list[Unread]) -> Iterator[Record]:
    """The records of a file under MEDLINE's tags; blocks that are none are problems and kept as unread."""
    items: list[Tagged] = []
    is_over, dialect = False, ""
    stray: list[tuple[int, str]] = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff").rstrip("\x1a")), 1):
        content = raw.rstrip()
        if not content or NUMBER.fullmatch(content):
            is_over = True
            dialect = ("Cochrane" if content.startswith("Record") else "") if content else dialect
            continue
        tag, value = _tagged(content, dialect)
        if items and (tag in STARTS or (is_over and (tag or not raw.startswith(" ")))):
            yield _named(items)
            items = []
        is_over = False
        if tag:
            items.append(Tagged(number, tag, value))
        elif items:
            items[-1] = items[-1]._replace(value=f"{items[-1].value} {content.strip()}".strip())
        else:
            stray.append((number, content))
    if items:
        yield _named(items)
    _report(stray, path, problems, unread)


def _tagged(content: str, dialect: str) -> tuple[str, str]:
    """The tag of a line and what follows it; no tag where a value goes on."""
    if dialect == "Cochrane" and (found := COCHRANE_TAG.fullmatch(content)):
        return found[1], found[2].strip()
    if found := TAG.fullmatch(content):
        return found[1], (found[2] or "").strip()
    found = LOOSE_TAG.fullmatch(content)
    return (found[1], found[2].strip()) if found and found[1] in KNOWN else ("", "")


def _named(items: list[Tagged]) -> Record:
    """The record with MEDLINE's names of the tags, and what Ovid has in one line taken apart."""
    tags = {item.tag for item in items}
    dialect = "Ovid" if tags & {"UI", "VO", "AS"} else "Cochrane" if "NO" in tags or "KY" in tags else ""
    names: Mapping[str, str] = NAMES_OF.get(dialect, {})
    renamed = [item._replace(tag=names.get(item.tag, item.tag)) for item in items]
    return Record(tuple(_taken_apart(renamed)) if dialect == "Ovid" else tuple(renamed))


def _taken_apart(items: list[Tagged]) -> Iterator[Tagged]:
    there = {item.tag for item in items}
    for item in items:
        found = SOURCE_LINE.fullmatch(item.value) if item.tag == "SO" else None
        if found and not there & {"JT", "TA"}:
            parts = {tag: value for tag, value in found.groupdict().items() if value and tag not in there}
            yield from (Tagged(item.line, tag, value) for tag, value in parts.items())
        else:
            yield item


def _report(stray: list[tuple[int, str]], path: str, problems: list[Finding], unread: list[Unread]) -> None:
    """One message and one unread part for lines that follow each other outside of any record."""
    blocks: list[list[tuple[int, str]]] = []
    for number, content in stray:
        if blocks and blocks[-1][-1][0] == number - 1:
            blocks[-1].append((number, content))
        else:
            blocks.append([(number, content)])
    for block in blocks:
        line, text = block[0][0], "\n".join(content for _, content in block)
        why = "not in a record"
        problems.append(Finding(path, line, why, "a record starts with 'PMID- '", value=" ".join(text.split())))
        unread.append(Unread(line, text, why))
