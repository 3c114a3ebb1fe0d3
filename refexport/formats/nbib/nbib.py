"""PubMed's files (.nbib, MEDLINE format), both ways: rows say which tag holds a field of which types.

Sources: the National Library of Medicine's "MEDLINE/PubMed Data Element (Field) Descriptions"; for the words of ``PT``
the publication types of MeSH (nlm.nih.gov/mesh/pubtypes.html).
"""

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

import msgspec

from refexport.data.formats import SUFFIXES
from refexport.data.kinds import BOOKS, HOSTED, INSTITUTIONAL, PROCEEDINGS
from refexport.data.medline import PUBLICATION_TYPES
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.content import with_lines
from refexport.formats.format import (
    NEVER,
    Format,
    Frame,
    Partly,
    Placed,
    Read,
    Reading,
    Row,
    Unread,
    Written,
    but,
    by_persons,
    clean,
    each,
    join_title,
    lay_out,
    loss,
    only,
    reading_of,
    table_of,
)
from refexport.formats.nbib.records import records
from refexport.formats.nbib.values import (
    DATE,
    DOI,
    JOINED,
    KEYWORDS,
    LANGUAGE,
    NUMBER,
    PAGES,
    TEXT,
    TITLE,
    WORD,
    Codec,
    line,
    parse_author,
    print_author,
    print_initials,
)
from refexport.formats.tagged import Record, Tagged, Tags, fields_of
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import OTHERS, Name
from refexport.text.dates import date_fields

TYPES = {"Journal Article": "article", **PUBLICATION_TYPES}
"""Word of ``PT`` -> entry type; one that says more of a work than that it is an article counts."""

TYPE_OF = {word.lower(): type_ for word, type_ in TYPES.items()}
WORD_OF = {type_: word for word, type_ in TYPES.items()} | {
    **dict.fromkeys(BOOKS | PROCEEDINGS, "Book"),
    **dict.fromkeys(HOSTED, "Book Chapter"),
}
"""Entry type -> word of ``PT``."""

WHOLE = BOOKS | PROCEEDINGS
"""Types whose own title is BTI, the title of a book."""

KEY = regex(r"refexport: (\S+)")
"""The cite key as an ``OID``, a number of an organisation's own behind its name."""

ADMINISTRATIVE = frozenset(
    "CRDT CTDT DA DCOM DEP DRDT EDAT IRAD JID LR MHDA OTO OWN PHST PMCR PST SB SFM SO STAT VN DB RO".split()
)
"""Tags of NLM's and Ovid's own work on a record, and SO, which says again what the others say."""

RELATED = {
    "CIN": "Comment in", "CON": "Comment on", "EIN": "Erratum in", "EFR": "Erratum for", "CRI": "Corrected in",
    "CRF": "Corrected from", "DDIN": "Dataset in", "DRIN": "Dataset used in", "ECI": "Expression of concern in",
    "ECF": "Expression of concern for", "RPI": "Republished in", "RPF": "Republished from", "RIN": "Retraction in",
    "ROF": "Retraction of", "RRI": "Retracted and republished in", "RRF": "Retracted and republished from",
    "UIN": "Update in", "UOF": "Update of", "SPIN": "Summary for patients in", "ORI": "Original report in",
}  # fmt: skip
"""Tags that name a related work -> what they say of it; a note says so."""

IDENTIFIED = regex(r"(\S+) \[doi\]")
ARXIV = regex(r"arXiv:(\S+?)(?: \[pii\])?", re.IGNORECASE)

PEOPLE = frozenset({"FAU", "AU", "CN", "FED", "ED", "AUID"})


def _joined(subtitle: str, codec: Codec = TEXT) -> Codec:
    """A title with its subtitle behind a colon."""
    return lambda entry, field: codec[0](Entry("", "", {field: join_title(entry, field, subtitle)}), field), codec[1]


def _book_of(entry: Entry) -> str:
    return "title" if entry.type in WHOLE else "booktitle"


def _maintitle(entry: Entry, field: str) -> object:
    return TEXT[0](entry, field) if entry.has(_book_of(entry)) else None


def _arxiv(entry: Entry, _field: str) -> object:
    return f"arXiv:{entry.arxiv} [pii]" if entry.arxiv else None


def _names(entry: Entry, field: str) -> object:
    """The lines of the people: in full, with initials as well, an ORCID iD behind its person; groups under CN."""
    tag = {"author": "AU", "editor": "ED"}[field]
    laid = [one for name in entry.names(field) if name != OTHERS for one in _person(name, tag)]
    read = tuple(_people(laid, tag))
    return (
        laid
        if read == entry.names(field)
        else Partly(laid, "MEDLINE has family name and given names, and authors who are groups")
    )


def _person(name: Name, tag: str) -> Iterator[Tagged]:
    if name.literal:
        yield Tagged(0, "CN" if tag == "AU" else f"F{tag}", line(name.literal))
        return
    yield Tagged(0, f"F{tag}", print_author(name))
    yield Tagged(0, tag, print_initials(name))
    if name.orcid and tag == "AU":
        yield Tagged(0, "AUID", f"ORCID: {name.orcid}")


def _people(items: Sequence[Tagged], tag: str) -> Iterator[Name]:
    """The people of AU or ED, those with a full name before theirs by that; the groups where they stand."""
    people: list[Name] = []
    is_full = False
    for item in (one for one in items if one.value):
        if item.tag == "CN" and tag == "AU":
            people.append(Name(literal=item.value))
        elif item.tag == f"F{tag}" or (item.tag == tag and not is_full):
            people.append(parse_author(item.value))
        elif item.tag == "AUID" and tag == "AU" and people and (orcid := _orcid(item.value)):
            people[-1] = msgspec.structs.replace(people[-1], orcid=people[-1].orcid or orcid)
        is_full = item.tag == f"F{tag}" or (is_full and item.tag in ("AUID", "AD"))
    yield from people


def _orcid(value: str) -> str:
    found = re.search(r"\d{4}-?\d{4}-?\d{4}-?\d{3}[\dX]", value)
    digits = found[0].replace("-", "") if found else ""
    return "-".join(digits[n : n + 4] for n in range(0, 16, 4)) if digits else ""


ROWS = (
    Row("pmid", "PMID", *WORD),
    Row("issn", "IS", *NUMBER),
    Row("isbn", "ISBN", *NUMBER),
    Row("volume", "VI", *WORD),
    Row("number", "IP", *WORD),
    Row("issue", "IP", *WORD, read_for=NEVER),
    Row("date", "DP", *DATE),
    Row("title", "TI", *_joined("subtitle", TITLE), but(WHOLE), joined="subtitle"),
    Row("title", "BTI", *_joined("subtitle"), only(WHOLE), joined="subtitle"),
    Row("booktitle", "BTI", *_joined("booksubtitle"), but(WHOLE), joined="booksubtitle"),
    Row("maintitle", "MTI", _maintitle, TEXT[1]),
    Row("origtitle", "TT", *TITLE),
    Row("pages", "PG", *PAGES),
    Row("eid", "PG", *WORD, read_for=NEVER),
    Row("doi", "DOI", *DOI),
    Row("eprint", "ARXIV", _arxiv, lambda values: normal_arxiv(values[0]), also=("eprinttype",)),
    Row("abstract", "AB", *JOINED),
    Row("author", "FAU", _names, has_variants=True),
    Row("editor", "FED", _names, has_variants=True),
    Row("language", "LA", *LANGUAGE),
    Row("publisher", "PB", *TEXT, but(INSTITUTIONAL)),
    Row("institution", "PB", *TEXT, only(INSTITUTIONAL)),
    Row("location", "PL", *TEXT),
    Row("edition", "EN", *WORD),
    Row("series", "CTI", *TEXT),
    Row("journaltitle", "JT", *_joined("journalsubtitle"), joined="journalsubtitle"),
    Row("shortjournal", "TA", *TEXT),
    Row("keywords", "OT", *KEYWORDS),
    Row("pmcid", "PMC", *WORD),
    Row("note", "GN", *JOINED),
    Row("url", "URL", *WORD, NEVER, but()),
)
"""Types are entry types. MTI, DOI and ARXIV are tags of ours for what MEDLINE has under tags of several facts."""

TAG_OF = {"DOI": "AID", "ARXIV": "AID"}
"""What such a tag is in the file."""


@cache
def reading(type_: str) -> Reading:
    """tag -> the row by which records of a type are read."""
    return reading_of(ROWS, type_)


# --- written


def write(entries: Sequence[Entry]) -> Written:
    """The records of the entries, a blank line between them."""
    written, lost = each(entries, _record)
    return Written(FRAME.joined(written, entries) if written else "", lost)


FRAME = Frame("", "\n\n", "\n")


def _record(entry: Entry) -> tuple[str, list[Finding]]:
    word = WORD_OF.get(entry.type, "")
    tags = lay_out(entry, table_of(ROWS, entry.type))[0].keys()
    type_ = natural_type([word], tags)
    laid, lost = lay_out(entry, table_of(ROWS, entry.type, reading(type_)))
    if entry.type not in ("", type_):
        lost.append(loss(entry.key, "type", f"MEDLINE has no {entry.type}; read as {type_}"))
    lines = [one for tag, value in _volume_of_book(laid) for one in _lines(tag, value)]
    key = [("OID", f"refexport: {clean(entry.key)}"), *([("PT", word)] if word else [])]
    return "\n".join(_print(tag, value) for tag, value in (*lines, *key)), lost


def _volume_of_book(laid: dict[str, object]) -> Iterator[tuple[str, object]]:
    """The title of a whole is BTI, that of its volume VTI."""
    renamed = {"BTI": "VTI", "MTI": "BTI"} if "MTI" in laid else {}
    return ((renamed.get(tag, tag), value) for tag, value in laid.items())


def _lines(tag: str, value: object) -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Tagged):
            yield one.tag, one.value
        else:
            yield TAG_OF.get(tag, tag), f"{one} [doi]" if tag == "DOI" else str(one)


def _print(tag: str, value: str) -> str:
    """``TI  - A title that`` and what follows behind six blanks."""
    wrapped = textwrap.wrap(value, 82, break_long_words=False, break_on_hyphens=False)
    return f"{tag:<4}- " + "\n      ".join(wrapped)


# --- read


def read(text: str, path: str) -> Read:
    """The entries of the records; what no entry has a place for is a message at its line."""
    problems: list[Finding] = []
    unread: list[Unread] = []
    entries = [(one.line, _entry(one, path, problems)) for one in records(text, path, problems, unread)]
    return Read(Placed(entries, unread), tuple(sorted(problems, key=lambda one: one.line)))


def natural_type(words: Iterable[str], tags: Collection[str]) -> str:
    """The entry type of a record by its words of PT and its tags; a book of its own has its title in BTI alone."""
    known = {TYPE_OF.get(word.lower(), "") for word in words}
    if "BTI" in tags:
        type_ = "incollection" if "TI" in tags else "book"
        return by_persons(type_, author=not {"FAU", "AU", "CN"}.isdisjoint(tags), editor="FED" in tags or "ED" in tags)
    journal = "article" if "JT" in tags or "TA" in tags else "misc"
    return next((type_ for type_ in reversed(TYPES.values()) if type_ in known), journal)


def _entry(record: Record, path: str, problems: list[Finding]) -> Entry:
    prepared = _prepared(record)
    type_ = natural_type(record.values("PT"), {item.tag for item in prepared.items})
    key = next((found[1] for value in record.values("OID") if (found := KEY.fullmatch(value))), "")
    tags: Tags = {tag: (row.field, row.decode) for tag, row in reading(type_).items() if row.decode}
    fields, missed = fields_of(prepared, tags, key, ADMINISTRATIVE | PEOPLE)
    people = {field: tuple(_people(record.items, tag)) for field, tag in (("author", "AU"), ("editor", "ED"))}
    fields |= {field: names for field, names in people.items() if names}
    fields |= {"eprinttype": "arxiv"} if "eprint" in fields else {}
    missed += [*_media(record, key), *_administration(record, key), *_dated(record, key, fields)]
    problems += [one._replace(path=path) for one in missed]
    return Entry(key, type_, {field: value for field, value in fields.items() if value})


def _prepared(record: Record) -> Record:
    """The record with a tag for each fact (DOI, arXiv id, volume of a book), and without the types that are known."""
    has_volume = bool(record.values("VTI"))
    renamed = {"VTI": "BTI", "BTI": "MTI"} if has_volume else {}
    items = (_prepare(item, renamed) for item in record.items)
    return Record(tuple(item for item in items if item is not None) or record.items[:1])


def _prepare(item: Tagged, renamed: dict[str, str]) -> Tagged | None:
    if item.tag in ("LID", "AID") and (found := IDENTIFIED.fullmatch(item.value)):
        return item._replace(tag="DOI", value=found[1])
    if item.tag in ("LID", "AID") and (found := ARXIV.fullmatch(item.value)):
        return item._replace(tag="ARXIV", value=found[1])
    if (item.tag == "PT" and item.value.lower() in TYPE_OF) or (item.tag == "OID" and KEY.fullmatch(item.value)):
        return None
    if item.tag in RELATED:
        return item._replace(tag="GN", value=f"{RELATED[item.tag]}: {item.value}")
    return item._replace(tag="OT" if item.tag == "MH" else renamed.get(item.tag, item.tag))


NOTED = "no field for what NLM notes of its own work; left out"


def _media(record: Record, key: str) -> Iterator[Finding]:
    """A message for what a number is said to be of, ``(Print)``: no field holds that."""
    for tag in ("IS", "ISBN"):
        taken = next((item for item in record.items if item.tag == tag and item.value), None)
        if taken and (medium := re.search(r"\(.*\)$", taken.value)):
            message = "no field for the medium of a number; left out"
            yield Finding("", taken.line, message, "", key, "", medium[0], "note")


def _administration(record: Record, key: str) -> Iterator[Finding]:
    """One message for all that NLM notes about its own work."""
    items = [item for item in record.items if item.tag in ADMINISTRATIVE and item.value]
    if items:
        value = "; ".join(f"{item.tag} {item.value}" for item in items)
        yield Finding("", items[0].line, NOTED, "", key, "", value, "note")
    for item in record.items:
        if item.tag == "AUID" and not re.fullmatch(r"ORCID: ?(?:https?://orcid\.org/)?[\d-]{15,18}[\dX]", item.value):
            yield Finding("", item.line, "AUID: no ORCID iD; left out", "", key, "author", item.value, "warning")


def _dated(record: Record, key: str, fields: dict[str, Value]) -> Iterator[Finding]:
    """Sets the fields that a date of words gives, or else the day of the electronic publication."""
    lines = {item.tag: item.line for item in record.items if item.tag in ("DP", "DEP")}
    value = fields.get("date")
    if value is None and (electronic := record.values("DEP")):
        value = fields["date"] = DATE[1](electronic) or ""
    if isinstance(value, Date) and value.is_literal:
        found, note = date_fields("date", value)
        fields |= {"date": "", **found}
        if note:
            yield Finding("", lines.get("DP", record.line), note, "", key, "date", value.literal, "warning")


recognises = with_lines(
    r"^(?:PMID|FAU|FED|LID|AID|OWN|PHST|UI|BTI|JT)[ ]{0,2}- \S", without=r"^[ \t]*[Tt][Yy][ \t]{1,3}-[ \t]*\w+[ \t]*$"
)

FORMAT = Format("nbib", SUFFIXES["nbib"], write, read, "nbib", (".nbib",), recognises, FRAME)
