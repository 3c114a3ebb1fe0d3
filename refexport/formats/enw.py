"""EndNote's tagged files (.enw): a line ``%T title`` a value, records between blank lines, or from ``%0`` to ``%0``.

Sources: refer(1) for the letters; "Importing tagged data" in the EndNote manual (tags ``%0`` to ``%~`` and the names of
its reference types). A name is ``Last, First, Suffix``; a comma at its end marks an organisation.
"""

import re
from collections.abc import Iterator, Sequence

from refexport.errors import Finding
from refexport.formats.content import Content, with_lines
from refexport.formats.format import Placed, Read, Source
from refexport.formats.tagged import Record, Tagged, Tags, fields_of, joined, text, words
from refexport.model.date import Date, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name, name_of_parts, parse_name
from refexport.model.pages import with_ranges

TYPES = {
    "journal article": "article",
    "electronic article": "article",
    "magazine article": "article",
    "newspaper article": "article",
    "book": "book",
    "edited book": "collection",
    "electronic book": "book",
    "book section": "incollection",
    "electronic book section": "incollection",
    "conference paper": "inproceedings",
    "conference proceedings": "inproceedings",
    "thesis": "thesis",
    "report": "report",
    "web page": "online",
    "blog": "blogpost",
    "computer program": "software",
    "dataset": "dataset",
    "patent": "patent",
    "standard": "standard",
    "case": "jurisdiction",
    "statute": "legislation",
    "bill": "legislation",
    "encyclopedia": "inreference",
    "dictionary": "inreference",
    "pamphlet": "booklet",
    "personal communication": "letter",
    "film or broadcast": "movie",
    "artwork": "artwork",
    "manuscript": "unpublished",
    "unpublished work": "unpublished",
    "generic": "misc",
}
"""EndNote's reference type, in small letters -> entry type."""

ISSUED = frozenset({"thesis", "report"})
"""Types whose ``%I`` is an institution."""

SUBTYPES = {"magazine article": "magazine", "newspaper article": "newspaper"}
"""Reference type -> ``entrysubtype``."""


def parse_author(value: str) -> Name:
    """The name of ``Last, First, Suffix``, ``First Last`` or ``Organisation,``. ValueError as `parse_name`."""
    family, *parts = (part.strip() for part in value.split(",", 2))
    if parts == [""]:
        return Name(literal=family)
    return name_of_parts(family, *parts) if parts else parse_name(value)


def _names(values: Sequence[str]) -> tuple[Name, ...]:
    return tuple(map(parse_author, values))


def _keywords(values: Sequence[str]) -> tuple[str, ...]:
    """EndNote writes the first keyword behind the tag and the others on lines of their own."""
    return tuple(word for value in values for line in value.split("\n") if (word := line.strip()))


def _year(values: Sequence[str]) -> Date:
    return parse_date(words(values))


def _file(values: Sequence[str]) -> str:
    return ";".join(values)


TAGS: Tags = {
    "A": ("author", _names),
    "B": ("booktitle", text),
    "C": ("location", text),
    "D": ("date", _year),
    "E": ("editor", _names),
    "G": ("language", words),
    "I": ("publisher", text),
    "J": ("journaltitle", text),
    "K": ("keywords", _keywords),
    "N": ("number", words),
    "P": ("pages", lambda values: with_ranges(words(values))),
    "R": ("doi", words),
    "S": ("series", text),
    "T": ("title", text),
    "U": ("url", words),
    "V": ("volume", words),
    "X": ("abstract", joined),
    "Z": ("note", joined),
    "6": ("volumes", words),
    "7": ("edition", words),
    "9": ("genre", text),
    "?": ("translator", _names),
    "@": ("isbn", words),
    "!": ("shorttitle", text),
    "<": ("annotation", joined),
    ">": ("file", _file),
}
"""tag -> field, for all types; `_settled` says what is another on some."""

ELSEWHERE = frozenset("0F")
"""Tags that are read otherwise: the type, and the label, which is the cite key."""

TAG = re.compile(r"%([A-Z0-9?@!<>&()*+\[\]^~$=])(?:[ \t]+(.*))?")
ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")


def read(text_: str, path: str) -> Read:
    """The entries of a tagged file; what no entry has a place for is a message at its line."""
    problems: list[Finding] = []
    records = list(_records(text_, path, problems))
    entries = Placed((record.line, _entry(record, path, problems)) for record in records)
    return Read(entries, tuple(problems))


def _records(text_: str, path: str, problems: list[Finding]) -> Iterator[Record]:
    items: list[Tagged] = []
    has_types = re.search(r"^%0\s", text_, re.MULTILINE) is not None  # then a blank line may stand in an abstract
    for line, content in enumerate(re.split(r"\r\n|\r|\n", text_.removeprefix("\ufeff").rstrip("\x1a")), 1):
        found = TAG.fullmatch(content.strip())
        is_end = (found is not None and found[1] == "0") if has_types else not content.strip()
        if is_end and items:
            yield Record(tuple(items))
            items = []
        if found:
            items.append(Tagged(line, found[1], (found[2] or "").strip()))
        elif items:
            items[-1] = items[-1]._replace(value=f"{items[-1].value}\n{content.strip()}".strip())
        elif content.strip():
            problems.append(Finding(path, line, "outside of a record", "a record starts with '%0 '", value=content))
    if items:
        yield Record(tuple(items))


def _entry(record: Record, path: str, problems: list[Finding]) -> Entry:
    kind = next(iter(record.values("0")), "Generic")
    key = next(iter(record.values("F")), "")
    fields, missed = fields_of(record, TAGS, key, ELSEWHERE)
    for tag in ELSEWHERE:
        for item in [item for item in record.items if item.tag == tag and item.value][1:]:
            missed.append(Finding("", item.line, f"a second {tag}; left out", "", key, "", item.value, "warning"))
    if kind.lower() not in TYPES:
        missed.append(Finding("", record.line, "unknown type, read as misc", key=key, value=kind, level="warning"))
    problems += [one._replace(path=path) for one in missed]
    type_ = TYPES.get(kind.lower(), "misc")
    if kind.lower() in SUBTYPES:
        fields["entrysubtype"] = SUBTYPES[kind.lower()]
    return Entry(key, type_, _settled(type_, fields))


def _settled(type_: str, fields: dict[str, Value]) -> dict[str, Value]:
    """The fields under the names that they have for a type: an institution, a journal, an ISSN."""
    renamed = {"publisher": "institution"} if type_ in ISSUED else {}
    if type_ == "article":
        renamed |= {"booktitle": "journaltitle"} if "journaltitle" not in fields else {}
    elif type_ in ("book", "collection"):
        renamed |= {"booktitle": "series"} if "series" not in fields else {}
    if ISSN.fullmatch(str(fields.get("isbn", ""))):
        renamed["isbn"] = "issn"
    return {renamed.get(field, field): value for field, value in fields.items()}


def recognises(content: Content) -> bool:
    """Whether there are lines of a type, or of a title and an author or a date as refer has them."""
    return with_lines(r"^%0[ \t]+\w")(content) or with_lines(r"^%T[ \t]+\S", r"^%[AD][ \t]+\S")(content)


SOURCE = Source("enw", (".enw",), read, recognises)
